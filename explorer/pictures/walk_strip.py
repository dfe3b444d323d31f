"""The walk between pins: decoded frames in a row per model, played as a loop and exported as strip or GIF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QHideEvent, QMouseEvent, QPainter, QPen, QShowEvent
from PySide6.QtWidgets import QToolButton, QWidget

from explorer.pictures.picture_pane import Block, Cell, draw_label
from explorer.pictures.walked_pane import WalkedPane
from explorer.pixels.images import stack, tile, write_gif
from explorer.style.plain_text import plain_tip
from explorer.widgets.export_button import ChoosePath, ExportFormat, ask_path
from trainers.examples import UInt8

MARGIN, BETWEEN, RAIL = 8.0, 3.0, 12.0
FPS = 12.5  # a whole number of hundredths of a second, which is how GIF counts
_SECONDS = 4.0  # one way along the walk
_FEWEST, MOST = 5, 33


class WalkStrip(WalkedPane):
    """Frames at equal distances along a walk; ``t`` runs from 0 at the first to 1 at the last.

    The first column shows the frame at ``t``, then come all frames; the rail below shows ``t``. How many frames fit is
    asked for with ``frames_requested`` when the size of the view changes.
    """

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None, name: str = "walk") -> None:
        super().__init__(name, "walk", choose_path, parent)
        self._frames: tuple[UInt8, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._whose = ""
        self._direction = 1
        self._shown: list[UInt8] = []  # per model the frame at t, (1, C, H, W)
        self._shown_at = -1
        self.setAccessibleName(self.tr("Walk between pins"))
        self.setMinimumSize(200, 60)
        self._timer = QTimer(self)
        self._timer.setInterval(round(1000 / FPS))
        self._timer.timeout.connect(self._on_timer_timeout)
        self.play_button = QToolButton(self._shelf)
        self.play_button.setObjectName(f"{name}Play")
        self.play_button.setProperty("role", "pill")
        self.play_button.setCheckable(True)
        self.play_button.setEnabled(False)
        self.play_button.toggled.connect(self._on_play_toggled)
        self._name_play_button()

    # ------------------------------------------------------------------ inputs
    def show_frames(self, frames: Sequence[UInt8], labels: Sequence[str], whose: str = "") -> None:
        """Per model its decoded frames (n, C, H, W), the same number for each, and its label; empty clears. *whose* is
        said where the walk is that of one of several models."""
        if len(frames) != len(labels) or len({len(batch) for batch in frames}) > 1:
            counts = [len(batch) for batch in frames]
            raise ValueError(f"expected as many frames for each of {len(labels)} models, found {counts}")
        self._frames = tuple(frames) if frames and len(frames[0]) else ()
        self._labels = tuple(labels) if self._frames else ()
        self._whose = whose if self._frames else ""
        self._shown_at = -1
        self.play_button.setEnabled(self.frame_count > 1)
        if self.frame_count < 2:
            self.play_button.setChecked(False)
        self._show_t()

    def show_position(self, t: float) -> None:
        """Moves to *t* from 0 to 1 without telling anyone."""
        self._t = min(1.0, max(0.0, t))
        self._show_t()

    @property
    def frame_count(self) -> int:
        return len(self._frames[0]) if self._frames else 0

    @property
    def frames_that_fit(self) -> int:
        """How many frames the row has room for; what ``frames_requested`` asks for."""
        cell, tall = self._cell_size()
        room = self.width() - 2 * MARGIN - self._label_width() - cell - 2 * BETWEEN
        return int(min(MOST, max(_FEWEST, room // max(1.0, cell)))) if tall > 0 else _FEWEST

    def header_widgets(self) -> list[QWidget]:
        return [self.play_button, self.export_button]

    # ------------------------------------------------------------------ layout
    def _label_width(self) -> float:
        if len(self._labels) < 2 and not self._whose:
            return 0.0
        return min(max(self.fontMetrics().horizontalAdvance(label) for label in self._labels) + 10.0, self.width() / 4)

    def _cell_size(self) -> tuple[float, float]:
        """Width and height of a frame when the rows fill the height."""
        rows = max(1, len(self._frames))
        aspect = self._frames[0].shape[3] / self._frames[0].shape[2] if self._frames else 1.0
        tall = (self.height() - 2 * MARGIN - RAIL - (rows - 1) * BETWEEN) / rows
        return tall * aspect, tall

    def _arrange(self) -> list[Block]:
        n = self.frame_count
        cell, tall = self._cell_size()
        if n == 0 or tall < 4:
            return []
        left = MARGIN + self._label_width()
        first = min(cell, (self.width() - left - MARGIN) / 3)
        width = min(cell, (self.width() - left - MARGIN - first - 3 * BETWEEN) / n)
        strips, shown = [], []
        for row, frames in enumerate(self._frames):
            top = MARGIN + row * (tall + BETWEEN)
            height, big = round(width * tall / cell), round(first * tall / cell)
            strip = QRectF(round(left + first + 3 * BETWEEN), top + (big - height) / 2, round(width * n), height)
            strips.append(Block(strip, frames, n, gap=0))
            shown.append(Block(QRectF(left, top, round(first), big), self._shown[row], 1))
        return strips + shown  # first the rows with all frames, then those of the frame at t

    @property
    def _strips(self) -> list[Block]:
        """The rows with all frames, one per model."""
        return self._blocks[: len(self._frames)]

    def _below_strips(self) -> float:
        """The y under which the rail lies."""
        return self._strips[-1].rect.bottom()

    def _rail(self) -> QRectF:
        """The line below the strips, from the middle of the first frame to that of the last."""
        strip = self._strips[-1]
        first, last = strip.cell_rect(0).center(), strip.cell_rect(self.frame_count - 1).center()
        return QRectF(first.x(), self._below_strips() + RAIL / 2, max(1.0, last.x() - first.x()), 0)

    def _show_t(self) -> None:
        """Picks the frame nearest to ``t``; what stays the same is not drawn anew."""
        at = round(self._t * max(0, self.frame_count - 1))
        if at != self._shown_at:
            self._shown = [batch[at : at + 1] for batch in self._frames]
            self._shown_at = at
        self._current = (0, at)
        self._refresh()

    def _paint_over(self, painter: QPainter) -> None:
        for label, block in zip(self._labels, self._blocks[len(self._frames) :], strict=False):
            if len(self._labels) > 1 or self._whose:
                area = QRectF(MARGIN, block.rect.y(), self._label_width() - 6, block.rect.height())
                draw_label(painter, area, label, self._theme.muted, Qt.AlignmentFlag.AlignLeft)
        self._paint_rail(painter)

    def _paint_rail(self, painter: QPainter) -> None:
        if self.frame_count > 1 and self._blocks:
            rail = self._rail()
            knob = QPointF(rail.x() + self._t * rail.width(), rail.y())
            painter.setPen(QPen(QColor(self._theme.border), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(rail.topLeft(), rail.topRight())
            painter.setPen(QPen(QColor(self._theme.accent), 3, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(rail.topLeft(), knob)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.text))
            painter.drawEllipse(knob, 4.5, 4.5)

    def _empty_text(self) -> str:
        return self.tr("Pin two points on one map to see the walk between them.")

    # ------------------------------------------------------------------ playing
    @property
    def playing(self) -> bool:
        """Whether the loop moves right now: asked for, and seen."""
        return self._timer.isActive()

    def _on_play_toggled(self, checked: bool) -> None:
        self._name_play_button()
        self._run_timer()

    def _name_play_button(self) -> None:
        playing = self.play_button.isChecked()
        self.play_button.setText(self.tr("‖ Pause") if playing else self.tr("▶ Play"))
        self.play_button.setToolTip(plain_tip(self.tr("Walk to and fro between the pins")))
        self.play_button.setAccessibleName(self.tr("Pause the walk") if playing else self.tr("Play the walk"))

    def _run_timer(self) -> None:
        if self.play_button.isChecked() and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _on_timer_timeout(self) -> None:
        t = self._t + self._direction / (FPS * _SECONDS)
        if not 0.0 < t < 1.0:
            self._direction = -1 if t >= 1.0 else 1
        self._move_to(t)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._run_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    # ------------------------------------------------------------------ pointer and keyboard
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.frame_count > 1 and self._blocks:
            self.play_button.setChecked(False)
            self._drag_to(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self.frame_count > 1 and self._blocks:
            self._hover(None)
            self._drag_to(event.position())
        else:
            super().mouseMoveEvent(event)

    def _drag_to(self, position: QPointF) -> None:
        rail = self._rail()
        if position.x() >= rail.x() - self._strips[-1].cell_rect(0).width() / 2:  # not in the first column
            self._move_to((position.x() - rail.x()) / rail.width())

    # ------------------------------------------------------------------ export
    def picture(self) -> UInt8 | None:
        return stack([tile(batch, len(batch), gap=0) for batch in self._frames]) if self._frames else None

    def loop_pictures(self) -> list[UInt8]:
        """The frames there and back, all models side by side; the ends are not doubled."""
        pictures = [
            stack([tile(batch[i : i + 1], 1) for batch in self._frames], gap=2, across=True)
            for i in range(self.frame_count)
        ]
        return pictures + pictures[-2:0:-1]

    def _export_formats(self) -> list[ExportFormat]:
        return [*super()._export_formats(), ExportFormat(self.tr("GIF loop"), ".gif", self._write_gif)]

    def _write_gif(self, path: Path, scale: int) -> None:
        self._picture_or_reason()  # says why there is none
        write_gif(self.loop_pictures(), path, FPS, scale)

    def _peek_picture(self, cell: Cell) -> UInt8 | None:
        at = cell[1] if cell[0] < len(self._frames) else self._shown_at
        same = [frames[at : at + 1] for frames in self._frames]
        return tile(np.concatenate(same), len(same), background=self._theme.border)


if __name__ == "__main__":
    from explorer.widgets.sample_data import digits, show_alone

    def _demo() -> QWidget:
        view = WalkStrip()
        ends = digits(2, seed=5, blur=0.6).astype(float)
        ways = [np.linspace(0, 1, 15)[:, None, None, None] ** power for power in (1.0, 1.6)]
        view.show_frames([((1 - t) * ends[:1] + t * ends[1:]).astype(np.uint8) for t in ways], ["AE", "VAE"])
        view.show_position(0.4)
        return view

    show_alone(_demo, 760, 150)
