"""A class code: eight letters to read aloud, ``KDRM WXAB``, which say what a class begins with, and with which seed.

Seven letters hold 32 bits: nine of the lesson's name, five of its version, twelve of the seed, and six of the program
that made the code. The eighth checks them. The 24 letters, without I and O,
are taken as pairs of a number modulo 3 and an element of the field of 8: the check sum over 3 has weights 1, 2, 1, ...
and that over 8 has the powers of a generator, so that any one wrong letter and any two neighbours that are swapped are
found, always (Verhoeff, "Error detecting decimal codes", 1969, says why such weights do).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from trainers.lessons.build_made import BUILD_BITS, ProgramBuild

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 8
NAME_BITS, VERSION_BITS, SEED_BITS = 9, 5, 12
MOST_CODED_SEED = 2**SEED_BITS - 1


class ClassCodeError(ValueError):
    """A text that is no usable class code; one sentence."""


@dataclass(frozen=True)
class CodedLesson:
    """A lesson that a class can begin with."""

    name: str
    version: int

    @property
    def number(self) -> int:
        """Nine bits of the name."""
        digest = hashlib.sha256(self.name.encode()).digest()
        return int.from_bytes(digest[:2]) >> (16 - NAME_BITS)


@dataclass(frozen=True)
class ReadCode:
    """What a code says: ``found`` is the lesson of that name that is here, ``version`` that of which the code was
    made. ``same_build`` is whether the program that made it is like this one, as far as six bits tell."""

    text: str
    found: CodedLesson
    version: int
    seed: int
    same_build: bool

    @property
    def same_version(self) -> bool:
        return self.version == self.found.version


def make_code(coded: CodedLesson, seed: int, build: ProgramBuild) -> str:
    """The code, in capitals without a blank. Raises ClassCodeError for a seed beyond twelve bits."""
    if not 0 <= seed <= MOST_CODED_SEED:
        raise ClassCodeError(f"seed: a class code holds one from 0 to {MOST_CODED_SEED}, found {seed}")
    bits = ((coded.number << VERSION_BITS | coded.version) << SEED_BITS | seed) << BUILD_BITS | build.mark
    values = []
    for _ in range(LENGTH - 1):
        bits, value = divmod(bits, len(LETTERS))
        values.append(value)
    return "".join(LETTERS[value] for value in (*values, _check(values)))


def spaced(code: str) -> str:
    """As it is read aloud: in two groups."""
    return f"{code[: LENGTH // 2]} {code[LENGTH // 2 :]}"


def read_code(text: str, known: Sequence[CodedLesson], build: ProgramBuild) -> ReadCode:
    """What *text* says, in letters of any size, with blanks and hyphens wherever; *known* are the lessons that
    there are here. Raises ClassCodeError."""
    code = _letters(text)
    values = [LETTERS.index(letter) for letter in code]
    if values[-1] != _check(values[:-1]):
        raise ClassCodeError(
            f"{spaced(code)} is no class code: one letter is wrong, or two beside each other are swapped"
        )
    bits = 0
    for value in reversed(values[:-1]):
        bits = bits * len(LETTERS) + value
    bits, mark = divmod(bits, 2**BUILD_BITS)
    bits, seed = divmod(bits, 2**SEED_BITS)
    number, version = divmod(bits, 2**VERSION_BITS)
    if number >= 2**NAME_BITS or version == 0:
        raise ClassCodeError(f"{spaced(code)} is no class code: several letters are wrong")
    fitting = [each for each in known if each.number == number]
    if not fitting:
        raise ClassCodeError(
            f"{spaced(code)}: the lesson of this code is not here; is there a folder of lessons that belongs to it?"
        )
    exact = [each for each in fitting if each.version == version] or fitting
    if len(exact) > 1:
        raise ClassCodeError(
            f"{spaced(code)}: {exact[0].name} and {exact[1].name} have the same code; open a classroom file instead"
        )
    return ReadCode(code, exact[0], version, seed, mark == build.mark)


def _letters(text: str) -> str:
    """The eight letters of a code. Raises ClassCodeError."""
    code = "".join(letter for letter in text[:80].upper() if letter not in " -\u2009\u00a0")
    wrong = next((letter for letter in code if letter not in LETTERS), "")
    if wrong:
        raise ClassCodeError(f"a class code has the letters A to Z without I and O, found {wrong!r}")
    if len(code) != LENGTH:
        raise ClassCodeError(f"a class code has {LENGTH} letters, found {len(code)}")
    return code


def _check(values: Sequence[int]) -> int:
    """The letter with which both sums are zero; its own weights are 2 and 1."""
    over_3 = sum((1 + index % 2) * (value % 3) for index, value in enumerate(values)) % 3
    over_8 = 0
    for value in reversed(values):  # Horner, by the generator
        over_8 = _times(over_8) ^ value // 3
    return over_3 + 3 * over_8


def _times(element: int) -> int:
    """An element of the field of 8, times the generator x of x^3 + x + 1."""
    doubled = element << 1
    return doubled ^ 0b1011 if doubled & 8 else doubled
