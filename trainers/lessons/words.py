"""The words of which lessons are made: conditions, keys, names of controls and settings; checked as they are read."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from trainers.experiment import MAX_MODELS
from trainers.lessons.expressions import Expression, ExpressionError, parse

MOST_TRAINED = 20_000  # steps of a run, before the first step of a chapter


def _expression(text: Any) -> Expression:
    if isinstance(text, Expression):
        return text
    if not isinstance(text, str):
        raise ValueError(f"expected a condition in quotes, found {str(text)[:40]!r}")
    try:
        return parse(text)
    except ExpressionError as error:
        raise ValueError(f"{text[:60]!r}: {error}") from None


def _truth(value: Any) -> bool | Expression:
    return value if isinstance(value, bool) else _expression(value)


def _note_name(text: str) -> str:
    if not text.isidentifier() or not text.isascii():
        raise ValueError(f"expected letters, digits and _, as names in conditions have them, found {text[:60]!r}")
    return text


def _key(text: str) -> str:
    if not text.replace("-", "").replace("_", "").isalnum() or not text.isascii() or not text[:1].isalpha():
        raise ValueError(f"expected letters, digits and hyphens, found {text[:60]!r}")
    return text


Condition = Annotated[Expression, BeforeValidator(_expression)]
Truth = Annotated[bool | Expression, BeforeValidator(_truth)]  # said outright, or by a condition
LessonKey = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_key)]
NoteName = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_note_name)]
ControlName = Annotated[str, Field(min_length=1, max_length=120)]  # the objectName of a widget
SettingPath = Annotated[str, Field(min_length=1, max_length=80)]  # a dotted path, such as models.0.beta
SettingValue = bool | int | float | Annotated[str, Field(max_length=200)]
ModelIndex = Annotated[int, Field(ge=0, lt=MAX_MODELS)]


class LessonPart(BaseModel):
    """Base of every part of a lesson."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, arbitrary_types_allowed=True)
