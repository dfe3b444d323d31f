"""The tree of runs as it is seen: what is sought, sorted by a column, forks below the runs that they left."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from explorer.runs_table.row_texts import RowTexts
from explorer.texts.run_names import begun
from trainers.runs.table.row import RunRow
from trainers.runs.table.tree import parents


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
class RunNode:
    """A run in the tree. ``place`` is that among the ``seen_children`` of its ``parent``, or among the roots; -1 as
    long as it is not seen."""

    row: RunRow
    parent: RunNode | None = None
    children: list[RunNode] = field(default_factory=list)
    seen_children: list[RunNode] = field(default_factory=list)
    place: int = -1
    _searched: str = ""

    def show(self, row: RunRow) -> None:
        """Something is new of the run."""
        self.row, self._searched = row, ""

    def searched(self, texts: RowTexts) -> str:
        """In what words are looked for; made when they are first looked for."""
        self._searched = self._searched or texts.searched(self.row)
        return self._searched

    def newest(self) -> float:
        """When the newest of it and all that came of it was begun: a branch brings its whole tree to the front."""
        found, waiting = begun(self.row.run), [*self.children]
        while waiting:  # not by recursion: a chain of forks may be longer than Python's stack
            node = waiting.pop()
            found = max(found, begun(node.row.run))
            waiting += node.children
        return found


def is_planted(nodes: Iterable[RunNode]) -> bool:
    """Whether every run has the parent that it should have."""
    named = {node.row.run.path.name: node for node in nodes}
    tree = parents(node.row for node in named.values())
    return all(node.parent is named.get(tree.get(name, "")) for name, node in named.items())


def plant(nodes: Iterable[RunNode]) -> None:
    """Gives every run its parent and its children."""
    named = {node.row.run.path.name: node for node in nodes}
    tree = parents(node.row for node in named.values())
    for node in named.values():
        node.parent, node.children = None, []
    for name, node in named.items():
        if (parent := named.get(tree.get(name, ""))) is not None:
            node.parent = parent
            parent.children.append(node)


@dataclass(frozen=True)
class Seeking:
    """The words, in small letters, that have to be found in what there is to read of a run; and whether it needs a
    star."""

    words: tuple[str, ...] = ()
    starred: bool = False

    def finds(self, node: RunNode, texts: RowTexts) -> bool:
        if self.starred and not node.row.about.star:
            return False
        return not self.words or all(word in node.searched(texts) for word in self.words)


@dataclass
class Forest:
    """The runs that are seen, from above, and how deep each stands; ``roots`` once they have taken their places."""

    nodes: list[RunNode] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    roots: list[RunNode] = field(default_factory=list)

    @classmethod
    def grow(cls, wanted: Iterable[RunNode], key: Callable[[RunNode], Any], descending: bool) -> Forest:
        """Of the *wanted* runs and those that they came of: else a branch would hang in the air. Siblings are in the
        order of their keys; those of one key as they were told."""
        seen: dict[int, RunNode] = {}
        for node in wanted:
            each: RunNode | None = node
            while each is not None and id(each) not in seen:
                seen[id(each)] = each
                each = each.parent
        families: dict[int, list[RunNode]] = {}
        for node in sorted(seen.values(), key=key, reverse=descending):
            families.setdefault(id(node.parent), []).append(node)
        forest = cls()
        waiting = [(node, 0) for node in reversed(families.get(id(None), []))]
        while waiting:
            node, depth = waiting.pop()
            forest.nodes.append(node)
            forest.depths.append(depth)
            waiting += [(child, depth + 1) for child in reversed(families.get(id(node), []))]
        return forest

    def take_places(self, former: Forest) -> None:
        """From now on this is what is seen, in the place of the *former* one."""
        for node in former.nodes:
            node.place = -1
        for node in self.nodes:
            node.seen_children = []
        for node in self.nodes:
            siblings = self.roots if node.parent is None else node.parent.seen_children
            node.place = len(siblings)
            siblings.append(node)


def sorted_by(node: RunNode, row: RunRow, column: Column, texts: RowTexts) -> Any:
    """The key by which a column sorts; keys of one column can be compared. *row* is that of the *node* as it is now."""
    match column:
        case Column.RUN:
            return texts.name(row).casefold()
        case Column.STAR:
            return row.about.star
        case Column.WHEN:
            return node.newest()
        case Column.DATA:
            return texts.data(row).casefold()
        case Column.DIFFERS:
            return texts.differs(row).casefold()
        case Column.FIGURES:
            return texts.first_figure(row)
        case Column.STEPS:
            return row.run.step
        case Column.DURATION:
            return row.seconds
    return row.size
