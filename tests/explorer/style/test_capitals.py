"""Headings in capitals keep their Greek letters."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from explorer.style.capitals import CapitalsLabel, capitals
from explorer.style.style_sheet import make_label
from explorer.widgets.elided_label import ElidedLabel


@pytest.mark.parametrize(
    ("given", "seen"),
    [
        ("vae β 8", "VAE β 8"),
        ("all σ, π, ϐ, ς, ά", "ALL σ, π, ϐ, ς, ά"),
        ("5 µs", "5 µS"),  # the micro sign, whose capital is the Greek M
        ("Δ loss", "Δ LOSS"),
        ("straße, é, æ", "STRASSE, É, Æ"),
        ("数据", "数据"),
        ("最后一层是 ReLU", "最后一层是 ReLU"),
        ("", ""),
    ],
)
def test_greek_letters_stay_as_they_are(given: str, seen: str) -> None:
    assert capitals(given) == seen


def test_captions_show_capitals_and_tell_their_text(qtbot: QtBot) -> None:
    label = make_label("VAE β 8", "caption")
    qtbot.addWidget(label)
    assert isinstance(label, CapitalsLabel) and label.text() == "VAE β 8" == label.accessibleName()
    assert super(CapitalsLabel, label).text() == "VAE β 8"
    label.setText("data")
    assert label.text() == "data" and super(CapitalsLabel, label).text() == "DATA"
    assert not isinstance(make_label("data"), CapitalsLabel)


def test_a_shortened_caption_is_in_capitals_too(qtbot: QtBot) -> None:
    label = ElidedLabel("the game of β", "caption")
    qtbot.addWidget(label)
    assert label.text() == "THE GAME OF β" and label.whole_text == "the game of β" and not label.toolTip()
    label.show()
    label.resize(label.minimumSizeHint())
    assert label.text().startswith("TH") and label.text().endswith("…") and label.toolTip() == "the game of β"
