"""The autoencoder: an encoder squeezes an image into a few numbers, a decoder draws it again from them.

Hinton and Salakhutdinov, "Reducing the Dimensionality of Data with Neural Networks" (2006). Nothing but the quality of
the reconstruction is asked for, so the codes lie where they like: between and around them are *holes*, places that no
image was ever coded to and where the decoder has never been told what to draw. With linear layers only, the codes span
the same subspace as the principal components (Baldi and Hornik, 1989).
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


class AEConfig(NetworkConfig):
    """Knobs of the autoencoder."""

    recon: Literal["mse", "bernoulli"] = knob(
        "mse", label="Reconstruction",
        help="mse: squared difference of the pixels; bernoulli: each pixel is a coin, and the surprise is counted.",
    )  # fmt: skip


@family("ae")
class Autoencoder(Family):
    title = "Autoencoder"
    summary = "Squeezes each image into a short code and draws it again; codes may lie anywhere, so the map has holes."
    Config: ClassVar[type[ModelConfig]] = AEConfig
    capabilities = frozenset({"encodes", "decodes", "samples"})
    metrics = (
        MetricSpec(
            "recon",
            "Reconstruction loss",
            "loss",
            help="What is minimised: summed over pixels, mean over the batch.",
            unit_when=(("recon", "mse", "squared error"), ("recon", "bernoulli", "nats")),
        ),
        MetricSpec("mse", "Squared error per pixel", "mse", help="Mean over pixels and batch."),
    )
    test_metrics: ClassVar[tuple[MetricSpec, ...]] = (
        MetricSpec("test_mse", "Test squared error per pixel", "mse", help="Mean over held-out pixels.", short="MSE"),
    )

    config: AEConfig

    def __init__(self, config: AEConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        self.config = config
        self.latent_dim = config.latent_dim
        encoder, decoder = make_encoder(config, image_shape, config.latent_dim), make_decoder(config, image_shape)
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
        out = self.nets["decoder"](self.encode(x))  # pixels, or their logits
        if self.config.recon == "mse":
            loss = losses.squared_error(out.sigmoid() if self.squashes else out, x)
            mse = loss.detach() / x[0].numel()
        else:
            loss = losses.bernoulli_nll(out, x)
            mse = losses.mse(out.detach().sigmoid(), x)
        optimizer = self.optimizers["adam"]
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return {"recon": loss.detach(), "mse": mse}

    def encode(self, x: Tensor) -> Tensor:
        return self.nets["encoder"](x)

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        out = self.nets["decoder"](z)
        return out.sigmoid() if self.squashes else out.clamp(0, 1)

    def sample_codes(self, n: int, generator: torch.Generator, codes: Tensor | None) -> Tensor:
        """Draws from a Gaussian fitted to the codes of training images (Ghosh et al., "From Variational to
        Deterministic Autoencoders", 2020); an autoencoder has no prior of its own. Without codes: from N(0, I)."""
        weight = next(self.nets.parameters())
        noise = torch.randn(n, self.code_width, generator=generator, device=weight.device)
        if codes is None or len(codes) < 2:
            return noise
        codes = codes.to(weight.device, torch.float32)
        centred = codes - codes.mean(0)
        # With A = U S V' / sqrt(N - 1), noise @ (S V') has the codes' covariance even where that is singular.
        _, scale, axes = torch.linalg.svd(centred, full_matrices=False)
        return codes.mean(0) + noise[:, : len(scale)] @ (scale[:, None] * axes) / (len(codes) - 1) ** 0.5

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            return {"test_mse": losses.mse(self.decode(self.encode(x)), x)}
