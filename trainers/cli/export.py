"""``latent-explorer export``: a run as files for other programs."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import tyro

from trainers.cli.arguments import Device, Folder, load_context
from trainers.cli.console import DONE, print_json, put, say
from trainers.knobs import ConfigError
from trainers.machine.extras import MODULES, has_extra, install_line

if TYPE_CHECKING:
    from trainers.exports.exported import Exported
    from trainers.runs.reading import RunContents


@dataclass(frozen=True)
class Export:
    """Write a run's pictures (PNG), codes and curves (CSV), weights (safetensors), a notebook, and encoders and
    decoders (ONNX, where the extra is installed)."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    out: Folder = None
    """The folder for the files; those of the same names are replaced."""
    only: Literal["weights", "onnx", "tensorboard", "notebook", "command"] | None = None
    """One kind of file, and nothing else. weights: of every model, with its knobs as metadata; onnx: encoders, decoders
    and generators as graphs, compared with the models; tensorboard: the curves as events (both need the extra of their
    name); notebook: one that loads the run and draws it; command: prints the line that trains it again, needs no
    --out."""
    at: Annotated[tuple[str, ...], tyro.conf.arg(metavar="CODE"), tyro.conf.UseAppendAction] = ()
    """The code that the notebook decodes, such as --at=0.5,-1.2 (the origin without one); of several models one for
    each in turn, and --at= for one without a code."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""


def run(command: Export) -> int:
    """Writes and lists the files. Raises ConfigError, DataError, RunFolderError or OSError."""
    from trainers.runs.folder import read_run

    if command.only in MODULES and not has_extra(command.only):
        raise ConfigError(f'--only {command.only}: needs the extra "{command.only}" ({install_line(command.only)})')
    if command.at and command.only != "notebook":
        raise ConfigError("--at: expected together with --only notebook")
    if command.only == "command":
        return _print_command(read_run(command.run))
    if command.out is None:
        raise ConfigError("export: expected --out DIR, the folder for the files")
    codes = [_code(text) for text in command.at]
    contents = read_run(command.run)
    step, done = _export(command, command.out, contents, codes)
    for note in (*contents.problems, *done.notes):
        say(note)
    print_json({
        "run": str(command.run), "step": step, "files": [str(path) for path in done.files],
        "compared": [asdict(each) for each in done.compared], "notes": done.notes,
    })  # fmt: skip
    return DONE


def _export(command: Export, out: Path, contents: RunContents, codes: list[tuple[float, ...]]) -> tuple[int, Exported]:
    """The step of what was written, and the files."""
    saved = contents.checkpoint_step or 0
    if command.only == "tensorboard":
        from trainers.exports.events import export_events

        return contents.newest_step, export_events(contents, out)
    if command.only == "weights":
        from trainers.exports.weights import export_weights

        return saved, export_weights(contents, out)
    if command.only == "notebook":
        from trainers.exports.notebook import export_notebook

        return saved, export_notebook(contents, out, codes, command.data_dir)
    from trainers.exports.onnx_graphs import export_graphs
    from trainers.exports.whole_run import export_run
    from trainers.runs.starting import restore  # which imports torch

    loop, examples, _ = restore(command.run, contents.experiment, load_context(command.data_dir), command.device)
    if command.only == "onnx":
        return loop.step_count, export_graphs(loop, examples, out)
    return loop.step_count, export_run(contents, loop, examples, out, command.data_dir)


def _print_command(contents: RunContents) -> int:
    """What trains the run again, as far as it is. What is wrong with the folder is said beside it, and what the command
    does not repeat."""
    from trainers.exports.command import command_of, preset_of
    from trainers.exports.repeating import repeat_of
    from trainers.reports.repeat_words import repeat_sentences, unlike_lines
    from trainers.reports.reported_run import saved_position
    from trainers.reports.words import read_words

    step = contents.saved_step
    _, threads = saved_position(contents.path)
    repeat, words = repeat_of(contents.experiment, contents.marks, step, threads), read_words()
    said = repeat_sentences(repeat, step, words, contents.way_is_known)
    for note in (*contents.problems, *said, *unlike_lines(repeat, contents.marks, words)):
        say(note)
    put(command_of(repeat.experiment, preset_of(contents.experiment), options=repeat.options))
    return DONE


def _code(text: str) -> tuple[float, ...]:
    """Numbers with commas between them; none of an empty text. Raises ConfigError."""
    try:
        numbers = tuple(float(part) for part in text.split(",")) if text.strip() else ()
    except ValueError:
        numbers = (math.nan,)
    if not all(map(math.isfinite, numbers)):
        raise ConfigError(f"--at: expected numbers such as 0.5,-1.2, found {text!r}")
    return numbers
