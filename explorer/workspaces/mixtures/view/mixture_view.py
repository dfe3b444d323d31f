"""A mixture to look at and to move by hand: the picture, and what is said over it. What pointer and keys mean is in
``mixture_gestures``, what the hand has is in ``mixture_hand``."""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.map.overlays.map_labels import MapLabel
from explorer.pictures.peek import Peek
from explorer.plane.beside import EDGE, beside
from explorer.plane.dots import dot_radius
from explorer.plane.frame_clock import Turns
from explorer.style.theme import DARK, Theme
from explorer.workspaces.mixtures.view.mixture_export import export_mixture
from explorer.workspaces.mixtures.view.mixture_gestures import MixtureGestures
from explorer.workspaces.mixtures.view.mixture_hand import MixtureHand
from explorer.workspaces.mixtures.view.mixture_painter import handle_places
from explorer.workspaces.mixtures.view.mixture_surface import MixtureSurface
from explorer.workspaces.mixtures.view.mixture_words import component_words, share_words
from trainers.examples import UInt8
from trainers.messages.mixture import MixtureShown

NARROW = 300  # logical pixels, for what is said beside the pointer


class MixtureView(MixtureSurface):
    """``component_moved(held, done)`` carries where the hand has a component, *done* once it lets go or takes the drag
    back. ``component_chosen(index)`` and ``example_pointed(row)`` carry -1 for none. ``touched`` says that
    there is something to be taken back; what it takes back, :meth:`undo` does."""

    component_moved = Signal(object, bool)
    component_chosen = Signal(int)
    example_pointed = Signal(int)
    touched = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, turns: Turns | None = None) -> None:
        super().__init__(parent, turns)
        self.setObjectName(name)
        self.setAccessibleName(self.tr("Mixture"))
        self.setAccessibleDescription(
            self.tr(
                "N and Shift+N go from component to component; arrow keys move the chosen one, with Shift they turn and"
                " stretch it, else they pan. Plus and minus zoom, Home shows everything."
            )
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._readout = MapLabel("mixture_readout", self.tr("Under the pointer"), self)
        self._message = MapLabel("mixture_message", self.tr("Message"), self, small=False)
        self._peek = Peek(self)
        self._pictures: dict[int, UInt8] = {}  # (H, W, 3) of examples, by their rows
        self._pointed = -1
        self._movable = False
        self._gestures = MixtureGestures(self)
        self._hand = MixtureHand(self, self._gestures)
        self._hand.component_moved.connect(self.component_moved)
        self._hand.touched.connect(self.touched)
        self.follow(self._gestures)
        self._connect()
        self.set_theme(DARK)

    def _connect(self) -> None:
        gestures = self._gestures
        gestures.pointed.connect(self._say)
        gestures.component_wished.connect(self._choose)
        gestures.view_wished.connect(self.move_view)
        gestures.zoom_wished.connect(self.zoom)
        gestures.reset_wished.connect(self.reset_view)
        gestures.grabbed.connect(lambda index, _part, _at: self._choose(index))
        self.redrawn.connect(self._say)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for label in (self._readout, self._message):
            label.set_theme(theme)

    def show_mixture(self, shown: MixtureShown | None) -> None:
        lets_go = self._hand.take(shown)
        super().show_mixture(shown)
        if lets_go:  # only now: what moves sets out from where the hand has left it
            self.motion.held = None
        if shown is None or self._gestures.chosen >= len(shown.now.weights):
            self._gestures.chosen = -1
        self._know_what_can_be()
        self._say()

    def show_movable(self, movable: bool) -> None:
        """Whether components follow the hand: not while an older keyframe is looked at."""
        if not movable:
            self._gestures.stop()
        self._movable = movable
        self._know_what_can_be()

    def _know_what_can_be(self) -> None:
        shown = self.motion.shown
        known = shown is not None and (shown.width <= 2 or shown.whole is not None)
        self._gestures.can_move = self._movable and known
        self._gestures.can_shape = self._gestures.can_move and shown is not None and shown.width == 2

    def show_chosen(self, index: int) -> None:
        """Marks a component without telling anybody; -1 marks none. Raises ValueError for one that there is not."""
        if not -1 <= index < self.count:
            raise ValueError(f"mixture: expected a component from 0 to {self.count - 1}, or -1, found {index}")
        self._gestures.chosen = index
        self._say()

    def show_picture(self, row: int, picture: UInt8) -> None:
        """How an example looks (H, W, 3), where examples are pictures."""
        self._pictures = {row: picture}
        self._say()

    def show_message(self, text: str) -> None:
        """Shows a message over the mixture, which stays as it is below; an empty one takes it away."""
        self._message.show_text(text, max(round(self.width() * 0.8), 60))
        self._message.move((QRectF(self.rect()).center() - QRectF(self._message.rect()).center()).toPoint())
        self._message.raise_()

    @property
    def count(self) -> int:
        """How many components there are."""
        return 0 if self.motion.shown is None else len(self.motion.shown.now.weights)

    @property
    def chosen(self) -> int:
        return self._gestures.chosen

    @property
    def readout(self) -> str:
        """What is said about what lies under the pointer; rich text."""
        return self._readout.text()

    def export(self, path: str | Path) -> None:
        """Writes the picture as PNG or SVG, or the examples with their shares as CSV, as the ending says. Raises
        ExportError with one sentence."""
        export_mixture(Path(path), self.painter, self.view)

    # ------------------------------------------------------------------ what can be taken back

    @property
    def can_undo(self) -> bool:
        return self._hand.can_undo and self._movable

    def undo(self) -> None:
        """The component that was moved last goes back to where it was."""
        if self.can_undo:
            self._hand.undo()

    # ------------------------------------------------------------------ what is meant, and what is said about it

    @property
    def meant(self) -> int:
        """The component that is dragged, else the one under the pointer, else the chosen one; -1 for none."""
        if self._hand.grabbed >= 0:
            return self._hand.grabbed
        hover = self._gestures.hover
        if hover is None or self._gestures.is_dragging:
            return self._gestures.chosen
        chosen = self._gestures.chosen
        if chosen >= 0 and self._gestures.can_shape and self.handle_near(hover, chosen) >= 0:
            return chosen
        near = self.component_near(hover)
        return near if near >= 0 else chosen

    def _say(self) -> None:
        """Says what lies under the pointer, and marks the component that is meant."""
        shown, hover = self.motion.shown, self._gestures.hover
        if self.painter.lit != (meant := min(self.meant, self.count - 1)):
            self.painter.lit = meant
            self.redraw()  # which comes back here
            return
        example = -1
        if shown is not None and hover is not None and not self._gestures.is_dragging:
            example = self.example_near(hover)
        lines: list[str] = []
        on_middle = hover is not None and self.is_middle(hover, meant)
        if shown is not None and example >= 0 and not on_middle:
            lines = [share_words(shown, example)]
        elif shown is not None and meant >= 0 and self._hand.grabbed < 0:
            lines, example = component_words(shown, meant), -1
        self._point_at(example)
        picture = self._pictures.get(example) if example >= 0 else None
        if picture is not None and hover is not None:
            around = QRect(round(hover.x()) - 6, round(hover.y()) - 6, 12, 12)
            self._peek.show_picture(picture, around, self.painter.theme, "\n".join(lines))
        else:
            self._peek.hide()
        self._place_readout("" if picture is not None else "<br>".join(lines), hover)
        self.update()

    def _choose(self, index: int) -> None:
        if index != self._gestures.chosen:
            self._gestures.chosen = index
            self.component_chosen.emit(index)
            self._say()

    def _point_at(self, example: int) -> None:
        if example != self._pointed:
            self._pointed = example
            self.example_pointed.emit(example)

    def _place_readout(self, text: str, hover: QPointF | None) -> None:
        label = self._readout
        if text != label.text():
            label.show_text(text, max(min(self.width() - 2 * round(EDGE), NARROW), 60))
        at = hover or QPointF(self.width(), 0)
        label.move(beside(at, QSizeF(label.size()), QRectF(self.rect()), []).topLeft().toPoint())

    # ------------------------------------------------------------------ events

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._gestures.leave()

    def hideEvent(self, event: object) -> None:
        self._gestures.stop()
        super().hideEvent(event)  # type: ignore[arg-type]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._gestures.key(event, self.count):
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._readout.setText("")  # is measured anew
            self.redraw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._message.isHidden():
            self.show_message(self._message.text())

    # ------------------------------------------------------------------ painting

    def paint_over(self, painter: QPainter) -> None:
        theme, shown = self.painter.theme, self.motion.shown
        if shown is not None and 0 <= self._pointed < len(shown.places):
            radius = dot_radius(min(self.view.width, self.view.height), len(shown.places)) * theme.thick + 2.5
            at = self.pixel_of(*shown.places[self._pointed].tolist())
            if all(map(math.isfinite, (at.x(), at.y()))):
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(QColor(theme.canvas), 3.2))
                painter.drawEllipse(at, radius, radius)
                painter.setPen(QPen(QColor(theme.text), 1.6))
                painter.drawEllipse(at, radius, radius)
        components, lit = self.motion.components, self.painter.lit
        if components is not None and lit >= 0 and self._gestures.can_shape:
            self.painter.paint_handles(painter, handle_places(components, lit, self.view), lit)
        self.paint_ring(painter, QRectF(self.rect()), theme.accent)


def make_sample() -> QWidget:
    from explorer.workspaces.mixtures.view.mixture_sample import sample_mixture

    view = MixtureView("mixture_sample")
    view.show_movable(True)
    view.show_mixture(sample_mixture())
    view.resize(560, 520)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
