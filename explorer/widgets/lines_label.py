"""A label of a fixed number of lines, so that another text moves nothing around it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip


def lines_height(metrics: QFontMetrics, lines: int) -> int:
    """px that so many lines of text take. Where letters are not fitted to whole pixels that is more than so many times
    the rounded height of one."""
    return metrics.boundingRect(QRect(0, 0, 10_000, 10_000), 0, "\n".join("x" * lines)).height()


class LinesLabel(QLabel):
    """Small text over at most *lines* lines. Where it does not fit there stands the longest of its shorter forms that
    does, else the last of them ending in "…"; the whole is then the tooltip."""

    def __init__(
        self, lines: int, align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines, self._whole = lines, ""
        self._shorter: tuple[str, ...] = ()
        self.setProperty("role", "small")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(align | Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    @property
    def whole_text(self) -> str:
        return self._whole

    def set_text(self, text: str, shorter: Sequence[str] = ()) -> None:
        """*shorter* are forms of the text with fewer and fewer words: what matters stays to the last."""
        self._whole, self._shorter = text, tuple(shorter)
        self.setAccessibleName(text)
        self._fit()

    def set_lines(self, lines: int) -> None:
        if lines != self._lines:
            self._lines = lines
            self._fit()

    def height_of(self, lines: int) -> int:
        """px that so many lines take, however many there are now."""
        self.ensurePolished()
        return lines_height(self.fontMetrics(), lines) + 2

    def hasHeightForWidth(self) -> bool:
        """Its height is fixed; a scroll area around it need not reckon with more."""
        return False

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()
        return done

    def _fit(self) -> None:
        self.ensurePolished()
        metrics = self.fontMetrics()
        self.setFixedHeight(self.height_of(self._lines))
        room = self._lines * self.width()
        forms = (self._whole, *self._shorter)
        shown = next((form for form in forms if self._fits(form)), forms[-1])
        while room > 0 and not self._fits(shown):
            shown = metrics.elidedText(forms[-1], Qt.TextElideMode.ElideRight, room)
            room -= metrics.averageCharWidth()
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tip(self._whole if shown != self._whole else ""))

    def _fits(self, text: str) -> bool:
        """Whether all of a text is seen; no word is cut either."""
        metrics, width = self.fontMetrics(), max(self.width(), 1)
        tall = lines_height(metrics, self._lines)
        taken = metrics.boundingRect(QRect(0, 0, width, 10 * tall), Qt.TextFlag.TextWordWrap, text)
        return taken.height() <= tall and (taken.width() <= width or not self._shorter)
