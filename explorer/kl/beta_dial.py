"""How much the KL weighs in each model: from 0, an autoencoder, through 1, the VAE, to 50, where little is said."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QLineF, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QSizePolicy, QWidget, QWidgetItem

from explorer.gui_thread.throttle import Throttle
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import DARK, FONT_SIZES, Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.knob_slider import HANDLE, KnobSlider
from explorer.widgets.number_field import Number, NumberField, Spacing, format_number, round_to

LEAST, MOST = 0.01, 50.0  # between them equal ratios
_STOP = 0.12  # share of the slider between 0 and LEAST
_CATCH = 0.035  # natural logarithm around 1 that is drawn to 1: the VAE should be met by dragging
SIDE, BETWEEN = 10, 8  # px at the left and right of the rows, and between what stands in one
EDGE = 2  # px above the first row and below the last
USUAL = 1.0  # where "Drop the KL" goes back to when no other value was seen


@dataclass(frozen=True)
class BetaSpacing(Spacing):
    """0 is a stop of its own at the left end; then LEAST to ``high`` in equal ratios. Between 0 and LEAST only typed
    numbers reach."""

    low: float | None = 0.0
    high: float | None = MOST
    log: bool = True

    def share(self, value: float) -> float:
        if value <= 0:
            return 0.0
        assert self.high is not None
        along = math.log(max(value, LEAST) / LEAST) / math.log(self.high / LEAST)
        return min(_STOP + (1 - _STOP) * along, 1.0)

    def value(self, share: float) -> Number:
        assert self.high is not None
        if share < _STOP:
            return 0.0 if share < _STOP / 2 else LEAST
        found = LEAST * (self.high / LEAST) ** min((share - _STOP) / (1 - _STOP), 1.0)
        return 1.0 if abs(math.log(found)) < _CATCH else self.fit(round_to(found, found / 100))

    def nudge(self, value: float, nudges: int) -> Number:
        """Steps of a twentieth; the step below LEAST is 0, and no step jumps over LEAST."""
        if nudges < 0 and value <= LEAST:
            return 0.0
        if nudges > 0 and value < LEAST:
            value, nudges = LEAST, nudges - 1
        moved = round_to(value * 1.05**nudges, value / 200) if value > 0 else 0.0
        return self.fit(max(moved, LEAST) if nudges < 0 else moved)


BETAS = BetaSpacing()


class BetaDial(QScrollArea):
    """A row for each model: its label and hole score; below them slider, number and "Drop the KL". Where that is too
    high, the label stands beside the slider and the score is its tooltip; and at last the scale below is left out."""

    beta_edited = Signal(int, float)  # model, value

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("betaDial")
        self._theme = DARK
        self._rows: list[BetaRow] = []
        self._shape: tuple[bool, ...] | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self._body = QWidget()
        self._foot: list[QWidget] = []  # the scale, and what stands beside it
        self.show_betas([], [])

    def sizeHint(self) -> QSize:
        """As high as the rows and the scale at their highest: what is wished for never depends on the form that they
        have, which follows the size."""
        return QSize(320, max(90, self._height_of(compact=False, foot=True)))

    def minimumSizeHint(self) -> QSize:
        """As high as its rows in their lowest form, as narrow as in their highest; below that it scrolls."""
        words = self._body.minimumSizeHint().width() if not any(self._shape or ()) else 0
        width = max(words, self._width_of(compact=False))
        return QSize(width, max(90, self._height_of(compact=True, foot=False)))

    @property
    def width_of_rows(self) -> int:
        """px from which on a label has room beside its slider."""
        return self._width_of(compact=True)

    def _width_of(self, compact: bool) -> int:
        rows = max((row.width_of(compact) for row in self._rows), default=0)
        return rows + 2 * SIDE + self.verticalScrollBar().sizeHint().width()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.updateGeometry()
            self._share_height()

    def _height_of(self, compact: bool, foot: bool) -> int:
        """What the rows and the scale take."""
        below = max((widget.sizeHint().height() for widget in self._foot), default=0) if foot else 0
        return sum(row.height_of(compact) for row in self._rows) + below + 2 * EDGE

    def _share_height(self) -> None:
        """Whole rows come first, then the scale, then a line of its own for each label."""
        room = self.height()
        compact = room < self._height_of(compact=False, foot=True) and self.width() >= self.width_of_rows
        for row in self._rows:
            row.set_compact(compact)
        for widget in self._foot:
            widget.setVisible(not compact or room >= self._height_of(compact=True, foot=True))

    def show_betas(self, labels: Sequence[str], betas: Sequence[float | None]) -> None:
        """Per model its label and beta, None for a model without a KL term. What the user holds stays."""
        if len(labels) != len(betas):
            raise ValueError(f"expected a beta or None for each of {len(labels)} models, found {len(betas)}")
        shape = tuple(beta is not None for beta in betas)
        if shape != self._shape:
            self._shape = shape
            self._rebuild()
        for row, label, beta in zip(self._rows, labels, betas, strict=True):
            row.show(label, beta)

    def show_scores(self, texts: Sequence[str]) -> None:
        """The hole score of each model, as it is to be read; empty while there is none."""
        if len(texts) != len(self._rows):
            raise ValueError(f"expected a text for each of {len(self._rows)} models, found {len(texts)}")
        for row, text in zip(self._rows, texts, strict=True):
            row.show_score(text)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self._rows:
            row.set_theme(theme)
        for scale in self._body.findChildren(BetaScale):
            scale.set_theme(theme)

    def _rebuild(self) -> None:
        assert self._shape is not None
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(SIDE, EDGE, SIDE, EDGE)
        grid.setHorizontalSpacing(BETWEEN)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        self._rows, self._foot = [], []
        for model, has_beta in enumerate(self._shape):
            row = BetaRow(model, has_beta, grid, self)
            row.edited.connect(self.beta_edited)
            self._rows.append(row)
        if any(self._shape):
            scale = BetaScale()
            grid.addWidget(scale, grid.rowCount(), 1)
            live = make_label(self.tr("β: live"), "live")
            live.setToolTip(self.tr("Takes effect at once, without a restart"))
            grid.addWidget(live, grid.rowCount() - 1, 2, 1, 2, Qt.AlignmentFlag.AlignTop)
            self._foot = [scale, live]
        else:
            text = self.tr("None of these models has a KL term to weigh.") if self._shape else ""
            grid.addWidget(make_label(text, "muted", wrap=True), grid.rowCount(), 0, 1, 4)
        grid.setRowStretch(grid.rowCount(), 1)
        self._body = body
        self.setWidget(body)  # deletes the one before
        body.setAutoFillBackground(False)
        self.set_theme(self._theme)
        self._share_height()


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
        self._slider.setToolTip(self.tr("Weight of the KL term: 0 is an autoencoder, 1 the VAE"))
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
        button.setToolTip(self.tr("Sets β to 0, so that one sees σ die; again: back to the value before"))
        return button

    # ------------------------------------------------------------------ inputs
    def show(self, label: str, beta: float | None) -> None:
        """Shows the model's label and beta and emits nothing."""
        self.label.set_text(label)
        if self._slider is None or beta is None:
            return
        self._slider.setAccessibleName(self.tr("β of {0}").format(label))
        self._number.setAccessibleName(self.tr("β of {0} as a number").format(label))
        self._drop.setAccessibleName(self.tr("Drop the KL of {0}").format(label))
        if not self._slider.isSliderDown():
            self._number.show_value(float(beta))
            self._show(float(beta))

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


class BetaScale(QWidget):
    """The numbers under the sliders, and what the two that matter are called."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def _line(self) -> float:
        return self.fontInfo().pixelSize() * FONT_SIZES["small"] / FONT_SIZES["body"] + 3

    def sizeHint(self) -> QSize:
        return QSize(100, round(2 * self._line()) + 4)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the sliders above it may be: what has no room is not written."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = painter.font()
        font.setPixelSize(round(self._line() - 3))
        painter.setFont(font)
        taken: list[QRectF] = []  # what matters most is written first, the rest where there is room
        for value in (0.0, 1.0, MOST, 10.0, 0.1, LEAST):
            named = value in (0.0, 1.0)
            painter.setPen(QPen(QColor(self._theme.muted if named else self._theme.border), 1))
            painter.drawLine(QLineF(self._x_of(value), 0, self._x_of(value), 3))
            painter.setPen(QColor(self._theme.text if named else self._theme.muted))
            self._write(painter, self._x_of(value), 3, format_number(value), taken)
        painter.setPen(QColor(self._theme.muted))
        self._write(painter, 0, 3 + self._line(), self.tr("0 = autoencoder"), taken)
        self._write(painter, self._x_of(1.0), 3 + self._line(), self.tr("1 = VAE"), taken)

    def _x_of(self, value: float) -> float:
        """Where the middle of the handle is at *value*."""
        return HANDLE / 2 + BETAS.share(value) * (self.width() - HANDLE)

    def _write(self, painter: QPainter, x: float, y: float, text: str, taken: list[QRectF]) -> None:
        """Centred at *x*, moved inwards where it would leave the widget; not over what is *taken*."""
        width = painter.fontMetrics().horizontalAdvance(text) + 4
        place = QRectF(min(max(x - width / 2, 0.0), self.width() - width), y, width, self._line())
        if width <= self.width() and not any(place.intersects(other) for other in taken):
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)
            taken.append(place)


def _demo() -> QWidget:
    dial = BetaDial()
    dial.show_betas(["AE", "VAE β 0.1", "VAE β 1", "VAE β 4"], [None, 0.1, 1.0, 4.0])
    dial.show_scores(["holes 37 % ± 1", "holes 22 % ± 1", "holes 12 % ± 1", "holes 9 % ± 1"])
    return dial


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(_demo)
