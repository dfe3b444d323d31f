"""Names and short words in a row, with what stands between them in the language of the window."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication


def listed(names: Iterable[str]) -> str:
    """ "AE, VAE"; "AE、VAE" in Chinese."""
    return QCoreApplication.translate("Words", ", ").join(names)
