"""Experiment files that other programs and other people write."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from trainers.cli.arguments import parse_settings
from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError
from trainers.runs.listing import recent_runs

GOOD = b"""title = "t"\nsteps = 30\n[dataset]\nname = "digits"\n[[models]]\nfamily = "vae"\nlayers = [8]\n"""


def refusal(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(ConfigError) as caught:
        read_toml(path)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 400
    return str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_marks_that_editors_put_before_a_text(encoding: str, tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(GOOD.decode().replace('"t"', '"潜"').encode(encoding))
    assert read_toml(path).plan.title == "潜"


DEEP = 20_000


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"seed = " + b"9" * 5000 + b"\n" + GOOD, "a.toml: expected numbers of usual size"),
        (b"seed = 0x" + b"f" * 5000 + b"\n" + GOOD, "a.toml: seed: expected 0 to 2147483647, found a number too long"),
        (GOOD.replace(b"30", b"1_000_000_000_000_000_000_000"), "a.toml: steps: expected 1 to 1000000, found 10000000"),
        (GOOD.replace(b"30", b"true"), "a.toml: steps: expected 1 to 1000000, found True"),
        (GOOD.replace(b"30", b"'30'"), "a.toml: steps: expected 1 to 1000000, found '30'"),
        (b"a = " + b"[" * DEEP + b"]" * DEEP + b"\n" + GOOD, "a.toml: the tables or lists are nested too deeply"),
        (b"a = " + b"{a=" * DEEP + b"1" + b"}" * DEEP + b"\n" + GOOD, "a.toml: the tables or lists are nested"),
        (b"a" + b".a" * DEEP + b" = 1\n" + GOOD, "a.toml: expected at most 100 dots in a line"),
        (b"[a" + b".a" * DEEP + b"]\n" + GOOD, "a.toml: expected at most 100 dots in a line"),
        (b"#" * 1_000_000, "a.toml: expected an experiment, found more than 256 kilobytes of text"),
        (b"x" * 10_000 + b" = 1\n" + GOOD, "unknown setting"),
        (b"title = '\xff'", "a.toml: expected text (UTF-8), found other data"),
        (b"\xff\xfe\x00", "a.toml: expected text (UTF-8), found other data"),
    ],
)  # fmt: skip
def test_one_short_sentence_for_what_is_no_experiment(content: bytes, message: str, tmp_path: Path) -> None:
    assert message in refusal(tmp_path / "a.toml", content)


def test_one_such_folder_does_not_spoil_the_list_of_runs(tmp_path: Path) -> None:
    for name, content in (("bad", b"a = " + b"[" * DEEP), ("huge", b"seed = " + b"9" * 5000), ("good", GOOD)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "experiment.toml").write_bytes(content)
    runs = {run.path.name: run for run in recent_runs(tmp_path)}
    assert not runs["good"].problem and runs["good"].steps == 30
    assert "nested too deeply" in runs["bad"].problem and "thousands of digits" in runs["huge"].problem


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    for path, found in ((tmp_path / "pipe.toml", "a named pipe"), (tmp_path, "a folder")):
        with pytest.raises(ConfigError, match=f"{path.name}: expected a file, found {found}"):
            read_toml(path)


def test_relative_paths_count_from_the_folder_of_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "here").mkdir()
    text = GOOD.decode().replace('"digits"', '"array-file"\nfile = "x.npy"\nlabels = "../y.npy"')
    (tmp_path / "there" / "a.toml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path / "here")
    for path in (tmp_path / "there" / "a.toml", Path("../there/a.toml")):
        data = read_toml(path).dataset_config.model_dump()
        assert os.path.samefile(Path(data["file"]).parent, tmp_path / "there")
        assert os.path.samefile(Path(data["labels"]).parent, tmp_path) and Path(data["file"]).is_absolute()


def test_paths_that_are_whole_stay(tmp_path: Path) -> None:
    table = {
        "dataset": {"name": "array-file", "file": str(tmp_path / "x"), "labels": "~/y"},
        "models": [{"family": "ae"}],
    }
    experiment = Experiment.parse(table)
    assert experiment.anchored(tmp_path / "elsewhere") == experiment


def test_settings_of_the_command_line_survive_odd_values() -> None:
    digits = "9" * 5000
    assert parse_settings([f"seed={digits}", "a=" + "[" * DEEP, "b=4"]) == {"seed": digits, "a": "[" * DEEP, "b": 4}
