"""What is put in the place of a mixture when it is moved: known answers, in two dimensions and in more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.workspaces.mixtures.by_hand import begun, cured_floor, elsewhere, moved, variance_of, whole_of
from explorer.workspaces.mixtures.view.mixture_motion import HeldComponent
from explorer.workspaces.mixtures.view.mixture_sample import TRUE, shown_of
from trainers.messages.mixture import Components, MixtureShown

HELD = HeldComponent(1, np.array([0.1, 0.9]), np.diag([0.02, 0.01]))


def in_five() -> MixtureShown:
    """Seen in the plane of the numbers 3 and 1 of five."""
    rng = np.random.default_rng(0)
    whole = Components(TRUE.weights, rng.random((3, 5)), np.stack([np.eye(5) * (index + 1) for index in range(3)]))
    return replace(shown_of(TRUE), width=5, axes=(3, 1), whole=whole)


def test_in_the_plane_a_component_takes_place_and_shape_of_the_hand() -> None:
    values = moved(shown_of(TRUE), HELD)
    assert values is not None and set(values) == {"means", "covariances"}
    assert values["means"].tolist() == [TRUE.means[0].tolist(), [0.1, 0.9], TRUE.means[2].tolist()]
    assert np.array_equal(values["covariances"][1], HELD.covariance)
    assert np.array_equal(values["covariances"][[0, 2]], TRUE.covariances[[0, 2]])
    assert not np.array_equal(TRUE.means[1], [0.1, 0.9]), "the answer itself is not written to"


def test_of_more_numbers_only_those_that_are_seen_move() -> None:
    shown = in_five()
    values = moved(shown, HELD)
    assert values is not None and set(values) == {"means"} and shown.whole is not None
    wanted = shown.whole.means.copy()
    wanted[1, 3], wanted[1, 1] = 0.1, 0.9
    assert np.array_equal(values["means"], wanted)


def test_what_nobody_knows_is_not_moved() -> None:
    assert moved(replace(shown_of(TRUE), width=5), HELD) is None
    assert moved(shown_of(TRUE), replace(HELD, index=7)) is None


def test_on_a_line_only_the_first_number_counts() -> None:
    shown = replace(shown_of(TRUE), width=1)
    whole, values = whole_of(shown), moved(shown, HELD)
    assert whole is not None and whole.means.shape == (3, 1) and whole.covariances.shape == (3, 1, 1)
    assert values is not None and values["means"].shape == (3, 1) and values["means"][1, 0] == 0.1


def test_a_beginning_is_taken_as_it_was() -> None:
    assert begun(TRUE) == {"weights": TRUE.weights, "means": TRUE.means, "covariances": TRUE.covariances}


def collapsed() -> MixtureShown:
    """The second component sits on one example."""
    shown = shown_of(TRUE)
    means, covariances = TRUE.means.copy(), TRUE.covariances.copy()
    means[1], covariances[1] = shown.places[0], np.eye(2) * 1e-12
    now = Components(np.array([0.6, 0.001, 0.399]), means, covariances)
    return replace(shown, now=now, before=now, collapsed=(1,))


def test_a_component_is_put_where_the_others_explain_least() -> None:
    shown = collapsed()
    values = elsewhere(shown, 1)
    assert values is not None
    apart = [
        np.sqrt(np.einsum("ni,ij,nj->n", away, np.linalg.inv(TRUE.covariances[other]), away))
        for other in (0, 2)
        for away in [shown.places - TRUE.means[other]]
    ]
    own = (shown.shares[:, 1] > 0.5) | (np.arange(len(shown.places)) == 0)
    assert own.sum() > 1, "those that it was given, and the one that it sits on"
    farthest = int(np.where(own, -1.0, np.minimum(*apart)).argmax())
    assert np.allclose(values["means"][1], shown.places[farthest])
    assert np.allclose(values["covariances"][1], TRUE.covariances[[0, 2]].mean(axis=0))
    assert values["weights"] == pytest.approx([0.6 / 0.999 * 2 / 3, 1 / 3, 0.399 / 0.999 * 2 / 3])


def test_in_more_dimensions_it_is_put_there_too() -> None:
    values = elsewhere(replace(in_five(), collapsed=(0,)), 0)
    assert values is not None and values["covariances"].shape == (3, 5, 5)
    assert np.allclose(values["covariances"][0], np.eye(5) * 2.5)


def test_the_only_component_has_nowhere_to_go() -> None:
    one = Components(np.ones(1), TRUE.means[:1], TRUE.covariances[:1])
    assert elsewhere(shown_of(one), 0) is None
    assert elsewhere(replace(shown_of(TRUE), width=5), 0) is None


def test_the_floor_that_cures_follows_the_spread_of_the_examples() -> None:
    shown = shown_of(TRUE)
    assert variance_of(shown) == pytest.approx(float(shown.places.astype(np.float64).var(axis=0).mean()))
    assert cured_floor(shown) == pytest.approx(variance_of(shown) / 100)
    nowhere = replace(shown, places=np.full_like(shown.places, np.nan))
    assert variance_of(nowhere) == 0.0
