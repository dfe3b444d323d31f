"""Two real processes train one run: the same losses as one, one folder, and what happens when one of them dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.trainers.training.processes import REPOSITORY, environment, outcomes, started
from trainers.catalog import families
from trainers.cli.main import main
from trainers.experiment import Experiment
from trainers.runs.folder import read_run
from trainers.runs.lock import LockState, lock_state
from trainers.runs.making import make_loop

TOML = """
batch_size = 15
steps = 40
seed = 5
[dataset]
name = "digits"
[[models]]
family = "vae"
layers = [32, 16]
[[models]]
family = "gan"
label = "GAN"
g_layers = [16]
d_layers = [16]
"""
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="gloo and signals are tried where clusters are")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """What two processes found of every family."""
    folder = tmp_path_factory.mktemp("ranked")
    out = folder / "table.jsonl"
    for code, _, said in outcomes(started(2, folder, "-m", "tests.trainers.training.ranked_families", str(out))):
        assert code == 0, said
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def test_every_family_learns_in_two_processes_what_it_learns_in_one(table: list[dict[str, Any]]) -> None:
    rows = table[:-1]
    assert {row["title"].split()[0] for row in rows} == set(families())
    assert {row["title"]: row["worst"] for row in rows if row["worst"] > 1e-5} == {}


def test_every_process_ends_with_the_same_bits(table: list[dict[str, Any]]) -> None:
    assert [row["title"] for row in table[:-1] if not row["same"]] == []


def test_a_process_that_has_come_apart_takes_over_the_numbers_of_the_leader(table: list[dict[str, Any]]) -> None:
    assert [row["title"] for row in table[:-1] if row["networks"] and not row["apart"]] == []
    assert [row["title"] for row in table[:-1] if not row["aligned"]] == []


def test_every_network_is_shared_and_what_has_none_sends_nothing(table: list[dict[str, Any]]) -> None:
    assert [row["title"] for row in table[:-1] if bool(row["sent"]) != row["networks"]] == []


def test_batches_without_an_example_for_each_process_are_refused(table: list[dict[str, Any]]) -> None:
    assert table[-1]["refused"] == (
        "torchrun: 2 processes cannot share batches of 1; start no more than that, or take larger batches"
    )


# ---------------------------------------------------------------------- the command line


def train(out: Path, *more: str) -> list[str]:
    return ["train", "--out", str(out), "--device", "cpu", "--threads", "1", "--json", *more]


def new(folder: Path, *more: str) -> list[str]:
    toml = folder / "few.toml"
    toml.write_text(TOML, encoding="utf-8")
    return train(folder / "run", str(toml), *more)


def curves(run: Path) -> list[tuple[str, Sequence[float]]]:
    scalars = read_run(run).scalars()
    assert scalars is not None
    return [(name, series.tolist()) for model in scalars.values for name, series in model.items()]


def test_one_process_under_torchrun_is_one_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "without").mkdir()
    (tmp_path / "with").mkdir()
    assert main(new(tmp_path / "without")) == 0
    for name, value in {"RANK": "0", "WORLD_SIZE": "1", "LOCAL_RANK": "0", "MASTER_ADDR": "localhost"}.items():
        monkeypatch.setenv(name, value)
    assert main(new(tmp_path / "with")) == 0
    runs = [tmp_path / each / "run" for each in ("without", "with")]
    assert curves(runs[0]) == curves(runs[1])
    weights = [sorted(path.name for path in run.rglob("*.safetensors")) for run in runs]
    assert weights[0] == weights[1]  # their names tell their content


def test_a_rank_that_is_none_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("RANK", "x")
    monkeypatch.setenv("WORLD_SIZE", "2")
    assert main(new(tmp_path)) == 2
    assert capsys.readouterr().err == "latent-explorer: RANK: expected 0 to 1, as torchrun says it, found 'x'\n"
    assert not (tmp_path / "run").exists()


def test_a_run_goes_on_with_more_processes_and_with_fewer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "alone").mkdir()
    run, alone = tmp_path / "run", tmp_path / "alone" / "run"
    assert main(new(tmp_path / "alone", "--steps", "12")) == 0
    assert main(train(alone, "--resume", "--steps", "24")) == 0
    assert main(train(alone, "--resume", "--steps", "40")) == 0
    assert main(new(tmp_path, "--steps", "12")) == 0
    (code, out, said), (other, nothing, silent) = outcomes(
        started(2, tmp_path, "-m", "trainers", *train(run, "--resume", "--steps", "24"))
    )
    assert (code, other) == (0, 0), said + silent
    assert (nothing, silent) == ("", "")  # the leader alone speaks
    assert json.loads(out.splitlines()[-1])["processes"] == 2
    assert "2 processes train together" in said
    assert "Processes that train together: 1 until now, 2 from here on, so sums are rounded differently." in said
    capsys.readouterr()
    assert main(train(run, "--resume", "--steps", "40")) == 0
    assert "Processes that train together: 2 until now, 1 from here on" in capsys.readouterr().err
    for (name, found), (_, expected) in zip(curves(run), curves(alone), strict=True):
        assert len(found) == 40
        assert found == pytest.approx(expected, abs=1e-4, rel=1e-4), name


def test_all_processes_hear_of_the_plan_by_which_a_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes the loop tells the others: by another plan their learning rates would be others."""
    assert main(new(tmp_path, "--steps", "12")) == 0
    told: list[int] = []

    def make(experiment: Experiment, *given: Any) -> Any:
        told.append(experiment.plan.steps)
        return make_loop(experiment, *given)

    monkeypatch.setattr("trainers.runs.starting.make_loop", make)
    assert main(train(tmp_path / "run", "--resume", "--steps", "24")) == 0
    assert told == [24]


def test_when_one_is_killed_torchrun_ends_with_an_error_and_the_run_is_whole(tmp_path: Path) -> None:
    torchrun = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node", "2"]
    command = [*torchrun, "-m", "trainers", *new(tmp_path, "--steps", "1000000", "--save-every", "0.2")]
    with subprocess.Popen(
        command, cwd=REPOSITORY, env=environment(tmp_path), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as launcher:
        try:
            run = tmp_path / "run"
            _until(lambda: (run / "resume.json").exists(), 90)
            os.kill(_follower(launcher.pid), signal.SIGKILL)
            killed = time.monotonic()
            _, said = launcher.communicate(timeout=60)
        finally:
            launcher.kill()
    assert time.monotonic() - killed < 30
    assert launcher.returncode != 0
    assert "SIGKILL" in said
    assert lock_state(run) is not LockState.HELD
    contents = read_run(run)
    assert contents.checkpoint_step is not None and contents.checkpoint_step > 0
    step = contents.checkpoint_step + 3
    assert main(train(run, "--resume", "--steps", str(step))) == 0
    assert len(curves(run)[0][1]) == step


def _follower(launcher: int) -> int:
    """The process of rank 1 among the children of torchrun."""
    import psutil

    [found] = [each for each in psutil.Process(launcher).children() if each.environ().get("RANK") == "1"]
    return int(found.pid)


def _until(happened: Any, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "nothing was saved"
        time.sleep(0.05)
