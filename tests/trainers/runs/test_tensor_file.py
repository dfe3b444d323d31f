"""The content of a safetensors file, against the library's own, and how much memory it takes."""

from __future__ import annotations

import pytest
import torch
from safetensors.torch import load, save
from torch import Tensor

from trainers.runs.tensor_file import tensor_pieces


def content(tensors: dict[str, Tensor]) -> bytes:
    return b"".join(tensor_pieces(tensors))


def test_it_is_what_the_library_writes() -> None:
    chance = torch.Generator().manual_seed(0)
    numbers = torch.randn(3, 4, generator=chance)
    dtypes = (torch.float32, torch.int64, torch.uint8, torch.float64, torch.bool, torch.int32, torch.float16,
              torch.bfloat16, torch.int8, torch.int16)  # fmt: skip
    for tensors in (
        {},
        {"a": numbers},
        {f"{place}.{dtype}": (9 * numbers).abs().to(dtype) for place in "zäb" for dtype in dtypes},
        {"scalar": torch.tensor(2.5), "none": torch.zeros(0, 3), "count": torch.tensor(7), "flags": numbers > 0},
    ):
        assert content(tensors) == save(tensors)
        for name, tensor in load(content(tensors)).items():
            assert torch.equal(tensor, tensors[name]) and tensor.dtype == tensors[name].dtype


def test_what_lies_apart_in_memory_is_written_in_its_order() -> None:
    turned = torch.arange(12.0).view(3, 4).T
    assert torch.equal(load(content({"turned": turned}))["turned"], turned)
    weight = torch.nn.Parameter(torch.ones(2, 2))
    assert torch.equal(load(content({"weight": weight}))["weight"], weight.detach())


def test_the_tensors_are_not_copied() -> None:
    tensor = torch.zeros(5)
    header, piece = tensor_pieces({"tensor": tensor})
    tensor[0] = 1.0
    assert isinstance(header, bytes) and bytes(piece)[:4] == b"\x00\x00\x80?"


def test_a_dtype_that_no_model_has_is_refused() -> None:
    with pytest.raises(KeyError, match="complex64"):
        tensor_pieces({"odd": torch.zeros(2, dtype=torch.complex64), "even": torch.zeros(2)})
