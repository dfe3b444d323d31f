"""The tree that an expression of a lesson is read into: each node is walked, with the facts as they are now."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass

from trainers.lessons.facts import Fact, Facts

COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip


class Node:
    """One part of an expression."""

    def value(self, facts: Facts) -> Fact | None:
        raise NotImplementedError


@dataclass(frozen=True)
class Constant(Node):
    fact: Fact

    def value(self, facts: Facts) -> Fact | None:
        return self.fact


@dataclass(frozen=True)
class Named(Node):
    name: str

    def value(self, facts: Facts) -> Fact | None:
        found = facts(self.name)
        return None if isinstance(found, float) and not math.isfinite(found) else found


@dataclass(frozen=True)
class Reckoned(Node):
    """A sum, a product, or a function of numbers."""

    function: Callable[..., float]
    parts: tuple[Node, ...]

    def value(self, facts: Facts) -> Fact | None:
        numbers = [number_of(part.value(facts)) for part in self.parts]
        known = [number for number in numbers if number is not None]
        if len(known) < len(numbers):
            return None
        try:
            return number_of(float(self.function(*known)))
        except (ZeroDivisionError, OverflowError):
            return None


@dataclass(frozen=True)
class Comparison(Node):
    sign: str
    left: Node
    right: Node

    def value(self, facts: Facts) -> Fact | None:
        left, right = self.left.value(facts), self.right.value(facts)
        if left is None or right is None:
            return None
        if self.sign in ("==", "!="):
            return _same(left, right) == (self.sign == "==")
        a, b = number_of(left), number_of(right)
        return None if a is None or b is None else COMPARE[self.sign](a, b)


@dataclass(frozen=True)
class Joined(Node):
    """``and`` or ``or``: one part that decides it is enough, whatever the others are."""

    every: bool
    parts: tuple[Node, ...]

    def value(self, facts: Facts) -> Fact | None:
        found = [part.value(facts) for part in self.parts]
        if any(each is (not self.every) for each in found):
            return not self.every
        return self.every if all(each is self.every for each in found) else None


@dataclass(frozen=True)
class Negated(Node):
    part: Node

    def value(self, facts: Facts) -> Fact | None:
        found = self.part.value(facts)
        return (not found) if isinstance(found, bool) else None


@dataclass(frozen=True)
class Switched(Node):
    """One value where a condition holds, another one where it does not."""

    condition: Node
    then: Node
    otherwise: Node

    def value(self, facts: Facts) -> Fact | None:
        found = self.condition.value(facts)
        if not isinstance(found, bool):
            return None
        return self.then.value(facts) if found else self.otherwise.value(facts)


def number_of(fact: Fact | None) -> float | None:
    """A fact as a number to reckon with; None where it is none."""
    if fact is None or isinstance(fact, bool | str) or not math.isfinite(fact):
        return None
    return float(fact)


def _same(a: Fact, b: Fact) -> bool:
    """Truths and texts are equal to their like only; numbers as they are shown, to nine digits."""
    if isinstance(a, bool | str) or isinstance(b, bool | str):
        return type(a) is type(b) and a == b
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-12)
