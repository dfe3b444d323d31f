"""Museum of mistakes: an exam on the exercises. What is reported as the test error was measured on training images.

A model with enough weights learns a few images by heart. On these its error falls towards 0, whatever it has understood
of others; how good it is says its error on images that it has never seen, and only that. Held-out images must be held
out of everything: of training, of the choice of settings, of the statistics by which inputs are scaled (Kaufman et al.,
"Leakage in Data Mining", 2012; Kapoor and Narayanan, "Leakage and the Reproducibility Crisis in Machine-Learning-Based
Science", 2023, found it in 17 fields).

Here is an autoencoder (``ae.py``) that learns so many *images* of the training images, always the same, all of them in
each step. With the mistake nothing about it changes but the exam: what it reports as ``test_mse`` is its error on those
images. What gives it away is ``test_exam``: the error that was reported, over that on the learned images. It is 1 for
who was examined on the exercises, and above it for everybody else who has learned a few images by heart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import MetricSpec, Reference, family
from trainers.families.ae import AEConfig, Autoencoder
from trainers.family import ModelConfig
from trainers.kinds import unit
from trainers.knobs import knob
from trainers.lazy import losses, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor

LEAST = 1e-12  # what a squared error is called at least, so that nothing is divided by 0


class MuseumExamConfig(AEConfig):
    """Knobs of the autoencoder, how little it learns from, and its mistake."""

    images: int = knob(
        64, ge=1, le=1000, log=True, shapes=True, label="Images learned",
        help="How many of the training images it learns from, the first ones.",
    )  # fmt: skip
    mistake: Literal["none", "own exam"] = knob(
        "none", help="own exam: the test error is measured on the images that were learned."
    )


@family("museum-exam")
class ExaminedAutoencoder(Autoencoder):
    title = "Museum: autoencoder examined"
    summary = "An autoencoder that learns a few images by heart, and an exam on held-out ones, or on these."
    Config: ClassVar[type[ModelConfig]] = MuseumExamConfig
    metrics = Autoencoder.metrics[::-1]  # first the error per pixel, beside which that of the exam is drawn
    test_metrics = (
        *Autoencoder.test_metrics,
        MetricSpec(
            "test_exam", "Test error over training error", "exam", better="", short="exam",
            help="How many times as large the reported error is as that on the learned images; 1: they are the same.",
            references=(Reference(1.5, "below: examined on what was learned"),),
        ),
    )  # fmt: skip

    config: MuseumExamConfig

    def __init__(self, config: MuseumExamConfig, image_shape: tuple[int, int, int], device: torch.device) -> None:
        super().__init__(config, image_shape, device)
        learned = torch.nn.Module()  # kept with the weights, for who looks has nothing else
        learned.register_buffer("images", torch.zeros(config.images, *image_shape, device=device))
        self.nets["learned"] = learned

    @property
    def learned(self) -> Tensor:
        """The images that it learns, (images, C, H, W) in [0, 1]."""
        return self.nets["learned"].get_buffer("images")

    def prepare(self, images: Tensor) -> None:
        """Takes the first images; where there are fewer, some more than once."""
        rows = torch.arange(self.config.images, device=images.device) % len(images)
        taken = images.index_select(0, rows)
        super().prepare(taken)
        self.learned.copy_(unit(taken).reshape(self.learned.shape))

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        """On all that it learns, whatever the batch."""
        return super().step(self.learned, None, clock, generator)

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        examined = self.learned if self.config.mistake == "own exam" else x
        with torch.no_grad():
            reached = losses.mse(self.decode(self.encode(self.learned)), self.learned)
        found = super().evaluate(examined, generator)
        return {**found, "test_exam": found["test_mse"] / reached.clamp_min(LEAST)}
