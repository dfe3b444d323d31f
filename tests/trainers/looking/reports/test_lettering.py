"""Letters on pictures: those of every script that the machine has a face for, never boxes that all look the same."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from trainers.looking.reports import lettering
from trainers.looking.reports.lettering import LACKING, can_write, fitted, write
from trainers.looking.reports.map_picture import draw_map

INK = (0, 0, 0)


def picture(text: str) -> np.ndarray:
    sheet = Image.new("RGB", (300, 40), (255, 255, 255))
    write(ImageDraw.Draw(sheet), (4, 4), text, INK, 16)
    return np.asarray(sheet)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without faces."""
    monkeypatch.setattr(lettering, "FACES", ("no such face.ttf",))


def test_english_needs_no_face_of_the_system(bare: None) -> None:
    assert can_write("The quick brown fox, 1,234 (k = 10)…") and (picture("a") != picture("b")).any()


def test_two_names_of_another_script_look_different_or_cannot_be_written() -> None:
    for one, other in (("猫", "狗"), ("кот", "пёс"), ("é", "ü")):
        assert (picture(one) != picture(other)).any() == can_write(one + other)


def test_letters_that_no_face_has_are_question_marks(bare: None) -> None:
    assert not can_write("猫") and not can_write("cat 猫")
    np.testing.assert_array_equal(picture("cat 猫狗"), picture(f"cat {LACKING}{LACKING}"))


@pytest.mark.parametrize("name", ["a" * 200, "W" * 30, "猫" * 40])
def test_a_name_is_cut_to_its_room_and_keeps_its_end(name: str) -> None:
    found = fitted(name, "  (12)", 200, 16)
    assert found.endswith("…  (12)") and lettering._length(found, 16) <= 200
    assert name.startswith(found.removesuffix("…  (12)"))
    assert fitted("cat", "  (12)", 200, 16) == "cat  (12)"
    assert fitted(name, "  (12)", 10, 16) == "  (12)"


def test_a_class_whose_name_nobody_can_read_is_called_by_its_number(bare: None) -> None:
    places, groups = np.array([[0, 0], [1, 1]], np.float32), np.array([0, 1])
    found = draw_map(places, groups, ["cat", "猫"], "t", [])
    np.testing.assert_array_equal(found, draw_map(places, groups, ["cat", "class 1"], "t", []))
