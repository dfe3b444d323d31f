"""What is asked of models that write texts character by character, with known answers."""

from __future__ import annotations

import itertools
import math
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers import messages
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.datasets.oracle import Oracle
from trainers.datasets.sums import Sums
from trainers.datasets.text_file import TextFile
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.families._characters import ByCharacters
from trainers.kinds import UNKNOWN, Tokens
from trainers.looking.answers import Answers
from trainers.looking.looker import Looker
from trainers.looking.maps import MapAnswers
from trainers.metrics.copying import CopyIndex
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
START = "12+7"
MODELS: tuple[dict[str, Any], ...] = (
    {"family": "ngram", "label": "counted"},
    {"family": "char-rnn", "hidden": 16, "label": "remembers"},
    {"family": "char-transformer", "width": 16, "layers": 1, "heads": 2, "label": "looks back"},
)


def answers(examples: Examples, *models: dict[str, Any], dataset: dict[str, Any], steps: int = 12) -> Answers:
    """What answers about such models after a few *steps*."""
    table = {"steps": steps, "batch_size": 32, "dataset": dataset, "models": list(models)}
    loop = Loop(Experiment.parse(table), examples, CPU)
    for _ in range(steps):
        loop.step()
    looker = Looker(loop.experiment, examples, CPU)
    looker.load(Snapshot(1, steps, tuple(loop.display_weights()), tuple(model.config for model in loop.models)))
    return Answers(looker)


@pytest.fixture(scope="module")
def sums(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return Sums.load(Sums.Config(words="digits"), LoadContext(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def given(sums: Examples) -> Answers:
    return answers(sums, *MODELS, dataset={"name": "sums", "words": "digits"})


@pytest.fixture(scope="module")
def stream(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """About a text whose letters go round, and whose rare one has no sign of its own."""
    file = tmp_path_factory.mktemp("data") / "round.txt"
    file.write_text("abcd" * 300 + "é", encoding="utf-8")
    dataset = {"name": "text-file", "file": str(file), "length": 8}
    examples = TextFile.load(
        TextFile.Config.parse({k: v for k, v in dataset.items() if k != "name"}), LoadContext(file)
    )
    return answers(examples, {"family": "ngram", "n": 2}, dataset=dataset, steps=40)


def ask(given: Answers, look: messages.Look) -> list[Any]:
    with torch.inference_mode():
        said = [each for each in given.answer(look) if each is not None]
    arrays = [value for each in said for value in vars(each).values() if isinstance(value, np.ndarray)]
    assert not any(array.flags.writeable for array in arrays)
    return [pickle.loads(pickle.dumps(each)) for each in said]


def foresee(given: Answers, text: str, model: int = 0) -> messages.Foreseen:
    [told] = ask(given, messages.Foresee(0, 1, "foresee", model, text))
    assert isinstance(told, messages.Foreseen), told
    return told


def write(given: Answers, start: str, model: int = 1, **how: Any) -> messages.Written:
    *_, told = ask(given, messages.WriteOn(0, 1, "write", model, start, **how))
    assert isinstance(told, messages.Written), told
    assert told.last and not told.goes_on
    return told


@pytest.mark.parametrize("model", range(3))
def test_what_is_foreseen_adds_up_to_the_probability_of_the_line(given: Answers, model: int) -> None:
    told = foresee(given, "3+4=7", model)
    looker, kind = given.looker, given.looker.examples.kind
    assert isinstance(kind, Tokens)
    line = torch.zeros(1, kind.length, dtype=torch.int64)
    line[0, :5] = torch.tensor(told.tokens)
    with torch.no_grad():
        exact = -float(looker.models[model].log_prob(line))
    [end] = told.odds[-1][told.likeliest[-1] == 0]
    assert float(told.surprises.sum()) - math.log(end) == pytest.approx(exact, rel=1e-4)
    assert "".join(kind.vocabulary[token] for token in told.tokens) == told.text == "3+4=7"


@pytest.mark.parametrize("model", range(3))
def test_every_place_and_the_caret_has_odds_likeliest_first(given: Answers, model: int) -> None:
    told = foresee(given, START, model)
    assert told.likeliest.shape == told.odds.shape == (5, 10) and told.entropies.shape == (5,)
    assert (np.diff(told.odds) <= 0).all() and (told.odds.sum(1) <= 1 + 1e-5).all()
    vocabulary = len(given.looker.examples.kind.vocabulary)  # type: ignore[attr-defined]
    assert ((told.entropies >= 0) & (told.entropies <= math.log(vocabulary) + 1e-5)).all()
    shorter = foresee(given, START[:3], model)
    np.testing.assert_allclose(shorter.odds, told.odds[:4], atol=1e-6)  # what comes later changes nothing
    alone = foresee(given, "", model)
    assert alone.odds.shape == (1, 10) and len(alone.surprises) == 0


@pytest.mark.parametrize("model", range(3))
def test_choices_are_told_with_their_odds_however_unlikely(given: Answers, model: int) -> None:
    kind = given.looker.examples.kind
    assert isinstance(kind, Tokens)
    every = tuple(reversed(kind.vocabulary))
    (told,) = ask(given, messages.Foresee(0, 1, "x", model, START, ((*every, "é"),) * (len(START) + 1)))
    assert told.chosen.shape == (5, len(every) + 1) and np.isnan(told.chosen[:, -1]).all()
    np.testing.assert_allclose(told.chosen[:, :-1].sum(1), 1, atol=1e-5)
    np.testing.assert_allclose(
        -np.log([told.chosen[at, every.index(sign)] for at, sign in enumerate(START)]), told.surprises, atol=1e-5
    )
    by_index = told.chosen[:, -2::-1]
    np.testing.assert_array_equal(np.take_along_axis(by_index, told.likeliest, 1), told.odds)
    assert foresee(given, START, model).chosen is None


def test_counted_odds_are_those_of_the_counts(stream: Answers) -> None:
    told, vocabulary = foresee(stream, "ab"), stream.looker.examples.kind.vocabulary  # type: ignore[attr-defined]
    assert [vocabulary[token] for token in told.likeliest[:, 0][1:]] == ["b", "c"]
    assert told.odds[1, 0] > 0.95 and told.entropies[1] < 0.4 and told.surprises[1] < 0.1


def test_a_character_that_the_data_do_not_have_is_the_sign_for_others_or_passed_over(
    given: Answers, stream: Answers
) -> None:
    vocabulary = stream.looker.examples.kind.vocabulary  # type: ignore[attr-defined]
    if UNKNOWN in vocabulary:
        assert foresee(stream, "a%").tokens.tolist()[1] == vocabulary.index(UNKNOWN)
    told, plain = foresee(given, "1é2+", 1), foresee(given, "12+", 1)
    assert told.unseen.tolist() == [1] and told.tokens[1] == -1 and np.isnan(told.surprises[1])
    np.testing.assert_array_equal(told.odds, plain.odds[[0, 1, 1, 2, 3]])
    np.testing.assert_array_equal(told.surprises[[0, 2, 3]], plain.surprises)
    assert write(given, "1é2+").texts == write(given, "12+").texts
    assert foresee(given, "é").unseen.tolist() == [0]


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (messages.Foresee(0, 1, "x", 0, "1\n2"), "expected the beginning of one line, found 2 lines"),
        (messages.Foresee(0, 1, "x", 0, "1" * 601), "expected a text of at most 600 characters, found 601"),
        (
            messages.Foresee(0, 1, "x", 0, "1+", (("1",), ("+",))),
            "choices: expected as many of each of 3 places, found others",
        ),
        (
            messages.Foresee(0, 1, "x", 0, "1", (("1",), ("+", "2"))),
            "choices: expected as many of each of 2 places, found others",
        ),
        (messages.WriteOn(0, 1, "x", 0, "1", temperature=math.nan), "temperature: expected at least 0, found nan"),
        (messages.WriteOn(0, 1, "x", 0, "1", count=0), "count: expected 1 to 64, found 0"),
        (messages.WriteOn(0, 1, "x", 0, "1", length=9999), "length: expected 1 to 2000, found 9999"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(given: Answers, look: messages.Look, reason: str) -> None:
    [told] = ask(given, look)
    assert isinstance(told, messages.LookFailed) and told.reason == reason


def test_a_model_that_does_not_write_says_so(tmp_path: Path) -> None:
    pictures = Digits.load(Digits.Config(), LoadContext(tmp_path))
    vae = answers(pictures, {"family": "vae", "layers": [4], "label": "VAE"}, dataset={"name": "digits"}, steps=1)
    [told] = ask(vae, messages.Foresee(0, 1, "x", 0, "a"))
    assert isinstance(told, messages.LookFailed) and told.reason == "VAE does not write texts"


@pytest.mark.parametrize("temperature", [0.0, 0.7, 1.5])
@pytest.mark.parametrize("model", range(3))
def test_endings_are_those_that_the_family_writes(given: Answers, model: int, temperature: float) -> None:
    told = write(given, START, model, count=5, seed=3, temperature=temperature)
    family, kind = given.looker.models[model], given.looker.examples.kind
    assert isinstance(kind, Tokens) and isinstance(family, ByCharacters)
    noise = family.noise(5, torch.Generator().manual_seed(3))
    start = torch.from_numpy(kind.read("start", START))
    with torch.no_grad():
        whole = family.write(noise, 44, start, temperature, "naive")
    assert [START + text for text in told.texts] == kind.to_shown(whole).tolist()
    assert (len(set(told.texts)) == 1) == (temperature == 0)
    assert told.ended.all() and told.seconds > 0


def test_the_same_noise_writes_the_same_whatever_else_is_written(given: Answers) -> None:
    few, many = write(given, "1", count=3, seed=5), write(given, "1", count=9, seed=5)
    assert many.texts[:3] == few.texts
    assert write(given, "1", count=3, seed=6).texts != few.texts


def test_endings_grow(given: Answers, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.looking.texts.writing.TOLD_EACH", 0.0)
    told = ask(given, messages.WriteOn(0, 1, "write", 1, "1", count=4))
    assert len(told) > 3 and [each.last for each in told] == [False] * (len(told) - 1) + [True]
    for before, after in itertools.pairwise(told):
        for old, new, ended in zip(before.texts, after.texts, before.ended, strict=True):
            assert new.startswith(old) and (new == old or not ended)


def test_whole_endings_are_judged_and_searched_for(given: Answers, sums: Examples) -> None:
    told, kind = write(given, START, 0, count=16), sums.kind
    assert isinstance(kind, Tokens) and sums.text_rules is not None and told.copied is not None
    whole = [START + text for text in told.texts]
    for name, word in sums.text_rules.words.items():
        assert told.rules[word].tolist() == [sums.text_rules.judge(text)[name] for text in whole]
    index = CopyIndex(kind.text(sums.train))
    assert told.copied.tolist() == [index.longest_run(text).length for text in whole] and told.searched == 1
    assert told.copied.min() >= 2 and told.source_nats is None
    figures = sums.text_rules.sample_figures(whole)
    assert told.figures == {**figures, "text_count": 16.0, "longest_copied": told.copied.mean()}


def test_the_source_of_the_data_says_how_surprising_each_ending_is(tmp_path: Path) -> None:
    examples = Oracle.load(Oracle.Config(symbols=4, length=6, count=100), LoadContext(tmp_path))
    oracle = answers(examples, {"family": "ngram"}, dataset={"name": "oracle"})
    assert examples.text_source is not None
    told = write(oracle, "ab", 0, count=5, length=4)
    nats = examples.text_source.nats_per_char([f"ab{text}" for text in told.texts])
    assert told.source_nats is not None and np.array_equal(told.source_nats, nats)
    assert told.figures["oracle_nats"] == pytest.approx(nats.mean()) and told.figures["text_count"] == 5
    strange = write(oracle, "é", 0, count=2, length=3)
    assert strange.source_nats is not None and np.isinf(strange.source_nats).all()


def test_a_stream_is_written_to_its_length_and_has_no_rules(stream: Answers) -> None:
    told = write(stream, "ab", 0, count=3, length=21, temperature=0)
    assert told.texts == (("cdab" * 6)[:21],) * 3 and not told.rules and told.ended.all()


def test_counting_is_told_from_the_data_alone(given: Answers, sums: Examples) -> None:
    [told] = [each for each in MapAnswers(sums, lambda: False).answer(messages.CountText(0, 1, "counted")) if each]
    assert isinstance(told, messages.TextCounted) and told.of_data and told.step == 0
    kind = sums.kind
    assert isinstance(kind, Tokens)
    assert told.uniform == pytest.approx(math.log(len(kind.vocabulary)))
    x, test = (kind.to_model(torch.tensor(kept)) for kept in (sums.train, sums.test))
    shares = torch.bincount(x[kind.counted(x)], minlength=len(kind.vocabulary)).double()
    shares /= shares.sum()
    np.testing.assert_allclose(told.shares, shares, atol=1e-7)
    assert told.shares.dtype == np.float32 and not told.shares.flags.writeable
    alone = -float(shares[test[kind.counted(test)]].log().mean())
    assert told.unigram == pytest.approx(alone, abs=0.01)  # but for what is kept for characters never seen
    assert told.uniform > told.unigram > told.bigram > told.trigram > told.entropy > 0


def test_counting_pictures_is_refused(tmp_path: Path) -> None:
    pictures = Digits.load(Digits.Config(), LoadContext(tmp_path))
    [told] = [each for each in MapAnswers(pictures, lambda: False).answer(messages.CountText(0, 1, "x")) if each]
    assert isinstance(told, messages.LookFailed)
    assert told.reason == "expected texts to count characters in, found pictures"
