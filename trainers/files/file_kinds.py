"""What a file is that holds no data as they are read here, and what to do with it."""

from __future__ import annotations

from trainers.sentence import sentence

_UNPACK = sentence("unpack it, and choose what was in it")
_SAVE = sentence("save its arrays as NPZ: numpy.savez(file, x=images, y=labels)")
_BY_START = (  # (first bytes, what it is, what to do)
    (b"\x80\x02\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20", sentence("a file of PyTorch"), _SAVE),
    (b"\x89HDF", sentence("an HDF5 file"), _SAVE),
    (b"MATLAB", sentence("a MATLAB file"), _SAVE),
    (b"PAR1", sentence("a Parquet file"), sentence("save it as CSV or NPZ")),
    (b"\xd0\xcf\x11\xe0", sentence("an old office document"), sentence("save the sheet as CSV")),
    (b"7z\xbc\xaf\x27\x1c", sentence("a 7z archive"), _UNPACK),
    (b"Rar!", sentence("a RAR archive"), _UNPACK),
    (b"BZh", sentence("bzip2 data"), _UNPACK),
    (b"\xfd7zXZ", sentence("xz data"), _UNPACK),
    (b"\x28\xb5\x2f\xfd", sentence("zstd data"), _UNPACK),
    (b"%PDF", sentence("a PDF document"), sentence("choose a file of numbers")),
    (b"\x89PNG", sentence("one picture"), sentence("choose the folder of all pictures as Folder of images")),
    (b"\xff\xd8\xff", sentence("one picture"), sentence("choose the folder of all pictures as Folder of images")),
    (b"GIF8", sentence("one picture"), sentence("choose the folder of all pictures as Folder of images")),
    (
        b"version https://git-lfs",
        sentence("a note of Git LFS in place of the data"),
        sentence("fetch the file with git lfs pull"),
    ),
    (
        b"<!DOCTYPE",
        sentence("a web page"),
        sentence("download the data once more: this may be a page that asks to log in"),
    ),
    (
        b"<!doctype",
        sentence("a web page"),
        sentence("download the data once more: this may be a page that asks to log in"),
    ),
    (b"<html", sentence("a web page"), sentence("download the data once more: this may be a page that asks to log in")),
)
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp", ".tif", ".tiff")


def foreign(start: bytes) -> str:
    """What a file that begins so (262 bytes tell all) is, and what to do: "a 7z archive; unpack it", or nothing."""
    for mark, what, advice in _BY_START:
        if start.startswith(mark):
            return f"{what}; {advice}"
    return f"a TAR archive; {_UNPACK}" if start[257:262] == b"ustar" else ""


def foreign_archive(names: list[str]) -> str:
    """The same of a ZIP archive with these members; nothing for one that may be NPZ."""
    lowered = [name.lower() for name in names]
    if any(name.endswith("/data.pkl") for name in lowered):
        return f"a file of PyTorch; {_SAVE}"
    if any(name.startswith(("xl/", "word/")) for name in lowered) or "content.xml" in lowered:
        return "an office document; save the sheet as CSV"
    if any(name.endswith(_PICTURES) for name in lowered):
        return "a ZIP archive of pictures; choose it as Folder of images"
    if any(name.endswith((".csv", ".npz", "-ubyte", ".gz")) for name in lowered):
        return f"a ZIP archive; {_UNPACK}"
    return ""
