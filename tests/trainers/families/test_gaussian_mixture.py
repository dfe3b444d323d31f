"""The mixture of Gaussians as a family: fitted without gradients, in two halves, to points, pictures and codes."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers.catalog import find_dataset, find_family
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment, read_toml
from trainers.families._mixture.mixture_config import GaussianMixtureConfig
from trainers.families._mixture.mixture_parts import ASKED, NOW
from trainers.families.gaussian_mixture import GaussianMixture
from trainers.family import join
from trainers.kinds import Points
from trainers.knobs import ConfigError
from trainers.metrics.gaussians.mixtures import MOST_FITTED, Mixture, responsibilities
from trainers.schedules import Clock
from trainers.training.loop import Loop
from trainers.training.loop_state import StateError

CPU = torch.device("cpu")
CLOUDS = find_dataset("clouds").load(find_dataset("clouds").Config(), LoadContext(Path()))
PRESETS = Path(__file__).resolve().parents[3] / "resources" / "presets"
NO_BATCH = torch.zeros(1, 1, 1, 2)


def points(places: Any) -> Examples:
    kept = np.asarray(places, np.float32).reshape(-1, 2)
    return Examples("points", kept, kept.copy(), kind=Points())


def build(examples: Examples = CLOUDS, **knobs: Any) -> GaussianMixture:
    torch.manual_seed(0)
    model = GaussianMixture.build(GaussianMixtureConfig.parse(knobs), examples, CPU)
    model.prepare(torch.tensor(examples.train))
    return model


def step(model: GaussianMixture, count: int = 1, first: int = 0) -> list[float]:
    noise = torch.Generator().manual_seed(0)
    return [float(model.step(NO_BATCH, None, Clock(first + n, 100), noise)["log_likelihood"]) for n in range(count)]


def move(model: GaussianMixture, *players: str) -> dict[str, Tensor]:
    return model.partial_step(players, NO_BATCH, None, Clock(0, 100), torch.Generator())


def same(one: Mixture, other: Mixture) -> bool:
    return all(torch.equal(getattr(one, name), getattr(other, name)) for name in ("weights", "means", "covariances"))


def loop(**table: Any) -> Loop:
    dataset = table.pop("dataset", {"name": "clouds"})
    models = table.pop("models", [{"family": "gaussian-mixture"}])
    experiment = Experiment.parse({"steps": 50, "batch_size": 32, **table, "dataset": dataset, "models": models})
    cls = find_dataset(experiment.dataset)
    return Loop(experiment, cls.load(experiment.dataset_config, LoadContext(Path())), CPU)


# ------------------------------------------------------------------ the algorithm


@pytest.mark.parametrize("start", ["k-means++", "random", "by hand"])
@pytest.mark.parametrize("covariance", ["full", "diagonal", "spherical", "tied"])
def test_the_log_likelihood_never_falls(covariance: str, start: str) -> None:
    model = build(covariance=covariance, start=start, components=5)
    reached = step(model, 80)
    assert all(after >= before - 1e-9 for before, after in pairwise(reached))
    assert reached[-1] > reached[0] + 0.1


def test_three_clouds_are_found_and_nobody_can_do_better_by_much() -> None:
    model = build()
    step(model, 60)
    weights = model.mixture().weights.sort().values
    assert torch.allclose(weights, torch.tensor([0.2, 0.3, 0.5], dtype=torch.float64), atol=0.03)
    test = Points().to_model(torch.tensor(CLOUDS.test))
    figures = model.evaluate(test, torch.Generator())
    assert CLOUDS.entropy is not None
    assert float(figures["test_nats"]) == pytest.approx(CLOUDS.entropy, abs=0.12)  # of 375 points by chance


def test_two_gaussians_apart_are_their_own_moments() -> None:
    generator = torch.Generator().manual_seed(0)
    one = 0.2 + 0.02 * torch.randn(300, 2, generator=generator)
    two = 0.8 + 0.03 * torch.randn(100, 2, generator=generator)
    model = build(points(torch.cat([one, two])), components=2)
    step(model, 30)
    now = model.mixture()
    order = now.means[:, 0].argsort()
    assert torch.allclose(now.weights[order], torch.tensor([0.75, 0.25], dtype=torch.float64), atol=1e-9)
    for found, cloud in zip(order.tolist(), (one.double(), two.double()), strict=True):
        assert torch.allclose(now.means[found], cloud.mean(0), atol=1e-9)
        assert torch.allclose(now.covariances[found], cloud.T.cov(correction=0), atol=1e-9)


def test_a_step_is_the_two_halves_one_after_the_other() -> None:
    whole, halves = build(start="random"), build(start="random")
    for turn in range(5):
        [reached] = step(whole, 1, turn)
        before = halves.mixture()
        told = move(halves, ASKED)
        assert same(halves.mixture(), before) and same(halves.mixture(asked=True), before)
        assert float(told["log_likelihood"]) == reached == -float(told["nats"])
        move(halves, NOW)
        assert same(halves.mixture(asked=True), before) and not same(halves.mixture(), before)
        assert same(whole.mixture(), halves.mixture())
        once = halves.mixture()
        halves.move(NOW, NO_BATCH, None, torch.Generator())  # nobody was asked anew
        assert same(halves.mixture(), once)


def test_steps_between_are_left_out() -> None:
    model = build(start="random", every=4)
    now = model.mixture()
    reached = step(model, 1)
    first = model.mixture()
    assert not same(first, now)
    assert step(model, 3, 1) == reached * 3 and same(model.mixture(), first)
    assert step(model, 1, 4) > reached and not same(model.mixture(), first)


def test_what_one_iteration_makes_of_any_mixture_is_what_a_step_makes() -> None:
    model = build(components=4)
    z = model.fitted(torch.tensor(CLOUDS.train))
    mixture = model.mixture()
    for turn in range(3):
        mixture = model.next_mixture(z, mixture)
        step(model, 1, turn)
    assert same(mixture, model.mixture())
    seven = model.next_mixture(z, model.first_mixture(z, 3, "random", 7))
    assert seven.means.shape == (7, 2) and model.mixture().means.shape == (4, 2)
    with pytest.raises(ValueError, match="start: expected one of k-means"):
        model.first_mixture(z, 0, "anywhere")


@pytest.mark.parametrize(("form", "count"), [("full", 17), ("diagonal", 14), ("spherical", 11), ("tied", 11)])
def test_numbers_that_are_chosen_freely(form: str, count: int) -> None:
    model = build(covariance=form)
    assert model.parameters_of(3) == count
    n, reached = len(CLOUDS.train), step(model, 4)[-1]
    figures = model.evaluate(NO_BATCH, torch.Generator())
    assert float(figures["bic"]) == pytest.approx(-2 * n * reached + count * math.log(n))
    assert float(figures["aic"]) == pytest.approx(-2 * n * reached + 2 * count)


# ------------------------------------------------------------------ starts


def test_seats_are_taken_by_hand_and_the_rest_by_chance() -> None:
    model = build(start="by hand", seats=(10, 20, 90, 80), components=3)
    means = model.mixture().means
    assert torch.allclose(means[:2], torch.tensor([[0.1, 0.2], [0.9, 0.8]], dtype=torch.float64))
    assert (torch.tensor(CLOUDS.train).double() == means[2]).all(1).any()
    few = build(start="by hand", seats=(10, 20, 90, 80), components=1)
    assert torch.allclose(few.mixture().means, means[:1])
    with pytest.raises(ConfigError, match="seats: expected x and y of at most 64 components, found 3 numbers"):
        GaussianMixtureConfig.parse({"seats": [1, 2, 3]})


def test_another_seed_begins_elsewhere_and_the_same_one_there() -> None:
    for start in ("k-means++", "random"):
        model = build(start=start)
        z = model.fitted(torch.tensor(CLOUDS.train))
        assert same(model.first_mixture(z, 5), model.first_mixture(z, 5))
        assert not same(model.first_mixture(z, 5), model.first_mixture(z, 6))
    assert same(loop(seed=3).models[0].mixture(), loop(seed=3).models[0].mixture())
    assert not same(loop(seed=3).models[0].mixture(), loop(seed=4).models[0].mixture())


# ------------------------------------------------------------------ bad input


HARD = {
    "one point": [[0.3, 0.4]],
    "identical points": [[0.3, 0.4]] * 50,
    "two places": [[0.3, 0.4]] * 20 + [[0.9, 0.1]] * 3,
    "on a line": [[x / 40, 0.5] for x in range(40)],
    "one apart": [[0.3 + x / 1000, 0.4 + x % 7 / 500] for x in range(40)] + [[1.0, 1.0]],
}


@pytest.mark.parametrize("floor", [1e-12, 1e-3])
@pytest.mark.parametrize("covariance", ["full", "diagonal", "spherical", "tied"])
@pytest.mark.parametrize("places", HARD.values(), ids=list(HARD))
def test_hard_points_break_nothing(places: list[list[float]], covariance: str, floor: float) -> None:
    for start in ("k-means++", "random", "by hand"):
        model = build(points(places), covariance=covariance, floor=floor, components=8, start=start)
        assert all(map(math.isfinite, step(model, 30)))
        now = model.mixture()
        assert all(value.isfinite().all() for value in (now.weights, now.means, now.covariances))
        assert float(now.weights.sum()) == pytest.approx(1) and (now.weights > 0).all()
        given, log_density = responsibilities(model.fitted(torch.tensor(points(places).train)), now)
        assert log_density.isfinite().all() and torch.allclose(given.sum(1), torch.ones(len(given)).double())
        assert model.sample_codes(9, torch.Generator().manual_seed(0), None).isfinite().all()


def test_a_component_alone_on_a_point_grows_narrow_until_the_floor_and_is_said_to() -> None:
    places = HARD["one apart"]
    alone = build(points(places), components=2, floor=1e-12)
    step(alone, 40)
    narrow = torch.linalg.eigvalsh(alone.mixture().covariances)
    assert float(narrow.min()) == pytest.approx(1e-12, rel=1e-3) and float(narrow.max()) > 1e-6
    assert any("may shrink onto a single example" in note for note in alone.notes)
    cured = build(points(places), components=2, floor=1e-3)
    step(cured, 40)
    assert float(torch.linalg.eigvalsh(cured.mixture().covariances).min()) == pytest.approx(1e-3)
    assert cured.notes == ()


def test_codes_that_are_no_numbers_move_nothing_and_are_told() -> None:
    experiment = loop(
        dataset={"name": "digits"}, models=[{"family": "ae"}, {"family": "gaussian-mixture", "of": "codes"}]
    )
    mixture = experiment.models[1]
    before = mixture.mixture()
    with torch.no_grad():
        for weight in experiment.models[0].nets.parameters():
            weight.fill_(math.nan)
    told = mixture.step(NO_BATCH, None, Clock(0, 1), torch.Generator())
    assert all(value.isnan() for value in told.values()) and same(mixture.mixture(), before)


# ------------------------------------------------------------------ pictures and codes


def pictures(count: int, side: int) -> Examples:
    generator = torch.Generator().manual_seed(0)
    few = torch.randn(count, 3, generator=generator) * torch.tensor([3.0, 2.0, 0.5])
    axes = torch.linalg.qr(torch.randn(side * side, 3, generator=generator)).Q
    pixels = (0.5 + few @ axes.T / 8).clamp(0, 1).reshape(count, 1, side, side).numpy()
    return Examples("pictures", pixels, pixels[:5].copy())


@pytest.mark.parametrize(("count", "side"), [(300, 8), (60, 100), (1, 100), (3, 40)])
def test_pictures_are_fitted_by_their_principal_components(count: int, side: int) -> None:
    """Also of 10,000 pixels, and fewer pictures than components."""
    examples = pictures(count, side)
    model = build(examples, latent_dim=5)
    x = torch.tensor(examples.train)
    z = model.fitted(x)
    assert z.shape == (count, 5) and z.dtype == torch.float64
    flat = x.flatten(1).double()
    values = torch.linalg.svdvals(flat - flat.mean(0)).square()
    found = z.square().sum(0)
    assert torch.allclose(found[: min(3, count)], values[:3], rtol=1e-3, atol=1e-6)
    with torch.no_grad():
        assert (model.decode(model.encode(x)) - x).abs().max() < 1e-3
    axes = model.nets["projection"].get_buffer("axes")
    lengths = (axes @ axes.T).diagonal()
    assert torch.allclose(axes @ axes.T, lengths.round().diag(), atol=1e-5)  # where nothing varies any more, no axis
    assert (lengths[: min(3, count - 1)] > 0.99).all()
    assert (axes.gather(1, axes.abs().argmax(1, keepdim=True))[lengths > 0] > 0).all()
    assert any(f"of {side * side:,} principal components" in note for note in model.notes)
    step(model, 5)


def test_more_components_than_pixels_are_refused_at_the_knob() -> None:
    with pytest.raises(ConfigError, match=r"latent_dim: expected at most 9, .* found 10") as refusal:
        build(pictures(20, 3), latent_dim=10)
    assert refusal.value.where == "latent_dim"


def test_codes_are_those_of_the_first_other_model_and_follow_it() -> None:
    models = [
        {"family": "gaussian-mixture", "of": "codes", "components": 4},
        {"family": "gan"},
        {"family": "vae", "latent_dim": 3, "layers": [16]},
    ]
    run = loop(dataset={"name": "digits"}, models=models)
    mixture, encoder = run.models[0], run.models[2]
    assert mixture.latent_dim == 3 and mixture.mixture().means.shape == (4, 3)
    x = run.models[2].nets  # of the encoder, which learns as if nobody looked
    kept = run._train
    for _ in range(3):
        run.step()
    z = mixture.fitted(kept)
    assert torch.equal(z, encoder.encode(run._kind.to_model(kept)).double())
    assert x.training
    assert torch.equal(mixture.decode(z[:3].float()), encoder.decode(z[:3].float()))
    alone = loop(dataset={"name": "digits"}, models=models[2:])
    for _ in range(3):
        alone.step()
    learned = encoder.nets.state_dict()
    assert all(torch.equal(value, learned[name]) for name, value in alone.models[0].nets.state_dict().items())


def test_components_go_along_with_codes_that_move() -> None:
    """After a thousand steps of the encoder the mixture is about as good as the best of a few that are fitted anew, and
    has lost nobody."""
    models = [
        {"family": "ae", "layers": [32], "learning_rate": 5e-3},
        {"family": "gaussian-mixture", "of": "codes", "components": 6, "every": 5},
    ]
    run = loop(dataset={"name": "digits"}, models=models, steps=300)
    for _ in range(300):
        run.step()
    mixture = run.models[1]
    z, now = mixture.fitted(run._train), mixture.mixture()
    assert now.weights.min() > 0.01
    reached = []
    for seed in range(4):
        anew = mixture.first_mixture(z, seed)
        for _ in range(60):
            anew = mixture.next_mixture(z, anew)
        reached.append(float(responsibilities(z, anew)[1].mean()))
    assert float(responsibilities(z, now)[1].mean()) > min(reached) - 0.05
    assert z.var(0).min() > 0.5  # and have moved far: at first they are hardly apart


def test_two_halves_are_a_step_on_codes_too() -> None:
    models = [{"family": "ae", "layers": [16]}, {"family": "gaussian-mixture", "of": "codes"}]
    whole, halves = (loop(dataset={"name": "digits"}, models=models) for _ in range(2))
    for turn in range(3):
        step(whole.models[1], 1, turn)
        move(halves.models[1], ASKED)
        move(halves.models[1], NOW)
        assert same(whole.models[1].mixture(), halves.models[1].mixture())


def test_after_e_the_components_are_those_that_were_asked_though_codes_have_moved() -> None:
    models = [{"family": "ae", "layers": [16]}, {"family": "gaussian-mixture", "of": "codes"}]
    run = loop(dataset={"name": "digits"}, models=models)
    mixture = run.models[1]
    for _ in range(3):
        run.step()
    assert not same(mixture.mixture(), mixture.mixture(asked=True))
    kept = mixture.nets[NOW].state_dict()
    before = {name: value.clone() for name, value in kept.items()}
    run.step((ASKED,))  # of the mixture; the encoder learns on
    assert all(torch.equal(kept[name], value) for name, value in before.items())
    assert same(mixture.mixture(), mixture.mixture(asked=True))
    assert not torch.equal(mixture.mixture().means, before["means"])
    run.step((NOW,))
    assert not same(mixture.mixture(), mixture.mixture(asked=True))
    run.step((ASKED,))
    means = mixture.mixture().means + 1
    mixture.adjust({"means": means})
    assert torch.equal(mixture.mixture().means, means)
    move(mixture, ASKED)  # before the codes have moved again
    assert torch.equal(mixture.mixture(asked=True).means, means)


def test_codes_of_nobody_are_refused_at_the_knob() -> None:
    own = {"family": "gaussian-mixture", "of": "codes"}
    for models in ([own], [own, own], [{"family": "gan"}, own]):
        with pytest.raises(ConfigError, match="of: expected another model of the experiment that encodes") as refusal:
            loop(dataset={"name": "digits"}, models=models)
        assert refusal.value.where.endswith(".of")
    join([build()])  # whom nobody need be beside


def test_of_many_examples_every_nth_is_fitted() -> None:
    places = torch.rand(2 * MOST_FITTED + 1, 2, generator=torch.Generator().manual_seed(0))
    model = build(points(places))
    assert torch.equal(model.fitted(places), places[::3].double())
    assert any(f"{len(places[::3]):,} of the {len(places):,} examples" in note for note in model.notes)


# ------------------------------------------------------------------ drawing, and moving by hand


def test_samples_have_the_moments_of_the_mixture_and_components_their_own() -> None:
    model = build()
    step(model, 30)
    now = model.mixture()
    drawn = model.sample_codes(40_000, torch.Generator().manual_seed(0), None).double()
    assert torch.allclose(drawn.mean(0), now.weights @ now.means, atol=0.005)
    z = model.fitted(torch.tensor(CLOUDS.train))
    assert torch.allclose(drawn.T.cov(), z.T.cov(), atol=0.002)
    for component in range(3):
        own = model.component_codes(component, 20_000, torch.Generator().manual_seed(1)).double()
        assert torch.allclose(own.mean(0), now.means[component], atol=0.005)
        assert torch.allclose(own.T.cov(), now.covariances[component], atol=0.001)
    assert model.sample_codes(0, torch.Generator(), None).shape == (0, 2)


def test_what_is_moved_by_hand_is_there_and_goes_on_from_there() -> None:
    model = build()
    step(model, 3)
    asked, now = model.mixture(asked=True), model.mixture()
    means = now.means + 0.1
    covariances = torch.tensor([[[0.02, 0.01], [0.01, 0.02]]], dtype=torch.float64).repeat(3, 1, 1)
    model.adjust({"means": means, "weights": torch.tensor([2.0, 1.0, 1.0], dtype=torch.float64)})
    assert torch.equal(model.mixture().means, means) and torch.equal(model.mixture().covariances, now.covariances)
    assert model.mixture().weights.tolist() == [0.5, 0.25, 0.25]
    model.adjust({"covariances": covariances})
    assert torch.equal(model.mixture().covariances, covariances) and same(model.mixture(asked=True), asked)
    reached = step(model, 20, 3)
    assert all(after >= before - 1e-9 for before, after in pairwise(reached))


def test_covariances_by_hand_are_brought_to_form_and_floor() -> None:
    flat = torch.tensor([[[0.04, 0.0], [0.0, 0.0]]], dtype=torch.float64).repeat(3, 1, 1)
    for form, expected in (
        ("full", [[0.04, 0.0], [0.0, 1e-4]]), ("diagonal", [[0.04, 0.0], [0.0, 1e-4]]),
        ("spherical", [[0.02, 0.0], [0.0, 0.02]]), ("tied", [[0.04, 0.0], [0.0, 1e-4]]),
    ):  # fmt: skip
        model = build(covariance=form, floor=1e-4)
        model.adjust({"covariances": flat})
        found = model.mixture().full_covariances
        assert torch.allclose(found, torch.tensor(expected, dtype=torch.float64).repeat(3, 1, 1), atol=1e-12)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"sizes": torch.ones(3)}, "expected some of weights, means, covariances, found 'sizes'"),
        ({"means": torch.ones(4, 2)}, r"means: expected numbers of shape \(3, 2\), found \(4, 2\)"),
        ({"weights": torch.tensor([1.0, 0.0, 1.0])}, "weights: expected numbers above 0, found 0"),
        ({"weights": torch.tensor([1.0, math.nan, 1.0])}, "weights: expected finite numbers of at most 1e"),
        ({"means": torch.full((3, 2), 1e30)}, "means: expected finite numbers of at most 1e"),
        ({"means": torch.ones(3, 2, dtype=torch.int64)}, "means: expected finite numbers"),
        (
            {"covariances": torch.tensor([[1.0, 0.5], [0.0, 1.0]]).repeat(3, 1, 1)},
            "covariances: expected symmetric ones, component 1 has another",
        ),
        (
            {"covariances": torch.stack([torch.eye(2), -torch.eye(2), torch.eye(2)])},
            "covariances: expected no negative variance, component 2 has one in some direction",
        ),
        ({"means": torch.zeros(3, 2), "weights": torch.zeros(3)}, "weights: expected numbers above 0"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(values: dict[str, Tensor], message: str) -> None:
    model = build()
    now = model.mixture()
    with pytest.raises(ValueError, match=message):
        model.adjust({name: value.double() if value.is_floating_point() else value for name, value in values.items()})
    assert same(model.mixture(), now)


# ------------------------------------------------------------------ in a run


MODELS: list[list[dict[str, Any]]] = [
    [{"family": "gaussian-mixture", "start": "random"}],
    [{"family": "ae", "layers": [16]}, {"family": "gaussian-mixture", "of": "codes", "every": 3}],
]


@pytest.mark.parametrize("models", MODELS, ids=["points", "codes"])
@pytest.mark.parametrize("halfway", [False, True], ids=["after a step", "between E and M"])
def test_a_run_goes_on_bit_for_bit(models: list[dict[str, Any]], halfway: bool) -> None:
    dataset = {"name": "clouds"} if len(models) == 1 else {"name": "digits"}
    first, second = loop(dataset=dataset, models=models), loop(dataset=dataset, models=models)
    for _ in range(7):
        first.step()
    if halfway:
        first.step((ASKED,))
    second.load_state(first.state())
    for players in ((NOW,), (), (), (ASKED,), (), ()):
        told = zip(first.step(players), second.step(players), strict=True)
        assert all(torch.equal(ours[name], theirs[name]) for ours, theirs in told for name in ours)
    state, other = first.state(), second.state()
    assert all(torch.equal(tensor, other.tensors[name]) for name, tensor in state.tensors.items())


def tilted(covariances: Tensor) -> Tensor:
    spoilt = covariances.clone()
    spoilt[..., 0, 1] += 1
    return spoilt


@pytest.mark.parametrize("part", [ASKED, NOW])
@pytest.mark.parametrize(
    "name, spoil, message",
    [
        ("weights", torch.neg, "weights from 0 on with the sum 1"),
        ("weights", torch.zeros_like, "weights from 0 on with the sum 1"),
        ("weights", lambda weights: 2 * weights, "weights from 0 on with the sum 1"),
        ("weights", lambda weights: weights * math.nan, "weights from 0 on with the sum 1"),
        ("means", lambda means: means + 1e200, r"means of at most 1e\+30"),
        ("covariances", torch.neg, "covariances that are positive definite"),
        ("covariances", torch.zeros_like, "covariances that are positive definite"),
        ("covariances", torch.ones_like, "covariances that are positive definite"),
        ("covariances", tilted, "covariances that are positive definite"),
        ("covariances", lambda covariances: 1e300 * covariances, "covariances that are positive definite"),
        ("mean", lambda mean: mean * math.nan, r"mean of at most 1e\+30"),
        ("covariance", torch.neg, "covariance without negative variances"),
        ("covariance", tilted, "covariance without negative variances"),
    ],
)
@pytest.mark.parametrize("models", MODELS, ids=["points", "codes"])
def test_a_state_that_nobody_can_have_saved_is_refused_and_changes_nothing(
    models: list[dict[str, Any]], name: str, spoil: Callable[[Tensor], Tensor], message: str, part: str
) -> None:
    run = loop(dataset={"name": "clouds"} if len(models) == 1 else {"name": "digits"}, models=models)
    run.step()
    state, before = run.state(), run.state()
    place = f"models.{len(models) - 1}.nets.{part}.{name}"
    if place not in state.tensors:
        assert len(models) == 1 and name in ("mean", "covariance")  # of codes alone
        return
    state.tensors[place] = spoil(state.tensors[place])
    with pytest.raises(StateError, match=rf"^saved state: expected {part}\.{message}, found"):
        run.load_state(state)
    after = run.state()
    assert all(torch.equal(tensor, after.tensors[name]) for name, tensor in before.tensors.items())


@pytest.mark.parametrize("covariance", ["full", "diagonal", "spherical", "tied"])
def test_a_state_at_the_ends_of_what_can_be_is_taken(covariance: str) -> None:
    """Many components, of which most lie on one point each, as narrow as they may be."""
    model = {"family": "gaussian-mixture", "components": 64, "floor": 1e-12, "covariance": covariance}
    ae = {"family": "ae", "layers": [8], "latent_dim": 16}
    first, second = (loop(dataset={"name": "digits"}, models=[ae, {**model, "of": "codes"}]) for _ in range(2))
    for _ in range(3):
        first.step()
    second.load_state(first.state())
    assert torch.equal(first.step()[1]["log_likelihood"], second.step()[1]["log_likelihood"])


def test_what_is_shown_is_the_mixture_as_it_is() -> None:
    run = loop()
    for _ in range(5):
        run.step()
    [shown] = run.display_weights()
    assert torch.equal(shown[f"{NOW}.means"], run.models[0].mixture().means)
    assert shown[f"{NOW}.means"].dtype == torch.float64
    other = find_family("gaussian-mixture").build(run.experiment.models[0].config, CLOUDS, CPU)
    other.nets.load_state_dict(shown)
    assert same(other.mixture(), run.models[0].mixture())


# ------------------------------------------------------------------ presets


def preset(name: str) -> Loop:
    """A preset at the end of its plan."""
    experiment = read_toml(PRESETS / f"{name}.toml")
    cls = find_dataset(experiment.dataset)
    run = Loop(experiment, cls.load(experiment.dataset_config, LoadContext(Path())), CPU)
    for _ in range(experiment.plan.steps):
        told = run.step()
    assert [model.config for model in run.models] == [model.config for model in experiment.models]
    assert all(float(each["log_likelihood"]) == pytest.approx(-float(each["nats"])) for each in told if "nats" in each)
    return run


def test_a_bad_start_ends_on_a_lower_hill_with_two_components_in_one_cloud() -> None:
    model, other = preset("mixture-bad-start").models
    bad, good = model.mixture(), other.mixture()
    between = torch.cdist(bad.means, bad.means) + torch.eye(3)
    assert between.min() < 0.1  # of three clouds that are 0.35 apart
    assert torch.cdist(good.means, good.means).add(torch.eye(3)).min() > 0.3
    z = torch.tensor(CLOUDS.train).double()
    reached = float(responsibilities(z, bad)[1].mean())
    assert responsibilities(z, good)[1].mean() > reached + 0.3
    for _ in range(2000):
        bad = model.next_mixture(z, bad)
    assert float(responsibilities(z, bad)[1].mean()) == pytest.approx(reached, abs=1e-3), "it stays, as is said of it"


def test_without_a_floor_a_component_ends_on_one_point_and_with_one_it_does_not() -> None:
    alone, cured = (model.mixture() for model in preset("mixture-singularity").models)
    narrow = torch.linalg.eigvalsh(alone.covariances).amax(1) < 1e-9  # in all directions
    assert narrow.tolist().count(True) == 1 and float(alone.weights[narrow]) == pytest.approx(1 / 60, abs=1e-6)
    assert torch.linalg.eigvalsh(cured.covariances).min() >= 3e-4 * (1 - 1e-9)


def test_eight_clouds_ask_for_eight_components() -> None:
    bic = [figures["bic"] for figures in preset("mixture-ring").evaluate()]
    assert bic.index(min(bic)) == 2 and bic == sorted(bic[:3], reverse=True) + bic[3:]


def test_three_clouds_of_a_preset_are_found() -> None:
    weights = preset("mixture-three-clouds").models[0].mixture().weights.sort().values
    assert torch.allclose(weights, torch.tensor([0.2, 0.3, 0.5], dtype=torch.float64), atol=0.03)
