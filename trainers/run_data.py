"""What a run was trained on, as far as the window shows it: kept in the run folder, so that a run can be looked at
before (or without) its data being loaded."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np

from trainers import messages
from trainers.atomic_file import write_atomically
from trainers.images import Modes, frozen
from trainers.run_files import DAMAGED, RunFolderError, reason

DATA = "data.npz"
MOST_LABELS = 10_000  # as many as a keyframe has codes at most; points likewise
_PLAIN = ("title", "image_shape", "n_train", "n_test", "class_names", "notes", "device", "latent_dims")


def write_data(folder: Path, data: messages.DataReady) -> None:
    """Writes preview, probe images, labels, points and descriptions. Raises OSError."""
    plain = {name: getattr(data, name) for name in _PLAIN}
    arrays: dict[str, Any] = {
        "plain": np.frombuffer(json.dumps(plain).encode(), np.uint8),
        "preview": data.preview,
        "probe": data.probe,
    }
    if data.labels is not None:
        arrays["labels"] = data.labels[:MOST_LABELS].astype(np.int32)
    if data.points is not None:
        arrays["points"] = data.points[:MOST_LABELS]
    if data.modes is not None:
        arrays["centres"], arrays["sigma"] = data.modes.centres, data.modes.sigma
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    write_atomically(folder / DATA, buffer.getvalue())


def read_data(folder: Path) -> messages.DataReady:
    """What :func:`write_data` wrote, of run 0. Raises RunFolderError with one sentence."""
    try:
        with (folder / DATA).open("rb") as opened, np.load(opened, allow_pickle=False) as found:
            plain = json.loads(found["plain"].tobytes())
            labels = frozen(found["labels"].astype(np.int64)) if "labels" in found else None
            points = frozen(found["points"]) if "points" in found else None
            modes = Modes(frozen(found["centres"]), float(found["sigma"])) if "centres" in found else None
            channels, height, width = plain["image_shape"]
            return messages.DataReady(
                run_id=0,
                title=plain["title"],
                image_shape=(channels, height, width),
                n_train=plain["n_train"],
                n_test=plain["n_test"],
                class_names=tuple(plain["class_names"]),
                notes=tuple(plain["notes"]),
                device=plain["device"],
                latent_dims=tuple(plain["latent_dims"]),
                preview=frozen(found["preview"]),
                probe=frozen(found["probe"]),
                labels=labels,
                points=points,
                modes=modes,
            )
    except FileNotFoundError:
        raise RunFolderError(f"{DATA} is missing: the map shows no classes until the data are loaded") from None
    except DAMAGED as error:
        raise RunFolderError(f"{DATA}: cannot be read ({reason(error)})") from None
