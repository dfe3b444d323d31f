"""Levels to compare curves with: those that hold for the knobs, in the words of the models."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from explorer.curves.curve_references import reference_levels
from trainers.catalog import FamilySpec, MetricSpec, Reference, family_specs
from trainers.messages import BaselinesMeasured, TextCounted

GUESSING = "D can only guess"


def gan() -> FamilySpec:
    return next(spec for spec in family_specs() if spec.name == "gan")


def knobs(loss: str, smoothing: float = 0.0) -> dict[str, object]:
    return {"loss": loss, "label_smoothing": smoothing}


@pytest.mark.parametrize(
    ("loss", "level"),
    [("non-saturating", 2 * math.log(2)), ("minimax", 2 * math.log(2)), ("least-squares", 0.25), ("hinge", 2.0),
     ("relativistic", math.log(2))],
)  # fmt: skip
def test_what_a_guessing_discriminator_loses_depends_on_the_loss(loss: str, level: float) -> None:
    levels = reference_levels([gan().metrics], [knobs(loss)], ["GAN"])
    assert levels["game"] == [(pytest.approx(level), GUESSING)]
    assert levels["gradient"] == []  # groups without a level are there, so that old ones go


def test_no_level_where_none_is_known() -> None:
    assert reference_levels([gan().metrics], [knobs("non-saturating", 0.1)], ["GAN"])["game"] == []
    assert reference_levels([gan().metrics], [{}], ["GAN"])["game"] == []


def test_models_that_share_a_level_share_the_line_and_others_are_named() -> None:
    three = [gan().metrics] * 3
    same = reference_levels(three[:2], [knobs("non-saturating"), knobs("minimax")], ["a", "b"])
    assert same["game"] == [(2 * math.log(2), GUESSING)]
    mixed = reference_levels(three, [knobs("minimax"), knobs("hinge"), knobs("hinge")], ["a", "b", "c"])
    assert mixed["game"] == [(2 * math.log(2), f"{GUESSING} (a)"), (2.0, f"{GUESSING} (b, c)")]


def test_a_level_without_conditions_always_holds() -> None:
    spec = MetricSpec("mse", "Error", references=(Reference(0.0557, "PCA"),))
    assert reference_levels([[spec]], [{}], ["AE"]) == {"loss": [(0.0557, "PCA")]}


def test_as_many_knobs_as_models() -> None:
    with pytest.raises(ValueError, match="knobs of 2 models, found 2 and 1"):
        reference_levels([[], []], [{}], ["a", "b"])


def test_what_simpler_ways_make_of_the_data_stands_beside_nats_and_bits() -> None:
    nats, bits = MetricSpec("nats", "Surprise", baselines="nats"), MetricSpec("b", "Bits", "bits", baselines="bits")
    simpler = BaselinesMeasured(0, 1, "c", 0, 0, sites=9, independent=6.0, order_0=6.2, png=9, zlib=9, entropy=math.nan)
    levels = reference_levels([[nats, bits]], [{}], ["MADE"], [simpler])
    assert levels == {
        "loss": [(6.0, "each pixel alone")],
        "bits": [(pytest.approx(6 / (9 * math.log(2))), "each pixel alone")],
    }
    known = replace(simpler, entropy=math.log(14))
    assert reference_levels([[nats]], [{}], ["MADE"], [known])["loss"][1] == (math.log(14), "entropy of the data")
    # Two models with levels of their own are named; one that is not measured has no line.
    other = replace(simpler, independent=12.0)
    two = reference_levels([[nats]] * 3, [{}] * 3, ["a", "b", "c"], [simpler, other, None])
    assert two["loss"] == [(6.0, "each pixel alone (a)"), (12.0, "each pixel alone (b)")]


def test_what_counting_makes_of_a_text_is_said_as_a_guess_among_so_many() -> None:
    spec = MetricSpec("nats_per_char", "Surprise a character", baselines="counting")
    shares = np.zeros(2000, np.float32)
    counted = TextCounted(0, 1, "c", 0, math.log(2000), math.log(12), 2.0, 1.5, math.nan, shares)
    assert reference_levels([[spec]] * 2, [{}] * 2, ["a", "b"], counted=counted)["loss"] == [
        (math.log(2000), "uniform: a guess among 2\u202f000"),
        (math.log(12), "unigram: a guess among 12"),
        (2.0, "bigram: a guess among 7.4"),
        (1.5, "trigram: a guess among 4.5"),
    ]
    known = replace(counted, entropy=0.1)
    assert reference_levels([[spec]], [{}], ["a"], counted=known)["loss"][-1] == (
        0.1, "entropy of the data: a guess among 1.1",
    )  # fmt: skip
    pictures = MetricSpec("nats", "Surprise", baselines="nats")
    assert reference_levels([[pictures]], [{}], ["a"], counted=counted)["loss"] == []
    assert reference_levels([[spec]], [{}], ["a"])["loss"] == []
