"""The program ends though a library is at work that cannot be interrupted: each time in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

WORKER = """
import sys, threading, time
import numpy as np
from explorer.app import leave_at_once
from trainers import messages
from trainers.experiment import Experiment
from trainers.looking.maps import MapAnswers
from trainers.worker.worker import Worker

begun = threading.Event()

def answer(self, look):
    square = np.random.default_rng(0).random((4000, 4000))
    begun.set()
    CALL
    yield None

MapAnswers.answer = answer
worker = Worker(lambda: None)
worker.start()
experiment = Experiment.parse({"dataset": {"name": "digits"}, "models": [{"family": "ae", "layers": [8]}]})
worker.send(messages.Begin(1, experiment, data_dir="", device="cpu", play=True))
worker.look(messages.MakeMap(1, 1, "a map", "pca"))
assert begun.wait(60)
time.sleep(0.2)
start = time.monotonic()
ended = worker.close()
print("ended" if ended else "left", round(time.monotonic() - start, 1), flush=True)
print("the last word", end="")  # which stays in no buffer
leave_at_once(7)
"""

WINDOW = """
import sys, time
from PySide6.QtCore import QTimer
from explorer import app
from explorer.options import parse_options
from trainers import messages
from trainers.looking.maps import MapAnswers

begun = []

def answer(self, look):
    begun.append(time.monotonic())
    time.sleep(300)
    yield None

class Watched(app.Session):
    def __init__(self, *given, **named):
        super().__init__(*given, **named)
        self.timer = QTimer(interval=20)
        self.timer.timeout.connect(self.look_again)
        self.timer.start()

    def look_again(self):
        if begun:
            self.timer.stop()
            print("closing", time.time(), flush=True)
            app.QApplication.closeAllWindows()
        elif self.state.can_be_asked and not self.unanswered:
            self.ask(messages.MakeMap, messages.Channel("a map", messages.MapMade), method="pca")

MapAnswers.answer = answer
app.Session = Watched
app.QApplication.setQuitOnLastWindowClosed(True)
sys.exit(app.run_window(parse_options(["--device", "cpu"])))
"""


def run(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "LATENT_EXPLORER_HOME": str(home)}
    environment |= {"XDG_RUNTIME_DIR": str(home), "OPENBLAS_NUM_THREADS": "1"}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=120)


def errors(done: subprocess.CompletedProcess[str]) -> str:
    return done.stderr.replace("This plugin does not support propagateSizeHints()\n", "")


@pytest.mark.parametrize(
    "call",
    [
        "time.sleep(300)",
        "np.linalg.eigh(square + square.T)",  # half a minute of LAPACK, which comes back in the middle of the end
        "__import__('torch').linalg.eigh(__import__('torch').tensor(square))",
    ],
)
def test_a_call_that_cannot_be_interrupted_keeps_no_process_alive(call: str, tmp_path: Path) -> None:
    done = run(WORKER.replace("CALL", call), tmp_path)
    assert (done.returncode, done.stderr) == (7, "")
    closed, last = done.stdout.splitlines()
    assert closed.startswith("left ") and float(closed.split()[1]) < 5 and last == "the last word"


def test_the_window_closes_while_a_map_is_drawn(tmp_path: Path) -> None:
    done = run(WINDOW, tmp_path)
    ended = time.time()
    assert (done.returncode, errors(done)) == (0, "")
    word, at = done.stdout.split()
    assert word == "closing" and ended - float(at) < 10
    log = next(tmp_path.rglob("latent-explorer.log")).read_text(encoding="utf-8")
    assert "closed, but a thread did not end in time" in log
