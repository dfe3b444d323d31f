"""Adversarial: generator and discriminator against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.state.workspace import Workspace
from explorer.workspaces.adversarial.facts import FACT_NAMES, facts
from explorer.workspaces.adversarial.state import KEY, AdversarialState, forked, reduce

if TYPE_CHECKING:
    from explorer.state.room import Parts, Room


def make_parts(room: Room) -> Parts:
    from explorer.workspaces.adversarial.adversarial_panel import AdversarialPanel

    return AdversarialPanel(room)


ADVERSARIAL = Workspace(
    key=KEY,
    title="Adversarial",
    needs="scores",
    lacking="None of these models has a discriminator: begin with a preset that has one.",
    hint="G forges from noise, D tells forgeries from real. Click a fake to see D's score of it and the push "
    "that this gives G.",
    State=AdversarialState,
    make_parts=make_parts,
    reduce=reduce,
    fork=forked,
    maps=False,
    loss_hint="Each player against the other, step by step: no measure of how good the fakes are.",
    claims=True,
    facts=facts,
    fact_names=FACT_NAMES,
)
