"""A run that another program trains is watched and looked at, and nothing is written into its folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tests.trainers.link.far_listener import REPOSITORY, FarListener, experiment, serving
from trainers import messages
from trainers.messages import Phase
from trainers.runs.checkpoint import read_index
from trainers.runs.folder import read_run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="serving needs Linux or macOS")


def test_a_run_that_another_program_trains_is_watched_only(tmp_path: Path) -> None:
    run, toml = tmp_path / "run", tmp_path / "it.toml"
    toml.write_text(experiment(steps=1_000_000).to_toml())
    train = [sys.executable, "-m", "trainers.cli", "train", str(toml), "--out", str(run), "--threads", "1"]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    trainer = subprocess.Popen(
        ["nice", "-n", "5", *train, "--device", "cpu", "--save-every", "0.3", "--json"], cwd=REPOSITORY,
        env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert trainer.stdout is not None
    while '"progress"' not in trainer.stdout.readline():
        pass
    window = FarListener(serving(str(run), "--stdio"))
    try:
        served = window.wait_for(messages.RunServed)
        assert served.experiment == experiment(steps=1_000_000) and served.folder == str(run)
        assert "only be watched" in window.wait_for_phase(Phase.TRAINING).message
        first = window.wait_for(messages.Scalars)
        window.wait_for(messages.Scalars, lambda each: each.first_step > first.first_step)
        assert window.wait_for(messages.Ticked, lambda tick: tick.step > first.first_step).steps_per_second > 0
        window.worker.look(messages.Decode(served.run_id, 1, "cursor 0", 0, np.zeros((1, 2), np.float32)))
        assert window.wait_for(messages.Decoded).step > 0
        assert window.wait_for(messages.PicturesDrawn, lambda drawn: not drawn.keyframe).models[0].samples is not None
        for command in (messages.Play(1), messages.Save(1), messages.TakeControls(1)):
            window.worker.send(command)
        window.wait(lambda: len(window.of(messages.Declined)) >= 1)
        window.worker.send(messages.Begin(2, experiment(), ""))
        assert window.wait_for(messages.Refused).kept == 1
        assert not any(each.controls for each in window.of(messages.LinkChanged))
        trainer.send_signal(signal.SIGINT)  # it saves, and ends
        trainer.communicate(timeout=60)
        assert "Nobody trains" in window.wait_for_phase(Phase.PAUSED).message
        found = read_run(run)
        window.wait(lambda: len(window.losses()) == found.newest_step)
        assert np.array_equal(window.losses(), found.curves[0]["neg_elbo"])
        ticked = window.wait_for(messages.Ticked, lambda tick: tick.step == found.newest_step)
        assert (ticked.seconds, ticked.steps_per_second) == found.clock.at(found.newest_step)
        stopped = read_index(run)["position"]["seconds"]  # a picture may have been made after the last step
        assert ticked.seconds - 0.001 <= stopped <= ticked.seconds + 1
        assert not found.problems and not (run / "run.lock").exists()
    finally:
        window.close()
        trainer.kill()
        trainer.stdout.close()
        trainer.wait()
        subprocess.run(serving(str(run), "--stop"), check=False, capture_output=True)
