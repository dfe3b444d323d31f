"""Copy as command: what is on the clipboard trains what the window trained, bit for bit."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QGuiApplication
from safetensors.numpy import load_file

from tests.explorer.program import Program
from trainers.cli.main import main
from trainers.experiment import read_toml
from trainers.messages import Phase
from trainers.presets import preset_path


@pytest.mark.skipif("os.name == 'nt'", reason="reads the line as a POSIX shell does")
def test_the_copied_command_trains_the_same_bits(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program.start(read_toml(preset_path("vae-digits")).with_setting("steps", 6), preset="vae-digits")
    program.session.edit(2.5, "models.0.beta")
    program.session.edit([12], "models.0.layers")
    program.session.edit(7, "seed")
    program.session.restart(play=True)
    program.wait_for(Phase.FINISHED)
    program.session.save(tmp_path / "window")
    program.wait(lambda: program.state.saved is not None and program.state.saved.folder == str(tmp_path / "window"))
    program.window.findChild(QAction, "action_copy_command").trigger()
    line = QGuiApplication.clipboard().text()
    assert line.startswith("latent-explorer train --preset vae-digits ") and "--seed 7" in line and "beta=2.5" in line
    assert "clipboard" in program.note and "from step 0 to 6" in program.note and "repeat" not in program.note
    monkeypatch.chdir(tmp_path)
    assert main(shlex.split(line)[1:]) == 0
    ours, copied = (
        sorted((tmp_path / name / "weights").glob("*.safetensors"))[-1:] for name in ("window", "copied-run")
    )
    assert ours and copied
    program.session.edit(5.0, "models.0.beta")
    program.wait(lambda: bool(program.state.marks))
    program.session.advance(2)
    program.wait(lambda: program.state.ticked is not None and program.state.ticked.step == 8)
    program.window.findChild(QAction, "action_copy_command").trigger()
    assert "does not repeat what happened to this run on the way: step 6: Beta: 2.5 → 5" in program.note
    one, other = load_file(ours[0]), load_file(copied[0])
    assert one.keys() == other.keys() and all((one[key] == other[key]).all() for key in one)
