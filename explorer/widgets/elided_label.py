"""A label that shortens its text instead of clipping it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from explorer.style.capitals import capitals
from explorer.style.plain_text import plain_tip


class ElidedLabel(QLabel):
    """One line. Where there is no room for it there stands the longest of its shorter forms that has room, else the
    last of them ending in "…"; the whole text is then the tooltip, above any help text."""

    def __init__(self, text: str = "", role: str = "", keep: int = 2, parent: QWidget | None = None) -> None:
        """*keep* is how many letters stay, however narrow it gets."""
        super().__init__(parent)
        self._keep = keep
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._whole = self._help = ""
        self._shorter: tuple[str, ...] = ()
        self.set_text(text)

    @property
    def whole_text(self) -> str:
        return self._whole

    def set_text(self, text: str, shorter: Sequence[str] = ()) -> None:
        """*shorter* are forms of the text with fewer and fewer words: what matters stays to the last."""
        if (text, *shorter) == (self._whole, *self._shorter):
            return
        self._whole, self._shorter = text, tuple(shorter)
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def set_help(self, text: str) -> None:
        """What the tooltip explains, whether the label is shortened or not."""
        self._help = text
        self.setAccessibleDescription(text)
        self._elide()

    @property
    def drawn_text(self) -> str:
        """The whole text as it is to be seen: captions are in capitals."""
        return capitals(self._whole) if self.property("role") == "caption" else self._whole

    def sizeHint(self) -> QSize:
        return QSize(QFontMetrics(self.font()).horizontalAdvance(self.drawn_text) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        last = self._shorter[-1] if self._shorter else self.drawn_text
        shortest = last[: self._keep] + "…" if len(last) > self._keep + 1 else last
        return QSize(QFontMetrics(self.font()).horizontalAdvance(shortest) + 2, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _shortened(self, whole: str, metrics: QFontMetrics, room: int) -> str:
        """What is seen of the text in so many pixels."""
        return metrics.elidedText(whole, Qt.TextElideMode.ElideRight, room)

    def _elide(self) -> None:
        self.ensurePolished()
        room = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 10_000
        whole = self.drawn_text
        metrics = QFontMetrics(self.font())
        forms = (whole, *self._shorter)
        cut = [(form, self._shortened(form, metrics, room)) for form in forms]
        shown = next((seen for form, seen in cut if seen == form), cut[-1][1])
        self.setText(shown)
        self.setToolTip(plain_tip("\n".join(filter(None, (self._whole if shown != whole else "", self._help)))))
