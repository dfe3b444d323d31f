"""``verdicts.json``: how the games of a run stood when the window saved it. Reading it needs no torch.

``{"format": 1, "step": 1000, "kinds": ["healthy", ""]}``: per model the kind of its verdict, empty where there is none.
They are those of the step that is named; only the window measures a game over a run, so nobody else writes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import get_args

from trainers.experiment import MAX_MODELS
from trainers.runs.files import FORMAT, RunFolderError, read_json, write_json
from trainers.verdict.rules import VerdictKind

VERDICTS = "verdicts.json"
_KNOWN = frozenset({"", *get_args(VerdictKind)})


def write_verdicts(run: Path, step: int, kinds: Sequence[str]) -> None:
    """Keeps what was found of the models of a run at *step*. Raises OSError."""
    write_json(run, VERDICTS, {"format": FORMAT, "step": step, "kinds": [*kinds]})


def read_verdicts(run: Path, step: int) -> tuple[str, ...]:
    """What was found at *step*; nothing where that is missing, of another step, or cannot be used."""
    try:
        found = read_json(run, VERDICTS)
    except (FileNotFoundError, RunFolderError):
        return ()
    kinds = found.get("kinds")
    if found.get("step") != step or not isinstance(kinds, list) or len(kinds) > MAX_MODELS:
        return ()
    return tuple(kinds) if all(isinstance(kind, str) and kind in _KNOWN for kind in kinds) else ()
