"""The table of counts: exact figures of the 3x3 world, and that nothing of it is lost or impossible."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.families.pixel_table import PixelTable, PixelTableConfig
from trainers.knobs import ConfigError
from trainers.schedules import Clock
from trainers.training.loop import Loop

CPU = torch.device("cpu")
# Nats and the share of valid pictures, computed from the 14 pictures by a program of its own.
COMPUTED = [
    ("none", True, 6.2383, 0.027), ("none", False, 6.2383, 0.027),
    ("two before", True, 5.8901, 0.081), ("two before", False, 5.5036, 0.190),
    ("left and above", True, 4.6706, 0.370), ("left and above", False, 4.6706, 0.370),
    ("four before", True, 2.9054, 0.879), ("four before", False, 2.6391, 1.0),
    ("all", True, 2.6391, 1.0), ("all", False, 2.6391, 1.0),
]  # fmt: skip


def small_world(size: int = 3) -> Examples:
    cls = find_dataset("bars-and-stripes")
    return cls.load(cls.Config.parse({"size": size}), LoadContext(Path()))


def pictures(examples: Examples) -> Tensor:
    return examples.kind.to_model(torch.tensor(examples.train))


def build(examples: Examples, **knobs: Any) -> PixelTable:
    return PixelTable.build(PixelTableConfig.parse(knobs), examples, CPU)


def noise(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def count(model: PixelTable, x: Tensor, y: Tensor | None = None, passes: int = 1) -> list[float]:
    return [model.step(x, y, Clock(step, passes), noise(step))["nats"].item() for step in range(passes)]


def black(shape: tuple[int, int, int], value: int = 0) -> Examples:
    same = np.full((6, *shape), value, np.uint8)
    return Examples("same", same, same.copy())


@pytest.mark.parametrize(("context", "shared", "nats", "valid"), COMPUTED)
def test_the_small_world_is_known_as_computed(context: str, shared: bool, nats: float, valid: float) -> None:
    examples = small_world()
    model, x = build(examples, context=context, shared=shared, pseudocount=1e-6), pictures(examples)
    surprises = count(model, x, passes=2)
    assert surprises[0] == pytest.approx(9 * math.log(2), abs=1e-4)  # before anything was counted
    assert surprises[1] == pytest.approx(nats, abs=1e-3)
    assert model.evaluate(x, noise())["test_nats"].item() == pytest.approx(nats, abs=1e-3)
    assert model.log_prob(x).exp().sum().item() == pytest.approx(valid, abs=1e-3)
    every = (torch.arange(512)[:, None] >> torch.arange(9) & 1).float().view(-1, 1, 3, 3)
    assert model.log_prob(every).double().exp().sum().item() == pytest.approx(1.0, abs=1e-6)


def test_whole_passes_of_the_loop_count_every_picture_alike() -> None:
    experiment = Experiment.parse(
        {
            "steps": 5,
            "batch_size": 14,
            "dataset": {"name": "bars-and-stripes"},
            "models": [{"family": "pixel-table", "context": "none", "shared": True}],
        }
    )
    loop = Loop(experiment, small_world(), CPU)
    for _ in range(5):
        loop.step()
    assert loop.models[0].nets.state_dict()["table.counts"].tolist() == [[[[5 * 63, 5 * 63]]]]
    state = loop.state()
    again = Loop(experiment, small_world(), CPU)
    again.load_state(state)
    assert [m["nats"].item() for m in loop.step()] == [m["nats"].item() for m in again.step()]


@pytest.mark.parametrize("context", ["none", "two before", "left and above", "four before"])
@pytest.mark.parametrize("levels", ["2", "4", "palette"])
@pytest.mark.parametrize("shape", [(1, 1, 7), (1, 7, 1), (3, 4, 5), (1, 1, 1)], ids=str)
def test_all_ways_of_drawing_give_the_same_picture(shape: tuple[int, int, int], levels: str, context: str) -> None:
    grey = torch.rand(20, *shape, generator=noise(1)).mul(3).floor().div(3)
    examples = Examples("random", *2 * [(255 * grey).to(torch.uint8).numpy()])
    model = build(examples, context=context, shared=True, levels=levels)
    count(model, pictures(examples), passes=3)
    known = torch.rand(1, *shape, generator=noise(2)) < 0.3
    known = known[:, :1].expand(1, *shape)
    given = pictures(examples)[:1], known
    for asked in (None, given):
        ways = [list(model.fill(model.noise(6, noise(3)), None, asked, way=way))[-1] for way in ("naive", "cached")]
        ways.append(list(model.fill(model.noise(6, noise(3)), None, asked, way="fixed point"))[-1])
        assert torch.equal(ways[0], ways[1]) and torch.equal(ways[0], ways[2])


def test_samples_come_as_often_as_counted() -> None:
    examples = small_world()
    model = build(examples, context="four before", pseudocount=1e-6)
    count(model, pictures(examples))
    drawn = list(model.draw(7000, noise()))[-1]
    whole = {picture.numpy().tobytes(): 0 for picture in pictures(examples)}
    for picture in drawn:
        whole[picture.numpy().tobytes()] += 1  # a KeyError for what is no picture of the data
    assert min(whole.values()) > 400 and max(whole.values()) < 600


def test_told_classes_have_tables_of_their_own() -> None:
    """Told that it is stripes, a pixel and its left neighbour are alike; bars are as open at the top as coins."""
    examples = small_world(4)
    model = build(examples, context="left and above", pseudocount=1e-6, told_class=True)
    x, y = pictures(examples), torch.tensor(examples.train_labels)
    count(model, x, y)
    for label in range(3):
        some = list(model.draw(50, noise(), torch.full((50,), label)))[-1]
        alike = {"both": (1, 2, 3), "bars": (2,), "stripes": (3,)}[examples.class_names[label]]
        for dimension in alike:
            if dimension in (2, 3):
                assert (some.amax(dimension) == some.amin(dimension)).all()
    assert model.log_prob(x, y).mean() > build(examples).log_prob(x).mean()


def test_slopes_are_what_the_next_level_would_change() -> None:
    grey = torch.randint(4, (30, 1, 3, 4), generator=noise(), dtype=torch.float32) / 3
    examples = Examples("random", *2 * [(255 * grey).round().to(torch.uint8).numpy()])
    model = build(examples, levels=4, context="left and above", shared=True)
    x = pictures(examples)
    count(model, x)
    asked = x[:1].clone().requires_grad_(True)
    free = model.free_logits(asked, None, "natural")
    assert torch.equal(free, model.free_logits(x[:1], None, "natural"))
    site, above = 6, (0, 0, 0, 2)
    (slope,) = torch.autograd.grad(free[0, site, 1], asked)
    other, step = x[:1].clone(), 1 / 3 if x[above] < 1 else -1 / 3
    other[above] += step
    change = model.free_logits(other, None, "natural")[0, site, 1] - free[0, site, 1]
    assert slope[above].item() == pytest.approx((change / step).item(), rel=1e-4)
    assert slope.flatten().nonzero().flatten().tolist() in ([2, 5], [2], [5])


@pytest.mark.parametrize(("levels", "value"), [("2", 0), ("2", 255), ("palette", 90), ("16", 17)])
def test_pictures_of_one_colour_are_learned(levels: str, value: int) -> None:
    examples = black((1, 3, 5), value)
    model = build(examples, levels=levels, shared=True)
    surprises = count(model, pictures(examples), passes=30)
    assert surprises[-1] < 0.5 < surprises[0]
    assert torch.equal(model.levels.indices(list(model.draw(3, noise()))[-1]).float().std(0), torch.zeros(15))


def test_the_smoothing_may_change_while_counting_goes_on() -> None:
    examples = small_world()
    model = build(examples, context="four before")
    x = pictures(examples)
    count(model, x)
    before = model.evaluate(x, noise())["test_nats"]
    model.config = model.config.with_value("pseudocount", 1e-6)
    assert model.evaluate(x, noise())["test_nats"] < before
    lit = torch.ones(1, 1, 3, 3)
    lit[..., 1, 1] = 0  # no such picture was counted
    assert -100 < model.log_prob(lit).item() < -10


@pytest.mark.parametrize(
    ("shape", "knobs"),
    [
        ((1, 8, 8), {"context": "all"}),
        ((1, 8, 8), {"context": "all", "shared": True}),
        ((1, 28, 28), {"context": "four before", "levels": 4}),
    ],
)
def test_too_many_contexts_are_refused_by_name(shape: tuple[int, int, int], knobs: dict[str, Any]) -> None:
    with pytest.raises(ConfigError, match=r"context: .* fills more than 262,144 rows") as refusal:
        build(black(shape), **knobs)
    assert refusal.value.where == "context"
    build(black(shape), **{**knobs, "context": "left and above"})


def test_a_table_without_pseudocounts_is_refused() -> None:
    with pytest.raises(ConfigError, match="pseudocount: expected 1e-06 to 100, found 0"):
        PixelTableConfig.parse({"pseudocount": 0.0})
