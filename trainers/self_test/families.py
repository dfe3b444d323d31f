"""Every family is trained a little on the embedded digits, or on what is always there of the kind that it takes, held
against known bands, resumed, asked for what it can do, and exported."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from trainers.catalog import datasets, families
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.self_test.bands import BANDS, LAST, STEPS, Band
from trainers.self_test.report import SelfTestError
from trainers.sentence import sentence

if TYPE_CHECKING:
    from trainers.examples import Examples
    from trainers.runs.headless import Training
    from trainers.training.loop import Loop

RESUME_AT = 55  # from there on with keyframes, which take their time


def check_family(name: str, folder: Path) -> str:
    """Trains the family with its default settings; saves, resumes, decodes or writes, exports."""
    from trainers.runs.starting import load_examples, start_run

    experiment = make_experiment(name, seed=0)
    context = LoadContext(folder / "data")
    examples = load_examples(experiment, context)
    run = folder / "run"
    training: Training = start_run(experiment, run, context, device="cpu", save_every=float("inf"))
    try:
        before = training.loop.evaluate()[0]
        training.train(stopped=lambda: training.loop.step_count >= RESUME_AT, keyframes=False)
    finally:
        training.close()
    again = _resume(run, context)
    after = again.loop.evaluate()[0]
    curves = _check_saved(run)
    _check_progress(name, before, after)
    detail = check_bands(make_figures(curves, after), BANDS.get(name))
    _check_equal(training, again)
    _check_decodes(training.loop)
    _check_writes(training.loop)
    return f"{detail}; resumed bit for bit; {_check_exports(run, again.loop, examples, folder / 'export')}"


def make_experiment(name: str, seed: int) -> Experiment:
    """What is trained, and what the bands were measured with."""
    table = {"seed": seed, "steps": STEPS, "batch_size": 64, "dataset": {"name": data_for(name)}}
    return Experiment.parse({"title": f"Self-test of {name}", **table, "models": [{"family": name}]})


def data_for(name: str) -> str:
    """The data that the family is trained on: digits, or the first that are always there of a kind that it takes."""
    fitting = [
        data
        for data, each in datasets().items()
        if each.kind in families()[name].takes and each.source in ("embedded", "rendered")
    ]
    return "digits" if "digits" in fitting else fitting[0]


def make_figures(curves: Mapping[str, np.ndarray], after: Mapping[str, float]) -> dict[str, float]:
    """What is held against the bands: each metric of training as the mean of its LAST steps, and each test metric."""
    return {**{name: float(np.mean(series[-LAST:])) for name, series in curves.items()}, **after}


def check_bands(figures: Mapping[str, float], bands: Mapping[str, Band] | None) -> str:
    """Raises SelfTestError for a figure that is no number or lies outside of its band. A family that nobody has
    measured, such as an add-on's, has no bands."""
    odd = [f"{name} is {value}" for name, value in figures.items() if not np.isfinite(value)]
    for name, (low, high) in (bands or {}).items():
        value = figures.get(name, float("nan"))
        if np.isfinite(value) and not low <= value <= high:
            odd.append(f"{name} is {value:.4g}, expected {low:g} to {high:g}")
    odd.extend(f"{name} was not measured" for name in (bands or {}) if name not in figures)
    if odd:
        raise SelfTestError(f"after {STEPS} steps {'; '.join(odd)}")
    if not bands:
        return f"trained {STEPS} steps; nobody has measured what to expect"
    said = ", ".join(
        sentence(f"{name} {figures[name]:.4g} (expected {low:g} to {high:g})") for name, (low, high) in bands.items()
    )
    return f"after {STEPS} steps {said}"


def _resume(run: Path, context: LoadContext) -> Training:
    from trainers.runs.starting import open_run

    again, problems = open_run(run, context, device="cpu", save_every=float("inf"))
    try:
        if problems:
            raise SelfTestError(f"the saved run has problems: {'; '.join(problems)}")
        again.train()
    finally:
        again.close()
    return again


def _check_saved(run: Path) -> Mapping[str, np.ndarray]:
    """The curves of the run on the disk. Raises SelfTestError when it is not whole."""
    from trainers.runs.folder import read_run

    contents = read_run(run)
    if contents.problems or contents.newest_step != STEPS or contents.keyframe_steps[-1:] != (STEPS,):
        raise SelfTestError(f"the run on the disk ends at step {contents.newest_step}: {contents.problems}")
    for name, series in contents.curves[0].items():
        if len(series) != STEPS or not np.isfinite(series).all():
            raise SelfTestError(f"the curve of {name} has gaps")
    return contents.curves[0]


def _check_progress(name: str, before: Mapping[str, float], after: Mapping[str, float]) -> None:
    """On the held-out images with the same noise, so that the numbers can be compared."""
    first = next(iter(families()[name].test_metrics), None)
    if first is None or first.better != "lower":
        return
    if not after[first.name] < before[first.name]:  # also when it is no number
        went = f"{first.name} went from {before[first.name]:.4g} to {after[first.name]:.4g}"
        raise SelfTestError(f"{went} in {STEPS} steps: it should have fallen")


def _check_equal(training: Training, again: Training) -> None:
    """Goes on with the model that never stopped, beside the one that was saved and read back."""
    import torch

    while training.loop.step_count < STEPS:
        training.loop.step()
    going, resumed = training.loop.state().tensors, again.loop.state().tensors
    different = [name for name in going if name not in resumed or not torch.equal(going[name], resumed[name])]
    if going.keys() != resumed.keys() or different:
        raise SelfTestError(f"after resuming, the run goes another way: {', '.join(different[:3])} differ")


def _check_decodes(loop: Loop) -> None:
    import torch

    model = loop.models[0]
    if "decodes" not in model.capabilities:
        return
    codes = torch.randn(16, model.code_width, generator=torch.Generator().manual_seed(0))
    with torch.no_grad():
        x = model.decode(codes)
    if not torch.isfinite(x).all() or x.min() < 0 or x.max() > 1:
        raise SelfTestError(f"decoded pixels lie between {x.min()} and {x.max()}, expected 0 to 1")
    if x.std(0).max() < 1e-4:
        raise SelfTestError("all codes decode to the same image")


def _check_writes(loop: Loop) -> None:
    """The same noise writes the same texts, other noise others; a beginning stays, and is gone on from."""
    import torch

    model = loop.models[0]
    if "writes" not in model.capabilities:
        return
    noise, other = (model.noise(8, torch.Generator().manual_seed(seed)) for seed in (0, 1))

    def written(noise: torch.Tensor) -> list[list[int]]:
        return torch.stack(list(model.writing(noise, 12)), 1).tolist()

    if written(noise) != written(noise) or written(noise) == written(other):
        raise SelfTestError("texts do not follow their noise")
    if not any(map(any, written(noise))):
        raise SelfTestError("all texts are empty")


def _check_exports(run: Path, loop: Loop, examples: Examples, out: Path) -> str:
    """Every picture and table is read again."""
    from PIL import Image

    from trainers.exports.whole_run import export_run
    from trainers.runs.folder import read_run

    export = export_run(read_run(run), loop, examples, out)
    for path in export.files:
        if path.suffix == ".png":
            with Image.open(path) as picture:
                lines = np.unique(np.asarray(picture.convert("L")), axis=0)
                if len(lines) < 3:  # of empty pictures there are two: through pictures, and between them
                    raise SelfTestError(f"{path.name} shows nothing")
        elif path.suffix == ".csv":
            with path.open(encoding="utf-8", newline="") as file:
                rows = list(csv.reader(file))
            if len(rows) < 2 or len({len(row) for row in rows}) != 1:
                raise SelfTestError(f"{path.name} is no table")
    return f"exported {len(export.files)} files and read them again"
