"""What a class takes away from its own lesson is said, with lesson, step and name, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.trainers.lessons.lesson_maker import ENGLISH, LESSON, read_small
from trainers.lessons.class_opening import as_restricted
from trainers.lessons.needs import part_of, unmet
from trainers.lessons.reading import find_lessons, lesson_folders
from trainers.lessons.restrictions import FREE, PARTS, Restrictions

WELCOME = 'key = "welcome"\nkind = "explain"\n'
GOAL = "- [ ] beta is {{models.0.beta}} of 4\n"
SET = '{ do = "set", path = "models.0.beta", value = 4.0 }'


def welcome(more: str) -> tuple[str, str]:
    return WELCOME, f"{WELCOME}{more}\n"


def show(act: str) -> tuple[str, str]:
    return SET, f"{SET}, {act}"


def point(*names: str) -> tuple[str, str]:
    return welcome(f"point = [{', '.join(map(repr, names))}]")


# What is written in the lesson, what the class restricts, and what is said: of which step, and of what.
AMISS = {
    "pointed at": (point("loss"), {"hide": ["curves"]}, "needs loss, which this class hides with the curves."),
    "set": (("", ""), {"lock": ["models.*.beta"]}, "“Move” needs models.0.beta, which this class locks."),
    "hidden": (("", ""), {"hide": ["knobs"]}, "“Move” needs models.0.beta, which this class hides with the settings"),
    "dialled": (show('{ do = "choose", control = "beta0-slider", value = 4 }'), {"lock": ["models.0.beta"]}, "“Move”"),
    "workspace": (("", ""), {"workspaces": ["maps"]}, "“The first chapter” needs the workspace explore, which"),
    "entered": (show('{ do = "workspace", key = "maps" }'), {"workspaces": ["explore"]}, "needs the workspace maps"),
    "tab": (point("workspace-compare"), {"workspaces": ["explore"]}, "“Welcome” needs the workspace compare"),
    "preset": (show('{ do = "click", control = "preset-moons" }'), {"presets": []}, "“Move” needs the preset moons"),
    "data": (show('{ do = "click", control = "dataset-moons" }'), {"datasets": []}, "“Move” needs the data moons"),
    "scrubbed": (show('{ do = "scrub", step = 3 }'), {"hide": ["timeline"]}, "“Move” needs timeline"),
    "asked": (("beta >= 4", 'beta >= 4", "controls.layer_contours.checked'), {"hide": ["layers"]}, "layer_contours"),
    "begun": (
        ("steps = 5", 'steps = 5\nbefore = [{ do = "set", path = "models.0.beta", value = 2.0 }]'),
        {"lock": ["models.*.*"]}, "“The first chapter” needs models.0.beta, which this class locks.",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", AMISS)
def test_what_is_taken_away_is_said(tmp_path: Path, case: str) -> None:
    (written, instead), restrict, said = AMISS[case]
    english = ENGLISH.replace(GOAL, GOAL * 2) if case == "asked" else ENGLISH
    read = read_small(tmp_path, LESSON.replace(written, instead) if written else LESSON, english)
    found = unmet(read, Restrictions.model_validate(restrict))
    assert any(text.startswith("“A small lesson”, “") and said in text for text in found), found
    assert len(found) == 1, "once, and nothing that is there all the same"
    assert unmet(read, FREE) == ()


@pytest.mark.parametrize(
    "restrict",
    [
        {"presets": []},  # a lesson begins with its own
        {"datasets": []},
        {"lock": ["models.*.layers", "steps", "dataset.*", "models.1.beta"]},
        {"hide": ["data", "presets", "layers", "curves", "timeline", "top bar menu"]},
        {"workspaces": ["explore"]},
    ],
)
def test_what_no_step_needs_may_be_taken_away(tmp_path: Path, restrict: dict[str, list[str]]) -> None:
    assert unmet(read_small(tmp_path), Restrictions.model_validate(restrict)) == ()


def test_a_setting_that_only_has_to_stay_may_be_locked(tmp_path: Path) -> None:
    """The goal holds from the beginning, or since another step."""
    stays = LESSON.replace('"models.0.beta >= 4"', '"step >= 9", "models.0.beta < 4"')
    stays = stays.replace(SET, '{ do = "train", to = 9 }')
    assert (
        unmet(read_small(tmp_path, stays, ENGLISH.replace(GOAL, GOAL * 2)), Restrictions(lock=("models.*.beta",))) == ()
    )


def test_the_lessons_of_the_program_need_their_own_workspace_and_no_preset() -> None:
    found, _ = find_lessons(lesson_folders())
    own = {"one-picture-from-its-neighbours": "components", "clouds-without-a-teacher": "mixtures"}
    for read in found:
        assert unmet(read, as_restricted(Restrictions(presets=(), datasets=()))) == (), read.name
        said = unmet(read, Restrictions(workspaces=()), "zh_CN")
        assert said and all(text.startswith(f"“{read.texts['zh_CN'].title}”") for text in said)
        assert f"needs the workspace {own.get(read.name, '')}" in said[0]


def test_every_part_has_its_controls() -> None:
    names = {
        "dataset-panel": "data", "preset-moons": "presets", "layer_codes": "layers", "models_0_beta": "knobs",
        "curvePlot": "curves", "timelineBack": "timeline", "menu": "top bar menu", "latent_map_0": None,
        "layer_realism": None, "beta0": None, "play": None, "seed": None,
    }  # fmt: skip
    assert {name: part_of(name) for name in names} == names
    assert set(PARTS) == set(names.values()) - {None}
