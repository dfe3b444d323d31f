"""What an export has written, and how its files are called."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

    from trainers.examples import Examples
    from trainers.looking.looker import Looker
    from trainers.training.loop import Loop


@dataclass(frozen=True)
class GraphCheck:
    """An exported graph beside the model that it was made of: on so many ``rows`` of input what they give differs by
    ``difference`` at most, as computed by the library ``by``."""

    file: str
    rows: int
    difference: float
    by: str


@dataclass(frozen=True)
class Exported:
    """The files that were written, sentences on what could not be, and how far graphs were found to be right."""

    files: tuple[Path, ...] = ()
    notes: tuple[str, ...] = ()
    compared: tuple[GraphCheck, ...] = ()

    def __add__(self, other: Exported) -> Exported:
        return Exported(self.files + other.files, self.notes + other.notes, self.compared + other.compared)


def file_names(labels: Sequence[str]) -> list[str]:
    """The models' labels as beginnings of file names: plain letters and figures, no two alike."""
    plain = [re.sub(r"[^A-Za-z0-9]+", "-", label).strip("-") or "model" for label in labels]
    alike = [name.lower() for name in plain]
    given = {name for name in alike if alike.count(name) == 1}
    names = []
    for place, name in enumerate(plain, start=1):
        if alike.count(name.lower()) > 1:
            name = next(each for i in count(place) if (each := f"{name}-{i}").lower() not in given)
            given.add(name.lower())
        names.append(name)
    return names


def make_looker(loop: Loop, examples: Examples, device: torch.device | None = None) -> Looker:
    """What looks with the weights that *loop* shows, on its device or another one."""
    from trainers.looking.looker import Looker
    from trainers.training.snapshot import Snapshot

    looker = Looker(loop.experiment, examples, device or loop.device)
    configs = tuple(spec.config for spec in loop.experiment.models)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
    return looker
