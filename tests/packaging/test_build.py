"""packaging/build.py: its options, and what it writes about a program folder."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "packaging"))

import build
from building import finish, freeze, gate, licences, mnist, poems, sbom, sizes, sums
from building.commit import Commit, read_commit, read_version
from building.contents import Component, Entry, debian_packages, python_packages, read_entries, system_libraries
from building.environment import Environment, SetupError, look_at
from trainers.datasets.names import name_files

ROOT = Path(__file__).resolve().parents[2]
COMMIT = Commit("0" * 40, "2026-01-02T03:04:05+00:00", 1767323045, False)
TEXT = Component("Thing", "1.0", "python", "MIT", "https://example.org", "pkg:pypi/thing@1.0", note="a licence")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A program folder of a few files."""
    program = tmp_path / "latent-explorer"
    (program / "_internal" / "torch").mkdir(parents=True)
    (program / "latent-explorer").write_bytes(b"program")
    (program / "_internal" / "torch" / "big.so").write_bytes(bytes(2_000_000))
    (program / "_internal" / "Grüße 世界.txt").write_text("hello", encoding="utf-8")
    return program


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--target", "windows"], "--target: expected linux"),
        (["--target", "amiga"], "--target"),
        (["--version", "next"], "--version: expected a version such as 0.3.0, found 'next'"),
        (["--version", "1.0; rm -r"], "--version: expected a version"),
        (["--data-dir", "/no/such/folder"], "--data-dir: there is no folder /no/such/folder"),
        (["--compression", "extreme"], "--compression"),
        (["--only", "deb"], "--only"),
    ],
)
def test_wrong_options_end_with_a_sentence(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        build.parse(arguments, "Linux")
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_options_default_to_this_system_and_the_best_compression() -> None:
    options = build.parse([], "Darwin")
    assert (options.target, options.compression, options.only, options.env) == ("macos", "best", None, None)


def test_an_unknown_system_cannot_be_built_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        build.parse(["--target", "linux"], "Plan9")
    assert "a supported system" in capsys.readouterr().err


def test_an_environment_that_does_not_start_or_lacks_something_is_named(tmp_path: Path) -> None:
    with pytest.raises(SetupError, match="does not start"):
        look_at(tmp_path / "python", ROOT)
    script = tmp_path / "bare"
    script.write_text("#!/bin/sh\necho 'ModuleNotFoundError: No module named numpy' >&2\nexit 1\n")
    script.chmod(0o755)
    with pytest.raises(SetupError, match="No module named numpy"):
        look_at(script, ROOT)


def test_the_version_is_the_one_of_the_sources(tmp_path: Path) -> None:
    import trainers

    assert read_version(ROOT) == trainers.__version__
    (tmp_path / "trainers").mkdir()
    (tmp_path / "trainers" / "__init__.py").write_text("x = 1\n")
    with pytest.raises(ValueError, match="expected a line __version__"):
        read_version(tmp_path)


def test_without_git_the_date_is_given_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767323045")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    assert read_commit(tmp_path) == Commit("unknown", "2026-01-02T03:04:05+00:00", 1767323045, False)


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_a_changed_working_tree_is_told(tmp_path: Path) -> None:
    git = ["git", "-C", str(tmp_path), "-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    (tmp_path / "a").write_text("1")
    subprocess.run([*git, "add", "a"], check=True)
    subprocess.run([*git, "commit", "--quiet", "-m", "a"], check=True)
    clean = read_commit(tmp_path)
    assert len(clean.name) == 40 and not clean.changed and abs(clean.epoch - time.time()) < 3600
    (tmp_path / "a").write_text("2")
    assert read_commit(tmp_path) == clean._replace(changed=True)


def test_the_manifest_lists_every_file_but_itself(folder: Path) -> None:
    assert sums.write_manifest(folder) == 3
    assert sums.write_manifest(folder) == 3, "the manifest of a second build does not list the first one"
    lines = (folder / "_internal" / "MANIFEST.sha256").read_text(encoding="utf-8").splitlines()
    names = [line.split("  ", 1)[1] for line in lines]
    assert names == ["_internal/Grüße 世界.txt", "_internal/torch/big.so", "latent-explorer"]
    assert lines[2].split()[0] == hashlib.sha256(b"program").hexdigest()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_breaks_the_manifest_is_refused(folder: Path) -> None:
    (folder / "two\nlines").touch()
    with pytest.raises(ValueError, match="names that can be printed"):
        sums.write_manifest(folder)


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="needs coreutils")
def test_the_sums_are_what_sha256sum_reads(folder: Path) -> None:
    inner = folder / "_internal"
    sums.write_sums([inner / "torch" / "big.so", folder / "latent-explorer"], folder / "SHA256SUMS")
    shutil.copy(inner / "torch" / "big.so", folder)
    assert subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=folder).returncode == 0
    (folder / "big.so").write_bytes(b"other")
    assert subprocess.run(["sha256sum", "--check", "--status", "SHA256SUMS"], cwd=folder).returncode == 1


def test_sizes_are_summed_by_owner(folder: Path, tmp_path: Path) -> None:
    groups = sizes.by_group(folder, {"torch/big.so": "torch"})
    assert groups == {"torch": 2_000_000, "Grüße 世界.txt": 5, "the executable": 7}
    artefact = tmp_path / "a.tar.xz"
    artefact.write_bytes(bytes(1_500_000))
    text = sizes.report(folder, {"torch/big.so": "torch"}, [artefact])
    assert "| torch | 2.0 |" in text and "| a.tar.xz | 1.5 |" in text and "in 3 files" in text


def test_what_is_too_large_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert sizes.excesses(folder, [folder / "latent-explorer"]) == []
    monkeypatch.setattr(sizes, "MOST_BYTES", 1_000_000)
    monkeypatch.setattr(sizes, "MOST_FILES", 2)
    monkeypatch.setattr(sizes, "MOST_ARTEFACT", 6)
    found = sizes.excesses(folder, [folder / "latent-explorer"])
    assert found[0] == "the program folder has 2 MB, at most 1 were promised"
    assert "3 files, at most 2" in found[1] and found[2].startswith("latent-explorer has")


def test_components_are_listed_as_cyclonedx_asks() -> None:
    library = Component("libffi8", "3.4.4-1", "system", url="pkg:deb/debian/libffi8@3.4.4-1", files=("libffi.so.8",))
    found = sbom.document([TEXT, library], "0.3.0", COMMIT.epoch)
    assert (found["bomFormat"], found["specVersion"], found["version"]) == ("CycloneDX", "1.6", 1)
    assert found["serialNumber"].startswith("urn:uuid:") and len(found["serialNumber"]) == 45
    assert found["metadata"]["timestamp"] == "2026-01-02T03:04:05+00:00"
    assert found["metadata"]["component"]["version"] == "0.3.0"
    assert [row["name"] for row in found["components"]] == ["Thing", "libffi8"]
    assert all({"type", "name", "bom-ref"} <= row.keys() for row in found["components"])
    assert found["components"][0]["licenses"] == [{"license": {"name": "MIT"}}]
    assert found["components"][1]["properties"] == [{"name": "latent-explorer:file", "value": "libffi.so.8"}]
    references = [row["bom-ref"] for row in found["components"]]
    assert found["dependencies"][0]["dependsOn"] == references and len(set(references)) == 2
    assert found == sbom.document([TEXT, library], "0.3.0", COMMIT.epoch)
    assert found["serialNumber"] != sbom.document([TEXT], "0.3.0", COMMIT.epoch)["serialNumber"]


def test_licences_are_written_in_full_and_none_may_lack(tmp_path: Path) -> None:
    text = tmp_path / "COPYING"
    text.write_text("the whole text\n")
    full = Component("Whole", "2", "python", "BSD-3-Clause", texts=(text,))
    licences.write([full, TEXT], tmp_path / "all.txt")
    written = (tmp_path / "all.txt").read_text(encoding="utf-8")
    assert "Whole 2: BSD-3-Clause" in written and "the whole text" in written and "a licence" in written
    with pytest.raises(licences.LicenceError, match="Bare"):
        licences.write([full, Component("Bare", "1", "python")], tmp_path / "none.txt")


def test_mnist_is_attributed_when_it_is_inside(tmp_path: Path) -> None:
    (tmp_path / "LICENSE.txt").write_text("PSF")
    without = licences.standing(tmp_path, "3.11.7", bundled_mnist=False)
    names = [part.name for part in licences.standing(tmp_path, "3.11.7", bundled_mnist=True)]
    assert names == [*(part.name for part in without), "MNIST"] and without[0].version == "3.11.7"
    assert all(word in licences.MNIST_NOTE for word in ("LeCun", "Cortes", "Burges", "ShareAlike 3.0"))


def test_poems_are_attributed_when_they_are_inside(tmp_path: Path) -> None:
    (tmp_path / "LICENSE.txt").write_text("PSF")
    without, inside = (licences.standing(tmp_path, "3.11.7", False, bundled_poems=has) for has in (False, True))
    assert inside[:-1] == without and inside[-1].licence == "MIT"
    assert "public domain" in inside[-1].note and "Copyright (c) 2016 JackeyGao" in inside[-1].note
    assert "Permission is hereby granted" in inside[-1].note and "WITHOUT WARRANTY" in inside[-1].note


def test_qt_s_licence_is_carried_whole() -> None:
    lesser, general = (path.read_text(encoding="utf-8") for path in licences.lgpl_texts())
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser and "Combined Works" in lesser
    assert "GNU GENERAL PUBLIC LICENSE" in general and len(general) > 30_000


def test_the_licence_of_the_names_is_carried_whole() -> None:
    files = name_files()
    found, _ = python_packages([Entry(f"names/{file.name}", file, False) for file in files], files[0].parents[1])
    assert [part.name for part in found] == ["names"] and found[0].licence == "MIT"
    note = licences.NOTES[found[0].name]
    assert "Copyright (c) 2013 Trey Hunner" in note and "public domain" in note
    assert "Permission is hereby granted" in note and "WITHOUT WARRANTY" in note


def test_packages_are_found_by_the_files_that_are_inside() -> None:
    import numpy
    import PIL

    site = Path(numpy.__file__).parents[1]
    entries = [
        Entry("numpy", Path(numpy.__file__), True),
        Entry("PIL/_imaging.so", next(Path(PIL.__file__).parent.glob("_imaging.*")), False),
        Entry("elsewhere", ROOT / "LICENSE", False),
    ]
    found, others = python_packages(entries, site)
    assert [part.name.lower() for part in found] == ["numpy", "pillow"]
    assert found[1].files == ("PIL/_imaging.so",) and found[0].files == ()
    assert all(part.licence and part.texts and part.url.startswith("pkg:pypi/") for part in found)
    assert [entry.name for entry in others] == ["elsewhere"]


def test_a_file_that_no_package_owns_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="expected a package that owns this file"):
        python_packages([Entry("stray.py", tmp_path / "stray.py", True)], tmp_path)


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="needs dpkg")
def test_a_system_library_carries_its_package_and_version() -> None:
    library = Path("/bin/sh").resolve()
    found = system_libraries([Entry("sh", library, False), Entry("ours", ROOT / "LICENSE", False)], [ROOT])
    assert [part.name for part in found] == [debian_packages([library])[library].partition(":")[0]]
    assert found[0].version and found[0].url.startswith(f"pkg:deb/debian/{found[0].name}@")
    assert found[0].texts[0].is_file() and found[0].files == ("sh",)


def test_a_library_that_no_package_owns_stands_for_itself(tmp_path: Path) -> None:
    library = tmp_path / "libown.so.1"
    library.touch()
    (found,) = system_libraries([Entry("libown.so.1", library, False)], [ROOT])
    assert (found.name, found.version, found.texts) == ("libown.so.1", "", ())


def test_contents_without_a_file_are_passed_over(tmp_path: Path) -> None:
    tables = {"modules": [["a", "/x/a.py", "PYMODULE"], ["space", "-", "PYMODULE"]], "libraries": [], "files": []}
    (tmp_path / "contents.json").write_text(json.dumps(tables))
    assert read_entries(tmp_path / "contents.json") == [Entry("a", Path("/x/a.py"), True)]


def test_build_info_says_what_installers_and_the_self_test_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish.platform, "system", lambda: "Linux")
    here = Path("/x")
    env = Environment(here, "3.11.7", here, here, here, here, "x86_64", "6.22.3", {})
    findings = gate.Findings((), ("libGL.so.1",), {}, {"GLIBC": "2.34"})
    info = finish.build_info("0.3.0", COMMIT, env, [TEXT], findings)
    assert (info["version"], info["commit"], info["commit-date"]) == ("0.3.0", COMMIT.name, COMMIT.date)
    assert (info["platform"], info["python"], info["libc-floor"]) == ("linux-x86_64", "3.11.7", "2.35")
    assert info["system-libraries"] == ["libGL.so.1"] and info["libraries"] == {"Thing": "1.0"}


def write_mnist(folder: Path, level: int = 6) -> dict[str, str]:
    """Four small files in MNIST's names; returns the SHA-256 of their contents."""
    folder.mkdir(parents=True)
    content = {}
    for name in mnist.CONTENT:
        (folder / name).write_bytes(gzip.compress(name.encode() * 100, level))
        content[name] = hashlib.sha256(name.encode() * 100).hexdigest()
    return content


def test_mnist_is_copied_when_it_is_the_original(tmp_path: Path) -> None:
    write_mnist(tmp_path / "data" / "mnist")
    published = {name: sums.sha256(tmp_path / "data" / "mnist" / name) for name in mnist.CONTENT}
    target = mnist.bundle(tmp_path / "data", tmp_path / "resources", published)
    assert target == tmp_path / "resources" / "data" / "mnist"
    assert {path.name: sums.sha256(path) for path in target.iterdir()} == published


def test_mnist_in_another_wrapping_is_the_same_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mnist, "CONTENT", write_mnist(tmp_path / "data", 1))
    published = dict.fromkeys(mnist.CONTENT, "0" * 64)
    assert len(list(mnist.bundle(tmp_path / "data", tmp_path / "resources", published).iterdir())) == 4


@pytest.mark.parametrize("content", [gzip.compress(b"other data", mtime=0), b"no gzip at all", b""])
def test_other_data_is_refused(tmp_path: Path, content: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mnist, "CONTENT", write_mnist(tmp_path / "data"))
    name = "t10k-labels-idx1-ubyte.gz"
    (tmp_path / "data" / name).write_bytes(content)
    with pytest.raises(mnist.MnistError, match=name):
        mnist.bundle(tmp_path / "data", tmp_path / "resources", dict.fromkeys(mnist.CONTENT, "0" * 64))


def test_poems_are_copied_where_they_are_and_those_that_are_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, resources = tmp_path / "data", tmp_path / "resources"
    assert not poems.bundle(data, resources) and not resources.exists()
    (data / "poems").mkdir(parents=True)
    (data / "poems" / "quatrains.txt").write_text("other poems", encoding="utf-8")
    with pytest.raises(poems.PoemsError, match="expected the 14 056 quatrains, found other data in it"):
        poems.bundle(data, resources)
    monkeypatch.setattr(poems, "CONTENT", hashlib.sha256(b"other poems").hexdigest())
    assert poems.bundle(data, resources)
    assert (resources / "data" / "poems" / "quatrains.txt").read_text(encoding="utf-8") == "other poems"


def test_missing_mnist_is_named(tmp_path: Path) -> None:
    published = dict.fromkeys(mnist.CONTENT, "")
    with pytest.raises(mnist.MnistError, match="expected MNIST in"):
        mnist.bundle(tmp_path, tmp_path, published)
    write_mnist(tmp_path / "mnist")
    (tmp_path / "mnist" / "t10k-labels-idx1-ubyte.gz").unlink()
    with pytest.raises(mnist.MnistError, match="expected a file of MNIST"):
        mnist.bundle(
            tmp_path,
            tmp_path,
            {name: sums.sha256(tmp_path / "mnist" / name) for name in mnist.CONTENT if "t10k-l" not in name}
            | {"t10k-labels-idx1-ubyte.gz": ""},
        )


def test_a_new_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    new, place = tmp_path / "stage" / "program", tmp_path / "dist" / "program"
    for path, text in ((new, "new"), (place, "old")):
        path.mkdir(parents=True)
        (path / "file").write_text(text)
    freeze.replace(new, place)
    assert (place / "file").read_text() == "new" and not new.exists()
    assert [path.name for path in place.parent.iterdir()] == ["program"]


def test_empty_folders_go(tmp_path: Path) -> None:
    (tmp_path / "a" / "b" / "c").mkdir(parents=True)
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "file").touch()
    freeze.remove_empty_folders(tmp_path)
    assert [path.name for path in tmp_path.rglob("*")] == ["d", "file"]


def test_a_failed_pyinstaller_shows_the_end_of_its_log(tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho cannot find the thing\nexit 3\n")
    python.chmod(0o755)
    with pytest.raises(freeze.BuildError, match=r"(?s)code 3.*cannot find the thing"):
        freeze.freeze(python, tmp_path / "a.spec", tmp_path / "work", 0)


@pytest.mark.skipif(shutil.which("strip") is None or shutil.which("cc") is None, reason="needs a compiler and strip")
def test_strip_leaves_alone_what_must_not_be_touched(tmp_path: Path) -> None:
    (tmp_path / "a.c").write_text("static int hidden(void) { return 1; } int shown(void) { return hidden(); }")
    inner = tmp_path / "program" / "_internal"
    for place in (inner / "a.so", inner / "numpy.libs" / "a.so"):
        place.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cc", "-g", "-shared", "-fPIC", "-o", place, tmp_path / "a.c"], check=True)
    before = (inner / "a.so").stat().st_size
    assert freeze.strip(tmp_path / "program") == before - (inner / "a.so").stat().st_size > 0
    assert (inner / "numpy.libs" / "a.so").stat().st_size == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"HOME": "/h"}, {"HOME": "/h"}),
        ({"LD_LIBRARY_PATH": "/ours"}, {"PYINSTALLER_RESET_ENVIRONMENT": "1"}),
        (
            {"LD_LIBRARY_PATH": "/ours:/theirs", "LD_LIBRARY_PATH_ORIG": "/theirs"},
            {"LD_LIBRARY_PATH": "/theirs", "PYINSTALLER_RESET_ENVIRONMENT": "1"},
        ),
    ],
)
def test_programs_that_are_started_find_their_own_libraries(before: dict[str, str], after: dict[str, str]) -> None:
    import program

    program.restore_search_path(before)
    assert before == after
