"""Small creatures in few colours, drawn by rules: made for models that paint one pixel after the other.

There are six body plans and six palettes, and within each plan thousands of creatures, as eyes, limbs, mouths and
markings are drawn by chance. All palettes together have sixteen colours, so that a model with a palette loses nothing.
"""

from __future__ import annotations

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext
from trainers.datasets._sprites.sprite_drawing import PALETTES, draw_sprites
from trainers.datasets._sprites.sprite_plans import PLANS
from trainers.datasets._sprites.sprite_rules import SpriteRules
from trainers.examples import Examples, Float32, Int64, UInt8
from trainers.knobs import knob

TEST_SHARE = 0.25  # held-out sprites, as a share of the count
BATCH = 2048  # sprites between two looks at "cancel"
SEEDS = 2**24  # whole numbers that float32 holds exactly


class Config(DatasetConfig):
    size: int = knob(16, ge=12, le=20, help="Width and height in pixels.")
    symmetric: bool = knob(True, help="Left and right are mirror images; else each side has limbs and eyes of its own.")
    count: int = knob(4000, ge=100, le=10_000, log=True, help="Sprites to train on; a quarter as many are held out.")
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed draws other sprites.")


@dataset("sprites")
class Sprites(Dataset):
    """Sprites by :func:`trainers.datasets._sprites.sprite_drawing.draw_sprites`, RGB, no two of them equal.

    Labels are the body plans. Factors: ``body_plan`` and ``palette``, which are numbers in PLANS and PALETTES, and
    ``seed``; together they give the picture again, bit for bit.
    """

    title = "Sprites"
    summary = "Small creatures in few colours: six body plans, six palettes, no two alike."
    source = "rendered"
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        held_out = round(TEST_SHARE * config.count)
        images, factors = _different(config, config.count + held_out, context)
        parts = [
            {name: values[part] for name, values in factors.items()}
            for part in (slice(held_out, None), slice(held_out))
        ]
        train_factors, test_factors = parts
        return Examples(
            title=Sprites.title,
            train=images[held_out:],
            test=images[:held_out],
            train_labels=train_factors["body_plan"],
            test_labels=test_factors["body_plan"],
            class_names=tuple(PLANS),
            factors=_floats(train_factors),
            test_factors=_floats(test_factors),
            rules=SpriteRules(config.size, config.symmetric),
        )


def _different(config: Config, count: int, context: LoadContext) -> tuple[UInt8, dict[str, Int64]]:
    """So many sprites (count, 3, size, size), and their factors (count,): of equal ones the first."""
    rng = np.random.default_rng(config.seed)
    images = np.empty((count, 3, config.size, config.size), np.uint8)
    factors = {name: np.empty(count, np.int64) for name in ("body_plan", "palette", "seed")}
    seen: set[bytes] = set()
    while len(seen) < count:
        if context.cancelled():
            raise Cancelled
        context.progress(len(seen) / count, f"Drawing {count:,} sprites")
        drawn = {
            "body_plan": rng.integers(len(PLANS), size=BATCH),
            "palette": rng.integers(len(PALETTES), size=BATCH),
            "seed": rng.integers(SEEDS, size=BATCH),
        }
        pictures = draw_sprites(drawn["body_plan"], drawn["palette"], drawn["seed"], config.size, config.symmetric)
        for index, picture in enumerate(pictures):
            if len(seen) < count and (content := picture.tobytes()) not in seen:
                images[len(seen)] = picture
                for name, values in factors.items():
                    values[len(seen)] = drawn[name][index]
                seen.add(content)
    return images, factors


def _floats(factors: dict[str, Int64]) -> dict[str, Float32]:
    return {name: values.astype(np.float32) for name, values in factors.items()}
