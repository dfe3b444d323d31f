"""``run.report()``: the report of a run that lies nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest

import trainers
from tests.trainers.reports.page_faults import page_faults
from trainers.notebook.run_reporting import reported_run
from trainers.reports.reported_run import read_reported_run


@pytest.fixture(scope="module")
def run() -> trainers.NotebookRun:
    return trainers.train("ae-vs-vae-digits", steps=30, device="cpu", threads=1, keyframes=True)


def test_a_run_that_was_never_saved_has_a_report(run: trainers.NotebookRun, tmp_path: Path) -> None:
    before = run.models[1].evaluate()
    path = run.report(tmp_path / "report.html", measure=True)
    assert path == tmp_path / "report.html"
    content = path.read_bytes()
    assert page_faults(content) == []
    page = content.decode()
    assert "Trained to its end: 30 steps." in page
    assert f"VAE · Negative ELBO: {run.models[1].curves['neg_elbo'][-1]:.4g}" in page
    assert f"{before['test_neg_elbo']:.4g}</td>" in page  # of all held-out images
    assert page.count("<image ") == 2 and page.count("<img ") == 4
    assert "judge IS" in page and "--steps 30 --threads 1 --out again" in page
    assert trainers.__version__ in page and "seconds" in page
    assert run.step == 30 and run.models[1].evaluate() == before


def test_a_saved_run_has_the_same_numbers(run: trainers.NotebookRun, tmp_path: Path) -> None:
    run.save(tmp_path / "run")
    kept = read_reported_run(tmp_path / "run")
    loaded = trainers.load(tmp_path / "run", device="cpu", threads=1)
    made = reported_run(loaded._direct, [model.curves for model in loaded.models])
    assert [dict(tests) for tests in made.tests] == [dict(tests) for tests in kept.tests]
    assert made.pictures is not None and kept.pictures is not None
    one, other = made.pictures.models[1].samples, kept.pictures.models[1].samples
    assert one is not None and other is not None and one.tobytes() == other.tobytes()
    assert [step for step, _ in made.tests[1]["test_neg_elbo"]] == [0, 1, 2, 5, 10, 15, 20, 25, 30]
    assert (made.step, made.threads, made.marks) == (kept.step, kept.threads, kept.marks)


def test_what_cannot_be_is_refused(run: trainers.NotebookRun, tmp_path: Path) -> None:
    with pytest.raises(trainers.ConfigError, match="language: expected one of en, zh_CN"):
        run.report(tmp_path / "x.html", language="de")
    with pytest.raises(OSError):
        run.report(tmp_path)
