"""The run that is open, as a report tells it: what is on the screen, without waiting for it to be saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from explorer.state.state import AppState
from trainers.examples import Float32
from trainers.reports.reported_run import ReportedRun, Tests, saved_position
from trainers.runs.files import ENVIRONMENT, RunFolderError, describe_environment, read_json


def reported_state(
    state: AppState, verdicts: Sequence[str] = (), figures: Sequence[Mapping[str, float]] = ()
) -> ReportedRun:
    """What *state* knows; arrays are shared, which nobody writes to. :func:`completed` asks the disk for the rest.
    Raises ValueError where there is no run."""
    if state.experiment is None:
        raise ValueError("expected a run, found none")
    curves, ticked, threads = state.curves, state.ticked, state.threads
    step = 0 if ticked is None else ticked.step
    return ReportedRun(
        name=Path(state.place).name if state.place else "",
        experiment=state.experiment,
        step=step,
        first_step=1 if curves is None else curves.first_step,
        curves=tuple(_curves(state, model) for model in range(len(state.experiment.models))),
        environment={} if state.data is None else {"device": state.data.device},
        marks=state.marks,
        seconds=None if ticked is None or not ticked.seconds else ticked.seconds,
        threads=() if threads is None or threads.step else ((0, threads.threads),),
        data=state.data,
        pictures=state.pictures,
        tests=tuple(_tests(state, model) for model in range(len(state.experiment.models))),
        figures=tuple(figures),
        verdicts=tuple(verdicts),
    )


def _curves(state: AppState, model: int) -> dict[str, Float32]:
    curves = state.curves
    return {} if curves is None else {name: curves.values(model, name) for name in curves.metrics(model)}


def _tests(state: AppState, model: int) -> Tests:
    found: dict[str, list[tuple[int, float]]] = {}
    for step, values in state.tests[model] if model < len(state.tests) else ():
        for name, value in values.items():
            found.setdefault(name, []).append((step, value))
    return {name: tuple(values) for name, values in found.items()}


def completed(run: ReportedRun, folder: Path | None) -> ReportedRun:
    """With what only the disk knows of the run that is saved in *folder*, or that goes on from what is saved there:
    what it was made with, and, where it is saved, its threads. Of one that began here (None) that is this program. For
    another thread than the GUI's."""
    device = str(run.environment.get("device", ""))
    if folder is None:
        return replace(run, environment={**describe_environment(run.experiment, device), "started": ""})
    try:
        environment = read_json(folder, ENVIRONMENT)
    except (OSError, RunFolderError):
        environment = {"device": device}
    seconds, threads = saved_position(folder)
    own = run.name == folder.name
    return replace(
        run, environment=environment, seconds=run.seconds or seconds, threads=threads if own else run.threads
    )
