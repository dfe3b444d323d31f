"""The user's own text, character by character, cut into pieces of one length; the end of it is held out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext, missing_file, user_path
from trainers.examples import DataError, Examples, Int64
from trainers.files.texts import CODES, count_characters, read_characters
from trainers.kinds import UNKNOWN, Tokens
from trainers.knobs import knob
from trainers.shown import shown_name


class Config(DatasetConfig):
    file: str = knob("", kind="path", help="A text file in UTF-8, in any language.")
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
    the one that is cut; what is left over between the two is shorter than a piece."""

    title = "Text file"
    summary = "Your own text, character by character: any .txt file in UTF-8."
    source = "files"
    kind = Tokens
    Config = Config

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        assert isinstance(config, Config)
        if not config.file:
            return "Text file: choose a text file in UTF-8"
        return missing_file(user_path(config.file))

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if sentence := TextFile.missing(config, context.data_dir):
            raise DataError(sentence)
        path = user_path(config.file)

        def told(share: float) -> None:
            context.progress(share, f"Reading {path.name}")

        counts = count_characters(path, lambda share: told(share / 2), context.cancelled)
        total = int(counts.sum())
        _check(path.name, counts, total, config.length)
        alphabet = _alphabet(counts, config.alphabet)
        tokens = np.empty(total, np.int16)
        filled = 0
        for codes in read_characters(path, lambda share: told(0.5 + share / 2), context.cancelled):
            piece = alphabet.index[codes[: total - filled]]  # it may have grown since it was counted
            tokens[filled : filled + len(piece)] = piece
            filled += len(piece)
        if filled < total:
            raise DataError(f"{path.name}: expected {total:,} characters, as there were a moment ago, found {filled:,}")
        train, test = _divided(tokens, config.length, config.held_out)
        notes = (f"{total:,} characters, {alphabet.different:,} different ones; held out is the end.", *alphabet.notes)
        return Examples(path.name, train, test, notes=notes, kind=Tokens(alphabet.vocabulary, config.length))


@dataclass(frozen=True)
class _Alphabet:
    """The characters that are told apart, in the order of Unicode, and the ``index`` (CODES,) of each code point."""

    vocabulary: tuple[str, ...]
    index: NDArray[np.int16]
    different: int  # characters of the text, folded ones included
    notes: tuple[str, ...]


def _check(name: str, counts: Int64, total: int, length: int) -> None:
    """Raises DataError for a text of which there is nothing to learn, or not enough to hold some out."""
    if total == 0:
        raise DataError(f"{name}: expected text, found an empty file")
    different = np.flatnonzero(counts)
    if len(different) == 1:
        only = shown_name(chr(int(different[0])))
        raise DataError(f"{name}: expected at least 2 different characters, found only '{only}'")
    if total < 2 * length:
        raise DataError(f"{name}: expected at least {2 * length:,} characters for pieces of {length}, found {total:,}")


def _alphabet(counts: Int64, most: int) -> _Alphabet:
    """The *most* frequent characters; the others, should there be any, share UNKNOWN, which is one of them."""
    used = np.flatnonzero(counts)
    rare = used[:0]
    if len(used) > most:
        used = used[used != ord(UNKNOWN)]
        by_count = used[np.argsort(-counts[used], kind="stable")]
        rare, used = by_count[most - 1 :], np.sort(by_count[: most - 1])
    index = np.full(CODES, len(used), np.int16)
    index[used] = np.arange(len(used))
    vocabulary = tuple(map(chr, used.tolist()))
    if not len(rare):
        return _Alphabet(vocabulary, index, len(used), ())
    places = int(counts[rare].sum())
    note = (
        f"Rare characters ({len(rare):,}; places in the text: {places:,}) are not told apart: "
        f"all are one sign, {UNKNOWN}."
    )
    return _Alphabet((*vocabulary, UNKNOWN), index, int(np.count_nonzero(counts)), (note,))


def _divided(tokens: NDArray[np.int16], length: int, share: float) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Pieces to train on, from the start, and such that are held out, up to the end: (N, length) each, one at least."""
    pieces = len(tokens) // length
    held_out = min(max(1, round(share * pieces)), pieces - 1)
    cut = (pieces - held_out) * length
    return tokens[:cut].reshape(-1, length), tokens[len(tokens) - held_out * length :].reshape(-1, length)
