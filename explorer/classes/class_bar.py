"""The line under the top bar as long as a class is open: which one, its code, what may differ, and how to leave it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from explorer.texts.sentences import sentence_text
from explorer.widgets.linked_line import LinkedLine
from trainers.lessons.class_opening import OpenedClass, said_code
from trainers.shown import shown, shown_name


class ClassBar(LinkedLine):
    """Hidden while there is none. ``leave_requested`` when the user leaves the class."""

    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("class_bar", parent)
        self._title = self.add_words("class_title", "strong", keep=12)
        self._code = self.add_words("class_code", "muted", keep=9)
        self._note = self.add_words("class_note", "warning", keep=8)
        self.add_stretch()
        leave = self.add_link(
            self.tr("Leave the class"), "leave_class", self.tr("Everything is offered again; the run stays")
        )
        leave.clicked.connect(self.leave_requested)

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
