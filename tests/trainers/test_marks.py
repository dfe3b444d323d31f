"""What happened to a run on its way: marks are joined, go back with training, and survive the disk as they were."""

from __future__ import annotations

import json
from typing import Any

import pytest

from trainers.marks import (
    ALONE,
    BRANCH,
    FORK,
    HAND,
    KNOB,
    MOST_MARKS,
    Mark,
    branched,
    gone_back,
    marked,
    moved,
    parse_marks,
    settings_at,
    to_json,
    turned,
    unbranched,
)

BETA, RATE = "models.0.beta", "models.0.learning_rate"


def knob(step: int, path: str, before: float, after: float) -> Mark:
    return Mark(step, KNOB, ((path, before, after),))


def test_turns_of_one_movement_are_one_mark() -> None:
    marks = turned((), 10, BETA, 1.0, 2.0, join=False)
    marks = turned(marks, 12, BETA, 2.0, 4.0, join=True)
    assert marks == (knob(10, BETA, 1.0, 4.0),)
    marks = turned(marks, 30, BETA, 4.0, 8.0, join=False)
    marks = turned(marks, 30, RATE, 0.1, 0.2, join=True)  # another knob
    assert marks == (knob(10, BETA, 1.0, 4.0), knob(30, BETA, 4.0, 8.0), knob(30, RATE, 0.1, 0.2))
    assert turned(marks, 30, RATE, 0.2, 0.1, join=False) == marks[:2], "back where it began, with no step between"


def test_the_settings_of_any_step_can_be_told() -> None:
    marks = (knob(10, BETA, 1.0, 4.0), knob(20, RATE, 0.1, 0.2), knob(30, BETA, 4.0, 8.0))
    assert settings_at(marks, 9) == {BETA: 1.0, RATE: 0.1}
    assert settings_at(marks, 10) == {BETA: 4.0, RATE: 0.1}, "at a mark the settings are those after it"
    assert settings_at(marks, 29) == {BETA: 4.0} and settings_at(marks, 30) == {}


def test_a_branch_tells_the_settings_where_its_weights_come_from() -> None:
    marks = branched((knob(10, BETA, 1.0, 4.0), knob(20, RATE, 0.1, 0.2), knob(25, RATE, 0.2, 0.1)), 40, 5)
    assert marks[-1] == Mark(40, BRANCH, ((BETA, 1.0, 4.0),), 5), "what is as it was is not told"
    assert unbranched(marks) == marks[:-1] and unbranched(marks[:-1]) == marks[:-1]


def test_where_training_goes_back_turned_knobs_stay_turned() -> None:
    marks = (knob(10, BETA, 1.0, 4.0), Mark(20, BRANCH, (), 5), knob(30, RATE, 0.1, 0.2))
    assert gone_back(marks, 15) == (marks[0], knob(15, RATE, 0.1, 0.2))
    assert gone_back(marks, 30) == marks


def test_moves_of_one_movement_are_one_mark() -> None:
    marks = moved(moved((), 10, 1, join=False), 10, 1, join=False)
    assert marks == (Mark(10, HAND, model=1),), "nothing was trained in between"
    marks = moved(marks, 12, 1, join=True)
    assert marks == (Mark(10, HAND, model=1),)
    marks = moved(marks, 12, 0, join=True)  # another model
    marks = moved(marks, 30, 0, join=False)
    assert [(mark.step, mark.model) for mark in marks] == [(10, 1), (12, 0), (30, 0)]
    assert gone_back(marks, 12) == marks[:2], "what was moved later has not happened"
    assert settings_at(marks, 0) == {}


def test_marks_survive_the_disk() -> None:
    fork = Mark(0, FORK, (("models.0.layers", "[12]", "[24]"), ("deep", True, False)), source="2026 run")
    marks = (fork, knob(3, BETA, 1.0, 4.5), Mark(7, BRANCH, (), 5), Mark(8, HAND, model=0))
    assert parse_marks(json.loads(json.dumps(to_json(marks)))) == marks
    assert parse_marks(None) == ()


GOOD: dict[str, Any] = {"step": 3, "kind": "knob", "changes": [[BETA, 1.0, 4.0]]}


@pytest.mark.parametrize(
    "found",
    [
        {}, "knob", 7, [GOOD] * (MOST_MARKS + 1), [[]], [None], [{**GOOD, "step": -1}], [{**GOOD, "step": True}],
        [{**GOOD, "step": 1.5}], [{**GOOD, "step": 10**30}], [{**GOOD, "kind": "surprise"}], [{**GOOD, "kind": []}],
        [{**GOOD, "changes": {}}], [{**GOOD, "changes": [[BETA, 1.0]]}], [{**GOOD, "changes": [[BETA, 1.0, [4]]]}],
        [{**GOOD, "changes": [[BETA, 1.0, float("nan")]]}], [{**GOOD, "changes": [["x" * 1000, 1, 2]]}],
        [{**GOOD, "changes": [[BETA, 1, 2]] * 1000}], [{**GOOD, "origin": "5"}], [{**GOOD, "source": 5}],
        [{**GOOD, "model": "0"}], [{**GOOD, "model": 1000}], [{**GOOD, "model": -2}], [{**GOOD, "model": True}],
    ],
)  # fmt: skip
def test_marks_that_are_none_are_refused(found: object) -> None:
    with pytest.raises(ValueError, match=r"^marks: expected .*, found") as error:
        parse_marks(found)
    assert len(str(error.value)) < 200


def test_of_too_many_the_oldest_go() -> None:
    marks: tuple[Mark, ...] = ()
    for step in range(MOST_MARKS + 5):
        marks = turned(marks, step, BETA, float(step), float(step + 1), join=False)
    assert len(marks) == MOST_MARKS and marks[0].step == 5 and parse_marks(to_json(marks)) == marks


def test_of_too_many_turns_go_before_what_cannot_be_told_otherwise() -> None:
    fork, turns = Mark(0, FORK, source="a run"), [knob(step, BETA, step, step + 1) for step in range(MOST_MARKS - 1)]
    marks = marked((fork, *turns), Mark(MOST_MARKS, ALONE))
    assert marks == (fork, *turns[1:], Mark(MOST_MARKS, ALONE)) and parse_marks(to_json(marks)) == marks


def test_a_turn_stays_where_there_are_no_others_to_go() -> None:
    marks = tuple(Mark(step, ALONE) for step in range(MOST_MARKS))
    assert turned(marks, 5000, BETA, 1.0, 2.0, join=False) == (*marks[1:], knob(5000, BETA, 1.0, 2.0))
