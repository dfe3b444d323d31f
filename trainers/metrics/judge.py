"""The judge: a small classifier whose inner features tell how alike two pictures are, and its training.

Distances between features of a classifier follow what a picture shows, where distances between pixels follow where the
ink lies; Kynkaanniemi et al. (2019) take those of a large network. Ours has two convolutions and 128 features, so that
a whole map of decodes is judged in a fraction of a second on one core.

Features are brought to length 1. A cross-fade of two digits excites every feature less, and so lies among the fainter
real ones as long as lengths count. Realism tells MNIST's held-out digits from such cross-fades with an AUROC of 0.63 by
the features themselves, 0.83 by their roots, 0.87 by their directions; on digits and moons the order is the same.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from trainers.examples import DataError, Examples, Kept
from trainers.files.mapped import take_rows
from trainers.kinds import unit
from trainers.metrics.features import FeatureSpace
from trainers.networks.nets import ImageShape, make_adam

CHANNELS = (16, 24)
N_FEATURES = 128
STEPS = 1500
BATCH = 128
LEARNING_RATE = 3e-3
WARM_UP = 50  # steps until the learning rate is reached
LONGEST_SIDE = 32  # images of longer sides are averaged down to it
SMALL_SIDE = 12  # images with a shorter side keep their size in the first convolution, and see it by smaller windows
CHUNK = 256  # images judged at once: their feature maps stay in the cache
HASHED_ROWS = 10_000  # training images that the fingerprint looks at, evenly spaced, at most
N_MEASURED = 1000  # training images whose brightness is taken for that of all


@dataclass(frozen=True)
class JudgeCard:
    """Where a judge comes from. ``accuracy`` is that on the held-out images, NaN where those have no labels;
    ``class_names`` is as long as there are classes, with numbers where the dataset has no names; ``fingerprint`` is
    that of the data."""

    image_shape: ImageShape
    class_names: tuple[str, ...]
    accuracy: float
    seed: int
    steps: int
    fingerprint: str


class _Sizes(NamedTuple):
    """How images are brought to feature maps of (height, width): averaged over ``pool`` pixels, then two convolutions,
    the first with ``kernel`` and ``stride``."""

    pool: int
    kernel: int
    stride: int
    height: int
    width: int


class Judge(FeatureSpace):
    """A trained classifier: images (N, C, H, W) in [0, 1] to 128 features of length 1, and to classes."""

    kind = "judge"

    def __init__(self, card: JudgeCard, weights: Mapping[str, Tensor]) -> None:
        """Raises ValueError where *weights* are not those of :func:`weight_shapes`."""
        expected = weight_shapes(card.image_shape, len(card.class_names))
        found = {name: tuple(tensor.shape) for name, tensor in weights.items()}
        if found != expected:
            raise ValueError(f"expected weights of shapes {expected}, found {found}")
        self.card = card
        self.weights = {name: tensor.detach() for name, tensor in weights.items()}
        self.accuracy = card.accuracy

    def features(self, x: Tensor) -> Tensor:
        return F.normalize(self._hidden(x))

    def probabilities(self, x: Tensor) -> Tensor:
        return _logits(self.weights, self._hidden(x)).softmax(1)

    def both(self, x: Tensor) -> tuple[Tensor, Tensor]:
        hidden = self._hidden(x)
        return F.normalize(hidden), _logits(self.weights, hidden).softmax(1)

    def _hidden(self, x: Tensor) -> Tensor:
        return torch.cat([_hidden(self.weights, part) for part in x.split(CHUNK)])


def train_judge(
    examples: Examples, device: torch.device, seed: int = 0, steps: int = STEPS
) -> Generator[float, None, Judge]:
    """Trains a judge; yields the share done after each short piece of work and returns the judge.

    Leaves torch's global generators alone, and may be driven from within ``torch.inference_mode``. The same seed,
    build and number of threads give the same bits on a CPU. Raises DataError for images without labels and for images
    of a single class.
    """
    if examples.train_labels is None:
        raise DataError(f"{examples.title}: expected labels to train a judge with, found none")
    if (found := count_classes(examples)) < 2:
        raise DataError(f"{examples.title}: expected images of at least 2 classes to train a judge, found {found}")
    if steps < 1:
        raise DataError(f"judge: expected at least 1 step of training, found {steps}")
    return _train(examples, device, seed, steps)


def held_out_accuracy(judge: Judge, examples: Examples) -> Generator[None, None, float]:
    """The share of held-out images whose class the judge tells, in short pieces; NaN where they have no labels."""
    if examples.test_labels is None:
        return math.nan
    right = 0
    for start in range(0, len(examples.test), CHUNK):
        part = slice(start, start + CHUNK)
        x = _inputs(examples.test[part], next(iter(judge.weights.values())).device)
        with torch.no_grad():
            told = judge.probabilities(x).argmax(1).cpu().numpy()
        right += int((told == examples.test_labels[part]).sum())
        yield
    return right / len(examples.test)


def count_classes(examples: Examples) -> int:
    """How many classes the training images are of; 0 where they have no labels."""
    return 0 if examples.train_labels is None else len(np.unique(examples.train_labels))


def class_names(examples: Examples) -> tuple[str, ...]:
    """A name for every label up to the greatest: the dataset's, or the label itself."""
    assert examples.train_labels is not None
    count = max(len(examples.class_names), int(examples.train_labels.max()) + 1)
    return (*examples.class_names, *map(str, range(len(examples.class_names), count)))


def fingerprint(examples: Examples) -> str:
    """The SHA-256 of what a judge is trained on: shapes, every label, and at most HASHED_ROWS images, evenly spaced."""
    stride = math.ceil(len(examples.train) / HASHED_ROWS)
    digest = hashlib.sha256(repr((examples.train.shape, examples.train.dtype.str)).encode())
    digest.update(np.ascontiguousarray(examples.train[::stride]).data)
    if examples.train_labels is not None:
        digest.update(examples.train_labels.astype("<i8").data)
    return digest.hexdigest()


def weight_shapes(image_shape: ImageShape, classes: int) -> dict[str, tuple[int, ...]]:
    """The names and shapes of a judge's weights."""
    first, second = CHANNELS
    sizes = _sizes(image_shape)
    return {
        "brightness": (2,),  # mean and deviation of the training pixels
        "conv1.weight": (first, image_shape[0], sizes.kernel, sizes.kernel),
        "conv1.bias": (first,),
        "conv2.weight": (second, first, 3, 3),
        "conv2.bias": (second,),
        "features.weight": (N_FEATURES, second * sizes.height * sizes.width),
        "features.bias": (N_FEATURES,),
        "classes.weight": (classes, N_FEATURES),
        "classes.bias": (classes,),
    }


def _sizes(image_shape: ImageShape) -> _Sizes:
    _, height, width = image_shape
    pool = min(math.ceil(max(height, width) / LONGEST_SIDE), height, width)
    height, width = height // pool, width // pool
    small = min(height, width) < SMALL_SIDE
    stride, kernel = (1, 3) if small else (2, 5)
    halvings = 2 * stride
    return _Sizes(pool, kernel, stride, math.ceil(height / halvings), math.ceil(width / halvings))


def _hidden(weights: Mapping[str, Tensor], x: Tensor) -> Tensor:
    sizes = _sizes((x.shape[1], x.shape[2], x.shape[3]))
    if sizes.pool > 1:
        x = F.avg_pool2d(x, sizes.pool)
    mean, deviation = weights["brightness"]
    x = (x - mean) / deviation
    x = F.conv2d(x, weights["conv1.weight"], weights["conv1.bias"], sizes.stride, sizes.kernel // 2).relu_()
    x = F.conv2d(x, weights["conv2.weight"], weights["conv2.bias"], 2, 1).relu_()
    return F.linear(x.flatten(1), weights["features.weight"], weights["features.bias"]).relu_()


def _logits(weights: Mapping[str, Tensor], features: Tensor) -> Tensor:
    return F.linear(features, weights["classes.weight"], weights["classes.bias"])


def _inputs(images: Kept, device: torch.device) -> Tensor:
    """Images as float32 in [0, 1] on the device."""
    return unit(torch.tensor(images, device=device))


# --------------------------------------------------------------------------- training


def _train(examples: Examples, device: torch.device, seed: int, steps: int) -> Generator[float, None, Judge]:
    assert examples.train_labels is not None
    generator = torch.Generator().manual_seed(seed)
    names = class_names(examples)
    total = steps + (0 if examples.test_labels is None else math.ceil(len(examples.test) / CHUNK))
    with _learning():
        weights = _initial(examples, len(names), generator, device)
        learned = {name: nn.Parameter(weight) for name, weight in weights.items() if name != "brightness"}
        weights |= learned
        adam = make_adam(learned.values(), LEARNING_RATE, device)
    batches = _batches(len(examples.train), generator)
    for step in range(steps):
        with _learning():
            chosen = next(batches)
            x = _shifted(_inputs(take_rows(examples.train, chosen), device), generator)
            y = torch.from_numpy(examples.train_labels[chosen]).to(device)
            share = min(1.0, (step + 1) / WARM_UP) * (1 + math.cos(math.pi * step / steps)) / 2
            adam.param_groups[0]["lr"] = LEARNING_RATE * share
            adam.zero_grad()
            F.cross_entropy(_logits(weights, _hidden(weights, x)), y).backward()
            adam.step()
        yield (step + 1) / total
    card = JudgeCard(examples.image_shape, names, math.nan, seed, steps, fingerprint(examples))
    pieces, done = held_out_accuracy(Judge(card, weights), examples), steps
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return Judge(JudgeCard(card.image_shape, names, end.value, seed, steps, card.fingerprint), weights)
        done += 1
        yield done / total


@contextmanager
def _learning() -> Iterator[None]:
    """Gradients, also on a thread that otherwise only looks. Left before each yield: the mode is the thread's."""
    with torch.inference_mode(False), torch.enable_grad():
        yield


def _initial(examples: Examples, classes: int, generator: torch.Generator, device: torch.device) -> dict[str, Tensor]:
    """Weights as He et al. (2015) draw them for rectifiers, biases of zero."""
    weights = {}
    for name, shape in weight_shapes(examples.image_shape, classes).items():
        spread = math.sqrt(2 / math.prod(shape[1:])) if name.endswith("weight") else 0.0
        weights[name] = torch.randn(shape, generator=generator).mul_(spread).to(device)
    some = _inputs(examples.train[:: math.ceil(len(examples.train) / N_MEASURED)], device)
    weights["brightness"] = torch.stack([some.mean(), some.std(correction=0).clamp_min(1 / 255)])
    return weights


def _batches(count: int, generator: torch.Generator) -> Iterator[np.ndarray]:
    """Batches of indices below *count* without end, each index once in every pass."""
    left = torch.empty(0, dtype=torch.int64)
    while True:
        while len(left) < BATCH:
            left = torch.cat([left, torch.randperm(count, generator=generator)])
        yield left[:BATCH].numpy()
        left = left[BATCH:]


def _shifted(x: Tensor, generator: torch.Generator) -> Tensor:
    """Images moved by up to a pixel, all of them the same way; edges are repeated."""
    dy, dx = torch.randint(0, 3, (2,), generator=generator).tolist()
    height, width = x.shape[2:]
    return F.pad(x, (1, 1, 1, 1), mode="replicate")[..., dy : dy + height, dx : dx + width]
