"""One's own drawing as data: the brush, and a button that makes points of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.pictures.brush_canvas import BrushCanvas
from explorer.pictures.brush_strokes import write_strokes
from explorer.pixels.images import ExportError
from explorer.state.session import Session
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import Theme
from explorer.texts.sentences import sentence_text
from trainers.catalog import opening
from trainers.knobs import ConfigError

FOLDER = "drawings"  # beside the runs


class DrawPage(QWidget):
    """The drawing is kept as a file, so that a run that was trained on it can be opened again."""

    failed = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.canvas = BrushCanvas()
        self._use = make_button(self.tr("Train on this"), "drawing-use")
        self._use.setEnabled(False)
        self.canvas.strokes_changed.connect(lambda strokes: self._use.setEnabled(bool(strokes)))
        self._use.clicked.connect(self._on_use_clicked)
        row = QHBoxLayout(self)
        row.addWidget(self.canvas, 1)
        side = QVBoxLayout()
        text = self.tr("Paint a shape of your own: points spread along your strokes, and the players train on them.")
        side.addWidget(make_label(text, "muted", wrap=True))
        side.addWidget(self._use)
        side.addStretch(1)
        row.addLayout(side, 1)

    def set_theme(self, theme: Theme) -> None:
        self.canvas.set_theme(theme)

    def _on_use_clicked(self) -> None:
        name = f"{datetime.now():%Y-%m-%d %H-%M-%S}.csv"
        file = self._session.runs_dir.parent / FOLDER / name
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            write_strokes(file, self.canvas.strokes)
            self._session.choose_data(*opening(self._session.state.datasets, "strokes", str(file)), play=True)
        except (ExportError, ConfigError, ValueError, OSError) as error:
            self.failed.emit(sentence_text(str(error)))
