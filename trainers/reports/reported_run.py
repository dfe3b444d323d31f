"""Everything that a report says of a run, as plain data: from its folder, of which whatever is whole is used."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trainers.examples import Float32
from trainers.experiment import Experiment
from trainers.marks import Mark
from trainers.messages import DataReady, ModelPictures, PicturesDrawn
from trainers.runs.checkpoint import read_index
from trainers.runs.data import read_data
from trainers.runs.files import RunFolderError
from trainers.runs.fit import misfit_of_data, misfit_of_pictures
from trainers.runs.reading import RunContents, read_run_at_rest

MOST_KEYFRAMES = 60  # of which test values are read; the last is always among them
MOST_READ = 128 * 2**20  # bytes of keyframes
_MOST_THREADS = 50  # changes of their number that are told

Tests = Mapping[str, tuple[tuple[int, float], ...]]  # per metric (step, value)


@dataclass(frozen=True)
class ReportedRun:
    """``name`` is that of the folder, "" for a run that lies nowhere. ``curves`` hold per model and metric float32
    (n,), the first value that of ``first_step``. ``seconds`` were spent training, None where nobody knows;
    ``threads`` are (steps done, threads from then on). ``pictures`` are those of the last step that was drawn,
    ``tests`` per model the test values of the keyframes, ``figures`` what was measured of its samples, where it was.
    ``verdicts`` are sentences on how it goes, and ``notes`` on what is missing. ``way_is_known``: whether
    the marks are all that happened on the way."""

    name: str
    experiment: Experiment
    step: int
    first_step: int
    curves: tuple[Mapping[str, Float32], ...]
    environment: Mapping[str, Any]
    marks: tuple[Mark, ...] = ()
    seconds: float | None = None
    threads: tuple[tuple[int, int], ...] = ()
    data: DataReady | None = None
    pictures: PicturesDrawn | None = None
    tests: tuple[Tests, ...] = ()
    figures: tuple[Mapping[str, float], ...] = ()
    verdicts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    way_is_known: bool = True

    def with_figures(self, figures: Sequence[Mapping[str, float]]) -> ReportedRun:
        """With what was measured of each model."""
        return replace(self, figures=tuple(figures))


def read_reported_run(path: Path) -> ReportedRun:
    """The run in a folder, which is only read. Raises RunFolderError only where it cannot be told what was trained."""
    contents = read_run_at_rest(path)
    notes = list(contents.problems)
    data = _data(contents, notes)
    pictures, tests = _keyframes(contents, data, notes)
    seconds, threads = saved_position(path)
    return ReportedRun(
        name=path.name,
        experiment=contents.experiment,
        step=contents.saved_step,
        first_step=contents.first_step,
        curves=contents.curves,
        environment=contents.environment,
        marks=contents.marks,
        seconds=seconds,
        threads=threads,
        data=data,
        pictures=pictures,
        tests=tests,
        notes=tuple(notes),
        way_is_known=contents.way_is_known,
    )


def _data(contents: RunContents, notes: list[str]) -> DataReady | None:
    try:
        data = read_data(contents.path)
    except RunFolderError as error:
        notes.append(str(error))
        return None
    if problem := misfit_of_data(data, contents.experiment):
        notes.append(problem)
        return None
    return data


def _keyframes(
    contents: RunContents, data: DataReady | None, notes: list[str]
) -> tuple[PicturesDrawn | None, tuple[Tests, ...]]:
    """The last keyframe that can be read and fits, and the test values of all that are looked at."""
    last = contents.saved_step
    steps = [step for step in contents.keyframe_steps if step <= last]
    newest: PicturesDrawn | None = None
    read: list[PicturesDrawn] = []
    room, bad = MOST_READ, list[str]()
    for step in _some(steps):  # the newest first: that is the one that is shown
        try:
            pictures = contents.read_keyframe(step)
            if problem := misfit_of_pictures(pictures, data, newest):
                raise RunFolderError(problem)
        except RunFolderError as error:
            bad.append(str(error))
            continue
        newest = newest or pictures
        tested = tuple(ModelPictures(None, None, None, None, each.test) for each in pictures.models)
        read.insert(0, replace(pictures, models=tested))  # the pictures of all would take much room
        room -= pictures.nbytes
        if room < 0:
            break
    if bad:  # the first of them stands for all
        notes.append(bad[0])
    return newest, tests_of(read, len(contents.experiment.models))


def tests_of(keyframes: Sequence[PicturesDrawn], models: int) -> tuple[Tests, ...]:
    """Per model the test values of *keyframes*, which come in the order of their steps."""
    found: list[dict[str, list[tuple[int, float]]]] = [{} for _ in range(models)]
    for pictures in keyframes:
        for tests, model in zip(found, pictures.models, strict=True):
            for name, value in model.test.items():
                tests.setdefault(name, []).append((pictures.step, value))
    return tuple({name: tuple(values) for name, values in tests.items()} for tests in found)


def _some(steps: Sequence[int]) -> list[int]:
    """At most MOST_KEYFRAMES of them, evenly spread, from the last to the first."""
    every = max(1, -(-len(steps) // MOST_KEYFRAMES))
    return list(reversed(steps))[::every]


def saved_position(path: Path) -> tuple[float | None, tuple[tuple[int, int], ...]]:
    """Seconds and threads of the checkpoint; nothing where they are not known, which is said elsewhere."""
    try:
        position = read_index(path)["position"]
    except (OSError, RunFolderError):
        return None, ()
    seconds, threads = position.get("seconds"), position.get("threads")
    known = isinstance(threads, list) and all(
        isinstance(each, list) and len(each) == 2 and all(type(count) is int for count in each) for each in threads
    )
    pairs = tuple((step, count) for step, count in threads[:_MOST_THREADS]) if known and threads else ()
    return float(seconds) if isinstance(seconds, int | float) else None, pairs
