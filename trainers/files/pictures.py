"""Picture files of any kind, one at a time: what the header says, and the pixels as grey or RGB at the wanted size."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Literal

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from trainers.disk.regular_file import open_regular
from trainers.examples import DataError, UInt8

ColourMode = Literal["grey", "rgb"]
Fit = Literal["crop", "pad"]

MAX_PIXELS = 64_000_000
MAX_BYTES = 512 * 1024**2  # decoded
LARGE = 16_000_000  # pixels, from which one picture is decoded at a time, and brought down in strips
STRIP = 500_000  # pixels that are brought down together
# Not all that Pillow knows: EPS starts another program, TGA has no signature and takes any file for a picture.
FORMATS = ("AVIF", "BMP", "DIB", "GIF", "ICO", "JPEG", "JPEG2000", "PCX", "PNG", "PPM", "QOI", "TIFF", "WEBP")
BYTES_PER_PIXEL = {"1": 1, "L": 1, "P": 1, "LA": 2, "PA": 2, "I;16": 2, "I;16B": 2, "I;16L": 2, "RGB": 3, "YCbCr": 3}
TRANSPARENT = (255, 255, 255, 255)  # shows as white, as in most viewers: drawings are mostly dark on nothing
HALF_PIXELS = ("I;16", "I;16B", "I;16L", "I;16N")


@dataclass(frozen=True)
class Header:
    """What a picture's header says; ``width`` and ``height`` as stored, before any turning."""

    width: int
    height: int
    format: str
    mode: str
    animated: bool


@contextmanager
def pillow_rules() -> Iterator[None]:
    """Around any number of reads: Pillow's warning of a bomb becomes an error, its other warnings are not shown.

    Warning filters belong to the whole process, so this is entered once for a folder, not once for a file.
    """
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", module=r"PIL\.")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def read_header(path: Path | IO[bytes]) -> Header:
    """What the file says about itself, without decoding a pixel; within :func:`pillow_rules`.

    Raises DataError whose text is the bare reason (no file name) for a file that must not or cannot be decoded.
    """
    try:
        with _opened(path) as file, Image.open(file, formats=_formats()) as image:
            _refuse_bombs(image)
            return Header(
                *image.size, image.format or "?", image.mode, animated=bool(getattr(image, "is_animated", False))
            )
    except (DataError, MemoryError):
        raise
    except Exception as error:
        raise DataError(_reason(error)) from None


def read_pixels(path: Path | IO[bytes], size: int, mode: ColourMode, fit: Fit) -> UInt8:
    """The picture as uint8 (1 or 3, size, size); within :func:`pillow_rules`.

    As :func:`read_picture` reads it. ``crop`` cuts the middle square out, ``pad`` puts black beside. Raises DataError
    (the bare reason).
    """
    picture = read_picture(path, size).convert("L" if mode == "grey" else "RGB")
    pixels = np.asarray(fit_square(picture, size, fit))
    return pixels[None] if mode == "grey" else np.ascontiguousarray(pixels.transpose(2, 0, 1))


def read_picture(path: Path | IO[bytes], size: int) -> Image.Image:
    """The picture as "L" or "RGB", of any size that serves to shrink it to *size*; within :func:`pillow_rules`.

    Turned as its EXIF data says; the first frame of an animation; 16 and 32 bits a channel brought to 8; transparency
    over white. A large one is brought down in strips, so that it takes little more memory than its decoding does.
    Raises DataError (the bare reason).
    """
    try:
        with _opened(path) as file, Image.open(file, formats=_formats()) as image:
            _refuse_bombs(image)
            # A JPEG can be decoded at a fraction of its size; twice the wanted size leaves enough to average.
            image.draft(None, (2 * size, 2 * size))
            image.load()
            if image.width * image.height <= LARGE:
                return to_eight_bits(ImageOps.exif_transpose(image))
            small = _in_strips(image, size)
            small.info["exif"] = image.getexif().tobytes()
            return ImageOps.exif_transpose(small)
    except (DataError, MemoryError):
        raise
    except Exception as error:  # plug-ins raise all sorts of things over damaged files; none of them is our failure
        raise DataError(_reason(error)) from None


def _opened(path: Path | IO[bytes]) -> AbstractContextManager[IO[bytes]]:
    """The file, which is waited for by nobody: Pillow by itself would wait for the other end of a named pipe."""
    return open_regular(path) if isinstance(path, Path) else nullcontext(path)


def to_eight_bits(image: Image.Image) -> Image.Image:
    """The image as "L" or "RGB" (whichever loses no colour), transparency over white."""
    if image.mode in (*HALF_PIXELS, "I", "F"):
        values = np.asarray(image)
        return Image.fromarray(_scaled(values, _white(values)))
    if image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info:
        image = image.convert("RGBA")
        return Image.alpha_composite(Image.new("RGBA", image.size, TRANSPARENT), image).convert("RGB")
    return image if image.mode in ("L", "RGB") else image.convert("L" if image.mode == "1" else "RGB")


def fit_square(image: Image.Image, size: int, fit: Fit) -> Image.Image:
    """The image at size x size: its middle square, or all of it with black beside."""
    width, height = image.size
    if fit == "crop":
        side = min(width, height)
        left, top = (width - side) // 2, (height - side) // 2
        square = image.crop((left, top, left + side, top + side))
        return square.resize((size, size), Image.Resampling.LANCZOS, reducing_gap=3.0)
    scale = size / max(width, height)
    inner = (max(1, round(width * scale)), max(1, round(height * scale)))
    canvas = Image.new(image.mode, (size, size))
    canvas.paste(
        image.resize(inner, Image.Resampling.LANCZOS, reducing_gap=3.0),
        ((size - inner[0]) // 2, (size - inner[1]) // 2),
    )
    return canvas


def _in_strips(image: Image.Image, size: int) -> Image.Image:
    """The image in 8 bits, both sides brought down by a whole factor that leaves at least twice *size*, whole blocks of
    pixels averaged, a strip at a time."""
    factor = max(1, min(image.size) // (4 * size))
    rows = factor * max(1, STRIP // (image.width * factor))
    deep = image.mode in (*HALF_PIXELS, "I", "F")
    strips = [(0, top, image.width, min(top + rows, image.height)) for top in range(0, image.height, rows)]
    white = max(_white(np.asarray(image.crop(strip))) for strip in strips) if deep else 0.0
    small: list[Image.Image] = []
    for strip in strips:
        part = image.crop(strip)
        part = Image.fromarray(_scaled(np.asarray(part), white)) if deep else to_eight_bits(part)
        small.append(part.reduce(factor) if factor > 1 else part)
    whole = Image.new(small[0].mode, (small[0].width, sum(part.height for part in small)))
    top = 0
    for part in small:
        whole.paste(part, (0, top))
        top += part.height
    return whole


def _white(values: np.ndarray) -> float:
    """What is white among other numbers: 65535 of 16 bits; 32 bits and floats do not say, so it is the first of 1, 255,
    65535 and the greatest value that holds them all."""
    if values.dtype.itemsize == 2:
        return 65535.0
    if not np.isfinite(values).all():
        raise DataError("holds values that are not finite numbers")
    top = float(values.max())
    return next((white for white in (1.0, 255.0, 65535.0) if top <= white), top)


def _scaled(values: np.ndarray, white: float) -> UInt8:
    """Brings other numbers to 0..255."""
    return np.rint(np.clip(values.astype(np.float64) / white, 0, 1) * 255).astype(np.uint8)


@cache
def _formats() -> tuple[str, ...]:
    """Those of FORMATS that this Pillow was built with."""
    Image.init()
    return tuple(name for name in FORMATS if name in Image.OPEN)


def _refuse_bombs(image: Image.Image) -> None:
    width, height = image.size
    pixels = width * height
    decoded = pixels * BYTES_PER_PIXEL.get(image.mode, 4)
    if pixels > MAX_PIXELS:
        raise DataError(
            f"{width} x {height} is {pixels / 1e6:.0f} megapixels; at most {MAX_PIXELS / 1e6:.0f} are decoded"
        )
    if decoded > MAX_BYTES:
        raise DataError(
            f"{width} x {height} takes {decoded / 2**20:.0f} MB; at most {MAX_BYTES / 2**20:.0f} are decoded"
        )


def _reason(error: Exception) -> str:
    if isinstance(error, Image.DecompressionBombError | Image.DecompressionBombWarning):
        return f"more than {MAX_PIXELS / 1e6:.0f} megapixels"
    if isinstance(error, UnidentifiedImageError):
        return "not an image that can be read"
    if isinstance(error, OSError) and error.strerror:
        return f"cannot be opened ({error.strerror})"
    text = str(error)
    if isinstance(error, EOFError) or "truncated" in text or "Truncated" in text:
        return "truncated: the file is incomplete"
    return f"damaged ({text or type(error).__name__})"
