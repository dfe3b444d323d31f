"""What a class sees and may change."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from trainers.lessons.restrictions import FREE, Restrictions


@pytest.mark.parametrize(
    ("pattern", "path", "locked"),
    [
        ("seed", "seed", True),
        ("seed", "seeds", False),
        ("seed", "dataset.seed", False),
        ("models.0.beta", "models.0.beta", True),
        ("models.0.beta", "models.1.beta", False),
        ("models.*.beta", "models.3.beta", True),
        ("models.*.beta", "models.3.layers", False),
        ("dataset.*", "dataset.count", True),
        ("dataset.*", "dataset", False),
        ("*", "seed", True),
        ("*", "models.0.beta", False),
        ("*.*.*", "models.0.beta", True),
    ],
)
def test_what_is_locked(pattern: str, path: str, locked: bool) -> None:
    assert Restrictions(lock=(pattern,)).locks(path) is locked


def test_nothing_is_restricted_unless_it_is_said() -> None:
    assert not FREE.locks("seed") and not FREE.hides("data")
    assert (FREE.workspaces, FREE.presets, FREE.datasets) == (None, None, None)


def test_both_hold_at_once() -> None:
    a = Restrictions(workspaces=("explore", "compare"), presets=None, datasets=(), hide=("data",), lock=("seed",))
    b = Restrictions(workspaces=("compare", "maps"), presets=("x",), datasets=("digits",), hide=("knobs", "data"))
    both = a.with_(b)
    assert both.workspaces == ("compare",)
    assert both.presets == ("x",)
    assert both.datasets == ()  # none, which is not the same as all
    assert both.hide == ("data", "knobs") and both.lock == ("seed",)
    assert a.with_(FREE) == a and FREE.with_(a) == a


@pytest.mark.parametrize(
    "given",
    [
        {"colour": "red"},
        {"hide": ["x" * 81]},
        {"lock": [""]},
        {"workspaces": ["x"] * 201},
        {"hide": "data"},
        {"presets": [3]},
        {"lock": ["models.*.b*"]},  # a star is a whole part
    ],
)
def test_what_makes_no_sense_is_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Restrictions.model_validate(given)
