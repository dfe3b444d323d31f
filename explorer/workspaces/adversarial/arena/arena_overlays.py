"""What lies over the arena: the read-out beside the pointer, colour scale, remark, message, and the divider."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QPainter

from explorer.map.overlays.map_labels import MapLabel
from explorer.plane.beside import beside
from explorer.style.theme import Theme
from explorer.workspaces.adversarial.arena.arena_divider import ArenaDivider
from explorer.workspaces.adversarial.arena.arena_scale import ArenaScale
from explorer.workspaces.adversarial.arena.arena_surface import ArenaSurface

EDGE = 8  # logical pixels between overlays and the edge of the square
NARROW = 240  # logical pixels, for the read-out of a small arena
SCALE_NEEDS, BOTH_NEED = 300, 480  # logical pixels of the square for the colour scale, and beside the read-out


class ArenaOverlays(QObject):
    """Makes and places what lies over a surface. ``share_wished(share)`` is that of the divider."""

    share_wished = Signal(float)

    def __init__(self, surface: ArenaSurface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._scale_on_top = False
        self._scale = ArenaScale(surface)
        self._readout = MapLabel("arena_readout", self.tr("Under the pointer"), surface)
        self._message = MapLabel("arena_message", self.tr("Message"), surface, small=False)
        self._outside = MapLabel("arena_outside", self.tr("Fakes outside the view"), surface)
        self._divider = ArenaDivider(surface)
        self._divider.share_wished.connect(self.share_wished)
        self._readout.raise_()

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        for child in (self._scale, self._readout, self._message, self._outside, self._divider):
            child.set_theme(theme)

    def show_message(self, text: str) -> None:
        """Shows a message over the arena, which stays as it is below; an empty one takes it away."""
        square = self._surface.square
        self._message.show_text(text, max(round(square.width() * 0.8), 60))
        self._message.move((square.center() - QRectF(self._message.rect()).center()).toPoint())
        self._message.raise_()

    def show_readout(self, text: str, at: QPointF | None) -> None:
        """Shows rich text beside a pixel, or in a corner where there is no such pixel; an empty text hides it. It lies
        over neither the colour scale nor a remark."""
        square, label = self._surface.square, self._readout
        if text != label.text():
            side = round(square.width())  # no wider than has room on one side of the pointer, where there is much
            label.show_text(text, max(side // 2, min(side - 2 * EDGE, NARROW), 60))
        taken = [QRectF(each.geometry()) for each in (self._scale, self._outside) if not each.isHidden()]
        at = at or QPointF(square.right(), square.top())
        label.move(beside(at, QSizeF(label.size()), square, taken).topLeft().toPoint())

    def show_remark(self, text: str) -> None:
        """Shows a text about fakes that are not to be seen; an empty one hides it."""
        square, scale = self._surface.square, self._scale
        if text != self._outside.text():
            self._outside.show_text(text, max(round(square.width()) - 2 * EDGE, 60))
        high = scale.isHidden() or not self._scale_on_top
        top = square.top() + EDGE if high else scale.geometry().bottom() + EDGE / 2
        self._outside.move(QPointF(square.center().x() - self._outside.width() / 2, top).toPoint())

    @property
    def readout(self) -> str:
        return self._readout.text()

    @property
    def remark(self) -> str:
        return self._outside.text()

    # ------------------------------------------------------------------ places

    def place(self) -> None:
        """Puts divider and colour scale where they belong on the surface now."""
        square, painter = self._surface.square, self._surface.painter
        self._divider.place(square.left(), square.top(), square.width(), painter.split)
        self._divider.setVisible(painter.is_split)
        self._scale.show_scale(self._surface.motion.scale)
        coloured = ("surface" in painter.shown and self._surface.motion.shown is not None) or painter.has_optimum
        self._scale.setVisible(coloured and square.width() >= SCALE_NEEDS)
        self._scale_on_top = square.width() < BOTH_NEED
        height = EDGE if self._scale_on_top else square.height() - EDGE - self._scale.height()
        left = square.right() - EDGE - self._scale.width()
        self._scale.move(QPointF(left, square.top() + height).toPoint())

    def place_message(self) -> None:
        """The square has another size."""
        if not self._message.isHidden():
            self.show_message(self._message.text())

    def forget_texts(self) -> None:
        """The letters have another size: what is shown next is measured anew."""
        self._readout.setText("")
        self._outside.setText("")

    # ------------------------------------------------------------------ painting

    def paint_sides(self, painter: QPainter) -> None:
        """Names both sides of the divider, where there is room beside it."""
        square, arena = self._surface.square, self._surface.painter
        middle = square.left() + arena.split * square.width()
        sides = ((self.tr("learned"), -1, middle - square.left()), (self.tr("optimal"), 1, square.right() - middle))
        painter.setFont(self._readout.font())
        metrics = painter.fontMetrics()
        for text, side, room in sides:
            width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 4
            if room < width + 12:
                continue
            box = QRectF(middle + 8 if side > 0 else middle - 8 - width, square.top() + EDGE, width, height)
            if not self._scale.isHidden() and box.intersects(QRectF(self._scale.geometry())):
                box.moveTop(self._scale.geometry().bottom() + EDGE / 2)
            ground = QColor(arena.theme.canvas)
            ground.setAlphaF(0.84)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(QColor(arena.theme.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
