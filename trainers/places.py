"""Where things lie: data, runs, logs, settings, and the resources that come with the program.

Two environment variables move them: ``LATENT_EXPLORER_DATA`` is the data folder; ``LATENT_EXPLORER_HOME`` is one folder
for everything the program would otherwise keep in the user's own places (tests set it, so that nothing of the user's
is touched). No function here creates a folder: whoever writes does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import platformdirs

from trainers.sentence import sentence

APP = "latent-explorer"


def data_dir(explicit: Path | str | None = None) -> Path:
    """The folder of datasets: *explicit*, else ``LATENT_EXPLORER_DATA``, else ``data`` in the user's data folder."""
    chosen = explicit or os.environ.get("LATENT_EXPLORER_DATA")
    return Path(chosen).expanduser() if chosen else _user_data() / "data"


def runs_dir() -> Path:
    """Where runs are saved unless the user says otherwise."""
    return _user_data() / "runs"


def judges_dir() -> Path:
    """Where judges that were trained for the user's data are kept; the folder may be deleted at any time."""
    return _user_data() / "judges"


def cache_dir() -> Path:
    """What can be made again at any time, and may be deleted at any time."""
    home = _home()
    return home / "cache" if home else platformdirs.user_cache_path(APP, appauthor=False)


def log_dir() -> Path:
    """Where log files and crash reports go."""
    home = _home()
    return home / "logs" if home else platformdirs.user_log_path(APP, appauthor=False)


def settings_file() -> Path:
    """The file of the window's settings (INI)."""
    home = _home()
    return (home or platformdirs.user_config_path(APP, appauthor=False)) / "settings.ini"


def resources_dir() -> Path:
    """Presets, bundled runs, icons, lessons, translations.

    A frozen program carries them in its bundle, a wheel inside ``trainers``, a checkout beside ``trainers``.
    Raises FileNotFoundError, which names the places, for a broken installation.
    """
    package = Path(__file__).resolve().parent
    bundle = getattr(sys, "_MEIPASS", None)
    places = [Path(bundle) / "resources"] if bundle else [package / "_resources", package.parent / "resources"]
    for place in places:
        if place.is_dir() and not (place / "__init__.py").exists():  # of a checkout's trainers/_resources
            return place
    tried = ", ".join(map(str, places))
    raise FileNotFoundError(
        sentence(f"resources of the program: expected one of {tried}, found none; please install it again")
    )


def bundled_data_dir() -> Path | None:
    """Data sets that a packaged program may carry, read-only; None where it carries none.

    It is looked at after the user's data folder, and nothing is ever written there.
    """
    try:
        folder = resources_dir() / "data"
    except FileNotFoundError:
        return None
    return folder if folder.is_dir() else None


def _home() -> Path | None:
    home = os.environ.get("LATENT_EXPLORER_HOME")
    return Path(home).expanduser() if home else None


def _user_data() -> Path:
    return _home() or platformdirs.user_data_path(APP, appauthor=False)
