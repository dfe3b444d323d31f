"""Metrics as TensorBoard events, where the extra ``tensorboard`` is installed."""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

from trainers import messages
from trainers.machine.extras import has_extra
from trainers.runs import inside

EVENTS = "tensorboard"


def open_events(folder: Path) -> EventWriter | None:
    """A writer into ``tensorboard/`` of a run folder, or None where the extra is not installed."""
    return EventWriter(folder) if has_extra("tensorboard") else None


class EventWriter:
    """Writes scalars named ``<metric>/<number of the model>``. Its file is opened by the first scalars."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writer: Any = None

    def add(self, scalars: messages.Scalars) -> None:
        """Writes the metrics of consecutive steps; what is no number was not measured at its step. Raises OSError."""
        from tensorboard.compat.proto.event_pb2 import Event
        from tensorboard.compat.proto.summary_pb2 import Summary

        now = time.time()
        for index in range(scalars.count):
            values = [
                Summary.Value(tag=f"{metric}/{model}", simple_value=float(series[index]))
                for model, metrics in enumerate(scalars.values)
                for metric, series in metrics.items()
                if not math.isnan(series[index])
            ]
            if values:
                step = scalars.first_step + index
                self._file().add_event(Event(wall_time=now, step=step, summary=Summary(value=values)))
        self._file().flush()

    def restart(self, step: int) -> None:
        """Tells TensorBoard that *step* comes again: what it has from there on is dropped."""
        from tensorboard.compat.proto.event_pb2 import Event, SessionLog

        event = Event(wall_time=time.time(), step=step, session_log=SessionLog(status=SessionLog.START))
        self._file().add_event(event)

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _file(self) -> Any:
        if self._writer is None:
            from tensorboard.summary.writer.event_file_writer import EventFileWriter

            # Its file is a new one, with the time and the process in its name; none is ever opened again.
            self._writer = EventFileWriter(str(inside.make_folder(self._folder, EVENTS)))
        return self._writer
