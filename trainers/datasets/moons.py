"""Rendered phases of the moon, with a part of the phases left out of training.

The question they ask: does a model that has seen only new and full moons invent the half-moon between them? It does
not; it fades one picture into the other. How much it has to see is the knob ``intermediate_share``.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext
from trainers.examples import Examples, Float32, UInt8
from trainers.files.moon import CLASS_NAMES, RADIUS, moon_class, render_moon
from trainers.knobs import knob

MAX_SHIFT = 2.0  # pixels, at jitter 1
MAX_GROWTH = 0.1  # of the radius
MAX_DIMMING = 0.3  # of the brightness
BATCH = 2048  # moons between two looks at "cancel"
TEST_SHARE = 0.25  # held-out moons, as a share of the count


class Config(DatasetConfig):
    intermediate_share: float = knob(
        1.0, ge=0, le=1, role="moon share",
        help="Share of the phases between new and full that training shows; at 0 it shows only new and full moons.",
    )  # fmt: skip
    cycle: Literal["month", "waxing"] = knob(
        "month", role="moon cycle",
        help="The whole month, which is a circle, or only the waxing half, which is a line.",
    )  # fmt: skip
    jitter: float = knob(0.2, ge=0, le=1, help="How much moons differ in place, size and brightness.")
    count: int = knob(4000, ge=100, le=50_000, log=True, help="Moons to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed renders other moons.")


@dataset("moons")
class Moons(Dataset):
    """Phases of the moon, 28x28, by :func:`trainers.files.moon.render_moon`.

    Training shows the phases within ``intermediate_share`` of the way from new or full to the half-moon, evenly spread;
    left out is an arc around each half-moon. At 0 half of the moons are new and half are full. The held-out moons show
    every phase, whatever training shows. Factors: ``phase`` (0 to 1), ``x``, ``y`` and ``radius`` (pixels), and
    ``brightness`` (0 to 1).
    """

    title = "Moon phases"
    summary = "Rendered phases of the moon, 28x28 pixels: what happens between new and full?"
    source = "rendered"
    class_words = CLASS_NAMES
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        rng = np.random.default_rng(config.seed)
        shown = _phases(config.count, config.intermediate_share, config.cycle, rng)
        every = _phases(round(TEST_SHARE * config.count), 1.0, config.cycle, rng)
        train, factors = _render(shown, config.jitter, rng, context)
        test, test_factors = _render(every, config.jitter, rng, context)
        note = (
            f"Training shows {config.intermediate_share:.0%} of the phases between new and full; "
            "the held-out moons show all of them."
        )
        return Examples(
            title=Moons.title,
            train=train,
            test=test,
            train_labels=moon_class(shown),
            test_labels=moon_class(every),
            class_names=CLASS_NAMES,
            factors=factors,
            test_factors=test_factors,
            notes=(note,) if config.intermediate_share < 1 else (),
        )


def _phases(count: int, share: float, cycle: str, rng: np.random.Generator) -> NDArray[np.float64]:
    """Phases (count,) in random order, evenly spread over those within share/4 of new (0, 1) or full (0.5)."""
    spread = (np.arange(count) + rng.random(count)) / count * 4  # four arcs: from new, to full, from full, to new
    if cycle == "waxing":
        spread /= 2
    arc, along = np.floor(spread), spread % 1.0
    from_end = np.where(arc % 2 == 0, along, along - 1) * share / 4
    end = np.array([0.0, 0.5, 0.5, 1.0])[arc.astype(int)]
    return rng.permutation(end + from_end)


def _render(
    phases: NDArray[np.float64], jitter: float, rng: np.random.Generator, context: LoadContext
) -> tuple[UInt8, dict[str, Float32]]:
    count = len(phases)
    factors = {
        "phase": phases,
        "x": jitter * MAX_SHIFT * rng.uniform(-1, 1, count),
        "y": jitter * MAX_SHIFT * rng.uniform(-1, 1, count),
        "radius": RADIUS * (1 + jitter * MAX_GROWTH * rng.uniform(-1, 1, count)),
        "brightness": 1 - jitter * MAX_DIMMING * rng.random(count),
    }
    # Rounded first, so that rendering the factors again gives the images bit for bit.
    rounded = {name: values.astype(np.float32) for name, values in factors.items()}
    parts = []
    for start in range(0, count, BATCH):
        if context.cancelled():
            raise Cancelled
        context.progress(start / count, f"Rendering {count:,} moons")
        parts.append(render_moon(**{name: values[start : start + BATCH] for name, values in rounded.items()}))
    return np.concatenate(parts), rounded
