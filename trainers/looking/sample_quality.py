"""How good the samples of a trained model are: drawn anew, and measured by whatever the data allow.

Points of the plane are compared as they are; images through the features of the judge (or, without labels, through
others). Real means held out. Beside each figure that has a bias stands the same figure for real training images in the
place of the samples, ``..._real``: what a perfect generator would reach with as many images.

The work comes in short pieces, so that it can be done beside other looks at a model; nothing here sets the gradient
mode, which belongs to the thread.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from trainers.examples import Examples, Float32, Int64, Kept, UInt8, frozen
from trainers.kinds import Kind
from trainers.lazy import torch
from trainers.looking.drawing import N_BASIS, drawing
from trainers.looking.looker import Looker
from trainers.looking.texts.text_quality import TEXTS, measure_texts
from trainers.metrics.duplicates import duplicates_in_pieces
from trainers.metrics.inception import frechet_distance, inception_score
from trainers.metrics.modes import class_counts, count_modes, nearest_mode, smallest_share
from trainers.metrics.prdc import DENSITY_NEIGHBOURS, coverage_in_pieces
from trainers.metrics.sliced_wasserstein import sliced_in_pieces
from trainers.pieces import Pieces, finish
from trainers.training.snapshot import Snapshot

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family
    from trainers.metrics.features import FeatureSpace
    from trainers.training.loop import Loop

SAMPLES = 2500  # as many as the papers on mode collapse draw
COMPLETED = 200  # held-out pictures of which the upper half is given
PIECE = 100  # images that pass through a model or a judge at once


def measure_loop(loop: Loop, examples: Examples, wanted: Callable[[Family], bool]) -> list[dict[str, float]]:
    """Per model of *loop*, with its display weights, the figures of :func:`measure_samples`, or of one that writes
    those of :func:`measure_texts`; none for a model that does neither or is not *wanted*.

    Trains a judge first where the data need one that nobody has trained yet. The same run gives the same figures, and
    goes on as if it had not been measured. Raises ValueError where a model draws what is no number."""
    from trainers.looking.judge_store import choose_features

    chosen = [not model.capabilities.isdisjoint({"samples", "writes"}) and wanted(model) for model in loop.models]
    if not any(chosen):
        return [{} for _ in chosen]
    with torch.random.fork_rng(devices=[]):  # new models draw their first weights from torch's own generator
        looker = Looker(loop.experiment, examples, loop.device)
    configs = tuple(model.config for model in loop.models)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
    features = None
    if examples.kind.visual:
        features = finish(choose_features(loop.experiment.dataset, examples, loop.device))
    figures = []
    for model, measured in zip(looker.models, chosen, strict=True):
        noise = torch.Generator(loop.device).manual_seed(loop.experiment.plan.seed)
        if measured and "writes" in model.capabilities:
            figures.append(measure_texts(model, examples, TEXTS, noise))
        else:
            figures.append(measure_samples(model, examples, features, SAMPLES, noise) if measured else {})
    return figures


@dataclass(frozen=True)
class Compared:
    """Images (N, C, H, W), float32 in [0, 1]: ``samples`` of a model, with the ``labels`` (N,) that it was asked for
    where it takes some, held-out ``real`` ones, and ``stand_in``, training images in the place of samples."""

    samples: Tensor
    labels: Tensor | None
    real: Tensor
    stand_in: Tensor


@dataclass(frozen=True)
class SampleFigures:
    """``figures`` by name; ``mode_shares`` (K,): which share of the samples hits each known mode, or passes for each
    class with the judge; ``nearest_shares`` (K,) counts every sample for its nearest mode, however far off, and is the
    same where there are classes. None where neither modes nor classes are known."""

    figures: dict[str, float]
    mode_shares: Float32 | None = None
    nearest_shares: Float32 | None = None


def measure_samples(
    family: Family, examples: Examples, features: FeatureSpace | None, n: int, generator: torch.Generator
) -> dict[str, float]:
    """The figures of :func:`measuring`, at once."""
    with torch.no_grad():
        return finish(measuring(family, examples, features, n, generator)).figures


def measuring(
    family: Family, examples: Examples, features: FeatureSpace | None, n: int, generator: torch.Generator
) -> Pieces[SampleFigures]:
    """Draws *n* samples of *family*, a model in evaluation mode that samples, and measures them.

    Always ``sample_count`` (how many of them were compared with as many real ones) and ``coverage``, ``density`` and
    ``duplicate_share``. Points: ``sliced_w1`` and, where the modes are known, those of
    :meth:`trainers.metrics.modes.ModeCounts.figures`. Images with a judge as *features*:
    ``judge_is``, ``judge_fid`` and ``smallest_class_share``. Families with "classes": ``label_agreement``, the share of
    samples that pass for the class they were asked for. Data with rules: what these say of the samples and, where the
    family "completes", of held-out pictures whose lower half it draws. With too few held-out images what compares with
    them is left out. Raises ValueError for samples that are not finite. *generator* is on the model's device."""
    labels = _labels(family, examples, n, generator)
    samples = yield from _samples(family, examples, n, labels, generator)
    real, stand_in = (_some(kept, examples.kind, n, generator) for kept in (examples.test, examples.train))
    drawn = Compared(samples, labels, real, stand_in)
    if examples.kind.in_plane:
        return (yield from _measure_points(examples, drawn, generator))
    assert features is not None, "images are measured through features"
    measured = yield from _measure_images(features, drawn)
    if (rules := examples.rules) is not None:
        measured.figures.update(rules.sample_figures(examples.kind.to_shown(samples)))
        if "completes" in family.capabilities:
            completed, known = yield from _completions(family, examples, generator)
            measured.figures.update(rules.completion_figures(completed, known))
    return measured


def _measure_points(examples: Examples, drawn: Compared, generator: torch.Generator) -> Pieces[SampleFigures]:
    points = examples.kind.to_places(drawn.samples)
    figures: dict[str, float] = {}
    hit = nearest_mode_shares = None
    if examples.modes is not None:
        counts = count_modes(points, examples.modes)
        figures |= counts.figures()
        hit, nearest_mode_shares = frozen(counts.shares.astype(np.float32)), _shares(counts.nearest)
        if drawn.labels is not None and len(examples.class_names) == len(
            examples.modes.centres
        ):  # the label is the mode
            nearest, _ = nearest_mode(points, examples.modes)
            figures["label_agreement"] = float((nearest == drawn.labels.cpu().numpy()).mean())
    for name, compared in (("sliced_w1", drawn.samples), ("sliced_w1_real", drawn.stand_in)):
        figures[name] = yield from sliced_in_pieces(drawn.real, compared, generator)
    figures |= yield from _neighbours(drawn.real, drawn.samples)
    return SampleFigures(figures, hit, nearest_mode_shares)


def _measure_images(features: FeatureSpace, drawn: Compared) -> Pieces[SampleFigures]:
    count = min(len(x) for x in (drawn.real, drawn.samples, drawn.stand_in))
    real, judged_real = yield from _seen(features, drawn.real)
    samples, judged = yield from _seen(features, drawn.samples)
    stand_in = yield from _in_pieces(features.features, drawn.stand_in[:count])
    real, samples = real[:count], samples[:count]
    figures: dict[str, float] = {}
    mode_shares = None
    if judged is not None and judged_real is not None:
        figures["judge_is"] = inception_score(judged[:count])
        figures["judge_is_real"] = inception_score(judged_real[:count])
        for name, compared in (("judge_fid", samples), ("judge_fid_real", stand_in)):
            if count > 1:
                figures[name] = frechet_distance(real, compared)
                yield None
        counts = class_counts(judged.cpu().numpy())
        figures["smallest_class_share"] = smallest_share(counts)
        mode_shares = _shares(counts)
        if drawn.labels is not None:
            figures["label_agreement"] = float((judged.argmax(1) == drawn.labels).double().mean())
    figures |= yield from _neighbours(real, samples)
    return SampleFigures(figures, mode_shares, mode_shares)


def _neighbours(real: Tensor, fake: Tensor) -> Pieces[dict[str, float]]:
    """What is told by neighbours, of as many real (N, D) as fakes (N, D)."""
    count = min(len(real), len(fake))
    figures = {"sample_count": float(count)}
    if count > DENSITY_NEIGHBOURS:
        spread = yield from coverage_in_pieces(real[:count], fake[:count])
        figures |= {"coverage": spread.coverage, "density": spread.density}
        figures["duplicate_share"] = yield from duplicates_in_pieces(real[:count], fake[:count])
    return figures


def _shares(counts: Int64) -> Float32:
    return frozen((counts / counts.sum()).astype(np.float32))


def _labels(family: Family, examples: Examples, n: int, generator: torch.Generator) -> Tensor | None:
    """Labels (n,) to ask for, as frequent as in training; None for a family that takes none."""
    if "classes" not in family.capabilities or examples.train_labels is None:
        return None
    labels = torch.tensor(examples.train_labels, device=generator.device)
    return labels[torch.randint(len(labels), (n,), generator=generator, device=generator.device)]


def _samples(
    family: Family, examples: Examples, n: int, labels: Tensor | None, generator: torch.Generator
) -> Pieces[Tensor]:
    codes = None
    if "encodes" in family.capabilities:
        codes = yield from _in_pieces(family.encode, _some(examples.train, examples.kind, N_BASIS, generator))
    return (yield from drawing(family, n, generator, labels, codes, PIECE))


def _completions(
    family: Family, examples: Examples, generator: torch.Generator
) -> Pieces[tuple[UInt8, NDArray[np.bool_]]]:
    """Held-out pictures (N, C, H, W) of which *family* drew the lower half, and what was given to it (H, W)."""
    order = torch.randperm(len(examples.test), generator=generator, device=generator.device)[:COMPLETED]
    chosen = order.cpu().numpy()
    pictures = examples.kind.to_model(torch.tensor(examples.test[chosen], device=generator.device))
    known = torch.zeros_like(pictures, dtype=torch.bool)
    known[:, :, : pictures.shape[2] // 2] = True
    labels = None
    if "classes" in family.capabilities and examples.test_labels is not None:
        labels = torch.tensor(examples.test_labels[chosen], device=generator.device)
    completed = []
    for start in range(0, len(pictures), PIECE):
        part = slice(start, start + PIECE)
        y = None if labels is None else labels[part]
        stages = family.draw(len(pictures[part]), generator, y, given=(pictures[part], known[part]))
        completed.append((yield from _last(stages)))
    return examples.kind.to_shown(torch.cat(completed)), known[0, 0].cpu().numpy()


def _last(stages: Iterator[Tensor]) -> Pieces[Tensor]:
    """The last of *stages*, each of them a piece of work."""
    whole = next(stages)
    for stage in stages:
        yield None
        whole = stage
    return whole


def _some(kept: Kept, kind: Kind, n: int, generator: torch.Generator) -> Tensor:
    """Up to *n* examples by chance, as models take them, on the generator's device."""
    order = torch.randperm(len(kept), generator=generator, device=generator.device)[:n]
    return kind.to_model(torch.tensor(kept[order.cpu().numpy()], device=generator.device))


def _seen(features: FeatureSpace, x: Tensor) -> Pieces[tuple[Tensor, Tensor | None]]:
    """Features of images, and class probabilities where there are classes."""
    parts = []
    for part in x.split(PIECE):
        parts.append(features.both(part))
        yield None
    found, told = zip(*parts, strict=True)
    return torch.cat(found), None if told[0] is None else torch.cat(told)


def _in_pieces(function: Callable[[Tensor], Tensor], x: Tensor) -> Pieces[Tensor]:
    results = []
    for part in x.split(PIECE):
        results.append(function(part))
        yield None
    return torch.cat(results)
