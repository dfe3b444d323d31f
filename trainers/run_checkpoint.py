"""The tensors of a run folder: a checkpoint to go on from, and the weights to look with.

Every tensor file is named by its step and the start of its SHA-256, so that a save never touches the files of the one
before. ``resume.json`` names the files that belong together and is renamed into place last; only then are the old ones
removed. Whenever the program is killed, the folder holds one whole save.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainers.atomic_file import write_atomically
from trainers.experiment import Experiment
from trainers.run_files import FORMAT, RunFolderError, read_json, reason, write_json

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.loop_state import LoopState

RESUME, WEIGHTS = "resume.json", "weights"
_OURS = re.compile(r"(resume-)?\d{8}(-\d)?-[0-9a-f]{12}\.safetensors")


def write_checkpoint(
    folder: Path, state: LoopState, display_weights: Sequence[Mapping[str, Tensor]], experiment: Experiment
) -> None:
    """Saves a state and the display weights of every model as one; after a crash the folder holds this save or the
    one before. Raises OSError, and leaves the one before."""
    step = int(state.position["step"])
    (folder / WEIGHTS).mkdir(exist_ok=True)
    content = {
        "format": FORMAT,
        "step": step,
        "position": state.position,
        "experiment": experiment.to_table(),
        "state": _write_tensors(folder, "resume-", step, "", state.tensors),
        "weights": [
            _write_tensors(folder, f"{WEIGHTS}/", step, f"-{index}", weights)
            for index, weights in enumerate(display_weights)
        ],
    }
    write_json(folder / RESUME, content)
    remove_strays(folder)


def _write_tensors(folder: Path, prefix: str, step: int, suffix: str, tensors: Mapping[str, Tensor]) -> dict[str, str]:
    from safetensors.torch import save

    data = save({name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()})
    digest = hashlib.sha256(data).hexdigest()
    name = f"{prefix}{step:08d}{suffix}-{digest[:12]}.safetensors"
    write_atomically(folder / name, data)
    return {"file": name, "sha256": digest}


def remove_strays(folder: Path) -> None:
    """Removes tensor files that ``resume.json`` does not name: an older save, or one that was cut short. Files with
    names of other people's making stay, and so does what cannot be removed."""
    with suppress(OSError, RunFolderError):
        index = read_index(folder)
        named = {entry["file"] for entry in (index["state"], *index["weights"])}
        for path in (*folder.glob("resume-*.safetensors"), *(folder / WEIGHTS).glob("*.safetensors")):
            if path.relative_to(folder).as_posix() not in named and _OURS.fullmatch(path.name):
                with suppress(OSError):
                    path.unlink()


def read_index(folder: Path) -> dict[str, Any]:
    """``resume.json``, checked for what everybody needs of it. Raises FileNotFoundError or RunFolderError."""
    index = read_json(folder / RESUME)
    if not isinstance(index.get("format"), int) or index["format"] > FORMAT:
        raise RunFolderError(
            f"{RESUME}: expected format {FORMAT}, found {index.get('format')!r}; a newer version wrote it"
        )
    entries = [index.get("state"), *(index["weights"] if isinstance(index.get("weights"), list) else [None])]
    for entry in entries:
        if not (
            isinstance(entry, dict) and isinstance(entry.get("file"), str) and isinstance(entry.get("sha256"), str)
        ):
            raise RunFolderError(f"{RESUME}: expected the names and hashes of the saved files, found {entry!r}")
        if not (folder / entry["file"]).resolve().is_relative_to(folder.resolve()):
            raise RunFolderError(f"{RESUME}: expected files inside the run folder, found {entry['file']!r}")
    if not isinstance(index.get("step"), int) or not isinstance(index.get("position"), dict):
        raise RunFolderError(f"{RESUME}: expected a step and a position, found {index.get('step')!r}")
    return index


def read_whole(folder: Path, entry: Mapping[str, str]) -> bytes:
    """The bytes of one file that ``resume.json`` names. Raises RunFolderError when it is missing or not what was
    saved."""
    try:
        data = (folder / entry["file"]).read_bytes()
    except OSError as error:
        raise RunFolderError(f"{entry['file']}: cannot be read ({reason(error)})") from None
    if hashlib.sha256(data).hexdigest() != entry["sha256"]:
        raise RunFolderError(f"{entry['file']}: the content is not what was saved ({len(data)} bytes of another hash)")
    return data


def read_checkpoint(folder: Path, batch_size: int | None = None) -> LoopState:
    """The saved state to go on from. Raises RunFolderError with one sentence.

    ``batch_size`` is what the run that goes on is planned with: another than the saved run's takes effect, the same
    leaves a batch that was halved for want of memory as it was.
    """
    from trainers.loop_state import LoopState

    index = _index_or_sentence(folder)
    saved = index.get("experiment")
    planned = saved.get("batch_size") if isinstance(saved, dict) else None
    return LoopState(_tensors(folder, index["state"]), with_batch_size(index["position"], planned, batch_size))


def with_batch_size(position: dict[str, Any], planned: int | None, wished: int | None) -> dict[str, Any]:
    """A saved position for a run with another planned batch size; either is None where it is not known."""
    return position if None in (planned, wished) or planned == wished else {**position, "batch_size": wished}


def read_weights(folder: Path) -> list[dict[str, Tensor]]:
    """The display weights of every model, by the names of ``nets.state_dict()``. Raises RunFolderError."""
    return [_tensors(folder, entry) for entry in _index_or_sentence(folder)["weights"]]


def _index_or_sentence(folder: Path) -> dict[str, Any]:
    try:
        return read_index(folder)
    except FileNotFoundError:
        raise RunFolderError(f"{folder.name}: there is no {RESUME}, so nothing was saved to go on from") from None


def _tensors(folder: Path, entry: Mapping[str, str]) -> dict[str, Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        return load(read_whole(folder, entry))
    except SafetensorError as error:
        raise RunFolderError(f"{entry['file']}: expected tensors, found something else ({error})") from None
