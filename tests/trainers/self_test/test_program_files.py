"""The files of an installed program: what is missing, changed, added or unreadable is named."""

from __future__ import annotations

import hashlib
import json
import os
import re
from pathlib import Path

import pytest

from trainers.self_test.program_files import (
    BUILD_INFO,
    MANIFEST,
    check_build,
    check_files,
    check_untouched,
    files_inside,
    inner_folder,
)
from trainers.self_test.report import SelfTestError

FILES = {
    "latent-explorer": b"\x7fELF",
    "_internal/libtorch.so": b"torch" * 100_000,
    "_internal/resources/translations/latent-explorer_zh_CN.qm": b"qm",
    "_internal/resources/数据.toml": b"title",
}


def write_manifest(program: Path) -> None:
    """What packaging/build.py writes last."""
    lines = [f"{hashlib.sha256((program / name).read_bytes()).hexdigest()}  {name}" for name in FILES]
    (program / "_internal" / MANIFEST).write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def inner(tmp_path: Path) -> Path:
    program = tmp_path / "latent explorer é"
    for name, content in FILES.items():
        (program / name).parent.mkdir(parents=True, exist_ok=True)
        (program / name).write_bytes(content)
    write_manifest(program)
    return program / "_internal"


def test_a_whole_program(inner: Path) -> None:
    found = check_files(inner)
    assert found.detail == "4 files (1 MB) are as they were built" and not found.warning


def test_a_checkout_has_no_manifest() -> None:
    assert inner_folder() is None
    assert "checkout" in check_files(None).detail and "checkout" in check_untouched(None, frozenset())
    assert "checkout" in check_build(None)[0].detail


def test_what_is_missing_changed_or_emptied_is_named(inner: Path) -> None:
    (inner / "libtorch.so").unlink()
    (inner / "resources" / "translations" / "latent-explorer_zh_CN.qm").write_bytes(b"")
    (inner.parent / "latent-explorer").write_bytes(b"\x7fELG")
    with pytest.raises(SelfTestError) as caught:
        check_files(inner)
    said = str(caught.value)
    assert "_internal/libtorch.so is missing" in said
    assert "_internal/resources/translations/latent-explorer_zh_CN.qm was changed (its SHA-256 is e3b0c44298fc" in said
    assert re.search(r"(^|, )latent-explorer was changed", said) and "数据" not in said


def test_a_wrong_hash_in_the_manifest_is_named(inner: Path) -> None:
    manifest = inner / MANIFEST
    text = manifest.read_text(encoding="utf-8")
    manifest.write_text("0" * 64 + text[64:], encoding="utf-8")
    with pytest.raises(SelfTestError, match=r"latent-explorer was changed .*expected 000000000000…"):
        check_files(inner)


@pytest.mark.parametrize("text", ["", "\n", "abc  file\n", "0" * 64 + " file\n", "x" * 64 + "  file\n"])
def test_a_manifest_that_is_none(inner: Path, text: str) -> None:
    (inner / MANIFEST).write_text(text, encoding="utf-8")
    with pytest.raises(SelfTestError, match=r"MANIFEST.sha256: line 1: expected a SHA-256 and a path"):
        check_files(inner)


def test_a_manifest_that_is_missing(inner: Path) -> None:
    (inner / MANIFEST).unlink()
    with pytest.raises(SelfTestError, match="the list of the program's files cannot be read"):
        check_files(inner)


def test_files_that_nobody_listed_are_told(inner: Path) -> None:
    (inner.parent / "uninstall").touch()  # an installer's, and nobody's business
    (inner / "desktop.ini").touch()
    found = check_files(inner)
    assert found.warning == "Not of this program: _internal/desktop.ini"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_cannot_be_read_is_named(inner: Path) -> None:
    (inner / "libtorch.so").chmod(0)
    with pytest.raises(SelfTestError, match=r"libtorch.so cannot be read \(Permission denied\)"):
        check_files(inner)


def test_writing_into_the_program_is_noticed(inner: Path) -> None:
    before = files_inside(inner)
    assert check_untouched(inner, before)
    (inner / "__pycache__").mkdir()
    (inner / "__pycache__" / "x.pyc").touch()
    with pytest.raises(SelfTestError, match=r"_internal/__pycache__/x.pyc"):
        check_untouched(inner, before)


def test_what_the_build_says(inner: Path) -> None:
    with pytest.raises(SelfTestError, match=BUILD_INFO):
        check_build(inner)
    (inner / BUILD_INFO).write_text(json.dumps({"version": "1.2", "commit": "abc", "libraries": {}}), encoding="utf-8")
    found, table = check_build(inner)
    assert found.detail == "version 1.2, commit abc" and table["libraries"] == {}
    (inner / BUILD_INFO).write_text("[]", encoding="utf-8")
    with pytest.raises(SelfTestError, match="expected a table"):
        check_build(inner)
