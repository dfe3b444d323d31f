"""What is told of a run that goes on from a folder, of which not everything may be readable."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.trainers.runs.finished_runs import train
from trainers import messages
from trainers.link.serving.story import begin_story
from trainers.runs.keyframes import keyframe_name, write_keyframe
from trainers.runs.reading import RunContents, read_run


@pytest.fixture
def begin(tmp_path: Path) -> messages.Begin:
    """Goes on from a run with the keyframes of steps 1, 2 and 3."""
    folder = train(tmp_path / "run")
    for step in (1, 2, 3):
        samples = np.full((1, 1, 8, 8), step, np.uint8)
        pictures = messages.ModelPictures(None, samples, None, None, {})
        write_keyframe(folder, messages.PicturesDrawn(0, step, (pictures,), keyframe=True))
    experiment = read_run(folder).experiment
    return messages.Begin(1, experiment, "", "cpu", run_folder=str(folder), resume_from=str(folder))


def test_a_keyframe_that_cannot_be_read_hides_no_other(begin: messages.Begin) -> None:
    assert begin.run_folder is not None
    (Path(begin.run_folder) / keyframe_name(2)).write_bytes(b"damaged")
    assert [each.step for each in begin_story(begin, "").keyframes] == [1, 3]


def test_what_the_story_before_holds_is_not_read_again(begin: messages.Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    before = begin_story(begin, "")
    asked: list[int] = []
    monkeypatch.setattr(RunContents, "read_keyframe", lambda self, step: asked.append(step))
    again = begin_story(replace(begin, run_id=2), "", before)
    assert asked == [] and [(each.run_id, each.step) for each in again.keyframes] == [(2, 1), (2, 2), (2, 3)]
    first = [each.samples for drawn in before.keyframes for each in drawn.models]
    assert all(np.array_equal(a, b.models[0].samples) for a, b in zip(first, again.keyframes, strict=True))
