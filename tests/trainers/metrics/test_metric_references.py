"""The levels that the losses of a guessing discriminator are compared with, against the losses themselves."""

from __future__ import annotations

import pytest
import torch

from trainers.catalog import family_specs
from trainers.networks import gan_losses

SPECS = {spec.name: {metric.name: metric for metric in spec.metrics} for spec in family_specs()}
SAME = torch.linspace(-4, 4, 8001, dtype=torch.float64)  # scores that real and generated images have in common


@pytest.mark.parametrize("loss", ["non-saturating", "minimax", "least-squares", "hinge", "relativistic"])
def test_no_discriminator_that_scores_all_alike_does_better(loss: gan_losses.Loss) -> None:
    losses = [float(gan_losses.discriminator_loss(loss, score[None], score[None])) for score in SAME]
    levels = [ref.level for ref in SPECS["gan"]["d_loss"].references if ("loss", loss) in ref.when]
    assert levels == [pytest.approx(min(losses), abs=1e-6)]


@pytest.mark.parametrize("family", ["gan", "cgan", "wgan"])
def test_the_generators_loss_is_no_measure_and_all_else_is(family: str) -> None:
    assert [name for name, metric in SPECS[family].items() if not metric.measures] == ["g_loss"]
