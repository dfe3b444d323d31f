"""The self-test passes here, and notices what is broken."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from trainers.catalog import families
from trainers.machine.own_program import own_command, own_environment
from trainers.presets import preset_path
from trainers.self_test import gradients, killed, maps, resources
from trainers.self_test.bands import BANDS
from trainers.self_test.families import check_bands, check_family
from trainers.self_test.folders import check_folders, check_log
from trainers.self_test.libraries import LIBRARIES, check_libraries
from trainers.self_test.machine import describe_machine, free_gb
from trainers.self_test.report import Check, Found, Recorder, Report, SelfTestError, attempt
from trainers.training.loop import Loop

REPOSITORY = Path(__file__).resolve().parents[3]


@pytest.mark.usefixtures("one_thread")
@pytest.mark.parametrize("name", sorted(families()))
def test_every_family_passes(name: str, tmp_path: Path) -> None:
    said = check_family(name, tmp_path)
    assert "expected" in said and "resumed bit for bit" in said and "read them again" in said
    assert name in BANDS, "no band: python -m tests.benchmarks --only self_test_bands"


@pytest.mark.usefixtures("one_thread")
def test_a_resume_that_goes_another_way_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = Loop.load_state

    def forget(self, state):  # type: ignore[no-untyped-def]
        real(self, state)
        self._noise[0].manual_seed(99)
        self._order.manual_seed(99)

    monkeypatch.setattr(Loop, "load_state", forget)
    check = attempt("vae", lambda: check_family("vae", tmp_path))
    assert not check.ok and check.detail.startswith("after resuming, the run goes another way")


@pytest.mark.usefixtures("one_thread")
def test_a_family_that_does_not_learn_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.training.loop.learning_rate_factor", lambda *clock_and_decay: 0.0)
    check = attempt("ae", lambda: check_family("ae", tmp_path))
    assert not check.ok and check.detail.endswith("it should have fallen")
    check = attempt("wgan", lambda: check_family("wgan", tmp_path / "wgan"))
    assert not check.ok and "expected" in check.detail, "an adversarial family shows it in its bands"


def test_bands() -> None:
    bands = {"loss": (1.0, 2.0)}
    assert check_bands({"loss": 1.5, "other": 9.0}, bands) == "after 60 steps loss 1.5 (expected 1 to 2)"
    for value in (0.99, 2.01):
        with pytest.raises(SelfTestError, match=rf"loss is {value}, expected 1 to 2"):
            check_bands({"loss": value}, bands)
    with pytest.raises(SelfTestError, match="other is nan"):
        check_bands({"loss": 1.5, "other": float("nan")}, bands)
    with pytest.raises(SelfTestError, match="loss was not measured"):
        check_bands({}, bands)
    assert "nobody has measured" in check_bands({"loss": 1.0}, None)


# ------------------------------------------------------------------ devices


def test_gradients_of_the_cpu_are_right_and_wrong_ones_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "gradients differ by" in gradients.check_devices().detail
    real = gradients.gradients

    def off(device, dtype):  # type: ignore[no-untyped-def]
        import torch

        found = real(device, dtype)
        if dtype is torch.float32:
            found["decoder"] = found["decoder"] * 1.001
        return found

    monkeypatch.setattr(gradients, "gradients", off)
    with pytest.raises(SelfTestError, match=r"CPU.* computes wrong gradients: those of decoder are off by 1\.\de-03"):
        gradients.check_devices()


def test_gradients_that_are_no_numbers_are_wrong() -> None:
    import torch

    worst, name = gradients.compare({"w": torch.tensor([float("nan")])}, {"w": torch.tensor([1.0])})
    assert worst == float("inf") and name == "w"


# ------------------------------------------------------------------ kill


def test_a_run_that_is_killed_goes_on_bit_for_bit(tmp_path: Path) -> None:
    assert "went on bit for bit" in killed.check_killed(tmp_path / "自检 é", preset_path("ae-vs-vae-digits"))


def test_what_differs_after_a_kill_is_told_with_its_size() -> None:
    import torch

    ours = {"a": torch.tensor([1.0, 2.0]), "b": torch.ones(2)}
    others = {**ours, "a": torch.tensor([1.0, 2.5])}
    assert killed._difference(ours, others) == "a differ (1 of 2, by 5.0e-01 at most)"
    assert killed._difference(ours, ours) == ""
    assert killed._difference({}, ours).startswith("a, b differ (2 of 2")


def test_a_program_that_was_changed_while_it_ran_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that begins later runs the new code: no fault of the resume."""
    module, file = ModuleType("trainers.changed"), tmp_path / "changed.py"
    module.__file__ = str(file)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    file.touch()
    assert "changed.py" in killed._newer_code()
    os.utime(file, (0, 0))
    assert "changed.py" not in killed._newer_code()


def test_another_program_in_the_working_folder_is_not_run(tmp_path: Path) -> None:
    other = tmp_path / "trainers" / "cli"
    other.mkdir(parents=True)
    for name in ("__init__.py", "../__init__.py", "__main__.py"):
        (other / name).write_text("raise SystemExit('another program')", encoding="utf-8")
    command = own_command("trainers.cli", "--help")
    done = subprocess.run(command, cwd=tmp_path, env=own_environment(), capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr


def test_a_training_that_ends_by_itself_is_told_with_its_reason(tmp_path: Path) -> None:
    file = tmp_path / "broken.toml"
    file.write_text("steps = 'many'", encoding="utf-8")
    with pytest.raises(SelfTestError, match=r"ended by itself with exit code 2: .*broken\.toml"):
        killed.train_and_kill(file, tmp_path / "runs" / "run")


# ------------------------------------------------------------------ maps


def test_every_method_draws_a_map_that_can_be_trusted() -> None:
    from trainers.maps.methods import METHODS

    said = maps.check_maps(preset_path("ae-vs-vae-digits"))
    assert said.startswith("maps of 300 digits can be trusted: PCA 0.8")
    assert all(method.title in said for method in METHODS.values())


def test_a_map_by_chance_and_clusters_by_chance_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from trainers.looking.reports import map_report

    chances = np.random.default_rng(0)
    places, report = chances.random((300, 2), dtype=np.float32), map_report.report_map
    digits = preset_path("ae-vs-vae-digits")

    def by_chance(examples: Any, method: str, *others: Any) -> map_report.MapReport:
        if method != "som":
            return report(examples, "pca", {}, *others[1:])
        return map_report.report_codes(examples, "by chance", places, others[-1])

    monkeypatch.setattr(map_report, "report_map", by_chance)
    with pytest.raises(
        SelfTestError, match=r"Self-organising map: a map can be trusted by 0\.[45]\d and 0\.[45]\d only"
    ):
        maps.check_maps(digits)
    monkeypatch.setattr(
        map_report, "report_map", lambda examples, method, *others: report(examples, "pca", {}, *others[1:])
    )
    numbers = chances.integers(0, 10, 300)
    agreed = map_report.ClusterReport("by chance", numbers, 0.0, 0.06)
    monkeypatch.setattr(map_report, "report_clusters", lambda *given: agreed)
    with pytest.raises(SelfTestError, match=r"k-means: clusters agree with the classes by 0\.06 only"):
        maps.check_maps(digits)


# ------------------------------------------------------------------ libraries, resources, folders


def test_every_dependency_is_tried() -> None:
    import tomllib

    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    names = [line.split(">")[0].lower().replace("-", "_") for line in project["dependencies"]]
    imported = {
        "pyside6_essentials": "pyside6",
        "pillow": "pil",
        "scikit_learn": "sklearn",
        "markdown_it_py": "markdown_it",
    }
    tried = {name.split(".")[0].lower() for name in LIBRARIES}
    assert {imported.get(name, name) for name in names} <= tried
    assert LIBRARIES[0] == "torch", "on Windows it must come before Qt"


def test_what_cannot_be_imported_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    (tmp_path / "torn.py").write_text("raise OSError('libtorn.so.1: cannot open shared object file')", "utf-8")
    with pytest.raises(SelfTestError) as caught:
        check_libraries(("json", "no_such_library", "torn"), ())
    assert "no_such_library (No module named 'no_such_library')" in str(caught.value)
    assert "torn (OSError: libtorn.so.1: cannot open shared object file)" in str(caught.value)
    (tmp_path / "package").mkdir()
    (tmp_path / "package" / "__init__.py").touch()
    (tmp_path / "package" / "inner.py").write_text("import absent", "utf-8")
    with pytest.raises(SelfTestError, match=r"package\.inner \(No module named 'absent'\)"):
        check_libraries((), ("package",))


def test_bundled_resources_are_whole_and_a_missing_one_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import shutil

    assert resources.check_presets() and resources.check_runs() and resources.check_judges()
    assert re.fullmatch(r"\d+ can be taken, and \d+ exhibits of the museum be seen", resources.check_lessons())
    broken = tmp_path / "resources"
    shutil.copytree(REPOSITORY / "resources", broken)
    monkeypatch.setattr("trainers.places.resources_dir", lambda: broken)
    (broken / "judges" / "mnist.safetensors").write_bytes((broken / "judges" / "mnist.safetensors").read_bytes()[:-9])
    check = attempt("judges", resources.check_judges)
    assert not check.ok and "mnist.safetensors" in check.detail
    next((broken / "runs" / "ae-vs-vae-digits").glob("resume-*")).unlink()
    check = attempt("runs", resources.check_runs)
    assert not check.ok and "resume" in check.detail
    lesson = next((broken / "lessons").glob("*/zh_CN.md"))
    lesson.unlink()
    check = attempt("lessons", resources.check_lessons)
    assert not check.ok and f"{lesson.parent.name}: there are no texts in zh_CN" in check.detail
    (lesson.parent / "en.md").write_bytes(b"\xff")
    check = attempt("lessons", resources.check_lessons)
    assert not check.ok and f"{lesson.parent.name}/en.md" in check.detail
    shutil.rmtree(broken / "lessons")
    check = attempt("lessons", resources.check_lessons)
    assert not check.ok and str(broken / "lessons") in check.detail
    shutil.rmtree(broken / "presets")
    check = attempt("presets", resources.check_presets)
    assert not check.ok and str(broken / "presets") in check.detail


def test_safetensors_come_back(tmp_path: Path) -> None:
    assert "bit by bit" in resources.check_safetensors(tmp_path)


def test_folders_are_written_to_and_left_as_they_were(tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    found = check_folders({"runs": tmp_path / "数据" / "runs", "logs": there})
    assert str(tmp_path / "数据" / "runs") in found.detail
    assert sorted(tmp_path.iterdir()) == [there] and not any(there.iterdir())


def test_each_folder_without_access_is_named(tmp_path: Path) -> None:
    file = tmp_path / "a file"
    file.touch()
    with pytest.raises(SelfTestError) as caught:
        check_folders({"runs": file / "runs", "logs": tmp_path, "settings": file})
    assert f"runs: {file / 'runs'} cannot be written to" in str(caught.value)
    assert f"settings: {file} cannot be written to" in str(caught.value) and "logs" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(SelfTestError, match="Permission denied"):
            check_folders({"runs": tmp_path})
    finally:
        tmp_path.chmod(0o700)


def test_little_free_space_is_a_remark(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("trainers.self_test.folders.free_gb", lambda folder: 0.25)
    assert check_folders({"runs": tmp_path}).warning == f"Only 0.25 GB are free at {tmp_path}"


def test_the_log_file(tmp_path: Path) -> None:
    log = tmp_path / "logs" / "program.log"
    assert str(log) in check_log(log, "hello") and not log.parent.exists()
    log.parent.mkdir()
    log.write_text("before\n", encoding="utf-8")
    check_log(log, "hello")
    assert log.read_text(encoding="utf-8") == "before\nhello\n"
    with pytest.raises(SelfTestError, match="cannot be written"):
        check_log(log / "below a file" / "x.log", "hello")


def test_the_machine_is_described() -> None:
    facts = describe_machine()
    assert facts["cores"] >= 1 and facts["memory_gb"] > 0.1 and facts["processor"] and facts["system"]
    assert json.dumps(facts)
    assert free_gb(Path("/no/such/folder")) == free_gb(Path("/"))


# ------------------------------------------------------------------ report


def test_reports() -> None:
    def fail() -> str:
        raise SelfTestError("the moon is cheese")

    def crash() -> str:
        raise RuntimeError("boom")

    good, bad, broken = attempt("a", lambda: "fine"), attempt("b", fail), attempt("c", crash)
    assert (good.ok, good.detail, bad.ok, bad.detail) == (True, "fine", False, "the moon is cheese")
    assert not broken.ok and "Traceback" in broken.detail and "RuntimeError: boom" in broken.detail
    remark = attempt("d", lambda: Found("fine", "Though a little slow"))
    assert remark.ok and remark.warning == "Though a little slow"
    assert not Report((), finished=True).ok and not Report((good,)).ok
    assert Report((good, remark), finished=True).ok and not Report((good, bad), finished=True).ok
    assert Check("a", False, "no", 1.25).line == "FAILED a (1.2 s): no"
    assert Check("a", True, "yes", 0, "but").line == "warns  a (0.0 s): yes. but"
    report = Report((good, remark), "1.2", {"commit": "abc"}, {"cores": 2}, 3.0, "", 7, True)
    assert Report.from_json(report.to_json()) == report and json.loads(report.to_json())["ok"] is True
    assert "commit: abc" in report.to_text() and "cores: 2" in report.to_text()
    for text in ("", "[]", "{}", '{"checks": [{"name": "a"}]}', '{"checks": 3}'):
        with pytest.raises(ValueError):
            Report.from_json(text)


def test_the_report_file_follows(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "报告.json"
    recorder = Recorder(file, "1.2")
    seen: list[Report] = []

    def look() -> str:
        seen.append(Report.from_json(file.read_text(encoding="utf-8")))
        return "fine"

    recorder.plan(2)
    recorder.describe(build={"commit": "abc"})
    recorder.run("first", look)
    recorder.run("second", look)
    assert [report.running for report in seen] == ["first", "second"] and not any(report.ok for report in seen)
    assert [len(report.checks) for report in seen] == [0, 1]
    assert recorder.finish() == 0
    last = Report.from_json(file.read_text(encoding="utf-8"))
    assert last.ok and last.finished and last.planned == 2 and not last.running and last.build == {"commit": "abc"}
    assert capsys.readouterr().out.splitlines()[0].startswith("ok     first")


def test_a_report_that_cannot_be_written_is_no_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recorder = Recorder(tmp_path / "no such folder" / "report.json", "1.2")
    recorder.run("first", lambda: "fine")
    assert recorder.finish() == 1
    assert "report.json could not be written: No such file" in capsys.readouterr().err


def test_a_program_that_dies_leaves_behind_in_which_check(tmp_path: Path) -> None:
    code = (
        "import os; from pathlib import Path; from trainers.self_test.report import Recorder\n"
        "recorder = Recorder(Path('report.json'), '1.2'); recorder.run('first', lambda: 'fine')\n"
        "recorder.run('second', lambda: os._exit(3))"
    )
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    assert subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, stdout=-3).returncode == 3
    report = Report.from_json((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert not report.ok and report.running == "second"
    assert report.to_text().endswith("FAILED: the program ended in the check second\n")


def test_bands_are_wide_enough_to_mean_something() -> None:
    for bands in BANDS.values():
        assert bands and all(np.isfinite([low, high]).all() and low < high for low, high in bands.values())
