"""What is said of a run that goes on beyond its plan, where its learning rates have fallen."""

from __future__ import annotations

from trainers.experiment import Experiment
from trainers.schedules import Clock


def rate_beyond(experiment: Experiment, step: int) -> float | None:
    """The share of its learning rates by which a run at *step* moves, the largest of all; None where it is not beyond
    its plan, or where they have not fallen."""
    clock = Clock(step, experiment.plan.steps)
    shares = [share for spec in experiment.models for share in spec.config.rate_shares(clock).values()]
    share = max(shares, default=1.0)
    return share if clock.step >= clock.total and share < 1 else None
