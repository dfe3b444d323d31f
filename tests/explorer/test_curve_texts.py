"""The texts of the curves in narrow panels and large letters: legend, labels of levels, numbers of the axes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter
from pytestqt.qtbot import QtBot

from explorer.curves_data import Curves
from explorer.throttle import Throttle
from explorer.views.curve_plot import CurvePlot
from explorer.views.curves import CurvesView
from trainers.catalog import MetricSpec
from trainers.messages import Scalars

LOSS, TEST = MetricSpec("loss", "loss", "loss"), MetricSpec("test_loss", "test", "loss")
D_LOSS = MetricSpec("d_loss", "Loss of D", "game", short="D")
G_LOSS = MetricSpec("g_loss", "Loss of G", "game", short="G", better="", help="fools D", measures=False)
GUESS = "D can only guess (Minimax, Non-saturating)"
BETAS = ["β 0", "β 0.2", "β 1", "β 8"]
SIZES = [13, 16, 20]  # px of letters: 100 %, 125 %, 150 %
AREA = QRectF(50, 20, 300, 100)


@pytest.fixture(autouse=True)
def _drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Throttle, "offer", lambda self, value: self.passed.emit(value))


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CurvesView]:
    view = CurvesView()
    qtbot.addWidget(view)
    view.show()
    yield view


def lettered(view: CurvesView, pixels: int) -> None:
    font = QFont(view.font())
    font.setPixelSize(pixels)
    view.setFont(font)


def show_models(view: CurvesView, labels: list[str], steps: int = 250) -> None:
    """A model each with values of training and testing."""
    values = tuple({"loss": 0.0123456 * (model + 1) + 1 / np.arange(1, steps + 1)} for model in range(len(labels)))
    scalars = Scalars(0, 1, tuple({"loss": model["loss"].astype(np.float32)} for model in values))
    view.show_curves(Curves.from_scalars(scalars), [[LOSS, TEST]] * len(labels), labels)
    for model in range(len(labels)):
        view.show_test_points(model, "test_loss", [steps // 2, steps], [0.05678, 0.0215432 + model / 100])


def legend(view: CurvesView) -> list[str]:
    return [row.text for row, _ in view.plot._placed]


def numbers(text: str) -> set[str]:
    return set(re.findall(r"[\d.]*\d[\d.]*", text))


# ---------------------------------------------------------------------- axes
@pytest.mark.parametrize("pixels", [*SIZES, 26])
@pytest.mark.parametrize(("width", "height"), [(200, 165), (249, 167), (383, 138), (900, 400)])
@pytest.mark.parametrize("steps", [3, 57, 250, 6862])
@pytest.mark.parametrize("log", [False, True])
def test_numbers_of_the_axes_stand_apart(
    view: CurvesView, width: int, height: int, steps: int, log: bool, pixels: int
) -> None:
    lettered(view, pixels)
    view.resize(width, height)
    show_models(view, ["AE", "VAE"], steps)
    view.log_button.setChecked(log)
    view.plot._layout.layout.activate()
    below, beside = axis_texts(view.plot)
    for texts in (below, beside):
        places = [place for place, _ in texts]
        assert not any(one.intersects(other) for i, one in enumerate(places) for other in places[:i])
    assert len(below) >= 2 and len(beside) >= 1
    assert all(place.bottom() <= view.plot.bottom.height() for place, _ in below)
    right = view.plot.box.width() + 8
    assert all(place.right() <= right for place, _ in below)


def axis_texts(plot: CurvePlot) -> tuple[list[tuple[QRectF, str]], list[tuple[QRectF, str]]]:
    """The numbers of the x and of the y axis with their places."""
    painter = QPainter(image := QImage(8, 8, QImage.Format.Format_RGB32))
    found = []
    for axis in (plot.bottom, plot.left):
        specs = axis.generateDrawSpecs(painter)
        assert specs is not None
        found.append([(place, text) for place, _, text in specs[2]])
    painter.end()
    assert not image.isNull()
    return found[0], found[1]
