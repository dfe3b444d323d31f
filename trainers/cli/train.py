"""``latent-explorer train``: a headless run with a progress bar or JSON lines, stopped cleanly by Ctrl-C."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from trainers.cli.main import DONE, FAILED, STOPPED, print_json, say
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.places import data_dir
from trainers.runs.headless import NonFiniteError, Progress, Training, open_run, result_line, start_run
from trainers.runs.interrupt import interruptible
from trainers.runs.progress_bar import progress_bar
from trainers.shown import shown_name
from trainers.training.sharing import Threads

if TYPE_CHECKING:
    from trainers.cli.main import Train

Report = Callable[[Progress], None]


def run_training(command: Train, experiment: Experiment | None) -> int:
    """Trains *experiment* into a new folder, or goes on with the run in the folder when it is None."""
    with interruptible() as stopped:
        context = LoadContext(data_dir(command.data_dir), progress=_loading(command.json), cancelled=stopped)
        problems: tuple[str, ...] = ()
        if experiment is None:
            training, problems = open_run(
                command.out, context, command.device, command.save_every, steps=command.steps, threads=command.threads
            )  # fmt: skip
        else:
            training = start_run(
                experiment, command.out, context, command.device, command.save_every, threads=command.threads
            )
        try:
            training.tell = say
            for note in (*problems, *training.loop.notes):
                say(note)
            return _train(training, command, stopped)
        finally:
            training.close()


def _train(training: Training, command: Train, stopped: Callable[[], bool]) -> int:
    with _reporting(training, command.json) as report:
        try:
            training.train(stopped, report, not command.no_keyframes, _sharing(command.json))
        except NonFiniteError as error:
            say(f"the {error}; lower the learning rate; what was saved before is in {command.out}")
            return FAILED
    # Whoever pressed Ctrl-C does not wait for a judge.
    test = training.loop.evaluate() if stopped() else training.evaluate()
    line = result_line(training, training.path, test)
    print_json({**line, "finished": not stopped()})
    if training.problem:
        return FAILED
    return STOPPED if stopped() else DONE


@contextmanager
def _reporting(training: Training, as_json: bool) -> Iterator[Report]:
    if as_json:
        yield lambda progress: print_json(_progress_line(training, progress))
        return
    loop = training.loop
    total, watched = loop.experiment.plan.steps, sys.stderr.isatty()
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
