"""What is seen of the tree of runs, in which order; and what rows say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from explorer.runs_table.row_texts import RowTexts, size_in_words
from explorer.runs_table.run_delegate import PADDING, in_two_lines
from explorer.runs_table.run_tree import Column
from explorer.runs_table.runs_model import RunsModel
from explorer.runs_table.runs_view import RunsView
from explorer.style.theme import DARK
from trainers.catalog import dataset_specs, family_specs
from trainers.presets import list_presets
from trainers.runs.about import About
from trainers.runs.listing import RunSummary
from trainers.runs.table.row import Difference, Figure, RunRow

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def row(
    name: str,
    when: float,
    parent: str = "",
    figures: tuple[tuple[Figure, ...], ...] = (),
    differs: tuple[Difference, ...] = (),
    families: tuple[str, ...] = ("vae",),
    **more: object,
) -> RunRow:
    labels = tuple(family.upper() for family in families)
    run = RunSummary(
        Path("/runs") / name, name, "digits", "", families, labels, 5, 10, 3 if parent else -1, parent, when
    )
    return RunRow(run, figures=figures, differs=differs, **more)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def texts() -> RowTexts:
    return RowTexts(
        {spec.name: spec for spec in family_specs()},
        {spec.name: spec for spec in dataset_specs()},
        {preset.name: preset for preset in list_presets()},
    )


@pytest.fixture
def model(texts: RowTexts) -> RunsModel:
    made = RunsModel(texts)
    made.show_rows(
        [
            row("old", 1, size=9),
            row("young", 5, size=3),
            row("child", 9, "old", size=7, about=About(star=True)),
            row("grandchild", 2, "child", size=1),
            row("sister", 8, "old", size=8),
        ]
    )
    return made


def seen(model: RunsModel) -> list[str]:
    """The names from above, indented by a dot for each run that they came of."""
    found = []
    for each in model.seen:
        index, depth = model.index_of(each.run.path), 0
        while (index := model.parent(index)).isValid():
            depth += 1
        found.append("." * depth + each.run.path.name)
    return found


def test_it_is_a_model_as_qt_wants_it(model: RunsModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model, force_py=True)
    model.seek("young", False)
    qtmodeltester.check(model, force_py=True)


def test_a_branch_brings_its_tree_to_the_front(model: RunsModel) -> None:
    assert seen(model) == ["old", ".child", "..grandchild", ".sister", "young"]  # old is old, but a child is the newest
    model.sort(Column.WHEN, UP)
    assert seen(model) == ["young", "old", ".sister", ".child", "..grandchild"]
    model.sort(Column.SIZE, DOWN)
    assert seen(model) == ["old", ".sister", ".child", "..grandchild", "young"]
    model.sort(Column.RUN, UP)
    assert seen(model) == ["old", ".child", "..grandchild", ".sister", "young"]


def test_what_is_sought_is_seen_with_those_that_it_came_of(model: RunsModel) -> None:
    model.seek("grandCHILD", False)
    assert seen(model) == ["old", ".child", "..grandchild"]
    model.seek("", True)
    assert seen(model) == ["old", ".child"]
    assert not model.index_of(Path("/runs/young")).isValid() and len(model.rows) == 5
    model.seek("", False)
    assert len(seen(model)) == 5


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts_whatever_is_missing(texts: RowTexts, column: Column) -> None:
    rows = [
        row("a", 1, figures=((("test_mse", 0.5),),)),
        row("b", 2, figures=((("test_mse", 0.25),),), differs=(Difference("seed", 3, 0),)),
        row("c", 0, families=("unknown",), figures=((("odd", 1.0),),)),
        RunRow(RunSummary(Path("/runs/d"), "d", problem="experiment.toml: cannot be read (damaged)")),
    ]
    model = RunsModel(texts)
    model.show_rows(rows)
    model.sort(column, UP)
    assert sorted(seen(model)) == ["a", "b", "c", "d"]
    if column is Column.FIGURES:
        assert seen(model).index("b") < seen(model).index("a")


def test_the_view_keeps_what_it_has_as_long_as_nothing_stands_elsewhere(model: RunsModel, qtbot: QtBot) -> None:
    resets: list[bool] = []
    changes: list[str] = []
    model.modelReset.connect(lambda: resets.append(True))
    model.dataChanged.connect(lambda first, _last: changes.append(str(first.data())))
    rows: Sequence[RunRow] = model.rows
    model.show_rows([*rows[:1], row("young", 5, size=33), *rows[2:]])
    assert (resets, changes) == ([], ["young"])
    model.show_rows([*rows[:1], row("young", 50), *rows[2:]])
    assert resets == [True] and seen(model)[0] == "young"
    model.show_rows(rows[:1])
    assert seen(model) == ["old"] and not model.index_of(Path("/runs/child")).isValid()


def test_a_chain_of_forks_may_be_longer_than_pythons_stack(texts: RowTexts) -> None:
    made = RunsModel(texts)
    made.show_rows([row("r0", 1), *(row(f"r{number}", number, f"r{number - 1}") for number in range(1, 2000))])
    assert len(made.seen) == 2000 and made.seen[0].run.path.name == "r0"


def test_nobody_selects_another_run_than_the_user(model: RunsModel, qtbot: QtBot) -> None:
    """A run that is gone leaves no other one selected, and one whose parent is gone stays it."""
    view = RunsView(model, DARK, 1.0)
    qtbot.addWidget(view)
    rows = {each.run.path.name: each for each in model.rows}
    view.select([rows["child"].run.path])
    model.show_rows([rows[name] for name in ("young", "child", "grandchild")])
    assert [each.run.path.name for each in view.selected()] == ["child"]
    view.select([rows["young"].run.path])
    model.show_rows([rows[name] for name in ("child", "grandchild")])
    assert not view.selected() and view.current_row is not None


def test_a_key_that_is_held_asks_for_the_trash_once(model: RunsModel, qtbot: QtBot) -> None:
    view = RunsView(model, DARK, 1.0)
    qtbot.addWidget(view)
    asked: list[bool] = []
    view.trash_requested.connect(lambda: asked.append(True))
    for repeated in (False, True, True):
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "", repeated)
        QApplication.sendEvent(view, press)
    assert asked == [True]


def test_columns_are_as_wide_as_what_stands_in_them(model: RunsModel, qtbot: QtBot) -> None:
    """At 1280 x 720 nothing has to be pushed aside to be seen; there, figures and settings give way first."""
    rows = [
        row(f"Names: four ways to write them {place}", 1_700_000_000 + place, seconds=79, families=("vae",) * 4,
            figures=((("test_neg_elbo", 104.7893),),) * 4, judged_at=5)
        for place in range(3)
    ]  # fmt: skip
    model.show_rows(rows)
    view = RunsView(model, DARK, 1.0)
    qtbot.addWidget(view)
    view.resize(1118, 420)
    view.show()
    metrics = QFontMetrics(view._delegate.body_font)

    def lacks(column: Column) -> int:
        text = str(model.data(model.index(0, column)))
        return metrics.horizontalAdvance(text) + 2 * PADDING - view.header().sectionSize(column)

    for column in (Column.WHEN, Column.DATA, Column.STEPS, Column.DURATION, Column.SIZE):
        assert lacks(column) <= 0, column
    assert view.horizontalScrollBar().maximum() == 0
    assert sum(view.header().sectionSize(column) for column in Column) == view.viewport().width()
    before = view.header().sectionSize(Column.RUN)
    view.resize(1500, 420)
    assert view.header().sectionSize(Column.RUN) >= before and lacks(Column.RUN) < 0
    view.header().resizeSection(Column.RUN, 200)  # by hand
    view.resize(1400, 420)
    assert view.header().sectionSize(Column.RUN) == 200


def test_what_rows_say(texts: RowTexts) -> None:
    found = row(
        "a", 1, families=("vae",), preset="vae-digits", judged_at=5, seconds=3723,
        figures=((("test_kl", 2.5), ("test_neg_elbo", 104.7893), ("odd\u202e", 1.0)),),
        differs=(Difference("models.0.beta", 4.0, 1.0), Difference("seed", 7, 0), Difference("gone", "x" * 300)),
    )  # fmt: skip
    assert texts.differs(found).startswith("Beta 4, Seed 7, gone xxx")
    turned = (Difference("models.0.beta", 4.0, 1.0, since=3), Difference("seed", 7, 0, since=5))
    assert texts.differs(replace(found, differs=turned)) == "Beta 4 (from step 3 on), Seed 7 (after step 5)"
    assert texts.figures(found) == "\u2212ELBO 104.8 · KL 2.5"
    assert (texts.duration(found), texts.steps(found)) == ("1 h 02 min", "5 / 10")
    ended = replace(found, run=replace(found.run, step=2500, steps=2500))
    assert texts.steps(ended) == "2\u202f500"
    tip = texts.tip(found)
    assert "From the preset “Digits: VAE”" in tip and "odd\\u202e 1" in tip and "held-out" in tip
    several = row(
        "b", 1, families=("ae", "vae"), judged_at=5, figures=((("test_mse", 0.25),), (("test_mse", 0.5),)),
        differs=(Difference("models.1.beta", 2.0, 1.0), Difference("dataset.name", "moons", "digits")),
    )  # fmt: skip
    assert texts.figures(several) == "AE: MSE 0.25 · VAE: MSE 0.5"
    assert texts.differs(several) == "VAE · Beta 2, Data Moon phases"


def test_how_a_game_stood_is_said_before_its_figures(texts: RowTexts) -> None:
    one = row("a", 1, families=("gan",), judged_at=5, figures=((("d_loss", 1.0),),), verdicts=("collapse",))
    assert texts.figures(one).startswith("Collapse · ") and "Collapse" in texts.tip(one).splitlines()
    assert "collapse" in texts.searched(one)
    two = row(
        "b", 1, families=("gan", "vae"), judged_at=5, figures=((("d_loss", 1.0),), (("kl", 2.0),)),
        verdicts=("healthy", ""),
    )  # fmt: skip
    assert texts.figures(two).startswith("GAN: Healthy · GAN: ")
    assert texts.verdict(row("c", 1)) == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.0, "–"), (0.04, "0.0 s"), (9.94, "9.9 s"), (9.96, "10 s"), (59.4, "59 s"), (59.6, "1 min 00 s"),
     (185, "3 min 05 s"), (3599.7, "1 h 00 min")],
)  # fmt: skip
def test_durations(texts: RowTexts, seconds: float, said: str) -> None:
    assert texts.duration(row("a", 1, seconds=seconds)) == said


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 kB"), (1, "1 kB"), (104_857, "103 kB"), (2**20, "1.0 MB"), (10 * 2**20, "10 MB"),
                       (1500 * 2**20, "1.5 GB")],
)  # fmt: skip
def test_sizes(size: int, said: str) -> None:
    assert size_in_words(size) == said


def test_a_cell_takes_two_lines_where_one_has_no_room(qtbot: QtBot) -> None:
    metrics = QFontMetrics(QFont())
    room = metrics.horizontalAdvance("Beta 4, Seed 7,")
    assert in_two_lines("Beta 4, Seed 7", ", ", metrics, room) == ["Beta 4, Seed 7"]
    assert in_two_lines("Beta 4, Seed 7, Steps 300", ", ", metrics, room) == ["Beta 4, Seed 7,", "Steps 300"]
    assert in_two_lines("a very long thing that has no parts", ", ", metrics, 10) == [
        "a very long thing that has no parts"
    ]
