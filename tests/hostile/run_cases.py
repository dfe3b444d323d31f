"""Hostile run folders, and things that are taken for one."""

from __future__ import annotations

from dataclasses import replace

from tests.hostile.case import Case
from tests.hostile.run_edits import EDITED
from tests.hostile.run_links import LINKED
from tests.hostile.run_names import NAMED
from tests.hostile.run_sizes import LARGE
from tests.hostile.run_specials import SPECIAL

_MADE: list[Case] = [*LINKED, *EDITED, *LARGE, *SPECIAL, *NAMED]
# What the window opens in part has a report, which names what is missing, a line each. It reads no state of training.
REPORTED = [
    replace(case, name=f"{case.name}, reported", commands=("report",), lines=max(case.lines, 4))
    for case in _MADE
    if "open" in case.commands and not case.name.startswith("state:")
]
RUN_CASES: list[Case] = [*_MADE, *REPORTED]
