"""Knob specs become rows of a form; errors stand at their field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from explorer.form.knob_row import KnobRow
from explorer.form.restart_bar import RestartBar
from explorer.style.icons import make_icon
from explorer.style.style_sheet import make_button, make_label
from explorer.style.theme import DARK, Theme
from explorer.texts.data_texts import knob_text
from trainers.knobs import KnobSpec

Sliders = Literal["bounded", "live"]


class KnobForm(QWidget):
    """The knobs of one model, of all models, or of a dataset.

    ``knob_edited(name, value)`` is a usable value (throttled to the display's rate while a slider moves);
    ``help_requested(text)`` follows pointer and focus, empty when the pointer leaves; ``restart_requested`` and
    ``fork_requested`` come from the bar that appears when changed settings wait for a restart. Object names are
    *prefix* + the knob's name, with ``-slider``, ``-reset``, ``-error`` for its other parts.
    """

    knob_edited = Signal(str, object)
    help_requested = Signal(str)
    restart_requested = Signal()
    fork_requested = Signal()

    def __init__(
        self, specs: Sequence[KnobSpec], title: str = "", prefix: str = "", sliders: Sliders = "bounded",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._rows = {spec.name: KnobRow(spec, prefix, sliders == "bounded" or spec.live) for spec in specs}
        self._more = make_button(self.tr("More…"), f"{prefix}more", "link", checkable=True)
        self._advanced = QWidget()
        self._bar = RestartBar(prefix)
        self._bar.hide()
        self._bar.restart_requested.connect(self.restart_requested)
        self._bar.fork_requested.connect(self.fork_requested)
        self._lay_out(title)
        for row in self._rows.values():
            row.edited.connect(self.knob_edited)
            row.restart_requested.connect(self.restart_requested)
            row.help_requested.connect(self.help_requested)
        self._more.toggled.connect(self._on_more_toggled)
        self._theme = DARK
        self.set_theme(DARK)

    def _lay_out(self, title: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(9)
        if title:
            column.addWidget(make_label(title, "caption", wrap=True))
        advanced = [row for row in self._rows.values() if row.spec.group == "advanced"]
        others = [row for row in self._rows.values() if row not in advanced]
        for group in dict.fromkeys(row.spec.group for row in others):
            for row in others:
                if row.spec.group == group:
                    column.addWidget(row)
        if advanced:
            column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self._advanced)
            folded = QVBoxLayout(self._advanced)
            folded.setContentsMargins(0, 0, 0, 0)
            folded.setSpacing(9)
            for row in advanced:
                folded.addWidget(row)
        else:
            self._more.setParent(self)
            self._advanced.setParent(self)
            self._more.hide()
        self._advanced.hide()
        column.addWidget(self._bar)

    def show_values(self, values: Mapping[str, Any]) -> None:
        """Shows the knobs' values; names without a row here are someone else's and are passed over."""
        for name, value in values.items():
            if name in self._rows:
                self._rows[name].show_value(value)

    def show_origins(self, values: Mapping[str, Any], preset: bool = False) -> None:
        """What the arrows go back to: the values with which a preset (*preset*) or a file was opened; a knob that is
        not among them goes back to its family's default."""
        opened = self.tr("Back to %1, as the preset has it") if preset else self.tr("Back to %1, as it was opened")
        for name, row in self._rows.items():
            if name in values:
                row.show_origin(values[name], opened)
            else:
                row.show_origin(row.spec.default, self.tr("Back to %1"))

    def show_error(self, name: str, text: str) -> bool:
        """*text* at the field of knob *name*; False when that knob is not in this form."""
        row = self._rows.get(name)
        if row is None:
            return False
        row.show_error(text)
        if text and row.spec.group == "advanced":
            self._more.setChecked(True)
        return True

    def focus_first(self) -> None:
        """Puts the focus into the first field."""
        next(iter(self._rows.values())).focus()

    def clear_errors(self) -> None:
        """Clears what ``show_error`` showed; a field whose text cannot be used keeps saying so."""
        for row in self._rows.values():
            row.clear_error()

    def show_can_fork(self, able: bool) -> None:
        """Whether there is one run that could be forked."""
        self._bar.show_can_fork(able)

    def show_misfits(self, labels: Sequence[str]) -> None:
        """Settings, of this form or another, that keep the run from being forked."""
        self._bar.show_misfits([knob_text(label) for label in labels])

    def show_restart_needed(self, names: Collection[str]) -> None:
        """Marks the knobs whose change waits for a restart, and offers it; an empty collection clears."""
        for name, row in self._rows.items():
            row.show_restart(name in names)
            if name in names and row.spec.group == "advanced":
                self._more.setChecked(True)
        self._bar.setVisible(any(name in self._rows for name in names))

    def show_in_force(self, texts: Mapping[str, str], tip: str) -> None:
        """What is done now with the values of some knobs, where that is another than they say, and why."""
        for name, row in self._rows.items():
            row.show_in_force(texts.get(name, ""), tip)

    def show_locked(self, names: Collection[str], why: str = "") -> None:
        """The knobs that can only be read, and *why*; for a class where nothing is said."""
        for name, row in self._rows.items():
            row.set_locked(name in names, why)
        self._bar.setEnabled(not why)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        for row in self._rows.values():
            row.set_theme(theme)
        self._show_fold()

    def _on_more_toggled(self, unfolded: bool) -> None:
        self._advanced.setVisible(unfolded)
        self._show_fold()

    def _show_fold(self) -> None:
        unfolded = self._more.isChecked()
        self._more.setText(self.tr("Less") if unfolded else self.tr("More…"))
        self._more.setIcon(make_icon("down" if unfolded else "right", self._theme.muted, 12))
