"""The translations are complete, and the check that says so notices when they are not."""

from __future__ import annotations

import ast
import importlib.util
import re
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))


def load_tool() -> ModuleType:
    """packaging/translate.py, which is a script and in no package."""
    spec = importlib.util.spec_from_file_location("translate_tool", ROOT / "packaging" / "translate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


tool = load_tool()
CATALOGUES = tool.catalogues()
PROVIDED = ("data_texts.py", "verdict_texts.py", "sentences.py")  # whose texts come from `trainers`


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A catalogue and its compiled form, to be damaged."""
    for suffix in (".ts", ".qm"):
        shutil.copy(CATALOGUES[0].with_suffix(suffix), tmp_path)
    return tmp_path / CATALOGUES[0].name


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_there_is_a_chinese_catalogue() -> None:
    assert [path.name for path in CATALOGUES] == ["latent-explorer_zh_CN.ts"]


def test_the_templates_of_sentences_are_those_of_the_sources() -> None:
    assert tool.sentence_problems() == []


@pytest.mark.parametrize("content", [b"", b"{}", b'{"a file": []}'])
def test_other_templates_are_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / tool.SENTENCES).write_bytes(content)
    (line,) = tool.sentence_problems(tmp_path)
    assert line.startswith("sentences.json: older than the sources") and "translate.py update" in line
    tool.write_sentences(tmp_path)
    assert tool.sentence_problems(tmp_path) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_text_is_translated_and_compiled(path: Path) -> None:
    assert tool.problems(path) == []


def within_f_strings(source: str) -> list[int]:
    """The lines of texts to be translated that stand within an f-string, where Qt's tool does not find them."""
    strings = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.JoinedStr))
    calls = (each for string in strings for each in ast.walk(string) if isinstance(each, ast.Call))
    return [
        call.lineno
        for call in calls
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("tr", "translate") and call.args
    ]


def test_no_text_to_translate_stands_within_an_f_string() -> None:
    assert within_f_strings("f\"{self.tr('Chapters')} {mark}\"") == [1]
    assert within_f_strings('text = self.tr("Chapters")\nf"{text} {mark}"') == []
    sources = (ROOT / "explorer").rglob("*.py")
    assert {str(p): lines for p in sources if (lines := within_f_strings(p.read_text(encoding="utf-8")))} == {}


def test_texts_of_all_kinds_are_collected() -> None:
    """Marked in a class, in a function; of the catalog, a preset, a metric; of the worker, as a literal and by name."""
    known = tool.read_catalogue(CATALOGUES[0])
    for text in (
        ("Actions", "Quit"), ("Range", "%1 to %2"), ("Knob", "Learning rate"), ("Knob", "Folder of images"),
        ("Preset", "Digits: VAE"), ("Preset", "Fourteen pictures"),
        ("Metric", "Negative ELBO"), ("Worker", "Ready to train."),
        ("Worker", "A step failed ({reason}); went back to step {step}."), ("Worker", "Lower the learning rate"),
        ("Report", "Maps of the codes"),
        ("Sentence", "{0}: expected {1} columns, found {2} in line {3}"), ("Sentence", "Permission denied"),
    ):  # fmt: skip
        assert text in known


def test_a_text_that_is_missing_is_named_with_the_remedy(copy: Path) -> None:
    edit(copy, "<source>Quit</source>", "<source>Leave</source>")
    lines = tool.problems(copy)
    assert any(line.startswith("Actions: 'Quit': not in latent-explorer_zh_CN.ts") for line in lines)
    assert any(line.startswith("Actions: 'Leave': no longer used") for line in lines)
    assert all("packaging/translate.py" in line for line in lines)


def test_an_unfinished_translation_is_named(copy: Path) -> None:
    translation = tool.read_catalogue(copy)[tool.Text("Actions", "Quit")].text
    edit(copy, f"<translation>{translation}<", f'<translation type="unfinished">{translation}<')
    assert [line.partition(";")[0] for line in tool.problems(copy)] == ["Actions: 'Quit': not translated"]


def test_other_placeholders_are_named(copy: Path) -> None:
    translation = tool.read_catalogue(copy)[tool.Text("CurvesView", "step {0}")].text
    edit(copy, f"<translation>{translation}<", f"<translation>{translation.replace('{0}', '{1}')}<")
    tool.compile_catalogue(copy)
    (line,) = tool.problems(copy)
    assert line.startswith("CurvesView: 'step {0}': other placeholders")


def test_a_compiled_file_that_is_older_is_named(copy: Path) -> None:
    edit(copy, f"<translation>{tool.read_catalogue(copy)[tool.Text('Actions', 'Quit')].text}<", "<translation>走<")
    (line,) = tool.problems(copy)
    assert "latent-explorer_zh_CN.qm is older" in line and "translate.py compile" in line


@pytest.mark.parametrize("damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"nothing")])
def test_a_compiled_file_that_cannot_be_read_is_named(copy: Path, damage) -> None:  # type: ignore[no-untyped-def]
    damage(copy.with_suffix(".qm"))
    (line,) = tool.problems(copy)
    assert "latent-explorer_zh_CN.qm: missing or damaged" in line


def test_update_keeps_translations_and_drops_unused_ones(copy: Path) -> None:
    before = tool.read_catalogue(copy)
    edit(copy, "<source>Quit</source>", "<source>Leave</source>")
    tool.update(copy)
    after = tool.read_catalogue(copy)
    assert after.keys() == before.keys()
    assert not after[tool.Text("Actions", "Quit")].finished
    assert {text for text in before if after[text] != before[text]} == {tool.Text("Actions", "Quit")}


def test_a_template_of_the_worker_that_is_no_literal_is_refused() -> None:
    (function,) = ast.parse("def f(self, text):\n    self._say(1, Phase.READY, text)\n").body
    assert isinstance(function, ast.FunctionDef)
    with pytest.raises(ValueError, match=r"worker\.py:2: expected a literal text, found text"):
        list(tool._said_in(function, Path("worker.py")))


def calls_to_translate(path: Path) -> list[ast.Call]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if re.fullmatch(r"(.*\.)?(tr|QCoreApplication\.translate)", ast.unparse(call.func))]


def test_what_is_marked_is_found() -> None:
    """lupdate passes over what is no literal: such a text would stay English without a word."""
    known = {text.source for text in tool.read_catalogue(CATALOGUES[0])}
    sources = sorted((ROOT / "explorer").rglob("*.py"))
    marked = [(path, call) for path in sources for call in calls_to_translate(path)]
    assert len(marked) > 150
    offences = []
    for path, call in marked:
        text = call.args[-1]
        literal = isinstance(text, ast.Constant) and text.value in known
        if not literal and path.name not in PROVIDED:
            offences.append(f"{path.relative_to(ROOT)}:{call.lineno}: {ast.unparse(text)}")
    assert offences == []
