"""How many threads train: all of them while the machine is free, fewer while other programs use it.

Threads that compute one thing together wait for the slowest of them. Beside a program that holds a core, two threads on
two cores spend nearly all their time waiting for each other: measured on two cores (steps/s alone, beside one that
spins, beside two), two threads 93, 19, 35 and one thread 66, 63, 41 for a 2-D VAE on MNIST; 17, 2.4, 3.1 and 14, 11, 8
for a convolutional GAN. One thread overtakes two where others use about 0.3 of a core.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import monotonic, process_time

from trainers.knobs import ConfigError
from trainers.lazy import torch
from trainers.machine.cores import usable_cores

LOOK_SECONDS = 0.25  # between two looks at the machine, which cost a tenth of a millisecond
BUSY, CALM = 0.3, 0.2  # of a core: others who use more hold threads up; who use less leave a core free
BUSY_SECONDS = 0.7  # ... on end: what is over in a moment is no reason to change
PAUSE_SECONDS = 3.0  # a look back over more than this tells what the machine did meanwhile, not how training fares
QUIET_SECONDS = 3.0  # without others before a thread comes back
MOST_QUIET = 48.0  # ... which doubles up to this each time they were back within FLAPPING seconds
FLAPPING = 10.0
MOST_PINNED = 256  # threads


@dataclass(frozen=True)
class Reading:
    """What has been used up to a moment, in seconds. ``own`` are those of all threads of this process; ``idle`` and
    ``total`` count every core that this process may use, so that ``total`` grows by their number each second."""

    wall: float
    own: float
    idle: float
    total: float


def check_threads(count: int) -> None:
    """Raises ConfigError where nobody can mean so many threads."""
    if not 1 <= count <= MOST_PINNED:
        raise ConfigError(f"--threads: expected 1 to {MOST_PINNED}, found {count}", "threads")


def read_machine() -> Reading:
    """What the system has counted until now; all other programs are in ``total`` beside ``own`` and ``idle``."""
    import psutil

    cores = psutil.cpu_times(percpu=True)
    mine = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else range(len(cores))
    counted = [times for core, times in enumerate(cores) if core in mine] or cores
    idle = sum(times.idle + getattr(times, "iowait", 0.0) for times in counted)
    # Linux counts what virtual machines of its own use as "guest" and as "user".
    twice = sum(getattr(times, "guest", 0.0) + getattr(times, "guest_nice", 0.0) for times in counted)
    return Reading(monotonic(), process_time(), idle, sum(map(sum, counted)) - twice)


def use_threads(count: int) -> None:
    """From here on the calling thread computes with so many intra-op threads, whatever other threads use.

    torch keeps one number for all threads besides, and a thread takes that one at its first operation: a number set
    before would be lost as soon as another thread sets its own meanwhile. Asking for it counts as an operation."""
    torch.get_num_threads()
    torch.set_num_threads(count)


class Threads:
    """The number of intra-op threads of the thread that calls :meth:`begin` and :meth:`watch`, which is the one that
    trains. It decides how sums are rounded, so ``record`` keeps every number with the step from which on it was used.

    ``most`` are used on a free machine. ``pinned`` ones never change by themselves. ``read`` and ``apply`` are how the
    machine is looked at, and how a number is put to use. ``share`` is what this program gets of the machine, 0 to 1,
    and None while it gets all that it can use.
    """

    def __init__(
        self,
        most: int,
        pinned: int | None = None,
        read: Callable[[], Reading] | None = None,
        apply: Callable[[int], None] | None = None,
        cores: int | None = None,
    ) -> None:
        self.most = most
        self.pinned = pinned
        self.record: list[tuple[int, int]] = []  # (steps done, threads from then on), steps ascending
        self.share: float | None = None
        self._cores = cores or usable_cores()
        self._read = read or read_machine
        self._apply = apply or use_threads
        self.begin()

    @property
    def count(self) -> int:
        """The threads that train now."""
        return self.pinned or self._left

    def begin(self, step: int = 0, record: Sequence[Sequence[int]] = ()) -> None:
        """A run begins, or goes on at *step* with the *record* that it was saved with: with as many threads as it had,
        where this machine has them. The first look of :meth:`watch` sees what the machine has done since."""
        self.record = [(at, count) for at, count in record]
        self.share = None
        self._left = min(self.most, self.record[-1][1]) if self.record else self.most  # by the others
        self._held_up = 0.0  # seconds
        self._quiet_from: Reading | None = None
        self._patience, self._came_back = QUIET_SECONDS, -math.inf
        self._before = self._read()
        if not self._put(step):
            self._apply(self.count)  # another run may have used another one

    def put_again(self) -> None:
        """Another run has trained on this thread meanwhile: the number is put to use again, and what the machine did
        until now is no matter."""
        self._before, self._held_up, self._quiet_from = self._read(), 0.0, None
        self._apply(self.count)

    def pin(self, count: int | None, step: int) -> bool:
        """From *step* on trains with so many threads; None: with what the others leave. Returns whether the number has
        changed."""
        self.pinned = count
        return self._put(step)

    def watch(self, step: int) -> bool:
        """To be called between steps, *step* of which are done. Looks at the machine when it is time to; returns
        whether the number of threads has changed."""
        if monotonic() >= self._before.wall + LOOK_SECONDS:
            before, self._before = self._before, self._read()
            if self._before.wall > before.wall:
                self._look(before, self._before)
        return self._put(step)

    def _look(self, before: Reading, now: Reading) -> None:
        free = self._leave(self._others(before, now), BUSY)
        self._held_up = self._held_up + now.wall - before.wall if free < self._left else 0.0
        if self._held_up >= BUSY_SECONDS:
            self._give_way(free, now.wall)
        if free <= self._left:
            self._quiet_from = None
        else:
            self._quiet_from = self._quiet_from or before
            if now.wall - self._quiet_from.wall >= self._patience:
                self._come_back(self._leave(self._others(self._quiet_from, now), CALM), now.wall)
        quiet = self._quiet_from is not None and now.wall - self._quiet_from.wall >= QUIET_SECONDS
        if quiet or self._left == self.most:
            self.share = None
        elif now.wall - before.wall < PAUSE_SECONDS and (self.share is not None or free < self.most):
            share = min(1.0, (now.own - before.own) / (now.wall - before.wall) / self._cores)
            self.share = share if self.share is None else self.share + (share - self.share) / 4  # over about a second

    def _others(self, before: Reading, now: Reading) -> float:
        """How many cores others used between two readings; none where a system does not count."""
        total = now.total - before.total
        if total <= 0:
            return 0.0
        used = (1 - (now.idle - before.idle) / total) * self._cores
        return used - (now.own - before.own) / (now.wall - before.wall)

    def _leave(self, others: float, spared: float) -> int:
        """The threads for which there are cores beside others that use so many."""
        return max(1, min(self.most, self._cores - math.ceil(others - spared)))

    def _give_way(self, left: int, now: float) -> None:
        self._left, self._held_up = left, 0.0
        again = now - self._came_back < FLAPPING
        self._patience = min(MOST_QUIET, 2 * self._patience) if again else QUIET_SECONDS

    def _come_back(self, left: int, now: float) -> None:
        self._quiet_from = None
        if left > self._left:
            self._left, self._came_back = left, now

    def _put(self, step: int) -> bool:
        """Uses the present number and writes it down where it differs from the last; forgets what came after *step*, to
        which training may have gone back."""
        while self.record and self.record[-1][0] > step:
            self.record.pop()
        if self.record and self.record[-1][1] == self.count:
            return False
        if self.record and self.record[-1][0] == step:
            self.record.pop()
        self.record.append((step, self.count))
        self._apply(self.count)
        return True
