"""``latent-explorer``: the window, or one of the commands of ``trainers.cli``."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

BAD_START = 2  # exit code: nothing was begun


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program; returns the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    prepare_streams()
    from explorer.start_trouble import folder_trouble, library_trouble, say

    if trouble := folder_trouble():
        say(trouble)
        return BAD_START
    if "--self-test" in arguments:  # before any library is imported: one may be what is missing
        from explorer import self_test

        return self_test.main(arguments)
    if "--stdio" in arguments:
        from trainers.link.shortcut import carry_at_once

        if carry_at_once(arguments):
            os._exit(0)  # a thread may still wait for the other end to say something
    from trainers.cli.main import COMMANDS
    from trainers.cli.main import main as run_command

    if arguments and arguments[0] in COMMANDS:
        return run_command(arguments)
    from explorer.options import parse_options

    options = parse_options(arguments)
    if sys.platform == "win32":
        import trainers

        trainers.preload()
    try:
        from explorer.plain_imports import import_plainly

        import_plainly()
        from explorer.app import run_window
    except ImportError as error:
        if not any(name in f"{error.name} {error}" for name in ("PySide6", "shiboken6", ".so", "DLL")):
            raise
        say(library_trouble(str(error)))
        return BAD_START
    return run_window(options)


def prepare_streams() -> None:
    """Whoever prints must not fail: a windowed frozen program has no streams, and some cannot show every letter."""
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - lives as long as the program
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


if __name__ == "__main__":
    sys.exit(main())
