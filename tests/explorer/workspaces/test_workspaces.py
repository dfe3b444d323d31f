"""Which workspace an experiment is for: what it is offered, begins and opens in."""

from __future__ import annotations

import pytest

from explorer.state.workspace import find, opens_in, suits
from explorer.workspaces import WORKSPACES
from trainers.catalog import FamilySpec, family_specs
from trainers.presets import list_presets

SPECS = {spec.name: spec for spec in family_specs()}


def specs(*families: str) -> list[FamilySpec]:
    return [SPECS[name] for name in families]


@pytest.mark.parametrize(
    ("families", "offered", "begun", "opened"),
    [
        (["ae"], ["explore", "compare"], ["explore"], "compare"),
        (["ae", "vae"], ["explore", "compare"], ["explore", "compare"], "compare"),
        (["gan"], ["explore", "adversarial"], ["adversarial"], "adversarial"),
        (["vae", "gan"], ["explore", "compare", "adversarial"], ["adversarial"], "compare"),
        (["wgan", "gan"], ["explore", "adversarial"], ["adversarial"], "adversarial"),
        ([], [], [], "compare"),
    ],
)
def test_what_an_experiment_is_for(families: list[str], offered: list[str], begun: list[str], opened: str) -> None:
    models = specs(*families)
    assert [each.key for each in WORKSPACES if each.fits(models)] == offered
    assert [each.key for each in WORKSPACES if suits(each, models, WORKSPACES)] == begun
    assert opens_in("compare", models, WORKSPACES) == opened


def test_there_is_something_to_begin_with_in_every_workspace() -> None:
    for workspace in WORKSPACES:
        assert any(suits(workspace, specs(*preset.families), WORKSPACES) for preset in list_presets()), workspace.key


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyError, match="expected one of explore, compare, adversarial, components, found 'nowhere'"):
        find("nowhere", WORKSPACES)
