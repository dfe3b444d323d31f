"""MNIST and its kin: found in folders, read, refused, and downloaded from a server on this machine."""

from __future__ import annotations

import gzip
import hashlib
import shutil
import struct
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest

from trainers.catalog import datasets
from trainers.dataset import Cancelled, LoadContext
from trainers.datasets import fashion_mnist, kmnist, mnist
from trainers.datasets._official_idx import OfficialFiles
from trainers.datasets.mnist import Mnist
from trainers.examples import DataError, Examples
from trainers.files.data_check import check_dataset, list_datasets
from trainers.files.downloads import RemoteFile, download
from trainers.files.idx import read_idx
from trainers.places import data_dir

NAMES = [file.name for file in mnist.FILES.files]
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
OFFICIAL = {"mnist": mnist.FILES, "fashion-mnist": fashion_mnist.FILES, "kmnist": kmnist.FILES}


def idx(array: np.ndarray) -> bytes:
    """*array* (uint8) as an IDX file."""
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.astype(np.uint8).tobytes()


def four_files(n_train: int = 30, n_test: int = 10) -> dict[str, bytes]:
    """The contents (not gzipped) of a small dataset in the official form, by name without .gz."""
    rng = np.random.default_rng(0)
    arrays = [
        rng.integers(0, 256, (n_train, 28, 28)),
        np.arange(n_train) % 10,
        rng.integers(0, 256, (n_test, 28, 28)),
        np.arange(n_test) % 10,
    ]
    return {name.removesuffix(".gz"): idx(array) for name, array in zip(NAMES, arrays, strict=True)}


def write(folder: Path, files: dict[str, bytes], packed: bool = True) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / (name + ".gz" if packed else name)).write_bytes(gzip.compress(content) if packed else content)
    return folder


def load(folder: Path) -> Examples:
    return Mnist.load(Mnist.Config(), LoadContext(folder))


# ------------------------------------------------------------------------------------------------ files that lie there


@pytest.mark.parametrize("name", OFFICIAL)
def test_read_from_the_folder_of_that_name(name: str, tmp_path: Path) -> None:
    write(tmp_path / name, four_files())
    dataset = datasets()[name]
    assert dataset.missing(dataset.Config(), tmp_path) == ""
    images = dataset.load(dataset.Config(), LoadContext(tmp_path))
    expected = np.random.default_rng(0).integers(0, 256, (30, 28, 28)).astype(np.uint8)
    assert np.array_equal(images.train[:, 0], expected), "the official order is kept"
    assert images.test.shape == (10, 1, 28, 28)
    assert images.train_labels is not None and images.train_labels.tolist() == [k % 10 for k in range(30)]
    assert len(images.class_names) == 10
    assert images.notes == ("30 training and 10 test images; officially 60,000 and 10,000.",)


@pytest.mark.parametrize("place", ["MNIST", "MNIST/raw", "mnist"])
def test_other_programs_folders_and_unpacked_files(place: str, tmp_path: Path) -> None:
    write(tmp_path / place, four_files(), packed=False)
    assert len(load(tmp_path).train) == 30
    assert len(load(tmp_path / place).train) == 30, "the folder itself as data folder"


def test_dots_as_some_unpackers_write_them(tmp_path: Path) -> None:
    write(tmp_path / "mnist", {n.replace("-idx", ".idx"): c for n, c in four_files().items()}, packed=False)
    assert len(load(tmp_path).train) == 30


@pytest.mark.parametrize("other", ["kmnist", "fashion-mnist"])
def test_one_dataset_is_never_taken_for_another(other: str, tmp_path: Path) -> None:
    """The files of all three have the same names; only the folder tells."""
    folder = write(tmp_path / other, four_files())
    with pytest.raises(DataError, match="found none of them"):
        load(folder)


def test_missing_files_are_named(tmp_path: Path) -> None:
    files = four_files()
    del files["t10k-labels-idx1-ubyte"]
    write(tmp_path / "mnist", files)
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    text = str(caught.value)
    assert "expected t10k-labels-idx1-ubyte.gz" in text and str(tmp_path / "mnist") in text
    assert "found only the other 3" in text and "downloaded" in text and "opened from files" in text


# ------------------------------------------------------------------------------- files that come with the program


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of a packaged program, with a small MNIST in it."""
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "program"), raising=False)
    return write(tmp_path / "program" / "resources" / "data" / "mnist", four_files(40)).parent


def test_what_the_program_carries_is_found_after_the_data_folder(bundle: Path, tmp_path: Path) -> None:
    assert Mnist.missing(Mnist.Config(), tmp_path / "data") == ""
    assert len(load(tmp_path / "data").train) == 40
    assert not (tmp_path / "data").exists(), "nothing was downloaded or written"
    write(tmp_path / "data" / "mnist", four_files(30))
    assert len(load(tmp_path / "data").train) == 30, "the user's own come first"


def test_half_a_set_of_files_gives_way_to_the_whole_one_in_the_program(bundle: Path, tmp_path: Path) -> None:
    write(tmp_path / "data" / "mnist", {IMAGES: four_files(30)[IMAGES]})
    assert len(load(tmp_path / "data").train) == 40


def test_the_list_of_datasets_and_the_check_know_what_is_bundled(bundle: Path, tmp_path: Path) -> None:
    missing = {entry.name: entry.missing for entry in list_datasets(tmp_path / "data")}
    assert missing["mnist"] == "" and "kmnist" in missing["kmnist"]
    found = check_dataset("mnist", LoadContext(tmp_path / "data"))
    assert (found.problem, found.n_train, found.n_test) == ("", 40, 10)


def test_a_program_with_half_a_dataset_asks_for_it_in_the_users_folder(bundle: Path, tmp_path: Path) -> None:
    (bundle / "mnist" / NAMES[1]).unlink()
    sentence = Mnist.missing(Mnist.Config(), tmp_path / "data")
    assert str(tmp_path / "data" / "mnist") in sentence and "found none of them" in sentence
    assert str(bundle) not in sentence


def spoil(change: Callable[[dict[str, bytes]], None]) -> dict[str, bytes]:
    files = four_files()
    change(files)
    return files


@pytest.mark.parametrize(
    ("change", "essentials"),
    [
        (
            lambda f: f.update({IMAGES: f[IMAGES][:-5]}),
            [IMAGES, "expected 23,520 bytes", "30 x 28 x 28", "only 23,515"],
        ),
        (lambda f: f.update({IMAGES: f[IMAGES] + b"x"}), [IMAGES, "expected 23,520 bytes", "found more"]),
        (lambda f: f.update({IMAGES: f[IMAGES][:9]}), [IMAGES, "header is cut short"]),
        (lambda f: f.update({IMAGES: b""}), [IMAGES, "expected an IDX file of 3 dimensions", "an empty file"]),
        (lambda f: f.update({IMAGES: b"<html>not here"}), [IMAGES, "expected an IDX file", "3c 68 74 6d"]),
        (lambda f: f.update({IMAGES: f[LABELS]}), [IMAGES, "of 3 dimensions, found one of 1"]),
        (lambda f: f.update({IMAGES: idx(np.zeros((30, 8, 8)))}), [IMAGES, "28 x 28 pixels, found 8 x 8"]),
        (lambda f: f.update({LABELS: idx(np.zeros(29))}), [LABELS, "expected 30 labels", "found 29"]),
        (lambda f: f.update({LABELS: idx(np.full(30, 11))}), [LABELS, "labels from 0 to 9, found 11"]),
        (
            lambda f: f.update({IMAGES: struct.pack(">HBB3I", 0, 8, 3, 2**31, 28, 28)}),
            [IMAGES, "the header promises", "at most"],
        ),
        (
            lambda f: f.update({LABELS: struct.pack(">HBBI", 0, 12, 1, 30) + bytes(120)}),
            [LABELS, "expected values of one byte (uint8), found int32"],
        ),
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_files_that_are_not_what_they_should_be(
    change: Callable[[dict[str, bytes]], None], essentials: list[str], packed: bool, tmp_path: Path
) -> None:
    write(tmp_path / "mnist", spoil(change), packed)
    with pytest.raises(DataError) as caught:
        load(tmp_path)
    for part in essentials:
        assert part in str(caught.value)
    assert "\n" not in str(caught.value)


def test_gz_that_is_not_gz(tmp_path: Path) -> None:
    write(tmp_path / "mnist", four_files())
    (tmp_path / "mnist" / NAMES[0]).write_bytes(four_files()[IMAGES])
    with pytest.raises(DataError, match=r"images-idx3-ubyte.gz: expected gzip data, .* found .* bytes 00 00 08 03"):
        load(tmp_path)


def test_gz_cut_short_or_damaged(tmp_path: Path) -> None:
    folder = write(tmp_path / "mnist", four_files())
    whole = (folder / NAMES[0]).read_bytes()
    (folder / NAMES[0]).write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DataError, match=r"images-idx3-ubyte.gz: the gzip data is cut short"):
        load(tmp_path)
    (folder / NAMES[0]).write_bytes(whole[:40] + bytes(len(whole) - 40))
    with pytest.raises(DataError, match=r"images-idx3-ubyte.gz: (the gzip data is damaged|expected .* bytes)"):
        load(tmp_path)


def test_a_small_gz_that_unpacks_to_gigabytes_is_not_unpacked(tmp_path: Path) -> None:
    """Only as much is read as the header promises, and one byte."""
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(idx(np.zeros((2, 4))) + bytes(50_000_000)))
    with pytest.raises(DataError, match="expected 8 bytes of values for 2 x 4, found more"):
        read_idx(path)


def test_idx_of_other_types(tmp_path: Path) -> None:
    path = tmp_path / "floats"
    path.write_bytes(struct.pack(">HBB2I", 0, 0x0D, 2, 1, 3) + np.array([1.5, -2, 3], ">f4").tobytes())
    array = read_idx(path)
    assert array.dtype == np.float32 and array.dtype.isnative and array.tolist() == [[1.5, -2, 3]]


def test_cancel_while_reading(tmp_path: Path) -> None:
    write(tmp_path / "mnist", four_files())
    with pytest.raises(Cancelled):
        Mnist.load(Mnist.Config(), LoadContext(tmp_path, cancelled=lambda: True))


# ---------------------------------------------------------------------------------------------------- the real MNIST


def real_mnist() -> Path | None:
    beside = Path(__file__).resolve().parents[4] / "shared" / "data"
    return next((place for place in (data_dir(), beside) if not mnist.FILES.missing(place)), None)


@pytest.mark.mnist
def test_the_real_mnist() -> None:
    place = real_mnist()
    if place is None:
        pytest.skip("the real MNIST is not there: set LATENT_EXPLORER_DATA to a folder that holds mnist/")
    images = load(place)
    assert images.train.shape == (60_000, 1, 28, 28) and images.test.shape == (10_000, 1, 28, 28)
    assert images.notes == ()
    assert images.train_labels is not None and images.test_labels is not None
    # MD5 of the values; those of the files with their headers are published with the database.
    md5 = [
        hashlib.md5(idx(array), usedforsecurity=False).hexdigest()
        for array in (images.train[:, 0], images.train_labels, images.test[:, 0], images.test_labels)
    ]
    assert md5 == [
        "6bbc9ace898e44ae57da46a324031adb",
        "a25bea736e30d166cdddb491f175f624",
        "2646ac647ad5339dbf082846283269ea",
        "27ae3e4e09519cfbb04c329615203637",
    ]
    assert images.train.mean() / 255 == pytest.approx(0.1307, abs=5e-5)


# ------------------------------------------------------------------------------------------------------- downloads


class Mirror:
    """A web server on this machine. ``requests`` are (path, range header) in order."""

    def __init__(self, files: dict[str, bytes], ranges: bool = True, break_after: int | None = None) -> None:
        self.files, self.ranges, self.break_after = files, ranges, break_after
        self.requests: list[tuple[str, str | None]] = []
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, self))
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()
        self.address = f"http://127.0.0.1:{self.server.server_port}/"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class Handler(BaseHTTPRequestHandler):
    def __init__(self, mirror: Mirror, *args: object) -> None:
        self.mirror = mirror
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        asked = self.headers.get("Range")
        self.mirror.requests.append((self.path, asked))
        content = self.mirror.files.get(self.path.lstrip("/"))
        if content is None:
            self.send_error(404)
            return
        start = int(asked.removeprefix("bytes=").rstrip("-")) if asked and self.mirror.ranges else 0
        self.send_response(206 if start else 200)
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.send_header("Content-Length", str(len(content) - start))
        self.end_headers()
        stop = len(content) if self.mirror.break_after is None else start + self.mirror.break_after
        self.wfile.write(content[start:stop])

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def serve(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Mirror]]:
    monkeypatch.setenv("NO_PROXY", "*")
    mirrors: list[Mirror] = []

    def make(files: dict[str, bytes], **how: object) -> Mirror:
        mirrors.append(Mirror(files, **how))  # type: ignore[arg-type]
        return mirrors[-1]

    yield make
    for mirror in mirrors:
        mirror.close()


CONTENT = np.random.default_rng(1).bytes(300_000)
FILE = RemoteFile("thing.gz", hashlib.sha256(CONTENT).hexdigest(), len(CONTENT))
DEAD = "http://127.0.0.1:9/"  # the discard port: nothing listens


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_download(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    mirror, seen = serve({"thing.gz": CONTENT}), list[int]()
    path = download(FILE, [mirror.address], tmp_path / "new" / "folder", progress=seen.append)
    assert path.read_bytes() == CONTENT and names(path.parent) == ["thing.gz"]
    assert seen == sorted(seen) and seen[-1] == len(CONTENT) and len(seen) > 2


def test_first_mirrors_dead(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    empty, good = serve({}), serve({"thing.gz": CONTENT})
    assert download(FILE, [DEAD, empty.address, good.address], tmp_path).read_bytes() == CONTENT
    assert len(empty.requests) == len(good.requests) == 1


def test_wrong_content_is_never_used(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    wrong = serve({"thing.gz": bytes(len(CONTENT))})
    with pytest.raises(
        DataError, match=r"^thing.gz: could not be downloaded: 127.0.0.1:\d+ sent a file with the wrong SHA"
    ):
        download(FILE, [wrong.address], tmp_path)
    assert names(tmp_path) == []
    good = serve({"thing.gz": CONTENT})
    assert download(FILE, [wrong.address, good.address], tmp_path).read_bytes() == CONTENT


def test_wrong_length_is_refused_before_it_is_fetched(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    page = serve({"thing.gz": b"<html>Please log in</html>"})
    with pytest.raises(DataError, match="offered 26 bytes, expected 300,000"):
        download(FILE, [page.address], tmp_path)
    assert names(tmp_path) == []


def test_every_mirror_is_named_when_none_works(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    empty = serve({})
    with pytest.raises(DataError) as caught:
        download(FILE, [DEAD, empty.address], tmp_path)
    text = str(caught.value)
    assert "127.0.0.1:9 cannot be reached" in text and "answered 404" in text and "\n" not in text


def test_cancel_keeps_the_part_and_the_next_attempt_resumes(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    mirror, there = serve({"thing.gz": CONTENT}), list[int]()
    with pytest.raises(Cancelled):
        download(FILE, [mirror.address], tmp_path, there.append, lambda: bool(there))
    assert names(tmp_path) == ["thing.gz.part"]
    assert download(FILE, [mirror.address], tmp_path).read_bytes() == CONTENT
    assert mirror.requests[1] == ("/thing.gz", f"bytes={there[-1]}-")
    assert names(tmp_path) == ["thing.gz"]


def test_broken_connection_is_resumed_from_the_next_mirror(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    breaks, good = serve({"thing.gz": CONTENT}, break_after=100_000), serve({"thing.gz": CONTENT})
    assert download(FILE, [breaks.address, good.address], tmp_path).read_bytes() == CONTENT
    assert good.requests == [("/thing.gz", "bytes=100000-")]


def test_broken_connection_says_how_far_it_came(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    breaks = serve({"thing.gz": CONTENT}, break_after=100_000)
    with pytest.raises(DataError, match="broke off after 100,000 of 300,000 bytes"):
        download(FILE, [breaks.address], tmp_path)
    assert names(tmp_path) == ["thing.gz.part"]


def test_server_without_ranges_starts_again(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    (tmp_path / "thing.gz.part").write_bytes(CONTENT[:1000])
    mirror = serve({"thing.gz": CONTENT}, ranges=False)
    assert download(FILE, [mirror.address], tmp_path).read_bytes() == CONTENT
    assert mirror.requests == [("/thing.gz", "bytes=1000-")]


@pytest.mark.parametrize("length", [1000, len(CONTENT), len(CONTENT) + 5])
def test_wrong_part_of_an_earlier_attempt(length: int, serve: Callable[..., Mirror], tmp_path: Path) -> None:
    (tmp_path / "thing.gz.part").write_bytes(b"?" * length)
    mirror = serve({"thing.gz": CONTENT})
    assert download(FILE, [mirror.address], tmp_path).read_bytes() == CONTENT
    assert names(tmp_path) == ["thing.gz"]


def test_whole_part_needs_no_server(tmp_path: Path) -> None:
    """The program ended between the last byte and the renaming."""
    (tmp_path / "thing.gz.part").write_bytes(CONTENT)
    assert download(FILE, [DEAD], tmp_path).read_bytes() == CONTENT


def test_folder_that_cannot_be_written(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(DataError, match="taken: cannot be written"):
        download(FILE, [serve({"thing.gz": CONTENT}).address], tmp_path / "taken")


def small_official(mirror: str) -> tuple[OfficialFiles, dict[str, bytes]]:
    """A dataset of four small files that *mirror* could hold."""
    packed = {name + ".gz": gzip.compress(content) for name, content in four_files().items()}
    files = tuple(RemoteFile(n, hashlib.sha256(packed[n]).hexdigest(), len(packed[n])) for n in NAMES)
    return replace(mnist.FILES, files=files, mirrors=(mirror,)), packed  # type: ignore[arg-type]


def test_fetch_brings_what_is_missing_and_loads_it(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    _, packed = small_official("")
    mirror = serve(packed)
    official, _ = small_official(mirror.address)
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / NAMES[1]).write_bytes(packed[NAMES[1]])
    said: list[tuple[float, str]] = []
    images = official.load(LoadContext(tmp_path, may_download=True, progress=lambda *each: said.append(each)))
    assert len(images.train) == 30 and images.test_labels is not None
    assert [path for path, _ in mirror.requests] == [f"/{NAMES[index]}" for index in (0, 2, 3)]
    shares = [share for share, _ in said]
    assert shares == sorted(shares) and shares[0] > 0 and shares[-1] <= 1
    assert any(text.startswith("Downloading train-images") and " MB" in text for _, text in said)


def test_nothing_is_downloaded_unless_it_may(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    _, packed = small_official("")
    mirror = serve(packed)
    official, _ = small_official(mirror.address)
    with pytest.raises(DataError, match="can be downloaded"):
        official.load(LoadContext(tmp_path))
    assert mirror.requests == [] and names(tmp_path) == []


def test_no_network_offers_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")
    official, _ = small_official(DEAD)
    with pytest.raises(DataError) as caught:
        official.load(LoadContext(tmp_path, may_download=True))
    text = str(caught.value)
    assert "could not be downloaded" in text and "cannot be reached" in text
    assert f"opened from files that you have: put them into {tmp_path / 'mnist'}" in text


def test_download_can_be_cancelled(serve: Callable[..., Mirror], tmp_path: Path) -> None:
    _, packed = small_official("")
    official, _ = small_official(serve(packed).address)
    with pytest.raises(Cancelled):
        official.load(LoadContext(tmp_path, may_download=True, cancelled=lambda: True))
    assert not any(name.endswith(".gz") for name in names(tmp_path / "mnist"))


@pytest.mark.parametrize("official", OFFICIAL.values(), ids=OFFICIAL)
def test_the_official_files_are_written_down_properly(official: OfficialFiles) -> None:
    assert [file.name for file in official.files] == NAMES
    assert all(len(bytes.fromhex(file.sha256)) == 32 and file.size > 4000 for file in official.files)
    assert len(official.mirrors) >= 2 and all(mirror.endswith("/") for mirror in official.mirrors)
    assert len({file.sha256 for each in OFFICIAL.values() for file in each.files}) == 12


def test_a_full_disk_is_said(serve: Callable[..., Mirror], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(shutil, "move", full)
    with pytest.raises(DataError, match=r"cannot be written .*No space left"):
        download(FILE, [serve({"thing.gz": CONTENT}).address], tmp_path)
