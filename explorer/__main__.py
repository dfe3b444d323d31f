"""``latent-explorer``: the window, or one of the commands of ``trainers.cli``."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if sys.stdout is None:  # a windowed frozen program has no streams; whoever prints must not fail
        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the program
    from trainers.cli import COMMANDS
    from trainers.cli import main as run_command

    if arguments and arguments[0] in COMMANDS:
        return run_command(arguments)
    from explorer.options import parse_options

    options = parse_options(arguments)
    if sys.platform == "win32":
        import trainers

        trainers.preload()
    if options.self_test:
        from explorer import self_test

        return self_test.run(options.report)
    from explorer.app import run_window

    return run_window(options)


if __name__ == "__main__":
    sys.exit(main())
