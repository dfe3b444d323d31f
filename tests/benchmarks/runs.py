"""A thousand run folders as rows of the table of runs: the first time, and when the small index is there.

Each is listed by a process of its own, what it has to import for that left out; the system has the files in its cache.
Wall time, and beside it the time of the processor: other programs may use the machine.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks import Options, Result, at_most
from trainers import places

COUNT = 1000
KEYFRAMES = 4  # of each: their number costs little, for they are not read
_LIST = """
import json, sys, time
from pathlib import Path
from trainers.runs.table.runs_index import RunsIndex
wall, cpu = time.perf_counter(), time.process_time()
index = RunsIndex(Path(sys.argv[1]), Path(sys.argv[2]))
rows = index.refresh().rows
print(json.dumps([time.perf_counter() - wall, time.process_time() - cpu, len(rows), index.read]))
"""


def run(options: Options) -> list[Result]:
    with tempfile.TemporaryDirectory() as folder:
        place, cache = Path(folder) / "runs", Path(folder) / "cache"
        _make_runs(place)
        cold, warm = [], []
        for _ in range(options.repeats):
            shutil.rmtree(cache, ignore_errors=True)
            cold.append(_list(place, cache, read=COUNT))
            warm.append(_list(place, cache, read=0))
        return [
            at_most(f"{COUNT} runs, the first time", _median(cold, 0), "s", 3.0),
            Result("  processor time", _median(cold, 1), "s"),
            at_most(f"{COUNT} runs, warm", 1000 * _median(warm, 0), "ms", 300),
            Result("  processor time", 1000 * _median(warm, 1), "ms"),
        ]


def _make_runs(place: Path) -> None:
    """Copies of the run that comes with the program; what is large lies on the disk once."""
    source = places.resources_dir() / "runs" / "ae-vs-vae-digits"
    newest = {file.name for file in sorted((source / "keyframes").iterdir())[-KEYFRAMES:]}

    def left_out(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if Path(folder).name == "keyframes" and name not in newest}

    def copy(file: str, target: str) -> None:
        if file.endswith((".npz", ".safetensors")):
            os.link(first / Path(file).relative_to(source), target)
        else:
            shutil.copy2(file, target)

    first = place / "run 0000"
    shutil.copytree(source, first, ignore=left_out)
    for number in range(1, COUNT):
        shutil.copytree(source, place / f"run {number:04d}", ignore=left_out, copy_function=copy)


def _list(place: Path, cache: Path, read: int) -> tuple[float, float]:
    """(wall, processor) seconds of one listing by a fresh process."""
    command = [sys.executable, "-c", _LIST, str(place), str(cache)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    wall, cpu, rows, again = json.loads(done.stdout)
    assert (rows, again) == (COUNT, read), f"expected {COUNT} rows, {read} of them read, found {rows} and {again}"
    return wall, cpu


def _median(found: list[tuple[float, float]], which: int) -> float:
    return statistics.median(each[which] for each in found)
