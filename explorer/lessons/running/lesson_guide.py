"""Goes through a lesson with the reader: begins it beside the user's run, builds its chapters, sees what is done, shows
what is to be done, and gives the run back at the end. It draws nothing: what is seen is ``AppState.lesson``."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

import numpy as np
from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from explorer.form.settings_panel import SettingsPanel
from explorer.lessons.running.channels import PLACE
from explorer.lessons.running.chapters import build, builds
from explorer.lessons.running.controls import ActError, Controls
from explorer.lessons.running.facts import WindowFacts, realism
from explorer.lessons.running.lesson_diary import LessonDiary, Picture
from explorer.lessons.running.script import Script
from explorer.lessons.running.seen_view import SeenView
from explorer.lessons.running.show_me import ActDesk
from explorer.map.maps_panel import MapsPanel
from explorer.state.lesson_shown import LessonShown
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.texts.data_texts import as_sentence, status_line
from trainers import messages
from trainers.lessons import progress as going
from trainers.lessons.facts import Facts
from trainers.lessons.past import LessonPast, past_of, with_past
from trainers.lessons.progress import Given, LessonProgress
from trainers.lessons.reading import ReadLesson
from trainers.lessons.record import LessonRecord
from trainers.lessons.schema import AskStep, DoStep
from trainers.messages import Phase

log = logging.getLogger(__name__)
LOOK_MS = 200  # between two looks at the controls, which do not tell when they change
STOPPED = frozenset({Phase.DIVERGED, Phase.OUT_OF_MEMORY, Phase.DEVICE_LOST, Phase.FAILED})  # by itself
BY_HAND = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.Wheel})


class LessonGuide(QObject):
    """At most one lesson is open. What a reader wishes are the methods; all of them may be called at any time, and do
    nothing where there is nothing to do."""

    ended = Signal(object, bool)  # the LessonProgress that was left, and whether another run was opened instead

    def __init__(
        self,
        session: Session,
        controls: Controls,
        panel: SettingsPanel,
        maps: MapsPanel,
        picture: Picture,
        parent: QObject | None = None,
    ) -> None:
        """*picture* gives what is seen in the middle of the window."""
        super().__init__(parent)
        self._session, self.controls, self._panel, self._maps = session, controls, panel, maps
        self._facts = WindowFacts(lambda: session.state, controls, lambda: panel.layers, session.workspaces)
        self._desk = ActDesk(session, controls)
        self._pace = 1.0
        self._script = Script(self)
        self._seen: SeenView | None = None  # of the user's run
        self._built = -1  # the chapter whose state there is
        self._wanted = 0  # the step to go forward to once the chapter is built
        self._picture = picture
        self.trouble = ""  # why something could not be built or shown last, for whoever wrote the lesson
        self.diary = LessonDiary(picture)
        self._looking = QTimer(self, interval=LOOK_MS)
        self._looking.timeout.connect(self._look)
        session.state_changed.connect(self._on_state_changed)

    def set_pace(self, pace: float) -> None:
        """How long a second of showing is."""
        self._pace = pace

    @property
    def shown(self) -> LessonShown | None:
        """The lesson that is open."""
        return self._session.state.lesson

    @property
    def progress(self) -> LessonProgress | None:
        return None if self.shown is None else self.shown.progress

    @property
    def facts(self) -> Facts:
        """All that the texts and conditions of the lesson can ask for, what it remembers itself among it."""
        return self._facts if self.progress is None else self.progress.facts(self._facts)

    # ------------------------------------------------------------------ what the reader wishes

    def begin(
        self,
        read: ReadLesson,
        seed: int | None = None,
        code: str = "",
        language: str = "en",
        past: LessonPast | None = None,
        position: int = 0,
    ) -> None:
        """Opens a lesson; the user's run waits. One that is open already ends. It begins at its first step, or, with
        what is *past*, at the one at *position*, as far as nothing has to be done for that. Raises OSError, and
        nothing has changed, where there is no place for the lesson's runs."""
        self._session.make_room_apart()
        self.leave()
        self._seen = SeenView.taken(self.controls.root, self._panel, self._maps)
        self._panel.set_layers(self._panel.usual_layers)
        chosen = read.lesson.seed if seed is None else seed
        self.diary = LessonDiary(self._picture)
        progress, chapter = LessonProgress(read.lesson), read.lesson.chapter_at(position)
        if past is not None:
            self.diary = LessonDiary(self._picture, past.seconds, past.questions(language))
            progress = with_past(read.lesson, past)
        self._built, self._wanted = -1, position
        self._session.show_lesson(LessonShown(read, going.jump(progress, chapter), language, chosen, code))
        self._looking.start()
        self._build(chapter)

    def leave(self) -> None:
        """The user's run is there again, as it was."""
        progress = self.progress
        if progress is None:
            return
        self._stop()
        self._session.show_lesson(None)
        self._session.take_up()
        self._give_view_back()
        self.ended.emit(progress, False)

    def answer(self, given: Given) -> None:
        """Locks a prediction in. Of a place it is measured first how real it looks, where the lesson asks for that."""
        progress = self.progress
        if progress is None or self._is_busy:
            return
        step = progress.current
        asks = {"answer.realism", "answer.hole"}
        if isinstance(step, AskStep) and given.place is not None and step.right is not None and asks & step.right.names:
            self._script.pace = self._pace
            self._script.begin(self._measured(step, given), self._on_measured)
        else:
            self._lock(given)

    def _lock(self, given: Given) -> None:
        """The question is kept as it was when it was answered."""
        progress = self.progress
        if progress is not None and isinstance(progress.current, AskStep):
            self._take(going.answer(progress, given, self._facts))
            self._leave_step()

    def forward(self) -> None:
        """The next step; one that still waits is skipped by that."""
        progress = self.progress
        if progress is None or self._is_building or progress.finished:
            return
        self._stop_showing()
        self._leave_step()
        after = going.forward(progress, self._facts)
        self._take(after)
        if after.chapter != progress.chapter and after.chapter != self._built:
            self._build(after.chapter, anew=False)

    def skip(self) -> None:
        """As :meth:`forward`: whatever the step still waits for."""
        self.forward()

    def back(self) -> None:
        """The step before, to be read again."""
        progress = self.progress
        if progress is not None and not self._is_building:
            self._stop_showing()
            self._take(going.back(progress))

    def jump(self, chapter: int) -> None:
        """The first step of a chapter, whose state is built anew. Raises IndexError where there is no such chapter."""
        progress = self.progress
        if progress is None:
            return
        after, self._wanted = going.jump(progress, chapter), 0
        self._stop()
        self._looking.start()
        self._leave_step()
        self._take(after)
        self._build(chapter)

    def show_me(self) -> None:
        """Does what the step waits for, visibly."""
        progress = self.progress
        if progress is None or self._is_busy or not isinstance(progress.current, DoStep):
            return
        self._script.pace = self._pace
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]
        self._show(showing=0, problem="")
        self._script.begin(
            self._desk.show(
                progress.current.show, lambda names: self._show(pointed=names), lambda index: self._show(showing=index)
            ),
            self._on_shown,
        )

    def past_of(self, shown: LessonShown) -> LessonPast:
        """What is to be kept of the lesson that is, or was last, open, for whoever goes on with it."""
        return past_of(shown.progress, self.diary.seconds, shown.language, self.diary.questions)

    def record(self, name: str) -> LessonRecord:
        """What the reader, called *name*, has done up to now. Raises ValueError where no lesson is open."""
        if self.shown is None:
            raise ValueError("there is no lesson to report on")
        return self.diary.record(name, self.shown, self._session.state, self._facts)

    # ------------------------------------------------------------------ building chapters

    @property
    def _is_building(self) -> bool:
        return self.shown is not None and self.shown.building

    @property
    def _is_busy(self) -> bool:
        return self._script.is_running

    def _build(self, chapter: int, anew: bool = True) -> None:
        shown = self.shown
        assert shown is not None
        if not anew and not builds(shown.read.lesson.chapters[chapter].start):
            self._built = chapter
            return
        self._show(building=True, unbuilt=False, pointed=(), problem="")
        self._script.pace = 0.0
        self._script.begin(
            build(self._session, self._desk, shown.read, chapter, shown.seed, anew),
            lambda problem: self._on_built(chapter, problem),
        )

    def _on_built(self, chapter: int, problem: ActError | None) -> None:
        self._built, self.trouble = chapter, "" if problem is None else str(problem)
        text = ""
        if problem is not None:
            log.error("chapter %d of a lesson could not be built: %s", chapter, problem)
            text = problem.told or self.tr("This part of the lesson could not be prepared.")
        progress = self.progress
        if problem is None and progress is not None:
            progress = going.go_on(progress, self._wanted, self._facts)
        self._wanted = 0
        self._show(building=False, unbuilt=problem is not None, problem=text, progress=progress)
        self._point()
        self._look()

    # ------------------------------------------------------------------ seeing what is done

    def _on_state_changed(self, new: AppState, old: AppState) -> None:
        if new.lesson is None:
            if old.lesson is not None and self._looking.isActive():  # another run was opened
                self._stop()
                self._give_view_back()
                self.ended.emit(old.lesson.progress, True)
            return
        self._show_stopped(new)
        self._script.look()
        self._observe()

    def _show_stopped(self, state: AppState) -> None:
        """The lesson's run may have diverged, or worse: whoever reads is told, for nothing comes of it any more."""
        status = state.status if state.phase in STOPPED else None
        self._show(stopped="" if status is None else as_sentence(status_line(status)))

    def _look(self) -> None:
        """Controls may have changed."""
        self._script.look()
        self._observe()

    def _observe(self) -> None:
        progress = self.progress
        if progress is not None and not self._is_building:
            self._take(going.observe(progress, self._facts))

    def _take(self, after: LessonProgress) -> None:
        """The reader is there now."""
        before = self.progress
        if after is before or before is None:
            return
        if after.current.key != before.current.key:
            self._show(progress=after, problem="")
            self._point()
            self._observe()
        else:
            self._show(progress=after)

    def _leave_step(self) -> None:
        if self.shown is not None:
            self.diary.leave(self.shown, self._session.state, self._facts)

    # ------------------------------------------------------------------ showing

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The reader takes over: nothing is shown any more. What is sent for the reader is not spontaneous."""
        if (
            event.type() in BY_HAND
            and event.spontaneous()
            and self.shown is not None
            and self.shown.showing is not None
        ):
            self._stop_showing()
        return super().eventFilter(watched, event)

    def _on_shown(self, problem: ActError | None) -> None:
        self._stop_watching()
        progress = self.progress
        assert progress is not None
        self.trouble = "" if problem is None else str(problem)
        if problem is not None:
            log.warning("step %s of a lesson could not be shown: %s", progress.current.key, problem)
            text = self.tr("This cannot be shown as things stand now. You can do it yourself, or skip it.")
            self._show(showing=None, problem=text)
        else:
            self._show(showing=None, progress=going.help_given(progress))
        self._point()
        self._look()

    def _measured(self, step: AskStep, given: Given) -> Any:
        """Asks how real the place looks, waits for that, and locks the answer in."""
        session, (x, y) = self._session, given.place or (0.0, 0.0)
        value = session.state.map_of(step.model)
        found: dict[str, Any] = {}
        if value is not None:
            z = value.plane.lift(np.array([[x, y]]))
            channel = PLACE.of(step.model)
            request = session.ask(messages.MeasureCodes, channel, model=step.model, z=np.asarray(z, np.float32))

            def answered() -> bool:
                said = session.state.answers.get(channel.name)
                return said is not None and said.request_id >= request

            yield answered
            measured = session.state.answer(PLACE, step.model)
            found = {} if measured is None else realism(measured)
        self._lock(replace(given, found=found))

    def _on_measured(self, problem: ActError | None) -> None:
        if problem is not None:
            log.warning("a place could not be measured: %s", problem)

    def _stop_showing(self) -> None:
        """What is being shown, or measured, is left where it is."""
        if self._is_building:
            return
        self._script.stop()
        self._stop_watching()
        if self.shown is not None and self.shown.showing is not None:
            self._show(showing=None)
            self._point()

    def _stop_watching(self) -> None:
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]

    def _stop(self) -> None:
        self._script.stop()
        self._stop_watching()
        self._looking.stop()

    def _point(self) -> None:
        """At what the step points at."""
        if self.progress is not None:
            self._show(pointed=self.progress.current.point)

    def _show(self, **changes: Any) -> None:
        shown = self.shown
        if shown is not None and any(getattr(shown, name) != value for name, value in changes.items()):
            self._session.show_lesson(replace(shown, **changes))

    def _give_view_back(self) -> None:
        seen, self._seen = self._seen, None
        if seen is not None:
            seen.give_back(self._panel, self._maps)
