"""The gate: what binaries need is read right, and what is too new or nowhere to be found is named."""

from __future__ import annotations

import platform
import re
import shutil
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

from building import gate
from building.elf import Elf, ElfError, is_elf, read_elf

BASE = 0x400000
HEADER, PROGRAM = 64, 56
NEEDED, STRTAB, SONAME, RUNPATH, VERNEED, VERNEEDNUM = 1, 5, 14, 29, 0x6FFFFFFE, 0x6FFFFFFF


class Strings:
    """A string table; the same text gets the same place."""

    def __init__(self) -> None:
        self.data = b"\0"

    def add(self, text: str) -> int:
        place = len(self.data)
        self.data += text.encode() + b"\0"
        return place


def write_elf(
    path: Path,
    needed: Sequence[str] = (),
    versions: Mapping[str, Sequence[str]] | None = None,
    soname: str = "",
    runpath: str = "",
) -> Path:
    """Write a 64-bit shared library for x86-64 that has a dynamic section and nothing else."""
    strings = Strings()
    tags = [(NEEDED, strings.add(name)) for name in needed]
    tags += [(SONAME, strings.add(soname))] if soname else []
    tags += [(RUNPATH, strings.add(runpath))] if runpath else []
    records = b""
    for index, (library, names) in enumerate((versions or {}).items()):
        following = 16 + 16 * len(names) if index + 1 < len(versions or {}) else 0
        records += struct.pack("<HHIII", 1, len(names), strings.add(library), 16, following)
        for number, name in enumerate(names):
            records += struct.pack("<IHHII", 0, 0, 2, strings.add(name), 16 if number + 1 < len(names) else 0)
    start = HEADER + 2 * PROGRAM
    tags += [(VERNEED, BASE + start), (VERNEEDNUM, len(versions or {}))] if versions else []
    tags += [(STRTAB, BASE + start + len(records)), (0, 0)]
    dynamic = b"".join(struct.pack("<qQ", *tag) for tag in tags)
    at = start + len(records) + len(strings.data)
    whole = at + len(dynamic)
    identity = b"\x7fELF\x02\x01\x01" + bytes(9)
    header = identity + struct.pack("<HHIQQQIHHHHHH", 3, 62, 1, 0, HEADER, 0, 0, HEADER, PROGRAM, 2, 0, 0, 0)
    load = struct.pack("<IIQQQQQQ", 1, 5, 0, BASE, BASE, whole, whole, 4096)
    segment = struct.pack("<IIQQQQQQ", 2, 6, at, BASE + at, BASE + at, len(dynamic), len(dynamic), 8)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(header + load + segment + records + strings.data + dynamic)
    return path


def elf(*needed: str, search: tuple[str, ...] = (), versions: tuple[tuple[str, str], ...] = ()) -> Elf:
    return Elf("", needed, search, versions, 62)


def test_every_field_is_read(tmp_path: Path) -> None:
    versions = {"libc.so.6": ("GLIBC_2.2.5", "GLIBC_2.34"), "libstdc++.so.6": ("GLIBCXX_3.4",)}
    file = write_elf(tmp_path / "a.so", ("libc.so.6", "libb.so.1"), versions, "liba.so.1", "$ORIGIN/../lib:/opt")
    assert is_elf(file)
    assert read_elf(file) == Elf(
        "liba.so.1",
        ("libc.so.6", "libb.so.1"),
        ("$ORIGIN/../lib", "/opt"),
        (("libc.so.6", "GLIBC_2.2.5"), ("libc.so.6", "GLIBC_2.34"), ("libstdc++.so.6", "GLIBCXX_3.4")),
        62,
    )


def test_a_text_is_no_elf_and_an_empty_file_neither(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    (tmp_path / "text").write_text("#!/bin/sh\n")
    assert not is_elf(tmp_path / "empty") and not is_elf(tmp_path / "text")


@pytest.mark.parametrize("length", [3, 5, 40, 120, 190])
def test_a_file_cut_short_is_named(tmp_path: Path, length: int) -> None:
    whole = write_elf(tmp_path / "whole.so", ("libc.so.6",), {"libc.so.6": ("GLIBC_2.34",)}, "liba.so")
    cut = tmp_path / "cut.so"
    cut.write_bytes(whole.read_bytes()[:length])
    with pytest.raises(ElfError, match=re.escape(str(cut))):
        read_elf(cut)


def test_another_byte_order_is_named(tmp_path: Path) -> None:
    file = tmp_path / "big.so"
    file.write_bytes(b"\x7fELF\x02\x02\x01" + bytes(60))
    with pytest.raises(ElfError, match="64-bit little-endian"):
        read_elf(file)


@pytest.mark.skipif(platform.system() != "Linux" or not shutil.which("readelf"), reason="compares with readelf")
def test_a_real_library_reads_as_readelf_reads_it() -> None:
    import _ctypes

    file = Path(_ctypes.__file__)
    said = subprocess.run(["readelf", "-dVW", file], capture_output=True, text=True, check=True).stdout
    found = read_elf(file)
    assert list(found.needed) == re.findall(r"\(NEEDED\).*\[(.+)\]", said)
    needs = said.partition("Version needs section")[2]
    assert sorted(name for _, name in found.versions) == sorted(re.findall(r"Name: (\S+) +Flags", needs))


def test_a_symbol_at_the_floor_passes_and_one_above_is_named() -> None:
    good = gate.check({"_internal/a.so": elf("libc.so.6", versions=(("libc.so.6", "GLIBC_2.35"),))})
    assert good.problems == () and good.highest == {"GLIBC": "2.35"}
    bad = gate.check({"_internal/a.so": elf("libc.so.6", versions=(("libc.so.6", "GLIBC_2.36"),))})
    assert bad.problems == ("_internal/a.so needs GLIBC_2.36 of libc.so.6, newer than the oldest supported 2.35",)


def test_versions_are_compared_as_numbers() -> None:
    versions = (("libc.so.6", "GLIBC_2.4"), ("libc.so.6", "GLIBC_2.17"), ("libstdc++.so.6", "GLIBCXX_3.4.9"))
    assert gate.check({"a": elf(versions=versions)}).highest == {"GLIBC": "2.17", "GLIBCXX": "3.4.9"}
    assert gate.check({"a": elf(versions=(("libstdc++.so.6", "GLIBCXX_3.4.31"),))}).problems


def test_names_that_are_no_versions_are_passed_over() -> None:
    versions = (("libc.so.6", "GLIBC_PRIVATE"), ("libstdc++.so.6", "CXXABI_FLOAT128"), ("libz.so.1", "ZLIB_99.0"))
    findings = gate.check({"a": elf(versions=versions)})
    assert findings.problems == () and findings.highest == {}


def test_a_new_symbol_of_a_library_that_is_inside_is_no_problem() -> None:
    binaries = {
        "_internal/a.so": elf("libgcc_s.so.1", versions=(("libgcc_s.so.1", "GCC_99.0"),)),
        "_internal/libgcc_s.so.1": elf(),
    }
    assert gate.check(binaries).problems == ()


@pytest.mark.parametrize(
    ("library", "search"),
    [
        ("_internal/libx.so.1", ()),
        ("_internal/pkg/libx.so.1", ()),
        ("_internal/pkg.libs/libx.so.1", ("$ORIGIN/../pkg.libs",)),
        ("_internal/pkg/lib/libx.so.1", ("/nowhere", "${ORIGIN}/lib")),
    ],
)
def test_a_library_is_inside_where_the_loader_looks(library: str, search: tuple[str, ...]) -> None:
    binaries = {"_internal/pkg/a.so": elf("libx.so.1", search=search), library: elf()}
    assert gate.check(binaries).system_libraries == ()


def test_a_library_elsewhere_is_not_inside() -> None:
    findings = gate.check({"_internal/pkg/a.so": elf("libx.so.1"), "_internal/other/libx.so.1": elf()})
    assert findings.system_libraries == ("libx.so.1",)
    assert findings.needed_by == {"libx.so.1": ("_internal/pkg/a.so",)}
    assert gate.strangers(findings) == [
        "libx.so.1 is needed by _internal/pkg/a.so and neither inside nor a library that desktops have"
    ]


def test_what_desktops_have_is_left_to_the_system_without_a_word() -> None:
    findings = gate.check({"_internal/a.so": elf("libc.so.6", "libGL.so.1", "ld-linux-x86-64.so.2")})
    assert findings.system_libraries == ("libGL.so.1", "libc.so.6")
    assert gate.strangers(findings) == []


def test_the_gate_runs_over_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_elf(tmp_path / "_internal" / "a.so", ("libc.so.6",), {"libc.so.6": ("GLIBC_2.34",)})
    (tmp_path / "_internal" / "text").write_text("no binary")
    assert gate.main([str(tmp_path)]) == 0
    write_elf(tmp_path / "_internal" / "b.so", ("libc.so.6",), {"libc.so.6": ("GLIBC_2.99",)})
    assert gate.main([str(tmp_path)]) == 1
    assert "_internal/b.so needs GLIBC_2.99" in capsys.readouterr().out
