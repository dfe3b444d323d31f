"""What a lesson's column shows of each kind of step, and what the reader can do there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QLabel, QWidget
from pytestqt.qtbot import QtBot

from explorer.lessons.column.lesson_column import LessonColumn
from explorer.lessons.column.live_label import LiveLabel, dressed
from explorer.lessons.column.tick_mark import TickMark, TickSign
from explorer.state.lesson_shown import LessonShown
from explorer.style.theme import ThemeWatcher
from explorer.widgets.column_scroll import ColumnScroll
from explorer.widgets.numbers.number_field import NumberField
from tests.explorer.geometry import faults
from tests.explorer.lessons.shown import FACTS, at, shown
from tests.explorer.program import speaking
from trainers.lessons.facts import facts_of
from trainers.lessons.progress import Given, answer, forward, observe
from trainers.lessons.schema import AskStep
from trainers.lessons.texts import read_live, to_html

EARLY = facts_of(FACTS)
LATE = facts_of({"step": 64.0, "models.1.beta": 8.0})


@pytest.fixture
def column(qtbot: QtBot) -> LessonColumn:
    column = LessonColumn()
    column.set_labels(("VAE", "VAE 2"))
    qtbot.addWidget(column)
    return column


def show(qtbot: QtBot, column: LessonColumn, lesson: LessonShown, old: LessonShown | None = None) -> None:
    column.show_lesson(lesson, old, EARLY)
    column.resize(340, 640)
    with qtbot.waitExposed(column):
        column.show()


def text(column: QWidget, name: str) -> str:
    label = column.findChild(QLabel, name)
    assert label is not None, name
    return label.plain if isinstance(label, LiveLabel) else label.text()


def seen(column: QWidget, name: str) -> bool:
    widget = column.findChild(QWidget, name)
    assert widget is not None, name
    return widget.isVisibleTo(column)


def press(column: QWidget, name: str) -> None:
    button = column.findChild(QAbstractButton, name)
    assert button is not None and button.isVisible() and button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_numbers_of_the_run_stand_in_the_text_and_change_where_they_are(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown())
    assert "The run is at step 20." in text(column, "step_body")
    body = column.findChild(LiveLabel, "step_body")
    assert body is not None
    before = body.text()
    column.show_numbers(facts_of(FACTS))
    assert body.text() is before or body.text() == before
    column.show_numbers(LATE)
    assert "The run is at step 64." in text(column, "step_body")


def test_markup_of_a_lesson_is_never_obeyed(qtbot: QtBot) -> None:
    label = LiveLabel("label")
    qtbot.addWidget(label)
    label.show_live(read_live("<img src='file:///etc/passwd'> *so* {{x}}"), facts_of({"x": "<b>bold</b>"}))
    assert label.plain == "<img src='file:///etc/passwd'> so <b>bold</b>"
    assert "<img" not in label.text() and "<b>" not in label.text()


def test_paragraphs_have_no_room_around_the_whole() -> None:
    html = dressed(to_html("one\n\ntwo"))
    assert html.count("margin:0;") == 1 and html.rstrip().endswith(">two</p>")


def test_a_prediction_is_locked_in_by_mouse(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown(step="huddle"))
    given: list[Given] = []
    column.answered.connect(given.append)
    lock, onward = (column.findChild(QAbstractButton, name) for name in ("lock_in", "lesson_next"))
    assert lock is not None and onward is not None
    assert not lock.isEnabled() and not onward.isEnabled(), "nothing has been chosen yet"
    wide = lock.width()
    press(column, "option_together")
    QApplication.processEvents()
    assert lock.isEnabled() and lock.width() == wide, "it can be used where it was seen"
    press(column, "option_apart")
    press(column, "option_together")
    assert [card.isChecked() for card in column.ask.options.findChildren(QAbstractButton)] == [False, True, False]
    assert given == []
    press(column, "lock_in")
    assert given == [Given(choice="together")]


def test_a_prediction_is_locked_in_by_keys(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown(step="huddle"))
    given: list[Given] = []
    column.answered.connect(given.append)
    assert column.take_key(Qt.Key.Key_Return) and given == [], "nothing is chosen, and nothing is skipped"
    assert column.take_key(Qt.Key.Key_3) and not column.take_key(Qt.Key.Key_4)
    assert column.take_key(Qt.Key.Key_2)
    assert column.take_key(Qt.Key.Key_Return)
    assert given == [Given(choice="together")]


def test_what_is_locked_in_cannot_be_changed(qtbot: QtBot, column: LessonColumn) -> None:
    before = shown(step="huddle")
    show(qtbot, column, before)
    press(column, "option_together")
    after = at(before, answer(before.progress, Given(choice="together"), EARLY))
    column.show_lesson(after, before, EARLY)
    assert seen(column, "ask_closed") and not seen(column, "ask_open")
    assert not any(card.isEnabled() for card in column.ask.options.findChildren(QAbstractButton))
    assert not column.take_key(Qt.Key.Key_1)
    went: list[bool] = []
    column.forward_requested.connect(lambda: went.append(True))
    press(column, "lesson_next")
    assert column.take_key(Qt.Key.Key_Return) and went == [True, True]


def test_a_question_can_be_passed_over(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown(step="huddle"))
    with qtbot.waitSignal(column.skip_requested):
        press(column, "skip_ask")


def test_a_number_is_typed_and_locked_in(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown(step="guess"))
    given: list[Given] = []
    column.answered.connect(given.append)
    assert text(column, "ask_hint") == "A number from 0 to 5000." and text(column, "ask_unit") == "steps"
    field = column.findChild(NumberField, "ask_number")
    assert field is not None
    field.setFocus()
    QTest.keyClicks(field, "9999")
    QTest.keyClick(field, Qt.Key.Key_Return)
    press(column, "lock_in")
    assert given == [], "beyond what can be"
    field.selectAll()
    QTest.keyClicks(field, "42.5")
    press(column, "lock_in")
    assert given == [Given(number=42.5)]


def test_a_place_is_chosen_on_the_map(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown(step="where"))
    given: list[Given] = []
    column.answered.connect(given.append)
    assert text(column, "ask_hint") == "Click a place on the map of VAE 2."
    column.ask.show_place(0.5, -1.25)
    assert text(column, "ask_hint") == "You chose (0.50, −1.25). Click again to choose another place."
    press(column, "lock_in")
    assert given == [Given(place=(0.5, -1.25))]


def test_goals_are_ticked_as_they_are_reached(qtbot: QtBot, column: LessonColumn) -> None:
    lesson = shown(step="turn")
    show(qtbot, column, lesson)
    marks = [mark for mark in column.do.findChildren(TickMark)]
    half = at(lesson, observe(lesson.progress, facts_of({"step": 20.0, "models.1.beta": 8.0})))
    column.show_lesson(half, lesson, facts_of({"step": 20.0, "models.1.beta": 8.0}))
    assert [mark.is_ticked for mark in marks] == [True, False]
    assert text(column, "do_title") == "Now do it" and seen(column, "do_help")
    column.show_numbers(facts_of({"step": 59.0, "models.1.beta": 8.0}))
    assert text(column, "goal_1") == "step 59 of 60"
    onward = column.findChild(QAbstractButton, "lesson_next")
    assert onward is not None and not onward.isEnabled()
    done = at(half, observe(half.progress, LATE))
    column.show_lesson(done, half, LATE)
    assert [mark.is_ticked for mark in marks] == [True, True]
    assert text(column, "do_title") == "Done" and not seen(column, "do_help") and onward.isEnabled()


def test_help_is_asked_for(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown(step="turn"))
    with qtbot.waitSignal(column.show_me_requested):
        press(column, "show_me")
    with qtbot.waitSignal(column.skip_requested):
        press(column, "skip_do")


@pytest.mark.parametrize(
    ("choice", "verdict", "said"),
    [
        ("together", "As you predicted.", "The codes sit close together: β is 8 there."),
        ("apart", "It turned out otherwise.", "The KL term outweighs the pictures, so the codes sit close together."),
    ],
)
def test_a_prediction_stands_beside_what_this_run_gave(
    qtbot: QtBot, column: LessonColumn, choice: str, verdict: str, said: str
) -> None:
    lesson = shown(step="huddle")
    progress = answer(lesson.progress, Given(choice=choice), LATE)
    for _ in range(2):
        progress = forward(observe(progress, LATE), LATE)
    before = at(lesson, progress)
    show(qtbot, column, before)
    assert text(column, "reveal_verdict") == "This run has not told yet." and not seen(column, "reveal_said")
    column.show_lesson(at(lesson, observe(progress, LATE)), before, LATE)
    assert text(column, "reveal_verdict") == verdict
    assert text(column, "reveal_said") == said
    wrong = choice == "apart"
    assert seen(column, "reveal_turned_out") is wrong
    if wrong:
        assert text(column, "reveal_turned_out") == "Codes huddle at the centre; pictures get alike"


@pytest.mark.parametrize(
    ("number", "verdict", "near"),
    [
        (60.0, "As you predicted.", "Off by 4 steps: near enough."),
        (20.0, "It turned out otherwise.", "Off by 44 steps; up to 13 steps would have been near enough."),
        (76.81, "It turned out otherwise.", "Off by 12.81 steps; up to 12.8 steps would have been near enough."),
        (64.0, "As you predicted.", ""),
    ],
)
def test_a_number_is_told_how_near_it_came(
    qtbot: QtBot, column: LessonColumn, number: float, verdict: str, near: str
) -> None:
    """It is right within a fifth of the 64 steps that it turned out to be."""
    lesson = shown(step="guess")
    progress = observe(forward(answer(lesson.progress, Given(number=number), LATE), LATE), LATE)
    show(qtbot, column, at(lesson, progress))
    assert text(column, "reveal_verdict") == verdict
    assert text(column, "reveal_turned_out") == "64 steps"
    assert text(column, "reveal_near") == near and seen(column, "reveal_near") is bool(near)


def test_without_a_prediction_nobody_is_blamed(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown(step="told"))
    assert text(column, "reveal_verdict") == "You made no prediction here."
    assert not seen(column, "reveal_given") and not seen(column, "reveal_said")
    assert not seen(column, "reveal_near")


def test_the_end_says_what_came_true(qtbot: QtBot, column: LessonColumn) -> None:
    lesson = shown(step="huddle")
    progress = answer(lesson.progress, Given(choice="together"), LATE)
    while not progress.finished:
        progress = forward(observe(progress, LATE), LATE)
    end = at(lesson, progress)
    show(qtbot, column, end)
    column.show_done(500, {"huddle": "Loss 3.5: and then?", "told": ""})
    assert text(column, "finished_question_0") == "Loss 3.5: and then?", "as it was read"
    assert text(column, "finished_summary").startswith("1 of 1 predictions came true")
    assert text(column, "finished_summary").endswith("It took about 8 min.")
    assert not seen(column, "save_report"), "nobody writes reports here"
    assert not seen(column, "lesson_next") and seen(column, "lesson_back")
    column.finished.set_reporting(True)
    names: list[str] = []
    column.report_requested.connect(names.append)
    QTest.keyClicks(column.findChild(QWidget, "report_name"), " Ada ")
    press(column, "save_report")
    assert names == ["Ada"]
    with qtbot.waitSignal(column.leave_requested):
        press(column, "finished_leave")


@pytest.mark.parametrize(
    ("predicts", "said"),
    [(True, "Your predictions were not put to the test."), (False, "You went through it without predictions.")],
)
def test_what_was_predicted_and_never_told_is_no_lack_of_predictions(
    qtbot: QtBot, column: LessonColumn, predicts: bool, said: str
) -> None:
    lesson = shown(step="huddle")
    progress = answer(lesson.progress, Given(choice="together"), LATE) if predicts else lesson.progress
    while not progress.finished:
        progress = forward(progress, LATE)
    show(qtbot, column, at(lesson, progress))
    column.show_done(500)
    assert text(column, "finished_summary").startswith(said)


def test_at_the_end_wrong_predictions_are_told_from_those_that_were_not_made(
    qtbot: QtBot, column: LessonColumn
) -> None:
    """By a sign and in words."""
    lesson = shown(step="huddle")
    given = {"huddle": Given(choice="apart"), "where": Given(place=(0.5, 0.5))}
    progress = lesson.progress
    while not progress.finished:
        if progress.current.key in given:
            progress = answer(progress, given[progress.current.key], LATE)
        progress = forward(observe(progress, LATE), LATE)
    show(qtbot, column, at(lesson, progress))
    column.show_done(500)
    marks = column.finished.findChildren(TickMark)
    asked = [step.key for step in progress.lesson.all_steps if isinstance(step, AskStep)]
    rows = {
        key: (mark.sign, text(column, f"finished_question_verdict_{i}"))
        for i, (key, mark) in enumerate(zip(asked, marks, strict=True))
    }
    assert rows == {
        "huddle": (TickSign.CROSS, "It turned out otherwise."),
        "guess": (TickSign.DASH, "You made no prediction here."),
        "where": (TickSign.TICK, "As you predicted."),
    }
    assert [mark.accessibleName() for mark in marks] == [words for _, words in rows.values()]


def test_a_chapter_is_chosen_in_the_menu(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown(step="guess"))
    entries = column.header.chapters.menu().actions()
    assert [entry.text() for entry in entries] == ["Turning β", "A number and a place"]
    assert [entry.isChecked() for entry in entries] == [False, True]
    chosen: list[int] = []
    column.chapter_requested.connect(chosen.append)
    entries[0].trigger()
    assert chosen == [0]
    assert text(column, "lesson_chapter") == "A number and a place"
    assert column.header.dots.accessibleName() == "Step 6 of 9"


def test_dots_of_a_chapter_stand_together(qtbot: QtBot, column: LessonColumn) -> None:
    show(qtbot, column, shown())
    first, second = column.header.dots.spans()
    assert first.right() < second.left()
    assert [column.header.dots.chapter_at(x) for x in (first.center().x(), second.center().x(), 5000)] == [0, 1, 1]


@pytest.mark.layout
@pytest.mark.parametrize("step", ["huddle", "told", "guess", "where"])
def test_what_has_room_is_not_scrolled(qtbot: QtBot, step: str) -> None:
    """Below a text that fits there is nothing to scroll to."""
    column = LessonColumn()
    qtbot.addWidget(column)
    show(qtbot, column, shown("en", step))
    scroll = column.findChild(ColumnScroll)
    assert scroll is not None
    body = scroll.widget()
    around = column.height() - scroll.viewport().height()
    column.resize(340, around + body.heightForWidth(scroll.maximumViewportSize().width()) + 2)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() == 0)
    column.resize(340, column.height() - 30)
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().maximum() >= 28)


def test_while_a_chapter_is_being_made_nothing_can_be_pressed(qtbot: QtBot, column: LessonColumn) -> None:
    from dataclasses import replace

    show(qtbot, column, replace(shown(step="huddle"), building=True))
    assert seen(column, "lesson_building") and not seen(column, "lesson_ask")
    assert not column.foot.next.isEnabled() and not column.foot.back.isEnabled()
    assert not column.take_key(Qt.Key.Key_Return)


@pytest.fixture(params=["en", "zh_CN"])
def language(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[str]:
    with speaking(qapp, request.param):
        yield request.param


@pytest.mark.layout
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_nothing_is_cut_off(qtbot: QtBot, qapp: QApplication, language: str, scale: float) -> None:
    """And the foot is always to be seen, however low the window is."""
    themes = ThemeWatcher(qapp, "light", scale)
    found = {}
    for step in ("welcome", "loss", "huddle", "turn", "told", "guess", "where", "there"):
        window = QWidget()
        window.resize(1280, 420)
        qtbot.addWidget(window)
        row = QHBoxLayout(window)
        column = LessonColumn()
        row.addWidget(column)
        row.addStretch(1)
        column.show_lesson(shown(language, step), None, EARLY)
        with qtbot.waitExposed(window):
            window.show()
        for _ in range(4):
            QApplication.processEvents()
        found[step] = faults(column)
        assert column.foot.geometry().bottom() < column.height()
    themes.deleteLater()
    assert not any(found.values()), found
