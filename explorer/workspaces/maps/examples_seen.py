"""The examples that have been asked for, as pictures by their rows."""

from __future__ import annotations

import numpy as np

from explorer.pixels.point_pictures import drawn_batch
from explorer.state.state import AppState
from explorer.workspaces.maps.channels import CHOSEN, EXAMPLES, PEEKED
from explorer.workspaces.maps.looks import MapsLooks
from trainers.examples import Int64, UInt8
from trainers.messages import ExamplesShown


def example_pictures(state: AppState, looks: MapsLooks, rows: Int64) -> UInt8 | None:
    """Pictures (n, C, H, W) of the examples in *rows*, points as dots in a frame; None unless all are there."""
    channels = (EXAMPLES,) if looks.keeps_examples else (CHOSEN, PEEKED)
    for channel in channels:
        answer = looks.answer(channel)
        found = None if answer is None else _found(answer, rows)
        if found is not None:
            return drawn_batch(found, state.kind)
    return None


def _found(answer: ExamplesShown, rows: Int64) -> UInt8 | None:
    order = np.asarray(answer.rows, np.int64)
    sorter = np.argsort(order)
    at = np.minimum(np.searchsorted(order, rows, sorter=sorter), len(order) - 1)
    if not len(order) or not np.array_equal(order[sorter[at]], rows):
        return None
    return answer.images[sorter[at]]
