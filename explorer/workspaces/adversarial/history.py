"""What a verdict looks at: measurements of samples and scores, put together into one point of a history."""

from __future__ import annotations

import math

import numpy as np

from explorer.state.curves_data import Curves
from trainers import messages
from trainers.examples import Float32
from trainers.verdict.rules import Point

GRADIENT = "g_gradient"
OVER = 20  # steps whose median gradient counts


def history_point(
    measured: messages.SamplesMeasured, compared: messages.ScoresCompared | None, curves: Curves | None
) -> Point:
    """One point at the step of *measured*; what the newest scores and curves do not say is NaN."""
    gap = accuracy = math.nan
    if compared is not None and not math.isnan(compared.js_bound):  # the scores are logits
        gap = float(compared.train.mean() - compared.held_out.mean())
        # Either kind counts a half: there may be fewer held-out examples than fakes, and D call everything a fake.
        accuracy = float(np.mean([(compared.held_out > 0).mean(), (compared.fake < 0).mean()]))
    gradient = math.nan
    if curves is not None and GRADIENT in curves.metrics(measured.model):
        until = measured.step - curves.first_step + 1
        recent = curves.values(measured.model, GRADIENT)[max(0, until - OVER) : max(1, until)]
        gradient = float(np.nanmedian(recent)) if len(recent) and not np.isnan(recent).all() else math.nan
    figures = measured.figures
    return Point(
        measured.step,
        accuracy,
        gradient,
        figures.get("coverage", math.nan),
        figures.get("duplicate_share", math.nan),
        _plain(measured.mode_shares),
        gap,
        _plain(measured.nearest_shares),
    )


def _plain(shares: Float32 | None) -> tuple[float, ...]:
    return () if shares is None else tuple(float(share) for share in shares)
