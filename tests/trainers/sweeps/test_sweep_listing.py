"""Sweeps are listed by what is cheap to know; what is damaged hides no other."""

from __future__ import annotations

import os
from pathlib import Path

from trainers.experiment import Experiment
from trainers.sweeps.folder import begin_sweep
from trainers.sweeps.listing import list_sweeps
from trainers.sweeps.sweep import Sweep, Varied

EXPERIMENT = Experiment.parse({"title": "Small", "dataset": {"name": "digits"}, "models": [{"family": "vae"}]})


def test_newest_first_with_how_many_are_finished(tmp_path: Path) -> None:
    for number, values in enumerate(((1, 2), (1, 2, 3))):
        made = begin_sweep(tmp_path / f"s{number}", Sweep.make(EXPERIMENT, [Varied("models.0.beta", values)], (0, 1)))
        os.utime(made.path / "sweep.toml", (1000.0 + number, 1000.0 + number))
    done = tmp_path / "s0" / "beta-1_seed-0"
    done.mkdir()
    (done / "figures.json").write_text("{}")
    (tmp_path / "damaged").mkdir()
    (tmp_path / "damaged" / "sweep.toml").write_text("seeds = 3")
    (tmp_path / "a run").mkdir()
    found = list_sweeps(tmp_path)
    assert [(each.path.name, each.finished, each.runs, each.begun) for each in found] == [
        ("s1", 0, 6, 1001.0), ("s0", 1, 4, 1000.0),
    ]  # fmt: skip
    assert (found[0].title, found[0].paths) == ("Small", ("models.0.beta",))
    assert list_sweeps(tmp_path / "nowhere") == []
