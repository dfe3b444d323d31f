"""Names put into a text of the window, and sentences in a row, with the blanks that their script asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable

_FIELD = re.compile(r"(?P<before> ?)\{(?P<place>\d+)\}(?P<after> ?)")
_STOPS = re.compile("[。！？；：，、）”]")
_HAN = re.compile("[⺀-鿿豈-﫿！-￯]")  # Chinese characters, and signs that are as wide


def filled(template: str, *names: str) -> str:
    """*template* with *names* in the place of {0}, {1} and so on. Chinese sets a blank between its characters and those
    of other scripts, and none among them: where a name turns out to be Chinese, that of the template goes. What is
    within a name stays as it is."""

    def put(found: re.Match[str]) -> str:
        name = names[int(found["place"])]
        begin, end = found.span()
        before = "" if _both_han(template[:begin][-1:], name[:1]) else found["before"]
        after = "" if _both_han(name[-1:], template[end:][:1]) else found["after"]
        return before + name + after

    return _FIELD.sub(put, template)


def in_a_row(sentences: Iterable[str]) -> str:
    """Sentences one after the other, empty ones left out: with a blank between them, but not after a Chinese
    stop, which brings its own."""
    text = ""
    for sentence in filter(None, sentences):
        text += ("" if not text or _STOPS.match(text[-1]) else " ") + sentence
    return text


def _both_han(left: str, right: str) -> bool:
    return bool(_HAN.match(left) and _HAN.match(right))
