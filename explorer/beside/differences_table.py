"""The table of what differs between models side by side: a row for each setting and figure, a column for each model."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from explorer.beside.differences import TableLine, TablePart, as_csv
from explorer.beside.model_head import ModelHead
from explorer.beside.run_link import RunLink
from explorer.pixels.images import write_file
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_label, with_steady_digits
from explorer.style.theme import DARK, Theme
from explorer.widgets.column_scroll import ColumnScroll
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.export_button import ChoosePath, ExportButton, ExportFormat, ask_path
from explorer.widgets.note import Note

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DifferencesTable(QWidget):
    """Scrolls where it has no room. The header's button writes it as CSV. ``run_requested`` carries the Path of a run
    whose name was picked."""

    run_requested = Signal(object)

    def __init__(self, name: str, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self._theme = DARK
        self._labels: tuple[str, ...] = ()
        self._parts: tuple[TablePart, ...] = ()
        self._remarks: tuple[str, ...] = ()
        self._heads: list[ElidedLabel] = []
        self._body = QWidget()
        self._scroll = ColumnScroll()
        self._scroll.setObjectName(f"{name}_scroll")
        self._scroll.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._scroll.setAccessibleName(self.tr("What differs"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scroll)
        self._note = Note(self)
        formats = [ExportFormat(self.tr("CSV table"), ".csv", self._write_csv)]
        self._shelf = QWidget(self)  # owns the button until a header takes it
        self._shelf.hide()
        self.export_button = ExportButton(
            f"{name}Export", "differences", formats, choose_path=choose_path, parent=self._shelf
        )
        self.export_button.report_to(self._note)
        self._fill()

    def header_widgets(self) -> list[QWidget]:
        """For the header of the card that it stands in."""
        return [self.export_button]

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.export_button.set_theme(theme)
        self._note.set_theme(theme)
        self._colour_heads()

    def show_lines(self, labels: Sequence[str], parts: Sequence[TablePart], remarks: Sequence[str] = ()) -> None:
        """The rows under their headings, and below them sentences on what cannot be compared."""
        wanted = tuple(labels), tuple(parts), tuple(remarks)
        if wanted != (self._labels, self._parts, self._remarks):
            self._labels, self._parts, self._remarks = wanted
            self._fill()

    def _fill(self) -> None:
        place = self._scroll.verticalScrollBar().value()
        focused = next((link.objectName() for link in self._body.findChildren(RunLink) if link.hasFocus()), "")
        self._body = QWidget()
        self._heads = []
        grid = QGridLayout(self._body)
        grid.setContentsMargins(4, 0, 10, 6)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        row = self._add_parts(grid)
        for remark in self._remarks:
            label = make_label(remark, "muted", wrap=True)
            grid.addWidget(label, row, 0, 1, len(self._labels) + 1)
            row += 1
        if not self._labels:
            text = self.tr("Open runs side by side, and their settings and figures stand here.")
            grid.addWidget(make_label(text, "muted", wrap=True), row, 0)
            row += 1
        grid.setRowStretch(row, 1)
        for column in range(len(self._labels) + 1):
            grid.setColumnStretch(column, 3 if column else 4)
        self._scroll.setWidget(self._body)
        for plain in (self._body, self._scroll.viewport()):  # the card behind shows through
            plain.setAutoFillBackground(False)
        self._scroll.setAccessibleDescription(self._said())
        self._scroll.verticalScrollBar().setValue(place)
        self._colour_heads()
        for link in (
            self._body.findChildren(RunLink, focused) if focused else ()
        ):  # the table was only brought up to date
            link.setFocus()

    def _add_parts(self, grid: QGridLayout) -> int:
        """Puts the headings and rows into the grid; returns the first free row."""
        row = 0
        for number, part in enumerate(self._parts):
            if number:
                grid.setRowMinimumHeight(row, 6)
                row += 1
            grid.addWidget(make_label(part.title, "small"), row, 0)
            for model, label in enumerate(self._labels if not number else ()):
                head = ModelHead(label)
                head.setAlignment(RIGHT)
                grid.addWidget(head, row, model + 1)
                self._heads.append(head)
            row += 1
            for line in part.lines:
                title = ElidedLabel(line.title, "muted", keep=6)
                title.setObjectName(f"differs_{line.key}")
                title.setToolTip(plain_tip(line.help))
                grid.addWidget(title, row, 0)
                for model in range(len(line.values)):
                    grid.addWidget(self._cell(line, model), row, model + 1)
                row += 1
        return row

    def _cell(self, line: TableLine, model: int) -> ElidedLabel:
        """One value; the best of its row is bold, and the name of a run opens it."""
        text, name = line.values[model], f"differs_{line.key}_{model}"
        if line.folders:
            link = RunLink(text, name, self.tr("Open this run"))
            link.picked.connect(partial(self.run_requested.emit, Path(line.folders[model])))
            link.setAlignment(RIGHT)
            return link
        cell = ElidedLabel(text, "", keep=4)
        cell.setObjectName(name)
        cell.setAlignment(RIGHT)
        with_steady_digits(cell)
        if model in line.best:
            cell.setStyleSheet("font-weight: bold;")
        return cell

    def _said(self) -> str:
        """The table in words, for those who hear it."""
        return "\n".join(
            f"{line.title}: "
            + "; ".join(f"{label} {text}" for label, text in zip(self._labels, line.values, strict=True))
            for part in self._parts
            for line in part.lines
        )

    def _colour_heads(self) -> None:
        """Each model's name has the colour of its curves."""
        for model, head in enumerate(self._heads):
            head.setStyleSheet(f"color: {self._theme.models[model % len(self._theme.models)]};")

    def _write_csv(self, path: Path, _scale: int) -> None:
        write_file(path, as_csv(self._labels, self._parts))
