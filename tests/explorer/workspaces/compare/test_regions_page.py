"""The page of regions: its table, its line over the number of Gaussians, and what both come to in words."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from explorer.pixels.images import ExportError
from explorer.style.theme import DARK, LIGHT, apply_theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.lines_label import LinesLabel
from explorer.workspaces.compare.regions.region_sample import sample_rows, sample_score, sample_sizes
from explorer.workspaces.compare.regions.region_words import (
    before_after,
    column_title,
    covariance_choices,
    fewer_sentence,
    score_sentence,
    share_text,
)
from explorer.workspaces.compare.regions.regions_page import RegionsPage
from explorer.workspaces.compare.regions.sizes_plot import SIZES, SizesLine
from explorer.workspaces.compare.regions.table_row import TableRow
from trainers.messages import Covariance, DrawnFrom, MixtureFit, Region, RegionScore

LEFT = Qt.MouseButton.LeftButton
LINES = [
    SizesLine("AE", sample_sizes(0.3), 0.37, 0.04, 2000),
    SizesLine("VAE", sample_sizes(0.12), 0.17, 0.01, 2000, 1),
]


@pytest.fixture
def page(qtbot: QtBot, qapp: QApplication) -> RegionsPage:
    apply_theme(qapp, DARK)
    made = RegionsPage()
    qtbot.addWidget(made)
    made.resize(640, 220)
    with qtbot.waitExposed(made):
        made.show()
    return made


def filled(page: RegionsPage) -> RegionsPage:
    page.comparison.show_rows(sample_rows())
    page.sizes.show_lines(LINES, 10, "")
    QApplication.processEvents()
    return page


def words(page: RegionsPage) -> LinesLabel:
    found = page.findChild(LinesLabel, "regionWords")
    assert found is not None
    return found


def title(page: RegionsPage) -> str:
    found = page.findChild(ElidedLabel, "sizesReadOut")
    assert found is not None
    return found.whole_text


def score(share: float, region: Region = Region.BOX, **more: Any) -> RegionScore:
    return RegionScore(DrawnFrom(region), share, share - 0.02, share + 0.02, **more)


NONE = RegionScore(DrawnFrom(Region.MIXTURE), math.nan, math.nan, math.nan, problem="region mixture: expected finite")


# --------------------------------------------------------------------------- words


def test_shares_in_words() -> None:
    assert share_text(score(0.31)) == "31 % ± 2" and share_text(score(0.058)) == "5.8 % ± 2"
    assert share_text(RegionScore(DrawnFrom(Region.BOX), 0.0, 0.0, 0.0018)) == "0 %"
    assert share_text(NONE) == "\u2013"
    assert column_title(DrawnFrom(Region.BOX)) == "box"
    assert column_title(DrawnFrom(Region.MIXTURE, MixtureFit(20))) == "mixture 20"


def test_before_and_after_in_words() -> None:
    both = [score(0.31), score(0.06, Region.MIXTURE, components=10)]
    assert before_after("AE", both) == "AE: box 31\u00a0% → mixture 6\u00a0%"
    assert before_after("AE", both[:1]) == before_after("AE", [both[0], NONE]) == ""
    worse = [score(0.05), score(0.09, Region.MIXTURE)]
    assert before_after("A", worse) == "A: box 5\u00a0% → mixture 9\u00a0%", "as it is"


def test_fewer_components_than_asked_for_are_said() -> None:
    few = RegionScore(DrawnFrom(Region.MIXTURE, MixtureFit(30)), 0.1, 0.08, 0.12, 3)
    assert fewer_sentence(few) == "Too few codes for 30 Gaussians: 3 were fitted."
    assert score_sentence("AE", few, 500).startswith(
        "AE · mixture: 10 % of 500 codes in holes (95 %: 8 % to 12 %). Too"
    )
    assert fewer_sentence(score(0.1, Region.MIXTURE, components=10)) == fewer_sentence(score(0.1)) == ""
    assert score_sentence("AE {share}", NONE, 500) == "AE {share} · mixture: region mixture: expected finite"


def test_every_form_of_a_mixture_has_a_word() -> None:
    assert [form for form, _, _ in covariance_choices()] == [None, *Covariance]
    assert all(text and tip for _, text, tip in covariance_choices())


# --------------------------------------------------------------------------- the table


def test_a_click_on_a_share_chooses_its_region(page: RegionsPage) -> None:
    table = filled(page).comparison.table
    chosen: list[str] = []
    table.region_chosen.connect(chosen.append)
    assert table.columns == (Region.BOX, Region.GAUSSIAN, Region.PRIOR, Region.MIXTURE)
    for column in range(4):
        QTest.mouseClick(table, LEFT, pos=table.cell_rect(1, column).center().toPoint())
    QTest.mouseClick(table, LEFT, pos=table.cell_rect(0, 2).center().toPoint())  # an autoencoder has no prior
    QTest.mouseClick(table, LEFT, pos=QPoint(3, 3))
    assert chosen == ["box", "gaussian", "prior", "mixture"]


def test_what_lies_under_the_pointer_is_said_in_full(page: RegionsPage) -> None:
    table = filled(page).comparison.table
    changes = "AE: box 37 % → mixture 6 %; VAE: box 17 % → mixture 5 %."
    assert words(page).whole_text.replace("\u00a0", " ").startswith(changes)
    assert "The decoder stays the same" in words(page).whole_text
    QTest.mouseMove(table, table.cell_rect(1, 2).center().toPoint())
    assert words(page).whole_text == "VAE · prior: 11 % of 2\u202f000 codes in holes (95 %: 9.6 % to 12 %)"
    QTest.mouseMove(table, QPoint(2, 2))
    assert words(page).whole_text.startswith("AE: box")


def test_the_table_is_walked_by_keys(page: RegionsPage) -> None:
    table = filled(page).comparison.table
    chosen: list[str] = []
    table.region_chosen.connect(chosen.append)
    table.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(table, key)
    assert chosen == ["gaussian"] and table.read_out().startswith("VAE · Gaussian")
    QTest.keyClick(table, Qt.Key.Key_Right)
    QTest.keyClick(table, Qt.Key.Key_Up)  # where there is none
    assert table.read_out().startswith("VAE · prior")
    assert "AE · box: 37 %" in table.accessibleDescription() and table.accessibleName()


def test_what_is_not_known_yet_and_what_never_will_be(page: RegionsPage) -> None:
    regions = (DrawnFrom(Region.BOX), DrawnFrom(Region.MIXTURE))
    page.comparison.show_rows([TableRow("AE", regions, (None, None), Region.BOX, 2000)])
    assert page.comparison.table.columns == (Region.BOX, Region.MIXTURE) and words(page).whole_text == ""
    page.comparison.show_rows([TableRow("AE", regions, (score(0.3), NONE), Region.BOX, 2000)])
    table = page.comparison.table
    QTest.mouseMove(table, table.cell_rect(0, 1).center().toPoint())
    assert words(page).whole_text == "AE · mixture: region mixture: expected finite"
    QTest.mouseMove(table, QPoint(1, 1))
    assert words(page).whole_text == "AE · mixture: region mixture: expected finite", "without being asked, too"
    few = RegionScore(DrawnFrom(Region.MIXTURE, MixtureFit(30)), 0.1, 0.08, 0.12, 3)
    page.comparison.show_rows([TableRow("AE", (regions[0], few.drawn), (score(0.3), few), Region.BOX, 2000)])
    assert "Too few codes for 30 Gaussians: 3 were fitted. A mixture" in words(page).whole_text
    page.comparison.show_rows([])
    assert table.read_out() == "" and table.grab().toImage().width() == table.width()


def test_a_bar_is_as_long_as_its_share(page: RegionsPage) -> None:
    table = filled(page).comparison.table
    QApplication.processEvents()
    picture, found = table.grab().toImage(), []
    for row, column, share in ((0, 0, 0.37), (0, 3, 0.06), (1, 0, 0.17)):
        box = table.cell_rect(row, column)
        inks = [
            picture.pixelColor(round(x), round(box.y() + 4)) for x in range(round(box.x()) + 4, round(box.right()) - 4)
        ]
        red = [ink.red() - ink.green() > 30 for ink in inks]
        found.append(sum(red) + 4 if any(red) else 0)
        assert found[-1] == pytest.approx(share * box.width(), abs=4)
    assert found[0] > found[2] > found[1]


# --------------------------------------------------------------------------- over the number of Gaussians


def test_a_number_of_gaussians_is_chosen_in_the_plot(page: RegionsPage) -> None:
    plot = filled(page).sizes.plot
    chosen: list[int] = []
    plot.size_chosen.connect(chosen.append)
    for slot in range(len(SIZES)):
        at = plot.place(slot, 0.0).toPoint() - QPoint(0, 8)
        QTest.mouseMove(plot, at)
        QTest.mouseClick(plot, LEFT, pos=at)
    assert chosen == list(SIZES)
    assert title(page) == "30 Gaussians: AE 5.5 %, VAE 2.2 %"
    QTest.mouseMove(plot, QPoint(1, 1))
    assert title(page) == "Holes by number of Gaussians"
    plot.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(plot, key)
    assert chosen[len(SIZES) :] == [2]


def test_lines_fall_where_shares_do_and_the_box_is_above(page: RegionsPage) -> None:
    plot = filled(page).sizes.plot
    heights = [plot.place(slot, each.share).y() for slot, each in enumerate(LINES[0].scores)]
    assert heights == sorted(heights) and plot.place(0, 0.37).y() < heights[0]
    assert plot.top >= 0.37 and plot.place(0, plot.top).y() < plot.place(0, 0).y() <= plot.height()
    assert [share for share, _ in LINES[0].level] == [0.37, 0.04], "the box, and the codes themselves"
    page.sizes.show_lines([SizesLine("GAN", (), None, None, 2000)], 10, "")
    assert plot.lines[0].level == () and plot.grab().toImage().width() == plot.width()


def test_lines_of_other_weights_say_so(page: RegionsPage) -> None:
    page.sizes.show_lines(LINES, 10, "step 300")
    assert title(page) == "Holes by number of Gaussians · step 300"
    page.sizes.show_lines([], 10, "")
    plot = page.sizes.plot
    assert plot.slot_at(QPointF(plot.width() / 2, plot.height() / 2)) is None, "nothing has been measured"


# --------------------------------------------------------------------------- room and files


@pytest.mark.layout
@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("width", [420, 620, 900])
def test_it_all_has_room(page: RegionsPage, qapp: QApplication, theme: Any, scale: float, width: int) -> None:
    apply_theme(qapp, theme, scale)
    page.set_theme(theme)
    rows = sample_rows()
    page.comparison.show_rows([*rows, *rows])  # four models
    page.sizes.show_lines(LINES, 10, "")
    page.resize(width, 200)
    for _ in range(4):
        QApplication.processEvents()
    body = page.widget()
    assert body.width() <= page.viewport().width()
    for part in (page.comparison.table, page.sizes.plot, *body.findChildren(QPushButton)):
        assert part.width() >= part.minimumSizeHint().width() and part.height() >= part.minimumSizeHint().height()
        assert _within(body, part), part.objectName()
    table = page.comparison.table
    cells = [table.cell_rect(row, column) for row in range(4) for column in range(4)]
    assert all(QWidget.rect(table).contains(cell.toAlignedRect().adjusted(1, 1, -1, -1)) for cell in cells)
    assert not any(a.intersects(b) for at, a in enumerate(cells) for b in cells[at + 1 :])
    apply_theme(qapp, DARK)


def _within(body: QWidget, part: QWidget) -> bool:
    at = part.mapTo(body, QPoint())
    return (
        at.x() >= 0
        and at.y() >= 0
        and at.x() + part.width() <= body.width()
        and at.y() + part.height() <= body.height()
    )


@pytest.mark.layout
def test_table_and_plot_stand_side_by_side_at_1280(page: RegionsPage) -> None:
    filled(page).resize(620, 180)
    QApplication.processEvents()
    assert not page.stacked


def test_shares_are_exported(page: RegionsPage, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="no shares to export"):
        page._write_csv(tmp_path / "none.csv", 1)
    filled(page)
    page._write_csv(tmp_path / "regions.csv", 1)
    with (tmp_path / "regions.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 3 + 4 + 2 * len(SIZES)
    assert rows[0] == {
        "model": "AE", "region": "box", "components": "", "share": "0.37", "low": rows[0]["low"],
        "high": rows[0]["high"], "codes": "2000", "problem": "",
    }  # fmt: skip
    assert [row["components"] for row in rows if row["region"] == "mixture" and row["model"] == "AE"] == [
        "10", *map(str, SIZES)
    ]  # fmt: skip
    page._write_png(tmp_path / "regions.png", 1)
    assert (tmp_path / "regions.png").stat().st_size > 2000


def test_setters_emit_nothing(page: RegionsPage) -> None:
    seen: list[object] = []
    table, sizes = page.comparison.table, page.sizes
    for signal in (table.region_chosen, page.comparison.drawn_toggled, sizes.plot.size_chosen, sizes.measure_requested):
        signal.connect(lambda *told: seen.append(told))
    filled(page)
    page.comparison.show_drawn(True)
    page.comparison.show_rows(
        [TableRow("A", (DrawnFrom(Region.PRIOR),), (sample_score(Region.PRIOR, 0.2),), Region.PRIOR, 9)]
    )
    assert seen == []
    QTest.mouseClick(page.findChild(QPushButton, "measure_sizes"), LEFT)
    QTest.mouseClick(page.findChild(QPushButton, "region_drawn"), LEFT)
    assert seen == [(), (False,)]
