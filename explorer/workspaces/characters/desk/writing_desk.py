"""The writing desk: a beginning is typed and coloured by how surprising it was; below, the models write on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QScrollArea, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, set_style
from explorer.style.theme import Theme
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.flow_layout import FlowLayout
from explorer.widgets.model_choice import ModelChoice
from explorer.workspaces.characters.desk.beginning_edit import MOST_LINES, BeginningEdit
from explorer.workspaces.characters.desk.ending_words import beginning_words, unseen_words
from explorer.workspaces.characters.desk.endings_canvas import EndingsCanvas
from explorer.workspaces.characters.desk.surprise_scale import SurpriseLegend, shade, top_of
from explorer.workspaces.characters.desk.writing_controls import ACROSS, DOWN, WritingControls
from explorer.workspaces.characters.desk.writing_pace import WritingPace
from explorer.workspaces.characters.sample_writing import VOCABULARY, sample_foreseen, sample_written
from trainers.messages.writing import Foreseen, Written

SPACING = 6  # px
LEAST_ENDINGS = 90  # px of height; where there is less, the beginning has fewer lines


class WritingDesk(QWidget):
    """Facts come in through ``show_*`` and ``set_*``, which tell nobody; wishes go out as signals. Which model colours
    the beginning, and whether it is coloured at all, is the desk's own affair."""

    text_changed = Signal(str)
    caret_moved = Signal(int)  # in characters
    temperature_changed = Signal(float)
    count_changed = Signal(int)
    noise_asked = Signal()
    speed_changed = Signal(float)
    held_out_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("writing_desk")
        self._models: tuple[str, ...] = ()
        self._foreseen: list[Foreseen | None] = []
        self._shown = 0  # the model whose surprise is seen
        self._top = top_of(1)
        self._is_new: set[int] = set()  # models whose next endings answer another question: they are seen as they grow
        self._is_begun: set[int] = set()  # those of them of which the first of these are there
        self.pace = WritingPace(self)
        self.pace.moved.connect(self._on_pace_moved)
        self.edit = BeginningEdit()
        self.edit.text_typed.connect(self._on_text_typed)
        self.edit.caret_put.connect(self.caret_moved)
        self.controls = WritingControls()
        self.controls.temperature_changed.connect(self.temperature_changed)
        self.controls.count_changed.connect(self.count_changed)
        self.controls.noise_asked.connect(self._on_noise_asked)
        self.controls.speed_changed.connect(self.speed_changed)
        self.endings = EndingsCanvas()
        self.endings.ending_chosen.connect(self._on_ending_chosen)
        self.endings.row_reached.connect(self._on_row_reached)
        self._temperature, self._count = 1.0, 1
        self._make_line()
        self._lay_out()

    def _make_line(self) -> None:
        """What stands below the beginning: its colours, and where another one comes from."""
        self._legend = SurpriseLegend()
        self.coloured = QCheckBox(self.tr("surprise"))
        self.coloured.setObjectName("surprise_shown")
        self.coloured.setToolTip(plain_tip(self.tr("Colour each character by how surprising the model found it")))
        self.coloured.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.coloured.setChecked(True)
        self.coloured.toggled.connect(self._on_coloured_toggled)
        self.choice = ModelChoice("surprise_model")
        self.choice.setToolTip(plain_tip(self.tr("The model whose surprise is seen")))
        self.choice.model_chosen.connect(self._show_surprise_of)
        tip = self.tr("Another piece of text that no model has been trained on")
        self.held_out = make_button(self.tr("held-out text"), "held_out_text", "pill", tip)
        self.held_out.clicked.connect(lambda _checked=False: self.held_out_asked.emit())
        self._words = ElidedLabel("", "small", keep=8)
        self._words.setObjectName("beginning_words")

    def _lay_out(self) -> None:
        self._line = QWidget()
        flow = FlowLayout(ACROSS, DOWN, self._line, centred=True)
        for part in (self.coloured, self._legend, self.choice, self.held_out):
            flow.addWidget(part)
        self._area = QScrollArea()
        self._area.setObjectName("endings_area")
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidgetResizable(True)
        self._area.setMinimumHeight(LEAST_ENDINGS // 2)
        self._area.viewport().setAutoFillBackground(False)
        self._area.setWidget(self.endings)
        self.endings.setAutoFillBackground(False)  # which setWidget turns on
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACING)
        for widget in (self.edit, self._line, self._words, self.controls):
            column.addWidget(widget)
        column.addWidget(self._area, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margins = self.contentsMargins()
        room = self.height() - margins.top() - margins.bottom() - LEAST_ENDINGS - 4 * SPACING
        room -= sum(each.sizeHint().height() for each in (self._line, self._words, self.controls))
        lines = max((n for n in range(1, MOST_LINES + 1) if self.edit.height_of(n) <= room), default=1)
        self.edit.set_most_lines(lines)

    # ------------------------------------------------------------------ inputs

    def set_theme(self, theme: Theme) -> None:
        for view in (self.edit, self._legend, self.endings):
            view.set_theme(theme)

    def set_models(self, names: Sequence[str]) -> None:
        """Labels of the models that write; all that others have told goes."""
        if tuple(names) == self._models:
            return
        self._models = tuple(names)
        self._foreseen = [None] * len(names)
        self._shown = min(self._shown, max(len(names) - 1, 0))
        self.forget_endings()
        self.pace.set_models(len(names))
        self.endings.set_models(names)
        self._show_choice()
        self._colour()

    def set_vocabulary(self, vocabulary: Sequence[str], lines: bool = False) -> None:
        """The characters of the data; with *lines* the first one ends a line, and a beginning is one line."""
        self._top = top_of(len(vocabulary))
        self._legend.show_characters(len(vocabulary))
        self.edit.set_one_line((" " if " " in vocabulary else "") if lines else None)
        self._colour()

    def show_text(self, text: str) -> None:
        """The beginning. The same one as is there leaves the caret where it is."""
        self.edit.show_text(text)
        self._on_beginning_changed()

    def show_caret(self, place: int) -> None:
        """So many characters stand before the caret."""
        self.edit.show_caret(place)

    def show_temperature(self, temperature: float) -> None:
        if temperature != self._temperature:
            self._temperature = temperature
            self.forget_endings()
        self.controls.show_temperature(temperature)

    def show_count(self, count: int) -> None:
        if count != self._count:
            self._count = count
            self.forget_endings()
        self.controls.show_count(count)

    def show_speed(self, speed: float) -> None:
        """How quickly endings come into sight, from 0 to 1, at once."""
        self.controls.show_speed(speed)
        self.pace.set_speed(speed)

    def show_held_out(self, offered: bool) -> None:
        """Whether there are lines that were held out."""
        self.held_out.setVisible(offered)

    def show_foreseen(self, model: int, foreseen: Foreseen | None) -> None:
        """How surprising a beginning is to a model; what it tells of another one holds for what both begin with."""
        self._foreseen[model] = foreseen
        if model == self._shown:
            self._colour()

    def show_written(self, model: int, written: Written | None) -> None:
        """Endings. The first that answer another question are seen as they grow; those of newer weights, with the same
        noise, take the place of the ones before once they are whole."""
        before = self.endings.written(model)
        if written is None or before is None or written.start != before.start:
            self._is_new.add(model)
            self._is_begun.discard(model)
        if written is not None and not written.last and model not in self._is_new:
            return
        anew = model in self._is_new and model not in self._is_begun
        if written is not None:
            self._is_begun.add(model)
        if written is not None and written.last:
            self._is_new.discard(model)
        self.pace.show(model, written, anew)
        self.endings.show_written(model, self.pace.shown(model))

    def forget_endings(self) -> None:
        """Another question is being asked: the next endings are seen as they grow."""
        self._is_new, self._is_begun = set(range(len(self._models))), set()

    # ------------------------------------------------------------------ what is there

    @property
    def text(self) -> str:
        return self.edit.text

    @property
    def caret(self) -> int:
        """How many characters stand before the caret."""
        return self.edit.caret

    @property
    def surprise_model(self) -> int:
        """The model whose surprise is seen."""
        return self._shown

    def type_character(self, character: str) -> None:
        """As if the user typed it."""
        self.edit.type_text(character)

    def focus_first(self) -> None:
        self.edit.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody sees it come."""
        super().hideEvent(event)
        self.pace.finish()

    # ------------------------------------------------------------------ from the user

    def _on_text_typed(self, text: str) -> None:
        self._on_beginning_changed()
        self.text_changed.emit(text)

    def _on_noise_asked(self) -> None:
        self.forget_endings()
        self.noise_asked.emit()

    def _on_ending_chosen(self, text: str) -> None:
        """It can be looked into as any text that is typed, and be undone."""
        self.edit.take_text(text)
        self.edit.setFocus()

    def _on_row_reached(self, row: QRectF) -> None:
        centre = row.center().toPoint()
        self._area.ensureVisible(centre.x(), centre.y(), 0, round(row.height()))

    def _on_pace_moved(self, model: int) -> None:
        self.endings.show_written(model, self.pace.shown(model))

    def _on_coloured_toggled(self, wanted: bool) -> None:
        self.edit.colours.show_colours(wanted)
        self._legend.setEnabled(wanted)

    def _show_surprise_of(self, model: int) -> None:
        self._shown = model
        self._show_choice()
        self._colour()

    # ------------------------------------------------------------------ what is told

    def _on_beginning_changed(self) -> None:
        self.endings.show_start(self.edit.text)
        self._say()

    def _show_choice(self) -> None:
        self.choice.show_models(list(enumerate(self._models)), self._shown)
        self.choice.setVisible(len(self._models) > 1)

    def _colour(self) -> None:
        foreseen = self._foreseen[self._shown] if self._foreseen else None
        if foreseen is None:
            self.edit.colours.show_shades("", (), ())
        else:
            shades = [shade(nats, self._top) for nats in foreseen.surprises.tolist()]
            self.edit.colours.show_shades(foreseen.text, shades, foreseen.unseen.tolist())
        self.edit.show_foreseen(foreseen)
        self._say()

    def _say(self) -> None:
        """How surprising all of it was; while the answer is on its way the words before stay."""
        text = self.edit.text
        foreseen = self._foreseen[self._shown] if self._foreseen else None
        if not text:
            words, warns = [self.tr("With nothing typed they begin by themselves.")], False
        elif foreseen is None:
            words, warns = [self.tr("How surprising it is appears with the first weights.")], False
        elif foreseen.text != text:
            return
        elif unseen := unseen_words(foreseen):
            words, warns = [unseen], True
        else:
            words, warns = beginning_words(foreseen), False
        self._words.set_text(words[0] if words else "", words[1:])
        set_style(self._words, role="warning" if warns else "small")


def make_sample() -> QWidget:
    desk = WritingDesk()
    desk.set_models(["GRU", "Transformer"])
    desk.set_vocabulary(VOCABULARY, lines=True)

    def foresee(text: str) -> None:
        for model in range(2):
            desk.show_foreseen(model, sample_foreseen(text, model, 1.0 + model))

    desk.text_changed.connect(foresee)
    desk.show_text("helzna")
    desk.show_count(3)
    foresee(desk.text)
    for model in range(2):
        desk.show_written(model, sample_written("helzna", ("", "ra", " lena"[: 3 + model]), model, copied=(3, 2, 4)))
    desk.resize(560, 400)
    return desk


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
