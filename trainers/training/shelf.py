"""Tensors in a temporary file: dozens of keyframes of one run, or the state that a large model falls back to, would
fill the memory of a small machine, and few of them are ever asked for."""

from __future__ import annotations

import logging
import tempfile
import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import IO, TYPE_CHECKING

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.training.snapshot import Snapshot

log = logging.getLogger(__name__)


class Shelf:
    """Holds tensors of one run, those of each keyframe in a place of their own, which is used again when a keyframe is
    forgotten. The file has no name that outlives the process, and ends with the last of them. Any thread may use it."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._lock = threading.Lock()
        self._width = 0  # bytes of a place: keyframes of one run are of equal size
        self._free: list[int] = []
        self._count = 0

    def put(self, snapshot: Snapshot) -> Snapshot:
        """*snapshot*, its weights no longer in memory; as it is where the disk does not take them."""
        if not 0 < snapshot.nbytes <= (self._width or snapshot.nbytes):
            return snapshot
        try:
            return replace(snapshot, weights=self.lay(snapshot.weights))
        except OSError as error:
            log.warning("the weights of a keyframe stay in memory: %s", error)
            return snapshot

    def lay(self, several: Sequence[Mapping[str, Tensor]]) -> tuple[ShelvedTensors, ...]:
        """*several* mappings of tensors, which lie in one place from now on, no larger than the first. Raises
        OSError."""
        with self._lock:
            self._width = self._width or sum(tensor.nbytes for each in several for tensor in each.values())
            if self._file is None:
                self._file = tempfile.TemporaryFile(prefix="latent-explorer-", buffering=0)  # noqa: SIM115
                weakref.finalize(self, self._file.close)
            place = _Place(self, self._free.pop() if self._free else self._count)
            offset = place.index * self._width
            laid = []
            self._file.seek(offset)
            for tensors in several:
                shapes = {}
                for name, tensor in tensors.items():
                    flat = tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy()
                    _write(self._file, flat.data)
                    shapes[name] = (offset, tensor.shape, tensor.dtype)
                    offset += flat.nbytes
                laid.append(ShelvedTensors(place, shapes))
            self._count = max(self._count, place.index + 1)
        return tuple(laid)

    def read(self, offset: int, shape: torch.Size, dtype: torch.dtype) -> Tensor:
        """A tensor of its own. Raises OSError."""
        found = torch.empty(shape, dtype=dtype)
        into = found.reshape(-1).view(torch.uint8).numpy().data
        assert self._file is not None, "nothing was put here"
        with self._lock:
            self._file.seek(offset)
            while into:
                if not (count := self._file.readinto(into)):  # type: ignore[attr-defined]  # of a file without buffer
                    raise OSError("the temporary file has become shorter")
                into = into[count:]
        return found

    def give_back(self, index: int) -> None:
        self._free.append(index)  # not under the lock: a keyframe may be forgotten while this thread holds it


class _Place:
    """One of a shelf's; it is free again once nobody has the tensors in it."""

    def __init__(self, shelf: Shelf, index: int) -> None:
        self.shelf, self.index = shelf, index
        weakref.finalize(self, shelf.give_back, index).atexit = False


class ShelvedTensors(Mapping[str, "Tensor"]):
    """Tensors by their names; each is read when it is asked for. On the CPU, wherever they were."""

    def __init__(self, place: _Place, shapes: Mapping[str, tuple[int, torch.Size, torch.dtype]]) -> None:
        self._place, self._shapes = place, shapes

    def __getitem__(self, name: str) -> Tensor:
        return self._place.shelf.read(*self._shapes[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._shapes)

    def __len__(self) -> int:
        return len(self._shapes)

    def __contains__(self, name: object) -> bool:
        return name in self._shapes

    @property
    def nbytes(self) -> int:
        """The bytes of all of them."""
        return sum(shape.numel() * dtype.itemsize for _, shape, dtype in self._shapes.values())


def _write(file: IO[bytes], content: memoryview) -> None:
    while content:
        content = content[file.write(content) :]
