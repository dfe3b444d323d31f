"""When steps were done: written beside the metrics, cut and copied with them, and never believed when damaged."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from tests.trainers.runs.finished_runs import train
from trainers import messages
from trainers.dataset import LoadContext
from trainers.runs.clock import APART, CLOCK, ClockFile, TimeOfSteps, copy_clock, read_clock
from trainers.runs.folder import RunFolder, read_run
from trainers.runs.history import History, cut_scalars
from trainers.runs.run import evenly
from trainers.runs.starting import open_run


def scalars(first_step: int, seconds: list[float] | None, count: int = 0) -> messages.Scalars:
    values = np.zeros(count or len(seconds or ()), np.float32)
    times = None if seconds is None else np.array(seconds, np.float32)
    return messages.Scalars(0, first_step, ({"loss": values},), times)


def lines(folder: Path) -> list[tuple[int, float]]:
    found = [json.loads(line) for line in (folder / CLOCK).read_text().splitlines()]
    return [(each["step"], each["seconds"]) for each in found]


def test_a_line_now_and_then_and_one_for_the_last_step(tmp_path: Path) -> None:
    clock = ClockFile(tmp_path)
    clock.append(scalars(1, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6]))
    assert lines(tmp_path) == [(1, 0.1), (4, 0.4), (6, 0.6)] and APART == 0.25
    clock.append(scalars(7, None, count=4))
    clock.append(scalars(11, [0.7, 2.0]))
    assert lines(tmp_path)[2:] == [(6, 0.6), (11, 0.7), (12, 2.0)]
    again = ClockFile(tmp_path)
    again.append(scalars(6, [0.55]))  # training went back
    assert lines(tmp_path) == [(1, 0.1), (4, 0.4), (6, 0.55)]
    again.truncate_after(5)
    assert lines(tmp_path) == [(1, 0.1), (4, 0.4)]


def test_times_between_lines_are_evenly_spread_and_others_unknown(tmp_path: Path) -> None:
    found = TimeOfSteps(np.array([2, 6]), np.array([1.0, 3.0])).of(1, 7)
    assert found is not None and found.dtype == np.float32 and not found.flags.writeable
    assert np.array_equal(found, np.array([np.nan, 1.0, 1.5, 2.0, 2.5, 3.0, np.nan], np.float32), equal_nan=True)
    assert TimeOfSteps().of(1, 7) is None and read_clock(tmp_path).of(1, 7) is None
    assert evenly(1.0, 3.0, 4).tolist() == [1.5, 2.0, 2.5, 3.0]


@pytest.mark.parametrize(
    "line",
    [
        b"no json\n", b"[]\n", b'{"step": 9}\n', b'{"step": "9", "seconds": 2}\n', b'{"step": 9, "seconds": NaN}\n',
        b'{"step": 9, "seconds": -1}\n', b'{"step": 4, "seconds": 2}\n', b'{"step": 9, "seconds": 0.5}\n',
        b'{"step": 9, "seconds": 1e99}\n', b'{"step": true, "seconds": 2}\n', b"[" * 150 + b"\n", b"9" * 5000,
        b'{"step": 9, "seconds": 2}', b'{"step": 99999999999999999999, "seconds": 2}\n', b"\xff\xfe\n",
    ],
)  # fmt: skip
def test_what_comes_after_a_damaged_line_is_left_out_and_written_over(tmp_path: Path, line: bytes) -> None:
    good = b'{"step": 5, "seconds": 1.0}\n'
    (tmp_path / CLOCK).write_bytes(good + line + b'{"step": 20, "seconds": 9.0}\n')
    found = read_clock(tmp_path)
    assert (found.steps.tolist(), found.seconds.tolist()) == ([5], [1.0])
    ClockFile(tmp_path).append(scalars(6, [1.5]))
    assert lines(tmp_path) == [(5, 1.0), (6, 1.5)]


def test_a_run_keeps_its_times_and_its_metrics_do_not_know_them(tmp_path: Path) -> None:
    one, other = train(tmp_path / "one"), train(tmp_path / "other")
    assert (one / "metrics.jsonl").read_bytes() == (other / "metrics.jsonl").read_bytes()
    contents = read_run(one)
    known = contents.scalars()
    assert known is not None and known.seconds is not None and lines(one)[-1][0] == 6
    assert known.seconds.shape == (6,) and np.isfinite(known.seconds[-1]) and known.seconds[-1] > 0
    training, _ = open_run(one, LoadContext(Path()), "cpu", steps=12)
    training.train(keyframes=False)
    training.close()
    steps, seconds = zip(*lines(one), strict=True)
    assert steps[-1] == 12 and list(seconds) == sorted(seconds) and seconds[-1] > known.seconds[-1]


def test_an_older_run_has_steps_only(tmp_path: Path) -> None:
    run = train(tmp_path / "run")
    (run / CLOCK).unlink()
    found = read_run(run)
    known = found.scalars()
    assert known is not None and known.seconds is None and found.problems == ()


def test_a_fork_takes_the_times_over_and_going_back_cuts_them(tmp_path: Path) -> None:
    run = train(tmp_path / "run")
    experiment = read_run(run).experiment
    folder = RunFolder.create(tmp_path / "fork", experiment, "CPU")
    folder.copy_history(run)
    folder.append_metrics(scalars(7, [5.0]))
    assert lines(tmp_path / "fork") == [*lines(run), (7, 5.0)]
    folder.truncate_after(6)
    assert lines(tmp_path / "fork") == lines(run)
    folder.close()
    copy_clock(tmp_path, tmp_path / "fork")  # of one that has none there is nothing to take
    assert lines(tmp_path / "fork") == lines(run)


def test_times_are_cut_and_joined_with_their_steps() -> None:
    whole = scalars(3, [1.0, 2.0, 3.0])
    part = cut_scalars(whole, 4)
    assert part is not None and part.seconds is not None and part.seconds.tolist() == [1.0, 2.0]
    assert cut_scalars(scalars(1, None, count=3), 2).seconds is None  # type: ignore[union-attr]
    history = History()
    for step in range(1, 70):
        history.add(scalars(step, None if step == 2 else [float(step)], count=1))
    (joined, *_) = history.parts
    assert joined.seconds is not None and joined.count > 60
    assert np.isnan(joined.seconds[1]) and joined.seconds[[0, 2, 9]].tolist() == [1.0, 3.0, 10.0]


def test_the_clock_tells_time_and_speed_at_a_step() -> None:
    clock = TimeOfSteps(np.array([1, 100, 200, 500, 900]), np.array([0.5, 1.0, 2.0, 3.0, 4.0]))
    assert clock.at(900) == (4.0, 350.0)  # 700 steps in the last two seconds
    assert clock.at(899) == (3.0, 200.0) and clock.at(200) == (2.0, pytest.approx(199 / 1.5))
    assert clock.at(1) == (0.5, 0.0) and clock.at(0) == TimeOfSteps().at(5) == (0.0, 0.0)
