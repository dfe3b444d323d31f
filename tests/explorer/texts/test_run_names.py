"""What runs are called, in the language of the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from pytestqt.qtbot import QtBot

from explorer.texts.run_names import listed_name, run_name
from trainers.runs.listing import RunSummary


class Shouting(QTranslator):
    """A language in which known words are said loudly."""

    def translate(self, context: str, text: str, disambiguation: str | None = None, n: int = -1) -> str:
        return text.upper() if (context, text) in {("Knob", "Two moons"), ("Preset", "First steps")} else text


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("First steps", "FIRST STEPS"),
        ("AE, VAE · Two moons", "AE, VAE · TWO MOONS"),
        ("AE · First steps", "AE · First steps"),  # a file of the user's, no preset
        ("AE · my cats", "AE · my cats"),
    ],
)
def test_a_title_is_shown_in_the_language_of_the_window(qtbot: QtBot, title: str, shown: str) -> None:
    translator = Shouting()
    QCoreApplication.installTranslator(translator)
    try:
        assert run_name("", title) == shown
    finally:
        QCoreApplication.removeTranslator(translator)


def test_a_name_that_the_user_gave_a_run_goes_before_all_others() -> None:
    given = RunSummary(Path("/runs/2026-07-01 10-00-00 AE"), "AE", forked_at=5, own_name="my \u202e best")
    assert listed_name(given) == "my \\u202e best"
    assert listed_name(replace(given, own_name="")) == "AE · 2026-07-01 10:00 · fork at step 5"
