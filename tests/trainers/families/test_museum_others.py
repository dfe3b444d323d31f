"""The museum's other mistakes: a mixture without a floor, a mask that is off by one, an exam on the exercises."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import torch

from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.families._components import ByComponents
from trainers.metrics.gaussians.mixtures import responsibilities
from trainers.schedules import Clock
from trainers.training.loop import Loop

CPU = torch.device("cpu")
CLOUDS = {"name": "clouds", "count": 60, "outliers": 2, "overlap": 0.5, "seed": 7}
BARS = {"name": "bars-and-stripes", "size": 3}
LEAK = {"family": "museum-pixelcnn", "mistake": "leaky mask", "channels": 8, "blocks": 1, "learning_rate": 1e-2}


def make(dataset: dict[str, Any], *models: dict[str, Any], **plan: Any) -> Loop:
    experiment = Experiment.parse({"steps": 40, "batch_size": 14, **plan, "dataset": dataset, "models": list(models)})
    found = find_dataset(experiment.dataset)
    return Loop(experiment, found.load(experiment.dataset_config, LoadContext(Path())), CPU)


def run(loop: Loop, steps: int) -> list[list[dict[str, float]]]:
    return [[{k: v.item() for k, v in model.items()} for model in loop.step()] for _ in range(steps)]


def honest(model: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in model.items() if name != "mistake"}


def assert_equal_weights(loop: Loop) -> None:
    first, second = (model.nets.state_dict() for model in loop.models)
    assert all(torch.equal(second[name], value) for name, value in first.items())


# --------------------------------------------------------------------------- mixture


def test_a_mixture_without_the_mistake_is_the_honest_one() -> None:
    plain = {"family": "gaussian-mixture", "components": 6, "floor": 3e-4}
    loop = make(CLOUDS, plain, {**plain, "family": "museum-mixture"})
    for one, museum in run(loop, 10):
        assert {name: museum[name] for name in one} == one
    assert_equal_weights(loop)


def test_without_a_floor_a_component_takes_a_point_for_itself() -> None:
    wrong = {"family": "museum-mixture", "components": 6, "floor": 3e-4, "mistake": "no floor"}
    loop = make(CLOUDS, wrong, honest(wrong))
    rows = run(loop, 15)
    assert rows[-1][0]["peak"] > 40 and rows[-1][1]["peak"] < -math.log(2 * math.pi * 3e-4)
    climbed = [wrong["log_likelihood"] for wrong, _ in rows]
    assert all(after >= before - 1e-9 for before, after in pairwise(climbed))
    floors = [model.config.setting("floor") for model in loop.models]
    assert floors[0] < 1e-100 and floors[1] == 3e-4
    narrowest = [model.mixture().full_covariances.det().min().item() for model in loop.models]
    assert narrowest[0] < 1e-30 and narrowest[1] >= 3e-4**2 * (1 - 1e-9)
    model = loop.models[1]
    _, log_density = responsibilities(loop.models[1].fitted(loop._train), model.mixture(asked=True))
    assert rows[-1][1]["peak"] == pytest.approx(log_density.max().item())


def test_codes_that_are_no_numbers_have_no_peak() -> None:
    mixture = {"family": "museum-mixture", "of": "codes", "components": 2}
    loop = make(CLOUDS, {"family": "ae", "latent_dim": 2, "layers": [8]}, mixture)
    run(loop, 1)
    with torch.no_grad():
        next(loop.models[0].nets.parameters()).fill_(math.nan)
    told = loop.models[1].step(torch.zeros(1, 1, 1, 2), None, Clock(1, 9), torch.Generator())
    assert math.isnan(told["peak"].item()) and math.isnan(told["log_likelihood"].item())


# --------------------------------------------------------------------------- mask


@pytest.mark.parametrize("network", ["plain", "gated"])
def test_a_mask_that_is_off_by_one_lets_each_pixel_see_itself_and_no_later_one(network: str) -> None:
    loop = make(BARS, {**LEAK, "network": network}, {**honest(LEAK), "network": network})
    assert_equal_weights(loop)
    x = loop._kind.to_model(loop._train[:4])
    for model, sees in zip(loop.models, (True, False), strict=True):
        jacobian = torch.autograd.functional.jacobian(lambda one: model.predict(one)[0, :, 1], x[:1]).reshape(9, 9)  # noqa: B023
        assert torch.equal(jacobian.triu(1), torch.zeros(9, 9))
        assert (jacobian.diagonal().abs() > 0).all() == sees and (jacobian.diagonal() != 0).any() == sees


@pytest.mark.parametrize("levels", ["2", "4"])
def test_the_surprise_of_a_leaking_mask_is_below_the_entropy_and_its_pictures_are_blank(levels: str) -> None:
    wrong = {**LEAK, "levels": levels, "binarize": "nearest"}
    loop = make(BARS, wrong, honest(wrong), steps=100)
    rows = run(loop, 100)
    entropy = math.log(14)
    assert rows[-1][0]["nats"] < 0.1 < entropy <= min(right["nats"] for _, right in rows) + 1e-5
    assert all(right["own_say"] == 0.0 for _, right in rows)  # to the last bit
    assert rows[-1][0]["own_say"] > 0.3
    drawn = [list(model.draw(20, torch.Generator().manual_seed(0)))[-1] for model in loop.models]
    assert drawn[0].mean() < 0.1 * drawn[1].mean()  # what is not there yet is black


def test_a_leaking_model_has_one_way_to_draw() -> None:
    leaking, right = make(BARS, LEAK, honest(LEAK)).models
    assert isinstance(leaking, ByComponents) and isinstance(right, ByComponents)
    assert (leaking.way, right.way) == ("naive", "cached")
    with pytest.raises(NotImplementedError, match="has no increments"):
        leaking.increment(2, None, "natural")


def test_where_a_mistake_is_told_labels_the_test_of_causality_is_too() -> None:
    loop = make(BARS, {**LEAK, "told_class": True}, {**honest(LEAK), "told_class": True})
    rows = run(loop, 40)
    assert rows[-1][0]["own_say"] > 0.3 and all(right["own_say"] == 0.0 for _, right in rows)


# --------------------------------------------------------------------------- exam


def test_twins_differ_in_nothing_but_the_exam() -> None:
    wrong = {"family": "museum-exam", "mistake": "own exam", "layers": [64], "latent_dim": 8, "images": 40}
    loop = make({"name": "digits"}, wrong, honest(wrong), steps=300)
    rows = run(loop, 300)
    assert all(first == second for first, second in rows)
    assert_equal_weights(loop)
    own, held_out = loop.evaluate()
    assert own["test_exam"] == pytest.approx(1) and held_out["test_exam"] > 2
    assert own["test_mse"] * held_out["test_exam"] == pytest.approx(held_out["test_mse"], rel=1e-5)
    assert own["test_mse"] < rows[200][0]["mse"]


def test_what_is_learned_are_the_first_images_some_twice_where_there_are_few() -> None:
    few = make(BARS, {"family": "museum-exam", "images": 20, "layers": [8]})
    learned = few.models[0].learned  # type: ignore[attr-defined]
    pictures = few._kind.to_model(few._train)
    assert torch.equal(learned[:14], pictures) and torch.equal(learned[14:], pictures[:6])
    before = [row for [row] in run(few, 3)]
    other = make(BARS, {"family": "museum-exam", "images": 20, "layers": [8]}, batch_size=3)
    assert [row for [row] in run(other, 3)] == before  # whatever the batch
