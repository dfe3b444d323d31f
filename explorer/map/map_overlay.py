"""What a workspace adds to every map."""

from __future__ import annotations

from typing import Protocol

from explorer.state.state import AppState
from explorer.style.theme import Theme


class MapOverlay(Protocol):
    """Of one model's map, for as long as that is there."""

    def show_state(self, new: AppState, old: AppState | None) -> None:
        """Draws what differs from *old*; everything when there is none."""

    def forget(self) -> None:
        """Takes away what was said of other models."""

    def read_out(self, state: AppState, theme: Theme) -> str:
        """What it says of the code under the cursor; may be empty."""
