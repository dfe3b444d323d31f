"""Predictions and what came of them, in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from explorer.widgets.numbers.number_text import format_number
from trainers.lessons.facts import Facts
from trainers.lessons.progress import Given, Outcome
from trainers.lessons.schema import AskStep
from trainers.lessons.texts import Live


def given_in_words(step: AskStep, given: Given, options: Mapping[str, Live], facts: Facts) -> str:
    """What was predicted, as the reader put it; Markdown, where an option's text is."""
    match step.answer:
        case "choice" if given.choice is not None:
            return options[given.choice].filled(facts)
        case "number" if given.number is not None:
            return number_in_words(given.number, step.unit)
        case "place" if given.place is not None:
            return place_in_words(*given.place)
    return ""


def turned_out_in_words(step: AskStep, outcome: Outcome, options: Mapping[str, Live], facts: Facts) -> str:
    """What this run gave; empty where nothing can be said in so many words, as of a place."""
    found = outcome.turned_out
    if isinstance(found, str):
        return options[found].filled(facts) if found in options else ""
    return "" if found is None else number_in_words(found, step.unit)


def verdict_in_words(given: Given | None, right: bool | None) -> str:
    """How the prediction *given* fared, None where none was; ``right`` is None as long as it cannot be told."""
    if given is None:
        return QCoreApplication.translate("Prediction", "You made no prediction here.")
    if right is None:
        return QCoreApplication.translate("Prediction", "This run has not told yet.")
    if right:
        return QCoreApplication.translate("Prediction", "As you predicted.")
    return QCoreApplication.translate("Prediction", "It turned out otherwise.")


def number_in_words(number: float, unit: str, digits: int = 3) -> str:
    """With so many *digits* that matter."""
    return f"{format_number(float(f'{number:.{digits}g}'))} {unit}".strip().replace("-", "\u2212")


def place_in_words(x: float, y: float) -> str:
    return f"({x:.2f}, {y:.2f})".replace("-", "\u2212")


def minutes_left(minutes: int, position: int, count: int) -> int:
    """Of a lesson that takes so many *minutes*, at a step of *count*, from 0 on."""
    return max(1, round(minutes * (count - position) / max(count, 1)))
