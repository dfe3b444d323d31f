"""What is shown of two players: G averaged, D as it is, and single moves as they are made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.trainers.worker.listener import Listener
from trainers import messages
from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot
from trainers.worker.render_thread import RenderThread

CPU = torch.device("cpu")
GAN = {"family": "gan", "g_layers": [16], "d_layers": [16], "latent_dim": 3, "lr_g": 0.01, "lr_d": 0.01}
VAE = {"family": "vae", "layers": [8]}
Z = np.linspace(-2, 2, 12, dtype=np.float32).reshape(4, 3)


@pytest.fixture(scope="module")
def digits() -> Examples:
    dataset = find_dataset("digits")
    return dataset.load(dataset.Config(), LoadContext(Path()))


def experiment(*models: dict[str, Any]) -> Experiment:
    table = {"title": "test", "seed": 3, "steps": 400, "batch_size": 32, "dataset": {"name": "digits"}}
    return Experiment.parse({**table, "models": list(models)})


def trained(images: Examples, *models: dict[str, Any], steps: int = 100) -> Loop:
    loop = Loop(experiment(*models), images, CPU)
    for _ in range(steps):
        loop.step()
    return loop


def differing(shown: dict[str, torch.Tensor], live: dict[str, torch.Tensor]) -> set[str]:
    """The networks with weights that differ."""
    return {name.partition(".")[0] for name, value in shown.items() if not torch.equal(value, live[name])}


def test_only_the_generator_is_averaged(digits: Examples) -> None:
    loop = trained(digits, GAN, VAE)
    live = [model.nets.state_dict() for model in loop.models]
    shown = loop.display_weights()
    assert differing(shown[0], live[0]) == {"generator"}
    assert differing(shown[1], live[1]) == {"encoder", "decoder"}
    assert all(value.data_ptr() != live[0][name].data_ptr() for name, value in shown[0].items())


def test_who_does_not_train_is_shown_as_before_to_the_last_bit(digits: Examples) -> None:
    """The average of G follows G; where only D trains, for however many steps, there is nothing to follow."""
    loop = trained(digits, GAN, VAE)
    before = loop.display_weights()
    for _ in range(40):
        loop.step(["discriminator"])
    after = loop.display_weights()
    assert differing(after[0], before[0]) == {"discriminator"}
    assert differing(after[1], before[1]) == {"encoder", "decoder"}, "a model without players takes whole steps"
    for _ in range(16):
        loop.step(["generator"])
    assert differing(loop.display_weights()[0], after[0]) == {"generator"}


def test_who_rests_by_a_knob_is_shown_as_before(digits: Examples) -> None:
    loop = trained(digits, GAN)
    loop.set_knob(0, "g_steps", 0)
    before = loop.display_weights()
    for _ in range(16):
        loop.step()
    assert differing(loop.display_weights()[0], before[0]) == {"discriminator"}


def test_single_moves_move_what_was_shown_as_far_as_the_players_have_moved(digits: Examples) -> None:
    loop = trained(digits, GAN)
    then, stood = loop.stand(), loop.display_weights()[0]
    live = {name: value.clone() for name, value in loop.models[0].nets.state_dict().items()}
    loop.step(["discriminator"])
    first = loop.display_weights(then)[0]
    assert differing(first, stood) == {"discriminator"} and differing(first, live) == {"discriminator", "generator"}
    loop.step(["generator"])
    second, now = loop.display_weights(then)[0], loop.models[0].nets.state_dict()
    for name in (name for name in stood if name.startswith("generator")):
        assert torch.allclose(second[name] - stood[name], now[name] - live[name], atol=1e-6)
        assert not torch.equal(second[name], stood[name])
    loop.step(["discriminator"])
    assert differing(loop.display_weights(then)[0], second) == {"discriminator"}


def test_evaluation_is_of_what_is_shown(digits: Examples) -> None:
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


def test_a_state_from_before_holds_more_averages_and_fits(digits: Examples) -> None:
    loop = trained(digits, GAN, steps=5)
    state = loop.state()
    assert {name.split(".")[3] for name in state.tensors if ".average." in name} == {"generator"}
    extra = {f"models.0.average.{n}": v.detach().clone() for n, v in loop.models[0].nets.named_parameters()}
    expected = [float(value) for value in loop.step()[0].values()]
    loop.load_state(type(state)({**extra, **state.tensors}, state.position))
    assert [float(value) for value in loop.step()[0].values()] == expected


class PlayerListener(Listener):
    """Moves one player at a time, and looks at what the models draw."""

    def __init__(self) -> None:
        super().__init__()
        self._asked = 0

    def advance(self, to: int, steps: int, *players: str) -> None:
        self.worker.send(messages.Advance(1, steps, players))
        self.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == to)

    def decoded(self) -> np.ndarray:
        self._asked += 1
        self.worker.look(messages.Decode(1, self._asked, "decode", 0, Z))
        return self.wait_for(messages.Decoded, lambda event: event.request_id == self._asked).images


@pytest.fixture
def listener() -> Iterator[PlayerListener]:
    made = PlayerListener()
    yield made
    made.close()


def published(monkeypatch: pytest.MonkeyPatch) -> list[Snapshot]:
    """What the trainer thread hands to those who look, from here on."""
    seen: list[Snapshot] = []
    honest = RenderThread.offer

    def offer(self: RenderThread, snapshot: Snapshot) -> None:
        seen.append(snapshot)
        honest(self, snapshot)

    monkeypatch.setattr(RenderThread, "offer", offer)
    return seen


def ready(listener: PlayerListener) -> None:
    listener.worker.send(messages.Begin(1, experiment(GAN), data_dir="", device="cpu"))
    listener.wait_for(messages.PhaseChanged, lambda event: event.phase is messages.Phase.READY)


def test_after_a_pause_moves_of_d_leave_every_bit_of_the_fakes(
    listener: PlayerListener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first move, too; over steps at which averages are taken and keyframes made."""
    seen = published(monkeypatch)
    ready(listener)
    listener.worker.send(messages.Play(1))
    listener.wait_for(messages.Scalars, lambda event: event.first_step > 60)
    listener.worker.send(messages.Pause(1))
    paused = listener.wait_for(messages.PhaseChanged, lambda event: event.phase is messages.Phase.PAUSED)
    stood, fakes = seen[-1], listener.decoded()
    assert stood.settled and stood.step == paused.values["step"], "what is shown is of the very step"
    listener.wait_for(messages.PicturesDrawn, lambda event: event.step == stood.step)
    for moves in range(1, 31):
        listener.advance(stood.step + moves, 1, "discriminator")
        assert differing(seen[-1].weights[0], stood.weights[0]) == {"discriminator"}
        assert np.array_equal(listener.decoded(), fakes)
    later = [snapshot for snapshot in seen if snapshot.step > stood.step]
    assert any(snapshot.keyframe for snapshot in later)
    for snapshot in later:
        assert differing(snapshot.weights[0], stood.weights[0]) <= {"discriminator"}


def test_a_single_move_is_seen(listener: PlayerListener, monkeypatch: pytest.MonkeyPatch, digits: Examples) -> None:
    """Move by move from what was shown; when training goes on at speed it is the average again."""
    seen = published(monkeypatch)
    loop = Loop(experiment(GAN), digits, CPU)
    ready(listener)
    turns: list[tuple[int, tuple[str, ...]]] = [
        (100, ()), (1, ("generator",)), (1, ("discriminator",)), (1, ()), (5, ()),
    ]  # fmt: skip
    then, shown = None, []
    for steps, players in turns:
        then = None if steps > 1 else then or loop.stand()
        for _ in range(steps):
            loop.step(players)
        listener.advance(loop.step_count, steps, *players)
        assert not differing(seen[-1].weights[0], loop.display_weights(then)[0])
        shown.append(listener.decoded())
    assert not np.array_equal(shown[1], shown[0]) and np.array_equal(shown[2], shown[1])
    assert not np.array_equal(shown[3], shown[2])


def test_a_knob_that_is_turned_between_moves_changes_nothing_on_show(listener: PlayerListener) -> None:
    listener.worker.send(messages.Begin(1, experiment(GAN), data_dir="", device="cpu"))
    listener.wait_for(messages.PhaseChanged, lambda event: event.phase is messages.Phase.READY)
    listener.advance(30, 30)
    listener.advance(31, 1, "generator")
    before = listener.decoded()
    listener.worker.send(messages.SetKnob(1, 0, "lr_g", 0.001))
    listener.wait_for(messages.KnobSet)
    assert np.array_equal(listener.decoded(), before)


def test_the_past_is_at_hand_for_generations(listener: PlayerListener) -> None:
    listener.worker.send(messages.Begin(1, experiment(GAN), data_dir="", device="cpu"))
    listener.wait_for(messages.PhaseChanged, lambda event: event.phase is messages.Phase.READY)
    listener.advance(25, 25)
    listener.worker.look(messages.MatchGenerations(1, 9, "generations", 0, 4, 2))
    found = listener.wait_for((messages.GenerationsMatched, messages.LookFailed))  # type: ignore[arg-type]
    assert isinstance(found, messages.GenerationsMatched), found.reason
    assert found.steps.tolist() == [0, 5, 10, 20]
    assert found.samples.shape == (4, 2, 1, 8, 8)
