"""Knob specs become rows of a form; errors stand at their field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from explorer.form.knob_editors import KnobEditor, make_editor
from explorer.form.restart_bar import RestartBar
from explorer.style.icons import make_icon
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_icon_button, make_label
from explorer.style.theme import DARK, Theme
from explorer.texts.data_texts import knob_text, range_text
from trainers.knobs import KnobSpec

Sliders = Literal["bounded", "live"]
TIP_GAP, TIP_MS = 4, 10_000  # px between a tooltip and what it is about; how long it stays


@dataclass(frozen=True)
class SharedAndOwn:
    """Which knobs stand once for all models, and which are each model's own, in the order of declaration."""

    shared: tuple[KnobSpec, ...]
    own: tuple[tuple[KnobSpec, ...], ...]


def shared_and_own(
    specs_by_model: Sequence[Sequence[KnobSpec]], values_by_model: Sequence[Mapping[str, Any]]
) -> SharedAndOwn:
    """Splits the knobs of several models. Shared are those with an equal spec and an equal value in every model:
    one whose values differ, as beta does in a sweep, must be seen per model. One model has only knobs of its own."""
    if len(specs_by_model) < 2:
        return SharedAndOwn((), tuple(tuple(specs) for specs in specs_by_model))

    def is_shared(spec: KnobSpec) -> bool:
        in_all = all(spec in specs for specs in specs_by_model)
        values = [_plain(values.get(spec.name, spec.default)) for values in values_by_model]
        return in_all and all(value == values[0] for value in values)

    shared = tuple(spec for spec in specs_by_model[0] if is_shared(spec))
    return SharedAndOwn(shared, tuple(tuple(s for s in specs if s not in shared) for specs in specs_by_model))


def _plain(value: Any) -> Any:
    """Lists and tuples count as equal."""
    return tuple(value) if isinstance(value, list) else value


class KnobRow(QWidget):
    """Label, tag, Reset and field on one line; a slider and the error beneath."""

    edited = Signal(str, object)
    help_requested = Signal(str)
    restart_requested = Signal()

    def __init__(self, spec: KnobSpec, prefix: str, with_slider: bool) -> None:
        super().__init__()
        self.spec = spec
        self._value: Any = spec.default
        self._origin: Any = _plain(spec.default)
        self._reset_tip = ""
        self._help = knob_text(spec.help)
        self._editor: KnobEditor = make_editor(spec, self, with_slider)
        self._label = make_label(knob_text(spec.label), name=f"{prefix}{spec.name}-label", wrap=True)
        self._tag = make_label(self.tr("live") if spec.live else "", "live", f"{prefix}{spec.name}-tag")
        if not spec.live:  # shown it is by its parent; without one it would be a window
            self._tag.hide()
        tip = self.tr("This change waits for a restart; click to train again from step 0 with it")
        self._restart = make_button(self.tr("restart"), f"{prefix}{spec.name}-restart", "waiting", tip)
        self._restart.hide()
        self._restart.clicked.connect(self.restart_requested)
        self._error = make_label("", "error", f"{prefix}{spec.name}-error", wrap=True)
        self._error.hide()
        self._refused = False  # the error is about what stands in the field, not about a value that was sent
        self._reset = make_icon_button(f"{prefix}{spec.name}-reset", "")
        self._reset.setEnabled(False)
        self._reset.installEventFilter(self)
        self._name_widgets(prefix)
        self.show_origin(spec.default, self.tr("Back to %1"))
        self._lay_out()
        self._editor.edited.connect(self._on_edited)
        self._editor.rejected.connect(self._on_rejected)
        self._reset.clicked.connect(self._on_reset_clicked)
        for widget in (self._editor.input, self._editor.below):
            if widget is not None:
                widget.installEventFilter(self)
        self._editor.show_value(spec.default)
        self.set_lock_reason("")

    def _name_widgets(self, prefix: str) -> None:
        label = knob_text(self.spec.label)
        self._label.setBuddy(self._editor.input)
        self._editor.input.setObjectName(f"{prefix}{self.spec.name}")
        self._editor.input.setAccessibleName(label)
        self._editor.input.setAccessibleDescription(self._help)
        if self._editor.below is not None:
            self._editor.below.setObjectName(f"{prefix}{self.spec.name}-slider")
            self._editor.below.setAccessibleName(label)
        self._reset.setAccessibleName(self.tr("Reset %1").replace("%1", label))
        self._restart.setAccessibleName(self.tr("Restart with the changed %1").replace("%1", label))

    def show_origin(self, value: Any, template: str) -> None:
        """What the arrow goes back to; *template* says so in a tooltip, %1 stands for the value."""
        self._origin = _plain(value)
        text = " · ".join(map(str, self._origin)) if isinstance(self._origin, tuple) else self._written(self._origin)
        self._reset_tip = template.replace("%1", text)
        self._reset.setAccessibleDescription(self._reset_tip)
        self._reset.setEnabled(self._value != self._origin)

    @staticmethod
    def _written(value: Any) -> str:
        return knob_text(value) if isinstance(value, str) else str(value)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(4)
        fills = self.spec.kind == "ints"  # a list of numbers takes the room that the label leaves
        self._label.setWordWrap(not fills)
        top.addWidget(self._label, 0 if fills else 1)
        top.addWidget(self._tag)
        top.addWidget(self._restart)
        top.addWidget(self._reset)
        whole_line = self.spec.kind in ("path", "text")
        if not whole_line:
            top.addWidget(self._editor.field, 1 if fills else 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        column.addLayout(top)
        if whole_line:
            column.addWidget(self._editor.field)
        if self._editor.below is not None:
            column.addWidget(self._editor.below)
        column.addWidget(self._error)

    def show_value(self, value: Any) -> None:
        value = _plain(value)
        if self._refused and value != self._value:
            self.show_error("")  # another value replaces the unusable text
        self._value = value
        self._editor.show_value(value)
        self._reset.setEnabled(self._value != self._origin)

    def show_error(self, text: str) -> None:
        """The text at the field, which is framed in the error colour; empty clears."""
        self._refused = False
        self._error.setText(text)
        self._error.setVisible(bool(text))
        self._editor.mark(bool(text))

    def clear_error(self) -> None:
        """Clears an error that was shown from outside; what is typed and unusable stays marked."""
        if not self._refused:
            self.show_error("")

    def show_restart(self, needed: bool) -> None:
        """Offers the restart for which the change waits."""
        self._restart.setVisible(needed)
        self._tag.setVisible(self.spec.live and not needed)

    def focus(self) -> None:
        """Puts the focus into the field."""
        self._editor.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_lock_reason(self, reason: str) -> None:
        """Locks the row and says why; empty unlocks."""
        self.setEnabled(not reason)
        self.setToolTip(plain_tip(reason or self._help))

    def set_theme(self, theme: Theme) -> None:
        self._reset.setIcon(make_icon("reset", theme.muted, 14, disabled_opacity=0))

    def _on_edited(self, value: Any) -> None:
        self.show_error("")
        self._value = _plain(value)
        self._reset.setEnabled(self._value != self._origin)
        self.edited.emit(self.spec.name, value)

    def _on_rejected(self, text: str) -> None:
        found = self.tr("nothing") if not text.strip() else f"“{text.strip()}”"
        wanted = range_text(self.spec)
        self.show_error(self.tr("Expected %1, found %2.").replace("%1", wanted).replace("%2", found))
        self._refused = True

    def _on_reset_clicked(self) -> None:
        self._editor.revert()
        self.show_value(self._origin)
        self._on_edited(self._origin)

    def enterEvent(self, event: QEnterEvent) -> None:
        self.help_requested.emit(self._help)

    def leaveEvent(self, event: QEvent) -> None:
        self.help_requested.emit("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._reset and event.type() == QEvent.Type.ToolTip:
            self._show_reset_tip()
            return True
        if watched is not self._reset and event.type() == QEvent.Type.FocusIn:
            self.help_requested.emit(self._help)
        return False

    def _show_reset_tip(self) -> None:
        """Above the arrow and gone with the pointer: elsewhere it would lie over the next field and take its clicks."""
        corner = self._reset.mapToGlobal(QPoint(0, 0))
        QToolTip.showText(corner, self._reset_tip, self._reset, self._reset.rect(), TIP_MS)
        for each in QApplication.topLevelWidgets():
            if each.metaObject().className() == "QTipLabel":  # how high it is depends on its lines
                each.move(corner.x(), corner.y() - each.height() - TIP_GAP)


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
        folded = QVBoxLayout(self._advanced)
        folded.setContentsMargins(0, 0, 0, 0)
        folded.setSpacing(9)
        for group in dict.fromkeys(row.spec.group for row in self._rows.values()):
            for row in self._rows.values():
                if row.spec.group == group:
                    (folded if group == "advanced" else column).addWidget(row)
        if folded.count():
            column.addWidget(self._more, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(self._advanced)
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

    def set_locked(self, locked: bool, reason: str = "") -> None:
        """Locks every knob; the reason is the rows' tooltip meanwhile."""
        for row in self._rows.values():
            row.set_lock_reason((reason or self.tr("Locked for now.")) if locked else "")

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
