"""What lessons ask of Compare and Explore is what the window shows there, and is not known while it is not true."""

from __future__ import annotations

import math
import time
from dataclasses import replace

import numpy as np
import pytest

from explorer.kl.latent_stats import kl_per_dim
from explorer.state.channels import NEAREST
from explorer.state.state import AppState
from explorer.workspaces import WORKSPACES
from explorer.workspaces.compare.channels import PIXELS, REGIONS, SCORES, STRIP
from explorer.workspaces.compare.lesson_facts import FACT_NAMES, CompareFacts
from explorer.workspaces.compare.state import CompareState, compare_of
from explorer.workspaces.explore.lesson_facts import FACT_NAMES as OF_EXPLORE
from explorer.workspaces.explore.lesson_facts import facts as explore_facts
from tests.explorer.program import Program, experiment
from trainers.messages import HolesScored, Layer, Phase, Region

AE = {"family": "ae", "layers": [12], "label": "AE"}
VAE = {"family": "vae", "layers": [12], "label": "VAE"}
MOONS = {"name": "moons", "cycle": "waxing", "jitter": 0.0, "count": 100}


def facts(state: AppState) -> CompareFacts:
    return CompareFacts(compare_of(state), state)


def scored(program: Program) -> bool:
    return {"holes.0", "holes.1", "empty.0", "empty.1"} <= set(facts(program.state))


def score(state: AppState, model: int, layer: Layer = Layer.REALISM) -> HolesScored:
    found = state.answer(SCORES[layer], model)
    assert found is not None
    return found


def test_nothing_is_known_of_nothing() -> None:
    known = CompareFacts(CompareState(), AppState())
    assert dict(known) == {"layer": "realism", "region": "box", "noise": 1.0, "linked": True}
    assert known.get("holes.0") is None and known.get("nonsense") is None and known.get("error.nonsense") is None


def test_all_that_is_told_is_declared(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    program.press("workspace-compare")
    program.wait(lambda: scored(program))
    told = {each.key: each for each in WORKSPACES}
    known = facts(program.state)
    assert len(known) > 12
    assert all(told["compare"].tells(name) for name in known)
    assert all(told["explore"].tells(name) for name in explore_facts(told["explore"].State(), program.state))
    assert not told["compare"].tells("holes") and not told["compare"].tells("holes.x")
    assert told["compare"].fact_names == FACT_NAMES and told["explore"].fact_names == OF_EXPLORE


def test_shares_of_holes_are_those_that_are_shown(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    program.press("workspace-compare")
    program.wait(lambda: scored(program))
    state = program.state
    for model in (0, 1):
        assert facts(state)[f"holes.{model}"] == score(state, model).share
        assert facts(state)[f"empty.{model}"] == score(state, model, Layer.COVERAGE).share
    elsewhere = CompareFacts(replace(compare_of(state), region=Region.GAUSSIAN), state)
    assert elsewhere["region"] == "gaussian"
    other = state.keeping({"compare": replace(compare_of(state), region=Region.GAUSSIAN)})
    assert "holes.0" not in facts(other), "the share of another place"


def test_what_is_of_older_weights_is_not_known_once_training_stands(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    program.press("workspace-compare")
    program.wait(lambda: scored(program))
    state = program.state
    assert state.pictures is not None
    later = replace(state, pictures=replace(state.pictures, step=state.pictures.step + 1))
    assert "holes.0" not in facts(later) and "sigma.1" in facts(later)
    assert "holes.0" in facts(replace(later, phase=Phase.TRAINING))


def test_noise_and_what_codes_tell(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    program.press("workspace-compare")
    program.wait(lambda: scored(program))
    state = program.state
    known = facts(state)
    codes, sigma = state.shown_codes(1)
    assert codes is not None and sigma is not None
    kl = kl_per_dim(codes, sigma)
    assert known["kl.1"] == pytest.approx(kl.sum())
    assert known["sigma.1"] == pytest.approx(float(sigma.mean()))
    assert known["speaking.1"] == sum(kl >= 0.01)
    assert known["width.0"] == pytest.approx(float(np.asarray(state.shown_codes(0)[0]).std(axis=0).mean()))
    assert not {"kl.0", "sigma.0", "speaking.0", "kl.2"} & set(known), "an autoencoder has no noise"


def test_regions_side_by_side(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    program.press("workspace-compare")
    program.press("lab_regions")
    program.wait(lambda: {"holes_in_mixture.0", "holes_in_prior.1"} <= set(facts(program.state)))
    answer = program.state.answer(REGIONS, 0)
    assert answer is not None
    shares = {str(each.drawn.region): each.share for each in answer.scores}
    assert facts(program.state)["holes_in_box.0"] == shares["box"]
    assert "holes_in_prior.0" not in facts(program.state), "an autoencoder has no prior"


def test_moons_and_what_lies_between_them(program: Program) -> None:
    program.start(experiment(dataset=MOONS, models=[{**AE, "latent_dim": 1}]))
    program.press("workspace-compare")
    program.press("lab_moons")
    program.wait(lambda: program.state.answer(STRIP, 0) is not None and "strip.0" in facts(program.state))
    known = facts(program.state)
    report = next(iter(program.compare.labs.moons.lab.strips.reports), None)
    assert report is not None
    assert known["strip.0"] == str(report.verdict)
    assert known["strip_off.0"] == pytest.approx(1000 * report.worst_distance)
    begun = time.process_time()
    for _ in range(20):
        assert facts(program.state)["strip.0"] == known["strip.0"]
    assert time.process_time() - begun < 0.05, "it is found out once"


def test_changed_pixels_cost_what_the_page_says(program: Program) -> None:
    program.start(experiment(models=[AE, VAE]))
    program.press("workspace-compare")
    assert "error.stroke" not in facts(program.state)
    program.press("lab_pixels")
    program.wait(lambda: program.state.answer(PIXELS) is not None)
    known = facts(program.state)
    assert known["error.picture"] == 0.0
    assert known["error.stroke"] == pytest.approx(known["error.far"], rel=1e-6)
    assert float(known["error.moved"]) > float(known["error.stroke"])
    assert 0 < float(known["sure.moved"]) <= 1 and math.isclose(float(known["feature.picture"]), 0, abs_tol=1e-3)


def test_the_nearest_image_of_what_is_drawn(program: Program) -> None:
    program.start(experiment(models=[VAE]))
    program.wait(lambda: program.state.answer(NEAREST, 0) is not None)
    found = program.state.answer(NEAREST, 0)
    assert found is not None and program.state.data is not None
    known = explore_facts(WORKSPACES[0].State(), program.state)
    assert known == {"examples": program.state.data.n_train, "nearest.0": pytest.approx(float(found.distance[0]))}
