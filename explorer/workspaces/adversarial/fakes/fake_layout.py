"""Where the pictures and words about the chosen fake lie in a column of any size."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRectF

GAP, BAR = 6.0, 3.0  # px
LARGEST, LEAST = 168.0, 44.0  # px of the fake; before it is smaller, something else is left out
_STEP, _NEAREST = 0.62, 0.46  # of the fake's size: the pictures of the step, the nearest images


@dataclass
class FakeLayout:
    """Rectangles by their names; those of what has no room are missing."""

    fake: QRectF
    lines: dict[str, QRectF] = field(default_factory=dict)  # "heading", "score", "more score", "push", "step", ...
    bars: list[QRectF] = field(default_factory=list)  # a line of words each, with a groove along its lower edge
    step: list[QRectF] = field(default_factory=list)  # the push, and the picture before and after the step
    nearest: list[QRectF] = field(default_factory=list)
    bottom: float = 0.0


def lay_out(
    area: QRectF, line: float, aspect: float, pushes: int, steps: int, nearest: int, score_lines: int = 1
) -> FakeLayout:
    """Everything as large as fits: *line* px to a line of words, pictures of *aspect* (width over height), so many
    *pushes* with a bar, *steps* pictures (1 or 3) and *nearest* images, and a score of one line or two. What does not
    fit is left out from the end."""
    layout = FakeLayout(QRectF())
    for shown_steps, shown_nearest in ((steps, nearest), (steps, 0), (0, 0)):
        size = min(LARGEST, area.width())
        layout = _place(area, line, aspect, size, pushes, shown_steps, shown_nearest, score_lines)
        while layout.bottom > area.bottom() and size > LEAST:
            size -= 2
            layout = _place(area, line, aspect, size, pushes, shown_steps, shown_nearest, score_lines)
        if layout.bottom <= area.bottom():
            break
    return layout


def _place(
    area: QRectF, line: float, aspect: float, size: float, pushes: int, steps: int, nearest: int, score_lines: int
) -> FakeLayout:
    """The same with a fake *size* px wide, however far down it goes."""
    layout, y = FakeLayout(QRectF()), area.y()

    def words(name: str, space: float = 0.0) -> None:
        nonlocal y
        y += space
        layout.lines[name] = QRectF(area.x(), y, area.width(), line)
        y += line

    def pictures(count: int, wanted: float) -> list[QRectF]:
        nonlocal y
        side = round(min(wanted, (area.width() - (count - 1) * GAP) / count))
        rects = [QRectF(round(area.x() + i * (side + GAP)), round(y), side, round(side / aspect)) for i in range(count)]
        y += round(side / aspect) + line  # a caption each
        return rects

    words("heading")
    layout.fake = QRectF(area.x(), round(y), round(size), round(size / aspect))
    y = layout.fake.bottom()
    words("score", space=3)
    if score_lines > 1:
        words("more score")
    words("push")
    for _ in range(pushes):
        layout.bars.append(QRectF(area.x(), y, area.width(), line + BAR))
        y += line + BAR + 2
    if not pushes:
        words("no push")
        y += line  # it may take two lines
    if steps:
        words("step", space=GAP)
        layout.step = pictures(steps, _STEP * size)
    if nearest:
        words("nearest", space=GAP)
        layout.nearest = pictures(nearest, _NEAREST * size)
    layout.bottom = y
    return layout
