"""What is kept of a lesson that was left in the middle: all of it comes back, and nothing that cannot be of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.trainers.lessons.test_progress import CHOICE, DEED, END, NOTING, TOLD, facts
from trainers.lessons.past import LessonPast, past_of, read_past, with_past
from trainers.lessons.progress import Given, LessonProgress, answer, begin, forward, go_on, jump, observe
from trainers.lessons.schema import Lesson

NUMBER = {"key": "count", "kind": "ask", "answer": "number", "value": "step", "low": 0, "high": 10}
PLACE = {"key": "where", "kind": "ask", "answer": "place", "right": "answer.x > 0"}
SHOWN = {"key": "shown", "kind": "reveal", "of": "count"}


def lesson() -> Lesson:
    first = {"key": "one", "start": {"preset": "table-3x3"}, "steps": [NOTING, CHOICE, {**DEED, "note": {}}, TOLD]}
    second = {"key": "two", "steps": [NUMBER, SHOWN, PLACE, {**DEED, "key": "again", "note": {}}, END]}
    return Lesson.model_validate({"version": 3, "minutes": 5, "chapters": [first, second]})


def gone_through() -> LessonProgress:
    known = facts(kl=8.0, step=4.0, paused=True)
    progress = answer(forward(begin(lesson()), known), Given(choice="up"), known)
    progress = observe(forward(progress, known), known)
    progress = observe(forward(progress, known), known)
    progress = answer(forward(progress, known), Given(number=2.5), known)
    progress = forward(observe(forward(progress, known), known), known)
    return answer(progress, Given(place=(0.5, -1.0), found={"realism": 0.25, "hole": True}), known)


def read_again(progress: LessonProgress, **changes: Any) -> LessonPast | None:
    text = past_of(progress, 61.5, "en", {"guess": "Up?"}).text
    return read_past(json.dumps({**json.loads(text), **changes}), 3)


def test_all_of_it_comes_back() -> None:
    before = gone_through()
    past = read_again(before)
    assert past is not None and past.seconds == 61.5
    assert past.questions("en")["guess"] == "Up?" and past.questions("zh_CN") == {}
    after = with_past(lesson(), past)
    assert (after.answers, after.outcomes) == (before.answers, before.outcomes) and len(after.answers) == 3
    assert (after.done, after.skipped, dict(after.notes)) == (before.done, before.skipped, {"then": 8.0})
    assert type(after.answers["where"].found["hole"]) is bool
    assert after.position == 0 and not after.finished


@pytest.mark.parametrize(
    "answers",
    [
        {"guess": {"choice": "else"}},
        {"guess": {"number": 3.0}},
        {"count": {"number": 11.0}},
        {"where": {"choice": "up"}},
        {"nobody": {"choice": "up"}},
        {"hello": {"choice": "up"}},
    ],
)
def test_what_can_be_no_answer_is_left_out(answers: dict[str, Any]) -> None:
    past = read_again(gone_through(), answers=answers)
    assert past is not None
    after = with_past(lesson(), past)
    assert dict(after.answers) == {} and not after.done & {"guess", "count", "where"}


def test_what_cannot_have_come_of_it_was_not_told() -> None:
    told = {"guess": {"choice": "up", "told": True, "right": False, "turned_out": 7.0}}
    past = read_again(gone_through(), answers=told, done=["nobody", "noting"], notes={"else": 1.0})
    assert past is not None
    after = with_past(lesson(), past)
    assert "guess" in after.answers and dict(after.outcomes) == {}
    assert after.done == {"noting", "guess"} and dict(after.notes) == {}


@pytest.mark.parametrize(
    "changes",
    [
        {"version": 2}, {"seconds": -1}, {"seconds": "long"}, {"answers": []}, {"answers": {"guess": "up"}},
        {"done": "all"}, {"done": ["x" * 50]}, {"done": ["x"] * 1000}, {"notes": {"then": [1]}}, {"format": 2},
        {"more": 1},
    ],
)  # fmt: skip
def test_what_is_nothing_of_ours_is_not_read(changes: dict[str, Any]) -> None:
    assert read_again(gone_through(), **changes) is None


@pytest.mark.parametrize("text", ["", "{", "null", "7", '{"version": NaN}', "x" * 300_000])
def test_no_other_text_is_read(text: str) -> None:
    assert read_past(text, 3) is None


@pytest.mark.parametrize(
    ("furthest", "at"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 4), (6, 6), (7, 7), (8, 7), (9, 7), (500, 7)]
)
def test_one_goes_on_where_nothing_has_to_be_done_before(furthest: int, at: int) -> None:
    read = lesson()
    assert read.going_on_at(furthest) == at
    progress = jump(with_past(read, LessonPast(version=3)), read.chapter_at(furthest))
    assert go_on(progress, furthest, facts(kl=2.0)).position == at


def test_what_is_passed_on_the_way_is_noted_and_what_was_not_predicted_is_skipped() -> None:
    progress = go_on(begin(lesson()), 2, facts(kl=8.0))
    assert (progress.current.key, dict(progress.notes)) == ("deed", {"then": 8.0})
    assert progress.skipped == {"guess"}
    late = observe(observe(go_on(begin(lesson()), 2, facts()), facts(step=0.0)), facts(step=0.0, kl=8.0))
    assert dict(late.notes) == {"then": 8.0}
