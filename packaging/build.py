"""Builds Latent Explorer for people who have no Python: the program folder, then what is handed out.

    python3 packaging/build.py [--target linux|windows|macos] [--data-dir D] [--version V]
                               [--compression none|fast|best] [--only folder] [--env PYTHON]

Writes to dist/ (the program folder dist/latent-explorer, the artefacts, SHA256SUMS, the list of components, the
licences, SIZES.md); work files are in build/. Runs on the system that it builds for. Standard library only; the
environment with everything else is made in build/env, unless --env names the Python of one.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from building import environment, finish, freeze, licences, mnist, poems, sbom, sizes, sums
from building.commit import Commit, read_commit, read_version
from building.contents import Component, Entry, read_entries
from building.environment import Environment, SetupError
from building.freeze import BuildError

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SYSTEMS = {"Linux": "linux", "Windows": "windows", "Darwin": "macos"}
VERSION = re.compile(r"\d+(\.\d+)+([a-z0-9.+-]*[a-z0-9])?", re.IGNORECASE)
FAILED = 1


def parse(arguments: Sequence[str], system: str) -> argparse.Namespace:
    """Read the command line; ends with code 2 and one sentence for what cannot be done on *system*."""
    own = SYSTEMS.get(system, "")
    parser = argparse.ArgumentParser(prog="build.py", description=__doc__.split("\n")[0])
    parser.add_argument("--target", choices=tuple(SYSTEMS.values()), default=own or None, help="default: this system")
    parser.add_argument(
        "--data-dir", type=Path, help="a data folder with MNIST, which goes into the program with the poems there"
    )
    parser.add_argument("--version", help="default: that of the sources")
    parser.add_argument("--compression", choices=("none", "fast", "best"), default="best", help="default: best")
    parser.add_argument("--only", choices=("folder",), help="stop when the program folder is made")
    parser.add_argument("--env", type=Path, metavar="PYTHON", help="build from this Python's environment")
    options = parser.parse_args(arguments)
    if options.target != own:
        parser.error(f"--target: expected {own or 'a supported system'} (the system at hand), found {options.target!r}")
    if options.version is not None and not VERSION.fullmatch(options.version):
        parser.error(f"--version: expected a version such as 0.3.0, found {options.version!r}")
    if options.data_dir is not None and not options.data_dir.is_dir():
        parser.error(f"--data-dir: there is no folder {options.data_dir}")
    return options


@contextmanager
def step(text: str) -> Iterator[Callable[[str], None]]:
    """Say what is done, and when it is done, what came out and how long it took."""
    print(f"[build] {text} ...", flush=True)
    begun, said = time.monotonic(), []
    yield said.append
    print(f"[build]   {'; '.join([*said, f'{time.monotonic() - begun:.1f} s'])}", flush=True)


def make_folder(options: argparse.Namespace, env: Environment, commit: Commit, dist: Path, work: Path) -> Path:
    """Make dist/latent-explorer and what lies beside it. Raises BuildError and others with one sentence."""
    with step(f"PyInstaller {env.pyinstaller} on Python {env.python}"):
        folder = freeze.freeze(env.executable, HERE / "latent-explorer.spec", work, commit.epoch)
    if options.target == "linux":
        with step("stripping") as say:
            say(f"{freeze.strip(folder) / 1e6:.1f} MB saved")
    has_poems = False
    if options.data_dir is not None:
        with step("MNIST and poems") as say:
            mnist.bundle(options.data_dir, folder / "_internal" / "resources", env.mnist)
            has_poems = poems.bundle(options.data_dir, folder / "_internal" / "resources")
            say("both are there" if has_poems else "there are no poems")
    findings = None
    if options.target == "linux":
        with step("gate: symbols and libraries of every binary") as say:
            findings = finish.check_binaries(folder)
            say(", ".join(f"{family} {version}" for family, version in findings.highest.items()))
            say(f"{len(findings.system_libraries)} libraries left to the system")
    with step("licences, components, checksums") as say:
        entries = read_entries(work / "latent-explorer" / "contents.json")
        inside = finish.components(entries, env, ROOT, options.data_dir is not None, has_poems)
        finish.write_texts(folder, ROOT, finish.build_info(options.version, commit, env, inside, findings), inside)
        freeze.remove_empty_folders(folder)
        say(f"{sums.write_manifest(folder)} files, {len(inside)} components")
        place = dist / "latent-explorer"
        freeze.replace(folder, place)
        write_beside(place, dist, inside, entries, options.version, commit)
    return place


def write_beside(
    folder: Path, dist: Path, inside: list[Component], entries: list[Entry], version: str, commit: Commit
) -> None:
    """Copy what the folder says of itself to *dist*, with the list of components; keep for SIZES.md who owns what."""
    for name in ("BUILD-INFO.json", "THIRD-PARTY-LICENCES.txt"):
        shutil.copyfile(folder / "_internal" / name, dist / name)
    text = json.dumps(sbom.document(inside, version, commit.epoch), indent=1, ensure_ascii=False)
    (dist / f"latent-explorer-{version}-sbom.cdx.json").write_text(text + "\n", encoding="utf-8", newline="\n")
    (ROOT / "build" / "owners.json").write_text(json.dumps(finish.owners(inside, entries)), encoding="utf-8")


def make_artefacts(folder: Path, dist: Path, options: argparse.Namespace) -> list[Path]:
    """Pack the folder in every form that the target is handed out in."""
    if options.target == "linux":
        from linux import artefacts

        makers = (artefacts.make_tar, artefacts.make_run, artefacts.make_deb)
    elif options.target == "windows":
        from windows import artefacts

        makers = (artefacts.make_zip, artefacts.make_setup)
    else:
        from macos import artefacts

        makers = (artefacts.make_dmg,)
    made = []
    for maker in makers:
        with step(maker.__name__.replace("_", " ")) as say:
            made.append(maker(folder, dist, options.version, options.compression))
            say(f"{made[-1].name}, {made[-1].stat().st_size / 1e6:.1f} MB")
    return made


def write_sizes(folder: Path, dist: Path, made: list[Path], options: argparse.Namespace) -> None:
    """Write SIZES.md and, when there are artefacts, SHA256SUMS. Raises BuildError when a promised size is exceeded."""
    owners = json.loads((ROOT / "build" / "owners.json").read_text(encoding="utf-8"))
    (dist / "SIZES.md").write_text(sizes.report(folder, owners, made), encoding="utf-8", newline="\n")
    if made:
        names = ("BUILD-INFO.json", "THIRD-PARTY-LICENCES.txt", "SIZES.md")
        beside = [*(dist / name for name in names), dist / f"latent-explorer-{options.version}-sbom.cdx.json"]
        sums.write_sums([*made, *beside], dist / "SHA256SUMS")
    # The figures are those of the CPU build on Linux, packed as it is handed out.
    excesses = sizes.excesses(folder, made if options.compression == "best" else ())
    if options.target == "linux" and excesses:
        raise BuildError("; ".join(excesses))


def main(arguments: Sequence[str]) -> int:
    """Build; return the exit code."""
    options = parse(arguments, platform.system())
    begun, dist, build = time.monotonic(), ROOT / "dist", ROOT / "build"
    try:
        options.version = options.version or read_version(ROOT)
        commit = read_commit(ROOT)
        dist.mkdir(exist_ok=True)
        (dist / "SHA256SUMS").unlink(missing_ok=True)  # whatever happens now, it would no longer be true
        with step("environment") as say:
            env = environment.look_at(options.env or environment.make(ROOT, build), ROOT)
            say(str(env.executable))
        folder = make_folder(options, env, commit, dist, build / "pyinstaller")
        made = [] if options.only else make_artefacts(folder, dist, options)
        write_sizes(folder, dist, made, options)
    except (
        SetupError,
        BuildError,
        licences.LicenceError,
        mnist.MnistError,
        poems.PoemsError,
        ValueError,
        OSError,
    ) as reason:
        print(f"build.py: {reason}", file=sys.stderr)
        return FAILED
    except subprocess.CalledProcessError as error:
        print(f"build.py: {' '.join(map(str, error.cmd))} ended with code {error.returncode}", file=sys.stderr)
        return FAILED
    print(f"[build] done in {time.monotonic() - begun:.0f} s: {dist}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
