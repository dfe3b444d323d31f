"""The state that a run goes back to when training fails: in memory, or in a temporary file where it is large."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from trainers.training.loop_state import LoopState, copies
from trainers.training.shelf import Shelf, ShelvedTensors

if TYPE_CHECKING:
    from torch import Tensor

log = logging.getLogger(__name__)

IN_MEMORY = 16 * 2**20  # bytes; a larger copy, beside weights, moments and averages, would fill a small machine
A_SECOND = 3 * 2**20  # bytes that are written for it, on average: about as many as for the run's own saves


def fallback(live: LoopState, former: LoopState | None = None) -> LoopState:
    """What stands now, of which nothing changes as training goes on. It takes the memory of a *former* one that was
    made here, and is lost by that. One of a CPU that is large lies in a file; if the disk does not take it, in memory
    too."""
    if live.position["device"] == "cpu" and sum(tensor.nbytes for tensor in live.tensors.values()) > IN_MEMORY:
        try:
            (laid,) = Shelf().lay([live.tensors])
            return LoopState(laid, live.position)
        except OSError as error:
            log.warning("the state to go back to stays in memory: %s", error)
    room: dict[str, Tensor] = {}
    if former is not None and isinstance(former.tensors, dict):
        room = former.tensors
    return LoopState(copies(live.tensors, room), live.position)


def seconds_kept(state: LoopState) -> float:
    """For how long a fallback is the newest at least."""
    return state.tensors.nbytes / A_SECOND if isinstance(state.tensors, ShelvedTensors) else 0.0
