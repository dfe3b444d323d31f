"""The loop: lock-step, bit-equality under every kind of interruption, live knobs, notes and refusals."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.knobs import ConfigError
from trainers.runs.making import load_examples
from trainers.schedules import FLOOR_SHARE, Clock, learning_rate_factor
from trainers.training.loop import Loop, LoopState
from trainers.training.loop_state import StateError

CPU = torch.device("cpu")
VAE = {"family": "vae", "layers": [24]}
AE = {"family": "ae", "layers": [24], "latent_dim": 3}
CONV = {"family": "vae", "network": "conv", "channels": 4, "recon": "gaussian"}


def images(count: int = 70) -> Examples:
    rng = np.random.default_rng(0)
    train = rng.integers(0, 256, (count, 1, 8, 8), dtype=np.uint8)
    test = rng.integers(0, 256, (25, 1, 8, 8), dtype=np.uint8)
    return Examples("noise", train, test, train_labels=np.arange(count) % 3, class_names=("a", "b", "c"))


def make(*models: dict[str, Any], data: Examples | None = None, **plan: Any) -> Loop:
    table = {"batch_size": 16, "steps": 40, **plan, "dataset": {"name": "digits"}, "models": list(models)}
    return Loop(Experiment.parse(table), data or images(), CPU)


def run(loop: Loop, steps: int) -> list[list[dict[str, float]]]:
    return [[{k: v.item() for k, v in model.items()} for model in loop.step()] for _ in range(steps)]


def test_same_seed_same_run_and_another_seed_another() -> None:
    first = run(make(AE, VAE, CONV), 12)
    torch.manual_seed(77)  # nothing may hang on the global generator
    assert run(make(AE, VAE, CONV), 12) == first
    assert run(make(AE, VAE, CONV, seed=1), 12) != first


def test_building_leaves_the_global_generator_alone() -> None:
    torch.manual_seed(5)
    expected = torch.rand(3)
    torch.manual_seed(5)
    make(VAE)
    assert torch.equal(torch.rand(3), expected)


def test_twins_stay_twins() -> None:
    for step in run(make(VAE, VAE), 12):
        assert step[0] == step[1]


def test_a_neighbour_changes_nothing() -> None:
    alone = [step[0] for step in run(make(VAE), 12)]
    beside = [step[1] for step in run(make(AE, VAE), 12)]
    assert alone == beside


def test_looking_never_changes_the_run() -> None:
    quiet, watched = make(AE, VAE, CONV), make(AE, VAE, CONV)
    expected = run(quiet, 20)
    rows = []
    for step in range(20):
        if step % 3 == 0:
            watched.display_weights()
            watched.evaluate()
            watched.state()
        rows += run(watched, 1)
    assert rows == expected


@pytest.mark.parametrize("stop", [0, 1, 4, 7, 8, 17, 30])
def test_going_on_from_a_state_is_bit_equal(stop: int) -> None:
    """Steps 4 and 8 end a pass over 70 images in batches of 16, so shuffles are crossed as well."""
    loop = make(AE, VAE, CONV)
    run(loop, stop)
    state = loop.state()
    expected, weights = run(loop, 20), loop.display_weights()
    resumed = make(AE, VAE, CONV)
    run(resumed, 3)
    resumed.load_state(state)
    assert resumed.step_count == stop
    assert run(resumed, 20) == expected
    assert resumed.epoch == loop.epoch
    for mine, theirs in zip(resumed.display_weights(), weights, strict=True):
        assert mine.keys() == theirs.keys()
        assert all(torch.equal(mine[name], theirs[name]) for name in mine)


def test_a_state_can_be_used_twice_and_is_not_written_to() -> None:
    loop = make(VAE)
    run(loop, 6)
    state = loop.state()
    kept = {name: tensor.clone() for name, tensor in state.tensors.items()}
    first = run(loop, 9)
    loop.load_state(state)
    assert run(loop, 9) == first
    loop.load_state(state)
    assert run(loop, 9) == first
    assert all(torch.equal(tensor, kept[name]) for name, tensor in state.tensors.items())


def test_a_state_is_flat_and_plain(tmp_path: Any) -> None:
    import json

    from safetensors.torch import load_file, save_file

    loop = make(AE, VAE)
    run(loop, 5)
    state = loop.state()
    save_file(state.tensors, tmp_path / "resume.safetensors")
    position = json.loads(json.dumps(state.position))
    expected = run(loop, 6)
    loop.load_state(LoopState(load_file(tmp_path / "resume.safetensors"), position))
    assert run(loop, 6) == expected


def test_live_knobs_are_part_of_a_state() -> None:
    loop = make(VAE)
    run(loop, 3)
    loop.set_knob(0, "beta", 4.0)
    loop.set_knob(0, "learning_rate", 0.01)
    state = loop.state()
    expected = run(loop, 5)
    resumed = make(VAE)
    resumed.load_state(state)
    assert run(resumed, 5) == expected
    assert resumed.experiment.models[0].config == loop.models[0].config


def broken_states(state: LoopState) -> dict[str, LoopState]:
    def tensors(**changes: torch.Tensor | None) -> LoopState:
        changed = {**state.tensors, **changes}
        return replace(state, tensors={name: value for name, value in changed.items() if value is not None})

    def position(**changes: Any) -> LoopState:
        changed = {**state.position, **changes}
        return replace(state, position={name: value for name, value in changed.items() if value is not None})

    bias = "models.0.nets.encoder.1.bias"
    return {
        "encoder.1.bias of shape (24,), found (3,)": tensors(**{bias: torch.zeros(3)}),
        "encoder.1.bias of shape (24,), found nothing": tensors(**{bias: None}),
        "order.generator is missing": tensors(**{"order.generator": None}),
        "optimizers.adam is not complete": tensors(**{"models.0.optimizers.adam.0.exp_avg": None}),
        "fits no weight": tensors(**{"models.0.optimizers.adam.77.exp_avg": torch.zeros(3)}),
        "place is missing": position(place=None),
        "a batch of 71 examples": position(batch_size=71),
        "beta: expected 0 to 50, found 99": position(live_knobs=[{"beta": 99, "learning_rate": 0.1}]),
        "live knobs of each model (1)": position(live_knobs=[{"layers": [3]}]),
    }


@pytest.mark.parametrize("message", list(broken_states(LoopState({}, {}))))
def test_a_state_that_does_not_fit_is_refused_and_changes_nothing(message: str) -> None:
    loop = make(VAE)
    run(loop, 5)
    state = loop.state()
    run(loop, 2)
    before = loop.state()
    with pytest.raises(StateError, match=r"^saved state: ") as refusal:
        loop.load_state(broken_states(state)[message])
    assert message in str(refusal.value)
    after = loop.state()
    assert after.position == before.position
    assert all(torch.equal(tensor, before.tensors[name]) for name, tensor in after.tensors.items())


def test_a_state_from_another_device_goes_on_and_says_so() -> None:
    loop = make(VAE)
    run(loop, 5)
    state = loop.state()
    loop.load_state(replace(state, position={**state.position, "device": "cuda"}))
    assert "Saved on cuda, continued on cpu" in loop.notes[-1]
    run(loop, 2)


def test_live_knobs_take_effect_and_are_recorded() -> None:
    loop, other = make(VAE), make(VAE)
    run(loop, 3)
    run(other, 3)
    loop.set_knob(0, "learning_rate", 1e-5)
    assert loop.experiment.models[0].config.learning_rate == 1e-5
    loop.step()
    factor = learning_rate_factor(Clock(3, 40))
    assert loop.models[0].optimizers["adam"].param_groups[0]["lr"] == pytest.approx(1e-5 * factor)
    other.set_knob(0, "beta", 50)
    assert run(loop, 3) != run(other, 3)


@pytest.mark.parametrize(
    ("model", "knob", "value", "message"),
    [
        (0, "beta", 51, "models.0.beta: expected 0 to 50, found 51"),
        (0, "beta", float("nan"), "models.0.beta: expected 0 to 50, found nan"),
        (0, "layers", [3], "models.0.layers: cannot change while training"),
        (0, "gamma", 1, "models.0.gamma: unknown setting"),
        (1, "beta", 1, "expected a model from 0 to 0, found 1"),
    ],
)
def test_knobs_that_cannot_be_set_are_refused(model: int, knob: str, value: object, message: str) -> None:
    loop = make(VAE)
    before = loop.experiment
    with pytest.raises(ConfigError, match=message.replace(".", r"\.")):
        loop.set_knob(model, knob, value)
    assert loop.experiment is before


def test_a_pass_shows_every_image_at_most_once() -> None:
    count = 64
    data = Examples("ramp", *(np.arange(count, dtype=np.uint8)[:, None, None, None].repeat(8, 2).repeat(8, 3),) * 2)
    loop = make(AE, data=data)
    seen: list[int] = []
    model, original = loop.models[0], loop.models[0].step

    def spy(x: torch.Tensor, *rest: Any) -> dict[str, torch.Tensor]:
        seen.extend((x[:, 0, 0, 0] * 255).round().int().tolist())
        return original(x, *rest)

    model.step = spy  # type: ignore[method-assign]
    run(loop, 4)
    assert sorted(seen) == list(range(count))
    assert seen != sorted(seen)
    assert loop.epoch == 1.0
    run(loop, 4)
    assert sorted(seen[count:]) == list(range(count))
    assert seen[count:] != seen[:count]


def test_all_models_see_the_same_batch() -> None:
    loop = make(AE, VAE)
    batches: list[torch.Tensor] = []
    for model in loop.models:
        original = model.step
        model.step = lambda x, *rest, original=original: (batches.append(x.clone()), original(x, *rest))[1]  # type: ignore
    loop.step()
    assert torch.equal(batches[0], batches[1])


def test_a_batch_larger_than_the_data_is_cut_and_said() -> None:
    loop = make(VAE, batch_size=500)
    assert loop.batch_size == 70
    assert loop.notes == ["A batch of 500 is more than there are training examples (70); all of them are used."]
    run(loop, 2)
    assert loop.epoch == 2.0


def test_half_a_batch() -> None:
    loop = make(VAE, batch_size=3)
    loop.halve_batch()
    assert loop.batch_size == 1
    loop.halve_batch()
    assert loop.batch_size == 1
    assert len(loop.notes) == 2
    run(loop, 2)
    assert loop.epoch == pytest.approx(2 / 70)
    resumed = make(VAE, batch_size=3)
    resumed.load_state(loop.state())
    assert resumed.batch_size == 1


def test_evaluation_covers_all_held_out_images_and_is_repeatable(monkeypatch: pytest.MonkeyPatch) -> None:
    loop = make(AE, VAE)
    run(loop, 10)
    whole = loop.evaluate()
    assert whole == loop.evaluate()
    assert set(whole[1]) == {"test_neg_elbo", "test_recon", "test_kl", "test_mse"}
    assert whole[1]["test_neg_elbo"] == pytest.approx(whole[1]["test_recon"] + whole[1]["test_kl"], rel=1e-5)
    assert loop.evaluate(limit=10)[0] != whole[0]
    monkeypatch.setattr(
        "trainers.training.loop.EVALUATION_BATCH", 4
    )  # the last batch holds one image: still an exact mean
    assert loop.evaluate()[0]["test_mse"] == pytest.approx(whole[0]["test_mse"], rel=1e-5)


def test_evaluation_uses_the_display_weights_and_returns_the_live_ones_even_after_a_failure() -> None:
    loop = make(AE)
    run(loop, 30)
    shown = loop.display_weights()[0]
    live = {name: value.clone() for name, value in loop.models[0].nets.state_dict().items()}
    seen: dict[str, torch.Tensor] = {}

    def fail(x: torch.Tensor, generator: torch.Generator) -> dict[str, torch.Tensor]:
        assert not loop.models[0].nets.training
        seen.update({name: value.clone() for name, value in loop.models[0].nets.state_dict().items()})
        raise RuntimeError("injected")

    loop.models[0].evaluate = fail  # type: ignore[method-assign]
    with pytest.raises(RuntimeError, match="injected"):
        loop.evaluate()
    assert all(torch.equal(seen[name], shown[name]) for name in shown)
    assert any(not torch.equal(live[name], shown[name]) for name in shown)
    assert all(torch.equal(value, live[name]) for name, value in loop.models[0].nets.state_dict().items())
    assert loop.models[0].nets.training


def test_display_weights_are_copies_that_follow_at_once_and_then_smoothly() -> None:
    loop = make(AE, steps=2000)
    run(loop, 1)
    first = loop.display_weights()[0]
    assert all(torch.equal(first[n], v) for n, v in loop.models[0].nets.state_dict().items())
    kept = {name: value.clone() for name, value in first.items()}
    run(loop, 400)
    assert all(torch.equal(first[name], kept[name]) for name in first)
    late = loop.display_weights()[0]
    live = loop.models[0].nets.state_dict()
    gap = sum((late[n] - live[n]).abs().sum() for n in late)
    way = sum((late[n] - first[n]).abs().sum() for n in late)
    assert 0 < gap < 0.5 * way


def test_schedule() -> None:
    factors = [learning_rate_factor(Clock(step, 1000)) for step in range(1000)]
    assert factors[0] == pytest.approx(1 / 20, rel=0.01)
    assert max(factors) == pytest.approx(1, abs=0.01)
    assert factors.index(max(factors)) == 19
    assert all(a > b for a, b in pairwise(factors[20:]))
    assert learning_rate_factor(Clock(1000, 1000)) == learning_rate_factor(Clock(5000, 1000)) == FLOOR_SHARE
    assert learning_rate_factor(Clock(0, 1)) == 1.0


def test_other_schedules() -> None:
    linear = [learning_rate_factor(Clock(step, 1000), "linear") for step in (100, 400, 700)]
    assert linear[0] - linear[1] == pytest.approx(linear[1] - linear[2]) == pytest.approx(0.3 * (1 - FLOOR_SHARE))
    assert learning_rate_factor(Clock(5000, 1000), "linear") == FLOOR_SHARE
    constant = [learning_rate_factor(Clock(step, 1000), "constant") for step in (0, 19, 999, 5000)]
    assert constant == [pytest.approx(1 / 20), 1, 1, 1]


def test_training_goes_on_beyond_the_plan() -> None:
    loop = make(AE, steps=5)
    rows = run(loop, 15)
    assert loop.step_count == 15
    assert np.isfinite([row[0]["recon"] for row in rows]).all()


def test_an_impossible_network_is_refused_with_its_place() -> None:
    tiny = Examples("tiny", np.zeros((4, 1, 4, 4), np.uint8), np.zeros((4, 1, 4, 4), np.uint8))
    with pytest.raises(ConfigError, match=r"models\.1\.network: conv takes images of 8 to 64") as refusal:
        make(AE, CONV, data=tiny)
    assert refusal.value.where == "models.1.network"


def test_rgb_and_images_without_labels() -> None:
    rng = np.random.default_rng(0)
    data = Examples("rgb", *(rng.integers(0, 256, (n, 3, 9, 11), dtype=np.uint8) for n in (20, 5)))
    assert np.isfinite([m["recon"] for step in run(make(AE, VAE, CONV, data=data), 5) for m in step]).all()


def test_a_step_does_not_wait_for_the_device() -> None:
    """No value is read back: the operations that would fetch one from a GPU are not called."""
    from torch.utils._python_dispatch import TorchDispatchMode

    class NoReading(TorchDispatchMode):
        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            assert "_local_scalar_dense" not in str(func) and "nonzero" not in str(func), f"{func} waits for the device"
            return func(*args, **(kwargs or {}))

    loop = make(AE, VAE, CONV)
    run(loop, 2)
    with NoReading():
        for _ in range(10):
            loop.step()
    with pytest.raises(AssertionError, match="waits for the device"), NoReading():
        loop.step()[0]["recon"].item()


def test_other_weights_are_taken_with_fresh_optimisers() -> None:
    loop = make({"family": "ae", "layers": [8]})
    run(loop, 5)
    kept = loop.display_weights()
    run(loop, 5)
    loop.take_weights(kept)
    assert loop.step_count == 10
    for name, tensor in loop.models[0].nets.state_dict().items():
        assert torch.equal(tensor, kept[0][name])
    assert all(torch.equal(tensor, kept[0][name]) for name, tensor in loop.display_weights()[0].items())
    assert not loop.models[0].optimizers["adam"].state
    loop.step()  # and training goes on


def test_weights_of_other_networks_are_refused() -> None:
    loop = make({"family": "ae", "layers": [8]})
    before = loop.display_weights()
    with pytest.raises(StateError, match="other networks"):
        loop.take_weights([{**before[0], "odd": torch.zeros(1)}])
    for odd in (torch.Tensor.numpy, torch.Tensor.tolist, torch.Tensor.numel):  # of the right shape, but no tensors
        with pytest.raises(StateError, match="other networks"):
            loop.take_weights([{name: odd(tensor) for name, tensor in before[0].items()}])
    assert all(torch.equal(tensor, before[0][name]) for name, tensor in loop.display_weights()[0].items())


@pytest.mark.parametrize(
    ("model", "dataset", "total", "rates"),
    [
        ({"family": "vae", "layers": [4]}, "digits", 10, {"adam": "learning_rate"}),
        ({"family": "gan", "g_layers": [4], "d_layers": [4], "decay": "linear"}, "ring", 10,
         {"discriminator": "lr_d", "generator": "lr_g"}),
        ({"family": "seqgan", "hidden": 8, "pretraining": 0.5, "rollouts": 1}, "names", 6,
         {"adam": "learning_rate", "reward": "lr_reward", "discriminator": "lr_d"}),
    ],
)  # fmt: skip
def test_what_a_config_says_of_its_rates_is_what_the_step_takes(
    model: dict[str, Any], dataset: str, total: int, rates: dict[str, str]
) -> None:
    """Beyond the plan, too. A rate that a step does not use is one of no share."""
    experiment = Experiment.parse(
        {"steps": total, "batch_size": 8, "dataset": {"name": dataset}, "models": [{**model, "label": "m"}]}
    )
    loop = Loop(experiment, load_examples(experiment, LoadContext(Path())), CPU)
    for step in range(total + 2):
        config = loop.models[0].config
        loop.step()
        shares = config.rate_shares(Clock(step, total))
        assert shares.keys() == set(rates.values())
        for optimizer, knob in rates.items():
            taken = loop.models[0].optimizers[optimizer].param_groups[0]["lr"]
            if shares[knob] or dataset != "names":  # whose two ways of learning take turns
                assert shares[knob] == pytest.approx(taken / getattr(config, knob)), (step, knob)
        assert max(shares.values()) > 0
