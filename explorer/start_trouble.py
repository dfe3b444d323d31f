"""Why the window cannot open, as one sentence: libraries of the system, the screen, or the folder that one stands in.

Qt would abort the process with texts of its own. Nothing here needs Qt, which may be what is missing.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Mapping, Sequence

from explorer.system_libraries import is_headless, missing_libraries, missing_sentence, this_package_manager

WITHOUT_WINDOW = "the commands train, evaluate, export, holes, judge, data and presets need none"


def say(sentence: str) -> None:
    """A line for whoever started the program."""
    print(f"latent-explorer: {sentence}", file=sys.stderr, flush=True)


def folder_trouble() -> str:
    """Whether the folder that the program was started in is gone, with which torch's MKL would end the process."""
    try:
        os.getcwd()
    except OSError:
        return "the folder that it was started in is gone; change into another one and start again"
    return ""


def library_trouble(reason: str, environ: Mapping[str, str] = os.environ) -> str:
    """Why Qt could not be loaded, of which the system says *reason*."""
    lacking = missing_libraries(environ) if platform.system() == "Linux" else []
    if lacking:
        return missing_sentence(lacking, this_package_manager())
    remedy = "; install https://aka.ms/vs/17/release/vc_redist.x64.exe" if platform.system() == "Windows" else ""
    return f"Qt, which draws the window, cannot be loaded: {reason}{remedy}"


def screen_trouble(said: Sequence[str], environ: Mapping[str, str] = os.environ) -> str:
    """Why Qt could not open a window, of which it said *said* (its own texts, line by line)."""
    system = platform.system()
    chosen = environ.get("QT_QPA_PLATFORM", "")
    if system == "Linux" and (lacking := missing_libraries(environ)):
        return missing_sentence(lacking, this_package_manager())
    if is_headless(environ, system) and chosen in ("", "xcb", "wayland"):
        return f"there is no screen to open a window on (DISPLAY is not set); {WITHOUT_WINDOW}"
    if any("could not connect to display" in line for line in said):
        return f"the screen {environ.get('DISPLAY', '')!r} (DISPLAY) does not answer; {WITHOUT_WINDOW}"
    reason = next(iter(said), "no reason given").strip()
    named = f"QT_QPA_PLATFORM is {chosen!r}, and " if chosen else ""
    return f"the window cannot open: {named}Qt says: {reason}"
