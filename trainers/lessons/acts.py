"""What Show me does for the reader of a lesson, one thing after the other."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from trainers.lessons.words import (
    MOST_TRAINED,
    ControlName,
    LessonKey,
    LessonPart,
    ModelIndex,
    SettingPath,
    SettingValue,
)


class Act(LessonPart):
    """One thing that is done for the reader, visibly: first it is pointed at, then it happens."""

    point: ControlName | None = None  # what is pointed at meanwhile; by default what the act is on


class SetAct(Act):
    """A setting takes a value, as if it had been typed."""

    do: Literal["set"]
    path: SettingPath
    value: SettingValue


class PressAct(Act):
    """One of the buttons of the bar is pressed: the names are those of the window's wishes."""

    do: Literal["play", "pause", "stop", "rewind", "restart", "fork", "live"]


class TrainAct(Act):
    """Trains until the run is at step ``to``, or for so many ``steps``; only the ``players`` named, where some are."""

    do: Literal["train"]
    to: Annotated[int, Field(ge=1, le=MOST_TRAINED)] | None = None
    steps: Annotated[int, Field(ge=1, le=MOST_TRAINED)] | None = None
    players: tuple[LessonKey, ...] = ()

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.to is None) == (self.steps is None):
            raise ValueError("expected either to or steps")
        return self


class ScrubAct(Act):
    """Looks back at the keyframe at ``step`` or the last one before it."""

    do: Literal["scrub"]
    step: Annotated[int, Field(ge=0, le=MOST_TRAINED)]


class EnterAct(Act):
    """Another workspace."""

    do: Literal["workspace"]
    key: LessonKey


class MoveAct(Act):
    """The cursor of a model's map goes to a code, and stays there as a pin if so asked."""

    do: Literal["cursor", "pin"]
    model: ModelIndex = 0
    z: Annotated[tuple[float, ...], Field(min_length=1, max_length=2)]


class ClickAct(Act):
    """A click on a control, in its middle or ``at`` a share of its width and height."""

    do: Literal["click"]
    control: ControlName
    at: tuple[float, float] | None = None


class DragAct(Act):
    """A drag on a control, from a share of its width and height to another."""

    do: Literal["drag"]
    control: ControlName
    start: tuple[float, float]
    end: tuple[float, float]


class ChooseAct(Act):
    """An entry, a tab, a number or a switch is chosen on a control, by what stands on it or by its value."""

    do: Literal["choose"]
    control: ControlName
    value: SettingValue


AnyAct = Annotated[
    SetAct | PressAct | TrainAct | ScrubAct | EnterAct | MoveAct | ClickAct | DragAct | ChooseAct,
    Field(discriminator="do"),
]
