"""The command line of the window."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import tyro


@dataclass(frozen=True)
class Options:
    """Train small generative models and look inside them while they train.

    Commands without a window: train, evaluate, export, data, presets (each with --help).
    """

    open: Path | None = None
    """A run folder, or an experiment in a TOML file."""
    preset: str | None = None
    """A preset by name; `latent-explorer presets` lists them."""
    autoplay: bool = False
    """Begin to train at once."""
    theme: Literal["system", "light", "dark"] | None = None
    """Else what was chosen last."""
    lang: str | None = None
    """The language of the window, such as en or zh_CN."""
    workspace: Literal["explore", "compare", "adversarial"] | None = None
    """Which way of looking to open with; else the one shown last."""
    size: Annotated[str, tyro.conf.arg(metavar="WxH")] | None = None
    """The window's size in pixels."""
    device: Literal["auto", "cpu", "cuda", "mps"] = "auto"
    """Where to train."""
    data_dir: Path | None = None
    """Where data sets lie; else the variable LATENT_EXPLORER_DATA, else the user's data folder."""
    screenshot: Path | None = None
    """Write a picture of the window to this PNG file, then exit."""
    after_steps: int = 0
    """Train this many steps before the screenshot."""
    self_test: bool = False
    """Train, save, resume and draw a little of everything, then exit."""
    report: Path | None = None
    """Write the self-test's report to this JSON file."""

    @property
    def window_size(self) -> tuple[int, int] | None:
        """(width, height) or None. Raises ValueError with one sentence."""
        if self.size is None:
            return None
        match = re.fullmatch(r"(\d{3,5})x(\d{3,5})", self.size)
        if match is None:
            raise ValueError(f"--size: expected WIDTHxHEIGHT such as 1440x900, found {self.size!r}")
        return int(match[1]), int(match[2])


def parse_options(arguments: Sequence[str]) -> Options:
    """Reads the command line; leaves the program with exit code 2 and one sentence when it cannot."""
    options = tyro.cli(Options, args=list(arguments), prog="latent-explorer")
    try:
        _ = options.window_size
        if options.after_steps < 0:
            raise ValueError(f"--after-steps: expected 0 or more, found {options.after_steps}")
    except ValueError as error:
        print(f"latent-explorer: {error}", file=sys.stderr)
        raise SystemExit(2) from None
    return options
