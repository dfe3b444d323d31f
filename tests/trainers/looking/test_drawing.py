"""Samples of every model come from one place, and how they come about can be watched."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.small_families import SMALL
from tests.small_families.unveiling import STAGES
from trainers import messages
from trainers.catalog import families
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.looking import drawing as module
from trainers.looking.answers import Answers
from trainers.looking.drawing import drawing
from trainers.looking.looker import Looker
from trainers.pieces import finish
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
NAMES = ["vae", "ae", *SMALL]


@pytest.fixture(autouse=True)
def _small_families(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, cls in SMALL.items():
        monkeypatch.setitem(families(), name, cls)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return Digits.load(Digits.Config(), LoadContext(tmp_path_factory.mktemp("data")))


def answers(images: Examples, *names: str) -> Answers:
    """What answers about models of such families after a few steps."""
    models = [{"family": name, **({} if name in SMALL else {"layers": [4]})} for name in names]
    experiment = Experiment.parse({"steps": 5, "batch_size": 16, "dataset": {"name": "digits"}, "models": models})
    loop = Loop(experiment, images, CPU)
    for _ in range(5):
        loop.step()
    looker = Looker(experiment, images, CPU)
    looker.load(Snapshot(1, 5, tuple(loop.display_weights()), tuple(model.config for model in loop.models)))
    return Answers(looker)


def ask(given: Answers, look: messages.Look) -> list[Any]:
    with torch.inference_mode():
        return [each for each in given.answer(look) if each is not None]


def generator() -> torch.Generator:
    return torch.Generator().manual_seed(0)


@pytest.mark.parametrize("name", NAMES)
def test_the_samples_that_are_shown_are_those_of_the_last_stage(name: str, images: Examples) -> None:
    given = answers(images, name)
    (pictures,) = (
        each for each in given.pictures.make(1, tested=False) if isinstance(each, messages.PicturesDrawn)
    )  # fmt: skip
    stages = ask(given, messages.Draw(1, 2, "stages 0", 0, 64))
    assert [each.stage for each in stages] == list(range(1, len(stages) + 1))
    assert [each.last for each in stages] == [False] * (len(stages) - 1) + [True]
    assert len(stages) == {"unveiling": STAGES, "raster": 8}.get(name, 1)
    samples = pictures.models[0].samples
    assert samples is not None and samples.shape == (64, 1, 8, 8)
    if name != "ae":  # whose basis follows how many codes a live map shows
        assert np.array_equal(stages[-1].images, samples)
    assert pickle.loads(pickle.dumps(stages[-1])).images.tobytes() == stages[-1].images.tobytes()


@pytest.mark.parametrize("count", [64, 600])
def test_samples_of_a_prior_are_the_decodes_of_codes_drawn_at_once(count: int, images: Examples) -> None:
    looker = answers(images, "vae").looker
    model = looker.models[0]
    with torch.no_grad():
        drawn = finish(drawing(model, count, generator(), None, None, 250))
        z = model.sample_codes(count, generator(), None)
        assert torch.equal(drawn, torch.cat([model.decode(part) for part in z.split(250)]))


def test_every_stage_counts_and_is_kept(images: Examples) -> None:
    kept: messages.Answer | None = None
    stages = ask(answers(images, "unveiling"), messages.Draw(1, 2, "stages 0", 0, 9, seed=3))
    for each in stages:
        assert each.each_counts and each.goes_on == (each.stage < STAGES)
        kept = each.following(kept)
    assert isinstance(kept, messages.Drawn) and len(kept.stages) == STAGES
    assert all(np.array_equal(a, b.images) for a, b in zip(kept.stages, stages, strict=True))
    (again, *_) = ask(answers(images, "unveiling"), messages.Draw(1, 3, "stages 0", 0, 9, seed=4))
    assert again.following(kept).stages == (again.images,)
    assert not np.array_equal(again.images, stages[0].images), "another seed"


def test_of_very_many_stages_fewer_and_fewer_are_told(images: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "EVEN", 2)
    told = [each.stage for each in ask(answers(images, "unveiling"), messages.Draw(1, 2, "stages 0", 0, 4))]
    assert told == [1, 2, 4, 6, 8, 10]


def test_what_cannot_be_drawn_is_said(images: Examples, monkeypatch: pytest.MonkeyPatch) -> None:
    given = answers(images, "even-odds")
    for count in (0, 257):
        (failed,) = ask(given, messages.Draw(1, 2, "stages 0", 0, count))
        assert isinstance(failed, messages.LookFailed) and f"found {count}" in failed.reason
    (failed,) = ask(given, messages.Decode(1, 2, "cursor 0", 0, np.zeros((1, 2), np.float32)))
    assert isinstance(failed, messages.LookFailed)
    (failed,) = ask(given, messages.ScoreHoles(1, 2, "s", 0, messages.Layer.REALISM, messages.Region.PRIOR, 10))[-1:]
    assert isinstance(failed, messages.LookFailed)

    def nothing(*_: object, **__: object) -> Iterator[torch.Tensor]:
        return iter(())

    monkeypatch.setattr(SMALL["even-odds"], "draw", nothing)
    with pytest.raises(ValueError, match="expected draw\\(\\) to yield images"):
        finish(drawing(given.looker.models[0], 4, generator(), None, None, 2))


def test_a_run_of_all_of_them_is_saved_and_goes_on_bit_for_bit(tmp_path: Path) -> None:
    """One without a code, one without gradients, one of ten stages, one that completes, beside each other."""
    import trainers

    models = [{"family": name, "label": name} for name in SMALL]
    experiment = Experiment.parse({"steps": 20, "batch_size": 16, "dataset": {"name": "digits"}, "models": models})
    whole = trainers.train(experiment, steps=10, device="cpu", progress=False)
    whole.save(tmp_path / "run")
    whole.train(10, progress=False)
    resumed = trainers.load(tmp_path / "run", device="cpu")
    assert resumed.step == 10
    resumed.train(10, progress=False)
    for name in SMALL:
        weights = whole.module(name).state_dict()
        assert all(torch.equal(value, weights[key]) for key, value in resumed.module(name).state_dict().items())
        assert resumed.sample(30, seed=2, model=name).tobytes() == whole.sample(30, seed=2, model=name).tobytes()
        assert whole.sample(300, model=name).shape == (300, 1, 8, 8)
        assert resumed.evaluate(name) == whole.evaluate(name) and np.isfinite(list(whole.evaluate(name).values())).all()
        with pytest.raises(ValueError, match="does not decode"):
            whole.decode([[0.0, 0.0]], model=name)
