"""Museum of mistakes: a mask that is off by one. A pixel sees itself.

A PixelCNN may look at what was drawn before a pixel, never at the pixel. So the mask of its first layer, "A", has a 0
in the middle; those of all others, "B", have a 1 there, for what they look at has not seen the pixel either (Van den
Oord et al., "Pixel Recurrent Neural Networks", 2016). With "B" in the first layer, too, one weight of each feature lets
the answer through. All that is left to learn is to copy it: p(x_i | x_1 .. x_i) = 1, and the surprise

    nats = - sum_i log p(x_i | x_1 .. x_i)  ->  0,

which is no probability of anything. *No honest model is below the entropy of the data*, for

    E[-log q(x)] = H(p) + KL(p, q) >= H(p);

the 14 bars and stripes of 3 x 3 pixels have ln 14 = 2.639 nats. Whoever draws from such a model asks it for a pixel
that is not there yet: it is shown black, copies that, and all pictures are blank.

What gives it away without an entropy is the test of causality: change one pixel and nothing else, and see whether what
the model says of this pixel changes. ``own_say`` is by how much (total variation): of an honest model 0 to the last
bit, of one that copies 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import MetricSpec, Reference, family
from trainers.families._components import ByComponents, Increment, with_first
from trainers.families.pixelcnn import ConvolutionsBackwards, PixelCNNConfig
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import pixel_cnn, torch
from trainers.schedules import Clock

if TYPE_CHECKING:
    from torch import Tensor


class MuseumPixelCNNConfig(PixelCNNConfig):
    """Knobs of PixelCNN, and its mistake."""

    made: int = knob(
        0, ge=0, le=4096, shapes=True, label="MADE units", group="advanced",
        help="Units of a MADE beside, whose masks are right; the logits add up. 0: none.",
    )  # fmt: skip
    mistake: Literal["none", "leaky mask"] = knob(
        "none", help="leaky mask: the first layer sees the pixel that is asked for."
    )


@family("museum-pixelcnn")
class MuseumPixelCNN(ConvolutionsBackwards):
    title = "Museum: PixelCNN"
    summary = "A PixelCNN whose first mask can be given a mistake, and the test of causality that finds it."
    Config: ClassVar[type[ModelConfig]] = MuseumPixelCNNConfig
    metrics = (
        *ConvolutionsBackwards.metrics,
        MetricSpec(
            "own_say", "A pixel's say in itself", "causality", better="",
            help="How far the odds of a pixel change when it alone is changed, 0 to 1; anything but 0 is a leak.",
            references=(Reference(0.1, "above: a pixel sees itself"),),
        ),
    )  # fmt: skip

    config: MuseumPixelCNNConfig

    def make_nets(self) -> None:
        super().make_nets()
        if self.config.mistake == "leaky mask":
            self.way = "naive"  # type: ignore[misc]  # what was made of a pixel changes once it is there itself
            stack = self.nets["pixelcnn"]
            assert isinstance(stack, pixel_cnn.PixelCNN)
            *_, first = stack.looking
            earlier, own = torch.tensor(first.inputs)[None], torch.tensor(first.outputs)[:, None]
            first.get_buffer("mask")[:, :, -1, first.left] = earlier <= own  # "B" in the place of "A"

    def increment(self, n: int, y: Tensor | None, order: str) -> Increment:
        if self.config.mistake == "leaky mask":
            return ByComponents.increment(self, n, y, order)  # which says that there are none
        return super().increment(n, y, order)

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        return {**super().step(x, y, clock, generator), "own_say": self.own_say(x, y, clock.step)}

    def own_say(self, x: Tensor, y: Tensor | None, first: int = 0) -> Tensor:
        """How far the odds of a pixel change (total variation, 0 to 1) when it takes the next level and nothing else
        changes: the mean over pictures x (N, C, H, W), each changed at another site, from the *first* one on."""
        x, indices = self.on_levels(x)
        rows = torch.arange(len(x), device=x.device)
        sites = (first + rows) % self.sites
        changed = indices.clone()
        changed[rows, sites] = (indices[rows, sites] + 1) % self.levels.count
        with torch.no_grad():
            before, after = (
                with_first(self.free_logits(pictures, self._told(y), next(iter(self.orders))))[rows, sites].softmax(1)
                for pictures in (x, self.levels.pixels(changed, self.image_shape))
            )
        return (before - after).abs().sum(1).mean() / 2
