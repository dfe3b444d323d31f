"""One measurement in a process of its own: ``python -m tests.benchmarks._probe MODE JSON``; prints one JSON object.

Modes: ``headless`` (the loop alone), ``sharing`` (with as many threads as other programs leave), ``window`` (everything
open and updating), ``drag`` (and the pointer never still), ``idle`` (dragging without training), ``startup``, ``stop``,
``memory``, ``looks`` (another theme and text size while training), ``idle looks``, ``map`` (as ``window``, with a map
that is drawn all the time), ``type`` and ``type idle`` (a beginning is typed, with and without training), ``beat`` and
``map beat`` (how late the window's events are then). The window is the real one, offscreen, driven by real events.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.benchmarks import Options

if TYPE_CHECKING:
    from explorer.window.window import Window
    from tests.benchmarks._typing_hand import TypingHand

POINTER_MS = 8  # 125 Hz
HEARTBEAT_MS = 16
WARM_SECONDS = 4.0
LOOKS_SECONDS, MOST_LOOKS_SECONDS = 1.0, 30.0  # within which another theme is all there; the latter on a busy machine


def headless(preset: str, device: str, data_dir: Path, seconds: float) -> dict[str, float]:
    """Steps per second of the loop with nothing else in the process."""
    import torch

    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.presets import preset_path
    from trainers.training.devices import choose_device, training_threads
    from trainers.training.loop import Loop

    torch.set_num_threads(training_threads())
    experiment = read_toml(preset_path(preset))
    images = find_dataset(experiment.dataset).load(experiment.dataset_config, LoadContext(data_dir))
    loop = Loop(experiment, images, choose_device(device))
    for _ in range(50):
        loop.step()
    start, steps = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        loop.step()
        steps += 1
    if device == "cuda":
        torch.cuda.synchronize()
    return {"steps_per_second": steps / (time.perf_counter() - start)}


def sharing(preset: str, device: str, data_dir: Path, seconds: float) -> dict[str, float]:
    """As :func:`headless`, with as many threads as other programs leave; what it takes to see them is counted."""
    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.presets import preset_path
    from trainers.training.devices import choose_device, training_threads
    from trainers.training.loop import Loop
    from trainers.training.sharing import Threads

    threads = Threads(training_threads())
    experiment = read_toml(preset_path(preset))
    images = find_dataset(experiment.dataset).load(experiment.dataset_config, LoadContext(data_dir))
    loop = Loop(experiment, images, choose_device(device))
    start = time.perf_counter()
    while time.perf_counter() - start < seconds:
        threads.watch(loop.step_count)
        loop.step()
    return {"steps_per_second": loop.step_count / (time.perf_counter() - start)}


def measure(mode: str, **options: Any) -> dict[str, Any]:
    """Runs one measurement in a fresh process; raises RuntimeError with its output when it fails."""
    options = {key: str(value) if isinstance(value, Path) else value for key, value in options.items()}
    command = [sys.executable, "-m", "tests.benchmarks._probe", mode, json.dumps({**options, "born": time.time()})]
    # With the byte code at hand, as for users; some environments of developers keep it from being written.
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    done = subprocess.run(command, capture_output=True, text=True, cwd=Path(__file__).resolve().parents[2], env=environ)
    if done.returncode:
        raise RuntimeError(f"{mode} {options}: {done.stderr[-2000:]}")
    return dict(json.loads(done.stdout.splitlines()[-1]))


def usual_preset(options: Options) -> tuple[str, Path]:
    """MNIST where it is at hand, else the digits; and the data folder."""
    from trainers import places
    from trainers.files.data_check import list_datasets

    folder = options.data_dir or places.data_dir(None)
    found = {entry.name: not entry.missing for entry in list_datasets(folder)}
    return ("vae-mnist-2d" if found["mnist"] else "vae-digits"), folder


class Probe:
    """The window, and what is measured on it while the application runs."""

    def __init__(
        self,
        mode: str,
        preset: str,
        device: str,
        data_dir: Path,
        seconds: float,
        workspace: str = "explore",
        far: list[str] | None = None,
    ) -> None:
        """*far* is a command that carries the link to a run that is served, which is looked at instead of a preset."""
        from PySide6.QtCore import Qt, QTimer

        from explorer.plain_imports import import_plainly

        import_plainly()
        from explorer.app import SWITCH_SECONDS, make_application
        from explorer.gui_thread.garbage import GarbageCollector
        from explorer.settings import Settings
        from explorer.state.session import Session
        from explorer.style.theme import ThemeWatcher
        from explorer.window.window import Window
        from explorer.workspaces import WORKSPACES
        from trainers import places
        from trainers.experiment import read_toml
        from trainers.presets import preset_path

        sys.setswitchinterval(SWITCH_SECONDS)
        self.mode, self.seconds = mode, seconds
        self.app = make_application()
        self.garbage = GarbageCollector()
        self.session = Session(data_dir, places.runs_dir(), device, workspaces=WORKSPACES, **_far_worker(far))
        self.session.engine_started.connect(self.garbage.settle)
        self.session.run_built.connect(self.garbage.run_built)
        self.themes = ThemeWatcher(self.app, "dark")
        self.window: Window = Window(self.session, Settings(places.settings_file()), self.themes)
        self.window.resize(1440, 900)
        self.figures: dict[str, Any] = {}
        self.late: list[float] = []
        self.latencies: list[float] = []
        self.frames: list[bool] = []  # of the states since the measurement began, whether the map was another
        self._asked: dict[int, float] = {}
        self._hand: TypingHand | None = None
        self._moves: list[float] = []  # that no look has been asked for yet
        self._waiting: list[tuple[int, float]] = []
        self._answered = 0
        self._angle = 0.0
        self._measuring = False
        experiment = read_toml(preset_path(preset)).with_setting("steps", 1_000_000)
        self.session.set_workspace(workspace)
        if far is None:
            self.session.begin(experiment, preset, play="idle" not in mode)
        self.window.show()
        self.session.start()
        self._beat = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=HEARTBEAT_MS)
        self._beat.timeout.connect(self._on_beat)
        self._pointer = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=POINTER_MS)
        self._pointer.timeout.connect(self._on_pointer)
        self._watch = QTimer(interval=50)
        self._watch.timeout.connect(self._on_watch)
        self._watch.start()

    def run(self) -> dict[str, Any]:
        self.app.exec()
        return self.figures

    # ------------------------------------------------------------------ phases

    def _on_watch(self) -> None:
        from PySide6.QtCore import QTimer

        from trainers.messages import Phase

        wanted = Phase.READY if "idle" in self.mode else Phase.TRAINING
        if self.session.state.phase is wanted and self.session.state.pictures is not None:
            if "map" in self.mode and not self._is_map_at_work():
                return
            self._watch.stop()
            if self.mode in ("drag", "idle"):
                self._begin_drag()
            elif "point" in self.mode:
                self._begin_pointing()
            elif "type" in self.mode:
                self._begin_typing()
            QTimer.singleShot(int(WARM_SECONDS * 1000), self._begin)

    def _is_map_at_work(self) -> bool:
        """Asks for a map that takes longer than is measured; whether its dots have begun to move."""
        from trainers.messages import Channel, MakeMap, MapMade

        channel = Channel("map", MapMade)
        if channel.name not in self.session.unanswered:
            self.session.ask(MakeMap, channel, method="tsne", settings={"turns": 5000}, count=2000)
            self.session.state_changed.connect(
                lambda new, old: self.frames.append(new.answer(channel) is not old.answer(channel))
            )
        answer = self.session.state.answer(channel)
        return answer is not None and answer.done > 0

    def _begin(self) -> None:
        from PySide6.QtCore import QTimer

        self._measuring = True
        if self._hand is not None:
            self._hand.latencies.clear()
        self.frames.clear()
        self._start, self._first = time.perf_counter(), self._step()
        self._due = time.perf_counter() + HEARTBEAT_MS / 1000
        if self.mode == "stop" or "beat" in self.mode:  # where speed is measured, nothing does that does not for users
            self._beat.start()
        if "looks" in self.mode:
            self._measure_looks()
            return
        self._rss = [_rss()]
        if self.mode == "memory":
            self._memory_timer = QTimer(interval=5000)
            self._memory_timer.timeout.connect(lambda: self._rss.append(_rss()))
            self._memory_timer.start()
        QTimer.singleShot(int(self.seconds * 1000), self._end)

    def _end(self) -> None:
        seconds, steps = time.perf_counter() - self._start, self._step() - self._first
        self._beat.stop()
        self._pointer.stop()
        if self._hand is not None:
            self._hand.stop()
            self.latencies = self._hand.latencies
        self.figures = {"steps_per_second": steps / seconds, "frames_per_second": sum(self.frames) / seconds}
        if self.late:
            self.figures.update(_spread("late", self.late))
        if self.latencies:
            self.figures.update(_spread("latency", self.latencies))
        if self.mode == "memory":
            minute = min(len(self._rss) - 1, int(60 / 5))
            self.figures["grown_mb"] = max(self._rss[-3:]) - max(self._rss[minute - 1 : minute + 2])
            self.figures["rss_mb"] = self._rss[-1]
        if self.mode == "stop":
            self._measure_stop()
        else:
            self._leave()

    def _measure_looks(self) -> None:
        """Milliseconds that the window stands still at a stretch, at most, when it takes another theme, or another text
        size, as its menus give it."""
        from PySide6.QtWidgets import QApplication

        def longest(change: Callable[[], object]) -> float:
            started = time.perf_counter()
            self.themes.dresser.change_soon(change)
            worst = time.perf_counter() - started
            while (passed := time.perf_counter() - started) < LOOKS_SECONDS or not self.themes.dresser.is_done:
                if passed > MOST_LOOKS_SECONDS:
                    print("the looks did not change in time", file=sys.stderr, flush=True)
                    os._exit(1)  # an exception would be swallowed by the event loop, which would go on for ever
                turn = time.perf_counter()
                QApplication.processEvents()
                worst = max(worst, time.perf_counter() - turn)
                time.sleep(0.0005)  # as the event loop, which waits for the next event
            return 1000 * worst

        themes = self.themes
        turns: list[tuple[str, Callable[[], object]]] = [
            ("theme", lambda: themes.set_mode("light")),
            ("size", lambda: themes.set_font_scale(1.25)),
            ("theme", lambda: themes.set_mode("dark")),
            ("size", lambda: themes.set_font_scale(1.0)),
        ]
        times: dict[str, list[float]] = {"theme": [], "size": []}
        end = time.perf_counter() + self.seconds
        while time.perf_counter() < end:
            for name, change in turns:
                times[name].append(longest(change))
        for name, values in times.items():
            self.figures.update(_spread(name, values))
        self._leave()

    def _measure_stop(self) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QPushButton

        from trainers.messages import Phase

        clicked = time.perf_counter()

        def on_state(new: Any, old: Any) -> None:
            if new.phase is Phase.PAUSED and old.phase is not Phase.PAUSED:
                self.figures["stop_ms"] = 1000 * (time.perf_counter() - clicked)
                self.session.play()
            elif new.phase is Phase.TRAINING and old.phase is Phase.PAUSED:
                QTimer.singleShot(1500, self._leave)

        self.session.state_changed.connect(on_state)
        next(b for b in self.window.findChildren(QPushButton) if b.objectName() == "stop").click()

    def _leave(self) -> None:
        closing = time.perf_counter()
        self.window.close()
        ended = self.session.close()
        self.figures["close_ms"] = 1000 * (time.perf_counter() - closing)
        self.figures["threads_ended"] = ended
        self.garbage.close()
        self.app.quit()

    def _step(self) -> int:
        tick = self.session.state.ticked
        return 0 if tick is None else tick.step

    # ------------------------------------------------------------------ what is measured

    def _on_beat(self) -> None:
        now = time.perf_counter()
        self.late.append(1000 * max(0.0, now - self._due))
        self._due = now + HEARTBEAT_MS / 1000

    def _begin_drag(self) -> None:
        from PySide6.QtCore import QEvent, QObject

        from explorer.map.overlays.decode_inset import DecodeInset

        panel = self.window.maps.panels[0]
        self._map = panel.map
        probe = self
        worker = self.session._worker
        look = worker.look

        def spy(request: Any) -> None:
            if request.channel == "cursor 0":
                probe._waiting += [(request.request_id, moved_at) for moved_at in probe._moves]
                probe._moves.clear()
            look(request)

        worker.look = spy  # type: ignore[method-assign]

        class PaintWatcher(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint:
                    probe._on_painted()
                return False

        self._painter = PaintWatcher()
        self._map.findChild(DecodeInset).installEventFilter(self._painter)
        self.session.state_changed.connect(self._on_state)
        self._send("press")
        self._pointer.start()

    def _begin_pointing(self) -> None:
        """The pointer wanders over the picture that is finished component by component; watched is what is expected of
        the pixel under it."""
        from PySide6.QtCore import QEvent, QObject

        from explorer.workspaces.components.finish.site_pane import SitePane
        from explorer.workspaces.components.pixel.odds_bars import OddsBars
        from explorer.workspaces.components.pixel.pixel_view import PixelView

        panes = [pane for pane in self.window.findChildren(SitePane) if pane.isVisible()]
        self._map = max(panes, key=lambda pane: pane.width() * pane.height())
        self._pixels = self.window.findChild(PixelView)
        probe = self

        class PaintWatcher(QObject):
            def eventFilter(self, watched: QObject, event: QEvent) -> bool:
                if event.type() == QEvent.Type.Paint and probe._measuring:
                    now = time.perf_counter()
                    probe.latencies += [1000 * (now - moved_at) for moved_at in probe._moves]
                if event.type() == QEvent.Type.Paint:
                    probe._moves.clear()
                return False

        self._painter = PaintWatcher()
        self.window.findChild(OddsBars).installEventFilter(self._painter)
        self._pointer.start()

    def _begin_typing(self) -> None:
        from tests.benchmarks._typing_hand import TypingHand

        data = self.session.state.data
        assert data is not None
        self._hand = TypingHand(self.window, "".join(str(text) for text in data.probe[:20]).replace("\n", ""))

    def _on_state(self, new: Any, old: Any) -> None:
        answer = new.answers.get("cursor 0")
        if answer is not None:
            self._answered = answer.request_id

    def _on_painted(self) -> None:
        now = time.perf_counter()
        while self._waiting and self._waiting[0][0] <= self._answered:
            _, moved_at = self._waiting.pop(0)
            if self._measuring:
                self.latencies.append(1000 * (now - moved_at))

    def _on_pointer(self) -> None:
        self._angle += 0.02
        if "point" in self.mode:
            before = self._pixels.pixel
            self._send("hover")
            if self._pixels.pixel == before:  # the same pixel: nothing is painted
                self._moves.pop()
            return
        self._send("move")

    def _send(self, what: str) -> None:
        from math import cos, sin

        from PySide6.QtCore import QEvent, QPointF, Qt
        from PySide6.QtGui import QMouseEvent
        from PySide6.QtWidgets import QApplication

        at = QPointF(
            self._map.width() * (0.5 + 0.3 * cos(self._angle)),
            self._map.height() * (0.5 + 0.3 * sin(1.7 * self._angle)),
        )
        kind = QEvent.Type.MouseButtonPress if what == "press" else QEvent.Type.MouseMove
        left = Qt.MouseButton.LeftButton
        none = Qt.MouseButton.NoButton
        button, held = left if what == "press" else none, none if what == "hover" else left
        self._moves.append(time.perf_counter())
        event = QMouseEvent(kind, at, self._map.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self._map, event)


def _far_worker(command: list[str] | None) -> dict[str, Any]:
    """What a session is given besides, to look at a run that is served."""
    if command is None:
        return {}
    from functools import partial

    from trainers.link.far_worker import FarWorker
    from trainers.messages import LinkChanged, LinkPhase

    link = LinkChanged("there", LinkPhase.CONNECTING, float("nan"))
    return {"make_worker": partial(FarWorker, command=command, host="there"), "link": link}


def startup(born: float) -> dict[str, Any]:
    """Seconds from *born* (time.time() at the start of the process) to the first painted map with codes, and which of
    the big libraries were imported by then."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    from explorer.map.latent_map import LatentMap

    figures: dict[str, Any] = {}
    paint = LatentMap.paintEvent

    def watched(self: LatentMap, event: Any) -> None:
        paint(self, event)
        if "seconds" not in figures and len(self.picture.cloud.target):
            figures["seconds"] = time.time() - born
            figures["early"] = sorted({"torch", "sklearn", "scipy"} & set(sys.modules))
            QTimer.singleShot(0, QApplication.quit)

    LatentMap.paintEvent = watched  # type: ignore[method-assign]
    from explorer.__main__ import main

    main([])
    return figures


def _spread(name: str, values: list[float]) -> dict[str, float]:
    ordered = sorted(values)
    at = lambda share: ordered[min(len(ordered) - 1, int(share * len(ordered)))]  # noqa: E731
    return {f"{name}_p50": at(0.5), f"{name}_p95": at(0.95), f"{name}_p99": at(0.99), f"{name}_max": ordered[-1]}


def _rss() -> float:
    import psutil

    return float(psutil.Process().memory_info().rss) / 2**20


def main() -> None:
    mode, options = sys.argv[1], json.loads(sys.argv[2])
    born = options.pop("born", time.time())
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    options["data_dir"] = Path(options.get("data_dir", "."))
    with tempfile.TemporaryDirectory() as home:
        os.environ["LATENT_EXPLORER_HOME"] = home
        if mode == "startup":
            figures = startup(born)
        elif mode == "headless":
            figures = headless(**options)
        elif mode == "sharing":
            figures = sharing(**options)
        else:
            figures = Probe(mode, **options).run()
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
