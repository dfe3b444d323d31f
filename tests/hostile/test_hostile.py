"""Every hostile file and folder, on the command line and in the window, many to a process."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.hostile import child
from tests.hostile.cases import all_cases
from tests.hostile.commands import COMMAND_LINE
from tests.hostile.judging import Seen, faults

REPOSITORY = Path(__file__).resolve().parents[2]
CASES = all_cases()
PAIRS = [(name, command) for name, case in CASES.items() for command in case.commands]
Answers = dict[tuple[str, str], Seen | str]


@pytest.fixture(scope="module")
def answers(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """What was seen of every pair that was asked for; of one that ended its process, how it did so."""
    root = tmp_path_factory.mktemp("hostile")
    child.make_honest(root)
    asked = [item.callspec.params["pair"] for item in request.session.items if "pair" in _parameters(item)]
    by_surface: dict[str, list[tuple[str, str]]] = {"line": [], "window": []}
    for pair in asked:
        by_surface["line" if pair[1] in COMMAND_LINE else "window"].append(pair)
    found: Answers = {}
    threads = [
        threading.Thread(target=lambda s=surface, p=pairs: found.update(_try_all(root, s, p)))
        for surface, pairs in by_surface.items()
        if pairs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def _parameters(item: pytest.Item) -> dict[str, object]:
    return item.callspec.params if hasattr(item, "callspec") else {}


def _try_all(root: Path, surface: str, pairs: list[tuple[str, str]]) -> Iterator[tuple[tuple[str, str], Seen | str]]:
    """One process for all of them; another one for the rest where one of them ends it."""
    place = root / surface
    place.mkdir()
    shutil.copytree(root / "honest", place / "honest")
    left = list(pairs)
    while left:
        told = "".join(json.dumps(pair) + "\n" for pair in left)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "tests.hostile.child", str(place), surface],
            input=told, capture_output=True, text=True, cwd=REPOSITORY,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(place / "home"), "LANGUAGE": "en"},
        )  # fmt: skip
        answered = place / f"{surface}.jsonl"
        lines = answered.read_text(encoding="utf-8").splitlines() if answered.exists() else []
        answered.unlink(missing_ok=True)
        for line in lines:
            table = json.loads(line)
            seen = Seen(**{**table, "said": tuple(table["said"]), "changed": tuple(table["changed"])})
            yield (seen.case, seen.command), seen
        left = left[len(lines) :]
        if left:
            yield left.pop(0), f"the process ended ({done.returncode}):\n{done.stderr[-4000:]}"


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{pair[0]}, {pair[1]}")
def test_what_is_hostile_is_named_and_does_no_harm(pair: tuple[str, str], answers: Answers) -> None:
    seen = answers[pair]
    assert isinstance(seen, Seen), seen
    assert faults(CASES[pair[0]], seen) == []
