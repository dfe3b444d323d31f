"""What one point of a game's history says, from scores and samples that are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.workspaces.adversarial.history import history_point
from trainers import messages

MEASURED = messages.SamplesMeasured(1, 1, "measured 0", 40, 0, {"coverage": 0.5}, np.array([0.25, 0.75], np.float32))


def compared(
    train: list[float], held_out: list[float], fake: list[float], bound: float = 0.1
) -> messages.ScoresCompared:
    arrays = (np.array(scores, np.float32) for scores in (train, held_out, fake))
    return messages.ScoresCompared(1, 2, "scores 0", 40, 0, *arrays, bound)


def test_a_discriminator_that_calls_everything_a_fake_is_right_half_the_time() -> None:
    """However few examples are held out: those of a small folder of pictures are, beside hundreds of fakes."""
    point = history_point(MEASURED, compared([-1.0, -2.0], [-3.0, -4.0], [-1.0] * 98), None)
    assert point.held_out_accuracy == pytest.approx(0.5)
    assert point.logit_gap == pytest.approx(2.0)
    assert (point.step, point.coverage, point.mode_shares) == (40, 0.5, (0.25, 0.75))


def test_scores_that_are_no_logits_say_neither_accuracy_nor_gap() -> None:
    for scores in (None, compared([1.0], [1.0], [-1.0], math.nan)):
        point = history_point(MEASURED, scores, None)
        assert math.isnan(point.held_out_accuracy) and math.isnan(point.logit_gap)
