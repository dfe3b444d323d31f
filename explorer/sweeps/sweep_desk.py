"""Opens the window of sweeps and does what is wished there: folders are read and written beside the window, cells are
trained by a process of their own."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from explorer.files.dialogs import Dialogs
from explorer.gui_thread.errand import Errand
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme, ThemeWatcher
from explorer.sweeps.sweep_process import SweepProcess
from explorer.sweeps.sweep_sight import SweepSight, read_sight
from explorer.sweeps.sweep_window import SweepWindow
from explorer.sweeps.swept_knobs import SweepWish, plan_of, swept_knobs
from explorer.texts.filled import filled
from explorer.texts.sentences import sentence_text
from trainers.disk.atomic_file import reason, write_atomically
from trainers.experiment import Experiment
from trainers.runs.folder import place_anew
from trainers.shown import shown, shown_name
from trainers.sweeps.folder import SweepFolder, begin_sweep, open_sweep
from trainers.sweeps.listing import SweepSummary, list_sweeps

LOOK_MS = 1_500  # between two looks at the folder while it is shown


class SweepDesk(QObject):
    """``opened(path)``: the run of a cell shall be opened in the main window; ``listed(path)``: the runs in this folder
    shall be shown as a table."""

    opened = Signal(object)
    listed = Signal(object)

    def __init__(self, session: Session, dialogs: Dialogs, themes: ThemeWatcher, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._dialogs, self._themes, self._parent = session, dialogs, themes, parent
        self._window: SweepWindow | None = None
        self._folder: SweepFolder | None = None
        self._sight: SweepSight | None = None
        self._steps: dict[str, int] = {}
        self._jobs = 1
        self._start_at_once = False
        self.process = SweepProcess(self)
        self.process.heard.connect(self._on_heard)
        self.process.ended.connect(self._on_ended)
        self._opening = Errand("sweep", self)
        self._opening.done.connect(self._on_opened)
        self._reading = Errand("sweep table", self)
        self._reading.done.connect(self._on_read)
        self._listing = Errand("sweeps", self)
        self._listing.done.connect(self._on_listed)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._on_look)
        themes.theme_changed.connect(self._on_theme_changed)
        session.state_changed.connect(self._on_state_changed)

    @property
    def window(self) -> SweepWindow | None:
        """The window, once it was asked for."""
        return self._window

    def show(self) -> None:
        """The window, to the front: with the sweep that is under way, else to begin one."""
        window = self._make()
        self._show_draft(self._session.state)
        self._list_earlier()
        window.open()
        self._look.start()

    def say(self, text: str) -> None:
        """One line in the window, where something was asked for that cannot be."""
        if self._window is not None:
            self._window.say(text)

    def close(self) -> None:
        """The program ends; what trains is stopped by the process itself."""
        if self._window is not None:
            self._window.close()

    def show_folder(self, path: Path) -> None:
        """The window with a sweep that was begun before; one that is under way stays, and that is said."""
        self.show()
        self.open(path)

    def _make(self) -> SweepWindow:
        if self._window is None:
            window = self._window = SweepWindow(self._themes.theme, self._themes.font_scale, self._parent)
            window.new.begun.connect(self._begin)
            window.new.open_requested.connect(self._ask_sweep)
            window.new.opened.connect(self.open)
            window.pause_requested.connect(self._pause)
            window.go_on_requested.connect(self._go_on)
            window.new_requested.connect(self._show_new)
            window.export_requested.connect(self._export)
            window.list_requested.connect(self._list)
            window.queue.changed.connect(self._change_queue)
            window.queue.opened.connect(self.opened)
        return self._window

    # ------------------------------------------------------------------ which sweep

    def _show_draft(self, state: AppState) -> None:
        if self._window is None:
            return
        draft = state.draft or state.experiment
        knobs = () if draft is None else swept_knobs(draft, state.families, state.datasets)
        ticked = state.ticked
        speed = 0.0 if ticked is None else ticked.steps_per_second
        if ticked is not None and not speed and ticked.seconds > 0:  # of a run that was opened and stands
            speed = ticked.step / ticked.seconds
        self._window.new.show_experiment(draft, knobs, speed)

    def _show_new(self) -> None:
        self._make().show_new()
        self._list_earlier()

    def _list_earlier(self) -> None:
        self._listing.start(partial(list_sweeps, self._session.runs_dir))

    def _on_listed(self, found: list[SweepSummary] | Exception) -> None:
        if isinstance(found, list):
            state = self._session.state
            self._make().new.show_earlier(found, state.families, state.datasets)

    def _begin(self, wish: SweepWish, jobs: int) -> None:
        draft = self._session.state.draft or self._session.state.experiment
        if draft is None or self._opening.is_running:
            return
        self._jobs, self._start_at_once = jobs, True
        place = self._session.runs_dir / f"sweep {time.strftime('%Y-%m-%d %H-%M-%S')}"
        self._opening.start(partial(_begin_sweep, draft, wish, place))

    def _ask_sweep(self) -> None:
        title = self.tr("Open the folder of a sweep")
        path = self._dialogs.ask_folder(title, self._session.runs_dir, self._make())
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> None:
        """A sweep that was begun before, here or on another machine; nothing is trained yet."""
        window = self._make()
        if self.process.is_running:
            window.say(self.tr("Pause this sweep first, then open the other one."))
            return
        self._start_at_once = False
        self._opening.start(partial(open_sweep, path))

    def _on_opened(self, found: SweepFolder | Exception) -> None:
        window = self._make()
        if not isinstance(found, SweepFolder):
            window.say(_sentence(found))
            return
        window.say("")
        window.turn_to_sweep()
        self._folder, self._sight, self._steps = found, None, {}
        if self._start_at_once:
            self._go_on()
        self._look.start()
        self._read()

    # ------------------------------------------------------------------ training

    def _go_on(self) -> None:
        if self._folder is not None and not self.process.is_running:
            session = self._session
            self.process.start(self._folder.path, self._jobs, session.device, session.data_dir)
            self._make().say("")
            self._make().show_running(True)

    def _pause(self) -> None:
        self.process.pause()
        self._make().show_running(True, pausing=True)

    def _on_heard(self, event: dict[str, object]) -> None:
        window, name = self._make(), str(event.get("run", ""))
        if event["event"] == "progress" and isinstance(step := event.get("step"), int):
            self._steps[name] = step
            window.show_steps(self._steps)
        elif event["event"] == "note":
            window.say(shown(sentence_text(str(event.get("text", "")))))
        elif event["event"] == "run":
            if event.get("state") == "left":  # the others go on; it stays as it is until the next time
                window.say(f"{shown_name(name)}: {shown(sentence_text(str(event.get('reason', ''))))}")
            self._read()

    def _on_ended(self, problem: str) -> None:
        window = self._make()
        window.show_running(False)
        if problem:
            window.say(problem)
        self._steps = {}
        self._read()

    def _change_queue(self, order: list[str], left_out: list[str]) -> None:
        if self._folder is None:
            return
        try:
            self._folder.change_queue(order, left_out)
        except OSError as error:
            self._make().say(_sentence(error))
        self._read()

    # ------------------------------------------------------------------ what is seen

    def _on_look(self) -> None:
        if self._window is None or not (self._window.isVisible() or self.process.is_running):
            self._look.stop()
        elif self._window.isVisible():
            self._read()

    def _read(self) -> None:
        if self._folder is not None and not self._reading.is_running:
            self._reading.start(partial(read_sight, self._folder))

    def _on_read(self, found: SweepSight | Exception) -> None:
        window = self._make()
        if not isinstance(found, SweepSight):
            window.say(_sentence(found))
        elif self._folder is not None and found.folder.path == self._folder.path:
            self._sight = found
            state = self._session.state
            window.show_sight(found, state.families, state.datasets)
            window.show_steps(self._steps)

    def _list(self) -> None:
        if self._folder is not None:
            self.listed.emit(self._folder.path)

    def _export(self) -> None:
        if self._sight is None:
            return
        window = self._make()
        suggestion = Path(f"{self._sight.folder.path.name}.csv")
        path = self._dialogs.ask_export(window, self.tr("Export the table"), suggestion, "CSV (*.csv)")
        if path is not None:
            try:
                write_atomically(path, self._sight.table.to_csv().encode("utf-8-sig"))
            except OSError as error:
                window.say(filled(self.tr("{0} cannot be written: {1}"), shown_name(path.name), reason(error)))

    def _on_state_changed(self, new: AppState, old: AppState | None) -> None:
        if self._window is not None and self._window.isVisible() and (old is None or new.draft is not old.draft):
            self._show_draft(new)

    def _on_theme_changed(self, theme: Theme) -> None:
        if self._window is not None:
            self._window.set_theme(theme, self._themes.font_scale)


def _begin_sweep(draft: Experiment, wish: SweepWish, place: Path) -> SweepFolder:
    """Raises ConfigError, RunFolderError or OSError."""
    return begin_sweep(place_anew(place), plan_of(draft, wish))


def _sentence(error: Exception) -> str:
    return shown(sentence_text(reason(error) or type(error).__name__))
