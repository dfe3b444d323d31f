"""The rows of the table of runs as a tree: forks below the runs that they left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
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
from explorer.style.plain_text import plain_tip
from trainers.runs.table.row import RunRow
from trainers.runs.table.tree import parents

AnyIndex = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
ROW, BELOW, SORTED_BY = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2


class Column(IntEnum):
    """In the order in which they stand."""

    RUN = 0
    STAR = 1
    WHEN = 2
    DATA = 3
    DIFFERS = 4
    FIGURES = 5
    STEPS = 6
    DURATION = 7
    SIZE = 8


NUMBERS = frozenset({Column.STEPS, Column.DURATION, Column.SIZE})  # stand at the right, so that they can be compared


@dataclass(eq=False)
class _Node:
    row: RunRow
    parent: _Node | None = None
    place: int = 0  # among the children of its parent
    children: list[_Node] = field(default_factory=list)
    searched: str = ""  # made when it is first looked for

    def newest(self) -> float:
        """When it or anything that came of it was changed last: a branch brings its whole tree to the front."""
        return max((self.row.run.modified, *(child.newest() for child in self.children)))


class RunsModel(QAbstractItemModel):
    """``renamed(path, name)`` and ``starred(path, star)`` when the user says so in place."""

    renamed = Signal(object, str)
    starred = Signal(object, bool)

    def __init__(self, texts: RowTexts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._roots: list[_Node] = []
        self._nodes: dict[Path, _Node] = {}
        self._pictures: dict[Path, QImage | None] = {}
        self._live: tuple[Path, Callable[[RunRow], RunRow]] | None = None

    # ------------------------------------------------------------------ what is shown

    @property
    def rows(self) -> tuple[RunRow, ...]:
        """As they were told, without what is newer of the run that trains."""
        return tuple(node.row for node in self._nodes.values())

    def show_rows(self, rows: Sequence[RunRow]) -> None:
        """Other rows. Where they are the same runs in the same tree the view keeps all it has; else it begins anew."""
        tree = parents(rows)
        if self._is_same(rows, tree):
            for row in rows:
                self.show_row(row)
            return
        self.beginResetModel()
        named = {row.run.path.name: _Node(row) for row in rows}
        self._nodes = {node.row.run.path: node for node in named.values()}
        self._roots = []
        for name, node in named.items():
            node.parent = named.get(tree.get(name, ""))
            siblings = self._roots if node.parent is None else node.parent.children
            node.place = len(siblings)
            siblings.append(node)
        self.endResetModel()

    def _is_same(self, rows: Sequence[RunRow], tree: Mapping[str, str]) -> bool:
        def parent_of(node: _Node) -> str:
            return "" if node.parent is None else node.parent.row.run.path.name

        return {row.run.path for row in rows} == self._nodes.keys() and all(
            parent_of(node) == tree.get(path.name, "") for path, node in self._nodes.items()
        )

    def show_row(self, row: RunRow) -> None:
        """What is new of a run that is listed; of another one nothing is shown."""
        node = self._nodes.get(row.run.path)
        if node is not None and node.row != row:
            node.row, node.searched = row, ""
            self._tell(node)

    def show_live(self, path: Path | None, newer: Callable[[RunRow], RunRow] = lambda row: row) -> None:
        """Of the run in that folder *newer* knows more than its files."""
        before = self._live
        self._live = None if path is None else (path, newer)
        for each in {entry[0] for entry in (before, self._live) if entry is not None}:
            if (node := self._nodes.get(each)) is not None:
                self._tell(node)

    def show_picture(self, path: Path, picture: QImage | None) -> None:
        """The thumbnail of a run; None where there is none."""
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

    def set_texts(self, texts: RowTexts) -> None:
        """Other words for the same rows."""
        self._texts = texts
        self.layoutChanged.emit()

    def row_at(self, index: AnyIndex) -> RunRow | None:
        """The row at an index, with what is newer of the run that trains."""
        if not index.isValid():
            return None
        node: _Node = index.internalPointer()
        if self._live is not None and self._live[0] == node.row.run.path:
            return self._live[1](node.row)
        return node.row

    def index_of(self, path: Path, column: int = 0) -> QModelIndex:
        """Where the run in that folder stands; nowhere where it is not listed."""
        node = self._nodes.get(path)
        return QModelIndex() if node is None else self.createIndex(node.place, column, node)

    def is_live(self, row: RunRow) -> bool:
        """Whether it is the run that is open here."""
        return self._live is not None and self._live[0] == row.run.path

    def _tell(self, node: _Node) -> None:
        ends = (self.createIndex(node.place, column, node) for column in (0, len(Column) - 1))
        self.dataChanged.emit(*ends)

    # ------------------------------------------------------------------ a Qt model

    def index(self, row: int, column: int, parent: AnyIndex = NOWHERE) -> QModelIndex:
        children = self._children(parent)
        if 0 <= row < len(children) and 0 <= column < len(Column):
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: AnyIndex = NOWHERE) -> QModelIndex:  # type: ignore[override]
        node: _Node | None = index.internalPointer().parent if index.isValid() else None
        return QModelIndex() if node is None else self.createIndex(node.place, 0, node)

    def rowCount(self, parent: AnyIndex = NOWHERE) -> int:
        return 0 if parent.column() > 0 else len(self._children(parent))

    def columnCount(self, parent: AnyIndex = NOWHERE) -> int:
        return len(Column)

    def _children(self, parent: AnyIndex) -> list[_Node]:
        if not parent.isValid():
            return self._roots
        node: _Node = parent.internalPointer()
        return node.children

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        row = self.row_at(index)
        if row is None:
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
                Column.FIGURES: self.tr("What it is worth on held-out data, else its newest losses"),
                Column.SIZE: self.tr("What it takes on the disk"),
            }
            return tips.get(Column(section), titles[section])
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
            case _ if role == SORTED_BY:
                return self._sorted_by(row, column, index.internalPointer())
        return None

    def _text(self, row: RunRow, column: Column) -> str:
        if column is Column.WHEN and (row.writing or self.is_live(row)) and not row.run.problem:
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

    def _sorted_by(self, row: RunRow, column: Column, node: _Node) -> object:
        texts = self._texts
        say: Mapping[Column, Callable[[], object]] = {
            Column.RUN: lambda: texts.name(row).casefold(), Column.STAR: lambda: row.about.star,
            Column.WHEN: node.newest, Column.DATA: lambda: texts.data(row).casefold(),
            Column.DIFFERS: lambda: texts.differs(row).casefold(), Column.FIGURES: lambda: texts.first_figure(row),
            Column.STEPS: lambda: row.run.step, Column.DURATION: lambda: row.seconds, Column.SIZE: lambda: row.size,
        }  # fmt: skip
        return say[column]()

    def setData(self, index: AnyIndex, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A name that the user typed; an empty one, or the one that it has by itself, gives it that one back."""
        row = self.row_at(index)
        if row is None or role != Qt.ItemDataRole.EditRole or index.column() != Column.RUN:
            return False
        name = " ".join(str(value).split())
        own = self._texts.name(replace(row, run=replace(row.run, own_name="")))
        self.renamed.emit(row.run.path, "" if name == own else name)
        return True

    def contains(self, index: AnyIndex, words: Sequence[str]) -> bool:
        """Whether all *words*, in small letters, are found in what there is to read of a run."""
        row = self.row_at(index)
        if row is None:
            return False
        node: _Node = index.internalPointer()
        node.searched = node.searched or self._texts.searched(node.row)
        return all(word in node.searched for word in words)
