"""Every name in every lesson stands for something, in both languages; and one that does not is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from explorer.settings import Settings
from explorer.state.session import Session
from explorer.style.theme import ThemeWatcher
from explorer.window.window import Window
from explorer.workspaces import WORKSPACES
from tests.explorer.lessons.references import ControlNames, wrong_references
from trainers.lessons.reading import LANGUAGES, find_lessons, lesson_folders, read_lesson

DATA = Path(__file__).parent / "data"
LESSON = DATA / "small-steps"


class NoWorker:
    """Nobody trains, and nobody answers."""

    def __init__(self, wake: Callable[[], None]) -> None:
        del wake

    def __getattr__(self, name: str) -> Callable[..., Any]:
        return lambda *given: [] if name == "drain" else True


@pytest.fixture(scope="module")
def controls(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ControlNames]:
    """One window for all of them, which is never seen."""
    folder = tmp_path_factory.mktemp("window")
    session = Session(folder, folder, "cpu", make_worker=NoWorker, workspaces=WORKSPACES)  # type: ignore[arg-type]
    themes = ThemeWatcher(qapp, "dark")
    window = Window(session, Settings(folder / "settings.ini"), themes)
    yield ControlNames(session, window.lessons.controls)
    window.close()
    window.deleteLater()
    themes.deleteLater()


def test_every_name_in_every_lesson_stands_for_something(controls: ControlNames) -> None:
    found, problems = find_lessons(lesson_folders())
    assert problems == ()
    assert [text for read in (*found, read_lesson(LESSON)) for text in wrong_references(read, controls)] == []


def test_every_lesson_of_the_program_is_there_in_every_language() -> None:
    found, _ = find_lessons(lesson_folders())
    assert [read.name for read in found if set(read.texts) != set(LANGUAGES)] == []


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        ("models.0.beta == 4", "models.0.bata == 4", "no fact 'models.0.bata'"),
        ("models.0.beta == 4", "models.1.beta == 4", "no fact 'models.1.beta'"),
        ("maps.0.pins == 1", "maps.0.pin == 1", "no fact 'maps.0.pin'"),
        ("controls.layer_contours.checked", "controls.layer_contour.checked", "no control 'layer_contour'"),
        (
            "controls.layer_contours.checked",
            "controls.layer_contours.ticked",
            "no fact 'controls.layer_contours.ticked'",
        ),
        ('control = "layer_contours"', 'control = "layer_kontours"', "no control 'layer_kontours'"),
        ('point = ["play"]', 'point = ["playy"]', "no control 'playy'"),
        ('path = "models.0.beta"', 'path = "models.0.bata"', "bata"),
        ("value = 4.0", "value = -4.0", "beta"),
        ('workspace = "compare"', 'workspace = "kompare"', "no workspace 'kompare'"),
        ("seed == 4", "sead == 4", "no fact 'sead'"),
        ("workspace == 'explore'", "explore.everything == 1", "no fact 'explore.everything'"),
        ("seed = 4\n", 'seed = 4\n\n[restrict]\nlock = ["models.*.bata"]', "no setting 'models.*.bata'"),
        ("seed = 4\n", 'seed = 4\n\n[restrict]\nlock = ["models.*.beta"]', "'models.0.beta' is locked"),
        ("seed = 4\n", 'seed = 4\n\n[restrict]\npresets = ["vae-digit"]', "no preset 'vae-digit'"),
    ],
)
def test_a_name_that_stands_for_nothing_is_found(
    tmp_path: Path, controls: ControlNames, written: str, instead: str, said: str
) -> None:
    folder = tmp_path / "lesson"
    folder.mkdir()
    for path in LESSON.iterdir():
        text = path.read_text("utf-8")
        (folder / path.name).write_text(text.replace(written, instead) if path.suffix == ".toml" else text, "utf-8")
    found = wrong_references(read_lesson(folder), controls)
    assert found and all(text.startswith("lesson, ") for text in found)
    assert any(said in text for text in found), found


def test_a_control_is_known_as_it_stands_in_a_condition(controls: ControlNames) -> None:
    given = read_lesson(LESSON).experiment(0, 0)
    assert given is not None
    assert controls.holds("beta0-slider", given) and controls.holds("beta0_slider", given, plain=True)
    assert not controls.holds("beta0_slider", given) and not controls.holds("slider0_beta", given, plain=True)
