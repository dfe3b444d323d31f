"""packaging/verify.py away from its namespaces: what it compares, what it counts as a failure, what it reports."""

from __future__ import annotations

import io
import json
import os
import struct
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

import verify  # type: ignore[import-not-found]  # noqa: E402
from verifying import checks, installs, machine, proof, report, roots, screen, systems, traces  # type: ignore[import-not-found]  # noqa: E402

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bare systems are made on Linux")
INSTALL = installs.INSTALLS["run"]
CheckError = checks.CheckError


def answer(code: int = 0, out: str = "", err: str = "") -> Any:
    return machine.Answer(code, out, err, 1.25)


class FakeMachine:
    """Answers commands from a list, and has a folder for a root."""

    def __init__(self, root: Path, *answers: Any) -> None:
        self.root = root
        self.answers = list(answers)
        self.asked: list[object] = []

    def run(self, command: object, **_options: object) -> Any:
        self.asked.append(command)
        given = self.answers.pop(0)
        return given(self) if callable(given) else given

    def path(self, inside: str) -> Path:
        return self.root / inside.lstrip("/")


def make_checks(fake: FakeMachine, folder: Path, kind: str = "run") -> Any:
    the_screen = screen.Screen(fake, folder)
    return checks.Checks(fake, the_screen, installs.INSTALLS[kind], Path(f"artefact.{kind}"), folder)


# --- the command line -------------------------------------------------------------------------------------------------


def test_everything_is_proven_unless_less_is_asked_for() -> None:
    options = verify.parse([])
    assert options.systems == ["debian-12", "debian-13", "ubuntu-22.04", "ubuntu-24.04"]
    assert options.artefacts == ["run", "deb", "tar"]
    assert verify.parse(["--systems", "debian-12", "--artefacts=deb"]).systems == ["debian-12"]


@pytest.mark.parametrize(("option", "value"), [("--systems", "debian-12,windows-95"), ("--artefacts", "rpm")])
def test_what_is_not_known_is_named(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        verify.parse([option, value])
    assert f"{option}: expected some of" in capsys.readouterr().err


def test_it_says_that_it_needs_root(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert verify.main([]) == verify.CANNOT
    assert "needs root" in capsys.readouterr().err


def test_missing_tools_are_named_with_their_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(verify.shutil, "which", lambda tool: None if tool in ("Xvfb", "nsenter", "unshare") else tool)
    monkeypatch.setenv("PATH", os.environ["PATH"])
    assert verify.obstacle() == "tools are missing; do: apt-get install util-linux xvfb"


def test_without_artefacts_nothing_is_proven(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(verify, "obstacle", lambda: "")
    assert verify.main(["--dist", str(tmp_path), "--work", str(tmp_path)]) == verify.CANNOT
    assert "found none; packaging/build.py makes them" in capsys.readouterr().err


def test_an_artefact_has_to_be_the_only_one(tmp_path: Path) -> None:
    one = tmp_path / "latent-explorer-1.0-linux-x86_64.run"
    one.touch()
    assert INSTALL.find(tmp_path) == one
    (tmp_path / "latent-explorer-1.1-linux-x86_64.run").touch()
    with pytest.raises(FileNotFoundError, match=r"expected one .*, found .*1\.0.*, .*1\.1"):
        INSTALL.find(tmp_path)


def test_a_system_that_cannot_be_made_is_a_failure_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    artefact = tmp_path / "latent-explorer-1.0-linux-x86_64.run"
    artefact.write_bytes(b"abc")

    def prepare(system: Any, work: Path) -> Path:
        if system.name == "debian-12":
            raise roots.RootError("debian-12: the archive does not answer")
        return work / f"{system.name}.tar"

    def prove(system: str, *_arguments: object) -> Any:
        return proof.Proof(system, "run", [proof.Result(system, "run", "install", True, 1.0, "fine")], {"files": 7})

    monkeypatch.setattr(verify, "obstacle", lambda: "")
    monkeypatch.setattr(verify.roots, "prepare", prepare)
    monkeypatch.setattr(verify.roots, "versions", lambda tar: {"libc6": "2.36"})
    monkeypatch.setattr(verify, "prove", prove)
    code = verify.main(
        ["--systems=debian-12,debian-13", "--artefacts=run", "--dist", str(tmp_path), "--work", str(tmp_path)]
    )
    assert code == verify.FAILED
    assert "NOT PROVEN debian-12: the archive does not answer" in capsys.readouterr().out
    found = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))
    assert found["ok"] is False
    assert found["not proven"] == {"debian-12": "debian-12: the archive does not answer"}
    assert [each["system"] for each in found["proofs"]] == ["debian-13"]
    assert found["artefacts"][artefact.name] == {
        "bytes": 3,
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    }


# --- the root file systems --------------------------------------------------------------------------------------------


def test_a_root_that_is_there_is_used_and_one_for_other_packages_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Path] = []

    def debootstrap(system: Any, root: Path, *_more: object) -> None:
        root.mkdir()
        calls.append(root)

    monkeypatch.setattr(roots, "_debootstrap", debootstrap)
    monkeypatch.setattr(roots, "_add_desktop", lambda *_: None)
    monkeypatch.setattr(roots, "_keyring", lambda *_: Path("keys"))
    monkeypatch.setattr(roots, "_write_versions", lambda root, file: file.write_text("libc6 2.36\nbash 5.2\n"))
    system = systems.SYSTEMS["debian-12"]
    first = roots.prepare(system, tmp_path)
    assert roots.prepare(system, tmp_path) == first
    assert len(calls) == 1
    assert not calls[0].exists()
    assert roots.versions(first) == {"libc6": "2.36", "bash": "5.2"}
    monkeypatch.setitem(systems.DESKTOP, "libnew1", "a new reason")
    assert roots.prepare(system, tmp_path) != first


def test_a_debootstrap_that_fails_names_the_system_and_the_log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "bin" / "debootstrap"
    tool.parent.mkdir()
    tool.write_text("#!/bin/sh\necho the archive does not answer\nexit 1\n")
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tool.parent}:{os.environ['PATH']}")
    with pytest.raises(roots.RootError, match=r"^debian-13: the root file system could not be made .*debian-13\.log"):
        roots.prepare(systems.SYSTEMS["debian-13"], tmp_path)
    assert "does not answer" in (tmp_path / "roots" / "debian-13.log").read_text()
    assert not list((tmp_path / "roots").glob("*.tar"))


def test_keys_with_the_wrong_hash_are_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roots, "KEYRINGS", tmp_path)
    monkeypatch.setattr(urllib.request, "urlopen", lambda *_, **__: io.BytesIO(b"other keys"))
    with pytest.raises(roots.RootError, match=r"ubuntu-24\.04: the package of Ubuntu's keys has the wrong SHA-256"):
        roots.prepare(systems.SYSTEMS["ubuntu-24.04"], tmp_path)


def test_nothing_is_removed_through_a_mount(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "root" / "proc").mkdir(parents=True)
    read = Path.read_text

    def mounts(path: Path, *arguments: Any, **options: Any) -> str:
        return (
            f"proc {tmp_path}/root/proc proc rw 0 0\n" if path.name == "mounts" else read(path, *arguments, **options)
        )

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_text", mounts)
        with pytest.raises(roots.RootError, match="is mounted there"):
            roots.remove_tree(tmp_path / "root")
    assert (tmp_path / "root" / "proc").is_dir()
    roots.remove_tree(tmp_path / "root")
    assert not (tmp_path / "root").exists()


# --- traces -----------------------------------------------------------------------------------------------------------


def test_what_came_went_and_changed(tmp_path: Path) -> None:
    for name in ("stays", "goes", "grows", "links"):
        (tmp_path / name).write_text(name)
    (tmp_path / "link").symlink_to("stays")
    before = traces.listing(tmp_path)
    (tmp_path / "goes").unlink()
    (tmp_path / "grows").write_text("longer than before")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "file").touch()
    (tmp_path / "link").unlink()
    (tmp_path / "link").symlink_to("links")
    found = traces.difference(before, traces.listing(tmp_path))
    assert found == (["/new", "/new/file"], ["/goes"], ["/grows", "/link"])
    assert str(found) == "added /new, /new/file; removed /goes; changed /grows, /link"
    assert not traces.difference(before, before)


def test_only_user_data_and_caches_may_stay() -> None:
    home = machine.HOME
    allowed = [f"{home}/.local", f"{home}/.local/share", f"{home}/.local/share/latent-explorer/runs/one/metrics.jsonl"]
    allowed += [f"{home}/.config/latent-explorer/settings.ini", "/var/lib/dpkg/info/x", f"{home}/.cache/fontconfig/1"]
    left = [f"{home}/.local/share/latent-explorer-program/x", "/opt/latent-explorer", f"{home}/.cache/latent", "/tmp/x"]
    found = traces.left_behind(traces.Difference([*allowed, *left], [], ["/usr/bin/sh"]))
    assert found == (left, [], ["/usr/bin/sh"])


# --- the screen -------------------------------------------------------------------------------------------------------


def make_memory(folder: Path, pixels: bytes) -> None:
    """An X window dump as Xvfb keeps it: a header of 100 bytes and a name, 2 colours of 12 bytes, the pixels."""
    header = bytearray(104)
    header[0:4], header[76:80] = struct.pack(">I", 104), struct.pack(">I", 2)
    (folder / "Xvfb_screen0").write_bytes(bytes(header) + bytes(24) + pixels)


def test_the_picture_is_what_is_on_the_screen(tmp_path: Path) -> None:
    blue_green_red = bytes((10, 20, 30, 0))
    pixels = bytearray(blue_green_red * (screen.WIDTH * screen.HEIGHT))
    pixels[4 * (screen.WIDTH + 5) : 4 * (screen.WIDTH + 5) + 3] = bytes((255, 128, 1))
    make_memory(tmp_path, bytes(pixels))
    shown = screen.Screen(FakeMachine(tmp_path), tmp_path)
    shown.save(tmp_path / "picture.png")
    with Image.open(tmp_path / "picture.png") as picture:
        assert picture.size == (screen.WIDTH, screen.HEIGHT) == screen.png_size(tmp_path / "picture.png")
        assert picture.getpixel((0, 0)) == (30, 20, 10)
        assert picture.getpixel((5, 1)) == (1, 128, 255)
    assert shown.part(4, 1, 6, 2) == blue_green_red + bytes((255, 128, 1, 0))
    assert len(shown.part(0, 0, 3, 5)) == 3 * 5 * 4
    assert shown.middle_of(bytes((255, 128, 1)), 1) == 5
    with pytest.raises(ValueError, match="expected pixels of the colour ff8001 in row 0 of the screen, found none"):
        shown.middle_of(bytes((255, 128, 1)), 0)
    assert not shown.is_drawn()
    make_memory(tmp_path, bytes(os.urandom(4 * screen.WIDTH * screen.HEIGHT)))
    assert shown.is_drawn()


@pytest.mark.parametrize(("content", "found"), [(b"", "none"), (b"GIF89a" + bytes(30), "another file")])
def test_no_picture_is_named(tmp_path: Path, content: bytes, found: str) -> None:
    if content:
        (tmp_path / "x.png").write_bytes(content)
    with pytest.raises(ValueError, match=rf"x\.png: expected a PNG file, found {found}"):
        screen.png_size(tmp_path / "x.png")


def test_waiting_ends_when_it_is_so_and_when_time_is_over() -> None:
    answers = iter([False, False, True])
    assert screen.wait_until(lambda: next(answers), 60)
    assert not screen.wait_until(lambda: False, 0.05)


def test_a_program_that_does_not_end_is_told_apart() -> None:
    process = subprocess.Popen(["sleep", "60"])
    assert screen.end(process, 0.05) is None
    process.kill()
    assert screen.end(process) == -9


# --- the checks -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "ok"),
    [
        ("lo\nroutes 0\n", True),
        ("lo\neth0\nroutes 0\n", False),
        ("lo\nroutes 2\n", False),
        ("lo\nroutes 0\nname\n", False),
        ("lo\nroutes 0\nconnection\n", False),
        ("", False),
    ],
)
def test_any_way_out_is_a_network(tmp_path: Path, said: str, ok: bool) -> None:
    looked = make_checks(FakeMachine(tmp_path, answer(out=said)), tmp_path)
    if ok:
        assert "no route" in looked.no_network()
    else:
        with pytest.raises(CheckError, match="expected no network, found"):
            looked.no_network()


def test_a_package_that_lacks_something_is_not_installed(tmp_path: Path) -> None:
    status = "install ok unpackedThe following packages have unmet dependencies"
    fake = FakeMachine(tmp_path, answer(), answer(out=status))
    with pytest.raises(CheckError, match="found: install ok unpacked"):
        make_checks(fake, tmp_path, "deb").install()
    assert fake.asked[0] == ["dpkg", "-i", f"{machine.STICK}/artefact.deb"]


def test_a_program_that_fails_is_quoted(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, answer(code=1, err="first line\nlatent-explorer: xz is missing\n"))
    with pytest.raises(CheckError, match="the installation ended with code 1: latent-explorer: xz is missing"):
        make_checks(fake, tmp_path).install()
    fake = FakeMachine(tmp_path, answer(code=124))
    with pytest.raises(CheckError, match="did not end in time"):
        make_checks(fake, tmp_path).install()


def test_missing_libraries_are_named_with_one_that_needs_them(tmp_path: Path) -> None:
    found = "./_internal/a.so \tlibdew.so.1 => not found\n./_internal/b.so \tlibdew.so.1 => not found\n"
    with pytest.raises(CheckError, match=r"libdew\.so\.1 \(\./_internal/a\.so\)"):
        make_checks(FakeMachine(tmp_path, answer(out=found)), tmp_path).libraries()
    beside = tmp_path / installs.INSTALLS["run"].program.lstrip("/") / "_internal" / "libdew.so.1"
    beside.parent.mkdir(parents=True)
    beside.touch()
    assert "all" in make_checks(FakeMachine(tmp_path, answer(out=found)), tmp_path).libraries()
    assert make_checks(FakeMachine(tmp_path, answer()), tmp_path).libraries() == "all are inside or in the system"


def draws(size: tuple[int, int], noisy: bool) -> Any:
    """A program that leaves a picture where --screenshot says."""

    def run(fake: FakeMachine) -> Any:
        command = fake.asked[-1]
        assert isinstance(command, list)
        file = fake.path(command[command.index("--screenshot") + 1])
        file.parent.mkdir(parents=True, exist_ok=True)
        picture = Image.effect_noise(size, 80) if noisy else Image.new("L", size)
        picture.save(file)
        return answer()

    return run


def test_a_picture_has_to_show_something_in_the_right_size(tmp_path: Path) -> None:
    right = (screen.WIDTH, screen.HEIGHT)
    assert make_checks(FakeMachine(tmp_path, draws(right, True)), tmp_path).offscreen() == "in 1.2 s"
    with pytest.raises(CheckError, match="expected a picture of 1280x800, found 1280x800 in"):
        make_checks(FakeMachine(tmp_path, draws(right, False)), tmp_path).offscreen()
    with pytest.raises(CheckError, match="found 640x480"):
        make_checks(FakeMachine(tmp_path, draws((640, 480), True)), tmp_path).offscreen()
    with pytest.raises(FileNotFoundError):
        make_checks(FakeMachine(tmp_path, answer()), tmp_path).offscreen()


def test_a_window_that_is_not_in_chinese_is_found(tmp_path: Path) -> None:
    same = draws((screen.WIDTH, screen.HEIGHT), True)
    looked = make_checks(FakeMachine(tmp_path, same), tmp_path)
    looked.english()
    looked._machine.answers.append(lambda fake: _copy_of(tmp_path / "english.png", fake))
    with pytest.raises(CheckError, match="in Chinese is no other than the one in English"):
        looked.chinese()


def _copy_of(picture: Path, fake: FakeMachine) -> Any:
    command = fake.asked[-1]
    assert isinstance(command, list)
    fake.path(command[command.index("--screenshot") + 1]).write_bytes(picture.read_bytes())
    return answer()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2026-01-01 12:00:00,000 INFO explorer: closed\n", ""),
        ("2026-01-01 12:00:00,000 ERROR explorer: unexpected\n", "holds 1 errors, first: 2026"),
        ("Traceback (most recent call last):\n", "holds 1 errors"),
        (None, "expected a log file"),
    ],
)
def test_errors_in_the_log_are_failures(tmp_path: Path, text: str | None, found: str) -> None:
    fake = FakeMachine(tmp_path)
    if text is not None:
        log = fake.path(checks.LOGS) / "latent-explorer.log"
        log.parent.mkdir(parents=True)
        log.write_text(text)
    looked = make_checks(fake, tmp_path)
    if found:
        with pytest.raises(CheckError, match=found):
            looked.log()
    else:
        assert looked.log() == "no errors, 0 warnings"


def test_a_self_test_that_fails_is_a_failure_and_its_report_is_kept(tmp_path: Path) -> None:
    def fails(fake: FakeMachine) -> Any:
        command = fake.asked[-1]
        assert isinstance(command, list)
        fake.path(command[-1]).parent.mkdir(parents=True)
        fake.path(command[-1]).write_text('{"ok": false}')
        return answer(code=1, out="FAILED resources: presets/moons.toml is missing\n")

    looked = make_checks(FakeMachine(tmp_path, fails), tmp_path)
    with pytest.raises(CheckError, match=r"1 parts failed, first: FAILED resources: presets/moons\.toml is missing"):
        looked.self_test()
    assert json.loads((tmp_path / "self-test.json").read_text()) == {"ok": False}
    assert looked.figures == {"self_test_seconds": 1.2}


# --- one proof --------------------------------------------------------------------------------------------------------


class FakeChecks:
    """Every check passes but those named."""

    def __init__(self, *failing: str) -> None:
        self.failing = failing
        self.figures: dict[str, float] = {}

    def __getattr__(self, name: str) -> Any:
        def check() -> str:
            if name in self.failing:
                raise CheckError(f"{name} failed")
            return "fine"

        return check


def go_through(fake: FakeMachine, *failing: str) -> list[Any]:
    made = proof.Proof("debian-12", "run", [], {})
    proof._go_through(made, FakeChecks(*failing), fake, INSTALL, lambda result: None)
    return made.results


def test_without_an_installation_nothing_else_is_looked_at(tmp_path: Path) -> None:
    results = go_through(FakeMachine(tmp_path), "install")
    assert [(result.check, result.ok) for result in results] == [("no network", True), ("install", False)]
    assert [result.check for result in go_through(FakeMachine(tmp_path), "no_network")] == ["no network"]


def save_a_run(fake: FakeMachine) -> Path:
    run = fake.path(checks.RUNS) / "a run"
    run.mkdir(parents=True)
    return run


def uninstalls(do: Any = None, out: str = "Kept: ~/.local/share/latent-explorer") -> Any:
    def run(fake: FakeMachine) -> Any:
        if do:
            do(fake)
        return answer(out=out)

    return run


def test_a_check_that_fails_leaves_the_others(tmp_path: Path) -> None:
    fake = FakeMachine(tmp_path, uninstalls())
    save_a_run(fake)
    results = go_through(fake, "self_test", "libraries")
    assert [result.check for result in results if not result.ok] == ["libraries", "self-test"]
    assert results[-1].check == "uninstall"
    assert "1 saved runs" in results[-1].detail


@pytest.mark.parametrize(
    ("do", "out", "found"),
    [
        (lambda fake: (fake.root / "leftover").touch(), "share/latent-explorer", "found added /leftover"),
        (
            lambda fake: (fake.path(checks.RUNS) / "a run").rmdir(),
            "share/latent-explorer",
            "nothing but user data|runs",
        ),
        (None, "removed", "the user is not told where the runs are"),
    ],
)
def test_an_uninstaller_that_leaves_or_takes_too_much(tmp_path: Path, do: Any, out: str, found: str) -> None:
    fake = FakeMachine(tmp_path, uninstalls(do, out))
    save_a_run(fake)
    last = go_through(fake)[-1]
    assert (last.check, last.ok) == ("uninstall", False)
    assert any(part in last.detail for part in found.split("|"))


def test_without_a_saved_run_keeping_it_is_not_proven(tmp_path: Path) -> None:
    last = go_through(FakeMachine(tmp_path, uninstalls()))[-1]
    assert not last.ok
    assert "no training was saved" in last.detail


# --- the report -------------------------------------------------------------------------------------------------------


def test_the_report_for_people() -> None:
    results = [
        proof.Result("debian-12", "run", "install", True, 12.3, "as student, in 12.3 s"),
        proof.Result("debian-12", "run", "self-test", False, 3.0, "ended | with code 1\n"),
    ]
    made = proof.Proof("debian-12", "run", results, {"install_seconds": 12.3, "files": 1234})
    other = proof.Proof("debian-13", "run", results[:1], {})
    verification = report.Verification(
        {"x.run": {"bytes": 225_000_000, "sha256": "ab"}},
        [made, other],
        {"ubuntu-22.04": "no answer"},
        {"debian-12": {"libglib2.0-0": "2.74"}, "debian-13": {"libglib2.0-0t64": "2.84"}},
        {"libglib2.0-0t64|libglib2.0-0": "needed by GTK"},
    )
    assert verification.failures == [
        "debian-12, run, self-test: ended | with code 1\n",
        "ubuntu-22.04: not proven: no answer",
    ]
    text = report.markdown(verification)
    assert "**2 failed:**" in text
    assert "| x.run | 225.0 | `ab` |" in text
    assert "| debian-12 | run | 12.3 | 1234 | - | - | - | - | - |" in text
    assert "| self-test | **NO** | not reached |" in text
    assert "| debian-12 | run | self-test | **NO** | 3.0 | ended \\| with code 1  |" in text
    assert "| libglib2.0-0t64 or libglib2.0-0 | needed by GTK | 2.74 | 2.84 |" in text


def test_only_a_report_without_failures_is_a_success() -> None:
    good = proof.Proof("debian-12", "run", [proof.Result("debian-12", "run", "install", True, 1.0, "fine")], {})
    verification = report.Verification({}, [good], {}, {}, {})
    assert verification.failures == []
    assert "**All checks passed.**" in report.markdown(verification)
