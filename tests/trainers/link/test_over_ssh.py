"""The link over the system's ssh, to an ssh server of the test's own on this machine's loopback."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from tests.trainers.link.far_listener import REPOSITORY, FarListener, experiment, run_folder, serving
from trainers import messages
from trainers.link.address import FarAddress
from trainers.messages import LinkPhase, Phase

SSHD = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")
TOOLS = SSHD and shutil.which("ssh") and shutil.which("ssh-keygen")
pytestmark = pytest.mark.skipif(not TOOLS or sys.platform == "win32", reason="no ssh server is installed here")


@dataclass(frozen=True)
class Machine:
    """The far one: its address, and how ssh is told to find and trust it."""

    address: FarAddress
    config: Path

    def command(self, **changes: object) -> list[str]:
        first, *rest = replace(self.address, **changes).command()  # type: ignore[arg-type]
        return [first, "-F", str(self.config), *rest]


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[Machine]:
    for name in ("host", "user"):
        done = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(tmp_path / name)]
        subprocess.run(done, check=True, stdin=subprocess.DEVNULL)
    shutil.copy(tmp_path / "user.pub", tmp_path / "authorized")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = tmp_path / "sshd_config"
    server.write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {tmp_path / 'host'}\nPidFile none\nUsePAM no\nStrictModes no\n"
        f"AuthorizedKeysFile {tmp_path / 'authorized'}\nPasswordAuthentication no\nPermitRootLogin prohibit-password\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # where it drops its privileges
    assert SSHD is not None
    process = subprocess.Popen([SSHD, "-D", "-e", "-f", str(server)], stderr=subprocess.DEVNULL)
    known = (tmp_path / "host.pub").read_text().rsplit(" ", 1)[0]
    (tmp_path / "known").write_text(f"[127.0.0.1]:{port} {known}\n")
    config = tmp_path / "ssh_config"
    config.write_text(
        f"IdentityFile {tmp_path / 'user'}\nIdentitiesOnly yes\nUserKnownHostsFile {tmp_path / 'known'}\n"
        "GlobalKnownHostsFile none\nStrictHostKeyChecking yes\n"
    )
    program = tmp_path / "latent-explorer"
    there = f"PYTHONPATH={REPOSITORY} OMP_NUM_THREADS=1 {sys.executable} -P -m trainers.cli"
    program.write_text(f'#!/bin/sh\nexec env {there} "$@" --threads 1 --device cpu\n')
    program.chmod(0o755)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    run = run_folder(tmp_path / "a run", experiment(steps=150))
    yield Machine(FarAddress("127.0.0.1", str(run), "", getpass.getuser(), port, str(program)), config)
    subprocess.run(serving(str(run), "--stop"), check=False, capture_output=True)
    process.terminate()
    process.wait(10)


def test_a_run_is_trained_and_watched_over_ssh(machine: Machine) -> None:
    window = FarListener(machine.command(), "there")
    served = window.wait_for(messages.RunServed)
    window.wait_for(messages.DataReady)
    window.worker.send(messages.SetPace(served.run_id, 50.0))
    window.worker.send(messages.Play(served.run_id))
    window.wait_for(messages.Scalars)
    window.worker.look(messages.Decode(served.run_id, 1, "cursor 0", 0, np.zeros((1, 2), np.float32)))
    assert window.wait_for(messages.Decoded).images.shape == (1, 1, 8, 8)
    window.cut()
    window.wait_for_link(LinkPhase.BROKEN)
    window.wait_for_phase(Phase.FINISHED)
    assert len(window.losses()) == 150
    window.close()


def test_what_ssh_says_becomes_a_sentence(machine: Machine, tmp_path: Path) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        closed = nobody.getsockname()[1]
        expected = {
            "no ssh server answers": machine.command(port=closed),
            "There is no machine": machine.command(host="no-such-machine.invalid"),
            "was not found on there": machine.command(program="no-such-program-there"),
            "expected a run folder": machine.command(path=str(tmp_path / "nowhere")),
            "connect once in a terminal": machine.command(host="localhost"),
        }
        windows = {sentence: FarListener(command) for sentence, command in expected.items()}
        for sentence, window in windows.items():
            assert sentence in window.wait_for_link(LinkPhase.ENDED).reason
            window.close()
    (tmp_path / "authorized").write_text("")
    window = FarListener(machine.command())
    assert "set up a key" in window.wait_for_link(LinkPhase.ENDED).reason
    window.close()
