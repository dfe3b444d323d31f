"""One knob of a form: label, tag, Reset and field, a slider beneath, and the error where there is one."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QToolTip, QVBoxLayout, QWidget

from explorer.form.knob_editors import KnobEditor, make_editor
from explorer.form.shared_knobs import plain_value
from explorer.style.icons import make_icon
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_icon_button, make_label
from explorer.style.theme import Theme
from explorer.texts.data_texts import knob_text, range_text
from trainers.knobs import KnobSpec

TIP_GAP, TIP_MS = 4, 10_000  # px between a tooltip and what it is about; how long it stays


class KnobRow(QWidget):
    """Label, tag, Reset and field on one line; a slider and the error beneath."""

    edited = Signal(str, object)
    help_requested = Signal(str)
    restart_requested = Signal()

    def __init__(self, spec: KnobSpec, prefix: str, with_slider: bool) -> None:
        super().__init__()
        self.spec = spec
        self._value: Any = spec.default
        self._origin: Any = plain_value(spec.default)
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
        self._locked = make_label(self.tr("locked"), "small", f"{prefix}{spec.name}-locked")
        self._locked.setToolTip(plain_tip(self.tr("Locked for this class")))
        self._locked.hide()
        self._error = make_label("", "error", f"{prefix}{spec.name}-error", wrap=True)
        self._error.hide()
        self._in_force = make_label("", "small", f"{prefix}{spec.name}-in-force", wrap=True)
        self._in_force.hide()
        self._can_only_be_read = False
        self._refused = False  # the error is about what stands in the field, not about a value that was sent
        self._reset = make_icon_button(f"{prefix}{spec.name}-reset", "")
        self._reset.setEnabled(False)
        self._reset.installEventFilter(self)
        self._name_widgets(prefix)
        self.show_origin(spec.default, self.tr("Back to %1"))
        self._lay_out()
        self._editor.edited.connect(self._on_edited)
        self._editor.rejected.connect(self._on_rejected)
        self._editor.dropped.connect(self._on_dropped)
        self._reset.clicked.connect(self._on_reset_clicked)
        for widget in (self._editor.input, self._editor.below):
            if widget is not None:
                widget.installEventFilter(self)
        self._editor.show_value(spec.default)
        self.setToolTip(plain_tip(self._help))

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
        self._origin = plain_value(value)
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
        top.addWidget(self._locked)
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
        column.addWidget(self._in_force)
        column.addWidget(self._error)

    def show_value(self, value: Any) -> None:
        value = plain_value(value)
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
        self._tag.setVisible(self.spec.live and not needed and not self._can_only_be_read)

    def show_in_force(self, text: str, tip: str) -> None:
        """What is done with the value now, where that is another; empty: as it stands in the field."""
        self._in_force.setText(text)
        self._in_force.setToolTip(plain_tip(tip))
        self._in_force.setVisible(bool(text))

    def set_locked(self, locked: bool, why: str = "") -> None:
        """Whether it can only be read, and *why*: for a class, which is said beside it, where nothing else is."""
        self._can_only_be_read = locked
        self._locked.setVisible(locked and not why)
        self._tag.setVisible(self.spec.live and not locked and self._restart.isHidden())
        self._reset.setVisible(not locked)
        self._restart.setEnabled(not why)
        for part in (self._editor.field, self._editor.below):
            if part is not None:
                part.setEnabled(not locked)
        said = (why or self.tr("Locked for this class"), self._help) if locked else (self._help,)
        self.setToolTip(plain_tip("\n".join(said)))

    def focus(self) -> None:
        """Puts the focus into the field."""
        self._editor.input.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_theme(self, theme: Theme) -> None:
        self._reset.setIcon(make_icon("reset", theme.muted, 14, disabled_opacity=0))

    def _on_edited(self, value: Any) -> None:
        self.show_error("")
        self._value = plain_value(value)
        self._reset.setEnabled(self._value != self._origin)
        self.edited.emit(self.spec.name, value)

    def _on_rejected(self, text: str) -> None:
        found = self.tr("nothing") if not text.strip() else f"“{text.strip()}”"
        wanted = range_text(self.spec)
        self.show_error(self.tr("Expected %1, found %2.").replace("%1", wanted).replace("%2", found))
        self._refused = True

    def _on_dropped(self) -> None:
        """The unusable text is gone, and so is what was said of it."""
        if self._refused:
            self.show_error("")

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
        QToolTip.showText(corner, plain_tip(self._reset_tip), self._reset, self._reset.rect(), TIP_MS)
        for each in QApplication.topLevelWidgets():
            if each.metaObject().className() == "QTipLabel":  # how high it is depends on its lines
                each.move(corner.x(), corner.y() - each.height() - TIP_GAP)
