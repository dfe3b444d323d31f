"""The process in which many hostile files are tried: ``python -m tests.hostile.child ROOT line|window``.

Pairs of case and command come as lines of JSON on standard input, answers (:class:`judging.Seen`) go to the file
``ROOT/<surface>.jsonl``. A command that hangs ends the process after PATIENCE, with the stack on standard error.
"""

from __future__ import annotations

import contextlib
import faulthandler
import gc
import io
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from tests.hostile.case import Case
from tests.hostile.cases import all_cases
from tests.hostile.commands import COMMAND_LINE
from tests.hostile.judging import Seen
from tests.hostile.watch import Meter, changes, limit_memory, picture

PATIENCE = 200  # seconds by the clock for one command: more than the window waits for what it does and undoes
MOST_TRIES = 1000  # to remove a folder in which a run still writes
HONEST = {
    "title": "honest", "steps": 20, "batch_size": 32, "dataset": {"name": "digits"},
    "models": [{"family": family, "layers": [8], "latent_dim": 2} for family in ("ae", "vae")],
}  # fmt: skip
Try = Callable[[Case, str, Path, Path], Seen]


def main(root: Path, surface: str) -> None:
    cases = all_cases()
    prepare(root)
    with surface_of(surface, root) as attempt, (root / f"{surface}.jsonl").open("a", encoding="utf-8") as answers:
        limit_memory()
        gc.freeze()  # what is loaded by now is not looked through before each case: that took half of the time
        for line in sys.stdin:
            name, command = json.loads(line)
            seen = _watched(cases[name], command, root, attempt)
            answers.write(json.dumps(asdict(seen)) + "\n")
            answers.flush()


def prepare(root: Path) -> None:
    """The user's own files, and the honest run that cases begin with."""
    own = root / "outside"
    if own.exists():
        return
    (own / "folder").mkdir(parents=True)
    (own / "thesis.txt").write_text("years of work\n" * 100)
    (own / "metrics.jsonl").write_text('{"step": 1}\n')
    (own / "folder" / "00000005.npz").write_bytes(b"somebody's")
    (own / "folder" / "notes.part").write_text("half of it")
    if not (root / "honest").exists():
        raise FileNotFoundError(f"{root}: expected the honest run there")


def make_honest(root: Path) -> None:
    """Trains the honest run; once for all children."""
    from trainers.dataset import LoadContext
    from trainers.experiment import Experiment
    from trainers.runs.starting import start_run

    training = start_run(Experiment.parse(HONEST), root / "honest", LoadContext(root), "cpu")
    training.train()
    training.close()


def _watched(case: Case, command: str, root: Path, attempt: Try) -> Seen:
    """Makes the case, does the command, looks what became of everything; leaves nothing behind."""
    place, out = root / "cases" / "one", root / "out"
    for folder in (place.parent, out, place):
        _remove(folder)
        folder.mkdir(exist_ok=True)  # the run of the case before makes a folder that is gone anew
    made = case.make(place)
    gc.collect()
    untouched = [each for each in ("outside", "honest")]
    before = [picture(root / name) for name in untouched]
    faulthandler.dump_traceback_later(PATIENCE, exit=True)
    meter = Meter()
    try:
        seen = attempt(case, command, made, out)
    except Exception:
        seen = Seen(case.name, command, -1, trace=traceback.format_exc())
    seconds, megabytes = meter.read()
    faulthandler.cancel_dump_traceback_later()
    changed = [
        change for name, old in zip(untouched, before, strict=True) for change in changes(old, picture(root / name))
    ]
    return replace(seen, seconds=seen.seconds or seconds, megabytes=megabytes, changed=tuple(changed))


def _remove(folder: Path) -> None:
    """Also what a case has locked. Tried again while the run of the case before still writes there."""

    def unlock(function: Callable[..., object], path: str, error: object) -> None:
        os.chmod(Path(path).parent, 0o700)
        os.chmod(path, 0o700)
        function(path)

    for _ in range(MOST_TRIES):
        if not os.path.lexists(folder):
            return
        with contextlib.suppress(OSError):
            shutil.rmtree(folder, onerror=unlock)
    shutil.rmtree(folder, onerror=unlock)  # says what is in the way


@contextlib.contextmanager
def surface_of(name: str, root: Path) -> Iterator[Try]:
    if name == "line":
        run_line(["evaluate", str(root / "honest")])  # what is loaded once is not counted against the first case
        yield try_line
    else:
        from tests.hostile.window_user import WindowUser

        user = WindowUser(root)
        try:
            yield user.attempt
        finally:
            user.close()


def try_line(case: Case, command: str, made: Path, out: Path) -> Seen:
    code, printed, said = run_line(COMMAND_LINE[command](made, out))
    return Seen(case.name, command, code, tuple(said.splitlines()), printed)


def run_line(arguments: list[str]) -> tuple[int, str, str]:
    """Exit code, output and messages of a command."""
    from trainers.cli import main as cli

    printed, said = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
        code = cli.main(arguments)
    return code, printed.getvalue(), said.getvalue()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
