"""Wishes that only whoever has the controls of the run can have."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from explorer.state.state import AppState
from trainers.knobs import ConfigError


class Declining(Protocol):
    """Who knows whether this window has the controls, and says why a wish is not done."""

    declined: Any  # a signal that carries one sentence

    @property
    def state(self) -> AppState: ...


S = TypeVar("S", bound=Declining)
P = ParamSpec("P")


def with_controls(wish: Callable[Concatenate[S, P], None]) -> Callable[Concatenate[S, P], None]:
    """The *wish* where this window may train and change the run; else the reason why not is said, and nothing changes.
    Of itself it is told by the other side, too, but only after the window has shown what was wished."""

    @wraps(wish)
    def asked(session: S, *args: P.args, **kwargs: P.kwargs) -> None:
        if why := session.state.why_watched:
            session.declined.emit(why)
        else:
            wish(session, *args, **kwargs)

    return asked


def refused_without_controls(
    wish: Callable[Concatenate[S, P], None],
) -> Callable[Concatenate[S, P], None]:
    """The *wish* where this window may train and change the run; else ConfigError with the reason why not, and nothing
    changes. For what others build upon, such as what is shown of a run that was opened: they must hear that it was
    not."""

    @wraps(wish)
    def asked(session: S, *args: P.args, **kwargs: P.kwargs) -> None:
        if why := session.state.why_watched:
            raise ConfigError(why)
        wish(session, *args, **kwargs)

    return asked
