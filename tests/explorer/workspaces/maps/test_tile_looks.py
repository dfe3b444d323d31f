"""What lies behind the dots of a map and how dense they are."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.pixels.images import from_qimage
from explorer.workspaces.maps.state import TileChoice
from explorer.workspaces.maps.tiles.tile_grid import best_tiling
from explorer.workspaces.maps.tiles.tile_looks import SHADES, cells_picture, density_levels, lattice_in, places_csv
from trainers.messages.maps import GridDecoder, LinearDecoder


def test_dots_in_a_crowd_have_the_highest_level() -> None:
    crowd = np.random.default_rng(0).normal(0, 0.01, (200, 2))
    places = np.vstack([crowd, [[5, 5], [-5, 3], [np.nan, 0]]]).astype(np.float32)
    levels = density_levels(places)
    assert np.median(levels[:200]) == SHADES - 1 and levels[200:].tolist() == [0, 0, 0]
    assert density_levels(np.zeros((3, 2), np.float32)).max() < SHADES
    assert density_levels(np.full((2, 2), np.nan, np.float32)).tolist() == [0, 0]


def test_cells_lie_where_places_say() -> None:
    prototypes = np.zeros((2, 3, 4), np.float32)
    prototypes[0, 2] = 1  # row 0 is lowest, column 2 the last
    picture, extent = cells_picture(GridDecoder(prototypes, (1, 2, 2)), (1, 2, 2))
    shades = from_qimage(picture)[:, :, 0]
    assert shades.shape == (4, 6) and extent == (-0.5, -0.5, 2.5, 1.5)
    assert shades[2:, 4:].min() == 255 and shades.sum() == 4 * 255


def test_a_lattice_lies_in_the_plane_where_its_prototypes_do() -> None:
    rng = np.random.default_rng(1)
    axes = np.linalg.qr(rng.normal(size=(5, 2)))[0].T.astype(np.float32)
    plane = LinearDecoder(rng.random(5).astype(np.float32), axes, (5,))
    places = rng.normal(0, 0.1, (3, 4, 2)).astype(np.float32)
    grid = GridDecoder((plane.mean + places @ axes).astype(np.float32), (5,))
    found = lattice_in(plane, grid)
    assert found is not None and np.allclose(found, places, atol=1e-5)
    flat = LinearDecoder(plane.mean, np.stack([axes[0], np.zeros(5, np.float32)]), (5,))
    assert lattice_in(flat, grid) is None


@pytest.mark.parametrize(
    ("count", "size", "columns"), [(1, (600, 500), 1), (4, (600, 560), 2), (6, (1100, 500), 3), (3, (1100, 330), 3)]
)
def test_tiles_stand_so_that_dots_have_most_room(count: int, size: tuple[int, int], columns: int) -> None:
    assert best_tiling(count, *size) == columns


def test_a_tile_shows_a_method_or_a_model() -> None:
    tile = TileChoice(3, method="tsne", settings={"perplexity": 5.0}, seed=4, held=True)
    codes = tile.showing("codes of 1")
    assert codes == TileChoice(3, model=1) and codes.source == "codes of 1"
    assert codes.showing("tsne") == TileChoice(3, method="tsne") and tile.source == "tsne"


def test_places_as_a_table() -> None:
    places = np.array([[0.5, -1], [2, 3]], np.float32)
    assert places_csv(places, None, ()).decode() == "example,x,y\n1,0.5,-1\n2,2,3\n"
    named = places_csv(places, np.array([1, -1]), ("a", 'b, "c"')).decode().splitlines()
    assert named == ["example,x,y,label,class", '1,0.5,-1,1,"b, ""c"""', "2,2,3,-1,"]
