"""The rows of the table of runs as a tree: forks below the runs that they left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QImage

from explorer.runs_table.row_texts import RowTexts
from explorer.runs_table.run_tree import NUMBERS, Column, Forest, RunNode, Seeking, is_planted, plant, sorted_by
from explorer.style.plain_text import plain_tip
from trainers.runs.table.row import RunRow

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW, BELOW = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1


class RunsModel(QAbstractItemModel):
    """Sorts and seeks by itself: thousands of rows are no more than that many keys of a list. ``renamed(path, name)``
    when the user types another name in place."""

    renamed = Signal(object, str)

    def __init__(self, texts: RowTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._nodes: dict[Path, RunNode] = {}
        self._forest = Forest()
        self._seeking = Seeking()
        self._by, self._descending = Column.WHEN, True
        self._pictures: dict[Path, QImage | str | None] = {}
        self._live: tuple[Path, Callable[[RunRow], RunRow]] | None = None

    # ------------------------------------------------------------------ what is shown

    @property
    def rows(self) -> tuple[RunRow, ...]:
        """All as they were told, those that are not sought among them."""
        return tuple(node.row for node in self._nodes.values())

    @property
    def seen(self) -> list[RunRow]:
        """Those that are sought, in their order, with what is newer of the run that trains."""
        return [self._now(node) for node in self._forest.nodes]

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        """Other rows. As long as they stand in the same order the view keeps all it has."""
        known, self._nodes = self._nodes, {}
        changed = []
        for row in rows:
            node = known.get(row.run.path)
            if node is None:
                node = RunNode(row)
            elif node.row != row:
                node.show(row)
                changed.append(node)
            self._nodes[row.run.path] = node
        if not is_planted(self._nodes.values()):
            self.beginResetModel()  # before a row has another parent: the view asks for what is selected
            plant(self._nodes.values())
            self._take_places(self._grown())
            self.endResetModel()
        elif not self._arrange():
            for node in changed:
                self._tell(node)

    def show_row(self, row: RunRow) -> None:
        """What is new of a run that is listed; of another one nothing is shown. It stays where it stands."""
        node = self._nodes.get(row.run.path)
        if node is not None and node.row != row:
            node.show(row)
            self._tell(node)

    def seek(self, text: str, starred: bool) -> None:
        """Shows the rows in which every word of *text* is found, and, where that is asked for, which have a star."""
        self._seeking = Seeking(tuple(text.casefold().split()), starred)
        self._arrange()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """What the header asks for."""
        self._by, self._descending = Column(column), order is Qt.SortOrder.DescendingOrder
        self._arrange()

    def _arrange(self) -> bool:
        """Finds out anew what stands where; whether that is another order than before, and the view begins anew."""
        forest = self._grown()
        if forest.nodes == self._forest.nodes and forest.depths == self._forest.depths:
            return False
        self.beginResetModel()
        self._take_places(forest)
        self.endResetModel()
        return True

    def _grown(self) -> Forest:
        texts = self._texts
        wanted = (node for node in self._nodes.values() if self._seeking.finds(node, texts))
        return Forest.grow(wanted, lambda node: sorted_by(node, self._now(node), self._by, texts), self._descending)

    def _take_places(self, forest: Forest) -> None:
        forest.take_places(self._forest)
        self._forest = forest

    def show_live(self, path: Path | None, newer: Callable[[RunRow], RunRow] = lambda row: row) -> None:
        """Of the run in that folder *newer* knows more than its files."""
        before = self._live
        self._live = None if path is None else (path, newer)
        for each in {entry[0] for entry in (before, self._live) if entry is not None}:
            if (node := self._nodes.get(each)) is not None:
                self._tell(node)

    def sort_live(self) -> None:
        """Puts the run that trains where it stands by what is newer of it; of thousands only its neighbours are looked
        at as long as it stands right."""
        node = None if self._live is None else self._nodes.get(self._live[0])
        if node is None or node.place < 0:
            return
        siblings = self._forest.roots if node.parent is None else node.parent.seen_children
        near = siblings[max(0, node.place - 1) : node.place + 2]
        keys = [sorted_by(each, self._now(each), self._by, self._texts) for each in near]
        if keys != sorted(keys, reverse=self._descending):
            self._arrange()

    def show_picture(self, path: Path, picture: QImage | str | None) -> None:
        """The thumbnail of a run, or what it writes; None where there is none."""
        self._pictures[path] = picture
        if (node := self._nodes.get(path)) is not None:
            self._tell(node)

    def lacks_picture(self, path: Path) -> bool:
        """Whether nothing is known yet of the thumbnail of that run."""
        return path not in self._pictures

    def forget_pictures(self, paths: Sequence[Path]) -> None:
        """These have changed: they are asked for again when they come into sight."""
        for path in paths:
            self._pictures.pop(path, None)

    def row_at(self, index: AnyIndex) -> RunRow | None:
        """The row at an index, with what is newer of the run that trains."""
        return self._now(index.internalPointer()) if index.isValid() else None

    def _now(self, node: RunNode) -> RunRow:
        live = self._live
        return live[1](node.row) if live is not None and live[0] == node.row.run.path else node.row

    def index_of(self, path: Path, column: int = 0) -> QModelIndex:
        """Where the run in that folder stands; nowhere where it is not seen."""
        node = self._nodes.get(path)
        if node is None or node.place < 0:
            return QModelIndex()
        return self.createIndex(node.place, column, node)

    def is_live(self, row: RunRow) -> bool:
        """Whether it is the run that is open here."""
        return self._live is not None and self._live[0] == row.run.path

    def _tell(self, node: RunNode) -> None:
        if node.place >= 0:
            ends = (self.createIndex(node.place, column, node) for column in (0, len(Column) - 1))
            self.dataChanged.emit(*ends)

    # ------------------------------------------------------------------ a Qt model

    def index(self, row: int, column: int, parent: AnyIndex = NOWHERE) -> QModelIndex:
        children = self._children(parent)
        if 0 <= row < len(children) and 0 <= column < len(Column):
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: AnyIndex = NOWHERE) -> QModelIndex:  # type: ignore[override]
        node: RunNode | None = index.internalPointer().parent if index.isValid() else None
        return QModelIndex() if node is None else self.createIndex(node.place, 0, node)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self._children(parent))

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return len(Column)

    def _children(self, parent: AnyIndex) -> list[RunNode]:
        if not parent.isValid():
            return self._forest.roots
        node: RunNode = parent.internalPointer()
        return node.seen_children

    def hasChildren(self, parent: AnyIndex = NOWHERE) -> bool:
        return bool(self._children(parent))

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Column.RUN else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        titles = (self.tr("Run"), "", self.tr("When"), self.tr("Data"), self.tr("Differs in"), self.tr("Figures"),
                  self.tr("Steps"), self.tr("Duration"), self.tr("Size"))  # fmt: skip
        if role == Qt.ItemDataRole.DisplayRole:
            return titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            tips = {
                Column.STAR: self.tr("Star"),
                Column.DIFFERS: self.tr("The settings that are others than in the preset"),
                Column.FIGURES: self.tr(
                    "What it is worth on held-out data; before that is known, the last batch's losses"
                ),
                Column.SIZE: self.tr("What it takes on the disk"),
            }
            said = tips.get(Column(section), titles[section])
            return plain_tip(said) if role == Qt.ItemDataRole.ToolTipRole else said
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None:
            return None
        column = Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, column)
            case Qt.ItemDataRole.EditRole:
                return self._texts.name(row)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._texts.tip(row))
            case Qt.ItemDataRole.DecorationRole if column is Column.RUN:
                return self._pictures.get(row.run.path)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(row, column)
            case _ if role == ROW:
                return row
            case _ if role == BELOW:
                return self._texts.below_name(row) if column is Column.RUN else ""
        return None

    def _text(self, row: RunRow, column: Column) -> str:
        elsewhere = row.writing and not row.here  # what this program holds is the run before, which it lets go of
        if column is Column.WHEN and (elsewhere or self.is_live(row)) and not row.run.problem:
            return self._standing(row)
        texts = self._texts
        say: Mapping[Column, Callable[[RunRow], str]] = {
            Column.RUN: texts.name, Column.WHEN: texts.when, Column.DATA: texts.data, Column.DIFFERS: texts.differs,
            Column.FIGURES: texts.figures, Column.STEPS: texts.steps, Column.DURATION: texts.duration,
            Column.SIZE: texts.size,
        }  # fmt: skip
        return say[column](row) if column in say else ""

    def _standing(self, row: RunRow) -> str:
        if not self.is_live(row):
            return self.tr("open elsewhere")
        return self.tr("training now") if row.writing else self.tr("open here")

    def _spoken(self, row: RunRow, column: Column) -> str:
        if column is Column.STAR:
            return self.tr("starred") if row.about.star else self.tr("no star")
        text = self._text(row, column)
        return f"{text}, {self._texts.below_name(row)}" if column is Column.RUN else text

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name that the user typed; an empty one, or the one that it has by itself, gives it that one back."""
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.EditRole or index.column() != Column.RUN:
            return False
        name = " ".join(str(value).split())
        own = self._texts.name(replace(row, run=replace(row.run, own_name="")))
        self.renamed.emit(row.run.path, "" if name == own else name)
        return True
