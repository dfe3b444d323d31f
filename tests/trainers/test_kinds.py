"""Each kind of data: what is kept, what models take, what is shown, and what is said of what is not of the kind."""

from __future__ import annotations

import pickle
from typing import Any

import numpy as np
import pytest
import torch

from trainers.catalog import datasets, families
from trainers.examples import Examples
from trainers.experiment import Experiment, ModelSpec, Plan
from trainers.family import check_takes
from trainers.kinds import UNKNOWN, DataError, Kind, Pictures, Points, Tokens
from trainers.knobs import ConfigError
from trainers.training.loop import Loop

ABC = Tokens(("a", "b", "\n"), 4)
LINES = Tokens(("\n", "a", "b"), 4, lines=True)
KINDS: list[Kind] = [Pictures(3, 4, 5), Points(), ABC]


def kept(kind: Kind, count: int = 6) -> np.ndarray:
    rng = np.random.default_rng(0)
    if kind.visual:
        return rng.integers(0, 256, (count, *kind.shape)).astype(np.uint8)
    if kind.in_plane:
        return rng.random((count, *kind.shape), dtype=np.float32)
    return rng.integers(0, 3, (count, *kind.shape)).astype(np.int16)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.plural)
def test_every_kind(kind: Kind) -> None:
    again = pickle.loads(pickle.dumps(kind))
    assert again == kind and hash(again) == hash(kind)
    examples = Examples("some", kept(kind), kept(kind, 2), kind=kind)
    assert examples.kind is kind and not examples.train.flags.writeable
    x = kind.to_model(torch.tensor(examples.train))
    assert len(x) == 6 and x.dtype == (torch.int64 if isinstance(kind, Tokens) else torch.float32)
    shown = kind.shown(examples.train)
    assert len(shown) == 6 and not shown.flags.writeable and np.array_equal(shown, kind.to_shown(x))
    if kind.visual or kind.in_plane:
        assert x.shape[1:] == kind.image_shape and shown.dtype == np.uint8 and shown.shape == x.shape
    else:
        with pytest.raises(DataError, match="expected examples with the shape of images, found tokens"):
            _ = examples.image_shape
    if kind.in_plane:
        assert np.array_equal(kind.to_places(x), examples.train)
    else:
        with pytest.raises(DataError, match=f"expected points of the plane, found {kind.plural}"):
            kind.to_places(x)
    with pytest.raises(DataError, match="there are no test examples"):
        Examples("some", kept(kind), kept(kind, 0), kind=kind)


def test_pictures() -> None:
    grey = Pictures(1, 1, 3)
    pixels = np.array([[[[0, 51, 255]]]], np.uint8)
    assert grey.to_model(torch.tensor(pixels)).flatten().tolist() == pytest.approx([0, 0.2, 1])
    assert np.array_equal(grey.shown(pixels), pixels)
    beyond = torch.tensor([-1.0, 0.5, 2.0]).view(1, 1, 1, 3)
    assert grey.to_shown(beyond).ravel().tolist() == [0, 128, 255]
    assert Examples("two pixels", pixels, pixels).kind == grey == Pictures.of("these", pixels.astype(np.float32))
    assert grey.what == "images of 1 x 1 x 3"


def test_all_256_shades_pass_through_a_model_unchanged() -> None:
    shades = np.arange(256, dtype=np.uint8).reshape(1, 1, 16, 16)
    assert np.array_equal(Pictures(1, 16, 16).shown(shades), shades)


def test_points() -> None:
    places = np.array([[0, 1], [0.25, 0.5]], np.float32)
    assert Points().to_model(torch.tensor(places)).tolist() == [[[[0, 1]]], [[[0.25, 0.5]]]]
    assert Points().shown(places).ravel().tolist() == [0, 255, 64, 128]
    back = Points().to_model(torch.tensor(Points().shown(places)))  # as the window gives them back
    assert back.flatten(1).numpy() == pytest.approx(places, abs=0.5 / 255 + 1e-6)


def test_tokens() -> None:
    rows = np.array([[0, 1, 2, 0], [1, 1, 1, 1]], np.int16)
    assert ABC.to_model(torch.tensor(rows)).tolist() == rows.tolist()
    assert ABC.shown(rows).tolist() == ["ab\na", "bbbb"]
    assert ABC.to_shown(torch.tensor([[0, 3, -1, 2]])).tolist() == [f"a{UNKNOWN}{UNKNOWN}\n"]
    assert ABC.shown(rows[:0]).shape == (0,)


def test_a_line_is_shown_and_counted_to_its_end() -> None:
    rows = np.array([[1, 2, 0, 1], [0, 0, 0, 0], [2, 2, 2, 0]], np.int16)
    LINES.check("x", rows)
    assert LINES.shown(rows).tolist() == ["ab", "", "bbb"]
    assert LINES.counted(torch.tensor(rows)).tolist() == [[True] * 3 + [False], [True] + [False] * 3, [True] * 4]
    assert ABC.counted(torch.tensor(rows)).all()
    assert (LINES.what, ABC.what) == ("lines of up to 3 characters", "pieces of 4 characters")


def test_examples_as_one_text() -> None:
    rows = np.array([[1, 2, 0, 1], [0, 0, 0, 0], [2, 2, 2, 0]], np.int16)
    assert LINES.text(rows) == "\nab\n\nbbb\n"
    assert ABC.text(rows) == "b\nabaaaa\n\n\na"


def test_a_text_is_read_into_tokens() -> None:
    assert ABC.read("x", "ab\nba").tolist() == [0, 1, 2, 1, 0] and ABC.read("x", "").tolist() == []
    folding = Tokens(("a", UNKNOWN), 4)
    assert folding.read("x", "aβaγβ").tolist() == [0, 1, 0, 1, 1] and folding.unknown_in("aβaγβ") == ("β", "γ")
    for kind, text, sentence in (
        (ABC, "abβ", "x: expected characters that the data have, found 'β'"),
        (LINES, "a\nb", "x: expected one line, found 2"),
    ):
        with pytest.raises(DataError) as caught:
            kind.read("x", text)
        assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("kind", "array", "sentence"),
    [
        (Pictures(1, 8, 8), np.zeros((2, 1, 8, 9), np.uint8), "x must be of shape (1, 8, 8), found (1, 8, 9)"),
        (
            Pictures(1, 8, 8),
            np.zeros((2, 2, 8, 8), np.uint8),
            "x must be uint8 or float32 (N, 1 or 3, H, W), found uint8 (2, 2, 8, 8)",
        ),
        (
            Pictures(1, 1, 1),
            np.full((1, 1, 1, 1), 2, np.float32),
            "x must lie between 0 and 1, found values from 2 to 2",
        ),
        (Points(), np.zeros((2, 3), np.float32), "x must be points as float32 (N, 2), found float32 (2, 3)"),
        (Points(), np.full((1, 2), np.nan, np.float32), "x must lie between 0 and 1, found values from nan to nan"),
        (ABC, np.zeros((2, 4), np.int64), "x must be tokens as int16 (N, 4), found int64 (2, 4)"),
        (ABC, np.array([[0, 0, 0, 3]], np.int16), "x must be indices of 3 tokens, found values from 0 to 3"),
        (ABC, np.array([[0, 0, -1, 2]], np.int16), "x must be indices of 3 tokens, found values from -1 to 2"),
        (LINES, np.array([[1, 0, 0, 0], [1] * 4], np.int16), "x must be lines, each with its end, found 1 without"),
    ],
)
def test_what_is_not_of_the_kind(kind: Kind, array: np.ndarray, sentence: str) -> None:
    with pytest.raises(DataError) as caught:
        kind.check("x", array)
    assert str(caught.value) == sentence


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ((("a",), 4), "vocabulary: expected 2 to 32,768 tokens, each once, found 1"),
        ((("a", "b", "a"), 4), "vocabulary: expected 2 to 32,768 tokens, each once, found 3"),
        ((("a", "\n"), 4, True), "vocabulary: expected the end of a line first, found ['a']"),
        ((("a", "b"), 0), "tokens: expected pieces of at least one token, found a length of 0"),
    ],
)
def test_tokens_that_cannot_be(values: tuple[Any, ...], sentence: str) -> None:
    with pytest.raises(DataError) as caught:
        Tokens(*values)
    assert str(caught.value) == sentence


# ------------------------------------------------------------------------------------------------ who takes what


def test_families_and_datasets_say_which_kinds_they_take_and_give() -> None:
    for family in families().values():
        assert family.takes and all(issubclass(kind, Kind) for kind in family.takes)
        check_takes(family, next(iter(family.takes)), "some data", "family")
    assert {dataset.kind for dataset in datasets().values()} >= {Pictures, Points}


def test_a_family_that_does_not_take_a_kind_is_refused() -> None:
    vae, digits = families()["vae"], datasets()["digits"]
    words = Examples("My words", kept(ABC), kept(ABC), kind=ABC)
    experiment = Experiment(Plan(), "digits", digits.Config(), (ModelSpec("vae", vae.Config(), "VAE"),))
    with pytest.raises(ConfigError) as caught:
        Loop(experiment, words, torch.device("cpu"))
    assert str(caught.value) == "models.0.family: vae does not learn from tokens, found them in My words"
    assert caught.value.where == "models.0.family"


def test_an_experiment_whose_family_and_data_do_not_fit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    table = {"dataset": {"name": "ring"}, "models": [{"family": "vae"}, {"family": "ae"}]}
    assert len(Experiment.parse(table).models) == 2
    monkeypatch.setattr(families()["ae"], "takes", frozenset({Pictures}))
    with pytest.raises(ConfigError) as caught:
        Experiment.parse(table)
    assert str(caught.value) == "models.1.family: ae does not learn from points, found them in ring"
