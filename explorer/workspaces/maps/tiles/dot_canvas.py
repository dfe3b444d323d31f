"""The dots of one map: a part of a plane with what lies behind them, the brush, and the dot that is pointed at."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QWidget

from explorer.plane.frame_clock import Turns
from explorer.plane.plane_surface import PlaneSurface, round_corners
from explorer.plane.viewport import EMPTY, Extent, Viewport, bulk_extent
from explorer.style.theme import DARK, Theme
from explorer.widgets.painted_sentence import draw_sentence
from explorer.workspaces.maps.selection import BrushMode, as_mask
from explorer.workspaces.maps.tiles.brush_gestures import BrushGestures
from explorer.workspaces.maps.tiles.dot_motion import DotMotion
from explorer.workspaces.maps.tiles.dot_raster import DotRaster, dot_radius
from trainers.examples import Float32, Int64

SHARE = 0.15  # of a core that dots on their way may take
TWEEN = 0.3  # seconds
MOST_SCALE = 2.0  # pixels of the raster per logical pixel
REACH = 12.0  # px within which a dot is meant
CELLS_STRENGTH, LATTICE_STRENGTH = 0.55, 0.4
NO_LABEL = -1


class DotCanvas(PlaneSurface):
    """``pointed(row, x, y)`` is the dot near the pointer, -1 for none, and the place of the plane under it;
    ``pointer_left`` says that there is none. ``brush_begun``, ``brushed(rows, BrushMode)`` and ``brush_ended(kept)``
    come of a drag; a click is one as well. ``cleared`` wishes that nothing be selected."""

    pointed = Signal(int, float, float)
    pointer_left = Signal()
    brush_begun = Signal()
    brushed = Signal(object, object)
    brush_ended = Signal(bool)
    cleared = Signal()

    def __init__(self, turns: Turns | None = None, parent: QWidget | None = None) -> None:
        super().__init__(Viewport(100, 100).fitted(EMPTY), told=True, share=SHARE, turns=turns, parent=parent)
        self.gestures = BrushGestures(self)
        self.follow(self.gestures)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Map"))
        self._theme = DARK
        self._motion, self._raster = DotMotion(), DotRaster()
        self._began = 0.0
        self._labels: Int64 = np.zeros(0, np.int64)
        self._colours: tuple[str, ...] = ()
        self._selected: Int64 = np.zeros(0, np.int64)
        self._hovered = NO_LABEL
        self._dots: QImage | None = None
        self._own_view = False  # the user has moved it: it stays
        self._cells: tuple[QImage, Extent] | None = None
        self._cells_drawn: tuple[QRectF, QPixmap] | None = None
        self._lattice: Float32 | None = None
        self._message = ""
        self._connect()

    def _connect(self) -> None:
        gestures = self.gestures
        gestures.pointed.connect(self._on_pointed)
        gestures.brush_begun.connect(self.brush_begun)
        gestures.brush_moved.connect(self._on_brush_moved)
        gestures.brush_ended.connect(self._on_brush_ended)
        gestures.clicked.connect(self._on_clicked)
        gestures.cleared.connect(self.cleared)
        gestures.view_wished.connect(self._on_view_wished)
        gestures.reset_wished.connect(self.show_all)
        self.frames.due.connect(self._on_frame_due)

    # ------------------------------------------------------------------ what is shown

    @property
    def count(self) -> int:
        """How many examples have a place here."""
        return len(self._motion.target)

    @property
    def places(self) -> Float32:
        """Where the dots are, or are heading, (N, 2)."""
        return self._motion.target

    @property
    def selected_count(self) -> int:
        """How many dots are shown as selected."""
        return int((self._selected < self.count).sum())

    @property
    def hovered(self) -> int:
        """The row of the dot that is shown as pointed at; -1 for none."""
        return self._hovered

    @property
    def message(self) -> str:
        return self._message

    def show_places(self, places: Float32, animate: bool = True) -> None:
        """Where the dots lie, (N, 2); those of the same number as before travel there."""
        if self._motion.replace(places, animate and self.isVisible()):
            self._began = time.monotonic()
            self.frames.begin()
        else:
            self.frames.stop()
        self._place_dots()
        if not self._own_view:
            self._fit()

    def show_colours(self, labels: Int64 | None, colours: Sequence[str], neutral: str) -> None:
        """The colour of each dot: *labels* (N,) are rows of *colours*, -1 and beyond them the *neutral* one."""
        self._labels = np.zeros(0, np.int64) if labels is None else labels
        self._colours = (*colours, neutral)
        self._ink()

    def show_selected(self, rows: Int64) -> None:
        """Which dots are selected, the others being faint; without any, all are as they are."""
        if not np.array_equal(rows, self._selected):
            self._selected = rows
            self._spoil()

    def show_hovered(self, row: int) -> None:
        """The dot that is pointed at, here or in another map."""
        if row != self._hovered:
            self._hovered = row
            self.update()

    def show_cells(self, picture: QImage | None, extent: Extent = EMPTY) -> None:
        """A picture behind the dots, over *extent*; None takes it away."""
        if picture is None and self._cells is None:
            return
        self._cells, self._cells_drawn = None if picture is None else (picture, extent), None
        if not self._own_view:
            self._fit()
        self.redraw()

    def show_lattice(self, nodes: Float32 | None) -> None:
        """A grid of nodes (rows, columns, 2) drawn over the dots; None takes it away."""
        if nodes is not None or self._lattice is not None:
            self._lattice = nodes
            self.redraw()

    def show_message(self, text: str) -> None:
        """A sentence over the map; empty takes it away."""
        if text != self._message:
            self._message = text
            self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._raster.set_thick(theme.thick)
        self.redraw()

    def show_all(self) -> None:
        """The view that holds all dots, as long as the user moves it no more."""
        self._own_view = False
        self._fit()

    # ------------------------------------------------------------------ view

    def _fit(self) -> None:
        finite = self._motion.target[np.isfinite(self._motion.target).all(axis=1)]
        extent = bulk_extent(finite)
        if self._cells is not None:
            extent = self._cells[1]
        view = self.view.fitted(extent)
        if view != self.view:
            self._show(view)

    def _show(self, view: Viewport) -> None:
        self._dots = self._cells_drawn = None
        self.show_view(view, tells=False)

    def _on_view_wished(self, view: Viewport) -> None:
        self._own_view = True
        self._show(view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show(self.view.resized(self.width(), self.height()))
        if not self._own_view:
            self._fit()

    def _on_frame_due(self) -> None:
        self._motion.advance(min(1.0, (time.monotonic() - self._began) / TWEEN))
        self._place_dots()
        self.frames.go_on(self._motion.is_moving)

    def _place_dots(self) -> None:
        self._raster.set_places(self._motion.places)
        self._ink()

    def _ink(self) -> None:
        count, last = self.count, len(self._colours) - 1
        inks = np.full(count, last, np.int64)
        some = self._labels[:count]
        inks[: len(some)] = np.where((some >= 0) & (some < last), some, last)
        self._raster.set_inks(inks, self._colours or (self._theme.models[0],))
        self._spoil()

    def _spoil(self) -> None:
        self._dots = None
        self.redraw()

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        self.paint_if_stale(self._draw_dots)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.canvas))
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        if self._cells is not None:
            self._paint_cells(painter, *self._cells)
        if self._dots is not None:
            pad, size = self._raster.pad, self._dots.size()
            seen = QRectF(pad, pad, size.width() - 2 * pad, size.height() - 2 * pad)
            painter.drawImage(QRectF(self.rect()), self._dots, seen)
        if self._lattice is not None:
            self._paint_lattice(painter, self._lattice)
        self._paint_hovered(painter)
        self._paint_brush(painter)
        if self._message:
            self._paint_message(painter)
        round_corners(painter, QRectF(self.rect()), self._theme.panel)
        self.paint_ring(painter, QRectF(self.rect()), self._theme.accent)

    def let_go(self) -> None:
        self._dots = self._cells_drawn = None

    def _located(self) -> DotRaster:
        """The raster, for the view that is shown."""
        self._raster.place_in(self.view, min(self.devicePixelRatioF(), MOST_SCALE))
        return self._raster

    def _draw_dots(self) -> None:
        if self._dots is not None:
            return
        raster = self._located()
        selected = as_mask(self._selected, self.count) if len(self._selected) else None
        pixels = raster.draw(selected)
        height, width = pixels.shape
        image = QImage(pixels.data, width, height, 4 * width, QImage.Format.Format_ARGB32_Premultiplied)
        self._dots = image.copy()  # which owns its memory

    def _paint_cells(self, painter: QPainter, picture: QImage, extent: Extent) -> None:
        x0, y0, x1, y1 = extent
        left, top = self.view.to_pixel(x0, y1)
        right, bottom = self.view.to_pixel(x1, y0)
        place = QRectF(left, top, right - left, bottom - top)
        painter.setOpacity(CELLS_STRENGTH)
        painter.drawImage(place, picture)
        painter.setOpacity(1)

    def _paint_lattice(self, painter: QPainter, nodes: Float32) -> None:
        x = (nodes[..., 0] - self.view.cx) * self.view.sx + self.view.width / 2
        y = self.view.height / 2 - (nodes[..., 1] - self.view.cy) * self.view.sy
        colour = QColor(self._theme.text)
        colour.setAlphaF(LATTICE_STRENGTH)
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        lines = [*zip(x, y, strict=True), *zip(x.T, y.T, strict=True)]
        for xs, ys in lines:
            painter.drawPolyline(QPolygonF([QPointF(*at) for at in zip(xs.tolist(), ys.tolist(), strict=True)]))

    def _paint_hovered(self, painter: QPainter) -> None:
        if not 0 <= self._hovered < len(self._raster.pixel_places):
            return
        x, y = self._raster.pixel_places[self._hovered].tolist()
        if not np.isfinite([x, y]).all():
            return
        radius = dot_radius(self.count, self.view) * self._theme.thick + 3
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((self._theme.canvas, 4.0), (self._theme.text, 2.0)):
            painter.setPen(QPen(QColor(colour), width))
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def _paint_brush(self, painter: QPainter) -> None:
        if self.gestures.brush is not None:
            accent = QColor(self._theme.accent)
            painter.setPen(QPen(accent, 1))
            accent.setAlphaF(0.14)
            painter.setBrush(accent)
            painter.drawRect(self.gestures.brush)

    def _paint_message(self, painter: QPainter) -> None:
        area = QRectF(self.rect()).adjusted(10, 6, -10, -6)
        if self.count:
            veil = QColor(self._theme.canvas)
            veil.setAlphaF(0.75)
            painter.fillRect(self.rect(), veil)
        draw_sentence(painter, area, self._message, self._theme.muted, centred=True)

    # ------------------------------------------------------------------ pointer and keys

    def _on_pointed(self) -> None:
        at = self.gestures.hover
        if at is None:
            self.pointer_left.emit()
        else:
            row = self._located().near(at.x(), at.y(), REACH)
            self.pointed.emit(row, *self.view.to_plane(at.x(), at.y()))
        self.update()

    def _on_brush_moved(self, brush: QRectF, mode: BrushMode) -> None:
        rows = self._located().within(brush.left(), brush.top(), brush.right(), brush.bottom())
        self.brushed.emit(rows, mode)
        self.update()

    def _on_brush_ended(self, kept: bool) -> None:
        self.brush_ended.emit(kept)
        self.update()

    def _on_clicked(self, at: QPointF, mode: BrushMode) -> None:
        row = self._located().near(at.x(), at.y(), REACH)
        if row < 0 and mode is not BrushMode.REPLACE:
            return
        self.brush_begun.emit()
        self.brushed.emit(np.array([row] if row >= 0 else [], np.int64), mode)
        self.brush_ended.emit(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.gestures.key(event):
            super().keyPressEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.gestures.leave()
