"""A mixture moved by real mouse, wheel and key events; what is painted, said and told, against known answers."""

from __future__ import annotations

import csv
import math
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from explorer.map.overlays.map_labels import MapLabel
from explorer.pictures.peek import Peek
from explorer.pixels.images import ExportError
from explorer.plane.dots import to_pixels
from explorer.style.theme import DARK, LIGHT, mix
from explorer.workspaces.mixtures.view.mixture_motion import HeldComponent
from explorer.workspaces.mixtures.view.mixture_painter import handle_places
from explorer.workspaces.mixtures.view.mixture_sample import FIRST, TRUE, sample_mixture, shown_of
from explorer.workspaces.mixtures.view.mixture_view import MixtureView
from trainers.messages.mixture import Components, MixtureShown

LEFT, NONE, SHIFT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def view(qtbot: QtBot) -> MixtureView:
    widget = MixtureView("mixture")
    qtbot.addWidget(widget)
    widget.resize(500, 400)
    widget.show_movable(True)
    widget.show_mixture(shown_of(TRUE))
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: widget.is_settled)
    return widget


class Told:
    """What a view has told."""

    def __init__(self, view: MixtureView) -> None:
        self.moves: list[tuple[HeldComponent, bool]] = []
        view.component_moved.connect(lambda held, done: self.moves.append((held, done)))

    @property
    def last(self) -> HeldComponent:
        held, done = self.moves[-1]
        assert done
        return held


def middle(view: MixtureView, index: int) -> QPointF:
    assert view.motion.components is not None
    return view.pixel_of(*view.motion.components.means[index].tolist())


def move(view: MixtureView, at: QPointF, held: Qt.MouseButton = Qt.MouseButton.NoButton) -> None:
    event = QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), Qt.MouseButton.NoButton, held, NONE)
    QApplication.sendEvent(view, event)


def press(view: MixtureView, at: QPointF) -> None:
    move(view, at)
    QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseButtonPress, at, view.mapToGlobal(at), LEFT, LEFT, NONE))


def release(view: MixtureView, at: QPointF) -> None:
    nothing = Qt.MouseButton.NoButton
    QApplication.sendEvent(
        view, QMouseEvent(QEvent.Type.MouseButtonRelease, at, view.mapToGlobal(at), LEFT, nothing, NONE)
    )


def drag(view: MixtureView, start: QPointF, end: QPointF) -> None:
    press(view, start)
    for part in (0.3, 0.7, 1.0):
        move(view, start + (end - start) * part, LEFT)
    release(view, end)


def picture(view: MixtureView) -> QImage:
    return view.grab().toImage()


def plain(text: str) -> str:
    return re.sub("<[^>]*>", "", text.replace("<br>", "\n"))


# --------------------------------------------------------------------------- what is drawn


def test_all_examples_are_seen_at_first_and_again_with_home(view: MixtureView) -> None:
    shown = view.motion.shown
    assert shown is not None
    pixels = to_pixels(shown.places, view.view)
    inside = ((pixels > 0) & (pixels < (view.width(), view.height()))).all(axis=1)
    assert inside.mean() > 0.99
    whole = view.extent
    wheel = QWheelEvent(
        QPointF(50, 50), view.mapToGlobal(QPointF(50, 50)), QPoint(), QPoint(0, 480), Qt.MouseButton.NoButton, NONE,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    before = view.place_at(QPointF(50, 50))
    QApplication.sendEvent(view, wheel)
    assert view.extent[2] - view.extent[0] < whole[2] - whole[0]
    assert view.place_at(QPointF(50, 50)) == pytest.approx(before)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert view.extent == pytest.approx(whole)


def test_components_are_drawn_in_their_colours_where_they_are(view: MixtureView) -> None:
    image = picture(view)
    for index, colour in enumerate(view.painter.colours(3)):
        at = middle(view, index).toPoint()
        assert QColor(image.pixelColor(at)).hslHue() == pytest.approx(
            QColor(mix(colour, DARK.text, 0.3)).hslHue(), abs=6
        )


def test_an_example_between_two_components_has_a_colour_between_theirs(view: MixtureView) -> None:
    shown = view.motion.shown
    assert shown is not None
    half = replace(
        shown, places=np.array([[0.45, 0.9]], np.float32), shares=np.array([[0.5, 0.5, 0.0]], np.float32),
        density=np.zeros((8, 8), np.float32),
    )  # fmt: skip
    view.show_mixture(half)
    view.move_view(view.view.fitted((0.4, 0.85, 0.5, 0.95)))
    view.motion.advance(1.0)
    view.redraw()
    blue, red = (QColor(colour) for colour in view.painter.colours(3)[:2])
    found = picture(view).pixelColor(view.pixel_of(0.45, 0.9).toPoint())
    canvas = QColor(DARK.canvas)
    for channel in ("red", "green", "blue"):
        mean = (getattr(blue, channel)() + getattr(red, channel)()) / 2
        assert getattr(found, channel)() == pytest.approx(0.82 * mean + 0.18 * getattr(canvas, channel)(), abs=6)


def test_where_the_components_were_before_m_is_dashed(view: MixtureView) -> None:
    assert view.motion.ghosts is None
    view.show_mixture(shown_of(TRUE, FIRST, step=1))
    ghosts = view.motion.ghosts
    assert ghosts is not None and np.array_equal(ghosts.means, FIRST.means)


def test_components_travel_to_where_they_now_are(view: MixtureView, qtbot: QtBot) -> None:
    view.show_mixture(shown_of(FIRST, step=1))
    assert view.motion.moving
    start = view.motion.components
    assert start is not None and np.allclose(start.means, TRUE.means, atol=0.1)
    qtbot.waitUntil(lambda: not view.motion.moving)
    assert np.array_equal(view.motion.now("means"), FIRST.means)


def test_another_number_of_components_is_there_at_once(view: MixtureView) -> None:
    QTest.keyClick(view, Qt.Key.Key_N, SHIFT)
    assert view.chosen == 2
    two = Components(TRUE.weights[:2] / TRUE.weights[:2].sum(), TRUE.means[:2], TRUE.covariances[:2])
    view.show_mixture(shown_of(two, step=1))
    assert not view.motion.moving and view.count == 2 and view.chosen == -1


def test_both_themes_draw(view: MixtureView) -> None:
    dark = picture(view).pixelColor(2, 200)
    view.set_theme(LIGHT)
    light = picture(view).pixelColor(2, 200)
    assert light.lightness() > 200 > 60 > dark.lightness()


def test_what_is_not_finite_draws_nothing_and_breaks_nothing(view: MixtureView) -> None:
    shown = view.motion.shown
    assert shown is not None
    bad = Components(np.full(3, np.nan), np.full((3, 2), np.nan), np.full((3, 2, 2), np.nan))
    view.show_mixture(
        replace(
            shown, now=bad, before=bad, places=np.full_like(shown.places, np.nan),
            shares=np.full_like(shown.shares, np.nan), density=np.full_like(shown.density, np.nan), step=2,
        )
    )  # fmt: skip
    move(view, QPointF(250, 200))
    picture(view)
    assert plain(view.readout) == ""


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"places": np.zeros((5, 3), np.float32)}, r"expected places \(N, 2\), found \(5, 3\)"),
        ({"shares": np.zeros((5, 3), np.float32)}, r"expected shares \(600, 3\), found \(5, 3\)"),
        ({"density": np.zeros((0, 3), np.float32)}, r"expected a density"),
    ],
)
def test_arrays_that_do_not_belong_together_are_refused(
    view: MixtureView, changes: dict[str, np.ndarray], text: str
) -> None:
    with pytest.raises(ValueError, match=text):
        view.show_mixture(replace(shown_of(TRUE), **changes))  # type: ignore[arg-type]


# --------------------------------------------------------------------------- moving a component


def test_dragging_the_middle_moves_the_component(view: MixtureView) -> None:
    told = Told(view)
    start = middle(view, 1)
    drag(view, start, start + QPointF(-60, 40))
    wanted = view.place_at(start + QPointF(-60, 40))
    assert told.last.index == 1 and told.last.mean == pytest.approx(wanted)
    assert np.array_equal(told.last.covariance, TRUE.covariances[1])
    assert middle(view, 1) == start + QPointF(-60, 40), "it is seen there before anybody answers"
    assert 2 <= len(told.moves) <= 4 and not told.moves[0][1], "others hear of it on the way"
    assert view.chosen == 1


def test_dragging_the_end_of_a_half_axis_shapes_the_component(view: MixtureView) -> None:
    told = Told(view)
    components = view.motion.components
    assert components is not None
    start = QPointF(*handle_places(components, 0, view.view)[0].tolist())
    move(view, middle(view, 0))
    out = middle(view, 0) + (start - middle(view, 0)) * 2
    drag(view, start, out)
    assert np.array_equal(told.last.mean, TRUE.means[0])
    long, short = np.linalg.eigvalsh(told.last.covariance)[::-1]
    before = np.linalg.eigvalsh(TRUE.covariances[0])[::-1]
    assert long == pytest.approx(4 * before[0], rel=0.02) and short == pytest.approx(before[1], rel=1e-6)


def test_escape_takes_a_drag_back(view: MixtureView) -> None:
    told = Told(view)
    start = middle(view, 1)
    press(view, start)
    move(view, start + QPointF(80, 0), LEFT)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert told.last.mean == pytest.approx(TRUE.means[1])
    move(view, start + QPointF(120, 0), LEFT)
    count = len(told.moves)
    release(view, start + QPointF(120, 0))
    assert len(told.moves) == count and not view.can_undo
    assert middle(view, 1) == start


def test_what_was_moved_is_taken_back_step_by_step(view: MixtureView) -> None:
    told, touched = Told(view), []
    view.touched.connect(lambda: touched.append(True))
    start = middle(view, 2)
    drag(view, start, start + QPointF(30, 0))
    drag(view, start + QPointF(30, 0), start + QPointF(30, -50))
    assert len(touched) == 2
    view.undo()
    assert told.last.mean == pytest.approx(view.place_at(start + QPointF(30, 0)))
    view.undo()
    assert told.last.mean == pytest.approx(TRUE.means[2]) and not view.can_undo
    drag(view, middle(view, 2), start + QPointF(30, 0))
    assert view.can_undo
    view.show_mixture(shown_of(FIRST, step=1))
    assert not view.can_undo, "what was moved has moved on since"


def test_it_stays_where_the_hand_left_it_until_an_answer_has_it(view: MixtureView, qtbot: QtBot) -> None:
    told = Told(view)
    start = middle(view, 1)
    drag(view, start, start + QPointF(-60, 40))
    view.show_mixture(shown_of(TRUE))  # one that was on its way
    assert view.motion.held is not None
    means = TRUE.means.copy()
    means[1] = told.last.mean
    view.show_mixture(shown_of(Components(TRUE.weights, means, TRUE.covariances)))
    assert view.motion.held is None
    drag(view, middle(view, 1), start)
    assert view.motion.held is not None
    qtbot.waitUntil(lambda: view.motion.held is None)  # no answer: it was refused


def test_keys_choose_move_turn_and_stretch(view: MixtureView) -> None:
    told = Told(view)
    QTest.keyClick(view, Qt.Key.Key_N)
    assert view.chosen == 0 and view.meant == 0
    QTest.keyClick(view, Qt.Key.Key_Right)
    step = 0.02 * view.width() / view.view.sx
    assert told.last.mean == pytest.approx(TRUE.means[0] + (step, 0))
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert told.last.mean == pytest.approx(TRUE.means[0] + (step, step))
    QTest.keyClick(view, Qt.Key.Key_Up, SHIFT)
    assert np.linalg.det(told.last.covariance) == pytest.approx(1.1**4 * np.linalg.det(TRUE.covariances[0]))
    QTest.keyClick(view, Qt.Key.Key_Left, SHIFT)
    assert np.trace(told.last.covariance) == pytest.approx(1.1**2 * np.trace(TRUE.covariances[0]))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert view.chosen == -1
    moves, extent = len(told.moves), view.extent
    QTest.keyClick(view, Qt.Key.Key_Right)
    assert len(told.moves) == moves and view.extent[0] == pytest.approx(extent[0] + 0.1 * (extent[2] - extent[0]))


def test_a_component_is_dragged_by_any_place_within_one_sigma(view: MixtureView) -> None:
    """Its middle keeps its distance from the pointer, and beyond that ellipse the view is panned."""
    told, extent = Told(view), view.extent
    sigma = math.sqrt(TRUE.covariances[0][0, 0]) * view.view.sx
    start = middle(view, 0) + QPointF(0.6 * sigma, 0)
    assert 0.6 * sigma > 13  # px: not the middle itself
    drag(view, start, start + QPointF(40, 0))
    assert told.last.mean == pytest.approx(TRUE.means[0] + (40 / view.view.sx, 0), abs=1e-6)
    assert view.extent == extent


def test_dragging_beside_all_components_pans(view: MixtureView) -> None:
    told, extent = Told(view), view.extent
    drag(view, QPointF(10, 10), QPointF(60, 10))
    assert not told.moves and view.extent[0] == pytest.approx(extent[0] - 50 / view.view.sx)


def test_a_mixture_that_cannot_be_moved_pans_and_says_all_the_same(view: MixtureView) -> None:
    told = Told(view)
    view.show_movable(False)
    start = middle(view, 1)
    drag(view, start, start + QPointF(40, 0))
    assert not told.moves and middle(view, 1) == start + QPointF(40, 0)
    move(view, middle(view, 1))
    assert "component 2" in plain(view.readout)


def wide(shown: MixtureShown, width: int) -> MixtureShown:
    whole = Components(
        shown.now.weights, np.zeros((3, width)), np.broadcast_to(np.eye(width), (3, width, width)).copy()
    )
    return replace(shown, width=width, whole=whole)


def test_of_more_numbers_than_two_only_the_middle_moves(view: MixtureView) -> None:
    told = Told(view)
    view.show_mixture(wide(shown_of(TRUE, step=1), 5))
    components = view.motion.components
    assert components is not None
    move(view, middle(view, 0))
    end = QPointF(*handle_places(components, 0, view.view)[0].tolist())
    drag(view, end + 0.2 * (end - middle(view, 0)), end + QPointF(30, 0))  # where a half axis would end
    assert not told.moves
    view.reset_view()
    drag(view, middle(view, 0), middle(view, 0) + QPointF(30, 0))
    assert told.last.index == 0
    view.show_mixture(replace(shown_of(TRUE, step=2), width=5))
    count = len(told.moves)
    drag(view, middle(view, 0), middle(view, 0) + QPointF(30, 0))
    assert len(told.moves) == count, "nobody has said where its other numbers are"


def test_on_a_line_components_move_along_it(view: MixtureView) -> None:
    told = Told(view)
    shown = shown_of(TRUE, step=1)
    flat = Components(TRUE.weights, TRUE.means * (1, 0), TRUE.covariances * [[1, 0], [0, 0]])
    view.show_mixture(replace(shown, now=flat, before=flat, width=1, places=shown.places * np.float32([1, 0])))
    start = middle(view, 0)
    drag(view, start, start + QPointF(40, 30))
    assert told.last.mean == pytest.approx((view.place_at(start + QPointF(40, 0))[0], 0.0))


# --------------------------------------------------------------------------- what is said


def test_what_lies_under_the_pointer_is_said(view: MixtureView) -> None:
    move(view, middle(view, 0))
    said = plain(view.readout)
    assert "component 1: weight 50 %" in said and "of 600 examples" in said
    pointed: list[int] = []
    view.example_pointed.connect(pointed.append)
    shown = view.motion.shown
    assert shown is not None
    lone = int(np.argmax(np.hypot(*(shown.places - shown.places.mean(axis=0)).T)))
    move(view, view.pixel_of(*shown.places[lone].tolist()))
    assert pointed == [lone] and "made by component" in plain(view.readout)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert pointed == [lone, -1] and view.readout == ""


def test_an_example_that_is_a_picture_is_seen(view: MixtureView) -> None:
    shown = view.motion.shown
    assert shown is not None
    pointed: list[int] = []
    view.example_pointed.connect(pointed.append)
    move(view, view.pixel_of(*shown.places[7].tolist()))
    peek = view.findChild(Peek)
    assert peek is not None and not peek.isVisible()
    view.show_picture(pointed[-1], np.full((8, 8, 3), 200, np.uint8))
    assert peek.isVisible() and "made by component" in peek.caption
    assert view.readout == ""


def test_a_message_lies_over_the_mixture(view: MixtureView) -> None:
    view.show_message("why not")
    label = view.findChild(MapLabel, "mixture_message")
    assert label is not None and label.isVisible() and label.text() == "why not"
    view.show_message("")
    assert not label.isVisible()


def test_a_component_that_there_is_not_is_refused(view: MixtureView) -> None:
    with pytest.raises(ValueError, match="expected a component from 0 to 2, or -1, found 3"):
        view.show_chosen(3)


def test_files(view: MixtureView, tmp_path: Path) -> None:
    for name in ("a.png", "a.svg", "a.csv"):
        view.export(tmp_path / name)
    assert QImage(str(tmp_path / "a.png")).size().toTuple() == (1000, 800)
    assert b"<svg" in (tmp_path / "a.svg").read_bytes()
    with (tmp_path / "a.csv").open() as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["z1", "z2", "share_1", "share_2", "share_3"] and len(rows) == 601
    assert sum(map(float, rows[1][2:])) == pytest.approx(1.0, abs=1e-5)
    with pytest.raises(ExportError, match=r"saved as \.png, \.svg or \.csv, found \.gif"):
        view.export(tmp_path / "a.gif")


def test_the_sample_is_at_e_after_three_halves() -> None:
    assert sample_mixture(3).is_asked and not sample_mixture(4).is_asked
    assert sample_mixture(4).log_likelihood > sample_mixture(2).log_likelihood
