"""Keyframes within a byte budget."""

from __future__ import annotations

import random
from dataclasses import dataclass

import numpy as np
import pytest

from trainers.messages import ModelPictures, PicturesDrawn
from trainers.timeline import Timeline


@dataclass(frozen=True)
class Frame:
    nbytes: int = 1


def filled(budget: int, steps: range) -> Timeline[Frame]:
    timeline: Timeline[Frame] = Timeline(budget)
    for step in steps:
        timeline = timeline.add(step, Frame())
    return timeline


@pytest.mark.parametrize(
    ("count", "steps", "stride"),
    [
        (4, (0, 1, 2, 3), 1),  # full
        (5, (0, 2, 4), 2),  # every second is dropped
        (6, (0, 2, 4, 5), 2),
        (7, (0, 2, 4, 6), 2),  # 5 was there only as the newest
        (8, (0, 4, 7), 4),
        (13, (0, 4, 8, 12), 4),
        (14, (0, 8, 13), 8),
    ],
)
def test_thinning_is_known(count: int, steps: tuple[int, ...], stride: int) -> None:
    timeline = filled(4, range(count))
    assert (timeline.steps, timeline.stride) == (steps, stride)


def test_first_and_newest_stay_however_heavy() -> None:
    timeline: Timeline[Frame] = Timeline(10).add(0, Frame(100)).add(1, Frame(100)).add(2, Frame(100))
    assert timeline.steps == (0, 2)


@pytest.mark.parametrize("seed", range(20))
def test_properties_of_any_run(seed: int) -> None:
    """Within budget, ascending, ends kept, regular in between, older values untouched."""
    rng = random.Random(seed)
    budget = rng.randint(3, 60)
    timeline: Timeline[Frame] = Timeline(budget)
    step, offered = rng.randint(0, 5), []
    for _ in range(rng.randint(1, 400)):
        before = timeline
        copy = (before.steps, before.stride)
        timeline = timeline.add(step, Frame())
        offered.append(step)
        assert (before.steps, before.stride) == copy
        assert timeline.nbytes <= budget
        assert timeline.steps[0] == offered[0] and timeline.steps[-1] == offered[-1]
        assert timeline.steps[:-1] == tuple(offered[: len(offered) - 1 : timeline.stride])
        step += rng.randint(1, 9)
    assert timeline.stride == 1 or len(timeline) > budget // 4, "more was dropped than had to be"


def test_truncating_then_going_on() -> None:
    timeline = filled(4, range(8)).truncate_after(4)
    assert (timeline.steps, timeline.stride) == ((0, 4), 4)
    for step in range(5, 10):
        timeline = timeline.add(step, Frame())
    assert timeline.steps == (0, 4, 8, 9)
    assert timeline.truncate_after(-1).steps == ()
    assert timeline.truncate_after(99) == timeline


def test_a_step_that_comes_again_replaces_what_lay_behind_it() -> None:
    old, new = Frame(1), Frame(2)
    timeline = Timeline[Frame](100).add(0, old).add(5, old).add(9, old).add(5, new)
    assert timeline.steps == (0, 5)
    assert timeline.at(5) is new


def test_looking_up() -> None:
    frames = [Frame(), Frame(), Frame()]
    timeline: Timeline[Frame] = Timeline(100)
    assert timeline.at(3) is None
    for step, frame in zip((2, 4, 8), frames, strict=True):
        timeline = timeline.add(step, frame)
    found = [timeline.at(step) for step in (0, 2, 3, 4, 7, 8, 99)]
    assert [next(i for i, g in enumerate(frames) if g is f) for f in found] == [0, 0, 0, 1, 1, 2, 2]


def test_pictures_know_their_weight() -> None:
    model = ModelPictures(
        np.zeros((2, 1, 4, 4), np.uint8),
        None,
        np.zeros((5, 2), np.float32),
        np.zeros((5, 2), np.float32),
        {"test_mse": 1},
    )
    pictures = PicturesDrawn(0, 3, (model, model))
    assert pictures.nbytes == 2 * (32 + 40 + 40)
    assert Timeline[PicturesDrawn](1000).add(3, pictures).nbytes == 224
