"""The state in which a chapter of a lesson begins: made anew from its experiment, or from that of a chapter before."""

from __future__ import annotations

from collections.abc import Iterator

from explorer.lessons.running.script import Wait
from explorer.lessons.running.show_me import ActDesk
from explorer.state.session import Session
from explorer.state.workspace import opens_in
from trainers.lessons.acts import SetAct
from trainers.lessons.reading import ReadLesson
from trainers.lessons.schema import ChapterStart


def builds(start: ChapterStart) -> bool:
    """Whether there is anything to do before the first step of a chapter is shown."""
    return start.is_new or bool(start.set or start.steps or start.workspace or start.before)


def build(session: Session, desk: ActDesk, read: ReadLesson, chapter: int, seed: int, anew: bool) -> Iterator[Wait]:
    """Makes the state of a *chapter*, as fast as it can be; *anew* from the last experiment that is begun up to there,
    else from what there is. Raises ActError where that cannot be."""
    chapters = read.lesson.chapters
    first = max(index for index in range(chapter + 1) if chapters[index].start.is_new) if anew else chapter
    for index in range(first, chapter + 1):
        yield from _start(session, desk, read, index, seed)


def _start(session: Session, desk: ActDesk, read: ReadLesson, index: int, seed: int) -> Iterator[Wait]:
    start = read.lesson.chapters[index].start
    experiment = read.experiment(index, seed)
    if experiment is not None:
        session.begin_apart(experiment, start.preset or "")
        yield desk.arrival()
        state, offered = session.state, session.workspaces
        first = offered[0].key if offered else state.workspace
        yield from desk.enter(start.workspace or opens_in(first, state.model_specs, offered, experiment.plan.opens_in))
    else:
        for path, value in start.set.items():
            yield from desk.do(SetAct(do="set", path=path, value=value))
        if start.workspace is not None:
            yield from desk.enter(start.workspace)
    if start.steps:
        yield from _train(session, desk, start.steps)
    for act in start.before:
        yield from desk.do(act)


def _train(session: Session, desk: ActDesk, steps: int) -> Iterator[Wait]:
    """So many steps more; whatever pace is asked for, nobody waits for it now."""
    pace = session.state.steps_a_second
    if pace:
        session.set_pace(None)
    ticked = session.state.ticked
    yield from desk.train((0 if ticked is None else ticked.step) + steps)
    if pace:
        session.set_pace(pace)
