"""The forms of single values: switches, numbers, texts, choices, and whatever a knob may hold."""

from __future__ import annotations

import math
import operator
from enum import Enum
from typing import Any

import numpy as np

from trainers.knobs import found
from trainers.link.wire.form import Body, WireForm, number_below, pair_of, refusal
from trainers.link.wire.wire_error import WireError

MOST_INTEGER = 2**63 - 1
_ODD = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


def _read_bool(value: Any, body: Body, where: str) -> bool:
    if not isinstance(value, bool):
        raise refusal(where, "true or false", value)
    return value


def _is_int(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def read_int(value: Any, body: Body, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -MOST_INTEGER <= value <= MOST_INTEGER:
        raise refusal(where, "a whole number", value)
    return value


def _write_float(value: Any, body: list[bytes]) -> float | str:
    number = float(value)
    if math.isfinite(number):
        return number
    return "nan" if math.isnan(number) else "inf" if number > 0 else "-inf"


def _read_float(value: Any, body: Body, where: str) -> float:
    if isinstance(value, str) and value in _ODD:
        return _ODD[value]
    if not isinstance(value, int | float) or isinstance(value, bool) or not abs(value) < math.inf:
        raise refusal(where, "a number", value)
    try:
        return float(value)
    except OverflowError:
        raise WireError(f"{where}: expected a number, found one that is too large") from None


def write_text(value: Any, body: list[bytes]) -> str:
    """Without halves of characters, as undecodable names of files have them."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def read_text(value: Any, body: Body, where: str) -> str:
    if not isinstance(value, str):
        raise refusal(where, "a text", value)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise WireError(f"{where}: expected a text, found half a character") from None
    return value


def _read_none(value: Any, body: Body, where: str) -> None:
    if value is not None:
        raise refusal(where, "nothing", value)


def write_itself(value: Any, body: list[bytes]) -> Any:
    return value


BOOL = WireForm("bool", lambda value: isinstance(value, bool | np.bool_), lambda value, body: bool(value), _read_bool)
INT = WireForm("int", _is_int, lambda value, body: operator.index(value), read_int)
FLOAT = WireForm(
    "float", lambda value: isinstance(value, float | np.floating) or _is_int(value), _write_float, _read_float
)
TEXT = WireForm("str", lambda value: isinstance(value, str), write_text, read_text)
NONE = WireForm("None", lambda value: value is None, write_itself, _read_none)


def plain_form(depth: int = 4) -> WireForm:
    """Whatever a knob may hold: None, a switch, a number, a text, or a tuple of such."""
    entry = None if depth == 0 else plain_form(depth - 1)
    single = (NONE, BOOL, INT, FLOAT, TEXT)

    def fits(value: Any) -> bool:
        return any(form.fits(value) for form in single) or isinstance(value, tuple | list)

    def write(value: Any, body: list[bytes]) -> Any:
        if isinstance(value, tuple | list):
            if entry is None:
                raise WireError(f"a setting: expected a plain value, found {found(value)}")
            return [len(single), [entry.write(each, body) for each in value]]
        for index, form in enumerate(single):
            if form.fits(value):
                return [index, form.write(value, body)]
        raise WireError(f"a setting: expected a plain value, found {found(value)}")

    def read(value: Any, body: Body, where: str) -> Any:
        index, held = pair_of(value, where)
        if index == len(single) and entry is not None and isinstance(held, list):
            return tuple(entry.read(each, body, where) for each in held)
        return single[number_below(index, len(single), where)].read(held, body, where)

    return WireForm("plain", fits, write, read)


def choice_form(values: tuple[Any, ...]) -> WireForm:
    """One of some texts."""

    def read(value: Any, body: Body, where: str) -> Any:
        if not isinstance(value, str) or value not in values:
            raise refusal(where, f"one of {', '.join(map(repr, values))}", value)
        return value

    return WireForm(f"one of {values}", lambda value: isinstance(value, str) and value in values, write_itself, read)


def enum_form(kind: type[Enum]) -> WireForm:
    texts = {str(each.value): each for each in kind}

    def read(value: Any, body: Body, where: str) -> Any:
        if not isinstance(value, str) or value not in texts:
            raise refusal(where, f"one of {', '.join(texts)}", value)
        return texts[value]

    return WireForm(
        f"{kind.__name__}{[*texts]}",
        lambda value: isinstance(value, kind),
        lambda value, body: str(kind(value).value),
        read,
    )
