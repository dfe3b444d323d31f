"""What the families of text say they looked back at: shares that add up, nothing of what comes later, known answers."""

from __future__ import annotations

import math
from typing import Any

import pytest
import torch
from torch import Tensor

from tests.trainers.families.test_characters import CPU, KINDS, LINES, NAMES, STREAM, batch, build, train
from trainers.families._characters import ByCharacters, ByNetwork
from trainers.families.char_rnn import CharRNN
from trainers.families.char_transformer import CharTransformer
from trainers.families.ngram import Ngram
from trainers.kinds import Tokens
from trainers.traces import TextTrace, Way

named = pytest.mark.parametrize("kind", KINDS, ids=["lines", "stream"])
TEXT = torch.tensor([1, 2, 3, 1, 3, 2, 1])


def trained(name: str, kind: Tokens, **knobs: Any) -> ByCharacters:
    model = build(name, kind, **knobs)
    train(model, 12)
    model.nets.eval().requires_grad_(False)
    return model


def trace(model: ByCharacters, way: Way, x: Tensor, places: range | None = None) -> TextTrace:
    """As it is asked for when looking."""
    with torch.inference_mode():
        return model.traces()[way](x, range(len(x) + 1) if places is None else places)


def weights(found: TextTrace) -> Tensor:
    assert found.weights is not None
    return found.weights


@pytest.mark.parametrize("name", NAMES)
def test_every_family_has_a_way_and_some_places_are_told_as_all_are(name: str) -> None:
    model = trained(name, STREAM)
    x = torch.cat([TEXT, TEXT, TEXT])  # longer than a piece
    assert model.traces()
    for way in model.traces():
        whole, part = trace(model, way, x), trace(model, way, x, range(9, 15))
        assert part.reach.tolist() == whole.reach[9:15].tolist()
        for field in ("weights", "expected", "seen", "shares"):
            if (values := getattr(whole, field)) is not None:
                assert len(values) == 22
                torch.testing.assert_close(getattr(part, field), values[9:15], atol=1e-6, rtol=1e-4)


@named
@pytest.mark.parametrize("name", NAMES)
def test_nothing_looks_at_what_comes_later_or_lies_out_of_reach(name: str, kind: Tokens) -> None:
    model = trained(name, kind, **({"layers": 2, "kernel": 2} if name == "char-cnn" else {}))
    x = torch.cat([TEXT, TEXT, TEXT])
    for way in model.traces():
        found = trace(model, way, x)
        if found.weights is None:
            continue
        assert found.weights.shape[0] == found.weights.shape[3] == 22 and (found.weights >= 0).all()
        for place in range(22):
            row = found.weights[place]
            assert not row[..., place + 1 :].any(), "later"
            assert not row[..., 1 : 1 + int(found.reach[place])].any(), "out of reach"
            if way != "counts":
                torch.testing.assert_close(row.sum(2), torch.ones(row.shape[:2]))


@pytest.mark.parametrize("length", [3, 8, 17])
def test_attention_is_that_of_the_piece_in_which_a_place_is_foreseen(length: int) -> None:
    model = trained("char-transformer", STREAM, layers=2, heads=2)
    assert isinstance(model, CharTransformer)
    x = torch.cat([TEXT, TEXT, TEXT])[:length]
    found = trace(model, "attention", x)
    told = weights(found)
    assert told.shape == (length + 1, 2, 2, length + 1) and told[0, :, :, 0].eq(1).all()
    for place in range(length + 1):
        # By hand: pieces of 8 characters of which the last 4 are new, each behind a start sign.
        begin = 0 if place < 8 else 4 * math.ceil((place - 7) / 4)
        assert int(found.reach[place]) == begin
        piece = torch.cat([x[begin:place], torch.zeros(1, dtype=torch.int64)])[None]
        exact = model.attention(piece)[0, :, :, -1]
        torch.testing.assert_close(told[place, :, :, begin + 1 : place + 1], exact[..., 1:])
        torch.testing.assert_close(told[place, :, :, 0], exact[..., 0])


@pytest.mark.parametrize("name", ["char-rnn", "char-cnn", "char-transformer"])
def test_gradients_are_those_of_finite_differences(name: str) -> None:
    model = trained(name, LINES)
    assert isinstance(model, ByNetwork)
    found = trace(model, "gradient", TEXT)
    assert found.expected is not None
    model.nets.double()
    with torch.no_grad():
        read = torch.cat([torch.tensor([model.start_sign]), TEXT])
        embedded = model.nets["embedding"](read)
        for place in (0, 3, 7):
            best = int(found.expected[place])

            def log_p(e: Tensor, place: int = place, best: int = best) -> float:
                return float(model.nets["out"](model.from_embedded(e[None]))[0, place].log_softmax(0)[best])

            assert best == int(model.nets["out"](model.from_embedded(embedded[None]))[0, place].argmax())
            slopes = torch.zeros_like(embedded)
            for index in range(embedded.numel()):
                step = torch.zeros_like(embedded)
                step.view(-1)[index] = 1e-5
                slopes.view(-1)[index] = (log_p(embedded + step) - log_p(embedded - step)) / 2e-5
            lengths = slopes.norm(dim=1)
            torch.testing.assert_close(
                weights(found)[place, 0, 0], (lengths / lengths.sum()).float(), atol=1e-4, rtol=1e-3
            )


def test_convolutions_reach_as_far_as_their_receptive_field() -> None:
    model = trained("char-cnn", STREAM, layers=3, kernel=2)  # 8 characters back
    x = torch.cat([TEXT, TEXT])
    found = trace(model, "gradient", x)
    assert found.reach.tolist() == [0] * 9 + [1, 2, 3, 4, 5, 6]
    assert weights(found)[14, 0, 0, 7] > 0 and weights(found)[14, 0, 0, 6] == 0  # the 8th character back, and the 9th
    assert weights(found)[7, 0, 0, 0] > 0 and weights(found)[8, 0, 0, 0] == 0  # the start sign is one of the eight


@pytest.mark.parametrize("cell", ["RNN", "GRU", "LSTM"])
def test_cells_are_the_hidden_state_run_by_hand(cell: str) -> None:
    model = trained("char-rnn", LINES, cell=cell, hidden=5)
    assert isinstance(model, CharRNN)
    with torch.inference_mode():
        found = trace(model, "cells", TEXT).cells
        assert found is not None and found.shape == (8, 5) and (found.abs() <= 1).all()
        memory = model.nets["memory"]
        step = {"RNN": torch.nn.RNNCell, "GRU": torch.nn.GRUCell, "LSTM": torch.nn.LSTMCell}[cell](6, 5)
        step.load_state_dict({key.removesuffix("_l0"): value for key, value in memory.state_dict().items()})
        state: Any = None
        for place, token in enumerate([model.start_sign, *TEXT.tolist()]):
            state = step(model.nets["embedding"](torch.tensor([token])), state)
            hidden = state[0] if cell == "LSTM" else state
            torch.testing.assert_close(found[place], hidden[0], atol=1e-6, rtol=1e-5)
        batched = model.cells(batch(LINES)[:3])
        assert batched.shape == (3, 10, 5)
        torch.testing.assert_close(batched[1], model.cells(batch(LINES)[1:2])[0])


def counted_by_hand(model: Ngram, context: list[int]) -> int:
    """How often *context* stands before a character that counts, start signs before each text among it."""
    kind, found = model.kind, 0
    for row in batch(kind).tolist():
        end = row.index(0) + 1 if kind.lines and 0 in row else len(row)
        padded = [model.start_sign] * (model.config.n - 1) + row[:end]
        for place in range(model.config.n - 1, len(padded)):
            found += padded[place - len(context) : place] == context
    return found


@named
@pytest.mark.parametrize("mixing", ["none", "fixed weights", "witten-bell", "kneser-ney"])
def test_contexts_are_counted_as_by_hand_and_their_shares_make_the_odds(kind: Tokens, mixing: str) -> None:
    model = build("ngram", kind, n=3, interpolation=mixing)
    assert isinstance(model, Ngram)
    x = batch(kind)
    model.table.add(x, kind.counted(x))
    found = trace(model, "counts", TEXT)
    assert found.seen is not None and found.shares is not None
    read = [model.start_sign] * 2 + TEXT.tolist()
    for place in range(len(TEXT) + 1):
        before = read[: place + 2]
        wanted = [counted_by_hand(model, before[len(before) - back :]) for back in range(3)]
        assert found.seen[place].tolist() == wanted
        assert int(found.reach[place]) == max(0, place - 2)
    torch.testing.assert_close(found.shares.sum(1), torch.ones(8))
    # The character before counts in the two longer contexts, the one before that in the longest.
    torch.testing.assert_close(weights(found)[5, 0, 0, 5], found.shares[5, 2] + found.shares[5, 3])
    torch.testing.assert_close(weights(found)[5, 0, 0, 4], found.shares[5, 3])
    assert not weights(found)[5, 0, 0, :4].any()
    if mixing == "fixed weights":  # the odds are the levels' own, each with its share
        odds = model.next_logits(torch.cat([TEXT, torch.zeros(1, dtype=torch.int64)])[None])[0].exp()
        ids = model.table.ids(torch.cat([torch.tensor([model.start_sign]), TEXT])[None], 2)
        mixed = found.shares[:, :1] / model.vocabulary
        for level, raw in enumerate(model.table.levels("none"), start=1):
            rows = ids[level - 1][0, 2:]
            counts = model.table._followers(level, rows, raw.counts)
            mixed = mixed + found.shares[:, level : level + 1] * counts / counts.sum(1, keepdim=True).clamp_min(1)
        torch.testing.assert_close(mixed, odds)


def test_one_character_alone_is_counted_without_a_context() -> None:
    model = trained("ngram", STREAM, n=1)
    found = trace(model, "counts", TEXT)
    assert found.reach.tolist() == list(range(8)) and not weights(found).any()
    assert found.shares is not None and found.shares.shape == (8, 2) and model.device == CPU


@named
@pytest.mark.parametrize("name", NAMES)
def test_an_empty_text_has_its_start(name: str, kind: Tokens) -> None:
    model = trained(name, kind)
    for way in model.traces():
        found = trace(model, way, TEXT[:0])
        assert found.reach.tolist() == [0]
        if found.weights is not None and way != "counts":
            torch.testing.assert_close(found.weights.sum(3), torch.ones(found.weights.shape[:3]))
