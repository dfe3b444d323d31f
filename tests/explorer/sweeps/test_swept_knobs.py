"""Which knobs can be swept, what is suggested, and what is said of what is typed; ticks of the plot."""

from __future__ import annotations

import pytest

from explorer.sweeps.sweep_plot import nice_ticks
from explorer.sweeps.swept_knobs import SweepWish, count_runs, plan_of, suggested, swept_knobs
from trainers.catalog import dataset_specs, family_specs
from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError
from trainers.presets import preset_path

BETA = "models.0.beta"


def preset(name: str) -> Experiment:
    return read_toml(preset_path(name))


def test_numbers_switches_and_choices_can_be_swept() -> None:
    knobs = swept_knobs(preset("vae-digits"), family_specs(), dataset_specs())
    by_path = {knob.path: knob for knob in knobs}
    assert BETA in by_path and "batch_size" in by_path and by_path[BETA].owner == ""
    assert not {"seed", "steps", "title", "summary"} & by_path.keys()
    assert {knob.spec.kind for knob in knobs} <= {"int", "float", "bool", "choice", "ints"}
    several = swept_knobs(preset("ae-vs-vae-digits"), family_specs(), dataset_specs())
    assert {knob.owner for knob in several if knob.path.startswith("models.")} == {"AE", "VAE"}


def test_every_suggestion_can_be_trained() -> None:
    """Of every knob of a few presets, the values that the window writes down are allowed ones."""
    for name in ("vae-digits", "ae-vs-vae-digits", "pixelcnn-digits"):
        experiment = preset(name)
        for knob in swept_knobs(experiment, family_specs(), dataset_specs()):
            assert count_runs(experiment, SweepWish(((knob.path, suggested(knob)),), "0", "10")) >= 1, knob.path


def test_a_number_is_halved_and_doubled() -> None:
    knobs = {knob.path: knob for knob in swept_knobs(preset("vae-digits"), family_specs(), dataset_specs())}
    assert suggested(knobs[BETA]) == "0.5, 1, 2"
    assert suggested(knobs["batch_size"]).split(", ")[1] == str(preset("vae-digits").plan.batch_size)


def test_a_wish_is_counted_and_planned() -> None:
    wish = SweepWish(((BETA, "0.5, 1, 4"), ("batch_size", "16, 32")), "0, 1", "50")
    assert count_runs(preset("vae-digits"), wish) == 12
    plan = plan_of(preset("vae-digits"), wish)
    assert len(plan.cells) == 12 and plan.cells[0].experiment.plan.steps == 50


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (SweepWish(((BETA, "1, -1"),), "0", "5"), "models.0.beta: expected 0 to"),
        (SweepWish(((BETA, "1, 1"),), "0", "5"), "models.0.beta: expected each value once"),
        (SweepWish(((BETA, ""),), "0", "5"), "models.0.beta: expected values with commas"),
        (SweepWish((), "0, x", "5"), "seeds: expected whole numbers such as 0,1,2"),
        (SweepWish((), "0, 0", "5"), "seeds: expected each value once"),
        (SweepWish((), "-3", "5"), "seed: expected 0 to"),
        (SweepWish((), "0", "0"), "steps: expected 1 to"),
        (SweepWish((), "0", "many"), "steps: expected a whole number"),
    ],
)
def test_what_cannot_be_is_said(wish: SweepWish, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        count_runs(preset("vae-digits"), wish)
    assert str(error.value).startswith(said)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (105.6, 108.9, [105, 106, 107, 108, 109]),
        (0.0, 1.0, [0, 0.5, 1]),
        (-0.02, 0.03, [-0.02, 0, 0.02, 0.04]),
        (5.0, 5.0, [4.5, 5, 5.5]),
        (0.0, 0.0, [-1, -0.5, 0, 0.5, 1]),
    ],
)
def test_ticks_are_round_and_hold_all(low: float, high: float, ticks: list[float]) -> None:
    found = nice_ticks(low, high)
    assert found == pytest.approx(ticks)
    assert found[0] <= low and found[-1] >= high and len(found) <= 7
