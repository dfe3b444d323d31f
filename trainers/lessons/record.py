"""What a reader did in a lesson, as the report keeps it: plain data, read back and checked as anything of others is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Short = Annotated[str, Field(max_length=200)]
Long = Annotated[str, Field(max_length=4000)]


class RecordEntry(BaseModel):
    """One step: its texts as they were read, what was predicted, and what this run gave."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    key: Short
    kind: Literal["explain", "look", "ask", "do", "reveal"]
    title: Short
    state: Literal["done", "skipped", "shown", "open"]  # "shown": Show me did it; "open": not reached
    question: Long = ""
    answer: Long = ""  # in words: the option, the number, the place
    turned_out: Long = ""
    right: bool | None = None
    said: Long = ""  # the text of a reveal, with this run's numbers in it
    at_step: int | None = None  # of the run


class Thumbnail(BaseModel):
    """A picture (PNG, base64) that was taken when a step was left."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: Short  # of the step
    caption: Short
    png: Annotated[str, Field(max_length=400_000)]


class LessonRecord(BaseModel):
    """A lesson as it was gone through. Times are seconds; ``started`` is ISO 8601 in local time."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    format: Literal[1] = 1
    name: Short  # as typed by the reader
    lesson: Short  # the name of its folder
    title: Short
    version: Annotated[int, Field(ge=1, le=31)]
    language: Short
    code: Short = ""  # of the class
    seed: Annotated[int, Field(ge=0)]
    started: Short
    seconds: Annotated[float, Field(ge=0)]
    finished: bool
    entries: Annotated[tuple[RecordEntry, ...], Field(max_length=720)]
    figures: dict[Short, float] = Field(default_factory=dict, max_length=100)  # of the run, by name
    program: dict[Short, Short] = Field(default_factory=dict, max_length=40)  # versions, processor, threads
    thumbnails: Annotated[tuple[Thumbnail, ...], Field(max_length=24)] = ()
