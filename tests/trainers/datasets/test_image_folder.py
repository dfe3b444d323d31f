"""The user's own images: every kind of file that a folder may hold, the health report, and what is made of it."""

from __future__ import annotations

import os
import struct
import sys
import unicodedata
import zlib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from trainers.dataset import Cancelled, LoadContext
from trainers.datasets.image_folder import ImageFolder
from trainers.disk.regular_file import open_regular
from trainers.examples import DataError, Examples
from trainers.files.image_folder_report import FolderReport, Skipped, inspect_folder, inspect_place
from trainers.files.pictures import ColourMode, Fit, fit_square, pillow_rules, read_pixels


def load(folder: Path, **settings: Any) -> Examples:
    config = ImageFolder.Config.parse({"folder": str(folder), "size": 16, **settings})
    return ImageFolder.load(config, LoadContext(folder))


def grey(value: int, width: int = 20, height: int = 20) -> Image.Image:
    return Image.new("L", (width, height), value)


def save(image: Image.Image, path: Path, **how: Any) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, **how)
    return path


def fill(folder: Path, count: int = 10, start: int = 0) -> None:
    """*count* different grey pictures."""
    for index in range(start, start + count):
        save(grey(index), folder / f"{index:03}.png")


def pixels(path: Path, mode: ColourMode = "rgb", fit: Fit = "crop", size: int = 16) -> np.ndarray:
    with pillow_rules():
        return read_pixels(path, size, mode, fit)


def reasons(report: FolderReport) -> dict[str, str]:
    return {each.name: each.reason for each in report.skipped}


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header claims that size (grey, 8 bits) and that holds next to nothing."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 99)) + chunk(b"IEND", b"")
    )


# ------------------------------------------------------------------------------------------------- kinds of pictures


def near(image: np.ndarray, *channels: int, within: int = 2) -> None:
    """The whole *image* (C, H, W) has this colour."""
    assert np.abs(image.astype(int) - np.array(channels)[:, None, None]).max() <= within


def test_grey_and_colour(tmp_path: Path) -> None:
    path = save(Image.new("RGB", (30, 20), (200, 100, 50)), tmp_path / "a.png")
    assert pixels(path).shape == (3, 16, 16)
    near(pixels(path), 200, 100, 50)
    near(pixels(path, "grey"), round(0.299 * 200 + 0.587 * 100 + 0.114 * 50))


@pytest.mark.parametrize("value", [0, 40, 255])
def test_sixteen_bits_keep_their_scale(value: int, tmp_path: Path) -> None:
    array = np.full((20, 20), value * 257, np.uint16)
    near(pixels(save(Image.fromarray(array), tmp_path / "a.png"), "grey"), value, within=0)
    near(pixels(save(Image.fromarray(array), tmp_path / "a.tif"), "grey"), value, within=0)


def test_thirty_two_bits_and_floats(tmp_path: Path) -> None:
    whole = Image.fromarray(np.full((20, 20), 128 * 257, np.int32))
    unit = Image.fromarray(np.full((20, 20), 0.5, np.float32))
    near(pixels(save(whole, tmp_path / "i.tif"), "grey"), 128, within=1)
    near(pixels(save(unit, tmp_path / "f.tif"), "grey"), 128, within=1)


def test_floats_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    path = save(Image.fromarray(np.full((20, 20), np.nan, np.float32)), tmp_path / "f.tif")
    with pytest.raises(DataError, match="not finite"):
        pixels(path)


def test_palette(tmp_path: Path) -> None:
    image = Image.new("P", (20, 20), 1)
    image.putpalette([0, 0, 0, 10, 200, 30])
    near(pixels(save(image, tmp_path / "a.png")), 10, 200, 30)


def test_cmyk(tmp_path: Path) -> None:
    near(
        pixels(save(Image.new("CMYK", (20, 20), (0, 255, 255, 0)), tmp_path / "a.jpg", quality=95)), 255, 0, 0, within=4
    )


def test_black_and_white(tmp_path: Path) -> None:
    near(pixels(save(Image.new("1", (20, 20), 1), tmp_path / "a.png"), "grey"), 255, within=0)


@pytest.mark.parametrize(
    ("image", "how"),
    [
        (Image.new("RGBA", (20, 20), (200, 0, 0, 0)), {}),
        (Image.new("LA", (20, 20), (7, 0)), {}),
        (Image.new("P", (20, 20), 0), {"transparency": 0}),
    ],
)
def test_what_is_transparent_shows_white(image: Image.Image, how: dict[str, Any], tmp_path: Path) -> None:
    near(pixels(save(image, tmp_path / "a.png", **how)), 255, 255, 255, within=0)


def test_half_transparent_is_blended(tmp_path: Path) -> None:
    path = save(Image.new("RGBA", (20, 20), (0, 0, 0, 51)), tmp_path / "a.png")
    near(pixels(path), 204, 204, 204, within=1)


def test_turned_as_the_camera_was(tmp_path: Path) -> None:
    """Orientation 6: the stored left edge is the top."""
    array = np.zeros((20, 20), np.uint8)
    array[:, :10] = 255
    exif = Image.Exif()
    exif[0x0112] = 6
    turned = pixels(save(Image.fromarray(array), tmp_path / "a.jpg", quality=95, exif=exif), "grey")[0]
    assert turned[:6].min() > 240 and turned[-6:].max() < 15


@pytest.mark.parametrize("ending", ["gif", "webp", "png"])
def test_animation_gives_its_first_frame(ending: str, tmp_path: Path) -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ((250, 0, 0), (0, 250, 0))]
    path = save(frames[0], tmp_path / f"a.{ending}", save_all=True, append_images=frames[1:])
    near(pixels(path), 250, 0, 0, within=12)
    report = inspect_folder(tmp_path)
    assert [image.animated for image in report.images] == [True]
    assert f"1 animated, of which the first frame is taken: a.{ending}." in report.sentences()


def test_crop_takes_the_middle_pad_keeps_all(tmp_path: Path) -> None:
    array = np.zeros((20, 60), np.uint8)
    array[:, 20:40] = 255
    path = save(Image.fromarray(array), tmp_path / "a.png")
    near(pixels(path, "grey", "crop"), 255, within=0)
    padded = pixels(path, "grey", "pad")[0]
    assert padded[:5].max() == padded[-5:].max() == 0
    assert padded[8, 8] > 240 and padded[8, 0] == padded[8, 15] == 0


@pytest.mark.parametrize("fit", ["crop", "pad"])
@pytest.mark.parametrize("size", [(3000, 1), (1, 3000), (1, 1), (7, 300)])
def test_extreme_shapes(fit: Fit, size: tuple[int, int]) -> None:
    assert fit_square(Image.new("RGB", size, 9), 16, fit).size == (16, 16)


def test_large_photographs_are_averaged_not_sampled(tmp_path: Path) -> None:
    """A fine chequerboard becomes grey, also through the JPEG decoder's own shrinking."""
    board = np.kron(np.indices((500, 500)).sum(axis=0) % 2, np.ones((2, 2))) * 255
    for name in ("a.jpg", "a.png"):
        near(pixels(save(Image.fromarray(board.astype(np.uint8)), tmp_path / name), "grey"), 127, within=6)


# --------------------------------------------------------------------------------------------------- health report


def test_report_counts_sizes_and_classes(tmp_path: Path) -> None:
    for index in range(3):
        save(grey(index, 20, 30), tmp_path / "cats" / f"{index}.png")
    save(grey(9, 40, 40), tmp_path / "dogs" / "deep" / "er" / "9.png")
    report = inspect_folder(tmp_path)
    assert report.sizes == (((20, 30), 3), ((40, 40), 1))
    assert report.classes == (("cats", 3), ("dogs", 1))
    assert [image.name for image in report.images] == ["cats/0.png", "cats/1.png", "cats/2.png", "dogs/deep/er/9.png"]
    assert "2 sizes, from 20 x 30 to 40 x 40; all are brought to one." in report.sentences()
    assert "Classes (2): cats 3, dogs 1." in report.sentences()


def test_report_decodes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    monkeypatch.setattr(Image.Image, "load", lambda *_: pytest.fail("a picture was decoded"))
    assert len(inspect_folder(tmp_path).images) == 10


def test_what_is_no_image_is_named_with_its_reason(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "empty.png").write_bytes(b"")
    (tmp_path / "page.jpg").write_text("<html>")
    report = inspect_folder(tmp_path)
    assert reasons(report) == dict.fromkeys(["empty.png", "notes.txt", "page.jpg"], "not an image that can be read")
    assert "3 skipped, not an image that can be read: empty.png, notes.txt, page.jpg." in report.sentences()
    images = load(tmp_path)
    assert len(images.train) + len(images.test) == 10
    assert any("notes.txt" in note for note in images.notes)


@pytest.mark.parametrize("ending", ["png", "jpg", "gif", "bmp", "tif", "webp"])
def test_truncated_image_is_left_out_by_name(ending: str, tmp_path: Path) -> None:
    fill(tmp_path)
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64, 3), np.uint8))
    path = save(noise, tmp_path / f"half.{ending}")
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    images = load(tmp_path)
    assert len(images.train) + len(images.test) == 10
    assert any(f"half.{ending}" in note and "skipped" in note for note in images.notes), images.notes


def test_damaged_image_is_left_out_by_name(tmp_path: Path) -> None:
    fill(tmp_path)
    noise = Image.fromarray(np.random.default_rng(0).integers(0, 256, (64, 64), np.uint8))
    path = save(noise, tmp_path / "hurt.png")
    content = bytearray(path.read_bytes())
    content[200:260] = bytes(60)
    path.write_bytes(bytes(content))
    images = load(tmp_path)
    assert len(images.train) + len(images.test) == 10
    assert any("1 skipped" in note and "hurt.png" in note for note in images.notes)


@pytest.mark.parametrize(
    ("width", "height", "reason"),
    [
        (8001, 8000, "8001 x 8000 is 64 megapixels; at most 64 are decoded"),
        (9000, 9000, "9000 x 9000 is 81 megapixels; at most 64 are decoded"),
        (12_000, 10_000, "more than 64 megapixels"),
        (60_000, 60_000, "more than 64 megapixels"),
    ],
)
def test_bombs_are_refused_by_name(width: int, height: int, reason: str, tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / "bomb.png").write_bytes(png_of_size(width, height))
    assert reasons(inspect_folder(tmp_path)) == {"bomb.png": reason}
    assert any("bomb.png" in note for note in load(tmp_path).notes)


def test_more_than_half_a_gigabyte_decoded_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.files.pictures.MAX_BYTES", 1000)
    fill(tmp_path, 1)
    save(Image.new("RGB", (20, 20)), tmp_path / "wide.png")
    assert reasons(inspect_folder(tmp_path)) == {"wide.png": "20 x 20 takes 0 MB; at most 0 are decoded"}


def test_the_limits_are_those_that_are_promised() -> None:
    from trainers.files import pictures

    assert (pictures.MAX_PIXELS, pictures.MAX_BYTES) == (64_000_000, 512 * 2**20)


def test_duplicates_are_used_once(tmp_path: Path) -> None:
    """Else the same picture could be trained on and held out."""
    fill(tmp_path / "a", 5)
    for name in ("copy.png", "other.png"):
        save(grey(3), tmp_path / "b" / name)
    report = inspect_folder(tmp_path)
    assert report.duplicates == (("a/003.png", "b/copy.png", "b/other.png"),)
    assert len(report.images) == 5
    assert "Duplicates left out (2): a/003.png = b/copy.png." in report.sentences()
    images = load(tmp_path)
    assert len(images.train) + len(images.test) == 5


def test_equal_length_is_no_duplicate(tmp_path: Path) -> None:
    save(grey(1), tmp_path / "a.bmp")
    save(grey(2), tmp_path / "b.bmp")
    assert (tmp_path / "a.bmp").stat().st_size == (tmp_path / "b.bmp").stat().st_size
    assert inspect_folder(tmp_path).duplicates == ()


def test_hidden_files_are_left_aside(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    for name in (".DS_Store", "Thumbs.db", "__MACOSX/x.png", ".cache/y.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    report = inspect_folder(tmp_path)
    assert len(report.images) == 3 and report.skipped == ()


def test_names_in_any_script(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Überraschung")
    for class_name in ("猫", decomposed, "with space"):
        fill(tmp_path / class_name, 3, start=10 * len(class_name))
    images = load(tmp_path)
    assert images.class_names == ("with space", unicodedata.normalize("NFC", "Überraschung"), "猫")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems do not allow such names")
def test_names_that_are_no_text(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    os.rename(os.fsencode(tmp_path / "001.png"), os.fsencode(tmp_path) + b"/\xff\xfe.png")
    images = load(tmp_path)
    assert len(images.train) + len(images.test) == 3
    assert inspect_folder(tmp_path).images[-1].name.encode("utf-8"), "can be shown and saved"


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_are_followed_once(tmp_path: Path) -> None:
    fill(tmp_path / "data" / "cats", 3)
    (tmp_path / "data" / "again").symlink_to(tmp_path / "data")
    (tmp_path / "data" / "cats" / "up").symlink_to(tmp_path / "data")
    (tmp_path / "data" / "alias").symlink_to(tmp_path / "data" / "cats")
    (tmp_path / "data" / "broken.png").symlink_to(tmp_path / "nowhere.png")
    (tmp_path / "data" / "self.png").symlink_to(tmp_path / "data" / "self.png")
    report = inspect_folder(tmp_path / "data")
    assert [image.name for image in report.images] == ["cats/000.png", "cats/001.png", "cats/002.png"]
    assert reasons(report) == dict.fromkeys(["broken.png", "self.png"], "not a file (or a link to nothing)")


def test_what_may_not_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path / "open", 3)
    fill(tmp_path / "shut", 3, start=10)
    scandir, opened = os.scandir, open_regular

    def forbid(path: Any) -> None:
        if Path(path).name in ("shut", "000.png"):
            raise PermissionError(13, "Permission denied")

    reason = "cannot be opened (Permission denied)"
    with monkeypatch.context() as patched:  # the folder is removed afterwards
        patched.setattr(os, "scandir", lambda path: forbid(path) or scandir(path))
        patched.setattr("trainers.files.pictures.open_regular", lambda path: forbid(path) or opened(path))
        assert reasons(inspect_folder(tmp_path)) == {"open/000.png": reason, "shut": reason}


def test_folder_without_images(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="expected at least 2 images, found none"):
        load(tmp_path)
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(DataError, match=r"found none; 1 skipped, not an image that can be read: notes.txt"):
        load(tmp_path)
    save(grey(1), tmp_path / "only.png")
    with pytest.raises(DataError, match="expected at least 2 images, found 1"):
        load(tmp_path)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="choose a folder"):
        ImageFolder.load(ImageFolder.Config(), LoadContext(tmp_path))
    with pytest.raises(DataError, match="absent: expected a folder of images"):
        load(tmp_path / "absent")
    file = save(grey(1), tmp_path / "a.png")
    with pytest.raises(DataError, match="expected a folder of images, found a file"):
        inspect_folder(file)


def test_report_can_be_cancelled_and_shows_its_progress(tmp_path: Path) -> None:
    fill(tmp_path)
    shares: list[float] = []
    inspect_folder(tmp_path, lambda share, _: shares.append(share))
    assert shares == sorted(shares) and shares[0] >= 0 and shares[-1] <= 1
    with pytest.raises(Cancelled):
        inspect_folder(tmp_path, cancelled=lambda: len(shares) > 0)


# -------------------------------------------------------------------------------------------------------- the dataset


def test_classes_split_and_pixels(tmp_path: Path) -> None:
    fill(tmp_path / "dark", 40)
    fill(tmp_path / "light", 20, start=200)
    images = load(tmp_path, held_out=0.2)
    assert images.title == tmp_path.name and images.class_names == ("dark", "light")
    assert images.image_shape == (1, 16, 16)
    assert images.train_labels is not None and images.test_labels is not None
    assert np.bincount(images.train_labels).tolist() == [32, 16] and np.bincount(images.test_labels).tolist() == [8, 4]
    for pictures, labels in ((images.train, images.train_labels), (images.test, images.test_labels)):
        assert ((pictures[:, 0, 8, 8] >= 200) == (labels == 1)).all(), "labels stay with their pictures"
    trained, held = (set(part[:, 0, 8, 8].tolist()) for part in (images.train, images.test))
    assert not trained & held and len(trained | held) == 60


def test_the_split_depends_on_names_alone(tmp_path: Path) -> None:
    """The same folder copied elsewhere, its files written in another order, gives the same images."""
    for index in range(30):
        save(grey(index), tmp_path / "one" / f"{index}.png")
    for index in reversed(range(30)):
        save(grey(index), tmp_path / "two" / f"{index}.png")
    one, two = load(tmp_path / "one"), load(tmp_path / "two")
    assert np.array_equal(one.train, two.train) and np.array_equal(one.test, two.test)


def test_no_sub_folders_no_classes(tmp_path: Path) -> None:
    fill(tmp_path)
    images = load(tmp_path)
    assert images.train_labels is None and images.class_names == ()


def test_images_beside_the_class_folders(tmp_path: Path) -> None:
    fill(tmp_path, 3)
    fill(tmp_path / "cats", 3, start=10)
    assert load(tmp_path).class_names == ("(no folder)", "cats")


def test_colour_and_size(tmp_path: Path) -> None:
    fill(tmp_path, 4)
    assert load(tmp_path, mode="rgb", size=64).image_shape == (3, 64, 64)


def test_limit_says_how_many_it_left_out(tmp_path: Path) -> None:
    fill(tmp_path / "a", 30)
    fill(tmp_path / "b", 30, start=100)
    images = load(tmp_path, limit=20)
    assert len(images.train) + len(images.test) == 20
    assert "40 left out by the limit of 20." in images.notes
    assert images.train_labels is not None and min(np.bincount(images.train_labels)) >= 4, "a sample of all classes"


def test_file_that_vanishes_after_the_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)

    def report_then_lose(*arguments: Any) -> FolderReport:
        report = inspect_place(*arguments)
        (tmp_path / "004.png").unlink()
        return report

    monkeypatch.setattr("trainers.datasets.image_folder.inspect_place", report_then_lose)
    images = load(tmp_path)
    assert len(images.train) + len(images.test) == 9
    assert any("cannot be opened (No such file or directory): 004.png" in note for note in images.notes)


def test_loading_can_be_cancelled(tmp_path: Path) -> None:
    fill(tmp_path, 80)
    config = ImageFolder.Config(folder=str(tmp_path))
    said: list[str] = []

    def progress(share: float, text: str) -> None:
        said.append(text)

    with pytest.raises(Cancelled):
        reading = lambda: bool(said) and said[-1].startswith("Reading")  # noqa: E731
        ImageFolder.load(config, LoadContext(tmp_path, progress=progress, cancelled=reading))
    assert said[-1].startswith("Reading 0 of 80")


def test_many_reasons_are_told_briefly() -> None:
    report = FolderReport(Path("x"), (), tuple(Skipped(f"{k}.txt", "no image") for k in range(9)), ())
    assert report.sentences()[-1] == "9 skipped, no image: 0.txt, 1.txt, 2.txt and 6 more."
