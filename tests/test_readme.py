"""What README.md shows to do in a notebook works as it is printed there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import trainers
from trainers.runs.folder import read_run

PAGE = Path(__file__).resolve().parents[1] / "README.md"


@pytest.fixture
def printed() -> list[str]:
    """The blocks of Python, in their order."""
    return re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def test_the_printed_notebook_runs(printed: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every shape in its comments is that of what stands before it, and what it saves is a whole run."""
    [block] = printed
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    exec(compile(block, PAGE.name, "exec"), names)
    told = re.findall(r"^(\w+) = .*# .*?\((\d[\d, ]*)\)$", block, re.MULTILINE)
    assert [name for name, _ in told] == ["x", "z", "samples"]
    for name, shape in told:
        assert names[name].shape == tuple(map(int, shape.split(", ")))
    run = names["run"]
    table = run.experiment.to_table()
    assert (run.step, table["models"][0]["beta"]) == (500, 4)
    curve = run.curves["neg_elbo"]
    assert curve.shape == (500,) and curve[-50:].mean() < curve[:10].mean() - 5
    saved = read_run(tmp_path / "my-run")
    assert (saved.checkpoint_step, saved.newest_step, saved.problems) == (500, 500, ())
    np.testing.assert_array_equal(trainers.load("my-run").decode([[0, 0], [1, 0]]), names["x"])


def test_every_setting_and_question_of_the_text_is_there(printed: list[str]) -> None:
    text = PAGE.read_text(encoding="utf-8").partition("## In a notebook")[2].partition("\n## ")[0]
    asked = set(re.findall(r"\brun\.(\w+)", text))
    assert {"decode", "encode", "sample", "curves", "evaluate", "save", "train", "models", "module"} <= asked
    assert asked <= set(dir(trainers.NotebookRun)) | {"models"}
