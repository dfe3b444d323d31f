"""The window: assembly only. Panels, actions, and who is connected to whom."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QKeyEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from explorer.actions import Actions, Choice
from explorer.beside.differences_window import DifferencesWindow
from explorer.card_row import CardRow
from explorer.centre import Centre, scrolled
from explorer.classes.class_desk import ClassDesk
from explorer.clipboard_texts import ClipboardTexts
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
from explorer.gui_thread.keyboard import KeyboardWindow
from explorer.help.help_desk import HelpDesk
from explorer.hints import Hints
from explorer.lessons.lesson_desk import LessonDesk
from explorer.lessons.lesson_entry import LESSONS, MUSEUM
from explorer.lessons.running.controls import Controls
from explorer.lessons.running.lesson_guide import LessonGuide
from explorer.map.maps_panel import MapsPanel
from explorer.notices import Notices
from explorer.plane.plane_surface import PlaneSurface
from explorer.preferences import Preferences
from explorer.run_bar.run_panel import RunPanel
from explorer.screen_room import DEFAULT, first_size, smallest_size
from explorer.settings import Settings
from explorer.state.last_used import LastUsed
from explorer.state.looks import Looks
from explorer.state.room import Parts, Room, Slot
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.state.workspace import Workspace, find
from explorer.style.theme import Theme, ThemeWatcher
from explorer.texts.data_texts import lacking_text, workspace_text
from explorer.texts.run_names import title_name
from explorer.way_out import WayOut
from explorer.widgets.note import Note
from explorer.widgets.own_window import bring_forward
from trainers import places
from trainers.lessons.reading import ReadLesson, find_lessons, lesson_folders
from trainers.messages import Phase
from trainers.shown import shown_name

if TYPE_CHECKING:  # imported when asked for
    from explorer.runs_table.runs_desk import RunsDesk
    from explorer.sweeps.sweep_desk import SweepDesk

MARGIN = 12


class Window(KeyboardWindow):
    """Shows the session's state and turns what the user does into its wishes."""

    painted = Signal()  # once, after the first picture of the window

    def __init__(
        self, session: Session, settings: Settings, themes: ThemeWatcher, dialogs: Dialogs | None = None
    ) -> None:
        super().__init__()
        self._session, self._settings, self._themes = session, settings, themes
        self._dialogs = dialogs or Dialogs(self)
        self._painted = False
        self._runs: RunsDesk | None = None
        self._sweeps: SweepDesk | None = None
        self.setObjectName("window")
        self.setWindowTitle("Latent Explorer")
        self._fit_screen()
        self.resize(DEFAULT)
        self.setAcceptDrops(True)
        theme = themes.theme
        self.looks = Looks(session, self)
        self.hints = Hints(self)
        self.run = RunPanel(session, theme, self)
        self.settings_panel = SettingsPanel(session, session.state.shown_presets, theme, self._standing_hint)
        self.maps = MapsPanel(session, self.looks, theme, self._dialogs.ask_export)
        self.loss = LossCard(theme, self._dialogs.ask_export)
        self.cards = CardRow(self.loss)
        self.room = Room(session, self.looks, theme, self._dialogs.ask_export, self)
        self.parts: dict[str, Parts] = {
            each.key: each.make_parts(self.room) for each in session.workspaces if _is_wanted(each, session.state)
        }
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
        self.differences = DifferencesWindow(session, theme, self._dialogs.ask_export, self)
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
        self._placed: list[tuple[str, QWidget]] = []  # parts but cards, with the workspace of each
        self._lay_out()
        self._connect()
        self._show_state(session.state, None)

    def _lay_out(self) -> None:
        """From the outside in: whenever a widget finds its place Qt dresses all that is in it anew, which takes longer
        than making it. The order in which they come is that in which the Tab key goes through them."""
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
        self._bars = QVBoxLayout()
        framed.addLayout(self._bars)
        self._centre = Centre(self.maps, self.cards)
        self._put_parts(self.parts, Slot.BAR)
        framed.addWidget(scrolled(self._centre))
        self._put_parts(self.parts, Slot.MIDDLE, Slot.SIDE)
        self._put_parts(self.parts, Slot.CARDS)
        column.addWidget(self.run.foot)
        self.lesson_desk.stand_in(middle, self.settings_panel)

    def _put_parts(self, given: Mapping[str, Parts], *slots: Slot) -> None:
        """What workspaces bring for some *slots*, into their places."""
        put: dict[Slot, Callable[[QWidget], None]] = {
            Slot.BAR: self._bars.addWidget,
            Slot.MIDDLE: self._centre.add_middle,
            Slot.SIDE: self.settings_panel.add_section,
        }
        for key, parts in given.items():
            for part in (each for each in parts.parts if each.slot in slots):
                part.widget.hide()  # until it is seen with its workspace
                if part.slot is Slot.CARDS:
                    self.cards.add_card(key, part.widget, part.share)
                else:
                    put[part.slot](part.widget)
                    self._placed.append((key, part.widget))

    def _make_wanted(self, new: AppState, old: AppState) -> None:
        """The parts of a workspace that stands in the place of the maps are not made before there is a run that has
        something to show there: half of a window would never be seen."""
        wanted = [w for w in self._session.workspaces if w.key not in self.parts and _is_wanted(w, new)]
        for each in wanted:
            made = self.parts[each.key] = each.make_parts(self.room)
            self._put_parts({each.key: made}, *Slot)
            self._hint_parts(made)
            made.show_state(old, None)
        if wanted:
            self._session.state_changed.disconnect(self._show_state)  # what is asked for comes before what is shown
            self._session.state_changed.connect(self._show_state)
            self.lessons.controls.look_again()

    def _connect(self) -> None:
        if not self._session.is_far:
            self.painted.connect(self.recovery.offer)
        self.painted.connect(self.lesson_desk.offer_first)
        self.painted.connect(self.lesson_desk.clear_left_behind)
        self.lesson_desk.failed.connect(self.notices.show_refusal)
        self.lesson_desk.report_requested.connect(self.lesson_report.save)
        self.lesson_desk.offered.connect(self.settings_panel.hint.offer)
        self.settings_panel.hint.offer_taken.connect(self.lesson_desk.begin_first)
        self.lessons.ended.connect(self._tell_lesson_ended)
        self.files.failed.connect(self.notices.show_refusal)
        self.files.told.connect(lambda text: self.note.show_text(text) if text else self.note.hide())
        self.run_export.failed.connect(self.notices.show_failure)
        self.run_export.told.connect(self.note.show_text)
        for desk in (self.reports, self.lesson_report):
            desk.failed.connect(self.notices.show_failure)
            desk.told.connect(self.note.show_text)
            desk.written.connect(self.notices.offer_report)
        self.files.sweep_requested.connect(lambda path: self.sweeps.show_folder(path))
        self.files.image_dropped.connect(lambda _image: self.notices.take_refusal_away())
        self.files.image_dropped.connect(self.room.image_dropped)
        self.files.opened.connect(self.presets.show_first)
        self.files.run_opened.connect(self._settings.add_recent_run)
        self.files.class_requested.connect(self.classes.open)
        self.far.told.connect(self.note.show_text)
        self.classes.failed.connect(self.notices.show_refusal)
        self.classes.told.connect(self.note.show_text)
        self.classes.lesson_requested.connect(self.lesson_desk.begin_class)
        self.classes.preset_requested.connect(lambda name: self.presets.open(name, keep_data=False, play=False))
        self.classes.projector.switched.connect(self.actions_.projector.setChecked)
        session, panel = self._session, self.settings_panel
        session.state_coming.connect(self._make_wanted)
        session.state_changed.connect(self._show_state)
        session.declined.connect(self.notices.show_declined)
        self._themes.theme_changed.connect(self._on_theme_changed)
        panel.preset_chosen.connect(self.presets.open)
        panel.presets.runs_requested.connect(self.show_runs)
        panel.layers_changed.connect(lambda _layers: self._show_layers(session.state))
        panel.restart_requested.connect(session.restart)
        panel.fork_requested.connect(session.fork)
        panel.data.dataset_requested.connect(self.presets.choose_data)
        panel.data.fetch_requested.connect(lambda name: self.presets.choose_data(name, {}, may_download=True))
        panel.data.paths_dropped.connect(self.files.take)
        panel.data.open_files_requested.connect(self.files.open_data)
        panel.data.open_pictures_requested.connect(self.files.open_pictures)
        panel.data.open_text_requested.connect(self.files.open_text)
        panel.kept.preset_data_requested.connect(lambda: self.presets.open(session.state.preset, keep_data=False))
        panel.data.cancel_requested.connect(session.cancel_loading)
        self.maps.files_dropped.connect(self.files.take)
        self._connect_room()
        self.run.bar.workspace_requested.connect(session.set_workspace)
        self.run.bar.lacking_requested.connect(self.presets.offer_for)
        self.run.action_requested.connect(self.way_out.take)
        self.run.parent_requested.connect(self.files.open)
        self.way_out.differences_requested.connect(lambda: self.differences.open(self._themes.font_scale))
        self.run.bar.device.threads_requested.connect(self.preferences.choose_threads)
        self.run.bar.device.device_requested.connect(self.preferences.choose_device)
        menu = self.actions_.make_menu(
            Choice(self._themes.mode, self.preferences.choose_mode),
            Choice(self._themes.font_scale, self.preferences.choose_scale),
            Choice(self._settings.language, self.preferences.choose_language),
        )
        menu.aboutToShow.connect(self._show_recent)
        self.run.bar.set_menu(menu)
        self._give_hints()

    def _show_recent(self) -> None:
        self.actions_.show_recent(self.files.recent(self._settings.recent_runs), self.files.open)

    def _connect_room(self) -> None:
        """What workspaces wish, and what they hear of the maps."""
        room, maps = self.room, self.maps
        room.failed.connect(self.notices.show_failure)
        room.preset_requested.connect(self.presets.open)
        room.run_requested.connect(self.files.open)
        self.differences.table.run_requested.connect(self.files.open)
        room.walker_moved.connect(maps.show_walker)
        room.paths_changed.connect(maps.show_paths)
        room.hinted.connect(self.hints.add)
        room.drawn.connect(self.last_used.note_drawn)
        maps.panel_made.connect(room.map_made)
        maps.touched.connect(room.map_touched)
        maps.extent_changed.connect(room.map_viewed)

    def _give_hints(self) -> None:
        hints = self.hints
        hints.add(self.run.timeline, self.tr("The run so far. Drag to see, and decode, what the models were then."))
        for parts in self.parts.values():
            self._hint_parts(parts)
        hints.hint_changed.connect(self.settings_panel.hint.show_hint)

    def _hint_parts(self, parts: Parts) -> None:
        for widget, text in parts.hints:
            self.hints.add(widget, text)

    def _hint_curves(self, state: AppState) -> None:
        """What the losses say: of two players nothing about how good the fakes are."""
        self.hints.add(self.loss.curves, workspace_text(self._current(state).loss_hint))

    def _standing_hint(self, state: AppState) -> str:
        """What is said where the pointer is on nothing."""
        return self.parts[state.workspace].hint(state) or workspace_text(self._current(state).hint)

    def _current(self, state: AppState) -> Workspace[Any]:
        return find(state.workspace, self._session.workspaces)

    # ------------------------------------------------------------------ showing

    def _show_state(self, new: AppState, old: AppState | None) -> None:
        if old is None or new.workspace != old.workspace:
            for key, widget in self._placed:
                widget.setVisible(key == new.workspace)
        self.lesson_desk.show_state(new, old)
        for panel in (self.run, self.settings_panel, self.maps, self.cards, self.loss):
            panel.show_state(new, old)
        for parts in self.parts.values():
            parts.show_state(new, old)
        self.classes.show_state(new, old)
        self.far.show_state(new, old)
        self.actions_.leave_class.setEnabled(new.classroom is not None)
        if old is None or _looked_at(new) != _looked_at(old):
            self._show_workspaces(new)
            self.maps.setVisible(self._current(new).maps)
            self._show_layers(new)
            self._hint_curves(new)
            self._centre.set_beside(self.parts[new.workspace].stands_beside(new))
        self._show_run(new, old)
        if (
            new.lesson is None
            and new.link is None  # it lies elsewhere
            and old is not None
            and new.saved is not old.saved
            and new.saved
            and not new.saved.problem
        ):
            self._settings.add_recent_run(Path(new.saved.folder))
        if old is not None:
            self.notices.show_state(new, old)

    def _show_run(self, new: AppState, old: AppState | None) -> None:
        """Which run this is, and whether it can come back."""
        if old is None or _named_by(new) != _named_by(old):
            name = title_name(new)
            self.setWindowTitle(f"{name} – Latent Explorer" if name else "Latent Explorer")
        self.recovery.show_state(new, old)
        self.actions_.rewind_back.setEnabled(new.rewound is not None)

    def _show_workspaces(self, state: AppState) -> None:
        entries = []
        for each in self._session.workspaces:
            if not state.restrictions.offers_workspace(each.key):
                continue
            offered = each.fits(state.model_specs) if state.families else each is self._session.workspaces[0]
            lacking = "" if offered else lacking_text(each)
            entries.append((each.key, workspace_text(each.title), offered, lacking))
        self.run.bar.show_workspaces(entries, state.workspace)

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

    def _show_layers(self, state: AppState) -> None:
        """The layers that are ticked, and those of the workspace that is shown."""
        own = self._current(state).map_layers
        offered = (layer for each in self._session.workspaces for layer in each.map_layers)
        self.maps.set_layers({**self.settings_panel.layers, **{layer: layer in own for layer in offered}})

    def _on_theme_changed(self, theme: Theme) -> None:
        for view in (
            self.run,
            self.settings_panel,
            self.maps,
            self.loss,
            self.note,
            self.lesson_desk,
            self.differences,
        ):
            view.set_theme(theme)
        self.room.theme = theme
        for parts in self.parts.values():
            parts.set_theme(theme)

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
            text = self.tr("Click here to open “{0}”: the lesson ends by that, and your answers are not kept.")
            self.note.show_text(text.format(shown_name(Path(path).name if is_file else path)), action=wish)
        else:
            wish()

    def restore_geometry(self) -> None:
        """Where the window stood when it was last closed; at the first start, as large as the screen allows."""
        if self.restoreGeometry(self._settings.bytes_of("geometry")):
            return
        available = self.screen().availableSize()
        self.resize(first_size(available))
        if self.size() != DEFAULT:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def _fit_screen(self) -> None:
        """Also when the window comes to another screen, or this one gets another size."""
        self.setMinimumSize(smallest_size(self.screen().availableSize()))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self.painted.emit)  # the panels paint after the window, in the same pass

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous() and self.windowHandle() is not None:
            self.windowHandle().screenChanged.connect(self._fit_screen, Qt.ConnectionType.UniqueConnection)
        if self.focusWidget() is None:
            self.focus_middle()

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
        if self._runs is not None:
            self._runs.close()
        event.accept()

    # ------------------------------------------------------------------ wishes

    def _find_lessons(self) -> tuple[ReadLesson, ...]:
        return find_lessons(lesson_folders(*self.lesson_desk.shelf.folders))[0]

    def _tell_lesson_ended(self, _progress: object, instead: bool) -> None:
        """It was not left but ended by what was opened: how far one came is remembered."""
        if instead:
            self.note.show_text(self.tr("The lesson has ended, as something else was opened."))

    # ------------------------------------------------------------------ actions

    def _action(self, name: str) -> Callable[[], None]:
        return {
            "runs": self.show_runs,
            "open_run": self.files.open_run,
            "open_experiment": self.files.open_experiment,
            "open_beside": self.files.choose_beside,
            "open_far": self.far.ask,
            "sweep": lambda: self.sweeps.show(),
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
            "diagnostics": self._show_diagnostics,
            "licences": self.help.show_licences,
            "about": self.help.show_about,
            "close": lambda: (self.close(), None)[1],
            "toggle_play": self._toggle_play,
            "go_live": lambda: self._session.scrub(None),
        }[name]

    def _toggle_play(self) -> None:
        (self._session.pause if self._session.state.phase is Phase.TRAINING else self._session.play)()

    @property
    def sweeps(self) -> SweepDesk:
        """Whoever opens the window of sweeps."""
        if self._sweeps is None:
            from explorer.sweeps.sweep_desk import SweepDesk  # not needed for the first picture

            self._sweeps = SweepDesk(self._session, self._dialogs, self._themes, self)
            self._sweeps.opened.connect(self._open_listed)
            self._sweeps.listed.connect(lambda place: self.runs.show_folder(place))
        return self._sweeps

    def show_runs(self) -> None:
        """The window of all runs."""
        self.runs.show()

    @property
    def runs(self) -> RunsDesk:
        """Whoever opens that window."""
        if self._runs is None:
            from explorer.runs_table.runs_desk import RunsDesk  # not needed for the first picture

            self._runs = RunsDesk(self._session, self._dialogs, self._themes, self)
            self._runs.opened.connect(self._open_listed)
            self._runs.beside_requested.connect(self._open_listed_beside)
            self._runs.offer_beside()
        return self._runs

    def _open_listed(self, path: Path) -> None:
        bring_forward(self)
        self.files.open(path)

    def _open_listed_beside(self, paths: tuple[Path, ...]) -> None:
        bring_forward(self)
        self.files.open_beside(paths)

    def _show_diagnostics(self) -> None:
        from explorer.help.diagnostics_dialog import show_diagnostics  # not needed for the first picture

        show_diagnostics(self, self._themes)

    @staticmethod
    def _show_folder(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _is_wanted(workspace: Workspace[Any], state: AppState) -> bool:
    """Whether it is seen, or may be without another run. One with the maps knows all of theirs, and is always there."""
    return workspace.maps or workspace.key == state.workspace or workspace.fits(state.model_specs)


def _named_by(state: AppState) -> tuple[object, ...]:
    """On what it depends what the run is called."""
    return state.own_name, state.place, state.experiment, state.marks


def _looked_at(state: AppState) -> tuple[object, ...]:
    """On what it depends which ways of looking are offered, and what is seen of the one that is shown."""
    return state.workspace, state.experiment, state.restrictions
