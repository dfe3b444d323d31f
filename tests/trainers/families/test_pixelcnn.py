"""PixelCNN as a model: looks back only, is a probability, and draws the same picture in every way."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers.catalog import families
from trainers.examples import Examples
from trainers.families._components import ByComponents, Way
from trainers.family import Family
from trainers.schedules import Clock

CPU = torch.device("cpu")
COLOURS = np.array([[0, 0, 0], [250, 20, 60], [40, 200, 90], [90, 60, 220], [255, 255, 255]], np.uint8)
LEVELS: list[tuple[str, tuple[int, int, int]]] = [
    ("2", (1, 6, 7)), ("4", (1, 6, 7)), ("16", (1, 6, 7)),
    ("2", (3, 4, 5)), ("4", (3, 4, 5)), ("16", (3, 4, 5)),
    ("palette", (3, 6, 7)), ("palette", (1, 6, 7)),
]  # fmt: skip
NETWORKS = ["plain", "gated"]


def coloured(shape: tuple[int, int, int], count: int = 12) -> Examples:
    """Pictures of few colours, in stripes that go on."""
    random = np.random.default_rng(0)
    chosen = np.repeat(random.integers(0, len(COLOURS), (count, shape[1], 1)), shape[2], 2)
    chosen = np.where(random.random(chosen.shape) < 0.2, random.integers(0, len(COLOURS), chosen.shape), chosen)
    images = COLOURS[chosen].transpose(0, 3, 1, 2)[:, : shape[0]]
    labels = np.arange(count) % 3
    return Examples("stripes", images, images, labels, labels, ("a", "b", "c"))


def build(shape: tuple[int, int, int], **knobs: Any) -> ByComponents:
    """With every weight stirred, so that all wires count."""
    cls: type[Family] = families()["pixelcnn"]
    torch.manual_seed(0)
    model = cls.build(cls.Config.parse({"channels": 6, "blocks": 2, "made": 16, **knobs}), coloured(shape), CPU)
    assert isinstance(model, ByComponents)
    with torch.no_grad():
        for weight in model.nets.parameters():
            weight += 0.2 * torch.randn(weight.shape)
    return model


def pictures(model: ByComponents, count: int) -> Tensor:
    levels = torch.randint(0, model.levels.count, (count, model.sites), generator=torch.Generator().manual_seed(1))
    return model.levels.pixels(levels, model.image_shape)


@pytest.mark.parametrize("made", [0, 16])
@pytest.mark.parametrize(("levels", "shape"), LEVELS)
@pytest.mark.parametrize("network", NETWORKS)
def test_nothing_passes_from_a_site_to_itself_or_to_one_before(
    network: str, levels: str, shape: tuple[int, int, int], made: int
) -> None:
    """By the Jacobian, of all levels; and a site looks at the one before it."""
    model = build(shape, network=network, levels=levels, made=made)
    x = pictures(model, 4)
    jacobian = torch.autograd.functional.jacobian(lambda some: model.predict(some).square().sum((0, 2)), x)
    of_site = model.levels.by_site(jacobian.abs().sum(1)).sum(2)
    in_order = of_site[model.order][:, model.order]  # rows predicted, columns looked at
    assert torch.equal(in_order.triu(), torch.zeros(model.sites, model.sites))
    neighbours = in_order.diagonal(-1)
    beside = torch.arange(1, model.sites) % (model.site_shape[0] * shape[2]) != 0  # not the last of the row above
    assert (neighbours[beside] > 0).float().mean() > 0.9  # at some all units may be silent


@pytest.mark.parametrize("told", [False, True])
@pytest.mark.parametrize(("levels", "shape"), LEVELS)
@pytest.mark.parametrize("network", NETWORKS)
def test_all_ways_draw_the_same_picture(network: str, levels: str, shape: tuple[int, int, int], told: bool) -> None:
    model = build(shape, network=network, levels=levels, told_class=told)
    noise = model.noise(5, torch.Generator().manual_seed(2))
    x = pictures(model, 5)
    top = torch.zeros(1, *shape, dtype=torch.bool)
    top[:, :, : shape[1] // 2] = True
    here_and_there = torch.rand(5, 1, *shape[1:], generator=torch.Generator().manual_seed(3)).lt(0.4)
    for given in (None, (x[:1], top), (x, here_and_there.expand(-1, shape[0], -1, -1))):
        for temperature in (1.0, 0.0):
            ways: tuple[Way, ...] = ("naive", "cached", "fixed point")
            drawn = [list(model.fill(noise, None, given, temperature, way=way))[-1] for way in ways]
            assert torch.equal(drawn[0], drawn[1]) and torch.equal(drawn[0], drawn[2])


def test_a_row_or_a_column_alone_can_be_drawn() -> None:
    for shape in ((1, 1, 6), (1, 6, 1), (1, 1, 1)):
        for network in NETWORKS:
            model = build(shape, network=network)
            noise = model.noise(4, torch.Generator().manual_seed(0))
            drawn = [list(model.fill(noise, way=way))[-1] for way in ("naive", "cached")]
            assert torch.equal(drawn[0], drawn[1])


@pytest.mark.parametrize(
    ("shape", "levels", "count"), [((1, 3, 3), "2", 2), ((3, 1, 2), "4", 4), ((3, 2, 2), "palette", 5)]
)
@pytest.mark.parametrize("network", NETWORKS)
def test_the_probabilities_of_all_pictures_add_up_to_one(
    network: str, shape: tuple[int, int, int], levels: str, count: int
) -> None:
    model = build(shape, network=network, levels=levels)
    assert model.levels.count == count
    every = torch.tensor(list(itertools.product(range(count), repeat=model.sites)))
    with torch.no_grad():
        total = model.log_prob(model.levels.pixels(every, shape)).double().exp().sum()
    assert total.item() == pytest.approx(1.0, abs=1e-5)


def test_the_logits_of_both_networks_add_up() -> None:
    both = build((1, 6, 7))
    x = pictures(both, 3)
    with torch.no_grad():
        parts = both.nets["pixelcnn"](x), both.nets["made"](both.levels.by_site(x))
        assert torch.equal(both.free_logits(x, None, "natural"), parts[0] + parts[1])
    assert "made" not in build((1, 6, 7), made=0).nets


@pytest.mark.parametrize("network", NETWORKS)
def test_a_class_that_is_told_is_drawn(network: str) -> None:
    """Class a is black, class b white, class c black above and white below."""
    images = np.zeros((30, 1, 6, 6), np.uint8)
    labels = np.arange(30) % 3
    images[labels == 1] = 255
    images[labels == 2, :, 3:] = 255
    cls: type[Family] = families()["pixelcnn"]
    config = cls.Config.parse({"channels": 6, "blocks": 1, "made": 0, "told_class": True, "network": network})
    torch.manual_seed(0)
    model = cls.build(config, Examples("classes", images, images, labels, labels, ("a", "b", "c")), CPU)
    x, y, noise = torch.tensor(images) / 255, torch.tensor(labels), torch.Generator().manual_seed(0)
    for group in model.optimizers["adam"].param_groups:
        group["lr"] = 0.02
    for step in range(150):
        nats = model.step(x, y, Clock(step, 150), noise)["nats"]
    assert nats < 0.5
    drawn = list(model.draw(60, noise, y.repeat(2)))[-1]
    assert (drawn - x.repeat(2, 1, 1, 1)).abs().mean() < 0.02
