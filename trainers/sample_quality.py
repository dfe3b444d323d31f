"""How good the samples of a trained model are: drawn anew, and measured by whatever the data allow.

Points of the plane are compared as they are; images through the features of the judge (or, without labels, through
others). Real means held out. Beside each figure that has a bias stands the same figure for real training images in the
place of the samples, ``..._real``: what a perfect generator would reach with as many images.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from trainers.images import Images, Pixels, as_points
from trainers.lazy import torch
from trainers.metrics.duplicates import duplicate_share
from trainers.metrics.inception import frechet_distance, inception_score
from trainers.metrics.modes import class_counts, count_modes, nearest_mode, smallest_share
from trainers.metrics.prdc import DENSITY_NEIGHBOURS, density_coverage
from trainers.metrics.sliced_wasserstein import sliced_wasserstein

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family
    from trainers.loop import Loop
    from trainers.metrics.features import FeatureSpace

SAMPLES = 2500  # as many as the papers on mode collapse draw
CODES = 2000  # training images whose codes tell a family without a prior where to draw from
PIECE = 250  # images that pass through a model or a judge at once

T = TypeVar("T")


def measure_loop(loop: Loop, images: Images, wanted: Callable[[Family], bool]) -> list[dict[str, float]]:
    """Per model of *loop*, with its display weights, the figures of :func:`measure_samples`; none for a model that does
    not sample or is not *wanted*.

    Trains a judge first where the data need one that nobody has trained yet. The same run gives the same figures, and
    goes on as if it had not been measured. Raises ValueError where a model draws what is no number."""
    from trainers.judge_store import choose_features
    from trainers.render import Looker
    from trainers.snapshot import Snapshot

    chosen = ["samples" in model.capabilities and wanted(model) for model in loop.models]
    if not any(chosen):
        return [{} for _ in chosen]
    with torch.random.fork_rng(devices=[]):  # new models draw their first weights from torch's own generator
        looker = Looker(loop.experiment, images, loop.device)
    configs = tuple(model.config for model in loop.models)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
    features = None
    if not images.is_points:
        features = _finish(choose_features(loop.experiment.dataset, images, loop.device))
    figures = []
    for model, measured in zip(looker.models, chosen, strict=True):
        noise = torch.Generator(loop.device).manual_seed(loop.experiment.plan.seed)
        figures.append(measure_samples(model, images, features, SAMPLES, noise) if measured else {})
    return figures


@dataclass(frozen=True)
class Draw:
    """Images (N, C, H, W), float32 in [0, 1]: ``samples`` of a model, with the ``labels`` (N,) that it was asked for
    where it takes some, held-out ``real`` ones, and ``stand_in``, training images in the place of samples."""

    samples: Tensor
    labels: Tensor | None
    real: Tensor
    stand_in: Tensor


def measure_samples(
    family: Family, images: Images, features: FeatureSpace | None, n: int, generator: torch.Generator
) -> dict[str, float]:
    """Draws *n* samples of *family*, a model in evaluation mode that samples and decodes, and measures them.

    Always ``sample_count`` (how many of them were compared with as many real ones) and ``coverage``, ``density`` and
    ``duplicate_share``. Points: ``sliced_w1`` and, where the modes are known, those of
    :meth:`trainers.metrics.modes.ModeCounts.figures`. Images with a judge as *features*: ``judge_is``, ``judge_fid``
    and ``smallest_class_share``. Families with "classes": ``label_agreement``, the share of samples that pass for the
    class they were asked for. With too few held-out images what compares with them is left out. Raises ValueError for
    samples that are not finite. *generator* is on the model's device."""
    with torch.no_grad():
        labels = _labels(family, images, n, generator)
        samples = _samples(family, images, n, labels, generator)
        drawn = Draw(samples, labels, _some(images.test, n, generator), _some(images.train, n, generator))
        if images.is_points:
            return _measure_points(images, drawn, generator)
        assert features is not None, "images are measured through features"
        return _measure_images(features, drawn)


def _measure_points(images: Images, drawn: Draw, generator: torch.Generator) -> dict[str, float]:
    points = as_points(drawn.samples.cpu().numpy())
    figures: dict[str, float] = {}
    if images.modes is not None:
        figures |= count_modes(points, images.modes).figures()
        if drawn.labels is not None and len(images.class_names) == len(images.modes.centres):  # the label is the mode
            nearest, _ = nearest_mode(points, images.modes)
            figures["label_agreement"] = float((nearest == drawn.labels.cpu().numpy()).mean())
    figures["sliced_w1"] = sliced_wasserstein(drawn.real, drawn.samples, generator)
    figures["sliced_w1_real"] = sliced_wasserstein(drawn.real, drawn.stand_in, generator)
    return figures | _neighbours(drawn.real, drawn.samples)


def _measure_images(features: FeatureSpace, drawn: Draw) -> dict[str, float]:
    inputs = (drawn.real, drawn.samples, drawn.stand_in)
    count = min(len(x) for x in inputs)
    real, samples, stand_in = (_in_pieces(features.features, x)[:count] for x in inputs)
    figures: dict[str, float] = {}
    if features.kind == "judge":
        judged_real, judged = (_in_pieces(partial(_probabilities, features), x) for x in inputs[:2])
        figures["judge_is"] = inception_score(judged[:count])
        figures["judge_is_real"] = inception_score(judged_real[:count])
        if count > 1:
            figures["judge_fid"] = frechet_distance(real, samples)
            figures["judge_fid_real"] = frechet_distance(real, stand_in)
        figures["smallest_class_share"] = smallest_share(class_counts(judged.cpu().numpy()))
        if drawn.labels is not None:
            figures["label_agreement"] = float((judged.argmax(1) == drawn.labels).double().mean())
    return figures | _neighbours(real, samples)


def _neighbours(real: Tensor, fake: Tensor) -> dict[str, float]:
    """What is told by neighbours, of as many real (N, D) as fakes (N, D)."""
    count = min(len(real), len(fake))
    figures = {"sample_count": float(count)}
    if count > DENSITY_NEIGHBOURS:
        spread = density_coverage(real[:count], fake[:count])
        figures |= {"coverage": spread.coverage, "density": spread.density}
        figures["duplicate_share"] = duplicate_share(real[:count], fake[:count])
    return figures


def _labels(family: Family, images: Images, n: int, generator: torch.Generator) -> Tensor | None:
    """Labels (n,) to ask for, as frequent as in training; None for a family that takes none."""
    if "classes" not in family.capabilities or images.train_labels is None:
        return None
    labels = torch.tensor(images.train_labels, device=generator.device)
    return labels[torch.randint(len(labels), (n,), generator=generator, device=generator.device)]


def _samples(family: Family, images: Images, n: int, labels: Tensor | None, generator: torch.Generator) -> Tensor:
    codes = None
    if "encodes" in family.capabilities:
        codes = _in_pieces(family.encode, _some(images.train, CODES, generator))
    z = family.sample_codes(n, generator, codes)
    parts = [slice(start, start + PIECE) for start in range(0, n, PIECE)]
    return torch.cat([family.decode(z[part], None if labels is None else labels[part]) for part in parts])


def _some(pixels: Pixels, n: int, generator: torch.Generator) -> Tensor:
    """Up to *n* images by chance, as models take them: float32 in [0, 1] on the generator's device."""
    order = torch.randperm(len(pixels), generator=generator, device=generator.device)[:n]
    x = torch.tensor(pixels[order.cpu().numpy()], device=generator.device)
    return x if x.is_floating_point() else x.float().div_(255)


def _probabilities(features: FeatureSpace, x: Tensor) -> Tensor:
    probabilities = features.probabilities(x)
    assert probabilities is not None, "a judge knows classes"
    return probabilities


def _in_pieces(function: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    return torch.cat([function(part) for part in x.split(PIECE)])


def _finish(work: Generator[float, None, T]) -> T:
    """What a piece of work in short pieces returns at its end."""
    while True:
        try:
            next(work)
        except StopIteration as done:
            return done.value
