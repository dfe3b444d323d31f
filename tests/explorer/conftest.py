"""The assembled program, for every test that asks for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from tests.explorer.program import Program


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    """The whole window and its worker. A test of a single view need not wait for them to be imported."""
    from tests.explorer.program import Program

    made = Program(qtbot, tmp_path)
    yield made
    assert made.close(), "a thread of the worker did not end"
