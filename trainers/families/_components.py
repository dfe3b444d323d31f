"""What the families that make pictures component by component share: levels, loss, and how a picture is filled in.

Any distribution over pictures is a product: p(x) = prod_i p(x_i | those before x_i in some order). Such a family says
one thing only, the odds of the levels of every site given the sites before it (:meth:`ByComponents.free_logits`). From
it follows all else: the exact surprise of a picture in nats, samples (draw each site in turn), completions (keep
what is known), and what the model expects under the pointer.

*Noise belongs to picture and site*: a site is drawn as argmax(logits / T + noise), with Gumbel noise (Gumbel, 1954;
"Gumbel-max"). So the same noise gives the same picture, and a changed pixel changes only what follows from it. Three
ways of drawing give that same picture: ``naive`` asks the whole network for every site, ``cached`` computes only what
is new at each site, and ``fixed point`` guesses all sites at once until nothing changes any more (Song et al.,
"Accelerating Feedforward Computation via Parallel Nonlinear Equation Solving", 2021; Wiggers and Hoogeboom,
"Predictive Sampling with Forecasting Autoregressive Models", 2020).
"""

from __future__ import annotations

import math
from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, Self

from pydantic import field_validator

from trainers.catalog import MetricSpec
from trainers.families._frequencies import frequency_logits
from trainers.family import Family, FamilyConfig, ModelConfig
from trainers.kinds import Pictures
from trainers.knobs import ConfigError, knob
from trainers.lazy import functional, nets, torch
from trainers.levels import Levels
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.examples import Examples

Way = Literal["cached", "fixed point", "naive"]
# A save holds every weight four times, and no file beyond 2 GB is opened again (``trainers/runs/checkpoint.py``).
MOST_WEIGHTS = 2**27 - 2**20
METRICS = (
    MetricSpec(
        "nats", "Surprise", "loss", "nats", help="-log p: summed over sites, mean over images.", baselines="nats"
    ),
    MetricSpec(
        "bits_per_dim", "Bits per site", "bits", "bits", help="In bits, over the number of sites.", baselines="bits"
    ),
)
TEST_METRICS = (
    MetricSpec("test_nats", "Test surprise", "loss", "nats", help="Of held-out images, exact.", short="surprise"),
    MetricSpec(
        "test_bits_per_dim", "Test bits per site", "bits", "bits", help="Of held-out images.", short="bits a site"
    ),
)


class ComponentConfig(ModelConfig):
    """What a component is."""

    levels: Literal["2", "4", "16", "palette"] = knob(
        "2", shapes=True,
        help="Values that a pixel may have: steps from black to white, or the colours found in the data (16 at most).",
    )  # fmt: skip
    binarize: Literal["stochastic", "nearest"] = knob(
        "stochastic", group="advanced",
        help="stochastic: grey becomes black or white by chance, anew each time; nearest: always the nearer of both.",
    )  # fmt: skip
    told_class: bool = knob(
        False, shapes=True, group="advanced", label="Told the class",
        help="The model is told the class of each image, and can be asked for one.",
    )  # fmt: skip

    @field_validator("levels", mode="before")
    @classmethod
    def _number_as_text(cls, value: Any) -> Any:
        """``levels = 4`` in a TOML file means the same as ``levels = "4"``."""
        return str(value) if type(value) is int else value


class ComponentNetConfig(ComponentConfig, FamilyConfig):
    """The same for networks, which learn at a rate."""


class Increment(Protocol):
    """Pictures in the making, of which a network knows the sites that were put so far."""

    def begin(self, places: int, x: Tensor) -> None:
        """Puts the first so many *places* of the order of pictures x (n, C, H, W) at once. Only before all else."""

    def logits(self, place: int) -> Tensor:
        """(n, levels - 1) of the site at *place* of the order, as :meth:`ByComponents.free_logits` gives them."""

    def put(self, place: int, values: Tensor) -> None:
        """The numbers (n, levels.width) of the site at *place*. Sites are put in their order."""


class ByComponents(Family):
    """Draws one site after the other. Subclasses build ``nets`` and say :meth:`free_logits`."""

    capabilities = frozenset({"samples", "stages", "completes", "predicts"})
    takes = frozenset({Pictures})
    metrics: ClassVar[tuple[MetricSpec, ...]] = METRICS
    test_metrics = TEST_METRICS
    latent_dim = None
    Config: ClassVar[type[ModelConfig]] = ComponentNetConfig

    way: ClassVar[Way] = "cached"  # how it draws unless asked otherwise; those without increments another one

    config: ComponentConfig

    def __init__(
        self,
        config: ComponentConfig,
        image_shape: tuple[int, int, int],
        device: torch.device,
        levels: Levels,
        classes: int = 0,
    ) -> None:
        """*classes* above 0: the model is told labels."""
        self.config, self.image_shape, self.device, self.levels, self.classes = (
            config,
            image_shape,
            device,
            levels,
            classes,
        )
        self.site_shape = levels.site_shape(image_shape)
        self.sites = math.prod(self.site_shape)
        if classes:
            self.capabilities = type(self).capabilities | {"classes"}  # type: ignore[misc]
        self.optimizers = {}
        self.make_nets()

    @classmethod
    def build(cls, config: ModelConfig, examples: Examples, device: torch.device) -> Self:
        """Raises ConfigError where there are no labels to be told."""
        assert isinstance(config, ComponentConfig)
        levels = Levels.found(examples.train) if config.levels == "palette" else Levels.evenly(int(config.levels))
        classes = 0
        if config.told_class:
            if examples.train_labels is None:
                raise ConfigError(
                    f"told_class: expected data with classes, found none in {examples.title}", "told_class"
                )
            classes = max(len(examples.class_names), int(examples.train_labels.max()) + 1)
        model = cls(config, examples.image_shape, device, levels, classes)
        model.notes = levels.losses(examples.train)
        return model

    # ------------------------------------------------------------------ what a family says

    @abstractmethod
    def make_nets(self) -> None:
        """Sets ``nets`` on :attr:`device`, and ``optimizers`` where it learns by gradients (:meth:`make_adam`).
        ``levels``, ``image_shape``, ``sites`` and ``classes`` are there."""

    @abstractmethod
    def free_logits(self, x: Tensor, y: Tensor | None, order: str) -> Tensor:
        """(N, sites, levels - 1): the logits of all levels but the first, whose logit is 0, of every site of *x*
        (N, C, H, W) given the sites before it in the *order* of that name. Gradients pass to *x*, of which every site
        holds one of the levels; *y* (N,) where classes are told."""

    def increment(self, n: int, y: Tensor | None, order: str) -> Increment:
        """*n* pictures in the making. Raises NotImplementedError for a family without a quicker way."""
        raise NotImplementedError(f"{self.name} has no increments")

    def filling_logits(self, x: Tensor, y: Tensor | None, order: str, known: Tensor) -> Tensor:
        """As :meth:`free_logits`, where pictures are filled in around *known* sites (N, sites): a model that can look
        at those of them that come later in the order does so."""
        return self.free_logits(x, y, order)

    def filling_logits_at(self, place: int, x: Tensor, y: Tensor | None, order: str, known: Tensor) -> Tensor:
        """(N, levels - 1) of the same for the site at one *place* of the order, from the whole network."""
        return self.filling_logits(x, y, order, known)[:, int(self.orders[order][place])]

    def filling_increment(self, x: Tensor, y: Tensor | None, order: str, known: Tensor) -> Increment:
        """As :meth:`increment`, for the same: pictures x (n, C, H, W), of which *known* sites hold what is known."""
        return self.increment(len(x), y, order)

    def check_weights(self, layers: Sequence[int], width: int, knob: str) -> None:
        """Raises ConfigError, which names the *knob*, where a perceptron of such hidden *layers* from all sites, of
        *width* numbers each, to all their odds is larger than a run can be saved with. To be asked before it is made,
        for the memory may not be there."""
        units = [self.sites * width, *layers, self.sites * (self.levels.count - 1)]
        weights = sum(before * after for before, after in pairwise(units))
        if weights > MOST_WEIGHTS:
            raise ConfigError(
                f"{knob}: {weights:,} weights, where a model has at most {MOST_WEIGHTS:,}, for a picture has "
                f"{self.sites:,} components of {self.levels.count} values; take fewer units or smaller pictures",
                knob,
            )

    @property
    def last_bias(self) -> Tensor | None:
        """What the network adds to the logits of each site whatever it has seen, sites * (levels - 1) numbers in their
        order: it begins with how frequent each level is there. None: it has nothing of the kind."""
        return None

    def prepare(self, images: Tensor) -> None:
        """Begins with how frequent each level is at each site, where the network can say so."""
        if (bias := self.last_bias) is not None:
            logits = frequency_logits(images, self.levels, self.config.binarize == "stochastic")
            with torch.no_grad():
                bias.copy_(logits.view_as(bias))

    def make_adam(self) -> None:
        """One optimiser for all of ``nets``."""
        rate = self.learning_rate
        self.optimizers = {"adam": nets.make_adam(self.nets.parameters(), rate, self.device)}

    @property
    def learning_rate(self) -> float:
        [rate] = self.config.rates
        return float(getattr(self.config, rate))

    @property
    def orders(self) -> Mapping[str, Tensor]:
        """The orders that the model knows, by name, each a permutation (sites,); the first is the usual one."""
        return {"natural": natural_order(self.site_shape)}

    @property
    def order(self) -> Tensor:
        """The usual one of :attr:`orders`."""
        return next(iter(self.orders.values()))

    # ------------------------------------------------------------------ learning

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        x, indices = self.on_levels(x, generator)
        loss = self.surprise(self.free_logits(x, self._told(y), self._order_of(clock)), indices).sum() / len(x)
        optimizer = self.optimizers["adam"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return self._metrics(loss.detach())

    def _order_of(self, clock: Clock) -> str:
        """The order that this step learns: in turn."""
        names = tuple(self.orders)
        return names[clock.step % len(names)]

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            x, indices = self.on_levels(x, generator)
            nats = self.surprise(self.free_logits(x, self._told(y), next(iter(self.orders))), indices).sum() / len(x)
        return {f"test_{name}": value for name, value in self._metrics(nats).items()}

    def _metrics(self, nats: Tensor) -> dict[str, Tensor]:
        return {"nats": nats, "bits_per_dim": nats / (self.sites * math.log(2))}

    def _told(self, y: Tensor | None) -> Tensor | None:
        return y if self.classes else None

    def on_levels(self, x: Tensor, generator: torch.Generator | None = None) -> tuple[Tensor, Tensor]:
        chance = generator if self.config.binarize == "stochastic" else None
        indices = self.levels.indices(x, chance)
        return self.levels.pixels(indices, self.image_shape), indices

    def surprise(self, free: Tensor, indices: Tensor) -> Tensor:
        """-log p of the levels (N, sites) that were found, in nats: (N, sites), of :meth:`free_logits`."""
        if free.shape[2] == 1:
            return functional.binary_cross_entropy_with_logits(free.squeeze(2), indices.float(), reduction="none")
        return functional.cross_entropy(with_first(free).transpose(1, 2), indices, reduction="none")

    # ------------------------------------------------------------------ looking

    def predict(self, x: Tensor, y: Tensor | None = None, order: str = "") -> Tensor:
        return with_first(self.free_logits(x, self._asked(y, len(x)), order or next(iter(self.orders))))

    def log_prob(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        x, indices = self.on_levels(x)
        free = self.free_logits(x, self._asked(y, len(x)), next(iter(self.orders)))
        return -self.surprise(free, indices).sum(1)

    def draw(
        self,
        n: int,
        generator: torch.Generator,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        codes: Tensor | None = None,
    ) -> Iterator[Tensor]:
        return self.fill(self.noise(n, generator), y, given)

    def noise(self, n: int, generator: torch.Generator) -> Tensor:
        """Gumbel noise (n, sites, levels) for :meth:`fill`."""
        uniform = torch.rand(n, self.sites, self.levels.count, generator=generator, device=self.device)
        return -(-uniform.clamp_min_(1e-20).log()).log()

    def fill(
        self,
        noise: Tensor,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        temperature: float = 1.0,
        order: str = "",
        way: Way | None = None,
    ) -> Iterator[Tensor]:
        """The pictures of filling(), which may be asked for another *way* to get there."""
        return (pictures for _, pictures in self.filling(noise, y, given, temperature, order, way))

    def filling(
        self,
        noise: Tensor,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        temperature: float = 1.0,
        order: str = "",
        way: Way | None = None,
    ) -> Iterator[tuple[int, Tensor]]:
        """*noise* is (n, sites, levels); each yield has a row of sites more. All *way*s give the same picture."""
        from trainers.families._filling import Filling

        order = order or next(iter(self.orders))
        y = self._asked(y, len(noise))
        return Filling(self, noise, y, given, temperature, order).stages(way or self.way)

    def _asked(self, y: Tensor | None, n: int) -> Tensor | None:
        """Labels (n,) to ask for: without any the classes take turns."""
        if not self.classes or y is not None:
            return self._told(y)
        return torch.arange(n, device=self.device) % self.classes


def natural_order(site_shape: tuple[int, int, int]) -> Tensor:
    """Row by row from the top left; of one pixel its channels in turn. Sites are counted channel by channel."""
    channels, height, width = site_shape
    return torch.arange(channels * height * width).view(channels, height * width).T.flatten()


def with_first(free: Tensor) -> Tensor:
    """All logits (..., levels) of free ones (..., levels - 1): that of the first level is 0."""
    return functional.pad(free, (1, 0))
