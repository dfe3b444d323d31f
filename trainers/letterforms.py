"""Which letters have which forms."""

from __future__ import annotations

import re

_WITHOUT_ITALICS = re.compile(r"[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]|[\U00020000-\U0003ffff]")


def has_italics(text: str) -> bool:
    """Whether all letters of *text* have an italic form. Those of Chinese, Japanese and Korean have none: slanted by
    the program they are only harder to read, and what is stressed is set bold."""
    return _WITHOUT_ITALICS.search(text) is None
