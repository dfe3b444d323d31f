"""Everything that looks at a model: decode, encode, grids, nearest images, the pictures of the window.

A :class:`Looker` owns models of its own, into which it loads the weights of a snapshot, and generators of its own:
looking never changes the run. It is used from one thread at a time. Long work is an iterator of short pieces
(:data:`Job`), so that a decode under the pointer never waits long for a map of all codes.
"""

from __future__ import annotations

import math
import time
import weakref
from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from trainers import messages
from trainers.catalog import find_family
from trainers.cores import FEW_CORES
from trainers.examples import Float32, Images, Int64, Pixels, UInt8, as_pictures, frozen
from trainers.experiment import Experiment
from trainers.lazy import torch
from trainers.timeline import Timeline
from trainers.training.snapshot import Snapshot

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family
    from trainers.looking.game import GameMeter
    from trainers.looking.holes import HoleMeter
    from trainers.metrics.features import FeatureSpace

N_PROBE = 10  # held-out images whose reconstructions are shown
N_SAMPLES = 64
N_NEAREST = 10_000  # training images searched for the nearest one
N_TEST = 512  # held-out images of the live test values; the final figure uses all
N_CODES = (500, 1000, 2000, 5000, 10_000)  # how many codes a live map may show
PICTURE_SECONDS = 0.02 if FEW_CORES else 0.05  # aim for one set of pictures while training, test values apart
PIECE = 250  # images that one piece of a job passes through a model

C = TypeVar("C")
Result = messages.Answer | messages.Pictures | messages.JudgeChanged
Job = Iterator[Result | None]  # None after each piece; results as they come
Pieces = Generator[None, None, C]


class Looker:
    """Looks at the models of one experiment through the weights of the newest snapshot it was given."""

    def __init__(self, experiment: Experiment, images: Images, device: torch.device) -> None:
        """Builds the models; draws from torch's global generator, so the caller does this on the trainer thread."""
        self.experiment = experiment
        self.images = images
        self.device = device
        self.models: list[Family] = []
        for spec in experiment.models:
            model = find_family(spec.family).build(spec.config, images, device)
            model.nets.eval().requires_grad_(False)
            self.models.append(model)
        self.step = -1
        self.snapshot: Snapshot | None = None  # whose weights are loaded
        self.past: Timeline[Snapshot] = Timeline(0)  # the kept keyframes; whoever has them sets them
        self._meter: HoleMeter | None = None
        self._game: GameMeter | None = None
        self._choosing: Iterator[float] | None = None  # the judge's training, which outlives the look that began it
        self._space: FeatureSpace | None = None
        self.order = display_order(len(images.train))
        self.test_order = display_order(len(images.test))  # a test set of the user's own may be sorted by class
        self.probe = probe_images(images)
        self._n_codes = N_CODES[2]
        some = self.test_order[:N_TEST]
        self._test = images.test[some]
        self._test_labels = None if images.test_labels is None else images.test_labels[some]
        self._flat: Tensor | None = None  # training images for nearest(), made at its first use

    def load(self, snapshot: Snapshot) -> None:
        """Takes the weights of *snapshot*; raises ValueError when they do not fit the models."""
        if len(snapshot.weights) != len(self.models):
            raise ValueError(f"{len(snapshot.weights)} sets of weights for {len(self.models)} models")
        for model, weights, config in zip(self.models, snapshot.weights, snapshot.configs, strict=True):
            model.nets.load_state_dict(weights)
            model.config = config
        self.step = snapshot.step
        self.snapshot = snapshot

    # ------------------------------------------------------------------ answers to looks

    def answer(self, look: messages.Look) -> Job:
        """Answers any look; a question the models cannot answer becomes LookFailed with the reason."""
        stamp = (look.run_id, look.request_id, look.channel, self.step)
        try:
            if isinstance(look, messages.HoleLook):
                yield from self._holes().answer(look, stamp)
            elif isinstance(look, messages.GameLook):
                yield from self._games().answer(look, stamp)
            else:
                yield (yield from self._answer(look, stamp))
        except (ValueError, NotImplementedError) as error:
            yield messages.LookFailed(*stamp, reason=str(error))

    def _answer(self, look: messages.Look, stamp: tuple[int, int, str, int]) -> Pieces[messages.Answer]:
        match look:
            case messages.Decode():
                images = yield from self.decode(look.model, look.z)
                return messages.Decoded(*stamp, look.model, look.z, images)
            case messages.DecodeGrid():
                images = yield from self.decode(look.model, grid_codes(look))
                return messages.DecodedGrid(*stamp, look.model, look.extent, look.columns, look.rows, images)
            case messages.Encode():
                return (yield from self._encode(look, stamp))
            case messages.EncodeData():
                images = self.images.train[self.order[: look.limit]]
                found = []
                for family in self.models:
                    found.append((yield from self.codes(family, images)))
                codes, spread = zip(*found, strict=True)
                return messages.Codes(*stamp, codes, spread)
            case messages.Nearest():
                return (yield from self._nearest(look, stamp))
        raise ValueError(f"the render thread does not know {type(look).__name__}")

    def _holes(self) -> HoleMeter:
        """Made at its first use: the measurements import more than a decode needs. It does not hold the looker: a
        circle of the two would keep images, features and models of a run that was left, until cycles are collected."""
        from trainers.looking.holes import HoleMeter

        self._meter = self._meter or HoleMeter(weakref.proxy(self))
        return self._meter

    def _games(self) -> GameMeter:
        from trainers.looking.game import GameMeter

        self._game = self._game or GameMeter(weakref.proxy(self))
        return self._game

    def feature_space(self, run_id: int) -> Generator[Result | None, None, FeatureSpace]:
        """The space in which images are compared; found or trained when it is first asked for, which is told."""
        from trainers.looking.judge_store import choose_features
        from trainers.metrics.judge import count_classes

        if self._choosing is None:
            self._choosing = choose_features(self.experiment.dataset, self.images, self.device)
        kind = "judge" if count_classes(self.images) > 1 else "pca"
        while self._space is None:
            try:
                share = next(self._choosing)
            except StopIteration as done:
                found: FeatureSpace = done.value
                self._space = found
                yield messages.JudgeChanged(run_id, found.kind, 1.0, found.accuracy, math.nan)
            except Exception:
                self._choosing = None  # it has ended, and the next who asks shall hear of it, too
                raise
            else:
                yield messages.JudgeChanged(run_id, kind, share, math.nan, math.nan)
        return self._space

    def decode(self, model: int, z: Float32) -> Pieces[UInt8]:
        """Images (N, C, H, W) of codes (N, latent_dim); raises ValueError for codes of another width."""
        return (yield from self._decode(model, z, _to_uint8))

    def decode_floats(self, model: int, z: Float32) -> Pieces[Float32]:
        """What :meth:`decode` gives, float32 in [0, 1] and not rounded: points need it."""
        return (yield from self._decode(model, z, _to_numpy))

    def _decode(self, model: int, z: Float32, convert: Callable[[Tensor], np.ndarray]) -> Pieces[np.ndarray]:
        family = self.models[model]
        if z.ndim != 2 or z.shape[1] != family.latent_dim:
            label = self.experiment.models[model].label
            raise ValueError(f"{label}: expected codes of shape (N, {family.latent_dim}), found {z.shape}")
        return (yield from _in_pieces(lambda part: convert(family.decode(self.floats(part))), z))

    def codes(self, family: Family, images: Pixels) -> Pieces[tuple[Float32 | None, Float32 | None]]:
        """Codes (N, latent_dim) of images and their posterior deviations, None where the family has none."""
        if "posterior" in family.capabilities:

            def both(part: Pixels) -> Float32:
                mu, logvar = family.posterior(self.inputs(part))
                return _to_numpy(torch.cat([mu, (logvar / 2).exp()], dim=1))

            joined = yield from _in_pieces(both, images)
            return frozen(joined[:, : family.latent_dim]), frozen(joined[:, family.latent_dim :])
        if "encodes" in family.capabilities:
            return (yield from _in_pieces(lambda part: _to_numpy(family.encode(self.inputs(part))), images)), None
        return None, None

    def _encode(self, look: messages.Encode, stamp: tuple[int, int, str, int]) -> Pieces[messages.Encoded]:
        if look.images.ndim != 4 or look.images.shape[1:] != self.images.image_shape:
            raise ValueError(f"expected images of shape {self.images.image_shape}, found {look.images.shape[1:]}")
        codes: list[Float32 | None] = []
        pictures: list[UInt8 | None] = []
        for index, family in enumerate(self.models):
            z, _ = yield from self.codes(family, look.images)
            codes.append(z)
            pictures.append(None if z is None else (yield from self.decode(index, z)))
        return messages.Encoded(*stamp, tuple(codes), tuple(pictures))

    def _nearest(self, look: messages.Nearest, stamp: tuple[int, int, str, int]) -> Pieces[messages.NearestFound]:
        decoded = yield from self.decode_floats(look.model, look.z[:1])
        return messages.NearestFound(*stamp, look.model, *self.nearest(self.floats(decoded), look.k))

    def nearest(self, image: Tensor, k: int) -> tuple[UInt8, Int64 | None, Float32]:
        """The k training images nearest to one of shape (1, C, H, W), nearest first, with their labels and distances:
        root mean squares per pixel. Exact search over at most N_NEAREST, by |a-b|^2 = |a|^2 - 2ab + |b|^2."""
        if self._flat is None:
            self._flat = self.inputs(self.images.train[self.order[:N_NEAREST]]).flatten(1)
            self._squares = self._flat.square().sum(1)
        picture = image.flatten()
        squared = self._squares - 2 * (self._flat @ picture) + picture.square().sum()
        found = torch.topk(squared.clamp_min(0), min(k, len(self._flat)), largest=False)
        which = self.order[found.indices.cpu().numpy()]
        distance = (found.values / len(picture)).sqrt()
        labels = None if self.images.train_labels is None else frozen(self.images.train_labels[which])
        return frozen(as_pictures(self.images.train[which])), labels, _to_numpy(distance)

    # ------------------------------------------------------------------ the window's pictures

    def pictures(self, run_id: int, keyframe: bool = False, tested: bool = True) -> Job:
        """Reconstructions, samples, codes and, where *tested*, test values of every model."""
        seconds = 0.0
        models = []
        for index in range(len(self.models)):
            pieces = self._model_pictures(index)
            while True:
                start = time.perf_counter()
                try:
                    next(pieces)
                except StopIteration as done:
                    models.append(done.value)
                    break
                finally:
                    seconds += time.perf_counter() - start
                yield None
        self._adapt(seconds)
        if tested:
            for index, family in enumerate(self.models):
                models[index] = replace(models[index], test=(yield from self._test_values(family)))
        yield messages.Pictures(run_id, self.step, tuple(models), keyframe)

    def _model_pictures(self, index: int) -> Pieces[messages.ModelPictures]:
        family = self.models[index]
        can = family.capabilities
        codes, spread = yield from self.codes(family, self.images.train[self.order[: self._n_codes]])
        reconstructions = samples = None
        if {"encodes", "decodes"} <= can:
            z, _ = yield from self.codes(family, self.probe)
            assert z is not None
            reconstructions = yield from self.decode(index, z)
        if "samples" in can:
            generator = torch.Generator(self.device).manual_seed(0)  # fixed noise: samples move instead of flicker
            basis = None if codes is None else self.floats(codes)
            drawn = _to_numpy(family.sample_codes(N_SAMPLES, generator, basis))
            samples = yield from self.decode(index, drawn)
        return messages.ModelPictures(reconstructions, samples, codes, spread, {})

    def _test_values(self, family: Family) -> Pieces[dict[str, float]]:
        generator = torch.Generator(self.device).manual_seed(1)
        total: dict[str, float] = {}
        for start in range(0, len(self._test), PIECE):
            part = self._test[start : start + PIECE]
            y = {}
            if self._test_labels is not None and "classes" in family.capabilities:
                y["y"] = torch.tensor(self._test_labels[start : start + len(part)], device=self.device)
            for name, value in family.evaluate(self.inputs(part), generator, **y).items():
                total[name] = total.get(name, 0.0) + float(value) * len(part) / len(self._test)
            yield None
        return total

    def _adapt(self, seconds: float) -> None:
        """Fewer codes on a map when the pictures take too long, more when there is time."""
        place = N_CODES.index(self._n_codes)
        if seconds > 2 * PICTURE_SECONDS and place > 0:
            self._n_codes = N_CODES[place - 1]
        elif seconds < PICTURE_SECONDS / 4 and place + 1 < len(N_CODES):
            self._n_codes = N_CODES[place + 1]

    def inputs(self, images: Pixels) -> Tensor:
        """Images as models take them, float32 in [0, 1], as which points are kept from the start."""
        x = torch.tensor(images, device=self.device)
        return x if x.is_floating_point() else x.float().div_(255)

    def floats(self, codes: Float32) -> Tensor:
        """Codes on the models' device."""
        return torch.tensor(codes, dtype=torch.float32, device=self.device)


def display_order(n: int) -> np.ndarray:
    """The fixed shuffled order in which training images appear on maps, so that any first few are a fair choice."""
    return np.random.default_rng(0).permutation(n)


def probe_images(images: Images) -> Pixels:
    """The fixed held-out images of the reconstructions: one of each class in order, then the first others."""
    if images.test_labels is None:
        return frozen(images.test[:N_PROBE])
    _, firsts = np.unique(images.test_labels, return_index=True)
    rest = np.setdiff1d(np.arange(min(len(images.test), 4 * N_PROBE)), firsts)
    return frozen(images.test[np.concatenate([firsts, rest])[:N_PROBE]])


def grid_codes(look: messages.DecodeGrid | messages.MapHoles) -> Float32:
    """Codes (rows * columns, latent_dim) of the cell centres, row by row from the top (greatest y) left."""
    x0, y0, x1, y1 = look.extent
    xs = x0 + (np.arange(look.columns) + 0.5) * (x1 - x0) / look.columns
    ys = y1 - (np.arange(look.rows) + 0.5) * (y1 - y0) / look.rows
    y, x = np.meshgrid(ys, xs, indexing="ij")
    codes = look.origin + x.reshape(-1, 1) * look.u + y.reshape(-1, 1) * look.v
    return codes.astype(np.float32)


def _in_pieces(function: Callable[[Any], np.ndarray], array: np.ndarray) -> Pieces[np.ndarray]:
    if len(array) <= PIECE:
        return function(array)
    parts = []
    for start in range(0, len(array), PIECE):
        parts.append(function(array[start : start + PIECE]))
        yield None
    return frozen(np.concatenate(parts))


def _to_uint8(x: Tensor) -> UInt8:
    return _to_numpy(x.clamp(0, 1).mul(255).round().to(torch.uint8))


def _to_numpy(x: Tensor) -> np.ndarray:
    return frozen(x.cpu().numpy())
