"""A link with a delay: ``python -m tests.benchmarks._slow_pipe MILLISECONDS COMMAND...`` carries standard input to the
command and its output back, each piece so much later; that is there and back, half of it each way."""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time

PIECE = 2**16  # bytes


def carry(source: int, sink: int, seconds: float) -> None:
    """Writes what comes from the file *source* to *sink*, each piece *seconds* after it has come."""
    waiting: queue.SimpleQueue[tuple[float, bytes]] = queue.SimpleQueue()

    def take() -> None:
        while piece := os.read(source, PIECE):
            waiting.put((time.monotonic() + seconds, piece))
        waiting.put((0.0, b""))

    threading.Thread(target=take, daemon=True).start()
    while True:
        due, piece = waiting.get()
        if not piece:
            os.close(sink)
            return
        time.sleep(max(0.0, due - time.monotonic()))
        while piece:
            piece = piece[os.write(sink, piece) :]


def main() -> int:
    seconds = float(sys.argv[1]) / 2000
    process = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdin is not None and process.stdout is not None
    ways = ((0, os.dup(process.stdin.fileno())), (process.stdout.fileno(), os.dup(1)))
    process.stdin.close()
    for source, sink in ways:
        threading.Thread(target=carry, args=(source, sink, seconds), daemon=True).start()
    return process.wait()


if __name__ == "__main__":
    os._exit(main())
