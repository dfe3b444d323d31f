"""Lines of texts: how many are shown, and what of them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT
from explorer.widgets.text_lines import TextLines


@pytest.fixture
def view(qtbot: QtBot) -> TextLines:
    view = TextLines(rows=3)
    qtbot.addWidget(view)
    view.resize(200, 100)
    view.show()
    return view


def test_the_first_are_shown_each_in_one_line(view: TextLines) -> None:
    view.show_texts(["one", "two\nlines\tand", "\u202eturned", "left out"])
    assert view.lines == ("one", "two↵lines⇥and", "\\u202eturned")
    assert "left out" not in view.toolTip() and view.accessibleDescription().count("\n") == 2
    three = view.sizeHint().height()
    view.show_texts(["one"])
    assert view.sizeHint().height() < three


def test_a_long_one_is_cut_to_the_width(view: TextLines) -> None:
    view.show_texts(["m" * 150])
    picture = view.grab().toImage()
    assert inked(picture, 7, 193) > 100 and inked(picture, 194, 200) == 0


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_it_is_painted_in_the_colours_of_the_theme(view: TextLines, theme: object) -> None:
    view.set_theme(theme)  # type: ignore[arg-type]
    view.show_texts(["白日依山尽", "שלום"])
    picture = view.grab().toImage()
    assert picture.pixelColor(100, 2) == QColor(theme.canvas)  # type: ignore[attr-defined]
    assert inked(picture, 0, 200) > 20


def inked(picture: QImage, left: int, right: int) -> int:
    """Pixels in these columns that are not of the background, of which the corners are not."""
    background = picture.pixelColor(100, 2)
    return sum(picture.pixelColor(x, y) != background for x in range(left, right) for y in range(8, 40))
