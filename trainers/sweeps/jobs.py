"""A sweep on several processes of one machine: each is this program again, and works as a job of an array would.

They say what happens in lines of JSON, and end when their standard input does: none of them outlives who began it.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import subprocess
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import IO

from trainers.machine.own_program import NO_CONSOLE, own_command, own_environment
from trainers.sentence import sentence
from trainers.sweeps.work import TellEvent

DONE, STOPPED = (0, 1), 130  # exit codes of a job that has said itself what there is to say
LOOK_SECONDS = 0.1


def run_jobs(arguments: Sequence[Sequence[str]], stopped: Callable[[], bool], tell: TellEvent) -> None:
    """Starts the program once with each of these *arguments*, and tells what the jobs tell, until all have ended. Once
    *stopped* they are asked to end, and save. One that dies is told of in a sentence."""
    heard: queue.Queue[tuple[_Job, str | None]] = queue.Queue()
    jobs = [_Job(each, heard) for each in arguments]
    try:
        running = set(jobs)
        asked = False
        while running:
            if stopped() and not asked:
                asked = True
                for job in jobs:
                    job.ask_to_end()
            with suppress(queue.Empty):
                job, line = heard.get(timeout=LOOK_SECONDS)
                if line is not None:
                    job.tell(line, tell)
                else:
                    running.discard(job)
                    job.tell_of_end(tell, asked)
    finally:
        for job in jobs:
            job.close()


class _Job:
    """A process, and a thread that reads what it says."""

    def __init__(self, arguments: Sequence[str], heard: queue.Queue[tuple[_Job, str | None]]) -> None:
        self._cell = ""  # that it trains
        self._process = subprocess.Popen(
            own_command("trainers.cli", *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=own_environment(),
            creationflags=NO_CONSOLE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        output = self._process.stdout
        assert output is not None
        self._reader = threading.Thread(target=self._read, args=(output, heard), name="sweep job", daemon=True)
        self._reader.start()

    def ask_to_end(self) -> None:
        """It stops as by Ctrl-C."""
        with suppress(OSError):
            if self._process.stdin is not None:
                self._process.stdin.close()

    def close(self) -> None:
        """Asks it to end, and waits for it."""
        self.ask_to_end()
        self._process.wait()
        self._reader.join()

    def tell(self, line: str, tell: TellEvent) -> None:
        """What it said; its last line, which is the table, is for the one who began it to say."""
        try:
            event = json.loads(line)
        except ValueError:
            return
        if not isinstance(event, dict) or "event" not in event:
            return
        if event["event"] == "run":
            self._cell = str(event.get("run", "")) if event.get("state") == "training" else ""
        tell(event)

    def tell_of_end(self, tell: TellEvent, asked: bool) -> None:
        """Says so where it has died."""
        code = self._process.wait()
        if code in DONE or (asked and code == STOPPED):
            return
        how = signal.Signals(-code).name if code < 0 and os.name != "nt" else f"exit code {code}"
        if self._cell:
            text = sentence(f"a job of this sweep ended ({how}); {self._cell} is left for the next call")
        else:
            text = sentence(f"a job of this sweep ended ({how})")
        tell({"event": "note", "text": text})

    def _read(self, output: IO[str], heard: queue.Queue[tuple[_Job, str | None]]) -> None:
        with output:
            for line in output:
                heard.put((self, line))
        heard.put((self, None))


def ended_input() -> Callable[[], bool]:
    """Gives a function that tells whether standard input has ended, which it does when the one who began this process
    asks for it, or dies. Where there is none it never ends."""
    ended = threading.Event()

    def watch() -> None:
        with suppress(OSError):
            # Not sys.stdin: a thread that waits in its lock as Python shuts down would abort the program.
            while os.read(0, 4096):
                pass
            ended.set()

    threading.Thread(target=watch, name="standard input", daemon=True).start()
    return ended.is_set
