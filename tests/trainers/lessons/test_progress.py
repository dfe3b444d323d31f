"""How far a reader is: forward and back, waiting, skipping, jumping, and predictions held against what came."""

from __future__ import annotations

from typing import Any

import pytest

from tests.trainers.lessons.lesson_maker import make_lesson
from trainers.lessons.facts import Fact, Facts, facts_of
from trainers.lessons.progress import (
    Given,
    LessonProgress,
    Outcome,
    answer,
    back,
    begin,
    forward,
    help_given,
    judge,
    jump,
    observe,
)
from trainers.lessons.schema import AskStep, Lesson

NONE: Facts = facts_of({})
SHOW = [{"do": "play"}]
CHOICE = {
    "key": "guess",
    "kind": "ask",
    "answer": "choice",
    "options": [{"key": "up", "right": "kl > 1"}, {"key": "down", "right": "kl <= 1"}, {"key": "sideways"}],
}
DEED = {"key": "deed", "kind": "do", "goals": ["step >= 3", "paused"], "show": SHOW, "note": {"before": "kl"}}
TOLD = {"key": "told", "kind": "reveal", "of": "guess"}
HELLO, END = {"key": "hello", "kind": "explain"}, {"key": "end", "kind": "explain"}


def facts(**known: Fact) -> Facts:
    return facts_of(known)


def at(lesson: Lesson, key: str, known: Facts = NONE) -> LessonProgress:
    """At the step of that key, with everything before passed over."""
    progress = begin(lesson)
    while progress.current.key != key:
        progress = forward(progress, known)
    return progress


def ask(**more: Any) -> AskStep:
    step = make_lesson({"key": "q", "kind": "ask", **more}).find("q")
    assert isinstance(step, AskStep)
    return step


def two_chapters() -> Lesson:
    first = {"key": "one", "start": {"preset": "table-3x3"}, "steps": [HELLO, CHOICE, DEED]}
    second = {"key": "two", "steps": [TOLD, {**DEED, "key": "again"}, END]}
    return Lesson.model_validate({"version": 1, "minutes": 5, "chapters": [first, second]})


def test_from_the_first_step_to_the_last() -> None:
    progress = begin(two_chapters())
    found = []
    while not progress.finished:
        found.append((progress.chapter, progress.step, progress.position, progress.current.key))
        progress = forward(progress, NONE)
    assert found == [
        (0, 0, 0, "hello"), (0, 1, 1, "guess"), (0, 2, 2, "deed"),
        (1, 0, 3, "told"), (1, 1, 4, "again"), (1, 2, 5, "end"),
    ]  # fmt: skip
    assert progress.current.key == "end" and progress.is_last
    assert progress.seen == {"hello", "guess", "deed", "told", "again", "end"}
    assert progress.skipped == {"guess", "deed", "again"}
    assert progress.done == {"hello", "told", "end"}


def test_what_was_begun_is_never_changed() -> None:
    first = begin(two_chapters())
    later = answer(forward(first, NONE), Given(choice="up"), NONE)
    assert (first.position, dict(first.answers), first.seen) == (0, {}, {"hello"})
    assert (later.position, dict(later.answers)) == (1, {"guess": Given(choice="up")})


def test_back_goes_over_the_edge_of_a_chapter_and_no_further() -> None:
    progress = at(two_chapters(), "told")
    progress = back(progress)
    assert (progress.chapter, progress.current.key) == (0, "deed")
    progress = back(back(progress))
    assert progress.current.key == "hello"
    assert back(progress) is progress


def test_back_from_the_end_is_not_finished_any_more() -> None:
    progress = forward(at(two_chapters(), "end"), NONE)
    assert progress.finished and not back(progress).finished


def test_a_deed_is_done_when_all_goals_hold_at_once_and_stays_done() -> None:
    progress = at(make_lesson(DEED, END), "deed")
    assert progress.is_open and progress.met == ()
    progress = observe(progress, facts(step=3.0, paused=False))
    assert progress.met == (True, False) and progress.is_open
    progress = observe(progress, facts(step=2.0, paused=True))
    assert progress.met == (False, True) and progress.is_open
    progress = observe(progress, facts(step=4.0, paused=True))
    assert progress.met == (True, True) and not progress.is_open and progress.done == {"deed"}
    progress = observe(progress, facts(step=0.0, paused=False))
    assert not progress.is_open


def test_observing_gives_the_same_value_where_nothing_has_changed() -> None:
    progress = observe(at(make_lesson(DEED, END), "deed"), facts(step=3.0))
    assert observe(progress, facts(step=5.0)) is progress
    assert observe(progress, facts(step=5.0, paused=True)) is not progress
    hello = begin(make_lesson(HELLO))
    assert observe(hello, facts(step=5.0)) is hello


def test_what_a_step_notes_is_known_from_then_on() -> None:
    lesson = make_lesson(DEED, {**DEED, "key": "later", "goals": ["kl < notes.before / 2"], "note": {}})
    progress = forward(begin(lesson), facts(kl=8.0))
    assert dict(progress.notes) == {"before": 8.0}
    assert not observe(progress, facts(kl=4.0)).done & {"later"}
    assert observe(progress, facts(kl=3.0)).done >= {"later"}
    again = forward(back(progress), NONE)
    assert dict(again.notes) == {"before": 8.0}  # what is not known takes nothing away


NOTING = {"key": "noting", "kind": "explain", "note": {"then": "kl"}}


def test_a_note_that_is_not_known_in_time_is_taken_once_it_is() -> None:
    progress = forward(begin(make_lesson(NOTING, CHOICE, DEED)), NONE)
    assert dict(progress.notes) == {}
    progress = observe(progress, facts(kl=8.0))
    assert progress.facts(NONE)("notes.then") == 8.0
    assert observe(progress, facts(kl=3.0)).notes["then"] == 8.0, "it is what was known first"


def test_a_note_that_comes_late_is_of_the_state_that_was_left() -> None:
    """Until what a deed asks for changes, nobody has done anything."""
    waiting = forward(begin(make_lesson(NOTING, {**DEED, "note": {}})), facts(step=1.0))
    waiting = observe(waiting, facts(step=1.0))
    assert observe(waiting, facts(step=1.0, kl=8.0)).notes["then"] == 8.0
    changed = observe(waiting, facts(step=2.0))
    assert "then" not in observe(changed, facts(step=2.0, kl=5.0)).notes


def test_what_is_read_again_is_not_noted_again() -> None:
    """Unless it has been done, or begun, once more."""
    lesson = make_lesson({**DEED, "note": {}}, NOTING, END)
    progress = forward(observe(begin(lesson), facts(step=3.0, paused=True)), NONE)
    progress = forward(progress, facts(kl=8.0))
    progress = forward(back(progress), facts(kl=2.0))
    assert dict(progress.notes) == {"then": 8.0}
    progress = forward(forward(jump(progress, 0), facts(kl=7.0)), facts(kl=7.0))
    assert dict(progress.notes) == {"then": 7.0}, "the deed was passed over"
    progress = observe(back(back(progress)), facts(step=3.0, paused=True))
    progress = forward(forward(progress, NONE), facts(kl=2.0))
    assert dict(progress.notes) == {"then": 2.0}, "now it is done"


def test_what_was_never_known_in_a_chapter_is_not_noted_in_the_next() -> None:
    first = {"key": "one", "start": {"preset": "table-3x3"}, "steps": [NOTING]}
    lesson = Lesson.model_validate({"version": 1, "minutes": 5, "chapters": [first, {"key": "two", "steps": [END]}]})
    assert dict(observe(forward(begin(lesson), NONE), facts(kl=8.0)).notes) == {}


def test_the_first_answer_counts() -> None:
    progress = at(make_lesson(CHOICE, TOLD), "guess")
    assert progress.is_open
    progress = answer(progress, Given(choice="up"), NONE)
    assert not progress.is_open and progress.done == {"guess"}
    assert answer(progress, Given(choice="down"), NONE) is progress
    assert progress.answers["guess"].choice == "up"
    assert dict(progress.outcomes) == {}  # nothing is told before it is revealed


@pytest.mark.parametrize("given", [Given(), Given(choice="else"), Given(number=1.0), Given(place=(0.0, 0.0))])
def test_what_is_no_answer_to_a_choice_is_not_taken(given: Given) -> None:
    progress = at(make_lesson(CHOICE, TOLD), "guess")
    assert answer(progress, given, NONE) is progress


def test_a_step_that_does_not_ask_takes_no_answer() -> None:
    progress = begin(make_lesson(HELLO))
    assert answer(progress, Given(choice="up"), NONE) is progress


def test_a_number_has_to_be_a_possible_one() -> None:
    step = {"key": "n", "kind": "ask", "answer": "number", "value": "kl", "low": 0.0, "high": 10.0}
    progress = begin(make_lesson(step))
    for wrong in (-1.0, 11.0, float("nan"), float("inf")):
        assert answer(progress, Given(number=wrong), NONE) is progress
    assert answer(progress, Given(number=10.0), NONE).answers["n"].number == 10.0


@pytest.mark.parametrize(
    ("choice", "kl", "outcome"),
    [
        ("up", 2.0, Outcome(True, "up")),
        ("up", 0.5, Outcome(False, "down")),
        ("down", 0.5, Outcome(True, "down")),
        ("sideways", 2.0, Outcome(False, "up")),
    ],
)
def test_a_choice_is_held_against_this_runs_numbers(choice: str, kl: float, outcome: Outcome) -> None:
    progress = forward(answer(at(make_lesson(CHOICE, TOLD), "guess"), Given(choice=choice), NONE), NONE)
    assert observe(progress, facts(kl=kl)).outcomes["guess"] == outcome


def test_what_was_told_stays_as_it_was_told() -> None:
    progress = forward(answer(at(make_lesson(CHOICE, TOLD), "guess"), Given(choice="up"), NONE), NONE)
    progress = observe(progress, NONE)
    assert progress.outcomes["guess"] == Outcome(None, None)  # nothing is known yet
    progress = observe(progress, facts(kl=2.0))
    assert progress.outcomes["guess"].right is True
    assert observe(progress, facts(kl=0.5)) is progress


def test_it_is_not_told_before_it_can_be() -> None:
    lesson = make_lesson(CHOICE, {**TOLD, "once": "step >= 10"})
    progress = forward(answer(at(lesson, "guess"), Given(choice="up"), NONE), NONE)
    assert observe(progress, facts(kl=2.0, step=9.0)) is progress
    assert observe(progress, facts(kl=2.0, step=10.0)).outcomes["guess"].right is True


def test_a_prediction_that_was_skipped_is_not_judged() -> None:
    progress = at(make_lesson(CHOICE, TOLD), "told")
    assert observe(progress, facts(kl=2.0)) is progress


def test_after_going_back_a_prediction_cannot_be_mended() -> None:
    progress = forward(answer(at(make_lesson(CHOICE, TOLD), "guess"), Given(choice="down"), NONE), NONE)
    progress = back(observe(progress, facts(kl=2.0)))
    assert progress.current.key == "guess" and not progress.is_open
    assert answer(progress, Given(choice="up"), NONE) is progress


@pytest.mark.parametrize(
    ("more", "number", "right"),
    [
        ({}, 119.0, True),  # a fifth of 100, by default
        ({}, 121.0, False),
        ({}, 81.0, True),
        ({}, 79.0, False),
        ({"tolerance": 0.0}, 100.0, True),
        ({"tolerance": 0.0}, 100.1, False),
        ({"within": 5.0}, 105.0, True),
        ({"within": 5.0}, 105.1, False),
    ],
)
def test_a_number_is_right_within_its_tolerance(more: dict[str, float], number: float, right: bool) -> None:
    step = ask(answer="number", value="kl * 10", **more)
    assert judge(step, Given(number=number), facts(kl=10.0)) == Outcome(right, 100.0)
    assert judge(step, Given(number=number), NONE) == Outcome(None, None)


def test_the_tolerance_of_a_negative_number_is_a_share_of_its_size() -> None:
    step = ask(answer="number", value="0 - kl")
    assert judge(step, Given(number=-11.0), facts(kl=10.0)).right is True


def test_a_place_is_right_by_what_was_measured_there() -> None:
    step = ask(answer="place", right="answer.hole and answer.x > shift")
    there = Given(place=(2.0, 0.0), found={"hole": True, "realism": 0.4})
    assert judge(step, there, facts(shift=1.0)) == Outcome(True)
    assert judge(step, there, facts(shift=3.0)) == Outcome(False)
    assert judge(step, there, NONE) == Outcome(None)
    assert judge(step, Given(place=(2.0, 0.0)), facts(shift=1.0)) == Outcome(None)  # not measured
    assert judge(step, Given(place=(2.0, 0.0), found={"hole": False}), NONE) == Outcome(False)


def test_answers_are_facts() -> None:
    place = {"key": "where", "kind": "ask", "answer": "place", "right": "answer.hole"}
    number = {"key": "many", "kind": "ask", "answer": "number", "value": "kl"}
    progress = begin(make_lesson(place, number, CHOICE, END))
    progress = forward(answer(progress, Given(place=(1.0, -2.0), found={"hole": True, "realism": 0.5}), NONE), NONE)
    progress = forward(answer(progress, Given(number=7.0), NONE), NONE)
    known = answer(progress, Given(choice="up"), NONE).facts(facts(kl=1.0))
    wanted = {
        "answers.where.x": 1.0, "answers.where.y": -2.0, "answers.where.hole": True, "answers.where.realism": 0.5,
        "answers.where": None, "answers.many": 7.0, "answers.many.x": None, "answers.guess": "up",
        "answers.nobody": None, "notes.nothing": None, "kl": 1.0,
    }  # fmt: skip
    assert {name: known(name) for name in wanted} == wanted


def test_a_chapter_that_is_jumped_to_is_to_be_done_again() -> None:
    progress = at(two_chapters(), "guess")
    progress = forward(answer(progress, Given(choice="up"), NONE), NONE)
    progress = observe(progress, facts(step=3.0, paused=True))
    assert progress.done >= {"guess", "deed"}
    progress = jump(forward(progress, NONE), 0)
    assert (progress.chapter, progress.step) == (0, 0)
    assert "deed" not in progress.done and progress.answers["guess"].choice == "up"
    assert forward(forward(progress, NONE), NONE).is_open


def test_only_chapters_that_are_there_can_be_jumped_to() -> None:
    for chapter in (-1, 2):
        with pytest.raises(IndexError, match="expected a chapter from 0 to 1"):
            jump(begin(two_chapters()), chapter)
    assert jump(begin(two_chapters()), 1).current.key == "told"


def test_what_show_me_did_is_kept() -> None:
    progress = help_given(at(make_lesson(DEED, END), "deed"))
    assert progress.helped == {"deed"}


def test_what_was_skipped_and_then_done_is_done() -> None:
    progress = forward(begin(make_lesson(DEED, END)), NONE)
    assert progress.skipped == {"deed"}
    progress = observe(back(progress), facts(step=3.0, paused=True))
    progress = forward(progress, NONE)
    assert progress.done >= {"deed"} and progress.skipped == frozenset()
