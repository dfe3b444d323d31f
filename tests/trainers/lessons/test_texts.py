"""The texts of lessons: what is read of them, the numbers in them, and markup that is shown instead of obeyed."""

from __future__ import annotations

import re

import pytest

from trainers.lessons.facts import facts_of
from trainers.lessons.texts import (
    LONGEST_LINE,
    UNKNOWN,
    Live,
    TextsError,
    read_live,
    read_texts,
    said,
    to_html,
)

TEXT = """\ufeff# The title

One paragraph
in two lines.

## first: The chapter: with a colon

### look: Look here

First *line*.

- a point
- another

### guess: What then?

Before it.
? How many, at {{step}}?
- (many) Many
- (few) Few: {{step / 2 | d}}

### move: Do it

- [ ] it is {{step}} of 4
- [ ] and this

### told: So it was

The body.
right: Yes, {{step | .1f}}.
wrong: No, {{step | .1f}}.
"""
FACTS = facts_of({"step": 3.0, "share": 0.256, "name": "a *b*", "on": True, "metrics.0.kl": 1234.5})


def test_all_that_is_read() -> None:
    read = read_texts(TEXT)
    assert (read.title, read.summary) == ("The title", "One paragraph in two lines.")
    assert read.chapters == {"first": "The chapter: with a colon"}
    assert list(read.steps) == ["look", "guess", "move", "told"]
    look, guess, move, told = read.steps.values()
    assert look.title == "Look here"
    assert look.body.filled(FACTS) == "First *line*.\n\n- a point\n- another"
    assert not look.question and not look.options and not look.goals and not look.right
    assert guess.body.filled(FACTS) == "Before it."
    assert guess.question.filled(FACTS) == "How many, at 3?"
    assert {key: text.filled(FACTS) for key, text in guess.options.items()} == {"many": "Many", "few": "Few: 2"}
    assert [goal.filled(FACTS) for goal in move.goals] == ["it is 3 of 4", "and this"]
    assert (told.right.filled(FACTS), told.wrong.filled(FACTS)) == ("Yes, 3.0.", "No, 3.0.")
    assert guess.question.names == {"step"}
    assert {name for text in guess.all for name in text.names} == {"step"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{step}}", "3"),
        ("{{ step | d }}", "3"),
        ("{{share | %}}", "26 %"),
        ("{{share | .2f}}", "0.26"),
        ("{{share | .2g}}", "0.26"),
        ("{{metrics.0.kl}}", "1.23e+03"),
        ("{{metrics.0.kl | d}}", "1\u202f234"),
        ("{{step * 100 / 4 | .0f}}", "75"),
        ("{{name}}", "a *b*"),
        ("{{on}} {{not on}}", "✓ ×"),
        ("{{gone | .1f}}", UNKNOWN),
        ("{{step / 0}}", UNKNOWN),
        ("a {{step}} b {{share | %}} c", "a 3 b 26 % c"),
        ("{single} } {", "{single} } {"),
        ("no number", "no number"),
    ],
)
def test_numbers_of_the_run_stand_in_the_text(text: str, expected: str) -> None:
    assert read_live(text).filled(FACTS) == expected


@pytest.mark.parametrize(
    ("number", "how", "expected"),
    [
        (-5.614, ".1f", "−5.6"), (-0.02, ".1f", "0.0"), (-0.4, "d", "0"), (-3.0, "d", "−3"), (-0.126, "%", "−13 %"),
        (2.2e-7, ".2g", "2.2e−07"), (-0.0, "", "0"), (0.004, "%", "0 %"), (1438.0, "d", "1\u202f438"),
    ],
)  # fmt: skip
def test_signs_are_those_of_print(number: float, how: str, expected: str) -> None:
    """A minus is as wide as a plus, and nothing has none."""
    assert said(number, how) == expected


def test_a_number_and_its_per_cent_sign_stay_in_one_line() -> None:
    assert to_html("make it **0 %** of 12 %, a % b") == (
        "<p>make it <strong>0\N{NO-BREAK SPACE}%</strong> of 12\N{NO-BREAK SPACE}%, a % b</p>\n"
    )


def test_what_is_not_known_is_a_dash() -> None:
    assert said(None) == said(None, "d") == UNKNOWN
    assert not Live()
    assert read_live("x")


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{{}}", "expected a name or a value, found the end"),
        ("{{step | .1f | .2f}}", "expected a format"),
        ("{{step | r!s}}", "expected a format"),
        ("{{step | .999f}}", "expected a format"),
        ("{{step | {0.__class__}}}", "two braces that open and close in one line"),
        ("{{step", "two braces that open and close in one line"),
        ("step}} {{step}}", "two braces that open and close in one line"),
        ("{{step\n}}", "two braces that open and close in one line"),
        ("{{step.__class__()}}", "found 'step.__class__'"),
        ("{{open('x')}}", "found 'open'"),
    ],
)
def test_what_cannot_stand_in_braces(text: str, part: str) -> None:
    with pytest.raises(TextsError) as caught:
        read_live(text, 4)
    assert part in str(caught.value)
    assert caught.value.line == 4


@pytest.mark.parametrize(
    ("text", "line", "part"),
    [
        ("", 0, "expected a title"),
        ("\n\nhello", 3, "expected a heading, found 'hello'"),
        ("## a: b", 0, "expected a title"),
        ("# a\n# b", 2, "expected one title"),
        ("# a\n## no key", 2, "expected a key, a colon and a title, found 'no key'"),
        ("# a\n## a/b: c", 2, "expected a key"),
        ("# a\n### x: y\n### x: z", 3, "'x' stands there twice"),
        ("# a\n## x: y\n### x: z", 3, "'x' stands there twice"),
        ("# a\n## x: y\nlost", 3, "expected a heading, found 'lost'"),
        ("# a\n### x: y\n- (a) b\n- (a) c", 4, "option 'a' stands there twice"),
        ("# a\n### x: y\n? a\n? b", 4, "question stands there twice"),
        ("# a\n### x: y\nright: a\nright: b", 4, "right stands there twice"),
        ("# a\n### x: y\n\n? a {{b +}}", 4, "{{b +}}"),
        ("# a\n### x: y\n\nbody\n\nmore {{b +}}\n", 6, "{{b +}}"),
        ("# a {{b}}", 1, "no numbers"),
        ("# a\n\nb {{b}}", 3, "no numbers"),
        ("# a\n## c: d {{b}}", 2, "no numbers"),
        ("# a\n### c: d {{b}}", 2, "no numbers"),
        ("# a\n### x: y\n" + "b" * (LONGEST_LINE + 1), 3, f"at most {LONGEST_LINE} letters"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, part: str) -> None:
    with pytest.raises(TextsError) as caught:
        read_texts(text)
    assert part in str(caught.value)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("a *b* **c** `d`", "<p>a <em>b</em> <strong>c</strong> <code>d</code></p>\n"),
        ("看*同一*图像，**b**", "<p>看<strong>同一</strong>图像，<strong>b</strong></p>\n"),  # without italics
        ("编码 *z* 与 *x、y*", "<p>编码 <em>z</em> 与 <strong>x、y</strong></p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("a < b & c", "<p>a &lt; b &amp; c</p>\n"),
    ],
)
def test_a_little_markdown_is_obeyed(markdown: str, html: str) -> None:
    assert to_html(markdown) == html


@pytest.mark.parametrize(
    "markdown",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](http://example.org/a.png)",
        "[x](javascript:alert(1))",
        "[x](file:///etc/passwd)",
        "<http://example.org>",
        "http://example.org/a.png",
        "<!-- x --><iframe src=y>",
        "[a]: http://example.org\n\n![a]",
        "&lt;img src=x&gt;",
        "<style>@import 'http://example.org'</style>",
        "# <b>x</b>",
        "```html\n<b>\n```",
    ],
)
def test_other_markup_is_shown_as_it_stands(markdown: str) -> None:
    html = to_html(markdown)
    assert not re.search(r"<(?!/?(p|em|strong|code|ul|ol|li)\b)", html)


def test_deep_lists_do_no_harm() -> None:
    deep = "\n".join("  " * depth + "- x" for depth in range(400))
    assert "<li>" in to_html(deep)
    assert to_html("*" * 5000 + "a")
    assert to_html("> " * 500 + "a")
