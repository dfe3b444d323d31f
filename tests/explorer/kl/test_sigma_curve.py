"""Why not sigma = 0: the numbers at the handle, the words about them, and where the models stand."""

from __future__ import annotations

import math
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.kl.latent_stats import kl_per_dim
from explorer.kl.sigma_curve import SigmaCurve
from explorer.kl.sigma_frame import HIGH, LOW, LOWEST, difference
from explorer.style.theme import LIGHT


@pytest.fixture
def curve(qtbot: QtBot, tmp_path: Path) -> SigmaCurve:
    curve = SigmaCurve(choose_path=lambda parent, title, suggestion, file_filter: tmp_path / suggestion.name)
    qtbot.addWidget(curve)
    curve.resize(400, 220)
    curve.show()
    qtbot.waitExposed(curve)
    return curve


@pytest.fixture
def said(curve: SigmaCurve) -> list[float]:
    said: list[float] = []
    curve.canvas.s_changed.connect(said.append)
    return said


def text(curve: SigmaCurve, name: str) -> str:
    label = curve.findChild(QLabel, name)
    assert label is not None
    return label.whole_text  # type: ignore[attr-defined, no-any-return]


def at(curve: SigmaCurve, s: float) -> QPoint:
    return QPoint(round(curve.canvas.frame().x_of(s)), curve.canvas.height() // 2)


@pytest.mark.parametrize("s", [-11.0, -4.0, -1.0, -1e-9, 0.0, 0.5, 2.0])
def test_the_difference_is_twice_the_kl_at_mu_zero(s: float) -> None:
    assert difference(s) == pytest.approx(2 * kl_per_dim([[0.0]], [[math.exp(s / 2)]])[0], abs=1e-12)
    assert difference(s) >= 0


def test_known_values() -> None:
    assert difference(0) == 0
    assert difference(1) == pytest.approx(math.e - 2)
    assert difference(-1) == pytest.approx(1 / math.e)
    halved = difference(-12 - 2 * math.log(2)) - difference(-12)
    assert halved / 2 == pytest.approx(math.log(2), abs=1e-4)  # what the sentence promises for each halving of sigma


def test_dragging_moves_the_handle_and_its_numbers(curve: SigmaCurve, said: list[float]) -> None:
    QTest.mousePress(curve.canvas, Qt.MouseButton.LeftButton, pos=at(curve, -1.0))
    QTest.mouseMove(curve.canvas, at(curve, -2.0))
    QTest.mouseRelease(curve.canvas, Qt.MouseButton.LeftButton, pos=at(curve, -2.0))
    assert said == pytest.approx([-1.0, -2.0], abs=0.02)
    cost = difference(curve.canvas.s)
    assert text(curve, "sigmaNumbers") == f"σ 0.37 · difference {cost:.2f} = 2 × {cost / 2:.2f} nats of KL"
    QTest.mouseMove(curve.canvas, at(curve, 1.0))  # the button is up
    assert len(said) == 2


def test_the_mouse_finds_zero_and_stays_on_the_axis(curve: SigmaCurve) -> None:
    QTest.mouseClick(curve.canvas, Qt.MouseButton.LeftButton, pos=at(curve, -1.0))
    QTest.mouseClick(curve.canvas, Qt.MouseButton.LeftButton, pos=at(curve, 0.0) + QPoint(3, 0))
    assert curve.canvas.s == 0.0
    QTest.mouseClick(curve.canvas, Qt.MouseButton.LeftButton, pos=QPoint(0, 20))
    assert curve.canvas.s == LOW
    QTest.mouseClick(curve.canvas, Qt.MouseButton.LeftButton, pos=QPoint(curve.canvas.width() - 1, 20))
    assert curve.canvas.s == HIGH


def test_keys(curve: SigmaCurve, said: list[float]) -> None:
    curve.canvas.setFocus()
    for key in (
        Qt.Key.Key_Left, Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Left, Qt.Key.Key_End,
    ):  # fmt: skip
        QTest.keyClick(curve.canvas, key)
    assert said == pytest.approx([-0.05, -0.55, -0.5, LOW, HIGH])  # no step beyond the end


def test_a_double_click_goes_back_to_the_prior(curve: SigmaCurve) -> None:
    curve.show_s(-3.0)
    QTest.mouseDClick(curve.canvas, Qt.MouseButton.LeftButton, pos=at(curve, -3.0))
    assert curve.canvas.s == 0.0


@pytest.mark.parametrize(
    ("s", "words"),
    [
        (0.0, "No cost"),
        (0.7, "More noise than the prior's costs too"),
        (-0.5, "nearly free"),
        (-2.0, "less noise, more KL"),
        (-3.9, "Shrinking the noise to nothing costs ever more"),
    ],
)
def test_the_sentence_says_what_is_there(curve: SigmaCurve, s: float, words: str) -> None:
    curve.show_s(s)
    assert words in text(curve, "sigmaSentence")
    assert words in curve.canvas.accessibleDescription()


def test_showing_says_nothing_and_stays_on_the_axis(curve: SigmaCurve, said: list[float]) -> None:
    curve.show_s(-99)
    assert curve.canvas.s == LOW
    curve.show_present(["VAE"], [-5.0])
    curve.set_theme(LIGHT)
    assert said == []


def test_the_axis_reaches_to_the_model_with_the_least_noise(curve: SigmaCurve) -> None:
    for values, low in (
        ([None, -1.0], LOW), ([None, -5.1], -6.0), ([-5.9, -1.0], -8.0), ([-40.0, -1.0], LOWEST), ([-math.inf], LOWEST),
    ):  # fmt: skip
        curve.show_present(["a"] * len(values), values)
        assert curve.canvas.low == low
        curve.canvas.grab()


def test_a_model_moves_along_the_curve_in_its_colour(curve: SigmaCurve, qtbot: QtBot) -> None:
    curve.show_present(["AE", "VAE"], [None, -1.0])
    curve.show_present(["AE", "VAE"], [None, -3.0])
    drawn = curve.canvas._easing
    assert drawn.values[1] == -1.0
    qtbot.waitUntil(lambda: -3.0 < drawn.values[1] < -1.0)
    qtbot.waitUntil(lambda: drawn.values[1] == -3.0)
    spot = curve.canvas.frame().point(-3.0, difference(-3.0)).toPoint()
    assert curve.canvas.grab().toImage().pixelColor(spot).name() == curve.canvas._theme.models[1]


@pytest.mark.parametrize("size", [13, 16, 20])
@pytest.mark.parametrize("height", [110, 150, 300])
def test_names_lie_clear_of_each_other_and_of_their_curves(curve: SigmaCurve, size: int, height: int) -> None:
    font = curve.font()
    font.setPixelSize(size)
    curve.canvas.setFont(font)
    curve.canvas.resize(330, height)
    for values in ([0.0] * 4, [-4.0, -0.1, 0.1, 1.3], [-2.0, -2.1, 1.9, 2.0]):
        curve.show_present([f"β {beta}" for beta in (0, 0.2, 1, 8)], values)
        frame = curve.canvas.frame()
        named = curve.canvas.curve_names(frame)
        present = [(name, place) for name, place in curve.canvas.present_names(frame) if name]
        for (name, place), (other, beside) in combinations([*named, *present], 2):
            assert not place.intersects(beside), (values, name, other)
        assert all(place.bottom() <= frame.plot.bottom() + 1 for _, place in [*named, *present])
        steep = [place for name, place in named if name == "exp(s)"]
        assert all(not place.contains(point) for place in steep for point in frame.curve(math.exp))
        if height == 300:
            assert len(named) == 3 and len(present) == 4


def test_a_low_view_keeps_its_curves_and_shortens_the_sentence(curve: SigmaCurve) -> None:
    sentence = curve.findChild(QLabel, "sigmaSentence")
    assert sentence is not None and sentence.height() > 1.9 * sentence.fontMetrics().lineSpacing()
    curve.resize(400, 120)
    assert sentence.height() < 1.5 * sentence.fontMetrics().lineSpacing()


def test_a_model_that_diverged_has_no_place(curve: SigmaCurve) -> None:
    curve.show_present(["A", "B"], [math.nan, -2.0])
    assert curve.canvas._models == (1,) and curve.canvas.low == LOW
    curve.canvas.grab()


@pytest.mark.parametrize(("labels", "values"), [(["VAE"], []), ([], [1.0])])
def test_counts_that_do_not_match_are_named(curve: SigmaCurve, labels: list[str], values: list[float]) -> None:
    with pytest.raises(ValueError, match="expected a number or None for each of"):
        curve.show_present(labels, values)


def test_s_must_be_a_number(curve: SigmaCurve) -> None:
    with pytest.raises(ValueError, match="s: expected a number, found nan"):
        curve.show_s(math.nan)


def test_png(curve: SigmaCurve, tmp_path: Path) -> None:
    action = curve.export_button.findChild(QAction, "sigmaExport.png")
    assert action is not None
    action.trigger()
    with Image.open(tmp_path / "sigma.png") as picture:
        assert picture.size == (curve.canvas.width(), curve.canvas.height())


@pytest.mark.parametrize("width", [240, 280, 330, 400, 600])
@pytest.mark.parametrize("size", [13, 16, 20])
def test_the_numbers_are_seen_whole_and_words_give_way(curve: SigmaCurve, width: int, size: int) -> None:
    label = curve.findChild(QLabel, "sigmaNumbers")
    assert label is not None
    font = label.font()
    font.setPixelSize(size)
    label.setFont(font)
    curve.resize(width, 220)
    for s in (0.0, -2.3, 1.7):
        curve.show_s(s)
        assert "…" not in label.text()
        assert f"{difference(s) / 2:.2f}" in label.text()
