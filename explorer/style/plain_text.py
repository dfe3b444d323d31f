"""Texts that hold names from files are shown letter by letter: Qt takes what looks like HTML for it, images included.

Labels that :func:`style_sheet.make_label` makes are plain; a tool tip knows no other way than this.
"""

from __future__ import annotations

from html import escape

from PySide6.QtGui import Qt


def plain_tip(text: str) -> str:
    """The text of a tool tip that shows *text* as it is, tags and all."""
    if not Qt.mightBeRichText(text):
        return text
    return f'<p style="white-space:pre-wrap">{escape(text)}</p>'
