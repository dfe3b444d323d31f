"""The harness finds what it is there to find."""

from __future__ import annotations

import gzip
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.case import Case
from tests.hostile.judging import Seen, faults
from tests.hostile.packing import gzip_file, pack, zip_file
from tests.hostile.watch import changes, picture

CASE = Case("any", lambda folder: folder, ("evaluate",), r"b\.npz: expected")
GOOD = Seen("any", "evaluate", 2, ("latent-explorer: b.npz: expected x, found y",))


def test_a_good_refusal_has_no_fault() -> None:
    assert faults(CASE, GOOD) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"code": 0}, "exit code 2"),
        ({"code": 1}, "exit code 2"),
        ({"said": ()}, "expected a sentence"),
        ({"said": ("latent-explorer: something else",)}, "expected a sentence"),
        ({"said": (*GOOD.said, "latent-explorer: and more")}, "expected 1 sentence"),
        ({"said": ("b.npz: expected x, found y",)}, "no sentence of the program"),
        ({"said": (GOOD.said[0] + "\x1b[2J",)}, "reached the screen"),
        ({"said": (GOOD.said[0] + "\u202egnp",)}, "reached the screen"),
        ({"printed": "\x9b2J"}, "reached the screen"),
        ({"said": (GOOD.said[0] + "; LATENT_EXPLORER_DEBUG=1 shows where",)}, "offered"),
        ({"printed": "Traceback (most recent call last)"}, "traceback was shown"),
        ({"trace": "IndexError"}, "exception came through"),
        ({"megabytes": 301.0}, "301 MB"),
        ({"seconds": 3.1}, "3.1 s"),
        ({"changed": ("thesis.txt is gone",)}, "thesis.txt is gone"),
    ],
)
def test_every_fault_is_found(change: dict[str, object], fault: str) -> None:
    found = faults(CASE, replace(GOOD, **change))  # type: ignore[arg-type]
    assert any(fault in line for line in found), found


def test_a_case_that_opens_says_what_it_expects_to_be_said_and_no_more() -> None:
    opens = replace(CASE, says="", opens=True)
    assert faults(opens, replace(GOOD, code=0, said=())) == []
    assert "expected no words" in faults(opens, replace(GOOD, code=0))[0]


def test_whatever_happens_to_a_file_is_seen(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    for name in ("a", "b", "folder/c"):
        (tmp_path / name).write_text("as it was")
    before = picture(tmp_path)
    assert changes(before, picture(tmp_path)) == []
    (tmp_path / "a").unlink()
    (tmp_path / "b").write_text("as it was")  # the same text, written anew
    (tmp_path / "folder" / "c").write_text("no more")
    (tmp_path / "folder" / "d").touch()
    expected = ["a is gone", "b was changed", "folder/c was changed", "folder/d is new"]
    assert changes(before, picture(tmp_path)) == expected


def test_a_bomb_is_whole_though_it_was_made_at_once(tmp_path: Path) -> None:
    whole = b"head" + b"0,1\n" * 2000
    packed = pack(b"head", b"0,1\n" * 20, 100)
    assert gzip.decompress(gzip_file(packed)) == whole
    (tmp_path / "a.zip").write_bytes(zip_file({"0.npy": packed, "é": pack(b"head", b"0,1\n" * 500, 4)}))
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:  # looks at the check sums, too
        assert [archive.read(name) for name in archive.namelist()] == [whole, whole]
