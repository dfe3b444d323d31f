"""Tables, labels and texts in the encodings that programs of Windows write, and what is taken for none of them."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainers.dataset import LoadContext
from trainers.datasets.array_file import ArrayFile
from trainers.datasets.drawing import Drawing
from trainers.datasets.poems import Poems
from trainers.datasets.text_file import TextFile
from trainers.examples import DataError, Examples
from trainers.files import text_encoding
from trainers.files.csv_tables import read_csv
from trainers.files.text_encoding import TextPieces, start_of_text

NOTE = "read as GB18030, the encoding of Chinese Windows."
NOVEL = "第一回　灵根育孕源流出，心性修持大道生。诗曰：混沌未分天地乱，茫茫渺渺无人见。\r\n" * 40
OLD = "床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。\n白日依山盡，黃河入海流。欲窮千里目，更上一層樓。\n"
CATS = ["猫", "狗", "飞机", "鸢尾花"]


def load(family: Any, path: Path, **settings: Any) -> Examples:
    found: Examples = family.load(family.Config.parse({"file": str(path), **settings}), LoadContext(path.parent))
    return found


def write(path: Path, text: str, encoding: str) -> Path:
    content = text.encode(encoding)
    path.write_bytes(gzip.compress(content) if path.suffix == ".gz" else content)
    return path


def pixels(rows: int = 40) -> str:
    lines = [",".join([CATS[row % 4], *(str((row * 7 + at) % 256) for at in range(16))]) for row in range(rows)]
    return "\r\n".join([",".join(["类别", *(f"像素{at}" for at in range(16))]), *lines]) + "\r\n"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz"])
def test_a_table_of_pixels(tmp_path: Path, name: str, encoding: str) -> None:
    plain = load(ArrayFile, write(tmp_path / "plain.csv", pixels(), "utf-8"))
    images = load(ArrayFile, write(tmp_path / name, pixels(), encoding))
    assert images.class_names == tuple(sorted(CATS))
    assert images.train_labels is not None and plain.train_labels is not None
    assert np.array_equal(images.train, plain.train) and np.array_equal(images.train_labels, plain.train_labels)
    assert images.notes == ((f"{name}: {NOTE}",) if encoding != "utf-16" else ()) + plain.notes


def test_a_file_of_labels(tmp_path: Path) -> None:
    np.save(tmp_path / "x.npy", np.zeros((40, 8, 8), np.uint8))
    write(tmp_path / "y.csv", "类别\n" + "猫\n狗\n" * 20, "gbk")
    images = load(ArrayFile, tmp_path / "x.npy")
    assert images.class_names == ("狗", "猫") and images.notes[:2] == ("Labels are those of y.csv.", f"y.csv: {NOTE}")


@pytest.mark.parametrize("encoding", ["gbk", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("joined", [True, False])
def test_a_table_of_points(tmp_path: Path, encoding: str, joined: bool) -> None:
    text = "横坐标;纵坐标\r\n" + "".join(f"0,{at};0,{9 - at}\r\n" for at in range(10))
    points = load(Drawing, write(tmp_path / "a.csv", text, encoding), joined=joined, count=100)
    assert points.train.shape == (100, 2) and points.notes[:1].count(f"a.csv: {NOTE}") == (encoding == "gbk")


@pytest.mark.parametrize("piece", [1, 2, 3, 7, 2**20])
def test_a_text(tmp_path: Path, piece: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_encoding, "PIECE", piece)
    plain = load(TextFile, write(tmp_path / "plain.txt", NOVEL, "utf-8"), length=8)
    for encoding, notes in (("gb18030", (f"a.txt: {NOTE}",)), ("utf-16", ())):
        found = load(TextFile, write(tmp_path / "a.txt", NOVEL, encoding), length=8)
        assert found.kind == plain.kind and np.array_equal(found.train, plain.train)
        assert set(found.notes) == {*plain.notes, *notes}


def test_texts_of_a_folder_and_poems(tmp_path: Path) -> None:
    folder = tmp_path / "poems"
    folder.mkdir()
    write(folder / "quatrains.txt", OLD, "gbk")
    poems = Poems.load(Poems.Config(), LoadContext(tmp_path))
    assert len(poems.train) + len(poems.test) == 2 and f"quatrains.txt: {NOTE}" in poems.notes
    write(folder / "new.txt", NOVEL, "gb18030")
    write(folder / "plain.txt", NOVEL, "utf-8")
    said = "Files that are read as GB18030, the encoding of Chinese Windows: 2."
    assert said in load(TextFile, folder, length=8).notes


def test_what_begins_with_ascii_is_told_by_what_follows(tmp_path: Path) -> None:
    """However far, and for good: what was read before is the same in both."""
    text = "plain words, 1 2 3\n" * 200_000
    for end, encoding in (("漢字", "utf-8"), ("猫和狗", "gbk"), ("", "ascii")):
        path = write(tmp_path / "a.txt", text + end, encoding)
        with path.open("rb") as file:
            pieces = TextPieces(file, path.name)
            assert "".join(pieces) == text + end and len(pieces.notes) == (encoding == "gbk")


def test_lines_are_counted_alike_in_any_encoding(tmp_path: Path) -> None:
    text = "横,纵\r\n" + "1,2\r\n" * 500_000 + "3,四\r\n"
    for encoding in ("gbk", "utf-8", "utf-16"):
        with pytest.raises(DataError, match="found '四' in line 500002, column 2"):
            read_csv(write(tmp_path / "a.csv", text, encoding))


REFUSED = [
    ("cp1252", "Größe;Höhe\n"), ("cp1252", "Größe\n"), ("cp1252", "class,NAÇÃO\nMAÇÃ,1\n"),
    ("cp1252", "Temp (°C);1\n"), ("cp1252", "Ääni;ää;1\nÄÄNI;2\n"), ("cp850", "façade élégante\n"),
    ("cp1251", "Собака;кошка\n"), ("koi8-r", "собака рыба; кот\n"),
    ("shift-jis", "名前,犬,猫\n"), ("euc-jp", "名前は、ねこと申します\n"), ("big5", "品種,中國貓,小狗,飛機,天空\n"),
    ("cp949", "이름,나이,고양이,강아지,비행기,자동차,학교,선생님,사과,바나나\n"),
]  # fmt: skip


@pytest.mark.parametrize(("encoding", "line"), REFUSED)
def test_what_is_not_surely_chinese_is_refused(tmp_path: Path, encoding: str, line: str) -> None:
    text = line + "1;2\n" * 40
    with pytest.raises(DataError) as caught:
        load(TextFile, write(tmp_path / "a.txt", text, encoding), length=4)
    assert str(caught.value).startswith("a.txt: expected text in UTF-8, found the byte 0x")
    with pytest.raises(DataError) as caught:
        read_csv(write(tmp_path / "a.csv", text, encoding))
    said = str(caught.value)
    assert said.startswith("a.csv: expected text in UTF-8, found the byte 0x") and "\n" not in said
    assert said.endswith("; save it as UTF-8 (in Excel: CSV UTF-8)")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (NOVEL.encode("gbk") + b"\x81", "found the byte 0xb5 after 0 bytes"),  # not to its end
        (NOVEL.encode("gbk") + b"\x1b[31m", "found the byte 0xb5 after 0 bytes"),
        (b"\x1b" + NOVEL.encode("gbk"), "found the byte 0xb5 after 1 bytes"),
        (NOVEL.encode("gbk") + b"\0", "found binary data"),
        (NOVEL.encode()[:-3], "found the byte 0xe3 after"),  # UTF-8 that was cut
        (np.random.default_rng(0).bytes(5000), "found binary data"),
        ("1,2\n".encode("utf-16-le") * 50, "found UTF-16 without its mark"),
        ("1,2\n".encode("utf-32"), "found UTF-32"),
    ],
)
def test_binary_and_damaged_files_are_refused(tmp_path: Path, content: bytes, found: str) -> None:
    for name in ("a.csv", "a.txt"):
        (tmp_path / name).write_bytes(content)
        with pytest.raises(DataError, match="expected text in UTF-8, found"):
            read_csv(tmp_path / name) if name == "a.csv" else load(TextFile, tmp_path / name, length=4)


def test_the_start_of_a_file_is_read_where_it_is_cut() -> None:
    for encoding in ("gbk", "utf-8", "utf-8-sig", "utf-16"):
        content = NOVEL.encode(encoding)
        for size in range(600, 606):
            start = start_of_text(content[:size]).replace("\ufeff", "")
            assert NOVEL.startswith(start) and len(start) > 190
    assert start_of_text("Größe 1".encode("cp1252")) == "Gre 1" and start_of_text(b"") == ""
