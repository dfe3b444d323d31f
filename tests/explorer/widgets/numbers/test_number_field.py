"""Numbers: spacing, texts, and a field driven by keys, mouse and wheel."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QFontMetricsF, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionFrame, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.theme import ThemeWatcher
from explorer.widgets.numbers.number_field import NumberField
from explorer.widgets.numbers.number_text import format_number, parse_number, short_number
from explorer.widgets.numbers.spacing import Spacing

pytestmark = pytest.mark.layout

RATE = Spacing(1e-5, 0.1, log=True)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[NumberField]:
    """A field of learning rates that shows 0.002, beside another widget that may take the focus."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    field = NumberField(RATE)
    field.show_value(0.002)
    other = QWidget()
    other.setObjectName("other")
    other.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    column.addWidget(field)
    column.addWidget(other)
    window.resize(400, 120)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    other.setFocus()
    yield field  # the window lives until here


def edits(field: NumberField) -> list[object]:
    seen: list[object] = []
    field.value_edited.connect(seen.append)
    return seen


def wheel(widget: QWidget, notches: int) -> None:
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, widget.mapToGlobal(middle), QPoint(), QPoint(0, 120 * notches), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(
    ("value", "text"), [(0.002, "0.002"), (1e-5, "1e-5"), (1.0, "1"), (128, "128"), (0.1 + 0.2, "0.3"), (None, "")]
)
def test_numbers_are_written_as_people_write_them(value: float | None, text: str) -> None:
    assert format_number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.002, "0.002"), (0.000378, "0.000378"), (3.78e-5, "3.78e-5"), (0.0001995, "1.995e-4"), (1 / 3, "0.333333"),
        (0.000123456, "1.235e-4"), (-0.000123456, "-1.23e-4"), (1234567.0, "1.2346e6"), (2**31 - 1, "2147483647"),
    ],
)  # fmt: skip
def test_where_there_is_little_room_numbers_are_shorter_but_never_wrong(value: float, text: str) -> None:
    assert short_number(value) == text
    assert float(text) == pytest.approx(value, rel=5e-3)


def seen_from_the_first_digit(field: NumberField) -> bool:
    """Whether the whole text stands in the field: what is right of the cursor before the first digit fits."""
    option = QStyleOptionFrame()
    field.initStyleOption(option)
    inner = field.style().subElementRect(QStyle.SubElement.SE_LineEditContents, option, field).width() - 4
    return field.cursorPosition() == 0 and QFontMetricsF(field.font()).horizontalAdvance(field.text()) <= inner


@pytest.mark.parametrize("scale", [1.0, 1.5])
@pytest.mark.parametrize("spacing", [RATE, Spacing(0, 4), Spacing(0, 100, log=True), Spacing(0, 2**31, whole=True)])
def test_a_field_that_is_not_edited_shows_all_of_its_number(
    field: NumberField, qtbot: QtBot, spacing: Spacing, scale: float
) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    themes = ThemeWatcher(app, "dark")
    themes.set_font_scale(scale)
    field._spacing = spacing
    for share in range(101):
        value = spacing.value(share / 100)
        for number in (value, spacing.nudge(value, 1), spacing.nudge(value, -7)):
            field.show_value(number)
            qtbot.waitUntil(lambda: field.width() >= field.sizeHint().width())
            assert seen_from_the_first_digit(field), field.text()
    themes.set_font_scale(1.0)


def test_a_field_is_shown_from_its_first_digit_again_after_editing(field: NumberField) -> None:
    field.show_value(0.000123456)
    assert field.text() == "1.235e-4"
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.text() == "0.000123456"  # what is edited is the number itself
    QTest.keyClick(field, Qt.Key.Key_End)
    field.clearFocus()
    assert field.text() == "1.235e-4" and field.value == 0.000123456 and not edits(field)
    assert seen_from_the_first_digit(field)


def test_texts_are_read() -> None:
    assert parse_number(" 0,5 ", whole=False) == 0.5
    assert parse_number("1e-3", whole=False) == 0.001
    assert parse_number("\u22123", whole=True) == -3
    assert parse_number("60 000", whole=True) == 60_000


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1_0", "1,2,3", "0x10"])
@pytest.mark.parametrize("whole", [True, False])
def test_texts_that_are_no_numbers_are_refused(text: str, whole: bool) -> None:
    with pytest.raises(ValueError):
        parse_number(text, whole)


def test_whole_numbers_have_no_fraction() -> None:
    with pytest.raises(ValueError):
        parse_number("3.5", whole=True)


def test_log_spacing_puts_the_geometric_mean_in_the_middle() -> None:
    assert RATE.share(0.001) == pytest.approx(0.5)
    assert RATE.value(0.5) == 0.001
    assert (RATE.value(0), RATE.value(1)) == (1e-5, 0.1)


def test_linear_spacing_puts_the_mean_in_the_middle() -> None:
    linear = Spacing(0, 50)
    assert linear.value(0.5) == 25
    assert linear.share(12.5) == 0.25


def test_log_spacing_from_zero_reaches_zero_and_leaves_it() -> None:
    beta = Spacing(0, 50, log=True)
    assert beta.value(0) == 0
    assert beta.share(0) == 0
    assert beta.nudge(0, 1) > 0
    assert beta.nudge(0.005, -1) == 0


@pytest.mark.parametrize("spacing", [Spacing(1, 128, log=True, whole=True), Spacing(1, 128, whole=True)])
def test_a_nudge_moves_whole_numbers_by_at_least_one(spacing: Spacing) -> None:
    assert spacing.nudge(2, 1) == 3
    assert spacing.nudge(2, -1) == 1
    assert spacing.nudge(1, -1) == 1
    assert isinstance(spacing.nudge(2, 1), int)


def test_a_slider_position_comes_back() -> None:
    for share in (0.0, 0.123, 0.5, 0.9, 1.0):
        assert RATE.share(RATE.value(share)) == pytest.approx(share, abs=2e-3)


def test_setters_emit_nothing(field: NumberField) -> None:
    seen = edits(field)
    field.show_value(0.01)
    field.show_value(None)
    field.revert()
    assert seen == []
    assert field.text() == ""


def test_typing_is_taken_on_enter(field: NumberField, qtbot: QtBot) -> None:
    seen = edits(field)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    assert field.hasFocus()
    assert field.selectedText() == "0.002"
    QTest.keyClicks(field, "0.03")
    assert seen == []
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert seen == [0.03]


def test_typing_is_taken_when_the_focus_leaves(field: NumberField) -> None:
    seen = edits(field)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "0.03")
    QTest.keyClick(field, Qt.Key.Key_Tab)
    assert seen == [0.03]


def test_state_does_not_overwrite_what_is_being_typed(field: NumberField) -> None:
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, "0.0")
    field.show_value(0.05)
    assert field.text() == "0.0"


@pytest.mark.parametrize("text", ["0.5", "0", "abc"])
def test_a_bad_value_is_refused_and_stays_to_be_mended(field: NumberField, text: str) -> None:
    seen, refused = edits(field), []
    field.rejected.connect(refused.append)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert seen == []
    assert refused == [text]
    assert field.property("state") == "error"
    field.show_value(0.002)
    assert field.text() == text
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert (field.text(), field.property("state")) == ("0.002", "")


def test_arrow_keys_nudge(field: NumberField) -> None:
    seen = edits(field)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClick(field, Qt.Key.Key_Up)
    QTest.keyClick(field, Qt.Key.Key_Down)
    assert seen == [0.0021, 0.002]
    QTest.keyClick(field, Qt.Key.Key_PageUp)
    assert seen[-1] == RATE.nudge(0.002, 10)


def test_the_wheel_only_nudges_with_the_focus(field: NumberField) -> None:
    seen = edits(field)
    wheel(field, 1)
    assert seen == []
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    wheel(field, 1)
    assert seen == [0.0021]


def drag(field: NumberField, pixels: int) -> None:
    start = field.rect().center()
    QTest.mousePress(field, Qt.MouseButton.LeftButton, pos=start)
    for moved in range(0, pixels, 4):
        QTest.mouseMove(field, start + QPoint(moved, 0))
    QTest.mouseMove(field, start + QPoint(pixels, 0))
    QTest.mouseRelease(field, Qt.MouseButton.LeftButton, pos=start + QPoint(pixels, 0))


def test_dragging_sideways_moves_the_value(field: NumberField) -> None:
    seen = edits(field)
    drag(field, 40)
    assert not field.hasFocus()
    assert seen[-1] == RATE.nudge(0.002, 10)
    assert field.value == seen[-1]
    assert len(seen) < 11  # throttled: not one for each move


def test_dragging_a_field_that_is_not_live_says_so_once(qtbot: QtBot) -> None:
    field = NumberField(Spacing(0, 1000, whole=True), live=False)
    qtbot.addWidget(field)
    field.show()
    field.show_value(7)
    seen = edits(field)
    drag(field, 40)
    assert len(seen) == 1
    assert seen[0] == field.value


def test_an_optional_number_may_be_emptied(qtbot: QtBot) -> None:
    field = NumberField(Spacing(1, 9, whole=True), optional=True)
    qtbot.addWidget(field)
    field.show()
    field.show_value(3)
    seen = edits(field)
    QTest.mouseClick(field, Qt.MouseButton.LeftButton)
    QTest.keyClick(field, Qt.Key.Key_Delete)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert seen == [None]
