"""The noise lab: its scale under mouse and keyboard, its squares of decodes, its lines about sigma."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.widgets.lines_label import LinesLabel
from explorer.widgets.numbers.knob_slider import HANDLE, KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from explorer.workspaces.compare.noise_lab import NoiseLab
from explorer.workspaces.compare.noise_page import NoisePage

pytestmark = pytest.mark.layout


def greys(n: int) -> np.ndarray:
    return np.broadcast_to(np.arange(40, 40 + n, dtype=np.uint8)[:, None, None, None], (n, 1, 4, 4)).copy()


@pytest.fixture
def lab(qtbot: QtBot) -> NoiseLab:
    lab = NoiseLab()
    qtbot.addWidget(lab)
    lab.resize(380, 200)
    lab.show_decodes([greys(9), greys(9)], ["AE", "VAE"])
    lab.show_sigma_source(["an autoencoder has none: 10 % of the codes' spread", "nearest: 0.08, 0.11"])
    lab.show()
    qtbot.waitExposed(lab)
    return lab


@pytest.fixture
def said(lab: NoiseLab) -> list[float]:
    said: list[float] = []
    lab.scale_changed.connect(said.append)
    return said


def slider(lab: NoiseLab) -> KnobSlider:
    found = lab.findChild(KnobSlider, "noiseScale-slider")
    assert found is not None
    return found


def number(lab: NoiseLab) -> NumberField:
    found = lab.findChild(NumberField, "noiseScale")
    assert found is not None
    return found


def test_it_begins_with_sigma_as_it_is(lab: NoiseLab) -> None:
    assert lab.scale == 1.0 and number(lab).text() == "1"
    assert slider(lab).value() == slider(lab).maximum() / 2


def test_the_slider_goes_from_the_code_itself_to_twice_sigma(lab: NoiseLab, said: list[float]) -> None:
    handle, y = slider(lab), slider(lab).height() // 2
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(0, y))
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(handle.width(), y))
    middle = round(HANDLE / 2 + 0.25 * (handle.width() - HANDLE))
    QTest.mouseClick(handle, Qt.MouseButton.LeftButton, pos=QPoint(middle, y))
    assert said == pytest.approx([0.0, 2.0, 0.5], abs=0.02)
    assert lab.scale == said[-1]


def test_keys_and_typing(lab: NoiseLab, said: list[float], qtbot: QtBot) -> None:
    slider(lab).setFocus()
    QTest.keyClick(slider(lab), Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: said == [1.01])
    QTest.mouseClick(number(lab), Qt.MouseButton.LeftButton)
    QTest.keyClicks(number(lab), "0,3")
    QTest.keyClick(number(lab), Qt.Key.Key_Return)
    assert said == [1.01, 0.3]
    QTest.keyClicks(number(lab), "3")  # beyond 2
    number(lab).selectAll()
    QTest.keyClicks(number(lab), "3")
    QTest.keyClick(number(lab), Qt.Key.Key_Return)
    assert said == [1.01, 0.3] and number(lab).text() == "0.3"


def test_showing_says_nothing(lab: NoiseLab, said: list[float]) -> None:
    lab.show_scale(0.4)
    assert lab.scale == 0.4
    lab.show_scale(9)
    assert lab.scale == 2.0
    lab.show_decodes([], [])
    lab.show_sigma_source([])
    lab.set_theme(LIGHT)
    assert said == []


@pytest.mark.parametrize(("n", "columns"), [(9, 3), (16, 4)])
def test_decodes_make_squares(lab: NoiseLab, n: int, columns: int) -> None:
    lab.show_decodes([greys(n), None, greys(n)], ["AE", "GAN", "VAE"])
    assert [block.columns for block in lab.grid._blocks] == [columns, columns]


def test_decodes_make_squares_in_a_wide_area_too(lab: NoiseLab) -> None:
    lab.show_decodes([greys(9), greys(9)], ["AE", "VAE"])
    lab.resize(600, 190)
    QApplication.processEvents()
    lab.resize(600, 190 + max(0, 140 - lab.grid.height()))  # whatever height the letters take
    QApplication.processEvents()
    assert [block.columns for block in lab.grid._blocks] == [3, 3]


def test_the_code_itself_is_framed(lab: NoiseLab) -> None:
    picture = lab.grid.grab().toImage()
    for block in lab.grid._blocks:
        corner = block.cell_rect(0).topLeft().toPoint()
        assert picture.pixelColor(corner).green() > picture.pixelColor(corner).red() + 40
        other = block.cell_rect(1).center().toPoint()
        assert picture.pixelColor(other).green() == picture.pixelColor(other).red() == 41
    assert DARK.live == "#5fb98e"  # the frame's colour is a green


def test_every_model_has_its_line_about_sigma(lab: NoiseLab) -> None:
    def texts() -> list[str]:
        found = [label for label in lab.findChildren(LinesLabel) if label.isVisible()]
        return [label.whole_text for label in sorted(found, key=lambda label: label.x())]

    assert texts() == ["an autoencoder has none: 10 % of the codes' spread", "nearest: 0.08, 0.11"]
    lab.show_sigma_source(["a", "b", "c", "d"])
    lab.show_sigma_source(["only"])
    assert texts() == ["only"]


def test_before_the_first_code_it_says_what_to_do(lab: NoiseLab) -> None:
    lab.show_decodes([], [])
    assert "Move over a map" in lab.grid._empty_text()
    lab.grid.grab()


def test_labels_must_match(lab: NoiseLab) -> None:
    with pytest.raises(ValueError, match="a label for each of 1 models, found 2"):
        lab.show_decodes([greys(9)], ["AE", "VAE"])


def test_a_line_too_long_is_cut_at_its_end_and_told_in_full(qtbot: QtBot) -> None:
    label = LinesLabel(2)
    qtbot.addWidget(label)
    label.resize(120, 40)
    label.show()
    label.set_text("short")
    assert (label.text(), label.toolTip()) == ("short", "")
    long = " ".join(["sigma of the nearest image"] * 5)
    label.set_text(long)
    assert label.text().endswith("…") and long.startswith(label.text()[:-1].rstrip())
    assert label.accessibleName() == long and label.toolTip() == plain_tip(long)
    assert QLabel.heightForWidth(label, 120) <= label.height() + 3
    label.set_lines(12)
    assert label.text() == long


def test_the_page_holds_both(qtbot: QtBot) -> None:
    page = NoisePage()
    qtbot.addWidget(page)
    page.resize(690, 200)
    page.set_theme(LIGHT)
    page.show()
    qtbot.waitExposed(page)
    assert not page.stacked and page.lab.geometry().right() < page.curve.x()
    assert not page.verticalScrollBar().isVisible()  # it fits into the lowest area it is meant for


@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_slider_keeps_its_groove_and_the_decodes_their_room(
    lab: NoiseLab, qapp: QApplication, qtbot: QtBot, scale: float
) -> None:
    apply_theme(qapp, DARK, scale)
    page = QWidget()  # a window of its own would not get lower than its layout
    qtbot.addWidget(page)
    lab.setParent(page)
    page.show()
    lab.show()
    lab.show_decodes([greys(9)] * 4, ["β 0", "β 0.2", "β 1", "β 8"])
    lab.show_sigma_source(["nearest image: 0.08, 0.11"] * 4)
    for _ in range(2):
        lab.resize(lab.minimumSizeHint().width(), 130)
        QApplication.processEvents()
    assert slider(lab).width() >= 4 * HANDLE
    words = [label for label in lab.findChildren(LinesLabel) if label.objectName().startswith("noiseSource")]
    assert len(words) == 4 and all(label.height() < 1.5 * label.fontMetrics().lineSpacing() for label in words)
    lab.resize(700, 400)
    assert all(label.height() > 1.5 * label.fontMetrics().lineSpacing() for label in words)
    lab.setParent(None)  # the fixture's again
    apply_theme(qapp, DARK)


@pytest.mark.parametrize("width", [90, 130, 180, 400])
def test_the_numbers_are_seen_whole_and_words_give_way(qtbot: QtBot, width: int) -> None:
    label = LinesLabel(1)
    qtbot.addWidget(label)
    label.resize(width, 20)
    label.show()
    whole = "σ of the nearest image: 0.079, 0.11"
    label.set_text(whole, ["σ 0.079, 0.11", "0.079, 0.11"])
    assert label.text().endswith("0.079, 0.11")
    assert label.fontMetrics().horizontalAdvance(label.text()) <= width
    assert label.toolTip() == plain_tip("" if label.text() == whole else whole)
    assert label.accessibleName() == whole
    label.resize(800, 20)
    assert label.text() == whole
