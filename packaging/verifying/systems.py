"""The bare systems the Linux artefacts are proven on, and what a desktop adds to them, with the reasons."""

from __future__ import annotations

from typing import NamedTuple


class System(NamedTuple):
    """One release of a distribution. `script` is debootstrap's, for releases younger than the host's debootstrap."""

    name: str
    suite: str
    mirror: str
    components: str
    keyring: str
    script: str


DEBIAN, UBUNTU = "http://deb.debian.org/debian", "http://archive.ubuntu.com/ubuntu"
DEBIAN_KEYS, UBUNTU_KEYS = "debian-archive-keyring.gpg", "ubuntu-archive-keyring.gpg"

SYSTEMS = {
    system.name: system
    for system in (
        System("debian-12", "bookworm", DEBIAN, "main", DEBIAN_KEYS, "sid"),
        System("debian-13", "trixie", DEBIAN, "main", DEBIAN_KEYS, "sid"),
        System("ubuntu-22.04", "jammy", UBUNTU, "main,universe", UBUNTU_KEYS, "gutsy"),
        System("ubuntu-24.04", "noble", UBUNTU, "main,universe", UBUNTU_KEYS, "gutsy"),
    )
}

# What GNOME, KDE, Xfce and Cinnamon all bring along in these releases; alternatives are tried from left to right.
# Not in the list although Qt uses them: libxcb-cursor0, -icccm4, -image0, -keysyms1, -render-util0, -util1. Desktops
# without Qt programs lack them, so the program has to bring them itself.
DESKTOP = {
    "libgl1": "OpenGL; every desktop draws with it",
    "libegl1": "OpenGL; every desktop draws with it",
    "libgl1-mesa-dri": "Mesa's drivers, which also draw in software",
    "libx11-6": "programs for X",
    "libx11-xcb1": "programs for X; needed by GTK and by Mesa",
    "libxkbcommon0": "keyboards; needed by GTK",
    "libxkbcommon-x11-0": "keyboards; needed by the window managers",
    "xkb-data": "keyboards",
    "libsm6": "session management; needed by every session",
    "libfontconfig1": "fonts",
    "libfreetype6": "fonts",
    "fontconfig": "fonts",
    "fonts-dejavu-core": "a font of Latin letters",
    "fonts-noto-cjk": "a font of Chinese characters; part of a desktop in Chinese, and recommended by the .deb",
    "libgssapi-krb5-2": "printing and mail; needed by GTK through the libraries of CUPS",
    "libglib2.0-0t64|libglib2.0-0": "needed by GTK",
    "libdbus-1-3": "the session's bus",
    "libwayland-client0": "Wayland",
    "libwayland-cursor0": "Wayland",
    "libwayland-egl1": "Wayland",
    "hicolor-icon-theme": "icons",
    "desktop-file-utils": "the menu",
    "shared-mime-info": "file types",
    "xz-utils": "unpacks the .run and the .tar.xz; installed by default",
    "locales": "the language of the session",
}
