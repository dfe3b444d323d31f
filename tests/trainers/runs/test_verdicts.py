"""How a game stood is kept with the run, for the step at which it was found."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trainers.runs.verdicts import VERDICTS, read_verdicts, write_verdicts


def test_what_was_kept_is_read_at_its_step(tmp_path: Path) -> None:
    assert read_verdicts(tmp_path, 10) == ()
    write_verdicts(tmp_path, 10, ("", "collapse"))
    assert read_verdicts(tmp_path, 10) == ("", "collapse")
    assert read_verdicts(tmp_path, 11) == (), "the run was trained on since"
    write_verdicts(tmp_path, 11, ("healthy", ""))
    assert read_verdicts(tmp_path, 11) == ("healthy", "")


@pytest.mark.parametrize("kinds", ["healthy", ["splendid"], [1], [["healthy"]], ["healthy"] * 9, {}, None])
def test_what_is_no_verdict_is_none(tmp_path: Path, kinds: object) -> None:
    (tmp_path / VERDICTS).write_text(json.dumps({"format": 1, "step": 5, "kinds": kinds}))
    assert read_verdicts(tmp_path, 5) == ()


def test_no_link_is_followed(tmp_path: Path) -> None:
    run, other = tmp_path / "run", tmp_path / "other.json"
    run.mkdir()
    other.write_text(json.dumps({"format": 1, "step": 5, "kinds": ["healthy"]}))
    (run / VERDICTS).symlink_to(other)
    assert read_verdicts(run, 5) == ()
    with pytest.raises(OSError, match="no link"):
        write_verdicts(run, 5, ["collapse"])
    assert "healthy" in other.read_text()
