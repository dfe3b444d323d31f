"""Walks of several models with what was measured on the way: one sees the picture break where realism drops."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from explorer.map.holes.hole_words import value_text
from explorer.pictures.picture_pane import Block, Cell, draw_label
from explorer.pictures.walk_row import WalkRow
from explorer.pictures.walk_strip import FPS, MARGIN, MOST, RAIL, WalkStrip
from explorer.pixels.images import tile, write_gif, write_png
from explorer.style.style_sheet import make_button
from explorer.widgets.export_button import ChoosePath, ExportFormat, ask_path
from explorer.workspaces.compare.walk_pictures import loop_pictures, strip_picture
from explorer.workspaces.compare.walk_plot import legend_height, paint_legend, paint_plot
from trainers.examples import UInt8

__all__ = ["WalkLab", "WalkRow"]

STRAIGHT, AROUND = "straight", "around"
BETWEEN_ROWS, BESIDE = 6.0, 8.0
LEAST_ROW = 12.0  # height
GOOD_ROW = 36.0  # height in which a picture and its plot are told apart
FIRST, LEAST_PLOT = 28.0, 12.0  # height of pictures that comes before the plot's, and what the plot keeps of a low row
FRAME = 30.0  # wished width of a frame, in logical pixels
FEWEST = 9
FRAME_SHARE = 0.5  # of a high row's height at most; the rest is the plot's
MOST_PLOT = 90.0
LEAST_SHOWN = 36.0  # height from which the frame at t is also shown large


@dataclass(frozen=True)
class _Place:
    """Where a row lies: its label, the plot under its frames, the middles of the frames, its summary."""

    label: QRectF
    plot: QRectF
    centres: tuple[float, ...]
    side: QRectF


class WalkLab(WalkStrip):
    """Per model a strip of decoded frames with realism and coverage plotted right under each of them.

    ``kind_chosen`` is "straight" or "around": which way the user wants to see. Hovering a frame, or the plot below it,
    tells its values; the rest is as in :class:`WalkStrip`.
    """

    kind_chosen = Signal(str)

    def __init__(
        self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None, name: str = "walkLab"
    ) -> None:
        self._rows: tuple[WalkRow, ...] = ()
        self._places: list[_Place] = []
        super().__init__(choose_path, parent, name)
        self.setAccessibleName(self.tr("Walks of the models between pins"))
        self.setMinimumSize(280, 0)  # see minimumSizeHint
        self._kinds = QButtonGroup(self)
        self.kind_switch = self._make_switch(name)

    def _make_switch(self, name: str) -> QWidget:
        switch = QFrame(self._shelf)
        switch.setObjectName(f"{name}Kind")
        switch.setProperty("role", "segments")
        layout = QHBoxLayout(switch)
        layout.setContentsMargins(2, 2, 2, 2)
        layout.setSpacing(2)
        choices = (
            (STRAIGHT, self.tr("Straight"), self.tr("The straight line between the pins")),
            (AROUND, self.tr("Around the holes"), self.tr("A path that stays out of holes where it can")),
        )
        for index, (kind, title, tip) in enumerate(choices):
            button = make_button(title, f"{name}_{kind}", "segment", tip, checkable=True)
            self._kinds.addButton(button, index)
            layout.addWidget(button)
        self._kinds.button(0).setChecked(True)
        self._kinds.idClicked.connect(lambda index: self.kind_chosen.emit((STRAIGHT, AROUND)[index]))
        return switch

    # ------------------------------------------------------------------ inputs
    def show_walk(self, model_rows: Sequence[WalkRow]) -> None:
        """One row per model, with as many frames each; none clears. Raises ValueError for another number of frames."""
        counts = {row.label: len(row.frames) for row in model_rows}
        if len({len(row.frames) for row in model_rows}) > 1:
            raise ValueError(f"expected as many frames for each model, found {counts}")
        self._rows = tuple(row for row in model_rows if len(row.frames))
        self.updateGeometry()
        self.show_frames([row.frames for row in self._rows], [row.label for row in self._rows])
        self.setAccessibleDescription(". ".join(f"{row.label}: {self._summary(row)}" for row in self._rows))

    def show_kind(self, kind: str) -> None:
        """Shows which way is walked, "straight" or "around", without telling anyone."""
        self._kinds.button((STRAIGHT, AROUND).index(kind)).setChecked(True)

    @property
    def kind(self) -> str:
        return (STRAIGHT, AROUND)[self._kinds.checkedId()]

    @property
    def frames_that_fit(self) -> int:
        """Depends on the width alone, so that another number of models asks for nothing new."""
        left, side = self._margins()
        room = self.width() - 2 * MARGIN - left - side - 2 * BESIDE
        return int(min(MOST, max(FEWEST, room // FRAME)))

    def header_widgets(self) -> list[QWidget]:
        return [self.kind_switch, *super().header_widgets()]

    # ------------------------------------------------------------------ layout
    def sizeHint(self) -> QSize:
        """As high as its rows need to be told apart, for a page that scrolls."""
        count, row = len(self._rows), max(GOOD_ROW, float(self.fontMetrics().height()))
        height = 2 * MARGIN + RAIL + count * row + max(0, count - 1) * self._between()
        return QSize(self.minimumWidth(), max(self.minimumSizeHint().height(), math.ceil(height)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.minimumWidth(), 90)

    def _between(self) -> float:
        return BETWEEN_ROWS if len(self._rows) <= 4 else BETWEEN_ROWS / 3

    def _margins(self) -> tuple[float, float]:
        """Widths of the labels before the strips and of the summaries behind them."""
        width, letters = self.width(), self.fontMetrics().averageCharWidth()
        return min(max(width * 0.14, 7.0 * letters), 120.0), min(max(width * 0.16, 12.0 * letters), 20.0 * letters)

    def _arrange(self) -> list[Block]:
        self._places = []
        count, rows = self.frame_count, len(self._rows)
        between = self._between()
        room = (self.height() - 2 * MARGIN - RAIL - (rows - 1) * between) / max(1, rows)
        if count == 0 or room < LEAST_ROW:
            return []
        _, _, high, wide = self._rows[0].frames.shape
        left, side = self._margins()
        if room - self.fontMetrics().height() < LEAST_SHOWN:  # nothing but the label stands there
            longest = max(self.fontMetrics().horizontalAdvance(row.label) for row in self._rows) + 4.0
            left = min(longest, self.width() * 0.22)
        across = self.width() - 2 * MARGIN - left - side - 2 * BESIDE
        most = max(room * FRAME_SHARE, min(FIRST, room - 2 - LEAST_PLOT))
        scale = min(across / count / wide, most / high)  # of a pixel of a frame
        gap = min(wide, max(0, int((across / scale - count * wide) / max(1, count - 1))))
        tall, plot = round(high * scale), min(room - high * scale - 2, MOST_PLOT)
        strip_width = (count * (wide + gap) - gap) * scale
        spare = max(0.0, room - tall - 2 - plot) / 2
        strips, shown = [], []
        for index, row in enumerate(self._rows):
            top = round(MARGIN + index * (room + between) + spare)
            frames = QRectF(round(MARGIN + left + BESIDE), top, round(strip_width), tall)
            strips.append(Block(frames, row.frames, count, gap))
            below = QRectF(frames.x(), frames.bottom() + 2, frames.width(), plot)
            self._places.append(self._place(strips[-1], below, left, side))
            shown += self._large(index, QRectF(MARGIN, top, left, below.bottom() - top))
        return strips + (shown if len(shown) == rows else [])

    def _place(self, strip: Block, plot: QRectF, left: float, side: float) -> _Place:
        centres = tuple(strip.cell_rect(i).center().x() for i in range(self.frame_count))
        label = QRectF(MARGIN, strip.rect.y(), left, self.fontMetrics().height())
        after = QRectF(self.width() - MARGIN - side, strip.rect.y(), side, plot.bottom() - strip.rect.y())
        return _Place(label, plot, centres, after)

    def _large(self, index: int, column: QRectF) -> list[Block]:
        """The frame at t under the label of its row, where there is room."""
        _, _, high, wide = self._shown[index].shape
        above = self.fontMetrics().height() + 2
        tall = min(column.height() - above, column.width() * high / wide)
        if tall < LEAST_SHOWN:
            return []
        return [
            Block(QRectF(column.x(), column.y() + above, round(tall * wide / high), round(tall)), self._shown[index], 1)
        ]

    def _below_strips(self) -> float:
        return self._places[-1].plot.bottom()

    # ------------------------------------------------------------------ painting
    def _paint_over(self, painter: QPainter) -> None:
        if not self._blocks:
            return
        for row, place, strip in zip(self._rows, self._places, self._strips, strict=True):
            paint_plot(painter, place.plot, place.centres, row, self._theme)
            draw_label(painter, place.label, row.label, self._theme.text, Qt.AlignmentFlag.AlignLeft)
            self._paint_side(painter, row, place)
            self._paint_position(painter, place, strip)
        self._paint_rail(painter)

    def _paint_position(self, painter: QPainter, place: _Place, strip: Block) -> None:
        """Where t stands: the frame that is nearest, and a line through the plot."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.accent), 1.5))
        painter.drawRect(strip.cell_rect(self._shown_at).adjusted(0.5, 0.5, -0.5, -0.5))
        colour = QColor(self._theme.text)
        colour.setAlphaF(0.6)
        x = place.centres[0] + self._t * (place.centres[-1] - place.centres[0])
        painter.setPen(QPen(colour, 1))
        painter.drawLine(QPointF(x, place.plot.top()), QPointF(x, place.plot.bottom()))

    def _paint_side(self, painter: QPainter, row: WalkRow, place: _Place) -> None:
        """The summary, and below it which line is which, where there is room for that."""
        holes = 0 if row.in_hole is None else int(row.in_hole.sum())
        colour = self._theme.muted if row.in_hole is None else self._theme.hole if holes else self._theme.live
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        text, area = self._summary(row), place.side.toAlignedRect()
        if painter.fontMetrics().boundingRect(area, flags, text).height() > area.height() and row.in_hole is not None:
            text = self.tr("{0} of {1}").format(holes, len(row.frames))
        used = painter.fontMetrics().boundingRect(area, flags, text)
        painter.setPen(QColor(colour))
        painter.drawText(place.side, flags, text)
        names = self._names()
        height = legend_height(painter, names)
        top = max(place.plot.center().y() - height / 2, used.bottom() + 3.0)
        if top + height <= place.plot.bottom() + 1:
            paint_legend(painter, place.side.x(), top, row, names, self._theme)

    def _names(self) -> tuple[str, str]:
        return self.tr("realism"), self.tr("coverage")

    def _summary(self, row: WalkRow) -> str:
        if row.in_hole is None:
            return self.tr("not measured yet")
        return self.tr("{0} of {1} frames in a hole").format(int(row.in_hole.sum()), len(row.frames))

    def _empty_text(self) -> str:
        if self._rows:
            return self.tr("Make this panel larger to see the walks.")
        return self.tr("Pin two codes (press P on a map, or right-click) or two images to walk between them.")

    # ------------------------------------------------------------------ hovering
    def cell_at(self, position: QPointF) -> Cell | None:
        """The frame under a position, or above it where that is in a plot."""
        for index, place in enumerate(self._places):
            if place.plot.contains(position):
                nearest = min(range(len(place.centres)), key=lambda i: abs(place.centres[i] - position.x()))
                return index, nearest
        return super().cell_at(position)

    def _peek_picture(self, cell: Cell) -> UInt8 | None:
        block, index = self._blocks[cell[0]], cell[1]
        return tile(block.images[index : index + 1], 1)

    def _peek_caption(self, cell: Cell) -> str:
        """Which frame of which model it is, and what was measured there."""
        large = cell[0] >= len(self._rows)
        row, at = self._rows[cell[0] % len(self._rows)], self._shown_at if large else cell[1]
        lines = [self.tr("{0}, frame {1} of {2}").format(row.label, at + 1, len(row.frames))]
        if row.realism is not None and row.in_hole is not None:
            text = self.tr("realism {0}: hole") if row.in_hole[at] else self.tr("realism {0}: fine")
            lines.append(text.format(value_text(float(row.realism[at]), row.realism_threshold)))
        if row.coverage is not None and row.uncovered is not None:
            text = self.tr("coverage {0}: empty") if row.uncovered[at] else self.tr("coverage {0}: fine")
            lines.append(text.format(value_text(float(row.coverage[at]), row.coverage_threshold)))
        return "\n".join(lines if len(lines) > 1 else [*lines, self.tr("not measured yet")])

    # ------------------------------------------------------------------ export
    def _export_formats(self) -> list[ExportFormat]:
        return [
            ExportFormat(self.tr("Save PNG strip"), ".png", self._write_png),
            ExportFormat(self.tr("Save GIF"), ".gif", self._write_gif),
        ]

    def _write_png(self, path: Path, scale: int) -> None:
        self._picture_or_reason()
        summaries = [self._summary(row) for row in self._rows]
        write_png(strip_picture(self._rows, summaries, self._names(), scale, self._theme, self.font()), path)

    def _write_gif(self, path: Path, scale: int) -> None:
        self._picture_or_reason()
        write_gif(loop_pictures(self._rows, scale, self._theme, self.font()), path, FPS)


if __name__ == "__main__":
    from explorer.widgets.sample_data import show_alone
    from explorer.workspaces.compare.walk_sample import sample_walks

    def _demo() -> QWidget:
        view = WalkLab()
        view.show_walk(sample_walks(15))
        view.show_position(0.4)
        view.kind_chosen.connect(lambda kind: view.show_walk(sample_walks(view.frame_count, kind)))
        view.frames_requested.connect(lambda frames: view.show_walk(sample_walks(frames, view.kind)))
        return view

    show_alone(_demo, 720, 240)
