"""The table of runs itself: a tree with columns, and what pointer and keys do in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from explorer.gui_thread.keyboard import ENTER
from explorer.runs_table.column_widths import ColumnNeeds
from explorer.runs_table.run_delegate import PADDING, RunDelegate
from explorer.runs_table.run_tree import Column
from explorer.runs_table.runs_model import BELOW, AnyIndex, RunsModel
from explorer.style.theme import Theme
from trainers.runs.table.row import RunRow

MOST_MEASURED = 100  # rows by which columns are measured
SORTED = 22  # px beside the title of the column by which rows are sorted: the arrow


_SELECT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RunsView(QTreeView):
    """``opened(path)`` by Enter and a double click; ``star_toggled(row)``, ``trash_requested()`` and
    ``menu_requested(global position)`` for what is selected."""

    opened = Signal(object)
    star_toggled = Signal(object)
    trash_requested = Signal()
    menu_requested = Signal(QPoint)
    selection_changed = Signal()
    edited = Signal()  # a name is no more being typed

    def __init__(self, shown: RunsModel, theme: Theme, scale: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = shown
        self._scale = scale
        self._kept: tuple[set[Path], Path | None, set[Path]] = (set(), None, set())
        self._order: tuple[Path, ...] = ()  # in which the rows stood
        self._pointed = QPersistentModelIndex()
        self.setObjectName("runs_table")
        self.setAccessibleName(self.tr("Runs"))
        self._delegate = RunDelegate(theme, scale, self)
        self.setItemDelegate(self._delegate)
        self.setModel(shown)
        self.setUniformRowHeights(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setSortingEnabled(True)
        self.sortByColumn(Column.WHEN, Qt.SortOrder.DescendingOrder)
        header = self.header()
        header.setSectionsMovable(False)
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(30)
        header.sectionResized.connect(self._on_resized)
        self._needs = ColumnNeeds(scale)
        self._own_widths = self._sizing = False
        self._measure()
        shown.modelReset.connect(self._measure)
        shown.dataChanged.connect(self._measure_more)
        shown.modelAboutToBeReset.connect(self._keep)
        shown.modelReset.connect(self._restore)
        self.selectionModel().selectionChanged.connect(lambda _new, _old: self.selection_changed.emit())

    def set_theme(self, theme: Theme, scale: float) -> None:
        if scale != self._scale:
            self._scale = scale
            self._own_widths = False
        self._delegate.set_theme(theme, scale)
        self._measure()
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    # ------------------------------------------------------------------ how wide columns are

    def _measure(self) -> None:
        """Anew, by the rows that are seen; only the first of very many."""
        self._needs = ColumnNeeds(self._scale)
        metrics = QFontMetrics(self._delegate.body_font)
        for column in Column:
            title = str(self._shown.headerData(column, Qt.Orientation.Horizontal) or "")
            width = QFontMetrics(self.header().font()).horizontalAdvance(title) + 2 * PADDING
            self._needs.see_title(column, width + round(SORTED * self._scale) if title else 0)
        for row in self._shown.seen[:MOST_MEASURED]:
            self._see(self._shown.index_of(row.run.path), metrics)
        self._size_columns()

    def _measure_more(self, first: QModelIndex, _last: QModelIndex) -> None:
        """Something is new of one row."""
        if self._see(first, QFontMetrics(self._delegate.body_font)):
            self._size_columns()

    def _see(self, index: QModelIndex, metrics: QFontMetrics) -> bool:
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        more = False
        for column in Column:
            text = str(self._shown.data(index.siblingAtColumn(column)) or "")
            if column is Column.RUN:
                text = f"{text}\n{self._shown.data(index, BELOW)}"
            more = self._needs.see(column, text, metrics, depth * self.indentation()) or more
        return more

    def _size_columns(self) -> None:
        """To what stands in them, unless the user has drawn one to another width."""
        if self._own_widths:
            return
        self._sizing = True
        for column, width in self._needs.widths(self.viewport().width()).items():
            self.header().resizeSection(column, width)
        self.header().setSectionResizeMode(Column.STAR, QHeaderView.ResizeMode.Fixed)
        self._sizing = False

    def _on_resized(self, _column: int, _before: int, _now: int) -> None:
        self._own_widths = self._own_widths or not self._sizing

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._size_columns()

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: AnyIndex) -> None:
        here = index.sibling(index.row(), 0)
        selected = self.selectionModel().isSelected(here)
        focused = self.hasFocus() and self.currentIndex().siblingAtColumn(0) == here
        room: QRect = options.rect
        self._delegate.paint_ground(painter, room, selected, self._pointed == here, focused)
        super().drawRow(painter, options, index)

    def drawBranches(self, painter: QPainter, rect: QRect, index: AnyIndex) -> None:
        here = index.sibling(index.row(), 0)
        go_on, each = [], here
        while each.parent().isValid():
            go_on.append(each.row() + 1 < self._shown.rowCount(each.parent()))
            each = each.parent()
        folded = not self.isExpanded(here) if self._shown.hasChildren(here) else None
        self._delegate.paint_branches(painter, rect, self.indentation(), go_on[::-1], folded)

    # ------------------------------------------------------------------ what is selected

    def selected(self) -> tuple[RunRow, ...]:
        """The selected rows, from above."""
        rows = (self._shown.row_at(index) for index in self.selectionModel().selectedRows(Column.RUN))
        paths = {row.run.path for row in rows if row is not None}
        return tuple(row for row in self._shown.seen if row.run.path in paths) if paths else ()

    @property
    def current_row(self) -> RunRow | None:
        return self._shown.row_at(self.currentIndex())

    def select(self, paths: Sequence[Path]) -> None:
        """Selects the runs in these folders; the first is the current one, and in sight."""
        how = QItemSelectionModel.SelectionFlag
        self.selectionModel().clearSelection()
        for number, path in enumerate(paths):
            index = self._shown.index_of(path)
            if not index.isValid():
                continue
            if number == 0:
                self.selectionModel().setCurrentIndex(index, how.NoUpdate)
                self.scrollTo(index)
            self.selectionModel().select(index, how.Select | how.Rows)

    def in_sight(self) -> list[RunRow]:
        """The rows that are seen now."""
        found, index, bottom = [], self.indexAt(QPoint(1, 1)), self.viewport().height()
        while index.isValid() and self.visualRect(index).top() < bottom:
            if (row := self._shown.row_at(index)) is not None:
                found.append(row)
            index = self.indexBelow(index)
        return found

    def _keep(self) -> None:
        current = self.current_row
        folded = {
            row.run.path
            for row in self._shown.seen
            if (index := self._shown.index_of(row.run.path)).isValid()
            and self._shown.hasChildren(index)
            and not self.isExpanded(index)
        }
        self._order = tuple(row.run.path for row in self._shown.seen)
        self._kept = {row.run.path for row in self.selected()}, current.run.path if current else None, folded

    def _restore(self) -> None:
        """The rows were told anew: selected and folded is what was, and new branches are unfolded."""
        selected, current, folded = self._kept
        self.expandAll()
        for path in folded:
            self.collapse(self._shown.index_of(path))
        first = [] if current is None else [current]
        self.select([*first, *(path for path in selected if path != current)])
        if current is not None and current not in selected:
            how = QItemSelectionModel.SelectionFlag
            self.selectionModel().select(self._shown.index_of(current), how.Deselect | how.Rows)
        if not self.currentIndex().isValid() and self._shown.rowCount():
            # Not selected: whatever is done next must not be done to a run that nobody has chosen.
            act = QItemSelectionModel.SelectionFlag.NoUpdate if current is not None else _SELECT
            self.selectionModel().setCurrentIndex(self._nearest(current), act)
        self.selection_changed.emit()

    def _nearest(self, gone: Path | None) -> QModelIndex:
        """Where the keyboard goes on when the current row has gone: to the one that stood below it, or above it."""
        order = self._order
        place = order.index(gone) if gone in order else 0
        indices = map(self._shown.index_of, (*order[place:], *reversed(order[:place])))
        return next((index for index in indices if index.isValid()), self._shown.index(0, 0))

    # ------------------------------------------------------------------ pointer and keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.current_row
        if event.key() in ENTER and row is not None and not self.is_editing:
            if self.selectionModel().isRowSelected(self.currentIndex().row(), self.currentIndex().parent()):
                self.opened.emit(row.run.path)
            else:  # nobody has chosen it
                self.select([row.run.path])
        elif event.key() == Qt.Key.Key_Delete and not self.is_editing:
            if not event.isAutoRepeat():
                self.trash_requested.emit()
        elif event.key() == Qt.Key.Key_F2 and self.currentIndex().isValid():
            self.edit_name()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    @property
    def is_editing(self) -> bool:
        """Whether a name is being typed."""
        return self.state() is QAbstractItemView.State.EditingState

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        self.edited.emit()

    def edit_name(self) -> None:
        """Types the name of the current run in place, whichever column is the current one."""
        index = self.currentIndex()
        if index.isValid() and not self.is_editing:  # a double click on Rename asks twice
            self.edit(index.siblingAtColumn(Column.RUN))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self._shown.row_at(index)
        if row is not None and index.column() != Column.STAR and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(row.run.path)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        row = self._shown.row_at(index)
        if row is not None and index.column() == Column.STAR and event.button() == Qt.MouseButton.LeftButton:
            self.star_toggled.emit(row)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self.indexAt(event.position().toPoint()).siblingAtColumn(0))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(QModelIndex())

    def _point_at(self, index: QModelIndex) -> None:
        if QPersistentModelIndex(index) != self._pointed:
            self._pointed = QPersistentModelIndex(index)
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard and self.currentIndex().isValid():
            at = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_requested.emit(at)
