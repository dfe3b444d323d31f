"""Run folders: what is written comes back, whatever happens to the disk or the files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers.experiment import Experiment
from trainers.messages import ModelPictures, PicturesDrawn, Scalars
from trainers.runs.folder import (
    RunFolder,
    RunFolderError,
    dismiss_crash,
    read_checkpoint,
    read_run,
    read_weights,
    recent_runs,
    unfinished_runs,
)
from trainers.runs.lock import LOCK, LockState, acquire, lock_state
from trainers.training.loop_state import LoopState

REPOSITORY = Path(__file__).resolve().parents[3]


def experiment(**plan: object) -> Experiment:
    models = [{"family": "ae", "label": "AE"}, {"family": "vae", "label": "VAE"}]
    return Experiment.parse({"title": "Two", "steps": 50, **plan, "dataset": {"name": "digits"}, "models": models})


def scalars(first: int, count: int, offset: float = 0.0) -> Scalars:
    """Values that tell where they come from: loss of model m at step s is s + m / 10 + offset."""
    steps = np.arange(first, first + count, dtype=np.float32)
    return Scalars(1, first, tuple({"loss": (steps + m / 10 + offset).astype(np.float32)} for m in range(2)))


def pictures(step: int, size: int = 3) -> PicturesDrawn:
    rng = np.random.default_rng(step)
    images = rng.integers(0, 256, (size, 1, 4, 4), np.uint8)
    codes = rng.normal(size=(size, 2)).astype(np.float32)
    models = (
        ModelPictures(images, None, codes, None, {"test_mse": 0.25}),
        ModelPictures(images, images[:1], codes, np.abs(codes), {"test_mse": 0.5, "test_kl": float("inf")}),
    )
    return PicturesDrawn(1, step, models, keyframe=True)


def state(step: int) -> LoopState:
    tensors = {
        "models.0.nets.weight": torch.full((3, 2), float(step)),
        "models.0.optimizers.main.0.step": torch.tensor(float(step)),
        "order.permutation": torch.arange(step + 1),
        "order.generator": torch.Generator().manual_seed(step).get_state(),
    }
    return LoopState(tensors, {"step": step, "device": "cpu", "live_knobs": [{"learning_rate": 0.1}, {}]})


def weights(step: int) -> list[dict[str, torch.Tensor]]:
    return [{"weight": torch.full((2, 2), float(step + model))} for model in range(2)]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs" / "first run"


@pytest.fixture
def folder(path: Path) -> Iterator[RunFolder]:
    opened = RunFolder.create(path, experiment(), "CPU · 2 threads")
    yield opened
    opened.close()


@pytest.fixture
def finished(folder: RunFolder, path: Path) -> Path:
    """A closed run of 20 steps, saved at step 20, with keyframes at 0, 10 and 20."""
    for step in (0, 10, 20):
        folder.write_keyframe(pictures(step))
    folder.append_metrics(scalars(1, 20))
    folder.write_checkpoint(state(20), weights(20), experiment())
    folder.close()
    return path


# --------------------------------------------------------------------------- what is written comes back


def test_all_comes_back(finished: Path) -> None:
    run = read_run(finished)
    assert run.problems == ()
    assert run.experiment == experiment()
    assert run.environment["device"] == "CPU · 2 threads" and run.environment["torch"] == torch.__version__
    assert (run.first_step, run.checkpoint_step, run.newest_step) == (1, 20, 20)
    again = run.scalars(7)
    assert again is not None and (again.run_id, again.first_step, again.count) == (7, 1, 20)
    for found, wanted in zip(again.values, scalars(1, 20).values, strict=True):
        np.testing.assert_array_equal(found["loss"], wanted["loss"])
        assert found["loss"].dtype == np.float32 and not found["loss"].flags.writeable


def test_keyframes_come_back(finished: Path) -> None:
    run = read_run(finished)
    assert run.keyframe_steps == (0, 10, 20)
    found, wanted = run.read_keyframe(10), pictures(10)
    assert found.step == 10 and found.keyframe
    for a, b in zip(found.models, wanted.models, strict=True):
        for name in ("reconstructions", "samples", "codes", "spread"):
            np.testing.assert_array_equal(getattr(a, name), getattr(b, name))  # None equals None
        assert a.test == b.test


def test_checkpoint_comes_back_bit_for_bit(finished: Path) -> None:
    found, wanted = read_checkpoint(finished), state(20)
    assert found.position == wanted.position
    assert found.tensors.keys() == wanted.tensors.keys()
    for name, tensor in wanted.tensors.items():
        assert found.tensors[name].dtype == tensor.dtype
        assert torch.equal(found.tensors[name], tensor)
    assert [w["weight"].tolist() for w in read_weights(finished)] == [w["weight"].tolist() for w in weights(20)]


def test_float32_values_survive_the_text(folder: RunFolder, path: Path) -> None:
    rng = np.random.default_rng(0)
    exact = (rng.normal(size=300) * 10.0 ** rng.integers(-38, 38, 300)).astype(np.float32)
    folder.append_metrics(Scalars(1, 1, ({"loss": exact}, {"loss": exact})))
    np.testing.assert_array_equal(read_run(path).curves[0]["loss"], exact)


def test_values_that_are_no_numbers_are_gaps(folder: RunFolder, path: Path) -> None:
    values = np.array([1, np.nan, np.inf], np.float32)
    folder.append_metrics(Scalars(1, 1, ({"loss": values}, {"loss": values})))
    text = (path / "metrics.jsonl").read_text()
    json_lines = [json.loads(line, parse_constant=pytest.fail) for line in text.splitlines()]
    assert len(json_lines) == 3
    np.testing.assert_array_equal(read_run(path).curves[0]["loss"], np.array([1, np.nan, np.nan], np.float32))


def test_reading_needs_no_torch_and_writes_nothing(finished: Path) -> None:
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in finished.rglob("*")}
    code = (
        "import sys; from pathlib import Path; from trainers.runs.folder import *;"
        f"p = Path({str(finished)!r}); run = read_run(p); run.read_keyframe(10); recent_runs(p.parent);"
        "assert not {'torch', 'safetensors', 'tensorboard'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in finished.rglob("*")} == before


def test_nothing_is_pickled(finished: Path) -> None:
    """Every tensor file starts with the length of a JSON header, every keyframe loads with pickle refused."""
    for file in finished.rglob("*.safetensors"):
        data = file.read_bytes()
        json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    assert not [p for p in finished.rglob("*") if p.suffix in (".pt", ".pth", ".pkl", ".npy")]


def test_the_present_settings_are_saved(folder: RunFolder, path: Path) -> None:
    changed = experiment().with_setting("models.1.beta", 3.5)
    folder.write_checkpoint(state(3), weights(3), changed)
    assert read_run(path).experiment == changed
    assert read_run(path).problems == ("metrics.jsonl is missing: there are no curves",)


def test_an_older_save_is_removed(folder: RunFolder, path: Path) -> None:
    for step in (5, 6, 6, 7):
        folder.write_checkpoint(state(step), weights(step), experiment())
    assert len(list(path.glob("resume-*"))) == 1 and len(list((path / "weights").iterdir())) == 2
    assert read_run(path).checkpoint_step == 7


# --------------------------------------------------------------------------- going back, going on, going elsewhere


def test_a_step_that_comes_again_is_there_once(folder: RunFolder, path: Path) -> None:
    folder.append_metrics(scalars(1, 10))
    for step in (0, 5, 10):
        folder.write_keyframe(pictures(step))
    folder.append_metrics(scalars(7, 2, offset=100))
    run = read_run(path)
    assert run.keyframe_steps == (0, 5)
    np.testing.assert_allclose(run.curves[0]["loss"], [1, 2, 3, 4, 5, 6, 107, 108])


def test_resuming_cuts_what_lies_behind_the_checkpoint(finished: Path) -> None:
    again = RunFolder.open_for_writing(finished)
    again.append_metrics(scalars(21, 9))
    again.write_keyframe(pictures(25))
    again.close()
    assert read_run(finished).newest_step == 29
    again = RunFolder.open_for_writing(finished)
    again.truncate_after(read_run(finished).checkpoint_step or 0)
    again.append_metrics(scalars(21, 1, offset=100))
    again.close()
    run = read_run(finished)
    assert (run.newest_step, run.keyframe_steps, run.problems) == (21, (0, 10, 20), ())
    assert run.curves[0]["loss"][-2:].tolist() == [20, 121]


def test_a_run_goes_on_elsewhere_with_its_history(finished: Path, tmp_path: Path) -> None:
    fork = RunFolder.create(tmp_path / "fork", experiment(seed=1), "CPU")
    fork.copy_history(finished)
    fork.truncate_after(15)
    fork.append_metrics(scalars(16, 1))
    fork.close()
    run = read_run(tmp_path / "fork")
    assert (run.newest_step, run.keyframe_steps) == (16, (0, 10))
    assert read_run(finished).newest_step == 20


def test_keyframes_on_the_disk_are_thinned(path: Path) -> None:
    folder = RunFolder.create(path, experiment(), "CPU", keyframe_bytes=40_000)
    for step in range(30):
        folder.write_keyframe(pictures(step, size=60))
    folder.close()
    steps = read_run(path).keyframe_steps
    size = sum(p.stat().st_size for p in (path / "keyframes").iterdir())
    assert steps[0] == 0 and steps[-1] == 29 and 3 < len(steps) < 20
    assert size <= 40_000


# --------------------------------------------------------------------------- one writer


def test_a_second_start_gets_one_sentence(folder: RunFolder, path: Path) -> None:
    for start in (RunFolder.open_for_writing, lambda p: RunFolder.create(p, experiment(), "CPU")):
        with pytest.raises(RunFolderError, match=r"first run: already open in another .* \(process \d+ on .* since"):
            start(path)
    folder.append_metrics(scalars(1, 3))  # the first goes on undisturbed
    assert read_run(path).newest_step == 3


def test_a_closed_run_can_be_opened_again(folder: RunFolder, path: Path) -> None:
    folder.close()
    folder.close()
    assert not (path / LOCK).exists()
    RunFolder.open_for_writing(path).close()


def test_the_lock_of_another_process_holds_and_dies_with_it(finished: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from trainers.runs.lock import acquire;"
        f"lock = acquire(Path({str(finished)!r})); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=REPOSITORY, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None and other.stdout.readline() == "held\n"
        assert lock_state(finished) is LockState.HELD
        assert unfinished_runs(finished.parent) == []
        with pytest.raises(RunFolderError, match=f"process {other.pid} "):
            RunFolder.open_for_writing(finished)
        other.kill()
    assert lock_state(finished) is LockState.LEFT_BEHIND
    assert [run.path for run in unfinished_runs(finished.parent)] == [finished]
    RunFolder.open_for_writing(finished).close()
    assert unfinished_runs(finished.parent) == []


def test_a_crash_can_be_dismissed(finished: Path) -> None:
    (finished / LOCK).write_text("{}")
    assert unfinished_runs(finished.parent) != []
    dismiss_crash(finished)
    assert unfinished_runs(finished.parent) == []
    lock = acquire(finished)
    assert lock is not None
    dismiss_crash(finished)  # an open run is nobody's crash
    assert lock_state(finished) is LockState.HELD
    lock.release()


def test_nothing_is_overwritten(finished: Path, tmp_path: Path) -> None:
    before = (finished / "resume.json").read_bytes()
    with pytest.raises(RunFolderError, match=r"expected a new or empty folder.*nothing was overwritten"):
        RunFolder.create(finished, experiment(), "CPU")
    assert (finished / "resume.json").read_bytes() == before and not (finished / LOCK).exists()
    (tmp_path / "file").write_text("mine")
    with pytest.raises(RunFolderError, match="expected a folder, found a file"):
        RunFolder.create(tmp_path / "file", experiment(), "CPU")
    (tmp_path / "empty").mkdir()
    RunFolder.create(tmp_path / "empty", experiment(), "CPU").close()


# --------------------------------------------------------------------------- disks that are full, gone or read-only


@contextmanager
def full_disk(most: int) -> Iterator[None]:
    """No file may grow beyond *most* bytes: writes fail in the middle, as on a disk that fills up."""
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_full_disk_tears_nothing(folder: RunFolder, path: Path) -> None:
    folder.append_metrics(scalars(1, 5))
    folder.write_keyframe(pictures(0))
    folder.write_checkpoint(state(5), weights(5), experiment())
    with full_disk(600):
        for write in (
            lambda: folder.append_metrics(scalars(6, 50)),
            lambda: folder.write_keyframe(pictures(9, size=100)),
            lambda: folder.write_checkpoint(state(55), weights(55), experiment()),
        ):
            with pytest.raises(OSError):
                write()
    run = read_run(path)
    assert (run.checkpoint_step, run.keyframe_steps, run.problems) == (5, (0,), ())
    assert torch.equal(read_checkpoint(path).tensors["order.permutation"], torch.arange(6))
    assert not list(path.rglob("*.part"))
    folder.append_metrics(scalars(6, 50))  # the same again, once there is room
    folder.write_checkpoint(state(55), weights(55), experiment())
    run = read_run(path)
    assert (run.checkpoint_step, run.problems) == (55, ())
    np.testing.assert_allclose(run.curves[1]["loss"], np.arange(1, 56) + 0.1, rtol=1e-6)


@pytest.mark.parametrize("most", [0, 40, 300])
def test_a_disk_too_full_to_begin_is_left_as_it_was(path: Path, most: int) -> None:
    with full_disk(most), pytest.raises(OSError):
        RunFolder.create(path, experiment(), "CPU")
    assert not path.exists()
    path.mkdir()
    with full_disk(most), pytest.raises(OSError):
        RunFolder.create(path, experiment(), "CPU")
    assert list(path.iterdir()) == []
    RunFolder.create(path, experiment(), "CPU").close()


def test_a_folder_that_vanishes_raises_until_it_is_back(folder: RunFolder, path: Path) -> None:
    folder.append_metrics(scalars(1, 5))
    path.rename(path.with_name("away"))
    for write in (
        lambda: folder.append_metrics(scalars(6, 5)),
        lambda: folder.write_keyframe(pictures(9)),
        lambda: folder.write_checkpoint(state(9), weights(9), experiment()),
    ):
        with pytest.raises(OSError):
            write()
    assert not path.exists()
    path.with_name("away").rename(path)
    folder.append_metrics(scalars(6, 5))
    assert read_run(path).newest_step == 10


def test_a_read_only_folder(folder: RunFolder, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by the system call, since the permissions of a folder mean nothing to an administrator."""
    folder.append_metrics(scalars(1, 5))
    folder.write_checkpoint(state(5), weights(5), experiment())
    folder.close()

    def refuse(file: object, flags: int, *rest: object, **more: object) -> int:
        if flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
            raise PermissionError(13, "Permission denied", str(file))
        return real(file, flags, *rest, **more)  # type: ignore[arg-type]

    real = os.open
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        RunFolder.open_for_writing(path)
    run = read_run(path)
    assert (run.newest_step, run.problems) == (5, ())
    assert [r.step for r in recent_runs(path.parent)] == [5]


# --------------------------------------------------------------------------- damaged, edited, newer


def damage_bytes(name: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        file = next(path.glob(name))
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(bytes(data))

    return damage


def cut(name: str) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        file = next(path.glob(name))
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])

    return damage


def remove(name: str) -> Callable[[Path], None]:
    return lambda path: next(path.glob(name)).unlink()


def edit_json(name: str, **values: object) -> Callable[[Path], None]:
    def damage(path: Path) -> None:
        (path / name).write_text(json.dumps({**json.loads((path / name).read_text()), **values}))

    return damage


def rewrite(name: str, text: str) -> Callable[[Path], None]:
    return lambda path: (path / name).write_text(text) and None  # type: ignore[func-returns-value]


CHECKPOINT_LOST = [
    (remove("resume.json"), "resume.json is missing: there are no weights, and nothing to go on from"),
    (cut("resume.json"), r"resume.json: cannot be read \(.*\)"),
    (rewrite("resume.json", "[1]"), "resume.json: expected a JSON object, found list"),
    (edit_json("resume.json", format=2), "resume.json: expected format 1, found 2; a newer version wrote it"),
    (edit_json("resume.json", state=None), "resume.json: state: expected a table, found None"),
    (edit_json("resume.json", step="x"), "resume.json: step: expected a valid integer, found 'x'"),
    (
        edit_json("resume.json", state={"file": "../../x", "sha256": ""}),
        "resume.json: expected files inside the run folder, found '../../x'",
    ),
    (
        damage_bytes("resume-*.safetensors"),
        r"resume-.*: the content is not what was saved \(\d+ bytes of another hash\)",
    ),
    (cut("weights/*.safetensors"), r"weights/.*: the content is not what was saved \(\d+ bytes of another hash\)"),
    (remove("weights/*.safetensors"), r"weights/.*: cannot be read \(No such file or directory\)"),
]


@pytest.mark.parametrize(("damage", "sentence"), CHECKPOINT_LOST)
def test_a_damaged_checkpoint_is_named_and_the_rest_opens(
    finished: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(finished)
    before = {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()}
    run = read_run(finished)
    assert len(run.problems) == 1
    assert re.fullmatch(sentence, run.problems[0])
    assert run.checkpoint_step is None
    assert run.experiment == experiment() and run.newest_step == 20 and run.read_keyframe(20).step == 20
    with pytest.raises(RunFolderError):
        read_checkpoint(finished), read_weights(finished)
    assert {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()} == before


REST_DAMAGED = [
    (remove("environment.json"), "environment.json is missing: it is not known what the run was made with"),
    (rewrite("environment.json", "{"), r"environment.json: cannot be read \(.*\)"),
    (
        edit_json("environment.json", format=9),
        r"environment.json: expected format 1, found 9; a newer .*",
    ),
    (remove("experiment.toml"), "experiment.toml: No such file or directory; the settings of the last save are used"),
    (rewrite("experiment.toml", "title = "), "experiment.toml: .*; the settings of the last save are used"),
    (
        rewrite("experiment.toml", experiment(seed=5).to_toml()),
        "experiment.toml differs from the last save; the settings of that save are used",
    ),
]


@pytest.mark.parametrize(("damage", "sentence"), REST_DAMAGED)
def test_other_damage_is_named_and_the_checkpoint_opens(
    finished: Path, damage: Callable[[Path], None], sentence: str
) -> None:
    damage(finished)
    run = read_run(finished)
    assert len(run.problems) == 1
    assert re.fullmatch(sentence, run.problems[0])
    assert (run.checkpoint_step, run.newest_step, run.experiment) == (20, 20, experiment())
    assert read_checkpoint(finished).position["step"] == 20


def test_damaged_metrics_leave_gaps(finished: Path) -> None:
    lines = (finished / "metrics.jsonl").read_text().splitlines(keepends=True)
    lines[3] = "nonsense\n"
    lines[5] = '{"step": 6, "models": [{"loss": 6.0}]}\n'  # of an experiment with one model
    lines[7] = '{"step": 99999999999, "models": [{"loss": 8.0}, {"loss": 8.0}]}\n'
    lines[9] = '{"step": 10, "models": [{"loss": "ten"}, {"loss": 1' + "0" * 400 + "}]}\n"
    (finished / "metrics.jsonl").write_text("".join(lines) + '{"step": 21, "mod')
    run = read_run(finished)
    assert run.problems == ("metrics.jsonl: lines that cannot be used: 4, the first is line 4",)
    expected = np.arange(1, 21, dtype=np.float32)
    expected[[3, 5, 7, 9]] = np.nan
    np.testing.assert_array_equal(run.curves[0]["loss"], expected)


def test_a_torn_last_line_is_no_problem_and_is_mended(finished: Path) -> None:
    with (finished / "metrics.jsonl").open("a") as file:
        file.write('{"step": 21, "mod')
    assert read_run(finished).problems == ()
    again = RunFolder.open_for_writing(finished)
    again.append_metrics(scalars(21, 2))
    again.close()
    run = read_run(finished)
    assert (run.problems, run.newest_step) == ((), 22)
    assert not np.isnan(run.curves[0]["loss"]).any()


def save_arrays(**arrays: np.ndarray) -> Callable[[Path], None]:
    return lambda path: np.savez(path / "keyframes" / "00000010.npz", allow_pickle=True, **arrays)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        (cut("keyframes/00000010.npz"), "keyframes/00000010.npz: cannot be read"),
        (damage_bytes("keyframes/00000010.npz"), "keyframes/00000010.npz: cannot be read"),
        (rewrite("keyframes/00000010.npz", ""), "keyframes/00000010.npz: cannot be read"),
        (save_arrays(**{"0.codes": np.array([{}], object)}), "00000010.npz: cannot be read .*pickle"),
        (save_arrays(a=np.zeros(3)), "00000010.npz: expected pictures of model 0, found none"),
        (
            save_arrays(**{"0.test_names": np.array([]), "0.test_values": np.array([]), "0.codes": np.zeros((3, 2))}),
            r"0.codes: expected 2 dimensions of float32, found \(3, 2\) of float64",
        ),
    ],
)
def test_a_damaged_keyframe_is_named(finished: Path, damage: Callable[[Path], None], sentence: str) -> None:
    damage(finished)
    run = read_run(finished)
    with pytest.raises(RunFolderError, match=sentence):
        run.read_keyframe(10)
    assert run.read_keyframe(20).step == 20


def test_a_newer_run_is_never_written_to(finished: Path) -> None:
    edit_json("environment.json", format=2)(finished)
    before = {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()}
    with pytest.raises(RunFolderError, match=r"a newer version of Latent Explorer wrote it .*left as it is"):
        RunFolder.open_for_writing(finished)
    assert {p: p.read_bytes() for p in finished.rglob("*") if p.is_file()} == before


def test_what_is_no_run_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for name, found in (("gone", "found nothing"), ("file", "found a file"), ("", "cannot be told what was trained")):
        with pytest.raises(RunFolderError, match=found):
            read_run(tmp_path / name)
    for name in ("gone", ""):
        with pytest.raises(RunFolderError, match="expected a run folder"):
            RunFolder.open_for_writing(tmp_path / name)
        with pytest.raises(RunFolderError, match=r"there is no resume.json"):
            read_checkpoint(tmp_path / name)


# --------------------------------------------------------------------------- lists


def test_recent_runs(tmp_path: Path) -> None:
    for age, (name, steps) in enumerate({"b": 7, "a": 0, "c": 3}.items()):
        run = RunFolder.create(tmp_path / name, experiment(title=name), "CPU")
        if steps:
            run.append_metrics(scalars(1, steps))
        run.close()
        for file in (tmp_path / name).iterdir():
            os.utime(file, (1000 - age, 1000 - age))
    (tmp_path / "not a run").mkdir()
    (tmp_path / "c" / "experiment.toml").write_text("[[[")
    os.utime(tmp_path / "c" / "experiment.toml", (1, 1))
    found = recent_runs(tmp_path)
    assert [(run.title, run.step, run.modified) for run in found] == [("b", 7, 1000), ("a", 0, 999), ("c", 3, 998)]
    assert (found[0].dataset, found[0].families, found[0].steps) == ("digits", ("ae", "vae"), 50)
    assert found[0].problem == "" and found[2].problem.startswith("experiment.toml: cannot be read")
    assert recent_runs(tmp_path / "gone") == []


# --------------------------------------------------------------------------- TensorBoard


def test_tensorboard_events(path: Path) -> None:
    pytest.importorskip("tensorboard", reason="the extra `tensorboard` is not installed")
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    folder = RunFolder.create(path, experiment(), "CPU")
    folder.append_metrics(scalars(1, 5))
    folder.append_metrics(scalars(3, 2, offset=100))
    folder.close()
    events = EventAccumulator(str(path / "tensorboard"))
    events.Reload()
    found = [(event.step, event.value) for event in events.Scalars("loss/0")]
    assert found == [(1, 1), (2, 2), (3, 103), (4, 104)]


def test_nothing_lies_behind_a_folder_that_holds_nothing(folder: RunFolder, path: Path) -> None:
    folder.write_checkpoint(state(0), weights(0), experiment())
    folder.truncate_after(0)
    run = read_run(path)
    assert run.checkpoint_step == 0 and run.problems == ()  # not even that there are no curves yet


def test_a_folder_that_may_not_be_looked_into_hides_no_others(finished: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refused by the system call, since permissions mean nothing to an administrator."""
    closed = finished.parent / "closed"
    closed.mkdir()
    real = os.stat

    def refuse(path: Any, *rest: Any, **more: Any) -> os.stat_result:
        if str(closed) + os.sep in str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path, *rest, **more)

    monkeypatch.setattr(os, "stat", refuse)
    assert [run.path for run in recent_runs(finished.parent)] == [finished]


def test_a_picture_of_others_among_the_keyframes_is_left_alone(finished: Path) -> None:
    (finished / "keyframes" / "5.npz").write_bytes(b"mine")
    assert read_run(finished).keyframe_steps == (0, 10, 20)
    with_it = RunFolder.open_for_writing(finished)
    with_it.write_keyframe(pictures(30))
    with_it.close()
    assert (finished / "keyframes" / "5.npz").read_bytes() == b"mine"
