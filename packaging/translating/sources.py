"""What the sources say of their names: which text a constant or a variable of a function stands for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass
class Module:
    name: str
    tree: ast.Module
    constants: dict[str, ast.expr] = field(default_factory=dict)
    imported: dict[str, str] = field(default_factory=dict)  # name: module

    def __post_init__(self) -> None:
        for node in self.tree.body:
            match node:
                case ast.Assign(targets=[ast.Name(id=name)], value=value):
                    self.constants[name] = value
                case ast.ImportFrom(module=str(module), names=names):
                    self.imported |= {each.asname or each.name: module for each in names}


class Scope:
    """A function, or the body of a module."""

    def __init__(self, module: Module, node: ast.AST) -> None:
        self.module = module
        self._node = node

    @cached_property
    def _values(self) -> dict[str, list[ast.expr]]:
        found: dict[str, list[ast.expr]] = {}
        for node in own(self._node) if isinstance(self._node, ast.FunctionDef) else ():
            match node:
                case (
                    ast.Assign(targets=[ast.Name(id=name)], value=value)
                    | ast.NamedExpr(target=ast.Name(id=name), value=value)
                ):
                    found.setdefault(name, []).append(value)
                case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                    for each, value in zip(names, values, strict=False):  # up to one with a star
                        if isinstance(each, ast.Name):
                            found.setdefault(each.id, []).append(value)
        return found

    @cached_property
    def caught(self) -> frozenset[str]:
        """The names that exceptions are caught by."""
        nodes = (each for each in own(self._node) if isinstance(each, ast.ExceptHandler))
        return frozenset(each.name for each in nodes if each.name)

    def values(self, name: str) -> list[ast.expr]:
        """What a name of this function stands for; none for one that is given or counted through."""
        return self._values.get(name, [])


def scopes(tree: ast.Module) -> Iterator[ast.AST]:
    yield tree
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def own(scope: ast.AST) -> Iterator[ast.AST]:
    """What stands in a function or module itself; a function within it is a scope of its own."""
    for child in ast.iter_child_nodes(scope):
        if not isinstance(child, ast.FunctionDef):
            yield child
            yield from own(child)


def last_name(node: ast.AST) -> str:
    """The name itself, or that of an attribute; of anything else none."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
