"""The state that a run goes back to: what it holds, where it lies, and what happens where there is no room."""

from __future__ import annotations

import errno
import math
import os
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch

from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.runs.describe import describe
from trainers.runs.run import Pace, Run
from trainers.training import fallback as module
from trainers.training.fallback import fallback, seconds_kept
from trainers.training.loop import Loop
from trainers.training.loop_state import LoopState
from trainers.training.sharing import Threads
from trainers.training.shelf import ShelvedTensors
from trainers.training.snapshot import Snapshot


def make() -> Loop:
    models: list[dict[str, Any]] = [{"family": "ae", "layers": [24]}, {"family": "vae", "layers": [24]}]
    table = {"batch_size": 16, "steps": 40, "dataset": {"name": "digits"}, "models": models}
    images = np.random.default_rng(0).integers(0, 256, (70, 1, 8, 8), dtype=np.uint8)
    return Loop(Experiment.parse(table), Examples("noise", images, images[:20]), torch.device("cpu"))


def steps(loop: Loop, count: int) -> list[list[dict[str, float]]]:
    return [[{name: value.item() for name, value in each.items()} for each in loop.step()] for _ in range(count)]


def alike(one: LoopState, other: LoopState) -> bool:
    return (
        one.position == other.position
        and list(one.tensors) == list(other.tensors)
        and all(torch.equal(tensor, other.tensors[name]) for name, tensor in one.tensors.items())
    )


@pytest.fixture
def in_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every state is large."""
    monkeypatch.setattr(module, "IN_MEMORY", 0)


@pytest.fixture(params=["memory", "file"])
def kept_anywhere(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "file":
        request.getfixturevalue("in_a_file")
    yield request.param


def test_it_is_what_stood_when_it_was_made(kept_anywhere: str) -> None:
    loop = make()
    steps(loop, 5)
    kept, wanted = fallback(loop.live_state()), loop.state()
    assert isinstance(kept.tensors, ShelvedTensors) == (kept_anywhere == "file")
    further = steps(loop, 7)
    assert alike(kept, wanted), "training on does not change it"
    again = make()
    again.load_state(kept)
    assert steps(again, 7) == further


def test_a_newer_one_takes_the_memory_of_the_former() -> None:
    loop = make()
    first = fallback(loop.live_state())  # before the optimisers remember anything
    steps(loop, 5)
    second = fallback(loop.live_state(), first)
    places = {name: tensor.data_ptr() for name, tensor in second.tensors.items()}
    assert all(places[name] == tensor.data_ptr() for name, tensor in first.tensors.items() if "nets" in name)
    steps(loop, 5)
    third, fresh = fallback(loop.live_state(), second), loop.state()
    assert alike(third, fresh)
    assert all(tensor.data_ptr() == places[name] for name, tensor in third.tensors.items() if "optimizers" in name)
    odd = fallback(
        loop.live_state(), replace(third, tensors={name: each.double() for name, each in third.tensors.items()})
    )
    assert alike(odd, fresh) and all(each.dtype == fresh.tensors[name].dtype for name, each in odd.tensors.items())


def test_one_that_memory_runs_out_for_leaves_the_former_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = make()
    former, wanted = fallback(loop.live_state()), loop.state()
    steps(loop, 5)  # now the optimisers remember something, for which there is no room yet

    def clone(self: torch.Tensor) -> torch.Tensor:
        raise RuntimeError("can't allocate memory")

    with monkeypatch.context() as patched:
        patched.setattr(torch.Tensor, "clone", clone)
        with pytest.raises(RuntimeError, match="allocate"):
            fallback(loop.live_state(), former)
    assert alike(former, wanted)


@pytest.mark.usefixtures("in_a_file")
def test_one_that_the_disk_does_not_take_lies_in_memory(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(**how: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    loop = make()
    steps(loop, 2)
    before = fallback(loop.live_state())
    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    wanted = loop.state()
    kept = fallback(loop.live_state(), before)
    steps(loop, 2)
    assert isinstance(kept.tensors, dict) and alike(kept, wanted) and alike(before, wanted)
    assert "No space left" in caplog.text and seconds_kept(kept) == 0


@pytest.mark.usefixtures("in_a_file")
def test_a_large_one_is_written_no_more_often_than_a_disk_likes(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = make()
    kept = fallback(loop.live_state())
    assert isinstance(kept.tensors, ShelvedTensors)
    assert seconds_kept(kept) * module.A_SECOND == kept.tensors.nbytes
    monkeypatch.setattr(module, "A_SECOND", kept.tensors.nbytes / 1e9)  # as if it were so large
    run = driven(loop)
    run.step()
    run.step()
    assert run.roll_back() == 0, "it is not due again"
    run.step()
    run.keep_good()
    run.step()
    assert run.roll_back() == 1, "but where it must be"


def test_a_small_one_is_kept_as_often_as_the_pace_says() -> None:
    run = driven(make())
    run.step()
    run.step()
    assert run.roll_back() == 2


@pytest.mark.usefixtures("in_a_file")
def test_a_keyframe_that_is_taken_back_leads_to_where_training_stood() -> None:
    loop = make()
    shown: list[Snapshot] = []
    run = driven(loop, shown.append)
    run.publish(keyframe=True)
    (keyframe,) = shown
    for _ in range(4):
        run.step()
    wanted = loop.state()
    run.take_back(keyframe)
    run.step()
    assert run.take_back(None) == 4
    assert {name: each for name, each in loop.state().position.items() if name != "live_knobs"} == {
        name: each for name, each in wanted.position.items() if name != "live_knobs"
    }
    assert all(torch.equal(each, loop.state().tensors[name]) for name, each in wanted.tensors.items())


def driven(loop: Loop, publish: Callable[[Snapshot], None] = lambda snapshot: None) -> Run:
    """A run whose every step is told, and kept where that is due."""
    examples = Examples("noise", np.zeros((70, 1, 8, 8), np.uint8), np.zeros((20, 1, 8, 8), np.uint8))
    pace = Pace(flush=0.0, snapshot=math.inf, good=0.0, save=math.inf)
    run = Run(
        loop, describe(1, loop, examples, "CPU"), publish, lambda event: None, lambda key, event: None,
        Threads(1, apply=lambda count: None), pace,
    )  # fmt: skip
    run.resume_clock()
    return run
