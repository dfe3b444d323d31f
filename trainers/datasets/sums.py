"""Sums in words, one a line: whether what a model writes is a sentence, and whether it is true, can be told exactly."""

from __future__ import annotations

import math

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext
from trainers.datasets._texts.alphabet import Alphabet
from trainers.datasets._texts.lines import as_lines, lines_kind
from trainers.datasets._texts.sum_language import GREATEST, NumberWords, SumRules, in_a_sentence
from trainers.examples import Examples
from trainers.files.splits import index_keys, split
from trainers.kinds import Tokens
from trainers.knobs import knob

HELD_OUT = 0.1  # share of the pairs


class Config(DatasetConfig):
    words: NumberWords = knob("English", help="How numbers are said: twelve plus seven, 十二加七, or 12+7.")
    greatest: int = knob(
        30, ge=4, le=GREATEST, label="Greatest number", help="All numbers from 0 to this one are added to each other."
    )  # fmt: skip


@dataset("sums")
class Sums(Dataset):
    """Every pair of numbers from 0 to the greatest stands in one line, both orders of it; lines are as likely as each
    other, so that the entropy of the source is the logarithm of their number. Of some pairs both orders are held out:
    no model has seen such a sum the other way round."""

    title = "Sums"
    summary = "Twelve plus seven is nineteen: all sums of two numbers, written out."
    source = "rendered"
    kind = Tokens
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        if context.cancelled():
            raise Cancelled
        count = config.greatest + 1
        a, b = np.divmod(np.argsort(index_keys(count * count), kind="stable"), count)  # all pairs, well mixed
        pairs = np.minimum(a, b) * count + np.maximum(a, b)  # the same for both orders
        different = np.unique(pairs)
        _, held_out = split(index_keys(len(different)), None, HELD_OUT)
        apart = np.isin(pairs, different[held_out])
        sums = [in_a_sentence(*pair, config.words) for pair in zip(a.tolist(), b.tolist(), strict=True)]
        train, test = ([said for said, is_test in zip(sums, apart, strict=True) if is_test == side] for side in (0, 1))
        alphabet = Alphabet.of_texts(sums)
        tokens = lines_kind(alphabet, sums)
        note = f"{len(sums):,} sums; of those that are held out no model has seen the other order, either."
        return Examples(
            title=Sums.title,
            train=as_lines(alphabet, tokens, train),
            test=as_lines(alphabet, tokens, test),
            notes=(note,),
            kind=tokens,
            entropy=math.log(len(sums)),
            text_rules=SumRules(config.words),
        )
