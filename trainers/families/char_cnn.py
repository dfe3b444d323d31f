"""A convolutional network over text: small windows that look back, with gaps that double from layer to layer.

All places are learned from at once, where a recurrent network has to wait for the place before; but it sees no further
back than its receptive field. See ``trainers.networks.causal_conv``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from trainers.catalog import family
from trainers.families._characters import ByNetwork, CharacterNetConfig, Reader
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import causal_conv, torch

if TYPE_CHECKING:
    from torch import Tensor


class CharCNNConfig(CharacterNetConfig):
    """Knobs of the convolutional network over text."""

    channels: int = knob(96, ge=2, le=512, log=True, shapes=True, help="Numbers at each place, in every layer.")
    layers: int = knob(
        5, ge=1, le=8, shapes=True, help="Layers of windows; each has gaps twice as wide as the one below."
    )
    kernel: int = knob(
        3, ge=2, le=8, shapes=True, help="Places in a window. With 5 layers of 3 it sees 63 characters back."
    )


@family("char-cnn")
class CharCNN(ByNetwork):
    title = "Causal convolutions"
    summary = "Windows over the last characters, with gaps that double: sees so far back and no further."
    Config: ClassVar[type[ModelConfig]] = CharCNNConfig

    config: CharCNNConfig

    def make_nets(self) -> None:
        config = self.config
        self.nets = torch.nn.ModuleDict({
            "embedding": torch.nn.Embedding(self.vocabulary + 1, config.channels),
            "stack": causal_conv.CausalStack(config.channels, config.layers, config.kernel),
            "out": torch.nn.Linear(config.channels, self.vocabulary),
        }).to(self.device)  # fmt: skip
        self.notes = (f"The convolutions see {self.receptive_field} characters back.",)

    @property
    def stack(self) -> causal_conv.CausalStack:
        """What lies between embedding and logits."""
        stack = self.nets["stack"]
        assert isinstance(stack, causal_conv.CausalStack)
        return stack

    @property
    def receptive_field(self) -> int:
        """Characters before a place that the odds there depend on; the start sign counts as one."""
        return self.stack.receptive_field

    def from_embedded(self, embedded: Tensor) -> Tensor:
        found: Tensor = self.stack(embedded)
        return found

    def sees_from(self, place: int) -> int:
        return max(place - self.receptive_field, 0)

    def reader(self, n: int) -> Reader:
        return _RingReader(self, n)


class _RingReader:
    """Texts in the making."""

    def __init__(self, family: CharCNN, n: int) -> None:
        self._family, self._n = family, n
        self._rings = causal_conv.CausalRings(family.stack, n, family.device)

    def read(self, tokens: Tensor | None) -> Tensor:
        found = self._rings.put(self._family.embedded(tokens, self._n))
        logits: Tensor = self._family.nets["out"](found)
        return logits
