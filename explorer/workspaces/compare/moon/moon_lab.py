"""The moon lab: what lies between new and full moon, how many phases training shows, and the circle that tears."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from explorer.gui_thread.keyboard import turn_page
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label, with_steady_digits
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.spacing import Number, Spacing
from explorer.workspaces.compare.moon.moon_circle import MoonCircle
from explorer.workspaces.compare.moon.moon_story import Cycle
from explorer.workspaces.compare.moon.moon_strips import MoonStrips
from trainers.examples import Float32, UInt8

LINE_PRESET, CIRCLE_PRESET = "moons", "moons-circle"
_WIDE = 37  # lines of text from which strips and circle stand side by side
_CIRCLE_SHARE = 0.3  # of the width, then


class MoonLab(QWidget):
    """``share_chosen(share)`` asks for a training in which that share (0 to 1) of the phases between new and full is
    shown; ``walk_position_changed(t)`` follows a drag along the strips, from new (0) to full (1);
    ``frames_requested(n)`` says how many frames fit; ``preset_requested(name)`` asks for another experiment."""

    walk_position_changed = Signal(float)
    frames_requested = Signal(int)
    share_chosen = Signal(float)
    preset_requested = Signal(str)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moonLab")
        self.setMinimumSize(1, 150)  # else the circle beside the strips would be part of it; see _place
        self._share: float | None = None  # of the run
        self._why_not = ""
        self._cycle: Cycle = "waxing"
        self._chosen = 1.0
        self.strips = MoonStrips(choose_path, self)
        self.circle = MoonCircle(self)
        self.strips.walk_position_changed.connect(self.walk_position_changed)
        self.strips.frames_requested.connect(self.frames_requested)
        self._make_controls()
        self._make_offer()
        self._lay_out()
        self.show_moons(True)

    # ------------------------------------------------------------------ inputs
    def show_moons(self, fitting: bool, cycle: Cycle = "waxing") -> None:
        """Whether the run's data are rendered moons, and which; where not, the page says what to open instead."""
        self._cycle = cycle
        turn_page(self._pages, 0 if fitting else 1)
        self.circle.show_cycle(cycle)
        self._place()

    def show_strips(self, labels: Sequence[str], frames: Sequence[UInt8]) -> None:
        """Per model its decodes (n, 1, 28, 28) at equal distances from the code of the new to that of the full moon;
        raises ValueError for other shapes or different numbers."""
        self.strips.show_strips(labels, frames, self._cycle)

    def show_codes(self, phases: Float32, codes: Sequence[Float32 | None], labels: Sequence[str]) -> None:
        """The codes (n,) per model of rendered moons at *phases* (n,), ascending over 0..1; None for a model whose code
        is not one number. Raises ValueError."""
        self.circle.show_codes(phases, codes, labels)

    def show_why_not(self, reason: str) -> None:
        """Why nothing can be trained here; empty where it can."""
        self._why_not = reason
        self.train_button.setToolTip(plain_tip(reason or self.tr("Restarts with that share")))
        self._choose(self._chosen)

    def show_share(self, value: float) -> None:
        """The share of intermediate phases in this run's training; the slider follows unless it is held."""
        if value != self._share:
            self._share = value
            self._choose(value)
        self.slider.show_number(self._chosen)

    def show_position(self, t: float) -> None:
        """Moves the mark on the strips without telling anyone."""
        self.strips.show_position(t)

    def set_theme(self, theme: Theme) -> None:
        self.strips.set_theme(theme)
        self.circle.set_theme(theme)

    def header_widgets(self) -> list[QWidget]:
        """Controls for the card's header."""
        return self.strips.header_widgets()

    # ------------------------------------------------------------------ parts
    def _make_controls(self) -> None:
        caption = self.tr("Share of intermediate phases in training")
        self._caption = ElidedLabel(caption, "muted", keep=5)
        self.slider = KnobSlider(Spacing(0.0, 1.0))
        self.slider.setObjectName("moonShare")
        self.slider.setAccessibleName(caption)
        self.slider.setMinimumWidth(70)
        self.slider.setMaximumWidth(220)
        self.slider.moved.connect(self._on_slider_moved)
        self._number = make_label("", "", "moonShareNumber")
        with_steady_digits(self._number)
        self.train_button = make_button(self.tr("Train again"), "moonTrain", tip=self.tr("Restarts with that share"))
        self.train_button.clicked.connect(lambda: self.share_chosen.emit(self._chosen))
        self.flip_button = make_button(self.tr("Circle"), "moonFlip", "pill", checkable=True)
        self.flip_button.setToolTip(plain_tip(self.tr("Waxing and waning as a circle")))
        self.flip_button.toggled.connect(self._place)
        self.circle_button = make_button(
            self.tr("Open the circle"), "moonOpenCircle", "pill", self.tr("The preset with waxing and waning moons")
        )
        self.circle_button.clicked.connect(lambda: self.preset_requested.emit(CIRCLE_PRESET))
        self._choose(1.0)

    def _make_offer(self) -> None:
        self._offer_text = make_label(
            self.tr(
                "These data are no moons: open the preset “Moon phases: one number” to walk from new to full moon."
            ),
            "muted",
            "moonOffer",
            wrap=True,
        )
        self.offer_button = make_button(self.tr("Open moon phases"), "moonOpen", "primary")
        self.offer_button.clicked.connect(lambda: self.preset_requested.emit(LINE_PRESET))

    def _lay_out(self) -> None:
        self._controls = QHBoxLayout()
        self._controls.setSpacing(8)
        self._controls.addWidget(self._caption)
        for widget in (self.slider, self._number, self.train_button):
            self._controls.addWidget(widget)
        self._controls.addStretch(1)
        self._controls.addWidget(self.circle_button)
        self._controls.addWidget(self.flip_button)
        moons, offer = QWidget(), QWidget()
        self._views = QGridLayout(moons)
        self._views.setContentsMargins(0, 0, 0, 0)
        self._views.setSpacing(2)
        self._views.setRowStretch(1, 1)
        self._views.setColumnStretch(0, 1)
        self._views.addLayout(self._controls, 0, 0)
        self._views.addWidget(self.strips, 1, 0)
        column = QVBoxLayout(offer)
        column.addStretch(1)
        column.addWidget(self._offer_text)
        row = QHBoxLayout()
        row.addWidget(self.offer_button)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self._pages = QStackedWidget()
        self._pages.addWidget(moons)
        self._pages.addWidget(offer)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Side by side where there is room, else one of the two."""
        flipped = self.flip_button.isChecked()
        wide = self.width() >= _WIDE * self.fontMetrics().height()
        self.flip_button.setVisible(not wide)
        self.strips.setVisible(wide or not flipped)
        self.circle.setVisible(wide or flipped)
        self.circle_button.setVisible(self._cycle == "waxing" and (wide or flipped))
        for widget in (self._caption, self.slider, self._number, self.train_button):
            widget.setVisible(wide or not flipped)
        self._views.removeWidget(self.circle)
        self.circle.setMinimumWidth(round(_CIRCLE_SHARE * self.width()) if wide else 0)
        if wide:
            self._views.addWidget(self.circle, 0, 1, 2, 1)
        else:
            self._views.addWidget(self.circle, 1, 0)
        least = (self._caption, self.slider, self._number, self.train_button, self.flip_button)
        widths = [max(each.minimumWidth(), each.minimumSizeHint().width()) for each in least]
        self.setMinimumWidth(sum(widths) + len(widths) * self._controls.spacing())

    # ------------------------------------------------------------------ the share
    def _on_slider_moved(self, value: Number) -> None:
        self._choose(float(value))

    def _choose(self, value: float) -> None:
        self._chosen = value
        self._number.setText(f"{value:.0%}")
        self.train_button.setEnabled(value != self._share and not self._why_not)


def make_sample() -> QWidget:
    from explorer.workspaces.compare.moon.moon_sample import sample_codes, sample_strips

    lab = MoonLab()
    lab.show_moons(True, "month")
    lab.show_strips(["AE", "VAE"], sample_strips(9))
    phases, codes = sample_codes()
    lab.show_codes(phases, codes, ["AE", "VAE"])
    lab.show_share(0.0)
    lab.show_position(0.3)
    lab.resize(740, 230)
    return lab


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
