"""Quatrains: their form to the character, what is left out, and where the file is looked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from trainers import places
from trainers.dataset import Cancelled, LoadContext
from trainers.datasets._texts.poem_form import FormRules, Lengths
from trainers.datasets.poems import Poems
from trainers.examples import DataError, Examples
from trainers.files.data_check import check_dataset
from trainers.kinds import UNKNOWN, Tokens

QUIET, YELLOW, WHITE = (
    "床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。",
    "白日依山盡，黃河入海流。欲窮千里目，更上一層樓。",
    "朝辭白帝彩雲間，千里江陵一日還。兩岸猿聲啼不住，輕舟已過萬重山。",
)
FIVE, SEVEN = (QUIET, YELLOW), (WHITE, WHITE.replace("朝", "暮"))


def place(folder: Path, content: str | bytes) -> Path:
    (folder / "poems").mkdir(exist_ok=True)
    (folder / "poems" / "quatrains.txt").write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def load(data_dir: Path, **settings: Any) -> Examples:
    return Poems.load(Poems.Config.parse(settings), LoadContext(data_dir))


def poems(examples: Examples) -> list[str]:
    return [*examples.kind.shown(examples.train).tolist(), *examples.kind.shown(examples.test).tolist()]


@pytest.mark.parametrize(
    ("lengths", "text", "keeps"),
    [
        *(("both", poem, True) for poem in (QUIET, YELLOW, WHITE)),
        ("five", QUIET, True),
        ("five", WHITE, False),
        ("seven", QUIET, False),
        ("seven", WHITE, True),
        ("both", QUIET.replace("床", UNKNOWN), True),  # what is not told apart is a character, too
        ("both", QUIET.replace("床", "𠀀").replace("光", "〇"), True),  # beyond the first 65 536
        ("both", "", False),
        ("both", QUIET[:-1], False),
        ("both", QUIET + "。", False),
        ("both", QUIET + "\n", False),
        ("both", " " + QUIET, False),
        ("both", QUIET + QUIET, False),
        ("both", QUIET.replace("，", "。"), False),
        ("both", QUIET.replace("，", ","), False),
        ("both", QUIET.replace("床", ""), False),
        ("both", QUIET.replace("床", "床床"), False),
        ("both", QUIET.replace("床", "a"), False),
        ("both", QUIET.replace("床", "，"), False),
        ("both", QUIET.replace("床", "か"), False),
        ("both", QUIET[:12] + WHITE[16:], False),  # five and seven in one poem
    ],
)
def test_the_form(lengths: Lengths, text: str, keeps: bool) -> None:
    assert FormRules(lengths).judge(text) == {"keeps_form": keeps}


def test_figures_are_shares_of_all_samples() -> None:
    assert FormRules("both").sample_figures([QUIET, WHITE, "", QUIET[1:]]) == {"keeps_form_share": 0.5}
    assert FormRules("both").sample_figures([]) == {}
    assert all(FormRules(lengths).keeps_form(FormRules(lengths).example) for lengths in ("both", "five", "seven"))


def test_poems_are_read_once_each_and_what_is_none_is_left_out(tmp_path: Path) -> None:
    text = "\r\n".join([QUIET, "靜夜思", YELLOW, "", QUIET, WHITE, "床前明月光，疑是地上霜。"])
    examples = load(place(tmp_path, "\ufeff" + text))
    assert sorted(poems(examples)) == sorted([QUIET, YELLOW, WHITE]) and len(examples.test) == 1
    characters = sorted(set(QUIET + YELLOW + WHITE))
    assert examples.kind == Tokens(("\n", *characters), len(WHITE) + 1, lines=True)
    assert examples.notes[0] == f"3 poems, {len(characters)} different characters."
    assert examples.notes[1].startswith("Most frequent: “。” 7.5%, “，” 7.5%, “一” 2.5%") and len(examples.notes) == 3
    assert examples.notes[2] == "Lines that are no quatrains are left out: 2."
    assert examples.text_rules is not None
    assert examples.text_rules.sample_figures(poems(examples)) == {"keeps_form_share": 1.0}


@pytest.mark.parametrize(("lines", "kept"), [("five", FIVE), ("seven", SEVEN), ("both", FIVE + SEVEN)])
def test_poems_of_one_length(tmp_path: Path, lines: Lengths, kept: tuple[str, ...]) -> None:
    examples = load(place(tmp_path, "\n".join(FIVE + SEVEN)), lines=lines)
    assert sorted(poems(examples)) == sorted(kept) and len(examples.notes) == 2, "those of the other are no mistakes"


def test_rare_characters_are_folded_and_said(tmp_path: Path) -> None:
    many = [chr(0x4E00 + n) for n in range(200)]
    written = ["".join(many[n : n + 5]) + "，" + "山水風雲月，"[:5] + "。" for n in range(0, 200, 5)]
    text = "\n".join(first + second for first, second in zip(written[::2], written[1::2], strict=True))
    examples = load(place(tmp_path, text), alphabet=100)
    assert isinstance(examples.kind, Tokens) and len(examples.kind.vocabulary) == 101
    assert examples.kind.vocabulary[0] == "\n" and examples.kind.vocabulary[-1] == UNKNOWN
    assert any(UNKNOWN in poem for poem in poems(examples))
    assert examples.notes[2].startswith("Rare characters (") and UNKNOWN in examples.notes[2]
    assert examples.text_rules is not None
    assert examples.text_rules.sample_figures(poems(examples)) == {"keeps_form_share": 1.0}


def test_whether_a_poem_is_held_out_depends_on_it_alone(tmp_path: Path) -> None:
    texts = [QUIET.replace("床", chr(0x4E00 + n)) for n in range(200)]
    first = load(place(tmp_path, "\n".join(texts)))
    again = load(place(tmp_path, "\n".join(reversed(texts))))
    held_out = [set(each.kind.shown(each.test).tolist()) for each in (first, again)]
    assert held_out[0] == held_out[1] and len(held_out[0]) == 5
    assert held_out[0].isdisjoint(first.kind.shown(first.train).tolist())


def test_the_file_is_looked_for_in_the_data_folder_and_then_in_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own, program = tmp_path / "own", tmp_path / "program"
    for folder in (own, program):
        folder.mkdir()
    monkeypatch.setattr(places, "bundled_data_dir", lambda: program)
    sentence = Poems.missing(Poems.Config(), own)
    assert sentence == (
        f"Chinese poems: expected quatrains.txt in {own / 'poems'}, found none; it cannot be downloaded: "
        "put a file of that name there, in UTF-8, one poem a line"
    )
    assert check_dataset("poems", LoadContext(own, may_download=True)).problem == sentence
    place(program, "\n".join(FIVE))
    assert Poems.missing(Poems.Config(), own) == "" and sorted(poems(load(own))) == sorted(FIVE)
    place(own, "\n".join(SEVEN))
    assert sorted(poems(load(own))) == sorted(poems(load(own / "poems"))) == sorted(SEVEN)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "expected quatrains, one a line, such as 床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。, found 0"),
        (QUIET.encode(), "found 1"),
        (QUIET.encode("gb18030"), "found 1"),
        ("\n".join(FIVE).encode("big5"), "quatrains.txt: expected text in UTF-8, found the byte 0x"),
        ("\n".join(FIVE).encode("utf-16-le"), "quatrains.txt: expected text in UTF-8, found "),
        (b"\0" * 100, "quatrains.txt: expected text in UTF-8, found binary data"),
        (b"words and words\n" * 100, "found 0"),
    ],
)
def test_a_file_that_holds_no_poems(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(DataError) as caught:
        load(place(tmp_path, content))
    assert sentence in str(caught.value) and "\n" not in str(caught.value)


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    with pytest.raises(Cancelled):
        Poems.load(Poems.Config(), LoadContext(place(tmp_path, "\n".join(FIVE)), cancelled=lambda: True))


def test_the_real_poems() -> None:
    """One a line, every one in the form; see the README of the data folder."""
    beside = Path(__file__).resolve().parents[4] / "shared" / "data"
    data = next((folder for folder in (places.data_dir(), beside) if not Poems.missing(Poems.Config(), folder)), None)
    if data is None:
        pytest.skip("the poems are not there: set LATENT_EXPLORER_DATA to a folder that holds poems/quatrains.txt")
    examples, five, seven = (load(data, lines=lines) for lines in ("both", "five", "seven"))
    assert (len(examples.train) + len(examples.test), len(examples.test)) == (14_056, 351)
    assert (len(poems(five)), len(poems(seven))) == (3775, 10_281)
    assert isinstance(examples.kind, Tokens) and len(examples.kind.vocabulary) == 3001
    assert examples.text_rules is not None
    assert examples.text_rules.sample_figures(poems(examples)) == {"keeps_form_share": 1.0}
    assert examples.notes[0] == "14,056 poems, 5,331 different characters."
    assert examples.notes[2].startswith("Rare characters (2,332; places in the text: ") and len(examples.notes) == 3
