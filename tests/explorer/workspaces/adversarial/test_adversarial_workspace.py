"""The Adversarial workspace in the assembled window, with the real worker and real events."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QPushButton, QSplitter, QToolButton, QWidget

from explorer.gui_thread.errand import Errand
from explorer.pictures.image_grid import ImageGrid
from explorer.state.state import AppState
from explorer.widgets.elided_label import ElidedLabel
from explorer.workspaces.adversarial.arena.arena_card import ArenaCard
from explorer.workspaces.adversarial.channels import ARENA, FAKES, GENERATIONS, INSPECTED, MEASURED, SCORES
from explorer.workspaces.adversarial.fakes.image_stage import ImageStage
from explorer.workspaces.adversarial.looks import GENERATION_POINTS
from explorer.workspaces.adversarial.state import Applied, Chosen, adversarial_of, keep
from explorer.workspaces.adversarial.verdict_keeper import VerdictKeeper
from explorer.workspaces.adversarial.verdicts import judged, live_knobs, verdict_shown
from tests.explorer.program import Program, experiment
from trainers import messages
from trainers.messages import Phase
from trainers.messages.channels import A, Channel
from trainers.runs.verdicts import VERDICTS, read_verdicts
from trainers.verdict.rules import Point
from trainers.verdict.verdict import Remedy, Verdict

GAN: dict[str, Any] = {"family": "gan", "latent_dim": 2, "g_layers": [16], "d_layers": [16]}
RING: dict[str, Any] = {"name": "ring", "count": 400}


def play(program: Program, *models: dict[str, Any], **more: Any) -> None:
    program.start(experiment(models=list(models or (GAN,)), **more))
    program.press("workspace-adversarial")
    assert program.state.workspace == "adversarial"


def answered(program: Program, channel: Channel[A], model: int) -> bool:
    return program.state.answer(channel, model) is not None


def said(program: Program, channel: Channel[A], model: int) -> A:
    found = program.state.answer(channel, model)
    assert found is not None, program.state.refusal(channel, model)
    return found


def test_the_arena_shows_points_surface_and_a_chosen_fake(program: Program) -> None:
    play(program, dataset=RING)
    [stage] = program.adversarial.stages.stages
    assert isinstance(stage, ArenaCard) and not program.window.maps.isVisible()
    program.wait(stage.arena.isVisible)
    program.wait(lambda: answered(program, ARENA, 0))
    shown = said(program, ARENA, 0)
    assert shown.surface.shape == (64, 64) and shown.fakes.shape == (1000, 2)  # type: ignore[attr-defined]
    assert shown.warp is not None  # type: ignore[attr-defined]
    program.wait(lambda: answered(program, MEASURED, 0))
    figures = said(program, MEASURED, 0).figures
    assert {"modes_present", "high_quality_share", "reverse_kl"} <= set(figures)
    program.click(program.find_in(stage, QAbstractButton, "arena-optimum"))
    assert adversarial_of(program.state).optimum
    program.wait(lambda: program.find_in(stage, QAbstractButton, "arena-optimum").isEnabled())


def test_the_copy_of_d_goes_when_the_game_goes_on(program: Program) -> None:
    """Every snapshot would begin another one, and "Training a copy" would be said as long as the game runs."""
    play(program, dataset=RING)
    [stage] = program.adversarial.stages.stages
    button = program.find_in(stage, QAbstractButton, "arena-optimum")
    program.wait(lambda: answered(program, ARENA, 0))
    offer = button.text()
    program.click(button)
    program.wait(lambda: button.isEnabled() and button.text() != offer)  # it is there, and one can go back
    program.session.play()
    program.wait_for(Phase.TRAINING)
    program.wait(lambda: not adversarial_of(program.state).optimum)
    program.wait(lambda: button.isEnabled() and button.text() == offer)


@pytest.mark.parametrize("data", [RING, {"name": "digits"}], ids=["points", "images"])
def test_nothing_of_a_run_stays_on_the_stage_of_another(
    program: Program, monkeypatch: pytest.MonkeyPatch, data: dict[str, Any]
) -> None:
    play(program, dataset=data)
    channel: Channel[Any] = ARENA if data is RING else FAKES
    program.wait(lambda: answered(program, channel, 0))
    monkeypatch.setattr(program.session, "ask", lambda *_, **__: None)  # the new run has no answers yet

    def is_empty() -> bool:
        [stage] = program.adversarial.stages.stages
        if isinstance(stage, ArenaCard):
            return stage.arena.motion.shown is None
        assert isinstance(stage, ImageStage)
        return stage.grid.is_empty and stage.details.inspected is None

    assert not is_empty()
    other = {"name": "grid"} if data is RING else {"name": "moons", "cycle": "waxing", "count": 200}
    program.session.begin(experiment(models=[GAN], dataset=other))
    assert is_empty()
    program.wait(lambda: program.state.pictures is not None)
    assert is_empty()


def test_fakes_are_chosen_and_inspected(program: Program) -> None:
    play(program)
    [stage] = program.adversarial.stages.stages
    assert isinstance(stage, ImageStage)
    program.wait(lambda: answered(program, INSPECTED, 0))
    first = said(program, INSPECTED, 0).z
    stage.setFocus()
    focus = program.window.focusWidget()
    assert focus is not None
    grid = next(each for each in stage.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    program.wait(lambda: not np.array_equal(said(program, INSPECTED, 0).z, first))
    found = said(program, INSPECTED, 0)
    assert found.minimax + found.non_saturating == pytest.approx(1)  # type: ignore[attr-defined]


def test_scores_modes_and_generations_follow(program: Program) -> None:
    play(program)
    program.wait(lambda: answered(program, SCORES, 0))
    program.press("game_modes")
    program.wait(lambda: answered(program, MEASURED, 0))
    program.press("game_generations")
    program.wait(lambda: answered(program, GENERATIONS, 0))


def test_a_generation_of_points_is_a_picture_of_many(program: Program) -> None:
    play(program, dataset=RING)
    program.press("game_generations")
    program.wait(lambda: answered(program, GENERATIONS, 0))
    matched = said(program, GENERATIONS, 0)
    assert matched.samples.shape[1:] == (GENERATION_POINTS, 2)  # type: ignore[attr-defined]


def test_the_algorithm_names_what_this_run_draws_from_and_not_the_run_before(program: Program) -> None:
    def first_line() -> str:
        return program.find(QWidget, "algorithm_line_0").accessibleName()

    play(program)
    program.wait(lambda: first_line().startswith("sample real images"))
    program.session.begin(experiment(models=[GAN], dataset=RING))
    program.wait(lambda: first_line().startswith("sample real points"))
    program.session.begin(experiment(models=[GAN]))
    program.wait(lambda: first_line().startswith("sample real images"))


def test_several_arenas_share_a_legend_and_leave_the_height_they_do_not_fill(program: Program) -> None:
    play(program, *({**GAN, "label": name} for name in ("a", "b", "c", "d")), dataset=RING)
    stages = program.adversarial.stages
    program.wait(lambda: len(stages.stages) == 4 and program.find(QWidget, "arenas-legend").isVisible())
    arenas = [stage.arena for stage in stages.stages if isinstance(stage, ArenaCard)]
    program.wait(lambda: all(abs(arena.height() - arena.width()) <= 4 for arena in arenas))
    program.wait(lambda: program.window.cards.height() > program.window.height() / 3)
    chip = program.find(QAbstractButton, "arenas-layer-fake")
    own = stages.findChildren(QWidget, "arena-layer-fake")
    assert chip.text() == "fake" and not any(each.isVisible() for each in own)
    program.click(chip)
    assert not chip.isChecked() and all("fake" not in arena.painter.shown for arena in arenas)


def test_single_moves_train_one_player(program: Program) -> None:
    play(program, dataset=RING)
    algorithm = program.adversarial.algorithm
    program.wait(lambda: answered(program, ARENA, 0))
    before = said(program, ARENA, 0)
    button = next(each for each in algorithm.findChildren(QPushButton) if each.text() == "G step")
    program.click(button)
    program.wait(lambda: program.step == 1)
    program.wait(lambda: said(program, ARENA, 0).step == 1)
    after = said(program, ARENA, 0)
    assert not np.array_equal(after.fakes, before.fakes)  # type: ignore[attr-defined]
    assert np.array_equal(after.surface, before.surface)  # type: ignore[attr-defined]


def test_a_vae_beside_a_gan_shows_its_samples(program: Program) -> None:
    play(program, GAN, {"family": "vae", "layers": [12]})
    kinds = [type(stage) for stage in program.adversarial.stages.stages]
    assert kinds == [ImageStage, ImageGrid]
    program.wait(lambda: answered(program, MEASURED, 1))
    assert not answered(program, FAKES, 1)


def test_the_curves_of_two_players_are_not_said_to_tell_how_wrong_a_model_is(program: Program) -> None:
    play(program, dataset=RING)
    curves, hint = program.curves, program.window.settings_panel.hint
    QApplication.sendEvent(curves, QEvent(QEvent.Type.Enter))
    assert "no measure" in hint.text
    program.press("workspace-explore")
    QApplication.sendEvent(curves, QEvent(QEvent.Type.Enter))
    assert "How wrong the models are" in hint.text


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_without_a_discriminator_the_presets_that_have_one_are_offered(program: Program) -> None:
    program.start()
    program.window.resize(1440, 900)
    tab = program.find(QPushButton, "workspace-adversarial")
    tab.setFocus()
    QTest.keyClick(tab, Qt.Key.Key_Return)  # without the mouse
    menu = program.find(QMenu, "preset_menu")
    names = [action.objectName().removeprefix("preset_") for action in menu.actions() if action.objectName()]
    assert names and all("gan" in name or "losses" in name for name in names)
    assert "vae-digits" not in names
    assert "discriminator" in menu.actions()[0].text() and not menu.actions()[0].isEnabled()
    QTest.keyClick(menu, Qt.Key.Key_Return)
    program.wait(lambda: program.state.preset == names[0] and program.state.workspace == "adversarial")


@pytest.mark.qt_log_ignore("This plugin does not support")
def test_without_a_discriminator_the_workspace_is_not_offered(program: Program) -> None:
    program.start()
    program.press("workspace-adversarial")
    assert program.state.workspace == "explore"
    program.find(QMenu, "preset_menu").close()
    program.press("workspace-compare")
    program.session.begin(experiment(models=[GAN]))
    assert program.state.workspace == "explore"  # there is nothing encoded to compare
    program.session.set_workspace("adversarial")
    program.session.begin(experiment())
    assert program.state.workspace == "explore"
    assert program.find(QPushButton, "workspace-explore").isChecked()


def test_the_same_fake_can_be_chosen_again(program: Program) -> None:
    """Codes are arrays, which do not compare: what has changed is told by identity."""
    play(program)
    program.wait(lambda: 0 in adversarial_of(program.state).chosen)
    chosen = adversarial_of(program.state).chosen[0]
    keep(
        program.session,
        adversarial_of(program.state).with_chosen(0, Chosen(chosen.index, chosen.z.copy(), chosen.label)),
    )
    assert adversarial_of(program.state).chosen[0] is not chosen
    assert program.note == ""


def test_a_remedy_turns_whole_numbers_too_and_is_undone(program: Program) -> None:
    play(program, {**GAN, "g_steps": 5}, dataset=RING)
    game = program.adversarial
    remedy = Remedy("Let D keep up", {}, {"moves of G": 1, "smoothness of D": 0.1})
    game.verdicts = {0: Verdict("collapse", "Collapse.", {}, remedy)}

    def turned() -> tuple[float, float]:
        config = program.state.experiment.models[0].config  # type: ignore[union-attr]
        return config.g_steps, config.r1  # type: ignore[attr-defined]

    game._on_remedy_requested(0)
    program.wait(lambda: turned() == (1, 0.1))
    game._on_undo_requested(0)
    program.wait(lambda: turned() == (5, 0))
    assert not program.state.knob_errors and not adversarial_of(program.state).applied


def test_the_cards_of_one_game_stand_beside_its_arena(program: Program) -> None:
    play(program, dataset=RING)
    window = program.window
    [stage] = program.adversarial.stages.stages
    assert isinstance(stage, ArenaCard)

    def beside() -> bool:
        cards, arena = window.cards.mapTo(window, QPoint()), stage.mapTo(window, stage.rect().topRight())
        return cards.x() > arena.x()

    program.wait(beside)
    window.resize(1280, 720)
    program.wait(lambda: stage.arena.square.width() >= 440)
    for name in ("algorithm_next", "algorithm_both"):  # the whole algorithm is seen without scrolling
        button = program.find(QPushButton, name)
        assert button.visibleRegion().boundingRect() == button.rect()
    program.press("workspace-explore")
    program.wait(lambda: window.cards.orientation() is Qt.Orientation.Horizontal)
    program.press("workspace-adversarial")
    program.wait(beside)


def test_one_game_after_several_has_the_room_that_it_had_before(program: Program) -> None:
    play(program, dataset=RING)
    stages, centre = program.adversarial.stages, program.find(QSplitter, "centre")
    program.wait(lambda: len(stages.stages) == 1 and centre.orientation() is Qt.Orientation.Horizontal)
    program.wait(lambda: program.window._centre._fitted[:2] == (True, 1))
    before = centre.sizes()
    several = experiment(models=[{**GAN, "label": name} for name in ("a", "b", "c", "d")], dataset=RING)
    program.session.begin(several, "")
    program.wait(lambda: len(stages.stages) == 4 and centre.orientation() is Qt.Orientation.Vertical)
    program.wait(lambda: program.window._centre._fitted[2] is not None)
    program.session.begin(experiment(models=[GAN], dataset=RING), "")
    program.wait(lambda: len(stages.stages) == 1 and centre.sizes() == before)


def test_scores_and_moves_of_several_models_are_about_the_one_that_is_chosen(program: Program) -> None:
    play(program, {**GAN, "label": "First"}, {**GAN, "label": "Second", "loss": "hinge"}, dataset=RING)
    choice = program.find(QToolButton, "game-model")
    program.wait(choice.isVisible)
    assert choice.text().startswith("First") and program.text("algorithm-title") == "Algorithm: First"
    program.wait(lambda: answered(program, SCORES, 1))
    program.choose("game-model", "game-model_1", None)
    assert adversarial_of(program.state).model == 1 and choice.text().startswith("Second")
    assert program.adversarial.scores.canvas.compared is said(program, SCORES, 1)
    assert program.text("algorithm-title") == "Algorithm: Second"
    assert "−1" in program.adversarial.algorithm._lines[2].text  # what the hinge loss asks for
    program.press("game_modes")  # where all models stand side by side
    assert not choice.isVisible()
    program.press("game_scores")
    assert choice.isVisible()


def test_one_model_needs_no_choice(program: Program) -> None:
    play(program, dataset=RING)
    assert not program.find(QToolButton, "game-model").isVisible()
    assert program.text("algorithm-title") == "The algorithm"


def test_no_button_of_another_workspace_keeps_the_focus(program: Program) -> None:
    program.start(experiment(models=[GAN], dataset=RING))
    program.wait(lambda: program.window.focusWidget() is program.map())
    program.session.set_workspace("adversarial")
    [stage] = program.adversarial.stages.stages
    assert isinstance(stage, ArenaCard)
    program.wait(lambda: program.window.focusWidget() is stage.arena)
    other = program.window.focusWidget()
    assert other is not None and not other.objectName().startswith("workspace-")


def test_a_window_that_opens_there_gives_no_button_the_focus(program: Program) -> None:
    program.session.set_workspace("adversarial")
    program.show()
    focus = program.window.focusWidget()
    assert focus is not None and not isinstance(focus, QAbstractButton)


def test_a_remedy_of_a_finished_run_trains_on_and_says_so_before(program: Program) -> None:
    play(program, dataset=RING, steps=40)
    program.session.play()
    program.wait_for(Phase.FINISHED)
    program.wait(lambda: program.step == 40)
    game, remedy = program.adversarial, Remedy("Halve the learning rate of D", {}, {"rate of D": 5e-4})
    game.verdicts = {0: Verdict("d_too_strong", "Too strong.", {}, remedy)}
    shown = verdict_shown(program.state, game.verdicts[0], 0)
    assert shown is not None and shown.remedy_text == "Halve the learning rate of D; then train on (steps: 10)"
    assert "raise Steps and fork" in shown.then
    game.verdict.show_verdicts(program.state.labels, [shown])
    program.press("verdict_remedy_0")
    program.wait(lambda: program.step == 50)
    assert program.state.experiment.models[0].config.lr_d == 5e-4  # type: ignore[union-attr]


def test_a_remedy_of_a_run_that_stands_asks_for_play(program: Program) -> None:
    play(program, dataset=RING)
    game, remedy = program.adversarial, Remedy("Halve the learning rate of D", {}, {"rate of D": 5e-4})
    game.verdicts = {0: Verdict("d_too_strong", "Too strong.", {}, remedy)}
    before = verdict_shown(program.state, game.verdicts[0], 0)
    assert before is not None and before.remedy_text == "Halve the learning rate of D" and not before.then
    game._on_remedy_requested(0)
    game.verdicts = {0: Verdict("d_too_strong", "Too strong.", {}, remedy)}
    after = verdict_shown(program.state, game.verdicts[0], 0)
    assert after is not None and after.then == ""
    assert after.taken == "Halve the learning rate of D" and after.taken_changes == "Learning rate of D: 0.001 → 0.0005"
    assert after.remedy_text == after.taken  # it is still too strong: once more
    waiting = verdict_shown(program.state, Verdict("too_early", "Not yet."), 0)
    assert waiting is not None and waiting.then == "Press Play to go on with it." and not waiting.remedy_text


def test_a_remedy_near_the_end_of_the_plan_goes_on_beyond_it(program: Program) -> None:
    play(program, dataset=RING, steps=40)
    program.session.advance(35)
    program.wait(lambda: program.step == 35 and program.state.phase is Phase.PAUSED)
    game, remedy = program.adversarial, Remedy("Halve the learning rate of D", {}, {"rate of D": 5e-4})
    game.verdicts = {0: Verdict("d_too_strong", "Too strong.", {}, remedy)}
    shown = verdict_shown(program.state, game.verdicts[0], 0)
    assert shown is not None and shown.remedy_text == "Halve the learning rate of D; then train on (steps: 10)"
    assert shown.changes == "Learning rate of D: 0.001 → 0.0005"
    game.verdict.show_verdicts(program.state.labels, [shown])
    program.press("verdict_remedy_0")
    program.wait(lambda: program.step == 45 and program.state.phase is Phase.PAUSED)


def collapsed(until: int) -> tuple[Point, ...]:
    """Good up to step 1000, and then a collapse."""
    return tuple(
        Point(step, 0.6, 0.3, *((0.7, 0.01) if step <= 1000 else (0.1, 0.6))) for step in range(100, until + 1, 100)
    )


def standing_at(state: AppState, step: int, *histories: tuple[Point, ...]) -> AppState:
    assert state.ticked is not None
    own = replace(adversarial_of(state), histories=histories)
    return replace(state, ticked=replace(state.ticked, step=step)).keeping({"adversarial": own})


def test_a_remedy_of_one_model_brings_back_the_weights_of_all(program: Program) -> None:
    play(program, {**GAN, "label": "a"}, {**GAN, "label": "b"}, dataset=RING)
    program.wait(lambda: program.state.ticked is not None)
    before = standing_at(program.state, 1600, collapsed(1600), collapsed(1600))
    found = judged(before)
    assert [verdict.kind for verdict in found.values()] == ["collapse", "collapse"]
    remedy = found[0].remedy
    assert remedy is not None and remedy.back_to == 100
    taken = Applied("collapse", remedy, {"smoothness of D": 0.0}, 1600, before.run_id)
    back = replace(before, came_back=(before.run_id, 1600))
    back = back.keeping({"adversarial": adversarial_of(before).with_applied(0, taken)})
    after = judged(back)
    assert after[0].text == "The remedy was taken at step 1600; a few more measurements will tell."
    assert after[1].text == "Older weights came back at step 1600; a few more measurements will tell."
    later = replace(back, run_id=before.run_id + 1)
    assert [verdict.kind for verdict in judged(later).values()] == ["collapse", "collapse"]  # another run


class Told(QObject):
    state_changed = Signal(object, object)


def test_a_verdict_is_kept_with_the_run_as_it_is_saved(program: Program, tmp_path: Path) -> None:
    """By model, for the step of the save; not where the save failed, nor on this machine what is saved on another."""
    play(program, {**GAN, "label": "a"}, {**GAN, "label": "b"}, dataset=RING)
    program.wait(lambda: program.state.ticked is not None)
    before = standing_at(program.state, 1600, (), collapsed(1600))
    told, names = Told(), ("kept", "failed", "far", "early")
    for name in names:
        (tmp_path / name).mkdir()
    keeper = VerdictKeeper(told, told)  # type: ignore[arg-type]
    kept, failed, far, early = (messages.Saved(before.run_id, str(tmp_path / name), 1600) for name in names)
    link = messages.LinkChanged("host", messages.LinkPhase.LIVE, 1.0)
    told.state_changed.emit(replace(before, saved=replace(failed, problem="no room")), before)
    told.state_changed.emit(replace(before, saved=far, link=link), before)
    told.state_changed.emit(replace(standing_at(before, 100, (), collapsed(100)), saved=early), before)
    told.state_changed.emit(replace(before, saved=kept), before)
    program.wait(lambda: read_verdicts(tmp_path / "kept", 1600) == ("", "collapse"))
    program.wait(lambda: not keeper.findChild(Errand).is_running)  # type: ignore[union-attr]
    assert [path.name for path in tmp_path.glob(f"*/{VERDICTS}")] == [VERDICTS]


def test_a_remedy_that_failed_is_followed_by_another_and_both_can_be_undone(program: Program) -> None:
    play(program, {**GAN, "lr_d": 5e-4, "lr_g": 0.05}, dataset=RING)
    program.wait(lambda: program.state.ticked is not None)
    state = standing_at(program.state, 1600, collapsed(1600))
    first = judged(state)[0].remedy
    assert first is not None and first.knobs["rate of G"] == 1e-3
    program.adversarial.verdicts = {0: Verdict("collapse", "Collapse.", {}, replace(first, back_to=None))}
    program.adversarial._on_remedy_requested(0)

    def knobs() -> dict[str, float]:
        return live_knobs(program.state, 0)

    program.wait(lambda: knobs()["rate of G"] == 1e-3 and knobs()["momentum"] == 0)
    stands = adversarial_of(program.state).applied[0].step
    points = tuple(Point(stands + 100 * place, 0.6, 0.3, 0.02, 0.9) for place in range(1, 9))
    worse = standing_at(program.state, stands + 800, points)
    again = judged(worse)[0]
    assert again.kind == "collapse" and again.remedy is not None
    shown = verdict_shown(worse, again, 0)
    assert shown is not None and shown.taken.endswith("with the usual learning rates") and shown.remedy_text
    assert "Rewind" not in shown.then
    program.adversarial.verdicts = {0: again}
    program.adversarial._on_remedy_requested(0)
    program.wait(lambda: knobs()["rate of G"] == 5e-4)
    hopeless = verdict_shown(worse.keeping({"adversarial": adversarial_of(program.state)}), again, 0)
    assert hopeless is not None and hopeless.remedy_text
    assert hopeless.then.startswith("2 remedies, and still this") and "Rewind" in hopeless.then
    program.adversarial._on_undo_requested(0)
    program.wait(lambda: knobs()["rate of G"] == 1e-3)
    program.adversarial._on_undo_requested(0)
    program.wait(lambda: knobs()["rate of G"] == 0.05 and knobs()["rate of D"] == 5e-4)
    assert not adversarial_of(program.state).applied


def test_data_without_known_modes_say_why_there_are_no_shares(program: Program) -> None:
    play(program, dataset={"name": "spiral", "count": 400})
    program.press("game_modes")
    program.wait(lambda: answered(program, MEASURED, 0))
    canvas = program.adversarial.modes.canvas
    program.wait(lambda: canvas.lack)
    figures = said(program, MEASURED, 0).figures
    assert "no known modes" in canvas.lack and f"coverage {figures['coverage']:.2f}" in canvas.lack


def test_a_drawing_is_offered_as_data_only_where_points_are_drawn(program: Program) -> None:
    program.window.resize(1920, 1080)  # room for every tab
    play(program, dataset=RING)
    program.press("game_draw")
    assert program.adversarial.draw.isVisible()
    program.session.begin(experiment(models=[GAN]))  # pictures of digits
    program.wait_for(Phase.READY)
    tab = program.find(QPushButton, "game_draw")
    assert program.state.workspace == "adversarial" and not tab.isVisible()
    assert program.adversarial.scores.isVisible() and program.find(QPushButton, "game_scores").isChecked()
    more = program.find(QPushButton, "game_more")
    more.menu().aboutToShow.emit()
    assert "Draw data" not in [entry.text() for entry in more.menu().actions()]
    program.press("workspace-explore")
    program.press("workspace-adversarial")
    assert not tab.isVisible()
    program.session.begin(experiment(models=[GAN], dataset=RING))
    program.wait_for(Phase.READY)
    program.press("game_draw")
    assert program.adversarial.draw.isVisible()


def test_a_fork_on_other_data_forgets_the_fake_that_was_chosen(program: Program) -> None:
    """It lay among fakes that are not there any more."""
    program.start(experiment(dataset={"name": "ring"}, models=[{"family": "gan", "latent_dim": 2}]))
    program.session.set_workspace("adversarial")
    program.session.advance(1)
    program.wait_for(Phase.PAUSED)
    [arena] = (stage.arena for stage in program.adversarial.stages.stages)
    program.wait(lambda: arena.motion.shown is not None)
    keep(program.session, adversarial_of(program.state).with_chosen(0, Chosen(2, np.zeros(2, np.float32))))
    assert arena.chosen == 2
    program.session.edit(0.03, "dataset.sigma")
    program.session.fork()
    program.wait(lambda: program.state.data is not None and program.state.data.run_id == 2)
    assert adversarial_of(program.state).chosen == {} and arena.chosen == -1


def test_a_screenshot_waits_for_the_arena_the_scores_and_the_figures(program: Program) -> None:
    program.start(experiment(dataset=RING, models=[GAN]))
    program.session.set_workspace("adversarial")
    program.session.advance(3)
    program.wait_for(Phase.PAUSED)
    program.wait(lambda: program.adversarial.is_answered(program.state))
    assert [said(program, channel, 0).step for channel in (ARENA, SCORES, MEASURED)] == [3, 3, 3]
    without = dict(program.state.answers)
    del without[MEASURED.of(0).name]
    assert not program.adversarial.is_answered(replace(program.state, answers=without))


def test_the_cards_below_are_as_wide_after_other_workspaces_as_before(program: Program) -> None:
    program.window.resize(1366, 768)
    program.start(experiment(models=[GAN]))
    cards = program.window.cards

    def widths() -> list[int]:
        return [cards.widget(index).width() for index in range(cards.count()) if cards.sizes()[index]]

    program.wait(lambda: len(widths()) == 3)
    before = widths()
    program.press("workspace-adversarial")
    program.wait(lambda: cards.orientation() is Qt.Orientation.Vertical)
    program.press("workspace-explore")
    program.wait(lambda: cards.orientation() is Qt.Orientation.Horizontal)
    program.wait(lambda: widths() == before)
    assert not program.pictures.tools._segments.folded
    program.press("tab_draw")
    label = next(each for each in program.pictures.pad.findChildren(ElidedLabel) if each.whole_text)
    program.wait(lambda: label.text() == label.whole_text)
    handle = cards.handle(1)
    at = handle.rect().center()
    QTest.mousePress(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseMove(handle, at + QPoint(40, 0))
    QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at + QPoint(40, 0))
    dragged = widths()
    assert dragged != before
    program.press("workspace-adversarial")
    program.wait(lambda: cards.orientation() is Qt.Orientation.Vertical)
    program.press("workspace-explore")
    program.wait(lambda: widths() == dragged)
