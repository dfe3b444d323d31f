"""The arena: real and generated points, what the discriminator makes of the plane, and where it tells each fake to go.

The pointer reads the surface off and lights the nearest fake up; resting on a fake explains what pushes G. What pointer
and keys do is in ``arena_gestures``, what is painted in ``arena_surface``, what lies over it in ``arena_overlays``.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.map.holes.hole_layer import value_at
from explorer.plane.dots import dot_radius
from explorer.plane.frame_clock import Turns
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme
from explorer.workspaces.adversarial.arena.arena_export import export_arena
from explorer.workspaces.adversarial.arena.arena_gestures import ArenaGestures
from explorer.workspaces.adversarial.arena.arena_overlays import ArenaOverlays
from explorer.workspaces.adversarial.arena.arena_painter import LAYERS
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


class Arena(ArenaSurface):
    """``fake_chosen(index)`` tells which fake a click or key has chosen, -1 for none."""

    fake_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None, turns: Turns | None = None) -> None:
        super().__init__(parent, turns)
        self.setObjectName("arena")
        self.setAccessibleName(self.tr("Arena"))
        self.setAccessibleDescription(
            self.tr("Arrow keys pan, plus and minus zoom, Home resets, N and Shift+N go from fake to fake.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.chosen = -1
        self._game: Game | None = None
        self._refitting = QTimer(self, singleShot=True, interval=0)
        self._refitting.timeout.connect(self._refit)
        self._overlays = ArenaOverlays(self)
        self._overlays.share_wished.connect(self._on_share_wished)
        self._gestures = ArenaGestures(self)
        self.follow(self._gestures)
        self._gestures.pointed.connect(self._say)
        self._gestures.fake_wished.connect(self._choose)
        self._gestures.view_wished.connect(self.show_view)
        self._gestures.zoom_wished.connect(self.zoom)
        self._gestures.reset_wished.connect(self.reset_view)
        self.redrawn.connect(self._on_redrawn)
        self.set_theme(DARK)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self._overlays.set_theme(theme)
        self._say()

    def show_arena(self, shown: ArenaShown | None) -> None:
        before = self.motion.shown
        super().show_arena(shown)
        same = shown is not None and before is not None and np.array_equal(before.codes, shown.codes)
        if not same:
            self.chosen = -1
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
        self._overlays.show_message(text)

    @property
    def has_optimum(self) -> bool:
        """Whether the best D there could be is known."""
        return self.motion.now("optimum") is not None

    @property
    def readout(self) -> str:
        """What is said about the place under the pointer and the fake that is meant; rich text."""
        return self._overlays.readout

    @property
    def remark(self) -> str:
        """What is said about fakes that are not to be seen; "" where most are."""
        return self._overlays.remark

    def export(self, path: str | Path) -> None:
        """Writes the picture as PNG or SVG, or the points as CSV, as the ending says. Raises ExportError with one
        sentence."""
        export_arena(Path(path), self.painter, self.view)

    # ------------------------------------------------------------------ what is meant, and what is said about it

    @property
    def _count(self) -> int:
        return 0 if self.motion.shown is None else len(self.motion.shown.fakes)

    @property
    def meant(self) -> int:
        """The fake nearest to the pointer, else the chosen one; -1 when there is neither."""
        hover = self._gestures.hover
        near = self.fake_near(hover) if hover is not None and not self._gestures.is_dragging else -1
        return near if near >= 0 else self.chosen

    def value_of_place(self, x: float, y: float) -> tuple[float, float]:
        """What D makes of a place, and the best D there could be; NaN where that is not known."""
        shown = self.motion.shown
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
        shown = self.motion.shown
        share = 0.0 if shown is None or "fake" not in self.painter.shown else self.outside_of(self.extent)
        self._overlays.show_remark(outside_words(share, share > 0 and self.outside_of(self.everything()) < share))

    def _say(self) -> None:
        """Says what there is to say where the pointer is, and marks the fake that is meant."""
        lines = []
        shown, hover = self.motion.shown, self._gestures.hover
        if shown is not None:
            if hover is not None and self.square.contains(hover):
                value, optimum = self.value_of_place(*self.place_at(hover))
                if math.isfinite(value) or math.isfinite(optimum):
                    lines.append(place_words(value, optimum, shown.is_belief, shown.relative))
            if self.meant >= 0:
                value, _ = self.value_of_place(*shown.fakes[self.meant].tolist())
                theme, slope = self.painter.theme, self._slope(shown, self.meant)
                lines.append(fake_words(value, shown.is_belief, theme, shown.relative, slope, self._game))
        self._overlays.show_readout("<br>".join(lines), hover or self._chosen_pixel())
        self.update()

    def _chosen_pixel(self) -> QPointF | None:
        """Where the chosen fake is, if it is to be seen."""
        fakes = self.motion.now("fakes")
        if fakes is None or not 0 <= self.chosen < len(fakes):
            return None
        place = self.pixel_of(*fakes[self.chosen].tolist())
        return place if self.square.contains(place) else None

    def _choose(self, index: int) -> None:
        if index != self.chosen:
            self.chosen = index
            self.fake_chosen.emit(index)
            self._say()

    # ------------------------------------------------------------------ what follows from what

    def _on_redrawn(self) -> None:
        self._tell_outside()
        if self._gestures.hover is not None or self.chosen >= 0:
            self._say()

    def _on_share_wished(self, share: float) -> None:
        self.set_split(share)
        self._place_overlays()

    def _refit(self) -> None:
        self._overlays.forget_texts()
        self._place_overlays()
        self.redraw()  # the numbers of the modes

    def _place_overlays(self) -> None:
        self._overlays.place()
        self._tell_outside()
        self._say()

    # ------------------------------------------------------------------ events

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._gestures.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.key(event, self.chosen, self._count):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Where the pointer rests on a fake, what pushes G is explained."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            shown = self.motion.shown
            weighed = shown is not None and shown.is_belief and not shown.relative and has_logits(self._game)
            if weighed and self.fake_near(QPointF(event.pos())) >= 0:
                QToolTip.showText(event.globalPos(), plain_tip(why_weights()), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._refitting.start()  # once those that lie over the picture have their letters, too

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_overlays()
        self._overlays.place_message()

    # ------------------------------------------------------------------ painting

    def paint_over(self, painter: QPainter) -> None:
        theme, fakes = self.painter.theme, self.motion.now("fakes")
        painter.save()
        painter.setClipRect(self.square)
        if fakes is not None and "fake" in self.painter.shown:
            radius = dot_radius(self.view.width, len(fakes)) * theme.thick + 3
            for index, colour in {self.meant: theme.text, self.chosen: theme.accent}.items():
                if index >= 0 and np.isfinite(fakes[index]).all():
                    painter.setPen(QPen(QColor(theme.canvas), 3.6))
                    painter.drawEllipse(self.pixel_of(*fakes[index].tolist()), radius, radius)
                    painter.setPen(QPen(QColor(colour), 1.8))
                    painter.drawEllipse(self.pixel_of(*fakes[index].tolist()), radius, radius)
            for index in {self.meant, self.chosen} - {-1}:
                self.painter.paint_own_arrow(painter, self.view, self.square.topLeft(), index)
        if self.painter.is_split:
            self._overlays.paint_sides(painter)
        self.paint_ring(painter, self.square, theme.accent)
        painter.restore()


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
