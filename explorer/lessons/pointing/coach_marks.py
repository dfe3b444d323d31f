"""What a lesson points at in the window: a ring around each control, and around a place on a map. They point, and never
block: events go to what is below."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from explorer.lessons.pointing.coach_ring import PLACE, CoachRing
from explorer.lessons.pointing.free_room import is_free, room_beside
from explorer.lessons.pointing.pointed_control import bring_into_sight, find_control, seen_part, stand_in
from explorer.style.style_sheet import make_label
from explorer.style.theme import DARK, Theme

FOLLOW_MS = 120  # how often what is pointed at is looked for: forms are made anew, maps move
SETTLED_MS = 400  # after which all that has been unfolded has its size
SAID_MS = 6000  # after which only the rings are left
GAP = 6  # px between a ring and what is said beside it
MAP_PLACE = ""  # stands for the place among the names of what was sent away
MOVES = (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.ParentChange)

PlaceOf = Callable[[], QRect]  # the pixels of the window around a place on a map; empty where it is not seen
Unfold = Callable[[QWidget], None]  # makes room for a control of a part of the window that is folded away


class CoachMarks(QObject):
    """Of *window*. ``show_pointed`` says what is pointed at; how it gets into sight, *unfold* helps with. Nothing is
    said on the *text* of the lesson, however blank it is there."""

    def __init__(
        self, window: QWidget, unfold: Unfold, text: QWidget | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent or window)
        self._window, self._unfold, self._text, self._theme = window, unfold, text, DARK
        self._names: tuple[str, ...] = ()
        self._place: PlaceOf | None = None
        self._away: set[str] = set()  # what the reader has sent away
        self._rings: dict[str, CoachRing] = {}
        self._place_ring = CoachRing(window, round_=True)
        self._place_ring.setObjectName("coach_place")
        self._label = make_label(self.tr("the lesson points here"), "coach", "coach_label")
        self._label.setParent(window)
        self._label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._label.hide()
        self._watched: list[QWidget] = []
        self._found: dict[str, QWidget] = {}
        self._to_reveal: set[str] = set()  # what has yet to be brought into sight, once
        self._follow = QTimer(self, interval=FOLLOW_MS)
        self._follow.timeout.connect(self.follow)
        self._said = QTimer(self, singleShot=True, interval=SAID_MS)
        self._said.timeout.connect(self._label.hide)
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.follow)
        self._said_of = QRect()  # the ring beside which it is said
        self._resized = QTimer(self, singleShot=True, interval=FOLLOW_MS)  # once all parts have their sizes
        self._resized.timeout.connect(self._reveal_again)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for ring in (self._place_ring, *self._rings.values()):
            ring.set_theme(theme)

    @property
    def is_shown(self) -> bool:
        """Whether anything is pointed at that the reader has not sent away."""
        return bool(set(self._names) - self._away) or (self._place is not None and MAP_PLACE not in self._away)

    def show_pointed(self, names: Sequence[str], place: PlaceOf | None = None, anew: bool = False) -> None:
        """The controls of these names, and a *place*; what was sent away stays away until it is pointed at *anew*."""
        names = tuple(dict.fromkeys(names))
        if anew:
            self._away = set()
        if anew or names != self._names:
            self._to_reveal |= set(names) if anew else set(names) - set(self._names)
        if anew or names != self._names:
            self._said.start()
        self._names, self._place = names, place
        self._found = {name: found for name, found in self._found.items() if name in names}
        for name in set(self._rings) - set(names):
            ring = self._rings.pop(name)
            ring.hide()
            ring.deleteLater()
        if self._names or place is not None:
            self._follow.start()
        else:
            self._follow.stop()
            self._unwatch()
        self.follow()

    def send_away(self) -> bool:
        """The reader has seen it; whether there was anything."""
        shown = self.is_shown
        self._away |= {*self._names, MAP_PLACE}
        self.follow()
        return shown

    # ------------------------------------------------------------------ following

    def follow(self) -> None:
        """Puts the rings where their controls are now."""
        targets: list[QWidget] = []
        rings: list[CoachRing] = []
        for name in self._names:
            if name in self._away:
                self._ring(name).hide()
                continue
            target = self._target(name)
            place = QRect() if target is None else seen_part(target, self._window)
            rings.append(self._ring(name))
            rings[-1].surround(place)
            if target is not None:
                targets.append(target)
        hidden = self._place is None or MAP_PLACE in self._away
        self._place_ring.surround(QRect() if hidden or self._place is None else self._place())
        self._say([ring.geometry() for ring in (*rings, self._place_ring) if ring.isVisible()])
        self._watch(targets)

    def _ring(self, name: str) -> CoachRing:
        ring = self._rings.get(name)
        if ring is None:
            ring = self._rings[name] = CoachRing(self._window)
            ring.setObjectName(f"coach_ring_{name}")
            ring.set_theme(self._theme)
        return ring

    def _target(self, name: str) -> QWidget | None:
        """The control, in sight if it can be, or what leads to it."""
        target = self._found.get(name)
        if target is None or not isValid(target) or not target.isVisible():
            target = find_control(self._window, name)
            if target is None:
                return None
            self._found[name] = target
        if name in self._to_reveal:
            self._to_reveal.discard(name)
            seen = target.isVisible()
            self._unfold(target)
            bring_into_sight(target)
            if not seen or seen_part(target, self._window).isEmpty():
                self._again(target)
        if target.isVisible():
            return target
        return stand_in(target)

    def _again(self, target: QWidget) -> None:
        """What has just been unfolded gets its place a moment later, and so does what is above it."""

        def reveal() -> None:
            if isValid(target):
                bring_into_sight(target)
                self.follow()

        for wait in (FOLLOW_MS, SETTLED_MS):
            QTimer.singleShot(wait, self, reveal)

    def _say(self, rings: Sequence[QRect]) -> None:
        """Beside one of the rings, where it covers nothing; where there is no such room, the rings say enough."""
        label = self._label
        if not self._said.isActive() or not rings:
            label.hide()
            return
        if label.isVisible() and self._said_of in rings and self._is_clear(label.geometry(), rings):
            return  # it stays where it was read
        label.ensurePolished()
        text = QRect() if self._text is None else seen_part(self._text, self._window)
        for ring in rings:
            place = room_beside(self._window, ring, label.sizeHint(), GAP, (*rings, text))
            if place is not None:
                self._said_of = ring
                label.setGeometry(place)
                label.show()
                label.raise_()
                return
        label.hide()

    def _is_clear(self, place: QRect, rings: Sequence[QRect]) -> bool:
        return not any(place.intersects(ring) for ring in rings) and is_free(self._window, place)

    def _reveal_again(self) -> None:
        """With another size of the window, what was in sight may no longer be; tabs stay as the reader has them."""
        for name in self._names:
            target = self._found.get(name)
            if name not in self._away and target is not None and isValid(target) and target.isVisible():
                bring_into_sight(target)
        self.follow()

    def _watch(self, targets: Sequence[QWidget]) -> None:
        """Of each target and all around it, moves are heard of at once."""
        wanted: list[QWidget] = []
        for target in targets:
            up: QWidget | None = target
            while up is not None:
                if up not in wanted:
                    wanted.append(up)
                up = None if up is self._window else up.parentWidget()
        if wanted != self._watched:
            self._unwatch()
            for each in wanted:
                each.installEventFilter(self)
            self._watched = wanted

    def _unwatch(self) -> None:
        for each in self._watched:
            if isValid(each):
                each.removeEventFilter(self)
        self._watched = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in MOVES:
            self._soon.start()
        if watched is self._window and event.type() == QEvent.Type.Resize:
            self._resized.start()
        return False


def around(centre: QPoint) -> QRect:
    """The place of a ring around a pixel."""
    return QRect(centre.x() - PLACE // 2, centre.y() - PLACE // 2, PLACE, PLACE)
