"""The drawing area of the curves: lines, bands, references, legend and read-out on two axes.

Built from pyqtgraph's view box and axes without its PlotItem, whose menus and option panels are windows of their own
that outlive the plot.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHideEvent, QImage, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from explorer.curves.curve_axes import TEXT_OFFSET, WIDEST, StepAxis, ValueAxis
from explorer.curves.curve_foreground import WRAPPED, paint_hover, paint_legend, paint_levels, paint_marks
from explorer.curves.curve_items import LegendRow, Trace, TraceItems, TraceKey
from explorer.curves.curve_labels import LevelLabels
from explorer.curves.curve_legend import LegendRoom, Placed, legend_height, place_legend, uncut
from explorer.gui_thread.throttle import LEAN
from explorer.style.plain_text import plain_tip
from explorer.style.small_font import shrunk
from explorer.style.theme import DARK, Theme

_EASE_MS = 500 if LEAN else 100  # each movement repaints the plot: longer than between two drawings of a run
_BIN = 2 if LEAN else 1  # logical pixels
_EASE = 0.6  # share of the way to its target that an axis goes at a time
_TOP = 4.0
_NEAR = 6  # logical pixels between the pointer and a mark that it means
_TEXTS = 0.3  # share of the height that the remark below may take
_LEGEND = 0.4  # and the legend above,
_PLOT, _LEAST = 0.45, 60.0  # which leave this share of it to what the axes enclose, and as many logical pixels
# About what the pointer reads, and by how much the legend's numbers grow.
_READ_OUT = "steps 00000 to 00000 · rate 00 % 00000000"
Range = tuple[float, float]


class CurvePlot(pg.GraphicsView):
    """Draws what it is given; says where the pointer is, and when the user zooms or wants everything back."""

    zoomed = Signal()
    reset_requested = Signal()
    hovered = Signal(object)  # the position on the x axis, float, or None
    _ready = False  # pyqtgraph resizes the view while it is being built

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, useOpenGL=False)
        self.setObjectName("curvePlot")
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._theme = DARK
        self._room = 0.0  # above the plot, for the legend
        self._room_for: tuple[str, ...] = ()
        self._way = 0  # of writing the legend
        self._way_for: tuple[tuple[str, ...], bool] = ((), False)
        self._placed: Placed = []
        self._items: dict[TraceKey, TraceItems] = {}
        self._references: list[tuple[pg.InfiniteLine, str]] = []
        self._labels = LevelLabels()
        self._traces: Sequence[Trace] = ()
        self._legend: Sequence[LegendRow] = ()
        self._unit = self._caption = self._read_out = ""
        self._marks: Sequence[tuple[float, str]] = ()
        self._hover_at: float | None = None
        self._dots: Sequence[tuple[float, float, str]] = ()
        self.box = pg.ViewBox(enableMenu=False, defaultPadding=0)
        self.box.setMouseMode(pg.ViewBox.RectMode)
        self.box.disableAutoRange()
        self.box.sigRangeChangedManually.connect(self._on_box_range_changed_manually)
        self.left, self.bottom = ValueAxis("left"), StepAxis("bottom")
        self._build_axes()
        self._marker = pg.InfiniteLine(angle=90, movable=False)
        self._marker.setVisible(False)
        self.box.addItem(self._marker, ignoreBounds=True)
        self._target: Range = (0.0, 1.0)
        self._easing = QTimer(self)
        self._easing.setInterval(_EASE_MS)
        self._easing.timeout.connect(self._ease)
        self._ready = True
        self.set_theme(DARK)

    def _build_axes(self) -> None:
        layout = pg.GraphicsLayout()
        self._layout = layout
        layout.setContentsMargins(0, _TOP, 8, 0)
        layout.setSpacing(0)
        self.setCentralItem(layout)
        layout.addItem(self.left, 0, 0)
        layout.addItem(self.box, 0, 1)
        layout.addItem(self.bottom, 1, 1)
        for axis in (self.left, self.bottom):
            axis.linkToView(self.box)
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickLength=0, tickTextOffset=TEXT_OFFSET, maxTickLevel=0)
            axis.setZValue(-1)
        self.left.setGrid(40)
        self._fit_axes()

    def _fit_axes(self) -> None:
        """The axes have room for their numbers, in letters of any size."""
        small = self._small_font()
        metrics = QFontMetricsF(small)
        for axis in (self.left, self.bottom):
            axis.setTickFont(small)
        self.left.setWidth(math.ceil(metrics.horizontalAdvance(WIDEST)) + TEXT_OFFSET)
        self.bottom.setHeight(math.ceil(metrics.height()) + TEXT_OFFSET)

    # ------------------------------------------------------------------ inputs
    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.setBackground(QColor(theme.panel))
        for axis in (self.left, self.bottom):
            axis.setPen(pg.mkPen(theme.border))
            axis.setTickPen(pg.mkPen(theme.muted))
            axis.setTextPen(pg.mkPen(theme.muted))
        self._fit_axes()
        self._make_room(anew=True)
        self._marker.setPen(pg.mkPen(theme.accent, width=1.5))
        self.box.rbScaleBox.setPen(pg.mkPen(theme.accent, width=1))
        shade = QColor(theme.accent)
        shade.setAlphaF(0.15)
        self.box.rbScaleBox.setBrush(shade)
        for line, _ in self._references:
            line.setPen(pg.mkPen(theme.muted, width=1, style=Qt.PenStyle.DotLine))
        self.viewport().update()

    def set_log(self, log: bool) -> None:
        """Whether the y positions are logarithms to base 10."""
        self.left.setLogMode(x=False, y=log)

    def show_seconds(self, seconds: bool) -> None:
        """Whether the x positions are seconds instead of steps."""
        self.bottom.show_seconds(seconds)

    def show_traces(self, traces: Sequence[Trace]) -> None:
        """Draws these lines and no others."""
        self._traces = traces
        keys = {trace.key for trace in traces}
        for key in [key for key in self._items if key not in keys]:
            for item in self._items.pop(key).all:
                self.box.removeItem(item)
        for trace in traces:
            if trace.key not in self._items:
                self._items[trace.key] = TraceItems(self.box, trace.points)
            self._items[trace.key].draw(trace, self._theme)

    def show_references(self, references: Sequence[tuple[float, str]]) -> None:
        """Dotted level lines with their labels."""
        if list(references) == [(line.value(), label) for line, label in self._references]:
            return
        for line, _ in self._references:
            self.box.removeItem(line)
        self._references = [(pg.InfiniteLine(pos=y, angle=0, movable=False), label) for y, label in references]
        for line, _ in self._references:
            line.setPen(pg.mkPen(self._theme.muted, width=1, style=Qt.PenStyle.DotLine))
            self.box.addItem(line, ignoreBounds=True)
        self._labels = LevelLabels()
        self._make_room()
        self.viewport().update()

    def show_marker(self, x: float | None) -> None:
        """The upright line at the step that is looked at."""
        self._marker.setVisible(x is not None)
        if x is not None:
            self._marker.setPos(x)

    def show_marks(self, marks: Sequence[tuple[float, str]]) -> None:
        """Upright lines at x positions at which something happened, and what."""
        if list(marks) != list(self._marks):
            self._marks = tuple(marks)
            self.setAccessibleDescription("\n".join(f"{place:g}: {text}" for place, text in marks))
            self.viewport().update()

    def mark_near(self, x: float) -> str:
        """What happened within a few pixels of *x*; empty where nothing did."""
        width = self.ranges[0][1] - self.ranges[0][0]
        reach = _NEAR * width / max(1.0, self.box.width())
        near = [(abs(step - x), text) for step, text in self._marks if abs(step - x) <= reach]
        return min(near)[1] if near else ""

    def show_texts(self, legend: Sequence[LegendRow], unit: str, caption: str) -> None:
        """The legend, the unit above the y axis, and a remark below the x axis, where no curve goes."""
        if (legend, unit, caption) != (self._legend, self._unit, self._caption):
            self._legend, self._unit, self._caption = legend, unit, caption
            self._make_room()
            self.viewport().update()

    def show_hover(self, x: float | None, read_out: str, dots: Sequence[tuple[float, float, str]]) -> None:
        """A hairline at *x*, what it says, and dots (x, y, colour) on the lines."""
        changed = read_out != self._read_out
        self._hover_at, self._read_out, self._dots = x, read_out, dots
        if changed:
            self._make_room()
        self.viewport().update()

    def set_ranges(self, x: Range, y: Range, at_once: bool) -> None:
        """Shows x at once and moves y there slowly, unless *at_once*."""
        self.box.setXRange(*x, padding=0)
        self._target = y
        if at_once or not self.isVisible():
            self._easing.stop()
            self.box.setYRange(*y, padding=0)
        elif self._easing.isActive():
            self._ease()  # with the curves, which are painted anyway; the timer then waits its full time again
        elif not self._is_near(self.ranges[1]):
            self._easing.start()
        self.box.updateMatrix()  # left to the painting, as pyqtgraph does, it would have everything painted twice

    @property
    def columns(self) -> int:
        """How many bins the plot has room for."""
        return max(100, round(self.box.width() / _BIN))

    @property
    def line_share(self) -> float:
        """The share of the plot's height that a line of text takes, with some air."""
        return (QFontMetricsF(self._small_font()).height() + 3) / max(1.0, self.box.height())

    @property
    def target(self) -> Range:
        """Where the y axis is or is going."""
        return self._target

    @property
    def ranges(self) -> tuple[Range, Range]:
        """The (x, y) ranges on screen."""
        x, y = self.box.viewRange()
        return (x[0], x[1]), (y[0], y[1])

    def _is_near(self, y: Range) -> bool:
        near = 0.003 * (self._target[1] - self._target[0])
        return abs(y[0] - self._target[0]) < near and abs(y[1] - self._target[1]) < near

    def _ease(self) -> None:
        """One movement of the y axis towards its target."""
        low, high = self.ranges[1]
        low, high = low + _EASE * (self._target[0] - low), high + _EASE * (self._target[1] - high)
        if self._is_near((low, high)):
            self._easing.stop()
            low, high = self._target
        else:
            self._easing.start()
        self.box.setYRange(low, high, padding=0)
        self.box.updateMatrix()

    def hideEvent(self, event: QHideEvent) -> None:
        self._easing.stop()
        super().hideEvent(event)

    # ------------------------------------------------------------------ pointer
    def _on_box_range_changed_manually(self) -> None:
        self._easing.stop()
        self.zoomed.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        inside = self.box.sceneBoundingRect().contains(event.position())
        self.hovered.emit(float(self.box.mapSceneToView(event.position()).x()) if inside else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self.reset_requested.emit()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.hovered.emit(None)

    # ------------------------------------------------------------------ text over the lines
    def _small_font(self) -> QFont:
        return shrunk(self.font(), 0.85)

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._small_font())
        area = self.box.sceneBoundingRect()
        paint_marks(painter, area, (self._place(step, 0).x() for step, _ in self._marks), self._theme)
        levels = [(line.value(), label) for line, label in self._references]
        metrics = QFontMetricsF(painter.font())
        # The labels stand where the curves are not, as far as can be.
        labels = self._labels.place(levels, self._traces, self.ranges, area, metrics)
        paint_levels(painter, labels, self._theme)
        if self._hover_at is not None:
            dots = [(self._place(x, y), colour) for x, y, colour in self._dots]
            paint_hover(painter, area, self._place(self._hover_at, 0).x(), dots, self._theme)
        if self._caption and (room := self._caption_room()):
            painter.setPen(QColor(self._theme.muted))
            painter.drawText(QRectF(4, self.height() - room, self.width() - 12, room), WRAPPED, self._caption)
        paint_legend(painter, self._placed, self._theme)
        painter.restore()

    def _place(self, x: float, y: float) -> QPointF:
        """Where a step and a value are, in logical pixels."""
        return self.box.mapViewToScene(QPointF(x, y))

    def _caption_room(self) -> float:
        """What the remark takes below the plot: all of its lines, or none where it would leave too little."""
        if not self._caption:
            return 0.0
        wide = QRectF(0, 0, self.width() - 12, 10_000)
        tall = QFontMetricsF(self._small_font()).boundingRect(wide, WRAPPED, self._caption).height()
        left = self.height() - self._room - self.bottom.height() - self._least_plot()
        return tall if tall <= min(_TEXTS * self.height(), left) else 0.0

    def _least_plot(self) -> float:
        """What the legend and the remark leave to the curves."""
        return max(_LEAST, _PLOT * self.height())

    def _flow_legend(self) -> Placed:
        """The rows of the legend above the plot, the unit and what the pointer reads. The way they are written is kept
        while the same lines are shown, or read, that it does not change with their numbers."""
        lines = tuple(row.colour for row in self._legend), bool(self._read_out)
        if lines != self._way_for:
            self._way_for, self._way = lines, 0
        self._way, placed = self._place_texts(self._read_out, self._way)
        return placed

    def _place_texts(self, read_out: str, way: int) -> tuple[int, Placed]:
        """The legend with the unit and *read_out*, written in *way* or one that needs less room."""
        high = min(_LEGEND * self.height(), self.height() - self.bottom.height() - self._least_plot())
        room = LegendRoom(self.left.width(), self.width(), high)
        texts = [text for text in (self._unit, read_out) if text]
        return place_legend(self._legend, texts, QFontMetricsF(self._small_font()), room, way)

    def _make_room(self, anew: bool = False) -> None:
        """Keeps the legend above the plot; the room grows at once and never shrinks while the same lines are shown, so
        that the plot does not jump with the pointer, unless it is made *anew*."""
        names = tuple(row.colour for row in self._legend)
        if anew or names != self._room_for:
            self._room_for, self._room, self._way = names, 0.0, 0
            if names:  # what the pointer will read has its room before
                self._room = legend_height(self._place_texts(_READ_OUT, 0)[1])
        self._placed = self._flow_legend()
        self._room = max(self._room, legend_height(self._placed) or _TOP)
        caption_room = self._caption_room()
        self._layout.setContentsMargins(0, self._room, 8, caption_room)
        drawn = {row.text for row, _ in self._placed}
        texts = (*(row.text for row in self._legend), self._unit, self._read_out)
        left_out = [text for text in texts if text and text not in drawn]
        wide, metrics = self.width() - self.left.width() - 16, QFontMetricsF(self._small_font())
        left_out += [label for _, label in self._references if uncut(label, metrics, wide) != label]
        self.setToolTip(plain_tip("\n".join(filter(None, [*left_out, "" if caption_room else self._caption]))))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        super().resizeEvent(event)
        if self._ready:
            self._make_room(anew=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._ready and event.type() == QEvent.Type.FontChange:
            self._fit_axes()
            self._make_room(anew=True)

    # ------------------------------------------------------------------ export
    def image(self, scale: int) -> QImage:
        """The plot at *scale* times its size on screen."""
        image = QImage(self.size() * scale, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        self._paint_on(painter, image.size())
        painter.end()
        return image

    def svg(self, title: str) -> bytes:
        """The plot as a drawing of lines and texts."""
        content, size = QByteArray(), self.size()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(size)
        generator.setViewBox(QRectF(0, 0, size.width(), size.height()))
        generator.setTitle(title)
        painter = QPainter(generator)
        self._paint_on(painter, size)
        painter.end()
        return bytes(content.data())

    def _paint_on(self, painter: QPainter, size: QSize) -> None:
        self.render(painter, QRectF(0, 0, size.width(), size.height()), self.viewport().rect())
