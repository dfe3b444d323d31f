"""``resume.json`` and ``environment.json`` as they have to be: what an edited one holds is named, never believed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, ValidationError

from trainers.disk.limits import MOST_COUNT
from trainers.experiment import MAX_MODELS
from trainers.shown import shown_name

Count = Annotated[int, Field(ge=0, le=MOST_COUNT)]
Text = Annotated[str, Field(max_length=1000)]


class JsonPart(BaseModel):
    """A table of a run's JSON, of which what is named has to be as it should."""

    model_config = ConfigDict(strict=True, extra="allow", frozen=True)  # a later version may say more


class SavedFile(JsonPart):
    """A file of the run folder, by its name there, and the SHA-256 of its content."""

    file: Annotated[str, Field(min_length=1, max_length=200)]
    sha256: Text


class Position(JsonPart):
    """Where training stands. What it needs of these is asked for by ``loop_state``; here they are of the right kind."""

    step: Count
    place: Count = 0
    images_seen: Count = 0
    batch_size: Annotated[int, Field(ge=1, le=MOST_COUNT)] = 1
    device: Text = ""
    ranks: Annotated[int, Field(ge=1, le=MOST_COUNT)] = 1
    live_knobs: Annotated[list[dict[str, Any]], Field(max_length=MAX_MODELS)] = []
    seconds: Annotated[FiniteFloat, Field(ge=0, le=MOST_COUNT)] = 0.0


class Index(JsonPart):
    """``resume.json``."""

    format: Annotated[int, Field(ge=1)]
    step: Count
    position: Position
    experiment: dict[str, Any] = {}
    state: SavedFile
    weights: Annotated[list[SavedFile], Field(max_length=MAX_MODELS)]


class Environment(JsonPart):
    """``environment.json``: for people to read, but for the format."""

    format: Annotated[int, Field(ge=1)]
    latent_explorer: Text = ""
    python: Text = ""
    torch: Text = ""
    numpy: Text = ""
    platform: Text = ""
    processor: Text = ""
    device: Text = ""
    seed: int | Literal[""] = ""
    started: Text = ""


def problem_of(model: type[JsonPart], table: Mapping[str, Any]) -> str:
    """What is wrong with *table*, in one clause that names the place; empty when nothing is."""
    try:
        model.model_validate(table)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        found = "nothing" if first["type"] == "missing" else _described(first["input"])
        return f"{place}: {clause_of(first['type'], first['msg'])}, found {found}"
    except (OverflowError, RecursionError) as error:  # of a number or a depth that pydantic itself cannot take
        return f"values that cannot be used ({error})"
    return ""


def clause_of(kind: str, message: str) -> str:
    """What pydantic expected, as our sentences say it."""
    if kind in ("model_type", "dict_type"):
        return "expected a table"
    if kind == "missing":
        return "expected a value"
    return message.replace("Input should be", "expected").replace("String should", "expected a text that should")


def _described(value: Any) -> str:
    return type(value).__name__ if isinstance(value, dict | list) else shown_name(repr(value))
