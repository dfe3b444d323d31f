"""Bare root file systems: debootstrap's smallest variant and the packages of a desktop, kept as tar files."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import urllib.request
from pathlib import Path

from verifying.systems import DEBIAN, DESKTOP, UBUNTU_KEYS, System

LOCALE = "zh_CN.UTF-8"
KEYRINGS = Path("/usr/share/keyrings")
DEBOOTSTRAP_SCRIPTS = Path("/usr/share/debootstrap/scripts")
# Debian 12 does not carry Ubuntu's keys; Debian 13 does, and the hash makes the way they come irrelevant.
UBUNTU_KEYS_PACKAGE = "pool/main/u/ubuntu-keyring/ubuntu-keyring_2023.11.28.1-0.2_all.deb"
UBUNTU_KEYS_SHA256 = "b2e7ed48431bf9e7978ae810bbdaf253093570d6e3f864e575b7c13554b81174"


class RootError(Exception):
    """A root file system could not be made; the text is one sentence with the system's name."""


def prepare(system: System, work: Path) -> Path:
    """Return the tar file of *system*'s root below *work*/roots, made now unless it is there for the same list of
    packages. Raises RootError when the archive cannot be reached or a package cannot be installed."""
    recipe = hashlib.sha256(repr((system, sorted(DESKTOP), LOCALE)).encode()).hexdigest()[:12]
    folder = work / "roots"
    tar = folder / f"{system.name}-{recipe}.tar"
    if tar.is_file():
        return tar
    folder.mkdir(parents=True, exist_ok=True)
    root = folder / f"{system.name}.making"
    remove_tree(root)
    log = folder / f"{system.name}.log"
    with log.open("w", encoding="utf-8") as output:
        try:
            _debootstrap(system, root, _keyring(system, folder), output)
            _add_desktop(system, root, output)
        except (OSError, subprocess.CalledProcessError) as error:
            raise RootError(f"{system.name}: the root file system could not be made ({error}); see {log}") from error
        _write_versions(root, tar.with_suffix(".packages"))
        draft = tar.with_suffix(".draft")
        subprocess.run(["tar", "--numeric-owner", "--xattrs", "-C", str(root), "-cf", str(draft), "."], check=True)
    os.replace(draft, tar)
    remove_tree(root)
    return tar


def versions(tar: Path) -> dict[str, str]:
    """Return the versions of all packages in the root *tar*, which lie beside it, to be named in the report."""
    lines = tar.with_suffix(".packages").read_text(encoding="utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def remove_tree(folder: Path) -> None:
    """Remove *folder*; refuses while something is mounted below it, which would be removed as well."""
    mounts = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    below = [line.split()[1] for line in mounts if line.split()[1].startswith(f"{folder}/")]
    if below:
        raise RootError(f"{folder} is not removed, because {below[0]} is mounted there")
    if folder.exists():
        shutil.rmtree(folder)


def _keyring(system: System, folder: Path) -> Path:
    """Return the keys that *system*'s archive is signed with; Ubuntu's are fetched where the host has none."""
    installed = KEYRINGS / system.keyring
    if installed.is_file() or system.keyring != UBUNTU_KEYS:
        return installed
    unpacked = folder / "ubuntu-keys"
    keyring = unpacked / "usr/share/keyrings" / UBUNTU_KEYS
    if not keyring.is_file():
        with urllib.request.urlopen(f"{DEBIAN}/{UBUNTU_KEYS_PACKAGE}", timeout=60) as answer:
            content = answer.read()
        found = hashlib.sha256(content).hexdigest()
        if found != UBUNTU_KEYS_SHA256:
            raise RootError(f"{system.name}: the package of Ubuntu's keys has the wrong SHA-256 {found}")
        package = folder / "ubuntu-keys.deb"
        package.write_bytes(content)
        subprocess.run(["dpkg-deb", "-x", str(package), str(unpacked)], check=True)
    return keyring


def _debootstrap(system: System, root: Path, keyring: Path, output: object) -> None:
    script = DEBOOTSTRAP_SCRIPTS / system.suite
    command = ["debootstrap", "--variant=minbase", "--arch=amd64", f"--keyring={keyring}"]
    command += [f"--components={system.components}", system.suite, str(root), system.mirror]
    command += [] if script.exists() else [str(DEBOOTSTRAP_SCRIPTS / system.script)]
    subprocess.run(["nice", *command], stdout=output, stderr=output, check=True)  # type: ignore[call-overload]


def _add_desktop(system: System, root: Path, output: object) -> None:
    """Install DESKTOP with the network of the host, make the locale, and take the network's files out again."""
    borrowed = {name: root / "etc" / name for name in ("resolv.conf", "hosts")}
    for name, place in borrowed.items():
        place.unlink(missing_ok=True)
        shutil.copy(Path("/etc") / name, place)
    no_services = root / "usr/sbin/policy-rc.d"
    no_services.write_text("#!/bin/sh\nexit 101\n", encoding="utf-8")
    no_services.chmod(0o755)

    def inside(*command: str) -> None:
        # Its own mount and process namespaces: maintainer scripts see /proc, and nothing stays mounted.
        script = 'mount -t proc proc "$0/proc" && exec chroot "$0" "$@"'
        space = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", script, str(root)]
        environ = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        subprocess.run(  # type: ignore[call-overload]
            ["nice", *space, *command], stdout=output, stderr=output, check=True, env=environ
        )

    inside("apt-get", "update")
    chosen = [_first_known(root, alternatives) for alternatives in DESKTOP]
    inside("apt-get", "install", "-y", "--no-install-recommends", *chosen)
    language, _, charset = LOCALE.partition(".")
    inside("localedef", "-i", language, "-f", charset, LOCALE)
    inside("apt-get", "clean")
    for place in (*borrowed.values(), no_services):
        place.unlink()
    for lists in (root / "var/lib/apt/lists").iterdir():
        remove_tree(lists) if lists.is_dir() else lists.unlink()
    (root / "etc/hosts").write_text("127.0.0.1 localhost\n", encoding="utf-8")


def _write_versions(root: Path, file: Path) -> None:
    query = ["dpkg-query", f"--admindir={root}/var/lib/dpkg", "-W", "-f", "${Package} ${Version}\\n"]
    file.write_text(subprocess.run(query, stdout=subprocess.PIPE, text=True, check=True).stdout, encoding="utf-8")


def _first_known(root: Path, alternatives: str) -> str:
    """Return the first of `a|b` that *root*'s archive has. Raises RootError when it has none of them."""
    for name in alternatives.split("|"):
        command = ["chroot", str(root), "apt-cache", "--no-all-versions", "show", name]
        if subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0:
            return name
    raise RootError(f"{root.name}: the archive has none of {alternatives}")
