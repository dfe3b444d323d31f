"""Save report… in the window's menu: of the run as it is on the screen, beside training, with a line that opens it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.files import report_desk
from explorer.files.opening import open_bundled
from tests.explorer.files.test_run_export import click_entry
from tests.explorer.program import PATIENCE, Program, experiment, speaking
from tests.trainers.reports.page_faults import page_faults
from trainers.experiment import Experiment
from trainers.messages import Phase
from trainers.reports.reported_run import ReportedRun, read_reported_run

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing the keyboard)")
PAIR = [{"family": "vae", "layers": [12]}, {"family": "ae", "layers": [8]}]


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path) -> Iterator[Program]:
    made = Program(qtbot, tmp_path)
    yield made
    made.wait(lambda: not made.window.reports.is_busy)
    assert made.close()


def trained(program: Program, given: Experiment) -> None:
    """To its end, which may be reached before anybody sees that it trains."""
    program.start(given)
    program.session.play()
    program.wait_for(Phase.FINISHED)


def reported(program: Program, path: Path) -> str:
    click_entry(program, "action_save_report", path)
    program.qtbot.waitUntil(lambda: not program.window.reports.is_busy, timeout=2 * PATIENCE)
    content = path.read_bytes()
    assert page_faults(content) == []
    return content.decode("utf-8")


def test_the_report_is_of_the_run_on_the_screen_and_nothing_is_saved_for_it(program: Program, tmp_path: Path) -> None:
    trained(program, experiment(steps=40, title="A <b>run</b>", models=PAIR))
    page = reported(program, tmp_path / "report.html")
    assert "<h1>A &lt;b&gt;run&lt;/b&gt;</h1>" in page and "Trained to its end: 40 steps." in page
    assert program.state.curves is not None and program.state.data is not None
    assert f"VAE · Negative ELBO: {program.state.curves.value_at(0, 'neg_elbo', 40):.4g}" in page
    assert program.state.data.device in page
    assert page.count("<image ") == 2 and page.count("<img ") == 4
    assert program.note.startswith("The report is in ") and "report.html" in program.note
    assert "What is missing" not in page


def test_a_saved_run_has_the_report_of_its_folder(program: Program, tmp_path: Path) -> None:
    trained(program, experiment(steps=40, models=PAIR))
    program.session.save(tmp_path / "run")
    program.wait(lambda: program.state.saved is not None and program.state.place == str(tmp_path / "run"))
    given: list[ReportedRun] = []
    write = report_desk.write_run_report
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(report_desk, "write_run_report", lambda run, words: (given.append(run), write(run, words))[1])
        reported(program, tmp_path / "report.html")
    [made], kept = given, read_reported_run(tmp_path / "run")
    assert (made.name, made.step, made.marks, made.threads) == (kept.name, kept.step, kept.marks, kept.threads)
    assert made.environment == kept.environment and made.experiment == kept.experiment
    for mine, theirs in zip(made.curves, kept.curves, strict=True):
        assert mine.keys() == theirs.keys()
        for name, curve in mine.items():
            assert curve.tobytes() == theirs[name].tobytes()
    assert made.pictures is not None and kept.pictures is not None
    assert made.pictures.step == kept.pictures.step == 40


def test_the_bundled_run_was_made_with_what_it_was_made_with(program: Program, tmp_path: Path) -> None:
    """It is shown without being saved, and is no work of this program's."""
    open_bundled(program.session)
    program.show()
    program.wait_for(Phase.FINISHED, Phase.PAUSED)
    page = reported(program, tmp_path / "report.html")
    assert "2026-11-21T12:50:49+00:00" in page and "Trained to its end: 2,000 steps." in page
    assert "VAE · Negative ELBO: 96.16" in page and program.state.place == ""


def test_it_is_written_beside_the_window_while_training_goes_on(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    free, write, threads = threading.Event(), report_desk.write_run_report, list[str]()

    def slow(*given: object) -> bytes:
        threads.append(threading.current_thread().name)
        assert free.wait(PATIENCE / 1000)
        return write(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(report_desk, "write_run_report", slow)
    program.start(play=True)
    click_entry(program, "action_save_report", tmp_path / "report.html")
    program.wait(lambda: threads)
    before = program.step
    program.wait(lambda: program.step > before)
    assert program.note == "Writing the report…" and threads == ["report"]
    click_entry(program, "action_save_report", tmp_path / "other.html")
    assert program.note == "The report before is not done yet."
    free.set()
    program.wait(lambda: not program.window.reports.is_busy)
    assert page_faults((tmp_path / "report.html").read_bytes()) == [] and not (tmp_path / "other.html").exists()


def test_a_click_on_the_line_opens_the_report(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    program.start()
    reported(program, tmp_path / "report.html")
    QTest.mouseClick(program.window.note, Qt.MouseButton.LeftButton)
    assert [url.toLocalFile() for url in opened] == [str(tmp_path / "report.html")]


def test_what_cannot_be_is_one_sentence(program: Program, tmp_path: Path) -> None:
    program.show()
    click_entry(program, "action_save_report", tmp_path / "report.html")
    assert program.note == "There is no run yet that could be reported on."
    program.session.begin(experiment())
    program.wait_for(Phase.READY)
    (tmp_path / "taken").mkdir()
    click_entry(program, "action_save_report", tmp_path / "taken")
    program.wait(lambda: not program.window.reports.is_busy)
    assert program.note == "The report could not be saved: Is a directory"
    click_entry(program, "action_save_report", None)  # type: ignore[arg-type]  # the dialog was left
    assert not program.window.reports.is_busy


def test_a_game_is_reported_with_its_verdict_and_figures(program: Program, tmp_path: Path) -> None:
    game = experiment(steps=30, dataset={"name": "ring"}, models=[{"family": "gan", "latent_dim": 2}])
    trained(program, game)
    program.session.set_workspace("adversarial")
    program.wait(lambda: any(program.state.workspaces["adversarial"].histories))  # type: ignore[attr-defined]
    page = reported(program, tmp_path / "report.html")
    assert "<p>GAN: Not known yet. Too early to tell.</p>" in page
    assert '<th scope="row">sliced W1</th>' in page


def test_the_report_speaks_the_language_of_the_window(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> None:
    with speaking(qapp, "zh_CN"):
        made = Program(qtbot, tmp_path)
        made.start()
        assert '<html lang="zh-CN">' in reported(made, tmp_path / "report.html")
        assert made.close()
