"""D's scores: densities with known answers, an axis that keeps still, and the line that reads them."""

from __future__ import annotations

import math
from dataclasses import replace
from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest
from PIL import Image
from PySide6.QtGui import QAction, QColor
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from explorer.style.theme import DARK, LIGHT
from explorer.workspaces.adversarial.score_density import (
    GRID,
    ScoreReading,
    axis_of,
    chance_above,
    density,
    gap,
    read,
    tick_step,
    told_apart,
)
from explorer.workspaces.adversarial.score_histogram import ScoreHistogram, sample_scores
from trainers.messages import ScoresCompared

pytestmark = pytest.mark.layout


@pytest.fixture
def view(qtbot: QtBot, tmp_path: Path) -> ScoreHistogram:
    view = ScoreHistogram(choose_path=lambda parent, title, suggestion, file_filter: tmp_path / suggestion.name)
    qtbot.addWidget(view)
    view.resize(230, 190)
    view.show_scores(sample_scores())
    view.show()
    qtbot.waitExposed(view)
    return view


def reading(view: ScoreHistogram) -> str:
    label = view.findChild(QLabel, "scoreReading")
    assert label is not None
    return label.whole_text  # type: ignore[attr-defined, no-any-return]


def trigger(view: ScoreHistogram, suffix: str) -> None:
    action = view.export_button.findChild(QAction, "scoresExport" + suffix)
    assert action is not None
    action.trigger()


def test_a_density_is_that_of_the_normal_and_sums_to_one() -> None:
    scores = [NormalDist(1.0, 2.0).inv_cdf((i + 0.5) / 2000) for i in range(2000)]
    places = np.linspace(-9, 11, GRID)
    found = density(scores, -9, 11)
    known = np.exp(-0.5 * ((places - 1) / 2) ** 2) / (2 * math.sqrt(2 * math.pi))
    assert np.abs(found - known).max() < 0.03 * known.max()
    assert found.sum() * (places[1] - places[0]) == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("scores", [[], [math.nan, math.inf]])
def test_no_scores_have_no_density(scores: list[float]) -> None:
    assert (density(scores, -1, 1) == 0).all()


def test_equal_scores_are_a_finite_peak() -> None:
    found = density([0.5] * 100, 0, 1)
    assert np.isfinite(found).all() and abs(int(np.argmax(found)) - (GRID - 1) / 2) <= 0.5


def test_the_axis_holds_all_and_zero_in_round_steps() -> None:
    low, high = axis_of([[3.0, 4.0], [6.2]], with_zero=True)
    step = tick_step(low, high)
    assert low <= 0 and high >= 6.2 and low / step == round(low / step) and high / step == round(high / step)
    assert axis_of([[100.0, 101.0]], with_zero=False)[0] > 90
    assert axis_of([[]], with_zero=False) == axis_of([[0.0]], with_zero=True)
    assert [tick_step(0, span) for span in (5, 10, 25, 0.4)] == pytest.approx([1, 2, 5, 0.1])


def test_the_axis_keeps_still_until_it_must_not() -> None:
    scores = np.linspace(-3, 3, 500)
    before = axis_of([scores], True)
    assert axis_of([0.9 * scores], True, before) == before
    assert axis_of([3 * scores], True, before) != before
    assert axis_of([0.1 * scores], True, before) != before


def test_the_chance_to_score_above_is_the_area_under_the_roc_curve() -> None:
    assert chance_above([1.0, 2.0], [0.0, 1.0]) == 0.875  # one tie among four pairs
    assert chance_above([1.0], [2.0]) == 0
    rng = np.random.default_rng(1)
    shifted = chance_above(rng.normal(1, 1, 4000), rng.normal(0, 1, 4000))
    assert shifted == pytest.approx(0.5 * (1 + math.erf(0.5)), abs=0.01)  # Phi(1 / sqrt 2)
    assert math.isnan(chance_above([], [1.0])) and math.isnan(gap([], [1.0]))


@pytest.mark.parametrize(
    ("train", "held_out", "fake", "are_logits", "expected"),
    [
        (2.2, 0.0, 0.0, True, ScoreReading.MEMORISED),
        (1.8, 0.0, 0.0, True, ScoreReading.GUESSES),
        (1.8, 0.0, 0.0, False, ScoreReading.MEMORISED),  # bare scores: nearly always above
        (0.0, 0.0, -4.0, True, ScoreReading.SEES_ALL),
        (0.0, 0.0, -1.0, True, ScoreReading.SEES_MANY),
        (0.0, 0.0, 1.5, True, ScoreReading.FOOLED),
    ],
)
def test_readings(train: float, held_out: float, fake: float, are_logits: bool, expected: ScoreReading) -> None:
    around = np.linspace(-1, 1, 201)
    assert read(around + train, around + held_out, around + fake, 0.0 if are_logits else math.nan) is expected
    assert read(around, [], around, 0.0 if are_logits else math.nan) is ScoreReading.NOTHING


@pytest.mark.parametrize(
    ("held_out", "fake", "spread", "expected"),
    [
        (0.0, 0.0, 1.0, ScoreReading.GUESSES),  # equal
        (3.0, -3.0, 1.0, ScoreReading.SEES_ALL),  # D(x) 0.95, D(G(z)) 0.05
        (0.9, -0.9, 0.1, ScoreReading.SEES_ALL),  # 0.71 and 0.29
        (0.7, -0.7, 0.1, ScoreReading.SEES_MANY),  # 0.67 and 0.33: all of them ranked, none of them sure
        (0.02, -0.02, 0.01, ScoreReading.RANKS),  # 0.50 and 0.50, though no fake scores above a real image
        (6.0, 4.0, 0.1, ScoreReading.RANKS),  # 1.00 and 0.98: D takes both for real
        (-0.02, 0.02, 0.01, ScoreReading.GUESSES),  # the other way round
        (-1.0, 1.0, 0.5, ScoreReading.FOOLED),
    ],
)
def test_how_sure_d_is_counts_and_not_the_ranking_alone(
    held_out: float, fake: float, spread: float, expected: ScoreReading
) -> None:
    around = spread * np.linspace(-1, 1, 201)
    assert read(around + held_out, around + held_out, around + fake, 0.0) is expected


def test_the_sentence_agrees_with_the_bound(view: ScoreHistogram) -> None:
    """Log 2 less half of D's loss, by hand: 0.02 for beliefs of 0.51 and 0.49, and 0.57 for 0.88 and 0.12."""
    for logit, words, low, high in (
        (0.04, "D can hardly tell: ", 0.01, 0.03),
        (2.0, "D sees through nearly every fake.", 0.55, 0.58),
    ):
        scores = np.full(256, logit, np.float32)
        bound = math.log(2) - math.log1p(math.exp(-logit))
        assert low < bound < high
        view.show_scores(replace(sample_scores(), train=scores, held_out=scores, fake=-scores, js_bound=bound))
        assert reading(view).startswith(words)


def test_a_d_that_is_too_sure_where_it_errs_bounds_nothing(view: ScoreHistogram) -> None:
    for bound, words in ((0.123, "JS ≥ 0.12 nats"), (-0.004, "JS ≥ 0.00 nats"), (-0.3, "JS ≥ 0: D is too sure where")):
        view.show_scores(replace(sample_scores(), js_bound=bound))
        assert view.canvas.bound_text().startswith(words)
    view.show_scores(None)
    assert view.canvas.bound_text().startswith("JS ≥ 0.00 nats")


def bound_of(held_out: np.ndarray, fake: np.ndarray) -> float:
    """Log 2 less half of D's loss, from its logits."""
    return math.log(2) - float(np.logaddexp(0, -held_out).mean() + np.logaddexp(0, fake).mean()) / 2


def compare(held_out: np.ndarray, fake: np.ndarray) -> ScoresCompared:
    bound = bound_of(held_out.astype(np.float64), fake.astype(np.float64))
    return replace(sample_scores(), train=held_out, held_out=held_out, fake=fake, js_bound=bound)


def test_a_d_that_has_not_learnt_anything_is_not_called_too_sure(view: ScoreHistogram) -> None:
    """As after one step: all its logits lie at one side, for real examples and fakes alike."""
    leaning = np.random.default_rng(2).normal(-0.6, 0.02, (2, 256)).astype(np.float32)
    view.show_scores(compare(*leaning))
    assert view.canvas.bound_text() == "JS ≥ 0: D shows no difference"
    assert reading(view) == "D can hardly tell fakes from real examples."


def test_half_of_the_real_examples_that_are_known_for_sure_are_a_difference(view: ScoreHistogram) -> None:
    held_out = np.where(np.arange(256) % 2, 10.0, -0.1).astype(np.float32)
    view.show_scores(compare(held_out, np.zeros(256, np.float32)))
    assert view.canvas.bound_text() == f"JS ≥ {bound_of(held_out, np.zeros(256)):.2f} nats (held-out)" != "JS ≥ 0.00"
    assert reading(view) == "D tells many fakes from real examples."


@pytest.mark.parametrize("seed", range(40))
def test_no_sentence_denies_the_bound_above_it(view: ScoreHistogram, seed: int) -> None:
    rng = np.random.default_rng(seed)
    for _ in range(10):
        held_out, fake = (
            rng.normal(rng.normal(0, 1), rng.exponential(1), 256)
            + rng.choice([0, 6]) * (rng.random(256) < rng.random())
            for _ in range(2)
        )
        view.show_scores(compare(held_out.astype(np.float32), fake.astype(np.float32)))
        text, said, bound = view.canvas.bound_text(), reading(view), view.canvas.bound
        if "hardly" in said or "more real than" in said:
            assert bound <= 0.05 and "too sure" not in text
        if "sees through" in said or "tells many" in said:
            assert "no difference" not in text


def test_beliefs_are_told_apart() -> None:
    assert told_apart([0.0], [0.0]) == 0
    assert told_apart([math.log(3)], [-math.log(3)]) == pytest.approx(0.75 - 0.25)
    assert math.isnan(told_apart([], [1.0])) and told_apart([900.0], [-900.0]) == 1


def test_a_d_that_knows_the_training_images_by_heart(view: ScoreHistogram) -> None:
    assert reading(view) == "D tells many fakes from real examples."
    view.show_scores(sample_scores(memorised=True))
    assert reading(view).startswith("D knows the training data by heart: 3.")
    assert view.canvas.accessibleDescription() == reading(view)


def test_curves_stand_over_their_scores(view: ScoreHistogram, qtbot: QtBot) -> None:
    canvas, compared = view.canvas, sample_scores()
    for which, scores in enumerate((compared.train, compared.held_out, compared.fake)):
        peak = min(canvas.curve(which), key=lambda point: point.y())
        assert peak.x() == pytest.approx(canvas.x_of(float(np.median(scores))), abs=16)
        assert canvas.plot().adjusted(-1, -1, 1, 1).contains(peak)
    moved = replace(compared, fake=compared.fake - 1.0)
    before = canvas.curve(2)
    view.show_scores(moved)
    assert canvas.curve(2) == before  # it glides there
    qtbot.waitUntil(lambda: (canvas._easing.values == canvas._easing.target).all())
    assert canvas.curve(2) != before


def test_real_and_fake_have_their_colours_and_held_out_is_dashed(view: ScoreHistogram) -> None:
    from PySide6.QtCore import Qt

    for theme in (DARK, LIGHT):
        view.set_theme(theme)
        inks = {which: pen for which, pen, _ in view.canvas._inks()}
        assert inks[0].color() == QColor(theme.real) and inks[2].color() == QColor(theme.fake)
        assert [inks[i].style() == Qt.PenStyle.DashLine for i in range(3)] == [False, True, False]
    view.show_scores(replace(sample_scores(), held_out=np.zeros(0, np.float32)))
    assert [which for which, _, _ in view.canvas._inks()] == [0, 2]
    assert reading(view) == ""


def test_the_bound_is_a_bar_that_ends_at_log_2(view: ScoreHistogram) -> None:
    for bound, filled in ((-0.3, 0.0), (math.log(2) / 2, 0.5), (math.log(2), 1.0)):
        view.show_scores(None)
        view.show_scores(replace(sample_scores(), js_bound=bound))
        image = view.canvas.grab().toImage()
        ratio, y = image.devicePixelRatio(), view.canvas.height() - 2
        xs = [int((8 + share * (view.canvas.width() - 16)) * ratio) for share in np.arange(0.05, 1, 0.1)]
        blue = [image.pixelColor(x, int(y * ratio)).name() == DARK.discriminator for x in xs]
        assert sum(blue) == pytest.approx(10 * filled, abs=0.5)


def test_bare_scores_have_neither_zero_nor_bound(view: ScoreHistogram) -> None:
    with_bound = view.canvas.plot().height()
    view.show_scores(sample_scores(are_logits=False))
    assert not view.canvas.are_logits and view.canvas.plot().height() > with_bound
    far = replace(sample_scores(are_logits=False), train=np.array([50.0, 51.0]), held_out=np.array([50.5]))
    view.show_scores(replace(far, fake=np.array([49.0, 50.0], np.float32)))
    assert view.canvas.axis[0] > 40  # zero means nothing here


def test_exports(view: ScoreHistogram, tmp_path: Path) -> None:
    trigger(view, ".csv")
    lines = (tmp_path / "scores.csv").read_text().splitlines()
    assert lines[0] == "images,score" and len(lines) == 1 + 3 * 512 and lines[513].startswith("held_out,")
    trigger(view, ".png")
    with Image.open(tmp_path / "scores.png") as picture:
        assert picture.width >= view.canvas.width()
    view.show_scores(None)
    (tmp_path / "scores.csv").unlink()
    trigger(view, ".csv")
    assert not (tmp_path / "scores.csv").exists()
    assert view.findChild(QLabel, "note").text() == "There are no scores to export yet."


def test_relative_scores_have_no_place_where_d_can_only_guess(view: ScoreHistogram) -> None:
    assert view.canvas._zero() == "0: can only guess"
    view.show_scores(replace(sample_scores(), relative=True))
    assert view.canvas._zero() == "0: midway between real and fake"
