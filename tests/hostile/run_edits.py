"""Files of a run that somebody has edited: other types, other shapes, not-a-numbers, text for numbers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from tests.hostile.case import Case, honest_run

Edit = Callable[[Path], None]


def edited(*edits: Edit) -> Callable[[Path], Path]:
    """The honest run after the edits."""

    def make(folder: Path) -> Path:
        run = honest_run(folder)
        for edit in edits:
            edit(run)
        return run

    return make


def text(name: str, content: str | bytes) -> Edit:
    return lambda run: (run / name).write_bytes(content if isinstance(content, bytes) else content.encode()) and None


def value(name: str, place: str, new: Any) -> Edit:
    """Another value at a dotted place of a JSON file."""

    def edit(run: Path) -> None:
        table = json.loads((run / name).read_text(encoding="utf-8"))
        *parents, last = place.split(".")
        found = table
        for part in parents:
            found = found[int(part)] if isinstance(found, list) else found[part]
        found[int(last) if isinstance(found, list) else last] = new
        (run / name).write_text(json.dumps(table), encoding="utf-8")

    return edit


def arrays(name: str, **changes: Any) -> Edit:
    """Other arrays in an NPZ file, keys written with ``__`` for a dot; None takes one out."""

    def edit(run: Path) -> None:
        with np.load(run / name) as file:
            found = {key: file[key] for key in file.files}
        for key, new in changes.items():
            key = key.replace("__", ".").lstrip("_")
            found.pop(key, None) if new is None else found.update({key: new(found[key]) if callable(new) else new})
        np.savez_compressed(run / name, **found)

    return edit


def plain(**changes: Any) -> Edit:
    """Other plain values in data.npz."""

    def change(old: np.ndarray) -> np.ndarray:
        return np.frombuffer(json.dumps({**json.loads(old.tobytes()), **changes}).encode(), np.uint8)

    return arrays("data.npz", plain=change)


def state(change: Callable[[dict[str, Any]], None]) -> Edit:
    """Other tensors in the saved state, with a hash that fits."""

    def edit(run: Path) -> None:
        from safetensors.torch import load, save

        index = json.loads((run / "resume.json").read_text(encoding="utf-8"))
        path = run / index["state"]["file"]
        tensors = load(path.read_bytes())
        change(tensors)
        path.write_bytes(save(tensors))
        index["state"]["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        (run / "resume.json").write_text(json.dumps(index), encoding="utf-8")

    return edit


def _nan(tensors: dict[str, Any]) -> None:
    tensors[next(name for name in tensors if name.startswith("models.0.nets"))].fill_(float("nan"))


def _order(tensors: dict[str, Any]) -> None:
    tensors["order.permutation"].fill_(2**40)


def _twice(tensors: dict[str, Any]) -> None:
    tensors["order.permutation"].fill_(1)


def _generator(tensors: dict[str, Any]) -> None:
    tensors["order.generator"] = tensors["order.generator"][:100].clone()


def _noise(tensors: dict[str, Any]) -> None:
    tensors["models.0.noise"].fill_(255)


def _whole_numbers(tensors: dict[str, Any]) -> None:
    name = next(name for name in tensors if name.startswith("models.0.nets"))
    tensors[name] = tensors[name].long()


KEYFRAME, LAST = "keyframes/00000005.npz", "keyframes/00000020.npz"
_RESUME = r"resume\.json"
RESUME_VALUES: list[tuple[str, Any]] = [
    ("format", "1"),
    ("format", -1),
    ("format", 99),
    ("step", "20"),
    ("step", None),
    ("step", -5),
    ("step", 1.5),
    ("step", 10**30),
    ("step", True),
    ("position", []),
    ("position.step", "x"),
    ("position.place", 10**15),
    ("position.images_seen", None),
    ("position.batch_size", 0),
    ("position.batch_size", "32"),
    ("position.live_knobs", {"learning_rate": 1}),
    ("position.live_knobs", [1, 2]),
    ("position.seconds", "long"),
    ("position.seconds", float("nan")),
    ("position.device", 3),
    ("state", None),
    ("state.file", 7),
    ("state.file", "../../outside/thesis.txt"),
    ("state.file", "/etc/passwd"),
    ("state.file", "a\0b.safetensors"),
    ("state.sha256", 0),
    ("weights", "all"),
    ("weights", [1]),
    ("weights.0.file", "x" * 10_000),
    ("weights", [{"file": "a.safetensors", "sha256": ""}] * 5),
]

EDITED = [
    *(
        Case(
            f"resume.json: {place} is {str(new)[:30]!r}",
            edited(value("resume.json", place, new)),
            ("open",),
            _RESUME,
            opens=True,
        )
        for place, new in RESUME_VALUES
    ),
    *(
        Case(
            f"resume.json on the line: {place} is {str(new)[:30]!r}",
            edited(value("resume.json", place, new)),
            ("evaluate",),
            _RESUME,
        )
        for place, new in RESUME_VALUES[1::3]
    ),
    Case(
        "resume.json: nested without end",
        edited(text("resume.json", "[" * 100_000)),
        ("evaluate",),
        r"resume\.json: .*nesting",
    ),
    Case("resume.json: a list", edited(text("resume.json", "[]")), ("open",), r"expected a JSON object", opens=True),
    Case("resume.json: bytes", edited(text("resume.json", bytes(range(256)))), ("open",), _RESUME, opens=True),
    Case("resume.json: empty", edited(text("resume.json", "")), ("evaluate",), _RESUME),
    Case(
        "resume.json: a number of 10 000 digits",
        edited(text("resume.json", '{"format": ' + "1" * 10_000 + "}")),
        ("open",),
        _RESUME,
        opens=True,
    ),
    Case(
        "resume.json: another family",
        edited(value("resume.json", "experiment.models.0.family", ["ae"])),
        ("open",),
        _RESUME,
        opens=True,
    ),
    Case(
        "resume.json: other models",
        edited(value("resume.json", "experiment.models", [])),
        ("open",),
        _RESUME,
        opens=True,
    ),
    Case(
        "environment.json: format text",
        edited(value("environment.json", "format", "1")),
        ("open",),
        r"environment\.json: format: expected a valid integer",
        opens=True,
    ),
    Case(
        "environment.json: device a list",
        edited(value("environment.json", "device", [1])),
        ("open",),
        r"environment\.json: device",
        opens=True,
    ),
    Case(
        "environment.json: nested without end",
        edited(text("environment.json", '{"a":' * 100_000)),
        ("open",),
        r"environment\.json",
        opens=True,
    ),
    Case(
        "experiment.toml: bytes",
        edited(text("experiment.toml", bytes(range(128, 256)))),
        ("open",),
        r"experiment\.toml.* settings of the last save",
        opens=True,
    ),
    Case(
        "experiment.toml: nested without end",
        edited(text("experiment.toml", "a = " + "[" * 50_000)),
        ("open",),
        r"experiment\.toml.* settings of the last save",
        opens=True,
    ),
    Case(
        "experiment.toml: gone with resume.json",
        edited(text("experiment.toml", "x"), text("resume.json", "x")),
        ("open", "evaluate"),
        r"cannot be told what was trained",
    ),
    Case("state: not a number", edited(state(_nan)), ("evaluate", "resume"), r"expected finite numbers"),
    Case("state: not a number, in the window", edited(state(_nan)), ("open",), r"expected finite numbers", opens=True),
    Case("state: an order beyond the data", edited(state(_order)), ("resume", "evaluate"), r"order\.permutation"),
    Case("state: an order of one image", edited(state(_twice)), ("open",), r"order\.permutation", opens=True),
    Case("state: half a generator", edited(state(_generator)), ("resume",), r"order\.generator"),
    Case(
        "state: half a generator, in the window", edited(state(_generator)), ("open",), r"order\.generator", opens=True
    ),
    Case("state: nonsense in a generator", edited(state(_noise)), ("resume",), r"models\.0\.noise"),
    Case("state: whole numbers for weights", edited(state(_whole_numbers)), ("evaluate",), r"expected models\.0\.nets"),
    Case("state: empty", edited(state(dict.clear)), ("open",), r"is missing", opens=True),
    *(
        Case(f"keyframe: {what}", edited(arrays(LAST, **change)), ("open",), r"keyframes/00000020\.npz", opens=True)
        for what, change in {
            "codes in three dimensions": {"_0__codes": np.zeros((5, 2, 2), np.float32)},
            "codes of another width": {"_0__codes": np.zeros((5, 7), np.float32)},
            "codes not a number": {"_0__codes": np.full((5, 2), np.nan, np.float32)},
            "codes as text": {"_0__codes": np.array([["a", "b"]])},
            "codes of no width": {"_0__codes": np.zeros((5, 0), np.float32)},
            "more codes than anybody has": {"_0__codes": np.zeros((100_000, 2), np.float32)},
            "pictures of another size": {"_0__reconstructions": np.zeros((8, 1, 5, 9), np.uint8)},
            "pictures of seven colours": {"_0__samples": np.zeros((8, 7, 8, 8), np.uint8)},
            "pictures as numbers": {"_0__samples": np.zeros((8, 1, 8, 8), np.float64)},
            "a deviation below zero": {
                "_1__spread": np.full((5, 2), -1, np.float32),
                "_1__codes": np.zeros((5, 2), np.float32),
            },
            "a deviation of other codes": {"_1__spread": np.ones((1, 2), np.float32)},
            "names without values": {"_0__test_values": np.zeros(0)},
            "values as text": {"_0__test_values": np.array(["x"]), "_0__test_names": np.array(["a"])},
            "no second model": {"_1__test_names": None},
        }.items()
    ),
    Case(
        "keyframe: cut short",
        edited(lambda run: (run / LAST).write_bytes((run / LAST).read_bytes()[:100])),
        ("open",),
        r"keyframes/00000020\.npz",
        opens=True,
    ),
    Case(
        "keyframe: another file",
        edited(text(KEYFRAME, b"\x80\x04\x95pickle")),
        ("open", "train here"),
        r"keyframes/00000005\.npz",
        opens=True,
    ),
    *(
        Case(f"data.npz: {what}", edited(change), ("open",), r"data\.npz", opens=True)
        for what, change in {
            "a title that is a number": plain(title=3),
            "a shape of two": plain(image_shape=[8, 8]),
            "a huge shape": plain(image_shape=[1, 2**31, 2**31]),
            "a shape below zero": plain(image_shape=[1, -8, 8]),
            "counts as text": plain(n_train="many"),
            "classes that are no list": plain(class_names="abc"),
            "latents beyond reason": plain(latent_dims=[10**9, 10**9]),
            "latents of another number of models": plain(latent_dims=[2]),
            "latents of another width": plain(latent_dims=[3, 3]),
            "a number of 30 digits": plain(n_test=10**30),
            "preview of another shape": arrays("data.npz", preview=np.zeros((3, 3), np.uint8)),
            "probe as numbers": arrays("data.npz", probe=np.zeros((8, 1, 8, 8))),
            "labels as text": arrays("data.npz", labels=np.array(["a"])),
            "labels below zero": arrays("data.npz", labels=np.full(100, -3, np.int32)),
            "points of pictures": arrays("data.npz", points=np.zeros((5, 2), np.float32)),
            "no plain values": arrays("data.npz", plain=None),
            "plain values nested": arrays("data.npz", plain=np.frombuffer(b"[" * 100_000, np.uint8)),
            "another file": text("data.npz", b"PK\x03\x04 no archive"),
        }.items()
    ),
]
