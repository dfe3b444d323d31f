"""What the user says of a run: its name, a note, a star. ``about.json`` lies in the run folder, so that it goes
wherever the folder is copied to; it may be written while another program trains the run, for nobody else writes it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from trainers.runs import inside
from trainers.runs.files import RunFolderError, read_json, write_json

ABOUT = "about.json"
FORMAT = 1
MOST_NAME, MOST_NOTE = 120, 4000  # characters


@dataclass(frozen=True)
class About:
    """``name`` and ``note`` are empty where the user has given none."""

    name: str = ""
    note: str = ""
    star: bool = False

    def clipped(self) -> About:
        """As it may be kept: without spaces around it, no longer than the limits, the name in one line."""
        return About(_whole(" ".join(self.name.split())[:MOST_NAME]), _whole(self.note.strip()[:MOST_NOTE]), self.star)


def _whole(text: str) -> str:
    """Without halves of characters, which no file can hold: Qt's texts may be cut between two of them."""
    return text.encode("utf-8", errors="replace").decode("utf-8")


def read_about(folder: Path) -> About:
    """What is said of the run in *folder*; nothing where that is missing or cannot be used."""
    try:
        return read_about_to_change(folder)
    except RunFolderError:
        return About()


def read_about_to_change(folder: Path) -> About:
    """As :func:`read_about`, but raises RunFolderError for what cannot be read now: it must not be written over."""
    try:
        found = read_json(folder, ABOUT)
    except FileNotFoundError:
        return About()
    name, note = (text if isinstance(text := found.get(key), str) else "" for key in ("name", "note"))
    return About(name, note, found.get("star") is True).clipped()


def write_about(folder: Path, about: About) -> None:
    """Keeps what is said of a run, all of it or nothing; saying nothing removes the file. Raises OSError."""
    about = about.clipped()
    if about == About():
        inside.remove(folder, ABOUT)
    else:
        write_json(folder, ABOUT, {"format": FORMAT, "name": about.name, "note": about.note, "star": about.star})
