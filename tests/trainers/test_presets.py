"""The presets that come with the program: all of them parse, and those whose data are at hand start to learn."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
import torch

from trainers.catalog import find_dataset, find_family
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import read_toml
from trainers.kinds import Tokens
from trainers.presets import FIRST, list_presets
from trainers.training.loop import Loop

FOLDER = Path(__file__).resolve().parents[2] / "resources" / "presets"
PRESETS = sorted(FOLDER.glob("*.toml"))
WANTED = {
    "ae-digits", "vae-digits", "ae-vs-vae-digits", "ae-mnist-2d", "ae-mnist-32d", "vae-mnist-2d", "vae-mnist-20d",
    "conv-vae-mnist", "ae-vs-vae-mnist", "moons", "gan-ring", "gan-grid", "wgan-gp-ring", "losses-compared-ring",
    "gan-collapse", "gan-digits", "dcgan-mnist", "wgan-gp-mnist", "cgan-mnist", "vae-vs-gan-mnist", "sprites",
    "table-3x3", "made-digits", "made-mnist", "pixelcnn-digits", "pixelcnn-mnist", "components-compared-digits",
    "pixel-rnn-mnist", "any-order-mnist", "mixture-three-clouds", "mixture-bad-start", "mixture-singularity",
    "mixture-ring", "ae-mixture-digits", "som-digits", "som-colours", "maps-digits", "maps-mnist",
    "pca-som-ae-digits", "sums-rnn", "names-compared", "poems-gru", "poems-transformer",
    "seqgan-oracle",
}  # fmt: skip
# Models that describe the codes of another one: the more these spread, the more surprising each of them is.
OF_CODES = {("ae-mixture-digits", 1)}


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
        built = find_family(model.family).build(model.config, black(experiment.dataset), torch.device("cpu"))
        assert built.latent_dim is None or built.latent_dim >= 1


def black(dataset: str) -> Examples:
    """Two black images of two classes, as large as those of MNIST, or two lines of few letters; for a dataset at hand,
    the data themselves."""
    cls = find_dataset(dataset)
    if cls.source == "rendered":
        return cls.load(cls.Config(), LoadContext(Path()))
    if cls.kind is Tokens:
        lines = np.array([[1, 2, 0], [2, 0, 0]], np.int16)
        return Examples("lines", lines, lines, kind=Tokens(("\n", "a", "b"), 3, lines=True))
    pixels, labels = np.zeros((2, 1, 28, 28), np.uint8), np.arange(2)
    return Examples("black", pixels, pixels, labels, labels, ("a", "b"))


@pytest.mark.parametrize("path", PRESETS, ids=lambda path: path.stem)
def test_a_preset_on_embedded_data_learns(path: Path) -> None:
    experiment = read_toml(path)
    dataset = find_dataset(experiment.dataset)
    if dataset.source not in ("embedded", "rendered"):
        pytest.skip(f"{experiment.dataset} is not part of the program")
    images = dataset.load(experiment.dataset_config, LoadContext(Path()))
    loop = Loop(replace(experiment, plan=experiment.plan.with_value("steps", 60)), images, torch.device("cpu"))
    before, untrained = loop.evaluate(limit=100), loop.display_weights()
    rows = [loop.step() for _ in range(60)]
    assert all(torch.isfinite(value) for row in rows for model in row for value in model.values())
    for index, (model, first, last) in enumerate(zip(experiment.models, before, loop.evaluate(limit=100), strict=True)):
        falling = [metric.name for metric in find_family(model.family).test_metrics if metric.better == "lower"]
        assert all(last[name] < first[name] for name in falling[:1] if (path.stem, index) not in OF_CODES)
        for player in find_family(model.family).players:  # of these no figure has to fall: see test_gan.py
            moved = [name for name in untrained[index] if name.startswith(player)]
            assert any(not torch.equal(loop.display_weights()[index][n], untrained[index][n]) for n in moved)


def test_presets_on_data_at_hand_come_first_and_those_on_one_data_set_together() -> None:
    listed = list_presets()
    at_hand = [find_dataset(preset.dataset).source in ("embedded", "rendered") for preset in listed]
    assert at_hand == sorted(at_hand, reverse=True) and True in at_hand and False in at_hand
    data = [name for name, _ in groupby(preset.dataset for preset in listed)]
    assert len(data) == len(set(data))


def test_what_a_newcomer_should_meet_comes_before_all_others() -> None:
    assert tuple(preset.name for preset in list_presets())[: len(FIRST)] == FIRST
