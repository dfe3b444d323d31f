"""The table of a run's history."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from explorer.curves.curves_csv import write_csv
from explorer.pixels.images import ExportError
from explorer.state.curves_data import Curves
from trainers.messages import Scalars


def test_csv_reads_back(tmp_path: Path) -> None:
    curves = Curves.from_scalars(
        Scalars(0, 3, ({"loss": np.float32([0.1, np.nan])}, {"loss": np.float32([7, 8]), "kl": np.float32([1, 2])}))
    )
    write_csv(curves, ["AE", 'VAE "b"'], tmp_path / "c.csv")
    with (tmp_path / "c.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["step", "AE loss", 'VAE "b" loss', 'VAE "b" kl']
    assert rows[1][0] == "3" and np.float32(rows[1][1]) == np.float32(0.1) and rows[1][2:] == ["7", "1"]
    assert rows[2] == ["4", "", "8", "2"]


def test_csv_that_cannot_be_written(tmp_path: Path) -> None:
    curves = Curves.from_scalars(Scalars(0, 1, ({"loss": np.float32([1])},)))
    with pytest.raises(ExportError, match=r"c\.csv could not be written: No such file or directory"):
        write_csv(curves, ["AE"], tmp_path / "missing" / "c.csv")
