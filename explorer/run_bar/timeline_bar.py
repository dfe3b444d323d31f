"""The window's foot: the run as a line, its keyframes as ticks, a knob that looks back, and what to do from there."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from explorer.run_bar.timeline_line import TimelineLine
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button
from explorer.style.theme import DARK, Theme


class TimelineBar(QWidget):
    """Steps back and forth through the keyframes, and the line between the two buttons. Where one looks back a third
    button trains on with the weights of that keyframe; its place is kept, so that the line never moves under a drag."""

    scrubbed = Signal(int)  # the step of a keyframe
    live_requested = Signal()
    train_on_requested = Signal(int)  # the step of the keyframe that is looked at
    parent_requested = Signal()  # the run that this one left

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.line = TimelineLine(self)
        self.line.scrubbed.connect(self.scrubbed)
        self.line.live_requested.connect(self.live_requested)
        self.line.parent_requested.connect(self.parent_requested)
        self.back_button, self.live_button = QToolButton(), QToolButton()
        for button, name in ((self.back_button, "timelineBack"), (self.live_button, "timelineLive")):
            button.setObjectName(name)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back_button.setText("◀")
        self.back_button.setToolTip(plain_tip(self.tr("One keyframe back")))
        self.back_button.setAccessibleName(self.tr("One keyframe back"))
        self.back_button.clicked.connect(self.line.step_back)
        self.live_button.setText(self.tr("▶ live"))
        self.live_button.setToolTip(plain_tip(self.tr("Back to the newest state (End)")))
        self.live_button.setAccessibleName(self.tr("Live"))
        self.live_button.clicked.connect(self.live_requested)
        self.train_button = make_button(self.tr("Train on from here"), "timelineTrainOn", "pill")
        self.train_button.clicked.connect(self._on_train_on_clicked)
        keeps = self.train_button.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.train_button.setSizePolicy(keeps)
        self._can_train = self._kept = True
        self._why_not = ""
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget, stretch in (
            (self.back_button, 0), (self.line, 1), (self.live_button, 0), (self.train_button, 0),
        ):  # fmt: skip
            layout.addWidget(widget, stretch)
        self.set_theme(DARK)
        self._enable()

    def show_keyframes(self, steps: Sequence[int], total: int, kept: Collection[int] | None = None) -> None:
        """The steps of the keyframes, rising, the step at which the line ends, and of which of them weights are *kept*
        (None: of all)."""
        self.line.show_keyframes(steps, total, kept)
        self._enable()

    def show_progress(self, step: int) -> None:
        """How far training has come; there the knob stands while live."""
        self.line.show_progress(step)
        self._enable()

    def show_position(self, step: int | None) -> None:
        """The step that is looked at, or None for live."""
        self.line.show_position(step)
        self._enable()

    def show_marks(self, marks: Sequence[tuple[int, str]]) -> None:
        """What happened to the run on its way: (step, text) each; the text is the tooltip there."""
        self.line.show_marks(marks)

    def show_parent(self, step: int, name: str) -> None:
        """At *step* the run left the one of that *name*, which can be opened; none: an empty name."""
        self.line.show_parent(step, name)

    def show_can_train(self, able: bool, kept: bool, why_not: str = "") -> None:
        """Whether there is a run that can go on, or *why_not* here, and whether the weights of where one looks are
        kept."""
        if (able, kept, why_not) == (self._can_train, self._kept, self._why_not):
            return
        self._can_train, self._kept, self._why_not = able, kept, why_not
        self._enable()

    def set_theme(self, theme: Theme) -> None:
        self.line.set_theme(theme)
        colours = ((self.back_button, theme.muted, theme.border), (self.live_button, theme.accent, theme.muted))
        for button, colour, idle in colours:
            button.setStyleSheet(
                f"QToolButton {{ color: {colour}; background: transparent; border: 0; padding: 2px 4px; }}"
                f"QToolButton:hover, QToolButton:focus {{ background: {theme.field_hover}; border-radius: 4px; }}"
                f"QToolButton:disabled {{ color: {idle}; }}"
            )

    def _enable(self) -> None:
        self.back_button.setEnabled(self.line.earlier is not None)
        self.live_button.setEnabled(self.line.position is not None)
        self.train_button.setVisible(self.line.position is not None)
        self.train_button.setEnabled(self._can_train and self._kept)
        tip = self.tr(
            "The same run goes on, with the weights that are looked at here in place of the newest. Steps are "
            "counted on from the newest, and a mark on curve and timeline shows the branch; settings, and how far the "
            "learning rate has fallen, stay as they are now."
        )
        if not self._kept:
            tip = self.tr(
                "Only the pictures of this step are kept, not its weights: it is of an earlier session, and the folder "
                "of a run keeps the weights of its last save alone."
            )
        self.train_button.setToolTip(plain_tip(self._why_not or tip))

    def _on_train_on_clicked(self) -> None:
        if self.line.position is not None:
            self.train_on_requested.emit(self.line.position)


if __name__ == "__main__":
    from explorer.widgets.sample_data import show_alone

    def _demo() -> QWidget:
        bar = TimelineBar()
        bar.show_keyframes([100, 350, 780, 1580, 3200, 4800], 8000)
        bar.show_progress(6560)
        bar.show_parent(1580, "Digits: VAE")
        bar.scrubbed.connect(bar.show_position)
        bar.live_requested.connect(lambda: bar.show_position(None))
        return bar

    show_alone(_demo, 900, 60)
