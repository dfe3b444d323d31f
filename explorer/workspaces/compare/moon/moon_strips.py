"""Moons between new and full: the renderer's above those that each model decodes, each frame with its distance."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from explorer.pictures.picture_pane import Block, Cell, draw_label
from explorer.pictures.walked_pane import WalkedPane
from explorer.pixels.images import stack, tile, write_file
from explorer.widgets.export_button import ChoosePath, ExportFormat, ask_path
from explorer.widgets.painted_sentence import draw_sentence
from explorer.workspaces.compare.moon.moon_story import LIMIT, Cycle, StripReport, report_strip, true_moons
from explorer.workspaces.compare.moon.moon_words import strip_sentence
from trainers.examples import UInt8

_MARGIN, _BETWEEN, _GAP = 6.0, 7.0, 8.0
_BAR_SHARE = 0.34  # of a frame's height, for the bar under it
_LABEL, _SENTENCE = 0.11, 0.34  # of the width, at most
_FEWEST, _MOST = 5, 17


class MoonStrips(WalkedPane):
    """Rows of equally many frames, exactly below each other; ``t`` runs from 0 (new) to 1 (full).

    Bars share one scale, from 0 to the worst frame of all, and stand out where a frame is no moon any more; the worst
    frame of each model is framed. How many frames fit is asked for with ``frames_requested``.
    """

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__("moonStrips", "moons", choose_path, parent)
        self._labels: tuple[str, ...] = ()
        self._rows: tuple[UInt8, ...] = ()  # the true moons, then the models'
        self.reports: tuple[StripReport, ...] = ()
        self.setAccessibleName(self.tr("Moons between new and full"))
        self.setMinimumSize(240, 90)

    # ------------------------------------------------------------------ inputs
    def show_strips(self, labels: Sequence[str], frames: Sequence[UInt8], cycle: Cycle = "waxing") -> None:
        """Per model its decodes (n, 1, 28, 28) between the codes of the new and the full moon, as many for each; empty
        clears. Raises ValueError."""
        counts = {len(batch) for batch in frames}
        if len(frames) != len(labels) or len(counts) > 1:
            raise ValueError(f"expected as many frames for each of {len(labels)} models, found {sorted(counts)}")
        self.reports = tuple(report_strip(batch, cycle) for batch in frames)
        self._labels = (self.tr("true"), *labels) if frames else ()
        self._rows = (true_moons(counts.pop()), *frames) if frames else ()
        spoken = [f"{label}: {strip_sentence(r)}" for label, r in zip(labels, self.reports, strict=True)]
        self.setAccessibleDescription(" ".join(spoken))
        self._refresh()

    def show_position(self, t: float) -> None:
        """Moves to *t* from 0 to 1 without telling anyone."""
        self._t = min(1.0, max(0.0, t))
        self.update()

    @property
    def frame_count(self) -> int:
        return len(self._rows[0]) if self._rows else 0

    @property
    def frames_that_fit(self) -> int:
        """How many frames the rows have room for, an odd number, so that the half-moon is in the middle."""
        fitting = int(min(_MOST, max(_FEWEST, self._strip_width() // max(1.0, self._tall()))))
        return fitting - 1 + fitting % 2

    # ------------------------------------------------------------------ layout
    def _label_width(self) -> float:
        widest = max((self.fontMetrics().horizontalAdvance(label) for label in self._labels), default=30)
        return min(widest + _GAP, _LABEL * self.width() + 10)

    def _sentence_width(self) -> float:
        return min(_SENTENCE * self.width(), 15.0 * self.fontMetrics().averageCharWidth() + 70)

    def _strip_width(self) -> float:
        return self.width() - 2 * _MARGIN - self._label_width() - self._sentence_width() - _GAP

    def _tall(self) -> float:
        """The height of a frame when the rows fill the height: the true moons have no bars."""
        rows = max(2, len(self._rows))
        room = self.height() - 2 * _MARGIN - (rows - 1) * _BETWEEN
        return max(4.0, room / (1 + (rows - 1) * (1 + _BAR_SHARE)))

    def _arrange(self) -> list[Block]:
        n = self.frame_count
        if n == 0 or self._strip_width() < 2 * n:
            return []
        side = float(int(min(self._tall(), self._strip_width() / n)))
        bar = round(_BAR_SHARE * self._tall())
        used = len(self._rows) * side + (len(self._rows) - 1) * (bar + _BETWEEN)
        top, left = _MARGIN + max(0.0, (self.height() - 2 * _MARGIN - bar - used) / 2), _MARGIN + self._label_width()
        blocks = []
        for frames in self._rows:
            blocks.append(Block(QRectF(round(left), round(top), side * n, side), frames, n, gap=0))
            top += side + _BETWEEN + (bar if len(blocks) > 1 else 0)
        return blocks

    def bar_rect(self, row: int, index: int) -> QRectF:
        """The bar below a frame of a model; *row* counts the models from 0."""
        cell = self._blocks[row + 1].cell_rect(index)
        tall = round(_BAR_SHARE * self._tall()) - 2
        scale = max(LIMIT, *(report.worst_distance for report in self.reports))
        height = max(1.0, tall * float(self.reports[row].distances[index]) / scale)
        return QRectF(cell.x() + 1, cell.bottom() + 2 + tall - height, cell.width() - 2, height)

    def _rail(self) -> tuple[float, float]:
        """Where t = 0 and t = 1 are: the middles of the first and of the last frame."""
        first, last = self._blocks[0].cell_rect(0), self._blocks[0].cell_rect(self.frame_count - 1)
        return first.center().x(), max(last.center().x(), first.center().x() + 1)

    # ------------------------------------------------------------------ painting
    def _paint_over(self, painter: QPainter) -> None:
        for row, block in enumerate(self._blocks):
            area = QRectF(_MARGIN, block.rect.y(), self._label_width() - _GAP, block.rect.height())
            draw_label(painter, area, self._labels[row], self._theme.muted, Qt.AlignmentFlag.AlignLeft)
        for model, report in enumerate(self.reports[: max(0, len(self._blocks) - 1)]):
            painter.setPen(Qt.PenStyle.NoPen)
            for index, distance in enumerate(report.distances):
                painter.setBrush(QColor(self._theme.hole if distance > LIMIT else self._theme.live))
                painter.drawRect(self.bar_rect(model, index))
            self._frame_worst(painter, model, report)
            draw_sentence(painter, self._sentence_area(model + 1), strip_sentence(report), self._theme.text)
        if self._blocks:
            legend = self.tr("Bars: how far a frame is off the nearest true moon.")
            draw_sentence(painter, self._sentence_area(0), legend, self._theme.muted)
            self._mark_position(painter)

    def _frame_worst(self, painter: QPainter, model: int, report: StripReport) -> None:
        if report.worst_distance > LIMIT:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(self._theme.hole), 1.5))
            painter.drawRect(self._blocks[model + 1].cell_rect(report.worst).adjusted(0.5, 0.5, -0.5, -0.5))

    def _sentence_area(self, row: int) -> QRectF:
        """Right of a row and of its bars."""
        rect = self._blocks[row].rect
        tall = rect.height() + (round(_BAR_SHARE * self._tall()) + _BETWEEN - 3 if row else 0)
        return QRectF(rect.right() + _GAP, rect.y() - 1, self.width() - rect.right() - _GAP - 4, tall)

    def _mark_position(self, painter: QPainter) -> None:
        start, end = self._rail()
        x = start + self._t * (end - start)
        top, bottom = self._blocks[0].rect.y() - 3, self._blocks[-1].rect.bottom() + 1
        painter.setPen(QPen(QColor(self._theme.accent), 1.5))
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.accent))
        painter.drawEllipse(QPointF(x, top), 4, 4)

    def _empty_text(self) -> str:
        return self.tr("The strips appear with the first answer of the models.")

    # ------------------------------------------------------------------ pointer and keyboard
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._blocks:
            self._drag_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._blocks:
            self._hover(None)
            self._drag_to(event.position())
        else:
            super().mouseMoveEvent(event)

    def _drag_to(self, position: QPointF) -> None:
        start, end = self._rail()
        if position.x() <= self._blocks[0].rect.right() + _GAP:  # not on the sentences
            self._move_to((position.x() - start) / (end - start))

    # ------------------------------------------------------------------ export
    def picture(self) -> UInt8 | None:
        return stack([tile(batch, len(batch), gap=0) for batch in self._rows]) if self._rows else None

    def _export_formats(self) -> list[ExportFormat]:
        return [*super()._export_formats(), ExportFormat(self.tr("CSV table"), ".csv", self._write_csv)]

    def _write_csv(self, path: Path, scale: int) -> None:
        self._picture_or_reason()  # says why there is none
        lines = ["model,frame,t,distance,nearest_phase"]
        for label, report in zip(self._labels[1:], self.reports, strict=True):
            quoted = '"' + label.replace('"', '""') + '"'
            for index, (distance, phase) in enumerate(zip(report.distances, report.phases, strict=True)):
                share = index / (self.frame_count - 1)
                lines.append(f"{quoted},{index + 1},{share:.6g},{distance:.6g},{phase:.6g}")
        write_file(path, ("\n".join(lines) + "\n").encode())

    def _peek_picture(self, cell: Cell) -> UInt8 | None:
        return tile(self._rows[cell[0]][cell[1] : cell[1] + 1], 1)


if __name__ == "__main__":
    from explorer.widgets.sample_data import show_alone
    from explorer.workspaces.compare.moon.moon_sample import sample_strips

    def _demo() -> QWidget:
        view = MoonStrips()
        view.show_strips(["AE", "VAE"], sample_strips(9))
        view.show_position(0.5)
        return view

    show_alone(_demo, 480, 170)
