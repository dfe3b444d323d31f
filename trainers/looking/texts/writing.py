"""Answers to what is asked of models that write texts character by character, and how well counting does."""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

import numpy as np

from trainers import messages
from trainers.examples import Float32, Int64, frozen
from trainers.kinds import END, UNKNOWN, Tokens, to_numpy
from trainers.lazy import functional, torch
from trainers.looking.jobs import Answerers, Job, Stamp, once
from trainers.looking.looker import Looker
from trainers.looking.texts.text_quality import text_figures
from trainers.messages.writing import LIKELIEST, MOST_FORESEEN, Truths
from trainers.metrics.copying import CopyIndex
from trainers.pieces import Pieces
from trainers.sentence import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from torch import Tensor

    from trainers.examples import Examples
    from trainers.family import Family

MOST_WRITTEN = 64  # endings that a look may ask for
LONGEST_WRITTEN = 2000  # characters of one
TOLD_EACH = 0.03  # seconds between two answers: each may be painted
SEARCHED = 2**19  # characters of the training text in which runs are looked for: a quarter of a second, once


class WritingReader:
    """Foresees and writes with a looker's models."""

    def __init__(self, looker: Looker) -> None:
        self._looker = looker
        self._index: CopyIndex | None = None  # of the training text, made when it is first asked

    def answerers(self) -> Answerers:
        """Who answers which look; they raise ValueError for what does not fit the models."""
        return {messages.Foresee: once(self._foresee), messages.WriteOn: self._write_on}

    def _foresee(self, look: messages.Foresee, stamp: Stamp) -> Pieces[messages.Foreseen]:
        family, kind = writing_model(self._looker, look.model)
        tokens, unseen = as_tokens(kind, look.text)
        choices = _choices(kind, look) if look.choices else None
        read = tokens >= 0
        x = torch.from_numpy(tokens[read])[None].to(self._looker.device)
        yield None
        log_odds = family.predict(functional.pad(x, (0, 1)))[0].log_softmax(1)  # the last place is not looked at
        surprises = np.full(len(tokens), np.nan, np.float32)
        surprises[read] = to_numpy(-log_odds[:-1].gather(1, x[0][:, None])[:, 0])
        odds = log_odds.exp()
        entropies = -(odds * log_odds.clamp_min(-1e30)).sum(1)
        best = odds.topk(min(LIKELIEST, odds.shape[1]), dim=1)
        # What is passed over changes nothing: before and behind it the same is expected.
        places = np.concatenate([[0], np.cumsum(read)])
        return messages.Foreseen(
            *stamp,
            look.model,
            look.text,
            frozen(tokens),
            frozen(unseen),
            frozen(surprises),
            frozen(to_numpy(best.indices)[places]),
            frozen(to_numpy(best.values)[places]),
            frozen(to_numpy(entropies)[places]),
            None if choices is None else _chosen(to_numpy(odds)[places], choices),
        )

    def _write_on(self, look: messages.WriteOn, stamp: Stamp) -> Job:
        family, kind = writing_model(self._looker, look.model)
        _check(look)
        tokens, _ = as_tokens(kind, look.start)
        given = torch.from_numpy(tokens[tokens >= 0])
        noise = family.noise(look.count, torch.Generator(self._looker.device).manual_seed(look.seed))
        begun = told = time.perf_counter()
        written: list[Tensor] = []
        for chosen in family.writing(noise, len(given) + look.length, given, look.temperature):
            written.append(chosen)
            if time.perf_counter() - told < TOLD_EACH:
                yield None
                continue
            texts, ended = self._texts(kind, written)
            yield messages.Written(
                *stamp, look.model, look.start, texts, ended, seconds=time.perf_counter() - begun
            )  # fmt: skip
            told = time.perf_counter()
        texts, _ = self._texts(kind, written) if written else (("",) * look.count, None)
        yield None
        seconds = time.perf_counter() - begun
        yield self._finished(look, stamp, texts, seconds)

    @staticmethod
    def _texts(kind: Tokens, written: Sequence[Tensor]) -> tuple[tuple[str, ...], Truths]:
        """What was written so far, and which lines have come to their end."""
        indices = torch.stack(list(written), 1)
        ended = (indices == 0).any(1) if kind.lines else torch.zeros(len(indices), dtype=torch.bool)
        return tuple(kind.to_shown(indices).tolist()), to_numpy(ended)

    def _finished(
        self, look: messages.WriteOn, stamp: Stamp, texts: tuple[str, ...], seconds: float
    ) -> messages.Written:
        """With what there is to say of whole texts."""
        whole = [look.start + text for text in texts]
        rules: dict[str, Truths] = {}
        if (judge := self._looker.examples.text_rules) is not None:
            judged = [judge.judge(text) for text in whole]
            rules = {word: frozen(np.array([each[name] for each in judged])) for name, word in judge.words.items()}
        source = self._looker.examples.text_source
        nats = None if source is None else frozen(source.nats_per_char(whole))
        if self._index is None:
            kind = self._looker.examples.kind
            assert isinstance(kind, Tokens)
            self._index = CopyIndex(kind.text(self._looker.examples.train), SEARCHED)
        copied = np.array([self._index.longest_run(text).length for text in whole], np.int64)
        figures = {name: figure.value for name, figure in text_figures(self._looker.examples, whole).items()}
        figures |= {"text_count": float(len(whole)), "longest_copied": float(copied.mean())}
        return messages.Written(
            *stamp, look.model, look.start, texts, frozen(np.ones(len(texts), bool)), True, seconds, rules,
            frozen(copied), self._index.share, nats, figures,
        )  # fmt: skip


def writing_model(looker: Looker, model: int) -> tuple[Family, Tokens]:
    """The model of that number, and the kind of its texts. Raises ValueError for one that writes none."""
    family, kind = looker.models[model], looker.examples.kind
    if "writes" not in family.capabilities or not isinstance(kind, Tokens):
        raise ValueError(sentence(f"{looker.experiment.models[model].label} does not write texts"))
    return family, kind


def as_tokens(kind: Tokens, text: str) -> tuple[Int64, Int64]:
    """The characters of *text* (T,) as indices into the vocabulary, and the places (U,) of those that it does not have:
    they are UNKNOWN where it has such a sign, else -1. Raises ValueError for a text that is too long, and for the
    beginning of a line that has an end."""
    if len(text) > MOST_FORESEEN:
        raise ValueError(sentence(f"expected a text of at most {MOST_FORESEEN} characters, found {len(text)}"))
    if kind.lines and END in text:
        raise ValueError(sentence(f"expected the beginning of one line, found {text.count(END) + 1} lines"))
    index = {token: place for place, token in enumerate(kind.vocabulary)}
    unknown = index.get(UNKNOWN, -1)
    tokens = np.array([index.get(character, unknown) for character in text], np.int64)
    unseen = [place for place, character in enumerate(text) if character not in index]
    return tokens, np.array(unseen, np.int64)


def _choices(kind: Tokens, look: messages.Foresee) -> Int64:
    """The characters (T + 1, C) that a look asks for, as indices; -1 for what the vocabulary does not have. Raises
    ValueError unless there are as many of every place."""
    places, wide = len(look.text) + 1, len(look.choices[0])
    if len(look.choices) != places or any(len(each) != wide for each in look.choices):
        raise ValueError(f"choices: expected as many of each of {places} places, found others")
    index = {token: place for place, token in enumerate(kind.vocabulary)}
    return np.array([[index.get(character, -1) for character in each] for each in look.choices], np.int64)


def _chosen(odds: Float32, choices: Int64) -> Float32:
    """Of the odds (P, V) of all characters those of the choices (P, C)."""
    found = np.take_along_axis(odds, np.maximum(choices, 0), 1)
    return frozen(np.where(choices < 0, np.float32(np.nan), found))


def count_text(examples: Examples, stamp: Stamp) -> Pieces[messages.TextCounted]:
    """What counting the training text says of the held-out one. Raises ValueError where the data are no text, and
    where its table would be too large."""
    from trainers.metrics.ngrams import Mix, NgramTable, TooManyRows, fit_weights

    kind = examples.kind
    if not isinstance(kind, Tokens):
        raise ValueError(sentence(f"expected texts to count characters in, found {kind.plural}"))
    x, test = (kind.to_model(torch.tensor(kept)) for kept in (examples.train, examples.test))
    counts, found = kind.counted(x), []
    for n in (1, 2, 3):
        yield None
        try:
            weights = fit_weights(n, len(kind.vocabulary), x, counts)
            yield None
            table = NgramTable(n, len(kind.vocabulary), x, counts)
        except TooManyRows:
            found.append(math.nan)
            continue
        table.add(x, counts)
        mix = Mix("fixed weights", n, 0.0, weights)
        p = table.probability(test, table.levels("fixed weights"), mix)
        found.append(float(-p[kind.counted(test)].double().log().mean()))
    unigram, bigram, trigram = found
    often = torch.bincount(x[counts], minlength=len(kind.vocabulary)).double()
    shares = to_numpy((often / often.sum()).float())
    entropy = math.nan if examples.entropy is None else examples.entropy / float(counts.sum(1).double().mean())
    return messages.TextCounted(*stamp, math.log(len(kind.vocabulary)), unigram, bigram, trigram, entropy, shares)


def _check(look: messages.WriteOn) -> None:
    for what, value, most in (("count", look.count, MOST_WRITTEN), ("length", look.length, LONGEST_WRITTEN)):
        if not 1 <= value <= most:
            raise ValueError(f"{what}: expected 1 to {most}, found {value}")
    if not 0 <= look.temperature < math.inf:
        raise ValueError(f"temperature: expected at least 0, found {look.temperature}")
