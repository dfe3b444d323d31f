"""A mixture of Gaussians, fitted by expectation and maximisation: a cloud of points as the sum of a few round clouds.

Dempster, Laird and Rubin, "Maximum Likelihood from Incomplete Data via the EM Algorithm" (1977). A point is made by
choosing one of K *components* with the probabilities pi_k, and drawing from its Gaussian:

    p(z) = sum_k pi_k N(z; mu_k, S_k),    N(z; mu, S) = exp(-(z - mu)' S^-1 (z - mu) / 2) / sqrt(det 2 pi S).

Nobody tells which component made which point. *Expectation* asks: the share r_nk of component k in point n is
pi_k N(z_n; mu_k, S_k), divided by the sum of these. *Maximisation* takes the shares for granted: each component becomes
the mean and the covariance of all points, weighted by its shares. Both halves raise the log-likelihood, or leave it: it
never falls, but ends on the hill on which it began. Where the start was bad, two components share one cloud for good.

A *singularity* is a component on one point only: the narrower it grows, the denser it is there, without end. The floor
under all variances is the cure. It is a constraint, under which EM climbs as well (see ``mixtures.widened``).

What is fitted are the points of the plane themselves, or the first principal components of pictures, or the codes that
another model of the experiment has for its examples. As a density of codes the mixture is a place to draw new ones from
(Ghosh et al., "From Variational to Deterministic Autoencoders", 2020).
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import field_validator

from trainers.catalog import MetricSpec, family
from trainers.examples import Examples
from trainers.family import Family, ModelConfig
from trainers.kinds import unit
from trainers.knobs import ConfigError, knob
from trainers.lazy import torch
from trainers.metrics.carried import CodeMoments, carried
from trainers.metrics.mixture_checks import checked
from trainers.metrics.mixture_starts import random_start, seated, spread_start
from trainers.metrics.mixtures import (
    Form,
    Mixture,
    every_nth,
    free_parameters,
    in_form,
    maximise,
    responsibilities,
    widened,
)
from trainers.metrics.principal_axes import principal_axes
from trainers.schedules import Clock
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor, nn

ASKED, NOW = "expectation", "maximisation"  # the components that were last asked, and as they are
COMPONENTS, MOMENTS = ("weights", "means", "covariances"), ("mean", "covariance")  # what these parts of nets hold
STARTS = ("k-means++", "random", "by hand")
VANISHING = 1e-8  # a floor below this lets a component shrink onto a point for all practical purposes
PIECE = 1000  # examples that are encoded at once


class GaussianMixtureConfig(ModelConfig):
    """Knobs of the mixture."""

    components: int = knob(
        3, ge=1, le=64, log=True, shapes=True, role="components", help="How many Gaussians there are."
    )
    covariance: Form = knob(
        "full", shapes=True,
        help="Which shapes a component may have: any ellipse, one along the axes, a circle, or one ellipse for all.",
    )  # fmt: skip
    start: Literal["k-means++", "random", "by hand"] = knob(
        "k-means++",
        role="start",
        help="Where they begin: at examples far from each other, at any examples, or where you seat them.",
    )
    seats: tuple[int, ...] = knob(
        (25, 25, 75, 25, 50, 75), ge=0, le=100,
        help="For a start by hand: x and y of each component in turn, in percent of the range of the examples.",
    )  # fmt: skip
    floor: float = knob(
        1e-6, ge=1e-12, le=1.0, log=True, live=True, role="floor",
        help="The least variance in any direction; without one a component shrinks onto a single point.",
    )  # fmt: skip
    of: Literal["data", "codes"] = knob(
        "data", shapes=True, label="Fitted to",
        help="The examples themselves, or the codes that the first other model with an encoder has for them.",
    )  # fmt: skip
    latent_dim: int = knob(
        2, ge=1, le=64, log=True, shapes=True, role="code width",
        help="Of pictures: how many principal components the mixture is fitted to.",
    )  # fmt: skip
    every: int = knob(
        1, ge=1, le=1000, log=True, group="advanced", help="One iteration in so many steps; codes are made anew for it."
    )

    def unused(self) -> frozenset[str]:
        return frozenset({"latent_dim"} if self.of == "codes" else ())

    @field_validator("seats")
    @classmethod
    def _in_pairs(cls, percents: tuple[int, ...]) -> tuple[int, ...]:
        if len(percents) % 2 or len(percents) > 128:
            raise ValueError(f"expected x and y of at most 64 components, found {len(percents)} numbers")
        return percents


@family("gaussian-mixture")
class GaussianMixture(Family):
    """K Gaussians (see :class:`Mixture`) in buffers, float64 on the CPU, of which there are no gradients."""

    title = "Gaussian mixture"
    summary = "A few Gaussians share the examples among them and adapt to their shares, in turn, until nothing moves."
    Config: ClassVar[type[ModelConfig]] = GaussianMixtureConfig
    capabilities = frozenset({"encodes", "decodes", "samples", "mixture", "adjustable"})
    players = (ASKED, NOW)
    metrics = (
        MetricSpec(
            "log_likelihood", "Log-likelihood", "likelihood", unit="nats", better="higher", short="log L",
            help="Mean over the examples that are fitted, of the components whose shares were asked: it never falls.",
        ),
        MetricSpec(
            "nats", "Surprise", "nats", unit="nats",
            help="The log-likelihood with its sign turned, to be compared with that of held-out examples.",
        ),
    )  # fmt: skip
    test_metrics = (
        MetricSpec(
            "test_nats", "Test surprise", "nats", unit="nats", short="nats",
            help="Of held-out examples; where it rises while the other falls, components cling to single examples.",
        ),
        MetricSpec(
            "bic", "BIC", "criteria", short="BIC",
            help="Surprise of all fitted examples, twice, and a charge of ln N for each number that is chosen freely.",
        ),
        MetricSpec(
            "aic", "AIC", "criteria", short="AIC",
            help="The same with a charge of 2, which lets more components pass.",
        ),
    )  # fmt: skip

    config: GaussianMixtureConfig

    def __init__(
        self,
        config: GaussianMixtureConfig,
        image_shape: tuple[int, int, int],
        device: torch.device,
        in_plane: bool = False,
    ) -> None:
        """With *in_plane* the examples are places of the plane, of which nothing need be made."""
        self.config = config
        self.image_shape = image_shape
        self.device = device
        self.in_plane = in_plane and config.of == "data"
        self.latent_dim = 2 if self.in_plane else config.latent_dim
        self.optimizers = {}
        self._seed = int(torch.randint(2**31, ()))  # of the start
        self._source: Family | None = None  # whose codes are fitted
        self._kept: Tensor | None = None  # the examples that are fitted, as they are kept
        self._known: tuple[list[Tensor], Tensor] | None = None  # their places, with the projection that made them
        pixels = math.prod(image_shape)
        if config.of == "data" and config.latent_dim > pixels and not in_plane:
            raise ConfigError(
                f"latent_dim: expected at most {pixels}, for an example has no more numbers, found {config.latent_dim}",
                "latent_dim",
            )
        self._make_nets()

    @classmethod
    def build(cls, config: ModelConfig, examples: Examples, device: torch.device) -> Self:
        assert isinstance(config, GaussianMixtureConfig)
        return cls(config, examples.image_shape, device, examples.kind.in_plane)

    def _make_nets(self) -> None:
        count, width, form = self.config.components, self.code_width, self.config.covariance
        own = in_form(
            Mixture(
                torch.full((count,), 1 / count, dtype=torch.float64),
                torch.zeros(count, width, dtype=torch.float64),
                torch.eye(width, dtype=torch.float64).repeat(count, 1, 1),
            ),
            form,
        )
        parts = {ASKED: _components(own), NOW: _components(own)}
        parts[ASKED].register_buffer("log_likelihood", torch.zeros((), dtype=torch.float64))  # nats, mean
        parts[ASKED].register_buffer("examples", torch.zeros((), dtype=torch.int64))  # over which it is the mean
        if self.config.of == "codes":
            for part in parts.values():  # of the codes that they were made for, which move on
                part.register_buffer("mean", torch.zeros(width, dtype=torch.float64))
                part.register_buffer("covariance", torch.eye(width, dtype=torch.float64))
        elif not self.in_plane:
            projection = torch.nn.Module()
            pixels = math.prod(self.image_shape)
            projection.register_buffer("mean", torch.zeros(pixels))
            projection.register_buffer("axes", torch.eye(width, pixels))  # orthonormal rows
            parts["projection"] = projection.to(self.device)
        self.nets = torch.nn.ModuleDict(parts)

    # ------------------------------------------------------------------ what is fitted

    def join(self, models: Sequence[Family]) -> None:
        if self.config.of == "data":
            return
        found = [model for model in models if {"encodes", "decodes"} <= model.capabilities and not _of_codes(model)]
        if not found:
            raise ConfigError("of: expected another model of the experiment that encodes, found none", "of")
        self._source = found[0]
        self.latent_dim = found[0].code_width
        self._make_nets()

    def prepare(self, images: Tensor) -> None:
        """Finds the principal components, and where the mixture begins."""
        self._kept = every_nth(images)
        if "projection" in self.nets:
            projection = self.nets["projection"]
            pictures = unit(self._kept).flatten(1).double()
            mean, axes, variances = principal_axes(pictures, self.code_width)
            projection.get_buffer("mean").copy_(mean)
            projection.get_buffer("axes").copy_(axes)
            everywhere = float(pictures.var(0, correction=0).sum())
            held = min(1.0, float(variances.sum()) / everywhere) if everywhere > 0 else 1.0
            pixels = math.prod(self.image_shape)
            self.notes += (
                f"The mixture is fitted to the first {self.latent_dim} of {pixels:,} principal components of the "
                f"pictures, which hold {held:.0%} of their variance.",
            )
        z = self._places()
        if len(z) < len(images):
            self.notes += (f"The mixture is fitted to {len(z):,} of the {len(images):,} examples, evenly spaced.",)
        if self.config.components > len(z):
            count = self.config.components
            self.notes += (
                f"There are more components ({count}) than examples ({len(z)}): some have none of their own.",
            )
        if self.config.floor < VANISHING:
            floor = self.config.floor
            self.notes += (
                f"With a floor of {floor:g} a component may shrink onto a single example: the log-likelihood then "
                "grows very large, and says nothing.",
            )
        self._take(NOW, self.first_mixture(z, self._seed), z)
        self._ask(z)

    def fitted(self, kept: Tensor) -> Tensor:
        return self._encoded(unit(every_nth(kept)).reshape(-1, *self.image_shape).to(self.device))

    def _encoded(self, x: Tensor) -> Tensor:
        """The places (N, d), float64 on the CPU, of examples as models take them."""
        encoder = self.nets if self._source is None else self._source.nets
        training = encoder.training
        encoder.eval()  # where batches are normalised, nothing shall change by being looked at
        try:
            with torch.no_grad():
                return torch.cat([self.encode(part).cpu().double() for part in x.split(PIECE)])
        finally:
            encoder.train(training)

    def _places(self) -> Tensor:
        """Of the examples that are fitted. Codes are made anew, for the encoder learns meanwhile."""
        assert self._kept is not None
        if self._source is not None:
            return self.fitted(self._kept)
        # Weights may have been loaded since, with a projection that another machine has found.
        by = list(self.nets["projection"].buffers()) if "projection" in self.nets else []
        if self._known is None or not all(map(torch.equal, self._known[0], by)):
            self._known = [each.clone() for each in by], self.fitted(self._kept)
        return self._known[1]

    # ------------------------------------------------------------------ the algorithm

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        """E, then M, on all examples that are fitted, whatever the batch; in the steps between that are left out
        nothing moves."""
        if clock.step % self.config.every:
            return self._told()
        z = self._places()
        if not z.isfinite().all():
            return self._lost()
        given = self._ask(z)
        self._fit(z, given)
        return self._told()

    def partial_step(
        self, players: Collection[str], x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator
    ) -> dict[str, Tensor]:
        """The halves that are named, also in a step that would be left out."""
        z = self._places()
        if not z.isfinite().all():
            return self._lost()
        if ASKED in players:
            self._ask(z)
        if NOW in players:
            self._fit(z, responsibilities(z, self._standing(ASKED, z))[0])
        return self._told()

    def moving(self, players: Collection[str]) -> Collection[str]:
        return players or self.players

    def move(self, player: str, x: Tensor, y: Tensor | None, generator: torch.Generator) -> None:
        self.partial_step((player,), x, y, Clock(0, 1), generator)

    def _ask(self, z: Tensor) -> Tensor:
        """The shares (N, K) of the components as they are, which from now on are those that were asked."""
        now = self._standing(NOW, z)
        given, log_density = responsibilities(z, now)
        self._take(ASKED, now, z)
        asked = self.nets[ASKED]
        asked.get_buffer("log_likelihood").copy_(log_density.mean())
        asked.get_buffer("examples").fill_(len(z))
        return given

    def _fit(self, z: Tensor, given: Tensor) -> None:
        """Fits the components to places z (N, d) that are given to them in these shares (N, K)."""
        self._take(NOW, self._maximised(z, given, self._standing(ASKED, z)), z)

    def _standing(self, part: str, z: Tensor) -> Mixture:
        """The components of a part of ``nets`` where they stand among places z: codes carry them along."""
        own = self.mixture(asked=part == ASKED)
        if self._source is None:
            return own
        then, now = CodeMoments(*(self.nets[part].get_buffer(name) for name in MOMENTS)), CodeMoments.of(z)
        if torch.equal(then.mean, now.mean) and torch.equal(then.covariance, now.covariance):
            return own
        return widened(in_form(carried(own, then, now), self.config.covariance), self.config.floor)

    def _take(self, part: str, mixture: Mixture, z: Tensor) -> None:
        """Puts the *mixture*, made for places z, into a part of ``nets``."""
        _put(self.nets[part], mixture)
        if self._source is not None:
            moments = CodeMoments.of(z)
            for name in MOMENTS:
                self.nets[part].get_buffer(name).copy_(getattr(moments, name))

    def _maximised(self, z: Tensor, given: Tensor, before: Mixture) -> Mixture:
        return widened(maximise(z, given, 0.0, self.config.covariance, before), self.config.floor)

    def _told(self) -> dict[str, Tensor]:
        reached = self._on_device(self.nets[ASKED].get_buffer("log_likelihood").clone())
        return {"log_likelihood": reached, "nats": -reached}

    def _lost(self) -> dict[str, Tensor]:
        """What is told where codes are no numbers any more: nothing is fitted to them."""
        return dict.fromkeys(self._told(), self._on_device(torch.tensor(math.nan, dtype=torch.float64)))

    def _on_device(self, value: Tensor) -> Tensor:
        return value.float().to(self.device) if self.device.type == "mps" else value.to(self.device)

    # ------------------------------------------------------------------ the mixture

    def mixture(self, asked: bool = False) -> Mixture:
        part = self.nets[ASKED if asked else NOW]
        return Mixture(*(part.get_buffer(name).clone() for name in COMPONENTS))

    def first_mixture(self, z: Tensor, seed: int, start: str = "", components: int | None = None) -> Mixture:
        start, count = start or self.config.start, components or self.config.components
        if start not in STARTS:
            raise ValueError(sentence(f"start: expected one of {', '.join(STARTS)}, found {start!r}"))
        if start == "random":
            first = random_start(z, count, seed)
        elif start == "by hand":
            low, high = z.aminmax(dim=0)
            if self.in_plane:
                low, high = torch.zeros_like(low), torch.ones_like(high)
            first = spread_start(z, count, seed, seated(z, self.config.seats, low, high))
        else:
            first = spread_start(z, count, seed)
        return widened(in_form(first, self.config.covariance), self.config.floor)

    def next_mixture(self, z: Tensor, mixture: Mixture) -> Mixture:
        return self._maximised(z, responsibilities(z, mixture)[0], mixture)

    def parameters_of(self, components: int) -> int:
        return free_parameters(components, self.code_width, self.config.covariance)

    def adjust(self, values: Mapping[str, Tensor]) -> None:
        """``weights`` (K,), ``means`` (K, d) and ``covariances`` (K, d, d), any of them, for the components as they
        are. Covariances are brought to the form that they have here, and to the floor."""
        now = self.mixture()
        found = checked(values, now)
        if "covariances" in values:
            found = widened(in_form(found, self.config.covariance), self.config.floor)
        _put(self.nets[NOW], found)

    # ------------------------------------------------------------------ looking

    def encode(self, x: Tensor) -> Tensor:
        if self._source is not None:
            return self._source.encode(x)
        if self.in_plane:
            return x.flatten(1)
        projection = self.nets["projection"]
        return (x.flatten(1) - projection.get_buffer("mean")) @ projection.get_buffer("axes").T

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        if self._source is not None:
            return self._source.decode(z, y)
        if not self.in_plane:
            projection = self.nets["projection"]
            z = projection.get_buffer("mean") + z @ projection.get_buffer("axes")
        return z.clamp(0, 1).reshape(-1, *self.image_shape)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """From the mixture; *codes* are not needed."""
        weights = self.mixture().weights.float().to(generator.device)
        which = torch.multinomial(weights, n, replacement=True, generator=generator) if n else weights[:0].long()
        return self._drawn(which.cpu(), generator)

    def component_codes(self, component: int, n: int, generator: torch.Generator) -> Tensor:
        return self._drawn(torch.full((n,), component), generator)

    def _drawn(self, which: Tensor, generator: torch.Generator) -> Tensor:
        """A code from each of the components *which* (n,)."""
        now = self.mixture()
        noise = torch.randn(len(which), self.code_width, generator=generator, device=generator.device).cpu().double()
        z = now.means[which]
        for component, factor in enumerate(now.factors):
            rows = which == component
            z[rows] += noise[rows] @ factor.T
        return z.float().to(self.device)

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        """Of *x*, by the components as they are; the criteria are those of the fitted examples, by the components that
        were asked."""
        _, log_density = responsibilities(self._encoded(x), self.mixture())
        asked = self.nets[ASKED]
        count = asked.get_buffer("examples").clamp_min(1).double()
        surprise = -2 * count * asked.get_buffer("log_likelihood")
        free = self.parameters_of(self.config.components)
        figures = {"test_nats": -log_density.mean(), "bic": surprise + free * count.log(), "aic": surprise + 2 * free}
        return {name: self._on_device(value) for name, value in figures.items()}


def _components(own: Mixture) -> nn.Module:
    """A part of ``nets`` that holds components and nothing that is learned by gradients."""
    part = torch.nn.Module()
    for name in COMPONENTS:
        part.register_buffer(name, getattr(own, name).clone())
    return part


def _put(part: nn.Module, mixture: Mixture) -> None:
    for name in COMPONENTS:
        part.get_buffer(name).copy_(getattr(mixture, name))


def _of_codes(model: Family) -> bool:
    """Whether a model has no codes but those of others."""
    return isinstance(model, GaussianMixture) and model.config.of == "codes"
