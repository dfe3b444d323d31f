"""The commands without a window: ``latent-explorer train | evaluate | export | holes | judge | data | presets``.

Answers go to standard output, everything else to standard error. Exit codes: 0 done, 1 it went wrong on the way, 2 it
could not be begun (one sentence says why), 130 stopped by Ctrl-C. LATENT_EXPLORER_DEBUG=1 shows tracebacks.
"""

from __future__ import annotations

import json
import math
import os
import sys
import traceback
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import tyro

from trainers.dataset import LoadContext
from trainers.disk.atomic_file import check_place
from trainers.disk.toml_file import TomlError, parse_table
from trainers.examples import POINT_SHAPE, DataError
from trainers.experiment import MOST_SEED, Experiment, read_toml
from trainers.knobs import ConfigError
from trainers.runs.files import RunFolderError
from trainers.shown import shown, shown_name

MOST_ANSWER = 20_000  # characters of a line
DONE, FAILED, REFUSED, STOPPED = 0, 1, 2, 130
Device = Literal["auto", "cpu", "cuda", "mps"]
Folder = Annotated[Path | None, tyro.conf.arg(metavar="DIR")]
Number = Annotated[int | None, tyro.conf.arg(metavar="N")]
Settings = Annotated[
    tuple[str, ...], tyro.conf.arg(name="set", metavar="PATH=VALUE"), tyro.conf.UseAppendAction
]  # fmt: skip


@dataclass(frozen=True)
class Train:
    """Train an experiment without a window. The last line of the output is a JSON object with the results."""

    out: Path
    """The run folder: new or empty, or an earlier run with --resume."""
    file: Annotated[tyro.conf.Positional[Path | None], tyro.conf.arg(metavar="FILE.toml")] = None
    """An experiment in a TOML file."""
    preset: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """A preset by name; `latent-explorer presets` lists them."""
    settings: Settings = ()
    """Change a setting, such as models.0.beta=4 or dataset.size=16; may be given several times."""
    steps: Number = None
    """Planned steps, instead of those of the experiment."""
    seed: Number = None
    """The seed, instead of that of the experiment."""
    device: Device = "auto"
    """Where to train."""
    threads: Number = None
    """Train with so many threads on a CPU, which decides how sums are rounded; else with those that other programs
    leave."""
    data_dir: Folder = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""
    resume: bool = False
    """Go on with the run in --out where it was saved last."""
    save_every: float = 10.0
    """Seconds between saves."""
    no_keyframes: bool = False
    """Draw no pictures while training; the window's timeline will be empty."""
    json: bool = False
    """Report progress as JSON lines, about one a second, instead of a progress bar."""


@dataclass(frozen=True)
class Evaluate:
    """Measure a run on its held-out images, and the samples that it draws; prints a JSON object."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""


@dataclass(frozen=True)
class Export:
    """Write a run's pictures (PNG), codes and curves (CSV) and decoders (ONNX, where the extra is installed)."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    out: Path
    """The folder for the files; those of the same names are replaced."""
    only: Literal["onnx", "tensorboard"] | None = None
    """onnx: the decoders alone; tensorboard: the curves as TensorBoard events, and nothing else. Each needs the extra
    of its name."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""


@dataclass(frozen=True)
class Holes:
    """Measure the holes in the latent spaces of a run: how much of a region decodes to nothing real."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    layer: Literal["realism", "coverage", "geometry"] = "realism"
    """realism: does the decode look real; coverage: is anything encoded there; geometry: does a code come back after
    decoding and encoding, which shows folds and cliffs but no holes."""
    region: Literal["prior", "box", "gaussian", "mixture"] | None = None
    """Where codes are drawn from; without it the prior, or for an autoencoder the box of its codes."""
    grid: int = 64
    """Cells of the map along either side."""
    json: bool = False
    """Print one JSON object instead of text."""
    png: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Also draw the maps, side by side, into this file."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""


@dataclass(frozen=True)
class Judge:
    """Train a judge of a data set: the small classifier that tells how real a picture is."""

    dataset: Annotated[tyro.conf.Positional[str], tyro.conf.arg(metavar="DATASET")]
    """A data set by name; `latent-explorer data list` lists them."""
    settings: Settings = ()
    """Change a setting of the data set, such as size=16; may be given several times."""
    out: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """The file to write (safetensors); without it the judge goes where the window looks for it."""
    seed: int = 0
    """Another seed trains another judge."""
    device: Device = "auto"
    """Where to train."""
    data_dir: Folder = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""
    json: bool = False
    """Report progress as JSON lines, about one a second, instead of a progress bar."""


@dataclass(frozen=True)
class Data:
    """List the data sets, check one, or fetch one from the internet."""

    action: tyro.conf.Positional[Literal["list", "check", "fetch"]]
    """list: all, and what each needs; check: load one and describe it; fetch: download it first where it is missing."""
    name: Annotated[tyro.conf.Positional[str | None], tyro.conf.arg(metavar="NAME")] = None
    """The data set to check or fetch."""
    settings: Settings = ()
    """Change a setting of the data set, such as size=16; may be given several times."""
    data_dir: Folder = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""
    json: bool = False
    """Print JSON instead of text."""


@dataclass(frozen=True)
class Presets:
    """List the presets."""

    json: bool = False
    """Print JSON instead of text."""


Command = (
    Annotated[Train, tyro.conf.subcommand("train")]
    | Annotated[Evaluate, tyro.conf.subcommand("evaluate")]
    | Annotated[Export, tyro.conf.subcommand("export")]
    | Annotated[Holes, tyro.conf.subcommand("holes")]
    | Annotated[Judge, tyro.conf.subcommand("judge")]
    | Annotated[Data, tyro.conf.subcommand("data")]
    | Annotated[Presets, tyro.conf.subcommand("presets")]
)
COMMANDS = ("train", "evaluate", "export", "holes", "judge", "data", "presets")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command; returns the exit code."""
    try:
        os.getcwd()
    except OSError:  # torch's MKL would end the process
        return _refuse("the folder that it was started in is gone; change into another one and start again", REFUSED)
    try:
        command: Any = tyro.cli(
            Command,
            args=list(sys.argv[1:] if argv is None else argv),
            prog="latent-explorer",
            config=(tyro.conf.FlagCreatePairsOff,),
        )
    except SystemExit as leaving:  # --help, or a command line that makes no sense; tyro has said what
        return leaving.code if isinstance(leaving.code, int) else REFUSED
    return _guarded(lambda: _ACTIONS[type(command)](command))


def _guarded(action: Callable[[], int]) -> int:
    """The action's exit code; whatever it raises becomes one sentence and the code that fits."""
    from trainers.dataset import Cancelled

    try:
        return action()
    except KeyboardInterrupt:
        return STOPPED
    except Cancelled:
        return STOPPED
    except (ConfigError, DataError, RunFolderError) as error:
        return _refuse(str(error), REFUSED)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return _refuse(f"{name}{error.strerror or error}", REFUSED)
    except Exception as error:
        hint = "" if _debugging() else "; LATENT_EXPLORER_DEBUG=1 shows where"
        return _refuse(f"{type(error).__name__}: {error}{hint}", FAILED)


def _refuse(sentence: str, code: int) -> int:
    if _debugging():
        traceback.print_exc()
    say(sentence)
    return code


def _debugging() -> bool:
    return bool(os.environ.get("LATENT_EXPLORER_DEBUG"))


def say(sentence: str) -> None:
    """A line for the user, beside the output."""
    print(f"latent-explorer: {shown(sentence)}", file=sys.stderr, flush=True)


def put(line: object) -> None:
    """A line of the answer, whatever names stand in it."""
    print(shown(line, MOST_ANSWER))


def print_json(content: Any) -> None:
    """One line of JSON, at once."""
    print(json.dumps(content, allow_nan=False, default=str), flush=True)


def parse_settings(settings: Sequence[str]) -> dict[str, Any]:
    """``path=value`` texts as values: as TOML reads them, or else as plain text. Raises ConfigError."""
    values: dict[str, Any] = {}
    for setting in settings:
        path, equals, text = setting.partition("=")
        if not path or not equals:
            raise ConfigError(f"--set: expected PATH=VALUE such as models.0.beta=4, found {setting!r}")
        try:
            values[path.strip()] = parse_table(f"value = {text}")["value"]
        except (TomlError, KeyError):
            values[path.strip()] = text
    return values


# --------------------------------------------------------------------------- train


def _train(command: Train) -> int:
    from trainers.cli.train import run_training
    from trainers.training.sharing import check_threads

    if not 0 < command.save_every < math.inf:  # which is not so of nan either
        raise ConfigError(f"--save-every: expected more than 0 seconds, found {command.save_every:g}")
    if command.threads is not None:
        check_threads(command.threads)
    if command.resume:
        if command.file is not None or command.preset is not None or command.settings or command.seed is not None:
            raise ConfigError("--resume: goes on with the run in --out; only --steps and --threads may be changed")
        return run_training(command, None)
    return run_training(command, _experiment(command))


def _experiment(command: Train) -> Experiment:
    """The experiment that the command line describes. Raises ConfigError."""
    from trainers.presets import preset_path

    if (command.file is None) == (command.preset is None):
        raise ConfigError("train: expected either a TOML file or --preset NAME")
    experiment = read_toml(command.file if command.preset is None else preset_path(command.preset))  # type: ignore[arg-type]
    values = parse_settings(command.settings)
    values |= {name: value for name in ("steps", "seed") if (value := getattr(command, name)) is not None}
    experiment = experiment.with_settings(values)
    return experiment.anchored(Path.cwd())  # what the TOML file names has been found from its own folder already


# --------------------------------------------------------------------------- evaluate, export, holes, judge


def _evaluate(command: Evaluate) -> int:
    from trainers.looking.sample_quality import measure_loop
    from trainers.runs.folder import read_run
    from trainers.runs.headless import restore

    contents = read_run(command.run)
    loop, images, _ = restore(command.run, contents.experiment, _context(command.data_dir), command.device)
    for note in contents.problems:
        say(note)
    samples = measure_loop(loop, images, wanted=lambda model: True)
    models = [
        {"label": spec.label, "family": spec.family, **values, **figures}
        for spec, values, figures in zip(loop.experiment.models, loop.evaluate(), samples, strict=True)
    ]
    title = loop.experiment.plan.title
    print_json({"experiment": title, "run": str(command.run), "step": loop.step_count, "models": models})
    return DONE


def _export(command: Export) -> int:
    from trainers.extras import has_extra, install_line
    from trainers.runs.export import export_decoders, export_events, export_run
    from trainers.runs.folder import read_run

    if command.only is not None and not has_extra(command.only):
        raise ConfigError(f'--only {command.only}: needs the extra "{command.only}" ({install_line(command.only)})')
    contents = read_run(command.run)
    if command.only == "tensorboard":
        step, export = contents.newest_step, export_events(contents, command.out)
    else:
        from trainers.runs.headless import restore  # which imports torch

        loop, images, _ = restore(command.run, contents.experiment, _context(command.data_dir), command.device)
        whole = command.only is None
        export = (
            export_run(contents, loop, images, command.out) if whole else export_decoders(loop, images, command.out)
        )
        step = loop.step_count
    for note in (*contents.problems, *export.notes):
        say(note)
    print_json({"run": str(command.run), "step": step, "files": [str(path) for path in export.files]})
    return DONE


def _holes(command: Holes) -> int:
    from trainers.cli.holes import run_holes

    if command.png is not None:
        check_place(command.png)
    return run_holes(command, _context(command.data_dir))


def _judge(command: Judge) -> int:
    from trainers.cli.judge import run_judge

    if not 0 <= command.seed <= MOST_SEED:
        raise ConfigError(f"--seed: expected a number between 0 and {MOST_SEED}, found {command.seed}")
    if command.out is not None and command.out.parent.exists():  # else its folder is made
        check_place(command.out)
    return run_judge(command, _context(command.data_dir))


# --------------------------------------------------------------------------- data, presets


def _data(command: Data) -> int:
    from dataclasses import asdict

    from trainers.files.data_check import check_dataset, list_datasets
    from trainers.places import data_dir

    if command.action == "list":
        entries = list_datasets(data_dir(command.data_dir))
        if command.json:
            print_json([asdict(entry) for entry in entries])
        else:
            for entry in entries:
                put(f"{entry.name:15} {entry.source:9} {entry.summary}")
                if entry.missing:
                    put(f"{'':25} {entry.missing}")
        return DONE
    if command.name is None:
        raise ConfigError(f"data {command.action}: expected the name of a data set (see `latent-explorer data list`)")
    context = _context(command.data_dir, may_download=command.action == "fetch", progress=_progress_line())
    check = check_dataset(command.name, context, parse_settings(command.settings))
    if check.problem:
        raise DataError(check.problem)
    if command.json:
        print_json(asdict(check))
        return DONE
    assert check.image_shape is not None
    shape = " x ".join(map(str, check.image_shape))
    what = "points of the plane" if check.image_shape == POINT_SHAPE else f"images of {shape}"
    put(f"{check.title}: {check.n_train} training and {check.n_test} held-out {what}, {check.megabytes:.1f} MB")
    if check.classes:
        put("classes: " + ", ".join(f"{name} ({count})" for name, count in check.classes))
    for note in check.notes:
        put(note)
    return DONE


def _progress_line() -> Callable[[float, str], None]:
    """Shows the progress of loading on a terminal, else nothing."""
    if not sys.stderr.isatty():
        return lambda share, text: None

    def show(share: float, text: str) -> None:
        end = "\r\x1b[K" if share >= 1 else ""
        print(f"\r\x1b[K{share:4.0%} {shown_name(text)}", end=end, file=sys.stderr, flush=True)

    return show


def _context(
    folder: Path | None, may_download: bool = False, progress: Callable[[float, str], None] | None = None
) -> LoadContext:
    from trainers.places import data_dir

    return LoadContext(data_dir(folder), may_download, progress or _progress_line())


def _presets(command: Presets) -> int:
    from trainers.presets import list_presets

    presets = list_presets()
    if command.json:
        print_json([{"name": p.name, "title": p.title, "summary": p.summary, "dataset": p.dataset} for p in presets])
    else:
        for preset in presets:
            put(f"{preset.name:18} {preset.title}. {preset.summary}")
    return DONE


_ACTIONS: dict[type, Callable[[Any], int]] = {
    Train: _train,
    Evaluate: _evaluate,
    Export: _export,
    Holes: _holes,
    Judge: _judge,
    Data: _data,
    Presets: _presets,
}
