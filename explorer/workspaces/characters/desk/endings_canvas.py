"""The endings that models write behind one beginning, in a block for each model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QWidget

from explorer.pictures.picture_pane import draw_label
from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.workspaces.characters.desk.ending_rows import EndingRow, lay_out_row, row_rect
from explorer.workspaces.characters.desk.ending_words import figures_words, source_words
from trainers.messages.writing import Written

DIM_MS = 250  # endings of another beginning that come sooner are not announced
_DIMMED = 0.4
_AROUND, _GAP, _BETWEEN = 6.0, 4.0, 14.0  # px beside a row, below it, and between blocks
_LEAST_LETTERS = 13  # for which a block that stands beside another has room in each line
_FEW_COLUMNS = 2  # with more of them figures have a line of their own
Place = tuple[int, int]  # model, ending


@dataclass(frozen=True, eq=False)
class _Block:
    head: QRectF
    rows: tuple[EndingRow, ...]


class EndingsCanvas(QWidget):
    """``ending_chosen(text)`` is a click, or Enter, on one: all of it, beginning included. ``row_reached(rect)`` tells
    where the one lies to which the arrow keys have gone, so that it can be brought into view."""

    ending_chosen = Signal(str)
    row_reached = Signal(QRectF)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("endings")
        self.setAccessibleName(self.tr("Endings"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._theme = DARK
        self._models: tuple[str, ...] = ()
        self._written: list[Written | None] = []
        self._start = ""
        self._is_dim = False
        self._blocks: list[_Block] = []
        self._rows: dict[tuple[object, ...], EndingRow] = {}  # those laid out last, by all that they depend on
        self._picked: Place | None = None
        self._dim = QTimer(self, singleShot=True, interval=DIM_MS)
        self._dim.timeout.connect(self._on_dim_timeout)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._arrange()

    def set_models(self, models: Sequence[str]) -> None:
        """Their labels; all that was written by others goes."""
        self._models = tuple(models)
        self._written = [None] * len(models)
        self._pick(None)
        self._arrange()

    def show_written(self, model: int, written: Written | None) -> None:
        """What a model has written so far; None takes it away."""
        self._written[model] = written
        self._mark_old()
        self._arrange()

    def show_start(self, start: str) -> None:
        """The beginning that is asked for: endings of another one are dimmed, if it takes a while."""
        self._start = start
        self._mark_old()

    def written(self, model: int) -> Written | None:
        return self._written[model]

    @property
    def is_dimmed(self) -> bool:
        return self._is_dim

    # ------------------------------------------------------------------ words

    def texts(self, model: int) -> list[str]:
        """Each ending of a model, its beginning included."""
        written = self._written[model]
        return [] if written is None else [written.start + text for text in written.texts]

    def figures(self, model: int) -> list[str]:
        """What is measured of the endings of a model, from long to short."""
        written = self._written[model]
        return [] if written is None else figures_words(written)

    def _say(self) -> None:
        lines = []
        for model, label in enumerate(self._models):
            lines += [": ".join(filter(None, (label, *self.figures(model)[:1]))), *self.texts(model)]
        self.setAccessibleDescription("\n".join(lines))

    # ------------------------------------------------------------------ layout

    def _mark_old(self) -> None:
        if not self._is_old:
            self._dim.stop()
            if self._is_dim:
                self._is_dim = False
                self.update()
        elif not self._is_dim and not self._dim.isActive():
            self._dim.start()

    @property
    def _is_old(self) -> bool:
        return any(each is not None and each.start != self._start for each in self._written)

    def _on_dim_timeout(self) -> None:
        self._is_dim = self._is_old
        self.update()

    @property
    def columns(self) -> int:
        """How many blocks stand side by side."""
        room = self.width() + _BETWEEN
        least = QFontMetricsF(self.font()).horizontalAdvance("n" * _LEAST_LETTERS) + 2 * _AROUND
        fitting = int(room // (least + _BETWEEN))
        most = max(1, min(len(self._models), fitting))
        rows = max(-(-len(self._models) // most), 1)
        return max(1, -(-len(self._models) // rows))  # four beside three are two and two

    def _arrange(self) -> None:
        """Lays all out anew: there are few rows, and a change of one moves those below. Endings of the same noise stand
        in one line, whichever model has written them."""
        self._blocks = []
        before, self._rows = self._rows, {}
        columns, count = self.columns, len(self._models)
        width = (self.width() - _BETWEEN * (columns - 1)) / columns
        top = 0.0
        for first in range(0, count, columns):
            models = range(first, min(first + columns, count))
            line = [self._lay_out(model, width, before) for model in models]
            head = QRectF(0, top, width, line_height(self) * (1 if columns <= _FEW_COLUMNS else 2))
            tops = [head.bottom() + _GAP]
            for abreast in zip_longest(*line):
                tops.append(tops[-1] + max(row.height for row in abreast if row is not None) + _GAP)
            for column, rows in enumerate(line):
                placed = tuple(replace(row, top=y) for row, y in zip(rows, tops, strict=False))
                self._blocks.append(_Block(head.translated(column * (width + _BETWEEN), 0), placed))
            top = tops[-1] + _BETWEEN
        tall = max(round(top - _BETWEEN), 1) if count else 1
        if tall != self.minimumHeight():
            self.setMinimumHeight(tall)
        self._say()
        self.update()

    def _lay_out(self, model: int, width: float, before: Mapping[tuple[object, ...], EndingRow]) -> list[EndingRow]:
        """The rows of a block of *width* px; those that have been laid out *before* are taken from there."""
        written, rows = self._written[model], []
        for text in () if written is None else written.texts:
            assert written is not None
            room, muted, font = width - 2 * _AROUND, self._theme.muted, self.font()
            key = (written.start, text, room, muted, font.key())
            row = before.get(key) or lay_out_row(written.start, text, font, room, muted)
            self._rows[key] = row
            rows.append(row)
        return rows

    def rect_of(self, model: int, ending: int) -> QRectF:
        """Where an ending lies."""
        block = self._blocks[model]
        return row_rect(block.rows[ending], block.head.x() + _AROUND, block.head.width() - 2 * _AROUND, _AROUND)

    def place_at(self, position: QPointF) -> Place | None:
        for model, block in enumerate(self._blocks):
            for ending in range(len(block.rows)):
                if self.rect_of(model, ending).contains(position):
                    return model, ending
        return None

    def sizeHint(self) -> QSize:
        return QSize(300, self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_dim"):
            self._arrange()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(event.rect())
        for model, block in enumerate(self._blocks):
            painter.setOpacity(1)
            self._paint_head(painter, model, block)
            written = self._written[model]
            if written is not None and self._is_dim and written.start != self._start:
                painter.setOpacity(_DIMMED)
            painter.setFont(self.font())
            for ending, row in enumerate(block.rows):
                assert written is not None
                if (model, ending) == self._picked:
                    painter.setPen(Qt.PenStyle.NoPen)
                    painter.setBrush(QColor(self._theme.field))
                    painter.drawRoundedRect(self.rect_of(model, ending), 4, 4)
                corner = QPointF(block.head.x() + _AROUND, row.top)
                row.paint(painter, corner, self._ink(model), not bool(written.ended[ending]))
        painter.end()

    def _ink(self, model: int) -> str:
        return self._theme.models[model % len(self._theme.models)]

    def _paint_head(self, painter: QPainter, model: int, block: _Block) -> None:
        """The model's label, and beside or below it what is measured, in as many words as there is room for."""
        painter.setFont(small_font(self))
        metrics, left = QFontMetricsF(small_font(self)), Qt.AlignmentFlag.AlignLeft
        line = block.head.adjusted(_AROUND, 0, -_AROUND, 0)
        line.setHeight(line_height(self))
        draw_label(painter, line, self._models[model], self._ink(model), left)
        if self.columns > _FEW_COLUMNS:
            line.translate(0, line.height())
        else:
            line.setLeft(line.left() + metrics.horizontalAdvance(self._models[model]) + 10)
        words = self._head_words(model)
        fitting = [form for form in words if metrics.horizontalAdvance(form) <= line.width()]
        if words and line.width() > 30:
            draw_label(painter, line, fitting[0] if fitting else words[-1], self._theme.muted, left)

    def _head_words(self, model: int) -> list[str]:
        if self._written[model] is None:
            return [self.tr("Endings appear with the first weights."), self.tr("to come")]
        return self.figures(model)

    # ------------------------------------------------------------------ pointer and keyboard

    def _pick(self, place: Place | None) -> None:
        if place != self._picked:
            self._picked = place
            self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    @property
    def picked_text(self) -> str:
        """The ending under the pointer or chosen by the arrow keys, beginning included; "" for none."""
        if self._picked is None or self._picked[0] >= len(self._models):
            return ""
        texts = self.texts(self._picked[0])
        return texts[self._picked[1]] if self._picked[1] < len(texts) else ""

    def _choose(self) -> None:
        if self.picked_text:
            self.ending_chosen.emit(self.picked_text)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pick(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._pick(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._pick(None)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._pick(self.place_at(event.position()))
            self._choose()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = [(model, ending) for model, block in enumerate(self._blocks) for ending in range(len(block.rows))]
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.Copy) and self.picked_text:
            self._copy(self.picked_text)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.picked_text:
            self._choose()
        elif step is None or not places:
            super().keyPressEvent(event)
        else:
            at = places.index(self._picked) + step if self._picked in places else (0 if step > 0 else len(places) - 1)
            place = places[min(max(at, 0), len(places) - 1)]
            self._pick(place)
            self.row_reached.emit(self.rect_of(*place))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        place = self.place_at(QPointF(event.pos()))
        if place is None:
            return
        text = self.texts(place[0])[place[1]]
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(self.tr("Copy"))
        action.setObjectName("copy_ending")
        action.triggered.connect(lambda _checked=False: self._copy(text))
        menu.popup(event.globalPos())

    @staticmethod
    def _copy(text: str) -> None:
        QApplication.clipboard().setText(text)

    def event(self, event: QEvent) -> bool:
        """The tooltip tells what has no room: measured figures, or the whole of an ending."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self.setToolTip(plain_tip(self.words_at(QPointF(event.pos()))))
        return super().event(event)

    def words_at(self, position: QPointF) -> str:
        for model, block in enumerate(self._blocks):
            if block.head.contains(position):
                return "\n".join([self._models[model], *self.figures(model)[:1]])
        place = self.place_at(position)
        if place is None:
            return ""
        row = self._blocks[place[0]].rows[place[1]]
        cut = row.whole if row.is_cut else ""
        nats = "" if (written := self._written[place[0]]) is None else source_words(written, place[1])
        return "\n\n".join(filter(None, (cut, nats, self.tr("A click puts it in the place of the beginning."))))
