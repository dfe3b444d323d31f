"""A button that shortens its words instead of asking for more room than there is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

_KEPT = 6  # letters that stay, however narrow it gets
_AIR = 2  # px: letters are of fractional width


class ElidedButton(QPushButton):
    """Its words end in "…" where there is no room; the whole is then the tooltip."""

    def __init__(self, name: str, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    @property
    def whole_text(self) -> str:
        return self._whole

    def set_text(self, text: str) -> None:
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._elide()

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._advance(self._whole) - self._advance(self.text()) + _AIR, 0)

    def minimumSizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._advance(self._least()) - self._advance(self.text()), 0)

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._elide()
        return done

    def _least(self) -> str:
        return self._whole if len(self._whole) <= _KEPT + 1 else self._whole[:_KEPT] + "…"

    def _advance(self, text: str) -> int:
        self.ensurePolished()
        return QFontMetrics(self.font()).horizontalAdvance(text)

    def _elide(self) -> None:
        around = super().sizeHint().width() - self._advance(self.text())
        room = self.width() - around if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else 10_000
        metrics = QFontMetrics(self.font())
        shown = metrics.elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")
