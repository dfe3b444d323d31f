"""The table of small pictures: choose the neighbours that are seen, and read what can be known from them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from explorer.style.style_sheet import make_button
from explorer.style.theme import Theme
from explorer.widgets.export_button import ChoosePath, ask_path
from explorer.workspaces.components.finish.site_pane import SitePane
from explorer.workspaces.components.table.cell_grid import CellGrid
from explorer.workspaces.components.table.counts_view import CountsView, counted
from explorer.workspaces.components.table.rows_area import RowsArea
from explorer.workspaces.components.table.score_rows import Score, ScoreRows
from trainers.examples import UInt8
from trainers.messages.components import TableFitted

Context = tuple[tuple[int, int], ...]
SPACING = 12  # px
PICTURES_HEIGHT = 34  # px
CHOOSER, SCORES, COUNTS = 0, 5, 4  # shares of the width


def places_before(height: int, width: int) -> Context:
    """The (rows, columns) from the last pixel of all that are drawn before it, the last drawn first. Where another
    pixel is asked about, rows go on where the one above ends."""
    return tuple((-(before // width), -(before % width)) for before in range(1, height * width))


class TableView(QWidget):
    """``context_chosen(context, shared)`` asks for another table."""

    context_chosen = Signal(object, bool)

    def __init__(self, choose_path: ChoosePath = ask_path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("table")
        self._context: Context = ()
        self._shared = True
        self._shape = (1, 1)
        self._fitted: TableFitted | None = None
        self._position = (0, 0)  # whose table is shown, where there is one for each
        self._offered: tuple[tuple[Context, bool] | None, ...] = ()  # by row of the scores
        self.pictures = SitePane("table_pictures", "", choose_path)
        self.pictures.setAccessibleName(self.tr("The pictures that there are"))
        self.pictures.setFixedHeight(PICTURES_HEIGHT)
        self.chooser = CellGrid("context", self.tr("Click the neighbours that a pixel may see"))
        self.chooser.cell_clicked.connect(self._on_neighbour_clicked)
        self.position = CellGrid("table_position", self.tr("The place whose table is shown"))
        self.position.cell_clicked.connect(self._on_position_clicked)
        self.by_position = make_button(
            self.tr("by position"), "by_position", "pill",
            self.tr("One table for each place of the picture, not one for all"), checkable=True,
        )  # fmt: skip
        self.by_position.clicked.connect(self._on_by_position_clicked)
        self.scores = ScoreRows()
        self.scores.row_chosen.connect(self._on_row_chosen)
        self.counts = CountsView()
        self._scores_area = RowsArea(self.scores)
        self._counts_area = RowsArea(self.counts, gives_way=True)
        self.scores.row_reached.connect(self._on_row_reached)
        self._lay_out()

    def _lay_out(self) -> None:
        grids = QHBoxLayout()
        grids.setSpacing(10)
        grids.addWidget(self.chooser)
        grids.addWidget(self.position, 0, Qt.AlignmentFlag.AlignBottom)
        self._choosing = choosing = QVBoxLayout()
        choosing.setSpacing(4)
        choosing.addLayout(grids)
        choosing.addWidget(self.by_position, 0, Qt.AlignmentFlag.AlignLeft)
        choosing.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(SPACING)
        row.addLayout(choosing, CHOOSER)
        row.addWidget(self._scores_area, SCORES)
        row.addWidget(self._counts_area, COUNTS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.pictures)
        column.addLayout(row, 1)

    def set_theme(self, theme: Theme) -> None:
        for view in (self.pictures, self.chooser, self.position, self.scores, self.counts):
            view.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Counts are only there where names of tables can be read beside them."""
        margins = self.contentsMargins()
        needed = self._choosing.minimumSize().width() + self._scores_area.needed + self._counts_area.needed
        room = self.width() - margins.left() - margins.right() - 2 * SPACING
        self._counts_area.setVisible(room >= needed)

    # ------------------------------------------------------------------ inputs

    def show_choice(self, context: Context, shared: bool, height: int, width: int) -> None:
        """What is chosen, for pictures of that size."""
        self._context, self._shared = context, shared
        if (height, width) != self._shape:
            self._shape, self._position = (height, width), (height - 1, width - 1)
        self.by_position.setChecked(not shared)
        last = height - 1, width - 1
        self.chooser.show_cells(
            (height, width),
            [_moved(last, each) for each in places_before(height, width)],
            [_moved(last, each) for each in context],
            last,
        )
        self.position.setVisible(not shared)
        places = [(row, column) for row in range(height) for column in range(width)]
        self.position.show_cells((height, width), places, [self._position])
        self._fit()
        self._show_counts()

    def show_fitted(self, fitted: TableFitted | None) -> None:
        """What was counted; None while that is not known."""
        self._fitted = fitted
        self._show_counts()

    def show_pictures(self, pictures: UInt8 | None) -> None:
        """The different pictures (K, C, H, W) that the data consist of."""
        self.pictures.show_images(pictures)

    def show_scores(self, scores: Sequence[tuple[Score, tuple[Context, bool] | None]]) -> None:
        """Lines with the context that each of them offers, or None for a model."""
        before = self._lines
        self._offered = tuple(offered for _, offered in scores)
        self.scores.show_scores([score for score, _ in scores])
        if self._lines != before:
            QTimer.singleShot(0, self, self._show_chosen)  # once there is room for as many lines

    @property
    def _lines(self) -> tuple[tuple[str, bool], ...]:
        """Which lines there are, and which of them is chosen: figures of a model change all the time."""
        return tuple((score.name, score.chosen) for score in self.scores.scores)

    def _show_chosen(self) -> None:
        """Scrolls to the line that is chosen, and to those after it as far as there is room: models are the last."""
        chosen = [row for row, score in enumerate(self.scores.scores) if score.chosen]
        if chosen:
            self._on_row_reached(len(self.scores.scores) - 1)
            self._on_row_reached(chosen[0])

    def _show_counts(self) -> None:
        fitted = self._fitted
        if fitted is None or (fitted.context, fitted.shared) != (self._context, self._shared):
            self.counts.show_counts((), [])
            return
        place = 0 if fitted.shared else self._position[0] * self._shape[1] + self._position[1]
        table = fitted.counts[min(place, len(fitted.counts) - 1)]
        self.counts.show_counts(fitted.context, counted(table, len(fitted.context)))

    # ------------------------------------------------------------------ from the user

    def _on_neighbour_clicked(self, row: int, column: int) -> None:
        neighbour = (row - self._shape[0] + 1, column - self._shape[1] + 1)
        kept = {*self._context} ^ {neighbour}
        ordered = tuple(each for each in places_before(*self._shape) if each in kept)
        self.context_chosen.emit(ordered, self._shared)

    def _on_by_position_clicked(self, each: bool) -> None:
        self.by_position.setChecked(not each)  # the state decides
        self.context_chosen.emit(self._context, not each)

    def _on_position_clicked(self, row: int, column: int) -> None:
        self._position = (row, column)
        self.show_choice(self._context, self._shared, *self._shape)

    def _on_row_reached(self, row: int) -> None:
        rect = self.scores.row_rect(row).toRect()
        self._scores_area.ensureVisible(0, rect.center().y(), 0, 2 * rect.height())

    def _on_row_chosen(self, row: int) -> None:
        offered = self._offered[row] if row < len(self._offered) else None
        if offered is not None:
            self.context_chosen.emit(*offered)


def _moved(place: tuple[int, int], by: tuple[int, int]) -> tuple[int, int]:
    return place[0] + by[0], place[1] + by[1]
