"""What a model looks at in the assembled window, with the real worker, real models and real events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.workspaces.characters.channels import ALIKE, TRACED
from explorer.workspaces.characters.looking_back.looking_back import LookingBack
from explorer.workspaces.characters.looking_back.looking_page import LookingPage
from explorer.workspaces.characters.state import NEXT_PAGE, characters_of, choose, writing
from tests.explorer.geometry import lasting_faults, settle_layout
from tests.explorer.program import Program, experiment, speaking
from tests.explorer.workspaces.characters.small_writers import GRU, LINES, NGRAM, panel_of, reading
from tests.explorer.workspaces.characters.test_characters_workspace import enter, keys, settle
from trainers.messages import Phase, TracedBack

CNN = {"family": "char-cnn", "channels": 8, "layers": 2, "label": "CNN"}
ATTENTION = {"family": "char-transformer", "width": 8, "layers": 2, "heads": 2, "label": "Transformer"}
SIZES = ((960, 508), (1280, 720), (1440, 900))


def view_of(program: Program) -> LookingBack:
    (page,) = (page for page in panel_of(program).pages if isinstance(page, LookingPage))
    return page.view


def look(program: Program) -> LookingBack:
    """The page comes to the front."""
    program.press("coming_tab_looking")
    settle(program)
    return view_of(program)


def traced(program: Program, model: int = 0) -> TracedBack:
    answer = program.state.answer(TRACED, model)
    assert answer is not None
    return answer


def requests(program: Program) -> dict[str, int]:
    return {name: answer.request_id for name, answer in program.state.answers.items()}


def test_nothing_is_asked_before_the_page_is_seen_and_nothing_after(program: Program) -> None:
    panel = enter(program, NGRAM, GRU)
    keys(program, "3+4")
    settle(program)
    assert not any(name.startswith(("traced", "alike")) for name in program.state.answers)
    view = look(program)
    assert view.isVisible() and not panel.following.isVisible() and view.told_place == 3
    assert traced(program, 1).text == "3+4" and program.state.answer(TRACED, 0) is None  # of one model
    before = traced(program, 1).request_id
    program.press(f"coming_tab_{NEXT_PAGE}")
    assert characters_of(program.state).coming_page == NEXT_PAGE
    keys(program, "=")
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED)
    settle(program)
    assert traced(program, 1).request_id == before
    look(program)
    assert traced(program, 1).text == characters_of(program.state).text == "3+4="
    assert traced(program, 1).step == program.step and view.told_place == 4


def test_a_key_asks_first_what_comes_next(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which is what the hand at the keyboard waits for."""
    enter(program, ATTENTION)
    keys(program, "3+")
    look(program)
    asked: list[str] = []
    ask = program.session.ask

    def record(kind: Any, channel: Any, **arguments: Any) -> int:
        asked.append(channel.name)
        return ask(kind, channel, **arguments)

    monkeypatch.setattr(program.session, "ask", record)
    keys(program, "4")
    settle(program)
    assert asked[0] == "foreseen 0" and asked.index("traced 0") < len(asked) and asked.count("traced 0") == 1


def test_each_model_tells_in_its_own_way(program: Program) -> None:
    enter(program, NGRAM, GRU, CNN, ATTENTION)
    keys(program, "3+4=")
    view = look(program)
    assert (view.model, view.way) == (3, "attention")
    for model, ways in enumerate((("counts",), ("cells", "gradient"), ("gradient",), ("attention", "gradient"))):
        view.choice.menu().actions()[model].trigger()
        settle(program)
        for way in ways:
            if len(ways) > 1:
                program.press(f"looking_way_{way}")
            settle(program)
            program.wait(lambda way=way: view.way == way)  # type: ignore[misc]
            assert view.told_place == 4 and view.model == model and traced(program, model).ways == ways
            assert program.note == ""
    program.wait(lambda: view.way == "gradient")
    view.choice.menu().actions()[1].trigger()
    settle(program)
    assert view.way == "gradient"  # as it was left


def test_a_moved_caret_asks_nothing_and_a_click_moves_it(program: Program) -> None:
    panel = enter(program, ATTENTION)
    keys(program, "3+4=")
    view = look(program)
    asked = requests(program)
    QTest.keyClick(panel.desk.edit, Qt.Key.Key_Left)
    assert view.told_place == 3
    QTest.mouseClick(view.text, Qt.MouseButton.LeftButton, pos=view.text.cell_rect(1).center().toPoint())
    assert characters_of(program.state).caret == panel.desk.caret == view.told_place == 1
    view.text.setFocus()
    QTest.keyClick(view.text, Qt.Key.Key_Home)
    assert characters_of(program.state).caret == view.told_place == 0
    assert "the start" in view.sentence
    settle(program)
    assert requests(program) == asked


def test_of_a_long_text_what_lies_far_off_is_asked_for(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("the cat sat on the mat. the dog sat on the log. " * 20, encoding="utf-8")
    enter(program, CNN, data={"name": "text-file", "file": str(file), "length": 16})
    look(program)
    text = ("the cat sat on the mat. " * 25)[:600]
    choose(program.session, text=text, caret=600)
    settle(program)
    view = view_of(program)
    program.wait(lambda: view.told_place == 600)
    assert not traced(program).holds(100)
    choose(program.session, caret=100)
    program.wait(lambda: view.told_place == 100)
    settle(program)
    assert traced(program).holds(100) and program.note == ""
    choose(program.session, text=text + "!", caret=0)  # more than models read
    program.wait(lambda: "at most 600 characters" in view.sentence)
    choose(program.session, text="the", caret=3)
    program.wait(lambda: view.told_place == 3)


def test_a_cell_is_found_again_in_the_training_text(program: Program) -> None:
    enter(program, NGRAM, GRU)
    keys(program, "3+4=7")
    view = look(program)
    program.wait(lambda: view.cells.alike.found is not None)
    found = program.state.answer(ALIKE, 1)
    assert found is not None and (found.cell, found.lowest) == (view.cell, view.is_low) and found.texts
    other = view.cells.strip.shown[2]
    QTest.mouseClick(
        view.cells.strip, Qt.MouseButton.LeftButton, pos=view.cells.strip.row_rect(2).center().toPoint()
    )  # fmt: skip
    assert view.cell == other
    program.wait(lambda: (now := program.state.answer(ALIKE, 1)) is not None and now.cell == other)
    assert view.cells.alike.found is program.state.answer(ALIKE, 1)
    cells = traced(program, 1).cells
    assert cells is not None
    places = [place for place in range(6) if (cells[place, other] < 0) != view.is_low]
    if places:  # there it is as low as it was high, or the other way round
        choose(program.session, caret=places[0])
        program.wait(lambda: (now := program.state.answer(ALIKE, 1)) is not None and now.lowest == view.is_low)
        program.wait(lambda: view.cells.alike.found is not None)


def test_while_it_trains_the_page_follows(program: Program) -> None:
    enter(program, {**GRU, "learning_rate": 0.05}, steps=100_000)
    keys(program, "3+4")
    view = look(program)
    before = traced(program)
    program.press("play")
    program.wait(lambda: traced(program).step > 0)
    rows, first = view.cells.strip.shown, traced(program).step
    program.wait(lambda: traced(program).step > first)
    assert view.cells.strip.shown == rows  # which do not dance
    program.press("play")
    program.wait(lambda: program.state.phase is Phase.PAUSED)
    program.wait(lambda: traced(program).step == program.step)
    settle(program)
    program.wait(lambda: (now := program.state.answer(ALIKE, 0)) is not None and now.step == program.step)
    after = traced(program)
    assert before.cells is not None and after.cells is not None and not np.allclose(before.cells, after.cells)
    assert view.told_place == 3 and program.note == ""


def test_what_other_weights_told_goes_with_them(program: Program) -> None:
    enter(program, GRU)
    keys(program, "3+4")
    view = look(program)
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED)
    settle(program)
    program.wait(lambda: traced(program).step == 1)
    choose(program.session, text="3+4=", caret=4)  # its answer is on its way
    program.session.rewind()
    program.wait(lambda: program.state.phase is Phase.READY and program.step == 0)
    settle(program)
    assert characters_of(program.state).text == "3+4=" and view.isVisible()  # which is asked anew
    program.wait(lambda: traced(program).step == 0 and traced(program).text == "3+4=" and view.told_place == 4)
    program.session.begin(reading(CNN, {**GRU, "label": "other"}))  # on its way again
    program.wait(lambda: program.state.phase is Phase.READY and len(program.state.labels) == 2)
    settle(program)
    assert characters_of(program.state).coming_page == NEXT_PAGE  # another experiment
    look(program)
    program.wait(lambda: view.told_place == 0)
    assert view.choice.isVisible() and program.note == ""


def test_weights_of_a_keyframe_tell_anew_though_no_step_is_taken(program: Program) -> None:
    enter(program, {**GRU, "learning_rate": 0.05})
    keys(program, "3+4")
    view = look(program)
    program.wait(lambda: view.cells.alike.found is not None)
    first = traced(program).cells
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED)
    program.wait(lambda: traced(program).step == 1)
    program.wait(lambda: (now := program.state.answer(ALIKE, 0)) is not None and now.step == 1)
    settle(program)
    before = requests(program)
    program.session.take_back(0)
    program.wait(lambda: np.array_equal(traced(program).cells, first))  # type: ignore[arg-type]
    program.wait(lambda: requests(program)[ALIKE.of(0).name] > before[ALIKE.of(0).name])
    assert traced(program).step == 1 and program.note == ""


def test_characters_that_no_model_has_seen_break_nothing(program: Program) -> None:
    enter(program, NGRAM, GRU, CNN, ATTENTION)
    view = look(program)
    choose(program.session, text="3é😀\u05e9+", caret=5)
    for model in range(4):
        view.choice.menu().actions()[model].trigger()
        settle(program)
        program.wait(lambda: view.told_place == 5)
        assert traced(program, model).unseen.tolist() == [1, 2, 3]
    assert program.note == ""


def test_a_text_of_one_letter_is_looked_back_at(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text("a" * 400 + "\n" + "a" * 400, encoding="utf-8")
    enter(program, NGRAM, ATTENTION, data={"name": "text-file", "file": str(file), "length": 8})
    view = look(program)
    choose(program.session, text="aaa\naa", caret=6)
    settle(program)
    program.wait(lambda: view.told_place == 6)
    assert program.note == ""


@pytest.mark.layout
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_covered_or_blank(qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str) -> None:
    with speaking(qapp, language):
        program = Program(qtbot, tmp_path)
        enter(program, NGRAM, GRU, CNN, ATTENTION)
        program.press("held_out_text")
        view = look(program)
        found: list[str] = []
        for model in range(4):
            view.choice.menu().actions()[model].trigger()
            settle(program)
            for size in SIZES:
                program.window.resize(*size)
                settle_layout()
                found += [f"{model} {size}: {fault}" for fault in lasting_faults(qtbot, program.window)]
                assert program.window.size().toTuple() == size
        assert program.close()
        assert not found, "\n".join(found)


def test_a_menu_of_models_that_are_gone_breaks_nothing(program: Program) -> None:
    enter(program, NGRAM, GRU)
    view = look(program)
    program.session.begin(experiment())  # whose models do not write
    program.wait(lambda: program.state.phase is Phase.READY and not writing(program.state))
    view.choice.model_chosen.emit(1)
    view.way_chosen.emit("gradient")
    assert program.note == ""
    program.session.begin(experiment(dataset=LINES, models=[NGRAM]))
    program.wait(lambda: program.state.phase is Phase.READY and len(writing(program.state)) == 1)
    program.session.set_workspace("characters")
    choose(program.session, text="3+", caret=2)
    assert look(program).isVisible() and traced(program).text == "3+"
