"""Quality against variety: a curve over temperatures for each model, dots with bars, the present temperature on it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explorer.style.small_font import line_height, small_font
from explorer.style.theme import DARK, Theme
from explorer.workspaces.characters.tempering.tempered_axes import TemperedAxes
from explorer.workspaces.characters.tempering.tempered_curve import TemperedCurve, TemperedPoint
from explorer.workspaces.characters.tempering.tempered_painter import MARGIN, TemperedPainter
from explorer.workspaces.characters.tempering.tempered_words import point_words, waiting_words

_REACH = 14.0  # px from a dot in which it is pointed at
DotPlace = tuple[int, float]  # model, temperature


class TemperaturePlot(QWidget):
    """``temperature_chosen(temperature)`` is a click on a dot, or Enter; ``pointed`` follows the pointer and arrow
    keys."""

    temperature_chosen = Signal(float)
    pointed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("temperature_plot")
        self.setAccessibleName(self.tr("Quality against variety by temperature"))
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._theme = DARK
        self._models: tuple[str, ...] = ()
        self._curves: list[TemperedCurve | None] = []
        self._quality, self._title, self._higher = "", "", True
        self._entropy: float | None = None
        self._temperature = 1.0
        self._dot: DotPlace | None = None

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def set_models(self, models: Sequence[str]) -> None:
        """Their labels; what is known of others goes."""
        self._models, self._curves = tuple(models), [None] * len(models)
        self._point_at(None)
        self._renew()

    def show_curve(self, model: int, curve: TemperedCurve | None) -> None:
        self._curves[model] = curve
        if self._dot is not None and self._found(self._dot) is None:
            self._point_at(None)
        self._renew()

    def show_quality(self, quality: str, title: str, higher: bool) -> None:
        """The quality to be seen, by its name; *title* is that in words, and *higher* (a share) or lower (nats) is
        better."""
        if (quality, title, higher) != (self._quality, self._title, self._higher):
            self._quality, self._title, self._higher = quality, title, higher
            self._point_at(None)
            self._renew()

    def show_entropy(self, nats: float | None) -> None:
        """Nats a character of the distribution that the data come from, where that is known."""
        if nats != self._entropy:
            self._entropy = nats
            self.update()

    def show_temperature(self, temperature: float) -> None:
        """The present one."""
        if temperature != self._temperature:
            self._temperature = temperature
            self.update()

    def _renew(self) -> None:
        lines = [self.words(model, point)[0] for model, point in self.points()]
        self.setAccessibleDescription("\n".join(lines))
        self.update()

    # ------------------------------------------------------------------ what is there

    @property
    def curves(self) -> tuple[TemperedCurve | None, ...]:
        return tuple(self._curves)

    def points(self) -> list[tuple[int, TemperedPoint]]:
        """All dots: model and point."""
        drawn = ((model, curve) for model, curve in enumerate(self._curves) if curve is not None)
        return [(model, point) for model, curve in drawn for point in curve.drawn(self._quality)]

    @property
    def dot(self) -> DotPlace | None:
        """The dot that is pointed at."""
        return self._dot

    def words(self, model: int, point: TemperedPoint) -> list[str]:
        return point_words(self._models[model], point, self._quality, self._title, self._higher)

    def read_out(self) -> list[str]:
        """The dot that is pointed at in words, from long to short; empty where there is none."""
        point = None if self._dot is None else self._found(self._dot)
        return [] if self._dot is None or point is None else self.words(self._dot[0], point)

    def _found(self, dot: DotPlace) -> TemperedPoint | None:
        model, temperature = dot
        curve = self._curves[model] if model < len(self._curves) else None
        point = None if curve is None else curve.point(temperature)
        return point if point is not None and point.can_be_drawn(self._quality) else None

    # ------------------------------------------------------------------ layout

    def axes(self) -> TemperedAxes | None:
        """None as long as there are no dots."""
        line, metrics = line_height(self), QFontMetricsF(small_font(self))
        gutter = max(metrics.horizontalAdvance(text) for text in (self._mark(1.0), self._mark(0.98), self._mark(8.88)))
        plot = QRectF(self.rect()).adjusted(MARGIN + gutter, 2.5 * line + 4, -MARGIN, -2 * line - 4)
        if plot.width() < 20 or plot.height() < 20:
            return None
        pairs = [(point.held_out, point.qualities[self._quality]) for _, point in self.points()]
        levels = [] if self._entropy is None else [self._entropy]
        return TemperedAxes.around(plot, pairs, self._higher, levels)

    def _mark(self, quality: float) -> str:
        """What stands beside the axis."""
        return f"{100 * quality:.0f} %" if self._higher else f"{quality:.3g}"

    def place_of(self, dot: DotPlace) -> QPointF | None:
        """Where a dot lies."""
        axes, point = self.axes(), self._found(dot)
        if axes is None or point is None:
            return None
        return axes.place(point.held_out.value, point.qualities[self._quality].value)

    def dot_at(self, position: QPointF) -> DotPlace | None:
        """The dot that is nearest, if it is near."""
        axes, near, found = self.axes(), _REACH, None
        if axes is None:
            return None
        for model, point in self.points():
            place = axes.place(point.held_out.value, point.qualities[self._quality].value)
            away = math.hypot(place.x() - position.x(), place.y() - position.y())
            if away < near:
                near, found = away, (model, point.temperature)
        return found

    def sizeHint(self) -> QSize:
        return QSize(300, 220)

    def minimumSizeHint(self) -> QSize:
        line = line_height(self)
        return QSize(round(12 * line), round(8 * line))

    # ------------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(small_font(self))
        drawing = TemperedPainter(painter, QRectF(self.rect()), self._theme, line_height(self))
        axes = self.axes()
        drawing.models(self._models)
        if axes is None:
            drawing.nothing(waiting_words(self._curves))
        else:
            self._paint_plane(drawing, axes)
        if self.hasFocus():
            drawing.focus()
        painter.end()

    def _paint_plane(self, drawing: TemperedPainter, axes: TemperedAxes) -> None:
        across = [
            self.tr("surprise of held-out text, nats a character"),
            self.tr("held-out text: nats"),
            self.tr("nats"),
        ]
        drawing.axes(axes, self._title, across, self.tr("better"), self._mark)
        if self._entropy is not None:
            drawing.entropy(axes, self._entropy)
        curves = [(model, curve) for model, curve in enumerate(self._curves) if curve is not None]
        for model, curve in curves:
            drawing.curve(axes, model, curve.drawn(self._quality), self._quality)
        for model, curve in curves:
            if (place := curve.between(self._temperature, self._quality)) is not None:
                drawing.present(axes, axes.place(*place), model, f"{self._temperature:.2f}")
        point = None if self._dot is None else self._found(self._dot)
        if self._dot is not None and point is not None:
            drawing.pointed(axes, axes.place(point.held_out.value, point.qualities[self._quality].value), self._dot)
        for model, curve in curves:
            drawing.temperatures(axes, model, curve.drawn(self._quality), self._quality, self._temperature)
        if self._entropy is not None:
            drawing.entropy_label(axes, self._entropy, self.tr("entropy of the data"))

    # ------------------------------------------------------------------ pointer and keyboard

    def _point_at(self, dot: DotPlace | None) -> None:
        if dot != self._dot:
            self._dot = dot
            self.setCursor(Qt.CursorShape.ArrowCursor if dot is None else Qt.CursorShape.PointingHandCursor)
            self.pointed.emit()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.dot_at(event.position()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # else nobody would be told that the button is let go

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and (dot := self.dot_at(event.position())) is not None:
            self._point_at(dot)
            self.temperature_chosen.emit(dot[1])

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(None)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        along = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        across = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(key, 0)
        by_model: dict[int, list[float]] = {}
        for model, point in self.points():
            by_model.setdefault(model, []).append(point.temperature)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._dot is not None:
            self.temperature_chosen.emit(self._dot[1])
        elif not (along or across) or not by_model:
            super().keyPressEvent(event)
        elif self._dot is None or self._dot[0] not in by_model:
            self._point_at(self._first(by_model))
        else:
            self._point_at(_moved(self._dot, by_model, along, across))

    def _first(self, by_model: Mapping[int, Sequence[float]]) -> DotPlace:
        """The dot that is nearest to the present temperature, of the first model that has any."""
        model, temperatures = next(iter(by_model.items()))
        return model, min(temperatures, key=lambda each: abs(each - self._temperature))


def _moved(dot: DotPlace, by_model: Mapping[int, Sequence[float]], along: int, across: int) -> DotPlace:
    """The next dot of the same model, or that of the next model whose temperature is the nearest."""
    models = list(by_model)
    model = models[min(max(models.index(dot[0]) + across, 0), len(models) - 1)]
    temperatures = by_model[model]
    at = min(range(len(temperatures)), key=lambda each: abs(temperatures[each] - dot[1]))
    return model, temperatures[min(max(at + along, 0), len(temperatures) - 1)]


def make_sample() -> QWidget:
    from explorer.workspaces.characters.tempering.sample_tempered import ENTROPY, sample_curve

    plot = TemperaturePlot()
    plot.set_models(["maximum likelihood", "SeqGAN"])
    plot.show_quality("oracle_nats", "surprise of the source", higher=False)
    plot.show_entropy(ENTROPY)
    for model, lead in enumerate((0.0, 0.25)):
        plot.show_curve(model, sample_curve(lead))
    plot.show_temperature(0.8)
    plot.resize(360, 300)
    return plot


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
