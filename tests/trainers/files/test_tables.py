"""Tables, arrays and files of labels as spreadsheets, R, pandas, Kaggle and others write them."""

from __future__ import annotations

import gzip
import io
import lzma
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from trainers.dataset import LoadContext
from trainers.datasets.array_file import ArrayFile
from trainers.datasets.drawing import Drawing
from trainers.examples import DataError, Examples
from trainers.files.array_images import to_images, to_labels
from trainers.files.csv_tables import read_csv

N, SIDE = 30, 4
RNG = np.random.default_rng(3)
PIXELS = RNG.integers(0, 256, (N, SIDE * SIDE))
PIXELS[:, [0, -1]] = 0  # corners
PIXELS[:, 1] = np.arange(N) + 100  # tells which picture it is
LABELS = np.arange(N) % 3
WORDS = [["ant", "bee", "cat"][label] for label in LABELS]
NAMES = [f"pixel{index}" for index in range(SIDE * SIDE)]


def load(path: Path, **settings: Any) -> Examples:
    return ArrayFile.load(ArrayFile.Config.parse({"file": str(path), **settings}), LoadContext(path.parent))


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(DataError) as caught:
        load(path, **settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def check(images: Examples, names: tuple[str, ...] = ()) -> None:
    """Every picture is there once, unchanged, with its own label."""
    found = np.concatenate([images.train, images.test]).reshape(-1, SIDE * SIDE)
    which = found[:, 1].astype(int) - 100
    assert sorted(which.tolist()) == list(range(N)) and np.array_equal(found, PIXELS[which])
    assert images.class_names == names
    if names:
        assert images.train_labels is not None and images.test_labels is not None
        assert np.concatenate([images.train_labels, images.test_labels]).tolist() == LABELS[which].tolist()


def table(rows: list[list[Any]], separator: str = ",", end: str = "\n") -> bytes:
    return end.join(separator.join(map(str, row)) for row in rows).encode()


def numbered(rows: list[list[Any]], start: int = 0) -> list[list[Any]]:
    return [[start + index, *row] for index, row in enumerate(rows)]


PLAIN = [[label, *row] for label, row in zip(LABELS.tolist(), PIXELS.tolist(), strict=True)]
ALONE = PIXELS.tolist()
WORDY = [[word, *row] for word, row in zip(WORDS, ALONE, strict=True)]
WORDS_LAST = [[*row, word] for word, row in zip(WORDS, ALONE, strict=True)]
DIGITS, INSECTS = ("0", "1", "2"), ("ant", "bee", "cat")
ONE_HOT = np.eye(3, dtype=int)[LABELS].tolist()


def quoted(rows: list[list[Any]]) -> list[list[Any]]:
    return [[f'"{field}"' for field in row] for row in rows]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|", " ", "  "])
@pytest.mark.parametrize(
    ("rows", "names"),
    [(PLAIN, DIGITS), (ALONE, ()), (WORDY, INSECTS), (WORDS_LAST, INSECTS), ([["label", *NAMES], *WORDY], INSECTS)],
    ids=["labels", "no labels", "words", "words last", "words with names"],
)
def test_separators_and_ends_of_lines(
    rows: list[list[Any]], names: tuple[str, ...], separator: str, ending: str, tmp_path: Path
) -> None:
    (tmp_path / "a.csv").write_bytes(table(rows, separator, ending))
    check(load(tmp_path / "a.csv"), names)


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (quoted([["label", *NAMES], *PLAIN]), DIGITS),
        ([[f'"{name}"' for name in ["label", *NAMES]], *PLAIN], DIGITS),
        (quoted(WORDY), INSECTS),
        ([["", "label", *NAMES], *numbered(PLAIN)], DIGITS),
        ([["", *NAMES], *numbered(ALONE)], ()),
        ([["id", "label", *NAMES], *numbered(PLAIN, 1)], DIGITS),
        ([["Unnamed: 0", *NAMES], *numbered(ALONE)], ()),
        ([["Image ID", *NAMES, "species"], *numbered(WORDS_LAST, 7)], INSECTS),
        (numbered(ALONE), ()),
        (numbered(PLAIN, 1), DIGITS),
        (quoted([NAMES, *numbered(ALONE, 1)]), ()),
        ([["", *range(16)], *numbered(ALONE)], ()),
        ([list(range(16)), *ALONE], ()),
        ([["label", *range(16)], *PLAIN], DIGITS),
        ([["label", *(f"{y}x{x}" for y in range(4) for x in range(4))], *PLAIN], DIGITS),
        ([["file", "label", *NAMES], *[[f"img{i}.png", *row] for i, row in enumerate(WORDY)]], INSECTS),
        ([[*row, *hot] for row, hot in zip(ALONE, ONE_HOT, strict=True)], DIGITS),
        ([[*hot, *row] for row, hot in zip(ALONE, ONE_HOT, strict=True)], DIGITS),
        ([[*row, ""] for row in ALONE], ()),
        ([["# made by savetxt"], *ALONE], ()),
        ([["sep=,"], ["label", *NAMES], *PLAIN], DIGITS),
    ],
)
def test_what_stands_beside_the_pixels(rows: list[list[Any]], names: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table(rows))
    check(load(tmp_path / "a.csv"), names)


def test_what_is_left_out_is_said_with_the_columns_of_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(table([["", "label", *NAMES], *numbered(PLAIN)]))
    notes = load(tmp_path / "a.csv").notes
    assert (
        "Column 1 of 18 numbers the rows and is left out." in notes and "Labels are those of column 2 of 18." in notes
    )
    (tmp_path / "b.csv").write_bytes(table([["", "label", "more", *NAMES], *numbered([[0, *row] for row in PLAIN])]))
    assert refusal(tmp_path / "b.csv").endswith("such as 784, found 17 beside 2 of other kinds")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le"])
def test_encodings(encoding: str, tmp_path: Path) -> None:
    text = table([["label", *NAMES], *WORDY]).decode().replace("bee", "蜂").encode(encoding)
    (tmp_path / "a.csv").write_bytes(b"\xff\xfe" * (encoding == "utf-16-le") + text)
    assert load(tmp_path / "a.csv").class_names == ("ant", "cat", "蜂")


@pytest.mark.parametrize("separator", [";", "\t", " "])
@pytest.mark.parametrize("quote", [False, True])
def test_decimal_commas(separator: str, quote: bool, tmp_path: Path) -> None:
    halves = [[str(value / 255).replace(".", ",") for value in row] for row in ALONE]
    (tmp_path / "a.csv").write_bytes(table(quoted(halves) if quote else halves, separator))
    check(load(tmp_path / "a.csv"))


def test_decimal_commas_in_quotes_between_commas(tmp_path: Path) -> None:
    halves = [[f"{value / 255:.5f}".replace(".", ",") for value in row] for row in ALONE]
    (tmp_path / "a.csv").write_bytes(table(quoted(halves)))
    check(load(tmp_path / "a.csv"))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ("1,2,x,4", "expected numbers, found 'x' in line 4, column 3"),
        ("1,,3,4", "expected numbers, found nothing in line 4, column 2"),
        ("1,2,3,NA", "expected numbers, found 'NA' in line 4, column 4"),
        ("nan,2,3,4", "expected numbers, found 'nan' in line 4, column 1"),
        ("1,2,1e999,4", "expected numbers, found '1e999' in line 4, column 3"),
        ("1,2,\x1b[31m,4", r"found '\\x1b[31m' in line 4, column 3"),
        ("1,2,3", "expected 4 columns, found 3 in line 4"),
        ("1,2,3,4,5", "expected 4 columns, found 5 in line 4"),
    ],
)
@pytest.mark.parametrize("before", ["", "p,q,r,s\n"])
def test_what_cannot_be_read_is_named_with_line_and_column(row: str, found: str, before: str, tmp_path: Path) -> None:
    lines = before + "1,2,3,4\n" * (2 if before else 3) + row + "\n1,2,3,4\n"
    (tmp_path / "a.csv").write_bytes(lines.encode())
    assert found in refusal(tmp_path / "a.csv")


def test_a_bad_place_far_into_the_file_is_found(tmp_path: Path) -> None:
    row = ",".join(["17"] * 400)
    text = f"{row}\n" * 3000 + row.replace("17", "oops", 1) + "\n" + f"{row}\n" * 10
    assert len(text) > 2**21  # several pieces
    (tmp_path / "a.csv").write_text(text)
    assert "expected numbers, found 'oops' in line 3001, column 1" in refusal(tmp_path / "a.csv")


def test_a_table_of_several_pieces_is_read_whole(tmp_path: Path) -> None:
    values = RNG.integers(0, 256, (3000, 256))
    values[2900, 3] = 1000  # the last piece holds no bytes
    (tmp_path / "a.csv").write_bytes(table(values.tolist(), end="\r\n"))
    read = read_csv(tmp_path / "a.csv")
    assert np.array_equal(read.numbers, values) and read.numbers.dtype == np.float32


@pytest.mark.parametrize("text", [b"\n" * 3_000_000, b"0\n" * 2_100_000, b"0," * 300_000, b"0" * 5_000_000])
def test_tables_without_end_are_refused(text: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(text, 1))
    assert refusal(tmp_path / "a.csv.gz").startswith("a.csv.gz: expected ")


# ------------------------------------------------------------------ labels of their own


def packed(**arrays: np.ndarray) -> bytes:
    out = io.BytesIO()
    np.savez(out, **arrays)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "names"),
    [
        ("l.csv", "label\n" + "\n".join(map(str, LABELS)), DIGITS),
        ("l.csv", "\n".join(map(str, LABELS)), DIGITS),
        ("l.txt", "\n".join(WORDS), INSECTS),
        ("l.txt", "\r\n".join(WORDS) + "\r\n", INSECTS),
        ("l.csv", "label\n" + "\n".join(WORDS), INSECTS),
        ("l.csv", "id,label\n" + "\n".join(f"{i},{w}" for i, w in enumerate(WORDS)), INSECTS),
        ("l.csv", ",target\n" + "\n".join(f"{i},{w}" for i, w in enumerate(LABELS)), DIGITS),
        ("l.csv", "\n".join(",".join(map(str, hot)) for hot in ONE_HOT), DIGITS),
        ("l.tsv", "\n".join(f'"{word}"' for word in WORDS), INSECTS),
        ("l.npz", packed(any=LABELS), DIGITS),
        ("l.npz", packed(y=np.array(WORDS), more=np.zeros(3)), INSECTS),
    ],
)
def test_labels_in_a_file_of_their_own(name: str, content: str | bytes, names: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    pictures = PIXELS.astype(np.uint8).reshape(N, SIDE, SIDE)
    np.save(tmp_path / "a.npy", pictures)
    np.savez(tmp_path / "a.npz", pictures)
    (tmp_path / "a.csv").write_bytes(table(ALONE))
    for images in ("a.npy", "a.npz", "a.csv"):
        check(load(tmp_path / images, labels=str(tmp_path / name)), names)


def test_labels_beside_the_images_may_be_text(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", PIXELS.astype(np.uint8).reshape(N, SIDE, SIDE))
    (tmp_path / "y.txt").write_text("\n".join(WORDS))
    check(load(tmp_path / "x.npy"), INSECTS)


def test_labels_one_hot() -> None:
    for kind in (np.uint8, np.float32, bool):
        assert to_labels(np.array(ONE_HOT, kind), None, "a")[0].tolist() == LABELS.tolist()
    with pytest.raises(DataError, match="expected one label for each image"):
        to_labels(np.array([[0.5, 0.5], [1, 0]]), None, "a")


# ------------------------------------------------------------------ arrays


def npz(path: Path, **members: bytes) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in members.items():
            archive.writestr(f"{name}.npy", content)
    return path


def npy(array: np.ndarray, pickled: bool = False) -> bytes:
    out = io.BytesIO()
    np.save(out, array, allow_pickle=pickled)
    return out.getvalue()


class Trap:
    """Unpickling this writes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.path, "sprung")


def test_plain_images_beside_a_pickled_array(tmp_path: Path) -> None:
    pictures = PIXELS.astype(np.uint8).reshape(N, SIDE, SIDE)
    path = npz(
        tmp_path / "sprites.npz", metadata=npy(np.array([Trap(tmp_path / "sprung")], object), pickled=True),
        imgs=npy(pictures), latents_values=npy(np.stack([np.ones(N), np.arange(N)], axis=1)),
        latents_classes=npy(np.arange(N) % 5),
    )  # fmt: skip
    images = load(path)
    check(images)
    assert not (tmp_path / "sprung").exists()
    assert any("metadata" in note for note in images.notes)
    assert set(images.factors) == {"latents_values 2", "latents_classes"}, "what never varies is no factor"
    which = images.train[:, 0, 0, 1].astype(int) - 100
    assert images.factors["latents_values 2"].tolist() == which.tolist()
    assert images.test_factors["latents_values 2"].tolist() == (images.test[:, 0, 0, 1].astype(int) - 100).tolist()


def test_of_a_large_array_only_the_rows_that_are_used_take_memory(tmp_path: Path) -> None:
    big = np.arange(5000, dtype=np.uint16)[:, None, None] * np.ones((1, 2, 2), np.uint16)
    np.savez_compressed(tmp_path / "a.npz", x=big)
    np.save(tmp_path / "a.npy", big)
    np.save(tmp_path / "f.npy", np.asfortranarray(big))
    (tmp_path / "a.npy.gz").write_bytes(gzip.compress(npy(big)))
    seen = [
        np.sort(np.concatenate([each.train, each.test])[:, 0, 0, 0])
        for each in (load(tmp_path / name, limit=50) for name in ("a.npz", "a.npy", "f.npy", "a.npy.gz"))
    ]
    assert all(len(each) == 50 and np.array_equal(each, seen[0]) for each in seen)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_is_named(method: int, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.npz", "w", method) as archive:
        archive.writestr("x.npy", npy(RNG.integers(0, 256, (50, 8, 8), dtype=np.uint8)))
    content = bytearray((tmp_path / "a.npz").read_bytes())
    content[120:200] = bytes(80)
    (tmp_path / "a.npz").write_bytes(content)
    assert refusal(tmp_path / "a.npz").startswith("a.npz, array x: ")


@pytest.mark.parametrize(
    ("low", "high", "black", "white", "said"),
    [
        (-0.02, 1.0, 0, 1, "from 0 to 1 are taken as black to white; what lies beyond (-0.02 to 1) is cut"),
        (0.0, 1.06, 0, 1, "what lies beyond (0 to 1.06) is cut"),
        (-1.05, 1.0, -1, 1, "from -1 to 1"),
        (-0.97, 0.99, -1, 1, "from -1 to 1"),
        (-6.0, 262.0, 0, 255, "from 0 to 255 are taken as black to white; what lies beyond (-6 to 262) is cut"),
    ],
)
def test_a_small_overshoot_is_cut_and_said(
    low: float, high: float, black: float, white: float, said: str
) -> None:  # fmt: skip
    values = np.linspace(low, high, 40).reshape(10, 2, 2)
    images, note = to_images(values, "a")
    wanted = np.rint(np.clip((values - black) / (white - black), 0, 1) * 255)
    assert np.array_equal(images[:, 0], wanted) and said in note


@pytest.mark.parametrize(("low", "high"), [(-0.5, 1.0), (-0.42, 2.82), (-100, 100), (0.0, 300.5), (-3, 3)])
def test_a_range_that_may_be_several_is_a_choice(low: float, high: float, tmp_path: Path) -> None:
    values = np.linspace(low, high, 40).reshape(10, 2, 2)
    np.save(tmp_path / "a.npy", values)
    assert "has to be chosen (the setting values)" in refusal(tmp_path / "a.npy")
    images = load(tmp_path / "a.npy", values="smallest to largest")
    assert {images.train.min(), images.test.min()} & {0} and max(images.train.max(), images.test.max()) == 255
    chosen, note = to_images(values, "a", values="-1 to 1")
    assert np.array_equal(chosen[:, 0], np.rint(np.clip((values + 1) / 2, 0, 1) * 255)) and "-1 to 1" in note


def smooth_colours(count: int = 20, side: int = 8) -> np.ndarray:
    """Colour images (N, 3, side, side) uint8 in which each colour runs its own way."""
    ramp = np.arange(side) * 20
    planes = np.stack([np.tile(ramp, (side, 1)), np.tile(ramp[::-1, None], (1, side)), np.full((side, side), 90)])
    return (planes + np.arange(count)[:, None, None, None]).astype(np.uint8)


@pytest.mark.parametrize("order", ["planes", "pixels"])
@pytest.mark.parametrize("kind", ["npy", "csv"])
def test_rows_of_colours(order: str, kind: str, tmp_path: Path) -> None:
    colours = smooth_colours()
    rows = (colours if order == "planes" else colours.transpose(0, 2, 3, 1)).reshape(20, -1)
    path = tmp_path / f"a.{kind}"
    path.write_bytes(npy(rows) if kind == "npy" else table(rows.tolist()))
    images = load(path)
    found = np.concatenate([images.train, images.test])
    assert images.image_shape == (3, 8, 8) and {each.tobytes() for each in found} == {c.tobytes() for c in colours}
    assert any("Rows are colour images of 8 x 8 pixels" in note for note in images.notes)


def test_rows_of_colours_that_cannot_be_told_are_a_choice(tmp_path: Path) -> None:
    noise = RNG.integers(0, 256, (20, 3 * 64), dtype=np.uint8)
    np.save(tmp_path / "a.npy", noise)
    assert "choose it (the setting rows)" in refusal(tmp_path / "a.npy")
    assert np.array_equal(np.sort(load(tmp_path / "a.npy", rows="planes").train.ravel())[:5], np.zeros(5))
    assert to_images(noise, "a", rows="pixels")[0][3, 1, 0, 2] == noise[3, 7]


def test_transparency_shows_white_and_one_picture_is_not_many() -> None:
    clear = np.zeros((5, 9, 9, 4), np.uint8)
    assert (to_images(clear, "a", values="0 to 255")[0] == 255).all()
    with pytest.raises(DataError, match="what looks like one colour picture of 40 x 30 pixels"):
        to_images(np.zeros((30, 40, 3), np.uint8), "a")


# ------------------------------------------------------------------ what is something else


def torch_file() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/data.pkl", b"\x80\x02}q\x00.")
    return out.getvalue()


def zipped(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"content")
    return out.getvalue()


def picture() -> bytes:
    out = io.BytesIO()
    Image.new("L", (9, 9)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.pt", torch_file(), "a file of PyTorch; save its arrays as NPZ"),
        ("a.pth", b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8", "a file of PyTorch; save its arrays as NPZ"),
        ("a.zip", zipped("cat/1.png", "cat/2.jpg"), "a ZIP archive of pictures; choose it as Folder of images"),
        ("a.zip", zipped("train.csv"), "a ZIP archive; unpack it"),
        ("a.xlsx", zipped("xl/workbook.xml"), "an office document; save the sheet as CSV"),
        ("a.mat", b"MATLAB 5.0 MAT-file", "a MATLAB file; save its arrays as NPZ"),
        ("a.h5", b"\x89HDF\r\n\x1a\n", "an HDF5 file; save its arrays as NPZ"),
        ("a.parquet", b"PAR1....", "a Parquet file; save it as CSV or NPZ"),
        ("a.tar", b"x" * 257 + b"ustar", "a TAR archive; unpack it"),
        ("a.tar.gz", gzip.compress(b"x" * 257 + b"ustar", mtime=0), "a TAR archive; unpack it"),
        ("a.csv.xz", lzma.compress(b"1,2\n"), "xz data; unpack it"),
        ("a.csv", b"<!DOCTYPE html><html>", "a web page; download the data once more"),
        ("a.csv", b"version https://git-lfs.github.com/spec/v1", "a note of Git LFS in place of the data"),
        ("a.csv", picture(), "one picture; choose the folder of all pictures"),
    ],
)
def test_what_is_no_data_is_named_and_what_to_do(name: str, content: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    assert f"{name}: expected NP" in (text := refusal(tmp_path / name)) and said in text


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
@pytest.mark.parametrize(("make", "found"), [(make_pipe, "a named pipe"), (Path.mkdir, "a folder")])
@pytest.mark.parametrize("dataset", [ArrayFile, Drawing])
def test_only_regular_files_are_read(make: Callable[[Path], None], found: str, dataset: Any, tmp_path: Path) -> None:
    make(tmp_path / "a.csv")
    with pytest.raises(DataError, match=rf"a\.csv: expected a file, found {found}"):
        dataset.load(dataset.Config(file=str(tmp_path / "a.csv")), LoadContext(tmp_path))
    np.save(tmp_path / "b.npy", PIXELS)
    if dataset is ArrayFile:
        assert f"found {found}" in refusal(tmp_path / "b.npy", labels=str(tmp_path / "a.csv"))


def test_a_header_that_promises_more_than_there_is_costs_nothing(tmp_path: Path) -> None:
    header = b"{'descr': '|u1', 'fortran_order': False, 'shape': (30000, 256, 256), }\n"
    content = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    (tmp_path / "a.npy").write_bytes(content)
    (tmp_path / "a.npy.gz").write_bytes(gzip.compress(content))
    assert "found only 0" in refusal(tmp_path / "a.npy")
    assert "unpacks to 1,966,080,000 bytes; at most" in refusal(tmp_path / "a.npy.gz")
    assert "found only 0" in refusal(npz(tmp_path / "a.npz", x=content))
