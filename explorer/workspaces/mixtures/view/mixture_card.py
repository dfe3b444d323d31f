"""One mixture in its card: the picture, and below it what has gone wrong, if anything."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.plane.frame_clock import Turns
from explorer.style.theme import DARK, Theme
from explorer.widgets.card import Card
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path
from explorer.workspaces.mixtures.view.collapse_note import CollapseNote
from explorer.workspaces.mixtures.view.mixture_view import MixtureView


class MixtureCard(Card):
    """``view`` is the mixture, ``collapse`` says when a component has collapsed. ``export_failed(sentence)`` follows a
    picture that could not be saved."""

    export_failed = Signal(str)

    def __init__(
        self,
        name: str,
        parent: QWidget | None = None,
        choose_path: ChoosePath = ask_path,
        turns: Turns | None = None,
    ) -> None:
        super().__init__(name=f"{name}_card", parent=parent)
        self.view = MixtureView(name, turns=turns)
        self.collapse = CollapseNote(f"{name}_collapse")
        formats = (
            ExportFormat(self.tr("Picture (PNG)"), ".png", self._write),
            ExportFormat(self.tr("Picture (SVG)"), ".svg", self._write),
            ExportFormat(self.tr("Examples with their shares (CSV)"), ".csv", self._write),
        )
        self._export_button = ExportButton(f"{name}_export", "mixture", formats, choose_path=choose_path)
        self._export_button.failed.connect(self.export_failed)
        self.add_tool(self._export_button)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.view, 1)
        column.addWidget(self.collapse)
        self.set_body(body)
        self.set_theme(DARK)

    def set_theme(self, theme: Theme) -> None:
        super().set_theme(theme)
        self.view.set_theme(theme)
        self._export_button.set_theme(theme)

    def height_wanted(self) -> int:
        """Logical pixels at the present width: with more the examples would not be drawn larger."""
        return round(self.view.width() * self.view.proportion) + self.height() - self.view.height()

    def _write(self, path: Path, _scale: int) -> None:
        self.view.export(path)
