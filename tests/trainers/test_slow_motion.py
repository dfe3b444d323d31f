"""What is shown of two players: the generator averaged, the discriminator as it is, and after single moves both."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers import messages
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.images import Images
from trainers.loop import Loop
from trainers.worker import Worker

CPU = torch.device("cpu")
GAN = {"family": "gan", "g_layers": [16], "d_layers": [16], "latent_dim": 3, "lr_g": 0.01, "lr_d": 0.01}
VAE = {"family": "vae", "layers": [8]}
Z = np.linspace(-2, 2, 12, dtype=np.float32).reshape(4, 3)
PATIENCE = 30.0


@pytest.fixture(scope="module")
def digits() -> Images:
    dataset = find_dataset("digits")
    return dataset.load(dataset.Config(), LoadContext(Path()))


def experiment(*models: dict[str, Any]) -> Experiment:
    table = {"title": "test", "seed": 3, "steps": 400, "batch_size": 32, "dataset": {"name": "digits"}}
    return Experiment.parse({**table, "models": list(models)})


def trained(images: Images, *models: dict[str, Any], steps: int = 100) -> Loop:
    loop = Loop(experiment(*models), images, CPU)
    for _ in range(steps):
        loop.step()
    return loop


def differing(shown: dict[str, torch.Tensor], live: dict[str, torch.Tensor]) -> set[str]:
    """The networks with weights that differ."""
    return {name.partition(".")[0] for name, value in shown.items() if not torch.equal(value, live[name])}


def test_only_the_generator_is_averaged(digits: Images) -> None:
    loop = trained(digits, GAN, VAE)
    live = [model.nets.state_dict() for model in loop.models]
    shown, as_is = loop.display_weights(), loop.display_weights(live=True)
    assert differing(shown[0], live[0]) == {"generator"} and differing(as_is[0], live[0]) == set()
    assert differing(shown[1], live[1]) == differing(as_is[1], live[1]) == {"encoder", "decoder"}
    assert all(value.data_ptr() != live[0][name].data_ptr() for name, value in as_is[0].items())


def test_evaluation_is_of_what_is_shown(digits: Images) -> None:
    """The held-out figures are those of the present discriminator and the averaged generator."""
    loop, twin = trained(digits, GAN), trained(digits, GAN)
    found = loop.evaluate()[0]
    model = twin.models[0]
    model.nets.load_state_dict(twin.display_weights()[0])
    model.nets.eval()
    with torch.no_grad():
        real = model.belief(model.scores(torch.tensor(digits.test) / 255))
    assert real is not None
    assert found["test_d_real"] == pytest.approx(float(real.mean()), rel=1e-5)


def test_a_state_from_before_holds_more_averages_and_fits(digits: Images) -> None:
    loop = trained(digits, GAN, steps=5)
    state = loop.state()
    assert {name.split(".")[3] for name in state.tensors if ".average." in name} == {"generator"}
    extra = {f"models.0.average.{n}": v.detach().clone() for n, v in loop.models[0].nets.named_parameters()}
    expected = [float(value) for value in loop.step()[0].values()]
    loop.load_state(type(state)({**extra, **state.tensors}, state.position))
    assert [float(value) for value in loop.step()[0].values()] == expected


class Listener:
    """Drives a worker as the window does."""

    def __init__(self) -> None:
        self._news = threading.Event()
        self._events: list[messages.Event] = []
        self._asked = 0
        self.worker = Worker(self._news.set)
        self.worker.start()

    def wait_for(self, kind: type, which: Any = lambda event: True) -> Any:
        deadline = time.monotonic() + PATIENCE
        while True:
            self._events += self.worker.drain()
            found = [event for event in self._events if isinstance(event, kind) and which(event)]
            if found:
                return found[-1]
            assert time.monotonic() < deadline, [type(event).__name__ for event in self._events[-20:]]
            self._news.wait(0.2)
            self._news.clear()

    def advance(self, to: int, steps: int, *players: str) -> None:
        self.worker.send(messages.Advance(1, steps, players))
        self.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == to)

    def decoded(self) -> np.ndarray:
        self._asked += 1
        self.worker.look(messages.Decode(1, self._asked, "decode", 0, Z))
        return self.wait_for(messages.Decoded, lambda event: event.request_id == self._asked).images


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    assert made.worker.close(), "a thread did not end"


def pictures(loop: Loop, live: bool) -> np.ndarray:
    model = loop.models[0]
    kept = {name: value.clone() for name, value in model.nets.state_dict().items()}
    model.nets.load_state_dict(loop.display_weights(live)[0])
    with torch.no_grad():
        x = model.decode(torch.tensor(Z))
    model.nets.load_state_dict(kept)
    return (x * 255).round().to(torch.uint8).numpy()


def test_a_single_move_is_seen(listener: Listener, digits: Images) -> None:
    loop = Loop(experiment(GAN), digits, CPU)
    listener.worker.send(messages.Begin(1, experiment(GAN), data_dir="", device="cpu"))
    listener.wait_for(messages.PhaseChanged, lambda event: event.phase is messages.Phase.READY)
    shown = []
    turns: list[tuple[int, tuple[str, ...]]] = [
        (100, ()),
        (1, ("generator",)),
        (1, ("discriminator",)),
        (1, ()),
        (5, ()),
    ]
    for steps, players in turns:
        for _ in range(steps):
            loop.step(players)
        listener.advance(loop.step_count, steps, *players)
        shown.append(listener.decoded())
        single = steps == 1
        assert np.array_equal(shown[-1], pictures(loop, live=single))
        assert not np.array_equal(shown[-1], pictures(loop, live=not single))
    assert not np.array_equal(shown[1], shown[0]) and np.array_equal(shown[2], shown[1])


def test_a_knob_that_is_turned_between_moves_changes_nothing_on_show(listener: Listener) -> None:
    listener.worker.send(messages.Begin(1, experiment(GAN), data_dir="", device="cpu"))
    listener.wait_for(messages.PhaseChanged, lambda event: event.phase is messages.Phase.READY)
    listener.advance(30, 30)
    listener.advance(31, 1, "generator")
    before = listener.decoded()
    listener.worker.send(messages.SetKnob(1, 0, "lr_g", 0.001))
    listener.wait_for(messages.KnobSet)
    assert np.array_equal(listener.decoded(), before)


def test_the_past_is_at_hand_for_generations(listener: Listener) -> None:
    listener.worker.send(messages.Begin(1, experiment(GAN), data_dir="", device="cpu"))
    listener.wait_for(messages.PhaseChanged, lambda event: event.phase is messages.Phase.READY)
    listener.advance(25, 25)
    listener.worker.look(messages.MatchGenerations(1, 9, "generations", 0, 4, 2))
    found = listener.wait_for((messages.GenerationsMatched, messages.LookFailed))  # type: ignore[arg-type]
    assert isinstance(found, messages.GenerationsMatched), found.reason
    assert found.steps.tolist() == [0, 5, 10, 20]
    assert found.samples.shape == (4, 2, 1, 8, 8)
