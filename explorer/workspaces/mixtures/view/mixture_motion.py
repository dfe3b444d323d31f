"""What is seen of a mixture at this moment, on its way from the last answer to the newest; and what a hand holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.plane.tween import Tween
from trainers.messages.mixture import Components, Float64, MixtureShown

TWEENED = ("weights", "means", "covariances", "shares")


@dataclass(frozen=True)
class HeldComponent:
    """A component that a hand has moved, and how: ``mean`` (2,), ``covariance`` (2, 2)."""

    index: int
    mean: Float64
    covariance: Float64


def checked(shown: MixtureShown) -> MixtureShown:
    """*shown* as it is. Raises ValueError, naming the array, when shapes do not belong together."""
    count = len(shown.now.weights)
    wanted = {"weights": (count,), "means": (count, 2), "covariances": (count, 2, 2)}
    for which, components in (("now", shown.now), ("before", shown.before)):
        for name, shape in wanted.items():
            found = getattr(components, name).shape
            if found != shape:
                raise ValueError(f"mixture: expected {name} {shape} {which}, found {found}")
    if shown.places.shape != (len(shown.places), 2):
        raise ValueError(f"mixture: expected places (N, 2), found {shown.places.shape}")
    if shown.shares.shape != (len(shown.places), count):
        raise ValueError(f"mixture: expected shares {(len(shown.places), count)}, found {shown.shares.shape}")
    if shown.density.ndim != 2 or not shown.density.size:
        raise ValueError(f"mixture: expected a density (rows, columns), found {shown.density.shape}")
    return shown


class MixtureMotion(Tween[Float64]):
    """``components`` and ``shares`` (N, K) as they are seen; ``shown`` is the newest answer."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: MixtureShown | None = None
        self.held: HeldComponent | None = None

    def replace(self, shown: MixtureShown, animate: bool) -> bool:
        """Takes a new answer; True when something now moves. Components move, and shares change, where there are as
        many of the same examples in the same plane. Raises ValueError for shapes that do not belong together."""
        shown = checked(shown)
        before, seen = self.shown, self._seen()
        target = {
            "weights": shown.now.weights, "means": shown.now.means, "covariances": shown.now.covariances,
            "shares": np.asarray(shown.shares, np.float64),
        }  # fmt: skip
        start = {}
        if animate and before is not None and before.axes == shown.axes:
            for name in TWEENED:
                old, new = seen[name], target[name]
                moves = old.shape == new.shape and np.isfinite(old).all() and np.isfinite(new).all()
                if moves and not np.array_equal(old, new):
                    start[name] = old
        if before is not None and len(before.now.weights) != len(shown.now.weights):
            self.held = None
        self.shown = shown
        return self.begin(target, start)

    def clear(self) -> None:
        """Shows nothing any more."""
        self.shown = self.held = None
        self.forget()

    @property
    def is_line(self) -> bool:
        """Whether the mixture lives on a line: all second numbers are 0."""
        return self.shown is not None and self.shown.width == 1

    @property
    def components(self) -> Components | None:
        """As they are at this moment, a held one where the hand has it; None while nothing is shown."""
        if self.shown is None:
            return None
        weights, means, covariances = (self._known(name) for name in ("weights", "means", "covariances"))
        if self.held is not None and self.held.index < len(weights):
            means, covariances = means.copy(), covariances.copy()
            means[self.held.index], covariances[self.held.index] = self.held.mean, self.held.covariance
        return Components(weights, means, covariances)

    @property
    def shares(self) -> Float64:
        """As they are at this moment, (N, K), while something is shown."""
        return self._known("shares")

    def _known(self, name: str) -> Float64:
        found = self.now(name)
        assert found is not None, "nothing is shown"
        return found

    def _seen(self) -> dict[str, Float64]:
        """Everything as it is at this moment, by name; nothing while nothing is shown."""
        components = self.components
        if components is None:
            return {}
        return {
            "weights": components.weights, "means": components.means, "covariances": components.covariances,
            "shares": self.shares,
        }  # fmt: skip

    @property
    def ghosts(self) -> Components | None:
        """The components of which the shares were asked, where they have moved since."""
        shown = self.shown
        return None if shown is None or shown.is_asked else shown.before
