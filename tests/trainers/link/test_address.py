"""How a far machine is named, what ssh is told, and what is made of what it says."""

from __future__ import annotations

import os

import pytest

from trainers.link.address import FarAddress, why_it_ended
from trainers.link.wire.wire_error import WireError


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("ssh://gpu1/srv/run", FarAddress("gpu1", "/srv/run")),
        ("gpu1/srv/run", FarAddress("gpu1", "/srv/run")),
        ("ssh://me@gpu1:2222/~/runs/my%20run", FarAddress("gpu1", "~/runs/my run", user="me", port=2222)),
        ("ssh://GPU1?preset=vae-digits", FarAddress("GPU1", preset="vae-digits")),
        ("ssh://me@[fe80::1]/run", FarAddress("fe80::1", "/run", user="me")),
        ("here:/srv/run", FarAddress("", "/srv/run")),
        ("ssh://h/run?program=/opt/le", FarAddress("h", "/run", program="/opt/le")),
    ],
)
def test_an_address_is_read_and_written(text: str, address: FarAddress) -> None:
    assert FarAddress.parse(text) == address and FarAddress.parse(address.text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", "gpu1", "ssh://", "ssh:///run", "ssh://gpu1", "ssh://gpu1/", "http://gpu1/run", "ssh://gpu1:x/run",
        "ssh://gpu1:99999/run", "ssh://-oProxyCommand=sh/run", "ssh://-l@gpu1/run", "ssh://me:secret@gpu1/run",
        "ssh://gpu1/run?shell=sh", "ssh://gpu1/run?preset=x", "ssh://gpu1?preset=-x", "ssh://gpu1?preset=",
        "ssh://gpu1/run#part", "ssh://gpu1/a%0Ab", "ssh://gpu1/run?program=-x", "ssh://g pu/run", "ssh://[::1/run",
        "ssh://me@/run", "ssh://:22/run", "ssh://$(id)/run", "ssh://`id`/run", "ssh://a;b/run",
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(WireError, match="expected"):
        FarAddress.parse(text)


def test_ssh_is_told_nothing_that_a_path_could_turn_into_something_else() -> None:
    command = FarAddress.parse("ssh://me@gpu1:2222/srv/it's;rm -rf $HOME").command()
    assert command[0] == "ssh" and "BatchMode=yes" in command and command[command.index("-p") + 1] == "2222"
    assert command[command.index("-l") + 1] == "me" and command[-3:-1] == ["--", "gpu1"]
    assert command[-1] == """latent-explorer serve '/srv/it'"'"'s;rm -rf $HOME' --stdio"""
    assert FarAddress("h", preset="vae-digits").command()[-1] == "latent-explorer serve --preset vae-digits --stdio"


def test_a_program_below_the_home_there_is_found_by_the_shell_there() -> None:
    command = FarAddress("h", "~/my run", program="~/my venv/bin/latent-explorer").command()
    assert command[-1] == "~/'my venv/bin/latent-explorer' serve '~/my run' --stdio"
    assert FarAddress("h", "/r", program="/opt/x;y").command()[-1] == "'/opt/x;y' serve /r --stdio"


def test_a_run_of_this_machine_needs_no_ssh() -> None:
    assert FarAddress.parse("here:/srv/run").command()[-3:] == ["serve", "/srv/run", "--stdio"]
    assert FarAddress.parse("here:run").path == os.path.abspath("run")
    with pytest.raises(WireError):
        FarAddress("", "/srv/run", user="me")


@pytest.mark.parametrize(
    ("said", "code", "sentence"),
    [
        ("ssh: Could not resolve hostname gpu1: Name or service not known", 255, "There is no machine called gpu1."),
        ("ssh: connect to host gpu1 port 22: Connection refused", 255, "no ssh server answers"),
        ("ssh: connect to host gpu1 port 22: Connection timed out", 255, "does not answer"),
        ("me@gpu1: Permission denied (publickey,password).", 255, "password"),
        ("Host key verification failed.", 255, "connect once in a terminal"),
        ("bash: line 1: latent-explorer: command not found", 127, "was not found on gpu1"),
        ("Welcome to gpu1\nlatent-explorer: run: expected a run folder, found nothing\n", 2, "expected a run folder"),
        ("something else", 1, "something else"),
        ("", None, "The link to gpu1 ended."),
    ],
)
def test_why_a_link_ended_is_one_sentence(said: str, code: int | None, sentence: str) -> None:
    assert sentence in why_it_ended(said, code, "gpu1")
