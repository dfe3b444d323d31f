"""What is said below a map."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.workspaces.maps.code_places import code_places
from explorer.workspaces.maps.map_words import agreement_words, codes_foot, made_foot, seconds_words
from trainers.messages import MapJudged, MapMade

PLACES = np.zeros((1500, 2), np.float32)


def made(done: float = 1.0, stage: str = "", trust: float = 0.9123) -> MapMade:
    return MapMade(1, 1, "map tile 0", 0, "pca", PLACES, done, stage, 2.34, trust, 0.8, 1000)


@pytest.mark.parametrize(
    ("answer", "held", "expected"),
    [
        (None, False, "waits for its turn"),
        (made(0.25, "Gathering groups.", math.nan), False, "25% · Gathering groups"),
        (made(0.25, "Gathering groups.", math.nan), True, "rests at 25%"),
        (made(0.99, "", math.nan), False, "measuring how far it can be trusted"),
        (made(), False, "trustworthiness 0.912 · continuity 0.800 · 2.3 s · 1\u202f500 examples"),
    ],
)
def test_how_far_a_map_is_and_can_be_trusted(answer: MapMade | None, held: bool, expected: str) -> None:
    assert made_foot(answer, held, waiting=True)[0] == expected


def test_of_how_many_examples_figures_are_and_what_was_made_otherwise() -> None:
    text, shorter, help_text = made_foot(
        made(stage="The perplexity is 5: more needs more than 16 images."), False, False
    )
    assert "Measured on 1\u202f000 examples." in help_text and help_text.startswith("The perplexity is 5")
    lengths = [len(each) for each in (text, *shorter)]
    assert lengths == sorted(lengths, reverse=True) and shorter[-1] == "0.912"


def test_codes_say_what_is_seen_of_them() -> None:
    codes = np.random.default_rng(0).normal(size=(40, 6)).astype(np.float32)
    found = code_places(codes, None, None)
    judged = MapJudged(1, 1, "map judged 3", 0, 0.75, 0.5, 40)
    assert codes_foot(found, judged)[0] == "trustworthiness 0.750 · continuity 0.500 · PCA of 6 numbers · 40 examples"
    text, shorter, _ = codes_foot(found, judged, at=1200)
    assert text == "trustworthiness 0.750 · continuity 0.500 · at step 1\u202f200 · PCA of 6 numbers · 40 examples"
    assert "trust 0.750 · cont. 0.500 · at step 1\u202f200" in shorter
    assert codes_foot(None, None)[0] == "codes come with the first pictures of the model"
    assert codes_foot(found, None)[0].startswith("trustworthiness … · continuity …")


def test_the_shortest_time_is_not_none() -> None:
    assert [seconds_words(each) for each in (0.001, 0.254, 12.34)] == ["0.01 s", "0.25 s", "12.3 s"]


@pytest.mark.parametrize(("value", "said"), [(-0.014, "−0.01"), (-0.004, "0.00"), (0.655001, "0.66"), (1.0, "1.00")])
def test_agreement_below_that_of_chance_has_a_true_minus(value: float, said: str) -> None:
    assert agreement_words(value) == said


def test_whether_a_map_goes_on_is_true_or_false() -> None:
    """And no number of a library: Qt takes no other as a yes or no."""
    found = [made(0.5, "", math.nan).goes_on, made(1.0, "", math.nan).goes_on, made(1.0, "", 0.9).goes_on]
    assert all(each is expected for each, expected in zip(found, (True, True, False), strict=True))
