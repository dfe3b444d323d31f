"""In which encoding a text is: one answer for all who read tables, labels and texts that others have written.

UTF-8 is expected, with its mark or without, and UTF-16 where its mark says so. What is neither is read as GB18030
(which holds GBK), for Chinese Windows writes so, where it surely is Chinese; everything else is refused.
"""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator, Sequence
from typing import IO

from trainers.examples import DataError
from trainers.files.gb18030 import ChineseJudge
from trainers.sentence import sentence

PIECE = 2**21  # bytes that are decoded together
SAVE = "save it as UTF-8"
SAVE_TABLE = "save it as UTF-8 (in Excel: CSV UTF-8)"
_UTF_16 = {codecs.BOM_UTF16_LE: "UTF-16-LE", codecs.BOM_UTF16_BE: "UTF-16-BE"}
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)  # the first of which begins as that of UTF-16 does
_GB18030 = "GB18030"


class TextPieces:
    """The text of a *file* piece by piece, once, all ends of lines as one character.

    As long as there are ASCII characters alone, nothing has to be decided; then all the rest is looked at before it is
    read, piece by piece as well. Raises DataError with one sentence, which says what to do, for what is no text."""

    def __init__(self, file: IO[bytes], name: str, is_table: bool = False) -> None:
        self._file, self._name, self._is_table = file, name, is_table
        self._encoding = ""  # not decided yet

    @property
    def notes(self) -> tuple[str, ...]:
        """What a user should know, once all is read."""
        return read_as_gb18030([self._name]) if self._encoding == _GB18030 else ()

    def __iter__(self) -> Iterator[str]:
        self._encoding, place = self._marked(self._file.read(1024))
        self._file.seek(place)
        lines = io.IncrementalNewlineDecoder(None, translate=True)
        decoder = codecs.getincrementaldecoder(self._encoding or "ASCII")()
        while content := self._file.read(PIECE):
            if not self._encoding and not content.isascii():
                self._encoding = self._decided(place)
                decoder = codecs.getincrementaldecoder(self._encoding)()
                self._file.seek(place + len(content))
            if text := lines.decode(self._decoded(decoder, content, place)):
                yield text
            place += len(content)
        if text := lines.decode(self._decoded(decoder, b"", place), final=True):
            yield text

    def _marked(self, start: bytes) -> tuple[str, int]:
        """The encoding of a file that begins so, if that tells, and how many bytes its mark takes. Raises DataError for
        one that is not read."""
        if start.startswith(codecs.BOM_UTF8):
            return "UTF-8", len(codecs.BOM_UTF8)
        advice = SAVE_TABLE if self._is_table else SAVE
        if start.startswith(_UTF_32):
            raise DataError(f"{self._name}: expected text in UTF-8, found UTF-32; {advice}")
        if start[:2] in _UTF_16:
            return _UTF_16[start[:2]], 2
        empty = [half.count(0) / max(1, len(half)) for half in (start[0::2], start[1::2])]
        if max(empty) > 0.5 and min(empty) < 0.1:
            raise DataError(f"{self._name}: expected text in UTF-8, found UTF-16 without its mark; {advice}")
        return "", 0

    def _decided(self, place: int) -> str:
        """The encoding of a file that is ASCII up to *place*. Raises DataError."""
        try:
            self._check_utf_8(place)
        except DataError:
            if not self._is_chinese():
                raise
            return _GB18030
        return "UTF-8"

    def _check_utf_8(self, place: int) -> None:
        self._file.seek(place)
        decoder = codecs.getincrementaldecoder("UTF-8")()
        while content := self._file.read(PIECE):
            self._decoded(decoder, content, place)
            place += len(content)
        self._decoded(decoder, b"", place)

    def _is_chinese(self) -> bool:
        self._file.seek(0)
        decoder, judge = codecs.getincrementaldecoder(_GB18030)(), ChineseJudge()
        try:
            while content := self._file.read(PIECE):
                if not judge.add(decoder.decode(content)):
                    return False
            return judge.add(decoder.decode(b"", final=True)) and judge.is_chinese()
        except UnicodeDecodeError:
            return False

    def _decoded(self, decoder: codecs.IncrementalDecoder, content: bytes, place: int) -> str:
        """Bytes that stand at *place* in the file, as text; those that are none are its end. Raises DataError."""
        waiting = len(decoder.getstate()[0])  # bytes of a character that began in the piece before
        try:
            return decoder.decode(content, final=not content)
        except UnicodeDecodeError as error:
            expected = "UTF-16" if self._encoding in _UTF_16.values() else "UTF-8"
            if expected == "UTF-8" and b"\0" in content:
                raise DataError(f"{self._name}: expected text in UTF-8, found binary data") from None
            advice = SAVE_TABLE if self._is_table else SAVE
            at, byte = place - waiting + error.start, f"{error.object[error.start]:02x}"
            raise DataError(
                f"{self._name}: expected text in {expected}, found the byte 0x{byte} after {at:,} bytes; {advice}"
            ) from None


def read_as_gb18030(names: Sequence[str]) -> tuple[str, ...]:
    """The note on files that are."""
    if len(names) > 1:
        return (sentence(f"Files that are read as GB18030, the encoding of Chinese Windows: {len(names):,}."),)
    return tuple(sentence(f"{name}: read as GB18030, the encoding of Chinese Windows.") for name in names)


def start_of_text(start: bytes) -> str:
    """The first bytes of a file as text, as far as they are some: a file is sorted by it before it is read."""
    if start[:2] in _UTF_16:
        return start.decode("UTF-16", "ignore")
    judge = ChineseJudge()
    try:
        return codecs.getincrementaldecoder("utf-8-sig")().decode(start)
    except UnicodeDecodeError:
        pass
    try:
        text = codecs.getincrementaldecoder(_GB18030)().decode(start)
        if judge.add(text) and judge.is_chinese():
            return text
    except UnicodeDecodeError:
        pass
    return start.decode("utf-8-sig", "ignore")
