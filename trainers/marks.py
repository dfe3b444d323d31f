"""What happened to a run on its way: settings that were turned, what was moved by hand, older weights that came back,
the run it is a fork of.

Marks belong to the run: they are saved with its checkpoint, in the position of ``resume.json``, and drawn on curve and
timeline. With them the settings of any step can be told.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeGuard

Value = bool | int | float | str
Change = tuple[str, Value, Value]  # dotted setting, before, after

KNOB, BRANCH, FORK, HAND, ALONE = "knob", "branch", "fork", "hand", "alone"
KINDS = (KNOB, BRANCH, FORK, HAND, ALONE)
MOST_MARKS, MOST_CHANGES, LONGEST = 2000, 100, 300  # marks of a run, settings in a mark, letters of a text
MOST_STEPS = 10**12
MOST_MODELS = 100  # more than any experiment has


@dataclass(frozen=True)
class Mark:
    """Something that happened when ``step`` updates were done.

    "knob": ``changes`` are live settings that were turned. "branch": the run went on with the weights of the keyframe
    at ``origin``; ``changes`` are settings that were others there (then, now). "fork": the run goes on from the run
    named ``source``, from which it differs in ``changes``. "hand": what the ``model`` had learned was moved by hand.
    "alone": some players made steps of their own, while the others stood."""

    step: int
    kind: str
    changes: tuple[Change, ...] = ()
    origin: int = -1
    source: str = ""
    model: int = -1


def turned(marks: tuple[Mark, ...], step: int, path: str, before: Value, after: Value, join: bool) -> tuple[Mark, ...]:
    """With one more turn of a knob. *join*: it belongs to the same movement as the last turn of that knob, and the
    movement is one mark; the same where nothing was trained in between. Back where it began, it leaves none."""
    last = marks[-1] if marks else None
    same = last is not None and last.kind == KNOB and [change[0] for change in last.changes] == [path]
    if last is not None and same and (join or last.step == step):
        begun = last.changes[0][1]
        rest = marks[:-1]
        return rest if begun == after else (*rest, replace(last, changes=((path, begun, after),)))
    return _capped((*marks, Mark(step, KNOB, ((path, before, after),))))


def moved(marks: tuple[Mark, ...], step: int, model: int, join: bool) -> tuple[Mark, ...]:
    """With one more move by hand of what a model has learned. *join*: it belongs to the same movement as the last one
    of that model, and the movement is one mark; the same where nothing was trained in between."""
    last = marks[-1] if marks else None
    if last is not None and (last.kind, last.model) == (HAND, model) and (join or last.step == step):
        return marks
    return _capped((*marks, Mark(step, HAND, model=model)))


def marked(marks: tuple[Mark, ...], mark: Mark) -> tuple[Mark, ...]:
    """With one more mark of any kind."""
    return _capped((*marks, mark))


def branched(marks: tuple[Mark, ...], step: int, origin: int) -> tuple[Mark, ...]:
    """With the mark of older weights that came back at *step*, and the settings that were others at *origin*."""
    then: dict[str, Change] = {}
    for mark in reversed(marks):
        if mark.kind == KNOB and mark.step > origin:
            for path, before, after in mark.changes:
                then[path] = (path, before, then[path][2] if path in then else after)
    changes = tuple(change for change in then.values() if change[1] != change[2])
    return _capped((*marks, Mark(step, BRANCH, changes, origin)))


def gone_back(marks: tuple[Mark, ...], step: int) -> tuple[Mark, ...]:
    """Where training has gone back to *step*: settings that were turned later stay turned, so their marks stand there;
    what else came later has not happened."""
    return tuple(replace(m, step=min(m.step, step)) for m in marks if m.step <= step or m.kind == KNOB)


def unbranched(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Without the last branch."""
    last = max((place for place, mark in enumerate(marks) if mark.kind == BRANCH), default=-1)
    return tuple(mark for place, mark in enumerate(marks) if place != last)


def settings_at(marks: Sequence[Mark], step: int) -> dict[str, Value]:
    """The settings, by dotted name, that were others at *step* than they are now, with their values of that time."""
    then: dict[str, Value] = {}
    for mark in reversed(marks):
        if mark.kind == KNOB and mark.step > step:
            then.update({path: before for path, before, _ in mark.changes})
    return then


def _capped(marks: tuple[Mark, ...]) -> tuple[Mark, ...]:
    """Of too many the oldest turns go first, then the oldest of the others; the newest mark stays."""
    excess = len(marks) - MOST_MARKS
    if excess <= 0:
        return marks
    turns = set([place for place, mark in enumerate(marks[:-1]) if mark.kind == KNOB][:excess])
    return tuple(mark for place, mark in enumerate(marks) if place not in turns)[-MOST_MARKS:]


# --------------------------------------------------------------------------- in a run folder


def to_json(marks: Sequence[Mark]) -> list[dict[str, Any]]:
    """Plain JSON values; what is at its default is left out."""
    return [
        {
            "step": mark.step,
            "kind": mark.kind,
            **({"changes": [list(change) for change in mark.changes]} if mark.changes else {}),
            **({"origin": mark.origin} if mark.origin >= 0 else {}),
            **({"source": mark.source} if mark.source else {}),
            **({"model": mark.model} if mark.model >= 0 else {}),
        }
        for mark in marks
    ]


def parse_marks(found: object) -> tuple[Mark, ...]:
    """The marks in what was read; none in None. Raises ValueError with what was expected and what was found."""
    if found is None:
        return ()
    if not isinstance(found, list) or len(found) > MOST_MARKS:
        raise ValueError(f"marks: expected a list of at most {MOST_MARKS}, found {_short(found)}")
    return tuple(_parse_mark(each) for each in found)


def _parse_mark(found: object) -> Mark:
    if not isinstance(found, dict):
        raise ValueError(f"marks: expected an object for each, found {_short(found)}")
    step, kind, changes = found.get("step"), found.get("kind"), found.get("changes", [])
    origin, source, model = found.get("origin", -1), found.get("source", ""), found.get("model", -1)
    if not isinstance(kind, str) or kind not in KINDS or not (_is_step(step, 0) and _is_step(origin, -1)):
        raise ValueError(f"marks: expected each with a step and one of {', '.join(KINDS)}, found another")
    if not _is_text(source):
        raise ValueError(f"marks: expected the name of a run, found {_short(source)}")
    if not (_is_step(model, -1) and model < MOST_MODELS):
        raise ValueError(f"marks: expected the number of a model, found {_short(model)}")
    if not isinstance(changes, list) or len(changes) > MOST_CHANGES or not all(map(_is_change, changes)):
        raise ValueError(f"marks: expected settings with two values each, found {_short(changes)}")
    return Mark(step, kind, tuple((path, before, after) for path, before, after in changes), origin, source, model)


def _is_step(found: object, least: int) -> TypeGuard[int]:
    return isinstance(found, int) and not isinstance(found, bool) and least <= found <= MOST_STEPS


def _is_change(found: object) -> bool:
    return isinstance(found, list) and len(found) == 3 and _is_text(found[0]) and all(map(_is_value, found[1:]))


def _is_value(found: object) -> bool:
    if isinstance(found, float):
        return math.isfinite(found)
    return isinstance(found, bool) or (isinstance(found, int) and abs(found) <= MOST_STEPS) or _is_text(found)


def _is_text(found: object) -> TypeGuard[str]:
    return isinstance(found, str) and len(found) <= LONGEST


def _short(found: object) -> str:
    """What it is; its content may be anything, of any length."""
    return f"{len(found)} entries" if isinstance(found, list) else type(found).__name__
