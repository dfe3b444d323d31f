"""Rings around what a lesson points at, in the real window and in small ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.lessons.pointing.coach_marks import FOLLOW_MS, SETTLED_MS, CoachMarks, around
from explorer.lessons.pointing.coach_ring import AWAY, CoachRing
from explorer.lessons.pointing.pointed_control import find_control, seen_part
from explorer.widgets.fold_button import FoldButton
from explorer.widgets.tabbed_card import TabbedCard
from tests.explorer.program import Program, experiment


class Scene(QWidget):
    """A column of buttons that has to be scrolled, and one button beside it."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(500, 300)
        self.inner = QWidget()
        column = QVBoxLayout(self.inner)
        for index in range(20):
            button = QPushButton(f"button {index}")
            button.setObjectName(f"button-{index}")
            column.addWidget(button)
        self.scroll = QScrollArea(self)
        self.scroll.setWidgetResizable(True)
        self.scroll.setWidget(self.inner)
        self.scroll.setGeometry(20, 20, 200, 200)
        self.beside = QPushButton("beside", self)
        self.beside.setObjectName("beside")
        self.beside.setGeometry(300, 100, 100, 40)
        self.clicks = 0
        self.beside.clicked.connect(self._count)

    def _count(self) -> None:
        self.clicks += 1


@pytest.fixture
def scene(qtbot: QtBot) -> Scene:
    scene = Scene()
    qtbot.addWidget(scene)
    with qtbot.waitExposed(scene):
        scene.show()
    return scene


def unfold(_control: QWidget) -> None:
    """There is nothing folded in these windows."""


def ring(window: QWidget, name: str) -> CoachRing:
    found = window.findChild(CoachRing, f"coach_ring_{name}")
    assert found is not None
    return found


def surrounded(ring: CoachRing) -> QRect:
    return ring.geometry().adjusted(AWAY, AWAY, -AWAY, -AWAY)


def label(window: QWidget) -> QLabel:
    found = window.findChild(QLabel, "coach_label")
    assert found is not None
    return found


def test_a_ring_stands_around_the_control_and_follows_it(qtbot: QtBot, scene: Scene) -> None:
    marks = CoachMarks(scene, unfold)
    marks.show_pointed(("beside",))
    assert surrounded(ring(scene, "beside")) == scene.beside.geometry()
    assert label(scene).isVisible() and label(scene).text() == "the lesson points here"
    assert not label(scene).geometry().intersects(scene.beside.geometry())
    scene.beside.setGeometry(280, 40, 150, 60)
    qtbot.waitUntil(lambda: surrounded(ring(scene, "beside")) == QRect(280, 40, 150, 60))
    scene.beside.hide()
    qtbot.waitUntil(lambda: not ring(scene, "beside").isVisible() and not label(scene).isVisible())


def test_a_ring_lets_the_pointer_through(scene: Scene) -> None:
    marks = CoachMarks(scene, unfold)
    marks.show_pointed(("beside",))
    for at in (QPoint(301, 101), QPoint(350, 120), QPoint(398, 138)):
        target = scene.childAt(at)
        assert target is scene.beside
        QTest.mouseClick(target, Qt.MouseButton.LeftButton, pos=target.mapFrom(scene, at))
    assert scene.clicks == 3


def test_what_is_scrolled_away_comes_into_sight_once(qtbot: QtBot, scene: Scene) -> None:
    marks = CoachMarks(scene, unfold)
    last = scene.findChild(QPushButton, "button-19")
    assert last is not None and seen_part(last, scene).isEmpty()
    marks.show_pointed(("button-19",))
    qtbot.waitUntil(lambda: ring(scene, "button-19").isVisible())
    assert not seen_part(last, scene).isEmpty()
    assert scene.scroll.geometry().contains(surrounded(ring(scene, "button-19")))
    scene.scroll.verticalScrollBar().setValue(0)
    qtbot.waitUntil(lambda: not ring(scene, "button-19").isVisible())
    assert scene.scroll.verticalScrollBar().value() == 0, "the reader scrolls as they like"


def test_what_is_unfolded_is_in_sight_once_all_above_it_has_its_size(qtbot: QtBot, scene: Scene) -> None:
    scene.scroll.hide()
    last = find_control(scene, "button-12")
    assert last is not None

    def unfold_slowly(_control: QWidget) -> None:
        scene.scroll.show()
        QTimer.singleShot(SETTLED_MS // 2, scene, grow)

    def grow() -> None:
        tall = QWidget()
        tall.setFixedHeight(600)
        column = scene.inner.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, tall)

    CoachMarks(scene, unfold_slowly).show_pointed(("button-12",))
    qtbot.waitUntil(lambda: last.y() > 600)
    qtbot.waitUntil(lambda: seen_part(last, scene).size() == last.size())


def test_a_list_that_is_longer_than_its_room_stays_scrolled_as_it_is(scene: Scene) -> None:
    """It is seen already: what it was scrolled to is what matters in it."""
    scene.inner.setObjectName("list")
    bar = scene.scroll.verticalScrollBar()
    bar.setValue(bar.maximum())
    CoachMarks(scene, unfold).show_pointed(("list",))
    assert bar.value() == bar.maximum() > 0


def test_a_mark_can_be_sent_away_until_it_points_anew(scene: Scene) -> None:
    marks = CoachMarks(scene, unfold)
    assert not marks.send_away(), "there is none"
    marks.show_pointed(("beside",))
    assert marks.send_away() and not ring(scene, "beside").isVisible() and not label(scene).isVisible()
    marks.show_pointed(("beside",))
    assert not marks.is_shown
    marks.show_pointed(("beside",), anew=True)
    assert ring(scene, "beside").isVisible()


def test_a_place_has_a_ring_of_its_own(scene: Scene) -> None:
    marks = CoachMarks(scene, unfold)
    place = [around(QPoint(250, 150))]
    marks.show_pointed((), lambda: place[0])
    found = scene.findChild(CoachRing, "coach_place")
    assert found is not None and found.isVisible() and found.geometry().center() == QPoint(249, 149)
    place[0] = QRect()
    marks.follow()
    assert not found.isVisible()


def test_nothing_is_left_of_marks_that_are_over(scene: Scene) -> None:
    before = len(scene.findChildren(CoachRing))
    marks = CoachMarks(scene, unfold)
    standing = len(scene.findChildren(CoachRing))
    for _ in range(5):
        marks.show_pointed(("beside", "button-0"), anew=True)
        marks.show_pointed(())
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    assert len(scene.findChildren(CoachRing)) == standing == before + 1


def test_a_control_that_is_made_anew_is_found_again(qtbot: QtBot, scene: Scene) -> None:
    marks = CoachMarks(scene, unfold)
    marks.show_pointed(("beside",))
    scene.beside.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # type: ignore[call-overload]
    made = QPushButton("another", scene)
    made.setObjectName("beside")
    made.setGeometry(250, 10, 80, 30)
    made.show()
    qtbot.waitUntil(lambda: surrounded(ring(scene, "beside")) == QRect(250, 10, 80, 30))


def test_names_are_found_as_facts_write_them(scene: Scene) -> None:
    assert find_control(scene, "button_3") is scene.findChild(QPushButton, "button-3")
    assert find_control(scene, "button_99") is None


def test_the_page_of_a_control_is_chosen(qtbot: QtBot) -> None:
    card, first, second = TabbedCard(), QWidget(), QWidget()
    QPushButton("one", first).setObjectName("one")
    QPushButton("two", second).setObjectName("two")
    card.add_page("first", "First", first)
    card.add_page("second", "Second", second)
    qtbot.addWidget(card)
    card.resize(400, 300)
    with qtbot.waitExposed(card):
        card.show()
    marks = CoachMarks(card, unfold)
    marks.show_pointed(("two",))
    assert card.page == "second"
    qtbot.waitUntil(lambda: ring(card, "two").isVisible())


def test_a_folded_button_is_pointed_at_by_its_menu(scene: Scene) -> None:
    fold = FoldButton("fold", scene)
    fold.setGeometry(300, 200, 40, 24)
    fold.show_folded((scene.beside,))
    scene.beside.hide()
    CoachMarks(scene, unfold).show_pointed(("beside",))
    assert surrounded(ring(scene, "beside")) == fold.geometry()


def test_rings_in_the_window_stay_with_its_parts(program: Program) -> None:
    program.start(experiment())
    marks = CoachMarks(program.window, unfold)
    marks.show_pointed(("play", "layer_contours", "latent_map_0"))
    for name in ("play", "layer_contours", "latent_map_0"):
        program.wait(lambda name=name: ring(program.window, name).isVisible())
        control = find_control(program.window, name)
        assert control is not None
        program.wait(
            lambda name=name, control=control: (
                ring(program.window, name).geometry().intersects(seen_part(control, program.window))
            )
        )
    program.window.resize(1280, 720)
    card = program.map()
    program.wait(lambda: surrounded(ring(program.window, "latent_map_0")) == seen_part(card, program.window))
    program.press("play")
    program.wait(lambda: program.step > 0)


def crowd(scene: Scene, *places: QRect) -> list[QLabel]:
    """Lines to read at these places."""
    lines = []
    for place in places:
        line = QLabel("to be read " * 60, scene)
        line.setGeometry(place)
        line.setWordWrap(True)
        line.show()
        lines.append(line)
    return lines


def test_what_is_said_covers_nothing_that_is_read(scene: Scene) -> None:
    below, above = QRect(230, 141, 270, 100), QRect(230, 0, 270, 99)
    lines = crowd(scene, below)
    marks = CoachMarks(scene, unfold)
    marks.show_pointed(("beside",))
    said = label(scene).geometry()
    assert label(scene).isVisible() and said.bottom() < scene.beside.y(), "below it is written"
    lines += crowd(scene, above)
    marks.follow()
    assert not label(scene).isVisible(), "there is no room at all"
    assert ring(scene, "beside").isVisible()
    lines[0].hide()
    marks.follow()
    assert label(scene).isVisible() and label(scene).y() > scene.beside.geometry().bottom()


def test_what_is_said_may_lie_on_the_blank_part_of_a_line(scene: Scene) -> None:
    crowd(scene, QRect(230, 0, 270, 99))
    line = QLabel("short", scene)
    line.setGeometry(230, 141, 270, 159)
    line.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
    line.show()
    CoachMarks(scene, unfold).show_pointed(("beside",))
    assert label(scene).isVisible() and line.geometry().contains(label(scene).geometry())


def test_nothing_is_said_on_the_text_of_the_lesson(scene: Scene) -> None:
    """Below and above it is written, and at the right there is no room; at the left there is, in the empty list."""
    crowd(scene, QRect(230, 141, 270, 100), QRect(230, 0, 270, 99))
    scene.scroll.hide()
    marks = CoachMarks(scene, unfold)
    marks.show_pointed(("beside",))
    said = label(scene).geometry()
    assert label(scene).isVisible() and said.right() < scene.beside.x()
    marks.show_pointed(())
    text = QWidget(scene)
    text.setGeometry(0, 0, 220, 300)
    text.show()
    CoachMarks(scene, unfold, text).show_pointed(("beside",))
    seen = [each for each in scene.findChildren(QLabel, "coach_label") if each.isVisible()]
    assert not any(each.geometry().intersects(text.geometry()) for each in seen)


def test_what_is_said_stays_where_it_is_read(scene: Scene) -> None:
    above = crowd(scene, QRect(230, 141, 270, 100), QRect(230, 0, 270, 99))
    marks = CoachMarks(scene, unfold)
    marks.show_pointed(("beside",))
    above[1].hide()
    marks.follow()
    was = label(scene).geometry()
    above[0].hide()  # there is room below now, which would come first
    marks.follow()
    assert label(scene).isVisible() and label(scene).geometry() == was


def test_what_is_pointed_at_is_in_sight_again_when_the_size_changes(qtbot: QtBot, scene: Scene) -> None:
    marks = CoachMarks(scene, unfold)
    marks.show_pointed(("button-19",))
    qtbot.waitUntil(lambda: ring(scene, "button-19").isVisible())
    scene.scroll.verticalScrollBar().setValue(0)
    scene.resize(480, 280)
    last = find_control(scene, "button-19")
    assert last is not None
    qtbot.waitUntil(lambda: not seen_part(last, scene).isEmpty())
    marks.send_away()
    scene.scroll.verticalScrollBar().setValue(0)
    scene.resize(500, 300)
    qtbot.wait(3 * FOLLOW_MS)
    assert scene.scroll.verticalScrollBar().value() == 0, "it was sent away"


def test_what_is_said_beside_a_ring_leaves_by_itself(
    qtbot: QtBot, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ring stays."""
    monkeypatch.setattr("explorer.lessons.pointing.coach_marks.SAID_MS", 100)
    CoachMarks(scene, unfold).show_pointed(("beside",))
    assert label(scene).isVisible()
    qtbot.waitUntil(lambda: not label(scene).isVisible())
    qtbot.wait(200)
    assert ring(scene, "beside").isVisible() and not label(scene).isVisible()
