"""How far a command trains the same run again, in words: for the report, the table of runs and the terminal."""

from __future__ import annotations

from collections.abc import Sequence

from trainers.exports.repeating import Repeat
from trainers.marks import Mark
from trainers.reports.mark_lines import mark_lines
from trainers.reports.words import Words
from trainers.shown import shown

MOST_FILES, MOST_PATH = 4, 200


def repeat_sentences(repeat: Repeat, step: int, words: Words, is_known: bool = True) -> list[str]:
    """What the command of a run at *step* does. *is_known*: whether it is known what happened on the way."""
    if repeat.unlike:
        said = words(
            "This trains anew, to step {step:,}, with the settings that this run had last. It does not repeat what "
            "happened on the way, so its numbers are others.",
            step=step or repeat.experiment.plan.steps,
        )
    elif not is_known:
        said = words("This trains with the settings that were written down; what happened on the way is not known.")
    elif not step:
        said = words("This trains it as it is planned.")
    else:
        said = words(
            "This trains the same run again; in other versions or on another processor the last digits may differ."
        )
    if len(repeat.threads) > 1:
        said = f"{said} {words('The number of threads changed on the way, which can decide the last digits.')}"
    files = [shown(path, MOST_PATH) for path in repeat.files[:MOST_FILES]]
    read = words("The data are read again, and have to be as they were: {files}", files=words.join(files))
    return [said, read] if files else [said]


def unlike_lines(repeat: Repeat, marks: Sequence[Mark], words: Words) -> list[str]:
    """What is not repeated, a line for each step at which something was done, numbered as among all *marks*."""
    return mark_lines(marks, repeat.experiment, words, only=repeat.unlike) if repeat.unlike else []
