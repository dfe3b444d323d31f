"""The presets that come with the program: experiments in ``resources/presets``, tuned and measured.

Those of the museum of mistakes lie each in a folder of its own in ``resources/museum``, beside the lesson that is told
of it. They go by the name ``museum-FOLDER``, and are listed apart: nobody should learn from them by accident.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trainers import places
from trainers.knobs import ConfigError

MUSEUM = "museum-"  # what the names of its presets begin with
BUNDLED = ("embedded", "rendered")  # sources of data that are always there
# What a newcomer should meet before others on the same data, for few cards are seen at once.
FIRST = ("ae-digits", "vae-digits", "ae-vs-vae-digits", "beta-sweep-digits")


@dataclass(frozen=True)
class Preset:
    """A preset as it is listed; ``trainers.experiment.read_toml(preset.path)`` reads the whole."""

    name: str
    title: str
    summary: str
    dataset: str
    steps: int
    families: tuple[str, ...]
    path: Path
    opens_in: str = ""  # the workspace in which it is first seen, where it names one


def list_presets() -> tuple[Preset, ...]:
    """Every preset: those on embedded and then on rendered data first, as they need no download, then by data, and of
    one data set those of FIRST before the others, by name."""
    from trainers.catalog import datasets

    sources = {name: each.source for name, each in datasets().items()}

    def place(preset: Preset) -> tuple[int, str, int, str]:
        source = _rank(BUNDLED, sources.get(preset.dataset, ""))
        return source, preset.dataset, _rank(FIRST, preset.name), preset.name

    return tuple(sorted((_read(path) for path in _folder().glob("*.toml")), key=place))


def _rank(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


def list_exhibits() -> tuple[Preset, ...]:
    """Those of the museum of mistakes, by name."""
    return tuple(_read(path) for _, path in sorted(_exhibits().items()))


def is_preset(name: str) -> bool:
    """Whether there is a preset of that name, in the museum or outside of it."""
    return name in _paths()


def preset_files() -> dict[str, Path]:
    """The files of all presets by name, the museum's among them; they are not read for that."""
    return _paths()


def preset_path(name: str) -> Path:
    """The file of the preset *name*, in the museum or outside of it; raises ConfigError that lists the known ones."""
    paths = _paths()
    if name not in paths:
        raise ConfigError(f"preset: expected one of {', '.join(sorted(paths))}, found {name!r}", "preset")
    return paths[name]


def _paths() -> dict[str, Path]:
    return {path.stem: path for path in _folder().glob("*.toml")} | _exhibits()


def _folder() -> Path:
    return places.resources_dir() / "presets"


def _exhibits() -> dict[str, Path]:
    """The experiments of the museum by their names as presets."""
    found = (places.resources_dir() / "museum").glob("*/experiment.toml")
    return {MUSEUM + path.parent.name: path for path in found}


def _read(path: Path) -> Preset:
    """The listed part; that the rest can be used is for the tests to say."""
    found = path.stat()
    return _read_as_of(path, found.st_mtime_ns, found.st_size)


@cache
def _read_as_of(path: Path, _modified: int, _size: int) -> Preset:
    """Read once, as long as nobody changes the file."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    families = tuple(model["family"] for model in table["models"])
    data, opens_in = table["dataset"]["name"], table.get("opens_in", "")
    name = path.stem if path.parent == _folder() else MUSEUM + path.parent.name
    return Preset(name, table["title"], table["summary"], data, table["steps"], families, path, opens_in)
