"""The table of what differs: rows with known answers, the best of each, what is written, and how it is seen."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.beside.differences import TableLine, TablePart, as_csv, duration, figure_line, lines_of
from explorer.beside.differences_table import DifferencesTable
from explorer.beside.model_head import ModelHead
from explorer.beside.run_link import RunLink
from explorer.state.state import AppState
from explorer.style.theme import DARK, LIGHT
from explorer.widgets.elided_label import ElidedLabel
from tests.explorer.program import Program
from tests.trainers.runs.finished_runs import train
from trainers.catalog import family_specs
from trainers.experiment import Experiment
from trainers.messages import ModelOfRun, Phase

EXPERIMENT = Experiment.parse(
    {
        "dataset": {"name": "digits"},
        "models": [{"family": "vae", "beta": 0.5, "label": "one"}, {"family": "ae", "label": "two"}],
    }
)
MODELS = (
    ModelOfRun("/runs/first", 0, 400, 7.4, "", (("Data", "Digits"), ("Seed", "0"), ("Steps", "400"))),
    ModelOfRun("/runs/=second", 0, 1600, 3725.0, "Other data.", (("Data", "Digits"), ("Seed", "3"), ("Steps", "400"))),
)


@pytest.fixture
def state() -> AppState:
    test = {"test_neg_elbo": 20.0, "test_mse": 0.05}, {"test_mse": 0.04}
    return replace(
        AppState(), families=family_specs(), experiment=EXPERIMENT, beside=MODELS,
        tests=(((400, test[0]),), ((1600, test[1]),)),
    )  # fmt: skip


def rows(parts: tuple[TablePart, ...]) -> dict[str, TableLine]:
    return {line.key: line for part in parts for line in part.lines}


def test_only_settings_that_differ_are_listed(state: AppState) -> None:
    found = rows(lines_of(state))
    assert found["run"].values == ("first", "=second") and found["step"].values == ("400", "1\u202f600")
    assert found["time"].values == ("0:07", "1:02:05") and found["family"].values == ("VAE", "AE")
    assert found["setting_Seed"].values == ("0", "3") and found["setting_Beta"].values == ("0.5", "–")
    assert not {"setting_Data", "setting_Steps", "setting_Latent dim"} & found.keys()
    assert lines_of(replace(state, beside=())) == ()


def test_each_figure_has_its_best(state: AppState) -> None:
    from tests.explorer.state.test_state import pictures

    shown = replace(pictures(1600), step=1600)
    found = rows(lines_of(replace(state, pictures=shown), [figure_line("holes", "Holes", [12.0, 30.0], -1)]))
    assert found["test_mse"].values == ("0.05", "0.04") and found["test_mse"].best == {1}
    assert found["test_neg_elbo"].values == ("20", "–") and found["test_neg_elbo"].best == frozenset()
    assert found["holes"].best == {0}
    assert figure_line("k", "", [1.0, 1.0], 1).best == frozenset() and figure_line("k", "", [1.0, 2.0], 0).best == set()
    assert figure_line("k", "", [1.0, 2.0, 2.0], 1).best == {1, 2}
    assert figure_line("k", "", [101.31, 101.34, 104.8], -1).best == {0, 1}, "as they are read"


def test_seconds_are_shown_as_on_a_clock() -> None:
    assert [duration(seconds) for seconds in (0, 59.6, 754, 3600)] == ["0:00", "1:00", "12:34", "1:00:00"]


def test_the_csv_is_the_table_and_no_formula() -> None:
    parts = (TablePart("a", (TableLine("run", "Run", ("=SUM(1)", 'a "b"')), TableLine("x", "X", ("-1.5", "–")))),)
    read = list(csv.reader(io.StringIO(as_csv(("one", "two"), parts).decode("utf-8-sig"))))
    assert read == [["", "one", "two"], ["Run", "'=SUM(1)", 'a "b"'], ["X", "-1.5", "–"]]


def test_an_empty_table_says_what_would_be_there(qtbot: QtBot) -> None:
    table = DifferencesTable("table")
    qtbot.addWidget(table)
    assert any(
        "Open runs side by side" in label.text() for label in table.findChildren(QWidget) if hasattr(label, "text")
    )


def test_the_table_follows_its_theme_and_can_be_heard(qtbot: QtBot, state: AppState) -> None:
    table = DifferencesTable("table")
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show_lines(("one", "two"), lines_of(state), ["two learned from other data."])
    scroll = table.findChild(QWidget, "table_scroll")
    assert "Beta: one 0.5; two –" in scroll.accessibleDescription() and scroll.focusPolicy() & Qt.FocusPolicy.TabFocus
    for theme in (DARK, LIGHT):
        table.set_theme(theme)
        assert (
            theme.models[1]
            in next(head for head in table.findChildren(ElidedLabel) if head.text() == "two").styleSheet()
        )


def test_of_a_long_name_both_ends_stay(qtbot: QtBot) -> None:
    """What the run is, and when it was begun."""
    name = "Beta dial, seed 17 · 2026-11-30 20:06"
    link = RunLink(name, "link", "Open this run")
    qtbot.addWidget(link)
    link.resize(link.fontMetrics().horizontalAdvance("Beta dial… 20:06"), 20)
    link.show()
    qtbot.waitExposed(link)
    assert link.text().startswith("Beta") and link.text().endswith(":06") and "…" in link.text()
    assert name in link.toolTip()


def test_the_heads_of_columns_tell_models_apart_in_little_room(qtbot: QtBot) -> None:
    heads = [ModelHead(f"lr {rate} · β {beta}") for rate in ("0.001", "0.01") for beta in ("0.5", "4")]
    for head in heads:
        qtbot.addWidget(head)
        head.show()
        head.resize(head.fontMetrics().horizontalAdvance("lr 0.001 β 0.5") + 4, 20)
    assert heads[0].text() == "lr 0.001 β 0.5" and heads[3].text() == "lr 0.01 · β 4"
    for head in heads:
        head.resize(head.fontMetrics().horizontalAdvance("lr 0.… 0.5") + 4, 20)
    assert heads[0].text().startswith("lr") and heads[0].text().endswith("0.5"), "its middle is cut"
    assert heads[0].toolTip() == "lr 0.001 · β 0.5"


def test_a_run_is_opened_by_its_name_and_the_focus_stays_on_it(qtbot: QtBot, state: AppState) -> None:
    table = DifferencesTable("table")
    qtbot.addWidget(table)
    table.resize(500, 300)
    table.show()
    with qtbot.waitActive(table):
        table.activateWindow()
    table.show_lines(("one", "two"), lines_of(state))
    asked: list[Path] = []
    table.run_requested.connect(asked.append)
    link = table.findChild(RunLink, "differs_run_1")
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Space)
    assert asked == [Path("/runs/=second")] * 2 and "Open this run" in link.accessibleName()
    table.show_lines(("one", "two"), lines_of(state, [figure_line("holes", "Holes", [1.0, 2.0], -1)]))
    focused = table.focusWidget()
    assert isinstance(focused, RunLink) and focused is not link and focused.objectName() == "differs_run_1"


@pytest.mark.qt_log_ignore("This plugin does not support (raise|propagateSizeHints)")  # of windows off screen
def test_in_the_window_it_comes_with_the_models_and_goes_with_them(program: Program, tmp_path: Path) -> None:
    for name, beta in (("gentle", 0.5), ("strict", 4.0)):
        train(tmp_path / name, models=[{"family": "vae", "layers": [12], "beta": beta}])
    program.start()
    labs = program.compare.labs
    assert not labs.offers("differs")
    program.window.files.open_beside((tmp_path / "gentle", tmp_path / "strict"))
    program.wait_for(Phase.BESIDE)
    assert labs.page == "differs" and program.text("differs_setting_Beta_1") == "4"
    program.wait(lambda: labs.findChildren(QWidget, "differs_holes_realism_0") != [])
    assert labs.findChildren(QWidget, "differs_test_neg_elbo_1")
    program.press("status-action")
    window = program.window.further.differences
    assert window.isVisible() and window.findChildren(QWidget, "differs_setting_Beta_0")
    program.dialogs.path = tmp_path / "table.csv"
    program.find(QToolButton, "differencesExport").menu().actions()[0].trigger()
    assert "Beta" in (tmp_path / "table.csv").read_text(encoding="utf-8-sig")
    link = labs.findChild(RunLink, "differs_run_1")
    link.setFocus()
    QTest.keyClick(link, Qt.Key.Key_Return)
    program.wait_for(Phase.FINISHED)
    assert program.session.folder == tmp_path / "strict" and program.state.beside == ()
    assert not labs.offers("differs") and labs.page != "differs" and not window.isVisible()
