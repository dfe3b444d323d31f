"""Who judges how real a picture is, as a pill: the classifier with its accuracy, or what stands in for it."""

from __future__ import annotations

import math

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from explorer.style.plain_text import plain_tip
from explorer.style.style_sheet import set_style
from explorer.style.theme import DARK, Theme
from explorer.widgets.pill import SIDE, Pill

KINDS = ("judge", "pca", "pixels")
LINE = 2.5  # px, the progress
WEAK = 0.5  # of held-out images told right, below which a judge is not to be believed


class JudgePill(Pill):
    """Shows what JudgeChanged tells, as much of it as there is room for; the tooltip says everything."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name=name, parent=parent)
        self._theme = DARK
        self._share = 1.0
        self._short = ""
        self._long = ""
        self._room = 10_000
        self.hide()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def show_judge(self, kind: str, share: float, accuracy: float, baseline: float) -> None:
        """``kind`` is "judge", "pca" or "pixels", ``share`` the progress of its training, ``accuracy`` on held-out
        images and ``baseline``, the real images in holes, are shares or NaN. Raises ValueError for another kind."""
        if kind not in KINDS:
            raise ValueError(f"judge: expected judge, pca or pixels, found {kind!r}")
        self._share = min(max(share, 0.0), 1.0)
        weak = self._share == 1 and accuracy < WEAK  # not so where that is not known
        set_style(self, state="warning" if weak else "")
        if self._share < 1:
            self._short = self._long = self._progress(self._share)
            self.setToolTip(
                plain_tip(self.tr("A small classifier learns to tell the classes apart. Then it can say what is real."))
            )
        else:
            self._short = self._named(kind, accuracy)
            real = self.tr("{share} % of real images in holes").replace("{share}", _percent(baseline))
            whole = self._short if math.isnan(baseline) else f"{self._short} · {real}"
            in_holes = self.tr("real in holes {share} %").replace("{share}", _percent(baseline))
            self._long = whole if math.isnan(baseline) else f"{self._short} · {in_holes}"
            doubt = self.tr("It tells few of them apart: what it calls a hole is hardly more than a guess.")
            explained = f"{self._explained(kind)}\n{doubt}" if weak else self._explained(kind)
            self.setToolTip(plain_tip(f"{whole}\n{explained}"))
        self.setAccessibleName(self._long)
        self.fit(self._room)

    def hide_judge(self) -> None:
        """Says nothing."""
        self._short = self._long = ""
        self._share = 1.0
        self.hide()

    @property
    def widest(self) -> int:
        """The width of everything there is to say, in logical pixels."""
        return self._width_of(self._long)

    @property
    def narrowest(self) -> int:
        """The width of who judges; the same while it learns and after, so that nothing beside it moves then."""
        return max(self._width_of(self._short), self._width_of(self._progress(0.88))) if self._long else 0

    def fit(self, room: int) -> None:
        """Shows what fits into so many logical pixels: everything, who judges, or the beginning of that."""
        self._room = room
        text = self._long if self._width_of(self._long) <= room else self._short
        shown = text
        if self._width_of(text) > room:  # only then: eliding measures a little wider
            shown = self._metrics().elidedText(text, Qt.TextElideMode.ElideRight, max(room - 2 * SIDE, 0))
        # Digits come and go while the judge learns: there is room for all of them from the start.
        self.set_text(shown, self._progress(0.88) if self._share < 1 and shown == text else "")
        self.setVisible(bool(self._long))
        self.update()

    def _metrics(self) -> QFontMetrics:
        self.ensurePolished()
        return QFontMetrics(self.font())

    def _width_of(self, text: str) -> int:
        return self._metrics().horizontalAdvance(text) + 2 * SIDE if text else 0

    def _progress(self, share: float) -> str:
        return self.tr("training the judge {share} %").replace("{share}", f"{100 * share:.0f}")

    def _named(self, kind: str, accuracy: float) -> str:
        if kind == "pca":
            return self.tr("no labels: principal components")
        if kind == "pixels":
            return self.tr("pixels")
        if math.isnan(accuracy):
            return self.tr("judge")
        return self.tr("judge {share} % right").replace("{share}", f"{100 * accuracy:.1f}")

    def _explained(self, kind: str) -> str:
        explained = {
            "judge": self.tr("A small classifier compares decodes with training images by what it sees in them."),
            "pca": self.tr("Without labels there is no judge: images are compared by their principal components."),
            "pixels": self.tr("Images are compared pixel by pixel."),
        }[kind]
        real = self.tr("Some real images land in holes too: the rarer ones, and noise. Compare the scores with that.")
        return f"{explained}\n{real}"

    def paintEvent(self, event: QPaintEvent) -> None:
        """While the judge learns, a line along the bottom grows."""
        super().paintEvent(event)
        if self._share == 1:
            return
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF(), self.height() / 2, self.height() / 2)
        painter = QPainter(self)
        painter.setClipPath(shape)
        colour = QColor(self._theme.accent)
        painter.fillRect(QRectF(0, self.height() - LINE, self.width() * self._share, LINE), colour)
        painter.end()


def _percent(share: float) -> str:
    """Whole percents, but never a zero that is none."""
    return "< 1" if 0 < share < 0.005 else f"{100 * share:.0f}"
