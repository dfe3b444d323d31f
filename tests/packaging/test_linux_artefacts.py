"""What the Linux artefacts of a small program folder contain, and what the installer of the .run does and refuses."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest

from explorer.files.file_desk import EXPERIMENT_SUFFIX
from trainers.lessons.classroom import CLASS_SUFFIX

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))

from linux import artefacts, dependencies  # type: ignore[import-not-found]  # noqa: E402

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or not shutil.which("xz"), reason="the Linux artefacts are made on Linux, with xz"
)
VERSION = "1.2.0"
RUN = f"latent-explorer-{VERSION}-linux-x86_64.run"
INFO = {
    "version": VERSION,
    "libc-floor": "2.17",
    "commit-date": "2026-01-02T03:04:05+00:00",
    "system-libraries": ["libc.so.6", "libGL.so.1", "libglib-2.0.so.0", "libgio-2.0.so.0"],
}


def make_program(folder: Path, says: str = "new", **info: object) -> Path:
    """A program folder as packaging/build.py leaves one, with a shell script for a program."""
    icons = folder / "_internal" / "resources" / "icons"
    icons.mkdir(parents=True)
    program = folder / "latent-explorer"
    program.write_text(f"#!/bin/sh\necho {says}\n", encoding="utf-8")
    program.chmod(0o755)
    (folder / "_internal" / "BUILD-INFO.json").write_text(json.dumps({**INFO, **info}), encoding="utf-8")
    (folder / "_internal" / "LICENSE").write_text("MIT License\n\nCopyright (c) nobody\n", encoding="utf-8")
    (folder / "_internal" / "libz.so.1").write_bytes(os.urandom(3000))
    (folder / "_internal" / "libz.so").symlink_to("libz.so.1")
    for size in (16, 48):
        (icons / f"latent-explorer-{size}.png").write_bytes(b"png")
    (icons / "latent-explorer.svg").write_text("<svg/>", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_program(tmp_path_factory.mktemp("built") / "latent-explorer")


@pytest.fixture(scope="module")
def dist(program: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    for make in (artefacts.make_tar, artefacts.make_run, artefacts.make_deb):
        make(program, folder, VERSION, "none")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "研讨会 用户"
    folder.mkdir()
    return folder


def install(run: Path, home: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Start the .run as a user would, with *home* for a home."""
    return _start(["sh", str(run), *arguments], home, environ)


def uninstall(home: Path, program: Path | None = None, **environ: str) -> subprocess.CompletedProcess[str]:
    program = program or home / ".local/share/latent-explorer-program"
    return _start([str(program / "uninstall")], home, environ)


def _start(command: list[str], home: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
    clean = {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", **environ}
    return subprocess.run(command, cwd=home, env=clean, capture_output=True, text=True)


def listing(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


# --- the archives -----------------------------------------------------------------------------------------------------


def test_the_tar_has_one_folder_owned_by_root_and_dated_by_the_commit(dist: Path) -> None:
    with tarfile.open(dist / f"latent-explorer-{VERSION}-linux-x86_64.tar.xz") as archive:
        members = archive.getmembers()
    top = f"latent-explorer-{VERSION}"
    assert {member.name.split("/")[0] for member in members} == {top}
    assert [member.name for member in members] == sorted(member.name for member in members)
    assert {(member.uid, member.gid, member.mtime) for member in members} == {(0, 0, 1767323045)}
    found = {member.name.removeprefix(f"{top}/"): member for member in members}
    assert found["latent-explorer"].mode == 0o755
    assert found["_internal/LICENSE"].mode == 0o644
    assert found["_internal/libz.so"].linkname == "libz.so.1"


def test_the_same_folder_gives_the_same_bytes(
    program: Path, dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(program, copy, symlinks=True)
    for path in copy.rglob("*"):
        if not path.is_symlink():
            os.utime(path, (1, 1))
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    again = tmp_path / "again"
    for make in (artefacts.make_tar, artefacts.make_run, artefacts.make_deb):
        made = make(copy, again, VERSION, "none")
        assert made.read_bytes() == (dist / made.name).read_bytes(), made.name


def test_the_date_can_be_chosen(program: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    with tarfile.open(artefacts.make_tar(program, tmp_path, VERSION, "none")) as archive:
        assert {member.mtime for member in archive.getmembers()} == {86400}
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH: expected seconds since 1970, found 'yesterday'"):
        artefacts.make_tar(program, tmp_path, VERSION, "none")


def test_the_run_holds_the_very_tar(dist: Path) -> None:
    tar = (dist / f"latent-explorer-{VERSION}-linux-x86_64.tar.xz").read_bytes()
    run = (dist / RUN).read_bytes()
    assert run.endswith(tar)
    header = run[: -len(tar)].decode()
    assert f"\nOFFSET={len(header.encode())}\n" in header
    assert hashlib.sha256(tar).hexdigest() in header
    assert os.access(dist / RUN, os.X_OK)


@pytest.mark.parametrize("broken", ["no program", "no info", "no key", "no icons", "a pipe"])
def test_a_folder_that_is_no_program_is_named(tmp_path: Path, broken: str) -> None:
    folder = make_program(tmp_path / "program", **({"libc-floor": None} if broken == "no key" else {}))
    if broken == "no program":
        (folder / "latent-explorer").chmod(0o644)
    elif broken == "no info":
        (folder / "_internal" / "BUILD-INFO.json").unlink()
    elif broken == "no icons":
        (folder / "_internal/resources/icons/latent-explorer.svg").unlink()
    elif broken == "a pipe":
        os.mkfifo(folder / "pipe")
    with pytest.raises(ValueError, match=str(folder)) as caught:
        artefacts.make_tar(folder, tmp_path, VERSION, "none")
    assert "expected" in str(caught.value)
    assert "found" in str(caught.value)
    assert not list(tmp_path.glob("*.tar.xz"))


def test_the_command_line_makes_what_it_is_asked_for(
    program: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert artefacts.main([str(program), "--dist", str(tmp_path), "--only", "deb", "--compression", "none"]) == 0
    assert listing(tmp_path) == [f"latent-explorer_{VERSION}_amd64.deb"]
    assert artefacts.main([str(tmp_path), "--dist", str(tmp_path)]) == 1
    assert "expected the program folder" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        artefacts.main([str(program), "--only", "rpm"])
    assert "expected some of tar, run, deb, found 'rpm'" in capsys.readouterr().err


# --- the package ------------------------------------------------------------------------------------------------------


def members_of(deb: Path) -> dict[str, bytes]:
    """The members of an `ar` archive."""
    content, members = deb.read_bytes(), {}
    assert content.startswith(b"!<arch>\n")
    at = 8
    while at < len(content):
        header = content[at : at + 60]
        assert header.endswith(b"`\n")
        size = int(header[48:58])
        members[header[:16].decode().strip()] = content[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    return members


@pytest.fixture(scope="module")
def members(dist: Path) -> dict[str, bytes]:
    return members_of(dist / f"latent-explorer_{VERSION}_amd64.deb")


def control_file(members: dict[str, bytes], name: str) -> str:
    with tarfile.open(fileobj=io.BytesIO(members["control.tar.gz"])) as archive:
        file = archive.extractfile(f"./{name}")
        assert file is not None
        return file.read().decode()


def test_the_package_has_its_files_where_they_belong(members: dict[str, bytes]) -> None:
    assert list(members) == ["debian-binary", "control.tar.gz", "data.tar.xz"]
    with tarfile.open(fileobj=io.BytesIO(members["data.tar.xz"])) as archive:
        found = {member.name.removeprefix("./"): member for member in archive.getmembers()}
        desktop = archive.extractfile("./usr/share/applications/latent-explorer.desktop")
        assert desktop is not None
        assert "\nExec=/opt/latent-explorer/latent-explorer %f\n" in desktop.read().decode()
    assert found["usr/bin/latent-explorer"].linkname == "/opt/latent-explorer/latent-explorer"
    assert found["opt/latent-explorer/latent-explorer"].mode == 0o755
    for name in ("mime/packages/latent-explorer.xml", "doc/latent-explorer/copyright"):
        assert found[f"usr/share/{name}"].isfile()
    for icon in (
        "16x16/apps/latent-explorer.png",
        "48x48/apps/latent-explorer.png",
        "scalable/apps/latent-explorer.svg",
    ):
        assert found[f"usr/share/icons/hicolor/{icon}"].isfile()
    for name in found:
        parent = str(Path(name).parent)
        assert parent in {*found, "."}, f"{name} comes without its folder"


def test_the_sums_are_those_of_the_files(members: dict[str, bytes]) -> None:
    sums = dict(reversed(line.split("  ", 1)) for line in control_file(members, "md5sums").splitlines())
    with tarfile.open(fileobj=io.BytesIO(members["data.tar.xz"])) as archive:
        files = [member for member in archive.getmembers() if member.isfile()]
        assert set(sums) == {member.name.removeprefix("./") for member in files}
        for member in files:
            file = archive.extractfile(member)
            assert file is not None
            assert hashlib.md5(file.read()).hexdigest() == sums[member.name.removeprefix("./")]


def test_the_package_depends_on_what_is_not_inside(members: dict[str, bytes]) -> None:
    control = control_file(members, "control")
    assert "\nDepends: libc6 (>= 2.17), libgl1, libglib2.0-0t64 | libglib2.0-0\n" in control
    assert f"\nVersion: {VERSION}\n" in control
    assert control.endswith("\n")


def test_a_library_without_a_package_is_named() -> None:
    with pytest.raises(ValueError, match=r"found libmystery\.so\.3;"):
        dependencies.depends(["libc.so.6", "libmystery.so.3"], "2.35")


@pytest.mark.parametrize(
    ("version", "expected"),
    [("1.4.0", "1.4.0"), ("1.4.0rc1", "1.4.0~rc1"), ("1.4.0.dev3", "1.4.0~dev3"), ("1.4.0+g12ab", "1.4.0+g12ab")],
)
def test_versions_sort_in_dpkg_as_they_do_in_python(version: str, expected: str) -> None:
    assert artefacts.debian_version(version) == expected


def test_a_version_that_dpkg_does_not_take() -> None:
    with pytest.raises(ValueError, match=r"expected a number such as 1\.4\.0, found 'next week'"):
        artefacts.debian_version("next week")


@pytest.mark.skipif(not shutil.which("dpkg-deb"), reason="dpkg-deb is not there")
def test_dpkg_reads_the_package(dist: Path, tmp_path: Path) -> None:
    deb = dist / f"latent-explorer_{VERSION}_amd64.deb"
    subprocess.run(["dpkg-deb", "-x", str(deb), str(tmp_path)], check=True)
    answer = subprocess.run([tmp_path / "opt/latent-explorer/latent-explorer"], capture_output=True, text=True)
    assert answer.stdout == "new\n"
    field = subprocess.run(["dpkg-deb", "-f", str(deb), "Package"], capture_output=True, text=True)
    assert field.stdout == "latent-explorer\n"


# --- the installer ----------------------------------------------------------------------------------------------------


def test_install_start_and_remove(dist: Path, home: Path) -> None:
    answer = install(dist / RUN, home)
    assert (answer.returncode, answer.stderr) == (0, "")
    command = home / ".local/bin/latent-explorer"
    assert subprocess.run([command], capture_output=True, text=True).stdout == "new\n"
    runs = home / ".local/share/latent-explorer/runs"
    runs.mkdir(parents=True)
    answer = uninstall(home)
    assert (answer.returncode, answer.stderr) == (0, "")
    assert f"Kept, as it is yours: {runs.parent}" in answer.stdout
    assert listing(home) == [
        ".local",
        ".local/share",
        ".local/share/latent-explorer",
        ".local/share/latent-explorer/runs",
    ]


def test_nothing_at_all_is_left_where_nothing_was(dist: Path, home: Path) -> None:
    assert install(dist / RUN, home, "--quiet").stdout == ""
    assert len(listing(home)) > 20
    assert uninstall(home).returncode == 0
    assert listing(home) == []


def test_what_was_there_before_stays(dist: Path, home: Path) -> None:
    kept = [".local/bin/mine", ".local/share/applications/mine.desktop", ".local/share/mime/packages/mine.xml"]
    for name in kept:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text("<mime-info xmlns='http://www.freedesktop.org/standards/shared-mime-info'/>")
    install(dist / RUN, home)
    uninstall(home)
    assert set(kept) <= set(listing(home))
    assert not [name for name in listing(home) if "latent" in name]


@pytest.mark.parametrize(
    "name", ["with space", "研讨会", 'quo"te', "dollar$HOME", "back\\slash", "per%cent", "a&b|c", "[x]*"]
)
def test_every_name_of_a_folder_works(dist: Path, home: Path, name: str) -> None:
    target = home / name / "program"
    assert install(dist / RUN, home, "--quiet", "--target", str(target)).returncode == 0
    entry = (home / ".local/share/applications/latent-explorer.desktop").read_text(encoding="utf-8")
    values = dict(line.split("=", 1) for line in entry.splitlines() if "=" in line)
    assert _string(values["TryExec"]) == f"{target}/latent-explorer"
    assert _arguments(_string(values["Exec"])) == [f"{target}/latent-explorer", "%f"]
    if shutil.which("desktop-file-validate"):
        subprocess.run(
            ["desktop-file-validate", home / ".local/share/applications/latent-explorer.desktop"], check=True
        )
    assert uninstall(home, target).returncode == 0
    assert listing(home) == []


def _string(value: str) -> str:
    """A desktop entry's value of type string, its escapes undone."""
    return value.replace("\\\\", "\0").replace("\\s", " ").replace("\0", "\\")


def _arguments(value: str) -> list[str]:
    """The words of an Exec line, as the Desktop Entry Specification quotes them."""
    words, word, quoted, at = [], "", False, 0
    while at < len(value):
        letter = value[at]
        if quoted and letter == "\\":
            at += 1
            word += value[at]
        elif letter == '"':
            quoted = not quoted
        elif letter == " " and not quoted:
            words.append(word)
            word = ""
        else:
            word += letter
        at += 1
    return [each if each == "%f" else each.replace("%%", "%") for each in (*words, word)]


def test_a_relative_target_with_the_short_form(dist: Path, home: Path) -> None:
    assert install(dist / RUN, home, "--target=here/it is/", "--quiet").returncode == 0
    assert (home / "here/it is/latent-explorer").is_file()


@pytest.fixture
def old(home: Path, tmp_path: Path) -> str:
    """An older version is installed in *home*; returns the listing."""
    folder = make_program(tmp_path / "old", "old")
    (folder / "_internal" / "gone-in-the-new-one").write_text("x")
    run = artefacts.make_run(folder, tmp_path / "old-dist", "1.1.0", "none")
    assert install(run, home, "--quiet").returncode == 0
    return "\n".join(listing(home))


def says(home: Path) -> str:
    return subprocess.run([home / ".local/bin/latent-explorer"], capture_output=True, text=True).stdout.strip()


def test_an_older_version_is_replaced_as_a_whole(dist: Path, home: Path, old: str) -> None:
    assert "gone-in-the-new-one" in old
    assert install(dist / RUN, home, "--quiet").returncode == 0
    assert says(home) == "new"
    assert "gone-in-the-new-one" not in "\n".join(listing(home))
    uninstall(home)
    assert listing(home) == []


@pytest.mark.parametrize("fault", ["cut off", "damaged"])
def test_a_bad_copy_leaves_the_old_version(dist: Path, home: Path, tmp_path: Path, old: str, fault: str) -> None:
    content = bytearray((dist / RUN).read_bytes())
    if fault == "damaged":
        content[-100] ^= 255
    run = tmp_path / "copied.run"
    run.write_bytes(content if fault == "damaged" else content[:-100])
    answer = install(run, home)
    assert answer.returncode == 1
    assert answer.stderr.count("\n") == 1
    assert ("is damaged" if fault == "damaged" else "is not complete") in answer.stderr
    assert says(home) == "old"
    assert "\n".join(listing(home)) == old


def tool_that(folder: Path, name: str, script: str) -> str:
    """A PATH with a tool *name* of our own in front."""
    folder.mkdir(exist_ok=True)
    tool = folder / name
    tool.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    tool.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


@pytest.mark.parametrize("fails", ["tar", "ln", "cp"])
def test_a_failure_on_the_way_leaves_the_old_version(
    dist: Path, home: Path, tmp_path: Path, old: str, fails: str
) -> None:
    path = tool_that(tmp_path / "tools", fails, "exit 1")
    answer = install(dist / RUN, home, PATH=path)
    assert answer.returncode == 1
    assert says(home) == "old"
    assert "\n".join(listing(home)) == old


@pytest.mark.parametrize("fails", ["tar", "ln"])
def test_a_first_installation_that_fails_leaves_nothing(dist: Path, home: Path, tmp_path: Path, fails: str) -> None:
    answer = install(dist / RUN, home, PATH=tool_that(tmp_path / "tools", fails, "exit 1"))
    assert answer.returncode == 1
    assert listing(home) == []


@pytest.mark.parametrize(
    ("tool", "script", "sentence"),
    [
        (
            "getconf",
            "echo glibc 2.16",
            "needs the GNU C library 2.17 or newer (Debian 12, Ubuntu 22.04), and this system has 2.16",
        ),
        ("getconf", "exit 1", "this system has another C library"),
        ("uname", '[ "$1" = -s ] && echo Linux || echo aarch64', "is for x86_64 processors, and this one is aarch64"),
        ("uname", "echo FreeBSD", "is for Linux, and this system is FreeBSD"),
        ("df", "printf 'head\\nx 9 9 9 9 /\\n'", "is too small: 64 MB needed, 0 MB free"),
    ],
)
def test_a_system_that_does_not_do(
    dist: Path, home: Path, tmp_path: Path, tool: str, script: str, sentence: str
) -> None:
    answer = install(dist / RUN, home, PATH=tool_that(tmp_path / "tools", tool, script))
    assert answer.returncode == 1
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert listing(home) == []


def test_a_newer_library_with_a_smaller_last_digit_does(dist: Path, home: Path, tmp_path: Path) -> None:
    assert install(dist / RUN, home, PATH=tool_that(tmp_path / "tools", "getconf", "echo glibc 3.0")).returncode == 0


def test_without_xz_the_package_to_install_is_named(dist: Path, home: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("sh", "tar", "realpath", "sha256sum", "basename", "dirname", "uname", "getconf"):
        (tools / name).symlink_to(str(shutil.which(name)))
    answer = subprocess.run(
        [str(shutil.which("sh")), dist / RUN],
        env={"PATH": str(tools), "HOME": str(home)},
        capture_output=True,
        text=True,
    )
    assert answer.returncode == 1
    assert answer.stderr == "latent-explorer: xz is missing; install it (sudo apt install xz-utils) and start again.\n"


@pytest.mark.parametrize("place", ["data", "below data", "foreign", "file", "below file", "empty name"])
def test_where_it_must_not_write(dist: Path, home: Path, place: str) -> None:
    data = home / ".local/share/latent-explorer"
    foreign = home / "thesis"
    for folder in (data, foreign):
        folder.mkdir(parents=True)
    (foreign / "thesis.txt").write_text("two years")
    target, sentence = {
        "data": (data, "holds your runs"),
        "below data": (data / "program", "holds your runs"),
        "foreign": (foreign, "is no installation of Latent Explorer"),
        "file": (foreign / "thesis.txt", "is no installation of Latent Explorer"),
        "below file": (foreign / "thesis.txt" / "program", "is a file, not a folder"),
        "empty name": (Path(), "expected a folder, found nothing"),
    }[place]
    before = listing(home)
    answer = install(dist / RUN, home, "--target", "" if place == "empty name" else str(target))
    assert answer.returncode == 1
    assert sentence in answer.stderr
    assert answer.stderr.count("\n") == 1
    assert listing(home) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_the_right_to_write(dist: Path, home: Path) -> None:
    home.chmod(0o555)
    answer = install(dist / RUN, home)
    home.chmod(0o755)
    assert "cannot be written to" in answer.stderr
    assert listing(home) == []


def test_a_command_of_the_users_own_is_left_alone(dist: Path, home: Path) -> None:
    command = home / ".local/bin/latent-explorer"
    command.parent.mkdir(parents=True)
    command.write_text("#!/bin/sh\necho mine\n")
    command.chmod(0o755)
    answer = install(dist / RUN, home)
    assert answer.returncode == 0
    assert "is there already and stays as it is" in answer.stderr
    uninstall(home)
    assert says(home) == "mine"


def test_the_menu_entry_of_a_second_installation_outlives_the_first(dist: Path, home: Path) -> None:
    install(dist / RUN, home, "--target", str(home / "first"))
    install(dist / RUN, home, "--target", str(home / "second"))
    assert uninstall(home, home / "first").returncode == 0
    assert says(home) == "new"
    assert (home / ".local/share/applications/latent-explorer.desktop").is_file()
    assert uninstall(home, home / "second").returncode == 0
    assert not [name for name in listing(home) if "latent" in name]


@pytest.fixture
def running(dist: Path, home: Path) -> Iterator[None]:
    """The program is installed and runs; a real program, as a script's process is that of its shell."""
    install(dist / RUN, home)
    program = home / ".local/share/latent-explorer-program/latent-explorer"
    shutil.copy(str(shutil.which("sleep")), program)
    process = subprocess.Popen([program, "60"])
    yield
    process.kill()
    process.wait()


def test_a_program_that_runs_is_neither_replaced_nor_removed(dist: Path, home: Path, running: None) -> None:
    before = listing(home)
    for answer in (install(dist / RUN, home), uninstall(home)):
        assert answer.returncode == 1
        assert "is running" in answer.stderr
    assert listing(home) == before


def test_help_and_unknown_options(dist: Path, home: Path) -> None:
    answer = install(dist / RUN, home, "--help")
    assert answer.returncode == 0
    assert f"{home}/.local/share/latent-explorer-program" in answer.stdout
    answer = install(dist / RUN, home, "--silent")
    assert (answer.returncode, "unknown option --silent" in answer.stderr) == (1, True)
    assert listing(home) == []


def test_a_double_click_on_an_experiment_or_a_class_starts_the_program() -> None:
    """What the desktop entry takes are the types that the package tells of, by the suffixes that the program writes."""
    folder = ROOT / "packaging/linux"
    table = ElementTree.parse(folder / "latent-explorer.xml").getroot()
    space = "{http://www.freedesktop.org/standards/shared-mime-info}"
    globs = {kind.get("type"): kind.find(f"{space}glob").get("pattern") for kind in table}
    assert globs == {
        "application/x-latent-explorer-experiment": f"*{EXPERIMENT_SUFFIX}",
        "application/x-latent-explorer-class": f"*{CLASS_SUFFIX}",
    }
    for kind in table:  # Chinese desktops say what it is in Chinese
        assert len(kind.findall(f"{space}comment")) == 2
    entry = (folder / "latent-explorer.desktop").read_text(encoding="utf-8")
    (taken,) = (line for line in entry.splitlines() if line.startswith("MimeType="))
    assert set(taken.removeprefix("MimeType=").strip(";").split(";")) == set(globs)
    assert "%f" in entry


@pytest.mark.skipif(not shutil.which("xmllint"), reason="xmllint is not there")
def test_the_file_type_is_well_formed() -> None:
    subprocess.run(["xmllint", "--noout", ROOT / "packaging/linux/latent-explorer.xml"], check=True)
