"""The window's foot: the run as a line, its keyframes as ticks, a knob that looks back, and what to do from there."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QToolTip, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button
from explorer.style.theme import DARK, Theme

_KNOB = 7.0  # radius in logical pixels
_TICK = 6.0  # half the height of a tick
_MARK = 5.0  # half the width of a mark
_APART = 3.0  # logical pixels between ticks at least: many keyframes thin out, they never become a bar


class TimelineBar(QWidget):
    """Steps back and forth through the keyframes, and the line between the two buttons. Where one looks back a third
    button trains on with the weights of that keyframe; its place is kept, so that the line never moves under a drag."""

    scrubbed = Signal(int)  # the step of a keyframe
    live_requested = Signal()
    train_on_requested = Signal(int)  # the step of the keyframe that is looked at

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.line = TimelineLine(self)
        self.line.scrubbed.connect(self.scrubbed)
        self.line.live_requested.connect(self.live_requested)
        self.back_button, self.live_button = QToolButton(), QToolButton()
        for button, name in ((self.back_button, "timelineBack"), (self.live_button, "timelineLive")):
            button.setObjectName(name)
            button.setAutoRaise(True)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.back_button.setText("◀")
        self.back_button.setToolTip(self.tr("One keyframe back"))
        self.back_button.setAccessibleName(self.tr("One keyframe back"))
        self.back_button.clicked.connect(self.line.step_back)
        self.live_button.setText(self.tr("▶ live"))
        self.live_button.setToolTip(self.tr("Back to the newest state (End)"))
        self.live_button.setAccessibleName(self.tr("Live"))
        self.live_button.clicked.connect(self.live_requested)
        self.train_button = make_button(self.tr("Train on from here"), "timelineTrainOn", "pill")
        self.train_button.clicked.connect(self._on_train_on_clicked)
        keeps = self.train_button.sizePolicy()
        keeps.setRetainSizeWhenHidden(True)
        self.train_button.setSizePolicy(keeps)
        self._can_train = self._kept = True
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget, stretch in (
            (self.back_button, 0), (self.line, 1), (self.live_button, 0), (self.train_button, 0),
        ):  # fmt: skip
            layout.addWidget(widget, stretch)
        self.set_theme(DARK)
        self._enable()

    def show_keyframes(self, steps: Sequence[int], total: int) -> None:
        """The steps of the keyframes, rising, and the step at which the line ends."""
        self.line.show_keyframes(steps, total)
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

    def show_can_train(self, able: bool, kept: bool) -> None:
        """Whether there is a run that can go on, and whether the weights of where one looks are kept."""
        self._can_train, self._kept = able, kept
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
            "counted on from the newest, and a mark on curve and timeline shows the branch; settings stay as they "
            "are now."
        )
        if not self._kept:
            tip = self.tr("Only the pictures of this step are kept, not its weights: it is of an earlier session.")
        self.train_button.setToolTip(plain_tip(tip))

    def _on_train_on_clicked(self) -> None:
        if self.line.position is not None:
            self.train_on_requested.emit(self.line.position)


class TimelineLine(QWidget):
    """The line itself. The knob snaps to keyframes, for only they can be shown; at the far end it is live."""

    scrubbed = Signal(int)
    live_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineLine")
        self.setAccessibleName(self.tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = DARK
        self._keyframes: tuple[int, ...] = ()
        self._total, self._progress = 1, 0
        self.position: int | None = None
        self._marks: tuple[tuple[int, str], ...] = ()
        self._wished: int | None = None  # of the drag in progress, so that a wish is said once
        self._describe()

    def sizeHint(self) -> QSize:
        return QSize(240, 26)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 26)

    # ------------------------------------------------------------------ inputs
    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_keyframes(self, steps: Sequence[int], total: int) -> None:
        if total < 0 or list(steps) != sorted(set(steps)):
            raise ValueError(f"expected rising steps and a total of at least 0, found {list(steps)} and {total}")
        self._keyframes, self._total = tuple(steps), max(1, total, *steps, self._progress)
        self._describe()

    def show_progress(self, step: int) -> None:
        self._progress, self._total = step, max(self._total, step)
        self._describe()

    def show_position(self, step: int | None) -> None:
        self.position = step
        self._describe()

    def show_marks(self, marks: Sequence[tuple[int, str]]) -> None:
        self._marks = tuple(marks)
        self._describe()

    def mark_at(self, x: float) -> str:
        """The step and what happened there, of the mark nearest to *x* within reach; empty where there is none."""
        near = [(abs(self.x_of(step) - x), step, text) for step, text in self._marks]
        found = min(near, default=(_KNOB + 1, 0, ""))
        return self.tr("step {0}: {1}").format(found[1], found[2]) if found[0] <= _KNOB else ""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self.mark_at(event.pos().x())), self)
            return True
        return super().event(event)

    def _describe(self) -> None:
        shown = self._progress if self.position is None else self.position
        where = self.tr("live, step {0}") if self.position is None else self.tr("looking back at step {0}")
        count = len(self._keyframes)
        happened = "".join(f"; {step}: {text}" for step, text in self._marks)
        self.setAccessibleDescription(
            where.format(shown) + self.tr(" of {0}; keyframes: {1}").format(self._total, count) + happened
        )
        self.update()

    # ------------------------------------------------------------------ geometry
    @property
    def _shown(self) -> int:
        """The step at which the knob stands."""
        return self._progress if self.position is None else self.position

    def x_of(self, step: float) -> float:
        """Where a step lies, in logical pixels."""
        return _KNOB + 1 + (self.width() - 2 * _KNOB - 2) * step / self._total

    def keyframe_at(self, x: float) -> int | None:
        """The keyframe nearest to *x*, or None (live) nearer to the end of training than to any of them."""
        if not self._keyframes:
            return None
        nearest = min(self._keyframes, key=lambda step: abs(self.x_of(step) - x))
        live_is_nearer = abs(self.x_of(self._progress) - x) < abs(self.x_of(nearest) - x)
        return None if live_is_nearer or x > self.x_of(self._progress) + _KNOB else nearest

    @property
    def earlier(self) -> int | None:
        """The keyframe before the one shown."""
        index = bisect_left(self._keyframes, self._shown)
        return self._keyframes[index - 1] if index else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self.height() / 2
        theme = self._theme
        self._draw_line(painter, self.x_of(0), self.x_of(self._total), theme.field_hover)
        self._draw_line(painter, self.x_of(0), self.x_of(self._progress), theme.border)
        if self.position is not None:
            self._draw_line(painter, self.x_of(0), self.x_of(self.position), theme.accent)
        painter.setPen(QPen(QColor(theme.muted), 1.5))
        last = -_APART
        for step in self._keyframes:
            x = round(self.x_of(step)) + 0.5
            if x - last >= _APART:
                painter.drawLine(QPointF(x, y - _TICK), QPointF(x, y + _TICK))
                last = x
        self._paint_marks(painter, y)
        painter.setPen(QPen(QColor(theme.window if not self.hasFocus() else theme.accent), 2))
        painter.setBrush(QColor(theme.text if self.position is None else theme.accent))
        if theme.name == "dark" and self.position is None:
            painter.setBrush(QColor(theme.accent_text))
        painter.drawEllipse(QPointF(self.x_of(self._shown), y), _KNOB, _KNOB)

    def _paint_marks(self, painter: QPainter, y: float) -> None:
        """Diamonds that stand out from the ticks."""
        painter.setPen(QPen(QColor(self._theme.window), 1))
        painter.setBrush(QColor(self._theme.text))
        last = -_APART
        for step, _ in self._marks:
            x = self.x_of(step)
            if x - last >= _APART:
                tips = ((0, -_MARK), (_MARK, 0), (0, _MARK), (-_MARK, 0))
                painter.drawPolygon([QPointF(x + right, y + down) for right, down in tips])
                last = x

    def _draw_line(self, painter: QPainter, left: float, right: float, colour: str) -> None:
        painter.setPen(QPen(QColor(colour), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(left, self.height() / 2), QPointF(right, self.height() / 2))

    # ------------------------------------------------------------------ pointer and keyboard
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._keyframes:
            self._wished = self.position
            self._wish(self.keyframe_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._keyframes:
            self._wish(self.keyframe_at(event.position().x()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._wished = self.position
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Down):
            self.step_back()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Up) and self.position is not None:
            index = bisect_right(self._keyframes, self.position)
            self._wish(self._keyframes[index] if index < len(self._keyframes) else None)
        elif key == Qt.Key.Key_Home and self._keyframes:
            self._wish(self._keyframes[0])
        elif key == Qt.Key.Key_End:
            self._wish(None)
        else:
            super().keyPressEvent(event)

    def step_back(self) -> None:
        """Wishes for the keyframe before the one shown."""
        self._wished = self.position
        if self.earlier is not None:
            self._wish(self.earlier)

    def _wish(self, step: int | None) -> None:
        if step == self._wished:
            return
        self._wished = step
        if step is None:
            self.live_requested.emit()
        else:
            self.scrubbed.emit(step)


if __name__ == "__main__":
    from explorer.widgets.sample_data import show_alone

    def _demo() -> QWidget:
        bar = TimelineBar()
        bar.show_keyframes([100, 350, 780, 1580, 3200, 4800], 8000)
        bar.show_progress(6560)
        bar.scrubbed.connect(bar.show_position)
        bar.live_requested.connect(lambda: bar.show_position(None))
        return bar

    show_alone(_demo, 900, 60)
