"""Where the bars of several models lie: blocks side by side in one or two rows, in each a head and a line a bar."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from trainers.messages.writing import LIKELIEST

BETWEEN, MARGIN = 14.0, 4.0  # px between blocks, and around all
PAIR = 2  # blocks that always stand side by side
FEWEST = 3  # bars of a block, whatever room there is
_BAR = 0.56  # height of a bar in lines
_LEAST_BLOCK = 7.0  # lines of text that a block is wide at least
_EASY_BLOCK = 8.5  # where more than a pair stand side by side
_EASY = 1.5  # of the least height of a line, where there is room


@dataclass(frozen=True)
class BarPlaces:
    """All in px: the *width* and *height* of the view, the height of a line of *text*, the widths of the *sign* before
    a bar and of the *share* behind it."""

    models: int
    width: float
    height: float
    text: float
    sign: float
    share: float

    @property
    def columns(self) -> int:
        """How many blocks stand side by side: as many as have room, in rows that are as full as each other."""
        room = self.width - 2 * MARGIN + BETWEEN
        fitting = int(room // (_EASY_BLOCK * self.text + BETWEEN))
        most = max(1, min(self.models, max(fitting, PAIR)))
        rows = max(-(-self.models // most), 1)
        return max(1, -(-self.models // rows))

    def blocks(self) -> list[QRectF]:
        """Where all of each model lies: its head, and the bars below."""
        columns = self.columns
        rows = max(-(-self.models // columns), 1)
        wide = (self.width - 2 * MARGIN - BETWEEN * (columns - 1)) / columns
        tall = (self.height - BETWEEN / 2 * (rows - 1)) / rows
        across, down = wide + BETWEEN, tall + BETWEEN / 2
        places = [divmod(model, columns) for model in range(self.models)]
        return [QRectF(MARGIN + column * across, row * down, wide, tall) for row, column in places]

    @property
    def least_line(self) -> float:
        return self.text + 2

    def shown(self, block: QRectF) -> int:
        """How many bars there is room for."""
        return min(max(int(block.height() // self.least_line) - 1, FEWEST), LIKELIEST)

    def line(self, block: QRectF) -> float:
        """px of a line: the head and the bars shown fill the block, within limits."""
        return min(max(block.height() / (self.shown(block) + 1), self.least_line), _EASY * self.least_line)

    def lines(self, block: QRectF) -> list[QRectF]:
        """The head, and the line of each bar that there is room for."""
        tall = self.line(block)
        return [QRectF(block.x(), block.y() + tall * at, block.width(), tall) for at in range(self.shown(block) + 1)]

    def groove(self, line: QRectF) -> QRectF:
        """Where a bar is, if it is that of a certainty."""
        tall = line.height() * _BAR
        wide = max(line.width() - self.sign - self.share, 4.0)
        return QRectF(line.x() + self.sign, line.center().y() - tall / 2, wide, tall)

    @property
    def least(self) -> tuple[float, float]:
        """So wide that there are never more than two rows, and so high that each block has a few bars."""
        blocks, rows = max(min(self.models, PAIR), 1), 2 if self.models > PAIR else 1
        wide = blocks * _LEAST_BLOCK * self.text + (blocks - 1) * BETWEEN + 2 * MARGIN
        return wide, rows * self.least_line * (FEWEST + 1) + (rows - 1) * BETWEEN / 2
