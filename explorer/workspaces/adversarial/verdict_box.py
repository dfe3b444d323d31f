"""One verdict in a tinted box: how a run goes, the numbers behind it, and what could be done."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from explorer.style.icons import make_icon
from explorer.style.style_sheet import make_button, make_label, set_style
from explorer.style.theme import DARK, Theme
from explorer.texts.verdict_titles import KINDS, verdict_title
from explorer.widgets.elided_label import ElidedLabel
from explorer.widgets.flow_layout import FlowLayout
from explorer.widgets.wrapped_button import WrappedButton

ICON = 15  # px
_STATES = {"healthy": "live", "collapse": "error", "too_early": ""}  # else a warning
_ICONS = {"healthy": "check", "collapse": "close", "too_early": "clock"}  # else "alert"


@dataclass(frozen=True)
class VerdictShown:
    """``kind`` is one of those of `trainers.verdict`, ``text`` the sentence with its numbers. ``remedy_text`` is what
    the button offers ("" without a remedy), and ``changes`` what it would turn; ``taken`` a remedy that was taken and
    can be undone ("" where none was), and ``taken_changes`` what it turned; ``then`` what comes or has to come next."""

    kind: str
    text: str
    remedy_text: str = ""
    changes: str = ""
    taken: str = ""
    taken_changes: str = ""
    then: str = ""


class VerdictBox(QFrame):
    """A big box for one model, a compact one that begins with the model's label for several."""

    remedy_requested = Signal()
    undo_requested = Signal()

    def __init__(self, index: int, compact: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"verdict_{index}")
        self.setProperty("role", "verdict")
        self._index, self._compact, self._theme = index, compact, DARK
        self._shown: VerdictShown | None = None
        self._icon, self._dot, self._check = (make_label() for _ in range(3))
        self._title = ElidedLabel("", "verdict-title", keep=4)
        self._title.setObjectName(f"verdict_title_{index}")
        self._model = ElidedLabel("", "strong", keep=4)
        self._text = make_label("", "small" if compact else "", f"verdict_text_{index}", wrap=True)
        self._remedy = WrappedButton(f"verdict_remedy_{index}")
        self._changes = make_label("", "small", f"verdict_changes_{index}", wrap=True)
        self._done = make_label("", "small", f"verdict_taken_{index}", wrap=True)
        self._done_changes = make_label("", "small", f"verdict_taken_changes_{index}", wrap=True)
        self._then = make_label("", "small", f"verdict_then_{index}", wrap=True)
        self._undo = make_button(self.tr("Undo"), f"verdict_undo_{index}", tip=self.tr("As it was before the remedy"))
        self._remedy.clicked.connect(self.remedy_requested)
        self._undo.clicked.connect(self.undo_requested)
        self._lay_out()
        self.set_theme(DARK)
        self.show_verdict("", None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        edge = 8 if self._compact else 10
        column.setContentsMargins(edge, edge - 2, edge, edge)
        column.setSpacing(3)
        head = FlowLayout(12, 2)
        for icon, words in ((self._dot, self._model), (self._icon, self._title)):
            pair = _pair(icon, words)
            head.addWidget(pair)
            pair.setVisible(self._compact or words is self._title)
        column.addLayout(head)
        column.addWidget(self._text)
        self._remedy_row = QWidget()
        FlowLayout(8, 4, self._remedy_row).addWidget(self._remedy)
        column.addWidget(self._remedy_row)
        column.addWidget(self._changes)
        self._done_row = QWidget()
        done = QVBoxLayout(self._done_row)
        done.setContentsMargins(0, 0, 0, 0)
        done.setSpacing(3)
        done.addWidget(_pair(self._check, self._done))
        done.addWidget(self._done_changes)
        done.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._done_row)
        column.addWidget(self._then)

    def show_verdict(self, label: str, verdict: VerdictShown | None) -> None:
        """What is said of the model called *label*; None where nothing can be. Raises ValueError for another kind."""
        if verdict is not None and verdict.kind not in KINDS:
            raise ValueError(f"verdict: expected one of {', '.join(KINDS)}, found {verdict.kind!r}")
        self._shown = verdict
        kind = "" if verdict is None else verdict.kind
        title, text = ("", "") if verdict is None else (verdict_title(kind), verdict.text)
        state = "" if verdict is None else _STATES.get(kind, "warning")
        self._model.set_text(label)
        self._title.set_text(title or self.tr("no verdict"))
        for part in (self, self._title):
            set_style(part, state=state)
        _say(self._text, text)
        self._show_remedy(verdict)
        words = [part for part in (label if self._compact else "", title, text) if part]
        self.setAccessibleName(". ".join(words))
        self._draw_icons()

    def _show_remedy(self, verdict: VerdictShown | None) -> None:
        shown = VerdictShown("", "") if verdict is None else verdict
        had_focus = self._remedy.hasFocus() or self._undo.hasFocus()
        self._remedy.set_text(shown.remedy_text)
        _say(self._changes, shown.changes if shown.remedy_text else "")
        _say(self._done, shown.taken)
        _say(self._done_changes, shown.taken_changes if shown.taken else "")
        _say(self._then, shown.then if shown.remedy_text or shown.taken else "")
        self._remedy_row.setVisible(bool(shown.remedy_text))
        self._done_row.setVisible(bool(shown.taken))
        if had_focus and (shown.taken or shown.remedy_text):  # the keyboard stays where the wish was made
            (self._undo if shown.taken else self._remedy).setFocus()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._draw_icons()

    def _draw_icons(self) -> None:
        theme, kind = self._theme, "" if self._shown is None else self._shown.kind
        state = _STATES.get(kind, "warning") if kind else ""
        colour = {"live": theme.live, "warning": theme.warning, "error": theme.error}.get(state, theme.muted)
        self._draw(self._icon, _ICONS.get(kind, "alert") if kind else "", colour)
        helped = kind in ("healthy", "partial")  # a remedy that was taken has not worked yet
        self._draw(self._check, "check", theme.live if helped else theme.muted)
        self._draw(self._dot, "dot", theme.models[self._index % len(theme.models)])

    def _draw(self, label: QLabel, name: str, colour: str) -> None:
        label.setVisible(bool(name))
        if name:
            size = QSize(ICON, ICON)
            label.setPixmap(make_icon(name, colour, ICON).pixmap(size, self.devicePixelRatioF()))


def _say(label: QLabel, text: str) -> None:
    label.setText(text)
    label.setVisible(bool(text))


def _pair(icon: QLabel, words: QLabel) -> QWidget:
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(5)
    row.addWidget(icon)
    row.addWidget(words, 1)
    return pair
