"""What a family file provides: a config, networks, how it learns, and how one looks into it.

An instance is one live model. The trainer thread owns the one that learns; the render thread owns another of the same
config, into which it loads the weights of a snapshot before it encodes, decodes or samples.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from trainers.catalog import Game, MetricSpec
from trainers.kinds import Kind, Pictures, Points
from trainers.knobs import Config, ConfigError, KnobSpec, knob, knob_specs
from trainers.schedules import Clock, learning_rate_factor
from trainers.sentence import sentence

if TYPE_CHECKING:
    import torch
    from torch import Tensor, nn

    from trainers.examples import Examples
    from trainers.levels import Levels
    from trainers.metrics.gaussians.mixtures import Mixture
    from trainers.schedules import Decay
    from trainers.traces import Tracer, Way


class ModelConfig(Config):
    """What the config of every family is; ``rates`` names the knobs that are learning rates."""

    rates: ClassVar[tuple[str, ...]] = ()

    def unused(self) -> frozenset[str]:
        """Knobs that shape networks of another kind than those that this config describes."""
        return frozenset()

    @property
    def joins_another(self) -> bool:
        """Whether the model goes by what another one of its experiment makes of the examples; see Family.join()."""
        return False

    def rate_shares(self, clock: Clock) -> Mapping[str, float]:
        """What the step at *clock* makes of each of :attr:`rates`: the share of it by which that step moves."""
        return dict.fromkeys(self.rates, learning_rate_factor(clock))

    def misfits(self, other: ModelConfig) -> tuple[KnobSpec, ...]:
        """The knobs because of which weights of this config do not fit the *other* one, of the same family."""
        unused = self.unused() & other.unused()
        return tuple(
            spec
            for spec in knob_specs(type(self))
            if spec.shapes and spec.name not in unused and getattr(self, spec.name) != getattr(other, spec.name)
        )


class FamilyConfig(ModelConfig):
    """Knobs of a family that learns at one rate, as most do."""

    rates: ClassVar[tuple[str, ...]] = ("learning_rate",)

    learning_rate: float = knob(
        2e-3, ge=1e-5, le=0.1, log=True, live=True, help="How far each step moves the weights; too high diverges."
    )


class Family(ABC):
    """One live model. Subclasses are entered into the catalog with ``@family("name")``.

    Examples ``x`` are as their kind brings them to a model: pictures and points as float32 (N, C, H, W) in [0, 1],
    texts as int64 (N, length). Losses are summed over pixels and averaged over the batch; of texts they are means over
    characters.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    summary: ClassVar[str]
    Config: ClassVar[type[ModelConfig]]
    metrics: ClassVar[tuple[MetricSpec, ...]]  # what step() returns
    test_metrics: ClassVar[tuple[MetricSpec, ...]]  # what evaluate() returns
    capabilities: ClassVar[frozenset[str]]
    takes: ClassVar[frozenset[type[Kind]]] = frozenset({Pictures, Points})  # the kinds of examples it learns from
    players: ClassVar[tuple[str, ...]] = ()  # names in ``nets`` of networks that play against each other, in turn
    games: ClassVar[tuple[Game, ...]] = ()  # what a "discriminator" and a "generator" may strive for
    averaged: ClassVar[tuple[str, ...] | None] = None  # those of ``nets`` that are shown as moving averages; None: all

    config: ModelConfig  # replaced by the loop when a live knob changes
    nets: nn.ModuleDict  # every learned tensor; what is averaged, shown and saved
    optimizers: Mapping[str, torch.optim.Optimizer]  # none for a family that is fitted without gradients
    latent_dim: int | None  # how many numbers a code has; None: there is no code, and no map
    levels: Levels  # what a site may hold; with the capability "predicts"
    classes: int = 0  # how many labels decode() knows; with the capability "classes"
    notes: tuple[str, ...] = ()  # sentences for the user: what was made of the examples, and what is lost by that

    @abstractmethod
    def __init__(self, config: ModelConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        """Builds networks and optimisers. Initial weights come from torch's global generator; the caller seeds it."""

    @classmethod
    def build(cls, config: ModelConfig, examples: Examples, device: torch.device) -> Self:
        """A model for *examples*. Raises ConfigError, which names the knob, where it cannot learn from them."""
        return cls(config, examples.image_shape, device)

    @property
    def code_width(self) -> int:
        """:attr:`latent_dim` of a model that has a code. Raises NotImplementedError for one that has none."""
        if self.latent_dim is None:
            raise NotImplementedError(f"{self.name} has no code")
        return self.latent_dim

    @property
    def batches(self) -> int:
        """How many batches one step looks at. What step() is given holds so many, one after the other."""
        return 1

    @property
    def decay(self) -> Decay:
        """How the learning rates fall towards the end of the plan."""
        return "cosine"

    def learning_rates(self) -> Mapping[str, float]:
        """The present learning rate of every optimiser, before the schedule. Unless overridden, all share one knob.
        There are none without optimisers."""
        if not self.optimizers:
            return {}
        [rate] = self.config.rates
        return dict.fromkeys(self.optimizers, getattr(self.config, rate))

    @abstractmethod
    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        """One update of every player on images x (batches * B, C, H, W). Returns 0-d detached tensors on the device,
        one per metric; never syncs with the host. All randomness comes from *generator*.

        A family that is fitted without gradients writes what it learns into parameters or buffers of ``nets``: nothing
        else is shown, saved and resumed."""

    def partial_step(
        self, players: Collection[str], x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator
    ) -> dict[str, Tensor]:
        """As step(), but of :attr:`players` only these change: of the others nothing does, not a bit. All metrics are
        returned all the same. A family without players takes a whole step."""
        return self.step(x, y, clock, generator)

    def moving(self, players: Collection[str]) -> Collection[str]:
        """Which of ``nets`` a step changes in which only *players* may move; in an empty one all may."""
        return self.nets.keys()

    def move(self, player: str, x: Tensor, y: Tensor | None, generator: torch.Generator) -> None:
        """One update of one of :attr:`players` on one batch x (B, C, H, W), whatever the number of its moves in a step.
        Of the others nothing changes, not a bit. Families with the capability "scores" have a "discriminator" and a
        "generator"."""
        raise NotImplementedError(f"{self.name} has no players")

    def prepare(self, images: Tensor) -> None:
        """Called once before the first step with the training examples as they are kept, (N, *kind.shape): pictures as
        uint8 or float32 in [0, 1], points as float32; with some of them, evenly spaced, where they are more than are in
        memory. For statistics such as the mean image that sets the last bias.
        Must be deterministic."""

    def join(self, models: Sequence[Family]) -> None:
        """Called once when all *models* of the experiment stand, this one among them, before prepare(): for a family
        that learns from what another one makes of the examples. Raises ConfigError, which names the knob, where it
        cannot."""

    def adjust(self, values: Mapping[str, Tensor]) -> None:
        """Takes *values*, by names that the family chooses, for what it has learned: the user has moved something by
        hand. They are finite, float64, on the CPU. Raises ValueError with one sentence, changing nothing, for what
        cannot be. Needs the capability "adjustable"."""
        raise NotImplementedError(f"{self.name} cannot be adjusted by hand")

    def check_learned(self, saved: Mapping[str, Tensor]) -> None:
        """Called before *saved* tensors, finite and with the names, shapes and types of ``nets.state_dict()``, are
        taken for what it has learned. Raises ValueError with one sentence for what no training leaves, such as a file
        of others may hold, where steps or looks would come to grief on it."""

    def mixture(self, asked: bool = False) -> Mixture:
        """The components as they are, or those of which the shares were last *asked*: float64 on the CPU, copies. Needs
        the capability "mixture"."""
        raise NotImplementedError(f"{self.name} is no mixture")

    def fitted(self, kept: Tensor) -> Tensor:
        """The places (N, latent_dim), float64 on the CPU, of those examples that the mixture is fitted to, given all
        training examples as they are kept, (M, *kind.shape): always the same ones, every n-th where there are many.
        Needs the capability "mixture"."""
        raise NotImplementedError(f"{self.name} is no mixture")

    def first_mixture(self, z: Tensor, seed: int, start: str = "", components: int | None = None) -> Mixture:
        """Where a mixture for places z (N, latent_dim) would begin: with another *seed*, and, where they are given, in
        another way to *start* and with another number of *components* than the model's own. Raises ValueError with one
        sentence for a way that there is not. Needs the capability "mixture"."""
        raise NotImplementedError(f"{self.name} is no mixture")

    def next_mixture(self, z: Tensor, mixture: Mixture) -> Mixture:
        """What one iteration of expectation and maximisation on places z (N, latent_dim) makes of a *mixture* with any
        number of components. Needs the capability "mixture"."""
        raise NotImplementedError(f"{self.name} is no mixture")

    def parameters_of(self, components: int) -> int:
        """How many numbers a mixture of so many *components* may choose freely: what BIC and AIC charge for. Needs the
        capability "mixture"."""
        raise NotImplementedError(f"{self.name} is no mixture")

    def component_codes(self, component: int, n: int, generator: torch.Generator) -> Tensor:
        """Codes (n, latent_dim) drawn from one *component* alone, counted from 0. Needs the capability "mixture"."""
        raise NotImplementedError(f"{self.name} is no mixture")

    def encode(self, x: Tensor) -> Tensor:
        """Codes (N, latent_dim) of images; for a VAE the posterior mean. Needs the capability "encodes"."""
        raise NotImplementedError(f"{self.name} does not encode")

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """(mu, logvar), each (N, latent_dim). Needs the capability "posterior"."""
        raise NotImplementedError(f"{self.name} has no posterior")

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        """Images (N, C, H, W) in [0, 1] of codes (N, latent_dim). Needs the capability "decodes".

        With the capability "classes" the images are of the labels *y*, int64 (N,); without labels the classes take
        turns from row to row. Other families ignore *y*."""
        raise NotImplementedError(f"{self.name} does not decode")

    def reconstruct(self, x: Tensor) -> Tensor:
        """What is drawn of images x (N, C, H, W) again, of the same shape, in [0, 1]: the decode of their codes, unless
        a decoder is given more than the code. Needs the capabilities "encodes" and "decodes"."""
        return self.decode(self.encode(x))

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Codes (n, latent_dim) to draw new images from; *codes* of training images serve families without a prior."""
        raise NotImplementedError(f"{self.name} does not sample")

    @property
    def draws_codes(self) -> bool:
        """Whether draw() is nothing but the decodes of sample_codes(), so that these may as well be made in pieces."""
        return self.latent_dim is not None and "stages" not in self.capabilities

    def draw(
        self,
        n: int,
        generator: torch.Generator,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        codes: Tensor | None = None,
    ) -> Iterator[Tensor]:
        """New images (n, C, H, W) in [0, 1], each yield a better whole of all of them: the last one is the sample.
        Needs the capability "samples"; with "stages" there is more than one yield. What is yielded is not written to
        afterwards. All randomness comes from *generator*.

        *y* as in decode(). With the capability "completes", *given* is (x, known): images (n or 1, C, H, W), and a
        boolean mask of the same shape where they are known. There every stage is x, bit for bit; the rest is drawn to
        go with it. Asked of nobody else. *codes* as in sample_codes()."""
        if given is not None:
            raise NotImplementedError(f"{self.name} does not complete what is given")
        yield self.decode(self.sample_codes(n, generator, codes), y)

    @property
    def orders(self) -> Mapping[str, Tensor]:
        """The orders in which sites can be drawn, by name, each a permutation (sites,), int64; the first is the usual
        one. Needs the capability "predicts", whose whole story is told in ``trainers.families._components``."""
        raise NotImplementedError(f"{self.name} draws in no order")

    def predict(self, x: Tensor, y: Tensor | None = None, order: str = "") -> Tensor:
        """Logits (N, sites, levels) of the levels of every site of *x*, given the sites before it in the *order* of
        that name ("": the usual one): of itself and of what comes later nothing passes. A site is a place in
        ``x.flatten(1)``, or a pixel where levels are the colours of a palette; each site of *x* holds one of the
        levels. Needs the capability "predicts"; gradients pass to *x*. *y* as in decode()."""
        raise NotImplementedError(f"{self.name} does not predict")

    def predict_at(self, x: Tensor, site: int, y: Tensor | None = None, order: str = "") -> Tensor:
        """What predict() says of one site: (N, levels)."""
        return self.predict(x, y, order)[:, site]

    def on_levels(self, x: Tensor, generator: torch.Generator | None = None) -> tuple[Tensor, Tensor]:
        """*x* (N, C, H, W) with every site at one of the levels, and the indices (N, sites) of these: the nearest, or
        with a *generator* by chance, where the model learns from such pictures. Needs the capability "predicts"."""
        raise NotImplementedError(f"{self.name} has no levels")

    def log_prob(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        """The log of the probability of each picture of *x*, in nats (N,), each site taken at its nearest level. Needs
        the capability "predicts"."""
        raise NotImplementedError(f"{self.name} has no probabilities")

    def noise(self, n: int, generator: torch.Generator) -> Tensor:
        """What decides how *n* pictures are filled in by filling(), or texts written by writing(), and nothing else
        does."""
        raise NotImplementedError(f"{self.name} fills nothing in")

    def filling(
        self,
        noise: Tensor,
        y: Tensor | None = None,
        given: tuple[Tensor, Tensor] | None = None,
        temperature: float = 1.0,
        order: str = "",
    ) -> Iterator[tuple[int, Tensor]]:
        """As draw(), with *noise*: where nothing differs that a site depends on, it gets the same level again. Each
        yield is how many places of the order are done, and the pictures, black where they are not. *temperature* above
        1 dares more, at 0 the likeliest level is taken. Needs the capabilities "predicts" and "completes"."""
        raise NotImplementedError(f"{self.name} fills nothing in")

    def writing(
        self, noise: Tensor, length: int, start: Tensor | None = None, temperature: float = 1.0
    ) -> Iterator[Tensor]:
        """Writes as many texts as there is *noise* (n,), of noise(), of up to *length* characters; each yield is the
        next character (n,) of each, as indices into the vocabulary of the examples. They begin with *start* (k,) or
        (n, k). Needs the capability "writes", whose whole story is told in ``trainers.families._characters``."""
        raise NotImplementedError(f"{self.name} does not write")

    def traces(self) -> Mapping[Way, Tracer]:
        """The ways in which it tells what it looked back at in a text, the most telling first; see
        ``trainers.traces``. Asked of models with the capability "writes"."""
        return {}

    def cells(self, x: Tensor) -> Tensor:
        """What a memory holds once so many characters of texts x (N, T), int64, have been read: (N, T + 1, C), in
        [-1, 1]. Needs the way "cells" among :meth:`traces`."""
        raise NotImplementedError(f"{self.name} has no memory")

    def scores(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        """What the discriminator says of images: (N,), unbounded, higher for more real. Needs the capability "scores".

        Gradients pass to *x*. *y* as in decode(); without labels each image is scored as the class it suits best."""
        raise NotImplementedError(f"{self.name} does not score")

    @property
    def scores_are_relative(self) -> bool:
        """Whether a score means something only beside those of other images."""
        return False

    def logits(self, scores: Tensor, among: Tensor | None = None) -> Tensor | None:
        """*scores* (N,) as logits of being real, or None where they cannot be read so (a Wasserstein critic's).

        Relative scores are compared with those *among* (M,) which they stand, of as many real as generated images;
        without them, with each other."""
        return scores

    def belief(self, scores: Tensor, among: Tensor | None = None) -> Tensor | None:
        """*scores* (N,) as probabilities of being real, or None where there are none; *among* as in logits()."""
        logits = self.logits(scores, among)
        return None if logits is None else logits.sigmoid()

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        """Test metrics of one batch as 0-d means over its images, one per entry of ``test_metrics``. No gradients.

        *y* are the labels of *x*, given to families with the capability "classes"."""
        return {}

    def weight(self, x: Tensor) -> float:
        """How much a batch counts where the means of several are averaged: as much as it has images."""
        return len(x)

    def concluded(self, means: Mapping[str, float]) -> dict[str, float]:
        """All test metrics, given the *means* over several batches of what evaluate() gave: some may be no means."""
        return dict(means)


def join(models: Sequence[Family]) -> None:
    """Makes the models of an experiment known to each other. Raises ConfigError at the knob because of which one of
    them cannot do without another that is not there."""
    for index, model in enumerate(models):
        try:
            model.join(models)
        except ConfigError as error:
            raise ConfigError(f"models.{index}.{error}", f"models.{index}.{error.where}") from None


def check_takes(family: type[Family], kind: type[Kind], title: str, where: str) -> None:
    """Raises ConfigError at *where* unless *family* learns from examples of that *kind*, which *title* has."""
    if kind not in family.takes:
        raise ConfigError(f"{where}: {family.name} does not learn from {kind.plural}, found them in {title}", where)


MOST_LAYERS = 8


def few_layers(layers: tuple[int, ...], least: int = 1) -> tuple[int, ...]:
    """*layers* as they are, for validators of knobs. Raises ValueError unless there are *least* to MOST_LAYERS."""
    if least and not least <= len(layers) <= MOST_LAYERS:
        raise ValueError(sentence(f"expected {least} to {MOST_LAYERS} layers, found {len(layers)}"))
    if len(layers) > MOST_LAYERS:
        raise ValueError(sentence(f"expected at most {MOST_LAYERS} layers, found {len(layers)}"))
    return layers


Activation = Literal["silu", "relu", "tanh"]
