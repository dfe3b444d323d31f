"""Kinds of data: what one example is, how it comes to a model, and how what a model gives is shown.

Examples are *kept* as their kind says, in arrays (N, *shape) that are small and plain; models take tensors. Whoever
needs to know more than a kind's own methods do asks what it declares (``in_plane``, ``visual``), never which one it is.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import numpy as np
from numpy.typing import NDArray

from trainers.lazy import torch
from trainers.sentence import sentence

if TYPE_CHECKING:
    from torch import Tensor

Array = TypeVar("Array", bound=NDArray)
UInt8 = NDArray[np.uint8]
Int64 = NDArray[np.int64]
Float32 = NDArray[np.float32]
Kept = NDArray[Any]  # (N, *shape), as a kind says: uint8 or float32 in [0, 1] where there are pixels

UNKNOWN = "\ufffd"  # stands in a vocabulary for the characters that are not in it
END = "\n"  # ends a line, where pieces are lines
MOST_TOKENS = 2**15  # of a vocabulary: an index takes two bytes


class DataError(ValueError):
    """Data that cannot be used. The text is one sentence: which file, what was expected, what was found."""


class Kind(ABC):
    """What the examples of one dataset are. Frozen, picklable, and equal for equal data."""

    title: ClassVar[str]  # as lists of data call it
    plural: ClassVar[str]  # as sentences call its examples
    in_plane: ClassVar[bool] = False  # an example is a place of the plane: arenas and densities can show it
    visual: ClassVar[bool] = False  # an example is a picture: drawn, seen, and compared through a judge's features
    textual: ClassVar[bool] = False  # an example is a text: what is shown of it can be read

    @property
    @abstractmethod
    def shape(self) -> tuple[int, ...]:
        """Of one example as it is kept."""

    @property
    def image_shape(self) -> tuple[int, int, int]:
        """(C, H, W) as which one example passes through networks made for images. Raises DataError for a kind that
        does not."""
        raise DataError(f"expected examples with the shape of images, found {self.plural}")

    @property
    @abstractmethod
    def what(self) -> str:
        """What the examples are, in words that follow a number: "images of 1 x 8 x 8"."""

    @abstractmethod
    def check(self, what: str, kept: Kept) -> None:
        """Raises DataError, with one sentence that begins with *what*, unless *kept* is (N, *shape) of this kind."""

    @abstractmethod
    def to_model(self, kept: Tensor) -> Tensor:
        """Examples (N, *shape), on whatever device, as models take them."""

    @abstractmethod
    def to_shown(self, x: Tensor) -> NDArray[Any]:
        """What models take and give as it is shown: a read-only array of its own memory."""

    def to_places(self, x: Tensor) -> Float32:
        """What models take and give as places (N, 2) of the plane, read-only and not rounded. Needs ``in_plane``."""
        raise DataError(f"expected points of the plane, found {self.plural}")

    def shown(self, kept: Kept) -> NDArray[Any]:
        """Examples (N, *shape) as they are shown."""
        return self.to_shown(self.to_model(torch.tensor(kept)))


@dataclass(frozen=True)
class Pictures(Kind):
    """Pictures (C, H, W), C = 1 (grey) or 3 (RGB), 0 = black, kept as uint8 or as float32 in [0, 1].

    Models take float32 in [0, 1]; shown is uint8."""

    title: ClassVar[str] = "Pictures"
    plural: ClassVar[str] = sentence("pictures")
    visual: ClassVar[bool] = True

    channels: int
    height: int
    width: int

    @classmethod
    def of(cls, what: str, kept: Kept) -> Self:
        """The kind of an array (N, C, H, W) of pictures. Raises DataError, as :meth:`check` does, for any other."""
        if kept.dtype not in (np.uint8, np.float32) or kept.ndim != 4 or kept.shape[1] not in (1, 3):
            found = f"{kept.dtype} {kept.shape}"
            raise DataError(f"{what} must be uint8 or float32 (N, 1 or 3, H, W), found {found}")
        return cls(*kept.shape[1:])

    @property
    def shape(self) -> tuple[int, int, int]:
        return self.channels, self.height, self.width

    @property
    def image_shape(self) -> tuple[int, int, int]:
        return self.shape

    @property
    def what(self) -> str:
        return sentence(f"images of {self.channels} x {self.height} x {self.width}")

    def check(self, what: str, kept: Kept) -> None:
        if self.of(what, kept) != self:
            raise DataError(f"{what} must be of shape {self.shape}, found {kept.shape[1:]}")
        if kept.dtype == np.float32:
            check_range(what, kept)

    def to_model(self, kept: Tensor) -> Tensor:
        return unit(kept)

    def to_shown(self, x: Tensor) -> UInt8:
        return to_bytes(x)


@dataclass(frozen=True)
class Points(Kind):
    """Points of the plane, x and y in [0, 1], kept as float32 (N, 2).

    Through networks a point passes as an image of two grey pixels, float32 (N, 1, 1, 2), for which they are made; shown
    (and kept in run folders) it is that in 255 steps, uint8."""

    title: ClassVar[str] = "Points"
    plural: ClassVar[str] = sentence("points")
    in_plane: ClassVar[bool] = True

    @property
    def shape(self) -> tuple[int]:
        return (2,)

    @property
    def image_shape(self) -> tuple[int, int, int]:
        return 1, 1, 2

    @property
    def what(self) -> str:
        return sentence("points of the plane")

    def check(self, what: str, kept: Kept) -> None:
        if kept.dtype != np.float32 or kept.shape[1:] != self.shape:
            raise DataError(f"{what} must be points as float32 (N, 2), found {kept.dtype} {kept.shape}")
        check_range(what, kept)

    def to_model(self, kept: Tensor) -> Tensor:
        """Also of points as they are shown, which is how the window gives them back."""
        return unit(kept).reshape(-1, *self.image_shape)

    def to_shown(self, x: Tensor) -> UInt8:
        return to_bytes(x)

    def to_places(self, x: Tensor) -> Float32:
        return to_numpy(x.float().flatten(1))


@dataclass(frozen=True)
class Tokens(Kind):
    """Pieces of *length* tokens each, of which *vocabulary* gives the texts; kept as indices into it, int16.

    Pieces are cut out of a text, or, with *lines*, each is a line: the first token of the vocabulary is END then, every
    line has one and is filled up with it to the length of the longest, and what comes after the first counts nothing.

    Models take int64 (N, length) and give as much; shown is the text of each piece, (N,), that of a line without its
    end. An index that a model makes up beyond the vocabulary is shown as UNKNOWN."""

    title: ClassVar[str] = "Texts"
    plural: ClassVar[str] = sentence("tokens")
    textual: ClassVar[bool] = True

    vocabulary: tuple[str, ...]
    length: int
    lines: bool = False

    def __post_init__(self) -> None:
        if self.lines and self.vocabulary[:1] != (END,):
            raise DataError(f"vocabulary: expected the end of a line first, found {list(self.vocabulary[:1])}")
        if not 2 <= len(self.vocabulary) <= MOST_TOKENS or len(set(self.vocabulary)) < len(self.vocabulary):
            count = len(self.vocabulary)
            raise DataError(f"vocabulary: expected 2 to {MOST_TOKENS:,} tokens, each once, found {count:,}")
        if self.length < 1:
            raise DataError(f"tokens: expected pieces of at least one token, found a length of {self.length}")

    @property
    def shape(self) -> tuple[int]:
        return (self.length,)

    @property
    def what(self) -> str:
        if self.lines:
            return sentence(f"lines of up to {self.length - 1} characters")
        return sentence(f"pieces of {self.length} characters")

    def check(self, what: str, kept: Kept) -> None:
        if kept.dtype != np.int16 or kept.shape[1:] != self.shape:
            raise DataError(f"{what} must be tokens as int16 (N, {self.length}), found {kept.dtype} {kept.shape}")
        if kept.size:
            low, high, count = int(kept.min()), int(kept.max()), len(self.vocabulary)
            if low < 0 or high >= count:
                raise DataError(f"{what} must be indices of {count:,} tokens, found values from {low:,} to {high:,}")
            if self.lines and (open_lines := int((kept != 0).all(1).sum())):
                raise DataError(f"{what} must be lines, each with its end, found {open_lines:,} without")

    def counted(self, x: Tensor) -> Tensor:
        """(N, length), boolean: which tokens of what models take belong to the text: all, or those of a line, its end
        among them."""
        ends = (x == 0).int() if self.lines else torch.zeros_like(x, dtype=torch.int32)
        return ends.cumsum(1) - ends == 0

    def read(self, what: str, text: str) -> Int64:
        """*text* as indices (k,), one for each character: UNKNOWN for those that are not in the vocabulary. Raises
        DataError, with one sentence that begins with *what*, where that has no such sign, and for a line with an end
        within."""
        if self.lines and END in text:
            raise DataError(f"{what}: expected one line, found {text.count(END) + 1}")
        index = {token: place for place, token in enumerate(self.vocabulary)}
        if (strange := self.unknown_in(text)) and UNKNOWN not in index:
            raise DataError(f"{what}: expected characters that the data have, found {strange[0]!r}")
        return np.array([index.get(character, index.get(UNKNOWN)) for character in text], np.int64)

    def unknown_in(self, text: str) -> tuple[str, ...]:
        """The characters of *text* that are not in the vocabulary, each once."""
        known = set(self.vocabulary)
        return tuple(character for character in dict.fromkeys(text) if character not in known)

    def to_model(self, kept: Tensor) -> Tensor:
        return kept.long()

    def to_shown(self, x: Tensor) -> NDArray[np.str_]:
        words = np.array([*self.vocabulary, UNKNOWN], dtype=object)
        indices = x.cpu().numpy()
        known = (indices >= 0) & (indices < len(self.vocabulary))
        rows = words[np.where(known, indices, len(self.vocabulary))]
        whole = ["".join(row) for row in rows]
        texts = np.array([text.split(END)[0] for text in whole] if self.lines else whole, dtype=np.str_)
        texts.setflags(write=False)
        return texts

    def text(self, kept: Kept) -> str:
        """Examples (N, length) as one text: pieces one after the other; lines each between an END and the next, so that
        a whole one can be told from a part of one."""
        texts = self.shown(kept)
        return f"{END}{END.join(texts)}{END}" if self.lines else "".join(texts)


def frozen(array: Array) -> Array:
    """A read-only copy that owns its memory: what may cross a thread."""
    copy = array.copy()
    copy.setflags(write=False)
    return copy


def unit(kept: Tensor) -> Tensor:
    """uint8 as float32 in [0, 1]; what is float32 is so already."""
    return kept if kept.is_floating_point() else kept.float().div_(255)


def to_bytes(x: Tensor) -> UInt8:
    """Values in [0, 1], rounded to 255 steps; what lies beyond is cut."""
    return to_numpy(x.clamp(0, 1).mul(255).round().to(torch.uint8))


def to_numpy(x: Tensor) -> NDArray[Any]:
    """A read-only copy of *x*."""
    return frozen(x.cpu().numpy())


def check_range(what: str, kept: Float32) -> None:
    """Raises DataError unless all values lie in [0, 1]."""
    if kept.size:
        low, high = float(kept.min()), float(kept.max())
        if not (low >= 0 and high <= 1):  # also where one of them is not a number
            raise DataError(f"{what} must lie between 0 and 1, found values from {low:g} to {high:g}")
