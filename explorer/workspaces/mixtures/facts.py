"""What a lesson can ask about the workspace Mixtures: how likely, how narrow and how torn, and where else it led."""

from __future__ import annotations

import numpy as np

from explorer.state.state import AppState
from explorer.workspaces.mixtures.channels import MIXTURE, STARTS
from explorer.workspaces.mixtures.state import MixturesState, fitted, shown_model
from trainers.lessons.facts import Fact
from trainers.messages import MixtureShown

SURE = 0.9  # the share from which on an example belongs to one component
OF_EACH = ("nats", "collapsed", "narrowest", "torn", "asked")
FACT_NAMES = (
    *OF_EACH, *(f"{name}.*" for name in OF_EACH),
    "gained", "begun", "tried", "best", "worst",
)  # fmt: skip


def facts(own: MixturesState, state: AppState) -> dict[str, Fact]:
    """By name what is known of :data:`FACT_NAMES`: of the mixture that is chosen, and with a number of each.

    ``nats`` is the mean log-likelihood of the examples, ``gained`` what the last move has added to it; ``asked`` says
    that the shares are those of the components as they are, so that M comes next. ``torn`` is the share of the examples
    that no component has for itself, ``collapsed`` the number of components as narrow as the floor allows, and
    ``narrowest`` the least standard deviation of one in any direction, as a share of that of the examples. ``begun`` is
    the beginning that was chosen last; of the ``tried`` ones the ``best`` and the ``worst`` came to so many nats."""
    model = shown_model(state)
    found: dict[str, Fact] = {}
    for each in fitted(state):
        shown = state.answer(MIXTURE, each)
        if shown is not None:
            measured = _of_mixture(shown)
            found |= {f"{name}.{each}": value for name, value in measured.items()}
            found |= measured if each == model else {}
    gain = own.gains.get(model)
    if gain is not None and gain.gained is not None:
        found["gained"] = gain.gained
    if model in own.begun:
        found["begun"] = float(own.begun[model])
    tried = state.answer(STARTS, model)
    if model >= 0 and tried is not None and tried.tries:
        reached = [each.log_likelihood for each in tried.tries if not each.collapsed]
        found["tried"] = float(len(tried.tries))
        found |= {"best": max(reached), "worst": min(reached)} if reached else {}
    return found


def _of_mixture(shown: MixtureShown) -> dict[str, Fact]:
    found: dict[str, Fact] = {
        "nats": shown.log_likelihood, "collapsed": float(len(shown.collapsed)), "asked": shown.is_asked
    }  # fmt: skip
    if len(shown.shares):
        found["torn"] = float((shown.shares.max(axis=1) < SURE).mean())
    spread = float(np.sqrt(shown.places.var(axis=0).mean())) if len(shown.places) else 0.0
    least = float(np.linalg.eigvalsh(shown.now.covariances)[..., -min(shown.width, 2)].min())
    if spread > 0:
        found["narrowest"] = float(np.sqrt(max(least, 0.0))) / spread
    return found
