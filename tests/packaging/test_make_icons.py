"""The icon: every size and form is there, is what the drawing says, and can be told apart at its smallest."""

from __future__ import annotations

import importlib.util
import io
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"
spec = importlib.util.spec_from_file_location("make_icons", PACKAGING / "make_icons.py")
assert spec is not None and spec.loader is not None
make_icons = importlib.util.module_from_spec(spec)
sys.modules["make_icons"] = make_icons
spec.loader.exec_module(make_icons)


def pixels(content: bytes | Path) -> np.ndarray:
    """int (H, W, 4)."""
    image = Image.open(content if isinstance(content, Path) else io.BytesIO(content))
    return np.asarray(image.convert("RGBA")).astype(int)


@pytest.mark.parametrize("size", make_icons.SIZES)
def test_what_is_committed_is_what_the_drawing_gives(size: int) -> None:
    committed = pixels(make_icons.FOLDER / f"latent-explorer-{size}.png")
    assert committed.shape == (size, size, 4)
    assert abs(committed - pixels(make_icons.draw(size))).mean() < 1, "run packaging/make_icons.py again"


@pytest.mark.parametrize("size", make_icons.SIZES)
def test_two_colours_and_a_point_between_them(size: int) -> None:
    seen = pixels(make_icons.FOLDER / f"latent-explorer-{size}.png")
    assert seen[0, 0, 3] < 128 and (seen[size // 2, :, 3] == 255).sum() > 0.9 * size
    left, middle, right = (seen[size // 2, round(size * at)] for at in (0.22, 0.5, 0.78))
    assert left[2] > left[0] + 80, "blue"
    assert right[0] > right[2] + 80, "orange"
    assert middle[:3].min() > 240, "white"


@pytest.mark.parametrize(("suffix", "sizes"), [(".ico", make_icons.ICO_SIZES), (".icns", make_icons.ICNS_SIZES)])
def test_windows_and_macos_get_every_size_in_one_file(suffix: str, sizes: tuple[int, ...]) -> None:
    with Image.open(make_icons.FOLDER / f"latent-explorer{suffix}") as image:
        found = image.info["sizes"]
    assert {each[0] * (each[2] if len(each) > 2 else 1) for each in found} == set(sizes)


@pytest.mark.qt_log_ignore("Cannot read file")
def test_a_drawing_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latent-explorer.svg").write_text("<svg")
    with pytest.raises(ValueError, match=r"latent-explorer\.svg: expected an SVG drawing"):
        make_icons.draw(64, tmp_path)


def test_everything_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    for drawing in make_icons.FOLDER.glob("latent-explorer*.svg"):
        (tmp_path / drawing.name).write_bytes(drawing.read_bytes())
    names = {path.name for path in make_icons.write_icons(tmp_path)}
    assert names == {path.name for path in make_icons.FOLDER.glob("latent-explorer*") if path.suffix != ".svg"}
