"""What the moon lab says: one sentence per strip, per circle and for data that are no moons."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from explorer.workspaces.compare.moon.moon_story import LIMIT, CircleReport, StripKind, StripReport
from trainers.examples import Float32


def distance_text(distance: float) -> str:
    """A mean squared error with as many digits as matter: 0.061, 0.0004."""
    return f"{distance:.3f}" if distance >= 0.01 else f"{distance:.4f}"


def strip_sentence(report: StripReport) -> str:
    """What lies between new and full moon."""
    translate = QCoreApplication.translate
    text = {
        StripKind.MOONS: translate(
            "MoonWords", "Every frame is a moon; the worst, number {0}, is {1} off the true ones."
        ),
        StripKind.JUMP: translate(
            "MoonWords", "Every frame is a moon, but the strip jumps: most between new and full are left out."
        ),
        StripKind.FADE: translate(
            "MoonWords", "A cross-fade: frame {0} is {1} off every moon, {2} times what passes for one."
        ),
        StripKind.NOT_MOONS: translate(
            "MoonWords", "Frame {0} is no moon: {1} off all of them, {2} times what passes for one."
        ),
        StripKind.NOT_YET: translate("MoonWords", "No moons yet: even the ends are off; the worst, frame {0}, by {1}."),
    }[report.verdict]
    times = report.worst_distance / LIMIT
    ratio = f"{times:.0f}" if times >= 10 else f"{times:.1f}"
    return text.format(report.worst + 1, distance_text(report.worst_distance), ratio)


def phase_text(phase: float) -> str:
    """The nearest of eight names."""
    translate = QCoreApplication.translate
    names = (
        translate("MoonWords", "new moon"),
        translate("MoonWords", "waxing crescent"),
        translate("MoonWords", "waxing half-moon"),
        translate("MoonWords", "waxing gibbous moon"),
        translate("MoonWords", "full moon"),
        translate("MoonWords", "waning gibbous moon"),
        translate("MoonWords", "waning half-moon"),
        translate("MoonWords", "waning crescent"),
    )
    return names[round(phase * 8) % 8]


def circle_sentence(report: CircleReport, phases: Float32) -> str:
    """What a one-number code has done to the month."""
    translate = QCoreApplication.translate
    jump = report.largest
    ahead = (float(phases[jump.after]) - float(phases[jump.before])) % 1.0
    where = phase_text((float(phases[jump.before]) + ahead / 2) % 1.0)
    if report.range[0] == report.range[1]:
        return translate("MoonWords", "All moons have the same number.")
    if report.folded:
        return translate("MoonWords", "Folded: waxing and waning moons of one shape share their numbers.")
    if not report.tears:
        text = translate("MoonWords", "No tear to see: the largest jump, {1} of the range, is at the {0}.")
    elif len(report.tears) == 1:
        text = translate("MoonWords", "Torn at the {0}: two neighbours are {1} of the range apart.")
    else:
        text = translate(
            "MoonWords", "Torn at {2} places, worst at the {0}: two neighbours are {1} of the range apart."
        )
    return text.format(where, f"{jump.size:.0%}", len(report.tears))
