"""``latent-explorer evaluate --temperatures``: rows for each model that writes, and what does not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import trainers
from trainers.cli.main import main
from trainers.experiment import Experiment


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One on data with rules, one on data with a known source, one on pictures."""
    folder = tmp_path_factory.mktemp("runs")
    tables: dict[str, Any] = {
        "rules": ({"name": "sums", "greatest": 9}, [{"family": "ngram", "n": 5}, {"family": "char-rnn", "hidden": 8}]),
        "source": ({"name": "oracle", "count": 300, "length": 6}, [{"family": "seqgan", "hidden": 8, "patterns": 4}]),
        "pictures": ({"name": "bars-and-stripes"}, [{"family": "pixel-table"}]),
    }
    made = {}
    for name, (data, models) in tables.items():
        table = {"steps": 12, "batch_size": 8, "dataset": data, "models": models}
        made[name] = trainers.train(Experiment.parse(table), threads=1, progress=False).save(folder / name)
    return made


def evaluate(folder: Path, temperatures: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    code = main(["evaluate", str(folder), "--temperatures", temperatures, "--device", "cpu"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_rows_say_at_each_temperature_what_is_covered_and_how_good_it_is(
    runs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, table = evaluate(runs["rules"], "0.5, 1,1.3", capsys)
    assert code == 0
    models = json.loads(out)["models"]
    for model in models:
        rows = model["temperatures"]
        assert [row["temperature"] for row in rows] == [0.5, 1.0, 1.3]
        wanted = {"temperature"}
        wanted |= {n + e for n in ("test_nats_per_char", "well_formed_share", "true_share") for e in ("", "_error")}
        assert all(set(row) == wanted for row in rows)
        assert rows[1]["test_nats_per_char"] == pytest.approx(model["test_nats_per_char"], rel=1e-5)
        for name in ("well_formed_share", "true_share"):
            assert rows[1][name] == model[name]  # the same texts, of the same noise
            assert 0 < rows[1][f"{name}_error"] < 0.03
    assert models[0]["temperatures"][0]["well_formed_share"] >= models[0]["temperatures"][2]["well_formed_share"]
    said = [line.removeprefix("latent-explorer: ") for line in table.splitlines() if "by temperature" in line]
    assert said == ["NGRAM, by temperature:", "CHAR-RNN, by temperature:"]
    [first, *_] = [line.split() for line in table.splitlines() if " 0.5 " in line]
    assert float(first[2]) == pytest.approx(models[0]["temperatures"][0]["test_nats_per_char"], abs=6e-4)


def test_an_oracle_says_how_likely_it_finds_the_texts(
    runs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, table = evaluate(runs["source"], "1", capsys)
    [model] = json.loads(out)["models"]
    [row] = model["temperatures"]
    assert code == 0 and row["oracle_nats"] == pytest.approx(model["oracle_nats"]) and model["text_count"] == 500
    assert 0.5 < row["oracle_nats"] < 20 and row["oracle_nats_error"] > 0 and "oracle_nats" in table
    assert 0 <= model["test_accuracy"] <= 1


def test_without_temperatures_there_are_no_rows(runs: dict[str, Path], capsys: pytest.CaptureFixture[str]) -> None:
    code, out, table = evaluate(runs["rules"], "", capsys)
    assert code == 0 and "temperatures" not in json.loads(out)["models"][0] and "temperature" not in table


@pytest.mark.parametrize(
    "said", ["0", "x", ",", "1,", "nan", "inf", "-1", "1;2", "1e9", ",".join(["1"] * 51), "9" * 400]
)
def test_what_is_no_list_of_temperatures_is_refused(
    runs: dict[str, Path], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, error = evaluate(runs["rules"], said, capsys)
    assert code == 2 and not out and error.count("\n") == 1 and len(error) < 300
    assert "--temperatures: expected up to 50 numbers from 0.01 to 100 with commas between them, found" in error


def test_models_that_do_not_write_have_no_temperature(
    runs: dict[str, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, error = evaluate(runs["pictures"], "1", capsys)
    assert code == 2 and not out
    assert error == "latent-explorer: --temperatures: expected a model that writes texts, found none\n"
