"""The texts of a lesson in one language: a Markdown file beside its ``lesson.toml``.

    # The title of the lesson

    One paragraph that says what it is about.

    ## beta: The title of the chapter

    ### before: The title of the step

    What is read, with *emphasis*, **weight**, `code` and lists. Numbers of the run stand in braces:
    {{metrics.0.kl | .1f}} nats. What follows the bar is how: `.1f` digits, `%` a share as a percentage, `d` a whole
    number; else three digits.

    ? The question of a step that asks.
    - (apart) The text of the option of that key
    - (huddle) ... and of the others
    - [ ] A goal of a step that waits, in their order: β is {{models.0.beta}} of 8
    right: What is said where the prediction was right,
    wrong: and where it was not: of a step that reveals.

Markup other than this, and HTML, is shown as it stands, never obeyed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from trainers.lessons.expressions import Expression, ExpressionError, parse
from trainers.lessons.facts import Fact, Facts
from trainers.letterforms import has_italics

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

MOST_BYTES = 128 * 1024
LONGEST_LINE = 2000
NARROW = "\N{NARROW NO-BREAK SPACE}"  # between thousands, as everywhere in the window
UNKNOWN = "–"  # stands for a number that is not known yet
MINUS = "−"
_HEADING = re.compile(r"(#{1,3})\s+(.*)")
_KEYED = re.compile(r"([A-Za-z][A-Za-z0-9_-]*):\s+(.+)")
_OPTION = re.compile(r"- \(([A-Za-z][A-Za-z0-9_-]*)\)\s+(.+)")
_GOAL = re.compile(r"- \[ \]\s+(.+)")
_VERDICT = re.compile(r"(right|wrong):\s+(.+)")
_LIVE = re.compile(r"\{\{([^{}\n]*)\}\}")
_PER_CENT = re.compile(r"(?<=\d) %")
_STRESSED = re.compile(r"<em>(.*?)</em>", re.DOTALL)
_FORMAT = re.compile(r"\.\d[fg]|d|%")


class TextsError(ValueError):
    """A file of texts that cannot be used: one clause. ``line`` counts from 1; 0 where no line is to blame."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True)
class Live:
    """A text with numbers of the run in it: ``parts`` are texts and (what to say, how) in turn."""

    parts: tuple[str | tuple[Expression, str], ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The facts that it asks for."""
        return frozenset(name for part in self.parts if not isinstance(part, str) for name in part[0].names)

    def filled(self, facts: Facts) -> str:
        """With the numbers as they are now."""
        return "".join(part if isinstance(part, str) else said(part[0].value(facts), part[1]) for part in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)


@dataclass(frozen=True)
class StepTexts:
    """What one step says. ``body`` is Markdown; ``options`` are by key, ``goals`` in order."""

    title: str
    body: Live = Live()
    question: Live = Live()
    options: Mapping[str, Live] = field(default_factory=dict)
    goals: tuple[Live, ...] = ()
    right: Live = Live()
    wrong: Live = Live()

    @property
    def all(self) -> tuple[Live, ...]:
        """Everything with numbers in it."""
        return (self.body, self.question, *self.options.values(), *self.goals, self.right, self.wrong)


@dataclass(frozen=True)
class LessonTexts:
    """All that a lesson says in one language; chapters by key: their titles; steps by key."""

    title: str
    summary: str
    chapters: Mapping[str, str]
    steps: Mapping[str, StepTexts]


def said(fact: Fact | None, how: str = "") -> str:
    """A fact as it stands in a text."""
    if fact is None:
        return UNKNOWN
    if isinstance(fact, str):
        return fact
    if isinstance(fact, bool):
        return "✓" if fact else "×"
    if how == "%":
        return f"{said(100 * fact, '.0f')} %"
    number = f"{round(fact)}" if how == "d" else f"{fact:{how or '.3g'}}"
    if float(number) == 0:
        return number.removeprefix("-")
    return (f"{int(number):,}".replace(",", NARROW) if how == "d" else number).replace("-", MINUS)


def to_html(markdown: str) -> str:
    """The little Markdown of lessons as HTML: everything else in it is escaped. A number and its per cent sign stay in
    one line; what is stressed is bold where its letters have no italics."""
    html = _PER_CENT.sub("\N{NO-BREAK SPACE}%", str(_renderer().render(markdown)))
    return _STRESSED.sub(lambda found: found[0] if has_italics(found[1]) else f"<strong>{found[1]}</strong>", html)


@cache
def _renderer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("zero", {"html": False, "maxNesting": 8}).enable(["emphasis", "list", "backticks", "escape"])


def read_live(text: str, line: int = 0) -> Live:
    """A text with what stands in double braces read; it stands on that *line*. Raises TextsError."""
    parts: list[str | tuple[Expression, str]] = []
    for index, piece in enumerate(_LIVE.split(text)):
        if index % 2 == 0:
            if "{{" in piece or "}}" in piece:
                raise TextsError("expected {{a number}}: two braces that open and close in one line", line)
            if piece:
                parts.append(piece)
            continue
        asked, bar, how = piece.partition("|")
        if bar and not _FORMAT.fullmatch(how.strip()):
            raise TextsError(f"expected a format such as .1f, d or %, found {how.strip()[:20]!r}", line)
        try:
            parts.append((parse(asked), how.strip()))
        except ExpressionError as error:
            raise TextsError(f"{{{{{piece[:60]}}}}}: {error}", line) from None
    return Live(tuple(parts))


def read_texts(text: str) -> LessonTexts:
    """The texts of one language. Raises TextsError."""
    reader = _TextsReader()
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if len(line) > LONGEST_LINE:
            raise TextsError(f"expected at most {LONGEST_LINE} letters in a line, found {len(line)}", number)
        reader.take(line.rstrip(), number)
    return reader.end()


def _plain(text: str, line: int) -> str:
    """A text in which no number of the run can stand: titles are shown where there is no run."""
    if "{{" in text:
        raise TextsError("expected no numbers of the run in titles and in the summary, found {{", line)
    return text


def _body(lines: Sequence[tuple[str, int]]) -> Live:
    """All *lines*, without the empty ones around them; each is read by itself, so that an error names it."""
    first = next((at for at, (line, _) in enumerate(lines) if line), 0)
    last = next((at for at, (line, _) in reversed(list(enumerate(lines))) if line), -1)
    parts: list[str | tuple[Expression, str]] = []
    for line, number in lines[first : last + 1]:
        parts += ["\n", *read_live(line, number).parts]
    return Live(tuple(parts[1:]))


class _TextsReader:
    """Takes line after line."""

    def __init__(self) -> None:
        self._title, self._summary = "", ""
        self._chapters: dict[str, str] = {}
        self._steps: dict[str, StepTexts] = {}
        self._key, self._step_title = "", ""
        self._lines: list[tuple[str, int]] = []
        self._parts: dict[str, Live] = {}
        self._options: dict[str, Live] = {}
        self._goals: list[Live] = []

    def take(self, line: str, number: int) -> None:
        heading = _HEADING.fullmatch(line)
        if heading:
            self._finish()
            self._begin(len(heading[1]), heading[2].strip(), number)
        elif self._key:
            self._take_in_step(line, number)
        elif line.strip():
            self._take_outside(line, number)

    def _begin(self, level: int, text: str, number: int) -> None:
        if level == 1:
            if self._title:
                raise TextsError("expected one title, found another", number)
            self._title = _plain(text, number)
            return
        keyed = _KEYED.fullmatch(text)
        if keyed is None:
            raise TextsError(f"expected a key, a colon and a title, found {text[:60]!r}", number)
        key, title = keyed[1], _plain(keyed[2], number)
        if key in self._chapters or key in self._steps:
            raise TextsError(f"{key!r} stands there twice", number)
        if level == 2:
            self._chapters[key] = title
        else:
            self._key, self._step_title = key, title

    def _take_outside(self, line: str, number: int) -> None:
        if not self._title or self._chapters or self._steps:
            raise TextsError(f"expected a heading, found {line[:60]!r}", number)
        self._summary = f"{self._summary} {_plain(line.strip(), number)}".strip()

    def _take_in_step(self, line: str, number: int) -> None:
        if option := _OPTION.fullmatch(line):
            if option[1] in self._options:
                raise TextsError(f"option {option[1]!r} stands there twice", number)
            self._options[option[1]] = read_live(option[2], number)
        elif goal := _GOAL.fullmatch(line):
            self._goals.append(read_live(goal[1], number))
        elif verdict := _VERDICT.fullmatch(line):
            self._once(verdict[1], verdict[2], number)
        elif line.startswith("? "):
            self._once("question", line[2:].strip(), number)
        else:
            self._lines.append((line, number))

    def _once(self, what: str, text: str, number: int) -> None:
        if what in self._parts:
            raise TextsError(f"{what} stands there twice", number)
        self._parts[what] = read_live(text, number)

    def _finish(self) -> None:
        if not self._key:
            return
        self._steps[self._key] = StepTexts(
            self._step_title, _body(self._lines), options=dict(self._options), goals=tuple(self._goals), **self._parts
        )
        self._key, self._lines = "", []
        self._parts, self._options, self._goals = {}, {}, []

    def end(self) -> LessonTexts:
        self._finish()
        if not self._title:
            raise TextsError("expected a title: a line that begins with #")
        return LessonTexts(self._title, self._summary, self._chapters, self._steps)
