"""``latent-explorer holes``: the hole score of every model of a run, and what a map of its holes shows."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
import tyro

from trainers.cli.arguments import Device, Folder, load_context
from trainers.cli.console import DONE, FAILED, print_json, put, say
from trainers.disk.atomic_file import check_place, write_atomically
from trainers.knobs import ConfigError

if TYPE_CHECKING:
    from trainers import messages
    from trainers.looking.reports.hole_report import HoleReport

GRIDS = (2, 256)  # cells along either side
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
REGIONS = {
    "prior": "the prior",
    "box": "the box of the codes",
    "gaussian": "a Gaussian fitted to the codes",
    "mixture": "a mixture fitted to the codes",
}


@dataclass(frozen=True)
class Holes:
    """Measure the holes in the latent spaces of a run: how much of a region decodes to nothing real."""

    run: tyro.conf.Positional[Path]
    """A run folder."""
    layer: Literal["realism", "coverage", "geometry"] = "realism"
    """realism: does the decode look real; coverage: is anything encoded there; geometry: does a code come back after
    decoding and encoding, which shows folds and cliffs but no holes."""
    region: Literal["prior", "box", "gaussian", "mixture"] | None = None
    """Where codes are drawn from; without it the prior, or for an autoencoder the box of its codes."""
    components: Annotated[int | None, tyro.conf.arg(metavar="K")] = None
    """Of a mixture, 1 to 30: how many Gaussians are fitted to the codes; 10 unless said, fewer for few codes."""
    covariance: Literal["full", "diagonal", "spherical", "tied"] | None = None
    """Of a mixture: how its Gaussians may differ in width; without it full for codes of up to 8 numbers, else
    diagonal."""
    grid: int = 64
    """Cells of the map along either side."""
    json: bool = False
    """Print one JSON object instead of text."""
    png: Annotated[Path | None, tyro.conf.arg(metavar="FILE")] = None
    """Also draw the maps, side by side, into this file."""
    device: Device = "auto"
    """Where to compute."""
    data_dir: Folder = None
    """Where data sets lie."""


def run(command: Holes) -> int:
    """Measures and reports. Raises ConfigError, DataError, RunFolderError or OSError."""
    if command.png is not None:
        check_place(command.png)
    least, most = GRIDS
    if not least <= command.grid <= most:
        raise ConfigError(f"--grid: expected {least} to {most} cells, found {command.grid}")
    mixture = _mixture(command)
    from trainers.looking.looker import Looker
    from trainers.looking.reports.hole_picture import draw_maps, encode_png
    from trainers.looking.reports.hole_report import measure_holes
    from trainers.messages import Layer, Region
    from trainers.runs.folder import read_run
    from trainers.runs.starting import restore  # which imports torch
    from trainers.training.sharing import use_threads
    from trainers.training.snapshot import Snapshot

    contents = read_run(command.run)
    loop, examples, _ = restore(command.run, contents.experiment, load_context(command.data_dir), command.device)
    for note in contents.problems:
        say(note)
    use_threads(1)  # as in the window, so that both find the same
    looker = Looker(loop.experiment, examples, loop.device)
    configs = tuple(spec.config for spec in loop.experiment.models)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
    region = None if command.region is None else Region(command.region)
    reports, judge = measure_holes(looker, Layer(command.layer), region, command.grid, mixture)
    if command.png is not None:
        write_atomically(command.png, encode_png(draw_maps([r for r in reports if r.map is not None])))
    if command.json:
        models = [_as_json(report) for report in reports]
        described = None if judge is None else _judge_as_json(judge)
        print_json({"run": str(command.run), "step": loop.step_count, "layer": command.layer, "judge": described,
                    "models": models})  # fmt: skip
    else:
        _print(reports, judge)
    for report in reports:
        if report.problem:
            say(report.problem)
    return FAILED if all(report.problem for report in reports) else DONE


def _mixture(command: Holes) -> messages.MixtureFit:
    """Raises ConfigError for one that cannot be fitted, and where none is."""
    from trainers.messages import MOST_COMPONENTS, USUAL_MIXTURE, Covariance, MixtureFit

    given = [f"--{name}" for name in ("components", "covariance") if getattr(command, name) is not None]
    if given and command.region != "mixture":
        raise ConfigError(f"{given[0]}: expected together with --region mixture")
    count = USUAL_MIXTURE.components if command.components is None else command.components
    if not 1 <= count <= MOST_COMPONENTS:
        raise ConfigError(f"--components: expected 1 to {MOST_COMPONENTS}, found {count}")
    return MixtureFit(count, None if command.covariance is None else Covariance(command.covariance))


def _share_of_cells(drawn: messages.HolesMapped) -> float | None:
    """The share in holes of the map's cells that were measured: not of those beyond the prior, which asks for nothing
    there. None for a layer that tells of no holes, and where nothing was measured."""
    measured = drawn.values[~np.isnan(drawn.values)]
    if math.isnan(drawn.threshold) or not len(measured):
        return None
    return float((measured > drawn.threshold if drawn.high_is_hole else measured < drawn.threshold).mean())


def _quantiles(drawn: messages.HolesMapped) -> dict[str, float | None]:
    """Of the finite values, by name; None where there is none."""
    finite = drawn.values[np.isfinite(drawn.values)]
    return {f"{q:g}": float(np.quantile(finite, q)) if len(finite) else None for q in QUANTILES}


def _as_json(report: HoleReport) -> dict[str, Any]:
    if report.problem:
        return {"label": report.label, "problem": report.problem}
    assert report.map is not None
    drawn, score = report.map, report.score
    figures: dict[str, Any] = {"label": report.label, "region": report.region.value}
    if score is not None:
        figures |= {"score": score.share, "low": score.low, "high": score.high, "codes": score.count}
        figures |= {"components": score.components} if score.components else {}
    threshold = None if math.isnan(drawn.threshold) else drawn.threshold
    rows, columns = drawn.values.shape
    return figures | {
        "threshold": threshold,
        "map": {"extent": drawn.extent, "columns": columns, "rows": rows, "share_in_holes": _share_of_cells(drawn),
                "quantiles": _quantiles(drawn)},
    }  # fmt: skip


def _judge_as_json(judge: messages.JudgeChanged) -> dict[str, Any]:
    accuracy, baseline = (None if math.isnan(share) else share for share in (judge.accuracy, judge.baseline))
    return {"kind": judge.kind, "accuracy": accuracy, "real_images_in_holes": baseline}


def _print(reports: list[HoleReport], judge: messages.JudgeChanged | None) -> None:
    if judge is not None:
        names = {"judge": "a judge", "pca": "principal components", "pixels": "pixels"}
        known = "" if math.isnan(judge.accuracy) else f", who tells {judge.accuracy:.1%} of the held-out images right"
        held_out = f"; of real held-out images {judge.baseline:.1%} would count as holes"
        put(f"compared by {names.get(judge.kind, judge.kind)}{known}" + held_out * (not math.isnan(judge.baseline)))
    for report in reports:
        if report.problem:
            continue
        assert report.map is not None
        where = REGIONS[report.region.value]
        if report.score is not None:
            score = report.score
            if score.components:
                where = f"a mixture of {score.components} Gaussians fitted to the codes"
            put(f"{report.label}: {score.share:.1%} of {where} in holes "
                  f"(95 % interval {score.low:.1%} to {score.high:.1%}, {score.count} codes)")  # fmt: skip
        else:
            put(f"{report.label}: {report.map.layer} over {where}; it shows folds, and is no hole")
        _print_map(report.map)


def _print_map(drawn: messages.HolesMapped) -> None:
    x0, y0, x1, y1 = drawn.extent
    rows, columns = drawn.values.shape
    share = _share_of_cells(drawn)
    holes = "" if share is None else f", {share:.1%} of the cells in holes"
    put(f"    map {columns} x {rows}, x {x0:.3g} to {x1:.3g}, y {y0:.3g} to {y1:.3g}{holes}")
    values = (f"{float(q):.0%} {value:.3g}" for q, value in _quantiles(drawn).items() if value is not None)
    put(f"    {drawn.layer}: {', '.join(values) or 'no finite value'}")
