"""The self-test's check that a killed run goes on bit for bit, again and again: by itself, then beside a busy program.

Each half makes twice as many checks as ``--repeats`` says. What differs is told with its size, and whether it did
before the kill or after it.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.benchmarks import Options, Result, at_most

DEFAULT = False
PRESET = "ae-vs-vae-digits"  # the self-test's
CHECKS_PER_REPEAT = 2


def run(options: Options) -> list[Result]:
    from trainers.presets import preset_path
    from trainers.self_test.killed import check_killed
    from trainers.self_test.report import attempt

    count = CHECKS_PER_REPEAT * options.repeats
    results = []
    for preset in options.names or (PRESET,):
        for where, neighbours in (("by itself", 0), ("beside a busy program", 1)):
            failures = 0
            with _busy(neighbours):
                for _ in range(count):
                    with tempfile.TemporaryDirectory() as folder:
                        check = attempt("killed", partial(check_killed, Path(folder), preset_path(preset)))
                    failures += not check.ok
                    print(f"    {check.line}", flush=True)
            results.append(at_most(f"{preset}: failures of {count} checks {where}", failures, "", 0))
    return results


@contextmanager
def _busy(count: int) -> Iterator[None]:
    """So many processes that never rest."""
    spinning = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in spinning:
            process.kill()
            process.wait()
