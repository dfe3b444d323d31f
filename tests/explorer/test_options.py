"""The command line of the window."""

from __future__ import annotations

from pathlib import Path

import pytest

from explorer.options import Options, parse_options
from trainers.cli.main import COMMANDS


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
        (["--size", "99999x900"], "--size: expected at most 16384 pixels along a side, found '99999x900'"),
        (["--screenshot", "no/such/folder.png"], "no/such/folder.png: No such file or directory"),
        (["--after-steps", "-1"], "--after-steps: expected 0 or more, found -1"),
        (["--theme", "blue"], "blue"),
        (["--after-steps", "many"], "many"),
        (["--nonsense"], "nonsense"),
        (["a.toml", "--open", "b"], "expected one thing to open, found two: a.toml and --open b"),
        (["a.toml", "b.toml"], "b.toml"),
        (["file://elsewhere/a.toml"], "expected a path on this machine, found file://elsewhere/a.toml"),
    ],
)
def test_what_cannot_be_understood_ends_the_program(
    arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as left:
        parse_options(arguments)
    assert left.value.code == 2
    assert sentence in " ".join(capsys.readouterr().err.split())


def test_help_names_every_option_and_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        parse_options(["--help"])
    assert left.value.code == 0
    said = capsys.readouterr().out
    fields = [{"classroom": "class"}.get(name, name) for name in Options.__dataclass_fields__ if name != "path"]
    names = ["PATH", *(f"--{name.replace('_', '-')}" for name in fields)]
    assert [name for name in names if name not in said] == []
    assert "None}" not in said, "what kind of value an option takes is said by a word"
    assert f"Commands without a window: {', '.join(COMMANDS)} (each with" in said


@pytest.mark.parametrize("arguments", [["my run"], ["--open", "my run"]])
def test_the_path_is_absolute_as_another_process_may_have_to_open_it(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert parse_options(arguments) == Options(open=tmp_path / "my run")


@pytest.mark.parametrize(
    "address", ["file:///tmp/%E8%BF%90%E8%A1%8C%201/a.latent.toml", "file://localhost/tmp/运行 1/a.latent.toml"]
)
def test_addresses_as_file_managers_hand_them_over(address: str) -> None:
    path = Path("/tmp/运行 1/a.latent.toml")
    assert parse_options([address]).open == parse_options(["--open", address]).open == path
    assert parse_options(["--open", address]) == parse_options([str(path)])


def test_an_address_on_a_drive_of_windows() -> None:
    assert str(parse_options(["file:///C:/runs/a%20b"]).open).endswith("C:/runs/a b")


@pytest.mark.parametrize("beside", ["resume.json", "metrics.jsonl"])
def test_the_experiment_of_a_run_means_the_run(tmp_path: Path, beside: str) -> None:
    (tmp_path / "experiment.toml").write_text("")
    assert parse_options([str(tmp_path / "experiment.toml")]).open == tmp_path / "experiment.toml"
    (tmp_path / beside).write_text("")
    assert parse_options([str(tmp_path / "experiment.toml")]).open == tmp_path
    (tmp_path / "other.toml").write_text("")
    assert parse_options([str(tmp_path / "other.toml")]).open == tmp_path / "other.toml"


@pytest.mark.parametrize(
    ("arguments", "far"),
    [
        (["ssh://me@gpu1/srv/run"], "ssh://me@gpu1/srv/run"),
        (["--theme", "dark", "ssh://gpu1?preset=vae-digits"], "ssh://gpu1?preset=vae-digits"),
        (["--far", "ssh://gpu1/run"], "ssh://gpu1/run"),
        (["--new-window", "here:/srv/run"], "here:/srv/run"),
    ],
)
def test_the_address_of_a_far_run_is_no_path(arguments: list[str], far: str) -> None:
    options = parse_options(arguments)
    assert options.far == far and options.open is None


@pytest.mark.parametrize("arguments", [["ssh://gpu1"], ["ssh://-x/run"], ["ssh://gpu1/run", "--preset", "vae-digits"]])
def test_a_far_run_that_cannot_be_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        parse_options(arguments)
    assert "expected" in capsys.readouterr().err
