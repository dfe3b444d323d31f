"""Where the run is trained and with how many threads, as a pill; its menu chooses both and says why it is so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QFontMetrics
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from explorer.gui_thread.menu_button import give_menu
from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import set_style, with_steady_digits
from explorer.texts.data_texts import device_problem
from explorer.texts.whole_number import whole_number
from explorer.widgets.pill import EDGE, SIDE


@dataclass(frozen=True)
class ThreadFacts:
    """``count`` threads train from ``step`` on, of the ``most`` that a free machine gives. ``pinned`` ones were chosen.
    ``percent`` is what this program gets of a machine that others use, too; None while it gets all it can use."""

    count: int
    most: int
    step: int = 0
    pinned: bool = False
    percent: int | None = None


class DevicePill(QToolButton):
    """``threads_requested`` carries a number, or None for as many as other programs leave; ``device_requested`` "auto",
    "cpu", "cuda" or "mps"."""

    threads_requested = Signal(object)
    device_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("device")
        self.setProperty("role", "pill")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        with_steady_digits(self)
        self._facts: ThreadFacts | None = None
        self._tip = self._why_not = ""
        self._menu = QMenu(self)
        self._menu.setObjectName("menu_device")
        self._why = self._menu.addAction("")
        self._why.setObjectName("device_why")
        self._why.setEnabled(False)
        self._devices, self._threads = QActionGroup(self), QActionGroup(self)
        self._device_line, self._thread_line = self._menu.addSeparator(), self._menu.addSeparator()
        give_menu(self, self._menu)

    # ------------------------------------------------------------------ inputs

    def set_text(self, title: str) -> None:
        """The title of the device; that of a CPU ends with the threads."""
        if title != self.text():
            self.setText(title)
            self.setAccessibleName(title)
            self.updateGeometry()

    def set_choices(
        self, devices: Sequence[tuple[str, str, str]], device: str, cores: int, threads: int | None
    ) -> None:
        """(name, title, why it cannot be used or "") of each device, and the one chosen, which may be "auto"; 1 to
        *cores* are the numbers of threads to choose from, *threads* the one chosen."""
        for group in (self._devices, self._threads):
            for action in group.actions():
                group.removeAction(action)
                self._menu.removeAction(action)
                action.deleteLater()
        automatic = self.tr("Device: automatic")
        for name, title, problem in (("auto", automatic, ""), *devices):
            text = self.tr("{0}: {1}").format(title, device_problem(problem)) if problem else title
            action = self._add(self._devices, self._thread_line, f"device_{name}", text, name == device)
            action.setEnabled(not problem)
            action.triggered.connect(lambda _checked=False, name=name: self.device_requested.emit(name))
        texts = [(count, thread_text(count)) for count in range(1, cores + 1)]
        for count, text in ((None, self.tr("Threads: automatic, as other programs leave them")), *texts):
            action = self._add(self._threads, None, f"threads_{count or 'auto'}", text, count == threads)
            action.triggered.connect(lambda _checked=False, count=count: self.threads_requested.emit(count))

    def _add(self, group: QActionGroup, before: QAction | None, name: str, text: str, chosen: bool) -> QAction:
        action = QAction(text, self._menu)
        action.setObjectName(name)
        action.setCheckable(True)
        action.setChecked(chosen)
        group.addAction(action)
        if before is None:
            self._menu.addAction(action)
        else:
            self._menu.insertAction(before, action)
        return action

    def show_threads(self, facts: ThreadFacts | None) -> None:
        """How the machine is shared; None on a device that is no CPU, or before that is known."""
        if facts == self._facts:
            return
        self._facts = facts
        why = "" if facts is None else self._explained(facts)
        self._why.setText(why)
        self._why.setVisible(bool(why))
        busy = facts is not None and facts.percent is not None
        self._tip = f"{busy_text(facts.percent)}\n{why}" if facts and facts.percent is not None else why
        self._show_tip()
        set_style(self, state="busy" if busy else "")

    def show_why_not(self, reason: str) -> None:
        """Why neither can be chosen here; empty where both can."""
        self._why_not = reason
        self.setEnabled(not reason)
        self._show_tip()

    def _show_tip(self) -> None:
        tip = "\n".join(filter(None, (self._why_not, self._tip)))
        self.setToolTip(plain_tip(tip))
        self.setAccessibleDescription(tip)

    def _explained(self, facts: ThreadFacts) -> str:
        if facts.pinned:
            text = self.tr("%1, as was chosen")
        elif facts.percent is not None:
            text = self.tr("%1: other programs use the machine")
        elif facts.count < facts.most:
            text = self.tr("%1 until the machine has been free for a while")
        else:
            text = self.tr("%1: the machine is free")
        text = text.replace("%1", thread_text(facts.count))
        if facts.step:
            text += self.tr(" (since step %1)").replace("%1", whole_number(facts.step))
        return text

    # ------------------------------------------------------------------ size

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = QFontMetrics(self.font())
        return QSize(metrics.horizontalAdvance(self.text()) + 2 * SIDE, metrics.height() + 2 * EDGE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


def thread_text(count: int) -> str:
    """ "1 thread", "2 threads"."""
    if count == 1:
        return QCoreApplication.translate("Device", "1 thread")
    return QCoreApplication.translate("Device", "{0} threads").format(count)


def busy_text(percent: int) -> str:
    """The one line that is said while other programs use the machine."""
    text = QCoreApplication.translate("Device", "Training gets {0} %: the machine is busy")
    return text.format(percent)
