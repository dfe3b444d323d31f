"""A small transformer over text: every place looks at all characters before it at once, and learns at which.

It has a sign for each place of a piece, so its context is one piece long. A text that becomes longer is gone through
in pieces that overlap by half: whenever the context is full, the first half of it is forgotten, and the rest is read
again. See ``trainers.networks.causal_attention``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from trainers.catalog import family
from trainers.families._characters import ByNetwork, CharacterNetConfig, Reader
from trainers.family import ModelConfig
from trainers.knobs import knob
from trainers.lazy import causal_attention, functional, torch
from trainers.traces import TextTrace, Tracer, Way

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from torch import Tensor


class CharTransformerConfig(CharacterNetConfig):
    """Knobs of the transformer."""

    learning_rate: float = knob(
        2e-3, ge=1e-5, le=0.1, log=True, live=True, help="How far each step moves the weights; too high diverges."
    )
    width: int = knob(96, ge=2, le=512, log=True, shapes=True, help="Numbers at each place; the heads share them.")
    layers: int = knob(2, ge=1, le=8, shapes=True, help="Times that every place looks back.")
    heads: int = knob(4, ge=1, le=16, shapes=True, help="Different things that a place looks for each time.")


@family("char-transformer")
class CharTransformer(ByNetwork):
    title = "Transformer"
    summary = "Every place looks at all characters before it and learns which of them matter."
    Config: ClassVar[type[ModelConfig]] = CharTransformerConfig

    config: CharTransformerConfig

    def make_nets(self) -> None:
        config = self.config
        self.nets = torch.nn.ModuleDict({
            "embedding": torch.nn.Embedding(self.vocabulary + 1, config.width),
            "transformer": causal_attention.CausalTransformer(
                self.kind.length, config.width, config.heads, config.layers
            ),
            "out": torch.nn.Linear(config.width, self.vocabulary),
        }).to(self.device)  # fmt: skip

    @property
    def transformer(self) -> causal_attention.CausalTransformer:
        """What lies between embedding and logits."""
        transformer = self.nets["transformer"]
        assert isinstance(transformer, causal_attention.CausalTransformer)
        return transformer

    @property
    def forgotten(self) -> int:
        """Characters that a full context forgets at once: half of it."""
        return (self.kind.length + 1) // 2

    def from_embedded(self, embedded: Tensor) -> Tensor:
        found: Tensor = self.transformer(embedded)
        return found

    def next_logits(self, x: Tensor) -> Tensor:
        length, forgotten = self.kind.length, self.forgotten
        first = super().next_logits(x[:, :length])
        parts, begin = [first], 0
        while begin + length < x.shape[1]:
            begin += forgotten
            piece = super().next_logits(x[:, begin : begin + length])
            parts.append(piece[:, length - forgotten :])
        return torch.cat(parts, 1)

    def attention(self, x: Tensor, rows: Sequence[int] | None = None) -> Tensor:
        """How much each place of texts x (N, T) of up to a piece looked at the start sign and the characters before it,
        (N, layers, heads, T, T); or some *rows* of it."""
        before = functional.pad(x[:, :-1], (1, 0), value=self.start_sign)
        return self.transformer.attention(self.nets["embedding"](before), rows)

    def traces(self) -> Mapping[Way, Tracer]:
        return {"attention": self._trace_attention, **super().traces()}

    def piece_begin(self, place: int) -> int:
        pieces = -(-(place - self.kind.length + 1) // self.forgotten)
        return max(pieces, 0) * self.forgotten

    def _trace_attention(self, x: Tensor, places: range) -> TextTrace:
        config, found = self.config, []
        for begin, group in self.pieces_of(places):
            piece = x[begin : group[-1]]
            own = [place - begin for place in group]
            attention = self.attention(functional.pad(piece, (0, 1))[None], own)[0]  # the pad is not looked at
            rows = attention.permute(2, 0, 1, 3)
            weights = torch.zeros(len(group), config.layers, config.heads, len(x) + 1, device=self.device)
            weights[..., 0] = rows[..., 0]
            weights[..., begin + 1 : group[-1] + 1] = rows[..., 1:]
            found.append(weights)
        return TextTrace(torch.tensor([self.sees_from(place) for place in places]), torch.cat(found))

    def reader(self, n: int) -> Reader:
        return _KeyReader(self, n)


class _KeyReader:
    """Texts in the making: keys and values of the context, and the characters in it."""

    def __init__(self, family: CharTransformer, n: int) -> None:
        self._family, self._n = family, n
        self._begin()

    def _begin(self) -> None:
        family = self._family
        self._kept = causal_attention.KeysAndValues(family.transformer, self._n, family.device)
        self._read: list[Tensor] = []  # without the start sign

    def read(self, tokens: Tensor | None) -> Tensor:
        family = self._family
        embedding, out = family.nets["embedding"], family.nets["out"]
        if tokens is None:
            logits: Tensor = out(self._kept.put(family.embedded(None, self._n)[:, None])[:, -1])
            return logits
        context = [*self._read, tokens]
        if len(context) < family.kind.length:
            found = self._kept.put(embedding(tokens)[:, None])
        else:
            context = context[family.forgotten :]
            self._begin()
            start = torch.full_like(tokens, family.start_sign)
            found = self._kept.put(embedding(torch.stack([start, *context], 1)))
        self._read = context
        logits = out(found[:, -1])
        return logits
