"""Metrics share an axis only where they are counted in one unit."""

from __future__ import annotations

from explorer.curves.curve_groups import apart_by_unit, group_text, most_shared, with_units
from trainers.catalog import MetricSpec, families

NATS = MetricSpec("neg_elbo", "Negative ELBO", "loss", "nats")
SQUARED = MetricSpec("recon", "Reconstruction", "loss", "squared error")
MSE = MetricSpec("mse", "MSE", "mse")


def groups(*models: tuple[MetricSpec, ...]) -> list[list[str]]:
    return [[spec.group for spec in model] for model in apart_by_unit(models)]


def test_units_that_differ_part_a_group() -> None:
    assert groups((SQUARED, MSE), (NATS, MSE)) == [["loss (squared error)", "mse"], ["loss (nats)", "mse"]]
    assert groups((NATS,), (NATS, MSE)) == [["loss"], ["loss", "mse"]]
    assert groups((MetricSpec("loss", "Loss"),), (NATS,)) == [["loss"], ["loss (nats)"]]
    assert group_text("loss (nats)") == "loss (nats)" and group_text("mse") == "mse"


def test_the_group_that_most_models_share_comes_first() -> None:
    assert most_shared(apart_by_unit([(SQUARED, MSE), (NATS, MSE)])) == "mse"
    assert most_shared([(NATS, MSE), (NATS,)]) == "loss"
    assert most_shared([(NATS, MSE)]) == "loss"  # the first of equals
    assert most_shared([]) == ""


def test_the_unit_of_an_autoencoders_loss_follows_its_knob() -> None:
    metrics = families()["ae"].metrics
    for recon, unit in (("mse", "squared error"), ("bernoulli", "nats")):
        assert with_units(metrics, {"recon": recon})[0].unit == unit


def test_every_unit_that_depends_on_a_knob_names_one_and_a_value_that_it_takes() -> None:
    for family in families().values():
        for spec in (*family.metrics, *family.test_metrics):
            for knob, value, unit in spec.unit_when:
                assert unit and getattr(family.Config(**{knob: value}), knob) == value
