"""Pictures are filled in to the same picture, level for level, whichever way; what is known stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.trainers.families.test_families import CPU, found, generator, small
from trainers.examples import Examples
from trainers.families._components import ByComponents, Way
from trainers.schedules import Clock

NAMES = ("any-order", "made", "pixel-rnn")
WAYS: tuple[Way, ...] = ("cached", "fixed point", "naive")


def painted(image_shape: tuple[int, int, int], colours: int = 4) -> np.ndarray:
    """Pictures of so many *colours* (N, C, H, W), uint8."""
    paints = np.array([[200, 40, 90], [0, 0, 0], [255, 255, 255], [30, 90, 220]], np.uint8)[:, : image_shape[0]]
    chosen = np.random.default_rng(0).integers(0, colours, (24, *image_shape[1:]))
    return np.ascontiguousarray(paints[chosen].transpose(0, 3, 1, 2))


def trained(name: str, pictures: np.ndarray, **knobs: Any) -> ByComponents:
    torch.manual_seed(0)
    labels = np.arange(len(pictures)) % 3
    examples = Examples("painted", pictures, pictures, labels, labels, ("a", "b", "c"))
    model = found(name).build(small(name, **knobs), examples, CPU)
    assert isinstance(model, ByComponents)
    x, noise = torch.tensor(pictures).float() / 255, generator()
    model.prepare(torch.tensor(pictures))
    for step in range(15):
        model.step(x, torch.tensor(labels), Clock(step, 15), noise)
    return model


def last(model: ByComponents, noise: Tensor, way: Way, **asked: Any) -> Tensor:
    with torch.no_grad():
        *_, drawn = model.fill(noise, way=way, **asked)
    return drawn


CASES = [
    ((1, 7, 6), 4, {}),
    ((1, 6, 5), 4, {"levels": "4", "told_class": True}),
    ((3, 5, 4), 4, {"levels": "palette"}),
    ((3, 5, 4), 2, {"levels": "palette"}),
    ((3, 4, 5), 4, {"levels": "2"}),
    ((1, 1, 9), 4, {}),
    ((1, 9, 1), 4, {"levels": "16"}),
]


@pytest.mark.parametrize(("image_shape", "colours", "knobs"), CASES, ids=str)
@pytest.mark.parametrize("name", NAMES)
def test_all_ways_lead_to_the_same_picture(
    name: str, image_shape: tuple[int, int, int], colours: int, knobs: dict[str, Any]
) -> None:
    pictures = painted(image_shape, colours)
    model = trained(name, pictures, **knobs)
    x, _ = model.on_levels(torch.tensor(pictures[:9]).float() / 255)
    noise = model.noise(9, generator(1))
    spots = (torch.rand(9, 1, *image_shape[1:], generator=generator(2)) < 0.4).expand(-1, *image_shape[:1], -1, -1)
    below = torch.zeros_like(spots)
    below[:, :, image_shape[1] // 2 :, image_shape[2] // 2 :] = True
    for order in model.orders:
        for known in (None, spots, below, ~below):
            asked = {"given": None if known is None else (x, known), "order": order, "temperature": 0.8}
            drawn, *others = (last(model, noise, way, **asked) for way in WAYS)
            assert all(torch.equal(drawn, other) for other in others)
            assert known is None or torch.equal(drawn[known], x[known])
            assert len(drawn.unique(dim=0)) > 1


@pytest.mark.parametrize("name", NAMES)
def test_a_cover_of_nothing_and_of_everything(name: str) -> None:
    pictures = painted((1, 6, 5))
    model = trained(name, pictures)
    noise = model.noise(4, generator(1))
    x = torch.tensor(pictures[:4]).float() / 255 * 0.7 + 0.1  # at no level
    nothing = torch.zeros(4, 1, 6, 5, dtype=torch.bool)
    for way in WAYS:
        assert torch.equal(last(model, noise, way, given=(x, ~nothing)), x)  # as it was given, to the bit
        assert torch.equal(last(model, noise, way, given=(x, nothing)), last(model, noise, way))


@pytest.mark.parametrize("levels", ["2", "4", "palette"])
@pytest.mark.parametrize("name", NAMES)
def test_pictures_of_one_colour(name: str, levels: str) -> None:
    """Soon nothing else is drawn."""
    white = np.full((24, 1, 5, 5), 255, np.uint8)
    model = trained(name, white, levels=levels, learning_rate=0.02)
    for step in range(60):
        model.step(torch.ones(24, 1, 5, 5), torch.arange(24) % 3, Clock(step, 60), generator(step))
    drawn = last(model, model.noise(16, generator(1)), "cached", temperature=0.5)
    assert float(drawn.mean()) > 0.97
