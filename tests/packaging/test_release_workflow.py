"""The release workflow, as far as it can be judged without running it: order, rights, and every command in it."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
WORKFLOW = ROOT / ".github" / "workflows" / "release.yml"
TEXT = WORKFLOW.read_text(encoding="utf-8")
SYSTEMS = ("linux", "windows", "macos")
needs_bash = pytest.mark.skipif(os.name == "nt" or shutil.which("bash") is None, reason="needs bash, as the runner has")


def jobs() -> dict[str, str]:
    """The text of each job, by its name."""
    parts = re.split(r"^  (\w+):\n", TEXT.split("\njobs:\n")[1], flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def script(job: str, step: str) -> str:
    """The shell script of a step, as the runner gets it."""
    lines = jobs()[job].split(f"name: {step}\n")[1].splitlines()
    begin = next(index for index, line in enumerate(lines) if line.strip() == "run: |")
    indent = len(lines[begin]) - len(lines[begin].lstrip())
    block = []
    for line in lines[begin + 1 :]:
        if line.strip() and len(line) - len(line.lstrip()) <= indent:
            break
        block.append(line[indent + 2 :])
    return "\n".join(block)


def run(text: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run a step's script as GitHub does."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", text],
        cwd=folder, env={**os.environ, **environ}, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


# --- order and rights -------------------------------------------------------------------------------------------------


def test_only_publishing_may_write_and_nothing_needs_a_secret() -> None:
    assert "\npermissions:\n  contents: read\n" in TEXT
    assert TEXT.count("write") - TEXT.count("writes") == TEXT.count("contents: write") == 1
    assert "contents: write" in jobs()["publish"]
    assert "secrets." not in TEXT


def test_publishing_waits_for_every_system_and_for_a_tag() -> None:
    publish = jobs()["publish"]
    assert "needs: [prepare, linux, windows, macos]" in publish
    assert "if: github.ref_type == 'tag'" in publish
    assert list(jobs()) == ["prepare", *SYSTEMS, "publish"]
    assert "continue-on-error" not in TEXT


@pytest.mark.parametrize("system", SYSTEMS)
def test_packages_are_handed_on_only_after_the_installed_program_tested_itself(system: str) -> None:
    job = jobs()[system]
    order = ["name: data", "packaging/build.py --target " + system, "packaging", "verify.", f"name: packages-{system}"]
    places = [0]
    for text in order:
        places.append(job.index(text, places[-1]))
    before = job[: job.index(f"name: packages-{system}")]
    assert "if: always()" not in before.split("- uses:")[-1]


def test_actions_are_pinned_by_major_version() -> None:
    used = re.findall(r"uses: (\S+)", TEXT)
    assert used and all(re.fullmatch(r"actions/[a-z-]+@v\d+", action) for action in used)
    assert len({action for action in used if "artifact" in action}) == 2  # one that puts, one that fetches


def test_it_is_yaml_with_the_jobs_that_were_found() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed, and no dependency")
    table: dict[Any, Any] = yaml.safe_load(TEXT)
    assert list(table["jobs"]) == list(jobs())
    assert table[True]["push"] == {"tags": ["v*"]}  # YAML takes `on` for a truth value


# --- every command exists ---------------------------------------------------------------------------------------------


def commands() -> list[tuple[str, str]]:
    """(script, arguments) of every script of packaging/ that is started."""
    found = re.findall(r"(?:python|python\)\"|sh|-File) (packaging[/\\][\w./\\]+)(.*)", TEXT)
    return [(name.replace("\\", "/"), arguments) for name, arguments in found]


def test_every_script_is_there() -> None:
    names = [name for name, _ in commands()]
    assert {name for name in names if not (ROOT / name).is_file()} == set()
    assert {
        "packaging/bootstrap.py", "packaging/build.py", "packaging/verify.py",
        "packaging/windows/verify.ps1", "packaging/macos/verify.sh",
    } == set(names)  # fmt: skip
    assert names.count("packaging/build.py") == len(SYSTEMS)


@pytest.mark.parametrize(
    ("name", "arguments"), [(name, arguments) for name, arguments in commands() if name.endswith(".py")]
)
def test_every_option_of_a_python_script_is_known_to_it(name: str, arguments: str) -> None:
    environ = {**os.environ, "PYTHONPATH": ""}
    answer = subprocess.run(
        [sys.executable, str(ROOT / name), "--help"], capture_output=True, text=True, env=environ, timeout=60
    )
    assert answer.returncode == 0, answer.stderr
    options = re.findall(r"--[a-z-]+", arguments.split(" data ")[0])
    assert options
    assert [option for option in options if option not in answer.stdout] == []


def test_fetching_mnist_is_a_command_of_the_program() -> None:
    import tyro

    from trainers.cli.data import Data

    (arguments,) = [arguments for name, arguments in commands() if name.endswith("bootstrap.py")]
    words = shlex.split(arguments)
    assert words[:4] == ["run", "--torch", "cpu", "data"]
    command = tyro.cli(Data, args=words[4:])
    assert (command.action, command.name, command.data_dir) == ("fetch", "mnist", Path("data"))
    assert TEXT.count("path: data/mnist") == 1 + len(SYSTEMS)


def test_every_parameter_of_verify_ps1_is_known_to_it() -> None:
    (arguments,) = [arguments for name, arguments in commands() if name.endswith(".ps1")]
    text = (ROOT / "packaging/windows/verify.ps1").read_text(encoding="ascii")  # 5.1 reads no other without a mark
    parameters = re.findall(r"^    \[\w+\] \$(\w+)", text, flags=re.MULTILINE)
    used = re.findall(r" -(\w+) ", arguments)
    assert used == ["Setup", "Zip", "Work"]
    assert set(used) <= set(parameters)


def test_options_that_verify_ps1_gives_the_program_exist() -> None:
    from dataclasses import fields

    from explorer.options import Options

    text = (ROOT / "packaging/windows/verify.ps1").read_text(encoding="ascii")
    used = set(
        re.findall(r"--[a-z-]+", "".join(line for line in text.splitlines() if "Invoke-Program $program" in line))
    )
    assert {"--self-test", "--report", "--screenshot"} <= used
    assert used <= {"--" + field.name.replace("_", "-") for field in fields(Options)}


# --- the scripts of the steps -----------------------------------------------------------------------------------------


@needs_bash
def test_shell_steps_are_shell() -> None:
    for job, step in {
        ("prepare", "The tag and the program's version are the same"),
        ("linux", "System libraries that a desktop has, and those that go into the program"),
        ("linux", "Install on bare systems, self-test, remove"),
        ("publish", "Check what each system built, and gather it"),
        ("publish", "Publish"),
    }:
        answer = subprocess.run(["bash", "-n", "-c", script(job, step)], capture_output=True, text=True, timeout=30)
        assert (answer.returncode, answer.stderr) == (0, ""), step


@needs_bash
@pytest.mark.parametrize(("kind", "name", "code"), [("tag", "v{}", 0), ("tag", "v99.0", 1), ("branch", "main", 0)])
def test_tag_and_version_must_agree(tmp_path: Path, kind: str, name: str, code: int) -> None:
    from trainers import __version__

    output = tmp_path / "output"
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    step = script("prepare", "The tag and the program's version are the same")
    answer = run(
        step, ROOT, REF_TYPE=kind, REF_NAME=name.format(__version__), GITHUB_OUTPUT=str(output), PATH=path
    )  # fmt: skip
    assert answer.returncode == code, answer.stderr
    if code == 0:
        assert output.read_text(encoding="utf-8") == f"version={__version__}\n"
    else:
        assert f"the tag is v99.0, the program says {__version__}" in answer.stderr


@needs_bash
def test_list_of_system_libraries_is_that_of_the_host(tmp_path: Path) -> None:
    tools = tmp_path / "bin"
    tools.mkdir()
    (tools / "sudo").write_text('#!/bin/sh\nprintf "%s\\n" "$*"\n', encoding="utf-8")
    (tools / "sudo").chmod(0o755)
    step = script("linux", "System libraries that a desktop has, and those that go into the program")
    path = f"{tools}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    answer = run(step, ROOT, PATH=path)
    assert answer.returncode == 0, answer.stderr
    words = answer.stdout.splitlines()[-1].split()
    assert {"install", "libegl1", "libxcb-cursor0", "libxkbcommon-x11-0"} <= set(words)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """What the three systems hand on, as small files: the names are those that packaging/build.py writes."""
    names = {
        "linux": ["latent-explorer-0.3.0-linux-x86_64.tar.xz", "latent-explorer_0.3.0_amd64.deb"],
        "windows": ["latent-explorer-0.3.0-windows-x86_64-setup.exe", "latent-explorer-0.3.0-windows-x86_64.zip"],
        "macos": ["latent-explorer-0.3.0-macos-arm64.dmg"],
    }
    beside = ("BUILD-INFO.json", "THIRD-PARTY-LICENCES.txt", "SIZES.md", "latent-explorer-0.3.0-sbom.cdx.json")
    spec = importlib.util.spec_from_file_location("latent_explorer_sums", ROOT / "packaging" / "building" / "sums.py")
    assert spec and spec.loader
    sums = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(sums)
    for system, artefacts in names.items():
        folder = tmp_path / "packages" / f"packages-{system}"
        folder.mkdir(parents=True)
        files = [folder / name for name in (*artefacts, *beside)]
        for file in files:
            file.write_text(f"{file.name} of {system}", encoding="utf-8")
        sums.write_sums(files, folder / "SHA256SUMS")
    return tmp_path


GATHER = "Check what each system built, and gather it"


@needs_bash
def test_all_that_was_built_is_gathered_and_summed(packages: Path) -> None:
    answer = run(script("publish", GATHER), packages, VERSION="0.3.0")
    assert answer.returncode == 0, answer.stderr
    release = packages / "release"
    names = {path.name for path in release.iterdir()}
    assert len(names) == 5 + 3 * 4 + 1  # artefacts, what lies beside them on each system, and the sums
    assert {"latent-explorer-0.3.0-macos-arm64.dmg", "latent-explorer-0.3.0-windows-sbom.cdx.json"} <= names
    sums = dict(reversed(line.split("  ")) for line in (release / "SHA256SUMS").read_text().splitlines())
    assert set(sums) == names - {"SHA256SUMS"}
    for name, expected in sums.items():
        assert hashlib.sha256((release / name).read_bytes()).hexdigest() == expected


@needs_bash
def test_a_package_that_was_damaged_on_the_way_stops_everything(packages: Path) -> None:
    (packages / "packages" / "packages-windows" / "latent-explorer-0.3.0-windows-x86_64.zip").write_text("damaged")
    answer = run(script("publish", GATHER), packages, VERSION="0.3.0")
    assert answer.returncode != 0
    assert "latent-explorer-0.3.0-windows-x86_64.zip: FAILED" in answer.stdout
    assert not (packages / "release" / "SHA256SUMS").exists()


@needs_bash
@pytest.mark.parametrize(("version", "kind"), [("0.3.0", "--latest"), ("0.3.0rc1", "--prerelease")])
def test_publishing_says_whether_it_is_a_final_version(tmp_path: Path, version: str, kind: str) -> None:
    tools, release = tmp_path / "bin", tmp_path / "release"
    tools.mkdir()
    release.mkdir()
    (release / "a b.txt").touch()
    (tools / "gh").write_text('#!/bin/sh\nprintf "<%s>" "$@"\n', encoding="utf-8")
    (tools / "gh").chmod(0o755)
    path = f"{tools}{os.pathsep}{os.environ['PATH']}"
    answer = run(script("publish", "Publish"), tmp_path, VERSION=version, TAG=f"v{version}", PATH=path)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith(f"<release><create><v{version}><--verify-tag>")
    assert f"<{kind}>" in answer.stdout and answer.stdout.endswith("<release/a b.txt>")
