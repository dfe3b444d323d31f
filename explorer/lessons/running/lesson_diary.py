"""What a reader has done in a lesson, kept for the report: texts as they were read, numbers as they were then, and a
small picture of the window when a step was left."""

from __future__ import annotations

import base64
import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from explorer.lessons.column.answer_words import given_in_words, turned_out_in_words
from explorer.lessons.running.facts import metric
from explorer.pixels.images import from_qimage, png_bytes
from explorer.state.lesson_shown import LessonShown
from explorer.state.state import AppState
from trainers.lessons.build_made import this_build
from trainers.lessons.facts import Facts
from trainers.lessons.progress import LessonProgress
from trainers.lessons.record import LessonRecord, RecordEntry, Thumbnail
from trainers.lessons.schema import AnyStep, AskStep, RevealStep
from trainers.lessons.texts import Live, StepTexts

MOST_PICTURES = 24
PICTURE_WIDTH = 240  # px
MOST_LETTERS = 400_000  # of a picture, in base64
MOST_FIGURES = 100
Picture = Callable[[], QImage]


@dataclass(frozen=True)
class Noted:
    """What there was when a step was left: at which ``step`` of the run, and its texts filled with numbers."""

    step: int | None
    question: str = ""
    told: str = ""


@dataclass
class LessonDiary:
    """*picture* gives what is seen in the middle of the window. Where a reader goes on there were ``earlier`` seconds,
    and ``asked`` questions, by key, as they were read."""

    picture: Picture
    earlier: float = 0.0
    asked: Mapping[str, str] = field(default_factory=dict)
    started: datetime = field(default_factory=datetime.now)
    _began: float = field(default_factory=time.monotonic)
    _noted: dict[str, Noted] = field(default_factory=dict)  # by the key of a step
    _thumbnails: dict[str, Thumbnail] = field(default_factory=dict)

    @property
    def seconds(self) -> float:
        """How long the reader has been in the lesson."""
        return self.earlier + time.monotonic() - self._began

    @property
    def questions(self) -> dict[str, str]:
        """By the key of the step, as they were read."""
        return {**self.asked, **{key: noted.question for key, noted in self._noted.items() if noted.question}}

    def leave(self, shown: LessonShown, state: AppState, facts: Facts) -> None:
        """The present step is left: what it says now is what was read."""
        step, texts = shown.progress.current, shown.step_texts
        known = shown.progress.facts(facts)
        told = _verdict(step, shown.progress, texts).filled(known) if isinstance(step, RevealStep) else ""
        at = None if state.ticked is None else state.ticked.step
        self._noted[step.key] = Noted(at, texts.question.filled(known), told)
        came_about = step.of in shown.progress.outcomes if isinstance(step, RevealStep) else step.kind == "do"
        if came_about:
            self._keep_picture(step.key, texts.title)

    def _keep_picture(self, key: str, title: str) -> None:
        if key not in self._thumbnails and len(self._thumbnails) >= MOST_PICTURES:
            return
        png = _png(self.picture())
        if png and len(png) <= MOST_LETTERS:
            self._thumbnails[key] = Thumbnail(key=key, caption=title[:200], png=png)

    def record(self, name: str, shown: LessonShown, state: AppState, facts: Facts) -> LessonRecord:
        """All of it, for a reader called *name*."""
        self.leave(shown, state, facts)
        known = shown.progress.facts(facts)
        return LessonRecord(
            name=name[:200],
            lesson=shown.read.name[:200],
            title=shown.texts.title[:200],
            version=shown.read.lesson.version,
            language=shown.language,
            code=shown.code,
            seed=shown.seed,
            started=self.started.isoformat(timespec="seconds"),
            seconds=self.seconds,
            finished=shown.progress.finished,
            entries=tuple(self._entry(step, shown, known) for step in shown.read.lesson.all_steps),
            figures=_figures(state),
            program=_program(),
            thumbnails=tuple(self._thumbnails.values()),
        )

    def _entry(self, step: AnyStep, shown: LessonShown, facts: Facts) -> RecordEntry:
        """A prediction stands with the step that asked for it, and only there: what tells of it has its words alone."""
        progress, texts = shown.progress, shown.texts.steps[step.key]
        noted = self._noted.get(step.key, Noted(None, self.asked.get(step.key, "")))
        answer = turned_out = ""
        outcome = progress.outcomes.get(step.key)
        if isinstance(step, AskStep) and (given := progress.answers.get(step.key)) is not None:
            answer = given_in_words(step, given, texts.options, facts)
            turned_out = "" if outcome is None else turned_out_in_words(step, outcome, texts.options, facts)
        return RecordEntry(
            key=step.key,
            kind=step.kind,
            title=texts.title[:200],
            state=_state(step, progress),
            question=noted.question[:4000],
            answer=answer[:4000],
            turned_out=turned_out[:4000],
            right=None if outcome is None else outcome.right,
            said=noted.told[:4000],
            at_step=self._at_step(step, shown),
        )

    def _at_step(self, step: AnyStep, shown: LessonShown) -> int | None:
        """The step of the run when it was left; of a prediction, when it was told what had come of it."""
        tellers = [each for each in shown.read.lesson.all_steps if isinstance(each, RevealStep) and each.of == step.key]
        told = [self._noted[each.key].step for each in tellers if each.key in self._noted]
        return told[0] if told else self._noted.get(step.key, Noted(None)).step


def _state(step: AnyStep, progress: LessonProgress) -> str:
    if step.key in progress.helped:
        return "shown"
    if step.key in progress.done:
        return "done"
    return "skipped" if step.key in progress.skipped else "open"


def _verdict(step: RevealStep, progress: LessonProgress, texts: StepTexts) -> Live:
    """What is said of the prediction; nothing as long as it cannot be told."""
    outcome = progress.outcomes.get(step.of)
    if outcome is None or outcome.right is None:
        return Live()
    return texts.right if outcome.right else texts.wrong


def _figures(state: AppState) -> dict[str, float]:
    """The newest metrics and test values of each model, by their labels."""
    found: dict[str, float] = {}
    for model, (label, spec) in enumerate(zip(state.labels, state.model_specs, strict=True)):
        shown_test = state.shown_test(model)
        pairs = [(each.label, metric(state, model, each.name)) for each in spec.metrics]
        pairs += [(each.label, shown_test.get(each.name)) for each in spec.test_metrics]
        for name, value in pairs:
            if isinstance(value, float) and math.isfinite(value) and len(found) < MOST_FIGURES:
                found[f"{label} · {name}"[:200]] = value
    return found


def _program() -> dict[str, str]:
    made = this_build()
    return {"program": made.program, "torch": made.torch, "machine": made.machine, "threads": "1"}


def _png(image: QImage) -> str:
    """In base64, PICTURE_WIDTH wide; empty where there is nothing to see."""
    if image.isNull():
        return ""
    small = image.scaledToWidth(PICTURE_WIDTH, Qt.TransformationMode.SmoothTransformation)
    return base64.b64encode(png_bytes(from_qimage(small))).decode("ascii")
