"""The line under the top bar as long as a class is open: which one, its code, what may differ, and how to leave it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from explorer.style.style_sheet import make_button
from explorer.texts.sentences import sentence_text
from explorer.widgets.elided_label import ElidedLabel
from trainers.lessons.class_opening import OpenedClass, said_code
from trainers.shown import shown, shown_name


class ClassBar(QFrame):
    """Hidden while there is none. ``leave_requested`` when the user leaves the class."""

    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_bar")
        self.setProperty("role", "bar")
        self.setProperty("edge", "bottom")
        self._title = ElidedLabel("", "strong", keep=12)
        self._title.setObjectName("class_title")
        self._code = ElidedLabel("", "muted", keep=9)
        self._code.setObjectName("class_code")
        self._note = ElidedLabel("", "warning", keep=8)
        self._note.setObjectName("class_note")
        leave = make_button(
            self.tr("Leave the class"), "leave_class", "link", self.tr("Everything is offered again; the run stays")
        )
        leave.clicked.connect(self.leave_requested)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 3, 10, 3)
        row.setSpacing(14)
        for label in (self._title, self._code, self._note):
            row.addWidget(label)
        row.addStretch(1)
        row.addWidget(leave)
        self.hide()

    def show_class(self, opened: OpenedClass | None, unmet: Sequence[str] = ()) -> None:
        """The class that is open, or none; *unmet* are sentences on what it takes away from its own lesson."""
        if opened is not None:
            self._title.set_text(self.tr("Class: {0}").format(shown_name(opened.classroom.title)))
            self._code.set_text(self.tr("code {0}").format(said_code(opened.code)) if opened.code else "")
            self._note.set_text(" ".join(shown(sentence_text(note)) for note in (*unmet, *opened.notes)))
        self.setVisible(opened is not None)


def make_sample() -> QWidget:
    from trainers.lessons.classroom import Classroom

    bar = ClassBar()
    notes = ("Made with another version of the lesson: pictures may differ from those of others.",)
    bar.show_class(OpenedClass(Classroom(title="Autoencoders, group B"), "UEQMBMMD", None, notes))
    bar.resize(1280, 28)
    return bar


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
