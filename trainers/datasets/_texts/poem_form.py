"""The form of a quatrain: four lines of five or of seven characters each, with a comma or a full stop after them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import ClassVar, Literal

from trainers.kinds import UNKNOWN
from trainers.sentence import sentence
from trainers.text_rules import TextRules

Lengths = Literal["both", "five", "seven"]
# Of Chinese: the ideographs of Unicode with their extensions, the old zero, and the sign for rare ones.
_CHARACTER = rf"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007{UNKNOWN}]"
_FORMS = {
    name: re.compile(rf"(?:{_CHARACTER}{{{length}}}，{_CHARACTER}{{{length}}}。){{2}}")
    for name, length in (("five", 5), ("seven", 7))
}
_EXAMPLES: Mapping[Lengths, str] = {
    "five": "床前明月光，疑是地上霜。舉頭望明月，低頭思故鄉。",
    "seven": "朝辭白帝彩雲間，千里江陵一日還。兩岸猿聲啼不住，輕舟已過萬重山。",
}


class FormRules(TextRules):
    """A text keeps the form when it is four lines of five characters or four of seven, as *lengths* allow, with ，after
    the first and the third and 。after the second and the fourth, and nothing else."""

    words: ClassVar[Mapping[str, str]] = {"keeps_form": sentence("keeps the form")}

    def __init__(self, lengths: Lengths) -> None:
        self._forms = [form for name, form in _FORMS.items() if lengths in ("both", name)]
        self.example = _EXAMPLES["seven" if lengths == "seven" else "five"]

    def keeps_form(self, text: str) -> bool:
        return any(form.fullmatch(text) for form in self._forms)

    def judge(self, text: str) -> Mapping[str, bool]:
        return {"keeps_form": self.keeps_form(text)}
