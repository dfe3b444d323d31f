"""The month as a ring of moons, and inside it each model's one-number code as the distance from the middle.

A code that went round with the month would come back to where it began; on a line it cannot, so somewhere the curve
jumps: there the circle is torn.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QToolTip, QWidget

from explorer.pixels.images import scaled_crisp, to_qimage, to_rgb
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, Theme, mix
from explorer.widgets.painted_sentence import draw_sentence
from explorer.workspaces.compare.moon.moon_story import CircleReport, Cycle, moon_phases, report_circle, true_moons
from explorer.workspaces.compare.moon.moon_words import circle_sentence, phase_text
from trainers.examples import Float32
from trainers.files.moon import RADIUS, SIZE

_MOONS = 24  # drawn around the ring
_CROP = slice(round(SIZE / 2 - RADIUS) - 1, round(SIZE / 2 + RADIUS) + 1)  # of a moon's picture: the moon
_MARGIN = 4.0
_INNER = 0.28  # radius of the least code, as a share of that of the greatest
_LINES = 2  # of text under the ring, per model
_BESIDE = 1.5  # width over height from which the text stands beside the ring


class MoonCircle(QWidget):
    """New moon at the top, waxing on the right, full at the bottom, waning on the left, as clocks go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("moonCircle")
        self.setAccessibleName(self.tr("The month as a circle, and the codes of its moons"))
        self.setMinimumSize(150, 130)
        self._theme = DARK
        self._phases: Float32 = np.zeros(0, np.float32)
        self._codes: tuple[Float32 | None, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._cycle: Cycle = "month"
        self.reports: tuple[CircleReport | None, ...] = ()
        self._moons = [to_qimage(picture) for picture in to_rgb(true_moons(_MOONS, "month")[..., _CROP, _CROP])]

    # ------------------------------------------------------------------ inputs
    def show_cycle(self, cycle: Cycle) -> None:
        """What training shows: the month, or only waxing moons, which make no circle."""
        self._cycle = cycle
        self.setAccessibleDescription(" ".join(self.sentences()))
        self.update()

    def show_codes(self, phases: Float32, codes: Sequence[Float32 | None], labels: Sequence[str]) -> None:
        """The codes (n,) per model of rendered moons at *phases* (n,), ascending from 0 to below 1; None for a model
        whose code is not one number. Raises ValueError."""
        if len(codes) != len(labels):
            raise ValueError(f"expected a label for each of {len(codes)} models, found {len(labels)}")
        self.reports = tuple(None if each is None else report_circle(phases, each) for each in codes)
        self._phases, self._codes, self._labels = phases, tuple(codes), tuple(labels)
        self.setAccessibleDescription(" ".join(self.sentences()))
        self.update()

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.update()

    def sentences(self) -> list[str]:
        """What is said under the ring: one sentence per model, or one for all."""
        if self._cycle == "waxing":
            return [self.tr("Training shows the waxing half only: a line, which one number can follow.")]
        if self._codes and all(each is None for each in self._codes):
            return [self.tr("A code of several numbers need not tear the circle; choose one latent.")]
        return [
            f"{label}: " + (self.tr("more than one number.") if report is None else circle_sentence(report, phases))
            for label, report, phases in zip(
                self._labels, self.reports, [self._phases] * len(self._labels), strict=True
            )
        ]

    # ------------------------------------------------------------------ geometry
    def _areas(self) -> tuple[QRectF, QRectF]:
        """Where the ring and where the sentences are: below it, or beside it in a low widget."""
        whole = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        if whole.width() > _BESIDE * whole.height():
            split = whole.height() + 2 * _MARGIN
            return QRectF(whole.topLeft(), QSizeF(split, whole.height())), whole.adjusted(split + _MARGIN, 0, 0, 0)
        count = max(1, len(self.sentences()))
        tall = min(0.45 * whole.height(), count * _LINES * self.fontMetrics().height())
        return whole.adjusted(0, 0, 0, -tall), whole.adjusted(0, whole.height() - tall, 0, 0)

    def _centre_and_radius(self) -> tuple[QPointF, float, float]:
        """The middle of the ring, the radius on which the moons' centres lie, and the size of a moon."""
        area = self._areas()[0]
        room = max(20.0, min(area.width(), area.height())) / 2
        moon = room * 2 * math.sin(math.pi / _MOONS) / (1 + math.sin(math.pi / _MOONS))
        return area.center(), room - moon / 2, moon

    def code_point(self, model: int, index: int) -> QPointF:
        """Where the code of phase number *index* is drawn."""
        codes, report = self._codes[model], self.reports[model]
        assert codes is not None and report is not None
        centre, radius, moon = self._centre_and_radius()
        low, high = report.range
        share = 0.5 if high == low else (float(codes[index]) - low) / (high - low)
        reach = (radius - moon * 0.8) * (_INNER + (1 - _INNER) * share)
        return centre + _away(float(self._phases[index]), reach)

    # ------------------------------------------------------------------ painting
    def sizeHint(self) -> QSize:
        return QSize(200, 220)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ring(painter)
        for model, report in enumerate(self.reports):
            if report is not None:
                self._draw_codes(painter, model, report)
        self._write(painter)

    def _write(self, painter: QPainter) -> None:
        sentences, area = self.sentences(), self._areas()[1]
        tall = area.height() / max(1, len(sentences))
        coloured = len(sentences) == len(self._labels) and self._cycle == "month"
        beside = area.y() <= _MARGIN
        for index, text in enumerate(sentences):
            place = QRectF(area.x(), area.y() + index * tall, area.width(), tall)
            ink = self._ink(index) if coloured else self._theme.muted
            draw_sentence(painter, place, text, ink, centred=not beside)

    def _ink(self, model: int) -> str:
        return self._theme.models[model % len(self._theme.models)]

    def _draw_ring(self, painter: QPainter) -> None:
        centre, radius, side = self._centre_and_radius()
        faint = QColor(mix(self._theme.border, self._theme.panel, 0.3))
        painter.setPen(QPen(faint, 1, Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for share in (_INNER, 1.0):
            reach = (radius - side * 0.8) * share
            painter.drawEllipse(centre, reach, reach)
        ratio = self.devicePixelRatioF()
        for moon, phase in zip(self._moons, moon_phases(_MOONS, "month"), strict=True):
            seen = self._cycle == "month" or phase <= 0.5
            picture = scaled_crisp(moon, QSize(round(side * ratio), round(side * ratio)))
            place = QRectF(0, 0, side, side)
            place.moveCenter(centre + _away(float(phase), radius))
            path = QPainterPath()
            path.addEllipse(place)
            painter.save()
            painter.setClipPath(path)
            painter.setOpacity(1.0 if seen else 0.2)
            painter.drawImage(place, picture, QRectF(QImage.rect(picture)))
            painter.restore()
            painter.setPen(QPen(QColor(self._theme.border), 0.8))
            painter.drawEllipse(place)

    def _draw_codes(self, painter: QPainter, model: int, report: CircleReport) -> None:
        shown = [i for i, phase in enumerate(self._phases) if self._cycle == "month" or phase <= 0.5]
        torn = {tear.before for tear in report.tears} if self._cycle == "month" else set()
        path = QPainterPath()
        for place, index in enumerate(shown):
            point = self.code_point(model, index)
            if place == 0 or shown[place - 1] in torn:
                path.moveTo(point)
            else:
                path.lineTo(point)
        if self._cycle == "month" and shown[-1] not in torn:
            path.lineTo(self.code_point(model, 0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._ink(model)), 1.8))
        painter.drawPath(path)
        for tear in report.tears if torn else ():
            strong = tear == report.largest
            painter.setPen(QPen(QColor(self._theme.hole), 2.2 if strong else 1.2, Qt.PenStyle.DashLine))
            ends = self.code_point(model, tear.before), self.code_point(model, tear.after)
            painter.drawLine(*ends)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._theme.hole))
            for end in ends:
                painter.drawEllipse(end, 2.6, 2.6)

    def event(self, event: object) -> bool:
        """The tooltip names the phase under the pointer and its codes."""
        if isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), plain_tip(self._told_at(QPointF(event.pos()))), self)
            return True
        return super().event(event)  # type: ignore[arg-type]

    def _told_at(self, position: QPointF) -> str:
        centre, radius, moon = self._centre_and_radius()
        away = position - centre
        if len(self._phases) == 0 or math.hypot(away.x(), away.y()) > radius + moon:
            return ""
        phase = (math.atan2(away.x(), -away.y()) / (2 * math.pi)) % 1.0
        apart = np.abs(self._phases - phase)
        index = int(np.minimum(apart, 1 - apart).argmin())
        told = [
            f"{label}: {each[index]:.3g}"
            for label, each in zip(self._labels, self._codes, strict=True)
            if each is not None
        ]
        return "\n".join([phase_text(float(self._phases[index])), *told])


def _away(phase: float, radius: float) -> QPointF:
    """From the middle of the ring towards a phase."""
    return QPointF(radius * math.sin(2 * math.pi * phase), -radius * math.cos(2 * math.pi * phase))


if __name__ == "__main__":
    from explorer.widgets.sample_data import show_alone
    from explorer.workspaces.compare.moon.moon_sample import sample_codes

    def _demo() -> QWidget:
        view = MoonCircle()
        phases, codes = sample_codes()
        view.show_codes(phases, codes, ["AE", "VAE"])
        return view

    show_alone(_demo, 230, 260)
