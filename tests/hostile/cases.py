"""All cases, by name."""

from __future__ import annotations

import sys

from tests.hostile.case import Case
from tests.hostile.class_cases import CLASS_CASES, REPORT_CASES
from tests.hostile.commands import COMMANDS
from tests.hostile.data_cases import DATA_CASES
from tests.hostile.run_cases import RUN_CASES


def all_cases() -> dict[str, Case]:
    """Raises ValueError where two cases have one name, or a command is not known."""
    cases: dict[str, Case] = {}
    for case in (*RUN_CASES, *DATA_CASES, *CLASS_CASES, *REPORT_CASES):
        if case.name in cases:
            raise ValueError(f"two cases are called {case.name!r}")
        if unknown := set(case.commands) - set(COMMANDS):
            raise ValueError(f"{case.name}: unknown commands {unknown}")
        cases[case.name] = case
    return cases


POSIX = sys.platform != "win32"  # cases with links, pipes and odd names are made where the system has them
