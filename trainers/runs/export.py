"""A run as files for other programs: pictures (PNG), texts, codes and curves (CSV), decoders (ONNX), events for
TensorBoard.

All CSV files are UTF-8 with a header line, decimal points and commas. Label texts are quoted as the csv module does.
"""

from __future__ import annotations

import csv
import logging
import re
import warnings
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import Examples, UInt8
from trainers.extras import has_extra, install_line
from trainers.knobs import ConfigError

if TYPE_CHECKING:
    import torch
    from torch import nn

    from trainers.family import Family
    from trainers.looking.looker import Looker
    from trainers.runs.reading import RunContents
    from trainers.training.loop import Loop

SCALE = 4  # a pixel of an image becomes so many of the exported picture
COLUMNS = 8


@dataclass(frozen=True)
class Export:
    """The files that were written, and sentences on what could not be."""

    files: tuple[Path, ...]
    notes: tuple[str, ...]


def export_run(contents: RunContents, loop: Loop, examples: Examples, out: Path) -> Export:
    """Writes everything that the run's models can give into the folder *out*, which is made when it is missing.

    Files of the same names are replaced. Raises OSError.
    """
    out.mkdir(parents=True, exist_ok=True)
    looker, names = _make_looker(loop, examples)
    files = [write_curves(contents, names, out / "curves.csv")]
    files.extend(_write_pictures(looker, names, out))
    files.extend(_write_codes(looker, examples, names, out))
    if _with_decoder(looker.models) and not has_extra("onnx"):
        return Export(tuple(files), (f'no ONNX: needs the extra "onnx" ({install_line("onnx")})',))
    files.extend(_write_decoders(looker, names, out))
    return Export(tuple(files), ())


def export_decoders(loop: Loop, examples: Examples, out: Path) -> Export:
    """Writes the decoders alone, with the weights that are shown, into *out*, which is made when it is missing. Needs
    the extra ``onnx``. Raises ConfigError where no model has a decoder, and OSError."""
    if not _with_decoder(loop.models):
        labels = ", ".join(spec.label for spec in loop.experiment.models)
        raise ConfigError(f"ONNX: expected a model with a decoder, found {labels}")
    out.mkdir(parents=True, exist_ok=True)
    return Export(tuple(_write_decoders(*_make_looker(loop, examples), out)), ())


def export_events(contents: RunContents, out: Path) -> Export:
    """Writes the curves as events into ``tensorboard/`` of *out*, which is made when it is missing. What an export
    before wrote there TensorBoard then drops. Needs the extra ``tensorboard``. Raises OSError."""
    from trainers.runs.events import EVENTS, EventWriter

    scalars = contents.scalars()
    if scalars is None:
        return Export((), ("no curves: nothing has been trained",))
    out.mkdir(parents=True, exist_ok=True)
    writer = EventWriter(out)
    try:
        writer.restart(scalars.first_step)
        writer.add(scalars)
    finally:
        writer.close()
    return Export((out / EVENTS,), ())


def _make_looker(loop: Loop, examples: Examples) -> tuple[Looker, list[str]]:
    """What looks with the weights that *loop* shows, and the beginnings of the models' file names."""
    from trainers.looking.looker import Looker
    from trainers.training.snapshot import Snapshot

    looker = Looker(loop.experiment, examples, loop.device)
    configs = tuple(spec.config for spec in loop.experiment.models)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
    return looker, file_names([spec.label for spec in loop.experiment.models])


def _with_decoder(models: Sequence[Family]) -> bool:
    return any("decodes" in model.capabilities for model in models)


def _write_decoders(looker: Looker, names: Sequence[str], out: Path) -> Iterator[Path]:
    for model, name in zip(looker.models, names, strict=True):
        if "decodes" in model.capabilities:
            yield write_onnx(model, out / f"{name}-decoder.onnx")


def file_names(labels: Sequence[str]) -> list[str]:
    """The models' labels as beginnings of file names: plain letters and figures, no two alike."""
    plain = [re.sub(r"[^A-Za-z0-9]+", "-", label).strip("-") or "model" for label in labels]
    alike = [name.lower() for name in plain]
    return [f"{name}-{i + 1}" if alike.count(name.lower()) > 1 else name for i, name in enumerate(plain)]


def write_curves(contents: RunContents, names: Sequence[str], path: Path) -> Path:
    """A line a step: the step, then every metric of every model as ``AE.loss``; empty where nothing is known."""
    columns = {
        f"{name}.{metric}": series
        for name, curves in zip(names, contents.curves, strict=True)
        for metric, series in curves.items()
    }
    count = max((len(series) for series in columns.values()), default=0)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["step", *columns])
        for i in range(count):
            values = (series[i] for series in columns.values())
            writer.writerow([contents.first_step + i, *("" if np.isnan(v) else f"{v:.9g}" for v in values)])
    return path


def tile(images: UInt8, columns: int = COLUMNS, scale: int = SCALE) -> UInt8:
    """Images (N, C, H, W) as one picture (rows, columns, 3), row by row, one white pixel between them.

    Every pixel becomes a square of *scale* x *scale*.
    """
    n, channels, height, width = images.shape
    rows = -(-n // columns)
    sheet = np.full((rows, height + 1, columns, width + 1, 3), 255, np.uint8)
    colour = np.broadcast_to(images, (n, 3, height, width)) if channels == 1 else images
    for i in range(n):
        sheet[i // columns, :height, i % columns, :width] = colour[i].transpose(1, 2, 0)
    picture = sheet.reshape(rows * (height + 1), columns * (width + 1), 3)[:-1, :-1]
    return picture.repeat(scale, axis=0).repeat(scale, axis=1)


def write_png(picture: UInt8, path: Path) -> Path:
    """Writes a picture (rows, columns, 3)."""
    from PIL import Image

    Image.fromarray(picture).save(path, "PNG")
    return path


def write_texts(texts: Iterable[str], path: Path) -> Path:
    """A text a line, UTF-8; the ends of lines within one are written as \\n."""
    path.write_text("".join(text.replace("\n", "\\n") + "\n" for text in texts), encoding="utf-8", newline="")
    return path


def _write_pictures(looker: Looker, names: Sequence[str], out: Path) -> Iterator[Path]:
    from trainers.looking.pictures import PictureMaker

    found = next(item for item in PictureMaker(looker).make(0) if isinstance(item, messages.PicturesDrawn))
    for name, pictures in zip(names, found.models, strict=True):
        if pictures.texts is not None:
            yield write_texts(pictures.texts, out / f"{name}-texts.txt")
        if pictures.samples is not None:
            yield write_png(tile(pictures.samples), out / f"{name}-samples.png")
        if pictures.reconstructions is not None:  # the images above, what became of them below
            pairs = np.concatenate([looker.examples.kind.shown(looker.probe), pictures.reconstructions])
            yield write_png(tile(pairs, columns=len(looker.probe)), out / f"{name}-reconstructions.png")


def _write_codes(looker: Looker, examples: Examples, names: Sequence[str], out: Path) -> Iterator[Path]:
    from trainers.looking.answers import Answers

    look = messages.EncodeData(0, 0, "export", limit=len(examples.train))
    codes = next(item for item in Answers(looker).answer(look) if item is not None)
    if not isinstance(codes, messages.Codes):
        raise TypeError(f"expected codes, found {codes}")
    for name, z, spread in zip(names, codes.codes, codes.spread, strict=True):
        if z is not None:
            yield _write_code_table(out / f"{name}-codes.csv", z, spread, looker.order, examples)


def _write_code_table(
    path: Path, z: np.ndarray, spread: np.ndarray | None, order: np.ndarray, examples: Examples
) -> Path:
    """A line a training image, in the order of the data set: number, class, code, posterior deviation."""
    sigma = np.empty((len(z), 0)) if spread is None else spread
    header = ["image", "class", *(f"z{i}" for i in range(z.shape[1])), *(f"sigma{i}" for i in range(sigma.shape[1]))]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        for place in np.argsort(order[: len(z)]):
            image = int(order[place])
            label = "" if examples.train_labels is None else _class_name(examples, int(examples.train_labels[image]))
            writer.writerow([image, label, *(f"{value:.9g}" for value in (*z[place], *sigma[place]))])
    return path


def _class_name(examples: Examples, label: int) -> str:
    return examples.class_names[label] if label < len(examples.class_names) else str(label)


def write_onnx(model: Family, path: Path) -> Path:
    """The decoder as an ONNX graph: input ``z`` (N, latent_dim), and labels ``y``, int64 (N,), where the model knows
    classes; output ``x`` (N, C, H, W) in [0, 1]."""
    import torch

    module = _make_decoder(model).cpu().eval()
    inputs = {"z": torch.zeros(2, model.code_width)}
    if "classes" in model.capabilities:
        inputs["y"] = torch.zeros(2, dtype=torch.int64)
    rows = torch.export.Dim("n")
    with _hushed():
        torch.onnx.export(
            module,
            tuple(inputs.values()),
            str(path),
            input_names=list(inputs),
            output_names=["x"],
            dynamic_shapes={name: {0: rows} for name in inputs},
            dynamo=True,
            external_data=False,
            verbose=False,
        )
    return path


@contextmanager
def _hushed() -> Iterator[None]:
    """Without what the exporter says about its own insides: deprecations, and that torchvision is missing."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)
            warnings.simplefilter("ignore", DeprecationWarning)
            warnings.filterwarnings("ignore", "# The axis name")  # as many labels as codes: it has one name for both
            yield
    finally:
        logger.setLevel(level)


def _make_decoder(model: Family) -> nn.Module:
    import torch

    class Decoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.nets = model.nets

        def forward(self, z: torch.Tensor, y: torch.Tensor | None = None) -> torch.Tensor:
            return model.decode(z, y)

    return Decoder()
