"""Colours, each with one meaning, in a dark and a light variant; and the style sheet made from them.

Views take a :class:`Theme` through ``set_theme`` and draw with its colours; they hold no colours of their own.
"""

from __future__ import annotations

from dataclasses import dataclass

# Ten class colours that stay apart under the common colour-vision deficiencies (after Paul Tol's and Tableau's sets);
# labels in the legend are the second cue. Readable on both backgrounds.
CLASS_COLOURS = (
    "#4e79a7", "#e15759", "#59a14f", "#f28e2b", "#b07aa1", "#76b7b2", "#edc948", "#ff9da7", "#9c755f", "#8d99ae",
)  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """Every colour as ``#rrggbb``. The names say what a colour means, not what it looks like."""

    name: str
    window: str  # behind everything
    panel: str  # cards and groups
    field: str  # buttons, inputs, pills
    field_hover: str
    border: str
    text: str
    muted: str  # secondary text
    accent: str  # the one primary action, focus, selection
    accent_text: str
    canvas: str  # behind maps and pictures
    live: str  # "takes effect at once", "autosaved", "fine"
    warning: str
    error: str
    hole: str
    real: str
    fake: str
    discriminator: str
    generator: str
    gradient: str
    models: tuple[str, ...]  # one per model of an experiment, for curves
    classes: tuple[str, ...] = CLASS_COLOURS


DARK = Theme(
    name="dark", window="#14171c", panel="#1a1d24", field="#262a33", field_hover="#303541", border="#2b303a",
    text="#e6e9ef", muted="#9aa3b2", accent="#3d8bfd", accent_text="#ffffff", canvas="#0f1115", live="#5fb98e",
    warning="#e0a93b", error="#ef6b6b", hole="#d6336c", real="#57d296", fake="#b584f7", discriminator="#3d9be8",
    generator="#b584f7", gradient="#e06fc0", models=("#4c8dff", "#e0964a", "#57b98b", "#c57be0"),
)  # fmt: skip

LIGHT = Theme(
    name="light", window="#f3f4f7", panel="#ffffff", field="#e9ecf1", field_hover="#dde2ea", border="#d3d8e0",
    text="#1b1f27", muted="#5c6573", accent="#1f6fe5", accent_text="#ffffff", canvas="#fbfbfd", live="#1f7a4d",
    warning="#94620a", error="#c0343c", hole="#c2255c", real="#1f8a55", fake="#7a3fd0", discriminator="#1565b8",
    generator="#7a3fd0", gradient="#b0308f", models=("#1f5fd0", "#b5651d", "#2b7d55", "#8a3fb0"),
)  # fmt: skip

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}
