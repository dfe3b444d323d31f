"""The foot of a lesson: back, how far one is, next."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_button, set_style
from explorer.widgets.elided_label import ElidedLabel


class LessonFoot(QWidget):
    """Always to be seen, whatever is scrolled above it."""

    back_requested = Signal()
    forward_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_foot")
        self.back = make_button(self.tr("Back"), "lesson_back", tip=self.tr("The step before (Alt+Left)"))
        self.next = make_button(self.tr("Next"), "lesson_next", tip=self.tr("The next step (Enter, or Alt+Right)"))
        self._where = ElidedLabel(role="muted")
        self._where.setObjectName("lesson_where")
        self._where.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.back)
        row.addWidget(self._where, 1)
        row.addWidget(self.next)
        column.addLayout(row)
        self.back.clicked.connect(self.back_requested)
        self.next.clicked.connect(self.forward_requested)

    def show_place(self, position: int, count: int, minutes: int) -> None:
        """The step at *position*, from 0 on, of *count*, and about how many minutes are left."""
        step = self.tr("{0} of {1}").format(position + 1, count)
        left = self.tr("about {0} min left").format(minutes)
        short = self.tr("{0} min left").format(minutes)
        self._where.set_text(f"{step} · {left}", (f"{step} · {short}", step))

    def show_finished(self) -> None:
        """There is no next step."""
        self._where.set_text("")
        self.next.hide()

    def show_usable(self, back: bool, forward: bool, last: bool, ready: bool) -> None:
        """Which ways there are; *ready* where all that the step asked for is done, and the way is on."""
        self.next.show()
        self.back.setEnabled(back)
        self.next.setEnabled(forward)
        self.next.setText(self.tr("Finish") if last else self.tr("Next"))
        set_style(self.next, role="primary" if ready else "")
