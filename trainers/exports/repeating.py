"""What a fresh command repeats of a run, and what it cannot: whatever was done by hand on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from trainers.experiment import Experiment
from trainers.knobs import ConfigError, knob_specs
from trainers.marks import BRANCH, FORK, HAND, KNOB, Mark, Value, settings_at

BATCH = "batch_size"  # the one setting that a run may change by itself, and which its experiment then keeps as planned


@dataclass(frozen=True)
class Repeat:
    """``experiment`` is what the run was trained with last, which settings that were turned after its last step do not
    change. ``until`` is the step at which it stands, None where that is the end of its plan. ``unlike`` are the marks
    of what a run from step 0 does not repeat; without any it is the same run, bit for bit on the same machine."""

    experiment: Experiment
    until: int | None = None
    unlike: tuple[Mark, ...] = ()
    threads: tuple[tuple[int, int], ...] = ()  # (steps done, threads from then on), as far as is known

    @property
    def options(self) -> list[str]:
        """What makes ``train`` stop where this run stands, with its threads where these stayed the same."""
        until = [] if self.until is None else ["--until", str(self.until)]
        return [*until, *(["--threads", str(self.threads[0][1])] if len(self.threads) == 1 else [])]

    @property
    def files(self) -> tuple[str, ...]:
        """The user's own files and folders that are read again; they have to be as they were."""
        config = self.experiment.dataset_config
        named = (getattr(config, spec.name) for spec in knob_specs(type(config)) if spec.kind == "path")
        return tuple(path for path in named if path)


def repeat_of(
    experiment: Experiment, marks: Sequence[Mark], step: int, threads: Sequence[tuple[int, int]] = ()
) -> Repeat:
    """How a run at *step* with the present settings *experiment* can be trained again."""
    return replace(_repeat(experiment, marks, step), threads=tuple(each for each in threads if each[0] < max(1, step)))


def _repeat(experiment: Experiment, marks: Sequence[Mark], step: int) -> Repeat:
    if step == 0:
        return Repeat(experiment, None, tuple(mark for mark in marks if _is_unlike(mark, 1)))
    until = None if step == experiment.plan.steps else step
    unlike = tuple(mark for mark in marks if _is_unlike(mark, step))
    try:
        trained = experiment.with_settings({**_halved(marks), **settings_at(marks, step - 1)})
    except ConfigError:  # marks that somebody has edited
        return Repeat(experiment, until, tuple(mark for mark in marks if mark.step > 0))
    return Repeat(trained, None if step == trained.plan.steps else step, unlike)


def _halved(marks: Sequence[Mark]) -> dict[str, Value]:
    """The batch that was left at last where there was too little memory for the one that is planned."""
    return {path: after for mark in marks if mark.kind == KNOB for path, _, after in mark.changes if path == BATCH}


def _is_unlike(mark: Mark, step: int) -> bool:
    """Whether the weights at *step* depend on what a mark tells of."""
    if mark.kind == KNOB:
        return 0 < mark.step < step
    if mark.kind == FORK:
        return bool(mark.changes)
    return mark.kind in (BRANCH, HAND) or mark.step < step
