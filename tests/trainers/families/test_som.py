"""What self-organising maps alone promise, beyond the contract of all families."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.families.som import REACH, SelfOrganisingMap
from trainers.kinds import Points
from trainers.knobs import ConfigError
from trainers.training.loop import Loop

CPU = torch.device("cpu")


def load(name: str, **settings: Any) -> Examples:
    cls = find_dataset(name)
    return cls.load(cls.Config.parse(settings), LoadContext(Path()))


def make(examples: Examples, steps: int = 300, batch_size: int = 64, **knobs: Any) -> Loop:
    plan = {"steps": steps, "batch_size": batch_size, "dataset": {"name": "digits"}}
    return Loop(Experiment.parse({**plan, "models": [{"family": "som", **knobs}]}), examples, CPU)


def trained(examples: Examples, steps: int = 300, **knobs: Any) -> Loop:
    loop = make(examples, steps, **knobs)
    for _ in range(steps):
        loop.step()
    return loop


def map_of(loop: Loop) -> SelfOrganisingMap:
    [model] = loop.models
    assert isinstance(model, SelfOrganisingMap)
    return model


def square(count: int = 3000) -> Examples:
    points = np.random.default_rng(0).uniform(0.1, 0.9, (count, 2)).astype(np.float32)
    return Examples("square", points, points[:500].copy(), kind=Points())


@pytest.mark.parametrize("start", ["plane", "random"])
def test_a_square_unfolds_while_it_trains(start: str) -> None:
    loop = trained(square(), rows=8, columns=8, start=start)
    figures = loop.evaluate()[0]
    assert figures["test_topographic"] < 0.05
    assert figures["test_quantisation"] < 0.06  # cells of 1/10 have 0.038 on the average
    net = map_of(loop).prototypes.unflatten(0, (8, 8))
    along, across = net[:, 1:] - net[:, :-1], net[1:] - net[:-1]
    axis = int(along.abs().mean((0, 1)).argmax())
    for order in (along[..., axis].sign(), across[..., 1 - axis].sign()):
        assert order[0, 0] != 0 and (order == order[0, 0]).all()


def test_a_chain_closes_round_the_ring() -> None:
    """A chain of cells lies along the ring of Gaussians: from one to the next it is never far, and none is far from
    the ring."""
    loop = trained(load("ring"), 600, rows=1, columns=40)
    chain = map_of(loop).prototypes
    assert ((chain - 0.5).norm(dim=1) - 0.35).abs().median() < 0.05
    assert (chain[1:] - chain[:-1]).norm(dim=1).max() < 0.3
    assert loop.evaluate()[0]["test_quantisation"] < 0.04


def test_neighbours_on_a_map_of_colours_are_alike() -> None:
    loop = trained(load("colours"), 500, rows=10, columns=10, start="random")
    net = map_of(loop).prototypes.unflatten(0, (10, 10))
    beside = (net[:, 1:] - net[:, :-1]).norm(dim=2).mean()
    anywhere = torch.cdist(map_of(loop).prototypes, map_of(loop).prototypes).mean()
    assert beside < 0.4 * anywhere  # 1 where there is no order
    pictures = map_of(loop).prototypes.unflatten(1, (3, 16))
    assert pictures.std(2).max() < 1e-3, "noise is forgotten: a prototype is of one colour, too"


def test_codes_are_places_on_the_grid() -> None:
    model = map_of(trained(load("digits"), 200, rows=6, columns=9))
    codes = model.encode(model.prototypes.unflatten(1, (1, 8, 8)))
    columns, rows = torch.meshgrid(torch.linspace(-REACH, REACH, 9), torch.arange(6) - 2.5, indexing="xy")
    expected = torch.stack([columns, rows * 2 * REACH / 8], dim=2).flatten(0, 1)
    assert (codes - expected).abs().max() < 0.25 * REACH / 8 + 1e-6, "at its own cell, if perhaps a little aside"
    drawn = model.decode(expected)
    torch.testing.assert_close(drawn.flatten(1), model.prototypes.clamp(0, 1), atol=1e-5, rtol=0)


def test_a_walk_over_the_map_makes_no_jumps() -> None:
    model = map_of(trained(load("digits"), 200))
    walk = torch.linspace(-1.2 * REACH, 1.2 * REACH, 2000)
    for line in (torch.stack([walk, walk], 1), torch.stack([walk, -0.3 * walk], 1)):
        drawn = model.decode(line)
        assert (drawn[1:] - drawn[:-1]).abs().max() < 0.02
    assert torch.equal(model.decode(torch.tensor([[9.0, -9.0]])), model.decode(torch.tensor([[REACH, -REACH]])))


def test_what_lies_between_the_cells_is_nearer_than_the_cells() -> None:
    loop = trained(load("digits"), 300)
    x = torch.tensor(load("digits").test) / 255
    model = map_of(loop)
    nearest = torch.cdist(x.flatten(1), model.prototypes).min(1).values.square().mean() / 64
    assert loop.evaluate()[0]["test_mse"] < float(nearest)


def test_samples_come_from_cells_as_often_as_these_are_hit() -> None:
    """Three of four examples are black."""
    pixels = np.zeros((400, 1, 4, 4), np.uint8)
    pixels[::4] = 255
    model = map_of(trained(Examples("black and white", pixels, pixels.copy()), 200, rows=1, columns=2))
    codes = model.sample_codes(4000, torch.Generator().manual_seed(0), None)
    black, white = (float(model.encode(torch.full((1, 1, 4, 4), grey))[0, 0]) for grey in (0.0, 1.0))
    assert black * white < 0 and codes.abs().max() <= REACH
    assert float((codes[:, 0] * black > 0).float().mean()) == pytest.approx(0.75, abs=0.04)
    assert model.sample_codes(0, torch.Generator(), None).shape == (0, 2)
    assert float(model.hits.sum()) == pytest.approx(1, abs=1e-5)


def test_going_on_from_a_state_is_bit_equal() -> None:
    examples = load("digits")
    for stop in (0, 7):
        loop = make(examples, 30)
        for _ in range(stop):
            loop.step()
        state = loop.state()
        rows, resumed = [loop.step() for _ in range(12)], make(examples, 30)
        resumed.load_state(state)
        assert [resumed.step() for _ in range(12)] == rows
        for name, value in map_of(resumed).nets.state_dict().items():
            assert torch.equal(value, map_of(loop).nets.state_dict()[name])


def test_radius_and_rate_fall_over_the_plan_and_stay_low_beyond_it() -> None:
    loop = make(load("digits"), 40, columns=12, rows=4, reach=0.5)
    radii = [float(loop.step()[0]["radius"]) for _ in range(60)]
    assert radii[0] == 6 and all(later <= earlier for earlier, later in pairwise(radii))
    assert radii[40:] == [0.5] * 20
    before = map_of(loop).prototypes.clone()
    loop.step()
    assert 0 < float((map_of(loop).prototypes - before).abs().max()) < 0.1


@pytest.mark.parametrize("start", ["plane", "random"])
@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (1, 6), (40, 40)])
@pytest.mark.parametrize(
    "pixels",
    [
        np.full((1, 1, 3, 3), 80, np.uint8),
        np.full((50, 3, 3, 3), 80, np.uint8),
        np.random.default_rng(0).integers(0, 256, (3, 1, 3, 3), dtype=np.uint8),
    ],
    ids=["one", "all alike", "three"],
)
def test_little_data_is_enough(pixels: np.ndarray, rows: int, columns: int, start: str) -> None:
    """One image, identical ones, fewer than there are cells: the map is them."""
    loop = trained(Examples("few", pixels, pixels.copy()), 60, rows=rows, columns=columns, start=start)
    figures = loop.evaluate()[0]
    assert all(np.isfinite(value) for value in figures.values())
    if len(np.unique(pixels)) == 1:
        assert figures["test_quantisation"] < 0.05


def test_more_numbers_than_a_keyframe_should_keep_are_refused() -> None:
    black = np.zeros((1, 3, 84, 84), np.uint8)
    make(Examples("black", black, black.copy()), columns=39, rows=40)
    with pytest.raises(ConfigError, match=r"^models\.0\.columns: 33,868,800 numbers in 1,600 prototypes.*take fewer"):
        make(Examples("black", black, black.copy()), columns=40, rows=40)
