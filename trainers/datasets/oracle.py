"""Texts by an oracle: a network with random weights, which can say of any text how likely it is.

Yu et al., "SeqGAN" (2017), made such data, as others have no truth to hold samples against: there the oracle is an LSTM
over 5 000 words, here one over letters.
"""

from __future__ import annotations

import string

import numpy as np

from trainers.catalog import dataset
from trainers.dataset import Cancelled, Dataset, DatasetConfig, LoadContext
from trainers.datasets._texts.oracle_network import OracleNetwork, OracleSource
from trainers.examples import Examples
from trainers.kinds import Tokens
from trainers.knobs import knob

HELD_OUT = 5  # one text for so many to train on


class Config(DatasetConfig):
    symbols: int = knob(24, ge=2, le=26, help="With how many letters the oracle writes.")
    length: int = knob(16, ge=2, le=60, help="Letters of each text.")
    count: int = knob(5000, ge=100, le=100_000, log=True, help="Texts to train on; a fifth as many are held out.")
    sharpness: float = knob(
        1.0,
        ge=0,
        le=4,
        help="How sure the oracle is of each letter; at 0 all are alike, and there is nothing to learn.",
    )
    seed: int = knob(0, ge=0, le=2**31 - 1, group="advanced", help="Another seed, another oracle.")


@dataset("oracle")
class Oracle(Dataset):
    """Texts of one length, drawn from the oracle independently of each other, held-out ones too: where it is sure of
    itself the same text may come twice. The entropy is estimated: at each place of each text that of the next letter is
    exact, and its mean over texts is as near as its standard error, which a note tells."""

    title = "An oracle's texts"
    summary = "Letters by a network with random weights: it can say exactly how likely any text is."
    source = "rendered"
    kind = Tokens
    Config = Config

    @staticmethod
    def load(config: DatasetConfig, context: LoadContext) -> Examples:
        assert isinstance(config, Config)
        of_weights, of_train, of_test = np.random.SeedSequence(config.seed).spawn(3)
        network = OracleNetwork(config.symbols, config.sharpness, of_weights)
        counts = ((config.count, of_train), (config.count // HELD_OUT, of_test))
        texts = []
        for count, seed in counts:
            if context.cancelled():
                raise Cancelled
            texts.append(network.write(count, config.length, seed))
        train, test = texts
        entropy, error = _entropy(network, np.concatenate(texts), context)
        letters = string.ascii_lowercase[: config.symbols]
        note = (
            f"The oracle is surprised by its own texts by {entropy / config.length:.3f} nats a character "
            f"(± {error / config.length:.3f}): nobody can foresee them better."
        )
        return Examples(
            title=Oracle.title,
            train=train,
            test=test,
            notes=(note,),
            kind=Tokens(tuple(letters), config.length),
            entropy=entropy,
            text_source=OracleSource(network, letters),
        )


def _entropy(network: OracleNetwork, x: np.ndarray, context: LoadContext) -> tuple[float, float]:
    """That of a text, in nats, and its standard error, by texts x (N, length) of the oracle."""
    each = np.zeros(len(x))
    for rows, log_odds in network.log_odds(x):
        if context.cancelled():
            raise Cancelled
        each[rows] = -(np.exp(log_odds) * log_odds).sum((1, 2))
    return float(each.mean()), float(each.std(ddof=1) / np.sqrt(len(each)))
