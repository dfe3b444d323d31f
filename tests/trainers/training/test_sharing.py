"""Training gives way to other programs, comes back when they are gone, and writes down with how many threads it went.

The machine is a made-up one with a clock of its own, so that nothing depends on how busy the real one is.
"""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from trainers.dataset import LoadContext
from trainers.experiment import read_toml
from trainers.presets import preset_path
from trainers.runs.folder import RunFolderError
from trainers.runs.headless import Training
from trainers.runs.starting import open_run, start_run
from trainers.training import sharing
from trainers.training.loop_state import StateError, thread_record
from trainers.training.sharing import QUIET_SECONDS, Reading, Threads, read_machine, use_threads

PATIENCE = 10.0  # seconds


class Machine:
    """So many cores, on which others use ``others`` and training whatever its threads get of the rest."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, cores: int = 2) -> None:
        self.cores = cores
        self.others = 0.0
        self.threads = 1
        self.applied: list[int] = []
        self._now = Reading(100.0, 0.0, 0.0, 0.0)
        monkeypatch.setattr(sharing, "monotonic", lambda: self._now.wall)

    def read(self) -> Reading:
        return self._now

    def apply(self, count: int) -> None:
        self.threads = count
        self.applied.append(count)

    def run(self, seconds: float) -> None:
        own = min(float(self.threads), self.cores - self.others)
        idle = self.cores - self.others - own
        now = self._now
        self._now = Reading(
            now.wall + seconds, now.own + own * seconds, now.idle + idle * seconds, now.total + self.cores * seconds
        )


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def make_threads(machine: Machine, most: int = 2, pinned: int | None = None) -> Threads:
    return Threads(most, pinned, machine.read, machine.apply, machine.cores)


class Trainer:
    """Takes a step each tenth of a second."""

    def __init__(self, machine: Machine, threads: Threads) -> None:
        self.machine, self.threads, self.step = machine, threads, 0

    def train(self, seconds: float, others: float) -> list[int]:
        """The number of threads of each step."""
        self.machine.others = others
        counts = []
        for _ in range(round(10 * seconds)):
            self.threads.watch(self.step)
            counts.append(self.threads.count)
            self.machine.run(0.1)
            self.step += 1
        return counts


def test_a_free_machine_changes_nothing(machine: Machine) -> None:
    threads = make_threads(machine)
    trainer = Trainer(machine, threads)
    assert set(trainer.train(60, others=0.05)) == {2}
    assert threads.record == [(0, 2)] and threads.share is None and machine.applied == [2]


def test_beside_a_busy_program_one_thread_is_left_within_a_second_and_comes_back_after_it(machine: Machine) -> None:
    threads = make_threads(machine)
    trainer = Trainer(machine, threads)
    trainer.train(2, others=0.0)
    counts = trainer.train(5, others=1.0)
    assert counts[10:] == [1] * 40
    assert threads.share == pytest.approx(0.5, abs=0.02)
    counts = trainer.train(6, others=0.0)
    assert counts[: round(10 * QUIET_SECONDS) - 5] == [1] * 25 and counts[-20:] == [2] * 20
    assert threads.share is None
    (_, first), (down, second), (up, third) = threads.record
    assert (first, second, third) == (2, 1, 2) and 20 < down < 30 < up < 120
    assert machine.applied == [2, 1, 2]


def test_a_program_that_was_there_before_is_seen_before_the_first_step(machine: Machine) -> None:
    machine.others = 1.0
    threads = make_threads(machine)
    machine.run(1.5)  # the data are loaded
    threads.watch(0)
    assert threads.record == [(0, 1)]


def test_what_is_over_in_a_moment_is_no_reason_to_change(machine: Machine) -> None:
    threads = make_threads(machine)
    trainer = Trainer(machine, threads)
    for _ in range(20):
        assert set(trainer.train(0.2, others=1.0) + trainer.train(2.8, others=0.1)) == {2}


def test_who_comes_and_goes_is_met_with_ever_more_patience(machine: Machine) -> None:
    threads = make_threads(machine)
    trainer = Trainer(machine, threads)
    for _ in range(40):
        trainer.train(1.5, others=1.0)
        trainer.train(4.5, others=0.0)
    assert len(threads.record) <= 12  # of 80 changes of the machine
    trainer.train(60, others=0.0)
    assert threads.count == 2
    trainer.train(5, others=1.0)
    assert set(trainer.train(4.5, others=0.0)[-8:]) == {2}  # after a long peace as quick as at first


def test_many_cores_are_shared_core_by_core(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine(monkeypatch, cores=8)
    threads = make_threads(machine, most=7)
    trainer = Trainer(machine, threads)
    assert trainer.train(3, others=1.0)[-1] == 7  # the core that is not used for training is there for others
    assert trainer.train(3, others=3.0)[-1] == 5
    assert trainer.train(3, others=9.0)[-1] == 1
    assert trainer.train(6, others=2.0)[-1] == 6


def test_a_pinned_number_never_changes_but_the_share_is_told(machine: Machine) -> None:
    threads = make_threads(machine, pinned=2)
    trainer = Trainer(machine, threads)
    assert set(trainer.train(10, others=1.0)) == {2}
    assert threads.record == [(0, 2)] and threads.share == pytest.approx(0.5, abs=0.02)
    assert threads.pin(None, trainer.step)
    assert threads.record == [(0, 2), (100, 1)]
    assert threads.pin(3, trainer.step) and threads.record == [(0, 2), (100, 3)]


def test_a_system_that_counts_nothing_is_taken_for_free(machine: Machine) -> None:
    threads = Threads(2, None, lambda: Reading(sharing.monotonic(), 0.0, 0.0, 0.0), machine.apply, 2)
    assert set(Trainer(machine, threads).train(5, others=1.0)) == {2}


def test_going_back_forgets_what_came_after(machine: Machine) -> None:
    threads = make_threads(machine)
    trainer = Trainer(machine, threads)
    trainer.train(5, others=1.0)
    threads.watch(3)
    assert threads.record == [(0, 2), (3, 1)]


def test_a_run_goes_on_with_the_number_it_had(machine: Machine) -> None:
    threads = make_threads(machine)
    threads.begin(70, [(0, 2), (50, 1)])
    assert threads.count == 1 and threads.record == [(0, 2), (50, 1)]
    threads.begin(70, [(0, 7)])
    assert threads.record == [(0, 7), (70, 2)]  # this machine has no more


def test_the_real_machine_can_be_read() -> None:
    before, after = read_machine(), read_machine()
    assert after.wall >= before.wall and after.own >= before.own > 0
    assert after.total >= after.idle >= before.idle >= 0


@pytest.mark.parametrize("bad", [3, [3], [[0]], [[0, 0]], [[-1, 2]], [[0, 2.5]], [[True, 1]], "2"])
def test_a_record_that_was_edited_is_refused(bad: object) -> None:
    with pytest.raises(StateError, match=r"^saved state: expected threads as steps and numbers, found "):
        thread_record({"threads": bad})
    assert thread_record({}) == []


# ----------------------------------------------------------------------------- runs on the disk


@pytest.fixture
def shared_machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """The one that headless runs look at; each look is half a second after the one before."""
    machine = Machine(monkeypatch)

    def read() -> Reading:
        machine.run(0.5)
        return machine.read()

    monkeypatch.setattr(sharing, "read_machine", read)
    monkeypatch.setattr(sharing, "monotonic", lambda: float("inf"))
    monkeypatch.setattr("trainers.runs.starting.training_threads", lambda: 2)
    monkeypatch.setattr(sharing, "usable_cores", lambda: 2)
    return machine


def begin(out: Path, steps: int = 6, threads: int | None = None) -> Training:
    experiment = read_toml(preset_path("vae-digits")).with_setting("steps", steps)
    return start_run(experiment, out, LoadContext(Path()), "cpu", threads=threads)


def saved_threads(out: Path) -> object:
    return json.loads((out / "resume.json").read_text())["position"]["threads"]


def test_a_change_is_reported_with_its_step_and_saved_and_the_run_goes_on_with_it(
    shared_machine: Machine, tmp_path: Path
) -> None:
    training = begin(tmp_path / "run", steps=9)
    told: list[tuple[int, int]] = []

    def stopped() -> bool:
        shared_machine.others = float(training.loop.step_count >= 2)
        return training.loop.step_count >= 6

    training.train(stopped, keyframes=False, shared=lambda threads: told.append(threads.record[-1]))
    training.close()
    (changed,) = told
    assert changed == (3, 1)
    assert saved_threads(tmp_path / "run") == [[0, 2], list(changed)]
    resumed, problems = open_run(tmp_path / "run", LoadContext(Path()), "cpu")
    assert problems == () and resumed.threads.count == 1
    resumed.train(keyframes=False)
    resumed.close()
    assert saved_threads(tmp_path / "run") == [[0, 2], list(changed)]


def test_pinned_threads_are_kept_beside_others(shared_machine: Machine, tmp_path: Path) -> None:
    shared_machine.others = 1.0
    training = begin(tmp_path / "run", threads=2)
    told: list[int] = []
    training.train(keyframes=False, shared=lambda threads: told.append(threads.count))
    training.close()
    assert saved_threads(tmp_path / "run") == [[0, 2]]


def test_a_run_whose_threads_were_edited_is_not_opened(shared_machine: Machine, tmp_path: Path) -> None:
    training = begin(tmp_path / "run", steps=2)
    training.train(keyframes=False)
    training.close()
    index = json.loads((tmp_path / "run" / "resume.json").read_text())
    index["position"]["threads"] = [["all", 2]]
    (tmp_path / "run" / "resume.json").write_text(json.dumps(index))
    with pytest.raises(RunFolderError, match=r"^run: saved state: expected threads"):
        open_run(tmp_path / "run", LoadContext(Path()), "cpu")


def test_a_number_set_before_the_first_operation_is_not_lost_to_another_thread() -> None:
    """A thread of torch takes the number that any thread set last, when it first computes."""
    import torch

    before, found = torch.get_num_threads(), []
    set_here, set_there = threading.Event(), threading.Event()

    def trains() -> None:
        use_threads(2)
        set_here.set()
        set_there.wait(PATIENCE)
        torch.ones(8, 8).mm(torch.ones(8, 8))
        found.append(torch.get_num_threads())

    def looks() -> None:
        set_here.wait(PATIENCE)
        use_threads(1)
        set_there.set()
        found.append(torch.get_num_threads())

    both = [threading.Thread(target=task) for task in (trains, looks)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    torch.set_num_threads(before)
    assert sorted(found) == [1, 2]
