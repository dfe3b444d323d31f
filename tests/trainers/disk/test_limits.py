"""Readers that believe no promise: nesting, sizes, kinds of files."""

import gzip
import io
import json
import os
import sys
import zipfile

import numpy as np
import pytest

from trainers.disk.limits import MOST_DEPTH, TooMuchError, parse_json, read_most, read_text
from trainers.disk.regular_file import NotAFileError, open_regular
from trainers.files.npz import read_npy, read_npz


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 70 + "]" * 70])
def test_json_that_is_nested_without_end_is_refused(text):
    with pytest.raises(ValueError):
        parse_json(text)


def test_what_is_nested_as_far_as_allowed_is_read():
    text = "[" * MOST_DEPTH + "]" * MOST_DEPTH
    assert json.dumps(parse_json(text)) == text


def test_a_number_of_ten_thousand_digits_is_a_value_error():
    with pytest.raises(ValueError):
        parse_json("1" * 10_000)


def test_no_more_is_unpacked_than_asked_for():
    packed = io.BytesIO(gzip.compress(bytes(10_000_000)))
    with gzip.open(packed) as file, pytest.raises(TooMuchError, match="at most 1 MB, found more"):
        read_most(file, 2**20)
    assert read_most(io.BytesIO(b"abc"), 3) == b"abc"


def test_arrays_come_back_as_they_were_saved():
    file = io.BytesIO()
    np.savez_compressed(file, a=np.arange(6).reshape(2, 3), b=np.array(["x", "yy"]), c=np.zeros((0, 4)),
                        d=np.asfortranarray(np.arange(6.0).reshape(2, 3)), e=np.float64(3))  # fmt: skip
    found = read_npz(file)
    assert found["a"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["b"].tolist() == ["x", "yy"]
    assert found["c"].shape == (0, 4)
    assert found["d"].tolist() == [[0, 1, 2], [3, 4, 5]]
    assert found["e"] == 3
    assert set(read_npz(file, wanted=("a",))) == {"a"}


def test_an_archive_may_not_hold_more_than_asked_for_in_all_its_arrays_together():
    file = io.BytesIO()
    np.savez_compressed(file, a=np.zeros(1000), b=np.zeros(1000))
    with pytest.raises(TooMuchError):
        read_npz(file, most=8000 + 7999)
    assert len(read_npz(file, most=16_000)) == 2


def header(shape, kind="'<f4'"):
    text = f"{{'descr': {kind}, 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(118) + b"\n"
    return io.BytesIO(b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text)


@pytest.mark.parametrize(
    "file",
    [
        header("(1000000000, 1000000)"),
        header("(-1, 4)"),
        header("(4,)"),  # without values
        header("(4,)", "'|O'"),
        header("(4,)", "'<V0'"),
        header("(" * 50),
        header("(" + "9" * 60 + ",)"),
        io.BytesIO(b"\x93NUMPY\x09\x00" + bytes(100)),
        io.BytesIO(b""),
    ],
)
def test_a_header_is_not_believed(file):
    with pytest.raises(ValueError):
        read_npy(file)


def test_a_broken_archive_is_a_value_error():
    file = io.BytesIO()
    np.savez(file, a=np.arange(1000))
    whole = file.getvalue()
    encrypted = bytearray(whole)
    encrypted[encrypted.rindex(b"PK\x01\x02") + 8] |= 1  # the flag "encrypted"
    for damaged in (whole[:500], whole[500:], b"PK" + bytes(50), bytes(encrypted)):
        with pytest.raises(ValueError):
            read_npz(io.BytesIO(damaged))


def test_more_members_than_anybody_needs_are_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for i in range(5000):
            archive.writestr(str(i), b"")
    with pytest.raises(TooMuchError, match="found 5000"):
        read_npz(file)


def test_only_a_regular_file_is_opened(tmp_path):
    (tmp_path / "a").write_text("x")
    assert read_text(tmp_path / "a") == "x"
    with pytest.raises(NotAFileError, match="found a folder"):
        open_regular(tmp_path)
    with pytest.raises(FileNotFoundError):
        open_regular(tmp_path / "b")


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes in folders")
def test_pipes_devices_and_links_to_them_are_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for name, found in (("pipe", "a named pipe"), ("link", "a device")):
        with pytest.raises(NotAFileError) as caught:
            open_regular(tmp_path / name)
        assert caught.value.strerror == f"expected a file, found {found}"
