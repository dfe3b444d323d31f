"""The page "Temperature" in the assembled window, with the real worker, real models and real events."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.workspaces.characters.channels import TEMPERED, WRITTEN
from explorer.workspaces.characters.state import NEXT_PAGE, characters_of, choose
from explorer.workspaces.characters.tempering.temperature_page import TemperaturePage
from explorer.workspaces.characters.tempering.temperature_view import TemperatureView
from explorer.workspaces.characters.tempering.tempered_looks import FEW, FEW_TEXTS, MANY, MANY_TEXTS
from tests.explorer.geometry import lasting_faults, settle_layout
from tests.explorer.program import Program, experiment, speaking
from tests.explorer.workspaces.characters.small_writers import GRU, LINES, NGRAM, SIZES, panel_of
from trainers.messages import Phase


def enter(program: Program, *models: dict[str, Any], data: dict[str, Any] = LINES, **more: Any) -> TemperatureView:
    """With the page in front."""
    program.start(experiment(dataset=data, models=list(models or (NGRAM, GRU)), **more))
    settle(program)
    program.press("coming_tab_temperature")
    assert characters_of(program.state).coming_page == TemperaturePage.name
    return program.find(TemperatureView, "temperature_view")


def settle(program: Program) -> None:
    panel = panel_of(program)
    program.wait(lambda: program.state.can_be_asked and program.state.pictures is not None)
    program.wait(lambda: not program.session.unanswered and panel.is_answered(program.state))


def drawn(view: TemperatureView) -> list[tuple[int, float]]:
    return [(model, point.temperature) for model, point in view.plot.points()]


def counts(view: TemperatureView) -> set[int]:
    return {point.count for _, point in view.plot.points()}


def test_it_is_offered_where_the_data_can_judge_texts(program: Program, tmp_path: Path) -> None:
    program.start(experiment(dataset=LINES, models=[NGRAM]))
    settle(program)
    card = panel_of(program).middle.cards[TemperaturePage.side]
    assert card.offers(TemperaturePage.name) and card.page == NEXT_PAGE
    file = tmp_path / "text.txt"
    file.write_text("the cat sat on the mat.\nthe dog sat on the log.\n" * 20, encoding="utf-8")
    choose(program.session, coming_page=TemperaturePage.name)
    program.wait(lambda: card.page == TemperaturePage.name)
    program.session.begin(experiment(dataset={"name": "text-file", "file": str(file), "length": 16}, models=[NGRAM]))
    program.wait(lambda: program.state.phase is Phase.READY and program.state.data is not None)
    settle(program)
    assert not card.offers(TemperaturePage.name) and card.page == NEXT_PAGE
    assert not any(name.startswith(TEMPERED.name) for name in program.state.answers) and program.note == ""


def test_nothing_is_asked_before_it_is_seen_and_then_few_before_many(program: Program) -> None:
    program.start(experiment(dataset=LINES, models=[NGRAM, GRU]))
    settle(program)
    assert not any(name.startswith(TEMPERED.name) for name in program.state.answers)
    view = program.find(TemperatureView, "temperature_view")
    seen: list[set[tuple[int, int]]] = []
    program.session.state_changed.connect(
        lambda *_: seen.append({(model, point.count) for model, point in view.plot.points()})
    )
    program.press("coming_tab_temperature")
    settle(program)
    assert {(0, FEW_TEXTS), (1, FEW_TEXTS)} in seen  # before there are many of any
    assert sorted(drawn(view)) == sorted((model, each) for model in (0, 1) for each in MANY)
    assert counts(view) == {MANY_TEXTS}
    asked = {name: answer.request_id for name, answer in program.state.answers.items()}
    program.press("coming_tab_next")
    program.press("coming_tab_temperature")
    settle(program)
    assert {name: answer.request_id for name, answer in program.state.answers.items()} == asked


def test_a_click_on_a_dot_writes_at_its_temperature(program: Program) -> None:
    view = enter(program)
    settle(program)
    place = view.plot.place_of((1, 0.5))
    assert place is not None
    QTest.mouseClick(view.plot, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert characters_of(program.state).temperature in (0.4, 0.5, 0.6)  # dots of the 3-gram may lie on it
    chosen = characters_of(program.state).temperature
    assert program.text("writing_temperature_number") == f"{chosen:.2f}"
    view.plot.temperature_chosen.emit(0.5)
    settle(program)
    QTest.mouseMove(view.plot, view.plot.rect().bottomRight())
    assert program.text("temperature_where").startswith("at temperature 0.50: ")


def test_another_quality_is_kept(program: Program) -> None:
    view = enter(program)
    settle(program)
    assert view.quality == "true_share"
    view.choice.menu().actions()[0].trigger()
    assert characters_of(program.state).quality == "well_formed_share" == view.quality
    assert program.text("temperature_verdict") != ""


def test_what_is_typed_is_answered_first_and_what_was_known_stays(program: Program) -> None:
    view = enter(program)
    program.wait(lambda: drawn(view))
    edit = panel_of(program).desk.edit
    edit.setFocus()
    QTest.keyClicks(edit, "3+")
    assert (
        TEMPERED.of(0).name not in program.session.unanswered and TEMPERED.of(1).name not in program.session.unanswered
    )
    before = set(drawn(view))
    program.wait(lambda: (now := program.state.answer(WRITTEN, 1)) is not None and now.start == "3+" and now.last)
    assert before <= set(drawn(view))
    settle(program)
    assert len(drawn(view)) == 2 * len(MANY)


def test_newer_weights_have_a_curve_of_their_own(program: Program) -> None:
    view = enter(program, {**GRU, "learning_rate": 0.05})
    settle(program)
    before = view.plot.curves[0]
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED and not program.session.unanswered)
    settle(program)
    after = view.plot.curves[0]
    assert before is not None and after is not None and (before.step, after.step) == (0, 1)
    assert before.points != after.points and len(after.points) == len(MANY)
    program.session.rewind()
    program.wait(lambda: program.state.phase is Phase.READY and program.step == 0)
    settle(program)
    again = view.plot.curves[0]
    assert again is not None and again.points == before.points  # the same noise


def test_weights_of_a_keyframe_have_their_own_curve_though_no_step_is_taken(program: Program) -> None:
    """... also where the page was not seen meanwhile."""
    view = enter(program, {**GRU, "learning_rate": 0.05})
    settle(program)
    first = view.plot.curves[0]
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED and program.step == 1)
    settle(program)
    trained = view.plot.curves[0]
    assert first is not None and trained is not None and first.points != trained.points
    for step, expected in ((0, first), (None, trained)):
        before = program.state.pictures
        program.press("coming_tab_next")
        program.session.take_back(step)
        program.wait(lambda before=before: program.state.pictures is not before)  # type: ignore[misc]
        program.press("coming_tab_temperature")
        settle(program)
        found = view.plot.curves[0]
        assert found is not None and found.step == 1 and found.points == expected.points


def test_while_it_trains_few_are_asked_now_and_then(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = "explorer.workspaces.characters.tempering.tempered_looks."
    monkeypatch.setattr(looks + "LEAST_PAUSE", 0.05)
    monkeypatch.setattr(looks + "TRY_SHARE", 1.0)
    view = enter(program, NGRAM, {**GRU, "learning_rate": 0.05}, steps=100_000)
    settle(program)
    program.press("play")
    program.wait(lambda: program.state.phase is Phase.TRAINING)
    program.wait(lambda: all(curve is not None and curve.step > 0 for curve in view.plot.curves))
    assert all(curve is not None and len(curve.points) == len(FEW) for curve in view.plot.curves)
    assert counts(view) == {FEW_TEXTS}
    program.press("play")
    program.wait(lambda: program.state.phase is Phase.PAUSED)
    program.wait(lambda: program.state.pictures is not None and program.state.pictures.step == program.step)
    settle(program)
    assert {curve.step for curve in view.plot.curves if curve is not None} == {program.step}
    assert len(drawn(view)) == 2 * len(MANY) and program.note == ""


def test_while_it_trains_it_rests_between_two_looks(program: Program) -> None:
    view = enter(program, NGRAM, steps=1_000_000)
    settle(program)
    program.press("play")
    program.wait(lambda: (curve := view.plot.curves[0]) is not None and curve.step > 0)
    told, before = program.state.answer(TEMPERED, 0), program.step
    program.wait(lambda: program.step > before + 20)
    assert program.state.answer(TEMPERED, 0) is told and TEMPERED.of(0).name not in program.session.unanswered


def test_another_run_begins_without_what_others_said(program: Program) -> None:
    view = enter(program)
    program.wait(lambda: drawn(view))  # while answers are on their way
    program.session.begin(experiment(dataset=LINES, models=[{**NGRAM, "n": 2, "label": "2-gram"}], seed=9))
    program.wait(lambda: program.state.phase is Phase.READY and program.state.labels == ("2-gram",))
    settle(program)
    assert characters_of(program.state).coming_page == NEXT_PAGE and drawn(view) == []
    program.press("coming_tab_temperature")
    settle(program)
    assert {model for model, _ in drawn(view)} == {0} and len(drawn(view)) == len(MANY)
    assert program.text("temperature_where").count("2-gram") == 1 and program.note == ""


def test_of_an_oracle_nats_are_told_with_the_entropy(program: Program) -> None:
    view = enter(program, NGRAM, data={"name": "oracle", "symbols": 5, "length": 8, "count": 200})
    settle(program)
    assert view.quality == "oracle_nats" and not view.choice.isVisible()
    axes = view.plot.axes()
    assert axes is not None and not axes.higher and "nats" in program.text("temperature_where")


def test_a_report_tells_of_many_texts_where_they_were_judged(program: Program) -> None:
    enter(program, NGRAM)
    settle(program)
    [figures] = panel_of(program).sample_figures(program.state)
    assert figures["text_count"] == MANY_TEXTS and set(figures) == {"text_count", "true_share", "well_formed_share"}


def test_a_report_tells_nothing_of_texts_that_older_weights_wrote(program: Program) -> None:
    enter(program, GRU)
    settle(program)
    program.press("coming_tab_next")
    program.press("step")
    program.wait(lambda: program.state.shown_pictures is not None and program.state.shown_pictures.step == 1)
    settle(program)
    [figures] = panel_of(program).sample_figures(program.state)
    assert figures["text_count"] == characters_of(program.state).count < MANY_TEXTS


def test_a_vocabulary_of_two_and_a_text_that_no_model_knows_break_nothing(program: Program) -> None:
    view = enter(program, NGRAM, GRU, data={"name": "oracle", "symbols": 2, "length": 2, "count": 100})
    edit = panel_of(program).desk.edit
    edit.insertPlainText("😀\u05e9é" * 100)
    settle(program)
    assert len(drawn(view)) == 2 * len(MANY) and program.note == ""


@pytest.mark.layout
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_covered_or_blank(qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str) -> None:
    with speaking(qapp, language):
        program = Program(qtbot, tmp_path)
        enter(program, NGRAM, GRU, {**GRU, "label": "Another one"})
        settle(program)
        found: list[str] = []
        for size in SIZES:
            program.window.resize(*size)
            settle_layout()
            found += [f"{size}: {fault}" for fault in lasting_faults(qtbot, program.window)]
        assert program.close()
        assert not found, "\n".join(found)
