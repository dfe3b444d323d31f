"""Verdicts in the language of the window: every sentence that the rules can say is known to the translators."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtWidgets import QApplication

from explorer.texts.verdict_titles import KINDS, verdict_title
from explorer.workspaces.adversarial.verdict_texts import remedy_text, verdict_text
from trainers.knobs import KnobRole
from trainers.verdict.remedies import BACK, Remedy
from trainers.verdict.verdict import NO_LONGER, GameHistory, Point, Verdict, judge

KNOBS: Mapping[KnobRole, float] = {
    "rate of D": 1e-3, "rate of G": 2e-3, "smoothness of D": 0.0, "momentum": 0.5,
}  # fmt: skip
PACKAGING = Path(__file__).resolve().parents[4] / "packaging"
sys.path.insert(0, str(PACKAGING))


@pytest.fixture(scope="module")
def translate() -> Iterator[ModuleType]:
    spec = importlib.util.spec_from_file_location("translate_of_verdicts", PACKAGING / "translate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def history(*coverage: float, knobs: dict[str, float] = KNOBS, **last: object) -> GameHistory:
    """A point each 100 steps; *last* holds for the latter half of them."""
    half = len(coverage) // 2
    points = [
        Point(step=100 * (i + 1), coverage=c, **(last if i >= half else {}))  # type: ignore[arg-type]
        for i, c in enumerate(coverage)
    ]
    return GameHistory(tuple(points), knobs)


HISTORIES = {
    "too_early": history(0.5),
    "healthy": history(*[0.5] * 10, mode_shares=(0.5, 0.5)),
    "partial": history(*[0.4] * 10),
    "collapse": history(*[0.6] * 6, *[0.1] * 6, duplicate_share=0.6),
    "d_memorises": history(*[0.5] * 12, logit_gap=3.0),
}


@pytest.mark.parametrize("kind", HISTORIES)
def test_what_the_rules_say_can_be_translated(kind: str, translate: ModuleType) -> None:
    known = {text.source for text in translate._verdict_texts()}
    verdict = judge(HISTORIES[kind])
    assert verdict.kind == kind
    assert verdict.template in known
    assert verdict.remedy is None or verdict.remedy.template in known


def test_all_of_the_remedies_can_be(translate: ModuleType) -> None:
    known = {text.source for text in translate._verdict_texts()}
    assert {
        "Halve the learning rate of D", "Halve the learning rate of G", "Halve both learning rates", "Set R1 to {r1}",
        "Let D keep up with G", *BACK.values(), NO_LONGER, "Use the usual learning rates",
        "The remedy was taken at step {step}; a few more measurements will tell.",
    } <= known  # fmt: skip


def test_a_text_that_cannot_be_collected_is_named(translate: ModuleType) -> None:
    import ast

    [function] = ast.parse("def say():\n    return Remedy('a' + b)").body
    with pytest.raises(ValueError, match=r"rules\.py:2: expected a literal text, found 'a' \+ b"):
        list(translate._literals(function.body[0].value.args[0], function, {}, Path("rules.py")))


@pytest.mark.parametrize(
    ("code", "known", "texts"),
    [
        ("Remedy('one')", {}, ["one"]),
        ("Remedy('one' if x else 'two')", {}, ["one", "two"]),
        ("Remedy(NAME)", {"NAME": "one"}, ["one"]),
        ("Remedy(TABLE[key])", {"TABLE": {"a": "one", "b": "two"}}, ["one", "two"]),
        ("Remedy(local)", {}, ["here", "there"]),
    ],
)
def test_where_texts_may_stand(translate: ModuleType, code: str, known: dict[str, object], texts: list[str]) -> None:
    import ast

    lines = "def say():\n    if x:\n        local = 'here'\n    else:\n        local = 'there'\n    return "
    [function] = ast.parse(lines + code).body
    assert list(translate._literals(function.body[-1].value.args[0], function, known, Path())) == texts


def test_numbers_are_filled_in_and_stay_in_one_piece() -> None:
    verdict = Verdict("collapse", "At step {step}: {gap}, {word}.", {"step": 12_345, "gap": 3 * 0.1, "word": "so"})
    assert verdict_text(verdict) == "At step 12\u202f345: 0.3, so."
    assert remedy_text(Remedy("Set R1 to {r1}", {"r1": 3 * 0.1})) == "Set R1 to 0.3"
    assert remedy_text(None) == ""


def test_another_language(qapp: QApplication) -> None:
    class German(QTranslator):
        def isEmpty(self) -> bool:
            return False

        def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
            german = {"Set R1 to {r1}": "R1 auf {r1} setzen", "Collapse": "Zusammenbruch"}
            return german.get(text, "") if context == "Verdict" else ""

    german = German()
    qapp.installTranslator(german)
    try:
        assert remedy_text(Remedy("Set R1 to {r1}", {"r1": 0.5})) == "R1 auf 0.5 setzen"
        assert verdict_title("collapse") == "Zusammenbruch"
    finally:
        qapp.removeTranslator(german)
        german.deleteLater()


def test_every_kind_has_a_title() -> None:
    assert len({verdict_title(kind) for kind in KINDS}) == len(KINDS) == 7
    with pytest.raises(KeyError):
        verdict_title("splendid")


def test_no_line_ends_between_a_number_and_its_percent() -> None:
    said = verdict_text(judge(HISTORIES["healthy"]))
    assert "50\u00a0%" in said and " %" not in said
