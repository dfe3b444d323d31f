"""The arena, driven by real mouse, wheel and key events; its colours, arrows, words and files against known answers."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from explorer.map.overlays.map_labels import MapLabel
from explorer.pixels.images import ExportError
from explorer.style.theme import DARK, LIGHT, Theme, apply_theme
from explorer.workspaces.adversarial.arena.arena import Arena
from explorer.workspaces.adversarial.arena.arena_divider import ArenaDivider
from explorer.workspaces.adversarial.arena.arena_raster import surface_colours
from explorer.workspaces.adversarial.arena.arena_scale import ArenaScale
from explorer.workspaces.adversarial.arena.arena_surface import UNIT
from trainers.catalog import Game, family_specs
from trainers.examples import Modes
from trainers.messages import ArenaShown

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
ALONE = {name: False for name in ("real", "fake", "gradient", "surface", "optimum", "grid", "modes")}
# Three fakes; only the first two have gradients. The surface is 0.2 on the left half and 0.8 on the right.
FAKES = np.array([[0.2, 0.25], [0.8, 0.25], [0.5, 0.9]], np.float32)
GRADIENTS = np.array([[8.0, 0.0], [0.0, 8.0]], np.float32)
HALVES = np.repeat([[0.2, 0.8]], 16, axis=0).repeat(8, axis=1).astype(np.float32)


def shown_with(**changes: object) -> ArenaShown:
    codes = np.arange(6, dtype=np.float32).reshape(3, 2)
    base = ArenaShown(1, 1, "arena", 7, 0, UNIT, FAKES, codes, HALVES, True, GRADIENTS, 1 - HALVES, None)
    return replace(base, **changes)  # type: ignore[arg-type]


@pytest.fixture
def arena(qtbot: QtBot) -> Arena:
    return make_arena(qtbot, DARK)


def make_arena(qtbot: QtBot, theme: Theme) -> Arena:
    widget = Arena()
    qtbot.addWidget(widget)
    widget.set_theme(theme)
    widget.resize(400, 400)
    widget.show_arena(shown_with())
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: widget.is_settled)
    return widget


def alone(arena: Arena, *layers: str) -> None:
    """Shows only these layers."""
    arena.show_layers({**ALONE, **dict.fromkeys(layers, True)})


def colour_at(arena: Arena, x: float, y: float) -> QColor:
    return arena.grab().toImage().pixelColor(arena.pixel_of(x, y).toPoint())


def near(colour: QColor, other: QColor | str, most: int = 3) -> bool:
    one, two = colour.getRgb(), QColor(other).getRgb()
    return max(abs(a - b) for a, b in zip(one[:3], two[:3], strict=True)) <= most  # type: ignore[index]


def move(arena: Arena, at: QPointF, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    event = QMouseEvent(
        QEvent.Type.MouseMove, at, arena.mapToGlobal(at), Qt.MouseButton.NoButton, held, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(arena, event)


def wheel(arena: Arena, at: QPointF, turn: int) -> None:
    event = QWheelEvent(
        at, arena.mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(arena, event)


def plain(text: str) -> str:
    return re.sub("<[^>]*>", "", text.replace("<br>", "\n"))


# --------------------------------------------------------------------------- what is drawn


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_surface_has_the_colours_of_its_values(qtbot: QtBot, theme: Theme) -> None:
    arena = make_arena(qtbot, theme)
    alone(arena, "surface")
    colours = surface_colours(theme)
    for x, value in ((0.2, 0.2), (0.8, 0.8)):
        assert near(colour_at(arena, x, 0.5), QColor(int(colours[round(255 * value)])))
    alone(arena)
    assert near(colour_at(arena, 0.2, 0.5), theme.canvas)


def test_the_top_row_of_the_surface_is_at_the_top(arena: Arena) -> None:
    alone(arena, "surface")
    arena.show_arena(shown_with(surface=np.ascontiguousarray(HALVES.T), codes=np.ones((3, 2), np.float32)))
    arena.hide()
    arena.show()
    colours = surface_colours(DARK)
    assert near(colour_at(arena, 0.5, 0.8), QColor(int(colours[51])))
    assert near(colour_at(arena, 0.5, 0.2), QColor(int(colours[204])))


def test_points_and_modes_have_their_colours_where_they_are(arena: Arena) -> None:
    arena.show_real(np.array([[0.25, 0.75]]), Modes(np.array([[0.5, 0.5]], np.float32), 0.05))
    alone(arena, "real", "fake")
    image = arena.grab().toImage()
    assert image.pixelColor(arena.pixel_of(0.25, 0.75).toPoint()).hslHue() == pytest.approx(
        QColor(DARK.real).hslHue(), abs=4
    )
    assert image.pixelColor(arena.pixel_of(*FAKES[2].tolist()).toPoint()).hslHue() == pytest.approx(
        QColor(DARK.fake).hslHue(), abs=4
    )
    assert near(image.pixelColor(arena.pixel_of(0.65, 0.5).toPoint()), DARK.canvas)
    alone(arena, "modes")
    ring = [colour_at(arena, 0.65, 0.5 + dy / 400).green() for dy in (-1, 0, 1)]
    assert max(ring) > QColor(DARK.canvas).green() + 40, "three sigma from the centre"
    assert near(colour_at(arena, 0.25, 0.75), DARK.canvas)


def test_arrows_begin_at_their_fakes_and_go_where_the_score_rises(arena: Arena) -> None:
    alone(arena, "gradient")
    # A slope of 8 is twice the one of half length: two thirds of 7.5 % of the side.
    np.testing.assert_allclose(arena.painter.arrows(arena.view), [[20.0, 0.0], [0.0, -20.0]], atol=1e-9)
    image = arena.grab().toImage()

    def reddest(centre: QPointF) -> int:
        near = [image.pixelColor((centre + QPointF(dx, dy)).toPoint()) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        return max(colour.red() for colour in near)

    gradient, canvas = QColor(DARK.gradient).red(), QColor(DARK.canvas).red()
    first, second = arena.pixel_of(*FAKES[0].tolist()), arena.pixel_of(*FAKES[1].tolist())
    for middle, opposite in (
        (first + QPointF(10, 0), first - QPointF(10, 0)),
        (second - QPointF(0, 10), second + QPointF(0, 10)),
    ):
        assert reddest(middle) > 0.6 * gradient
        assert reddest(opposite) <= canvas + 3


def test_the_warped_grid_is_drawn_where_the_generator_takes_it(arena: Arena) -> None:
    steps = np.linspace(0.25, 0.75, 3)
    warp = np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1).astype(np.float32)
    arena.show_arena(shown_with(warp=warp))
    alone(arena, "grid")
    canvas = QColor(DARK.canvas)
    line, cell, outside = (colour_at(arena, *place) for place in ((0.5, 0.4), (0.4, 0.4), (0.1, 0.1)))
    assert near(outside, canvas)
    assert line.blue() > cell.blue() + 30 > canvas.blue() + 40


def test_values_that_are_not_finite_draw_nothing_and_break_nothing(arena: Arena, qtbot: QtBot) -> None:
    bad = np.full((3, 2), np.nan, np.float32)
    warp = np.full((3, 3, 2), np.inf, np.float32)
    arena.show_layers({"grid": True})
    arena.show_arena(
        shown_with(fakes=bad, gradients=bad[:2], surface=np.full_like(HALVES, np.nan), optimum=None, warp=warp)
    )
    move(arena, arena.pixel_of(0.5, 0.5))
    qtbot.waitUntil(lambda: arena.is_settled)
    assert arena.readout == ""
    assert arena.meant == -1


def test_the_square_keeps_its_proportions_in_any_window(arena: Arena) -> None:
    arena.resize(900, 700)
    assert arena.square.getRect() == (100, 0, 700, 700)
    assert arena.extent == pytest.approx(UNIT)
    assert near(arena.grab().toImage().pixelColor(40, 350), DARK.panel)


def test_a_layer_that_there_is_not_is_refused(arena: Arena) -> None:
    with pytest.raises(ValueError, match=r"expected layers of real, fake, .*found colour"):
        arena.show_layers({"colour": True})
    with pytest.raises(ValueError, match=r"expected real points \(N, 2\), found \(4,\)"):
        arena.show_real(np.zeros(4))


def test_an_arena_taken_away_leaves_the_real_points(arena: Arena) -> None:
    arena.show_real(np.array([[0.25, 0.75]]))
    arena.show_arena(None)
    assert colour_at(arena, 0.25, 0.75).green() > 150
    assert near(colour_at(arena, 0.5, 0.9), DARK.canvas)
    move(arena, arena.pixel_of(0.5, 0.9))
    assert arena.readout == ""


# --------------------------------------------------------------------------- motion


def test_the_same_noise_travels_and_arrives(arena: Arena, qtbot: QtBot) -> None:
    alone(arena, "fake")
    arena.show_arena(shown_with(fakes=FAKES + np.float32(0.05)))
    assert arena.motion.moving
    qtbot.waitUntil(lambda: arena.is_settled)
    assert near(colour_at(arena, *FAKES[2].tolist()), DARK.canvas)
    assert colour_at(arena, *(FAKES[2] + 0.05).tolist()).blue() > 150


def test_what_nobody_sees_is_there_at_once(arena: Arena) -> None:
    arena.hide()
    arena.show_arena(shown_with(fakes=FAKES + np.float32(0.05)))
    assert arena.is_settled and not arena.motion.moving


# --------------------------------------------------------------------------- the pointer


def test_hovering_reads_the_surface_and_the_optimum_off(arena: Arena) -> None:
    move(arena, arena.pixel_of(0.75, 0.6))
    assert plain(arena.readout) == "here D 0.80 · ideal D 0.20"
    move(arena, arena.pixel_of(0.25, 0.6))
    assert plain(arena.readout) == "here D 0.20 · ideal D 0.80"
    QApplication.sendEvent(arena, QEvent(QEvent.Type.Leave))
    assert arena.readout == ""


def game(loss: str) -> Game:
    return next(each for spec in family_specs() for each in spec.games if each.name == loss)


def test_the_fake_nearest_to_the_pointer_says_its_score_and_both_pushes(arena: Arena) -> None:
    arena.show_arena(shown_with(surface=np.full_like(HALVES, 0.31), optimum=None))
    move(arena, arena.pixel_of(*FAKES[0].tolist()) + QPointF(9, 5))
    assert arena.meant == 0
    assert plain(arena.readout).splitlines() == [
        "here D 0.31",
        "● fake: D 0.31",
        "slope of D 8.00",
        "weight of the push: minimax\u00a00.31 · non\u2011saturating\u00a00.69",
    ]
    arena.show_game(game("non-saturating"))
    assert "<b>non\u2011saturating\u00a00.69\u00a0(this\u00a0run)</b>" in arena.readout
    assert "minimax\u00a00.31 ·" in plain(arena.readout), "the other one is not marked"


@pytest.mark.parametrize("loss", ["least-squares", "hinge"])
def test_scores_that_are_no_logits_give_the_push_neither_weight(arena: Arena, loss: str) -> None:
    """Half the squared distance to 1 has the slope 1 - D by D itself, the hinge loss has 1 everywhere."""
    arena.show_arena(shown_with(surface=np.full_like(HALVES, 0.31), optimum=None))
    arena.show_game(game(loss))
    move(arena, arena.pixel_of(*FAKES[0].tolist()) + QPointF(9, 5))
    assert plain(arena.readout).splitlines() == ["here D 0.31", "● fake: D 0.31", "slope of D 8.00"]


def test_where_d_is_flat_the_readout_says_that_nothing_pushes(arena: Arena, qtbot: QtBot) -> None:
    arena.show_arena(shown_with(surface=np.zeros_like(HALVES), gradients=np.zeros((3, 2), np.float32)))
    qtbot.waitUntil(lambda: arena.is_settled)
    qtbot.mouseClick(arena, LEFT, pos=arena.pixel_of(*FAKES[0].tolist()).toPoint())
    said = plain(arena.readout)
    assert "slope of D 0.00: flat here, no push on G" in said and "non\u2011saturating\u00a01.00" in said


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_chosen_fakes_own_arrow_is_drawn_bold_whatever_layers_are_off(qtbot: QtBot, theme: Theme) -> None:
    arena = make_arena(qtbot, theme)
    alone(arena, "fake")
    middle = arena.pixel_of(*FAKES[0].tolist()) + QPointF(13, 0)
    assert not near(arena.grab().toImage().pixelColor(middle.toPoint()), theme.gradient, 12)
    QTest.keyClick(arena, Qt.Key.Key_N)
    assert arena.chosen == 0
    image = arena.grab().toImage()
    column = [image.pixelColor(round(middle.x()), round(middle.y()) + dy) for dy in range(-4, 5)]
    assert sum(near(colour, theme.gradient, 12) for colour in column) >= 2, "wider than a thin arrow"


@pytest.mark.qt_log_ignore(r"This plugin does not support raise")
def test_resting_on_a_fake_explains_the_two_losses(arena: Arena, qtbot: QtBot) -> None:
    def rest(at: QPointF) -> str:
        spot = at.toPoint()
        QApplication.sendEvent(arena, QHelpEvent(QEvent.Type.ToolTip, spot, arena.mapToGlobal(spot)))
        return QToolTip.text() if QToolTip.isVisible() else ""

    text = rest(arena.pixel_of(*FAKES[0].tolist()))
    assert "Minimax: the weight is D." in text and "Non-saturating: the weight is 1 − D." in text
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())
    assert rest(arena.pixel_of(0.5, 0.5)) == ""


@pytest.mark.parametrize("across", [0.05, 0.3, 0.5, 0.7, 0.95])
@pytest.mark.parametrize("up", [0.05, 0.5, 0.95])
@pytest.mark.parametrize("side", [320, 640])
def test_the_readout_lies_beside_the_pointer_and_never_over_the_scale(
    arena: Arena, across: float, up: float, side: int
) -> None:
    arena.resize(side, side)
    at = arena.pixel_of(across, up)
    move(arena, at)
    readout, colours = arena.findChild(MapLabel, "arena_readout"), arena.findChild(ArenaScale)
    assert readout is not None and colours is not None
    label, scale = readout.geometry(), colours.geometry()
    assert readout.isVisible() and colours.isVisible()
    assert not label.intersects(scale) and not label.contains(at.toPoint())
    assert arena.square.contains(QRectF(label))
    assert (label.left() - at.x() if across < 0.5 else at.x() - label.right()) < 40 or side == 320


def test_home_fits_fakes_that_are_all_outside_and_says_so_before(arena: Arena, qtbot: QtBot) -> None:
    assert arena.remark == ""
    away = np.array([[2.0, 2.5], [2.2, 2.5], [2.1, 2.4]], np.float32)
    arena.show_arena(shown_with(fakes=away))
    assert arena.remark == "all fakes are outside the view · Home fits it"
    arena.show_arena(shown_with(fakes=np.concatenate([away[:2], FAKES[:1]])))
    assert arena.remark == "67 % of the fakes are outside the view · Home fits it"
    arena.show_arena(shown_with(fakes=away))
    QTest.keyClick(arena, Qt.Key.Key_Home)
    assert arena.remark == ""
    x0, y0, x1, y1 = arena.extent
    assert x0 < 0 and y0 < 0 and x1 > 2.2 and y1 > 2.5 and x1 - x0 == pytest.approx(y1 - y0)
    arena.show_arena(shown_with(fakes=np.full((3, 2), np.nan, np.float32)))
    assert arena.remark == "all fakes are outside the view", "where they have no place, nothing fits them"
    arena.show_arena(shown_with())
    qtbot.mouseDClick(arena, LEFT, pos=QPoint(5, 5))
    assert arena.extent == pytest.approx(UNIT)
    qtbot.waitUntil(lambda: arena.is_settled)


def test_a_relative_belief_says_what_it_compares_with(arena: Arena) -> None:
    arena.show_arena(shown_with(surface=np.full_like(HALVES, 0.31), optimum=None, relative=True))
    move(arena, arena.pixel_of(*FAKES[0].tolist()) + QPointF(9, 5))
    assert plain(arena.readout).splitlines() == [
        "here D 0.31 among real and fake",
        "● fake: D 0.31 among real and fake",
        "slope of D 8.00",
    ]


def test_bare_scores_have_no_pushes(arena: Arena) -> None:
    arena.show_arena(shown_with(surface=HALVES - 3, is_belief=False, optimum=None))
    move(arena, arena.pixel_of(*FAKES[0].tolist()))
    assert plain(arena.readout).splitlines() == ["here score −2.80", "● fake: score −2.80", "slope of D 8.00"]
    scale = arena.findChild(ArenaScale)
    assert scale is not None and scale.numbers == ("−2.80", "−2.20", "−1.60")


def test_a_hidden_fake_is_not_meant(arena: Arena) -> None:
    arena.show_layers({"fake": False})
    move(arena, arena.pixel_of(*FAKES[0].tolist()))
    assert arena.meant == -1


def test_a_click_on_a_fake_chooses_it_and_a_click_beside_lets_go(arena: Arena, qtbot: QtBot) -> None:
    heard: list[int] = []
    arena.fake_chosen.connect(heard.append)
    at = (arena.pixel_of(*FAKES[1].tolist()) + QPointF(6, -6)).toPoint()
    qtbot.mouseClick(arena, LEFT, pos=at)
    qtbot.mouseClick(arena, LEFT, pos=at)
    assert heard == [1] and arena.chosen == 1
    QApplication.sendEvent(arena, QEvent(QEvent.Type.Leave))
    assert "D 0.80" in plain(arena.readout), "what is chosen stays said"
    qtbot.mouseClick(arena, LEFT, pos=arena.pixel_of(0.5, 0.5).toPoint())
    assert heard == [1, -1] and arena.chosen == -1
    qtbot.mouseClick(arena, RIGHT, pos=at)
    assert heard == [1, -1]


def test_keys_go_from_fake_to_fake(arena: Arena) -> None:
    heard: list[int] = []
    arena.fake_chosen.connect(heard.append)
    for _ in range(4):
        QTest.keyClick(arena, Qt.Key.Key_N)
    QTest.keyClick(arena, Qt.Key.Key_N, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(arena, Qt.Key.Key_Escape)
    assert heard == [0, 1, 2, 0, 2, -1]


def test_showing_a_choice_emits_nothing_and_other_noise_forgets_it(arena: Arena) -> None:
    heard: list[int] = []
    arena.fake_chosen.connect(heard.append)
    arena.show_chosen(2)
    arena.show_arena(shown_with(fakes=FAKES + np.float32(0.01)))
    assert arena.chosen == 2
    arena.show_arena(shown_with(codes=np.ones((3, 2), np.float32)))
    assert arena.chosen == -1 and heard == []
    with pytest.raises(ValueError, match="expected a fake from 0 to 2, or -1, found 3"):
        arena.show_chosen(3)


# --------------------------------------------------------------------------- the view


def test_the_wheel_zooms_about_the_pointer_and_the_extent_is_told_once(arena: Arena, qtbot: QtBot) -> None:
    heard: list[tuple[float, ...]] = []
    arena.view_changed.connect(heard.append)
    at = arena.pixel_of(0.8, 0.25)
    for _ in range(3):
        wheel(arena, at, 120)
    assert arena.place_at(at) == pytest.approx((0.8, 0.25))
    qtbot.waitUntil(lambda: arena.is_settled)
    assert heard == [arena.extent]
    x0, y0, x1, y1 = arena.extent
    assert x1 - x0 == pytest.approx(1.0018**-360) and x1 - x0 == pytest.approx(y1 - y0)


def test_zooming_ends_where_there_is_nothing_more_to_see(arena: Arena, qtbot: QtBot) -> None:
    for turn, span in ((12_000, 0.01), (-12_000, 4.0)):
        wheel(arena, QPointF(200, 200), turn)
        assert arena.extent[2] - arena.extent[0] == pytest.approx(span)
    qtbot.waitUntil(lambda: arena.is_settled)


def test_dragging_pans_and_chooses_nothing(arena: Arena, qtbot: QtBot) -> None:
    views: list[tuple[float, ...]] = []
    chosen: list[int] = []
    arena.view_changed.connect(views.append)
    arena.fake_chosen.connect(chosen.append)
    start = arena.pixel_of(*FAKES[0].tolist())
    qtbot.mousePress(arena, LEFT, pos=start.toPoint())
    for step in (20, 40):
        move(arena, start + QPointF(step, -step / 2), LEFT)
    qtbot.mouseRelease(arena, LEFT, pos=(start + QPointF(40, -20)).toPoint())
    assert arena.extent == pytest.approx((-0.1, -0.05, 0.9, 0.95))
    qtbot.waitUntil(lambda: len(views) == 1)
    assert chosen == []


def test_keys_pan_and_zoom_and_home_and_a_double_click_come_back(arena: Arena, qtbot: QtBot) -> None:
    QTest.keyClick(arena, Qt.Key.Key_Right)
    QTest.keyClick(arena, Qt.Key.Key_Up)
    assert arena.extent == pytest.approx((0.1, 0.1, 1.1, 1.1))
    QTest.keyClick(arena, Qt.Key.Key_Plus)
    assert arena.extent[2] - arena.extent[0] == pytest.approx(1 / 1.3)
    QTest.keyClick(arena, Qt.Key.Key_Home)
    assert arena.extent == pytest.approx(UNIT)
    wheel(arena, QPointF(100, 100), 240)
    qtbot.mouseDClick(arena, LEFT, pos=QPoint(200, 200))
    assert arena.extent == pytest.approx(UNIT)
    qtbot.waitUntil(lambda: arena.is_settled)


def test_a_surface_of_a_part_lies_over_that_part_alone(arena: Arena) -> None:
    arena.show_arena(shown_with(extent=(0.5, 0.5, 1.0, 1.0)))
    alone(arena, "surface")
    assert near(colour_at(arena, 0.25, 0.5), DARK.canvas)
    assert near(colour_at(arena, 0.9, 0.75), QColor(int(surface_colours(DARK)[204])))
    move(arena, arena.pixel_of(0.25, 0.5))
    assert arena.readout == ""


# --------------------------------------------------------------------------- learned beside optimal


def test_left_is_learned_right_is_optimal_and_the_line_can_be_dragged(arena: Arena, qtbot: QtBot) -> None:
    divider = arena.findChild(ArenaDivider)
    assert divider is not None and divider.isHidden()
    alone(arena, "surface", "optimum")
    assert divider.isVisible()
    fake, real = (QColor(int(surface_colours(DARK)[index])) for index in (51, 204))
    assert near(colour_at(arena, 0.3, 0.6), fake)  # learned: the left half is fake
    assert near(colour_at(arena, 0.8, 0.6), fake)  # optimal: the right half is fake
    grip = QPoint(divider.width() // 2, divider.height() // 2)
    qtbot.mousePress(divider, LEFT, pos=grip)
    there = arena.pixel_of(0.1, 0.5)
    at = divider.mapFrom(arena, there.toPoint())
    qtbot.mouseMove(divider, at)
    qtbot.mouseRelease(divider, LEFT, pos=grip)
    assert near(colour_at(arena, 0.3, 0.6), real)  # now on the optimal side
    assert divider.geometry().center().x() == pytest.approx(there.x(), abs=1.5)


def test_the_line_follows_the_arrow_keys_and_the_optimum_alone_needs_none(arena: Arena) -> None:
    divider = arena.findChild(ArenaDivider)
    assert divider is not None
    alone(arena, "surface", "optimum")
    before = divider.geometry().center().x()
    QTest.keyClick(divider, Qt.Key.Key_Right)
    QTest.keyClick(divider, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert divider.geometry().center().x() == pytest.approx(before + 48, abs=1)
    QTest.keyClick(divider, Qt.Key.Key_Home)
    QTest.keyClick(divider, Qt.Key.Key_Left)
    assert arena.painter.split == 0
    alone(arena, "optimum")
    assert divider.isHidden()
    assert near(colour_at(arena, 0.3, 0.6), QColor(int(surface_colours(DARK)[204])))
    arena.show_arena(shown_with(optimum=None))
    assert not arena.has_optimum
    assert near(colour_at(arena, 0.3, 0.6), DARK.canvas)


# --------------------------------------------------------------------------- files


def test_the_picture_is_saved_twice_as_large(arena: Arena, tmp_path: Path) -> None:
    alone(arena, "surface")
    arena.export(tmp_path / "arena.png")
    image = QImage(str(tmp_path / "arena.png"))
    assert (image.width(), image.height()) == (800, 800)
    assert near(image.pixelColor(600, 400), QColor(int(surface_colours(DARK)[204])))


def test_a_vector_picture_has_its_points_as_circles(arena: Arena, tmp_path: Path) -> None:
    arena.show_real(np.array([[0.25, 0.75]]))
    arena.export(tmp_path / "arena.svg")
    assert QSvgRenderer(str(tmp_path / "arena.svg")).isValid()
    text = (tmp_path / "arena.svg").read_text(encoding="utf-8")
    assert len(re.findall("<circle", text)) + len(re.findall("<ellipse", text)) == 4


def test_the_points_are_saved_as_a_table(arena: Arena, tmp_path: Path) -> None:
    arena.show_real(np.array([[0.25, 0.75]]))
    arena.export(tmp_path / "arena.csv")
    rows = list(csv.DictReader((tmp_path / "arena.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["kind"] for row in rows] == ["real", "fake", "fake", "fake"]
    assert (float(rows[1]["x"]), float(rows[1]["gradient_x"])) == (0.2, 8.0)
    assert rows[3]["gradient_x"] == rows[0]["gradient_y"] == ""


def test_another_ending_and_a_missing_folder_are_one_sentence(arena: Arena, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match=r"a.gif: an arena is saved as .png, .svg or .csv, found .gif"):
        arena.export(tmp_path / "a.gif")
    with pytest.raises(ExportError, match="could not be written"):
        arena.export(tmp_path / "none" / "a.csv")


def test_words_over_the_picture_grow_with_the_interface(arena: Arena, qapp: QApplication, qtbot: QtBot) -> None:
    apply_theme(qapp, DARK)
    move(arena, arena.pixel_of(0.75, 0.6))
    scale, readout = arena.findChild(ArenaScale), arena.findChild(MapLabel, "arena_readout")
    assert scale is not None and readout is not None
    before, bar = readout.height(), scale.height()
    apply_theme(qapp, DARK, 2.0)
    assert readout.fontInfo().pixelSize() == 22
    qtbot.waitUntil(lambda: readout.height() > 1.4 * before)
    assert scale.height() > 1.4 * bar


def test_modes_bear_the_numbers_of_their_bars(arena: Arena) -> None:
    """The second ring has a number at its upper right; without the layer there is none."""
    modes = Modes(np.array([[0.25, 0.25], [0.75, 0.25]], np.float32), 0.04)
    arena.show_arena(None)
    arena.show_real(np.zeros((0, 2), np.float32), modes)
    centre, radius = arena.pixel_of(0.75, 0.25), 3 * 0.04 * arena.square.width()

    def inks() -> int:
        image = arena.grab().toImage()
        spots = [(x, y) for x in range(14) for y in range(-14, 2)]
        left, below = int(centre.x() + 0.75 * radius), int(centre.y() - 0.75 * radius)
        colours = [image.pixelColor(left + x, below + y) for x, y in spots]
        return sum(not near(colour, DARK.canvas) for colour in colours)

    arena.show_layers({"modes": True})
    assert inks() > 8
    arena.show_layers({"modes": False})
    assert inks() == 0


def test_the_numbers_of_the_modes_follow_the_size_of_the_text(arena: Arena, qapp: QApplication, qtbot: QtBot) -> None:
    """Counted in rows with ink; in a small ring they are no higher than it has room for."""
    apply_theme(qapp, DARK)
    arena.show_arena(None)
    arena.show_layers({"modes": True})

    def tall(sigma: float) -> int:
        arena.show_real(np.zeros((0, 2), np.float32), Modes(np.array([[0.5, 0.5]], np.float32), sigma))
        centre, radius = arena.pixel_of(0.5, 0.5), 3 * sigma * arena.square.width()
        image = arena.grab().toImage()
        left, below = int(centre.x() + 0.75 * radius), int(centre.y() - 0.75 * radius)
        rows = [[image.pixelColor(left + x, below - y) for x in range(24)] for y in range(36)]
        return sum(any(not near(colour, DARK.canvas, 40) for colour in row) for row in rows)

    before = tall(0.04)
    assert before >= 6, before
    apply_theme(qapp, DARK, 2.0)
    qtbot.waitUntil(lambda: tall(0.04) > 1.6 * before)
    assert 0 < tall(0.007) < 1.6 * before
    apply_theme(qapp, DARK)
    qtbot.waitUntil(lambda: tall(0.04) <= before + 1)
