"""``latent-explorer serve``: a run that windows on other machines watch, over the system's ssh."""

from __future__ import annotations

import logging
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import tyro

from trainers import messages
from trainers.cli.arguments import Device, Folder, Number
from trainers.cli.console import DONE, FAILED, REFUSED, say
from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError
from trainers.link.shortcut import served_folder
from trainers.machine.own_program import own_command, own_environment
from trainers.places import data_dir
from trainers.presets import preset_path
from trainers.shown import shown_name
from trainers.training.sharing import check_threads

if TYPE_CHECKING:
    from trainers.link.meeting_place import MeetingPlace

START_SECONDS, STOP_SECONDS = 30.0, 150.0
FIRST_RUN = 1  # what the first run of a server is called there


@dataclass(frozen=True)
class Serve:
    """Train a run here, to be watched and steered from a window elsewhere: `latent-explorer ssh://user@host/run`. No
    port is opened: windows come through ssh. The run goes on when they leave; it is saved, and the server ends, ten
    minutes after the last one has left and nothing is trained any more."""

    run: Annotated[tyro.conf.Positional[Path | None], tyro.conf.arg(metavar="RUN")] = None
    """A run folder, with which it goes on. One that another program trains, such as torchrun, is watched only."""
    preset: Annotated[str | None, tyro.conf.arg(metavar="NAME")] = None
    """Begin a preset in the folder --out, or go on with the run that was begun there so."""
    out: Folder = None
    """Where that is saved; else "served NAME" where runs are kept."""
    stdio: bool = False
    """Talk to one window over standard input and output, which is what ssh does. The server is started if it does not
    run yet, and stays."""
    play: bool = False
    """Begin to train at once, when the server is started. A run whose planned steps are done stands still: a window
    trains it on."""
    stop: bool = False
    """Save the run and end its server."""
    device: Device = "auto"
    """Where to train."""
    threads: Number = None
    """Train with so many threads on a CPU."""
    data_dir: Folder = None
    """Where data sets lie."""
    idle_minutes: float = 10.0
    """How long the server stays with nobody watching and nothing to train."""


def run(command: Serve) -> int:
    """Serves. Raises ConfigError, RunFolderError or OSError, and WireError, with one sentence each."""
    from trainers.link.meeting_place import MeetingPlace
    from trainers.link.wire.wire_error import WireError

    if (command.run is None) == (command.preset is None):
        raise ConfigError("serve: expected either a run folder or --preset NAME")
    if command.out is not None and command.preset is None:
        raise ConfigError("--out: says where a preset is saved; a run stays in its folder")
    if command.threads is not None:
        check_threads(command.threads)
    if not 0 <= command.idle_minutes < float("inf"):
        raise ConfigError(f"--idle-minutes: expected 0 or more, found {command.idle_minutes:g}")
    try:
        folder = _folder(command)
        place = MeetingPlace(folder)
        if command.stop:
            return _stop(place, folder)
        return _carry(command, place) if command.stdio else _serve(command, folder, place)
    except WireError as error:
        say(str(error))
        return REFUSED


def _folder(command: Serve) -> Path:
    """Where the run is saved, the same each time."""
    if command.run is not None:
        return Path(os.path.abspath(command.run.expanduser()))
    assert command.preset is not None
    preset_path(command.preset)  # which knows whether there is one
    return Path(os.path.abspath(command.out or served_folder(command.preset)))


def _stop(place: MeetingPlace, folder: Path) -> int:
    from trainers.link.wire.language import handshake
    from trainers.link.wire.said import EndServing

    link = place.connect()
    if link is None:
        say(f"{shown_name(folder.name)}: is not served")
        return REFUSED
    with link:
        link.sendall(handshake().encode(EndServing()))
        link.recv(1)  # the server has heard it when it hangs up
    end = time.monotonic() + STOP_SECONDS
    while place.is_taken:
        if time.monotonic() > end:
            say(f"{shown_name(folder.name)}: its server has not ended yet; it may still be saving")
            return FAILED
        time.sleep(0.05)
    return DONE


# --------------------------------------------------------------------------- the pipe


def _carry(command: Serve, place: MeetingPlace) -> int:
    from trainers.link.pipe import carry

    link = place.connect() or _start(command, place)
    if link is None:
        return REFUSED
    with link:
        carry(link, sys.stdin.fileno(), sys.stdout.fileno())
    os._exit(DONE)  # a thread may still wait for the window to say something


def _start(command: Serve, place: MeetingPlace) -> socket.socket | None:
    """Starts the server, of which nothing ends with this process; returns a link to it. Where it does not come to be,
    says why and returns None."""
    if command.run is not None:
        arguments = ["serve", os.path.abspath(command.run.expanduser())]
    else:
        assert command.preset is not None
        arguments = ["serve", "--preset", command.preset]
    for name, value in (("out", command.out), ("threads", command.threads), ("data-dir", command.data_dir)):
        arguments += [] if value is None else [f"--{name}", str(value)]
    arguments += ["--device", command.device, "--idle-minutes", str(command.idle_minutes)]
    arguments += ["--play"] if command.play else []
    with open(os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600), "wb") as log:
        server = subprocess.Popen(
            own_command("trainers.cli", *arguments), env=own_environment(), stdin=subprocess.DEVNULL, stdout=log,
            stderr=log, start_new_session=True,
        )  # fmt: skip
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if (link := place.connect()) is not None:
            return link
        if server.poll() is not None and server.returncode != DONE:  # done: another one was there first
            lines = place.log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
            place.log.unlink(missing_ok=True)
            say(lines[-1].removeprefix("latent-explorer: ") if lines else "the run could not be served")
            return None
        time.sleep(0.02)
    say("the server of the run did not start in time")
    return None


# --------------------------------------------------------------------------- the server


def _serve(command: Serve, folder: Path, place: MeetingPlace) -> int:
    from trainers.link.serving.server import Server
    from trainers.runs.lock import LockState, lock_state
    from trainers.worker.following_worker import ONLY_WATCHED, FollowingWorker
    from trainers.worker.worker import Worker

    begin, stands = _begin(command, folder)
    listener = place.listen()
    if listener is None:
        more = "; --play is for when its server is started: press Play in a window" if command.play else ""
        say(f"{shown_name(folder.name)}: is served already{more}")
        return DONE
    try:
        logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s")
        others = lock_state(folder) is LockState.HELD  # such as torchrun: they train, and here it is watched
        kind, reason = (FollowingWorker, ONLY_WATCHED) if others else (Worker, "")
        if others:
            begin = replace(begin, resume_from=None)  # it tells all from the beginning
        if command.play and (why := _why_not_played(begin.experiment, stands, others)):
            say(f"{shown_name(folder.name)}: {why}")
        server = Server(listener, begin, command.preset or "", 60 * command.idle_minutes, kind, reason)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: server.end())
        say(f"serving {shown_name(folder.name)}; Ctrl-C saves it and ends the server")
        ended = server.run()
    finally:
        place.leave()
    if not ended:
        os._exit(FAILED)  # a library that comes back while Python ends may crash
    return DONE


def _why_not_played(experiment: Experiment, stands: int, others: bool) -> str:
    """Why --play trains nothing in a run that *stands* at that step, in a clause; empty where it does."""
    if others:
        return "another program trains it, so it is watched only, and --play does nothing"
    if stands >= experiment.plan.steps:
        return f"all {experiment.plan.steps} planned steps are done, so --play does nothing: Play in a window goes on"
    return ""


def _begin(command: Serve, folder: Path) -> tuple[messages.Begin, int]:
    """How the run is begun, or gone on with, and the step at which it stands. Raises ConfigError, RunFolderError or
    OSError."""
    from trainers.runs.files import RunFolderError
    from trainers.runs.lock import LockState, lock_state
    from trainers.runs.reading import read_run

    experiment: Experiment
    stands = 0
    resume = command.run is not None or (folder.is_dir() and any(folder.iterdir()))
    if resume:
        contents = read_run(folder)
        if contents.checkpoint_step is None and lock_state(folder) is not LockState.HELD:
            raise RunFolderError(f"{folder.name}: nothing to go on from: {'; '.join(contents.problems)}")
        experiment, stands = contents.experiment, contents.checkpoint_step or 0
    else:
        assert command.preset is not None
        experiment = read_toml(preset_path(command.preset))
    begin = messages.Begin(
        FIRST_RUN, experiment, str(data_dir(command.data_dir)), command.device, run_folder=str(folder),
        resume_from=str(folder) if resume else None, play=command.play, threads=command.threads,
    )  # fmt: skip
    return begin, stands
