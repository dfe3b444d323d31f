"""What lies in a run folder, file by file, and how its JSON is read and written. Nothing is ever pickled.

All of it is opened, written and removed through ``inside``, which follows no links.

========================  ====================================================================================
``experiment.toml``       the experiment with the present values of its knobs
``environment.json``      format version, versions of the libraries, device, seed, time of the start
``metrics.jsonl``         ``{"step": 1, "models": [{"loss": 0.5}, ...]}``, a line a step, steps ascending
``clock.jsonl``           ``{"step": 20, "seconds": 0.5}``: when some of the steps were done; see ``clock``
``keyframes/<step>.npz``  the arrays of ``messages.PicturesDrawn``: ``0.codes`` are the codes of model 0, and so on
``weights/``              the weights to look with, one ``.safetensors`` per model
``resume-*.safetensors``  weights, optimisers, generators: enough to go on bit for bit
``resume.json``           where training stands, and which of the files above belong to it, with their SHA-256; in its
                          position also what happened on the way, see ``marks``
``figures.json``          what was measured when training without a window ended; see ``figures``
``verdicts.json``         how its games stood when the window saved it; see ``verdicts``
``run.lock``              there while the run is open, and after a crash; see ``lock``
``tensorboard/``          the metrics again, where TensorBoard is installed
``about.json``            the name, the note and the star that the user gave the run; see ``about``
========================  ====================================================================================
"""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import trainers
from trainers.disk.atomic_file import reason
from trainers.disk.limits import MOST_TEXT, parse_json
from trainers.experiment import Experiment
from trainers.machine.cores import processor_name
from trainers.runs import inside

FORMAT = 1
EXPERIMENT, ENVIRONMENT, METRICS, KEYFRAMES = "experiment.toml", "environment.json", "metrics.jsonl", "keyframes"


class RunFolderError(ValueError):
    """A run folder that cannot be used. The text is one sentence: which file, what was expected, what was found."""


def read_json(folder: Path, name: str) -> dict[str, Any]:
    """The object in a JSON file of a run folder. Raises FileNotFoundError, or RunFolderError with one sentence."""
    try:
        found = parse_json(inside.read(folder, name, MOST_TEXT).decode("utf-8"))
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise RunFolderError(f"{name}: cannot be read ({reason(error)})") from None
    if not isinstance(found, dict):
        raise RunFolderError(f"{name}: expected a JSON object, found {type(found).__name__}")
    return found


def write_json(folder: Path, name: str, content: Mapping[str, Any]) -> None:
    """Writes a JSON object in one piece. Raises OSError."""
    inside.replace(folder, name, json.dumps(content, indent=1, ensure_ascii=False).encode())


def describe_environment(experiment: Experiment, device_title: str) -> dict[str, Any]:
    """What a run was made with: enough to tell whether another machine will give the same numbers."""
    return {
        "format": FORMAT,
        "latent_explorer": trainers.__version__,
        "python": platform.python_version(),
        **{library: _version(library) for library in ("torch", "numpy")},
        "platform": platform.platform(),
        "processor": processor_name(),
        "device": device_title,
        "seed": experiment.plan.seed,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _version(library: str) -> str:
    try:  # of the installed package: asking the library itself would import it
        return version(library)
    except PackageNotFoundError:
        return "unknown"
