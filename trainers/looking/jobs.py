"""How looks are answered: by an iterator of short pieces, so that a decode under the pointer never waits long for a map
of all codes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from trainers import messages
from trainers.pieces import Pieces

Result = messages.Answer | messages.PicturesDrawn | messages.JudgeChanged
Job = Iterator[Result | None]  # None after each piece; results as they come
Stamp = tuple[int, int, str, int]  # the first fields of an answer: run, request, channel and step
Answerer = Callable[[Any, Stamp], Job]  # takes looks of the class that it is registered for
Answerers = Mapping[type[messages.Look], Answerer]


def once(answer: Callable[[Any, Stamp], Pieces[messages.Answer]]) -> Answerer:
    """Who answers a single time, at the end of the work."""

    def job(look: messages.Look, stamp: Stamp) -> Job:
        yield (yield from answer(look, stamp))

    return job


def attempt(answerer: Answerer, look: messages.Look, stamp: Stamp) -> Job:
    """What *answerer* says to a look; a question that cannot be answered becomes LookFailed with the reason."""
    try:
        yield from answerer(look, stamp)
    except (ValueError, NotImplementedError) as error:
        yield messages.LookFailed(*stamp, reason=str(error))
