"""A run that is served by another process and watched through a pipe: what dragging feels like with a delay of 20 ms,
what watching costs the training, links that are cut, and 10 000 mutations of what was really said."""

from __future__ import annotations

import io
import math
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks import Options, Result, at_most
from tests.benchmarks._probe import measure, usual_preset

DEFAULT = False
REPOSITORY = Path(__file__).resolve().parents[2]
DELAY_MS = 20.0  # there and back
DRAG_SECONDS, WATCH_SECONDS = 8.0, 60.0
CUTS, MUTATIONS = 20, 10_000


def run(options: Options) -> list[Result]:
    wanted = options.names or ("drag", "cost", "cuts", "mutations")
    results: list[Result] = []
    if "drag" in wanted:
        results += _drag(options)
    if "cost" in wanted:
        results.append(_cost(options))
    if "cuts" in wanted:
        results += _cuts(options)
    if "mutations" in wanted:
        results += _mutations(options)
    return results


@contextmanager
def _served(options: Options, *more: str) -> Iterator[list[str]]:
    """The command that carries a link to a run of the usual preset, which never ends."""
    from trainers.dataset import LoadContext
    from trainers.experiment import read_toml
    from trainers.presets import preset_path
    from trainers.runs.starting import start_run

    preset, data = usual_preset(options)
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        experiment = read_toml(preset_path(preset)).with_setting("steps", 1_000_000)
        training = start_run(experiment, run, LoadContext(data), "cpu", threads=1)
        training.run.save()
        training.close()
        program = ["env", f"PYTHONPATH={REPOSITORY}", sys.executable, "-P", "-m", "trainers.cli", "serve", str(run)]
        try:
            yield [*program, "--stdio", "--device", options.device, "--data-dir", str(data), *more]
        finally:
            subprocess.run([*program, "--stop"], check=False, capture_output=True)
            time.sleep(1.0)


class _Watching:
    """A window without a window: keeps what it hears."""

    def __init__(self, command: list[str]) -> None:
        from trainers import messages
        from trainers.link.far_worker import FarWorker

        self._messages = messages
        self._news = threading.Event()
        self.events: list[Any] = []
        self.step = 0
        self.link: Any = None
        self.worker = FarWorker(self._news.set, command, "there")
        self.worker.start()

    def until(self, found: Any, seconds: float = 60.0) -> None:
        """Listens until *found* says so. Raises RuntimeError where that takes too long."""
        end = time.monotonic() + seconds
        while not found():
            if time.monotonic() > end:
                raise RuntimeError(f"nothing came: {self.link}")
            self._news.wait(0.02)
            self._news.clear()
            for event in self.worker.drain():
                self.events.append(event)
                if isinstance(event, self._messages.Ticked):
                    self.step = event.step
                elif isinstance(event, self._messages.LinkChanged):
                    self.link = event


def _drag(options: Options) -> list[Result]:
    """As the benchmark "drag", while training, with the server at the other end of a slow pipe."""
    preset, folder = usual_preset(options)
    slow = [sys.executable, "-P", str(Path(__file__).with_name("_slow_pipe.py")), str(DELAY_MS)]
    with _served(options, "--play") as command:
        more = {"preset": preset, "device": options.device, "data_dir": folder, "seconds": DRAG_SECONDS}
        runs = [measure("drag", **more, far=[*slow, *command]) for _ in range(options.repeats)]
    values = {share: statistics.median(each[f"latency_{share}"] for each in runs) for share in ("p50", "p95")}
    title = f"{preset} over a pipe of {DELAY_MS:g} ms: move to painted decode, while training"
    return [
        Result(f"{title}, p50", values["p50"], "ms"),
        at_most(f"{title}, p95", values["p95"], "ms", 16.0 + DELAY_MS),
    ]


def _cost(options: Options) -> Result:
    """CPU seconds of the server for each step, with somebody who watches and without: alike on a busy machine."""
    import psutil

    with _served(options, "--play", "--threads", "1") as command:
        watching = _Watching(command)
        watching.until(lambda: watching.step > 200)
        server = next(each for each in psutil.process_iter() if _is_server(each, command))

        def spent(watched: bool, seconds: float) -> float:
            nonlocal watching
            first, then = watching.step, sum(server.cpu_times()[:2])
            if not watched:
                watching.worker.close()
                time.sleep(seconds)
                watching = _Watching(command)
                watching.until(lambda: watching.step > first)
            else:
                end = time.monotonic() + seconds
                watching.until(lambda: time.monotonic() > end, seconds + 5)
            return (sum(server.cpu_times()[:2]) - then) / (watching.step - first)

        turns = 3
        pairs = [(spent(True, WATCH_SECONDS / turns), spent(False, WATCH_SECONDS / turns)) for _ in range(turns)]
        watching.worker.close()
    cost = statistics.median(watched / alone - 1 for watched, alone in pairs)
    return at_most(f"{WATCH_SECONDS:g} s of training watched: more CPU time of the server a step", 100 * cost, "%", 5.0)


def _is_server(process: Any, command: list[str]) -> bool:
    try:
        found = process.cmdline()
    except Exception:
        return False
    run = command[command.index("serve") + 1]
    return "serve" in found and run in found and "--stdio" not in found


def _cuts(options: Options) -> list[Result]:
    """Seconds from a link that is cut at a random moment to a window that hears of the training again, and whether all
    steps were told once."""
    from trainers import messages

    chance, back = random.Random(20), []
    with _served(options, "--play", "--threads", "1") as command:
        watching = _Watching(command)
        watching.until(lambda: watching.step > 50)
        for _ in range(CUTS):
            wait = time.monotonic() + chance.uniform(0.05, 1.5)
            watching.until(lambda wait=wait: time.monotonic() > wait)
            process = watching.worker._process
            assert process is not None
            os.kill(process.pid, signal.SIGKILL)
            cut, step = time.monotonic(), watching.step
            watching.until(lambda: watching.link.phase is messages.LinkPhase.BROKEN)
            watching.until(lambda step=step: watching.link.phase is messages.LinkPhase.LIVE and watching.step > step)
            back.append(time.monotonic() - cut)
        watching.worker.close()
    told = [
        step
        for each in watching.events
        if isinstance(each, messages.Scalars)
        for step in range(each.first_step, each.first_step + each.count)
    ]
    lost = len(set(range(1, max(told) + 1)) - set(told)) + len(told) - len(set(told))
    return [
        at_most(f"{CUTS} cuts: seconds until the window hears again, worst", max(back), "s", 2.0),
        Result(f"{CUTS} cuts: seconds until the window hears again, median", statistics.median(back), "s"),
        at_most(f"{CUTS} cuts: of {len(told)} steps lost or told twice", lost, "steps", 0.0),
    ]


def _mutations(options: Options) -> list[Result]:
    """Mutations of what a server said in some seconds of training, and of what a window may say."""
    from tests.trainers.link.messages_at_random import message_at_random
    from tests.trainers.link.wire.test_language import mutated
    from trainers import __version__
    from trainers.link.heard import check_heard
    from trainers.link.wire.frames import FrameReader, framed
    from trainers.link.wire.language import PROTOCOL, handshake, of_server, of_watcher, schema
    from trainers.link.wire.said import Hello, Received
    from trainers.link.wire.wire_error import WireError

    recorded: list[tuple[Any, bytes]] = []
    with _served(options, "--play", "--threads", "1") as command:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=0)
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(handshake().encode(Hello(PROTOCOL, schema(), __version__, "recorder")))
        reader, end = FrameReader(process.stdout.read), math.inf
        while time.monotonic() < end and (frame := reader.next()) is not None:
            end = min(end, time.monotonic() + 10.0)
            recorded.append((handshake() if not recorded else of_server(), framed(*frame)))
            process.stdin.write(of_watcher().encode(Received(1)) if len(recorded) > 1 else b"")
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            stream.close()
    chance = random.Random(20)
    recorded += [(of_watcher(), of_watcher().encode(message_at_random(kind, chance))) for kind in of_watcher().kinds]
    refused = taken = wrong = 0
    tracemalloc.start()
    begun = time.process_time()
    for _ in range(MUTATIONS):
        language, frame = chance.choice(recorded)
        reader = FrameReader(io.BytesIO(mutated(frame, chance)).read)
        try:
            while (found := reader.next()) is not None:
                check_heard(language.decode(found)[0])
                taken += 1
        except WireError:
            refused += 1
        except Exception:
            wrong += 1
    seconds, most = time.process_time() - begun, tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    largest = max(len(frame) for _, frame in recorded) / 2**20
    return [
        at_most(f"{MUTATIONS} mutations of {len(recorded)} messages: neither refused nor a message", wrong, "", 0.0),
        Result("... refused with a sentence", refused, ""),
        Result("... taken as messages", taken, ""),
        at_most(f"... memory at most, the largest message being {largest:.1f} MB", most, "MB", 64.0),
        Result("... CPU time", seconds, "s"),
    ]
