"""Names with tags are shown letter by letter, on labels and in tool tips, and never read as HTML."""

from __future__ import annotations

import ast
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.plain_text import plain_tip
from tests.explorer.program import Program, experiment

EXPLORER = Path(__file__).resolve().parents[3] / "explorer"
BOLD, IMAGE = "<b>bold</b>", "<img src='file:///secret.png'>"


@pytest.mark.parametrize("text", [BOLD, IMAGE, "a <i>b</i>\n  c & d", "<p>1 < 2</p>"])
def test_a_tip_shows_tags_as_they_are_written(text: str) -> None:
    document = QTextDocument()
    document.setHtml(plain_tip(text))
    assert document.toPlainText() == text


@pytest.mark.parametrize("text", ["", "plain", "1 < 2 & 3 > 2", "two\nlines"])
def test_a_tip_without_tags_stays_as_it_is(text: str) -> None:
    assert plain_tip(text) == text


def _is_own(text: ast.expr) -> bool:
    """Whether the program itself has written it, or it went through :func:`plain_tip`."""
    if isinstance(text, ast.IfExp):
        return _is_own(text.body) and _is_own(text.orelse)
    if isinstance(text, ast.Call):
        name = text.func.attr if isinstance(text.func, ast.Attribute) else getattr(text.func, "id", "")
        return name in ("tr", "translate", "plain_tip")
    return isinstance(text, ast.Constant)


def test_every_tip_is_the_programs_own_text_or_made_plain() -> None:
    calls = [
        (path.name, call)
        for path in EXPLORER.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr == "setToolTip"
    ]
    assert len(calls) > 40
    assert [f"{name}:{call.lineno}" for name, call in calls if not _is_own(call.args[0])] == []


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
