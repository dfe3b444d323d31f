"""The moon lab: rows aligned, bars on one scale, the drag, the share, the circle and what to open instead."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.workspaces.compare.moon.moon_circle import MoonCircle
from explorer.workspaces.compare.moon.moon_lab import MoonLab
from explorer.workspaces.compare.moon.moon_sample import cross_fade, sample_codes, sample_strips
from explorer.workspaces.compare.moon.moon_story import distance_to_moons, true_moons
from trainers.presets import list_presets

pytestmark = pytest.mark.layout


@pytest.fixture
def lab(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[MoonLab]:
    apply_theme(qapp, DARK)
    lab = MoonLab(choose_path=lambda parent, title, suggestion, filter: tmp_path / suggestion.name)
    qtbot.addWidget(lab)
    lab.show_moons(True, "waxing")
    lab.show_strips(["AE", "VAE"], [true_moons(9), cross_fade(9)])
    lab.resize(740, 220)
    lab.show()
    qtbot.waitExposed(lab)
    yield lab


@pytest.fixture
def walked(lab: MoonLab) -> list[float]:
    said: list[float] = []
    lab.walk_position_changed.connect(said.append)
    return said


def on_strip(lab: MoonLab, t: float, row: int = 1) -> QPoint:
    start, end = lab.strips._rail()
    return QPoint(round(start + t * (end - start)), round(lab.strips._blocks[row].rect.center().y()))


def press(lab: MoonLab, name: str) -> None:
    button = lab.findChild(QPushButton, name)
    assert button is not None and button.isVisible() and button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_rows_are_exactly_aligned(lab: MoonLab) -> None:
    rows = [[block.cell_rect(i) for i in range(9)] for block in lab.strips._blocks]
    assert len(rows) == 3
    for cells in zip(*rows, strict=True):
        assert len({(cell.left(), cell.right()) for cell in cells}) == 1
    tops = [row[0].top() for row in rows]
    assert tops == sorted(tops) and rows[-1][0].bottom() < lab.strips.height()


def test_bars_share_one_scale(lab: MoonLab) -> None:
    distances, _ = distance_to_moons(cross_fade(9))
    fades = [lab.strips.bar_rect(1, i).height() for i in range(9)]
    tallest = fades[int(distances.argmax())]
    seen = [i for i in range(9) if fades[i] > 1]  # less than a pixel is drawn as one
    assert len(seen) >= 5
    assert [fades[i] / tallest for i in seen] == pytest.approx((distances / distances.max())[seen], abs=1e-5)
    assert max(lab.strips.bar_rect(0, i).height() for i in range(9)) == 1  # the true moons' bars beside them
    lab.show_strips(["AE"], [true_moons(9)])
    assert max(lab.strips.bar_rect(0, i).height() for i in range(9)) == 1  # and alone: never blown up


def test_drag_and_keys_walk_and_setters_are_silent(lab: MoonLab, walked: list[float]) -> None:
    QTest.mousePress(lab.strips, Qt.MouseButton.LeftButton, pos=on_strip(lab, 0.25))
    QTest.mouseMove(lab.strips, on_strip(lab, 0.75))
    QTest.mouseRelease(lab.strips, Qt.MouseButton.LeftButton, pos=on_strip(lab, 0.75))
    assert walked == pytest.approx([0.25, 0.75], abs=0.01)
    walked.clear()
    lab.show_position(0.5)
    assert walked == []
    lab.strips.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(lab.strips, key)
    assert walked == [0.5 + 1 / 8, 1.0, 0.0]


def test_a_click_on_the_sentences_moves_nothing(lab: MoonLab, walked: list[float]) -> None:
    place = lab.strips._sentence_area(1).center().toPoint()
    QTest.mouseClick(lab.strips, Qt.MouseButton.LeftButton, pos=place)
    assert walked == []


def test_an_odd_number_of_frames_is_asked_for(lab: MoonLab) -> None:
    asked: list[int] = []
    lab.frames_requested.connect(asked.append)
    lab.resize(1100, 190)
    assert asked and asked[-1] == lab.strips.frames_that_fit
    assert all(number % 2 for number in asked) and asked[-1] > 9


def test_both_models_are_spoken_of(lab: MoonLab) -> None:
    told = lab.strips.accessibleDescription()
    assert "AE: Every frame is a moon" in told and "VAE: A cross-fade" in told


def test_the_share_is_chosen_and_asked_for(lab: MoonLab) -> None:
    asked: list[float] = []
    lab.share_chosen.connect(asked.append)
    lab.show_share(1.0)
    number = lab.findChild(QLabel, "moonShareNumber")
    assert number is not None and number.text() == "100%"
    assert not lab.train_button.isEnabled()  # it is what is being trained
    lab.slider.setFocus()
    QTest.keyClick(lab.slider, Qt.Key.Key_Home)
    assert number.text() == "0%" and asked == []
    lab.show_share(1.0)  # the same run goes on: the user's choice stays
    assert number.text() == "0%"
    press(lab, "moonTrain")
    assert asked == [0.0]
    lab.show_share(0.0)  # it runs
    assert not lab.train_button.isEnabled() and asked == [0.0]
    lab.show_share(0.4)
    assert number.text() == "40%" and lab.slider.value() == 400


def test_other_data_say_what_to_open(lab: MoonLab) -> None:
    asked: list[str] = []
    lab.preset_requested.connect(asked.append)
    lab.show_moons(False)
    assert not lab.strips.isVisible()
    press(lab, "moonOpen")
    lab.show_moons(True, "month")
    assert lab.strips.isVisible() and not lab.circle_button.isVisible()
    lab.show_moons(True, "waxing")
    press(lab, "moonOpenCircle")
    assert asked == ["moons", "moons-circle"]
    presets = {preset.name: preset for preset in list_presets()}
    offer = lab.findChild(QLabel, "moonOffer")
    assert offer is not None and presets["moons"].title in offer.text() and "moons-circle" in presets


def test_a_narrow_page_shows_one_of_the_two(lab: MoonLab) -> None:
    lab.resize(420, 200)
    assert lab.width() == 420 and lab.strips.isVisible() and not lab.circle.isVisible()
    press(lab, "moonFlip")
    assert lab.circle.isVisible() and not lab.strips.isVisible()
    lab.resize(740, 200)
    assert lab.circle.isVisible() and lab.strips.isVisible() and not lab.flip_button.isVisible()


def test_strips_of_the_month_may_pass_through_waning_moons(lab: MoonLab) -> None:
    waning = true_moons(20, "month")[[0, *range(19, 9, -1)]]
    lab.show_moons(True, "month")
    lab.show_strips(["AE"], [waning])
    assert lab.strips.reports[0].worst_distance == 0


def test_strips_that_do_not_fit_together_are_refused(lab: MoonLab) -> None:
    with pytest.raises(ValueError, match=r"as many frames for each of 2 models, found \[5, 9\]"):
        lab.show_strips(["AE", "VAE"], [true_moons(5), true_moons(9)])
    with pytest.raises(ValueError, match="expected uint8"):
        lab.show_strips(["AE"], [np.zeros((5, 1, 8, 8), np.uint8)])


def test_nothing_to_show_yet(lab: MoonLab, walked: list[float]) -> None:
    lab.show_strips([], [])
    lab.grab()
    QTest.mouseClick(lab.strips, Qt.MouseButton.LeftButton)
    QTest.keyClick(lab.strips, Qt.Key.Key_Right)
    assert walked == [] and lab.strips.picture() is None


def test_the_distances_are_exported(lab: MoonLab, tmp_path: Path) -> None:
    action = lab.strips.export_button.findChild(QAction, "moonStripsExport.csv")
    assert action is not None
    action.trigger()
    lines = (tmp_path / "moons.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "model,frame,t,distance,nearest_phase" and len(lines) == 1 + 2 * 9
    assert [float(line.split(",")[3]) for line in lines[10:]] == pytest.approx(
        distance_to_moons(cross_fade(9))[0], 1e-4
    )


# --------------------------------------------------------------------------- the circle


@pytest.fixture
def circle(qtbot: QtBot) -> MoonCircle:
    circle = MoonCircle()
    qtbot.addWidget(circle)
    circle.resize(220, 260)
    phases, codes = sample_codes(96)
    circle.show_codes(phases, codes, ["AE", "VAE"])
    return circle


def test_the_tear_is_marked_where_the_code_jumps(circle: MoonCircle) -> None:
    report = circle.reports[0]
    assert report is not None and len(report.tears) == 1
    ends = circle.code_point(0, report.largest.before), circle.code_point(0, report.largest.after)
    middle = (ends[0] + ends[1]) / 2
    image = circle.grab().toImage()
    around = {
        image.pixelColor(round(middle.x()) + x, round(middle.y()) + y).name()
        for x in range(-4, 5)
        for y in range(-4, 5)
    }
    assert circle._theme.hole in around
    phases, (_, folded) = sample_codes(96)
    circle.show_codes(phases, [folded], ["VAE"])
    image = circle.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert circle._theme.hole not in colours


def test_the_ring_runs_like_a_clock(circle: MoonCircle) -> None:
    """Waxing on the right, full at the bottom: code points lie in the direction of their phase."""
    centre = circle._centre_and_radius()[0]
    quarter, half = circle.code_point(0, 24) - centre, circle.code_point(0, 48) - centre
    assert quarter.x() > 0 and abs(quarter.y()) < 1e-6
    assert half.y() > 0 and abs(half.x()) < 1e-6


def test_what_the_circle_says(circle: MoonCircle) -> None:
    torn, folded = circle.sentences()
    assert torn.startswith("AE: Torn at the waning crescent") and folded.startswith("VAE: Folded")
    phases, codes = sample_codes()
    circle.show_codes(phases, [codes[0], None], ["AE", "VAE"])
    assert circle.sentences()[1] == "VAE: more than one number."
    circle.show_codes(phases, [None, None], ["AE", "VAE"])
    assert circle.sentences() == ["A code of several numbers need not tear the circle; choose one latent."]
    circle.grab()


def test_half_a_month_is_no_circle(circle: MoonCircle) -> None:
    phases, codes = sample_codes()
    circle.show_codes(phases, codes, ["AE", "VAE"])
    circle.show_cycle("waxing")
    assert len(circle.sentences()) == 1 and "waxing half only" in circle.sentences()[0]
    image = circle.grab().toImage()
    colours = {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
    assert circle._theme.hole not in colours


def test_the_pointer_tells_phase_and_codes(circle: MoonCircle) -> None:
    centre, radius, _ = circle._centre_and_radius()
    bottom = centre.toPoint() + QPoint(0, round(radius))
    _, codes = sample_codes()
    assert circle._told_at(bottom.toPointF()) == f"full moon\nAE: {codes[0][48]:.3g}\nVAE: {codes[1][48]:.3g}"
    assert circle._told_at(QPoint(0, circle.height() - 1).toPointF()) == ""


def test_labels_must_fit(circle: MoonCircle) -> None:
    phases, codes = sample_codes()
    with pytest.raises(ValueError, match="a label for each of 2 models, found 1"):
        circle.show_codes(phases, codes, ["AE"])


@pytest.mark.parametrize("size", [(340, 150), (420, 190), (750, 260)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_it_draws_at_every_size_in_the_light(
    lab: MoonLab, qapp: QApplication, size: tuple[int, int], scale: float, request: pytest.FixtureRequest
) -> None:
    request.addfinalizer(lambda: apply_theme(qapp, DARK))
    apply_theme(qapp, LIGHT, scale)
    lab.set_theme(LIGHT)
    lab.show_strips(["AE", "VAE", "β = 4", "β = 8"], [*sample_strips(9), *sample_strips(9)])
    phases, codes = sample_codes()
    lab.show_codes(phases, [*codes, *codes], ["AE", "VAE", "β = 4", "β = 8"])
    lab.resize(*size)
    assert not lab.grab().isNull()
    assert all(block.rect.bottom() <= lab.strips.height() for block in lab.strips._blocks)
