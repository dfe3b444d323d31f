"""Settings: kept in the file that is named, read as defaults where they cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray

from explorer.settings import MAX_RECENT, Settings, put_aside


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "settings.ini"


def test_a_new_file_gives_defaults(file: Path) -> None:
    settings = Settings(file)
    assert (settings.theme, settings.font_scale, settings.language, settings.workspace) == (
        "system",
        1.0,
        "",
        "explore",
    )
    assert settings.recent_runs == ()
    assert settings.bytes_of("geometry").isEmpty()
    assert not file.exists(), "reading writes nothing"


def test_everything_comes_back(file: Path) -> None:
    settings = Settings(file)
    settings.theme = "light"
    settings.font_scale = 1.5
    settings.language = "zh_CN"
    settings.workspace = "compare"
    settings.keep_bytes("geometry", QByteArray(b"\x00\x01\xff"))
    assert settings.save()
    again = Settings(file)
    assert (again.theme, again.font_scale, again.language, again.workspace) == ("light", 1.5, "zh_CN", "compare")
    assert again.bytes_of("geometry").data() == b"\x00\x01\xff"


@pytest.mark.parametrize("text", ["[view]\ntheme=pink\nfont_scale=huge\n", "[view]\nfont_scale=1000\n", "nonsense ["])
def test_what_cannot_be_used_reads_as_its_default(file: Path, text: str) -> None:
    file.write_text(text)
    settings = Settings(file)
    assert (settings.theme, settings.font_scale) == ("system", 1.0)


def test_recent_runs_are_newest_first_without_repeats(file: Path) -> None:
    settings = Settings(file)
    for name in ("a", "b", "c", "a"):
        settings.add_recent_run(Path("/runs") / name)
    assert [path.name for path in settings.recent_runs] == ["a", "c", "b"]
    settings.save()
    assert [path.name for path in Settings(file).recent_runs] == ["a", "c", "b"]


def test_recent_runs_are_limited(file: Path) -> None:
    settings = Settings(file)
    for index in range(MAX_RECENT + 5):
        settings.add_recent_run(Path(f"/runs/运行 {index}, mit Komma"))
    assert len(settings.recent_runs) == MAX_RECENT
    assert settings.recent_runs[0] == Path(f"/runs/运行 {MAX_RECENT + 4}, mit Komma")


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    settings = Settings(tmp_path / "file" / "settings.ini")  # a folder that cannot exist
    settings.theme = "dark"
    assert not settings.save()
    assert settings.theme == "dark", "kept in memory meanwhile"


def test_settings_are_put_aside_and_nothing_else(file: Path) -> None:
    assert put_aside(file) is None, "there are none"
    (file.parent / "runs").mkdir()
    places = []
    for theme in ("light", "dark"):
        settings = Settings(file)
        settings.theme = theme  # type: ignore[assignment]
        assert settings.save()
        places.append(put_aside(file))
    assert Settings(file).theme == "system"
    first, second = places
    assert first is not None and second is not None and second.name == f"{first.name}-2"
    assert first.name.startswith("settings.ini.20")
    assert Settings(first).theme == "light" and Settings(second).theme == "dark"
    assert {path.name for path in file.parent.iterdir()} == {"runs", first.name, second.name}
