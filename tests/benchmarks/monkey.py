"""A seeded monkey at the window for ten minutes: nothing may fail, and memory stays bounded. Takes long, so it must be
asked for by name. See ``tests.monkey``."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from tests.benchmarks import Options, Result, at_most

DEFAULT = False
MINUTES = 10
MOST_MB = 700.0


def run(options: Options) -> list[Result]:
    seed = options.seeds[0]
    command = [sys.executable, "-m", "tests.monkey", "--seed", str(seed), "--minutes", str(MINUTES)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[2])
    print(done.stdout, done.stderr, flush=True)
    if (found := re.search(r"deeds, (\d+) MB at most", done.stdout)) is None:
        raise RuntimeError(f"the monkey of seed {seed} did not come to its end")
    problems = done.stdout.count("PROBLEM: ")
    return [
        at_most(f"seed {seed}: problems in {MINUTES} minutes", problems, "", 0),
        at_most(f"seed {seed}: resident at most", float(found[1]), "MB", MOST_MB),
    ]
