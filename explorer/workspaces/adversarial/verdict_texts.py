"""Verdicts and their remedies in the language of the window.

Their sentences are written in English where the rules stand, in `trainers/verdict/`; `packaging/translate.py` collects
them from there into the context "Verdict".
"""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from explorer.texts.whole_number import whole_number
from trainers.verdict.remedies import Remedy
from trainers.verdict.verdict import Verdict


def verdict_text(verdict: Verdict) -> str:
    """The sentence with the numbers behind a verdict."""
    return _filled(verdict.template, verdict.values)


def remedy_text(remedy: Remedy | None) -> str:
    """What a remedy's button says; empty without a remedy."""
    return "" if remedy is None else _filled(remedy.template, remedy.values)


def _filled(template: str, values: Mapping[str, str | int | float]) -> str:
    text = QCoreApplication.translate("Verdict", template).format_map({k: _written(v) for k, v in values.items()})
    return text.replace(" %", "\u00a0%")  # no line ends there


def _written(value: str | int | float) -> str:
    """Whole numbers with narrow spaces, at which no line ends; others as short as they can be."""
    if isinstance(value, str):
        return value
    return whole_number(value) if isinstance(value, int) else f"{value:g}"
