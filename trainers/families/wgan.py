"""The Wasserstein GAN: the discriminator measures how far the generated images are from the real ones.

Arjovsky, Chintala and Bottou, "Wasserstein GAN" (2017). Think of the two distributions as heaps of earth: the
Wasserstein distance W is the least work of carrying one to where the other lies, mass times way. It can be had from the
steepest fair scale: over all functions f whose slope is nowhere above 1 (1-Lipschitz),

    W = max_f  E_x f(x) - E_z f(G(z)).

So the discriminator becomes a *critic*: its score f is unbounded and no probability, and it is trained to make the two
means differ. Unlike the divergence behind the GAN, W says how far away even when the two do not touch, so that a good
critic always leaves the generator a slope to follow; it may and should be trained well, several moves for each of G.

All depends on the slope. *Clipping* cuts every weight of the critic to a small range; that bounds the slope, but by
some number nobody knows, and pushes the weights to the ends of the range. The *gradient penalty* (Gulrajani et al.,
"Improved Training of Wasserstein GANs", 2017) asks for it directly, at random points x~ on the lines between real and
generated images:

    loss = E f(G(z)) - E f(x) + lambda * E (|grad f(x~)| - 1)^2.

The measured slope is drawn beside the distance: the difference of the means is about W times the slope, and a distance
without it means nothing. The penalty asks for the slope at each image by itself, so a critic has no batch norm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import Game, MetricSpec, family
from trainers.families._adversarial.adversarial import Adversarial
from trainers.families._adversarial.adversarial_config import GRADIENT_METRICS, AdversarialConfig
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import gan_losses, torch

if TYPE_CHECKING:
    from torch import Tensor


class WGANConfig(AdversarialConfig):
    """Knobs of the Wasserstein GAN."""

    d_steps: int = knob(
        5, ge=0, le=20, live=True, label="Critic steps", role="moves of D",
        help="Moves of the critic in each step, every one on fresh examples; it should be well ahead. 0 lets it rest.",
    )  # fmt: skip
    beta1: float = knob(
        0.0, ge=0, le=0.999, live=True, group="advanced", label="Adam beta 1", role="momentum",
        help="Share of the last direction that each move keeps; high, the players overshoot each other.",
    )  # fmt: skip
    constraint: Literal["penalty", "clip"] = knob(
        "penalty", help="How the critic's slope is bounded: by a penalty on the slope, or by clipping its weights."
    )
    gradient_penalty: float = knob(
        1.0, ge=0, le=100, log=True, live=True,
        help="Weight lambda of the penalty for slopes other than 1.",
    )  # fmt: skip
    clip: float = knob(
        0.05, ge=0.001, le=1, log=True, live=True, group="advanced",
        help="The range that the critic's weights are cut to, where the constraint is clip.",
    )  # fmt: skip


@family("wgan")
class WassersteinGAN(Adversarial):
    title = "Wasserstein GAN"
    summary = "The discriminator becomes a critic that measures how far the fakes are from the real examples."
    Config: ClassVar[type[ModelConfig]] = WGANConfig
    capabilities = Adversarial.capabilities | {"critic"}
    games = (Game("", "raise f(x) − f(G(z))", "raise f(G(z))", logits=False),)
    metrics: ClassVar[tuple[MetricSpec, ...]] = (
        MetricSpec(
            "d_loss", "Loss of the critic", "game", better="", short="critic", about="discriminator",
            help="Minus the distance, plus the penalty.",
        ),
        MetricSpec(
            "g_loss", "Loss of G", "game", better="", short="G", measures=False, about="generator",
            help="Minus the critic's mean score of fakes; of scores only differences mean something.",
        ),
        MetricSpec(
            "distance", "Distance", "distance", better="",
            help="How much higher the critic scores real examples: the Wasserstein distance, if the slope is 1.",
        ),
        MetricSpec(
            "slope", "Slope of the critic", "slope", better="",
            help="Mean length of its gradient between real examples and fakes: what the distance is measured in.",
        ),
        *GRADIENT_METRICS,
        MetricSpec(
            "penalty", "Penalty on the slope", "penalty", better="",
            help="Weighted squared difference of the slope from 1; 0 when the weights are clipped instead.",
        ),
    )  # fmt: skip
    test_metrics = (
        MetricSpec(
            "test_distance", "Distance on held-out", "distance", better="", short="distance",
            help="How much higher the critic scores held-out examples than fakes.",
        ),
    )  # fmt: skip

    config: WGANConfig

    def discriminator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Makes the mean scores of real and generated images differ, with a slope of 1."""
        clips = self.config.constraint == "clip"
        fake = self.fakes(len(real), label, generator)
        on_real, on_fake = self.scores_of_both(real, fake)
        distance = on_real.mean() - on_fake.mean()
        penalty, slope = gan_losses.gradient_penalty(self.scores, real, fake, generator)
        penalty = torch.zeros_like(slope) if clips else self.config.gradient_penalty * penalty
        metrics = {"distance": distance.detach(), "slope": slope, "penalty": penalty.detach()}
        return penalty - distance, metrics

    def moved(self, player: str) -> None:
        if player == "discriminator" and self.config.constraint == "clip":
            gan_losses.clip_weights(self.nets[player], self.config.clip)

    def generator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Draws images that the critic, held still, scores higher."""
        on_fake = self.scores(self.fakes(len(real), label, generator))
        return gan_losses.generator_loss("wasserstein", on_fake, on_fake), {}

    def logits(self, scores: Tensor, among: Tensor | None = None) -> Tensor | None:
        return None  # a critic's score is none

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            fake = self.fakes(len(x), y, generator)
            return {"test_distance": self.scores(x).mean() - self.scores(fake).mean()}
