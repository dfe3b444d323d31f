"""Mistakes that variational autoencoders are often written with, each behind one choice, beside the right thing.

A piece of the museum: nobody should train with anything but ``mistake = "none"``, which is the family "vae" number for
number. All figures that are reported mean the same whatever the mistake is: recon and kl are those of the model that is
there, in nats, summed over pixels and latents, and never what a mistaken loss takes for them.

*pixel-mean*: ``mean(cross_entropy) + mean(kl)``. The mean over P pixels divides recon by P, the mean over d latents
divides kl by d; what is minimised is in truth recon + (P / d) kl, a beta of 128 for 16 x 16 pixels and two latents. A
latent pays only where it explains more than its price. For coins with means p_j the first one does where the greatest
eigenvalue of ``C_ij / sqrt(p_i (1 - p_i) p_j (1 - p_j))``, with C the covariance of the pixels, exceeds P / d; for
squared errors where the greatest eigenvalue of C exceeds P / (2 d) (Lucas et al., "Don't Blame the ELBO!", 2019, with
sigma^2 = P / (2 d)). Hardly any data have such a direction, so every latent collapses and one mean image is left.

*wrong-kl*: the encoder's second output s is used as log sigma, ``z = mu + exp(s) eps``, but the KL is written as if it
were log sigma^2: ``exp(s) - (1 + s) + mu^2``. This is twice the KL of another cloud, whose sigma is exp(s / 2). How
wide codes lie is decided by the KL alone, for a decoder can undo any stretching: the right one is least where the mean
of mu^2 + sigma^2 is 1, as the prior wants it; the wrong one where the mean of mu^2 is (1 - mean sigma) / 2. Codes then
fill half of the prior's variance, and many draws from the prior land where hardly any image is.

*one-noise*: ``eps = randn(1, d)`` for a whole batch. The expected gradient is the right one, but the errors that noise
makes in N images are no longer independent, so that their mean does not shrink by sqrt(N).

*relu-output*: the decoder ends with a ReLU, so that pixels cannot be negative. Where the last layer is below zero for
every image no gradient comes back, and hardly anything lights that pixel again (Lu et al., "Dying ReLU and
Initialization", 2019). Its biases begin as small random numbers, as they usually do: about half of the pixels are below
zero from the start.

*frozen-sigma*: samples are decoded from codes drawn with sigma 0.00001, in place of 1. None of them goes wrong, for all
of them are the one image at the centre. (They are said to look sharp. On digits the centre is a blend of several kinds:
pixels are greyer there, by p (1 - p), 0.134 against 0.116 of honest samples and 0.093 of the data after 600 steps.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import MetricSpec, Reference, family
from trainers.families._honest import with_references
from trainers.families.vae import VAEConfig, VariationalAutoencoder
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import functional, losses, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

FROZEN_SIGMA = 1e-5
CLIP = 1e-7  # probabilities are kept so far from 0 and 1 where a cross-entropy is taken of them, as is usual
LIT = 0.5  # a pixel that is brighter in some image has something to say
BLACK = 0.5 / 255  # and one that is darker in all of them is black in 8 bits
SAMPLES = 256  # drawn to see how far they spread
DRAWS, DRAWN_FOR = 16, 64  # draws of noise for each of so many images
LEAST_NOISE = 1e-4  # of squared error: below, there is no noise to speak of


class MuseumVAEConfig(VAEConfig):
    """Knobs of the variational autoencoder, and which mistake is made."""

    mistake: Literal["none", "pixel-mean", "wrong-kl", "one-noise", "relu-output", "frozen-sigma"] = knob(
        "none",
        help="none: as it should be; each other choice is a mistake that is often met.",
    )


@family("museum-vae")
class MuseumVAE(VariationalAutoencoder):
    title = "Museum: VAE"
    summary = "A VAE with a mistake that is often met, and the number that gives it away."
    Config: ClassVar[type[ModelConfig]] = MuseumVAEConfig
    metrics = (
        *with_references(VariationalAutoencoder.metrics, "active", Reference(0.5, "below: all collapsed")),
        MetricSpec(
            "width",
            "Mean square of the codes",
            "width",
            better="",
            help="Mean over latents and batch of mu² + sigma²: at 1 codes lie as wide as the prior.",
            references=(Reference(1.0, "prior"), Reference(0.75, "below: too narrow")),
        ),
        MetricSpec(
            "dead",
            "Dead pixels",
            "dead",
            help="Of the pixels that are bright in some image of the batch, the share that is drawn black in all.",
            references=(Reference(0.03, "above: dead"),),
        ),
    )
    test_metrics = (
        *VariationalAutoencoder.test_metrics,
        MetricSpec(
            "test_width",
            "Test mean square of the codes",
            "width",
            better="",
            help="Mean over latents and held-out images of mu² + sigma²: at 1 codes lie as wide as the prior.",
            short="width",
        ),
        MetricSpec(
            "test_dead",
            "Test dead pixels",
            "dead",
            help="Of the pixels that are bright in some held-out image, the share that is drawn black for all.",
            short="dead",
        ),
        MetricSpec(
            "test_spread",
            "Spread of samples",
            "spread",
            better="higher",
            help="Variance of the pixels of new samples as a share of that of held-out images.",
            short="spread",
            references=(Reference(0.1, "below: all the same"),),
        ),
        MetricSpec(
            "test_noise",
            "Noise that stays in the mean",
            "noise",
            help="Of the error, over 64 images, as a multiple of what stays of independent noise: 1 is right.",
            short="noise",
            references=(Reference(1.0, "independent"), Reference(2.0, "above: shared")),
        ),
    )

    config: MuseumVAEConfig

    @property
    def squashes(self) -> bool:
        return self.config.mistake != "relu-output" and super().squashes

    def prepare(self, images: Tensor) -> None:
        if self.config.mistake != "relu-output":  # whose pixels would all begin above zero
            super().prepare(images)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        mu, logvar = self.posterior(x)
        out = self.nets["decoder"](self.reparameterize(mu, logvar, generator))
        recon = self.recon_loss(out, x, self.fit_sigma(out, x, clock))
        kl = losses.kl_normal(mu, logvar).sum() / len(x)
        match self.config.mistake:
            case "pixel-mean":
                minimised = recon / x[0].numel() + self.beta(clock) * kl / self.code_width
            case "wrong-kl":
                s = 0.5 * logvar  # log sigma, which is taken for log sigma^2
                minimised = recon + self.beta(clock) * (s.exp() - (1 + s) + mu.square()).sum() / len(x)
            case _:
                minimised = recon + self.beta(clock) * kl
        optimizer = self.optimizers["adam"]
        optimizer.zero_grad()
        minimised.backward()
        optimizer.step()
        recon, kl = recon.detach(), kl.detach()
        mu, logvar, out = mu.detach(), logvar.detach(), out.detach()
        active = (mu.var(0, correction=0) > 0.01).sum(dtype=torch.float32)
        signs = {"width": _width(mu, logvar), "dead": _dead(x, self.pixels(out))}
        return {"neg_elbo": recon + kl, "recon": recon, "kl": kl, "active": active, **signs}

    def reparameterize(self, mu: Tensor, logvar: Tensor, generator: torch.Generator) -> Tensor:
        if self.config.mistake != "one-noise":
            return super().reparameterize(mu, logvar, generator)
        eps = torch.randn(1, mu.shape[1], generator=generator, device=mu.device)
        return mu + torch.exp(0.5 * logvar) * eps

    def recon_loss(self, out: Tensor, x: Tensor, sigma: Tensor) -> Tensor:
        if self.config.mistake != "relu-output" or self.config.recon == "gaussian":
            return super().recon_loss(out, x, sigma)
        clipped = self.pixels(out).clamp(CLIP, 1 - CLIP)
        return functional.binary_cross_entropy(clipped, x, reduction="sum") / len(x)

    def pixels(self, out: Tensor) -> Tensor:
        return out.relu() if self.config.mistake == "relu-output" else super().pixels(out)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        z = super().sample_codes(n, generator, codes)
        return FROZEN_SIGMA * z if self.config.mistake == "frozen-sigma" else z

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        values = super().evaluate(x, generator, y)
        with torch.no_grad():
            mu, logvar = self.posterior(x)
            return {
                **values,
                "test_width": _width(mu, logvar),
                "test_dead": _dead(x, self.decode(self.reparameterize(mu, logvar, generator))),
                "test_spread": self._spread(x, generator),
                "test_noise": self._noise_left(x[:DRAWN_FOR], mu[:DRAWN_FOR], logvar[:DRAWN_FOR], generator),
            }

    def _spread(self, x: Tensor, generator: torch.Generator) -> Tensor:
        """Variance of samples over that of images x (N, C, H, W), both summed over pixels."""
        samples = self.decode(self.sample_codes(SAMPLES, generator, None))
        return samples.var(0, correction=0).sum() / x.var(0, correction=0).sum().clamp_min(1e-12)

    def _noise_left(self, x: Tensor, mu: Tensor, logvar: Tensor, generator: torch.Generator) -> Tensor:
        """How much more the mean error of N images varies from draw to draw than if each had noise of its own: the
        root of ``N var(mean error) / mean var(error)``, which is 1 then, and up to sqrt(N) where all move together."""
        draws = [self.decode(self.reparameterize(mu, logvar, generator)) for _ in range(DRAWS)]
        errors = torch.stack([(x_hat - x).square().flatten(1).sum(1) for x_hat in draws])  # (DRAWS, N)
        return (len(x) * errors.mean(1).var() / errors.var(0).mean().clamp_min(LEAST_NOISE)).sqrt()


def _width(mu: Tensor, logvar: Tensor) -> Tensor:
    """The mean square of codes drawn from clouds with mu and logvar (N, latent_dim)."""
    return (mu.square() + logvar.exp()).mean()


def _dead(x: Tensor, x_hat: Tensor) -> Tensor:
    """Of the pixels that are lit in some image of x (N, C, H, W) the share that is black in all of x_hat."""
    lit, black = x.amax(0) > LIT, x_hat.amax(0) < BLACK
    return (lit & black).sum() / lit.sum().clamp_min(1)
