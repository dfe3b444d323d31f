"""What packaging/bootstrap.py promises: clear lines when something is missing, resuming, and a quick second start."""

from __future__ import annotations

import ast
import importlib.util
import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from collections import namedtuple
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
posix_only = pytest.mark.skipif(os.name == "nt", reason="uses symbolic links and a POSIX shell")


def load(name: str) -> ModuleType:
    """Load a script of packaging/, which is no package."""
    spec = importlib.util.spec_from_file_location(f"latent_explorer_{name}", PACKAGING / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bootstrap = load("bootstrap")
host, system_libraries = bootstrap.host, bootstrap.system_libraries
SetupError = bootstrap.SetupError


@pytest.fixture(autouse=True)
def no_root(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remedies are those for an ordinary user, whoever runs the tests."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000, raising=False)


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (host, system_libraries):
        monkeypatch.setattr(module, "this_package_manager", lambda: "apt-get")


# --- the Python that starts it ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", ["packaging/bootstrap.py", "packaging/host.py", "explorer/system_libraries.py"])
def test_an_old_python_can_read_the_file(file: str) -> None:
    source = (ROOT / file).read_text(encoding="utf-8")
    ast.parse(source, feature_version=(3, 8))
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert imported <= {*sys.stdlib_module_names, "host"}


def test_an_old_python_is_named_with_the_remedy(debian: None) -> None:
    with pytest.raises(SetupError) as caught:
        host.check_python((3, 8, 18), "Linux", lambda program: False)
    assert str(caught.value) == (
        "needs Python 3.11 to 3.14, found 3.8.18; do: sudo apt-get install -y python3.11 python3.11-venv "
        "(or https://www.python.org/downloads/)"
    )


def test_a_newer_python_on_the_machine_is_the_better_remedy() -> None:
    with pytest.raises(SetupError, match=r"found 3\.10\.2; .* do: python3\.12 packaging/bootstrap\.py run"):
        host.check_python((3, 10, 2), "Linux", lambda program: program == "python3.12")


@pytest.mark.parametrize(("system", "words"), [("Windows", "winget install"), ("Darwin", "brew install")])
def test_other_systems_have_their_own_remedy(system: str, words: str) -> None:
    with pytest.raises(SetupError, match=words):
        host.check_python((3, 15, 0), system, lambda program: False)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 9)])
def test_supported_pythons_pass(version: tuple[int, ...]) -> None:
    host.check_python(version, "Linux", lambda program: False)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (("Windows", "x86", 32, ""), "64-bit Python"),
        (("Darwin", "x86_64", 64, ""), "Apple silicon"),
        (("Linux", "x86_64", 64, ""), "musl"),
    ],
)
def test_platforms_without_pytorch_are_named(facts: tuple[str, str, int, str], words: str) -> None:
    with pytest.raises(SetupError, match=words):
        host.check_platform(*facts)


def test_common_platforms_pass() -> None:
    for facts in [("Linux", "x86_64", 64, "glibc"), ("Windows", "AMD64", 64, ""), ("Darwin", "arm64", 64, "")]:
        host.check_platform(*facts)


def test_missing_venv_module(debian: None) -> None:
    with pytest.raises(SetupError) as caught:
        host.check_venv((3, 12, 4), lambda name: None if name == "ensurepip" else object())
    assert str(caught.value) == (
        "Python 3.12 here has no venv module with pip (ensurepip). Do: sudo apt-get install -y python3.12-venv"
    )
    host.check_venv((3, 12, 4), lambda name: object())


# --- the system's libraries -------------------------------------------------------------------------------------------


def lacking(*names: str):
    """Return a loader that lacks the libraries `names`."""

    def load_library(name: str) -> object:
        if name in names:
            raise OSError(name)
        return object()

    return load_library


@pytest.mark.parametrize(
    ("manager", "line"),
    [
        ("apt-get", "sudo apt-get install -y libegl1 libglib2.0-0"),
        ("dnf", "sudo dnf install -y libglvnd-egl glib2"),
        ("pacman", "sudo pacman -S --needed libglvnd glib2"),
        ("zypper", "sudo zypper install Mesa-libEGL1 libglib-2_0-0 libgthread-2_0-0"),
    ],
)
def test_missing_libraries_give_one_exact_line(manager: str, line: str) -> None:
    libraries = ("libEGL.so.1", "libglib-2.0.so.0", "libgthread-2.0.so.0")
    missing = system_libraries.missing_libraries({}, lacking(*libraries))
    with pytest.raises(SetupError) as caught:
        host.check_libraries(missing, manager)
    assert str(caught.value).endswith(f"{', '.join(libraries)}. Do: {line}")
    assert "\n" not in str(caught.value)


def test_root_needs_no_sudo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0, raising=False)
    assert system_libraries.install_line("apt-get", ["libegl1", "libegl1"]) == "apt-get install -y libegl1"


def test_an_unknown_system_gets_the_names_of_the_libraries() -> None:
    with pytest.raises(SetupError, match=r"libGL\.so\.1\. Install the packages"):
        host.check_libraries(system_libraries.missing_libraries({}, lacking("libGL.so.1")), None)


@pytest.mark.parametrize(
    ("environ", "lost", "named"),
    [
        ({}, ["libxcb-cursor.so.0"], []),
        ({"DISPLAY": ":0"}, ["libxcb-cursor.so.0"], ["libxcb-cursor.so.0"]),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, ["libxcb-cursor.so.0"], []),
        ({"QT_QPA_PLATFORM": "xcb"}, ["libxcb-cursor.so.0"], ["libxcb-cursor.so.0"]),
        ({"WAYLAND_DISPLAY": "wayland-0"}, ["libwayland-cursor.so.0"], ["libwayland-cursor.so.0"]),
        # Qt falls back from Wayland to X11 and the other way round: one complete set is enough.
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, ["libxcb-cursor.so.0"], []),
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, ["libwayland-client.so.0"], []),
        (
            {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"},
            ["libwayland-client.so.0", "libxcb-cursor.so.0"],
            ["libxcb-cursor.so.0"],
        ),
    ],
)
def test_only_the_screen_in_use_is_checked(environ: dict[str, str], lost: list[str], named: list[str]) -> None:
    assert [row[0] for row in system_libraries.missing_libraries(environ, lacking(*lost))] == named


def test_every_library_has_a_package_for_every_manager() -> None:
    for table in (system_libraries.QT_LIBRARIES, system_libraries.XCB_LIBRARIES, system_libraries.WAYLAND_LIBRARIES):
        for row in table.strip().splitlines():
            assert len(row.split()) == 1 + len(system_libraries.MANAGERS), row


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads ELF files")
@pytest.mark.skipif(not shutil.which("readelf"), reason="needs readelf")
def test_the_tables_hold_all_that_qt_needs() -> None:
    """The truth is in the wheels: what the libraries and plugins in use ask for, less what is in the wheels."""
    qt = Path(importlib.util.find_spec("PySide6").origin).parent  # type: ignore[union-attr, arg-type]
    groups = {
        "QT_LIBRARIES": ["Core", "Gui", "Widgets", "Svg", "OpenGL", "OpenGLWidgets", "DBus", "Test", "offscreen"],
        "XCB_LIBRARIES": ["XcbQpa", "xcb"],
        "WAYLAND_LIBRARIES": ["WaylandClient", "wayland"],
    }
    inside = {path.name for path in (qt / "Qt/lib").iterdir()}
    c_library = (
        "libc.",
        "libm.",
        "libdl.",
        "libpthread.",
        "librt.",
        "libgcc_s.",
        "ld-linux",
        "libpyside",
        "libshiboken",
    )
    always = {row.split()[0] for row in system_libraries.QT_LIBRARIES.strip().splitlines()}
    # libxcb.so.1 comes with each of its extensions; it is no package of its own worth naming.
    for table, names in groups.items():
        listed = (
            {row.split()[0] for row in getattr(system_libraries, table).strip().splitlines()} | always | {"libxcb.so.1"}
        )
        for name in names:
            file = qt / f"Qt/lib/libQt6{name}.so.6"
            file = file if file.exists() else qt / f"Qt/plugins/platforms/libq{name}.so"
            text = subprocess.run(["readelf", "-d", str(file)], capture_output=True, text=True, check=True).stdout
            needed = {line.split("[")[1].rstrip("]") for line in text.splitlines() if "(NEEDED)" in line}
            rest = {one for one in needed - inside - listed if not one.startswith(c_library)}
            assert not rest, f"{file.name} needs {rest}"


@pytest.mark.parametrize(
    ("text", "manager"),
    [
        ("ID=debian\n", "apt-get"),
        ('ID=linuxmint\nID_LIKE="ubuntu debian"\n', "apt-get"),
        ('ID="rocky"\nID_LIKE="rhel centos fedora"\n', "dnf"),
        ("ID=manjaro\nID_LIKE=arch\n", "pacman"),
        ('ID="opensuse-tumbleweed"\nID_LIKE="opensuse suse"\n', "zypper"),
        ("ID=slackware\n", None),
    ],
)
def test_package_manager(text: str, manager: str | None) -> None:
    assert system_libraries.package_manager(text, lambda name: None) == manager


def test_package_manager_of_an_unknown_system_is_the_one_installed() -> None:
    assert system_libraries.package_manager("ID=own\n", lambda name: "/usr/bin/dnf" if name == "dnf" else None) == "dnf"


# --- which PyTorch ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("choice", "system", "nvidia", "answers", "index"),
    [
        ("auto", "Linux", False, True, bootstrap.CPU_INDEX),
        ("auto", "Linux", False, False, None),
        ("auto", "Linux", True, True, None),
        ("auto", "Windows", False, True, None),
        ("auto", "Darwin", False, True, None),
        ("cpu", "Linux", True, False, bootstrap.CPU_INDEX),
        ("cpu", "Windows", True, True, None),
        ("cuda", "Linux", False, True, None),
        ("cuda", "Windows", True, True, bootstrap.CUDA_INDEX),
        ("default", "Linux", False, True, None),
    ],
)
def test_choice_of_index(choice: str, system: str, nvidia: bool, answers: bool, index: str | None) -> None:
    assert bootstrap.torch_index(choice, system, nvidia, lambda url: answers) == index


def test_no_cuda_on_a_mac() -> None:
    with pytest.raises(SetupError, match="no CUDA build"):
        bootstrap.torch_index("cuda", "Darwin", False, lambda url: True)


def test_the_fall_back_to_the_big_build_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    bootstrap.torch_index("auto", "Linux", False, lambda url: False)
    assert "does not answer" in capsys.readouterr().out


def test_probe_gives_up_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    asleep = threading.Event()

    def never_answers(*args: object, **kwargs: object) -> None:
        asleep.wait(30)
        raise OSError("given up")

    monkeypatch.setattr(host.urllib.request, "urlopen", never_answers)
    begin = time.monotonic()
    assert host.reachable("https://example.invalid/", seconds=0.2) is False
    assert time.monotonic() - begin < 2
    asleep.set()


def test_probe_of_nothing_is_unreachable() -> None:
    assert host.reachable("http://127.0.0.1:9/", seconds=2) is False
    assert host.reachable("no address at all", seconds=2) is False


@posix_only
def test_nvidia_is_seen_by_driver_device_or_tool(tmp_path: Path) -> None:
    def tool(text: str) -> str:
        path = tmp_path / "nvidia-smi"
        path.write_text(f"#!/bin/sh\n{text}\n")
        path.chmod(0o755)
        return str(path)

    assert not host.has_nvidia(tmp_path, lambda name: None)
    assert host.has_nvidia(tmp_path, lambda name: tool("echo 'GPU 0: NVIDIA T4'"))
    assert not host.has_nvidia(tmp_path, lambda name: tool("echo no devices; exit 9"))
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev" / "nvidiactl").touch()  # the driver without a card
    assert not host.has_nvidia(tmp_path, lambda name: None)
    (tmp_path / "dev" / "nvidia0").touch()
    assert host.has_nvidia(tmp_path, lambda name: None)


# --- the command line -------------------------------------------------------------------------------------------------


def test_options_on_either_side_of_the_command_and_the_rest_passed_on() -> None:
    options = bootstrap.parse(["--torch", "cpu", "run", "--preset", "a b", "--help", "x.toml"])
    assert (options.command, options.torch, options.arguments) == (
        "run",
        "cpu",
        ["--preset", "a b", "--help", "x.toml"],
    )
    options = bootstrap.parse(["test", "-x", "--torch", "cuda", "-k", "é", "--", "--torch", "cpu"])
    assert (options.torch, options.arguments) == ("cuda", ["-x", "-k", "é", "--torch", "cpu"])
    assert bootstrap.parse(["test"]).torch is None


@pytest.mark.parametrize(
    ("argv", "window"),
    [(["run"], True), (["run", "--preset", "x"], True), (["run", "train", "--preset", "x"], False), (["test"], True)],
)
def test_sub_commands_need_no_qt(argv: list[str], window: bool) -> None:
    assert bootstrap.wants_window(bootstrap.parse(argv)) is window


@pytest.mark.parametrize(("cores", "processes"), [(1, None), (2, "2"), (64, "4")])
def test_the_suite_runs_on_all_cores(monkeypatch: pytest.MonkeyPatch, cores: int, processes: str | None) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(cores)), raising=False)
    assert bootstrap.spread()[:2] == ([] if processes is None else ["-n", processes])


def test_layouts_of_both_families(tmp_path: Path) -> None:
    windows, other = bootstrap.layout(tmp_path, windows=True), bootstrap.layout(tmp_path, windows=False)
    assert windows.python == tmp_path / ".venv" / "Scripts" / "python.exe"
    assert windows.program.name == "latent-explorer.exe"
    assert other.program == tmp_path / ".venv" / "bin" / "latent-explorer"


def test_children_are_kept_apart_and_off_screen() -> None:
    environ = {"PYTHONPATH": "/other", "PIP_USER": "1", "HOME": "/h"}
    assert bootstrap.child_environment(environ, "Linux", "test") == {"HOME": "/h", "QT_QPA_PLATFORM": "offscreen"}
    assert bootstrap.child_environment(environ, "Linux", "run") == {"HOME": "/h"}
    assert "QT_QPA_PLATFORM" not in bootstrap.child_environment({"DISPLAY": ":0"}, "Linux", "test")
    assert "QT_QPA_PLATFORM" not in bootstrap.child_environment({}, "Windows", "test")


def test_only_the_suite_keeps_byte_code_whatever_is_asked() -> None:
    asked = {"DISPLAY": ":0", "PYTHONDONTWRITEBYTECODE": "1"}
    assert bootstrap.child_environment(asked, "Linux", "test") == {"DISPLAY": ":0"}
    assert bootstrap.child_environment(asked, "Linux", "run") == asked


# --- disk -------------------------------------------------------------------------------------------------------------

Usage = namedtuple("Usage", "total used free")


def free_disk(monkeypatch: pytest.MonkeyPatch, gigabytes: float) -> None:
    monkeypatch.setattr(bootstrap.shutil, "disk_usage", lambda path: Usage(0, 0, int(gigabytes * bootstrap.GIGABYTE)))


def test_small_disk_says_needed_and_free(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    free_disk(monkeypatch, 1.25)
    with pytest.raises(SetupError, match=r"2\.5 GB needed, 1\.2 GB free"):
        bootstrap.check_disk(bootstrap.layout(tmp_path), bootstrap.CPU_INDEX, "Linux", None)
    with pytest.raises(SetupError, match=r"9\.0 GB needed, 1\.2 GB free\. .*--torch cpu"):
        bootstrap.check_disk(bootstrap.layout(tmp_path), None, "Linux", None)


def test_disk_counts_what_an_interrupted_run_has_installed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    free_disk(monkeypatch, 1)
    monkeypatch.setattr(bootstrap, "folder_bytes", lambda folder: 2 * bootstrap.GIGABYTE)
    bootstrap.check_disk(bootstrap.layout(tmp_path), None, "Darwin", None)


# --- the environment, for real, with a tiny project in place of ours --------------------------------------------------


def make_wheel(folder: Path, name: str, files: dict[str, str]) -> None:
    """Write a wheel of `name` 1.0 that holds `files`."""
    info = f"{name}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    contents = {
        **files,
        f"{info}/METADATA": metadata,
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{path},,\n" for path in [*contents, f"{info}/RECORD"])
    with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        for path, text in {**contents, f"{info}/RECORD": record}.items():
            wheel.writestr(path, text)


BACKEND = """
import base64, hashlib, zipfile
from pathlib import Path
def _wheel(folder):
    info = "latent_explorer-0.1.0.dist-info"
    files = {
        "tiny_explorer.pth": str(Path.cwd()) + "\\n",
        f"{info}/METADATA": "Metadata-Version: 2.1\\nName: latent-explorer\\nVersion: 0.1.0\\n"
                            "Requires-Dist: torch\\nProvides-Extra: test\\nRequires-Dist: pytest; extra == 'test'\\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\\nGenerator: tiny\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        f"{info}/entry_points.txt": "[console_scripts]\\nlatent-explorer = tiny_program:main\\n",
    }
    files[f"{info}/RECORD"] = "".join(f"{name},,\\n" for name in [*files, f"{info}/RECORD"])
    name = "latent_explorer-0.1.0-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder) / name, "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return name
def build_editable(folder, config_settings=None, metadata_directory=None):
    return _wheel(folder)
build_wheel = build_editable
"""


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A checkout with our bootstrap and a project that installs in seconds, in a folder with a difficult name."""
    root = tmp_path / "my 测试 folder"
    (root / "packaging").mkdir(parents=True)
    for name in ("bootstrap.py", "host.py"):
        shutil.copy(PACKAGING / name, root / "packaging" / name)
    (root / "packaging" / "constraints.txt").write_text("torch==1.0\n", encoding="utf-8")
    (root / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n', encoding="utf-8"
    )
    (root / "backend.py").write_text(BACKEND, encoding="utf-8")
    (root / "tiny_program.py").write_text(
        "import os, sys, torch\ndef main():\n    print(ascii(sys.argv[1:]), torch.NAME)\n    return 7\n",
        encoding="utf-8",
    )
    wheels = root / "wheels"
    wheels.mkdir()
    make_wheel(wheels, "torch", {"torch.py": "NAME = 'tiny torch'\n"})
    make_wheel(wheels, "setuptools", {"setuptools.py": ""})
    make_wheel(
        wheels, "pytest", {"pytest.py": "import os, sys\nprint(os.environ.get('QT_QPA_PLATFORM'))\nsys.exit(5)\n"}
    )
    return root


def start(root: Path, *arguments: str, **changes: str) -> subprocess.CompletedProcess[str]:
    """Start the bootstrap of `root` as a user does, with no network to fall back on."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "QT_", "DISPLAY"))}
    environ.pop("WAYLAND_DISPLAY", None)
    command = [sys.executable, str(root / "packaging" / "bootstrap.py"), *arguments]
    return subprocess.run(
        command,
        env={**environ, **changes},
        cwd=root.parent,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )


OFFLINE = ("--wheels", "my 测试 folder/wheels")


@posix_only
def test_clean_environment_from_nothing_to_a_running_program(tiny: Path) -> None:
    """Made, used, quick the second time, extended for the tests, resumed and mended: one environment, one story."""
    stamp = tiny / ".venv" / "bootstrap-stamp.json"
    first = start(tiny, "run", *OFFLINE, "train", "a b", "--", "é")
    assert (first.returncode, first.stderr) == (7, "")
    assert ascii(["train", "a b", "é"]) + " tiny torch" in first.stdout
    assert "Making the environment" in first.stdout and "Ready." in first.stdout
    assert stamp.exists() and not (tiny / ".venv" / "tmp").exists()

    begin = time.monotonic()
    second = start(tiny, "run", "train")  # neither wheels nor network: nothing is left to do
    assert (second.returncode, second.stdout) == (7, "['train'] tiny torch\n")
    assert time.monotonic() - begin < 2

    tests = start(tiny, "test", *OFFLINE)
    assert tests.returncode == 5, tests.stderr  # pytest's own exit code
    assert tests.stdout.endswith("Ready.\noffscreen\n") or not sys.platform.startswith("linux")
    assert "Making" not in tests.stdout
    assert start(tiny, "run", "train").stdout == "['train'] tiny torch\n"  # the larger environment serves both

    # A changed requirement, together with an installation that was killed half-way.
    (tiny / "packaging" / "constraints.txt").write_text("torch==1.0\n\n", encoding="utf-8")
    (installed,) = (tiny / ".venv").rglob("site-packages/torch-1.0.dist-info")
    (installed / "INSTALLER").unlink()
    (installed.parent / "torch.py").unlink()
    mended = start(tiny, "run", *OFFLINE, "train")
    assert (mended.returncode, mended.stderr) == (7, "")
    assert "Going on after an interruption: torch-1.0.dist-info" in mended.stdout

    # The Python that made it has gone.
    python = tiny / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to(tiny / "vanished" / "python3")
    again = start(tiny, "run", *OFFLINE, "train")
    assert (again.returncode, again.stderr) == (7, "")
    assert "Making the environment" in again.stdout


@posix_only
def test_another_build_of_torch_replaces_the_one_there_and_stays_chosen(tiny: Path) -> None:
    assert "tiny torch" in start(tiny, "run", *OFFLINE, "train").stdout
    make_wheel(tiny / "wheels", "torch", {"torch.py": "NAME = 'other torch'\n"})
    assert "other torch" in start(tiny, "run", "--torch", "default", *OFFLINE, "train").stdout
    assert start(tiny, "run", "train").stdout == "['train'] other torch\n"  # without --torch, as chosen before


@posix_only
def test_failed_installation_leaves_no_stamp_and_says_so_in_one_line(tiny: Path) -> None:
    (tiny / "wheels" / "torch-1.0-py3-none-any.whl").unlink()
    answer = start(tiny, "run", *OFFLINE, "train")
    assert answer.returncode == bootstrap.SETUP_FAILED
    last = answer.stderr.splitlines()[-1]
    assert last.startswith("latent-explorer: Latent Explorer could not be installed; pip's message is above.")
    assert not (tiny / ".venv" / "bootstrap-stamp.json").exists()
    make_wheel(tiny / "wheels", "torch", {"torch.py": "NAME = 'late torch'\n"})
    assert "late torch" in start(tiny, "run", *OFFLINE, "train").stdout


@posix_only
def test_torch_that_does_not_load_is_not_a_finished_installation(tiny: Path) -> None:
    make_wheel(tiny / "wheels", "torch", {"torch.py": "raise OSError('libc10.so is broken')\n"})
    answer = start(tiny, "run", *OFFLINE, "train")
    assert answer.returncode == bootstrap.SETUP_FAILED
    assert "torch is installed but does not load (OSError: libc10.so is broken)" in answer.stderr
    assert "Traceback" not in answer.stderr
    assert not (tiny / ".venv" / "bootstrap-stamp.json").exists()


def test_a_folder_of_the_user_is_never_deleted(tiny: Path) -> None:
    (tiny / ".venv").mkdir()
    (tiny / ".venv" / "thesis.txt").write_text("two years", encoding="utf-8")
    answer = start(tiny, "run", *OFFLINE, "train")
    assert answer.returncode == bootstrap.SETUP_FAILED
    assert "is in the way" in answer.stderr
    assert (tiny / ".venv" / "thesis.txt").exists()


def test_wheels_folder_that_is_not_there(tiny: Path) -> None:
    answer = start(tiny, "run", "--wheels", "nowhere", "train")
    assert answer.returncode == bootstrap.SETUP_FAILED
    assert "there is no folder" in answer.stderr


@pytest.mark.parametrize("change", ["pyproject.toml", "packaging/constraints.txt", "version", "place"])
def test_whatever_decides_the_installation_changes_the_digest(tiny: Path, change: str) -> None:
    before = bootstrap.digest(bootstrap.layout(tiny), "3.11.7")
    assert before == bootstrap.digest(bootstrap.layout(tiny), "3.11.7")
    root, version = tiny, "3.11.7"
    if change == "version":
        version = "3.12.0"
    elif change == "place":
        root = tiny.rename(tiny.with_name("moved"))
    else:
        with (tiny / change).open("a", encoding="utf-8") as file:
            file.write("\n")
    assert bootstrap.digest(bootstrap.layout(root), version) != before


def test_a_stamp_serves_only_what_it_was_made_for(tiny: Path) -> None:
    paths = bootstrap.layout(tiny)
    made = bootstrap.Stamp("d", "auto", ("test",))
    assert bootstrap.is_ready(made, made._replace(extras=()))
    assert not bootstrap.is_ready(made._replace(extras=()), made)
    assert not bootstrap.is_ready(made, made._replace(torch="cuda"))
    assert not bootstrap.is_ready(None, made)
    paths.env.mkdir()
    bootstrap.write_stamp(paths, made)
    assert bootstrap.read_stamp(paths) == made
    for broken in ("", "{}", "[]", "no json", '{"digest": 1}'):
        paths.stamp.write_text(broken, encoding="utf-8")
        assert bootstrap.read_stamp(paths) is None
