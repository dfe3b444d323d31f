"""A model for any order: probabilities sum to one in each, the bound is their mean, and what is below is looked at."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
import torch
from torch import Tensor

from tests.trainers.families.test_families import build, generator
from trainers.families.any_order import AnyOrderConfig, AnyOrderModel
from trainers.families.pixel_rnn import PixelRNNConfig
from trainers.family import Family
from trainers.schedules import Clock


def every_picture(height: int, width: int) -> Tensor:
    """All pictures of two levels (2 ** (H * W), 1, H, W)."""
    sites = height * width
    bits = torch.arange(2**sites)[:, None] >> torch.arange(sites) & 1
    return bits.float().view(-1, 1, height, width)


def wild(height: int, width: int) -> AnyOrderModel:
    model = build("any-order", AnyOrderConfig(layers=(9,), channels=5, reach=1), (1, height, width))
    assert isinstance(model, AnyOrderModel)
    for weight in model.nets.parameters():
        torch.nn.init.normal_(weight, std=0.7)
    return model


def test_all_pictures_together_have_probability_one_in_every_order() -> None:
    model, x = wild(2, 3), every_picture(2, 3)
    with torch.no_grad():
        assert float(model.log_prob(x).exp().sum()) == pytest.approx(1, abs=1e-5)
        for order in model.orders:
            odds = model.predict(x, order=order).log_softmax(2)
            log_prob = odds.gather(2, x.flatten(1).long()[..., None]).sum((1, 2))
            assert float(log_prob.exp().sum()) == pytest.approx(1, abs=1e-5)


def test_what_is_measured_is_the_mean_over_all_orders() -> None:
    model, [x] = wild(2, 2), every_picture(2, 2)[[6]]
    indices = x.flatten()[None].long()
    with torch.no_grad():
        exact = [
            model.surprise(model.network.each(x[None], torch.tensor(order)), indices).sum()
            for order in permutations(range(4))
        ]
        wanted, spread = torch.stack(exact).mean(), torch.stack(exact).std()
        assert spread > 1  # else any order would do
        found = model.evaluate(x.expand(60_000, 1, 2, 2), generator())["test_nats"]
    assert float(found) == pytest.approx(float(wanted), abs=0.04)


def test_one_site_is_predicted_as_among_all() -> None:
    model, x = wild(3, 4), every_picture(3, 4)[77:80]
    with torch.no_grad():
        for order in ("", "natural", "reversed"):
            whole = model.predict(x, order=order)
            for site in (0, 5, 11):
                torch.testing.assert_close(model.predict_at(x, site, order=order), whole[:, site])


def taught(name: str, config: AnyOrderConfig | PixelRNNConfig) -> Family:
    """A model of pictures whose upper rows are black or white by chance, and whose lower rows are their negative."""
    model = build(name, config, (1, 4, 4))
    drawn = generator()
    for step in range(300):
        upper = (torch.rand(32, 1, 1, 1, generator=drawn) < 0.5).float().expand(-1, 1, 2, 4)
        model.step(torch.cat([upper, 1 - upper], dim=2), None, Clock(step, 300), drawn)
    return model


def tops_that_fit(model: Family) -> float:
    """The share of right upper halves where the lower ones are known, drawn from the top left pixel on."""
    upper = (torch.arange(64) % 2).float()[:, None, None, None].expand(-1, 1, 2, 4)
    x = torch.cat([upper, 1 - upper], dim=2)
    known = torch.zeros(64, 1, 4, 4, dtype=torch.bool)
    known[:, :, 2:] = True
    with torch.no_grad():
        *_, (_, drawn) = model.filling(model.noise(64, generator(3)), given=(x, known), order="natural")
    assert torch.equal(drawn[:, :, 2:], x[:, :, 2:])
    return float((drawn == x).flatten(1).all(1).float().mean())


def test_what_lies_below_is_used_and_a_model_that_goes_row_by_row_cannot() -> None:
    assert tops_that_fit(taught("any-order", AnyOrderConfig(layers=(32,), channels=8, reach=1))) > 0.95
    assert tops_that_fit(taught("pixel-rnn", PixelRNNConfig(cells=8))) < 0.75


def test_a_batch_of_one_picture_still_measures() -> None:
    model = build("any-order", AnyOrderConfig(layers=(4,), channels=2, covers=0.9), (1, 28, 28))
    metrics = model.step(torch.zeros(1, 1, 28, 28), None, Clock(0, 1), generator())
    assert np.isfinite(float(metrics["nats"])) and float(metrics["nats"]) > 0
