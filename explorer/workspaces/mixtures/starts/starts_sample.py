"""Eight beginnings of the sample mixture, each fitted with numpy until it rests."""

from __future__ import annotations

import numpy as np

from explorer.workspaces.mixtures.view.mixture_sample import fitted_to, joint_of, sample_places
from trainers.messages.mixture import Components, StartsTried, StartTried

STEPS = 40


def sample_starts(count: int = 8) -> StartsTried:
    """Beginnings at three examples each, any of them."""
    places = sample_places()
    tries = []
    for seed in range(1, count + 1):
        chosen = np.random.default_rng(seed).choice(len(places), 3, replace=False)
        first = now = Components(np.full(3, 1 / 3), places[chosen].astype(np.float64), np.array([np.eye(2) * 0.02] * 3))
        for _ in range(STEPS):
            joint = joint_of(places, now)
            now = fitted_to(places, joint / joint.sum(axis=1, keepdims=True))
        likelihood = float(np.log(joint_of(places, now).sum(axis=1)).mean())
        tries.append(StartTried(seed, first, now, likelihood, STEPS))
    return StartsTried(1, 1, "mixture starts 0", 0, 0, tuple(tries), places, count)
