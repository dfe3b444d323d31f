"""The learning rate falls over the plan: what is in force is said beside its knob and where a curve is read."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from explorer.state.state import AppState
from explorer.texts.rate_texts import in_force_texts, rate_at_text
from tests.explorer.program import Program, experiment
from trainers.experiment import Experiment
from trainers.messages import Phase


def said(program: Program, knob: str = "models.0.learning_rate") -> str:
    label = program.find(QLabel, f"{knob}-in-force")
    return label.text() if label.isVisible() else ""


def test_the_rate_in_force_is_said_and_going_on_beyond_the_plan_too(program: Program) -> None:
    program.start(experiment(steps=100))
    assert said(program) == "in force: 0.001 (50 %)", (
        "the first of two steps of the rise, or all below would move later"
    )
    program.session.advance(50)
    program.wait(lambda: program.step == 50 and program.state.phase is Phase.PAUSED)
    assert said(program) == "in force: 0.001 (50 %)"  # half of the cosine, between 1 and 0.01
    assert "fork" in program.find(QLabel, "models.0.learning_rate-in-force").toolTip()
    program.session.play()
    program.wait_for(Phase.FINISHED)
    assert said(program) == "in force: 2e-05 (1 %), beyond the plan"
    program.session.edit(0.02, "models.0.learning_rate")
    program.wait(lambda: said(program) == "in force: 0.0002 (1 %), beyond the plan")
    program.session.scrub(50)
    assert said(program) == "in force: 0.001 (50 %)", "as it was then, before the knob was turned"
    assert "rate has fallen" in program.find(QPushButton, "timelineTrainOn").toolTip().replace("\n", " ")
    heard: list[str] = []  # what is said of 25 steps is soon followed by the next
    program.session.state_changed.connect(lambda new, old: heard.append(new.status.message if new.status else ""))
    program.session.train_on(50)
    program.wait(lambda: program.step == 125 and program.state.phase is Phase.PAUSED)
    assert any(text.startswith("Beyond the plan, at 1 % of the learning rate.") for text in heard)
    program.session.edit(4000, "steps")
    heard.clear()
    program.session.fork()
    program.wait(lambda: "Training." in heard)
    assert not any(text.startswith("Beyond") for text in heard)
    assert "beyond" not in said(program)


def game(decay: str) -> Experiment:
    model = {"family": "gan", "g_layers": [8], "d_layers": [8], "decay": decay}
    return experiment(steps=40, dataset={"name": "ring"}, models=[model])


def test_of_a_rate_that_never_falls_nothing_is_said() -> None:
    assert in_force_texts(AppState(experiment=game("constant")), 0) == {}
    assert set(in_force_texts(AppState(experiment=game("linear")), 0).values()) == {"in force: 0.001 (100 %)"}


@pytest.mark.parametrize(("decay", "text"), [("linear", "rate 50 %"), ("cosine", "rate 50 %"), ("constant", "")])
def test_the_rate_is_read_out_with_a_curve(decay: str, text: str) -> None:
    assert rate_at_text(game(decay), 21) == text


def test_models_at_several_rates_have_none_in_the_read_out() -> None:
    models = [{"family": "vae", "layers": [4]}, {"family": "ae", "layers": [4]}]
    assert rate_at_text(experiment(steps=40, models=models), 21) == "rate 50 %"
    assert rate_at_text(experiment(steps=40, models=[{"family": "pca"}]), 21) == ""


def test_a_pointer_on_the_curve_reads_the_rate(program: Program) -> None:
    program.start(experiment(steps=100))
    program.session.advance(60)
    program.wait(lambda: program.step == 60 and program.state.phase is Phase.PAUSED)
    curves = program.curves
    program.wait(lambda: curves.plot.ranges[0][1] >= 60)
    curves.plot.hovered.emit(51.0)
    assert "step 51 · rate 50 %" in curves.plot._read_out
