"""Patches of colour: known colours, evenly drawn, with factors that give each patch again."""

from __future__ import annotations

import colorsys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainers.dataset import LoadContext
from trainers.datasets.colours import CLASS_NAMES, ColourPatches, colour_classes, hsv_to_rgb, rgb_to_hsv
from trainers.examples import Examples
from trainers.knobs import ConfigError


def load(**settings: Any) -> Examples:
    return ColourPatches.load(ColourPatches.Config.parse(settings), LoadContext(Path()))


@pytest.mark.parametrize("space", ["RGB", "HSV"])
def test_each_patch_has_one_colour_and_there_are_as_many_as_asked(space: str) -> None:
    examples = load(space=space, count=400)
    assert examples.train.shape == (400, 3, 4, 4) and examples.test.shape == (100, 3, 4, 4)
    assert (examples.train == examples.train[:, :, :1, :1]).all()
    assert set(np.unique(examples.train_labels)) == set(range(len(CLASS_NAMES)))
    assert len(np.unique(np.concatenate([examples.train, examples.test]), axis=0)) == 500, "no two are equal"


@pytest.mark.parametrize("space", ["RGB", "HSV"])
def test_the_factors_give_the_patches_again(space: str) -> None:
    examples = load(space=space)
    for kept, factors in ((examples.train, examples.factors), (examples.test, examples.test_factors)):
        hsv = np.stack([factors[name] for name in ("hue", "saturation", "value")], axis=1).astype(np.float64)
        assert hsv.min() >= 0 and hsv.max() <= 1
        assert np.abs(255 * hsv_to_rgb(hsv) - kept[:, :, 0, 0]).max() < 0.01


def test_conversions_are_those_of_the_standard_library() -> None:
    rgb = np.random.default_rng(0).integers(0, 4, (500, 3)) / 3  # with greys and equal greatest entries
    expected = np.array([colorsys.rgb_to_hsv(*one) for one in rgb])
    assert np.allclose(rgb_to_hsv(rgb), expected, atol=1e-12)
    hsv = np.random.default_rng(1).random((500, 3))
    assert np.allclose(hsv_to_rgb(hsv), [colorsys.hsv_to_rgb(*one) for one in hsv], atol=1e-12)


@pytest.mark.parametrize(
    ("rgb", "name"),
    [
        ((255, 0, 0), "red"), ((255, 0, 40), "red"), ((255, 140, 0), "orange"), ((255, 255, 0), "yellow"),
        ((0, 128, 0), "green"), ((0, 255, 255), "cyan"), ((0, 0, 255), "blue"), ((128, 0, 128), "purple"),
        ((255, 160, 180), "pink"), ((255, 0, 255), "purple"), ((240, 130, 230), "pink"), ((130, 70, 20), "brown"),
        ((139, 0, 0), "red"), ((120, 120, 120), "grey"), ((255, 240, 240), "grey"), ((20, 0, 0), "grey"),
        ((0, 0, 0), "grey"),
    ],
)  # fmt: skip
def test_colours_have_the_names_that_people_give_them(rgb: tuple[int, int, int], name: str) -> None:
    [found] = colour_classes(rgb_to_hsv(np.array([rgb]) / 255))
    assert CLASS_NAMES[found] == name


def test_what_is_drawn_is_even_in_the_space_that_is_asked_for() -> None:
    rgb = load(count=20_000).train[:, :, 0, 0] / 255
    assert np.allclose(rgb.mean(0), 0.5, atol=0.01) and np.allclose(rgb.std(0), 12**-0.5, atol=0.01)
    assert np.allclose([np.quantile(rgb, 0.1), np.quantile(rgb, 0.9)], [0.1, 0.9], atol=0.01)
    hsv = load(space="HSV", count=20_000).factors
    for name in ("hue", "saturation", "value"):
        assert hsv[name].mean() == pytest.approx(0.5, abs=0.02) and hsv[name].std() == pytest.approx(12**-0.5, abs=0.02)


def test_the_same_seed_draws_the_same_colours_and_another_one_others() -> None:
    assert np.array_equal(load(seed=3).train, load(seed=3).train)
    assert not np.array_equal(load(seed=3).train, load(seed=4).train)


@pytest.mark.parametrize("settings", [{"count": 9}, {"count": 20_001}, {"space": "lab"}, {"seed": -1}])
def test_other_settings_are_refused(settings: dict[str, Any]) -> None:
    [name] = settings
    with pytest.raises(ConfigError, match=rf"^dataset\.{name}: expected"):
        ColourPatches.Config.parse(settings, "dataset")
