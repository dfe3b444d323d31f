"""What all looking at models is made of: load a snapshot, decode, encode, find the nearest images.

A :class:`Looker` owns models of its own, into which it loads the weights of a snapshot: looking never changes the run.
It is used from one thread at a time. Long work comes in short pieces.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trainers import messages
from trainers.catalog import find_family
from trainers.examples import Examples, Float32, Int64, Kept, UInt8, frozen
from trainers.experiment import Experiment
from trainers.family import join
from trainers.files.mapped import take_rows
from trainers.kinds import to_numpy
from trainers.lazy import torch
from trainers.pieces import Pieces
from trainers.timeline import Timeline
from trainers.training.snapshot import Snapshot

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.family import Family

N_PROBE = 10  # held-out images whose reconstructions are shown
N_NEAREST = 10_000  # training images searched for the nearest one
PIECE = 250  # images that one piece of a job passes through a model


class Looker:
    """Looks at the models of one experiment through the weights of the newest snapshot it was given."""

    def __init__(self, experiment: Experiment, examples: Examples, device: torch.device) -> None:
        """Builds the models; draws from torch's global generator, so the caller does this on the trainer thread."""
        self.experiment = experiment
        self.examples = examples
        self.device = device
        self.models: list[Family] = []
        for spec in experiment.models:
            model = find_family(spec.family).build(spec.config, examples, device)
            self.models.append(model)
        join(self.models)
        for model in self.models:
            model.nets.eval().requires_grad_(False)
        self.step = -1
        self.snapshot: Snapshot | None = None  # whose weights are loaded
        self.past: Timeline[Snapshot] = Timeline(0)  # the kept keyframes; whoever has them sets them
        self.order = display_order(len(examples.train))
        self.test_order = display_order(len(examples.test))  # a test set of the user's own may be sorted by class
        self.probe = probe_images(examples)
        self._flat: Tensor | None = None  # training images for nearest(), made at its first use

    def share_constants(self, models: Sequence[Family]) -> None:
        """Takes from *models* of the same experiment what networks hold and never learn, so that it is there once:
        masks are as large as weights."""
        for own, other in zip(self.models, models, strict=True):
            learned = own.nets.state_dict()
            for name, constant in other.nets.named_buffers():
                if name not in learned:
                    place, _, last = name.rpartition(".")
                    setattr(own.nets.get_submodule(place), last, constant)

    def load(self, snapshot: Snapshot) -> None:
        """Takes the weights of *snapshot*; raises ValueError when they do not fit the models."""
        if len(snapshot.weights) != len(self.models):
            raise ValueError(f"{len(snapshot.weights)} sets of weights for {len(self.models)} models")
        for model, weights, config in zip(self.models, snapshot.weights, snapshot.configs, strict=True):
            model.nets.load_state_dict(weights)
            model.config = config
        self.step = snapshot.step
        self.snapshot = snapshot

    def decode(self, model: int, z: Float32) -> Pieces[UInt8]:
        """Images (N, C, H, W) of codes (N, latent_dim); raises ValueError for codes of another width."""
        return (yield from self._decode(model, z, self.examples.kind.to_shown))

    def decode_floats(self, model: int, z: Float32) -> Pieces[Float32]:
        """What :meth:`decode` gives, float32 in [0, 1] and not rounded: points need it."""
        return (yield from self._decode(model, z, to_numpy))

    def _decode(self, model: int, z: Float32, convert: Callable[[Tensor], np.ndarray]) -> Pieces[np.ndarray]:
        family = self.models[model]
        if z.ndim != 2 or z.shape[1] != family.latent_dim:
            label = self.experiment.models[model].label
            raise ValueError(f"{label}: expected codes of shape (N, {family.latent_dim}), found {z.shape}")
        return (yield from _in_pieces(lambda part: convert(family.decode(self.floats(part))), z))

    def reconstruct(self, model: int, images: Kept) -> Pieces[UInt8]:
        """What a model draws of *images* again, (N, C, H, W)."""
        family, to_shown = self.models[model], self.examples.kind.to_shown
        return (yield from _in_pieces(lambda part: to_shown(family.reconstruct(self.inputs(part))), images))

    def codes(self, family: Family, images: Kept | ShownFirst) -> Pieces[tuple[Float32 | None, Float32 | None]]:
        """Codes (N, latent_dim) of images and their posterior deviations, None where the family has none."""
        if "posterior" in family.capabilities:

            def both(part: Kept) -> Float32:
                mu, logvar = family.posterior(self.inputs(part))
                return to_numpy(torch.cat([mu, (logvar / 2).exp()], dim=1))

            joined = yield from _in_pieces(both, images)
            return frozen(joined[:, : family.latent_dim]), frozen(joined[:, family.latent_dim :])
        if "encodes" in family.capabilities:
            return (yield from _in_pieces(lambda part: to_numpy(family.encode(self.inputs(part))), images)), None
        return None, None

    def nearest(self, image: Tensor, k: int) -> tuple[UInt8, Int64 | None, Float32]:
        """The k training images nearest to one of shape (1, C, H, W), nearest first, with their labels and distances:
        root mean squares per pixel. Exact search over at most N_NEAREST, by |a-b|^2 = |a|^2 - 2ab + |b|^2."""
        if self._flat is None:
            self._flat = self.inputs(self.examples.train[self.order[:N_NEAREST]]).flatten(1)
            self._squares = self._flat.square().sum(1)
        picture = image.flatten()
        squared = self._squares - 2 * (self._flat @ picture) + picture.square().sum()
        found = torch.topk(squared.clamp_min(0), min(k, len(self._flat)), largest=False)
        which = self.order[found.indices.cpu().numpy()]
        distance = (found.values / len(picture)).sqrt()
        labels = None if self.examples.train_labels is None else frozen(self.examples.train_labels[which])
        return self.examples.kind.shown(self.examples.train[which]), labels, to_numpy(distance)

    def inputs(self, images: Kept) -> Tensor:
        """Examples (N, *kind.shape), or images as they are shown, as models take them."""
        return self.examples.kind.to_model(torch.tensor(images, device=self.device))

    def floats(self, codes: Float32) -> Tensor:
        """Codes on the models' device."""
        return torch.tensor(codes, dtype=torch.float32, device=self.device)


@dataclass(frozen=True)
class ShownFirst:
    """The first so many training images in the order in which they appear on maps, of which only those are copied that
    a slice asks for: all of them may not be in memory."""

    looker: Looker
    count: int

    def __len__(self) -> int:
        return min(self.count, len(self.looker.order))

    def __getitem__(self, part: slice) -> Kept:
        return take_rows(self.looker.examples.train, self.looker.order[: self.count][part])


def display_order(n: int) -> np.ndarray:
    """The fixed shuffled order in which training images appear on maps, so that any first few are a fair choice."""
    return np.random.default_rng(0).permutation(n)


def probe_images(examples: Examples) -> Kept:
    """The fixed held-out images of the reconstructions: one of each class in order, then the first others."""
    if examples.test_labels is None:
        return frozen(examples.test[:N_PROBE])
    _, firsts = np.unique(examples.test_labels, return_index=True)
    rest = np.setdiff1d(np.arange(min(len(examples.test), 4 * N_PROBE)), firsts)
    return frozen(examples.test[np.concatenate([firsts, rest])[:N_PROBE]])


def grid_codes(look: messages.DecodeGrid | messages.MapHoles) -> Float32:
    """Codes (rows * columns, latent_dim) of the cell centres, row by row from the top (greatest y) left."""
    x0, y0, x1, y1 = look.extent
    xs = x0 + (np.arange(look.columns) + 0.5) * (x1 - x0) / look.columns
    ys = y1 - (np.arange(look.rows) + 0.5) * (y1 - y0) / look.rows
    y, x = np.meshgrid(ys, xs, indexing="ij")
    codes = look.origin + x.reshape(-1, 1) * look.u + y.reshape(-1, 1) * look.v
    return codes.astype(np.float32)


def _in_pieces(function: Callable[[Any], np.ndarray], array: np.ndarray | ShownFirst) -> Pieces[np.ndarray]:
    if len(array) <= PIECE:
        return function(array[:])
    parts = []
    for start in range(0, len(array), PIECE):
        parts.append(function(array[start : start + PIECE]))
        yield None
    return frozen(np.concatenate(parts))
