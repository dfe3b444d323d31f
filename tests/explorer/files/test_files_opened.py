"""Files that macOS asks the running program to open."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from explorer.files.files_opened import FilesOpened


@pytest.fixture
def asked(qapp: QApplication) -> Iterator[list[str]]:
    opened = FilesOpened(qapp)
    paths: list[str] = []
    opened.asked.connect(paths.append)
    yield paths
    qapp.removeEventFilter(opened)
    opened.deleteLater()


def test_a_file_and_a_folder(qapp: QApplication, asked: list[str], tmp_path: Path) -> None:
    for path in (tmp_path / "我的 run" / "experiment.toml", tmp_path):
        assert QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(path))))
        assert Path(asked[-1]) == path


def test_an_address_on_the_web_and_other_events_are_nothing_to_open(qapp: QApplication, asked: list[str]) -> None:
    QCoreApplication.sendEvent(qapp, QFileOpenEvent(QUrl("https://example.org/run")))
    QCoreApplication.sendEvent(qapp, QEvent(QEvent.Type.ApplicationActivate))
    assert asked == []
