"""``latent-explorer report``, as a user types it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.trainers.reports.page_faults import page_faults
from trainers.cli.main import main
from trainers.places import resources_dir

pytestmark = pytest.mark.usefixtures("one_thread")
BUNDLED = resources_dir() / "runs" / "ae-vs-vae-digits"


def test_a_report_is_written_and_the_run_only_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = shutil.copytree(BUNDLED, tmp_path / "run")
    before = {path: path.read_bytes() for path in run.rglob("*") if path.is_file()}
    out = tmp_path / "report.html"
    assert main(["report", str(run), "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"run": str(run), "step": 2000, "file": str(out), "bytes": out.stat().st_size}
    assert page_faults(out.read_bytes()) == []
    assert {path: path.read_bytes() for path in run.rglob("*") if path.is_file()} == before


def test_what_is_measured_is_what_evaluate_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", str(BUNDLED), "--device", "cpu"]) == 0
    figures = json.loads(capsys.readouterr().out)["models"]
    out = tmp_path / "report.html"
    assert main(["report", str(BUNDLED), "--out", str(out), "--measure", "--device", "cpu"]) == 0
    page = out.read_text(encoding="utf-8")
    fid = "".join(f'<td class="n">{m["judge_fid"]:.4g} (real: {m["judge_fid_real"]:.4g})</td>' for m in figures)
    assert f'<th scope="row">FID</th>{fid}' in page
    assert f"{figures[1]['test_neg_elbo']:.4g}</td>" in page


def test_a_report_in_chinese(tmp_path: Path) -> None:
    out = tmp_path / "report.html"
    assert main(["report", str(BUNDLED), "--out", str(out), "--lang", "zh_CN"]) == 0
    assert '<html lang="zh-CN">' in out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["{0}/none", "--out", "{0}/r.html"], "expected a run folder, found nothing"),
        (["{1}", "--out", "{0}"], "Is a directory"),
        (["{1}", "--out", "{0}/none/r.html"], "No such file or directory"),
        (["{1}", "--out", "{0}/r.html", "--lang", "xx"], "language: expected one of en, zh_CN, found 'xx'"),
    ],
)
def test_what_cannot_be_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str
) -> None:
    assert main(["report", *(each.format(tmp_path, BUNDLED) for each in arguments)]) == 2
    captured = capsys.readouterr()
    assert said in captured.err and len(captured.err.splitlines()) == 1 and captured.out == ""
    assert not (tmp_path / "r.html").exists()
