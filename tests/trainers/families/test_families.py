"""The contract every family must keep, whoever wrote it: it runs over all families in the catalog. What is asked of
models of text stands in ``test_characters.py``; their configs are like all others."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.small_families import SMALL
from trainers.catalog import datasets, families
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.family import Family, ModelConfig, join
from trainers.kinds import Pictures
from trainers.knobs import ConfigError, KnobSpec, knob_specs
from trainers.schedules import Clock

CPU = torch.device("cpu")
SHAPES = [(1, 8, 8), (3, 16, 16), (1, 28, 28)]
LARGE = SHAPES[-1]  # where time goes, and only networks differ from what they are on small pictures
SMALLEST = (1, 3, 3)  # of which every variant of every family is built
ALL = [*sorted(families()), *SMALL]


def found(name: str) -> type[Family]:
    """The family of that name, of the program or of the tests."""
    return {**families(), **SMALL}[name]


NAMES = [name for name in ALL if Pictures in found(name).takes]


@pytest.fixture(autouse=True)
def _small_families(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of the tests are in the catalog, too, as those of an add-on would be."""
    for name, cls in SMALL.items():
        monkeypatch.setitem(families(), name, cls)  # type: ignore[arg-type]


def small(name: str, **knobs: Any) -> ModelConfig:
    """The family's config with narrow layers, where it has such a knob, so that the tests are quick."""
    cls = found(name)
    cheap = {"layers": [32, 16], "g_layers": [32], "d_layers": [32], "hidden": 16, "channels": 4}
    cheap |= {"made": 16, "blocks": 1, "cells": 4}
    return cls.Config.parse({**{k: v for k, v in cheap.items() if k in cls.Config.model_fields}, **knobs})


def labelled(image_shape: tuple[int, int, int]) -> Examples:
    """Black images of three classes: what a model is built for."""
    black, labels = np.zeros((6, *image_shape), np.uint8), np.arange(6) % 3
    return Examples("black", black, black, labels, labels, ("a", "b", "c"))


def build(name: str, config: ModelConfig, image_shape: tuple[int, int, int], x: Tensor | None = None) -> Family:
    """Beside an autoencoder, for a model that learns from what another one makes of the examples."""
    torch.manual_seed(1)
    other = found("ae").build(small("ae"), labelled(image_shape), CPU)
    torch.manual_seed(0)
    model = found(name).build(config, labelled(image_shape), CPU)
    join([model, other])
    if x is not None:
        model.prepare((x * 255).round().to(torch.uint8))
    return model


def blobs(image_shape: tuple[int, int, int], count: int = 32) -> Tensor:
    """Bright squares at random places: something that can be learned. (N, C, H, W) in [0, 1]."""
    generator = torch.Generator().manual_seed(0)
    x = torch.zeros(count, *image_shape)
    half = image_shape[1] // 2
    for image in x:
        top, left = torch.randint(0, half, (2,), generator=generator).tolist()
        image[:, top : top + half, left : left + half] = 0.8  # which as a byte is still the same
    return x


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def labels_of(x: Tensor) -> Tensor:
    return torch.arange(len(x)) % 3


def train(model: Family, x: Tensor, steps: int) -> list[dict[str, float]]:
    """Steps on the same images; a model that looks at several batches in each gets them all several times."""
    noise, rows = generator(), []
    for step in range(steps):
        batches = x.repeat(model.batches, 1, 1, 1)
        metrics = model.step(batches, labels_of(x).repeat(model.batches), Clock(step, steps), noise)
        rows.append({k: v.item() for k, v in metrics.items()})
    return rows


def variants() -> list[tuple[str, dict[str, Any]]]:
    """Each family as it is by default, and with every other choice of every choice knob."""
    chosen: list[tuple[str, dict[str, Any]]] = []
    for name in NAMES:
        chosen.append((name, {}))
        for spec in knob_specs(found(name).Config):
            chosen += [(name, {spec.name: choice}) for choice in spec.choices if choice != spec.default]
    return chosen


def trials() -> list[tuple[str, dict[str, Any], tuple[int, int, int]]]:
    """All variants on all shapes; on large pictures each family with each of its networks."""
    return [
        (name, knobs, shape)
        for name, knobs in variants()
        for shape in SHAPES
        if shape != LARGE or not knobs or "network" in knobs
    ]


def fitting(name: str, knobs: dict[str, Any], image_shape: tuple[int, int, int]) -> tuple[int, int, int]:
    """*image_shape*, or a small one where these knobs make a model of it that no memory holds, and it is said why."""
    try:
        build(name, small(name, **knobs), image_shape)
    except ConfigError as refusal:
        assert refusal.where in knobs and str(refusal).startswith(f"{refusal.where}: ")
        return SMALLEST
    return image_shape


def measures_progress(name: str) -> bool:
    """Whether a falling curve means a better model; of two players neither's loss says so (see test_gan.py)."""
    return any(metric.better == "lower" for metric in found(name).metrics)


@pytest.mark.parametrize(("name", "knobs", "image_shape"), trials(), ids=str)
def test_builds_learns_and_can_be_looked_into(
    name: str, knobs: dict[str, Any], image_shape: tuple[int, int, int]
) -> None:
    image_shape = fitting(name, knobs, image_shape)
    x = blobs(image_shape)
    model = build(name, small(name, **knobs), image_shape, x)
    # A bound of which chance takes a share falls slowly; players need not fall, exact likelihoods fall at once.
    steps = 20 if {"scores", "predicts"} & model.capabilities else 40
    rows = train(model, x, steps)
    assert [set(row) for row in rows] == [{metric.name for metric in model.metrics}] * steps
    assert all(value == value and abs(value) < float("inf") for row in rows for value in row.values())
    if measures_progress(name):
        loss = next(metric.name for metric in model.metrics if metric.better == "lower")
        assert sum(row[loss] for row in rows[-5:]) < sum(row[loss] for row in rows[:5])
    check_looks(model, x)


@pytest.mark.parametrize("latent_dim", [1, 2, 5])
@pytest.mark.parametrize("name", [n for n in NAMES if "latent_dim" in found(n).Config.model_fields])
def test_codes_have_the_asked_dimension(name: str, latent_dim: int) -> None:
    x = blobs((1, 8, 8))
    model = build(name, small(name, latent_dim=latent_dim), (1, 8, 8), x)
    assert model.latent_dim == latent_dim
    train(model, x, 2)
    check_looks(model, x)


def check_looks(model: Family, x: Tensor) -> None:
    """Everything a family says it can do, with shapes and ranges, in evaluation mode as whoever looks does."""
    n = len(x)
    model.nets.eval()
    with torch.no_grad():
        codes = model.encode(x) if "encodes" in model.capabilities else None
        if codes is not None:
            assert codes.shape == (n, model.latent_dim)
        if "posterior" in model.capabilities:
            mu, logvar = model.posterior(x)
            assert mu.shape == logvar.shape == (n, model.latent_dim)
            assert torch.equal(mu, model.encode(x))
        if "samples" in model.capabilities:
            check_samples(model, x, codes)
        if "decodes" in model.capabilities:
            images = model.decode(10 * torch.randn(5, model.code_width, generator=generator()))  # far out, too
            assert images.shape == (5, *x.shape[1:])
            assert images.min() >= 0 and images.max() <= 1
        if {"encodes", "decodes"} <= model.capabilities:
            again = model.reconstruct(x)
            assert again.shape == x.shape and again.min() >= 0 and again.max() <= 1
        if "scores" in model.capabilities:
            scores = model.scores(x, labels_of(x))
            assert scores.shape == (n,) and torch.isfinite(scores).all() and model.scores(x).shape == (n,)
            belief = model.belief(scores)
            assert (belief is None) == ("critic" in model.capabilities)
            assert belief is None or (belief.shape == (n,) and belief.min() >= 0 and belief.max() <= 1)
        assert set(model.players) <= set(model.nets.keys())
        assert ("classes" in model.capabilities) == (model.classes > 0)
    before = {name: value.clone() for name, value in model.nets.state_dict().items()}
    figures = model.evaluate(x, generator())
    assert set(figures) == {metric.name for metric in model.test_metrics}
    assert all(value.ndim == 0 and torch.isfinite(value) and not value.requires_grad for value in figures.values())
    assert figures == model.evaluate(x, generator())
    assert all(torch.equal(value, before[name]) for name, value in model.nets.state_dict().items())


def check_samples(model: Family, x: Tensor, codes: Tensor | None) -> None:
    """What is drawn has shape and range, comes from its generator only, and of a model with a plain code from it."""
    stages = list(model.draw(7, generator(), codes=codes))
    again = list(model.draw(7, generator(), codes=codes))
    assert len(stages) == len(again) and (len(stages) > 1) == ("stages" in model.capabilities)
    for stage, same in zip(stages, again, strict=True):
        assert torch.equal(stage, same)
        assert stage.shape == (7, *x.shape[1:]) and stage.min() >= 0 and stage.max() <= 1
    assert not torch.equal(stages[-1], list(model.draw(7, generator(1), codes=codes))[-1])
    if model.latent_dim is not None:
        z = model.sample_codes(7, generator(), codes)
        assert z.shape == (7, model.latent_dim) and torch.isfinite(z).all()
        if model.draws_codes:
            assert torch.equal(stages[-1], model.decode(z))
    else:
        with pytest.raises(NotImplementedError, match="has no code"):
            model.code_width  # noqa: B018
    if "completes" not in model.capabilities and type(model).draw is Family.draw:
        with pytest.raises(NotImplementedError, match="does not complete"):
            list(model.draw(7, generator(), given=(x[:1], torch.ones_like(x[:1], dtype=torch.bool))))


@pytest.mark.parametrize("name", [n for n in NAMES if "completes" in found(n).capabilities])
def test_what_is_given_stays_bit_for_bit_and_the_rest_is_drawn(name: str) -> None:
    x = blobs((1, 8, 8))
    model = build(name, small(name), (1, 8, 8), x)
    train(model, x, 20)
    known = torch.zeros_like(x[:1], dtype=torch.bool)
    known[..., :4, :] = True
    with torch.no_grad():
        for given in ((x[:1], known), (x[:7], known.expand(7, -1, -1, -1))):
            stages = list(model.draw(7, generator(), given=given))
            wanted = given[0].expand(7, -1, -1, -1)
            for stage in stages:
                assert torch.equal(stage[..., :4, :], wanted[..., :4, :])
            others = list(model.draw(7, generator(1), given=given))[-1]
            assert not torch.equal(stages[-1][..., 4:, :], others[..., 4:, :])
        everything = list(model.draw(7, generator(), given=(x[:7], torch.ones_like(x[:7], dtype=torch.bool))))
        assert torch.equal(everything[-1], x[:7])


@pytest.mark.parametrize("name", [n for n in NAMES if "predicts" in found(n).capabilities])
def test_a_site_is_predicted_from_those_before_it_only(name: str) -> None:
    """By the Jacobian: the logits of a site do not change with itself nor with any site that comes later in order, and
    those of the last one change with some before."""
    x = blobs((1, 8, 8))
    model = build(name, small(name), (1, 8, 8), x)
    train(model, x, 20)
    [order, *_], sites = model.orders.values(), x[0].numel()
    assert torch.equal(order.sort().values, torch.arange(sites))
    logits = model.predict(x)
    assert logits.shape[:2] == (len(x), sites) and logits.shape[2] > 1 and torch.isfinite(logits).all()
    jacobian = torch.autograd.functional.jacobian(lambda one: model.predict(one).sum(2)[0], x[:1]).reshape(sites, sites)
    in_order = jacobian[order][:, order]  # rows predicted, columns looked at
    assert torch.equal(in_order.triu(), torch.zeros(sites, sites))
    assert in_order[-1].abs().max() > 0


@pytest.mark.parametrize("name", NAMES)
def test_the_weights_are_all_that_looking_needs(name: str) -> None:
    x = blobs((1, 8, 8))
    model = build(name, small(name), (1, 8, 8), x)
    train(model, x, 5)
    model.nets.eval()
    torch.manual_seed(99)
    other = found(name).build(small(name), labelled((1, 8, 8)), CPU)
    other.nets.load_state_dict(copy.deepcopy(model.nets.state_dict()))
    other.nets.eval()
    assert model.evaluate(x, generator()) == other.evaluate(x, generator())


@pytest.mark.parametrize("name", NAMES)
def test_all_randomness_of_a_step_comes_from_its_generator(name: str) -> None:
    x = blobs((1, 8, 8))
    first = build(name, small(name), (1, 8, 8), x)
    second = build(name, small(name), (1, 8, 8), x)
    rows = train(first, x, 5)
    torch.manual_seed(12345)
    state = torch.get_rng_state()
    assert train(second, x, 5) == rows
    assert torch.equal(torch.get_rng_state(), state)


@pytest.mark.parametrize("name", NAMES)
def test_a_step_leaves_its_batch_alone_and_returns_detached_scalars(name: str) -> None:
    x = blobs((1, 8, 8))
    model = build(name, small(name), (1, 8, 8), x)
    x = x.repeat(model.batches, 1, 1, 1)
    kept = x.clone()
    metrics = model.step(x, torch.zeros(len(x), dtype=torch.int64), Clock(0, 1), generator())
    assert torch.equal(x, kept)
    assert all(value.ndim == 0 and not value.requires_grad for value in metrics.values())


@pytest.mark.parametrize("name", ALL)
def test_a_config_is_default_constructible_and_survives_toml(name: str) -> None:
    cls = found(name)
    fitting = next(name for name, data in datasets().items() if data.kind in cls.takes)
    table = {"dataset": {"name": fitting}, "models": [{"family": name, **cls.Config().model_dump()}]}
    experiment = Experiment.parse(table)
    assert experiment.models[0].config == cls.Config()
    import tomllib

    assert Experiment.parse(tomllib.loads(experiment.to_toml())) == experiment


@pytest.mark.parametrize("name", ALL)
def test_every_knob_is_explained_and_few_are_visible(name: str) -> None:
    specs = knob_specs(found(name).Config)
    assert all(spec.help.endswith(".") for spec in specs)
    assert len([spec for spec in specs if spec.group != "advanced"]) <= 8
    assert all(spec.low is not None and spec.high is not None for spec in specs if spec.kind in ("int", "float"))


def bounded() -> list[tuple[str, KnobSpec]]:
    return [(n, spec) for n in ALL for spec in knob_specs(found(n).Config) if spec.kind in ("int", "float")]


@pytest.mark.parametrize(("name", "spec"), bounded(), ids=lambda value: getattr(value, "name", value))
def test_bounds_are_accepted_and_beyond_is_refused_by_name(name: str, spec: KnobSpec) -> None:
    config = found(name).Config
    assert spec.low is not None and spec.high is not None
    cast = int if spec.kind == "int" else float
    for value in (spec.low, spec.high):
        assert getattr(config.parse({spec.name: cast(value)}), spec.name) == value
    beyond = 1 if spec.kind == "int" else 1e-6
    for value in (cast(spec.low - beyond), cast(spec.high + beyond), "much", None):
        with pytest.raises(ConfigError) as refusal:
            config.parse({spec.name: value}, "models.0")
        assert f"models.0.{spec.name}" in str(refusal.value)
        assert spec.range_text in str(refusal.value)
        assert repr(value) in str(refusal.value)
        assert refusal.value.where == f"models.0.{spec.name}"


@pytest.mark.parametrize(("name", "spec"), [(n, s) for n in ALL for s in knob_specs(found(n).Config) if s.choices])
def test_unknown_choices_are_refused(name: str, spec: KnobSpec) -> None:
    with pytest.raises(ConfigError, match=f"{spec.name}: expected one of .*, found 'nothing'"):
        found(name).Config.parse({spec.name: "nothing"})


@pytest.mark.parametrize("layers", [[0], [512, 5000], [16] * 9])
def test_impossible_layers_are_refused(layers: list[int]) -> None:
    with pytest.raises(ConfigError, match=r"models\.0\.layers: expected .* found"):
        found("ae").Config.parse({"layers": layers}, "models.0")


@pytest.mark.parametrize("side", [8, 9, 13, 28, 33, 64])
@pytest.mark.parametrize("name", ["ae", "vae"])
def test_the_convolutional_network_takes_any_size(name: str, side: int) -> None:
    shape = (3, side, max(8, side - 1))
    model = build(name, small(name, network="conv"), shape)
    assert model.decode(model.encode(blobs(shape, 2))).shape == (2, *shape)


@pytest.mark.parametrize("shape", [(1, 7, 8), (1, 28, 65)], ids=str)
def test_the_convolutional_network_refuses_other_sizes(shape: tuple[int, int, int]) -> None:
    with pytest.raises(ConfigError, match=f"conv takes images of 8 to 64 pixels a side, found {shape[1]} x {shape[2]}"):
        build("vae", small("vae", network="conv"), shape)


def test_an_untrained_model_draws_the_mean_image() -> None:
    x = blobs((1, 8, 8), 64)
    for name, knobs in (("ae", {}), ("ae", {"output": "linear"}), ("vae", {}), ("vae", {"network": "conv"})):
        model = build(name, small(name, **knobs), (1, 8, 8), x)
        with torch.no_grad():
            drawn = model.decode(torch.zeros(1, model.latent_dim))
        assert (drawn - x.mean(0)).abs().mean() < 0.08


def test_autoencoder_samples_follow_the_codes() -> None:
    model = build("ae", small("ae", latent_dim=3), (1, 8, 8))
    mixing = torch.tensor([[2.0, 0.0, 0.0], [1.0, 0.5, 0.0], [0.0, 0.3, 0.1]])
    codes = torch.randn(5000, 3, generator=generator()) @ mixing.T + torch.tensor([1.0, -2.0, 5.0])
    drawn = model.sample_codes(50_000, generator(1), codes)
    torch.testing.assert_close(drawn.mean(0), codes.mean(0), atol=0.05, rtol=0)
    torch.testing.assert_close(torch.cov(drawn.T), torch.cov(codes.T), atol=0.1, rtol=0)


def test_beta_warms_up() -> None:
    model = build("vae", small("vae", beta=4.0, beta_warmup=10), (1, 8, 8))
    assert [model.beta(Clock(step, 100)) for step in (0, 4, 9, 50)] == [0.4, 2.0, 4.0, 4.0]  # type: ignore[attr-defined]


@pytest.mark.parametrize(("name", "knobs"), variants(), ids=str)
def test_training_and_test_metrics_measure_the_same(name: str, knobs: dict[str, Any]) -> None:
    """On the same images with weights at rest, ``test_recon`` is what ``recon`` is, and so on."""
    image_shape = fitting(name, knobs, (1, 8, 8))
    x = blobs(image_shape)
    model = build(name, small(name, **knobs), image_shape, x)
    train(model, x, 40)
    for optimizer in model.optimizers.values():
        for group in optimizer.param_groups:
            group["lr"] = 0.0
    rows, noise = train(model, x, 80), generator(7)
    model.nets.eval()
    draws = [model.evaluate(x, noise) for _ in range(20)]
    shared = [metric for metric in rows[0] if f"test_{metric}" in draws[0]]
    assert shared
    for metric in shared:
        trained = sum(row[metric] for row in rows[-20:]) / 20
        tested = sum(draw[f"test_{metric}"].item() for draw in draws) / 20
        if knobs.get("output") == "linear" and metric == "mse":  # looking clamps the pixels, which brings them nearer
            assert 0.8 * trained < tested <= 1.0001 * trained
        else:
            assert tested == pytest.approx(trained, rel=0.02, abs=0.3 if metric != "mse" else 1e-6)


def another(spec: KnobSpec, value: Any) -> Any:
    """A value beside *value* that the knob may have."""
    if spec.choices:
        return next(choice for choice in spec.choices if choice != value)
    if spec.kind == "bool":
        return not value
    if spec.kind == "ints":
        return (*value[:-1], value[-1] + 1)
    return value + 1 if spec.kind == "int" else (spec.low or 0.0) + 0.5 * ((spec.high or 1.0) - (spec.low or 0.0))


def shapes_of(model: Family) -> dict[str, torch.Size]:
    return {name: tensor.shape for name, tensor in model.nets.state_dict().items()}


def networks() -> list[tuple[str, dict[str, Any]]]:
    """Each family with each of its networks, where it has a choice."""
    chosen: list[tuple[str, dict[str, Any]]] = []
    for name in NAMES:
        choices = [spec.choices for spec in knob_specs(found(name).Config) if spec.name == "network"]
        chosen += [(name, {"network": choice}) for choice in choices[0]] if choices else [(name, {})]
    return chosen


@pytest.mark.parametrize(("name", "knobs"), networks(), ids=str)
def test_a_knob_that_shapes_the_networks_is_declared(name: str, knobs: dict[str, Any]) -> None:
    config = small(name, **knobs)
    shapes = shapes_of(build(name, config, (1, 16, 16)))
    for spec in knob_specs(type(config)):
        try:
            other = config.with_value(spec.name, another(spec, getattr(config, spec.name)))
        except ConfigError:
            continue  # not by itself
        declared = spec.name in [misfit.name for misfit in config.misfits(other)]
        assert declared == (shapes_of(build(name, other, (1, 16, 16))) != shapes), spec.name
