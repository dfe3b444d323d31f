"""What simpler ways make of texts: counts that know no character before, one, or two."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from trainers.kinds import Tokens
from trainers.lazy import ngrams, torch

if TYPE_CHECKING:
    from trainers.examples import Examples

COUNTED = {"unigram": 1, "bigram": 2, "trigram": 3}


def text_baselines(examples: Examples) -> dict[str, float]:
    """Nats per character of the held-out texts of *examples*, counted in training texts alone: ``uniform``, where all
    characters are alike, ``unigram``, ``bigram`` and ``trigram``, each interpolated with those below it by weights that
    suit training texts held back. What fills more rows than a table holds is left out."""
    kind = examples.kind
    assert isinstance(kind, Tokens)
    vocabulary = len(kind.vocabulary)
    train, test = (kind.to_model(torch.tensor(kept)) for kept in (examples.train, examples.test))
    of_train, of_test = kind.counted(train), kind.counted(test)
    found = {"uniform": math.log(vocabulary)}
    for name, n in COUNTED.items():
        try:
            table = ngrams.NgramTable(n, vocabulary, train, of_train)
            weights = ngrams.fit_weights(n, vocabulary, train, of_train)
        except ngrams.TooManyRows:
            break
        table.add(train, of_train)
        mix = ngrams.Mix("fixed weights", n, 0.0, weights)
        p = table.probability(test, table.levels("fixed weights"), mix)
        found[name] = -float(p[of_test].double().log().mean())
    return found
