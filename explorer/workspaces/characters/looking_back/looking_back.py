"""What one model looks at when it foresees the character behind the caret."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.theme import Theme
from explorer.texts.shares import share_words
from explorer.widgets.flow_layout import FlowLayout
from explorer.widgets.lines_label import LinesLabel
from explorer.widgets.model_choice import ModelChoice
from explorer.widgets.segments import Segments
from explorer.workspaces.characters.looking_back import looking_words as words
from explorer.workspaces.characters.looking_back.cells_body import CellsBody
from explorer.workspaces.characters.looking_back.head_grid import MEAN, Head, HeadGrid
from explorer.workspaces.characters.looking_back.level_rows import LevelRows
from explorer.workspaces.characters.looking_back.sample_traces import sample_alike, sample_traced
from explorer.workspaces.characters.looking_back.shaded_text import AROUND, ShadedText, Shades, of_shares
from explorer.workspaces.characters.looking_back.shades import ShadeLegend
from explorer.workspaces.characters.sample_writing import VOCABULARY
from explorer.workspaces.characters.text_places import shared_start
from trainers.kinds import UNKNOWN
from trainers.messages import AlikeFound, TracedBack

SPACING, ACROSS, DOWN = 5, 10, 4  # px
TEXT_SHARE = 0.34  # of the height that the text takes at most
WAYS = ("attention", "cells", "counts", "gradient")  # in the order of their tabs
RANKING = ("attention", "gradient")  # those of which the characters that count most are told one by one


@dataclass(frozen=True)
class _Told:
    """What is seen: the answer, and the place of it."""

    traced: TracedBack
    place: int


class LookingBack(QWidget):
    """Facts come in through ``show_*`` and ``set_*``, which tell nobody; wishes go out as signals. Which head is looked
    at is the view's own affair. All is painted from one answer for each text, so that a caret that moves waits for
    nobody; until the answer to another text is there, what was told of the beginning that both share stays."""

    model_chosen = Signal(int)
    way_chosen = Signal(str)
    cell_chosen = Signal(int)
    place_chosen = Signal(int)  # where the caret shall stand

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("looking_back")
        self._models: tuple[str, ...] = ()
        self._model = 0
        self._vocabulary: tuple[str, ...] = ()
        self._text, self._caret = "", 0
        self._traced: TracedBack | None = None
        self._told: _Told | None = None
        self._alike: AlikeFound | None = None
        self._refusal = ""
        self._head: Head = MEAN
        self._cell = -1  # that the user has chosen
        self._make_line()
        self._sentence = LinesLabel(2)
        self._sentence.setObjectName("looking_sentence")
        self.text = ShadedText()
        self.text.place_chosen.connect(self.place_chosen)
        self.text.row_reached.connect(self._on_row_reached)
        self.text.height_changed.connect(self._fit)
        self.heads = HeadGrid()
        self.heads.head_chosen.connect(self._on_head_chosen)
        self.cells = CellsBody()
        self.cells.cell_chosen.connect(self._on_cell_chosen)
        self.levels = LevelRows("level_rows", self.tr("Contexts that are counted"))
        self.ranks = LevelRows("rank_rows", self.tr("What counts most"))
        self._lay_out()
        self._show()

    def _make_line(self) -> None:
        self.choice = ModelChoice("looking_model")
        self.choice.setToolTip(plain_tip(self.tr("The model that is looked into")))
        self.choice.model_chosen.connect(self.model_chosen)
        self.ways = Segments("looking_way")
        titles: Mapping[str, tuple[str, str]] = {
            "attention": (self.tr("attention"), self.tr("How much each head looks at each character before the caret")),
            "cells": (
                self.tr("cells"),
                self.tr("What the memory holds behind each character: its hidden state h, in the upper layer"),
            ),
            "counts": (self.tr("counts"), self.tr("How often the characters before the caret were seen in training")),
            "gradient": (
                self.tr("gradient"),
                self.tr("How much the odds of the likeliest character would change with each character before it"),
            ),
        }
        for way in WAYS:
            self.ways.add(way, *titles[way])
        self.ways.chosen.connect(self.way_chosen)
        self.ways.hide()
        self.legend = ShadeLegend()

    def _lay_out(self) -> None:
        line = QWidget()
        flow = FlowLayout(ACROSS, DOWN, line, centred=True)
        for part in (self.choice, self.ways):
            flow.addWidget(part)
        self._area = QScrollArea()
        self._area.setObjectName("looking_area")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(self.text)
        self.text.setAutoFillBackground(False)  # which setWidget turns on
        self._bodies = {"attention": self.heads, "cells": self.cells, "counts": self.levels}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        for widget in (line, self._area, self.legend, self._sentence):
            column.addWidget(widget)
        for body in self._bodies.values():
            column.addWidget(body, 3)
        column.addWidget(self.ranks, 2)
        column.addStretch(0)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        for view in (self.legend, self.text, self.heads, self.cells, self.levels, self.ranks):
            view.set_theme(theme)

    def set_models(self, names: Sequence[str]) -> None:
        """Labels of the models that write."""
        if tuple(names) != self._models:
            self._models = tuple(names)
            self.show_model(min(self._model, max(len(names) - 1, 0)))

    def show_model(self, model: int) -> None:
        """Which of them is looked into, from 0. What another has told goes."""
        if model != self._model:
            self._model, self._head, self._cell = model, MEAN, -1
            self.forget()
        self.choice.show_models(list(enumerate(self._models)), model)
        self.choice.setVisible(len(self._models) > 1)

    def set_vocabulary(self, vocabulary: Sequence[str]) -> None:
        """The characters of the data, by index."""
        self._vocabulary = tuple(vocabulary)

    def show_text(self, text: str, caret: int) -> None:
        if (text, caret) != (self._text, self._caret):
            self._text, self._caret = text, caret
            self.text.show_text(text, caret)
            self._show()

    def show_traced(self, traced: TracedBack | None, keep_order: bool = False, refusal: str = "") -> None:
        """What the model told last; with *keep_order* the cells stay where they are. None is not known, or was refused
        with a sentence."""
        self._traced, self._refusal = traced, refusal
        if traced is None:
            self._told = None
        elif traced.cells is not None:
            self.cells.strip.show_cells(traced.cells, traced.text, keep_order)
        self._show()

    def show_alike(self, found: AlikeFound | None) -> None:
        """Excerpts of the training text about a cell."""
        if found is not self._alike:
            self._alike = found
            self._show_excerpts()

    def forget(self) -> None:
        """All that was told is of other weights."""
        self._traced = self._told = self._alike = None
        self._refusal = ""
        self._show()

    # ------------------------------------------------------------------ what is there

    @property
    def model(self) -> int:
        return self._model

    @property
    def way(self) -> str:
        """The way that is seen; "" while nothing is."""
        return "" if self._told is None else self._told.traced.way

    @property
    def told_place(self) -> int:
        """The place that is seen; -1 while none is."""
        return -1 if self._told is None else self._told.place

    @property
    def head(self) -> Head:
        return self._head

    @property
    def cell(self) -> int:
        """The cell that is looked at: the one that was chosen, or the one that changes most; -1 for none."""
        if self._told is None or self._told.traced.cells is None:
            return -1
        return self._cell if 0 <= self._cell < self._told.traced.cells.shape[1] else self.cells.strip.first

    @property
    def is_low(self) -> bool:
        """Whether that cell is below 0 at the caret."""
        told, cell = self._told, self.cell
        return told is not None and told.traced.cells is not None and float(told.traced.cells[told.place, cell]) < 0

    @property
    def sentence(self) -> str:
        return self._sentence.whole_text

    # ------------------------------------------------------------------ from the user

    def _on_head_chosen(self, layer: int, head: int) -> None:
        self._head = layer, head
        self._show()

    def _on_cell_chosen(self, cell: int) -> None:
        self._cell = cell
        self._show()
        self.cell_chosen.emit(cell)

    def _on_row_reached(self, row: QRectF) -> None:
        centre = row.center().toPoint()
        self._area.ensureVisible(centre.x(), centre.y(), 0, round(row.height()))

    # ------------------------------------------------------------------ layout

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The text has as many lines as it needs, up to a share of the height."""
        row = self.text.row_height()
        most = max(int(self.height() * TEXT_SHARE // row), 1) * row + 2 * AROUND
        self._area.setFixedHeight(round(min(self.text.minimumHeight(), most)))
        self.heads.setMaximumHeight(self.heads.height_within(self.width()))
        self.text.reach_caret()

    # ------------------------------------------------------------------ what is told

    def _show(self) -> None:
        """What is known of the place before the caret. Else what was seen before stays, where both texts begin so."""
        traced = self._traced
        if traced is not None and _tells(traced, self._text, self._caret):
            self._told = _Told(traced, self._caret)
        elif self._told is not None and not _tells(self._told.traced, self._text, self._told.place):
            self._told = None
        told = self._told
        self._show_ways(told)
        if told is None:
            self.text.show_shades(None, self._model)
            if traced is None:
                self._say([self._refusal or self.tr("What it looks at appears with the first weights.")])
            return
        if told.traced.cells is not None:
            self._show_cell(told.traced, told.place)
        else:
            self._show_weights(told.traced, told.place)

    def _show_ways(self, told: _Told | None) -> None:
        way = "" if told is None else told.traced.way
        self.legend.setVisible(told is not None)
        for name, body in self._bodies.items():
            body.setVisible(name == way)
        self.ranks.setVisible(way in RANKING)
        if told is None:
            return
        for name in WAYS:
            self.ways.show_offered(name, name in told.traced.ways)
        self.ways.show_chosen(way)
        self.ways.setVisible(len(told.traced.ways) > 1)

    def _show_cell(self, traced: TracedBack, place: int) -> None:
        assert traced.cells is not None
        cell = self.cell
        shared = shared_start(traced.text, self._text)
        values = traced.cells[: shared + 1, cell]
        self.text.show_shades(Shades(tuple(values.tolist()), 1.0, signed=True), self._model)
        self.cells.strip.show_chosen(cell, place)
        help_text = self.tr("How high the cell is behind each character, from −1 to 1")
        self.legend.show_ends("−1", "1", None, help_text)
        self._say(words.cell_words(traced, place, cell))
        self._show_excerpts()

    def _show_excerpts(self) -> None:
        found = self._alike
        fits = found is not None and (found.cell, found.lowest) == (self.cell, self.is_low)
        self.cells.show_alike(found if fits else None, self.is_low)

    def _show_weights(self, traced: TracedBack, place: int) -> None:
        assert traced.weights is not None
        shape = traced.weights.shape
        if self._head != MEAN and not (self._head[0] < shape[1] and self._head[1] < shape[2]):
            self._head = MEAN
        head = self._head if traced.way == "attention" else MEAN
        row = words.row_of(traced, place, head)
        self.text.show_shades(of_shares(row.tolist(), int(traced.reach[place - traced.first])), self._model)
        top = share_words(float(row.max()))
        self.legend.show_ends("0 %", top, self._model, self._share_help(traced.way))
        if traced.way == "attention":
            self.heads.show_weights(traced.weights, self._model)
            self.heads.setMaximumHeight(self.heads.height_within(self.width()))
            self.heads.show_chosen(head, place - traced.first)
            self.ranks.show_levels(words.ranked_list(traced.text, place, row), self._model)
            self._say(words.attention_words(traced.text, place, row, head))
        elif traced.shares is not None:
            self.levels.show_levels(words.level_list(traced, place), self._model)
            self._say(words.count_words(traced, place))
        else:
            assert traced.expected is not None
            index = int(traced.expected[place - traced.first])
            self.ranks.show_levels(words.ranked_list(traced.text, place, row), self._model)
            expected = self._vocabulary[index] if index < len(self._vocabulary) else UNKNOWN
            self._say(words.gradient_words(traced.text, place, row, expected))

    def _share_help(self, way: str) -> str:
        if way == "counts":
            return self.tr("The share of the odds that comes of contexts with this character in them")
        if way == "gradient":
            return self.tr(
                "The length of the gradient of ln p of the likeliest character at each character before it, as a share "
                "of all of them. A line below marks what the model can see, where that is not all."
            )
        return self.tr("The share of its attention that goes to each character before the caret")

    def _say(self, forms: Sequence[str]) -> None:
        self._sentence.set_text(forms[0], forms[1:])
        self.text.say(forms[0])


def _tells(traced: TracedBack, text: str, place: int) -> bool:
    """Whether an answer holds for a place of *text*: what comes later changes nothing."""
    return traced.holds(place) and place <= shared_start(traced.text, text)


def make_sample() -> QWidget:
    view = LookingBack()
    view.set_models(["Transformer", "GRU"])
    view.set_vocabulary(VOCABULARY)
    text = "helena and emma"

    def show(model: int) -> None:
        view.show_model(model)
        view.show_traced(sample_traced(text, "cells" if model else "attention"))
        view.show_alike(sample_alike(view.cell, view.is_low))

    view.model_chosen.connect(show)
    view.place_chosen.connect(lambda place: view.show_text(text, place))
    view.show_text(text, 9)
    show(0)
    view.resize(380, 380)
    return view


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
