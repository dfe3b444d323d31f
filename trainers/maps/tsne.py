"""t-SNE (van der Maaten and Hinton, 2008) by openTSNE's gradient (Barnes and Hut's, van der Maaten, 2014).

It is descended as openTSNE does it, with its rates (Belkina et al., 2019), but a few turns at a time: one can rest or
leave after each. The map begins with the plane of most variance (Kobak and Berens, 2019), or anywhere.
"""

from __future__ import annotations

from collections.abc import Generator
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Float32, frozen
from trainers.knobs import knob
from trainers.maps.barnes_hut import Attractions, attractions, gradient
from trainers.maps.method import Held, MapMethod, MapSettings, MapStage, working
from trainers.maps.nearest import nearest
from trainers.maps.pca import places_in, principal_plane
from trainers.sentence import sentence

Float64 = NDArray[np.float64]

EARLY = 250  # turns in which neighbours attract each other more than they should
MOMENTUM = 0.8
THETA = 0.5  # how far off a group of dots counts as one
FIRST = 1e-4  # standard deviation of the dots at first, on the wider axis
JITTER = 0.01  # of that: what the seed adds, so that no two dots begin in one place
LONGEST = 5.0  # step
LEAST_GAIN = 0.01
DOTS = 20_000  # that are moved between two frames
MOST_TURNS = 10  # between two frames


class TsneSettings(MapSettings):
    perplexity: float = knob(
        30.0, ge=2, le=200, log=True, help="About how many neighbours each example has: more show larger groups as one."
    )
    early_exaggeration: float = knob(
        12.0, ge=1, le=50, log=True, help="How much more neighbours attract each other at first, which gathers groups."
    )
    turns: int = knob(
        500, ge=50, le=5000, log=True, label="Rounds", help=f"Steps after the first {EARLY}, which gather the groups."
    )
    start: Literal["pca", "random"] = knob(
        "pca", help="Where the dots are at first: as PCA places them, which keeps the large shape, or anywhere."
    )


class Descent:
    """Gradient descent with momentum and a gain for each coordinate (Jacobs, 1988), as in openTSNE."""

    def __init__(self, places: Float64) -> None:
        self.places = places
        self._update, self._gains = np.zeros_like(places), np.ones_like(places)

    def step(self, attraction: Attractions, rate: float) -> None:
        """Moves the places (N, 2) once."""
        uphill = gradient(self.places, attraction, THETA)
        flipped = np.sign(self._update) != np.sign(uphill)
        self._gains = np.where(flipped, self._gains + 0.2, self._gains * 0.8 + LEAST_GAIN)
        self._update = MOMENTUM * self._update - rate * self._gains * uphill
        lengths = np.linalg.norm(self._update, axis=1, keepdims=True)
        self._update *= np.minimum(1, LONGEST / np.maximum(lengths, LONGEST))
        self.places += self._update
        self.places -= self.places.mean(0)


def _make(
    x: Float32, shape: tuple[int, ...], settings: MapSettings, seed: int, held: Held
) -> Generator[MapStage, None, None]:
    assert isinstance(settings, TsneSettings)
    descent = Descent(_first(x, settings.start, seed))
    turns = EARLY + settings.turns
    words = sentence("Looking for neighbours.")
    yield MapStage(_shown(descent), 0.0, words)
    perplexity, note = _possible(settings.perplexity, len(x))
    found = yield from working(nearest(x, min(len(x) - 1, int(3 * perplexity))), 0.0, words)
    attraction = yield from working(attractions(found, perplexity), 0.0, words)
    frame = max(min(MOST_TURNS, DOTS // len(x)), 1)
    early = attraction.times(settings.early_exaggeration)
    for turn in range(turns):
        if turn % frame == 0 or held():
            words = sentence("Gathering groups.") if turn < EARLY else sentence("Spreading groups.")
            yield MapStage(_shown(descent), turn / turns, words)
        if turn < EARLY:
            descent.step(early, len(x) / settings.early_exaggeration)
        else:
            descent.step(attraction, len(x))
    yield MapStage(_shown(descent), 1.0, note)


def _possible(perplexity: float, count: int) -> tuple[float, str]:
    """The perplexity, or as much as so many examples allow; and a sentence where that is less."""
    most = (count - 1) / 3
    if perplexity <= most:
        return perplexity, ""
    return most, sentence(f"The perplexity is {most:.3g}: more needs more than {count} examples.")


def _first(x: Float32, start: str, seed: int) -> Float64:
    """The places (N, 2) at first."""
    chances = np.random.default_rng(seed)
    noise = chances.standard_normal((len(x), 2)) * FIRST
    if start == "random":
        return noise
    places = places_in(principal_plane(x), x).astype(np.float64)
    width = float(places[:, 0].std())
    return places * (FIRST / width) + JITTER * noise if width > 0 else noise


def _shown(descent: Descent) -> Float32:
    return frozen(descent.places.astype(np.float32))


METHOD = MapMethod(
    name="tsne",
    title="t-SNE",
    summary="Near stays near, so groups show clearly; but sizes of groups and distances between them mean nothing.",
    Settings=TsneSettings,
    make=_make,
    live=True,
    decodes=False,
    most=10_000,
    least=4,
)
