"""What a user has chosen in the Adversarial workspace."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from trainers.examples import Float32
from trainers.knobs import KnobRole
from trainers.verdict.verdict import Remedy


@dataclass(frozen=True, eq=False)
class Chosen:
    """A fake that is looked at closely: its place among those shown, its code (latent_dim,), and its class or -1."""

    index: int
    z: Float32
    label: int = -1


@dataclass(frozen=True)
class Applied:
    """A remedy that the user has taken in the run ``run_id`` at its ``step``, for a verdict of a ``kind``, and what the
    knobs were ``before``. ``previous`` is the one that was taken before it and did not help, if it can still be undone
    once this one has been; ``times`` counts it and all before it."""

    kind: str
    remedy: Remedy
    before: Mapping[KnobRole, float]
    step: int = 0
    run_id: int = 0
    previous: Applied | None = None
    times: int = 1


@dataclass(frozen=True)
class GameState:
    """``chosen`` and ``applied`` by model; ``optimum``: the arena shows a copy of D that was trained with G held still;
    ``line``: where the walk through the algorithm stands; ``model``: whose scores, generations and moves are shown;
    ``came_back``: the number of the run and the step at which older weights of all models came back last, or None."""

    chosen: Mapping[int, Chosen] = field(default_factory=dict)
    applied: Mapping[int, Applied] = field(default_factory=dict)
    optimum: bool = False
    line: int = 0
    model: int = 0
    came_back: tuple[int, int] | None = None

    def with_chosen(self, model: int, chosen: Chosen) -> GameState:
        return replace(self, chosen={**self.chosen, model: chosen})

    def with_optimum(self, shown: bool) -> GameState:
        return replace(self, optimum=shown)

    def with_line(self, line: int) -> GameState:
        return replace(self, line=line)

    def with_model(self, model: int) -> GameState:
        return replace(self, model=model)

    def with_applied(self, model: int, applied: Applied | None) -> GameState:
        others = {other: each for other, each in self.applied.items() if other != model}
        return replace(self, applied=others if applied is None else {**others, model: applied})

    def with_came_back(self, came_back: tuple[int, int] | None) -> GameState:
        return replace(self, came_back=came_back)
