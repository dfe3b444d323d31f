"""What tests of small trainings, and of the worker, share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.trainers.worker.listener import Listener


@pytest.fixture
def one_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A few tiny steps are faster on one thread, and much faster when the machine is busy."""
    import torch

    before = torch.get_num_threads()
    monkeypatch.setattr("trainers.runs.starting.training_threads", lambda: 1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def toml(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The experiment ``TOML`` of the test's module, as a file."""
    path = tmp_path / "small.toml"
    path.write_text(request.module.TOML)
    return path


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.close()
