"""Judges on disk: those that come with the program, and a cache of those that were trained for the user's data.

A judge is a safetensors file whose metadata hold one entry, JSON: the judge's card, the format's version, and the
SHA-256 of card and weights, so that a file that was edited or cut short is never believed.
"""

from __future__ import annotations

import hashlib
import json
import logging
import math
import re
from collections.abc import Generator, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from trainers import places
from trainers.disk.atomic_file import reason, write_atomically
from trainers.disk.limits import MB, MOST_COUNT, TooMuchError, parse_json, read_most
from trainers.disk.regular_file import open_regular
from trainers.examples import DataError, Examples
from trainers.lazy import torch
from trainers.metrics.features import FeatureSpace, PlainPixels, fit_components

if TYPE_CHECKING:
    from torch import Tensor

    from trainers.metrics.judge import Judge, JudgeCard

FORMAT = 1
ENTRY = "latent_explorer_judge"
SUFFIX = ".safetensors"
LEAST_VALUES = 64  # pixel values of an image, below which it is compared pixel by pixel
MOST_CACHED = 64  # judges in the cache; the oldest go
MOST_HEADER = 1_000_000  # bytes
MOST_FILE = 64 * MB  # a judge of 1000 classes has one
MOST_SIDE = 2**20  # pixels or channels of an image

_log = logging.getLogger(__name__)


def choose_features(
    dataset_name: str, examples: Examples, device: torch.device
) -> Generator[float, None, FeatureSpace]:
    """The space in which pictures of *dataset_name* are compared; yields the share done of training it.

    The judge for images of at least two classes, bundled, from the cache, or trained now and put there; principal
    components where there are no labels or a single class; pixels for images of fewer than LEAST_VALUES values.
    """
    from trainers.metrics.judge import count_classes, train_judge

    if math.prod(examples.image_shape) < LEAST_VALUES:
        return PlainPixels()
    if count_classes(examples) < 2:
        return (yield from fit_components(examples.train, device))
    judge = find_judge(dataset_name, examples, device)
    if judge is None:
        judge = yield from train_judge(examples, device)
        path = cache_path(dataset_name, examples)
        try:
            save_judge(judge, path)
        except OSError as error:
            _log.warning("the judge of %s cannot be kept in %s: %s", examples.title, path.parent, reason(error))
        _remove_oldest(path.parent)
    return judge


def find_judge(dataset_name: str, examples: Examples, device: torch.device) -> Judge | None:
    """The judge that was trained on just these images: bundled with the program, under whatever name, or from the
    cache. None where there is none; a file that cannot be used is logged and passed over."""
    from trainers.metrics.judge import class_names, count_classes, fingerprint

    if count_classes(examples) < 2:
        return None
    wanted = (examples.image_shape, len(class_names(examples)), fingerprint(examples))
    for path in (*_bundled(), cache_path(dataset_name, examples)):
        try:
            with open_regular(path) as file:
                card, _ = _read_card(file, path.name)
            if (card.image_shape, len(card.class_names), card.fingerprint) == wanted:
                return read_judge(path, device)
        except FileNotFoundError:
            continue
        except (DataError, OSError) as error:
            _log.warning("a judge is passed over: %s", error)
    return None


def cache_path(dataset_name: str, examples: Examples) -> Path:
    """Where the cache keeps the judge of these images."""
    from trainers.metrics.judge import class_names, fingerprint

    shape = "x".join(map(str, examples.image_shape))
    name = re.sub(r"[^\w-]+", "-", dataset_name)
    key = f"{shape}-{len(class_names(examples))}-{fingerprint(examples)[:16]}"
    return places.judges_dir() / f"{name}-{key}{SUFFIX}"


def save_judge(judge: Judge, path: Path) -> None:
    """Writes a judge in one piece, and its folder where there is none. Raises OSError.

    The same judge gives the same bytes.
    """
    from safetensors.torch import save

    weights = {name: tensor.cpu().contiguous() for name, tensor in judge.weights.items()}
    card = {**asdict(judge.card), "accuracy": None if math.isnan(judge.accuracy) else judge.accuracy}
    entry = {"format": FORMAT, "card": card, "sha256": _digest(card, weights)}
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, save(weights, {ENTRY: json.dumps(entry, sort_keys=True)}))


def read_judge(path: Path, device: torch.device) -> Judge:
    """The judge in a file. Raises DataError with one sentence where the file is missing, broken, edited or foreign."""
    from safetensors import SafetensorError
    from safetensors.torch import load

    from trainers.metrics.judge import Judge

    try:
        with open_regular(path) as file:
            card, entry = _read_card(file, path.name)
            file.seek(0)
            weights = load(read_most(file, MOST_FILE))
    except OSError as error:
        raise DataError(f"{path.name}: cannot be read ({reason(error)})") from None
    except TooMuchError as error:
        raise DataError(f"{path.name}: {error}") from None
    except SafetensorError as error:
        raise DataError(f"{path.name}: expected the weights of a judge, found something else ({error})") from None
    whole = all(tensor.dtype == torch.float32 for tensor in weights.values())
    if not whole or _digest(entry["card"], weights) != entry.get("sha256"):
        raise DataError(f"{path.name}: expected a judge as it was saved, found content that was changed afterwards")
    if not all(bool(tensor.isfinite().all()) for tensor in weights.values()):
        raise DataError(f"{path.name}: expected finite weights, found others")
    try:
        return Judge(card, {name: tensor.to(device) for name, tensor in weights.items()})
    except ValueError as error:
        raise DataError(f"{path.name}: {error}") from None


def _bundled() -> Iterator[Path]:
    yield from sorted((places.resources_dir() / "judges").glob(f"*{SUFFIX}"))


def _read_card(file: BinaryIO, name: str) -> tuple[JudgeCard, Mapping[str, Any]]:
    """A judge's card, and the whole entry that holds it, without reading the weights. Raises OSError or DataError."""
    foreign = DataError(f"{name}: expected a judge of this program, found another kind of file")
    length = int.from_bytes(file.read(8), "little")
    if length > MOST_HEADER:
        raise foreign
    try:
        entry = parse_json(parse_json(file.read(length))["__metadata__"][ENTRY])
        version, card = entry["format"], entry["card"]
    except (ValueError, KeyError, TypeError):
        raise foreign from None
    if version != FORMAT:
        found = f"format {version}" if _is_count(version) else "another one"
        raise DataError(f"{name}: expected a judge of format {FORMAT}, found {found}")
    if not isinstance(card, dict):
        raise foreign
    return _checked(card, name), entry


def _checked(card: Mapping[str, Any], name: str) -> JudgeCard:
    """The card that a file holds. Raises DataError, which names the entry that is missing or of another kind."""
    from trainers.metrics.judge import JudgeCard

    shape, names, accuracy = card.get("image_shape"), card.get("class_names"), card.get("accuracy")
    whole = {
        "image_shape": isinstance(shape, list)
        and len(shape) == 3
        and all(_is_count(size, MOST_SIDE) for size in shape),
        "class_names": isinstance(names, list) and all(isinstance(each, str) for each in names),
        "accuracy": accuracy is None or (isinstance(accuracy, float | int) and 0 <= accuracy <= 1),
        "fingerprint": isinstance(card.get("fingerprint"), str),
        "seed": _is_count(card.get("seed"), least=0),
        "steps": _is_count(card.get("steps")),
    }
    if wrong := [entry for entry, is_right in whole.items() if not is_right]:
        raise DataError(f"{name}: expected the card of a judge, found one without a usable {wrong[0]}")
    assert isinstance(shape, list) and isinstance(names, list)
    channels, height, width = shape
    known = math.nan if accuracy is None else float(accuracy)
    made = {"seed": card["seed"], "steps": card["steps"], "fingerprint": card["fingerprint"]}
    return JudgeCard((channels, height, width), tuple(names), known, **made)


def _is_count(found: object, most: int = MOST_COUNT, least: int = 1) -> bool:
    return isinstance(found, int) and not isinstance(found, bool) and least <= found <= most


def _digest(card: Mapping[str, Any], weights: Mapping[str, Tensor]) -> str:
    """The SHA-256 of a card and of the weights with their names."""
    digest = hashlib.sha256(json.dumps(card, sort_keys=True).encode())
    for name in sorted(weights):
        digest.update(name.encode())
        digest.update(weights[name].numpy().tobytes())
    return digest.hexdigest()


def _remove_oldest(folder: Path) -> None:
    """Leaves the newest MOST_CACHED judges in the cache."""
    with suppress(OSError):
        by_age = sorted(folder.glob(f"*{SUFFIX}"), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in by_age[MOST_CACHED:]:
            path.unlink()
