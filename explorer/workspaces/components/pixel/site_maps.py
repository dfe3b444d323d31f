"""Three small maps of one picture: what a pixel looked at, how surprising each was, and how open each was before."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from explorer.pixels.images import scaled_crisp, to_qimage
from explorer.style.plain_text import plain_tip
from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme, mix
from explorer.widgets.painted_sentence import draw_sentence, wrapped
from trainers.examples import Float32, UInt8
from trainers.messages.components import FieldFound, Mask

_GAP = 10.0
_WORDS = 2  # lines under each map
_EASY, _TIGHT = 4.5, 3.0  # lines of height below which one goes, and then all
_LEAST_MAP = 40.0  # px of its longer side; a smaller one tells nothing, and words stand in its place
_PICTURE = 0.16  # how much of the picture shines through
_ALLOWED = 0.10  # of the colour where it might look
_LEAST_SCALE = 0.7  # nats: a map of a picture that surprises nowhere is not blown up


class SiteMaps(QWidget):
    """``pixel_pointed(row, column)`` follows the pointer over any of the maps; ``pointer_left()`` tells that it is over
    none any more."""

    pixel_pointed = Signal(int, int)
    pointer_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("site_maps")
        self.setAccessibleName(self.tr("Maps of the field, the surprise and the entropy"))
        self.setMouseTracking(True)
        self.setMinimumSize(120, 60)
        self._theme = DARK
        self._picture: UInt8 | None = None  # (1, C, H, W)
        self._maps: list[Float32 | None] = [None, None, None]
        self._field: FieldFound | None = None
        self._pixmaps: list[QPixmap | None] = [None, None, None]
        self._words = ["", "", ""]
        self._few = ["", "", ""]  # where there is no room for these
        self._marked = self._most = (-1, -1)
        self._hidden: Mask | None = None
        self._is_pointed = False

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._pixmaps = [None, None, None]
        self.update()

    def show_maps(self, picture: UInt8 | None, surprise: Float32 | None, entropy: Float32 | None) -> None:
        """Nats (H, W) at each pixel of a picture (1, C, H, W)."""
        self._picture, self._maps[1], self._maps[2] = picture, surprise, entropy
        self._pixmaps = [None, None, None]
        nats = "" if surprise is None else self.tr("surprise: {0} nats in all").format(f"{float(surprise.sum()):.1f}")
        self._words[1:] = [nats, "" if entropy is None else self.tr("not sure (entropy)")]
        self._few[1:] = ["", ""]
        if surprise is not None:
            self._few[1:] = [self.tr("{0} nats").format(f"{float(surprise.sum()):.1f}"), self.tr("entropy")]
        self.update()

    def show_field(self, field: FieldFound | None) -> None:
        """What the pixel that is spoken of looks at; None while that is not known."""
        if field is not self._field:
            self._field, self._pixmaps[0] = field, None
            blind = field is not None and bool(field.blind.any())
            self._words[0], self._few[0] = self.tr("what it looked at"), self.tr("field")
            if blind:
                self._words[0] = self.tr("what it looked at; hatched: blind spot")
            self.update()

    def show_marked(self, row: int, column: int) -> None:
        if (row, column) != self._marked:
            self._marked = (row, column)
            self.update()

    def show_most(self, row: int, column: int) -> None:
        """The pixel that surprised most: it is marked in the map of surprise, whatever is pointed at; -1 for none."""
        if (row, column) != self._most:
            self._most = (row, column)
            self.update()

    def show_hidden(self, hidden: Mask | None) -> None:
        """The pixels (H, W) that maps are not to tell of."""
        self._hidden, self._pixmaps = hidden, [None, None, None]
        self.update()

    # ------------------------------------------------------------------ places

    def sizeHint(self) -> QSize:
        return QSize(330, 110 + round(_WORDS * line_height(self)))

    def height_wanted(self, width: int) -> int:
        """px of height that the maps have use for at most, in so many px of width."""
        rows, columns = (1, 1) if self._picture is None else self._picture.shape[2:]
        wide = (width - 2 * _GAP) / 3
        return round(wide * rows / columns + _WORDS * line_height(self) + 4)

    @property
    def _lines(self) -> int:
        """How many lines of words stand under each map; where there is little height, maps come first."""
        line = line_height(self)
        room = self.height() / line
        wanted = _WORDS if room >= _EASY else 1 if room >= _TIGHT else 0
        return next((lines for lines in range(wanted, 0, -1) if self.height() - lines * line - 4 >= _LEAST_MAP), 0)

    @property
    def has_maps(self) -> bool:
        """Whether there is room for maps that one can read."""
        rect = self.map_rect(0)
        return max(rect.width(), rect.height()) >= _LEAST_MAP

    def event(self, event: QEvent) -> bool:
        """What a map shows is told where it is pointed at, too: there may be no room for words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            which = (at for at in range(3) if self.map_rect(at).contains(event.pos().toPointF()))
            self.setToolTip(plain_tip(next((self._words[at] for at in which), "")))
        return super().event(event)

    def map_rect(self, which: int) -> QRectF:
        """Where a map lies: 0 field, 1 surprise, 2 entropy."""
        wide = (self.width() - 2 * _GAP) / 3
        high = max(self.height() - self._lines * line_height(self) - 4, 8.0)
        rows, columns = (1, 1) if self._picture is None else self._picture.shape[2:]
        scale = min(wide / columns, high / rows)
        return QRectF(which * (wide + _GAP), 0, scale * columns, scale * rows)

    def _pixel_at(self, position: QPointF) -> tuple[int, int]:
        if self._picture is not None and self.has_maps:
            rows, columns = self._picture.shape[2:]
            for which in range(3):
                rect = self.map_rect(which)
                if rect.contains(position):
                    row = int((position.y() - rect.y()) / rect.height() * rows)
                    column = int((position.x() - rect.x()) / rect.width() * columns)
                    return min(row, rows - 1), min(column, columns - 1)
        return -1, -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        row, column = self._pixel_at(event.position())
        if row >= 0:
            self._is_pointed = True
            self.pixel_pointed.emit(row, column)
        else:
            self._leave()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._leave()

    def _leave(self) -> None:
        if self._is_pointed:
            self._is_pointed = False
            self.pointer_left.emit()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._picture is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        if not self.has_maps:
            sentence = " · ".join(filter(None, (self._words[1], self._words[0])))
            draw_sentence(painter, QRectF(self.rect()), sentence, self._theme.muted)
        for which in range(3 if self.has_maps else 0):
            rect = self.map_rect(which)
            painter.drawPixmap(rect.topLeft(), self._pixmap(which, rect))
            if which == 1:
                self._mark(painter, rect, self._most, self._theme.text)
            self._mark(painter, rect, self._marked, self._theme.accent)
            wide = (self.width() - 2 * _GAP) / 3
            words = QRectF(rect.x(), rect.bottom() + 3, wide, self._lines * line_height(self))
            if self._lines:
                fits = len(wrapped(self._words[which], painter.font(), words.width())) <= self._lines
                draw_sentence(painter, words, (self._words if fits else self._few)[which], self._theme.muted)
        painter.end()

    def _pixmap(self, which: int, rect: QRectF) -> QPixmap:
        ratio = self.devicePixelRatioF()
        size = QSize(max(round(rect.width() * ratio), 1), max(round(rect.height() * ratio), 1))
        made = self._pixmaps[which]
        if made is None or made.size() != size:
            made = QPixmap.fromImage(scaled_crisp(to_qimage(self._draw(which)), size))
            made.setDevicePixelRatio(ratio)
            self._pixmaps[which] = made
        return made

    def _draw(self, which: int) -> UInt8:
        """A map as a picture (H, W, 3)."""
        assert self._picture is not None
        theme = self._theme
        grey = self._picture[0].mean(0) / 255
        ground, ink = _rgb(theme.canvas), _rgb(theme.text)
        base = ground + (ink - ground) * (_PICTURE * grey)[..., None]
        hidden = self._hidden if self._hidden is not None and self._hidden.shape == grey.shape else None
        if hidden is not None:
            base[hidden] = _rgb(theme.field)
        if which == 0:
            return self._draw_field(base)
        values = self._maps[which]
        if values is None:
            return base.round().astype(np.uint8)
        strength = np.clip(
            values / max(float(values[~hidden].max(initial=0) if hidden is not None else values.max()), _LEAST_SCALE),
            0,
            1,
        )[..., None]
        if hidden is not None:
            strength = np.where(hidden[..., None], 0, strength)
        colour = _rgb(theme.error if which == 1 else theme.warning)
        return (base + (colour - base) * strength).round().astype(np.uint8)

    def _draw_field(self, base: np.ndarray) -> UInt8:
        field, theme = self._field, self._theme
        if field is None or field.pull.shape != base.shape[:2]:
            return base.round().astype(np.uint8)
        strength = np.where(field.allowed, _ALLOWED + (1 - _ALLOWED) * np.sqrt(field.pull), 0)[..., None]
        drawn = base + (_rgb(theme.live) - base) * strength
        rows, columns = np.indices(field.blind.shape)
        hatched = field.blind & ((rows + columns) % 2 == 0)
        drawn[hatched] = _rgb(mix(theme.canvas, theme.muted, 0.6))
        return drawn.round().astype(np.uint8)

    def _mark(self, painter: QPainter, rect: QRectF, pixel: tuple[int, int], colour: str) -> None:
        row, column = pixel
        if row < 0 or self._picture is None:
            return
        rows, columns = self._picture.shape[2:]
        wide, tall = rect.width() / columns, rect.height() / rows
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colour), 1.2))
        painter.drawRect(QRectF(rect.x() + column * wide, rect.y() + row * tall, wide, tall).adjusted(-1, -1, 1, 1))


def _rgb(colour: str) -> np.ndarray:
    name = QColor(colour)
    return np.array([name.red(), name.green(), name.blue()], np.float64)
