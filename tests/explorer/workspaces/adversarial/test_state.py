"""What was measured of games, as events come: values in and values out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.state.reduce import reduce as reduce_all
from explorer.state.state import AppState
from explorer.workspaces import WORKSPACES
from explorer.workspaces.adversarial.state import AdversarialState, adversarial_of, forked
from trainers import messages
from trainers.catalog import family_specs
from trainers.experiment import Experiment

RUN = 3


@pytest.fixture
def state() -> AppState:
    given = Experiment.parse({"dataset": {"name": "ring"}, "models": [{"family": "gan"}]})
    return AppState(families=family_specs(), run_id=RUN, experiment=given, draft=given)


def reduce(state: AppState, event: messages.Event | messages.Answer) -> AppState:
    return reduce_all(state, event, WORKSPACES)


def measured(step: int) -> messages.SamplesMeasured:
    return messages.SamplesMeasured(RUN, step, "measured 0", step, 0, {"coverage": 0.5}, None)


def tick(step: int) -> messages.Ticked:
    return messages.Ticked(RUN, step, 60, 0.1, 0.2, 10.0)


def steps(state: AppState) -> list[int]:
    return [point.step for point in adversarial_of(state).histories[0]]


def test_where_training_goes_back_what_was_measured_after_is_forgotten(state: AppState) -> None:
    for step in (0, 10, 20):
        state = reduce(reduce(state, tick(step)), measured(step))
    assert steps(state) == [0, 10, 20]
    assert steps(reduce(state, tick(21))) == [0, 10, 20]
    assert steps(reduce(state, tick(15))) == [0, 10]


def test_what_was_being_measured_when_training_went_back_does_not_silence_what_comes(state: AppState) -> None:
    """Else a verdict stood for as many steps as a remedy had been tried, whatever the figures beside it said."""
    for step in (0, 4000):
        state = reduce(reduce(state, tick(step)), measured(step))
    state = reduce(reduce(state, tick(5700)), tick(4000))  # a remedy is undone
    state = reduce(state, measured(5700))
    for step in (4100, 4200):
        state = reduce(reduce(state, tick(step)), replace(measured(step), request_id=6000 + step))
        assert steps(state)[-1] == step
    assert steps(state) == [0, 4000, 4100, 4200]


def test_a_measurement_may_overtake_the_clock(state: AppState) -> None:
    state = reduce(reduce(state, tick(10)), measured(30))
    assert steps(reduce(state, tick(20))) == [30]


def test_a_measurement_of_a_keyframe_that_is_looked_at_leaves_the_history(state: AppState) -> None:
    for step in (10, 20, 30):
        state = reduce(reduce(state, tick(step)), measured(step))
    past = messages.SamplesMeasured(RUN, 40, "measured 0", 10, 0, {"coverage": 0.1}, None)
    looking = reduce(replace(state, scrubbed=10), past)
    assert looking.answers["measured 0"] is past  # it is shown
    points = adversarial_of(looking).histories[0]
    assert [(point.step, point.coverage) for point in points] == [(10, 0.5), (20, 0.5), (30, 0.5)]


def test_a_run_that_goes_on_otherwise_is_measured_anew_and_keeps_what_was_chosen(state: AppState) -> None:
    own = replace(adversarial_of(reduce(state, measured(10))), line=3)
    assert forked(own) == AdversarialState(line=3)
