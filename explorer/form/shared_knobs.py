"""Which knobs of several models stand once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainers.knobs import KnobSpec


@dataclass(frozen=True)
class SharedAndOwn:
    """Which knobs stand once for all models, and which are each model's own, in the order of declaration."""

    shared: tuple[KnobSpec, ...]
    own: tuple[tuple[KnobSpec, ...], ...]


def shared_and_own(
    specs_by_model: Sequence[Sequence[KnobSpec]], values_by_model: Sequence[Mapping[str, Any]]
) -> SharedAndOwn:
    """Splits the knobs of several models. Shared are those with an equal spec and an equal value in every model:
    one whose values differ, as beta does in a sweep, must be seen per model. One model has only knobs of its own."""
    if len(specs_by_model) < 2:
        return SharedAndOwn((), tuple(tuple(specs) for specs in specs_by_model))

    def is_shared(spec: KnobSpec) -> bool:
        in_all = all(spec in specs for specs in specs_by_model)
        values = [plain_value(values.get(spec.name, spec.default)) for values in values_by_model]
        return in_all and all(value == values[0] for value in values)

    shared = tuple(spec for spec in specs_by_model[0] if is_shared(spec))
    return SharedAndOwn(shared, tuple(tuple(s for s in specs if s not in shared) for specs in specs_by_model))


def plain_value(value: Any) -> Any:
    """Lists and tuples count as equal."""
    return tuple(value) if isinstance(value, list) else value
