"""The bar at the top: workspaces, the run's controls, and what must always be visible as pills."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QToolButton, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.run_bar.device_pill import DevicePill
from explorer.style.icons import make_icon
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_icon_button, make_label, set_style
from explorer.style.theme import DARK, Theme
from explorer.texts.whole_number import whole_number
from explorer.widgets.emptied import emptied
from explorer.widgets.fitted_bar import FittedBar
from explorer.widgets.pill import Pill, SeedPill

ICON = 14  # px at scale 1
SPACING, MARGINS = 8, 30  # px
MOST_SHED = 7  # things that a narrow bar drops, one after another


class TopBar(FittedBar):
    """Facts come in through ``show_*``, wishes go out as signals. A narrow window (or a large
    font) drops the program's name, the words beside the icons (of Play and Stop last), pills, and at last folds the
    workspaces into a menu."""

    play_requested = Signal()
    pause_requested = Signal()
    step_requested = Signal()
    rewind_requested = Signal()
    stop_requested = Signal()
    workspace_requested = Signal(str)
    lacking_requested = Signal(str, object)  # a workspace that these models have nothing for, and the button pressed
    seed_edited = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("top-bar", 480, parent)
        self.setProperty("role", "bar")
        self.setProperty("edge", "bottom")
        self._theme = DARK
        self._playing = False
        self._menu_offered = True
        self._current = ""
        self._fitted: tuple[object, ...] = ()  # for what it shows as much as it does
        self._workspaces: tuple[tuple[str, str, bool, str], ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._tips: dict[QPushButton, str] = {}  # of the run's controls
        self._brand = make_label("Latent Explorer", "brand", "brand")
        self._segments = QFrame()
        self._segments.setObjectName("workspaces")
        self._segments.setProperty("role", "segments")
        self._segment_row = QHBoxLayout(self._segments)
        self._segment_row.setContentsMargins(3, 3, 3, 3)
        self._segment_row.setSpacing(2)
        self._switch = make_button("", "workspace-switch", tip=self.tr("Workspace"))
        self._switch_menu = QMenu(self._switch)
        give_menu(self._switch, self._switch_menu)
        back = self.tr("Back to step 0, to the weights it began with; this can be taken back")
        self._rewind = self._make_control("rewind", self.tr("Rewind"), back)
        self._step = self._make_control("step", self.tr("Step"), self.tr("Train one step"))
        self._play = self._make_control("play", self.tr("Play"), self.tr("Train or pause (Space)"))
        self._stop = self._make_control("stop", self.tr("Stop"), self.tr("Stop and save; model and curves stay"))
        set_style(self._play, role="primary")
        self._speed, self._ui = (Pill(name=name) for name in ("speed", "ui-ms"))
        self.device = DevicePill()
        self._seed = SeedPill()
        self._menu = make_icon_button("menu", self.tr("Menu"))
        self._menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.setIconSize(QSize(18, 18))
        self._lay_out()
        self._connect()
        self.set_theme(DARK)
        self.show_pills("", None, None, 0)
        self.begin_fitting()
        self.show_controls(False, False, False, False, False)

    def _make_control(self, name: str, text: str, tip: str) -> QPushButton:
        button = make_button(text, name, tip=tip)
        button.setAccessibleName(text)
        button.setProperty("label", text)
        button.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tips[button] = tip
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 8, 10, 8)
        row.setSpacing(SPACING)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetNoConstraint)  # what is too wide is shed instead
        row.addWidget(self._brand)
        row.addSpacing(6)
        row.addWidget(self._segments)
        row.addWidget(self._switch)
        row.addStretch(1)
        for button in (self._rewind, self._step, self._play, self._stop):
            row.addWidget(button)
        row.addStretch(1)
        for pill in (self.device, self._speed, self._ui, self._seed, self._menu):
            row.addWidget(pill)

    def _connect(self) -> None:
        self._rewind.clicked.connect(self.rewind_requested)
        self._step.clicked.connect(self.step_requested)
        self._stop.clicked.connect(self.stop_requested)
        self._play.clicked.connect(self._on_play_clicked)
        self._seed.seed_edited.connect(self.seed_edited)

    # ------------------------------------------------------------------ inputs

    def show_workspaces(self, workspaces: Sequence[tuple[str, str, bool, str]], current: str) -> None:
        """(key, title, offered, reason) of each workspace. One that is not offered is faint, its tooltip the reason;
        whoever chooses it asks for what it lacks."""
        wanted = tuple(workspaces)
        if [each[:2] for each in wanted] != [each[:2] for each in self._workspaces]:
            self._make_tabs(wanted)
        if wanted != self._workspaces:
            self._workspaces = wanted
            for (key, title, offered, reason), entry in zip(wanted, self._switch_menu.actions(), strict=True):
                self._buttons[key].setToolTip(plain_tip("" if offered else reason))
                set_style(self._buttons[key], state="" if offered else "off")
                entry.setText(title if offered else f"{title} …")
        self._current = current
        self._check_workspace()
        self.refit()

    def _make_tabs(self, workspaces: Sequence[tuple[str, str, bool, str]]) -> None:
        for old in emptied(self._segment_row):
            old.hide()
            old.deleteLater()
        self._switch_menu.clear()
        self._buttons = {}
        for key, title, *_ in workspaces:
            button = self._buttons[key] = make_button(title, f"workspace-{key}", "segment", checkable=True)
            button.clicked.connect(partial(self._on_workspace_clicked, key))
            self._segment_row.addWidget(button)
            entry = self._switch_menu.addAction(title)
            entry.triggered.connect(partial(self._on_workspace_clicked, key))

    def show_controls(
        self, play_enabled: bool, playing: bool, step_enabled: bool, rewind_enabled: bool, stop_enabled: bool
    ) -> None:
        """Which controls can be used, and whether the big one pauses."""
        self._playing = playing
        label = self.tr("Pause") if playing else self.tr("Play")
        self._play.setProperty("label", label)
        self._play.setAccessibleName(label)
        for button, enabled in (
            (self._play, play_enabled), (self._step, step_enabled), (self._rewind, rewind_enabled),
            (self._stop, stop_enabled),
        ):  # fmt: skip
            button.setEnabled(enabled)
        self._show_play()
        self.refit()

    def show_why_not(self, reason: str) -> None:
        """Why there is nothing to train, where the run's controls stand; empty where there may be."""
        for button, tip in self._tips.items():
            button.setToolTip(plain_tip(reason or tip))

    def show_pills(self, device: str, speed: float | None, ui_ms: float | None, seed: int) -> None:
        """The device's title, steps/s while training, milliseconds the window needs for a frame, the seed."""
        number = "–" if speed is None else whole_number(round(speed)) if speed >= 10 else f"{speed:.1f}"
        rate, frame = self.tr("%1 steps/s"), self.tr("UI %1 ms")
        pills = (self.device, self._speed, self._ui, self._seed)
        before = [pill.sizeHint().width() for pill in pills]
        self.device.set_text(device)
        self._speed.set_text(rate.replace("%1", number), rate.replace("%1", whole_number(9999)))
        self._ui.set_text(frame.replace("%1", "–" if ui_ms is None else f"{ui_ms:.0f}"), frame.replace("%1", "99"))
        self._seed.show_seed(seed)
        if [pill.sizeHint().width() for pill in pills] != before:
            self.refit()

    def show_restricted(
        self, seed_locked: bool, menu_offered: bool, why_watched: str = "", why_locked: str = ""
    ) -> None:
        """What a class does not let one change or see here, *why_locked* no setting can be changed, and *why_watched*
        nothing at all."""
        self._seed.set_locked(seed_locked, why_locked or why_watched)
        self.device.show_why_not(why_watched)
        self._menu_offered = menu_offered
        self.refit()

    def set_menu(self, menu: QMenu) -> None:
        """What the menu button opens."""
        give_menu(self._menu, menu)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for button, icon in ((self._rewind, "rewind"), (self._step, "step"), (self._stop, "stop")):
            button.setIcon(make_icon(icon, theme.text, ICON))
        self._menu.setIcon(make_icon("menu", theme.text, 18))
        self._show_play()

    # ------------------------------------------------------------------ fitting

    def _show_play(self) -> None:
        self._play.setIcon(make_icon("pause" if self._playing else "play", self._theme.accent_text, ICON))

    def _set_words(self, shed: int) -> None:
        """The words beside the icons; Play is then as wide as Pause."""
        self._play.ensurePolished()
        metrics = QFontMetrics(self._play.font())
        icon = max(ICON, metrics.ascent())
        for button in (self._rewind, self._step, self._play, self._stop):
            shown = shed < (3 if button in (self._play, self._stop) else 2)
            button.setText(f" {button.property('label')}" if shown else "")
            button.setIconSize(QSize(icon, icon))
        self._menu.setIconSize(QSize(icon + 4, icon + 4))
        widest = max(metrics.horizontalAdvance(f" {text}") for text in (self.tr("Play"), self.tr("Pause")))
        self._play.setMinimumWidth(widest + icon + 32 if self._play.text() else 0)

    def _parts(self, shed: int) -> dict[QWidget, bool]:
        """Which parts are shown after *shed* of them (0 to MOST_SHED) have been dropped for want of room."""
        return {
            self._brand: shed < 1,
            self._ui: shed < 4,
            self.device: shed < 5 and bool(self.device.text()),
            self._speed: shed < 6,
            self._segments: shed < MOST_SHED,
            self._switch: shed >= MOST_SHED,
            self._menu: self._menu_offered,
            **dict.fromkeys((self._rewind, self._step, self._play, self._stop, self._seed), True),
        }

    def fit(self) -> None:
        """Sheds one thing after another until the rest fits the width."""
        if self._fitted == self._asked:  # what is tried out changes what the layout asks for
            return
        for shed in range(MOST_SHED + 1):
            self._set_words(shed)
            shown = [part for part, visible in self._parts(shed).items() if visible]
            needed = sum(max(part.sizeHint().width(), part.minimumWidth()) for part in shown)
            if needed + SPACING * (len(shown) + 2) + MARGINS <= self.width():
                break
        for part, visible in self._parts(shed).items():
            if part.isVisibleTo(self) != visible:
                part.setVisible(visible)
        self._fitted = self._asked

    @property
    def _asked(self) -> tuple[object, ...]:
        """All that decides what there is room for."""
        labels = [button.property("label") for button in self._tips]
        hints = [part.sizeHint().width() for part in self._parts(0)]
        return (self.width(), self.font().pixelSize(), self._menu_offered, labels, hints)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.refit()

    # ------------------------------------------------------------------ wishes

    def _on_play_clicked(self) -> None:
        (self.pause_requested if self._playing else self.play_requested).emit()

    def _on_workspace_clicked(self, key: str, _checked: bool = False) -> None:
        self._check_workspace()  # the state decides which one is current
        if not next(offered for each, _, offered, _ in self._workspaces if each == key):
            self.lacking_requested.emit(key, self._buttons[key] if self._segments.isVisible() else self._switch)
        elif key != self._current:
            self.workspace_requested.emit(key)

    def _check_workspace(self) -> None:
        for key, title, *_ in self._workspaces:
            if key == self._current:
                self._switch.setText(title)
            self._buttons[key].setChecked(key == self._current)


def make_sample() -> QWidget:
    bar = TopBar()
    bar.show_workspaces(
        [
            ("explore", "Explore", True, ""),
            ("compare", "Compare", True, ""),
            ("adversarial", "Adversarial", False, "This experiment has no generator"),
            ("pixels", "Pixel by pixel", False, "No model here works pixel by pixel"),
            ("evaluate", "Evaluate", True, ""),
        ],
        "compare",
    )
    bar.show_controls(True, True, True, True, True)
    bar.show_pills("CPU · 2 threads", 214.0, 6.0, 7)
    bar.set_menu(QMenu(bar))
    bar.resize(1440, 48)
    return bar


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
