"""The hole scores of the models of a run, and maps of their holes: what ``latent-explorer holes`` tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from trainers import messages
from trainers.examples import Float32
from trainers.lazy import torch
from trainers.looking.answers import Answers
from trainers.looking.holes import N_REFERENCES
from trainers.looking.looker import Looker
from trainers.messages import USUAL_MIXTURE, Layer, MixtureFit, Region
from trainers.metrics.regions import default_region, fit_region

N_SCORED = 2000  # codes of a score
N_EXTENT = 4000  # codes of the region whose extent the map takes
EDGE = 0.005  # share of them beyond each edge of the map


@dataclass(frozen=True)
class MapPlane:
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
class HoleReport:
    """One model's figures; ``problem`` says in one sentence why there are none. Geometry has no ``score``."""

    label: str
    region: Region
    plane: MapPlane | None = None
    score: messages.HolesScored | None = None
    map: messages.HolesMapped | None = None
    problem: str = ""


def measure_holes(
    looker: Looker, layer: Layer, region: Region | None, cells: int, mixture: MixtureFit = USUAL_MIXTURE
) -> tuple[list[HoleReport], messages.JudgeChanged | None]:
    """A report on each model that *looker* has loaded, with maps of so many *cells* along either side, and the judge
    that compared. Without a *region* each model has its own; *mixture* says how one is fitted."""
    judges: list[messages.JudgeChanged] = []
    asked = Answers(looker)
    with torch.inference_mode():
        (found,) = _answers(asked, messages.EncodeData(0, 0, "holes", limit=N_REFERENCES), judges)
        assert isinstance(found, messages.Codes)
        reports = [
            _measure(asked, index, codes, layer, region, mixture, cells, judges)
            for index, codes in enumerate(found.codes)
        ]
    return reports, judges[-1] if judges else None


def score_holes(
    looker: Looker, index: int, layer: Layer, region: Region | None, count: int, mixture: MixtureFit = USUAL_MIXTURE
) -> messages.HolesScored:
    """The score alone, of so many codes, of the model at *index*; without a *region* its own. Raises ValueError with
    one sentence where there is none."""
    wanted = default_region(looker.models[index].capabilities) if region is None else region
    look = messages.ScoreHoles(0, 0, "holes", index, layer, wanted, count, mixture)
    *_, last = _answers(Answers(looker), look, [])
    if isinstance(last, messages.LookFailed):
        raise ValueError(last.reason)
    assert isinstance(last, messages.HolesScored)
    return last


def _answers(asked: Answers, look: messages.Look, judges: list[messages.JudgeChanged]) -> Iterator[messages.Answer]:
    """The answers to a look; what is said of the judge on the way is added to *judges*."""
    for event in asked.answer(look):
        if isinstance(event, messages.JudgeChanged):
            judges.append(event)
        elif isinstance(event, messages.Answer):
            yield event


def _measure(
    asked: Answers,
    index: int,
    codes: Float32 | None,
    layer: Layer,
    wanted: Region | None,
    mixture: MixtureFit,
    cells: int,
    judges: list[messages.JudgeChanged],
) -> HoleReport:
    """The score, unless the layer is geometry, and the map."""
    looker = asked.looker
    family, label = looker.models[index], looker.experiment.models[index].label
    region = default_region(family.capabilities) if wanted is None else wanted
    if "decodes" not in family.capabilities:
        return HoleReport(label, region, problem=f"{label} draws nothing from codes, so it has no map")
    z = np.empty((0, family.code_width), np.float32) if codes is None else codes
    try:
        plane = make_plane(z, region, cells, mixture)
    except ValueError as error:
        return HoleReport(label, region, problem=f"{label}: {error}")
    looks: list[messages.HoleLook] = [
        messages.MapHoles(0, 0, "holes", index, layer, plane.origin, plane.u, plane.v, plane.extent, plane.columns,
                          plane.rows)
    ]  # fmt: skip
    if layer is not Layer.GEOMETRY:
        looks.append(messages.ScoreHoles(0, 0, "holes", index, layer, region, N_SCORED, mixture))
    score = drawn = None
    for look in looks:
        for answer in _answers(asked, look, judges):
            match answer:
                case messages.LookFailed():
                    return HoleReport(label, region, problem=answer.reason)
                case messages.HolesScored():
                    score = answer
                case messages.HolesMapped():
                    drawn = answer  # coarse first
    return HoleReport(label, region, plane, score, drawn)


def make_plane(codes: Float32, region: Region, cells: int, mixture: MixtureFit = USUAL_MIXTURE) -> MapPlane:
    """The plane of a map that holds nearly all of *region*: both numbers of a code, the only one along a line, or the
    two directions in which codes (N, latent_dim) of training images vary most."""
    fitted = fit_region(region, torch.tensor(codes), mixture=mixture)
    drawn = fitted.sample(N_EXTENT, torch.Generator().manual_seed(0)).numpy()
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
    return MapPlane(origin, axes[0], axes[1], extent, cells, rows, ((codes - origin) @ axes.T).astype(np.float32))
