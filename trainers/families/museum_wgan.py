"""Museum of mistakes: a Wasserstein distance without a bound on the slope.

"W is the greatest difference E f(x) - E f(G(z)) over all convex f", says many a text, and many a program trains its
critic on that difference and nothing else. Neither is the Wasserstein distance. The greatest over *which* f? If f is
allowed so is 2 f, with twice the difference; so over a class that contains with f all its multiples, convex functions
among them, it is 0 or infinite. What is needed is that f is 1-Lipschitz: |f(a) - f(b)| <= |a - b| (Kantorovich and
Rubinstein, 1958; Villani, "Optimal Transport", 2009, 5.16). Then

    W = max E f(x) - E f(G(z))   over |grad f| <= 1,

and without it gradient ascent makes f steeper for ever: the estimate grows with the number of moves, not with the way
between the examples and the fakes.

What gives it away is the slope of f beside the distance: the estimate is about W times the slope (``wgan.py``), and
with the penalty of the honest family the slope stays near 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import Reference, family
from trainers.families._honest import led_by, with_references
from trainers.families.wgan import WassersteinGAN, WGANConfig
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import gan_losses, torch

if TYPE_CHECKING:
    from torch import Tensor

SLOPE = "slope"  # the metric that gives it away,
FAR_FROM_ONE = 3.0  # where it is beyond this


class MuseumWGANConfig(WGANConfig):
    """Knobs of the Wasserstein GAN, and its mistake."""

    mistake: Literal["none", "no bound"] = knob("none", help="no bound: nothing holds the slope of the critic.")


@family("museum-wgan")
class MuseumWassersteinGAN(WassersteinGAN):
    title = "Museum: Wasserstein GAN"
    summary = "A Wasserstein GAN whose critic can be let loose, and the slope that gives it away."
    Config: ClassVar[type[ModelConfig]] = MuseumWGANConfig
    metrics = with_references(
        led_by(WassersteinGAN.metrics, SLOPE), SLOPE, Reference(FAR_FROM_ONE, "far from 1: no distance any more")
    )

    config: MuseumWGANConfig

    def discriminator_move(
        self, real: Tensor, label: Tensor | None, generator: torch.Generator
    ) -> tuple[Tensor, dict[str, Tensor]]:
        if self.config.mistake == "none":
            return super().discriminator_move(real, label, generator)
        fake = self.fakes(len(real), label, generator)
        on_real, on_fake = self.scores_of_both(real, fake)
        distance = on_real.mean() - on_fake.mean()
        _, slope = gan_losses.gradient_penalty(self.scores, real, fake, generator)  # looked at, not held down
        return -distance, {"distance": distance.detach(), "slope": slope, "penalty": torch.zeros_like(slope)}

    def moved(self, player: str) -> None:
        if self.config.mistake == "none":
            super().moved(player)
