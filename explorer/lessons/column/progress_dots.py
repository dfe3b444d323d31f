"""How far a lesson is: a dot for each step, those of a chapter together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme, mix

DOT, GAP, BETWEEN = 8.0, 7.0, 16.0  # px at most: a dot, from dot to dot, from chapter to chapter
LEAST = 3.0  # px: dots that would be smaller are drawn as one bar for each chapter
HEIGHT = 16


@dataclass(frozen=True)
class DottedChapter:
    """Its ``title``, and per step whether it is behind the reader."""

    title: str
    passed: tuple[bool, ...]


class ProgressDots(QWidget):
    """Only to be seen; each chapter's title is the tooltip of its dots."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = DARK
        self._chapters: tuple[DottedChapter, ...] = ()
        self._current = (0, 0)
        self.setObjectName("lesson_dots")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_progress(self, chapters: Sequence[DottedChapter], current: tuple[int, int]) -> None:
        """*current* is (chapter, step), from 0 on."""
        if (tuple(chapters), current) != (self._chapters, self._current):
            self._chapters, self._current = tuple(chapters), current
            count = sum(len(chapter.passed) for chapter in chapters)
            at = sum(len(chapter.passed) for chapter in chapters[: current[0]]) + current[1]
            self.setAccessibleName(self.tr("Step {0} of {1}").format(at + 1, count))
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(60, HEIGHT)

    # ------------------------------------------------------------------ where what is

    def _scale(self) -> float:
        """How much smaller than at most, so that all have room."""
        steps = sum(len(chapter.passed) for chapter in self._chapters)
        chapters = len(self._chapters)
        wanted = steps * DOT + max(steps - chapters, 0) * GAP + max(chapters - 1, 0) * BETWEEN + 4
        return min(1.0, self.width() / max(wanted, 1.0))

    def spans(self) -> list[QRectF]:
        """Of each chapter the place that its dots take."""
        scale, left, found = self._scale(), 2.0, []
        for chapter in self._chapters:
            count = len(chapter.passed)
            width = (count * DOT + (count - 1) * GAP) * scale
            found.append(QRectF(left, 0, width, self.height()))
            left += width + BETWEEN * scale
        return found

    def chapter_at(self, x: float) -> int | None:
        """Whose dots are nearest to a place."""
        spans = self.spans()
        if not spans:
            return None
        return min(range(len(spans)), key=lambda index: max(spans[index].left() - x, x - spans[index].right(), 0.0))

    # ------------------------------------------------------------------ events

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            chapter = self.chapter_at(event.pos().x())
            if chapter is not None:
                QToolTip.showText(event.globalPos(), plain_tip(self._chapters[chapter].title), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        scale = self._scale()
        for index, (chapter, span) in enumerate(zip(self._chapters, self.spans(), strict=True)):
            if scale * DOT < LEAST:
                self._paint_bar(painter, span, chapter, index)
                continue
            for step, passed in enumerate(chapter.passed):
                here = (index, step) == self._current
                centre = QPointF(span.left() + (step * (DOT + GAP) + DOT / 2) * scale, self.height() / 2)
                radius = DOT * scale / 2 * (1.35 if here else 1.0)
                painter.setBrush(self._ink(passed, here))
                painter.drawEllipse(centre, radius, radius)
        painter.end()

    def _paint_bar(self, painter: QPainter, span: QRectF, chapter: DottedChapter, index: int) -> None:
        bar = QRectF(span.left(), self.height() / 2 - 2, max(span.width(), 1.0), 4)
        painter.setBrush(self._ink(False, False))
        painter.drawRect(bar)
        share = sum(chapter.passed) / max(len(chapter.passed), 1)
        if index == self._current[0]:
            share = max(share, (self._current[1] + 1) / max(len(chapter.passed), 1))
        bar.setWidth(bar.width() * share)
        painter.setBrush(self._ink(True, False))
        painter.drawRect(bar)

    def _ink(self, passed: bool, here: bool) -> QColor:
        theme = self._theme
        if here:
            return QColor(theme.accent)
        return QColor(mix(theme.panel, theme.accent, 0.6) if passed else mix(theme.field, theme.muted, 0.3))
