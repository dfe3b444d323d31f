"""All that a run can give to other programs, in one folder."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from trainers.exports.exported import Exported, file_names, make_looker
from trainers.exports.notebook import export_notebook
from trainers.exports.pictures import write_pictures
from trainers.exports.tables import write_codes, write_curves
from trainers.exports.weights import export_weights
from trainers.machine.extras import has_extra, install_line

if TYPE_CHECKING:
    from trainers.examples import Examples
    from trainers.runs.reading import RunContents
    from trainers.training.loop import Loop


def export_run(
    contents: RunContents, loop: Loop, examples: Examples, out: Path, data_dir: Path | None = None
) -> Exported:
    """Writes everything that the run's models can give into the folder *out*, which is made when it is missing.
    *data_dir* is where the notebook finds the data, if they do not lie where they do for everybody.

    Files of the same names are replaced. Raises RunFolderError and OSError.
    """
    from trainers.exports.onnx_graphs import export_graphs, has_graphs

    out.mkdir(parents=True, exist_ok=True)
    looker, names = make_looker(loop, examples), file_names([spec.label for spec in loop.experiment.models])
    files = [write_curves(contents, names, out / "curves.csv")]
    files.extend(write_pictures(looker, names, out))
    files.extend(write_codes(looker, examples, names, out))
    done = Exported(tuple(files)) + export_weights(contents, out)
    done += export_notebook(contents, out, data_dir=data_dir)
    if not has_graphs(loop.models):
        return done
    if not has_extra("onnx"):
        return done + Exported(notes=(f'no ONNX: needs the extra "onnx" ({install_line("onnx")})',))
    return done + export_graphs(loop, examples, out)
