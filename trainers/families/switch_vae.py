"""A convolutional variational autoencoder that pools, with and without a leak past its code.

Max pooling keeps the greatest of each 2 x 2 pixels and forgets where it was. *Unpooling* puts a number back into a
square of 2 x 2, but into which corner? Zeiler and Fergus ("Visualizing and Understanding Convolutional Networks", 2014)
look it up: pooling leaves *switches*, the places of the greatest. That serves to look into a network, with the picture
at hand.

*switches*, the mistake: a decoder that reads the switches of its encoder is given more than the code. Each switch is
one of four places, two bits, and there is one in every channel of every square; where a stroke runs can be read off
them, whatever the code says. The reconstruction becomes excellent, the KL falls to nearly nothing, and there is nothing
to be drawn from the prior, for a new code has no switches. (Here they all point to the upper left corner then.)

What gives it away is to shuffle: decode each picture's switches with the *code of another picture*. With an honest
decoder the other picture appears, which is farther off than the mean of all pictures is; with the leak the own one
does. ``test_shuffled`` is that error as a share of the mean picture's.

*none*: unpooling repeats the number in all four places, as enlarging does. All there is to know is in the code.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import MetricSpec, Reference, family
from trainers.families.vae import VAEConfig, VariationalAutoencoder
from trainers.family import Family, FamilyConfig, ModelConfig
from trainers.kinds import Kind, Pictures
from trainers.knobs import knob, knob_of
from trainers.lazy import losses, nets, torch, unpooling
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor


class SwitchVAEConfig(FamilyConfig):
    """Knobs of the variational autoencoder that pools."""

    learning_rate: float = knob_of(FamilyConfig, "learning_rate", 5e-3)
    latent_dim: int = knob_of(VAEConfig, "latent_dim", 8)
    channels: int = knob(
        16, ge=2, le=128, log=True, shapes=True,
        help="Channels of the first layer; there are twice as many in the second.",
    )  # fmt: skip
    beta: float = knob_of(VAEConfig, "beta")
    beta_warmup: int = knob_of(VAEConfig, "beta_warmup", 200)
    mistake: Literal["none", "switches"] = knob(
        "none", help="none: the decoder sees the code alone; switches: it reads the encoder's pooling switches, too."
    )


SHUFFLED = MetricSpec(
    "shuffled",
    "Error with codes of others",
    "shuffled",
    better="",
    help="Each image is decoded with the code of another: its squared error, as a share of the mean image's.",
)


def _as_of_a_vae(*names: str) -> tuple[MetricSpec, ...]:
    """Those metrics as the honest family declares them."""
    declared = {each.name: each for each in (*VariationalAutoencoder.metrics, *VariationalAutoencoder.test_metrics)}
    return tuple(declared[name] for name in names)


@family("switch-vae")
class SwitchVAE(Family):
    title = "Museum: VAE with pooling"
    summary = "A convolutional VAE whose decoder may read where the encoder's pooling looked: a picture past the code."
    Config: ClassVar[type[ModelConfig]] = SwitchVAEConfig
    capabilities = frozenset({"encodes", "decodes", "samples", "posterior"})
    takes: ClassVar[frozenset[type[Kind]]] = frozenset({Pictures})
    # Of those that should fall recon comes first: the KL, and with it their sum, may rise while beta does.
    metrics = (
        *_as_of_a_vae("recon", "neg_elbo", "kl"),
        replace(SHUFFLED, references=(Reference(1.0, "mean image"), Reference(0.7, "below: it passes the code by"))),
    )
    test_metrics = (
        *_as_of_a_vae("test_recon", "test_neg_elbo", "test_kl"),
        replace(SHUFFLED, name="test_shuffled", label="Test error with codes of others", short="shuffled"),
    )

    config: SwitchVAEConfig

    def __init__(self, config: SwitchVAEConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        self.config, self.latent_dim = config, config.latent_dim
        encoder = unpooling.PoolingEncoder(image_shape, config.channels, 2 * config.latent_dim)
        decoder = unpooling.UnpoolingDecoder(
            config.latent_dim, config.channels, image_shape, config.mistake == "switches"
        )
        self.nets = torch.nn.ModuleDict({"encoder": encoder, "decoder": decoder}).to(device)
        self.optimizers = {"adam": nets.make_adam(self.nets.parameters(), config.learning_rate, device)}

    def prepare(self, images: Tensor) -> None:
        """Starts from drawing the mean image for every code, which saves the first few hundred steps."""
        nets.set_output_bias(self.nets["decoder"], nets.mean_image(images).logit(eps=1e-3))

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        recon, kl, mu, switches = self._parts_of_loss(x, generator)
        optimizer = self.optimizers["adam"]
        optimizer.zero_grad()
        beta = self.config.beta * min(1.0, (clock.step + 1) / max(1, self.config.beta_warmup))
        (recon + beta * kl).backward()
        optimizer.step()
        recon, kl = recon.detach(), kl.detach()
        shuffled = self._shuffled(x, mu.detach(), switches)
        return {"neg_elbo": recon + kl, "recon": recon, "kl": kl, "shuffled": shuffled}

    def _parts_of_loss(
        self, x: Tensor, generator: torch.Generator
    ) -> tuple[Tensor, Tensor, Tensor, tuple[Tensor, ...]]:
        """recon and kl in nats per image, with one draw per image x (N, C, H, W), and mu and the switches of x."""
        mu, logvar, switches = self._look_at(x)
        z = mu + torch.exp(0.5 * logvar) * torch.randn(mu.shape, generator=generator, device=mu.device)
        recon = losses.bernoulli_nll(self.nets["decoder"](z, switches), x)
        return recon, losses.kl_normal(mu, logvar).sum() / len(x), mu, switches

    def _look_at(self, x: Tensor) -> tuple[Tensor, Tensor, tuple[Tensor, ...]]:
        """(mu, logvar), each (N, latent_dim), and the switches, which the honest decoder does not look at."""
        out, switches = self.nets["encoder"](x)
        mu, logvar = out.chunk(2, dim=1)
        return mu, logvar, switches

    def posterior(self, x: Tensor) -> tuple[Tensor, Tensor]:
        mu, logvar, _ = self._look_at(x)
        return mu, logvar

    def encode(self, x: Tensor) -> Tensor:
        return self.posterior(x)[0]

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        return self.nets["decoder"](z).sigmoid()

    def reconstruct(self, x: Tensor) -> Tensor:
        """With the switches of x, as its decoder was trained, where it reads them."""
        mu, _, switches = self._look_at(x)
        return self.nets["decoder"](mu, switches).sigmoid()

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Draws from the prior N(0, I); *codes* are not needed."""
        device = next(self.nets.parameters()).device
        return torch.randn(n, self.code_width, generator=generator, device=device)

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            recon, kl, mu, switches = self._parts_of_loss(x, generator)
            shuffled = self._shuffled(x, mu, switches)
        return {"test_neg_elbo": recon + kl, "test_recon": recon, "test_kl": kl, "test_shuffled": shuffled}

    def _shuffled(self, x: Tensor, mu: Tensor, switches: tuple[Tensor, ...]) -> Tensor:
        """The squared error of images x (N, C, H, W) drawn with their own switches and the codes of others, mu (N,
        latent_dim) moved on by half of N, as a share of the error of the mean of x."""
        with torch.no_grad():
            others = self.nets["decoder"](mu.roll(len(x) // 2, 0), switches).sigmoid()
        return losses.mse(others, x) / losses.mse(x.mean(0).expand_as(x), x).clamp_min(1e-12)
