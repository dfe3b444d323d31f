"""Finds the sentences that the program says of the user's data and files, by reading its sources.

`trainers` knows no Qt, so such a sentence is plain English where it is raised or noted, with names and numbers in it.
Here each becomes a template, `{0}: expected {1} columns, found {2} in line {3}`, with one entry for every way that a
condition within it can go. The window knows a sentence again by its template (see `trainers/sentences/reading.py`). A
field is a *clause* where what stands in it may be such a sentence itself: the reason that another exception gives; or
words that were given to the function that says it (``what``), or marked as such: "training examples", "points".
"""

from __future__ import annotations

import ast
import itertools
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from translating.sources import Module, Scope, last_name, own, scopes
from translating.ways import RANGES, UNFOLDED, Gap, Texts, Way, has_words

# Errors with a sentence for the user, and where among their arguments it stands; and the mark of other sentences.
ERRORS = {
    "DataError": 0, "ConfigError": 0, "RunFolderError": 0, "TomlError": 0, "TooMuchError": 0, "StateError": 0,
    "MirrorError": 0, "ExportError": 0, "LessonError": 0, "ClassroomError": 0, "ClassCodeError": 0, "NotAFileError": 1,
    "LinkError": 1, "SelfTestError": 0, "sentence": 0,
    "NotImplementedError": 0,  # what a family cannot do
}  # fmt: skip
# Modules whose ValueErrors reach the user: as the reason within one of the errors above, or as that of a LookFailed.
READERS = (
    "marks", "files/npz", "runs/data", "runs/keyframes", "knobs", "families/_adversarial/", "families/_networks",
    "families/gan", "lessons/classroom", "lessons/restrictions", "looking/holes", "looking/game", "looking/looker",
    "looking/codes", "looking/drawing", "looking/answers", "worker/render_thread", "metrics/",
)  # fmt: skip
# Functions whose result the window shows, though no error carries it.
SAYING = (
    "misfit_of_data", "misfit_of_pictures", "keyframes_problem", "sentences", "problems", "problem_of", "missing",
    "_problem", "_cut", "describe_error",
)  # fmt: skip
GIVEN = ("what",)  # parameters that are words of a sentence
HELD_IN = ("note", "notes", "problems", "lines")  # variables of sentences, and arguments by these names
GIVEN_AS = (*HELD_IN, "problem", "reason")
CALLED_WITH = {"Skipped": 1, "progress": 1, "_say_saved": 0}  # which argument is one
HOLDING = (
    "trainers/",
    "explorer/files/opening",
    "explorer/self_test",
)  # where these rules hold; elsewhere that of errors
CHECKS = "check_"  # functions of the self-test, whose answers the window shows
LEFT_OUT = (  # what the command line and a notebook say
    "cli/main", "cli/console", "cli/arguments", "cli/train", "cli/evaluate", "cli/export", "cli/holes", "cli/judge",
    "cli/data", "cli/presets", "cli/maps", "cli/report", "cli/lessons", "cli/serve",
    "looking/reports/hole_report", "looking/reports/map_report",
    "self_test/report", "notebook/",
)  # fmt: skip
# What the system says of a file.
SYSTEM = (
    "No such file or directory", "Permission denied", "No space left on device", "Read-only file system",
    "Is a directory", "Not a directory", "File exists", "File name too long", "Too many open files",
    "Input/output error", "Operation not permitted", "Disk quota exceeded", "Device or resource busy",
    "Too many levels of symbolic links", "Stale file handle", "Cannot allocate memory", "Invalid argument",
    "Directory not empty", "No such device or address", "Broken pipe", "Connection refused",
)  # fmt: skip
SYSTEM_FORMS = {"[Errno {0}] {1}": ["number", "clause"], "[Errno {0}] {1}: {2}": ["number", "clause", ""]}  # Python's
# What the libraries say of damaged files, most often.
LIBRARIES = (
    "File is not a zip file", "Bad CRC-32", "Bad CRC-32 for file {0}", "Corrupt input data", "Invalid data stream",
    "Error {0} while decompressing data: {1}", "broken data stream when reading image file",
    "could not create decoder object", "EOF: reading array header length, expected {0} bytes got {1}",
    "EOF: reading array header, expected {0} bytes got {1}", "Expecting value: line {0} column {1} (char {2})",
    "Expecting property name enclosed in double quotes: line {0} column {1} (char {2})",
    "Expecting {0} delimiter: line {1} column {2} (char {3})", "Invalid value (at end of document)",
    "Invalid value (at line {0}, column {1})", "Cannot overwrite a value (at line {0}, column {1})",
    "Expected '=' after a key in a key/value pair (at line {0}, column {1})",
    "Expected newline or end of document after a statement (at line {0}, column {1})",
    "Invalid initial character for a key part (at line {0}, column {1})", "Unclosed array (at end of document)",
    "expected a valid integer", "expected a valid number", "expected a valid string", "expected a valid boolean",
    "expected a valid list", "expected a valid dictionary", "no reason given",
)  # fmt: skip


def templates(root: Path, packages: Iterable[str] = ("trainers", "explorer")) -> dict[str, list[str]]:
    """Every template of the sources below *root*, and of what kind each of its fields is (see `Gap`)."""
    modules = {}
    for path in sorted(path for package in packages for path in (root / package).rglob("*.py")):
        name = path.relative_to(root).with_suffix("").as_posix()
        if not name.partition("/")[2].startswith(LEFT_OUT):
            modules[name] = Module(name, ast.parse(path.read_text(encoding="utf-8")))
    found: dict[str, list[str]] = {text: [""] * text.count("{") for text in (*SYSTEM, *LIBRARIES)} | SYSTEM_FORMS
    collector = Collector(modules)
    for way in collector.ways():
        gaps = [part.kind for part in way if isinstance(part, Gap)]
        numbers = itertools.count()
        text = "".join(f"{{{next(numbers)}}}" if isinstance(part, Gap) else part for part in way)
        found[text] = [_wider(*kinds) for kinds in zip(found.get(text, gaps), gaps, strict=True)]
    return {text: found[text] for text in sorted(found) if has_words(text) or text in collector.words}


def _wider(one: str, other: str) -> str:
    """The kind of a field that is of different kinds in different places."""
    return one if one == other else "clause" if "clause" in (one, other) else ""


class Collector:
    """Walks the modules."""

    def __init__(self, modules: Mapping[str, Module]) -> None:
        self._modules = modules
        self._texts = Texts(modules)
        self._seen: set[int] = set()
        self._spliced = {name: place for module in modules.values() for name, place in self._splicing(module)}
        self.words: set[str] = set()  # that are part of a sentence, be it one word alone

    def ways(self) -> Iterator[Way]:
        for module in self._modules.values():
            for scope in scopes(module.tree):
                for node in own(scope):
                    for said in (*self._said(node, module), *self._given(node)):
                        yield from self._expand_all(said, Scope(module, scope))
        checks = sorted(name for name in self._texts.functions if name.startswith(CHECKS))
        for name in (*SAYING, *checks):
            yield from self._returned(name, None)

    def _splicing(self, module: Module) -> Iterator[tuple[str, int]]:
        """The functions that splice words they are given into a sentence, and at which place these are given."""
        for function in ast.walk(module.tree):
            if isinstance(function, ast.FunctionDef):
                names = [each.arg for each in function.args.args if each.arg not in ("self", "cls")]
                said = (part for node in own(function) for each in self._said(node, module) for part in ast.walk(each))
                used = {part.id for part in said if isinstance(part, ast.Name)}
                yield from ((function.name, names.index(name)) for name in GIVEN if name in used and name in names)

    def _given(self, node: ast.AST) -> Iterator[ast.Constant]:
        """Words in one place that become part of a sentence."""
        if isinstance(node, ast.Call):
            place = 0 if last_name(node.func) == "sentence" else self._spliced.get(last_name(node.func), -1)
            for each in node.args[place : place + 1] if place >= 0 else ():
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    self.words.add(each.value)
                    yield each

    def _said(self, node: ast.AST, module: Module) -> Iterator[ast.expr]:
        """The expressions in one place that are sentences."""
        holds = module.name.startswith(HOLDING)
        match node:
            case ast.Call(func=func, args=args, keywords=keywords):
                name = last_name(func)
                place = ERRORS.get(name, -1)
                if name == "ValueError" and module.name.partition("/")[2].startswith(READERS):
                    place = 0
                if holds:
                    place = CALLED_WITH.get(name, place)
                    yield from (each.value for each in keywords if each.arg in GIVEN_AS)
                    if name == "Found":  # a detail and a warning
                        yield from args
                    if name in ("append", "extend") and last_name(getattr(func, "value", func)) in (*HELD_IN, "said"):
                        place = 0
                if 0 <= place < len(args):
                    yield args[place]
            case ast.Assign(targets=[target], value=value) if holds and last_name(target) in HELD_IN:
                yield value
            case ast.AugAssign(target=target, value=value) if holds and last_name(target) in HELD_IN:
                yield value

    def _returned(self, name: str, module: Module | None) -> Iterator[Way]:
        """What the functions of this name return; those of *module*, where it has one."""
        known = [] if name in UNFOLDED else self._texts.functions.get(name, [])
        for owner, function in [each for each in known if each[0] is module] or known:
            if id(function) not in self._seen:
                self._seen.add(id(function))
                for node in own(function):
                    if isinstance(node, ast.Return) and node.value is not None:
                        yield from self._expand_all(node.value, Scope(owner, function))

    def _expand_all(self, node: ast.expr, scope: Scope) -> Iterator[Way]:
        """The sentences in a text, in a list of them, or in what a function returns; and those that they hold."""
        match node:
            case ast.Tuple(elts=parts) | ast.List(elts=parts):
                for part in parts:
                    yield from self._expand_all(part, scope)
            case ast.Starred(value=value) | ast.GeneratorExp(elt=value) | ast.ListComp(elt=value):
                yield from self._expand_all(value, scope)
            case ast.Call(func=ast.Name(id="tuple" | "list" | "filter" | "sorted"), args=args):
                for part in args:
                    yield from self._expand_all(part, scope)
            case ast.IfExp(body=one, orelse=other):
                yield from (*self._expand_all(one, scope), *self._expand_all(other, scope))
            case ast.Dict(values=values):
                for part in values:
                    yield from self._expand_all(part, scope)
            case ast.BinOp(op=ast.Add(), left=ast.Tuple() as one, right=other):
                yield from (*self._expand_all(one, scope), *self._expand_all(other, scope))
            case _:
                yield from self._texts.expand(node, scope)
        for inner in ast.walk(node):
            if isinstance(inner, ast.Call):
                yield from self._returned(last_name(inner.func), scope.module)
            elif isinstance(inner, ast.Name):
                for value in scope.values(inner.id):
                    if isinstance(value, ast.Call | ast.Tuple | ast.List | ast.ListComp):
                        yield from self._returned(last_name(getattr(value, "func", value)), scope.module)
            elif isinstance(inner, ast.Attribute) and inner.attr in RANGES:
                yield from self._returned(inner.attr, scope.module)
