"""Images in NPZ, NPY, IDX and CSV files: what is understood, and the one sentence for what is not."""

from __future__ import annotations

import gzip
import io
import pickle
import struct
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainers.dataset import Cancelled, LoadContext
from trainers.datasets.array_file import ArrayFile
from trainers.examples import DataError, Examples
from trainers.files.array_images import to_images, to_labels

COUNT = 20
PICTURES = np.random.default_rng(0).integers(0, 256, (COUNT, 6, 8), dtype=np.uint8)
PICTURES[:, 0, 0] = np.arange(COUNT) + 200  # tells which picture it is
LABELS = np.arange(COUNT) % 2


def load(path: Path, **settings: Any) -> Examples:
    return ArrayFile.load(ArrayFile.Config.parse({"file": str(path), **settings}), LoadContext(path.parent))


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(DataError) as caught:
        load(path, **settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def npy(array: np.ndarray, pickled: bool = False) -> bytes:
    out = io.BytesIO()
    np.save(out, array, allow_pickle=pickled)
    return out.getvalue()


def idx(array: np.ndarray) -> bytes:
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.astype(np.uint8).tobytes()


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def numbered(images: Examples) -> tuple[list[int], list[int]]:
    """Which pictures are in training and in test, after checking that they and their labels are right."""
    parts = []
    for part, labels in ((images.train, images.train_labels), (images.test, images.test_labels)):
        which = (part[:, 0, 0, 0] - 200).astype(int)
        assert np.array_equal(part[:, 0], PICTURES[which])
        if labels is not None:
            assert np.array_equal(labels, LABELS[which])
        parts.append(which.tolist())
    assert sorted(parts[0] + parts[1]) == list(range(COUNT))
    return parts[0], parts[1]


# ------------------------------------------------------------------------------------------------- what is understood


@pytest.mark.parametrize(
    "keys", [("images", "labels"), ("x", "y"), ("X", "target"), ("x_train", "y_train"), ("data", "y")]
)
def test_npz_with_its_labels(keys: tuple[str, str], tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / "a.npz", **{keys[0]: PICTURES, keys[1]: LABELS})
    images = load(tmp_path / "a.npz", held_out=0.2)
    train, test = numbered(images)
    assert (len(train), len(test)) == (16, 4) and images.class_names == ("0", "1")
    assert images.test_labels is not None and np.bincount(images.test_labels).tolist() == [2, 2]


def test_npz_with_a_split_of_its_own(tmp_path: Path) -> None:
    parts = {"x_train": PICTURES[:15], "y_train": LABELS[:15], "x_test": PICTURES[15:], "y_test": LABELS[15:]}
    np.savez(tmp_path / "keras.npz", **parts)
    images = load(tmp_path / "keras.npz")
    assert numbered(images) == (list(range(15)), list(range(15, 20)))


def test_npz_with_one_stack_under_any_name(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", whatever=PICTURES)
    assert load(tmp_path / "a.npz").train_labels is None


def test_npy_and_labels_beside_it(tmp_path: Path) -> None:
    np.save(tmp_path / "my_images.npy", PICTURES)
    assert load(tmp_path / "my_images.npy").train_labels is None
    np.save(tmp_path / "my_labels.npy", LABELS)
    images = load(tmp_path / "my_images.npy")
    numbered(images)
    assert images.train_labels is not None
    assert "Labels are those of my_labels.npy." in images.notes


@pytest.mark.parametrize(
    ("name", "labels"),
    [("x.npy", "y.npy"), ("X_train.npy", "y_train.npy"), ("a.npy", "a_labels.npy"), ("b.npy", "b-labels.npy")],
)
def test_names_of_label_files(name: str, labels: str, tmp_path: Path) -> None:
    np.save(tmp_path / name, PICTURES)
    np.save(tmp_path / labels, LABELS)
    images = load(tmp_path / name)
    assert images.train_labels is not None and numbered(images)


def test_labels_chosen_by_hand(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", PICTURES)
    np.save(tmp_path / "z.npy", LABELS)
    images = load(tmp_path / "a.npy", labels=str(tmp_path / "z.npy"))
    assert images.train_labels is not None and numbered(images)


@pytest.mark.parametrize("packed", [True, False])
def test_idx_and_npy_also_gzipped(packed: bool, tmp_path: Path) -> None:
    def put(name: str, content: bytes) -> Path:
        return write(tmp_path / (name + ".gz" * packed), gzip.compress(content) if packed else content)

    put("t-labels-idx1-ubyte", idx(LABELS))
    images = load(put("t-images-idx3-ubyte", idx(PICTURES)))
    assert images.train_labels is not None and numbered(images)
    put("labels.npy", npy(LABELS))
    images = load(put("images.npy", npy(PICTURES)))
    assert images.train_labels is not None and numbered(images)


def test_version_2_and_fortran_order(tmp_path: Path) -> None:
    with open(tmp_path / "a.npy", "wb") as file:
        np.lib.format.write_array(file, np.asfortranarray(PICTURES), version=(2, 0))
    numbered(load(tmp_path / "a.npy"))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize(("header", "column"), [("label", 0), ("", 0), ("class", 16), ("", 16)])
def test_csv_with_labels(separator: str, header: str, column: int, tmp_path: Path) -> None:
    pixels = np.random.default_rng(0).integers(0, 256, (10, 16))
    pixels[:, [0, -1]] = 0  # corners
    table = np.insert(pixels, column, np.arange(10) % 3, axis=1).astype(str).tolist()
    if header:
        table.insert(0, [header if index == column else f"p{index}" for index in range(17)])
    path = write(tmp_path / "a.csv", "\r\n".join(separator.join(row) for row in table).encode())
    images = load(path, held_out=0.3)
    assert images.image_shape == (1, 4, 4) and images.class_names == ("0", "1", "2")
    found = np.concatenate([images.train, images.test]).reshape(-1, 16)
    assert {row.tobytes() for row in found} == {row.astype(np.uint8).tobytes() for row in pixels}
    assert f"Labels are those of column {column + 1} of 17." in images.notes


def test_csv_without_labels(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", b"\xef\xbb\xbf" + b"0,1,0.5,1\n\n1,0.25,0,1\n")
    images = load(path)
    assert images.train_labels is None and images.image_shape == (1, 2, 2)
    assert sorted(np.concatenate([images.train, images.test])[:, 0, 1, 0].tolist()) == [0, 128]


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((5, 6, 8), (1, 6, 8)),
        ((5, 6, 8, 1), (1, 6, 8)),
        ((5, 6, 8, 3), (3, 6, 8)),
        ((5, 1, 6, 8), (1, 6, 8)),
        ((5, 3, 6, 8), (3, 6, 8)),
        ((5, 64), (1, 8, 8)),
    ],
)
def test_layouts(shape: tuple[int, ...], expected: tuple[int, int, int]) -> None:
    array = np.arange(np.prod(shape), dtype=np.uint32).reshape(shape).astype(np.uint8)
    images, _ = to_images(array, "a")
    assert images.shape == (5, *expected)
    if shape == (5, 6, 8, 3):
        assert np.array_equal(images[2, :, 4, 5], array[2, 4, 5, :])


@pytest.mark.parametrize(
    ("values", "expected", "note"),
    [
        (np.array([0, 100, 255], np.uint8), [0, 100, 255], ""),
        (np.array([0, 100, 255], np.int64), [0, 100, 255], ""),
        (np.array([0, 99.6, 255], np.float64), [0, 100, 255], ""),
        (np.array([0, 0.5, 1], np.float32), [0, 128, 255], "0 to 1"),
        (np.array([0, 1, 1], bool), [0, 255, 255], "0 to 1"),
        (np.array([0, 1, 1], np.uint8), [0, 255, 255], "0 to 1"),
        (np.array([-1, 0, 1], np.float32), [0, 128, 255], "-1 to 1"),
        (np.array([0, 257 * 9, 65535], np.uint16), [0, 9, 255], "16 bits"),
        (np.array([0, 8, 16], np.uint8), [0, 8, 16], "only 16 of 255"),
        (np.array([0, 0, 0], np.uint8), [0, 0, 0], ""),
    ],
)
def test_ranges(values: np.ndarray, expected: list[int], note: str) -> None:
    images, said = to_images(np.repeat(values, 4).reshape(3, 2, 2), "a")
    assert images[:, 0, 0, 0].tolist() == expected
    assert (note in said) and bool(note) == bool(said)


def test_labels_of_any_kind() -> None:
    train, test, names = to_labels(np.array(["cat", "ant", "cat"]), np.array(["bee"]), "a")
    assert (train.tolist(), test.tolist(), names) == ([2, 0, 2], [1], ["ant", "bee", "cat"])  # type: ignore[union-attr]
    assert to_labels(np.array([[7.0], [3.0]]), None, "a")[0].tolist() == [1, 0]
    assert to_labels(np.array([b"x", b"y"]), None, "a")[2] == ["x", "y"]


def test_too_large_images_are_refused_or_shrunk(tmp_path: Path) -> None:
    board = np.kron(np.indices((64, 48)).sum(axis=0) % 2, np.ones((2, 2), int)).astype(np.uint8) * 255
    np.save(tmp_path / "a.npy", np.stack([board] * 4))
    text = refusal(tmp_path / "a.npy")
    assert "a.npy: expected images of at most 64 x 64 pixels, found 128 x 96" in text and "too_large" in text
    images = load(tmp_path / "a.npy", too_large="shrink")
    assert images.image_shape == (1, 64, 48)
    assert np.array_equal(images.train[0, 0], board[::2, ::2]), "areas are averaged"


def test_limit(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=PICTURES, y=LABELS)
    images = load(tmp_path / "a.npz", limit=10)
    assert len(images.train) + len(images.test) == 10
    assert "10 left out by the limit of 10." in images.notes


def test_a_limit_takes_from_all_of_a_sorted_file(tmp_path: Path) -> None:
    order = np.argsort(LABELS, kind="stable")
    np.savez(
        tmp_path / "a.npz",
        x_train=PICTURES[order], y_train=LABELS[order], x_test=PICTURES[order], y_test=LABELS[order],
    )  # fmt: skip
    images = load(tmp_path / "a.npz", limit=10)
    for pictures, labels in ((images.train, images.train_labels), (images.test, images.test_labels)):
        assert labels is not None and len(pictures) == 10 and set(labels.tolist()) == {0, 1}
        assert np.array_equal((pictures[:, 0, 0, 0].astype(int) - 200) % 2, labels)  # each keeps its own


def test_cancel(tmp_path: Path) -> None:
    np.save(tmp_path / "a.npy", PICTURES)
    config = ArrayFile.Config(file=str(tmp_path / "a.npy"))
    with pytest.raises(Cancelled):
        ArrayFile.load(config, LoadContext(tmp_path, cancelled=lambda: True))


# ------------------------------------------------------------------------------------------------- what is not


class Trap:
    """Unpickling this writes a file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.path, "sprung")


def test_nothing_is_ever_unpickled(tmp_path: Path) -> None:
    sprung = tmp_path / "sprung"
    objects = np.array([Trap(sprung)] * 3, dtype=object)
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("x.npy", npy(objects, pickled=True))
    for name, content in (
        ("a.npy", npy(objects, pickled=True)),
        ("b.npz", archive.getvalue()),
        ("c.npy", pickle.dumps(objects)),
        ("d.npy.gz", gzip.compress(npy(objects, pickled=True))),
        ("e.pkl", pickle.dumps(objects)),
    ):
        text = refusal(write(tmp_path / name, content))
        assert text.startswith(name) and "pickled Python objects, which are never loaded" in text
    assert not sprung.exists()


@pytest.mark.parametrize(
    ("name", "content", "essentials"),
    [
        ("a.npy", npy(PICTURES)[:-10], ["a.npy: expected 960 bytes of values for shape (20, 6, 8), found only 950"]),
        ("a.npy", npy(PICTURES)[:50], ["a.npy: expected an NPY header, found:"]),
        ("a.npy", b"\x93NUMPY\x09\x00", ["a.npy: expected an NPY header, found:"]),
        ("a.npy", b"hello world", ["a.npy: expected NPZ, NPY, IDX or CSV data", "68 65 6c 6c 6f"]),
        ("a.npz", b"", ["a.npz: expected NPZ, NPY, IDX or CSV data, found an empty file"]),
        ("a.npz", b"PK\x03\x04 and no more", ["a.npz: expected a whole NPZ archive, found: File is not a zip file"]),
        ("a.npy.gz", npy(PICTURES), ["a.npy.gz: expected gzip data, as the name says", "93 4e 55 4d"]),
        ("a.npy.gz", gzip.compress(npy(PICTURES))[:200], ["a.npy.gz: the gzip data is cut short"]),
        ("a-images-idx3-ubyte", idx(PICTURES)[:-1], ["expected 960 bytes of values for 20 x 6 x 8, found only 959"]),
        ("a.npy", npy(np.zeros(7)), ["a.npy: expected images of shape (N, H, W)", "found (7,)"]),
        ("a.npy", npy(np.array(3.0)), ["a.npy: expected images, found a single number"]),
        ("a.npy", npy(np.zeros((5, 4, 8, 8))), ["with 1 or 3 channels C", "found (5, 4, 8, 8)"]),
        ("a.npy", npy(np.zeros((5, 50))), ["rows of a square number of pixels, such as 784, found 50"]),
        ("a.npy", npy(np.zeros((5, 1, 9))), ["at least 2 x 2 pixels, found 1 x 9"]),
        ("a.npy", npy(np.zeros((0, 8, 8))), ["a.npy: expected images, found none (shape (0, 1, 8, 8))"]),
        ("a.npy", npy(np.zeros((5, 0))), ["rows of a square number of pixels, such as 784, found 0"]),
        ("a.npy", npy(PICTURES).replace(b"}", b"("), ["a.npy: expected an NPY header, found:"]),
        ("a.npy", npy(np.zeros((1, 8, 8))), ["a.npy: expected at least 2 examples", "found 1"]),
        ("a.npy", npy(np.zeros((5, 8, 8), complex)), ["a.npy: expected numbers, found values of type complex128"]),
        ("a.npy", npy(np.full((5, 8, 8), "x")), ["a.npy: expected numbers, found values of type <U1"]),
        ("a.npy", npy(np.full((5, 8, 8), np.nan)), ["a.npy: expected finite values, found NaN or infinity"]),
        ("a.npy", npy(np.full((5, 8, 8), -300.0)), ["from 0 to 255 or from 0 to 1, found -300 to -300"]),
        ("a.csv", b"1,2,3,4\n1,2,3\n", ["a.csv: expected 4 columns, found 3 in line 2"]),
        ("a.csv", b"a,b,c,d\n1,2,3,4\n1,2,x y,4\n", ["a.csv: expected numbers, found 'x y' in line 3"]),
        ("a.csv", b"a,b,c,d\n", ["a.csv: expected rows of numbers, found none"]),
        (
            "a.csv",
            b"1,2\xff\xfe\n",
            ["a.csv: expected text in UTF-8, found the byte 0xff after 3 bytes; save it as UTF-8 (in Excel: "],
        ),
        ("a.csv", b"1,2,3\n4,5,6\n", ["a.csv: expected rows of a square number of pixels, such as 784, found 3"]),
        (
            "a.csv",
            b"1,2\n4,5\n",
            ["a.csv: expected rows of pixels, found 2 columns", "choose Your drawing under Points"],
        ),
        ("a.csv", b"x,y\n1,2\n4,5\n", ["found 2 columns", "switch joined off"]),  # y would be labels elsewhere
        ("a.npy", npy(np.zeros((5, 2))), ["a.npy: expected rows of pixels, found 2 columns", "x and y of points"]),
    ],
)
def test_one_sentence_for_what_is_wrong(name: str, content: bytes, essentials: list[str], tmp_path: Path) -> None:
    text = refusal(write(tmp_path / name, content))
    for part in essentials:
        assert part in text, text


def test_headers_that_promise_too_much(tmp_path: Path) -> None:
    """A small file must not make the program ask for terabytes of memory."""
    content = npy_header("|u1", (1_000_000, 1000, 1000))
    assert "the header promises 1,000,000,000,000 bytes" in refusal(write(tmp_path / "a.npy", content))


@pytest.mark.parametrize(("kind", "shape"), [("|u1", (-5, 8, 8)), ("|S0", (5, 8, 8))])
def test_headers_that_make_no_sense(kind: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    assert "a.npy: expected an NPY header, found one of" in refusal(write(tmp_path / "a.npy", npy_header(kind, shape)))


def npy_header(kind: str, shape: tuple[int, ...]) -> bytes:
    header = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header


def test_archives_that_unpack_to_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.files.gzipped.MOST_BYTES", 10_000)
    np.savez_compressed(tmp_path / "a.npz", x=np.zeros((100, 200, 200), np.uint8))
    text = refusal(tmp_path / "a.npz")
    assert text.startswith("a.npz, array x: unpacks to 4,000,128 bytes; at most ")


def test_damaged_archive(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=PICTURES)
    content = bytearray((tmp_path / "a.npz").read_bytes())
    content[500:510] = bytes(10)
    assert "a.npz, array x: damaged (Bad CRC-32" in refusal(
        write(tmp_path / "b.npz", bytes(content)).rename(tmp_path / "a.npz")
    )


def test_a_name_that_begins_with_the_sign_for_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert refusal(Path("~nobody at all.npy")) == "~nobody at all.npy: expected a file, found none"
    write(tmp_path / "~nobody at all.npy", npy(PICTURES))
    assert len(load(Path("~nobody at all.npy")).train) == 18


def test_an_archive_whose_names_are_no_text(tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("\u00e4.npy", npy(PICTURES))
    damaged = content.getvalue().replace("\u00e4".encode(), b"\xff\xff")
    assert refusal(write(tmp_path / "a.npz", damaged)).startswith("a.npz: expected a whole NPZ archive, found: ")


def test_archive_without_images(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", p=np.zeros(3), q=np.zeros(4))
    text = refusal(tmp_path / "a.npz")
    assert "a.npz: expected images under the name images or x, found p (3,), q (4,)" in text
    np.savez(tmp_path / "b.npz", p=PICTURES, q=PICTURES)
    assert "found p (20, 6, 8), q (20, 6, 8)" in refusal(tmp_path / "b.npz")


@pytest.mark.parametrize(
    ("labels", "essentials"),
    [
        (np.zeros(19), "expected one label for each of 20 images, found shape (19,)"),
        (np.zeros((20, 3)), "expected one label for each image, found float64 of shape (20, 3)"),
        (np.full(20, 0.5), "expected labels that are whole numbers or names, found fractions"),
    ],
)
def test_labels_that_do_not_fit(labels: np.ndarray, essentials: str, tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x=PICTURES, y=labels)
    assert f"a.npz: {essentials}" in refusal(tmp_path / "a.npz")


def test_labels_that_are_no_classes() -> None:
    with pytest.raises(DataError, match="at most 1,000 classes, found 2,000 values"):
        to_labels(np.arange(2000), None, "a")


def test_test_images_of_another_shape(tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", x_train=PICTURES, x_test=PICTURES[:, :5])
    assert "expected training and test images of one shape, found (20, 6, 8) and (20, 5, 8)" in refusal(
        tmp_path / "a.npz"
    )


def test_missing_file(tmp_path: Path) -> None:
    assert "absent.npy: expected a file, found none" in refusal(tmp_path / "absent.npy")
    assert "expected a file, found a folder" in refusal(tmp_path)
    np.save(tmp_path / "a.npy", PICTURES)
    assert "z.npy: expected a file, found none" in refusal(tmp_path / "a.npy", labels=str(tmp_path / "z.npy"))
    with pytest.raises(DataError, match="choose an NPZ"):
        ArrayFile.load(ArrayFile.Config(), LoadContext(tmp_path))
