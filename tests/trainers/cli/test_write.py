"""``latent-explorer write`` and ``run.write``: beginnings, temperatures, seeds; what does not fit, in one sentence."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import trainers
from trainers.cli.main import main
from trainers.experiment import Experiment
from trainers.kinds import UNKNOWN
from trainers.notebook.notebook_run import NotebookRun


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One on lines, one on a stream with rare characters, one on pictures."""
    folder = tmp_path_factory.mktemp("runs")
    text = folder / "text.txt"
    text.write_text("the cat sat on the mat.\nthe dog sat on the log.\n" * 20 + "ÄÖÜ", encoding="utf-8")
    tables: dict[str, Any] = {
        "lines": ({"name": "sums", "greatest": 9}, [{"family": "ngram", "n": 5}, {"family": "char-rnn", "hidden": 8}]),
        "stream": ({"name": "text-file", "file": str(text), "length": 16, "alphabet": 15}, [{"family": "ngram"}]),
        "pictures": ({"name": "bars-and-stripes"}, [{"family": "pixel-table"}]),
    }
    made = {}
    for name, (data, models) in tables.items():
        table = {"steps": 20, "batch_size": 8, "dataset": data, "models": models}
        made[name] = trainers.train(Experiment.parse(table), threads=1, progress=False).save(folder / name)
    return made


def write(folder: Path, *arguments: object) -> int:
    return main(["write", str(folder), *map(str, arguments), "--device", "cpu"])


def lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


def test_lines_begin_as_they_shall_and_are_the_same_for_a_seed(
    runs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(runs["lines"], "--start", "two plus ", "--count", 4) == 0
    texts = lines(capsys)
    assert len(texts) == 4 and all(text.startswith("two plus ") for text in texts) and len(set(texts)) > 1
    assert write(runs["lines"], "--start", "two plus ", "--count", 2) == 0
    assert lines(capsys) == texts[:2]
    assert write(runs["lines"], "--start", "two plus ", "--count", 4, "--seed", 1) == 0
    assert lines(capsys) != texts
    assert write(runs["lines"], "--start", "two plus ", "--length", 3) == 0
    short = lines(capsys)
    assert [text[:12] for text in texts] == short[:4] and len(short) == 5
    assert write(runs["lines"], "--temperature", 0) == 0
    assert len(set(lines(capsys))) == 1
    assert trainers.load(runs["lines"]).write("two plus ", 4) == texts


def test_another_model_and_json(runs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    [first, other] = trainers.load(runs["lines"]).models
    assert write(runs["lines"], "--model", other.label, "--json", "--count", 3) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["model"] == other.label and said["texts"] == other.write(count=3) != first.write(count=3)
    assert (said["count"], said["seed"], said["temperature"], said["step"]) == (3, 0, 1.0, 20)


def test_a_stream_has_its_lines_and_a_text_ends_with_an_empty_one(
    runs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(runs["stream"], "--count", 2, "--length", 100) == 0
    said = capsys.readouterr().out
    texts = trainers.load(runs["stream"]).write(count=2, length=100)
    assert said == "".join(f"{text}\n\n" for text in texts) and all(len(text) == 100 for text in texts)
    assert all("\n" in text for text in texts)


def test_a_beginning_that_the_model_never_saw(runs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert write(runs["stream"], "--start", "ζξζ the", "--count", 1) == 0
    told = capsys.readouterr()
    assert told.out.startswith("ζξζ the")
    assert f"the data do not have ζ ξ: the model reads each as {UNKNOWN}, any other sign" in told.err
    assert write(runs["lines"], "--start", "two ζ") == 2
    assert capsys.readouterr().err.endswith("start: expected characters that the data have, found 'ζ'\n")


@pytest.mark.parametrize(
    ("run", "arguments", "sentence"),
    [
        ("lines", ["--start", "two\nthree"], "start: expected one line, found 2"),
        ("lines", ["--count", "0"], "--count: expected 1 to 1000, found 0"),
        ("lines", ["--length", "0"], "--length: expected 1 to 10000, found 0"),
        ("lines", ["--temperature", "-1"], "--temperature: expected at least 0, found -1"),
        ("lines", ["--temperature", "nan"], "--temperature: expected at least 0, found nan"),
        ("lines", ["--seed", "-1"], "--seed: expected a number between 0 and"),
        ("lines", ["--start", "a" * 10_001], "--start: expected at most 10000 characters, found 10001"),
        ("lines", ["--model", "poet"], "--model: expected one of NGRAM, CHAR-RNN, found 'poet'"),
        ("pictures", [], "expected a model that writes texts, found PIXEL-TABLE"),
    ],
)
def test_what_does_not_fit_is_one_sentence(
    run: str, arguments: list[str], sentence: str, runs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    assert write(runs[run], *arguments) == 2
    told = capsys.readouterr()
    assert sentence in told.err and "Traceback" not in told.err and not told.out


def test_control_characters_do_not_reach_the_terminal(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "text.txt"
    file.write_text("\x1b[2J" * 50, encoding="utf-8")
    table = {
        "steps": 5, "batch_size": 4, "dataset": {"name": "text-file", "file": str(file), "length": 8},
        "models": [{"family": "ngram"}],
    }  # fmt: skip
    folder = trainers.train(Experiment.parse(table), threads=1, progress=False).save(tmp_path / "run")
    assert write(folder) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said and "\\x1b[2J" in said


def test_in_a_notebook_what_does_not_fit_is_said(runs: dict[str, Path]) -> None:
    run: NotebookRun = trainers.load(runs["lines"])
    assert len(run.write()) == 5 and run.write("two", 1, model=1)[0].startswith("two")
    for given, sentence in (
        ({"count": 0}, "count: expected a whole number of at least 1, found 0"),
        ({"length": 2.5}, "length: expected a whole number of at least 1, found 2.5"),
        ({"temperature": -1}, "temperature: expected at least 0, found -1"),
        ({"start": "ζ"}, "start: expected characters that the data have, found 'ζ'"),
        ({"seed": "x"}, "seed: expected a whole number of at most 64 bits, found 'x'"),
    ):
        with pytest.raises(ValueError) as refusal:
            run.write(**given)
        assert str(refusal.value) == sentence
    with pytest.raises(ValueError, match="does not write"):
        trainers.load(runs["pictures"]).write()
