"""What is asked of what models look back at, with known answers: brute force, hostile texts, and what it costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.trainers.looking.texts.test_writing import answers, ask
from trainers import messages
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.datasets.sums import Sums
from trainers.datasets.text_file import TextFile
from trainers.examples import Examples
from trainers.kinds import Tokens
from trainers.looking.answers import Answers
from trainers.looking.texts import tracing
from trainers.messages.tracing import BEFORE, BEHIND

MODELS: tuple[dict[str, Any], ...] = (
    {"family": "ngram", "label": "counted"},
    {"family": "char-rnn", "hidden": 16, "label": "remembers"},
    {"family": "char-cnn", "channels": 12, "label": "windows"},
    {"family": "char-transformer", "width": 16, "layers": 2, "heads": 2, "label": "looks back"},
)
WAYS = [("counts",), ("cells", "gradient"), ("gradient",), ("attention", "gradient")]


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return Sums.load(Sums.Config(words="digits"), LoadContext(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def given(sums: Examples) -> Answers:
    return answers(sums, *MODELS, dataset={"name": "sums", "words": "digits"})


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """About a text whose letters go round, in pieces of 8."""
    file = tmp_path_factory.mktemp("data") / "round.txt"
    file.write_text("abcd" * 300, encoding="utf-8")
    dataset = {"name": "text-file", "file": str(file), "length": 8}
    config = TextFile.Config.parse({key: value for key, value in dataset.items() if key != "name"})
    models = [{key: value for key, value in model.items() if key != "label"} for model in MODELS]
    labelled = [{**model, "label": str(index)} for index, model in enumerate(models)]
    return answers(TextFile.load(config, LoadContext(file)), *labelled, dataset=dataset, steps=4)


def trace(given: Answers, text: str, model: int, place: int = 0, way: str = "") -> messages.TracedBack:
    [told] = ask(given, messages.TraceBack(0, 1, "trace", model, text, place, way))
    assert isinstance(told, messages.TracedBack), told
    return told


def find(given: Answers, cell: int, model: int = 1, **how: Any) -> messages.AlikeFound:
    *_, told = ask(given, messages.FindAlike(0, 1, "alike", model, cell, **how))
    assert isinstance(told, messages.AlikeFound), told
    return told


def refused(given: Answers, look: messages.Look) -> str:
    *_, told = ask(given, look)
    assert isinstance(told, messages.LookFailed), told
    return told.reason


@pytest.mark.parametrize("model", range(4))
def test_each_way_tells_of_all_places_of_a_short_text(given: Answers, model: int) -> None:
    for way in WAYS[model]:
        told = trace(given, "3+4=7", model, 2, way)
        assert told.way == way and told.ways == WAYS[model] and told.first == 0 and told.seconds > 0
        assert told.text == "3+4=7" and len(told.reach) == 6 and not len(told.unseen)
        assert all(told.holds(place) for place in range(6)) and not told.holds(6) and not told.holds(-1)
        assert (told.weights is None) == (way == "cells") == (told.cells is not None)
        assert (told.shares is None) == (told.seen is None) == (way != "counts")
        assert (told.expected is None) == (way != "gradient")
    assert trace(given, "3+4=7", model).way == WAYS[model][0]


def test_the_best_next_character_is_the_one_that_is_foreseen(given: Answers) -> None:
    [foreseen] = ask(given, messages.Foresee(0, 1, "foresee", 1, "12+7"))
    told = trace(given, "12+7", 1, way="gradient")
    assert told.expected is not None
    assert told.expected.tolist() == foreseen.likeliest[:, 0].tolist()


@pytest.mark.parametrize("model", range(4))
def test_what_is_passed_over_weighs_nothing_and_leaves_the_rest_as_it_was(given: Answers, model: int) -> None:
    for way in WAYS[model]:
        plain, told = trace(given, "12+7", model, way=way), trace(given, "1é2é+7", model, way=way)
        assert told.unseen.tolist() == [1, 3]
        rows, columns = [0, 1, 1, 2, 2, 3, 4], [0, 1, 3, 5, 6]
        assert told.reach.tolist() == [[0, 2, 4, 5, 6][plain.reach[row]] if plain.reach[row] else 0 for row in rows]
        if plain.weights is not None:
            assert told.weights is not None
            np.testing.assert_allclose(told.weights[..., columns], plain.weights[rows], atol=1e-6)
            assert not told.weights[..., [2, 4]].any()
        if plain.cells is not None:
            assert told.cells is not None
            np.testing.assert_allclose(told.cells, plain.cells[rows], atol=1e-6)
        alone = trace(given, "é", model, 1, way)
        assert len(alone.reach) == 2 and alone.unseen.tolist() == [0]


@pytest.mark.parametrize("text", ["", "ab" * 300, "😀é\u0301", "שלום", "\x00\u202e", "d\nd"])
@pytest.mark.parametrize("model", range(4))
def test_no_text_is_too_strange(stream: Answers, model: int, text: str) -> None:
    for way in WAYS[model]:
        for place in {0, len(text) // 2, len(text)}:
            told = trace(stream, text, model, place, way)
            assert told.holds(place)
            if told.weights is not None:
                assert told.weights.shape[3] == len(text) + 1 and np.isfinite(told.weights).all()
            if told.cells is not None:
                assert told.cells.shape == (len(text) + 1, 16)


def test_of_a_long_text_places_around_the_one_that_is_asked_for_are_told(stream: Answers) -> None:
    text = "abcd" * 150
    for place, first in ((0, 0), (300, 297), (600, 595)):
        told = trace(stream, text, 1, place, "gradient")
        assert len(told.reach) == 6 and told.first == first and told.holds(place)
    near, far = trace(stream, text, 1, 300, "gradient"), trace(stream, text, 1, 302, "gradient")
    assert near.weights is not None and far.weights is not None and far.first == near.first + 2
    np.testing.assert_allclose(near.weights[2:], far.weights[:4], atol=1e-6)


def test_of_very_many_heads_fewer_places_are_told(stream: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "abcd" * 5
    whole = trace(stream, text, 3, 12)
    monkeypatch.setattr(tracing, "MOST_TOLD", 500)  # 84 numbers of each place
    for place, first in ((0, 0), (12, 10), (20, 16)):
        told = trace(stream, text, 3, place)
        assert (told.first, len(told.reach)) == (first, 5) and told.holds(place)
        assert told.weights is not None and whole.weights is not None
        np.testing.assert_allclose(told.weights, whole.weights[first : first + 5], atol=1e-6)
        assert told.reach.tolist() == whole.reach[first : first + 5].tolist()


def brute_force(given: Answers, cell: int, sign: int) -> dict[tuple[int, int], float]:
    """The cell behind every character of every training line, one line at a time."""
    looker = given.looker
    kind = looker.examples.kind
    assert isinstance(kind, Tokens)
    found = {}
    for row, line in enumerate(looker.examples.train.tolist()):
        line = line[: line.index(0)] if kind.lines else line
        told = looker.models[1].traces()["cells"](torch.tensor(line), range(1)).cells
        assert told is not None
        found |= {(row, place): sign * float(told[place + 1, cell]) for place in range(len(line))}
    return found


@pytest.mark.parametrize("lowest", [False, True])
@pytest.mark.parametrize("lines", [False, True])
def test_excerpts_are_those_of_a_search_by_hand(given: Answers, stream: Answers, lines: bool, lowest: bool) -> None:
    answer = given if lines else stream
    kind, train = answer.looker.examples.kind, answer.looker.examples.train
    assert isinstance(kind, Tokens)
    with torch.no_grad():
        heights = brute_force(answer, 3, -1 if lowest else 1)
    told = find(answer, 3, lowest=lowest, count=5)
    length = train.shape[1]
    assert told.searched == len(heights) <= tracing.SEARCHED >= length
    best: dict[int, tuple[float, int]] = {}
    for (row, place), height in heights.items():
        if row not in best or height > best[row][0] + 1e-6:
            best[row] = height, place
    ranked = sorted((height for height, _ in best.values()), reverse=True)
    values = [told.values[index, at] * (-1 if lowest else 1) for index, at in enumerate(told.at)]
    assert values == sorted(values, reverse=True) and values[0] == pytest.approx(ranked[0], abs=1e-5)
    assert len(set(told.texts)) == len(told.texts) and 1 <= len(told.texts) <= 5
    whole = kind.to_shown(torch.tensor(train)).tolist()
    for text, at, line in zip(told.texts, told.at.tolist(), told.values, strict=True):
        assert any(text in each for each in whole) and at < BEFORE and len(text) <= BEFORE + BEHIND
        assert np.isfinite(line[: len(text)]).all() and np.isnan(line[len(text) :]).all()
    shown = []  # by hand: best line first, each excerpt once
    for row in sorted(best, key=lambda row: -best[row][0]):
        place = best[row][1]
        excerpt = whole[row][max(0, place + 1 - BEFORE) : place + 1 + BEHIND]
        shown += [excerpt] if excerpt not in shown else []
    if lines:  # where letters go round, many are as high as each other
        assert list(told.texts) == shown[: len(told.texts)]


def test_another_cell_is_found_in_what_was_read_already(given: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    first = find(given, 0)
    family = given.looker.models[1]
    monkeypatch.setattr(type(family), "cells", lambda *asked: pytest.fail("read again"))
    assert find(given, 1).texts != first.texts
    assert find(given, 0).texts == first.texts
    monkeypatch.undo()
    snapshot = given.looker.snapshot
    assert snapshot is not None
    read: list[int] = []
    cells = type(family).cells
    monkeypatch.setattr(type(family), "cells", lambda model, x: read.append(len(x)) or cells(model, x))
    given.looker.load(snapshot)  # the same weights
    find(given, 0)
    assert not read
    given.looker.load(type(snapshot)(2, snapshot.step + 1, snapshot.weights, snapshot.configs))
    find(given, 0)
    assert read


def test_only_a_part_of_a_long_text_is_searched(stream: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = find(stream, 2)
    assert whole.searched == stream.looker.examples.train.size
    monkeypatch.setattr(tracing, "SEARCHED", 90)
    stream.looker.load(
        type(stream.looker.snapshot)(  # type: ignore[misc]
            9,
            9,
            stream.looker.snapshot.weights,
            stream.looker.snapshot.configs,  # type: ignore[union-attr]
        )
    )
    assert find(stream, 2).searched == 80


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (messages.TraceBack(0, 1, "x", 0, "1\n2"), "expected the beginning of one line, found 2 lines"),
        (messages.TraceBack(0, 1, "x", 0, "1" * 601), "expected a text of at most 600 characters, found 601"),
        (messages.TraceBack(0, 1, "x", 1, "1", 2), "place: expected 0 to 1, found 2"),
        (messages.TraceBack(0, 1, "x", 1, "1", 0, "eyes"), "way: expected one of cells, gradient, found eyes"),
        (messages.FindAlike(0, 1, "x", 1, 16), "cell: expected 0 to 15, found 16"),
        (messages.FindAlike(0, 1, "x", 1, -1), "cell: expected 0 to 15, found -1"),
        (messages.FindAlike(0, 1, "x", 1, 0, count=0), "count: expected 1 to 20, found 0"),
        (messages.FindAlike(0, 1, "x", 0, 0), "counted has no memory with cells"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(given: Answers, look: messages.Look, reason: str) -> None:
    assert refused(given, look) == reason


def test_pictures_are_not_looked_back_at(tmp_path: Path) -> None:
    pictures = Digits.load(Digits.Config(), LoadContext(tmp_path))
    vae = answers(pictures, {"family": "vae", "layers": [4], "label": "VAE"}, dataset={"name": "digits"}, steps=1)
    for look in (messages.TraceBack(0, 1, "x", 0, "a"), messages.FindAlike(0, 1, "x", 0, 0)):
        assert refused(vae, look) == "VAE does not write texts"


def test_a_model_that_tells_of_no_way_says_so(given: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(type(given.looker.models[0]), "traces", lambda model: {})
    assert refused(given, messages.TraceBack(0, 1, "x", 0, "1")) == "counted does not tell what it looks at"


def test_looking_leaves_the_weights_without_gradients(given: Answers) -> None:
    before = [value.clone() for model in given.looker.models for value in model.nets.state_dict().values()]
    for model in (1, 2, 3):
        trace(given, "12+7", model, way="gradient")
    after = [value for model in given.looker.models for value in model.nets.state_dict().values()]
    assert all(torch.equal(a, b) for a, b in zip(before, after, strict=True))
    assert all(each.grad is None for model in given.looker.models for each in model.nets.parameters())
