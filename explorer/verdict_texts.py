"""Verdicts and their remedies in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

KINDS = ("healthy", "d_too_strong", "collapse", "cycling", "d_memorises", "too_early")


def verdict_title(kind: str) -> str:
    """A word or two. Raises KeyError for a kind that there is not."""
    translate = QCoreApplication.translate
    return {
        "healthy": translate("Verdict", "Healthy"),
        "d_too_strong": translate("Verdict", "D is too strong"),
        "collapse": translate("Verdict", "Collapse"),
        "cycling": translate("Verdict", "Going in circles"),
        "d_memorises": translate("Verdict", "D memorises"),
        "too_early": translate("Verdict", "Too early to say"),
    }[kind]
