"""The latent map: first paint, pan and zoom, codes on the move, and what a decode under the cursor costs to repaint.

Each figure is the median over *repeats* maps; frames are timed until they are painted, on an offscreen window of the
size that the map has in a window of 1440x900.
"""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from tests.benchmarks import Options, Result, at_most

if TYPE_CHECKING:
    from explorer.map.latent_map import LatentMap
    from trainers.examples import Float32, Int64

SIZE = (900, 560)
NAMES = tuple("0123456789")
FIRST_PAINT = {10_000: 60.0, 60_000: 60.0, 1_000_000: 400.0}  # codes -> milliseconds at most
FRAME = {10_000: 16.0, 60_000: 16.0, 1_000_000: 33.0}
FRAMES = 40
SETTLE_SECONDS = 10.0


def run(options: Options) -> list[Result]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication

    from explorer.map.latent_map_sample import sample_codes

    application = QApplication.instance() or QApplication([])
    results = []
    for count in FIRST_PAINT:
        codes, labels = sample_codes(count)
        figures = [_measure(codes, labels) for _ in range(options.repeats)]
        for name, target in (
            ("first paint", FIRST_PAINT[count]),
            ("pan frame", FRAME[count]),
            ("zoom frame", FRAME[count]),
            ("frame of moving codes", FRAME[count]),
            ("drag: cursor, decode and read-out", 2.0),
        ):
            value = statistics.median(figure[name] for figure in figures)
            results.append(at_most(f"{count:,} codes: {name}", value, "ms", target))
        share = statistics.median(figure["core while codes move"] for figure in figures)
        results.append(Result(f"{count:,} codes: share of a core at 4 updates/s", share, "", target="(no target)"))
    assert application is not None
    return results


def _measure(codes: Float32, labels: Int64) -> dict[str, float]:
    """Milliseconds per frame, medians, on one map; and the share of one core that moving codes take."""
    from explorer.map.latent_map import LatentMap
    from explorer.map.latent_map_sample import sample_grid

    latent_map = LatentMap()
    latent_map.resize(*SIZE)
    figures = {"first paint": _until_painted(latent_map, lambda: _show(latent_map, codes, labels))}
    _settle(latent_map)
    latent_map.picture.show_background(sample_grid(latent_map.extent, 24, 15), 24, 15, latent_map.extent)
    turned = codes @ np.array([[0.96, 0.28], [-0.28, 0.96]], np.float32)
    figures["frame of moving codes"], figures["core while codes move"] = _move_codes(
        latent_map, (turned, codes), labels
    )
    figures["drag: cursor, decode and read-out"] = _drag(latent_map)
    figures["pan frame"] = _frames(latent_map, lambda step: _pan(latent_map, step))
    figures["zoom frame"] = _frames(latent_map, lambda step: _wheel(latent_map, 120 if step < FRAMES // 2 else -120))
    latent_map.close()
    latent_map.deleteLater()
    return figures


def _show(latent_map: LatentMap, codes: Float32, labels: Int64) -> None:
    latent_map.show_codes(codes, labels, NAMES)
    latent_map.show()


def _until_painted(latent_map: LatentMap, change: Callable[[], None]) -> float:
    """Milliseconds from a change to the end of the event round that has painted it."""
    from PySide6.QtWidgets import QApplication

    started = time.perf_counter()
    change()
    while not latent_map.is_painted:
        QApplication.processEvents()
    return 1000 * (time.perf_counter() - started)


def _frames(latent_map: LatentMap, change: Callable[[int], None]) -> float:
    return statistics.median(_until_painted(latent_map, lambda step=step: change(step)) for step in range(FRAMES))


def _settle(latent_map: LatentMap) -> None:
    from PySide6.QtWidgets import QApplication

    end = time.perf_counter() + SETTLE_SECONDS
    while not latent_map.is_settled and time.perf_counter() < end:
        QApplication.processEvents()
        time.sleep(0.001)


def _move_codes(latent_map: LatentMap, places: tuple[Float32, Float32], labels: Int64) -> tuple[float, float]:
    """(milliseconds per frame, share of one core) while new codes come four times a second for two seconds."""
    from PySide6.QtWidgets import QApplication

    frames: list[float] = []
    updates = 0
    core, wall = time.process_time(), time.perf_counter()
    while (now := time.perf_counter() - wall) < 2.0:
        if now >= updates * 0.25:
            latent_map.show_codes(places[updates % 2], labels, NAMES)
            updates += 1
        before, started = latent_map.frames_painted, time.perf_counter()
        QApplication.processEvents()
        if latent_map.frames_painted > before:
            frames.append(1000 * (time.perf_counter() - started))
        time.sleep(0.001)
    share = (time.process_time() - core) / (time.perf_counter() - wall)
    _settle(latent_map)
    return statistics.median(frames), share


def _drag(latent_map: LatentMap) -> float:
    """Milliseconds for a moved cursor, a new decode and a new read-out to be painted."""
    from PySide6.QtWidgets import QApplication

    from explorer.map.latent_map_sample import sample_decode

    path = np.stack([np.linspace(-2, 2, FRAMES), np.linspace(-1, 1, FRAMES)], axis=1).astype(np.float32)
    images = sample_decode(path)
    times = []
    for (x, y), image in zip(path.tolist(), images, strict=True):
        started = time.perf_counter()
        latent_map.marks.show_cursor(x, y)
        latent_map.overlays.show_decode(image)
        latent_map.overlays.show_readout(f"z = ({x:.2f}, {y:.2f})")
        QApplication.processEvents()
        times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


def _pan(latent_map: LatentMap, step: int) -> None:
    """Drags the map with the right button, back and forth."""
    from PySide6.QtCore import QEvent, QPointF, Qt
    from PySide6.QtGui import QMouseEvent
    from PySide6.QtWidgets import QApplication

    right = Qt.MouseButton.RightButton
    kinds = [QEvent.Type.MouseMove]
    if step == 0:
        kinds.insert(0, QEvent.Type.MouseButtonPress)
    if step == FRAMES - 1:
        kinds.append(QEvent.Type.MouseButtonRelease)
    for kind in kinds:
        at = QPointF(300 if kind == QEvent.Type.MouseButtonPress else 310 + 5 * step, 300)
        button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else right
        event = QMouseEvent(kind, at, latent_map.mapToGlobal(at), button, right, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(latent_map, event)


def _wheel(latent_map: LatentMap, turn: int) -> None:
    from PySide6.QtCore import QPoint, QPointF, Qt
    from PySide6.QtGui import QWheelEvent
    from PySide6.QtWidgets import QApplication

    at = QPointF(300, 300)
    event = QWheelEvent(
        at, latent_map.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(latent_map, event)
