"""Principal components: what scikit-learn finds, the figure of MNIST, and examples of every shape."""

from __future__ import annotations

import numpy as np
import pytest

from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.examples import Float32
from trainers.maps.method import MapStage
from trainers.maps.methods import make_map
from trainers.messages.maps import LinearDecoder
from trainers.places import data_dir


def drawn(x: Float32) -> MapStage:
    [stage] = make_map("pca", x, (x.shape[1],))
    return stage


@pytest.mark.parametrize(("count", "width"), [(300, 20), (20, 300), (1100, 1200)])
def test_places_and_pictures_are_those_of_scikit_learn(count: int, width: int) -> None:
    from sklearn.decomposition import PCA

    chances = np.random.default_rng(0)
    x = 0.5 + 0.1 * chances.normal(size=(count, 4)) * [4, 2, 1, 1] @ chances.normal(size=(4, width)) / 4
    x = np.clip(x + 0.01 * chances.normal(size=x.shape), 0, 1).astype(np.float32)
    stage, theirs = drawn(x), PCA(2, svd_solver="full").fit(x.astype(np.float64))
    expected = theirs.transform(x)
    signs = np.sign((expected * stage.places).sum(0))
    np.testing.assert_allclose(stage.places * signs, expected, atol=1e-4 * np.ptp(expected))
    assert isinstance(stage.decoder, LinearDecoder)
    assert (np.abs(stage.decoder.axes).max(1) == stage.decoder.axes.max(1)).all()  # signs are not left to chance
    made = np.clip(theirs.inverse_transform(expected), 0, 1)
    np.testing.assert_allclose(stage.decoder.decode(stage.places), made, atol=1e-3)


def test_one_dimension_is_a_line() -> None:
    x = np.linspace(0, 1, 11, dtype=np.float32)[:, None]
    stage = drawn(x)
    np.testing.assert_allclose(stage.places, np.hstack([x - 0.5, 0 * x]), atol=1e-6)
    assert stage.decoder is not None
    np.testing.assert_allclose(stage.decoder.decode(stage.places), x, atol=1e-6)


@pytest.mark.mnist
def test_two_numbers_leave_a_known_error_of_mnist() -> None:
    """0.0557 a pixel of the 10 000 held-out images, in the plane of the 60 000 training images."""
    chosen = find_dataset("mnist")
    if missing := chosen.missing(chosen.Config(), data_dir()):
        pytest.skip(missing)
    images = chosen.load(chosen.Config(), LoadContext(data_dir()))
    train, test = (each.reshape(len(each), -1).astype(np.float32) / 255 for each in (images.train, images.test))
    [stage] = make_map("pca", train, images.kind.shape)
    assert isinstance(stage.decoder, LinearDecoder)
    mean, axes = stage.decoder.mean, stage.decoder.axes
    left = test - mean - (test - mean) @ axes.T @ axes
    assert np.square(left).mean(dtype=np.float64) == pytest.approx(0.0557, abs=5e-5)
