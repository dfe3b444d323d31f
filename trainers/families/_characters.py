"""What the families that write text character by character share: loss, exact probabilities, and how a text is written.

The probability of a text is a product: p(x) = prod_t p(x_t | x_1 .. x_(t-1)). Such a family says one thing only, the
odds of the next character given those before it (:meth:`ByCharacters.next_logits`), and reads a text in the making
character by character, keeping what it has read (:meth:`ByCharacters.reader`).

*Noise belongs to text and place*: a character is drawn as argmax(logits / T + noise), with Gumbel noise (Gumbel, 1954;
"Gumbel-max"), and each text has a generator of its own. So the same noise writes the same text, however many others are
written beside it and however long it becomes, and a changed character changes only what follows from it. Two ways of
writing give that same text: ``naive`` asks the whole network for every character, ``cached`` reads each one once.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar, Literal, Protocol, Self

import numpy as np

from trainers.catalog import MetricSpec
from trainers.family import Family, FamilyConfig, ModelConfig
from trainers.kinds import Tokens
from trainers.knobs import knob
from trainers.lazy import functional, nets, saliency, torch
from trainers.schedules import Clock
from trainers.traces import TextTrace, Tracer, Way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from torch import Tensor

    from trainers.examples import Examples

WritingWay = Literal["cached", "naive"]
LONGEST_GRADIENT = 1.0  # of a step of a network; a longer one is shortened (Pascanu et al., 2013)
FIRST_PIECE, NOISE_PIECE = 8, 2**20  # places whose noise is drawn at once at first; numbers later on, at most
MOST_LOGITS = 2**22  # that are computed at once where nothing is learned
LEAST_COUNT = 0.5  # as often each character counts as seen before any was (Jeffreys)
METRICS = (
    MetricSpec(
        "nats_per_char", "Surprise a character", "loss", "nats", short="surprise",
        help="-log p of a character given those before it: mean over the characters of the batch.",
        baselines="counting",
    ),
    MetricSpec(
        "perplexity", "A guess among", "guess",
        help="exp of the surprise: as surprised as somebody who guesses among so many equally likely characters.",
    ),
)  # fmt: skip
TEST_METRICS = (
    MetricSpec(
        "test_nats_per_char", "Test surprise a character", "loss", "nats", short="surprise",
        help="Of held-out text: mean over its characters.",
    ),
    MetricSpec("test_perplexity", "Test guess among", "guess", help="Of held-out text."),
)  # fmt: skip


class Reader(Protocol):
    """Texts in the making, of which a model has read all characters so far."""

    def read(self, tokens: Tensor | None) -> Tensor:
        """Reads one more character (n,), int64, of each text, and gives the logits (n, vocabulary) of the one after it.
        None, once and before all others, is the start of the texts."""


class ByCharacters(Family):
    """Writes one character after the other. Subclasses set ``nets``, and say :meth:`next_logits` and :meth:`reader`."""

    capabilities = frozenset({"writes"})
    takes = frozenset({Tokens})
    metrics: ClassVar[tuple[MetricSpec, ...]] = METRICS
    test_metrics: ClassVar[tuple[MetricSpec, ...]] = TEST_METRICS
    latent_dim = None

    def __init__(self, config: ModelConfig, kind: Tokens, device: torch.device) -> None:
        self.config, self.kind, self.device = config, kind, device
        self.vocabulary = len(kind.vocabulary)
        self.start_sign = self.vocabulary  # a token of its own, which is read and never written
        self.optimizers = {}

    @classmethod
    def build(cls, config: ModelConfig, examples: Examples, device: torch.device) -> Self:
        assert isinstance(examples.kind, Tokens)
        return cls(config, examples.kind, device)

    # ------------------------------------------------------------------ what a family says

    @abstractmethod
    def next_logits(self, x: Tensor) -> Tensor:
        """(N, T, vocabulary) of texts x (N, T), int64: the logits at place t are of the character there given those
        before it, x[:, :t], of which the first has none but the start sign."""

    @abstractmethod
    def reader(self, n: int) -> Reader:
        """*n* texts in the making, of which nothing has been read yet."""

    # ------------------------------------------------------------------ learning

    def surprise(self, x: Tensor) -> Tensor:
        """-log p of every character of texts x (N, T), given those before it, in nats (N, T)."""
        logits = self.next_logits(x)
        return functional.cross_entropy(logits.flatten(0, 1), x.flatten(), reduction="none").view_as(x)

    def nats_per_char(self, x: Tensor) -> Tensor:
        """The mean of :meth:`surprise` over the characters of the texts, 0-d."""
        counted = self.kind.counted(x)
        return (self.surprise(x) * counted).sum() / counted.sum()

    def evaluate(self, x: Tensor, generator: torch.Generator, y: Tensor | None = None) -> dict[str, Tensor]:
        with torch.no_grad():
            nats = -self.log_prob(x).sum() / self.kind.counted(x).sum()
        return {f"test_{name}": value for name, value in self._metrics(nats).items()}

    def weight(self, x: Tensor) -> float:
        return float(self.kind.counted(x).sum())

    def concluded(self, means: Mapping[str, float]) -> dict[str, float]:
        return {**means, "test_perplexity": float(np.exp(means["test_nats_per_char"]))}

    @staticmethod
    def _metrics(nats: Tensor) -> dict[str, Tensor]:
        return {"nats_per_char": nats, "perplexity": nats.exp()}

    # ------------------------------------------------------------------ looking

    def predict(self, x: Tensor, y: Tensor | None = None, order: str = "") -> Tensor:
        return self.next_logits(x)

    def log_prob(self, x: Tensor, y: Tensor | None = None) -> Tensor:
        """The log of the probability of each of the texts x (N, T), in nats (N,); of lines up to their end."""
        size = max(1, MOST_LOGITS // (x.shape[1] * self.vocabulary))  # texts; of many all logits would fill the memory
        return torch.cat([-(self.surprise(part) * self.kind.counted(part)).sum(1) for part in x.split(size)])

    def noise(self, n: int, generator: torch.Generator) -> Tensor:
        """A seed for each of *n* texts, int64 (n,), on the CPU. That of a text is the same for every *n*."""
        [root] = torch.randint(2**62, (1,), generator=generator, device=generator.device).tolist()
        words = np.random.SeedSequence(root).generate_state(2 * n)
        return torch.from_numpy((words[::2].astype(np.int64) << 31) | (words[1::2] >> np.uint32(1)))

    def writing(
        self,
        noise: Tensor,
        length: int,
        start: Tensor | None = None,
        temperature: float = 1.0,
        way: WritingWay = "cached",
    ) -> Iterator[Tensor]:
        """Writes as many texts as there is *noise* (n,); each yield is the next character (n,) of each, int64.

        They are *length* characters long, those of the *start* (k,) or (n, k) among them, which are not yielded. Lines
        stop at their end: of those that have ended it comes again and again, and there is no more when all have.
        *temperature* above 1 dares more, at 0 the likeliest character is taken."""
        n, ends = len(noise), self.kind.lines
        given = torch.zeros(n, 0, dtype=torch.int64, device=self.device)
        if start is not None:
            given = start.to(self.device).expand(n, -1)
        places = gumbel_places(noise, self.vocabulary, self.device)
        reader = self.reader(n) if way == "cached" else _Naive(self, n)
        done = (given == 0).any(1) if ends else torch.zeros(n, dtype=torch.bool, device=self.device)
        logits, gumbel = self._read(reader, None), next(places)
        for place in range(length):
            if place < given.shape[1]:
                chosen = given[:, place]
            else:
                if ends and bool(done.all()):
                    return
                chosen = choose(logits, gumbel, temperature)
                if ends:
                    chosen = chosen.masked_fill(done, 0)
                    done = done | (chosen == 0)
                yield chosen
            if place + 1 < length:
                logits, gumbel = self._read(reader, chosen), next(places)

    @staticmethod
    def _read(reader: Reader, tokens: Tensor | None) -> Tensor:
        """Without gradients: they are switched off for this alone, as whoever is given a character may want some."""
        with torch.no_grad():
            return reader.read(tokens)

    def write(
        self,
        noise: Tensor,
        length: int,
        start: Tensor | None = None,
        temperature: float = 1.0,
        way: WritingWay = "cached",
    ) -> Tensor:
        """The texts of :meth:`writing`, (n, *length* or fewer), their *start* among them."""
        n = len(noise)
        given = torch.zeros(n, 0, dtype=torch.int64) if start is None else start.cpu().expand(n, -1)
        written = [chosen.cpu()[:, None] for chosen in self.writing(noise, length, start, temperature, way)]
        return torch.cat([given[:, :length], *written], 1)


class CharacterNetConfig(FamilyConfig):
    """What all networks over text have."""

    dropout: float = knob(
        0.0, ge=0, le=0.9, live=True,
        help="Share of what goes into and comes out of the network that each step leaves out by chance, so that less "
        "is learned by heart.",
    )  # fmt: skip


class ByNetwork(ByCharacters):
    """Learns by gradients. ``nets`` has an "embedding" of all characters and the start sign, and a layer "out" to the
    logits, which begin with how frequent each character is; what lies between is :meth:`from_embedded`. Dropout
    (Srivastava et al., 2014) is put on both sides of that, as Zaremba et al. ("Recurrent Neural Network
    Regularization", 2014) found best where a memory is."""

    config: CharacterNetConfig

    def __init__(self, config: ModelConfig, kind: Tokens, device: torch.device) -> None:
        super().__init__(config, kind, device)
        self._chance: torch.Generator | None = None  # of the step that is taken
        self.make_nets()
        self.optimizers = {"adam": nets.make_adam(self.nets.parameters(), self.config.learning_rate, device)}

    @abstractmethod
    def make_nets(self) -> None:
        """Sets ``nets`` on :attr:`device`; ``kind`` and ``vocabulary`` are there."""

    @abstractmethod
    def from_embedded(self, embedded: Tensor) -> Tensor:
        """(N, T, features) for "out", of the start sign and all characters but the last, embedded (N, T, width)."""

    def next_logits(self, x: Tensor) -> Tensor:
        before = functional.pad(x[:, :-1], (1, 0), value=self.start_sign)
        embedded = self._left_out(self.nets["embedding"](before))
        logits: Tensor = self.nets["out"](self._left_out(self.from_embedded(embedded)))
        return logits

    def _left_out(self, h: Tensor) -> Tensor:
        """*h* with a share of it 0 and the rest larger, while a step is taken."""
        share = self.config.dropout
        if self._chance is None or not share:
            return h
        kept = torch.rand(h.shape, generator=self._chance, device=h.device) >= share
        return h * kept / (1 - share)

    def embedded(self, tokens: Tensor | None, n: int) -> Tensor:
        """What a reader is told, (n, width): of *tokens* (n,), or of the start."""
        if tokens is None:
            tokens = torch.full((n,), self.start_sign, device=self.device)
        found: Tensor = self.nets["embedding"](tokens)
        return found

    def traces(self) -> Mapping[Way, Tracer]:
        return {"gradient": self._gradients}

    def piece_begin(self, place: int) -> int:
        """The character that is the first one read, behind a start sign, for the one at *place* to be foreseen."""
        return 0

    def sees_from(self, place: int) -> int:
        """The first character that what is foreseen at *place* depends on."""
        return self.piece_begin(place)

    def pieces_of(self, places: range) -> Iterator[tuple[int, Sequence[int]]]:
        """Those of the *places* that are foreseen in one piece, and the character with which it begins."""
        for begin, group in groupby(places, self.piece_begin):
            yield begin, list(group)

    def _gradients(self, x: Tensor, places: range) -> TextTrace:
        weights = torch.zeros(len(places), 1, 1, len(x) + 1, device=self.device)
        expected = []
        for begin, group in self.pieces_of(places):
            read = functional.pad(x[begin : group[-1]], (1, 0), value=self.start_sign)
            at = [place - begin for place in group]

            def log_odds(embedded: Tensor, at: Sequence[int] = at) -> Tensor:
                logits: Tensor = self.nets["out"](self.from_embedded(embedded)[range(len(at)), at])
                return logits.log_softmax(1)

            shares, best = saliency.best_gradients(self.nets["embedding"](read), log_odds, len(group))
            first = group[0] - places.start
            weights[first : first + len(group), 0, 0, 0] = shares[:, 0]
            weights[first : first + len(group), 0, 0, begin + 1 : group[-1] + 1] = shares[:, 1:]
            expected.append(best)
        return TextTrace(torch.tensor([self.sees_from(place) for place in places]), weights, torch.cat(expected))

    def prepare(self, images: Tensor) -> None:
        x = self.kind.to_model(images)
        counts = torch.bincount(x[self.kind.counted(x)], minlength=self.vocabulary) + LEAST_COUNT
        out = self.nets["out"]
        assert isinstance(out, torch.nn.Linear)
        with torch.no_grad():
            out.weight.mul_(0.1)  # or what is random at first hides how frequent they are
            out.bias.copy_((counts / counts.sum()).log())

    def step(self, x: Tensor, y: Tensor | None, clock: Clock, generator: torch.Generator) -> dict[str, Tensor]:
        return self._metrics(self.likelihood_step(x, generator))

    def likelihood_step(self, x: Tensor, generator: torch.Generator) -> Tensor:
        """Makes texts x (N, T) likelier, and gives the nats per character that they had before, 0-d."""
        self._chance = generator
        try:
            nats = self.nats_per_char(x)
        finally:
            self._chance = None
        descend(self.optimizers["adam"], nats)
        return nats.detach()


def descend(optimizer: torch.optim.Optimizer, loss: Tensor) -> None:
    """One step down the slope of *loss* by the weights of an optimiser, along no longer a gradient than is good."""
    optimizer.zero_grad()
    loss.backward()
    torch.nn.utils.clip_grad_norm_(optimizer.param_groups[0]["params"], LONGEST_GRADIENT)
    optimizer.step()


class _Naive:
    """Reads everything again for each character."""

    def __init__(self, family: ByCharacters, n: int) -> None:
        self._family = family
        self._read = torch.zeros(n, 0, dtype=torch.int64, device=family.device)

    def read(self, tokens: Tensor | None) -> Tensor:
        if tokens is not None:
            self._read = torch.cat([self._read, tokens[:, None]], 1)
        return self._family.next_logits(functional.pad(self._read, (0, 1)))[:, -1]  # what stands there is not looked at


def choose(logits: Tensor, gumbel: Tensor, temperature: float) -> Tensor:
    """The characters (n,) that noise chooses by *logits* (n, vocabulary); at *temperature* 0 the likeliest."""
    return (logits / temperature + gumbel if temperature > 0 else logits).argmax(1)


def gumbel_places(seeds: Tensor, vocabulary: int, device: torch.device) -> Iterator[Tensor]:
    """Gumbel noise (n, vocabulary) for place after place without end, each row from a generator with its own seed. It
    is drawn on the CPU, where the first numbers are the same however many are drawn."""
    generators = [torch.Generator().manual_seed(seed) for seed in seeds.tolist()]
    piece, most = FIRST_PIECE, max(1, NOISE_PIECE // max(1, vocabulary * len(generators)))
    while True:
        piece = min(piece, most)
        drawn = [torch.rand(piece, vocabulary, generator=generator) for generator in generators]
        uniform = torch.stack(drawn, 1).to(device)  # (piece, n, vocabulary)
        yield from -(-uniform.clamp_min_(1e-20).log()).log()
        piece *= 2
