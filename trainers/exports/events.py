"""The curves of a run as events that TensorBoard reads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trainers.exports.exported import Exported

if TYPE_CHECKING:
    from trainers.runs.reading import RunContents


def export_events(contents: RunContents, out: Path) -> Exported:
    """Writes the curves as events into ``tensorboard/`` of *out*, which is made when it is missing. What an export
    before wrote there TensorBoard then drops. Needs the extra ``tensorboard``. Raises OSError."""
    from trainers.runs.events import EVENTS, EventWriter

    scalars = contents.scalars()
    if scalars is None:
        return Exported(notes=("no curves: nothing has been trained",))
    out.mkdir(parents=True, exist_ok=True)
    writer = EventWriter(out)
    try:
        writer.restart(scalars.first_step)
        writer.add(scalars)
    finally:
        writer.close()
    return Exported((out / EVENTS,))
