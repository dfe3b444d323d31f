"""What the program says of itself: in a checkout, built, and built with something missing."""

from __future__ import annotations

import json
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from explorer.help.program_facts import read_facts, third_party_licences
from trainers import __version__


@pytest.fixture
def bundle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    return tmp_path


def test_a_checkout() -> None:
    facts = read_facts()
    assert (facts.version, facts.commit) == (__version__, "")
    assert dict(facts.libraries)["numpy"] == version("numpy")
    assert facts.libraries[0] == ("Python", sys.version.split()[0])
    assert f"Latent Explorer {__version__}\ncommit unknown\nPython 3." in facts.to_text()


def test_a_built_program_says_what_its_build_wrote_down(bundle: Path) -> None:
    info = {
        "version": "1.2.3",
        "commit": "0123456789abcdef0123",
        "commit-date": "2026-01-31T03:04:05+00:00",
        "platform": "linux-x86_64",
        "libraries": {"torch": "9.8", "pyside6-essentials": "7.6"},
    }
    (bundle / "BUILD-INFO.json").write_text(json.dumps(info), encoding="utf-8")
    facts = read_facts()
    assert (facts.version, facts.commit, facts.date, facts.platform) == (
        "1.2.3",
        "0123456789ab",
        "2026-01-31",
        "linux-x86_64",
    )
    assert dict(facts.libraries)["torch"] == "9.8" and dict(facts.libraries)["PySide6-Essentials"] == "7.6"
    assert "commit 0123456789ab of 2026-01-31, linux-x86_64" in facts.to_text()


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"libraries": 3, "commit": null}', "\N{BOM}{"])
def test_a_build_that_says_nothing_is_no_obstacle(bundle: Path, content: str | None) -> None:
    if content is not None:
        (bundle / "BUILD-INFO.json").write_text(content, encoding="utf-8")
    facts = read_facts()
    assert facts.version == __version__ and facts.commit == "" and facts.libraries[0][0] == "Python"


def test_licences_of_a_checkout_are_those_of_what_the_program_needs() -> None:
    text = third_party_licences()
    for name in ("torch", "PySide6_Essentials", "numpy", "pooch"):
        assert f"\n{name} {version(name)}\n===" in f"\n{text}", name
    assert "LGPL-3.0-only" in text and "Redistributions in binary form must reproduce" in text
    assert f"pytest {version('pytest')}" not in text and "latent-explorer 0" not in text
    assert "licence not stated" not in text


def test_licences_of_a_built_program_are_the_file_that_it_carries(bundle: Path) -> None:
    (bundle / "THIRD-PARTY-LICENCES.txt").write_text("Qt: LGPL 版权", encoding="utf-8")
    assert third_party_licences() == "Qt: LGPL 版权"
    (bundle / "THIRD-PARTY-LICENCES.txt").unlink()
    with pytest.raises(OSError, match=r"THIRD-PARTY-LICENCES\.txt"):
        third_party_licences()
