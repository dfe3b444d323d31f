"""An experiment as the command that trains it without a window: the preset it came from, and what differs from it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trainers.disk.toml_file import TomlError, parse_table
from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError
from trainers.presets import is_preset, list_presets, preset_path

PROGRAM = "latent-explorer"
OUT = "copied-run"  # the folder that a command trains into, unless it is told another one
OWN_OPTIONS = ("steps", "seed")  # settings that have an option of their own


def train_arguments(experiment: Experiment, preset: str = "") -> list[str]:
    """``train`` and what makes it train *experiment*, which came from *preset* or from no preset.

    Settings that differ one by one are given one by one; other models are given as a whole. Raises ConfigError for an
    experiment that no command line gives.
    """
    name = preset if is_preset(preset) else list_presets()[0].name
    base = read_toml(preset_path(name))
    for whole in (False, True):
        settings = list(_settings(base, experiment, whole))
        try:
            made = base.with_settings(dict(settings))
        except ConfigError:
            continue
        if made == experiment:
            return ["train", "--preset", name, *_as_options(settings)]
    raise ConfigError("this experiment cannot be written as a command; save it as TOML instead")


def command_of(
    experiment: Experiment,
    preset: str = "",
    out: str = OUT,
    options: Sequence[str] = (),
    windows: bool = os.name == "nt",
) -> str:
    """One line for a terminal that trains *experiment* into the new folder *out*, with further *options* of ``train``.
    Raises ConfigError as :func:`train_arguments` does."""
    return quoted([PROGRAM, *train_arguments(experiment, preset), *options, "--out", out], windows)


def preset_of(experiment: Experiment) -> str:
    """The preset from which least has to be changed: one of the same title, else none."""
    return next((each.name for each in list_presets() if each.title == experiment.plan.title), "")


def parse_settings(settings: Sequence[str]) -> dict[str, Any]:
    """``path=value`` texts as values: as TOML reads them, or else as plain text. Raises ConfigError."""
    values: dict[str, Any] = {}
    for setting in settings:
        path, equals, text = setting.partition("=")
        if not path or not equals:
            raise ConfigError(f"--set: expected PATH=VALUE such as models.0.beta=4, found {setting!r}")
        try:
            values[path.strip()] = parse_table(f"value = {text}")["value"]
        except (TomlError, KeyError):
            values[path.strip()] = text
    return values


def quoted(arguments: Sequence[str], windows: bool = os.name == "nt") -> str:
    """One line for a terminal: for a POSIX shell, or for cmd and PowerShell on Windows, where double quotes hold texts
    with spaces; a text that holds double quotes itself suits only cmd."""
    return subprocess.list2cmdline(arguments) if windows else shlex.join(arguments)


def _settings(base: Experiment, wanted: Experiment, whole: bool) -> Iterator[tuple[str, Any]]:
    """Dotted settings and their values that make *wanted* of *base*; the models as one value if *whole*."""
    before, after = base.to_table(), wanted.to_table()
    if (
        set(before["dataset"]) - set(after["dataset"]) or base.dataset != wanted.dataset
    ):  # also where a value is taken back
        yield "dataset.name", wanted.dataset
        before["dataset"] = Experiment.parse({**after, "dataset": {"name": wanted.dataset}}).to_table()["dataset"]
    yield from _differing("dataset.", before.pop("dataset"), after.pop("dataset"))
    models, others = after.pop("models"), before.pop("models")
    yield from _differing("", before, after)
    if not whole and [m["family"] for m in models] == [m["family"] for m in others]:
        for index, (old, new) in enumerate(zip(others, models, strict=True)):
            yield from _differing(f"models.{index}.", old, new)
    elif models != others:
        yield "models", models


def _differing(place: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((place + key, value) for key, value in new.items() if key not in old or old[key] != value)


def _as_options(settings: Sequence[tuple[str, Any]]) -> Iterator[str]:
    for path, value in settings:
        if path in OWN_OPTIONS:
            yield from (f"--{path}", str(value))
        else:
            plain = f"{path}={value}"
            same = isinstance(value, str) and parse_settings([plain]) == {path: value}
            yield from ("--set", plain if same else f"{path}={_toml(value)}")


def _toml(value: Any) -> str:
    """A value as TOML on one line; texts in single quotes where they can be, which no shell makes much of."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        plain = "'" not in value and value.isprintable()
        return f"'{value}'" if plain else json.dumps(value, ensure_ascii=False)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, Sequence):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return repr(value)
