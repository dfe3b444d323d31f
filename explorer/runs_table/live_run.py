"""What the window knows of the run that is open beyond what lies in its folder."""

from __future__ import annotations

import math
from dataclasses import replace

from explorer.state.state import AppState
from trainers.messages import Phase
from trainers.runs.table.row import Figure, RunRow


def live_row(row: RunRow, state: AppState) -> RunRow:
    """The row of the run that is open, as it is now: the state is further than the files."""
    tick = state.ticked
    if tick is None or tick.run_id != state.run_id:
        return replace(row, writing=state.phase is Phase.TRAINING)
    run = replace(row.run, step=tick.step, steps=tick.total, unfinished=False)
    is_told = row.judged and tick.step == row.run.step  # what was found at the end still holds
    figures = row.figures if is_told else newest_figures(state) or row.figures
    return replace(
        row, run=run, figures=figures, judged=is_told, seconds=tick.seconds, writing=state.phase is Phase.TRAINING
    )


def newest_figures(state: AppState) -> tuple[tuple[Figure, ...], ...]:
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
