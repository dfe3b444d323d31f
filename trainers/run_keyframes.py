"""The keyframes of a run: one ``.npz`` per step with the pictures that were shown, read without torch or pickle."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from trainers import messages
from trainers.atomic_file import write_atomically
from trainers.run_files import DAMAGED, KEYFRAMES, RunFolderError, reason

_PICTURES: Mapping[str, tuple[type, int]] = {  # dtype and dimensions
    "reconstructions": (np.uint8, 4),
    "samples": (np.uint8, 4),
    "codes": (np.float32, 2),
    "spread": (np.float32, 2),
}


def keyframe_path(folder: Path, step: int) -> Path:
    return folder / KEYFRAMES / f"{step:08d}.npz"


def keyframe_steps(folder: Path) -> tuple[int, ...]:
    """The steps of the keyframes in *folder*, ascending."""
    found = ((path, int(path.stem)) for path in (folder / KEYFRAMES).glob("*.npz") if path.stem.isdecimal())
    return tuple(sorted(step for path, step in found if path == keyframe_path(folder, step)))  # as we name them


def write_keyframe(folder: Path, pictures: messages.Pictures) -> int:
    """Writes the pictures of one step in one piece; returns the bytes written. Raises OSError."""
    arrays: dict[str, np.ndarray] = {}
    for index, model in enumerate(pictures.models):
        for name in _PICTURES:
            array = getattr(model, name)
            if array is not None:
                arrays[f"{index}.{name}"] = array
        arrays[f"{index}.test_names"] = np.array(list(model.test), dtype=np.str_)
        arrays[f"{index}.test_values"] = np.array(list(model.test.values()), dtype=np.float64)
    content = io.BytesIO()
    np.savez_compressed(content, allow_pickle=False, **arrays)
    (folder / KEYFRAMES).mkdir(exist_ok=True)
    write_atomically(keyframe_path(folder, pictures.step), content.getvalue())
    return content.tell()


def read_keyframe(folder: Path, step: int, models: int) -> messages.Pictures:
    """The pictures of one step, with run id 0. Raises RunFolderError with one sentence."""
    path = keyframe_path(folder, step)
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:  # numpy leaves its own open
            arrays = {name: file[name] for name in file.files}
    except DAMAGED as error:
        raise RunFolderError(f"{KEYFRAMES}/{path.name}: cannot be read ({reason(error)})") from None
    try:
        pictures = tuple(_model_pictures(arrays, index) for index in range(models))
    except (KeyError, ValueError) as error:
        raise RunFolderError(f"{KEYFRAMES}/{path.name}: {str(error).strip(chr(39))}") from None
    return messages.Pictures(0, step, pictures, keyframe=True)


def _model_pictures(arrays: Mapping[str, np.ndarray], index: int) -> messages.ModelPictures:
    if f"{index}.test_names" not in arrays or f"{index}.test_values" not in arrays:
        raise ValueError(f"expected pictures of model {index}, found none")
    found: dict[str, np.ndarray | None] = {}
    for name, (dtype, dimensions) in _PICTURES.items():
        array = arrays.get(f"{index}.{name}")
        if array is not None and (array.dtype != dtype or array.ndim != dimensions):
            wanted = np.dtype(dtype).name
            raise ValueError(
                f"{index}.{name}: expected {dimensions} dimensions of {wanted}, found {array.shape} of {array.dtype}"
            )
        found[name] = None if array is None else _frozen(array)
    names, values = arrays[f"{index}.test_names"], arrays[f"{index}.test_values"]
    test = {str(name): float(value) for name, value in zip(names.ravel(), values.ravel(), strict=True)}
    return messages.ModelPictures(**found, test=test)


def _frozen(array: np.ndarray) -> np.ndarray:
    array.setflags(write=False)
    return array
