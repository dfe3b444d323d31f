"""What is answered about mixtures: whose example is whose, where other starts lead, how many components are borne."""

from __future__ import annotations

import math
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from tests.small_families.small_mixture import SmallMixture
from trainers import messages
from trainers.catalog import families
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.looking import fitted_codes
from trainers.looking.answers import Answers
from trainers.looking.looker import Looker
from trainers.runs.starting import load_examples
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def _small_mixture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(families(), "small-mixture", SmallMixture)  # type: ignore[arg-type]


class Fit:
    """A run of a mixture and those who look at it."""

    def __init__(self, dataset: dict[str, Any], family: str = "small-mixture", **knobs: Any) -> None:
        models = [{"family": family, "label": "EM", **knobs}, {"family": "ae", "layers": [4], "label": "AE"}]
        experiment = Experiment.parse({"seed": 1, "steps": 50, "batch_size": 16, "dataset": dataset, "models": models})
        self.examples = load_examples(experiment, LoadContext(Path()))
        self.loop = Loop(experiment, self.examples, CPU)
        self.looker = Looker(experiment, self.examples, CPU)
        self.answers = Answers(self.looker)

    def ask(self, kind: type[messages.Look], model: int = 0, **more: Any) -> list[Any]:
        """All answers, by the weights of now."""
        loop = self.loop
        configs = tuple(spec.config for spec in loop.experiment.models)
        self.looker.load(Snapshot(1, loop.step_count, tuple(loop.display_weights()), configs))
        with torch.inference_mode():
            return [each for each in self.answers.answer(kind(1, 2, "mixture", model, **more)) if each is not None]  # type: ignore[call-arg]

    def show(self, **more: Any) -> messages.MixtureShown:
        [found] = self.ask(messages.ShowMixture, **more)
        assert isinstance(found, messages.MixtureShown), found
        return found


FAMILIES = pytest.mark.parametrize("family", ["small-mixture", "gaussian-mixture"])


def ring(**knobs: Any) -> Fit:
    """Three clouds, far from each other."""
    return Fit({"name": "ring", "modes": 3, "sigma": 0.03, "count": 1000}, **knobs)


def theirs(fit: Fit, shown: messages.MixtureShown, z: np.ndarray, before: bool = False) -> GaussianMixture:
    """scikit-learn's mixture of those components."""
    of = shown.before if before else shown.now
    found = GaussianMixture(len(of.weights))
    found.weights_, found.means_, found.covariances_ = of.weights, of.means, of.covariances
    found.precisions_cholesky_ = np.linalg.cholesky(np.linalg.inv(of.covariances))
    return found


@FAMILIES
def test_whose_example_is_whose_is_what_scikit_learn_says(family: str) -> None:
    fit = ring(family=family)
    for players in ([], ["expectation"], ["maximisation"]):
        fit.loop.step(players)
        shown = fit.show()
        z = fit.examples.train.astype(np.float64)
        assert shown.places == pytest.approx(z, abs=1e-6)
        assert shown.shares == pytest.approx(theirs(fit, shown, z, before=True).predict_proba(z), abs=1e-6)
        assert shown.shares.sum(1) == pytest.approx(1.0, abs=1e-5)
        assert shown.log_likelihood == pytest.approx(theirs(fit, shown, z).score(z), abs=1e-6)
        assert shown.width == 2 and shown.step == fit.loop.step_count


@FAMILIES
def test_after_e_it_is_asked_and_after_m_it_is_not(family: str) -> None:
    fit = ring(family=family)
    assert fit.show().is_asked, "before the first step the components are those that would be asked"
    fit.loop.step(["expectation"])
    asked = fit.show()
    assert asked.is_asked
    fit.loop.step(["maximisation"])
    moved = fit.show()
    assert not moved.is_asked and moved.before.means.tolist() == asked.now.means.tolist()
    assert np.array_equal(moved.shares, asked.shares), "M asks nobody"
    assert moved.log_likelihood > asked.log_likelihood
    fit.loop.adjust(0, {"means": np.full((3, 2), 0.5)})
    assert fit.show().now.means.tolist() == [[0.5, 0.5]] * 3
    fit.loop.step(["expectation"])
    assert fit.show().is_asked


def test_the_density_over_a_wide_part_of_the_plane_is_one() -> None:
    fit = ring()
    for _ in range(30):
        fit.loop.step()
    x0, y0, x1, y1 = fit.show().extent
    places = fit.examples.train
    assert (places >= (x0, y0)).all() and (places <= (x1, y1)).all(), "by default all examples are seen"
    shown = fit.show(extent=(-3.0, -2.0, 4.0, 3.0), cells=500)
    assert shown.extent == (-3.0, -2.0, 4.0, 3.0) and shown.density.shape == (500, 500)
    assert shown.density.sum(dtype=np.float64) * 7 * 5 / 500**2 == pytest.approx(1.0, abs=1e-3)


def test_of_pictures_any_two_numbers_are_seen() -> None:
    fit = Fit({"name": "digits"}, width=5)
    fit.loop.step()
    shown = fit.show(axes=(3, 1))
    z = fit.looker.examples.train.reshape(len(fit.examples.train), -1)[:, :5] / 255
    assert shown.places == pytest.approx(z[:, [3, 1]], abs=1e-6) and shown.width == 5
    assert shown.now.means.shape == (3, 2) and shown.now.covariances.shape == (3, 2, 2)
    assert shown.whole is not None and shown.whole.covariances.shape == (3, 5, 5)
    assert shown.now.means.tolist() == shown.whole.means[:, [3, 1]].tolist()
    assert shown.rows is not None
    fit.looker.load(fit.looker.snapshot)  # type: ignore[arg-type]
    data = messages.EncodeData(1, 3, "data", 10**6)
    with torch.inference_mode():
        [codes] = [each for each in fit.answers.answer(data) if each is not None]
    assert codes.codes[0][shown.rows][:, [3, 1]] == pytest.approx(shown.places, abs=1e-6), "rows are those of others"
    for axes in ((0, 0), (0, 5), (-1, 0), (0, 1, 2)):
        [refused] = fit.ask(messages.ShowMixture, axes=axes)
        assert (
            isinstance(refused, messages.LookFailed)
            and "axes: expected two different ones from 0 to 4" in refused.reason
        )


def test_of_many_examples_every_nth_is_fitted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fitted_codes, "MOST_FITTED", 300)
    fit = ring()
    shown = fit.show()
    assert shown.places == pytest.approx(fit.examples.train[::4], abs=1e-6) and len(shown.shares) == 250
    assert shown.rows is not None
    assert np.array_equal(fit.looker.order[shown.rows], np.arange(0, 1000, 4))


def test_one_dimension_is_seen_on_a_line() -> None:
    fit = Fit({"name": "ring", "modes": 3, "sigma": 0.03, "count": 200}, width=1)
    fit.loop.step()
    shown = fit.show()
    assert shown.width == 1 and not shown.places[:, 1].any() and (shown.density == shown.density[0]).all()


@FAMILIES
def test_a_component_that_the_floor_holds_up_is_named(family: str) -> None:
    fit = ring(family=family, floor=1e-4)
    assert fit.show().collapsed == ()
    point = fit.examples.train[0].astype(np.float64)
    covariances = np.stack([0.05 * np.eye(2), 1e-4 * np.eye(2), 0.05 * np.eye(2)])
    fit.loop.adjust(0, {"means": np.stack([[0.5, 0.5], point, [0.4, 0.5]]), "covariances": covariances})
    assert fit.show().collapsed == (1,)


BAD: list[tuple[type[messages.Look], dict[str, Any], str]] = [
    (messages.ShowMixture, {"model": 1}, "AE is no mixture of components"),
    (messages.ShowMixture, {"model": 7}, "a model from 0 to 1, found 7"),
    (messages.ShowMixture, {"extent": (0.0, 0.0, 0.0, 1.0)}, "extent: expected x0 < x1"),
    (messages.ShowMixture, {"extent": (0.0, 0.0, math.nan, 1.0)}, "extent: expected"),
    (messages.ShowMixture, {"extent": (0.0, 0.0, 1e30, 1.0)}, "extent: expected"),
    (messages.ShowMixture, {"cells": 1}, "cells: expected 2 to"),
    (messages.ShowMixture, {"cells": 10**9}, "cells: expected 2 to"),
    (messages.TryStarts, {"model": 1, "seeds": (0,)}, "AE is no mixture"),
    (messages.TryStarts, {"seeds": ()}, "seeds: expected 1 to"),
    (messages.TryStarts, {"seeds": (0,), "start": "sideways"}, "start: expected"),
    (messages.TryStarts, {"seeds": (0,), "axes": (1, 1)}, "axes: expected"),
    (messages.CompareSizes, {"model": 1}, "AE is no mixture"),
    (messages.CompareSizes, {"most": 0}, "most: expected 1 to"),
    (messages.CompareSizes, {"most": 10**6}, "most: expected 1 to"),
    (messages.DrawComponents, {"model": 1}, "AE is no mixture"),
    (messages.DrawComponents, {"each": 0}, "each: expected 1 to"),
]


@pytest.mark.parametrize(("kind", "more", "said"), BAD, ids=[said for _, _, said in BAD])
def test_what_cannot_be_answered_is_said_in_one_sentence(kind: type[messages.Look], more: Any, said: str) -> None:
    [refused] = ring().ask(kind, **more)
    assert isinstance(refused, messages.LookFailed) and said in refused.reason and len(refused.reason) < 150


def test_codes_are_made_once_as_long_as_they_stay_what_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    fit = ring()
    fit.show()
    encoded: list[int] = []
    honest = SmallMixture.fitted

    def counted(self: SmallMixture, kept: torch.Tensor) -> torch.Tensor:
        encoded.append(len(kept))
        return honest(self, kept)

    monkeypatch.setattr(SmallMixture, "fitted", counted)
    fit.loop.step()
    fit.show()
    assert sum(encoded) <= 16, "a few, to see whether they are what they were"

    def moved(self: SmallMixture, kept: torch.Tensor) -> torch.Tensor:
        return counted(self, kept) + 0.25

    monkeypatch.setattr(SmallMixture, "fitted", moved)
    before = fit.examples.train
    assert fit.show().places == pytest.approx(before + 0.25, abs=1e-6), "another encoder is seen at once"


@FAMILIES
def test_where_other_starts_lead(family: str) -> None:
    fit = ring(family=family, components=4)
    answers = fit.ask(messages.TryStarts, seeds=(4, 1, 2))
    assert [len(answer.tries) for answer in answers] == [1, 2, 3]
    assert [answer.goes_on for answer in answers] == [True, True, False]
    last = answers[-1]
    assert [tried.seed for tried in last.tries] == [4, 1, 2] and last.wanted == 3
    again = fit.ask(messages.TryStarts, seeds=(1,))[0].tries[0]
    assert again.log_likelihood == last.tries[1].log_likelihood, "the same seed, the same end"
    z = torch.tensor(fit.examples.train, dtype=torch.float64)
    for tried in last.tries:
        assert tried.first.means.shape == (4, 2) and tried.first.covariances.shape == (4, 2, 2) and tried.steps > 1
        model = fit.looker.models[0]
        begun = model.first_mixture(z, tried.seed)
        assert tried.first.means.tolist() == begun.means.tolist()
        for _ in range(tried.steps):
            begun = model.next_mixture(z, begun)
        assert tried.last.means == pytest.approx(begun.means.numpy(), abs=1e-9)
        after = model.next_mixture(z, begun)
        assert float((after.means - begun.means).abs().max()) < 1e-4, "it came to rest"
    assert max(tried.steps for tried in last.tries) > 5
    assert len(last.places) <= 400
    assert fit.show().is_asked, "the model itself has not moved"


def test_a_start_that_ends_on_a_point_is_told() -> None:
    """As many components as examples, with next to no floor under them; the same with a floor that holds them."""
    few = {"name": "ring", "modes": 3, "sigma": 0.03, "count": 100}
    bare, held = (Fit(few, family="gaussian-mixture", components=24, floor=floor) for floor in (1e-12, 1e-2))
    tried = bare.ask(messages.TryStarts, seeds=(1, 2, 3))[-1].tries
    assert any(each.collapsed for each in tried)
    for each in tried:
        narrow = np.flatnonzero(np.linalg.eigvalsh(each.last.covariances).min(axis=1) < 1.1e-12)
        assert each.collapsed == tuple(narrow.tolist())
    assert all(each.collapsed == () for each in held.ask(messages.TryStarts, seeds=(1, 2, 3))[-1].tries)


@FAMILIES
def test_how_many_components_are_borne_is_what_scikit_learn_says(family: str) -> None:
    fit = ring(family=family)
    answers = fit.ask(messages.CompareSizes, most=5)
    assert [len(answer.bic) for answer in answers] == [1, 2, 3, 4, 5] and not answers[-1].goes_on
    found = answers[-1]
    train, test = fit.examples.train.astype(np.float64), fit.examples.test.astype(np.float64)
    for count in (1, 2, 3):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)
            best = GaussianMixture(count, n_init=5, tol=1e-9, max_iter=1000, random_state=0).fit(train)
        assert found.log_likelihood[count - 1] == pytest.approx(best.score(train), abs=1e-5)
        assert found.test_log_likelihood[count - 1] == pytest.approx(best.score(test), abs=1e-3)
        assert found.bic[count - 1] == pytest.approx(best.bic(train), rel=1e-5)
        assert found.aic[count - 1] == pytest.approx(best.aic(train), rel=1e-5)
    assert int(np.argmin(found.bic)) == 2, "three clouds"


def test_there_are_no_more_components_than_examples() -> None:
    fit = Fit({"name": "ring", "modes": 3, "sigma": 0.03, "count": 100})
    fit.looker.examples = load_examples(fit.loop.experiment, LoadContext(Path()))
    object.__setattr__(fit.looker.examples, "train", fit.examples.train[:4])
    assert fit.ask(messages.CompareSizes, most=12)[-1].wanted == 4


def test_each_component_draws_what_is_its_own() -> None:
    fit = Fit({"name": "digits"}, width=4)
    for _ in range(5):
        fit.loop.step()
    [drawn] = fit.ask(messages.DrawComponents, each=6)
    assert drawn.images.shape == (3, 6, 1, 8, 8) and drawn.images.dtype == np.uint8
    assert drawn.means.shape == (3, 1, 8, 8) and drawn.apart.shape == (3, 2, 1, 8, 8)
    mixture = fit.loop.models[0].mixture()
    for which in range(3):
        mean = mixture.means[which].numpy()
        assert drawn.means[which].reshape(-1)[:4] == pytest.approx(np.clip(255 * mean, 0, 255), abs=1)
        variance, ways = np.linalg.eigh(mixture.covariances[which].numpy())
        low, high = (drawn.apart[which, side].reshape(-1)[:4].astype(float) for side in (0, 1))
        far = 255 * np.sqrt(variance[-1]) * np.abs(ways[:, -1])
        inside = (255 * mean - far > 0) & (255 * mean + far < 255)
        assert np.abs(high - low)[inside] == pytest.approx(2 * far[inside], abs=2)
    [again] = fit.ask(messages.DrawComponents, each=6)
    assert np.array_equal(drawn.images, again.images), "the same noise every time"


def test_the_pieces_of_long_looks_are_short() -> None:
    """Between two pieces others are answered: each is one step of one mixture at most."""
    fit = ring()
    fit.show()
    look = messages.CompareSizes(1, 2, "sizes", 0, 3)
    calls: list[int] = [0]
    honest = SmallMixture.next_mixture

    def counted(self: SmallMixture, z: torch.Tensor, mixture: Any) -> Any:
        calls[0] += 1
        return honest(self, z, mixture)

    with pytest.MonkeyPatch.context() as patch, torch.inference_mode():
        patch.setattr(SmallMixture, "next_mixture", counted)
        before = 0
        for _ in fit.answers.answer(look):
            assert calls[0] - before <= 1
            before = calls[0]
    assert calls[0] > 10
