"""Real maps beside a real run: they come, rest, are left in every phase, and change nothing."""

from __future__ import annotations

import pickle
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.trainers.worker.listener import Listener
from tests.trainers.worker.test_worker import arrays, experiment
from trainers import messages
from trainers.messages import Phase
from trainers.training.loop import Loop
from trainers.worker.map_thread import MapThread

LONG = {"turns": 5000}  # of t-SNE: nobody waits for the end


def begin(listener: Listener, run: int = 1, **more: Any) -> None:
    listener.begin(experiment(steps=100_000, **more), run)
    listener.wait_for(messages.PhaseChanged, lambda event: (event.run_id, event.phase) == (run, Phase.READY))


def draw(listener: Listener, request: int, channel: str = "a map", run: int = 1, **more: Any) -> None:
    given = {"method": "tsne", "settings": LONG, "count": 300, **more}
    listener.worker.look(messages.MakeMap(run, request, channel, **given))


def wait_for_map(listener: Listener, request: int, after: float = 0.0, stage: str = "") -> messages.MapMade:
    return listener.wait_for(
        messages.MapMade, lambda made: made.request_id == request and made.done > after and stage in made.stage
    )


def is_quiet(listener: Listener, seconds: float = 0.5) -> bool:
    """Whether no map is told, once what is on its way has come."""
    time.sleep(0.3)
    listener.events += listener.worker.drain()
    before = len(listener.of(messages.MapMade))
    time.sleep(seconds)
    listener.events += listener.worker.drain()
    return len(listener.of(messages.MapMade)) == before


def test_a_map_comes_to_its_end_beside_looks_at_models(listener: Listener) -> None:
    begin(listener)
    draw(listener, 1, settings={"turns": 100})
    first = wait_for_map(listener, 1)
    listener.worker.look(messages.Decode(1, 2, "cursor 0", 0, np.zeros((1, 2), np.float32)))
    listener.wait_for(messages.Decoded)
    listener.worker.look(messages.ShowExamples(1, 3, "pointed at", (0, 5)))
    assert listener.wait_for(messages.ExamplesShown).images.shape == (2, 1, 8, 8)
    last = listener.wait_for(messages.MapMade, lambda made: not made.goes_on)
    assert first.places.shape == last.places.shape == (300, 2) and last.trustworthiness > 0.9
    assert not np.array_equal(first.places, last.places)
    listener.worker.look(messages.JudgeMap(1, 4, "judged", last.places))
    assert listener.wait_for(messages.MapJudged).trustworthiness == last.trustworthiness
    listener.worker.look(messages.FindClusters(1, 5, "clusters", "k-means", count=300))
    assert listener.wait_for(messages.ClustersFound).clusters.shape == (300,)
    apart = (messages.MapMade, messages.MapJudged, messages.ClustersFound, messages.ExamplesShown)
    for event in (each for each in listener.events if isinstance(each, apart)):
        assert pickle.loads(pickle.dumps(event)) is not None
        assert not any(array.flags.writeable for array in arrays(event)), type(event).__name__


@pytest.mark.parametrize("stage", ["", "Gathering", "Spreading"])
def test_a_map_is_left_in_every_phase(listener: Listener, stage: str) -> None:
    begin(listener)
    draw(listener, 1, count=120)
    wait_for_map(listener, 1, stage=stage)
    listener.worker.forget("a map")
    assert is_quiet(listener)
    draw(listener, 2, method="pca", settings={})
    listener.wait_for(messages.MapMade, lambda made: made.request_id == 2 and not made.goes_on)


def test_a_map_that_is_held_rests_and_goes_on_where_it_was(listener: Listener) -> None:
    begin(listener)
    draw(listener, 1)
    wait_for_map(listener, 1, stage="Gathering")
    listener.worker.hold("a map", True)
    assert is_quiet(listener)
    before = listener.of(messages.MapMade)[-1]
    assert before.goes_on
    listener.worker.hold("a map", False)
    after = wait_for_map(listener, 1, before.done)
    assert after.seconds - before.seconds < 0.7  # it rested for longer, and that is no time of its own
    done = [made.done for made in listener.of(messages.MapMade)]
    assert done == sorted(done)  # nothing was begun anew


def test_the_same_map_comes_of_it_with_and_without_a_rest(listener: Listener) -> None:
    begin(listener)
    short = {"settings": {"turns": 60}, "count": 200}
    draw(listener, 1, "plain", **short)
    draw(listener, 2, "held", **short)
    for _ in range(5):
        listener.worker.hold("held", True)
        time.sleep(0.02)
        listener.worker.hold("held", False)
        time.sleep(0.02)
    listener.wait(lambda: sum(not made.goes_on for made in listener.of(messages.MapMade)) == 2)
    plain, held = [made for made in listener.of(messages.MapMade) if not made.goes_on]
    assert plain.channel != held.channel and np.array_equal(plain.places, held.places)


def test_a_rewind_leaves_the_map_and_other_data_do_not(listener: Listener) -> None:
    begin(listener)
    draw(listener, 1)
    before = wait_for_map(listener, 1, stage="Gathering")
    begin(listener, 2)
    after = listener.wait_for(messages.MapMade, lambda made: made.run_id == 2)
    assert after.request_id == 1 and after.done >= before.done
    runs = [ready.loaded for ready in listener.of(messages.DataReady)]
    assert runs == [1, 1]
    begin(listener, 3, dataset={"name": "moons", "count": 100})
    assert is_quiet(listener) and not any(made.run_id == 3 for made in listener.of(messages.MapMade))
    assert listener.of(messages.DataReady)[-1].loaded == 2
    draw(listener, 2, run=3, method="pca", settings={})
    moons = listener.wait_for(messages.MapMade, lambda made: made.run_id == 3 and not made.goes_on)
    assert len(moons.places) == listener.of(messages.DataReady)[-1].n_train


@pytest.mark.parametrize("held", [False, True])
def test_closing_leaves_a_map(held: bool) -> None:
    listener = Listener()
    begin(listener)
    draw(listener, 1)
    wait_for_map(listener, 1)
    listener.worker.hold("a map", held)
    assert listener.worker.close()


def test_maps_change_nothing_of_the_run(listener: Listener, tmp_path: Path) -> None:
    given = experiment(steps=60)
    from trainers.catalog import find_dataset
    from trainers.dataset import LoadContext

    images = find_dataset("digits").load(given.dataset_config, LoadContext(Path()))
    loop = Loop(given, images, torch.device("cpu"))
    headless = [float(loop.step()[1]["neg_elbo"]) for _ in range(60)]
    listener.begin(given)
    listener.wait_for_phase(Phase.READY)
    draw(listener, 1)
    wait_for_map(listener, 1)
    listener.worker.send(messages.Play(1))
    listener.wait_for_phase(Phase.FINISHED)
    assert listener.losses(1, "neg_elbo").tolist() == np.array(headless, np.float32).tolist()


def test_the_threads_of_the_library_stay_one_and_those_of_training_as_they_are(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A map changes no number of threads that another thread computes with."""
    begin(listener)
    seen: dict[str, set[int]] = {}
    honest = Loop.step

    def step(self: Loop, *players: Any) -> Any:
        seen.setdefault(threading.current_thread().name, set()).add(torch.get_num_threads())
        return honest(self, *players)

    monkeypatch.setattr(Loop, "step", step)
    listener.worker.send(messages.SetThreads(1, 2))
    draw(listener, 1)
    listener.worker.send(messages.Play(1))
    wait_for_map(listener, 1, stage="Gathering")
    wait_for_map(listener, 1, stage="Spreading")
    listener.worker.send(messages.Pause(1))
    listener.wait_for_phase(Phase.PAUSED)
    assert seen == {"trainer": {2}}


def test_maps_give_way_as_long_as_training_goes_on_at_speed(
    listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[bool] = []
    honest = MapThread.set_training

    def heard(self: MapThread, training: bool) -> None:
        if said[-1:] != [training]:
            said.append(training)
        honest(self, training)

    monkeypatch.setattr(MapThread, "set_training", heard)
    begin(listener)
    listener.worker.send(messages.Play(1))
    listener.wait(lambda: len(listener.of(messages.Scalars)) > 1)
    assert said == [False, True]
    listener.worker.send(messages.SetPace(1, 5.0))  # every step is to be seen: there is time enough
    listener.wait(lambda: said == [False, True, False])
    listener.worker.send(messages.SetPace(1, 0.0))
    listener.wait(lambda: said == [False, True, False, True])
    listener.worker.send(messages.Pause(1))
    listener.wait_for_phase(Phase.PAUSED)
    listener.wait(lambda: said == [False, True, False, True, False])


def test_a_worker_that_is_closed_before_its_first_run_imports_no_torch() -> None:
    code = (
        "import sys; from trainers.worker import worker;"
        "worker.TrainerThread._start = lambda self: None;"  # which imports it, to see which devices there are
        "made = worker.Worker(lambda: None); made.start(); assert made.close(); assert 'torch' not in sys.modules"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
