"""Folders and archives of pictures as Kaggle, cameras, network drives and other people lay them out."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from trainers.dataset import LoadContext
from trainers.datasets.image_folder import ImageFolder
from trainers.examples import DataError, Examples
from trainers.files.image_folder_report import inspect_folder
from trainers.files.picture_classes import NO_CLASS, arrange
from trainers.files.pictures import pillow_rules, read_pixels


def load(folder: Path, **settings: Any) -> Examples:
    config = ImageFolder.Config.parse({"folder": str(folder), "size": 16, **settings})
    return ImageFolder.load(config, LoadContext(folder))


def png(value: int, colour: bool = False) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (20, 20), (value, 255 - value, 0) if colour else (value, value, value)).save(out, "PNG")
    return out.getvalue()


def put(root: Path, names: list[str]) -> dict[str, int]:
    """A picture of its own grey for each name; which is returned."""
    greys = {name: 3 * index for index, name in enumerate(names)}
    for name, value in greys.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(png(value))
    return greys


def pack(path: Path, names: list[str]) -> dict[str, int]:
    greys = {name: 3 * index for index, name in enumerate(names)}
    with zipfile.ZipFile(path, "w") as archive:
        for name, value in greys.items():
            archive.writestr(name, png(value))
    return greys


def named(images: Examples, greys: dict[str, int]) -> dict[str, tuple[bool, str]]:
    """Of each picture used, by the name it had: whether it is held out, and its class."""
    found = {}
    by_grey = {value: name for name, value in greys.items()}
    for held, part, labels in ((False, images.train, images.train_labels), (True, images.test, images.test_labels)):
        for index, each in enumerate(part):
            label = "" if labels is None else images.class_names[labels[index]]
            found[by_grey[int(each[0, 8, 8])]] = (held, label)
    return found


KAGGLE = [f"{split}/{split}/{kind}/{i}.jpg" for split in ("seg_train", "seg_test") for kind in "ab" for i in range(3)]
SPLITS = [
    f"{split}/{kind}/{i}.png" for split in ("train", "test", "valid") for kind in ("cat", "dog") for i in range(3)
]


@pytest.mark.parametrize(
    ("names", "classes", "held"),
    [
        (SPLITS, {"cat", "dog"}, {name for name in SPLITS if not name.startswith("train")}),
        ([f"archive/{n}" for n in SPLITS], {"cat", "dog"}, {f"archive/{n}" for n in SPLITS if "train" not in n}),
        (KAGGLE, {"a", "b"}, {name for name in KAGGLE if "test" in name}),
        (["training_set/a/1.x", "training_set/b/1.x", "test_set/a/2.x"], {"a", "b"}, {"test_set/a/2.x"}),
        (["photos/photos/cat/1.x", "photos/photos/dog/2.x"], {"cat", "dog"}, set()),
        (["photos/cat/1.x", "photos/cat/2.x", "photos/dog/2.x"], {"cat", "dog"}, set()),
        (["train/1.x", "car/2.x", "bus/3.x"], {"train", "car", "bus"}, set()),
        (["test/1.x", "best/2.x"], {"test", "best"}, set()),
        (["cat.0.jpg", "cat.1.jpg", "dog.0.jpg", "dog.1.jpg"], {"cat", "dog"}, set()),
        (["daisy_01.jpg", "daisy_02.jpg", "red rose (1).jpg", "red rose (2).jpg"], {"daisy", "red rose"}, set()),
        (["train/cat.0.jpg", "train/cat.1.jpg", "train/dog.0.jpg", "train/dog.1.jpg", "test1/1.jpg"],
         {"cat", "dog", NO_CLASS}, {"test1/1.jpg"}),
        (["IMG_001.jpg", "IMG_002.jpg", "DSC001.jpg", "DSC002.jpg"], {NO_CLASS}, set()),
        (["one.jpg", "two.jpg", "three.jpg"], {NO_CLASS}, set()),
        (["a1.jpg", "b1.jpg", "c1.jpg"], {NO_CLASS}, set()),
        (["1.jpg", "2.jpg"], {NO_CLASS}, set()),
    ],
)  # fmt: skip
def test_what_folders_and_names_mean(names: list[str], classes: set[str], held: set[str]) -> None:
    order = arrange(names)
    assert set(order.classes.values()) == classes and order.held == held
    assert set(order.classes) == set(names) and order.left == ()


def test_what_lies_beside_training_and_test_is_left_out_and_said() -> None:
    order = arrange(["train/a/1.x", "train/b/2.x", "test/a/3.x", "test/c/4.x", "pred/5.x", "cover.x"])
    assert order.held == {"test/a/3.x"} and set(order.left) == {"test/c/4.x", "pred/5.x", "cover.x"}
    assert order.notes == ("Trained on as the folders say: 2 in train; held out: 2 in test.",)


def test_a_split_of_folders_is_kept(tmp_path: Path) -> None:
    greys = put(tmp_path, SPLITS)
    images = load(tmp_path)
    assert images.class_names == ("cat", "dog")
    for name, (held, label) in named(images, greys).items():
        assert held == (not name.startswith("train")) and label == name.split("/")[1]
    assert "Trained on as the folders say: 6 in train; held out: 6 in test, 6 in valid." in images.notes
    some = load(tmp_path, limit=9)
    assert (len(some.train), len(some.test)) == (3, 6)
    assert all(held != name.startswith("train") for name, (held, _) in named(some, greys).items())


def test_held_out_pictures_without_classes(tmp_path: Path) -> None:
    names = [f"train/{kind}.{i}.png" for kind in ("cat", "dog") for i in range(4)] + [
        f"test1/{i}.png" for i in range(3)
    ]
    greys = put(tmp_path, names)
    images = load(tmp_path)
    assert images.class_names == ("cat", "dog") and images.test_labels is None and len(images.test) == 3
    assert {n: label for n, (held, label) in named(images, greys).items() if not held} == {
        name: name[6:9] for name in names[:8]
    }
    assert "The held-out images have no classes." in images.notes


def test_what_network_drives_add_is_left_aside_and_said(tmp_path: Path) -> None:
    put(tmp_path, [f"{kind}/{i}.png" for kind in ("cat", "dog") for i in range(3)])
    extra = ["@eaDir/0.png", "cat/@eaDir/0.png/SYNOPHOTO_THUMB_M.png", "#recycle/old.png", ".thumbnails/1.png",
             "__MACOSX/cat/._0.png", "dog/Thumbs.db", "$RECYCLE.BIN/x.png"]  # fmt: skip
    for name in extra:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(png(200))
    images = load(tmp_path)
    assert images.class_names == ("cat", "dog") and len(images.train) + len(images.test) == 6
    said = next(note for note in images.notes if note.startswith("Left aside"))
    assert "@eaDir" in said


# ------------------------------------------------------------------ archives


def test_an_archive_is_read_as_the_folder_would_be(tmp_path: Path) -> None:
    names = [f"photos/{kind}/{i}.png" for kind in ("cat", "dog") for i in range(10)]
    put(tmp_path, names)
    pack(tmp_path / "photos.zip", [*names, "__MACOSX/photos/cat/._1.png", "photos/.DS_Store"])
    folder, archive = load(tmp_path / "photos"), load(tmp_path / "photos.zip")
    assert archive.title == "photos" and archive.class_names == folder.class_names == ("cat", "dog")
    # Held out by their names, which begin with "photos/" in the archive.
    both = [np.sort(np.concatenate([each.train, each.test])[:, 0, 8, 8]) for each in (folder, archive)]
    assert np.array_equal(*both) and len(both[0]) == 20


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    names = ["../../evil/1.png", "/etc/evil/2.png", "..\\..\\good\\3.png", "good/4.png", "good/../good/5.png"]
    greys = pack(tmp_path / "a.zip", names)
    before = sorted(tmp_path.rglob("*"))
    images = load(tmp_path / "a.zip")
    assert len(named(images, greys)) == 5 and sorted(tmp_path.rglob("*")) == before
    assert not any("/" in name or ".." in name for name in images.class_names)


def test_what_is_wrong_within_an_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    pack(path, [f"{i}.png" for i in range(5)])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("hurt.png", os.urandom(500))
        archive.writestr("notes.txt", "hello")
    content = bytearray(path.read_bytes())
    at = content.index(b"2.png") + 20
    content[at : at + 8] = bytes(8)
    path.write_bytes(content)
    report = inspect_folder(path)
    assert {each.name for each in report.skipped} == {"2.png", "hurt.png", "notes.txt"} and len(report.images) == 4
    path.write_bytes(bytes(content[: len(content) // 2]))
    with pytest.raises(DataError, match=r"^a\.zip: expected a whole ZIP archive, found a damaged one"):
        inspect_folder(path)


def test_an_archive_of_millions_of_members_is_refused_before_it_is_listed(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    pack(path, ["1.png", "2.png"])
    content = bytearray(path.read_bytes())
    end = content.rindex(b"PK\x05\x06")
    content[end + 12 : end + 16] = (200_000_000).to_bytes(4, "little")
    path.write_bytes(content)
    with pytest.raises(DataError, match=r"a\.zip: expected a ZIP archive of at most 200,000 files, found more"):
        inspect_folder(path)


# ------------------------------------------------------------------ colour and size


def test_pictures_with_colours_keep_them(tmp_path: Path) -> None:
    for index in range(20):
        (tmp_path / f"{index}.png").write_bytes(png(10 * index, colour=True))
    images = load(tmp_path)
    assert images.image_shape == (3, 16, 16)
    assert any("The pictures have colours, which are kept (RGB)" in note for note in images.notes)
    assert load(tmp_path, mode="grey").image_shape == (1, 16, 16)


def test_grey_pictures_in_files_of_colour_are_grey(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    for index in range(20):
        Image.fromarray(rng.integers(0, 256, (20, 20), np.uint8)).convert("RGB").save(tmp_path / f"{index}.jpg")
    images = load(tmp_path)
    assert images.image_shape == (1, 16, 16) and not any("colours" in note for note in images.notes)


@pytest.mark.parametrize("mode", ["L", "RGB", "RGBA", "LA", "P", "I;16", "I", "F", "1"])
def test_large_pictures_are_brought_down_in_strips_to_the_same(
    mode: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ramp = np.add.outer(np.linspace(0, 120, 240), np.linspace(0, 135, 300))
    image = Image.fromarray(ramp.astype(np.uint8))
    if mode in ("I;16", "I", "F"):
        kind = {"I;16": np.uint16, "I": np.int32, "F": np.float32}[mode]
        image = Image.fromarray((ramp * 257).astype(kind) if mode != "F" else (ramp / 255).astype(kind))
    elif mode != "L":
        image = image.convert(mode)
    path = tmp_path / ("a.tif" if mode in ("I", "F") else "a.png")
    image.save(path)
    with pillow_rules():
        whole = read_pixels(path, 16, "grey", "crop")
        monkeypatch.setattr("trainers.files.pictures.LARGE", 1000)
        monkeypatch.setattr("trainers.files.pictures.STRIP", 5000)
        strips = read_pixels(path, 16, "grey", "crop")
    assert np.abs(whole.astype(int) - strips.astype(int)).max() <= (40 if mode in ("1", "P") else 2)


def test_a_large_picture_is_turned_as_the_camera_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.files.pictures.LARGE", 100)
    array = np.zeros((200, 200), np.uint8)
    array[:, :100] = 255
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(array).save(tmp_path / "a.png", exif=exif)
    with pillow_rules():
        turned = read_pixels(tmp_path / "a.png", 16, "grey", "crop")[0]
    assert turned[:6].min() > 240 and turned[-6:].max() < 15
