"""Principal axes: known ones, those of scikit-learn, and data in which little or nothing varies."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers import places
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.metrics import principal_axes as module
from trainers.metrics.principal_axes import principal_axes


def spread(count: int, width: int, seed: int = 0) -> Tensor:
    """Examples (count, width), float64, of which every direction varies a little less than the one before."""
    generator = torch.Generator().manual_seed(seed)
    turn = torch.linalg.qr(torch.randn(width, width, generator=generator, dtype=torch.float64)).Q
    scales = 0.9 ** torch.arange(width, dtype=torch.float64)
    return 0.3 + (torch.randn(count, width, generator=generator, dtype=torch.float64) * scales) @ turn


def same_subspace(mine: Tensor, theirs: np.ndarray, within: float) -> None:
    """All cosines between the two subspaces are 1."""
    cosines = torch.linalg.svdvals(mine @ torch.tensor(theirs, dtype=torch.float64).T)
    assert (cosines - 1).abs().max() < within


def test_the_axes_of_an_ellipse_are_found() -> None:
    """Points at the ends of two axes, at 30 degrees: 4 and 1 long."""
    far, near = torch.tensor([3**0.5 / 2, 0.5]), torch.tensor([-0.5, 3**0.5 / 2])
    x = 5 + torch.stack([4 * far, -4 * far, near, -near]).double()
    mean, axes, variances = principal_axes(x, 2)
    torch.testing.assert_close(mean, torch.full((2,), 5.0, dtype=torch.float64))
    torch.testing.assert_close(variances, torch.tensor([8.0, 0.5], dtype=torch.float64), atol=1e-6, rtol=0)
    torch.testing.assert_close(axes.float(), torch.stack([far, near]), atol=1e-6, rtol=0)


@pytest.mark.parametrize(("count", "width"), [(500, 40), (60, 300), (60, 60), (40, 2), (2, 7)])
def test_they_are_those_of_scikit_learn(count: int, width: int) -> None:
    from sklearn.decomposition import PCA

    x, k = spread(count, width), min(5, width, count - 1)
    known = PCA(k, svd_solver="full").fit(x.numpy())
    mean, axes, variances = principal_axes(x, k)
    assert np.allclose(mean, known.mean_, atol=1e-12)
    assert np.allclose(variances, known.explained_variance_ * (count - 1) / count, rtol=1e-9)
    assert np.allclose((axes * torch.tensor(known.components_)).sum(1).abs(), 1, atol=1e-9)
    assert torch.allclose(axes @ axes.T, torch.eye(k, dtype=torch.float64), atol=1e-12)


def test_many_long_examples_are_as_good_as_in_closed_form(monkeypatch: pytest.MonkeyPatch) -> None:
    x = spread(300, 200)
    exact = principal_axes(x, 4)
    monkeypatch.setattr(module, "MOST_EXACT", 50)
    found = principal_axes(x, 4)
    assert torch.allclose(found.variances, exact.variances, rtol=1e-6)
    same_subspace(found.axes, exact.axes.numpy(), 1e-5)
    again = principal_axes(x, 4)
    assert all(torch.equal(one, other) for one, other in zip(found, again, strict=True))


def test_what_is_lost_is_the_sum_of_the_variances_that_are_left_out() -> None:
    x = spread(400, 30)
    mean, axes, variances = principal_axes(x, 30)
    lost = (x - mean - (x - mean) @ axes[:7].T @ axes[:7]).square().sum(1).mean()
    assert float(lost) == pytest.approx(float(variances[7:].sum()), rel=1e-10)


@pytest.mark.parametrize(("count", "width"), [(30, 6), (6, 30)])
def test_of_an_axis_the_greatest_entry_is_above_zero_however_the_examples_are_turned(count: int, width: int) -> None:
    x = spread(count, width)
    for turned in (x, -x):
        axes = principal_axes(turned, 4).axes
        assert (axes.gather(1, axes.abs().argmax(1, keepdim=True)) > 0).all()
    assert torch.allclose(principal_axes(-x, 4).axes, principal_axes(x, 4).axes, atol=1e-12)


def test_pixels_as_they_are_kept_and_as_models_take_them_give_the_same() -> None:
    kept = torch.randint(0, 256, (9000, 12), generator=torch.Generator().manual_seed(0), dtype=torch.uint8)
    kept[:, 3] = kept[:, 4]
    for mine, theirs in zip(principal_axes(kept, 3), principal_axes(kept / 255, 3), strict=True):
        torch.testing.assert_close(mine, theirs, atol=1e-6, rtol=0)


@pytest.mark.parametrize("dtype", [torch.uint8, torch.float32, torch.float64])
@pytest.mark.parametrize(("count", "width"), [(40, 6), (6, 40), (1, 9), (1, 1)])
def test_where_nothing_varies_there_is_no_axis(count: int, width: int, dtype: torch.dtype) -> None:
    x = torch.full((count, width), 37 if dtype == torch.uint8 else 0.1, dtype=dtype)
    mean, axes, variances = principal_axes(x, min(2, width))
    assert torch.allclose(mean, torch.full((width,), 37 / 255 if dtype == torch.uint8 else 0.1, dtype=torch.float64))
    assert not axes.any() and not variances.any()


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("width", [5, 90])
def test_examples_of_which_one_number_varies_have_one_axis(width: int, dtype: torch.dtype) -> None:
    x = torch.full((40, width), 0.7, dtype=dtype)
    x[:, 3] = torch.linspace(0, 1, 40, dtype=dtype)
    _, axes, variances = principal_axes(x, 4)
    assert torch.allclose(axes[0], torch.eye(width, dtype=torch.float64)[3], atol=1e-6)
    assert variances[0] > 0 and not axes[1:].any() and not variances[1:].any()


def test_more_axes_than_examples_leave_the_rest_empty() -> None:
    _, axes, variances = principal_axes(spread(3, 50), 5)
    assert (variances[:2] > 0).all() and not variances[2:].any() and not axes[2:].any()


def test_twenty_thousand_numbers_are_no_more_than_many() -> None:
    x = torch.rand(50, 20_000, generator=torch.Generator().manual_seed(0))
    x[:25] += 1
    mean, axes, _ = principal_axes(x, 2)
    along = (x.double() - mean) @ axes[0]
    assert (along[:25] > 0).all() and (along[25:] < 0).all()


@pytest.mark.parametrize(
    ("x", "k", "message"),
    [
        (torch.zeros(0, 3), 1, "expected examples of shape"),
        (torch.zeros(4), 1, "expected examples of shape"),
        (torch.zeros(4, 3), 0, "expected 1 to 3 of them, found 0"),
        (torch.zeros(4, 3), 4, "expected 1 to 3 of them, found 4"),
        (torch.tensor([[0.0, torch.nan], [1.0, 2.0]]), 1, "expected finite numbers"),
        (torch.tensor([[0.0, torch.inf], [1.0, 2.0]]), 1, "expected finite numbers"),
    ],
)
def test_what_has_no_axes_is_refused_in_one_sentence(x: Tensor, k: int, message: str) -> None:
    with pytest.raises(ValueError, match=f"^principal axes: {message}"):
        principal_axes(x, k)


@pytest.mark.mnist
def test_on_mnist_two_numbers_lose_what_is_known() -> None:
    """0.0557 squared error per pixel on the held-out images. On those of training it is 0.05595, which is what the
    other 782 axes are worth."""
    cls = find_dataset("mnist")
    if missing := cls.missing(cls.Config(), places.data_dir()):
        pytest.skip(missing)
    examples = cls.load(cls.Config(), LoadContext(places.data_dir()))
    train, test = (torch.tensor(kept).flatten(1) for kept in (examples.train, examples.test))
    mean, axes, variances = (found.float() for found in principal_axes(train, 784))
    assert lost(test / 255 - mean, axes[:2]) == pytest.approx(0.0557, abs=5e-5)
    assert lost(train / 255 - mean, axes[:2]) == pytest.approx(float(variances[2:].sum()) / 784, rel=1e-4)


def lost(centred: Tensor, axes: Tensor) -> float:
    """Mean square over all numbers of what does not lie along the axes."""
    return float((centred - centred @ axes.T @ axes).square().mean())
