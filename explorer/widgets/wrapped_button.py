"""A button whose words go on in the next line where there is no room."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from explorer.style.plain_text import plain_tip

LINES = 5  # at most; what goes beyond ends in "…", and the whole is then the tooltip
_AIR = 2  # px: letters are of fractional width


class WrappedButton(QPushButton):
    """As wide as its words in one line, or as wide as there is room, and then higher."""

    def __init__(self, name: str, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def whole_text(self) -> str:
        return self._whole

    def set_text(self, text: str) -> None:
        if text == self._whole:
            return
        self._whole = text
        self.setAccessibleName(text)
        self._wrap()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(self._around().width() + self._advance(self._whole) + _AIR, self._height(1))

    def minimumSizeHint(self) -> QSize:
        longest = max((self._advance(word) for word in self._whole.split(" ")), default=0)
        return QSize(self._around().width() + longest + _AIR, self._height(1))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._height(len(self._lines(width)))

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.Resize, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._wrap()
        return done

    def _wrap(self) -> None:
        wide = self.testAttribute(Qt.WidgetAttribute.WA_Resized)
        shown = "\n".join(self._lines(self.width() if wide else 10_000))
        if shown != self.text():
            self.setText(shown)
        self.setToolTip(plain_tip(self._whole if shown.endswith("…") else ""))

    def _lines(self, width: int) -> list[str]:
        """No line ends at a narrow space, as they stand within numbers."""
        room, lines = width - self._around().width(), [""]
        for word in self._whole.split(" "):
            longer = f"{lines[-1]} {word}" if lines[-1] else word
            if lines[-1] and self._advance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        if len(lines) > LINES:
            last = " ".join(lines[LINES - 1 :])
            elided = self.fontMetrics().elidedText(last, Qt.TextElideMode.ElideRight, room)
            lines = [*lines[: LINES - 1], elided]
        return lines

    def _around(self) -> QSize:
        """What the style puts around the words that are shown now."""
        self.ensurePolished()
        text = self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, self.text() or "XXXX")
        return super().sizeHint() - text

    def _height(self, lines: int) -> int:
        text = "\n".join(["X"] * lines)
        return self._around().height() + self.fontMetrics().size(Qt.TextFlag.TextShowMnemonic, text).height()

    def _advance(self, text: str) -> int:
        self.ensurePolished()
        return self.fontMetrics().horizontalAdvance(text)
