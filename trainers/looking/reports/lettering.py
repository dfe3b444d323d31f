"""Letters on pictures: Pillow's own face has those of English; others are taken from a face that the system has."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

    Face = ImageFont.FreeTypeFont | ImageFont.ImageFont
    Colour = tuple[int, int, int]

# Files of faces with many letters, as Windows, macOS and Linux have them; Pillow looks in the folders of the system.
FACES = (
    "segoeui.ttf", "Arial.ttf", "DejaVuSans.ttf", "NotoSans-Regular.ttf", "msyh.ttc", "simsun.ttc", "malgun.ttf",
    "PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Light.ttc", "Arial Unicode.ttf", "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf", "wqy-microhei.ttc", "wqy-zenhei.ttc", "DroidSansFallbackFull.ttf",
    "DroidSansFallback.ttf",
)  # fmt: skip
OWN = ""  # in the place of a file: Pillow's own face
NOBODY = "\U0010fffe"  # stands for no letter in any face: drawn as that which a face lacks
LACKING = "?"


def write(pen: ImageDraw.ImageDraw, place: tuple[float, float], text: str, fill: Colour, size: int) -> None:
    """Writes a line whose upper left corner is at *place*; letters that no face has become question marks."""
    pen.text(place, _writable(text, size), fill=fill, font=_face_or_own(text, size))


def fitted(text: str, end: str, width: float, size: int) -> str:
    """*text* and its *end*, the text cut so that both together are no wider than so many pixels."""
    kept = text
    while kept:
        line = f"{kept}{'' if kept == text else '…'}{end}"
        if _length(line, size) <= width:
            return line
        kept = kept[:-1]
    return end


def can_write(text: str) -> bool:
    """Whether a face of this system has all letters of *text*."""
    return _face_for(text, 16) is not None


def _length(text: str, size: int) -> float:
    return _face_or_own(text, size).getlength(_writable(text, size))


def _writable(text: str, size: int) -> str:
    if _face_for(text, size) is not None:
        return text
    return "".join(letter if _has(OWN, size, letter) else LACKING for letter in text)


def _face_or_own(text: str, size: int) -> Face:
    face = _face_for(text, size) or _face(OWN, size)
    assert face is not None
    return face


def _face_for(text: str, size: int) -> Face | None:
    """The first face that has all letters of *text*; None where there is none."""
    letters = sorted(set(text))
    for name in (OWN, *FACES):
        face = _face(name, size)
        if face is not None and all(_has(name, size, letter) for letter in letters):
            return face
    return None


@cache
def _face(name: str, size: int) -> Face | None:
    """The face in the file of that *name*; None where there is none."""
    from PIL import ImageFont

    try:
        return ImageFont.truetype(name, size) if name != OWN else ImageFont.load_default(size)
    except OSError:
        return None


@cache
def _has(name: str, size: int, letter: str) -> bool:
    face = _face(name, size)
    assert face is not None
    return letter.isspace() or bytes(face.getmask(letter)) != bytes(face.getmask(NOBODY))
