"""The user's own text, character by character, cut into pieces of one length; the end of it is held out."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext, missing_file, user_path
from trainers.datasets._texts.alphabet import Alphabet
from trainers.datasets._texts.text_pieces import OwnTexts, divided
from trainers.examples import DataError, Examples, Int64
from trainers.files.texts import text_files
from trainers.kinds import Tokens
from trainers.knobs import knob
from trainers.shown import shown_name


class Config(DatasetConfig):
    file: str = knob(
        "", kind="path", role="source",
        help="A text file in UTF-8, in any language, or a folder of such files, named .txt.",
    )  # fmt: skip
    length: int = knob(
        64, ge=4, le=1024, log=True, help="Characters in a piece: so far back can a model look at most."
    )  # fmt: skip
    alphabet: int = knob(
        256, ge=2, le=8192, log=True, group="advanced",
        help="At most so many different characters are told apart; the rarest become one sign.",
    )  # fmt: skip
    held_out: float = knob(
        0.1, ge=0.01, le=0.5, group="advanced", help="Share of the text, at its end, that is kept apart for testing."
    )


@dataset("text-file")
class TextFile(Dataset):
    """Pieces of a text, one after the other. The last ones are held out, so that no sentence stands on both sides but
    the one that is cut; what is left over between the two is shorter than a piece.

    A text may be several files, those of a folder by name. No piece crosses from one into the next, and held out are
    the last pieces of each, as near to the share as whole pieces allow: of ten files of one piece it is one of them."""

    title = "Text file"
    summary = "Your own text, character by character: any .txt file in UTF-8, or a folder of them."
    source = "files"
    opens = "text"
    kind = Tokens
    Config = Config

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        assert isinstance(config, Config)
        if not config.file:
            return "Text file: choose a text file in UTF-8"
        path = user_path(config.file)
        if not path.is_dir():
            return missing_file(path)
        try:
            return "" if text_files(path) else f"{path}: expected text files (.txt) in it, found none"
        except DataError as error:
            return f"{error}"

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if sentence := TextFile.missing(config, context.data_dir):
            raise DataError(sentence)
        path = user_path(config.file)
        texts = OwnTexts(path.name, text_files(path) if path.is_dir() else [path], context)
        counts = texts.count()
        _check(path.name, counts, texts.sizes, config.length)
        alphabet = Alphabet.of(counts, config.alphabet)
        train, test = divided(texts.tokens(alphabet), config.length, config.held_out)
        notes = _notes(int(counts.sum()), alphabet.different, texts.sizes, config.length)
        kind = Tokens(alphabet.vocabulary, config.length)
        return Examples(path.name, train, test, notes=(*notes, *alphabet.notes, *texts.notes), kind=kind)


def _check(name: str, counts: Int64, sizes: list[int], length: int) -> None:
    """Raises DataError for a text of which there is nothing to learn, or not enough to hold some out."""
    total = sum(sizes)
    if total == 0:
        raise DataError(f"{name}: expected text, found an empty file")
    different = np.flatnonzero(counts)
    if len(different) == 1:
        only = shown_name(chr(int(different[0])))
        raise DataError(f"{name}: expected at least 2 different characters, found only '{only}'")
    if sum(size // length for size in sizes) >= 2:
        return
    if len(sizes) == 1:
        raise DataError(f"{name}: expected at least {2 * length:,} characters for pieces of {length}, found {total:,}")
    longest = max(sizes)
    raise DataError(f"{name}: expected at least two pieces of {length} characters, found files of {longest:,} at most")


def _notes(total: int, different: int, sizes: list[int], length: int) -> tuple[str, ...]:
    if len(sizes) == 1:
        note = f"{total:,} characters, {different:,} different ones; held out is the end."
        return (note,)
    note = f"{total:,} characters in {len(sizes):,} files, {different:,} different ones; held out are ends of files."
    short = sum(size < length for size in sizes)
    if not short:
        return (note,)
    notes = (note, f"Files that are shorter than a piece of {length} are left out: {short:,}.")
    return notes
