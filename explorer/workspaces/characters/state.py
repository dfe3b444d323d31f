"""What a user has chosen in the workspace of text."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from explorer.state.state import AppState
from explorer.workspaces.characters.guess.guess_game import GuessGame
from trainers.kinds import Tokens

if TYPE_CHECKING:
    from explorer.state.session import Session

KEY = "characters"
WRITES = "writes"  # the capability of a model that has something to show here
COUNTS = (1, 12)  # endings of a model
HOTTEST = 2.0  # temperature
WRITE_PAGE, NEXT_PAGE = "write", "next"  # the first page of the card at the left, and of that at the right


@dataclass(frozen=True)
class CharactersState:
    """``text`` is the beginning, ``caret`` the place before which the caret stands in it, from 0. ``count`` endings are
    written for each model, at a ``temperature``, with the noise of ``seed``; they come into sight with a ``speed`` from
    0 to 1, at once. ``held_out`` is the number of the held-out text that was put in last, -1 before any was.
    ``desk_page`` and ``coming_page`` are shown at the left and at the right. ``guessing`` is the game of who
    guesses first. ``quality`` is the name of what the texts are judged by at each temperature; "" for what tells
    most."""

    text: str = ""
    caret: int = 0
    temperature: float = 1.0
    count: int = 8
    seed: int = 0
    speed: float = 1.0
    held_out: int = -1
    desk_page: str = WRITE_PAGE
    coming_page: str = NEXT_PAGE
    guessing: GuessGame = field(default_factory=GuessGame)
    quality: str = ""


def rewound(own: CharactersState) -> CharactersState:
    """From step 0 on the same beginning is gone on with, and the same pages are seen; who guesses first is open."""
    return replace(own, guessing=GuessGame())


def characters_of(state: AppState) -> CharactersState:
    """What is chosen in the workspace."""
    return state.own(KEY, CharactersState)


def choose(session: Session, **choices: Any) -> None:
    """Changes fields of :class:`CharactersState`. The caret stays within the text."""
    own = replace(characters_of(session.state), **choices)
    own = replace(own, caret=min(max(own.caret, 0), len(own.text)))
    if own != characters_of(session.state):  # a key tells of text and caret, and then of the caret once more
        session.keep(KEY, own)


def writing(state: AppState) -> list[int]:
    """The models that write."""
    return [model for model, spec in enumerate(state.model_specs) if WRITES in spec.capabilities]


def vocabulary(state: AppState) -> tuple[str, ...]:
    """The characters of the data, by index; none as long as there are no texts."""
    kind = None if state.data is None else state.data.kind
    return kind.vocabulary if isinstance(kind, Tokens) else ()


def in_lines(state: AppState) -> bool:
    """Whether each text is a line, which ends with the first character of the vocabulary."""
    kind = None if state.data is None else state.data.kind
    return isinstance(kind, Tokens) and kind.lines


def next_held_out(state: AppState) -> tuple[int, str] | None:
    """The number of the held-out text after the one that was put in last, and the text; None where there is none."""
    data = state.data
    if data is None or not len(data.probe) or data.probe.dtype.kind != "U":
        return None
    number = (characters_of(state).held_out + 1) % len(data.probe)
    return number, str(data.probe[number])
