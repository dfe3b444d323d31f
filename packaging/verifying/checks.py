"""What is looked at on one bare system with one artefact installed. Each check returns what it found as one sentence,
or raises CheckError."""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from pathlib import Path

from verifying.installs import Install
from verifying.machine import HOME, USER, Answer, Machine, quoted
from verifying.screen import HEIGHT, WIDTH, Screen, end, png_size, wait_until
from verifying.traces import difference, listing

RUNS = f"{HOME}/.local/share/latent-explorer/runs"
LOGS = f"{HOME}/.local/state/latent-explorer/log"
SIZE = f"{WIDTH}x{HEIGHT}"
AFTER_STEPS = 60
# Pixels in a window of SIZE: the middle of the map, the picture decoded there, the loss curves, a row across the button
# Play above its word. Play is the only thing there in the colour of the light theme's one primary action.
MAP, DECODED, CURVES, PLAY_ROW = (640, 300), (1136, 130, 1244, 236), (300, 600, 660, 740), 15
STRONG = 100  # of 255: how much bluer than red
PLAY_COLOUR = bytes.fromhex("e56f1f")  # blue, green, red
SMALLEST_PICTURE = 40_000  # bytes; an empty window of this size makes a PNG file of less than 15 kB
SHOT_SECONDS, SELF_TEST_SECONDS = 300, 600
FIRST_PICTURE_SECONDS, READY_SECONDS, FIRST_LOSS_SECONDS = (
    30,
    60,
    60,
)  # to give up after; the report names what was measured


class CheckError(Exception):
    """A check found something wrong; the text is one sentence."""


def expect(answer: Answer, what: str) -> Answer:
    """Return *answer* if the command succeeded. Raises CheckError with the last line of what it said."""
    if answer.code != 0:
        ended = "did not end in time" if answer.code == 124 else f"ended with code {answer.code}"
        raise CheckError(f"{what} {ended}: {answer.last_line}")
    return answer


class Checks:
    """The checks of one installation. *folder* takes pictures, reports and logs; `figures` what was measured."""

    def __init__(self, machine: Machine, screen: Screen, install: Install, artefact: Path, folder: Path) -> None:
        self._machine, self._screen, self._install = machine, screen, install
        self._artefact, self._folder = artefact, folder
        self.figures: dict[str, float] = {}

    def no_network(self) -> str:
        """That there is none: no interface but a loopback that is down, no route, no name, no connection."""
        script = (
            "tail -n +3 /proc/net/dev | cut -d: -f1 | tr -d ' '; echo routes $(tail -n +2 /proc/net/route | wc -l); "
            "getent hosts deb.debian.org && echo name; "
            "bash -c 'exec 3<>/dev/tcp/192.0.2.1/80' 2>/dev/null && echo connection; true"
        )
        found = self._machine.run(script).out.split("\n")
        if found != ["lo", "routes 0", ""]:
            raise CheckError(f"expected no network, found {' '.join(found)}")
        return "only a loopback interface; no route, no name service, no connection"

    def install(self) -> str:
        answer = expect(self._install.install(self._machine, self._artefact.name), "the installation")
        self.figures["install_seconds"] = round(answer.seconds, 1)
        if self._install.kind == "deb":
            status = self._machine.run("dpkg-query -W -f '${Status}' latent-explorer; dpkg --audit").out
            if status != "install ok installed":
                raise CheckError(f"expected a package that is installed with all it needs, found: {status}")
        return f"as {'root' if self._install.kind == 'deb' else USER}, in {answer.seconds:.1f} s"

    def contents(self) -> str:
        found = [path for path in self._machine.path(self._install.program).rglob("*") if not path.is_dir()]
        size = sum(path.lstat().st_size for path in found)
        self.figures.update(files=len(found), installed_mb=round(size / 1e6, 1))
        return f"{len(found)} files, {size / 1e6:.0f} MB"

    def libraries(self) -> str:
        """That the loader finds what every library needs, as it does when the program runs."""
        script = (
            'cd "$1"; export LD_LIBRARY_PATH="$1/_internal"; '
            r"find . -type f \( -name '*.so' -o -name '*.so.*' -o -perm -u+x \) | while IFS= read -r file; do "
            'ldd "$file" 2>/dev/null | grep "not found" | sed "s|^|$file |"; done; true'
        )
        answer = self._machine.run(["sh", "-c", script, "sh", self._install.program], seconds=300)
        program = self._machine.path(self._install.program)
        found = [line.split() for line in answer.out.splitlines()]
        # What lies beside the library that needs it is found by way of whoever loads that library.
        missing = [words for words in found if not (program / words[0]).with_name(words[1]).exists()]
        if missing:
            named = sorted({f"{words[1]} ({words[0]})" for words in missing})
            raise CheckError(f"libraries that are neither inside nor in the system: {', '.join(named[:12])}")
        return "all are inside or in the system"

    def desktop(self) -> str:
        """Menu entry, file type and icons. A portable folder has none."""
        if not self._install.data:
            return "a portable folder has none"
        data = self._install.data
        entry = f"{data}/applications/latent-explorer.desktop"
        expect(self._machine.run(["desktop-file-validate", entry]), "desktop-file-validate")
        text = self._machine.path(entry).read_text(encoding="utf-8")
        values = dict(line.split("=", 1) for line in text.splitlines() if "=" in line)
        started = self._machine.run(values["Exec"].removesuffix(" %f") + " presets")  # its quoting is the shell's too
        expect(started, "the menu entry's command")
        globs = self._machine.path(f"{data}/mime/globs2").read_text(encoding="utf-8")
        for kind, pattern in (("experiment", "*.latent.toml"), ("class", "*.latent-class.toml")):
            if f":application/x-latent-explorer-{kind}:{pattern}" not in globs:
                raise CheckError(f"{pattern} is no file type of the desktop")
        icons = list(self._machine.path(f"{data}/icons/hicolor").rglob("latent-explorer.*"))
        if len(icons) < 6:
            raise CheckError(f"expected the icon in at least 6 sizes, found {len(icons)}")
        return f"menu entry valid and started, file types known, {len(icons)} icons"

    def offscreen(self) -> str:
        return self._shot("offscreen", {"QT_QPA_PLATFORM": "offscreen"}, "--lang", "en")

    def english(self) -> str:
        return self._shot("english", self._screen.environ, "--lang", "en")

    def chinese(self) -> str:
        """The language is that of the session, zh_CN.UTF-8, with no option."""
        found = self._shot("chinese", self._screen.environ)
        if (self._folder / "chinese.png").read_bytes() == (self._folder / "english.png").read_bytes():
            raise CheckError("the window in Chinese is no other than the one in English")
        return found

    def read_only(self) -> str:
        """The program's folder on a disk that cannot be written to."""
        program, before = self._install.program, listing(self._machine.root, self._install.program)
        outside = str(self._machine.path(program))
        bind = 'mount --bind "$0" "$0" && mount -o remount,bind,ro "$0"'
        expect(self._machine.ask_outside(["sh", "-c", bind, outside], {}), "mount")
        try:
            if self._machine.run(["touch", f"{program}/written"], root=True).code == 0:
                raise CheckError("the folder could be written to after all")
            found = self._shot("read-only", self._screen.environ, "--lang", "en")
        finally:
            expect(self._machine.ask_outside(["umount", outside], {}), "umount")
        changes = difference(before, listing(self._machine.root, program))
        if changes:
            raise CheckError(f"the program wrote into its own folder: {changes}")
        return found

    def window(self) -> str:
        """A window as a user meets it: it comes, belongs to its icon, answers the mouse, trains, and closes."""
        log = self._folder / "window.log"
        with log.open("w", encoding="utf-8") as output:
            command = [
                self._install.command,
                "--preset",
                "ae-digits",
                "--size",
                SIZE,
                "--lang",
                "en",
                "--theme",
                "light",
            ]
            begin = time.monotonic()
            process = self._machine.start(command, output, self._screen.environ)
            try:
                return self._use_window(begin, process)
            finally:
                self._screen.save(self._folder / "window-last.png")
                if process.poll() is None:
                    self._end_all()
                    process.wait()

    def _end_all(self) -> None:
        """End every process of the program: what follows must not find it running."""
        script = 'for p in /proc/[0-9]*; do case $(readlink $p/exe) in "$0"/*) kill -9 ${p#/proc/} ;; esac; done; true'
        self._machine.run(["sh", "-c", script, self._install.program], root=True)

    def _use_window(self, begin: float, process: subprocess.Popen[bytes]) -> str:
        wait_until(lambda: process.poll() is not None or self._is_drawn(), FIRST_PICTURE_SECONDS)
        if process.poll() is not None:
            raise CheckError(f"the program ended with code {process.poll()} before its window was drawn")
        if not self._is_drawn():
            raise CheckError(f"no window was drawn within {FIRST_PICTURE_SECONDS} s")
        self.figures["first_picture_seconds"] = round(time.monotonic() - begin, 2)
        window = self._screen.windows("latent-explorer")[0]
        properties = self._screen.properties(window)
        if '"latent-explorer", ' not in properties or "_NET_WM_ICON(CARDINAL)" not in properties:
            raise CheckError(
                f"expected the class latent-explorer and an icon, found {' '.join(properties.split())[:160]}"
            )
        return self._click_and_train() + self._second_start(process) + self._close(window, process)

    def _is_drawn(self) -> bool:
        return bool(self._screen.windows("latent-explorer")) and self._screen.is_drawn()

    def _click_and_train(self) -> str:
        if not wait_until(lambda: self._screen.has(PLAY_COLOUR, PLAY_ROW) and self._settled(), READY_SECONDS):
            raise CheckError(f"the window was not ready to train within {READY_SECONDS} s")
        before = self._screen.part(*DECODED)
        self._screen.click(*MAP)
        if not wait_until(lambda: self._screen.part(*DECODED) != before, 10):
            raise CheckError("a click on the map decoded no other picture")
        if self._curve_is_drawn():
            raise CheckError("a curve was drawn before Play was pressed")
        steps = self._losses()
        began = time.monotonic()  # the mouse takes 0.1 s and more to get there: what is measured is an upper bound
        self._screen.click(self._screen.middle_of(PLAY_COLOUR, PLAY_ROW), PLAY_ROW)
        if not wait_until(self._curve_is_drawn, FIRST_LOSS_SECONDS):
            raise CheckError(f"no loss was drawn within {FIRST_LOSS_SECONDS} s after Play was pressed")
        self.figures["first_loss_seconds"] = round(time.monotonic() - began, 2)
        if not wait_until(lambda: self._losses() > steps, FIRST_LOSS_SECONDS):
            raise CheckError(f"no step was saved within {FIRST_LOSS_SECONDS} s after Play was pressed")
        self._screen.save(self._folder / "window.png")
        return "drawn, class and icon right, a click on the map decodes, Play trains"

    def _curve_is_drawn(self) -> bool:
        """Whether there is something blue among the loss curves; axes, grid and labels are grey."""
        curves = self._screen.part(*CURVES)
        return any(blue - red > STRONG for blue, red in zip(curves[0::4], curves[2::4], strict=True))

    def _settled(self) -> bool:
        before = self._screen.pixels()
        time.sleep(0.5)
        return before == self._screen.pixels()

    def _losses(self) -> int:
        """How many steps the runs of the user hold."""
        files = self._machine.path(RUNS).glob("*/metrics.jsonl")
        return sum(file.read_text(encoding="utf-8").count("\n") for file in files)

    def _second_start(self, process: subprocess.Popen[bytes]) -> str:
        """A second start hands over to the window that is there; with an option of its own it opens another one."""
        answer = self._machine.run([self._install.command], environ=self._screen.environ, seconds=30)
        expect(answer, "the second start")
        self.figures["second_start_seconds"] = round(answer.seconds, 2)
        if process.poll() is not None:
            raise CheckError("the first window was gone after the second start")
        if len(self._screen.windows("latent-explorer")) != 1:
            raise CheckError("the second start opened a window of its own")
        return ", a second start hands over"

    def _close(self, window: str, process: subprocess.Popen[bytes]) -> str:
        self._screen.do("windowfocus", window, "sleep", "0.2", "key", "ctrl+q")
        code = end(process)
        if code != 0:
            raise CheckError(f"Ctrl+Q: expected that the program ends with code 0, found {code}")
        return ", Ctrl+Q ends it"

    def self_test(self) -> str:
        """The program's own test, on the screen."""
        inside = f"{HOME}/自检 报告.json"
        command = [self._install.command, "--self-test", "--report", inside]
        answer = self._machine.run(command, seconds=SELF_TEST_SECONDS, environ=self._screen.environ)
        self.figures["self_test_seconds"] = round(answer.seconds, 1)
        (self._folder / "self-test.log").write_text(answer.out + answer.err, encoding="utf-8")
        report = self._machine.path(inside)
        if report.is_file():
            shutil.copy(report, self._folder / "self-test.json")
            report.unlink()
        failed = [line for line in answer.out.splitlines() if line.startswith("FAILED")]
        if failed:
            raise CheckError(f"{len(failed)} parts failed, first: {failed[0][:300]}")
        expect(answer, "the self-test")
        json.loads((self._folder / "self-test.json").read_text(encoding="utf-8"))
        return f"passed in {answer.seconds:.0f} s"

    def again(self) -> str:
        """Installing over an installation replaces it; what the user has stays."""
        if self._install.kind == "tar":
            return "a portable folder is not replaced"
        steps = self._losses()
        expect(self._install.install(self._machine, self._artefact.name), "the second installation")
        expect(self._machine.run([self._install.command, "presets"]), "the program that was installed again")
        if self._losses() != steps:
            raise CheckError("the user's runs changed")
        return "replaced, and the runs are as they were"

    def log(self) -> str:
        """The log of all starts so far: no errors, no exceptions."""
        lines: list[str] = []
        for file in sorted(self._machine.path(LOGS).glob("*.log*")):
            lines += file.read_text(encoding="utf-8", errors="replace").splitlines()
        (self._folder / "program.log").write_text("\n".join(lines), encoding="utf-8")
        if not lines:
            raise CheckError(f"expected a log file in {LOGS}, found none")
        bad = [line for line in lines if " ERROR " in line or line.startswith("Traceback")]
        if bad:
            raise CheckError(f"the log file holds {len(bad)} errors, first: {bad[0][:200]}")
        warnings = [line for line in lines if " WARNING " in line]
        return f"no errors, {len(warnings)} warnings" + (f", first: {warnings[0][24:160]}" if warnings else "")

    def _shot(self, name: str, environ: dict[str, str], *options: str) -> str:
        inside = f"{HOME}/截图 {name}.png"
        command = [self._install.command, "--screenshot", inside, "--after-steps", str(AFTER_STEPS), "--autoplay"]
        command += ["--size", SIZE, "--theme", "light", *options]
        answer = self._machine.run(command, seconds=SHOT_SECONDS, environ=environ)
        (self._folder / f"{name}.log").write_text(answer.out + answer.err, encoding="utf-8")
        expect(answer, f"the program ({quoted(*command[3:])})")
        taken, kept = self._machine.path(inside), self._folder / f"{name}.png"
        shutil.copy(taken, kept)
        taken.unlink()
        width, height = png_size(kept)
        if (width, height) != (WIDTH, HEIGHT) or kept.stat().st_size < SMALLEST_PICTURE:
            raise CheckError(f"expected a picture of {SIZE}, found {width}x{height} in {kept.stat().st_size} bytes")
        said = [line for line in answer.err.splitlines() if line.strip()]
        return f"in {answer.seconds:.1f} s" + (f"; it said: {said[0][:120]}" if said else "")
