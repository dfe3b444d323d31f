"""What tool tips say, wherever their lines end."""

from __future__ import annotations


def unbroken(text: str) -> str:
    """*text* without the ends of its lines, and without the spaces that may stand there instead."""
    return "".join(text.split())
