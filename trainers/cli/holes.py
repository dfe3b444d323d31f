"""``latent-explorer holes``: the hole score of every model of a run, and what a map of its holes shows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from trainers import messages
from trainers.cli.main import DONE, FAILED, print_json, put, say
from trainers.dataset import LoadContext
from trainers.disk.atomic_file import write_atomically
from trainers.examples import Float32
from trainers.knobs import ConfigError
from trainers.lazy import torch
from trainers.looking.answers import Answers
from trainers.looking.hole_picture import draw_maps, encode_png
from trainers.looking.holes import N_REFERENCES
from trainers.looking.looker import Looker
from trainers.messages import Layer, Region
from trainers.metrics.regions import default_region, fit_region
from trainers.runs.folder import read_run
from trainers.runs.headless import restore
from trainers.training.sharing import use_threads
from trainers.training.snapshot import Snapshot

if TYPE_CHECKING:
    from trainers.cli.main import Holes

GRIDS = (2, 256)  # cells along either side
N_SCORED = 2000  # codes of a score
N_EXTENT = 4000  # codes of the region whose extent the map takes
EDGE = 0.005  # share of them beyond each edge of the map
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
REGIONS = {
    Region.PRIOR: "the prior",
    Region.BOX: "the box of the codes",
    Region.GAUSSIAN: "a Gaussian fitted to the codes",
    Region.MIXTURE: "a mixture fitted to the codes",
}


@dataclass(frozen=True)
class Plane:
    """What a map shows: codes ``origin + x u + y v`` (each (latent_dim,)) over ``extent`` (x0, y0, x1, y1), in so many
    columns and rows; ``codes`` (N, 2) are the places of the codes of training images, none where nothing encodes."""

    origin: Float32
    u: Float32
    v: Float32
    extent: tuple[float, float, float, float]
    columns: int
    rows: int
    codes: Float32


@dataclass(frozen=True)
class Report:
    """One model's figures; ``problem`` says in one sentence why there are none. Geometry has no ``score``."""

    label: str
    region: Region
    plane: Plane | None = None
    score: messages.HolesScored | None = None
    map: messages.HolesMapped | None = None
    problem: str = ""


def run_holes(command: Holes, context: LoadContext) -> int:
    """Measures and reports. Raises ConfigError, DataError, RunFolderError or OSError."""
    least, most = GRIDS
    if not least <= command.grid <= most:
        raise ConfigError(f"--grid: expected {least} to {most} cells, found {command.grid}")
    contents = read_run(command.run)
    loop, images, _ = restore(command.run, contents.experiment, context, command.device)
    for note in contents.problems:
        say(note)
    use_threads(1)  # as in the window, so that both find the same
    looker = Looker(loop.experiment, images, loop.device)
    configs = tuple(spec.config for spec in loop.experiment.models)
    looker.load(Snapshot(0, loop.step_count, tuple(loop.display_weights()), configs))
    judges: list[messages.JudgeChanged] = []
    with torch.inference_mode():
        asked = Answers(looker)
        (found,) = _answers(asked, messages.EncodeData(0, 0, "holes", limit=N_REFERENCES), judges)
        assert isinstance(found, messages.Codes)
        reports = [_measure(asked, index, codes, command, judges) for index, codes in enumerate(found.codes)]
    judge = judges[-1] if judges else None
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


def _answers(asked: Answers, look: messages.Look, judges: list[messages.JudgeChanged]) -> Iterator[messages.Answer]:
    """The answers to a look; what is said of the judge on the way is added to *judges*."""
    for event in asked.answer(look):
        if isinstance(event, messages.JudgeChanged):
            judges.append(event)
        elif isinstance(event, messages.Answer):
            yield event


def _measure(
    asked: Answers, index: int, codes: Float32 | None, command: Holes, judges: list[messages.JudgeChanged]
) -> Report:
    """The score, unless the layer is geometry, and the map."""
    looker = asked.looker
    family, label = looker.models[index], looker.experiment.models[index].label
    layer = Layer(command.layer)
    region = default_region(family.capabilities) if command.region is None else Region(command.region)
    if "decodes" not in family.capabilities:
        return Report(label, region, problem=f"{label} draws nothing from codes, so it has no map")
    z = np.empty((0, family.latent_dim), np.float32) if codes is None else codes
    try:
        plane = make_plane(z, region, command.grid)
    except ValueError as error:
        return Report(label, region, problem=f"{label}: {error}")
    looks: list[messages.HoleLook] = [
        messages.MapHoles(0, 0, "holes", index, layer, plane.origin, plane.u, plane.v, plane.extent, plane.columns,
                          plane.rows)
    ]  # fmt: skip
    if layer is not Layer.GEOMETRY:
        looks.append(messages.ScoreHoles(0, 0, "holes", index, layer, region, N_SCORED))
    score = drawn = None
    for look in looks:
        for answer in _answers(asked, look, judges):
            match answer:
                case messages.LookFailed():
                    return Report(label, region, problem=answer.reason)
                case messages.HolesScored():
                    score = answer
                case messages.HolesMapped():
                    drawn = answer  # coarse first
    return Report(label, region, plane, score, drawn)


def make_plane(codes: Float32, region: Region, cells: int) -> Plane:
    """The plane of a map that holds nearly all of *region*: both numbers of a code, the only one along a line, or the
    two directions in which codes (N, latent_dim) of training images vary most."""
    drawn = fit_region(region, torch.tensor(codes)).sample(N_EXTENT, torch.Generator().manual_seed(0)).numpy()
    width = drawn.shape[1]
    origin, axes = np.zeros(width, np.float32), np.eye(2, width, dtype=np.float32)
    if width > 2:
        basis = codes if len(codes) > 1 else drawn
        origin = basis.mean(0)
        axes = np.linalg.svd(basis - origin, full_matrices=False)[2][:2]
    places = (drawn - origin) @ axes.T
    low, high = np.quantile(places, (EDGE, 1 - EDGE), axis=0)
    wide = np.maximum(high - low, 1e-6)  # codes may coincide
    low, high = low - 0.02 * wide, high + 0.02 * wide
    (x0, y0), (x1, y1) = low.tolist(), high.tolist()
    extent = (x0, -0.5, x1, 0.5) if width == 1 else (x0, y0, x1, y1)
    rows = 1 if width == 1 else cells
    return Plane(origin, axes[0], axes[1], extent, cells, rows, ((codes - origin) @ axes.T).astype(np.float32))


# --------------------------------------------------------------------------- saying it


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


def _as_json(report: Report) -> dict[str, Any]:
    if report.problem:
        return {"label": report.label, "problem": report.problem}
    assert report.map is not None
    drawn, score = report.map, report.score
    figures: dict[str, Any] = {"label": report.label, "region": report.region.value}
    if score is not None:
        figures |= {"score": score.share, "low": score.low, "high": score.high, "codes": score.count}
    threshold = None if math.isnan(drawn.threshold) else drawn.threshold
    rows, columns = drawn.values.shape
    return figures | {
        "threshold": threshold,
        "map": {"extent": drawn.extent, "columns": columns, "rows": rows, "share_in_holes": _share_of_cells(drawn),
                "quantiles": _quantiles(drawn)},
    }  # fmt: skip


def _judge_as_json(judge: messages.JudgeChanged) -> dict[str, Any]:
    accuracy = None if math.isnan(judge.accuracy) else judge.accuracy
    return {"kind": judge.kind, "accuracy": accuracy, "real_images_in_holes": judge.baseline}


def _print(reports: list[Report], judge: messages.JudgeChanged | None) -> None:
    if judge is not None:
        names = {"judge": "a judge", "pca": "principal components", "pixels": "pixels"}
        known = "" if math.isnan(judge.accuracy) else f", who tells {judge.accuracy:.1%} of the held-out images right"
        put(f"compared by {names.get(judge.kind, judge.kind)}{known}; "
              f"of real held-out images {judge.baseline:.1%} would count as holes")  # fmt: skip
    for report in reports:
        if report.problem:
            continue
        assert report.map is not None
        if report.score is not None:
            score = report.score
            put(f"{report.label}: {score.share:.1%} of {REGIONS[report.region]} in holes "
                  f"(95 % interval {score.low:.1%} to {score.high:.1%}, {score.count} codes)")  # fmt: skip
        else:
            put(f"{report.label}: {report.map.layer} over {REGIONS[report.region]}; it shows folds, and is no hole")
        _print_map(report.map)


def _print_map(drawn: messages.HolesMapped) -> None:
    x0, y0, x1, y1 = drawn.extent
    rows, columns = drawn.values.shape
    share = _share_of_cells(drawn)
    holes = "" if share is None else f", {share:.1%} of the cells in holes"
    put(f"    map {columns} x {rows}, x {x0:.3g} to {x1:.3g}, y {y0:.3g} to {y1:.3g}{holes}")
    values = (f"{float(q):.0%} {value:.3g}" for q, value in _quantiles(drawn).items() if value is not None)
    put(f"    {drawn.layer}: {', '.join(values) or 'no finite value'}")
