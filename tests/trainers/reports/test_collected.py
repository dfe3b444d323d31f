"""The reports of a class in one table, whatever else lies in the folder."""

from __future__ import annotations

import csv
import io
import json
import os
import sys
from pathlib import Path

import pytest

from tests.trainers.reports.page_faults import page_faults
from tests.trainers.reports.test_lesson_report import BAD, record
from trainers.cli.main import main
from trainers.lessons.record import LessonRecord, RecordEntry
from trainers.reports.collected import MOST_FILES, collect_reports, differences, questions
from trainers.reports.collected_tables import safe_cell, write_collected_csv, write_collected_page
from trainers.reports.lesson_report import write_lesson_report
from trainers.reports.words import Words


def put(folder: Path, name: str, made: LessonRecord) -> None:
    (folder / name).write_bytes(write_lesson_report(made, Words()))


def table_of(folder: Path) -> list[dict[str, str]]:
    text = write_collected_csv(collect_reports(folder)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_class_becomes_a_table(tmp_path: Path) -> None:
    put(tmp_path, "b.html", record(name="Emmy", code="KQZT-WMPA"))
    put(tmp_path, "a.HTM", record(name="ada", seconds=90))
    found = collect_reports(tmp_path)
    assert [row.record.name for row in found.rows] == ["ada", "Emmy"] and found.skipped == ()
    assert questions(found.rows) == {"half": "Half-way", "sigma": "Sigma"}
    page = write_collected_page(found, Words())
    assert page_faults(page) == []
    text = page.decode()
    assert "What is between two codes, version 3" in text and "reports: 2" in text
    row = '<th scope="row">ada</th><td class="n">4/5</td><td class="n">1/2</td><td class="n">✗</td><td class="n">✓</td>'
    assert row + '<td class="n">1.5</td><td class="n">KQZT-WMPA</td><td class="n">7</td>' in text
    assert '<th scope="row">Half-way</th><td class="n">0/2</td>' in text  # where the class went wrong together
    assert "Seeds differ" not in text and "These differ" not in text and "same name" not in text
    first, second = table_of(tmp_path)
    assert (first["name"], first["right"], first["asked"], first["minutes"]) == ("ada", "1", "2", "1.5")
    assert (first["between-codes.half"], first["between-codes.half.answer"]) == ("0", "a half moon")
    assert (second["between-codes.sigma"], second["steps_done"], second["finished"]) == ("1", "4", "0")


def test_what_differs_is_said(tmp_path: Path) -> None:
    program = record().program
    put(tmp_path, "1.html", record(name="Ada"))
    put(tmp_path, "2.html", record(name=" ada ", code="AAAA-BBBB", seed=8))
    put(
        tmp_path, "3.html", record(name="Emmy", program={**program, "torch": "2.0", "processor": "Z80", "threads": "4"})
    )
    found = differences(collect_reports(tmp_path).rows)
    assert found.twice == ("ada",) and found.seeds == (7, 8) and found.codes == ("AAAA-BBBB", "KQZT-WMPA")
    assert len(found.versions) == 2 and "Z80" in found.processors and found.threads == ("1", "4")
    assert found.round_otherwise
    page = write_collected_page(collect_reports(tmp_path), Words()).decode()
    assert "Several reports by the same name: ada." in page
    assert "Not all belong to the same class: AAAA-BBBB, KQZT-WMPA." in page
    assert "Seeds differ, and so does what was seen: 7, 8." in page
    assert "These differ: versions, processors, threads. Numbers may differ in the last digits." in page


def test_each_lesson_and_version_has_a_table_of_its_own(tmp_path: Path) -> None:
    put(tmp_path, "1.html", record())
    put(tmp_path, "2.html", record(version=4))
    put(tmp_path, "3.html", record(lesson="clouds", title="Clouds", code="XXXX-YYYY"))
    page = write_collected_page(collect_reports(tmp_path), Words()).decode()
    assert page.count("<h2>") == 3 and "<h2>Clouds, version 3</h2>" in page
    assert "same class" not in page  # another lesson has another code


def test_what_is_no_report_is_named_and_the_rest_is_there(tmp_path: Path) -> None:
    put(tmp_path, "good.html", record())
    (tmp_path / "page.html").write_text("<p>x</p>")
    (tmp_path / "empty.html").write_text("")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "folder.html").mkdir()
    found = collect_reports(tmp_path)
    assert [row.file for row in found.rows] == ["good.html"]
    assert [sentence.partition(":")[0] for sentence in found.skipped] == ["empty.html", "folder.html", "page.html"]
    page = write_collected_page(found, Words())
    assert page_faults(page) == [] and b"Not read" in page and b"folder.html: expected a file, found a folder" in page


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")
def test_links_and_pipes_are_not_opened(tmp_path: Path) -> None:
    folder, outside = tmp_path / "class", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    put(outside, "secret.html", record(name="secret"))
    (folder / "link.html").symlink_to(outside / "secret.html")
    os.mkfifo(folder / "pipe.html")
    found = collect_reports(folder)
    assert found.rows == ()
    assert found.skipped == (
        "link.html: expected a file, found a link, which is not followed",
        "pipe.html: expected a file, found a named pipe",
    )


def test_of_too_many_the_first_are_read(tmp_path: Path) -> None:
    for place in range(MOST_FILES + 3):
        (tmp_path / f"{place:04}.html").write_text("")
    found = collect_reports(tmp_path)
    assert len(found.skipped) == MOST_FILES + 1
    assert found.skipped[-1] == "expected at most 500 reports, found 503; the others were not read"


def test_what_students_type_stays_text_in_both_tables(tmp_path: Path) -> None:
    entry = RecordEntry(key=BAD, kind="ask", title=BAD, state="done", answer="=1+1", right=True)
    put(tmp_path, "a.html", record(name=BAD, code=BAD, program={BAD: BAD, "processor": BAD}, entries=(entry,)))
    page = write_collected_page(collect_reports(tmp_path), Words())
    assert page_faults(page) == [] and b"<script" not in page
    (row,) = table_of(tmp_path)
    assert "'=1+1" in row.values()


@pytest.mark.parametrize(
    ("text", "cell"),
    [("=cmd|x", "'=cmd|x"), ("+1", "'+1"), ("-2", "'-2"), ("@x", "'@x"), ("\t=1", "'=1"), ("a=1", "a=1"), ("", ""),
     ("a\nb", "a b"), ("\x00=1", "\\x00=1"), ("  =1", "'=1")],
)  # fmt: skip
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    assert safe_cell(text) == cell


def test_the_command_writes_both_tables(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put(tmp_path, "a.html", record())
    (tmp_path / "bad\x1b.html" if sys.platform != "win32" else tmp_path / "bad.html").write_text("x")
    out, table = tmp_path / "table.html", tmp_path / "table.csv"
    for _ in range(2):  # the table of the first time is no report
        assert main(["lessons", "collect", str(tmp_path), "--out", str(out), "--csv", str(table)]) == 0
        captured = capsys.readouterr()
        told = json.loads(captured.out)
        assert (told["reports"], told["skipped"]) == (1, 1) and told["files"] == [str(out), str(table)]
        assert len(captured.err.splitlines()) == 1 and "\x1b" not in captured.err
    assert page_faults(out.read_bytes()) == [] and table.read_bytes().startswith(b"\xef\xbb\xbffile,name,")


def test_what_cannot_be_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["lessons", "collect", str(tmp_path / "none"), "--out", str(tmp_path / "t.html")]) == 2
    assert "expected a folder of reports, found nothing" in capsys.readouterr().err
    assert main(["lessons", "collect", str(tmp_path), "--out", str(tmp_path / "t.html")]) == 1  # there is none
