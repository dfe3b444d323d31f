"""The keyframes of a run: one ``.npz`` per step with the pictures that were shown, read without torch or pickle."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from trainers import messages
from trainers.disk.atomic_file import reason
from trainers.disk.limits import MB
from trainers.files.npz import read_npz
from trainers.runs import inside
from trainers.runs.files import KEYFRAMES, RunFolderError
from trainers.runs.kept_texts import read_texts
from trainers.shown import shown_name

_PICTURES: Mapping[str, tuple[type, int]] = {  # dtype and dimensions
    "reconstructions": (np.uint8, 4),
    "samples": (np.uint8, 4),
    "codes": (np.float32, 2),
    "spread": (np.float32, 2),
}
_TESTS = ("test_names", "test_values")
_OTHERS = ("texts", *_TESTS)
MOST_BYTES = (
    64 * MB
)  # of the arrays of one; four models with 10 000 codes of 128 numbers and as many deviations have 40
MOST_KEYFRAMES = 5000  # a run has about fifty
MOST_IMAGES = 1024  # reconstructions or samples of a model
MOST_CODES = 20_000
MOST_TESTS = 100  # values with names
_NAME = re.compile(r"(\d{8,12})\.npz", re.ASCII)


def keyframe_name(step: int) -> str:
    """Of its file, below the run folder."""
    return f"{KEYFRAMES}/{step:08d}.npz"


def keyframe_steps(folder: Path) -> tuple[int, ...]:
    """The steps of the keyframes in *folder*, ascending; none where their folder cannot be used (see
    :func:`keyframes_problem`)."""
    try:
        found = [int(match[1]) for name in inside.names(folder, KEYFRAMES) if (match := _NAME.fullmatch(name))]
        steps = [step for step in found if inside.is_file(folder, keyframe_name(step))]  # as we name them
    except OSError:
        return ()
    return tuple(sorted(steps)[:MOST_KEYFRAMES])


def keyframes_problem(folder: Path) -> str:
    """Why there are no keyframes, or not all of them, in one sentence; empty where all is well."""
    try:
        found = [name for name in inside.names(folder, KEYFRAMES) if _NAME.fullmatch(name)]
    except OSError as error:
        return f"{KEYFRAMES}: cannot be read ({reason(error)})"
    if odd := [name for name in found if not inside.is_file(folder, f"{KEYFRAMES}/{name}")]:
        return f"{KEYFRAMES}/{odd[0]}: expected a file that is no link"
    if len(found) > MOST_KEYFRAMES:
        return f"{KEYFRAMES}: expected at most {MOST_KEYFRAMES} keyframes, found {len(found)}; the first are used"
    return ""


def write_keyframe(folder: Path, pictures: messages.PicturesDrawn) -> int:
    """Writes the pictures of one step in one piece; returns the bytes written. Raises OSError."""
    arrays: dict[str, np.ndarray] = {}
    for index, model in enumerate(pictures.models):
        for name in _PICTURES:
            array = getattr(model, name)
            if array is not None:
                arrays[f"{index}.{name}"] = array
        if model.texts is not None:
            arrays[f"{index}.texts"] = model.texts
        arrays[f"{index}.test_names"] = np.array(list(model.test), dtype=np.str_)
        arrays[f"{index}.test_values"] = np.array(list(model.test.values()), dtype=np.float64)
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    inside.make_folder(folder, KEYFRAMES)
    inside.replace(folder, keyframe_name(pictures.step), content.getvalue())
    return content.tell()


def read_keyframe(folder: Path, step: int, models: int) -> messages.PicturesDrawn:
    """The pictures of one step, with run id 0; its weights are not kept. Raises RunFolderError with one sentence."""
    name = keyframe_name(step)
    wanted = {f"{index}.{part}" for index in range(models) for part in (*_PICTURES, *_OTHERS)}
    try:
        with inside.open_to_read(folder, name) as file:
            arrays = read_npz(file, MOST_BYTES, wanted)
    except (OSError, ValueError) as error:
        raise RunFolderError(f"{name}: cannot be read ({reason(error)})") from None
    try:
        pictures = tuple(_model_pictures(arrays, index) for index in range(models))
    except ValueError as error:
        raise RunFolderError(f"{name}: {error}") from None
    return messages.PicturesDrawn(0, step, pictures, keyframe=True, weights=False)


def read_tests(folder: Path, step: int, models: int) -> tuple[Mapping[str, float], ...]:
    """What was measured on held-out data with the keyframe at *step*, per model; the pictures are not read. Raises
    RunFolderError with one sentence."""
    name = keyframe_name(step)
    wanted = {f"{index}.{part}" for index in range(models) for part in _TESTS}
    try:
        with inside.open_to_read(folder, name) as file:
            arrays = read_npz(file, MOST_BYTES, wanted)
        return tuple(_tests(arrays, index) for index in range(models))
    except (OSError, ValueError) as error:
        raise RunFolderError(f"{name}: cannot be read ({reason(error)})") from None


def _tests(arrays: Mapping[str, np.ndarray], index: int) -> dict[str, float]:
    """Raises ValueError."""
    if any(f"{index}.{part}" not in arrays for part in _TESTS):
        raise ValueError(f"expected pictures of model {index}, found none")
    names, values = (arrays[f"{index}.{part}"].ravel() for part in _TESTS)
    if len(names) != len(values) or len(names) > MOST_TESTS or names.dtype.kind != "U" or values.dtype.kind != "f":
        raise ValueError(f"{index}.test_names: expected a name for each of {len(values)} numbers, found {len(names)}")
    return {shown_name(name): float(value) for name, value in zip(names, values, strict=True)}


def _model_pictures(arrays: Mapping[str, np.ndarray], index: int) -> messages.ModelPictures:
    found: dict[str, np.ndarray | None] = {}
    for name, (dtype, dimensions) in _PICTURES.items():
        array = arrays.get(f"{index}.{name}")
        if array is not None and (array.dtype != dtype or array.ndim != dimensions):
            wanted = np.dtype(dtype).name
            raise ValueError(
                f"{index}.{name}: expected {dimensions} dimensions of {wanted}, found {array.shape} of {array.dtype}"
            )
        if array is not None:
            _check_values(f"{index}.{name}", array)
        found[name] = None if array is None else _frozen(array)
    _check_codes(index, found["codes"], found["spread"])
    test = _tests(arrays, index)
    texts = arrays.get(f"{index}.texts")
    written = None if texts is None else read_texts(f"{index}.texts", texts)
    return messages.ModelPictures(**found, test=test, texts=written)


def _check_values(name: str, array: np.ndarray) -> None:
    """Raises ValueError for what no model draws."""
    most = MOST_IMAGES if array.ndim == 4 else MOST_CODES
    channels = array.shape[1] if array.ndim == 4 else 1
    if len(array) > most or 0 in array.shape[1:] or channels not in (1, 3):
        raise ValueError(f"{name}: expected at most {most} of them, and colours in 1 or 3 parts, found {array.shape}")
    if array.dtype == np.float32 and not np.isfinite(array).all():
        raise ValueError(f"{name}: expected finite numbers, found others")


def _check_codes(index: int, codes: np.ndarray | None, spread: np.ndarray | None) -> None:
    if spread is not None and (codes is None or codes.shape != spread.shape or (spread < 0).any()):
        raise ValueError(f"{index}.spread: expected a deviation of every code, found something else")


def _frozen(array: np.ndarray) -> np.ndarray:
    array.setflags(write=False)
    return array
