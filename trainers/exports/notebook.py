"""A run as a Jupyter notebook: it loads the run and draws what was seen of it, in code that is meant to be changed.

The file is nbformat 4.5 as JSON (https://nbformat.readthedocs.io/en/latest/format_description.html).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainers import __version__
from trainers.catalog import find_dataset, find_family
from trainers.disk.atomic_file import write_atomically
from trainers.exports.exported import Exported
from trainers.exports.repeating import repeat_of
from trainers.knobs import ConfigError
from trainers.runs.files import RunFolderError
from trainers.shown import shown_name

if TYPE_CHECKING:
    from trainers.experiment import ModelSpec
    from trainers.kinds import Kind
    from trainers.runs.reading import RunContents

NAME = "notebook.ipynb"
N_DOTS = 2000  # codes on a map


def export_notebook(
    contents: RunContents, out: Path, at: Sequence[Sequence[float]] = (), data_dir: Path | None = None
) -> Exported:
    """Writes NAME into *out*, which is made when it is missing. *at* are codes, one for each model in turn, whose
    decodes are drawn, else that of the origin is. *data_dir* is where the data lie, if they do not lie where they do
    for everybody. Raises ConfigError for codes that do not fit, RunFolderError for a run that nobody could load, and
    OSError."""
    if contents.checkpoint_step is None:
        raise RunFolderError(f"{contents.path.name}: nothing was saved that a notebook could load")
    _check_codes(contents.experiment.models, at)
    out.mkdir(parents=True, exist_ok=True)
    path = out / NAME
    cells = list(_cells(contents, at, data_dir))
    write_atomically(path, (json.dumps(_notebook(cells), indent=1, ensure_ascii=False) + "\n").encode())
    return Exported((path,))


def _check_codes(models: Sequence[ModelSpec], at: Sequence[Sequence[float]]) -> None:
    """What is known of codes before the models are there."""
    if len(at) > len(models):
        raise ConfigError(f"--at: expected at most one code for each model ({len(models)}), found {len(at)}")
    for spec, code in zip(models, at, strict=False):
        width = getattr(spec.config, "latent_dim", None)
        if width is not None and len(code) not in (0, width):
            raise ConfigError(f"--at: expected {width} numbers for {spec.label}, found {len(code)}")


def _cells(contents: RunContents, at: Sequence[Sequence[float]], data_dir: Path | None) -> Iterator[tuple[str, str]]:
    """(type, source) of each."""
    experiment, kind = contents.experiment, find_dataset(contents.experiment.dataset).kind
    place = f"{str(contents.path.absolute())!r}" + (f", data_dir={str(data_dir.absolute())!r}" if data_dir else "")
    yield (
        "markdown",
        f"# {shown_name(experiment.plan.title)}\n\nThe run as it was saved at step {contents.checkpoint_step:,}, "
        f"loaded with Latent Explorer {__version__} (`pip install latent-explorer`). Change what you like: nothing is "
        "written into its folder.",
    )
    yield "code", _BEGIN.replace("{place}", place).strip()
    yield "code", (_POINTS if kind.in_plane else _PICTURES).strip() if not kind.textual else "run.examples"
    for index, spec in enumerate(experiment.models):
        yield "markdown", f"## {shown_name(spec.label)}"
        for source in _model_cells(index, spec, kind, at[index] if index < len(at) else ()):
            yield "code", source.replace("{model}", f"model={index}").strip()
    yield "markdown", "## Curves and settings"
    yield "code", "{name: float(series[-1]) for name, series in run.curves.items()}  # of the newest step"
    if repeat_of(contents.experiment, contents.marks, contents.saved_step).unlike:
        yield (
            "markdown",
            "Training anew with these settings gives another run: it does not repeat what happened on the way.",
        )
        yield "code", 'print(*run.marks, sep="\\n")'
    yield "code", "print(run.experiment.to_toml())"


def _model_cells(index: int, spec: ModelSpec, kind: type[Kind], code: Sequence[float]) -> Iterator[str]:
    """The code of one model's cells, by what its family can do."""
    can = find_family(spec.family).capabilities
    if "encodes" in can:
        yield _MAP.replace("{dots}", str(N_DOTS)).replace("{label}", repr(shown_name(spec.label)))
    if "decodes" in can:
        origin = f"np.zeros((1, run.models[{index}].latent_dim))  # the origin"
        yield _DECODE.replace("{z}", f"[{[*map(float, code)]}]  # where the cursor stood" if code else origin)
    if "samples" in can:
        yield _SAMPLES
    if "writes" in can:
        yield _TEXTS


def _notebook(cells: Sequence[tuple[str, str]]) -> Mapping[str, Any]:
    made: list[dict[str, Any]] = []
    for number, (kind, source) in enumerate(cells):
        cell = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
        made.append({**cell, "execution_count": None, "outputs": []} if kind == "code" else cell)
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    about = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": made, "metadata": about, "nbformat": 4, "nbformat_minor": 5}


_BEGIN = """
import numpy as np
from PIL import Image

import trainers
from trainers.exports.pictures import tile
from trainers.looking.looker import display_order
from trainers.looking.reports.map_picture import draw_map

run = trainers.load({place})
run
"""
_PICTURES = '''
def picture(x, columns=8, scale=4):
    """Images (N, C, H, W) from 0 to 1 side by side."""
    return Image.fromarray(tile(np.rint(x * 255).astype(np.uint8), columns, scale))


picture(run.examples.kind.shown(run.examples.test[:8]) / 255)  # held-out examples
'''
_POINTS = '''
def picture(points, columns=8, scale=4):
    """Points (N, 2) in their plane."""
    return Image.fromarray(draw_map(points, None, (), run.experiment.plan.title, ()))


picture(run.examples.test)  # held-out examples
'''
_MAP = """
rows = display_order(len(run.examples.train))[:{dots}]  # the first that the window shows
codes = run.encode(run.examples.train[rows], {model})
classes = None if run.examples.train_labels is None else run.examples.train_labels[rows]
places = codes[:, [0, min(1, codes.shape[1] - 1)]]  # the first two numbers of each code
Image.fromarray(draw_map(places, classes, run.examples.class_names, {label}, ()))
"""
_DECODE = """
z = {z}
decoded = run.decode(z, {model})
picture(decoded, scale=16)
"""
_SAMPLES = """
samples = run.sample(64, seed=0, {model})
picture(samples)
"""
_TEXTS = """
texts = run.write(count=5, seed=0, {model})
print(*texts, sep="\\n")
"""
