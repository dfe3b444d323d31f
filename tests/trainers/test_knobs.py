"""Knobs: one declaration, read by pydantic, by the form and by the messages."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest
from pydantic import model_validator

from trainers.knobs import Config, ConfigError, KnobSpec, knob, knob_of, knob_specs


class Sample(Config):
    size: int = knob(4, ge=1, le=9, help="Size.")
    rate: float = knob(0.1, ge=1e-4, le=1, log=True, live=True, help="Rate.")
    mode: Literal["slow", "fast"] = knob("slow", label="Way", help="Mode.")
    widths: tuple[int, ...] = knob((8, 4), ge=1, le=64, help="Widths.")
    strict: bool = knob(False, group="advanced", help="Strict.")
    folder: str = knob("", kind="path", help="Folder.")
    limit: int | None = knob(None, help="Limit.")

    @model_validator(mode="after")
    def _fits(self) -> Sample:
        if self.strict and self.size > 5:
            raise ValueError("size must be at most 5 when strict is on")
        return self


class Another(Config):
    rate: float = knob_of(Sample, "rate", 0.01)
    widths: tuple[int, ...] = knob_of(Sample, "widths")


def test_a_knob_of_another_config_keeps_all_but_the_default_that_is_given() -> None:
    declared, again = ({spec.name: spec for spec in knob_specs(each)} for each in (Sample, Another))
    assert again["rate"] == replace(declared["rate"], default=0.01) and again["widths"] == declared["widths"]
    with pytest.raises(ValueError, match="less than or equal to 1"):
        Another(rate=2)
    with pytest.raises(KeyError):
        knob_of(Sample, "beta")


def test_specs_say_all_a_form_needs() -> None:
    specs = {spec.name: spec for spec in knob_specs(Sample)}
    assert list(specs) == ["size", "rate", "mode", "widths", "strict", "folder", "limit"]
    assert specs["size"] == KnobSpec("size", "Size", "int", 4, 1, 9, help="Size.")
    assert specs["rate"] == KnobSpec("rate", "Rate", "float", 0.1, 1e-4, 1, log=True, live=True, help="Rate.")
    assert specs["mode"] == KnobSpec("mode", "Way", "choice", "slow", help="Mode.", choices=("slow", "fast"))
    assert (specs["widths"].kind, specs["widths"].range_text) == ("ints", "whole numbers from 1 to 64")
    assert (specs["strict"].kind, specs["strict"].group) == ("bool", "advanced")
    assert specs["folder"].kind == "path"
    assert (specs["limit"].kind, specs["limit"].default) == ("int", None)


@pytest.mark.parametrize(
    ("spec", "text"),
    [
        (KnobSpec("a", "A", "int", 1, 1, 128), "1 to 128"),
        (KnobSpec("a", "A", "float", 1, 1e-5, None), "at least 1e-05"),
        (KnobSpec("a", "A", "int", 1, None, 8), "at most 8"),
        (KnobSpec("a", "A", "bool", True), "true or false"),
        (KnobSpec("a", "A", "choice", "x", choices=("x", "y")), "one of x, y"),
        (KnobSpec("a", "A", "ints", ()), "whole numbers such as [512, 256]"),
        (KnobSpec("a", "A", "text", ""), "a text"),
    ],
)
def test_ranges_in_words(spec: KnobSpec, text: str) -> None:
    assert spec.range_text == text


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"size": 10}, "m.size: expected 1 to 9, found 10"),
        ({"size": "big"}, "m.size: expected 1 to 9, found 'big'"),
        ({"size": 2.5}, "m.size: expected 1 to 9, found 2.5"),
        ({"rate": float("nan")}, "m.rate: expected 0.0001 to 1, found nan"),
        ({"rate": float("inf")}, "m.rate: expected 0.0001 to 1, found inf"),
        ({"mode": "quick"}, "m.mode: expected one of slow, fast, found 'quick'"),
        ({"widths": [8, 65]}, "m.widths: expected whole numbers from 1 to 64, found 65"),
        ({"widths": [0]}, "m.widths: expected whole numbers from 1 to 64, found 0"),
        ({"widths": "8"}, "m.widths: expected whole numbers from 1 to 64, found '8'"),
        ({"strict": "perhaps"}, "m.strict: expected true or false, found 'perhaps'"),
        ({"colour": 1}, "m.colour: unknown setting; known ones are size, rate, mode, widths, strict, folder, limit"),
        ({"strict": True, "size": 6}, "size must be at most 5 when strict is on"),
    ],
)
def test_a_refusal_is_one_sentence_with_knob_range_and_value(values: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        Sample.parse(values, "m")
    assert str(refusal.value) == message
    assert refusal.value.where == message.split(":")[0] if ":" in message else refusal.value.where == "m"


def test_without_a_place_the_knob_alone_is_named() -> None:
    with pytest.raises(ConfigError, match=r"^size: expected 1 to 9, found 0$"):
        Sample.parse({"size": 0})


def test_with_value_checks_everything_and_leaves_the_old_config() -> None:
    config = Sample(strict=True)
    assert config.with_value("size", 5).size == 5
    with pytest.raises(ConfigError, match="at most 5 when strict"):
        config.with_value("size", 6)
    assert config.size == 4


def test_configs_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        Sample().size = 3  # type: ignore[misc]


def test_defaults_are_checked_too() -> None:
    class Wrong(Config):
        size: int = knob(10, ge=1, le=9, help="Size.")

    with pytest.raises(ConfigError, match="size: expected 1 to 9, found 10"):
        Wrong.parse({})


def test_a_type_that_no_form_can_show_is_a_programming_error() -> None:
    class Odd(Config):
        table: dict[str, int] = knob({}, help="Table.")

    with pytest.raises(TypeError, match="cannot be shown"):
        knob_specs(Odd)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"size": True}, "size: expected 1 to 9, found True"),
        ({"size": "4"}, "size: expected 1 to 9, found '4'"),
        ({"rate": "0.5"}, "rate: expected 0.0001 to 1, found '0.5'"),
        ({"rate": False}, "rate: expected 0.0001 to 1, found False"),
        ({"strict": 1}, "strict: expected true or false, found 1"),
        ({"strict": "true"}, "strict: expected true or false, found 'true'"),
        ({"widths": [8, True]}, "widths: expected whole numbers from 1 to 64, found [8, True]"),
        ({"widths": ["8"]}, "widths: expected whole numbers from 1 to 64, found ['8']"),
        ({"folder": 3}, "folder: expected a path, found 3"),
        ({"mode": True}, "mode: expected one of slow, fast, found True"),
        ({"limit": "3"}, "limit: expected a whole number, found '3'"),
    ],
)
def test_a_value_of_another_type_is_refused(values: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        Sample.parse(values)
    assert str(refusal.value) == message and refusal.value.where == message.split(":")[0]


def test_a_whole_number_may_be_written_as_a_float_and_the_other_way_round() -> None:
    config = Sample.parse({"size": 4.0, "rate": 1, "limit": None})
    assert (config.size, config.rate) == (4, 1.0) and isinstance(config.size, int)


@pytest.mark.parametrize("value", [16**5000, -(16**5000), "x" * 100_000, [1] * 100_000], ids=["+", "-", "text", "list"])
def test_a_value_of_any_length_gives_a_short_sentence(value: object) -> None:
    with pytest.raises(ConfigError) as refusal:
        Sample.parse({"size": value})
    assert len(str(refusal.value)) < 200


def test_a_knob_is_asked_for_by_what_it_does() -> None:
    class Weighed(Config):
        gamma: float = knob(0.5, ge=0, le=1, role="kl weight", help="How much of the KL counts.")
        size: int = knob(3, help="Plain.")

    class Heavier(Weighed):
        heaviness: float = knob(2.0, role="momentum", help="Something else.")

    config = Heavier(gamma=0.25)
    asked = Heavier.knob_for("kl weight")
    assert asked is not None and (asked.name, asked.role, asked.high) == ("gamma", "kl weight", 1)
    assert (config.setting("kl weight"), config.setting("momentum")) == (0.25, 2.0)
    assert Weighed.knob_for("momentum") is None and Weighed().setting("momentum", 7) == 7
    assert Weighed.knob_for("") is None, "most knobs have no role, which is none to ask for"
