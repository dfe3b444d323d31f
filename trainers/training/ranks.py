"""The processes that train one run together: each a *rank*, of which the first leads.

PyTorch's own ``torchrun`` starts them and tells each by the environment which one it is; they talk through a process
group of ``torch.distributed``: gloo between processors, NCCL between NVIDIA cards. All ranks build the same models from
the same seed and hold the same numbers, bit for bit, so there is nothing to be sent but what each has computed of its
share of a batch (:mod:`trainers.training.dealing`); and now and then all of it, for machines are not all alike.

A process that was started by itself is alone: for it nothing here does anything, and torch.distributed is not even
imported.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from trainers.knobs import ConfigError
from trainers.lazy import torch
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

MOST_RANKS = 4096
ANSWER_SECONDS = 25  # in a step; who has not answered by then has been stopped, or its machine is gone
PATIENCE = timedelta(hours=2)  # of those that wait for the leader to load data, to draw and to save
LEADER = 0


class RanksError(RuntimeError):
    """Another process of the training has ended, or does not answer."""

    def __init__(self) -> None:
        super().__init__("another process of this training has ended, or does not answer any more")


@dataclass(frozen=True)
class RankPlace:
    """Which of *count* processes this is, counted from 0, and which of ``local_count`` on its machine."""

    rank: int = 0
    count: int = 1
    local: int = 0
    local_count: int = 1

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> RankPlace:
        """As torchrun says it in the *environment*. Raises ConfigError for what it would not say."""
        if "RANK" not in environment and "WORLD_SIZE" not in environment:
            return cls()
        count = _number(environment, "WORLD_SIZE", 1, MOST_RANKS)
        local_count = _number(environment, "LOCAL_WORLD_SIZE", 1, count, default=count)
        rank = _number(environment, "RANK", 0, count - 1)
        local = _number(environment, "LOCAL_RANK", 0, local_count - 1, default=rank % local_count)
        return cls(rank, count, local, local_count)


def _number(environment: Mapping[str, str], name: str, least: int, most: int, default: int | None = None) -> int:
    found = environment.get(name, "" if default is None else str(default))
    if not (found.isascii() and found.isdigit() and least <= int(found) <= most):
        raise ConfigError(f"{name}: expected {least} to {most}, as torchrun says it, found {found[:40]!r}", name)
    return int(found)


class Ranks:
    """What one process of several knows of the others. Every method but the properties is called by all of them, in the
    same order. Raises RanksError where another one has ended."""

    def __init__(
        self, place: RankPlace | None = None, device: torch.device | None = None, group: Any = None, control: Any = None
    ) -> None:
        """*group* is for numbers on the *device*, *control* for words, and waits longer; None: this process is alone,
        on whatever device."""
        self.place = place or RankPlace()
        self.device = device
        self._group, self._control = group, control
        self._in_step = self._ended = False

    @property
    def count(self) -> int:
        return self.place.count

    @property
    def alone(self) -> bool:
        """Whether there are no others, so that nothing is to be dealt out."""
        return self.count == 1

    @property
    def leads(self) -> bool:
        """Whether this process decides, writes and speaks for all."""
        return self.place.rank == LEADER

    # ------------------------------------------------------------------ numbers

    def share(self, n: int) -> tuple[int, int]:
        """Where the share of this process of *n* rows begins and ends: all of one size, or of two that differ by 1."""
        return n * self.place.rank // self.count, n * (self.place.rank + 1) // self.count

    def total(self, own: Tensor) -> Tensor:
        """The sum over all processes of a tensor that has the same shape in each; every process gets the same bits."""
        summed = own.detach().clone(memory_format=torch.contiguous_format)
        with _answered():
            torch.distributed.all_reduce(summed, group=self._group)
        return summed

    def gather(self, own: Tensor, n: int) -> Tensor:
        """The whole of *n* rows of which each process has its share, as :meth:`share` has dealt them."""
        begin, end = self.share(n)
        assert len(own) == end - begin, f"{len(own)} rows, where {end - begin} were dealt"
        most = -(-n // self.count)  # rows of the largest share: what is gathered has to be of one size
        sent = own.detach().contiguous()
        if len(own) < most:
            sent = torch.cat([sent, sent.new_zeros(most - len(own), *own.shape[1:])])
        found = sent.new_empty(self.count * most, *own.shape[1:])
        with _answered():
            torch.distributed.all_gather([*found.split(most)], sent, group=self._group)
        if n == self.count * most:
            return found
        sizes = [n * (rank + 1) // self.count - n * rank // self.count for rank in range(self.count)]
        return torch.cat([part[:size] for part, size in zip(found.split(most), sizes, strict=True)])

    def align(self, tensors: Iterable[Tensor]) -> None:
        """Puts the leader's numbers into *tensors*, in every process. They are the same already where all processors
        are of one make; others round differently in the last bit, and would slowly come apart."""
        with torch.no_grad(), _answered():
            for tensor in tensors:
                sent = tensor.contiguous()
                torch.distributed.broadcast(sent, LEADER, group=self._group if _on_card(tensor) else self._control)
                if sent is not tensor and not self.leads:
                    tensor.copy_(sent)

    # ------------------------------------------------------------------ words

    def tell(self, content: bytes = b"") -> bytes:
        """What the leader tells all others: its *content*, whatever they hold themselves."""
        with _answered():
            size = torch.tensor([len(content)])
            torch.distributed.broadcast(size, LEADER, group=self._control)
            told = torch.zeros(int(size), dtype=torch.uint8)
            if self.leads and content:
                told = torch.frombuffer(bytearray(content), dtype=torch.uint8)
            if len(told):
                torch.distributed.broadcast(told, LEADER, group=self._control)
        return told.numpy().tobytes()

    def agree(self, trouble: str = "") -> tuple[int, str]:
        """The first of the processes that has *trouble*, and what it is; the empty text where none has any. Nobody is
        told before all have come here."""
        words = torch.frombuffer(bytearray(trouble.encode()[:_MOST_WORDS].ljust(_MOST_WORDS, b"\0")), dtype=torch.uint8)
        heard = [torch.zeros_like(words) for _ in range(self.count)]
        with _answered():
            torch.distributed.all_gather(heard, words, group=self._control)
        for rank, each in enumerate(heard):
            if text := each.numpy().tobytes().rstrip(b"\0").decode(errors="ignore"):
                return rank, text
        return LEADER, ""

    # ------------------------------------------------------------------ steps

    @contextmanager
    def step(self) -> Iterator[None]:
        """A step that all take: the leader calls the others to it, who wait in :meth:`called`."""
        if self.alone:
            yield
            return
        if self.leads:
            self._call(True)
        self._in_step = True
        yield
        self._in_step = False  # not after an exception: the others may be anywhere in the step

    def called(self) -> bool:
        """Whether the leader calls to one more step; false once it has ended the training."""
        return self._call(False)

    def end(self) -> None:
        """The leader takes no more steps, and the others may go. May be called twice. Of a step that has failed they
        hear by themselves: the connection breaks."""
        if not (self.alone or self._ended or self._in_step or not self.leads):
            self._ended = True
            with suppress(RanksError):
                self._call(False)

    def leave(self) -> None:
        """This process takes no part any more."""
        self._group = self._control = None
        self._ended = True

    def _call(self, on: bool) -> bool:
        word = torch.tensor([int(on)])
        with _answered():
            torch.distributed.broadcast(word, LEADER, group=self._control)
        return bool(word)


ALONE = Ranks()
_MOST_WORDS = 1000  # bytes of a trouble


def _on_card(tensor: Tensor) -> bool:
    """Whether its numbers do not go by gloo; an optimiser counts its steps beside the card."""
    return tensor.device.type != "cpu"


@contextmanager
def _answered() -> Iterator[None]:
    try:
        yield
    except RuntimeError:  # gloo and NCCL say with which socket
        raise RanksError from None


@contextmanager
def joined(place: RankPlace, device: torch.device | None = None) -> Iterator[Ranks]:
    """The processes that torchrun has started, who can talk to each other inside, each on its *device*. Raises
    ConfigError where they do not find each other."""
    if place.count == 1:
        yield ALONE
        return
    import torch.distributed as dist

    device = device or torch.device("cpu")
    if not dist.is_available():
        raise ConfigError(sentence("torchrun: this build of PyTorch has no torch.distributed"), "torchrun")
    try:
        # Words always go by gloo: they are not on a card.
        dist.init_process_group("gloo", timeout=PATIENCE)
        backend = "nccl" if device.type == "cuda" else "gloo"
        group = dist.new_group(backend=backend, timeout=timedelta(seconds=ANSWER_SECONDS))
    except (RuntimeError, ValueError) as error:
        reason = str(error).splitlines()[0][:200]
        raise ConfigError(f"torchrun: the processes do not find each other ({reason})", "torchrun") from None
    ranks = Ranks(place, device, group, dist.group.WORLD)
    try:
        yield ranks
    finally:
        ranks.end()
        ranks.leave()
        del group  # the threads of a group that somebody still knows of would be cut short with the interpreter
        with suppress(RuntimeError):
            dist.destroy_process_group()


def rank_threads(given: int | None) -> int:
    """How many threads each of several processes computes with, which must be as many in all of them: as asked for, as
    OMP_NUM_THREADS says, which torchrun sets to 1, or one."""
    said = os.environ.get("OMP_NUM_THREADS", "")
    return given or (int(said) if said.isascii() and said.isdigit() and 1 <= int(said) <= MOST_RANKS else 1)
