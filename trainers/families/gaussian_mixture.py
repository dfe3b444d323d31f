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
from typing import TYPE_CHECKING, ClassVar, Self

from trainers.catalog import MetricSpec, family
from trainers.examples import Examples
from trainers.families._mixture.mixture_config import GaussianMixtureConfig
from trainers.families._mixture.mixture_figures import METRICS, TEST_METRICS
from trainers.families._mixture.mixture_parts import (
    ASKED,
    NOW,
    check_parts,
    components_of,
    make_parts,
    moments_of,
    put,
    same,
)
from trainers.families._mixture.projection import fit_projection, make_projection, project, unproject
from trainers.family import Family, ModelConfig
from trainers.kinds import unit
from trainers.knobs import ConfigError
from trainers.lazy import torch
from trainers.metrics.gaussians.carried import CodeMoments, carried
from trainers.metrics.gaussians.checks import checked
from trainers.metrics.gaussians.mixtures import (
    Mixture,
    drawn,
    every_nth,
    free_parameters,
    in_form,
    maximise,
    responsibilities,
    widened,
)
from trainers.metrics.gaussians.starts import random_start, seated, spread_start
from trainers.schedules import Clock
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

STARTS = ("k-means++", "random", "by hand")
VANISHING = 1e-8  # a floor below this lets a component shrink onto a point for all practical purposes
PIECE = 1000  # examples that are encoded at once


@family("gaussian-mixture")
class GaussianMixture(Family):
    """K Gaussians (see :class:`Mixture`) in buffers, float64 on the CPU, of which there are no gradients."""

    title = "Gaussian mixture"
    summary = "A few Gaussians share the examples among them and adapt to their shares, in turn, until nothing moves."
    Config: ClassVar[type[ModelConfig]] = GaussianMixtureConfig
    capabilities = frozenset({"encodes", "decodes", "samples", "mixture", "adjustable"})
    players = (ASKED, NOW)
    metrics: ClassVar[tuple[MetricSpec, ...]] = METRICS
    test_metrics = TEST_METRICS

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
                f"latent_dim: expected at most {pixels}, as many as an example has numbers, found {config.latent_dim}",
                "latent_dim",
            )
        self._make_nets()

    @classmethod
    def build(cls, config: ModelConfig, examples: Examples, device: torch.device) -> Self:
        assert isinstance(config, GaussianMixtureConfig)
        return cls(config, examples.image_shape, device, examples.kind.in_plane)

    def _make_nets(self) -> None:
        config, codes = self.config, self.config.of == "codes"
        parts = make_parts(config.components, self.code_width, config.covariance, codes)
        if not codes and not self.in_plane:
            parts["projection"] = make_projection(math.prod(self.image_shape), self.code_width).to(self.device)
        self.nets = torch.nn.ModuleDict(parts)

    @property
    def floor(self) -> float:
        """The least variance that a component may have in any direction."""
        return float(self.config.setting("floor"))

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
            held = fit_projection(self.nets["projection"], unit(self._kept).flatten(1))
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
        if (floor := self.floor) < VANISHING:
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
        """The components of a part of ``nets`` where they stand among places z (N, d)."""
        return components_of(self.nets[part]) if self._source is None else self._along(part, CodeMoments.of(z))

    def _along(self, part: str, now: CodeMoments) -> Mixture:
        """The components of a part of ``nets`` as codes that lie like that *now* have carried them along."""
        own, then = components_of(self.nets[part]), moments_of(self.nets[part])
        if same(then, now):
            return own
        return widened(in_form(carried(own, then, now), self.config.covariance), self.floor)

    def _take(self, part: str, mixture: Mixture, z: Tensor) -> None:
        """Puts the *mixture*, made for places z (N, d), into a part of ``nets``."""
        put(self.nets[part], mixture)
        if self._source is not None:
            put(self.nets[part], CodeMoments.of(z))

    def _maximised(self, z: Tensor, given: Tensor, before: Mixture) -> Mixture:
        return widened(maximise(z, given, 0.0, self.config.covariance, before), self.floor)

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
        return components_of(self.nets[ASKED]) if asked else self._as_they_are()[0]

    def _as_they_are(self) -> tuple[Mixture, str]:
        """The components, and the part of ``nets`` whose codes they stand among: those that were asked as long as
        nothing but the codes has moved them since they were fitted."""
        own = components_of(self.nets[NOW])
        if self._source is None:
            return own, NOW
        asked = components_of(self.nets[ASKED])
        return (asked, ASKED) if same(asked, self._along(NOW, moments_of(self.nets[ASKED]))) else (own, NOW)

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
        return widened(in_form(first, self.config.covariance), self.floor)

    def next_mixture(self, z: Tensor, mixture: Mixture) -> Mixture:
        return self._maximised(z, responsibilities(z, mixture)[0], mixture)

    def parameters_of(self, components: int) -> int:
        return free_parameters(components, self.code_width, self.config.covariance)

    def adjust(self, values: Mapping[str, Tensor]) -> None:
        """``weights`` (K,), ``means`` (K, d) and ``covariances`` (K, d, d), any of them, for the components as they
        are. Covariances are brought to the form that they have here, and to the floor."""
        now, part = self._as_they_are()
        found = checked(values, now)
        if "covariances" in values:
            found = widened(in_form(found, self.config.covariance), self.floor)
        if self._source is not None:
            put(self.nets[NOW], moments_of(self.nets[part]))
        put(self.nets[NOW], found)

    def check_learned(self, saved: Mapping[str, Tensor]) -> None:
        check_parts(saved, self._source is not None)

    # ------------------------------------------------------------------ looking

    def encode(self, x: Tensor) -> Tensor:
        if self._source is not None:
            return self._source.encode(x)
        if self.in_plane:
            return x.flatten(1)
        return project(self.nets["projection"], x.flatten(1))

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        if self._source is not None:
            return self._source.decode(z, y)
        flat = z if self.in_plane else unproject(self.nets["projection"], z)
        return flat.clamp(0, 1).reshape(-1, *self.image_shape)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """From the mixture; *codes* are not needed."""
        weights = self.mixture().weights.float().to(generator.device)
        if not (weights.isfinite() & (weights >= 0)).all():  # from a file of others: what is drawn is no number either
            weights = torch.ones_like(weights)
        which = torch.multinomial(weights, n, replacement=True, generator=generator) if n else weights[:0].long()
        return self._drawn(which.cpu(), generator)

    def component_codes(self, component: int, n: int, generator: torch.Generator) -> Tensor:
        return self._drawn(torch.full((n,), component), generator)

    def _drawn(self, which: Tensor, generator: torch.Generator) -> Tensor:
        """A code from each of the components *which* (n,)."""
        now = self.mixture()
        noise = torch.randn(len(which), self.code_width, generator=generator, device=generator.device).cpu().double()
        return drawn(now, which, noise).float().to(self.device)

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


def _of_codes(model: Family) -> bool:
    """Whether a model has no codes but those of others."""
    return isinstance(model, GaussianMixture) and model.config.of == "codes"
