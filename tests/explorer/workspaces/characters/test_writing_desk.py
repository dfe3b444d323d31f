"""The writing desk: what typing tells, what is coloured, and how endings come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPoint, QRect, Qt, QUrl
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, Theme, apply_theme
from explorer.workspaces.characters.desk.endings_canvas import DIM_MS
from explorer.workspaces.characters.desk.surprise_scale import SHADES, shade, shade_colour, top_of
from explorer.workspaces.characters.desk.writing_desk import WritingDesk
from explorer.workspaces.characters.sample_writing import VOCABULARY, sample_foreseen, sample_written
from explorer.workspaces.characters.text_places import unit_places
from tests.explorer.geometry import faults
from trainers.messages.writing import MOST_FORESEEN

pytestmark = pytest.mark.layout
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication) -> Iterator[WritingDesk]:
    apply_theme(qapp, DARK)
    made = WritingDesk()
    qtbot.addWidget(made)
    made.resize(560, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.set_models(["GRU", "CNN"])
    made.set_vocabulary(VOCABULARY)
    made.edit.setFocus()
    yield made


class Told:
    """All that a desk says, in its order."""

    def __init__(self, desk: WritingDesk) -> None:
        self.all: list[tuple[str, object]] = []
        for name in ("text_changed", "caret_moved", "temperature_changed", "count_changed", "speed_changed"):
            getattr(desk, name).connect(lambda value, name=name: self.all.append((name, value)))
        for name in ("noise_asked", "held_out_asked"):
            getattr(desk, name).connect(lambda name=name: self.all.append((name, None)))

    def of(self, name: str) -> list[object]:
        return [value for each, value in self.all if each == name]


def said(desk: WritingDesk) -> str:
    label = desk.findChild(QLabel, "beginning_words")
    assert label is not None
    return label.whole_text  # type: ignore[attr-defined,no-any-return]


def ground_of(desk: WritingDesk, place: int) -> str:
    """The colour behind a character: the most frequent one in its middle that is no letter's."""
    places = unit_places(desk.edit.text)
    left, right = (rect_at(desk, places[at]) for at in (place, place + 1))
    image = desk.edit.viewport().grab().toImage()
    middle = (left.center().x() + right.center().x()) // 2
    grounds = {shade_colour(theme, which) for theme in (DARK, LIGHT) for which in range(SHADES)}
    colours = [image.pixelColor(middle, y).name() for y in range(left.top() + 1, left.bottom())]
    return Counter(colour for colour in colours if colour in grounds).most_common(1)[0][0]


def rect_at(desk: WritingDesk, unit: int) -> QRect:
    cursor = QTextCursor(desk.edit.document())
    cursor.setPosition(unit)
    return desk.edit.cursorRect(cursor)


# ---------------------------------------------------------------------- typing


def test_keys_tell_text_and_caret(desk: WritingDesk) -> None:
    told = Told(desk)
    QTest.keyClicks(desk.edit, "ada")
    QTest.keyClick(desk.edit, Qt.Key.Key_Left)
    QTest.keyClick(desk.edit, Qt.Key.Key_Backspace)
    assert told.all == [
        ("text_changed", "a"), ("caret_moved", 1), ("text_changed", "ad"), ("caret_moved", 2), ("text_changed", "ada"),
        ("caret_moved", 3), ("caret_moved", 2), ("text_changed", "aa"), ("caret_moved", 1),
    ]  # fmt: skip


def test_setters_tell_nobody(desk: WritingDesk) -> None:
    told = Told(desk)
    desk.show_text("helena")
    desk.show_caret(2)
    desk.show_temperature(0.3)
    desk.show_count(7)
    desk.show_speed(0.2)
    desk.show_foreseen(0, sample_foreseen("helena"))
    desk.show_written(1, sample_written("helena", ("a", "b"), 1))
    desk.set_vocabulary(VOCABULARY, lines=True)
    desk.show_text("two\nlines")
    desk.set_models(["one"])
    desk.show_held_out(False)
    desk.set_theme(LIGHT)
    assert told.all == []
    assert desk.text == "twolines" and desk.caret == 8 and not desk.held_out.isVisible()


def test_the_same_text_leaves_the_caret_where_it_is(desk: WritingDesk) -> None:
    QTest.keyClicks(desk.edit, "helena")
    QTest.keyClick(desk.edit, Qt.Key.Key_Home)
    desk.show_text("helena")
    assert desk.caret == 0
    desk.show_text("helen")
    assert desk.caret == 5
    for place, found in ((2, 2), (99, 5), (-1, 0)):
        desk.show_caret(place)
        assert desk.caret == found
    QTest.keyClicks(desk.edit, "x")
    assert desk.text == "xhelen"


def test_places_are_counted_in_characters(desk: WritingDesk) -> None:
    told = Told(desk)
    desk.edit.insertPlainText("a🙂𠀀")
    assert told.all == [("text_changed", "a🙂𠀀"), ("caret_moved", 3)]
    QTest.keyClick(desk.edit, Qt.Key.Key_Left)
    assert told.of("caret_moved") == [3, 2]
    desk.type_character("静")
    assert desk.text == "a🙂静𠀀" and told.of("caret_moved")[-1] == 3


def test_an_input_method_tells_what_it_has_written_and_nothing_before(desk: WritingDesk) -> None:
    desk.show_text("床前")
    told = Told(desk)
    for letters in ("m", "mi", "ming"):
        QApplication.sendEvent(desk.edit, QInputMethodEvent(letters, []))
        desk.show_foreseen(0, sample_foreseen("床前"))  # answers come meanwhile
    assert told.all == [] and desk.text == "床前"
    done = QInputMethodEvent("", [])
    done.setCommitString("明月")
    QApplication.sendEvent(desk.edit, done)
    assert told.all == [("text_changed", "床前明月"), ("caret_moved", 4)]


def test_from_right_to_left(desk: WritingDesk) -> None:
    told = Told(desk)
    desk.edit.insertPlainText("שלום")
    desk.show_foreseen(0, sample_foreseen("שלום"))
    desk.show_written(0, sample_written("שלום", (" עולם",)))
    QTest.keyClick(desk.edit, Qt.Key.Key_Left)  # further on in such a text
    desk.grab()
    assert told.of("text_changed") == ["שלום"] and desk.caret in (3, 4)


def test_one_line_stays_one(desk: WritingDesk, qapp: QApplication) -> None:
    desk.set_vocabulary(("\n", " ", "a", "b"), lines=True)
    told = Told(desk)
    QTest.keyClicks(desk.edit, "a")
    QTest.keyClick(desk.edit, Qt.Key.Key_Return)
    assert told.of("text_changed") == ["a"]
    qapp.clipboard().setText("b\na")
    QTest.keyClick(desk.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.text == "ab a" and told.of("text_changed") == ["a", "ab a"] and told.of("caret_moved")[-1] == 4
    QTest.keyClick(desk.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.text == "a"  # in one step


def test_too_much_is_cut_at_its_end(desk: WritingDesk, qapp: QApplication) -> None:
    desk.show_text("z")
    QTest.keyClick(desk.edit, Qt.Key.Key_Home)
    told = Told(desk)
    qapp.clipboard().setText("🙂" * (MOST_FORESEEN + 50))
    QTest.keyClick(desk.edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert told.of("text_changed") == ["🙂" * MOST_FORESEEN]
    assert desk.caret == MOST_FORESEEN == len(desk.text)
    QTest.keyClicks(desk.edit, "a")  # there is no room for it
    assert desk.text == "🙂" * MOST_FORESEEN


def test_files_are_the_windows_affair(desk: WritingDesk) -> None:
    files, words = QMimeData(), QMimeData()
    files.setUrls([QUrl("file:///tmp/some.txt")])
    files.setText("file:///tmp/some.txt")
    words.setText("words")
    assert not desk.edit.canInsertFromMimeData(files) and desk.edit.canInsertFromMimeData(words)


def test_tab_goes_on_to_the_controls(desk: WritingDesk) -> None:
    QTest.keyClick(desk.edit, Qt.Key.Key_Tab)
    assert desk.text == "" and not desk.edit.hasFocus()


# ---------------------------------------------------------------------- surprise


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_each_character_has_the_colour_of_its_surprise(desk: WritingDesk, qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    desk.set_theme(theme)
    desk.show_text("helzna")
    answer = sample_foreseen("helzna")
    desk.show_foreseen(0, answer)
    top = top_of(len(VOCABULARY))
    wanted = [shade_colour(theme, shade(nats, top)) for nats in answer.surprises.tolist()]
    assert [ground_of(desk, place) for place in range(6)] == wanted
    assert len(set(wanted)) > 2
    desk.coloured.click()
    assert {ground_of(desk, place) for place in range(6)} == {theme.field}
    desk.coloured.click()
    assert ground_of(desk, 3) == wanted[3]


def test_what_is_typed_keeps_the_colours_before_it(desk: WritingDesk) -> None:
    desk.show_text("helz")
    desk.show_foreseen(0, sample_foreseen("helz"))
    before = [ground_of(desk, place) for place in range(4)]
    assert before[3] != DARK.field
    desk.edit.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(desk.edit, "n")
    assert [ground_of(desk, place) for place in range(5)] == [*before, DARK.field]
    desk.show_foreseen(0, sample_foreseen("helzn"))
    assert ground_of(desk, 4) != DARK.field
    QTest.keyClick(desk.edit, Qt.Key.Key_Home)
    QTest.keyClicks(desk.edit, "x")  # another beginning: nothing is known of it
    assert {ground_of(desk, place) for place in range(6)} == {DARK.field}


def test_colours_lie_behind_the_right_characters_of_any_script(desk: WritingDesk) -> None:
    text = "a🙂\n𠀀zan"
    desk.show_text(text)
    answer = sample_foreseen(text)
    desk.show_foreseen(0, answer)
    top = top_of(len(VOCABULARY))
    for place in (0, 4, 5, 6):
        assert ground_of(desk, place) == shade_colour(DARK, shade(float(answer.surprises[place]), top))
    assert said(desk) == "Never seen in training: “🙂”, “𠀀”"


def test_words_tell_how_surprising_it_was(desk: WritingDesk) -> None:
    assert said(desk) == "With nothing typed they begin by themselves."
    QTest.keyClicks(desk.edit, "helzna")
    assert said(desk) == "How surprising it is appears with the first weights."
    answer = sample_foreseen("helzna")
    desk.show_foreseen(0, answer)
    mean = float(answer.surprises.mean())
    assert said(desk).startswith(f"{mean:.2f} nats a character, a guess among ")
    assert said(desk).endswith(f"most surprising: “z”, {float(answer.surprises.max()):.1f} nats")
    before = said(desk)
    QTest.keyClicks(desk.edit, "h")
    assert said(desk) == before  # until the answer is there


def test_another_model_can_be_asked_how_surprised_it_was(desk: WritingDesk) -> None:
    desk.show_text("helena")
    for model, sharp in ((0, 1.0), (1, 3.0)):
        desk.show_foreseen(model, sample_foreseen("helena", model, sharp))
    first = said(desk)
    desk.choice.menu().actions()[1].trigger()
    assert desk.surprise_model == 1 and said(desk) != first
    desk.set_models(["alone"])
    assert desk.surprise_model == 0 and not desk.choice.isVisible()


def test_the_pointer_is_told_of_each_character(desk: WritingDesk) -> None:
    desk.show_text("hz🙂a")
    answer = sample_foreseen("hz🙂a")
    desk.show_foreseen(0, answer)
    edit = desk.edit
    told = []
    for unit in (0, 1, 2, 4):
        told.append(edit.words_at(rect_at(desk, unit).center() + QPoint(3, 0)))
    assert told[1] == f"“z”: expected with {100 * float(2.718281828 ** -answer.surprises[1]):.1f} %, " + (
        f"{float(answer.surprises[1]):.2f} nats"
    )
    assert told[2] == "“🙂”: the models have never seen it" and told[3].startswith("“a”: expected with ")
    assert edit.words_at(QPoint(400, 5)) == ""


# ---------------------------------------------------------------------- endings


def test_endings_grow_at_first_and_then_are_replaced_as_a_whole(desk: WritingDesk) -> None:
    desk.show_text("h")
    for text in ("e", "el", "elen"):
        desk.show_written(0, sample_written("h", (text, text), last=False))
        assert desk.endings.texts(0) == [f"h{text}"] * 2
    desk.show_written(0, sample_written("h", ("elena", "anna")))
    desk.show_written(0, sample_written("h", ("", "a"), last=False, step=200))  # newer weights begin again
    assert desk.endings.texts(0) == ["helena", "hanna"]
    desk.show_written(0, sample_written("h", ("ilda", "anna"), step=200))
    assert desk.endings.texts(0) == ["hilda", "hanna"]
    desk.controls.noise.click()
    desk.show_written(0, sample_written("h", ("", "e"), last=False))  # other noise: seen as it grows
    assert desk.endings.texts(0) == ["h", "he"]
    assert desk.endings.texts(1) == []


def test_endings_of_another_beginning_are_dimmed_if_it_takes_a_while(desk: WritingDesk, qtbot: QtBot) -> None:
    desk.show_text("h")
    desk.show_written(0, sample_written("h", ("elena",)))
    desk.edit.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(desk.edit, "a")
    assert not desk.endings.is_dimmed
    qtbot.waitUntil(lambda: desk.endings.is_dimmed, timeout=20 * DIM_MS)
    desk.show_written(0, sample_written("ha", ("n",), last=False))
    assert not desk.endings.is_dimmed and desk.endings.texts(0) == ["han"]


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_the_beginning_is_muted_and_the_rest_is_the_models(desk: WritingDesk, qapp: QApplication, theme: Theme) -> None:
    apply_theme(qapp, theme)
    desk.set_theme(theme)
    desk.show_text("mmmm")
    desk.show_written(1, sample_written("mmmm", ("mmmm",), 1))
    rect = desk.endings.rect_of(1, 0).toRect()
    image = desk.endings.grab(rect).toImage()
    palette = {name: QColor(name).getRgb()[:3] for name in (theme.panel, theme.muted, theme.models[1])}

    def nearest(x: int, y: int) -> str:
        found = image.pixelColor(x, y).getRgb()[:3]
        return min(palette, key=lambda name: sum(abs(a - b) for a, b in zip(found, palette[name], strict=True)))

    seen = [(x, nearest(x, y)) for x in range(image.width()) for y in range(image.height())]
    pale = [x for x, name in seen if name == theme.muted]
    inked = [x for x, name in seen if name == theme.models[1]]
    middle = (min(pale) + max(inked)) / 2
    assert sum(x < middle for x in pale) > 0.9 * len(pale) > 20
    assert sum(x > middle for x in inked) > 0.9 * len(inked) > 20


def test_figures_are_told_of_whole_endings(desk: WritingDesk) -> None:
    desk.show_text("h")
    desk.show_written(0, sample_written("h", ("elena", "x", "anna"), copied=(3, 1, 5)))
    figures = [
        "true: 2 of 3 · longest run copied from the training text: 5 of 5 characters",
        "true: 2 of 3 · copied: 5 of 5",
        "true: 2 of 3",
    ]
    assert desk.endings.figures(0) == figures
    assert "true: 2 of 3" in desk.endings.accessibleDescription()
    head = desk.endings.rect_of(0, 0).topLeft()
    assert "5 of 5 characters" in desk.endings.words_at(head - QPoint(-20, 12))
    desk.show_written(0, sample_written("h", ("e",), last=False))
    assert desk.endings.figures(0) == figures  # until newer ones are whole


def test_what_the_source_of_the_data_finds_is_told(desk: WritingDesk) -> None:
    desk.show_text("h")
    written = replace(sample_written("h", ("elena", "x")), source_nats=np.array([1.0, 2.5]))
    desk.show_written(0, written)
    assert desk.endings.figures(0) == ["source: 1.75 nats"]
    middle = desk.endings.rect_of(0, 1).center()
    assert desk.endings.words_at(middle).startswith("2.50 nats a character, by the source of the data")
    desk.show_written(0, replace(written, source_nats=np.array([1.0, np.inf])))
    assert desk.endings.figures(0) == [] and "nats" not in desk.endings.words_at(middle)


def test_what_the_reader_has_typed_is_not_called_copied(desk: WritingDesk) -> None:
    desk.show_text("anna")
    desk.show_written(0, sample_written("anna", ("", "", ""), copied=(4, 4, 4)))
    assert desk.endings.figures(0) == ["true: 2 of 3"]  # each line ends at once
    desk.show_written(0, sample_written("anna", ("", "l", ""), copied=(4, 3, 4)))
    assert "copied: 3 of 5" in desk.endings.figures(0)[1]


@pytest.mark.parametrize(("width", "columns"), [(700, 4), (580, 4), (420, 2), (200, 1)])
def test_endings_of_one_noise_stand_in_one_line(desk: WritingDesk, width: int, columns: int) -> None:
    desk.set_models(["one", "two", "three", "four"])
    desk.resize(width, 400)
    desk.show_text("h")
    for model, texts in enumerate((("x", "y"), ("x " * 90, "y"), ("x", "y", "z"), ())):
        desk.show_written(model, sample_written("h", texts, model, copied=(3, 2, 4)[: len(texts)]))
    endings = desk.endings
    assert endings.columns == columns
    for first in range(0, 3, columns):
        abreast = range(first, min(first + columns, 3))
        for ending in range(2):
            assert len({endings.rect_of(model, ending).top() for model in abreast}) == 1
    rects = [endings.rect_of(model, ending) for model in range(3) for ending in range(2)]
    assert not any(one.intersects(other) for at, one in enumerate(rects) for other in rects[:at])


def test_a_click_puts_an_ending_into_the_place_of_the_beginning(desk: WritingDesk) -> None:
    QTest.keyClicks(desk.edit, "h")
    desk.show_written(0, sample_written("h", ("elena", "anna")))
    told = Told(desk)
    QTest.mouseClick(desk.endings, LEFT, pos=desk.endings.rect_of(0, 1).center().toPoint())
    assert told.all == [("text_changed", "hanna"), ("caret_moved", 5)] and desk.edit.hasFocus()
    QTest.keyClick(desk.edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert desk.text == "h"


def test_keys_choose_and_copy_an_ending(desk: WritingDesk, qapp: QApplication) -> None:
    desk.show_text("h")
    desk.show_written(0, sample_written("h", ("elena", "anna")))
    desk.show_written(1, sample_written("h", ("ilda",), 1))
    desk.endings.setFocus()
    for _ in range(3):
        QTest.keyClick(desk.endings, Qt.Key.Key_Down)
    assert desk.endings.picked_text == "hilda"
    QTest.keyClick(desk.endings, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert qapp.clipboard().text() == "hilda"
    QTest.keyClick(desk.endings, Qt.Key.Key_Up)
    QTest.keyClick(desk.endings, Qt.Key.Key_Return)
    assert desk.text == "hanna"


def test_keys_bring_an_ending_into_view(desk: WritingDesk) -> None:
    desk.set_models(["alone"])
    desk.show_text("h")
    desk.show_written(0, sample_written("h", tuple("abcdefgh" * 3)))
    desk.endings.setFocus()
    assert not desk.endings.visibleRegion().contains(desk.endings.rect_of(0, 23).toRect())
    QTest.keyClick(desk.endings, Qt.Key.Key_Up)  # the last one
    assert desk.endings.picked_text == "hh"
    assert desk.endings.visibleRegion().contains(desk.endings.rect_of(0, 23).toRect().center())
    for _ in range(23):
        QTest.keyClick(desk.endings, Qt.Key.Key_Up)
    assert desk.endings.visibleRegion().contains(desk.endings.rect_of(0, 0).toRect().center())


def test_a_long_beginning_is_not_repeated_before_each_ending(desk: WritingDesk) -> None:
    start = "x" * 300 + "\nsecond line"
    desk.show_text(start)
    desk.show_written(0, sample_written(start, (" goes on",)))
    one = desk.endings.rect_of(0, 0).height()
    desk.show_written(0, sample_written(start, (" goes on\n" * 30,)))
    assert one < 30 and desk.endings.rect_of(0, 0).height() < 8 * one
    assert desk.endings.words_at(desk.endings.rect_of(0, 0).center()).count("goes on") == 30


# ---------------------------------------------------------------------- controls and sizes


def test_controls_tell_what_is_wished(desk: WritingDesk) -> None:
    told = Told(desk)
    desk.controls.temperature.setFocus()
    QTest.keyClick(desk.controls.temperature, Qt.Key.Key_Right)
    QTest.keyClick(desk.controls.temperature, Qt.Key.Key_Home)
    count = desk.controls.count
    count.setFocus()
    count.selectAll()
    QTest.keyClicks(count, "6")
    QTest.keyClick(count, Qt.Key.Key_Return)
    QTest.mouseClick(desk.controls.noise, LEFT)
    QTest.mouseClick(desk.held_out, LEFT)
    assert told.of("temperature_changed") == [1.01, 0.0]
    assert told.of("count_changed") == [6]
    assert [name for name, _ in told.all[-2:]] == ["noise_asked", "held_out_asked"]


@pytest.mark.parametrize("models", [1, 2, 4])
@pytest.mark.parametrize("size", [(560, 300), (560, 400), (700, 500), (420, 300)])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_all_is_seen_at_every_size(
    desk: WritingDesk, qapp: QApplication, models: int, size: tuple[int, int], scale: float
) -> None:
    apply_theme(qapp, DARK, scale)
    desk.set_models([f"Model {model}" for model in range(models)])
    desk.show_text("some text of\nseveral\nlines\nthat has\nfive of them\nor more")
    for model in range(models):
        desk.show_foreseen(model, sample_foreseen(desk.text, model))
        desk.show_written(model, sample_written(desk.text, ("and so on and on " * 4, "", "x"), model, copied=(3, 2, 4)))
    desk.resize(round(size[0] * scale), round(size[1] * scale))
    for _ in range(5):
        qapp.processEvents()
    assert not faults(desk)
    seen = desk.endings.visibleRegion().boundingRect()
    assert seen.height() >= 40 * scale, "a few endings are always seen"
