"""Which libraries of a Linux system Qt needs, the packages that bring them, and the one line that installs them.

The program says with it what is missing where its window cannot open, and `packaging/host.py` before anything is
installed; so this file uses the standard library only and stays readable for Python 3.8.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import sys
from pathlib import Path
from typing import Callable, Iterable, List, Mapping, Optional, Sequence

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


def is_headless(environ: Mapping[str, str], system: str) -> bool:
    """Tell whether there is no screen to open a window on."""
    return system == "Linux" and not environ.get("DISPLAY") and not environ.get("WAYLAND_DISPLAY")


def load_library(name: str) -> object:
    """Load a library as the program would: a frozen one brings some in its own folder. Raises OSError."""
    folder = getattr(sys, "_MEIPASS", None)
    if folder is not None and os.path.exists(os.path.join(folder, name)):
        return ctypes.CDLL(os.path.join(folder, name))
    return ctypes.CDLL(name)


def missing_rows(table: str, load: Callable[[str], object] = load_library) -> List[List[str]]:
    """Return the rows of `table` whose library the system's loader does not find."""
    missing = []
    for row in table.strip().splitlines():
        try:
            load(row.split()[0])
        except OSError:
            missing.append(row.split())
    return missing


def missing_libraries(environ: Mapping[str, str], load: Callable[[str], object] = load_library) -> List[List[str]]:
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


def missing_sentence(missing: Sequence[Sequence[str]], manager: Optional[str]) -> str:
    """Return what is missing and the line that installs it; empty when no row is missing."""
    if not missing:
        return ""
    said = "the window needs system libraries that are missing: " + ", ".join(row[0] for row in missing)
    if manager is None:
        return said + ". Install the packages with them."
    column = MANAGERS.index(manager) + 1
    return said + ". Do: " + install_line(manager, [row[column] for row in missing])
