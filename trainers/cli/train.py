"""``latent-explorer train``: a headless run with a progress bar or JSON lines, stopped cleanly by Ctrl-C.

Started by torchrun, ``torchrun --nproc-per-node 2 -m trainers train ...``, several processes train one run. The first
of them does all that one alone does, and the others take their share of its steps.
"""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import tyro

from trainers.cli.arguments import Device, Folder, Number, Settings, parse_settings
from trainers.cli.console import DONE, FAILED, REFUSED, STOPPED, print_json, say
from trainers.dataset import LoadContext
from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError
from trainers.places import data_dir
from trainers.presets import preset_path
from trainers.shown import shown_name
from trainers.terminal.interrupt import interruptible
from trainers.training.ranks import ALONE, RankPlace, Ranks, RanksError, joined, rank_threads
from trainers.training.sharing import Threads, check_threads

if TYPE_CHECKING:
    from trainers.runs.headless import Progress, Training

Report = Callable[["Progress"], None]


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
    until: Number = None
    """Stop when so many updates are done, be it before the end of the plan or beyond: the plan alone decides how the
    learning rate falls."""
    seed: Number = None
    """The seed, instead of that of the experiment."""
    device: Device = "auto"
    """Where to train."""
    threads: Number = None
    """Train with so many threads on a CPU, which decides how sums are rounded; else with those that other programs
    leave. Each of several processes that torchrun has started takes one."""
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


def run(command: Train) -> int:
    """Trains what the command line describes. Raises ConfigError, DataError, RunFolderError or OSError."""
    if not 0 < command.save_every < math.inf:  # which is not so of nan either
        raise ConfigError(f"--save-every: expected more than 0 seconds, found {command.save_every:g}")
    if command.until is not None and command.until < 1:
        raise ConfigError(f"--until: expected at least 1 step, found {command.until}")
    if command.threads is not None:
        check_threads(command.threads)
    place = RankPlace.of(os.environ)
    if place.rank:
        try:
            return _follow(command, place)
        except ConfigError as error:
            raise ConfigError(f"process {place.rank}: {error}", error.where) from None
    if command.resume:
        if command.file is not None or command.preset is not None or command.settings or command.seed is not None:
            raise ConfigError(
                "--resume: goes on with the run in --out; only --steps, --until and --threads may be changed"
            )
        return _train(command, None, place)
    return _train(command, read_experiment(command), place)


def read_experiment(command: Train) -> Experiment:
    """The experiment that the command line describes. Raises ConfigError."""
    if (command.file is None) == (command.preset is None):
        raise ConfigError("train: expected either a TOML file or --preset NAME")
    experiment = read_toml(command.file if command.preset is None else preset_path(command.preset))  # type: ignore[arg-type]
    values = parse_settings(command.settings)
    values |= {name: value for name in ("steps", "seed") if (value := getattr(command, name)) is not None}
    experiment = experiment.with_settings(values)
    return experiment.anchored(Path.cwd())  # what the TOML file names has been found from its own folder already


def _train(command: Train, experiment: Experiment | None, place: RankPlace) -> int:
    """Trains *experiment* into a new folder, or goes on with the run in the folder when it is None."""
    with interruptible(supervised=place.count > 1) as stopped, _joined(command, place) as ranks:
        return _lead(command, experiment, ranks, stopped)


@contextmanager
def _joined(command: Train, place: RankPlace) -> Iterator[Ranks]:
    """The processes that train together, each on the device that is meant for it."""
    if place.count == 1:
        yield ALONE
        return
    from trainers.training.devices import device_of_rank

    with joined(place, device_of_rank(command.device, place.local, place.local_count)) as ranks:
        yield ranks


def _lead(command: Train, experiment: Experiment | None, ranks: Ranks, stopped: Callable[[], bool]) -> int:
    """Trains in this process, be it alone or before others."""
    from trainers.runs.starting import open_run, start_run  # which imports torch

    context = LoadContext(data_dir(command.data_dir), progress=_loading(command.json), cancelled=stopped)
    how: dict[str, Any] = {"threads": command.threads, "ranks": ranks}
    problems: tuple[str, ...] = ()
    if experiment is None:
        training, problems = open_run(
            command.out, context, command.device, command.save_every, steps=command.steps, **how
        )  # fmt: skip
    else:
        training = start_run(experiment, command.out, context, command.device, command.save_every, **how)
    try:
        training.tell = say
        for note in (*problems, *training.loop.notes):
            say(note)
        return _go(training, command, stopped)
    finally:
        training.close()


def _follow(command: Train, place: RankPlace) -> int:
    """Takes this process's share of the steps to which the leader calls. What concerns all is said by the leader."""
    from trainers.runs.making import AnotherRefused, hear_loop
    from trainers.training.sharing import use_threads

    with interruptible(supervised=True), _joined(command, place) as ranks:
        use_threads(rank_threads(command.threads))
        try:
            loop = hear_loop(LoadContext(data_dir(command.data_dir)), ranks)
        except (AnotherRefused, RanksError):
            return REFUSED
        try:
            while ranks.called():
                loop.step()
        except RanksError as error:
            say(f"process {place.rank}: {error}")
            return FAILED
    return DONE


def _go(training: Training, command: Train, stopped: Callable[[], bool]) -> int:
    """Trains, and reports on the way and at the end; returns the exit code."""
    from trainers.runs.headless import keep_figures, result_line
    from trainers.training.scalars import NonFiniteError

    with _reporting(training, command) as report:
        try:
            training.train(stopped, report, not command.no_keyframes, _sharing(command.json), command.until)
        except NonFiniteError as error:
            say(f"the {error}; lower the learning rate; what was saved before is in {command.out}")
            return FAILED
        except RanksError as error:
            say(f"{error}; what was saved before is in {command.out}, from where --resume goes on")
            return FAILED
    training.loop.ranks.end()  # the others need not wait for what is measured now
    # Whoever pressed Ctrl-C does not wait for a judge.
    test = training.loop.evaluate() if stopped() else training.evaluate()
    line = result_line(training, test)
    finished = not stopped()
    if finished and not training.problem:
        keep_figures(training, line)
    print_json({**line, "finished": finished})
    if training.problem:
        return FAILED
    return DONE if finished else STOPPED


@contextmanager
def _reporting(training: Training, command: Train) -> Iterator[Report]:
    if command.json:
        yield lambda progress: print_json(_progress_line(training, progress))
        return
    from trainers.terminal.progress_bar import progress_bar

    loop = training.loop
    total, watched = command.until or loop.experiment.plan.steps, sys.stderr.isatty()
    with progress_bar(loop.experiment, loop.step_count, total, watched) as show:
        yield lambda progress: show(progress.step, progress.models)
        show(loop.step_count, ())


def _sharing(as_json: bool) -> Callable[[Threads], None]:
    """Says with how many threads training goes on."""

    def tell(threads: Threads) -> None:
        step, count = threads.record[-1]
        if as_json:
            print_json({"event": "threads", "step": step, "threads": count})
            return
        from tqdm import tqdm

        why = "the machine is free again" if threads.share is None else "other programs use the machine"
        tqdm.write(f"latent-explorer: {count} thread{'s' * (count != 1)} from step {step} on: {why}", file=sys.stderr)

    return tell


def _progress_line(training: Training, progress: Progress) -> dict[str, Any]:
    return {
        "event": "progress",
        "step": progress.step,
        "total": progress.total,
        "epoch": round(progress.epoch, 4),
        "seconds": round(progress.seconds, 3),
        "steps_per_second": round(progress.steps_per_second, 2),
        "models": [
            {"label": spec.label, **{name: float(f"{value:.6g}") for name, value in metrics.items()}}
            for spec, metrics in zip(training.loop.experiment.models, progress.models, strict=True)
        ],
    }


def _loading(as_json: bool) -> Callable[[float, str], None]:
    if as_json:
        return lambda share, text: print_json({"event": "loading", "share": round(share, 4), "text": text})
    if not sys.stderr.isatty():
        return lambda share, text: None
    return lambda share, text: print(f"\r\x1b[K{shown_name(text)}", end="\r", file=sys.stderr, flush=True)
