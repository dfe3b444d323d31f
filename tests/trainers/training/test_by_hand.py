"""What is moved by hand is there at once, or nothing is moved, not a bit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.small_families.small_mixture import SmallMixture
from trainers.catalog import families
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.runs.starting import load_examples
from trainers.training.by_hand import MOST_NUMBERS
from trainers.training.loop import Loop

CPU = torch.device("cpu")
MEANS = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])


@pytest.fixture(autouse=True)
def _small_mixture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(families(), "small-mixture", SmallMixture)  # type: ignore[arg-type]


def experiment(**changes: Any) -> Experiment:
    table: dict[str, Any] = {
        "seed": 3, "steps": 40, "batch_size": 16, "dataset": {"name": "two-moons", "count": 200},
        "models": [{"family": "small-mixture", "label": "EM"}, {"family": "ae", "layers": [4], "label": "AE"}],
    }  # fmt: skip
    return Experiment.parse({**table, **changes})


@pytest.fixture
def points() -> Examples:
    return load_examples(experiment(), LoadContext(Path()))


@pytest.fixture
def loop(points: Examples) -> Loop:
    return Loop(experiment(), points, CPU)


def bits(loop: Loop) -> dict[str, torch.Tensor]:
    return loop.state().tensors


def alike(one: Mapping[str, torch.Tensor], other: Mapping[str, torch.Tensor]) -> bool:
    return one.keys() == other.keys() and all(torch.equal(value, other[name]) for name, value in one.items())


def test_what_is_moved_is_shown_at_once_and_learned_from(loop: Loop) -> None:
    before, twin = bits(loop), loop.models[0].mixture(asked=True)
    loop.adjust(0, {"means": MEANS})
    shown = loop.display_weights()[0]
    assert shown["maximisation.means"].tolist() == MEANS.tolist()
    assert torch.equal(shown["expectation.means"], twin.means), "the shares are still those that were asked for"
    assert {name for name, value in bits(loop).items() if not torch.equal(value, before[name])} == {
        "models.0.nets.maximisation.means"
    }
    loop.step()
    assert loop.models[0].mixture(asked=True).means.tolist() == MEANS.tolist()


def test_a_run_that_was_moved_goes_on_bit_for_bit_after_it_was_saved(loop: Loop, points: Examples) -> None:
    for _ in range(3):
        loop.step()
    loop.step(["expectation"])
    loop.adjust(0, {"means": MEANS, "covariances": np.repeat(0.02 * np.eye(2)[None], 3, axis=0)})
    other = Loop(experiment(), points, CPU)
    other.load_state(loop.state())
    for turn in (["maximisation"], [], ["expectation"], []):
        first, second = loop.step(turn), other.step(turn)
        assert torch.equal(first[0]["log_likelihood"], second[0]["log_likelihood"])
    assert alike(bits(loop), bits(other))


HOSTILE: list[tuple[Any, str]] = [
    ({}, "1 to 16 arrays"), (7, "found int"), ({f"n{i}": MEANS for i in range(17)}, "found 17"),
    ({"surprise": MEANS}, "found surprise"), ({3: MEANS}, "arrays of numbers"), ({"means": MEANS.tolist()}, "arrays"),
    ({"means": MEANS.astype(object)}, "arrays of numbers"), ({"means": MEANS.astype(complex)}, "arrays of numbers"),
    ({"means": MEANS[:2]}, "their shapes"), ({"means": MEANS.T}, "their shapes"), ({"means": np.zeros(())}, "shapes"),
    ({"means": np.full((3, 2), np.nan)}, "found others"), ({"means": np.full((3, 2), -np.inf)}, "numbers from"),
    ({"means": np.full((3, 2), 1e300)}, "numbers from"),
    ({"means": np.zeros(MOST_NUMBERS + 1, np.float32)}, "at most"),
    ({"covariances": -np.repeat(np.eye(2)[None], 3, axis=0)}, "positive definite"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "said"), HOSTILE, ids=[said for _, said in HOSTILE])
def test_what_cannot_be_is_said_in_one_sentence_and_moves_nothing(loop: Loop, values: Any, said: str) -> None:
    loop.step()
    before = bits(loop)
    with pytest.raises(ValueError, match=said) as error:
        loop.adjust(0, values)
    assert alike(before, bits(loop)) and len(str(error.value)) < 200 and "\n" not in str(error.value)


def test_only_what_is_adjustable_is(loop: Loop) -> None:
    with pytest.raises(ValueError, match="AE cannot be adjusted by hand"):
        loop.adjust(1, {"means": MEANS})
    for model in (2, -1):
        with pytest.raises(ValueError, match=f"a model from 0 to 1, found {model}"):
            loop.adjust(model, {"means": MEANS})


def test_whatever_a_family_lets_pass_its_weights_stay_finite(loop: Loop, monkeypatch: pytest.MonkeyPatch) -> None:
    def careless(self: SmallMixture, values: Mapping[str, torch.Tensor]) -> None:
        self.nets["maximisation"].means.copy_(values["means"].log())

    monkeypatch.setattr(SmallMixture, "adjust", careless)
    before = bits(loop)
    with pytest.raises(ValueError, match=r"leave maximisation\.means finite"):
        loop.adjust(0, {"means": -MEANS})
    assert alike(before, bits(loop))
