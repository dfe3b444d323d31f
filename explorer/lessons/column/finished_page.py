"""The end of a lesson: what was predicted, and the report to keep."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from explorer.lessons.column.answer_words import verdict_in_words
from explorer.lessons.column.marked_rows import MarkedRows
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import Theme
from explorer.texts.filled import in_a_row
from trainers.lessons.progress import LessonProgress
from trainers.lessons.schema import AskStep
from trainers.lessons.texts import LessonTexts, Live

LONGEST_NAME = 80  # letters


class FinishedPage(QWidget):
    """``report_requested(name)``: what was done is to be saved under the name that was typed, which may be empty."""

    report_requested = Signal(str)
    leave_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("lesson_finished")
        self._title = make_label("", "heading", "finished_title", wrap=True)
        self._summary = make_label("", "reading", "finished_summary", wrap=True)
        self._asked = MarkedRows("finished_question", "muted")
        self._named = make_label(self.tr("Your name, as it is to stand on the report"), "muted", wrap=True)
        self._name = QLineEdit()
        self._name.setObjectName("report_name")
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setAccessibleName(self._named.text())
        self._save = make_button(
            self.tr("Save my report…"),
            "save_report",
            "primary",
            self.tr("One file: your predictions and the numbers of your run"),
        )
        self._leave = make_button(
            self.tr("Leave the lesson"), "finished_leave", tip=self.tr("Your run is given back as it was")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self._title)
        column.addWidget(self._summary)
        column.addWidget(self._named)
        column.addWidget(self._name)
        for button in (self._save, self._leave):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(6)
        column.addWidget(self._asked)
        self._save.clicked.connect(lambda: self.report_requested.emit(self._name.text().strip()))
        self._name.returnPressed.connect(self._save.click)
        self._leave.clicked.connect(self.leave_requested)

    def set_theme(self, theme: Theme) -> None:
        self._asked.set_theme(theme)

    def set_reporting(self, offered: bool) -> None:
        """Whether there is somebody who writes reports."""
        for widget in (self._named, self._name, self._save):
            widget.setVisible(offered)

    def show_done(
        self, progress: LessonProgress, texts: LessonTexts, seconds: float, questions: Mapping[str, str]
    ) -> None:
        """What came of the predictions, and how long it all took. *questions* are by the key of the step, as they were
        read: a number in them may be known no longer."""
        seen, done = self.tr("You have seen this exhibit."), self.tr("You have finished the lesson.")
        self._title.setText(done if progress.lesson.tell_tale is None else seen)
        asked = [step for step in progress.lesson.all_steps if isinstance(step, AskStep)]
        told = [step for step in asked if step.key in progress.outcomes]
        right = [step for step in told if progress.outcomes[step.key].right]
        words = []
        if asked:
            words.append(self._predictions(len(right), len(told), len(asked), bool(progress.answers)))
        words.append(self.tr("It took about {0} min.").format(max(1, round(seconds / 60))))
        self._summary.setText(in_a_row(words))
        read = {key: Live((text,)) for key, text in questions.items() if text}
        self._asked.show_texts([read.get(step.key, texts.steps[step.key].question) for step in asked])
        for row, step in zip(self._asked.rows, asked, strict=True):
            given, outcome = progress.answers.get(step.key), progress.outcomes.get(step.key)
            came_true = None if outcome is None else outcome.right
            row.show_verdict(came_true, verdict_in_words(given, came_true))

    def _predictions(self, right: int, told: int, asked: int, predicted: bool) -> str:
        if not predicted:
            return self.tr("You went through it without predictions.")
        if told == 0:
            return self.tr("Your predictions were not put to the test.")
        if right == told == asked:
            return self.tr("All your predictions came true ({0} of {1}).").format(right, asked)
        return self.tr("{0} of {1} predictions came true; the others are what you have learned.").format(right, told)
