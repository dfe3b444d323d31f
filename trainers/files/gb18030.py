"""Whether bytes that are no UTF-8 are Chinese text: what decodes as GB18030 may as well be German, Greek or Korean.

GB18030 gives two bytes nearly always a character, so that "Größe" in Windows-1252 would be read as "Gr鲞e". Chinese is
told by what it is made of: some 3,755 characters (GB 2312, level 1) are nearly all of what is written now, and two in
three of what is written traditionally, and they stand together or by themselves. Letters with accents make rare ones,
alone between ASCII letters.
"""

from __future__ import annotations

import functools
import re
import sys

import numpy as np
from numpy.typing import NDArray

CODES = sys.maxunicode + 1
_NO_TEXT = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x9f\ue000-\uf8ff]")  # controls, and places of no character
_NEUTRAL = (  # signs that stand in texts of all kinds: first and last
    (0x2010, 0x2027), (0x2103, 0x2103), (0x3000, 0x303F), (0xFF00, 0xFFEF), (0xB0, 0xB7), (0xD7, 0xD7)
)  # fmt: skip
_FIRST, _LAST = 0xB0A1, 0xD7F9  # of level 1, by pinyin


class ChineseJudge:
    """Is told a text piece by piece and keeps counts alone."""

    def __init__(self) -> None:
        self._counts = np.zeros(CODES, np.int64)
        self._standing = False  # whether a usual character stood beside another one, or beside no ASCII letter
        self._held = "\n"  # the last two characters, whose neighbours come with the next piece

    def add(self, text: str) -> bool:
        """Takes what follows; whether it may still be Chinese."""
        if _NO_TEXT.search(text):
            return False
        codes = np.frombuffer((self._held + text).encode("utf-32-le"), "<u4")
        self._counts += np.bincount(codes[len(self._held) :], minlength=CODES)
        if not self._standing and len(codes) > 2:
            usual = _usual()[codes]
            letter = (codes < 128) & (((codes | 32) >= ord("a")) & ((codes | 32) <= ord("z")))
            beside = usual[:-2] | usual[2:]
            apart = ~(letter[:-2] | letter[2:])
            self._standing = bool((usual[1:-1] & (beside | apart)).any())
        self._held = (self._held + text)[-2:]
        return True

    def is_chinese(self) -> bool:
        """Whether all of it surely is."""
        if not self.add("\n") or not self._standing:
            return False
        usual = _usual()
        other = ~usual
        other[:128] = False
        for first, last in _NEUTRAL:
            other[first : last + 1] = False
        return self._counts[usual].sum() >= self._counts[other].sum() and not self._is_other_script()

    def _is_other_script(self) -> bool:
        """Whether the usual characters fill but that corner of the table which another script would: Hangul ends where
        pinyin has come to S, and Cyrillic capitals (small letters, in KOI8) are 32 bytes, in both places."""
        used = "".join(map(chr, np.flatnonzero(_usual() & (self._counts > 0)))).encode("gb2312")
        pairs = np.frombuffer(used, np.uint8).reshape(-1, 2)
        first, second = pairs.T
        hangul = len(pairs) >= 16 and np.mean(first >= 0xC9) < 0.1
        cyrillic = len(pairs) >= 8 and np.mean((second >= 0xC0) & (second <= 0xDF)) > 0.9
        return bool(hangul or cyrillic)


@functools.cache
def _usual() -> NDArray[np.bool_]:
    """Which code points are characters of level 1, (CODES,)."""
    pairs = (bytes(divmod(code, 256)) for code in range(_FIRST, _LAST + 1) if code % 256 >= 0xA1)
    found = np.zeros(CODES, bool)
    found[[ord(each) for each in b"".join(pairs).decode("gb2312", "ignore")]] = True
    found.setflags(write=False)
    return found
