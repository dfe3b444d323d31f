"""The arena: real and generated points, what the discriminator makes of the plane, and where it tells each fake to go.

The pointer reads the surface off and lights the nearest fake up; a click chooses that fake, Escape or a click beside
all lets go. The wheel zooms about the pointer, dragging pans, a double click or Home shows the data and all fakes;
arrow keys pan, + and - zoom, N and Shift+N go from fake to fake. Resting on a fake explains what pushes G.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.map.hole_layer import value_at
from explorer.map.map_labels import MapLabel
from explorer.style.theme import DARK, Theme
from explorer.workspaces.adversarial.arena.arena_divider import ArenaDivider
from explorer.workspaces.adversarial.arena.arena_export import export_arena
from explorer.workspaces.adversarial.arena.arena_painter import LAYERS
from explorer.workspaces.adversarial.arena.arena_place import beside
from explorer.workspaces.adversarial.arena.arena_raster import dot_radius, to_pixels
from explorer.workspaces.adversarial.arena.arena_scale import ArenaScale
from explorer.workspaces.adversarial.arena.arena_surface import ArenaSurface
from explorer.workspaces.adversarial.arena.arena_words import (
    fake_words,
    has_logits,
    outside_words,
    place_words,
    why_weights,
)
from trainers.catalog import Game
from trainers.messages import ArenaShown

__all__ = ["LAYERS", "Arena"]

EDGE = 8  # logical pixels between overlays and the edge of the square
NEAR = 22.0  # how near to a fake, in logical pixels, to mean it
CLICK_SLOP = 4  # a press that moves less than this is a click
KEY_PAN = 0.1  # of the width shown
NARROW = 240  # logical pixels, for the read-out of a small arena
SCALE_NEEDS, BOTH_NEED = 300, 480  # logical pixels of the square for the colour scale, and beside the read-out
ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class Arena(ArenaSurface):
    """``fake_chosen(index)`` tells which fake a click or key has chosen, -1 for none."""

    fake_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("arena")
        self.setAccessibleName(self.tr("Arena"))
        self.setAccessibleDescription(
            self.tr("Arrow keys pan, plus and minus zoom, Home resets, N and Shift+N go from fake to fake.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.chosen = -1
        self._game: Game | None = None
        self._hover: QPointF | None = None
        self._press: QPointF | None = None
        self._drag_from: QPointF | None = None
        self._scale_on_top = False
        self._refitting = QTimer(self, singleShot=True, interval=0)
        self._refitting.timeout.connect(self._refit)
        self._scale = ArenaScale(self)
        self._readout = MapLabel("arena_readout", self.tr("Under the pointer"), self)
        self._message = MapLabel("arena_message", self.tr("Message"), self, small=False)
        self._outside = MapLabel("arena_outside", self.tr("Fakes outside the view"), self)
        self._divider = ArenaDivider(self)
        self._divider.share_wished.connect(self._on_share_wished)
        self._readout.raise_()
        self.set_theme(DARK)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for child in (self._scale, self._readout, self._message, self._outside, self._divider):
            child.set_theme(theme)
        self._say()

    def show_arena(self, shown: ArenaShown | None) -> None:
        before = self._motion.shown
        super().show_arena(shown)
        same = shown is not None and before is not None and np.array_equal(before.codes, shown.codes)
        if not same:
            self.chosen = -1
        self._scale.show_scale(self._motion.scale)
        self._place_overlays()

    def show_layers(self, layers: Mapping[str, bool]) -> None:
        super().show_layers(layers)
        self._place_overlays()

    def show_chosen(self, index: int) -> None:
        """Marks a fake without telling anybody; -1 marks none. Raises ValueError for a fake that there is not."""
        if not -1 <= index < self._count:
            raise ValueError(f"arena: expected a fake from 0 to {self._count - 1}, or -1, found {index}")
        self.chosen = index
        self._say()

    def show_game(self, game: Game | None) -> None:
        """What the players of the run strive for; None where nothing is known of that."""
        self._game = game
        self._say()

    def show_message(self, text: str) -> None:
        """Shows a message over the arena, which stays as it is below; an empty one takes it away."""
        square = self.square
        self._message.show_text(text, max(round(square.width() * 0.8), 60))
        self._message.move((square.center() - QRectF(self._message.rect()).center()).toPoint())
        self._message.raise_()

    @property
    def has_optimum(self) -> bool:
        """Whether the best D there could be is known."""
        return self._motion.now("optimum") is not None

    @property
    def readout(self) -> str:
        """What is said about the place under the pointer and the fake that is meant; rich text."""
        return self._readout.text()

    def export(self, path: str | Path) -> None:
        """Writes the picture as PNG or SVG, or the points as CSV, as the ending says. Raises ExportError with one
        sentence."""
        export_arena(Path(path), self._painter, self._view)

    @property
    def remark(self) -> str:
        """What is said about fakes that are not to be seen; "" where most are."""
        return self._outside.text()

    # ------------------------------------------------------------------ what is meant, and what is said about it

    @property
    def _count(self) -> int:
        return 0 if self._motion.shown is None else len(self._motion.shown.fakes)

    @property
    def meant(self) -> int:
        """The fake nearest to the pointer, else the chosen one; -1 when there is neither."""
        near = self._fake_near(self._hover) if self._hover is not None and self._drag_from is None else -1
        return near if near >= 0 else self.chosen

    def _fake_near(self, at: QPointF) -> int:
        fakes = self._motion.now("fakes")
        if fakes is None or not len(fakes) or "fake" not in self._painter.shown:
            return -1
        inside = at - self.square.topLeft()
        away = to_pixels(fakes, self._view) - (inside.x(), inside.y())
        with np.errstate(invalid="ignore", over="ignore"):
            distance = np.nan_to_num(np.hypot(away[:, 0], away[:, 1]), nan=math.inf)
        nearest = int(distance.argmin())
        return nearest if distance[nearest] <= NEAR else -1

    def value_of_place(self, x: float, y: float) -> tuple[float, float]:
        """What D makes of a place, and the best D there could be; NaN where that is not known."""
        shown = self._motion.shown
        if shown is None:
            return math.nan, math.nan
        optimum = math.nan if shown.optimum is None else value_at(shown.optimum, shown.extent, x, y)
        return value_at(shown.surface, shown.extent, x, y), optimum

    @staticmethod
    def _slope(shown: ArenaShown, fake: int) -> float:
        """How fast the score rises at a fake, per width of the plane; NaN where nobody has asked."""
        return float(np.hypot(*shown.gradients[fake].tolist())) if fake < len(shown.gradients) else math.nan

    def _tell_outside(self) -> None:
        """Says so when most fakes lie where nobody sees them."""
        shown = self._motion.shown
        share = 0.0 if shown is None or "fake" not in self._painter.shown else self.outside_of(self.extent)
        text = outside_words(share, share > 0 and self.outside_of(self._everything()) < share)
        if text != self._outside.text():
            self._outside.show_text(text, max(round(self._view.width) - 2 * EDGE, 60))
        square, scale = self.square, self._scale
        high = scale.isHidden() or not self._scale_on_top
        top = square.top() + EDGE if high else scale.geometry().bottom() + EDGE / 2
        self._outside.move(QPointF(square.center().x() - self._outside.width() / 2, top).toPoint())

    def _say(self) -> None:
        """Says what there is to say where the pointer is, and marks the fake that is meant."""
        lines = []
        shown, hover = self._motion.shown, self._hover
        if shown is not None:
            if hover is not None and self.square.contains(hover):
                value, optimum = self.value_of_place(*self.place_at(hover))
                if math.isfinite(value) or math.isfinite(optimum):
                    lines.append(place_words(value, optimum, shown.is_belief, shown.relative))
            if self.meant >= 0:
                value, _ = self.value_of_place(*shown.fakes[self.meant].tolist())
                theme, slope = self._painter.theme, self._slope(shown, self.meant)
                lines.append(fake_words(value, shown.is_belief, theme, shown.relative, slope, self._game))
        text = "<br>".join(lines)
        if text != self._readout.text():
            side = round(self._view.width)  # no wider than has room on one side of the pointer, where there is much
            self._readout.show_text(text, max(side // 2, min(side - 2 * EDGE, NARROW), 60))
        self._place_readout()
        self.update()

    # ------------------------------------------------------------------ pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.RightButton and self._press is None:
            self._press = event.position()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._hover = at
        press, began = self._press, self._drag_from is not None
        if press is not None and not began and (at - press).manhattanLength() >= CLICK_SLOP:
            self._drag_from = press
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        if self._drag_from is not None:
            step = at - self._drag_from
            self._drag_from = at
            self._move_view(self._view.panned(step.x(), step.y()))
        self._say()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            return
        press, dragged = self._press, self._drag_from is not None
        self._press = self._drag_from = None
        self.setCursor(Qt.CursorShape.CrossCursor)
        if press is not None and not dragged and event.button() == Qt.MouseButton.LeftButton:
            self._choose(self._fake_near(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_view()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover = None
        self._say()

    def _choose(self, index: int) -> None:
        if index != self.chosen:
            self.chosen = index
            self.fake_chosen.emit(index)
            self._say()

    # ------------------------------------------------------------------ keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in ARROWS:
            step = KEY_PAN * self._view.width
            self._move_view(self._view.panned(ARROWS[key][0] * step, ARROWS[key][1] * step))
        elif key == Qt.Key.Key_N and self._count:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self._choose((max(self.chosen, 0) - 1 if back else self.chosen + 1) % self._count)
        elif key == Qt.Key.Key_Escape and self.chosen >= 0:
            self._choose(-1)
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------------ overlays

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._refitting.start()  # once those that lie over the picture have their letters, too

    def _refit(self) -> None:
        self._readout.setText("")  # measured anew
        self._outside.setText("")
        self._place_overlays()
        self._redraw()  # the numbers of the modes

    def _on_share_wished(self, share: float) -> None:
        self._painter.split = share
        self._redraw()
        self._place_overlays()

    def _redraw(self) -> None:
        super()._redraw()
        self._tell_outside()
        if self._hover is not None or self.chosen >= 0:
            self._say()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()
        if not self._message.isHidden():
            self.show_message(self._message.text())

    def _place_overlays(self) -> None:
        square = self.square
        self._divider.place(square.left(), square.top(), square.width(), self._painter.split)
        self._divider.setVisible(self._painter.is_split)
        coloured = ("surface" in self._painter.shown and self._motion.shown is not None) or self._painter.has_optimum
        self._scale.setVisible(coloured and square.width() >= SCALE_NEEDS)
        self._scale_on_top = square.width() < BOTH_NEED
        height = EDGE if self._scale_on_top else square.height() - EDGE - self._scale.height()
        left = square.right() - EDGE - self._scale.width()
        self._scale.move(QPointF(left, square.top() + height).toPoint())
        self._tell_outside()
        self._say()

    def _place_readout(self) -> None:
        """Beside the pointer, or beside the fake that was chosen, and over neither the colour scale nor a remark."""
        square, label, fakes = self.square, self._readout, self._motion.now("fakes")
        at = self._hover
        if at is None and fakes is not None and 0 <= self.chosen < len(fakes):
            place = self.pixel_of(*fakes[self.chosen].tolist())
            at = place if square.contains(place) else None
        taken = [QRectF(each.geometry()) for each in (self._scale, self._outside) if not each.isHidden()]
        at = at or QPointF(square.right(), square.top())
        label.move(beside(at, QSizeF(label.size()), square, taken).topLeft().toPoint())

    def event(self, event: QEvent) -> bool:
        """Where the pointer rests on a fake, what pushes G is explained."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            shown = self._motion.shown
            weighed = shown is not None and shown.is_belief and not shown.relative and has_logits(self._game)
            if weighed and self._fake_near(QPointF(event.pos())) >= 0:
                QToolTip.showText(event.globalPos(), why_weights(), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _paint_over(self, painter: QPainter) -> None:
        theme, fakes = self._painter.theme, self._motion.now("fakes")
        painter.save()
        painter.setClipRect(self.square)
        if fakes is not None and "fake" in self._painter.shown:
            radius = dot_radius(self._view.width, len(fakes)) + 3
            for index, colour in {self.meant: theme.text, self.chosen: theme.accent}.items():
                if index >= 0 and np.isfinite(fakes[index]).all():
                    painter.setPen(QPen(QColor(theme.canvas), 3.6))
                    painter.drawEllipse(self.pixel_of(*fakes[index].tolist()), radius, radius)
                    painter.setPen(QPen(QColor(colour), 1.8))
                    painter.drawEllipse(self.pixel_of(*fakes[index].tolist()), radius, radius)
        if fakes is not None and "fake" in self._painter.shown:
            for index in {self.meant, self.chosen} - {-1}:
                self._painter.paint_own_arrow(painter, self._view, self.square.topLeft(), index)
        if self._painter.is_split:
            self._paint_sides(painter)
        self._paint_ring(painter, self.square, theme.accent)
        painter.restore()

    def _paint_sides(self, painter: QPainter) -> None:
        """Names both sides of the divider, where there is room beside it."""
        square = self.square
        middle = square.left() + self._painter.split * square.width()
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
            ground = QColor(self._painter.theme.canvas)
            ground.setAlphaF(0.84)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(QColor(self._painter.theme.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)


def make_sample() -> QWidget:
    from explorer.workspaces.adversarial.arena.arena_sample import sample_arena, sample_modes, sample_real

    arena = Arena()
    arena.show_real(sample_real(), sample_modes())
    arena.show_arena(sample_arena())
    arena.resize(620, 620)
    return arena


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
