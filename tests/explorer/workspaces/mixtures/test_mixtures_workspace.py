"""The workspace in the assembled window, with the real worker, real mixtures and real events."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from explorer.pictures.peek import Peek
from explorer.workspaces.mixtures.channels import DRAWN_APART, MIXTURE, SIZES, STARTS
from explorer.workspaces.mixtures.mixtures_panel import MixturesPanel
from explorer.workspaces.mixtures.state import choose, mixtures_of
from explorer.workspaces.mixtures.view.mixture_view import MixtureView
from tests.explorer.geometry import lasting_faults, settle_layout
from tests.explorer.program import Program, experiment, speaking
from trainers.messages import MixtureShown, Phase

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
CLOUDS = {"name": "clouds", "count": 300}
MIXTURE_OF_3 = {"family": "gaussian-mixture", "label": "K = 3"}
SIZES_OF_WINDOW = ((900, 480), (960, 508), (1280, 720), (1440, 860))


def panel_of(program: Program) -> MixturesPanel:
    panel = program.window.parts["mixtures"]
    assert isinstance(panel, MixturesPanel)
    return panel


def enter(program: Program, *models: dict[str, object], dataset: dict[str, object] | None = None) -> MixturesPanel:
    program.start(experiment(dataset=dataset or CLOUDS, models=list(models or (MIXTURE_OF_3,))))
    program.press("workspace-mixtures")
    panel = panel_of(program)
    program.wait(lambda: panel.is_answered(program.state))
    rest(program)
    return panel


def rest(program: Program) -> None:
    """Nothing is to be waited for any more."""
    views = [card.view for card in panel_of(program).middle.cards.values()]
    program.wait(lambda: not program.session.unanswered and all(view.is_settled for view in views))


def shown(program: Program, model: int = 0) -> MixtureShown:
    found = program.state.answer(MIXTURE, model)
    assert found is not None
    return found


def view_of(program: Program, model: int = 0) -> MixtureView:
    return panel_of(program).middle.cards[model].view


def step_by(program: Program, name: str) -> MixtureShown:
    """A click on one of the buttons, and what is seen then."""
    before = program.step
    program.press(f"mixtures_{name}")
    program.wait(lambda: program.step == before + 1 and shown(program).step == before + 1)
    program.wait(lambda: program.state.can_train)
    return shown(program)


def middle(program: Program, index: int, model: int = 0) -> QPoint:
    view = view_of(program, model)
    assert view.motion.components is not None
    return view.pixel_of(*view.motion.components.means[index].tolist()).toPoint()


def drag(view: MixtureView, start: QPoint, way: QPoint) -> None:
    QTest.mouseMove(view, start)
    QTest.mousePress(view, LEFT, NONE, start)
    for part in (1, 2, 3):
        QTest.mouseMove(view, start + way * part / 3)
    QTest.mouseRelease(view, LEFT, NONE, start + way)


def test_e_and_m_by_hand(program: Program) -> None:
    enter(program)
    first = shown(program)
    asked = step_by(program, "e")
    assert asked.is_asked and np.array_equal(asked.now.means, first.now.means), "E moves nobody"
    assert program.find(QPushButton, "mixtures_m").property("state") == "next"
    moved = step_by(program, "m")
    assert not moved.is_asked and np.array_equal(moved.before.means, first.now.means)
    assert moved.log_likelihood > first.log_likelihood
    wanted = asked.shares.astype(np.float64).T @ asked.places / asked.shares.sum(axis=0)[:, None]
    assert np.allclose(moved.now.means, wanted, atol=1e-4), "each is the mean of what it was given"
    assert np.array_equal(moved.shares, asked.shares) and view_of(program).motion.ghosts is not None
    assert program.find(QPushButton, "mixtures_e").property("state") == "next"
    gained = moved.log_likelihood - first.log_likelihood
    assert f"last step +{gained:.4f}" in program.text("mixtures_likelihood")
    step_by(program, "both")
    heights = [moved.log_likelihood, shown(program).log_likelihood]
    assert heights[1] >= heights[0] - 1e-9


def test_a_component_dragged_goes_there_and_comes_back_by_the_menu(program: Program) -> None:
    enter(program)
    before = shown(program).now
    view, start = view_of(program), middle(program, 0)
    drag(view, start, QPoint(50, -30))
    way = np.subtract(view.place_at(QPointF(start + QPoint(50, -30))), view.place_at(QPointF(start)))
    wanted = before.means[0] + way
    program.wait(lambda: np.allclose(shown(program).now.means[0], wanted))
    now = shown(program).now
    assert np.allclose(now.means[1:], before.means[1:]) and np.allclose(now.covariances, before.covariances)
    program.wait(lambda: view.motion.held is None)
    assert "by hand" in program.text("mixtures_likelihood") and program.step == 0
    QTest.keyClick(program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: np.allclose(shown(program).now.means, before.means))
    assert view.chosen == 0
    QTest.keyClick(view, Qt.Key.Key_N)
    QTest.keyClick(view, Qt.Key.Key_Left)
    program.wait(lambda: shown(program).now.means[1, 0] < before.means[1, 0] - 1e-4)


def test_undo_does_not_ask_a_view_that_has_gone_with_its_model(program: Program) -> None:
    enter(program, MIXTURE_OF_3, {**MIXTURE_OF_3, "label": "another"})
    view, start = view_of(program, 1), middle(program, 0, 1)
    drag(view, start, QPoint(40, -30))
    program.wait(lambda: view.can_undo)
    program.session.begin(experiment(dataset=CLOUDS, models=[MIXTURE_OF_3]))
    program.wait(lambda: not isValid(view))
    QTest.keyClick(program.window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    program.wait(lambda: program.state.run_id == 2 and program.state.can_train)


def test_a_drag_that_is_taken_back_leaves_everything(program: Program) -> None:
    enter(program)
    before, view, start = shown(program).now, view_of(program), middle(program, 1)
    QTest.mouseMove(view, start)
    QTest.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, start + QPoint(40, 0))
    program.wait(lambda: not np.allclose(shown(program).now.means[1], before.means[1]))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, NONE, start + QPoint(40, 0))
    program.wait(lambda: np.allclose(shown(program).now.means, before.means))


def test_the_pace_is_that_of_the_run(program: Program) -> None:
    enter(program)
    program.press("mixtures_pace_slow")
    assert program.state.steps_a_second == 2.0
    program.press("play")
    program.wait(lambda: program.step >= 2)
    assert not program.find(QPushButton, "mixtures_e").isEnabled()
    program.press("mixtures_pace_fast")
    program.wait(lambda: program.step > 30)
    program.session.pause()
    program.wait_for(Phase.PAUSED)
    assert program.find(QPushButton, "mixtures_e").isEnabled()
    assert program.find(QPushButton, "mixtures_pace_fast").isChecked()


def test_another_start_is_begun_from(program: Program) -> None:
    panel = enter(program)
    tried = program.state.answer(STARTS, 0)
    assert tried is not None and len(tried.tries) == 8 and len(panel.starts.best) >= 1
    best = tried.tries[panel.starts.best[0]]
    QTest.mouseClick(panel.starts, LEFT, NONE, panel.starts._blocks[3].rect.center().toPoint())
    program.wait(lambda: np.allclose(shown(program).now.means, tried.tries[3].first.means))
    assert mixtures_of(program.state).begun == {0: 4}
    program.session.advance(tried.tries[3].steps + 5)
    program.wait_for(Phase.PAUSED)
    program.wait(lambda: shown(program).step == program.step)
    assert shown(program).log_likelihood == pytest.approx(tried.tries[3].log_likelihood, abs=1e-3)
    assert best.log_likelihood >= shown(program).log_likelihood - 1e-3
    program.press("mixture_starts_more")
    program.wait(lambda: (again := program.state.answer(STARTS, 0)) is not None and again.tries[0].seed == 9)
    choose(program.session, start="random", round=0)
    program.wait(lambda: (again := program.state.answer(STARTS, 0)) is not None and again.tries[0].seed == 1)
    rest(program)
    ways = panel.starts_controls.header_widgets()[0]
    assert ways.currentText() == "random" and ways.count() == 2  # type: ignore[attr-defined]


def test_how_many_components_and_a_restart_with_so_many(program: Program) -> None:
    panel = enter(program)
    program.press("mixture_tab_sizes")
    program.wait(lambda: panel.sizes.plot.count == 12)
    compared = program.state.answer(SIZES, 0)
    assert compared is not None and panel.sizes.plot.best("bic") == 1 + int(np.argmin(compared.bic))
    area = panel.sizes.plot._areas()[0]
    at = QPointF(panel.sizes.plot._x(area, 5), area.center().y()).toPoint()
    QTest.mouseClick(panel.sizes.plot, LEFT, NONE, at)
    assert program.text("mixture_sizes_words").startswith("K = 5: BIC")
    run = program.state.run_id
    program.press("mixture_sizes_restart")
    program.wait(lambda: program.state.run_id > run and program.state.can_train)
    program.wait(lambda: len(shown(program).now.weights) == 5)
    assert view_of(program).count == 5


SINGULAR = {**MIXTURE_OF_3, "components": 4, "floor": 1e-12}


def collapse(program: Program) -> MixturesPanel:
    """The first component is put on one example, and is nearly a point."""
    panel = enter(program, SINGULAR)
    first = shown(program)
    means, covariances = first.now.means.copy(), first.now.covariances.copy()
    lone = int(np.argmax(np.linalg.norm(first.places - first.places.mean(axis=0), axis=1)))
    means[0], covariances[0] = first.places[lone], np.eye(2) * 1e-12
    program.session.adjust(0, {"means": means, "covariances": covariances})
    program.wait(lambda: shown(program).collapsed == (0,))
    program.wait(panel.middle.cards[0].collapse.isVisible)
    return panel


def test_a_collapsed_component_is_said_and_a_floor_cures_it(program: Program) -> None:
    panel = collapse(program)
    assert "Component 1 sits on one point" in program.text("mixture_0_collapse_words")
    program.press("mixture_0_collapse_floor")
    program.wait(lambda: program.state.draft is not None and program.state.draft.models[0].config.floor > 1e-4)  # type: ignore[attr-defined]
    program.wait(lambda: "The next M widens it" in program.text("mixture_0_collapse_words"))
    step_by(program, "both")
    step_by(program, "both")
    program.wait(lambda: np.linalg.eigvalsh(shown(program).now.covariances[0]).min() > 1e-5)
    words = program.text("mixture_0_collapse_words") if panel.middle.cards[0].collapse.isVisible() else ""
    assert "sits on one point" not in words


def test_other_starts_are_tried_anew_with_another_floor(program: Program) -> None:
    panel = collapse(program)
    panel.cards.show_page("starts")
    tried = STARTS.of(0)
    program.wait(lambda: (answer := program.state.answer(tried)) is not None and not answer.goes_on)
    assert tried.name not in program.session.unanswered
    before = program.state.answer(tried)
    program.press("mixture_0_collapse_floor")
    program.wait(lambda: (answer := program.state.answer(tried)) is not before and answer and not answer.goes_on)
    after = program.state.answer(tried)
    assert before is not None and after is not None
    for first, second in zip(before.tries, after.tries, strict=True):
        assert first.seed == second.seed and not second.collapsed
        assert np.linalg.eigvalsh(second.last.covariances).min() > 1e-5


def test_a_collapsed_component_is_put_elsewhere(program: Program) -> None:
    panel = collapse(program)
    before = shown(program).now
    program.press("mixture_0_collapse_elsewhere")
    program.wait(lambda: not shown(program).collapsed)
    now = shown(program).now
    assert np.linalg.norm(now.means[0] - before.means[0]) > 0 and now.weights[0] == pytest.approx(0.25)
    program.wait(lambda: not panel.middle.cards[0].collapse.isVisible())


def test_mixtures_of_pictures_are_seen_in_a_plane_that_is_chosen(program: Program) -> None:
    panel = enter(program, {**MIXTURE_OF_3, "latent_dim": 4}, dataset={"name": "digits"})
    assert shown(program).width == 4 and panel.bar.axes[0].isVisible()
    panel.bar.axes[1].setFocus()
    QTest.keyClick(panel.bar.axes[1], Qt.Key.Key_Down)
    program.wait(lambda: shown(program).axes == (0, 2))
    rest(program)
    before = shown(program)
    assert before.whole is not None
    drag(view_of(program), middle(program, 0), QPoint(30, 10))
    program.wait(lambda: not np.allclose(shown(program).now.means[0], before.now.means[0]))
    rest(program)
    moved = shown(program).whole
    assert moved is not None
    still = [1, 3]
    assert np.allclose(moved.means[0, still], before.whole.means[0, still])
    assert not np.allclose(moved.means[0, [0, 2]], before.whole.means[0, [0, 2]])
    choose(program.session, axes=(1, 3))
    program.wait(lambda: shown(program).axes == (1, 3))


def test_examples_that_are_pictures_are_seen_and_each_component_draws(program: Program) -> None:
    panel = enter(program, {**MIXTURE_OF_3, "latent_dim": 2}, dataset={"name": "digits"})
    view = view_of(program)
    lone = shown(program).places[0]
    QTest.mouseMove(view, view.pixel_of(*lone.tolist()).toPoint())
    peek = view.findChild(Peek)
    assert peek is not None
    program.wait(peek.isVisible)
    assert "made by component" in peek.caption
    program.press("mixture_tab_samples")
    program.wait(lambda: program.state.answer(DRAWN_APART, 0) is not None)
    drawn = program.state.answer(DRAWN_APART, 0)
    assert drawn is not None and [len(row) for row in panel.samples._rows] == [9, 9, 9]
    assert np.array_equal(panel.samples._rows[1][0], drawn.means[1])


def test_points_offer_no_samples(program: Program) -> None:
    enter(program)
    assert not program.find(QPushButton, "mixture_tab_samples").isVisible()


def test_four_mixtures_move_together_and_one_is_told_of(program: Program) -> None:
    four = [{**MIXTURE_OF_3, "components": count, "label": f"K = {count}"} for count in (2, 3, 4, 6)]
    panel = enter(program, *four)
    assert [card.view.count for card in panel.middle.cards.values()] == [2, 3, 4, 6]
    step_by(program, "both")
    program.wait(lambda: all(shown(program, model).step == 1 for model in range(4)))
    choose(program.session, model=2)
    gain = mixtures_of(program.state).gains[2]
    assert f"{gain.now:.4f}".replace("-", "−") in program.text("mixtures_likelihood")
    program.wait(lambda: program.state.answer(STARTS, 2) is not None)
    view = view_of(program, 3)
    start = middle(program, 5, 3)
    before = [shown(program, model).now.means.copy() for model in range(4)]
    drag(view, start, QPoint(25, 20))
    program.wait(lambda: not np.allclose(shown(program, 3).now.means, before[3]))
    rest(program)
    for model in range(3):
        assert np.allclose(shown(program, model).now.means, before[model])


def test_looking_back_shows_what_was_and_nothing_can_be_moved(program: Program) -> None:
    enter(program)
    first = shown(program).now.means
    program.session.advance(20)
    program.wait(lambda: shown(program).step == 20)
    program.wait(lambda: not np.allclose(shown(program).now.means, first))
    program.session.scrub(0)
    program.wait(lambda: np.allclose(shown(program).now.means, first))
    rest(program)
    drag(view_of(program), middle(program, 0), QPoint(30, 0))
    rest(program)
    assert np.allclose(shown(program).now.means, first) and program.state.scrubbed == 0


def test_a_rewind_begins_where_it_began(program: Program) -> None:
    enter(program)
    first = shown(program).now.means
    program.session.advance(10)
    program.wait(lambda: shown(program).step == 10)
    program.press("rewind")
    program.wait(lambda: program.state.can_train and program.state.answer(MIXTURE, 0) is not None)
    program.wait(lambda: np.array_equal(shown(program).now.means, first) and shown(program).step == 0)


@pytest.mark.layout
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("models", [1, 4])
def test_nothing_is_cut_off_covered_or_blank(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, language: str, models: int
) -> None:
    with speaking(qapp, language):
        program = Program(qtbot, tmp_path)
        try:
            given = [{**SINGULAR, "latent_dim": 4, "label": f"floor {index}"} for index in range(models)]
            panel = enter(program, *given, dataset={"name": "digits"})
            found: dict[str, str] = {}
            for size in SIZES_OF_WINDOW:
                program.window.resize(*size)
                for collapsed in (False, True):
                    for card in panel.middle.cards.values():
                        card.collapse.show_collapsed((0,) if collapsed else (), False, True, True)
                    for page in ("starts", "sizes", "samples"):
                        panel.cards.show_page(page)
                        settle_layout()
                        for fault in lasting_faults(qtbot, program.window):
                            found.setdefault(fault, f"{page}, {size}, {collapsed}")
            assert not found, "\n".join(f"{fault}: {where}" for fault, where in found.items())
        finally:
            assert program.close()
