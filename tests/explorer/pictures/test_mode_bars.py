"""Mode bars: which modes are missing, in bars and in words."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.pictures.mode_bars import ModeBars
from explorer.pictures.mode_canvas import percent
from explorer.style.theme import DARK
from trainers.metrics.modes import least_share

pytestmark = pytest.mark.layout

NAMES = [str(digit) for digit in range(10)]
UNEVEN = np.array([0.13, 0.2, 0.01, 0.11, 0.11, 0.0, 0.1, 0.17, 0.07, 0.1])


@pytest.fixture
def bars(qtbot: QtBot, tmp_path: Path) -> ModeBars:
    bars = ModeBars(choose_path=lambda parent, title, suggestion, file_filter: tmp_path / suggestion.name)
    qtbot.addWidget(bars)
    bars.resize(260, 180)
    bars.show()
    qtbot.waitExposed(bars)
    bars.show_modes(NAMES, [UNEVEN])
    return bars


def said(bars: ModeBars) -> str:
    line = bars.findChild(QLabel, "modeSentence")
    assert line is not None
    return line.whole_text  # type: ignore[attr-defined, no-any-return]


def test_bars_are_as_high_as_their_shares(bars: ModeBars) -> None:
    heights = np.array([bar.height() for _, _, bar in bars.canvas.bars()])
    assert heights / heights.sum() == pytest.approx(UNEVEN, abs=1e-6)
    for _, mode, bar in bars.canvas.bars():
        assert bars.canvas.slot_rect(mode).adjusted(-1, -1, 1, 1).contains(bar.center())
        assert bar.bottom() == bars.canvas.slot_rect(mode).bottom()
    assert bars.canvas.height_of(0.1) == pytest.approx(heights[6])  # the even share's line


def test_what_is_missing_is_marked_and_named(bars: ModeBars) -> None:
    assert said(bars) == "under 2 %: 2, 5" == bars.canvas.accessibleDescription()
    assert [mode for mode in range(10) if bars.canvas.is_missing(0, mode)] == [2, 5]
    image = bars.canvas.grab().toImage()
    foot = bars.canvas.slot_rect(5)
    colours = {
        image.pixelColor(QPoint(int(foot.center().x()) + x, int(foot.bottom()) - y) * image.devicePixelRatio()).name()
        for x in range(-4, 5)
        for y in range(8)
    }
    assert DARK.warning in colours


def test_a_whole_set_says_its_smallest(bars: ModeBars) -> None:
    bars.show_modes(NAMES, [np.array([0.06, *[0.94 / 9] * 9])])
    assert said(bars) == "all 10 present, smallest 6 % (0)"


def test_samples_that_hit_no_mode_are_told(bars: ModeBars) -> None:
    bars.show_modes(NAMES, [np.full(10, 0.08)])
    assert said(bars) == "all 10 present, smallest 8 % (0); 20 % hit none"
    bars.show_modes(NAMES, [np.zeros(10)])
    assert said(bars) == "10 of 10 under 2 %; 100 % hit none"


def test_many_missing_ones_are_counted() -> None:
    assert least_share(10) == 0.02 and least_share(25) == 0.02 and least_share(100) == 0.005
    assert [percent(share) for share in (0, 0.014, 0.06, 0.1, 0.333)] == ["0 %", "1.4 %", "6 %", "10 %", "33 %"]


def test_several_models_stand_side_by_side(bars: ModeBars) -> None:
    bars.show_modes(NAMES, [UNEVEN, None, np.full(10, 0.1)], ["GAN", "AE", "VAE"])
    assert said(bars) == "GAN: under 2 %: 2, 5 · VAE: all 10 present, smallest 10 % (0)"
    drawn = bars.canvas.bars()
    assert {model for model, _, _ in drawn} == {0, 2}
    first = {model: bar for model, mode, bar in drawn if mode == 0}
    assert first[0].right() <= first[2].left() + 1
    assert bars.canvas.ink(0) == DARK.models[0] and bars.canvas.ink(2) == DARK.models[2]
    few = np.zeros(10)
    few[0] = 1.0
    bars.show_modes(NAMES, [few], ["GAN"])
    assert said(bars) == "9 of 10 under 2 %" and bars.canvas.ink(0) == DARK.fake


def test_pointer_and_keys_read_out_a_mode(bars: ModeBars) -> None:
    QTest.mouseMove(bars.canvas, QPoint(0, 1))
    QTest.mouseMove(bars.canvas, bars.canvas.slot_rect(7).center().toPoint())
    assert said(bars) == "7: 17 % · even would be 10 %"
    QTest.mouseMove(bars.canvas, QPoint(0, 1))
    assert said(bars) == "under 2 %: 2, 5"
    bars.canvas.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Right):  # the second stays at the end
        QTest.keyClick(bars.canvas, key)
    assert said(bars) == "1: 20 % · even would be 10 %"
    bars.show_modes(["only"], [[1.0]])  # the picked one is gone
    assert bars.canvas.slot is None


def test_bars_glide_but_another_set_is_there_at_once(bars: ModeBars, qtbot: QtBot) -> None:
    before = [bar.height() for _, _, bar in bars.canvas.bars()]
    bars.show_modes(NAMES, [UNEVEN[::-1]])
    assert [bar.height() for _, _, bar in bars.canvas.bars()] == before
    qtbot.waitUntil(lambda: (bars.canvas._easing.values == bars.canvas._easing.target).all())
    bars.show_modes(["a", "b"], [[0.25, 0.75]])
    heights = [bar.height() for _, _, bar in bars.canvas.bars()]
    assert heights[1] == pytest.approx(3 * heights[0])


def test_nothing_known_and_shares_that_do_not_match(bars: ModeBars, tmp_path: Path) -> None:
    for names, shares in (([], []), (NAMES, [None])):
        bars.show_modes(names, shares)
        assert said(bars) == "" and bars.canvas.is_empty
        QTest.mouseMove(bars.canvas, QPoint(60, 40))
        QTest.keyClick(bars.canvas, Qt.Key.Key_Right)
        bars.canvas.grab()
    with pytest.raises(ValueError, match="GAN: expected a share for each of 10 modes, found \\(3,\\)"):
        bars.show_modes(NAMES, [np.zeros(3)], ["GAN"])
    with pytest.raises(ValueError, match="each of 2 models, found 1"):
        bars.show_modes(NAMES, [UNEVEN], ["a", "b"])
    action = bars.export_button.findChild(QAction, "modesExport.csv")
    action.trigger()
    assert list(tmp_path.iterdir()) == []


def test_the_table(bars: ModeBars, tmp_path: Path) -> None:
    bars.show_modes(["a", "b"], [[0.25, 0.75], None], ["GAN", "AE"])
    bars.export_button.findChild(QAction, "modesExport.csv").trigger()
    assert (tmp_path / "modes.csv").read_text() == "model,mode,share\nGAN,a,0.25\nGAN,b,0.75\n"


def test_shares_that_are_no_numbers_have_no_bars(bars: ModeBars) -> None:
    bars.show_modes(["a", "b"], [[math.nan, 1.0]])
    assert next(bar.height() for _, _, bar in bars.canvas.bars()) == 0
    bars.canvas.grab()
