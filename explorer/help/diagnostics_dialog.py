"""Help > Diagnostics: the self-test, check by check, while one goes on working in the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from explorer.help.check_row import CheckRow, check_title
from explorer.help.diagnostics import SelfTestProcess
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import DARK, Theme, ThemeWatcher
from explorer.texts.sentences import sentence_text
from explorer.widgets.export_button import ask_path
from explorer.widgets.own_window import bring_forward
from trainers.disk.atomic_file import write_atomically
from trainers.self_test.report import Report

SIZE = QSize(680, 620)
SUGGESTION = "latent-explorer-report.json"


class DiagnosticsDialog(QDialog):
    """Starts the self-test as it is shown, and ends it as it is closed. Not modal."""

    def __init__(
        self, process: SelfTestProcess | None = None, theme: Theme = DARK, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("diagnostics")
        self.setWindowTitle(self.tr("Diagnostics"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(SIZE)
        self._theme = theme
        self._process = process or SelfTestProcess()
        self._process.setParent(self)
        self._rows: list[CheckRow] = []
        self._ended = False
        self._lay_out()
        self._process.progressed.connect(self._show_report)
        self._process.ended.connect(self._on_process_ended)
        self._start()

    def _lay_out(self) -> None:
        self._headline = make_label("", "title", "diagnostics-headline", wrap=True)
        self._said = make_label("", "muted", "diagnostics-said", wrap=True)
        self._bar = QProgressBar()
        self._bar.setObjectName("diagnostics-progress")
        self._bar.setAccessibleName(self.tr("Progress of the self-test"))
        self._bar.setTextVisible(False)
        self._list = QVBoxLayout()
        self._list.setContentsMargins(14, 8, 14, 8)
        self._list.setSpacing(0)
        self._list.addStretch(1)
        inside = QFrame()
        inside.setProperty("role", "card")
        inside.setLayout(self._list)
        self._scroll = QScrollArea()
        self._scroll.setObjectName("diagnostics-checks")
        self._scroll.setWidgetResizable(True)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._scroll.setAccessibleName(self.tr("Checks"))
        self._scroll.setWidget(inside)
        self._scroll.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(10)
        column.addWidget(self._headline)
        column.addWidget(self._said)
        column.addWidget(self._bar)
        column.addWidget(self._scroll, 1)
        column.addLayout(self._make_buttons())

    def _make_buttons(self) -> QHBoxLayout:
        tip = self.tr("Version, machine and every check as text, for a mail")
        self._copy = make_button(self.tr("Copy report"), "diagnostics-copy", tip=tip)
        self._save = make_button(self.tr("Save report…"), "diagnostics-save")
        self._again = make_button(self.tr("Run again"), "diagnostics-again")
        self._cancel = make_button(self.tr("Cancel"), "diagnostics-cancel")
        self._close = make_button(self.tr("Close"), "diagnostics-close", "primary")
        self._copy.clicked.connect(self._on_copy_clicked)
        self._save.clicked.connect(self._on_save_clicked)
        self._again.clicked.connect(self._start)
        self._cancel.clicked.connect(self._on_cancel_clicked)
        self._close.clicked.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._copy)
        row.addWidget(self._save)
        row.addStretch(1)
        for button in (self._again, self._cancel, self._close):
            row.addWidget(button)
        return row

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self._rows:
            row.set_theme(theme)

    # ------------------------------------------------------------------ the process

    def _start(self) -> None:
        for row in self._rows:
            row.hide()
            row.deleteLater()
        self._rows = []
        self._ended = False
        self._headline.setText(self.tr("Trying everything out"))
        self._said.setText(
            self.tr("Files, folders, fonts, devices, and a little training of every kind of model. Nothing is sent.")
        )
        self._bar.setRange(0, 0)
        self._bar.show()
        self._process.start()
        self._show_buttons()

    def _show_report(self, report: Report) -> None:
        for check in report.checks[len(self._rows) :]:
            row = CheckRow(check, self._theme)
            self._rows.append(row)
            self._list.insertWidget(self._list.count() - 1, row)
        self._bar.setRange(0, max(report.planned, len(report.checks)))
        self._bar.setValue(len(report.checks))
        if report.running:
            self._headline.setText(self.tr("Trying: {0}").format(check_title(report.running)))

    def _on_range_changed(self, least: int, most: int) -> None:
        """While it runs, the newest check is in sight."""
        if not self._ended:
            self._scroll.verticalScrollBar().setValue(most)

    def _on_process_ended(self, report: Report, how: str, said: str) -> None:
        self._ended = True
        self._show_report(report)
        self._bar.hide()
        headline, explained = _summary(report, how, said)
        self._headline.setText(headline)
        self._said.setText(explained)
        self._show_buttons()
        failed = next((row for row in self._rows if not row.check.ok), None)
        if failed is not None:
            self._list.activate()
            self._scroll.ensureWidgetVisible(failed)
        if not self.isVisible():  # closed while it ran
            self.deleteLater()

    def _show_buttons(self) -> None:
        self._cancel.setVisible(not self._ended)
        self._cancel.setEnabled(True)
        self._again.setVisible(self._ended)
        for button in (self._copy, self._save):
            button.setEnabled(self._ended)

    # ------------------------------------------------------------------ the user

    def done(self, result: int) -> None:
        """However it is closed: a process that still runs is asked to end first, and the dialog goes with it."""
        if self._process.running:
            self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
            self._process.cancel()
        super().done(result)

    def _on_cancel_clicked(self) -> None:
        self._cancel.setEnabled(False)
        self._process.cancel()

    def _on_copy_clicked(self) -> None:
        QGuiApplication.clipboard().setText(self._process.report.to_text())
        self._said.setText(self.tr("The report is on the clipboard."))

    def _on_save_clicked(self) -> None:
        path = self.ask_report_path()
        if path is None:
            return
        try:
            write_atomically(path, self._process.report.to_json().encode())
        except OSError as error:
            self._said.setText(
                self.tr("{0} could not be written: {1}").format(path, sentence_text(error.strerror or str(error)))
            )
        else:
            self._said.setText(self.tr("The report was saved as {0}.").format(path))

    def ask_report_path(self) -> Path | None:
        """Where to save the report."""
        return ask_path(self, self.tr("Save the report"), Path.home() / SUGGESTION, "JSON (*.json)")


def show_diagnostics(window: QWidget, themes: ThemeWatcher) -> DiagnosticsDialog:
    """Opens the dialog beside *window*, or brings forward the one that is open."""
    found = next((each for each in window.findChildren(DiagnosticsDialog) if each.isVisible()), None)
    dialog = found or DiagnosticsDialog(theme=themes.theme, parent=window)
    if found is None:
        themes.theme_changed.connect(dialog.set_theme)
    bring_forward(dialog)
    return dialog


def _summary(report: Report, how: str, said: str) -> tuple[str, str]:
    """A headline, and a sentence or more below it."""
    translate = QCoreApplication.translate
    if how == "cancelled":
        return translate("DiagnosticsDialog", "Cancelled"), translate(
            "DiagnosticsDialog", "What was tried stands below."
        )
    if how == "failed to start":
        return translate("DiagnosticsDialog", "The self-test could not be started"), said
    if how == "died":
        text = translate("DiagnosticsDialog", "The program ended in this check: {0}")
        headline = text.format(check_title(report.running or "files"))
        return headline, "\n".join(said.splitlines()[-4:])
    warnings = sum(bool(check.warning) for check in report.checks)
    seconds = translate("DiagnosticsDialog", "{0} checks in {1} s.").format(len(report.checks), f"{report.seconds:.0f}")
    if report.failed:
        text = translate("DiagnosticsDialog", "{0} of {1} checks failed")
        headline = text.format(len(report.failed), len(report.checks))
    elif warnings:
        headline = translate("DiagnosticsDialog", "Everything works, with remarks")
    else:
        headline = translate("DiagnosticsDialog", "Everything works")
    return headline, seconds
