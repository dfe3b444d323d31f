"""The forms of arrays: a shape in the head, the bytes in the body; those of texts stand in the head."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainers.link.wire.form import Body, WireForm, pair_of, refusal
from trainers.link.wire.single_forms import read_int, read_text, write_text
from trainers.link.wire.wire_error import WireError

MOST_TEXT_BYTES = 16 * 2**20  # of an array of texts, whose longest decides what each of them takes
MOST_AXES = 8
DTYPES = {np.dtype(name) for name in ("uint8", "int64", "float32", "float64", "bool")}


def array_form(dtype: np.dtype[Any]) -> WireForm:
    def write(value: Any, body: list[bytes]) -> list[int]:
        array = np.asarray(value)
        if array.dtype != dtype:
            if not np.can_cast(array.dtype, dtype, "same_kind"):
                raise WireError(f"an array: expected {dtype}, found {array.dtype}")
            array = array.astype(dtype)
        body.append(array.astype(dtype.newbyteorder("<"), copy=False).tobytes())
        return [*array.shape]

    def read(value: Any, body: Body, where: str) -> NDArray[Any]:
        shape = _shape(value, where)
        content = body.take(math.prod(shape) * dtype.itemsize, where)
        flat = np.frombuffer(content, np.uint8 if dtype == np.bool_ else dtype.newbyteorder("<"))
        found = (flat != 0 if dtype == np.bool_ else flat.astype(dtype)).reshape(shape)  # of its own memory
        found.setflags(write=False)
        return found

    def fits(value: Any) -> bool:
        return isinstance(value, np.ndarray) and value.dtype == dtype

    return WireForm(f"array of {dtype.name}", fits, write, read)


def _write_texts(value: Any, body: list[bytes]) -> list[Any]:
    array = np.asarray(value)
    return [[*array.shape], [write_text(each, body) for each in array.ravel().tolist()]]


def _read_texts(value: Any, body: Body, where: str) -> NDArray[np.str_]:
    dims, texts = pair_of(value, where)
    shape = _shape(dims, where)
    if not isinstance(texts, list) or len(texts) != math.prod(shape):
        raise refusal(where, f"{math.prod(shape)} texts", texts)
    read = [read_text(each, body, where) for each in texts]
    if 4 * max(map(len, read), default=0) * len(read) > MOST_TEXT_BYTES:
        raise WireError(f"{where}: expected shorter texts, or fewer of them")
    found = np.array(read, np.str_).reshape(shape)
    found.setflags(write=False)
    return found


TEXTS = WireForm(
    "array of texts",
    lambda value: isinstance(value, np.ndarray) and value.dtype.kind == "U",
    _write_texts,
    _read_texts,
)


def _shape(value: Any, where: str) -> tuple[int, ...]:
    if not isinstance(value, list) or len(value) > MOST_AXES:
        raise refusal(where, f"the shape of an array of up to {MOST_AXES} axes", value)
    shape = tuple(read_int(each, Body(b""), where) for each in value)
    if any(not 0 <= each < 2**31 for each in shape):
        raise refusal(where, "the shape of an array", value)
    return shape
