"""Several processes, started as torchrun starts them: each is told which one it is, and where they meet."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]


def environment(home: Path, **more: str) -> dict[str, str]:
    """That of a child, which finds the program here and its own things in *home*."""
    mine = {name: value for name, value in os.environ.items() if name not in ("RANK", "WORLD_SIZE")}
    return {**mine, "PYTHONPATH": str(REPOSITORY), "LATENT_EXPLORER_HOME": str(home), "OMP_NUM_THREADS": "1", **more}


def started(count: int, home: Path, *arguments: str) -> list[subprocess.Popen[str]]:
    """*count* processes of this Python with these *arguments*, without the torchrun that watches over them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return [
        subprocess.Popen(
            [sys.executable, *arguments],
            cwd=REPOSITORY,
            env=environment(
                home,
                RANK=str(rank),
                WORLD_SIZE=str(count),
                LOCAL_RANK=str(rank),
                LOCAL_WORLD_SIZE=str(count),
                MASTER_ADDR="127.0.0.1",
                MASTER_PORT=str(port),
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for rank in range(count)
    ]


def outcomes(children: Sequence[subprocess.Popen[str]], seconds: float = 120) -> list[tuple[int, str, str]]:
    """Of each its exit code, its output and its complaints, once all have ended."""
    try:
        ended = [child.communicate(timeout=seconds) for child in children]
    finally:
        for child in children:
            child.kill()
    return [(child.returncode, *said) for child, said in zip(children, ended, strict=True)]
