"""The ways that one text of the sources can go: its words, and gaps where something is filled in."""

from __future__ import annotations

import ast
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import NamedTuple

from translating.sources import Module, Scope, last_name, own

CLAUSES = ("error", "reason", "problem", "said", "what", "trouble", "remedy", "note", "words")  # variables
RANGES = ("range_text", "plural", "what")  # and attributes
UNFOLDED = ("examples",)  # functions whose text is part of the sentence, for names stand in it
MOST_WAYS = 24  # of one sentence
MOST_DEPTH = 8  # of names that stand for names


class Gap(NamedTuple):
    """What is filled in: a name or value, a number, or a *clause*, which may be a sentence itself."""

    kind: str = ""  # or "number" or "clause"


Way = tuple[str | Gap, ...]  # one way that a sentence can go
OPEN: tuple[Way, ...] = ((Gap(),),)
NUMBER: tuple[Way, ...] = ((Gap("number"),),)
CLAUSE: tuple[Way, ...] = ((Gap("clause"),),)


def has_words(template: str) -> bool:
    """Whether there is something to translate: a name of a file or "3 x 4" is the same in every language."""
    literal = re.sub(r"\{\d+\}", "", template)
    return " " in literal and re.search(r"[^\W\d_]{2}", literal) is not None


class Texts:
    """What texts stand for in some modules; whatever cannot be told becomes a gap."""

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self.modules = modules

    @cached_property
    def functions(self) -> dict[str, list[tuple[Module, ast.FunctionDef]]]:
        """Those that return text or texts, by name."""
        found: dict[str, list[tuple[Module, ast.FunctionDef]]] = {}
        for module in self.modules.values():
            for node in ast.walk(module.tree):
                if isinstance(node, ast.FunctionDef) and node.returns is not None and _is_text(node.returns):
                    found.setdefault(node.name, []).append((module, node))
        return found

    def expand(self, node: ast.expr, scope: Scope, depth: int = 0) -> tuple[Way, ...]:
        """Every way that one text can go."""
        if depth > MOST_DEPTH:
            return OPEN

        def inner(node: ast.expr) -> tuple[Way, ...]:
            return self.expand(node, scope, depth + 1)

        match node:
            case ast.Constant(value=str(text)):
                return (tuple(_with_gaps(text)),)
            case ast.JoinedStr(values=values):
                return _product([inner(value) for value in values])
            case ast.FormattedValue(value=value, conversion=conversion, format_spec=spec):
                if spec is not None:
                    return OPEN if ast.unparse(spec).endswith(("x'", "X'")) else NUMBER  # "ff" has no digit
                return inner(value) if conversion == -1 else OPEN
            case ast.IfExp(body=one, orelse=other) | ast.BoolOp(op=ast.Or(), values=[one, other]):
                return tuple(dict.fromkeys((*inner(one), *inner(other))))
            case ast.BinOp(op=ast.Add(), left=left, right=right) if not isinstance(right, ast.Constant):
                return _product([inner(left), inner(right)])
            case ast.BinOp(op=ast.Mult(), left=ast.Constant(value=str(text))):
                return (("",), (text,))
            case ast.Call(func=ast.Name(id="len" | "sum" | "plain_number")):
                return NUMBER
            case ast.BinOp(right=ast.Constant(value=int())):
                return NUMBER
            case ast.NamedExpr(value=value) | ast.Call(func=ast.Name(id="sentence"), args=[value]):
                return inner(value)
            case ast.Call(func=ast.Attribute(value=value, attr="format")):
                return inner(value)
            case ast.Call(func=ast.Name(id="shown" | "shown_name"), args=[ast.JoinedStr() as value]):
                return inner(value)
            case ast.Call(func=ast.Attribute(value=ast.Dict(values=values), attr="get"), args=[_, default]):
                return tuple(way for value in (*values, default) for way in inner(value))
            case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(joiner)), attr="join"), args=[_]):
                return CLAUSE if joiner in ("; ", " ") else OPEN
            case ast.Call(func=ast.Name(id=name)) if name in UNFOLDED:
                return tuple(
                    way
                    for owner, function in self.functions[name]
                    for each in own(function)
                    if isinstance(each, ast.Return) and each.value is not None
                    for way in self.expand(each.value, Scope(owner, function), depth + 1)
                )
            case ast.Call(func=ast.Name(id="next"), args=[_, default]):
                return (*inner(default), *CLAUSE)
            case ast.Subscript(value=ast.Name(id=name)) if tables := [
                value for value in scope.values(name) if isinstance(value, ast.Dict)
            ]:
                return tuple(way for table in tables for value in table.values for way in inner(value))
            case ast.Name(id=name):
                if values := scope.values(name):
                    return tuple(dict.fromkeys(way for value in values for way in inner(value)))
                if (constant := self._constant(name, scope.module)) is not None:
                    ways = inner(constant)
                    return ways if any(" " in str(part) for way in ways for part in way) else OPEN
        return CLAUSE if self._is_clause(node, scope) else OPEN

    def _speaks(self, name: str) -> bool:
        """Whether a function returns words, and not just the name of a file."""
        return any(
            isinstance(part, ast.Constant) and isinstance(part.value, str) and has_words(part.value)
            for _, function in self.functions.get(name, [])
            for node in own(function)
            if isinstance(node, ast.Return)
            for part in ast.walk(node)
        )

    def _constant(self, name: str, module: Module) -> ast.expr | None:
        if name in module.constants:
            return module.constants[name]
        source = self.modules.get(module.imported.get(name, "").replace(".", "/"))
        return None if source is None else source.constants.get(name)

    def _is_clause(self, node: ast.expr, scope: Scope) -> bool:
        """Whether a gap may hold a sentence: what an exception says, or a function that returns some."""
        match node:
            case ast.Call(func=ast.Name(id="type" | "shown_name" | "shown" | "repr" | "int")):
                return False
            case ast.Call(func=func) if self._speaks(last_name(func)):
                return True
            case ast.Attribute(value=ast.Call(func=ast.Name(id="type"))):
                return False
            case ast.Attribute(attr="filename" | "where"):
                return False
        names = {each.id for each in ast.walk(node) if isinstance(each, ast.Name)}
        return bool(names & scope.caught) or last_name(node) in (CLAUSES if isinstance(node, ast.Name) else RANGES)


def _is_text(returned: ast.expr) -> bool:
    return ast.unparse(returned) in ("str", "tuple[str, ...]")


def _with_gaps(text: str) -> Iterator[str | Gap]:
    """A text that `format` fills later has its gaps too."""
    for place, part in enumerate(re.split(r"\{[^{}]*\}", text)):
        if place:
            yield Gap()
        if part:
            yield part


def _product(parts: list[tuple[Way, ...]]) -> tuple[Way, ...]:
    while len(ways := tuple(itertools.islice(itertools.product(*parts), MOST_WAYS + 1))) > MOST_WAYS:
        widest = max(range(len(parts)), key=lambda place: len(parts[place]))
        parts = [*parts[:widest], CLAUSE, *parts[widest + 1 :]]
    return tuple(_merged(itertools.chain.from_iterable(way)) for way in ways)


def _merged(parts: Iterable[str | Gap]) -> Way:
    """Neighbouring texts as one."""
    merged: list[str | Gap] = []
    for part in parts:
        if isinstance(part, str) and merged and isinstance(merged[-1], str):
            merged[-1] += part
        elif part != "":
            merged.append(part)
    return tuple(merged)
