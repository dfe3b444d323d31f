"""One tile: what it shows and how that is drawn above its dots, how far they can be trusted below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from explorer.plane.frame_clock import Turns
from explorer.style.icons import make_icon
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_icon_button, make_label, with_steady_digits
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.maps.source_choice import SourceChoice
from explorer.workspaces.maps.tiles.dot_canvas import DotCanvas
from explorer.workspaces.maps.tiles.tile_settings import MapSettingsPopup

MARGIN, SPACING = 6, 3  # px
AROUND = 72  # px of a tile's height above and below its dots
SQUARE = 0.75  # of their width that dots must have in height where there are words below
ICON, FOOT = 15, 24  # px; the height of what stands below the dots, with buttons or without


class MapTile(QFrame):
    """Facts come in through ``show_*``, wishes go out as signals. ``settings_wished`` asks for the settings to be
    filled in before they open."""

    source_chosen = Signal(str)
    settings_wished = Signal()
    held_wished = Signal(bool)
    again_wished = Signal()
    enlarge_wished = Signal()
    close_wished = Signal()

    def __init__(self, number: int, turns: Turns | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = f"map_tile_{number}"
        self.number = number
        self.setObjectName(name)
        self.setProperty("role", "card")
        self.canvas = DotCanvas(turns)
        self.canvas.setObjectName(f"{name}_dots")
        self.canvas.setMinimumSize(60, 40)
        self.canvas.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.source = SourceChoice(f"{name}_source", self.tr("Map"))
        self.source.chosen.connect(self.source_chosen)
        self.popup = MapSettingsPopup(f"{name}_popup", self)
        self._held = self._is_enlarged = False
        self._theme = DARK
        self._pause = self._button(f"{name}_pause", self.tr("Pause"))
        self._again = self._button(f"{name}_again", self.tr("Draw it anew"))
        self._settings = self._button(f"{name}_settings", self.tr("Settings of this map"))
        self._enlarge = self._button(f"{name}_enlarge", self.tr("Enlarge this map"))
        self._close = self._button(f"{name}_close", self.tr("Close this map"))
        self._pause.clicked.connect(lambda: self.held_wished.emit(not self._held))
        self._again.clicked.connect(self.again_wished)
        self._settings.clicked.connect(self._on_settings_clicked)
        self._enlarge.clicked.connect(self.enlarge_wished)
        self._close.clicked.connect(self.close_wished)
        self.foot = ElidedLabel("", "small", keep=4)
        self.foot.setObjectName(f"{name}_foot")
        self.foot.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        with_steady_digits(self.foot)
        self.words = make_label("", "small", f"{name}_words", wrap=True)
        self.words.hide()
        self._lay_out()
        self.set_theme(DARK)

    @staticmethod
    def _button(name: str, text: str) -> QToolButton:
        return make_icon_button(name, text)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(1)
        head.addWidget(self.source, 1, Qt.AlignmentFlag.AlignLeft)
        for button in (self._settings, self._enlarge, self._close):
            head.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(1)
        below.addWidget(self.foot, 1)
        below.addWidget(self._pause)
        below.addWidget(self._again)
        below.addStrut(FOOT)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 4, MARGIN, 4)
        column.setSpacing(SPACING)
        column.addLayout(head)
        column.addWidget(self.canvas, 1)
        column.addLayout(below)
        column.addWidget(self.words)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.canvas.set_theme(theme)
        self.popup.set_theme(theme)
        for button, icon in (
            (self._again, "reset"),
            (self._settings, "sliders"),
            (self._enlarge, "shrink" if self._is_enlarged else "enlarge"),
            (self._close, "close"),
        ):
            button.setIcon(make_icon(icon, theme.muted, ICON))
        self._show_pause()

    def show_drawn(self, live: bool, goes_on: bool, held: bool) -> None:
        """Whether the map is shown on its way, still is on it, and rests."""
        self._held = held
        self._again.setVisible(live)
        self._pause.setVisible(live and (goes_on or held))
        self._show_pause()

    def _show_pause(self) -> None:
        self._pause.setIcon(make_icon("play" if self._held else "pause", self._theme.muted, ICON))
        text = self.tr("Go on") if self._held else self.tr("Pause")
        self._pause.setToolTip(plain_tip(text))
        self._pause.setAccessibleName(text)

    def show_enlarged(self, enlarged: bool, alone: bool) -> None:
        """Whether the tile fills all the room; with none beside it there is nothing to enlarge or to close it for."""
        self._is_enlarged = enlarged
        self._enlarge.setVisible(not alone)
        self._close.setVisible(not alone)
        text = self.tr("Show all maps") if enlarged else self.tr("Enlarge this map")
        self._enlarge.setToolTip(plain_tip(text))
        self._enlarge.setAccessibleName(text)
        self._enlarge.setIcon(make_icon("shrink" if enlarged else "enlarge", self._theme.muted, ICON))

    def show_words(self, text: str) -> None:
        """What the map is good for, to be read below it where there is room."""
        self.words.setText(text)

    @property
    def has_room_for_words(self) -> bool:
        """Whether the dots still have most of a square above the words."""
        width = self.width() - 2 * MARGIN
        left = self.height() - AROUND - self.words.heightForWidth(width) - SPACING
        return left >= SQUARE * width

    def show_foot(self, text: str, shorter: Sequence[str] = (), whole: str = "") -> None:
        """One line below the dots, and what it means."""
        self.foot.set_text(text, shorter)
        self.foot.set_help(whole)

    def _on_settings_clicked(self) -> None:
        self.settings_wished.emit()
        self.popup.open_below(self._settings)
