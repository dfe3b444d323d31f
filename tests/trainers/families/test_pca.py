"""What principal component analysis alone promises, beyond the contract of all families."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers import places
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.families.pca import PrincipalComponents
from trainers.kinds import Points
from trainers.knobs import ConfigError
from trainers.training.loop import Loop

CPU = torch.device("cpu")


def digits() -> Examples:
    cls = find_dataset("digits")
    return cls.load(cls.Config(), LoadContext(Path()))


def grey(pixels: np.ndarray) -> Examples:
    return Examples("grey", pixels, pixels.copy())


def make(examples: Examples, **knobs: Any) -> Loop:
    plan = {"steps": 10, "batch_size": 16, "dataset": {"name": "digits"}}
    return Loop(Experiment.parse({**plan, "models": [{"family": "pca", **knobs}]}), examples, CPU)


def model_of(loop: Loop) -> PrincipalComponents:
    [model] = loop.models
    assert isinstance(model, PrincipalComponents)
    return model


def sheet(loop: Loop) -> dict[str, torch.Tensor]:
    return {name.removeprefix("sheet."): value for name, value in model_of(loop).nets.state_dict().items()}


def test_one_step_finds_the_sheet_of_all_training_images() -> None:
    from sklearn.decomposition import PCA

    examples = digits()
    loop = make(examples, latent_dim=6)
    before = loop.evaluate()[0]
    loop.step()
    found, x = sheet(loop), examples.train.reshape(len(examples.train), -1) / 255
    known = PCA(6).fit(x)
    assert np.allclose(found["mean"], known.mean_, atol=1e-6)
    cosines = np.linalg.svd(found["axes"].double().numpy() @ known.components_.T)[1]
    assert np.allclose(cosines, 1, atol=1e-6)
    assert np.allclose(found["variances"], known.explained_variance_ * (len(x) - 1) / len(x), rtol=1e-5)
    after = loop.evaluate()[0]
    assert after["test_mse"] < 0.6 * before["test_mse"] and after["test_kept"] > 0.5 > before["test_kept"]
    loop.step()
    assert all(torch.equal(value, found[name]) for name, value in sheet(loop).items()), "it is found once"


def test_what_is_lost_is_the_sum_of_the_variances_that_are_left_out() -> None:
    """Over all training images; pixels in the middle of the range, so that nothing is cut at black or white."""
    rng = np.random.default_rng(0)
    pixels = (128 + 6 * rng.standard_normal((300, 1, 4, 4)) @ rng.standard_normal((4, 4))).clip(0, 255)
    loop = make(grey(pixels.astype(np.uint8)), latent_dim=3)
    loop.step()
    every = make(grey(pixels.astype(np.uint8)), latent_dim=16)
    every.step()
    figures = loop.evaluate()[0]
    left_out, all_of_it = sheet(every)["variances"][3:].sum(), sheet(every)["variances"].sum()
    assert figures["test_mse"] == pytest.approx(float(left_out) / 16, rel=1e-4)
    assert figures["test_kept"] == pytest.approx(float(1 - left_out / all_of_it), rel=1e-4)
    assert every.evaluate()[0]["test_mse"] < 1e-10


def test_samples_have_the_mean_and_the_variances_of_the_codes() -> None:
    loop = make(digits(), latent_dim=3)
    loop.step()
    model = model_of(loop)
    codes = model.encode(torch.tensor(digits().train) / 255)
    drawn = model.sample_codes(40_000, torch.Generator().manual_seed(0), None)
    torch.testing.assert_close(codes.mean(0), torch.zeros(3), atol=1e-5, rtol=0)
    torch.testing.assert_close(drawn.mean(0), torch.zeros(3), atol=0.05, rtol=0)
    torch.testing.assert_close(torch.cov(drawn.T), torch.cov(codes.T), atol=0.1, rtol=0)


def test_going_on_from_a_state_is_bit_equal() -> None:
    examples = digits()
    for stop in (0, 1, 4):
        loop = make(examples)
        for _ in range(stop):
            loop.step()
        state = loop.state()
        rows, resumed = [loop.step() for _ in range(3)], make(examples)
        resumed.load_state(state)
        assert [resumed.step() for _ in range(3)] == rows
        assert all(torch.equal(value, sheet(loop)[name]) for name, value in sheet(resumed).items())


def test_points_of_a_line_lie_on_it() -> None:
    along = np.linspace(0.2, 0.8, 50, dtype=np.float32)
    points = np.stack([along, 0.5 * along], axis=1)
    loop = make(Examples("line", points, points.copy(), kind=Points()), latent_dim=1)
    loop.step()
    assert loop.evaluate()[0]["test_mse"] < 1e-12
    assert sheet(loop)["axes"][0].tolist() == pytest.approx([2 / 5**0.5, 1 / 5**0.5], abs=1e-6)


@pytest.mark.parametrize("count", [2, 30])
@pytest.mark.parametrize("shape", [(1, 3, 3), (3, 20, 30)])
def test_images_that_are_all_the_same_are_drawn_as_they_are(count: int, shape: tuple[int, int, int]) -> None:
    loop = make(grey(np.full((count, *shape), 99, np.uint8)))
    figures = [loop.step()[0] for _ in range(3)][-1]
    assert float(figures["mse"]) < 1e-12 and torch.isfinite(figures["kept"])
    model = model_of(loop)
    drawn = model.decode(torch.randn(5, 2))
    assert torch.allclose(drawn, torch.tensor(99 / 255)), "no axis, so no way to draw anything else"
    assert model.encode(torch.rand(4, *shape)).shape == (4, 2)


def test_pixels_that_never_change_stay_as_they_are() -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (40, 1, 4, 4), dtype=np.uint8)
    pixels[:, :, 0] = 7
    loop = make(grey(pixels), latent_dim=5)
    loop.step()
    drawn = model_of(loop).decode(torch.randn(9, 5))
    assert torch.allclose(drawn[:, :, 0], torch.tensor(7 / 255), atol=1e-6)


def test_one_image_has_one_axis_at_most() -> None:
    one = grey(np.random.default_rng(0).integers(0, 256, (1, 1, 4, 4), dtype=np.uint8))
    loop = make(one, latent_dim=1)
    loop.step()
    assert loop.evaluate()[0]["test_mse"] < 1e-12
    with pytest.raises(ConfigError, match=r"^models\.0\.latent_dim: expected at most 1, as many as there are training"):
        make(one)


@pytest.mark.parametrize(
    ("shape", "latent_dim", "many"),
    [((7, 1, 4, 4), 8, "7, as many as there are training examples"), ((50, 1, 4, 4), 17, "16, as many as an example")],
)
def test_more_axes_than_there_can_be_are_refused(shape: tuple[int, ...], latent_dim: int, many: str) -> None:
    with pytest.raises(ConfigError, match=f"expected at most {many}.* found {latent_dim}$") as refusal:
        make(grey(np.zeros(shape, np.uint8)), latent_dim=latent_dim)
    assert refusal.value.where == "models.0.latent_dim"


@pytest.mark.mnist
def test_on_mnist_two_numbers_lose_what_is_known() -> None:
    """0.0557 squared error per pixel of the held-out images; the test figure is of pixels that are cut at black and
    white, as those of all families are, and a little less."""
    cls = find_dataset("mnist")
    if missing := cls.missing(cls.Config(), places.data_dir()):
        pytest.skip(missing)
    examples = cls.load(cls.Config(), LoadContext(places.data_dir()))
    loop = make(examples)
    loop.step()
    x, model, found = torch.tensor(examples.test) / 255, model_of(loop), sheet(loop)
    drawn = found["mean"] + model.encode(x) @ found["axes"]
    assert float((drawn - x.flatten(1)).square().mean()) == pytest.approx(0.0557, abs=5e-5)
    assert loop.evaluate()[0]["test_mse"] == pytest.approx(0.0555, abs=5e-5)
