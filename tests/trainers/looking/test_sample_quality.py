"""How good samples are, of models whose answers are known: one that draws the data, one that has collapsed, others."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers.catalog import find_dataset
from trainers.cli.main import main
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.family import Family
from trainers.looking.sample_quality import measure_loop, measure_samples
from trainers.metrics.features import FeatureSpace, PlainPixels
from trainers.runs.starting import load_examples
from trainers.training.loop import Loop

CLASSES = 4
POINTS = {"coverage", "density", "duplicate_share", "sample_count", "sliced_w1", "sliced_w1_real"}
MODES = {"modes_present", "high_quality_share", "reverse_kl", "smallest_mode_share"}
JUDGED = {"judge_is", "judge_is_real", "judge_fid", "judge_fid_real", "smallest_class_share"}


def ring(count: int = 4000) -> Examples:
    cls = find_dataset("ring")
    return cls.load(cls.Config.parse({"count": count}), LoadContext(Path()))


def stripes(count: int = 800, held_out: int = 400) -> Examples:
    """Noise with a bright row, which is the class."""
    rng = np.random.default_rng(0)

    def draw(n: int) -> tuple[np.ndarray, np.ndarray]:
        labels = np.arange(n) % CLASSES
        pixels = rng.integers(0, 60, (n, 1, 4, 4), dtype=np.uint8)
        pixels[np.arange(n), 0, labels] += 190
        return pixels, labels

    (train, labels), (test, test_labels) = draw(count), draw(held_out)
    return Examples("stripes", train, test, labels, test_labels, tuple("abcd"))


class Redraws:
    """A model that draws held-out data again: the *pool*, cut to those with the label that was asked for."""

    draws_codes = True

    def __init__(self, images: Examples, classes: bool = False, only: int | None = None) -> None:
        self.capabilities = frozenset({"decodes", "samples"} | ({"classes"} if classes else set()))
        x = torch.tensor(images.test)
        self.pool = x if x.is_floating_point() else x.float() / 255
        self.labels = torch.tensor(images.test_labels)
        self.only = only

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        assert codes is None
        return torch.rand(n, 1, generator=generator)

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        if self.only is not None:
            return self.pool[self.only].expand(len(z), *self.pool.shape[1:]) + 0.0
        if y is None:
            return self.pool[(z[:, 0] * len(self.pool)).long()]
        by_label = [torch.nonzero(self.labels == label)[:, 0] for label in y]
        return self.pool[torch.stack([rows[int(u * len(rows))] for rows, u in zip(by_label, z[:, 0], strict=True)])]


class Encodes(Redraws):
    """One that has no prior: it needs the codes of training images."""

    def __init__(self, images: Examples) -> None:
        super().__init__(images)
        self.capabilities |= {"encodes"}
        self.seen: list[int] = []

    def encode(self, x: Tensor) -> Tensor:
        return x.flatten(1)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        assert codes is not None and codes.max() <= 1
        self.seen.append(len(codes))
        return torch.rand(n, 1, generator=generator)


class RowJudge(FeatureSpace):
    """Tells the class by the bright row, without a doubt."""

    kind = "judge"
    accuracy = 1.0

    def features(self, x: Tensor) -> Tensor:
        return x.flatten(1)

    def probabilities(self, x: Tensor) -> Tensor:
        return torch.eye(CLASSES)[x.mean((1, 3)).argmax(1)]


def measure(model: Redraws, images: Examples, features: FeatureSpace | None = None, n: int = 600) -> dict[str, float]:
    found = measure_samples(cast(Family, model), images, features, n, torch.Generator().manual_seed(0))
    assert all(math.isfinite(value) for value in found.values())
    return found


# ------------------------------------------------------------------------------------------------ points


def test_a_model_that_draws_the_data() -> None:
    images = ring()
    figures = measure(Redraws(images), images)
    assert set(figures) == POINTS | MODES
    assert figures["modes_present"] == 8 and figures["high_quality_share"] > 0.97 and figures["reverse_kl"] < 0.02
    assert figures["sliced_w1"] < 3 * figures["sliced_w1_real"] < 0.1
    assert figures["sample_count"] == 600


def test_a_model_that_has_collapsed() -> None:
    images = ring()
    figures = measure(Redraws(images, only=3), images)
    assert figures["modes_present"] == 1 and figures["reverse_kl"] == pytest.approx(math.log(8))
    assert figures["sliced_w1"] > 10 * figures["sliced_w1_real"]
    assert figures["coverage"] < 0.05 and figures["duplicate_share"] == 1


def test_more_samples_than_held_out_points() -> None:
    """The modes are counted over all samples, the rest over as many as there are real ones."""
    images = ring(200)
    figures = measure(Redraws(images), images, n=500)
    assert figures["sample_count"] == 50 and figures["modes_present"] == 8


def test_points_asked_for_by_class() -> None:
    images = ring()
    assert measure(Redraws(images, classes=True), images)["label_agreement"] > 0.99
    assert measure(Redraws(images, classes=True, only=0), images)["label_agreement"] == pytest.approx(1 / 8, abs=0.05)


def test_a_model_without_a_prior_is_given_codes() -> None:
    images = ring()
    model = Encodes(images)
    assert measure(model, images)["modes_present"] == 8
    assert model.seen == [2000]


# ------------------------------------------------------------------------------------------------ images


def test_images_that_are_the_data() -> None:
    images = stripes()
    figures = measure(Redraws(images, classes=True), images, RowJudge())
    assert set(figures) == JUDGED | {"coverage", "density", "duplicate_share", "sample_count", "label_agreement"}
    assert figures["judge_is"] == pytest.approx(CLASSES, abs=0.1) and figures["judge_is_real"] == pytest.approx(CLASSES)
    assert figures["judge_fid"] < 2 * figures["judge_fid_real"]
    assert figures["smallest_class_share"] == pytest.approx(1 / CLASSES, abs=0.05)
    assert figures["label_agreement"] == 1
    assert figures["sample_count"] == 400


def test_images_of_a_collapsed_model() -> None:
    images = stripes()
    figures = measure(Redraws(images, only=0), images, RowJudge())
    assert figures["judge_is"] == pytest.approx(1) and figures["judge_is_real"] == pytest.approx(CLASSES)
    assert figures["judge_fid"] > 10 * figures["judge_fid_real"]
    assert figures["smallest_class_share"] == 0 and figures["coverage"] < 0.1
    assert "label_agreement" not in figures


def test_without_a_judge_nothing_is_called_judged() -> None:
    images = stripes()
    assert set(measure(Redraws(images), images, PlainPixels())) == {
        "coverage",
        "density",
        "duplicate_share",
        "sample_count",
    }


@pytest.mark.parametrize(("held_out", "left"), [(1, {"judge_is"}), (5, {"judge_is", "judge_fid"})])
def test_too_few_held_out_images(held_out: int, left: set[str]) -> None:
    images = stripes(held_out=held_out)
    figures = measure(Redraws(images), images, RowJudge())
    assert set(figures) == {"smallest_class_share", "sample_count"} | left | {f"{name}_real" for name in left}


def test_samples_that_are_no_numbers() -> None:
    images = ring()
    model = Redraws(images)
    model.pool = torch.full_like(model.pool, torch.nan)
    with pytest.raises(ValueError, match="expected finite points"):
        measure(model, images)
    pictures = stripes()
    model = Redraws(pictures)
    model.pool = torch.full_like(model.pool, torch.nan)
    with pytest.raises(ValueError, match="expected finite numbers"):
        measure(model, pictures, PlainPixels())


def sprites() -> Examples:
    cls = find_dataset("sprites")
    return cls.load(cls.Config.parse({"count": 1000}), LoadContext(Path()))


class Completes(Redraws):
    """One that completes every picture with the lower half of the first one that it knows."""

    def __init__(self, images: Examples) -> None:
        super().__init__(images)
        self.capabilities |= {"completes"}
        self.asked: list[tuple[Tensor, Tensor]] = []

    def draw(
        self, n: int, generator: torch.Generator, y: Tensor | None = None, given: tuple[Tensor, Tensor] | None = None
    ) -> Iterator[Tensor]:
        assert given is not None and y is None
        self.asked.append(given)
        x, known = given
        yield torch.zeros_like(x)
        yield torch.where(known, x, self.pool[0])


def test_data_with_rules_judge_samples_and_completions() -> None:
    images = sprites()
    rules = {"sprite_valid_share", "sprite_plan_share", "sprite_palette_share"}
    figures = measure(Redraws(images), images, PlainPixels())
    assert {name: figures[name] for name in rules} == dict.fromkeys(rules, 1.0)
    assert not any(name.startswith("completion") for name in figures)
    noisy = Redraws(images)
    noisy.pool = torch.rand(noisy.pool.shape, generator=torch.Generator().manual_seed(0))
    assert {measure(noisy, images, PlainPixels())[name] for name in rules} == {0.0}

    model = Completes(images)
    figures = measure(model, images, PlainPixels())
    x, known = (torch.cat(parts) for parts in zip(*model.asked, strict=True))
    assert len(x) == 200 and bool(known[:, :, :8].all()) and not bool(known[:, :, 8:].any())
    held_out = {picture.tobytes() for picture in images.test}
    assert all(picture.tobytes() in held_out for picture in images.kind.to_shown(x))
    palette = images.test_factors["palette"]
    same = float((palette == palette[0]).mean())  # all others get a lower half in foreign colours
    assert figures["completion_palette_share"] == pytest.approx(same, abs=0.05) and 0.05 < same < 0.3
    assert 0 < figures["completion_valid_share"] < same


# ------------------------------------------------------------------------------------ runs and commands


def small_gan(**more: Any) -> dict[str, Any]:
    return {"family": "gan", "g_layers": [16], "d_layers": [16], "latent_dim": 4, **more}


def experiment(models: Sequence[dict[str, Any]], dataset: str = "ring", **data: Any) -> Experiment:
    table = {"title": "samples", "steps": 20, "batch_size": 32}
    return Experiment.parse({**table, "dataset": {"name": dataset, **data}, "models": list(models)})


def test_measuring_leaves_the_run_as_it_was() -> None:
    plan = experiment([small_gan(), {"family": "ae", "layers": [16]}], count=400)
    images = load_examples(plan, LoadContext(Path()))
    measured, other = (Loop(plan, images, torch.device("cpu")) for _ in range(2))
    for loop in (measured, other):
        loop.step()
    state = torch.get_rng_state()
    first = measure_loop(measured, images, wanted=lambda model: True)
    assert first == measure_loop(measured, images, wanted=lambda model: True)
    assert torch.equal(state, torch.get_rng_state())
    assert [set(figures) for figures in first] == [POINTS | MODES] * 2
    assert measure_loop(measured, images, lambda model: "scores" in model.capabilities)[1] == {}
    for loop in (measured, other):
        loop.step()
    going, untouched = measured.state().tensors, other.state().tensors
    assert all(torch.equal(going[name], untouched[name]) for name in going)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    assert main(arguments) == 0
    return json.loads(capsys.readouterr().out.splitlines()[-1])


def test_train_and_evaluate_say_how_good_samples_are(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``train`` tells it of models whose losses do not; ``evaluate`` of all, so that they can be compared."""
    plan = experiment([small_gan(), {"family": "vae", "layers": [16]}], count=400)
    (tmp_path / "plan.toml").write_text(plan.to_toml())
    out = str(tmp_path / "run")
    trained = run(capsys, "train", str(tmp_path / "plan.toml"), "--out", out, "--device", "cpu")["models"]
    assert set(trained[0]) >= POINTS | MODES and not set(trained[1]) & (POINTS | MODES)
    evaluated = run(capsys, "evaluate", out, "--device", "cpu")["models"]
    assert set(evaluated[1]) >= POINTS | MODES
    assert {name: evaluated[0][name] for name in POINTS | MODES} == {name: trained[0][name] for name in POINTS | MODES}


def test_evaluate_judges_images(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conditional = {**small_gan(), "family": "cgan"}
    plan = experiment([conditional], dataset="digits")
    (tmp_path / "plan.toml").write_text(plan.to_toml())
    trained = run(capsys, "train", str(tmp_path / "plan.toml"), "--out", str(tmp_path / "run"), "--device", "cpu")
    figures = trained["models"][0]
    assert set(figures) >= JUDGED | {"label_agreement", "coverage", "density"}
    assert figures["judge_is_real"] > 9 and 1 <= figures["judge_is"] < 8
    assert figures["judge_fid"] > 3 * figures["judge_fid_real"]


def test_data_of_points_are_called_points(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "check", "ring"]) == 0
    assert "10000 training and 2500 held-out points of the plane" in capsys.readouterr().out
