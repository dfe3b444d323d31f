"""A run that is killed again and again is whole, and ends as if nothing had happened. Fifty kills: the benchmark."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.benchmarks import crash


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
def test_kill_at_random_moments(tmp_path: Path) -> None:
    tally = crash.kill_again_and_again(tmp_path, kills=6, seed=1)
    assert tally.problems == []
    assert tally.resumed >= 3 and tally.step > 0, "the kills came too early to test anything"
