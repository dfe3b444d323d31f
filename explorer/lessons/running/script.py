"""What is done step by step, with waiting in between, on the thread of the window: a generator that says what it waits
for, and whoever goes on with it once that has come."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QTimer

from explorer.lessons.running.controls import ActError

Wait = float | Callable[[], bool]  # seconds, or what has to hold
PATIENCE_SECONDS = 120.0  # for what does not come about


class Script(QObject):
    """Goes through one generator at a time. ``pace`` is how long a second of waiting is: 0 for whoever does not look.

    Conditions are looked at whenever :meth:`look` is called, and a few times a second."""

    def __init__(self, parent: QObject, pace: float = 1.0) -> None:
        super().__init__(parent)
        self.pace = pace
        self._steps: Iterator[Wait] | None = None
        self._waits_for: Callable[[], bool] | None = None
        self._at_end: Callable[[ActError | None], None] = lambda _problem: None
        self._inside = False
        self._delay = QTimer(self, singleShot=True)
        self._delay.timeout.connect(self._go_on)
        self._poll = QTimer(self, interval=100)
        self._poll.timeout.connect(self.look)
        self._patience = QTimer(self, singleShot=True)
        self._patience.timeout.connect(lambda: self._end(ActError("it did not come about in time")))

    @property
    def is_running(self) -> bool:
        return self._steps is not None

    def begin(self, steps: Iterator[Wait], at_end: Callable[[ActError | None], None]) -> None:
        """Goes through *steps*; *at_end* hears the problem that ended it, or None. What was gone through
        before is left where it is."""
        self.stop()
        self._steps, self._at_end = steps, at_end
        self._go_on()

    def stop(self) -> None:
        """Goes no further; nobody hears of it."""
        self._steps = self._waits_for = None
        for timer in (self._delay, self._poll, self._patience):
            timer.stop()

    def look(self) -> None:
        """Something may have changed."""
        if self._waits_for is not None and not self._inside and self._holds(self._waits_for):
            self._go_on()

    def _holds(self, condition: Callable[[], bool]) -> bool:
        """Whether it does; where it never will, this is the end."""
        try:
            return condition()
        except ActError as error:
            self._end(error)
            return False
        except Exception as error:
            self._end(_mistake(error))
            raise

    def _go_on(self) -> None:
        """As far as there is nothing to wait for."""
        steps, self._waits_for = self._steps, None
        for timer in (self._delay, self._poll, self._patience):
            timer.stop()
        while steps is not None and steps is self._steps:  # what is done may end this, or begin another
            self._inside = True
            try:
                wait = next(steps, None)
            except ActError as error:
                if steps is self._steps:
                    self._end(error)
                return
            except Exception as error:  # the reader must not wait for ever; the user is told as of any other mistake
                if steps is self._steps:
                    self._end(_mistake(error))
                raise
            finally:
                self._inside = False
            if steps is not self._steps:
                return
            if wait is None:
                self._end(None)
                return
            if not isinstance(wait, float):
                if self._holds(wait):
                    continue
                if steps is not self._steps:
                    return
                self._waits_for = wait
                self._poll.start()
                self._patience.start(round(PATIENCE_SECONDS * 1000))
                return
            self._delay.start(round(wait * self.pace * 1000))  # with 0, once what was done has been laid out
            return

    def _end(self, problem: ActError | None) -> None:
        at_end = self._at_end
        self.stop()
        at_end(problem)


def _mistake(error: Exception) -> ActError:
    """What ends here by a mistake of the program."""
    return ActError(f"{type(error).__name__}: {error}")
