"""The card of the curves in the window: what a metric is compared with is drawn, be it of training or of testing."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.explorer.program import Program
from trainers.experiment import read_toml
from trainers.presets import preset_path


def test_levels_of_test_values_are_drawn_in_their_group(qtbot: QtBot, tmp_path: Path) -> None:
    program = Program(qtbot, tmp_path)
    program.start(read_toml(preset_path("museum-frozen-sigma")).with_setting("steps", 4))
    curves = program.window.loss.curves
    for group, levels in (("spread", [0.1]), ("active", [0.5]), ("kl", [])):
        next(each for each in curves.group_button.menu().actions() if each.data() == group).trigger()
        assert [line.value() for line, _ in curves.plot._references] == levels
    assert program.close()
