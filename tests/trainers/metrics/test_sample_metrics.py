"""Measurements of generated samples against known answers: neighbours, lines, the judge's figures."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
import torch
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist
from scipy.stats import wasserstein_distance
from torch import Tensor

from trainers.metrics.duplicates import duplicate_share, nearest_distance, nearest_neighbour_accuracy
from trainers.metrics.inception import frechet_distance, gaussian_frechet, inception_score
from trainers.metrics.neighbours import CHUNK, neighbour_radii
from trainers.metrics.prdc import density_coverage, precision_recall
from trainers.metrics.sliced_wasserstein import sliced_wasserstein, wasserstein_1d


def noise(n: int, width: int, seed: int = 0) -> Tensor:
    return torch.randn(n, width, generator=torch.Generator().manual_seed(seed), dtype=torch.float64)


def seeded() -> torch.Generator:
    return torch.Generator().manual_seed(0)


# ------------------------------------------------------------- precision, recall, density, coverage


def test_prdc_by_the_definition() -> None:
    """Against the formulas of the papers written out over whole tables, with more rows than one strip holds."""
    real, fake = noise(CHUNK + 150, 30), 1.1 * noise(CHUNK + 150, 30, 1)
    between = cdist(real, fake)
    radius = {k: np.sort(cdist(real, real), axis=1)[:, k] for k in (3, 5)}
    fake_radius = np.sort(cdist(fake, fake), axis=1)[:, 3]
    found = precision_recall(real, fake)
    assert found.precision == np.mean((between <= radius[3][:, None]).any(axis=0))
    assert found.recall == np.mean((between <= fake_radius[None]).any(axis=1))
    spread = density_coverage(real, fake)
    assert spread.density == pytest.approx((between < radius[5][:, None]).sum() / (5 * len(fake)), rel=1e-12)
    assert spread.coverage == np.mean((between < radius[5][:, None]).any(axis=1))


@pytest.mark.parametrize("width", [2, 100])
def test_density_and_coverage_of_equal_distributions(width: int) -> None:
    """A fake is as likely as another real to be the nearer one. So the mean density is 1, and a real is missed when its
    k nearest among all others are real: (n-1)/(2n-1) times (n-2)/(2n-2) and so on. In any space."""
    n, k = 1000, 5
    missed = math.prod((n - 1 - i) / (2 * n - 1 - i) for i in range(k))
    found = [density_coverage(noise(n, width, seed), noise(n, width, seed + 50)) for seed in range(3)]
    assert np.mean([each.coverage for each in found]) == pytest.approx(1 - missed, abs=0.01)
    assert np.mean([each.density for each in found]) == pytest.approx(1, abs=0.08)


def test_prdc_at_the_ends() -> None:
    real = noise(200, 8)
    same, apart = real + 1e-9, real + 100
    assert precision_recall(real, same) == precision_recall(real, real)
    assert (precision_recall(real, same).precision, precision_recall(real, same).recall) == (1, 1)
    assert density_coverage(real, same).coverage == 1
    assert precision_recall(real, apart).precision == precision_recall(real, apart).recall == 0
    assert density_coverage(real, apart).coverage == density_coverage(real, apart).density == 0
    collapsed = real[:1] + 1e-3 * noise(200, 8, 1)
    assert precision_recall(real, collapsed).precision == 1 and precision_recall(real, collapsed).recall <= 0.05
    assert density_coverage(real, collapsed).coverage < 0.2


def test_radii_leave_oneself_out() -> None:
    line = torch.tensor([[0.0], [1.0], [3.0], [7.0]], dtype=torch.float64)
    assert neighbour_radii(line, 1).tolist() == [1, 1, 2, 4]
    assert neighbour_radii(line, 3).tolist() == [7, 6, 4, 7]
    assert neighbour_radii(torch.zeros(3, 2, dtype=torch.float64), 2).tolist() == [0, 0, 0]


@pytest.mark.parametrize(("real", "fake"), [(5, 9), (9, 5)])
def test_too_few_for_their_neighbours(real: int, fake: int) -> None:
    with pytest.raises(ValueError, match="expected more than 5 images for the distance to the 5th neighbour, found 5"):
        precision_recall(noise(real, 3), noise(fake, 3), k=5)


@pytest.mark.parametrize("measure", [precision_recall, density_coverage, nearest_neighbour_accuracy, frechet_distance])
def test_what_cannot_be_compared_is_refused(measure: object) -> None:
    assert callable(measure)
    with pytest.raises(ValueError, match="expected features of one width, found 3 and 4"):
        measure(noise(20, 3), noise(20, 4))
    with pytest.raises(ValueError, match=r"fake features: expected finite numbers .* found shape \(20, 3\)"):
        measure(noise(20, 3), torch.full((20, 3), torch.nan))
    with pytest.raises(ValueError, match=r"real features: expected finite numbers of at least one image"):
        measure(noise(0, 3), noise(20, 3))


# ----------------------------------------------------------------------------------------------- copies


def test_two_sample_accuracy() -> None:
    accuracy = np.mean([nearest_neighbour_accuracy(noise(700, 5, s), noise(700, 5, s + 9)).accuracy for s in range(3)])
    assert accuracy == pytest.approx(0.5, abs=0.02)
    real = noise(300, 5)
    apart = nearest_neighbour_accuracy(real, real + 100)
    assert (apart.accuracy, apart.real, apart.fake) == (1, 1, 1)
    copied = nearest_neighbour_accuracy(real, real + 1e-6)
    assert (copied.accuracy, copied.real, copied.fake) == (0, 0, 0)
    collapsed = nearest_neighbour_accuracy(real, real[:1] + 1e-6 * noise(300, 5, 1))
    assert collapsed.fake >= 0.99
    ties = nearest_neighbour_accuracy(torch.zeros(4, 2), torch.zeros(4, 2))  # of the 7 others 3 are of one's own kind
    assert ties.accuracy == pytest.approx(3 / 7)
    with pytest.raises(ValueError, match="as many real images as fakes, found 3 and 4"):
        nearest_neighbour_accuracy(noise(3, 2), noise(4, 2))


def test_nearest_distance() -> None:
    samples, references = noise(CHUNK + 50, 20), noise(90, 20, 1)
    assert nearest_distance(samples, references).numpy() == pytest.approx(cdist(samples, references).min(axis=1))
    assert nearest_distance(references[:5, :4], references[:, :4]).tolist() == [0] * 5


def test_duplicates() -> None:
    real = noise(1000, 4)
    assert duplicate_share(real, noise(1000, 4, 1)) == pytest.approx(0.01, abs=0.01)
    fake = noise(1000, 4, 1)
    fake[:400] = fake[400:800]
    assert duplicate_share(real, fake) == pytest.approx(0.8, abs=0.01)
    assert duplicate_share(real, real[:1].repeat(1000, 1)) == 1


@pytest.mark.parametrize("width", [4, 64])
def test_duplicates_where_real_images_are_there_twice(width: int) -> None:
    """As in many a folder of pictures. They say nothing of how near others lie."""
    real = noise(1000, width)
    real[:50] = real[50:100]
    assert duplicate_share(real, noise(1000, width, 1)) == pytest.approx(0.01, abs=0.01)
    assert duplicate_share(real, real[:1] + 1e-4 * noise(1000, width, 1)) == 1
    alike = real[:1].repeat(1000, 1)
    assert duplicate_share(alike, noise(1000, width)) == 0 and duplicate_share(alike, alike) == 1


# ---------------------------------------------------------------------------------------- along lines


def test_wasserstein_of_shifted_samples_is_the_shift() -> None:
    x = noise(1, 500)[0]
    assert float(wasserstein_1d(x, x.flip(0) + 0.75)) == pytest.approx(0.75)
    assert float(wasserstein_1d(x, x)) == 0
    rows = torch.stack([x, x])
    assert wasserstein_1d(rows, rows + torch.tensor([[1.0], [2.0]])).tolist() == pytest.approx([1, 2])


def test_wasserstein_of_unequal_counts_and_ties() -> None:
    a, b = noise(1, 300)[0].round(decimals=1), 2 * noise(1, 470, 1)[0].round(decimals=1) + 1
    assert float(wasserstein_1d(a, b)) == pytest.approx(wasserstein_distance(a, b))


def test_wasserstein_of_equal_counts_is_that_of_their_distribution_functions() -> None:
    a, b = noise(1, 300)[0].round(decimals=1), 2 * noise(1, 300, 1)[0].round(decimals=1) + 1
    assert float(wasserstein_1d(a, b)) == pytest.approx(wasserstein_distance(a, b))
    assert float(wasserstein_1d(a.repeat(2), b)) == pytest.approx(float(wasserstein_1d(a, b)))  # the other way


def test_sliced_wasserstein_of_a_shift() -> None:
    """The mean of |cos| over directions times the shift: 2/pi in the plane, 1/2 in space, 1 on a line."""
    for width, share in ((1, 1), (2, 2 / math.pi), (3, 1 / 2)):
        x = noise(200, width)
        shift = torch.full((width,), 0.3 / math.sqrt(width), dtype=torch.float64)
        found = sliced_wasserstein(x, x + shift, seeded(), directions=2000)
        assert found == pytest.approx(0.3 * share, rel=0.03 if width == 3 else 1e-3)
    images = torch.rand(20, 1, 4, 4, generator=seeded())
    assert sliced_wasserstein(images, images, seeded()) == 0
    assert sliced_wasserstein(images, images + 0.1, seeded()) == sliced_wasserstein(images, images + 0.1, seeded())
    with pytest.raises(ValueError, match="of one width, found 2 and 3"):
        sliced_wasserstein(noise(4, 2), noise(4, 3), seeded())


# ---------------------------------------------------------------------------------- the judge's figures


def test_frechet_distance_of_diagonal_gaussians() -> None:
    """|mu|^2 + sum (sigma_a - sigma_b)^2."""
    mu_a, mu_b = torch.tensor([0.0, 1.0, 2.0]).double(), torch.tensor([1.0, 1.0, 0.0]).double()
    sigma_a, sigma_b = torch.tensor([1.0, 2.0, 0.0]).double(), torch.tensor([3.0, 0.5, 1.0]).double()
    found = gaussian_frechet(mu_a, sigma_a.square().diag(), mu_b, sigma_b.square().diag())
    assert found == pytest.approx(5 + 4 + 2.25 + 1)
    sampled = frechet_distance(mu_a + sigma_a * noise(100_000, 3), mu_b + sigma_b * noise(100_000, 3, 1))
    assert sampled == pytest.approx(found, rel=0.02)


def test_frechet_distance_by_the_matrix_root() -> None:
    mixing = noise(12, 12, 2)
    a, b = noise(300, 12) @ mixing + 1, noise(400, 12, 1)
    cov_a, cov_b = np.cov(a.T), np.cov(b.T)
    root = np.real(sqrtm(cov_a @ cov_b))
    expected = ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(cov_a + cov_b - 2 * root)
    assert frechet_distance(a, b) == pytest.approx(float(expected), rel=1e-9)
    assert frechet_distance(a, a) == pytest.approx(0, abs=1e-9)
    assert frechet_distance(a[:, :1], b[:, :1]) == pytest.approx(
        float((a[:, 0].mean() - b[:, 0].mean()) ** 2 + (a[:, 0].std() - b[:, 0].std()) ** 2)
    )


def test_frechet_distance_of_fewer_images_than_features() -> None:
    """Both covariances are singular; the distance stays finite, real, and 0 for the same images."""
    a = noise(10, 64).float()
    assert 0 <= frechet_distance(a, a) < 1e-5
    assert 0 < frechet_distance(a, noise(10, 64, 1)) < 200
    with pytest.raises(ValueError, match="at least 2 images of either kind, found 10 and 1"):
        frechet_distance(a, a[:1])


def test_inception_score_at_the_ends() -> None:
    one_hot = torch.eye(10).repeat(30, 1)
    assert inception_score(one_hot) == pytest.approx(10)
    assert inception_score(one_hot[:1].repeat(30, 1)) == pytest.approx(1)
    assert inception_score(torch.full((30, 10), 0.1)) == pytest.approx(1)
    half = torch.eye(4)[[0, 1]].repeat(5, 1)
    assert inception_score(half) == pytest.approx(2)
    with pytest.raises(ValueError, match="rows of probabilities"):
        inception_score(torch.ones(5, 3))
    with pytest.raises(ValueError, match="rows of probabilities"):
        inception_score(torch.tensor([[2.0, -1.0]]))


def test_as_torchmetrics_has_them() -> None:
    """The same figures as the usual library gives on the same features and probabilities."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its own affairs, such as the deviation over a single group
        from torchmetrics.image.fid import FrechetInceptionDistance
        from torchmetrics.image.inception import InceptionScore

        class Given(torch.nn.Module):
            num_features = 16

            def forward(self, features: Tensor) -> Tensor:
                return features

        real, fake = noise(600, 16) @ noise(16, 16, 3), 0.8 * noise(600, 16, 1) + 0.5
        fid = FrechetInceptionDistance(feature=Given())
        fid.set_dtype(torch.float64)
        fid.update(real, real=True)
        fid.update(fake, real=False)
        assert frechet_distance(real, fake) == pytest.approx(float(fid.compute()), rel=1e-4)

        logits = 3 * noise(600, 10, 4)
        score = InceptionScore(feature=Given(), splits=1)
        score.update(logits)
        assert inception_score(logits.softmax(1)) == pytest.approx(float(score.compute()[0]), rel=1e-6)
