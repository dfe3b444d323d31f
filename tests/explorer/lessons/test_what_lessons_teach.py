"""The experiments of the lessons on codes and on noise come out as their texts say, with another seed than theirs, too:
a class code brings its own."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest
import torch

from explorer.kl.latent_stats import active, kl_per_dim
from explorer.state.map_state import codes_along
from explorer.workspaces.compare.moon.moon_story import LIMIT, StripReport, report_strip
from trainers import messages, places
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.family import Family
from trainers.files.moon import render_moon
from trainers.lessons.reading import read_lesson
from trainers.looking.answers import Answers
from trainers.looking.looker import Looker
from trainers.messages import Layer, Region
from trainers.runs.starting import load_examples
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
BETWEEN, NOISE = "what-is-between-two-codes", "noise-that-keeps-its-place"
SEED = 11


class Trained:
    """The models of an experiment, trained to its end, and what is asked of them."""

    def __init__(self, experiment: Experiment, steps: int | None = None) -> None:
        self.experiment = experiment
        self.examples = load_examples(experiment, LoadContext(Path("not there")))
        self.loop = Loop(experiment, self.examples, CPU)
        self.train(experiment.plan.steps if steps is None else steps)

    def train(self, steps: int) -> None:
        for _ in range(steps):
            self.loop.step()

    def looker(self) -> Looker:
        looker = Looker(self.experiment, self.examples, CPU)
        configs = tuple(model.config for model in self.loop.experiment.models)
        looker.load(Snapshot(1, self.loop.step_count, tuple(self.loop.display_weights()), configs))
        return looker

    def tests(self) -> list[dict[str, float]]:
        return self.loop.evaluate()

    def codes(self, model: int = 0) -> tuple[np.ndarray, np.ndarray]:
        """Middles and sigmas of some training images."""
        family = self.looker().models[model]
        with torch.inference_mode():
            mu, logvar = family.posterior(pictures(self.examples.train[:500]))
        return mu.numpy(), np.exp(logvar.numpy() / 2)


def pictures(images: np.ndarray) -> torch.Tensor:
    return torch.tensor(images, dtype=torch.float32) / 255


@cache
def experiment(lesson: str, chapter: str) -> Experiment:
    read = read_lesson(places.resources_dir() / "lessons" / lesson)
    keys = [each.key for each in read.lesson.chapters]
    found = read.experiment(keys.index(chapter), SEED)
    assert found is not None
    return found


def walk(trained: Trained) -> StripReport:
    """From the code of the new moon to that of the full moon."""
    model: Family = trained.looker().models[0]
    with torch.inference_mode():
        ends = model.encode(pictures(render_moon(np.array([0.0, 0.5])))).numpy()
        drawn = model.decode(torch.tensor(codes_along(ends, 9)))
    return report_strip((255 * drawn.numpy()).round().astype(np.uint8))


def test_between_moons_are_moons_only_where_they_were_shown() -> None:
    given = experiment(BETWEEN, "line")
    assert walk(Trained(given)).worst_distance < 1.5 * LIMIT
    ends = walk(Trained(given.with_setting("dataset.intermediate_share", 0.0)))
    assert ends.verdict == "fade" and ends.worst_distance > 10 * LIMIT


def test_sixteen_numbers_tell_more_than_two_and_two_than_one() -> None:
    one, two, sixteen = (each["test_mse"] for each in Trained(experiment(BETWEEN, "numbers")).tests())
    assert sixteen < 0.75 * two and two < 0.9 * one


def test_without_kl_sigma_dies() -> None:
    trained = Trained(experiment(NOISE, "sigma"))
    (middles, dead), (_, alive) = trained.codes(0), trained.codes(1)
    assert dead.mean() < 0.05 and middles.std(axis=0).mean() > 3
    assert 0.1 < alive.mean() < 0.5


def test_a_vae_closes_gaps_and_keeps_bad_drawings() -> None:
    answers = Answers(Trained(experiment(NOISE, "holes")).looker())

    def share(model: int, layer: Layer) -> float:
        look = messages.ScoreHoles(1, 1, "share", model, layer, Region.BOX, 1000)
        with torch.inference_mode():
            scored = [each for each in answers.answer(look) if isinstance(each, messages.HolesScored)]
        return scored[-1].share

    assert share(0, Layer.COVERAGE) > 0.1 and share(1, Layer.COVERAGE) <= 0.05
    assert share(1, Layer.REALISM) > 0.05 and share(1, Layer.REALISM) > 0.5 * share(0, Layer.REALISM) > 0.05


def test_more_beta_costs_reconstruction_and_then_everything() -> None:
    trained = Trained(experiment(NOISE, "price"), 500)
    start = trained.tests()[0]
    assert active(kl_per_dim(*trained.codes())).sum() >= 4
    trained.loop.set_knob(0, "beta", 8.0)
    trained.train(300)
    more = trained.tests()[0]
    assert more["test_kl"] < 0.5 * start["test_kl"] and more["test_recon"] > start["test_recon"] + 5
    assert 1 <= active(kl_per_dim(*trained.codes())).sum() <= 6
    trained.loop.set_knob(0, "beta", 25.0)
    trained.train(300)
    assert active(kl_per_dim(*trained.codes())).sum() == 0


@pytest.mark.parametrize("lesson", [BETWEEN, NOISE])
def test_nobody_waits_long(lesson: str) -> None:
    """What is trained before the first step of a chapter is a matter of seconds."""
    read = read_lesson(places.resources_dir() / "lessons" / lesson)
    assert all(chapter.start.steps <= 1200 for chapter in read.lesson.chapters)
    assert read.lesson.minutes <= 12
