"""Variational autoencoders whose codes are not brought to the prior, so that draws from it lie off the data.

A piece of the museum: ``mistake = "none"`` is the family "vae" number for number.

*no-kl*: the loss is recon alone. The noise in the codes then only disturbs, so the encoder makes it as small as it can:
by a small sigma, and by moving the images' places ever farther apart. What is left is an autoencoder, whose codes lie
where they like; draws from N(0, I) do not meet them.

*layer-norm*: "instead of the KL" the d numbers of each code are brought to mean 0 and mean square 1 (layer
normalisation, Ba, Kiros and Hinton, 2016, without scale and shift). That keeps codes from running off, and looks like
the prior to whoever measures mean and variance. But each single code has mean 0 and length sqrt(d), so all lie on a
sphere of d - 2 dimensions in the plane of sum 0, and sigma still dies: nothing was said of it. How much of the sphere
they fill is up to them. (Of two numbers nothing but one sign is left.)

``test_off`` says how much of what the prior draws lies off the data: the share of decoded samples that are farther from
their nearest held-out image than 90 of 100 held-out images are from theirs. Of true images it would be about 10 %. It
tells the mistakes from the right thing where codes are wide: on digits with eight numbers a code, 0.5 and 0.4 against
0.02 after 600 steps. With two numbers it does not: codes without a KL crowd the plane so far out that the prior covers
but the few images at their centre, and draws of it look well, all alike.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import MetricSpec, Reference, family
from trainers.families._honest import led_by
from trainers.families.vae import VAEConfig, VariationalAutoencoder
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import functional, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

SAMPLES = 256  # drawn from the prior
REAL_SHARE = 0.9  # of held-out images are no farther from their nearest than what counts as off


class MuseumCodesConfig(VAEConfig):
    """Knobs of the variational autoencoder, and what stands in the place of its KL term."""

    mistake: Literal["none", "no-kl", "layer-norm"] = knob(
        "none", help="none: with its KL term; no-kl: without; layer-norm: codes are normalised in its place."
    )


@family("museum-codes")
class MuseumCodes(VariationalAutoencoder):
    title = "Museum: VAE without its KL"
    summary = "A VAE whose codes nothing need bring to the prior, and the share of samples off the data."
    Config: ClassVar[type[ModelConfig]] = MuseumCodesConfig
    # Of the two that should fall recon comes first: without a KL term nothing holds the other.
    metrics = led_by(VariationalAutoencoder.metrics, "recon")
    test_metrics = (
        *led_by(VariationalAutoencoder.test_metrics, "test_recon"),
        MetricSpec(
            "test_off",
            "Samples off the data",
            "off",
            help="Share of samples farther from any held-out image than 90 % of held-out images are from another.",
            short="off",
            references=(Reference(0.1, "true images"),),
        ),
    )

    config: MuseumCodesConfig

    def beta(self, clock: Clock) -> float:
        return super().beta(clock) if self.config.mistake == "none" else 0.0

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mu, logvar = super().posterior(x)
        if self.config.mistake == "layer-norm":
            mu = functional.layer_norm(mu, mu.shape[1:])
        return mu, logvar

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        values = super().evaluate(x, generator, y)
        with torch.no_grad():
            return {**values, "test_off": self._off(x, generator)}

    def _off(self, x: Tensor, generator: torch.Generator) -> Tensor:
        """The share of new samples that are farther from the nearest of images x (N, C, H, W) than REAL_SHARE of these
        are from their nearest other one."""
        real, drawn = x.flatten(1), self.decode(self.sample_codes(SAMPLES, generator, None)).flatten(1)
        among = torch.cdist(real, real)
        usual = among.fill_diagonal_(torch.inf).amin(1).quantile(REAL_SHARE)
        return (torch.cdist(drawn, real).amin(1) > usual).float().mean()
