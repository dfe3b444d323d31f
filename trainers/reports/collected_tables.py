"""The reports of a class as tables: an HTML page for the teacher, and CSV for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from trainers.lessons.record import LessonRecord
from trainers.reports.collected import Collected, ReportRow, differences, questions
from trainers.reports.lesson_report import answered, right_answers
from trainers.reports.made_with import PROCESSOR, THREADS
from trainers.reports.markup import Markup, element, items
from trainers.reports.page import make_page, section
from trainers.reports.tables import table
from trainers.reports.words import Words
from trainers.shown import shown_name

MOST_QUESTIONS = 60  # columns of a lesson
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes what begins so for a formula
_SIGNS = {True: "✓", False: "✗", None: "–"}


def write_collected_page(collected: Collected, words: Words) -> bytes:
    """A page with a table for each lesson, a row for each report, and what one should know before comparing."""
    title = words("Reports of a class")
    count = words("reports: {count}", count=len(collected.rows))
    parts = [
        element("h1", title),
        element("p", count, class_="lead"),
        section(words("Not read"), items(map(words.sentence, collected.skipped))) if collected.skipped else None,
    ]
    for (lesson, version), rows in collected.lessons.items():
        heading = words("{name}, version {version}", name=rows[0].record.title or lesson, version=version)
        tables = (_by_report(rows, words), _by_question(rows, words), _by_machine(rows, words))
        parts.append(section(heading, _warnings(rows, words), *tables))
    return make_page(title, words, *filter(None, parts))


def _warnings(rows: Sequence[ReportRow], words: Words) -> Markup | None:
    found = differences(rows)
    said = []
    if found.twice:
        said.append(words("Several reports by the same name: {names}.", names=words.join(list(found.twice))))
    if found.codes:
        codes = words.join([shown_name(code) for code in found.codes])
        said.append(words("Not all belong to the same class: {codes}.", codes=codes))
    if found.seeds:
        seeds = words.join([str(seed) for seed in found.seeds])
        said.append(words("Seeds differ, and so does what was seen: {seeds}.", seeds=seeds))
    if found.round_otherwise:
        what = [
            name
            for name, values in (
                (words("versions"), found.versions),
                (words("processors"), found.processors),
                (words("threads"), found.threads),
            )
            if values
        ]
        said.append(words("These differ: {what}. Numbers may differ in the last digits.", what=words.join(what)))
    return items(said) if said else None


def _by_report(rows: Sequence[ReportRow], words: Words) -> Markup:
    asked = list(questions(rows).items())[:MOST_QUESTIONS]
    head = (
        words("name"), words("steps"), words("right"), *(title or key for key, title in asked), words("minutes"),
        words("class code"), words("seed"),
    )  # fmt: skip
    body = []
    for row in rows:
        record, by_key = row.record, {entry.key: entry for entry in row.record.entries}
        answers = [_SIGNS[by_key[key].right] if key in by_key else "" for key, _ in asked]
        body.append(
            [
                record.name or "–", _reached(record), f"{right_answers(record)}/{answered(record)}", *answers,
                f"{record.seconds / 60:.1f}", record.code or "–", str(record.seed),
            ]
        )  # fmt: skip
    return table(head, body)


def _by_question(rows: Sequence[ReportRow], words: Words) -> Markup | None:
    """How many were right at each question: where the class went wrong together."""
    body = []
    for key, title in list(questions(rows).items())[:MOST_QUESTIONS]:
        found = [entry for row in rows for entry in row.record.entries if entry.key == key and entry.right is not None]
        right = sum(entry.right is True for entry in found)
        body.append([title or key, f"{right}/{len(found)}"])
    return table((words("question"), words("right")), body) if body else None


def _by_machine(rows: Sequence[ReportRow], words: Words) -> Markup:
    head = (words("name"), words("file"), words("versions"), words("processor"), words("threads"))
    body = [
        [
            row.record.name or "–", row.file, row.versions or "–", row.record.program.get(PROCESSOR, "–"),
            row.record.program.get(THREADS, "–"),
        ]
        for row in rows
    ]  # fmt: skip
    return element("details", element("summary", words("Files and machines")), table(head, body))


def _reached(record: LessonRecord) -> str:
    return f"{sum(entry.state != 'open' for entry in record.entries)}/{len(record.entries)}"


def write_collected_csv(collected: Collected) -> bytes:
    """A line for each report, with a header, in UTF-8 with a mark (by which spreadsheets know it). Questions are 1 for
    right, 0 for wrong, empty for open, in columns called LESSON.KEY, and the answer beside each. A cell that a
    spreadsheet would take for a formula begins with an apostrophe."""
    columns = [
        (lesson, version, key)
        for (lesson, version), rows in collected.lessons.items()
        for key in list(questions(rows))[:MOST_QUESTIONS]
    ]
    named = [f"{lesson}.{key}" for lesson, _, key in columns]
    head = ["file", "name", "lesson", "version", "code", "seed", "started", "finished", "steps_done", "steps", "right",
            "asked", "minutes", "versions", "processor"]  # fmt: skip
    content = io.StringIO(newline="")
    writer = csv.writer(content)
    writer.writerow([*head, *(safe_cell(each) for name in named for each in (name, f"{name}.answer"))])
    for row in collected.rows:
        record = row.record
        by_key = {entry.key: entry for entry in record.entries}
        done = sum(entry.state != "open" for entry in record.entries)
        cells: list[object] = [
            row.file, record.name, record.lesson, record.version, record.code, record.seed, record.started,
            int(record.finished), done, len(record.entries), right_answers(record), answered(record),
            round(record.seconds / 60, 2), row.versions, record.program.get(PROCESSOR, ""),
        ]  # fmt: skip
        for lesson, version, key in columns:
            entry = by_key.get(key) if (lesson, version) == (record.lesson, record.version) else None
            right = "" if entry is None or entry.right is None else int(entry.right)
            cells += [right, "" if entry is None else entry.answer]
        writer.writerow([safe_cell(cell) if isinstance(cell, str) else cell for cell in cells])
    return content.getvalue().encode("utf-8-sig", errors="replace")


def safe_cell(text: str) -> str:
    """*text* as one line that no spreadsheet computes."""
    plain = shown_name(" ".join(text.split()))
    return f"'{plain}" if text.startswith(_RISKY) or plain.startswith(_RISKY) else plain
