"""What the commands share on a terminal: exit codes, how they print, and how an error becomes one sentence.

Answers go to standard output, everything else to standard error. Exit codes: 0 done, 1 it went wrong on the way, 2 it
could not be begun (one sentence says why), 130 stopped by Ctrl-C. LATENT_EXPLORER_DEBUG=1 shows tracebacks.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

from trainers.dataset import Cancelled
from trainers.examples import DataError
from trainers.knobs import ConfigError
from trainers.runs.files import RunFolderError
from trainers.shown import shown, shown_name

MOST_ANSWER = 20_000  # characters of a line
DONE, FAILED, REFUSED, STOPPED = 0, 1, 2, 130


def guarded(action: Callable[[], int]) -> int:
    """The action's exit code; whatever it raises becomes one sentence and the code that fits."""
    try:
        code = action()
        sys.stdout.flush()
        return code
    except (KeyboardInterrupt, Cancelled):
        return STOPPED
    except BrokenPipeError:
        return unheard()
    except (ConfigError, DataError, RunFolderError) as error:
        return refuse(str(error), REFUSED)
    except OSError as error:
        name = f"{error.filename}: " if error.filename else ""
        return refuse(f"{name}{error.strerror or error}", REFUSED)
    except Exception as error:
        hint = "" if _debugging() else "; LATENT_EXPLORER_DEBUG=1 shows where"
        return refuse(f"{type(error).__name__}: {error}{hint}", FAILED)


def unheard() -> int:
    """The exit code once nobody reads the output any more, as after `| head`; what is left of it goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return STOPPED


def refuse(sentence: str, code: int) -> int:
    """Says why it cannot be; returns the exit *code*."""
    if _debugging():
        traceback.print_exc()
    say(sentence)
    return code


def _debugging() -> bool:
    return bool(os.environ.get("LATENT_EXPLORER_DEBUG"))


def say(sentence: str) -> None:
    """A line for the user, beside the output."""
    print(f"latent-explorer: {shown(sentence)}", file=sys.stderr, flush=True)


def put(line: object) -> None:
    """A line of the answer, whatever names stand in it."""
    print(shown(line, MOST_ANSWER))


def print_json(content: Any) -> None:
    """One line of JSON, at once."""
    print(json.dumps(content, allow_nan=False, default=str), flush=True)


def progress_line() -> Callable[[float, str], None]:
    """Shows the progress of loading on a terminal, else nothing."""
    if not sys.stderr.isatty():
        return lambda share, text: None

    def show(share: float, text: str) -> None:
        end = "\r\x1b[K" if share >= 1 else ""
        print(f"\r\x1b[K{share:4.0%} {shown_name(text)}", end=end, file=sys.stderr, flush=True)

    return show
