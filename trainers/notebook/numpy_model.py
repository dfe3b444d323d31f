"""A model as somebody asks it who computes with numpy: codes in, images out, and back."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from copy import deepcopy
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from trainers.examples import Float32, Int64, Kept
from trainers.experiment import ModelSpec
from trainers.kinds import Kind, Tokens
from trainers.lazy import torch
from trainers.looking.drawing import N_BASIS, drawing
from trainers.looking.looker import PIECE
from trainers.messages import Components
from trainers.pieces import finish

if TYPE_CHECKING:
    from torch import Tensor, nn

    from trainers.examples import Examples
    from trainers.family import Family, ModelConfig
    from trainers.looking.looker import Looker

Labels = int | str | Sequence[int] | Sequence[str] | Int64


class NumpyModel:
    """One model of a run. Answers come from the weights that the window shows too: averages over the newest steps.

    ``label`` is the name of its column, ``family`` what it is, such as "vae", ``config`` holds its knobs.
    """

    def __init__(
        self, looking: Callable[[], AbstractContextManager[Looker]], index: int, spec: ModelSpec, examples: Examples
    ) -> None:
        """*looking* lends the looker of the run with the newest weights, in which this is the model *index*."""
        self._looking, self._index, self._examples = looking, index, examples
        self.label: str = spec.label
        self.family: str = spec.family
        self.config: ModelConfig = spec.config

    @property
    def latent_dim(self) -> int | None:
        """How many numbers a code has; None for a model without a code."""
        with self._looking() as looker:
            return looker.models[self._index].latent_dim

    @property
    def capabilities(self) -> frozenset[str]:
        """What it can do: some of "encodes", "decodes", "samples", "scores", "classes", "posterior" ..."""
        with self._looking() as looker:
            return looker.models[self._index].capabilities

    def decode(self, z: ArrayLike, y: Labels | None = None) -> Float32:
        """Images of codes: float32 (N, C, H, W) in [0, 1]; of points of the plane (N, 2), as the examples are kept.

        *z* has the shape (N, latent_dim), or (latent_dim,) for one. *y* are the classes that the images shall be of,
        numbers or names, one for all or one for each; only models that are told classes take them, and without them
        the classes take turns. Raises ValueError for what does not fit, and for a model that does not decode.
        """
        with self._looking() as looker:
            family = self._able(looker, "decodes", "decode")
            codes = np.atleast_2d(np.asarray(z, dtype=np.float32))
            if codes.ndim != 2 or codes.shape[1] != family.latent_dim:
                found = np.shape(z)
                raise ValueError(f"{self.label}: expected codes of shape (N, {family.latent_dim}), found {found}")
            if not np.isfinite(codes).all():
                raise ValueError(f"{self.label}: expected finite codes, found others")
            return self._decoded(looker, family, looker.floats(codes), self._labels(looker, family, y, len(codes)))

    def encode(self, x: ArrayLike) -> Float32:
        """Codes of images: float32 (N, latent_dim); of a VAE the means of their posteriors.

        *x* has the shape (N, C, H, W), or (C, H, W) for one; uint8, or floats in [0, 1]. Points of the plane come as
        (N, 2), or (2,) for one, as the examples are kept, or as (N, 1, 1, 2), as the networks take them. Raises
        ValueError for what does not fit, and for a model that does not encode.
        """
        with self._looking() as looker:
            family = self._able(looker, "encodes", "encode")
            images = _as_taken(x, self._examples.kind)
            return _joined([family.encode(looker.inputs(images[i : i + PIECE])) for i in _starts(len(images))])

    def sample(self, n: int = 64, seed: int = 0, y: Labels | None = None) -> Float32:
        """New images, float32 (n, C, H, W) in [0, 1], or points (n, 2): codes from the prior, decoded. An autoencoder
        has no prior, and draws from a Gaussian around the codes of training images.

        The same *seed* gives the same samples; of a model with a prior the 64 of seed 0 are those that the window
        shows. *y* as in :meth:`decode`. Raises ValueError for what does not fit, and for a model that does not sample.
        """
        with self._looking() as looker:
            family = self._able(looker, "samples", "sample")
            if n < 1:
                raise ValueError(f"{self.label}: expected at least 1 sample, found {n}")
            labels = self._labels(looker, family, y, n)
            codes = None
            if "encodes" in family.capabilities:
                some = self._examples.train[looker.order[:N_BASIS]]
                codes = torch.cat([family.encode(looker.inputs(some[i : i + PIECE])) for i in _starts(len(some))])
            generator = self._generator(looker, seed)
            return self._as_kept([finish(drawing(family, int(n), generator, labels, codes, PIECE))])

    def holes(
        self,
        region: str | None = None,
        layer: str = "realism",
        *,
        components: int = 10,
        covariance: str | None = None,
        count: int = 2000,
    ) -> dict[str, float]:
        """Which ``share`` of *count* codes drawn from a region lies in holes, as in Compare, with a 95 % interval from
        ``low`` to ``high``. May train a judge first; the same every time.

        *region* is "prior", "box", "gaussian" or "mixture", without it the prior, or the box of the codes where there
        is none; *layer* "realism" (does the decode look real) or "coverage" (is anything encoded there). A mixture is
        fitted with so many *components*, 1 to 30, and its *covariance* "full", "diagonal", "spherical" or "tied",
        without it full for codes of up to 8 numbers, else diagonal; ``components`` says how many it has, fewer where
        there are few codes. Raises ValueError for other words, and for a model that has no such region.
        """
        from trainers.looking.reports.hole_report import score_holes  # measurements import more than a decode needs
        from trainers.messages import Covariance, Layer, MixtureFit, Region

        if count < 1:
            raise ValueError(f"{self.label}: expected at least 1 code, found {count}")
        fit = MixtureFit(components, None if covariance is None else Covariance(covariance))
        wanted = None if region is None else Region(region)
        with self._looking() as looker:
            score = score_holes(looker, self._index, Layer(layer), wanted, count, fit)
        figures = {"share": score.share, "low": score.low, "high": score.high}
        return figures | ({"components": float(score.components)} if score.components else {})

    def log_prob(self, x: ArrayLike, y: Labels | None = None) -> Float32:
        """The log of the probability of pictures, in nats: float32 (N,), of a model that makes them component by
        component. *x* as in :meth:`encode`; every pixel counts as the nearest of the model's levels. A model that is
        told classes may be given them as *y*, as in :meth:`decode`; without them it is the probability whatever the
        class, each as frequent as in training. Raises ValueError for what does not fit, and for a model of another
        kind."""
        with self._looking() as looker:
            family = self._able(looker, "predicts", "give pictures a probability")
            images = _as_taken(x, self._examples.kind)
            pieces = [slice(start, start + PIECE) for start in _starts(len(images))]

            def told(y: Labels | None) -> Tensor:
                labels = self._labels(looker, family, y, len(images))
                given = [(looker.inputs(images[piece]), None if labels is None else labels[piece]) for piece in pieces]
                return torch.cat([family.log_prob(*each) for each in given])

            if y is not None or "classes" not in family.capabilities:
                return _joined([told(y)])
            shares = enumerate(self._examples.class_shares(family.classes))
            mixed = torch.stack([told(label) + math.log(share) for label, share in shares if share])
            return _joined([mixed.logsumexp(0)])

    def mixture(self) -> Components:
        """The Gaussians of a model that is a mixture of some, float64: ``weights`` (K,) with the sum 1, ``means``
        (K, d), and ``covariances`` (K, d, d) whatever their form, over codes as :meth:`encode` gives them. Raises
        ValueError for a model of another kind."""
        from trainers.metrics.gaussians.plane_mixture import whole

        with self._looking() as looker:
            return whole(self._able(looker, "mixture", "consist of Gaussians").mixture())

    def complete(
        self,
        x: ArrayLike,
        known: ArrayLike,
        count: int = 16,
        seed: int = 0,
        *,
        temperature: float = 1.0,
        y: Labels | None = None,
        order: str = "",
    ) -> Float32:
        """*count* endings of one picture *x* (C, H, W), float32 (count, C, H, W) in [0, 1]: where *known*, booleans
        (H, W) or (C, H, W), it stays as it is, the rest is drawn to go with it.

        The same *seed* gives the same endings. *temperature* above 1 dares more, at 0 every pixel is the likeliest.
        *order* is one of those that the model knows. *y* as in :meth:`decode`. Raises ValueError for what does not fit,
        and for a model that does not complete pictures.
        """
        with self._looking() as looker:
            family = self._able(looker, "completes", "complete pictures")
            images = _as_taken(x, self._examples.kind)
            mask = np.asarray(known)
            shape = self._examples.kind.shape
            if len(images) != 1:
                raise ValueError(f"expected one picture to complete, found {len(images)}")
            if mask.dtype != np.bool_ or mask.shape not in (shape, shape[1:]):
                raise ValueError(f"known: expected booleans of shape {shape[1:]}, found {mask.dtype} {mask.shape}")
            if not isinstance(count, int | np.integer) or isinstance(count, bool) or count < 1:
                raise ValueError(f"{self.label}: expected at least 1 ending, found {count!r}")
            if not 0 <= temperature < np.inf:
                raise ValueError(f"temperature: expected at least 0, found {temperature}")
            given = looker.inputs(images), torch.tensor(np.broadcast_to(mask, (1, *shape)), device=looker.device)
            labels, generator = self._labels(looker, family, y, count), self._generator(looker, seed)
            if "predicts" not in family.capabilities:
                if order or temperature != 1:
                    raise ValueError(
                        f"{self.label}: a model of the family {self.family} has no orders and temperatures"
                    )
                return self._as_kept(list(family.draw(count, generator, labels, given))[-1:])
            if order and order not in family.orders:
                raise ValueError(f"order: expected one of {', '.join(family.orders)}, found {order!r}")
            noise = family.noise(count, generator)
            [*_, (_, whole)] = family.filling(noise, labels, given, temperature, order)
            return self._as_kept([whole])

    def write(
        self,
        start: str = "",
        count: int = 5,
        seed: int = 0,
        *,
        temperature: float = 1.0,
        length: int | None = None,
    ) -> list[str]:
        """*count* texts that begin with *start*, each of up to *length* characters more: without one, as many as a
        piece of the data has, or its longest line. Those of lines end with them.

        The same *seed* writes the same texts, and more of them, or longer ones, begin alike. *temperature* above 1
        dares more, at 0 every character is the likeliest. What the data do not have counts as the sign for all others,
        where there is one. Raises ValueError for what does not fit, and for a model that does not write.
        """
        with self._looking() as looker:
            family, kind = self._able(looker, "writes", "write"), self._examples.kind
            assert isinstance(kind, Tokens)
            for name, value in (("count", count), ("length", kind.length if length is None else length)):
                if not isinstance(value, int | np.integer) or isinstance(value, bool) or value < 1:
                    raise ValueError(f"{name}: expected a whole number of at least 1, found {value!r}")
            if not 0 <= temperature < np.inf:
                raise ValueError(f"temperature: expected at least 0, found {temperature}")
            given = torch.from_numpy(kind.read("start", start))
            noise = family.noise(count, self._generator(looker, seed))
            most = len(start) + (kind.length if length is None else int(length))
            written = torch.stack(list(family.writing(noise, most, given, temperature)), 1)
            return [start + text for text in kind.to_shown(written).tolist()]

    def module(self) -> nn.ModuleDict:
        """The networks, for those who want torch: a copy in evaluation mode, without gradients, that training leaves
        alone. Which networks there are depends on the family: ``print(run.module())``. Their weights are the ones that
        are shown."""
        with self._looking() as looker:
            return deepcopy(looker.models[self._index].nets)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.label!r} ({self.family})>"

    def _able(self, looker: Looker, capability: str, verb: str) -> Family:
        family = looker.models[self._index]
        if capability not in family.capabilities:
            raise ValueError(f"{self.label}: a model of the family {self.family} does not {verb}")
        return family

    def _decoded(self, looker: Looker, family: Family, z: Tensor, y: Tensor | None) -> Float32:
        """In the pieces in which the window decodes, so that the last bits are the same, too."""
        pieces = [slice(start, start + PIECE) for start in _starts(len(z))]
        return self._as_kept([family.decode(z[piece], None if y is None else y[piece]) for piece in pieces])

    def _as_kept(self, parts: Sequence[Tensor]) -> Float32:
        """What the networks give (N, C, H, W), in the shape in which examples are kept."""
        shape = self._examples.kind.shape
        return _joined(parts).reshape(-1, *shape) if parts else np.empty((0, *shape), np.float32)

    def _generator(self, looker: Looker, seed: int) -> torch.Generator:
        if not isinstance(seed, int | float | np.number) or not -(2**63) <= seed < 2**64:
            raise ValueError(f"seed: expected a whole number of at most 64 bits, found {seed!r}")
        return torch.Generator(looker.device).manual_seed(int(seed))

    def _labels(self, looker: Looker, family: Family, y: Labels | None, n: int) -> Tensor | None:
        """Classes as int64 (n,) on the device of the models; None for a family that takes none."""
        if "classes" not in family.capabilities:
            if y is not None:
                raise ValueError(f"{self.label}: a model of the family {self.family} is told no classes")
            return None
        names = self._examples.class_names
        if y is None:
            numbers = np.arange(n) % family.classes
        else:
            given = np.atleast_1d(np.asarray(y))
            if given.shape not in ((1,), (n,)):
                raise ValueError(f"{self.label}: expected one class or {n}, found classes of shape {given.shape}")
            numbers = np.array([self._class(each, names, family.classes) for each in given.tolist()])
        return torch.tensor(np.broadcast_to(numbers, (n,)).astype(np.int64), device=looker.device)

    def _class(self, given: Any, names: Sequence[str], count: int) -> int:
        if isinstance(given, str) and given in names:
            return names.index(given)
        if isinstance(given, int) and not isinstance(given, bool) and 0 <= given < count:
            return given
        known = f", or a name ({', '.join(names)})" if names else ""
        raise ValueError(f"{self.label}: expected a class from 0 to {count - 1}{known}, found {given!r}")


def _as_taken(x: ArrayLike, kind: Kind) -> Kept:
    """Examples as uint8, or float32 in [0, 1]: as data sets keep them, or as networks take them, which for points of
    the plane differs. Raises ValueError for others."""
    images = np.asarray(x)
    shapes = list(dict.fromkeys((kind.shape, kind.image_shape)))
    if images.shape in shapes:
        images = images[None]
    if images.ndim == 0 or images.shape[1:] not in shapes or len(images) == 0:
        expected = " or ".join(f"(N, {', '.join(map(str, shape))})" for shape in shapes)
        raise ValueError(f"expected images of shape {expected}, found {np.shape(x)}")
    if images.dtype == np.uint8:
        return images
    if not np.issubdtype(images.dtype, np.floating):
        raise ValueError(f"expected images as uint8, or as floats from 0 to 1, found {images.dtype}")
    low, high = float(images.min()), float(images.max())
    if not (low >= 0 and high <= 1):  # also where one of them is not a number
        raise ValueError(f"expected images as floats from 0 to 1, found values from {low:g} to {high:g}")
    return images.astype(np.float32)


def _starts(count: int) -> range:
    return range(0, count, PIECE)


def _joined(parts: Sequence[Tensor]) -> Float32:
    """As an array of its own, which may be written to."""
    return np.concatenate([part.cpu().numpy() for part in parts])
