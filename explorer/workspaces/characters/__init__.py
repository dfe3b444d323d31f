"""Text, character by character: models that write text, and how far each character was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.state.workspace import Workspace
from explorer.workspaces.characters.facts import FACT_NAMES, facts
from explorer.workspaces.characters.state import KEY, WRITES, CharactersState, rewound
from trainers.kinds import Tokens

if TYPE_CHECKING:
    from explorer.state.room import Parts, Room


def make_parts(room: Room) -> Parts:
    from explorer.workspaces.characters.characters_panel import CharactersPanel

    return CharactersPanel(room)


CHARACTERS = Workspace(
    key=KEY,
    title="Text",
    needs=WRITES,
    lacking="None of these models writes text: begin with a preset that has one that does.",
    hint="Each model guesses the next character from those before it. Type a beginning: colours show where it was "
    "surprised, and below it goes on in its own words, with the same noise all along.",
    State=CharactersState,
    make_parts=make_parts,
    rewind=rewound,
    maps=False,
    loss_hint="How surprised the models are by a character, step by step, in nats: e to that power is a guess among so "
    "many. Dots are texts never trained on; the lines across are what counting alone can do.",
    claims=True,
    shows=frozenset({Tokens}),
    facts=facts,
    fact_names=FACT_NAMES,
)
