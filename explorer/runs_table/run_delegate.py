"""How a row of the table of runs is painted: picture, name and what else tells it apart; a star; one line of text."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from explorer.runs_table.run_tree import NUMBERS, Column
from explorer.runs_table.runs_model import BELOW, ROW
from explorer.style.icons import draw_icon
from explorer.style.theme import FONT_SIZES, Theme, mix
from trainers.runs.about import MOST_NAME
from trainers.runs.table.row import RunRow

PICTURE = 36  # px, a side
PADDING = 8
STAR = 14
WORDS = 9  # px, in the place of a picture
# What separates the parts of a cell that may take two lines.
PARTED = {Column.DIFFERS: ", ", Column.FIGURES: " · "}


class RunDelegate(QStyledItemDelegate):
    """Paints with the colours of a theme; sizes grow with the text."""

    def __init__(self, theme: Theme, scale: float, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._scale = theme, scale

    def set_theme(self, theme: Theme, scale: float) -> None:
        self._theme, self._scale = theme, scale

    @property
    def picture_side(self) -> int:
        return round(PICTURE * self._scale)

    @property
    def body_font(self) -> QFont:
        """In which cells are written."""
        font = self._font("body", QFont.Weight.Medium)
        font.setFeature(QFont.Tag("tnum"), 1)
        return font

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(round(60 * self._scale), self.picture_side + 2 * PADDING)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(ROW)
        if not isinstance(row, RunRow):
            return
        painter.save()
        room: QRect = option.rect
        column = Column(index.column())
        if column is Column.RUN:
            self._paint_run(painter, room, index, row)
        elif column is Column.STAR:
            self._paint_star(painter, room, row.about.star)
        else:
            self._paint_text(painter, room, str(index.data() or ""), column, row)
        painter.restore()

    def paint_ground(self, painter: QPainter, room: QRect, selected: bool, pointed: bool, focused: bool) -> None:
        """What lies behind a whole row, from edge to edge: whether it is selected, pointed at, the keyboard's."""
        theme = self._theme
        if selected:
            painter.fillRect(room, QColor(mix(theme.panel, theme.accent, 0.24)))
        elif pointed:
            painter.fillRect(room, QColor(mix(theme.panel, theme.field_hover, 0.5)))
        painter.fillRect(QRect(room.left(), room.bottom(), room.width(), 1), QColor(theme.border))
        if focused:
            painter.fillRect(QRect(room.left(), room.top(), 3, room.height()), QColor(theme.accent))

    def paint_branches(
        self, painter: QPainter, room: QRect, step: int, go_on: Sequence[bool], folded: bool | None
    ) -> None:
        """What stands left of a row, in cells *step* px wide. *go_on*: for each run that it came of, from the root on,
        whether that one's child on the way here has another one below it; the last tells of the row itself. A run with
        forks has the arrow that folds them away; None: it has none."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(mix(self._theme.muted, self._theme.panel, 0.4)), 1.4))
        top, bottom, y = room.top(), room.bottom() + 1, room.center().y() + 0.5
        for level, more in enumerate(go_on):
            x = room.left() + (level + 0.5) * step
            is_own = level == len(go_on) - 1
            if more or is_own:
                painter.drawLine(QPointF(x, top), QPointF(x, bottom if more else y))
            if is_own:
                painter.drawLine(QPointF(x, y), QPointF(x + (step if folded is None else 0.6 * step), y))
        if folded is not None:
            side = 11 * self._scale
            box = QRectF(room.left() + (len(go_on) + 0.5) * step - side / 2, y - side / 2, side, side)
            draw_icon(painter, "right" if folded else "down", box, QColor(self._theme.muted))
        painter.restore()

    def _font(self, size: str, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont()
        font.setPixelSize(round(FONT_SIZES[size] * self._scale))
        font.setWeight(weight)
        return font

    def _paint_run(
        self, painter: QPainter, room: QRect, index: QModelIndex | QPersistentModelIndex, row: RunRow
    ) -> None:
        side = self.picture_side
        frame = QRect(room.left() + 4, room.center().y() - side // 2 + 1, side, side)
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        painter.fillRect(frame, QColor(self._theme.canvas))
        if isinstance(picture, QImage):
            painter.setOpacity(0.4 if row.run.problem else 1.0)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(frame, picture)
            painter.setOpacity(1.0)
        elif isinstance(picture, str):
            self._paint_words(painter, frame, picture)
        left = frame.right() + PADDING + 2
        width = room.right() - left - 4
        if width < 8:
            return
        ink = self._theme.muted if row.run.problem else self._theme.text
        below_ink = self._theme.warning if row.run.problem or row.run.unfinished else self._theme.muted
        lines = (
            (str(index.data() or ""), self._font("body", QFont.Weight.Medium), ink),
            (str(index.data(BELOW) or ""), self._font("small"), below_ink),
        )
        heights = [QFontMetrics(font).height() for _, font, _ in lines]
        top = room.center().y() - sum(heights) // 2 + 1
        for (text, font, colour), height in zip(lines, heights, strict=True):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QRect(left, top, width, height), Qt.AlignmentFlag.AlignVCenter, shown)
            top += height

    def _paint_words(self, painter: QPainter, frame: QRect, text: str) -> None:
        """The beginnings of texts in the place of a picture."""
        font = self._font("small")
        font.setPixelSize(max(5, round(WORDS * self._scale)))
        painter.setFont(font)
        painter.setPen(QColor(self._theme.text))
        painter.save()
        painter.setClipRect(frame)
        inside = frame.adjusted(2, 0, 0, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, text)
        painter.restore()

    def _paint_star(self, painter: QPainter, room: QRect, star: bool) -> None:
        side = STAR * self._scale
        box = QRectF(room.center().x() - side / 2 + 1, room.center().y() - side / 2 + 1, side, side)
        colour = self._theme.warning if star else mix(self._theme.muted, self._theme.panel, 0.45)
        draw_icon(painter, "star" if star else "no-star", box, QColor(colour))

    def _paint_text(self, painter: QPainter, room: QRect, text: str, column: Column, row: RunRow) -> None:
        font = self._font("body")
        font.setFeature(QFont.Tag("tnum"), 1)
        painter.setFont(font)
        plain = column in (Column.FIGURES, Column.DIFFERS) and not row.run.problem
        colour = self._theme.text if plain else self._theme.muted
        if column is Column.WHEN and row.writing and not row.here:
            colour = self._theme.live
        painter.setPen(QColor(colour))
        at = room.adjusted(PADDING, 0, -PADDING, 0)
        side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
        metrics = QFontMetrics(font)
        lines = in_two_lines(text, PARTED[column], metrics, at.width()) if column in PARTED else [text]
        top = at.center().y() - len(lines) * metrics.height() // 2 + 1
        for line in lines:
            shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, at.width())
            painter.drawText(QRect(at.left(), top, at.width(), metrics.height()), side, shown)
            top += metrics.height()

    # ------------------------------------------------------------------ renaming in place

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("run_name")
        editor.setAccessibleName(self.tr("Name of the run"))
        editor.setMaxLength(MOST_NAME)
        return editor

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        """Once: a run that trains tells something new all the time, which must not undo what is being typed."""
        if isinstance(editor, QLineEdit) and not editor.property("filled"):
            editor.setProperty("filled", True)
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        room: QRect = option.rect
        left = room.left() + 4 + self.picture_side + PADDING // 2
        height = editor.sizeHint().height()
        editor.setGeometry(left, room.center().y() - height // 2, room.right() - left, height)


def in_two_lines(text: str, separator: str, metrics: QFontMetrics, width: int) -> list[str]:
    """*text* in one line where there is room, else in two that part at a separator; the second may be too long."""
    parts = text.split(separator)
    if len(parts) == 1 or metrics.horizontalAdvance(text) <= width:
        return [text]
    end = separator.rstrip() if separator.startswith(",") else ""
    fitting = (n for n in range(len(parts) - 1, 1, -1) if _advance(parts[:n], separator, end, metrics) <= width)
    count = next(fitting, 1)
    return [separator.join(parts[:count]) + end, separator.join(parts[count:])]


def _advance(parts: Sequence[str], separator: str, end: str, metrics: QFontMetrics) -> int:
    return metrics.horizontalAdvance(separator.join(parts) + end)
