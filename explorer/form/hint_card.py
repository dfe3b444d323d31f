""" "What am I looking at?": a short text that follows the pointer's focus."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_label
from explorer.style.theme import Theme
from explorer.widgets.lines_label import LinesLabel, lines_height
from explorer.widgets.wrapped_button import WrappedButton

LEAST_LINES = 4  # most explanations need no more


class HintCard(QFrame):
    """Shows a standing text, and in its place the text of whatever the pointer or the focus is on. It is as high as
    the standing text needs, whatever is shown, so that nothing around it moves, and no higher than it is allowed to be;
    what does not fit is the tooltip."""

    offer_taken = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("hint")
        self.setProperty("role", "inset")
        self._standing = ""
        self._most: int | None = None
        self._title = make_label(self.tr("What am I looking at?"), "strong", "hint-title", wrap=True)
        self._text = LinesLabel(LEAST_LINES)
        self._text.setObjectName("hint-text")
        self._text.setProperty("role", "muted")
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(10, 9, 10, 10)
        column.setSpacing(3)
        column.addWidget(self._title)
        column.addWidget(self._text)
        self._offer = WrappedButton("hint-offer", "offer")
        self._offer.clicked.connect(self.offer_taken)
        self._offer.hide()
        column.addWidget(self._offer)

    @property
    def text(self) -> str:
        """What is shown."""
        return self._text.whole_text

    def show_standing(self, text: str) -> None:
        """What is said when the pointer is on nothing in particular."""
        if self._text.whole_text in ("", self._standing):
            self._text.set_text(text)
        self._standing = text
        self._fit()

    def offer(self, text: str) -> None:
        """Something to begin with, in a line of its own that can be clicked; empty takes it away."""
        self._offer.set_text(text)
        self._offer.setVisible(bool(text))
        self._fit()

    def set_most(self, height: int) -> None:
        """How high it may be, in logical pixels, so that a low window keeps room for what is above it."""
        self._most = height
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:  # larger letters take more lines
            self._fit()
        return done

    def _fit(self) -> None:
        """So many lines as the standing text takes, and as there is room for."""
        self._text.ensurePolished()
        metrics, width = self._text.fontMetrics(), max(self._text.width(), 1)
        needed = metrics.boundingRect(0, 0, width, 10_000, Qt.TextFlag.TextWordWrap, self._standing).height()
        lines = max(LEAST_LINES, needed // lines_height(metrics, 1))
        while lines_height(metrics, lines) < needed:  # a line among others may be less high than one alone
            lines += 1
        if self._most is not None:
            margins, title = self._column.contentsMargins(), self._title.heightForWidth(width)
            room = self._most - margins.top() - title - self._column.spacing() - margins.bottom()
            if not self._offer.isHidden():
                room -= self._offer.heightForWidth(width) + self._column.spacing()
            lines = min(lines, max(1, room // lines_height(metrics, 1)))
        self._text.set_lines(lines)

    def set_theme(self, theme: Theme) -> None:
        """Nothing to do: the style sheet colours it. Here so that every view can be asked alike."""

    def show_hint(self, text: str) -> None:
        """What is under the pointer; empty brings the standing text back."""
        self._text.set_text(text or self._standing)


def make_sample() -> QWidget:
    window = QWidget()
    window.setFixedWidth(250)
    column = QVBoxLayout(window)
    for text in (
        "Pink marks codes no training image maps near. Drag across it: the AE decodes shapes that belong to no digit.",
        "粉色标出没有任何训练图像映射到附近的编码。在其中拖动:自编码器会解码出不属于任何数字的形状。",
    ):
        card = HintCard()
        card.show_standing(text)
        column.addWidget(card)
    window.resize(250, column.heightForWidth(250))
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
