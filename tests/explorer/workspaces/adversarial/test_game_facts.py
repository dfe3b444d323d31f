"""What lessons can ask of a game: the chosen fake, D over the plane, and what was measured of samples."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from explorer.state.state import AppState
from explorer.workspaces.adversarial import ADVERSARIAL
from explorer.workspaces.adversarial.channels import ARENA, INSPECTED, MEASURED, SCORES
from explorer.workspaces.adversarial.facts import facts
from explorer.workspaces.adversarial.state import AdversarialState, Chosen
from trainers import messages
from trainers.catalog import family_specs
from trainers.experiment import Experiment

PIXELS = np.zeros((1, 1, 2, 2), np.uint8)
Z = np.array([0.5, -1.0], np.float32)


def state_of(**answers: Any) -> AppState:
    given = Experiment.parse({"dataset": {"name": "ring"}, "models": [{"family": "ae"}, {"family": "gan"}]})
    return AppState(families=family_specs(), experiment=given, answers=answers)


def inspected(z: np.ndarray) -> messages.FakeInspected:
    return messages.FakeInspected(
        0, 1, "inspected 1", 5, 1, z[None], PIXELS, PIXELS, np.zeros((1, 2, 2), np.float32), -1.9, 0.13, 0.13, 0.87,
        PIXELS, None, np.zeros(1, np.float32), after_score=-1.5, after_belief=0.18,
    )  # fmt: skip


def arena(trained: int = 0) -> messages.ArenaShown:
    """D and the ideal one over [0, 2] x [0, 2], in four cells; a fake in the cell at the top left, one at the bottom
    right, and one outside."""
    surface = np.array([[0.1, 0.9], [0.5, 0.4]], np.float32)
    ideal = np.array([[0.3, 0.9], [0.5, 0.5]], np.float32)
    fakes = np.array([[0.5, 1.5], [1.9, 0.1], [9.0, 9.0]], np.float32)
    return messages.ArenaShown(
        0, 1, "arena 1", 5, 1, (0.0, 0.0, 2.0, 2.0), fakes, fakes, surface, True, fakes, ideal, None, trained
    )


def test_of_the_chosen_fake_both_pushes_are_told() -> None:
    own = AdversarialState(chosen={1: Chosen(7, Z, 3)})
    found = facts(own, state_of(**{INSPECTED.of(1).name: inspected(Z)}))
    assert (found["fake"], found["label"], found["belief"]) == (7.0, 3.0, 0.13)
    assert (found["minimax"], found["non_saturating"], found["after_belief"]) == (0.13, 0.87, 0.18)


def test_nothing_is_told_of_a_fake_that_was_chosen_before() -> None:
    own = AdversarialState(chosen={1: Chosen(7, Z + 1, 3)})
    assert not facts(own, state_of(**{INSPECTED.of(1).name: inspected(Z)}))


def test_how_far_d_is_off_the_ideal_is_measured_at_the_fakes_that_are_seen() -> None:
    found = facts(AdversarialState(), state_of(**{ARENA.of(1).name: arena()}))
    assert (found["lowest"], found["highest"]) == (pytest.approx(0.1), pytest.approx(0.9))
    assert found["off_ideal"] == pytest.approx((0.2 + 0.1) / 2)
    assert found["copy"] is False


@pytest.mark.parametrize(("optimum", "trained", "copy"), [(True, 300, True), (True, 0, False), (False, 300, False)])
def test_a_copy_is_one_once_it_has_been_trained(optimum: bool, trained: int, copy: bool) -> None:
    found = facts(AdversarialState(optimum=optimum), state_of(**{ARENA.of(1).name: arena(trained)}))
    assert found["copy"] is copy


def test_samples_and_scores() -> None:
    figures = {"high_quality_share": 0.75, "coverage": 0.5, "duplicate_share": 0.25, "sliced_w1": 0.02}
    shares = np.array([0.5, 0.249, 0.001], np.float32)
    measured = messages.SamplesMeasured(0, 1, "measured 1", 8, 1, figures, shares)
    held_out, fake = np.array([1.0, -1.0], np.float32), np.array([-1.0, -2.0], np.float32)
    scores = messages.ScoresCompared(0, 1, "scores 1", 8, 1, held_out, held_out, fake, 0.2)
    found = facts(AdversarialState(), state_of(**{MEASURED.of(1).name: measured, SCORES.of(1).name: scores}))
    assert (found["modes"], found["clouds"], found["on_clouds"], found["measured_at"]) == (2.0, 3.0, 0.75, 8.0)
    assert (found["coverage"], found["duplicates"], found["sliced_w1"]) == (0.5, 0.25, 0.02)
    assert (found["accuracy"], found["js_bound"]) == (0.75, 0.2)
    assert "agreement" not in found, "nothing was asked for"


def test_all_that_is_told_is_declared() -> None:
    own = AdversarialState(chosen={1: Chosen(7, Z, 3)})
    found = facts(own, state_of(**{INSPECTED.of(1).name: inspected(Z), ARENA.of(1).name: arena()}))
    assert found and all(ADVERSARIAL.tells(name) for name in found)
    assert not facts(AdversarialState(), AppState())
