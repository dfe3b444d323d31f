"""Models out of runs of their own, which stand side by side to be looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ModelOfRun:
    """One model of a saved run: the ``model``-th of the run in ``folder``, as it was saved at ``step``, after
    ``seconds`` of training. ``remark`` is a sentence on what of it cannot be compared with the first of those that it
    stands beside; empty where all can. ``name`` is that of its run where it is shown; empty: that of the folder."""

    folder: str
    model: int
    step: int
    seconds: float
    remark: str = ""
    settings: tuple[tuple[str, str], ...] = ()  # of its run and its data, by their labels in English
    name: str = ""


@dataclass(frozen=True)
class StoodBeside:
    """What was asked for by ``Begin.beside`` stands, with the weights of these steps: a run that somebody trains may
    have been saved once more since it was chosen."""

    run_id: int
    models: tuple[ModelOfRun, ...]
