"""Colours, each with one meaning, in a dark and a light variant; and the style sheet made from them.

Views take a :class:`Theme` through ``set_theme`` and draw with its colours; they hold no colours of their own.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from string import Template
from typing import Literal

from PySide6.QtCore import QLocale, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from explorer.style.dresser import Dresser
from explorer.style.style_sheet import TEMPLATE
from trainers.places import resources_dir

Mode = Literal["system", "light", "dark"]
FONT_SIZES = {
    "tiny": 11.0,
    "small": 11.5,
    "body": 13.0,
    "title": 14.0,
    "reading": 15.0,
    "big": 18.0,
    "huge": 32.0,
}  # px at scale 1
MIN_FONT_SCALE, MAX_FONT_SCALE = 0.8, 3.0
PROJECTED_SCALE, PROJECTED_THICK = 1.5, 1.8  # of the text, at least; of lines and dots

# Ten class colours that stay apart under the common colour-vision deficiencies (after Paul Tol's and Tableau's sets);
# labels in the legend are the second cue. Readable on both backgrounds.
CLASS_COLOURS = (
    "#4e79a7", "#e15759", "#59a14f", "#f28e2b", "#b07aa1", "#76b7b2", "#edc948", "#ff9da7", "#9c755f", "#8d99ae",
)  # fmt: skip


@dataclass(frozen=True)
class Theme:
    """Every colour as ``#rrggbb``. The names say what a colour means, not what it looks like. Lines of curves and dots
    of maps are drawn ``thick`` times as thick as they are meant, for those who sit far from a projector's picture."""

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
    thick: float = 1.0


DARK = Theme(
    name="dark", window="#14171c", panel="#1a1d24", field="#262a33", field_hover="#303541", border="#2b303a",
    text="#e6e9ef", muted="#9aa3b2", accent="#3d8bfd", accent_text="#ffffff", canvas="#0f1115", live="#5fb98e",
    warning="#e0a93b", error="#ef6b6b", hole="#d6336c", real="#57d296", fake="#b584f7", discriminator="#3d9be8",
    generator="#b584f7", gradient="#e06fc0", models=("#4c8dff", "#e0964a", "#57b98b", "#c57be0"),
)  # fmt: skip

LIGHT = Theme(
    name="light", window="#f3f4f7", panel="#ffffff", field="#e9ecf1", field_hover="#dde2ea", border="#d3d8e0",
    text="#1b1f27", muted="#5c6573", accent="#1f6fe5", accent_text="#ffffff", canvas="#fbfbfd", live="#1e774b",
    warning="#8f5e08", error="#c0343c", hole="#c2255c", real="#1f8a55", fake="#7a3fd0", discriminator="#1565b8",
    generator="#7a3fd0", gradient="#b0308f", models=("#1f5fd0", "#b5651d", "#2b7d55", "#8a3fb0"),
)  # fmt: skip

THEMES = {theme.name: theme for theme in (DARK, LIGHT)}


def mix(first: str, second: str, share: float) -> str:
    """``#rrggbb`` with *share* (0 to 1) of *second* in *first*."""
    a, b = QColor(first), QColor(second)
    channels = ((x + (y - x) * share) for x, y in zip(a.getRgb()[:3], b.getRgb()[:3], strict=True))  # type: ignore[index]
    return "#" + "".join(f"{round(channel):02x}" for channel in channels)


def hole_ink(theme: Theme) -> str:
    """The hole colour for texts and thin lines: lighter in the dark theme, where the colour itself is hard to read."""
    return mix(theme.hole, theme.text, 0.35) if theme.name == "dark" else theme.hole


def stylesheet(theme: Theme, scale: float = 1.0) -> str:
    """The application's style sheet. *scale* enlarges the text, for a projector."""
    dark = theme.name == "dark"
    accent = QColor(theme.accent)
    colours = {name: value for name, value in asdict(theme).items() if isinstance(value, str)}
    derived = {
        "faint": mix(theme.muted, theme.panel, 0.45),
        "field_off": mix(theme.field, theme.panel, 0.5),
        "accent_hover": mix(theme.accent, theme.text if dark else "#000000", 0.12),
        "segment": mix(theme.field, theme.text, 0.12) if dark else theme.panel,
        "hole_ink": hole_ink(theme),
        **{f"{name}_tint": mix(theme.panel, colours[name], 0.12) for name in ("live", "warning", "error")},
        **{f"{name}_edge": mix(theme.panel, colours[name], 0.45) for name in ("live", "warning", "error")},
        **{f"{name}_tint": mix(theme.panel, colours[name], 0.24) for name in ("accent", "discriminator", "generator")},
        "groove": mix(theme.field, theme.text, 0.06),
        "scroll": mix(theme.border, theme.muted, 0.35),
        "knob": "#ffffff",
        "knob_edge": "#ffffff" if dark else mix(theme.border, theme.muted, 0.5),
        "focus": f"rgba({accent.red()}, {accent.green()}, {accent.blue()}, 46)",
        "pill": str(int(7 * scale + 3.5)),  # never more than half of a pill's height, or Qt draws it square
        "mark": f"{14 * scale:.0f}",
        "half_mark": str(int(14 * scale + 2) // 2),  # the border counts
        "icons": (resources_dir() / "icons").as_posix(),
    }
    sizes = {name: f"{size * scale:.0f}px" for name, size in FONT_SIZES.items()}
    return Template(TEMPLATE).substitute(colours, **derived, **sizes)


def palette(theme: Theme) -> QPalette:
    """The palette for what the style sheet leaves to the style: check marks, dialogs, pyqtgraph's menus."""
    role, group = QPalette.ColorRole, QPalette.ColorGroup
    colours = {
        role.Window: theme.window, role.WindowText: theme.text, role.Base: theme.field, role.Text: theme.text,
        role.AlternateBase: theme.panel, role.Button: theme.field, role.ButtonText: theme.text,
        role.BrightText: theme.accent_text, role.Highlight: theme.accent, role.HighlightedText: theme.accent_text,
        role.Accent: theme.accent, role.Link: theme.accent, role.LinkVisited: theme.accent,
        role.ToolTipBase: theme.field, role.ToolTipText: theme.text, role.PlaceholderText: theme.muted,
        role.Light: theme.field_hover, role.Midlight: theme.field_hover, role.Mid: theme.border,
        role.Dark: theme.border, role.Shadow: theme.canvas,
    }  # fmt: skip
    made = QPalette()
    for key, colour in colours.items():
        made.setColor(key, QColor(colour))
    faint = QColor(mix(theme.muted, theme.panel, 0.45))
    for key in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(group.Disabled, key, faint)
    return made


# Without a name, a system that is not Chinese itself draws Chinese text in Japanese letterforms.
SIMPLIFIED_CHINESE = ("PingFang SC", "Microsoft YaHei UI", "Noto Sans CJK SC", "Source Han Sans SC")


def interface_font(scale: float = 1.0) -> QFont:
    """The system's font. Where no desktop names one ("Sans Serif"), the best that is installed."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if font.family().lower() in {"sans serif", "sans", "sans-serif"}:
        font.setFamilies(["Inter", "Noto Sans", "Segoe UI", "Sans Serif"])
    if QLocale().script() == QLocale.Script.SimplifiedHanScript:
        font.setFamilies([*font.families(), *SIMPLIFIED_CHINESE])
    font.setPixelSize(round(FONT_SIZES["body"] * scale))
    return font


def apply_theme(app: QApplication, theme: Theme, scale: float = 1.0) -> None:
    """Dresses the whole application: style, palette, font, style sheet."""
    # Off with the old sheet first: Qt replaces one by polishing every widget once for each of its ancestors, some ten
    # times what it takes to polish each of them once, as it does where there was no sheet.
    app.setStyleSheet("")
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(palette(theme))
    app.setFont(interface_font(scale))
    app.setStyleSheet(stylesheet(theme, scale))


class ThemeWatcher(QObject):
    """Dresses the application as *mode* asks, now and whenever the system's colour scheme changes.

    ``theme_changed(Theme)`` follows each change, for the views that draw; the theme at the start is in ``theme``.
    """

    theme_changed = Signal(object)

    def __init__(self, app: QApplication, mode: Mode = "system", scale: float = 1.0) -> None:
        super().__init__(app)
        self._app = app
        self._mode: Mode = mode
        self._scale = scale
        self._projected = False
        self._applied: tuple[Theme, float] | None = None
        self.dresser = Dresser(self)
        app.styleHints().colorSchemeChanged.connect(self._on_scheme_changed)
        self._set_scheme()
        self._apply()

    @property
    def theme(self) -> Theme:
        """The theme that is shown."""
        if self._mode != "system":
            theme = THEMES[self._mode]
        else:  # a desktop that does not say which it prefers gets the dark one, which shows pictures best
            theme = LIGHT if self._app.styleHints().colorScheme() is Qt.ColorScheme.Light else DARK
        return replace(theme, thick=PROJECTED_THICK) if self._projected else theme

    @property
    def mode(self) -> Mode:
        return self._mode

    @property
    def font_scale(self) -> float:
        """That of the text as it is shown."""
        return max(self._scale, PROJECTED_SCALE) if self._projected else self._scale

    @property
    def chosen_scale(self) -> float:
        """That which was chosen, whether it is shown or a projector needs a larger one."""
        return self._scale

    def set_mode(self, mode: Mode) -> None:
        """Follow the system, or stay light or dark."""
        self._mode = mode
        self._set_scheme()
        self._apply()

    def set_font_scale(self, scale: float) -> None:
        """Enlarges all text, for a projector; clipped to MIN_FONT_SCALE .. MAX_FONT_SCALE."""
        self._scale = min(max(scale, MIN_FONT_SCALE), MAX_FONT_SCALE)
        self._apply()

    def set_projected(self, projected: bool) -> None:
        """Everything large and thick enough to be seen from the last row, or as it was chosen."""
        self._projected = projected
        self._apply()

    def _set_scheme(self) -> None:
        """Title bars and native dialogs follow too."""
        scheme = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}.get(self._mode, Qt.ColorScheme.Unknown)
        self._app.styleHints().setColorScheme(scheme)

    def _on_scheme_changed(self) -> None:
        self._apply()

    def _apply(self) -> None:
        wanted = (self.theme, self.font_scale)
        if wanted == self._applied:
            return
        self._applied = wanted
        with self.dresser.only_what_is_seen():
            apply_theme(self._app, self.theme, self.font_scale)
        self.theme_changed.emit(self.theme)
