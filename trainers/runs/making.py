"""How the loop of a run is made: in one process, or in several that train it together, who are told what by the leader.

Only the leader reads what the user has given it, and the run folder; the others need nothing but the data, which the
first process of each machine loads before its neighbours do, for it may have to fetch them.
"""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.runs.tensor_file import tensor_pieces
from trainers.training.loop import Loop
from trainers.training.loop_state import LoopState
from trainers.training.ranks import ALONE, Ranks

if TYPE_CHECKING:
    import torch


class AnotherRefused(Exception):
    """Another process cannot begin, and the leader says why."""


def load_examples(experiment: Experiment, context: LoadContext) -> Examples:
    """The experiment's data. Raises DataError or Cancelled."""
    return find_dataset(experiment.dataset).load(experiment.dataset_config, context)


def make_loop(
    experiment: Experiment,
    context: LoadContext,
    device: torch.device,
    ranks: Ranks = ALONE,
    state: LoopState | None = None,
) -> tuple[Loop, Examples]:
    """A loop at the beginning, or in a saved *state*, and its data; the one that leads *ranks* tells the others. Raises
    ConfigError, DataError, Cancelled, or StateError for a state that does not fit."""
    if ranks.alone:
        return _made(experiment, context, device, ranks, state)
    ranks.tell(experiment.to_toml().encode())
    ranks.tell(b"" if state is None else json.dumps(state.position).encode())
    ranks.tell(b"" if state is None else b"".join(tensor_pieces(state.tensors)))
    return _made_together(experiment, context, device, ranks, state)


def hear_loop(context: LoadContext, ranks: Ranks) -> Loop:
    """The loop of a process that does not lead, in the state in which that of the leader is. Raises AnotherRefused
    where the leader speaks of what is wrong, be it with this process."""
    from safetensors.torch import load

    experiment = Experiment.parse(tomllib.loads(ranks.tell().decode()))
    position, tensors = ranks.tell(), ranks.tell()
    state = LoopState(load(tensors), json.loads(position)) if position else None
    try:
        assert ranks.device is not None, "only one of several processes hears of a loop"
        return _made_together(experiment, context, ranks.device, ranks, state)[0]
    except Exception as error:
        raise AnotherRefused from error


def _made_together(
    experiment: Experiment, context: LoadContext, device: torch.device, ranks: Ranks, state: LoopState | None
) -> tuple[Loop, Examples]:
    failed: Exception | None = None
    made: tuple[Loop, Examples] | None = None
    for first in (True, False):
        if (ranks.place.local == 0) is first:
            try:
                made = _made(experiment, context, device, ranks, state)
            except Exception as error:  # whatever it is, the others wait to hear of it
                failed = error
        rank, trouble = ranks.agree("" if failed is None else f"{failed}" or type(failed).__name__)
        if failed is not None:
            raise failed
        if trouble:
            raise ConfigError(f"process {rank}: {trouble}", "torchrun")
    assert made is not None
    return made


def _made(
    experiment: Experiment, context: LoadContext, device: torch.device, ranks: Ranks, state: LoopState | None
) -> tuple[Loop, Examples]:
    examples = load_examples(experiment, context)
    loop = Loop(experiment, examples, device, ranks)
    if not ranks.alone:
        loop.notes.append(
            f"{ranks.count} processes train together; each takes a share of every batch through networks of some size."
        )
        for spec, model in zip(loop.experiment.models, loop.models, strict=True):
            if not model.optimizers:
                loop.notes.append(f"{spec.label} has no network to share, so every process computes all of it.")
    if state is not None:
        loop.load_state(state)
    if loop.batch_size < ranks.count:
        raise ConfigError(
            f"torchrun: {ranks.count} processes cannot share batches of {loop.batch_size}; start no more than that, or "
            "take larger batches",
            "torchrun",
        )
    return loop, examples
