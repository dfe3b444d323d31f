"""Sprites: what they are made of, and whether their own rules know them from garbage."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainers.dataset import LoadContext
from trainers.datasets._sprites.sprite_drawing import COLOURS, PALETTES, draw_slots, draw_sprites
from trainers.datasets._sprites.sprite_plans import PLANS
from trainers.datasets._sprites.sprite_rules import NONE, SpriteRules, palettes
from trainers.datasets.sprites import Sprites
from trainers.examples import Examples, UInt8
from trainers.levels import Levels

SIZES = (12, 13, 16, 20)
EACH = 200


def load(**settings: Any) -> Examples:
    return Sprites.load(Sprites.Config.parse(settings), LoadContext(Path()))


def rules_of(examples: Examples) -> SpriteRules:
    assert isinstance(examples.rules, SpriteRules)
    return examples.rules


@cache
def rules_for(size: int, symmetric: bool) -> SpriteRules:
    return SpriteRules(size, symmetric)


def drawn(size: int, symmetric: bool) -> tuple[UInt8, np.ndarray, np.ndarray]:
    """Sprites (6 * EACH, 3, size, size) of seeds that the rules have never seen, with body plans and palettes."""
    plan = np.repeat(np.arange(len(PLANS)), EACH)
    palette = np.arange(len(plan)) % len(PALETTES)
    return draw_sprites(plan, palette, 10**6 + np.arange(len(plan)), size, symmetric), plan, palette


# ------------------------------------------------------------------------------------------------------- the data


@pytest.mark.parametrize("symmetric", [True, False])
def test_factors_give_the_pictures_again(symmetric: bool) -> None:
    images = load(size=13, symmetric=symmetric, count=400)
    assert images.train.shape == (400, 3, 13, 13) and images.test.shape == (100, 3, 13, 13)
    for pixels, factors in ((images.train, images.factors), (images.test, images.test_factors)):
        plan, palette, seed = (factors[name].astype(np.int64) for name in ("body_plan", "palette", "seed"))
        assert np.array_equal(draw_sprites(plan, palette, seed, 13, symmetric), pixels)
    assert images.train_labels is not None
    assert np.array_equal(images.train_labels, images.factors["body_plan"])
    assert images.class_names == tuple(PLANS)
    counts = np.bincount(images.train_labels, minlength=6)
    assert counts.min() > 40, "all plans are about as frequent"


def test_no_two_are_alike_not_even_where_there_are_fewest() -> None:
    images = load(size=12, count=10_000)
    both = np.concatenate([images.train, images.test])
    assert len(both) == 12_500 == len({picture.tobytes() for picture in both})


def test_another_seed_draws_others() -> None:
    first, other = load(count=100), load(count=100, seed=1)
    assert not np.array_equal(first.train, other.train)


def test_symmetric_ones_are_their_own_mirror_images_and_others_are_not() -> None:
    for size in SIZES:
        same, _, _ = drawn(size, True)
        assert np.array_equal(same, same[..., ::-1])
        sides, _, _ = drawn(size, False)
        assert (sides != sides[..., ::-1]).any((1, 2, 3)).mean() > 0.9


def test_sixteen_colours_make_all_palettes_so_that_levels_lose_nothing() -> None:
    images = load()
    levels = Levels.found(images.train)
    assert levels.count == levels.colours == 16 and levels.losses(images.train) == ()
    assert levels.errors(images.test) == 0
    apart = np.abs(np.unique(COLOURS.reshape(-1, 3), axis=0).astype(int)[:, None] - COLOURS.reshape(-1, 3)).max(2)
    assert apart[apart > 0].min() > 2 * 20, "no pixel is near to two colours"


@pytest.mark.parametrize("size", range(12, 21))
@pytest.mark.parametrize("symmetric", [True, False])
def test_a_line_runs_around_every_creature_within_the_picture(size: int, symmetric: bool) -> None:
    plan = np.repeat(np.arange(len(PLANS)), 300)
    slots = draw_slots(plan, np.arange(len(plan)), size, symmetric)
    edge = np.ones((size, size), bool)
    edge[1:-1, 1:-1] = False
    assert (slots[:, edge] <= 1).all(), "at the border there is nothing, or the line"
    body = slots > 1
    empty = slots == 0
    assert not (body[:, 1:] & empty[:, :-1]).any() and not (body[:, :-1] & empty[:, 1:]).any()
    assert not (body[:, :, 1:] & empty[:, :, :-1]).any() and not (body[:, :, :-1] & empty[:, :, 1:]).any()
    covered = (slots != 0).mean((1, 2))
    assert covered.min() > 0.3 and covered.max() < 0.9


# ------------------------------------------------------------------------------------------------------ the rules


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("symmetric", [True, False])
def test_rules_know_sprites_and_reject_what_is_glued_from_two_plans(size: int, symmetric: bool) -> None:
    rules = rules_for(size, symmetric)
    sprites, plan, palette = drawn(size, symmetric)
    assert (rules.plans(sprites) == plan).mean() >= 0.99
    assert (palettes(sprites) == palette).all()
    other = draw_sprites((plan + 1 + palette % 5) % 6, palette, 5 + np.arange(len(plan)), size, symmetric)
    half = size // 2
    for part in (np.s_[:, :, half:], np.s_[:, :, :, half:]):
        glued = sprites.copy()
        glued[part] = other[part]
        assert (rules.plans(glued) != NONE).mean() < 0.05
        assert rules.sample_figures(glued)["sprite_valid_share"] < 0.05


def test_rules_reject_garbage() -> None:
    rules = rules_for(16, True)
    sprites, _, _ = drawn(16, True)
    rng = np.random.default_rng(0)
    nothing, line, base = (COLOURS[0, slot][:, None, None] for slot in (0, 1, 4))
    noise = COLOURS.reshape(-1, 3)[rng.integers(0, 36, (50, 16, 16))].transpose(0, 3, 1, 2)
    empty, full = (np.broadcast_to(colour, (1, 3, 16, 16)) for colour in (nothing, base))
    line_only = np.where((sprites != nothing).any(1, keepdims=True), line, nothing)
    no_line = np.where((sprites == line).all(1, keepdims=True), base, sprites)
    for garbage in (noise, empty, full, line_only, no_line, sprites // 2, sprites[:, :, ::-1]):
        assert rules.sample_figures(garbage)["sprite_plan_share"] == 0
    assert (palettes(noise) == NONE).all() and (palettes(empty) == NONE).all() and (palettes(line_only) == NONE).all()


def test_a_pixel_of_another_palette_or_of_none_is_seen_and_a_slight_difference_is_none() -> None:
    sprites, _, palette = drawn(16, True)
    strange, foreign = sprites.copy(), sprites.copy()
    strange[:, :, 8, 8] = np.array([0, 255, 0], np.uint8)
    foreign[:, :, 8, 8] = COLOURS[(palette + 1) % 6, 4]
    assert (palettes(strange) == NONE).all() and (palettes(foreign) == NONE).all()
    near = np.clip(sprites.astype(int) + 15, 0, 255).astype(np.uint8)
    assert np.array_equal(palettes(near), palette)
    assert rules_for(16, True).sample_figures(near)["sprite_valid_share"] == 1


def test_completions_are_held_against_the_palette_of_what_was_given() -> None:
    rules = rules_for(16, True)
    sprites, plan, palette = drawn(16, True)
    known = np.zeros((16, 16), bool)
    known[:8] = True
    assert rules.completion_figures(sprites, known) == {"completion_valid_share": 1, "completion_palette_share": 1}
    recoloured = draw_sprites(plan, (palette + 1) % 6, 10**6 + np.arange(len(plan)), 16, True)
    recoloured[:, :, :8] = sprites[:, :, :8]
    assert rules.completion_figures(recoloured, known) == {"completion_valid_share": 0, "completion_palette_share": 0}
    quarter = sprites.copy()
    quarter[::4] = recoloured[::4]
    assert rules.completion_figures(quarter, known)["completion_palette_share"] == pytest.approx(0.75, abs=1e-3)
    assert rules.completion_figures(sprites, np.zeros((16, 16), bool)) == {"completion_valid_share": 1}


def test_the_rules_of_the_data_call_the_held_out_ones_valid() -> None:
    for settings in ({"size": 12}, {"size": 20, "symmetric": False}):
        images = load(count=2000, **settings)
        figures = rules_of(images).sample_figures(images.test)
        assert figures["sprite_valid_share"] >= 0.99
        assert set(figures) == {"sprite_valid_share", "sprite_plan_share", "sprite_palette_share"}
