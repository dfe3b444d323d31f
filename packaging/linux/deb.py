"""The Debian package: an `ar` archive of three members, written here because dpkg-deb offers neither xz's filter for
x86 code nor any other compression of the control files than that of the data."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

from linux.dependencies import depends
from linux.program_folder import EXECUTABLE, ICONS, ProgramFolder
from linux.run_file import filled, template
from linux.tarball import PROGRAM, Entry, tar_bytes, tree, write_tar_xz

HOME = "opt/latent-explorer"
SCRIPTS = ("postrm",)  # menu, file types and icons are brought up to date by triggers of the packages they belong to


def debian_version(version: str) -> str:
    """Return *version* (PEP 440) so that dpkg sorts it alike: what precedes a release is set off by a tilde.

    Raises ValueError for a version that dpkg would not take.
    """
    converted = re.sub(r"\.?(dev|a|b|rc)(\d+)", r"~\1\2", version)
    if not re.fullmatch(r"\d[A-Za-z0-9.+~]*", converted):
        raise ValueError(f"version: expected a number such as 1.4.0, found {version!r}")
    return converted


def write_deb(target: Path, program: ProgramFolder, version: str, compression: str) -> None:
    """Write the package *target*. Raises ValueError for a needed library that no package is known for."""
    shared = list(_shared_files(program, version))
    installed = [*_folders(shared), *shared]
    data = target.with_suffix(".data")
    try:
        everything = [*installed, *tree(program.path, f"./{HOME}")]
        everything.sort(key=lambda entry: entry.name)
        write_tar_xz(data, everything, program.epoch, compression)
        control = gzip.compress(tar_bytes(_control(program, version, everything), program.epoch), mtime=0)
        _write_ar(target, {"debian-binary": b"2.0\n", "control.tar.gz": control, "data.tar.xz": data}, program.epoch)
    finally:
        data.unlink(missing_ok=True)


def _shared_files(program: ProgramFolder, version: str) -> Iterator[Entry]:
    """Yield what lies outside /opt."""
    program_path = f"/{HOME}/{EXECUTABLE}"
    desktop = filled("latent-explorer.desktop", {"EXEC": program_path, "TRYEXEC": program_path})
    yield Entry(f"./usr/bin/{EXECUTABLE}", "link", text=program_path.encode(), mode=0o777)
    yield Entry(f"./usr/share/applications/{EXECUTABLE}.desktop", "text", text=desktop.encode())
    yield Entry(f"./usr/share/mime/packages/{EXECUTABLE}.xml", "text", text=template("latent-explorer.xml").encode())
    icons, hicolor = program.path / ICONS, "./usr/share/icons/hicolor"
    for size in program.icon_sizes:
        source = icons / f"{EXECUTABLE}-{size}.png"
        yield Entry(f"{hicolor}/{size}x{size}/apps/{EXECUTABLE}.png", "file", source)
    yield Entry(f"{hicolor}/scalable/apps/{EXECUTABLE}.svg", "file", icons / f"{EXECUTABLE}.svg")
    documents = f"./usr/share/doc/{EXECUTABLE}"
    licence = (program.path / "_internal" / "LICENSE").read_text(encoding="utf-8")
    copyright_ = filled("debian/copyright", {"LICENCE": _indented(licence)})
    yield Entry(f"{documents}/copyright", "text", text=copyright_.encode())
    date = formatdate(program.epoch)
    changes = filled("debian/changelog", {"VERSION": debian_version(version), "DATE": date})
    yield Entry(f"{documents}/changelog.gz", "text", text=gzip.compress(changes.encode(), mtime=0))


def _indented(text: str) -> str:
    """Return *text* as the continuation of a field in the format of Debian's copyright files."""
    return "\n".join(f" {line}" if line.strip() else " ." for line in text.strip().splitlines())


def _folders(entries: list[Entry]) -> list[Entry]:
    """Return the folders that *entries* lie in, and /opt."""
    parents = {str(parent) for entry in entries for parent in Path(entry.name).parents} | {"opt"}
    return [Entry(f"./{name}" if name != "." else "./", "folder", mode=0o755) for name in parents]


def _control(program: ProgramFolder, version: str, everything: list[Entry]) -> Iterator[Entry]:
    values = {
        "VERSION": debian_version(version),
        "INSTALLED_KIB": str(program.kib),
        "DEPENDS": ", ".join(depends(program.system_libraries, program.libc_floor)),
    }
    yield Entry("./", "folder", mode=0o755)
    yield Entry("./control", "text", text=filled("debian/control", values).encode())
    sums = [
        f"{_md5(entry)}  {entry.name.removeprefix('./')}\n" for entry in everything if entry.kind in ("file", "text")
    ]
    yield Entry("./md5sums", "text", text="".join(sums).encode())
    for name in SCRIPTS:
        yield Entry(f"./{name}", "text", text=template(f"debian/{name}").encode(), mode=PROGRAM)


def _md5(entry: Entry) -> str:
    if entry.source is None:
        return hashlib.md5(entry.text).hexdigest()
    with entry.source.open("rb") as stream:
        return hashlib.file_digest(stream, "md5").hexdigest()


def _write_ar(target: Path, members: dict[str, bytes | Path], epoch: int) -> None:
    """Write the System V archive that dpkg expects: headers of 60 bytes, members at even offsets."""
    with target.open("wb") as output:
        output.write(b"!<arch>\n")
        for name, content in members.items():
            size = len(content) if isinstance(content, bytes) else content.stat().st_size
            output.write(f"{name:<16}{epoch:<12}{0:<6}{0:<6}{'100644':<8}{size:<10}`\n".encode("ascii"))
            if isinstance(content, bytes):
                output.write(content)
            else:
                with content.open("rb") as stream:
                    while block := stream.read(1 << 20):
                        output.write(block)
            output.write(b"\n" if size % 2 else b"")
