"""What is done with a hostile file: on the command line, and in the window with the events of a user."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

# Each: what was made, and an empty folder for results -> arguments of the program.
COMMAND_LINE: dict[str, Callable[[Path, Path], list[str]]] = {
    "evaluate": lambda made, out: ["evaluate", str(made)],
    "export": lambda made, out: ["export", str(made), "--out", str(out / "export")],
    "report": lambda made, out: ["report", str(made), "--out", str(out / "report.html")],
    "holes": lambda made, out: ["holes", str(made), "--grid", "4"],
    "map": lambda made, out: ["map", str(made), "--method", "pca", "--out", str(out / "map.png")],
    "map codes": lambda made, out: ["map", str(made), "--method", "codes", "--out", str(out / "map.csv")],
    "resume": lambda made, out: ["train", "--resume", "--out", str(made), "--steps", "22"],
    "train into": lambda made, out: ["train", "--preset", "ae-digits", "--steps", "2", "--out", str(made)],
    "train": lambda made, out: ["train", str(made), "--steps", "2", "--out", str(out / "run")],
    "check array": lambda made, out: ["data", "check", "array-file", "--set", f"file={made}"],
    "check images": lambda made, out: ["data", "check", "image-folder", "--set", f"folder={made}"],
    "check text": lambda made, out: ["data", "check", "text-file", "--set", f"file={made}"],
    "check lesson": lambda made, out: ["lessons", "check", str(made)],
    "collect": lambda made, out: [
        "lessons",
        "collect",
        str(made),
        "--out",
        str(out / "class.html"),
        "--csv",
        str(out / "class.csv"),
    ],
    "check drawing": lambda made, out: ["data", "check", "drawing", "--set", f"file={made}"],
}
# "open": chosen in the menu or given to the command line; "drop": let go over the window; "train here": opened, and
# trained for a few steps and saved; "recent": what was made is the folder of all runs, and the menu is looked at.
WINDOW = ("open", "drop", "train here", "recent")
COMMANDS = (*COMMAND_LINE, *WINDOW)
