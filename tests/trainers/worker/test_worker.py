"""The worker's protocol: phases, stale replies, latest wins, failures, shut-down."""

from __future__ import annotations

import pickle
import threading
import time
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.trainers.worker.listener import Listener
from trainers import messages
from trainers.experiment import Experiment
from trainers.looking.pictures import PictureMaker
from trainers.messages import Phase
from trainers.runs.folder import read_run
from trainers.training.loop import Loop
from trainers.worker.mailbox import Outbox

PATIENCE = 30.0


def experiment(**changes: Any) -> Experiment:
    table: dict[str, Any] = {
        "title": "test",
        "seed": 3,
        "steps": 60,
        "batch_size": 32,
        "dataset": {"name": "digits"},
        "models": [{"family": "ae", "layers": [24]}, {"family": "vae", "layers": [24]}],
    }
    return Experiment.parse({**table, **changes})


def test_a_run_from_beginning_to_end(listener: Listener) -> None:
    listener.begin(experiment())
    listener.wait_for_phase(Phase.READY)
    data = listener.wait_for(messages.DataReady)
    assert data.image_shape == (1, 8, 8) and data.latent_dims == (2, 2) and len(data.probe) == 10
    listener.worker.send(messages.Play(1))
    listener.wait_for_phase(Phase.FINISHED)
    listener.wait_for(messages.PicturesDrawn, lambda p: p.step == 60)
    steps = [s.first_step + i for s in listener.of(messages.Scalars) for i in range(s.count)]
    assert steps == list(range(1, 61))  # lossless, in order
    assert listener.losses(1, "kl").dtype == np.float32
    pictures = listener.of(messages.PicturesDrawn)[-1].models[1]
    assert pictures.codes is not None and pictures.spread is not None and pictures.samples is not None
    assert pictures.codes.shape == pictures.spread.shape and pictures.samples.shape == (64, 1, 8, 8)
    assert set(pictures.test) >= {"test_neg_elbo", "test_kl"}


def test_the_window_changes_nothing(listener: Listener) -> None:
    """Losses are bit-equal headless, with the worker, and while somebody looks as often as can be."""
    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext

    given = experiment()
    images = find_dataset("digits").load(given.dataset_config, LoadContext(Path()))
    loop = Loop(given, images, torch.device("cpu"))
    headless = np.array(
        [[float(v["neg_elbo"] if i else v["mse"]) for i, v in enumerate(loop.step())] for _ in range(60)]
    )
    listener.begin(given, play=True)
    listener.wait_for(messages.DataReady)
    for request in range(200):
        listener.worker.look(messages.Decode(1, request, f"c{request % 3}", 1, np.zeros((1, 2), np.float32)))
    listener.wait_for_phase(Phase.FINISHED)
    assert listener.losses(0, "mse").tolist() == headless[:, 0].astype(np.float32).tolist()
    assert listener.losses(1, "neg_elbo").tolist() == headless[:, 1].astype(np.float32).tolist()


def test_pause_keeps_and_play_goes_on(listener: Listener) -> None:
    listener.begin(experiment(steps=100_000), play=True)
    listener.wait(lambda: len(listener.of(messages.Scalars)) > 1)
    start = time.monotonic()
    listener.worker.send(messages.Pause(1))
    paused = listener.wait_for_phase(Phase.PAUSED)
    assert time.monotonic() - start < 5.0  # the bound of 300 ms is the benchmark's
    step = listener.of(messages.Ticked)[-1].step
    assert f"step {step}" in paused.message
    listener.worker.send(messages.Advance(1, 3))
    listener.wait_for(messages.Ticked, lambda tick: tick.step == step + 3)


def test_live_knobs(listener: Listener) -> None:
    listener.begin(experiment())
    listener.wait_for_phase(Phase.READY)
    listener.worker.send(messages.SetKnob(1, 1, "beta", 4.0))
    assert listener.wait_for(messages.KnobSet).value == 4.0
    listener.worker.send(messages.SetKnob(1, 1, "beta", -1.0))
    assert "beta" in listener.wait_for(messages.KnobRefused).reason
    listener.worker.send(messages.SetKnob(1, 0, "latent_dim", 3))
    assert "latent_dim" in listener.wait_for(messages.KnobRefused, lambda e: e.knob == "latent_dim").reason


def test_looks_are_answered_and_bad_ones_explained(listener: Listener) -> None:
    listener.begin(experiment())
    listener.wait_for_phase(Phase.READY)
    look = listener.worker.look
    look(messages.Decode(1, 1, "good", 0, np.zeros((5, 2), np.float32)))
    decoded = listener.wait_for(messages.Decoded)
    assert decoded.images.shape == (5, 1, 8, 8) and decoded.images.dtype == np.uint8
    look(messages.Decode(1, 2, "bad", 0, np.zeros((1, 3), np.float32)))
    assert "(N, 2)" in listener.wait_for(messages.LookFailed).reason
    look(messages.Encode(1, 3, "drawn", decoded.images))
    encoded = listener.wait_for(messages.Encoded)
    assert [None if c is None else c.shape for c in encoded.codes] == [(5, 2), (5, 2)]
    look(messages.EncodeData(1, 4, "data", 100_000))
    codes = listener.wait_for(messages.Codes)
    assert codes.codes[0] is not None and len(codes.codes[0]) == listener.of(messages.DataReady)[0].n_train
    x, y = np.array([1, 0], np.float32), np.array([0, 1], np.float32)
    look(messages.DecodeGrid(1, 5, "grid", 1, np.zeros(2, np.float32), x, y, (-1, -1, 1, 1), 4, 3))
    assert listener.wait_for(messages.DecodedGrid).images.shape == (12, 1, 8, 8)
    look(messages.Nearest(1, 6, "near", 1, np.zeros((1, 2), np.float32), 3))
    near = listener.wait_for(messages.NearestFound)
    assert near.images.shape == (3, 1, 8, 8) and np.all(np.diff(near.distance) >= 0)


def test_of_one_channel_only_the_newest_look_is_answered(listener: Listener) -> None:
    listener.begin(experiment())
    listener.wait_for_phase(Phase.READY)
    look = messages.Decode(1, 0, "drag", 0, np.zeros((1, 2), np.float32))
    for request in range(500):
        listener.worker.look(replace(look, request_id=request))
    listener.wait_for(messages.Decoded, lambda answer: answer.request_id == 499)
    answered = [answer.request_id for answer in listener.of(messages.Decoded)]
    assert answered == sorted(answered) and len(answered) < 500


def test_looking_back_sees_the_old_weights_though_pictures_are_being_drawn(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, go_on = PictureMaker.make, threading.Event()
    go_on.set()

    def held_up(self: PictureMaker, *wanted: Any) -> Iterator[Any]:
        while not go_on.is_set():
            yield None
        yield from honest(self, *wanted)

    def decode(request: int) -> messages.Decoded:
        listener.worker.look(messages.Decode(1, request, f"c{request}", 0, np.ones((1, 2), np.float32)))
        return listener.wait_for(messages.Decoded, lambda answer: answer.request_id == request)

    monkeypatch.setattr(PictureMaker, "make", held_up)
    listener.begin(experiment())
    listener.wait_for(messages.PicturesDrawn, lambda p: p.step == 0)
    first = decode(1)
    go_on.clear()
    listener.worker.send(messages.Advance(1, 20))
    listener.wait_for_phase(Phase.PAUSED)
    listener.worker.look_back(messages.LookBack(1, 0))
    past = decode(2)
    assert past.step == 0 and np.array_equal(past.images, first.images)
    listener.worker.look_back(messages.LookBack(1, None))
    assert decode(3).step > 0
    go_on.set()
    pictures = listener.wait_for(messages.PicturesDrawn, lambda p: p.step == 20)
    listener.worker.look_back(messages.LookBack(1, 0))
    listener.worker.look(messages.Encode(1, 4, "probe", listener.of(messages.DataReady)[0].probe))
    encoded = listener.wait_for(messages.Encoded)
    assert encoded.step == 0
    assert not np.array_equal(encoded.reconstructions[0], pictures.models[0].reconstructions)


def test_a_new_run_makes_the_old_ones_replies_stale(listener: Listener) -> None:
    listener.begin(experiment(steps=100_000), play=True)
    listener.wait_for_phase(Phase.TRAINING)
    listener.begin(experiment(seed=4), run_id=2)
    listener.wait_for(messages.PhaseChanged, lambda e: e.run_id == 2 and e.phase is Phase.READY)
    del listener.events[:]
    listener.worker.look(messages.Decode(1, 1, "old", 0, np.zeros((1, 2), np.float32)))
    listener.worker.send(messages.Play(1))
    listener.worker.look(messages.Decode(2, 2, "new", 0, np.zeros((1, 2), np.float32)))
    listener.wait_for(messages.Decoded, lambda answer: answer.run_id == 2)
    assert all(getattr(event, "run_id", 2) == 2 for event in listener.events)


def test_a_loss_that_is_not_a_number_goes_back_to_the_last_good_state(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Loop.step

    def poisoned(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        values = honest(self, *players)
        if self.step_count == 31:
            values[1] = {name: value * float("nan") for name, value in values[1].items()}
        return values

    monkeypatch.setattr(Loop, "step", poisoned)
    listener.begin(experiment(), play=True)
    diverged = listener.wait_for_phase(Phase.DIVERGED)
    assert "VAE" in diverged.message and "step 31" in diverged.message and "went back" in diverged.message
    assert np.isfinite(listener.losses(1, "neg_elbo")).all()
    monkeypatch.setattr(Loop, "step", honest)
    listener.worker.send(messages.Play(1))
    listener.wait_for_phase(Phase.FINISHED)


def test_an_exception_in_a_step_is_an_event(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    honest = Loop.step

    def broken(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        if self.step_count == 7:
            raise RuntimeError("seven is unlucky")
        return honest(self, *players)

    monkeypatch.setattr(Loop, "step", broken)
    listener.begin(experiment(), play=True)
    assert "seven is unlucky" in listener.wait_for_phase(Phase.FAILED).message
    failed = listener.wait_for(messages.Failed)
    assert "Traceback" in failed.traceback and "digits" in failed.experiment_toml
    monkeypatch.setattr(Loop, "step", honest)
    listener.worker.send(messages.Play(1))
    listener.wait_for_phase(Phase.FINISHED)


@pytest.mark.parametrize("kind", ["cuda", "cpu"])
def test_out_of_memory_halves_the_batch_once(listener: Listener, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    honest = Loop.step

    def hungry(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        if self.step_count >= 5 and self.batch_size > limit:
            if kind == "cpu":
                torch.empty(2**50, dtype=torch.uint8)  # a petabyte: refused in this system's own words
            raise torch.OutOfMemoryError("CUDA out of memory. Tried to allocate 1 GiB")
        return honest(self, *players)

    limit = 16
    monkeypatch.setattr(Loop, "step", hungry)
    listener.begin(experiment(), play=True)
    listener.wait_for_phase(Phase.FINISHED)
    said = [event.message for event in listener.of(messages.PhaseChanged)]
    assert any("a batch is now 16" in message for message in said)
    limit = 4
    listener.begin(experiment(), run_id=2, play=True)
    assert "smaller batch" in listener.wait_for_phase(Phase.OUT_OF_MEMORY).message


def test_one_player_at_a_time(listener: Listener) -> None:
    """Steps of D, of G and of both are steps like any other, in the order of the commands."""
    given = experiment(models=[{"family": "gan", "g_layers": [16], "d_layers": [16]}, {"family": "vae", "layers": [8]}])
    listener.begin(given)
    listener.wait_for_phase(Phase.READY)
    for step, players in ((3, ("discriminator",)), (6, ("generator",)), (9, ())):
        listener.worker.send(messages.Advance(1, 3, players))
        listener.wait_for(messages.PhaseChanged, lambda event, step=step: f"step {step}." in event.message)
    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext

    images = find_dataset("digits").load(given.dataset_config, LoadContext(Path()))
    loop = Loop(given, images, torch.device("cpu"))
    turns = 3 * [("discriminator",)] + 3 * [("generator",)] + 3 * [()]
    expected = [float(loop.step(players)[0]["d_loss"]) for players in turns]
    assert listener.losses(0, "d_loss").tolist() == np.array(expected, np.float32).tolist()
    listener.worker.send(messages.Advance(1, 1, ("jester",)))
    assert "found ['jester']" in listener.wait_for_phase(Phase.FAILED).message


def test_quick_single_steps_all_count_and_keep_their_order(listener: Listener) -> None:
    """Someone clicks "D step", "G step" and "Step" faster than the model moves."""
    given = experiment(models=[{"family": "gan", "g_layers": [16], "d_layers": [16]}])
    listener.begin(given)
    listener.wait_for_phase(Phase.READY)
    turns: list[tuple[str, ...]] = [("discriminator",), ("discriminator",), ("generator",), ("discriminator",), (), ()]
    for players in turns:
        listener.worker.send(messages.Advance(1, 1, players))
    listener.wait_for(messages.PhaseChanged, lambda event: "step 6." in event.message)
    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext

    images = find_dataset("digits").load(given.dataset_config, LoadContext(Path()))
    loop = Loop(given, images, torch.device("cpu"))
    expected = [float(loop.step(players)[0]["d_loss"]) for players in turns]
    assert listener.losses(0, "d_loss").tolist() == np.array(expected, np.float32).tolist()
    assert Phase.TRAINING not in [event.phase for event in listener.of(messages.PhaseChanged)]  # nothing flickers


def test_pause_forgets_the_steps_that_wait(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, go_on = threading.Event(), threading.Event()
    step = Loop.step

    def slow(self: Loop, *players: Any) -> Any:
        begun.set()
        assert go_on.wait(PATIENCE)
        return step(self, *players)

    monkeypatch.setattr(Loop, "step", slow)
    listener.begin(experiment(models=[{"family": "gan", "g_layers": [16], "d_layers": [16]}]))
    listener.wait_for_phase(Phase.READY)
    listener.worker.send(messages.Advance(1, 1, ("discriminator",)))
    assert begun.wait(PATIENCE)
    for players in (("generator",), ("discriminator",), ()):
        listener.worker.send(messages.Advance(1, 1, players))
    listener.worker.send(messages.Pause(1))
    listener.worker.send(messages.SetKnob(1, 0, "d_steps", 2))  # obeyed after them
    go_on.set()
    listener.wait_for(messages.KnobSet)
    assert listener.of(messages.Ticked)[-1].step == 1


def test_missing_data_are_named(listener: Listener, tmp_path: Path) -> None:
    missing = experiment(dataset={"name": "image-folder", "folder": str(tmp_path / "nowhere")})
    listener.begin(missing)
    assert "nowhere" in listener.wait_for_phase(Phase.NO_DATA).message
    listener.begin(experiment(), run_id=2)  # and the worker lives on
    listener.wait_for_phase(Phase.READY)


def test_a_full_disk_stops_saving_but_not_training(listener: Listener, tmp_path: Path, monkeypatch: Any) -> None:
    from trainers.runs.folder import RunFolder

    def full(*arguments: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(RunFolder, "write_checkpoint", full)
        listener.begin(experiment(), play=True, run_folder=str(tmp_path / "run"))
        listener.wait_for_phase(Phase.FINISHED)
        assert "No space left" in listener.wait_for(messages.Saved).problem
    listener.worker.send(messages.Save(1, str(tmp_path / "elsewhere")))
    saved = listener.wait_for(messages.Saved, lambda event: not event.problem)
    assert saved.folder.endswith("elsewhere") and saved.step == 60


def test_a_run_that_stands_is_saved_though_nobody_asks(listener: Listener, tmp_path: Path) -> None:
    listener.begin(experiment(), run_folder=str(tmp_path / "run"))
    listener.wait_for_phase(Phase.READY)
    listener.worker.send(messages.Advance(1, 25))
    assert listener.wait_for(messages.Saved).step == 25
    assert read_run(tmp_path / "run").checkpoint_step == 25
    for step in (26, 27):  # the next comes before the one before has stood for long enough
        listener.worker.send(messages.Advance(1, 1))
        listener.wait_for(messages.PhaseChanged, lambda event, step=step: f"step {step}." in event.message)
    listener.wait_for(messages.Saved, lambda event: event.step == 27)
    assert [event.step for event in listener.of(messages.Saved)] == [25, 27]


def test_a_run_is_resumed_bit_for_bit(tmp_path: Path) -> None:
    def train(listener: Listener, **more: Any) -> None:
        listener.begin(experiment(), **more)
        listener.wait(lambda: bool({e.phase for e in listener.of(messages.PhaseChanged)} & {Phase.READY, Phase.PAUSED}))

    whole, first, second = Listener(), Listener(), Listener()
    try:
        train(whole)
        whole.worker.send(messages.Play(1))
        whole.wait_for_phase(Phase.FINISHED)
        train(first, run_folder=str(tmp_path / "run"))
        first.worker.send(messages.Advance(1, 25))
        first.wait_for(messages.PhaseChanged, lambda e: "step 25" in e.message)
        first.worker.send(messages.Save(1))
        assert not first.wait_for(messages.Saved).problem
        assert first.worker.close()
        train(second, run_folder=str(tmp_path / "run"), resume_from=str(tmp_path / "run"))
        second.worker.send(messages.Play(1))
        second.wait_for_phase(Phase.FINISHED)
        rejoined = np.concatenate([first.losses(1, "neg_elbo"), second.losses(1, "neg_elbo")])
        assert rejoined.tolist() == whole.losses(1, "neg_elbo").tolist()
    finally:
        assert all(listener.worker.close() for listener in (whole, first, second))


def test_a_fork_takes_its_own_settings_where_the_weights_fit_them(listener: Listener, tmp_path: Path) -> None:
    listener.begin(experiment(steps=100), run_folder=str(tmp_path / "run"))
    listener.wait_for_phase(Phase.READY)
    listener.worker.send(messages.Advance(1, 10))
    listener.wait_for_phase(Phase.PAUSED)
    listener.worker.send(messages.Save(1))
    source = str(tmp_path / "run")
    misfit = experiment(models=[{"family": "ae", "layers": [25]}, {"family": "vae", "layers": [24]}])
    listener.begin(misfit, run_id=2, resume_from=source)
    refused = listener.wait_for(messages.Refused, lambda e: e.run_id == 2)
    assert "do not fit" in refused.template and (refused.kept, refused.for_data) == (1, False)
    listener.worker.send(messages.Advance(1, 1))
    listener.wait_for(messages.Ticked, lambda e: e.run_id == 1 and e.step == 11)
    forked = experiment(steps=30, batch_size=16)
    listener.begin(forked, run_id=3, resume_from=source, run_folder=str(tmp_path / "fork"), play=True)
    finished = listener.wait_for(messages.PhaseChanged, lambda e: e.run_id == 3 and e.phase is Phase.FINISHED)
    assert "step 30" in finished.message
    steps = [s.first_step + i for s in listener.of(messages.Scalars) if s.run_id == 3 for i in range(s.count)]
    assert steps == list(range(12, 31))
    n = listener.of(messages.DataReady)[-1].n_train
    tick = [tick for tick in listener.of(messages.Ticked) if tick.run_id == 3][-1]
    assert tick.epoch == pytest.approx((11 * 32 + 19 * 16) / n)


def test_cancelling_too_late_mutes_nothing(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """The button is there until the data are; what goes wrong afterwards is still said of this run."""
    listener.begin(experiment())
    listener.wait_for_phase(Phase.READY)
    listener.worker.send(messages.CancelLoading(1))

    def broken(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        raise RuntimeError("seven is unlucky")

    monkeypatch.setattr(Loop, "step", broken)
    listener.worker.send(messages.Play(1))
    assert listener.wait_for(messages.Failed).run_id == 1
    assert listener.wait_for_phase(Phase.FAILED).run_id == 1


def test_closing_while_training_saves(tmp_path: Path) -> None:
    listener = Listener()
    listener.begin(experiment(steps=100_000), play=True, run_folder=str(tmp_path / "run"))
    listener.wait(lambda: len(listener.of(messages.Scalars)) > 2)
    assert listener.worker.close()
    contents = read_run(tmp_path / "run")
    assert contents.problems == () and contents.checkpoint_step


def test_everything_that_crosses_is_plain_and_owns_its_memory(listener: Listener) -> None:
    listener.begin(experiment(), play=True)
    listener.wait_for_phase(Phase.FINISHED)
    listener.worker.look(messages.Encode(1, 3, "drawn", listener.of(messages.DataReady)[0].probe))
    listener.wait_for(messages.Encoded)
    for event in listener.events:
        assert pickle.loads(pickle.dumps(event)) is not None
        for array in arrays(event):
            assert not array.flags.writeable, type(event).__name__


def arrays(value: object) -> Iterator[np.ndarray]:
    if isinstance(value, np.ndarray):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):  # a kind of data is named by its class
        for field in fields(value):
            yield from arrays(getattr(value, field.name))
    elif isinstance(value, dict):
        for item in value.values():
            yield from arrays(item)
    elif isinstance(value, tuple | list):
        for item in value:
            yield from arrays(item)


def test_the_outbox_wakes_once_per_drain() -> None:
    wakes: list[None] = []
    box = Outbox(lambda: wakes.append(None))
    tick = messages.Ticked(1, 1, 10, 0.1, 0.1, 10.0)
    for _ in range(5):
        box.put(messages.KnobSet(1, 0, "beta", 1.0))
        box.put_latest("ticked", tick)
    assert len(wakes) == 1
    assert [type(event).__name__ for event in box.drain()] == ["KnobSet"] * 5 + ["Ticked"]
    assert box.drain() == []
    box.put(tick)
    assert len(wakes) == 2
