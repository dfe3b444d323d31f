"""The page "Guess first" in the assembled window, with the real worker, real models and real keys."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.workspaces.characters.channels import GUESSED, WRITTEN
from explorer.workspaces.characters.facts import facts
from explorer.workspaces.characters.guess.guess_game import GuessGame
from explorer.workspaces.characters.guess.guess_page import GuessPage
from explorer.workspaces.characters.guess.guess_state import (
    GUESS_PAGE,
    foreseen_by_all,
    game_of,
    is_by_choice,
    text_of,
)
from explorer.workspaces.characters.guess.guess_text import GuessText
from explorer.workspaces.characters.state import NEXT_PAGE, characters_of, choose
from tests.explorer.geometry import lasting_faults, settle_layout
from tests.explorer.program import Program, experiment, speaking
from tests.explorer.workspaces.characters.small_writers import GRU, LINES, NGRAM, SIZES, panel_of, reading
from trainers.kinds import END
from trainers.messages import Phase


def page_of(program: Program) -> GuessPage:
    panel = panel_of(program)
    (page,) = (page for page in panel.pages if isinstance(page, GuessPage))
    return page


def enter(program: Program, *models: dict[str, Any], **more: Any) -> GuessPage:
    """The page is brought to the front by its tab."""
    program.start(reading(*models, **more))
    program.wait(lambda: program.state.workspace == "characters")
    program.press("desk_tab_guess")
    settle(program)
    return page_of(program)


def settle(program: Program) -> None:
    program.wait(lambda: foreseen_by_all(program.state) is not None and not program.session.unanswered)


def text(program: Program) -> GuessText:
    found = text_of(program.state)
    assert found is not None
    return found


def game(program: Program) -> GuessGame:
    return game_of(program.state)


def key(program: Program, character: str) -> None:
    canvas = page_of(program).game_view.canvas
    if character == END:
        QTest.keyClick(canvas, Qt.Key.Key_Return)
    else:
        QTest.keyClicks(canvas, character)


def test_the_page_takes_the_keyboard_and_each_key_is_compared_with_what_the_models_said(program: Program) -> None:
    page = enter(program, NGRAM, GRU)
    assert characters_of(program.state).desk_page == GUESS_PAGE
    program.wait(page.game_view.canvas.hasFocus)
    data = program.state.data
    assert data is not None and text(program).text in data.held_out and text(program).text not in data.probe.tolist()
    answers = foreseen_by_all(program.state)
    assert answers is not None and [answer.model for answer in answers] == [0, 1]
    signs = text(program).signs
    key(program, signs[0])
    key(program, "=")
    first, second = game(program).guesses
    assert first.is_hit and second.said == "=" and second.there == signs[1]
    for place, guess in enumerate((first, second)):
        for answer, told in zip(answers, guess.models, strict=True):
            assert told.first == data.kind.vocabulary[answer.likeliest[place, 0]]  # type: ignore[attr-defined]
            assert told.truth == pytest.approx(
                float(answer.chosen[place, text(program).options[place].index(guess.there)])
            )  # type: ignore[index]
            assert told.step == 0
    found = facts(characters_of(program.state), program.state)
    assert found["guessed"] == 2 and found["hits"] == 1 + (signs[1] == "=")
    assert found["hits.1"] == sum(guess.models[1].first == guess.there for guess in (first, second))


def test_space_and_play_are_kept_apart(program: Program) -> None:
    page = enter(program, NGRAM, steps=100_000, data={"name": "sums", "greatest": 9})
    program.wait(page.game_view.canvas.hasFocus)
    QTest.keyClick(page.game_view.canvas, Qt.Key.Key_Space)
    assert [guess.said for guess in game(program).guesses] == [" "] and program.state.phase is Phase.READY
    QTest.keyClick(page.game_view.canvas, "l")  # elsewhere it goes back to live
    assert len(game(program).guesses) == 2
    program.press("guess_by_choice")
    assert is_by_choice(program.state)
    QTest.keyClick(page.game_view.canvas, Qt.Key.Key_Space)
    program.wait(lambda: program.state.phase is Phase.TRAINING)
    QTest.keyClick(page.game_view.canvas, Qt.Key.Key_Space)
    program.wait(lambda: program.state.phase is Phase.PAUSED)
    assert len(game(program).guesses) == 2


def test_the_card_at_the_right_tells_of_what_is_uncovered_only(program: Program) -> None:
    page = enter(program, NGRAM, GRU)
    panel = panel_of(program)
    choose(program.session, text="3+4", caret=2)
    following = panel.following
    assert characters_of(program.state).coming_page == NEXT_PAGE and following.isVisible()
    assert "after your guess" in program.text("next_where") and following.bars.odds == (None, None)
    signs = text(program).signs
    key(program, "+")
    guess = game(program).guesses[0]
    odds = following.bars.odds[1]
    assert odds is not None and odds.characters == guess.models[1].likeliest and odds.odds == guess.models[1].shares
    assert odds.found == (odds.characters.index(signs[0]) if signs[0] in odds.characters else -1)
    assert program.text("next_where") == f"at the start · there: “{signs[0]}” · step 0"
    bar = following.bars.groove(0, 0).center().toPoint()
    QTest.mouseClick(following.bars, Qt.MouseButton.LeftButton, pos=bar)  # of what has been: it types nothing
    assert following.bars.bar_at(bar.toPointF()) == (0, 0)
    key(program, "+")
    assert program.text("next_where").startswith(f"behind “{signs[0]}” · there: ")
    QTest.keyClick(page.game_view.canvas, Qt.Key.Key_Left)
    assert program.text("next_where").startswith("at the start")
    program.press("guess_another")
    assert "after your guess" in program.text("next_where") and following.bars.odds == (None, None)
    assert characters_of(program.state).text == "3+4"
    program.press("desk_tab_write")
    program.wait(lambda: program.text("next_where") == "behind “3+” · there: “4”")
    assert following.told_place == 2


def test_what_was_guessed_stays_as_it_was_while_it_trains(program: Program) -> None:
    page = enter(program, {**GRU, "learning_rate": 0.05}, steps=100_000)
    key(program, "1")
    before = game(program).guesses
    program.press("play")
    program.wait(lambda: (now := program.state.answer(GUESSED, 0)) is not None and now.step > 5)
    program.press("play")
    program.wait(lambda: program.state.phase is Phase.PAUSED)
    program.wait(lambda: (now := program.state.answer(GUESSED, 0)) is not None and now.step == program.step)
    assert game(program).guesses == before
    key(program, "1")
    later = game(program).guesses[1].models[0]
    assert game(program).guesses[:1] == before and later.step == program.step > 5
    assert f"step {later.step:,}" in program.text("next_where")
    assert page.game_view.scores.right_words(0).endswith("of 2") and program.note == ""


def test_scores_add_up_over_texts_until_one_starts_over(program: Program) -> None:
    page = enter(program, NGRAM, data={**LINES, "greatest": 20})
    seen = [text(program).text]
    for _ in range(2):
        for sign in text(program).signs:
            key(program, sign)
        assert page.game_view.canvas.is_finished and "NaN" not in program.text("guess_outcome")
        key(program, END)  # another one
        settle(program)
        seen.append(text(program).text)
    count = sum(len(each) + 1 for each in seen[:2])
    assert len(set(seen)) == 3 and page.game_view.scores.right_words(0) == f"{count} of {count}"
    program.press("guess_start_over")
    settle(program)
    assert game(program).guesses == () and text(program).text not in seen
    assert page.game_view.scores.right_words(0) == "–"


def test_a_character_that_is_in_none_of_the_texts_does_not_count(program: Program) -> None:
    enter(program, NGRAM)
    key(program, "q")
    assert game(program).guesses == () and "“q” does not occur" in program.text("guess_outcome")


def test_nothing_is_asked_while_another_page_is_shown(program: Program) -> None:
    program.start(reading(NGRAM))
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED and not program.session.unanswered)
    assert program.state.answer(GUESSED, 0) is None
    program.press("desk_tab_guess")
    settle(program)
    told = program.state.answer(GUESSED, 0)
    assert told is not None and told.step == 1
    program.press("desk_tab_write")
    program.press("step")
    program.wait(lambda: program.step == 2 and not program.session.unanswered)
    assert program.state.answer(GUESSED, 0) is told
    program.press("desk_tab_guess")
    program.wait(lambda: (now := program.state.answer(GUESSED, 0)) is not None and now.step == 2)


def test_endings_that_nobody_sees_are_not_written_while_it_trains(program: Program) -> None:
    enter(program, NGRAM, steps=100_000)
    before = program.state.answer(WRITTEN, 0)
    assert before is not None and before.step == 0
    program.press("play")
    program.wait(lambda: (now := program.state.answer(GUESSED, 0)) is not None and now.step > 3)
    assert program.state.answer(WRITTEN, 0) is before
    program.press("desk_tab_write")
    program.wait(lambda: (now := program.state.answer(WRITTEN, 0)) is not None and now.step > 3 and now.last)
    program.press("desk_tab_guess")
    program.press("play")
    program.wait(lambda: program.state.phase is Phase.PAUSED)  # once it stands they are there all the same
    program.wait(lambda: (now := program.state.answer(WRITTEN, 0)) is not None and now.step == program.step)


def test_a_guess_waits_for_the_models_of_this_run(program: Program) -> None:
    page = enter(program, NGRAM)
    key(program, "1")
    assert len(game(program).guesses) == 1
    program.session.begin(reading({**GRU, "label": "Another one"}))
    page.game_view.guessed.emit("1")  # while nothing is known
    assert game(program).guesses == ()
    program.wait(lambda: program.state.phase is Phase.READY and program.state.labels == ("Another one",))
    program.press("desk_tab_guess")
    settle(program)
    assert game(program).guesses == () and page.game_view.scores.names == ("You", "Another one")
    key(program, "1")
    assert len(game(program).guesses) == 1 and program.note == ""
    program.session.rewind()
    program.wait(lambda: program.state.phase is Phase.READY and not program.session.unanswered)
    assert game(program).guesses == ()


def test_a_large_alphabet_is_chosen_from(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "signs.txt"
    signs = [chr(0x4E00 + at) for at in range(80)]
    file.write_text(
        "\n".join("".join(signs[at % 80] for at in range(start, start + 7)) for start in range(200)), "utf-8"
    )
    page = enter(program, NGRAM, data={"name": "text-file", "file": str(file), "length": 16})
    assert is_by_choice(program.state) and page.game_view.options.isVisible()
    options = text(program).options[page.game_view.canvas.place]
    QTest.keyClick(page.game_view.canvas, "2")
    (guess,) = game(program).guesses
    assert guess.said == options[1] and guess.options == options and guess.models[0].first in options
    assert 0 < guess.models[0].odds <= 1 and guess.models[0].odds >= 1 / len(options)
    program.press("guess_by_choice")
    assert not page.game_view.options.isVisible() and page.game_view.scores.right_words(0) == "–"


def test_a_stream_is_guessed_in_pieces(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("the cat sat on the mat.\nthe dog sat on the log.\n" * 60, encoding="utf-8")
    page = enter(program, NGRAM, data={"name": "text-file", "file": str(file), "length": 32})
    assert text(program).given == 12 and len(page.game_view.canvas.uncovered) == 12
    for sign in text(program).signs[12:]:
        key(program, sign)
    assert page.game_view.canvas.is_finished and page.game_view.scores.right_words(0) == "20 of 20"


def test_without_held_out_texts_the_page_says_so(program: Program) -> None:
    page = enter(program, NGRAM)
    state = program.state
    assert state.data is not None
    bare = replace(state, data=replace(state.data, held_out=()))
    page.show_state(bare, state)
    assert program.text("guess_task") == "There is no held-out text here that could be guessed."
    assert page.is_answered(bare)
    page.show_state(replace(bare, maps=()), bare)  # its run is only looked at as yet
    assert program.text("guess_task") == "A text that was held out appears with the data."


def test_a_run_that_is_opened_again_is_guessed_at_once_its_data_are_there(program: Program, tmp_path: Path) -> None:
    page = enter(program, NGRAM)
    before, folder = text(program), tmp_path / "kept"
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED and not program.session.unanswered)
    program.session.save(folder)
    program.wait(lambda: program.state.saved is not None and Path(program.state.saved.folder) == folder)
    program.session.begin(experiment())
    program.wait(lambda: program.state.phase is Phase.READY and program.state.workspace != "characters")
    program.window.files.open(folder)
    program.wait(lambda: program.state.workspace == "characters" and program.step == 1)
    program.press("desk_tab_guess")
    program.wait(lambda: program.state.can_train)
    settle(program)
    assert text(program) == before
    key(program, before.signs[0])
    (guess,) = game(program).guesses
    assert guess.is_hit and guess.models[0].step == 1 and page.game_view.scores.right_words(0) == "1 of 1"


@pytest.mark.layout
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_covered_or_blank(qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str) -> None:
    with speaking(qapp, language):
        program = Program(qtbot, tmp_path)
        enter(program, NGRAM, GRU, {**GRU, "label": "Another one"}, {**GRU, "label": "A fourth"})
        found: list[str] = []
        for by_choice in (False, True):
            if by_choice:
                program.press("guess_by_choice")
            key(program, "1")
            for size in SIZES:
                program.window.resize(*size)
                settle_layout()
                found += [f"{size}: {fault}" for fault in lasting_faults(qtbot, program.window)]
                assert program.window.size().toTuple() == size
        assert len(game(program).guesses) == 2
        assert program.close()
        assert not found, "\n".join(found)
