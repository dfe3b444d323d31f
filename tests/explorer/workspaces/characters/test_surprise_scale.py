"""Colours of surprise: their ends, that letters on them can be read, and the legend."""

from __future__ import annotations

import math

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, Theme, apply_theme
from explorer.workspaces.characters.desk.surprise_scale import SHADES, SurpriseLegend, shade, shade_colour, top_of


def luminance(colour: str) -> float:
    """As in WCAG 2.1."""
    shares = [channel / 255 for channel in QColor(colour).getRgb()[:3]]  # type: ignore[index]
    red, green, blue = (s / 12.92 if s <= 0.03928 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


def test_the_full_colour_is_a_blind_guess() -> None:
    assert top_of(54) == pytest.approx(math.log(54)) and top_of(1) == 1.0 and top_of(0) == 1.0
    top = top_of(20)
    assert shade(0.0, top) == 0 and shade(-1e-7, top) == 0
    assert shade(top, top) == shade(50.0, top) == shade(math.inf, top) == SHADES - 1
    assert shade(top / 2, top) == SHADES // 2
    assert shade(math.nan, top) == -1
    shades = [shade(top * n / 100, top) for n in range(101)]
    assert shades == sorted(shades) and set(shades) == set(range(SHADES))


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_letters_can_be_read_on_each_shade(theme: Theme) -> None:
    colours = [shade_colour(theme, which) for which in range(SHADES)]
    assert colours[0] == theme.field and len(set(colours)) == SHADES
    assert min(contrast(theme.text, colour) for colour in colours) >= 4.5


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_legend_goes_from_the_first_to_the_last_shade(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    legend = SurpriseLegend()
    qtbot.addWidget(legend)
    legend.set_theme(theme)
    legend.show_characters(54)
    legend.resize(legend.sizeHint())
    assert "54" in legend.toolTip() and "4.0 nats" in legend.toolTip()
    image, bar = legend.grab().toImage(), legend.bar()
    assert bar.left() > 0 and bar.right() < legend.width()
    ends = [image.pixelColor(round(x), round(bar.center().y())) for x in (bar.left() + 2, bar.right() - 3)]
    for found, which in zip(ends, (0, SHADES - 1), strict=True):
        wanted = QColor(shade_colour(theme, which))
        near = zip(found.getRgb()[:3], wanted.getRgb()[:3], strict=True)  # type: ignore[index]
        assert all(abs(a - b) < 16 for a, b in near)
