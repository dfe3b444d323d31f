"""What the window and a workspace know of each other: the room that it is given, and the parts that it brings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from explorer.state.looks import Looks
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.style.theme import Theme


class Drawing(Protocol):
    """What the user draws on, and takes a stroke back on."""

    @property
    def can_undo(self) -> bool: ...

    def undo(self) -> None: ...

    def isVisible(self) -> bool: ...


class Slot(Enum):
    """Where a part stands."""

    BAR = auto()  # above the maps
    MIDDLE = auto()  # with the maps or in their stead; a :class:`~explorer.widgets.middle_part.MiddlePart`
    CARDS = auto()  # below or beside the middle, after the curves
    SIDE = auto()  # in the column of settings, above the knobs


@dataclass(frozen=True)
class Part:
    """A widget for a slot; the window shows it with its workspace. ``share`` is a card's of the width, the curves' is
    8."""

    slot: Slot
    widget: QWidget
    share: int = 10


class Room(QObject):
    """One for all workspaces. What they wish are the first signals, what they hear of the window the others.

    ``looks`` asks what the maps show, and what is under the cursor; ``theme`` is the one that is shown, to begin with;
    ``choose_path(parent, title, suggestion, file filter)`` asks the user for a file to write."""

    failed = Signal(str)  # one sentence
    preset_requested = Signal(str)
    run_requested = Signal(object)  # Path: a run to open
    walker_moved = Signal(int, object)  # a mark on the map of a model, at a code (latent_dim,); None takes it away
    paths_changed = Signal(list)  # on each map the corners (n, latent_dim) of a path, or None
    hinted = Signal(QWidget, str)  # what is said of a widget that was made later than the others
    drawn = Signal(object)  # on a :class:`Drawing`, which the menu's undo is for from now on

    map_made = Signal(object)  # a MapPanel, before it shows anything
    map_touched = Signal(int)  # the model
    map_viewed = Signal(int, tuple)  # model, the part (x0, y0, x1, y1) of the plane that its map shows
    image_dropped = Signal(object)  # an image (1, C, H, W) of the data's size

    def __init__(
        self,
        session: Session,
        looks: Looks,
        theme: Theme,
        choose_path: Callable[[QWidget, str, Path, str], Path | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self.looks, self.theme, self.choose_path = session, looks, theme, choose_path


class Parts(QObject):
    """Base of what binds the parts of one workspace to the session. It is told of every state, whichever workspace is
    shown; the window decides what is seen. Where the maps are not seen, it is made when the first run comes that has
    something to show there, and shown the state before that."""

    def __init__(self, room: Room) -> None:
        super().__init__(room)
        self.room = room

    @property
    def parts(self) -> Sequence[Part]:
        return ()

    @property
    def hints(self) -> Sequence[tuple[QWidget, str]]:
        """What is said of a widget while the pointer is on it."""
        return ()

    def hint(self, state: AppState) -> str:
        """What is said where the pointer is on nothing; empty where what the workspace declares fits."""
        return ""

    def stands_beside(self, state: AppState) -> bool:
        """Whether the cards stand beside the middle, one below the other."""
        return False

    def is_answered(self, state: AppState) -> bool:
        """Whether all that was asked for is there: a screenshot waits for it."""
        return True

    def verdict_lines(self, state: AppState) -> Sequence[str]:
        """Sentences on how the run goes, for a report."""
        return ()

    def sample_figures(self, state: AppState) -> Sequence[Mapping[str, float]]:
        """Per model what was measured of its samples last, for a report; none for those of which nothing was."""
        return ()

    def set_theme(self, theme: Theme) -> None:
        """Another theme, also for what is not seen."""

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""
