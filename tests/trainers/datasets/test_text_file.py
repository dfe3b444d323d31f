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
from trainers.files import text_encoding, texts
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
    assert examples.notes == (
        "44 characters, 8 different ones; held out is the end.",
        "Most frequent: “a” 22.7%, “b” 22.7%, “c” 22.7%, “d” 22.7%, “e” 2.3%.",
    )
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
        "Most frequent: “a” 50.0%, “b” 25.0%, “c” 15.0%, “d” 7.5%, “e” 2.5%.",
        f"Rare characters (3; places in the text: 10) are not told apart: all are one sign, {UNKNOWN}.",
    )
    assert vocabulary(load(write(tmp_path, text), length=4, alphabet=5)) == tuple("abcde")


def test_the_sign_for_rare_characters_may_stand_in_the_text(tmp_path: Path) -> None:
    text = "aaabb" * 4 + UNKNOWN * 30 + "cd"
    whole = load(write(tmp_path, text), length=4)
    assert vocabulary(whole) == ("a", "b", "c", "d", UNKNOWN) and len(whole.notes) == 2
    folded = load(write(tmp_path, text), length=4, alphabet=3)
    assert vocabulary(folded) == ("a", "b", UNKNOWN)
    assert folded.notes[2].startswith("Rare characters (2; places in the text: 2) ")
    assert folded.kind.shown(folded.test)[-1] == UNKNOWN * 4


def test_line_ends_of_all_systems_are_one_character_and_the_mark_is_none(tmp_path: Path) -> None:
    unix = load(write(tmp_path, "one\ntwo\n\nthree\n" * 4), length=4)
    lines = b"one\ntwo\n\nthree\n" * 4
    for content in (lines.replace(b"\n", b"\r\n"), lines.replace(b"\n", b"\r"), b"\xef\xbb\xbf" + lines):
        examples = load(write(tmp_path, content), length=4)
        assert examples.kind == unix.kind and np.array_equal(examples.train, unix.train)
        assert np.array_equal(examples.test, unix.test)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("piece", [1, 3, 2**20])
def test_utf_16_is_read_where_its_mark_says_so(
    tmp_path: Path, codec: str, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_encoding, "PIECE", piece)
    plain = load(write(tmp_path, MIXED), length=4)
    wide = load(write(tmp_path, ("\ufeff" + MIXED.replace("\n", "\r\n")).encode(codec)), length=4)
    assert wide.kind == plain.kind and wide.notes == plain.notes
    assert np.array_equal(wide.train, plain.train) and np.array_equal(wide.test, plain.test)


@pytest.mark.parametrize(
    ("text", "frequent"),
    [
        ("שלום עולם " * 8, "“␣” 20.0%, “ו” 20.0%, “ל” 20.0%, “ם” 20.0%, “ע” 10.0%"),  # written from right to left
        (
            "e\u0301a\n" * 20,
            "“⏎” 25.0%, “a” 25.0%, “e” 25.0%, “\u25cc\u0301” 25.0%",
        ),  # a mark is drawn onto another character
        (
            "👩\u200d💻 ok\t" * 20,
            "“⇥” 14.3%, “␣” 14.3%, “k” 14.3%, “o” 14.3%, “\u200d” 14.3%",
        ),  # one sign of three characters
        (
            "\u202eabc\x1b" * 20,
            "“\\x1b” 20.0%, “a” 20.0%, “b” 20.0%, “c” 20.0%, “\\u202e” 20.0%",
        ),  # turns the text; a control
    ],
)
def test_every_character_is_one_token_and_is_shown_harmlessly(tmp_path: Path, text: str, frequent: str) -> None:
    examples = load(write(tmp_path, text), length=4, held_out=0.25)
    shown = "".join([*examples.kind.shown(examples.train), *examples.kind.shown(examples.test)])
    assert shown == text and vocabulary(examples) == tuple(sorted(set(text)))
    assert examples.notes[1] == f"Most frequent: {frequent}."


def test_one_line_without_an_end_is_a_text(tmp_path: Path) -> None:
    examples = load(write(tmp_path, "to be or not to be"), length=4)
    assert "\n" not in vocabulary(examples) and examples.kind.shown(examples.train).tolist() == ["to b", "e or", " not"]


@pytest.mark.parametrize("piece", [1, 2, 3, 7])
def test_characters_and_line_ends_across_the_pieces_that_are_read(
    tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path, MIXED.replace("\n", "\r\n"))
    whole = load(path, length=4)
    monkeypatch.setattr(text_encoding, "PIECE", piece)
    again = load(path, length=4)
    assert again.kind == whole.kind and again.notes == whole.notes
    assert np.array_equal(again.train, whole.train) and np.array_equal(again.test, whole.test)
    assert "".join(whole.kind.shown(whole.train)) == MIXED[: whole.train.size]


def test_loading_tells_its_progress_and_can_be_cancelled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, told = write(tmp_path, MIXED), list[tuple[float, str]]()
    monkeypatch.setattr(text_encoding, "PIECE", 50)
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


# ------------------------------------------------------------------------------------------------ several files


def test_the_files_of_a_folder_by_name_and_the_end_of_each_is_held_out(tmp_path: Path) -> None:
    book = tmp_path / "book"
    (book / "deeper").mkdir(parents=True)
    write(book, "bbbb" * 3 + "bbbB" + "x", "2.TXT")
    write(book, "aaaa" * 3 + "y" + "aaaA", "1.txt")
    write(book, "cc", "3.txt")
    for name in ("notes.md", ".hidden.txt", "deeper/4.txt"):
        write(book, "zzzz" * 9, name)
    examples = load(book, length=4, held_out=0.25)
    assert examples.title == "book" and vocabulary(examples) == tuple("ABabcxy")
    shown = [examples.kind.shown(kept).tolist() for kept in (examples.train, examples.test)]
    assert shown == [["aaaa"] * 3 + ["bbbb"] * 3, ["aaaA", "bbBx"]], "no piece crosses from one file into the next"
    assert examples.notes[0] == "36 characters in 3 files, 7 different ones; held out are ends of files."
    assert examples.notes[1] == "Files that are shorter than a piece of 4 are left out: 1."


@pytest.mark.parametrize(("share", "held_out"), [(0.1, 2), (0.25, 5), (0.5, 10), (0.01, 1)])
def test_of_many_files_of_one_piece_some_are_held_out(tmp_path: Path, share: float, held_out: int) -> None:
    for number in range(20):
        write(tmp_path, f"n{number:03}", f"{number:02}.txt")
    examples = load(tmp_path, length=4, held_out=share)
    test = set(examples.kind.shown(examples.test).tolist())
    assert len(test) == len(examples.test) == held_out
    assert test | set(examples.kind.shown(examples.train).tolist()) == {f"n{number:03}" for number in range(20)}


def test_files_of_a_folder_that_are_no_text_are_left_out_and_named(tmp_path: Path) -> None:
    write(tmp_path, "abcd" * 10, "a.txt")
    for name in "bcdef":
        write(tmp_path, b"zz" * 10 + b"\xff", f"{name}.txt")
    examples = load(tmp_path, length=4)
    assert vocabulary(examples) == tuple("abcd") and len(examples.train) == 9, "nothing of them is counted"
    assert [note for note in examples.notes if note.startswith("Left out")] == [
        *(
            f"Left out: {name}.txt: expected text in UTF-8, found the byte 0xff after 20 bytes; save it as UTF-8."
            for name in "bcd"
        ),
        "Left out are 2 more files for such reasons.",
    ]
    (tmp_path / "a.txt").unlink()
    assert refusal(tmp_path).startswith("b.txt: expected text in UTF-8, found the byte 0xff")


def test_folders_that_are_none_of_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert refusal(tmp_path) == f"{tmp_path}: expected text files (.txt) in it, found none"
    for name in ("a.txt", "b.txt"):
        write(tmp_path, "", name)
    assert refusal(tmp_path) == f"{tmp_path.name}: expected text, found an empty file"
    write(tmp_path, "abc", "a.txt")
    write(tmp_path, "abcdefg", "b.txt")
    told = f"{tmp_path.name}: expected at least two pieces of 4 characters, found files of 7 at most"
    assert refusal(tmp_path, length=4) == told
    monkeypatch.setattr(texts, "MOST_FILES", 1)
    assert refusal(tmp_path) == f"{tmp_path.name}: expected at most 1 text files, found 2"
    monkeypatch.undo()
    monkeypatch.setattr("trainers.datasets._texts.text_pieces.MOST_BYTES", 9)
    assert refusal(tmp_path) == f"{tmp_path.name}: expected texts of at most 9 bytes in all, found 10 bytes"


def test_two_files_tell_their_progress(tmp_path: Path) -> None:
    told = list[tuple[float, str]]()
    for name in ("a.txt", "b.txt"):
        write(tmp_path, "abcd" * 10, name)
    config = TextFile.Config.parse({"file": str(tmp_path), "length": 4})
    TextFile.load(config, LoadContext(tmp_path, progress=lambda share, text: told.append((share, text))))
    shares = [0.25, 0.5, 0.75, 1.0]
    assert told == list(zip(shares, ["Reading a.txt", "Reading b.txt"] * 2, strict=True))


# ------------------------------------------------------------------------------------------------ what is not


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "expected text, found an empty file"),
        (b"\xef\xbb\xbf", "expected text, found an empty file"),
        (b"a" * 500, "expected at least 2 different characters, found only 'a'"),
        (b"\r\n" * 500, "expected at least 2 different characters, found only '\\x0a'"),
        (b"short", "expected at least 128 characters for pieces of 64, found 5"),
        (
            "Plain words ".encode("utf-16-le") * 50,
            "expected text in UTF-8, found UTF-16 without its mark; save it as UTF-8",
        ),
        (
            "Plain words ".encode("utf-16-be") * 50,
            "expected text in UTF-8, found UTF-16 without its mark; save it as UTF-8",
        ),
        ("Grüße ".encode("utf-32") * 50, "expected text in UTF-8, found UTF-32; save it as UTF-8"),
        (b"\0\0\xfe\xff" + "Grüße ".encode("utf-32-be") * 50, "expected text in UTF-8, found UTF-32; save it as UTF-8"),
        (
            "Grüße ".encode("utf-16") * 50 + b"\xd8",
            "expected text in UTF-16, found the byte 0xd8 after 700 bytes; save it as UTF-8",
        ),
        (
            b"\xff\xfe" + "漢字".encode("utf-16-le") * 80 + b"\x00\xdc\x61\x00",
            "expected text in UTF-16, found the byte 0x00 after 322 bytes; save it as UTF-8",
        ),
        ("\ufeffends in zero\0".encode("utf-16-le") * 50, "expected text in UTF-8, found binary data"),
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
        monkeypatch.setattr(text_encoding, "PIECE", piece)
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
    assert refusal(tmp_path / "pipe.txt").endswith("pipe.txt: expected a file, found a named pipe")
    assert refusal(tmp_path / "nothing.txt").endswith("nothing.txt: expected a file, found none")
    assert refusal(Path("/dev/zero")) == "/dev/zero: expected a file, found a device"


def test_a_file_that_shrinks_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "abcd" * 20)
    monkeypatch.setattr(
        "trainers.datasets._texts.text_pieces.count_characters",
        lambda *arguments: texts.count_characters(*arguments) * (path.write_text("abcd" * 10) > 0),
    )
    assert refusal(path, length=4).endswith("expected 80 characters, as there were a moment ago, found 40")
