"""What others wrote, as it may stand on a screen."""

import unicodedata

import pytest

from trainers.shown import MOST_OF_NAME, shown, shown_name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", "plain"),
        ("红 Müller 👩‍🚀 می‌خواهم", "红 Müller 👩‍🚀 می‌خواهم"),
        ("a\nb\tc\0d", "a\\x0ab\\x09c\\x00d"),
        ("\x1b[2J\x1b]0;title\x07", "\\x1b[2J\\x1b]0;title\\x07"),
        ("photo\u202egnp.exe", "photo\\u202egnp.exe"),
        ("\u2066a\u2069\ufeff\u200b", "\\u2066a\\u2069\\ufeff\\u200b"),
        ("line\u2028paragraph\u2029", "line\\u2028paragraph\\u2029"),
        ("not utf-8: \udcff", "not utf-8: \\udcff"),
        ("\x85\x9b", "\\x85\\x9b"),
        ("\U000e0041", "\\U000e0041"),
        (12, "12"),
    ],
)
def test_what_cannot_be_seen_is_spelt_out_and_the_rest_stays(text, expected):
    assert shown(text) == expected


def test_nothing_shown_can_move_a_cursor_turn_a_text_or_fail_to_be_printed():
    every = "".join(map(chr, range(0x30000)))
    result = "".join(shown(every[i : i + 1000]) for i in range(0, len(every), 1000))
    assert "".join(map(shown, every)) == result, "also where a character stands alone"
    assert not any(unicodedata.bidirectional(c) in ("RLO", "LRO", "RLE", "LRE", "PDF", "RLI", "LRI", "FSI", "PDI")
                   for c in result)  # fmt: skip
    assert not any(unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") for c in result)
    result.encode()


def test_a_long_name_loses_its_middle():
    name = "a" * 500 + ".png"
    assert len(shown_name(name)) == MOST_OF_NAME
    assert shown_name(name).startswith("aaa") and shown_name(name).endswith("a.png") and "…" in shown_name(name)
    assert shown_name("b" * MOST_OF_NAME) == "b" * MOST_OF_NAME
