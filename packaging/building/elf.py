"""Reads what the gate asks of an ELF file: its name, what it needs, where it looks, and which symbol versions.

Standard library only, so that the gate runs where there are no binutils. See the System V ABI, chapters 4 and 5, and
"Symbol Versioning" in the Linux Standard Base.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

MAGIC = b"\x7fELF"
PT_LOAD, PT_DYNAMIC = 1, 2
DT_NULL, DT_NEEDED, DT_STRTAB, DT_SONAME, DT_RPATH, DT_RUNPATH = 0, 1, 5, 14, 15, 29
DT_VERNEED, DT_VERNEEDNUM = 0x6FFFFFFE, 0x6FFFFFFF


class ElfError(ValueError):
    """A file that calls itself ELF and cannot be read as such. The text is one sentence."""


class Elf(NamedTuple):
    """A 64-bit little-endian ELF file. `versions` holds (library, symbol version) for each version it needs."""

    soname: str
    needed: tuple[str, ...]
    search: tuple[str, ...]  # RPATH and RUNPATH, split
    versions: tuple[tuple[str, str], ...]
    machine: int  # 62 is x86-64, 183 is AArch64


def is_elf(path: Path) -> bool:
    """Tell whether the file begins as an ELF file does."""
    with path.open("rb") as file:
        return file.read(4) == MAGIC


def read_elf(path: Path) -> Elf:
    """Read the dynamic section of *path*. Raises ElfError for another class or byte order, or a file cut short."""
    data = path.read_bytes()
    if data[:4] != MAGIC or data[4:6] != b"\x02\x01":
        raise ElfError(f"{path}: expected a 64-bit little-endian ELF file, found {data[:6].hex(' ') or 'nothing'}")
    try:
        return _read(data)
    except (struct.error, IndexError, ValueError) as error:
        raise ElfError(f"{path}: the ELF file is damaged or cut short ({error})") from None


def _read(data: bytes) -> Elf:
    machine = struct.unpack_from("<H", data, 18)[0]
    table, size, count = struct.unpack_from("<Q", data, 32)[0], *struct.unpack_from("<HH", data, 54)
    loads: list[tuple[int, int, int]] = []  # address, offset, bytes in the file
    dynamic: list[tuple[int, int]] = []
    for index in range(count):
        kind, _flags, offset, address, _physical, length = struct.unpack_from("<IIQQQQ", data, table + index * size)
        if kind == PT_LOAD:
            loads.append((address, offset, length))
        elif kind == PT_DYNAMIC:
            if offset + length > len(data):
                raise ValueError("the dynamic section lies behind the end")
            dynamic = list(struct.iter_unpack("<qQ", data[offset : offset + length]))
    entries = dynamic[: next((n for n, (tag, _) in enumerate(dynamic) if tag == DT_NULL), len(dynamic))]
    if not entries:
        return Elf("", (), (), (), machine)
    first = dict(reversed(entries))
    strings = _offset(loads, first[DT_STRTAB]) if DT_STRTAB in first else 0

    def text(position: int) -> str:
        return data[strings + position : data.index(b"\0", strings + position)].decode("utf-8", "surrogateescape")

    search = [text(value) for tag, value in entries if tag in (DT_RPATH, DT_RUNPATH)]
    versions: list[tuple[str, str]] = []
    if DT_VERNEED in first:
        at = _offset(loads, first[DT_VERNEED])
        for _ in range(first.get(DT_VERNEEDNUM, 0)):
            _version, records, file, aux, following = struct.unpack_from("<HHIII", data, at)
            inner = at + aux
            for _ in range(records):
                _hash, _flags, _other, name, further = struct.unpack_from("<IHHII", data, inner)
                versions.append((text(file), text(name)))
                inner += further
            at += following
    return Elf(
        text(first[DT_SONAME]) if DT_SONAME in first else "",
        tuple(text(value) for tag, value in entries if tag == DT_NEEDED),
        tuple(place for line in search for place in line.split(":") if place),
        tuple(versions),
        machine,
    )


def _offset(loads: list[tuple[int, int, int]], address: int) -> int:
    """Where in the file the byte at *address* lies."""
    for start, offset, length in loads:
        if start <= address < start + length:
            return offset + address - start
    raise ValueError(f"address {address:#x} lies in no segment")
