"""``latent-explorer complete``: endings of a picture of which a part is covered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import tyro

from trainers.cli.arguments import Device, Folder
from trainers.cli.console import DONE, print_json, say
from trainers.cli.models import able_model
from trainers.disk.atomic_file import check_place, write_atomically
from trainers.experiment import MOST_SEED
from trainers.files.pictures import fit_square, pillow_rules, read_picture
from trainers.kinds import DataError, UInt8
from trainers.knobs import ConfigError
from trainers.sentence import sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray


SIDES = ("bottom", "top", "left", "right")
COUNTS = (1, 256)
COLUMNS, SCALE = 4, 4
VEIL = 96  # the grey of what is covered


@dataclass(frozen=True)
class Complete:
    """Finish a picture of which a part is covered, in several ways, by a model that makes pictures component by
    component; writes a PNG and prints a JSON object."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    image: tyro.conf.Positional[Path]
    """A picture of any size and format; its middle square is taken."""
    out: Annotated[Path, tyro.conf.arg(metavar="FILE")]
    """The PNG: the covered picture, then its endings."""
    cover: str = "bottom"
    """Which half is covered: bottom, top, left or right; or a picture that is light where to cover."""
    count: int = 16
    """How many endings."""
    seed: int = 0
    """Another seed, other endings."""
    temperature: float = 1.0
    """1 is the model as it is; above it dares more, at 0 each pixel is the likeliest."""
    model: str = ""
    """The label of a model; without it the first that completes pictures."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""


def run(command: Complete) -> int:
    """Completes and writes. Raises ConfigError, DataError, RunFolderError or OSError."""
    check_place(command.out)
    least, most = COUNTS
    if not least <= command.count <= most:
        raise ConfigError(f"--count: expected {least} to {most}, found {command.count}")
    if not 0 <= command.temperature < np.inf:
        raise ConfigError(f"--temperature: expected at least 0, found {command.temperature:g}")
    if not 0 <= command.seed <= MOST_SEED:
        raise ConfigError(f"--seed: expected a number between 0 and {MOST_SEED}, found {command.seed}")
    for read in (command.image, Path(command.cover)):
        if read.is_file() and command.out.exists() and command.out.samefile(read):
            raise ConfigError(f"--out: expected another file than {read}, which is read")
    from trainers.exports.pictures import tile
    from trainers.looking.reports.hole_picture import encode_png
    from trainers.notebook.notebook_run import load

    run = load(command.run, device=command.device, data_dir=command.data_dir)
    for note in run.notes:
        say(note)
    model = able_model(run, command.model, "completes", sentence("a model that completes pictures"))
    if not run.examples.kind.visual:
        raise DataError(f"{command.run}: expected a run on pictures, found one on {run.examples.kind.plural}")
    shape = run.examples.image_shape
    picture = _read(command.image, shape)
    known = _known(command.cover, shape)
    endings = np.rint(
        255 * model.complete(picture, known, command.count, command.seed, temperature=command.temperature)
    )
    covered = np.where(known, picture, np.uint8(VEIL))
    sheet = tile(np.concatenate([covered[None], endings.astype(np.uint8)]), min(COLUMNS, command.count + 1), SCALE)
    write_atomically(command.out, encode_png(sheet))
    covers = round(100 * float(1 - known.mean()))
    print_json({
        "run": str(command.run), "model": model.label, "step": run.step, "image": str(command.image),
        "covered_percent": covers, "count": command.count, "seed": command.seed, "out": str(command.out),
    })  # fmt: skip
    return DONE


def _read(path: Path, shape: tuple[int, int, int]) -> UInt8:
    """The picture (C, H, W) at the size of the data; its middle square where these are squares."""
    channels, height, width = shape
    with pillow_rules():
        try:
            picture = read_picture(path, max(height, width)).convert("L" if channels == 1 else "RGB")
        except DataError as error:
            raise DataError(f"{path}: {error}") from None
    fitted = fit_square(picture, height, "crop") if height == width else picture.resize((width, height))
    pixels = np.asarray(fitted, dtype=np.uint8)
    return pixels[None] if channels == 1 else np.ascontiguousarray(pixels.transpose(2, 0, 1))


def _known(cover: str, shape: tuple[int, int, int]) -> NDArray[np.bool_]:
    """Where the picture stays as it is: (H, W)."""
    _, height, width = shape
    rows, columns = np.mgrid[:height, :width]
    halves = {
        "bottom": rows < (height + 1) // 2, "top": rows >= height // 2,
        "right": columns < (width + 1) // 2, "left": columns >= width // 2,
    }  # fmt: skip
    if cover in halves:
        return halves[cover]
    if not Path(cover).suffix and not Path(cover).is_file():
        raise ConfigError(f"--cover: expected {', '.join(SIDES)} or a picture, found {cover!r}")
    return _read(Path(cover), (1, height, width))[0] < 128
