"""The system's file dialogs, in one place so that tests can answer for the user."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from explorer.widgets.export_button import ask_path
from explorer.widgets.file_dialog import FileDialog


class Dialogs:
    """Each method returns what the user chose, or None."""

    def __init__(self, parent: QWidget) -> None:
        self._parent = parent

    def ask_folder(self, title: str, start: Path, parent: QWidget | None = None) -> Path | None:
        """An existing folder. *parent*: the window that asks, where it is not the main one."""
        dialog = FileDialog(parent or self._parent, title, start)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        return next(iter(dialog.ask()), None)

    def ask_file(self, title: str, start: Path, file_filter: str) -> Path | None:
        """An existing file."""
        dialog = FileDialog(self._parent, title, start, file_filter)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        return next(iter(dialog.ask()), None)

    def ask_export(self, parent: QWidget, title: str, suggestion: Path, file_filter: str) -> Path | None:
        """Where to write what a view shows."""
        return ask_path(parent, title, suggestion, file_filter)

    def ask_new(self, title: str, suggestion: Path, suffix: str = "") -> Path | None:
        """A file or folder that may not exist yet; a file gets *suffix* where the name has none."""
        dialog = FileDialog(self._parent, title, suggestion.parent)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(suffix.removeprefix("."))  # the dialog asks before an existing file is replaced
        dialog.selectFile(suggestion.name)
        return next(iter(dialog.ask()), None)
