"""The lesson that is open: what views show of it. It is a part of the state, like anything else that is seen."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.lessons.progress import LessonProgress
from trainers.lessons.reading import ReadLesson
from trainers.lessons.texts import LessonTexts, StepTexts


@dataclass(frozen=True)
class LessonShown:
    """``read`` with its ``progress``, in a ``language``, with the ``seed`` of all its experiments and the ``code`` of
    the class, where there is one. ``building`` as long as the state of a chapter is made: its experiment begins, is
    trained, and what comes before the first step is done. ``showing`` is which of the acts of Show me is being done
    (None: none), and ``pointed`` are the objectNames of what is pointed at now. ``problem`` is one sentence on why the
    present step cannot be shown as it is meant, and ``stopped`` one on why the run has stopped by itself, as long as it
    has. ``unbuilt`` where the chapter could not be built."""

    read: ReadLesson
    progress: LessonProgress
    language: str
    seed: int
    code: str = ""
    building: bool = False
    showing: int | None = None
    pointed: tuple[str, ...] = ()
    problem: str = ""
    stopped: str = ""
    unbuilt: bool = False

    @property
    def texts(self) -> LessonTexts:
        return self.read.texts_in(self.language)

    @property
    def step_texts(self) -> StepTexts:
        """Those of the present step."""
        return self.texts.steps[self.progress.current.key]

    @property
    def is_broken(self) -> bool:
        """Whether it may help to build the chapter again."""
        return bool(self.stopped or self.unbuilt) and not self.building and not self.progress.finished
