"""Maps of 2 000 digits without a teacher, on one thread beside a heartbeat: how soon each shows something, how often it
shows more, how long it takes, how long one waits for it to rest, and for how long it stops all else in the process.

MNIST where it lies, else the embedded digits, which are 1 438. The figures of t-SNE have targets; those of others stand
beside them. CPU seconds are the reference: on a machine that is busy otherwise only they mean anything. Training beside
a map is measured by ``maps_live``. ``--names tsne`` measures only that.
"""

from __future__ import annotations

import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from tests.benchmarks import Options, Result, at_least, at_most

if TYPE_CHECKING:
    from trainers.examples import Float32

COUNT = 2000
WATCHED = "tsne"
FIRST_FRAME, FRAMES, SETTLED, PAUSE = 1.0, 2.0, 30.0, 0.3  # s, 1/s, s, s
BEAT = 0.005  # s


@dataclass(frozen=True)
class Drawing:
    """Seconds by the clock, and of the CPU, of one map, and of the longest wait for its next stage; ``late`` is by how
    much a heartbeat was late at worst."""

    first: float
    settled: float
    cpu: float
    frames: int
    longest: float
    longest_cpu: float
    late: float


def run(options: Options) -> list[Result]:
    import torch

    from trainers.maps.methods import METHODS

    before = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        x, shape = _digits(options)
        results: list[Result] = []
        for name in options.names or METHODS:
            # The first drawing imports the libraries, as it does in the program.
            drawings = [_draw(name, x, shape) for _ in range(options.repeats)]
            results += _told(name, drawings)
        return [*results, *_quality(x)]
    finally:
        torch.set_num_threads(before)


def _digits(options: Options) -> tuple[Float32, tuple[int, ...]]:
    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext
    from trainers.looking.looker import display_order
    from trainers.places import data_dir

    place = data_dir(options.data_dir)
    chosen = find_dataset("mnist")
    if chosen.missing(chosen.Config(), place):
        chosen = find_dataset("digits")
    images = chosen.load(chosen.Config(), LoadContext(place))
    rows = display_order(len(images.train))[:COUNT]
    return images.train[rows].reshape(len(rows), -1).astype("float32") / 255, images.kind.shape


def _draw(name: str, x: Float32, shape: tuple[int, ...]) -> Drawing:
    from trainers.maps.methods import make_map

    with _heartbeat() as late:
        begun, cpu = time.perf_counter(), time.thread_time()
        clock, spent = [begun], [cpu]
        first, frames = 0.0, 0
        for stage in make_map(name, x, shape):
            clock.append(time.perf_counter())
            spent.append(time.thread_time())
            if len(stage.places):
                first, frames = first or clock[-1] - begun, frames + 1
    longest, longest_cpu = (max(b - a for a, b in pairwise(times)) for times in (clock, spent))
    return Drawing(first, clock[-1] - begun, spent[-1] - cpu, frames, longest, longest_cpu, max(late))


@contextmanager
def _heartbeat() -> Iterator[list[float]]:
    """By how many seconds each beat of another thread comes late, which needs the interpreter for a moment."""
    late, ended = [0.0], threading.Event()

    def beat() -> None:
        while not ended.is_set():
            before = time.perf_counter()
            time.sleep(BEAT)
            late.append(time.perf_counter() - before - BEAT)

    thread = threading.Thread(target=beat)
    thread.start()
    try:
        yield late
    finally:
        ended.set()
        thread.join()


def _told(name: str, drawings: list[Drawing]) -> list[Result]:
    settled = statistics.median(each.settled for each in drawings)
    cpu = statistics.median(each.cpu for each in drawings)
    worst_late = Result(f"{name}: heartbeat late at worst", max(each.late for each in drawings), "s")
    if name != WATCHED:
        return [Result(f"{name}: settled (CPU beside)", settled, "s", reference=cpu), worst_late]
    frames = statistics.median(each.frames / each.settled for each in drawings)
    wait, wait_cpu = max(each.longest for each in drawings), max(each.longest_cpu for each in drawings)
    return [
        at_most(f"{name}: first frame, in the worst drawing", max(each.first for each in drawings), "s", FIRST_FRAME),
        at_least(f"{name}: frames a second", frames, "1/s", FRAMES),
        replace(at_most(f"{name}: settled (CPU beside)", settled, "s", SETTLED), reference=cpu),
        replace(at_most(f"{name}: longest wait for a rest (CPU beside)", wait, "s", PAUSE), reference=wait_cpu),
        worst_late,
    ]


def _quality(x: Float32) -> list[Result]:
    """What measuring how far a map can be trusted takes."""
    from trainers.maps.quality import map_quality
    from trainers.pieces import finish

    begun, cpu = time.perf_counter(), time.process_time()
    finish(map_quality(x, x[:, :2]))
    seconds = time.perf_counter() - begun
    return [Result("trustworthiness and continuity (CPU beside)", seconds, "s", reference=time.process_time() - cpu)]
