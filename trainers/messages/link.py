"""What is said of a run that is trained elsewhere: which it is, and how things stand with the link to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from trainers.experiment import Experiment
from trainers.sentence import sentence

ANOTHER_WINDOW = sentence("Another window has the controls of this run: this one only watches, unless it takes them.")
NO_LINK = sentence("There is no link to this run: it can neither be trained nor changed from here.")


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
    train and change the run, or only watches it, with so many ``others`` beside it; None until that is said.
    ``only_watched`` is one sentence on why nobody may; empty where the controls can be taken."""

    host: str
    phase: LinkPhase
    delay: float
    reason: str = ""
    controls: bool | None = None
    others: int = 0
    only_watched: str = ""

    @property
    def why_watched(self) -> str:
        """Why this window can neither train nor change the run, in one sentence; empty where it can. What is wished
        while a link is broken waits for it."""
        if self.phase is LinkPhase.ENDED:
            return NO_LINK
        return "" if self.controls is not False else self.only_watched or ANOTHER_WINDOW


@dataclass(frozen=True)
class Declined:
    """A command was not obeyed; ``reason`` is one sentence. Where it was to turn a ``knob`` of a ``model``, that keeps
    the value that it had."""

    reason: str
    model: int = 0
    knob: str = ""
