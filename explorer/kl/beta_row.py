"""One model's row of the beta dial: label and hole score, slider, number, and a button that drops the KL."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidgetItem

from explorer.gui_thread.throttle import Throttle
from explorer.kl.beta_spacing import BETAS
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button
from explorer.style.theme import Theme
from explorer.texts.filled import filled
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.number_text import format_number
from explorer.widgets.numbers.spacing import Number

BETWEEN = 8  # px between what stands in a row
USUAL = 1.0  # where "Drop the KL" goes back to when no other value was seen


class BetaRow(QObject):
    """One model's widgets, placed into two rows of *grid*. ``edited(model, beta)`` is what the user chose."""

    edited = Signal(int, float)

    def __init__(self, model: int, has_beta: bool, grid: QGridLayout, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._before = USUAL
        self._throttle = Throttle(self)
        self._throttle.passed.connect(lambda value: self.edited.emit(self._model, float(value)))
        self.label, self.score = ElidedLabel(keep=6), ElidedLabel(role="small", keep=8)
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.score.setObjectName(f"betaScore{model}")
        self._grid, self._top = grid, grid.rowCount()
        self._compact: bool | None = None
        self._slider: KnobSlider | None = None
        if has_beta:
            self._build()
        self.set_compact(False)

    # ------------------------------------------------------------------ layout
    def height_of(self, compact: bool) -> int:
        """What it takes, with the label beside the slider or above it."""
        words = max(self.label.sizeHint().height(), self.score.sizeHint().height())
        if self._slider is None:
            return words
        control = max(widget.sizeHint().height() for widget in (self._slider, self._number, self._drop))
        return max(words, control) if compact else words + control

    def width_of(self, compact: bool) -> int:
        """The least that it takes, with the label beside the slider or above it."""
        score = self.score.minimumSizeHint().width()
        if self._slider is None:
            return score
        label = self.label.minimumSizeHint().width() + BETWEEN if compact else 0
        slider, number, drop = (
            QWidgetItem(part).minimumSize().width() for part in (self._slider, self._number, self._drop)
        )
        return label + slider + BETWEEN + max(number + BETWEEN + drop, 0 if compact else score)

    def set_compact(self, compact: bool) -> None:
        """Whether the label stands beside the slider, and the score in its tooltip; a row without a slider has room
        for both."""
        compact = compact and self._slider is not None
        if compact == self._compact:
            return
        self._compact = compact
        grid, top, left = self._grid, self._top, Qt.AlignmentFlag.AlignLeft
        for widget in (self.label, self.score):
            grid.removeWidget(widget)
        across = QSizePolicy.Policy.Preferred if compact else QSizePolicy.Policy.Ignored
        self.label.setSizePolicy(across, QSizePolicy.Policy.Preferred)
        if compact:
            grid.addWidget(self.label, top + 1, 0)
        else:
            grid.addWidget(self.label, top, 0, 1, 2)
            grid.addWidget(self.score, top, 2, 1, 2, left)
        self.score.setVisible(not compact)
        if self._slider is not None:
            grid.removeWidget(self._slider)
            grid.addWidget(self._slider, top + 1, 1 if compact else 0, 1, 1 if compact else 2)
        self.show_score(self.score.whole_text)

    def _build(self) -> None:
        self._slider = KnobSlider(BETAS)
        self._slider.setObjectName(f"beta{self._model}-slider")
        self._slider.setToolTip(plain_tip(self.tr("Weight of the KL term: 0 is an autoencoder, 1 the VAE")))
        self._number = NumberField(BETAS)
        self._number.setObjectName(f"beta{self._model}")
        self._number.setStyleSheet("padding: 2px 8px;")  # four rows shall fit
        self._drop = self._make_drop_button()
        self._slider.moved.connect(self._on_slider_moved)
        self._slider.sliderReleased.connect(self._on_slider_released)
        self._number.value_edited.connect(self._on_number_edited)
        self._number.rejected.connect(lambda _text: self._number.revert())
        self._drop.clicked.connect(self._on_drop_clicked)
        for column, widget in enumerate((self._number, self._drop), start=2):
            self._grid.addWidget(widget, self._top + 1, column)

    def _make_drop_button(self) -> QPushButton:
        button = make_button(self.tr("Drop KL"), f"beta{self._model}-drop", "pill", checkable=True)
        button.setToolTip(plain_tip(self.tr("Sets β to 0, so that one sees σ die; again: back to the value before")))
        return button

    # ------------------------------------------------------------------ inputs
    def show(self, label: str, beta: float | None) -> None:
        """Shows the model's label and beta and emits nothing."""
        self.label.set_text(label)
        if self._slider is None or beta is None:
            return
        self._slider.setAccessibleName(filled(self.tr("β of {0}"), label))
        self._number.setAccessibleName(filled(self.tr("β of {0} as a number"), label))
        self._drop.setAccessibleName(filled(self.tr("Drop the KL of {0}"), label))
        if not self._slider.isSliderDown():
            self._number.show_value(float(beta))
            self._show(float(beta))

    def set_locked(self, locked: bool, why: str = "") -> None:
        """Whether beta can only be read, and *why*; for a class where nothing is said."""
        if self._slider is None:
            return
        usual = self.tr("Weight of the KL term: 0 is an autoencoder, 1 the VAE")
        self._slider.setToolTip(plain_tip((why or self.tr("Locked for this class")) if locked else usual))
        for part in (self._slider, self._number, self._drop):
            part.setEnabled(not locked)

    def show_score(self, text: str) -> None:
        """Shows the hole score beside the label, or keeps it for the tooltip."""
        self.score.set_text(text)
        self.label.set_help(text if self._compact else "")

    def set_theme(self, theme: Theme) -> None:
        self.label.setStyleSheet(f"color: {theme.models[self._model % len(theme.models)]}; font-weight: 600;")

    def _show(self, beta: float) -> None:
        """Slider and button follow; the value to go back to is remembered once the handle rests."""
        assert self._slider is not None
        self._slider.show_number(beta)
        self._slider.setAccessibleDescription(format_number(beta))
        self._drop.setChecked(beta == 0)
        if beta > 0 and not self._slider.isSliderDown():
            self._before = beta

    # ------------------------------------------------------------------ wishes
    def _on_slider_moved(self, value: Number) -> None:
        self._number.revert()
        self._number.show_value(value)
        self._show(float(value))
        self._throttle.offer(value)

    def _on_slider_released(self) -> None:
        self._throttle.flush()
        if self._number.value is not None:
            self._show(float(self._number.value))

    def _on_number_edited(self, value: Number) -> None:
        self._throttle.drop()
        self._show(float(value))
        self.edited.emit(self._model, float(value))

    def _on_drop_clicked(self, dropped: bool) -> None:
        beta = 0.0 if dropped else self._before
        self._throttle.drop()
        self._number.revert()
        self._number.show_value(beta)
        self._show(beta)
        self.edited.emit(self._model, beta)
