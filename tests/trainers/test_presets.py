"""The presets that come with the program: all of them parse, and those whose data are at hand start to learn."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from trainers.catalog import find_dataset, find_family
from trainers.dataset import LoadContext
from trainers.experiment import read_toml
from trainers.loop import Loop

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "presets"
PRESETS = sorted(FOLDER.glob("*.toml"))
WANTED = {
    "ae-digits", "vae-digits", "ae-vs-vae-digits", "ae-mnist-2d", "ae-mnist-32d", "vae-mnist-2d", "vae-mnist-20d",
    "conv-vae-mnist", "ae-vs-vae-mnist", "moons",
}  # fmt: skip


def test_none_is_missing() -> None:
    assert {path.stem for path in PRESETS} >= WANTED


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_a_preset_explains_itself_and_builds(path: Path) -> None:
    experiment = read_toml(path)
    assert experiment.plan.title and len(experiment.plan.title) <= 36  # fits on its card
    assert experiment.plan.summary.endswith((".", "?")) and len(experiment.plan.summary) <= 100
    labels = [model.label for model in experiment.models]
    assert len(set(labels)) == len(labels)
    for model in experiment.models:
        cls = find_family(model.family)
        built = cls(model.config, (1, 28, 28), torch.device("cpu"))
        assert built.latent_dim >= 1


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_a_preset_on_embedded_data_learns(path: Path) -> None:
    experiment = read_toml(path)
    dataset = find_dataset(experiment.dataset)
    if dataset.source not in ("embedded", "rendered"):
        pytest.skip(f"{experiment.dataset} is not part of the program")
    images = dataset.load(experiment.dataset_config, LoadContext(Path()))
    loop = Loop(replace(experiment, plan=experiment.plan.with_value("steps", 60)), images, torch.device("cpu"))
    before = loop.evaluate(limit=100)
    for _ in range(60):
        loop.step()
    for model, first, last in zip(experiment.models, before, loop.evaluate(limit=100), strict=True):
        measure = next(m for m in find_family(model.family).test_metrics if m.better == "lower").name
        assert last[measure] < first[measure]
