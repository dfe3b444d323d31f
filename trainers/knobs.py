"""Knobs: the settings of a family or a dataset, declared once and read by the form, the command line and the tests.

A config is a frozen pydantic model whose fields are made with :func:`knob`. :func:`knob_specs` turns a config class
into plain data (:class:`KnobSpec`), from which a form or a command line can be built without knowing the family.
"""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails, PydanticCustomError

LONGEST = 120  # letters of a value in a message
KnobKind = Literal["int", "float", "bool", "choice", "text", "ints", "path"]
# What a knob does, whatever its family or dataset calls it: the word by which others ask for it. D and G are the
# discriminator and the generator of a family with the capability "scores".
KnobRole = Literal[
    "",
    "code width",  # numbers in a code
    "kl weight",  # of the KL term in what is minimised
    "game",  # what D and G strive for: one of the family's ``games``
    "moves of D", "moves of G",  # in each step; 0 lets the player rest
    "rate of D", "rate of G",  # learning rates
    "momentum",  # share of the last direction that a move keeps
    "smoothness of D",  # weight of a penalty on its slope at real examples
    "source",  # of a dataset: the file or folder that is read
    "components", "start", "floor",  # of a mixture: how many, how they begin, their least variance
    "moon share", "moon cycle",  # of rendered moons: the share of phases that are shown, and of which cycle
]  # fmt: skip


class ConfigError(ValueError):
    """A setting that cannot be used. The text is one sentence: which knob, what was expected, what was found.

    ``where`` is the dotted place of the knob (``models.0.beta``), so that a form can show the text beside its field.
    """

    def __init__(self, message: str, where: str = "") -> None:
        super().__init__(message)
        self.where = where


@dataclass(frozen=True)
class KnobSpec:
    """One knob as plain data. ``low`` and ``high`` are inclusive; ``log`` asks for a logarithmic slider."""

    name: str
    label: str
    kind: KnobKind
    default: Any
    low: float | None = None
    high: float | None = None
    log: bool = False
    live: bool = False  # may change while training, without a restart
    shapes: bool = False  # decides which weights there are, and in which shapes
    group: str = ""  # knobs of one group stand together; "advanced" is folded away
    help: str = ""  # one plain sentence
    choices: tuple[str, ...] = ()
    role: KnobRole = ""

    @property
    def range_text(self) -> str:
        """The allowed values in words, for messages: ``1 to 128`` or ``one of mlp, conv``."""
        if self.choices:
            return "one of " + ", ".join(self.choices)
        if self.low is not None and self.high is not None:
            bounds = f"{plain_number(self.low)} to {plain_number(self.high)}"
            return "whole numbers from " * (self.kind == "ints") + bounds
        if self.low is not None:
            return f"at least {plain_number(self.low)}"
        if self.high is not None:
            return f"at most {plain_number(self.high)}"
        return {
            "bool": "true or false", "int": "a whole number", "ints": "whole numbers such as [512, 256]",
            "path": "a path", "text": "a text",
        }.get(self.kind, "a number")  # fmt: skip


def plain_number(number: float) -> str:
    """A bound as people write it: 1000000 and not 1e+06."""
    return str(int(number)) if abs(number) < 1e15 and number == int(number) else f"{number:g}"


def knob(
    default: Any,
    *,
    ge: float | None = None,
    le: float | None = None,
    log: bool = False,
    live: bool = False,
    shapes: bool = False,
    group: str = "",
    label: str = "",
    help: str,
    kind: KnobKind | None = None,
    role: KnobRole = "",
) -> Any:
    """A pydantic ``Field`` that also knows how to be shown.

    ``ge`` and ``le`` bound a number, or each entry of a tuple of whole numbers. ``live`` says that the value may change
    while training; ``log`` that it spans orders of magnitude; ``shapes`` that weights of one value do not fit another.
    ``help`` is one plain sentence for the user; ``role`` says what the knob does to those who know no family by name.
    """
    extra: dict[str, Any] = {
        "log": log, "live": live, "shapes": shapes, "group": group, "label": label, "kind": kind, "ge": ge, "le": le,
        "role": role,
    }  # fmt: skip
    numeric = isinstance(default, int | float) and not isinstance(default, bool)
    bounds: dict[str, Any] = {"ge": ge, "le": le} if numeric else {}
    return Field(default, description=help, json_schema_extra={"knob": extra}, **bounds)


def knob_of(config: type[Config], name: str, default: Any = None) -> Any:
    """The knob *name* as *config* declares it, for another config; with another *default*, where one is given. Raises
    KeyError where there is no such knob."""
    field = config.model_fields[name]
    extra = field.json_schema_extra
    assert isinstance(extra, dict)
    declared: Any = extra["knob"]
    return knob(field.default if default is None else default, **declared, help=field.description or "")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


_FITTING: dict[str, Callable[[Any], bool]] = {
    "int": _is_number,  # 5.0 is as good as 5; pydantic refuses 5.5
    "float": _is_number,
    "bool": lambda value: isinstance(value, bool),
    "ints": lambda value: isinstance(value, list | tuple) and all(map(_is_number, value)),
}


class Config(BaseModel):
    """Base of every config: frozen, default-constructible, no unknown keys, no side effects."""

    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True, allow_inf_nan=False)

    @field_validator("*", mode="before")
    @classmethod
    def _of_its_type(cls, value: Any, info: ValidationInfo) -> Any:
        """Text is no number, a number no text, and true is not 1; pydantic alone would turn one into the other."""
        fitting = _FITTING.get(_kinds(cls)[str(info.field_name)])
        if fitting is not None and value is not None and not fitting(value):
            raise PydanticCustomError("another_type", "a value of another type")
        return value

    @field_validator("*")
    @classmethod
    def _entries_in_range(cls, value: Any, info: ValidationInfo) -> Any:
        """The bounds of a tuple hold for each of its entries; pydantic checks those of single numbers."""
        if isinstance(value, tuple):
            spec = next(spec for spec in knob_specs(cls) if spec.name == info.field_name)
            low, high = (-math.inf if spec.low is None else spec.low), (math.inf if spec.high is None else spec.high)
            for entry in value:
                if not low <= entry <= high:
                    raise ValueError(f"expected {spec.range_text}, found {entry}")
        return value

    @classmethod
    def parse(cls, values: Mapping[str, Any], where: str = "") -> Self:
        """Builds the config from plain values (of a TOML table or a form).

        Raises ConfigError with one sentence that names the knob, the value and the allowed range.
        """
        try:
            return cls.model_validate(dict(values))
        except ValidationError as error:
            raise _explain(cls, error.errors()[0], where) from None

    def with_value(self, name: str, value: Any, where: str = "") -> Self:
        """A copy with one knob changed and everything checked again; raises ConfigError."""
        return self.parse({**self.model_dump(), name: value}, where)

    @classmethod
    def knob_for(cls, role: KnobRole) -> KnobSpec | None:
        """The knob that does this, or None where there is none."""
        return _roles(cls).get(role)

    def setting(self, role: KnobRole, otherwise: Any = None) -> Any:
        """The value of the knob that does this; *otherwise* where there is none."""
        spec = self.knob_for(role)
        return otherwise if spec is None else getattr(self, spec.name)


@cache
def knob_specs(config: type[Config]) -> tuple[KnobSpec, ...]:
    """The knobs of a config class, in the order in which they are declared."""
    specs = []
    hints = typing.get_type_hints(config)
    for name, field in config.model_fields.items():
        schema = field.json_schema_extra
        extra: dict[str, Any] = dict(schema["knob"]) if isinstance(schema, dict) and "knob" in schema else {}  # type: ignore[arg-type]
        kind, choices = _kind(hints[name])
        specs.append(
            KnobSpec(
                name=name,
                label=extra.get("label") or name.replace("_", " ").capitalize(),
                kind=extra.get("kind") or kind,
                default=field.get_default(call_default_factory=True),
                low=extra.get("ge"),
                high=extra.get("le"),
                log=bool(extra.get("log")),
                live=bool(extra.get("live")),
                shapes=bool(extra.get("shapes")),
                group=extra.get("group") or "",
                help=field.description or "",
                choices=choices,
                role=extra.get("role") or "",
            )
        )
    return tuple(specs)


@cache
def _roles(config: type[Config]) -> dict[KnobRole, KnobSpec]:
    return {spec.role: spec for spec in knob_specs(config) if spec.role}


@cache
def _kinds(config: type[Config]) -> dict[str, KnobKind]:
    hints = typing.get_type_hints(config)
    return {name: _kind(hints[name])[0] for name in config.model_fields}


def _kind(hint: Any) -> tuple[KnobKind, tuple[str, ...]]:
    if get_origin(hint) is Literal:
        return "choice", tuple(str(choice) for choice in get_args(hint))
    if get_origin(hint) in (types.UnionType, typing.Union):  # Optional knobs take the kind of their value
        return _kind(next(arg for arg in get_args(hint) if arg is not type(None)))
    if get_origin(hint) is tuple:
        return "ints", ()
    kinds: dict[Any, KnobKind] = {bool: "bool", int: "int", float: "float", str: "text"}
    if hint not in kinds:
        raise TypeError(
            f"a knob of type {hint!r} cannot be shown: use bool, int, float, str, Literal or tuple[int, ...]"
        )
    return kinds[hint], ()


def _explain(config: type[Config], error: ErrorDetails, where: str) -> ConfigError:
    """The sentence for the first problem pydantic found."""
    name = str(error["loc"][0])[:LONGEST] if error["loc"] else ""
    place = ".".join(part for part in (where, name) if part)
    specs = {spec.name: spec for spec in knob_specs(config)}
    if error["type"] == "extra_forbidden":
        return ConfigError(f"{place}: unknown setting; known ones are {', '.join(specs)}", place)
    if name not in specs:  # a check across several knobs
        return ConfigError(str(error["msg"]).removeprefix("Value error, "), place)
    if error["type"] == "value_error":  # the config's own validator has written a sentence
        return ConfigError(f"{place}: " + str(error["msg"]).removeprefix("Value error, "), place)
    return ConfigError(f"{place}: expected {specs[name].range_text}, found {found(error['input'])}", place)


def found(value: object) -> str:
    """A value in a message: as Python writes it, cut where it is long."""
    try:
        text = repr(value)
    except (ValueError, RecursionError):  # what repr() says of whole numbers of thousands of digits
        return "a number too long to be written" if isinstance(value, int) else f"a {type(value).__name__} too large"
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 4 :]}"
