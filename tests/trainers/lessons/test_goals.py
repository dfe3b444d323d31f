"""The number beside a goal is of what the goal counts."""

from __future__ import annotations

import pytest

from trainers.lessons.facts import Fact, facts_of
from trainers.lessons.reading import LANGUAGES, find_lessons, lesson_folders
from trainers.lessons.schema import DoStep

CASES: list[tuple[str, str, int, dict[str, Fact], str]] = [
    ("what-is-between-two-codes", "ends", 1, {"dataset.intermediate_share": 1.0, "step": 800.0}, "0"),
    ("what-is-between-two-codes", "ends", 1, {"dataset.intermediate_share": 0.0, "step": 35.0}, "35"),
    ("clouds-without-a-teacher", "go-on", 0, {"marks.hand": 0.0, "step": 60.0, "notes.pulled": 31.0}, "0"),
    ("clouds-without-a-teacher", "go-on", 0, {"marks.hand": 1.0, "step": 60.0, "notes.pulled": 31.0}, "29"),
]  # of things that happened before what the goal speaks of


@pytest.mark.parametrize(("name", "key", "goal", "known", "number"), CASES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_counted_is_what_the_goal_speaks_of(
    name: str, key: str, goal: int, known: dict[str, Fact], number: str, language: str
) -> None:
    read = next(each for each in find_lessons(lesson_folders())[0] if each.name == name)
    step = read.lesson.find(key)
    assert isinstance(step, DoStep) and not step.goals[goal].holds(facts_of({**known, "phase": "training"}))
    said = read.texts_in(language).steps[key].goals[goal].filled(facts_of(known))
    assert number in said.replace("800", "").replace("20", "").replace("（", " ").replace("(", " ").split(), said
