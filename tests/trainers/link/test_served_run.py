"""A run that is trained by another process, over a pipe: everything is as with a worker of one's own."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.trainers.link.far_listener import FarListener, experiment, run_folder, serving
from trainers import messages
from trainers.dataset import LoadContext
from trainers.link.meeting_place import MeetingPlace
from trainers.messages import LinkPhase, Phase
from trainers.runs.folder import read_run
from trainers.runs.starting import start_run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="serving needs Linux or macOS")
Watch = Callable[..., FarListener]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """Makes listeners to the run in tmp_path / "run", and ends them and its server."""
    made: list[FarListener] = []
    folder = run_folder(tmp_path / "run", experiment())

    def make(*more: str) -> FarListener:
        made.append(FarListener(serving(str(folder), "--stdio", *more)))
        return made[-1]

    yield make
    for each in made:
        each.close()
    subprocess.run(serving(str(folder), "--stop"), check=False, capture_output=True)
    assert not MeetingPlace(folder).is_taken


def alone(folder: Path) -> np.ndarray:
    """The losses of the same run, trained without anybody looking."""
    training = start_run(experiment(), folder, LoadContext(folder), "cpu", threads=1)
    training.train(lambda: False, lambda progress: None, False)
    training.close()
    scalars = read_run(folder).scalars()
    assert scalars is not None
    return scalars.values[0]["neg_elbo"]


def test_what_was_trained_before_it_was_served_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "run"
    training = start_run(experiment(), folder, LoadContext(folder), "cpu", threads=1)
    training.train()
    training.close()
    found = read_run(folder)
    first = FarListener(serving(str(folder), "--stdio"))  # which starts the server, and listens before there are data
    others = []
    try:
        first.wait_for_phase(Phase.FINISHED)
        others = [FarListener(serving(str(folder), "--stdio"))]
        others[0].wait_for_phase(Phase.FINISHED)
        for window in (first, *others):
            window.wait_for(messages.PicturesDrawn, lambda drawn: drawn.step == 400 and drawn.keyframe)
            kept = [each for each in window.of(messages.PicturesDrawn) if each.keyframe]
            assert tuple(each.step for each in kept) == found.keyframe_steps and len(kept) > 10
            assert {(each.run_id, each.weights) for each in kept} == {(1, False)}  # only the pictures are left
            assert kept[-1].models[0].test == found.read_keyframe(400).models[0].test != {}
            events = window.events
            assert events.index(window.wait_for(messages.DataReady)) < events.index(kept[0])
        again = subprocess.run(serving(str(folder), "--play"), check=True, capture_output=True, text=True)
        assert "served already; --play is for when its server is started" in again.stderr
    finally:
        for window in (first, *others):
            window.close()
        subprocess.run(serving(str(folder), "--stop"), check=False, capture_output=True)
    with subprocess.Popen(serving(str(folder), "--play"), stderr=subprocess.PIPE, text=True) as server:
        assert server.stderr is not None
        assert "all 400 planned steps are done, so --play does nothing" in server.stderr.readline()
        server.terminate()


def test_a_served_run_is_trained_and_looked_at_and_outlives_its_links(watch: Watch, tmp_path: Path) -> None:
    window = watch()
    served = window.wait_for(messages.RunServed)
    assert served.experiment == experiment() and served.folder == str(tmp_path / "run")
    assert window.wait_for(messages.Catalogued).families
    window.wait_for(messages.DataReady)
    window.wait_for_phase(Phase.READY)
    assert window.wait_for(messages.LinkChanged, lambda link: link.delay == link.delay).controls
    code = np.zeros((1, 2), np.float32)
    window.worker.look(messages.Decode(served.run_id, 7, "cursor 0", 0, code))
    answer = window.wait_for(messages.Decoded)
    assert answer.request_id == 7 and answer.channel == "cursor 0" and answer.images.shape == (1, 1, 8, 8)
    window.worker.send(messages.SetPace(served.run_id, 80.0))
    window.worker.send(messages.Play(served.run_id))
    window.wait_for(messages.Scalars)
    chance = random.Random(3)
    for _ in range(3):  # the link breaks; the training goes on
        window.cut()
        window.wait_for_link(LinkPhase.BROKEN)
        window.events = [each for each in window.events if not isinstance(each, messages.LinkChanged)]
        window.wait_for_link(LinkPhase.LIVE)
        time.sleep(chance.random() * 0.3)
    assert not any(each.phase is Phase.FINISHED for each in window.of(messages.PhaseChanged))
    window.wait_for_phase(Phase.FINISHED)
    losses = window.losses()
    assert np.array_equal(losses, alone(tmp_path / "alone"))
    steps = [each.step for each in window.of(messages.PicturesDrawn) if each.keyframe]
    assert steps == sorted(set(steps))
    newcomer = watch()  # hears of all that was
    newcomer.wait_for_phase(Phase.FINISHED)
    assert np.array_equal(newcomer.losses(), losses)
    assert not newcomer.wait_for(messages.LinkChanged, lambda link: link.others == 1).controls
    newcomer.worker.send(messages.Play(served.run_id))
    assert "another window" in newcomer.wait_for(messages.Declined).reason.lower()
    newcomer.worker.send(messages.TakeControls(served.run_id))
    newcomer.wait_for(messages.LinkChanged, lambda link: link.controls)
    window.wait_for(messages.LinkChanged, lambda link: not link.controls and link.others == 1)
    newcomer.worker.send(messages.Advance(served.run_id, 5))
    window.wait_for(messages.Ticked, lambda ticked: ticked.step == 405)
    newcomer.worker.send(messages.Save(served.run_id, str(tmp_path / "elsewhere")))
    newcomer.wait_for(messages.Declined, lambda said: "cannot be moved" in said.reason)
    assert not (tmp_path / "elsewhere").exists()
