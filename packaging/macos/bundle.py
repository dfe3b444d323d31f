"""What the application bundle says of itself; packaging/latent-explorer.spec reads it, on any system.

Minimum system: the wheels of PyTorch 2.13 for macOS are tagged 14.0 and arm64, and there are none for Intel any more.
"""

from __future__ import annotations

import re
from typing import Any

APP = "Latent Explorer.app"
IDENTIFIER = "org.latent-explorer.LatentExplorer"
MINIMUM_SYSTEM = "14.0"


def info_plist(version: str) -> dict[str, Any]:
    """Info.plist, beyond what PyInstaller writes itself. Raises ValueError for a version that has no numbers.

    macOS, too, knows a file by its last suffix alone: ``.latent.toml`` and ``.latent-class.toml`` are ``.toml``. The
    program is offered for these and for folders (runs), as an alternative that never replaces the user's editor or the
    Finder.
    """
    return {
        "CFBundleName": "Latent Explorer",
        "CFBundleDisplayName": "Latent Explorer",
        "CFBundleIdentifier": IDENTIFIER,
        "CFBundleShortVersionString": numbers(version),
        "CFBundleVersion": numbers(version),
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "zh-Hans"],
        "CFBundleAllowMixedLocalizations": True,  # else the system's own menus and dialogs stay English
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": "Latent Explorer experiment or class",
                "CFBundleTypeExtensions": ["toml"],
                "CFBundleTypeRole": "Editor",
                "LSHandlerRank": "Alternate",
            },
            {
                "CFBundleTypeName": "Latent Explorer run",
                "LSItemContentTypes": ["public.folder"],
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Alternate",
            },
        ],
        "LSApplicationCategoryType": "public.app-category.education",
        "LSMinimumSystemVersion": MINIMUM_SYSTEM,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "MIT licence, Latent Explorer contributors",
        "NSRequiresAquaSystemAppearance": False,  # follows light and dark
    }


def numbers(version: str) -> str:
    """The three numbers that a bundle may have: 0.3.0rc1 is 0.3.0."""
    match = re.match(r"\d+(\.\d+){0,2}", version)
    if match is None:
        raise ValueError(f"version: expected numbers such as 0.3.0, found {version!r}")
    return match[0]
