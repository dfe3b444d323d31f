"""Where the program looks for things and puts them."""

from __future__ import annotations

import sys
from pathlib import Path

import platformdirs
import pytest

from trainers import places


def test_home_takes_everything(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LATENT_EXPLORER_HOME", str(tmp_path))
    monkeypatch.delenv("LATENT_EXPLORER_DATA", raising=False)
    found = [places.data_dir(), places.runs_dir(), places.judges_dir(), places.log_dir(), places.settings_file()]
    assert found == [tmp_path / name for name in ("data", "runs", "judges", "logs", "settings.ini")]
    assert places.cache_dir() == tmp_path / "cache"
    assert list(tmp_path.iterdir()) == [], "asking creates nothing"


def test_data_folder_explicit_then_variable_then_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LATENT_EXPLORER_HOME", str(tmp_path))
    monkeypatch.setenv("LATENT_EXPLORER_DATA", "/from/variable")
    assert places.data_dir("/explicit") == Path("/explicit")
    assert places.data_dir() == places.data_dir(None) == Path("/from/variable")
    monkeypatch.setenv("LATENT_EXPLORER_DATA", "")
    assert places.data_dir() == tmp_path / "data"
    assert places.data_dir("~/x") == Path.home() / "x"


def test_without_variables_the_systems_own_places(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LATENT_EXPLORER_HOME")
    monkeypatch.delenv("LATENT_EXPLORER_DATA", raising=False)
    own = platformdirs.user_data_path("latent-explorer", appauthor=False)
    assert places.data_dir() == own / "data" and places.runs_dir() == own / "runs"
    assert "latent-explorer" in str(places.log_dir()) and "latent-explorer" in str(places.settings_file())
    assert places.cache_dir() == platformdirs.user_cache_path("latent-explorer", appauthor=False)


def test_resources_of_a_checkout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(sys, "_MEIPASS", raising=False)
    assert (places.resources_dir() / "presets").is_dir()


def test_resources_of_a_wheel_and_of_a_frozen_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "site" / "trainers" / "_resources").mkdir(parents=True)
    monkeypatch.setattr(places, "__file__", str(tmp_path / "site" / "trainers" / "places.py"))
    assert places.resources_dir() == (tmp_path / "site" / "trainers" / "_resources").resolve()
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    with pytest.raises(FileNotFoundError, match="bundle"):
        places.resources_dir()
    (tmp_path / "bundle" / "resources").mkdir(parents=True)
    assert places.resources_dir() == tmp_path / "bundle" / "resources"


def test_bundled_data(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert places.bundled_data_dir() is None, "a broken installation carries nothing, and this is not the place to say"
    (tmp_path / "resources").mkdir()
    assert places.bundled_data_dir() is None
    (tmp_path / "resources" / "data").mkdir()
    assert places.bundled_data_dir() == tmp_path / "resources" / "data"
