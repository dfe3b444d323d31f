"""What a user moves by hand of what a model has learned: checked before, and taken back where it cannot be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import torch
from torch import Tensor

from trainers.family import Family
from trainers.sentence import sentence

MOST_VALUES = 16  # arrays
MOST_NUMBERS = 2**22  # in all of them
LARGEST = 1e12


def adjust_by_hand(model: Family, label: str, values: Mapping[str, Any]) -> None:
    """Has *model*, which is called *label*, take *values*, arrays by the names that its family gives them. Raises
    ValueError with one sentence, and nothing has changed, not a bit."""
    if "adjustable" not in model.capabilities:
        raise ValueError(sentence(f"{label} cannot be adjusted by hand"))
    given = _checked(label, values)
    before = {name: tensor.detach().clone() for name, tensor in model.nets.state_dict().items()}
    try:
        with torch.no_grad():
            model.adjust(given)
        for name, tensor in model.nets.state_dict().items():
            if tensor.is_floating_point() and not tensor.isfinite().all():
                raise ValueError(sentence(f"{label}: expected values that leave {name} finite, found others"))
    except BaseException:
        model.nets.load_state_dict(before)
        raise


def _checked(label: str, values: Mapping[str, Any]) -> dict[str, Tensor]:
    """The arrays as finite float64 tensors of their own memory, on the CPU."""
    if not isinstance(values, Mapping) or not 1 <= len(values) <= MOST_VALUES:
        found = f"{len(values)}" if isinstance(values, Mapping) else type(values).__name__
        raise ValueError(sentence(f"{label}: expected 1 to {MOST_VALUES} arrays by name, found {found}"))
    given: dict[str, Tensor] = {}
    numbers = 0
    for name, array in values.items():
        if not isinstance(name, str) or not isinstance(array, np.ndarray) or array.dtype.kind not in "fiu":
            raise ValueError(sentence(f"{label}: expected arrays of numbers by name, found another"))
        numbers += array.size
        if numbers > MOST_NUMBERS:
            raise ValueError(sentence(f"{label}: expected at most {MOST_NUMBERS:,} numbers, found more"))
        with np.errstate(all="ignore"):  # what is too large becomes infinite, and is refused as that
            exact = array.astype(np.float64)
        if not (np.abs(exact) <= LARGEST).all():  # also where one of them is no number
            raise ValueError(sentence(f"{label}: expected numbers from -{LARGEST:g} to {LARGEST:g}, found others"))
        given[name] = torch.from_numpy(exact)
    return given
