"""The parts of the disk image that need no Mac: what the bundle says of itself, and how files come into it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import plistlib
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
MACOS = ROOT / "packaging" / "macos"
posix_only = pytest.mark.skipif(os.name == "nt", reason="uses symbolic links and a POSIX shell")


def load(name: str) -> ModuleType:
    """Load a script of packaging/macos, which is no package."""
    spec = importlib.util.spec_from_file_location(f"latent_explorer_macos_{name}", MACOS / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


bundle = load("bundle")
artefacts = load("artefacts")
PackageError = artefacts.PackageError


@pytest.fixture
def built(tmp_path: Path) -> tuple[Path, Path]:
    """A program folder and, beside it, an application as PyInstaller lays it out: data in Resources, libraries in
    Frameworks, links between them."""
    folder, app = tmp_path / "dist" / "latent-explorer", tmp_path / "dist" / artefacts.APP
    contents = app / "Contents"
    for path, text in {
        folder / "latent-explorer": "program",
        folder / "_internal/torch/lib/libtorch.dylib": "library",
        folder / "_internal/resources/presets/a.toml": "preset",
        folder / "_internal/resources/data/mnist/train 1": "added afterwards",
        folder / "_internal/BUILD-INFO.json": "{}",
        folder / "_internal/licences/new/MIT": "added afterwards",
        folder / "_internal/MANIFEST.sha256": "of another layout",
        contents / "Info.plist": plistlib.dumps({"CFBundleExecutable": "latent-explorer"}).decode(),
        contents / "MacOS/latent-explorer": "program",
        contents / "Frameworks/torch/lib/libtorch.dylib": "library, signed",
        contents / "Resources/resources/presets/a.toml": "preset",
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (contents / "Frameworks" / "resources").symlink_to("../Resources/resources")
    (contents / "Resources" / "torch").symlink_to("../Frameworks/torch")
    return folder, app


# --- Info.plist -------------------------------------------------------------------------------------------------------


def test_info_plist_can_be_written_and_has_what_macos_asks_for() -> None:
    table = plistlib.loads(plistlib.dumps(bundle.info_plist("0.3.0rc1")))
    assert table["CFBundleShortVersionString"] == table["CFBundleVersion"] == "0.3.0"
    assert table["LSMinimumSystemVersion"] == "14.0"
    assert "zh-Hans" in table["CFBundleLocalizations"]
    experiment, run = table["CFBundleDocumentTypes"]
    assert experiment["CFBundleTypeExtensions"] == ["toml"]
    assert run["LSItemContentTypes"] == ["public.folder"]
    assert {experiment["LSHandlerRank"], run["LSHandlerRank"]} == {"Alternate"}  # nobody's editor is replaced


@pytest.mark.parametrize(("version", "numbers"), [("1", "1"), ("0.3.0.dev4", "0.3.0"), ("1.2.3.4", "1.2.3")])
def test_version_in_at_most_three_numbers(version: str, numbers: str) -> None:
    assert bundle.numbers(version) == numbers


def test_version_without_numbers() -> None:
    with pytest.raises(ValueError, match="found 'main'"):
        bundle.numbers("main")


# --- the application --------------------------------------------------------------------------------------------------


@posix_only
def test_what_was_added_to_the_program_folder_is_found_by_the_program(built: tuple[Path, Path]) -> None:
    folder, app = built
    brought = artefacts.bring_over(folder, app)
    assert brought == ["BUILD-INFO.json", "licences/new/MIT", "resources/data/mnist/train 1"]
    inner = app / "Contents" / "Frameworks"  # where the program looks
    for name in brought:
        assert (inner / name).read_bytes() == (folder / "_internal" / name).read_bytes()
        assert (app / "Contents" / "Resources" / name).is_file()  # where a signature wants it
    assert os.readlink(inner / "licences") == "../Resources/licences"  # the topmost folder that is new, and relative
    assert (inner / "torch/lib/libtorch.dylib").read_text() == "library, signed"
    assert artefacts.bring_over(folder, app) == []


@posix_only
def test_new_data_in_a_folder_of_libraries(built: tuple[Path, Path]) -> None:
    folder, app = built
    (app / "Contents" / "Resources" / "torch").unlink()  # mixed: PyInstaller makes this folder in both places
    (app / "Contents" / "Resources" / "torch").mkdir()
    (folder / "_internal" / "torch" / "NOTICE").write_text("text", encoding="utf-8")
    assert "torch/NOTICE" in artefacts.bring_over(folder, app)
    link = app / "Contents" / "Frameworks" / "torch" / "NOTICE"
    assert os.readlink(link) == "../../Resources/torch/NOTICE"
    assert link.read_text() == "text"


@posix_only
def test_library_that_pyinstaller_did_not_bring_is_an_error(built: tuple[Path, Path]) -> None:
    folder, app = built
    (folder / "_internal" / "late.dylib").write_text("", encoding="utf-8")
    with pytest.raises(PackageError, match=r"late\.dylib: a library of the program folder is missing"):
        artefacts.bring_over(folder, app)


@posix_only
def test_manifest_lists_every_file_as_the_program_sees_it(built: tuple[Path, Path]) -> None:
    from trainers.self_test.program_files import check_files, read_manifest
    from trainers.self_test.report import SelfTestError

    folder, app = built
    artefacts.bring_over(folder, app)
    inner = app / "Contents" / "Frameworks"
    artefacts.write_manifest(app)
    listed = read_manifest(artefacts.write_manifest(app))  # a second time: it does not list itself
    assert listed["Frameworks/torch/lib/libtorch.dylib"] == hashlib.sha256(b"library, signed").hexdigest()
    assert "Resources/resources/data/mnist/train 1" in listed
    assert not [name for name in listed if "MacOS" in name or "MANIFEST" in name]
    found = check_files(inner)
    assert "files" in found.detail and not found.warning
    (app / "Contents" / "Resources" / "resources" / "presets" / "a.toml").write_text("changed", encoding="utf-8")
    with pytest.raises(SelfTestError, match=r"a\.toml was changed"):
        check_files(inner)


def test_application_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"Latent Explorer\.app: expected the application that PyInstaller writes"):
        artefacts.find_app(tmp_path / "latent-explorer", tmp_path / "stage")


def test_application_beside_the_folder_or_itself(built: tuple[Path, Path]) -> None:
    folder, app = built
    assert artefacts.find_app(folder) == artefacts.find_app(app) == app
    moved = folder.rename(folder.parent.parent / "latent-explorer")
    assert artefacts.find_app(moved, app.parent) == app


def test_version_of_the_build(built: tuple[Path, Path]) -> None:
    artefacts.write_version(built[1], "7.1rc2")
    table = plistlib.loads((built[1] / "Contents" / "Info.plist").read_bytes())
    assert (table["CFBundleVersion"], table["CFBundleExecutable"]) == ("7.1", "latent-explorer")


# --- the image --------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "darwin", reason="is told on other systems only")
def test_other_systems_say_that_they_cannot(built: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="made by macOS' own hdiutil; this is"):
        artefacts.make_dmg(built[0], tmp_path, "0.3.0")
    assert artefacts.main([str(built[0]), "--version", "0.3.0", "--dist", str(tmp_path)]) == 1


def test_unknown_compression(built: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="expected one of none, fast, best, found 'xz'"):
        artefacts.make_dmg(built[0], tmp_path, "0.3.0", "xz")


@posix_only
def test_order_of_the_work(built: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the Mac's own tools played by this test: the manifest comes before the seal, the seal before the image."""
    folder, app = built
    commands: list[list[str]] = []

    def play(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        commands.append(command)
        busy = command[0] == "hdiutil" and sum(each[0] == "hdiutil" for each in commands) == 1
        if command[0] == "codesign":
            assert (app / "Contents" / "Frameworks" / "MANIFEST.sha256").is_file()
        elif command[0] == "ditto":
            shutil.copytree(command[1], command[2], symlinks=True)
        elif not busy:
            volume = Path(command[command.index("-srcfolder") + 1])
            assert sorted(path.name for path in volume.iterdir()) == [
                "Applications", "Latent Explorer.app", "Read me first 请先阅读.txt",
            ]  # fmt: skip
            assert os.readlink(volume / "Applications") == "/Applications"
            Path(command[-1]).write_text("image", encoding="utf-8")
        return subprocess.CompletedProcess(command, 1 if busy else 0, "", "hdiutil: create failed - Resource busy")

    monkeypatch.setattr(artefacts.sys, "platform", "darwin")
    monkeypatch.setattr(artefacts.platform, "machine", lambda: "arm64")
    monkeypatch.setattr(artefacts.subprocess, "run", play)
    path = artefacts.make_dmg(folder, tmp_path / "out put", "0.3.0", "best")
    assert path == tmp_path / "out put" / "latent-explorer-0.3.0-macos-arm64.dmg"
    assert path.read_text() == "image"
    assert [command[0] for command in commands] == ["codesign", "codesign", "ditto", "hdiutil", "hdiutil"]
    assert commands[0][-1] == str(app) and "--sign" in commands[0]
    assert "ULMO" in commands[-1]


@posix_only
def test_tool_that_fails_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(PackageError, match=r"sh ended with code 3: no space"):
        artefacts._run(["sh", "-c", "echo no space >&2; exit 3"])


# --- verify.sh --------------------------------------------------------------------------------------------------------


@posix_only
def test_verify_script_is_a_shell_script_and_refuses_other_systems(tmp_path: Path) -> None:
    script = str(MACOS / "verify.sh")
    assert subprocess.run(["sh", "-n", script], timeout=30).returncode == 0
    answer = subprocess.run(["sh", script], capture_output=True, text=True, timeout=30)
    assert answer.returncode != 0 and "usage: verify.sh IMAGE.dmg" in answer.stderr
    if sys.platform != "darwin":
        answer = subprocess.run(["sh", script, "x.dmg", str(tmp_path)], capture_output=True, text=True, timeout=30)
        assert answer.returncode == 69 and "a disk image is proven on macOS" in answer.stderr


def test_verify_script_uses_options_that_exist() -> None:
    from dataclasses import fields

    from explorer.options import Options

    known = {"--" + field.name.replace("_", "-") for field in fields(Options)}
    text = (MACOS / "verify.sh").read_text(encoding="utf-8")
    used = {
        word for line in text.splitlines() if line.startswith("if run ") for word in line.split() if word[:2] == "--"
    }
    assert {"--self-test", "--report", "--screenshot"} <= used <= known
