"""The workspace in the assembled window, with the real worker, real models and real events."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from explorer.curves.curves import CurvesView
from explorer.state.channels import BASELINES
from explorer.workspaces.components.channels import ENDINGS, FIELD, GROWN, PICKED, TRUTH
from explorer.workspaces.components.components_panel import ComponentsPanel
from explorer.workspaces.components.finish.site_pane import SitePane
from explorer.workspaces.components.sites import Cover
from explorer.workspaces.components.state import choose, components_of
from tests.explorer.geometry import lasting_faults, settle_layout
from tests.explorer.program import Program, experiment, speaking
from trainers.messages import Phase

MADE = {"family": "made", "layers": [16], "label": "MADE"}
VAE = {"family": "vae", "layers": [12], "label": "VAE"}
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SIZES = ((900, 480), (960, 508), (1280, 720), (1440, 860))
SETTLED, SLOW = 2000, 60_000  # ms; the first step of a process takes longest


def panel_of(program: Program) -> ComponentsPanel:
    panel = program.window.parts["components"]
    assert isinstance(panel, ComponentsPanel)
    return panel


def enter(program: Program, *models: dict[str, object], speed: float = 1.0) -> ComponentsPanel:
    program.start(experiment(models=list(models or (MADE,))))
    program.press("workspace-components")
    choose(program.session, speed=speed)
    panel = panel_of(program)
    program.wait(lambda: panel.finish.is_at_rest and panel.pixel.expected is not None)
    program.wait(lambda: not program.session.unanswered)
    return panel


def grown_at(program: Program) -> int:
    """The step of the samples that are shown, once they are whole."""
    newest = program.state.answer(GROWN)
    return newest.step if newest is not None and newest.last else -1


def spot(pane: SitePane, row: int, column: int, which: int = 0) -> QPoint:
    return pane.pixel_rect(which, row, column).center().toPoint()


def test_sixteen_endings_keep_what_is_known(program: Program) -> None:
    panel = enter(program)
    answer = panel.finish.answer
    assert answer is not None and answer.images.shape == (16, 1, 8, 8) and answer.last
    truth = program.state.answer(TRUTH)
    assert truth is not None
    shown = panel.finish.endings._images
    assert shown is not None and np.array_equal(shown[:, :, :4], np.repeat(truth.picture[:, :, :4], 16, axis=0))
    assert len(np.unique(shown[:, :, 4:].reshape(16, -1), axis=0)) > 8
    sources = [card._subtitle.whole_text for card in panel.middle._cards]
    assert sources[0].startswith("held-out image 1 of ") and sources[1] == "the held-out picture"
    grown = program.state.answer(GROWN)
    assert grown is not None and grown.images.shape[0] == 24


def test_what_each_pixel_alone_would_reach_is_a_line_of_the_curves_in_every_workspace(program: Program) -> None:
    program.start(experiment(models=[MADE]))
    program.wait(lambda: program.state.answer(BASELINES, 0) is not None)
    measured = program.state.answer(BASELINES, 0)
    assert measured is not None
    curves = program.window.findChild(CurvesView)
    assert curves is not None and (measured.independent, "each pixel alone") in curves._references["loss"]
    asked = measured.request_id
    program.press("step")
    program.wait(lambda: program.state.phase is Phase.PAUSED and not program.session.unanswered)
    again = program.state.answer(BASELINES, 0)
    assert again is not None and again.request_id == asked  # they tell of the data, not of the weights


def test_the_same_noise_the_same_endings_and_another_noise_others(program: Program) -> None:
    panel = enter(program)
    first = panel.finish.answer
    program.press("another_ending")
    program.wait(lambda: panel.finish.is_at_rest)
    second = panel.finish.answer
    assert first is not None and second is not None and not np.array_equal(first.images, second.images)
    choose(program.session, seed=0)
    program.wait(lambda: panel.finish.is_at_rest)
    assert panel.finish.answer is not None and np.array_equal(panel.finish.answer.images, first.images)


def test_a_changed_pixel_leaves_what_comes_before_it_bit_for_bit(program: Program) -> None:
    panel = enter(program)
    finish = panel.finish
    QTest.mouseClick(finish.endings, LEFT, NONE, spot(finish.endings, 6, 3, 4))
    program.wait(lambda: program.state.answer(PICKED) is not None and not program.session.unanswered)
    picked = components_of(program.state).picked
    assert picked is not None and components_of(program.state).place == 4
    QTest.mouseClick(finish.big, LEFT, NONE, spot(finish.big, 5, 2))
    program.wait(lambda: components_of(program.state).cover is Cover.AFTER and finish.is_at_rest)
    answer = finish.answer
    assert answer is not None
    flat, before = answer.images.reshape(16, -1), picked.reshape(-1)
    truth = program.state.answer(TRUTH)
    assert truth is not None
    kept = truth.picture.reshape(-1)[:42]
    assert (flat[:, :42] == kept).all() and np.array_equal(kept[32:], before[32:42])
    assert (flat[:, 42] == 255 - before[42]).all()
    program.press("cover_top")
    program.wait(lambda: finish.is_at_rest and components_of(program.state).cover is Cover.TOP)
    assert components_of(program.state).changed is None
    program.wait(lambda: "32." in program.text("cover_note"))


def test_the_pixel_under_the_pointer(program: Program) -> None:
    panel = enter(program)
    finish = panel.finish
    QTest.mouseMove(finish.big, spot(finish.big, 2, 5))
    program.wait(
        lambda: (
            program.text("pixel_where").startswith("row 3, column 6")
            and "seen: 21 pixels" in program.text("pixel_where")
        )
    )
    program.wait(lambda: (found := program.state.answer(FIELD)) is not None and found.site == 21)
    expected = program.state.answer(TRUTH)
    assert expected is not None
    assert f"{float(expected.surprise[21]):.2f} nats" in program.text("pixel_drawn")
    assert expected.nats / math.log(2) == pytest.approx(float(panel.pixel.bits._bits[-1]), rel=1e-5)  # type: ignore[index]
    QTest.mouseMove(finish.endings, spot(finish.endings, 7, 7, 10))
    program.wait(lambda: panel.pixel.expected is not expected)
    assert "row 8, column 8" in program.text("pixel_where")
    assert panel.pixel.expected is not None and finish.answer is not None
    assert np.array_equal(panel.pixel.expected.picture[:, :, 4:], finish.answer.images[10:11, :, 4:])


@pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
def test_a_picture_is_drawn_and_finished(program: Program) -> None:
    panel = enter(program)
    popup = panel.finish.controls.popup
    program.press("draw_own")
    program.wait(popup.isVisible)
    canvas = popup.pad.canvas
    middle = canvas.rect().center()
    QTest.mousePress(canvas, LEFT, NONE, middle)
    QTest.mouseMove(canvas, middle + QPoint(0, 40))
    QTest.mouseRelease(canvas, LEFT, NONE, middle + QPoint(0, 40))
    program.wait(lambda: components_of(program.state).brought is not None)
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    program.wait(lambda: not popup.isVisible() and panel.finish.is_at_rest)
    brought, truth = components_of(program.state).brought, program.state.answer(TRUTH)
    assert brought is not None and truth is not None and brought.max() > 127
    assert np.array_equal(truth.picture > 127, brought > 127)
    assert canvas.can_undo
    program.press("picture_next")
    program.wait(lambda: components_of(program.state).brought is None)


def test_samples_and_endings_grow_while_training_and_looking_back(program: Program) -> None:
    panel = enter(program)
    first = program.state.answer(GROWN)
    program.press("play")
    program.qtbot.waitUntil(lambda: grown_at(program) > 0, timeout=SLOW)
    program.wait(lambda: (newest := panel.finish.answer) is not None and newest.step > 0)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    program.wait(lambda: not program.session.unanswered)
    program.session.scrub(0)
    program.wait(lambda: grown_at(program) == 0)
    again = program.state.answer(GROWN)
    assert first is not None and again is not None and np.array_equal(first.images, again.images)


def test_a_rewind_shows_the_first_weights_of_the_same_choice(program: Program) -> None:
    panel = enter(program)
    program.press("cover_left")
    program.press("picture_next")
    program.wait(lambda: panel.finish.is_at_rest and not program.session.unanswered)
    first = panel.finish.answer
    program.session.advance(20)
    program.qtbot.waitUntil(lambda: program.step == 20, timeout=SLOW)
    program.wait(lambda: (newest := panel.finish.answer) is not None and newest.step == 20)
    program.press("rewind")
    assert panel.finish.endings.picture() is None and panel.samples.picture() is None
    program.wait(lambda: panel.finish.is_at_rest and not program.session.unanswered)
    again, own = panel.finish.answer, components_of(program.state)
    assert (own.cover, own.index, own.speed) == (Cover.LEFT, 1, 1.0)
    assert first is not None and again is not None and np.array_equal(again.images, first.images)


def test_leaving_ends_long_draws(program: Program) -> None:
    enter(program)
    choose(program.session, seed=9)
    assert ENDINGS.name in program.session.unanswered
    program.press("workspace-explore")
    program.wait(lambda: not {ENDINGS.name, GROWN.name} & program.session.unanswered)


def test_models_without_a_likelihood_say_so(program: Program) -> None:
    enter(program, MADE, VAE)
    program.session.advance(20)
    program.qtbot.waitUntil(lambda: program.step == 20, timeout=SLOW)
    program.wait(lambda: "at most" in program.text("likelihoods"))
    words = program.text("likelihoods")
    assert words.startswith("MADE: ") and "a bound" in words
    program.wait(lambda: "each pixel alone" in program.text("likelihoods"))


def test_the_table_reads_as_computed_and_stands_beside_the_models(program: Program) -> None:
    """The lecture's figures: what a pixel may see decides how good a table can be."""
    given = experiment(dataset={"name": "bars-and-stripes", "size": 3}, models=[MADE])
    program.start(given)
    program.press("workspace-components")
    panel = panel_of(program)
    view = panel.table.view
    program.wait(lambda: panel.table.card.isVisible() and len(view.scores.scores) == 2)

    def nats(name: str) -> float:
        program.wait(lambda: any(score.name == f"counted: {name}" and score.chosen for score in view.scores.scores))
        return next(score.nats for score in view.scores.scores if score.name == f"counted: {name}")

    def click(row: int, column: int) -> None:
        QTest.mouseClick(view.chooser, LEFT, NONE, view.chooser.cell_rect(row, column).center().toPoint())

    assert nats("2 before") == pytest.approx(5.8901, abs=1e-3)
    assert sum(sum(row.counts) for row in view.counts.rows) == 14 * 9
    click(1, 2)
    click(1, 1)
    assert nats("4 before") == pytest.approx(2.9054, abs=1e-3)
    program.press("by_position")
    assert nats("4 before, by position") == pytest.approx(2.6391, abs=1e-3)
    score = view.scores.scores[-1]
    assert score.live and score.name == "MADE" and score.nats > 2.6391
    assert "ln 14 = 2.64" in panel.table.card._subtitle.whole_text


def test_a_model_for_any_order_is_offered_and_needs_no_note(program: Program) -> None:
    panel = enter(program, MADE, {"family": "any-order", "layers": [8], "label": "Any"})
    choose(program.session, cover=Cover.TOP)
    program.wait(lambda: "no covered one can use" in program.text("cover_note"))
    program.press("cover_offer_0")
    program.wait(lambda: components_of(program.state).model == 1 and panel.finish.is_at_rest)
    program.wait(lambda: program.text("cover_note") == "")
    assert not any(each.isVisible() for each in panel.finish.findChildren(QPushButton, "cover_offer_0"))


@pytest.mark.layout
@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_nothing_is_cut_off_covered_or_blank(qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str) -> None:
    with speaking(qapp, language):
        program = Program(qtbot, tmp_path)
        enter(program, MADE, VAE, {**MADE, "label": "Another one"})
        choose(program.session, cover=Cover.TOP)
        found: list[str] = []
        for small, size in ((small, size) for small in (False, True) for size in SIZES):
            if small and size == SIZES[0]:
                program.session.begin(experiment(dataset={"name": "bars-and-stripes", "size": 3}, models=[MADE]))
                program.wait(lambda: panel_of(program).table.card.isVisible() and not program.session.unanswered)
            program.window.resize(*size)
            settle_layout()
            found += [f"{small} {size}: {fault}" for fault in lasting_faults(qtbot, program.window)]
            assert program.window.size().toTuple() == size
        assert program.close()
        assert not found, "\n".join(found)
