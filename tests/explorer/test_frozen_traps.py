"""What goes wrong in windowed and frozen programs: no streams, names that streams cannot show, helpers, OpenGL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


def python(code: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=REPOSITORY, env={**os.environ, **environment}, capture_output=True, encoding="utf-8", timeout=300,
    )  # fmt: skip


@pytest.mark.parametrize("streams", ["sys.stdout = sys.stderr = None", "sys.stdin = sys.stderr = None"])
def test_without_streams_commands_and_the_window_work(streams: str, tmp_path: Path) -> None:
    code = (
        f"import sys; {streams}\n"
        "from explorer.__main__ import main\n"
        "assert main(['presets']) == 0 and main(['data', 'list']) == 0\n"
        f"assert main(['--new-window', '--size', '1100x700', '--screenshot', {str(tmp_path / 'w.png')!r}]) == 0\n"
        "sys.exit(5)"
    )
    done = python(code, LATENT_EXPLORER_HOME=str(tmp_path / "home"))
    assert done.returncode == 5, done.stdout + done.stderr
    assert (tmp_path / "w.png").stat().st_size > 10_000


def test_a_stream_that_cannot_show_a_letter_fails_nothing() -> None:
    code = "from explorer.__main__ import prepare_streams; prepare_streams(); print('用户')"
    done = python(code, PYTHONIOENCODING="ascii")
    assert done.returncode == 0 and done.stdout.strip() == r"\u7528\u6237"


def test_runs_and_windows_under_long_paths_with_foreign_letters(tmp_path: Path) -> None:
    """Headless and in the window: home, data and run folder beyond 150 characters."""
    place = tmp_path / "用户 é"
    while len(str(place)) < 150:
        place = place / ("长" * 40)
    place.mkdir(parents=True)
    run, home = place / "运行 run", place / "家"
    environment = {"LATENT_EXPLORER_HOME": str(home), "LATENT_EXPLORER_DATA": str(place / "数据")}
    code = "import sys; from explorer.__main__ import main; sys.exit(main(sys.argv[1:]))"
    train = ("train", "--preset", "vae-digits", "--steps", "20", "--out", str(run))
    assert (done := python(code, *train, **environment)).returncode == 0, done.stderr
    done = python(code, "export", str(run), "--out", str(place / "出"), **environment)
    assert done.returncode == 0 and len(list((place / "出").iterdir())) >= 4, done.stderr
    picture = place / "图.png"
    shot = ("--new-window", "--open", str(run), "--after-steps", "5", "--screenshot", str(picture))
    done = python(code, *shot, **environment)
    assert done.returncode == 0, done.stderr
    assert picture.stat().st_size > 10_000 and (home / "settings.ini").exists() and any((home / "logs").iterdir())


def test_training_and_looking_start_no_process(tmp_path: Path) -> None:
    """A frozen program that is started as a helper process would open another window."""
    code = (
        "import sys; from pathlib import Path; started = []\n"
        "names = {'subprocess.Popen', 'os.posix_spawn', 'os.fork', 'os.exec', 'os.system', 'pty.spawn'}\n"
        "sys.addaudithook(lambda event, args: started.append((event, args)) if event in names else None)\n"
        "from explorer.__main__ import main\n"
        "out = sys.argv[1]\n"
        "assert main(['train', '--preset', 'ae-vs-vae-digits', '--steps', '20', '--out', out]) == 0\n"
        "assert main(['evaluate', out]) == 0 and main(['holes', out, '--grid', '8']) == 0\n"
        "assert main(['--new-window', '--open', out, '--workspace', 'compare', '--screenshot', sys.argv[2]]) == 0\n"
        "print('STARTED', [args for _, args in started if args[0] != 'uname'])"  # asked for the processor's name
    )
    done = python(code, str(tmp_path / "run"), str(tmp_path / "w.png"), LATENT_EXPLORER_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "STARTED []"


def test_nothing_of_pyopengl_is_imported() -> None:
    code = (
        "import sys; import explorer.app, explorer.curves.curve_plot, pyqtgraph\n"
        "explorer.app.make_application(); import os\n"
        "print(pyqtgraph.getConfigOption('useOpenGL'), 'OpenGL' in sys.modules, os.environ['QT_XCB_GL_INTEGRATION'])"
    )
    done = python(code, QT_XCB_GL_INTEGRATION="none")
    assert done.stdout.split() == ["False", "False", "none"], done.stderr


def test_writing_beside_the_program_is_not_needed(tmp_path: Path) -> None:
    """Byte code, judges, settings, runs: nothing goes where the program lies."""
    resources = REPOSITORY / "resources"
    before = {path: path.stat().st_mtime_ns for path in resources.rglob("*")}
    code = "import sys; from explorer.__main__ import main; sys.exit(main(sys.argv[1:]))"
    shot = ("--new-window", "--autoplay", "--after-steps", "5", "--screenshot", str(tmp_path / "w.png"))
    done = python(code, *shot, LATENT_EXPLORER_HOME=str(tmp_path / "home"))
    assert done.returncode == 0, done.stderr
    assert {path: path.stat().st_mtime_ns for path in resources.rglob("*")} == before
