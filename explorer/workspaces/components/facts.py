"""What a lesson can ask about the workspace Component by component: figures of tables, of the cover, and of endings."""

from __future__ import annotations

import numpy as np

from explorer.state.state import AppState
from explorer.workspaces.components.channels import ENDINGS, EXACT, ORIGINAL, PICKED, TABLE, TRUTH
from explorer.workspaces.components.sites import Cover
from explorer.workspaces.components.state import ComponentsState, base_picture, known_pixels, predicting, shown_model
from trainers.lessons.facts import Fact

LEFT, ABOVE = (0, -1), (-1, 0)
FACT_NAMES = (
    "model", "temperature",
    # the table of small pictures: how many there are, their entropy, what a pixel sees, and how good that is
    "pictures", "entropy", "seen", "sees_left", "sees_above", "shared", "nats", "valid",
    "nats.*", "valid.*",  # of models, exactly
    # the picture that is finished
    "cover", "share", "covered", "noise", "endings", "different", "picked", "truth_nats", "ending_nats",
    "changed", "moved_before", "moved_least", "moved_most",
)  # fmt: skip


def facts(own: ComponentsState, state: AppState) -> dict[str, Fact]:
    """By name what is known of :data:`FACT_NAMES`.

    ``nats`` and ``valid`` are of the table that is chosen, ``nats.N`` and ``valid.N`` of model N over all pictures that
    there are. ``endings`` is how many are drawn, ``different`` how many of them are no copy of another one. Where a
    pixel was ``changed``, in every ending the pixels after it are drawn anew: at least ``moved_least`` and at most
    ``moved_most`` of them came out otherwise than they were, and ``moved_before`` of those before it."""
    if not predicting(state):
        return {}
    found: dict[str, Fact] = {"model": float(shown_model(state)), "temperature": own.temperature}
    return found | _of_table(own, state) | _of_picture(own, state) | _of_endings(own, state)


def _of_table(own: ComponentsState, state: AppState) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for model in predicting(state):
        if (exact := state.answer(EXACT, model)) is not None:
            found |= {f"nats.{model}": exact.nats, f"valid.{model}": exact.valid}
    fitted = state.answer(TABLE)
    if fitted is None:
        return found
    found |= {
        "pictures": float(len(fitted.pictures)), "entropy": fitted.entropy, "seen": float(len(own.context)),
        "sees_left": LEFT in own.context, "sees_above": ABOVE in own.context, "shared": own.shared,
    }  # fmt: skip
    for tried in own.tried:
        if (tried.context, tried.shared) == (own.context, own.shared):
            found |= {"nats": tried.nats, "valid": tried.valid}
    return found


def _of_picture(own: ComponentsState, state: AppState) -> dict[str, Fact]:
    picture = base_picture(state)
    if picture is None:
        return {}
    found: dict[str, Fact] = {
        "cover": str(own.cover), "share": own.share, "noise": float(own.seed), "picked": own.picked is not None,
        "covered": float((~known_pixels(own, picture)).sum()), "changed": own.changed is not None,
    }  # fmt: skip
    truth = state.answer(TRUTH if own.changed is None else ORIGINAL)
    if truth is not None:
        found["truth_nats"] = truth.nats
    picked = state.answer(PICKED)
    if own.picked is not None and picked is not None:
        found["ending_nats"] = picked.nats
    return found


def _of_endings(own: ComponentsState, state: AppState) -> dict[str, Fact]:
    endings, picture = state.answer(ENDINGS), base_picture(state)
    if endings is None or picture is None or not endings.last or endings.images.shape[1:] != picture.shape[1:]:
        return {}
    count = len(endings.images)
    different = len(np.unique(endings.images.reshape(count, -1), axis=0))
    found: dict[str, Fact] = {"endings": float(count), "different": float(different)}
    if own.changed_at is not None and own.cover is Cover.AFTER and own.known is not None:
        row, column = own.changed_at
        if (endings.images[:, :, row, column] != picture[:, :, row, column]).any():
            return found  # these were drawn before that pixel was changed
        moved = (endings.images != picture).any(axis=1)  # (N, H, W)
        after = (moved & ~own.known).sum(axis=(1, 2))
        found |= {
            "moved_before": float((moved & own.known).sum()),
            "moved_least": float(after.min()), "moved_most": float(after.max()),
        }  # fmt: skip
    return found
