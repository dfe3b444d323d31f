"""What MADE alone promises, beyond the contract of all families."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from trainers.catalog import find_dataset, find_family
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.families._components import ByComponents
from trainers.training.loop import Loop


def built(pictures: np.ndarray, **knobs: object) -> ByComponents:
    """A MADE without units that have anything to say, as it is before its first step."""
    cls = find_family("made")
    model = cls.build(
        cls.Config.parse({"layers": [8], **knobs}), Examples("some", pictures, pictures), torch.device("cpu")
    )
    assert isinstance(model, ByComponents)
    with torch.no_grad():
        for name, weight in model.nets.named_parameters():
            if not name.endswith("bias"):
                weight.zero_()
    model.prepare(torch.tensor(pictures))
    return model


@pytest.mark.parametrize(("channels", "levels"), [(1, "4"), (3, "16"), (3, "palette"), (1, "palette")])
def test_at_first_each_level_is_as_likely_as_it_is_frequent(channels: int, levels: str) -> None:
    rng = np.random.default_rng(0)
    pictures = (
        (85 * rng.integers(0, 4, (300, 1, 3, 5)) * rng.integers(0, 2, (3, 5))).astype(np.uint8).repeat(channels, 1)
    )
    model = built(pictures, levels=levels)
    indices = model.levels.indices(torch.tensor(pictures) / 255)
    counts = torch.stack([(indices == level).sum(0) for level in range(model.levels.count)], 1)
    expected = (counts + 1 / model.levels.count) / 301
    odds = model.predict(torch.rand(2, channels, 3, 5)).softmax(2)
    assert torch.allclose(odds, expected.expand_as(odds), atol=1e-6)


def test_at_first_a_grey_pixel_is_as_often_bright_as_it_is_by_chance() -> None:
    pictures = np.random.default_rng(0).integers(0, 256, (400, 1, 4, 4), dtype=np.uint8)
    pictures[:, 0, 0, 0] = 0
    odds = built(pictures).predict(torch.zeros(1, 1, 4, 4)).softmax(2)[0, :, 1]
    mean = pictures.reshape(400, 16).mean(0) / 255
    assert np.allclose(odds.detach().numpy(), (400 * mean + 0.5) / 401, atol=1e-5)
    assert 0 < odds[0] < 0.0013


def test_the_small_world_is_learned_to_its_entropy() -> None:
    """All before a pixel is enough: ln 14 = 2.6391 nats, and nearly every sample is one of the fourteen pictures."""
    cls = find_dataset("bars-and-stripes")
    examples = cls.load(cls.Config(), LoadContext(Path()))
    model = {"family": "made", "layers": [64], "learning_rate": 1e-2}
    experiment = Experiment.parse(
        {"steps": 600, "batch_size": 14, "dataset": {"name": "bars-and-stripes"}, "models": [model]}
    )
    loop = Loop(experiment, examples, torch.device("cpu"))
    for _ in range(600):
        loop.step()
    assert 2.6390 < loop.evaluate()[0]["test_nats"] < 2.70
    drawn = list(loop.models[0].draw(500, torch.Generator().manual_seed(0)))[-1]
    known = {picture.tobytes() for picture in examples.train > 0}
    assert sum((picture > 0.5).numpy().tobytes() in known for picture in drawn) > 470


@pytest.mark.parametrize("layers", [[300], [300, 200]])
def test_the_first_weights_are_as_wide_as_rectifiers_want_them(layers: list[int]) -> None:
    """The mean square of a hidden layer's weights is 2 / inputs (He et al., 2015)."""
    black = np.zeros((2, 1, 20, 20), np.uint8)
    cls = find_family("made")
    torch.manual_seed(0)
    model = cls.build(cls.Config.parse({"layers": layers}), Examples("black", black, black), torch.device("cpu"))
    for index, inputs in enumerate([400, *layers[:-1]]):
        weight = model.nets.get_parameter(f"made.hidden.{index}.weight")
        assert weight.square().mean().item() == pytest.approx(2 / inputs, rel=0.03)
