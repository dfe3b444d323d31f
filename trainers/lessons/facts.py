"""What a lesson can ask about the program: facts by dotted names, such as ``models.1.beta`` or ``metrics.0.kl``.

The window fills them in; here is only what they are, so that lessons are read and tested without one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

Fact = float | bool | str
Facts = Callable[[str], Fact | None]  # by its name; None where nothing is known of it (yet)


def facts_of(table: Mapping[str, Fact]) -> Facts:
    """Those that stand in a *table*."""
    return table.get


def chained(*sources: Facts) -> Facts:
    """Of several *sources* the first that knows a name."""

    def ask(name: str) -> Fact | None:
        for source in sources:
            found = source(name)
            if found is not None:
                return found
        return None

    return ask
