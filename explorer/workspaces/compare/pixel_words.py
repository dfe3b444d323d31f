"""What the pixel lab says, drawn from the numbers that were measured and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from explorer.texts.filled import in_a_row

CLEARLY = 1.5  # times as far, from which features are said to differ
POINTS = 0.02  # of confidence, from which it is said to differ
STILL = 0.05  # of confidence that may be lost where a picture is "still" what it was
MANY = 100  # times as far; more is "over 100"


def times_text(ratio: float) -> str:
    """How many times as large: 1.4, 12, over 100."""
    if ratio > MANY:
        return QCoreApplication.translate("PixelWords", "over {0}").format(MANY)
    return f"{ratio:.0f}" if ratio >= 10 else f"{ratio:.1f}"


def change_titles(by_hand: bool) -> tuple[str, str]:
    """What stands over the two changed pictures; changes chosen by hand may lie anywhere."""
    translate = QCoreApplication.translate
    if by_hand:
        return translate("PixelWords", "first"), translate("PixelWords", "second")
    return translate("PixelWords", "stroke"), translate("PixelWords", "far away")


def _change_names(by_hand: bool) -> tuple[str, str]:
    """The same in a sentence."""
    translate = QCoreApplication.translate
    if by_hand:
        return translate("PixelWords", "the first change"), translate("PixelWords", "the second")
    return translate("PixelWords", "the change in the stroke"), translate("PixelWords", "the one far away")


def lesson(
    errors: Sequence[float],
    features: Sequence[float],
    confidences: Sequence[float] | None,
    name: str = "",
    by_hand: bool = False,
) -> str:
    """Sentences about (original, stroke, far, moved): pixel errors, feature distances and, where there is a judge, its
    confidences in the class *name* that it gives the original."""
    changes = _change_names(by_hand)
    parts = [_of_features(features[1], features[2], changes)]
    if confidences is not None:
        parts.append(_of_confidence(confidences[1], confidences[2], name, change_titles(by_hand)))
    parts.append(_of_moving(errors, features, confidences))
    return in_a_row(parts)


def waiting(errors: Sequence[float], by_hand: bool = False) -> str:
    """What is true before anybody has judged."""
    text = QCoreApplication.translate("PixelWords", "To a pixel loss {0} and {1} cost exactly the same: {2}.")
    return text.format(*_change_names(by_hand), f"{errors[1]:.3f}")


def _of_features(stroke: float, far: float, changes: tuple[str, str]) -> str:
    translate = QCoreApplication.translate
    larger, smaller = max(stroke, far), min(stroke, far)
    if larger < CLEARLY * smaller or larger == 0:
        return translate("PixelWords", "The same pixel error, and the features move about as far for both.")
    ratio = times_text(larger / smaller) if smaller > 0 else times_text(float("inf"))
    if stroke > far:
        text = translate("PixelWords", "The same pixel error, but {0} moves the features {2} times as far as {1}.")
    else:
        text = translate("PixelWords", "The same pixel error, but here {1} moves the features {2} times as far as {0}.")
    return text.format(*changes, ratio)


def _of_confidence(stroke: float, far: float, name: str, titles: tuple[str, str]) -> str:
    translate = QCoreApplication.translate
    if abs(stroke - far) < POINTS:
        text = translate("PixelWords", "The judge is as sure of “{0}” either way: {3} and {4}.")
    else:
        text = translate("PixelWords", "The judge's confidence in “{0}”: {1} {3}, {2} {4}.")
    return text.format(name, *titles, f"{stroke:.0%}", f"{far:.0%}")


def _of_moving(errors: Sequence[float], features: Sequence[float], confidences: Sequence[float] | None) -> str:
    translate = QCoreApplication.translate
    if errors[3] <= errors[1]:
        return translate("PixelWords", "Moving the picture by one pixel costs no more than that.")
    ratio = times_text(errors[3] / errors[1])
    if confidences is None:
        apart = features[3] < features[1]
        text = (
            translate("PixelWords", "Moved by one pixel, its error is {0} times as large, and the features move less.")
            if apart
            else translate("PixelWords", "Moved by one pixel, its error is {0} times as large.")
        )
        return text.format(ratio)
    if confidences[3] >= confidences[0] - STILL:
        text = translate(
            "PixelWords", "Moved by one pixel, it has {0} times the error and is still judged the same: {1}."
        )
    else:
        text = translate("PixelWords", "Moved by one pixel, it has {0} times the error, and the confidence is {1}.")
    return text.format(ratio, f"{confidences[3]:.0%}")
