"""What a lesson can ask about the workspace Adversarial: the chosen fake, D over the plane, and how good fakes are."""

from __future__ import annotations

import numpy as np

from explorer.state.state import AppState
from explorer.workspaces.adversarial.channels import ARENA, INSPECTED, MEASURED, SCORES
from explorer.workspaces.adversarial.history import history_point
from explorer.workspaces.adversarial.state import AdversarialState, Chosen
from trainers.lessons.facts import Fact
from trainers.messages import ArenaShown, FakeInspected
from trainers.metrics.modes import present_modes

OF_FAKE = ("belief", "minimax", "non_saturating", "label", "after_belief")
OF_ARENA = ("lowest", "highest", "off_ideal", "copy")
OF_SAMPLES = ("modes", "clouds", "on_clouds", "coverage", "duplicates", "sliced_w1", "agreement", "measured_at")
FACT_NAMES = ("fake", *OF_FAKE, *OF_ARENA, *OF_SAMPLES, "accuracy", "js_bound")
_FIGURES = {  # by the names of trainers.looking.sample_quality
    "on_clouds": "high_quality_share",
    "coverage": "coverage",
    "duplicates": "duplicate_share",
    "sliced_w1": "sliced_w1",
    "agreement": "label_agreement",
}


def facts(own: AdversarialState, state: AppState) -> dict[str, Fact]:
    """By name what is known of :data:`FACT_NAMES`, of the game that is chosen.

    Of the ``fake`` that was chosen, which has this number: what D believes of it, how hard either loss pushes G because
    of it, the ``label`` that it was asked for, and what the same D believes after one step of G. Of the plane: the
    ``lowest`` and the ``highest`` belief of D, and how far it is ``off_ideal``, the mean distance from the best D there
    could be, at the fakes; ``copy`` says that this D is a copy trained to its best. Of many fakes: how many ``modes``
    of all ``clouds`` they hit, the share ``on_clouds``, that of ``duplicates``, the distance ``sliced_w1`` from
    held-out examples, the share in ``agreement`` with the class they were asked for; ``measured_at`` is the step of
    these. ``accuracy`` is D's on held-out examples and fakes, ``js_bound`` the bound on the divergence in nats."""
    model = _model(own, state)
    if model < 0:
        return {}
    found: dict[str, Fact] = {}
    chosen, inspected = own.chosen.get(model), state.answer(INSPECTED, model)
    if chosen is not None and inspected is not None and np.array_equal(np.ravel(inspected.z), np.ravel(chosen.z)):
        found |= _of_fake(inspected, chosen)
    arena = state.answer(ARENA, model)
    if arena is not None and arena.is_belief:
        found |= _of_arena(arena) | {"copy": own.optimum and arena.trained > 0}
    found |= _of_samples(state, model)
    return {name: value for name, value in found.items() if not isinstance(value, float) or np.isfinite(value)}


def _model(own: AdversarialState, state: AppState) -> int:
    """The game that is chosen, else the first; -1 where there is none."""
    playing = [model for model, spec in enumerate(state.model_specs) if "scores" in spec.capabilities]
    return own.model if own.model in playing else playing[0] if playing else -1


def _of_fake(inspected: FakeInspected, chosen: Chosen) -> dict[str, Fact]:
    found: dict[str, Fact] = {
        "fake": float(chosen.index),
        "belief": inspected.belief,
        "minimax": inspected.minimax,
        "non_saturating": inspected.non_saturating,
        "after_belief": inspected.after_belief,
    }
    return found | ({"label": float(chosen.label)} if chosen.label >= 0 else {})


def _of_arena(arena: ArenaShown) -> dict[str, Fact]:
    surface, ideal = arena.surface, arena.optimum
    found: dict[str, Fact] = {"lowest": float(surface.min()), "highest": float(surface.max())}
    if ideal is not None and ideal.shape == surface.shape and len(arena.fakes):
        rows, columns = surface.shape
        x0, y0, x1, y1 = arena.extent
        column = np.floor((arena.fakes[:, 0] - x0) / (x1 - x0) * columns).astype(int)
        row = np.floor((y1 - arena.fakes[:, 1]) / (y1 - y0) * rows).astype(int)
        seen = (column >= 0) & (column < columns) & (row >= 0) & (row < rows)
        if seen.any():
            off = np.abs(surface - ideal)[row[seen], column[seen]]
            found["off_ideal"] = float(off.mean())
    return found


def _of_samples(state: AppState, model: int) -> dict[str, Fact]:
    measured, scores = state.answer(MEASURED, model), state.answer(SCORES, model)
    found: dict[str, Fact] = {}
    if scores is not None:
        found["js_bound"] = scores.js_bound
    if measured is None:
        return found
    found["measured_at"] = float(measured.step)
    found |= {name: measured.figures[figure] for name, figure in _FIGURES.items() if figure in measured.figures}
    if measured.mode_shares is not None:
        shares = tuple(float(share) for share in measured.mode_shares)
        found |= {"modes": float(present_modes(shares)), "clouds": float(len(shares))}
    if scores is not None:
        found["accuracy"] = history_point(measured, scores, None).held_out_accuracy
    return found
