"""What was seen of one command, and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.hostile.case import Case
from tests.hostile.commands import COMMAND_LINE

MOST_WORK = 30.0  # seconds of a command that goes on to measure or to train
CODES = {True: 0, False: 2}  # by whether the thing can be opened
_SHOWN = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]")
_PREFIX = "latent-explorer: "


@dataclass(frozen=True)
class Seen:
    """*code* is the exit code (in the window: 0 opened, 2 refused). ``said`` are the lines for the user, ``printed``
    everything else that was printed or logged; ``changed`` is what became of the files outside the case's folder."""

    case: str
    command: str
    code: int
    said: tuple[str, ...] = ()
    printed: str = ""
    trace: str = ""
    seconds: float = 0.0
    megabytes: float = 0.0
    changed: tuple[str, ...] = ()


def faults(case: Case, seen: Seen) -> list[str]:
    """One line for everything that is not as it should be; none when all is well."""
    found = [f"outside its folder, {change}" for change in seen.changed]
    if seen.trace:
        found.append(f"an exception came through:\n{seen.trace}")
    if "Traceback" in seen.printed or "LATENT_EXPLORER_DEBUG" in "".join(seen.said):
        found.append(f"a traceback was shown or offered: {seen.printed or seen.said}")
    if seen.code != CODES[case.opens]:
        found.append(f"expected exit code {CODES[case.opens]}, found {seen.code}")
    found += _faults_of_words(case, seen)
    for text in (*seen.said, seen.printed):
        if bad := _SHOWN.search(text):
            found.append(f"{bad[0]!r} reached the screen: {text!r}")
    if seen.megabytes > case.most_mb:
        found.append(f"took {seen.megabytes:.0f} MB; {case.most_mb} are allowed")
    most = MOST_WORK if case.opens and seen.command in COMMAND_LINE else case.most_seconds
    if seen.seconds > most:
        found.append(f"took {seen.seconds:.1f} s; {most:g} are allowed")
    return found


def _faults_of_words(case: Case, seen: Seen) -> list[str]:
    found = []
    if not case.says and not case.opens:
        found.append("a case that is refused has to say so: `says` is empty")
    if case.says and not any(re.search(case.says, line) for line in seen.said):
        found.append(f"expected a sentence like {case.says!r}, found {seen.said}")
    if not case.says and seen.said:
        found.append(f"expected no words, found {seen.said}")
    if len(seen.said) > case.lines:
        found.append(f"expected {case.lines} sentence, found {seen.said}")
    if seen.command in COMMAND_LINE and (odd := [line for line in seen.said if not line.startswith(_PREFIX)]):
        found.append(f"lines that are no sentence of the program: {odd}")
    return found
