"""What a student did in a lesson, as one HTML file: for people to read, and in it once more for programs.

The block for programs is JSON in a script element of a type that no browser runs. Every ``<``, ``>`` and ``&`` in it is
written by its number, so that nothing in it ends the block, and pictures are left out of it.
"""

from __future__ import annotations

import base64
import io
import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from trainers.disk.limits import TooMuchError, parse_json, read_most
from trainers.disk.regular_file import open_regular
from trainers.kinds import DataError
from trainers.lessons.record import LessonRecord, RecordEntry, Thumbnail
from trainers.reports.markup import Markup, element, joined, verbatim
from trainers.reports.page import MOST_BYTES, make_page, section
from trainers.reports.tables import number, table
from trainers.reports.words import Words
from trainers.runs.index import clause_of

_BEGIN, _END = '<script type="application/json" id="record">', "</script>"
MOST_READ = 4 * MOST_BYTES  # of a file that is said to be a report
MOST_SIDE = 2000  # pixels of a thumbnail


@dataclass(frozen=True)
class _Trim:
    """How much of a record a report holds: characters of each text, steps, thumbnails and how much smaller they are."""

    letters: int = 4000
    entries: int = 720
    thumbnails: int = 24
    smaller: int = 1


_TRIMS = (
    _Trim(), _Trim(smaller=2), _Trim(smaller=4), _Trim(thumbnails=8, smaller=4), _Trim(1000, thumbnails=4, smaller=4),
    _Trim(300, thumbnails=0), _Trim(100, 200, 0), _Trim(100, 40, 0),
)  # fmt: skip


def write_lesson_report(record: LessonRecord, words: Words) -> bytes:
    """The report as the content of a file of at most 2 MB: where it would be larger, pictures are made smaller, then
    texts shorter, which it says."""
    for trim in _TRIMS:
        kept = _trimmed(record, trim)
        data = _data(kept)
        if len(data) > MOST_BYTES:  # what people read comes on top of it
            continue
        body = [_head(kept, words), *_parts(kept, words, trim), _foot(kept, words, trim)]
        content = make_page(f"{kept.title} · {kept.name}", words, *filter(None, body), data=data)
        if len(content) <= MOST_BYTES:
            return content
    raise AssertionError("a report of forty short texts is too large")


def read_lesson_report(path: Path, flags: int = 0) -> LessonRecord:
    """The record in a report, without its pictures; *flags* as of :func:`open_regular`. Raises DataError, with one
    sentence that begins with the file's name, for a file that holds none, and OSError."""
    try:
        with open_regular(path, flags) as file:
            page = read_most(file, MOST_READ).decode("utf-8")
        _, begin, rest = page.partition(_BEGIN)
        block, end, after = rest.partition(_END)
        if not begin or not end:
            raise DataError(f"{path.name}: expected the report of a lesson, found another file")
        if _BEGIN in after:
            raise DataError(f"{path.name}: expected one record, found several")
        return LessonRecord.model_validate(parse_json(block))
    except UnicodeDecodeError:
        raise DataError(f"{path.name}: expected text (UTF-8), found other data") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(map(str, first["loc"]))[:100]
        raise DataError(f"{path.name}: {where}: {clause_of(first['type'], first['msg'])}") from None
    except DataError:
        raise
    except (TooMuchError, ValueError, OverflowError) as error:
        raise DataError(f"{path.name}: the record cannot be read ({error})") from None


def _data(record: LessonRecord) -> Markup:
    plain = json.dumps(record.model_dump(mode="json", exclude={"thumbnails"}), allow_nan=False)
    for sign in "<>&":
        plain = plain.replace(sign, f"\\u{ord(sign):04x}")
    return verbatim(f"{_BEGIN}{plain}{_END}")


# --------------------------------------------------------------------------- for people


def _head(record: LessonRecord, words: Words) -> Markup:
    asked, right = answered(record), right_answers(record)
    reached = sum(entry.state != "open" for entry in record.entries)
    said = words("{done} of {all} steps", done=reached, all=len(record.entries))
    facts = [words("finished") if record.finished else words("not finished"), said]
    if asked:
        facts.append(words("{right} of {asked} predictions right", right=right, asked=asked))
    facts.append(words("{minutes:.0f} min", minutes=record.seconds / 60))
    return joined(
        element("h1", record.name or words("no name")),
        element("p", words("Lesson: {title}", title=record.title), class_="lead"),
        element("p", " · ".join(facts)),
    )


def answered(record: LessonRecord) -> int:
    """How many predictions turned out right or wrong."""
    return sum(entry.right is not None for entry in record.entries)


def right_answers(record: LessonRecord) -> int:
    """How many predictions turned out right."""
    return sum(entry.right is True for entry in record.entries)


def _parts(record: LessonRecord, words: Words, trim: _Trim) -> list[Markup | None]:
    return [
        section(words("Predictions"), _predictions(record, words)),
        section(words("Pictures"), _pictures(record, trim)),
        section(words("Step by step"), *_steps(record, words)),
        section(words("The run in numbers"), _figures(record)),
        section(words("Made with"), _made_with(record, words)),
    ]


def _predictions(record: LessonRecord, words: Words) -> Markup | None:
    rows = [
        [
            _line(entry.question or entry.title),
            _line(entry.answer),
            _line(entry.turned_out),
            verdict(entry.right, words),
            "–" if entry.at_step is None else f"{entry.at_step:,}",
        ]
        for entry in record.entries
        if entry.answer or entry.right is not None
    ]
    head = (words("question"), words("prediction"), words("turned out"), "", words("at step"))
    return table(head, rows) if rows else None


def _line(text: str) -> str:
    """A text of several lines in one."""
    return " ".join(text.split()) or "–"


def verdict(right: bool | None, words: Words) -> str:
    """Of a prediction, in a word."""
    if right is None:
        return words("not revealed")
    return f"✓ {words('right')}" if right else f"✗ {words('wrong')}"


def _steps(record: LessonRecord, words: Words) -> list[Markup]:
    said = {
        "done": words("done"), "skipped": words("skipped"), "shown": words("was shown"), "open": words("not reached"),
    }  # fmt: skip
    rows = [
        [f"{place}", entry.title, said[entry.state], _line(entry.said)] for place, entry in enumerate(record.entries, 1)
    ]
    return [table(("", words("step"), "", words("what was said at the end")), rows)] if rows else []


def _figures(record: LessonRecord) -> Markup | None:
    return (
        table(("", ""), [[name, number(value)] for name, value in record.figures.items()]) if record.figures else None
    )


def _made_with(record: LessonRecord, words: Words) -> Markup:
    rows = [
        [words("lesson"), words("{name}, version {version}", name=record.lesson, version=record.version)],
        [words("class code"), record.code or "–"],
        [words("seed"), str(record.seed)],
        [words("begun"), record.started],
        *([name.replace("_", " "), value] for name, value in record.program.items()),
    ]
    return table(("", ""), rows)


def _pictures(record: LessonRecord, trim: _Trim) -> Markup | None:
    figures = []
    for thumbnail in record.thumbnails:
        if (uri := _uri(thumbnail, trim.smaller)) is not None:
            caption = thumbnail.caption or thumbnail.key
            figures.append(element("figure", element("img", src=uri, alt=caption), element("figcaption", caption)))
    return element("div", *figures, class_="row") if figures else None


def _uri(thumbnail: Thumbnail, smaller: int) -> str | None:
    """The picture, if it is a PNG file of a usual size, packed anew; None for anything else."""
    from PIL import Image

    with suppress(ValueError, OSError, SyntaxError):  # what base64 and Pillow say of other things
        content = base64.b64decode(thumbnail.png, validate=True)
        with Image.open(io.BytesIO(content), formats=["PNG"]) as picture:
            if max(picture.size) > MOST_SIDE:
                return None
            size = max(1, picture.width // smaller), max(1, picture.height // smaller)
            shown = picture.convert("RGBA" if "transparency" in picture.info or "A" in picture.mode else "RGB")
        packed = io.BytesIO()
        shown.resize(size, Image.Resampling.BOX).save(packed, "PNG")
        return f"data:image/png;base64,{base64.b64encode(packed.getvalue()).decode()}"
    return None


def _foot(record: LessonRecord, words: Words, trim: _Trim) -> Markup:
    said = [words("Nothing of this has left the machine by itself: the file goes where its reader takes it.")]
    if trim is not _TRIMS[0]:
        said.append(words("Pictures were made smaller or texts shorter, so that the file stays below 2 MB."))
    return element("footer", element("p", " ".join(said)))


def _trimmed(record: LessonRecord, trim: _Trim) -> LessonRecord:
    if trim == _TRIMS[0]:
        return record
    entries: Sequence[RecordEntry] = [
        entry.model_copy(
            update={name: getattr(entry, name)[: trim.letters] for name in ("question", "answer", "turned_out", "said")}
        )
        for entry in record.entries[: trim.entries]
    ]
    return record.model_copy(update={"entries": tuple(entries), "thumbnails": record.thumbnails[: trim.thumbnails]})
