"""A row of the table of runs: all that is told of one run, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, field

from trainers.runs.about import About
from trainers.runs.listing import RunSummary

Setting = bool | int | float | str
Figure = tuple[str, float]  # of a metric, by the name that its family gives it


@dataclass(frozen=True)
class Difference:
    """A setting, by its dotted name, that is another than in the preset, and what it is there; None for one that the
    preset does not have. Lists are written as they are typed: "256, 128". ``since`` is the step at which it was turned
    on the way, which may be the last that was trained; 0 where it was so from the beginning. One that was turned is
    told also where it is again what it is in the preset."""

    path: str
    value: Setting
    preset: Setting | None = None
    since: int = 0


@dataclass(frozen=True)
class RunRow:
    """What a row knows beyond the line in a list.

    ``preset`` is the one that it came of, by name, and ``differs`` what is another in it; both empty where it is none
    of them. ``figures`` are those of each model: what it was found to be worth on held-out data at step ``judged_at``,
    or, where that is -1, the losses of the newest batch, for nothing else is known. ``verdicts`` are the kinds of those
    on its games as they were saved last. ``seconds`` were spent on steps; ``size`` is of all its files, in bytes;
    ``keyframe`` the step of the newest one, -1 where there is none. ``writing``: some program writes into it now;
    ``here``: it is this one, which has gone on to another run.
    """

    run: RunSummary
    about: About = field(default_factory=About)
    preset: str = ""
    seed: int | None = None
    differs: tuple[Difference, ...] = ()
    figures: tuple[tuple[Figure, ...], ...] = ()
    judged_at: int = -1
    verdicts: tuple[str, ...] = ()
    seconds: float = 0.0
    size: int = 0
    keyframe: int = -1
    writing: bool = False
    here: bool = False
