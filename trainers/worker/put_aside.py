"""A run that waits in memory while another is open beside it: for a lesson, after which it goes on as if nothing had
been."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trainers.worker.data_shelf import LoadedData
from trainers.worker.due_steps import DueSteps

if TYPE_CHECKING:
    from trainers.looking.answers import Answers
    from trainers.looking.maps import MapAnswers
    from trainers.runs.run import Run
    from trainers.timeline import Timeline
    from trainers.training.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class SeenAside:
    """What the render thread had of the run: who answers, the newest weights and those of keyframes, which keyframe is
    looked back at, and which are still to be drawn."""

    run_id: int
    answers: Answers | None
    snapshot: Snapshot | None
    pictured: Snapshot | None
    undrawn: Sequence[Snapshot]
    past: Timeline[Snapshot]
    former: tuple[int, Timeline[Snapshot]] | None
    back: Snapshot | None


@dataclass(frozen=True, eq=False)
class TrainedAside:
    """What the trainer thread had: the ``run``, one that no folder could take, its data, and how training went on."""

    run: Run | None
    kept: Run | None
    data: LoadedData | None
    steps: DueSteps
    halved: bool
    seen: SeenAside
    mapped: MapAnswers | None
