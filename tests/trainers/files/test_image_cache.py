"""Folders of more pictures than fit into memory: the same examples as in memory, whatever happens on the way."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections import namedtuple
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from trainers.dataset import Cancelled, LoadContext
from trainers.datasets import image_folder
from trainers.datasets.image_folder import ImageFolder
from trainers.disk.file_lock import take_lock
from trainers.examples import DataError, Examples
from trainers.files import image_cache
from trainers.files.mapped import let_go, mapping_of
from trainers.places import cache_dir

REPOSITORY = Path(__file__).resolve().parents[3]
CACHE_NOTE = "The images are read from a cache of "


@pytest.fixture
def no_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every folder has more pictures than fit."""
    monkeypatch.setattr(image_folder, "most_in_memory", lambda: 0)


def load(folder: Path, context: LoadContext | None = None, **settings: Any) -> Examples:
    config = ImageFolder.Config.parse({"folder": str(folder), "size": 16, **settings})
    return ImageFolder.load(config, context or LoadContext(folder))


def fill(folder: Path, count: int = 60, parts: tuple[str, ...] = ("cat", "dog"), damaged: int = 0) -> Path:
    """Noise in sub-folders; *damaged* of the files say in their headers that they are more than they hold."""
    noise = np.random.default_rng(0)
    for number in range(count):
        path = folder / parts[number % len(parts)] / f"{number:04}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        Image.fromarray(noise.integers(0, 256, (20, 20, 3), np.uint8)).save(path)
        if number % 9 == 4 and damaged > 0:
            damaged -= 1
            path.write_bytes(path.read_bytes()[:200])
    return folder


def caches() -> list[Path]:
    return sorted((cache_dir() / "images").iterdir()) if (cache_dir() / "images").exists() else []


def same(one: Examples, other: Examples) -> None:
    """All but the note on the cache is the same, bit for bit."""
    for name in ("train", "test", "train_labels", "test_labels"):
        a, b = getattr(one, name), getattr(other, name)
        assert (a is None) == (b is None) and (a is None or (a.dtype == b.dtype and np.array_equal(a, b))), name
    assert (one.title, one.class_names, one.kind) == (other.title, other.class_names, other.kind)
    plain, cached = (tuple(note for note in each.notes if CACHE_NOTE not in note) for each in (one, other))
    assert plain == cached


@pytest.mark.parametrize("damaged", [0, 3])
@pytest.mark.parametrize("parts", [("cat", "dog"), ("",), ("train/a", "train/b", "test/a", "test/b")])
@pytest.mark.parametrize("settings", [{}, {"mode": "grey", "fit": "pad"}, {"limit": 40, "held_out": 0.3}])
def test_a_cache_holds_what_memory_would(
    parts: tuple[str, ...], damaged: int, settings: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fill(tmp_path / "pictures", parts=parts, damaged=damaged)
    in_memory = load(folder, **settings)
    assert caches() == [] and mapping_of(in_memory.train) is None
    monkeypatch.setattr(image_folder, "most_in_memory", lambda: 0)
    built = load(folder, **settings)
    same(in_memory, built)
    [cache] = caches()
    assert sorted(path.name for path in cache.iterdir()) == ["about.json", "images.npy", "labels.npy", "lock"]
    assert mapping_of(built.train) is not None and not built.train.flags.writeable
    assert built.notes[-1] == f"{CACHE_NOTE}{_size(built)} in {cache}, made once."
    monkeypatch.setattr(image_folder, "inspect_place", None)  # not a header is read again
    monkeypatch.setattr(image_folder, "read_pixels", None)
    again = load(folder, **settings)
    same(built, again)
    assert again.notes == built.notes


def _size(examples: Examples) -> str:
    return f"{(examples.train.nbytes + examples.test.nbytes) / 1e6:.1f} MB"


def test_an_archive_is_cached_as_a_folder_is(tmp_path: Path, no_memory: None) -> None:
    folder = fill(tmp_path / "pictures", 20)
    with zipfile.ZipFile(tmp_path / "pictures.zip", "w") as archive:
        for path in sorted(folder.rglob("*.png")):
            archive.write(path, path.relative_to(folder))
    packed = load(tmp_path / "pictures.zip")
    assert packed.notes[0] == "Images in pictures.zip: 20."
    same(load(folder), replace(packed, notes=("Images in pictures: 20.", *packed.notes[1:])))
    assert len(caches()) == 2


def test_what_fits_into_memory_leaves_no_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """60 pictures of 3 x 16 x 16 bytes; grey ones take a third, which is known once they have been looked at."""
    folder = fill(tmp_path)
    most = 60 * 3 * 16 * 16
    for limit, setting, cached in ((most, "auto", 0), (most - 1, "grey", 0), (most - 1, "auto", 1)):
        monkeypatch.setattr(image_folder, "most_in_memory", lambda limit=limit: limit)
        assert (mapping_of(load(folder, mode=setting).train) is not None) == bool(cached)
        assert len(caches()) == cached


def test_how_much_fits_into_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    Memory = namedtuple("Memory", "total")
    for total, most in ((1 << 34, 512 << 20), (1 << 30, 256 << 20)):
        monkeypatch.setattr(image_cache.psutil, "virtual_memory", lambda total=total: Memory(total))
        assert image_cache.most_in_memory() == most


def test_other_files_and_settings_have_another_cache(tmp_path: Path, no_memory: None) -> None:
    folder = fill(tmp_path)
    load(folder)
    load(folder, size=17)
    assert len(caches()) == 2
    changed = folder / "cat" / "0000.png"
    Image.new("RGB", (20, 20), (9, 9, 9)).save(changed)
    newest = load(folder)
    assert len(caches()) == 3
    assert (np.concatenate([newest.train, newest.test]) == 9).all((1, 2, 3)).sum() == 1


@pytest.mark.parametrize("harm", ["cut", "gone", "garbage", "other shape", "labels"])
def test_a_damaged_cache_is_made_again(harm: str, tmp_path: Path, no_memory: None) -> None:
    folder = fill(tmp_path)
    whole = load(folder)
    wanted = np.array(whole.train), whole.notes
    [cache] = caches()
    match harm:
        case "cut":
            os.truncate(cache / "images.npy", 2000)
        case "gone":
            (cache / "images.npy").unlink()
        case "garbage":
            (cache / "about.json").write_text('{"format": 1, "n_train": []}')
        case "other shape":
            np.save(cache / "images.npy", np.zeros((4, 4), np.uint8))
        case "labels":
            np.save(cache / "labels.npy", np.zeros(3, np.int64))
    del whole
    again = load(folder)
    assert np.array_equal(again.train, wanted[0]) and again.notes == wanted[1]


def test_without_room_nothing_is_begun(tmp_path: Path, no_memory: None, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fill(tmp_path)
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 0, 200 * 10**6))
    with pytest.raises(DataError, match=r"take 0\.0 MB in a cache on the disk, and .* has 0\.2 GB free: make room"):
        load(folder)
    assert [path.name for path in caches()[0].iterdir()] == ["lock"]


def test_caches_that_nobody_used_lately_make_room(
    tmp_path: Path, no_memory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The one that was used the longest ago goes first, and no more go than must; what is in use stays."""
    folder = fill(tmp_path)
    kept = {}
    for age, size in ((300, 24), (200, 32), (100, 40)):
        before = {*caches()}
        load(folder, size=size)
        (kept[size],) = {*caches()} - before
        os.utime(kept[size] / "about.json", (time.time() - age,) * 2)
    load(folder, size=24)  # which is the newest now
    theirs = cache_dir() / "images" / "notes"
    theirs.mkdir()
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 0, 0 if kept[32].exists() else 10**12))
    load(folder, size=48)
    assert not kept[32].exists() and kept[24].exists() and kept[40].exists() and theirs.exists()
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(10**12, 0, 0))
    with (kept[40] / "lock").open("ab") as file:
        assert take_lock(file.fileno())
        with pytest.raises(DataError, match="make room"):
            load(folder, size=56)
    assert kept[40].exists() and not kept[24].exists() and theirs.exists()


def test_a_drive_that_went_away_while_it_was_read_leaves_no_cache_without_its_pictures(
    tmp_path: Path, no_memory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, away = fill(tmp_path / "pictures", damaged=1), tmp_path / "away"
    inspect = image_folder.inspect_place
    with monkeypatch.context() as patched:
        patched.setattr(
            image_folder, "inspect_place",
            lambda *how: (inspect(*how), (folder / "dog").rename(away))[0],
        )  # fmt: skip
        with pytest.raises(DataError, match="30 of its 60 pictures could be found no more while they were read"):
            load(folder)
    away.rename(folder / "dog")
    found = load(folder)
    assert len(found.train) + len(found.test) == 59 and set(found.class_names) == {"cat", "dog"}


def test_a_place_where_nothing_can_be_written_is_one_sentence(tmp_path: Path, no_memory: None) -> None:
    folder = fill(tmp_path / "pictures", 8)
    cache_dir().parent.mkdir(parents=True, exist_ok=True)
    cache_dir().write_text("a file, where the folder should be")
    with pytest.raises(DataError, match="the cache of the images cannot be written"):
        load(folder)


def test_cancelling_keeps_what_was_decoded(tmp_path: Path, no_memory: None, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = fill(tmp_path, 100, damaged=2)
    asked = [0]

    def cancelled() -> bool:
        asked[0] += "Reading" in said[-1:][0] if said else 0
        return asked[0] >= 2

    said: list[str] = []
    context = LoadContext(folder, progress=lambda share, text: said.append(text), cancelled=cancelled)
    with pytest.raises(Cancelled):
        load(folder, context)
    assert said[-1] == "Reading 32 of 100 images into 0.1 MB"
    [cache] = caches()
    building = json.loads((cache / "building.json").read_text())
    assert building["done"] == 64 and not (cache / "about.json").exists()
    read: list[Path] = []
    original = image_folder.read_pixels
    monkeypatch.setattr(image_folder, "read_pixels", lambda path, *more: read.append(path) or original(path, *more))
    resumed = load(folder)
    assert len(read) - image_folder.PROBES == 100 - 64
    monkeypatch.undo()
    same(load(folder), resumed)


SLOW = """
import sys, time
from pathlib import Path
from trainers.dataset import LoadContext
from trainers.datasets import image_folder
from trainers.files import image_cache
image_folder.most_in_memory = lambda: 0
image_cache.COMMIT = 16
original = image_folder.read_pixels
def slow(*arguments):
    time.sleep(0.004)
    return original(*arguments)
image_folder.read_pixels = slow
config = image_folder.ImageFolder.Config.parse({"folder": sys.argv[1], "size": 16})
image_folder.ImageFolder.load(config, LoadContext(Path(sys.argv[1])))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_a_killed_program_leaves_what_the_next_one_goes_on_with(tmp_path: Path, no_memory: None) -> None:
    folder = fill(tmp_path, 300, damaged=3)
    found = []
    for _ in range(3):
        process = subprocess.Popen([sys.executable, "-c", SLOW, str(folder)], cwd=REPOSITORY)
        before = found[-1] if found else 0
        try:
            end = time.monotonic() + 60
            while (now := _done()) <= before and process.poll() is None and time.monotonic() < end:
                time.sleep(0.01)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert now > before, "it went on from where the one before was killed"
        found.append(_done())
        if found[-1] == 300:
            break
    resumed = load(folder)
    shutil.rmtree(cache_dir())
    same(resumed, load(folder))


def _done() -> int:
    for cache in caches():
        if (cache / "building.json").exists():
            return int(json.loads((cache / "building.json").read_text())["done"])
    return 0


def test_another_program_that_builds_it_is_waited_for(
    tmp_path: Path, no_memory: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = fill(tmp_path, 8)
    load(folder)
    [cache] = caches()
    monkeypatch.setattr(image_cache, "PATIENCE", 0.01)
    with (cache / "lock").open("ab") as other:
        assert take_lock(other.fileno())
        said: list[str] = []
        waiting = LoadContext(folder, progress=lambda share, text: said.append(text), cancelled=lambda: len(said) == 3)
        with pytest.raises(Cancelled):
            load(folder, waiting)
        assert set(said) == {"Another program is reading the same images"}
    assert len(load(folder).train) == 7


def test_a_mapping_is_known_by_its_parts_and_comes_back_when_it_was_let_go(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", np.arange(12, dtype=np.uint8).reshape(6, 2))
    mapped = image_cache.map_array(tmp_path / "a.npy")
    part = mapped[1:4].reshape(-1)
    mapping = mapping_of(part)
    assert mapping is not None and mapping is mapping_of(mapped) and mapping_of(part.copy()) is None
    assert part.tolist() == [2, 3, 4, 5, 6, 7]
    let_go(mapping)
    assert part.tolist() == [2, 3, 4, 5, 6, 7]
