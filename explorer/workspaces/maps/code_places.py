"""The codes of a model as places of a plane, worked out once for each set of codes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explorer.map.code_cloud import spread_line
from explorer.plane.plane import Plane, align_plane, make_axes_plane, make_pca_plane
from explorer.state.state import AppState
from explorer.workspaces.maps.state import count_of
from trainers.examples import Float32, Int64


@dataclass(frozen=True, eq=False)
class CodePlaces:
    """``places`` (N, 2) of the ``codes`` (N, width) in a ``plane`` through them: that of both numbers of a code of two,
    of more that of their greatest variance. Codes of one number are spread upwards where they are dense."""

    codes: Float32
    places: Float32
    plane: Plane

    @property
    def width(self) -> int:
        return int(self.codes.shape[1])

    def code_at(self, x: float, y: float) -> Float32:
        """The code (1, width) at a place."""
        return self.plane.lift([[x, 0.0 if self.plane.is_line else y]])


class CodesInPlanes:
    """Keeps the newest of each model. Planes of snapshots follow one another without sudden turns."""

    def __init__(self) -> None:
        self._kept: dict[int, tuple[Float32, int, CodePlaces | None]] = {}
        self._lineage = 0

    def of(self, state: AppState, model: int) -> CodePlaces | None:
        """Those of the examples that maps show, or as many as are known; None where no codes are, or none that are
        finite."""
        if state.lineage != self._lineage:
            self._lineage = state.lineage
            self._kept.clear()
        codes, _ = state.shown_codes(model)
        if codes is None:
            return None
        count = count_of(state)
        kept = self._kept.get(model)
        if kept is not None and kept[0] is codes and kept[1] == count:
            return kept[2]
        labels = None if state.data is None else state.data.labels
        found = code_places(codes[:count], labels, None if kept is None else kept[2])
        self._kept[model] = codes, count, found
        return found


def code_places(codes: Float32, labels: Int64 | None, before: CodePlaces | None) -> CodePlaces | None:
    """Places of *codes* (N, width); those of the same examples *before* say how a plane is turned."""
    finite: NDArray[np.bool_] = np.asarray(np.isfinite(codes).all(axis=1))
    if not finite.any():
        return None
    width = codes.shape[1]
    if width == 1:
        places = np.full((len(codes), 2), np.nan, np.float32)
        some = None if labels is None else labels[: len(codes)][finite]
        places[finite] = spread_line(codes[finite][:, 0], some)
        return CodePlaces(codes, places, make_axes_plane(1))
    if width == 2:
        return CodePlaces(codes, np.asarray(codes, np.float32), make_axes_plane(2))
    if finite.sum() < 2:
        return None
    plane = make_pca_plane(codes[finite])
    common = 0 if before is None else min(len(before.places), len(codes))
    both = finite[:common] & np.isfinite(before.places[:common]).all(axis=1) if before is not None else finite[:0]
    if before is not None and both.sum() > 2:
        plane = align_plane(plane, codes[:common][both], before.places[:common][both])
    places = np.full((len(codes), 2), np.nan, np.float32)
    places[finite] = plane.project(codes[finite])
    return CodePlaces(codes, places, plane)
