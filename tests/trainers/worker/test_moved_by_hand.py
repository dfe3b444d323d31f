"""Commands of somebody who follows a fit step by step: what is moved by hand, and the pace at which it is played."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.small_families.small_mixture import SmallMixture
from tests.trainers.worker.listener import Listener
from tests.trainers.worker.test_slow_motion import published
from trainers import messages
from trainers.catalog import families
from trainers.experiment import Experiment
from trainers.marks import HAND, Mark
from trainers.messages import Phase
from trainers.runs import run as run_module
from trainers.runs.folder import read_checkpoint, read_run
from trainers.training.sharing import Threads
from trainers.training.snapshot import Snapshot
from trainers.worker.mailbox import Outbox
from trainers.worker.render_thread import RenderThread

MEANS = np.array([[0.1, 0.2], [0.3, 0.4], [0.5, 0.6]])


@pytest.fixture(autouse=True)
def _small_mixture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(families(), "small-mixture", SmallMixture)  # type: ignore[arg-type]


def experiment(**changes: Any) -> Experiment:
    table: dict[str, Any] = {
        "seed": 3, "steps": 400, "batch_size": 16, "dataset": {"name": "two-moons", "count": 200},
        "models": [{"family": "small-mixture", "label": "EM"}, {"family": "ae", "layers": [4], "label": "AE"}],
    }  # fmt: skip
    return Experiment.parse({**table, **changes})


def begin(listener: Listener, given: Experiment, **more: Any) -> None:
    """On one thread: two that wait for each other's cores take many times as long where others are busy."""
    listener.begin(given, threads=1, **more)


def ready(listener: Listener, given: Experiment | None = None, **more: Any) -> None:
    begin(listener, given or experiment(), **more)
    listener.wait_for_phase(Phase.READY, Phase.PAUSED)


def move(listener: Listener, values: Any = None, model: int = 0) -> None:
    listener.worker.send(messages.Adjust(1, model, {"means": MEANS} if values is None else values))


def marks(listener: Listener) -> tuple[Mark, ...]:
    return listener.of(messages.Marked)[-1].marks


# --------------------------------------------------------------------------- moved by hand


def test_a_move_is_seen_by_whoever_asks_on_hearing_of_it(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[Snapshot | messages.Adjusted] = []
    offered, put = RenderThread.offer, Outbox.put

    def offer(self: RenderThread, snapshot: Snapshot) -> None:
        order.append(snapshot)
        offered(self, snapshot)

    def say(self: Outbox, event: messages.Event) -> None:
        if isinstance(event, messages.Adjusted):
            order.append(event)
        put(self, event)

    monkeypatch.setattr(RenderThread, "offer", offer)
    monkeypatch.setattr(Outbox, "put", say)
    monkeypatch.setattr(run_module, "JOIN_SECONDS", 0.0)  # two movements, however quick the machine is
    ready(listener)
    for step in (0, 3):
        if step:
            listener.worker.send(messages.Advance(1, step))
            listener.wait_for(messages.PhaseChanged, lambda event: "step 3." in event.message)
        move(listener)
        listener.wait_for(messages.Adjusted, lambda event, step=step: event.step == step)
        shown, told = order[-2:]
        assert told == messages.Adjusted(1, 0, step) and isinstance(shown, Snapshot) and shown.settled
        assert shown.step == step and shown.weights[0]["maximisation.means"].tolist() == MEANS.tolist()
    assert marks(listener) == (Mark(0, HAND, model=0), Mark(3, HAND, model=0))


def test_what_cannot_be_moved_is_told_in_one_sentence(listener: Listener) -> None:
    ready(listener)
    move(listener, {"means": MEANS * np.nan})
    refused = listener.wait_for(messages.AdjustRefused)
    assert (refused.run_id, refused.model) == (1, 0) and refused.reason.startswith("EM: expected numbers from")
    move(listener, model=1)
    assert "AE cannot" in listener.wait_for(messages.AdjustRefused, lambda event: event.model == 1).reason
    move(listener, model=5)
    assert "from 0 to 1" in listener.wait_for(messages.AdjustRefused, lambda event: event.model == 5).reason
    assert not listener.of(messages.Adjusted) and not listener.of(messages.Marked)
    assert not listener.of(messages.Failed)


def test_moving_while_training_and_after_the_end(listener: Listener) -> None:
    begin(listener, experiment(steps=100_000), play=True)
    listener.wait(lambda: len(listener.of(messages.Scalars)) > 1)
    move(listener)
    moved = listener.wait_for(messages.Adjusted)
    assert moved.step > 0 and marks(listener) == (Mark(moved.step, HAND, model=0),)
    assert listener.of(messages.PhaseChanged)[-1].phase is Phase.TRAINING
    begin(listener, experiment(steps=5), run_id=2, play=True)
    listener.wait_for(messages.PhaseChanged, lambda event: event.run_id == 2 and event.phase is Phase.FINISHED)
    listener.worker.send(messages.Adjust(2, 0, {"means": MEANS}))
    assert listener.wait_for(messages.Adjusted, lambda event: event.run_id == 2).step == 5
    listener.worker.send(messages.Adjust(1, 0, {"means": MEANS}))  # of the run before: nobody answers
    listener.worker.send(messages.Adjust(2, 0, {}))
    listener.wait_for(messages.AdjustRefused)
    assert len(listener.of(messages.Adjusted)) == 2


@pytest.mark.parametrize("family", ["small-mixture", "gaussian-mixture"])
def test_a_moved_run_is_saved_and_goes_on_bit_for_bit(tmp_path: Path, family: str) -> None:
    """Also one that was moved before its first step, which nobody asked to save."""
    given = experiment(steps=30, models=[{"family": family, "components": 3, "label": "EM"}])

    def losses(listener: Listener) -> list[float]:
        return listener.losses(0, "log_likelihood").tolist()

    def to_the_end(listener: Listener) -> None:
        listener.worker.send(messages.Play(1))
        listener.wait_for_phase(Phase.FINISHED)

    folder = tmp_path / "run"
    whole, first, second = Listener(), Listener(), Listener()
    try:
        ready(whole, given)
        move(whole)
        whole.wait_for(messages.Adjusted)
        to_the_end(whole)
        ready(first, given, run_folder=str(folder))
        move(first)
        assert first.wait_for(messages.Saved).step == 0, "a run that stands is saved after a while"
        assert read_run(folder).marks == (Mark(0, HAND, model=0),)
        kept = read_checkpoint(folder).tensors["models.0.nets.maximisation.means"]
        assert kept.tolist() == MEANS.tolist()
        assert first.worker.close()
        ready(second, given, run_folder=str(folder), resume_from=str(folder))
        assert marks(second) == (Mark(0, HAND, model=0),)
        to_the_end(second)
        assert losses(second) == losses(whole) and len(losses(whole)) == 30
    finally:
        assert all(listener.worker.close() for listener in (whole, first, second))


def test_a_loss_that_is_no_number_does_not_take_the_move_back(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainers.training.loop import Loop

    honest = Loop.step

    def poisoned(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        values = honest(self, *players)
        if self.step_count > 2:
            values[1] = {name: value * float("nan") for name, value in values[1].items()}
        return values

    seen = published(monkeypatch)
    ready(listener)
    listener.worker.send(messages.Advance(1, 2))
    listener.wait_for(messages.PhaseChanged, lambda event: "step 2." in event.message)
    move(listener)
    listener.wait_for(messages.Adjusted)
    monkeypatch.setattr(Loop, "step", poisoned)
    listener.worker.send(messages.Advance(1, 1))
    assert "went back to step 2" in listener.wait_for_phase(Phase.DIVERGED).message
    assert seen[-1].step == 2 and seen[-1].weights[0]["maximisation.means"].tolist() == MEANS.tolist()


# --------------------------------------------------------------------------- the pace


def test_a_slow_run_shows_every_step_and_hears_commands_meanwhile(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = published(monkeypatch)
    ready(listener, experiment(pace=20))
    begun = time.monotonic()
    listener.worker.send(messages.Play(1))
    listener.wait_for(messages.Ticked, lambda tick: tick.step >= 12)
    took = time.monotonic() - begun
    assert took > 0.5, "twelve steps at twenty a second take eleven beats"
    steps = [snapshot.step for snapshot in seen if snapshot.step]
    assert steps[:12] == list(range(1, 13)) and all(
        each.followed and not each.settled for each in seen if 0 < each.step < 12
    )
    listener.worker.send(messages.SetPace(1, 0.01))  # the next step is a hundred seconds away
    listener.worker.send(messages.Adjust(1, 0, {"means": MEANS}))
    listener.wait_for(messages.Adjusted)
    assert seen[-1].weights[0]["maximisation.means"].tolist() == MEANS.tolist(), "shown though no step is made"
    listener.worker.send(messages.Pause(1))
    paused = listener.wait_for_phase(Phase.PAUSED)
    step = paused.values["step"]
    listener.worker.send(messages.Advance(1, 1, ("expectation",)))  # which waits for no beat
    listener.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == int(step) + 1)


def test_the_speed_that_is_told_is_that_of_the_pace(listener: Listener) -> None:
    ready(listener, experiment(pace=10, steps=45))
    listener.worker.send(messages.Play(1))
    tick = listener.wait_for(messages.Ticked, lambda tick: tick.step >= 30)
    assert 2 < tick.steps_per_second < 12, "ten, or fewer on a machine that is busy"
    listener.worker.send(messages.SetPace(1, None))
    listener.wait_for_phase(Phase.FINISHED)
    assert listener.of(messages.Ticked)[-1].step == 45


def test_a_run_that_keeps_its_pace_does_not_blame_the_machine(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for its beat most of the time, so what it uses of the machine says nothing of other programs."""
    monkeypatch.setattr(Threads, "share", property(lambda _threads: 0.05, lambda _threads, _share: None), raising=False)
    ready(listener, experiment(pace=8, steps=400))
    listener.worker.send(messages.Play(1))
    listener.wait_for(messages.Ticked, lambda tick: 4 < tick.step < 10 and tick.share is None)
    listener.worker.send(messages.SetPace(1, None))
    listener.wait_for(messages.Ticked, lambda tick: tick.step > 30 and tick.share == 0.05)


def test_how_a_run_is_played_changes_no_step(listener: Listener) -> None:
    found = []
    for run_id, pace in ((1, 0.0), (2, 1000.0), (3, 28.0)):
        begin(listener, experiment(steps=25, pace=5), run_id=run_id, pace=pace)
        listener.wait_for(messages.PhaseChanged, lambda e, run_id=run_id: (e.run_id, e.phase) == (run_id, Phase.READY))
        listener.worker.send(messages.Play(run_id))
        listener.wait_for(
            messages.PhaseChanged, lambda e, run_id=run_id: (e.run_id, e.phase) == (run_id, Phase.FINISHED)
        )
        own = [scalars.values for scalars in listener.of(messages.Scalars) if scalars.run_id == run_id]
        found.append([np.concatenate([values[i][name] for values in own]).tolist() for i, name in
                      enumerate(("log_likelihood", "mse"))])  # fmt: skip
    assert found[0] == found[1] == found[2] and len(found[0][0]) == 25


def test_a_run_that_waits_for_its_beat_ends_and_is_left_at_once(listener: Listener, tmp_path: Path) -> None:
    begin(listener, experiment(pace=0.01), play=True, run_folder=str(tmp_path / "run"))
    listener.wait_for(messages.Ticked, lambda tick: tick.step == 1)
    begin(listener, experiment(pace=0.01), run_id=2, play=True)
    listener.wait_for(messages.Ticked, lambda tick: (tick.run_id, tick.step) == (2, 1))
    assert read_run(tmp_path / "run").checkpoint_step == 1
    begun = time.monotonic()
    assert listener.worker.close() and time.monotonic() - begun < 5
