"""``latent-explorer presets``: the experiments that come with the program."""

from __future__ import annotations

from dataclasses import dataclass

from trainers.cli.console import DONE, print_json, put
from trainers.presets import list_presets


@dataclass(frozen=True)
class Presets:
    """List the presets."""

    json: bool = False
    """Print JSON instead of text."""


def run(command: Presets) -> int:
    """Lists them."""
    presets = list_presets()
    if command.json:
        print_json([{"name": p.name, "title": p.title, "summary": p.summary, "dataset": p.dataset} for p in presets])
    else:
        for preset in presets:
            put(f"{preset.name:18} {preset.title}. {preset.summary}")
    return DONE
