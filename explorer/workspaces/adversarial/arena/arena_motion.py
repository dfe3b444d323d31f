"""What the arena shows at this moment, on its way from the last answer to the newest. Pure numpy.

Colours are tweened as *tints*, -1 (as fake as it gets) to 1 (as real), so that a learned surface whose scores have no
bounds fades as evenly as one of probabilities.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.plane.tween import Tween
from trainers.examples import Float32
from trainers.messages import ArenaShown

BULK = (5.0, 95.0)  # percentiles of a bare score that reach the ends of its scale
LEAST_HALF = 1e-6  # of a scale: a score that is the same everywhere stays neutral
STEEP = 2.0  # half scales per width of the plane: a slope whose arrow has half of its full length
LOGIT_HALF = 2.0  # near the middle a probability goes half its scale while the logit goes by two


@dataclass(frozen=True)
class Scale:
    """Which values are neutral, and how far from there a value has its full tint."""

    middle: float = 0.5
    half: float = 0.5

    @property
    def low(self) -> float:
        return self.middle - self.half

    @property
    def high(self) -> float:
        return self.middle + self.half


BELIEF = Scale()


def scale_of(surface: NDArray[np.floating], is_belief: bool) -> Scale:
    """The scale of a surface (rows, columns): 0.5 is neutral for probabilities, 0 for bare scores, whose ends are those
    of the bulk. Where the bulk lies wholly to one side of 0, as a critic's may (adding a constant changes nothing for
    it), its nearer end is neutral. Cells that are not finite do not count."""
    if is_belief:
        return BELIEF
    finite = surface[np.isfinite(surface)]
    if not len(finite):
        return Scale(0.0, 1.0)
    low, high = (float(end) for end in np.percentile(finite.astype(np.float64), BULK))
    middle = min(max(0.0, low), high)
    return Scale(middle, max(high - middle, middle - low, LEAST_HALF))


def tints(surface: NDArray[np.floating], scale: Scale) -> Float32:
    """-1 to 1 for values of any shape; neutral where there is no value."""
    with np.errstate(over="ignore", invalid="ignore"):
        shares = (np.asarray(surface, np.float64) - scale.middle) / scale.half
    return np.nan_to_num(np.clip(shares, -1, 1), nan=0.0).astype(np.float32)


def half_slope(scale: Scale, is_belief: bool) -> float:
    """The slope of the score, per width of the plane, at which an arrow has half of its full length."""
    return STEEP * (LOGIT_HALF if is_belief else scale.half)


def checked(shown: ArenaShown) -> ArenaShown:
    """*shown* as it is. Raises ValueError, naming the array, when shapes do not belong together."""
    shapes = {name: np.shape(getattr(shown, name)) for name in ("fakes", "gradients", "surface")}
    n = len(shown.fakes)
    if shapes["fakes"] != (n, 2):
        raise ValueError(f"arena: expected fakes (N, 2), found {shapes['fakes']}")
    if len(shown.codes) != n:
        raise ValueError(f"arena: expected {n} codes, one for each fake, found {len(shown.codes)}")
    if shapes["gradients"] != (len(shown.gradients), 2) or len(shown.gradients) > n:
        raise ValueError(f"arena: expected gradients (M, 2) of at most {n} fakes, found {shapes['gradients']}")
    if shown.surface.ndim != 2 or not shown.surface.size:
        raise ValueError(f"arena: expected a surface (rows, columns), found {shapes['surface']}")
    if shown.optimum is not None and shown.optimum.shape != shown.surface.shape:
        raise ValueError(f"arena: expected an optimum {shapes['surface']}, found {shown.optimum.shape}")
    if shown.warp is not None and (shown.warp.ndim != 3 or shown.warp.shape[2] != 2 or min(shown.warp.shape) < 2):
        raise ValueError(f"arena: expected a warped grid (k, k, 2), found {shown.warp.shape}")
    return shown


class ArenaMotion(Tween[Float32]):
    """Arrays by name, each at rest or on its way: ``fakes`` (N, 2), ``gradients`` (M, 2), ``surface`` and ``optimum``
    (tints, rows x columns), ``warp`` (k, k, 2). What an arena does not have is None."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: ArenaShown | None = None
        self.scale = BELIEF

    def replace(self, shown: ArenaShown, animate: bool) -> bool:
        """Takes a new answer; True when something now moves. Fakes and arrows move when they come from the same codes
        as before, surfaces fade when they show the same part of the plane. Raises ValueError for shapes that do not
        belong together."""
        shown = checked(shown)
        before, now = self.shown, {name: self.now(name) for name in self.names}
        scale = scale_of(shown.surface, shown.is_belief)
        target = {
            "fakes": np.asarray(shown.fakes, np.float32),
            "gradients": np.asarray(shown.gradients, np.float32),
            "surface": tints(shown.surface, scale),
        }
        if shown.optimum is not None:
            target["optimum"] = tints(shown.optimum, BELIEF)
        if shown.warp is not None:
            target["warp"] = np.asarray(shown.warp, np.float32)
        start = {}
        if animate and before is not None:
            for name in _comparable(before, shown):
                old, new = now.get(name), target.get(name)
                if old is not None and new is not None and old.shape == new.shape and not np.array_equal(old, new):
                    start[name] = old
        self.shown, self.scale = shown, scale
        return self.begin(target, start)

    def clear(self) -> None:
        """Shows nothing any more."""
        self.shown, self.scale = None, BELIEF
        self.forget()


def _comparable(before: ArenaShown, after: ArenaShown) -> set[str]:
    """What of two answers shows the same things at two times."""
    names = set()
    if np.array_equal(before.codes, after.codes):
        names |= {"fakes", "gradients"}
    if before.warp is not None and after.warp is not None:
        names.add("warp")  # always the same grid of the noise
    if before.extent == after.extent and before.is_belief == after.is_belief:
        names |= {"surface", "optimum"}
    return names
