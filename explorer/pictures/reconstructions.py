"""Fixed held-out images and what each model makes of them, one under the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import Block, Cell, PicturePane, draw_label, even_columns
from explorer.pixels.images import stack, tile
from explorer.widgets.export_button import ChoosePath, ask_path
from trainers.examples import UInt8

_MARGIN, _BETWEEN = 8.0, 3.0
_LEAST = 8  # images in a row, if there are so many


class Reconstructions(PicturePane):
    """A row of originals and a row per model under it, in the same order; hovering enlarges a whole column."""

    image_chosen = Signal(int)  # which held-out image

    def __init__(
        self,
        name: str = "reconstructions",
        choose_path: ChoosePath = ask_path,
        parent: QWidget | None = None,
        waiting_for: str = "",
    ) -> None:
        """*waiting_for* is what is said while there is nothing to show."""
        super().__init__(name, name, choose_path, parent)
        self._waiting_for = waiting_for
        self._originals: UInt8 | None = None
        self._rows: tuple[UInt8 | None, ...] = ()
        self._labels: tuple[str, ...] = ()
        self.setAccessibleName(self.tr("Reconstructions of held-out images"))
        self.setMinimumSize(160, 80)

    def show_reconstructions(
        self, originals: UInt8 | None, reconstructions: Sequence[UInt8 | None], labels: Sequence[str]
    ) -> None:
        """Originals (N, C, H, W) and per model their reconstructions, the first of them at least, or None."""
        if len(reconstructions) != len(labels):
            raise ValueError(f"expected a label for each of {len(reconstructions)} models, found {len(labels)}")
        self._originals = originals
        self._rows = tuple(reconstructions)
        self._labels = tuple(labels)
        self._refresh()

    def picture(self) -> UInt8 | None:
        if not self._blocks:
            return None
        return stack([tile(block.images, block.columns, block.gap) for block in self._blocks], gap=1)

    def _shown_rows(self) -> list[tuple[str, UInt8]]:
        """The label and the images of each row."""
        if self._originals is None or self._none_encodes:
            return []
        rows = [(label, images) for label, images in zip(self._labels, self._rows, strict=True) if images is not None]
        return [(self.tr("original"), self._originals), *rows]

    def _label_width(self) -> float:
        rows = self._shown_rows()
        widths = [self.fontMetrics().horizontalAdvance(label) for label, _ in rows]
        spare = self.width() - 2 * _MARGIN - self._widest(rows)
        return min(max(widths, default=0) + 10.0, max(self.width() / 3, spare))

    def _row_height(self, rows: Sequence[tuple[str, UInt8]]) -> float:
        return (self.height() - 2 * _MARGIN - (len(rows) - 1) * _BETWEEN) / max(1, len(rows))

    def _widest(self, rows: Sequence[tuple[str, UInt8]]) -> float:
        """What the images take at most: they are no higher than their rows."""
        if not rows:
            return 0.0
        count = min(len(images) for _, images in rows)
        return count * max(0.0, self._row_height(rows)) * rows[0][1].shape[3] / rows[0][1].shape[2]

    def _arrange(self) -> list[Block]:
        rows = self._shown_rows()
        count = min((len(images) for _, images in rows), default=0)
        left = _MARGIN + self._label_width()
        width = self.width() - left - _MARGIN
        height = self._row_height(rows)
        if count == 0 or width < 8 or height < 8:
            return []
        aspect = rows[0][1].shape[3] / rows[0][1].shape[2]
        columns, cell = even_columns(count, width, height, aspect, _LEAST)
        tall = round(cell / aspect)
        rects = [
            QRectF(left, _MARGIN + row * (tall + _BETWEEN), round(columns * cell), tall) for row in range(len(rows))
        ]
        return [Block(rect, images[:columns], columns) for rect, (_, images) in zip(rects, rows, strict=True)]

    def _paint_over(self, painter: QPainter) -> None:
        for (label, _), block in zip(self._shown_rows(), self._blocks, strict=False):
            area = QRectF(_MARGIN, block.rect.y(), self._label_width() - 6, block.rect.height())
            draw_label(painter, area, label, self._theme.muted, Qt.AlignmentFlag.AlignLeft)

    def _peek_picture(self, cell: Cell) -> UInt8 | None:
        column = np.concatenate([block.images[cell[1] : cell[1] + 1] for block in self._blocks])
        return tile(column, len(column), gap=1, background=self._theme.border)

    @property
    def _none_encodes(self) -> bool:
        return bool(self._rows) and all(images is None for images in self._rows)

    def _empty_text(self) -> str:
        if self._originals is not None and self._none_encodes:
            return self.tr("Nothing here encodes images, so none can be reconstructed.")
        return self._waiting_for or self.tr("Reconstructions appear with the first pictures of a model that encodes.")

    def _choose(self, cell: Cell) -> None:
        self.image_chosen.emit(cell[1])


if __name__ == "__main__":
    from explorer.widgets.sample_data import digits, show_alone

    def _demo() -> QWidget:
        view = Reconstructions()
        view.show_reconstructions(digits(16, blur=0), [digits(16, blur=0.8), digits(16, blur=1.5)], ["AE", "VAE"])
        return view

    show_alone(_demo, 370, 170)
