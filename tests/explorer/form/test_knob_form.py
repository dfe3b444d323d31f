"""Forms: every kind of knob, edited with real keys and mouse, errors at the field, nothing emitted by a setter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from explorer.form.knob_editors import format_ints, parse_ints
from explorer.form.knob_form import KnobForm
from explorer.form.knob_row import KnobRow
from explorer.form.settings_panel import WIDTH
from explorer.form.shared_knobs import shared_and_own
from explorer.style.theme import DARK, apply_theme
from explorer.widgets.numbers.knob_slider import KnobSlider
from explorer.widgets.numbers.number_field import NumberField
from trainers.catalog import FamilySpec, family_specs
from trainers.knobs import KnobSpec

SCROLL_BAR = 10  # px, as the style sheet has it

RATE = KnobSpec("rate", "Learning rate", "float", 0.002, 1e-5, 0.1, log=True, live=True, help="How far a step goes.")
DIM = KnobSpec("dim", "Latent dim", "int", 2, 1, 128, log=True, help="Numbers in a code.")
LAYERS = KnobSpec("layers", "Layers", "ints", (512, 256), 1, 4096)
NET = KnobSpec("net", "Network", "choice", "mlp", choices=("mlp", "conv"))
FLIP = KnobSpec("flip", "Mirror", "bool", False)
NAME = KnobSpec("name", "Name", "text", "run")
PATH = KnobSpec("folder", "Folder", "path", "")
SEED = KnobSpec("seed", "Seed", "int", 0, 0, 2**31 - 1)
WARM = KnobSpec("warm", "Warm-up", "int", 0, 0, 1000, group="advanced")
SPECS = (RATE, DIM, LAYERS, NET, FLIP, NAME, PATH, SEED, WARM)
W = TypeVar("W", bound=QWidget)


@pytest.fixture
def form(qtbot: QtBot) -> Iterator[KnobForm]:
    form = KnobForm(SPECS, "Both models")
    qtbot.addWidget(form)
    form.resize(250, 700)
    form.show()
    qtbot.waitExposed(form)
    form.activateWindow()
    yield form


def part(form: KnobForm, kind: type[W], name: str) -> W:
    found = form.findChild(kind, name)
    assert found is not None, name
    return found


def edits(form: KnobForm) -> list[tuple[str, object]]:
    seen: list[tuple[str, object]] = []
    form.knob_edited.connect(lambda name, value: seen.append((name, value)))
    return seen


def type_into(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)


def test_setters_emit_nothing(form: KnobForm) -> None:
    seen = edits(form)
    form.show_values(
        {"rate": 0.01, "dim": 8, "layers": [64], "net": "conv", "flip": True, "name": "x", "folder": "/a", "warm": 5}
    )
    form.show_error("rate", "no")
    form.clear_errors()
    form.show_restart_needed({"dim"})
    form.show_restart_needed(())
    assert seen == []
    assert part(form, NumberField, "rate").text() == "0.01"
    assert part(form, QLineEdit, "layers").text() == "64"
    assert part(form, QComboBox, "net").currentText() == "conv"
    assert part(form, QCheckBox, "flip").isChecked()


def test_a_number_is_typed(form: KnobForm) -> None:
    seen = edits(form)
    type_into(part(form, NumberField, "dim"), "32")
    assert seen == [("dim", 32)]


@pytest.mark.parametrize("text", ["1024 · 64", "1024, 64", "1024 64", "(1024, 64)", "1024x64"])
def test_a_list_of_numbers_is_typed_in_many_ways(form: KnobForm, text: str) -> None:
    seen = edits(form)
    field = part(form, QLineEdit, "layers")
    field.setFocus()
    field.selectAll()
    field.insert(text)
    field.setModified(True)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert seen == [("layers", (1024, 64))]
    assert field.text() == "1024 · 64"


def test_lists_of_numbers_know_their_bounds() -> None:
    assert parse_ints("") == ()
    assert format_ints((3, 4)) == "3 · 4"
    with pytest.raises(ValueError):
        parse_ints("512 0", low=1)
    with pytest.raises(ValueError):
        parse_ints("5000", high=4096)
    with pytest.raises(ValueError):
        parse_ints("big")


def test_what_is_said_of_a_bad_number_goes_with_it_by_escape(form: KnobForm) -> None:
    field = part(form, QLineEdit, "dim")
    type_into(field, "900")
    error = part(form, QLabel, "dim-error")
    assert error.isVisible()
    form.show_error("rate", "Too fast.")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == "2" and field.property("state") == "" and not error.isVisible()
    assert part(form, QLabel, "rate-error").isVisible(), "of another knob nothing was given up"


def test_choice_check_box_text_and_path(form: KnobForm) -> None:
    seen = edits(form)
    QTest.keyClick(part(form, QComboBox, "net"), Qt.Key.Key_Down)
    QTest.keyClick(part(form, QCheckBox, "flip"), Qt.Key.Key_Space)
    type_into(part(form, QLineEdit, "name"), "moons")
    type_into(part(form, QLineEdit, "folder"), "/data/pictures")
    assert seen == [("net", "conv"), ("flip", True), ("name", "moons"), ("folder", "/data/pictures")]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("rate", "7", "1e-05 to 0.1"),
        ("dim", "1.5", "1 to 128"),
        ("layers", "512 0", "1 to 4096"),
        ("dim", "", "nothing"),
    ],
)
def test_a_bad_value_is_said_at_its_field_and_not_emitted(form: KnobForm, name: str, text: str, wanted: str) -> None:
    seen = edits(form)
    field = part(form, QLineEdit, name)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    error = part(form, QLabel, f"{name}-error")
    assert seen == []
    assert error.isVisible()
    assert wanted in error.text()
    assert field.property("state") == "error"
    form.clear_errors()
    assert error.isVisible(), "the text in the field is still unusable"
    type_into(field, "64 32" if name == "layers" else "0.05" if name == "rate" else "64")
    assert not error.isVisible()
    assert field.property("state") == ""


def test_an_error_from_outside_is_shown_and_cleared(form: KnobForm) -> None:
    assert form.show_error("net", "conv needs pictures of 16 pixels or more")
    assert part(form, QLabel, "net-error").text().startswith("conv needs")
    assert part(form, QComboBox, "net").property("state") == "error"
    assert not form.show_error("unknown", "text")
    form.clear_errors()
    assert not part(form, QLabel, "net-error").isVisible()


def test_reset_is_enabled_only_when_changed(form: KnobForm) -> None:
    reset = part(form, QToolButton, "dim-reset")
    assert not reset.isEnabled()
    form.show_values({"dim": 8})
    assert reset.isEnabled()
    seen = edits(form)
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert seen == [("dim", 2)]
    assert not reset.isEnabled()
    assert part(form, NumberField, "dim").text() == "2"


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_reset_goes_back_to_what_was_opened_and_its_tooltip_leaves_the_next_field_free(form: KnobForm) -> None:
    seen = edits(form)
    form.show_origins({"dim": 16, "layers": [64]}, preset=True)
    form.show_values({"dim": 32, "layers": [64]})
    reset, field = part(form, QToolButton, "dim-reset"), part(form, NumberField, "dim")
    assert reset.isEnabled() and not part(form, QToolButton, "layers-reset").isEnabled()
    spot = reset.rect().center()
    QApplication.sendEvent(reset, QHelpEvent(QEvent.Type.ToolTip, spot, reset.mapToGlobal(spot)))
    assert QToolTip.text() == "Back to 16, as the preset has it"
    tip = next(each for each in QApplication.topLevelWidgets() if each.metaObject().className() == "QTipLabel")
    for other in (field, reset, part(form, QLineEdit, "layers")):
        assert not tip.geometry().intersects(QRect(other.mapToGlobal(QPoint(0, 0)), other.size())), other.objectName()
    QToolTip.hideText()
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert seen == [("dim", 16)] and not reset.isEnabled()
    form.show_origins({})
    assert reset.isEnabled(), "without an origin it is the family's default"
    QTest.mouseClick(reset, Qt.MouseButton.LeftButton)
    assert seen[-1] == ("dim", 2)


def test_lists_and_tuples_are_the_same_value(form: KnobForm) -> None:
    form.show_values({"layers": [512, 256]})
    assert not part(form, QToolButton, "layers-reset").isEnabled()


def test_a_slider_drags_through_values_and_ends_on_the_last(form: KnobForm) -> None:
    seen = edits(form)
    slider = part(form, KnobSlider, "rate-slider")
    y, last = slider.height() // 2, slider.width() - 1
    QTest.mousePress(slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() // 2, y))
    for x in range(slider.width() // 2, last, 3):
        QTest.mouseMove(slider, QPoint(x, y))
    form.show_values({"rate": 0.002})  # an older state must not pull the handle back
    assert part(form, NumberField, "rate").text() != "0.002"
    QTest.mouseRelease(slider, Qt.MouseButton.LeftButton, pos=QPoint(last, y))
    assert seen[0][0] == "rate"
    assert seen[-1] == ("rate", slider._value)
    assert seen[-1][1] > 0.05
    assert part(form, NumberField, "rate").value == seen[-1][1]


def test_a_slider_moves_with_the_keys(form: KnobForm) -> None:
    seen = edits(form)
    slider = part(form, KnobSlider, "dim-slider")
    QTest.keyClick(slider, Qt.Key.Key_Right)
    assert seen == [("dim", 3)]
    QTest.keyClick(slider, Qt.Key.Key_Home)
    assert part(form, NumberField, "dim").text() == "1"


def test_sliders_stand_where_they_can_be_aimed(qtbot: QtBot) -> None:
    form = KnobForm(SPECS)
    qtbot.addWidget(form)
    assert {slider.objectName() for slider in form.findChildren(KnobSlider)} == {
        "rate-slider", "dim-slider", "warm-slider",
    }  # fmt: skip
    live = KnobForm(SPECS, sliders="live")
    qtbot.addWidget(live)
    assert [slider.objectName() for slider in live.findChildren(KnobSlider)] == ["rate-slider"]


def test_advanced_knobs_unfold(form: KnobForm) -> None:
    field, more = part(form, NumberField, "warm"), part(form, QPushButton, "more")
    assert not field.isVisible()
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert field.isVisible()
    QTest.mouseClick(more, Qt.MouseButton.LeftButton)
    assert not field.isVisible()
    form.show_error("warm", "too long")
    assert field.isVisible(), "an error must not be hidden in a fold"


def test_a_form_without_advanced_knobs_has_no_fold(qtbot: QtBot) -> None:
    form = KnobForm((DIM,))
    qtbot.addWidget(form)
    form.show()
    assert not part(form, QPushButton, "more").isVisible()


def test_restart_is_marked_and_offered(form: KnobForm, qtbot: QtBot) -> None:
    bar = part(form, QWidget, "restart-bar")
    assert not bar.isVisible()
    form.show_restart_needed({"dim", "of another form"})
    assert bar.isVisible()
    assert part(form, QLabel, "rate-tag").text() == "live"
    assert not part(form, QPushButton, "rate-restart").isVisible()
    with qtbot.waitSignal(form.restart_requested):  # where the change was made
        QTest.mouseClick(part(form, QPushButton, "dim-restart"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(form.restart_requested):
        QTest.mouseClick(part(form, QPushButton, "restart"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(form.fork_requested):
        QTest.mouseClick(part(form, QPushButton, "fork"), Qt.MouseButton.LeftButton)
    form.show_restart_needed({"of another form"})
    assert not bar.isVisible()
    assert not part(form, QPushButton, "dim-restart").isVisible()


def test_a_row_says_what_it_is_for(form: KnobForm) -> None:
    row = part(form, NumberField, "dim").parentWidget()
    assert row is not None
    assert row.toolTip() == DIM.help


def test_help_follows_focus_and_pointer(form: KnobForm) -> None:
    seen: list[str] = []
    form.help_requested.connect(seen.append)
    part(form, NumberField, "dim").setFocus()
    assert seen[-1] == DIM.help
    row = part(form, NumberField, "rate").parentWidget()
    QTest.mouseMove(row)
    assert row is not None
    QApplication.sendEvent(row, QEvent(QEvent.Type.Leave))
    assert seen[-1] == ""


def test_every_control_has_a_name_for_screen_readers(form: KnobForm) -> None:
    for kind in (NumberField, KnobSlider, QComboBox, QCheckBox):
        for control in form.findChildren(kind):
            assert control.objectName(), control
            assert control.accessibleName(), control.objectName()
            assert control.focusPolicy() != Qt.FocusPolicy.NoFocus
    for reset in form.findChildren(QToolButton):
        assert reset.accessibleName()


def test_long_labels_wrap_instead_of_being_clipped(qtbot: QtBot) -> None:
    label = "一个非常长的中文标签用于检查是否被裁剪掉" * 2
    form = KnobForm((replace(RATE, label=label), replace(DIM, label="An English label of considerable length")))
    qtbot.addWidget(form)
    form.setFixedWidth(222)
    form.resize(222, form.heightForWidth(222))
    form.show()
    qtbot.waitExposed(form)
    for name in ("rate-label", "dim-label"):
        shown = part(form, QLabel, name)
        assert shown.heightForWidth(shown.width()) <= shown.height()
    assert part(form, NumberField, "rate").geometry().right() <= 222


def test_knobs_that_agree_are_shared() -> None:
    beta = KnobSpec("beta", "Beta", "float", 1.0, 0, 50)
    split = shared_and_own(
        [(DIM, LAYERS, RATE), (DIM, LAYERS, RATE, beta)],
        [{"dim": 2, "layers": [512, 256], "rate": 0.002}, {"dim": 2, "layers": (512, 256), "rate": 0.001, "beta": 1.0}],
    )
    assert split.shared == (DIM, LAYERS)
    assert split.own == ((RATE,), (RATE, beta))


def test_a_knob_that_differs_in_its_spec_is_each_models_own() -> None:
    wider = replace(DIM, high=256)
    split = shared_and_own([(DIM,), (wider,)], [{}, {}])
    assert split.shared == ()
    assert split.own == ((DIM,), (wider,))


def test_one_model_shares_nothing() -> None:
    split = shared_and_own([(DIM, RATE)], [{}])
    assert split.shared == ()
    assert split.own == ((DIM, RATE),)


@pytest.mark.parametrize("family", family_specs(), ids=lambda family: family.name)
def test_every_familys_knobs_fit_the_column(qtbot: QtBot, family: FamilySpec) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    apply_theme(application, DARK)
    form = KnobForm(family.knobs, sliders="live")
    qtbot.addWidget(form)
    form.show()
    part(form, QPushButton, "more").setChecked(True)
    rows = {row.spec.name: row.minimumSizeHint().width() for row in form.findChildren(KnobRow)}
    too_wide = {name: width for name, width in rows.items() if width > WIDTH - 2 * 14 - SCROLL_BAR}
    assert not too_wide
