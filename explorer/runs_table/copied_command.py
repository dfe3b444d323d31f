"""The command that trains a run of the table again, and what of the run it does not repeat."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.exports.command import command_of, preset_of
from trainers.exports.repeating import repeat_of
from trainers.reports.repeat_words import repeat_sentences, unlike_lines
from trainers.reports.reported_run import saved_position
from trainers.reports.words import read_words
from trainers.runs.reading import read_run
from trainers.runs.table.row import RunRow

MOST_SAID = 3  # places of its way that are named; the report of a run names all


@dataclass(frozen=True)
class CopiedCommand:
    """``said`` is what it does, in the language that was asked for; ``repeats``: all that there was."""

    line: str
    said: str
    repeats: bool


def copied_command(row: RunRow, language: str) -> CopiedCommand:
    """Of the run in a row, as far as it is. Reads its folder: not for the GUI's thread. Raises ConfigError and
    RunFolderError."""
    run, words = read_run(row.run.path), read_words(language)
    repeat = repeat_of(run.experiment, run.marks, run.saved_step, saved_position(run.path)[1])
    said = repeat_sentences(repeat, run.saved_step, words, run.way_is_known)
    lines = unlike_lines(repeat, run.marks, words)
    listed = [*lines[:MOST_SAID], *(["…"] if len(lines) > MOST_SAID else [])]
    line = command_of(repeat.experiment, row.preset or preset_of(run.experiment), options=repeat.options)
    return CopiedCommand(line, " ".join([*said, "; ".join(listed)]).strip(), run.way_is_known and not repeat.unlike)
