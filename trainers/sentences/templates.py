"""The forms of sentences: a template, and what may stand in its fields."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from trainers import places

FIELD = re.compile(r"\{(\d+)\}")
MOST_SPLITS = 16  # ways to fill one template that are tried
_NUMBER = re.compile(r"(?=.*\d)\S+|[-+]?(inf|nan)")


@dataclass(frozen=True)
class Template:
    """``literals`` stand around the fields, whose ``kinds`` are "number", "clause" (maybe a sentence) or empty."""

    source: str
    literals: tuple[str, ...]
    kinds: tuple[str, ...]

    @cached_property
    def weight(self) -> tuple[int, int]:
        """How much tells it from others: letters, then other characters."""
        text = "".join(self.literals)
        return sum(map(str.isalpha, text)), len(text)

    @cached_property
    def is_weak(self) -> bool:
        """Whether it says too little to be known by alone."""
        return "number" not in self.kinds and bool(self.kinds) and self.weight[0] < 7

    def splits(self, text: str) -> Iterator[tuple[str, ...]]:
        """What may stand in the fields if *text* is this sentence."""
        first, last = self.literals[0], self.literals[-1]
        if not self.kinds:
            return iter([()] if text == first else [])
        if not (text.startswith(first) and text.endswith(last)):
            return iter([])
        found = _splits(text[len(first) : len(text) - len(last)], self.literals[1:-1])
        return (fields for fields in islice(found, MOST_SPLITS) if self._fit(fields))

    def is_within(self, fields: tuple[str, ...]) -> bool:
        """Whether a name holds what stands between the fields: there may be two of these sentences, one in another."""
        names = [field for field, kind in zip(fields, self.kinds, strict=True) if not kind]
        return any(literal in name for literal in self.literals[1:-1] if len(literal) > 2 for name in names)

    def _fit(self, fields: tuple[str, ...]) -> bool:
        return all(kind != "number" or _NUMBER.fullmatch(field) for kind, field in zip(self.kinds, fields, strict=True))


def _splits(text: str, between: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """The ways to part *text* by the literals *between*, no part being empty."""
    if not between:
        if text:
            yield (text,)
        return
    # From the right the other literals must fit as well, else a name full of literals would be tried in all ways.
    end = len(text)
    for literal in reversed(between):
        end = text.rfind(literal, 0, max(end - 1, 0))
        if end < 0:
            return
    place = text.find(between[0], 1)
    while 0 < place <= end:
        for rest in _splits(text[place + len(between[0]) :], between[1:]):
            yield (text[:place], *rest)
        place = text.find(between[0], place + 1)


def read_templates() -> tuple[Template, ...]:
    """Those first that are the most particular. Raises OSError or ValueError where their file is missing or damaged."""
    content = (places.resources_dir() / "translations" / "sentences.json").read_text(encoding="utf-8")
    found = (
        Template(source, tuple(FIELD.split(source)[::2]), tuple(kinds)) for source, kinds in json.loads(content).items()
    )
    return tuple(sorted(found, key=lambda template: template.weight, reverse=True))
