"""The algorithm line by line: what is lit, what the lines say, and who is asked to move."""

from __future__ import annotations

import math
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, apply_theme
from explorer.workspaces.adversarial.algorithm_view import AlgorithmView
from explorer.workspaces.adversarial.algorithm_words import algorithm_lines, line_numbers
from explorer.workspaces.adversarial.loop_mark import LoopMark
from trainers.catalog import Game, family_specs

pytestmark = pytest.mark.layout

LEFT = Qt.MouseButton.LeftButton
D, G = ("discriminator",), ("generator",)
GAMES = {game.name: game for spec in family_specs() for game in spec.games}  # "" is that of a critic


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> AlgorithmView:
    apply_theme(qapp, DARK)
    view = AlgorithmView()
    qtbot.addWidget(view)
    view.setFixedWidth(256)  # what the sidebar leaves
    with qtbot.waitExposed(view):
        view.show()
    return view


def wishes(view: AlgorithmView) -> list[Any]:
    seen: list[Any] = []
    view.players_requested.connect(seen.append)
    view.line_requested.connect(seen.append)
    return seen


def button(view: AlgorithmView, name: str) -> QPushButton:
    found = view.findChild(QPushButton, f"algorithm_{name}")
    assert found is not None, name
    return found


def row(view: AlgorithmView, index: int) -> QFrame:
    found = view.findChild(QFrame, f"algorithm_line_{index}")
    assert found is not None
    return found


def states(view: AlgorithmView) -> list[str]:
    return [row(view, index).property("state") for index in range(5)]


def mark(view: AlgorithmView, player: str) -> LoopMark:
    found = view.findChild(LoopMark, f"algorithm_loop_{player}")
    assert found is not None
    return found


# --------------------------------------------------------------------------- lines


def test_the_lit_line_has_its_players_colour(view: AlgorithmView) -> None:
    expected = {0: "lit", 1: "lit", 2: "discriminator", 3: "lit", 4: "generator"}
    for index, state in expected.items():
        view.show_line(index)
        assert states(view) == [state if line == index else "" for line in range(5)]
        assert view.accessibleDescription() in row(view, index).accessibleName()
    view.show_line(None)
    assert states(view) == [""] * 5 and view.accessibleDescription() == ""


def test_a_lit_line_is_seen(view: AlgorithmView) -> None:
    grounds = []
    for index in (None, 1, 2, 4):
        view.show_line(index)
        pixel = row(view, index or 1).geometry().topLeft()
        grounds.append(view.grab().toImage().pixelColor(pixel.x() + 3, pixel.y() + 12).name())
    assert len(set(grounds)) == 4


def test_k_is_a_loop_and_0_lets_a_player_rest(view: AlgorithmView) -> None:
    assert not mark(view, "d").isVisible() and not mark(view, "g").isVisible()
    view.show_k(5, 1)
    assert mark(view, "d").isVisible() and mark(view, "d").accessibleName() == "Moves of D in each step: 5"
    top, bottom = row(view, 0).geometry().top(), row(view, 2).geometry().bottom()
    assert mark(view, "d").geometry().top() == top and mark(view, "d").geometry().bottom() == bottom
    view.show_k(1, 0)
    assert not mark(view, "d").isVisible() and mark(view, "g").accessibleName() == "G rests: its number of steps is 0"
    assert states(view) == ["", "", "", "off", "off"]
    assert not button(view, "g").isEnabled() and button(view, "g").toolTip() == "G rests: its number of steps is 0"
    assert button(view, "d").isEnabled() and button(view, "both").isEnabled()


@pytest.mark.parametrize(("d_steps", "g_steps"), [(0, 0), (-1, 1), (2, -1)])
def test_somebody_has_to_move(view: AlgorithmView, d_steps: int, g_steps: int) -> None:
    with pytest.raises(ValueError, match=f"at least one player, found {d_steps} of D and {g_steps} of G"):
        view.show_k(d_steps, g_steps)


@pytest.mark.parametrize("index", [-1, 5])
def test_there_are_five_lines(view: AlgorithmView, index: int) -> None:
    with pytest.raises(ValueError, match=f"expected 0 to 4 or None, found {index}"):
        view.show_line(index)


def test_the_words_follow_loss_and_data() -> None:
    def aims(game: Game | None) -> tuple[str, str]:
        lines = algorithm_lines(game, points=False)
        assert [line.player for line in lines] == ["", "", *D, "", *G]
        return lines[2].text.removeprefix("update D: "), lines[4].text.removeprefix("freeze D, update G: ")

    general = ("raise D(x), lower D(G(z))", "raise D(G(z))")
    assert aims(GAMES["non-saturating"]) == aims(GAMES["minimax"]) == aims(None) == general
    assert aims(GAMES[""]) == ("raise f(x) − f(G(z))", "raise f(G(z))")
    assert aims(GAMES["relativistic"]) == ("raise D(x) − D(G(z))", "lower D(x) − D(G(z))")
    assert aims(GAMES["least-squares"]) == ("D(x) towards 1, D(G(z)) towards 0", "D(G(z)) towards 1")
    assert aims(GAMES["hinge"]) == ("raise D(x) to 1, lower D(G(z)) to −1", "raise D(G(z))")
    first = [algorithm_lines(None, points)[0].text for points in (False, True)]
    assert first == ["sample real images", "sample real points"]


def test_numbers_stand_beside_their_lines(view: AlgorithmView) -> None:
    view.show_numbers(
        {"d_real": 0.712, "d_fake": 0.221, "d_gradient": 0.04, "g_gradient": 1234.5, "g_loss": -0.6, "batch_size": 64,
         "latent_dim": 2, "elsewhere": 7.0}
    )  # fmt: skip
    assert [row(view, index).accessibleName().replace("\u00a0", " ") for index in range(5)] == [
        "sample real images 64",
        "sample noise z, fakes G(z) 2-D",
        "update D: raise D(x), lower D(G(z)) D(x) 0.71 · D(G(z)) 0.22 · |∇D| 0.04",
        "fresh noise z 2-D",
        "freeze D, update G: raise D(G(z)) loss −0.60 · |∇G| 1234",
    ]
    view.show_numbers({})
    assert row(view, 2).accessibleName() == "update D: raise D(x), lower D(G(z))"


def test_a_critics_numbers_and_what_is_no_number() -> None:
    text = line_numbers(2, {"distance": -1.204, "slope": 0.97})
    assert text.split(" · ") == ["f(x) − f(G(z)) −1.20".replace(" ", "\u00a0"), "slope\u00a00.97"]
    assert (
        line_numbers(2, {"d_real": math.nan, "d_fake": math.inf, "d_gradient": 0.0})
        == "\u2060|\u2060∇D\u2060|\u2060\u00a00.00"
    )
    assert line_numbers(4, {"g_gradient": 2.4e-5}) == "\u2060|\u2060∇G\u2060|\u2060\u00a02e−05"


def test_the_metrics_it_reads_exist() -> None:
    reported = {metric.name for spec in family_specs() for metric in spec.metrics}
    assert {"d_real", "d_fake", "distance", "slope", "d_gradient", "g_loss", "g_gradient"} <= reported


# --------------------------------------------------------------------------- wishes


@pytest.mark.parametrize(("name", "players"), [("d", D), ("g", G), ("both", D + G)])
def test_a_click_asks_for_the_players(view: AlgorithmView, name: str, players: tuple[str, ...]) -> None:
    seen = wishes(view)
    QTest.mouseClick(button(view, name), LEFT)
    assert seen == [players]
    assert any(set(players) <= set(spec.players) for spec in family_specs())


def test_next_line_walks_through_and_moves_players_on_their_lines(view: AlgorithmView) -> None:
    seen = wishes(view)
    view.line_requested.connect(view.show_line)
    button(view, "next").setFocus()
    for _ in range(6):
        QTest.keyClick(button(view, "next"), Qt.Key.Key_Space)
    assert seen == [0, 1, 2, D, 3, 4, G, 0]


def test_the_line_stays_until_it_is_told(view: AlgorithmView) -> None:
    seen = wishes(view)
    for _ in range(2):
        QTest.mouseClick(button(view, "next"), LEFT)
    assert seen == [0, 0] and states(view) == [""] * 5


@pytest.mark.parametrize(
    ("steps", "expected"), [((0, 1), [3, 4, G, 3, 4, G]), ((3, 0), [0, 1, 2, D, 0, 1]), ((2, 2), [0, 1, 2, D, 3, 4, G])]
)
def test_the_walk_leaves_out_who_rests(view: AlgorithmView, steps: tuple[int, int], expected: list[Any]) -> None:
    view.show_k(*steps)
    seen = wishes(view)
    view.line_requested.connect(view.show_line)
    while len(seen) < len(expected):
        QTest.mouseClick(button(view, "next"), LEFT)
    assert seen[: len(expected)] == expected


def test_nothing_can_be_asked_while_the_run_goes_on(view: AlgorithmView) -> None:
    seen = wishes(view)
    view.show_enabled(False)
    for name in ("d", "g", "both", "next"):
        QTest.mouseClick(button(view, name), LEFT)
        assert not button(view, name).isEnabled() and button(view, name).toolTip().startswith("Pause first")
    assert seen == []
    view.show_enabled(True)
    QTest.mouseClick(button(view, "d"), LEFT)
    assert seen == [D] and button(view, "d").toolTip() == "D makes its moves, G is held still"


def test_setters_emit_nothing(view: AlgorithmView) -> None:
    seen = wishes(view)
    view.show_game(GAMES["hinge"], True)
    view.show_line(3)
    view.show_numbers({"d_real": 0.5})
    view.show_k(4, 2)
    view.show_enabled(False)
    assert seen == []


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("loss", [None, *GAMES])
def test_everything_fits_the_sidebar(qtbot: QtBot, qapp: QApplication, loss: str | None, scale: float) -> None:
    apply_theme(qapp, DARK, scale)
    frame, view = QWidget(), AlgorithmView()
    qtbot.addWidget(frame)
    column = QVBoxLayout(frame)
    column.setContentsMargins(14, 12, 14, 12)
    column.addWidget(view)
    view.show_game(None if loss is None else GAMES[loss])
    view.show_k(5, 2)
    view.show_numbers(
        {"d_real": 0.71, "d_fake": 0.22, "d_gradient": 12.34, "g_loss": 0.87, "g_gradient": 0.41, "batch_size": 128,
         "latent_dim": 128}
    )  # fmt: skip
    assert frame.minimumSizeHint().width() <= 284
    frame.resize(284, frame.heightForWidth(284))
    with qtbot.waitExposed(frame):
        frame.show()
    for part in (*(row(view, index) for index in range(5)), *view.findChildren(QPushButton)):
        assert view.rect().contains(part.geometry()), part.objectName()
        if part.hasHeightForWidth():
            assert part.height() >= part.heightForWidth(part.width())
