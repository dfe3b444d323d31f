"""A stopped run as plain tensors and numbers: everything that decides how it goes on, bit for bit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from trainers.disk.limits import MOST_COUNT
from trainers.family import Family

POSITION = ("step", "place", "images_seen", "batch_size", "device", "live_knobs")


class StateError(ValueError):
    """A saved state does not fit the experiment. The text is one sentence: what was expected, what was found."""


@dataclass(frozen=True)
class LoopState:
    """``tensors`` by flat names, ``position`` in plain JSON values; see ``Loop.state`` and ``Loop.load_state``.

    The tensors are weights ``models.0.nets.*``, their display averages ``models.0.average.*``,
    ``models.0.optimizers.<name>.<place>.<key>``, generator states and the order of the images. But for those of
    ``Loop.live_state`` they are copies that nobody writes to.
    """

    tensors: Mapping[str, Tensor]
    position: dict[str, Any]


def thread_record(position: Mapping[str, Any]) -> list[tuple[int, int]]:
    """The numbers of threads that a saved run was trained with, as ``Threads.record``; nothing in a save of an older
    version. Raises StateError."""
    found = position.get("threads", [])
    pairs: list[Any] = found if isinstance(found, list) else [found]
    for pair in pairs:
        whole = isinstance(pair, list | tuple) and len(pair) == 2 and all(type(number) is int for number in pair)
        if not whole or pair[0] < 0 or pair[1] < 1:
            raise StateError(f"saved state: expected threads as steps and numbers, found {str(pair)[:40]}")
    return sorted((step, count) for step, count in pairs)


def check_fit(state: LoopState, shapes: Mapping[str, torch.Size], generators: tuple[str, ...]) -> None:
    """Raises StateError unless all that has to be there is there, in the right shapes and kinds."""
    for key in POSITION:
        if key not in state.position:
            raise StateError(f"saved state: {key} is missing")
    for name in generators:
        if name not in state.tensors:
            raise StateError(f"saved state: {name} is missing")
    for name, shape in shapes.items():
        found = state.tensors.get(name)
        if found is None or found.shape != shape:
            what = "nothing" if found is None else f"{tuple(found.shape)}"
            raise StateError(f"saved state: expected {name} of shape {tuple(shape)}, found {what}")
    for name in generators:
        check_generator(name, state)
    check_position(state)


def check_counts(name: str, tensor: Tensor) -> None:
    """Raises StateError for whole numbers that nobody can have counted: what a model learns in them are counts."""
    if tensor.dtype == torch.int64 and tensor.numel():
        least, most = (int(number) for number in tensor.aminmax())
        if least < 0 or most > MOST_COUNT:
            found = least if least < 0 else most
            raise StateError(f"saved state: expected {name} to count from 0 to {MOST_COUNT:,}, found {found:,}")


def check_position(state: LoopState) -> None:
    """Raises StateError unless the order holds every image once, and the place in it is one."""
    order, position = state.tensors["order.permutation"].cpu(), state.position
    if order.dtype != torch.int64 or not torch.equal(order.sort().values, torch.arange(len(order))):
        raise StateError("saved state: expected order.permutation to hold every image once, found another order")
    if not 0 <= position["place"] <= len(order):
        raise StateError(f"saved state: expected a place from 0 to {len(order)}, found {position['place']}")


def check_learned(prefix: str, model: Family, state: LoopState) -> None:
    """Raises StateError for what a *model* whose tensors' names begin with *prefix* cannot have learned."""
    try:
        model.check_learned({name: state.tensors[f"{prefix}{name}"] for name in model.nets.state_dict()})
    except ValueError as error:
        raise StateError(f"saved state: {error}") from None


def check_generator(name: str, state: LoopState) -> None:
    """Raises StateError unless the tensor *name* is the state of a generator of the device that it was saved on."""
    tensor = state.tensors[name]
    if tensor.dtype != torch.uint8 or tensor.ndim != 1:
        raise StateError(f"saved state: expected {name} to be bytes, found {tuple(tensor.shape)} of {tensor.dtype}")
    if state.position["device"] == "cpu":  # those of other devices are theirs to check
        try:
            torch.Generator().set_state(tensor.cpu())
        except RuntimeError:
            raise StateError(f"saved state: expected {name} to be a generator's state, found other bytes") from None


def copies(live: Mapping[str, Tensor], former: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Copies of *live* tensors, in the memory of *former* ones of the same name where these are of the same make."""
    fitting = {name for name, tensor in live.items() if name in former and _is_alike(former[name], tensor)}
    # First what takes memory, of which there may be too little: until then nothing of the former ones has changed.
    made = {name: tensor.detach().clone() for name, tensor in live.items() if name not in fitting}
    with torch.no_grad():
        return {name: former[name].copy_(live[name]) if name in fitting else made[name] for name in live}


def _is_alike(one: Tensor, other: Tensor) -> bool:
    return (one.shape, one.dtype, one.device) == (other.shape, other.dtype, other.device)


def optimizer_tensors(prefix: str, optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """What the optimiser remembers, no copies, named ``<prefix><place of the parameter>.<key>``."""
    return {
        f"{prefix}{place}.{key}": value
        for place, entries in optimizer.state_dict()["state"].items()
        for key, value in entries.items()
        if isinstance(value, Tensor)
    }


def optimizer_entries(state: LoopState, prefix: str, optimizer: torch.optim.Optimizer) -> dict[int, dict[str, Tensor]]:
    """The inverse: copies by place and key, as ``load_state_dict`` takes them. Raises StateError when they do not fit.

    Copies, because the optimiser keeps what it is given and writes into it.
    """
    shapes = [parameter.shape for group in optimizer.param_groups for parameter in group["params"]]
    entries: dict[int, dict[str, Tensor]] = {}
    for name, tensor in state.tensors.items():
        if not name.startswith(prefix):
            continue
        place, _, key = name.removeprefix(prefix).partition(".")
        if not place.isdigit() or int(place) >= len(shapes) or tensor.shape not in (shapes[int(place)], torch.Size()):
            raise StateError(f"saved state: {name} of shape {tuple(tensor.shape)} fits no weight")
        entries.setdefault(int(place), {})[key] = tensor.clone()
    if entries and (len(entries) != len(shapes) or len({frozenset(entry) for entry in entries.values()}) != 1):
        raise StateError(f"saved state: {prefix.rstrip('.')} is not complete")
    return entries
