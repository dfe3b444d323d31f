"""What a report says of a run in a notebook, which may be saved nowhere: everything is in memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainers import messages
from trainers.examples import Float32
from trainers.looking.pictures import PictureMaker
from trainers.notebook.direct_run import DirectRun
from trainers.reports.reported_run import ReportedRun, tests_of
from trainers.runs.files import describe_environment
from trainers.training.devices import device_title


def reported_run(
    direct: DirectRun, curves: Sequence[Mapping[str, Float32]], notes: tuple[str, ...] = ()
) -> ReportedRun:
    """The run as it stands. *curves* are those of its models from step 1 on. Its pictures are drawn now, with the
    weights that are shown; nothing of the run changes."""
    training = direct.training
    loop, run = training.loop, training.run
    with direct.looking() as looker:
        drawn = next(item for item in PictureMaker(looker).make(0) if isinstance(item, messages.PicturesDrawn))
        device = device_title(loop.device)
    saved = run.record.unknown(-1, loop.step_count, 0, len(loop.models))
    keyframes = [*(event for event in saved if isinstance(event, messages.PicturesDrawn)), *run.record.drawn]
    at = {each.step: each for each in (*keyframes, drawn)}
    return ReportedRun(
        name="" if direct.folder is None else direct.folder.name,
        experiment=loop.experiment,
        step=loop.step_count,
        first_step=1,
        curves=tuple(curves),
        environment=describe_environment(loop.experiment, device),
        marks=run.marks,
        seconds=training.seconds,
        threads=tuple(training.threads.record) if loop.device.type == "cpu" else (),
        data=run.data,
        pictures=drawn,
        tests=tests_of([at[step] for step in sorted(at)], len(loop.models)),
        notes=notes,
    )
