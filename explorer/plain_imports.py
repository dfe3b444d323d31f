"""Imports as Python does them, where PySide has put a reader of sources in between."""

from __future__ import annotations

import builtins


def import_plainly() -> None:
    """PySide reads the source of every module that is imported after it, whoever imports it, and all of them stay in
    memory: it looks for modules that wish for ``__feature__``, which changes the names of Qt's methods. Here none does.
    Some 1400 sources are 50 MB, and a third of a second until the window is there.

    Call it before whatever is large is imported. Raises ImportError where Qt cannot be imported."""
    import PySide6.QtCore  # noqa: F401 - which puts its reader in

    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
