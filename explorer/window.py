"""The window: assembly only. Panels, actions, and who is connected to whom."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from explorer.actions import Actions, Choice
from explorer.files.dialogs import Dialogs
from explorer.files.file_desk import FileDesk
from explorer.files.run_export import RunExport
from explorer.form.preset_menu import show_preset_menu
from explorer.form.settings_panel import SettingsPanel
from explorer.gui_thread.keyboard import KeyboardWindow
from explorer.help.help_desk import HelpDesk
from explorer.hints import Hints
from explorer.map.maps_panel import MapsPanel
from explorer.pictures.brush_canvas import BrushPaper
from explorer.pictures.drawing_canvas import Canvas
from explorer.pixels.images import UInt8
from explorer.plane.plane_surface import PlaneSurface
from explorer.run_bar.recovery_bar import RecoveryBar
from explorer.run_bar.run_panel import RunPanel
from explorer.screen_room import DEFAULT, first_size, smallest_size
from explorer.settings import Settings
from explorer.state.looks import Looks
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.state.workspace import ADVERSARIAL, COMPARE, EXPLORE, WORKSPACES, fits, opens_in, suits
from explorer.style.theme import Mode, Theme, ThemeWatcher
from explorer.texts.data_texts import as_sentence, status_line
from explorer.texts.run_names import listed_name, open_name
from explorer.texts.sentences import sentence_text
from explorer.widgets.note import Note
from explorer.workspaces.adversarial.game_panel import GamePanel
from explorer.workspaces.adversarial.looks import GameLooks
from explorer.workspaces.compare.compare_panel import ComparePanel
from explorer.workspaces.compare.looks import HoleLooks
from explorer.workspaces.explore.pictures_panel import PicturesPanel
from trainers import __version__, places
from trainers.knobs import ConfigError
from trainers.messages import Phase, Saved
from trainers.presets import list_presets, preset_path
from trainers.runs.folder import dismiss_crash, unfinished_runs

MARGIN = 12
BELOW, BESIDE = (560, 240), (580, 390)  # the parts of maps or stages and of the cards below or beside them
NO_REFUSAL = 2**62  # later than any run
LONGEST_NAME = 60  # letters of a run's name in the window's title
MOST_STAGE = 0.72  # of the centre's height that arenas take


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
        self._refused_at = NO_REFUSAL  # the run that was open when something was refused, which is still to be read
        # What was drawn on last, and the maps' changes till then.
        self._drawn: tuple[Canvas | BrushPaper, int] | None = None
        self._fitted: tuple[bool, int, int | None, int] = (False, 0, None, 0)  # what the centre's sizes were made for
        self._fitting = QTimer(self, singleShot=True, interval=0)  # once all that is being laid out has its place
        self._fitting.timeout.connect(self._fit_stages)
        self.setObjectName("window")
        self.setWindowTitle("Latent Explorer")
        self._fit_screen()
        self.resize(DEFAULT)
        self.setAcceptDrops(True)
        theme = themes.theme
        self.looks = Looks(session, self)
        self.hole_looks = HoleLooks(session, self)
        self.hints = Hints(self)
        self.run = RunPanel(session, theme, self)
        self.settings_panel = SettingsPanel(session, list_presets(), theme)
        self.maps = MapsPanel(session, self.looks, theme, self._dialogs.ask_export)
        self.pictures = PicturesPanel(session, self.looks, theme, self._dialogs.ask_export)
        self.compare = ComparePanel(session, self.hole_looks, theme, self._dialogs.ask_export)
        self.pictures.add_cards(COMPARE, (self.compare.labs, 16))
        self.game = GamePanel(session, GameLooks(session, self), theme, self._dialogs.ask_export)
        self.pictures.add_cards(ADVERSARIAL, *self.game.cards)
        self.settings_panel.add_section(self.game.algorithm)
        self.recovery = RecoveryBar()
        self.note = Note(self, above=44)  # the line at the foot stays in reach
        self.note.set_theme(theme)
        self.files = FileDesk(session, self._dialogs, self)
        self.run_export = RunExport(session, self._dialogs, self)
        self.help = HelpDesk(self, themes, self.show_failure)
        self.actions_ = Actions(self, self._action)
        self._lay_out()
        self._connect()
        self._show_state(session.state, None)

    def _lay_out(self) -> None:
        self._centre = centre = QSplitter(Qt.Orientation.Vertical)
        centre.setObjectName("centre")
        centre.setChildrenCollapsible(False)
        centre.setHandleWidth(10)
        middle_views = QWidget()
        views = QVBoxLayout(middle_views)
        views.setContentsMargins(0, 0, 0, 0)
        views.addWidget(self.maps)
        views.addWidget(self.game.stages)
        centre.addWidget(middle_views)
        centre.addWidget(self.pictures)
        centre.setStretchFactor(0, 5)
        centre.setStretchFactor(1, 2)
        centre.setSizes(BELOW)
        middle = QHBoxLayout()
        middle.setContentsMargins(0, 0, 0, 0)
        middle.setSpacing(0)
        middle.addWidget(self.settings_panel)
        framed = QVBoxLayout()
        framed.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        framed.setSpacing(10)
        framed.addWidget(self.recovery)
        framed.addWidget(self.compare.bar)
        framed.addWidget(self._make_scroll(centre))
        middle.addLayout(framed, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.run.bar)
        column.addLayout(middle, 1)
        column.addWidget(self.run.foot)

    @staticmethod
    def _make_scroll(content: QWidget) -> QScrollArea:
        """Where the window is smaller than its parts may be, they are scrolled; elsewhere nobody sees that they can."""
        scroll = QScrollArea()
        scroll.setObjectName("centre_scroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(content)
        for plain in (content, scroll.viewport()):  # the window behind shows through
            plain.setAutoFillBackground(False)
        return scroll

    def _connect(self) -> None:
        self.painted.connect(self._offer_recovery)
        self.files.failed.connect(self._show_refusal)
        self.files.told.connect(lambda text: self.note.show_text(text) if text else self.note.hide())
        self.run_export.failed.connect(self.show_failure)
        self.run_export.told.connect(self.note.show_text)
        self.files.image_dropped.connect(self._on_image_dropped)
        self.files.opened.connect(self.show_first)
        self.recovery.recover_requested.connect(self.files.open)
        self.recovery.answered.connect(self._forget_crash)
        session, panel = self._session, self.settings_panel
        session.state_changed.connect(self._show_state)
        self._themes.theme_changed.connect(self._on_theme_changed)
        panel.preset_chosen.connect(self._on_preset_chosen)
        panel.layers_changed.connect(lambda _layers: self._show_layers(session.state))
        panel.restart_requested.connect(session.restart)
        panel.fork_requested.connect(session.fork)
        panel.data.dataset_requested.connect(self._on_dataset_requested)
        panel.data.fetch_requested.connect(lambda name: self._on_dataset_requested(name, {}, may_download=True))
        panel.data.paths_dropped.connect(self.files.take)
        panel.data.open_files_requested.connect(self.files.open_data)
        panel.data.open_pictures_requested.connect(self.files.open_pictures)
        panel.kept.preset_data_requested.connect(lambda: self._open_preset(session.state.preset, keep_data=False))
        panel.data.cancel_requested.connect(session.cancel_loading)
        self.maps.touched.connect(self.pictures.set_active)
        self.maps.files_dropped.connect(self.files.take)
        self.maps.extent_changed.connect(self.hole_looks.set_extent)
        self.pictures.walker_moved.connect(self.maps.show_walker)
        self.compare.walker_moved.connect(self.maps.show_walker)
        self.compare.paths_changed.connect(self.maps.show_paths)
        pad, paper = self.pictures.pad.canvas, self.game.draw.canvas.paper
        pad.drawn.connect(lambda _image: self._note_drawn(pad))
        paper.changed.connect(lambda: self._note_drawn(paper))
        self.game.failed.connect(self.show_failure)
        self.game.stages.laid_out.connect(self._fitting.start)
        self.compare.preset_requested.connect(self._on_preset_chosen)
        self.run.bar.workspace_requested.connect(session.set_workspace)
        self.run.bar.lacking_requested.connect(self._on_lacking_requested)
        self.run.action_requested.connect(self._on_action_requested)
        self.run.bar.device.threads_requested.connect(self._on_threads_chosen)
        self.run.bar.device.device_requested.connect(self._on_device_chosen)
        menu = self.actions_.make_menu(
            Choice(self._themes.mode, self._choose_mode),
            Choice(self._themes.font_scale, self._choose_scale),
            Choice(self._settings.language, self._choose_language),
        )
        menu.aboutToShow.connect(lambda: self.actions_.show_recent(self.files.recent(), self.files.open))
        self.run.bar.set_menu(menu)
        self._give_hints()

    def _give_hints(self) -> None:
        pictures, hints, compare = self.pictures, self.hints, self.compare
        for widget, text in (
            (pictures.reconstructions, self.tr("Images never trained on, and what is left of them after the code.")),
            (pictures.samples, self.tr("New images: random codes, decoded. The same random codes all along.")),
            (pictures.nearest, self.tr("The training images most like the picture under the cursor.")),
            (pictures.walk, self.tr("Pictures along the path through the pins. Press P on a map to put one down.")),
            (pictures.pad, self.tr("Draw something: its code appears on the maps, its reconstruction beside.")),
            (compare.bar, self.tr("What the colours on the maps measure, and where the score's codes come from.")),
            (compare.labs.samples, self.tr("Decodes of codes drawn from the region that the score is about.")),
            (
                compare.labs.walk,
                self.tr("Pictures on the way between pins; the line below falls where they break."),
            ),
            (
                compare.labs.kl,
                self.tr("Beta weighs the KL term: at 0 nothing keeps the noise alive or the codes close."),
            ),
            (compare.labs.noise, self.tr("The code under the cursor with noise: neighbours should decode alike.")),
            (compare.labs.pixels, self.tr("Changes of equal pixel error, which neither eye nor judge find equal.")),
            (compare.labs.moons.lab, self.tr("The way from new to full moon, held against the true moons.")),
            (self.game.scores, self.tr("What D thinks of examples: while it can tell, real ones lie right of fakes.")),
            (self.game.modes, self.tr("How the fakes are shared out over clouds or classes; a missing one is ringed.")),
            (self.game.generations, self.tr("The same noise through time, and which D sees through which G.")),
            (self.game.verdict, self.tr("How the game goes, by rules. Click a number to read what it says.")),
            (self.game.algorithm, self.tr("One step of training, line by line. Next line walks through it.")),
            (self.run.timeline, self.tr("The run so far. Drag to see, and decode, what the models were then.")),
        ):
            hints.add(widget, text)
        hints.hint_changed.connect(self.settings_panel.hint.show_hint)

    def _hint_curves(self, state: AppState) -> None:
        """What the losses say: of two players nothing about how good the fakes are."""
        text = self.tr("How wrong the models are, step by step. Dots are images never trained on.")
        if state.workspace == ADVERSARIAL:
            text = self.tr("Each player against the other, step by step: no measure of how good the fakes are.")
        self.hints.add(self.pictures.curves, text)

    # ------------------------------------------------------------------ showing

    def _show_state(self, new: AppState, old: AppState | None) -> None:
        for panel in (self.run, self.settings_panel, self.maps, self.pictures, self.compare, self.game):
            panel.show_state(new, old)
        if old is None or (new.workspace, new.experiment) != (old.workspace, old.experiment):
            self._show_workspaces(new)
            self.maps.setVisible(new.workspace != ADVERSARIAL)
            self._show_layers(new)
            self._hint_curves(new)
            self._arrange(new)
        self._show_run(new, old)
        if old is not None and new.saved is not old.saved and new.saved is not None and not new.saved.problem:
            self._settings.add_recent_run(Path(new.saved.folder))
        if old is not None and new.saved is not old.saved and new.saved is not None:
            self._tell_saved(new.saved, old.saved)
        failed = new.failed
        if old is not None and failed is not None and failed is not old.failed and failed.where == "looking":
            last = failed.traceback.splitlines()[-1]
            self.show_failure(self.tr("A picture could not be made: {0}").format(sentence_text(last)))

    def _tell_saved(self, saved: Saved, before: Saved | None) -> None:
        """What concerns the user's work: that it cannot be saved any more, or lies elsewhere now."""
        if not saved.problem and not saved.anew:
            self.files.confirm(saved)
        if saved.problem and (before is None or before.problem != saved.problem):
            self.show_failure(sentence_text(saved.problem))
        elif saved.anew:
            text = self.tr("The run's folder was gone. What is in memory was saved anew in {0}")
            self.show_failure(text.format(saved.folder))

    def _show_run(self, new: AppState, old: AppState | None) -> None:
        """Which run this is, whether it came back, and whether it can."""
        if old is None or (new.place, new.experiment, new.marks) != (old.place, old.experiment, old.marks):
            name = title_name(new)
            self.setWindowTitle(f"{name} – Latent Explorer" if name else "Latent Explorer")
        if old is not None and new.place != old.place and new.place:
            self.recovery.show_open(Path(new.place))
        self.actions_.rewind_back.setEnabled(new.rewound is not None)
        if old is None:
            return
        if new.rewound is not None and new.rewound != old.rewound:
            text = self.tr("Rewound from step {0}. Click here to take that back.").format(new.rewound)
            self.note.show_text(text, action=self._session.take_rewind_back)
        elif new.rewound is None and old.rewound is not None and self.note.offers:
            self.note.hide()
        if new.refused is not None and new.refused is not old.refused:
            reason = as_sentence(status_line(new.refused))
            trains = new.phase is Phase.TRAINING
            text = self.tr("{0} The run before goes on.") if trains else self.tr("{0} The run before stays open.")
            self._show_refusal(text.format(reason))
        if new.data is not old.data and new.data is not None and self._refused_at < new.data.run_id == new.run_id:
            self._take_refusal_away()

    def _lacking(self) -> dict[str, str]:
        """Why a workspace has nothing to show."""
        return {
            COMPARE: self.tr("None of these models has an encoder: begin with a preset that has one."),
            ADVERSARIAL: self.tr("None of these models has a discriminator: begin with a preset that has one."),
        }

    def _show_workspaces(self, state: AppState) -> None:
        lacking = self._lacking()
        entries = []
        for key, title in zip(
            WORKSPACES, (self.tr("Explore"), self.tr("Compare"), self.tr("Adversarial")), strict=True
        ):
            offered = fits(key, state.model_specs) if state.families else key == EXPLORE
            entries.append((key, title, offered, "" if offered else lacking.get(key, "")))
        self.run.bar.show_workspaces(entries, state.workspace)

    def _arrange(self, state: AppState) -> None:
        """Where one game is watched, its cards stand beside it: so the arena, a square, is largest."""
        beside = state.workspace == ADVERSARIAL and len(state.labels) == 1
        wanted = Qt.Orientation.Horizontal if beside else Qt.Orientation.Vertical
        if wanted != self._centre.orientation():
            self.pictures.set_upright(beside)  # first, for it narrows what the cards need
            self._centre.setOrientation(wanted)
            self._fitting.start()

    def _fit_stages(self) -> None:
        """Several arenas, which are squares, take no more height than their width fills; what is left is for the cards
        below. Sizes that the user drags stay until the window or the arenas change."""
        stages, beside = self.game.stages, self._centre.orientation() == Qt.Orientation.Horizontal
        if stages.isVisible() and not stages.has_places:
            return  # the timer was for other stages; it starts again
        count = len(stages.stages) if stages.isVisible() else 0
        wanted = None if beside or not count else stages.height_wanted()
        total = 0 if wanted is None else sum(self._centre.sizes())
        fitted = (beside, count, wanted, total)
        if fitted == self._fitted:
            return
        self._fitted = fitted
        if wanted is None:
            self._centre.setSizes(BESIDE if beside else BELOW)
        else:
            top = min(wanted, round(MOST_STAGE * total))
            self._centre.setSizes([top, total - top])

    def focus_middle(self) -> None:
        """The keyboard goes to what is looked at, else to nothing in particular; never to the first button there is."""
        stages, view = self.game.stages.stages, self.maps.current
        held = QApplication.focusWidget()
        if isinstance(held, PlaneSurface) and held.isVisible() and held.isEnabled():
            return
        if self.maps.isVisible() and view is not None:
            view.setFocus()
        elif self.game.stages.isVisible() and stages:
            self.game.stages.focus_first()
        else:
            self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What nobody who has the focus took is for the map: the one under the pointer, else the one used last."""
        view = self.maps.current
        if view is not None and self.maps.isVisible() and not view.hasFocus():
            event.accept()
            view.keyPressEvent(event)
            if event.isAccepted():
                return
        super().keyPressEvent(event)

    def _show_layers(self, state: AppState) -> None:
        """The layers that are ticked; in the Compare workspace the holes, too."""
        self.maps.set_layers({**self.settings_panel.layers, "holes": state.workspace == COMPARE})

    def _on_theme_changed(self, theme: Theme) -> None:
        for view in (self.run, self.settings_panel, self.maps, self.pictures, self.compare, self.game, self.note):
            view.set_theme(theme)

    def show_failure(self, text: str) -> None:
        """One line over the window, which goes on."""
        self._refused_at = NO_REFUSAL
        self.note.show_text(text, error=True)

    def _show_refusal(self, text: str) -> None:
        """As :meth:`show_failure`, of something that was asked for; it is over once the next one has come to be."""
        self.show_failure(text)
        self._refused_at = self._session.state.run_id

    def _take_refusal_away(self) -> None:
        if self.note.is_error:
            self.note.hide()
        self._refused_at = NO_REFUSAL

    def come_forward(self, path: str = "") -> None:
        """The program was started once more: to the front; *path*, if one came with it, is opened as by the menu."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized | Qt.WindowState.WindowActive)
        self.show()
        self.raise_()
        self.activateWindow()
        if path:
            self.files.open(Path(path))

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
        self._settings.workspace = self._session.state.workspace
        self._settings.save()
        event.accept()

    # ------------------------------------------------------------------ wishes

    def _on_image_dropped(self, image: UInt8) -> None:
        if self._refused_at != NO_REFUSAL:
            self._take_refusal_away()
        self.pictures.set_drawing(image)

    def _on_preset_chosen(self, name: str) -> None:
        self._open_preset(name, keep_data=True)

    def _open_preset(self, name: str, keep_data: bool) -> None:
        self.files.attempt(lambda: self._session.open_preset(preset_path(name), name, True, keep_data))
        if self._session.state.preset == name:
            self.show_first()

    def show_first(self) -> None:
        """What was opened is seen where there is something to see of it."""
        state = self._session.state
        wanted = opens_in(state.workspace, state.model_specs)
        if wanted != state.workspace:
            self._session.set_workspace(wanted)

    def _forget_crash(self, folder: Path) -> None:
        """A run that was offered is not offered again, whatever the answer was."""
        self.files.attempt(lambda: dismiss_crash(folder))

    def _on_lacking_requested(self, workspace: str, button: QWidget) -> None:
        """A workspace that the open models have nothing for: what has is offered, and opens there."""
        state = self._session.state
        presets = [
            preset
            for preset in list_presets()
            if suits(workspace, [state.family_spec(family) for family in preset.families])
        ]

        def choose(name: str) -> None:
            self._on_preset_chosen(name)
            if self._session.state.preset == name:
                self._session.set_workspace(workspace)

        show_preset_menu(button, self._lacking().get(workspace, ""), presets, choose)

    def _on_dataset_requested(self, name: str, values: dict[str, object], may_download: bool = False) -> None:
        self.files.attempt(lambda: self._session.choose_data(name, values, may_download))

    def _on_action_requested(self, action: str) -> None:
        wishes: dict[str, Callable[[], object]] = {
            "Play": self._session.play,
            "Play to go on": self._session.play,
            "Copy the report": self._copy_report,
            "Choose data": lambda: self.settings_panel.data.set_choosing(True),
            "Lower the learning rate": self._lower_learning_rate,
            "Restart": self._session.restart,
            "Restart on the CPU": self._restart_on_cpu,
            "Change the settings": self.settings_panel.focus_knobs,
        }
        wishes[action]()

    def _lower_learning_rate(self) -> None:
        """To a third, in every model; Play then goes on from the last good state."""
        experiment = self._session.state.experiment
        for index, model in enumerate(experiment.models if experiment else ()):
            for rate in model.config.rates:
                self._session.edit(max(1e-5, getattr(model.config, rate) / 3), f"models.{index}.{rate}")

    def _on_threads_chosen(self, threads: int | None) -> None:
        self._settings.threads = threads
        self._session.set_threads(threads)

    def _on_device_chosen(self, device: str) -> None:
        self._settings.device = device
        self._session.device = device
        self.note.show_text(self.tr("The next run is trained there; Rewind or Restart begins one."))

    def _restart_on_cpu(self) -> None:
        self._session.device = "cpu"
        self._session.restart()

    # ------------------------------------------------------------------ actions

    def _action(self, name: str) -> Callable[[], None]:
        return {
            "open_run": self.files.open_run,
            "open_experiment": self.files.open_experiment,
            "save_as": self.files.save_run,
            "save_experiment": self.files.save_experiment,
            "copy_command": self._copy_command,
            "export_onnx": self.run_export.export_decoders,
            "export_tensorboard": self.run_export.export_events,
            "undo": self._undo,
            "redo": self._session.redo,
            "rewind_back": self._session.take_rewind_back,
            "show_log": lambda: self._show_folder(places.log_dir()),
            "copy_report": self._copy_report,
            "help_start": self.help.show_start,
            "help_leader": self.help.show_leader,
            "diagnostics": self._show_diagnostics,
            "licences": self.help.show_licences,
            "about": self.help.show_about,
            "close": lambda: (self.close(), None)[1],
            "toggle_play": self._toggle_play,
            "go_live": lambda: self._session.scrub(None),
        }[name]

    def _note_drawn(self, on: Canvas | BrushPaper) -> None:
        self._drawn = (on, self._session.map_changes)

    def _undo(self) -> None:
        """What was used last: the maps, or a drawing that is still seen."""
        on, changes = self._drawn or (None, -1)
        if on is not None and on.isVisible() and on.can_undo and changes == self._session.map_changes:
            on.undo()
        else:
            self._session.undo()

    def _toggle_play(self) -> None:
        (self._session.pause if self._session.state.phase is Phase.TRAINING else self._session.play)()

    def _offer_recovery(self) -> None:
        cut_off = unfinished_runs(places.runs_dir())
        if cut_off:
            self.recovery.offer(cut_off[0].path, listed_name(cut_off[0]), cut_off[0].step)

    def _copy_report(self) -> None:
        failed = self._session.state.failed
        if failed is None:
            self.note.show_text(self.tr("There is no error to report."))
            return
        text = f"Latent Explorer {__version__}\n{failed.where}, step {failed.step}\n\n{failed.traceback}\n"
        QGuiApplication.clipboard().setText(text + failed.experiment_toml)
        self.note.show_text(self.tr("The report is on the clipboard."))

    def _copy_command(self) -> None:
        """What trains, without a window, what the settings show; with the threads that decide how sums are rounded."""
        from trainers.cli.command_line import PROGRAM, quoted, train_arguments

        state = self._session.state
        if state.draft is None:
            return
        try:
            arguments = train_arguments(state.draft, state.preset)
        except ConfigError as error:
            self.show_failure(sentence_text(str(error)))
            return
        arguments += ["--out", "copied-run"]
        if self._session.device != "auto":
            arguments += ["--device", self._session.device]
        if self._session.data_dir != places.data_dir():
            arguments += ["--data-dir", str(self._session.data_dir)]
        if state.threads is not None:
            arguments += ["--threads", str(state.threads.threads)]
        QGuiApplication.clipboard().setText(quoted([PROGRAM, *arguments]))
        self.note.show_text(self.tr("The command is on the clipboard. It trains the same run into a new folder."))

    def _show_diagnostics(self) -> None:
        from explorer.help.diagnostics_dialog import show_diagnostics  # not needed for the first picture

        show_diagnostics(self, self._themes)

    @staticmethod
    def _show_folder(path: Path) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _choose_mode(self, mode: Mode) -> None:
        self._settings.theme = mode
        self._themes.dresser.change_soon(lambda: self._themes.set_mode(mode))

    def _choose_language(self, language: str) -> None:
        self._settings.language = language
        self.note.show_text(self.tr("The language changes when Latent Explorer is started again."))

    def _choose_scale(self, scale: float) -> None:
        self._settings.font_scale = scale
        self._themes.dresser.change_soon(lambda: self._themes.set_font_scale(scale))


def title_name(state: AppState) -> str:
    """The run's name in the title; a long one is shortened in its middle, for what tells runs apart stands at both
    ends."""
    name = open_name(state)
    if len(name) <= LONGEST_NAME:
        return name
    half = (LONGEST_NAME - 1) // 2
    return f"{name[:half]}…{name[-half:]}"
