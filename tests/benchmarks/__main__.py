"""Runs benchmarks and prints a table: ``python -m tests.benchmarks --only training,map --json figures.json``.

Leaves with 1 when a target is missed.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
import platform
import sys
from dataclasses import asdict
from pathlib import Path
from types import ModuleType

import tests.benchmarks
from tests.benchmarks import Options, Result


def discover() -> dict[str, ModuleType]:
    """Every benchmark of this folder by name."""
    names = [module.name for module in pkgutil.iter_modules(tests.benchmarks.__path__)]
    modules = {name: importlib.import_module(f"tests.benchmarks.{name}") for name in names if not name.startswith("_")}
    return {name: module for name, module in modules.items() if hasattr(module, "run")}


def show(result: Result) -> str:
    """One line of the table."""
    reference = "" if result.reference is None else f"  reference {result.reference:.4g}"
    ratio = "" if result.ratio is None else f"  ratio {result.ratio:.3f}"
    verdict = {True: "ok", False: "MISSED", None: ""}[result.ok]
    return f"  {result.name:<46} {result.value:>10.4g} {result.unit:<8}{reference}{ratio}  {result.target}  {verdict}"


def main() -> int:
    benchmarks = discover()
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--only", default="", help=f"comma-separated, of: {', '.join(benchmarks)}")
    parser.add_argument("--device", default="cpu", help="auto, cpu, cuda or mps")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--data-dir", type=Path, help="where MNIST lies; else as the program finds it")
    parser.add_argument("--names", default="", help="which of a benchmark's items, such as presets; comma-separated")
    parser.add_argument("--seeds", default="0,1,2", help="seeds of the quality benchmark")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    args = parser.parse_args()
    chosen = [name for name in args.only.split(",") if name] or [
        name for name, module in benchmarks.items() if getattr(module, "DEFAULT", True)
    ]
    for name in chosen:
        if name not in benchmarks:
            parser.error(f"--only: expected some of {', '.join(benchmarks)}, found {name!r}")
    options = Options(
        device=args.device,
        repeats=args.repeats,
        data_dir=args.data_dir,
        names=tuple(name for name in args.names.split(",") if name),
        seeds=tuple(int(seed) for seed in args.seeds.split(",")),
    )
    results: dict[str, list[Result]] = {}
    for name in chosen:
        print(name, flush=True)
        results[name] = benchmarks[name].run(options)
        for result in results[name]:
            print(show(result), flush=True)
    if args.json:
        report = {
            "machine": platform.platform(),
            "python": platform.python_version(),
            "device": args.device,
            "results": {name: [asdict(result) for result in rows] for name, rows in results.items()},
        }
        args.json.write_text(json.dumps(report, indent=2) + "\n", encoding="utf-8")
    return int(any(result.ok is False for rows in results.values() for result in rows))


if __name__ == "__main__":
    sys.exit(main())
