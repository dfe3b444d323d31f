"""The arena: what a frame costs with a surface of 64x64, 2 000 points and 400 arrows on the move.

Frames are timed from the change to the end of the event round that has painted it, on an offscreen window of the size
that the arena has in a window of 1440x900; each figure is over all frames of *repeats* arenas.
"""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks import Options, Result, at_most

if TYPE_CHECKING:
    from explorer.workspaces.adversarial.arena.arena import Arena
    from trainers.messages import ArenaShown

SIDE = 440
FAKES, ARROWS, REAL, CELLS = 1000, 400, 1000, 64
FRAMES = 60
FRAME_MS = 16.0  # a display of 60 Hz
LIVE_SECONDS, UPDATE_SECONDS = 3.0, 0.25


def run(options: Options) -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    application = QApplication.instance() or QApplication([])
    from explorer.workspaces.adversarial.arena.arena_sample import sample_arena

    answers = [sample_arena(phase, FAKES, ARROWS, CELLS) for phase in (0.0, 0.3)]
    results = []
    for name, layers in (
        ("as it begins", {}),
        ("every layer", {"grid": True, "optimum": True}),
    ):
        walls, cores = [], []
        for _ in range(options.repeats):
            wall, core = _frames(_open(answers[0], layers), answers)
            walls += wall
            cores += core
        for share in (50, 95):
            value = float(np.percentile(walls, share))
            title = f"frame while all moves, {name}: p{share}"
            results.append(Result(title, value, "ms") if layers else at_most(title, value, "ms", FRAME_MS))
        processor = float(np.median(cores))
        results.append(Result(f"frame while all moves, {name}: processor, median", processor, "ms"))
    live = [_live(_open(answers[0], {}), answers) for _ in range(options.repeats)]
    results.append(Result("four answers a second: frames a second", float(np.median([f for f, _ in live])), "Hz"))
    results.append(Result("four answers a second: share of a core", float(np.median([s for _, s in live])), ""))
    assert application is not None
    return results


def _open(shown: ArenaShown, layers: dict[str, bool]) -> Arena:
    from PySide6.QtWidgets import QApplication

    from explorer.workspaces.adversarial.arena.arena import Arena
    from explorer.workspaces.adversarial.arena.arena_sample import sample_modes, sample_real

    arena = Arena()
    arena.resize(SIDE, SIDE)
    arena.show_real(sample_real(REAL), sample_modes())
    arena.show_arena(shown)
    arena.show_layers(layers)
    arena.show()
    while not arena.is_painted:
        QApplication.processEvents()
    return arena


def _frames(arena: Arena, answers: list[ArenaShown]) -> tuple[list[float], list[float]]:
    """Wall and processor milliseconds of FRAMES frames, each somewhere on the way between two answers."""
    from PySide6.QtWidgets import QApplication

    arena.show_arena(answers[1])
    arena.frames.stop()  # the frames are asked for here, one after the other, not by the clock
    walls, cores = [], []
    for frame in range(FRAMES):
        started, core = time.perf_counter(), time.process_time()
        arena.motion.advance((frame + 0.5) / (FRAMES + 1))
        arena.redraw()
        while not arena.is_painted:
            QApplication.processEvents()
        walls.append(1000 * (time.perf_counter() - started))
        cores.append(1000 * (time.process_time() - core))
    arena.close()
    arena.deleteLater()
    return walls, cores


def _live(arena: Arena, answers: list[ArenaShown]) -> tuple[float, float]:
    """(frames a second, share of a core) while answers come as they do in training."""
    from PySide6.QtWidgets import QApplication

    before, updates = arena.frames_painted, 0
    core, started = time.process_time(), time.perf_counter()
    while (now := time.perf_counter() - started) < LIVE_SECONDS:
        if now >= updates * UPDATE_SECONDS:
            updates += 1
            arena.show_arena(answers[updates % 2])
        QApplication.processEvents()
        time.sleep(0.001)
    wall = time.perf_counter() - started
    figures = (arena.frames_painted - before) / wall, (time.process_time() - core) / wall
    arena.close()
    arena.deleteLater()
    return figures
