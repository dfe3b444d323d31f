"""The little language in which a lesson says what it waits for: ``models.1.beta >= 4 and step >= 300``.

It is parsed into a tree of our own and walked; nothing is ever handed to Python to be evaluated. There are numbers,
texts in quotes, ``true`` and ``false``, names of facts, ``+ - * /``, comparisons, ``and or not``, parentheses, and the
functions ``abs``, ``min``, ``max`` and ``when``, which gives its second value where its first holds, else its third.
Whatever is not known yet, or cannot be reckoned with (a text plus a number, a division by nothing), is *unknown*, and
a condition with an unknown part that decides it does not hold.
"""

from __future__ import annotations

import math
import operator
import re
from collections.abc import Callable
from dataclasses import dataclass

from trainers.lessons.expression_tree import (
    COMPARE,
    Comparison,
    Constant,
    Joined,
    Named,
    Negated,
    Node,
    Reckoned,
    Switched,
    number_of,
)
from trainers.lessons.facts import Fact, Facts

LONGEST = 300  # letters
DEEPEST = 24  # parentheses and signs within each other
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)"
    r"|(?P<text>\"[^\"\n]*\"|'[^'\n]*')"
    r"|(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z0-9_]+)*)"
    r"|(?P<sign><=|>=|==|!=|[-+*/()<>,])|(?P<end>$))"
)
_WORDS = {"and", "or", "not", "true", "false"}
_RECKON: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
}  # fmt: skip


def _reckoned(function: Callable[..., float]) -> Callable[..., Node]:
    return lambda *parts: Reckoned(function, parts)


_FUNCTIONS: dict[str, tuple[Callable[..., Node], int]] = {
    "abs": (_reckoned(abs), 1), "min": (_reckoned(min), 2), "max": (_reckoned(max), 2), "when": (Switched, 3),
}  # fmt: skip


class ExpressionError(ValueError):
    """A text that is no expression; one clause that says what is wrong, and where."""


@dataclass(frozen=True)
class Expression:
    """A condition or a value. ``names`` are the facts that it asks for."""

    text: str
    names: frozenset[str]
    _tree: Node

    def value(self, facts: Facts) -> Fact | None:
        """What it comes to; None as long as that is unknown."""
        return self._tree.value(facts)

    def number(self, facts: Facts) -> float | None:
        """What it comes to, where that is a finite number."""
        return number_of(self.value(facts))

    def holds(self, facts: Facts) -> bool:
        """Whether it is true; what is unknown is not."""
        return self.value(facts) is True


def parse(text: str) -> Expression:
    """Reads an expression. Raises ExpressionError."""
    if len(text) > LONGEST:
        raise ExpressionError(f"expected at most {LONGEST} letters, found {len(text)}")
    reader = _Reader(_tokens(text))
    tree = reader.either(0)
    if reader.kind != "end":
        raise ExpressionError(f"expected the end, found {reader.found}")
    return Expression(text, frozenset(reader.names), tree)


# ------------------------------------------------------------------ reading


def _tokens(text: str) -> list[tuple[str, str, int]]:
    """(kind, text, place) of each, the end among them."""
    found, place = [], 0
    while True:
        match = _TOKEN.match(text, place)
        if match is None or match.lastgroup is None:
            rest = text[place:].lstrip()
            raise ExpressionError(f"nothing can begin with {rest[:1]!r}, at letter {len(text) - len(rest) + 1}")
        kind, token = match.lastgroup, match[match.lastgroup]
        found.append(("word" if kind == "name" and token in _WORDS else kind, token, match.start(kind) + 1))
        if kind == "end":
            return found
        place = match.end()


class _Reader:
    """Descends through the tokens; what binds tighter is read further down."""

    def __init__(self, tokens: list[tuple[str, str, int]]) -> None:
        self._tokens, self._at = tokens, 0
        self.names: set[str] = set()

    @property
    def kind(self) -> str:
        return self._tokens[self._at][0]

    @property
    def token(self) -> str:
        return self._tokens[self._at][1]

    @property
    def place(self) -> int:
        return self._tokens[self._at][2]

    @property
    def found(self) -> str:
        """What is found here, in words."""
        return "the end" if self.kind == "end" else f"{self.token!r} at letter {self.place}"

    def _take(self) -> str:
        token = self.token
        self._at += 1
        return token

    def _takes(self, *tokens: str) -> bool:
        """Whether the next one is a sign or word of these, which is then taken."""
        if self.kind in ("sign", "word") and self.token in tokens:
            self._at += 1
            return True
        return False

    def _expect(self, sign: str) -> None:
        if not self._takes(sign):
            raise ExpressionError(f"expected {sign!r}, found {self.found}")

    def either(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise ExpressionError("nested too deeply")
        parts = [self._both(depth)]
        while self._takes("or"):
            parts.append(self._both(depth))
        return parts[0] if len(parts) == 1 else Joined(False, tuple(parts))

    def _both(self, depth: int) -> Node:
        parts = [self._denied(depth)]
        while self._takes("and"):
            parts.append(self._denied(depth))
        return parts[0] if len(parts) == 1 else Joined(True, tuple(parts))

    def _denied(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise ExpressionError("nested too deeply")
        return Negated(self._denied(depth + 1)) if self._takes("not") else self._compared(depth)

    def _compared(self, depth: int) -> Node:
        left = self._sum(depth)
        if self.kind == "sign" and self.token in (*COMPARE, "==", "!="):
            sign = self._take()
            return Comparison(sign, left, self._sum(depth))
        return left

    def _sum(self, depth: int) -> Node:
        left = self._product(depth)
        while self.kind == "sign" and self.token in "+-":
            sign = self._take()
            left = Reckoned(_RECKON[sign], (left, self._product(depth)))
        return left

    def _product(self, depth: int) -> Node:
        left = self._atom(depth)
        while self.kind == "sign" and self.token in "*/":
            sign = self._take()
            left = Reckoned(_RECKON[sign], (left, self._atom(depth)))
        return left

    def _atom(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise ExpressionError("nested too deeply")
        if self._takes("-"):
            return Reckoned(operator.neg, (self._atom(depth + 1),))
        if self._takes("("):
            inner = self.either(depth + 1)
            self._expect(")")
            return inner
        kind, place, found = self.kind, self.place, self.found
        token = "" if kind == "end" else self._take()
        match kind:
            case "number" if not math.isfinite(float(token)):
                raise ExpressionError(f"expected a number of usual size, found {found}")
            case "number":
                return Constant(float(token))
            case "text":
                return Constant(token[1:-1])
            case "word" if token in ("true", "false"):
                return Constant(token == "true")
            case "name" if self.kind == "sign" and self.token == "(":
                return self._called(token, place, depth)
            case "name":
                self.names.add(token)
                return Named(token)
        raise ExpressionError(f"expected a name or a value, found {found}")

    def _called(self, name: str, place: int, depth: int) -> Node:
        if name not in _FUNCTIONS:
            raise ExpressionError(f"expected one of {', '.join(_FUNCTIONS)}, found {name!r} at letter {place}")
        make, count = _FUNCTIONS[name]
        self._expect("(")
        parts = [self.either(depth + 1)]
        while self._takes(","):
            parts.append(self.either(depth + 1))
        self._expect(")")
        if len(parts) != count:
            raise ExpressionError(f"{name}: expected {count} values, found {len(parts)}")
        return make(*parts)
