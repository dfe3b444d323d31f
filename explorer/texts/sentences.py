"""Sentences that `trainers` says of data and files, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from trainers.sentences.reading import read_sentence


def sentence_text(text: str) -> str:
    """*text* in the language of the window, the clauses in it too; as it is where it is not known, or in English."""
    return read_sentence(text, _translated)


def _translated(template: str) -> str:
    return QCoreApplication.translate("Sentence", template)
