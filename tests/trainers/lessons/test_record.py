"""What a reader did: plain data that are read back as they were written, and checked as anything of others is."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from trainers.lessons.record import LessonRecord, RecordEntry, Thumbnail

RECORD = LessonRecord(
    name="Ada <b>",
    lesson="small",
    title="一节小课",
    version=1,
    language="zh_CN",
    code="ABCDEFGH",
    seed=3,
    started="2026-11-30T10:00:00",
    seconds=12.5,
    finished=True,
    entries=(
        RecordEntry(key="guess", kind="ask", title="A guess", state="done", question="?", answer="Up", right=None),
        RecordEntry(key="told", kind="reveal", title="So", state="shown", turned_out="Down", right=False, at_step=70),
    ),
    figures={"metrics.0.kl": 0.1 + 0.2},
    program={"version": "0.3"},
    thumbnails=(Thumbnail(key="told", caption="What was seen", png="aGVsbG8="),),
)


def test_it_is_read_back_as_it_was_written() -> None:
    assert LessonRecord.model_validate_json(RECORD.model_dump_json()) == RECORD


@pytest.mark.parametrize(
    "changes",
    [
        {"unknown": 1},
        {"format": 2},
        {"name": "x" * 201},
        {"seconds": -1.0},
        {"seconds": None},
        {"version": 0},
        {"seed": -1},
        {"finished": "perhaps"},
        {"figures": {f"f{n}": 1.0 for n in range(101)}},
        {"program": {"version": "x" * 201}},
        {"entries": [{"key": "a", "kind": "run", "title": "b", "state": "done"}]},
        {"entries": [{"key": "a", "kind": "do", "title": "b", "state": "lost"}]},
        {"entries": [{"key": "a", "kind": "do", "title": "b", "state": "done", "said": "x" * 4001}]},
        {"entries": [{"key": "a", "kind": "do", "title": "b", "state": "done"}] * 721},
        {"thumbnails": [{"key": "a", "caption": "b", "png": "x" * 400_001}]},
        {"thumbnails": [{"key": "a", "caption": "b", "png": ""}] * 25},
    ],
)
def test_what_is_no_record_is_refused(changes: dict[str, Any]) -> None:
    table = {**json.loads(RECORD.model_dump_json()), **changes}
    with pytest.raises(ValidationError):
        LessonRecord.model_validate(table)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_figures_are_finite(number: str) -> None:
    text = RECORD.model_dump_json().replace("12.5", number)
    with pytest.raises(ValidationError):
        LessonRecord.model_validate_json(text)
