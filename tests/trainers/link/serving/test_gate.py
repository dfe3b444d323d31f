"""What comes over a link can neither write where it likes nor read what it likes, nor take what there is not."""

from __future__ import annotations

import dataclasses
import math
import typing
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.trainers.link.far_listener import experiment
from trainers import messages
from trainers.link.serving.gate import _PASSED_ON, NUMBERS, Gate
from trainers.link.wire.language import of_watcher
from trainers.link.wire.wire_error import WireError
from trainers.marks import Mark

PLACE = Path("/srv/runs/mine")
BEGUN = messages.Begin(1, experiment(), "/srv/data", "cpu", run_folder=str(PLACE))


def gate() -> Gate:
    return Gate(PLACE, BEGUN)


def begin(**changes: Any) -> messages.Begin:
    return replace(
        messages.Begin(2, experiment(), "/home/window/data", "cuda", run_folder="/home/window/new"), **changes
    )


def checked(command: messages.Command, at: Gate | None = None) -> Any:
    return (at or gate()).command(command, experiment(), newest=1)


def test_a_run_is_saved_beside_the_one_that_is_served_whatever_was_asked() -> None:
    sent = checked(begin(may_download=True))
    assert (sent.data_dir, sent.device, sent.may_download) == ("/srv/data", "cpu", False)
    assert sent.run_folder == "/srv/runs/mine (2)" and sent.resume_from is None


def test_runs_that_were_begun_here_can_be_gone_on_with_by_either_name() -> None:
    at = gate()
    checked(begin(), at)
    fork = checked(begin(run_folder="/home/window/fork", resume_from="/home/window/new"), at)
    assert fork.resume_from == "/srv/runs/mine (2)" and fork.run_folder == "/srv/runs/mine (3)"
    back = checked(begin(run_folder=str(PLACE), resume_from=str(PLACE)), at)
    assert back.run_folder == back.resume_from == str(PLACE)
    at.saved_in("/srv/runs/mine (2) (2)")  # the folder was gone, and another one was made
    assert checked(begin(resume_from="/srv/runs/mine (2) (2)"), at).resume_from == "/srv/runs/mine (2) (2)"


def files(path: str) -> Any:
    return experiment(dataset={"name": "image-folder", "folder": path})


@pytest.mark.parametrize(
    "command",
    [
        begin(resume_from="/etc"),
        begin(resume_from="/srv/runs/other"),
        begin(resume_from="../mine"),
        begin(apart=True),
        begin(experiment=files("/home/others/pictures")),
        begin(run_id=1),
        begin(run_id=10**6),
        begin(threads=10**6),
        begin(pace=math.nan),
        begin(pace=-1.0),
        begin(mark=Mark(0, "anything")),
        begin(mark=Mark(0, "fork", source="x" * 10**6)),
        messages.TakeUp(1),
        messages.Save(1, "/etc/cron.d"),
        messages.Save(1, "elsewhere"),
        messages.Advance(1, 0),
        messages.Advance(1, 2**62),
        messages.Advance(1, 1, ("__class__",)),
        messages.SetPace(1, math.inf),
        messages.SetPace(1, math.nan),
        messages.SetPace(1, -1.0),
        messages.SetThreads(1, 0),
        messages.SetThreads(1, 10**6),
        messages.SetKnob(1, 0, "layers", (4,)),
        messages.SetKnob(1, 0, "__class__", 1),
        messages.SetKnob(1, -1, "beta", 1.0),
        messages.SetKnob(1, 7, "beta", 1.0),
        messages.Adjust(1, 5, {}),
        messages.Adjust(1, 0, {"means": np.zeros((10**6, 3))}),
    ],
)
def test_what_would_do_harm_is_refused_with_a_sentence(command: messages.Command) -> None:
    with pytest.raises(WireError, match=r"\w"):
        checked(command)


@pytest.mark.parametrize(
    "command",
    [
        messages.Play(1),
        messages.Pause(1, True),
        messages.Advance(1, 100),
        messages.SetPace(1, 20.0),
        messages.Save(1),
        messages.SetPace(1, None),
        messages.SetThreads(1, 2),
        messages.SetKnob(1, 0, "learning_rate", 0.1),
        messages.TakeBack(1, 50),
        messages.CancelLoading(1),
        messages.Adjust(1, 0, {"means": np.zeros((3, 2))}),
    ],
)
def test_what_a_window_says_is_passed_on_as_it_is(command: messages.Command) -> None:
    assert checked(command) is command


@pytest.mark.parametrize(
    "look",
    [
        messages.DecodeGrid(1, 1, "grid", 0, np.zeros(2), np.zeros(2), np.zeros(2), (0, 0, 1, 1), 10**6, 10**6),
        messages.Decode(1, 1, "cursor", -1, np.zeros((1, 2), np.float32)),
        messages.Decode(1, 1, "cursor", 9, np.zeros((1, 2), np.float32)),
        messages.Decode(1, 1, "cursor", 0, np.zeros((10**6, 2), np.float32)),
        messages.Nearest(1, 1, "near", 0, np.zeros((1, 2), np.float32), k=10**9),
        messages.ShowExamples(1, 1, "rows", tuple(range(100_000))),
        messages.TryTemperatures(1, 1, "heat", 0, (math.nan,)),
        messages.Foresee(1, 1, "text", 0, "x" * 10**6),
    ],
)
def test_looks_that_no_window_asks_are_refused(look: messages.Look) -> None:
    with pytest.raises(WireError, match=r"\w"):
        gate().look(look, experiment())


def test_every_whole_number_of_every_look_has_its_bounds() -> None:
    looks = [kind for kind in of_watcher().kinds if issubclass(kind, messages.Look)]
    assert len(looks) > 30
    for kind in looks:
        hints = typing.get_type_hints(kind)
        numbers = {field.name for field in dataclasses.fields(kind) if hints[field.name] is int} - {"model"}
        assert numbers <= NUMBERS.keys(), kind


def test_every_field_of_a_begin_is_thought_of() -> None:
    """One that is new stands here once somebody has asked what another machine could do with it."""
    assert {field.name for field in dataclasses.fields(messages.Begin)} - _PASSED_ON <= {"apart", "beside"}
