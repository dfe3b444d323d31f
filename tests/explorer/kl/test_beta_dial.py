"""The beta dial under mouse and keyboard: a stop at 0, equal ratios above, and a KL that is dropped and put back."""

from __future__ import annotations

import math

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from explorer.kl.beta_dial import BetaDial
from explorer.kl.beta_scale import BetaScale
from explorer.kl.beta_spacing import BETAS, LEAST, MOST
from explorer.style.theme import LIGHT
from explorer.widgets.numbers.knob_slider import HANDLE, KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from explorer.workspaces.compare.kl_lab import KlLab

pytestmark = pytest.mark.layout

Edit = tuple[int, float]


@pytest.fixture
def dial(qtbot: QtBot) -> BetaDial:
    dial = BetaDial()
    qtbot.addWidget(dial)
    dial.resize(400, 200)
    dial.show_betas(["AE", "VAE", "β-VAE"], [None, 1.0, 4.0])
    dial.show()
    qtbot.waitExposed(dial)
    return dial


@pytest.fixture
def said(dial: BetaDial) -> list[Edit]:
    said: list[Edit] = []
    dial.beta_edited.connect(lambda model, beta: said.append((model, beta)))
    return said


def slider(dial: BetaDial, model: int) -> KnobSlider:
    found = dial.findChild(KnobSlider, f"beta{model}-slider")
    assert found is not None
    return found


def number(dial: BetaDial, model: int) -> NumberField:
    found = dial.findChild(NumberField, f"beta{model}")
    assert found is not None
    return found


def drop(dial: BetaDial, model: int) -> QPushButton:
    found = dial.findChild(QPushButton, f"beta{model}-drop")
    assert found is not None
    return found


def at(slider: KnobSlider, beta: float) -> QPoint:
    return QPoint(round(HANDLE / 2 + BETAS.share(beta) * (slider.width() - HANDLE)), slider.height() // 2)


# ---------------------------------------------------------------------- spacing
def test_zero_is_a_stop_of_its_own() -> None:
    assert BETAS.share(0) == 0
    assert BETAS.value(0) == BETAS.value(0.05) == 0
    assert BETAS.value(0.07) == BETAS.value(0.119) == LEAST
    assert BETAS.share(LEAST) == pytest.approx(0.12)
    assert BETAS.value(1) == MOST and BETAS.share(MOST) == 1 and BETAS.share(70) == 1


def test_above_it_equal_distances_are_equal_ratios() -> None:
    shares = [BETAS.share(0.01 * 10**power) for power in range(4)]
    assert shares[1] - shares[0] == pytest.approx(shares[2] - shares[1]) == pytest.approx(shares[3] - shares[2])
    for beta in (0.02, 0.31, 4.4, 38.0):
        assert BETAS.value(BETAS.share(beta)) == pytest.approx(beta, rel=0.005)


def test_one_is_caught() -> None:
    near = BETAS.share(1.0)
    assert BETAS.value(near + 0.003) == BETAS.value(near - 0.003) == 1.0
    assert BETAS.value(near + 0.02) > 1.1


def test_nudges_stop_at_the_least_and_at_zero() -> None:
    assert BETAS.nudge(1.0, 1) == 1.05
    assert BETAS.nudge(0.012, -10) == LEAST
    assert BETAS.nudge(LEAST, -1) == BETAS.nudge(0, -1) == BETAS.nudge(0.004, -1) == 0
    assert BETAS.nudge(0, 1) == BETAS.nudge(0.004, 1) == LEAST
    assert BETAS.nudge(49.9, 10) == MOST


# ---------------------------------------------------------------------- rows
def test_only_models_with_a_beta_have_a_slider(dial: BetaDial) -> None:
    assert dial.findChild(KnobSlider, "beta0-slider") is None
    assert number(dial, 1).text() == "1" and number(dial, 2).text() == "4"
    assert slider(dial, 2).accessibleName() == "β of β-VAE"


def test_showing_says_nothing(dial: BetaDial, said: list[Edit]) -> None:
    dial.show_betas(["A", "B", "C"], [None, 0.0, 9.0])
    dial.show_scores(["holes 37 %", "", "holes 12 %"])
    dial.show_betas(["A"], [2.0])
    dial.show_betas([], [])
    dial.set_theme(LIGHT)
    assert said == []


def test_a_click_on_the_slider_sets_that_models_beta(dial: BetaDial, said: list[Edit]) -> None:
    QTest.mouseClick(slider(dial, 2), Qt.MouseButton.LeftButton, pos=at(slider(dial, 2), 0.1))
    assert [model for model, _ in said] == [2]
    assert math.log(said[0][1]) == pytest.approx(math.log(0.1), abs=0.1)
    assert float(number(dial, 2).text()) == said[0][1]
    QTest.mouseClick(slider(dial, 2), Qt.MouseButton.LeftButton, pos=QPoint(1, 10))
    assert said[-1] == (2, 0.0)


def test_a_typed_number_and_one_that_cannot_be(dial: BetaDial, said: list[Edit]) -> None:
    field = number(dial, 1)
    for text in ("0.25", "51", "-1", "x"):
        QTest.mouseClick(field, Qt.MouseButton.LeftButton)
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)
    assert said == [(1, 0.25)]
    assert field.text() == "0.25"


def test_the_keyboard_reaches_zero_and_comes_back(dial: BetaDial, said: list[Edit], qtbot: QtBot) -> None:
    handle = slider(dial, 1)
    handle.setFocus()
    QTest.keyClick(handle, Qt.Key.Key_Home)
    qtbot.waitUntil(lambda: said[-1:] == [(1, 0.0)])
    assert drop(dial, 1).isChecked()
    QTest.keyClick(handle, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: said[-1:] == [(1, LEAST)])
    assert not drop(dial, 1).isChecked()


def test_dropping_the_kl_and_putting_it_back(dial: BetaDial, said: list[Edit]) -> None:
    QTest.mouseClick(drop(dial, 2), Qt.MouseButton.LeftButton)
    dial.show_betas(["AE", "VAE", "β-VAE"], [None, 1.0, 0.0])  # the answer
    assert drop(dial, 2).isChecked() and number(dial, 2).text() == "0"
    QTest.mouseClick(drop(dial, 2), Qt.MouseButton.LeftButton)
    assert said == [(2, 0.0), (2, 4.0)]
    assert not drop(dial, 2).isChecked() and number(dial, 2).text() == "4"


def test_after_a_drag_to_zero_the_value_before_the_drag_comes_back(dial: BetaDial, said: list[Edit]) -> None:
    handle = slider(dial, 2)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at(handle, 4.0))
    for beta in (1.0, 0.1, 0.01):
        QTest.mouseMove(handle, at(handle, beta))
    QTest.mouseMove(handle, QPoint(0, 10))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=QPoint(0, 10))
    assert said[-1] == (2, 0.0) and drop(dial, 2).isChecked()
    QTest.mouseClick(drop(dial, 2), Qt.MouseButton.LeftButton)
    assert said[-1] == (2, 4.0)


def test_a_run_that_began_at_zero_goes_back_to_the_vae(qtbot: QtBot) -> None:
    dial = BetaDial()
    qtbot.addWidget(dial)
    dial.show_betas(["VAE"], [0.0])
    dial.show()
    said: list[float] = []
    dial.beta_edited.connect(lambda model, beta: said.append(beta))
    assert drop(dial, 0).isChecked()
    QTest.mouseClick(drop(dial, 0), Qt.MouseButton.LeftButton)
    assert said == [1.0]


def test_what_the_user_holds_stays(dial: BetaDial) -> None:
    handle = slider(dial, 1)
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, pos=at(handle, 10.0))
    held = number(dial, 1).text()
    dial.show_betas(["AE", "VAE", "β-VAE"], [None, 1.0, 4.0])  # an older state comes in meanwhile
    assert number(dial, 1).text() == held != "1"
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, pos=at(handle, 10.0))


def test_scores_stand_beside_their_models(dial: BetaDial, qtbot: QtBot) -> None:
    def shown() -> list[str]:
        labels = [dial.findChild(QLabel, f"betaScore{model}") for model in range(3)]
        return [label.text() for label in labels if label is not None]

    dial.show_scores(["holes 37 % ± 1", "holes 12 % ± 1", ""])
    qtbot.waitUntil(lambda: shown() == ["holes 37 % ± 1", "holes 12 % ± 1", ""])  # laid out: nothing is cut
    dial.show_betas(["AE", "VAE", "β-VAE"], [None, 2.0, 4.0])
    assert shown()[1] == "holes 12 % ± 1"  # rows that stay keep theirs


def test_counts_that_do_not_match_are_named(dial: BetaDial) -> None:
    with pytest.raises(ValueError, match="each of 1 models, found 2"):
        dial.show_betas(["VAE"], [1.0, 2.0])
    with pytest.raises(ValueError, match="each of 3 models, found 1"):
        dial.show_scores(["holes"])


def test_the_page_stacks_where_it_is_narrow(qtbot: QtBot) -> None:
    page = KlLab()
    qtbot.addWidget(page)
    page.resize(690, 200)
    page.show()
    qtbot.waitExposed(page)
    assert not page.stacked and page.dial.x() < page.bars.x() and page.bars.y() == page.dial.y()
    page.resize(300, 200)
    assert page.stacked
    qtbot.waitUntil(lambda: page.bars.y() > page.dial.y())


def test_in_a_low_view_rows_stay_whole_and_words_give_way(qtbot: QtBot) -> None:
    dial = BetaDial()
    qtbot.addWidget(dial)
    dial.show_betas(["β 0", "β 0.2", "β 1", "β 8"], [0.0, 0.2, 1.0, 8.0])
    dial.show_scores(["holes 9 %"] * 4)
    dial.resize(360, 300)
    with qtbot.waitExposed(dial):
        dial.show()
    scores = [dial.findChild(QLabel, f"betaScore{model}") for model in range(4)]
    scale = dial.findChild(BetaScale)
    least = dial.minimumSizeHint().height()
    assert scale is not None and least <= 152
    for height, with_scores, with_scale in ((300, True, True), (152, False, True), (least, False, False)):
        dial.resize(360, height)
        qtbot.waitUntil(lambda: dial.verticalScrollBar().maximum() == 0)
        assert all(score is not None and score.isVisible() == with_scores for score in scores), height
        assert scale.isVisible() == with_scale, height
        for model in range(4):
            row = dial.findChild(KnobSlider, f"beta{model}-slider")
            assert row is not None and row.width() >= 4 * HANDLE
            assert row.mapTo(dial, row.rect().bottomLeft()).y() < height
    label = next(label for label in dial.findChildren(QLabel) if label.text() == "β 8")
    assert label.isVisible() and "holes 9 %" in label.toolTip()
