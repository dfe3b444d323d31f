"""Museum of mistakes: three that adversarial networks die of, each a choice beside the right thing.

All else is the honest family of ``gan.py``, and so is a model without a mistake. D is the discriminator, G the
generator, l = D(x) a logit, p = sigmoid(l) a belief, softplus(a) = log(1 + exp(a)).

*One loss*: D and G are compiled into one model, its loss is that of G, softplus(-D(G(z))), and nobody has frozen D. The
move that is meant for G goes down that loss with the weights of both. For D this is the easier way: it raises its score
of the very same pictures, whatever they show. One half of its moves tells it that fakes are fake, the other half that
they are real. It ends with calling everything real, and G with one picture for all z: nobody tells it that this is not
enough. D on fakes, which is 0.5 or less where a game is alive, comes near 1. Why, says ``praise``: by how much D's
belief in the very same fakes rises in a move that is meant for G. Of a frozen D it is 0, to the last bit.

*Two softmax*: D has two outputs, real and fake; softmax makes probabilities of them, and the cross-entropy is taken of
these, cut to [CUT, 1 - CUT] so that no logarithm is infinite, as libraries do. In exact arithmetic softmax over two
outputs is the sigmoid of their difference, and nothing is wrong: here the outputs are (l, 0). But a deep D soon finds
fakes less likely than CUT. There the cut is flat: the slope is not small but 0, and nobody learns anything any more.
The same loss of logits, softplus(-l), has the slope -(1 - p) there, which is nearly -1.

*Minimax* with a D that is far ahead: G minimises log(1 - p), whose slope is -p. D sees through all that a beginner
draws, p is near 0, and so is what G hears, when there is most to learn (Goodfellow et al., 2014, section 3; Arjovsky
and Bottou, "Towards Principled Methods for Training GANs", 2017). The cure is of the first of these papers: -log p, the
non-saturating loss, whose slope is -(1 - p).

What gives these two away is ``push``: how long the gradient of G's loss is at a fake, as a power of ten, on average.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import ValidationInfo, field_validator

from trainers.catalog import DISCRIMINATOR, GENERATOR, MetricSpec, Reference, family
from trainers.families._honest import with_references
from trainers.families.gan import GAN, GANConfig
from trainers.family import ModelConfig
from trainers.knobs import KnobRole, knob
from trainers.lazy import functional, gan_losses, gan_nets, nets, torch
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

D, G = DISCRIMINATOR, GENERATOR
BOTH = "both"  # the optimiser that moves D in the moves of G
CUT = 1e-7  # how near to 0 and 1 probabilities may come
PASSES = Reference(0.85, "above: D praises fakes")  # where a game is alive it comes to 0.75 now and then
_LOSSES = ("non-saturating", "minimax")  # with which there are mistakes
_PLAYED = {"minimax": "minimax", "two softmax": "non-saturating"}  # the loss that goes with a mistake
LEAST = 1e-20  # a push is called no less than that: of nothing there is no logarithm


class MuseumGANConfig(GANConfig):
    """Knobs of the adversarial network, and its mistake."""

    mistake: Literal["none", "one loss", "two softmax", "minimax"] = knob(
        "none",
        help="one loss: D learns in the moves of G, too; two softmax: the loss is taken of probabilities; minimax: G "
        "is told least where it is worst.",
    )  # fmt: skip

    @field_validator("mistake")
    @classmethod
    def _of_this_game(cls, mistake: str, info: ValidationInfo) -> str:
        loss = info.data.get("loss")
        if mistake != "none" and loss not in _LOSSES:
            raise ValueError(sentence(f"expected none with the {loss} loss, found {mistake!r}"))
        return mistake

    def setting(self, role: KnobRole, otherwise: Any = None) -> Any:
        """The game as it is played, whatever the knob says."""
        return _PLAYED[self.mistake] if role == "game" and self.mistake in _PLAYED else super().setting(role, otherwise)


@family("museum-gan")
class MuseumGAN(GAN):
    title = "Museum: adversarial network"
    summary = "An adversarial network with a mistake that is often met, and the number that gives it away."
    Config: ClassVar[type[ModelConfig]] = MuseumGANConfig
    metrics = (
        MetricSpec(
            "push", "Push on the fakes", "push", "power of ten", better="", about="generator",
            help="How long the gradient of G's loss is at a fake, as a power of ten, on average: −3 is a thousandth.",
            references=(Reference(-3.0, "below: G is told next to nothing"),),
        ),
        *with_references(GAN.metrics, "d_fake", PASSES),
        MetricSpec(
            "praise", "Praise for the same fakes", "praise", better="", about="discriminator",
            help="How much D's belief in the very same fakes rises in a move that is meant for G; of a frozen D, 0.",
        ),
    )  # fmt: skip

    config: MuseumGANConfig

    def __init__(
        self, config: MuseumGANConfig, image_shape: tuple[int, int, int], device: torch.device, classes: int = 0
    ) -> None:
        super().__init__(config, image_shape, device, classes)
        self._seen = torch.zeros(0, *image_shape, device=device)  # the fakes of the present move of G,
        self._told: dict[str, Tensor] = {}  # and what is told of it
        if config.mistake == "one loss":
            # Adam looks at each weight by itself: one for D beside that of G does what one for both would do.
            self.optimizers = {**self.optimizers, BOTH: nets.make_adam(self.parts[D].weights, config.lr_g, device)}

    def learning_rates(self) -> Mapping[str, float]:
        rates = super().learning_rates()
        return {**rates, BOTH: self.config.lr_g} if BOTH in self.optimizers else rates

    def discriminator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        if self.config.mistake != "two softmax":
            return super().discriminator_move(real, label, generator)
        on_real, on_fake = self.scores_of_both(real, self.fakes(len(real), label, generator), label)
        loss = -(log_belief(on_real).mean() + log_belief(-on_fake).mean())
        d_real, d_fake = self.beliefs(on_real.detach(), on_fake.detach()).mean(1)
        return loss, {"d_real": d_real, "d_fake": d_fake, "penalty": torch.zeros_like(d_real)}

    def fakes(self, n: int, label: Tensor | None, generator: torch.Generator) -> Tensor:
        self._seen = super().fakes(n, label, generator)
        return self._seen

    def generator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        if self.config.mistake == "none":
            loss, _ = super().generator_move(real, label, generator)
        else:
            loss = self._loss_of_g(self.scores(self.fakes(len(real), label, generator), label))
        fake = self._seen
        (gradient,) = torch.autograd.grad(loss, fake, retain_graph=True)
        # The loss is a mean: each fake's own is as many times as large.
        push = (len(fake) * gradient.flatten(1).norm(dim=1)).clamp_min(LEAST).log10().mean()
        self._told = {"praise": torch.zeros_like(push), "push": push}
        return loss, self._told

    def _loss_of_g(self, on_fake: Tensor) -> Tensor:
        if self.config.mistake == "two softmax":
            return -log_belief(on_fake).mean()
        return gan_losses.generator_loss(self.config.setting("game"), on_fake, on_fake)

    def moved(self, player: str) -> None:
        if player != G:
            return
        fake = self._seen.detach()
        before = self._belief_in(fake)
        if BOTH in self.optimizers:  # G has moved, D has not: the gradient of D is what it was for both
            self.parts[D].forget_gradients()
            self._loss_of_g(self.scores(fake)).backward()
            for group in self.optimizers[BOTH].param_groups:
                group["betas"] = (self.config.beta1, self.config.beta2)
            self.optimizers[BOTH].step()
        self._told["praise"] = self._belief_in(fake) - before

    def _belief_in(self, fake: Tensor) -> Tensor:
        with torch.no_grad(), gan_nets.held(self.parts[D]):
            found = self.belief(self.scores(fake))
        assert found is not None
        return found.mean()


def log_belief(logits: Tensor) -> Tensor:
    """The logarithm of softmax over two outputs (l, 0), each probability cut to [CUT, 1 - CUT] first: (N,)."""
    both = torch.stack([logits, torch.zeros_like(logits)], dim=-1)
    return functional.softmax(both, dim=-1)[..., 0].clamp(CUT, 1 - CUT).log()
