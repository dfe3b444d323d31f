"""The contract of every family that writes text: it runs over all of them in the catalog."""

from __future__ import annotations

import copy
import itertools
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers.catalog import families
from trainers.examples import Examples
from trainers.experiment import Experiment, ModelSpec, Plan
from trainers.families import _characters
from trainers.families._characters import ByCharacters, ByNetwork, gumbel_places
from trainers.family import ModelConfig
from trainers.kinds import Tokens
from trainers.knobs import knob_specs
from trainers.schedules import Clock
from trainers.training.loop import Loop

CPU = torch.device("cpu")
NAMES = sorted(name for name, cls in families().items() if Tokens in cls.takes)
NETWORKS = sorted(name for name in NAMES if issubclass(families()[name], ByNetwork))
LINES = Tokens(("\n", "a", "b", "c"), 9, lines=True)
STREAM = Tokens(("a", "b", "c", "d"), 8)
KINDS = [LINES, STREAM]
named = pytest.mark.parametrize("kind", KINDS, ids=["lines", "stream"])
CHEAP = {"hidden": 12, "embedding": 6, "channels": 8, "width": 12}


def examples(kind: Tokens, count: int = 60) -> Examples:
    """Texts that go round the alphabet, now and then over a letter: lines of 1 to 8 letters, or pieces of 8."""
    rng = np.random.default_rng(0)
    letters, first = (3, 1) if kind.lines else (4, 0)

    def texts(n: int) -> np.ndarray:
        steps = np.where(rng.random((n, kind.length)) < 0.8, 1, 2)
        rows = (first + steps.cumsum(1) % letters).astype(np.int16)
        if kind.lines:
            rows[np.arange(kind.length) >= rng.integers(1, kind.length, n)[:, None]] = 0
        return rows

    return Examples("Round", texts(count), texts(20), kind=kind)


def config(name: str, **knobs: Any) -> ModelConfig:
    fields = families()[name].Config.model_fields
    return families()[name].Config.parse({**{k: v for k, v in CHEAP.items() if k in fields}, **knobs})


def build(name: str, kind: Tokens, seed: int = 0, **knobs: Any) -> ByCharacters:
    torch.manual_seed(seed)
    given = examples(kind)
    model = families()[name].build(config(name, **knobs), given, CPU)
    assert isinstance(model, ByCharacters)
    model.prepare(torch.tensor(given.train))
    return model


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def batch(kind: Tokens, part: str = "train") -> Tensor:
    return kind.to_model(torch.tensor(getattr(examples(kind), part)))


def train(model: ByCharacters, steps: int = 30) -> list[dict[str, float]]:
    """Steps on the same 20 texts."""
    x, rows = batch(model.kind)[:20], []
    for step in range(steps):
        metrics = model.step(x, None, Clock(step, steps), generator())
        assert all(value.ndim == 0 and not value.requires_grad for value in metrics.values())
        rows.append({key: value.item() for key, value in metrics.items()})
    return rows


def variants() -> list[tuple[str, dict[str, Any]]]:
    """Each family as it is by default, and with every other choice of every choice knob."""
    chosen: list[tuple[str, dict[str, Any]]] = []
    for name in NAMES:
        chosen.append((name, {}))
        for spec in knob_specs(families()[name].Config):
            chosen += [(name, {spec.name: choice}) for choice in spec.choices if choice != spec.default]
    return chosen


of_all = pytest.mark.parametrize(("name", "knobs"), variants(), ids=str)


def test_there_are_some() -> None:
    assert {"ngram", "char-rnn", "char-cnn", "char-transformer"} <= set(NAMES) and "ngram" not in NETWORKS
    for name in NAMES:
        assert "writes" in families()[name].capabilities and "predicts" not in families()[name].capabilities


@named
@of_all
def test_learns_and_measures(name: str, knobs: dict[str, Any], kind: Tokens) -> None:
    model, uniform = build(name, kind, **knobs), np.log(len(kind.vocabulary))
    rows = train(model)
    assert [set(row) for row in rows] == [{metric.name for metric in model.metrics}] * 30
    assert rows[-1]["nats_per_char"] < rows[0]["nats_per_char"] < uniform + 0.05
    assert rows[-1]["perplexity"] == pytest.approx(np.exp(rows[-1]["nats_per_char"]))
    model.nets.eval()
    before = {key: value.clone() for key, value in model.nets.state_dict().items()}
    found = model.evaluate(batch(kind, "test"), generator())
    assert set(found) == {metric.name for metric in model.test_metrics}
    assert found == model.evaluate(batch(kind, "test"), generator())
    assert 0 < found["test_nats_per_char"] < uniform
    assert all(torch.equal(value, before[key]) for key, value in model.nets.state_dict().items())


@named
@of_all
def test_the_first_surprise_of_a_network_is_that_of_the_frequencies(
    name: str, knobs: dict[str, Any], kind: Tokens
) -> None:
    if name not in NETWORKS:
        return
    x = batch(kind)
    counts = torch.bincount(x[kind.counted(x)], minlength=len(kind.vocabulary)).double()
    shares = counts / counts.sum()
    model = build(name, kind, **knobs)
    with torch.no_grad():
        assert float(model.nats_per_char(x)) == pytest.approx(-float((shares * shares.log()).sum()), abs=0.05)


@named
@of_all
def test_a_character_is_predicted_from_those_before_it_only(name: str, knobs: dict[str, Any], kind: Tokens) -> None:
    model = build(name, kind, **knobs)
    train(model, 10)
    x = torch.randint(0, len(kind.vocabulary), (5, kind.length), generator=generator(3))
    with torch.no_grad():
        logits = model.predict(x)
        assert logits.shape == (*x.shape, len(kind.vocabulary)) and torch.isfinite(logits).all()
        changes = []
        for place in range(kind.length):
            other = x.clone()
            other[:, place] = (other[:, place] + 1) % len(kind.vocabulary)
            moved = (model.predict(other) - logits).abs().amax((0, 2))
            assert moved[: place + 1].max() < 1e-6
            changes.append(bool((moved[place + 1 :] > 1e-5).any()))
        assert all(changes[:-1]) and not changes[-1]


@pytest.mark.parametrize("name", NETWORKS)
def test_gradients_reach_back_and_never_forward(name: str) -> None:
    """The logits at a place have no slope, not a bit of one, at what is told at later places; at the start sign, which
    is told first, and at what comes after it they have some."""
    model = build(name, STREAM)
    train(model, 10)
    told: list[Tensor] = []

    def keep(module: torch.nn.Module, given: Any, embedded: Tensor) -> Tensor:
        told.append(embedded.detach().requires_grad_())
        return told[-1]

    hook = model.nets["embedding"].register_forward_hook(keep)
    logits = model.predict(batch(STREAM)[:3])
    hook.remove()
    for place in range(STREAM.length):
        [slope] = torch.autograd.grad(logits[:, place].square().sum(), told[0], retain_graph=True)
        by_place = slope.abs().amax((0, 2))
        assert by_place[place + 1 :].eq(0).all()
        assert by_place[: place + 1].gt(0).all()


@named
@of_all
def test_what_is_kept_writes_what_the_whole_network_would(name: str, knobs: dict[str, Any], kind: Tokens) -> None:
    """Also far beyond the length of a piece, and with the same beginning for all or one for each."""
    model = build(name, kind, **knobs)
    train(model)
    model.nets.eval()
    noise, letters = model.noise(6, generator(1)), len(kind.vocabulary)
    starts = (None, torch.tensor([1, 2]), torch.randint(1, letters, (6, 3), generator=generator()))
    for temperature, start, length in itertools.product((0.0, 0.5, 1.0, 2.0), starts, (kind.length, 31)):
        cached = model.write(noise, length, start, temperature)
        assert torch.equal(cached, model.write(noise, length, start, temperature, way="naive"))
        assert torch.equal(cached, model.write(noise, length, start, temperature))
        assert cached.dtype == torch.int64 and cached.min() >= 0 and cached.max() < letters
        if start is not None:
            assert torch.equal(cached[:, : start.shape[-1]], start.expand(6, -1))
        if kind.lines:
            assert torch.equal(cached, cached * kind.counted(cached))  # nothing comes after an end
            assert cached.shape[1] == length or (cached == 0).any(1).all()
        else:
            assert cached.shape == (6, length)
        if temperature == 0 and start is None:
            assert (cached == cached[0]).all()


def test_whoever_is_given_a_character_may_want_gradients() -> None:
    """Between two characters, and after texts that are written side by side and never ended."""
    model = build("char-rnn", STREAM)
    one, other = (model.writing(model.noise(2, generator(seed)), 30) for seed in (1, 2))
    assert not next(one).requires_grad and torch.is_grad_enabled()
    assert not next(other).requires_grad and torch.is_grad_enabled()
    for left in (one, other):
        left.close()  # type: ignore[attr-defined]
        assert torch.is_grad_enabled()


@pytest.mark.parametrize("name", NAMES)
def test_noise_belongs_to_text_and_place(name: str) -> None:
    """More texts, and longer ones, change nothing in the others; a changed beginning only what follows from it."""
    model = build(name, STREAM)
    train(model)
    noise = model.noise(5, generator(1))
    assert torch.equal(model.noise(2, generator(1)), noise[:2]) and len(set(noise.tolist())) == 5
    assert not torch.equal(model.noise(5, generator(2)), noise)
    written = model.write(noise, 30)
    assert torch.equal(model.write(noise[:2], 30), written[:2])
    assert torch.equal(model.write(noise, 12), written[:, :12])
    assert torch.equal(model.write(noise[[3]], 30, written[3, :7]), written[[3]])  # as it would have gone on
    assert len({tuple(row) for row in written.tolist()}) == 5


def test_noise_is_the_same_in_pieces_of_any_size() -> None:
    seeds = torch.tensor([3, 2**61 + 5])
    few, many = gumbel_places(seeds[:1], 5, CPU), gumbel_places(seeds.repeat(2000), 5, CPU)
    first = [next(few) for _ in range(300)]
    for place in range(300):
        assert torch.equal(first[place], next(many)[:1])
    drawn = torch.stack(first)
    assert float(drawn.mean()) == pytest.approx(0.5772, abs=0.1) and float(drawn.var()) == pytest.approx(1.645, abs=0.2)


@pytest.mark.parametrize("name", NAMES)
def test_samples_follow_the_probabilities(name: str) -> None:
    model = build(name, STREAM)
    train(model)
    with torch.no_grad():
        odds = model.predict(torch.zeros(1, 1, dtype=torch.int64))[0, 0].softmax(0)
        written = model.write(model.noise(4000, generator()), 1)[:, 0]
    shares = torch.bincount(written, minlength=4) / 4000
    assert (shares - odds).abs().max() < 0.03


@of_all
def test_all_texts_together_have_the_probability_one(name: str, knobs: dict[str, Any]) -> None:
    model = build(name, STREAM, **knobs)
    train(model)
    x = torch.tensor(list(itertools.product(range(4), repeat=4)))
    with torch.no_grad():
        assert float(model.log_prob(x).double().exp().sum()) == pytest.approx(1, abs=1e-4)
        logits = model.predict(x)
        direct = torch.nn.functional.cross_entropy(logits.flatten(0, 1), x.flatten(), reduction="none").view_as(x)
        torch.testing.assert_close(model.surprise(x), direct, atol=2e-5, rtol=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_the_probability_of_a_line_ends_with_it(name: str) -> None:
    model = build(name, LINES)
    train(model)
    x = torch.tensor([[1, 2, 0, 0, 0, 0, 0, 0, 0], [1, 2, 0, 3, 2, 1, 0, 2, 2]])
    with torch.no_grad():
        first, other = model.log_prob(x).tolist()
        assert first == pytest.approx(other, abs=1e-6)
        assert first == pytest.approx(float(-model.surprise(x)[0, :3].sum()), abs=1e-6)
        assert float(model.nats_per_char(x)) == pytest.approx(-first / 3, abs=1e-6)


@pytest.mark.parametrize("name", NAMES)
def test_many_texts_are_measured_in_pieces_that_memory_holds(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    model, x = build(name, LINES), batch(LINES)
    whole, measured = model.log_prob(x).tolist(), model.evaluate(x, generator())["test_nats_per_char"]
    sizes: list[int] = []
    surprise = model.surprise
    monkeypatch.setattr(model, "surprise", lambda part: sizes.append(len(part)) or surprise(part))
    monkeypatch.setattr(_characters, "MOST_LOGITS", 7 * 9 * 4)
    assert model.log_prob(x).tolist() == pytest.approx(whole, abs=1e-5) and max(sizes) == 7
    assert float(model.evaluate(x, generator())["test_nats_per_char"]) == pytest.approx(float(measured), abs=1e-5)


@pytest.mark.parametrize("name", NAMES)
def test_a_test_value_is_the_mean_over_all_characters_whatever_the_batches(name: str) -> None:
    given = examples(LINES, 60)
    many = Examples("Many", given.train, np.tile(given.test, (70, 1)), kind=LINES)  # more than one batch of test lines
    experiment = Experiment(
        Plan(steps=5, batch_size=20), "text-file", _text_file(), (ModelSpec(name, config(name), name),)
    )
    loop = Loop(experiment, many, CPU)
    for _ in range(3):
        loop.step()
    x = LINES.to_model(torch.tensor(many.test))
    [found] = loop.evaluate()
    model = loop.models[0]
    assert isinstance(model, ByCharacters)
    with torch.no_grad():
        model.nets.load_state_dict(loop.display_weights()[0])
        wanted = float(model.nats_per_char(x))
    assert found["test_nats_per_char"] == pytest.approx(wanted, abs=1e-5)
    assert found["test_perplexity"] == pytest.approx(np.exp(found["test_nats_per_char"]))


def _text_file() -> Any:
    from trainers.catalog import datasets

    return datasets()["text-file"].Config()


@named
@pytest.mark.parametrize("name", NAMES)
def test_the_weights_are_all_that_looking_needs(name: str, kind: Tokens) -> None:
    model = build(name, kind)
    train(model, 5)
    other = families()[name].build(config(name), examples(kind), CPU)
    other.nets.load_state_dict(copy.deepcopy(model.nets.state_dict()))
    assert isinstance(other, ByCharacters)
    assert model.evaluate(batch(kind), generator()) == other.evaluate(batch(kind), generator())
    noise = model.noise(3, generator())
    assert torch.equal(model.write(noise, 20), other.write(noise, 20))


@pytest.mark.parametrize("name", NAMES)
def test_a_step_is_repeated_by_its_seed_and_leaves_its_batch_alone(name: str) -> None:
    first, second, x = build(name, LINES), build(name, LINES), batch(LINES)
    kept = x.clone()
    rows = train(first, 5)
    torch.manual_seed(12345)
    state = torch.get_rng_state()
    assert train(second, 5) == rows and torch.equal(torch.get_rng_state(), state) and torch.equal(x, kept)


def another(value: Any, choices: tuple[str, ...], most: float | None) -> Any:
    if choices:
        return next(choice for choice in choices if choice != value)
    return value + 1 if isinstance(value, int) and value != most else value / 2


@pytest.mark.parametrize("name", NAMES)
def test_a_knob_that_shapes_the_networks_is_declared(name: str) -> None:
    given = config(name)

    def shapes(chosen: ModelConfig) -> dict[str, torch.Size]:
        model = families()[name].build(chosen, examples(STREAM), CPU)
        return {key: value.shape for key, value in model.nets.state_dict().items()}

    for spec in knob_specs(type(given)):
        other = given.with_value(spec.name, another(getattr(given, spec.name), spec.choices, spec.high))
        declared = spec.name in [misfit.name for misfit in given.misfits(other)]
        assert declared == (shapes(other) != shapes(given)), spec.name


@pytest.mark.parametrize("name", NETWORKS)
def test_what_is_left_out_by_chance_comes_from_the_generator_and_only_in_steps(name: str) -> None:
    plain, left = build(name, STREAM), build(name, STREAM, dropout=0.5)
    x = batch(STREAM)[:20]
    with torch.no_grad():
        assert torch.equal(plain.predict(x), left.predict(x))
    first = [model.step(x, None, Clock(0, 9), generator())["nats_per_char"] for model in (plain, left)]
    assert first[0] != first[1]
    again = build(name, STREAM, dropout=0.5)
    torch.manual_seed(77)
    assert again.step(x, None, Clock(0, 9), generator())["nats_per_char"] == first[1]
    with torch.no_grad():
        assert torch.equal(again.predict(x), left.predict(x)) and torch.equal(left.predict(x), left.predict(x))


# ------------------------------------------------------------------------------------------------ what each sees


@pytest.mark.parametrize(("layers", "kernel", "sees"), [(1, 2, 2), (2, 3, 7), (3, 2, 8), (5, 3, 63)])
def test_the_receptive_field_of_convolutions_is_what_they_say(layers: int, kernel: int, sees: int) -> None:
    kind = Tokens(("a", "b"), 80)
    x = torch.zeros(1, 80, dtype=torch.int64)
    given = Examples("a", np.zeros((4, 80), np.int16), np.zeros((1, 80), np.int16), kind=kind)
    torch.manual_seed(0)
    model = families()["char-cnn"].build(config("char-cnn", layers=layers, kernel=kernel), given, CPU)
    assert model.receptive_field == sees and model.notes == (f"The convolutions see {sees} characters back.",)  # type: ignore[attr-defined]
    with torch.no_grad():
        logits = model.predict(x)[0, 79]
        for back in (sees, sees + 1):
            other = x.clone()
            other[0, 79 - back] = 1
            assert torch.equal(model.predict(other)[0, 79], logits) == (back > sees)


def test_attention_looks_back_and_adds_up() -> None:
    model, x = build("char-transformer", STREAM), batch(STREAM)[:4]
    train(model, 10)
    with torch.no_grad():
        found = model.attention(x)  # type: ignore[attr-defined]
        layers, heads = model.config.layers, model.config.heads  # type: ignore[attr-defined]
        assert found.shape == (4, layers, heads, 8, 8)
        torch.testing.assert_close(found.sum(4), torch.ones(4, layers, heads, 8))
        assert found.triu(1).eq(0).all() and (found[..., 0, 0] == 1).all()
        # What the network computes with it is what it shows: the first block by hand.
        transformer = model.transformer  # type: ignore[attr-defined]
        before = torch.nn.functional.pad(x[:, :-1], (1, 0), value=4)
        h = model.nets["embedding"](before) + transformer.places
        block = transformer.blocks[0]
        _, _, value = block.parts(h)
        torch.testing.assert_close(block(h), block.after(h, found[:, 0] @ value), atol=1e-5, rtol=1e-5)
