"""What has been asked of the models, and what of it still waits for an answer."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any, Protocol

from explorer.state.same_run import is_open
from explorer.state.state import AppState
from trainers import messages
from trainers.messages.channels import Channel


class LookAnswerer(Protocol):
    """Who answers looks: of each channel the newest."""

    def look(self, look: messages.Look) -> None: ...

    def forget(self, channel: str) -> None: ...

    def hold(self, channel: str, held: bool) -> None: ...


class AskedLooks:
    """The newest look of each channel. While they ``wait`` nobody answers: they are passed on by :meth:`ask_again`."""

    def __init__(self, answerer: LookAnswerer) -> None:
        self._answerer = answerer
        self._numbers = itertools.count(1)
        self._looks: dict[str, messages.Look] = {}
        self.wait = False

    def ask(self, run_id: int, kind: Callable[..., messages.Look], channel: Channel[Any], **arguments: Any) -> int:
        """Asks about a run; returns the number of the request."""
        look = kind(run_id, next(self._numbers), channel.name, **arguments)
        self._looks[look.channel] = look
        if not self.wait:
            self._answerer.look(look)
        return look.request_id

    def ask_again(self) -> None:
        """Passes on what waited."""
        self.wait = False
        for look in self._looks.values():
            self._answerer.look(look)

    def forget(self, channel: Channel[Any]) -> None:
        if self._looks.pop(channel.name, None) is not None:
            self._answerer.forget(channel.name)

    def forget_all(self) -> None:
        for channel in self._looks:
            self._answerer.forget(channel)
        self._looks = {}

    def forget_after(self, run_id: int) -> None:
        """What was asked of later runs than that is asked no more."""
        self._looks = {name: look for name, look in self._looks.items() if look.run_id <= run_id}

    def hold(self, channel: Channel[Any], held: bool) -> None:
        if channel.name in self._looks:
            self._answerer.hold(channel.name, held)

    def unanswered(self, state: AppState) -> frozenset[str]:
        """The channels on which the last word on the newest look is not in *state*."""
        return frozenset(channel for channel, look in self._looks.items() if not _is_answered(look, state))

    def is_carried(self, answer: messages.Answer, state: AppState) -> bool:
        """Whether an answer of an earlier run is one to what is still asked about the data."""
        look = self._looks.get(answer.channel)
        return look is not None and look.request_id == answer.request_id and is_open(look, state)


def _is_answered(look: messages.Look, state: AppState) -> bool:
    if not is_open(look, state):
        return True
    answer = state.answers.get(look.channel)
    return answer is not None and answer.request_id >= look.request_id and not answer.goes_on
