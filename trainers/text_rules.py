"""Data that are made by rules, or keep a form, can judge texts by it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from typing import ClassVar, Literal

FigureUnit = Literal["share", "nats"]  # of what data say of texts: a share of them, or nats a character


class TextRules(ABC):
    """What a dataset says of texts that a model has written after it. Pure, and the same for the same text.

    ``words`` say in English what each of the rules asks of a text, by the rule's name: {"true": "true"}."""

    words: ClassVar[Mapping[str, str]]

    @abstractmethod
    def judge(self, text: str) -> Mapping[str, bool]:
        """Whether a text, without the end of its line, keeps each rule: one answer by name for all of ``words``."""

    def sample_figures(self, texts: Sequence[str]) -> Mapping[str, float]:
        """Figures by name of samples: ``NAME_share`` keep the rule NAME. No samples have no figures."""
        verdicts = [self.judge(text) for text in texts]
        return {
            f"{name}_share": sum(each[name] for each in verdicts) / len(verdicts) for name in self.words if verdicts
        }
