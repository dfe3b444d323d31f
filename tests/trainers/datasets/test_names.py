"""Given names: those of the census, each once, and held out by the name alone."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from trainers.dataset import LoadContext
from trainers.datasets import names as module
from trainers.datasets.names import LISTS, Names
from trainers.examples import DataError, Examples
from trainers.files.splits import name_keys
from trainers.kinds import Tokens

SMALL = "abcdefghijklmnopqrstuvwxyz"


def load(**settings: Any) -> Examples:
    return Names.load(Names.Config.parse(settings), LoadContext(Path()))


def lines(examples: Examples) -> tuple[list[str], list[str]]:
    return examples.kind.shown(examples.train).tolist(), examples.kind.shown(examples.test).tolist()


def listed(monkeypatch: pytest.MonkeyPatch, folder: Path, women: str | bytes, men: str | bytes) -> None:
    """Other lists than those of the package."""
    paths = [folder / name for name in LISTS]
    for path, content in zip(paths, (women, men), strict=True):
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    monkeypatch.setattr(module, "name_files", lambda: paths)


def test_the_names_of_the_census() -> None:
    examples = load()
    train, test = lines(examples)
    assert len(train) + len(test) == len({*train, *test}) == 5163, "each once, and none on both sides"
    assert len(test) == 516 and {"mary", "james", "aaron", "zulema"} <= {*train, *test}
    assert examples.kind == Tokens(("\n", *SMALL), 12, lines=True)
    assert max(map(len, train + test)) == 11 and min(map(len, train + test)) == 2
    assert examples.notes == ("Most frequent: “a” 15.0%, “e” 12.7%, “n” 9.0%, “i” 8.6%, “l” 7.9%.",)
    assert examples.train_labels is None and examples.entropy is None and examples.text_rules is None


def test_with_a_capital_letter_the_same_names_are_held_out() -> None:
    small, capital = lines(load()), lines(load(capital=True))
    assert [[name.capitalize() for name in side] for side in small] == list(capital)
    kind = load(capital=True).kind
    assert isinstance(kind, Tokens) and kind.vocabulary == ("\n", *SMALL.upper(), *SMALL)


def test_whether_a_name_is_held_out_depends_on_it_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, whole = lines(load())
    listed(monkeypatch, tmp_path, *("".join(f"{name.upper()} 0.1 0.1 1\n" for name in whole[:100]),) * 2)
    _, few = lines(load())
    keys = dict(zip(whole[:100], name_keys(whole[:100]), strict=True))
    assert sorted(few) == sorted(sorted(keys, key=keys.__getitem__)[:10])


def test_names_of_both_lists_are_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(monkeypatch, tmp_path, "ANNA 1 1 1\nKIM 1 2 2\n", "KIM 2 2 1\r\nOTTO 1 3 2\r\n")
    train, test = lines(load())
    assert sorted(train + test) == ["anna", "kim", "otto"] and len(test) == 1


def test_training_names_are_mixed() -> None:
    train, test = lines(load())
    assert len({name[0] for name in train[:60]}) > 12 and len({name[0] for name in test[:60]}) > 12


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "dist.female.first: expected a name at the start of each line, found something else"),
        (b"ANNA 1\n\nKIM 1\n", "dist.female.first: expected a name at the start of each line, found something else"),
        (b"1 ANNA\n", "dist.female.first: expected a name at the start of each line, found something else"),
        (b"ANN\xff 1\n", "dist.female.first: cannot be read"),
        (b"ANNA 1\n" * 200_000, "dist.female.first: cannot be read (expected at most 1 MB, found more)"),
    ],
)
def test_a_list_that_is_damaged_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes, sentence: str
) -> None:
    listed(monkeypatch, tmp_path, content, "OTTO 1\n")
    with pytest.raises(DataError) as caught:
        load()
    assert str(caught.value).startswith(sentence) and "\n" not in str(caught.value)


def test_a_frozen_program_carries_the_lists_beside_its_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    with pytest.raises(DataError, match="of the package names, found none; install it again"):
        module.name_files()
    (tmp_path / "names").mkdir()
    for name in LISTS:
        (tmp_path / "names" / name).write_text("ANNA 1\nOTTO 2\n")
    assert module.name_files() == [tmp_path / "names" / name for name in LISTS]
    train, test = lines(load())
    assert sorted(train + test) == ["anna", "otto"]
