"""A bare system that runs: one root file system in namespaces of its own, without a network.

All of it lives in one process, whose end takes every process and every mount of the system along, however it ends.
"""

from __future__ import annotations

import shlex
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import IO, NamedTuple

USER, UID = "student", 1000
FULL_NAME = "研讨会 用户"
HOME = f"/home/{FULL_NAME}"
STICK = "/media/工作坊 U盘"  # where the artefacts lie: read-only, and no program can be started from it
TERM_SECONDS = 10
START_SECONDS = 20

# Runs in the new namespaces with the outer root; $1 is the system's root, $2 the artefacts, $3 the uid.
BOOT = """
set -e
root=$1
mount --bind "$root" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
while read -r name major minor; do mknod -m 666 "$root/dev/$name" c "$major" "$minor"; done <<NODES
null 1 3
zero 1 5
full 1 7
random 1 8
urandom 1 9
tty 5 0
NODES
mkdir "$root/dev/shm" "$root/dev/pts"
ln -s /proc/self/fd "$root/dev/fd"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount -t tmpfs -o mode=755 tmpfs "$root/run"
mkdir -p "$root/run/user/$3"
chown "$3:$3" "$root/run/user/$3"
chmod 700 "$root/run/user/$3"
mkdir -p /tmp/.X11-unix "$root/tmp/.X11-unix"
mount -t tmpfs -o mode=1777 tmpfs /tmp/.X11-unix
mount --bind /tmp/.X11-unix "$root/tmp/.X11-unix"
mkdir -p "$root/$4"
mount --bind "$2" "$root/$4"
mount -o remount,bind,ro,noexec,nosuid "$root/$4"
echo up
cat >/dev/null
"""


class MachineError(Exception):
    """The system did not start; the text says why."""


class Answer(NamedTuple):
    """How a command ended. `seconds` is wall time."""

    code: int
    out: str
    err: str
    seconds: float

    @property
    def last_line(self) -> str:
        """The last line of what it said, for one-line reports."""
        lines = (self.err.strip() or self.out.strip()).splitlines()
        return lines[-1].strip() if lines else "(it said nothing)"


class Machine:
    """A context manager; commands run inside between entering and leaving it."""

    def __init__(self, root: Path, artefacts: Path) -> None:
        self.root = root
        self._artefacts = artefacts
        self._holder: subprocess.Popen[str] | None = None
        self._init = 0  # process 1 of the system, as it is called outside

    def __enter__(self) -> Machine:
        space = ["unshare", "--mount", "--pid", "--net", "--ipc", "--uts", "--fork", "--kill-child"]
        boot = ["sh", "-c", BOOT, "sh", str(self.root), str(self._artefacts), str(UID), STICK]
        self._holder = subprocess.Popen(
            [*space, *boot], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert self._holder.stdout is not None
        if self._holder.stdout.readline() != "up\n":
            _, errors = self._holder.communicate(timeout=START_SECONDS)
            raise MachineError(f"{self.root}: the system did not start: {errors.strip()}")
        children = Path(f"/proc/{self._holder.pid}/task/{self._holder.pid}/children").read_text()
        self._init = int(children.split()[0])
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._holder is not None
        self._holder.communicate(timeout=START_SECONDS)  # its input ends, and with it process 1 and all others

    def run(
        self,
        command: list[str] | str,
        *,
        root: bool = False,
        seconds: float = 120,
        environ: Mapping[str, str] | None = None,
    ) -> Answer:
        """Run *command* (a text: by the shell) to its end, as the user in his home or as root. After *seconds* it is
        ended, and the code is 124."""
        limited = ["timeout", f"--kill-after={TERM_SECONDS}", str(seconds), *_words(command)]
        begin = time.monotonic()
        done = subprocess.run(self._enter(limited, root, environ or {}), capture_output=True, errors="replace")
        return Answer(done.returncode, done.stdout, done.stderr, time.monotonic() - begin)

    def start(
        self, command: list[str] | str, output: IO[str], environ: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """Start *command* as the user and return at once; what it says goes to *output*."""
        line = self._enter(_words(command), False, environ or {})
        return subprocess.Popen(line, stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    def outside(self, command: list[str], output: IO[str]) -> subprocess.Popen[bytes]:
        """Start a program of the host in the system's namespaces, with the host's files: the screen."""
        return subprocess.Popen([*self._nsenter(), *command], stdin=subprocess.DEVNULL, stdout=output, stderr=output)

    def ask_outside(self, command: list[str], environ: Mapping[str, str]) -> Answer:
        """Run a program of the host in the system's namespaces to its end: the mouse, the keyboard."""
        begin = time.monotonic()
        words = ["env", *(f"{name}={value}" for name, value in environ.items()), *command]
        done = subprocess.run([*self._nsenter(), *words], capture_output=True, text=True, errors="replace", timeout=60)
        return Answer(done.returncode, done.stdout, done.stderr, time.monotonic() - begin)

    def path(self, inside: str) -> Path:
        """Where the file *inside* lies for the host. Not for what is in /tmp, /run and /dev, which only it sees."""
        return self.root / inside.lstrip("/")

    def _nsenter(self) -> list[str]:
        return ["nsenter", f"--target={self._init}", "--mount", "--pid", "--net", "--ipc", "--uts", "--"]

    def _enter(self, command: list[str], root: bool, environ: Mapping[str, str]) -> list[str]:
        who = ["--userspec=0:0"] if root else [f"--userspec={UID}:{UID}", f"--groups={UID}"]
        home = "/root" if root else HOME
        values = {
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
            if root
            else "/usr/local/bin:/usr/bin:/bin",
            "HOME": home,
            "USER": "root" if root else USER,
            "LOGNAME": "root" if root else USER,
            "LANG": "C.UTF-8" if root else "zh_CN.UTF-8",
            "XDG_RUNTIME_DIR": f"/run/user/{0 if root else UID}",
            **({"DEBIAN_FRONTEND": "noninteractive"} if root else {}),
            **environ,
        }
        clean = ["env", "-i", "-C", home, *(f"{name}={value}" for name, value in values.items())]
        return [*self._nsenter(), "chroot", *who, str(self.root), *clean, *command]


def _words(command: list[str] | str) -> list[str]:
    return ["sh", "-c", command] if isinstance(command, str) else command


def quoted(*words: str) -> str:
    """Return *words* as the shell would have to read them."""
    return shlex.join(words)


def add_user(machine: Machine) -> str:
    """Make the ordinary user, with Chinese characters and spaces in his home and full name; return his account's name.

    No distribution takes a space in the account's name itself, so that stays in Latin letters.
    """
    words = ["useradd", "--uid", str(UID), "--user-group", "--create-home", "--home-dir", HOME, "--comment", FULL_NAME]
    answer = machine.run([*words, "--shell", "/bin/bash", USER], root=True)
    if answer.code != 0:
        raise MachineError(f"the user could not be made: {answer.last_line}")
    return USER
