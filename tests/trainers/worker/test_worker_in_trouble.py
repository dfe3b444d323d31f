"""The worker when the user is quick and the disk is not: what is left keeps its work, what is asked for comes to be."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.trainers.worker.listener import Listener
from tests.trainers.worker.test_worker import experiment
from trainers import messages
from trainers.messages import Phase
from trainers.runs import run as run_module
from trainers.runs.folder import RunFolder, read_run
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot
from trainers.worker import render_thread
from trainers.worker.mailbox import Outbox
from trainers.worker.render_thread import MOST_WAITING, TEST_PAUSE, LongWork, RenderThread
from trainers.worker.worker import Worker

GAN = {"family": "gan", "g_layers": [16], "d_layers": [16]}
VAE = {"family": "vae", "layers": [8]}


def stand(listener: Listener, steps: int, run_id: int = 1, **more: Any) -> None:
    """A run that has trained so many steps and stands."""
    listener.begin(more.pop("given", None) or experiment(), run_id, **more)
    wait_for(listener, run_id, Phase.READY)
    if steps:
        listener.worker.send(messages.Advance(run_id, steps))
        wait_for(listener, run_id, Phase.PAUSED)


def wait_for(listener: Listener, run_id: int, phase: Phase) -> messages.PhaseChanged:
    return listener.wait_for(messages.PhaseChanged, lambda event: (event.run_id, event.phase) == (run_id, phase))


def full(*arguments: Any) -> None:
    raise OSError(28, "No space left on device")


def poison(monkeypatch: pytest.MonkeyPatch, step: int) -> threading.Event:
    """From *step* on losses are no numbers; the event is set when that has happened."""
    honest, happened = Loop.step, threading.Event()

    def poisoned(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        values = honest(self, *players)
        if self.step_count < step:
            return values
        happened.set()
        return [{name: value * float("nan") for name, value in model.items()} for model in values]

    monkeypatch.setattr(Loop, "step", poisoned)
    return happened


# --------------------------------------------------------------------------- leaving a run


def test_a_paused_run_is_saved_when_the_program_is_closed(tmp_path: Path) -> None:
    listener = Listener()
    stand(listener, 7, run_folder=str(tmp_path / "run"))
    assert not (tmp_path / "run" / "resume.json").exists()
    assert listener.worker.close()
    contents = read_run(tmp_path / "run")
    assert contents.checkpoint_step == contents.newest_step == 7 and contents.problems == ()


def test_a_paused_run_is_saved_when_another_begins(listener: Listener, tmp_path: Path) -> None:
    stand(listener, 7, run_folder=str(tmp_path / "run"))
    stand(listener, 0, 2, run_folder=str(tmp_path / "never trained"))
    stand(listener, 0, 3)
    assert read_run(tmp_path / "run").checkpoint_step == 7
    assert not (tmp_path / "never trained").exists()


def test_a_run_that_diverges_as_another_begins_keeps_what_was_good(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The losses of the last moment have not been looked at yet."""
    monkeypatch.setattr(run_module, "FLUSH_SECONDS", 1000.0)
    monkeypatch.setattr(run_module, "is_keyframe", lambda step, total: False)
    stand(listener, 5, run_folder=str(tmp_path / "run"))
    listener.worker.send(messages.Save(1))
    with monkeypatch.context() as patch:
        happened = poison(patch, 20)
        listener.worker.send(messages.Play(1))
        assert happened.wait(30)
        listener.begin(experiment(seed=4), run_id=2)
        wait_for(listener, 2, Phase.READY)
    contents = read_run(tmp_path / "run")
    assert contents.checkpoint_step == contents.newest_step == 5
    listener.worker.send(messages.Advance(2, 3))
    wait_for(listener, 2, Phase.PAUSED)


def test_a_run_that_cannot_be_closed_does_not_stand_in_the_way(
    listener: Listener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*arguments: Any) -> None:
        raise RuntimeError("CUDA error: device-side assert triggered")

    stand(listener, 5, run_folder=str(tmp_path / "run"))
    with monkeypatch.context() as patch:
        patch.setattr(run_module.Run, "_checkpoint", broken)
        stand(listener, 0, 2)
    assert listener.wait_for(messages.Failed).where == "closing"


def test_loading_that_is_cancelled_before_its_turn_says_so(tmp_path: Path) -> None:
    listener = Listener.__new__(Listener)
    listener._news, listener.events = threading.Event(), []
    listener.worker = Worker(listener._news.set)
    listener.begin(experiment())
    listener.worker.send(messages.CancelLoading(1))
    listener.worker.start()  # which takes its time, for it imports torch
    try:
        assert wait_for(listener, 1, Phase.NO_DATA).message == "Loading was cancelled."
        stand(listener, 3, 2)
    finally:
        assert listener.worker.close()


def test_a_run_whose_successor_is_cancelled_before_its_turn_goes_on(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, go_on = Loop.step, threading.Event()

    def slow(self: Loop, *players: Any) -> list[dict[str, torch.Tensor]]:
        assert go_on.wait(30)
        return honest(self, *players)

    monkeypatch.setattr(Loop, "step", slow)
    listener.begin(experiment(steps=100_000), play=True, run_folder=str(tmp_path / "run"))
    wait_for(listener, 1, Phase.TRAINING)
    listener.begin(experiment(seed=4), run_id=2)
    listener.worker.send(messages.CancelLoading(2))
    go_on.set()
    refused = listener.wait_for(messages.Refused)
    assert (refused.run_id, refused.kept, refused.template) == (2, 1, "Loading was cancelled.")
    step = listener.of(messages.Ticked)[-1].step
    listener.wait_for(messages.Ticked, lambda event: event.step > step)
    listener.worker.send(messages.Pause(1, save=True))
    listener.wait_for(messages.Saved, lambda event: not event.problem)
    assert read_run(tmp_path / "run").checkpoint_step


def test_data_that_cannot_be_had_leave_the_run_in_training(listener: Listener, tmp_path: Path) -> None:
    """Not a step is lost, the clock leaves out the time that was spent on them, and it is the run that it would be."""
    listener.begin(experiment(steps=100_000), play=True)
    listener.wait_for(messages.Scalars, lambda event: event.first_step > 20)
    broken = tmp_path / "broken.npz"
    broken.write_bytes(b"PK\x03\x04 no archive")
    listener.begin(experiment(dataset={"name": "array-file", "file": str(broken)}), run_id=2)
    refused = listener.wait_for(messages.Refused)
    assert refused.kept == 1 and "broken.npz" in refused.template.format(**refused.values)
    step = listener.of(messages.Ticked)[-1].step
    listener.wait_for(messages.Ticked, lambda event: event.step > step and event.run_id == 1)
    listener.worker.send(messages.Pause(1))
    end = wait_for(listener, 1, Phase.PAUSED).values["step"]
    steps = [s.first_step + i for s in listener.of(messages.Scalars) for i in range(s.count)]
    assert steps == list(range(1, int(end) + 1))


def test_a_fork_goes_on_from_the_present_weights_though_the_disk_is_full(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(listener, 5, run_folder=str(tmp_path / "run"))
    listener.worker.send(messages.Save(1))
    listener.wait_for(messages.Saved)
    with monkeypatch.context() as patch:
        patch.setattr(RunFolder, "append_metrics", full)
        listener.worker.send(messages.Advance(1, 4))
        listener.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == 9)
        listener.worker.send(messages.Save(1))
        given = experiment(batch_size=16)
        listener.begin(given, 2, resume_from=str(tmp_path / "run"), run_folder=str(tmp_path / "fork"))
        assert wait_for(listener, 2, Phase.PAUSED).values == {"step": 9}
    assert read_run(tmp_path / "run").checkpoint_step == 5
    listener.worker.send(messages.Advance(2, 1))
    listener.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == 10)
    listener.worker.send(messages.Save(2))
    listener.wait_for(messages.Saved, lambda event: event.run_id == 2)
    contents = read_run(tmp_path / "fork")
    assert contents.checkpoint_step == 10 and contents.problems == ()
    assert len(contents.curves[0]["mse"]) == 10 and np.isfinite(contents.curves[0]["mse"]).all()


# --------------------------------------------------------------------------- other places


def test_a_place_that_cannot_be_leaves_the_run_where_it_was(listener: Listener, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.mkdir()
    (taken / "letter.txt").write_text("mine", encoding="utf-8")
    stand(listener, 5, run_folder=str(tmp_path / "run"))
    listener.worker.send(messages.Save(1))
    listener.worker.send(messages.Save(1, str(taken)))
    refused = listener.wait_for(messages.Saved, lambda event: bool(event.problem))
    assert refused.problem.startswith("taken could not be saved: ") and refused.folder == str(tmp_path / "run")
    listener.worker.send(messages.Advance(1, 3))
    listener.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == 8)
    listener.worker.send(messages.Save(1))
    listener.wait_for(messages.Saved, lambda event: event.step == 8 and not event.problem)
    contents = read_run(tmp_path / "run")
    assert contents.checkpoint_step == 8 and len(contents.curves[0]["mse"]) == 8
    assert [path.name for path in taken.iterdir()] == ["letter.txt"]


def test_a_place_that_fills_up_half_way_loses_no_metrics(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand(listener, 5, run_folder=str(tmp_path / "run"))
    with monkeypatch.context() as patch:
        patch.setattr(RunFolder, "write_checkpoint", full)
        listener.worker.send(messages.Save(1, str(tmp_path / "small")))
        assert "No space" in listener.wait_for(messages.Saved).problem
    listener.worker.send(messages.Save(1))
    listener.wait_for(messages.Saved, lambda event: not event.problem)
    contents = read_run(tmp_path / "run")
    assert contents.checkpoint_step == 5 and len(contents.curves[0]["mse"]) == 5


# --------------------------------------------------------------------------- going back


def test_going_back_keeps_knobs_that_depend_on_each_other(listener: Listener) -> None:
    """Labels cannot be smoothed under the hinge loss, which is also the earlier of the two knobs."""
    stand(listener, 0, given=experiment(models=[GAN]))
    listener.worker.send(messages.SetKnob(1, 0, "label_smoothing", 0.1))
    listener.worker.send(messages.Advance(1, 5))
    wait_for(listener, 1, Phase.PAUSED)
    listener.worker.send(messages.TakeBack(1, 0))
    for knob, value in (("label_smoothing", 0.0), ("loss", "hinge")):
        listener.worker.send(messages.SetKnob(1, 0, knob, value))
    listener.wait_for(messages.KnobSet, lambda event: event.value == "hinge")
    del listener.events[:]
    listener.worker.send(messages.TakeBack(1, None))
    listener.wait_for(messages.PhaseChanged)
    assert [event.phase for event in listener.of(messages.PhaseChanged)] == [Phase.PAUSED]
    listener.worker.send(messages.Advance(1, 1))
    listener.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == 6)


def test_the_clock_goes_back_with_the_run(listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    stand(listener, 8)
    listener.worker.send(messages.TakeBack(1, 5))
    listener.worker.send(messages.Advance(1, 6))
    listener.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == 14)
    del listener.events[:]
    listener.worker.send(messages.TakeBack(1, None))
    listener.wait_for(messages.Ticked)
    assert listener.of(messages.Ticked)[-1].step == 8


def test_a_run_that_went_back_is_no_longer_on_the_disk_than_in_memory(listener: Listener, tmp_path: Path) -> None:
    stand(listener, 8, run_folder=str(tmp_path / "run"))
    listener.worker.send(messages.TakeBack(1, 5))
    listener.worker.send(messages.Advance(1, 12))
    listener.wait_for(messages.PicturesDrawn, lambda pictures: pictures.keyframe and pictures.step == 20)
    listener.worker.send(messages.Save(1))
    listener.worker.send(messages.TakeBack(1, None))
    listener.worker.send(messages.Save(1))
    listener.wait_for(messages.Saved, lambda event: event.step == 8)
    contents = read_run(tmp_path / "run")
    assert contents.checkpoint_step == contents.newest_step == 8


def test_weights_that_are_not_kept_do_not_come_back(listener: Listener, tmp_path: Path) -> None:
    """A run that is opened again has the pictures of its keyframes, and of weights only the newest."""
    stand(listener, 7, run_folder=str(tmp_path / "run"))
    listener.worker.send(messages.Save(1))
    listener.begin(experiment(), 2, resume_from=str(tmp_path / "run"), run_folder=str(tmp_path / "run"))
    wait_for(listener, 2, Phase.PAUSED)
    listener.worker.send(messages.Advance(2, 4))
    listener.wait_for(messages.PhaseChanged, lambda event: event.values == {"step": 11})
    probe = np.ones((1, 2), np.float32)
    listener.worker.look(messages.Decode(2, 1, "now", 0, probe))
    now = listener.wait_for(messages.Decoded)
    listener.worker.send(messages.TakeBack(2, 5))  # the first keyframe since is that of step 10
    assert (
        "The weights of step 5 are not kept."
        in listener.wait_for(messages.PhaseChanged, lambda event: event.values == {"step": 5}).message
    )
    listener.worker.look_back(messages.LookBack(2, 5))
    listener.worker.look(messages.Decode(2, 2, "then", 0, probe))
    then = listener.wait_for(messages.Decoded, lambda answer: answer.request_id == 2)
    assert then.step == now.step == 11 and np.array_equal(then.images, now.images)


# --------------------------------------------------------------------------- the render thread


def test_keyframes_are_drawn_while_one_looks_back(listener: Listener) -> None:
    stand(listener, 0)
    listener.wait_for(messages.PicturesDrawn)
    listener.worker.look_back(messages.LookBack(1, 0))
    listener.worker.send(messages.Advance(1, 12))
    wait_for(listener, 1, Phase.PAUSED)
    listener.wait_for(messages.PicturesDrawn, lambda pictures: pictures.step == 10)
    assert [pictures.step for pictures in listener.of(messages.PicturesDrawn)] == [0, 1, 2, 5, 10]
    listener.worker.look_back(messages.LookBack(1, None))
    listener.wait_for(messages.PicturesDrawn, lambda pictures: pictures.step == 12)


class Silent:
    """Weights that are drawn by nobody; ``tested`` tells of which pictures test values were wanted."""

    def __init__(self) -> None:
        self.tested: list[bool] = []
        self.looker = self.pictures = self

    def load(self, snapshot: Snapshot) -> None:
        self.step = snapshot.step

    def make(self, run_id: int, keyframe: bool, tested: bool) -> Iterator[None]:
        self.tested.append(tested)
        return iter(())


def snapshot(step: int, run_id: int = 1, keyframe: bool = False) -> Snapshot:
    return Snapshot(run_id, step, (), (), keyframe)


def idle_thread(answers: Any) -> RenderThread:
    """One that is not running, so that what it would do next can be done by hand."""
    thread = RenderThread(Outbox(lambda: None), lambda pictures: None)
    thread.begin(1, answers)
    return thread


def test_the_past_of_a_run_shares_its_room_with_those_that_may_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that was rewound and one that was put aside keep theirs whole."""
    weights = {"layer": torch.zeros(25)}  # 100 bytes
    monkeypatch.setattr(render_thread, "PAST_BYTES", 1000)
    monkeypatch.setattr(render_thread, "LEAST_PAST", 300)
    thread = idle_thread(Silent())

    def train(run_id: int) -> int:
        for step in range(0, 200, 5):
            thread.offer(Snapshot(run_id, step, (weights,), (), keyframe=True))
        return thread._past.nbytes

    assert 500 < train(1) <= 1000
    first = thread._past
    thread.begin(2, Silent(), rewinds=True)
    assert thread._past.budget == max(1000 - first.nbytes, 300)
    assert train(2) + first.nbytes <= 1300
    aside = thread.put_aside()
    thread.begin(3, Silent())
    assert thread._past.budget == 300 and train(3) <= 300
    thread.take_up(aside)
    assert thread._past is aside.past and thread._former == (1, first)
    thread.begin(4, Silent(), back_to=1)
    assert thread._past is first
    thread.begin(5, Silent())
    assert thread._past.budget == 1000


def test_keyframes_that_come_too_fast_are_thinned() -> None:
    thread = idle_thread(Silent())
    for step in range(0, 10_000, 5):
        thread.offer(snapshot(step, keyframe=True))
    waiting = [each.step for each in thread._keyframes]
    assert len(waiting) <= MOST_WAITING and waiting == sorted(waiting)
    assert waiting[0] == 0 and waiting[-1] == 9995


def test_test_values_come_with_keyframes_and_where_training_rests_and_else_seldom(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looker = Silent()
    thread = idle_thread(looker)
    now = 100.0
    monkeypatch.setattr(render_thread.time, "monotonic", lambda: now)

    def draw(step: int, keyframe: bool = False, settled: bool = False) -> bool:
        drawn = Snapshot(1, step, (), (), keyframe, settled)
        thread._do(drawn, looker, 1, None, drawn)  # type: ignore[arg-type]
        return looker.tested[-1]

    assert draw(1)
    now += 0.5
    assert not draw(2) and draw(3, keyframe=True)
    now += TEST_PAUSE - 0.1
    assert not draw(4) and draw(5, settled=True)
    now += TEST_PAUSE
    assert draw(6) and not draw(7)


def test_a_past_behind_which_training_went_back_is_forgotten() -> None:
    thread = idle_thread(Silent())
    for step in (0, 10, 20):
        thread.offer(snapshot(step, keyframe=True))
    thread.offer(snapshot(15))
    assert [each.step for each in thread._keyframes] == [0, 10]
    kept = thread.keyframe(20)
    assert kept is not None and kept.step == 10


def test_work_that_is_begun_as_another_run_begins_is_dropped() -> None:
    after = Silent()

    class Slow(Silent):
        def load(self, snapshot: Snapshot) -> None:
            thread.begin(2, after)  # type: ignore[arg-type]

    before = Slow()
    thread = idle_thread(before)
    old = snapshot(10)
    thread.offer(old)
    thread._do(old, before, 1, None, old)  # type: ignore[arg-type]
    assert not thread._work
    thread.offer(snapshot(0, run_id=2))
    assert thread._next() is thread._snapshot


def test_what_was_told_of_newer_weights_is_not_told_of_older_ones_again() -> None:
    """Beside keyframes that wait to be drawn, whose weights would do for a look that was not answered yet."""

    class Told(Silent):
        def make(self, run_id: int, keyframe: bool, tested: bool) -> Iterator[None]:
            return iter([None, None])

        def answer(self, look: messages.Look) -> Iterator[Any]:
            steps.append(self.step)
            yield messages.LookFailed(look.run_id, look.request_id, look.channel, self.step, "")

    answers: Any = Told()
    thread, steps = idle_thread(answers), list[int]()
    look = messages.Decode(1, 1, "pointer", 0, np.zeros((1, 2), np.float32))
    old, new, newest = snapshot(10, keyframe=True), snapshot(40), snapshot(50)
    thread._do(look, answers, 1, None, new)
    thread._do(old, answers, 1, None, newest)  # a keyframe is being drawn: its weights are loaded
    thread._do(look, answers, 1, None, newest)
    assert steps == [40, 50]
    other = messages.Decode(1, 1, "other", 0, np.zeros((1, 2), np.float32))
    thread._do(snapshot(45, keyframe=True), answers, 1, None, newest)
    thread._do(other, answers, 1, None, newest)  # nothing was told there: what is loaded will do
    thread._do(look, answers, 1, snapshot(10), newest)  # somebody looks back
    thread._do(look, answers, 1, None, newest)
    assert steps[2:] == [45, 10, 50]
    thread.offer(newest)
    thread.offer(snapshot(20))  # training goes on from an older step
    thread._do(look, answers, 1, None, snapshot(20))
    assert steps[5:] == [20]


def test_a_decode_beside_long_work_is_of_the_newest_weights_once_training_stands(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainers.looking.answers import Answers

    honest, go_on = Answers.answer, threading.Event()

    def held_up(self: Answers, look: messages.Look) -> Iterator[Any]:
        while look.long and not go_on.is_set():
            yield None
        yield from honest(self, look)

    monkeypatch.setattr(Answers, "answer", held_up)
    stand(listener, 5)
    listener.worker.look(messages.EncodeData(1, 1, "data", 100))
    listener.worker.send(messages.Advance(1, 5))
    listener.wait_for(messages.PhaseChanged, lambda event: event.values.get("step") == 10)
    for request in range(2, 30):  # between any two pieces of the long work
        listener.worker.look(messages.Decode(1, request, "cursor", 0, np.ones((1, 2), np.float32)))
        answer = listener.wait_for(messages.Decoded, lambda event, request=request: event.request_id == request)
        assert answer.step == 10
    go_on.set()


@pytest.mark.parametrize(
    "ask",
    [
        lambda run_id: messages.MeasureCodes(run_id, 1, "holes", 0, np.zeros((1, 2), np.float32)),
        lambda run_id: messages.Nearest(run_id, 1, "near", 0, np.zeros((1, 2), np.float32)),
        lambda run_id: messages.MeasureSamples(run_id, 1, "game", 0, count=20),
    ],
)
def test_a_run_that_is_left_frees_its_memory(listener: Listener, ask: Callable[[int], messages.Look]) -> None:
    """Without a collection of cycles: the window keeps what is there when a run is built out of them for good."""
    gc.collect()
    gc.disable()
    try:
        stand(listener, 3, given=experiment(models=[VAE]))
        listener.worker.look(ask(1))
        listener.wait_for(messages.Answer)
        answers = listener.worker._render._answers
        run = listener.worker._trainer._run
        assert answers is not None and run is not None
        looker = answers.looker
        left = [weakref.ref(answers), weakref.ref(looker), weakref.ref(run.loop), weakref.ref(looker.models[0].nets)]
        del answers, looker, run
        stand(listener, 0, 2, given=experiment(models=[VAE]))
        listener.wait_for(messages.PicturesDrawn, lambda pictures: pictures.run_id == 2)
        assert [each() is None for each in left] == [True] * 4
    finally:
        gc.enable()


# --------------------------------------------------------------------------- data


def test_files_that_have_changed_are_read_again(listener: Listener, tmp_path: Path) -> None:
    def begin(run_id: int, count: int) -> int:
        """How many images there are, after *count* have been written."""
        if count:
            np.save(tmp_path / "images.npy", np.arange(count * 64, dtype=np.uint8).reshape(count, 8, 8))
        given = experiment(dataset={"name": "array-file", "file": str(tmp_path / "images.npy")}, models=[VAE])
        listener.begin(given, run_id)
        wait_for(listener, run_id, Phase.READY)
        data = listener.wait_for(messages.DataReady, lambda event: event.run_id == run_id)
        return data.n_train + data.n_test

    assert begin(1, 40) == 40
    loaded = listener.worker._trainer._data.loaded
    assert begin(2, 0) == 40 and listener.worker._trainer._data.loaded is loaded
    assert begin(3, 60) == 60


def test_a_fork_has_the_live_knobs_that_it_was_given(listener: Listener, tmp_path: Path) -> None:
    """They may have been turned while there was no run that could take them."""
    stand(listener, 5, run_folder=str(tmp_path / "run"))
    listener.worker.send(messages.Save(1))
    given = experiment().with_setting("models.1.beta", 7.0)
    listener.begin(given, 2, resume_from=str(tmp_path / "run"))
    wait_for(listener, 2, Phase.PAUSED)
    run = listener.worker._trainer._run
    assert run is not None and run.loop.experiment == given and run.loop.step_count == 5


def test_what_nobody_waits_for_is_neither_begun_nor_gone_on_with() -> None:
    thread = idle_thread(Silent())
    old = snapshot(10)
    thread.offer(old)
    begun = LongWork(iter((None,)), old, "drawn 0")
    thread._work.append(begun)
    thread.ask(messages.Draw(1, 1, "drawn 1", 0, 4))
    thread.ask(messages.Draw(1, 2, "drawn 2", 0, 4))
    thread.forget("drawn 1")
    thread.forget("drawn 0")
    thread.forget("drawn 3")  # nobody asked anything there
    assert not thread._work
    found = thread._next()
    assert isinstance(found, messages.Draw) and found.channel == "drawn 2"
    thread._end(begun)  # the piece that was being worked on has come to its end


def test_a_look_that_is_forgotten_while_its_work_is_prepared_is_not_begun() -> None:
    thread = idle_thread(Silent())
    old = snapshot(10)
    thread.offer(old)
    answers = thread._answers
    assert answers is not None
    for channel, forgotten in (("drawn 1", "drawn 1"), ("drawn 2", "drawn 1")):
        thread.ask(messages.Draw(1, 1, channel, 0, 4))
        look = thread._next()
        assert isinstance(look, messages.Draw)
        thread.forget(forgotten)
        thread._take_up(LongWork(iter((None,)), old, channel), answers, look)
    assert [work.channel for work in thread._work] == ["drawn 2"]
