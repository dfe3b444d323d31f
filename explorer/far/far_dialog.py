"""Where the address of a far run is typed."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_button, make_label
from explorer.widgets.own_window import bring_forward
from trainers.link.address import PROGRAM

LONGEST = 1000  # letters that can be typed
WIDTH = 26  # of the texts, in times the height of a line


class FarDialog(QDialog):
    """Beside the window, which goes on. ``address_entered`` carries the address and what the program is called there;
    what is wrong with them stands here."""

    address_entered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("far_dialog")
        self.setWindowTitle(self.tr("Open a far run"))
        self._text = make_label(
            self.tr(
                "A run folder on a machine that you reach with ssh, and on which Latent Explorer is installed. It is "
                "trained there, and goes on when this window is closed."
            ),
            wrap=True,
        )
        self._address = self._field("far_address", self.tr("Address"), "ssh://user@host/path/to/run")
        self._program = self._field("far_program", self.tr("Program there"), PROGRAM)
        self._hint = make_label(
            self.tr(
                "A preset instead of a folder: ssh://user@host?preset=vae-digits\n"
                "A run that another program trains on this machine: here:/path/to/run"
            ),
            "muted",
            wrap=True,
        )
        self._problem = make_label("", "error", "far_dialog_problem", wrap=True)
        self._problem.hide()
        cancel = make_button(self.tr("Cancel"), "far_cancel")
        begin = make_button(self.tr("Open"), "far_open", "primary")
        begin.setDefault(True)
        cancel.clicked.connect(self.reject)
        begin.clicked.connect(lambda: self.address_entered.emit(self._address.text(), self._program.text()))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(begin)
        form = QFormLayout()
        form.setSpacing(10)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(self.tr("Address"), self._address)
        form.addRow(self.tr("Program there"), self._program)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(self._text)
        column.addLayout(form)
        column.addWidget(self._hint)
        column.addWidget(self._problem)
        column.addLayout(buttons)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)

    def _field(self, name: str, title: str, example: str) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName(name)
        field.setAccessibleName(title)
        field.setMaxLength(LONGEST)
        field.setPlaceholderText(example)
        field.textEdited.connect(lambda _text: self._problem.hide())
        return field

    def show_problem(self, text: str) -> None:
        """What is wrong with the address; it stays to be mended."""
        self._problem.setText(text)
        self._problem.show()
        self._address.setFocus()

    def ask(self) -> None:
        """Shows itself, with what was typed last."""
        self._problem.hide()
        self.ensurePolished()
        for label in (self._text, self._hint, self._problem):
            label.setFixedWidth(WIDTH * self.fontMetrics().height())
        bring_forward(self)
        self._address.setFocus()
        self._address.selectAll()
