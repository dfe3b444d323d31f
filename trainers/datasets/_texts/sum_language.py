"""Sums as they are said ("twelve plus seven is nineteen", 十二加七等于十九, 12+7=19), and how they are understood."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from trainers.sentence import sentence
from trainers.text_rules import TextRules

NumberWords = Literal["English", "Chinese", "digits"]
GREATEST = 99  # number that is added
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_ONES = ("zero one two three four five six seven eight nine " + _TEENS).split()
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SIGNS = "零一二三四五六七八九"
_PLUS_AND_IS: Mapping[NumberWords, tuple[str, str]] = {
    "English": (" plus ", " is "),
    "Chinese": ("加", "等于"),
    "digits": ("+", "="),
}


def in_words(number: int, words: NumberWords) -> str:
    """A number from 0 to 999."""
    if words == "digits":
        return str(number)
    return _in_english(number) if words == "English" else _in_chinese(number)


def _in_english(number: int) -> str:
    if number < 20:
        return _ONES[number]
    if number < 100:
        tens, one = divmod(number, 10)
        return _TENS[tens - 2] + (f"-{_ONES[one]}" if one else "")
    hundreds, rest = divmod(number, 100)
    return f"{_ONES[hundreds]} hundred" + (f" and {_in_english(rest)}" if rest else "")


def _in_chinese(number: int) -> str:
    if number < 10:
        return _SIGNS[number]
    if number < 100:
        tens, one = divmod(number, 10)
        return ("" if tens == 1 else _SIGNS[tens]) + "十" + (_SIGNS[one] if one else "")
    hundreds, rest = divmod(number, 100)
    if rest < 10:
        return f"{_SIGNS[hundreds]}百" + (f"零{_SIGNS[rest]}" if rest else "")
    return f"{_SIGNS[hundreds]}百" + ("一" if rest < 20 else "") + _in_chinese(rest)


def in_a_sentence(a: int, b: int, words: NumberWords) -> str:
    """That *a* and *b* are together what they are."""
    plus, is_ = _PLUS_AND_IS[words]
    return in_words(a, words) + plus + in_words(b, words) + is_ + in_words(a + b, words)


class SumRules(TextRules):
    """A text is well formed when it is one number plus another is a third, each of them a whole number from 0 to
    2 x GREATEST in just the words of the data; it is true when it is well formed and the third is their sum."""

    words: ClassVar[Mapping[str, str]] = {"well_formed": sentence("well formed"), "true": sentence("true")}

    def __init__(self, words: NumberWords) -> None:
        self._plus, self._is = _PLUS_AND_IS[words]
        self._numbers = {in_words(number, words): number for number in range(2 * GREATEST + 1)}

    def understood(self, text: str) -> tuple[int, int, int] | None:
        """The three numbers of a text that is well formed, None for any other."""
        added, _, said = text.partition(self._is)
        a, _, b = added.partition(self._plus)
        if self._plus not in added or self._is not in text:
            return None
        numbers = [self._numbers.get(part) for part in (a, b, said)]
        return None if None in numbers else tuple(numbers)  # type: ignore[return-value]

    def judge(self, text: str) -> Mapping[str, bool]:
        numbers = self.understood(text)
        return {
            "well_formed": numbers is not None,
            "true": numbers is not None and numbers[0] + numbers[1] == numbers[2],
        }
