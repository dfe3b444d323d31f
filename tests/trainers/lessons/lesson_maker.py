"""Small lessons for tests: the files of one, and ways to change them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trainers.lessons.reading import ReadLesson, read_lesson
from trainers.lessons.schema import Lesson

LESSON = """
version = 1
order = 7
minutes = 5
seed = 3

[[chapters]]
key = "first"

[chapters.start]
preset = "table-3x3"
steps = 5
workspace = "explore"

[[chapters.steps]]
key = "welcome"
kind = "explain"

[[chapters.steps]]
key = "guess"
kind = "ask"
answer = "choice"
options = [{ key = "up", right = "metrics.0.kl > 1" }, { key = "down", right = "metrics.0.kl <= 1" }]

[[chapters.steps]]
key = "move"
kind = "do"
goals = ["models.0.beta >= 4"]
note = { before = "metrics.0.kl" }
show = [{ do = "set", path = "models.0.beta", value = 4.0 }]

[[chapters.steps]]
key = "told"
kind = "reveal"
of = "guess"
"""

ENGLISH = """# A small lesson

What it is about.

## first: The first chapter

### welcome: Welcome

It has {{step}} steps.

### guess: A guess

? Up or down?
- (up) Up
- (down) Down

### move: Move

- [ ] beta is {{models.0.beta}} of 4

### told: What came

right: Well seen: {{metrics.0.kl | .1f}} nats.
wrong: It is {{metrics.0.kl | .1f}} nats.
"""


def write_lesson(folder: Path, lesson: str | bytes = LESSON, english: str | bytes = ENGLISH) -> Path:
    """A lesson's two files in a new *folder*, which is returned."""
    folder.mkdir(parents=True)
    for name, content in (("lesson.toml", lesson), ("en.md", english)):
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def read_small(tmp_path: Path, lesson: str = LESSON, english: str = ENGLISH) -> ReadLesson:
    """What is read of such a lesson."""
    return read_lesson(write_lesson(tmp_path / "small", lesson, english))


def make_lesson(*steps: dict[str, Any], **more: Any) -> Lesson:
    """A lesson of one chapter with those *steps*; *more* are fields of the lesson."""
    chapters = [{"key": "only", "start": {"preset": "table-3x3"}, "steps": list(steps)}]
    return Lesson.model_validate({"version": 1, "minutes": 5, "chapters": chapters, **more})
