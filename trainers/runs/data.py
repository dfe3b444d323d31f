"""What a run was trained on, as far as the window shows it: kept in the run folder, so that a run can be looked at
before (or without) its data being loaded."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainers import messages
from trainers.disk.atomic_file import reason
from trainers.disk.limits import MB, MOST_COUNT, parse_json
from trainers.examples import Modes, frozen
from trainers.experiment import MAX_MODELS
from trainers.files.npz import read_npz
from trainers.kinds import MOST_TOKENS, Kind, Pictures, Points, Tokens
from trainers.runs import inside
from trainers.runs.files import RunFolderError
from trainers.runs.index import clause_of
from trainers.runs.kept_texts import MOST_LETTERS, read_texts

DATA = "data.npz"
MOST_LABELS = 10_000  # as many as a keyframe has codes at most; points likewise
MOST_BYTES = 64 * MB  # of all arrays together
MOST_PLAIN = 4 * MB  # characters
MOST_PICTURES, MOST_CENTRES = 1024, 10_000
MOST_TOKEN = 64  # characters of one token of a text
_ARRAYS = frozenset({"plain", "preview", "probe", "labels", "points", "centres", "sigma"})
_PLAIN = ("title", "n_train", "n_test", "class_names", "notes", "device", "latent_dims")


def write_data(folder: Path, data: messages.DataReady) -> None:
    """Writes preview, probe images, labels, points and descriptions. Raises OSError."""
    plain = {name: getattr(data, name) for name in _PLAIN}
    if isinstance(data.kind, Tokens):
        plain["tokens"] = asdict(data.kind)
    else:
        plain["image_shape"] = data.image_shape
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
    inside.replace(folder, DATA, buffer.getvalue())


def read_data(folder: Path) -> messages.DataReady:
    """What :func:`write_data` wrote, of run 0. Raises RunFolderError with one sentence."""
    try:
        with inside.open_to_read(folder, DATA) as file:
            arrays = read_npz(file, MOST_BYTES, _ARRAYS)
        if missing := {"plain", "preview", "probe"} - arrays.keys():
            raise ValueError(f"expected {sorted(missing)[0]}, found none")
        plain = _Plain.model_validate(parse_json(arrays["plain"].tobytes()[:MOST_PLAIN]))
        return _as_event(plain, arrays)
    except FileNotFoundError:
        raise RunFolderError(f"{DATA} is missing: the map shows no classes until the data are loaded") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        raise RunFolderError(f"{DATA}: {where}: {clause_of(first['type'], first['msg'])}") from None
    except (OSError, ValueError, OverflowError) as error:
        raise RunFolderError(f"{DATA}: cannot be read ({reason(error)})") from None


_Text = Annotated[str, Field(max_length=2000)]


class _Tokens(BaseModel):
    """What tells texts from others: the values of :class:`trainers.kinds.Tokens`."""

    model_config = ConfigDict(strict=True)

    vocabulary: Annotated[list[Annotated[str, Field(max_length=MOST_TOKEN)]], Field(max_length=MOST_TOKENS)]
    length: Annotated[int, Field(ge=1, le=MOST_LETTERS)]
    lines: bool


class _Plain(BaseModel):
    """The plain values of ``data.npz``."""

    model_config = ConfigDict(strict=True)

    title: _Text
    image_shape: Annotated[list[Annotated[int, Field(ge=1, le=4096)]], Field(min_length=3, max_length=3)] | None = None
    tokens: _Tokens | None = None
    n_train: Annotated[int, Field(ge=0, le=MOST_COUNT)]
    n_test: Annotated[int, Field(ge=0, le=MOST_COUNT)]
    class_names: Annotated[list[_Text], Field(max_length=MOST_LABELS)]
    notes: Annotated[list[_Text], Field(max_length=1000)]
    device: _Text
    latent_dims: Annotated[list[Annotated[int, Field(ge=1, le=4096)] | None], Field(max_length=MAX_MODELS)]


def _as_event(plain: _Plain, arrays: Mapping[str, NDArray[Any]]) -> messages.DataReady:
    if plain.tokens is not None:
        return _texts_event(plain, plain.tokens, arrays)
    if plain.image_shape is None:
        raise ValueError("image_shape: expected three numbers, found none")
    channels, height, width = plain.image_shape
    shape = (channels, height, width)
    for name in ("preview", "probe"):
        _check(name, arrays[name], np.uint8, (MOST_PICTURES, *shape))
    labels, points, modes = arrays.get("labels"), arrays.get("points"), None
    if labels is not None:
        _check("labels", labels, np.int32, (MOST_LABELS,))
        if ((labels < -1) | (labels >= len(plain.class_names))).any():  # -1 is none
            raise ValueError(f"labels: expected numbers of {len(plain.class_names)} classes, found others")
    if points is not None:
        _check("points", points, np.float32, (MOST_LABELS, 2))
    if "centres" in arrays and "sigma" in arrays:
        centres, sigma = arrays["centres"], arrays["sigma"]
        _check("centres", centres, centres.dtype, (MOST_CENTRES, 2))
        if sigma.size != 1 or sigma.dtype.kind != "f" or not 0 <= (spread := float(sigma.ravel()[0])) < 1e6:
            raise ValueError("sigma: expected a positive number, found something else")
        modes = Modes(frozen(centres), spread)
    kind = Pictures(*shape) if points is None else Points()  # what tells them apart in runs of all versions
    if (points is not None) != (shape == Points().image_shape):
        wanted = Points().image_shape
        raise ValueError(f"points: expected them for examples of shape {wanted} only, found shape {shape}")
    event = _event(plain, kind, frozen(arrays["preview"]), frozen(arrays["probe"]))
    return replace(
        event,
        labels=None if labels is None else frozen(labels.astype(np.int64)),
        points=None if points is None else frozen(points),
        modes=modes,
    )


def _texts_event(plain: _Plain, tokens: _Tokens, arrays: Mapping[str, NDArray[Any]]) -> messages.DataReady:
    kind = Tokens(tuple(tokens.vocabulary), tokens.length, tokens.lines)
    return _event(plain, kind, *(read_texts(name, arrays[name]) for name in ("preview", "probe")))


def _event(plain: _Plain, kind: Kind, preview: NDArray[Any], probe: NDArray[Any]) -> messages.DataReady:
    return messages.DataReady(
        run_id=0,
        title=plain.title,
        kind=kind,
        n_train=plain.n_train,
        n_test=plain.n_test,
        class_names=tuple(plain.class_names),
        notes=tuple(plain.notes),
        device=plain.device,
        latent_dims=tuple(plain.latent_dims),
        preview=preview,
        probe=probe,
        labels=None,
    )


def _check(name: str, array: NDArray[Any], dtype: Any, most: tuple[int, ...]) -> None:
    """Raises ValueError unless *array* is of that type, as long as the first of *most* allows, and finite."""
    if array.dtype != dtype or array.dtype.kind not in "uif" or array.shape[1:] != most[1:] or len(array) > most[0]:
        wanted = f"at most {most[0]} of {most[1:]} {np.dtype(dtype).name}"
        raise ValueError(f"{name}: expected {wanted}, found {array.shape} of {array.dtype}")
    if array.dtype.kind == "f" and not np.isfinite(array).all():
        raise ValueError(f"{name}: expected finite numbers, found others")
