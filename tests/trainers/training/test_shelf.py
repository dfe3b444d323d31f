"""Weights that lie in a file are the same as before, and their places are used again."""

from __future__ import annotations

import errno
import gc
import io
import os
import tempfile
from pathlib import Path

import pytest
import torch
from torch import Tensor

from trainers.training.shelf import Shelf, ShelvedTensors
from trainers.training.snapshot import Snapshot


def weights(seed: int) -> dict[str, Tensor]:
    generator = torch.Generator().manual_seed(seed)
    return {
        "layer.weight": torch.randn(3, 4, generator=generator).t(),  # not contiguous
        "norm.count": torch.tensor(seed),
        "table": torch.arange(6, dtype=torch.int32).reshape(2, 3),
        "mask": torch.tensor([True, False]),
        "half": torch.randn(5, generator=generator).bfloat16(),
        "nothing": torch.zeros(0, 4),
    }


def snapshot(step: int) -> Snapshot:
    return Snapshot(1, step, (weights(step), weights(100 + step)), (), keyframe=True)


def same(found: Snapshot, wanted: Snapshot) -> bool:
    pairs = zip(found.weights, wanted.weights, strict=True)
    return found.step == wanted.step and all(
        list(own) == list(other)
        and all(own[name].dtype == other[name].dtype and torch.equal(own[name], other[name]) for name in other)
        for own, other in pairs
    )


def test_what_is_put_there_comes_back_bit_by_bit() -> None:
    shelf = Shelf()
    kept = [shelf.put(snapshot(step)) for step in range(5)]
    for step in (3, 0, 4, 1, 2, 3):
        assert all(isinstance(each, ShelvedTensors) for each in kept[step].weights)
        assert same(kept[step], snapshot(step)) and kept[step].nbytes == snapshot(step).nbytes


def test_a_network_loads_them() -> None:
    net, other = torch.nn.Linear(3, 2), torch.nn.Linear(3, 2)
    kept = Shelf().put(Snapshot(1, 0, (net.state_dict(),), (), keyframe=True))
    other.load_state_dict(kept.weights[0])
    assert torch.equal(net.weight, other.weight) and torch.equal(net.bias, other.bias)


def test_the_place_of_a_forgotten_keyframe_is_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    make = tempfile.TemporaryFile
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **how: opened.append(make(dir=tmp_path, **how)) or opened[-1])
    shelf, kept = Shelf(), {}
    for step in range(50):
        kept[step] = shelf.put(snapshot(step))
        if step >= 4:
            del kept[min(kept) if step % 3 else max(kept)]
        assert all(same(each, snapshot(number)) for number, each in kept.items())
    (file,) = opened
    assert file.seek(0, 2) <= 6 * snapshot(0).nbytes
    assert list(tmp_path.iterdir()) == [], "a file without a name is left by nobody"
    del shelf
    kept.clear()
    gc.collect()
    assert file.closed


class FullDisk(io.BytesIO):
    def write(self, content: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_a_full_disk_leaves_them_in_memory(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    shelf, wanted = Shelf(), snapshot(1)
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **how: FullDisk())
    assert shelf.put(wanted) is wanted and "No space left" in caplog.text


def test_weights_of_another_size_stay_in_memory() -> None:
    shelf, larger = Shelf(), Snapshot(1, 1, ({"layer": torch.zeros(1000)},), (), keyframe=True)
    first = shelf.put(Snapshot(1, 0, ({"layer": torch.zeros(10)},), (), keyframe=True))
    assert shelf.put(larger) is larger and first.weights[0]["layer"].tolist() == [0.0] * 10
