"""The variational autoencoder: an autoencoder whose codes are drawn from a small cloud around each image's place.

Kingma and Welling, "Auto-Encoding Variational Bayes" (2014); Rezende, Mohamed and Wierstra (2014).

The model is a story of how an image comes about: draw a code z from the *prior* N(0, I), then draw the pixels x from
p(x|z), whose parameters the decoder computes. What we want to make large is log p(x), but that asks for all codes that
could have made x. So the encoder guesses them: the *posterior* q(z|x) = N(mu, diag exp(logvar)). For any guess

    log p(x) >= E_q log p(x|z) - KL(q(z|x) | p(z)) = ELBO,

and training minimises its negative, in nats per image:

    neg_elbo = recon + kl,   recon = -E_q log p(x|z) (summed over pixels),   kl = KL(q(z|x) | N(0, I)) (summed over z).

recon wants each image to own a far-off, tiny cloud; kl wants all clouds to be the prior. The compromise makes clouds
touch and overlap, so that there is hardly a place between them for which the decoder has learned nothing.

*Reparametrisation*: z = mu + exp(logvar / 2) * eps with eps from N(0, I), one draw per image, so that the gradient of
recon reaches mu and logvar through the draw.

*beta* weighs the kl term in what is minimised (Higgins et al., "beta-VAE", 2017). At 0 an autoencoder with noise is
left; far above 1 the code says less and less, until it is ignored. beta may rise from 0 over the first steps, so that
the decoder learns to use the code before it costs anything (Bowman et al., 2016).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import MetricSpec, family
from trainers.families._networks import NetworkConfig, make_decoder, make_encoder
from trainers.family import Family, ModelConfig
from trainers.knobs import knob
from trainers.lazy import losses, nets, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

SIGMA_MEMORY = 0.05  # share of the newest batch in the running sigma


class VAEConfig(NetworkConfig):
    """Knobs of the variational autoencoder."""

    beta: float = knob(
        1.0, ge=0, le=50, log=True, live=True, role="kl weight",
        help="Weight of the KL term: 1 is the VAE, 0 an autoencoder, more orders the map.",
    )  # fmt: skip
    recon: Literal["bernoulli", "gaussian"] = knob(
        "bernoulli", label="Reconstruction",
        help="bernoulli: each pixel is a coin; gaussian: each pixel has noise, whose size is found while training.",
    )  # fmt: skip
    beta_warmup: int = knob(
        0, ge=0, le=100_000, group="advanced", label="Beta warm-up",
        help="Steps over which beta rises from 0 to its value.",
    )  # fmt: skip


@family("vae")
class VariationalAutoencoder(Family):
    title = "Variational autoencoder"
    summary = "Codes are small overlapping clouds pulled towards the centre, so that nearly every place decodes well."
    Config: ClassVar[type[ModelConfig]] = VAEConfig
    capabilities = frozenset({"encodes", "decodes", "samples", "posterior"})
    metrics: ClassVar[tuple[MetricSpec, ...]] = (
        MetricSpec(
            "neg_elbo", "Negative ELBO", "loss", "nats", help="Reconstruction plus KL, whatever beta is.", short="−ELBO"
        ),
        MetricSpec(
            "recon", "Reconstruction", "loss", "nats", help="Summed over pixels, mean over the batch.", short="recon"
        ),
        MetricSpec(
            "kl",
            "KL",
            "kl",
            "nats",
            "",
            help="What the code tells of each image: summed over latents, mean over the batch.",
        ),
        MetricSpec(
            "active",
            "Active latents",
            "active",
            better="",
            help="Latents whose mean varies over the batch by more than 0.01 (Burda et al., 2016); few means collapse.",
        ),
    )
    test_metrics: ClassVar[tuple[MetricSpec, ...]] = (
        MetricSpec(
            "test_neg_elbo",
            "Test negative ELBO",
            "loss",
            "nats",
            help="With beta 1, one draw per image.",
            short="−ELBO",
        ),
        MetricSpec(
            "test_recon",
            "Test reconstruction",
            "loss",
            "nats",
            help="Summed over pixels, mean over images.",
            short="recon",
        ),
        MetricSpec("test_kl", "Test KL", "kl", "nats", "", help="Summed over latents, mean over images.", short="KL"),
        MetricSpec(
            "test_mse", "Test squared error per pixel", "mse", help="Of the posterior mean's decode.", short="MSE"
        ),
    )

    config: VAEConfig

    def __init__(self, config: VAEConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        self.config = config
        self.latent_dim = config.latent_dim
        encoder, decoder = make_encoder(config, image_shape, 2 * config.latent_dim), make_decoder(config, image_shape)
        decoder.register_buffer("sigma", torch.ones(()))  # of the gaussian pixels; stays with the weights
        self.nets = torch.nn.ModuleDict({"encoder": encoder, "decoder": decoder}).to(device)
        self.optimizers = {"adam": nets.make_adam(self.nets.parameters(), config.learning_rate, device)}

    @property
    def squashes(self) -> bool:
        """Whether the decoder's numbers are logits, so that a sigmoid turns them into pixels."""
        return self.config.recon == "bernoulli" or self.config.output == "sigmoid"

    def prepare(self, images: Tensor) -> None:
        """Starts from drawing the mean image for every code, which saves the first few hundred steps."""
        mean = nets.mean_image(images)
        nets.set_output_bias(self.nets["decoder"], mean.logit(eps=1e-3) if self.squashes else mean)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        mu, logvar = self.posterior(x)
        z = self.reparameterize(mu, logvar, generator)
        out = self.nets["decoder"](z)  # pixels, or their logits
        recon = self.recon_loss(out, x, self.fit_sigma(out, x, clock))
        kl = losses.kl_normal(mu, logvar).sum() / len(x)
        optimizer = self.optimizers["adam"]
        optimizer.zero_grad()
        (recon + self.beta(clock) * kl).backward()
        optimizer.step()
        recon, kl = recon.detach(), kl.detach()
        active = (mu.detach().var(0, correction=0) > 0.01).sum(dtype=torch.float32)
        return {"neg_elbo": recon + kl, "recon": recon, "kl": kl, "active": active}

    def beta(self, clock: Clock) -> float:
        """The weight of the KL term at this step, warm-up included."""
        return self.config.beta * min(1.0, (clock.step + 1) / max(1, self.config.beta_warmup))

    def reparameterize(self, mu: Tensor, logvar: Tensor, generator: torch.Generator) -> Tensor:
        """A draw z (N, latent_dim) from N(mu, exp(logvar)) through which gradients pass."""
        eps = torch.randn(mu.shape, generator=generator, device=mu.device)
        return mu + torch.exp(0.5 * logvar) * eps

    @property
    def sigma(self) -> Tensor:
        """Standard deviation of the gaussian pixels (scalar buffer), a running mean over the last batches."""
        return self.nets["decoder"].get_buffer("sigma")

    def fit_sigma(self, out: Tensor, x: Tensor, clock: Clock) -> Tensor:
        """The sigma that suits this batch best, towards which the running one moves; 1, unused, of pixels as coins."""
        if self.config.recon == "bernoulli":
            return self.sigma
        sigma = losses.optimal_sigma(self.pixels(out), x)
        self.sigma.lerp_(sigma, 1.0 if clock.step == 0 else SIGMA_MEMORY)
        return sigma

    def recon_loss(self, out: Tensor, x: Tensor, sigma: Tensor) -> Tensor:
        """``-log p(x|z)`` in nats of images x (N, C, H, W) of which the decoder says *out*, of the same shape: summed
        over pixels, mean over the N images. *sigma* is that of gaussian pixels."""
        if self.config.recon == "gaussian":
            return losses.gaussian_nll(self.pixels(out), x, sigma)
        return losses.bernoulli_nll(out, x)

    def pixels(self, out: Tensor) -> Tensor:
        """The decoder's numbers as pixels, which may lie beyond black and white where nothing squashes them."""
        return out.sigmoid() if self.squashes else out

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mu, logvar = self.nets["encoder"](x).chunk(2, dim=1)
        return mu, logvar

    def kl_per_dim(self, x: Tensor) -> Tensor:
        """KL of each latent in nats (latent_dim,), mean over the images: which latents carry something."""
        return losses.kl_normal(*self.posterior(x)).mean(0)

    def encode(self, x: Tensor) -> Tensor:
        return self.posterior(x)[0]

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        return self.pixels(self.nets["decoder"](z)).clamp(0, 1)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Draws from the prior N(0, I); *codes* are not needed."""
        return torch.randn(n, self.code_width, generator=generator, device=self.sigma.device)

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            mu, logvar = self.posterior(x)
            out = self.nets["decoder"](self.reparameterize(mu, logvar, generator))
            recon = self.recon_loss(out, x, self.sigma)  # that of training: the best one for x would look at x
            kl = losses.kl_normal(mu, logvar).sum() / len(x)
            mse = losses.mse(self.decode(mu), x)
        return {"test_neg_elbo": recon + kl, "test_recon": recon, "test_kl": kl, "test_mse": mse}
