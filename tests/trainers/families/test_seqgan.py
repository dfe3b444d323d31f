"""SeqGAN: the gradient of the reward against all texts there are, roll-outs against exact values, and both phases."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor

from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.families._rollouts import action_values, drawn, write_branching
from trainers.families.char_rnn import CharRNN, CharRNNConfig
from trainers.families.seqgan import SeqGAN, SeqGANConfig, others
from trainers.kinds import Tokens
from trainers.networks.text_patterns import TextPatterns
from trainers.schedules import Clock
from trainers.training.loop import Loop

CPU = torch.device("cpu")
THREE = Tokens(("a", "b", "c"), 3)
LINES = Tokens(("\n", "a", "b"), 4, lines=True)
SMALL = {"hidden": 5, "embedding": 4, "patterns": 3}
kinds = pytest.mark.parametrize("kind", [THREE, LINES], ids=["pieces", "lines"])


def examples(kind: Tokens, count: int = 60) -> Examples:
    rng = np.random.default_rng(0)
    rows = rng.choice(len(kind.vocabulary), (count + 20, kind.length), p=[0.5, 0.3, 0.2]).astype(np.int16)
    if kind.lines:
        rows[:, 0] = 1 + rows[:, 0] % 2
        rows[:, -1] = 0
        ended = (rows == 0).cumsum(1) > 0
        rows[ended] = 0
    return Examples("Some", rows[:count], rows[count:], kind=kind)


def build(kind: Tokens = THREE, seed: int = 0, **knobs: Any) -> SeqGAN:
    """A model that is not quite even, and a judge with opinions."""
    torch.manual_seed(seed)
    model = SeqGAN.build(SeqGANConfig.parse({**SMALL, **knobs}), examples(kind), CPU)
    with torch.no_grad():
        for parameter in model.nets.parameters():
            parameter.mul_(2)
    return model


def generator(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def all_texts(kind: Tokens) -> Tensor:
    """Every text that can be written, once: lines are filled up with their end."""
    rows = itertools.product(range(len(kind.vocabulary)), repeat=kind.length)
    x = torch.tensor(list(rows))
    return torch.unique(x * kind.counted(x), dim=0) if kind.lines else x


def verdict(x: Tensor) -> Tensor:
    """Rewards between 0 and 1 of all sorts, (N,)."""
    places = torch.arange(1, x.shape[1] + 1)
    return ((x * places).sum(1) * 2.3 + (x[:, 0] == 1) * 1.1).sin().square()


def odds(model: SeqGAN, x: Tensor) -> Tensor:
    """The exact probabilities (N,) of texts, with gradients; of lines up to their end."""
    return (-(model.surprise(x) * model.kind.counted(x)).sum(1)).exp()


def exact_gradient(model: SeqGAN, x: Tensor) -> Tensor:
    """Of the expected reward, with respect to all weights of the generator."""
    expected = (odds(model, x) * verdict(x)).sum()
    return flat(torch.autograd.grad(expected, model.weights))


def flat(gradients: Any) -> Tensor:
    return torch.cat([gradient.flatten() for gradient in gradients])


def exact_values(model: SeqGAN, x: Tensor) -> Tensor:
    """(N, T): the expected reward of a text that begins as each of *x* does, up to each of its characters."""
    with torch.no_grad():
        p, rewards = odds(model, x), verdict(x)
    columns = []
    for place in range(x.shape[1]):
        same = (x[:, None, : place + 1] == x[None, :, : place + 1]).all(2).float()
        columns.append((same * (p * rewards)).sum(1) / (same * p).sum(1))
    return torch.stack(columns, 1)


def policy_gradient(model: SeqGAN, texts: Tensor, values: Tensor) -> Tensor:
    """Of the reward, as a step estimates it."""
    return -flat(torch.autograd.grad(model.policy_loss(texts, values), model.weights))


# ------------------------------------------------------------------------------------------------ the gradient


@kinds
def test_the_expectation_of_the_estimate_is_the_exact_gradient(kind: Tokens) -> None:
    """All pairs of texts, each as often as it comes, with their exact values; each is the baseline of the other."""
    model = build(kind)
    x = all_texts(kind)
    values, p = exact_values(model, x), odds(model, x).detach()
    expected = torch.zeros(sum(weight.numel() for weight in model.weights))
    for one, other in itertools.product(range(len(x)), repeat=2):
        pair = torch.tensor([one, other])
        expected += p[one] * p[other] * policy_gradient(model, x[pair], values[pair])
    torch.testing.assert_close(expected, exact_gradient(model, x), atol=2e-5, rtol=1e-3)


@kinds
def test_so_it_is_where_every_character_is_worth_what_the_whole_text_is(kind: Tokens) -> None:
    model = build(kind, seed=1)
    x = all_texts(kind)
    p = odds(model, x).detach()
    values = verdict(x)[:, None].expand(len(x), kind.length)
    expected = sum(p[n] * policy_gradient(model, x[[n]], values[[n]]) for n in range(len(x)))
    assert isinstance(expected, Tensor)
    torch.testing.assert_close(expected, exact_gradient(model, x), atol=2e-5, rtol=1e-3)


@kinds
@pytest.mark.parametrize("rollouts", [0, 1, 3])
def test_what_is_drawn_by_chance_comes_to_the_exact_gradient_on_average(kind: Tokens, rollouts: int) -> None:
    """Texts, branches and baseline as in a step: the mean of many estimates lies within their spread."""
    model, chance = build(kind, seed=2), generator(3)
    found = []
    for _ in range(400):
        texts, branches = write_branching(model, 24, rollouts, chance)
        found.append(policy_gradient(model, texts, action_values(texts, branches, verdict)))
    estimates, exact = torch.stack(found), exact_gradient(model, all_texts(kind))
    error = estimates.std(0) / len(estimates) ** 0.5
    moved = error > 1e-7
    far = ((estimates.mean(0) - exact) / error)[moved]
    assert far.square().mean() < 2 and far.abs().max() < 5  # about 1 where nothing is biased
    assert estimates.mean(0)[~moved].abs().max() < 1e-5 if (~moved).any() else True
    assert torch.cosine_similarity(estimates.mean(0), exact, dim=0) > 0.95


def test_the_baseline_is_what_others_are_worth() -> None:
    values = torch.tensor([[1.0, 2.0], [3.0, 6.0], [5.0, 1.0]])
    assert others(values).tolist() == [[4.0, 3.5], [3.0, 1.5], [2.0, 4.0]]
    assert others(values[:1]).tolist() == [[0.0, 0.0]]


def test_the_baseline_makes_the_estimate_steadier(monkeypatch: pytest.MonkeyPatch) -> None:
    model = build(THREE)

    def spread() -> float:
        chance, found = generator(), []
        for _ in range(100):
            texts, branches = write_branching(model, 16, 2, chance)
            found.append(policy_gradient(model, texts, action_values(texts, branches, verdict) + 5))
        return float(torch.stack(found).std(0).square().mean())

    steady = spread()
    monkeypatch.setattr("trainers.families.seqgan.others", torch.zeros_like)
    assert steady < 0.2 * spread()


# ------------------------------------------------------------------------------------------------ roll-outs


@kinds
@pytest.mark.parametrize("cell", ["RNN", "GRU", "LSTM"])
def test_texts_and_branches_come_as_often_as_the_odds_say(kind: Tokens, cell: str) -> None:
    """Branches keep what they branched from, and go on by the odds of what was read, whatever the memory."""
    model = build(kind, cell=cell, layers=2)
    texts, branches = write_branching(model, 3000, 2, generator())
    assert texts.shape == (3000, kind.length) and branches.shape == (kind.length - 1, 2, 3000, kind.length)
    for place in range(kind.length - 1):
        assert torch.equal(branches[place][..., : place + 1], texts[:, : place + 1].expand(2, -1, -1))
    x = all_texts(kind)
    with torch.no_grad():
        p = odds(model, x).double()
    assert float(p.sum()) == pytest.approx(1, abs=1e-5)
    for written in (texts, *branches[:, 0], *branches[:, 1]):
        shares = (written[:, None] == x[None]).all(2).double().mean(0)
        assert float(shares.sum()) == pytest.approx(1)  # nothing else is written
        assert ((shares - p).abs() < 4.5 * (p * (1 - p) / 3000).sqrt() + 1e-3).all()


@kinds
def test_roll_outs_are_worth_on_average_what_a_character_exactly_is(kind: Tokens) -> None:
    model = build(kind)
    x = all_texts(kind)
    exact = exact_values(model, x)
    texts, branches = write_branching(model, 800, 20, generator(1))
    values = action_values(texts, branches, verdict)
    which = (texts[:, None] == x[None]).all(2).int().argmax(1)
    assert torch.equal(values[:, -1], verdict(texts))
    for n in range(len(x)):
        rows = values[which == n]
        if len(rows) < 20:
            continue
        for place in range(kind.length - 1):
            error = float(rows[:, place].std()) / len(rows) ** 0.5
            assert float(rows[:, place].mean()) == pytest.approx(float(exact[n, place]), abs=5 * error + 1e-3)


def test_a_branch_of_a_line_that_has_ended_is_that_line() -> None:
    model = build(LINES)
    texts, branches = write_branching(model, 200, 3, generator())
    values = action_values(texts, branches, verdict)
    ended = (texts == 0).cumsum(1) > 0
    assert ended[:, :-1].any()
    for place in range(LINES.length - 1):
        rows = ended[:, place]
        assert torch.equal(branches[place][:, rows], texts[rows].expand(3, -1, -1))
        torch.testing.assert_close(values[rows, place], verdict(texts[rows]))


@kinds
def test_many_texts_are_written_after_each_other_where_memory_is_short(
    kind: Tokens, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come as often as ever, and each keeps its own branches."""
    model, sizes = build(kind), []
    make = model.reader
    monkeypatch.setattr(model, "reader", lambda n: (sizes.append(n), make(n))[1])
    monkeypatch.setattr("trainers.families._rollouts.MOST_LOGITS", 999 * 3 * (1 + 2 * (kind.length - 1)))
    texts, branches = write_branching(model, 3000, 2, generator())
    assert sizes == [999, 999, 999, 3]
    assert texts.shape == (3000, kind.length) and branches.shape == (kind.length - 1, 2, 3000, kind.length)
    for place in range(kind.length - 1):
        assert torch.equal(branches[place][..., : place + 1], texts[:, : place + 1].expand(2, -1, -1))
    x = all_texts(kind)
    with torch.no_grad():
        p = odds(model, x).double()
    for written in (texts, branches[0, 1]):
        shares = (written[:, None] == x[None]).all(2).double().mean(0)
        assert ((shares - p).abs() < 4.5 * (p * (1 - p) / 3000).sqrt() + 1e-3).all()


def test_the_judge_sees_many_texts_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    texts, branches = write_branching(build(), 10, 4, generator())
    whole, seen = action_values(texts, branches, verdict), []
    monkeypatch.setattr("trainers.families._rollouts.MOST_JUDGED", 7)
    pieces = action_values(texts, branches, lambda x: (seen.append(len(x)), verdict(x))[1])
    assert torch.equal(whole, pieces) and max(seen[1:]) == 7 and sum(seen[1:]) == 2 * 4 * 10


def test_writing_draws_from_its_generator_alone_and_keeps_no_gradients() -> None:
    model = build()
    state = torch.get_rng_state()
    first = write_branching(model, 5, 2, generator(4))
    again = write_branching(model, 5, 2, generator(4))
    assert all(torch.equal(a, b) for a, b in zip(first, again, strict=True))
    assert torch.equal(torch.get_rng_state(), state) and torch.is_grad_enabled()
    assert not action_values(*first, lambda x: model.judge(x)).requires_grad


def test_characters_are_those_that_torch_draws_bit_for_bit() -> None:
    logits = torch.randn(500, 7, generator=generator())
    expected = torch.multinomial(logits.softmax(1), 1, generator=generator(3))[:, 0]
    assert torch.equal(drawn(logits, generator(3)), expected)


@pytest.mark.parametrize("pretraining", [0.0, 1.0], ids=["game", "likelihood"])
def test_weights_that_are_no_numbers_any_more_are_told_by_the_loss(pretraining: float) -> None:
    """... and by what is measured: writing with them does not fail."""
    model = build(pretraining=pretraining)
    with torch.no_grad():
        model.nets["out"].weight.fill_(float("nan"))
    [row] = train(model, 1, 10)
    assert np.isnan(row["nats_per_char"])
    x = model.kind.to_model(torch.tensor(examples(THREE).test))
    assert np.isnan(float(model.evaluate(x, generator())["test_nats_per_char"]))


# ------------------------------------------------------------------------------------------------ the two phases


def train(model: SeqGAN, steps: int, total: int, first: int = 0, seed: int = 0) -> list[dict[str, float]]:
    x = model.kind.to_model(torch.tensor(examples(model.kind).train))[:40]
    chance, rows = generator(seed), []
    for step in range(first, first + steps):
        rows.append({name: float(value) for name, value in model.step(x, None, Clock(step, total), chance).items()})
    return rows


def weights(model: SeqGAN, *nets: str) -> list[Tensor]:
    return [
        p.detach().clone() for name in nets or ("embedding", "memory", "out") for p in model.nets[name].parameters()
    ]


def test_at_first_it_learns_as_the_recurrent_network_does_bit_for_bit() -> None:
    """With maximum likelihood all along, and the same settings, the two are twins."""
    given, shared = examples(THREE), {"hidden": 5, "embedding": 4}
    models = [{"family": "char-rnn", "label": "ML", **shared}, {"family": "seqgan", "label": "GAN", **SMALL}]
    models[1]["pretraining"] = 1.0
    table = {"steps": 20, "batch_size": 16, "dataset": {"name": "oracle"}, "models": models}
    loop = Loop(Experiment.parse(table), given, CPU)
    for _ in range(20):
        likely, game = loop.step()
        assert torch.equal(likely["nats_per_char"], game["nats_per_char"])
    assert isinstance(loop.models[0].config, CharRNNConfig) and isinstance(loop.models[1], CharRNN)
    alone, beside = (model.nets.state_dict() for model in loop.models)
    assert all(torch.equal(value, beside[name]) for name, value in alone.items())


def test_what_moves_in_each_phase() -> None:
    """D in every step; G by maximum likelihood up to its share of the plan, then by reward."""
    model = build(pretraining=0.5)
    before = weights(model)
    train(model, 2, 4)
    assert len(model.optimizers["adam"].state) and not len(model.optimizers["reward"].state)
    likely = {n: value["step"].item() for n, value in enumerate(model.optimizers["adam"].state.values())}
    between, judge = weights(model), weights(model, "discriminator")
    train(model, 2, 4, first=2)
    after = weights(model)
    assert not all(map(torch.equal, before, between)) and not all(map(torch.equal, between, after))
    assert not all(map(torch.equal, judge, weights(model, "discriminator")))
    assert likely == {n: value["step"].item() for n, value in enumerate(model.optimizers["adam"].state.values())}
    assert {value["step"].item() for value in model.optimizers["reward"].state.values()} == {2}


def test_where_there_are_two_phases_the_user_is_told() -> None:
    wanted = "SeqGAN learns by maximum likelihood for 60% of the planned steps, and then from its judge."
    assert build().notes == (wanted,) and build(pretraining=0.0).notes == build(pretraining=1.0).notes == ()


def test_a_judge_that_rests_is_only_measured() -> None:
    model = build(d_steps=0, pretraining=0.0)
    judge, before = weights(model, "discriminator"), weights(model)
    rows = train(model, 3, 3)
    assert all(map(torch.equal, judge, weights(model, "discriminator"))) and not len(
        model.optimizers["discriminator"].state
    )
    assert not all(map(torch.equal, before, weights(model)))
    assert all(np.isfinite(list(row.values())).all() for row in rows)


@pytest.mark.parametrize("rollouts", [0, 2])
def test_the_reward_of_a_judge_that_stands_still_is_learned(rollouts: int) -> None:
    model = build(d_steps=0, pretraining=0.0, rollouts=rollouts, lr_reward=0.02)
    with torch.no_grad():
        best = model.judge(all_texts(THREE)).sigmoid().max().item()
    rows = train(model, 150, 150)
    start, end = (np.mean([row["reward"] for row in part]) for part in (rows[:5], rows[-5:]))
    assert end > start + 0.8 * (best - start) and end <= best + 1e-6


def test_a_judge_learns_to_tell_what_differs() -> None:
    model = build(pretraining=1.0, learning_rate=1e-5, lr_d=0.02, patterns=16)
    with torch.no_grad():
        model.nets["out"].bias.copy_(torch.tensor([-9.0, 0.0, 9.0]))  # writes nothing but c
    rows = train(model, 150, 150)
    assert rows[-1]["d_real"] > 0.9 and rows[-1]["reward"] < 0.3 and rows[-1]["d_loss"] < rows[0]["d_loss"]
    x = model.kind.to_model(torch.tensor(examples(THREE).test))
    assert float(model.evaluate(x, generator())["test_accuracy"]) > 0.85


def test_d_steps_take_fresh_batches_each() -> None:
    model = build(d_steps=3)
    assert model.batches == 3 and build(d_steps=0).batches == 1
    seen: list[Tensor] = []
    move = model.discriminator_move
    model.discriminator_move = lambda real, chance: (seen.append(real), move(real, chance))[1]  # type: ignore[method-assign]
    x = torch.randint(0, 3, (12, 3), generator=generator())
    model.step(x, None, Clock(0, 10), generator())
    assert torch.equal(torch.cat(seen), x) and [len(each) for each in seen] == [4, 4, 4]


@pytest.mark.parametrize("stopped", [3, 6, 9], ids=["likelihood", "at the border", "game"])
@pytest.mark.parametrize("cell", ["GRU", "LSTM"])
def test_it_goes_on_bit_for_bit_in_both_phases(stopped: int, cell: str) -> None:
    model = {"family": "seqgan", **SMALL, "pretraining": 0.5, "cell": cell, "dropout": 0.2, "rollouts": 1}
    table = {"steps": 12, "batch_size": 16, "dataset": {"name": "oracle"}, "models": [model]}
    going = Loop(Experiment.parse(table), examples(LINES), CPU)
    for _ in range(stopped):
        going.step()
    other = Loop(Experiment.parse(table), examples(LINES), CPU)
    other.load_state(going.state())
    for _ in range(12 - stopped):
        assert [{k: v.item() for k, v in row.items()} for row in going.step()] == [
            {k: v.item() for k, v in row.items()} for row in other.step()
        ]
    ours, theirs = going.state().tensors, other.state().tensors
    assert ours.keys() == theirs.keys() and all(torch.equal(value, theirs[name]) for name, value in ours.items())


def test_each_phase_has_its_own_rate_and_live_knobs_are_followed() -> None:
    model = {"family": "seqgan", **SMALL, "pretraining": 0.5, "learning_rate": 1e-2, "lr_reward": 1e-3, "lr_d": 2e-3}
    table = {"steps": 100, "batch_size": 16, "dataset": {"name": "oracle"}, "models": [model]}
    loop = Loop(Experiment.parse(table), examples(THREE), CPU)
    found: list[list[float]] = []
    for step in range(100):
        if step == 80:
            loop.set_knob(0, "lr_reward", 4e-4)
        loop.step()
        found.append([group["lr"] for o in loop.models[0].optimizers.values() for group in o.param_groups])
    assert found[49][0] == pytest.approx(1e-2 * 0.01, rel=0.2)  # maximum likelihood comes to rest before the game
    assert [found[79][1], found[80][1], found[80][2]] == pytest.approx([1e-3, 4e-4, 2e-3])


# ------------------------------------------------------------------------------------------------ the judge


def test_patterns_are_found_wherever_they_stand_and_texts_of_any_length_are_judged() -> None:
    torch.manual_seed(0)
    judge = TextPatterns(4, 6)
    for length in (1, 2, 3, 40):
        assert judge(torch.zeros(5, length, dtype=torch.int64)).shape == (5,)
    text = torch.zeros(3, 20, dtype=torch.int64)
    pattern = torch.tensor([1, 2, 3])
    for row, place in enumerate((5, 8, 12)):  # far from both ends, in the same surroundings
        text[row, place : place + 3] = pattern
    with torch.no_grad():
        scores = judge(text)
        assert scores.max() - scores.min() < 1e-5
        text[2, 12:15] = pattern.flip(0)
        assert (judge(text)[2] - scores[2]).abs() > 1e-4
