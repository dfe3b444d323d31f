"""What can be changed while a run goes on, knobs, pace, threads and what was learned; and what the run remembers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainers.experiment import Experiment
from trainers.marks import Mark

# --------------------------------------------------------------------------- commands: window -> trainer thread


@dataclass(frozen=True)
class SetKnob:
    """Change a live knob of one model."""

    run_id: int
    model: int
    knob: str
    value: Any


@dataclass(frozen=True)
class Adjust:
    """Put ``values``, arrays by the names that the model's family gives them, in the place of what it has learned: the
    user has moved something by hand. Answered by Adjusted or AdjustRefused. Where training stands, or goes on at a pace
    at which each step is shown, looks see it from then on; else with the next snapshot."""

    run_id: int
    model: int
    values: Mapping[str, NDArray[np.float64]]


@dataclass(frozen=True)
class SetPace:
    """Play so many steps a second; None, and 0: as fast as it can. Single steps wait for nothing. It is no setting of
    the run: what is learned does not depend on it."""

    run_id: int
    steps_per_second: float | None


@dataclass(frozen=True)
class SetThreads:
    """Train with so many threads from the next step on; None: with as many as other programs leave."""

    run_id: int
    threads: int | None


# --------------------------------------------------------------------------- events: worker -> window


@dataclass(frozen=True)
class KnobSet:
    """A live knob took its value."""

    run_id: int
    model: int
    knob: str
    value: Any


@dataclass(frozen=True)
class KnobRefused:
    """A live knob kept its value; ``reason`` is one sentence."""

    run_id: int
    model: int
    knob: str
    reason: str


@dataclass(frozen=True)
class Adjusted:
    """What was moved by hand is there, at ``step``."""

    run_id: int
    model: int
    step: int


@dataclass(frozen=True)
class AdjustRefused:
    """Nothing was moved; ``reason`` is one sentence."""

    run_id: int
    model: int
    reason: str


@dataclass(frozen=True)
class KnobsFound:
    """A run that goes on in its folder does so with other live knobs than Begin said: they were turned, and saved,
    after the folder had been read."""

    run_id: int
    experiment: Experiment


@dataclass(frozen=True)
class ThreadsChanged:
    """With how many threads a run is trained on the CPU from ``step`` on; said when it begins, too. The number decides
    how sums are rounded. ``pinned`` ones were chosen, and do not follow what other programs leave."""

    run_id: int
    step: int
    threads: int
    most: int  # that would be used on a free machine
    pinned: bool = False


@dataclass(frozen=True)
class Marked:
    """All that happened to the run on its way so far, in the order in which it happened."""

    run_id: int
    marks: tuple[Mark, ...]
