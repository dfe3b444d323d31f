"""What this machine is, and the one line that helps when something is missing on it.

Used by bootstrap.py and by the installers' scripts; standard library only, and readable for Python 3.8.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import shutil
import subprocess
import threading
import urllib.request
from pathlib import Path
from typing import Callable, Iterable, List, Mapping, Optional, Sequence, Tuple

OLDEST, NEWEST = (3, 11), (3, 14)  # the Pythons that every pinned dependency has a build for
PROBE_SECONDS = 4.0

# Library, then the package that holds it for apt, dnf, pacman and zypper. What the Qt libraries and plugins that the
# program loads name as NEEDED (readelf -d), less what comes inside the wheels.
QT_LIBRARIES = """
libEGL.so.1            libegl1             libglvnd-egl         libglvnd             Mesa-libEGL1
libGL.so.1             libgl1              libglvnd-glx         libglvnd             Mesa-libGL1
libX11.so.6            libx11-6            libX11               libx11               libX11-6
libxkbcommon.so.0      libxkbcommon0       libxkbcommon         libxkbcommon         libxkbcommon0
libfontconfig.so.1     libfontconfig1      fontconfig           fontconfig           fontconfig
libfreetype.so.6       libfreetype6        freetype             freetype2            libfreetype6
libdbus-1.so.3         libdbus-1-3         dbus-libs            dbus                 libdbus-1-3
libglib-2.0.so.0       libglib2.0-0        glib2                glib2                libglib-2_0-0
libgthread-2.0.so.0    libglib2.0-0        glib2                glib2                libgthread-2_0-0
libzstd.so.1           libzstd1            libzstd              zstd                 libzstd1
libz.so.1              zlib1g              zlib                 zlib                 libz1
libstdc++.so.6         libstdc++6          libstdc++            gcc-libs             libstdc++6
"""
XCB_LIBRARIES = """
libxcb-cursor.so.0     libxcb-cursor0      xcb-util-cursor      xcb-util-cursor      libxcb-cursor0
libxcb-icccm.so.4      libxcb-icccm4       xcb-util-wm          xcb-util-wm          libxcb-icccm4
libxcb-util.so.1       libxcb-util1        xcb-util             xcb-util             libxcb-util1
libxcb-image.so.0      libxcb-image0       xcb-util-image       xcb-util-image       libxcb-image0
libxcb-keysyms.so.1    libxcb-keysyms1     xcb-util-keysyms     xcb-util-keysyms     libxcb-keysyms1
libxcb-render-util.so.0 libxcb-render-util0 xcb-util-renderutil xcb-util-renderutil  libxcb-render-util0
libxcb-randr.so.0      libxcb-randr0       libxcb               libxcb               libxcb-randr0
libxcb-render.so.0     libxcb-render0      libxcb               libxcb               libxcb-render0
libxcb-shape.so.0      libxcb-shape0       libxcb               libxcb               libxcb-shape0
libxcb-shm.so.0        libxcb-shm0         libxcb               libxcb               libxcb-shm0
libxcb-sync.so.1       libxcb-sync1        libxcb               libxcb               libxcb-sync1
libxcb-xfixes.so.0     libxcb-xfixes0      libxcb               libxcb               libxcb-xfixes0
libxcb-xkb.so.1        libxcb-xkb1         libxcb               libxcb               libxcb-xkb1
libX11-xcb.so.1        libx11-xcb1         libX11-xcb           libx11               libX11-xcb1
libxkbcommon-x11.so.0  libxkbcommon-x11-0  libxkbcommon-x11     libxkbcommon-x11     libxkbcommon-x11-0
"""
WAYLAND_LIBRARIES = """
libwayland-client.so.0 libwayland-client0  libwayland-client    wayland              libwayland-client0
libwayland-cursor.so.0 libwayland-cursor0  libwayland-cursor    wayland              libwayland-cursor0
"""
MANAGERS = ("apt-get", "dnf", "pacman", "zypper")
INSTALL = {
    "apt-get": "apt-get install -y",
    "dnf": "dnf install -y",
    "pacman": "pacman -S --needed",
    "zypper": "zypper install",
}


class SetupError(Exception):
    """The set-up cannot go on; the text is one line that says why and what to do."""


def package_manager(os_release: str, which: Callable[[str], Optional[str]] = shutil.which) -> Optional[str]:
    """Name the system's package manager from the text of /etc/os-release, else from what is installed."""
    fields = dict(line.split("=", 1) for line in os_release.splitlines() if "=" in line)
    names = (fields.get("ID", "") + " " + fields.get("ID_LIKE", "")).replace('"', "").replace("-", " ").split()
    families = {"debian": 0, "ubuntu": 0, "fedora": 1, "rhel": 1, "centos": 1, "arch": 2, "suse": 3, "opensuse": 3}
    for name in names:
        if name in families:
            return MANAGERS[families[name]]
    return next((name for name in MANAGERS if which(name)), None)


def this_package_manager() -> Optional[str]:
    """`package_manager` of the machine at hand."""
    try:
        return package_manager(Path("/etc/os-release").read_text(encoding="utf-8", errors="replace"))
    except OSError:
        return package_manager("")


def install_line(manager: str, packages: Iterable[str]) -> str:
    """Return the shell command that installs `packages`; each is named once, in order."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return ("" if root else "sudo ") + INSTALL[manager] + " " + " ".join(dict.fromkeys(packages))


def has_nvidia(root: Path = Path("/"), which: Callable[[str], Optional[str]] = shutil.which) -> bool:
    """Tell whether an NVIDIA card is present: by the driver's files, else by asking `nvidia-smi`."""
    if (root / "proc/driver/nvidia/version").exists() or any((root / "dev").glob("nvidia[0-9]*")):
        return True
    tool = which("nvidia-smi")  # it is also there without a card, and under WSL it is the only sign of one
    if tool is None:
        return False
    try:
        listed = subprocess.run([tool, "-L"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PROBE_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return False
    return listed.returncode == 0 and b"GPU" in listed.stdout


def reachable(url: str, seconds: float = PROBE_SECONDS) -> bool:
    """Tell whether `url` answers. A thread keeps the time, because a name look-up ignores socket timeouts."""
    answers: List[bool] = []

    def ask() -> None:
        try:
            with urllib.request.urlopen(urllib.request.Request(url, method="HEAD"), timeout=seconds) as answer:
                answers.append(answer.status == 200)
        except (OSError, ValueError):
            answers.append(False)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(seconds)
    return answers == [True]


def starts(program: str) -> bool:
    """Tell whether `program` is there and starts (version managers leave stand-ins that do not)."""
    path = shutil.which(program)
    return (
        path is not None
        and subprocess.call([path, "-c", ""], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    )


def check_python(version: Tuple[int, ...], system: str, works: Callable[[str], bool] = starts) -> None:
    """Stop with the remedy unless this Python is one that every dependency supports."""
    if OLDEST <= version[:2] <= NEWEST:
        return
    wanted = "needs Python {}.{} to {}.{}, found {}; ".format(*OLDEST, *NEWEST, ".".join(map(str, version[:3])))
    for minor in range(NEWEST[1], OLDEST[1] - 1, -1):
        if works(f"python3.{minor}"):
            raise SetupError(wanted + f"this machine has one, do: python3.{minor} packaging/bootstrap.py run")
    if system == "Windows":
        raise SetupError(wanted + "do: winget install Python.Python.3.13, then: py -3.13 packaging\\bootstrap.py run")
    if system == "Darwin":
        raise SetupError(wanted + "do: brew install python@3.13 (or https://www.python.org/downloads/)")
    manager = this_package_manager()
    names = {"apt-get": ("python3.11", "python3.11-venv"), "dnf": ("python3.12",), "pacman": ("python",)}
    line = install_line(manager, names.get(manager, ("python312",))) if manager else "install Python 3.13"
    raise SetupError(wanted + f"do: {line} (or https://www.python.org/downloads/)")


def check_platform(system: str, machine: str, bits: int, libc: str) -> None:
    """Stop where PyTorch publishes no build, which pip would only report as 'no matching distribution'."""
    if bits < 64:
        raise SetupError("needs a 64-bit Python; this one is 32-bit. Install the 64-bit build from python.org.")
    if system == "Darwin" and machine == "x86_64":
        raise SetupError(
            "needs a Mac with Apple silicon and an arm64 Python (not under Rosetta): PyTorch has no Intel build."
        )
    if system == "Linux" and libc != "glibc":
        raise SetupError("needs a Linux with the GNU C library (not Alpine): PyTorch has no musl build.")


def check_venv(version: Tuple[int, ...], find: Callable[[str], object] = importlib.util.find_spec) -> None:
    """Stop with the remedy when this Python cannot make environments with pip in them."""
    if find("venv") and find("ensurepip"):
        return
    manager, dotted = this_package_manager(), "{}.{}".format(*version[:2])
    names = {"apt-get": [f"python{dotted}-venv"], "dnf": ["python3-libs", "python3-pip"], "pacman": ["python"]}
    packages = names.get(manager or "", ["python{}{}-base".format(*version[:2])])
    remedy = install_line(manager, packages) if manager else "install Python's venv and ensurepip modules"
    raise SetupError(f"Python {dotted} here has no venv module with pip (ensurepip). Do: {remedy}")


def is_headless(environ: Mapping[str, str], system: str) -> bool:
    """Tell whether there is no screen to open a window on."""
    return system == "Linux" and not environ.get("DISPLAY") and not environ.get("WAYLAND_DISPLAY")


def missing_rows(table: str, load: Callable[[str], object] = ctypes.CDLL) -> List[List[str]]:
    """Return the rows of `table` whose library the system's loader does not find."""
    missing = []
    for row in table.strip().splitlines():
        try:
            load(row.split()[0])
        except OSError:
            missing.append(row.split())
    return missing


def missing_libraries(environ: Mapping[str, str], load: Callable[[str], object] = ctypes.CDLL) -> List[List[str]]:
    """Return the rows of all libraries that Qt lacks here, for the screen that `environ` names."""
    chosen = environ.get("QT_QPA_PLATFORM", "").split(";")[0].split(":")[0]
    tables = []
    if chosen.startswith("wayland") or (not chosen and environ.get("WAYLAND_DISPLAY")):
        tables.append(WAYLAND_LIBRARIES)
    if chosen == "xcb" or (not chosen and environ.get("DISPLAY")):
        tables.append(XCB_LIBRARIES)
    for_screen = [missing_rows(table, load) for table in tables]
    # Qt tries Wayland first and X11 after it: one that is complete is enough.
    return missing_rows(QT_LIBRARIES, load) + (for_screen[-1] if for_screen and all(for_screen) else [])


def check_libraries(missing: Sequence[Sequence[str]], manager: Optional[str]) -> None:
    """Stop with the line that installs the `missing` rows of the tables above."""
    if not missing:
        return
    libraries = ", ".join(row[0] for row in missing)
    if manager is None:
        raise SetupError(
            f"the window needs system libraries that are missing: {libraries}. Install the packages with them."
        )
    column = MANAGERS.index(manager) + 1
    remedy = install_line(manager, [row[column] for row in missing])
    raise SetupError(f"the window needs system libraries that are missing: {libraries}. Do: {remedy}")
