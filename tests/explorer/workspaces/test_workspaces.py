"""Which workspace an experiment is for: what it is offered, begins and opens in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from explorer.state.workspace import find, opens_in, suits
from explorer.workspaces import WORKSPACES
from trainers.catalog import FamilySpec, family_specs
from trainers.experiment import read_toml
from trainers.kinds import Pictures, Tokens
from trainers.presets import list_presets

SPECS = {spec.name: spec for spec in family_specs()}


def specs(*families: str) -> list[FamilySpec]:
    return [SPECS[name] for name in families]


@pytest.mark.parametrize(
    ("families", "offered", "begun", "opened"),
    [
        (["ae"], ["explore", "compare", "maps"], ["explore", "maps"], "compare"),
        (["ae", "vae"], ["explore", "compare", "maps"], ["explore", "compare", "maps"], "compare"),
        (["gan"], ["explore", "adversarial", "maps"], ["adversarial"], "adversarial"),
        (["vae", "gan"], ["explore", "compare", "adversarial", "maps"], ["adversarial"], "compare"),
        (["wgan", "gan"], ["explore", "adversarial", "maps"], ["adversarial"], "adversarial"),
        (["gaussian-mixture"], ["explore", "compare", "maps", "mixtures"], ["mixtures"], "mixtures"),
        (["ae", "gaussian-mixture"], ["explore", "compare", "maps", "mixtures"], ["mixtures"], "compare"),
        (["char-rnn", "ngram"], ["characters"], ["characters"], "characters"),
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


def test_an_experiment_is_first_seen_where_it_says() -> None:
    models = specs("ae", "vae")
    assert opens_in("explore", models, WORKSPACES, "compare") == "compare"
    assert opens_in("explore", specs("gan"), WORKSPACES, "explore") == "explore"  # though another one claims it
    for nowhere in ("", "nowhere", "Compare", "components"):  # of the last there is one, with nothing to show in it
        assert opens_in("explore", models, WORKSPACES, nowhere) == "explore"
    assert opens_in("compare", specs("gan"), WORKSPACES, "components") == "adversarial"
    assert opens_in("compare", [], WORKSPACES, "explore") == "compare"


def test_an_experiment_is_one_to_begin_with_where_it_says_too() -> None:
    models = specs("gan")
    assert [each.key for each in WORKSPACES if suits(each, models, WORKSPACES, "explore")] == ["explore", "adversarial"]
    for nowhere in ("nowhere", "components"):
        assert [each.key for each in WORKSPACES if suits(each, models, WORKSPACES, nowhere)] == ["adversarial"]


def test_where_nothing_is_needed_there_is_something_to_show_of_any_model() -> None:
    anything = replace(find("compare", WORKSPACES), key="anything", needs=())
    assert all(anything.fits_model(spec) == (Pictures in spec.takes) for spec in family_specs())
    assert anything.fits(specs("made", "gan")) and not anything.fits(specs("ngram"))  # whose data are not seen there
    assert replace(anything, shows=frozenset({Tokens})).fits(specs("ngram"))
    assert not anything.fits([])  # as long as there is none


def test_presets_name_workspaces_that_have_something_to_show() -> None:
    for preset in list_presets():
        assert preset.opens_in == read_toml(preset.path).plan.opens_in
        assert preset.opens_in == "" or find(preset.opens_in, WORKSPACES).fits(specs(*preset.families)), preset.name


@pytest.mark.parametrize(
    ("name", "opened"), [("ae-mixture-digits", "mixtures"), ("components-compared-digits", "components")]
)
def test_beside_models_of_another_kind_too_a_preset_is_first_seen_where_its_subject_is(name: str, opened: str) -> None:
    (preset,) = (each for each in list_presets() if each.name == name)
    for before in ("explore", "compare", "maps"):
        assert opens_in(before, specs(*preset.families), WORKSPACES, preset.opens_in) == opened


def test_an_unknown_key_is_named() -> None:
    known = "explore, compare, adversarial, components, characters, maps, mixtures"
    with pytest.raises(KeyError, match=f"expected one of {known}, found 'nowhere'"):
        find("nowhere", WORKSPACES)
