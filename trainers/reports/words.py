"""The words of a report, in the language that was asked for, without Qt.

A report's own words are marked by standing in ``words("...")``; `packaging/translate.py` collects them into the context
"Report" of the same files from which the window's translations are made, and these are what is read here. What the
catalog, the data and the verdicts say is looked up in the contexts that the window takes it from.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from xml.etree import ElementTree

from trainers.knobs import ConfigError
from trainers.places import resources_dir
from trainers.sentences.reading import read_sentence

ENGLISH = "en"
_NAME = "latent-explorer_"
_Table = Mapping[tuple[str, str], str]


class Words:
    """Texts in one language; what has no translation stays as it is."""

    def __init__(self, language: str = ENGLISH, table: _Table = MappingProxyType({})) -> None:
        """*table* holds translations by context and English text."""
        self.language, self._table = language, table

    def __call__(self, text: str, **values: object) -> str:
        """One of a report's own texts, with *values* in the places of their names."""
        return self._of("Report", text).format(**values) if values else self._of("Report", text)

    @property
    def tag(self) -> str:
        """The language as HTML names it: zh-CN."""
        return self.language.replace("_", "-")

    def knob(self, text: str) -> str:
        """A label, a choice, the title of a family or a dataset."""
        return self._of("Knob", text)

    def metric(self, text: str) -> str:
        """A label, unit, help or group of a metric."""
        return self._of("Metric", text)

    def figure(self, text: str) -> str:
        """What a measurement of samples is called."""
        return self._of("Figures", text)

    def class_name(self, text: str) -> str:
        """The name of a class that is a word of its dataset."""
        return self._of("Class", text)

    def preset(self, text: str) -> str:
        """The title or the summary of an experiment, where it is that of a preset."""
        return self._of("Preset", text)

    def sentence(self, text: str) -> str:
        """A sentence on files or data that others say, with names and numbers in it."""
        return read_sentence(text, lambda template: self._of("Sentence", template))

    def join(self, parts: list[str]) -> str:
        """Several things in one line."""
        return ("、" if self.language.startswith("zh") else ", ").join(parts)

    def _of(self, context: str, text: str) -> str:
        return self._table.get((context, text), text)


def languages() -> tuple[str, ...]:
    """Those that a report can be written in, English first."""
    try:
        folder = resources_dir() / "translations"
    except FileNotFoundError:
        return (ENGLISH,)
    return (ENGLISH, *sorted(path.stem.removeprefix(_NAME) for path in folder.glob(f"{_NAME}*.ts")))


def read_words(language: str = ENGLISH) -> Words:
    """The words of a *language*. Raises ConfigError for one that there is not, OSError for a broken installation."""
    if language == ENGLISH:
        return Words()
    if language not in languages():
        raise ConfigError(f"language: expected one of {', '.join(languages())}, found {language!r}", "language")
    return Words(language, _read(resources_dir() / "translations" / f"{_NAME}{language}.ts"))


@cache
def _read(path: Path) -> _Table:
    """The finished translations of a catalogue, which is our own file."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.find("translation")
            if translation is not None and translation.text and not translation.get("type"):
                found[name, message.findtext("source", "")] = translation.text
    return MappingProxyType(found)
