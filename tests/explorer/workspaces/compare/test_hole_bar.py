"""The bar over compared maps: wishes by mouse and keys, facts by setters, and everything in the room there is."""

from __future__ import annotations

import math
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFrame, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.run_bar.judge_pill import JudgePill
from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from explorer.workspaces.compare.hole_bar import HoleBar
from trainers.messages import Covariance, Layer, MixtureFit, Region

pytestmark = pytest.mark.layout

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> HoleBar:
    apply_theme(qapp, DARK)
    return make_bar(qtbot, 970)


def make_bar(qtbot: QtBot, width: int) -> HoleBar:
    bar = HoleBar()
    qtbot.addWidget(bar)
    bar.show_choice("realism", "", 0.5, False, False)
    bar.show_judge("judge", 1.0, 0.987, 0.04)
    bar.resize(width, 40)
    with qtbot.waitExposed(bar):
        bar.show()
    return bar


def button(bar: HoleBar, name: str) -> QPushButton:
    found = bar.findChild(QPushButton, name)
    assert found is not None, name
    return found


def pill(bar: HoleBar) -> JudgePill:
    found = bar.findChild(JudgePill, "judge")
    assert found is not None
    return found


def wishes(bar: HoleBar) -> list[tuple[str, Any]]:
    seen: list[tuple[str, Any]] = []
    names = ("layer_chosen", "region_chosen", "mixture_chosen", "opacity_changed", "contour_toggled", "link_toggled")
    for name in names:
        getattr(bar, name).connect(lambda value, name=name: seen.append((name, value)))
    return seen


def parts(bar: HoleBar) -> list[QWidget]:
    """What is to be seen, without what lies in it."""
    return [child for child in bar.children() if isinstance(child, QWidget) and child.isVisible()]


def assert_in_order(bar: HoleBar) -> None:
    """Nothing overlaps, nothing is cut off."""
    shown = parts(bar)
    for part in shown:
        assert bar.rect().contains(part.geometry()), part.objectName()
        assert part.width() >= min(part.sizeHint().width(), part.maximumWidth()), part.objectName()
    for index, part in enumerate(shown):
        assert not any(part.geometry().intersects(other.geometry()) for other in shown[index + 1 :])


# --------------------------------------------------------------------------- wishes and facts


def test_setters_emit_nothing(bar: HoleBar) -> None:
    seen = wishes(bar)
    bar.show_choice("stretch", "mixture", 0.9, True, True, MixtureFit(3, Covariance.FULL))
    bar.show_choice("", "", 0.1, False, False)
    bar.show_judge("pca", 1.0, math.nan, 0.05)
    bar.show_link_possible(False)
    bar.set_theme(LIGHT)
    assert seen == []


def test_a_click_wishes_for_a_layer_and_the_state_decides(bar: HoleBar) -> None:
    seen = wishes(bar)
    for layer in ("coverage", "geometry", "stretch"):
        QTest.mouseClick(button(bar, f"layer_{layer}"), LEFT)
    assert seen == [("layer_chosen", layer) for layer in ("coverage", "geometry", "stretch")]
    assert button(bar, "layer_realism").isChecked() and not button(bar, "layer_stretch").isChecked()
    QTest.mouseClick(button(bar, "layer_realism"), LEFT)  # it is shown already
    assert len(seen) == 3
    bar.show_choice("stretch", "", 0.5, False, False)
    checked = [layer for layer in Layer if button(bar, f"layer_{layer}").isChecked()]
    assert checked == [Layer.STRETCH]


def test_geometry_stands_apart(bar: HoleBar) -> None:
    groups = {
        frame.objectName(): [child.objectName() for child in frame.findChildren(QPushButton)]
        for frame in bar.findChildren(QFrame)
        if frame.property("role") == "segments"
    }
    assert groups == {
        "hole_layers": ["layer_realism", "layer_coverage"],
        "geometry_layers": ["layer_geometry", "layer_stretch"],
    }
    for layer in ("geometry", "stretch"):
        assert "holes" in button(bar, f"layer_{layer}").toolTip()


def test_regions_are_chosen_by_keys(bar: HoleBar) -> None:
    seen = wishes(bar)
    region = bar.findChild(QComboBox, "hole_region")
    assert region.accessibleName() and region.focusPolicy() & Qt.FocusPolicy.TabFocus
    assert [region.itemData(index) for index in range(region.count())] == ["", *map(str, Region)]
    region.setFocus()
    for _ in range(2):
        QTest.keyClick(region, Qt.Key.Key_Down)
    QTest.keyClick(region, Qt.Key.Key_Home)
    assert seen == [("region_chosen", "prior"), ("region_chosen", "box"), ("region_chosen", "")]


def test_how_a_mixture_is_fitted_is_chosen_where_there_is_one(bar: HoleBar) -> None:
    seen = wishes(bar)
    components = bar.findChild(NumberField, "mixture_components")
    covariance = bar.findChild(QComboBox, "mixture_covariance")
    for region in ("", "prior", "box", "gaussian"):
        bar.show_choice("realism", region, 0.5, False, False)
        assert not components.isVisible() and not covariance.isVisible()
    bar.show_choice("realism", "mixture", 0.5, False, False, MixtureFit(7, Covariance.DIAGONAL))
    assert components.isVisible() and components.value == 7 and covariance.currentText() == "Diagonal"
    components.setFocus()
    components.selectAll()
    QTest.keyClicks(components, "30")
    QTest.keyClick(components, Qt.Key.Key_Return)
    assert seen == [("mixture_chosen", MixtureFit(30, Covariance.DIAGONAL))]
    QTest.keyClick(components, Qt.Key.Key_Up)  # there are no more
    components.selectAll()
    QTest.keyClicks(components, "31")
    QTest.keyClick(components, Qt.Key.Key_Return)
    assert len(seen) == 1 and components.property("state") == "error", "what cannot be used is not asked for"
    QTest.keyClick(components, Qt.Key.Key_Escape)
    QTest.keyClick(components, Qt.Key.Key_Down)
    assert seen[1:] == [("mixture_chosen", MixtureFit(29, Covariance.DIAGONAL))]
    covariance.setFocus()
    QTest.keyClick(covariance, Qt.Key.Key_Home)
    assert seen[2:] == [("mixture_chosen", MixtureFit(7, None))], "of what is in force, not of what was wished"


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [900, 970, 1400])
def test_it_all_fits_with_a_mixture(qtbot: QtBot, qapp: QApplication, width: int, scale: float) -> None:
    apply_theme(qapp, LIGHT, scale)
    bar = make_bar(qtbot, width)
    for region in ("mixture", "box", "mixture"):
        bar.show_choice("realism", region, 0.5, False, False)
        for _ in range(2):
            bar.resize(width, bar.sizeHint().height())
            QApplication.processEvents()
        assert bar.width() == width
        assert_in_order(bar)
    apply_theme(qapp, DARK)


def test_a_mixture_wraps_a_narrow_bar_and_another_region_lets_it_come_back(bar: HoleBar) -> None:
    one = bar.sizeHint().height()
    bar.show_choice("realism", "mixture", 0.5, False, False)
    QApplication.processEvents()
    assert bar.sizeHint().height() > 1.8 * one
    bar.resize(500, bar.sizeHint().height())
    QApplication.processEvents()
    bar.resize(500, bar.sizeHint().height())
    QApplication.processEvents()
    assert bar.sizeHint().height() > 2.8 * one
    assert_in_order(bar)
    bar.resize(970, 40)
    bar.show_choice("realism", "box", 0.5, False, False)
    QApplication.processEvents()
    assert bar.sizeHint().height() == one
    assert_in_order(bar)


def test_opacity_follows_the_pointer(bar: HoleBar) -> None:
    seen = wishes(bar)
    slider = bar.findChild(KnobSlider, "hole_opacity")
    QTest.mousePress(slider, LEFT, pos=QPoint(slider.width() // 2, slider.height() // 2))
    QTest.mouseMove(slider, QPoint(slider.width() + 40, slider.height() // 2))
    QTest.mouseRelease(slider, LEFT, pos=QPoint(slider.width() + 40, slider.height() // 2))
    assert {name for name, _ in seen} <= {"opacity_changed"} and seen[-1] == ("opacity_changed", 1.0)
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert seen[-1] == ("opacity_changed", 0.0)
    assert all(isinstance(value, float) for _, value in seen)


def test_switches_tell_their_new_state(bar: HoleBar) -> None:
    seen = wishes(bar)
    for name in ("hole_contour", "same_image"):
        QTest.mouseClick(button(bar, name), LEFT)
        QTest.keyClick(button(bar, name), Qt.Key.Key_Space)
    expected = [("contour_toggled", True), ("contour_toggled", False), ("link_toggled", True), ("link_toggled", False)]
    assert seen == expected


def test_what_cannot_be_is_off_and_says_why(bar: HoleBar) -> None:
    seen = wishes(bar)
    possible = button(bar, "same_image").toolTip()
    assert possible == "Dragging one map moves the others to the same image"
    bar.show_link_possible(False)
    QTest.mouseClick(button(bar, "same_image"), LEFT)
    assert seen == [] and button(bar, "same_image").toolTip() not in ("", possible)
    bar.show_link_possible(True)
    assert button(bar, "same_image").isEnabled()
    bar.show_choice("geometry", "", 0.5, True, False)  # geometry has no threshold
    assert not button(bar, "hole_contour").isEnabled()
    bar.show_choice("coverage", "", 0.5, True, False)
    assert button(bar, "hole_contour").isEnabled() and button(bar, "hole_contour").isChecked()


def test_everything_can_be_reached_by_keys_and_is_named(bar: HoleBar) -> None:
    controls = [part for kind in (QPushButton, QComboBox, KnobSlider, NumberField) for part in bar.findChildren(kind)]
    assert len(controls) == 10
    for control in controls:
        assert control.objectName() and control.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert control.accessibleName() or control.text()


def test_unknown_names_are_refused(bar: HoleBar) -> None:
    with pytest.raises(ValueError, match="layer: expected realism, coverage, geometry, stretch or nothing, found 'x'"):
        bar.show_choice("x", "", 0.5, False, False)
    with pytest.raises(ValueError, match="region: expected prior, box, gaussian, mixture or nothing, found 'y'"):
        bar.show_choice("realism", "y", 0.5, False, False)
    with pytest.raises(ValueError, match="judge: expected judge, pca or pixels, found 'jury'"):
        bar.show_judge("jury", 1.0, 1.0, 0.0)


# --------------------------------------------------------------------------- the judge


def test_the_pill_names_the_judge(qtbot: QtBot, qapp: QApplication) -> None:
    apply_theme(qapp, DARK)
    bar = make_bar(qtbot, 1400)
    shown = pill(bar)
    assert shown.text() == "judge 98.7 % right · real in holes 4 %"
    bar.show_judge("pca", 1.0, math.nan, 0.05)
    assert shown.text() == "no labels: principal components · real in holes 5 %"
    bar.show_judge("pixels", 1.0, math.nan, math.nan)
    assert shown.text() == "pixels"
    bar.show_judge("judge", 1.0, 0.5, 0.001)
    assert shown.text() == "judge 50.0 % right · real in holes < 1 %"
    assert "< 1 % of real images in holes" in shown.toolTip() and shown.accessibleName() == shown.text()


def test_a_judge_that_knows_little_warns(bar: HoleBar) -> None:
    pill = bar._pill
    bar.show_judge("judge", 1.0, 0.2, 0.04)
    assert pill.property("state") == "warning" and "guess" in pill.toolTip()
    for told in (("judge", 1.0, 0.97, 0.04), ("judge", 0.4, 0.2, math.nan), ("pixels", 1.0, math.nan, 0.04)):
        bar.show_judge(*told)
        assert pill.property("state") == "" and "guess" not in pill.toolTip()


def test_what_just_fits_into_the_pill_is_said_in_full(qtbot: QtBot) -> None:
    shown = JudgePill("judge")
    qtbot.addWidget(shown)
    shown.show_judge("judge", 1.0, 0.987, 0.04)
    shown.fit(shown.widest)
    assert shown.text() == "judge 98.7 % right · real in holes 4 %"
    shown.fit(shown.widest - 1)
    assert shown.text() == "judge 98.7 % right"


def test_without_a_judge_there_is_no_pill(qtbot: QtBot) -> None:
    bar = HoleBar()
    qtbot.addWidget(bar)
    bar.resize(970, 40)
    bar.show()
    assert not pill(bar).isVisible()
    bar.show_judge("pixels", 1.0, math.nan, math.nan)
    assert pill(bar).isVisible()


def test_its_training_is_seen(bar: HoleBar) -> None:
    shown = pill(bar)
    filled, widths = [], set()
    for share in (0.0, 0.05, 0.43, 0.99):
        bar.show_judge("judge", share, math.nan, math.nan)
        QApplication.processEvents()
        assert shown.text() == f"training the judge {100 * share:.0f} %"
        picture = shown.grab().toImage()
        row = [picture.pixelColor(x, shown.height() - 2).name() for x in range(shown.width())]
        filled.append(row.count(DARK.accent))
        widths.add(shown.width())
    assert filled[0] == 0 and filled == sorted(set(filled)) and len(widths) == 1
    assert filled[2] == pytest.approx(0.43 * shown.width(), abs=10)
    bar.show_judge("judge", 1.0, 0.987, 0.04)
    assert DARK.accent not in {shown.grab().toImage().pixelColor(x, shown.height() - 2).name() for x in range(90)}


def test_nothing_moves_when_the_judge_has_learnt(bar: HoleBar) -> None:
    bar.show_judge("judge", 0.5, math.nan, math.nan)
    QApplication.processEvents()
    before = [(part.objectName(), part.geometry()) for part in parts(bar) if part is not pill(bar)]
    bar.show_judge("judge", 1.0, 0.987, 0.04)
    QApplication.processEvents()
    assert [(part.objectName(), part.geometry()) for part in parts(bar) if part is not pill(bar)] == before


# --------------------------------------------------------------------------- room


@pytest.mark.parametrize("scale", [0.8, 1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [900, 970, 1400])
def test_all_fits(qtbot: QtBot, qapp: QApplication, width: int, scale: float) -> None:
    apply_theme(qapp, LIGHT, scale)
    bar = make_bar(qtbot, width)
    for kind, share in (("judge", 1.0), ("judge", 0.4), ("pca", 1.0), ("pixels", 1.0)):
        bar.show_judge(kind, share, math.nan if share < 1 else 0.987, 0.04)
        bar.resize(width, bar.sizeHint().height())
        QApplication.processEvents()
        assert bar.width() == width
        assert_in_order(bar)
    apply_theme(qapp, DARK)


def test_one_row_at_1280_beside_the_sidebar(bar: HoleBar) -> None:
    assert bar.sizeHint().height() < 45
    assert pill(bar).text() == "judge 98.7 % right"  # the rest is in the tooltip
    assert "4 % of real images in holes" in pill(bar).toolTip()


def test_it_wraps_and_comes_back(bar: HoleBar) -> None:
    one = bar.sizeHint().height()
    bar.resize(620, 80)
    QApplication.processEvents()
    assert bar.sizeHint().height() > 1.8 * one and pill(bar).text().startswith("judge")
    bar.resize(620, bar.sizeHint().height())
    QApplication.processEvents()
    assert_in_order(bar)
    bar.resize(970, 40)
    QApplication.processEvents()
    assert bar.sizeHint().height() == one
    assert_in_order(bar)


def test_a_larger_text_wraps_it_live(bar: HoleBar, qapp: QApplication) -> None:
    one = bar.sizeHint().height()
    apply_theme(qapp, DARK, 1.5)
    QApplication.processEvents()
    assert bar.sizeHint().height() > 2 * one
    apply_theme(qapp, DARK)
    QApplication.processEvents()
    assert bar.sizeHint().height() == one


class Chinese(QTranslator):
    """Enough of another language to see whether it fits."""

    def __init__(self) -> None:
        super().__init__()
        self._texts = {
            "Realism": "真实度", "Coverage": "覆盖度", "Round trip": "往返", "Stretch": "拉伸", "geometry": "几何",
            "opacity": "不透明度", "Outline": "轮廓", "Same image": "同一图像",
            "Own: prior or box": "各用各的：先验或包围盒",
            "judge {share} % right": "评判器正确率 {share} %",
            "real in holes {share} %": "真实图像有 {share} % 落入空洞",
        }  # fmt: skip

    def translate(self, context: str, text: str, disambiguation: str = "", n: int = -1) -> str:  # type: ignore[override]
        return self._texts.get(text, "")


def test_it_fits_in_chinese(qtbot: QtBot, qapp: QApplication) -> None:
    translator = Chinese()
    qapp.installTranslator(translator)
    try:
        bar = make_bar(qtbot, 970)
        assert button(bar, "layer_realism").text() == "真实度" and pill(bar).text().startswith("评判器正确率 98.7 %")
        assert_in_order(bar)
        assert bar.sizeHint().height() < 45
    finally:
        qapp.removeTranslator(translator)
