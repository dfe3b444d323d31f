"""Hostile data: tables, arrays, archives, pictures, experiments."""

from __future__ import annotations

import gzip
import io
import os
import pickle
import random
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from tests.hostile.case import Case, outside
from tests.hostile.packing import MB, gzip_file, pack, zip_file

Make = Callable[[Path], Path]
COUNT = 20
PICTURES = np.random.default_rng(0).integers(0, 256, (COUNT, 8, 8), dtype=np.uint8)
ROWS = "\n".join(",".join(map(str, row)) for row in PICTURES.reshape(COUNT, -1).tolist())
EVIL = "a\x1b[31mb\u202ecod.exe"  # turns a terminal red, and the rest of the line round


# ------------------------------------------------------------------ what things are made of


def holding(name: str, content: bytes | str | Callable[[], bytes]) -> Make:
    """A file of that name."""

    def make(folder: Path) -> Path:
        data = content() if callable(content) else content
        (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
        return folder / name

    return make


def npy(array: np.ndarray, pickled: bool = False) -> bytes:
    out = io.BytesIO()
    np.save(out, array, allow_pickle=pickled)
    return out.getvalue()


def header(shape: str, kind: str = "|u1", more: str = "", columns: str = "False") -> bytes:
    """An NPY file without values, whose header says what it likes."""
    text = f"{{'descr': {kind!r}, 'fortran_order': {columns}, 'shape': {shape}, {more}}}\n".encode()
    return b"\x93NUMPY\x02\x00" + struct.pack("<I", len(text)) + text


def npz(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def zeros_npz() -> bytes:
    """Half a megabyte that unpacks to 300."""
    return zip_file({"x.npy": pack(header("(4900000, 8, 8)"), bytes(MB), 300)})


def packed(piece: bytes, times: int) -> bytes:
    """Gzip of *piece* so many times."""
    return gzip_file(pack(b"", piece, times))


def spoilt(content: bytes, at: int, length: int = 8) -> bytes:
    return content[:at] + bytes(length) + content[at + length :]


class Trap:
    """Unpickling this writes a file that is not its own."""

    def __reduce__(self) -> tuple[object, ...]:
        return os.system, ("echo sprung > ../../outside/thesis.txt",)


def trapped() -> bytes:
    return npy(np.array([Trap()], object), pickled=True)


def png(width: int, height: int, depth: int = 8, kind: int = 0, rows: int | None = None) -> bytes:
    """A PNG of even colour that claims that size and holds *rows* lines (all, unless told)."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    line = bytes(1 + width * depth * {0: 1, 2: 3, 6: 4}[kind] // 8)
    pack = zlib.compressobj(1)
    lines = b"".join(pack.compress(line) for _ in range(height if rows is None else rows)) + pack.flush()
    start = struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", start) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")


def picture(index: int) -> bytes:
    out = io.BytesIO()
    Image.fromarray(PICTURES[index]).save(out, "PNG")
    return out.getvalue()


def pictures(*more: tuple[str, bytes], name: str = "photos") -> Make:
    """A folder of pictures, some of them hostile."""

    def make(folder: Path) -> Path:
        root = folder / name
        root.mkdir()
        for index in range(6):
            (root / f"{index}.png").write_bytes(picture(index))
        for inner, content in more:
            (root / inner).parent.mkdir(parents=True, exist_ok=True)
            (root / inner).write_bytes(content)
        return root

    return make


def archive(*more: tuple[str, bytes], name: str = "photos.zip") -> Make:
    return holding(name, lambda: npz({**{f"{i}.png": picture(i) for i in range(6)}, **dict(more)}))


def zeros_among_pictures() -> bytes:
    """An archive of pictures, one of which unpacks to 260 MB of nothing."""
    return zip_file({**{f"{i}.png": pack(picture(i)) for i in range(6)}, "zeros.png": pack(b"", bytes(MB), 260)})


def special(name: str, make: Callable[[Path], object]) -> Make:
    def made(folder: Path) -> Path:
        make(folder / name)
        return folder / name

    return made


def experiment(text: str, where: str = "") -> str:
    return (
        f'title = "t"\nsteps = 2\n{where}[dataset]\nname = "digits"\n[[models]]\nfamily = "vae"\nlayers = [8]\n{text}'
    )


def random_bytes(count: int, seed: int) -> bytes:
    return random.Random(seed).randbytes(count)


# ------------------------------------------------------------------ tables


def _tables() -> list[Case]:
    refused: list[tuple[str, str, bytes | str | Callable[[], bytes], str]] = [
        ("empty", "a.csv", b"", "found an empty file"),
        ("blank lines", "a.csv", "\n\n\n", "found none"),
        ("names alone", "a.csv", "a,b,c,d\n", "found none"),
        ("a word among the numbers", "a.csv", f"{ROWS}\n{ROWS.replace('1', 'x', 1)}", "in line 21, column"),
        ("ragged", "a.csv", f"{ROWS}\n1,2,3", "expected 64 columns, found 3 in line 21"),
        ("missing values", "a.csv", ROWS.replace(",", ",,", 1), "line 1|column"),
        ("not a number", "a.csv", "1,2,nan,4\n" * 9, "expected numbers, found 'nan' in line 1, column 3"),
        ("infinite", "a.csv", "1,2,-inf,4\n" * 9, "found '-inf'"),
        ("too great", "a.csv", "1,2,1e999,4\n" * 9, "found '1e999'"),
        ("escape codes", "a.csv", "1,2,3,4\n" * 9 + f"1,2,{EVIL},4", "found '.*x1b.*' in line 10, column 3"),
        ("NUL", "a.csv", "1,2,3,4\n" * 9 + "1,2,\0,4", "found '.*x00' in line 10, column 3"),
        ("no square", "a.csv", "1,2,3,4,5,6,7\n" * 9, "expected rows of a square number of pixels"),
        ("bytes that are no text", "a.csv", random_bytes(5000, 1), "expected (text|N)"),
        ("half of UTF-16", "a.csv", ROWS.encode("utf-16")[:-1], "expected text"),
        ("one endless line", "a.csv", "0," * 3_000_000, "expected"),
        ("one endless number", "a.csv", "9" * 6_000_000, "expected"),
        ("a number of many digits", "a.csv", ("9" * 100_000 + ",1,2,3\n") * 3, "expected numbers, found '9999"),
        ("quotes that never end", "a.csv", '"' + ROWS, "expected"),
        ("lines without end, packed", "a.csv.gz", lambda: packed(b"\n" * MB, 40), "more than 100,000 empty lines"),
        ("zeros without end, packed", "a.csv.gz", lambda: packed(b"0\n" * MB, 20), "expected|at most"),
        ("commas without end, packed", "a.csv.gz", lambda: packed(b"," * MB, 40), "expected"),
        ("spaces without end, packed", "a.csv.gz", lambda: packed(b" " * MB, 40), "expected"),
        ("gzip that is none", "a.csv.gz", ROWS, "expected gzip data"),
        ("gzip cut short", "a.csv.gz", lambda: gzip.compress(ROWS.encode())[:-20], "cut short"),
        ("gzip spoilt", "a.csv.gz", lambda: spoilt(gzip.compress(ROWS.encode()), 100), "damaged|cut short"),
        ("a web page", "a.csv", "<!DOCTYPE html><p>Sign in", "a web page; download"),
        ("a note of Git LFS", "a.csv", "version https://git-lfs.github.com/spec/v1\n", "a note of Git LFS"),
    ]
    cases = [
        Case(f"table: {name}", holding(file, content), ("check array",), rf"{file}: .*({says})")
        for name, file, content, says in refused
    ]
    words = "\n".join(f"{EVIL if i % 2 else 'b'},{row}" for i, row in enumerate(ROWS.split("\n")))
    cases += [
        Case("table: escape codes as class names", holding("a.csv", words), ("check array",), opens=True),
        Case(
            "table: escape codes as class names, on a map",
            holding("a.csv", words),
            ("map",),
            "Labels are those",
            opens=True,
        ),
        Case("table: a file name with escape codes", holding(f"{EVIL}.csv", "1,2,x\n"), ("check array",), "expected"),
        Case("drawing: words", holding("a.csv", "0.1,0.2\n0.3,high\n"), ("check drawing",), "found 'high' in line 2"),
        Case("drawing: not finite", holding("a.csv", "0.1,0.2\nnan,0\n"), ("check drawing",), "found 'nan' in line 2"),
        Case("drawing: no picture", holding("a.png", random_bytes(999, 2)), ("check drawing",), "not an image"),
        Case("drawing: pickled", holding("a.npy", trapped), ("check drawing",), "never loaded"),
    ]
    return cases


# ------------------------------------------------------------------ arrays


def _arrays() -> list[Case]:
    whole = npy(PICTURES)
    refused: list[tuple[str, str, bytes | str | Callable[[], bytes], str]] = [
        ("pickled", "a.npy", trapped, "never loaded because they could run code"),
        ("a pickle", "a.pkl", lambda: pickle.dumps(Trap()), "never loaded because they could run code"),
        ("a file of PyTorch", "a.pt", lambda: npz({"a/data.pkl": pickle.dumps(Trap())}), "a file of PyTorch; save"),
        ("pickled images", "a.npz", lambda: npz({"x.npy": trapped()}), "never loaded because they could run code"),
        ("terabytes promised", "a.npy", header("(1000000, 1000, 1000)"), "promises 1,000,000,000,000 bytes"),
        ("a gigabyte promised", "a.npy", header("(30000, 180, 180)"), "found only 0"),
        ("a gigabyte promised, packed", "a.npy.gz", lambda: gzip.compress(header("(30000, 180, 180)")), "unpacks to"),
        ("a shape beyond numbers", "a.npy", header("(" + "9" * 400 + ", 8, 8)"), "expected|promises"),
        ("a shape of thousands of digits", "a.npy", header("(" + "9" * 6000 + ", 8, 8)"), "expected an NPY header"),
        ("a shape below nothing", "a.npy", header("(-4, 8, 8)"), "expected an NPY header"),
        ("a shape of words", "a.npy", header("('a', 8, 8)"), "expected an NPY header"),
        ("a shape of many dimensions", "a.npy", header("(" + "1," * 200 + ")"), "expected"),
        ("a header that is code", "a.npy", header("(__import__('os').abort(), 8)"), "expected an NPY header"),
        ("a header nested without end", "a.npy", header("(" * 3000 + ")" * 3000), "expected an NPY header"),
        ("a header without end", "a.npy", b"\x93NUMPY\x02\x00\xff\xff\xff\x7f{", "expected an NPY header"),
        ("a version to come", "a.npy", b"\x93NUMPY\x63\x00" + whole[8:], "expected an NPY header"),
        ("values of no size", "a.npy", header("(8, 8, 8)", "|S0"), "expected an NPY header"),
        ("values of another kind", "a.npy", lambda: npy(np.zeros((9, 8, 8), complex)), "expected numbers"),
        ("times", "a.npy", lambda: npy(np.zeros((9, 8, 8), "M8[s]")), "expected numbers"),
        ("cut short", "a.npy", whole[:-9], "found only"),
        ("not finite", "a.npy", lambda: npy(np.full((9, 8, 8), np.nan)), "finite"),
        ("one picture", "a.npy", lambda: npy(np.zeros((64, 64, 3), np.uint8)), "what looks like one colour picture"),
        ("no pictures", "a.npy", lambda: npy(np.zeros((0, 8, 8))), "found none"),
        ("IDX of terabytes", "a-idx3-ubyte", b"\0\0\x08\x03" + b"\x7f\xff\xff\xff" * 3, "the header promises"),
        ("IDX cut short", "a-idx3-ubyte", b"\0\0\x08\x03" + struct.pack(">III", 9, 8, 8) + bytes(99), "found only"),
        ("IDX of a gigabyte", "a-idx3-ubyte", b"\0\0\x08\x03" + struct.pack(">III", 9999, 300, 300), "found only 0"),
        ("zeros without end, packed", "a.npy.gz", lambda: header_and_zeros(300), "unpacks to"),
        ("NPZ of zeros without end", "a.npz", zeros_npz, "unpacks to"),
        ("NPZ spoilt", "a.npz", lambda: spoilt(npz({"x.npy": whole}), 120), "damaged"),
        ("NPZ spoilt, LZMA", "a.npz", lambda: spoilt(npz({"x.npy": whole}, zipfile.ZIP_LZMA), 120), "damaged"),
        ("NPZ spoilt, bzip2", "a.npz", lambda: spoilt(npz({"x.npy": whole}, zipfile.ZIP_BZIP2), 120), "damaged"),
        ("NPZ cut short", "a.npz", lambda: npz({"x.npy": whole})[:-30], "expected a whole NPZ archive"),
        ("NPZ of nothing", "a.npz", lambda: npz({}), "found no arrays"),
        ("NPZ of 5000 arrays", "a.npz", lambda: npz({f"{i}.npy": b"" for i in range(5000)}), "at most 4,096 arrays"),
        ("NPZ with escape codes", "a.npz", lambda: npz({f"{EVIL}{i}.npy": npy(np.zeros(3)) for i in "ab"}), "x1b"),
        ("labels that do not fit", "a.npz", lambda: npz({"x.npy": whole, "y.npy": npy(np.zeros(3))}), "one label for"),
        ("labels without end", "a.npz", lambda: npz({"x.npy": whole, "y.npy": npy(np.arange(20) / 7)}), "fractions"),
        ("pickled labels", "a.npz", lambda: npz({"x.npy": whole, "y.npy": trapped()}), "never loaded"),
        ("an office document", "a.xlsx", lambda: npz({"xl/workbook.xml": b""}), "an office document; save"),
        ("noise", "a.bin", random_bytes(3000, 3), "expected NPZ, NPY, IDX or CSV data"),
    ]
    cases = [
        Case(f"array: {name}", holding(file, content), ("check array",), rf"{file}.*: .*({says})")
        for name, file, content, says in refused
    ]
    beside = {"imgs.npy": npy(PICTURES), "metadata.npy": trapped(), "../../outside/thesis.txt": b"!", "/abs.npy": b"!"}
    names = npz({"x.npy": npy(PICTURES), "y.npy": npy(np.array([EVIL, "b"] * 10))})
    return [
        *cases,
        Case("array: what is not needed is not touched", holding("a.npz", npz(beside)), ("check array",), opens=True),
        Case("array: escape codes as class names", holding("a.npz", names), ("check array",), opens=True),
    ]


def header_and_zeros(megabytes: int) -> bytes:
    return gzip_file(pack(header(f"({megabytes * MB // 64}, 8, 8)"), bytes(MB), megabytes))


# ------------------------------------------------------------------ pictures


def _pictures() -> list[Case]:
    bomb = png(60_000, 60_000, rows=1)
    large = tuple((f"large{i}.png", png(6000, 6000 + i, depth=16)) for i in range(4))
    cases = [
        Case("pictures: nothing", special("photos", Path.mkdir), ("check images",), "expected at least 2 images"),
        Case("pictures: a bomb among them", pictures(("bomb.png", bomb)), ("check images",), opens=True),
        Case("pictures: cut short", pictures(("half.png", picture(7)[:60])), ("check images",), opens=True),
        Case("pictures: noise", pictures(("noise.png", random_bytes(999, 4))), ("check images",), opens=True),
        Case("pictures: NAS folders", pictures(("@eaDir/0.png", picture(9))), ("check images",), opens=True),
        Case("pictures: escape codes", pictures((f"{EVIL}/1.png", picture(8))), ("check images",), opens=True),
        Case("pictures: four large ones of 16 bits", pictures(*large), ("check images",), opens=True,
             most_mb=600, most_seconds=60),
        Case("archive: pictures", archive(), ("check images",), opens=True),
        Case("archive: names that lead out", archive(("../../outside/thesis.txt", b"!"), ("/etc/x.png", picture(9)),
             ("..\\..\\outside\\y.png", picture(10))), ("check images",), opens=True),
        Case("archive: a bomb among them", archive(("bomb.png", bomb)), ("check images",), opens=True),
        Case("archive: zeros among them", holding("photos.zip", zeros_among_pictures), ("check images",), opens=True),
        Case("archive: escape codes in a name", archive((f"{EVIL}/1.png", picture(8))), ("check images",), opens=True),
        Case("archive: cut short", holding("a.zip", lambda: npz({"1.png": picture(1)})[:-25]), ("check images",),
             "expected a whole ZIP archive"),
        Case("archive: noise", holding("a.zip", random_bytes(5000, 5)), ("check images",), "expected a whole ZIP"),
        Case("archive: taken for an array", archive(), ("check array",), "a ZIP archive of pictures; choose it as"),
        Case("archive: of nothing", holding("a.zip", lambda: npz({})), ("check images",), "expected at least 2 images"),
        Case("picture: a bomb let go over the window", holding("bomb.png", bomb), ("drop",), "bomb.png: .*megapixels"),
        Case("picture: noise let go over the window", holding("n.png", random_bytes(99, 6)), ("drop",), "not an image"),
        Case("picture: a name with escape codes", holding(f"{EVIL}.png", b"no"), ("drop",), "not an image"),
    ]  # fmt: skip
    return cases


# ------------------------------------------------------------------ what is no file


def _places() -> list[Case]:
    cases = [
        Case("data: a file that is not there", lambda folder: folder / "nothing.npz", ("check array", "drop"),
             r"nothing\.npz: (there is nothing|expected a file, found none)"),
        Case("data: a place that is not there", lambda folder: folder / f"{EVIL}.npz", ("map", "map codes"),
             "map: expected a run folder, a data set"),
        Case("data: a folder for a file", special("a.npz", Path.mkdir), ("check array", "check drawing"),
             "expected a file, found a folder"),
        Case("data: a file for a folder", holding("photos", b"x"), ("check images",), "expected a folder of images"),
    ]  # fmt: skip
    if not hasattr(os, "mkfifo") or sys.platform == "win32":
        return cases

    def pipe_among_pictures(folder: Path) -> Path:
        root = pictures()(folder)
        os.mkfifo(root / "pipe.png")
        (root / "zero.png").symlink_to("/dev/zero")
        (root / "mine.png").symlink_to(outside(folder) / "thesis.txt")
        (root / "around").symlink_to(root)
        return root

    for name in ("a.npy", "a.csv.gz", "a.toml", "a.png"):
        commands = (
            ("train", "open") if name == "a.toml" else ("drop",) if name == "a.png" else ("check array", "map", "drop")
        )
        pipe, zero = special(name, os.mkfifo), special(name, lambda path: path.symlink_to("/dev/zero"))
        cases.append(Case(f"data: a pipe called {name}", pipe, commands, "expected a file, found a named pipe"))
        cases.append(Case(f"data: /dev/zero called {name}", zero, commands, "expected a file, found a device"))
    cases.append(Case("pictures: pipes and devices among them", pipe_among_pictures, ("check images",), opens=True))
    return cases


# ------------------------------------------------------------------ texts


def _texts() -> list[Case]:
    refused: list[tuple[str, str, bytes | str | Callable[[], bytes], str]] = [
        ("nothing", "a.txt", b"", "found an empty file"),
        ("noise", "a.txt", random_bytes(5000, 7), "found binary data|found the byte"),
        ("zeros", "a.txt", bytes(MB), "found binary data"),
        ("UTF-16 without its mark", "a.txt", "words ".encode("utf-16-le") * 500, "found UTF-16 without its mark"),
        ("UTF-16 that is damaged", "a.txt", b"\xff\xfe" + b"a\0\0\xdc" * 500, "UTF-16, found the byte 0x00 after 4 "),
        ("UTF-32", "a.txt", "words ".encode("utf-32") * 500, "found UTF-32; save it as UTF-8"),
        ("one escape code again and again", "a.txt", b"\x1b" * 5000, r"found only '\\x1b'"),
        ("half a character at its end", "a.txt", b"words " * 500 + b"\xe6\xbc", "found the byte 0xe6 after 3,000"),
        ("gzip", "a.txt", lambda: gzip.compress(ROWS.encode()), "found binary data|found the byte"),
        ("a name with escape codes", f"{EVIL}.txt", b"short", r"\\x1b.*found 5"),
    ]
    cases = [
        Case(f"text: {name}", holding(file, content), ("check text",), says) for name, file, content, says in refused
    ]

    def huge(path: Path) -> None:
        with path.open("wb") as file:
            file.truncate(500 * MB)

    def folder_of_files(folder: Path) -> Path:
        for number in range(10_001):
            (folder / f"{number}.txt").touch()
        return folder

    def pipe_among_texts(folder: Path) -> Path:
        (folder / "a.txt").write_text("words " * 100)
        (folder / f"{EVIL}.txt").write_bytes(b"\xff" * 100)
        os.mkfifo(folder / "b.txt")
        (folder / "c.txt").symlink_to("/dev/zero")
        (folder / "around.txt").symlink_to(folder)
        return folder

    cases += [
        Case("text: half a gigabyte", special("a.txt", huge), ("check text",), "at most 128 MB, found 500 MB"),
        Case("text: escape codes", holding("a.txt", EVIL * 50), ("check text",), opens=True),
        Case("text: one endless line", holding("a.txt", b"no end " * 2 * MB), ("check text",), opens=True),
        Case("text: a folder", special("a.txt", Path.mkdir), ("check text",), r"expected text files \(.txt\) in it"),
        Case("text: a folder of very many files", folder_of_files, ("check text",), "at most 10,000 text files"),
    ]
    if hasattr(os, "mkfifo") and sys.platform != "win32":
        cases.append(Case("text: pipes and devices among files", pipe_among_texts, ("check text",), opens=True))
        pipe, zero = special("a.txt", os.mkfifo), special("a.txt", lambda path: path.symlink_to("/dev/zero"))
        cases.append(Case("text: a pipe", pipe, ("check text",), "expected a file, found a named pipe"))
        cases.append(Case("text: /dev/zero", zero, ("check text",), "expected a file, found a device"))
    return cases


# ------------------------------------------------------------------ experiments


def _experiments() -> list[Case]:
    deep = 30_000
    refused = [
        ("a number of 5 000 digits", f"seed = {'9' * 5000}\n", "thousands of digits"),
        ("a number of 5 000 digits, hexadecimal", f"seed = 0x{'f' * 5000}\n", "seed: expected .* found a number too"),
        ("lists nested without end", f"a = {'[' * deep}{']' * deep}\n", "nest"),
        ("tables nested without end", "a = " + "{a=" * deep + "1" + "}" * deep + "\n", "nest"),
        ("a key of many parts", f"a{'.a' * deep} = 1\n", "dots in a line"),
        ("a million letters", "#" * 1_000_000 + "\n", "found more"),
        ("steps = true", "", "steps: expected 1 to 1000000, found True"),
        ("steps as text", "", "steps: expected 1 to 1000000, found '2'"),
        ("steps beyond all", "", "steps: expected"),
        ("a key with escape codes", f'"{EVIL}" = 1\n'.replace("\x1b", "\\u001b"), "unknown setting"),
        ("bytes that are no text", "", "expected text"),
        ("nothing", "", "models: expected 1 to 4"),
    ]
    texts = {name: experiment("", where).encode() for name, where, _ in refused}
    texts["steps = true"] = experiment("").replace("steps = 2", "steps = true").encode()
    texts["steps as text"] = experiment("").replace("steps = 2", "steps = '2'").encode()
    texts["steps beyond all"] = experiment("").replace("steps = 2", f"steps = {10**30}").encode()
    texts["bytes that are no text"] = b"title = '\xff\xfe'"
    texts["nothing"] = b""
    cases = [
        Case(f"experiment: {name}", holding("a.toml", texts[name]), ("train", "open"), rf"a\.toml: .*{says}")
        for name, _, says in refused
    ]
    title = experiment("").replace('"t"', '"\\u001b[31mred\\u202e"').encode()
    seen = {"most_mb": 700, "most_seconds": 30.0}
    return [
        *cases,
        Case("experiment: a mark before it", holding("a.toml", b"\xef\xbb\xbf" + experiment("").encode()), ("open",),
             opens=True, **seen),  # type: ignore[arg-type]
        Case("experiment: escape codes as its title", holding("a.toml", title), ("open",), opens=True,
             **seen),  # type: ignore[arg-type]
    ]  # fmt: skip


DATA_CASES = [*_tables(), *_arrays(), *_pictures(), *_places(), *_texts(), *_experiments()]
