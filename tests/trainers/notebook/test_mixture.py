"""The Gaussians of a mixture as numpy has them, and what the command line says of how well they fit."""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

import trainers
from trainers.cli.main import main

CLOUDS = """
steps = 12
pace = 2
batch_size = 64
[dataset]
name = "clouds"
count = 600
[[models]]
family = "gaussian-mixture"
label = "EM"
[[models]]
family = "ae"
label = "AE"
layers = [4]
"""


@pytest.fixture
def clouds(tmp_path: Path) -> Path:
    (tmp_path / "clouds.toml").write_text(CLOUDS, encoding="utf-8")
    return tmp_path / "clouds.toml"


def log_density(of: trainers.NotebookRun, x: np.ndarray) -> np.ndarray:
    """(N,), in nats, by scipy."""
    found = of.mixture(model="EM")
    each = [multivariate_normal(mean, cov).logpdf(x) for mean, cov in zip(found.means, found.covariances, strict=True)]
    return logsumexp(np.stack(each) + np.log(found.weights)[:, None], axis=0)


def test_components_are_those_that_the_figures_are_of(clouds: Path) -> None:
    run = trainers.train(clouds, device="cpu", threads=1)
    found = run.mixture()
    assert found.weights.shape == (3,) and found.means.shape == (3, 2) and found.covariances.shape == (3, 2, 2)
    assert found.weights.sum() == pytest.approx(1) and found.means.dtype == np.float64
    figures = run.models[0].evaluate()
    assert figures["test_nats"] == pytest.approx(-log_density(run, run.examples.test).mean(), abs=1e-5)
    with pytest.raises(ValueError, match="AE: a model of the family ae does not consist of Gaussians"):
        run.mixture(model="AE")
    assert run.step == 12, "nobody waits for the pace of the window"


def test_the_command_line_tells_test_nats_and_bic(
    clouds: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "run"
    assert main(["train", str(clouds), "--out", str(out), "--device", "cpu", "--threads", "1"]) == 0
    capsys.readouterr()
    assert main(["evaluate", str(out), "--device", "cpu"]) == 0
    [mixture, other] = json.loads(capsys.readouterr().out)["models"]
    run = trainers.load(out, device="cpu", threads=1)
    assert mixture["test_nats"] == pytest.approx(-log_density(run, run.examples.test).mean(), abs=1e-5)
    surprise = -2 * len(run.examples.train) * run.models[0].curves["log_likelihood"][-1]
    assert mixture["bic"] == pytest.approx(surprise + 17 * math.log(len(run.examples.train)), rel=1e-5)
    assert mixture["aic"] == pytest.approx(surprise + 2 * 17, rel=1e-5) and "bic" not in other
