"""Translations of the window: collects the English texts, compiles the translations, checks that they are complete.

    python packaging/translate.py update     new texts into resources/translations/*.ts, unused ones out; and the
                                             templates of sentences into sentences.json beside them
    python packaging/translate.py compile    *.ts to *.qm, the form that the program reads
    python packaging/translate.py check      fails with one line for each text that is missing or wrong

A `.ts` file is XML; edit it by hand or with `pyside6-linguist`. `update --language de` begins another language.
Texts marked with `tr` and `translate` in `explorer/` are found by `pyside6-lupdate`. Texts that `trainers/` provides
and that workspaces declare (see `explorer/texts/data_texts.py`) are read from the catalog, the presets, the sources and
the list of workspaces, and handed to it too.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from xml.etree import ElementTree

from translating.sentences import templates

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "resources" / "translations"
NAME = "latent-explorer"
SENTENCES = "sentences.json"  # which the program reads, for its sources are not there when it is frozen
PLACEHOLDER = re.compile(r"%\d+|%n|\{[^{}]*\}")
REMEDY = "run `python packaging/translate.py update`, translate it in {name}, then `... compile`"


class Text(NamedTuple):
    """A text to translate; the same words may need other ones in another context."""

    context: str
    source: str


# What Qt's own dialogs say and its translations lack, for its texts have changed since they were made.
QT_LACKS = (Text("QFileDialog", "&Look in:"), Text("QFileDialog", "Files of &type:"))


class Translation(NamedTuple):
    text: str
    finished: bool


# ------------------------------------------------------------------ what there is to translate


@cache
def data_texts() -> tuple[Text, ...]:
    """The texts that `trainers/` provides, those that workspaces declare and those of Qt that it has not translated
    itself, each once."""
    sys.path.insert(0, str(ROOT))
    try:
        texts = [
            *_catalog_texts(),
            *_map_texts(),
            *_preset_texts(),
            *_worker_texts(),
            *_verdict_texts(),
            *_sentence_texts(),
            *_report_texts(),
        ]
        texts += [*_workspace_texts(), *QT_LACKS]
    finally:
        sys.path.remove(str(ROOT))
    return tuple(dict.fromkeys(text for text in texts if _has_words(text.source)))


def _catalog_texts() -> Iterator[Text]:
    from trainers.catalog import dataset_specs, family_specs
    from trainers.experiment import Plan
    from trainers.knobs import knob_specs
    from trainers.maps.clusterings import CLUSTERINGS
    from trainers.maps.methods import METHODS

    families, datasets = family_specs(), dataset_specs()
    for spec in (*families, *datasets):
        yield from (Text("Knob", spec.title), Text("Knob", spec.summary))
    yield from (Text("Knob", kind.title) for kind in {dataset.kind: None for dataset in datasets})
    for dataset in datasets:
        yield from (Text("Class", name) for name in dataset.class_words)
    drawn = (*METHODS.values(), *CLUSTERINGS.values())
    for method in drawn:
        yield from (Text("Knob", method.title), Text("Knob", method.summary))
    settings = (knob for each in (Plan, *(method.Settings for method in drawn)) for knob in knob_specs(each))
    for knob in (*(knob for spec in (*families, *datasets) for knob in spec.knobs), *settings):
        yield from (Text("Knob", text) for text in (knob.label, knob.help, *knob.choices))
    for family in families:
        yield from (Text("Game", text) for game in family.games for text in (game.of_d, game.of_g))
        for metric in (*family.metrics, *family.test_metrics):
            units = (unit for *_, unit in metric.unit_when)
            texts = (metric.group, metric.label, metric.short, metric.unit, metric.help, *units)
            yield from (Text("Metric", text) for text in (*texts, *(level.label for level in metric.references)))
            if metric.group == "guess":
                yield Text("Metric", f"{metric.label} {{0}}")  # in Chinese the number stands within what is said


def _map_texts() -> Iterator[Text]:
    """What is said of methods that draw maps and find clusters."""
    from trainers.knobs import knob_specs
    from trainers.maps.clusterings import CLUSTERINGS
    from trainers.maps.methods import METHODS

    for method in (*METHODS.values(), *CLUSTERINGS.values()):
        yield from (Text("Knob", method.title), Text("Knob", method.summary))
        for knob in knob_specs(method.Settings):
            yield from (Text("Knob", text) for text in (knob.label, knob.help, *knob.choices))


def _preset_texts() -> Iterator[Text]:
    from trainers.lessons.reading import find_lessons, lesson_folders
    from trainers.presets import list_exhibits, list_presets

    for preset in (*list_presets(), *list_exhibits()):
        yield from (Text("Preset", preset.title), Text("Preset", preset.summary))
    for lesson in find_lessons(lesson_folders())[0]:  # their runs are called by the same way as those of presets
        for chapter in lesson.lesson.chapters:
            if chapter.start.experiment is not None:
                yield Text("Preset", str(chapter.start.experiment["title"]))


def _workspace_texts() -> Iterator[Text]:
    from explorer.workspaces import WORKSPACES

    for workspace in WORKSPACES:
        yield from (Text("Workspace", text) for text in workspace.texts)


def _worker_texts() -> Iterator[Text]:
    """Templates and actions of every ``_say(run_id, phase, template, action, ...)`` and ``_refuse`` in `trainers/`."""
    for path in sorted((ROOT / "trainers").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef):
                yield from _said_in(function, path, _constants(tree))


def _constants(module: ast.Module) -> dict[str, object]:
    """The texts that a module gives names."""
    return {
        target.id: node.value.value
        for node in module.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _said_in(
    function: ast.FunctionDef, path: Path, known: Mapping[str, object] = MappingProxyType({})
) -> Iterator[Text]:
    """The module gives the texts in *known* names."""
    for call in ast.walk(function):
        if (
            isinstance(call, ast.Call)
            and isinstance(call.func, ast.Attribute)
            and call.func.attr in ("_say", "_refuse")
        ):
            for argument in call.args[2:4]:
                yield from (Text("Worker", text) for text in _literals(argument, function, known, path))


def _verdict_texts() -> Iterator[Text]:
    """Templates of every ``Verdict(kind, template, ...)`` and ``Remedy(template, ...)`` where the rules stand."""
    from trainers.verdict import remedies, verdict

    for module in (remedies, verdict):
        path = Path(module.__file__)
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(function, ast.FunctionDef):
                for call in ast.walk(function):
                    made = call.func.id if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) else ""
                    if made in ("Verdict", "Remedy"):
                        for text in _literals(call.args[made == "Verdict"], function, vars(module), path):
                            yield Text("Verdict", text)


@cache
def sentence_templates() -> dict[str, list[str]]:
    """The sentences of the sources, and of what kind each of their fields is."""
    return templates(ROOT)


def _sentence_texts() -> Iterator[Text]:
    yield from (Text("Sentence", template) for template in sentence_templates())


def _report_texts() -> Iterator[Text]:
    """What reports say: the literals in every ``words("...")`` of `trainers/`, which are read from the catalogue."""
    for path in sorted((ROOT / "trainers").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "words":
                if not (isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)):
                    raise ValueError(f"{path}:{call.lineno}: expected a literal text")
                yield Text("Report", call.args[0].value)


def _literals(node: ast.expr, function: ast.FunctionDef, known: Mapping[str, object], path: Path) -> Iterator[str]:
    """Every text that *node* may stand for: a literal, a name that the function or its module (*known*) gives literals,
    an entry of the module's tables, or one of two. Raises ValueError for anything else."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=one, orelse=other):
            yield from (*_literals(one, function, known, path), *_literals(other, function, known, path))
        case ast.Name(id=name) if isinstance(known.get(name), str):
            yield str(known[name])
        case ast.Name(id=name) if values := [
            each.value
            for each in ast.walk(function)
            if isinstance(each, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in each.targets)
        ]:
            for value in values:
                yield from _literals(value, function, known, path)
        case ast.Subscript(value=ast.Name(id=name)) if isinstance(table := known.get(name), dict):
            yield from table.values()
        case _:
            raise ValueError(f"{path}:{node.lineno}: expected a literal text, found {ast.unparse(node)}")


def _has_words(text: str) -> bool:
    """A bare ``{reason}`` or ``28`` is the same in every language."""
    return any(letter.isalpha() for letter in PLACEHOLDER.sub("", text))


# ------------------------------------------------------------------ files


def catalogues(folder: Path = FOLDER) -> list[Path]:
    """The `.ts` file of each language."""
    return sorted(folder.glob(f"{NAME}_*.ts"))


def read_catalogue(path: Path) -> dict[Text, Translation]:
    """Every text of a `.ts` file with its translation."""
    found = {}
    for context in ElementTree.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            text = Text(context.findtext("name", ""), message.findtext("source", ""))
            translation = message.find("translation")
            words = "" if translation is None else translation.text or ""
            found[text] = Translation(words, translation is not None and not translation.get("type") and bool(words))
    return found


def update(path: Path) -> None:
    """Brings a `.ts` file up to the sources: new texts unfinished, known ones as they are, unused ones out."""
    with tempfile.TemporaryDirectory() as folder:
        marked = Path(folder) / "data.py"
        lines = [
            f"QCoreApplication.translate({_quoted(text.context)}, {_quoted(text.source)})" for text in data_texts()
        ]
        marked.write_text("\n".join(lines) + "\n", encoding="utf-8")
        sources = [str(path) for path in sorted((ROOT / "explorer").rglob("*.py"))]
        _run("lupdate", *sources, str(marked), "-silent", "-no-obsolete", "-locations", "none",
             "-disable-heuristic", "similartext", "-source-language", "en_US", "-ts", str(path))  # fmt: skip


def write_sentences(folder: Path = FOLDER) -> None:
    """Writes the templates of sentences, by which the window knows them again."""
    lines = (f"{json.dumps(text)}: {json.dumps(kinds)}" for text, kinds in sentence_templates().items())
    (folder / SENTENCES).write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def sentence_problems(folder: Path = FOLDER) -> list[str]:
    """One line where the file of templates is not what the sources say."""
    try:
        known = json.loads((folder / SENTENCES).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = None
    return (
        []
        if known == sentence_templates()
        else [f"{SENTENCES}: older than the sources; run `packaging/translate.py update`"]
    )


def compile_catalogue(path: Path) -> None:
    """Writes the `.qm` file beside a `.ts` file."""
    _run("lrelease", "-silent", str(path), "-qm", str(path.with_suffix(".qm")))


def _quoted(text: str) -> str:
    """A Python literal in the spelling that lupdate reads: double quotes, no escapes but the usual ones."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _run(tool: str, *arguments: str) -> None:
    program = shutil.which(f"pyside6-{tool}", path=Path(sys.executable).parent) or shutil.which(f"pyside6-{tool}")
    if program is None:
        raise SystemExit(f"pyside6-{tool}: not found; it comes with PySide6-Essentials, in the project's environment")
    done = subprocess.run([program, *arguments], capture_output=True, text=True)
    if done.returncode:
        raise SystemExit(f"pyside6-{tool}: {done.stderr or done.stdout}")
    if done.stderr.strip():
        print(done.stderr, file=sys.stderr)


# ------------------------------------------------------------------ checking


def problems(path: Path) -> list[str]:
    """What is wrong with a `.ts` file and its `.qm` file, one line each; empty when nothing is."""
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / path.name
        shutil.copy(path, fresh)
        update(fresh)
        wanted = read_catalogue(fresh)
    known = read_catalogue(path)
    remedy = REMEDY.format(name=path.name)
    lines = [f"{_where(text)}: not in {path.name}; {remedy}" for text in wanted if text not in known]
    lines += [f"{_where(text)}: no longer used; {remedy}" for text in known if text not in wanted]
    for text, translation in known.items():
        if not translation.finished:
            lines.append(f"{_where(text)}: not translated; {remedy}")
        elif _placeholders(text.source) != _placeholders(translation.text):
            lines.append(f"{_where(text)}: other placeholders in {translation.text!r}")
    return lines + _stale(path, known)


def _stale(path: Path, known: dict[Text, Translation]) -> list[str]:
    """Where the compiled file says something else than the catalogue."""
    from PySide6.QtCore import QTranslator

    compiled = path.with_suffix(".qm")
    translator = QTranslator()
    if not compiled.is_file() or not translator.load(str(compiled)):
        return [f"{compiled.name}: missing or damaged; run `python packaging/translate.py compile`"]
    finished = {text: translation.text for text, translation in known.items() if translation.finished}
    return [
        f"{_where(text)}: {compiled.name} is older than {path.name}; run `python packaging/translate.py compile`"
        for text, words in finished.items()
        if translator.translate(text.context, text.source) != words
    ][:1]


def _placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text))


def _where(text: Text) -> str:
    return f"{text.context}: {text.source!r}"


def main(arguments: Iterable[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("command", choices=("update", "compile", "check"))
    parser.add_argument("--language", metavar="CODE", help="begin another language, such as de, with update")
    options = parser.parse_args(None if arguments is None else list(arguments))
    paths = catalogues()
    if options.language:
        paths = [FOLDER / f"{NAME}_{options.language}.ts"]
    lines: list[str] = sentence_problems() if options.command == "check" else []
    if options.command == "update":
        write_sentences()
    for path in paths:
        if options.command == "update":
            update(path)
        elif options.command == "compile":
            compile_catalogue(path)
        else:
            lines += problems(path)
    print("\n".join(lines) or f"{options.command}: {', '.join(path.name for path in paths)}")
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
