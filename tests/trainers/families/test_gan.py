"""The families of two players: turns, k steps, frozen players, going on, live knobs, and what they cannot use."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers.catalog import families, find_dataset, find_family
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.metrics.modes import ModeCounts, count_modes
from trainers.schedules import Clock
from trainers.training.loop import Loop

CPU = torch.device("cpu")
SMALL = {"g_layers": [24], "d_layers": [24], "latent_dim": 4}
GAN = {"family": "gan", **SMALL}
KINDS: dict[str, dict[str, Any]] = {
    "gan": GAN,
    "penalised": {**GAN, "r1": 0.1, "r2": 0.1, "loss": "relativistic", "feature_matching": 0.5},
    "smoothed": {**GAN, "label_smoothing": 0.1, "g_steps": 2},
    "normalised": {**GAN, "batch_norm": "both"},
    "conv": {**GAN, "network": "conv", "channels": 4, "hidden": 16, "batch_norm": "generator", "d_steps": 2},
    "wgan": {"family": "wgan", **SMALL, "d_steps": 3},
    "clipped": {"family": "wgan", **SMALL, "constraint": "clip"},
    "cgan": {"family": "cgan", **SMALL, "loss": "hinge", "r1": 0.1},
}


def images(count: int = 70, labels: bool = True) -> Examples:
    rng = np.random.default_rng(0)
    train = rng.integers(0, 256, (count, 1, 8, 8), dtype=np.uint8)
    test = rng.integers(0, 256, (25, 1, 8, 8), dtype=np.uint8)
    if not labels:
        return Examples("noise", train, test)
    return Examples("noise", train, test, np.arange(count) % 3, np.arange(25) % 3, ("a", "b", "c"))


def ring() -> Examples:
    dataset = find_dataset("ring")
    return dataset.load(dataset.Config(), LoadContext(Path()))


def make(*models: dict[str, Any], data: Examples | None = None, **plan: Any) -> Loop:
    table = {"batch_size": 16, "steps": 40, **plan, "dataset": {"name": "digits"}, "models": list(models)}
    return Loop(Experiment.parse(table), data or images(), CPU)


def run(loop: Loop, steps: int, *players: str) -> list[list[dict[str, float]]]:
    return [[{k: v.item() for k, v in model.items()} for model in loop.step(players)] for _ in range(steps)]


def weights(loop: Loop, player: str, model: int = 0) -> dict[str, torch.Tensor]:
    return {name: value.clone() for name, value in loop.models[model].nets[player].state_dict().items()}


def same(first: dict[str, torch.Tensor], second: dict[str, torch.Tensor]) -> bool:
    return all(torch.equal(first[name], second[name]) for name in first)


def shown_modes(loop: Loop, data: Examples, count: int = 2500) -> ModeCounts:
    """The modes that samples of the display weights fall onto."""
    model = loop.models[0]
    model.nets.load_state_dict(loop.display_weights()[0])
    with torch.no_grad():
        x = model.decode(model.sample_codes(count, torch.Generator().manual_seed(0), None))
    assert data.modes is not None
    return count_modes(data.kind.to_places(x), data.modes)


# --------------------------------------------------------------------------- learning


@pytest.mark.parametrize(
    "model",
    [
        {"family": "gan", "loss": "relativistic", "r1": 0.02, "r2": 0.02, "latent_dim": 2},
        {"family": "wgan", "latent_dim": 2, "d_steps": 3, "gradient_penalty": 0.1},
    ],
    ids=["gan", "wgan"],
)
def test_a_generator_finds_the_modes_of_a_ring(model: dict[str, Any]) -> None:
    data = ring()
    loop = make({**model, "lr_d": 3e-3, "lr_g": 3e-3}, data=data, batch_size=256, steps=500)
    before = shown_modes(loop, data)
    run(loop, 500)
    after = shown_modes(loop, data)
    assert before.present <= 1
    assert after.present >= 7 and after.high_quality_share > before.high_quality_share + 0.3


def test_a_conditional_generator_draws_what_is_asked_for() -> None:
    """Eight classes, each one mode of the ring: the label decides where a point lies."""
    data = ring()
    model = {"family": "cgan", "lr_d": 3e-3, "lr_g": 3e-3, "r1": 0.02, "r2": 0.02, "latent_dim": 2}
    loop = make(model, data=data, batch_size=256, steps=300)
    run(loop, 300)
    family = loop.models[0]
    y = torch.arange(800) % 8
    with torch.no_grad():
        x = family.decode(torch.randn(800, 2, generator=torch.Generator().manual_seed(0)), y)
        held_out = data.kind.to_model(torch.tensor(data.test))
        suits = torch.stack([family.scores(held_out, torch.full((len(held_out),), label)) for label in range(8)])
    assert data.modes is not None
    nearest = np.linalg.norm(data.kind.to_places(x)[:, None] - data.modes.centres, axis=2).argmin(1)
    assert (nearest == y.numpy()).mean() > 0.95
    assert (suits.argmax(0).numpy() == data.test_labels).mean() > 0.95  # D knows which class an image belongs to
    torch.testing.assert_close(family.scores(held_out), suits.amax(0))


def test_a_discriminator_alone_learns_to_tell_real_from_fake() -> None:
    data = ring()
    loop = make({**GAN, "d_layers": [64, 64], "lr_d": 1e-2}, data=data, batch_size=128, steps=200)
    run(loop, 200, "discriminator")
    figures = loop.evaluate()[0]
    assert figures["test_d_real"] > 0.9 > 0.1 > figures["test_d_fake"] and figures["test_accuracy"] > 0.95


def test_without_labels_classes_take_turns() -> None:
    model = make(KINDS["cgan"]).models[0]
    z = torch.zeros(6, 4)
    x = model.decode(z)
    # Rows of one product of matrices may differ in the last bit.
    torch.testing.assert_close(x[:3], x[3:])
    assert not torch.allclose(x[0], x[1])
    torch.testing.assert_close(x, model.decode(z, torch.tensor([0, 1, 2, 0, 1, 2])))


def test_the_slope_of_a_clipped_critic_is_bounded_and_told() -> None:
    loop = make({**KINDS["clipped"], "clip": 0.01})
    rows = run(loop, 10)
    assert all(value.abs().max() <= 0.01 for value in weights(loop, "discriminator").values())
    assert all(row[0]["penalty"] == 0 and 0 < row[0]["slope"] < 0.2 for row in rows)


@pytest.mark.parametrize("kind", ["gan", "penalised", "smoothed", "normalised", "conv", "wgan", "cgan"])
def test_scoring_real_and_generated_images_together_is_scoring_each(kind: str) -> None:
    """In values and in the slope for D's weights; with batch norm in D neither kind sees the other's statistics."""
    model: Any = make(KINDS[kind]).models[0]
    real, fake = torch.rand(2, 6, 1, 8, 8, generator=torch.Generator().manual_seed(0)).unbind()
    y = torch.arange(6) % 3 if model.classes else None
    found = []
    for scores in (model.scores_of_both(real, fake, y), (model.scores(real, y), model.scores(fake, y))):
        loss = scores[0].square().sum() - scores[1].sum()  # tells the two apart
        found.append((*scores, *torch.autograd.grad(loss, list(model.nets["discriminator"].parameters()))))
    for together, apart in zip(*found, strict=True):
        torch.testing.assert_close(together, apart, rtol=1e-4, atol=1e-6)


def test_both_penalties_look_at_their_own_kind() -> None:
    """A straight D has one slope everywhere, so R1 and R2 are gamma / 2 of its square each."""
    loop = make({**GAN, "r1": 0.4, "r2": 0.2, "d_layers": [2]})
    model: Any = loop.models[0]
    net = model.nets["discriminator"]
    [hidden] = [layer for layer in net.trunk if isinstance(layer, torch.nn.Linear)]
    slope = torch.randn(64, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():  # leaky(u) - leaky(-u) = 1.2 u, and pixels are doubled first
        hidden.weight.copy_(torch.stack([slope, -slope]))
        net.head.weight.copy_(torch.tensor([[1 / 2.4, -1 / 2.4]]))
        hidden.bias.zero_(), net.head.bias.zero_()
    x = torch.rand(6, 1, 8, 8, generator=torch.Generator().manual_seed(1))
    _, metrics = model.discriminator_move(x, None, torch.Generator().manual_seed(2))
    assert metrics["penalty"].item() == pytest.approx(0.3 * float(slope.square().sum()), rel=1e-4)


# --------------------------------------------------------------------------- turns


class Counted:
    """Counts an optimiser's steps, which it lets happen."""

    def __init__(self, optimizer: torch.optim.Optimizer) -> None:
        self.count, self._step = 0, optimizer.step
        optimizer.step = self  # type: ignore[method-assign, assignment]

    def __call__(self) -> None:
        self.count += 1
        self._step()


@pytest.mark.parametrize(("d_steps", "g_steps"), [(1, 1), (3, 1), (1, 2), (0, 1), (2, 0)])
def test_k_steps_are_k(d_steps: int, g_steps: int) -> None:
    loop = make({**GAN, "d_steps": d_steps, "g_steps": g_steps})
    counts = {name: Counted(optimizer) for name, optimizer in loop.models[0].optimizers.items()}
    run(loop, 5)
    assert counts["discriminator"].count == 5 * d_steps
    assert counts["generator"].count == 5 * g_steps
    assert loop.epoch == pytest.approx(5 * 16 * max(1, d_steps) / 70)


def test_each_move_of_the_discriminator_sees_fresh_images() -> None:
    loop = make({**GAN, "d_steps": 4})
    model, seen = loop.models[0], []
    honest = model.discriminator_move  # type: ignore[attr-defined]
    model.discriminator_move = lambda real, *rest: (seen.append(real.clone()), honest(real, *rest))[1]  # type: ignore
    loop.step()
    assert len(seen) == 4 and all(len(batch) == 16 for batch in seen)
    assert len({batch.numpy().tobytes() for batch in torch.cat(seen)}) == 64


def test_models_with_other_numbers_of_moves_see_the_same_first_batch() -> None:
    loop = make({**GAN, "d_steps": 3}, {"family": "ae", "layers": [8]}, GAN)
    seen: list[torch.Tensor] = []
    for model in loop.models:
        honest = model.step
        model.step = lambda x, *rest, honest=honest: (seen.append(x.clone()), honest(x, *rest))[1]  # type: ignore
    loop.step()
    assert [len(x) for x in seen] == [48, 16, 16]
    assert torch.equal(seen[0][:16], seen[1]) and torch.equal(seen[1], seen[2])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("moving", "resting"), [("discriminator", "generator"), ("generator", "discriminator")])
def test_a_player_that_may_not_move_does_not_change_by_a_bit(kind: str, moving: str, resting: str) -> None:
    loop = make(KINDS[kind])
    run(loop, 3)
    before = {player: weights(loop, player) for player in (moving, resting)}
    rows = run(loop, 4, moving)
    assert same(before[resting], weights(loop, resting))
    assert not same(before[moving], weights(loop, moving))
    assert loop.step_count == 7
    expected = {metric.name for metric in type(loop.models[0]).metrics}
    assert all(set(row[0]) == expected and all(map(math.isfinite, row[0].values())) for row in rows)


def test_players_are_asked_for_by_name_and_others_take_whole_steps() -> None:
    loop, alone = make(GAN, {"family": "vae", "layers": [8]}), make({"family": "vae", "layers": [8]})
    expected = run(alone, 3)
    assert [row[1] for row in run(loop, 3, "generator")] == [row[0] for row in expected]
    with pytest.raises(ValueError, match=r"players: expected some of \['discriminator', 'generator'\], found \['x'\]"):
        loop.step(["x"])
    with pytest.raises(ValueError, match=r"players: expected some of \[\], found \['generator'\]"):
        alone.step(["generator"])


# --------------------------------------------------------------------------- going on


@pytest.mark.parametrize("kind", KINDS)
def test_going_on_from_a_state_is_bit_equal(kind: str) -> None:
    """With partial steps before and after, and from a state in which one player has never moved."""
    for turns in (["discriminator"], ["discriminator", "discriminator", "generator", "", ""]):
        loop = make(KINDS[kind])
        for player in turns:
            run(loop, 1, *filter(None, [player]))
        state = loop.state()
        expected = [*run(loop, 2, "generator"), *run(loop, 6)]
        resumed = make(KINDS[kind])
        run(resumed, 2)
        resumed.load_state(state)
        assert [*run(resumed, 2, "generator"), *run(resumed, 6)] == expected
        first, second = loop.state().tensors, resumed.state().tensors
        assert first.keys() == second.keys() and same(first, second)


@pytest.mark.parametrize("kind", KINDS)
def test_looking_never_changes_the_run(kind: str) -> None:
    quiet, watched = make(KINDS[kind]), make(KINDS[kind])
    expected, rows = run(quiet, 6), []
    for _ in range(6):
        watched.display_weights(), watched.evaluate(), watched.state()
        rows += run(watched, 1)
    assert rows == expected


def test_step_by_step_is_the_same_run_as_in_one_go() -> None:
    """Naming all players is the same as naming none."""
    assert run(make(GAN), 8) == run(make(GAN), 8, "discriminator", "generator")


# --------------------------------------------------------------------------- knobs


def test_learning_rates_and_betas_are_live_and_each_player_has_its_own() -> None:
    loop = make({**GAN, "decay": "constant"})
    run(loop, 2)
    for knob, value in (("lr_d", 4e-3), ("lr_g", 1e-4), ("beta1", 0.25), ("beta2", 0.9)):
        loop.set_knob(0, knob, value)
    run(loop, 1)
    groups = {name: optimizer.param_groups[0] for name, optimizer in loop.models[0].optimizers.items()}
    assert groups["discriminator"]["lr"] == 4e-3 and groups["generator"]["lr"] == 1e-4
    assert groups["discriminator"]["betas"] == groups["generator"]["betas"] == (0.25, 0.9)


def test_the_number_of_moves_is_live_and_part_of_a_state() -> None:
    loop = make(GAN)
    run(loop, 2)
    loop.set_knob(0, "d_steps", 3)
    counted = Counted(loop.models[0].optimizers["discriminator"])
    state = loop.state()
    expected = run(loop, 3)
    assert counted.count == 9
    resumed = make(GAN)
    resumed.load_state(state)
    assert run(resumed, 3) == expected
    loop.set_knob(0, "d_steps", 0)
    before = weights(loop, "discriminator")
    run(loop, 2)
    assert same(before, weights(loop, "discriminator"))


def test_the_loss_may_change_while_training() -> None:
    loop, other = make(GAN), make(GAN)
    run(loop, 2), run(other, 2)
    loop.set_knob(0, "loss", "hinge")
    assert run(loop, 2) != run(other, 2)


def test_the_schedule_is_the_models_own() -> None:
    loop = make({**GAN, "decay": "constant", "lr_d": 1e-3}, {**GAN, "decay": "linear", "lr_d": 1e-3}, steps=40)
    run(loop, 21)
    rates = [model.optimizers["discriminator"].param_groups[0]["lr"] for model in loop.models]
    assert rates == [pytest.approx(1e-3), pytest.approx(1e-3 * (0.01 + 0.99 * 0.5))]


# --------------------------------------------------------------------------- what cannot be used


@pytest.mark.parametrize(
    ("family", "knobs", "message"),
    [
        ("gan", {"d_steps": 0, "g_steps": 0}, "m.g_steps: expected at least 1 where d_steps is 0"),
        ("gan", {"batch_norm": "both", "r1": 0.1}, "m.r1: expected 0 with batch norm in D"),
        ("gan", {"batch_norm": "both", "r2": 0.1}, "m.r2: expected 0 with batch norm in D"),
        ("gan", {"loss": "hinge", "label_smoothing": 0.1}, "m.label_smoothing: expected 0 with the hinge loss"),
        ("gan", {"d_layers": []}, "m.d_layers: expected 1 to 8 layers, found 0"),
        ("wgan", {"batch_norm": "both"}, "m.batch_norm: unknown setting"),
        ("wgan", {"d_steps": 0, "g_steps": 0}, "m.g_steps: expected at least 1 where d_steps is 0"),
    ],
)
def test_settings_that_contradict_each_other(family: str, knobs: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        find_family(family).Config.parse(knobs, "m")
    assert str(refusal.value).startswith(message)
    assert "found" in str(refusal.value) or "unknown setting" in message
    assert refusal.value.where == message.split(":")[0]


def test_a_live_knob_that_contradicts_is_refused_and_training_goes_on() -> None:
    loop = make(KINDS["normalised"])
    run(loop, 1)
    for knob, value in (("r1", 1.0), ("g_steps", 21)):
        with pytest.raises(ConfigError, match=knob):
            loop.set_knob(0, knob, value)
    loop.set_knob(0, "d_steps", 0)
    with pytest.raises(ConfigError, match="g_steps: expected at least 1"):
        loop.set_knob(0, "g_steps", 0)
    run(loop, 1)


def test_a_conditional_model_asks_for_labels() -> None:
    with pytest.raises(ConfigError) as refusal:
        make(KINDS["cgan"], data=images(labels=False))
    assert str(refusal.value) == "models.0.family: cgan needs to be told classes, found no labels in noise"
    assert refusal.value.where == "models.0.family"
    pixels = np.zeros((9, 1, 8, 8), np.uint8)
    alike = Examples("zeros", pixels, pixels, np.zeros(9, np.int64), np.zeros(9, np.int64), ("zero",))
    with pytest.raises(
        ConfigError, match=r"models\.0\.family: cgan needs images of at least 2 classes, found 1 in zeros"
    ):
        make(KINDS["cgan"], data=alike)


@pytest.mark.parametrize("kind", KINDS)
def test_one_image(kind: str) -> None:
    data = images(count=1)
    loop = make(KINDS[kind], data=data)
    assert loop.notes == ["A batch of 16 is more than there are training examples (1); all of them are used."]
    if "batch_norm" in KINDS[kind]:
        with pytest.raises(ConfigError, match=r"batch_norm: expected batches of at least 2 images, .*, found 1"):
            loop.step()
    else:
        assert all(map(math.isfinite, run(loop, 3)[-1][0].values()))


def test_points_want_a_perceptron() -> None:
    with pytest.raises(ConfigError, match="network: conv takes images of 8 to 64 pixels a side, found 1 x 2"):
        make({"family": "gan", "network": "conv"}, data=ring())


@pytest.mark.parametrize("name", [name for name, cls in families().items() if "scores" in cls.capabilities])
@pytest.mark.parametrize("shape", [(1, 9, 13), (3, 64, 33)], ids=str)
def test_convolutional_players_take_any_size(name: str, shape: tuple[int, int, int]) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (8, *shape), dtype=np.uint8)
    data = Examples("odd", pixels, pixels, np.arange(8) % 2, np.arange(8) % 2, ("a", "b"))
    cls = find_family(name)
    model = cls.build(cls.Config.parse({"network": "conv", "channels": 2, "hidden": 4}), data, CPU)
    x = torch.tensor(pixels).float() / 255
    model.step(x.repeat(model.batches, 1, 1, 1), torch.arange(8 * model.batches) % 2, Clock(0, 1), torch.Generator())
    assert model.decode(torch.zeros(2, model.latent_dim)).shape == (2, *shape)
