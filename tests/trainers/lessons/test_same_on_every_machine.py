"""Two machines that open the same class train the same run: the same numbers, bit for bit, on one thread of a CPU.

A machine is a process here, with another order of hashes, another number of cores for its libraries and another place.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from trainers.catalog import find_dataset
from trainers.lessons.build_made import ProgramBuild, this_build
from trainers.lessons.class_codes import CodedLesson, make_code
from trainers.lessons.class_opening import coded, open_class_code
from trainers.lessons.reading import ReadLesson, find_lessons, lesson_folders

REPOSITORY = Path(__file__).resolve().parents[3]
STEPS, SEED = 40, 1234
ALWAYS_THERE = ("embedded", "rendered")


def at_hand() -> list[ReadLesson]:
    """The lessons whose data need no download."""
    found = [each for each in find_lessons(lesson_folders())[0] if each.lesson.tell_tale is None]
    first = {each.name: each.experiment(0, SEED) for each in found}
    return [each for each in found if (e := first[each.name]) and find_dataset(e.dataset).source in ALWAYS_THERE]


def trained(lessons: list[ReadLesson], codes: list[str], place: Path, **environment: str) -> dict[str, Path]:
    """What a machine of its own makes of the classes of these *codes*: the files with numbers, by name."""
    place.mkdir()
    commands = []
    for code in codes:
        opened = open_class_code(code, lessons)
        assert opened.lesson is not None
        experiment = opened.lesson.experiment(0, opened.classroom.seed)
        assert experiment is not None and experiment.plan.seed == SEED
        file = place / f"{opened.lesson.name}.toml"
        file.write_text(experiment.to_toml(), encoding="utf-8")
        out, threads = place / opened.lesson.name, opened.classroom.threads
        commands.append(f"train|{file}|--out|{out}|--steps|{STEPS}|--threads|{threads}|--device|cpu|--json".split("|"))
    script = "import json, sys; from trainers.cli.main import main; sys.exit(max(map(main, json.loads(sys.argv[1]))))"
    done = subprocess.run(
        [sys.executable, "-c", script, json.dumps(commands)],
        env={**os.environ, **environment}, cwd=REPOSITORY, capture_output=True, text=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    files = [*place.glob("*/metrics.jsonl"), *place.glob("*/weights/*"), *place.glob("*/keyframes/*")]
    assert len(files) > 3 * len(codes)
    return {str(path.relative_to(place)): path for path in files}


def same(one: Path, other: Path) -> bool:
    """Bit for bit. A keyframe holds as many codes as there was time to encode; those that both hold count."""
    if one.suffix != ".npz":
        return one.read_bytes() == other.read_bytes()
    with np.load(one) as a, np.load(other) as b:
        return set(a.files) == set(b.files) and all(_same_rows(a[name], b[name]) for name in a.files)


def _same_rows(a: NDArray[Any], b: NDArray[Any]) -> bool:
    if a.dtype != b.dtype or a.ndim != b.ndim:
        return False
    rows = min(len(a), len(b)) if a.ndim else 0
    return a[:rows].tobytes() == b[:rows].tobytes() if a.ndim else a.tobytes() == b.tobytes()


@pytest.mark.slow
def test_one_code_two_machines_the_same_numbers(tmp_path: Path) -> None:
    lessons, build = at_hand(), this_build()
    assert len(lessons) >= 3
    codes = [make_code(each, SEED, build) for each in coded(lessons)]
    one = trained(lessons, codes, tmp_path / "one", PYTHONHASHSEED="1", OMP_NUM_THREADS="1")
    other = trained(lessons, codes, tmp_path / "the other", PYTHONHASHSEED="2", OMP_NUM_THREADS="2")
    assert one.keys() == other.keys()
    assert [name for name in one if not same(one[name], other[name])] == []


def test_a_machine_of_another_kind_is_told() -> None:
    lesson, here = at_hand()[0], this_build()
    other = ProgramBuild(program=here.program, torch=here.torch, machine="another")
    assert other.mark != here.mark
    code = make_code(CodedLesson(lesson.name, lesson.lesson.version), SEED, other)
    (note,) = open_class_code(code, [lesson]).notes
    assert note.endswith("another kind of processor: pictures may differ in details.")
