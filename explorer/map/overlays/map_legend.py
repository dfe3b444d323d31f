"""The classes of a map: a list over its corner that names their colours and hides or shows each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetrics,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from explorer.map.latent_map_raster import class_colours
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme

WIDEST, LEAST = 190, 44
ROW = 18
EDGE = 8  # px below the last row
SCROLL_BAR = 8
DOT = 4.5
COLOUR_ROLE = Qt.ItemDataRole.UserRole
CHECK_ROLE = Qt.ItemDataRole.CheckStateRole


class MapLegend(QListWidget):
    """Click or Space hides and shows a class; double click shows it alone, and all again.

    ``hidden_changed`` carries the frozenset of hidden class numbers; ``lit_changed`` the class that the pointer, or the
    keyboard, is at, else None.
    """

    hidden_changed = Signal(object)
    lit_changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_legend")
        self.setAccessibleName(self.tr("Classes"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setToolTip(plain_tip(self.tr("Click: hide or show a class. Double click: this class alone.")))
        self.setItemDelegate(_RowDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setProperty("role", "overlay")
        self._theme = DARK
        self._names: tuple[str, ...] = ()
        self._pressed_row = -1
        self._lit: int | None = None
        self.viewport().setAutoFillBackground(False)
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours, at once."""
        self._theme = theme
        for row, colour in enumerate(class_colours(theme, self.count())):
            self.item(row).setData(COLOUR_ROLE, QColor(colour))
        # The list lies on the map: only text, dots and a slim scroll bar of its own.
        self.setStyleSheet(
            "QListWidget { background: transparent; border: none; outline: none; }"
            "QScrollBar:vertical { background: transparent; width: 5px; margin: 2px 0; }"
            f"QScrollBar::handle:vertical {{ background: {theme.muted}; border-radius: 2px; min-height: 18px; }}"
            "QScrollBar::add-line, QScrollBar::sub-line { height: 0; }"
        )
        self.viewport().update()

    @property
    def theme(self) -> Theme:
        return self._theme

    @property
    def hidden(self) -> frozenset[int]:
        """The numbers of the hidden classes."""
        return frozenset(row for row in range(self.count()) if not self.is_shown(row))

    def is_shown(self, row: int) -> bool:
        return self.item(row).data(CHECK_ROLE) == Qt.CheckState.Checked.value

    def show_classes(self, names: Sequence[str]) -> None:
        """Lists the classes, all shown; the same names again change nothing."""
        if tuple(names) == self._names:
            return
        self._light(-1)
        self._names = tuple(names)
        self.clear()
        for name, colour in zip(names, class_colours(self._theme, len(names)), strict=True):
            item = QListWidgetItem(name)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            item.setData(CHECK_ROLE, Qt.CheckState.Checked.value)
            item.setData(COLOUR_ROLE, QColor(colour))
            item.setToolTip(plain_tip(name))
            self.addItem(item)
        if names:
            self.setCurrentRow(0)
        self.setVisible(bool(names))

    def fit_into(self, width: int, height: int) -> None:
        """Takes the size that the names need, at most so many logical pixels: beyond that names are shortened and the
        list, of whole rows, scrolls."""
        metrics = QFontMetrics(self.font())
        widest = max((metrics.horizontalAdvance(name) for name in self._names), default=0)
        row = self.sizeHintForRow(0) if self.count() else ROW
        needed = row * self.count() + EDGE
        scrolls = needed > height
        tall = max(height // row, 1) * row if scrolls else needed
        self.resize(min(min(widest + 28, WIDEST) + (SCROLL_BAR if scrolls else 0), max(width, LEAST)), tall)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._light(self.indexAt(event.position().toPoint()).row())

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._light(-1)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._light(-1)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._light(-1)

    def _light(self, row: int) -> None:
        """None of those that are hidden: there would be nothing to see."""
        lit = row if row >= 0 and self.is_shown(row) else None
        if lit != self._lit:
            self._lit = lit
            self.lit_changed.emit(lit)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed_row = self.indexAt(event.position().toPoint()).row()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0 and row == self._pressed_row and event.button() == Qt.MouseButton.LeftButton:
            self._toggle(row)
        self._pressed_row = -1

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        row = self.indexAt(event.position().toPoint()).row()
        if row >= 0:
            self._show_alone(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return) and self.currentRow() >= 0:
            self._toggle(self.currentRow())
        else:
            super().keyPressEvent(event)
        self._light(self.currentRow())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(self._theme.canvas)
        ground.setAlphaF(0.72)
        painter.setBrush(ground)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(self.viewport().rect(), 5, 5)
        painter.end()
        super().paintEvent(event)

    def _toggle(self, row: int) -> None:
        self._set_shown({other for other in range(self.count()) if self.is_shown(other)} ^ {row})

    def _show_alone(self, row: int) -> None:
        """The double click's first click has hidden or shown the row itself: what the others are decides."""
        others = any(self.is_shown(other) for other in range(self.count()) if other != row)
        self._set_shown({row} if others else set(range(self.count())))

    def _set_shown(self, rows: set[int]) -> None:
        for row in range(self.count()):
            state = Qt.CheckState.Checked if row in rows else Qt.CheckState.Unchecked
            self.item(row).setData(CHECK_ROLE, state.value)
        self.hidden_changed.emit(self.hidden)
        self._light(-1 if self._lit is None else self._lit)


class _RowDelegate(QStyledItemDelegate):
    """A filled dot and the name; hidden classes have an empty ring and a muted name."""

    def __init__(self, legend: MapLegend) -> None:
        super().__init__(legend)
        self._legend = legend

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(40, max(ROW, option.fontMetrics.height() + 2))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme = self._legend.theme
        shown = index.data(CHECK_ROLE) == Qt.CheckState.Checked.value
        colour = QColor(index.data(COLOUR_ROLE))
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_MouseOver:
            hover = QColor(theme.field_hover)
            hover.setAlphaF(0.7)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(hover)
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 4, 4)
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour if shown else Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(box.left() + 11, box.center().y()), DOT, DOT)
        painter.setPen(QColor(theme.text if shown else theme.muted))
        painter.setFont(option.font)
        words = box.adjusted(21, 0, -4, 0)
        text = option.fontMetrics.elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
        if self._legend.hasFocus() and index.row() == self._legend.currentRow():
            painter.setPen(QPen(QColor(theme.accent), 1.4))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(2, 1, -2, -1), 4, 4)
        painter.restore()
