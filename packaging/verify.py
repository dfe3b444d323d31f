"""Prove the Linux artefacts on bare systems: install, start, train, look, test, remove; without a network.

    sudo python3 packaging/verify.py [--systems debian-12,debian-13,ubuntu-22.04,ubuntu-24.04]
        [--artefacts run,deb,tar] [--dist DIR] [--work DIR]

Needs root, debootstrap, Xvfb, xdotool and xprop. The systems are made once, from the distributions' archives, and kept
as tar files in build/verify/roots; everything after that needs no network. Writes report.json, report.md, pictures and
logs to build/verify; exit code 0 only when every check of every system passed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from verifying import report, roots
from verifying.installs import INSTALLS
from verifying.proof import Proof, Result, prove
from verifying.systems import DESKTOP, SYSTEMS

ROOT = Path(__file__).resolve().parents[1]
TOOLS = {
    "debootstrap": "debootstrap",
    "unshare": "util-linux",
    "nsenter": "util-linux",
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "dpkg-deb": "dpkg",
}
FAILED, CANNOT = 1, 69


def parse(argv: list[str] | None) -> argparse.Namespace:
    """Read the command line; `systems` and `artefacts` become lists."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--systems", default=",".join(SYSTEMS), help="some of %(default)s")
    parser.add_argument("--artefacts", default=",".join(INSTALLS), help="some of %(default)s")
    parser.add_argument("--dist", type=Path, default=ROOT / "dist", help="where the artefacts lie")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "verify", help="where everything goes")
    options = parser.parse_args(argv)
    for name, known in (("systems", SYSTEMS), ("artefacts", INSTALLS)):
        chosen = getattr(options, name).split(",")
        unknown = [each for each in chosen if each not in known]
        if unknown:
            parser.error(f"--{name}: expected some of {', '.join(known)}, found {unknown[0]!r}")
        setattr(options, name, chosen)
    return options


def obstacle() -> str:
    """Return why nothing can be proven on this machine, in one sentence; empty when it can."""
    if sys.platform != "linux":
        return f"needs Linux, found {sys.platform}"
    if os.geteuid() != 0:
        return "needs root, as it makes root file systems and namespaces: sudo python3 packaging/verify.py"
    os.environ["PATH"] = f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin"
    missing = sorted({package for tool, package in TOOLS.items() if not shutil.which(tool)})
    return f"tools are missing; do: apt-get install {' '.join(missing)}" if missing else ""


def say(result: Result) -> None:
    """Print one line for a check."""
    mark = "ok    " if result.ok else "FAILED"
    line = f"{mark} {result.system} {result.artefact} {result.check}: {result.detail} [{result.seconds:.1f} s]"
    print(line, flush=True)


def describe(artefact: Path) -> dict[str, object]:
    """Return size in bytes and SHA-256 of *artefact*."""
    with artefact.open("rb") as stream:
        return {"bytes": artefact.stat().st_size, "sha256": hashlib.file_digest(stream, "sha256").hexdigest()}


def main(argv: list[str] | None = None) -> int:
    """Run the verification; return the exit code."""
    options = parse(argv)
    if reason := obstacle():
        print(f"verify.py: {reason}", file=sys.stderr)
        return CANNOT
    work = options.work.resolve()
    try:
        artefacts = {kind: INSTALLS[kind].find(options.dist.resolve()) for kind in options.artefacts}
    except FileNotFoundError as error:
        print(f"verify.py: {error}; packaging/build.py makes them", file=sys.stderr)
        return CANNOT
    proofs: list[Proof] = []
    unproven: dict[str, str] = {}
    packages: dict[str, dict[str, str]] = {}
    for name in options.systems:
        try:
            root_tar = roots.prepare(SYSTEMS[name], work)
        except roots.RootError as error:
            print(f"NOT PROVEN {error}", flush=True)
            unproven[name] = str(error)
            continue
        packages[name] = roots.versions(root_tar)
        for kind, artefact in artefacts.items():
            proofs.append(prove(name, root_tar, INSTALLS[kind], artefact, work, say))
    described = {artefact.name: describe(artefact) for artefact in artefacts.values()}
    verification = report.Verification(described, proofs, unproven, packages, DESKTOP)
    report.write(verification, work)
    print(f"{work / 'report.md'}: {len(verification.failures)} failures", flush=True)
    for sentence in verification.failures:
        print(f"- {sentence}", file=sys.stderr)
    return FAILED if verification.failures else 0


if __name__ == "__main__":
    sys.exit(main())
