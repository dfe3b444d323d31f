"""A drawing of any size, anywhere, reaches the models as the data set's own images look."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from explorer.pictures.drawing_pad import DrawingPad
from explorer.pictures.image_strip import ImageStrip
from explorer.pixels.drawing_fit import Stroke, coverage_of, fitted
from tests.explorer.program import Program
from trainers import messages, places
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.examples import Examples
from trainers.files.drawing_style import DrawingStyle, centre_of_mass, extent, measure_style, stroke_width

SEVEN = np.array([[0.1, 0.0], [0.9, 0.0], [0.4, 1.0]])
TURN = np.linspace(0, 2 * np.pi, 40)
# Digits in a square of side 1, as a person draws them.
DRAWN: dict[int, list[np.ndarray]] = {
    0: [np.stack([0.5 + 0.3 * np.cos(TURN), 0.5 + 0.5 * np.sin(TURN)], axis=1)],
    4: [np.array([[0.6, 0], [0.1, 0.65], [0.95, 0.65]]), np.array([[0.65, 0.35], [0.65, 1]])],
    7: [SEVEN],
}
SIDE = 16


@pytest.fixture(scope="module")
def digits() -> Examples:
    return Digits.load(Digits.Config(size="16"), LoadContext(Path()))


@pytest.fixture(scope="module")
def style(digits: Examples) -> DrawingStyle:
    found = measure_style(digits.train[:500])
    assert found is not None
    return found


def drawn(lines: list[np.ndarray], size: float, x: float, y: float) -> list[Stroke]:
    """Lines at *size* pixels, at a place of the free room (0 to 1 each)."""
    free = SIDE - size - 1
    return [Stroke(line * size + 0.5 + free * np.array([x, y])) for line in lines]


@pytest.mark.parametrize(("length", "stroke", "at"), [(20, 2.0, (14, 14)), (12, 3.0, (10, 17))])
def test_the_style_of_known_drawings_is_measured(length: int, stroke: float, at: tuple[int, int]) -> None:
    images = np.zeros((3, 1, 28, 28), np.uint8)
    half = round(stroke / 2)
    images[:, 0, at[1] - length // 2 : at[1] + length // 2, at[0] - half : at[0] - half + round(stroke)] = 250
    for shown in (images, 255 - images):
        found = measure_style(shown)
        assert found is not None and found.length == pytest.approx(length) and found.centre[1] == at[1]
        assert found.stroke == pytest.approx(stroke, rel=0.2) and abs(found.ink - found.paper) == 250


def test_photographs_are_no_drawings() -> None:
    noise = np.random.default_rng(0).integers(0, 256, (50, 3, 16, 16), np.uint8)
    assert measure_style(noise) is None and measure_style(np.zeros((5, 1, 8, 8), np.uint8)) is None


@pytest.mark.parametrize("digit", DRAWN)
@pytest.mark.parametrize("size", [4.0, 8.0, 14.0])
@pytest.mark.parametrize("brush", [0.8, 1.4, 3.0])
def test_size_place_and_weight_become_those_of_the_data(
    digit: int, size: float, brush: float, style: DrawingStyle
) -> None:
    for x, y in ((0.0, 0.0), (0.5, 0.5), (1.0, 0.3)):
        image = fitted(drawn(DRAWN[digit], size, x, y), brush, style, (1, SIDE, SIDE))
        assert image is not None
        coverage = (image[0] - style.paper) / (style.ink - style.paper)
        assert max(extent(coverage)) == pytest.approx(style.length, rel=0.08)
        assert stroke_width(coverage) == pytest.approx(style.stroke, rel=0.12)


@pytest.mark.parametrize("digit", DRAWN)
def test_its_nearest_images_are_of_the_same_digit(digit: int, digits: Examples, style: DrawingStyle) -> None:
    assert digits.train_labels is not None
    for size, x, y in ((3.5, 0, 0), (3.5, 1, 1), (7, 0.2, 0.9), (14, 0.5, 0.5)):
        image = fitted(drawn(DRAWN[digit], size, x, y), 1.4, style, (1, SIDE, SIDE))
        distance = np.square(digits.train.astype(float) - image).sum(axis=(1, 2, 3))
        nearest = digits.train_labels[np.argsort(distance)[:5]]
        assert np.bincount(nearest).argmax() == digit, (size, x, y)


def test_dark_ink_on_light_paper_and_colours(style: DrawingStyle) -> None:
    dark = DrawingStyle(style.length, style.stroke, (8, 8), True, paper=240, ink=20)
    image = fitted(drawn([SEVEN], 6, 0, 0), 1.4, dark, (3, SIDE, SIDE))
    assert image is not None and image.shape == (3, SIDE, SIDE) and image[:, 0, 0].tolist() == [240] * 3
    assert image.min() < 60 and centre_of_mass((240 - image[0]) / 220) == pytest.approx((8, 8), abs=0.3)


def test_what_is_erased_does_not_count(style: DrawingStyle) -> None:
    seven = drawn([SEVEN], 7, 0, 0)
    far = np.array([[14.0, 14.0], [15.0, 15.0]])
    erased = [*seven, Stroke(far), Stroke(far, erases=True)]
    assert coverage_of(erased, 1.4, SIDE, SIDE)[12:, 12:].max() == 0
    image = fitted(erased, 1.4, style, (1, SIDE, SIDE))
    assert image is not None
    assert max(extent(image[0] / 255)) == pytest.approx(style.length, rel=0.1)
    assert fitted([Stroke(far), Stroke(far, erases=True)], 1.4, style, (1, SIDE, SIDE)) is None


# ------------------------------------------------------------------ with the mouse


def trace(widget: QWidget, points: np.ndarray) -> None:
    """Draws with the left button through *points* (n, 2), in pixels of the widget."""
    spots = [QPointF(*point).toPoint() for point in points]
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, pos=spots[0])
    for spot in spots[1:]:
        QTest.mouseMove(widget, spot)
    QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, pos=spots[-1])


def dense(line: np.ndarray) -> np.ndarray:
    """More places on the way, as a mouse reports."""
    steps = np.linspace(0, len(line) - 1, 40)
    return np.stack([np.interp(steps, np.arange(len(line)), line[:, axis]) for axis in (0, 1)], axis=1)


def test_the_pad_shows_what_the_models_are_given(qtbot: QtBot, style: DrawingStyle) -> None:
    pad = DrawingPad((1, SIDE, SIDE))
    qtbot.addWidget(pad)
    pad.resize(200, 240)
    pad.show()
    qtbot.waitExposed(pad)
    pad.set_style(style)
    seen: list[np.ndarray] = []
    pad.drawn.connect(seen.append)
    trace(pad.canvas, dense(SEVEN) * 40 + 10)
    qtbot.waitUntil(lambda: bool(seen))
    np.testing.assert_array_equal(seen[-1], pad.canvas.given)
    assert max(extent(seen[-1][0, 0] / 255)) == pytest.approx(style.length, rel=0.08)
    assert max(extent(pad.canvas.image[0, 0] / 255)) < style.length / 2, "the drawing itself stays as it was drawn"
    preview = pad.findChild(ImageStrip, "drawing-given")
    assert preview is not None and preview.count == 1
    pad.set_style(None)
    np.testing.assert_array_equal(pad.canvas.given, pad.canvas.image)


def test_an_image_from_elsewhere_is_given_as_it_is(qtbot: QtBot, style: DrawingStyle) -> None:
    pad = DrawingPad((1, SIDE, SIDE))
    qtbot.addWidget(pad)
    pad.set_style(style)
    image = np.random.default_rng(0).integers(0, 256, (1, SIDE, SIDE), np.uint8)
    pad.show_image(image)
    np.testing.assert_array_equal(pad.canvas.given[0], image)


@pytest.mark.parametrize(("size", "x", "y"), [(0.25, 0.05, 0.05), (0.3, 0.65, 0.6), (0.85, 0.07, 0.07)])
def test_a_seven_drawn_anywhere_is_a_seven_for_the_run_that_comes_with_the_program(
    size: float, x: float, y: float, qtbot: QtBot, tmp_path: Path
) -> None:
    from explorer.files.opening import open_bundled

    program = Program(qtbot, tmp_path)
    try:
        open_bundled(program.session)
        program.show()
        program.wait(lambda: program.state.data is not None and program.state.data.drawing is not None)
        program.wait(lambda: program.state.can_train)
        program.pictures.tools.show_page("draw")
        canvas = program.pictures.pad.canvas
        program.wait(lambda: canvas.isVisible() and canvas.width() > 40)
        page = canvas._page()
        place = np.array([page.x() + x * page.width(), page.y() + y * page.height()])
        trace(canvas, dense(SEVEN) * size * page.width() + place)
        digits = Digits.load(Digits.Config(size="16"), LoadContext(places.data_dir(None)))
        assert digits.train_labels is not None
        labels = digits.train_labels
        train = digits.train.reshape(len(labels), -1).astype(np.float64)

        def read_as() -> list[int]:
            """The digit that each model's reconstruction looks like, by its nearest training images."""
            answer = program.state.answers.get("drawn")
            made = answer.reconstructions if isinstance(answer, messages.Encoded) else ()
            nearest = [np.argsort(np.square(train - each[0].reshape(-1)).sum(axis=1))[:9] for each in made]
            return [int(np.bincount(labels[near]).argmax()) for near in nearest]

        program.wait(lambda: read_as() == [7, 7])  # the answers to what was drawn up to then come first
    finally:
        assert program.close()
