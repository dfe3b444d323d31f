"""What has happened to a component that has become too narrow, in words, with the two cures."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, set_style
from explorer.widgets.flow_layout import FlowLayout
from explorer.widgets.lines_label import LinesLabel
from explorer.workspaces.mixtures.view.mixture_words import collapse_forms, collapse_words

NARROW = 420  # px of width, below which few words take two lines


class CollapseNote(QFrame):
    """Hidden while no component has collapsed. ``floor_wished`` asks for a larger floor of the variance,
    ``elsewhere_wished(component)`` to put the component where the mixture explains least."""

    floor_wished = Signal()
    elsewhere_wished = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setProperty("role", "notice")
        self._collapsed: tuple[int, ...] = ()
        self._holds = False
        self._words = LinesLabel(2)
        self._words.setObjectName(f"{name}_words")
        self._floor = make_button(self.tr("Raise the floor"), f"{name}_floor")
        self._floor.setToolTip(
            plain_tip(
                self.tr("The least variance of all components becomes a hundredth of that of the examples, at once")
            )
        )
        self._floor.clicked.connect(self.floor_wished)
        self._elsewhere = make_button(self.tr("Put it elsewhere"), f"{name}_elsewhere")
        self._elsewhere.setToolTip(plain_tip(self.tr("To the example that the other components explain least")))
        self._elsewhere.clicked.connect(self._on_elsewhere_clicked)
        buttons = QWidget()
        flow = FlowLayout(6, 4, buttons)
        flow.addWidget(self._floor)
        flow.addWidget(self._elsewhere)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 6)
        column.setSpacing(4)
        column.addWidget(self._words)
        column.addWidget(buttons)
        self.hide()

    def show_collapsed(
        self, collapsed: tuple[int, ...], floor_holds: bool, has_floor: bool, movable: bool, waits: bool = False
    ) -> None:
        """Which components are no wider than the floor allows; *floor_holds* where that is wide enough to matter,
        *has_floor* where it can be raised, *movable* where a component can be put elsewhere. A floor that *waits* was
        raised, and nothing has moved since."""
        self._collapsed = collapsed
        if collapsed:
            words = collapse_words(collapsed, floor_holds, waits)
            self._words.set_text(words, collapse_forms(collapsed, floor_holds, waits))
        self._holds = floor_holds
        self._fit()
        set_style(self, role="well" if floor_holds else "notice")
        self._floor.setVisible(has_floor and not floor_holds)
        self._elsewhere.setVisible(movable)
        self.setVisible(bool(collapsed))

    def _on_elsewhere_clicked(self) -> None:
        for component in self._collapsed[:1]:  # the others of several come after it
            self.elsewhere_wished.emit(component)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self._words.set_lines(1 if self._holds and self.width() >= NARROW else 2)


def make_sample() -> QWidget:
    note = CollapseNote("collapse")
    note.show_collapsed((2,), False, True, True)
    return note


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
