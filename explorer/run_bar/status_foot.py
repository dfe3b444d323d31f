"""The line at the foot: what the run is doing, what to do next, where it stands, and whether it is safe."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import make_button, make_label, set_style, with_steady_digits
from explorer.style.theme import DARK, Theme
from explorer.texts.whole_number import whole_number
from explorer.widgets.elided_label import ElidedLabel
from trainers.messages import Phase

DOT = 9  # px
SHARE, LEAST, MOST = 0.24, 236, 380  # of the foot's width for the status, and its bounds in logical pixels
LINE = 0.29  # of the foot's width for the timeline
UNBOUNDED = 16_777_215  # Qt's QWIDGETSIZE_MAX
SPACING, MARGIN, APART = 8, 14, 8  # px
ABOVE, LOWEST = 6, 38  # px above and below what is said, and of height with letters of the usual size
WHOLE = 5  # things are said beside the step where there is room for all
PROBLEM = 0.28  # of the foot's width at most, for what keeps a run from being saved
TROUBLE = frozenset({Phase.DIVERGED, Phase.OUT_OF_MEMORY, Phase.DEVICE_LOST, Phase.FAILED, Phase.NO_DATA})
SAID_IN_FULL = TROUBLE | {Phase.BESIDE}  # what went wrong, and where there is neither timeline nor clock


class Dot(QWidget):
    """A coloured dot. Beside it always stands a text, the second cue."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self._colour = colour
        self.setFixedSize(QSize(DOT, DOT))

    def set_colour(self, colour: str) -> None:
        if colour != self._colour:
            self._colour = colour
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._colour))
        painter.drawEllipse(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))


class _SentencesLabel(ElidedLabel):
    """Whole sentences, as many as there is room for: the first says how things stand, the next are in the tooltip."""

    def _shortened(self, whole: str, metrics: QFontMetrics, room: int) -> str:
        ends = [found.end() for found in re.finditer(r"\.(?=\s|$)|。", whole)]
        fitting = (whole[:end] for end in reversed(ends) if metrics.horizontalAdvance(whole[:end]) <= room)
        return next(fitting, None) or super()._shortened(whole, metrics, room)


class StatusFoot(QFrame):
    """``action_requested(action)`` carries the action as the worker named it, whatever language it is shown in.

    Status and timeline have their shares of the width, whatever is said, so that the timeline stays where it is. Where
    there is little left, things are left out one after another: the epoch, the age of what is seen, the time, the word
    beside the save dot, the ETA."""

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status-foot")
        self.setProperty("role", "bar")
        self.setProperty("edge", "top")
        self._theme = DARK
        self._phase = Phase.STARTING
        self._saved = True
        self._suggestion = ""
        self._fitting = True  # until all parts are there
        self._said = WHOLE  # how many things are said now
        self._clock_parts: tuple[str, ...] = ()  # step, epoch, time, ETA
        self._clock_room: tuple[str, ...] = ()  # the widest that they may be
        self._saved_word = self._save_text = ""
        self._dot, self._save_dot = Dot(DARK.muted), Dot(DARK.live)
        self._message = _SentencesLabel("", keep=8)
        self._message.setObjectName("status-message")
        self._action = make_button("", "status-action", "pill")
        self._action.clicked.connect(self._on_action_clicked)
        self._clock = make_label("", "muted", "status-clock")
        self._age = make_label("", "muted", "status-age")
        self._save = ElidedLabel("", "badge", keep=10)
        self._save.setObjectName("status-autosave")
        for part in (self._save, self._save_dot):
            keeps = part.sizePolicy()
            keeps.setRetainSizeWhenHidden(True)
            part.setSizePolicy(keeps)
        for label in (self._clock, self._age):
            with_steady_digits(label)
        self._timeline: QWidget | None = None
        self._lay_out()
        for widget in (self._action, self._save_dot, self._save):
            widget.hide()
        self._fitting = False

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(MARGIN, ABOVE, MARGIN, ABOVE)
        line.setSpacing(SPACING)
        self._status = QWidget()
        status = QHBoxLayout(self._status)
        status.setContentsMargins(0, 0, 0, 0)
        status.setSpacing(SPACING)
        for widget in (self._dot, self._message, self._action):
            status.addWidget(widget)
        status.addStretch(1)
        self._message.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        line.addWidget(self._status)
        line.addSpacing(APART)
        self._slot = QHBoxLayout()
        line.addLayout(self._slot, 1)
        line.addSpacing(APART)
        for label in (self._clock, self._age, self._save_dot, self._save):
            line.addWidget(label)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # what is too wide is left out instead
        column.addLayout(line)
        self._slot.addStretch(1)

    # ------------------------------------------------------------------ inputs

    def show_status(self, phase: Phase, message: str, action: str = "", action_text: str = "") -> None:
        """The phase as a dot, *message* as one line, and a button for *action*, whose words are *action_text* (or
        *action* itself). Without an action there is no button."""
        self._phase = phase
        self._suggestion = action
        self._message.set_text(message)
        self._action.setText(action_text or action)
        self._action.setVisible(bool(action))
        self._keep_width()
        self._show_colours()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._keep_width()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fit()

    def _keep_width(self) -> None:
        """Another text leaves the timeline where it is; only what went wrong is said in full."""
        kept = _kept(self.width())
        self._status.setMinimumWidth(kept)
        self._status.setMaximumWidth(UNBOUNDED if self._phase in SAID_IN_FULL else kept)
        if self._timeline is not None:
            self._timeline.setMaximumWidth(self._line(self.width()))

    def show_clock(self, step: int, total: int, epoch: float, seconds: float, eta: float | None) -> None:
        """Where the run stands; *seconds* spent training, *eta* seconds left or None when unknown. A run may go on
        beyond the steps that were planned."""
        place = self.tr("step %1 / %2") if step <= total else self.tr("step %1 (plan %2)")
        words = self.tr("epoch %1"), self.tr("ETA %1")
        self._clock_parts = (
            place.replace("%1", whole_number(step)).replace("%2", whole_number(total)),
            words[0].replace("%1", f"{epoch:.1f}" if epoch < 100 else whole_number(round(epoch))),
            _clock(seconds),
            "" if eta is None else words[1].replace("%1", _clock(eta)),
        )
        self._clock_room = (
            place.replace("%1", whole_number(max(step, total))).replace("%2", whole_number(total)),
            words[0].replace("%1", "00.0"),
            "00:00",
            words[1].replace("%1", "00:00"),
        )
        self._fit()

    def hide_clock(self) -> None:
        """There is no one run whose clock there could be."""
        self._clock_parts = self._clock_room = ()
        self._fit()

    def show_snapshot_age(self, seconds: float | None) -> None:
        """How old the weights are that the maps and the decodes show; None when there are none."""
        if seconds is None:
            self._age.setText("")
            return
        age = f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s" if seconds < 100 else _clock(seconds)
        self._age.setText(self.tr("view %1 old").replace("%1", age))
        self._age.setToolTip(plain_tip(self.tr("Age of the weights that are being explored")))

    def keep_room_for(self, saved: str) -> None:
        """The word that will say that a run is saved, before it does."""
        self._saved_word = saved
        self._fit()

    def show_autosave(self, saved: bool, text: str, reason: str = "", place: str = "") -> None:
        """*text* such as "autosaved"; when not *saved* it turns amber and *reason* says why. Empty shows nothing.
        *place* is the folder of the run, whose whole path is the tooltip."""
        self._saved = saved
        self._save_text = f"{text}: {reason}" if reason else text
        self._save.set_text(self._save_text)
        where = self.tr("The run is saved in {0}").format(place) if place else ""
        self._save.set_help(where)
        self._save_dot.setToolTip(plain_tip("\n".join(filter(None, (self._save_text, where)))))
        self._save_dot.setVisible(bool(text))
        set_style(self._save, state="live" if saved else "warning")
        self._show_colours()
        self._fit()

    # ------------------------------------------------------------------ fitting

    def _fit(self) -> None:
        """Leaves out one thing after another until the rest has room."""
        if self._fitting:  # looking at a style may change it
            return
        self._fitting = True
        room = self.width()
        self._said = next((said for said in range(WHOLE, 0, -1) if self._needed(said, _kept(room)) <= room), 0)
        said = self._said
        self._clock.setFixedWidth(self._clock_width(said))
        self._clock.setText(self._clock_text(said))
        self._clock.setToolTip(plain_tip("" if said == WHOLE else self._clock_text(WHOLE)))
        self._age.setVisible(said > 3)
        self._age.setFixedWidth(self._age_width())
        self._save.setFixedWidth(self._save_width(said))
        shown = bool(self._save_text) and self._save.maximumWidth() > 0
        if self._save.isHidden() == shown:
            self._save.setVisible(shown)
        self._fitting = False

    def _clock_text(self, said: int) -> str:
        """The parts of the clock where so many things are said."""
        return " · ".join(filter(None, _left_of(self._clock_parts, said)))

    def _clock_width(self, said: int) -> int:
        """px, with room for all the digits to come and for an ETA, whether there is one now or not."""
        if not self._clock_parts:
            return 0
        room = " · ".join(_left_of(self._clock_room, said))
        return max(_advance(self._clock, self._clock_text(said)), _advance(self._clock, room)) + 1

    def _age_width(self) -> int:
        return _advance(self._age, self.tr("view %1 old").replace("%1", "00.0 s"))

    def _save_width(self, said: int) -> int:
        if not self._saved:
            return min(_advance(self._save, self._save_text) + 2, round(PROBLEM * self.width()))
        return max(_advance(self._save, word) for word in (self._saved_word, self._save_text)) + 2 if said > 1 else 0

    def _needed(self, said: int, status: int) -> int:
        """px of width for so many things, where the status has so many."""
        timeline = self._line(self.width() if said else 0)
        parts = [self._clock_width(said), self._save_dot.width(), self._save_width(said)]
        parts += [self._age_width()] if said > 3 else []
        return status + timeline + sum(parts) + SPACING * (len(parts) + 3) + 2 * (APART + MARGIN)

    def _line(self, width: int) -> int:
        """px of the foot's width for the timeline: no less than it needs."""
        return 0 if self._timeline is None else max(self._timeline.minimumSizeHint().width(), round(LINE * width))

    def minimumSizeHint(self) -> QSize:
        """Narrower than what is shown now: things are left out as it shrinks. As high as it is with a suggestion,
        whether there is one now or not."""
        frame = self.contentsMargins()
        suggested = self._action.sizeHint().height() + 2 * ABOVE + frame.top() + frame.bottom()
        return QSize(self._needed(0, LEAST), max(LOWEST, suggested, super().minimumSizeHint().height()))

    def set_timeline(self, timeline: QWidget) -> None:
        """Puts *timeline* between the message and the clock."""
        if self._timeline is not None:
            self._slot.removeWidget(self._timeline)
            self._timeline.deleteLater()
        self._timeline = timeline
        self._slot.insertWidget(0, timeline, 1000)
        self._keep_width()
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self._show_colours()

    def _show_colours(self) -> None:
        theme = self._theme
        colours = {
            Phase.TRAINING: theme.live, Phase.FINISHED: theme.live, Phase.STARTING: theme.accent,
            Phase.READY: theme.accent, Phase.NO_DATA: theme.warning, Phase.DIVERGED: theme.error,
            Phase.OUT_OF_MEMORY: theme.error, Phase.DEVICE_LOST: theme.error, Phase.FAILED: theme.error,
        }  # fmt: skip
        self._dot.set_colour(colours.get(self._phase, theme.muted))
        self._save_dot.set_colour(theme.live if self._saved else theme.warning)

    def _on_action_clicked(self) -> None:
        self.action_requested.emit(self._suggestion)


def _kept(width: int) -> int:
    """px of the foot's width for the status."""
    return min(max(round(SHARE * width), LEAST), MOST)


def _left_of(clock: tuple[str, ...], said: int) -> tuple[str, ...]:
    """The parts of a clock that are said where so many things are."""
    step, epoch, seconds, eta = clock or ("",) * 4
    return (step, *([epoch] if said > 4 else []), *([seconds] if said > 2 else []), *([eta] if said > 0 else []))


def _advance(label: QLabel, text: str) -> int:
    """px of a text as *label* writes it."""
    label.ensurePolished()
    return QFontMetrics(label.font()).horizontalAdvance(text)


def _clock(seconds: float) -> str:
    """1:02, or 1:02:03 from one hour on."""
    whole = max(round(seconds), 0)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02d}:{whole % 60:02d}" if hours else f"{minutes}:{whole % 60:02d}"


def make_sample() -> QWidget:
    window = QWidget()
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    for phase, message, action, saved in (
        (Phase.TRAINING, "Training.", "", True),
        (
            Phase.DIVERGED,
            "The loss was not a number at step 1 200: back at step 1 000.",
            "Lower the learning rate",
            True,
        ),
        (Phase.PAUSED, "已在第 6862 步暂停。可以继续拖动地图探索潜空间,或者按播放键继续训练模型", "继续播放", False),
    ):
        foot = StatusFoot()
        foot.show_status(phase, message, action)
        foot.show_clock(6862, 20000, 14.6, 62.0, 18.0)
        foot.show_snapshot_age(0.2)
        foot.show_autosave(saved, "autosaved" if saved else "not saved", "" if saved else "No space left on device")
        column.addWidget(foot)
    window.resize(1280, 120)
    return window


if __name__ == "__main__":
    from explorer.widgets.sample_window import show_sample

    show_sample(make_sample)
