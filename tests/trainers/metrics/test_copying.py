"""The longest copied run, against looking everywhere."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from trainers.metrics.copying import CopiedRun, CopyIndex, sorted_places


def looked_for_everywhere(text: str, sample: str) -> CopiedRun:
    """By definition, in cubic time."""
    for length in range(len(sample), 0, -1):
        for start in range(len(sample) - length + 1):
            run = sample[start : start + length]
            places = [place for place in range(len(text)) if text.startswith(run, place)]
            if places:
                return CopiedRun(start, length, places[0], len(places))
    return CopiedRun()


@pytest.mark.parametrize(
    ("text", "sample", "run"),
    [
        ("the cat sat on the mat", "a cat sat here", CopiedRun(1, 9, 3, 1)),
        ("the cat sat on the mat", "the", CopiedRun(0, 3, 0, 2)),
        ("mary\nrosemary\n", "mary", CopiedRun(0, 4, 0, 2)),
        ("abcabd", "abd", CopiedRun(0, 3, 3, 1)),
        ("aaaaaaaa", "aaa", CopiedRun(0, 3, 0, 6)),
        ("aaaa", "aaaaaaaa", CopiedRun(0, 4, 0, 1)),
        ("abab", "xaby", CopiedRun(1, 2, 0, 2)),
        ("ab", "ba", CopiedRun(0, 1, 1, 1)),  # of two runs of one letter the first in the sample
        ("abc", "xyz", CopiedRun()),
        ("abc", "", CopiedRun()),
        ("", "abc", CopiedRun()),
        ("", "", CopiedRun()),
        ("床前明月光，疑是地上霜。", "低頭明月光，", CopiedRun(2, 4, 2, 1)),
        ("e\u0301😀x", "é😀x", CopiedRun(1, 2, 2, 1)),  # an accented letter is not its two halves
    ],
)
def test_known_runs(text: str, sample: str, run: CopiedRun) -> None:
    assert CopyIndex(text).longest_run(sample) == run == looked_for_everywhere(text, sample)


@pytest.mark.parametrize("letters", ["ab", "abcd", "abcdefghijklmnop", "".join(map(chr, range(0x4E00, 0x4E00 + 3000)))])
def test_as_looking_everywhere_does(letters: str) -> None:
    chance = random.Random(letters)
    for _ in range(30):
        text = "".join(chance.choices(letters, k=chance.randrange(120)))
        place = chance.randrange(len(text) + 1)
        sample = (
            "".join(chance.choices(letters, k=5)) + text[place : place + 20] + "".join(chance.choices(letters, k=9))
        )
        assert CopyIndex(text).longest_run(sample) == looked_for_everywhere(text, sample)


@pytest.mark.parametrize("text", ["", "a", "aaaaaaaaaa", "banana" * 30, "mississippi", "ab" * 100, "漢字😀かな漢字"])
def test_places_are_sorted_as_their_texts_are(text: str) -> None:
    assert sorted_places(text).tolist() == sorted(range(len(text)), key=lambda place: text[place:])


@pytest.mark.parametrize("letters", [2, 5, 300, 3000])
def test_places_are_sorted_whatever_fits_into_one_number(letters: int) -> None:
    rng = np.random.default_rng(letters)
    text = "".join(map(chr, rng.integers(0x4E00, 0x4E00 + letters, 400))) * 2
    assert sorted_places(text).tolist() == sorted(range(len(text)), key=lambda place: text[place:])


def test_a_text_holds_its_parts_and_nothing_else() -> None:
    index = CopyIndex("\nanna\notto\n")
    assert index.holds("\notto\n") and index.holds("nna\no") and index.holds("")
    assert CopyIndex("").holds("") and not CopyIndex("").holds("x")
    assert not index.holds("\nott\n") and not index.holds("tto\n\n") and not index.holds("x")


def test_of_a_long_text_the_beginning_is_looked_at() -> None:
    index = CopyIndex("abcd" * 10 + "wxyz" * 10, most=60)
    assert index.share == 0.75 and CopyIndex("abcd").share == CopyIndex("").share == 1
    assert index.longest_run("wxyz" * 6).length == 20


def test_a_sample_of_a_hundred_characters_takes_no_time() -> None:
    """5 ms of one core at most, in a text as long as 14 000 poems; in the worst case, too: one that stands in it."""
    rng = np.random.default_rng(0)
    text = "".join(map(chr, rng.zipf(1.3, 400_000) % 3000 + 0x4E00))
    index = CopyIndex(text)
    samples = ["".join(map(chr, rng.zipf(1.3, 100) % 3000 + 0x4E00)) for _ in range(20)]
    for these in (samples, [text[place : place + 100] for place in range(0, 400_000, 20_000)]):
        times = []
        for sample in these:
            before = time.process_time()
            run = index.longest_run(sample)
            times.append(time.process_time() - before)
            assert text[run.place : run.place + run.length] == sample[run.start : run.start + run.length]
        assert sorted(times)[10] <= 0.005
