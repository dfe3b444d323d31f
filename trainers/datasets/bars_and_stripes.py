"""Bars and stripes: a world of pictures so small that all of them are known.

A picture has some columns lit from top to bottom (bars), or some rows from side to side (stripes). Of n x n pixels
there are 2 * 2^n - 2 such pictures, for nothing and everything are both: 14 of 3 x 3 (MacKay, "Information Theory,
Inference, and Learning Algorithms", 2003, section 43). Each is as likely, so their entropy is the logarithm of that
number, and no model can be surprised less on the average.
"""

from __future__ import annotations

import math

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext
from trainers.examples import Examples
from trainers.knobs import knob

CLASS_NAMES = ("both", "bars", "stripes")
BOTH, BARS, STRIPES = range(3)


class Config(DatasetConfig):
    size: int = knob(3, ge=3, le=8, help="Width and height in pixels.")


@dataset("bars-and-stripes")
class BarsAndStripes(Dataset):
    """Every picture once: nothing, the stripes, the bars, everything. The held-out pictures are the same, for there are
    no others: what is measured with them is how well the whole world is known, not what is made of unseen pictures."""

    title = "Bars and stripes"
    summary = "All pictures of lit columns or lit rows: 14 of 3x3 pixels, each as likely."
    source = "rendered"
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if context.cancelled():
            raise Cancelled
        n = config.size
        some = np.arange(1, 2**n - 1)[:, None] >> np.arange(n) & 1  # (K, n): each choice but none and all
        stripes = np.repeat(some[:, :, None], n, axis=2)
        ends = np.stack([np.zeros((n, n), int), np.ones((n, n), int)])
        lit = np.concatenate([ends[:1], stripes, stripes.transpose(0, 2, 1), ends[1:]])
        labels = np.repeat([BOTH, STRIPES, BARS, BOTH], [1, len(some), len(some), 1])
        pictures = (255 * lit[:, None]).astype(np.uint8)
        return Examples(
            title=BarsAndStripes.title,
            train=pictures,
            test=pictures.copy(),
            train_labels=labels,
            test_labels=labels.copy(),
            class_names=CLASS_NAMES,
            notes=(f"There are {len(pictures)} such pictures in all: the held-out ones are the same.",),
            entropy=math.log(len(pictures)),
        )
