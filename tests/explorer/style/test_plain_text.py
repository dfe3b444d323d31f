"""Names with tags are shown letter by letter, on labels and in tool tips, and never read as HTML."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QHelpEvent, QTextDocument
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.plain_text import COLUMNS, plain_tip
from tests.explorer.program import Program, experiment

EXPLORER = Path(__file__).resolve().parents[3] / "explorer"
BOLD, IMAGE = "<b>bold</b>", "<img src='file:///secret.png'>"


@pytest.mark.parametrize("text", [BOLD, IMAGE, "a <i>b</i>\n  c & d", "<p>1 < 2</p>"])
def test_a_tip_shows_tags_as_they_are_written(text: str) -> None:
    document = QTextDocument()
    document.setHtml(plain_tip(text))
    assert document.toPlainText() == text


@pytest.mark.parametrize("text", ["", "plain", "1 < 2 & 3 > 2", "two\nlines", "two\n\nparagraphs  with spaces"])
def test_a_short_tip_without_tags_stays_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("word " * 20, ["word " * 9 + "word"] * 2),  # about equally long, not a full line and a rest
        ("x" * 100, ["x" * 100]),  # a path, say, in which no line may end
        ("short\n" + "word " * 20, ["short", *["word " * 9 + "word"] * 2]),
        ("字" * 40, ["字" * 20] * 2),
        ("字" * 32, ["字" * 32]),  # two columns each
        ("字" * 19 + "。" + "字" * 20, ["字" * 19 + "。", "字" * 20]),
        ("字" * 20 + "。" + "字" * 19, ["字" * 20 + "。", "字" * 19]),  # a full stop begins no line
        ("😀 " * 40, ["😀 " * 19 + "😀"] * 2),  # two of Qt's units each
        ("1\u202f234 " * 12, ["1\u202f234 " * 5 + "1\u202f234"] * 2),  # no line ends within a number
        ("95 % " * 14, ["95 % " * 6 + "95 %"] * 2),  # nor before its sign
        ("95 %, of " + "x" * 60, ["95 %, of", "x" * 60]),
    ],
)
def test_a_long_tip_has_lines_that_are_easily_read(text: str, lines: list[str]) -> None:
    assert plain_tip(text).split("\n") == lines


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # of windows off screen
def test_a_tip_on_the_screen_is_no_wider_than_its_lines(qtbot: QtBot) -> None:
    button = QPushButton("?")
    qtbot.addWidget(button)
    button.setToolTip(plain_tip("A word and a word " * 12))
    button.show()
    place = button.rect().center()
    QApplication.sendEvent(button, QHelpEvent(QEvent.Type.ToolTip, place, button.mapToGlobal(place)))
    qtbot.waitUntil(QToolTip.isVisible)
    shown = next(each for each in QApplication.topLevelWidgets() if each.metaObject().className() == "QTipLabel")
    assert shown.width() < 1.2 * shown.fontMetrics().horizontalAdvance("x" * COLUMNS)
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def _is_tip(text: ast.expr) -> bool:
    """Whether it went through :func:`plain_tip`, or is none."""
    if isinstance(text, ast.Call):
        return isinstance(text.func, ast.Name) and text.func.id == "plain_tip"
    return isinstance(text, ast.Constant) and text.value == ""


def test_every_tip_is_made_plain_and_easily_read() -> None:
    calls = [
        (path.name, call)
        for path in EXPLORER.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "setToolTip"
    ]
    assert len(calls) > 40
    assert [f"{name}:{call.lineno}" for name, call in calls if not _is_tip(call.args[-1])] == []


def test_a_run_full_of_tags_shows_them_as_text(qtbot: QtBot, tmp_path: Path) -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (40, 8, 8), dtype=np.uint8)
    np.savez(tmp_path / "tags.npz", x=pictures, y=np.array([IMAGE, BOLD] * 20))
    models = [{"family": "vae", "layers": [8], "label": each} for each in (BOLD, IMAGE)]
    dataset = {"name": "array-file", "file": str(tmp_path / "tags.npz")}
    program = Program(qtbot, tmp_path)
    try:
        program.start(experiment(title=f"{BOLD} {IMAGE}", models=models, dataset=dataset))
        program.window.note.show_text(f"{IMAGE}: cannot be read", error=True)
        labels = program.window.findChildren(QLabel)
        tagged = [label for label in labels if "<b>" in label.text() or "<img" in label.text()]
        assert len(tagged) >= 3
        for label in labels:
            assert label.textFormat() in (Qt.TextFormat.PlainText, Qt.TextFormat.RichText), label.objectName()
        wrong = [each.objectName() for each in tagged if each.textFormat() is not Qt.TextFormat.PlainText]
        assert wrong == []
        legend = program.find_in(program.map(), QListWidget, "map_legend")
        tips = [legend.item(row).toolTip() for row in range(legend.count())]
        assert sorted(tips) == sorted(map(plain_tip, (BOLD, IMAGE))) and all("&lt;" in tip for tip in tips)
        for widget in program.window.findChildren(QWidget):
            assert "<img" not in widget.toolTip() and "<b>" not in widget.toolTip(), widget.objectName()
    finally:
        program.close()
