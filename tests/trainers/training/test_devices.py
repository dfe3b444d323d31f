"""Devices are believed only after they have computed something."""

from __future__ import annotations

import os
import re
import sys
import threading

import pytest
import torch

from trainers.knobs import ConfigError
from trainers.training import devices
from trainers.training.devices import choose_device, device_title, probe_devices, stand_back, training_threads


def refuse(*bad: str, reason: str = "no kernel image is available\nhint: compile with CUDA_LAUNCH_BLOCKING") -> object:
    def compute(device: torch.device) -> None:
        if device.type in bad:
            raise RuntimeError(reason)

    return compute


@pytest.fixture
def all_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every kind of device calls itself available."""
    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "get_device_name", lambda *_: "Test card")
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: True)


def test_the_cpu_always_works() -> None:
    cpu = probe_devices()[0]
    assert (cpu.name, cpu.problem) == ("cpu", "")
    assert cpu.title == device_title(torch.device("cpu"))
    assert cpu.title in (f"CPU · {torch.get_num_threads()} threads", "CPU · 1 thread")
    assert choose_device("cpu") == torch.device("cpu")


def test_an_available_device_that_fails_its_first_kernel_is_reported_in_one_line(
    all_claimed: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(devices, "_compute", refuse("cuda"))
    problems = {info.name: info.problem for info in probe_devices()}
    assert problems == {"cpu": "", "cuda": "no kernel image is available", "mps": ""}
    assert choose_device("auto").type == "mps"
    with pytest.raises(ConfigError, match=r"^device: cuda cannot be used: no kernel image is available$") as refusal:
        choose_device("cuda")
    assert refusal.value.where == "device"


def test_auto_prefers_a_working_gpu_and_falls_to_the_cpu(all_claimed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_compute", refuse())
    assert choose_device("auto").type == "cuda"
    assert next(info.title for info in probe_devices() if info.name == "cuda") == "Test card"
    monkeypatch.setattr(devices, "_compute", refuse("cuda", "mps"))
    assert choose_device("auto").type == "cpu"


def test_a_reason_without_words_is_still_a_reason(all_claimed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devices, "_compute", refuse("cuda", reason=""))
    assert probe_devices()[1].problem == "RuntimeError"


def test_absent_devices_say_why(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    monkeypatch.setattr(torch.backends.mps, "is_available", lambda: False)
    assert all(info.problem for info in probe_devices() if info.name != "cpu")
    assert choose_device("auto").type == "cpu"


def test_an_unknown_device_is_refused() -> None:
    with pytest.raises(ConfigError, match="device: expected one of auto, cpu, cuda, mps, found 'tpu'"):
        choose_device("tpu")


@pytest.mark.parametrize(("cores", "threads"), [(1, 1), (2, 2), (4, 3), (64, 8)])
def test_threads(cores: int, threads: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert training_threads() == threads


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has a policy per thread")
def test_a_thread_that_stands_back_takes_along_only_those_that_it_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    policies: list[int] = []

    def look() -> None:
        policies.append(os.sched_getscheduler(threading.get_native_id()))

    def start_another() -> None:
        stand_back()
        look()
        another = threading.Thread(target=look)
        another.start()
        another.join()

    trainer = threading.Thread(target=start_another)
    trainer.start()
    trainer.join()
    look()
    assert policies == [os.SCHED_BATCH, os.SCHED_BATCH, os.SCHED_OTHER]

    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.sched_setscheduler", refuse)
    stand_back()  # a sandbox may forbid it


@pytest.mark.parametrize(
    ("chosen", "asked", "cards", "found"),
    [
        ("cuda", "auto", 2, "cuda:1"),
        ("cpu", "cpu", 2, "cpu"),
        ("mps", "auto", 0, "cpu"),
        ("cuda", "auto", 1, "device: 2 processes on a machine with 1 GPU; start no more than there are, or add"),
        ("mps", "mps", 0, "device: several processes cannot share mps; add --device cpu"),
    ],
)
def test_each_of_several_processes_takes_a_card_of_its_own(
    chosen: str, asked: str, cards: int, found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    put: list[int] = []
    monkeypatch.setattr(devices, "choose_device", lambda name: torch.device(chosen))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: cards > 0)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: cards)
    monkeypatch.setattr(torch.cuda, "set_device", put.append)
    if found.startswith("device: "):
        with pytest.raises(ConfigError, match=re.escape(found)):
            devices.device_of_rank(asked, 1, 2)
    else:
        assert str(devices.device_of_rank(asked, 1, 2)) == found
    assert put == ([1] if cards == 2 else [])
