"""What lessons can ask of mixtures: figures with known answers, of the one that is chosen and of each."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.state.state import AppState
from explorer.workspaces.mixtures import MIXTURES
from explorer.workspaces.mixtures.channels import MIXTURE, STARTS
from explorer.workspaces.mixtures.facts import facts
from explorer.workspaces.mixtures.state import KEY, Gain, MixturesState
from explorer.workspaces.mixtures.view.mixture_sample import FIRST, TRUE, shown_of
from trainers.catalog import family_specs
from trainers.experiment import Experiment
from trainers.messages import MixtureShown, StartsTried
from trainers.messages.mixture import Components, StartTried


def state_of(*mixtures: MixtureShown, tried: StartsTried | None = None) -> AppState:
    """With a mixture for each, and perhaps beginnings of the first."""
    table = {"dataset": {"name": "clouds"}, "models": [{"family": "gaussian-mixture"}] * len(mixtures)}
    answers = {MIXTURE.of(model).name: shown for model, shown in enumerate(mixtures)}
    if tried is not None:
        answers[STARTS.of(0).name] = tried  # type: ignore[assignment]
    return AppState(families=family_specs(), experiment=Experiment.parse(table), answers=answers)


def shown(narrow: float) -> MixtureShown:
    """Two components with deviations 1 and *narrow*, and four places with a deviation of 2, of which two are torn."""
    wide = Components(np.array([0.5, 0.5]), np.zeros((2, 2)), np.stack([np.eye(2), np.diag([1.0, narrow**2])]))
    places = np.array([[-2, -2], [2, 2], [-2, 2], [2, -2]], np.float32)
    shares = np.array([[1, 0], [0.05, 0.95], [0.5, 0.5], [0.2, 0.8]], np.float32)
    made = replace(shown_of(TRUE, cells=4), now=wide, before=wide, places=places, shares=shares)
    return replace(made, log_likelihood=-1.5, collapsed=(1,))


def test_how_likely_how_torn_and_how_narrow() -> None:
    found = facts(MixturesState(), state_of(shown(0.5)))
    assert (found["nats"], found["collapsed"], found["torn"], found["asked"]) == (-1.5, 1.0, 0.5, True)
    assert found["narrowest"] == pytest.approx(0.25)


def test_each_mixture_tells_and_so_does_the_one_that_is_chosen() -> None:
    moved = replace(shown_of(TRUE, cells=4, before=FIRST), model=1, log_likelihood=2.0)
    own = MixturesState(model=1)
    found = facts(own, state_of(shown(0.5), moved).keeping({KEY: own}))
    assert (found["nats.0"], found["nats.1"], found["nats"]) == (-1.5, 2.0, 2.0)
    assert found["asked.0"] is True and found["asked.1"] is False and found["asked"] is False


def test_of_a_line_the_number_that_is_not_there_counts_for_nothing() -> None:
    line = Components(np.ones(1), np.zeros((1, 2)), np.array([np.diag([4.0, 0.0])]))
    flat = replace(shown(1.0), now=line, width=1, places=np.array([[-2, 0], [2, 0]], np.float32))
    assert facts(MixturesState(), state_of(flat))["narrowest"] == pytest.approx(2 / np.sqrt(2))


def test_what_the_last_move_has_brought_and_where_other_beginnings_lead() -> None:
    ends = ((1, -1.0, ()), (2, 9.0, (0,)), (3, -2.0, ()))
    tries = tuple(StartTried(seed, FIRST, TRUE, nats, 9, collapsed) for seed, nats, collapsed in ends)
    tried = StartsTried(0, 1, STARTS.of(0).name, 0, 0, tries, np.zeros((1, 2), np.float32), 8)
    own = MixturesState(begun={0: 3}, gains={0: Gain(4, -1.0, 3, -1.25)})
    found = facts(own, state_of(shown(1.0), tried=tried))
    assert (found["gained"], found["begun"], found["tried"]) == (0.25, 3.0, 3.0)
    assert (found["best"], found["worst"]) == (-1.0, -2.0), "one that has collapsed says nothing"


def test_all_that_is_told_is_declared() -> None:
    own = MixturesState(begun={0: 3}, gains={0: Gain(4, -1.0, 3, -1.25)})
    assert all(MIXTURES.tells(name) for name in facts(own, state_of(shown(1.0), shown(2.0))))
    assert not facts(MixturesState(), AppState())
