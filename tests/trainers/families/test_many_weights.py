"""Models that no computer of a classroom could hold, and no file that is opened again: refused before they are made."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from trainers.catalog import find_family
from trainers.examples import Examples
from trainers.families import _components, made
from trainers.family import Family
from trainers.knobs import ConfigError


def build(name: str, shape: tuple[int, int, int], **knobs: Any) -> Family:
    rng = np.random.default_rng(0)
    x = rng.choice(np.array([0, 80, 255], np.uint8), (8, *shape))
    family = find_family(name)
    return family.build(family.Config.parse(knobs), Examples("x", x, x), torch.device("cpu"))


@pytest.mark.parametrize(
    ("name", "knobs", "knob"),
    [
        ("made", {"layers": [4096]}, "layers"),
        ("made", {"layers": [700, 700]}, "layers"),
        ("any-order", {"layers": [4096]}, "layers"),
        ("pixelcnn", {"made": 4096}, "made"),
        ("made", {"layers": [512], "orders": 16}, "orders"),
    ],
)
def test_large_pictures_of_many_values_have_too_many_weights(name: str, knobs: dict[str, Any], knob: str) -> None:
    with pytest.raises(ConfigError, match=rf"^{knob}: .* take fewer") as refused:
        build(name, (3, 64, 64), levels="16", **knobs)
    assert refused.value.where == knob


@pytest.mark.parametrize("levels", ["4", "palette"])
@pytest.mark.parametrize(
    ("name", "knobs", "knob", "within"),
    [
        ("made", {"layers": [5, 6]}, "layers", "made"),
        ("any-order", {"layers": [5, 6]}, "layers", "any_order"),
        ("pixelcnn", {"made": 5}, "made", "made"),
    ],
)
def test_those_are_counted_that_there_are(
    name: str, knobs: dict[str, Any], knob: str, within: str, levels: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = build(name, (3, 2, 2), levels=levels, **knobs).nets[within]
    layers = [m for key, m in network.named_modules() if key.split(".")[0] in ("first", "hidden", "out")]
    weights = sum(layer.weight.numel() for layer in layers if isinstance(layer, torch.nn.Linear))
    monkeypatch.setattr(_components, "MOST_WEIGHTS", weights)
    build(name, (3, 2, 2), levels=levels, **knobs)
    monkeypatch.setattr(_components, "MOST_WEIGHTS", weights - 1)
    with pytest.raises(ConfigError, match=f"^{knob}: {weights:,} weights, where a model has at most {weights - 1:,}"):
        build(name, (3, 2, 2), levels=levels, **knobs)


def test_a_mask_for_each_order_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    knobs: dict[str, Any] = {"levels": "4", "layers": [5, 6], "orders": 7}
    network = build("made", (1, 3, 3), **knobs).nets["made"]
    masks = sum(mask.numel() for key, mask in network.named_buffers() if key.startswith("last_"))
    assert masks == 7 * 9 * 6 * 3
    monkeypatch.setattr(made, "MOST_MASKED", masks)
    build("made", (1, 3, 3), **knobs)
    monkeypatch.setattr(made, "MOST_MASKED", masks - 1)
    with pytest.raises(ConfigError, match=f"^orders: 7 orders cut {masks:,} wires"):
        build("made", (1, 3, 3), **knobs)
