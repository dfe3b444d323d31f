"""Set Latent Explorer up in its own environment, `.venv`, and start the program or its tests.

    python3 packaging/bootstrap.py run [arguments of latent-explorer]
    python3 packaging/bootstrap.py test [arguments of pytest]

Options, before or after the command: `--torch auto|cpu|cuda|default` chooses the build of PyTorch, `--wheels DIR`
installs from a folder of wheels without a network, `--` ends the options. Standard library only. This file and
host.py must stay readable for Python 3.8, so that an old Python can say what is needed instead of failing on syntax.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import shutil
import struct
import subprocess
import sys
from pathlib import Path
from typing import Callable, Dict, List, Mapping, NamedTuple, Optional, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent))

import host
from host import SetupError

from explorer import system_libraries

CPU_INDEX = "https://download.pytorch.org/whl/cpu"
CUDA_INDEX = "https://download.pytorch.org/whl/cu130"
GIGABYTE = 1 << 30
CPU_BYTES, CUDA_BYTES = int(2.5 * GIGABYTE), 9 * GIGABYTE  # environment (1.6 GB with CPU PyTorch), downloads, reserve
MOST_PROCESSES = 4  # of the suite at once; each takes about a gigabyte
SETUP_FAILED, INTERRUPTED = 69, 130


class Paths(NamedTuple):
    """Where things lie; `python` and `program` exist once the environment is ready."""

    root: Path
    env: Path
    python: Path
    program: Path
    stamp: Path


class Stamp(NamedTuple):
    """What a finished set-up was made of. `digest` covers requirements, Python version and place."""

    digest: str
    torch: str
    extras: Tuple[str, ...]


class Options(NamedTuple):
    """The command line; `torch` is None when the user did not choose."""

    command: str
    torch: Optional[str]
    wheels: Optional[Path]
    arguments: List[str]


def say(text: str) -> None:
    """Print one line of progress now, before a child process prints its own."""
    print(f"[latent-explorer] {text}", flush=True)


def parse(argv: Sequence[str]) -> Options:
    """Split the command line into our options and the arguments of the program or of pytest."""
    shared = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    shared.add_argument("--torch", choices=("auto", "cpu", "cuda", "default"), help="build of PyTorch")
    shared.add_argument("--wheels", type=Path, metavar="DIR", help="install from this folder of wheels, no network")
    parser = argparse.ArgumentParser(prog="bootstrap.py", parents=[shared], description=__doc__, allow_abbrev=False)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("command", choices=("run", "test"))
    parser.add_argument("arguments", nargs=argparse.REMAINDER, help="passed on to latent-explorer or to pytest")
    first = parser.parse_args(argv)
    cut = first.arguments.index("--") if "--" in first.arguments else len(first.arguments)
    second, passed_on = shared.parse_known_args(first.arguments[:cut])
    wheels = second.wheels or first.wheels
    arguments = passed_on + first.arguments[cut + 1 :]
    return Options(first.command, second.torch or first.torch, wheels.absolute() if wheels else None, arguments)


def layout(root: Path, windows: bool = os.name == "nt") -> Paths:
    """Return the places of a checkout at `root`."""
    env = root / ".venv"
    folder, suffix = ("Scripts", ".exe") if windows else ("bin", "")
    program = env / folder / ("latent-explorer" + suffix)
    return Paths(root, env, env / folder / ("python" + suffix), program, env / "bootstrap-stamp.json")


def torch_index(
    choice: str, system: str, nvidia: bool, answers: Callable[[str], bool] = host.reachable
) -> Optional[str]:
    """Return the package index to take PyTorch from, or None for the default one.

    The default index holds CUDA builds (2.5 GB) for Linux and CPU builds for Windows and macOS.
    """
    if choice == "cuda" and system == "Darwin":
        raise SetupError(
            "there is no CUDA build of PyTorch for macOS; leave --torch away, Apple's GPU is used as it is."
        )
    if choice == "cuda":
        return CUDA_INDEX if system == "Windows" else None
    if system != "Linux" or choice == "default" or (choice == "auto" and nvidia):
        return None
    if choice == "cpu" or answers(CPU_INDEX + "/torch/"):
        return CPU_INDEX
    say("PyTorch's index of CPU builds does not answer; taking the default build (with CUDA: 2.5 GB).")
    return None


def wants_window(options: Options) -> bool:
    """Tests and the window need Qt; a sub-command (`train`, `evaluate`, ...) is a word and needs none."""
    return options.command == "test" or not options.arguments or options.arguments[0].startswith("-")


def folder_bytes(folder: Path) -> int:
    """Return the size of all files below `folder`."""
    return sum(path.lstat().st_size for path in folder.rglob("*")) if folder.is_dir() else 0


def check_disk(paths: Paths, index: Optional[str], system: str, wheels: Optional[Path]) -> None:
    """Stop when the disk cannot hold the environment; what an interrupted run has installed counts as there."""
    cuda = index == CUDA_INDEX or (index is None and system == "Linux")
    needed = 4 * folder_bytes(wheels) if wheels else CUDA_BYTES if cuda else CPU_BYTES
    free = shutil.disk_usage(str(paths.root)).free
    if free + folder_bytes(paths.env) >= needed:
        return
    sizes = f"{needed / GIGABYTE:.1f} GB needed, {free / GIGABYTE:.1f} GB free"
    smaller = ", or add --torch cpu (2.5 GB)" if cuda and not wheels else ""
    raise SetupError(f"the disk with {paths.root} is too small: {sizes}. Free some space or move the folder{smaller}.")


def environment_version(python: Path) -> Optional[str]:
    """Return the version of the environment's Python, or None when it does not start or has no pip."""
    code = "import sys, pip; print('.'.join(map(str, sys.version_info[:3])))"
    try:
        answer = subprocess.run([str(python), "-I", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None
    version = answer.stdout.decode().strip()
    return version if answer.returncode == 0 and tuple(map(int, version.split(".")[:2])) >= host.OLDEST else None


def digest(paths: Paths, version: str) -> str:
    """Return the fingerprint of all that decides what is installed, and of the place (scripts hold its path)."""
    parts = [(paths.root / name).read_bytes() for name in ("pyproject.toml", "packaging/constraints.txt")]
    parts += [version.encode(), os.fsencode(str(paths.root))]
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def read_stamp(paths: Paths) -> Optional[Stamp]:
    """Return what the last finished set-up was made of; None when there is none or it is unreadable."""
    try:
        data = json.loads(paths.stamp.read_text(encoding="utf-8"))
        return Stamp(str(data["digest"]), str(data["torch"]), tuple(data["extras"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_stamp(paths: Paths, stamp: Stamp) -> None:
    """Record a finished set-up, all at once."""
    draft = paths.stamp.with_suffix(".tmp")
    draft.write_text(json.dumps(stamp._asdict()), encoding="utf-8")
    os.replace(str(draft), str(paths.stamp))


def is_ready(old: Optional[Stamp], new: Stamp) -> bool:
    """Tell whether the finished set-up `old` serves what `new` asks for."""
    return old is not None and old[:2] == new[:2] and set(new.extras) <= set(old.extras)


def child_environment(environ: Mapping[str, str], system: str, command: str = "") -> Dict[str, str]:
    """Return the environment for a child: nothing that would reach into or out of `.venv`."""
    foreign = ("PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET", "PIP_PREFIX", "__PYVENV_LAUNCHER__")
    result = {name: value for name, value in environ.items() if name not in foreign}
    if command == "test":
        # Without byte code on the disk each process of the suite makes it anew: that of its own files takes longest.
        result.pop("PYTHONDONTWRITEBYTECODE", None)
        if system_libraries.is_headless(environ, system):
            result.setdefault("QT_QPA_PLATFORM", "offscreen")
    return result


def run_child(command: Sequence[str], cwd: Optional[Path], environ: Mapping[str, str]) -> Tuple[int, bool]:
    """Run `command`; return its exit code, 128 + n for a signal n, and whether Ctrl-C was pressed meanwhile."""
    process = subprocess.Popen(list(command), cwd=str(cwd) if cwd else None, env=dict(environ))
    pressed = False
    while True:
        try:
            code = process.wait()
            return (code if code >= 0 else 128 - code), pressed
        except KeyboardInterrupt:  # the child got it too and decides itself how to end
            pressed = True


def make_environment(paths: Paths) -> None:
    """Make `.venv` anew, with pip; a broken or half-made one is removed first, anything else is left alone."""
    host.check_venv(sys.version_info[:3])
    if paths.env.exists() or paths.env.is_symlink():
        made_by_venv = (paths.env / "pyvenv.cfg").is_file() or not any(path.is_file() for path in paths.env.rglob("*"))
        if paths.env.is_symlink() or not paths.env.is_dir() or not made_by_venv:
            raise SetupError(f"{paths.env} is in the way and is no virtual environment. Move it away and start again.")
        try:
            shutil.rmtree(str(paths.env))
        except OSError as error:
            raise SetupError(
                f"cannot replace {paths.env} ({error}). Close what runs from it and start again."
            ) from None
    # Not sys.executable: that may be the very environment that has just been removed.
    python = getattr(sys, "_base_executable", None) or sys.executable
    code, pressed = run_child([python, "-m", "venv", str(paths.env)], None, child_environment(os.environ, ""))
    if pressed:
        raise KeyboardInterrupt
    if code != 0 or environment_version(paths.python) is None:
        raise SetupError(f"{python} -m venv could not make {paths.env}; its message is above. Is the folder writable?")


def drop_half_installed(paths: Paths) -> List[str]:
    """Forget packages whose installation was killed half-way, which pip would take for complete; return them.

    pip writes `INSTALLER` after a package's last file, so a record without it is not to be believed. A name that
    begins with `~` is what an interrupted replacement had set aside.
    """
    dropped = [path for path in paths.env.rglob("site-packages/*.dist-info") if not (path / "INSTALLER").exists()]
    for path in [*dropped, *paths.env.rglob("site-packages/~*")]:
        shutil.rmtree(str(path), ignore_errors=True)
    return sorted(path.name for path in dropped)


def pip_arguments(paths: Paths, wheels: Optional[Path]) -> List[str]:
    """Return the beginning of every `pip install` line; only a terminal gets pip's progress bars and chatter."""
    quiet = ["--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    quiet += [] if sys.stdout.isatty() else ["--quiet"]
    offline = ["--no-index", "--find-links", str(wheels)] if wheels else []
    constraints = str(paths.root / "packaging" / "constraints.txt")
    return [str(paths.python), "-m", "pip", "install", *quiet, *offline, "-c", constraints]


def pip_install(paths: Paths, what: Sequence[str], wheels: Optional[Path]) -> bool:
    """Run one pip installation in the checkout, showing pip's own progress; tell whether it succeeded."""
    scratch = paths.env / "tmp"  # not /tmp, which is often a small memory disk
    scratch.mkdir(exist_ok=True)
    environ = child_environment(os.environ, "")
    environ.update(TMPDIR=str(scratch), TEMP=str(scratch), TMP=str(scratch), PYTHONUTF8="1")
    try:
        code, pressed = run_child(pip_arguments(paths, wheels) + list(what), paths.root, environ)
    finally:
        shutil.rmtree(str(scratch), ignore_errors=True)
    if pressed:
        raise KeyboardInterrupt
    return code == 0


def install(paths: Paths, extras: Sequence[str], index: Optional[str], options: Options, replace_torch: bool) -> None:
    """Install PyTorch (where it needs a step of its own), then the program with its other dependencies."""
    failed = "{} could not be installed; pip's message is above. Check the network (or give --wheels DIR); the same "
    failed += "command goes on where it stopped."
    # The build tool goes in beforehand: a build in isolation would fetch its own, unpinned, even with --wheels.
    if not pip_install(paths, ["setuptools"], options.wheels):
        raise SetupError(failed.format("setuptools"))
    if index or replace_torch:
        say("Installing PyTorch" + (f" from {index}" if index else ""))
        # Without its dependencies: those come from the default index, in the versions that the constraints name.
        source = (["--index-url", index] if index else []) + (["--force-reinstall"] if replace_torch else [])
        if not pip_install(paths, ["--no-deps", *source, "torch"], options.wheels):
            if options.torch:
                raise SetupError(failed.format("PyTorch"))
            say("That did not work; taking the default build of PyTorch instead.")
    say("Installing the program and its dependencies (some minutes, the first time)")
    target = "." + (f"[{','.join(extras)}]" if extras else "")
    if not pip_install(paths, ["--no-build-isolation", "--editable", target], options.wheels):
        raise SetupError(failed.format("Latent Explorer"))


def check_import(paths: Paths, module: str) -> None:
    """Stop unless the environment can import `module`: a set-up that does not start must not count as finished."""
    command, environ = [str(paths.python), "-c", f"import {module}"], child_environment(os.environ, "")
    answer = subprocess.run(command, stderr=subprocess.PIPE, cwd=str(paths.env), env=environ)
    if answer.returncode == 0:
        return
    reason = (answer.stderr.decode(errors="replace").strip().splitlines() or ["no message"])[-1]
    remedy = f"Delete {paths.env} and start again."
    if os.name == "nt":
        remedy = "Install https://aka.ms/vs/17/release/vc_redist.x64.exe and start again."
    raise SetupError(f"{module} is installed but does not load ({reason}). {remedy}")


def prepare(paths: Paths, options: Options, system: str, must_import: str = "torch") -> None:
    """Make the environment ready for the command, or stop with a reason; quick when it already is."""
    old, version = read_stamp(paths), environment_version(paths.python)
    extras: Tuple[str, ...] = ("test",) if options.command == "test" else ()
    choice = options.torch or (old.torch if old else "auto")
    if version and is_ready(old, Stamp(digest(paths, version), choice, extras)):
        return
    if options.wheels and not options.wheels.is_dir():
        raise SetupError(f"--wheels: there is no folder {options.wheels}.")
    nvidia = system != "Darwin" and host.has_nvidia()
    index = None if options.wheels else torch_index(choice, system, nvidia)
    check_disk(paths, index, system, options.wheels)
    if nvidia and system == "Windows" and choice == "auto":
        say("There is an NVIDIA card; to train on it, start again with --torch cuda (2.5 GB).")
    if old and version:  # no longer finished, but still what PyTorch was taken from
        write_stamp(paths, old._replace(digest=""))
    if version is None:
        say(f"Making the environment {paths.env} (Python {platform.python_version()})")
        make_environment(paths)
        version, old = environment_version(paths.python) or "", None
    dropped = drop_half_installed(paths)
    if dropped:
        say("Going on after an interruption: " + ", ".join(dropped))
    extras = tuple(sorted(set(extras) | set(old.extras if old else ())))
    install(paths, extras, index, options, replace_torch=old is not None and old.torch != choice)
    say("Checking the installation")
    check_import(paths, must_import)
    write_stamp(paths, Stamp(digest(paths, version), choice, extras))
    say("Ready.")


def spread() -> List[str]:
    """How pytest runs on this machine: a process per core, up to MOST_PROCESSES; `-n 0` after it takes that back. Files
    come in their order, for in the one that pytest-xdist makes the few long tests come last, and all but one process
    wait for them. When a process dies the rest is not run: it is a failure anyhow."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if cores == 1:
        return []
    processes = str(min(cores, MOST_PROCESSES))
    return ["-n", processes, "--dist", "loadfile", "--no-loadscope-reorder", "--max-worker-restart", "0"]


def main(argv: Sequence[str]) -> int:
    """Check the machine, make the environment ready, start the program or pytest; return its exit code."""
    for stream in (sys.stdout, sys.stderr):  # a path may hold letters that the terminal's encoding lacks
        getattr(stream, "reconfigure", lambda **_: None)(errors="replace")
    options, system = parse(argv), platform.system()
    paths = layout(Path(__file__).resolve().parent.parent)
    try:
        host.check_python(sys.version_info[:3], system)
        host.check_platform(system, platform.machine(), struct.calcsize("P") * 8, platform.libc_ver()[0])
        environ = child_environment(os.environ, system, options.command)
        if system == "Linux" and wants_window(options):
            host.check_libraries(system_libraries.missing_libraries(environ), system_libraries.this_package_manager())
        prepare(paths, options, system)
        if options.command == "test":
            command = [str(paths.python), "-m", "pytest", *spread(), *options.arguments]
            return run_child(command, paths.root, environ)[0]
        if wants_window(options) and system_libraries.is_headless(environ, system) and "QT_QPA_PLATFORM" not in environ:
            say("There is no screen here (DISPLAY is not set): the window cannot open, but `run train ...` works.")
        return run_child([str(paths.program), *options.arguments], None, environ)[0]
    except SetupError as reason:
        print(f"latent-explorer: {reason}", file=sys.stderr)
        return SETUP_FAILED
    except KeyboardInterrupt:
        print("latent-explorer: interrupted; the same command goes on where it stopped.", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
