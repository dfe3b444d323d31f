"""The screen of a bare system: the host's Xvfb in the system's namespaces, with a real mouse and keyboard.

It belongs to the host, so that no library it needs is taken for one that the system has.
"""

from __future__ import annotations

import struct
import subprocess
import time
import zlib
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from verifying.machine import Answer, Machine

WIDTH, HEIGHT, DISPLAY = 1280, 800, ":7"
TICK_SECONDS = 0.02
BYTES_PER_PIXEL = 4


class Screen:
    """A context manager: Xvfb runs between entering and leaving it. *folder* takes its memory and its log."""

    def __init__(self, machine: Machine, folder: Path) -> None:
        self._machine = machine
        self._folder = folder
        self._memory = folder / "Xvfb_screen0"
        self.environ = {"DISPLAY": DISPLAY}

    def __enter__(self) -> Screen:
        self._folder.mkdir(parents=True, exist_ok=True)
        self._log = (self._folder / "Xvfb.log").open("w", encoding="utf-8")
        # No lock: it would lie in the host's /tmp, and outlive a verification that was killed.
        size = f"{WIDTH}x{HEIGHT}x24"
        command = [
            "Xvfb",
            DISPLAY,
            "-screen",
            "0",
            size,
            "-fbdir",
            str(self._folder),
            "-nolisten",
            "tcp",
            "-ac",
            "-noreset",
            "-nolock",
        ]
        self._process = self._machine.outside(command, self._log)
        if not wait_until(lambda: self._answers(), 20):
            raise RuntimeError(f"Xvfb did not start; see {self._log.name}")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.terminate()
        self._process.wait()
        self._log.close()
        self._memory.unlink(missing_ok=True)

    def do(self, *words: str) -> Answer:
        """Have xdotool do something, such as `mousemove 10 20 click 1`."""
        return self._machine.ask_outside(["xdotool", *words], self.environ)

    def click(self, x: int, y: int) -> None:
        self.do("mousemove", str(x), str(y), "sleep", "0.1", "click", "1")

    def windows(self, name: str) -> list[str]:
        """The visible windows of the instance *name*, which is the first part of their class."""
        return self.do("search", "--onlyvisible", "--classname", f"^{name}$").out.split()

    def properties(self, window: str) -> str:
        """What xprop says of the class and the icon of *window*."""
        words = ["xprop", "-id", window, "-len", "64", "WM_CLASS", "_NET_WM_ICON", "_GTK_APPLICATION_ID"]
        return self._machine.ask_outside(words, self.environ).out

    def pixels(self) -> bytes:
        """The picture: rows from top to bottom, 4 bytes (blue, green, red, unused) a pixel."""
        content = self._memory.read_bytes()
        header_bytes, colours = struct.unpack(">I", content[:4])[0], struct.unpack(">I", content[76:80])[0]
        return content[header_bytes + 12 * colours :]

    def part(self, left: int, top: int, right: int, bottom: int) -> bytes:
        """The pixels of a rectangle, row by row; *right* and *bottom* are outside."""
        pixels, stride = self.pixels(), WIDTH * BYTES_PER_PIXEL
        rows = range(top * stride, bottom * stride, stride)
        return b"".join(pixels[row + left * BYTES_PER_PIXEL : row + right * BYTES_PER_PIXEL] for row in rows)

    def has(self, colour: bytes, y: int) -> bool:
        """Whether the row *y* has pixels of *colour* (blue, green, red)."""
        return bool(self._columns(colour, y))

    def middle_of(self, colour: bytes, y: int) -> int:
        """The column in the middle of all pixels of *colour* in the row *y*. Raises ValueError when there are none."""
        found = self._columns(colour, y)
        if not found:
            raise ValueError(f"expected pixels of the colour {colour.hex()} in row {y} of the screen, found none")
        return (found[0] + found[-1]) // 2

    def _columns(self, colour: bytes, y: int) -> list[int]:
        row = self.part(0, y, WIDTH, y + 1)
        return [x for x in range(WIDTH) if row[4 * x : 4 * x + 3] == colour]

    def is_drawn(self) -> bool:
        """Whether there is more to be seen than an empty window: many colours in the upper half."""
        pixels = self.pixels()
        half = pixels[: WIDTH * HEIGHT // 2 * BYTES_PER_PIXEL : 64]  # every 16th pixel's blue
        return len(set(half)) > 12

    def save(self, file: Path) -> None:
        """Write the picture as a PNG file."""
        pixels, stride = self.pixels(), WIDTH * BYTES_PER_PIXEL
        rows = []
        for y in range(HEIGHT):
            row = pixels[y * stride : (y + 1) * stride]
            colours = bytearray(3 * WIDTH)
            colours[0::3], colours[1::3], colours[2::3] = row[2::4], row[1::4], row[0::4]
            rows.append(b"\0" + bytes(colours))
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 6)), (b"IEND", b""))
        file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks)))

    def _answers(self) -> bool:
        return self._memory.exists() and self.do("getdisplaygeometry").out.split() == [str(WIDTH), str(HEIGHT)]


def _chunk(chunk: tuple[bytes, bytes]) -> bytes:
    kind, content = chunk
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_size(file: Path) -> tuple[int, int]:
    """(width, height) of a PNG file. Raises ValueError when it is none."""
    head = file.read_bytes()[:24] if file.is_file() else b""
    if len(head) < 24 or not head.startswith(b"\x89PNG\r\n\x1a\n"):
        raise ValueError(f"{file.name}: expected a PNG file, found {'another file' if head else 'none'}")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def wait_until(is_so: Callable[[], bool], seconds: float) -> bool:
    """Whether *is_so* came true within *seconds*."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if is_so():
            return True
        time.sleep(TICK_SECONDS)
    return is_so()


def end(process: subprocess.Popen[bytes], seconds: float = 20) -> int | None:
    """The exit code of *process*, or None when it does not end within *seconds* (it is left alone then)."""
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
