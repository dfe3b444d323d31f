"""The arena in its card: a legend whose entries switch layers, and the button that shows a fully trained copy of D."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from explorer.plane.frame_clock import Turns
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button
from explorer.style.theme import DARK, Theme
from explorer.widgets.card import MARGINS, SPACING, Card
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path
from explorer.widgets.legend_chips import LegendChips
from explorer.widgets.lines_label import LinesLabel
from explorer.workspaces.adversarial.arena.arena import Arena
from explorer.workspaces.adversarial.arena.arena_painter import LAYERS, SHOWN_FIRST
from trainers.messages import ArenaShown


class ArenaCard(Card):
    """``layer_toggled(name, shown)`` follows a chip. ``optimum_requested()`` asks for a copy of D trained to its best,
    ``copy_dismissed()`` to go back to the game's own. ``exported(path)`` and ``export_failed(sentence)`` follow a saved
    picture. The arena itself is ``arena``; it takes ``turns`` with those beside it."""

    layer_toggled = Signal(str, bool)
    optimum_requested = Signal()
    copy_dismissed = Signal()
    exported = Signal(str)
    export_failed = Signal(str)

    def __init__(
        self, parent: QWidget | None = None, choose_path: ChoosePath = ask_path, turns: Turns | None = None
    ) -> None:
        super().__init__(name="arena-card", parent=parent)
        self.arena = Arena(turns=turns)
        self._chips = LegendChips()
        self._own_legend = True
        self._more_chips = LegendChips()
        self._fill_chips()
        self._train = make_button("", "arena-optimum")
        self._train.clicked.connect(self._on_train_clicked)
        self._copy_shown = False
        self._note = LinesLabel(2)
        self._note.setObjectName("arena-note")
        keeps = self._note.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)  # else the arena would shrink under the pointer
        self._note.setSizePolicy(keeps)
        self._export_button = self._make_export(choose_path)
        self.put_beside_title(self._chips)
        self.add_tool(self._export_button)
        self.set_body(self._make_body(), margin=0)
        self.set_title(self.tr("Arena"))
        self._layers = {name: name in SHOWN_FIRST for name in LAYERS}
        self.show_layers({})
        self.show_copy(False)
        self._know_optimum(False)
        self.set_theme(DARK)

    def _fill_chips(self) -> None:
        fill_legend(self._chips, "arena-layer-")
        self._more_chips.set_chips(
            ((
                "optimum", self.tr("ideal D"), "discriminator",
                self.tr(
                    "The best D there could be, beside the learned one: not trained, but reckoned from where real and"
                    " fake points are dense, p_data / (p_data + p_G)"
                ),
            ),),
            "arena-layer-",
        )  # fmt: skip
        for chips in (self._chips, self._more_chips):
            chips.toggled.connect(self._on_chip_toggled)

    def _make_export(self, choose_path: ChoosePath) -> ExportButton:
        formats = (
            ExportFormat(self.tr("Picture (PNG)"), ".png", self._write),
            ExportFormat(self.tr("Picture (SVG)"), ".svg", self._write),
            ExportFormat(self.tr("Points (CSV)"), ".csv", self._write),
        )
        button = ExportButton("arena-export", "arena", formats, choose_path=choose_path)
        button.exported.connect(self.exported)
        button.failed.connect(self.export_failed)
        return button

    def _make_body(self) -> QWidget:
        body = QWidget()
        self._column_below = column = QVBoxLayout(body)
        column.setContentsMargins(8, 4, 8, 6)
        column.setSpacing(4)
        column.addWidget(self.arena, 1)
        column.addWidget(self._note)
        self._row_below = row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(4)
        row.addWidget(self._train)
        row.addWidget(self._more_chips)
        row.addStretch(1)
        column.addLayout(row)
        return body

    def set_title(self, title: str, *shorter: str) -> None:
        super().set_title(title, *shorter)
        self._place_chips()

    def show_legend(self, shown: bool) -> None:
        """Whether the card has a legend of its own; among several cards one for all is enough."""
        self._own_legend = shown
        self._chips.setVisible(shown)
        way = QBoxLayout.Direction.LeftToRight if shown else QBoxLayout.Direction.TopToBottom
        self._row_below.setDirection(way)  # among several cards there is no room beside each other
        self._place_chips()

    def height_wanted(self) -> int:
        """Logical pixels at the present width: with more the square arena would not grow."""
        around = self.height() - self.arena.height()
        return self.arena.width() + around

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_chips()

    def _place_chips(self) -> None:
        """The legend stands beside the title, or below the arena where that would cut the title."""
        if not self._own_legend:
            return
        beside = self.is_beside_title(self._chips)
        needed = self.title_width + self._chips.sizeHint().width() + self._export_button.sizeHint().width()
        fits = needed + 3 * SPACING + MARGINS[0] + MARGINS[2] + 2 <= self.width()
        if fits and not beside:
            self._column_below.removeWidget(self._chips)
            self.put_beside_title(self._chips)
        elif beside and not fits:
            self.take_from_title(self._chips)
            self._column_below.insertWidget(1, self._chips)

    # ------------------------------------------------------------------ inputs

    def show_arena(self, shown: ArenaShown | None) -> None:
        """As :meth:`Arena.show_arena`; chips for what the arena does not have are disabled."""
        self.arena.show_arena(shown)
        self._know_optimum(self.arena.has_optimum)
        self._chips.chip("grid").setEnabled(shown is not None and shown.warp is not None)

    def show_layers(self, layers: Mapping[str, bool]) -> None:
        """Switches layers on or off in picture and legend; the others stay as they are. Raises ValueError for a name
        that is none."""
        self.arena.show_layers(layers)
        self._layers.update(layers)
        self._chips.show_layers(self._layers)
        self._more_chips.show_layers(self._layers)

    def show_copy(self, shown: bool, busy: bool = False) -> None:
        """Whether D is a copy that has been trained to its best, and whether one is being trained just now."""
        self._copy_shown = shown
        self._train.setEnabled(not busy)
        back, train = self.tr("Back to the D in training"), self.tr("Train a copy of D")
        self._train.setText(back if shown else train)
        what = self.tr("What D would say if G waited for it: a copy of D trains on alone. The run is not touched.")
        self._train.setToolTip(plain_tip(self.tr("Shows the D of the run again") if shown else what))
        learns = self.tr("Training a copy of D, while G waits…")
        copied = self.tr("This D is a copy that trained on while G waited; the D of the run is untouched.")
        self._note.set_text(learns if busy else copied if shown else "")
        self._note.setVisible(busy or shown)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        for view in (self.arena, self._chips, self._more_chips, self._export_button):
            view.set_theme(theme)

    # ------------------------------------------------------------------ wishes

    def _know_optimum(self, known: bool) -> None:
        self._more_chips.chip("optimum").setEnabled(known)

    def _on_chip_toggled(self, layer: str, shown: bool) -> None:
        self.show_layers({layer: shown})
        self.layer_toggled.emit(layer, shown)

    def _on_train_clicked(self) -> None:
        if self._copy_shown:
            self.copy_dismissed.emit()
        else:
            self.optimum_requested.emit()

    def _write(self, path: Path, _scale: int) -> None:
        self.arena.export(path)


def fill_legend(chips: LegendChips, prefix: str) -> None:
    """The layers that every arena has, with their words; object names are *prefix* and the layer."""
    translate = QCoreApplication.translate
    chips.set_chips(
        (
            ("real", translate("ArenaCard", "real"), "real", translate("ArenaCard", "Points of the data")),
            (
                "fake", translate("ArenaCard", "fake"), "fake",
                translate("ArenaCard", "Points that the generator makes from fixed noise"),
            ),
            (
                "gradient", translate("ArenaCard", "gradient"), "gradient",
                translate("ArenaCard", "Where D tells G to move each fake"),
            ),
            (
                "surface", translate("ArenaCard", "D"), "discriminator",
                translate("ArenaCard", "How real D finds each place of the plane"),
            ),
            (
                "grid", translate("ArenaCard", "grid"), "generator",
                translate("ArenaCard", "Where G takes an even grid of the noise"),
            ),
        ),
        prefix,
    )  # fmt: skip


def make_sample() -> QWidget:
    from PySide6.QtCore import QTimer

    from explorer.workspaces.adversarial.arena.arena_sample import sample_arena, sample_modes, sample_real

    card = ArenaCard()
    card.arena.show_real(sample_real(), sample_modes())
    phase = [0.0]

    def flow() -> None:
        phase[0] += 0.15
        card.show_arena(sample_arena(phase[0], extent=card.arena.extent))

    flow()
    timer = QTimer(card)
    timer.timeout.connect(flow)
    timer.start(400)
    card.arena.view_changed.connect(flow)
    card.optimum_requested.connect(lambda: card.show_copy(True))
    card.copy_dismissed.connect(lambda: card.show_copy(False))
    card.resize(560, 620)
    return card


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
