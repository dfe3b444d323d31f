"""Any message of a class, made of its annotations."""

from __future__ import annotations

import dataclasses
import random
import types
import typing
from collections.abc import Mapping
from enum import Enum
from typing import Any, Literal, get_args, get_origin

import numpy as np

from trainers.examples import Modes
from trainers.experiment import Experiment, read_toml
from trainers.kinds import Kind, Pictures, Points, Tokens
from trainers.link.wire.forms import FAMILIES
from trainers.messages import MixtureFit
from trainers.presets import preset_path

TEXTS = ("", "beta", "models.0.beta", "ä ∑ 潜在 🙂", 'a "quoted" \\ line\nand another', "\x00")


def message_at_random(kind: type, chance: random.Random) -> Any:
    """A message of the class *kind*: anything that its annotations allow."""
    hints = typing.get_type_hints(kind)
    return kind(**{field.name: value_at_random(hints[field.name], chance) for field in dataclasses.fields(kind)})


def value_at_random(hint: Any, chance: random.Random) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    some = range(chance.randint(0, 3))
    if hint in (Any, object):
        return chance.choice([None, True, 3, -0.5, "mlp", (512, 256), (("a", 1.5), ())])
    if hint is type(None):
        return None
    if hint is bool:
        return chance.random() < 0.5
    if hint is int:
        return chance.choice([0, 1, -1, 2**40, chance.randint(0, 1000)])
    if hint is float:
        return chance.choice([0.0, -1.5, float("nan"), float("inf"), -float("inf"), 1e-300, chance.random()])
    if hint is str:
        return chance.choice(TEXTS)
    if hint is Experiment:
        return read_toml(preset_path(chance.choice(["vae-digits", "gan-ring"])))
    if hint is Modes:
        return Modes(np.zeros((3, 2), np.float32), 0.1)
    if hint is MixtureFit:
        return MixtureFit(chance.randint(1, 30))
    if hint is Kind:
        return chance.choice([Pictures(1, 8, 8), Points(), Tokens(("a", "b", "潜"), 5)])
    if hint in FAMILIES:
        return message_at_random(chance.choice(FAMILIES[hint]), chance)
    if origin is np.ndarray:
        shape = tuple(chance.randint(0, 4) for _ in range(chance.randint(0, 4)))
        (scalar,) = get_args(arguments[1])
        if scalar is np.str_:
            return np.array(chance.choices(TEXTS[:4], k=3), np.str_)
        return np.asarray(np.random.default_rng(chance.randint(0, 99)).random(shape) * 300, scalar)
    if origin in (types.UnionType, typing.Union):
        return value_at_random(chance.choice(arguments), chance)
    if origin is Literal:
        return chance.choice(arguments)
    if origin is tuple and len(arguments) == 2 and arguments[1] is Ellipsis:
        return tuple(value_at_random(arguments[0], chance) for _ in some)
    if origin is tuple:
        return tuple(value_at_random(each, chance) for each in arguments)
    if origin is frozenset:
        return frozenset(value_at_random(arguments[0], chance) for _ in some)
    if origin is type:
        return chance.choice(FAMILIES[arguments[0]])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {value_at_random(arguments[0], chance): value_at_random(arguments[1], chance) for _ in some}
    if issubclass(hint, Enum):
        return chance.choice([*hint])
    return message_at_random(hint, chance)


def same(one: Any, other: Any) -> bool:
    """Whether two messages are of one class and equal to the last bit, arrays with their types."""
    if isinstance(one, np.ndarray):
        return type(other) is np.ndarray and one.dtype.kind == other.dtype.kind and np.array_equal(
            one, other, equal_nan=one.dtype.kind == "f"
        ) and one.shape == other.shape  # fmt: skip
    if isinstance(one, float) and one != one:
        return isinstance(other, float) and other != other
    if isinstance(one, tuple):
        return type(other) is tuple and len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return [*one] == [*other] and all(same(one[key], other[key]) for key in one)
    if dataclasses.is_dataclass(one) and not isinstance(one, type | Experiment):
        return type(one) is type(other) and all(
            same(getattr(one, field.name), getattr(other, field.name)) for field in dataclasses.fields(one)
        )
    return type(one) is type(other) and bool(one == other)
