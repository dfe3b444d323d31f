"""Given names: those of the United States census of 1990, from the package `names`."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext
from trainers.datasets._texts.alphabet import Alphabet
from trainers.datasets._texts.lines import as_lines, lines_kind
from trainers.disk.limits import read_text
from trainers.examples import DataError, Examples
from trainers.files.splits import name_keys, split
from trainers.kinds import Tokens
from trainers.knobs import knob

LISTS = ("dist.female.first", "dist.male.first")  # each line: name, per cent of all, per cent up to it, rank
HELD_OUT = 0.1


class Config(DatasetConfig):
    capital: bool = knob(
        False, label="Capital letter", help="Names begin with a capital letter; else all letters are small."
    )  # fmt: skip


@dataset("names")
class Names(Dataset):
    """The lists of women's and of men's names (US Census Bureau, 1995; in the public domain), each name once, however
    frequent it is. Some hundred stand in both lists, so they are no classes. Whether a name is held out depends on the
    name alone."""

    title = "Names"
    summary = "5 163 given names, letter by letter; comes with the program."
    source = "embedded"
    kind = Tokens
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if context.cancelled():
            raise Cancelled
        names = sorted({name.lower() for file in name_files() for name in _names_in(file)})
        train, test = split(name_keys(names), None, HELD_OUT)
        if config.capital:
            names = [name.capitalize() for name in names]
        alphabet = Alphabet.of_texts(names)
        tokens = lines_kind(alphabet, names)
        return Examples(
            title=Names.title,
            train=as_lines(alphabet, tokens, [names[index] for index in train]),
            test=as_lines(alphabet, tokens, [names[index] for index in test]),
            notes=alphabet.notes,
            kind=tokens,
        )


def name_files() -> list[Path]:
    """Where the package keeps its lists, found without importing it. A frozen program carries these files of it and
    nothing else."""
    bundle = getattr(sys, "_MEIPASS", None)
    spec = None if bundle else importlib.util.find_spec("names")
    for folder in [f"{bundle}/names"] if bundle else (spec.submodule_search_locations or ()) if spec else ():
        paths = [Path(folder, name) for name in LISTS]
        if all(path.is_file() for path in paths):
            return paths
    raise DataError(
        f"names: expected the files {' and '.join(LISTS)} of the package names, found none; install it again"
    )


def _names_in(path: Path) -> list[str]:
    """The first word of each line. Raises DataError."""
    try:
        lines = [line.split() for line in read_text(path).splitlines()]
    except (OSError, ValueError) as error:
        raise DataError(f"{path.name}: cannot be read ({error})") from None
    if not lines or not all(line and line[0].isalpha() for line in lines):
        raise DataError(f"{path.name}: expected a name at the start of each line, found something else")
    return [line[0] for line in lines]
