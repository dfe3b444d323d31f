"""Discovery: what is in the folders and behind entry points is in the catalog, without importing torch."""

from __future__ import annotations

import importlib.metadata
import logging
import subprocess
import sys
from collections.abc import Iterator
from typing import get_args

import pytest

from trainers import catalog
from trainers.catalog import (
    DatasetSpec,
    FamilySpec,
    dataset_specs,
    datasets,
    families,
    family,
    family_specs,
    find_dataset,
    find_family,
    opening,
)
from trainers.knobs import ConfigError, KnobRole


def test_everything_of_the_folders_is_found() -> None:
    assert {"ae", "vae", "gan", "wgan", "cgan"} <= set(families())
    assert {"digits", "moons", "mnist", "fashion-mnist", "kmnist", "image-folder", "array-file"} <= set(datasets())


def test_the_catalog_needs_neither_torch_nor_scikit_learn() -> None:
    """The window paints before they are imported. Asked in a fresh process, where nothing has imported them."""
    code = (
        "import sys; from trainers.catalog import family_specs, dataset_specs; "
        "from trainers.experiment import Experiment; family_specs(), dataset_specs(); "
        "Experiment.parse({'dataset': {'name': 'digits'}, 'models': [{'family': 'vae'}]}); "
        "print(sorted({'torch', 'sklearn'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"


def test_specs_are_complete() -> None:
    known = {"encodes", "decodes", "samples", "scores", "critic", "classes", "completes", "posterior"}
    known |= {"stages", "predicts", "any order", "mixture", "adjustable", "writes"}
    of_fitted = {"bic", "aic"}  # which statisticians ask of the examples that were learned from
    for spec in family_specs():
        assert spec.title and spec.summary.endswith(".") and spec.metrics and spec.capabilities <= known
        names = [metric.name for metric in (*spec.metrics, *spec.test_metrics)]
        assert len(set(names)) == len(names)
        assert all(metric.name.startswith("test_") or metric.name in of_fitted for metric in spec.test_metrics)
        assert all(metric.better in ("lower", "higher", "") for metric in spec.metrics)
    for data in dataset_specs():
        assert data.title and data.summary and data.source in ("embedded", "rendered", "download", "files", "placed")


def test_metrics_of_one_name_mean_the_same_everywhere() -> None:
    """Curves of several models share axes and test metrics share columns."""
    seen: dict[str, tuple[str, str]] = {}
    for spec in family_specs():
        for metric in spec.test_metrics:
            assert seen.setdefault(metric.name, (metric.unit, metric.better)) == (metric.unit, metric.better)


@pytest.mark.parametrize("spec", [*family_specs(), *dataset_specs()], ids=lambda spec: spec.name)
def test_a_role_is_played_by_one_knob(spec: FamilySpec | DatasetSpec) -> None:
    roles = [knob.role for knob in spec.knobs if knob.role]
    assert len(roles) == len(set(roles)) and set(roles) <= set(get_args(KnobRole))


@pytest.mark.parametrize("spec", family_specs(), ids=lambda spec: spec.name)
def test_a_family_of_two_players_says_how_they_play(spec: FamilySpec) -> None:
    if "scores" not in spec.capabilities:
        assert not spec.games
        return
    assert set(spec.players) == {"discriminator", "generator"}
    knobs = {knob.role: knob for knob in spec.knobs}
    for role in ("moves of D", "moves of G", "rate of D", "rate of G"):
        assert knobs[role].live, role
    choices = knobs["game"].choices if "game" in knobs else ("",)
    assert [game.name for game in spec.games] == list(choices)
    assert all(game.of_d and game.of_g for game in spec.games)


def test_there_is_one_dataset_for_each_thing_that_is_opened() -> None:
    for opens in ("folder", "array", "text", "strokes"):
        [spec] = [spec for spec in dataset_specs() if spec.opens == opens]
        [source] = [knob for knob in spec.knobs if knob.role == "source"]
        assert source.kind == "path" and opening(dataset_specs(), opens, "a") == (spec.name, {source.name: "a"})
    with pytest.raises(ConfigError, match="expected one that opens such files, found none for a"):
        opening([spec for spec in dataset_specs() if not spec.opens], "folder", "a")


@pytest.mark.parametrize(("find", "known"), [(find_family, "vae"), (find_dataset, "digits")])
@pytest.mark.parametrize("name", ["nothing", "", None, 3, ["ae"]])
def test_an_unknown_name_is_refused_with_the_known_ones(find: object, known: str, name: object) -> None:
    with pytest.raises(ConfigError) as refusal:
        find(name, "here")  # type: ignore[operator]
    assert str(refusal.value).startswith("here: expected a ")
    assert known in str(refusal.value) and repr(name) in str(refusal.value)
    assert refusal.value.where == "here"


def test_a_taken_name_is_refused() -> None:
    impostor = type("Impostor", (), {"__module__": "elsewhere"})
    with pytest.raises(ValueError, match=r"'ae' is already taken by trainers\.families\.ae\.Autoencoder"):
        family("ae")(impostor)
    assert families()["ae"].__module__ == "trainers.families.ae"


@pytest.fixture
def fresh_discovery(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(catalog, "_FAMILIES", dict(families()))
    catalog._discover.cache_clear()
    yield
    catalog._discover.cache_clear()


def entry_point(name: str, value: str) -> importlib.metadata.EntryPoint:
    return importlib.metadata.EntryPoint(name, value, "latent_explorer.families")


def test_a_package_adds_a_family_through_an_entry_point(
    fresh_discovery: None,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path_factory: pytest.TempPathFactory,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """... and a broken package is named in the log while everything else works."""
    folder = tmp_path_factory.mktemp("addon")
    (folder / "latent_addon.py").write_text(
        "from trainers.catalog import family\n"
        "from trainers.families.ae import Autoencoder\n"
        "@family('echo')\n"
        "class Echo(Autoencoder):\n"
        "    title = 'Echo'\n"
    )
    monkeypatch.syspath_prepend(str(folder))
    points = [entry_point("echo", "latent_addon:Echo"), entry_point("broken", "no_such_module:Thing")]
    monkeypatch.setattr(catalog, "entry_points", lambda group: [p for p in points if p.group == group])
    with caplog.at_level(logging.ERROR):
        assert find_family("echo").title == "Echo"
    assert find_family("ae").name == "ae"
    assert "broken" in caplog.text and "no_such_module" in caplog.text
