"""The self-test passes here, and notices what is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from trainers import self_test
from trainers.catalog import families
from trainers.loop import Loop
from trainers.self_test import Check, Report, SelfTestError, attempt


@pytest.fixture(autouse=True)
def _one_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A few tiny steps are faster on one thread, and much faster when the machine is busy."""
    import torch

    before = torch.get_num_threads()
    monkeypatch.setattr("trainers.headless.training_threads", lambda: 1)
    yield
    torch.set_num_threads(before)


def test_everything_works_here(tmp_path: Path) -> None:
    report = self_test.run_self_test(tmp_path)
    assert report.ok, report.to_text()
    assert [check.name for check in report.checks] == ["devices", "presets", *(f"family {name}" for name in families())]
    assert all("resumed bit for bit" in check.detail for check in report.checks[2:])


def test_a_resume_that_goes_another_way_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Loop.load_state

    def forget(self, state):  # type: ignore[no-untyped-def]
        real(self, state)
        self._noise[0].manual_seed(99)
        self._order.manual_seed(99)

    monkeypatch.setattr(Loop, "load_state", forget)
    check = attempt("vae", lambda: self_test.check_family("vae", tmp_path))
    assert not check.ok and check.detail.startswith("after resuming, the run goes another way")


def test_a_family_that_does_not_learn_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.loop.learning_rate_factor", lambda *clock_and_decay: 0.0)
    check = attempt("ae", lambda: self_test.check_family("ae", tmp_path))
    assert not check.ok and check.detail.endswith("it should have fallen")


def test_reports() -> None:
    def fail() -> str:
        raise SelfTestError("the moon is cheese")

    def crash() -> str:
        raise RuntimeError("boom")

    good, bad, broken = attempt("a", lambda: "fine"), attempt("b", fail), attempt("c", crash)
    assert (good.ok, good.detail, bad.ok, bad.detail) == (True, "fine", False, "the moon is cheese")
    assert not broken.ok and "Traceback" in broken.detail and "RuntimeError: boom" in broken.detail
    assert not Report(()).ok and Report((good,)).ok and not (Report((good,)) + Report((bad,))).ok
    found = json.loads((Report((good,)) + Report((bad,))).to_json())
    assert found["ok"] is False and [check["name"] for check in found["checks"]] == ["a", "b"]
    assert Report((Check("a", False, "no", 1.25),)).to_text() == "FAILED a (1.2 s): no"
