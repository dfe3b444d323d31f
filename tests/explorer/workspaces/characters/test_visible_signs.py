"""Characters that nobody sees have signs and names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication

from explorer.workspaces.characters.visible_signs import draw_sign, sign_text, sign_words
from trainers.kinds import UNKNOWN


@pytest.mark.parametrize(
    ("character", "text"),
    [
        ("a", "a"),
        ("静", "静"),
        ("\u0301", "\u25cc\u0301"),
        ("\x07", "U+0007"),
        ("\x00", "U+0000"),
        ("\u200f", "U+200F"),
    ],
)
def test_what_is_written(character: str, text: str) -> None:
    assert sign_text(character) == text and sign_words(character) == f"“{text}”"


def test_names() -> None:
    assert [sign_words(each) for each in (" ", "\n", "\t", UNKNOWN)] == [
        "space", "end of line", "tab", "any rare character",
    ]  # fmt: skip


@pytest.mark.parametrize("character", [" ", "\n", "\t", UNKNOWN, "a", "\x00"])
def test_each_is_seen_within_its_place(qapp: QApplication, character: str) -> None:
    image = QImage(80, 40, QImage.Format.Format_RGB32)
    image.fill(QColor("#000000"))
    painter = QPainter(image)
    draw_sign(painter, QRectF(20, 10, 40, 20), character, "#ffffff")
    painter.end()
    inked = [(x, y) for x in range(80) for y in range(40) if image.pixelColor(x, y).lightness() > 60]
    assert inked and all(19 <= x <= 60 and 9 <= y <= 31 for x, y in inked)
