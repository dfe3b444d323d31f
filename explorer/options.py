"""The command line of the window."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, make_dataclass, replace
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import unquote, urlsplit

import tyro

from explorer.state.workspace import Workspaces
from explorer.workspaces import WORKSPACES
from trainers.cli.console import unheard
from trainers.cli.main import COMMANDS
from trainers.disk.atomic_file import check_place
from trainers.lessons.classroom import is_classroom_file
from trainers.link.address import HERE, SCHEME, FarAddress
from trainers.training.sharing import check_threads

RUN_MARKS = ("resume.json", "metrics.jsonl")  # what lies beside the experiment of a run, and not beside any other
MOST_PIXELS = 16_384  # along a side of the window: a screenshot of that takes a gigabyte


@dataclass(frozen=True)
class Options:
    """Train small generative models and look inside them while they train."""

    path: Annotated[tyro.conf.Positional[Path | None], tyro.conf.arg(metavar="[PATH]")] = None
    """A run folder, an experiment in a TOML file or a classroom file: the same as --open."""
    open: Annotated[Path | None, tyro.conf.arg(metavar="PATH")] = None
    """A run folder, an experiment in a TOML file or a classroom file."""
    far: Annotated[str | None, tyro.conf.arg(metavar="ssh://USER@HOST/PATH")] = None
    """A run on another machine, where Latent Explorer is installed, too: a run folder, or ssh://USER@HOST?preset=NAME.
    The system's ssh carries the link; an address alone, without --far, does the same. here:/PATH watches a run that
    another program of this machine trains."""
    classroom: Annotated[str | None, tyro.conf.arg(name="class", metavar="FILE|CODE")] = None
    """A class: a classroom file (*.latent-class.toml), or the eight letters of a class code."""
    beside: Annotated[tuple[Path, ...], tyro.conf.arg(metavar="RUN RUN ...")] = ()
    """Finished runs to see side by side, up to four models in all."""
    preset: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """A preset by name; `latent-explorer presets` lists them."""
    autoplay: bool = False
    """Begin to train at once."""
    lesson: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Open a lesson by its name; the list is in the window's menu."""
    chapter: int = 1
    """The chapter that the lesson begins with."""
    lessons: Annotated[Path | None, tyro.conf.arg(metavar="DIR")] = None
    """A folder with lessons of your own, beside those of the program."""
    theme: Literal["system", "light", "dark"] | None = None
    """Else what was chosen last."""
    lang: Annotated[str | None, tyro.conf.arg(metavar="LANGUAGE")] = None
    """The language of the window, such as en or zh_CN."""
    workspace: str | None = None
    """Which way of looking to open with; else the one shown last."""
    size: Annotated[str | None, tyro.conf.arg(metavar="WxH")] = None
    """The window's size in pixels."""
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    """Where to train; auto is what was chosen last, else a GPU that works, else the CPU."""
    threads: Annotated[int | None, tyro.conf.arg(metavar="N")] = None
    """Train with so many threads on a CPU; else as chosen last, else with those that other programs leave."""
    data_dir: Annotated[Path | None, tyro.conf.arg(metavar="DIR")] = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""
    new_window: bool = False
    """Open a window of its own, where one that is open already would be brought to the front."""
    reset_settings: bool = False
    """Begin with the settings of a first start; the file of the former ones is put aside."""
    screenshot: Annotated[Path | None, tyro.conf.arg(metavar="FILE.png")] = None
    """Write a picture of the window to this PNG file, then exit."""
    after_steps: int = 0
    """Train this many steps before the screenshot, and no more, whatever --autoplay says."""
    self_test: bool = False
    """Train, save, resume and draw a little of everything, then exit."""
    report: Annotated[Path | None, tyro.conf.arg(metavar="FILE.json")] = None
    """Write the self-test's report to this JSON file."""

    @property
    def window_size(self) -> tuple[int, int] | None:
        """(width, height) or None. Raises ValueError with one sentence."""
        if self.size is None:
            return None
        match = re.fullmatch(r"(\d{3,5})x(\d{3,5})", self.size)
        if match is None:
            raise ValueError(f"--size: expected WIDTHxHEIGHT such as 1440x900, found {self.size!r}")
        width, height = int(match[1]), int(match[2])
        if max(width, height) > MOST_PIXELS:
            raise ValueError(f"--size: expected at most {MOST_PIXELS} pixels along a side, found {self.size!r}")
        return width, height


def parse_options(arguments: Sequence[str], workspaces: Workspaces = WORKSPACES) -> Options:
    """Reads the command line, which may name one of *workspaces*; leaves the program with exit code 2 and one sentence
    when it cannot.

    The path to open, however it was given, is in ``open``: absolute, and the folder itself for the ``experiment.toml``
    of a run. That it exists is for the window to say, as most of those who begin with a path see no terminal.
    """
    try:
        words = [_plain(argument) for argument in _marked(arguments)]
        read = tyro.cli(_listing(workspaces), args=words, prog="latent-explorer", description=_description())
        options = Options(**vars(read))
        _ = options.window_size
        if options.threads is not None:
            check_threads(options.threads)
        if options.after_steps < 0:
            raise ValueError(f"--after-steps: expected 0 or more, found {options.after_steps}")
        if options.chapter < 1:
            raise ValueError(f"--chapter: expected 1 or more, found {options.chapter}")
        if options.screenshot is not None:
            check_place(options.screenshot)
        if options.path is not None and options.open is not None:
            raise ValueError(f"expected one thing to open, found two: {options.path} and --open {options.open}")
        if options.far is not None:
            FarAddress.parse(options.far)
            if (options.preset or options.path or options.open or options.classroom) is not None:
                raise ValueError("--far: expected one thing to open, found two")
        if options.classroom is not None and (options.preset or options.path or options.open) is not None:
            raise ValueError("--class: expected a class alone, which says what it begins with")
    except BrokenPipeError:
        raise SystemExit(unheard()) from None
    except OSError as error:
        print(f"latent-explorer: {error.filename}: {error.strerror}", file=sys.stderr)
        raise SystemExit(2) from None
    except ValueError as error:
        print(f"latent-explorer: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    options = replace(options, beside=tuple(_run_or_file(path) for path in options.beside))
    path = options.path or options.open
    if path is not None and is_classroom_file(path):
        return replace(options, path=None, open=None, classroom=os.path.abspath(path))
    asked = options.classroom
    if asked is not None and (is_classroom_file(Path(asked)) or os.path.exists(asked)):
        asked = os.path.abspath(asked)  # as another process may have to open it
    return replace(options, path=None, open=None if path is None else _run_or_file(path), classroom=asked)


def _description() -> str:
    """What the program is, and its commands, each of which has help of its own."""
    return f"{Options.__doc__}\n\nCommands without a window: {', '.join(COMMANDS)} (each with --help)."


def _listing(workspaces: Workspaces) -> type[Options]:
    """The options, of which ``--workspace`` takes the keys of these."""
    keys = Literal[tuple(each.key for each in workspaces)]  # type: ignore[valid-type]
    told = {"__doc__": Options.__doc__}
    return make_dataclass("Options", [("workspace", keys | None, None)], bases=(Options,), namespace=told, frozen=True)


def _marked(arguments: Sequence[str]) -> list[str]:
    """*arguments*, in which an address alone is that of a far run: as a path it would not be what it was."""
    marked: list[str] = []
    for argument in arguments:
        alone = argument.lower().startswith((SCHEME, HERE)) and marked[-1:] != ["--far"]
        marked += ["--far", argument] if alone else [argument]
    return marked


def _plain(argument: str) -> str:
    """A ``file:`` address, as file managers may hand over, as a path; any other argument as it is.

    Raises ValueError for an address on another machine.
    """
    if not argument.lower().startswith("file:"):
        return argument
    address = urlsplit(argument)
    if address.netloc not in ("", "localhost"):
        raise ValueError(f"expected a path on this machine, found {argument}")
    path = unquote(address.path)
    return path.lstrip("/") if re.match(r"/[A-Za-z]:", path) else path  # file:///C:/runs


def _run_or_file(path: Path) -> Path:
    """Absolute, as another process may have to open it; and what "open with" means by the experiment of a run."""
    path = Path(os.path.abspath(path))
    if path.name == "experiment.toml" and any((path.parent / mark).exists() for mark in RUN_MARKS):
        return path.parent
    return path
