"""Sentences that `trainers` says of data and files, in another language.

They come as plain English with names and numbers filled in, so they are known again by their form: the templates that
`packaging/translate.py` found in the sources stand in ``sentences.json``, their translations in the context "Sentence"
of the window's. What no template fits (an add-on's sentence, a library's) stays as it is, and names and numbers always
do, but for what stands between thousands.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from trainers.sentences.templates import FIELD, Template, read_templates

MOST = 4000  # characters of a text that is looked at
MOST_LOOKS = 40  # at all templates, for one text
MOST_PARTS = 8  # sentences in one text
# Between two of them, the same in Chinese, and what it took of the first.
JOINERS = (("; ", "；", ""), (". ", "", "."), (", ", "，", ""))
NARROW = "\u202f"  # between thousands, as the window writes them
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_HAN = re.compile("[\u4e00-\u9fff“（]")
_MODEL = re.compile(r"models\.\d+\.")
_PROBE = "Permission denied"
Translate = Callable[[str], str]  # a template's translation; itself where there is none


def read_sentence(text: str, translate: Translate) -> str:
    """*text* in the language of *translate*, the clauses in it too; as it is where it is not known, or in English."""
    if len(text) > MOST or translate(_PROBE) == _PROBE:
        return text
    found = _Reading(translate).known(text, inner=False)
    return text if found is None else found.text


def _is_plain(field: str) -> bool:
    """Whether it looks like a name, a number or a value, and not like words that should have been known."""
    return " " not in field or field[0] in "'\"([{"


@cache
def _templates() -> tuple[Template, ...]:
    try:
        return read_templates()
    except (OSError, ValueError):  # the self-test names the file; until then sentences stay in English
        return ()


class Known(NamedTuple):
    """A translation; ``whole`` where nothing in it is left that should have been known, ``sure`` where no name in it
    looks like the beginning of another sentence."""

    text: str
    whole: bool = True
    sure: bool = True


class _Reading:
    """One text: what was found of its parts, and how much may still be looked at."""

    def __init__(self, translate: Translate) -> None:
        self._translate = translate
        self._found: dict[str, Known | None] = {}

    def known(self, text: str, inner: bool = True) -> Known | None:
        """The translation; None for what is not known. *inner* is a part of a sentence."""
        if text not in self._found:
            if len(self._found) >= MOST_LOOKS:
                return None
            self._found[text] = None  # a text within itself is not known
            found = self._by_template(text, inner)
            if found is None or not found.whole:
                found = self._joined(text) or self._named(text, inner) or found
            self._found[text] = found
        return self._found[text]

    def _by_template(self, text: str, inner: bool) -> Known | None:
        """By the first template that surely makes sense of all, else by the first that does, or that fits."""
        best = None
        for template in _templates():
            if (inner or not template.is_weak) and (splits := list(template.splits(text))):
                found = self._filled(template, splits)
                if found.whole and found.sure:
                    return found
                best = found if best is None or (found.whole and not best.whole) else best
        return best

    def _filled(self, template: Template, splits: list[tuple[str, ...]]) -> Known:
        """Of several ways to part the text, the one in which most clauses are known; without any where several are as
        good and tell other clauses: a name that looks like a sentence stays."""
        clauses = [place for place, kind in enumerate(template.kinds) if kind == "clause"]
        readings = [{place: self.known(split[place]) for place in clauses} for split in splits]
        counts = [sum(map(bool, reading.values())) for reading in readings]
        best = counts.index(max(counts))
        fields, reading = splits[best], readings[best]
        alike = [split for split, count in zip(splits, counts, strict=True) if count == counts[best]]
        if len({tuple(split[place] for place in clauses) for split in alike}) > 1:
            fields, reading = splits[0], {}
        whole = all(found.whole if (found := reading.get(place)) else _is_plain(fields[place]) for place in clauses)
        whole = whole and not template.is_within(fields)
        texts = [found.text if (found := reading.get(place)) else None for place in range(len(fields))]
        sure = not any(": " in field for field, kind in zip(fields, template.kinds, strict=True) if not kind)
        written = tuple(
            _THOUSANDS.sub(NARROW, field) if kind == "number" else field
            for field, kind in zip(fields, template.kinds, strict=True)
        )
        return Known(_fill(self._translate(template.source), written, texts), whole, sure)

    def _joined(self, text: str) -> Known | None:
        """Several sentences, all of them known."""
        for joiner, translated, taken in JOINERS:
            *parts, last = text.split(joiner, MOST_PARTS)
            known = []
            for part in (*(part + taken for part in parts), last) if parts else ():
                found = self.known(part)
                if found is None or not found.whole:
                    break
                known.append(found.text)
            else:
                if known:
                    return Known(translated.join(known))
        return None

    def _named(self, text: str, inner: bool) -> Known | None:
        """A name before a known sentence: ``photo.png: cannot be opened (Permission denied)``; within another one that
        of a machine also without a colon."""
        place = text.find(": ", 1)
        for _ in range(MOST_PARTS):
            if place < 0:
                break
            if (found := self.known(text[place + 2 :])) is not None and found.whole:
                colon = "：" if _HAN.match(found.text) else ": "  # it may stand within the name
                return Known(f"{text[:place]}{colon}{found.text}")
            place = text.find(": ", place + 1)
        if (model := _MODEL.match(text)) and (found := self.known(text[model.end() :])) is not None:
            return Known(f"{model[0]}{found.text}", found.whole)
        name, _, rest = text.partition(" ") if inner else ("", "", "")
        if "." in name and (found := self.known(rest)) is not None and found.whole:
            return Known(f"{name} {found.text}")
        return None


def _fill(template: str, fields: tuple[str, ...], readings: list[str | None]) -> str:
    """The translation with its fields; between Chinese and Chinese there is no space."""
    text, *rest = FIELD.split(template)
    for number, after in zip(map(int, rest[::2]), rest[1::2], strict=True):
        reading = readings[number]
        if reading is not None and _HAN.match(reading) and text.endswith(" "):
            text = text[:-1]
        if reading is not None and _HAN.match(reading[-1:]) and after.startswith(" "):
            after = after[1:]
        text += (fields[number] if reading is None else reading) + after
    return text
