"""What lessons can ask of pictures that are drawn pixel by pixel: tables, endings, and what a changed pixel moves."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import numpy as np

from explorer.state.state import AppState
from explorer.workspaces.components import COMPONENTS
from explorer.workspaces.components.channels import ENDINGS, EXACT, TABLE
from explorer.workspaces.components.facts import facts
from explorer.workspaces.components.sites import Cover
from explorer.workspaces.components.state import KEY, ComponentsState, Tried
from trainers import messages
from trainers.catalog import family_specs
from trainers.experiment import Experiment
from trainers.kinds import Pictures
from trainers.messages.components import ExactlyScored, TableFitted

BESIDE = ((0, -1), (-1, 0))
PICTURE = np.zeros((1, 1, 2, 2), np.uint8)


def state_of(**answers: Any) -> AppState:
    given = Experiment.parse({"dataset": {"name": "bars-and-stripes"}, "models": [{"family": "made"}]})
    data = messages.DataReady(0, "Pictures", Pictures(1, 2, 2), 4, 1, (), (), PICTURE, PICTURE, None, "cpu", (None,))
    return AppState(families=family_specs(), experiment=given, data=data, answers=answers)


def drawn(*endings: list[int], last: bool = True) -> messages.Completed:
    """Endings of a picture of 2 x 2, pixel by pixel from the top left."""
    images = np.array(endings, np.uint8).reshape(-1, 1, 2, 2)
    return messages.Completed(0, 1, ENDINGS.name, 0, 0, images, np.arange(4), False, 4, last, 0.1)


def test_a_table_and_a_network_are_scored() -> None:
    table = TableFitted(0, 1, TABLE.name, 0, BESIDE, True, np.zeros((1, 9, 2), np.int64), 5.3, 0.2, 1.0, math.log(14),
                        np.zeros((14, 1, 3, 3), np.uint8), np.full(14, 1 / 14, np.float32))  # fmt: skip
    exact = ExactlyScored(0, 1, EXACT.of(0).name, 0, 0, 2.7, 0.9, 1.0, 2.6, PICTURE, np.ones(1, np.float32))
    own = ComponentsState(context=BESIDE, tried=(Tried(BESIDE, False, 4.4, 0.35), Tried(BESIDE, True, 5.3, 0.2)))
    answers = {TABLE.name: table, EXACT.of(0).name: exact}
    found = facts(own, state_of(**answers))
    assert (found["nats"], found["valid"], found["nats.0"], found["valid.0"]) == (5.3, 0.2, 2.7, 0.9)
    assert (found["seen"], found["sees_left"], found["sees_above"], found["shared"]) == (2.0, True, True, True)
    assert (found["pictures"], found["entropy"]) == (14.0, math.log(14))
    assert facts(replace(own, shared=False), state_of(**answers))["nats"] == 4.4
    assert "nats" not in facts(replace(own, context=()), state_of(**answers)), "that table is not counted yet"


def test_endings_that_differ_are_counted_once_all_are_drawn() -> None:
    endings = [0, 0, 255, 0], [0, 0, 255, 0], [0, 0, 0, 255]
    found = facts(ComponentsState(), state_of(**{ENDINGS.name: drawn(*endings)}))
    assert (found["endings"], found["different"], found["covered"]) == (3.0, 2.0, 2.0)
    assert "moved_least" not in found, "no pixel was changed"
    assert "endings" not in facts(ComponentsState(), state_of(**{ENDINGS.name: drawn(*endings, last=False)}))


def test_what_follows_from_a_changed_pixel_is_counted_ending_by_ending() -> None:
    changed = np.array([0, 255, 0, 0], np.uint8).reshape(1, 1, 2, 2)
    known = np.array([[True, True], [False, False]])
    own = ComponentsState(changed=changed, changed_at=(0, 1), cover=Cover.AFTER, known=known)
    endings = [0, 255, 0, 0], [0, 255, 255, 255], [0, 255, 0, 255]
    found = facts(own, state_of(**{ENDINGS.name: drawn(*endings)}).keeping({KEY: own}))
    assert (found["moved_before"], found["moved_least"], found["moved_most"]) == (0.0, 0.0, 2.0)
    other = facts(own, state_of(**{ENDINGS.name: drawn([255, 255, 0, 0])}).keeping({KEY: own}))
    assert other["moved_before"] == 1.0, "of the pixels before it none should: one that does is counted"
    stale = facts(own, state_of(**{ENDINGS.name: drawn([0, 0, 0, 0])}).keeping({KEY: own}))
    assert "moved_before" not in stale, "these endings were drawn before the pixel was changed"


def test_all_that_is_told_is_declared() -> None:
    found = facts(ComponentsState(), state_of(**{ENDINGS.name: drawn([0, 0, 0, 0])}))
    assert found and all(COMPONENTS.tells(name) for name in found)
    assert not facts(ComponentsState(), AppState())
