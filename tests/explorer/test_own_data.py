"""The user's own pictures: chosen at once, kept when a preset is chosen, restarted where something was changed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton, QWidget

from tests.explorer.lessons.shown import FOLDER as LESSON
from tests.explorer.program import Answers, Program, experiment
from trainers.messages import Phase


def save_images(folder: Path, count: int = 40) -> Path:
    rng = np.random.default_rng(0)
    for kind in ("cat", "dog"):
        (folder / kind).mkdir(parents=True)
        for index in range(count // 2):
            Image.fromarray(rng.integers(0, 256, (16, 16, 3), np.uint8)).save(folder / kind / f"{index}.png")
    return folder


def choose_own(program: Program, folder: Path) -> None:
    program.start()
    program.dialogs.path = save_images(folder)
    program.press("change-dataset")
    program.press("my-images")
    program.wait(lambda: program.state.experiment.dataset == "image-folder")  # type: ignore[union-attr]
    program.wait_for(Phase.READY)


def test_my_images_asks_for_a_folder_at_once_where_pictures_are_kept(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []
    ask = Answers.ask_folder
    monkeypatch.setattr(
        Answers, "ask_folder", lambda self, title, start: (asked.append(start), ask(self, title, start))[1]
    )
    pictures = tmp_path / "Pictures"
    pictures.mkdir()
    monkeypatch.setattr(QStandardPaths, "standardLocations", lambda kind: [str(tmp_path / "gone"), str(pictures)])
    choose_own(program, tmp_path / "photos")
    assert asked == [pictures]
    assert "photos · 36 × 32×32 RGB" in program.text("dataset-title").replace("\u202f", "").replace("\u00a0", " ")
    program.press("dataset-more-notes")
    assert "The pictures have colours, which are kept (RGB)" in program.text("dataset-notes")


def test_my_text_asks_for_a_file_at_once_beside_other_texts(program: Program, tmp_path: Path) -> None:
    program.start()
    program.session.begin(experiment(dataset={"name": "names"}, models=[{"family": "ngram"}]))
    program.wait_for(Phase.READY)
    program.dialogs.path = tmp_path / "story.txt"
    program.dialogs.path.write_text("The cat sat on the mat.\n" * 200, encoding="utf-8")
    program.press("change-dataset")
    program.press("my-text")
    program.wait(lambda: program.state.experiment.dataset == "text-file")  # type: ignore[union-attr]
    program.wait_for(Phase.READY)
    assert "story.txt" in program.text("dataset-title")


def test_a_table_of_x_and_y_opens_as_points(program: Program, tmp_path: Path) -> None:
    program.start()
    path = tmp_path / "people.csv"
    path.write_text("height,weight\n" + "".join(f"{160 + k % 7},{55 + k % 11}\n" for k in range(50)), encoding="utf-8")
    program.window.files.take([str(path)])
    program.wait(lambda: program.text("dataset-title").startswith("people.csv"))
    program.wait_for(Phase.READY)
    assert program.text("dataset-title").replace("\u00a0", " ").replace("\u202f", " ") == "people.csv · 10 000 points"
    assert "Points are drawn around the 50 rows of the file" in program.text("dataset-notes")


def test_nothing_is_called_missing_that_was_not_looked_for(program: Program) -> None:
    program.start()
    program.press("change-dataset")
    chooser = program.find(QWidget, "dataset-chooser")
    assert not [label for label in chooser.findChildren(QLabel) if label.text() == "not found"]
    assert chooser.findChildren(QPushButton)[0].objectName() == "my-images", "it stands first"


def test_data_of_the_kind_in_use_are_listed_first(program: Program) -> None:
    """The models at hand learn from these; the others stand below, each kind under its name, and Tab goes the same
    way."""

    wanted = ("Digits", "Ring of Gaussians", "Sums")

    def listed() -> list[str]:
        shown = [
            label
            for kind in (QRadioButton, QLabel)
            for label in program.find(QWidget, "dataset-chooser").findChildren(kind)
            if label.isVisible() and (kind is QRadioButton or label.property("role") == "caption")
        ]
        texts = [label.text() for label in sorted(shown, key=lambda each: each.mapToGlobal(QPoint(0, 0)).y())]
        return [text for text in texts if text.capitalize() in {"Pictures", "Points", "Texts"} or text in wanted]

    program.start()
    program.press("change-dataset")
    program.wait(lambda: listed() != [])
    assert listed() == ["Pictures", "Digits", "Points", "Ring of Gaussians", "Texts", "Sums"]
    program.session.choose_data("ring", {})
    program.wait(lambda: listed()[:2] == ["Points", "Ring of Gaussians"])
    assert set(listed()[2:]) == {"Pictures", "Digits", "Texts", "Sums"}


def test_the_list_goes_back_to_the_data_of_an_experiment_that_is_opened(program: Program) -> None:
    program.start()
    program.press("change-dataset")
    program.press("dataset-bars-and-stripes")
    program.session.begin(experiment(seed=4))
    program.wait(lambda: program.find(QRadioButton, "dataset-digits").isChecked())
    assert not program.find(QRadioButton, "dataset-bars-and-stripes").isChecked()
    program.press("dataset-bars-and-stripes")
    program.session.rewind()
    program.wait_for(Phase.READY)
    assert program.find(QRadioButton, "dataset-bars-and-stripes").isChecked(), "it is the same experiment"


def test_a_preset_keeps_the_users_own_data_and_asks(program: Program, tmp_path: Path) -> None:
    choose_own(program, tmp_path / "photos")
    assert not program.find(QWidget, "kept-data-bar").isVisible()
    program.press("preset-vae-digits")
    program.wait_for(Phase.TRAINING)
    state = program.state
    assert state.preset == "vae-digits" and state.experiment is not None
    assert state.experiment.dataset == "image-folder" and state.experiment.models[0].family == "vae"
    bar = program.find(QWidget, "kept-data-bar")
    assert bar.isVisible() and "now trains on your data. Keep them?" in program.text("kept-data-text")
    run = state.run_id
    program.press("kept-data-keep")
    assert not bar.isVisible() and program.state.run_id == run, "training goes on as it is"


@pytest.mark.layout
def test_the_question_comes_into_sight(program: Program, tmp_path: Path) -> None:
    """Below an import report that is unfolded there is no room for it in a low window; the focus stays."""
    program.window.resize(1366, 680)
    choose_own(program, tmp_path / "photos")
    program.press("change-dataset")  # folded
    program.press("dataset-more-notes")
    bar = program.find(QWidget, "kept-data-bar")
    card = program.find(QWidget, "preset-vae-digits")
    program.click(card)
    program.wait_for(Phase.TRAINING)
    held = program.window.focusWidget()
    program.wait(lambda: bar.isVisible() and bar.visibleRegion().boundingRect() == bar.rect())
    program.wait(lambda: program.state.loading is None)
    assert bar.visibleRegion().boundingRect() == bar.rect() and program.window.focusWidget() is held


@pytest.mark.layout
def test_the_question_does_not_push_the_sidebar_over_its_edge(program: Program, tmp_path: Path) -> None:
    """On a projector the two answers have no room beside each other."""
    choose_own(program, tmp_path / "photos")
    program.themes.set_font_scale(1.5)
    program.wait(lambda: program.themes.dresser.is_done)
    content = program.find(QWidget, "settings_content")
    viewport = content.parentWidget()
    assert viewport is not None
    program.wait(lambda: content.width() <= viewport.width())
    width = viewport.width()
    program.press("preset-vae-digits")
    program.wait_for(Phase.TRAINING)
    program.wait(program.find(QWidget, "kept-data-bar").isVisible)
    program.wait(lambda: content.width() <= viewport.width() == width)
    wide = QWidget()  # whatever needs more width is given it
    wide.setMinimumWidth(width + 40)
    program.window.settings_panel.add_section(wide)
    wide.show()
    program.wait(lambda: width < content.width() <= viewport.width())
    wide.deleteLater()
    program.themes.set_font_scale(1.0)


def test_the_presets_own_data_are_one_click_or_key_away(program: Program, tmp_path: Path) -> None:
    choose_own(program, tmp_path / "photos")
    program.press("preset-vae-digits")
    program.wait_for(Phase.TRAINING)
    assert program.text_of("kept-data-other") == "Use Digits"
    button = program.find(QPushButton, "kept-data-other")
    program.reveal(button)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    program.wait(button.hasFocus)
    program.key(Qt.Key.Key_Return)
    program.wait(lambda: program.state.experiment.dataset == "digits")  # type: ignore[union-attr]
    program.wait(lambda: not program.find(QWidget, "kept-data-bar").isVisible())
    program.wait_for(Phase.TRAINING)


@pytest.mark.parametrize("brought", [False, True])
def test_a_preset_that_is_chosen_within_a_lesson_asks_of_the_users_own_data(
    program: Program, tmp_path: Path, brought: bool
) -> None:
    """Those of the run that waits, for the lesson ends by it; or those that were brought into the lesson."""
    choose_own(program, tmp_path / "photos")
    program.window.lesson_desk.shelf.set_folders((LESSON.parent,))
    program.window.lesson_desk.open_named(LESSON.name)
    program.wait(lambda: program.state.lesson is not None and not program.state.lesson.building)
    program.window.lesson_desk.show_settings(True)
    if brought:
        np.save(tmp_path / "mine.npy", np.random.default_rng(0).integers(0, 256, (60, 12, 12), dtype=np.uint8))
        program.drop(program.window, tmp_path / "mine.npy")
        program.wait_for(Phase.READY)
    program.press("preset-ae-vs-vae-digits")
    state = program.state
    assert state.lesson is None and state.preset == "ae-vs-vae-digits" and state.experiment is not None
    assert state.experiment.dataset == ("array-file" if brought else "image-folder")
    assert program.find(QWidget, "kept-data-bar").isVisible()
    program.wait_for(Phase.TRAINING)


def test_nothing_is_asked_where_nothing_is_the_users_own(program: Program) -> None:
    program.start()
    program.press("preset-vae-digits")
    program.wait_for(Phase.TRAINING)
    assert not program.find(QWidget, "kept-data-bar").isVisible() and program.state.kept_from == ""


def test_pictures_do_not_stand_for_points(program: Program, tmp_path: Path) -> None:
    choose_own(program, tmp_path / "photos")
    program.press("presets-more")
    program.press("preset-gan-ring")
    program.wait_for(Phase.TRAINING)
    assert program.state.experiment is not None and program.state.experiment.dataset == "ring"


def test_a_change_that_waits_can_be_restarted_where_it_was_made(program: Program) -> None:
    program.start(experiment())
    run = program.state.run_id
    program.type_into("models.0.latent_dim", "3")
    program.press("models.0.latent_dim-restart")
    program.wait(lambda: program.state.run_id > run)
    program.wait(lambda: program.state.data is not None and program.state.data.latent_dims == (3,))
    assert not program.find(QWidget, "models.0.latent_dim-restart").isVisible()
