"""A text as pieces of tokens: known answers, and the one sentence for what is no text in UTF-8."""

from __future__ import annotations

import os
import tracemalloc
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainers.dataset import Cancelled, LoadContext
from trainers.datasets.text_file import TextFile
from trainers.examples import DataError, Examples
from trainers.files import texts
from trainers.kinds import UNKNOWN, Tokens

MIXED = "Zwölf Boxkämpfer\nжёлтый 漢字かな 😀 e\u0301\tend\n" * 3


def load(path: Path, **settings: Any) -> Examples:
    return TextFile.load(TextFile.Config.parse({"file": str(path), **settings}), LoadContext(path.parent))


def write(folder: Path, content: str | bytes, name: str = "novel.txt") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path, **settings: Any) -> str:
    with pytest.raises(DataError) as caught:
        load(path, **settings)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def vocabulary(examples: Examples) -> tuple[str, ...]:
    assert isinstance(examples.kind, Tokens)
    return examples.kind.vocabulary


# ------------------------------------------------------------------------------------------------ what is read


def test_pieces_come_in_order_and_the_end_is_held_out(tmp_path: Path) -> None:
    examples = load(write(tmp_path, "abcd" * 10 + "hgfe"), length=4)
    assert examples.title == "novel.txt" and examples.kind == Tokens(tuple("abcdefgh"), 4)
    assert examples.train.dtype == np.int16 and examples.train.tolist() == [[0, 1, 2, 3]] * 10
    assert examples.test.tolist() == [[7, 6, 5, 4]] and examples.kind.shown(examples.test).tolist() == ["hgfe"]
    assert examples.notes == ("44 characters, 8 different ones; held out is the end.",)
    assert examples.train_labels is None and not examples.train.flags.writeable and not examples.test.flags.writeable


def test_what_is_left_over_stands_between_the_two(tmp_path: Path) -> None:
    examples = load(write(tmp_path, "abcd" * 6 + "xyz" + "abba" * 4), length=4, held_out=0.4)
    shown = [examples.kind.shown(kept).tolist() for kept in (examples.train, examples.test)]
    assert shown == [["abcd"] * 6, ["abba"] * 4]


def test_two_pieces_are_enough(tmp_path: Path) -> None:
    examples = load(write(tmp_path, "abcdabce"), length=4, held_out=0.5)
    assert (len(examples.train), len(examples.test)) == (1, 1)
    assert "expected at least 8 characters for pieces of 4, found 7" in refusal(write(tmp_path, "abcdabc"), length=4)


def test_rare_characters_are_folded_and_said(tmp_path: Path) -> None:
    text = "a" * 20 + "b" * 10 + "c" * 6 + "d" * 3 + "e"
    examples = load(write(tmp_path, text), length=4, alphabet=3, held_out=0.25)
    assert vocabulary(examples) == ("a", "b", UNKNOWN)
    joined = "".join([*examples.kind.shown(examples.train), *examples.kind.shown(examples.test)])
    assert joined == "a" * 20 + "b" * 10 + UNKNOWN * 10
    assert examples.notes == (
        "40 characters, 5 different ones; held out is the end.",
        f"Rare characters (3; places in the text: 10) are not told apart: all are one sign, {UNKNOWN}.",
    )
    assert vocabulary(load(write(tmp_path, text), length=4, alphabet=5)) == tuple("abcde")


def test_the_sign_for_rare_characters_may_stand_in_the_text(tmp_path: Path) -> None:
    text = "aaabb" * 4 + UNKNOWN * 30 + "cd"
    whole = load(write(tmp_path, text), length=4)
    assert vocabulary(whole) == ("a", "b", "c", "d", UNKNOWN) and len(whole.notes) == 1
    folded = load(write(tmp_path, text), length=4, alphabet=3)
    assert vocabulary(folded) == ("a", "b", UNKNOWN)
    assert folded.notes[1].startswith("Rare characters (2; places in the text: 2) ")
    assert folded.kind.shown(folded.test)[-1] == UNKNOWN * 4


def test_line_ends_of_all_systems_are_one_character_and_the_mark_is_none(tmp_path: Path) -> None:
    unix = load(write(tmp_path, "one\ntwo\n\nthree\n" * 4), length=4)
    lines = b"one\ntwo\n\nthree\n" * 4
    for content in (lines.replace(b"\n", b"\r\n"), lines.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + lines):
        examples = load(write(tmp_path, content), length=4)
        assert examples.kind == unix.kind and np.array_equal(examples.train, unix.train)
        assert np.array_equal(examples.test, unix.test)


@pytest.mark.parametrize("piece", [1, 2, 3, 7])
def test_characters_and_line_ends_across_the_pieces_that_are_read(
    tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, MIXED.replace("\n", "\r\n"))
    whole = load(path, length=4)
    monkeypatch.setattr(texts, "_PIECE", piece)
    again = load(path, length=4)
    assert again.kind == whole.kind and again.notes == whole.notes
    assert np.array_equal(again.train, whole.train) and np.array_equal(again.test, whole.test)
    assert "".join(whole.kind.shown(whole.train)) == MIXED[: whole.train.size]


def test_loading_tells_its_progress_and_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, told = write(tmp_path, MIXED), list[tuple[float, str]]()
    monkeypatch.setattr(texts, "_PIECE", 50)
    config = TextFile.Config.parse({"file": str(path), "length": 4})
    TextFile.load(config, LoadContext(tmp_path, progress=lambda share, text: told.append((share, text))))
    shares = [share for share, _ in told]
    assert shares == sorted(shares) and shares[0] < 0.2 and shares[-1] == 1.0 and 0.5 in shares
    assert {text for _, text in told} == {"Reading novel.txt"}
    answers = iter([False] * 5)
    with pytest.raises(Cancelled):
        TextFile.load(config, LoadContext(tmp_path, cancelled=lambda: next(answers, True)))


def test_memory_is_what_the_tokens_take(tmp_path: Path) -> None:
    megabytes = 12
    path = write(tmp_path, b"It was the best of times, it was " * (megabytes * 2**20 // 33))
    load(path)  # imports
    tracemalloc.start()
    examples = load(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert examples.train.nbytes + examples.test.nbytes > 1.99 * megabytes * 2**20
    assert peak < (2 * megabytes + 48) * 2**20


# ------------------------------------------------------------------------------------------------ what is not


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "expected text, found an empty file"),
        (b"\xef\xbb\xbf", "expected text, found an empty file"),
        (b"a" * 500, "expected at least 2 different characters, found only 'a'"),
        (b"\r\n" * 500, "expected at least 2 different characters, found only '\\x0a'"),
        (b"short", "expected at least 128 characters for pieces of 64, found 5"),
        ("Grüße ".encode("utf-16") * 50, "expected text in UTF-8, found UTF-16; save it as UTF-8"),
        ("Plain words ".encode("utf-16-le") * 50, "expected text in UTF-8, found UTF-16; save it as UTF-8"),
        ("Plain words ".encode("utf-16-be") * 50, "expected text in UTF-8, found UTF-16; save it as UTF-8"),
        (b"text \0 text " * 50, "expected text in UTF-8, found binary data"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 50, "expected text in UTF-8, found binary data"),
        (
            b"plain " * 20 + "Grüße".encode("latin-1") + b" plain" * 20,
            "expected text in UTF-8, found the byte 0xfc after 122 bytes; save it as UTF-8",
        ),
        (
            ("漢字" * 90).encode()[:-1],
            "expected text in UTF-8, found the byte 0xe5 after 537 bytes; save it as UTF-8",
        ),
    ],
)
def test_what_is_no_text(tmp_path: Path, content: bytes, sentence: str) -> None:
    assert refusal(write(tmp_path, content)) == f"novel.txt: {sentence}"


def test_the_place_of_a_wrong_byte_is_that_in_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "漢字".encode() * 90 + b"\xff")
    for piece in (5, 7, 540, 10_000):
        monkeypatch.setattr(texts, "_PIECE", piece)
        assert "found the byte 0xff after 540 bytes" in refusal(path)


def test_half_a_gigabyte_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "dump.txt"
    with path.open("wb") as file:
        file.truncate(500 * 2**20)
    assert refusal(path) == "dump.txt: expected a text of at most 128 MB, found 500 MB"
    monkeypatch.setattr(texts, "MOST_BYTES", 100)
    assert refusal(write(tmp_path, "ab" * 51)) == "novel.txt: expected a text of at most 100 bytes, found 102 bytes"
    assert load(write(tmp_path, "ab" * 50), length=4).train.size == 92


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_regular_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "folder.txt").mkdir()
    assert refusal(tmp_path / "pipe.txt").endswith("pipe.txt: expected a file, found a named pipe")
    assert refusal(tmp_path / "folder.txt").endswith("folder.txt: expected a file, found a folder")
    assert refusal(tmp_path / "nothing.txt").endswith("nothing.txt: expected a file, found none")
    assert refusal(Path("/dev/zero")) == "/dev/zero: expected a file, found a device"


def test_a_file_that_shrinks_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "abcd" * 20)
    monkeypatch.setattr(
        "trainers.datasets.text_file.count_characters",
        lambda *arguments: texts.count_characters(*arguments) * (path.write_text("abcd" * 10) > 0),
    )
    assert refusal(path, length=4).endswith("expected 80 characters, as there were a moment ago, found 40")
