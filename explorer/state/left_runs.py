"""Where the run that is open lies, and the runs that were left and may be come back to: because the next one cannot be
had, because a rewind is taken back, or because a lesson ends."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from explorer.state.lesson_room import LessonRoom
from explorer.state.map_undo import MapUndo
from explorer.state.reduce import reduce
from explorer.state.state import AppState
from explorer.state.workspace import Workspaces
from trainers import messages


@dataclass
class Former:
    """A run that is left and may be come back to: what was shown of it, where it is saved, what it came from, and what
    could be taken back then."""

    state: AppState
    folder: Path | None
    standing: Path | None
    source: Path | None
    rewound: Former | None = None


@dataclass
class PutAside:
    """The run that a lesson was begun beside, whole: ``former`` with what could be taken back of its maps, and the runs
    before it, which might still have gone on. ``begun`` is how it was asked for, where it had not come to be;
    ``threads`` are those that the user had chosen then."""

    former: Former
    map_undo: MapUndo
    before: dict[int, Former]
    begun: messages.Begin | None
    threads: int | None


@dataclass
class LeftRuns:
    """``folder`` is where the run that is open is saved, ``standing`` the folder of the last run that came to be, which
    a fork goes on from, and ``source`` the one that the run goes on from. ``rewound`` is what a rewind can be taken
    back to, ``aside`` what a lesson is begun beside."""

    workspaces: Workspaces
    folder: Path | None = None
    standing: Path | None = None
    source: Path | None = None
    rewound: Former | None = None
    aside: PutAside | None = None
    waiting: dict[int, Former] = field(default_factory=dict)  # until the run that was asked for since has come to be
    _apart: LessonRoom | None = None  # which may still be in use when the lesson has ended

    @property
    def place(self) -> Path | None:
        """Where runs are saved that are begun apart; None where they are the user's."""
        return None if self.aside is None or self._apart is None else self._apart.path

    def held(self, is_saved: bool) -> tuple[Path, ...]:
        """The folders of runs that are in memory: of the one that is open, of the one from which it goes on as long as
        nothing *is_saved*, and of those that may be come back to."""
        aside = None if self.aside is None else self.aside.former
        formers = [each for each in (self.rewound, aside) if each is not None]
        folders = [self.folder, None if is_saved else self.source]
        folders += [folder for former in formers for folder in (former.folder, former.source)]
        return tuple(dict.fromkeys(folder for folder in folders if folder is not None))

    def clear_apart(self, at_last: bool = False) -> None:
        """Nothing is left of the runs that were begun apart, unless there is one; *at_last* all the same."""
        if self._apart is not None and (self.aside is None or at_last):
            self._apart.clear()
            self._apart = None

    def leave(self, state: AppState) -> None:
        """Another run is asked for: the one that is open may still go on."""
        if state.experiment is not None:
            self.waiting[state.run_id] = self._former(state)
        self.rewound = None

    def make_room(self) -> None:
        """Makes the folder for runs that are begun apart, if there is none. Raises OSError."""
        if self._apart is None:
            self._apart = LessonRoom()

    def put_aside(self, state: AppState, map_undo: MapUndo, begun: messages.Begin | None, threads: int | None) -> None:
        """A lesson begins beside the run that is open."""
        self.make_room()
        self.aside = PutAside(self._former(state), map_undo, self.waiting, begun, threads)
        self.waiting, self.rewound = {}, None
        self.standing = self.source = None  # nothing of a lesson goes on from a run of the user's

    def take_up(self) -> PutAside:
        """What had been put aside is what is open."""
        aside, self.aside = self.aside, None
        assert aside is not None, "nothing was put aside"
        self._come_back(aside.former)
        self.waiting = aside.before
        return aside

    def go_on(self, run_id: int) -> AppState | None:
        """The state of a run that goes on, as the other one cannot be; None where it is none of those that may."""
        former = self.waiting.get(run_id)
        if former is None:
            return None
        self._come_back(former)
        self.waiting.clear()
        return former.state

    def stand(self, state: AppState, event: messages.Event | messages.Answer) -> AppState:
        """*state*, as the run that was asked for has come to be, or is saved."""
        if isinstance(event, messages.DataReady) and event.run_id == state.run_id:
            self.standing = self.folder
            self.waiting.clear()
            if self.rewound is not None:  # by now it is known where it was saved
                ticked = self.rewound.state.ticked
                return replace(state, rewound=None if ticked is None else ticked.step)
        if isinstance(event, messages.Saved) and event.run_id == state.run_id and event.folder:
            self.folder = self.standing = Path(event.folder)  # which is not what was asked for if that cannot be
        return state

    def follow(self, event: messages.Event | messages.Answer) -> None:
        """What is heard of runs that are no longer shown, but may be again."""
        aside = self.aside
        for run_id, former in {**self.waiting, **({} if aside is None else aside.before)}.items():
            former.state = reduce(former.state, event, self.workspaces)
            if isinstance(event, messages.DataReady) and event.run_id == run_id:
                former.standing = former.folder
        if aside is not None and aside.begun is None:
            self._follow_aside(aside.former, event)
        if isinstance(event, messages.Saved):
            self._saved(self.rewound, event)
            self._saved(None if aside is None else aside.former.rewound, event)

    def _follow_aside(self, former: Former, event: messages.Event | messages.Answer) -> None:
        """What had been under way when it was left, and that it was saved."""
        former.state = reduce(former.state, event, self.workspaces)
        if isinstance(event, messages.Saved) and event.run_id == former.state.run_id and event.folder:
            former.folder = former.standing = Path(event.folder)

    def _saved(self, rewound: Former | None, event: messages.Saved) -> None:
        """It was saved when it was left."""
        if rewound is not None and event.run_id == rewound.state.run_id:
            rewound.state = reduce(rewound.state, event, self.workspaces)
            if event.folder:  # also if that failed: then the worker still has it
                rewound.folder = rewound.source = Path(event.folder)

    def _former(self, state: AppState) -> Former:
        return Former(state, self.folder, self.standing, self.source, self.rewound)

    def _come_back(self, former: Former) -> None:
        self.folder, self.standing, self.source = former.folder, former.standing, former.source
        self.rewound = former.rewound
