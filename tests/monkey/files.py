"""What lies about in the monkey's folder, to be dropped and opened: good files and bad ones, all small."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from PIL import Image

from trainers import places
from trainers.presets import list_presets


def make_files(folder: Path) -> list[Path]:
    """Makes them, the same each time; a run folder is among them."""
    chance = np.random.default_rng(0)
    folder.mkdir(parents=True)
    pixels = chance.integers(0, 256, (60, 12, 12), dtype=np.uint8)
    pictures = folder / "pictures"
    for index, picture in enumerate(pixels):
        place = pictures / "ab"[index % 2]
        place.mkdir(parents=True, exist_ok=True)
        Image.fromarray(picture).save(place / f"{index}.png")
    np.save(folder / "images.npy", pixels)
    np.savez(folder / "labelled.npz", images=pixels, labels=np.arange(60) % 3)
    np.savetxt(folder / "table.csv", pixels.reshape(60, -1), fmt="%d", delimiter=",")
    np.savetxt(folder / "points.csv", chance.normal(size=(200, 2)), delimiter=",")
    Image.fromarray(chance.integers(0, 256, (40, 30, 3), dtype=np.uint8)).save(folder / "photo.png")
    shutil.copy(list_presets()[0].path, folder / "experiment.toml")
    shutil.copytree(next(path for path in (places.resources_dir() / "runs").iterdir() if path.is_dir()), folder / "run")
    lesson = next(each for each in sorted((places.resources_dir() / "lessons").iterdir()) if each.is_dir()).name
    restricted = '[restrict]\nworkspaces = ["explore"]\nhide = ["curves"]\nlock = ["models.*.layers"]\n'
    (folder / "lesson.latent-class.toml").write_text(f'title = "A"\nlesson = "{lesson}"\n{restricted}')
    (folder / "preset.latent-class.toml").write_text(
        f'title = "B"\npreset = "vae-digits"\nprojector = true\n{restricted}'
    )
    (folder / "torn.latent-class.toml").write_text('title = "C')
    (folder / "torn.npz").write_bytes((folder / "labelled.npz").read_bytes()[:200])
    (folder / "torn.png").write_bytes((folder / "photo.png").read_bytes()[:100])
    (folder / "words.csv").write_text("a,b\nc,d\n", encoding="utf-8")
    (folder / "broken.toml").write_text("models = 3", encoding="utf-8")
    (folder / "nothing.bin").touch()
    (folder / "empty").mkdir()
    return [*sorted(folder.iterdir()), folder / "not there"]
