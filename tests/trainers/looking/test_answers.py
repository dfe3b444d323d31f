"""Every look finds who answers it, by its class."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
import torch

from trainers import messages
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.experiment import Experiment
from trainers.looking.answers import SUBJECTS, Answers
from trainers.looking.looker import Looker
from trainers.looking.maps import MapAnswers
from trainers.training.snapshot import Snapshot


def kinds(look: type[messages.Look]) -> Iterator[type[messages.Look]]:
    """The looks of the conversation that are asked: those that no other one is derived from."""
    known = [each for each in look.__subclasses__() if each.__module__.startswith("trainers.")]
    for each in known:
        yield from kinds(each)
    if not known:
        yield look


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    experiment = Experiment.parse(
        {"title": "t", "seed": 0, "steps": 1, "batch_size": 8, "dataset": {"name": "digits"},
         "models": [{"family": "vae", "layers": [4]}]}
    )  # fmt: skip
    images = Digits.load(Digits.Config(), LoadContext(tmp_path_factory.mktemp("data")))
    looker = Looker(experiment, images, torch.device("cpu"))
    weights = ({name: value.clone() for name, value in looker.models[0].nets.state_dict().items()},)
    looker.load(Snapshot(1, 7, weights, (experiment.models[0].config,)))
    return Answers(looker)


def ask(answers: Answers, look: messages.Look) -> Any:
    with torch.inference_mode():
        return [each for each in answers.answer(look) if each is not None][-1]


def test_every_look_has_an_answerer_of_its_own_class(answers: Answers) -> None:
    asked = list(kinds(messages.Look))
    assert len(asked) == len(set(asked)) >= 15
    assert {look for look in asked if look.apart} == set(MapAnswers(answers.looker.examples, bool).answerers())
    assert {look for look in asked if not look.apart} == set(SUBJECTS)
    for look in SUBJECTS:
        assert answers._answerer(look) is answers._answerer(look)  # made once, and there


def test_a_subject_answers_what_is_registered_for_it_and_nothing_else(answers: Answers) -> None:
    for subject in set(SUBJECTS.values()):
        registered = {look for look, other in SUBJECTS.items() if other is subject}
        assert set(subject(answers.looker, answers._space)) == registered


def test_a_look_that_nobody_answers_is_said_to_be_unknown(answers: Answers) -> None:
    @dataclass(frozen=True)
    class Taste(messages.Look):
        """A question that nobody has thought of."""

    found = ask(answers, Taste(1, 2, "tongue"))
    assert found == messages.LookFailed(1, 2, "tongue", 7, "the render thread does not know Taste")


def test_an_answer_is_stamped_with_the_question_and_the_step(answers: Answers) -> None:
    found = ask(answers, messages.Decode(3, 4, "cursor 0", 0, np.zeros((2, 2), np.float32)))
    assert isinstance(found, messages.Decoded) and found.images.shape == (2, 1, 8, 8)
    assert (found.run_id, found.request_id, found.channel, found.step) == (3, 4, "cursor 0", 7)
