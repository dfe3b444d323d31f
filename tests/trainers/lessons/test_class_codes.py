"""Class codes: what they hold comes back, and what is misheard or mistyped is never taken for another class."""

from __future__ import annotations

import itertools
import random

import pytest

from trainers.lessons.build_made import ProgramBuild, this_build
from trainers.lessons.class_codes import (
    LENGTH,
    LETTERS,
    MOST_CODED_SEED,
    ClassCodeError,
    CodedLesson,
    make_code,
    read_code,
    spaced,
)
from trainers.lessons.class_opening import coded
from trainers.lessons.reading import find_lessons, lesson_folders

HERE = ProgramBuild(program="1.2.0", torch="2.9.0+cpu", machine="x86_64")
ELSEWHERE = ProgramBuild(program="1.2.0", torch="2.9.0", machine="arm64")
KNOWN = (CodedLesson("between-two-codes", 3), CodedLesson("forger-and-expert", 1), CodedLesson("clouds", 31))


@pytest.mark.parametrize("seed", [0, 1, 7, 2048, MOST_CODED_SEED])
@pytest.mark.parametrize("lesson", KNOWN)
def test_what_it_holds_comes_back(lesson: CodedLesson, seed: int) -> None:
    code = make_code(lesson, seed, HERE)
    assert len(code) == LENGTH and set(code) <= set(LETTERS) and "I" not in LETTERS and "O" not in LETTERS
    read = read_code(f" {spaced(code).lower()}-", KNOWN, HERE)
    assert (read.found, read.version, read.seed) == (lesson, lesson.version, seed)
    assert read.same_version and read.same_build


def test_it_is_the_same_on_every_machine() -> None:
    """It stands on boards and in files, so that it must never change by itself."""
    assert make_code(CodedLesson("between-two-codes", 3), 7, HERE) == "UEQMBMMD"


def test_every_single_wrong_letter_and_every_swap_of_neighbours_is_found() -> None:
    chance = random.Random(5)
    for _ in range(60):
        code = make_code(chance.choice(KNOWN), chance.randrange(MOST_CODED_SEED + 1), HERE)
        wrong = {code[:i] + letter + code[i + 1 :] for i in range(LENGTH) for letter in LETTERS} - {code}
        wrong |= {code[:i] + code[i + 1] + code[i] + code[i + 2 :] for i in range(LENGTH - 1)} - {code}
        assert len(wrong) >= LENGTH * (len(LETTERS) - 1)
        for each in wrong:
            with pytest.raises(ClassCodeError, match="one letter is wrong, or two beside each other are swapped"):
                read_code(each, KNOWN, HERE)


def test_another_version_of_the_lesson_or_of_the_program_is_noticed() -> None:
    code = make_code(CodedLesson("clouds", 30), 5, ELSEWHERE)
    read = read_code(code, KNOWN, HERE)
    assert read.found.version == 31 and read.version == 30
    assert not read.same_version and not read.same_build
    assert HERE.mark != ELSEWHERE.mark  # as all but one in 64 do
    assert this_build().mark == this_build().mark < 64


def test_a_lesson_that_is_not_here_is_said() -> None:
    code = make_code(CodedLesson("of-somebody-else", 1), 0, HERE)
    with pytest.raises(ClassCodeError, match="the lesson of this code is not here"):
        read_code(code, KNOWN, HERE)


def test_two_lessons_of_one_number_are_not_guessed() -> None:
    number = KNOWN[0].number
    other = next(c for n in itertools.count() if (c := CodedLesson(f"lesson-{n}", 3)).number == number)
    code = make_code(KNOWN[0], 0, HERE)
    with pytest.raises(ClassCodeError, match="have the same code"):
        read_code(code, (*KNOWN, other), HERE)
    newer = CodedLesson(other.name, 4)
    assert read_code(code, (*KNOWN, newer), HERE).found is KNOWN[0]  # the version tells them apart


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "8 letters, found 0"),
        ("ABCDEFG", "8 letters, found 7"),
        ("ABCDEFGHJ", "8 letters, found 9"),
        ("ABCDEFGI", "without I and O, found 'I'"),
        ("ABCD0FGH", "found '0'"),
        ("ABCDEFG<", "found '<'"),
        ("А" * 8, "found 'А'"),  # Cyrillic
        ("A" * 100_000, "8 letters, found 80"),
        ("ßABCDEFG", "8 letters, found 9"),
        ("ZZZZZZZ" + LETTERS[0], "no class code"),
    ],
)
def test_what_is_no_code_is_refused(text: str, says: str) -> None:
    with pytest.raises(ClassCodeError, match=says):
        read_code(text, KNOWN, HERE)


@pytest.mark.parametrize("seed", [-1, MOST_CODED_SEED + 1])
def test_a_seed_that_it_cannot_hold_is_said(seed: int) -> None:
    with pytest.raises(ClassCodeError, match=f"0 to {MOST_CODED_SEED}, found {seed}"):
        make_code(KNOWN[0], seed, HERE)


def test_every_lesson_that_comes_with_the_program_has_a_code_of_its_own() -> None:
    """Another name is found for one whose nine bits are taken: a code must not be ambiguous in a bare installation."""
    found, problems = find_lessons(lesson_folders())
    assert found and not problems
    for each in coded(found):
        assert read_code(make_code(each, 5, HERE), coded(found), HERE).found == each
    numbers = [each.number for each in coded(found)]
    assert sorted(set(numbers)) == sorted(numbers)
