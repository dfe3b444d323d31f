"""The page of the game: the text as far as it is uncovered, what is asked, and how reader and models are doing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, set_style
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.flow_layout import FlowLayout
from explorer.workspaces.characters.desk.writing_controls import ACROSS, DOWN
from explorer.workspaces.characters.guess.guess_canvas import GuessCanvas
from explorer.workspaces.characters.guess.guess_cells import GAP, is_wide
from explorer.workspaces.characters.guess.guess_game import GuessGame, count_hits, same_way
from explorer.workspaces.characters.guess.guess_sample import played, sample_text
from explorer.workspaces.characters.guess.guess_text import LONGEST, GuessText
from explorer.workspaces.characters.guess.guess_words import outcome_words, result_words
from explorer.workspaces.characters.guess.option_buttons import OptionButtons
from explorer.workspaces.characters.guess.score_table import ScoreTable
from explorer.workspaces.characters.sample_writing import VOCABULARY
from explorer.workspaces.characters.visible_signs import sign_words
from trainers.kinds import END

SPACING = 6  # px
EASY_LINES = 2  # of the text, for which there is room from the start where there is any: nothing below jumps so soon
LEAST_SCORES = 54  # px of height


class GuessView(QWidget):
    """``guessed(text)`` is a character that was typed or chosen; ``passed`` uncovers one without a guess."""

    guessed = Signal(str)
    passed = Signal()
    another_asked = Signal()
    start_over_asked = Signal()
    choice_wanted = Signal(bool)
    place_looked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("guess_view")
        self._models: tuple[str, ...] = ()
        self._has_end, self._longest = False, 1
        self._game, self._by_choice, self._is_ready = GuessGame(), False, False
        self._text: GuessText | None = None
        self._note = self._strange = ""
        self._task = ElidedLabel("", "small", keep=8)
        self._task.setObjectName("guess_task")
        self._task.set_help(
            self.tr(
                "Below each character dots tell who guessed it: you in the first row, then the models in the order of "
                "the table. Left and right look at it once more. Arrow down uncovers one without a guess."
            )
        )
        self.canvas = GuessCanvas()
        self.canvas.typed.connect(self._on_typed)
        self.canvas.passed.connect(self._on_passed)
        self.canvas.place_looked.connect(self.place_looked)
        self.setFocusProxy(self.canvas)
        self.options = OptionButtons()
        self.options.chosen.connect(self.guessed)
        self.canvas.numbered.connect(self.options.choose_number)
        self._outcome = ElidedLabel("", "", keep=8)
        self._outcome.setObjectName("guess_outcome")
        self.scores = ScoreTable()
        self._make_controls()
        self._lay_out()
        self.canvas.caret_moved.connect(self._on_caret_moved)

    def _make_controls(self) -> None:
        self.end_of_line = make_button(
            self.tr("end of line"), "guess_end", "pill", self.tr("Guess that the line ends here (Enter)")
        )
        self.end_of_line.clicked.connect(lambda _checked=False: self.guessed.emit(END))
        tip = self.tr("Uncover the next character; it counts as a wrong guess (arrow down)")
        self.pass_by = make_button(self.tr("pass"), "guess_pass", "pill", tip)
        self.pass_by.clicked.connect(lambda _checked=False: self._on_passed())
        tip = self.tr("Another text that no model has been trained on; the scores add up")
        self.another = make_button(self.tr("another text"), "guess_another", "pill", tip)
        self.another.clicked.connect(lambda _checked=False: self.another_asked.emit())
        tip = self.tr("Forget all guesses so far, and begin with another text")
        self.start_over = make_button(self.tr("start over"), "guess_start_over", "pill", tip)
        self.start_over.clicked.connect(lambda _checked=False: self.start_over_asked.emit())
        self.choice = QCheckBox(self.tr("choose from a few"))
        self.choice.setObjectName("guess_by_choice")
        self.choice.setToolTip(
            plain_tip(
                self.tr(
                    "Choose instead of typing, as suits large alphabets. The others are drawn from held-out texts; the "
                    "models choose among the same. Both ways have scores of their own."
                )
            )
        )
        self.choice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.choice.clicked.connect(self.choice_wanted)

    def _lay_out(self) -> None:
        self._area, self._score_area = (_scrolling(each) for each in (self.canvas, self.scores))
        self._area.setObjectName("guess_area")
        self._score_area.setObjectName("guess_score_area")
        self._score_area.setMinimumHeight(LEAST_SCORES)
        self._line = QWidget()
        flow = FlowLayout(ACROSS, DOWN, self._line, centred=True)
        for part in (self.end_of_line, self.pass_by, self.another, self.start_over, self.choice):
            flow.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        for widget in (self._task, self._area, self._outcome, self.options, self._line):
            column.addWidget(widget)
        column.addWidget(self._score_area, 1)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)
        self.scores.set_theme(theme)

    def set_models(self, names: Sequence[str]) -> None:
        """Labels of the models that guess."""
        self._models = tuple(names)
        self.canvas.set_models(names)
        self.scores.set_models(names)

    def set_vocabulary(self, vocabulary: Sequence[str], longest: int) -> None:
        """The characters of the data, and how many a text has at most: how long this one is nobody shall see."""
        self._has_end = END in vocabulary
        self._longest = min(longest, LONGEST + 1)
        self.canvas.set_wide(is_wide(vocabulary))

    def show_game(
        self, game: GuessGame, text: GuessText | None, by_choice: bool, ready: bool = True, note: str = ""
    ) -> None:
        """A game at a *text*, None where there is none; *ready* when all models have read it. The *note* is what there
        is to say in place of the question."""
        if game != self._game:
            self._strange = ""
        self._game, self._text, self._by_choice, self._is_ready, self._note = game, text, by_choice, ready, note
        self.canvas.show_game(game, text, by_choice)
        finished = self.canvas.is_finished
        usable = ready and not finished and text is not None
        options = text.options[min(self.canvas.place, len(text.options) - 1)] if text is not None and by_choice else ()
        self.options.show_options(options, usable)
        self.options.setVisible(bool(options))
        self.end_of_line.setVisible(self._has_end and not by_choice)
        for button in (self.end_of_line, self.pass_by):
            button.setEnabled(usable)
        self.another.setEnabled(text is not None)
        set_style(self.another, state="next" if finished and text is not None else "")
        self.start_over.setEnabled(bool(game.guesses))
        self.choice.setChecked(by_choice)
        self.choice.setEnabled(text is not None)
        self.scores.show_scores(game.shown, count_hits(same_way(game.guesses, by_choice)))
        self._say()
        self._fit()

    def show_strange(self, typed: str) -> None:
        """A character was typed that none of the texts has: it is no guess."""
        self._strange = self.tr("{0} does not occur in these texts: it does not count.").format(sign_words(typed))
        self._say()

    # ------------------------------------------------------------------ words

    def _say(self) -> None:
        task = self._task_words()
        self._task.set_text(task[0], task[1:])
        shown = self._game.shown
        if self._strange:
            words, style = self._strange, "warning"
        elif self.canvas.is_finished and self._game.here and self._game.looked is None:
            here = same_way(self._game.here, self._by_choice) or self._game.here
            words, style = self.tr("{0}.").format(result_words(count_hits(here), self._models)), "strong"
        else:
            words, style = ("" if shown is None else outcome_words(shown)), ""
        self._outcome.set_text(words)
        set_style(self._outcome, role=style)

    def _task_words(self) -> list[str]:
        """What is to be done, from long to short."""
        if self._note or self._text is None:
            return [self._note]
        if self.canvas.is_finished:
            return [self.tr("That was the whole text. Enter brings another one.")]
        if not self._is_ready:
            return [self.tr("The models are reading the text…")]
        if self._by_choice:
            count = len(self._text.options[self.canvas.place])
            words = self.tr("Which one comes next? Keys 1 to {0}. By chance {1} % are right.")
            return [words.format(count, round(100 / count)), self.tr("Keys 1 to {0}").format(count)]
        words = self.tr("Which character comes next? Type it.")
        if self._has_end:
            return [self.tr("Which character comes next? Type it. Enter is the end of a line."), words]
        return [words]

    # ------------------------------------------------------------------ from the user

    def _on_typed(self, text: str) -> None:
        if self.canvas.is_finished:
            if text == END and self._text is not None:
                self.another_asked.emit()
        elif not self._by_choice:
            self.guessed.emit(text)

    def _on_passed(self) -> None:
        if not self.canvas.is_finished:
            self.passed.emit()

    # ------------------------------------------------------------------ layout

    def _on_caret_moved(self, caret: QRectF) -> None:
        centre = caret.center().toPoint()
        self._area.ensureVisible(centre.x(), centre.y(), 0, round(caret.height() / 2))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The text has the height of its lines as far as there is room; then it scrolls."""
        others = (self._task, self._outcome, self.options, self._line)
        shown = [each for each in others if not each.isHidden()]
        room = self.height() - LEAST_SCORES - sum(self._height(each) + SPACING for each in shown) - SPACING
        cells = self.canvas.cells()
        easy = min(cells.height(self._longest), EASY_LINES * (cells.line + GAP) - GAP)
        wanted, line = max(self.canvas.minimumHeight(), easy), cells.line
        height = round(max(min(wanted, room), line))
        if height != self._area.minimumHeight() or height != self._area.maximumHeight():
            self._area.setFixedHeight(height)

    def _height(self, widget: QWidget) -> int:
        layout = widget.layout()
        if layout is not None and layout.hasHeightForWidth():
            return layout.heightForWidth(self.width())
        return widget.sizeHint().height()


def _scrolling(view: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.viewport().setAutoFillBackground(False)
    area.setWidget(view)
    view.setAutoFillBackground(False)  # which setWidget turns on
    return area


def make_sample() -> QWidget:
    view = GuessView()
    view.set_models(["GRU", "Transformer"])
    view.set_vocabulary(VOCABULARY, 12)
    shown = [GuessGame()]

    def show(game: GuessGame) -> None:
        shown[0] = game
        view.show_game(game, sample_text(game.number), bool(game.by_choice))

    def guess(said: str) -> None:
        text = sample_text(shown[0].number)
        show(played(shown[0], text, said or " ", bool(shown[0].by_choice)))

    view.guessed.connect(guess)
    view.passed.connect(lambda: guess(""))
    view.another_asked.connect(lambda: show(replace(shown[0], number=shown[0].number + 1, looked=None)))
    view.start_over_asked.connect(lambda: show(GuessGame(by_choice=shown[0].by_choice)))
    view.choice_wanted.connect(lambda wanted: show(replace(shown[0], by_choice=wanted)))
    view.place_looked.connect(lambda place: show(replace(shown[0], looked=place)))
    show(played(GuessGame(), sample_text(), "hal"))
    view.resize(520, 340)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
