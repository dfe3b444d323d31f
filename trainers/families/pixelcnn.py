"""PixelCNN: a convolution that looks only at what has been drawn already, the same over the whole picture.

Van den Oord, Kalchbrenner and Kavukcuoglu, "Pixel Recurrent Neural Networks" (2016); Van den Oord et al., "Conditional
Image Generation with PixelCNN Decoders" (2016), for the gated one. What it learns of strokes in one place it knows in
all; of where in the picture it is, and of what lies far above, it knows little. MADE knows that, and nothing of
neighbours. Both give logits that look back only, hence so does their *sum*, which at equal time is far better than
either.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import family
from trainers.families._components import ByComponents, ComponentNetConfig, Increment
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import colour_codes, masked_perceptron, pixel_cnn, pixel_cnn_increment, torch

if TYPE_CHECKING:
    from torch import Tensor


class PixelCNNConfig(ComponentNetConfig):
    """Knobs of PixelCNN."""

    network: Literal["plain", "gated"] = knob(
        "plain", shapes=True,
        help="plain: one stack, blind to what lies up and far right; gated: two stacks, which see all before a pixel.",
    )  # fmt: skip
    channels: int = knob(16, ge=4, le=128, log=True, shapes=True, help="Features of each pixel.")
    blocks: int = knob(4, ge=0, le=16, shapes=True, help="Layers of small windows; each sees one pixel further.")
    made: int = knob(
        512, ge=0, le=4096, shapes=True, label="MADE units",
        help="Units of a MADE beside, which sees all of the picture before a pixel; the logits add up. 0: none.",
    )  # fmt: skip


@family("pixelcnn")
class ConvolutionsBackwards(ByComponents):
    title = "PixelCNN"
    summary = "Small windows that look up and left, alike in all places: exact probabilities, drawn pixel by pixel."
    Config: ClassVar[type[ModelConfig]] = PixelCNNConfig

    config: PixelCNNConfig

    def make_nets(self) -> None:
        config, width, outputs = self.config, self.levels.width, self.levels.count - 1
        self._codes: colour_codes.ColourCodes | None = None
        if self.levels.is_palette:
            self._codes, width = colour_codes.ColourCodes(self.levels.table(self.device)), self.levels.count
        make = pixel_cnn.PlainPixelCNN if config.network == "plain" else pixel_cnn.GatedPixelCNN
        stack = make(self.site_shape, width, outputs, config.channels, config.blocks, self.classes)
        self.nets = torch.nn.ModuleDict({"pixelcnn": stack})
        if config.made:
            self.check_weights([config.made], width, "made")
            self.nets["made"] = masked_perceptron.MADE([self.order], [config.made], width, outputs, self.classes)
        self.nets.to(self.device)
        self.make_adam()

    @property
    def last_bias(self) -> Tensor | None:
        """That of a MADE: windows are alike in all places, and know of none."""
        if "made" not in self.nets:
            return None
        network = self.nets["made"]
        assert isinstance(network, masked_perceptron.MADE)
        return network.out.bias

    def free_logits(self, x: Tensor, y: Tensor | None, order: str) -> Tensor:
        x = x if self._codes is None else self._codes.of_pictures(x)
        logits: Tensor = self.nets["pixelcnn"](x, y)
        if "made" in self.nets:
            logits = logits + self.nets["made"](self.levels.by_site(x), y)
        return logits

    def increment(self, n: int, y: Tensor | None, order: str) -> Increment:
        stack = self.nets["pixelcnn"]
        assert isinstance(stack, pixel_cnn.PixelCNN)
        parts: list[Increment] = [pixel_cnn_increment.PixelCNNIncrement(stack, n, y)]
        if "made" in self.nets:
            network = self.nets["made"]
            assert isinstance(network, masked_perceptron.MADE)
            parts.append(network.increment(n, y))
        return _Sum(parts, self._codes)


class _Sum:
    """Networks whose logits are added, and which may see colours as codes."""

    def __init__(self, parts: list[Increment], codes: colour_codes.ColourCodes | None) -> None:
        self._parts, self._codes = parts, codes

    def begin(self, places: int, x: Tensor) -> None:
        x = x if self._codes is None else self._codes.of_pictures(x)
        for part in self._parts:
            part.begin(places, x)

    def logits(self, place: int) -> Tensor:
        first, *others = (part.logits(place) for part in self._parts)
        for other in others:
            first = first + other
        return first

    def put(self, place: int, values: Tensor) -> None:
        values = values if self._codes is None else self._codes(values)
        for part in self._parts:
            part.put(place, values)
