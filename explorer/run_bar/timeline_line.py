"""The run as a line: its keyframes as ticks, what happened as diamonds, a knob that looks back, and the way to the run
that it left."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QPointF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from explorer.run_bar.branch_stub import BranchStub
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme
from explorer.texts.whole_number import whole_number

_KNOB = 7.0  # radius in logical pixels
_TICK, _LOW_TICK = 6.0, 3.5  # half the height of a tick, and of one without weights
_MARK = 5.0  # half the width of a mark
_APART = 3.0  # logical pixels between ticks at least: many keyframes thin out, they never become a bar


class TimelineLine(QWidget):
    """The line itself. The knob snaps to keyframes, for only they can be shown; at the far end it is live."""

    scrubbed = Signal(int)
    live_requested = Signal()
    parent_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineLine")
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = DARK
        self._keyframes: tuple[int, ...] = ()
        self._kept: frozenset[int] = frozenset()  # those that are more than pictures
        self._total, self._progress = 1, 0
        self.position: int | None = None
        self._marks: tuple[tuple[int, str], ...] = ()
        self._stub: BranchStub | None = None
        self._on_stub = False  # the pointer is
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

    def show_keyframes(self, steps: Sequence[int], total: int, kept: Collection[int] | None = None) -> None:
        """The steps of the keyframes, rising, and the step at which the line ends. Those of which weights are *kept*
        (None: of all) have the taller ticks."""
        if total < 0 or list(steps) != sorted(set(steps)):
            raise ValueError(f"expected rising steps and a total of at least 0, found {list(steps)} and {total}")
        self._kept = frozenset(steps if kept is None else kept)
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

    def show_parent(self, step: int, name: str) -> None:
        self._stub = BranchStub(step, name) if name else None
        self._describe()

    @property
    def stub_end(self) -> QPointF | None:
        """Where the way on of the run ends that this one left, to be clicked; None where it left none."""
        return None if self._stub is None else self._stub.end(self._fork(self._stub))

    def _fork(self, stub: BranchStub) -> QPointF:
        return QPointF(self.x_of(stub.step), self.height() / 2)

    def _is_on_stub(self, at: QPointF) -> bool:
        return self._stub is not None and self._stub.is_meant(at, self._fork(self._stub))

    def mark_at(self, x: float) -> str:
        """The step and what happened there, of the mark nearest to *x* within reach; empty where there is none."""
        near = [(abs(self.x_of(step) - x), step, text) for step, text in self._marks]
        found = min(near, default=(_KNOB + 1, 0, ""))
        return self.tr("step {0}: {1}").format(whole_number(found[1]), found[2]) if found[0] <= _KNOB else ""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            text = self.mark_at(event.pos().x()) or self._tick_text(event.pos().x())
            if self._stub is not None and self._is_on_stub(QPointF(event.pos())):
                text = self._parent_text(self._stub)
            QToolTip.showText(event.globalPos(), plain_tip(text), self)
            return True
        return super().event(event)

    def _tick_text(self, x: float) -> str:
        """What is known of the tick at *x*, where that is not all."""
        step = min(self._keyframes, key=lambda each: abs(self.x_of(each) - x), default=None)
        if step is None or step in self._kept or abs(self.x_of(step) - x) > _APART:
            return ""
        return self.tr("step {0}: pictures only, its weights are not kept").format(whole_number(step))

    def _parent_text(self, stub: BranchStub) -> str:
        return self.tr("Open the run that this one left at step {0}: {1}").format(whole_number(stub.step), stub.name)

    def _describe(self) -> None:
        shown = self._progress if self.position is None else self.position
        where = self.tr("live, step {0}") if self.position is None else self.tr("looking back at step {0}")
        count, kept = len(self._keyframes), len(self._kept)
        happened = "".join(f"; {whole_number(step)}: {text}" for step, text in self._marks)
        if self._stub is not None:
            happened += "; " + self._parent_text(self._stub)
        self.setAccessibleDescription(
            where.format(whole_number(shown))
            + self.tr(" of {0}; keyframes: {1}").format(whole_number(self._total), count)
            + ("" if kept == count else self.tr(", with weights: {0}").format(kept))
            + happened
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
        if self._stub is not None:
            self._stub.paint(painter, self._fork(self._stub), theme, self._on_stub)
        painter.setPen(QPen(QColor(theme.muted), 1.5))
        last = -_APART
        tall = [round(self.x_of(step)) + 0.5 for step in self._keyframes if step in self._kept]
        for step in self._keyframes:
            x, whole = round(self.x_of(step)) + 0.5, step in self._kept
            hidden = not whole and any(abs(x - other) < _APART for other in tall)  # what can be decoded goes first
            if x - last >= _APART and not hidden:
                half = _TICK if whole else _LOW_TICK
                painter.drawLine(QPointF(x, y - half), QPointF(x, y + half))
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
        if event.button() == Qt.MouseButton.LeftButton and self._is_on_stub(event.position()):
            self.parent_requested.emit()
        elif event.button() == Qt.MouseButton.LeftButton and self._keyframes:
            self._wished = self.position
            self._wish(self.keyframe_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton and self._keyframes:
            self._wish(self.keyframe_at(event.position().x()))
        elif not event.buttons():
            self._point_at_stub(self._is_on_stub(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at_stub(False)
        super().leaveEvent(event)

    def _point_at_stub(self, on: bool) -> None:
        if on != self._on_stub:
            self._on_stub = on
            self.setCursor(Qt.CursorShape.PointingHandCursor if on else Qt.CursorShape.ArrowCursor)
            self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """By the keyboard, too, whose menu key asks for it."""
        if self._stub is None:
            super().contextMenuEvent(event)
            return
        menu = QMenu(self)
        menu.setObjectName("timeline_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._parent_text(self._stub)).triggered.connect(self.parent_requested)
        menu.popup(event.globalPos())

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
