"""What a model looks at, in one sentence."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QCoreApplication

from explorer.texts.shares import share_words
from explorer.texts.whole_number import whole_number
from explorer.workspaces.characters.looking_back.head_grid import MEAN, Head
from explorer.workspaces.characters.looking_back.level_rows import ShareRow
from explorer.workspaces.characters.looking_back.shades import height_words
from explorer.workspaces.characters.visible_signs import sign_words
from trainers.examples import Float32
from trainers.messages import AlikeFound, TracedBack

RANKED = 8  # sources that are told one by one
MOSTLY = 0.5  # of a share: from here on most of it is at one place


def where_words(text: str, place: int, source: int) -> str:
    """A source as seen from a place: which character, and how far back."""
    translate = QCoreApplication.translate
    if source == 0:
        return translate("Looking", "the start")
    name, back = sign_words(text[source - 1]), place - source + 1
    if back == 1:
        return translate("Looking", "{0}, just before").format(name)
    return translate("Looking", "{0}, {1} characters back").format(name, back)


def _whole(share: float) -> str:
    """A share that no line breaks within."""
    return share_words(share).replace(" ", "\u00a0")


def attention_words(text: str, place: int, weights: Float32, head: Head) -> list[str]:
    """*weights* (T + 1,) of one head, or of all together; from long to short."""
    translate = QCoreApplication.translate
    best = int(weights[: place + 1].argmax())
    where, share = where_words(text, place, best), _whole(float(weights[best]))
    if weights[best] >= MOSTLY:
        short = translate("Looking", "Most of it looks at {0}: {1}").format(where, share)
    else:
        short = translate("Looking", "It looks at many places, most at {0}: {1}").format(where, share)
    if head == MEAN:
        return [short]
    named = translate("Looking", "Layer {0}, head {1}: {2}").format(head[0] + 1, head[1] + 1, short)
    return [named, short]


def gradient_words(text: str, place: int, weights: Float32, expected: str) -> list[str]:
    """*weights* (T + 1,) of the odds of the likeliest character, *expected*; from long to short."""
    translate = QCoreApplication.translate
    best = int(weights[: place + 1].argmax())
    where, share = where_words(text, place, best), _whole(float(weights[best]))
    if not weights[best] > 0:
        return [translate("Looking", "What it expects hangs on no character at all.")]
    long = translate("Looking", "Likeliest is {0}; that hangs most on {1}: {2} of the gradient").format(
        sign_words(expected), where, share
    )
    return [long, translate("Looking", "Hangs most on {0}: {1}").format(where, share)]


def cell_words(traced: TracedBack, place: int, cell: int) -> list[str]:
    """How high a cell is, and between which values it moves; from long to short."""
    assert traced.cells is not None
    translate = QCoreApplication.translate
    values = traced.cells[:, cell]
    now = height_words(float(values[place]))
    name = sign_words(traced.text[place - 1]) if place else translate("Looking", "the start")
    short = translate("Looking", "Cell {0} is {1} behind {2}").format(cell, now, name)
    low, high = height_words(float(values.min())), height_words(float(values.max()))
    return [translate("Looking", "{0}; over this text it goes from {1} to {2}").format(short, low, high), short]


def context_words(text: str, place: int, length: int) -> str:
    """The *length* characters before a place, the start among them where they reach so far."""
    translate = QCoreApplication.translate
    if length == 0:
        return translate("Looking", "frequency alone")
    shown = " / ".join(text[max(0, place - length) : place].split("\n"))
    if place >= length:
        return translate("Looking", "behind “{0}”").format(shown)
    if not shown:
        return translate("Looking", "at the start")
    return translate("Looking", "behind “{0}” at the start").format(shown)


def level_list(traced: TracedBack, place: int) -> list[ShareRow]:
    """The contexts that are counted, longest first, and the blind guess."""
    assert traced.seen is not None and traced.shares is not None
    translate = QCoreApplication.translate
    seen, shares = traced.seen[place - traced.first], traced.shares[place - traced.first].tolist()
    longest, found = longest_context(traced, place), []
    for length in range(longest, -1, -1):
        share = sum(shares[length + 1 :]) if length == longest else shares[length + 1]
        times = translate("Looking", "seen {0} times").format(whole_number(int(seen[length])))
        found.append(ShareRow(context_words(traced.text, place, length), times, share))
    return [*found, ShareRow(translate("Looking", "a blind guess"), "", shares[0])]


def ranked_list(text: str, place: int, weights: Float32) -> list[ShareRow]:
    """The sources that count most, of *weights* (T + 1,), most first."""
    order = np.argsort(-weights[: place + 1], kind="stable")[:RANKED].tolist()
    return [ShareRow(where_words(text, place, source), "", float(weights[source])) for source in order]


def longest_context(traced: TracedBack, place: int) -> int:
    """Characters of the longest context, the start as one: what reaches further back than that is one and the same."""
    assert traced.seen is not None
    return min(traced.seen.shape[1] - 1, place + 1)


def count_words(traced: TracedBack, place: int) -> list[str]:
    """What the longest context that was ever seen weighs; from long to short."""
    assert traced.seen is not None and traced.shares is not None
    translate = QCoreApplication.translate
    seen, shares = traced.seen[place - traced.first], traced.shares[place - traced.first]
    longest = longest_context(traced, place)
    known = next((length for length in range(longest, -1, -1) if seen[length]), None)
    if known is None:
        return [translate("Looking", "Nothing has been counted yet: it guesses blindly.")]
    if known == 0 and longest == 0:
        return [translate("Looking", "It counts how frequent each character is, whatever stands before.")]
    whole = float(shares[known + 1 :].sum()) if known == longest else float(shares[known + 1])
    times, share = whole_number(int(seen[known])), _whole(whole)
    if known == 0:
        told = translate("Looking", "It counts how frequent each character is: {0} of the odds").format(share)
    else:
        told = translate("Looking", "It counts what came {0}: seen {1} times, {2} of the odds").format(
            context_words(traced.text, place, known), times, share
        )
    if known == longest:
        return [told]
    lacking = context_words(traced.text, place, longest)
    return [translate("Looking", "Nothing was ever seen {0}. {1}").format(lacking, told), told]


def alike_words(found: AlikeFound | None, lowest: bool) -> list[str]:
    """What the excerpts are, from long to short."""
    translate = QCoreApplication.translate
    if lowest:
        short = translate("Looking", "Lowest in the training text")
    else:
        short = translate("Looking", "Highest in the training text")
    if found is None:
        return [short]
    searched = whole_number(found.searched)
    return [translate("Looking", "{0} ({1} characters searched)").format(short, searched), short]


def row_of(traced: TracedBack, place: int, head: Head) -> Float32:
    """How much each source counts at a place, for one head or for the mean of all, (T + 1,)."""
    assert traced.weights is not None
    row = traced.weights[place - traced.first]
    chosen: Float32 = row.mean((0, 1)) if head == MEAN else row[head[0], head[1]]
    return np.asarray(chosen, np.float32)
