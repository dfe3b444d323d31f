"""A user's own pictures, painted component by component: from the folder to a saved run and back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import trainers

SIZE = 16


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Twelve pictures with soft colours, two classes."""
    rng = np.random.default_rng(0)
    rows, columns = np.mgrid[:40, :40] / 40
    for number in range(12):
        place = tmp_path / "pictures" / ("warm" if number % 2 else "cold")
        place.mkdir(parents=True, exist_ok=True)
        channels = [255 * rows, 255 * columns * rng.random(), 255 * rng.random() * (1 - rows)]
        pixels = np.stack(channels[:: 1 if number % 2 else -1], 2).astype(np.uint8)
        Image.fromarray(pixels).save(place / f"{number}.png")
    return tmp_path / "pictures"


@pytest.mark.parametrize("levels", ["palette", "4", "16"])
def test_from_a_folder_of_pictures_to_a_run_and_back(folder: Path, tmp_path: Path, levels: str) -> None:
    model = {"family": "made", "label": "own", "levels": levels, "layers": [32], "told_class": True}
    experiment = trainers.Experiment.parse(
        {
            "title": "own pictures", "seed": 3, "steps": 40, "batch_size": 8, "models": [model],
            "dataset": {"name": "image-folder", "folder": str(folder), "size": SIZE},
        }
    )  # fmt: skip
    run = trainers.train(experiment, progress=False, threads=1)
    nats = run.curves["nats"]
    assert np.isfinite(nats).all() and nats[-5:].mean() < nats[:5].mean()
    [said] = [note for note in run.notes if note.startswith("Palette: ")] or [""]
    assert bool(said) == (levels == "palette") and ("16 colours stand for" in said or not said)
    drawn = run.sample(4, seed=1)
    assert drawn.shape == (4, 3, SIZE, SIZE)
    colours = np.unique(np.asarray(drawn).transpose(0, 2, 3, 1).reshape(-1, 3), axis=0)
    steps = len(np.unique(np.asarray(drawn)))
    assert len(colours) <= 16 if levels == "palette" else steps <= int(levels)
    assert set(run.evaluate()) >= {"test_nats", "test_bits_per_dim"}
    run.save(tmp_path / "run")
    again = trainers.load(tmp_path / "run")
    assert np.array_equal(again.sample(4, seed=1), drawn)
