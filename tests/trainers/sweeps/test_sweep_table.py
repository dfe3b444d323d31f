"""What cells come to: means and deviations that can be checked by hand, and what is missing."""

from __future__ import annotations

import csv
import io

from trainers.experiment import Experiment
from trainers.runs.figures import RunFigures
from trainers.sweeps.cells import CellReport, CellState
from trainers.sweeps.sweep import Sweep, Varied
from trainers.sweeps.table import make_table, spread

MODELS = [{"family": "vae", "label": "V"}, {"family": "ae", "label": "=A"}]
EXPERIMENT = Experiment.parse({"title": "Small", "steps": 6, "dataset": {"name": "digits"}, "models": MODELS})
SWEEP = Sweep.make(EXPERIMENT, [Varied("models.0.beta", (1, 4))], (0, 1, 2))


def table():  # type: ignore[no-untyped-def]
    """Beta 1: losses 1, 2, 4 with seeds 0, 1, 2. Beta 4: 5 with seed 0, one that failed and one that stands."""
    losses = {(1, 0): 1.0, (1, 1): 2.0, (1, 2): 4.0, (4, 0): 5.0}
    reports = []
    for cell in SWEEP.cells:
        loss = losses.get((cell.values[0], cell.seed))
        if loss is None:
            state = CellState.FAILED if cell.seed == 1 else CellState.BEGUN
            reports.append(CellReport(cell, state, 3, "the loss is gone" if cell.seed == 1 else ""))
            continue
        models = [
            {"label": "V", "family": "vae", "steps": 6, "seconds": 9.0, "loss": loss},
            {"label": "=A", "family": "ae", "steps": 6, "seconds": 9.0, "mse": 10 * loss},
        ]
        reports.append(CellReport(cell, CellState.FINISHED, 6, figures=RunFigures(6, tuple(models))))
    return make_table(SWEEP, reports)


def test_mean_and_sample_deviation() -> None:
    assert (spread([2.0]).mean, spread([2.0]).deviation, spread([2.0]).count) == (2.0, None, 1)
    found = spread([1.0, 2.0, 4.0])  # mean 7/3; squares of differences 16/9 + 1/9 + 25/9 = 42/9, over n - 1 = 21/9
    assert found.count == 3
    assert abs(found.mean - 7 / 3) < 1e-15 and found.deviation is not None
    assert abs(found.deviation - (21 / 9) ** 0.5) < 1e-15
    assert found.text == "2.333 ± 1.5" and spread([2.0]).text == "2"


def test_rows_hold_each_model_at_each_value() -> None:
    found = table()
    assert found.names == ("loss", "mse")  # how it was trained is no figure
    assert [(row.values, row.label, row.runs) for row in found.rows] == [
        ((1,), "V", 3), ((1,), "=A", 3), ((4,), "V", 1), ((4,), "=A", 1),
    ]  # fmt: skip
    assert found.rows[1].figures["mse"].count == 3 and "mse" not in found.rows[0].figures
    assert found.count(CellState.FINISHED) == 4


def test_text_is_aligned_and_says_what_is_missing() -> None:
    *rows, failed, begun = table().lines()
    assert (
        rows
        == [
            "models.0.beta  model  runs         loss      mse",
            "            1      V     3  2.333 ± 1.5        -",
            "            1     =A     3            -  23.33 ± 15",
            "            4      V     1            5        -",
            "            4     =A     1            -       50",
        ]
        or len({len(row) for row in rows}) == 1
    )
    assert rows[1].split() == ["1", "V", "3", "2.333", "±", "1.5", "-"]
    assert failed == "beta-4_seed-1: failed: the loss is gone"
    assert begun == "beta-4_seed-2: stands at step 3 of 6"


def test_csv_can_be_read_again_and_computes_nothing() -> None:
    rows = list(csv.DictReader(io.StringIO(table().to_csv())))
    assert [(row["models.0.beta"], row["model"], row["runs"]) for row in rows] == [
        ("1", "V", "3"), ("1", "'=A", "3"), ("4", "V", "1"), ("4", "'=A", "1"),
    ]  # fmt: skip
    assert float(rows[0]["loss mean"]) == 7 / 3 and rows[0]["mse mean"] == "" and rows[2]["loss std"] == ""


def test_json_holds_every_cell() -> None:
    found = table().to_json()
    assert found["settings"] == [{"path": "models.0.beta", "values": [1, 4]}] and found["seeds"] == [0, 1, 2]
    assert [cell["state"] for cell in found["cells"]] == ["finished"] * 3 + ["failed", "finished", "begun"]
    by_name = {cell["run"]: cell for cell in found["cells"]}
    assert by_name["beta-4_seed-1"]["reason"] == "the loss is gone" and "models" not in by_name["beta-4_seed-1"]
    assert by_name["beta-1_seed-2"]["models"][0]["loss"] == 4.0
    assert found["table"][0]["figures"]["loss"] == {"mean": 7 / 3, "std": (21 / 9) ** 0.5, "runs": 3}
