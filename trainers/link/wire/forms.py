"""How a value of an annotated type is written as JSON and the bytes of arrays, and read again.

A form is made once for each type. What it reads is of that type, or WireError is raised: sizes, ranges and names are
checked, classes come from the annotations alone. Values are written as

- numbers, switches, texts and None: themselves; what is not finite as "nan", "inf", "-inf"
- tuples, mappings and the fields of a dataclass: lists, mappings of pairs
- one of several types, or of several classes: a pair of its number, or its class's name, and the value
- an array: its shape; its bytes follow those of the arrays before it in the body
- an experiment: the table that its TOML holds, which its configs check
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

import numpy as np

from trainers.experiment import Experiment
from trainers.kinds import Kind, Pictures, Points, Tokens
from trainers.knobs import found
from trainers.link.wire.array_forms import DTYPES, TEXTS, array_form
from trainers.link.wire.form import Body, WireForm, list_of, number_below, pair_of, refusal
from trainers.link.wire.single_forms import BOOL, FLOAT, INT, NONE, TEXT, choice_form, enum_form, plain_form
from trainers.link.wire.wire_error import WireError
from trainers.messages import GridDecoder, LinearDecoder, MapDecoder

FAMILIES: dict[type, tuple[type, ...]] = {  # what stands where a base class is annotated
    Kind: (Pictures, Points, Tokens),
    MapDecoder: (LinearDecoder, GridDecoder),
}


# --------------------------------------------------------------------------- several values


def _many(entry: WireForm, container: type, words: str) -> WireForm:
    """A tuple of any length, or a frozenset, whose order means nothing."""

    def write(value: Any, body: list[bytes]) -> list[Any]:
        written = [entry.write(each, body) for each in value]
        return written if container is tuple else sorted(written)

    def read(value: Any, body: Body, where: str) -> Any:
        return container(
            entry.read(each, body, f"{where}.{index}") for index, each in enumerate(list_of(value, None, where))
        )

    return WireForm(f"{words} of ({entry.words})", lambda value: isinstance(value, container), write, read)


def _row(entries: tuple[WireForm, ...]) -> WireForm:
    """A tuple of so many values."""

    def write(value: Any, body: list[bytes]) -> list[Any]:
        return [entry.write(each, body) for entry, each in zip(entries, value, strict=True)]

    def read(value: Any, body: Body, where: str) -> tuple[Any, ...]:
        held = list_of(value, len(entries), where)
        return tuple(
            entry.read(each, body, f"{where}.{index}")
            for index, (entry, each) in enumerate(zip(entries, held, strict=True))
        )

    words = ", ".join(entry.words for entry in entries)
    return WireForm(f"({words})", lambda value: isinstance(value, tuple) and len(value) == len(entries), write, read)


def _mapping(key: WireForm, entry: WireForm) -> WireForm:
    def write(value: Any, body: list[bytes]) -> list[Any]:
        return [[key.write(name, body), entry.write(each, body)] for name, each in value.items()]

    def read(value: Any, body: Body, where: str) -> dict[Any, Any]:
        pairs = [pair_of(each, where) for each in list_of(value, None, where)]
        found = {key.read(name, body, where): entry.read(each, body, f"{where}.{name}") for name, each in pairs}
        if len(found) != len(pairs):
            raise WireError(f"{where}: expected each name once")
        return found

    return WireForm(f"{{{key.words}: {entry.words}}}", lambda value: isinstance(value, Mapping), write, read)


def _one_of(members: tuple[WireForm, ...]) -> WireForm:
    def write(value: Any, body: list[bytes]) -> list[Any]:
        for index, member in enumerate(members):
            if member.fits(value):
                return [index, member.write(value, body)]
        raise WireError(f"a message: expected {' or '.join(each.words for each in members)}, found {found(value)}")

    def read(value: Any, body: Body, where: str) -> Any:
        index, held = pair_of(value, where)
        return members[number_below(index, len(members), where)].read(held, body, where)

    words = " | ".join(member.words for member in members)
    return WireForm(words, lambda value: any(member.fits(value) for member in members), write, read)


def _optional(member: WireForm) -> WireForm:
    return WireForm(
        f"{member.words} | None",
        lambda value: value is None or member.fits(value),
        lambda value, body: None if value is None else [member.write(value, body)],
        lambda value, body, where: None if value is None else member.read(list_of(value, 1, where)[0], body, where),
    )


# --------------------------------------------------------------------------- objects


def _fields(kind: type) -> WireForm:
    """A dataclass, which its own ``__post_init__`` checks, too."""
    hints = typing.get_type_hints(kind)
    fields = [(field.name, form_of(hints[field.name])) for field in dataclasses.fields(kind)]

    def write(value: Any, body: list[bytes]) -> list[Any]:
        return [form.write(getattr(value, name), body) for name, form in fields]

    def read(value: Any, body: Body, where: str) -> Any:
        held = list_of(value, len(fields), where)
        values = {
            name: form.read(each, body, f"{where}.{name}") for (name, form), each in zip(fields, held, strict=True)
        }
        try:
            return kind(**values)
        except WireError:
            raise
        except (ValueError, TypeError, OverflowError) as error:
            raise WireError(f"{where}: {error}") from None

    words = ", ".join(f"{name}: {form.words}" for name, form in fields)
    return WireForm(f"{kind.__name__}({words})", lambda value: type(value) is kind, write, read)


def _relatives(kinds: tuple[type, ...]) -> WireForm:
    """An object of one of these classes."""
    forms = {kind.__name__: _fields(kind) for kind in kinds}

    def write(value: Any, body: list[bytes]) -> list[Any]:
        name = type(value).__name__
        if type(value) not in kinds:
            raise WireError(f"a message: expected {' or '.join(forms)}, found {name}")
        return [name, forms[name].write(value, body)]

    def read(value: Any, body: Body, where: str) -> Any:
        name, held = pair_of(value, where)
        if not isinstance(name, str) or name not in forms:
            raise refusal(where, " or ".join(forms), name)
        return forms[name].read(held, body, where)

    words = " or ".join(form.words for form in forms.values())
    return WireForm(words, lambda value: type(value) in kinds, write, read)


def _class_of(kinds: tuple[type, ...]) -> WireForm:
    """One of these classes itself."""
    names = {kind.__name__: kind for kind in kinds}

    def write(value: Any, body: list[bytes]) -> str:
        if value not in kinds:
            raise WireError(f"a message: expected {' or '.join(names)}, found {value!r}")
        return str(value.__name__)

    def read(value: Any, body: Body, where: str) -> Any:
        if not isinstance(value, str) or value not in names:
            raise refusal(where, " or ".join(names), value)
        return names[value]

    return WireForm(f"class of {[*names]}", lambda value: value in kinds, write, read)


def _read_experiment(value: Any, body: Body, where: str) -> Experiment:
    if not isinstance(value, dict):
        raise refusal(where, "an experiment", value)
    try:
        return Experiment.parse(value)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise WireError(f"{where}: {error}") from None


_EXPERIMENT = WireForm(
    "experiment",
    lambda value: isinstance(value, Experiment),
    lambda value, body: value.to_table(),
    _read_experiment,
)


@cache
def form_of(hint: Any) -> WireForm:
    """The form of an annotated type. Raises TypeError for one that has none, which is a mistake of this program's."""
    simple = {bool: BOOL, int: INT, float: FLOAT, str: TEXT, type(None): NONE, Experiment: _EXPERIMENT}
    if hint in simple:
        return simple[hint]
    if hint in (Any, object):
        return plain_form()
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is np.ndarray:
        (scalar,) = get_args(arguments[1])
        if scalar is np.str_:
            return TEXTS
        if np.dtype(scalar) in DTYPES:
            return array_form(np.dtype(scalar))
    elif origin in (types.UnionType, typing.Union):
        members = tuple(form_of(each) for each in arguments if each is not type(None))
        member = members[0] if len(members) == 1 else _one_of(members)
        return member if len(members) == len(arguments) else _optional(member)
    elif origin is Literal:
        return choice_form(arguments)
    elif origin is tuple:
        if len(arguments) == 2 and arguments[1] is Ellipsis:
            return _many(form_of(arguments[0]), tuple, "tuple")
        return _row(tuple(map(form_of, arguments)))
    elif origin is frozenset:
        return _many(form_of(arguments[0]), frozenset, "set")
    elif origin is type and arguments[0] in FAMILIES:
        return _class_of(FAMILIES[arguments[0]])
    elif isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(*map(form_of, arguments))
    elif isinstance(hint, type):
        if hint in FAMILIES:
            return _relatives(FAMILIES[hint])
        if issubclass(hint, Enum):
            return enum_form(hint)
        if dataclasses.is_dataclass(hint):
            return _fields(hint)
    raise TypeError(f"{hint!r} cannot go over a link")
