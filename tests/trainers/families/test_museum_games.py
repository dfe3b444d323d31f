"""The museum's adversarial mistakes: without one a model is the honest one bit for bit, and each does what it says."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
import torch

from trainers.catalog import find_family
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.families.museum_gan import CUT, log_belief
from trainers.knobs import ConfigError
from trainers.training.loop import Loop

CPU = torch.device("cpu")
SMALL = {"g_layers": [24], "d_layers": [24], "latent_dim": 4}


def images() -> Examples:
    rng = np.random.default_rng(0)
    train, test = (rng.integers(0, 256, (count, 1, 8, 8), dtype=np.uint8) for count in (64, 16))
    return Examples("noise", train, test)


def make(*models: dict[str, Any], **plan: Any) -> Loop:
    table = {"batch_size": 16, "steps": 40, **plan, "dataset": {"name": "digits"}}
    return Loop(Experiment.parse({**table, "models": [{**SMALL, **model} for model in models]}), images(), CPU)


def run(loop: Loop, steps: int, *players: str) -> list[list[dict[str, float]]]:
    return [[{k: v.item() for k, v in model.items()} for model in loop.step(players)] for _ in range(steps)]


@pytest.mark.parametrize(
    ("honest", "knobs"),
    [
        ("gan", {}),
        ("gan", {"loss": "relativistic", "r1": 0.1, "feature_matching": 0.5}),
        ("gan", {"batch_norm": "both", "g_steps": 2}),
        ("wgan", {}),
        ("wgan", {"constraint": "clip"}),
    ],
    ids=str,
)
def test_without_a_mistake_it_is_the_honest_family_bit_for_bit(honest: str, knobs: dict[str, Any]) -> None:
    loop = make({"family": honest, **knobs}, {"family": f"museum-{honest}", **knobs})
    for plain, museum in run(loop, 12):
        assert {name: museum[name] for name in plain} == plain
    plain_weights, museum_weights = (model.nets.state_dict() for model in loop.models)
    assert all(torch.equal(museum_weights[name], value) for name, value in plain_weights.items())


@pytest.mark.parametrize(
    ("family", "mistake"), [("gan", "one loss"), ("gan", "two softmax"), ("gan", "minimax"), ("wgan", "no bound")]
)
def test_a_mistake_changes_nothing_but_the_way(family: str, mistake: str) -> None:
    """Both begin with the same weights and the same fakes, and then go different ways."""
    loop = make({"family": f"museum-{family}", "mistake": mistake}, {"family": f"museum-{family}"})
    wrong, right = (model.nets.state_dict() for model in loop.models)
    assert all(torch.equal(wrong[name], value) for name, value in right.items())
    before = [wrong[name].clone() for name in right]
    run(loop, 3)
    assert not all(torch.equal(wrong[name], old) for name, old in zip(right, before, strict=True))
    assert any(not torch.equal(wrong[name], value) for name, value in right.items())


def test_a_d_that_is_not_frozen_learns_to_praise_the_same_fakes() -> None:
    loop = make({"family": "museum-gan", "mistake": "one loss"}, {"family": "museum-gan"})
    before = [{k: v.clone() for k, v in model.nets["discriminator"].state_dict().items()} for model in loop.models]
    [wrong, right] = run(loop, 1, "generator")[0]
    moved = [
        any(not torch.equal(model.nets["discriminator"].state_dict()[k], v) for k, v in old.items())
        for model, old in zip(loop.models, before, strict=True)
    ]
    assert moved == [True, False]
    assert wrong["praise"] > 0 and right["praise"] == 0.0
    for wrong, right in run(loop, 20):
        assert wrong["praise"] > 0 and right["praise"] == 0.0


def test_softmax_and_logarithm_are_right_up_to_the_cut_and_flat_beyond() -> None:
    logits = torch.tensor([0.0, 3.0, -10.0, -20.0, 20.0], dtype=torch.float64, requires_grad=True)
    found = log_belief(logits)
    p = logits.detach().sigmoid()
    torch.testing.assert_close(found[:3].detach(), p[:3].log())
    assert found[3].item() == pytest.approx(math.log(CUT)) and found[4].item() == pytest.approx(math.log1p(-CUT))
    (slope,) = torch.autograd.grad(found.sum(), logits)
    torch.testing.assert_close(slope[:3], 1 - p[:3])
    assert slope[3:].tolist() == [0.0, 0.0]
    (of_logits,) = torch.autograd.grad(torch.nn.functional.softplus(-logits).sum(), logits)
    assert of_logits[3].item() == pytest.approx(-1)  # where the cut is flat, the loss of logits pushes hardest


def test_the_push_of_minimax_is_that_of_the_other_loss_times_p_over_one_minus_p() -> None:
    """Of the same fakes before the same D: in powers of ten they differ by the mean logit over ln 10."""
    loop = make({"family": "museum-gan", "mistake": "minimax"}, {"family": "museum-gan"})
    model = loop.models[1]
    noise = torch.Generator().manual_seed(3)
    x = torch.rand(16, 1, 8, 8)
    pushes = []
    for each in loop.models:
        noise.manual_seed(3)
        pushes.append(each.generator_move(x, None, noise)[1]["push"].item())  # type: ignore[attr-defined]
    noise.manual_seed(3)
    with torch.no_grad():
        logits = model.scores(model.decode(model.sample_codes(16, noise, None)))
    assert pushes[0] - pushes[1] == pytest.approx(logits.mean().item() / math.log(10), abs=1e-5)


def test_who_asks_for_the_game_hears_which_one_is_played() -> None:
    parse = find_family("museum-gan").Config.parse
    assert parse({"loss": "hinge"}).setting("game") == "hinge"
    assert parse({"mistake": "minimax"}).setting("game") == "minimax"
    assert parse({"mistake": "two softmax", "loss": "minimax"}).setting("game") == "non-saturating"
    assert parse({"mistake": "one loss", "loss": "minimax"}).setting("game") == "minimax"
    assert parse({"mistake": "minimax"}).setting("moves of D") == 1


def test_there_are_no_mistakes_with_other_losses() -> None:
    with pytest.raises(ConfigError, match="mistake: expected none with the hinge loss, found 'one loss'"):
        find_family("museum-gan").Config.parse({"mistake": "one loss", "loss": "hinge"})


def test_a_push_of_nothing_has_an_end() -> None:
    loop = make({"family": "museum-gan", "mistake": "two softmax"})
    model = loop.models[0]
    with torch.no_grad():
        model.nets["discriminator"].head.bias.fill_(-1000.0)  # type: ignore[union-attr, operator]
    noise = torch.Generator().manual_seed(0)
    loss, told = model.generator_move(torch.rand(16, 1, 8, 8), None, noise)  # type: ignore[attr-defined]
    assert loss.item() == pytest.approx(-math.log(CUT)) and told["push"].item() == pytest.approx(-20)


def test_without_a_bound_the_slope_grows_and_nothing_is_charged_for_it() -> None:
    critic = {"d_steps": 3, "lr_d": 5e-3, "lr_g": 1e-5}
    models = [{"family": "museum-wgan", **critic, **more} for more in ({"mistake": "no bound"}, {})]
    rows = run(make(*models, steps=100), 100)
    assert all(wrong["penalty"] == 0 and wrong["d_loss"] == -wrong["distance"] for wrong, _ in rows)
    assert rows[-1][0]["slope"] > 20 > 2 > rows[-1][1]["slope"]
    clipped = make({"family": "museum-wgan", "mistake": "no bound", "constraint": "clip"})
    run(clipped, 3)
    largest = max(float(p.detach().abs().max()) for p in clipped.models[0].nets["discriminator"].parameters())
    assert largest > find_family("wgan").Config().clip  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("family", "mistake"), [("gan", "one loss"), ("gan", "two softmax"), ("gan", "minimax"), ("wgan", "no bound")]
)
def test_a_saved_mistake_goes_on_bit_for_bit(family: str, mistake: str) -> None:
    going, saved = (make({"family": f"museum-{family}", "mistake": mistake}) for _ in range(2))
    run(going, 5)
    saved.load_state(going.state())
    assert run(saved, 5) == run(going, 5)
    assert all(torch.equal(saved.state().tensors[name], value) for name, value in going.state().tensors.items())
