"""``latent-explorer sweep``: an experiment for several values of a setting or two, and several seeds."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import tyro

from trainers.cli.arguments import Device, Folder, Number, Settings
from trainers.cli.console import DONE, FAILED, MOST_ANSWER, STOPPED, print_json, say
from trainers.disk.atomic_file import check_place, write_atomically
from trainers.experiment import read_toml
from trainers.knobs import ConfigError
from trainers.machine.cores import usable_cores
from trainers.places import data_dir
from trainers.presets import preset_path
from trainers.shown import shown, shown_name
from trainers.sweeps.folder import SweepFolder, begin_sweep, open_sweep
from trainers.sweeps.shard import Shard
from trainers.sweeps.sweep import Sweep as SweepPlan
from trainers.sweeps.sweep import Varied
from trainers.sweeps.values import parse_seeds, parse_values
from trainers.terminal.interrupt import interruptible

MOST_JOBS = 256


@dataclass(frozen=True)
class Sweep:
    """Train an experiment for each of several values of a setting or two, and for several seeds:

    latent-explorer sweep --preset vae-digits --set models.0.beta=0.5,1,4 --seeds 0,1,2 --out DIR

    Each combination is a run folder below DIR that the window opens. Call it again with the same DIR, or with nothing
    but --out DIR, to go on: what is finished is not done twice, what was cut short goes on from where it was saved.
    Several calls may work in one DIR at once. A table of means and spreads over the seeds comes at the end; the last
    line of the output is a JSON object with the same. As three tasks of a SLURM job array, on a shared disk:

    sbatch --array=0-2 --wrap='latent-explorer sweep --out DIR --shard $SLURM_ARRAY_TASK_ID/3'

    after the first line with --show, which trains nothing, has made DIR.
    """

    out: Path
    """The folder of the sweep: new or empty, or one in which the same sweep goes on."""
    file: Annotated[tyro.conf.Positional[Path | None], tyro.conf.arg(metavar="FILE.toml")] = None
    """An experiment in a TOML file."""
    preset: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """A preset by name; `latent-explorer presets` lists them."""
    settings: Settings = ()
    """Change a setting, such as dataset.size=16. One or two may have several values, such as models.0.beta=0.5,1,4."""
    seeds: Annotated[str | None, tyro.conf.arg(metavar="N,N,...")] = None
    """The seeds, such as 0,1,2; else that of the experiment alone."""
    steps: Number = None
    """Planned steps, instead of those of the experiment."""
    jobs: int = 1
    """So many processes at once."""
    shard: Annotated[str, tyro.conf.arg(metavar="I/N")] = "0/1"
    """Train only runs I, I+N, I+2N, ... where I counts from 0 to N-1. To merge parts, copy their folders into one."""
    device: Device = "auto"
    """Where to train."""
    threads: Number = None
    """Threads of a process on a CPU, which decide how sums are rounded; else those free, or a share of the cores."""
    data_dir: Folder = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""
    save_every: float = 10.0
    """Seconds between saves."""
    no_keyframes: bool = False
    """Draw no pictures while training; the window's timelines will be empty."""
    show: bool = False
    """Train nothing, only show the table of what lies in --out."""
    csv: Annotated[Path | None, tyro.conf.arg(metavar="FILE.csv")] = None
    """Also write the table into a file."""
    json: bool = False
    """Report progress as JSON lines instead of a progress bar."""
    attached: bool = False
    """Stop, as by Ctrl-C, when standard input ends: for programs that start this one."""
    first: Annotated[int, tyro.conf.arg(metavar="N")] = 0
    """Look at run number N first, so that processes that begin at once do not all want the same one."""


def run(command: Sweep) -> int:
    """Trains what is left of a sweep. Raises ConfigError, DataError, RunFolderError or OSError."""
    _check(command)
    plan = _read_plan(command)
    folder = open_sweep(command.out) if plan is None else begin_sweep(command.out, plan)
    stopped = False if command.show else _go(command, folder)
    return _conclude(command, folder, stopped)


def _check(command: Sweep) -> None:
    """Raises ConfigError or OSError for what is wrong whatever is swept."""
    from trainers.training.sharing import check_threads

    if not 0 < command.save_every < math.inf:  # which is not so of nan either
        raise ConfigError(f"--save-every: expected more than 0 seconds, found {command.save_every:g}")
    if not 1 <= command.jobs <= MOST_JOBS:
        raise ConfigError(f"--jobs: expected 1 to {MOST_JOBS} processes, found {command.jobs}")
    if command.threads is not None:
        check_threads(command.threads)
    if command.csv is not None:
        check_place(command.csv)
    Shard.parse(command.shard)


def _read_plan(command: Sweep) -> SweepPlan | None:
    """What is to be swept; None where the folder alone says it. Raises ConfigError."""
    if command.file is None and command.preset is None:
        if command.settings or command.seeds is not None or command.steps is not None:
            raise ConfigError(
                "sweep: goes on with the one in --out, whose settings are as they were; expected a TOML file or "
                "--preset NAME for another"
            )
        return None
    if command.file is not None and command.preset is not None:
        raise ConfigError("sweep: expected either a TOML file or --preset NAME")
    experiment = read_toml(command.file if command.preset is None else preset_path(command.preset))  # type: ignore[arg-type]
    fixed, varied = _settings(command.settings)
    if command.steps is not None:
        fixed["steps"] = command.steps
    experiment = experiment.with_settings(fixed).anchored(Path.cwd())  # as ``train`` does it
    seeds = (experiment.plan.seed,) if command.seeds is None else parse_seeds(command.seeds)
    return SweepPlan.make(experiment, varied, seeds)


def _settings(texts: Sequence[str]) -> tuple[dict[str, Any], list[Varied]]:
    """The settings that have one value, and those that have several. Raises ConfigError."""
    fixed: dict[str, Any] = {}
    varied: list[Varied] = []
    for text in texts:
        path, equals, said = text.partition("=")
        path = path.strip()
        if not path or not equals:
            raise ConfigError(f"--set: expected PATH=VALUE,VALUE such as models.0.beta=0.5,1,4, found {text!r}")
        if path in fixed or any(each.path == path for each in varied):
            raise ConfigError(f"--set: expected each setting once, found {path} twice", path)
        values = parse_values(said, path) if said.strip() else ("",)
        if len(values) > 1:
            varied.append(Varied(path, values))
        else:
            fixed[path] = values[0]
    return fixed, varied


def _go(command: Sweep, folder: SweepFolder) -> bool:
    """Trains; returns whether that was stopped."""
    from trainers.sweeps.jobs import ended_input, run_jobs

    with interruptible() as pressed, _telling(command, folder) as tell:
        ended = ended_input() if command.attached else (lambda: False)

        def stopped() -> bool:
            return pressed() or ended()

        if command.jobs > 1:
            run_jobs([_job(command, number) for number in range(command.jobs)], stopped, tell)
            return stopped()
        from trainers.dataset import LoadContext
        from trainers.sweeps.training import HowToTrain  # which imports torch
        from trainers.sweeps.work import work

        context = LoadContext(data_dir(command.data_dir), progress=lambda share, text: None, cancelled=stopped)
        how = HowToTrain(context, command.device, command.save_every, _threads(command), not command.no_keyframes)
        work(folder, Shard.parse(command.shard), how, stopped, tell, command.first)
        return stopped()


def _threads(command: Sweep) -> int | None:
    """Of each process: those that were asked for, else its share of the cores; None, as ``train`` has it, for one
    process alone, which takes what other programs leave."""
    from trainers.training.devices import training_threads

    if command.threads is None and command.jobs > 1:
        return max(1, min(training_threads(), usable_cores() // command.jobs))
    return command.threads


def _job(command: Sweep, number: int) -> list[str]:
    """The arguments of one of several processes."""
    options = {
        "--out": command.out, "--shard": command.shard, "--device": command.device, "--threads": _threads(command),
        "--save-every": command.save_every, "--first": number,
    }  # fmt: skip
    if command.data_dir is not None:
        options["--data-dir"] = command.data_dir
    switches = ["--json", "--attached", *(["--no-keyframes"] if command.no_keyframes else [])]
    return ["sweep", *(str(part) for pair in options.items() for part in pair), *switches]


def _conclude(command: Sweep, folder: SweepFolder, stopped: bool) -> int:
    """Says what was found; returns the exit code."""
    from trainers.sweeps.cells import CellState
    from trainers.sweeps.table import read_table

    table = read_table(folder)
    for line in table.lines() if command.show or not command.json else ():
        print(shown(line, MOST_ANSWER), file=sys.stderr, flush=True)
    if command.csv is not None:
        write_atomically(command.csv, table.to_csv().encode("utf-8"))
    print_json({"sweep": str(folder.path), **table.to_json()})
    if command.show:
        return DONE
    if stopped:
        return STOPPED
    shard = Shard.parse(command.shard)
    mine = [report for report in table.reports if shard.has(report.cell)]
    return DONE if all(report.state is CellState.FINISHED for report in mine) else FAILED


@contextmanager
def _telling(command: Sweep, folder: SweepFolder) -> Iterator[Callable[[dict[str, Any]], None]]:
    """Says what happens: as lines of JSON, or with a bar over all steps that are left and a line per cell."""
    if command.json:
        yield print_json
        return
    from tqdm import tqdm

    from trainers.sweeps.cells import CellState, look_at

    shard = Shard.parse(command.shard)
    mine = [look_at(folder, cell) for cell in folder.queue() if shard.has(cell)]
    steps = {report.cell.name: report.step for report in mine}
    ended = sum(report.state in (CellState.FINISHED, CellState.FAILED) for report in mine)
    totals = {report.cell.name: report.cell.experiment.plan.steps for report in mine}
    with tqdm(
        total=sum(totals.values()), initial=sum(steps.values()), unit="step", disable=not sys.stderr.isatty(),
        dynamic_ncols=True,
    ) as bar:  # fmt: skip

        def tell(event: dict[str, Any]) -> None:
            nonlocal ended
            name = str(event.get("run", ""))
            if event["event"] == "note":
                _say_above(event["text"])
            elif event["event"] == "progress":
                steps[name] = event["step"]
                bar.set_postfix_str(shown_name(name), refresh=False)
            elif event["state"] not in ("training", "taken"):
                ended += event["state"] in ("finished", "failed")
                why = f" ({event['reason']})" if event["reason"] else ""
                _say_above(f"{ended} of {len(mine)}: {name} is {event['state']}{why}")
                steps[name] = totals.get(name, 0) if event["state"] in ("finished", "failed") else steps.get(name, 0)
            bar.update(sum(steps.values()) - bar.n)

        yield tell


def _say_above(sentence: str) -> None:
    """As ``say``, above the bar."""
    from tqdm import tqdm

    with tqdm.external_write_mode(file=sys.stderr):
        say(sentence)
