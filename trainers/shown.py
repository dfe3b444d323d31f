"""Names that others chose, as they may stand on a screen: no character of them moves the cursor or turns the text.

Everything that was read from a file, a folder or a command line passes through :func:`shown` where it is shown, in the
terminal and in the window alike; what is saved keeps it as it was.
"""

from __future__ import annotations

import unicodedata

MOST = 2000  # characters of a sentence
MOST_OF_NAME = 120  # of a name within one
# Controls (ESC, newline, NUL), marks that turn the direction or are invisible, halves of characters (which names of
# files hold that are no UTF-8), ends of lines and paragraphs.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # Persian words and families of emoji are written with them


def shown(text: object, most: int = MOST) -> str:
    r"""*text* in one line of at most *most* characters; what cannot be seen as ``\x1b`` or ``\u202e``.

    A longer text loses its middle: the end of a path says more than its middle does.
    """
    plain = str(text)
    if len(plain) > most:
        half = (most - 1) // 2
        plain = f"{plain[: most - 1 - half]}…{plain[len(plain) - half :]}"
    if plain.isprintable():  # in one pass: what is unseen is not printable, though not the other way round
        return plain
    return "".join(_escaped(character) if _is_unseen(character) else character for character in plain)


def shown_name(name: object) -> str:
    """A title, a label, a class, the name of a file: as :func:`shown`, cut to the length of a name."""
    return shown(name, MOST_OF_NAME)


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in _UNSEEN and character not in _JOINERS


def _escaped(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
