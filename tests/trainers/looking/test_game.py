"""Looks at generator and discriminator: answers that are known, and that looking leaves models and run as they are."""

from __future__ import annotations

import math
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers import messages
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.looking.answers import Answers
from trainers.looking.looker import Looker
from trainers.looking.sample_quality import measure_samples
from trainers.looking.sparring import Sparring
from trainers.metrics.modes import count_modes
from trainers.timeline import Timeline
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
SMALL = {"g_layers": [16], "d_layers": [16], "latent_dim": 3}
GAN = {"family": "gan", **SMALL}
KINDS: dict[str, dict[str, Any]] = {
    "gan": {**GAN, "latent_dim": 2, "r1": 0.1},
    "relativistic": {**GAN, "loss": "relativistic"},
    "least-squares": {**GAN, "loss": "least-squares", "feature_matching": 0.5},
    "normalised": {**GAN, "batch_norm": "both", "d_steps": 2},
    "resting": {**GAN, "g_steps": 0},
    "wgan": {"family": "wgan", **SMALL},
    "clipped": {"family": "wgan", **SMALL, "constraint": "clip"},
    "cgan": {"family": "cgan", **SMALL},
    "relative classes": {"family": "cgan", **SMALL, "loss": "relativistic"},
}
WEIGHTS = 3.0, -1.0  # of the straight discriminator, and its bias
BIAS = 0.5


def load(name: str, **config: Any) -> Examples:
    cls = find_dataset(name)
    return cls.load(cls.Config.parse(config), LoadContext(Path()))


@pytest.fixture(scope="module")
def ring() -> Examples:
    return load("ring", count=2000)


@pytest.fixture(scope="module")
def digits() -> Examples:
    return load("digits")


def experiment(*models: dict[str, Any], **plan: Any) -> Experiment:
    table = {"title": "test", "seed": 3, "steps": 60, "batch_size": 32, **plan, "dataset": {"name": "digits"}}
    return Experiment.parse({**table, "models": list(models)})


def snapshot_of(loop: Loop) -> Snapshot:
    return Snapshot(
        1, loop.step_count, tuple(loop.display_weights()), tuple(model.config for model in loop.models), keyframe=True
    )


def look_at(images: Examples, *models: dict[str, Any], steps: int = 10, **plan: Any) -> Looker:
    given = experiment(*models, **plan)
    loop, looker = Loop(given, images, CPU), Looker(given, images, CPU)
    for _ in range(steps):
        loop.step()
    looker.load(snapshot_of(loop))
    return looker


@lru_cache(maxsize=4)
def answers_of(looker: Looker) -> Answers:
    """The same for the same looker, so that what it keeps between looks is kept."""
    return Answers(looker)


def results(looker: Looker, look: messages.Look) -> list[Any]:
    with torch.inference_mode():
        return [result for result in answers_of(looker).answer(look) if result is not None]


def answer(looker: Looker, look: messages.Look) -> Any:
    found = results(looker, look)[-1]
    assert not isinstance(found, messages.LookFailed), found.reason
    return found


def refusal(looker: Looker, look: messages.Look) -> str:
    [found] = results(looker, look)
    assert isinstance(found, messages.LookFailed)
    return found.reason


def arena(**more: Any) -> messages.ShowArena:
    return messages.ShowArena(1, 5, "arena", 0, **{"cells": 16, "count": 60, "arrows": 20, **more})


def all_looks(latent_dim: int, points: bool, classes: bool) -> list[messages.GameLook]:
    z = np.full((1, latent_dim), 0.3, np.float32)
    looks: list[messages.GameLook] = [
        messages.ShowFakes(1, 5, "fakes", 0, 20),
        messages.InspectFake(1, 5, "fake", 0, z, 1 if classes else -1),
        messages.CompareScores(1, 5, "scores", 0, 50, extra_steps=2),
        messages.MatchGenerations(1, 5, "generations", 0, 3, 4),
    ]
    return [*looks, arena(optimum_steps=3)] if points else looks


def straight(looker: Looker, weights: tuple[float, float] = WEIGHTS, bias: float = BIAS) -> None:
    """Makes the discriminator, of two leaky units, say ``weights . (2 x - 1) + bias``: leaky(u) - leaky(-u) = 1.2 u."""
    net = looker.models[0].nets["discriminator"]
    values = {"weight": [weights, [-w for w in weights]], "bias": [0.0, 0.0]}
    [hidden] = [layer for layer in net.trunk if isinstance(layer, torch.nn.Linear)]
    with torch.no_grad():
        for name, value in values.items():
            getattr(hidden, name).copy_(torch.tensor(value))
        net.head.weight.copy_(torch.tensor([[1 / 1.2, -1 / 1.2]]))
        net.head.bias.copy_(torch.tensor([bias]))


@pytest.fixture
def straight_looker(ring: Examples) -> Looker:
    looker = look_at(ring, {**GAN, "d_layers": [2]})
    straight(looker)
    return looker


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


# --------------------------------------------------------------------------- the arena


def test_the_surface_is_what_the_discriminator_believes(straight_looker: Looker) -> None:
    shown = answer(straight_looker, arena(extent=(0.0, -1.0, 1.0, 1.0), cells=4))
    x, y = np.array([0.125, 0.375, 0.625, 0.875]), np.array([0.75, 0.25, -0.25, -0.75])  # the top row first
    expected = sigmoid(3 * (2 * x[None] - 1) - (2 * y[:, None] - 1) + 0.5)
    assert shown.is_belief and shown.surface.shape == (4, 4)
    np.testing.assert_allclose(shown.surface, expected, rtol=1e-5)
    np.testing.assert_allclose(shown.gradients, np.tile([6.0, -2.0], (20, 1)), rtol=1e-5)
    assert shown.fakes.shape == (60, 2) and shown.codes.shape == (60, 3) and shown.trained == 0
    assert not shown.surface.flags.writeable and shown.warp is None


def test_arrows_are_finite_differences(ring: Examples) -> None:
    looker = look_at(ring, {**GAN, "activation": "silu"}, steps=30)
    shown = answer(looker, arena())
    family = looker.models[0].nets["discriminator"].double()
    x = torch.tensor(shown.fakes[:20], dtype=torch.float64).view(-1, 1, 1, 2)
    for axis in (0, 1):
        shift = torch.zeros(1, 1, 1, 2, dtype=torch.float64)
        shift[..., axis] = 1e-5
        with torch.no_grad():
            slope = (family(x + shift) - family(x - shift))[:, 0] / 2e-5
        np.testing.assert_allclose(shown.gradients[:, axis], slope.numpy(), rtol=1e-4, atol=1e-6)


def redraw(looker: Looker, modes: int) -> None:
    """A generator that draws the first so many modes of the ring, all alike often."""
    assert looker.examples.modes is not None
    centres, sigma = torch.tensor(looker.examples.modes.centres), looker.examples.modes.sigma

    def decode(z: Tensor, y: Tensor | None = None) -> Tensor:
        which = (torch.special.ndtr(z[:, 0]) * modes).long().clamp(0, modes - 1)
        return (centres[which] + sigma * z[:, 1:]).view(-1, 1, 1, 2)

    looker.models[0].decode = decode  # type: ignore[method-assign]


def test_the_optimum_can_only_guess_where_the_densities_are_equal(ring: Examples) -> None:
    looker = look_at(ring, GAN)
    redraw(looker, modes=8)
    optimum = answer(looker, arena(cells=64)).optimum
    assert optimum.shape == (64, 64)
    assert ring.modes is not None
    columns, rows = (ring.modes.centres * 64).astype(int).T
    assert np.abs(optimum - 0.5)[63 - rows, columns].max() < 0.05  # the error of an estimate from 5000 samples
    assert np.abs(optimum - 0.5).max() < 0.2 and np.abs(optimum - 0.5).mean() < 0.01


def test_the_optimum_knows_what_a_collapsed_generator_leaves_out(ring: Examples) -> None:
    looker = look_at(ring, GAN)
    redraw(looker, modes=1)
    optimum = answer(looker, arena(cells=64)).optimum
    assert ring.modes is not None
    columns, rows = (ring.modes.centres * 64).astype(int).T
    at_modes = optimum[63 - rows, columns]
    assert at_modes[0] == pytest.approx(1 / 9, abs=0.03)  # an eighth of the data against all of the fakes
    assert at_modes[1:].min() > 0.97
    assert optimum[0, 0] == pytest.approx(0.5, abs=1e-3)  # nobody is there


def test_a_copy_is_trained_towards_the_optimum(ring: Examples) -> None:
    looker = look_at(ring, {**GAN, "d_layers": [64, 64], "lr_d": 1e-2}, steps=1, batch_size=256)
    before = {name: value.clone() for name, value in looker.models[0].nets.state_dict().items()}
    found = results(looker, arena(cells=32, optimum_steps=400))
    assert [shown.trained for shown in found] == [50 * part for part in range(9)]
    data = load("ring", count=2000)
    assert data.modes is not None
    columns, rows = (data.modes.centres * 32).astype(int).T
    far = [np.abs(shown.surface - shown.optimum)[31 - rows, columns].mean() for shown in found]
    assert far[-1] < 0.1 < 0.3 < far[0]
    assert all(torch.equal(value, before[name]) for name, value in looker.models[0].nets.state_dict().items())


def test_data_without_known_modes_have_an_optimum_too() -> None:
    looker = look_at(load("spiral"), GAN)
    optimum = answer(looker, arena()).optimum
    assert optimum.max() > 0.9 and np.isfinite(optimum).all()


def test_two_latents_have_a_warped_grid(ring: Examples) -> None:
    looker = look_at(ring, {**GAN, "latent_dim": 2})
    looker.models[0].decode = lambda z, y=None: z.view(-1, 1, 1, 2)  # type: ignore
    warp = answer(looker, arena()).warp
    assert warp.shape == (25, 25, 2)
    np.testing.assert_allclose(warp[12, 12], 0, atol=1e-6)
    assert (np.diff(warp[3, :, 0]) > 0).all() and np.ptp(warp[3, :, 1]) == 0
    assert warp[0, -1, 0] == pytest.approx(2.0537, abs=1e-3)  # of N(0, 1) 98 % lie below


def test_a_generator_that_draws_one_point_only(ring: Examples) -> None:
    looker = look_at(ring, GAN)
    looker.models[0].decode = lambda z, y=None: torch.full((len(z), 1, 1, 2), 0.5)  # type: ignore
    optimum = answer(looker, arena()).optimum
    assert np.isfinite(optimum).all() and optimum[8, 8] < 0.01


def test_fakes_that_are_no_numbers(ring: Examples) -> None:
    looker = look_at(ring, GAN)
    looker.models[0].decode = lambda z, y=None: torch.full((len(z), 1, 1, 2), torch.nan)  # type: ignore
    assert "finite points" in refusal(looker, arena())


# --------------------------------------------------------------------------- one fake and many


def test_both_slopes_at_a_belief_of_an_eighth(straight_looker: Looker) -> None:
    straight(straight_looker, (0.0, 0.0), math.log(0.13 / 0.87))
    found = answer(straight_looker, messages.InspectFake(1, 5, "fake", 0, np.zeros((1, 3), np.float32)))
    assert found.belief == pytest.approx(0.13) and found.score == pytest.approx(-1.9009, abs=1e-4)
    assert found.minimax == pytest.approx(0.13) and found.non_saturating == pytest.approx(0.87)
    assert np.array_equal(found.push, np.zeros((1, 1, 2))) and np.array_equal(found.after, found.image)


def test_a_fake_in_detail(digits: Examples) -> None:
    looker = look_at(digits, {**GAN, "lr_g": 0.02})
    family, z = looker.models[0], np.full((1, 3), 0.5, np.float32)
    found = answer(looker, messages.InspectFake(1, 5, "fake", 0, z, nearest=5))
    x = family.decode(torch.tensor(z))
    assert found.score == pytest.approx(float(family.scores(x))) and found.belief == pytest.approx(sigmoid(found.score))
    assert found.image.shape == found.after.shape == (1, 1, 8, 8) and found.push.shape == (1, 8, 8)
    assert found.after_score > found.score and not np.array_equal(found.after, found.image)
    assert found.after_belief == pytest.approx(sigmoid(found.after_score))
    assert found.nearest.shape == (5, 1, 8, 8) and (np.diff(found.distance) >= 0).all()
    flat = torch.tensor(digits.train).flatten(1) / 255 - x.flatten(1)
    assert found.distance[0] == pytest.approx(float(flat.square().mean(1).sqrt().min()), rel=1e-4)
    assert "(1, 3)" in refusal(looker, messages.InspectFake(1, 5, "fake", 0, np.zeros((2, 3), np.float32)))


def test_fakes_come_from_the_noise_of_the_samples(digits: Examples) -> None:
    """So that the grid of the game and the grid of samples show the same pictures."""
    looker = look_at(digits, GAN)
    found = answer(looker, messages.ShowFakes(1, 5, "fakes", 0))
    with torch.inference_mode():
        [pictures] = [each for each in answers_of(looker).pictures.make(1) if each is not None]
    assert np.array_equal(found.images, pictures.models[0].samples)
    assert found.labels is None and found.scores.shape == (64,)
    np.testing.assert_allclose(found.beliefs, sigmoid(found.scores), rtol=1e-5)


def test_rows_of_a_conditional_model_are_noises_and_columns_classes(digits: Examples) -> None:
    looker = look_at(digits, KINDS["cgan"])
    found = answer(looker, messages.ShowFakes(1, 5, "fakes", 0, 64))
    assert len(found.images) == 60 and found.labels.tolist() == list(range(10)) * 6
    rows = found.codes.reshape(6, 10, 3)
    assert (rows == rows[:, :1]).all() and len(np.unique(found.codes, axis=0)) == 6
    family, y = looker.models[0], torch.tensor(found.labels)
    x = family.decode(torch.tensor(found.codes), y)
    np.testing.assert_allclose(found.scores, family.scores(x, y).numpy(), rtol=1e-5)
    for label in (-1, 10):
        look = messages.InspectFake(1, 5, "fake", 0, found.codes[:1], label)
        assert f"a class from 0 to 9, found {label}" in refusal(looker, look)


def test_scores_of_a_critic_are_no_beliefs(ring: Examples) -> None:
    looker = look_at(ring, KINDS["wgan"])
    assert not answer(looker, arena()).is_belief
    assert answer(looker, messages.ShowFakes(1, 5, "fakes", 0)).beliefs is None
    one = answer(looker, messages.InspectFake(1, 5, "fake", 0, np.zeros((1, 3), np.float32)))
    assert all(map(math.isnan, (one.belief, one.after_belief, one.minimax, one.non_saturating)))
    assert math.isnan(answer(looker, messages.CompareScores(1, 5, "scores", 0)).js_bound)


def test_relative_scores_are_compared_with_real_ones_and_fakes(ring: Examples) -> None:
    """A constant added to all scores means nothing; one code alone is no more likely than many."""
    looker = look_at(ring, {**KINDS["relativistic"], "d_layers": [2]}, steps=50)
    look = messages.ShowFakes(1, 5, "fakes", 0, 32)
    before, surface = answer(looker, look), answer(looker, arena()).surface
    with torch.no_grad():
        looker.models[0].nets["discriminator"].head.bias.add_(7)
    after = answer(looker, look)
    np.testing.assert_allclose(after.scores, before.scores, atol=1e-4)
    np.testing.assert_allclose(after.beliefs, before.beliefs, atol=1e-4)
    np.testing.assert_allclose(answer(looker, arena()).surface, surface, atol=1e-4)
    one = answer(looker, messages.InspectFake(1, 5, "fake", 0, before.codes[:1]))
    assert one.belief == pytest.approx(before.beliefs[0], abs=1e-4)
    assert one.minimax == pytest.approx(one.belief) and one.non_saturating == pytest.approx(1 - one.belief)
    assert one.belief == pytest.approx(1 / (1 + math.exp(-one.score)))  # what is shown beside each other belongs so
    assert one.after_belief == pytest.approx(1 / (1 + math.exp(-one.after_score)))
    assert one.relative and after.relative and answer(looker, arena()).relative


def test_a_relative_score_is_the_mean_difference_that_the_loss_looks_at(ring: Examples) -> None:
    looker = look_at(ring, KINDS["relativistic"], steps=20)
    family = looker.models[0]
    shown = answer(looker, messages.ShowFakes(1, 5, "fakes", 0, 8))
    with torch.no_grad():
        fakes = family.scores(family.decode(torch.tensor(shown.codes)))
        reals = family.scores(looker.inputs(ring.train[looker.order[:256]]))
    np.testing.assert_allclose(shown.scores, (fakes[:, None] - reals[None]).mean(1).numpy(), atol=1e-4)


def test_relative_scores_are_counted_from_midway(ring: Examples) -> None:
    """So that 0 parts what D takes for real from what it does not, as with other losses."""
    found = answer(look_at(ring, KINDS["relativistic"], steps=50), messages.CompareScores(1, 5, "scores", 0))
    assert found.relative and found.held_out.mean() == pytest.approx(-found.fake.mean(), abs=1e-4)
    assert not answer(look_at(ring, KINDS["gan"]), messages.CompareScores(1, 5, "scores", 0)).relative


# --------------------------------------------------------------------------- how the game goes


def test_the_bound_of_what_can_be_told_apart_is_log_2(straight_looker: Looker) -> None:
    straight_looker.models[0].decode = lambda z, y=None: torch.zeros(len(z), 1, 1, 2)  # type: ignore
    straight(straight_looker, (500.0, 500.0), 1000 * (1 - 0.25))  # 1000 (x + y - 0.25): nothing real lies so low
    found = answer(straight_looker, messages.CompareScores(1, 5, "scores", 0, 100))
    assert found.js_bound == pytest.approx(math.log(2))
    assert found.train.shape == found.held_out.shape == found.fake.shape == (100,)
    assert (found.fake == -250).all() and found.train.min() > 0 and found.held_out.min() > 0


def test_held_out_images_are_drawn_from_all(digits: Examples) -> None:
    assert digits.test_labels is not None
    order = np.argsort(digits.test_labels, kind="stable")
    by_class = replace(digits, test=digits.test[order], test_labels=digits.test_labels[order])
    looker = look_at(by_class, GAN)
    seen: list[Tensor] = []
    honest = looker.models[0].scores
    looker.models[0].scores = lambda x, y=None: (seen.append(x), honest(x, y))[1]  # type: ignore[method-assign]
    answer(looker, messages.CompareScores(1, 5, "scores", 0, 60))
    labels = {image.tobytes(): label for image, label in zip(by_class.test, digits.test_labels[order], strict=True)}
    shown = [labels[image.tobytes()] for image in (seen[1] * 255).round().to(torch.uint8).numpy()]
    assert set(shown) == set(range(10))


def test_extra_steps_raise_the_bound_and_leave_the_scores(ring: Examples) -> None:
    looker = look_at(ring, {**GAN, "d_layers": [64], "lr_d": 0.01}, steps=1)
    first = answer(looker, messages.CompareScores(1, 5, "scores", 0, 400))
    later = answer(looker, messages.CompareScores(1, 5, "scores", 0, 400, extra_steps=150))
    assert abs(first.js_bound) < 0.1 and 0.5 < later.js_bound <= math.log(2)
    np.testing.assert_allclose(first.fake, later.fake, rtol=1e-5)
    np.testing.assert_allclose(first.held_out, later.held_out, rtol=1e-5)


def test_a_copy_does_not_learn_from_the_fakes_that_it_is_asked_about(ring: Examples) -> None:
    """Batches of a power of two and streams of one seed would hand it just those, and the bound would not be one."""
    looker = look_at(ring, {**GAN, "latent_dim": 2}, steps=1, batch_size=256)
    family, drawn = looker.models[0], set[tuple[float, ...]]()
    honest = type(family).sample_codes

    def watched(n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        z = honest(family, n, generator, codes)
        drawn.update(map(tuple, z.tolist()))
        return z

    asked = {tuple(z) for z in answer(looker, messages.ShowFakes(1, 5, "fakes", 0, 512)).codes.tolist()}
    family.sample_codes = watched  # type: ignore[method-assign]  # of the copy, too
    pupil = Sparring(looker, 0)
    for _ in range(8):
        pupil.move("discriminator")
    assert len(drawn) == 8 * 256 and len(asked) == 512 and not asked & drawn


@pytest.mark.parametrize("kind", ["gan", "cgan"])
def test_samples_are_measured_as_on_the_command_line(kind: str, ring: Examples) -> None:
    looker = look_at(ring, KINDS[kind])
    found = answer(looker, messages.MeasureSamples(1, 5, "samples", 0, 300))
    generator = torch.Generator().manual_seed(0)
    assert found.figures == pytest.approx(measure_samples(looker.models[0], ring, None, 300, generator), rel=1e-4)
    assert found.mode_shares.shape == (8,) and found.mode_shares.sum() == pytest.approx(
        found.figures["high_quality_share"]
    )
    assert found.nearest_shares.sum() == pytest.approx(1) and (found.nearest_shares >= found.mode_shares).all()
    assert found.mode_shares.min() == pytest.approx(found.figures["smallest_mode_share"], abs=1e-6)


def test_mode_shares_say_where_samples_lie(ring: Examples) -> None:
    looker = look_at(ring, GAN)
    redraw(looker, modes=3)
    shares = answer(looker, messages.MeasureSamples(1, 5, "samples", 0, 600)).mode_shares
    assert shares[:3] == pytest.approx([1 / 3] * 3, abs=0.08) and not shares[3:].any()


def test_the_judge_is_shared_with_the_holes(digits: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    import trainers.looking.judge_store as judge_store

    asked, honest = [], judge_store.choose_features
    monkeypatch.setattr(judge_store, "choose_features", lambda *a: (asked.append(a), honest(*a))[1])
    looker = look_at(digits, GAN, {"family": "vae", "layers": [16]})
    found = results(looker, messages.MeasureSamples(1, 5, "samples", 0, 200))
    assert isinstance(found[0], messages.JudgeChanged) and found[-2].share == 1 and found[-2].accuracy > 0.9
    assert {"judge_is", "judge_fid", "judge_fid_real", "coverage"} <= set(found[-1].figures)
    assert found[-1].mode_shares.shape == (10,)
    answer(looker, messages.JudgeImages(1, 6, "judge", digits.test[:2]))
    assert len(results(looker, messages.MeasureSamples(1, 7, "samples", 0, 200))) == 1  # nothing to say of the judge
    assert len(asked) == 1
    vae = answer(
        looker, messages.MeasureSamples(1, 8, "samples", 1, 200)
    )  # has no scores, and is measured all the same
    assert vae.figures["coverage"] >= 0 and vae.mode_shares is not None


def with_past(images: Examples, model: dict[str, Any], steps: tuple[int, ...]) -> tuple[Looker, list[Snapshot]]:
    given = experiment(model)
    loop, looker, kept = Loop(given, images, CPU), Looker(given, images, CPU), []
    for step in range(max(steps) + 1):
        if step in steps:
            kept.append(snapshot_of(loop))
            looker.past = Timeline[Snapshot](10**8) if not kept[:-1] else looker.past
            looker.past = looker.past.add(step, kept[-1])
        loop.step()
    looker.load(kept[-1])
    return looker, kept


@pytest.mark.parametrize("kind", ["gan", "wgan", "cgan", "relativistic"])
def test_generations_meet(kind: str, ring: Examples) -> None:
    looker, kept = with_past(ring, KINDS[kind], (0, 8, 16))
    found = answer(looker, messages.MatchGenerations(1, 5, "generations", 0, 8, 5))
    assert found.steps.tolist() == [0, 8, 16] and found.matrix.shape == (3, 3)
    assert found.samples.shape == (3, 5, 2) and found.samples.dtype == np.float32
    for place, snapshot in enumerate(kept):  # the diagonal: each D before the fakes of its own G
        looker.load(snapshot)
        fakes = answer(looker, messages.ShowArena(1, 5, "arena", 0, count=128))
        family = looker.models[0]
        np.testing.assert_allclose(fakes.fakes[:5], found.samples[place], rtol=1e-5)
        with torch.no_grad():
            y = None
            if kind == "cgan":
                generator = torch.Generator().manual_seed(0)
                family.sample_codes(128, generator, None)
                assert ring.train_labels is not None
                y = torch.tensor(ring.train_labels)[torch.randint(len(ring.train_labels), (128,), generator=generator)]
            scores = family.scores(torch.tensor(fakes.fakes).view(-1, 1, 1, 2), y)
            among = answer(looker, messages.CompareScores(1, 5, "scores", 0, 256))
            shift = 0.0  # of scores that are counted from midway
            if among.relative:
                shift = float(family.scores(looker.inputs(ring.train[looker.order[:256]])).mean() - among.train.mean())
            belief = family.belief(scores, torch.tensor(np.concatenate([among.train, among.fake])) + shift)
        expected = scores if belief is None else belief
        assert found.matrix[place, place] == pytest.approx(float(expected.mean()), rel=1e-4)
        assert found.is_belief == (belief is not None)


def test_a_column_is_one_discriminator_and_a_row_one_generator(ring: Examples) -> None:
    looker, kept = with_past(ring, {**GAN, "lr_d": 0.01}, (0, 50))
    found = answer(looker, messages.MatchGenerations(1, 5, "generations", 0))
    looker.load(kept[0])
    first = torch.tensor(answer(looker, arena(count=128)).fakes).view(-1, 1, 1, 2)
    looker.load(kept[1])
    with torch.no_grad():
        late = looker.models[0].belief(looker.models[0].scores(first))
    assert late is not None
    assert found.matrix[0, 1] == pytest.approx(float(late.mean()), rel=1e-4)  # row 0, column 1
    assert found.matrix[0, 1] != pytest.approx(found.matrix[1, 0], rel=1e-3)


def test_generations_are_spread_over_the_run(digits: Examples) -> None:
    looker, _ = with_past(digits, GAN, (0, 1, 2, 3, 10, 20, 30))
    found = answer(looker, messages.MatchGenerations(1, 5, "generations", 0, 4, 2))
    assert found.steps.tolist() == [0, 10, 20, 30]
    assert found.samples.shape == (4, 2, 1, 8, 8) and found.samples.dtype == np.uint8
    assert answer(looker, messages.MatchGenerations(1, 5, "generations", 0, 1)).matrix.shape == (1, 1)


def test_without_a_past_there_are_no_generations(ring: Examples) -> None:
    reason = refusal(look_at(ring, GAN), messages.MatchGenerations(1, 5, "generations", 0))
    assert "found no keyframe" in reason


# --------------------------------------------------------------------------- refusals, and leaving things as they are


def test_families_without_scores_and_data_without_points_are_told_so(digits: Examples, ring: Examples) -> None:
    vae = {"family": "vae", "layers": [8], "label": "My VAE"}
    looker = look_at(digits, vae)
    for look in (arena(), *all_looks(2, points=False, classes=False)):
        assert refusal(looker, look) == "My VAE has no discriminator: expected a model of two players"
    reason = refusal(look_at(digits, GAN), arena())
    assert reason.endswith("an arena needs points of the plane, found pictures of shape (1, 8, 8)")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("data", ["ring", "digits"])
def test_every_look_leaves_weights_as_they_are(kind: str, data: str, request: pytest.FixtureRequest) -> None:
    images = request.getfixturevalue(data)
    looker, _ = with_past(images, KINDS[kind], (0, 3))
    family = looker.models[0]
    before = {name: value.clone() for name, value in family.nets.state_dict().items()}
    state, config = torch.get_rng_state(), family.config
    for look in all_looks(family.latent_dim, images.kind.in_plane, kind in ("cgan", "relative classes")):
        first, second = answer(looker, look), answer(looker, look)
        assert first.model == 0 and first.channel == look.channel
        for name, value in vars(first).items():  # fixed noise: the same question has the same answer
            if isinstance(value, np.ndarray | float):
                np.testing.assert_allclose(value, getattr(second, name), rtol=1e-3, atol=1e-5)
            else:
                assert value == getattr(second, name)
    assert all(torch.equal(value, before[name]) for name, value in family.nets.state_dict().items())
    assert not family.nets.training and not any(weight.requires_grad for weight in family.nets.parameters())
    assert torch.equal(state, torch.get_rng_state()) and family.config is config


@pytest.mark.parametrize("kind", ["gan", "normalised", "cgan"])
def test_looks_leave_the_run_as_it_is(kind: str, ring: Examples) -> None:
    given = experiment(KINDS[kind])

    def losses(looks: bool) -> list[float]:
        loop, looker, found = Loop(given, ring, CPU), Looker(given, ring, CPU), []
        for step in range(4):
            found += [float(value) for metrics in loop.step() for value in metrics.values()]
            if looks:
                snapshot = snapshot_of(loop)
                looker.past = Timeline[Snapshot](10**8).add(step, snapshot)
                looker.load(snapshot)
                for look in all_looks(looker.models[0].latent_dim, True, kind == "cgan"):
                    answer(looker, look)
                answer(looker, messages.MeasureSamples(1, 5, "samples", 0, 100))
        return found

    assert losses(looks=True) == losses(looks=False)


def test_a_generator_of_the_ring_is_measured_in_modes(ring: Examples) -> None:
    """The arena's fakes are points of full precision: what is counted there is what is measured."""
    looker = look_at(ring, GAN)
    redraw(looker, modes=5)
    fakes = answer(looker, arena(count=500)).fakes
    assert ring.modes is not None
    counts = count_modes(fakes.reshape(-1, 2), ring.modes)
    assert counts.present == 5 and counts.high_quality_share > 0.97
