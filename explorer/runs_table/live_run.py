"""What the window knows of the run that is open beyond what lies in its folder."""

from __future__ import annotations

import math
from dataclasses import replace

from explorer.state.state import AppState
from trainers.messages import Phase
from trainers.runs.table.figures import FiguresOfModels
from trainers.runs.table.row import RunRow


def live_row(row: RunRow, state: AppState) -> RunRow:
    """The row of the run that is open, as it is now: the state is further than the files."""
    tick, writing = state.ticked, state.phase is Phase.TRAINING
    if tick is None or tick.run_id != state.run_id:
        return replace(row, writing=writing, here=False)
    run = replace(row.run, step=tick.step, steps=tick.total, unfinished=False)
    figures, judged_at = row.figures, row.judged_at
    if not judged_at == tick.step == row.run.step:  # else what was found at the end still holds
        tests, tested_at = newest_tests(state)
        if tests and tested_at >= judged_at:
            figures, judged_at = tests, tested_at
        elif judged_at > tick.step or not figures:  # training went back
            figures, judged_at = newest_losses(state) or row.figures, -1
    row = replace(row, run=run, figures=figures, judged_at=judged_at, seconds=tick.seconds)
    return replace(row, writing=writing, here=False)


def newest_tests(state: AppState) -> tuple[FiguresOfModels, int]:
    """What each model was found to be worth on held-out data last, as the window shows it, and at which step; empty,
    and -1, where nothing was measured."""
    last = [tests[-1] for tests in state.tests if tests]
    if len(last) != len(state.labels) or not last:
        return (), -1
    found = tuple(tuple((name, value) for name, value in values.items() if math.isfinite(value)) for _, values in last)
    return (found, max(step for step, _ in last)) if any(found) else ((), -1)


def newest_losses(state: AppState) -> FiguresOfModels:
    """The newest value of every metric of every model; empty as long as there are none."""
    curves = state.curves
    if curves is None or curves.last_step < curves.first_step:
        return ()
    found = tuple(
        tuple(
            (name, value)
            for name in curves.metrics(model)
            if math.isfinite(value := curves.value_at(model, name, curves.last_step))
        )
        for model in range(curves.model_count)
    )
    return found if any(found) else ()
