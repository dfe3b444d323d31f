"""Which runs are seen, and in which order."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QModelIndex, QObject, QSortFilterProxyModel

from explorer.runs_table.runs_model import SORTED_BY, AnyIndex, RunsModel
from trainers.runs.table.row import RunRow


class RunsFilter(QSortFilterProxyModel):
    """Which rows are seen, and in which order. A run that is not sought is seen all the same where one that came of it
    is: else that would hang in the air."""

    def __init__(self, model: RunsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._words: tuple[str, ...] = ()
        self._starred = False
        self.setRecursiveFilteringEnabled(True)
        self.setSourceModel(model)

    def seek(self, text: str, starred: bool) -> None:
        """Rows in which every word of *text* is found, and, where that is asked for, which have a star."""
        self._words, self._starred = tuple(text.casefold().split()), starred
        self.invalidate()

    @property
    def is_seeking(self) -> bool:
        return bool(self._words) or self._starred

    def filterAcceptsRow(self, source_row: int, source_parent: AnyIndex) -> bool:
        index = self._model.index(source_row, 0, source_parent)
        row = self._model.row_at(index)
        if row is None or (self._starred and not row.about.star):
            return False
        return self._model.contains(index, self._words)

    def lessThan(self, left: AnyIndex, right: AnyIndex) -> bool:
        first, second = self._model.data(left, SORTED_BY), self._model.data(right, SORTED_BY)
        return bool(first < second)  # type: ignore[operator]  # of one column, and so of one type

    def row_at(self, index: AnyIndex) -> RunRow | None:
        """The row at an index of this model."""
        return self._model.row_at(self.mapToSource(index))

    def index_of(self, path: Path) -> QModelIndex:
        """Where the run in that folder is seen."""
        return self.mapFromSource(self._model.index_of(path))
