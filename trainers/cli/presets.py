"""``latent-explorer presets``: the experiments that come with the program, and then those of the museum of mistakes."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.cli.console import DONE, print_json, put
from trainers.presets import Preset, list_exhibits, list_presets


@dataclass(frozen=True)
class Presets:
    """List the presets, and after them those of the museum of mistakes."""

    json: bool = False
    """Print JSON instead of text."""


def run(command: Presets) -> int:
    """Lists them."""
    presets, exhibits = list_presets(), list_exhibits()
    if command.json:
        print_json([_entry(preset, "presets") for preset in presets] + [_entry(each, "museum") for each in exhibits])
        return DONE
    for preset in presets:
        put(_line(preset))
    if exhibits:
        put("")
        put("The museum of mistakes, each beside what is right:")
    for exhibit in exhibits:
        put(_line(exhibit))
    return DONE


def _line(preset: Preset) -> str:
    return f"{preset.name:18} {preset.title}. {preset.summary}"


def _entry(preset: Preset, part: str) -> dict[str, str]:
    about = {"name": preset.name, "title": preset.title, "summary": preset.summary, "dataset": preset.dataset}
    return {**about, "part": part}
