"""A drawing of curves over steps, as SVG that is part of the page: its colours are those of the page's style."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from trainers.reports.markup import Markup, element, joined, verbatim
from trainers.reports.page import MODELS
from trainers.reports.thinning import Float64

WIDTH, HEIGHT = 900, 250  # of the drawing, in pixels of the page
LEFT, RIGHT, TOP, BOTTOM = 62, 14, 10, 40  # of what stands around the curves
DASHES = 4  # patterns that tell metrics of one model apart
LOG_FROM = 30.0  # times its least value a curve must reach for its axis to be logarithmic
NO_ROOM = 14.0  # pixels between two names of levels, at least


@dataclass(frozen=True)
class Line:
    """A curve of one model through points ``x``, ``y``, or where ``dots``, these points alone. ``pattern`` tells the
    metrics of one model apart. ``course`` are the points of a calmer line, by which a curve of many steps is drawn: the
    curve itself stands faintly behind it."""

    label: str
    model: int
    pattern: int
    x: Float64
    y: Float64
    dots: bool = False
    course: tuple[Float64, Float64] | None = None


@dataclass(frozen=True)
class Chart:
    """Curves that share an axis. ``levels`` are (value, label) to compare with, ``marks`` (step, sign above it) what
    happened on the way."""

    title: str
    lines: tuple[Line, ...]
    steps: tuple[float, float]
    x_label: str
    y_label: str
    levels: tuple[tuple[float, str], ...] = ()
    marks: tuple[tuple[float, str], ...] = ()

    @property
    def is_log(self) -> bool:
        """Whether the axis is logarithmic: where all values are positive and of several orders of magnitude."""
        low, high = self.y_range
        return low > 0 and high > LOG_FROM * low

    @property
    def y_range(self) -> tuple[float, float]:
        """Least and greatest value of all curves."""
        values = [line.y for line in self.lines if len(line.y)]
        found = np.concatenate(values) if values else np.zeros(1)
        return float(found.min()), float(found.max())

    def to_svg(self) -> Markup:
        """The drawing alone, without its legend."""
        view = _View.of(self)
        parts = [*_grid(view, self), *_levels(view, self), *_marks(view, self)]
        parts += [_drawn(line, view) for line in self.lines]
        return element(
            "svg", *parts, viewBox=f"0 0 {WIDTH} {HEIGHT}", width=WIDTH, height=HEIGHT, role="img",
            aria_label=self.title,
        )  # fmt: skip


# How things look where the page's style is not applied to drawings, as some programs that print pages do; the style
# takes precedence.
FRAME = {"class_": "frame", "fill": "none", "stroke": "#b8bec8"}
GRID = {"class_": "grid", "fill": "none", "stroke": "#d3d8e0", "stroke_width": "0.6"}
_LEVEL = {"class_": "level", "fill": "none", "stroke": "#5c6573", "stroke_dasharray": "6 4"}
_MARK = {"class_": "mark", "fill": "none", "stroke": "#5c6573", "stroke_dasharray": "2 3"}
SMALL = {"font_size": "12", "fill": "#5c6573"}
_DASHES = (None, "6 3", "2 2", "9 3 2 3")


def _stroke(line: Line) -> dict[str, str | None]:
    """How a curve looks."""
    pattern = line.pattern % DASHES
    return {
        "class_": f"curve s{line.model} d{pattern}",
        "fill": "none",
        "stroke": MODELS[line.model],
        "stroke_width": "1.6",
        "stroke_dasharray": _DASHES[pattern],
    }


def _dot(line: Line) -> dict[str, str | None]:
    """How a single value looks: of every second metric of a model it is a ring."""
    if line.pattern % 2:
        return {"class_": f"s{line.model}", "fill": "none", "stroke": MODELS[line.model], "stroke_width": "1.4"}
    return {"class_": f"f{line.model}", "fill": MODELS[line.model]}


def sample(line: Line) -> Markup:
    """A short piece of the curve, for the legend."""
    drawn = (
        element("circle", cx=12, cy=6, r=3.5, **_dot(line))
        if line.dots
        else element("path", d="M0 6H24", **_stroke(line))
    )
    return element("svg", drawn, viewBox="0 0 24 12", width=24, height=12, aria_hidden="true")


@dataclass(frozen=True)
class _View:
    """From steps and values to places of the drawing."""

    x0: float
    x1: float
    y0: float
    y1: float
    log: bool

    @classmethod
    def of(cls, chart: Chart) -> _View:
        log = chart.is_log
        low, high = chart.y_range
        if log:
            low, high = math.log10(low), math.log10(high)
        room = 0.04 * (high - low) or abs(high) * 0.05 or 1.0
        first, last = chart.steps
        return cls(first, max(last, first + 1), low - room, high + room, log)

    def x(self, step: Float64 | float) -> Float64:
        share = (np.asarray(step, np.float64) - self.x0) / (self.x1 - self.x0)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def y(self, value: Float64 | float) -> Float64:
        found = np.asarray(value, np.float64)
        place = np.log10(np.maximum(found, 1e-300)) if self.log else found
        return TOP + (1 - (place - self.y0) / (self.y1 - self.y0)) * (HEIGHT - TOP - BOTTOM)


def ticks(low: float, high: float, count: int) -> list[float]:
    """About *count* round numbers from *low* to *high*: multiples of 1, 2 or 5 times a power of ten."""
    span = high - low
    if not (span > 0 and math.isfinite(span)):
        return [low]
    rough = span / max(count, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * each for each in (1, 2, 5, 10) if power * each >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    return [index * step for index in range(first, math.floor(high / step + 1e-9) + 1)]


def log_ticks(low: float, high: float) -> list[float]:
    """Powers of ten between 10**low and 10**high; with 2 and 5 times them where these are few."""
    powers = range(math.floor(low), math.ceil(high) + 1)
    every = max(1, len(powers) // 8)
    factors = (1, 2, 5) if len(powers) <= 4 else (1,)
    found = [factor * 10.0**power for power in powers if power % every == 0 for factor in factors]
    return [value for value in found if low <= math.log10(value) <= high]


def _written(value: float) -> str:
    return f"{value:.6g}"


def _grid(view: _View, chart: Chart) -> list[Markup]:
    """Frame, ticks and what the axes are."""
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT
    parts = []
    for value in log_ticks(view.y0, view.y1) if view.log else ticks(view.y0, view.y1, 5):
        y = round(float(view.y(value)), 1)
        parts.append(element("path", d=f"M{LEFT} {y}H{right}", **GRID))
        parts.append(element("text", _written(value), x=LEFT - 6, y=y + 4, text_anchor="end", **SMALL))
    for step in ticks(view.x0, view.x1, 8):
        x = round(float(view.x(step)), 1)
        parts.append(element("path", d=f"M{x} {bottom}v4", **FRAME))
        parts.append(
            element("text", f"{step:,.6g}".replace(",", "\u2009"), x=x, y=bottom + 17, text_anchor="middle", **SMALL)
        )
    frame = {"x": LEFT, "y": TOP, "width": right - LEFT, "height": bottom - TOP}
    parts.append(element("rect", **FRAME, **frame))
    parts.append(element("text", chart.x_label, x=(LEFT + right) / 2, y=HEIGHT - 6, text_anchor="middle", **SMALL))
    middle = (TOP + bottom) / 2
    turned = f"rotate(-90 12 {middle:g})"
    parts.append(element("text", chart.y_label, x=12, y=middle, text_anchor="middle", transform=turned, **SMALL))
    return parts


def _levels(view: _View, chart: Chart) -> list[Markup]:
    """Those within the drawing; of two names that would lie on each other the first is written."""
    parts: list[Markup] = []
    written: list[float] = []
    for value, label in chart.levels:
        if view.log and value <= 0:
            continue
        y = round(float(view.y(value)), 1)
        if not TOP <= y <= HEIGHT - BOTTOM:
            continue
        parts.append(element("path", d=f"M{LEFT} {y}H{WIDTH - RIGHT}", **_LEVEL))
        if all(abs(y - other) > NO_ROOM for other in written):
            written.append(y)
            above = y - 4 if y > TOP + NO_ROOM else y + NO_ROOM
            parts.append(element("text", label, x=WIDTH - RIGHT - 6, y=above, text_anchor="end", **SMALL))
    return parts


def _marks(view: _View, chart: Chart) -> list[Markup]:
    parts = []
    for step, sign in chart.marks:
        if view.x0 <= step <= view.x1:
            x = round(float(view.x(step)), 1)
            parts.append(element("path", d=f"M{x} {TOP}V{HEIGHT - BOTTOM}", **_MARK))
            parts.append(element("text", sign, x=x + 3, y=TOP + 11, **SMALL))
    return parts


def _drawn(line: Line, view: _View) -> Markup:
    places = list(zip(view.x(line.x).tolist(), view.y(line.y).tolist(), strict=True))
    if line.dots:
        return element("g", *(element("circle", cx=f"{x:.1f}", cy=f"{y:.1f}", r=2.6) for x, y in places), **_dot(line))
    if len(places) == 1:
        return element("circle", cx=f"{places[0][0]:.1f}", cy=f"{places[0][1]:.1f}", r=2.6, **_dot(line))
    if line.course is None:
        return element("path", d=_path(places), **_stroke(line))
    x, y = line.course
    calm = list(zip(view.x(x).tolist(), view.y(y).tolist(), strict=True))
    behind = {**_stroke(line), "stroke_dasharray": None, "stroke_width": "1", "opacity": "0.3"}
    behind["class_"] = f"curve s{line.model} faint"
    return joined(element("path", d=_path(places), **behind), element("path", d=_path(calm), **_stroke(line)))


def _path(places: Sequence[tuple[float, float]]) -> Markup | None:
    return verbatim("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in places)) if places else None
