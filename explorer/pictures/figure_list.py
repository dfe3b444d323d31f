"""The figures of samples: in running text for one model, as a table for several."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from explorer.pictures.figure_words import FigureText, figure_texts
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label, with_steady_digits
from explorer.style.theme import DARK, Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.flow_layout import FlowLayout

KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)  # that pick a figure
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
Figures = Mapping[str, float] | None


class _Pickable(QLabel):
    """``picked`` follows a click, Enter or Space."""

    picked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.picked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in KEYS:
            self.picked.emit()
        else:
            super().keyPressEvent(event)


class _Figure(_Pickable):
    """Rich text in one line, or in several where it must be."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)
        self.setObjectName(name)
        self.setProperty("role", "muted")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        with_steady_digits(self)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self)
            painter.setPen(self.palette().color(self.foregroundRole()))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 3, 3)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        line = QTextDocument()
        line.setDocumentMargin(0)
        line.setDefaultFont(self.font())
        line.setHtml(self.text())
        width = math.ceil(line.idealWidth()) + 1
        return QSize(width, self.heightForWidth(width))


class _Title(_Pickable, ElidedLabel):
    """The name of a row."""

    def __init__(self, text: FigureText) -> None:
        super().__init__(text.title, "small", keep=6)
        self.setObjectName(f"figure_{text.name}")
        self.set_help(text.help)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.WhatsThisCursor)


class FigureFlow(QWidget):
    """ "judge IS 7.2 (real 9.5)  FID 62 (real 3.1)  n 2 000": each figure's tooltip says what it is, and
    ``help_requested(name)`` follows a click on it."""

    help_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        self._theme = DARK
        self._texts: list[FigureText] = []
        self._labels: dict[str, _Figure] = {}
        self._flow = FlowLayout(12, 3, self)

    def show_figures(self, figures: Figures, modes: int) -> None:
        """``modes`` is how many there are to find, 0 where nobody knows."""
        self._texts = figure_texts(figures or {}, modes)
        names = [text.name for text in self._texts]
        if names != list(self._labels):
            for old in self._labels.values():
                self._flow.removeWidget(old)
                old.hide()
                old.deleteLater()
            self._labels = {name: _Figure(f"figure_{name}") for name in names}
            for name, label in self._labels.items():
                label.picked.connect(partial(self.help_requested.emit, name))
                self._flow.addWidget(label)
        self._write()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._write()

    def _write(self) -> None:
        for text in self._texts:
            label, ink = self._labels[text.name], self._theme.text
            value = f'<b style="color:{ink}">{escape(text.value)}</b>'
            real = self.tr("(real {0})").replace("{0}", text.real) if text.real else ""
            label.setText(" ".join(filter(None, (escape(text.title), value, escape(real)))))
            label.setToolTip(plain_tip(text.help))
            label.setAccessibleName(" ".join(filter(None, (text.title, text.value, real))))
            label.setAccessibleDescription(text.help)


class FigureTable(QScrollArea):
    """A row for each figure, a column for each model, and one for real images where there is something to compare.
    Where there is no room for whole names beside the columns, each stands above its numbers, which take as many lines
    as they need, in the same places as the names of the models at the top. It is as high as its rows, and scrolls
    sideways only where not even one number has room. ``help_requested(name)`` follows a click on a figure's name."""

    help_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        self._theme = DARK
        self._cells: list[QLabel] = []
        self._places: list[tuple[int, int]] = []  # row and column of each cell
        self._in_line = 0  # so many numbers below each name; 0 where they stand beside it
        self._heads: list[ElidedLabel] = []
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(self.tr("Figures of the samples"))
        body = QWidget()
        self._grid = QGridLayout(body)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(9)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        self.setWidget(body)
        for plain in (body, self.viewport()):  # the card behind shows through
            plain.setAutoFillBackground(False)

    def show_figures(self, labels: Sequence[str], figures: Sequence[Figures], modes: int) -> None:
        """The figures of each model; what one of them lacks is a dash."""
        focused = next((cell.objectName() for cell in self._cells if cell.hasFocus()), "")
        for cell in self._cells:
            self._grid.removeWidget(cell)
            cell.hide()
            cell.deleteLater()
        self._cells, self._heads, self._places = [], [], []
        columns = [{text.name: text for text in figure_texts(found or {}, modes)} for found in figures]
        rows = figure_texts({name: value for found in figures for name, value in (found or {}).items()}, modes)
        if not rows:
            return
        real_column = len(labels) + 1
        for model, label in enumerate(labels):
            head = ElidedLabel(label, "small", keep=4)
            head.setAlignment(RIGHT)
            self._heads.append(head)
            self._put(head, 0, model + 1)
        if any(text.real for text in rows):
            self._put(make_label(self.tr("real"), "small"), 0, real_column)
        for row, text in enumerate(rows, start=1):
            title = _Title(text)
            title.picked.connect(partial(self.help_requested.emit, text.name))
            self._put(title, row, 0)
            for model, column in enumerate(columns):
                value = column[text.name].value if text.name in column else "–"
                self._put(make_label(value, "", f"figure_{text.name}_{model}"), row, model + 1, text.help)
            if text.real:
                self._put(make_label(text.real, "small", f"figure_{text.name}_real"), row, real_column, text.help)
        self._place()
        for cell in self._cells:
            if focused and cell.objectName() == focused:
                cell.show()
                cell.setFocus()
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._colour_heads()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            self._fit()
        return done

    def _fit(self) -> None:
        in_line = self._fitting()
        if in_line != self._in_line:
            self._in_line = in_line
            self._place()
        needed = self._grid.minimumSize()
        bar = self.horizontalScrollBar().sizeHint().height() if needed.width() > self.width() else 0
        self.setFixedHeight(needed.height() + bar)

    def _fitting(self) -> int:
        """How many numbers go into one line below a name; 0 where all go beside the whole names."""
        widths: dict[int, int] = {}
        for cell, (_, column) in zip(self._cells, self._places, strict=True):
            hint = cell.minimumSizeHint() if column else cell.sizeHint()
            widths[column] = max(widths.get(column, 0), hint.width())
        between = self._grid.horizontalSpacing()
        if sum(widths.values()) + between * max(0, len(widths) - 1) <= self.width():
            return 0
        widest = max((width for column, width in widths.items() if column), default=1)
        fitting = max(1, (self.width() + between) // (widest + between))
        columns = max(widths)
        return -(-columns // -(-columns // fitting))  # lines of about equal length

    def _place(self) -> None:
        """Each cell to where it stands now; a name above its numbers is as wide as the table."""
        across = max((column for _, column in self._places), default=0)
        wrap = self._in_line
        lines = -(-across // wrap) if wrap else 0
        names = [cell.sizeHint().width() for cell, place in zip(self._cells, self._places, strict=True) if not place[1]]
        self._grid.setColumnMinimumWidth(0, 0 if wrap else max(names, default=0))
        for column in range(across + 1):
            self._grid.setColumnStretch(column, int(column < wrap if wrap else column == 0))
        for cell, (row, column) in zip(self._cells, self._places, strict=True):
            self._grid.removeWidget(cell)
            if not wrap:
                self._grid.addWidget(cell, row, column)
            elif column:
                self._grid.addWidget(cell, row * (lines + 1) + 1 + (column - 1) // wrap, (column - 1) % wrap)
            else:
                self._grid.addWidget(cell, row * (lines + 1), 0, 1, wrap)
        self._colour_heads()

    def _put(self, cell: QLabel, row: int, column: int, help_text: str = "") -> None:
        if column:
            cell.setAlignment(RIGHT)
            with_steady_digits(cell)
        if help_text:
            cell.setToolTip(plain_tip(help_text))
            cell.setAccessibleDescription(help_text)
        self._cells.append(cell)
        self._places.append((row, column))

    def _colour_heads(self) -> None:
        """Numbers that do not stand below the name of their model have its colour."""
        for cell, (row, column) in zip(self._cells, self._places, strict=True):
            if 0 < column <= len(self._heads):
                colour = self._theme.models[(column - 1) % len(self._theme.models)]
                cell.setStyleSheet(f"color: {colour};" if not row or self._in_line else "")
