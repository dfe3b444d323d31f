"""The workspace in the assembled window, with the real worker, real models and real events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.state.channels import COUNTED
from explorer.state.state import AppState
from explorer.widgets.text_lines import TextLines
from explorer.workspaces.characters.channels import FORESEEN, WRITTEN
from explorer.workspaces.characters.characters_panel import CharactersPanel
from explorer.workspaces.characters.state import CharactersState, characters_of, choose
from tests.explorer.geometry import lasting_faults, settle_layout
from tests.explorer.program import Program, experiment, speaking
from tests.explorer.workspaces.characters.small_writers import GRU, NGRAM, SIZES, panel_of, reading
from trainers.messages import Phase, Written


def enter(program: Program, *models: dict[str, Any], **more: Any) -> CharactersPanel:
    program.start(reading(*models, **more))
    panel = panel_of(program)
    settle(program)
    return panel


def settle(program: Program) -> None:
    """Until all that was asked is answered, and endings are those of the beginning that is there."""
    panel = panel_of(program)
    program.wait(lambda: not program.session.unanswered and panel.is_answered(program.state))


def written(program: Program, model: int = 0) -> Written:
    answer = program.state.answer(WRITTEN, model)
    assert answer is not None and answer.last
    return answer


def keys(program: Program, text: str) -> None:
    edit = panel_of(program).desk.edit
    program.click(edit.viewport())
    program.wait(edit.hasFocus)
    QTest.keyClicks(edit, text)


def test_a_model_of_text_is_first_seen_there_and_nowhere_else(program: Program) -> None:
    panel = enter(program, NGRAM, GRU)
    assert program.state.workspace == "characters" and panel.middle.isVisible() and program.note == ""
    fitting = [each.key for each in program.session.workspaces if each.fits(program.state.model_specs)]
    assert fitting == ["characters"]
    lines = program.find(TextLines, "dataset-lines")
    assert lines.isVisible() and len(lines.lines) == 4 and all("=" in line for line in lines.lines)
    program.wait(lambda: program.text("dataset-title").startswith("Sums"))
    program.session.begin(experiment())  # pictures again
    program.wait(lambda: program.state.phase is Phase.READY and program.state.pictures is not None)
    assert program.state.workspace != "characters" and not panel.middle.isVisible() and not lines.isVisible()
    program.session.begin(reading(GRU))
    program.wait(lambda: program.state.workspace == "characters" and program.state.phase is Phase.READY)
    settle(program)
    assert panel.middle.isVisible() and program.note == ""


def test_what_is_typed_is_foreseen_and_gone_on_with(program: Program) -> None:
    panel = enter(program, NGRAM, GRU)
    before = written(program, 1)
    assert before.start == "" and len(before.texts) == CharactersState().count
    keys(program, "3+4")
    assert characters_of(program.state).text == "3+4" and characters_of(program.state).caret == 3
    settle(program)
    for model in (0, 1):
        foreseen = program.state.answer(FORESEEN, model)
        assert foreseen is not None and foreseen.text == "3+4" and len(foreseen.surprises) == 3
        assert written(program, model).start == "3+4" and panel.desk.endings.written(model) is written(program, model)
    assert panel.following.told_place == 3
    QTest.keyClick(panel.desk.edit, Qt.Key.Key_Backspace)
    settle(program)
    assert written(program, 0).start == "3+"


def test_a_key_changes_the_state_once(program: Program) -> None:
    enter(program, NGRAM)
    keys(program, "3")
    settle(program)
    changes: list[CharactersState] = []

    def on_changed(new: AppState, old: AppState) -> None:
        if new.workspaces is not old.workspaces:
            changes.append(characters_of(new))

    program.session.state_changed.connect(on_changed)
    keys(program, "+4")
    assert [(each.text, each.caret) for each in changes] == [("3+", 2), ("3+4", 3)]


def test_a_moved_caret_asks_nothing_and_shows_its_place(program: Program) -> None:
    panel = enter(program)
    keys(program, "3+4=")
    settle(program)
    asked = {name: answer.request_id for name, answer in program.state.answers.items()}
    QTest.keyClick(panel.desk.edit, Qt.Key.Key_Left)
    QTest.keyClick(panel.desk.edit, Qt.Key.Key_Home)
    assert characters_of(program.state).caret == 0 and panel.following.told_place == 0
    assert not program.session.unanswered
    assert {name: answer.request_id for name, answer in program.state.answers.items()} == asked


def test_a_bar_types_its_character(program: Program) -> None:
    panel = enter(program, NGRAM)
    keys(program, "3")
    settle(program)
    panel.following.bars.character_picked.emit("+")
    assert characters_of(program.state).text == "3+" and characters_of(program.state).caret == 2
    settle(program)
    assert written(program).start == "3+"


def test_the_same_noise_the_same_endings_and_another_noise_others(program: Program) -> None:
    enter(program)
    first = written(program).texts
    program.press("writing_noise")
    settle(program)
    other = written(program).texts
    assert other != first
    choose(program.session, seed=0)
    settle(program)
    assert written(program).texts == first
    choose(program.session, count=12)
    settle(program)
    assert written(program).texts[: len(first)] == first and len(written(program).texts) == 12
    choose(program.session, temperature=0.0)
    settle(program)
    assert len(set(written(program).texts)) == 1


def test_held_out_lines_are_put_in_one_after_the_other(program: Program) -> None:
    panel = enter(program)
    data = program.state.data
    assert data is not None
    for number in (0, 1):
        program.press("held_out_text")
        assert characters_of(program.state).held_out == number
        assert panel.desk.text == str(data.probe[number]) == characters_of(program.state).text
        assert characters_of(program.state).caret == len(panel.desk.text)
    settle(program)
    foreseen = program.state.answer(FORESEEN, 0)
    assert foreseen is not None and foreseen.text == str(data.probe[1])


def test_while_it_trains_endings_follow_with_the_same_noise(program: Program) -> None:
    panel = enter(program, {**GRU, "learning_rate": 0.05}, steps=100_000)
    keys(program, "3+4")
    settle(program)
    before = written(program)
    program.press("play")
    program.wait(lambda: program.state.phase is Phase.TRAINING)
    program.wait(lambda: (now := program.state.answer(WRITTEN, 0)) is not None and now.step > 50 and now.last)
    program.press("play")
    program.wait(lambda: program.state.phase is Phase.PAUSED)
    program.wait(lambda: program.state.pictures is not None and program.state.pictures.step == program.step)
    settle(program)
    after, foreseen = written(program), program.state.answer(FORESEEN, 0)
    assert after.step == program.step and foreseen is not None and foreseen.step == program.step
    assert after.start == "3+4" and after.texts != before.texts and panel.desk.endings.written(0) is after
    assert panel.desk.text == "3+4" and program.note == ""


def test_what_was_said_by_other_weights_goes_with_them(program: Program) -> None:
    panel = enter(program, NGRAM)
    for _ in range(3):
        program.press("step")
        program.wait(lambda: program.state.phase is Phase.PAUSED and not program.session.unanswered)
    settle(program)
    trained = written(program)
    choose(program.session, temperature=0.9, count=5)
    settle(program)
    chosen = characters_of(program.state)
    program.session.rewind()
    program.wait(lambda: program.state.phase is Phase.READY and program.step == 0)
    settle(program)
    assert written(program).step == 0 and written(program).texts != trained.texts
    assert characters_of(program.state) == chosen
    assert panel.desk.endings.written(0) is written(program)


def test_the_keyframe_that_is_looked_back_at_is_asked(program: Program) -> None:
    enter(program, NGRAM)
    for _ in range(4):
        program.press("step")
        program.wait(lambda: program.state.phase is Phase.PAUSED and not program.session.unanswered)
    settle(program)
    newest = written(program)
    assert program.state.timeline is not None
    program.session.scrub(program.state.timeline.steps[0])
    program.wait(lambda: (now := program.state.answer(WRITTEN, 0)) is not None and now.step < newest.step and now.last)
    settle(program)
    assert written(program).texts != newest.texts


def test_what_counting_can_do_is_a_line_of_the_curves(program: Program) -> None:
    enter(program, NGRAM, GRU)
    program.wait(lambda: program.state.answer(COUNTED) is not None)
    counted = program.state.answer(COUNTED)
    assert counted is not None
    levels = dict((label.split(":")[0], level) for level, label in program.curves._references["loss"])
    assert levels["trigram"] == counted.trigram and levels["uniform"] == counted.uniform
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED and not program.session.unanswered)
    again = program.state.answer(COUNTED)
    assert again is counted  # it tells of the data, not of the weights


def test_characters_that_no_model_has_seen_are_said_and_nothing_breaks(program: Program) -> None:
    panel = enter(program, NGRAM, GRU)
    panel.desk.edit.insertPlainText("3é😀\u05e9+")
    settle(program)
    assert characters_of(program.state).text == "3é😀\u05e9+"
    foreseen = program.state.answer(FORESEEN, 0)
    assert foreseen is not None and foreseen.unseen.tolist() == [1, 2, 3] and np.isfinite(foreseen.odds).all()
    assert "é" in program.text("beginning_words") and program.note == ""
    assert written(program, 1).last


def test_a_stream_is_gone_on_with_to_its_length(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("the cat sat on the mat.\nthe dog sat on the log.\n" * 20, encoding="utf-8")
    panel = enter(program, NGRAM, GRU, data={"name": "text-file", "file": str(file), "length": 16})
    keys(program, "the")
    QTest.keyClick(panel.desk.edit, Qt.Key.Key_Return)
    settle(program)
    assert written(program).start == "the\n" and {len(text) for text in written(program).texts} == {80}
    assert program.note == ""


def test_a_text_that_is_dropped_on_a_window_with_pictures_is_read_by_models_of_text(
    program: Program, tmp_path: Path
) -> None:
    file = tmp_path / "mine.txt"
    file.write_text("the cat sat on the mat.\nthe dog sat on the log.\n" * 40, encoding="utf-8")
    program.start()
    assert program.drop(program.window, file)
    program.wait(lambda: program.state.workspace == "characters" and program.state.phase is Phase.READY)
    settle(program)
    assert program.state.experiment is not None and program.state.experiment.dataset_config.model_dump()["file"] == str(
        file
    )
    assert program.state.opened == program.state.experiment and program.note == ""
    program.session.choose_data("digits", {})  # and back
    program.wait(lambda: program.state.phase is Phase.READY and program.state.workspace != "characters")
    program.wait(lambda: program.state.pictures is not None)
    assert program.note == ""


def test_endings_of_data_that_judge_whole_texts_are_as_long_as_those(program: Program) -> None:
    panel = enter(program, NGRAM, data={"name": "oracle", "length": 12, "count": 200})
    assert {len(text) for text in written(program).texts} == {12}
    keys(program, "abcde")
    settle(program)
    assert {len(text) for text in written(program).texts} == {7}
    assert panel.desk.endings.figures(0)[0].startswith("source: ")


def test_a_report_tells_of_endings_that_are_samples_of_the_model(program: Program) -> None:
    panel = enter(program, NGRAM, GRU)
    [counted, network] = panel.sample_figures(program.state)
    assert counted == written(program).figures and network == written(program, 1).figures
    assert set(counted) == {"well_formed_share", "true_share", "text_count", "longest_copied"}
    choose(program.session, temperature=0.5)
    settle(program)
    assert panel.sample_figures(program.state) == [{}, {}]
    choose(program.session, temperature=1.0, text="3+", caret=2)
    settle(program)
    assert panel.sample_figures(program.state) == [{}, {}]


def test_the_speed_of_writing_is_kept_and_costs_no_look(program: Program) -> None:
    panel = enter(program, GRU)
    asked = {name: answer.request_id for name, answer in program.state.answers.items()}
    slider = panel.desk.controls.speed
    slider.setFocus()
    for _ in range(5):
        QTest.keyClick(slider, Qt.Key.Key_PageDown)
    assert characters_of(program.state).speed == pytest.approx(0.5)
    assert panel.desk.pace.is_playing and not program.session.unanswered
    program.wait(lambda: panel.desk.endings.written(0) is written(program))
    assert {name: answer.request_id for name, answer in program.state.answers.items()} == asked


def test_a_run_on_text_opens_again_as_it_was_left(program: Program, tmp_path: Path) -> None:
    enter(program, NGRAM)
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED and not program.session.unanswered)
    settle(program)
    before, folder = written(program), tmp_path / "kept"
    program.session.save(folder)
    program.wait(lambda: program.state.saved is not None and Path(program.state.saved.folder) == folder)
    program.session.begin(experiment())
    program.wait(lambda: program.state.phase is Phase.READY)
    program.window.files.open(folder)
    program.wait(lambda: program.state.workspace == "characters" and program.step == 1)
    program.wait(lambda: program.state.can_train)
    settle(program)
    assert written(program).texts == before.texts and written(program).step == 1 and program.note == ""


@pytest.mark.layout
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_covered_or_blank(qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str) -> None:
    with speaking(qapp, language):
        program = Program(qtbot, tmp_path)
        enter(program, NGRAM, GRU, {**GRU, "label": "Another one"})
        program.press("held_out_text")
        settle(program)
        found: list[str] = []
        for size in SIZES:
            program.window.resize(*size)
            settle_layout()
            found += [f"{size}: {fault}" for fault in lasting_faults(qtbot, program.window)]
            assert program.window.size().toTuple() == size
        assert program.close()
        assert not found, "\n".join(found)
