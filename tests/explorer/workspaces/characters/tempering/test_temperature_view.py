"""The page of temperature by itself: real mouse and key events, and what it says."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, Theme, apply_theme
from explorer.workspaces.characters.tempering.sample_tempered import ENTROPY, sample_curve
from explorer.workspaces.characters.tempering.temperature_plot import TemperaturePlot
from explorer.workspaces.characters.tempering.temperature_view import TemperatureView
from explorer.workspaces.characters.tempering.tempered_curve import Estimate, TemperedCurve, TemperedPoint
from explorer.workspaces.characters.tempering.tempered_looks import MANY
from tests.explorer.geometry import faults

LEFT = Qt.MouseButton.LeftButton
QUALITIES = {"well_formed_share": ("well formed", True), "true_share": ("true", True), "oracle_nats": ("", False)}


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[TemperatureView]:
    apply_theme(qapp, DARK)
    made = TemperatureView()
    qtbot.addWidget(made)
    made.resize(380, 380)
    with qtbot.waitExposed(made):
        made.show()
    made.set_models(["one", "two"])
    made.show_qualities(QUALITIES, "true_share")
    yield made


@pytest.fixture
def plot(view: TemperatureView) -> TemperaturePlot:
    """With two curves."""
    view.show_curve(0, sample_curve(0.0))
    view.show_curve(1, sample_curve(0.25))
    return view.plot


class Wishes:
    def __init__(self, view: TemperatureView) -> None:
        self.all: list[object] = []
        view.temperature_chosen.connect(self.all.append)
        view.quality_chosen.connect(self.all.append)


def said(view: TemperatureView, name: str) -> str:
    label = view.findChild(QLabel, name)
    assert label is not None
    return label.whole_text  # type: ignore[attr-defined,no-any-return]


def place(plot: TemperaturePlot, model: int, temperature: float) -> QPointF:
    found = plot.place_of((model, temperature))
    assert found is not None
    return found


def grab(plot: TemperaturePlot) -> QImage:
    return plot.grab().toImage()


def inks(plot: TemperaturePlot, colour: str) -> int:
    """How many pixels have exactly that colour."""
    image, wanted = grab(plot), QColor(colour).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_setters_tell_nobody(view: TemperatureView, plot: TemperaturePlot) -> None:
    wishes = Wishes(view)
    view.show_temperature(0.7)
    view.show_entropy(ENTROPY)
    view.show_qualities(QUALITIES, "oracle_nats")
    view.show_curve(0, None)
    view.set_models(["other"])
    view.set_theme(LIGHT)
    assert wishes.all == [] and view.quality == "oracle_nats"


def test_the_last_quality_is_shown_where_none_is_chosen_and_one_alone_is_no_choice(view: TemperatureView) -> None:
    view.show_qualities(QUALITIES, "")
    assert view.quality == "oracle_nats" and view.choice.isVisible() and "surprise" in view.choice.text()
    view.show_qualities({"keeps_form_share": ("keeps the form", True)}, "true_share")
    assert view.quality == "keeps_form_share" and not view.choice.isVisible()
    view.show_qualities({}, "")
    assert view.quality == "" and not view.choice.isVisible() and said(view, "temperature_where") == ""


def test_another_quality_is_a_wish(view: TemperatureView) -> None:
    wishes = Wishes(view)
    view.choice.menu().actions()[0].trigger()
    assert wishes.all == ["well_formed_share"] and view.quality == "true_share"


def test_pointing_at_a_dot_tells_it_and_a_click_wishes_its_temperature(
    view: TemperatureView, plot: TemperaturePlot
) -> None:
    wishes = Wishes(view)
    for model, temperature in ((0, 0.5), (1, 1.5), (1, 1.0)):
        QTest.mouseMove(plot, place(plot, model, temperature).toPoint())
        assert plot.dot == (model, temperature)
        assert said(view, "temperature_where").startswith(f"{('one', 'two')[model]} at {temperature:g}: ")
        QTest.mouseClick(plot, LEFT, pos=place(plot, model, temperature).toPoint())
    assert wishes.all == [0.5, 1.5, 1.0]
    corner = plot.rect().bottomRight()
    QTest.mouseMove(plot, corner)
    QTest.mouseClick(plot, LEFT, pos=corner)
    QTest.mouseClick(plot, Qt.MouseButton.RightButton, pos=place(plot, 0, 0.5).toPoint())
    assert wishes.all == [0.5, 1.5, 1.0] and said(view, "temperature_where").startswith("at temperature 1.00: one ")


def test_arrow_keys_go_along_a_curve_and_from_one_to_the_other(view: TemperatureView, plot: TemperaturePlot) -> None:
    wishes = Wishes(view)
    plot.setFocus()
    view.show_temperature(0.72)
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert wishes.all == []
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.dot == (0, 0.7)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    assert plot.dot == (0, 0.85)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    assert plot.dot == (1, 0.85)
    QTest.keyClick(plot, Qt.Key.Key_Down)
    for _ in range(20):
        QTest.keyClick(plot, Qt.Key.Key_Left)
    assert plot.dot == (1, min(MANY))
    QTest.keyClick(plot, Qt.Key.Key_Return)
    assert wishes.all == [min(MANY)]
    plot.clearFocus()
    assert plot.dot is None


def test_curves_grow_and_a_dot_that_goes_is_no_longer_pointed_at(view: TemperatureView) -> None:
    plot = view.plot
    assert plot.axes() is None and "being written" in said(view, "temperature_where")
    view.show_curve(0, sample_curve(0.0, temperatures=(1.0,)))
    assert [point.temperature for _, point in plot.points()] == [1.0]
    view.show_curve(0, sample_curve(0.0, temperatures=(1.0, 0.5)))
    QTest.mouseMove(plot, place(plot, 0, 0.5).toPoint())
    assert plot.dot == (0, 0.5)
    view.show_curve(0, sample_curve(0.0, temperatures=(1.0,)))
    assert plot.dot is None and said(view, "temperature_where").startswith("at temperature 1.00")


def test_the_sentence_waits_for_all_models(view: TemperatureView) -> None:
    view.show_curve(0, sample_curve(0.0))
    assert said(view, "temperature_verdict") == ""
    view.show_curve(1, sample_curve(0.25))
    assert said(view, "temperature_verdict").startswith("At the same variety two writes worse texts than one (")
    view.show_curve(1, sample_curve(0.0))
    assert said(view, "temperature_verdict").startswith("Too close to tell")
    view.set_models(["one", "two"])
    assert said(view, "temperature_verdict") == "" and view.plot.points() == []


def test_models_of_different_steps_are_not_compared(view: TemperatureView) -> None:
    view.set_models(["one", "two", "three"])
    view.show_curve(0, sample_curve(0.25, step=289))
    view.show_curve(1, sample_curve(0.0, step=1480))  # better, as it has learned for longer
    told = "Not to be compared yet: one at step 289, two at step 1\u202f480. Pause measures all at one step."
    assert said(view, "temperature_verdict") == told
    for model in range(3):
        view.show_curve(model, sample_curve(0.25 * model, step=1480))
    assert said(view, "temperature_verdict").startswith("At the same variety ")


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_each_curve_has_the_colour_of_its_model_and_the_present_temperature_its_own(
    view: TemperatureView, plot: TemperaturePlot, theme: Theme
) -> None:
    view.set_theme(theme)
    assert min(inks(plot, theme.models[0]), inks(plot, theme.models[1])) > 60 and inks(plot, theme.models[2]) == 0
    view.show_temperature(0.6)
    around = place(plot, 0, 0.6).toPoint()
    colours = {grab(plot).pixelColor(around.x() + x, around.y() + y).name() for x in range(-7, 8) for y in range(-7, 8)}
    assert theme.models[0] in colours and theme.text in colours
    before = grab(plot)
    view.show_temperature(0.05)  # where nothing is known
    assert grab(plot) != before and "not tried" in said(view, "temperature_where")


def test_the_entropy_is_a_line_at_its_place_and_of_a_quality_in_nats_two(
    view: TemperatureView, plot: TemperaturePlot
) -> None:
    view.show_entropy(ENTROPY)
    for quality, lies in (("true_share", False), ("oracle_nats", True)):
        view.show_qualities(QUALITIES, quality)
        axes, image = plot.axes(), grab(plot)
        assert axes is not None
        x, y = int(axes.x(ENTROPY)), int(axes.y(ENTROPY))
        down = [image.pixelColor(x, at).name() for at in range(int(axes.plot.y()), int(axes.plot.bottom()))]
        assert down.count(DARK.muted) > len(down) / 4
        if lies:
            across = [image.pixelColor(at, y).name() for at in range(int(axes.plot.x()), int(axes.plot.right()))]
            assert across.count(DARK.muted) > len(across) / 4
    view.show_entropy(None)
    image = grab(plot)
    assert sum(image.pixelColor(x, at).name() == DARK.muted for at in range(image.height())) < 5


def test_all_dots_are_told_to_who_does_not_see_them(plot: TemperaturePlot) -> None:
    told = plot.accessibleDescription().split("\n")
    assert len(told) == 2 * len(MANY) and told[0].startswith("one at 0.3: ") and "held-out text" in told[0]


def test_what_is_odd_is_drawn_or_left_out(view: TemperatureView) -> None:
    nan, inf = Estimate(math.nan, math.nan), Estimate(math.inf, math.nan)
    fine = Estimate(0.5, math.nan)
    points = tuple(
        TemperedPoint(0.5 + at, x, {"true_share": y}, 1)
        for at, (x, y) in enumerate([(nan, fine), (fine, inf), (fine, fine)])
    )
    view.show_curve(0, TemperedCurve(1, points))
    view.show_curve(1, TemperedCurve(1, points[:2]))
    assert [point.temperature for _, point in view.plot.points()] == [2.5]
    assert not grab(view.plot).isNull() and said(view, "temperature_verdict") == ""
    view.show_curve(0, None)
    assert said(view, "temperature_where") == "What was measured is no finite number."
    assert view.plot.axes() is None and not grab(view.plot).isNull()
    view.set_models([])
    view.show_temperature(0.0)
    assert not grab(view.plot).isNull()
    view.set_models(["\u05d3\u05d5\u05d2\u05de\u05d4 " * 20, "<b>&😀" * 30, "3", "4"])
    view.show_curve(1, sample_curve())
    for size in ((60, 60), (200, 150), (900, 700)):
        view.resize(*size)
        assert not grab(view.plot).isNull()


@pytest.mark.layout
@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_nothing_is_cut_off_in_a_narrow_card(view: TemperatureView, plot: TemperaturePlot, theme: Theme) -> None:
    view.set_theme(theme)
    for width in (240, 320, 600):
        view.resize(width, 320)
        QApplication.processEvents()
        assert not faults(view)


def test_labels_keep_off_each_other_and_off_the_lines(plot: TemperaturePlot, monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.workspaces.characters.tempering import tempered_painter

    placed: list[tuple[str, tuple[float, ...]]] = []

    def put(painter: object, area: object, text: str, *_: object) -> None:
        placed.append((text, area.getRect()))  # type: ignore[attr-defined]

    monkeypatch.setattr(tempered_painter, "draw_label", put)
    QTest.mouseMove(plot, place(plot, 0, 0.5).toPoint())
    grab(plot)
    axes = plot.axes()
    assert axes is not None
    inside = [rect for _, rect in placed if axes.plot.contains(rect[0] + 1, rect[1] + 1)]
    assert len(inside) >= 5
    boxes = np.array(inside)
    for at, (x, y, w, h) in enumerate(boxes):
        rest = np.delete(boxes, at, 0)
        apart = (
            (rest[:, 0] >= x + w)
            | (rest[:, 0] + rest[:, 2] <= x)
            | (rest[:, 1] >= y + h)
            | (rest[:, 1] + rest[:, 3] <= y)
        )
        assert apart.all()


def test_no_temperature_is_written_twice_at_a_dot(plot: TemperaturePlot, monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.workspaces.characters.tempering import tempered_painter

    placed: list[str] = []
    monkeypatch.setattr(tempered_painter, "draw_label", lambda painter, area, text, *_: placed.append(text))
    grab(plot)
    assert "1.00" in placed and "1" not in placed
    placed.clear()
    plot.show_temperature(0.75)
    grab(plot)
    assert "0.75" in placed and "1" in placed
