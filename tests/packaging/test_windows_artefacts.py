"""The packages for Windows: what is in them and, where Wine is installed, what the compiled installer does."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
WINDOWS = ROOT / "packaging" / "windows"


def load(path: Path) -> ModuleType:
    """Load a script of packaging/, which is no package."""
    spec = importlib.util.spec_from_file_location(f"latent_explorer_{path.parent.name}_{path.stem}", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


artefacts = load(WINDOWS / "artefacts.py")
PackageError = artefacts.PackageError
needs_makensis = pytest.mark.skipif(shutil.which("makensis") is None, reason="NSIS (makensis) is not installed here")


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A small program folder with a difficult name and difficult names inside."""
    folder = tmp_path / "in put 程序"
    for name, text in {
        artefacts.PROGRAM: "MZ",
        "_internal/base.dll": "library",
        "_internal/MANIFEST.sha256": "",
        "_internal/resources/数据 a$b/文件 1.txt": "text",
        "_internal/resources/数据 a$b/$INSTDIR.txt": "a name is no variable",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# --- names ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["a/con.txt", "a/NUL", "com1.x/b", "a/b.", "a /b", "a/b?c", "a\\b", "a:b", "Lpt9", "a/tab\t"]
)
def test_names_that_windows_cannot_hold(name: str) -> None:
    with pytest.raises(PackageError, match="Windows cannot have"):
        artefacts.check_names(["fine", name])


def test_names_that_windows_can_hold() -> None:
    artefacts.check_names(["console.py", "a/nullable.dll", "a/.hidden", "com10", "数据/文件 (1).txt"])


def test_names_that_differ_in_capitals_only() -> None:
    with pytest.raises(PackageError, match=r"a/readme\.txt: two files"):
        artefacts.check_names(["a/Readme.txt", "a/README.txt"])


def test_room_for_the_installation_folder() -> None:
    assert artefacts.longest_instdir(["x" * 100, "y/z"]) == 259 - 1 - 100
    assert artefacts.longest_instdir(["d" * 99 + "/x"]) == 247 - 1 - 99  # a folder has less room than a file
    with pytest.raises(PackageError, match=r"has 200 characters, which leaves 58"):
        artefacts.longest_instdir(["x" * 200])


def test_folders_come_before_those_inside_them() -> None:
    assert artefacts.folders_of(["a/b/c", "a/d", "e"]) == ["", "a", "a/b"]


def test_a_folder_without_the_program(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"expected the program folder with latent-explorer\.exe"):
        artefacts.program_files(tmp_path)


@pytest.mark.parametrize(
    ("version", "numbers"), [("0.3", "0.3.0.0"), ("1.2.3rc4", "1.2.3.0"), ("1.2.3.4.5", "1.2.3.4")]
)
def test_version_in_four_numbers(version: str, numbers: str) -> None:
    assert artefacts.four_numbers(version) == numbers


def test_version_without_numbers() -> None:
    with pytest.raises(PackageError, match="found 'dev'"):
        artefacts.four_numbers("dev")


# --- the .zip ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("compression", ["none", "fast", "best"])
def test_zip_is_whole_and_the_same_every_time(program: Path, tmp_path: Path, compression: str) -> None:
    first = artefacts.make_zip(program, tmp_path / "dist", "0.3.0", compression)
    before = first.read_bytes()
    for path in program.rglob("*"):
        os.utime(path, (1, 1))
    assert artefacts.make_zip(program, tmp_path / "dist", "0.3.0", compression).read_bytes() == before
    assert first.name == "latent-explorer-0.3.0-windows-x86_64.zip"
    assert [path.name for path in first.parent.iterdir()] == [first.name]
    with zipfile.ZipFile(first) as archive:
        assert archive.testzip() is None
        top = "latent-explorer-0.3.0/"
        assert archive.namelist() == [top + file for file in artefacts.program_files(program)]
        assert archive.read(f"{top}_internal/resources/数据 a$b/文件 1.txt") == b"text"


def test_zip_bears_the_date_of_the_commit(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert artefacts.date_of(program) == (1980, 1, 1, 0, 0, 0)
    info = program / "_internal" / "BUILD-INFO.json"
    info.write_text('{"commit-date": "2026-11-21T18:00:00+08:00"}', encoding="utf-8")
    assert artefacts.date_of(program) == (2026, 11, 21, 10, 0, 0)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert artefacts.date_of(program) == (1980, 1, 1, 0, 0, 0)  # a .zip cannot say 1970


def test_zip_of_a_file_beyond_4_gib(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the size beforehand, zipfile begins a short entry and fails when it turns out too long."""
    monkeypatch.setattr(zipfile, "ZIP64_LIMIT", 1000)
    (program / "_internal" / "huge").write_bytes(bytes(3000))
    path = artefacts.make_zip(program, tmp_path / "dist", "0.3.0", "none")
    with zipfile.ZipFile(path) as archive:
        assert archive.read("latent-explorer-0.3.0/_internal/huge") == bytes(3000)


def test_zip_that_fails_leaves_nothing(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(artefacts.shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="No space"):
        artefacts.make_zip(program, tmp_path / "dist", "0.3.0")
    assert list((tmp_path / "dist").iterdir()) == []


def test_unknown_compression(program: Path, tmp_path: Path) -> None:
    for make in (artefacts.make_zip, artefacts.make_setup):
        with pytest.raises(PackageError, match="expected one of none, fast, best, found 'xz'"):
            make(program, tmp_path, "0.3.0", "xz")


# --- the installer ----------------------------------------------------------------------------------------------------


def test_what_is_installed_is_what_is_removed(program: Path) -> None:
    files = artefacts.program_files(program)
    script = artefacts.file_macros(program, files)
    install, remove = script.split("!macro RemoveFiles")
    assert install.count("File ") == remove.count("Delete ") == len(files)
    for file in files:
        quoted = file.replace("/", "\\").replace("$", "$$")
        assert f'Delete "$INSTDIR\\{quoted}"' in remove
    removed = [line.strip() for line in remove.splitlines() if "RMDir" in line]
    assert removed == [
        'RMDir "$INSTDIR\\_internal\\resources\\数据 a$$b"',
        'RMDir "$INSTDIR\\_internal\\resources"',
        'RMDir "$INSTDIR\\_internal"',
    ]


def test_nothing_is_ever_removed_with_all_that_is_in_it() -> None:
    """A folder that the user chose may hold anything."""
    for script in ("latent-explorer.nsi", "texts.nsh"):
        text = (WINDOWS / script).read_text(encoding="utf-8").casefold()
        assert "rmdir /r" not in text and "*.*" not in text.replace('fileexists} "$instdir\\*.*"', "")


def test_every_text_of_the_installer_is_in_both_languages() -> None:
    text = (WINDOWS / "texts.nsh").read_text(encoding="utf-8")
    script = (WINDOWS / "latent-explorer.nsi").read_text(encoding="utf-8")
    names = [line.split()[2] for line in text.splitlines() if line.startswith("!insertmacro Text ")]
    assert len(names) == len(set(names)) > 10
    for name in names:
        assert f"$({name})" in script, f"{name} is never shown"


def test_compiler_that_is_not_there(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artefacts.shutil, "which", lambda name: None)
    with pytest.raises(PackageError, match="makensis: not found"):
        artefacts.make_setup(program, tmp_path, "0.3.0")


def test_more_than_an_installer_can_hold(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artefacts, "find_makensis", lambda: Path("makensis"))
    with (program / "huge").open("wb") as file:
        file.truncate(2**31)
    with pytest.raises(PackageError, match="holds at most 2147483647"):
        artefacts.make_setup(program, tmp_path, "0.3.0")


def test_name_that_the_compiler_would_take_for_a_variable(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artefacts, "find_makensis", lambda: Path("makensis"))
    (program / "${NSISDIR}.txt").write_text("", encoding="utf-8")
    with pytest.raises(PackageError, match="for a variable"):
        artefacts.make_setup(program, tmp_path, "0.3.0")


@needs_makensis
@pytest.mark.parametrize("compression", ["none", "fast", "best"])
def test_installer_compiles(program: Path, tmp_path: Path, compression: str) -> None:
    path = artefacts.make_setup(program, tmp_path / "out put 结果", "0.3.0rc1", compression)
    assert path.name == "latent-explorer-0.3.0rc1-windows-x86_64-setup.exe"
    assert path.read_bytes()[:2] == b"MZ"
    assert "0.3.0rc1".encode("utf-16-le") in path.read_bytes()
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


@needs_makensis
def test_32_bit_installer_compiles_where_there_is_no_other(
    program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artefacts, "installer_target", lambda compiler: "x86-unicode")
    assert artefacts.make_setup(program, tmp_path, "0.3.0", "fast").stat().st_size > 50_000


@needs_makensis
def test_message_of_the_compiler_is_passed_on(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(artefacts, "file_macros", lambda folder, files: "Nonsense\n")
    with pytest.raises(PackageError, match=r"(?s)makensis ended with code 1:.*Nonsense"):
        artefacts.make_setup(program, tmp_path, "0.3.0", "fast")
    assert not list(tmp_path.glob("*.exe"))


def test_command_line(program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--dist", str(tmp_path / "dist"), "--version", "0.3.0", "--compression", "fast"]
    assert artefacts.main(["zip", str(program), *options]) == 0
    assert Path(capsys.readouterr().out.strip()).is_file()
    assert artefacts.main(["zip", str(tmp_path / "nowhere"), *options]) == 1
    assert "expected the program folder" in capsys.readouterr().err


# --- the installer, run under Wine ------------------------------------------------------------------------------------

wine_program = shutil.which("wine")
needs_wine = pytest.mark.skipif(
    wine_program is None or shutil.which("makensis") is None or sys.platform != "linux",
    reason="Wine and NSIS are not both installed here",
)
UNINSTALL_KEY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\Latent Explorer"
DONE, RUNNING, NO_SPACE, BAD_FOLDER, OLD_STAYS = 0, 3, 5, 6, 7
RAW = ("/D=", "_?=")
DUMMY = """Unicode true
Target amd64-unicode
OutFile "latent-explorer.exe"
RequestExecutionLevel user
SilentInstall silent
!include FileFunc.nsh
Section
  ${GetParameters} $0
  FileOpen $1 "$TEMP\\started" w
  FileClose $1
  waiting:
  IfFileExists "$TEMP\\leave" done
  StrCmp $0 "wait" 0 done
  Sleep 50
  Goto waiting
  done:
SectionEnd
"""  # a Windows program made with what is there: it ends at once or, with `wait`, when it is told


class Wine:
    """A Windows of its own, with one user."""

    def __init__(self, place: Path) -> None:
        self.place = place
        environ = {name: value for name, value in os.environ.items() if name not in {"DISPLAY", "WAYLAND_DISPLAY"}}
        home = place.with_name(f"{place.name}-home")  # Wine's desktop is a link into the home folder
        (home / "Desktop").mkdir(parents=True)
        unwanted = "mscoree,mshtml,winemenubuilder.exe="
        changes = {"HOME": str(home), "WINEPREFIX": str(place), "WINEDEBUG": "-all", "WINEDLLOVERRIDES": unwanted}
        self.environ = {**environ, **changes}
        self.server = shutil.which("wineserver") or "/usr/lib/wine/wineserver64"
        self.run("wineboot", "--init")
        self.run("reg", "add", r"HKCU\Software\Wine", "/v", "Version", "/d", "win10", "/f")
        (self.user,) = (path for path in (place / "drive_c" / "users").iterdir() if path.name != "Public")
        self.local = self.user / "AppData" / "Local"
        self.home = self.local / "Programs" / "Latent Explorer"

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Runs a Windows program to its end. Wine puts quotes around what holds spaces, which NSIS wants without."""
        assert wine_program
        parts = [words for part in map(str, command) for words in (part.split(" ") if part[:3] in RAW else [part])]
        return subprocess.run(
            [wine_program, *parts],
            env=self.environ, capture_output=True, text=True, errors="replace", timeout=180,
        )  # fmt: skip

    def start(self, *command: str | Path) -> subprocess.Popen[bytes]:
        assert wine_program
        return subprocess.Popen([wine_program, *map(str, command)], env=self.environ)

    def close(self) -> None:
        """Ends what still runs in this Windows, and nothing else."""
        subprocess.run([self.server, "-k"], env=self.environ, timeout=60)

    def registered(self, value: str) -> str:
        """A value of the entry in the list of programs as ``reg export`` writes it (``reg query`` loses other
        alphabets); "" when there is none."""
        file = self.place / "drive_c" / "exported.reg"
        file.unlink(missing_ok=True)
        if self.run("reg", "export", UNINSTALL_KEY, r"C:\exported.reg").returncode != 0:
            return ""
        rows = dict(line.split("=", 1) for line in file.read_text(encoding="utf-16").splitlines() if "=" in line)
        return rows[f'"{value}"'].strip('"').replace('\\"', '"').replace("\\\\", "\\")

    def refusal(self) -> str:
        """The sentence of a silent installer, which is then forgotten."""
        (path,) = self.user.rglob("latent-explorer-setup.txt")
        text = path.read_text(encoding="utf-16").strip()
        path.unlink()
        return text

    def ours(self) -> list[str]:
        """Everything of the user's folder that bears the program's name, and what else lies in its folder."""
        return sorted(
            str(path.relative_to(self.user))
            for path in self.user.rglob("*")
            if "latent" in str(path.relative_to(self.user)).casefold()
        )

    def uninstall(self, folder: Path | None = None) -> int:
        """Silently and in place, so that the answer is that of the work; then as Windows leaves it."""
        folder = folder or self.home
        code = self.run(folder / "Uninstall.exe", "/S", f"_?={windows_path(folder, self.place)}").returncode
        if code == 0:
            (folder / "Uninstall.exe").unlink(missing_ok=True)
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()
        return code


def windows_path(path: Path, prefix: Path) -> str:
    return "C:\\" + str(path.relative_to(prefix / "drive_c")).replace("/", "\\")


@pytest.fixture(scope="module")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wine]:
    wine = Wine(tmp_path_factory.mktemp("wine"))
    yield wine
    wine.close()


@pytest.fixture
def clean(windows: Wine) -> Iterator[Wine]:
    """Nothing of ours before a test, nor after it."""
    assert windows.ours() == []
    yield windows
    if (windows.home / "Uninstall.exe").exists():
        windows.uninstall()
    for name in ("latent-explorer", "Programs"):
        shutil.rmtree(windows.local / name, ignore_errors=True)
    for path in (*windows.user.rglob("Latent Explorer.lnk"), *windows.user.rglob("latent-explorer-setup.txt")):
        path.unlink()
    windows.run("reg", "delete", UNINSTALL_KEY, "/f")  # the tests after one that failed begin as it did


@pytest.fixture(scope="module")
def executable(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dummy")
    (folder / "dummy.nsi").write_text(DUMMY, encoding="utf-8")
    subprocess.run(["makensis", "-V1", "dummy.nsi"], cwd=folder, check=True, timeout=120)
    return folder / "latent-explorer.exe"


Setup = Callable[..., Path]


@pytest.fixture
def setup(program: Path, executable: Path, tmp_path: Path) -> Setup:
    """Compiles an installer of the small program, of any version and with further files."""
    shutil.copy(executable, program / artefacts.PROGRAM)

    def compile_setup(version: str = "0.3.0", **files: str) -> Path:
        for name, text in files.items():
            (program / "_internal" / name).write_text(text, encoding="utf-8")
        return artefacts.make_setup(program, tmp_path / "out put", version, "fast")

    return compile_setup


def installed(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@needs_wine
@pytest.mark.slow
def test_wine_install_and_uninstall(clean: Wine, setup: Setup, program: Path) -> None:
    runs = clean.local / "latent-explorer" / "runs"
    runs.mkdir(parents=True)
    (runs / "mine.txt").write_text("two years", encoding="utf-8")

    assert clean.run(setup(), "/S").returncode == DONE
    files = set(artefacts.program_files(program))
    assert installed(clean.home) == files | {"Uninstall.exe"}
    for file in files:
        assert (clean.home / file).read_bytes() == (program / file).read_bytes()
    assert clean.registered("DisplayVersion") == "0.3.0"
    assert int(clean.registered("EstimatedSize").removeprefix("dword:"), 16) > 0
    assert clean.registered("InstallLocation") == windows_path(clean.home, clean.place)
    command = clean.run("reg", "query", r"HKCU\Software\Classes\LatentExplorer.Experiment\shell\open\command").stdout
    assert f'"{windows_path(clean.home, clean.place)}\\latent-explorer.exe" "%1"' in command
    assert list(clean.user.rglob("Start Menu/Programs/Latent Explorer.lnk"))
    assert not list((clean.user / "Desktop").iterdir())

    (clean.home / "_internal" / "notes.txt").write_text("the user's own", encoding="utf-8")
    assert clean.uninstall() == DONE
    assert installed(clean.home) == {"_internal/notes.txt"}
    assert (runs / "mine.txt").exists()
    assert clean.registered("DisplayVersion") == ""
    assert not list(clean.user.rglob("Latent Explorer.lnk"))
    for key in (r"LatentExplorer.Experiment", r"Applications\latent-explorer.exe", ".toml"):
        assert clean.run("reg", "query", rf"HKCU\Software\Classes\{key}").returncode != 0, key


@needs_wine
@pytest.mark.slow
def test_wine_upgrade_replaces_the_old_version_and_keeps_the_icon(clean: Wine, setup: Setup) -> None:
    assert clean.run(setup("0.3.0", old="only in 0.3"), "/S", "/DESKTOP").returncode == DONE
    icon = clean.user / "Desktop" / "Latent Explorer.lnk"
    assert icon.exists()
    new = setup("0.4.0", old="", young="since 0.4")
    (new.parents[1] / "in put 程序" / "_internal" / "old").unlink()
    assert clean.run(setup("0.4.0"), "/S").returncode == DONE
    assert "_internal/young" in installed(clean.home) and "_internal/old" not in installed(clean.home)
    assert clean.registered("DisplayVersion") == "0.4.0"
    assert icon.exists()

    elsewhere = clean.user / "我的 程序"
    assert clean.run(new, "/S", f"/D={windows_path(elsewhere, clean.place)}").returncode == DONE
    assert "_internal/young" in installed(elsewhere)
    assert not clean.home.exists()  # one copy, not two
    assert clean.registered("InstallLocation") == windows_path(elsewhere, clean.place)
    assert clean.uninstall(elsewhere) == DONE
    assert not elsewhere.exists() and clean.ours() == []


@needs_wine
@pytest.mark.slow
def test_wine_running_program_is_neither_replaced_nor_removed(clean: Wine, setup: Setup, qtbot: object) -> None:
    assert clean.run(setup(), "/S").returncode == DONE
    before = installed(clean.home)
    running = clean.start(clean.home / "latent-explorer.exe", "wait")
    try:
        qtbot.waitUntil(lambda: bool(list(clean.user.rglob("started"))), timeout=60_000)  # type: ignore[attr-defined]
        assert clean.run(setup("0.4.0"), "/S").returncode == RUNNING
        assert "Please save and close it, then try again." in clean.refusal()
        assert clean.uninstall() == RUNNING
        clean.refusal()
        assert installed(clean.home) == before
        assert clean.registered("DisplayVersion") == "0.3.0"
    finally:
        (started,) = clean.user.rglob("started")
        started.with_name("leave").touch()
        assert running.wait(60) == 0
        started.unlink()
        started.with_name("leave").unlink()


@needs_wine
@pytest.mark.slow
def test_wine_folders_that_are_refused(clean: Wine, setup: Setup) -> None:
    path = setup()
    data, foreign = clean.local / "latent-explorer", clean.user / "thesis"
    foreign.mkdir()
    (foreign / "thesis.txt").write_text("two years", encoding="utf-8")
    for folder, sentence in {
        data: "belongs to your runs",
        data / "runs" / "x": "belongs to your runs",
        foreign: "holds files of something else",
        clean.user / ("long" * 60): "leaves room for at most",
    }.items():
        answer = clean.run(path, "/S", f"/D={windows_path(folder, clean.place)}")
        assert answer.returncode == BAD_FOLDER, folder
        assert sentence in clean.refusal()
    assert installed(foreign) == {"thesis.txt"}
    assert clean.ours() == []
    shutil.rmtree(foreign)


@needs_wine
@pytest.mark.slow
def test_wine_full_disk_is_told_before_anything_is_written(
    clean: Wine, setup: Setup, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(artefacts, "needed_megabytes", lambda total: 2_000_000_000)
    assert clean.run(setup(), "/S").returncode == NO_SPACE
    assert "needs 2000000000 MB on the disk" in clean.refusal()
    assert clean.ours() == []


@needs_wine
@pytest.mark.slow
def test_wine_interrupted_installation_can_be_installed_over_and_removed(clean: Wine, setup: Setup) -> None:
    path = setup()
    assert clean.run(path, "/S").returncode == DONE
    shutil.rmtree(clean.home / "_internal")
    assert clean.run(path, "/S").returncode == DONE
    assert (clean.home / "_internal" / "base.dll").exists()
    (clean.home / "latent-explorer.exe").unlink()
    assert clean.uninstall() == DONE
    assert clean.ours() == []
