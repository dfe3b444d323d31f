"""The cursor, the pins, the walker and the path of a map: where they are on the plane, and their marks over it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QObject, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from explorer.map.map_marker import MapMarker
from explorer.plane.plane_surface import PlaneSurface
from explorer.style.theme import DARK, Theme

GRAB = 11.0  # how near the pointer must be to a pin to take hold of it; a pin's own radius is a little less
DOTS = 6.0  # logical pixels from dot to dot of a path that is not walked


class MapMarks(QObject):
    """Positions are points of the plane that *surface* shows; y is 0 on a line. The marks are small widgets of their
    own: under them only their own few pixels are copied from the surface's canvas."""

    def __init__(self, surface: PlaneSurface) -> None:
        super().__init__(surface)
        self._surface = surface
        self._theme = DARK
        self._cursor: tuple[float, float] | None = None
        self._pins: list[tuple[float, float, str]] = []
        self._path: list[tuple[float, float]] = []
        self._selected = -1
        self._walker: tuple[float, float] | None = None
        self._pin_marks: list[MapMarker] = []
        self._walker_mark = MapMarker("walker", surface)
        self._cursor_mark = MapMarker("cursor", surface)
        surface.redrawn.connect(self.place)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for mark in (self._cursor_mark, self._walker_mark, *self._pin_marks):
            mark.set_theme(theme)

    def set_as_line(self, as_line: bool) -> None:
        """On a map of one dimension the cursor has a line through the whole height."""
        self._cursor_mark.set_as_line(as_line)
        self.place()

    def show_cursor(self, x: float, y: float) -> None:
        """Puts the cursor on a point of the plane."""
        self._cursor = (x, y)
        self.place()

    def show_pins(self, pins: Sequence[tuple[float, float, str]]) -> None:
        """Shows pins (x, y, label) and the path through them, in their order."""
        self._pins = [(float(x), float(y), str(label)) for x, y, label in pins]
        labels = [label for _, _, label in self._pins]
        if labels != [mark.objectName().removeprefix("map_pin_") for mark in self._pin_marks]:
            for mark in self._pin_marks:
                mark.hide()
                mark.deleteLater()
            self._pin_marks = [MapMarker("pin", self._surface, label) for label in labels]
            for mark in self._pin_marks:
                mark.set_theme(self._theme)
                mark.stackUnder(self._walker_mark)
            self._selected = min(self._selected, len(labels) - 1)
        self.place()
        self._surface.update()  # the path

    def show_path(self, points: NDArray[np.floating] | None) -> None:
        """Shows the path (n, 2) that is walked instead of the straight one through the pins, which becomes dotted; None
        takes it away. Raises ValueError for another shape or fewer than two points."""
        if points is not None and (points.ndim != 2 or points.shape[1] != 2 or len(points) < 2):
            raise ValueError(f"path: expected at least two points (n, 2), found shape {points.shape}")
        self._path = [] if points is None else [(float(x), float(y)) for x, y in points]
        self._surface.update()

    def show_walker(self, x: float | None, y: float = 0.0) -> None:
        """Shows where an animation is; None hides it."""
        self._walker = None if x is None else (x, y)
        self._walker_mark.setVisible(x is not None)
        self.place()

    def select(self, pin: int) -> None:
        """Marks the pin that keys are meant for; -1 marks none."""
        self._selected = pin
        for index, mark in enumerate(self._pin_marks):
            mark.set_selected(index == pin)

    # ------------------------------------------------------------------ what is where

    @property
    def cursor(self) -> tuple[float, float] | None:
        return self._cursor

    @property
    def walker(self) -> tuple[float, float] | None:
        return self._walker

    @property
    def pins(self) -> Sequence[tuple[float, float, str]]:
        """(x, y, label) of each."""
        return tuple(self._pins)

    @property
    def selected(self) -> int:
        """The pin that keys are meant for; -1 when there is none."""
        return self._selected

    def pin_at(self, at: QPointF) -> int:
        """The pin under a pixel, the topmost first; -1 when there is none."""
        for index in reversed(range(len(self._pins))):
            x, y, _ = self._pins[index]
            if QLineF(QPointF(*self._surface.view.to_pixel(x, y)), at).length() <= GRAB:
                return index
        return -1

    def place(self) -> None:
        """Puts the marks where their points are on the surface now."""
        view = self._surface.view
        if self._cursor is not None:
            self._cursor_mark.place(*view.to_pixel(*self._cursor))
        if self._walker is not None:
            self._walker_mark.place(*view.to_pixel(*self._walker))
        for mark, (x, y, _) in zip(self._pin_marks, self._pins, strict=True):
            mark.place(*view.to_pixel(x, y))

    # ------------------------------------------------------------------ painting

    @property
    def has_path(self) -> bool:
        """Whether :meth:`paint_path` has something to paint."""
        return len(self._pins) > 1 or bool(self._path)

    def paint_path(self, painter: QPainter) -> None:
        """The straight path through the pins, and over it the one that is walked instead."""
        self._paint_line(painter, [(x, y) for x, y, _ in self._pins], "white", dotted=bool(self._path))
        self._paint_line(painter, self._path, self._theme.accent, width=2.2)

    def paint_marks(self, painter: QPainter) -> None:
        """The pins and the cursor, for a picture that has no widgets over it."""
        for mark in (*self._pin_marks, self._cursor_mark):
            if not mark.isHidden():
                painter.save()
                painter.translate(mark.pos())
                mark.paint_mark(painter)
                painter.restore()

    def _paint_line(
        self,
        painter: QPainter,
        points: Sequence[tuple[float, float]],
        colour: str,
        width: float = 1.5,
        dotted: bool = False,
    ) -> None:
        """A line through points of the plane, with a dark edge that keeps it visible on any colour."""
        line = [QPointF(*self._surface.view.to_pixel(x, y)) for x, y in points]
        for pen_colour, thick in ((QColor(0, 0, 0, 150), width + 1.9), (QColor(colour), width)):
            pen = QPen(pen_colour, thick)
            if dotted:  # Qt counts dashes in widths of the pen; the dots of both pens must fall together
                pen.setCapStyle(Qt.PenCapStyle.RoundCap)
                pen.setDashPattern([0.1 / thick, DOTS / thick])
            painter.setPen(pen)
            painter.drawPolyline(line)
