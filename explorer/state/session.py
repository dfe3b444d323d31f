"""The only file that knows the worker: wishes become commands and looks, events become a new state.

Views call the wishes below (or connect signals to them) and listen to ``state_changed``; they never see a thread.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal, Slot

from explorer.gui_thread.bell import bell
from explorer.state.asked_looks import AskedLooks
from explorer.state.draft import edited, is_live, of_preset, on_data
from explorer.state.left_runs import Former, LeftRuns
from explorer.state.lesson_shown import LessonShown
from explorer.state.map_undo import MapUndo
from explorer.state.new_run_folder import new_run_folder
from explorer.state.next_run import (
    as_served,
    asked_for,
    before_any,
    beside,
    come_back_to,
    forked,
    rewound,
    watched,
    workspace_for,
)
from explorer.state.reduce import reduce
from explorer.state.same_run import of_program
from explorer.state.seen_state import SeenState
from explorer.state.state import AppState
from explorer.state.with_controls import refused_without_controls, with_controls
from explorer.state.workspace import Workspaces
from trainers import messages
from trainers.examples import Float32, UInt8, frozen
from trainers.experiment import MOST_PACE, Experiment
from trainers.lessons.class_opening import OpenedClass
from trainers.link.far_worker import FarWorker
from trainers.marks import FORK, LONGEST, Mark
from trainers.messages import Phase
from trainers.messages.channels import Channel
from trainers.sentence import sentence
from trainers.worker.run_worker import RunWorker
from trainers.worker.worker import Worker

NOT_MOVED = sentence("A far run is saved where it is trained: it cannot be moved from here.")
log = logging.getLogger(__name__)


class Session(SeenState):
    """Holds the state and the worker. ``state_changed(new, old)`` comes at most once per drained batch of events."""

    declined = Signal(str)  # one sentence: what was wished for is not for this class

    def __init__(
        self,
        data_dir: Path,
        runs_dir: Path,
        device: str = "auto",
        threads: int | None = None,
        parent: QObject | None = None,
        make_worker: Callable[[Callable[[], None]], RunWorker] = Worker,
        workspaces: Workspaces = (),
        link: messages.LinkChanged | None = None,
    ) -> None:
        """Of *workspaces* the first is the one for everything: it is shown where no other has been chosen. With a
        *link* the worker is a far one, which says what there is to see."""
        super().__init__(replace(before_any(workspaces), link=link), workspaces, parent)
        self.data_dir = data_dir
        self.runs_dir = runs_dir
        self.device = device  # where the next run is trained
        self.threads = threads  # with so many; None: with those that other programs leave
        self._newest_run = 0  # the number of the run that was asked for last
        self._left = LeftRuns(self.workspaces)
        self._begun: messages.Begin | None = None  # how the run was asked for
        self._given: set[Path] = set()  # folders promised to runs, which make them when there is something to save
        self._worker = make_worker(bell(self._on_woken))
        self._asked = AskedLooks(self._worker)

    # ------------------------------------------------------------------ state

    @Slot()
    def _on_woken(self) -> None:
        state = self._state
        problems: list[Exception] = []
        for event in self._worker.drain():
            try:
                state = self._take(state, event)
            except Exception as error:  # whatever it is: the other events were said only once
                problems.append(error)
                log.error("%s could not be taken in", type(event).__name__, exc_info=error)
                state = replace(state, failed=_failure(state, error))
        if self._state.scrubbed is not None and state.scrubbed is None:  # training goes on, or went back behind it
            self._worker.look_back(messages.LookBack(state.run_id, None))
        self._set(state)
        if problems:
            raise problems[0]  # the user is told as of any other mistake of the program

    def _take(self, state: AppState, event: messages.Event | messages.Answer) -> AppState:
        """The state after *event*."""
        self._left.follow(event)
        if isinstance(event, messages.Declined):
            self.declined.emit(event.reason)
        if isinstance(event, messages.RunServed):
            return self._take_served(state, event)
        if isinstance(event, messages.Answer) and event.run_id != state.run_id and self._asked.is_carried(event, state):
            event = replace(event, run_id=state.run_id)
        if isinstance(event, messages.Failed):
            log.error("%s failed at step %d\n%s\n%s", event.where, event.step, event.traceback, event.experiment_toml)
        if isinstance(event, messages.TakenUp):
            self._left.clear_apart()
            self._worker.look_back(messages.LookBack(self._state.run_id, self._state.scrubbed))
            self._asked.ask_again()
        left = self._left
        if isinstance(event, messages.Refused) and event.run_id == state.run_id:
            before = left.go_on(event.kept)
            if before is not None:  # the run before goes on, and the reason is said why the other one cannot be
                self._asked.forget_after(before.run_id)
                return replace(before, refused=event, lesson=state.lesson, classroom=state.classroom)
        return reduce(left.stand(state, event), event, self.workspaces)

    def _take_served(self, state: AppState, event: messages.RunServed) -> AppState:
        """The state in which what is told of a run from now on can be seen: nobody here has begun it."""
        if event.run_id == state.run_id:
            return as_served(state, event)
        if state.experiment is not None:
            self._left.leave(state)
        self._newest_run = max(self._newest_run, event.run_id)
        self._left.folder, self._left.source = Path(event.folder), None
        self._map_undo.clear()
        return watched(state, event, self.workspaces)

    def take_controls(self) -> None:
        """From now on this window trains and changes the far run."""
        self._worker.send(messages.TakeControls(self._state.run_id))

    def try_link_again(self) -> None:
        """Tries at once to reach the far machine, where there is no link to it."""
        if isinstance(self._worker, FarWorker):
            self._worker.try_again()

    @property
    def is_far(self) -> bool:
        """Whether the run is trained on another machine, or by another program of this one."""
        return self._state.link is not None

    def start(self) -> None:
        """Starts the worker's threads, which import torch: call it once the window has painted."""
        self._worker.start()

    def close(self) -> bool:
        """Saves and ends the worker; returns whether it ended in time."""
        ended = self._worker.close()
        self._left.clear_apart(at_last=True)
        return ended

    @property
    def folder(self) -> Path | None:
        """Where the run that is open is saved, or will be."""
        return self._left.folder

    @property
    def origin(self) -> Path | None:
        """The folder of the saved run that the one that is open goes on from; None for one that began anew."""
        return self._left.source

    @property
    def held_folders(self) -> tuple[Path, ...]:
        """Run folders that must stay where they are: the run that is open lies in one, or needs it still."""
        return self._left.held(bool(self._state.place))

    def hear_name(self, folder: Path, name: str) -> None:
        """The user has called the run in *folder* so; an empty name is none."""
        if folder == self._left.folder and self._state.place:
            self._set(replace(self._state, own_name=name))

    def is_unsaved(self, path: Path) -> bool:
        """Whether the run that is open will be saved there, but has not been yet: there is nothing to open."""
        state = self._state
        return path == self._left.folder and not state.place and (state.saved is None or bool(state.saved.problem))

    # ------------------------------------------------------------------ lessons

    @property
    def is_apart(self) -> bool:
        """Whether the run that is open was begun apart, for a lesson."""
        return self._left.aside is not None

    @property
    def own_workspace(self) -> str:
        """The one in which the user's own run is looked at, also while a lesson is open."""
        aside = self._left.aside
        return self._state.workspace if aside is None else aside.former.state.workspace

    def make_room_apart(self) -> None:
        """Makes the folder for runs of a lesson. Raises OSError, and nothing has changed."""
        if self.is_far:
            raise OSError(None, sentence("Lessons are trained on this machine: open them in a window of their own."))
        self._left.make_room()

    def begin_apart(self, experiment: Experiment, preset: str = "") -> None:
        """Begins a run of a lesson. The user's run is put aside as it is, and stays in memory, until :meth:`take_up`;
        nothing of it is seen in the new one. That is trained on the CPU by one thread, as everywhere, and is saved in a
        folder that does not outlive the lesson."""
        old = self._state
        if self._left.aside is None:
            pending = old.phase is Phase.STARTING and old.experiment is not None
            begun = self._begun if pending else None
            self._left.put_aside(replace(old, lesson=None), self._map_undo, begun, self._threads_now)
            self._map_undo = MapUndo()
        else:
            self._left.leave(old)  # where the next part of a lesson cannot be had, this one goes on
        self._state = beside(old)
        self._begin(experiment, preset)

    def take_up(self) -> None:
        """The lesson ends: the user's run is there again, as it was when the lesson was begun."""
        if self._left.aside is None:
            return
        aside, now = self._left.take_up(), self._state
        self._asked.forget_all()
        self._map_undo, self._begun = aside.map_undo, aside.begun
        before = aside.former.state
        self._worker.send(messages.TakeUp(before.run_id))
        self._asked.wait = True  # until the run is there nobody answers
        if aside.begun is not None:
            self._worker.send(aside.begun)
        elif aside.threads != self._threads_now:
            self._worker.send(messages.SetThreads(before.run_id, self._threads_now))
        self._set(replace(of_program(before, now), classroom=now.classroom))
        if before.experiment is not None:  # a class that was opened meanwhile may not see the workspace of then
            self.set_workspace(self._fitting(before.workspace, before.experiment))

    def show_lesson(self, lesson: LessonShown | None) -> None:
        """What is seen of the lesson that is open."""
        if lesson is not self._state.lesson:
            self._set(replace(self._state, lesson=lesson))

    # ------------------------------------------------------------------ opening and restarting

    @refused_without_controls
    def begin(self, experiment: Experiment, preset: str = "", play: bool = False, **how: Any) -> None:
        """As :meth:`_begin`: begins or opens another run. A lesson that is open ends by that. Raises ConfigError with
        one sentence, and nothing changes, for one on data that no workspace shows, and without the controls."""
        self._state.check_shown(experiment)
        if self.is_apart:
            self.take_up()
        self._begin(experiment, preset, play, **how)

    def _begin(
        self,
        experiment: Experiment,
        preset: str = "",
        play: bool = False,
        resume_from: Path | None = None,
        run_folder: Path | None = None,
        shown: AppState | None = None,
        may_download: bool = False,
        opened: Experiment | None = None,
        beside: tuple[messages.ModelOfRun, ...] = (),
        **how: Any,
    ) -> None:
        """Starts another run, seen as :func:`asked_for` says; models that stand *beside* each other are saved nowhere.
        *how* is what else the command says."""
        old = self._state
        self._left.leave(old)
        run_id = self._newest_run = max(old.run_id, self._newest_run) + 1
        state = asked_for(old, run_id, experiment, preset, self.workspaces, run_folder, shown, opened)
        folder = self._left.folder = None if beside else run_folder or self._new_folder(experiment)
        self._left.source = resume_from
        self._map_undo.clear()
        self._set(state)
        self._begun = messages.Begin(
            run_id,
            experiment,
            str(self.data_dir),
            "cpu" if self._is_fixed else self.device,
            run_folder=None if folder is None else str(folder),
            resume_from=None if resume_from is None else str(resume_from),
            may_download=may_download,
            play=play,
            threads=self._threads_now,
            pace=state.pace,
            known_step=None if state.ticked is None else state.ticked.step,
            apart=self.is_apart,
            beside=beside,
            **how,
        )
        self._worker.send(self._begun)

    def _fitting(self, key: str, experiment: Experiment) -> str:
        return workspace_for(self._state, experiment, key, self.workspaces)

    def _new_folder(self, experiment: Experiment) -> Path:
        folder = new_run_folder(self._left.place or self.runs_dir, experiment, self._given)
        self._given.add(folder)
        return folder

    @refused_without_controls
    def open_preset(self, path: Path, preset: str, play: bool = False, keep_data: bool = True) -> None:
        """Begins a preset: on the user's own data where there are some that it can take, unless they are not to be
        kept. A lesson that is open ends by that. Raises ConfigError with one sentence, and nothing changes."""
        aside = self._left.aside
        waiting = None if aside is None else aside.former.state
        experiment, kept_from = of_preset(self._state, waiting, path, preset, keep_data)
        self.begin(experiment, preset, play)
        if kept_from:
            self._set(replace(self._state, kept_from=kept_from))

    @with_controls
    def restart(self, play: bool = True, may_download: bool = False) -> None:
        """Runs the draft from step 0; the run so far stays in its folder. Models that stand side by side are not."""
        state = self._state
        if state.beside:
            self.declined.emit(state.why_locked)
        elif state.draft is not None and not state.knob_errors:
            self._begin(state.draft, state.preset, play, may_download=may_download, opened=state.opened)

    @with_controls
    def fork(self) -> None:
        """Goes on from the present weights with the draft, as a run of its own; the run so far is saved and stays.

        Settings that the weights do not fit are refused with one sentence, and the run goes on; a restart runs them
        from step 0."""
        state, source = self._state, self._left.standing
        if state.draft is None or state.knob_errors or source is None:
            return
        self._worker.send(messages.Save(state.run_id))
        shown = forked(state, self.workspaces)
        mark = Mark(0, FORK, state.changes_waiting, source=source.name[:LONGEST])
        self._begin(
            state.draft, state.preset, play=True, resume_from=source, shown=shown, opened=state.opened, mark=mark
        )

    @with_controls
    def rewind(self) -> None:
        """Back to step 0 with the same initial weights: the running experiment, begun again. What was trained is saved
        where the run is, and can be come back to."""
        state = self._state
        if state.experiment is None or state.beside:
            return
        place = Path(state.place) if state.place else None
        left = Former(state, place, None, place or self._left.source)
        self._begin(state.experiment, state.preset, opened=state.opened, rewinds=True)
        if state.ticked is not None and state.ticked.step > 0:
            self._left.rewound = left
        self._set(rewound(self._state, state, self.workspaces))

    @with_controls
    def take_rewind_back(self) -> None:
        """The run as it was before the rewind: weights, optimisers, curves and keyframes. What was trained since is
        saved in a folder of its own."""
        left = self._left.rewound
        if left is None or left.source is None or self._state.rewound is None:
            return
        before, run_id = left.state, self._newest_run + 1
        assert before.experiment is not None
        self._begin(
            before.experiment, before.preset, resume_from=left.source, run_folder=left.folder,
            shown=come_back_to(before, run_id), opened=before.opened, back_to=before.run_id,
        )  # fmt: skip
        self._set(replace(self._state, draft=before.draft))

    # ------------------------------------------------------------------ training

    @with_controls
    def play(self) -> None:
        if self._state.can_train:
            self._go_live()
            self._worker.send(messages.Play(self._state.run_id))

    @with_controls
    def pause(self) -> None:
        self._worker.send(messages.Pause(self._state.run_id))

    @with_controls
    def stop(self) -> None:
        """Ends training after the step in progress, and saves."""
        self._worker.send(messages.Pause(self._state.run_id, save=True))

    @with_controls
    def advance(self, steps: int = 1, players: tuple[str, ...] = ()) -> None:
        """Trains so many steps; only the named players move, when some are named."""
        if self._state.can_train:
            self._go_live()
            self._worker.send(messages.Advance(self._state.run_id, steps, players))

    @with_controls
    def set_pace(self, steps_per_second: float | None) -> None:
        """Plays so many steps a second from the next one on, also when these models are begun again; None: as fast as
        it can. Numbers beyond what a plan may have are taken for the nearest that it may."""
        pace = 0.0 if steps_per_second is None else min(max(0.0, float(steps_per_second)), MOST_PACE)
        self._set(replace(self._state, pace=pace))
        self._worker.send(messages.SetPace(self._state.run_id, pace))

    @with_controls
    def adjust(self, model: int, values: Mapping[str, NDArray[Any]]) -> None:
        """Moves by hand what a model has learned: *values* by the names that its family gives them. What cannot be is
        said in one sentence, and nothing is moved."""
        if self._state.can_change:
            self._go_live()
            copies = {name: frozen(np.asarray(value, np.float64)) for name, value in values.items()}
            self._worker.send(messages.Adjust(self._state.run_id, model, copies))

    @with_controls
    def take_back(self, step: int | None) -> None:
        """Goes on with the weights of a keyframe; None undoes that."""
        state = self._state
        now = 0 if state.ticked is None else state.ticked.step
        self._set(replace(state, came_back=None if step is None else (state.run_id, now)))
        self._worker.send(messages.TakeBack(state.run_id, step))

    @with_controls
    def train_on(self, step: int) -> None:
        """Trains with the weights of a keyframe, from the step at which the run stands; a run that is finished goes on
        for a quarter of its plan."""
        state = self._state
        seen = state.shown_pictures
        if seen is None or seen.run_id == state.run_id or not state.weights_are_kept:  # else it stands there
            self.take_back(step)
        if state.phase is Phase.TRAINING:
            self._go_live()
        elif state.phase is Phase.FINISHED and state.experiment is not None:
            self.advance(max(1, state.experiment.plan.steps // 4))
        else:
            self.play()

    def scrub(self, step: int | None) -> None:
        """Shows the keyframe at *step* and decodes with its weights, or goes back to the live ones."""
        self._worker.look_back(messages.LookBack(self._state.run_id, step))
        self._set(replace(self._state, scrubbed=step))

    def _go_live(self) -> None:
        if self._state.scrubbed is not None:
            self.scrub(None)

    @with_controls
    def save(self, folder: Path | None = None) -> None:
        """Saves now; into *folder* from here on, when one is given. Models that stand side by side are saved already,
        in runs of their own."""
        if folder is not None and self.is_far:
            self.declined.emit(NOT_MOVED)
            return
        left = self._left
        if self._state.beside:
            return
        left.folder = folder or left.folder
        if self._state.has_run:
            left.standing = left.folder
        self._worker.send(messages.Save(self._state.run_id, None if folder is None else str(folder)))

    @with_controls
    def set_threads(self, threads: int | None) -> None:
        """Trains with so many threads from the next step on, in later runs too; None: with those that others leave."""
        self.threads = threads
        self._worker.send(messages.SetThreads(self._state.run_id, self._threads_now))

    @property
    def _is_fixed(self) -> bool:
        """Whether all machines shall train this run alike: in a lesson and in a class. Rounding depends on the number
        of threads, and on the device."""
        return self.is_apart or self._state.classroom is not None

    @property
    def _threads_now(self) -> int | None:
        return 1 if self._is_fixed else self.threads

    # ------------------------------------------------------------------ classes

    def open_class(self, opened: OpenedClass) -> None:
        """From now on this window is that of a class: what it restricts is neither offered nor done, and its runs have
        its seed, one thread, and no graphics card."""
        self._set_class(opened)

    def leave_class(self) -> None:
        """Everything is offered again; the run stays as it is."""
        self._set_class(None)

    def _set_class(self, opened: OpenedClass | None) -> None:
        before = self._threads_now
        self._set(replace(self._state, classroom=opened))
        if self._state.experiment is not None:
            self.set_workspace(self._fitting(self._state.workspace, self._state.experiment))
        if self._threads_now != before:
            self._worker.send(messages.SetThreads(self._state.run_id, self._threads_now))

    @with_controls
    def cancel_loading(self) -> None:
        self._worker.send(messages.CancelLoading(self._state.run_id))

    # ------------------------------------------------------------------ settings

    @with_controls
    def edit(self, value: Any, *paths: str) -> None:
        """Changes settings of the draft (``models.0.beta``, ``seed``, ``dataset.size``), all to one value. A live knob
        also changes in the run. A value that cannot be used is shown at its field, and nothing else changes; one that
        is locked for a class is declined."""
        state = self._state
        if state.draft is None:
            return
        if any(map(state.restrictions.locks, paths)):
            self.declined.emit(sentence("This setting is locked for this class."))
            return
        if state.beside:
            self.declined.emit(state.why_locked)
            return
        after, changed = edited(state, value, paths)
        self._set(after)
        for path in paths if changed else ():
            if is_live(self._state.experiment, path):
                _, index, knob = path.split(".", 2)
                self._worker.send(messages.SetKnob(state.run_id, int(index), knob, value))

    @refused_without_controls
    def choose_data(self, name: str, values: Mapping[str, Any], may_download: bool = False, play: bool = False) -> None:
        """Begins the draft on another dataset, with other models where its own cannot learn from it. Raises ConfigError
        with one sentence, and nothing changes."""
        draft = self._state.draft
        if draft is None:
            return
        experiment = on_data(self._state, name, values)
        same = [each.family for each in experiment.models] == [each.family for each in draft.models]
        self._begin(experiment, may_download=may_download, play=play, opened=self._state.opened if same else None)

    # ------------------------------------------------------------------ looks

    def ask(self, kind: Callable[..., messages.Look], channel: Channel[Any], **arguments: Any) -> int:
        """Asks any look; of one channel only the newest is answered. Returns the number of the request."""
        return self._asked.ask(self._state.run_id, kind, channel, **arguments)

    def forget(self, channel: Channel[Any]) -> None:
        """Nobody waits any more for what was asked there; where it is worked on, it is left."""
        self._asked.forget(channel)

    def hold(self, channel: Channel[Any], held: bool) -> None:
        """Lets what was asked there, about the data alone, rest or go on; what is asked there anew does not rest."""
        self._asked.hold(channel, held)

    @property
    def unanswered(self) -> frozenset[str]:
        """The channels of this run on which the last word on the newest look has not come."""
        return self._asked.unanswered(self._state)

    def decode(self, model: int, z: Float32, channel: Channel[messages.Decoded]) -> None:
        """Asks for the images of codes (N, latent_dim)."""
        codes = np.atleast_2d(np.asarray(z, np.float32))
        self.ask(messages.Decode, channel, model=model, z=codes)

    def encode(self, images: UInt8, channel: Channel[messages.Encoded]) -> None:
        self.ask(messages.Encode, channel, images=images)

    def find_nearest(self, model: int, z: Float32, channel: Channel[messages.NearestFound], k: int) -> None:
        codes = np.atleast_2d(np.asarray(z, np.float32))
        self.ask(messages.Nearest, channel, model=model, z=codes, k=k)


def _failure(state: AppState, error: Exception) -> messages.Failed:
    """What a report says of a mistake that was made with an event, not with the run."""
    step = 0 if state.ticked is None else state.ticked.step
    experiment = "" if state.experiment is None else state.experiment.to_toml()
    text = "".join(traceback.format_exception(error))
    return messages.Failed(state.run_id, "taking in an event", step, text, experiment)
