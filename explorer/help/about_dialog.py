"""About the program: version, build, licence, libraries, data."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication, QIcon, QShowEvent
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.help.program_facts import ProgramFacts
from explorer.style.style_sheet import make_button, make_label

ICON = 72  # pixels
WIDTH = 27  # of the texts, in times the height of a line


class AboutDialog(QDialog):
    """Beside the window, which goes on; Esc closes it."""

    licences_requested = Signal()

    def __init__(self, facts: ProgramFacts, icon: QIcon, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = facts
        self.setObjectName("about")
        self.setWindowTitle(self.tr("About Latent Explorer"))
        picture = QLabel()
        picture.setPixmap(icon.pixmap(QSize(ICON, ICON), self.devicePixelRatio()))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._said = [
            make_label(self.tr("Small generative models, seen while they train."), wrap=True),
            make_label(self._build(), "muted", "about_version", wrap=True),
            make_label(
                self.tr("MIT licence. The libraries below have licences of their own, Qt (PySide6) the LGPL."),
                wrap=True,
            ),
            make_label(
                self.tr(
                    "MNIST: Y. LeCun, C. Cortes, C. Burges, CC BY-SA 3.0.\nDigits: E. Alpaydin, C. Kaynak, CC BY 4.0."
                ),
                "muted",
                "about_data",
                True,
            ),
        ]
        texts = QVBoxLayout()
        texts.setSpacing(10)
        texts.addWidget(make_label("Latent Explorer", "brand", "about_name"))
        for label in self._said[:3]:
            texts.addWidget(label)
        texts.addLayout(self._make_libraries())
        texts.addWidget(self._said[3])
        texts.addSpacing(6)
        texts.addLayout(self._make_buttons())
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 24, 24, 20)
        row.setSpacing(22)
        row.addWidget(picture)
        row.addLayout(texts, 1)
        row.setSizeConstraint(QHBoxLayout.SizeConstraint.SetFixedSize)

    def _build(self) -> str:
        facts = self._facts
        if not facts.commit:
            return self.tr("Version {0}").format(facts.version)
        text = self.tr("Version {0}, built from commit {1} of {2} for {3}")
        return text.format(facts.version, facts.commit, facts.date, facts.platform)

    def _make_libraries(self) -> QGridLayout:
        """Two libraries in a row, a number beside its name."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(3)
        half = (len(self._facts.libraries) + 1) // 2
        for index, (name, number) in enumerate(self._facts.libraries):
            row, column = index % half, index // half * 2
            grid.addWidget(make_label(name, "muted"), row, column)
            shown = make_label(number, name=f"about_{name}")
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(shown, row, column + 1)
        grid.setColumnStretch(4, 1)
        return grid

    def _make_buttons(self) -> QHBoxLayout:
        licences = make_button(self.tr("Third-party licences"), "about_licences")
        copy = make_button(
            self.tr("Copy"), "about_copy", tip=self.tr("Copies version, build and libraries, for a report")
        )
        close = make_button(self.tr("Close"), "about_close", "primary")
        licences.clicked.connect(self.licences_requested)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self._facts.to_text()))
        close.clicked.connect(self.reject)
        close.setDefault(True)
        self._close = close
        buttons = QHBoxLayout()
        for button in (licences, copy):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(close)
        return buttons

    def showEvent(self, event: QShowEvent) -> None:
        """As wide as the text size of the moment asks for."""
        for label in self._said:
            label.ensurePolished()
            label.setFixedWidth(WIDTH * label.fontMetrics().height())
        super().showEvent(event)
        self._close.setFocus()
