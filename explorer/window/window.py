"""The window: assembly only. Panels, actions, and who is connected to whom."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from explorer.classes.class_desk import ClassDesk
from explorer.curves.loss_card import LossCard
from explorer.far.far_desk import FarDesk
from explorer.files.dialogs import Dialogs
from explorer.files.file_desk import FileDesk
from explorer.files.lesson_report_desk import LessonReportDesk
from explorer.files.preset_desk import PresetDesk
from explorer.files.recovery_desk import RecoveryDesk
from explorer.files.report_desk import ReportDesk
from explorer.files.run_export import RunExport
from explorer.form.settings_panel import SettingsPanel
from explorer.help.help_desk import HelpDesk
from explorer.lessons.lesson_desk import LessonDesk
from explorer.lessons.lesson_entry import LESSONS, MUSEUM
from explorer.lessons.running.controls import Controls
from explorer.lessons.running.lesson_guide import LessonGuide
from explorer.map.maps_panel import MapsPanel
from explorer.plane.plane_surface import PlaneSurface
from explorer.run_bar.run_panel import RunPanel
from explorer.settings import Settings
from explorer.state.last_used import LastUsed
from explorer.state.looks import Looks
from explorer.state.room import Parts, Room, Slot
from explorer.state.session import NOT_MOVED, Session
from explorer.state.state import AppState
from explorer.style.theme import Theme, ThemeWatcher
from explorer.texts.run_names import title_name
from explorer.texts.sentences import sentence_text
from explorer.widgets.note import Note
from explorer.widgets.own_window import bring_forward
from explorer.window.actions import Actions, Choice
from explorer.window.card_row import CardRow
from explorer.window.centre import Centre, scrolled
from explorer.window.clipboard_texts import ClipboardTexts
from explorer.window.further_windows import FurtherWindows
from explorer.window.hints import Hints
from explorer.window.notices import Notices
from explorer.window.preferences import Preferences
from explorer.window.screen_window import ScreenWindow
from explorer.window.way_out import ONLY_LOOK, WayOut
from explorer.window.workspace_desk import WorkspaceDesk
from trainers import places
from trainers.lessons.reading import ReadLesson, find_lessons, lesson_folders
from trainers.messages import Phase
from trainers.shown import shown_name

MARGIN = 12


class Window(ScreenWindow):
    """Shows the session's state and turns what the user does into its wishes."""

    def __init__(
        self, session: Session, settings: Settings, themes: ThemeWatcher, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__()
        self._session, self._settings, self._themes = session, settings, themes
        self._dialogs = dialogs or Dialogs(self)
        self.setObjectName("window")
        self.setWindowTitle("Latent Explorer")
        self.setAcceptDrops(True)
        theme = themes.theme
        # What is seen, and what is asked for it.
        self.looks = Looks(session, self)
        self.hints = Hints(self)
        self.run = RunPanel(session, theme, ONLY_LOOK, self)
        self.settings_panel = SettingsPanel(
            session, session.state.shown_presets, theme, lambda state: self.workspaces.hint(state)
        )
        self.maps = MapsPanel(session, self.looks, theme, self._dialogs.ask_export)
        self.loss = LossCard(theme, self._dialogs.ask_export)
        self.cards = CardRow(self.loss)
        self.room = Room(session, self.looks, theme, self._dialogs.ask_export, self)
        self.workspaces = WorkspaceDesk(self.room, self.cards, self)
        self.parts = self.workspaces.parts
        # Who does what is wished.
        self.note = Note(self, above=44)  # the line at the foot stays in reach
        self.note.set_theme(theme)
        self.files = FileDesk(session, self._dialogs, self)
        self.recovery = RecoveryDesk(self.files, self)
        self.presets = PresetDesk(session, self.files, self)
        self.last_used = LastUsed(session, self)
        self.notices = Notices(session, self.note, self.files.confirm, self)
        self.preferences = Preferences(session, settings, themes, self.note, self)
        self.clipboard = ClipboardTexts(session, self.note, self.notices.show_failure, self)
        self.way_out = WayOut(session, self.clipboard, self.settings_panel, self)
        self.further = FurtherWindows(session, self.files, self._dialogs, themes, self)
        self.run_export = RunExport(session, self._dialogs, self)
        self.reports = ReportDesk(session, self._dialogs, self.parts.values(), self)
        self.help = HelpDesk(self, themes, self.notices.show_failure)
        self.far = FarDesk(session, self)
        self.classes = ClassDesk(session, themes, self._dialogs, self._find_lessons, self)
        self.lessons = LessonGuide(
            session, Controls(self), self.settings_panel, self.maps, lambda: self._centre.grab().toImage(), self
        )
        self.lesson_desk = LessonDesk(self, session, self.lessons, settings.lessons, self.maps, themes)
        self.lesson_report = LessonReportDesk(self._dialogs, self)
        self.actions_ = Actions(self, self._action)
        self._lay_out()
        self._connect()
        self._show_state(session.state, None)

    def _lay_out(self) -> None:
        """From the outside in: whenever a widget finds its place Qt dresses all that is in it anew, which takes longer
        than making it."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.run.bar)
        column.addWidget(self.classes.bar)
        column.addWidget(self.far.bar)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        column.addLayout(middle, 1)
        middle.addWidget(self.settings_panel)
        framed = QVBoxLayout()
        framed.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        framed.setSpacing(10)
        middle.addLayout(framed, 1)
        framed.addWidget(self.recovery.bar)
        bars = QVBoxLayout()
        framed.addLayout(bars)
        self._centre = Centre(self.maps, self.cards)
        self.workspaces.set_places(bars.addWidget, self._centre.add_middle, self.settings_panel.add_section)
        self.workspaces.put(Slot.BAR)
        framed.addWidget(scrolled(self._centre))
        self.workspaces.put(Slot.MIDDLE, Slot.SIDE)
        self.workspaces.put(Slot.CARDS)
        column.addWidget(self.run.foot)
        self.lesson_desk.stand_in(middle, self.settings_panel)

    # ------------------------------------------------------------------ who is connected to whom

    def _connect(self) -> None:
        self._connect_desks()
        self._connect_lessons()
        self._connect_session()
        self._connect_panel()
        self._connect_room()
        self._connect_bar()
        self._give_hints()

    def _connect_desks(self) -> None:
        files, notices, note = self.files, self.notices, self.note
        if not self._session.is_far:
            self.painted.connect(self.recovery.offer)
        files.failed.connect(notices.show_refusal)
        files.told.connect(lambda text: note.show_text(text) if text else note.hide())
        files.sweep_requested.connect(self.further.show_sweep)
        files.image_dropped.connect(lambda _image: notices.take_refusal_away())
        files.image_dropped.connect(self.room.image_dropped)
        files.opened.connect(self.presets.show_first)
        files.run_opened.connect(self._settings.add_recent_run)
        files.class_requested.connect(self.classes.open)
        self.run_export.failed.connect(notices.show_failure)
        self.run_export.told.connect(note.show_text)
        for desk in (self.reports, self.lesson_report):
            desk.failed.connect(notices.show_failure)
            desk.told.connect(note.show_text)
            desk.written.connect(notices.offer_report)
        self.far.told.connect(note.show_text)
        self.way_out.differences_requested.connect(self.further.show_differences)

    def _connect_lessons(self) -> None:
        """And classes, which begin them."""
        lessons, classes = self.lesson_desk, self.classes
        self.painted.connect(lessons.offer_first)
        self.painted.connect(lessons.clear_left_behind)
        lessons.failed.connect(self.notices.show_refusal)
        lessons.report_requested.connect(self.lesson_report.save)
        lessons.offered.connect(self.settings_panel.hint.offer)
        self.settings_panel.hint.offer_taken.connect(lessons.begin_first)
        self.lessons.ended.connect(self._tell_lesson_ended)
        classes.failed.connect(self.notices.show_refusal)
        classes.told.connect(self.note.show_text)
        classes.lesson_requested.connect(lessons.begin_class)
        classes.preset_requested.connect(lambda name: self.presets.open(name, keep_data=False, play=False))
        classes.projector.switched.connect(self.actions_.projector.setChecked)

    def _tell_lesson_ended(self, _progress: object, instead: bool) -> None:
        """It was not left but ended by what was opened: how far one came is remembered."""
        if instead:
            self.note.show_text(self.tr("The lesson has ended, as something else was opened."))

    def _connect_session(self) -> None:
        session = self._session
        session.state_coming.connect(self._make_wanted)
        session.state_changed.connect(self._show_state)
        session.declined.connect(self.notices.show_declined)
        self._themes.theme_changed.connect(self._on_theme_changed)

    def _connect_panel(self) -> None:
        session, panel, presets, files = self._session, self.settings_panel, self.presets, self.files
        panel.preset_chosen.connect(presets.open)
        panel.presets.runs_requested.connect(self.further.show_runs)
        panel.layers_changed.connect(lambda _layers: self._show_layers(session.state))
        panel.restart_requested.connect(session.restart)
        panel.fork_requested.connect(session.fork)
        panel.data.dataset_requested.connect(presets.choose_data)
        panel.data.fetch_requested.connect(lambda name: presets.choose_data(name, {}, may_download=True))
        panel.data.paths_dropped.connect(files.take)
        panel.data.open_files_requested.connect(files.open_data)
        panel.data.open_pictures_requested.connect(files.open_pictures)
        panel.data.open_text_requested.connect(files.open_text)
        panel.kept.preset_data_requested.connect(lambda: presets.open(session.state.preset, keep_data=False))
        panel.data.cancel_requested.connect(session.cancel_loading)

    def _connect_room(self) -> None:
        """What workspaces wish, and what they hear of the maps."""
        room, maps = self.room, self.maps
        room.failed.connect(self.notices.show_failure)
        room.preset_requested.connect(self.presets.open)
        room.run_requested.connect(self.files.open)
        room.walker_moved.connect(maps.show_walker)
        room.paths_changed.connect(maps.show_paths)
        room.hinted.connect(self.hints.add)
        room.drawn.connect(self.last_used.note_drawn)
        maps.files_dropped.connect(self.files.take)
        maps.panel_made.connect(room.map_made)
        maps.touched.connect(room.map_touched)
        maps.extent_changed.connect(room.map_viewed)

    def _connect_bar(self) -> None:
        run, choices = self.run, self.preferences
        run.bar.workspace_requested.connect(self._session.set_workspace)
        run.bar.lacking_requested.connect(self.presets.offer_for)
        run.action_requested.connect(self.way_out.take)
        run.parent_requested.connect(self.files.open)
        run.bar.device.threads_requested.connect(choices.choose_threads)
        run.bar.device.device_requested.connect(choices.choose_device)
        menu = self.actions_.make_menu(
            Choice(self._themes.mode, choices.choose_mode),
            Choice(self._themes.font_scale, choices.choose_scale),
            Choice(self._settings.language, choices.choose_language),
        )
        menu.aboutToShow.connect(self._show_recent)
        run.bar.set_menu(menu)

    def _show_recent(self) -> None:
        self.actions_.show_recent(self.files.recent(self._settings.recent_runs), self.files.open)

    def _give_hints(self) -> None:
        hints = self.hints
        timeline = self.tr("The run so far. Drag to see what the models were then; they decode as then at tall ticks.")
        hints.add(self.run.timeline, timeline)
        for parts in self.parts.values():
            self._hint_parts(parts)
        self.workspaces.made.connect(self._hint_parts)
        hints.hint_changed.connect(self.settings_panel.hint.show_hint)

    def _hint_parts(self, parts: Parts) -> None:
        for widget, text in parts.hints:
            self.hints.add(widget, text)

    # ------------------------------------------------------------------ showing

    def _make_wanted(self, new: AppState, old: AppState) -> None:
        if self.workspaces.make_wanted(new, old):
            self._session.state_changed.disconnect(self._show_state)  # what is asked for comes before what is shown
            self._session.state_changed.connect(self._show_state)
            self.lessons.controls.look_again()

    def _show_state(self, new: AppState, old: AppState | None) -> None:
        self.workspaces.show_chosen(new, old)
        self.lesson_desk.show_state(new, old)
        for panel in (self.run, self.settings_panel, self.maps, self.cards, self.loss):
            panel.show_state(new, old)
        self.workspaces.show_state(new, old)
        self.classes.show_state(new, old)
        self.far.show_state(new, old)
        self.actions_.leave_class.setEnabled(new.classroom is not None)
        if old is None or _looked_at(new) != _looked_at(old):
            self.run.bar.show_workspaces(self.workspaces.entries(new), new.workspace)
            self.maps.setVisible(self.workspaces.current(new).maps)
            self._show_layers(new)
            self.hints.add(self.loss.curves, self.workspaces.loss_hint(new))
            self._centre.set_beside(self.parts[new.workspace].stands_beside(new))
        self._show_run(new, old)
        if old is not None:
            self._keep_recent(new, old)
            self.notices.show_state(new, old)

    def _show_run(self, new: AppState, old: AppState | None) -> None:
        """Which run this is, and whether it can come back."""
        if old is None or _named_by(new) != _named_by(old):
            name = title_name(new)
            self.setWindowTitle(f"{name} – Latent Explorer" if name else "Latent Explorer")
        self.recovery.show_state(new, old)
        stays = "" if new.link is None else sentence_text(NOT_MOVED)
        self.actions_.show_possible(new.rewound is not None, sentence_text(new.why_watched), stays)

    def _keep_recent(self, new: AppState, old: AppState) -> None:
        """A run that has been saved is one of the recent ones, unless a lesson made it or it lies elsewhere."""
        saved = new.saved
        if saved and saved is not old.saved and not saved.problem and new.lesson is None and new.link is None:
            self._settings.add_recent_run(Path(saved.folder))

    def _show_layers(self, state: AppState) -> None:
        """The layers that are ticked, and those of the workspace that is shown."""
        self.maps.set_layers({**self.settings_panel.layers, **self.workspaces.layers(state)})

    def _on_theme_changed(self, theme: Theme) -> None:
        for view in (self.run, self.settings_panel, self.maps, self.loss, self.note, self.lesson_desk, self.further):
            view.set_theme(theme)
        self.workspaces.set_theme(theme)

    # ------------------------------------------------------------------ keyboard

    def focus_middle(self) -> None:
        """The keyboard goes to what is looked at, else to nothing in particular; never to the first button there is."""
        middle, view = self._centre.middle, self.maps.current
        held = QApplication.focusWidget()
        if isinstance(held, PlaneSurface) and held.isVisible() and held.isEnabled():
            return
        if self.maps.isVisible() and view is not None:
            view.setFocus()
        elif middle is not None and middle.count:
            middle.focus_first()
        else:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody who has the focus took is for the lesson, else for the map: the one under the pointer, else the
        one used last."""
        if self.lesson_desk.take_key(event, self.focusWidget()):
            event.accept()
            return
        view = self.maps.current
        if view is not None and self.maps.isVisible() and not view.hasFocus():
            event.accept()
            view.keyPressEvent(event)
            if event.isAccepted():
                return
        super().keyPressEvent(event)

    # ------------------------------------------------------------------ coming and going

    def come_forward(self, path: str = "") -> None:
        """The program was started once more: to the front; *path*, if one came with it, is opened as by the menu, but
        is asked about where that would end a lesson that somebody is in.

        What is no absolute path is a class code."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
        bring_forward(self)
        if not path:
            return
        is_file = os.path.isabs(path)
        wish = partial(self.files.open, Path(path)) if is_file else partial(self.classes.open, path)
        if self.lesson_desk.is_under_way:
            text = self.tr("Click here to open “{0}”: the lesson ends by that; you can go on with it later.")
            self.note.show_text(text.format(shown_name(Path(path).name if is_file else path)), action=wish)
        else:
            wish()

    def restore_geometry(self) -> None:
        """Where the window stood when it was last closed."""
        self.stand(self._settings.bytes_of("geometry"))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files.take([url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()])

    def closeEvent(self, event: QCloseEvent) -> None:
        self._settings.keep_bytes("geometry", self.saveGeometry())
        self._settings.workspace = self._session.own_workspace
        self._settings.save()
        self.further.end()
        event.accept()

    # ------------------------------------------------------------------ actions

    def _action(self, name: str) -> Callable[[], None]:
        return {
            "runs": self.further.show_runs,
            "open_run": self.files.open_run,
            "open_experiment": self.files.open_experiment,
            "open_beside": self.further.choose_beside,
            "open_far": self.far.ask,
            "sweep": self.further.show_sweeps,
            "save_as": self.files.save_run,
            "save_report": self.reports.save_report,
            "save_experiment": self.files.save_experiment,
            "copy_command": self.clipboard.copy_command,
            "export_weights": self.run_export.export_weights,
            "export_onnx": self.run_export.export_graphs,
            "export_tensorboard": self.run_export.export_events,
            "export_notebook": self.run_export.export_notebook,
            "undo": self.last_used.undo,
            "redo": self._session.redo,
            "rewind_back": self._session.take_rewind_back,
            "show_log": lambda: self._show_folder(places.log_dir()),
            "copy_report": self.clipboard.copy_report,
            "open_class": self.classes.open_file,
            "enter_code": self.classes.ask_code,
            "leave_class": self.classes.leave,
            "prepare_class": self.classes.prepare,
            "projector": self.classes.projector.toggle,
            "lessons": lambda: self.lesson_desk.show_list(LESSONS),
            "museum": lambda: self.lesson_desk.show_list(MUSEUM),
            "help_start": self.help.show_start,
            "help_leader": self.help.show_leader,
            "diagnostics": self.further.show_diagnostics,
            "licences": self.help.show_licences,
            "about": self.help.show_about,
            "close": lambda: (self.close(), None)[1],
            "toggle_play": self._toggle_play,
            "go_live": lambda: self._session.scrub(None),
        }[name]

    def _find_lessons(self) -> tuple[ReadLesson, ...]:
        return find_lessons(lesson_folders(*self.lesson_desk.shelf.folders))[0]

    def _toggle_play(self) -> None:
        (self._session.pause if self._session.state.phase is Phase.TRAINING else self._session.play)()

    @staticmethod
    def _show_folder(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _named_by(state: AppState) -> tuple[object, ...]:
    """On what it depends what the run is called."""
    return state.own_name, state.place, state.experiment, state.marks


def _looked_at(state: AppState) -> tuple[object, ...]:
    """On what it depends which ways of looking are offered, and what is seen of the one that is shown."""
    return state.workspace, state.experiment, state.restrictions
