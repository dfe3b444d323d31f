"""The name of a model at the head of its column."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from explorer.widgets.elided_label import ElidedLabel
from trainers.runs.beside.labels import BETWEEN

KEPT = 4  # letters, however narrow its column


class ModelHead(ElidedLabel):
    """Where there is little room the parts of a name stand closer, then it is cut in its middle: what tells models
    apart may stand at either end."""

    def __init__(self, label: str) -> None:
        super().__init__("", "title", keep=KEPT)
        self.set_text(label, [label.replace(BETWEEN, " ")] if BETWEEN in label else [])

    def _shortened(self, whole: str, metrics: QFontMetrics, room: int) -> str:
        return metrics.elidedText(whole, Qt.TextElideMode.ElideMiddle, room)
