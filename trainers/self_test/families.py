"""Does this installation work? Every family is trained a little on real data, saved, resumed, decoded and exported.

``latent-explorer --self-test`` runs this and then the window's part.
"""

from __future__ import annotations

import csv
import json
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from trainers.catalog import families
from trainers.dataset import LoadContext
from trainers.experiment import Experiment, read_toml

if TYPE_CHECKING:
    from trainers.headless import Training
    from trainers.images import Images
    from trainers.loop import Loop

STEPS = 60
RESUME_AT = 55  # from there on with keyframes, which take their time


@dataclass(frozen=True)
class Check:
    """One thing that was tried. ``detail`` is a sentence, or the traceback of what went wrong."""

    name: str
    ok: bool
    detail: str
    seconds: float


@dataclass(frozen=True)
class Report:
    """All that was tried."""

    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool:
        return bool(self.checks) and all(check.ok for check in self.checks)

    def __add__(self, other: Report) -> Report:
        return Report((*self.checks, *other.checks))

    def to_json(self) -> str:
        """``{"ok": ..., "checks": [{"name", "ok", "detail", "seconds"}, ...]}``."""
        return json.dumps({"ok": self.ok, "checks": [asdict(check) for check in self.checks]}, indent=1)

    def to_text(self) -> str:
        """A line a check, for a terminal."""
        return "\n".join(
            f"{'ok    ' if check.ok else 'FAILED'} {check.name} ({check.seconds:.1f} s): {check.detail}"
            for check in self.checks
        )


class SelfTestError(Exception):
    """A check did not give what it should have; the text says what it gave."""


def run_self_test(folder: Path | None = None) -> Report:
    """Runs every check that needs no window; never raises. Files go into *folder*, else into a temporary one."""
    if folder is None:
        with tempfile.TemporaryDirectory(prefix="latent-explorer-", ignore_cleanup_errors=True) as temporary:
            return run_self_test(Path(temporary))
    checks = [attempt("devices", check_devices), attempt("presets", check_presets)]
    checks.extend(attempt(f"family {name}", partial(check_family, name, folder / name)) for name in families())
    return Report(tuple(checks))


def attempt(name: str, check: Callable[[], str]) -> Check:
    """Runs one check, which returns a sentence or raises."""
    start = time.perf_counter()
    try:
        ok, detail = True, check()
    except SelfTestError as error:
        ok, detail = False, str(error)
    except Exception as error:
        ok, detail = False, "".join(traceback.format_exception(error))
    return Check(name, ok, detail, round(time.perf_counter() - start, 3))


def check_devices() -> str:
    """The CPU must compute; what is wrong with other devices is only told."""
    from trainers.devices import probe_devices

    devices = probe_devices()
    cpu = next(device for device in devices if device.name == "cpu")
    if cpu.problem:
        raise SelfTestError(f"the CPU cannot be used: {cpu.problem}")
    return "; ".join(f"{device.title}: {device.problem or 'works'}" for device in devices)


def check_presets() -> str:
    """Every preset must be readable."""
    from trainers.presets import list_presets

    presets = list_presets()
    if not presets:
        raise SelfTestError("there are no presets")
    for preset in presets:
        read_toml(preset.path)
    return f"{len(presets)} can be read"


def check_family(name: str, folder: Path) -> str:
    """Trains the family with its default settings on the embedded digits; saves, resumes, decodes, exports."""
    from trainers.headless import load_images, start_run

    table = {"steps": STEPS, "batch_size": 64, "dataset": {"name": "digits"}, "models": [{"family": name}]}
    experiment = Experiment.parse({"title": f"Self-test of {name}", **table})
    context = LoadContext(folder / "data")
    images = load_images(experiment, context)
    run = folder / "run"
    training: Training = start_run(experiment, run, context, device="cpu", save_every=float("inf"))
    try:
        before = training.loop.evaluate()[0]
        training.train(stopped=lambda: training.loop.step_count >= RESUME_AT, keyframes=False)
    finally:
        training.close()
    again = _resume(run, context)
    _check_saved(run)
    detail = _check_progress(name, before, again.loop.evaluate()[0])
    _check_equal(training, again)
    _check_decodes(training.loop)
    return f"{detail}; resumed bit for bit; {_check_exports(run, again.loop, images, folder / 'export')}"


def _resume(run: Path, context: LoadContext) -> Training:
    from trainers.headless import open_run

    again, problems = open_run(run, context, device="cpu", save_every=float("inf"))
    try:
        if problems:
            raise SelfTestError(f"the saved run has problems: {'; '.join(problems)}")
        again.train()
    finally:
        again.close()
    return again


def _check_saved(run: Path) -> None:
    from trainers.run_folder import read_run

    contents = read_run(run)
    if contents.problems or contents.newest_step != STEPS or contents.keyframe_steps[-1:] != (STEPS,):
        raise SelfTestError(f"the run on the disk ends at step {contents.newest_step}: {contents.problems}")
    for name, series in contents.curves[0].items():
        if len(series) != STEPS or not np.isfinite(series).all():
            raise SelfTestError(f"the curve of {name} has gaps")


def _check_progress(name: str, before: Mapping[str, float], after: Mapping[str, float]) -> str:
    """On the held-out images with the same noise, so that the numbers can be compared."""
    said = []
    for metric in families()[name].test_metrics:
        said.append(f"{metric.name} went from {before[metric.name]:.4g} to {after[metric.name]:.4g}")
        if not np.isfinite(after[metric.name]):
            raise SelfTestError(f"{metric.name} became infinite or not a number")
    first = next(iter(families()[name].test_metrics), None)
    if first is not None and first.better == "lower" and after[first.name] >= before[first.name]:
        raise SelfTestError(f"{said[0]} in {STEPS} steps: it should have fallen")
    return ", ".join(said[:1]) + f" in {STEPS} steps"


def _check_equal(training: Training, again: Training) -> None:
    """Goes on with the model that never stopped, beside the one that was saved and read back."""
    import torch

    while training.loop.step_count < STEPS:
        training.loop.step()
    going, resumed = training.loop.state().tensors, again.loop.state().tensors
    different = [name for name in going if not torch.equal(going[name], resumed[name])]
    if going.keys() != resumed.keys() or different:
        raise SelfTestError(f"after resuming, the run goes another way: {', '.join(different[:3])} differ")


def _check_decodes(loop: Loop) -> None:
    import torch

    model = loop.models[0]
    if "decodes" not in model.capabilities:
        return
    codes = torch.randn(16, model.latent_dim, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        x = model.decode(codes)
    if not torch.isfinite(x).all() or x.min() < 0 or x.max() > 1:
        raise SelfTestError(f"decoded pixels lie between {x.min()} and {x.max()}, expected 0 to 1")
    if x.std(0).max() < 1e-4:
        raise SelfTestError("all codes decode to the same image")


def _check_exports(run: Path, loop: Loop, images: Images, out: Path) -> str:
    from PIL import Image

    from trainers.export import export_run
    from trainers.run_folder import read_run

    export = export_run(read_run(run), loop, images, out)
    for path in export.files:
        if path.suffix == ".png":
            with Image.open(path) as picture:
                if len(set(picture.convert("L").tobytes())) < 3:
                    raise SelfTestError(f"{path.name} shows nothing")
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            if len(rows) < 2 or len({len(row) for row in rows}) != 1:
                raise SelfTestError(f"{path.name} is no table")
    return f"exported {len(export.files)} files"
