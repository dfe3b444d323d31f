"""The tensors of a run folder: a checkpoint to go on from, and the weights to look with.

Every tensor file is named by its step and the start of its SHA-256, so that a save never touches the files of the one
before. ``resume.json`` names the files that belong together and is renamed into place last; only then are the old ones
removed. Whenever the program is killed, the folder holds one whole save.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainers.disk.atomic_file import reason
from trainers.disk.limits import MB, size_text
from trainers.experiment import Experiment
from trainers.runs import inside
from trainers.runs.files import FORMAT, RunFolderError, read_json, write_json
from trainers.runs.index import Index, problem_of
from trainers.runs.tensor_file import tensor_pieces
from trainers.shown import shown_name

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.training.loop_state import LoopState

RESUME, WEIGHTS = "resume.json", "weights"
MOST_TENSORS = 2048 * MB  # of a file of tensors, which are not compressed
MOST_TRIES = 20  # to read what somebody else saves at the same time
_PIECE = 4 * MB
_IS_NAME = re.compile(rf"({WEIGHTS}/)?[\w-][\w.-]*\.safetensors", re.ASCII)
_OURS = re.compile(r"(resume-)?\d{8}(-\d)?-[0-9a-f]{12}\.safetensors")


def write_checkpoint(
    folder: Path, state: LoopState, display_weights: Sequence[Mapping[str, Tensor]], experiment: Experiment
) -> None:
    """Saves a state and the display weights of every model as one; after a crash the folder holds this save or the
    one before. Raises OSError, and leaves the one before."""
    step = int(state.position["step"])
    inside.make_folder(folder, WEIGHTS)
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
    write_json(folder, RESUME, content)
    remove_strays(folder)


def _write_tensors(folder: Path, prefix: str, step: int, suffix: str, tensors: Mapping[str, Tensor]) -> dict[str, str]:
    pieces = tensor_pieces(tensors)
    found = hashlib.sha256()
    for piece in pieces:
        found.update(piece)
    digest = found.hexdigest()
    name = f"{prefix}{step:08d}{suffix}-{digest[:12]}.safetensors"
    inside.replace(folder, name, *pieces)
    return {"file": name, "sha256": digest}


def remove_strays(folder: Path) -> None:
    """Removes tensor files that ``resume.json`` does not name: an older save, or one that was cut short. Files with
    names of other people's making stay, and so does what cannot be removed."""
    with suppress(OSError, RunFolderError):
        index = read_index(folder)
        named = {entry["file"] for entry in (index["state"], *index["weights"])}
        for name in (*inside.names(folder), *(f"{WEIGHTS}/{name}" for name in inside.names(folder, WEIGHTS))):
            if name not in named and _OURS.fullmatch(name.removeprefix(f"{WEIGHTS}/")):
                with suppress(OSError):
                    inside.remove(folder, name)


def read_index(folder: Path) -> dict[str, Any]:
    """``resume.json``, checked for what everybody needs of it. Raises FileNotFoundError or RunFolderError."""
    index = read_json(folder, RESUME)
    found = index.get("format")
    if isinstance(found, int) and found > FORMAT:
        raise RunFolderError(f"{RESUME}: expected format {FORMAT}, found {found!r}; a newer version wrote it")
    if problem := problem_of(Index, index):
        raise RunFolderError(f"{RESUME}: {problem}")
    for entry in (index["state"], *index["weights"]):
        if not _IS_NAME.fullmatch(entry["file"]):
            found = shown_name(repr(entry["file"]))
            raise RunFolderError(f"{RESUME}: expected files inside the run folder, found {found}")
    return index


def read_whole(folder: Path, entry: Mapping[str, str]) -> bytes:
    """The bytes of one file that ``resume.json`` names. Raises RunFolderError when it is missing or not what was
    saved."""
    pieces: list[bytes] = []
    check_whole(folder, entry, pieces)
    return b"".join(pieces)


def check_whole(folder: Path, entry: Mapping[str, str], kept: list[bytes] | None = None) -> None:
    """Raises RunFolderError unless a file that ``resume.json`` names is what was saved; its pieces go into *kept*."""
    name, size, digest = entry["file"], 0, hashlib.sha256()
    try:
        with inside.open_to_read(folder, name) as file:
            if (promised := os.fstat(file.fileno()).st_size) > MOST_TENSORS:
                raise RunFolderError(f"{name}: expected at most {size_text(MOST_TENSORS)}, found {size_text(promised)}")
            while size <= MOST_TENSORS and (piece := file.read(_PIECE)):
                digest.update(piece)
                size += len(piece)
                if kept is not None:
                    kept.append(piece)
    except OSError as error:
        raise RunFolderError(f"{name}: cannot be read ({reason(error)})") from None
    if digest.hexdigest() != entry["sha256"]:
        raise RunFolderError(f"{name}: the content is not what was saved ({size} bytes of another hash)")


def read_checkpoint(folder: Path, batch_size: int | None = None) -> LoopState:
    """The saved state to go on from. Raises RunFolderError with one sentence.

    ``batch_size`` is what the run that goes on is planned with: another than the saved run's takes effect, the same
    leaves a batch that was halved for want of memory as it was.
    """
    from trainers.training.loop_state import LoopState

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


def read_model(folder: Path, model: int) -> tuple[int, dict[str, Tensor]]:
    """The step of the newest save, and the display weights of one model there, also while another program saves once
    more: then the newer one is read. Raises RunFolderError."""
    index = _index_or_sentence(folder)
    for _ in range(MOST_TRIES):
        if model >= len(index["weights"]):
            raise RunFolderError(f"{RESUME}: expected weights of more than {model} models, found no more")
        try:
            return index["step"], _tensors(folder, index["weights"][model])
        except RunFolderError:
            before, index = index, _index_or_sentence(folder)
            if index == before:  # nobody has saved meanwhile
                raise
    raise RunFolderError(f"{RESUME}: it was saved anew {MOST_TRIES} times while it was read")


def _index_or_sentence(folder: Path) -> dict[str, Any]:
    try:
        return read_index(folder)
    except FileNotFoundError:
        raise RunFolderError(f"{folder.name}: there is no {RESUME}, so nothing was saved to go on from") from None


def _tensors(folder: Path, entry: Mapping[str, str]) -> dict[str, Tensor]:
    from safetensors import SafetensorError
    from safetensors.torch import load

    try:
        tensors = load(read_whole(folder, entry))
    except (SafetensorError, KeyError, ValueError, RuntimeError) as error:
        if isinstance(error, RunFolderError):
            raise
        raise RunFolderError(f"{entry['file']}: expected tensors, found something else ({error})") from None
    for name, tensor in tensors.items():
        if tensor.is_floating_point() and not tensor.isfinite().all():
            raise RunFolderError(f"{entry['file']}: expected finite numbers, found others in {shown_name(name)}")
    return tensors
