"""``--self-test`` from the outside: order, exit codes, what is said when something is missing."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[3]


def run(*arguments: str, code: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """The self-test in a process of its own; *code* runs in it first."""
    start = f"{code}\nimport sys; from explorer.__main__ import main; sys.exit(main(['--self-test', *sys.argv[1:]]))"
    return subprocess.run(
        [sys.executable, "-c", start, *arguments],
        cwd=REPOSITORY, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", timeout=300,
    )  # fmt: skip


def failed(report: Path) -> dict[str, str]:
    table = json.loads(report.read_text(encoding="utf-8"))
    return {check["name"]: check["detail"] for check in table["checks"] if not check["ok"]}


@pytest.mark.slow
def test_all_is_well_here_under_a_long_path_in_chinese(tmp_path: Path) -> None:
    """Home, data, temporary files and report lie in a folder whose path has more than 150 characters."""
    home = tmp_path / "用户 é"
    while len(str(home)) < 150:
        home = home / ("长" * 40)
    temporary = home / "tmp"
    temporary.mkdir(parents=True)
    assert len(str(home)) >= 150
    report = home / "报告.json"
    places = {"LATENT_EXPLORER_HOME": str(home), "TMPDIR": str(temporary), "TEMP": str(temporary)}
    done = run("--unseen", "--report", str(report), **places)
    assert done.returncode == 0, done.stdout + done.stderr
    table = json.loads(report.read_text(encoding="utf-8"))
    assert table["ok"] and table["finished"] and table["planned"] == len(table["checks"])
    assert len(done.stdout.splitlines()) == len(table["checks"])
    assert str(home) in next(check["detail"] for check in table["checks"] if check["name"] == "folders")
    assert table["machine"]["qt_platform"] == "offscreen" and table["machine"]["cores"] >= 1
    left = [path.name for path in temporary.iterdir() if not path.name.startswith("torchinductor_")]  # torch's own
    assert left == [], "temporary files are left"
    assert {path.name for path in home.iterdir()} == {"报告.json", "tmp"}, "folders are left that were not there"


def test_a_library_that_is_missing_is_named_and_nothing_else_is_tried(tmp_path: Path) -> None:
    """Here the very library that reads the command line, and one that everything needs."""
    report = tmp_path / "report.json"
    code = "import sys; sys.modules['tyro'] = sys.modules['pydantic'] = None"
    done = run("--report", str(report), code=code)
    assert done.returncode == 1, done.stdout + done.stderr
    found = failed(report)
    assert list(found) == ["libraries"] and "tyro (" in found["libraries"] and "pydantic (" in found["libraries"]
    assert "FAILED libraries" in done.stdout and "family" not in done.stdout


def test_a_library_whose_loading_ends_the_program_is_found_in_the_report(tmp_path: Path) -> None:
    (tmp_path / "pooch.py").write_text("import os\nos.abort()", encoding="utf-8")
    report = tmp_path / "report.json"
    done = run("--report", str(report), code=f"import sys; sys.path.insert(0, {str(tmp_path)!r})")
    assert done.returncode not in (0, 1)
    table = json.loads(report.read_text(encoding="utf-8"))
    assert (table["ok"], table["finished"], table["running"]) == (False, False, "libraries")


def test_a_frozen_program_with_damaged_files_names_them_though_it_cannot_start(tmp_path: Path) -> None:
    """A library is gone, and with it the import; the files are looked at before."""
    inner = tmp_path / "程序 folder" / "_internal"
    inner.mkdir(parents=True)
    (inner / "MANIFEST.sha256").write_text(f"{'0' * 64}  _internal/libtorch.so\n", encoding="utf-8")
    report = tmp_path / "report.json"
    code = f"import sys; sys._MEIPASS = {str(inner)!r}; sys.modules['torch'] = None"
    assert run("--report", str(report), code=code).returncode == 1
    found = failed(report)
    assert found["files"].startswith("_internal/libtorch.so is missing") and "BUILD-INFO.json" in found["build"]
    assert "torch (" in found["libraries"]


def test_before_the_libraries_only_the_standard_library_is_imported() -> None:
    code = (
        "import sys; import explorer.__main__, explorer.self_test\n"
        "found = {name.split('.')[0] for name in sys.modules} - sys.stdlib_module_names - {'explorer', 'trainers'}\n"
        "print(sorted(name for name in found if not name.startswith('_')))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], cwd=REPOSITORY, capture_output=True, text=True)
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


@pytest.mark.parametrize("wrong", [("--report",), ("--theme", "dark"), ("extra",)])
def test_a_command_line_that_makes_no_sense_is_refused(wrong: tuple[str, ...]) -> None:
    done = run(*wrong)
    assert done.returncode == 2 and "latent-explorer --self-test: error:" in done.stderr


def test_without_write_access_each_folder_is_named(tmp_path: Path) -> None:
    from trainers.self_test.folders import check_folders, user_folders
    from trainers.self_test.report import SelfTestError

    file = tmp_path / "no folder"
    file.touch()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("LATENT_EXPLORER_HOME", str(file))
        with pytest.raises(SelfTestError) as caught:
            check_folders(user_folders())
    for what in ("data sets", "runs", "judges", "logs", "settings"):
        assert f"{what}: {file}" in str(caught.value)


# ------------------------------------------------------------------ screen, texts


def test_qt_that_cannot_start_is_told_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.self_test.screen import check_screen
    from trainers.self_test.report import SelfTestError

    assert check_screen(tmp_path).detail.startswith("offscreen: ")
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    with pytest.raises(SelfTestError, match="no-such-platform"):
        check_screen(tmp_path)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a screen")
def test_a_machine_without_a_screen_is_no_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.self_test.screen import check_screen

    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert check_screen(tmp_path).warning.startswith("There is no screen here")


@pytest.mark.usefixtures("qapp")
def test_translations_work_and_an_emptied_one_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from explorer.self_test.texts import check_translations
    from trainers.self_test.report import SelfTestError

    assert "取消" in check_translations()
    resources = tmp_path / "resources"
    shutil.copytree(REPOSITORY / "resources" / "translations", resources / "translations")
    monkeypatch.setattr("trainers.places.resources_dir", lambda: resources)
    check_translations()
    for content in (b"", (resources / "translations" / "latent-explorer_zh_CN.qm").read_bytes()[:16]):
        (resources / "translations" / "latent-explorer_zh_CN.qm").write_bytes(content)
        with pytest.raises(SelfTestError, match=r"latent-explorer_zh_CN\.qm"):
            check_translations()
    shutil.copy(REPOSITORY / "resources" / "translations" / "latent-explorer_zh_CN.qm", resources / "translations")
    for content in (b"", b"{"):
        (resources / "translations" / "sentences.json").write_bytes(content)
        with pytest.raises(SelfTestError, match=r"sentences\.json: cannot be read"):
            check_translations()


@pytest.mark.usefixtures("qapp")
def test_the_translation_of_qt_is_asked_for_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from explorer.self_test import texts
    from trainers.self_test.report import SelfTestError

    monkeypatch.setattr(texts.QLibraryInfo, "path", lambda which: str(tmp_path))
    with pytest.raises(SelfTestError, match=r"qtbase_zh_CN.qm is missing from"):
        texts.check_translations()


@pytest.mark.usefixtures("qapp")
def test_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    from PySide6.QtGui import QFont

    from explorer.self_test import texts
    from trainers.self_test.report import SelfTestError

    assert "families" in texts.check_fonts().detail
    assert texts.draws(QFont(), "agW") and not texts.draws(QFont(), "aga"), "two that look alike"
    assert not texts.draws(QFont(), "\U0010fffd\U0010fffc"), "boxes look alike"
    assert not texts.draws(QFont(), "a\u2003"), "nothing is no letter"
    monkeypatch.setattr(texts, "draws", lambda font, letters: letters.isascii())
    found = texts.check_fonts()
    assert found.warning.startswith("No font with Chinese characters")
    monkeypatch.setattr(texts.QFontDatabase, "families", lambda: [])
    with pytest.raises(SelfTestError, match="no font is installed"):
        texts.check_fonts()
