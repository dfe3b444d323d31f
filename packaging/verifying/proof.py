"""One artefact on one bare system, from a fresh root file system to its removal."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from verifying.checks import RUNS, CheckError, Checks, expect
from verifying.installs import Install
from verifying.machine import Machine, add_user
from verifying.roots import remove_tree
from verifying.screen import Screen
from verifying.traces import difference, left_behind, listing


class Result(NamedTuple):
    """What one check found. `seconds` is its wall time."""

    system: str
    artefact: str
    check: str
    ok: bool
    seconds: float
    detail: str


class Proof(NamedTuple):
    """All results of one artefact on one system, and what was measured on the way."""

    system: str
    artefact: str
    results: list[Result]
    figures: dict[str, float]


Say = Callable[[Result], None]


def prove(system: str, root_tar: Path, install: Install, artefact: Path, work: Path, say: Say) -> Proof:
    """Unpack *root_tar*, go through all checks, remove the root again. A check that fails stops the others only when
    they cannot mean anything without it."""
    folder = work / f"{system}-{install.kind}"
    remove_tree(folder)
    folder.mkdir(parents=True)
    root = folder / "root"
    root.mkdir()
    proof = Proof(system, install.kind, [], {})
    try:
        subprocess.run(["tar", "--numeric-owner", "--xattrs", "-C", str(root), "-xf", str(root_tar)], check=True)
        with Machine(root, artefact.parent) as machine:
            add_user(machine)
            with Screen(machine, folder / "screen") as screen:
                checks = Checks(machine, screen, install, artefact, folder)
                _go_through(proof, checks, machine, install, say)
                proof.figures.update(checks.figures)
    except Exception as error:  # whatever it is, it belongs into the report, and the other systems are still to come
        _note(proof, say, "the system itself", False, 0.0, f"{type(error).__name__}: {error}")
    finally:
        remove_tree(root)
    return proof


def _go_through(proof: Proof, checks: Checks, machine: Machine, install: Install, say: Say) -> None:
    if not _check(proof, say, "no network", checks.no_network):
        return
    before = listing(machine.root)
    if not _check(proof, say, "install", checks.install):
        return
    steps = {
        "contents": checks.contents,
        "libraries": checks.libraries,
        "start without a screen": checks.offscreen,
        "start, English": checks.english,
        "start, Chinese": checks.chinese,
        "menu entry, file type, icons": checks.desktop,
        "read-only folder": checks.read_only,
        "window, mouse, second start": checks.window,
        "self-test": checks.self_test,
        "install again": checks.again,
        "log": checks.log,
    }
    for name, step in steps.items():
        _check(proof, say, name, step)
    _check(proof, say, "uninstall", lambda: _uninstall(machine, install, before))


def _uninstall(machine: Machine, install: Install, before: dict[str, tuple[object, ...]]) -> str:
    """That the program goes and what the user made stays, and that the user is told where it is."""
    runs = machine.path(RUNS)
    kept = sorted(path.name for path in runs.iterdir()) if runs.is_dir() else []
    answer = expect(install.uninstall(machine), "uninstalling")
    found = left_behind(difference(before, listing(machine.root)))
    if found:
        raise CheckError(f"expected that nothing but user data is left, found {found}")
    after = sorted(path.name for path in runs.iterdir()) if runs.is_dir() else []
    if after != kept:
        raise CheckError(f"expected the user's runs {kept}, found {after}")
    if not kept:
        raise CheckError(f"expected runs of the user in {RUNS} to be kept, found none: no training was saved before")
    if install.kind != "tar" and "share/latent-explorer" not in answer.out:
        raise CheckError("the user is not told where the runs are")
    return f"nothing but user data is left, {len(after)} saved runs among it"


def _check(proof: Proof, say: Say, name: str, check: Callable[[], str]) -> bool:
    begin = time.monotonic()
    try:
        detail, ok = check(), True
    except (CheckError, OSError, ValueError, KeyError, IndexError, subprocess.SubprocessError) as error:
        detail, ok = (str(error) if isinstance(error, CheckError) else f"{type(error).__name__}: {error}"), False
    _note(proof, say, name, ok, time.monotonic() - begin, detail)
    return ok


def _note(proof: Proof, say: Say, name: str, ok: bool, seconds: float, detail: str) -> None:
    result = Result(proof.system, proof.artefact, name, ok, round(seconds, 1), detail)
    proof.results.append(result)
    say(result)
