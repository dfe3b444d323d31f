"""Every sentence that the program says of data and files is collected, so that none stays English without a word."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

from translating.sentences import ERRORS, LEFT_OUT, templates

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = json.loads((ROOT / "resources" / "translations" / "sentences.json").read_text(encoding="utf-8"))


def collect(folder: Path, body: str, name: str = "reader") -> dict[str, list[str]]:
    """The templates of one module; without those of system and libraries."""
    (folder / "trainers").mkdir(exist_ok=True)
    before = templates(folder)
    (folder / "trainers" / f"{name}.py").write_text(body, encoding="utf-8")
    return {text: kinds for text, kinds in templates(folder).items() if text not in before}


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ('raise DataError("expected a file, found none")', {"expected a file, found none": []}),
        ('raise DataError(f"{a}: there is no file")', {"{0}: there is no file": [""]}),
        ('raise DataError(f"{a!r}: more than {b:,} files")', {"{0}: more than {1} files": ["", "number"]}),
        ('raise DataError(f"{len(a)} files in line {b + 1}")', {"{0} files in line {1}": ["number", "number"]}),
        ("raise DataError(f\"found {'a file' if a else 'no file'}\")", {"found a file": [], "found no file": []}),
        ("raise DataError(f\"found {b or 'no file'}\")", {"found no file": [], "found {0}": [""]}),
        ('raise DataError(f"{a}: found " "more" f" than {b}")', {"{0}: found more than {1}": ["", ""]}),
        ('raise ValueError("a row too many")', {}),
        ('raise LinkError(5, f"{a} is a link", str(a))', {"{0} is a link": [""]}),
        ('foreign = DataError(f"{a} is foreign")', {"{0} is foreign": [""]}),
        ('raise DataError(f"{a}/{b}.npz")', {}),
        ('notes.append(f"{a} is kept.")', {"{0} is kept.": [""]}),
        ('self.notes += [f"{a} is kept." for a in b]', {"{0} is kept.": [""]}),
        ('return Examples(notes=("All is well.",))', {"All is well.": []}),
        ('skipped.append(Skipped(a, "there twice"))', {"there twice": []}),
        ('context.progress(0.5, f"Reading {a} of {b}")', {"Reading {0} of {1}": ["", ""]}),
        ('return sentence(f"a device of {a}"), b', {"a device of {0}": [""]}),
        ('raise NotImplementedError(f"{a.name} has no code")', {"{0} has no code": [""]}),
        ('raise DataError(f"{a}: there are no {b.plural}")', {"{0}: there are no {1}": ["", "clause"]}),
        ('b = sentence("points")', {"points": []}),
        ('b = f"{a:02x}"; raise DataError(f"found the byte 0x{b}")', {"found the byte 0x{0}": [""]}),
        ('b, c = len(a), "none"; raise DataError(f"{b} rows, found {c}")', {"{0} rows, found none": ["number"]}),
    ],
)
def test_what_is_collected(tmp_path: Path, line: str, found: dict[str, list[str]]) -> None:
    assert collect(tmp_path, f"def f(a, b, notes, skipped, context):\n    {line}\n") == found


def test_names_and_functions_are_followed(tmp_path: Path) -> None:
    body = """
WORDS = "a word too many"

def describe(start) -> str:
    if not start:
        return "an empty file"
    return f"a file of {len(start)} bytes"

def f(path, start):
    found = "a folder" if path else "no file"
    try:
        read(path)
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read ({error})")
    if found:
        raise DataError(f"{path.name}: expected data, found {found}")
    raise DataError(f"{path.name}: {WORDS}; found {describe(start)}")
"""
    assert collect(tmp_path, body) == {
        "an empty file": [],
        "a file of {0} bytes": ["number"],
        "{0}: cannot be read ({1})": ["", "clause"],
        "{0}: expected data, found a folder": [""],
        "{0}: expected data, found no file": [""],
        "{0}: a word too many; found {1}": ["", "clause"],
    }


def test_words_that_a_function_puts_into_its_sentence_are_collected_where_they_are_given(tmp_path: Path) -> None:
    body = """
def check(table, what: str) -> None:
    if not table:
        raise DataError(f"{what}: expected a row, found none")

class Reader:
    def find(self, name, what):
        raise ConfigError(f"expected a {what}, found {name}")

def log(what):
    print(what)

def f(a, reader):
    check(a, "real features")
    check(a, f"{a} of it")
    reader.find("anything", "family")
    log("a line of the log")
"""
    assert collect(tmp_path, body) == {
        "{0}: expected a row, found none": ["clause"],
        "expected a {0}, found {1}": ["clause", ""],
        "real features": [],
        "family": [],
    }


def test_a_sentence_of_very_many_ways_keeps_a_gap(tmp_path: Path) -> None:
    choice = "{'one way' if a else 'no way'}"
    (text, kinds), *others = collect(
        tmp_path, f'def f(a):\n    raise DataError(f"so {" ".join([choice] * 9)}")\n'
    ).items()
    assert text.startswith("so ") and "clause" in kinds and len(others) < 24


def said_by_errors() -> Iterator[tuple[str, ast.expr]]:
    """Where an error for the user is made, and what it says; found without the collector's rules."""
    for path in sorted((ROOT / "trainers").rglob("*.py")):
        if not path.relative_to(ROOT / "trainers").as_posix().startswith(LEFT_OUT):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and (place := ERRORS.get(ast.unparse(node.func))) is not None:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.args[place]


def own_parts(node: ast.AST) -> Iterator[ast.AST]:
    """An expression's parts without those of the calls in it."""
    if not isinstance(node, ast.Call):
        yield node
        for part in ast.iter_child_nodes(node):
            yield from own_parts(part)


def words_of(said: ast.expr) -> str:
    """The longest piece of text in an expression that stands between two gaps."""
    pieces = [part.value for part in own_parts(said) if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    return max((piece for text in pieces for piece in re.split(r"\{[^{}]*\}", text)), key=len, default="")


def test_every_error_for_the_user_is_collected() -> None:
    found = list(said_by_errors())
    assert len(found) > 150
    missing = [where for where, said in found if words_of(said) and not any(words_of(said) in text for text in WRITTEN)]
    assert missing == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("{0}: expected {1} columns, found {2} in line {3}", ["", "number", "number", "number"]),  # of a table
        ("{0} skipped, {1}: {2}.", ["number", "clause", ""]),  # a report on a folder
        ("a 7z archive", []),  # a kind of file
        ("{0}: lines that cannot be used: {1}, the first is line {2}", ["", "number", ""]),  # of a run
        ("{0} could not be saved: {1}", ["", "clause"]),  # what Saved carries
        ("The size of a batch was halved from {0} to {1} to fit into memory.", ["", ""]),  # of a loop
        ("{0} has no discriminator: expected a model of two players", [""]),  # of a look
        ("models.{0}.{1}: cannot change while training; restart to change it", ["", ""]),  # of a knob
        ("{0}: more than is held in memory; those after step {1} are left out", ["", ""]),  # of the window
        ("Values from {0} to {1} are taken as black to white.", ["number", "number"]),  # of an import
        ("pictures", []),  # of a kind of data, spliced into others
        ("expected points of the plane, found {0}", ["clause"]),
        ("{0} has no code", [""]),  # of a family
    ],
)
def test_sentences_of_all_kinds_are_there(text: str, kinds: list[str]) -> None:
    assert WRITTEN[text] == kinds
