"""What is selected: some of the examples as pictures, and how many there are of each class."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.pictures.image_grid import ImageGrid
from explorer.pictures.picture_pane import Cell
from explorer.style.theme import Theme
from explorer.texts.whole_number import whole_number
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ask_path
from trainers.examples import Int64, UInt8

MOST_SHOWN = 60


def rows_shown(selected: Int64, most: int = MOST_SHOWN) -> Int64:
    """At most so many rows, evenly among those that are selected."""
    if len(selected) <= most:
        return selected
    return selected[np.linspace(0, len(selected) - 1, most).round().astype(np.int64)]


class SelectedPictures(ImageGrid):
    """Tells which picture is under the pointer, -1 for none."""

    pointed = Signal(int)

    def _hover(self, cell: Cell | None) -> None:
        super()._hover(cell)
        self.pointed.emit(-1 if cell is None else cell[1])


class SelectedView(QWidget):
    """``row_chosen(row)`` is a click on a picture, ``row_pointed(row)`` that the pointer is on it; -1 on none."""

    row_chosen = Signal(int)
    row_pointed = Signal(int)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map_selected")
        self._rows: Int64 = np.zeros(0, np.int64)
        self.pictures = SelectedPictures(
            "map_selected_pictures",
            choose_path,
            waiting=self.tr("Drag over dots in any map: the same ones light up in all, and are seen here."),
        )
        self.pictures.setAccessibleName(self.tr("Selected examples"))
        self.pictures.setMinimumSize(60, 40)
        self.pictures.image_chosen.connect(self._on_image_chosen)
        self.pictures.pointed.connect(lambda index: self.row_pointed.emit(self._row(index)))
        self._classes = ElidedLabel("", "small", keep=6)
        self._classes.setObjectName("map_selected_classes")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.pictures, 1)
        column.addWidget(self._classes)

    def header_widgets(self) -> list[QWidget]:
        return self.pictures.header_widgets()

    def set_theme(self, theme: Theme) -> None:
        self.pictures.set_theme(theme)

    def show_selected(self, rows: Int64, images: UInt8 | None) -> None:
        """Pictures (n, C, H, W) of these rows, or None while there are none."""
        self._rows = rows
        shown = [] if images is None or not len(images) else [images]
        self.pictures.show_images(shown, [""] * len(shown))

    def show_classes(self, counts: Sequence[tuple[str, int]]) -> None:
        """Classes with how many of each are selected; those without any are left out."""
        found = sorted((each for each in counts if each[1]), key=lambda each: -each[1])
        texts = [f"{name}: {whole_number(count)}" for name, count in found]
        self._classes.set_text(
            " · ".join(texts), [" · ".join(texts[:some]) + " …" for some in range(len(texts) - 1, 0, -1)]
        )

    def _row(self, index: int) -> int:
        """The row of a picture; -1 where there is none."""
        return int(self._rows[index]) if 0 <= index < len(self._rows) else -1

    def _on_image_chosen(self, _block: int, index: int) -> None:
        if (row := self._row(index)) >= 0:
            self.row_chosen.emit(row)
