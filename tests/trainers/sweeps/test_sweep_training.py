"""Cells are trained as by hand, once, from where they were left; what cannot be gone on with is put aside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from trainers.cli.main import main
from trainers.dataset import LoadContext
from trainers.machine.own_program import own_command, own_environment
from trainers.runs.figures import read_figures
from trainers.runs.folder import read_checkpoint, read_run
from trainers.runs.lock import acquire
from trainers.sweeps.cells import CellState, look_at, write_failure
from trainers.sweeps.folder import SweepFolder, open_sweep

pytestmark = pytest.mark.usefixtures("one_thread")
BETA = "models.0.beta=0.5,4"
CELLS = ("beta-0.5_seed-0", "beta-4_seed-0", "beta-0.5_seed-1", "beta-4_seed-1")
TIMES = {"seconds", "steps_per_second"}
TOML = """
title = "Small"
steps = 8
batch_size = 16
[dataset]
name = "digits"
[[models]]
family = "vae"
label = "V"
layers = [8]
"""


@pytest.fixture
def sweep(
    toml: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, dict[str, Any], str]]:
    """Sweeps two betas and two seeds, or goes on with that; gives exit code, the last line and what else was said."""

    def go(*more: str, plan: bool = True) -> tuple[int, dict[str, Any], str]:
        planned = [str(toml), "--set", BETA, "--seeds", "0,1"] if plan else []
        code = main(["sweep", *planned, "--out", str(tmp_path / "sweep"), *OPTIONS, *more])
        captured = capsys.readouterr()
        return code, json.loads(captured.out.splitlines()[-1]) if captured.out else {}, captured.err

    return go


OPTIONS = ("--device", "cpu", "--no-keyframes", "--threads", "1")


def by_hand(toml: Path, out: Path, name: str) -> Path:
    beta, seed = name.removeprefix("beta-").split("_seed-")
    arguments = ["--set", f"models.0.beta={beta}", "--seed", seed, "--out", str(out / name)]
    assert main(["train", str(toml), *arguments, *OPTIONS]) == 0
    return out / name


def assert_same_run(one: Path, other: Path) -> None:
    """Weights, optimisers and generators bit for bit, and the same figures but for the time that it took."""
    first, second = read_checkpoint(one).tensors, read_checkpoint(other).tensors
    assert first.keys() == second.keys() and all(bool((first[name] == second[name]).all()) for name in first)
    a, b = ([{k: v for k, v in m.items() if k not in TIMES} for m in read_figures(run).models] for run in (one, other))
    assert a == b


def halt(cell: Path, toml: Path, name: str, step: int) -> None:
    """Trains the run of a cell by hand up to *step*, as if Ctrl-C were pressed there."""
    from trainers.experiment import read_toml
    from trainers.runs.starting import start_run

    beta, seed = name.removeprefix("beta-").split("_seed-")
    experiment = read_toml(toml).with_settings({"models.0.beta": float(beta), "seed": int(seed)})
    training = start_run(experiment, cell, LoadContext(cell), "cpu", threads=1)
    try:
        training.train(stopped=lambda: training.loop.step_count >= step, keyframes=False)
    finally:
        training.close()


def begun_again(folder: Path) -> dict[str, int]:
    return {name: (folder / name / "environment.json").stat().st_mtime_ns for name in CELLS}


def test_every_cell_is_the_run_that_train_makes(sweep, toml: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    code, said, told = sweep()
    assert code == 0 and said["finished"] == 4 and [cell["run"] for cell in said["cells"]] == list(CELLS)
    assert "4 of 4: beta-4_seed-1 is finished" in told
    for name in CELLS:
        assert_same_run(by_hand(toml, tmp_path / "hand", name), tmp_path / "sweep" / name)
    losses = [read_figures(tmp_path / "sweep" / f"beta-4_seed-{seed}").numbers(0)["test_neg_elbo"] for seed in (0, 1)]
    row = next(row for row in said["table"] if row["values"] == {"models.0.beta": 4})
    found = row["figures"]["test_neg_elbo"]
    assert found["runs"] == 2 and abs(found["mean"] - sum(losses) / 2) < 1e-9
    assert abs(found["std"] - abs(losses[0] - losses[1]) / 2**0.5) < 1e-9


def test_what_is_finished_is_not_done_twice(sweep, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sweep()
    before = begun_again(tmp_path / "sweep")
    for plan in (True, False):  # the same sweep, or only its folder
        code, said, told = sweep(plan=plan)
        assert code == 0 and said["finished"] == 4 and "is finished" not in told
    assert begun_again(tmp_path / "sweep") == before


def test_a_single_value_is_read_as_several_are(sweep, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert sweep("--show", "--set", "batch_size=２４")[0] == 0
    assert {cell.experiment.plan.batch_size for cell in open_sweep(tmp_path / "sweep").sweep.cells} == {24}


def test_another_sweep_is_refused_and_nothing_is_written(sweep, toml: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert sweep("--show")[0] == 0  # made, and nothing trained
    before = sorted(os.listdir(tmp_path / "sweep"))
    assert before == ["sweep.toml"]
    code, said, told = sweep("--steps", "9")
    assert (code, said) == (2, {})
    assert "holds another sweep: steps is 8 there and 9 here; choose another folder" in told
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("kept")
    assert main(["sweep", str(toml), "--out", str(tmp_path / "mine"), *OPTIONS]) == 2
    assert os.listdir(tmp_path / "mine") == ["letter.txt"] and sorted(os.listdir(tmp_path / "sweep")) == before


def test_a_cell_that_was_cut_short_goes_on(sweep, toml: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sweep("--show")
    halt(tmp_path / "sweep" / CELLS[1], toml, CELLS[1], 5)
    assert [report.state for report in reports(tmp_path)][:2] == [CellState.WAITING, CellState.BEGUN]
    before = (tmp_path / "sweep" / CELLS[1] / "environment.json").stat().st_mtime_ns
    assert sweep()[0] == 0
    assert begun_again(tmp_path / "sweep")[CELLS[1]] == before
    assert_same_run(by_hand(toml, tmp_path / "hand", CELLS[1]), tmp_path / "sweep" / CELLS[1])


def reports(tmp_path: Path) -> list[Any]:
    folder = open_sweep(tmp_path / "sweep")
    return [look_at(folder, cell) for cell in folder.sweep.cells]


def test_figures_that_are_missing_are_measured_again(sweep, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """As after a kill between the last save and the figures."""
    _, said, _ = sweep()
    (tmp_path / "sweep" / CELLS[0] / "figures.json").unlink()
    (tmp_path / "sweep" / CELLS[1] / "figures.json").write_text("{")
    code, again, told = sweep()
    assert code == 0 and again["table"] == said["table"] and "aside" not in told


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def write(run: Path, content: str) -> None:
    (run / "experiment.toml").write_text(content)


SPOILT: dict[str, tuple[Callable[[Path], object], str]] = {
    "no checkpoint": (lambda run: (run / "resume.json").unlink(), "resume.json is missing"),
    "a bit of the state": (lambda run: flip(next(run.glob("resume-*.safetensors"))), "resume-"),
    "no experiment": (lambda run: write(run, "title = ["), "experiment.toml: "),
    "another run": (
        lambda run: write(run, (run / "experiment.toml").read_text().replace("seed = 0", "seed = 5")),
        "it holds another run: seed is 5 there and 0 here",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SPOILT)
def test_what_is_damaged_is_put_aside_and_made_anew(sweep, toml: Path, tmp_path: Path, case: str) -> None:  # type: ignore[no-untyped-def]
    spoil, why = SPOILT[case]
    sweep("--show")
    run = tmp_path / "sweep" / CELLS[0]
    halt(run, toml, CELLS[0], 3)
    spoil(run)
    kept = {path.name: path.read_bytes() for path in run.iterdir() if path.is_file()}
    code, said, told = sweep()
    assert code == 0 and said["finished"] == 4
    assert f"{CELLS[0]}: {why}" in told and f"it was put aside as {CELLS[0]} (set aside), and is trained anew" in told
    aside = tmp_path / "sweep" / f"{CELLS[0]} (set aside)"
    assert {path.name: path.read_bytes() for path in aside.iterdir() if path.is_file()} == kept
    assert_same_run(by_hand(toml, tmp_path / "hand", CELLS[0]), run)


def test_a_file_in_the_place_of_a_cell_is_kept(sweep, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sweep("--show")
    (tmp_path / "sweep" / CELLS[0]).write_text("mine")
    assert sweep()[0] == 0
    assert (tmp_path / "sweep" / f"{CELLS[0]} (set aside)").read_text() == "mine"


def test_a_cell_that_diverges_is_recorded_and_stops_no_other(
    sweep, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    import torch

    from trainers.families.vae import VariationalAutoencoder

    real = VariationalAutoencoder.step

    def explode(self, x, y, clock, generator):  # type: ignore[no-untyped-def]
        values = real(self, x, y, clock, generator)
        bad = self.config.beta == 4 and clock.step >= 3
        return {name: value * torch.nan for name, value in values.items()} if bad else values

    with monkeypatch.context() as patch:
        patch.setattr(VariationalAutoencoder, "step", explode)
        code, said, told = sweep()
    assert code == 1 and [cell["state"] for cell in said["cells"]] == ["finished", "failed"] * 2
    assert "of V became not a number or infinite at step 4" in said["cells"][1]["reason"]
    assert "beta-4_seed-0: failed: " in told
    assert not (tmp_path / "sweep" / CELLS[1] / "run.lock").exists()
    assert sweep()[1]["cells"][1]["state"] == "failed"  # it would fail again, and is not tried
    shutil.rmtree(tmp_path / "sweep" / CELLS[1])
    assert sweep()[1]["cells"][1]["state"] == "finished"


def test_what_fails_once_is_left_for_the_next_call(sweep, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    from trainers.families.vae import VariationalAutoencoder

    def fail(*_: object) -> None:
        raise MemoryError("none left")

    with monkeypatch.context() as patch:
        patch.setattr(VariationalAutoencoder, "step", fail)
        code, said, told = sweep()
    assert code == 1 and said["finished"] == 0
    assert "beta-4_seed-1 is left (MemoryError: none left)" in told
    assert sweep()[0] == 0


def test_a_cell_that_somebody_else_trains_is_left_to_them(sweep, tmp_path: Path, toml: Path) -> None:  # type: ignore[no-untyped-def]
    sweep("--show")
    halt(tmp_path / "sweep" / CELLS[2], toml, CELLS[2], 3)
    lock = acquire(tmp_path / "sweep" / CELLS[2])
    assert lock is not None
    try:
        code, said, told = sweep()
        assert code == 1 and [cell["state"] for cell in said["cells"]] == [
            "finished",
            "finished",
            "training",
            "finished",
        ]
        assert f"{CELLS[2]}: is being trained, step 3 of 8" in told
    finally:
        lock.release()
    assert sweep()[0] == 0


def test_a_finished_cell_that_somebody_has_open_is_finished(sweep, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sweep()
    lock = acquire(tmp_path / "sweep" / CELLS[0])
    assert lock is not None
    try:
        assert sweep()[1]["finished"] == 4
    finally:
        lock.release()


def test_two_that_want_a_cell_at_once(sweep, tmp_path: Path, toml: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    """Somebody takes it, or makes it, while its data are loaded here."""
    from trainers.runs import making

    sweep("--show")
    real, locks = making.load_examples, []

    def load(*arguments: Any) -> Any:
        run = tmp_path / "sweep" / CELLS[0]
        if not locks:
            run.mkdir()
            locks.append(acquire(run))
        return real(*arguments)

    monkeypatch.setattr(making, "load_examples", load)
    code, said, _ = sweep()
    assert code == 1 and [cell["state"] for cell in said["cells"]] == ["training", "finished", "finished", "finished"]
    locks[0].release()
    assert sweep()[0] == 0


def test_shards_merge_by_copying(sweep, toml: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Each task on a machine of its own; their run folders in one place are the whole sweep."""
    for number in range(2):
        out = tmp_path / f"task {number}"
        arguments = [str(toml), "--set", BETA, "--seeds", "0,1", "--out", str(out), "--shard", f"{number}/2"]
        assert main(["sweep", *arguments, *OPTIONS]) == 0
        assert sum(path.is_dir() for path in out.iterdir()) == 2
        shutil.copytree(out, tmp_path / "sweep", dirs_exist_ok=True)
    code, said, told = sweep("--show", "--csv", str(tmp_path / "table.csv"), plan=False)
    assert code == 0 and said["finished"] == 4
    assert len((tmp_path / "table.csv").read_text().splitlines()) == 3 and "±" in told


def test_the_queue_can_be_changed(sweep, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    sweep("--show")
    folder = open_sweep(tmp_path / "sweep")
    folder.change_queue([CELLS[3], CELLS[2]], [CELLS[0]])
    code, said, told = sweep()
    order = [line.split(": ")[2].split()[0] for line in told.splitlines() if " is finished" in line]
    assert order == [CELLS[3], CELLS[2], CELLS[1]]
    assert code == 1 and said["cells"][0]["state"] == "waiting"
    (tmp_path / "sweep" / "queue.json").write_text('{"order": 1}')
    code, _, told = sweep()
    assert code == 2 and told == "latent-explorer: queue.json: order: expected a valid list, found 1\n"


def test_a_cell_that_is_left_out_while_it_trains_is_saved(
    sweep, toml: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # type: ignore[no-untyped-def]
    from trainers.runs import headless

    monkeypatch.setattr(headless, "REPORT_SECONDS", 0.0)
    monkeypatch.setattr(headless, "FLUSH_SECONDS", 0.0)
    real = SweepFolder.left_out
    monkeypatch.setattr(SweepFolder, "left_out", lambda self: real(self) | {CELLS[0]})
    code, said, _ = sweep()
    assert (code == 1 and [cell["state"] for cell in said["cells"]][:2] == ["begun", "begun"]) or said["cells"][0][
        "step"
    ] < 8
    monkeypatch.setattr(SweepFolder, "left_out", real)
    assert sweep()[0] == 0
    assert_same_run(by_hand(toml, tmp_path / "hand", CELLS[0]), tmp_path / "sweep" / CELLS[0])


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--set", "models.0.beta=1"), "expected a TOML file or --preset NAME for another"),
        (("--seeds", "0"), "expected a TOML file or --preset NAME for another"),
        (("--jobs", "0"), "--jobs: expected 1 to 256 processes, found 0"),
        (("--shard", "2/2"), "--shard: expected I/N"),
        (("--save-every", "nan"), "--save-every: expected more than 0 seconds"),
        (("--threads", "0"), "--threads: expected 1 to"),
        (("--preset", "no-such"), "preset: expected one of"),
        (("--preset", "vae-digits", "--set", "models.0.beta=1,2", "--set", "models.0.beta=3"), "each setting once"),
        (("--preset", "vae-digits", "--set", "beta"), "--set: expected PATH=VALUE,VALUE"),
        (("--preset", "vae-digits", "--set", "models.0.beta=1,x"), "models.0.beta: expected 0 to"),
        ((), "expected the folder of a sweep with sweep.toml, found none"),
    ],
)
def test_what_cannot_be_begun(
    more: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["sweep", "--out", str(tmp_path / "sweep"), *more]) == 2
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.count("\n") == 1 and said in captured.err
    assert not (tmp_path / "sweep").exists()


def test_a_failure_is_read_as_it_was_written(tmp_path: Path) -> None:
    from trainers.sweeps.cells import failure_of

    assert failure_of(tmp_path) == ""
    write_failure(tmp_path, "the loss is gone")
    assert failure_of(tmp_path) == "the loss is gone"
    (tmp_path / "failure.json").write_text('{"format": 1}')
    assert failure_of(tmp_path) == ""  # it is tried again


# ---------------------------------------------------------------------- real processes

LONG = ("--steps", "300", "--save-every", "0.05", *OPTIONS)


def start(toml: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    arguments = ["sweep", str(toml), "--set", BETA, "--seeds", "0,1", "--out", str(out), *LONG, "--json", *more]
    return subprocess.Popen(
        own_command("trainers.cli", *arguments), stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True,
        env=own_environment(OMP_NUM_THREADS="1"),
    )  # fmt: skip


def await_event(process: subprocess.Popen[str], wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
    assert process.stdout is not None
    for line in process.stdout:
        if wanted(event := json.loads(line)):
            return event
    raise AssertionError("ended before that")


def test_a_sweep_that_is_killed_goes_on_and_every_cell_is_there_once(toml: Path, tmp_path: Path) -> None:
    out = tmp_path / "sweep"
    for cell in (0, 2):  # killed in the first cell, then in the third one
        with start(toml, out) as process:
            await_event(process, lambda event, cell=cell: event.get("run") == CELLS[cell])  # type: ignore[misc]
            process.kill()
            assert process.stdout is not None
            process.stdout.read()
    assert main(["sweep", "--out", str(out), *LONG[2:]]) == 0
    assert sorted(path.name for path in out.iterdir() if path.is_dir()) == sorted(CELLS)
    assert read_run(out / CELLS[2]).problems == ()
    for name in (CELLS[0], CELLS[2]):
        beta, seed = name.removeprefix("beta-").split("_seed-")
        hand = ["--set", f"models.0.beta={beta}", "--seed", seed, "--out", str(tmp_path / "hand" / name)]
        assert main(["train", str(toml), *hand, *LONG]) == 0
        assert_same_run(tmp_path / "hand" / name, out / name)


def test_jobs_share_the_work_and_end_with_whoever_began_them(toml: Path, tmp_path: Path) -> None:
    """One that dies is told of; the other one ends when the one that began them is asked to, and saves."""
    import psutil

    out = tmp_path / "sweep"
    with start(toml, out, "--attached", "--jobs", "2", "--steps", "100000") as process:
        seen: set[str] = set()

        def both_train(event: dict[str, Any]) -> bool:
            seen.update([event["run"]] if event["event"] == "progress" else [])
            return len(seen) == 2

        await_event(process, both_train)
        psutil.Process(process.pid).children()[0].kill()
        note = await_event(process, lambda event: event["event"] == "note")["text"]
        assert process.stdin is not None and process.stdout is not None
        process.stdin.close()
        last = json.loads(process.stdout.read().splitlines()[-1])
        assert process.wait(60) == 130
    assert note.startswith("a job of this sweep ended ") and note.endswith(" is left for the next call")
    begun = {cell["run"]: cell["step"] for cell in last["cells"] if cell["state"] == "begun"}
    assert set(begun) == seen and any(name in note for name in seen)
    assert all(read_run(out / name).problems == () for name in seen)
    (saved,) = (name for name in seen if name not in note)
    assert not (out / saved / "run.lock").exists() and read_run(out / saved).checkpoint_step == begun[saved]
