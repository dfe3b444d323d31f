"""``python -m tests.monkey --seed 7 --minutes 10``; leaves with 1 when something went wrong."""

from __future__ import annotations

import argparse
import faulthandler
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.monkey", description=__doc__)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--block", type=float, default=5.0, help="seconds that the window may stand still")
    parser.add_argument("--memory", type=float, default=1000.0, help="resident MB that must not be exceeded")
    parser.add_argument("--log", type=Path, help="file for every deed, written at once: the last one before a crash")
    options = parser.parse_args()
    faulthandler.enable()  # where Python stood, all threads, when the process is killed by C++
    with tempfile.TemporaryDirectory(prefix="monkey-") as name:
        folder = Path(name)
        os.environ.update(
            LATENT_EXPLORER_HOME=str(folder / "home"), QT_QPA_PLATFORM="offscreen",
            XDG_DATA_HOME=str(folder / "share"),  # where the system's trash is: what it throws away is nobody's
            HTTP_PROXY="http://127.0.0.1:9", HTTPS_PROXY="http://127.0.0.1:9",  # it fetches nothing
        )  # fmt: skip
        os.environ.pop("LATENT_EXPLORER_DATA", None)
        from explorer.plain_imports import import_plainly

        import_plainly()
        from tests.monkey.game import Game

        os.chdir(folder)  # where a file dialog keeps what is typed into it
        with open(options.log or os.devnull, "w", buffering=1, encoding="utf-8") as log:
            game = Game(
                folder, options.seed, 60 * options.minutes, options.block, lambda line: print(line, flush=True), log
            )
            played = game.play()
    if played.most_mb > options.memory:
        played.problems.append(f"{played.most_mb:.0f} MB, expected {options.memory:.0f} at most")
    print(
        f"{played.deeds} deeds, {played.most_mb:.0f} MB at most, stood still for {played.longest_block:.2f} s at most"
    )
    for problem in played.problems:
        print(f"\nPROBLEM: {problem}")
    if played.problems:
        print("\nlast deeds:", *played.last, sep="\n  ")
        print(f"\nagain: python -m tests.monkey --seed {options.seed} --minutes {options.minutes:g}")
    sys.stdout.flush()
    return int(bool(played.problems))


if __name__ == "__main__":
    sys.exit(main())
