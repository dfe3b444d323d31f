"""Make the three Linux artefacts of a built program folder.

    python3 packaging/linux/artefacts.py dist/latent-explorer [--dist DIR] [--version V] [--compression fast]
        [--only tar,run,deb]

The same folder, version and compression give the same bytes: entries are sorted, owned by root and dated by
SOURCE_DATE_EPOCH or by the commit that the folder was built from.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from linux.deb import debian_version, write_deb
from linux.program_folder import look_at
from linux.run_file import write_run
from linux.tarball import COMPRESSIONS, tree, write_tar_xz

KINDS = ("tar", "run", "deb")


def make_tar(folder: Path, dist: Path, version: str, compression: str) -> Path:
    """Write the portable archive, one folder `latent-explorer-<V>`; return its path.

    Raises ValueError with one sentence when *folder* is no program folder.
    """
    program = look_at(folder)
    target = dist / f"latent-explorer-{version}-linux-x86_64.tar.xz"
    dist.mkdir(parents=True, exist_ok=True)
    draft = target.with_suffix(".draft")
    write_tar_xz(draft, tree(folder, _top(version)), program.epoch, compression)
    os.replace(draft, target)
    return target


def make_run(folder: Path, dist: Path, version: str, compression: str) -> Path:
    """Write the self-extracting installer around the .tar.xz in *dist*, which is made now if it is older than the
    folder or was not made; return its path. Raises ValueError as make_tar does."""
    program = look_at(folder)
    tar = dist / f"latent-explorer-{version}-linux-x86_64.tar.xz"
    if not tar.is_file() or tar.stat().st_mtime < (folder / "_internal" / "BUILD-INFO.json").stat().st_mtime:
        make_tar(folder, dist, version, compression)
    target = dist / f"latent-explorer-{version}-linux-x86_64.run"
    write_run(target, program, tar, _top(version), version)
    return target


def make_deb(folder: Path, dist: Path, version: str, compression: str) -> Path:
    """Write the Debian package; return its path. Raises ValueError as make_tar does, and for a version or a needed
    library that has no counterpart in Debian."""
    program = look_at(folder)
    dist.mkdir(parents=True, exist_ok=True)
    target = dist / f"latent-explorer_{debian_version(version)}_amd64.deb"
    write_deb(target, program, version, compression)
    return target


def _top(version: str) -> str:
    return f"latent-explorer-{version}"


def main(argv: list[str] | None = None) -> int:
    """Run the command line; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="the program folder")
    parser.add_argument("--dist", type=Path, default=Path("dist"), help="where the artefacts go (default: dist)")
    parser.add_argument("--version", help="otherwise that of the program folder")
    parser.add_argument("--compression", choices=sorted(COMPRESSIONS), default="fast")
    parser.add_argument("--only", default=",".join(KINDS), help="some of tar, run, deb")
    options = parser.parse_args(argv)
    chosen = options.only.split(",")
    if not set(chosen) <= set(KINDS):
        parser.error(f"--only: expected some of {', '.join(KINDS)}, found {options.only!r}")
    make = {"tar": make_tar, "run": make_run, "deb": make_deb}
    try:
        version = options.version or str(look_at(options.folder).info["version"])
        for kind in KINDS:
            if kind in chosen:
                artefact = make[kind](options.folder, options.dist, version, options.compression)
                print(f"{artefact} ({artefact.stat().st_size / 1e6:.1f} MB)", flush=True)
    except (ValueError, OSError, subprocess.CalledProcessError) as error:
        print(f"artefacts.py: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
