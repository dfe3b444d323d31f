"""The report of a whole verification: JSON for programs, Markdown for people."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from verifying.proof import Proof

COLUMNS = {
    "install_seconds": "install, s",
    "files": "files",
    "installed_mb": "installed, MB",
    "first_picture_seconds": "first picture, s",
    "first_loss_seconds": "Play to first loss, s",
    "second_start_seconds": "second start, s",
    "self_test_seconds": "self-test, s",
}


class Verification(NamedTuple):
    """All that was found. `unproven` names the systems that could not be made, with the reason."""

    artefacts: dict[str, dict[str, object]]  # name -> size in bytes, SHA-256
    proofs: list[Proof]
    unproven: dict[str, str]
    packages: dict[str, dict[str, str]]  # system -> package -> version
    desktop: dict[str, str]  # package -> reason

    @property
    def failures(self) -> list[str]:
        """One sentence for each thing that is not as it should be."""
        failed = [result for proof in self.proofs for result in proof.results if not result.ok]
        sentences = [f"{each.system}, {each.artefact}, {each.check}: {each.detail}" for each in failed]
        return [*sentences, *(f"{system}: not proven: {reason}" for system, reason in self.unproven.items())]


def write(verification: Verification, folder: Path) -> None:
    """Write report.json and report.md into *folder*."""
    data = {
        "ok": not verification.failures,
        "failures": verification.failures,
        "artefacts": verification.artefacts,
        "not proven": verification.unproven,
        "proofs": [
            {
                "system": proof.system,
                "artefact": proof.artefact,
                "figures": proof.figures,
                "checks": [result._asdict() for result in proof.results],
            }
            for proof in verification.proofs
        ],
        "packages of the systems": verification.packages,
    }
    text = json.dumps(data, indent=2, ensure_ascii=False)
    (folder / "report.json").write_text(text + "\n", encoding="utf-8")
    (folder / "report.md").write_text(markdown(verification), encoding="utf-8")


def markdown(verification: Verification) -> str:
    """Return the report for people."""
    proofs = verification.proofs
    systems = [f"- {system}: **not proven**: {reason}" for system, reason in verification.unproven.items()]
    parts = [
        "# The Linux artefacts on bare systems",
        "**All checks passed.**" if not verification.failures else _failures(verification.failures),
        _table(
            ["artefact", "MB", "SHA-256"],
            ([name, _mb(facts["bytes"]), f"`{facts['sha256']}`"] for name, facts in verification.artefacts.items()),
        ),
        "## Figures",
        _table(
            ["system", "artefact", *COLUMNS.values()],
            ([proof.system, proof.artefact, *(_figure(proof, key) for key in COLUMNS)] for proof in proofs),
        ),
        "## Checks",
        _check_table(proofs),
        "\n".join(systems),
        "## What was found",
        _table(
            ["system", "artefact", "check", "", "s", "found"],
            (
                [each.system, each.artefact, each.check, _mark(each.ok), f"{each.seconds:.1f}", _cell(each.detail)]
                for proof in proofs
                for each in proof.results
            ),
        ),
        "## What the systems have",
        "debootstrap's `minbase`, and of a desktop only this; no recommended packages, no network at run time:",
        _table(
            ["package", "because", *verification.packages],
            (
                [
                    names.replace("|", " or "),
                    reason,
                    *(_version(found, names) for found in verification.packages.values()),
                ]
                for names, reason in verification.desktop.items()
            ),
        ),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _failures(failures: list[str]) -> str:
    return "\n".join([f"**{len(failures)} failed:**", "", *(f"- {sentence}" for sentence in failures)])


def _check_table(proofs: list[Proof]) -> str:
    names = list(dict.fromkeys(result.check for proof in proofs for result in proof.results))
    heads = [f"{proof.system} {proof.artefact}" for proof in proofs]
    found = [{result.check: _mark(result.ok) for result in proof.results} for proof in proofs]
    return _table(["check", *heads], ([name, *(marks.get(name, "not reached") for marks in found)] for name in names))


def _table(heads: list[str], rows: Iterable[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _mark(ok: bool) -> str:
    return "yes" if ok else "**NO**"


def _figure(proof: Proof, key: str) -> str:
    return f"{proof.figures[key]:g}" if key in proof.figures else "-"


def _mb(size: object) -> str:
    assert isinstance(size, int)
    return f"{size / 1e6:.1f}"


def _version(found: dict[str, str], names: str) -> str:
    return next((found[name] for name in names.split("|") if found.get(name)), "-")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
