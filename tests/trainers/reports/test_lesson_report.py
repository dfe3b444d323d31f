"""What a student did, as a page that people and programs read."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.trainers.reports.page_faults import page_faults
from trainers.kinds import DataError
from trainers.lessons.record import LessonRecord, RecordEntry, Thumbnail
from trainers.reports.lesson_report import read_lesson_report, write_lesson_report
from trainers.reports.made_with import made_with
from trainers.reports.page import MOST_BYTES
from trainers.reports.words import Words, read_words

BAD = "</script></title><script>x</script><!--\x00\u202e&amp;"


def png(side: int, seed: int | None = None) -> str:
    pixels = np.full((side, side, 3), 200, np.uint8)
    if seed is not None:
        pixels = np.random.default_rng(seed).integers(0, 256, (side, side, 3), np.uint8)
    content = io.BytesIO()
    Image.fromarray(pixels).save(content, "PNG")
    return base64.b64encode(content.getvalue()).decode()


def record(**changes: object) -> LessonRecord:
    entries = (
        RecordEntry(key="intro", kind="explain", title="What a code is", state="done"),
        RecordEntry(
            key="half", kind="ask", title="Half-way", state="done", question="What is between two moons?",
            answer="a half moon", turned_out="both moons at once", right=False, at_step=1200,
        ),
        RecordEntry(key="sigma", kind="ask", title="Sigma", state="done", answer="0.2", turned_out="0.21", right=True),
        RecordEntry(key="show", kind="reveal", title="See", state="shown", said="The loss was 95.65\nnats."),
        RecordEntry(key="end", kind="do", title="Turn beta", state="open"),
    )  # fmt: skip
    values: dict[str, object] = {
        "name": "Ada Lovelace", "lesson": "between-codes", "title": "What is between two codes", "version": 3,
        "language": "en", "code": "KQZT-WMPA", "seed": 7, "started": "2026-03-02T09:15:00+01:00", "seconds": 660.0,
        "finished": False, "entries": entries, "figures": {"test_mse": 0.0221}, "program": made_with("CPU", 1),
        "thumbnails": (Thumbnail(key="half", caption="Half-way", png=png(12)),),
    }  # fmt: skip
    return LessonRecord.model_validate({**values, **changes})


def page(made: LessonRecord, words: Words | None = None) -> str:
    content = write_lesson_report(made, words or Words())
    assert page_faults(content) == []
    assert len(content) <= MOST_BYTES
    return content.decode("utf-8")


def test_people_read_what_was_predicted_and_what_came_of_it() -> None:
    found = page(record())
    assert "<h1>Ada Lovelace</h1>" in found and "What is between two codes" in found
    assert "not finished · 4 of 5 steps · 1 of 2 predictions right · 11 min" in found
    cells = (
        "What is between two moons?</th>",
        "a half moon</td>",
        "both moons at once</td>",
        "✗ wrong</td>",
        "1,200</td>",
    )
    assert all(cell in found for cell in cells)
    assert "Sigma</th>" in found and "✓ right</td>" in found
    assert "The loss was 95.65 nats.</td>" in found
    assert "between-codes, version 3" in found and "KQZT-WMPA" in found and "0.0221" in found
    assert found.count("<img ") == 1 and 'alt="Half-way"' in found
    for name in ("latent explorer", "torch", "numpy", "processor", "threads"):
        assert f'<th scope="row">{name}</th>' in found


def test_programs_read_the_same_record(tmp_path: Path) -> None:
    made = record()
    (tmp_path / "a.html").write_bytes(write_lesson_report(made, Words()))
    assert read_lesson_report(tmp_path / "a.html") == made.model_copy(update={"thumbnails": ()})


def test_whatever_a_student_types_stays_text(tmp_path: Path) -> None:
    entry = RecordEntry(
        key=BAD, kind="ask", title=BAD, state="done", question=BAD, answer=BAD, turned_out=BAD, said=BAD
    )
    made = record(
        name=BAD, title=BAD, code=BAD, lesson=BAD, started=BAD, entries=(entry,), figures={BAD: 1.0},
        program={BAD: BAD}, thumbnails=(Thumbnail(key=BAD, caption=BAD, png=png(3)),),
    )  # fmt: skip
    found = page(made)
    assert found.count("<script") == found.count("</script") == 1
    (tmp_path / "a.html").write_text(found, encoding="utf-8")
    assert read_lesson_report(tmp_path / "a.html") == made.model_copy(update={"thumbnails": ()})


@pytest.mark.parametrize("bad", ["", "!!", base64.b64encode(b"<svg/>").decode(), png(3)[:40], png(2500)[:100]])
def test_a_thumbnail_that_is_no_picture_is_left_out(bad: str) -> None:
    assert "<img" not in page(record(thumbnails=(Thumbnail(key="a", caption="A", png=bad),)))


def test_many_pictures_are_made_smaller() -> None:
    noise = tuple(Thumbnail(key="k", caption=f"c{seed}", png=png(300, seed)) for seed in range(24))
    found = page(record(thumbnails=noise))
    assert found.count("<img ") == 24 and "Pictures were made smaller" in found


def test_many_words_are_made_shorter(tmp_path: Path) -> None:
    long = "字<" * 2000
    entry = RecordEntry(
        key="k" * 200,
        kind="ask",
        title=long[:200],
        state="done",
        question=long,
        answer=long,
        turned_out=long,
        said=long,
    )
    (tmp_path / "a.html").write_text(page(record(entries=(entry,) * 720)), encoding="utf-8")
    kept = read_lesson_report(tmp_path / "a.html").entries
    assert 1 <= len(kept) <= 720 and kept[0].answer == long[: len(kept[0].answer)]


def test_a_report_in_chinese() -> None:
    assert '<html lang="zh-CN">' in page(record(name="李雷"), read_words("zh_CN"))


def block(content: str) -> str:
    return f'<script type="application/json" id="record">{content}</script>'


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "expected the report of a lesson, found another file"),
        (b"<script>1</script>", "expected the report of a lesson, found another file"),
        (b"\xff\xfe\x00", "expected text (UTF-8), found other data"),
        (block("{}").encode(), "name: expected a value"),
        (block("[1]").encode(), "expected a table"),
        (block("{").encode(), "the record cannot be read"),
        (block("[" * 100_000).encode(), "the record cannot be read"),
        (block('{"seconds": NaN}').encode(), "expected a value"),
        ((block("{}") * 2).encode(), "expected one record, found several"),
        (b"x" * (9 * 2**20), "the record cannot be read (expected at most 8 MB, found more)"),
    ],
)
def test_what_is_no_report_is_said_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "a.html").write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_lesson_report(tmp_path / "a.html")
    assert str(caught.value).startswith("a.html: ") and said in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "changes",
    [{"extra": 1}, {"version": 0}, {"seconds": -1}, {"entries": [{}]}, {"name": "x" * 201}, {"format": 2},
     {"figures": {"a": "b"}}, {"entries": "x"}, {"name": 5}],
)  # fmt: skip
def test_a_record_that_was_edited_is_named_by_its_place(tmp_path: Path, changes: dict[str, object]) -> None:
    plain = {**record().model_dump(mode="json", exclude={"thumbnails"}), **changes}
    (tmp_path / "a.html").write_text(block(json.dumps(plain)), encoding="utf-8")
    with pytest.raises(DataError, match=rf"a\.html: {next(iter(changes))}"):
        read_lesson_report(tmp_path / "a.html")
