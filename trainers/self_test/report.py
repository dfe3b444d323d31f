"""What the self-test tried, and the file in which it says so while it goes on. The standard library only."""

from __future__ import annotations

import json
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from trainers.disk.atomic_file import write_atomically


@dataclass(frozen=True)
class Found:
    """What a check that is well has to say; ``warning`` is a sentence on what is not as good as it could be."""

    detail: str
    warning: str = ""


@dataclass(frozen=True)
class Check:
    """One thing that was tried. ``detail`` is a sentence, or the traceback of what went wrong."""

    name: str
    ok: bool
    detail: str
    seconds: float
    warning: str = ""

    @property
    def line(self) -> str:
        """For a terminal."""
        word = "FAILED" if not self.ok else "warns " if self.warning else "ok    "
        said = f"{self.detail}. {self.warning}" if self.warning else self.detail
        return f"{word} {self.name} ({self.seconds:.1f} s): {said}"


@dataclass(frozen=True)
class Report:
    """All that was tried, and where. ``running`` names the check in which a program that died stood; ``finished`` is
    False in what it left behind. ``planned`` is how many checks there will be, as far as is known."""

    checks: tuple[Check, ...] = ()
    version: str = ""
    build: Mapping[str, Any] = field(default_factory=dict)
    machine: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0
    running: str = ""
    planned: int = 0
    finished: bool = False

    @property
    def ok(self) -> bool:
        """Whether it came to its end and every check is well; warnings do not count."""
        return self.finished and bool(self.checks) and all(check.ok for check in self.checks)

    @property
    def failed(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if not check.ok)

    def to_json(self) -> str:
        """``{"program", "ok", ...the fields...}``; :meth:`from_json` reads it."""
        return json.dumps({"program": "Latent Explorer", "ok": self.ok, **asdict(self)}, indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Report:
        """Raises ValueError for what is no such report."""
        try:
            table = json.loads(text)
            checks = tuple(Check(**check) for check in table.pop("checks"))
            known = {name: table[name] for name in cls.__dataclass_fields__ if name in table}
            return cls(checks, **known)
        except (TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"expected the report of a self-test, found something else ({error})") from None

    def to_text(self) -> str:
        """For a mail: version, machine, and a line a check."""
        facts = [f"{name}: {value}" for name, value in {**self.build, **self.machine}.items()]
        lines = [f"Latent Explorer {self.version}", *facts, "", *(check.line for check in self.checks)]
        if not self.finished:
            lines.append(f"FAILED: the program ended in the check {self.running}" if self.running else "not finished")
        return "\n".join(lines) + "\n"


class SelfTestError(Exception):
    """A check did not give what it should have; the text says what it gave."""


def attempt(name: str, check: Callable[[], str | Found]) -> Check:
    """Runs one check, which returns what it found or raises."""
    start = time.perf_counter()
    ok, found = False, Found("")
    try:
        answer = check()
        ok, found = True, answer if isinstance(answer, Found) else Found(answer)
    except SelfTestError as error:
        found = Found(str(error))
    except Exception as error:
        found = Found("".join(traceback.format_exception(error)))
    return Check(name, ok, found.detail, round(time.perf_counter() - start, 3), found.warning)


class Recorder:
    """Runs checks, prints a line for each, and keeps *file* up to date, so that a program that dies in a check leaves
    behind in which, and whoever started it can follow."""

    def __init__(self, file: Path | None, version: str) -> None:
        self.report = Report(version=version)
        self._file = file
        self._start = time.perf_counter()

    def run(self, name: str, check: Callable[[], str | Found]) -> Check:
        """Runs one check; never raises."""
        self._update(running=name)
        done = attempt(name, check)
        self._update(checks=(*self.report.checks, done), running="")
        print(done.line, flush=True)  # at once: the next check may end the program
        return done

    def plan(self, count: int) -> None:
        """Says how many checks there will be."""
        self._update(planned=count)

    def describe(self, build: Mapping[str, Any] | None = None, machine: Mapping[str, Any] | None = None) -> None:
        """Adds to what is said of the program and the machine."""
        changes = {"build": build, "machine": machine}
        self._update(**{name: {**getattr(self.report, name), **more} for name, more in changes.items() if more})

    def finish(self) -> int:
        """Writes the report for the last time; returns the exit code, 0 when all is well."""
        self.report = replace(self.report, finished=True, seconds=self._seconds())
        if self._file is not None:
            try:
                write_patiently(self._file, self.report)
            except OSError as error:
                print(f"latent-explorer: {self._file} could not be written: {error.strerror}", file=sys.stderr)
                return 1
        return 0 if self.report.ok else 1

    def _update(self, **changes: Any) -> None:
        self.report = replace(self.report, seconds=self._seconds(), **changes)
        if self._file is not None:
            with suppress(OSError):  # the last time it is said
                write_atomically(self._file, self.report.to_json().encode())

    def _seconds(self) -> float:
        return round(time.perf_counter() - self._start, 3)


def write_patiently(file: Path, report: Report, tries: int = 20) -> None:
    """Windows replaces no file that somebody is just reading. Raises OSError."""
    for left in reversed(range(tries)):
        try:
            return write_atomically(file, report.to_json().encode())
        except PermissionError:
            if not left:
                raise
            time.sleep(0.05)
