"""Runs that are too large: metrics without end, bombs in archives, promises of shapes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from tests.hostile.case import Case
from tests.hostile.packing import MB, pack, zip_file
from tests.hostile.run_edits import edited, text


def _metrics(lines: Callable[[], Iterable[str]]) -> Callable[[Path], Path]:
    def edit(run: Path) -> None:
        with (run / "metrics.jsonl").open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines())

    return edited(edit)


def _line(step: int, names: Iterable[str] = ("loss",)) -> str:
    model = "{" + ", ".join(f'"{name}": 1.5' for name in names) + "}"
    return f'{{"step": {step}, "models": [{model}, {model}]}}\n'


def _header(shape: str, kind: str = "<f4") -> bytes:
    words = f"{{'descr': '{kind}', 'fortran_order': False, 'shape': {shape}, }}".encode().ljust(118) + b"\n"
    return b"\x93NUMPY\x01\x00" + len(words).to_bytes(2, "little") + words


def _archive(name: str, members: dict[str, bytes | int]) -> Callable[[Path], Path]:
    """An NPZ file with these members; a number stands for so many zeros behind the header of an array of them."""

    def edit(run: Path) -> None:
        packed = {
            f"{member}.npy": pack(content)
            if isinstance(content, bytes)
            else pack(_header(f"({content},)", "|u1"), bytes(MB), content // MB)
            for member, content in members.items()
        }
        (run / name).write_bytes(zip_file(packed))

    return edited(edit)


def _sparse(run: Path) -> None:
    """A state of a terabyte, hardly any of which is on the disk."""
    path = next(iter(run.glob("resume-*.safetensors")))
    with path.open("r+b") as file:
        try:
            file.truncate(2**40)
        except OSError:  # a disk that has no holes, or small files only
            file.truncate(2**31 + 2**20)


LARGE = [
    Case(
        "metrics: 200 000 lines",
        _metrics(lambda: map(_line, range(1, 200_001))),
        ("open",),
        opens=True,
        most_seconds=1.0,
    ),
    Case(
        "metrics: 200 000 lines on the line",
        _metrics(lambda: map(_line, range(1, 200_001))),
        ("evaluate",),
        opens=True,
    ),
    Case(
        "metrics: gaps of 100 000 steps",
        _metrics(lambda: map(_line, range(1, 10**9, 100_000))),
        ("open",),
        r"metrics\.jsonl: more than can be shown",
        opens=True,
    ),
    Case(
        "metrics: thousands of names",
        _metrics(lambda: (_line(s, [f"m{i}" for i in range(1000)]) for s in range(1, 50))),
        ("open",),
        r"metrics\.jsonl: of more than 64",
        opens=True,
    ),
    Case(
        "metrics: other names in every line",
        _metrics(lambda: (_line(s, [f"m{s}.{i}" for i in range(30)]) for s in range(1, 5000))),
        ("open",),
        r"metrics\.jsonl: of more than 64",
        opens=True,
    ),
    Case(
        "metrics: one line of 50 MB",
        edited(text("metrics.jsonl", b'{"step": 1, "models": ["' + b"x" * 50 * MB)),
        ("open", "resume"),
        "",
        opens=True,
        lines=2,
    ),
    Case(
        "clock: one line of 50 MB",
        edited(text("clock.jsonl", b'{"step": 1, "seconds": "' + b"x" * 50 * MB)),
        ("open", "resume"),
        "",
        opens=True,
        lines=2,
    ),
    Case(
        "clock: times of 4000 digits, and going back",
        edited(text("clock.jsonl", '{"step": 1, "seconds": 2}\n{"step": 2, "seconds": 1}\n' + "9" * 4000 + "\n")),
        ("open", "resume"),
        "",
        opens=True,
        lines=2,
    ),
    Case(
        "metrics: steps of 30 digits",
        _metrics(lambda: map(_line, (1, 10**30, 2))),
        ("open",),
        r"metrics\.jsonl",
        opens=True,
    ),
    Case(
        "metrics: values of 4000 digits",
        edited(text("metrics.jsonl", '{"step": 1, "models": [{"loss": ' + "9" * 4000 + '}, {"loss": 1}]}\n')),
        ("open",),
        "",
        opens=True,
    ),
    Case(
        "metrics: text for numbers",
        edited(text("metrics.jsonl", '{"step": "1", "models": [{"loss": "a"}]}\n' * 9)),
        ("open",),
        r"metrics\.jsonl: lines that cannot be used: 9",
        opens=True,
    ),
    Case(
        "metrics: nested without end",
        edited(text("metrics.jsonl", b"[" * 60_000 + b"\n")),
        ("open",),
        r"metrics\.jsonl",
        opens=True,
    ),
    Case(
        "bomb: a keyframe of 2 GB",
        _archive("keyframes/00000005.npz", {"0.codes": 2048 * MB}),
        ("open",),
        r"keyframes/00000005\.npz.*at most 64 MB",
        opens=True,
    ),
    Case(
        "bomb: a keyframe of many arrays",
        _archive("keyframes/00000005.npz", {f"{i}.codes": 60 * MB for i in (0, 1)}),
        ("open",),
        r"keyframes/00000005\.npz",
        opens=True,
    ),
    Case(
        "bomb: data.npz of 1 GB",
        _archive("data.npz", {"preview": 1024 * MB}),
        ("open",),
        r"data\.npz.*at most 64 MB",
        opens=True,
    ),
    Case(
        "promise: a shape of 4 TB in a keyframe",
        _archive("keyframes/00000005.npz", {"0.codes": _header("(10**6, 10**6)".replace("10**6", "1000000"))}),
        ("open",),
        r"keyframes/00000005\.npz.*promises",
        opens=True,
    ),
    Case(
        "promise: a shape of 60 digits in data.npz",
        _archive("data.npz", {"preview": _header(f"({'9' * 60},)")}),
        ("open",),
        r"data\.npz.*promises",
        opens=True,
    ),
    Case(
        "promise: a shape without end",
        _archive("data.npz", {"preview": _header("(" * 90)}),
        ("open",),
        r"data\.npz",
        opens=True,
    ),
    Case(
        "promise: pickles",
        _archive("data.npz", {"preview": _header("(1,)", "|O") + b"cos\nsystem\n"}),
        ("open",),
        r"data\.npz.*never loaded",
        opens=True,
    ),
    Case("size: a state of a terabyte", edited(_sparse), ("evaluate",), r"safetensors: expected at most 2048 MB"),
    Case(
        "size: resume.json of 20 MB",
        edited(text("resume.json", b" " * 20 * MB + b"{}")),
        ("evaluate",),
        r"resume\.json: .*at most 1 MB",
    ),
    Case(
        "size: experiment.toml of 20 MB",
        edited(text("experiment.toml", b"# \n" * 7 * MB)),
        ("open",),
        r"experiment\.toml",
        opens=True,
    ),
    Case(
        "size: a wide resume.json",
        edited(text("resume.json", "{" + ",".join(f'"k{i}": [[]]' for i in range(50_000)) + "}")),
        ("evaluate",),
        r"resume\.json",
    ),
]
