"""The folder of a sweep may come from somebody else: what cannot be used is one sentence, and nothing is followed."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from trainers.experiment import Experiment
from trainers.runs.files import RunFolderError
from trainers.sweeps.cells import CellState, look_at
from trainers.sweeps.folder import begin_sweep, is_sweep, open_sweep
from trainers.sweeps.sweep import Sweep, Varied

EXPERIMENT = Experiment.parse({"title": "Small", "dataset": {"name": "digits"}, "models": [{"family": "vae"}]})
SWEEP = Sweep.make(EXPERIMENT, [Varied("models.0.beta", (1, 2))], (0, 1))


def test_what_was_begun_is_opened(tmp_path: Path) -> None:
    begin_sweep(tmp_path / "s", SWEEP)
    assert open_sweep(tmp_path / "s").sweep == SWEEP
    assert begin_sweep(tmp_path / "s", SWEEP).sweep == SWEEP  # a job of the same array, a moment later
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "sweep.toml.12-34.part").write_text("")  # one that writes it at this moment
    assert begin_sweep(tmp_path / "t", SWEEP).sweep == SWEEP


@pytest.mark.parametrize(
    "content",
    [
        "", "format = 1", "a = " + "[" * 50_000, "format = 1\nseeds = [99999999999999999999999]\n[experiment]",
        "format = 1\nseeds = [0]\nexperiment = 3", "format = nan", "#" * 300_000,
        'format = 1\nseeds = [0]\nsettings = [{path = "models", values = [1, 2]}]\n[experiment]\n',
        'format = 1\nseeds = [0]\nsettings = [{path = "..", values = [{}, []]}]\n[experiment]\n',
    ],
)  # fmt: skip
def test_what_is_no_sweep_is_one_sentence(tmp_path: Path, content: str) -> None:
    (tmp_path / "sweep.toml").write_text(content)
    with pytest.raises(RunFolderError) as error:
        open_sweep(tmp_path)
    assert str(error.value).count("\n") == 0


def test_a_file_that_was_changed_anywhere_is_opened_or_refused(tmp_path: Path) -> None:
    """200 random changes of a real one; whatever is opened names folders within it only."""
    honest = SWEEP.to_toml().encode()
    chance = random.Random(0)
    refused = 0
    for _ in range(200):
        content = bytearray(honest)
        some = chance.randint(1, 2)
        for _ in range(some):
            content[chance.randrange(len(content))] = (
                chance.choice(b"0123456789./- ") if some == 1 else chance.randrange(256)
            )
        (tmp_path / "sweep.toml").write_bytes(content)
        try:
            found = open_sweep(tmp_path)
        except RunFolderError:
            refused += 1
            continue
        assert all(found.place(cell).parent == tmp_path and "/" not in cell.name for cell in found.sweep.cells)
    assert 0 < refused < 200


@pytest.mark.skipif(os.name == "nt", reason="links ask for rights there")
def test_links_are_not_followed(tmp_path: Path) -> None:
    folder = begin_sweep(tmp_path / "s", SWEEP)
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "experiment.toml").write_text(folder.sweep.cells[0].experiment.to_toml())
    folder.place(folder.sweep.cells[0]).symlink_to(tmp_path / "mine")
    report = look_at(folder, folder.sweep.cells[0])
    assert (report.state, report.reason) == (CellState.SPOILT, "expected a folder, found a file or a link")
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "sweep.toml").symlink_to(tmp_path / "s" / "sweep.toml")
    assert not is_sweep(tmp_path / "other")
    with pytest.raises(RunFolderError, match="no link"):
        open_sweep(tmp_path / "other")
