"""How much the KL weighs in each model: from 0, an autoencoder, through 1, the VAE, to 50, where little is said."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QWidget

from explorer.kl.beta_row import BETWEEN, BetaRow
from explorer.kl.beta_scale import BetaScale
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label
from explorer.style.theme import DARK, Theme

SIDE, EDGE = 10, 2  # px at the left and right of the rows; above the first and below the last


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

    def show_locked(self, locked: Sequence[bool], why: str = "") -> None:
        """Of each model whether its beta can only be read, and *why*; for a class where nothing is said."""
        for row, each in zip(self._rows, locked, strict=True):
            row.set_locked(each, why)

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
        for row in self._rows:
            row.deleteLater()  # which is a child of the dial, not of its body
        self._rows, self._foot = [], []
        for model, has_beta in enumerate(self._shape):
            row = BetaRow(model, has_beta, grid, self)
            row.edited.connect(self.beta_edited)
            self._rows.append(row)
        if any(self._shape):
            scale = BetaScale()
            grid.addWidget(scale, grid.rowCount(), 1)
            live = make_label(self.tr("β: live"), "live")
            live.setToolTip(plain_tip(self.tr("Takes effect at once, without a restart")))
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


def _demo() -> QWidget:
    dial = BetaDial()
    dial.show_betas(["AE", "VAE β 0.1", "VAE β 1", "VAE β 4"], [None, 0.1, 1.0, 4.0])
    dial.show_scores(["holes 37 % ± 1", "holes 22 % ± 1", "holes 12 % ± 1", "holes 9 % ± 1"])
    return dial


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(_demo)
