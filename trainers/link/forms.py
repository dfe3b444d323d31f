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
import math
import operator
import types
import typing
from collections.abc import Callable, Mapping
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

import numpy as np
from numpy.typing import NDArray

from trainers.experiment import Experiment
from trainers.kinds import Kind, Pictures, Points, Tokens
from trainers.knobs import found
from trainers.link.wire_error import WireError
from trainers.messages import GridDecoder, LinearDecoder, MapDecoder

MOST_INTEGER = 2**63 - 1
MOST_TEXT_BYTES = 16 * 2**20  # of an array of texts, whose longest decides what each of them takes
MOST_AXES = 8
DTYPES = {np.dtype(name) for name in ("uint8", "int64", "float32", "float64", "bool")}
FAMILIES: dict[type, tuple[type, ...]] = {  # what stands where a base class is annotated
    Kind: (Pictures, Points, Tokens),
    MapDecoder: (LinearDecoder, GridDecoder),
}
_ODD = {"nan": math.nan, "inf": math.inf, "-inf": -math.inf}


class Body:
    """The bytes behind a head, taken from front to back."""

    def __init__(self, content: bytes) -> None:
        self._content, self._taken = memoryview(content), 0

    def take(self, count: int, where: str) -> memoryview:
        """The next *count* bytes. Raises WireError where there are fewer."""
        begin, self._taken = self._taken, self._taken + count
        if self._taken > len(self._content):
            raise WireError(f"{where}: expected {count} bytes, found {max(0, len(self._content) - begin)}")
        return self._content[begin : self._taken]

    def end(self) -> None:
        """Raises WireError where anything is left."""
        if self._taken != len(self._content):
            raise WireError(f"a message: expected {self._taken} bytes of arrays, found {len(self._content)}")


@dataclasses.dataclass(frozen=True)
class WireForm:
    """``write`` gives what stands in the head and appends bytes to the body; ``read`` gives the value back, or raises
    WireError that begins with the place; ``fits`` tells whether a value is of the type; ``words`` are the same for the
    same form, on both sides of a link."""

    words: str
    fits: Callable[[Any], bool]
    write: Callable[[Any, list[bytes]], Any]
    read: Callable[[Any, Body, str], Any]


def _refusal(where: str, expected: str, value: object) -> WireError:
    return WireError(f"{where}: expected {expected}, found {found(value)}")


# --------------------------------------------------------------------------- single values


def _read_bool(value: Any, body: Body, where: str) -> bool:
    if not isinstance(value, bool):
        raise _refusal(where, "true or false", value)
    return value


def _is_int(value: Any) -> bool:
    return isinstance(value, int | np.integer) and not isinstance(value, bool)


def _read_int(value: Any, body: Body, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not -MOST_INTEGER <= value <= MOST_INTEGER:
        raise _refusal(where, "a whole number", value)
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
        raise _refusal(where, "a number", value)
    try:
        return float(value)
    except OverflowError:
        raise WireError(f"{where}: expected a number, found one that is too large") from None


def _write_text(value: Any, body: list[bytes]) -> str:
    """Without halves of characters, as undecodable names of files have them."""
    return str(value).encode("utf-8", "replace").decode("utf-8")


def _read_text(value: Any, body: Body, where: str) -> str:
    if not isinstance(value, str):
        raise _refusal(where, "a text", value)
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        raise WireError(f"{where}: expected a text, found half a character") from None
    return value


def _read_none(value: Any, body: Body, where: str) -> None:
    if value is not None:
        raise _refusal(where, "nothing", value)


def _write_itself(value: Any, body: list[bytes]) -> Any:
    return value


_BOOL = WireForm("bool", lambda value: isinstance(value, bool | np.bool_), lambda value, body: bool(value), _read_bool)
_INT = WireForm("int", _is_int, lambda value, body: operator.index(value), _read_int)
_FLOAT = WireForm(
    "float", lambda value: isinstance(value, float | np.floating) or _is_int(value), _write_float, _read_float
)
_TEXT = WireForm("str", lambda value: isinstance(value, str), _write_text, _read_text)
_NONE = WireForm("None", lambda value: value is None, _write_itself, _read_none)


def _plain(depth: int = 4) -> WireForm:
    """Whatever a knob may hold: None, a switch, a number, a text, or a tuple of such."""
    entry = None if depth == 0 else _plain(depth - 1)
    single = (_NONE, _BOOL, _INT, _FLOAT, _TEXT)

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
        index, held = _pair(value, where)
        if index == len(single) and entry is not None and isinstance(held, list):
            return tuple(entry.read(each, body, where) for each in held)
        return single[_number(index, len(single), where)].read(held, body, where)

    return WireForm("plain", fits, write, read)


def _choice(values: tuple[Any, ...]) -> WireForm:
    """One of some texts."""

    def read(value: Any, body: Body, where: str) -> Any:
        if not isinstance(value, str) or value not in values:
            raise _refusal(where, f"one of {', '.join(map(repr, values))}", value)
        return value

    return WireForm(f"one of {values}", lambda value: isinstance(value, str) and value in values, _write_itself, read)


def _enum(kind: type[Enum]) -> WireForm:
    texts = {str(each.value): each for each in kind}

    def read(value: Any, body: Body, where: str) -> Any:
        if not isinstance(value, str) or value not in texts:
            raise _refusal(where, f"one of {', '.join(texts)}", value)
        return texts[value]

    return WireForm(
        f"{kind.__name__}{[*texts]}",
        lambda value: isinstance(value, kind),
        lambda value, body: str(kind(value).value),
        read,
    )


# --------------------------------------------------------------------------- arrays


def _array(dtype: np.dtype[Any]) -> WireForm:
    def write(value: Any, body: list[bytes]) -> list[int]:
        array = np.asarray(value)
        if array.dtype != dtype:
            if not np.can_cast(array.dtype, dtype, "same_kind"):
                raise WireError(f"an array: expected {dtype}, found {array.dtype}")
            array = array.astype(dtype)
        body.append(array.astype(dtype.newbyteorder("<"), copy=False).tobytes())
        return [*array.shape]

    def read(value: Any, body: Body, where: str) -> NDArray[Any]:
        shape = _shape(value, where)
        content = body.take(math.prod(shape) * dtype.itemsize, where)
        flat = np.frombuffer(content, np.uint8 if dtype == np.bool_ else dtype.newbyteorder("<"))
        found = (flat != 0 if dtype == np.bool_ else flat.astype(dtype)).reshape(shape)  # of its own memory
        found.setflags(write=False)
        return found

    def fits(value: Any) -> bool:
        return isinstance(value, np.ndarray) and value.dtype == dtype

    return WireForm(f"array of {dtype.name}", fits, write, read)


def _write_texts(value: Any, body: list[bytes]) -> list[Any]:
    array = np.asarray(value)
    return [[*array.shape], [_write_text(each, body) for each in array.ravel().tolist()]]


def _read_texts(value: Any, body: Body, where: str) -> NDArray[np.str_]:
    dims, texts = _pair(value, where)
    shape = _shape(dims, where)
    if not isinstance(texts, list) or len(texts) != math.prod(shape):
        raise _refusal(where, f"{math.prod(shape)} texts", texts)
    read = [_read_text(each, body, where) for each in texts]
    if 4 * max(map(len, read), default=0) * len(read) > MOST_TEXT_BYTES:
        raise WireError(f"{where}: expected shorter texts, or fewer of them")
    found = np.array(read, np.str_).reshape(shape)
    found.setflags(write=False)
    return found


_TEXTS = WireForm(
    "array of texts",
    lambda value: isinstance(value, np.ndarray) and value.dtype.kind == "U",
    _write_texts,
    _read_texts,
)


def _shape(value: Any, where: str) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) > MOST_AXES:
        raise _refusal(where, f"the shape of an array of up to {MOST_AXES} axes", value)
    shape = tuple(_read_int(each, Body(b""), where) for each in value)
    if any(not 0 <= each < 2**31 for each in shape):
        raise _refusal(where, "the shape of an array", value)
    return shape


# --------------------------------------------------------------------------- several values


def _pair(value: Any, where: str) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise _refusal(where, "a pair", value)
    return value[0], value[1]


def _number(value: Any, count: int, where: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < count:
        raise _refusal(where, f"a whole number below {count}", value)
    return value


def _list(value: Any, count: int | None, where: str) -> list[Any]:
    if not isinstance(value, list) or (count is not None and len(value) != count):
        raise _refusal(where, "a list" if count is None else f"a list of {count}", value)
    return value


def _many(entry: WireForm, container: type, words: str) -> WireForm:
    """A tuple of any length, or a frozenset, whose order means nothing."""

    def write(value: Any, body: list[bytes]) -> list[Any]:
        written = [entry.write(each, body) for each in value]
        return written if container is tuple else sorted(written)

    def read(value: Any, body: Body, where: str) -> Any:
        return container(
            entry.read(each, body, f"{where}.{index}") for index, each in enumerate(_list(value, None, where))
        )

    return WireForm(f"{words} of ({entry.words})", lambda value: isinstance(value, container), write, read)


def _row(entries: tuple[WireForm, ...]) -> WireForm:
    """A tuple of so many values."""

    def write(value: Any, body: list[bytes]) -> list[Any]:
        return [entry.write(each, body) for entry, each in zip(entries, value, strict=True)]

    def read(value: Any, body: Body, where: str) -> tuple[Any, ...]:
        held = _list(value, len(entries), where)
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
        pairs = [_pair(each, where) for each in _list(value, None, where)]
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
        index, held = _pair(value, where)
        return members[_number(index, len(members), where)].read(held, body, where)

    words = " | ".join(member.words for member in members)
    return WireForm(words, lambda value: any(member.fits(value) for member in members), write, read)


def _optional(member: WireForm) -> WireForm:
    return WireForm(
        f"{member.words} | None",
        lambda value: value is None or member.fits(value),
        lambda value, body: None if value is None else [member.write(value, body)],
        lambda value, body, where: None if value is None else member.read(_list(value, 1, where)[0], body, where),
    )


# --------------------------------------------------------------------------- objects


def _fields(kind: type) -> WireForm:
    """A dataclass, which its own ``__post_init__`` checks, too."""
    hints = typing.get_type_hints(kind)
    fields = [(field.name, form_of(hints[field.name])) for field in dataclasses.fields(kind)]

    def write(value: Any, body: list[bytes]) -> list[Any]:
        return [form.write(getattr(value, name), body) for name, form in fields]

    def read(value: Any, body: Body, where: str) -> Any:
        held = _list(value, len(fields), where)
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
        name, held = _pair(value, where)
        if not isinstance(name, str) or name not in forms:
            raise _refusal(where, " or ".join(forms), name)
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
            raise _refusal(where, " or ".join(names), value)
        return names[value]

    return WireForm(f"class of {[*names]}", lambda value: value in kinds, write, read)


def _read_experiment(value: Any, body: Body, where: str) -> Experiment:
    if not isinstance(value, dict):
        raise _refusal(where, "an experiment", value)
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
    simple = {bool: _BOOL, int: _INT, float: _FLOAT, str: _TEXT, type(None): _NONE, Experiment: _EXPERIMENT}
    if hint in simple:
        return simple[hint]
    if hint in (Any, object):
        return _plain()
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is np.ndarray:
        (scalar,) = get_args(arguments[1])
        if scalar is np.str_:
            return _TEXTS
        if np.dtype(scalar) in DTYPES:
            return _array(np.dtype(scalar))
    elif origin in (types.UnionType, typing.Union):
        members = tuple(form_of(each) for each in arguments if each is not type(None))
        member = members[0] if len(members) == 1 else _one_of(members)
        return member if len(members) == len(arguments) else _optional(member)
    elif origin is Literal:
        return _choice(arguments)
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
            return _enum(hint)
        if dataclasses.is_dataclass(hint):
            return _fields(hint)
    raise TypeError(f"{hint!r} cannot go over a link")
