"""Libraries that take up to a second to import, a piece at a time: each module brings those that it needs in turn."""

from __future__ import annotations

import importlib

from trainers.pieces import Pieces

SCIPY = ("scipy.linalg", "scipy.sparse.csgraph")
HIERARCHY = (*SCIPY, "scipy.spatial.distance", "scipy.cluster.hierarchy")


def loading(modules: tuple[str, ...]) -> Pieces[None]:
    """Imports them, each in a piece of its own, of a quarter of a second at most."""
    for name in modules:
        yield None
        importlib.import_module(name)
    yield None
