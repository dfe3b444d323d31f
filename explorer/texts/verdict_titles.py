"""What a verdict on a game is called."""

from __future__ import annotations

from typing import get_args

from PySide6.QtCore import QCoreApplication

from trainers.verdict.rules import VerdictKind

KINDS: tuple[VerdictKind, ...] = get_args(VerdictKind)


def verdict_title(kind: str) -> str:
    """A word or two. Raises KeyError for a kind that there is not."""
    translate = QCoreApplication.translate
    return {
        "healthy": translate("Verdict", "Healthy"),
        "partial": translate("Verdict", "Part of the data"),
        "d_too_strong": translate("Verdict", "D is too strong"),
        "collapse": translate("Verdict", "Collapse"),
        "cycling": translate("Verdict", "Going in circles"),
        "d_memorises": translate("Verdict", "D memorises"),
        "too_early": translate("Verdict", "Not known yet"),
    }[kind]
