"""Tensors as the content of a safetensors file, without a copy of them: their own memory is written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

# In the order in which safetensors lays them down, each with its name there.
_TYPES = {
    "int64": "I64", "float64": "F64", "float32": "F32", "int32": "I32", "bfloat16": "BF16", "float16": "F16",
    "int16": "I16", "int8": "I8", "uint8": "U8", "bool": "BOOL",
}  # fmt: skip
_ALIGNED = 8  # bytes, at which the tensors begin


def tensor_pieces(tensors: Mapping[str, Tensor]) -> list[bytes | memoryview]:
    """The bytes that ``safetensors.torch.save`` gives for them, in pieces: a header, then each tensor. That function
    copies all of them twice. What the pieces are of must not be written to while they are in use. Raises KeyError for a
    dtype that no model has."""
    order = list(_TYPES)
    kinds = {name: str(tensor.dtype).removeprefix("torch.") for name, tensor in tensors.items()}
    names = sorted(tensors, key=lambda name: (order.index(kinds[name]) if kinds[name] in _TYPES else -1, name))
    pieces: list[bytes | memoryview] = [b""]
    header, end = {}, 0
    for name in names:
        piece = _bytes_of(tensors[name])
        begin, end = end, end + len(piece)
        header[name] = {
            "dtype": _TYPES[kinds[name]],
            "shape": [*tensors[name].shape],
            "data_offsets": [begin, end],
        }
        pieces.append(piece)
    told = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
    told += b" " * (-len(told) % _ALIGNED)
    pieces[0] = len(told).to_bytes(8, "little") + told
    return pieces


def _bytes_of(tensor: Tensor) -> memoryview:
    found: np.ndarray = tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy()
    return found.data
