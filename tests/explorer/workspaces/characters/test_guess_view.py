"""The page of the game alone, played by real keys, clicks and input methods."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QInputMethodEvent, QInputMethodQueryEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT, Theme, apply_theme
from explorer.workspaces.characters.guess.guess_game import PASSED, GuessGame
from explorer.workspaces.characters.guess.guess_sample import NAMES, played, sample_text
from explorer.workspaces.characters.guess.guess_text import GuessText
from explorer.workspaces.characters.guess.guess_view import GuessView
from explorer.workspaces.characters.sample_writing import VOCABULARY
from tests.explorer.geometry import lasting_faults
from trainers.kinds import END, UNKNOWN

pytestmark = pytest.mark.layout
LEFT = Qt.MouseButton.LeftButton
MODELS = ["GRU", "Transformer"]


class Played:
    """A view beside the game that it is told of, as the program does."""

    def __init__(self, view: GuessView) -> None:
        self.view, self.game, self.told = view, GuessGame(), list[object]()
        self.ready = True
        view.guessed.connect(self.guess)
        view.passed.connect(lambda: self.guess(PASSED))
        for name in ("another_asked", "start_over_asked", "choice_wanted", "place_looked"):
            getattr(view, name).connect(lambda *value, name=name: self.told.append((name, *value)))
        self.show()

    def show(self, **changes: object) -> None:
        self.game = replace(self.game, **changes)  # type: ignore[arg-type]
        self.view.show_game(self.game, sample_text(self.game.number), bool(self.game.by_choice), self.ready)

    def guess(self, said: str) -> None:
        self.told.append(said)
        if self.ready:
            self.game = played(self.game, sample_text(self.game.number), said or " ", bool(self.game.by_choice))
            self.show()

    def say(self, name: str) -> str:
        label = self.view.findChild(QLabel, name)
        assert label is not None
        return label.whole_text  # type: ignore[attr-defined,no-any-return]

    def press(self, name: str) -> None:
        button = self.view.findChild(QPushButton, name)
        assert button is not None
        QTest.mouseClick(button, LEFT)


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[GuessView]:
    apply_theme(qapp, DARK)
    made = GuessView()
    qtbot.addWidget(made)
    made.resize(560, 400)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    made.set_models(MODELS)
    made.set_vocabulary(VOCABULARY, 12)
    made.setFocus()
    qtbot.waitUntil(made.canvas.hasFocus)
    yield made


@pytest.fixture
def game(view: GuessView) -> Played:
    return Played(view)


def uncovered(view: GuessView) -> str:
    return "".join(view.canvas.uncovered)


def colours_in(image: QImage, centre: QPointF, around: int = 4) -> set[str]:
    x, y = round(centre.x()), round(centre.y())
    return {
        image.pixelColor(x + dx, y + dy).name()
        for dx in range(-around, around + 1)
        for dy in range(-around, around + 1)
    }


# ---------------------------------------------------------------------- keys


def test_each_key_is_a_guess_and_uncovers_one(game: Played) -> None:
    view = game.view
    QTest.keyClicks(view.canvas, "ha")
    assert game.told == ["h", "a"] and uncovered(view) == "he"  # helena
    assert [(guess.said, guess.is_hit) for guess in game.game.guesses] == [("h", True), ("a", False)]
    assert game.say("guess_outcome") == "You said “a”, it was: “e”"
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert game.told[-1] == END and uncovered(view) == "hel"
    assert game.say("guess_outcome") == "You said end of line, it was: “l”"
    QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    assert game.told[-1] == PASSED and game.say("guess_outcome") == "It was: “e”"
    assert view.canvas.accessibleDescription() == "hele"


def test_keys_that_mean_nothing_here_change_nothing(game: Played) -> None:
    for key in (
        Qt.Key.Key_Backspace,
        Qt.Key.Key_Delete,
        Qt.Key.Key_F5,
        Qt.Key.Key_Up,
        Qt.Key.Key_Left,
        Qt.Key.Key_Home,
    ):
        QTest.keyClick(game.view.canvas, key)
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        QTest.keyClick(game.view.canvas, Qt.Key.Key_A, modifier)
    assert game.told == [] and uncovered(game.view) == ""
    QTest.keyClick(game.view.canvas, "h")
    QTest.keyClick(game.view.canvas, Qt.Key.Key_Backspace)
    assert uncovered(game.view) == "h"


def test_space_is_a_character_where_one_types_and_none_where_one_chooses(game: Played) -> None:
    QTest.keyClick(game.view.canvas, Qt.Key.Key_Space)
    assert game.told == [" "]
    game.show(by_choice=True)
    QTest.keyClick(game.view.canvas, Qt.Key.Key_Space)
    QTest.keyClick(game.view.canvas, "h")
    assert game.told == [" "]


def test_what_an_input_method_gives_is_guessed_as_long_as_it_is_right(game: Played) -> None:
    view = game.view
    composing = QInputMethodEvent("ni", [])
    QApplication.sendEvent(view.canvas, composing)
    assert game.told == [] and uncovered(view) == ""
    done = QInputMethodEvent("", [])
    done.setCommitString("heal")
    QApplication.sendEvent(view.canvas, done)
    assert game.told == ["h", "e", "a"] and uncovered(view) == "hel"
    asked = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled | Qt.InputMethodQuery.ImCursorRectangle)
    QApplication.sendEvent(view.canvas, asked)
    assert asked.value(Qt.InputMethodQuery.ImEnabled) is True
    rect = asked.value(Qt.InputMethodQuery.ImCursorRectangle)
    assert rect == view.canvas.cells().letter_rect(3).toRect()
    game.show(by_choice=True)
    QApplication.sendEvent(view.canvas, done)
    assert game.told == ["h", "e", "a"]


def test_a_key_that_is_held_down_is_one_guess(game: Played) -> None:
    QTest.keyClick(game.view.canvas, "h")
    again = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_H, Qt.KeyboardModifier.NoModifier, "h", True)
    QApplication.sendEvent(game.view.canvas, again)
    assert game.told == ["h"]


# ---------------------------------------------------------------------- choosing


def test_one_of_four_is_chosen_by_number_or_by_click(game: Played) -> None:
    game.show(by_choice=True)
    text, view = sample_text(), game.view
    assert [each.accessibleName() for each in view.options.buttons] == [
        "end of line" if sign == END else sign for sign in text.options[0]
    ]
    right = text.options[0].index("h")
    QTest.keyClick(view.canvas, str(right + 1))
    assert game.told == ["h"] and game.game.guesses[0].is_hit and game.game.guesses[0].options == text.options[0]
    wrong = next(at for at, sign in enumerate(text.options[1]) if sign != "e")
    QTest.mouseClick(view.options.buttons[wrong], LEFT)
    assert game.told == ["h", text.options[1][wrong]] and not game.game.guesses[1].is_hit
    for key in "5678a":
        QTest.keyClick(view.canvas, key)
    assert len(game.told) == 2
    assert "Keys 1 to 4" in game.say("guess_task") and "25 %" in game.say("guess_task")
    assert {model.odds <= 1 for guess in game.game.guesses for model in guess.models} == {True}


def test_an_ampersand_is_no_shortcut(view: GuessView) -> None:
    text = GuessText("&", ("&",), 0, (("&", " ", END, "\u0301"),))
    view.show_game(GuessGame(), text, True)
    assert view.options.buttons[0].text() == "1   &&"
    assert [each.accessibleName() for each in view.options.buttons] == ["&", "space", "end of line", "\u25cc\u0301"]


# ---------------------------------------------------------------------- what is seen


def test_nothing_tells_of_what_is_covered(game: Played) -> None:
    view = game.view
    QTest.keyClicks(view.canvas, "he")
    for word in (view.canvas.accessibleDescription(), view.scores.accessibleDescription(), view.canvas.toolTip()):
        assert "l" not in word.replace("right", "").replace("like", "").split()  # the next one alone
    assert view.canvas.words_at(view.canvas.cells().letter_rect(2).center()) == ""
    long, short = (
        sample_text(0),
        replace(sample_text(0), signs=(*"he", END), text="he", options=sample_text(0).options[:3]),
    )
    pictures = []
    for text in (long, short):  # which goes on differently
        view.show_game(game.game, text, False)
        pictures.append(view.grab().toImage())
    assert pictures[0] == pictures[1]


def test_dots_tell_who_was_right(game: Played) -> None:
    view = game.view
    QTest.keyClicks(view.canvas, "hex")
    image, cells = view.canvas.grab().toImage(), view.canvas.cells()
    for guess in game.game.guesses:
        right = [guess.is_hit, *(each.first == guess.there for each in guess.models)]
        for row, is_right in enumerate(right):
            ink = QColor(view.canvas.ink(row)).name()
            assert (ink in colours_in(image, cells.mark_centre(guess.place, row), 1)) == is_right
    assert any(guess.is_hit for guess in game.game.guesses) and not all(guess.is_hit for guess in game.game.guesses)


def test_scores_are_those_of_the_game(game: Played) -> None:
    QTest.keyClicks(game.view.canvas, "hex")
    scores, game_hits = game.view.scores, [sum(each.is_hit for each in game.game.guesses)]
    game_hits += [sum(g.models[m].first == g.there for g in game.game.guesses) for m in (0, 1)]
    assert [scores.right_words(row) for row in range(3)] == [f"{hits} of 3" for hits in game_hits]
    assert scores.among_words(0) == "" and float(scores.among_words(1)) > 1
    assert "You: 2 of 3" in scores.accessibleDescription()
    game.show(by_choice=True)  # which has scores of its own
    assert [scores.right_words(row) for row in range(3)] == ["–"] * 3


def test_scores_of_other_models_go_with_them(game: Played) -> None:
    QTest.keyClicks(game.view.canvas, "hex")
    scores = game.view.scores
    game.view.set_models(["GRU", "renamed"])
    assert scores.right_words(0) == "2 of 3" and "renamed: " in scores.accessibleDescription()
    for names in (["one", "two", "three"], ["one"]):
        game.view.set_models(names)
        assert [scores.right_words(row) for row in range(len(names) + 1)] == ["–"] * (len(names) + 1)
        game.view.grab()


def test_at_the_end_there_is_a_sentence_from_the_numbers_and_enter_goes_on(game: Played) -> None:
    view = game.view
    QTest.keyClicks(view.canvas, "helen")
    QTest.keyClick(view.canvas, "x")
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    here = game.game.here
    assert len(here) == 7 and view.canvas.is_finished
    hits = [sum(guess.models[model].first == guess.there for guess in here) for model in (0, 1)]
    assert game.say("guess_outcome") == f"You 6 of 7, GRU {hits[0]}, Transformer {hits[1]}."
    assert "Enter brings another one" in game.say("guess_task")
    game.told.clear()
    QTest.keyClicks(view.canvas, "a1 ")
    QTest.keyClick(view.canvas, Qt.Key.Key_Down)
    assert game.told == []
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert game.told == [("another_asked",)]
    game.show(number=1)
    assert uncovered(view) == "" and game.say("guess_outcome") == "" and view.scores.right_words(0) == "6 of 7"


def test_buttons_wish_and_earlier_guesses_are_looked_at_again(game: Played) -> None:
    view = game.view
    QTest.keyClicks(view.canvas, "hex")
    game.told.clear()
    for name in ("guess_pass", "guess_end", "guess_another", "guess_start_over"):
        game.press(name)
    assert game.told == [PASSED, END, ("another_asked",), ("start_over_asked",)]
    QTest.mouseClick(view.choice, LEFT, pos=QPoint(8, view.choice.height() // 2))
    game.told.clear()
    QTest.mouseClick(view.canvas, LEFT, pos=view.canvas.cells().letter_rect(1).center().toPoint())
    QTest.mouseClick(view.canvas, LEFT, pos=view.canvas.cells().letter_rect(5).center().toPoint())  # still covered
    assert game.told == [("place_looked", 1)]
    game.show(looked=1)
    assert game.say("guess_outcome") == "You were right: “e”"
    QTest.keyClick(view.canvas, Qt.Key.Key_Left)
    QTest.keyClick(view.canvas, Qt.Key.Key_Right)
    assert game.told[1:] == [("place_looked", 0), ("place_looked", 2)]
    tip = view.canvas.words_at(view.canvas.cells().letter_rect(2).center()).splitlines()
    assert tip[0] == "You said “x”, it was: “l”" and tip[1].startswith("GRU (step 100): ") and len(tip) == 3
    assert view.canvas.hasFocus()


def test_a_character_that_no_text_has_is_said(game: Played) -> None:
    game.view.show_strange("é")
    assert "“é” does not occur in these texts" in game.say("guess_outcome")
    QTest.keyClick(game.view.canvas, "h")
    assert game.say("guess_outcome") == "You were right: “h”"


def test_without_a_text_there_is_one_line(view: GuessView, game: Played) -> None:
    view.show_game(GuessGame(), None, False, True, "There is none.")
    assert game.say("guess_task") == "There is none." and uncovered(view) == ""
    QTest.keyClicks(view.canvas, "a")
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    game.press("guess_pass")
    game.press("guess_another")
    assert game.told == []
    game.ready = False
    game.show()
    assert "reading" in game.say("guess_task")
    for name in ("guess_pass", "guess_end"):
        game.press(name)
    assert game.told == []


def test_setters_tell_nobody(game: Played) -> None:
    game.show(by_choice=True, number=2)
    game.view.set_models(["one", "two", "three"])
    game.view.set_vocabulary(("a", "月"), 20)
    game.view.set_theme(LIGHT)
    game.show(by_choice=False, number=0)
    assert game.told == []


# ---------------------------------------------------------------------- size


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("size", [(360, 260), (560, 400), (900, 600)], ids=str)
@pytest.mark.parametrize("scale", [1.0, 2.0], ids=str)
def test_nothing_is_cut_off(
    qtbot: QtBot, qapp: QApplication, view: GuessView, theme: Theme, size: tuple[int, int], scale: float
) -> None:
    apply_theme(qapp, theme, scale)
    view.set_theme(theme)
    game = Played(view)
    view.set_models(["A model with a long name", "B"])
    QTest.keyClicks(view.canvas, "hexx")
    for by_choice in (False, True):
        game.show(by_choice=by_choice)
        view.resize(round(size[0] * scale), round(size[1] * scale))
        assert not lasting_faults(qtbot, view)
        columns = view.scores.columns()
        assert columns.name[1] <= columns.said[0] and columns.right[1] <= view.scores.width() + 1
    apply_theme(qapp, DARK)


def test_a_long_text_scrolls_to_what_is_guessed_next(qtbot: QtBot, view: GuessView) -> None:
    signs = tuple("abcdefgh " * 8)
    text = GuessText("".join(signs), signs, 0, (("a", "b"),) * len(signs))
    view.resize(360, 260)
    game = GuessGame()
    for _ in range(len(signs) - 1):
        game = replace(
            game,
            guesses=(
                *game.guesses,
                replace(played(GuessGame(), sample_text(), "h").guesses[0], place=len(game.guesses)),
            ),
        )
    view.show_game(game, text, False)
    area = view.canvas.parentWidget()
    assert area is not None

    def seen() -> bool:
        centre = view.canvas.mapTo(area, view.canvas.caret_rect().center().toPoint())
        return area.rect().contains(centre)

    qtbot.waitUntil(seen)
    assert view.canvas.height() > area.height() and view.canvas.place == len(signs) - 1


def test_right_to_left_begins_at_the_right(view: GuessView) -> None:
    signs = tuple("\u05d0\u05d1\u05d2")
    text = GuessText("".join(signs), signs, 1, (signs,) * 3)
    view.show_game(GuessGame(), text, False)
    cells = view.canvas.cells()
    assert cells.mirrored and cells.letter_rect(0).right() == pytest.approx(view.canvas.width())
    assert cells.letter_rect(1).right() == pytest.approx(cells.letter_rect(0).left())
    QTest.keyClick(view.canvas, "\u05d1")
    for strange in ("😀", UNKNOWN, "\u0301"):
        view.show_game(GuessGame(), replace(text, signs=(strange, *signs[1:])), False)
        view.grab()


def test_texts_of_the_sample_are_played_to_their_end(game: Played) -> None:
    for number, name in enumerate(NAMES):
        game.show(number=number)
        for character in name:
            QTest.keyClick(game.view.canvas, character)
        QTest.keyClick(game.view.canvas, Qt.Key.Key_Return)
        assert game.view.canvas.is_finished and all(guess.is_hit for guess in game.game.here)
    assert game.view.scores.right_words(0) == f"{sum(map(len, NAMES)) + 4} of {sum(map(len, NAMES)) + 4}"
