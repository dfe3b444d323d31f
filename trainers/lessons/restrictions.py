"""What of the window a class sees and may change. Lessons and classroom files say it in the same words."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

# What can be hidden as a whole; the window knows which of its parts each is.
WindowPart = Literal["data", "presets", "layers", "knobs", "curves", "timeline", "top bar menu"]
PARTS: tuple[str, ...] = get_args(WindowPart)
_KEY = re.compile(r"[A-Za-z0-9_-]{1,80}")
_SETTING = re.compile(r"(?:[A-Za-z0-9_-]+|\*)(?:\.(?:[A-Za-z0-9_-]+|\*)){0,5}")


def _key(text: str) -> str:
    if not _KEY.fullmatch(text):
        raise ValueError(f"expected a name of letters, digits and hyphens, found {text[:60]!r}")
    return text


def _setting(text: str) -> str:
    if len(text) > 80 or not _SETTING.fullmatch(text):
        raise ValueError(f"expected a setting such as models.*.layers, found {text[:60]!r}")
    return text


OfferedKeys = Annotated[tuple[Annotated[str, AfterValidator(_key)], ...], Field(max_length=200)]
SettingPatterns = Annotated[tuple[Annotated[str, AfterValidator(_setting)], ...], Field(max_length=200)]


class Restrictions(BaseModel):
    """``workspaces``, ``presets`` and ``datasets`` are the keys of those that are offered: None for all, empty for
    none. ``hide`` are PARTS that are not there. ``lock`` are settings that cannot be changed: dotted paths, in which *
    stands for any one part (``models.*.layers``, ``seed``, ``dataset.*``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workspaces: OfferedKeys | None = None
    presets: OfferedKeys | None = None
    datasets: OfferedKeys | None = None
    hide: Annotated[tuple[WindowPart, ...], Field(max_length=len(PARTS))] = ()
    lock: SettingPatterns = ()

    def locks(self, path: str) -> bool:
        """Whether the setting at that dotted path cannot be changed."""
        parts = path.split(".")
        return any(
            len(pattern) == len(parts) and all(p in ("*", q) for p, q in zip(pattern, parts, strict=True))
            for pattern in (each.split(".") for each in self.lock)
        )

    def hides(self, part: WindowPart) -> bool:
        """Whether one of PARTS is not there."""
        return part in self.hide

    def offers_workspace(self, key: str) -> bool:
        return self.workspaces is None or key in self.workspaces

    def offers_preset(self, name: str) -> bool:
        return self.presets is None or name in self.presets

    def offers_dataset(self, name: str) -> bool:
        return self.datasets is None or name in self.datasets

    @property
    def is_free(self) -> bool:
        """Whether there are none."""
        return self == FREE

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


@lru_cache(maxsize=16)
def together(*all_of: Restrictions) -> Restrictions:
    """All at once; the same value for the same ones, so that views see whether anything has changed."""
    found = FREE
    for each in all_of:
        found = found.with_(each)
    return found
