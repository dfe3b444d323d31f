"""What somebody who comes later has to be told of a run, so that it looks as if they had listened from the start."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from trainers import messages
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.runs.folder import RunFolderError, read_run
from trainers.runs.history import History, cut_scalars, in_pieces
from trainers.runs.reading import RunContents
from trainers.timeline import Timeline

KEYFRAME_BYTES = 64 * 2**20  # as many as a window keeps
# Of these the newest says all, in the order in which a newcomer hears of them.
_BEFORE = (messages.LoadProgress, messages.DataReady, messages.ThreadsChanged, messages.Marked)
_BEHIND = (messages.Ticked, messages.JudgeChanged, messages.Saved, messages.PhaseChanged)
log = logging.getLogger(__name__)


class Story:
    """One run, as the events tell it. ``experiment`` has the knobs as they are now, ``folder`` is where the run is, or
    will be, saved. Used with a lock held."""

    def __init__(self, run_id: int, experiment: Experiment, folder: str, preset: str = "") -> None:
        self.run_id, self.experiment, self.folder, self.preset = run_id, experiment, folder, preset
        self._history = History()
        self._keyframes: Timeline[messages.PicturesDrawn] = Timeline(KEYFRAME_BYTES)
        self._pictures: messages.PicturesDrawn | None = None
        self._newest: dict[type, messages.Event] = {}

    @property
    def phase(self) -> messages.Phase:
        """What the run is doing."""
        said = self._newest.get(messages.PhaseChanged)
        return said.phase if isinstance(said, messages.PhaseChanged) else messages.Phase.STARTING

    @property
    def has_come_to_be(self) -> bool:
        """Whether its data are there and its models made."""
        return messages.DataReady in self._newest

    def take_over(self, before: Story) -> None:
        """The run goes on with the weights of the one *before*: curves and keyframes so far are its own."""
        for part in before._history.parts:
            self._history.add(replace(part, run_id=self.run_id))
        self.recall(None, (replace(each, weights=False) for each in before.keyframes))

    @property
    def keyframes(self) -> tuple[messages.PicturesDrawn, ...]:
        """By ascending step."""
        return tuple(entry.payload for entry in self._keyframes.entries)

    def recall(self, scalars: messages.Scalars | None, keyframes: Iterable[messages.PicturesDrawn]) -> None:
        """What was trained before anybody listened, in other runs or in an earlier session of this one."""
        if scalars is not None:
            self._history.add(scalars)
        for each in keyframes:
            self._keyframes = self._keyframes.add(each.step, replace(each, run_id=self.run_id))

    def hear(self, event: messages.Event) -> None:
        """One more event of this run."""
        match event:
            case messages.Scalars():
                self._history.add(event)
            case messages.PicturesDrawn():
                self._pictures = event
                if event.keyframe:
                    self._keyframes = self._keyframes.add(event.step, event)
            case messages.Ticked():
                before = self._newest.get(messages.Ticked)
                if isinstance(before, messages.Ticked) and event.step < before.step:
                    self._keyframes = self._keyframes.truncate_after(event.step)
                    self._history.truncate_after(event.step)
            case messages.Saved():
                self.folder = event.folder or self.folder
            case messages.KnobsFound():
                self.experiment = event.experiment
            case messages.KnobSet():
                self._turn(f"models.{event.model}.{event.knob}", event.value)
        if isinstance(event, _BEFORE + _BEHIND):
            self._newest[type(event)] = event

    def _turn(self, path: str, value: object) -> None:
        try:
            self.experiment = self.experiment.with_setting(path, value)
        except ConfigError:  # the worker has taken it
            return

    def retell(self) -> Iterator[messages.Event]:
        """Everything that is still to be seen of the run. Whoever hears it twice has it once."""
        yield from (self._newest[kind] for kind in _BEFORE if kind in self._newest)
        for part in self._history.parts:
            yield from in_pieces(part)
        if self.has_come_to_be:  # until then nobody knows what data they are of
            yield from self.keyframes
        if self._pictures is not None:
            yield self._pictures
        yield from (self._newest[kind] for kind in _BEHIND if kind in self._newest)


def begin_story(begin: messages.Begin, preset: str, before: Story | None = None) -> Story:
    """The story of a run that is begun, with what is known of what was before: from the folder that it goes on from,
    and from the story *before* where that is the one of this folder, which holds its keyframes already."""
    assert begin.run_folder is not None
    story = Story(begin.run_id, begin.experiment, begin.run_folder, preset)
    goes_on = before is not None and begin.resume_from == before.folder
    if begin.resume_from is not None:
        try:
            found = read_run(Path(begin.resume_from))
            stands = found.checkpoint_step or 0  # a crash may have left more
            scalars = found.scalars(begin.run_id)
            known = None if scalars is None else cut_scalars(scalars, stands)
            story.recall(known, () if goes_on else _readable_keyframes(found, stands))
        except (OSError, RunFolderError):  # said by the worker, which reads it, too
            log.warning("what was trained before cannot be told", exc_info=True)
    if goes_on and before is not None:
        story.take_over(before)
    return story


def _readable_keyframes(run: RunContents, up_to: int) -> Iterator[messages.PicturesDrawn]:
    """Those up to that step; one that cannot be read hides no other."""
    for step in run.keyframe_steps:
        if step <= up_to:
            try:
                yield run.read_keyframe(step)
            except (OSError, RunFolderError):
                log.warning("the keyframe of step %s cannot be told", step, exc_info=True)
