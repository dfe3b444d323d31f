"""A recurrent network: a memory of fixed size that is told one character after the other.

Elman, "Finding Structure in Time" (1990), is the plain cell. It forgets fast, for what it remembers passes through all
its weights at each character; cells with gates decide what to keep: the LSTM (Hochreiter and Schmidhuber, 1997) and the
GRU (Cho et al., 2014), which has fewer gates and does about as well (Chung et al., 2014). Graves ("Generating Sequences
With Recurrent Neural Networks", 2013) had one write text character by character.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from trainers.catalog import family
from trainers.families._characters import ByNetwork, CharacterNetConfig
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import functional, torch
from trainers.traces import TextTrace, Tracer, Way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor


class CharRNNConfig(CharacterNetConfig):
    """Knobs of recurrent networks."""

    learning_rate: float = knob(
        4e-3, ge=1e-5, le=0.1, log=True, live=True, help="How far each step moves the weights; too high diverges."
    )
    cell: Literal["RNN", "GRU", "LSTM"] = knob(
        "GRU", shapes=True, help="How it remembers: RNN overwrites all, GRU and LSTM have gates that keep."
    )
    hidden: int = knob(192, ge=2, le=1024, log=True, shapes=True, help="Numbers that it remembers, in each layer.")
    layers: int = knob(1, ge=1, le=4, shapes=True, help="Memories on top of each other.")
    embedding: int = knob(
        48, ge=1, le=512, log=True, shapes=True, group="advanced", help="Numbers that stand for a character."
    )  # fmt: skip


@family("char-rnn")
class CharRNN(ByNetwork):
    title = "Recurrent network"
    summary = "Reads character by character and remembers: RNN, GRU or LSTM."
    Config: ClassVar[type[ModelConfig]] = CharRNNConfig

    config: CharRNNConfig

    def make_nets(self) -> None:
        config, cells = self.config, {"RNN": torch.nn.RNN, "GRU": torch.nn.GRU, "LSTM": torch.nn.LSTM}
        memory = cells[config.cell](config.embedding, config.hidden, config.layers, batch_first=True)
        self.nets = torch.nn.ModuleDict({
            "embedding": torch.nn.Embedding(self.vocabulary + 1, config.embedding),
            "memory": memory,
            "out": torch.nn.Linear(config.hidden, self.vocabulary),
        }).to(self.device)  # fmt: skip

    def from_embedded(self, embedded: Tensor) -> Tensor:
        remembered: Tensor = self.nets["memory"](embedded)[0]
        return remembered

    def traces(self) -> Mapping[Way, Tracer]:
        return {"cells": self._trace_cells, **super().traces()}

    def cells(self, x: Tensor) -> Tensor:
        """The hidden state h of the upper layer, which all that is foreseen is made of: of an LSTM what its gates let
        out of tanh(c)."""
        read = functional.pad(x, (1, 0), value=self.start_sign)
        return self.from_embedded(self.nets["embedding"](read))

    def _trace_cells(self, x: Tensor, places: range) -> TextTrace:
        return TextTrace(torch.zeros(len(places), dtype=torch.int64), cells=self.cells(x[None])[0])

    def reader(self, n: int) -> MemoryReader:
        return MemoryReader(self, n)


class MemoryReader:
    """Texts in the making: what is remembered of each."""

    def __init__(self, family: CharRNN, n: int) -> None:
        self._family, self._n = family, n
        self._memory: Tensor | tuple[Tensor, ...] | None = None  # (layers, n, hidden), two of an LSTM; first zeros

    def read(self, tokens: Tensor | None) -> Tensor:
        embedded = self._family.embedded(tokens, self._n)
        remembered, self._memory = self._family.nets["memory"](embedded[:, None], self._memory)
        logits: Tensor = self._family.nets["out"](remembered[:, 0])
        return logits

    def spread(self, rows: Tensor) -> None:
        """Goes on with other texts: each is what the one of *rows* (m,) is by now, of which some may come several times
        or not at all."""
        self._n, memory = len(rows), self._memory
        if isinstance(memory, tuple):
            self._memory = tuple(part.index_select(1, rows) for part in memory)
        elif memory is not None:
            self._memory = memory.index_select(1, rows)
