"""Who of those who watch a run has the controls: only what that one says changes anything."""

from __future__ import annotations

import time
from collections.abc import Collection

GRACE_SECONDS = 10.0  # for which the controls are kept for a window whose link broke


class HeldControls:
    """Used with a lock held. ``only_watched`` is one sentence on why nobody has them; the empty text where somebody
    may."""

    def __init__(self, only_watched: str = "") -> None:
        self.only_watched = only_watched
        self._holder, self._left = "", 0.0  # the name of who has them, and when its link ended

    def are_of(self, name: str) -> bool:
        """Whether *name* is the one whose they are, or would be, were the run not only watched."""
        return name == self._holder

    def are_used_by(self, name: str) -> bool:
        return self.are_of(name) and not self.only_watched

    def take(self, name: str) -> None:
        self._holder = name

    def take_if_free(self, name: str, watching: Collection[str]) -> None:
        """Who comes has them where nobody *watching* does, and nobody is about to come back for them."""
        held = self._holder in watching
        if not self._holder or (not held and time.monotonic() - self._left > GRACE_SECONDS):
            self._holder = name

    def leave(self, name: str) -> None:
        """A link has ended."""
        if name == self._holder:
            self._left = time.monotonic()
