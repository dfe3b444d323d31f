"""Icons as small vector drawings in a box of 16 x 16, painted in any colour: no emoji, which differ by font."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

BOX = 16
RATIOS = (1, 2, 3)  # device pixel ratios, so that icons stay sharp up to 300 %
LARGER = (1.5, 2, 3)  # icon sizes beside large text


def _polygon(*points: tuple[float, float]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in points]))
    path.closeSubpath()
    return path


def _lines(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *rest in strokes:
        path.moveTo(*first)
        for point in rest:
            path.lineTo(*point)
    return path


def _turn_back() -> QPainterPath:
    """Three quarters of a circle, against the clock, with an arrow head."""
    path = QPainterPath()
    circle = QRectF(3, 3.5, 10, 10)
    path.arcMoveTo(circle, 150)
    path.arcTo(circle, 150, -290)
    start = QPointF(8 + 5 * math.cos(math.radians(150)), 8.5 - 5 * math.sin(math.radians(150)))
    path.moveTo(start + QPointF(-0.6, -3.6))
    path.lineTo(start)
    path.lineTo(start + QPointF(3.6, 0.2))
    return path


def _circle() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(8, 8), 3.5, 3.5)
    return path


def _clock() -> QPainterPath:
    path = _lines(((8, 4.5), (8, 8), (10.5, 9.5)))
    path.addEllipse(QPointF(8, 8), 6, 6)
    return path


def _star() -> QPainterPath:
    """Five points, the first of them above."""
    tips = [math.radians(-90 + 36 * turn) for turn in range(10)]
    reach = [6.2 if turn % 2 == 0 else 2.7 for turn in range(10)]
    return _polygon(*((8 + r * math.cos(tip), 8.5 + r * math.sin(tip)) for r, tip in zip(reach, tips, strict=True)))


def _bars(*rectangles: tuple[float, float, float, float]) -> QPainterPath:
    path = QPainterPath()
    for rectangle in rectangles:
        path.addRoundedRect(QRectF(*rectangle), 1, 1)
    return path


_FILLED: dict[str, Callable[[], QPainterPath]] = {
    "play": lambda: _polygon((4.5, 2.5), (13.5, 8), (4.5, 13.5)),
    "pause": lambda: _bars((3.5, 2.5, 3.2, 11), (9.3, 2.5, 3.2, 11)),
    "stop": lambda: _bars((3.5, 3.5, 9, 9)),
    "dot": _circle,
    "star": _star,
    "more": lambda: _bars((2, 7, 2.4, 2.4), (6.8, 7, 2.4, 2.4), (11.6, 7, 2.4, 2.4)),
}
_DRAWN: dict[str, Callable[[], QPainterPath]] = {
    "step": lambda: _lines(((2, 8), (10, 8)), ((6.5, 4.5), (10, 8), (6.5, 11.5)), ((13, 3.5), (13, 12.5))),
    "rewind": _turn_back,
    "reset": _turn_back,
    "undo": lambda: _lines(((6, 3.5), (3, 6.5), (6, 9.5)), ((3, 6.5), (10, 6.5), (13, 9), (12.5, 12), (10, 13))),
    "menu": lambda: _lines(((2.5, 4), (13.5, 4)), ((2.5, 8), (13.5, 8)), ((2.5, 12), (13.5, 12))),
    "close": lambda: _lines(((4, 4), (12, 12)), ((12, 4), (4, 12))),
    "check": lambda: _lines(((3, 8.5), (6.5, 12), (13, 4.5))),
    "back": lambda: _lines(((13, 8), (3, 8)), ((7, 4), (3, 8), (7, 12))),
    "forward": lambda: _lines(((3, 8), (13, 8)), ((9, 4), (13, 8), (9, 12))),
    "up": lambda: _lines(((8, 13), (8, 3)), ((4, 7), (8, 3), (12, 7))),
    "list": lambda: _lines(*(((x, y), (x + 3, y)) for x in (2.5, 10.5) for y in (4, 8, 12))),
    "details": lambda: _lines(*(stroke for y in (4, 8, 12) for stroke in (((2.5, y), (2.6, y)), ((6, y), (13.5, y))))),
    "new-folder": lambda: _lines(
        ((2, 12.5), (2, 3.5), (6.5, 3.5), (8, 5.5), (14, 5.5), (14, 12.5), (2, 12.5)),
        ((8, 7.2), (8, 10.8)),
        ((6.2, 9), (9.8, 9)),
    ),
    "down": lambda: _lines(((4, 6), (8, 10.2), (12, 6))),
    "right": lambda: _lines(((6, 4), (10.2, 8), (6, 12))),
    "folder": lambda: _lines(((2, 12.5), (2, 3.5), (6.5, 3.5), (8, 5.5), (14, 5.5), (14, 12.5), (2, 12.5))),
    "download": lambda: _lines(((8, 2.5), (8, 10)), ((4.8, 7), (8, 10.2), (11.2, 7)), ((3, 13.3), (13, 13.3))),
    "alert": lambda: _lines(((8, 2), (14.5, 13.5), (1.5, 13.5), (8, 2)), ((8, 6.3), (8, 9.3)), ((8, 11.6), (8, 11.7))),
    "clock": _clock,
    "no-star": _star,
    "export": lambda: _lines(((8, 10), (8, 2.5)), ((4.8, 5.7), (8, 2.5), (11.2, 5.7)), ((3, 13.3), (13, 13.3))),
    "sliders": lambda: _lines(
        ((2.5, 5), (13.5, 5)), ((2.5, 11), (13.5, 11)), ((5.5, 3), (5.5, 7)), ((10.5, 9), (10.5, 13))
    ),
    "enlarge": lambda: _lines(
        ((9.5, 3), (13, 3), (13, 6.5)), ((13, 3), (9, 7)), ((6.5, 13), (3, 13), (3, 9.5)), ((3, 13), (7, 9))
    ),
    "shrink": lambda: _lines(
        ((9.5, 3.5), (9.5, 6.5), (12.5, 6.5)),
        ((9.5, 6.5), (13, 3)),
        ((6.5, 12.5), (6.5, 9.5), (3.5, 9.5)),
        ((6.5, 9.5), (3, 13)),
    ),
    "clear": lambda: _lines(
        ((3, 4.5), (13, 4.5)),
        ((4.5, 4.5), (5.2, 13.5), (10.8, 13.5), (11.5, 4.5)),
        ((6.5, 4.5), (6.5, 2.5), (9.5, 2.5), (9.5, 4.5)),
    ),
}
NAMES = (*_FILLED, *_DRAWN)


def draw_icon(painter: QPainter, name: str, box: QRectF, colour: QColor) -> None:
    """Paints icon *name* (one of NAMES; KeyError otherwise) into *box*."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / BOX, box.height() / BOX)
    if name in _FILLED:
        painter.fillPath(_FILLED[name](), colour)
    else:
        pen = QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPath(_DRAWN[name]())
    painter.restore()


@lru_cache(maxsize=256)
def make_icon(name: str, colour: str, size: int = BOX, disabled_opacity: float = 0.35) -> QIcon:
    """Icon *name* of *size* logical pixels in *colour*; the disabled variant is the same, see-through."""
    icon = QIcon()
    faint = QColor(colour)
    faint.setAlphaF(disabled_opacity)
    for mode, ink in ((QIcon.Mode.Normal, QColor(colour)), (QIcon.Mode.Disabled, faint)):
        for factor, ratio in (*((ratio, ratio) for ratio in RATIOS), *((factor, 1) for factor in LARGER)):
            side = round(size * factor)
            pixmap = QPixmap(side, side)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            draw_icon(painter, name, QRectF(0, 0, side, side), ink)
            painter.end()
            pixmap.setDevicePixelRatio(ratio)
            icon.addPixmap(pixmap, mode)
    return icon
