"""What a character is worth: what becomes, on average, of texts that go on behind it.

A judge sees whole texts only. So each text branches behind each of its characters: the rest is written anew several
times, and the mean of what the judge says of these wholes is the value of the character (a *roll-out* policy, Tesauro
and Galperin, 1996; for texts Yu et al., "SeqGAN", 2017). Texts and branches are written side by side, so that all of
them together take as many steps as there are characters.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from trainers.lazy import torch

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.families.char_rnn import CharRNN

MOST_JUDGED = 4096  # texts that the judge sees at once
MOST_LOGITS = 2**24  # of a step: 64 MiB


def write_branching(family: CharRNN, n: int, branches: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Writes *n* texts by the odds of *family*, (n, T), and, behind each of their characters but the last, the rest of
    each text so many times anew: (T - 1, branches, n, T). Lines are filled up with their end. No gradients.

    Where all logits of a step would fill the memory some texts are written after the others."""
    each = family.vocabulary * (1 + branches * (family.kind.length - 1))
    size = max(1, MOST_LOGITS // each)
    parts = [_write_some(family, min(size, n - done), branches, generator) for done in range(0, n, size)]
    if len(parts) == 1:
        return parts[0]
    texts, others = zip(*parts, strict=True)
    return torch.cat(texts), torch.cat(others, 2)


def _write_some(family: CharRNN, n: int, branches: int, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    length, lines = family.kind.length, family.kind.lines
    texts = torch.zeros(n * (1 + branches * (length - 1)), length, dtype=torch.int64, device=family.device)
    reader, rows = family.reader(n), n  # the first n rows are the texts, behind them lie all branches so far
    own = torch.arange(n, device=family.device).repeat(branches)
    with torch.no_grad():
        logits = reader.read(None)
        for place in range(length):
            chosen = drawn(logits, generator)
            if lines and place:
                ended = (texts[:rows, :place] == 0).any(1)
                chosen = chosen.masked_fill(ended, 0)
            texts[:rows, place] = chosen
            if place + 1 == length:
                break
            if branches:
                more = len(own)
                texts[rows : rows + more, : place + 1] = texts[own, : place + 1]
                reader.spread(torch.cat([torch.arange(rows, device=family.device), own]))
                chosen, rows = torch.cat([chosen, chosen[own]]), rows + more
            logits = reader.read(chosen)
    return texts[:n], texts[n:].view(length - 1, branches, n, length)


def drawn(logits: Tensor, generator: torch.Generator) -> Tensor:
    """A character (N,) for each row of *logits* (N, V), by their odds. As torch.multinomial, which stops the program on
    a GPU where weights have become infinite: here the loss of that step says so, as in every family."""
    odds = logits.softmax(1)
    return (odds / torch.empty_like(odds).exponential_(generator=generator)).argmax(1)


def action_values(texts: Tensor, branches: Tensor, judge: Callable[[Tensor], Tensor]) -> Tensor:
    """The values (n, T) of the characters of *texts* (n, T), given *branches* (T - 1, R, n, T): behind each the mean of
    what the *judge*, (N, T) to (N,), says of its branches. The last character of all is worth what the text is; where
    there are no branches, R = 0, so is every one. No gradients."""
    n, length = texts.shape
    with torch.no_grad():
        whole = judge(texts)
        if not branches.shape[1]:
            return whole[:, None].expand(n, length)
        judged = torch.cat([judge(part) for part in branches.reshape(-1, length).split(MOST_JUDGED)])
        values = judged.view(length - 1, -1, n).mean(1)
        return torch.cat([values, whole[None]]).T
