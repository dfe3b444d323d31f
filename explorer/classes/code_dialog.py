"""Where a class code is typed that stands on the board."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_button, make_label
from explorer.widgets.own_window import bring_forward

LONGEST = 24  # letters that can be typed, blanks among them
WIDTH = 22  # of the texts, in times the height of a line


class CodeDialog(QDialog):
    """Beside the window, which goes on. ``code_entered`` carries what was typed; what is wrong with it stands here."""

    code_entered = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("class_code_dialog")
        self.setWindowTitle(self.tr("Enter a class code"))
        self._text = make_label(self.tr("The eight letters that your teacher reads aloud:"), wrap=True)
        self._problem = make_label("", "error", "class_code_problem", wrap=True)
        self._problem.hide()
        self._field = QLineEdit()
        self._field.setObjectName("class_code_field")
        self._field.setAccessibleName(self.tr("Class code"))
        self._field.setMaxLength(LONGEST)
        self._field.setPlaceholderText("ABCD EFGH")
        font = QFont(self._field.font())
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 115)
        self._field.setFont(font)
        self._field.textEdited.connect(lambda _text: self._problem.hide())
        cancel = make_button(self.tr("Cancel"), "class_code_cancel")
        begin = make_button(self.tr("Join the class"), "class_code_begin", "primary")
        begin.setDefault(True)
        cancel.clicked.connect(self.reject)
        begin.clicked.connect(lambda: self.code_entered.emit(self._field.text()))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(begin)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        for widget in (self._text, self._field, self._problem):
            column.addWidget(widget)
        column.addLayout(buttons)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def show_problem(self, text: str) -> None:
        """What is wrong with the code; it stays to be mended."""
        self._problem.setText(text)
        self._problem.show()
        self._field.setFocus()

    def ask(self) -> None:
        """Shows itself with an empty field."""
        self._field.clear()
        self._problem.hide()
        self.ensurePolished()
        for label in (self._text, self._problem):
            label.setFixedWidth(WIDTH * self.fontMetrics().height())
        bring_forward(self)
        self._field.setFocus()
