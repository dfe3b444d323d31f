"""The conditional GAN: both players are told a label, so that one can ask for an image of a class.

Mirza and Osindero, "Conditional Generative Adversarial Nets" (2014). The game is that of the GAN (see gan.py), played
for every class at once. The generator is given the noise z and the label y; the same z with another y should give the
same hand writing another digit, since nothing but y tells the classes apart. The discriminator is shown an image
together with the label it is said to have, and asks two things: is it real, and is it one of those? A perfect 3 that is
presented as a 7 is a forgery.

G gets the label as further inputs, one for each class. D has one verdict for all images and another for each class, and
adds the one asked for,

    D(x, y) = (a + b_y) . phi(x) + c_y,

with features phi that all classes share (the projection discriminator; Miyato and Koyama, "cGANs with Projection
Discriminator", 2018). Generated images carry the labels of the real images they are compared with, so that both sides
have the same share of each class. Any of the losses and penalties of the GAN can be chosen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from trainers.catalog import family
from trainers.families.gan import GAN
from trainers.family import ModelConfig
from trainers.knobs import ConfigError
from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.examples import Examples


@family("cgan")
class ConditionalGAN(GAN):
    title = "Conditional GAN"
    summary = "A GAN that is told the class: ask for a digit, and the noise decides only how it is written."
    capabilities = GAN.capabilities | {"classes"}

    @classmethod
    def build(cls, config: ModelConfig, examples: Examples, device: torch.device) -> Self:
        """Raises ConfigError for images without labels, or of one class only."""
        if examples.train_labels is None:
            raise ConfigError(f"family: cgan needs to be told classes, found no labels in {examples.title}", "family")
        classes = max(len(examples.class_names), int(examples.train_labels.max()) + 1)
        if classes < 2:
            raise ConfigError(f"family: cgan needs images of at least 2 classes, found 1 in {examples.title}", "family")
        return cls(config, examples.image_shape, device, classes)  # type: ignore[arg-type]

    def decode(self, z: Tensor, y: Tensor | None = None) -> Tensor:
        if y is None:
            y = torch.arange(len(z), device=z.device) % self.classes
        told = torch.eye(self.classes, device=z.device)[y]
        return super().decode(torch.cat([z, told], dim=1))

    def verdict(self, features: Tensor, y: Tensor | None) -> Tensor:
        verdicts = self.discriminator.head(features)
        each = verdicts[:, :1] + verdicts[:, 1:]
        return each.amax(1) if y is None else each.gather(1, y[:, None]).squeeze(1)
