"""What differs between two states, so that views draw only that."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from explorer.state.state import AppState
from trainers.messages.channels import A, Channel

PLAIN = (str, int, float)  # are compared by value, and so are tuples of them; all else is another when it was replaced
What = str | Callable[[AppState], object] | Channel[Any]


def changed(new: AppState, old: AppState | None, *what: What) -> bool:
    """Whether anything of *what* is another than in *old*: fields of a state by their names, what a function makes of
    one, or what was said on a channel, be it that a look could not be answered. Without an *old* all is, but for a
    channel on which nothing has been said; that answers are forgotten is not said."""
    return any(_changed(new, old, each) for each in what)


def newer(new: AppState, old: AppState | None, channel: Channel[A], model: int | None = None) -> A | None:
    """The channel's answer if it is not the one of *old*."""
    return new.answer(channel, model) if changed(new, old, channel.of(model)) else None


def _changed(new: AppState, old: AppState | None, what: What) -> bool:
    if isinstance(what, Channel):
        said = new.answers.get(what.name)
        return said is not None and (old is None or said is not old.answers.get(what.name))
    return old is None or _differ(_read(new, what), _read(old, what))


def _read(state: AppState, what: str | Callable[[AppState], object]) -> object:
    return getattr(state, what) if isinstance(what, str) else what(state)


def _differ(a: object, b: object) -> bool:
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) != len(b) or any(_others(x, y) for x, y in zip(a, b, strict=True))
    return _others(a, b)


def _others(a: object, b: object) -> bool:
    return a is not b and not (isinstance(a, PLAIN) and a == b)
