"""The generative adversarial network: one network forges images, another learns to tell the forgeries from real ones.

Goodfellow et al., "Generative Adversarial Nets" (2014). The *generator* turns noise z from N(0, I) into an image G(z).
The *discriminator* gives every image a logit D(x); sigmoid(D(x)) is how probable it finds that x is real. It learns as
any classifier does, by minimising the cross-entropy of the two classes,

    d_loss = E_x softplus(-D(x)) + E_z softplus(D(G(z))),        softplus(a) = log(1 + exp(a)) = -log sigmoid(-a).

Nobody tells the generator what a good image is. It only hears from D in which direction its image would look more real:
the gradient of D(G(z)) with respect to the pixels, carried on to the weights of G.

*The two players never stand still.* If G did, D would come to rest at sigmoid(D) = p_data / (p_data + p_model), where
d_loss = 2 log 2 - 2 JS(p_data, p_model): it measures how far the two distributions are apart (in the sense of Jensen
and Shannon), and 2 log 2 = 1.386 means that D can only guess. G makes that distance small by making d_loss large.

*Minimax* is to do just that: g_loss = -softplus(D(G(z))) = log(1 - p) with p = sigmoid(D(G(z))). Its slope with respect
to the logit is -p. A beginner's forgeries are seen through, p is near 0, and so is the slope: where there is most to
learn, G is told least. *Non-saturating* is the way out of the same paper: g_loss = softplus(-D(G(z))) = -log p, whose
slope is -(1 - p). At p = 0.13 the two push with 0.13 and 0.87.

*The generator's loss is no measure of progress.* It says how well G fools the present D, and D keeps learning: a rising
g_loss may mean better images before a stricter judge. Look at the samples, and at measures that know nothing of D.

*Mode collapse*: G may do well by drawing a few convincing images over and over, since no term asks for variety; once D
has learned to suspect them, G moves on to the next. What helps is a D that is smooth around the data. R1 and R2 weigh
gamma / 2 * |grad D|^2 at real and at generated images (Mescheder, Geiger and Nowozin, "Which Training Methods for GANs
do actually Converge?", 2018). Pairing helps too: the *relativistic* loss softplus(D(G(z)) - D(x)) asks that each
forgery falls short of a real image rather than of a fixed line (Jolicoeur-Martineau, 2019; with R1 and R2 in Huang et
al., "The GAN is dead; long live the GAN!", 2024). *Feature matching* asks G to meet, on average over a batch, what the
last hidden layer of D sees in real images; *one-sided label smoothing* calls a real image 0.9 real, so that D does not
grow too sure of itself (both Salimans et al., 2016).
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import ValidationInfo, field_validator

from trainers.catalog import Game, MetricSpec, Reference, family
from trainers.families._adversarial.adversarial import Adversarial, require_pairs
from trainers.families._adversarial.adversarial_config import GRADIENT_METRICS, AdversarialConfig
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import gan_losses, torch

if TYPE_CHECKING:
    from torch import Tensor

# What d_loss is, at best, of a D that gives real and generated images the same score.
_GUESSING = {
    "non-saturating": 2 * math.log(2), "minimax": 2 * math.log(2), "least-squares": 0.25, "hinge": 2.0,
    "relativistic": math.log(2),
}  # fmt: skip
WITH_LABELS = ("non-saturating", "minimax", "least-squares")  # losses that call real images 1 and fakes 0


class GANConfig(AdversarialConfig):
    """Knobs of the adversarial network."""

    loss: Literal["non-saturating", "minimax", "least-squares", "hinge", "relativistic"] = knob(
        "non-saturating", live=True, role="game",
        help="What the players strive for; minimax hardly pushes a generator that is seen through.",
    )  # fmt: skip
    batch_norm: Literal["none", "generator", "both"] = knob(
        "none", group="advanced", shapes=True,
        help="Which players bring every layer to one scale over the batch, as DCGAN does.",
    )  # fmt: skip
    r1: float = knob(
        0.0, ge=0, le=100, log=True, live=True, label="R1", role="smoothness of D",
        help="Weight gamma of the penalty on steep slopes of D at real examples; keeps it smooth, and the game calm.",
    )  # fmt: skip
    r2: float = knob(
        0.0, ge=0, le=100, log=True, live=True, group="advanced", label="R2",
        help="The same at generated examples.",
    )  # fmt: skip
    feature_matching: float = knob(
        0.0, ge=0, le=100, log=True, live=True, group="advanced",
        help="Weight of the distance between what D sees, on average, in real examples and in fakes.",
    )  # fmt: skip
    label_smoothing: float = knob(
        0.0, ge=0, le=0.5, live=True, group="advanced",
        help="How far below 1 a real example is called; keeps D from growing too sure.",
    )  # fmt: skip

    @field_validator("r1", "r2")
    @classmethod
    def _own_slopes(cls, gamma: float, info: ValidationInfo) -> float:
        if gamma > 0 and info.data.get("batch_norm") == "both":
            raise ValueError(f"expected 0 with batch norm in D, which ties an image's score to others, found {gamma:g}")
        return gamma

    @field_validator("label_smoothing")
    @classmethod
    def _has_labels(cls, smoothing: float, info: ValidationInfo) -> float:
        loss = info.data.get("loss")
        if smoothing > 0 and loss not in WITH_LABELS:
            raise ValueError(f"expected 0 with the {loss} loss, which has no labels to smooth, found {smoothing:g}")
        return smoothing


@family("gan")
class GAN(Adversarial):
    title = "Adversarial network"
    summary = "One network forges examples from noise, another learns to tell them from real ones; both get better."
    Config: ClassVar[type[ModelConfig]] = GANConfig
    games = (
        Game("non-saturating", "raise D(x), lower D(G(z))", "raise D(G(z))", push="1 - D"),
        Game("minimax", "raise D(x), lower D(G(z))", "raise D(G(z))", push="D"),
        Game("least-squares", "D(x) towards 1, D(G(z)) towards 0", "D(G(z)) towards 1", logits=False),
        Game("hinge", "raise D(x) to 1, lower D(G(z)) to −1", "raise D(G(z))", logits=False),
        Game("relativistic", "raise D(x) − D(G(z))", "lower D(x) − D(G(z))"),
    )
    metrics: ClassVar[tuple[MetricSpec, ...]] = (
        MetricSpec(
            "d_loss", "Loss of D", "game", better="", short="D", about="discriminator",
            help="What the discriminator minimises, penalties included; the dotted level is what mere guessing costs.",
            references=tuple(
                Reference(level, "D can only guess", (("loss", loss), ("label_smoothing", 0.0)))
                for loss, level in _GUESSING.items()
            ),
        ),
        MetricSpec(
            "g_loss", "Loss of G", "game", better="", short="G", measures=False, about="generator",
            help="No measure of how good the fakes are, only of how well they fool the present discriminator.",
        ),
        MetricSpec(
            "d_real", "D on real", "belief", better="", about="real",
            help="How real D finds training examples, 0 to 1.",
        ),
        MetricSpec(
            "d_fake", "D on fakes", "belief", better="", about="fake",
            help="How real D finds fakes, 0 to 1.",
        ),
        *GRADIENT_METRICS,
        MetricSpec(
            "penalty", "Squared slope of D", "penalty", better="",
            help="What R1 and R2 hold down: |grad D|^2 at the examples they look at, weighted; 0 when both are off.",
        ),
    )  # fmt: skip
    test_metrics = (
        MetricSpec(
            "test_d_real", "D on held-out", "belief", better="", about="real",
            help="How real D finds held-out examples; far below D on real, it knows the training data by heart.",
        ),
        MetricSpec(
            "test_d_fake", "D on fakes", "belief", better="", about="fake", help="How real D finds fakes.",
        ),
        MetricSpec(
            "test_accuracy", "Accuracy of D", "belief", better="",
            help="Share of held-out examples and fakes that D sorts rightly; 0.5 is guessing.", short="D acc",
        ),
    )  # fmt: skip

    config: GANConfig

    def batch_norms(self) -> tuple[bool, bool]:
        return self.config.batch_norm != "none", self.config.batch_norm == "both"

    def discriminator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Tells real images from fresh forgeries, with a smooth slope where R1 and R2 ask for one."""
        config = self.config
        if config.batch_norm != "none":
            require_pairs(real)
        fake = self.fakes(len(real), label, generator)
        real = real.detach().requires_grad_(config.r1 > 0)
        fake.requires_grad_(config.r2 > 0)
        on_real, on_fake = self.scores_of_both(real, fake, label)
        loss = gan_losses.discriminator_loss(config.loss, on_real, on_fake, 1 - config.label_smoothing)
        penalty = torch.zeros((), device=real.device)
        if config.r1 > 0:
            penalty = penalty + config.r1 / 2 * gan_losses.squared_slopes(on_real, real).mean()
        if config.r2 > 0:
            penalty = penalty + config.r2 / 2 * gan_losses.squared_slopes(on_fake, fake).mean()
        d_real, d_fake = self.beliefs(on_real.detach(), on_fake.detach()).mean(1)
        return loss + penalty, {"d_real": d_real, "d_fake": d_fake, "penalty": penalty.detach()}

    def generator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        """Draws images that D, held still, finds more real."""
        config = self.config
        seen = self.features(self.fakes(len(real), label, generator))
        on_fake = on_real = self.verdict(seen, label)
        if config.loss == "relativistic" or config.feature_matching > 0:
            with torch.no_grad():
                seen_real = self.features(real)
                on_real = self.verdict(seen_real, label)
        loss = gan_losses.generator_loss(config.loss, on_fake, on_real)
        if config.feature_matching > 0:
            loss = loss + config.feature_matching * gan_losses.feature_distance(seen_real, seen)
        return loss, {}

    @property
    def scores_are_relative(self) -> bool:
        return self.config.loss == "relativistic"

    def logits(self, scores: Tensor, among: Tensor | None = None) -> Tensor | None:
        """Least squares has none. Of the relativistic logits only differences mean something, so there they say how an
        image compares to the others. The hinge loss has margins: read as logits they never grow as sure as D may be,
        since nothing is asked beyond 1 and -1, and what they prove of the divergence is true but less than could be."""
        if self.config.loss == "least-squares":
            return None
        if self.config.loss == "relativistic":
            return scores - (scores if among is None else among).mean()
        return scores

    def belief(self, scores: Tensor, among: Tensor | None = None) -> Tensor | None:
        """Probabilities of being real. Least squares learns them without a sigmoid."""
        return scores.clamp(0, 1) if self.config.loss == "least-squares" else super().belief(scores, among)

    def beliefs(self, on_real: Tensor, on_fake: Tensor) -> Tensor:
        """The probabilities of real and of as many generated images, (2, N)."""
        found = self.belief(torch.stack([on_real, on_fake]))
        assert found is not None
        return found

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            fake = self.fakes(len(x), y, generator)
            real, forged = self.beliefs(*self.scores_of_both(x, fake, y))
            right = torch.cat([real > 0.5, forged < 0.5]).float().mean()
        return {"test_d_real": real.mean(), "test_d_fake": forged.mean(), "test_accuracy": right}
