"""What of the window a class sees and may change. Lessons and classroom files say it in the same words."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Name = Annotated[str, Field(min_length=1, max_length=80)]
Names = Annotated[tuple[Name, ...], Field(max_length=200)]

# What can be hidden as a whole; the window knows which of its parts each is.
PARTS = ("data", "presets", "layers", "knobs", "curves", "timeline", "top bar menu")


class Restrictions(BaseModel):
    """``workspaces``, ``presets`` and ``datasets`` are the keys of those that are offered: None for all, empty for
    none. ``hide`` are PARTS that are not there. ``lock`` are settings that cannot be changed: dotted paths, in which *
    stands for any one part (``models.*.layers``, ``seed``, ``dataset.*``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workspaces: Names | None = None
    presets: Names | None = None
    datasets: Names | None = None
    hide: Names = ()
    lock: Names = ()

    def locks(self, path: str) -> bool:
        """Whether the setting at that dotted path cannot be changed."""
        parts = path.split(".")
        return any(
            len(pattern) == len(parts) and all(p in ("*", q) for p, q in zip(pattern, parts, strict=True))
            for pattern in (each.split(".") for each in self.lock)
        )

    def hides(self, part: str) -> bool:
        """Whether one of PARTS is not there."""
        return part in self.hide

    def with_(self, other: Restrictions) -> Restrictions:
        """Both at once: offered is what both offer, hidden and locked what either does."""

        def common(a: tuple[str, ...] | None, b: tuple[str, ...] | None) -> tuple[str, ...] | None:
            if a is None or b is None:
                return b if a is None else a
            return tuple(each for each in a if each in b)

        return Restrictions(
            workspaces=common(self.workspaces, other.workspaces),
            presets=common(self.presets, other.presets),
            datasets=common(self.datasets, other.datasets),
            hide=tuple(dict.fromkeys((*self.hide, *other.hide))),
            lock=tuple(dict.fromkeys((*self.lock, *other.lock))),
        )


FREE = Restrictions()
