"""What temperature does to texts: held-out nats, quality and their errors, with known answers."""

from __future__ import annotations

import itertools
import math
import pickle
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers import messages
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.datasets.sums import Sums
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.families._characters import ByCharacters
from trainers.kinds import Tokens
from trainers.looking.answers import Answers
from trainers.looking.looker import Looker
from trainers.looking.texts.text_quality import mean_and_error, share_error, text_figures
from trainers.text_source import Float64, TextSource
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
MODELS = (
    {"family": "ngram", "label": "counted"},
    {"family": "char-rnn", "hidden": 24, "label": "remembers"},
)


class EvenSource(TextSource):
    """Finds every character as likely as the others of so many."""

    figure, words = "even_nats", "nats a character"

    def __init__(self, letters: int) -> None:
        self.letters = letters

    def surprises(self, texts: Sequence[str]) -> Float64:
        return np.array([len(text) * math.log(self.letters) for text in texts])


@pytest.fixture(scope="module")
def sums() -> Examples:
    return Sums.load(Sums.Config(words="digits"), LoadContext(Path()))


@pytest.fixture(scope="module")
def given(sums: Examples) -> Answers:
    return answers(sums, *MODELS, dataset={"name": "sums", "words": "digits"})


def answers(examples: Examples, *models: dict[str, Any], dataset: dict[str, Any], steps: int = 60) -> Answers:
    """What answers about such models after a few *steps*."""
    table = {"steps": steps, "batch_size": 32, "dataset": dataset, "models": list(models)}
    loop = Loop(Experiment.parse(table), examples, CPU)
    for _ in range(steps):
        loop.step()
    looker = Looker(loop.experiment, examples, CPU)
    looker.load(Snapshot(1, steps, tuple(loop.display_weights()), tuple(model.config for model in loop.models)))
    return Answers(looker)


def ask(given: Answers, temperatures: tuple[float, ...], model: int = 1, **how: Any) -> list[Any]:
    with torch.inference_mode():
        look = messages.TryTemperatures(0, 1, "temperatures", model, temperatures, **how)
        said = [each for each in given.answer(look) if each is not None]
    return [pickle.loads(pickle.dumps(each)) for each in said]


def last(given: Answers, temperatures: tuple[float, ...], model: int = 1, **how: Any) -> messages.Tempered:
    *_, told = ask(given, temperatures, model, **how)
    assert isinstance(told, messages.Tempered) and not told.goes_on, told
    return told


@pytest.mark.parametrize("model", range(2))
def test_held_out_nats_are_those_of_the_odds_to_the_power_of_one_over_t(given: Answers, model: int) -> None:
    told = last(given, (0.5, 1.0, 3.0), model, count=2)
    looker, kind = given.looker, given.looker.examples.kind
    assert isinstance(kind, Tokens)
    x = kind.to_model(torch.tensor(looker.examples.test))
    counted = kind.counted(x)
    with torch.no_grad():
        odds = looker.models[model].predict(x).double().softmax(2)
    for temperature, found in zip((0.5, 1.0, 3.0), told.held_out, strict=True):
        powers = odds ** (1 / temperature)
        p = (powers / powers.sum(2, keepdim=True)).gather(2, x[:, :, None])[:, :, 0]
        assert found == pytest.approx(-float(p[counted].log().mean()), rel=1e-4)
    family = looker.models[model]
    assert isinstance(family, ByCharacters)
    plain = family.evaluate(x, torch.Generator())["test_nats_per_char"]
    assert told.held_out[1] == pytest.approx(float(plain), rel=1e-5) and told.held_out_count == len(x)
    assert (told.held_out_errors > 0).all() and (told.held_out_errors < 0.1 * told.held_out).all()


def test_at_a_great_temperature_all_characters_are_alike(given: Answers) -> None:
    told = last(given, (100.0,), count=2)
    assert told.held_out[0] == pytest.approx(math.log(len(given.looker.examples.kind.vocabulary)), abs=0.02)  # type: ignore[attr-defined]


@pytest.mark.parametrize("temperature", [0.3, 1.0])
def test_shares_are_those_of_the_texts_that_the_family_writes(given: Answers, temperature: float) -> None:
    told = last(given, (temperature,), count=40, seed=7)
    family, kind, rules = given.looker.models[1], given.looker.examples.kind, given.looker.examples.text_rules
    assert isinstance(family, ByCharacters) and isinstance(kind, Tokens) and rules is not None
    with torch.no_grad():
        noise = family.noise(40, torch.Generator().manual_seed(7))
        texts = kind.to_shown(family.write(noise, kind.length, None, temperature, "naive")).tolist()
    wanted = rules.sample_figures(texts)
    assert {name: float(each.values[0]) for name, each in told.qualities.items()} == wanted
    assert {name: each.words for name, each in told.qualities.items()} == {
        "well_formed_share": "well formed", "true_share": "true",
    }  # fmt: skip
    for name, quality in told.qualities.items():
        assert quality.unit == "share" and quality.better == "higher"
        assert quality.errors[0] == share_error(wanted[name], 40)


def test_answers_grow_temperature_by_temperature(given: Answers) -> None:
    said = ask(given, (0.5, 1.0, 1.5), count=10)
    assert [each.done for each in said] == [0, 1, 2, 3] and [each.goes_on for each in said] == [True] * 3 + [False]
    assert not said[0].qualities and np.isfinite(said[0].held_out).all()
    for before, after in itertools.pairwise(said):
        assert np.array_equal(before.held_out, after.held_out) and after.seconds >= before.seconds
        for name, quality in before.qualities.items():
            kept = before.done
            assert np.array_equal(quality.values[:kept], after.qualities[name].values[:kept])
            assert np.isnan(quality.values[kept:]).all() and np.isnan(quality.errors[kept:]).all()
    alone = last(given, (1.0,), count=10)  # the same noise at every temperature, whichever others are asked
    assert alone.qualities["true_share"].values[0] == said[-1].qualities["true_share"].values[1]
    assert said[-1].temperatures.tolist() == [0.5, 1.0, 1.5] and said[-1].count == 10


def test_what_crosses_threads_is_read_only(given: Answers) -> None:
    with torch.inference_mode():
        *_, told = given.answer(messages.TryTemperatures(0, 1, "t", 1, (1.0,), 3))
    assert isinstance(told, messages.Tempered)
    arrays = [told.temperatures, told.held_out, told.held_out_errors]
    arrays += [array for each in told.qualities.values() for array in (each.values, each.errors)]
    assert len(arrays) == 7 and not any(array.flags.writeable for array in arrays)


def test_a_source_says_how_surprising_the_texts_are(sums: Examples) -> None:
    known = replace(sums, text_rules=None, text_source=EvenSource(11))
    told = last(answers(known, MODELS[0], dataset={"name": "sums", "words": "digits"}, steps=5), (1.0, 2.0), 0)
    [quality] = told.qualities.values()
    assert list(told.qualities) == ["even_nats"] and quality.unit == "nats" and quality.better == "lower"
    assert quality.values == pytest.approx([math.log(11)] * 2) and quality.errors == pytest.approx([0, 0], abs=1e-9)


def test_data_that_know_nothing_of_texts_have_held_out_nats_alone(sums: Examples) -> None:
    unknown = replace(sums, text_rules=None)
    told = last(answers(unknown, MODELS[0], dataset={"name": "sums", "words": "digits"}, steps=5), (1.0,), 0)
    assert told.qualities == {} and told.done == 1 and np.isfinite(told.held_out).all()


def test_long_held_out_texts_are_read_in_pieces_and_as_many_as_can_be(
    given: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = last(given, (0.5, 2.0), count=1)
    kind = given.looker.examples.kind
    assert isinstance(kind, Tokens)
    each = kind.length * len(kind.vocabulary)
    monkeypatch.setattr("trainers.looking.texts.temperatures.PIECE_LOGITS", 7 * each)
    pieces = last(given, (0.5, 2.0), count=1)
    assert pieces.held_out == pytest.approx(whole.held_out, rel=1e-6)
    assert pieces.held_out_errors == pytest.approx(whole.held_out_errors, rel=1e-5)
    monkeypatch.setattr("trainers.looking.texts.temperatures.MOST_LOGITS", 20 * each)
    few = last(given, (0.5, 2.0), count=1)
    assert few.held_out_count == 20 and few.held_out[0] != whole.held_out[0]
    monkeypatch.setattr("trainers.looking.texts.temperatures.MOST_LOGITS", 1)
    one = last(given, (0.5, 2.0), count=1)
    assert one.held_out_count == 1 and np.isnan(one.held_out_errors).all() and np.isfinite(one.held_out).all()


@pytest.mark.parametrize(
    ("temperatures", "how", "reason"),
    [
        ((), {}, "expected 1 to 50 temperatures, found 0"),
        ((1.0,) * 51, {}, "expected 1 to 50 temperatures, found 51"),
        ((1.0, 0.0), {}, "temperature: expected 0.01 to 100, found 0"),
        ((math.nan,), {}, "temperature: expected 0.01 to 100, found nan"),
        ((math.inf,), {}, "temperature: expected 0.01 to 100, found inf"),
        ((1.0,), {"count": 0}, "count: expected 1 to 1000, found 0"),
        ((1.0,), {"count": 1001}, "count: expected 1 to 1000, found 1001"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(
    given: Answers, temperatures: tuple[float, ...], how: dict[str, Any], reason: str
) -> None:
    [told] = ask(given, temperatures, **how)
    assert isinstance(told, messages.LookFailed) and told.reason == reason


def test_a_model_that_does_not_write_says_so(tmp_path: Path) -> None:
    pictures = Digits.load(Digits.Config(), LoadContext(tmp_path))
    vae = answers(pictures, {"family": "vae", "layers": [4], "label": "VAE"}, dataset={"name": "digits"}, steps=1)
    [told] = ask(vae, (1.0,), 0)
    assert isinstance(told, messages.LookFailed) and told.reason == "VAE does not write texts"


# ------------------------------------------------------------------------------------------------ figures and errors


def test_errors_of_means_over_characters_are_those_of_drawing_texts() -> None:
    assert mean_and_error(np.array([2.0, 4.0]), np.array([1.0, 1.0])) == pytest.approx((3.0, 1.0))
    assert mean_and_error(np.array([2.0, 4.0]), np.array([2.0, 4.0])) == pytest.approx((1.0, 0.0))
    mean, error = mean_and_error(np.array([5.0]), np.array([2.0]))
    assert mean == 2.5 and math.isnan(error)
    assert all(math.isnan(value) for value in mean_and_error(np.zeros(3), np.zeros(3)))
    mean, error = mean_and_error(np.array([1.0, math.inf]), np.ones(2))
    assert mean == math.inf and math.isnan(error)
    rng = np.random.default_rng(0)
    lengths = rng.integers(1, 9, (4000, 50)).astype(float)
    sums = lengths * 2 + rng.normal(size=lengths.shape)
    found = np.array([mean_and_error(a, b) for a, b in zip(sums, lengths, strict=True)])
    assert found[:, 1].mean() == pytest.approx(found[:, 0].std(), rel=0.05)


def test_the_error_of_a_share_is_never_nothing() -> None:
    wanted = math.sqrt(0.5 * 10.5 / 11**2 / 12)
    assert (share_error(1.0, 10), share_error(0.0, 10)) == pytest.approx((wanted, wanted))
    assert share_error(0.5, 10_000) == pytest.approx(0.005, rel=1e-3)


def test_no_texts_have_no_figures_and_empty_ones_no_surprise(sums: Examples) -> None:
    assert text_figures(sums, []) == {}
    known = replace(sums, text_source=EvenSource(4))
    assert math.isnan(text_figures(known, ["", ""])["even_nats"].value)
    assert text_figures(known, ["", "ab"])["even_nats"].value == pytest.approx(math.log(4))
    per_char = EvenSource(4).nats_per_char(["abc", ""])
    assert per_char[0] == pytest.approx(math.log(4)) and math.isnan(per_char[1])
