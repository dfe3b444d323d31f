"""What is answered about worlds so small that every picture can be asked for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers import messages
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.looking.answers import Answers
from trainers.looking.looker import Looker
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
LEFT, TWO, FOUR = ((0, -1), (-1, 0)), tuple((0, -k) for k in (1, 2)), tuple((0, -k) for k in (1, 2, 3, 4))
ALL = tuple((0, -k) for k in range(1, 9))
COMPUTED = [  # nats and the share of valid pictures
    ((), True, False, 6.2383, 0.027), ((), False, False, 6.2383, 0.027),
    (TWO, True, True, 5.8901, 0.081), (TWO, False, True, 5.5036, 0.190),
    (LEFT, True, False, 4.6706, 0.370), (LEFT, False, False, 4.6706, 0.370),
    (FOUR, True, True, 2.9054, 0.879), (FOUR, False, True, 2.6391, 1.0),
    (ALL, True, True, 2.6391, 1.0), (ALL, False, True, 2.6391, 1.0),
]  # fmt: skip


def answers(*models: dict[str, Any], steps: int = 40, dataset: str = "bars-and-stripes", **settings: Any) -> Answers:
    """What answers about such models after a few steps."""
    experiment = Experiment.parse(
        {
            "steps": steps,
            "batch_size": 14,
            "dataset": {"name": dataset, **settings},
            "models": [{"label": f"model {index}", **model} for index, model in enumerate(models)],
        }
    )
    cls = find_dataset(dataset)
    examples = cls.load(experiment.dataset_config, LoadContext(Path()))
    loop = Loop(experiment, examples, CPU)
    for _ in range(steps):
        loop.step()
    looker = Looker(experiment, examples, CPU)
    looker.load(Snapshot(1, steps, tuple(loop.display_weights()), tuple(model.config for model in loop.models)))
    return Answers(looker)


def ask(given: Answers, look: messages.Look) -> Any:
    with torch.inference_mode():
        (answer,) = [each for each in given.answer(look) if each is not None]
    return answer


TABLE = {"family": "pixel-table", "context": "four before", "pseudocount": 1e-6}


@pytest.fixture(scope="module")
def small_world() -> Answers:
    return answers(TABLE, {"family": "made", "layers": [16]}, {"family": "made", "layers": [16], "told_class": True})


@pytest.mark.parametrize(("context", "shared", "wraps", "nats", "valid"), COMPUTED)
def test_tables_of_the_small_world_are_as_computed(
    small_world: Answers, context: tuple[tuple[int, int], ...], shared: bool, wraps: bool, nats: float, valid: float
) -> None:
    fitted = ask(small_world, messages.FitTable(1, 2, "table", context, shared, wraps))
    assert isinstance(fitted, messages.TableFitted)
    assert fitted.nats == pytest.approx(nats, abs=1e-3) and fitted.valid == pytest.approx(valid, abs=1e-3)
    assert fitted.mass == pytest.approx(1.0, abs=1e-6) and fitted.entropy == pytest.approx(np.log(14))
    assert fitted.counts.shape == (1 if shared else 9, 3 ** len(context), 2) and fitted.counts.sum() == 14 * 9
    assert (fitted.context, fitted.shared, fitted.wraps) == (context, shared, wraps)
    assert np.array_equal(fitted.pictures, small_world.looker.examples.train) and fitted.odds.shape == (14,)
    assert not fitted.counts.flags.writeable and not fitted.odds.flags.writeable


def test_the_counts_can_be_read() -> None:
    """Left and above both lit: of 14 pictures, the four inner sites, counted by hand."""
    fitted = ask(answers(TABLE, steps=1), messages.FitTable(1, 2, "table", LEFT, False))
    both = 2 + 2 * 3
    lit = small = 0
    for picture in small_world_pictures():
        if picture[1, 0] and picture[0, 1]:
            lit, small = lit + int(picture[1, 1]), small + 1 - int(picture[1, 1])
    assert fitted.counts[4, both].tolist() == [small, lit] and lit > 0


def small_world_pictures() -> np.ndarray:
    cls = find_dataset("bars-and-stripes")
    return cls.load(cls.Config(), LoadContext(Path())).train[:, 0] > 0


def test_a_model_that_has_counted_scores_as_the_table_does(small_world: Answers) -> None:
    score = ask(small_world, messages.ScoreExactly(1, 3, "exact", 0))
    assert isinstance(score, messages.ExactlyScored)
    assert score.nats == pytest.approx(np.log(14), abs=1e-3) and score.valid == pytest.approx(1.0, abs=1e-3)
    assert score.mass == pytest.approx(1.0, abs=1e-6)
    assert score.odds == pytest.approx(np.full(14, 1 / 14), abs=1e-3)
    assert np.array_equal(score.pictures, small_world.looker.examples.train)


@pytest.mark.parametrize("model", [1, 2])
def test_networks_have_distributions_too(small_world: Answers, model: int) -> None:
    score = ask(small_world, messages.ScoreExactly(1, 3, "exact", model))
    assert score.mass == pytest.approx(1.0, abs=1e-6)
    assert 2.6391 < score.nats < 6.6 and 0.02 < score.valid < 1
    family = small_world.looker.models[model]
    x = small_world.looker.inputs(small_world.looker.examples.train)
    if model == 1:
        assert score.nats == pytest.approx(-family.log_prob(x).mean().item(), abs=1e-4)
    else:  # told the class: a mixture over the classes, by their shares
        by_class = torch.stack([family.log_prob(x, torch.full((14,), label)) for label in range(3)])
        share = torch.tensor([2, 6, 6]) / 14
        assert score.nats == pytest.approx(-(by_class + share.log()[:, None]).logsumexp(0).mean().item(), abs=1e-4)


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (messages.ScoreExactly(1, 2, "exact", 0), "model 0: 64 components of 2 values make more than 4,096 pictures"),
        (messages.ScoreExactly(1, 2, "exact", 1), "model 1 does not predict one component after the other"),
        (messages.FitTable(1, 2, "table", LEFT), "Digits: expected pictures of at most 16 pixels, found 64"),
    ],
)
def test_larger_pictures_and_other_models_are_refused(look: messages.Look, reason: str) -> None:
    given = answers({"family": "pixel-table"}, {"family": "ae", "layers": [4]}, steps=1, dataset="digits")
    failed = ask(given, look)
    assert isinstance(failed, messages.LookFailed) and failed.reason.startswith(reason)


def test_points_have_no_table() -> None:
    failed = ask(answers({"family": "vae", "layers": [4]}, steps=1, dataset="ring"), messages.FitTable(1, 2, "t", ()))
    assert "expected pictures to count in, found points" in failed.reason


@pytest.mark.parametrize(
    ("size", "context", "reason"),
    [
        (3, ((0, 1),), "context: expected sites above, or to the left, found (0, 1)"),
        (4, tuple((0, -k) for k in range(1, 16)), "context: expected at most 262,144 rows in the tables"),
    ],
)
def test_a_context_that_cannot_be_is_refused(size: int, context: tuple[tuple[int, int], ...], reason: str) -> None:
    given = answers(TABLE, steps=1, size=size)
    failed = ask(given, messages.FitTable(1, 2, "table", context))
    assert isinstance(failed, messages.LookFailed) and failed.reason.startswith(reason)


def test_sixteen_pixels_are_counted_over_all_65_536_pictures() -> None:
    fitted = ask(answers(TABLE, steps=1, size=4), messages.FitTable(1, 2, "table", LEFT))
    assert fitted.mass == pytest.approx(1.0, abs=1e-6) and len(fitted.pictures) == 30
    assert fitted.entropy == pytest.approx(np.log(30))
