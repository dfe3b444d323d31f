"""The mark of a button with a menu is a character of the font in which the button is written."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.style.marks import LARGE, SMALL, line_marks, menu_mark, without_mark
from explorer.widgets.model_choice import ModelChoice


@pytest.mark.layout
def test_the_mark_is_in_the_font(qtbot: QtBot) -> None:
    font = QRawFont.fromFont(QApplication.font())
    assert font.supportsCharacter(ord(menu_mark(QFontMetrics(QApplication.font()))))
    choice = ModelChoice("choice")
    qtbot.addWidget(choice)
    choice.show_models([(0, "AE"), (1, "VAE")], 1)
    assert choice.text().startswith("VAE ") and font.supportsCharacter(ord(choice.text()[-1]))


@pytest.mark.parametrize("mark", [SMALL, LARGE])
def test_a_font_without_the_small_mark_shows_the_large_one(mark: str) -> None:
    class Metrics(QFontMetrics):
        def inFontUcs4(self, character: int) -> bool:
            return mark == SMALL or character != ord(SMALL)

    assert menu_mark(Metrics(QApplication.font())) == mark
    assert without_mark(f"KL {mark}") == without_mark("KL") == "KL"


@pytest.mark.layout
def test_ends_of_lines_and_tabs_are_signs_of_the_font() -> None:
    font = QRawFont.fromFont(QApplication.font())
    signs = line_marks(QFontMetrics(QApplication.font()))
    assert set(signs) == {ord("\n"), ord("\t")}
    assert all(font.supportsCharacter(ord(sign)) for sign in signs.values())


def test_a_font_without_the_usual_signs_shows_others() -> None:
    class Chinese(QFontMetrics):
        def inFontUcs4(self, character: int) -> bool:
            return chr(character) in "⏎→"

    assert "one\ntwo\tthree".translate(line_marks(Chinese(QApplication.font()))) == "one⏎two→three"
