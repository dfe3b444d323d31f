"""Holes on the latent map: colours under the codes, outline, legend, value under the cursor, files."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QHelpEvent, QImage, QMouseEvent, QPainter, QWheelEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QToolButton, QToolTip
from pytestqt.qtbot import QtBot

from explorer.map.holes.hole_legend import HoleLegend
from explorer.map.holes.hole_words import hole_readout, layer_help, layer_sentence, score_help, score_text, value_text
from explorer.map.latent_map import LatentMap
from explorer.map.latent_map_sample import sample_decode
from explorer.map.overlays.decode_inset import DecodeInset
from explorer.map.overlays.map_labels import MapLabel
from explorer.map.overlays.map_legend import MapLegend
from explorer.style.plain_text import plain_tip
from explorer.style.theme import DARK, LIGHT, Theme, hole_ink, mix
from trainers.messages import HolesScored, Layer, Region

CORNERS = np.array([[-0.9, -0.7], [0.9, -0.7], [0.9, 0.7], [-0.9, 0.7]], np.float32)
EXTENT = (-1.2, -1.2, 1.2, 1.2)
# Deep holes on the left, fine on the right: places far from codes, grid and overlays.
HALVES = np.repeat(np.array([[0.2, 5.0]]), 8, axis=1).repeat(16, axis=0)
IN_HOLE, FINE = (-0.45, 0.2), (0.45, 0.2)


@pytest.fixture
def latent_map(qtbot: QtBot) -> LatentMap:
    widget = LatentMap()
    qtbot.addWidget(widget)
    widget.resize(400, 400)
    widget.show_codes(np.repeat(CORNERS, 25, axis=0), np.repeat(np.arange(4), 25), ("a", "b", "c", "d"))
    with qtbot.waitExposed(widget):
        widget.show()
    qtbot.waitUntil(lambda: widget.is_settled)
    return widget


def pixel_of(latent_map: LatentMap, x: float, y: float) -> QPoint:
    x0, y0, x1, y1 = latent_map.extent
    return QPoint(round((x - x0) / (x1 - x0) * latent_map.width()), round((y1 - y) / (y1 - y0) * latent_map.height()))


def colour_at(latent_map: LatentMap, x: float, y: float) -> QColor:
    return latent_map.grab().toImage().pixelColor(pixel_of(latent_map, x, y))


def near(colour: QColor, expected: str) -> bool:
    pairs = zip(colour.getRgb()[:3], QColor(expected).getRgb()[:3], strict=True)  # type: ignore[index]
    return all(abs(a - b) <= 3 for a, b in pairs)


def blend(theme: Theme, opacity: float) -> str:
    return mix(theme.canvas, theme.hole, opacity)


def test_holes_have_their_colour_and_the_rest_is_clear(latent_map: LatentMap) -> None:
    for theme in (DARK, LIGHT):  # the layer takes the other theme's colours by itself
        latent_map.set_theme(theme)
        latent_map.holes.show(HALVES, EXTENT, 1.0)
        latent_map.holes.set_opacity(0.5)
        assert near(colour_at(latent_map, *IN_HOLE), blend(theme, 0.5))
        assert near(colour_at(latent_map, *FINE), theme.canvas)
    latent_map.set_theme(DARK)
    assert near(colour_at(latent_map, *IN_HOLE), blend(DARK, 0.5))


def test_codes_lie_on_top(latent_map: LatentMap) -> None:
    latent_map.findChild(MapLegend).hide()
    latent_map.holes.set_opacity(1.0)
    latent_map.holes.show(np.full((4, 4), 0.1), EXTENT, 1.0)
    assert abs(colour_at(latent_map, -0.9, 0.7).hslHue() - QColor(DARK.classes[3]).hslHue()) < 12


def test_opacity_is_clipped_and_kept(latent_map: LatentMap) -> None:
    latent_map.holes.set_opacity(7.0)
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    assert near(colour_at(latent_map, *IN_HOLE), DARK.hole)
    latent_map.holes.set_opacity(-1.0)
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    assert near(colour_at(latent_map, *IN_HOLE), DARK.canvas)


def test_the_layer_is_switched_like_the_others(latent_map: LatentMap) -> None:
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    legend = latent_map.findChild(HoleLegend)
    shown = colour_at(latent_map, *IN_HOLE)
    assert legend.isVisible()
    latent_map.picture.set_layers_visible(holes=False)
    assert near(colour_at(latent_map, *IN_HOLE), DARK.canvas) and not legend.isVisible()
    latent_map.holes.show(HALVES, EXTENT, 1.0)  # a newer map does not switch it on
    assert near(colour_at(latent_map, *IN_HOLE), DARK.canvas) and not legend.isVisible()
    latent_map.picture.set_layers_visible(codes=True)
    latent_map.picture.set_layers_visible(holes=True)
    assert colour_at(latent_map, *IN_HOLE) == shown and legend.isVisible()
    latent_map.holes.show(None)
    assert near(colour_at(latent_map, *IN_HOLE), DARK.canvas) and not legend.isVisible()
    assert math.isnan(latent_map.holes.value_at(*IN_HOLE))


def test_a_finer_map_replaces_the_coarse_one_in_one_repaint(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.holes.show(HALVES[:4, ::4], EXTENT, 1.0)
    qtbot.waitUntil(lambda: latent_map.is_painted)
    painted, coarse = latent_map.frames_painted, colour_at(latent_map, *IN_HOLE)
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    qtbot.waitUntil(lambda: latent_map.is_painted)
    assert latent_map.frames_painted == painted + 1
    assert colour_at(latent_map, *IN_HOLE) == coarse


def test_the_old_layer_moves_with_the_plane(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    before, extent = colour_at(latent_map, *IN_HOLE), latent_map.extent
    for event in (
        _mouse(latent_map, QEvent.Type.MouseButtonPress, QPoint(200, 200)),
        _mouse(latent_map, QEvent.Type.MouseMove, QPoint(260, 230)),
        _mouse(latent_map, QEvent.Type.MouseButtonRelease, QPoint(260, 230)),
    ):
        QApplication.sendEvent(latent_map, event)
    at = QPointF(200, 200)
    none = (Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(
        latent_map, QWheelEvent(at, latent_map.mapToGlobal(at), QPoint(), QPoint(0, 120), *none)
    )  # fmt: skip
    assert latent_map.extent != extent
    assert colour_at(latent_map, *IN_HOLE) == before
    assert near(colour_at(latent_map, *FINE), DARK.canvas)
    qtbot.waitUntil(lambda: latent_map.is_settled)
    assert colour_at(latent_map, *IN_HOLE) == before


def _mouse(latent_map: LatentMap, kind: QEvent.Type, at: QPoint) -> QMouseEvent:
    moves = kind == QEvent.Type.MouseMove
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else Qt.MouseButton.MiddleButton
    return QMouseEvent(
        kind, QPointF(at), latent_map.mapToGlobal(QPointF(at)),
        Qt.MouseButton.NoButton if moves else Qt.MouseButton.MiddleButton, held, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip


def test_the_cursor_repaints_nothing_of_it(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    latent_map.holes.set_contour(True)
    latent_map.grab()
    painted = latent_map.frames_painted
    for step in range(5):
        latent_map.marks.show_cursor(0.1 * step, 0.0)
        latent_map.overlays.show_readout(f"realism {latent_map.holes.value_at(0.1 * step, 0.0):.2f}")
        QApplication.processEvents()
    assert latent_map.frames_painted == painted


def test_the_outline_lies_where_holes_begin(latent_map: LatentMap) -> None:
    ramp = np.linspace(0.0, 2.0, 16)[None].repeat(16, axis=0)  # 1 at x = 0
    latent_map.holes.show(ramp, EXTENT, 1.0)
    latent_map.holes.set_opacity(0.0)

    def inked() -> bool:
        picture, centre = latent_map.grab().toImage(), pixel_of(latent_map, 0.0, 0.2)
        around = [picture.pixelColor(centre + QPoint(dx, 0)) for dx in (-2, -1, 0, 1, 2)]
        return any(colour.red() - colour.green() > 40 for colour in around)

    assert not inked()
    latent_map.holes.set_contour(True)
    assert inked()
    latent_map.picture.set_layers_visible(holes=False)
    assert not inked()
    latent_map.picture.set_layers_visible(holes=True)
    latent_map.holes.show(ramp, EXTENT, neutral=True)  # geometry has no threshold
    assert not inked()
    latent_map.holes.show(ramp, EXTENT, 1.0)
    assert inked()
    latent_map.holes.set_contour(False)
    assert not inked()


def test_the_value_under_the_cursor(latent_map: LatentMap) -> None:
    assert math.isnan(latent_map.holes.value_at(0, 0))
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    assert latent_map.holes.value_at(*IN_HOLE) == pytest.approx(0.2)
    assert latent_map.holes.value_at(0, 0) == pytest.approx(2.6)
    assert math.isnan(latent_map.holes.value_at(3, 0))


def test_geometry_is_drawn_in_grey(latent_map: LatentMap) -> None:
    steep = np.repeat(np.array([[0.5, 0.01]]), 8, axis=1).repeat(16, axis=0)
    latent_map.holes.show(steep, EXTENT, neutral=True, layer=Layer.GEOMETRY)
    latent_map.holes.set_opacity(0.5)
    assert near(colour_at(latent_map, *IN_HOLE), mix(DARK.canvas, DARK.muted, 0.5))
    assert latent_map.findChild(HoleLegend).ends == ("0.01", "0.5")
    latent_map.holes.show(steep * 1e-6, EXTENT, neutral=True, layer=Layer.GEOMETRY)  # no code wanders visibly
    assert near(colour_at(latent_map, *IN_HOLE), DARK.canvas)
    latent_map.holes.show(steep * 1e-6, EXTENT, neutral=True, layer=Layer.STRETCH)  # its units are not the map's
    assert near(colour_at(latent_map, *IN_HOLE), mix(DARK.canvas, DARK.muted, 0.5))


def test_wrong_input_is_refused_and_changes_nothing(latent_map: LatentMap) -> None:
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    before = colour_at(latent_map, *IN_HOLE)
    with pytest.raises(ValueError, match="expected a finite threshold, found nan"):
        latent_map.holes.show(HALVES)
    with pytest.raises(ValueError, match=r"expected a grid of values \(rows, columns\), found shape \(7,\)"):
        latent_map.holes.show(np.ones(7), EXTENT, 1.0)
    assert colour_at(latent_map, *IN_HOLE) == before and latent_map.holes.value_at(*IN_HOLE) == pytest.approx(0.2)


def test_on_a_line_the_layer_is_a_band(qtbot: QtBot) -> None:
    widget = LatentMap()
    qtbot.addWidget(widget)
    widget.resize(400, 240)
    widget.show_codes(np.linspace(-1, 1, 200, dtype=np.float32)[:, None], None, ())
    widget.show()
    qtbot.waitUntil(lambda: widget.is_settled)
    x0, _, x1, _ = widget.extent
    widget.holes.show(np.array([[0.1, 0.1, 5.0, 5.0]]), (x0, -0.5, x1, 0.5), 1.0)
    picture = widget.grab().toImage()
    for y in (12, 200):
        assert near(picture.pixelColor(93, y), blend(DARK, 0.65))
        assert near(picture.pixelColor(307, y), DARK.canvas) or y == 200  # there the legend lies
    assert widget.holes.value_at(x0 + 0.01, 0.0) == pytest.approx(0.1)


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_files_show_the_layer_and_its_outline(latent_map: LatentMap, tmp_path: Path, kind: str) -> None:
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    latent_map.holes.set_opacity(0.5)
    latent_map.holes.set_contour(True)
    path = tmp_path / f"map.{kind}"
    latent_map.export(path)
    if kind == "png":
        image = QImage(str(path))
    else:
        image = QImage(800, 800, QImage.Format.Format_RGB32)
        painter = QPainter(image)
        QSvgRenderer(str(path)).render(painter)
        painter.end()
    assert near(image.pixelColor(pixel_of(latent_map, *IN_HOLE) * 2), blend(DARK, 0.5))
    assert near(image.pixelColor(pixel_of(latent_map, *FINE) * 2), DARK.canvas)
    edge = pixel_of(latent_map, -0.05, 0.2) * 2
    assert any(near(image.pixelColor(edge + QPoint(dx, 0)), hole_ink(DARK)) for dx in range(-40, 41))


# --------------------------------------------------------------------------- legend and read-out


def test_the_legend_says_what_the_layer_says(latent_map: LatentMap) -> None:
    legend = latent_map.findChild(HoleLegend)
    for layer in Layer:
        neutral = layer in (Layer.GEOMETRY, Layer.STRETCH)
        latent_map.holes.show(HALVES, EXTENT, math.nan if neutral else 1.0, layer is Layer.COVERAGE, neutral, layer)
        assert legend.toolTip() == plain_tip(layer_help(layer))
        assert legend.accessibleDescription() == layer_sentence(layer)
        assert (legend.ends == ("hole", "fine")) == (not neutral)
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    assert legend.accessibleDescription() == layer_sentence(Layer.REALISM)


@pytest.mark.parametrize(("width", "layer", "shown"), [
    (400, Layer.REALISM, True), (240, Layer.REALISM, False), (240, Layer.GEOMETRY, True),
])  # fmt: skip
def test_in_a_small_map_the_read_out_says_it_alone(
    latent_map: LatentMap, width: int, layer: Layer, shown: bool
) -> None:
    latent_map.resize(width, 320)
    neutral = layer is Layer.GEOMETRY
    latent_map.holes.show(HALVES, EXTENT, math.nan if neutral else 1.0, False, neutral, layer)
    legend = latent_map.findChild(HoleLegend)
    latent_map.overlays.show_readout("")
    assert legend.isVisible()
    latent_map.overlays.show_readout("z = (1, 2) · realism 0.71 hole")
    assert legend.isVisible() == shown
    latent_map.overlays.show_readout("")
    assert legend.isVisible()


def test_its_ramp_has_the_colours_of_the_map(latent_map: LatentMap) -> None:
    legend = latent_map.findChild(HoleLegend)
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    latent_map.holes.set_opacity(0.5)
    picture = legend.grab().toImage()
    row = [picture.pixelColor(x, y) for y in range(legend.height()) for x in range(legend.width())]
    assert any(near(colour, blend(DARK, 0.5)) for colour in row)
    latent_map.holes.show(HALVES, EXTENT, neutral=True)
    picture = legend.grab().toImage()
    row = [picture.pixelColor(x, y) for y in range(legend.height()) for x in range(legend.width())]
    assert not any(near(colour, blend(DARK, 0.5)) for colour in row)


@pytest.mark.parametrize("size", [(225, 300), (225, 200), (400, 400), (900, 700), (160, 120), (200, 150), (600, 150)])
def test_nothing_on_the_map_collides(latent_map: LatentMap, qtbot: QtBot, size: tuple[int, int]) -> None:
    latent_map.resize(*size)
    latent_map.overlays.show_decode(sample_decode(np.zeros((1, 2), np.float32))[0])
    latent_map.holes.show(HALVES, EXTENT, neutral=True)
    latent_map.overlays.show_readout("z = (−0.3, 0.2) · nearest real 4 · distance 0.21 · round trip 0.71")
    legend = latent_map.findChild(HoleLegend)
    others = [
        latent_map.findChild(DecodeInset),
        latent_map.findChild(MapLegend),
        latent_map.findChild(MapLabel, "map_readout"),
        latent_map.findChild(QToolButton, "map_menu"),
    ]
    if legend.isVisible():
        assert latent_map.rect().contains(legend.geometry())
        assert not any(legend.geometry().intersects(other.geometry()) for other in others if other.isVisible())
        assert not legend.geometry().contains(latent_map.rect().center())  # where the codes are
    assert legend.isVisible() == (size not in {(160, 120), (200, 150)})


def test_a_changing_read_out_does_not_make_the_legend_hop(latent_map: LatentMap) -> None:
    latent_map.resize(225, 320)
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    legend = latent_map.findChild(HoleLegend)
    latent_map.overlays.show_readout("z = (1, 2)")
    latent_map.overlays.show_readout("z = (1, 2) · nearest real 4 · distance 0.21 · realism 0.71")
    lifted = legend.pos()
    for text in ("z = (1, 2)", "z = (1, 2) · nearest real 4 · distance 0.21 · realism 0.71", ""):
        latent_map.overlays.show_readout(text)
        assert legend.pos() == lifted


@pytest.mark.qt_log_ignore("This plugin does not support raise")  # what the offscreen platform says of tooltips
def test_the_pointer_passes_through_and_rests_for_more(latent_map: LatentMap, qtbot: QtBot) -> None:
    latent_map.holes.show(HALVES, EXTENT, 1.0)
    legend = latent_map.findChild(HoleLegend)
    at = legend.geometry().center()
    with qtbot.waitSignal(latent_map.cursor_moved):
        qtbot.mouseClick(latent_map, Qt.MouseButton.LeftButton, pos=at)
    QApplication.sendEvent(latent_map, QHelpEvent(QEvent.Type.ToolTip, at, latent_map.mapToGlobal(at)))
    assert QToolTip.text() == plain_tip(layer_help(Layer.REALISM))
    QToolTip.hideText()
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_read_out_ends_in_hole_or_fine(theme: Theme) -> None:
    text = hole_readout(Layer.REALISM, 0.71, 1.0, False, theme)
    assert text == f'realism 0.71 <span style="color:{hole_ink(theme)}">hole</span>'
    assert hole_readout(Layer.REALISM, 1.12, 1.0, False, theme).endswith(f'{theme.live}">fine</span>')
    assert hole_readout(Layer.COVERAGE, 2.4, 2.3, True, theme).endswith(">hole</span>")
    assert hole_readout(Layer.COVERAGE, -2.4, 2.3, True, theme).startswith("coverage −2.40 ")
    assert hole_readout(Layer.GEOMETRY, 0.71, math.nan, False, theme) == "round trip 0.71"
    assert hole_readout(Layer.STRETCH, 12345.0, 1.0, False, theme) == "stretch 12345"
    assert hole_readout(Layer.REALISM, math.nan, 1.0, False, theme) == ""


@pytest.mark.parametrize(
    ("value", "threshold", "said"),
    [
        (1.0021, 1.0, "1.002"),
        (0.99996, 1.0, "0.99996"),
        (1.0, 1.0, "1.00"),
        (1.006, 1.0, "1.01"),
        (-2.3004, -2.3, "\u22122.3004"),
        (1234.0, 1233.0, "1234"),
        (123.46, 123.0, "123.5"),
        (1000.0, 1.0, "1000"),
        (12345678.0, 1.0, "1.2e+07"),
        (0.71, math.nan, "0.71"),
        (1.0 + 1e-12, 1.0, "1.000000000"),
    ],
)
def test_a_value_is_written_so_that_it_is_told_from_the_threshold(value: float, threshold: float, said: str) -> None:
    """Else "realism 1.00 fine" stands in one place and "realism 1.00 hole" in another."""
    assert value_text(value, threshold) == said
    assert f" {said} <" in hole_readout(Layer.REALISM, value, threshold, False, DARK) + " <"


def scored(share: float, low: float, high: float) -> HolesScored:
    nothing = np.zeros((0, 2), np.float32)
    return HolesScored(
        1, 1, "", 0, 0, Layer.REALISM, Region.BOX, 2000, share, low, high, nothing.astype(np.uint8), nothing,
        np.zeros(0, np.uint8),
    )  # fmt: skip


def test_a_score_in_words() -> None:
    assert score_text(scored(0.371, 0.36, 0.385)) == "box · holes 37 % ± 1"
    assert score_text(scored(0.5, 0.44, 0.56)) == "box · holes 50 % ± 6"
    assert score_text(scored(0.001, 0.0005, 0.002)) == "box · holes 0 % ± 1"  # never surer than it is
    assert score_text(scored(1.0, 1.0, 1.0)) == "box · holes 100 %"
    assert score_help(scored(0.371, 0.36, 0.385)) == (
        "Realism: of 2\u202f000 codes drawn from the box that holds the codes, 37.1 % lie in holes"
        " (95 % interval 36.0 to 38.5 %)."
    )
