"""What is said of a run that is trained elsewhere: which it is, and how things stand with the link to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainers.experiment import Experiment


class LinkPhase(StrEnum):
    """How a link is; exactly one at any time."""

    CONNECTING = "connecting"
    LIVE = "live"
    BROKEN = "broken"  # it is tried again; the run goes on without
    ENDED = "ended"  # it is tried no more


# --------------------------------------------------------------------------- commands: window -> the other side


@dataclass(frozen=True)
class TakeControls:
    """From now on this window trains and changes the run; the one that did so until now watches."""

    run_id: int


# --------------------------------------------------------------------------- events: the other side -> window


@dataclass(frozen=True)
class RunServed:
    """Which run is trained there: from now on, or since this window last heard. All that can still be seen of it is
    told after this. ``folder`` is where it is saved there, ``preset`` the one that it began with, or empty."""

    run_id: int
    experiment: Experiment
    folder: str
    preset: str = ""


@dataclass(frozen=True)
class LinkChanged:
    """``delay`` is how long a question and its answer are on their way together, in seconds; NaN where it is not known.
    ``reason`` is one sentence on why there is no link, empty where there is one. ``controls``: whether this window may
    train and change the run, or only watches it, with so many ``others`` beside it."""

    host: str
    phase: LinkPhase
    delay: float
    reason: str = ""
    controls: bool = False
    others: int = 0


@dataclass(frozen=True)
class Declined:
    """A command was not obeyed; ``reason`` is one sentence."""

    reason: str
