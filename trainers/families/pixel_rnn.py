"""PixelRNN: a memory that walks down the picture row by row, and tells every pixel what it has seen above.

Van den Oord, Kalchbrenner and Kavukcuoglu, "Pixel Recurrent Neural Networks" (2016), the row LSTM. Columns have one
LSTM cell each, which go down the picture side by side; what a cell remembers comes from the three cells above it. The
rows have to wait for each other, so such a network learns more slowly than a convolutional one of the same size;
but one layer of it sees up to the top edge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from trainers.catalog import family
from trainers.families._components import ByComponents, ComponentNetConfig, Increment
from trainers.family import ModelConfig
from trainers.knobs import knob, knob_of
from trainers.lazy import row_lstm, torch

if TYPE_CHECKING:
    from torch import Tensor


class PixelRNNConfig(ComponentNetConfig):
    """Knobs of PixelRNN."""

    learning_rate: float = knob_of(ComponentNetConfig, "learning_rate", 4e-3)
    cells: int = knob(16, ge=1, le=256, log=True, shapes=True, help="LSTM cells of each column, in each layer.")
    depth: int = knob(1, ge=1, le=4, shapes=True, help="Layers of cells, one after the other.")


@family("pixel-rnn")
class PixelRNN(ByComponents):
    title = "PixelRNN"
    summary = "LSTM cells, one for each column, walk down the picture and remember what they saw above."
    Config: ClassVar[type[ModelConfig]] = PixelRNNConfig

    config: PixelRNNConfig

    def make_nets(self) -> None:
        config, parts, outputs = self.config, self.site_shape[0], self.levels.count - 1
        network = row_lstm.RowLSTM(self.image_shape, parts, config.cells, config.depth, outputs, self.classes)
        self.nets = torch.nn.ModuleDict({"row_lstm": network}).to(self.device)
        self.make_adam()

    @property
    def last_bias(self) -> Tensor:
        return self.network.bias

    @property
    def network(self) -> row_lstm.RowLSTM:
        network = self.nets["row_lstm"]
        assert isinstance(network, row_lstm.RowLSTM)
        return network

    def free_logits(self, x: Tensor, y: Tensor | None, order: str) -> Tensor:
        logits: Tensor = self.network(x, y)
        return logits.flatten(1, 3)

    def increment(self, n: int, y: Tensor | None, order: str) -> Increment:
        return self.network.increment(n, y)
