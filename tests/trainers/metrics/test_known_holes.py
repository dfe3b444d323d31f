"""The layers of holes where it is known what they must find; trained models stand in ``tests/benchmarks/holes.py``."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.benchmarks._known_holes import (
    DISC,
    HOLED,
    RING,
    RING_RADIUS,
    TORN_MOONS,
    KnownHoles,
    identity,
    points_of_disc,
    principal_components,
    to_float,
    to_images,
    untrained,
)
from trainers.files.moon import render_moon
from trainers.metrics.coverage import code_coverage, make_cloud
from trainers.metrics.geometry import code_scale, round_trip
from trainers.metrics.hole_score import hole_score
from trainers.metrics.realism import make_references, realism

N = 600


def points(count: int, radius: float, seed: int = 1) -> torch.Tensor:
    return torch.tensor(points_of_disc(count, np.random.default_rng(seed), radius)).float()


def noisy(data: KnownHoles, count: int = N) -> torch.Tensor:
    return to_float(data.noisy(count, np.random.default_rng(0)))


@pytest.mark.parametrize("data", HOLED.values(), ids=list(HOLED))
def test_the_truth_holds_for_the_data_themselves(data: KnownHoles) -> None:
    clean = torch.tensor(data.draw(500, np.random.default_rng(3))).float()
    assert float((data.off(clean) > 1).float().mean()) < 0.02  # blobs have tails
    assert (data.off(torch.zeros_like(clean)) > 1).all()


def test_the_truth_knows_the_middle_of_a_ring_and_the_missing_moon() -> None:
    middle = torch.full((1, 1, 4, 4), 0.5)
    assert RING.off(middle).item() == pytest.approx(RING_RADIUS / 0.05, rel=1e-3)
    crossfade = middle.clone()
    crossfade[0, 0, 0] = 1.0  # not of the plane: the rows of x differ
    assert RING.off(crossfade) > 1
    shown, missing = (torch.tensor(render_moon(phase)).float() / 255 for phase in (0.75, 0.25))
    assert TORN_MOONS.off(shown) < 0.2 and TORN_MOONS.off(missing) > 1


def test_a_filled_disc_has_no_holes() -> None:
    values = realism(identity().decode(points(2000, 0.35)).flatten(1), make_references(noisy(DISC).flatten(1)))
    assert hole_score(values, 1.0, high_is_hole=False).share < 0.03


def test_to_a_random_decoder_everything_is_a_hole() -> None:
    images = TORN_MOONS.images(0)
    z = torch.randn(500, 2, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        decodes = untrained(TORN_MOONS, images, 0).decode(z).flatten(1)
    values = realism(decodes, make_references(to_float(images.train[:N]).flatten(1)))
    assert hole_score(values, 1.0, high_is_hole=False).share > 0.95


def test_principal_components_of_a_ring_have_a_hole_that_geometry_does_not_see() -> None:
    x = noisy(RING)
    model = principal_components(x)
    codes = model.encode(x)
    inside = torch.tensor(to_images(points(500, RING_RADIUS / 2).numpy()))
    z = model.encode(inside)
    assert (realism(model.decode(z).flatten(1), make_references(x.flatten(1))) < 1).float().mean() > 0.95
    cloud = make_cloud(codes)
    assert (code_coverage(z, cloud) > cloud.threshold).float().mean() > 0.95
    assert round_trip(z, model.encode(model.decode(z)), code_scale(codes)).max() < 1e-3


def test_the_layers_find_the_hole_of_a_ring() -> None:
    """Every code of the square around the ring, decoded by the identity: the truth is known for each."""
    x, model = noisy(RING, 1500), identity()
    z = torch.rand(1500, 2, generator=torch.Generator().manual_seed(0))
    truth = RING.off(model.decode(z)) > 1
    real = realism(model.decode(z).flatten(1), make_references(x.flatten(1)))
    covered = code_coverage(z, make_cloud(model.encode(x)))
    assert auroc(truth, -real) > 0.98 and auroc(truth, covered) > 0.98


def auroc(truth: torch.Tensor, suspicion: torch.Tensor) -> float:
    """How often a hole is suspected more than a place that is none."""
    return float((suspicion[truth][:, None] > suspicion[~truth]).float().mean())
