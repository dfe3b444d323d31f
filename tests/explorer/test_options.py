"""The command line of the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.options import Options, parse_options


def test_nothing_asked_for() -> None:
    options = parse_options([])
    assert options == Options() and options.window_size is None and options.device == "auto"


def test_everything_asked_for(tmp_path: Path) -> None:
    arguments = ["--open", str(tmp_path), "--preset", "moons", "--autoplay", "--theme", "light", "--lang", "zh_CN"]
    arguments += ["--size", "1280x720", "--device", "cpu", "--data-dir", str(tmp_path / "data")]
    arguments += ["--screenshot", "shot.png", "--after-steps", "30"]
    options = parse_options(arguments)
    assert options.open == tmp_path and options.preset == "moons" and options.autoplay and options.theme == "light"
    assert options.lang == "zh_CN" and options.window_size == (1280, 720) and options.device == "cpu"
    assert options.data_dir == tmp_path / "data" and options.screenshot == Path("shot.png")
    assert options.after_steps == 30


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--size", "big"], "--size: expected WIDTHxHEIGHT such as 1440x900, found 'big'"),
        (["--size", "12x9"], "--size: expected WIDTHxHEIGHT"),
        (["--size", "1280x720x3"], "--size: expected WIDTHxHEIGHT"),
        (["--after-steps", "-1"], "--after-steps: expected 0 or more, found -1"),
        (["--theme", "blue"], "blue"),
        (["--after-steps", "many"], "many"),
        (["--nonsense"], "nonsense"),
    ],
)
def test_what_cannot_be_understood_ends_the_program(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse_options(arguments)
    assert left.value.code == 2
    assert sentence in " ".join(capsys.readouterr().err.split())


def test_help_names_every_option(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse_options(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    names = [f"--{name.replace('_', '-')}" for name in Options.__dataclass_fields__]
    assert [name for name in names if name not in said] == []
