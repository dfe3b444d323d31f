"""What simpler ways make of pictures, with known answers."""

from __future__ import annotations

import io
import math
import zlib

import numpy as np
import pytest
import torch
from PIL import Image

from trainers.levels import Levels
from trainers.metrics.baselines import independent_nats, level_odds, png_bits, zlib_bits


def test_coins_of_their_own_cost_their_entropy() -> None:
    generator = torch.Generator().manual_seed(0)
    odds = torch.tensor([0.1, 0.5, 0.9])
    train, test = ((torch.rand(20_000, 3, generator=generator) < odds).long() for _ in range(2))
    entropy = sum(-p * math.log(p) - (1 - p) * math.log(1 - p) for p in odds.tolist())
    assert independent_nats(train, test, 2) == pytest.approx(entropy, abs=0.02)
    assert independent_nats(train, test, 2, shared=True) == pytest.approx(3 * math.log(2), abs=1e-3)
    np.testing.assert_allclose(level_odds(train, 2, shared=False)[:, 1], odds, atol=0.01)


def test_what_was_never_seen_costs_much_but_not_everything() -> None:
    train, test = torch.zeros(10, 1, dtype=torch.long), torch.ones(1, 1, dtype=torch.long)
    assert independent_nats(train, test, 2) == pytest.approx(math.log(11 / 0.5))


@pytest.mark.parametrize(("count", "depth"), [(2, 1), (4, 2), (16, 4)])
def test_files_hold_no_more_than_the_picture(count: int, depth: int) -> None:
    """Noise cannot be packed: a file of it holds all its bits, and little more."""
    levels, side = Levels.evenly(count), 32
    noise = np.random.default_rng(0).integers(0, count, side * side)
    picture = (noise * (255 // (count - 1))).astype(np.uint8).reshape(1, side, side)
    bits = side * side * depth
    assert bits <= zlib_bits(noise, levels) < 1.1 * bits
    assert bits <= png_bits(picture, noise, levels) < 1.1 * (bits + 8 * side)  # each line names its filter
    blank = np.zeros_like(noise)
    assert png_bits(np.zeros_like(picture), blank, levels) < 0.2 * bits


def test_a_palette_counts_into_the_file() -> None:
    levels = Levels(((0.0, 0.0, 0.0), (1.0, 0.0, 0.0), (0.0, 1.0, 0.0)), is_palette=True)
    indices = np.arange(64) % 3
    picture = (np.array(levels.values)[indices].T.reshape(3, 8, 8) * 255).astype(np.uint8)
    file = io.BytesIO()
    Image.fromarray(picture.transpose(1, 2, 0)).save(file, "PNG")
    assert 3 * 24 < png_bits(picture, indices, levels) < 8 * len(file.getvalue())


def test_deflate_is_that_of_zlib() -> None:
    indices = np.tile([0, 1, 1, 0, 1, 0, 0, 0], 50)
    packed = zlib.compress(np.packbits(indices.astype(bool)).tobytes(), 9)
    assert zlib_bits(indices, Levels.evenly(2)) == 8 * (len(packed) - 6)  # header and checksum of zlib
