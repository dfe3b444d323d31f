"""Chinese quatrains: four lines of five or of seven characters, from a file that is put into the data folder."""

from __future__ import annotations

from pathlib import Path

from trainers import places
from trainers.catalog import dataset
from trainers.dataset import Dataset, DatasetConfig, LoadContext
from trainers.datasets._texts.alphabet import Alphabet
from trainers.datasets._texts.lines import as_lines, lines_kind
from trainers.datasets._texts.poem_form import FormRules, Lengths
from trainers.examples import DataError, Examples
from trainers.files.splits import name_keys, split
from trainers.files.texts import read_characters
from trainers.kinds import END, Tokens
from trainers.knobs import knob

FOLDER, FILE = "poems", "quatrains.txt"
HELD_OUT = 0.025


class Config(DatasetConfig):
    lines: Lengths = knob("both", help="Poems whose lines have five characters, seven, or both sorts of poems.")
    alphabet: int = knob(
        3000, ge=100, le=8192, log=True,
        help="At most so many different characters are told apart; the rarest become one sign.",
    )  # fmt: skip


@dataset("poems")
class Poems(Dataset):
    """Quatrains, one a line; a line that is none is left out. Whether a poem is held out depends on its text alone."""

    title = "Chinese poems"
    summary = "Classical quatrains, four lines of five or seven characters, from the data folder."
    source = "placed"
    kind = Tokens
    Config = Config

    @staticmethod
    def missing(config: DatasetConfig, data_dir: Path) -> str:
        if poems_file(data_dir) is not None:
            return ""
        return (
            f"Chinese poems: expected {FILE} in {data_dir / FOLDER}, found none; it cannot be downloaded: "
            "put a file of that name there, in UTF-8, one poem a line"
        )

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        path = poems_file(context.data_dir)
        if path is None:
            raise DataError(Poems.missing(config, context.data_dir))

        def told(share: float) -> None:
            context.progress(share, f"Reading {path.name}")

        said = list[str]()
        read = read_characters(path, told, context.cancelled, said)
        written = "".join(piece.astype("<u4").tobytes().decode("utf-32-le") for piece in read).split(END)
        rules = FormRules(config.lines)
        found = [line for line in dict.fromkeys(written) if rules.keeps_form(line)]
        if len(found) < 2:
            raise DataError(f"{path.name}: expected quatrains, one a line, such as {rules.example}, found {len(found)}")
        others = [line for line in written if line and not FormRules("both").keeps_form(line)]
        train, test = split(name_keys(found), None, HELD_OUT)
        alphabet = Alphabet.of_texts(found, config.alphabet)
        tokens = lines_kind(alphabet, found)
        notes = [f"{len(found):,} poems, {alphabet.different:,} different characters.", *said, *alphabet.notes]
        if others:
            notes.append(f"Lines that are no quatrains are left out: {len(others):,}.")
        return Examples(
            title=Poems.title,
            train=as_lines(alphabet, tokens, [found[index] for index in train]),
            test=as_lines(alphabet, tokens, [found[index] for index in test]),
            notes=tuple(notes),
            kind=tokens,
            text_rules=rules,
        )


def poems_file(data_dir: Path) -> Path | None:
    """The file in its folder of *data_dir*, or in *data_dir* itself where that is called so, or else the one that the
    program carries; None where there is none."""
    folders = [data_dir / FOLDER, *([data_dir] if data_dir.resolve().name == FOLDER else [])]
    if (bundled := places.bundled_data_dir()) is not None:
        folders.append(bundled / FOLDER)
    return next((folder / FILE for folder in folders if (folder / FILE).is_file()), None)
