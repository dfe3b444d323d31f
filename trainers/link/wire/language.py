"""Which messages may come from which side, and how each goes into a frame and comes out of one again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from functools import cache
from typing import Any, Final, NoReturn, get_args

from trainers import messages
from trainers.knobs import found
from trainers.link.wire.form import Body
from trainers.link.wire.forms import form_of
from trainers.link.wire.frames import WireFrame, framed
from trainers.link.wire.said import (
    Controlling,
    Ending,
    EndServing,
    Forget,
    Hello,
    Hold,
    Ping,
    Pong,
    Received,
    Retold,
    Taken,
    Welcome,
)
from trainers.link.wire.wire_error import WireError
from trainers.sentence import sentence

PROTOCOL: Final = 1


class Language:
    """The messages of some classes, and no others. Every message may have a number; 0 is none."""

    def __init__(self, kinds: Iterable[type]) -> None:
        self._forms = {kind.__name__: (kind, form_of(kind)) for kind in kinds}

    @property
    def kinds(self) -> tuple[type, ...]:
        """The classes, in the order in which they were given."""
        return tuple(kind for kind, _ in self._forms.values())

    @property
    def schema(self) -> str:
        """The same where classes, fields and their types are the same."""
        words = "\n".join(sorted(form.words for _, form in self._forms.values()))
        return hashlib.sha256(words.encode()).hexdigest()[:32]

    def encode(self, message: object, number: int = 0) -> bytes:
        """The frame of a message. Raises WireError for one that cannot go over a link."""
        name, body = type(message).__name__, list[bytes]()
        if name not in self._forms or self._forms[name][0] is not type(message):
            raise WireError(f"{name} is no message of this side")
        head = [name, number, self._forms[name][1].write(message, body)]
        return framed(json.dumps(head, allow_nan=False, separators=(",", ":")).encode(), b"".join(body))

    def decode(self, frame: WireFrame) -> tuple[Any, int]:
        """A message and its number. Raises WireError, with one sentence, for whatever else there is in the frame."""
        head, body = _parsed(frame[0]), Body(frame[1])
        if not isinstance(head, list) or len(head) != 3 or not isinstance(head[0], str):
            raise WireError(sentence("The link brought something that is no message."))
        name, number, fields = head
        if name not in self._forms:
            raise WireError(sentence(f"The link brought a message that is not known here: {found(name)}."))
        if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number < 2**62:
            raise unusable(f"{name}: expected a number of the message, found {found(number)}")
        try:
            message = self._forms[name][1].read(fields, body, name)
            body.end()
        except WireError as error:
            raise unusable(str(error)) from None
        return message, number


def unusable(reason: str) -> WireError:
    """What is said of a message in which something is not as it should be."""
    return WireError(sentence(f"The link brought a message that cannot be used ({reason})."))


def _parsed(head: bytes) -> Any:
    try:
        return json.loads(head, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise WireError(sentence("The link brought something that is no message.")) from None


def _no_constant(text: str) -> NoReturn:
    raise ValueError(text)


def _said(base: type) -> list[type]:
    """The classes of the conversation that are of the *base* and are not a base themselves."""
    named = [getattr(messages, name) for name in messages.__all__]
    found = [each for each in named if isinstance(each, type) and issubclass(each, base)]
    return [each for each in found if not any(other is not each and issubclass(other, each) for other in found)]


@cache
def handshake() -> Language:
    """What both say first, in all versions."""
    return Language((Hello, EndServing, Welcome))


@cache
def of_watcher() -> Language:
    """What who watches may say."""
    commands, looks = get_args(messages.Command), _said(messages.Look)
    return Language((*commands, *looks, messages.LookBack, Forget, Hold, Received, Ping))


@cache
def of_server() -> Language:
    """What who serves may say."""
    events = [each for each in get_args(messages.Event) if each is not messages.Answer]
    return Language((*events, *_said(messages.Answer), Pong, Controlling, Retold, Taken, Ending))


@cache
def schema() -> str:
    """Of both sides together."""
    return hashlib.sha256((of_watcher().schema + of_server().schema).encode()).hexdigest()[:32]
