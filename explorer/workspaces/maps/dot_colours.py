"""What colours the dots of all maps, and those of one by how densely they lie."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.map.latent_map_raster import class_colours
from explorer.state.state import AppState
from explorer.style.theme import Theme
from explorer.workspaces.maps.state import CLASSES, CLUSTERS, maps_of
from explorer.workspaces.maps.tiles.tile_looks import density_colours, density_levels
from trainers.examples import Float32, Int64
from trainers.messages import ClustersFound


@dataclass(frozen=True, eq=False)
class DotColours:
    """``labels`` (N,) are rows of ``colours``, and what has none is ``neutral``. ``by_density``: each map has labels of
    its own."""

    labels: Int64 | None
    colours: tuple[str, ...]
    neutral: str
    by_density: bool = False

    def is_like(self, other: DotColours | None) -> bool:
        """Whether all dots keep their colours."""
        if other is None or self.labels is not other.labels:
            return False
        return (self.colours, self.neutral, self.by_density) == (other.colours, other.neutral, other.by_density)

    def labels_at(self, places: Float32 | None) -> Int64 | None:
        """The labels of dots at places (N, 2)."""
        return density_levels(places) if self.by_density and places is not None else self.labels


def dot_colours(state: AppState, found: ClustersFound | None, theme: Theme) -> DotColours:
    """What is chosen; without classes, by density."""
    own, data = maps_of(state), state.data
    if own.colouring == CLUSTERS:
        if found is None:
            return DotColours(None, (), theme.muted)
        count = int(found.clusters.max(initial=-1)) + 1
        return DotColours(found.clusters, tuple(class_colours(theme, count)), theme.muted)
    if own.colouring == CLASSES and data is not None and data.labels is not None:
        return DotColours(data.labels, tuple(class_colours(theme, len(data.class_names))), theme.muted)
    return DotColours(None, tuple(density_colours(theme)), theme.models[0], by_density=True)
