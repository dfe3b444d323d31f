"""What temperature does, in words and numbers."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from explorer.texts.sentences import sentence_text
from explorer.texts.shares import guess_number
from explorer.texts.whole_number import whole_number
from explorer.workspaces.characters.tempering.tempered_curve import Estimate, TemperedCurve, TemperedPoint
from explorer.workspaces.characters.tempering.tempered_verdict import Lead

_SMALL, _LARGE = 0.0995, 0.985


def quality_title(words: str, higher: bool) -> str:
    """What is measured: *words* of the data, or, where it is in nats, by whom."""
    return sentence_text(words) if higher else QCoreApplication.translate("Temperature", "surprise of the source")


def quality_text(value: float, higher: bool) -> str:
    """A share in percent, with a decimal where it is small or all but sure, or nats."""
    if higher:
        return f"{100 * value:.{_digits(value)}f} %"
    return QCoreApplication.translate("Temperature", "{0} nats").format(f"{value:.2f}")


def estimate_text(estimate: Estimate, higher: bool) -> str:
    """With its standard error: 93 ± 2 %, 1.92 ± 0.01 nats."""
    if not math.isfinite(estimate.error):
        return quality_text(estimate.value, higher)
    if higher:
        digits = _digits(estimate.value)
        return f"{100 * estimate.value:.{digits}f} ± {_error(100 * estimate.error, digits)} %"
    text = f"{estimate.value:.2f} ± {_error(estimate.error, 2)}"
    return QCoreApplication.translate("Temperature", "{0} nats").format(text)


def _digits(share: float) -> int:
    return 0 if _SMALL <= share < _LARGE else 1


def _error(error: float, digits: int) -> str:
    """An error is never told as 0."""
    return f"{error:.{digits}f}" if round(error, digits) else f"{error:.{digits + 1}f}"


def temperature_text(temperature: float) -> str:
    """With two digits as at the desk, fewer where they are 0: 0.7, 1, 0.85."""
    return f"{temperature:.2f}".rstrip("0").rstrip(".")


def point_words(label: str, point: TemperedPoint, quality: str, title: str, higher: bool) -> list[str]:
    """One dot, from long to short."""
    told = QCoreApplication.translate("Temperature", "{0} at {1}: {2}").format(
        label, temperature_text(point.temperature), estimate_text(point.qualities[quality], higher)
    )
    named = f"{told} {title}" if higher else told
    nats = estimate_text(point.held_out, higher=False)
    held_out = QCoreApplication.translate("Temperature", "held-out text: {0} a character").format(nats)
    among = QCoreApplication.translate("Temperature", "a guess among {0}").format(guess_number(point.held_out.value))
    return [f"{named} · {held_out}, {among}", f"{named} · {held_out}", named, told]


def present_words(
    temperature: float, labels: Sequence[str], curves: Sequence[TemperedCurve | None], quality: str, higher: bool
) -> list[str]:
    """What is known of each model at the temperature of the desk, from long to short."""
    translate = QCoreApplication.translate
    at = f"{temperature:.2f}"
    found, short = [], []
    for label, curve in zip(labels, curves, strict=True):
        if curve is not None and (place := curve.between(temperature, quality)) is not None:
            short.append(quality_text(place[1], higher))
            found.append(f"{label} {short[-1]}")
    if not found:
        tried = sorted({each.temperature for curve in curves if curve is not None for each in curve.drawn(quality)})
        if not tried:
            return [waiting_words(curves)]
        words = translate("Temperature", "temperature {0}: not tried, only {1} to {2}")
        return [words.format(at, temperature_text(tried[0]), temperature_text(tried[-1]))]
    separator = translate("Temperature", ", ")
    whole = translate("Temperature", "at temperature {0}: {1}")
    numbers = separator.join(short)
    return [whole.format(at, separator.join(found)), whole.format(at, numbers), f"{at}: {numbers}"]


def waiting_words(curves: Sequence[TemperedCurve | None]) -> str:
    """Why there is nothing to be seen: nothing is known yet, or what is known is no number."""
    translate = QCoreApplication.translate
    if any(curve is not None and curve.points for curve in curves):
        return translate("Temperature", "What was measured is no finite number.")
    return translate("Temperature", "Texts are being written at several temperatures…")


def steps_words(steps: Mapping[str, int]) -> list[str]:
    """After how many steps each of the models was measured, where these are not the same; from long to short."""
    translate = QCoreApplication.translate
    one = translate("Temperature", "{0} at step {1}")
    each = translate("Temperature", ", ").join(one.format(label, whole_number(step)) for label, step in steps.items())
    return [
        translate("Temperature", "Not to be compared yet: {0}. Pause measures all at one step.").format(each),
        translate("Temperature", "Not to be compared yet: measured at different steps. Pause measures all at one."),
    ]


def verdict_words(verdict: Lead, labels: Mapping[int, str], quality: str, title: str, higher: bool) -> list[str]:
    """What the numbers say, from long to short; "" while there are not enough of them."""
    translate = QCoreApplication.translate
    if verdict.kind == "unknown":
        return [""]
    if verdict.kind == "close":
        if len(labels) == 1:
            return [translate("Temperature", "Too close to tell: no temperature is clearly better than 1.")]
        return [translate("Temperature", "Too close to tell: at the same variety no model's texts are clearly better.")]
    better, worse = verdict.better, verdict.worse
    assert better is not None and worse is not None
    numbers = [quality_text(each.qualities[quality].value, higher) for each in (better, worse)]
    at = temperature_text(better.temperature)
    if verdict.kind == "colder":
        words = translate(
            "Temperature",
            "At temperature {0} {1}: {2}, at 1 {3}. Held-out text is as surprising as a guess among {4} there, at 1 "
            "among {5}.",
        )
        guesses = (guess_number(point.held_out.value) for point in (better, worse))
        short = translate("Temperature", "At temperature {0} {1}: {2}, at 1 {3}.")
        return [words.format(at, title, *numbers, *guesses), short.format(at, title, *numbers)]
    if verdict.kind == "each":
        words = translate(
            "Temperature",
            "As they are, {0} covers more of the data and {1} writes better texts ({2}: {3}, not {4}); at the same "
            "variety it is too close to tell.",
        )
        short = translate("Temperature", "As they are, {0} covers more of the data and {1} writes better texts.")
        names = labels[verdict.behind], labels[verdict.ahead]
        return [words.format(*names, title, *numbers), short.format(*names)]
    if verdict.kind == "crossed":
        words = translate("Temperature", "Neither {0} nor {1} is ahead: which one is depends on the temperature.")
        return [words.format(labels[verdict.ahead], labels[verdict.behind])]
    first = labels[verdict.ahead]
    words = translate(
        "Temperature",
        "At the same variety {0} writes worse texts than {1} ({2}: {3} at temperature {4}, {5} at {6}).",
    )
    told = words.format(
        labels[verdict.behind], first, title, numbers[1], temperature_text(worse.temperature), numbers[0], at
    )
    short = translate("Temperature", "At the same variety {0} writes worse texts than {1}.")
    forms = [told, short.format(labels[verdict.behind], first)]
    if verdict.close:
        rest = translate("Temperature", ", ").join(labels[model] for model in verdict.close)
        close = translate("Temperature", "Too close to {0} to tell: {1}.").format(first, rest)
        forms = [*(f"{form} {close}" for form in forms), forms[-1]]
    return forms
