"""The ways of looking at an experiment, and what each needs of its models."""

from __future__ import annotations

from collections.abc import Sequence

from trainers.catalog import FamilySpec

EXPLORE, COMPARE, ADVERSARIAL = "explore", "compare", "adversarial"
WORKSPACES = (EXPLORE, COMPARE, ADVERSARIAL)


def fits(workspace: str, specs: Sequence[FamilySpec]) -> bool:
    """Whether the models of an experiment have something to show there."""
    needed = {EXPLORE: "decodes", COMPARE: "encodes", ADVERSARIAL: "scores"}[workspace]
    return any(needed in spec.capabilities for spec in specs)


def suits(workspace: str, specs: Sequence[FamilySpec]) -> bool:
    """Whether an experiment with such models is one to begin with there."""
    scores = fits(ADVERSARIAL, specs)
    if workspace == ADVERSARIAL:
        return scores
    return not scores and (workspace != COMPARE or len(specs) > 1)


def opens_in(workspace: str, specs: Sequence[FamilySpec]) -> str:
    """Where an experiment is first seen that is opened in *workspace*: a game where it can be watched."""
    return ADVERSARIAL if specs and all("scores" in spec.capabilities for spec in specs) else workspace
