"""Pages are put together of elements, and what others wrote stays text."""

from __future__ import annotations

import pytest

from tests.trainers.reports.page_faults import page_faults
from trainers.reports.markup import Markup, element, items, joined, lines, text
from trainers.reports.page import make_page, section
from trainers.reports.words import Words


def test_text_is_escaped_and_markup_is_not() -> None:
    assert element("p", "a < b & c", element("em", '"x"')) == '<p>a &lt; b &amp; c<em>"x"</em></p>'
    assert (
        element("td", "1", class_="n", data_x='"><script>') == '<td class="n" data-x="&quot;&gt;&lt;script&gt;">1</td>'
    )
    assert element("img", alt="", src="data:,") == '<img alt="" src="data:,">'
    assert element("details", None, "x", open="", hidden=None) == "<details open>x</details>"
    assert joined("<", Markup("<br>"), None) == "&lt;<br>"
    assert items(["a", "<b>"]) == "<ul><li>a</li><li>&lt;b&gt;</li></ul>"


def test_what_cannot_be_seen_is_named() -> None:
    assert text("a\x00\x1b\u202eb\n\ufdd0\U0001ffff") == "a\\x00\\x1b\\u202eb\\x0a\ufffd\ufffd"
    assert lines("a\n<b>\x00\ncdef", 9) == "a\n&lt;b&gt;\\x00\ncd"


def test_a_void_element_has_no_content() -> None:
    with pytest.raises(ValueError, match="img: expected no content"):
        element("img", "x")


def test_an_empty_section_is_none() -> None:
    assert section("T", None) is None
    assert section("T", "x") == "<section><h2>T</h2>x</section>"


def test_a_page_stands_alone() -> None:
    assert page_faults(make_page("<T>", Words(), element("h1", "T"))) == []
    assert b'<html lang="zh-CN">' in make_page("T", Words("zh_CN"), element("h1", "T"))


@pytest.mark.parametrize(
    "bad",
    [
        "<p><div></div></p>", "<img src='https://x/y.png' alt='x'>", "<img src='data:image/png;base64,'>", "<td>x</td>",
        "<script>1</script>", "<b>x", "<svg></svg>", "<p id='a'></p><p id='a'></p>", "<p onclick='x'></p>", "<br/>",
        "<link href='x'>", "<ul>x</ul>", "</p>", "<p\u202e></p>", "<!-- x -->", "<h1>again</h1>",
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_page_is_found(bad: str) -> None:
    """Else the tests of reports would prove nothing."""
    assert page_faults(make_page("T", Words(), element("h1", "T"), Markup(bad)))
