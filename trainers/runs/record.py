"""What a run keeps of its metrics and keyframes: all of this session in memory, and on the disk what was saved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from trainers import messages
from trainers.disk.atomic_file import reason
from trainers.experiment import Experiment
from trainers.runs.clock import read_clock
from trainers.runs.data import write_data
from trainers.runs.folder import RunFolder, RunFolderError, place_anew
from trainers.runs.history import History, cut_scalars
from trainers.runs.keyframes import keyframe_steps, read_keyframe
from trainers.runs.metrics import read_metrics
from trainers.timeline import Timeline

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.training.loop_state import LoopState

DRAWN_BYTES = 64 * 2**20  # of keyframes in memory, which the window shows as well: they are there once


class RunRecord:
    """The memory of one run and its place on the disk. Used from one thread.

    Nothing is lost where the disk fails: what was not written stays in memory and goes with the next save. ``path`` is
    where the run is saved, None for a run that is kept nowhere.
    """

    def __init__(self, data: messages.DataReady) -> None:
        self.path: Path | None = None
        self._data = data
        self._folder: RunFolder | None = None
        self._unsaved: list[messages.Scalars] = []
        self._history = History()  # of this session: the folder may go
        self._drawn: Timeline[messages.PicturesDrawn] = Timeline(DRAWN_BYTES)  # keyframes of this session: as above
        self._lost = self._anew = False  # the folder was gone: no other is made yet, or none has been told of
        self._source: Path | None = None  # the run folder that this run goes on from
        self._resumed_at: int | None = None  # the step of its checkpoint, until the folder is written to

    # ------------------------------------------------------------------ in memory

    @property
    def history(self) -> list[messages.Scalars]:
        """The metrics of this session, and those that were recalled, in the order of their steps."""
        return self._history.parts

    def add(self, scalars: messages.Scalars) -> None:
        """Metrics of the newest steps."""
        self._unsaved.append(scalars)
        self._history.add(scalars)

    def truncate_after(self, step: int) -> None:
        """Training went back to *step*."""
        self._history.truncate_after(step)
        self._drawn = self._drawn.truncate_after(step)
        self._unsaved = [part for scalars in self._unsaved if (part := cut_scalars(scalars, step)) is not None]

    def go_on_from(self, source: Path, step: int) -> None:
        """The run goes on from the checkpoint at *step* of the run in the folder *source*, be it another run or this
        one."""
        self._source, self._resumed_at = source, step

    def recall(self, scalars: messages.Scalars) -> None:
        """Metrics of earlier sessions, which are in the folder that the run goes on from: it may go."""
        self._history.add(scalars)

    def take_over(self, left: RunRecord) -> None:
        """What another record has in memory, which its folder could not take."""
        self._unsaved, self._history, self._drawn = left._unsaved, left._history, left._drawn

    def unknown(
        self, known: int, step: int, run_id: int, models: int
    ) -> Iterator[messages.Scalars | messages.PicturesDrawn]:
        """The metrics and the pictures of keyframes after step *known* and up to *step*, where the run stands: what is
        in the folder that it goes on from, and what is in memory."""
        source = self._source
        if source is None or step <= known:
            return
        parts = self.history
        with suppress(OSError, RunFolderError):  # said where the folder is read; what is missing stays a gap
            metrics = read_metrics(source, models)
            if any(metrics.curves):
                count = max(len(series) for model in metrics.curves for series in model.values())
                seconds = read_clock(source).of(metrics.first_step, count)
                parts = [messages.Scalars(run_id, metrics.first_step, metrics.curves, seconds), *parts]
            for each in keyframe_steps(source):
                if known < each <= step:
                    yield read_keyframe(source, each, models)
        for part in parts:
            if (unknown := cut_scalars(part, step, known + 1)) is not None:
                yield unknown

    @property
    def drawn(self) -> tuple[messages.PicturesDrawn, ...]:
        """The keyframes of this session that are in memory, by ascending step."""
        return tuple(entry.payload for entry in self._drawn.entries)

    # ------------------------------------------------------------------ on the disk

    @property
    def is_gone(self) -> bool:
        """Whether the folder that the run was saved in is no more where it was, and no other could be made yet."""
        return self._lost if self._folder is None else self._folder.is_gone

    @property
    def is_open(self) -> bool:
        """Whether the run has a folder that it writes into."""
        return self._folder is not None

    def place(self, path: Path | None) -> None:
        """Where the run is saved from now on; the folder is made at the first save."""
        self.close()
        self.path, self._lost = path, False

    def adopt(self, folder: RunFolder) -> None:
        """Goes on in a folder that has been opened, and is closed with this record."""
        self.place(folder.path)
        self._folder, self._source = folder, folder.path

    def make_folder(self, experiment: Experiment) -> None:
        """Makes or opens the folder now. Raises RunFolderError or OSError, and the place is left as it was."""
        assert self.path is not None, "the run has no place"
        self._open(self.path, experiment)

    def write(
        self, state: LoopState, display_weights: Sequence[Mapping[str, Tensor]], experiment: Experiment, step: int
    ) -> str:
        """Writes metrics and a checkpoint; returns why that could not be, or the empty text. A folder that is gone is
        made anew, with all that is in memory: in its place, or beside what lies there now."""
        assert self.path is not None, "the run has no place"
        try:
            if self.is_gone:
                self._leave_folder(self.path)
            folder = self._open(self.path, experiment)
            while self._unsaved:
                folder.append_metrics(self._unsaved[0])
                self._unsaved.pop(0)
            folder.write_checkpoint(state, display_weights, experiment)
            folder.truncate_after(step)  # training may have gone back
        except (OSError, RunFolderError) as error:
            return reason(error)
        return ""

    def write_keyframe(self, pictures: messages.PicturesDrawn, experiment: Experiment) -> str:
        """Writes the pictures of one step; returns why that could not be, or the empty text."""
        assert self.path is not None, "the run has no place"
        try:
            self._open(self.path, experiment).write_keyframe(pictures)
        except (OSError, RunFolderError) as error:
            return reason(error)
        return ""

    def keep(self, pictures: messages.PicturesDrawn) -> None:
        """Holds the pictures of a keyframe in memory, for a folder that has to be made anew."""
        self._drawn = self._drawn.add(pictures.step, pictures)

    def told_anew(self) -> bool:
        """Whether the save that has just succeeded was into a folder made anew; true once."""
        anew, self._anew = self._anew, False
        return anew

    def move(
        self,
        path: Path,
        state: LoopState,
        display_weights: Sequence[Mapping[str, Tensor]],
        experiment: Experiment,
        step: int,
    ) -> str:
        """As :meth:`write`, into another folder, which is the run's place from then on; where that cannot be, the
        place is what it was before."""
        former, source, unsaved = self.path, self._source, [*self._unsaved]
        self.place(path)
        if source is not None and not source.is_dir():  # it is gone, and what it held with it
            self._source, self._unsaved = None, self.history
        why = self.write(state, display_weights, experiment, step)
        if why:
            self.place(former)
            self._source, self._unsaved = source, unsaved
        return why

    def close(self) -> None:
        """Lets go of the run folder. May be called twice."""
        if self._folder is not None:
            self._folder.close()
            self._folder = None

    def _leave_folder(self, path: Path) -> None:
        """The folder was renamed or removed, or its disk is gone: another one is made, with all that is in memory."""
        self.close()
        self._source = None
        self._lost = self._anew = True
        self._unsaved = self.history
        self.path = place_anew(path)

    def _open(self, path: Path, experiment: Experiment) -> RunFolder:
        if self._folder is None and self._source == path:
            folder = RunFolder.open_for_writing(path)
            try:
                if self._resumed_at is not None:  # a crash may have left more than was saved
                    folder.truncate_after(self._resumed_at)
            except BaseException:
                folder.close()
                raise
            self._folder, self._resumed_at = folder, None
        elif self._folder is None:
            folder = RunFolder.create(path, experiment, self._data.device)
            try:
                write_data(path, self._data)
                if self._source is not None:
                    folder.copy_history(self._source)
                for entry in self._drawn.entries:
                    if entry.step > folder.last_keyframe_step:
                        folder.write_keyframe(entry.payload)
            except BaseException:
                folder.withdraw()  # made a moment ago; the next save begins anew
                raise
            self._folder, self._source, self._resumed_at, self._lost = folder, path, None, False
        return self._folder
