"""Looks at holes: what they answer, that they come in pieces, and that they leave the run as it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
import torch

from trainers import messages
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.looking.answers import Answers
from trainers.looking.holes import N_HELD_OUT, N_REFERENCES, HoleMeter
from trainers.looking.looker import Looker
from trainers.messages import Covariance, DrawnFrom, Layer, MixtureFit, Region
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
AXES: dict[str, Any] = {
    "origin": np.zeros(2, np.float32),
    "u": np.array([1, 0], np.float32),
    "v": np.array([0, 1], np.float32),
}


def experiment(*models: dict[str, Any]) -> Experiment:
    table = {"title": "test", "seed": 3, "steps": 60, "batch_size": 32, "dataset": {"name": "digits"}}
    return Experiment.parse({**table, "models": list(models)})


def look_at(given: Experiment, images: Examples, steps: int = 30) -> Looker:
    loop, looker = Loop(given, images, CPU), Looker(given, images, CPU)
    for _ in range(steps):
        loop.step()
    configs = tuple(model.config for model in given.models)
    looker.load(Snapshot(1, steps, tuple(loop.display_weights()), configs))
    return looker


@lru_cache(maxsize=4)
def answers_of(looker: Looker) -> Answers:
    """The same for the same looker, so that what it keeps between looks is kept."""
    return Answers(looker)


def answers(looker: Looker, look: messages.Look) -> list[Any]:
    with torch.inference_mode():
        return [result for result in answers_of(looker).answer(look) if result is not None]


@pytest.fixture(scope="module")
def digits(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return Digits.load(Digits.Config(), LoadContext(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="module")
def looker(digits: Examples) -> Iterator[Looker]:
    yield look_at(experiment({"family": "ae", "layers": [32]}, {"family": "vae", "layers": [32]}), digits)


def map_of(layer: Layer, model: int = 0, cells: int = 20, extent: Any = (-2, -1, 2, 1)) -> messages.MapHoles:
    return messages.MapHoles(1, 7, "holes 0", model, layer, **AXES, extent=extent, columns=cells, rows=cells // 2)


@pytest.mark.parametrize("model", [0, 1])
@pytest.mark.parametrize("layer", list(Layer))
def test_a_map_comes_coarse_first_and_then_whole(looker: Looker, layer: Layer, model: int) -> None:
    found = [each for each in answers(looker, map_of(layer, model)) if isinstance(each, messages.HolesMapped)]
    assert [(each.values.shape, each.done) for each in found] == [((8, 16), False), ((10, 20), True)]
    assert all(each.layer is layer and each.request_id == 7 and each.channel == "holes 0" for each in found)
    assert not found[-1].values.flags.writeable
    assert np.isnan(found[-1].threshold) == (layer in (Layer.GEOMETRY, Layer.STRETCH))


def test_a_map_agrees_with_what_is_measured_at_its_cells(looker: Looker) -> None:
    whole = answers(looker, map_of(Layer.REALISM))[-1]
    corner = np.array([[-1.9, 0.9]], np.float32)  # the first cell: top left
    measured = answers(looker, messages.MeasureCodes(1, 8, "cursor", 0, corner))[-1]
    assert measured.values[Layer.REALISM][0] == pytest.approx(whole.values[0, 0], rel=1e-4)
    assert measured.thresholds[Layer.REALISM] == 1.0 and not measured.high_is_hole[Layer.REALISM]


def test_the_judge_is_named_once(digits: Examples) -> None:
    fresh = look_at(experiment({"family": "ae", "layers": [8]}), digits, steps=1)
    first = [each for each in answers(fresh, map_of(Layer.REALISM)) if isinstance(each, messages.JudgeChanged)]
    assert first[-1].kind == "judge" and first[-1].share == 1 and first[-1].accuracy > 0.9
    assert 0 < first[-1].baseline < 1
    again = answers(fresh, map_of(Layer.REALISM))
    assert not [each for each in again if isinstance(each, messages.JudgeChanged)]


@pytest.mark.parametrize("region", list(Region))
def test_a_score_comes_with_its_interval_and_samples(looker: Looker, region: Region) -> None:
    look = messages.ScoreHoles(1, 9, "score 0", 0, Layer.REALISM, region, count=200)
    scored = answers(looker, look)[-1]
    assert 0 <= scored.low <= scored.share <= scored.high <= 1
    assert scored.samples.shape == (36, 1, 8, 8) and scored.codes.shape == (36, 2) and scored.in_hole.shape == (36,)
    assert answers(looker, look)[-1].share == scored.share  # fixed noise


def test_geometry_has_no_score(looker: Looker) -> None:
    failed = answers(looker, messages.ScoreHoles(1, 9, "score 0", 0, Layer.GEOMETRY, Region.BOX))[-1]
    assert isinstance(failed, messages.LookFailed) and "drawing aid" in failed.reason


def test_beyond_the_priors_bulk_nothing_can_be_missing(looker: Looker) -> None:
    far = np.array([[9.0, 9.0]], np.float32)
    measured = answers(looker, messages.MeasureCodes(1, 8, "cursor", 1, far, (Layer.COVERAGE,)))[-1]
    assert measured.values[Layer.COVERAGE][0] == -np.inf


def test_the_judge_compares_images(looker: Looker, digits: Examples) -> None:
    zero, same = digits.test[:1], digits.test[:1]
    black = np.zeros_like(zero)
    judged = answers(looker, messages.JudgeImages(1, 3, "pixels", np.concatenate([zero, same, black])))[-1]
    assert judged.probabilities.shape == (3, 10)
    assert judged.probabilities.sum(axis=1) == pytest.approx(np.ones(3), abs=1e-4)
    assert judged.feature_distance[0] == judged.feature_distance[1] == 0 < judged.feature_distance[2]
    root = np.sqrt(np.square(zero / 255.0).mean())
    assert judged.pixel_distance == pytest.approx([0, 0, root], rel=1e-4)


def test_images_and_codes_of_another_shape_are_refused(looker: Looker) -> None:
    wrong = answers(looker, messages.JudgeImages(1, 3, "pixels", np.zeros((1, 1, 5, 5), np.uint8)))[-1]
    assert isinstance(wrong, messages.LookFailed) and "(1, 8, 8)" in wrong.reason
    wrong = answers(looker, messages.MeasureCodes(1, 3, "cursor", 0, np.zeros((1, 3), np.float32)))[-1]
    assert isinstance(wrong, messages.LookFailed) and "(N, 2)" in wrong.reason


def test_without_labels_principal_components_judge(digits: Examples) -> None:
    bare = Examples("unlabelled", digits.train, digits.test)
    fresh = look_at(experiment({"family": "vae", "layers": [8]}), bare, steps=1)
    found = answers(fresh, map_of(Layer.REALISM))
    judge = next(each for each in found if isinstance(each, messages.JudgeChanged))
    assert judge.kind == "pca" and np.isnan(judge.accuracy)
    judged = answers(fresh, messages.JudgeImages(1, 3, "pixels", bare.test[:2]))[-1]
    assert judged.probabilities is None


def test_fewer_images_than_neighbours_is_one_sentence(digits: Examples) -> None:
    few = Examples("few", digits.train[:3], digits.test[:3])
    found = answers(look_at(experiment({"family": "ae", "layers": [8]}), few, steps=1), map_of(Layer.REALISM))[-1]
    assert isinstance(found, messages.LookFailed)
    assert "at least 11 real pictures" in found.reason and "found 3" in found.reason


def test_held_out_images_that_are_sorted_are_not_taken_from_the_first_class_alone() -> None:
    """As in many a file with a test set of its own: of 1500 dark and then 1500 bright ones most of 2000 are dark."""
    rng = np.random.default_rng(0)
    white = np.repeat([0, 1], 1500)
    pixels = (rng.integers(0, 40, (3000, 1, 8, 8)) + 200 * white[:, None, None, None]).astype(np.uint8)
    looker = look_at(experiment({"family": "vae", "layers": [8]}), Examples("sorted", pixels[::10], pixels), steps=1)
    whole = float((pixels[:, 0].mean((1, 2)) > 128).mean())
    for count in (N_HELD_OUT, N_REFERENCES):
        seen = looker.examples.test[looker.test_order[:count]]
        assert (seen[:, 0].mean((1, 2)) > 128).mean() == pytest.approx(whole, abs=0.05)
    encoded: list[np.ndarray] = []
    honest = looker.codes
    looker.codes = lambda family, images: (encoded.append(images), honest(family, images))[1]  # type: ignore
    answers(looker, map_of(Layer.COVERAGE))
    assert (encoded[-1][:, 0].mean((1, 2)) > 128).mean() == pytest.approx(0.5, abs=0.05) and len(encoded[-1]) == 2000


def test_constant_images_give_a_map_and_no_exception() -> None:
    grey = Examples("grey", np.full((60, 1, 8, 8), 90, np.uint8), np.full((20, 1, 8, 8), 90, np.uint8))
    fresh = look_at(experiment({"family": "ae", "layers": [8]}), grey, steps=1)
    for layer in Layer:
        found = answers(fresh, map_of(layer))[-1]
        assert isinstance(found, messages.HolesMapped) and not np.isnan(found.values).all()


@pytest.mark.parametrize("latent_dim", [1, 5])
def test_one_latent_is_a_line_and_five_a_plane(digits: Examples, latent_dim: int) -> None:
    fresh = look_at(experiment({"family": "vae", "layers": [8], "latent_dim": latent_dim}), digits, steps=1)
    u, v = np.zeros((2, latent_dim), np.float32)
    u[0] = 1
    v[-1] = latent_dim > 1
    rows = 1 if latent_dim == 1 else 6
    for layer in Layer:
        found = answers(fresh, messages.MapHoles(1, 1, "holes 0", 0, layer, 0 * u, u, v, (-2, -1, 2, 1), 12, rows))[-1]
        assert isinstance(found, messages.HolesMapped) and found.values.shape == (rows, 12)


def test_looking_at_holes_leaves_the_run_as_it_is(digits: Examples) -> None:
    given = experiment({"family": "ae", "layers": [8]}, {"family": "vae", "layers": [8]})

    def losses(looks: bool) -> list[float]:
        loop, looker = Loop(given, digits, CPU), Looker(given, digits, CPU)
        found = []
        for step in range(6):
            found += [float(value) for metrics in loop.step() for value in metrics.values()]
            if looks:
                configs = tuple(model.config for model in given.models)
                looker.load(Snapshot(1, step, tuple(loop.display_weights()), configs))
                for model in (0, 1):
                    for layer in Layer:
                        answers(looker, map_of(layer, model))
                    answers(looker, messages.ScoreHoles(1, 1, "s", model, Layer.REALISM, Region.GAUSSIAN, 100))
        return found

    assert losses(looks=True) == losses(looks=False)


def test_twins_have_the_same_map(digits: Examples) -> None:
    twins = look_at(experiment(*[{"family": "vae", "layers": [8], "label": label} for label in "ab"]), digits)
    for layer in Layer:
        first, second = (answers(twins, map_of(layer, model))[-1].values for model in (0, 1))
        assert np.array_equal(first, second)


# --------------------------------------------------------------------------- regions side by side

PLACES = tuple(DrawnFrom(region) for region in (Region.BOX, Region.GAUSSIAN, Region.PRIOR, Region.MIXTURE))


def test_regions_are_scored_one_after_the_other_as_each_alone(looker: Looker) -> None:
    look = messages.ScoreRegions(1, 4, "regions", 1, Layer.REALISM, PLACES, 200)
    found = [each for each in answers(looker, look) if isinstance(each, messages.RegionsScored)]
    assert [len(each.scores) for each in found] == [1, 2, 3, 4] and [each.goes_on for each in found] == [1, 1, 1, 0]
    for score in found[-1].scores:
        (alone,) = answers(looker, messages.ScoreHoles(1, 5, "s", 1, Layer.REALISM, score.drawn.region, 200))
        assert (alone.share, alone.low, alone.high) == (score.share, score.low, score.high)
        assert score.components == alone.components == (10 if score.drawn.region is Region.MIXTURE else 0)


def test_the_codes_themselves_are_the_best_that_can_be_hoped_for(looker: Looker, digits: Examples) -> None:
    for layer in (Layer.REALISM, Layer.COVERAGE):
        told = answers(looker, messages.ScoreRegions(1, 4, "regions", 0, layer, PLACES, 500))[-1]
        (found,) = answers(looker, messages.EncodeData(1, 5, "codes", limit=500))
        (measured,) = answers(looker, messages.MeasureCodes(1, 6, "own", 0, found.codes[0], (layer,)))
        values, threshold = measured.values[layer], measured.thresholds[layer]
        holes = values > threshold if measured.high_is_hole[layer] else values < threshold
        assert told.own == pytest.approx(holes.mean()) and told.own <= min(score.share for score in told.scores)
    game = look_at(experiment({"family": "gan", "g_layers": [8], "d_layers": [8]}), digits, steps=1)
    assert np.isnan(answers(game, messages.ScoreRegions(1, 4, "r", 0, Layer.REALISM, PLACES[2:3], 100))[-1].own)


def test_a_mixture_of_another_size_is_another_region(looker: Looker) -> None:
    sizes = tuple(DrawnFrom(Region.MIXTURE, MixtureFit(size)) for size in (1, 5, 30))
    scores = answers(looker, messages.ScoreRegions(1, 4, "sizes", 0, Layer.COVERAGE, sizes, 2000))[-1].scores
    assert [score.components for score in scores] == [1, 5, 30]
    assert scores[0].share > scores[1].share > scores[2].share, "the closer they lie to the codes"
    fit = MixtureFit(5, Covariance.DIAGONAL)
    look = messages.ScoreHoles(1, 5, "s", 0, Layer.COVERAGE, Region.MIXTURE, 100, fit)
    (upright,) = answers(looker, look)
    assert upright.mixture == fit and len(upright.shape.weights) == 5
    assert not upright.shape.covariances[:, 0, 1].any()


def test_what_a_region_is_drawn_from_comes_with_its_score(looker: Looker) -> None:
    for region in Region:
        (scored,) = answers(looker, messages.ScoreHoles(1, 5, "s", 0, Layer.COVERAGE, region, 500))
        if region is Region.BOX:
            assert (scored.codes >= scored.shape.low).all() and (scored.codes <= scored.shape.high).all()
        else:
            assert len(scored.shape.means) == (10 if region is Region.MIXTURE else 1)


def test_the_same_is_counted_once_for_the_same_weights(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    look = messages.ScoreRegions(1, 4, "regions", 0, Layer.COVERAGE, PLACES, 150)
    first = answers(looker, look)[-1]
    monkeypatch.setattr(HoleMeter, "values", None)  # nothing is measured again
    assert answers(looker, look)[-1].scores == first.scores
    monkeypatch.undo()
    assert looker.snapshot is not None
    looker.load(Snapshot(1, looker.step, looker.snapshot.weights, looker.snapshot.configs))
    measured: list[int] = []
    honest = HoleMeter.values

    def counting(self: HoleMeter, model: int, layer: Layer, z: Any) -> Any:
        measured.append(len(z))
        return honest(self, model, layer, z)

    monkeypatch.setattr(HoleMeter, "values", counting)
    assert answers(looker, look)[-1].scores == first.scores and measured == [150] * 5, "the codes, and four regions"


def test_a_region_that_a_model_lacks_is_one_sentence_beside_the_others(digits: Examples) -> None:
    game = look_at(experiment({"family": "gan", "g_layers": [8], "d_layers": [8]}), digits, steps=1)
    look = messages.ScoreRegions(1, 4, "regions", 0, Layer.REALISM, PLACES[1:3], 100)
    gaussian, prior = answers(game, look)[-1].scores
    assert "no encoder" in gaussian.problem and np.isnan(gaussian.share)
    assert prior.problem == "" and 0 <= prior.share <= 1


def test_codes_that_are_no_numbers_are_said_of_each_region(digits: Examples) -> None:
    broken = look_at(experiment({"family": "ae", "layers": [8]}), digits, steps=1)
    for weights in broken.models[0].nets.parameters():
        weights.fill_(torch.nan)
    look = messages.ScoreRegions(1, 4, "regions", 0, Layer.REALISM, (PLACES[0], PLACES[3]), 100)
    told = answers(broken, look)[-1]
    assert np.isnan(told.own)
    assert [score.problem.partition(": ")[2] for score in told.scores] == [
        "expected finite codes, found some that are no numbers"
    ] * 2
    failed = answers(broken, messages.ScoreHoles(1, 5, "s", 0, Layer.REALISM, Region.MIXTURE, 100))[-1]
    assert isinstance(failed, messages.LookFailed) and "no numbers" in failed.reason


def test_few_images_bear_few_components_and_it_is_said(digits: Examples) -> None:
    few = Examples("few", digits.train[:40], digits.test[:40])
    found = look_at(experiment({"family": "ae", "layers": [8]}), few, steps=1)
    look = messages.ScoreRegions(1, 4, "regions", 0, Layer.REALISM, (DrawnFrom(Region.MIXTURE, MixtureFit(30)),), 100)
    (score,) = answers(found, look)[-1].scores
    assert score.problem == "" and score.components == 40 // 12 and score.drawn.mixture.components == 30


def test_a_flat_sheet_is_full_of_holes_and_a_net_that_is_drawn_to_the_data_is_not(digits: Examples) -> None:
    """Principal components draw sums of pictures, a self-organising map prototypes: between those there are holes, too,
    but they are narrow. Both are measured as autoencoders are, by the box of their codes."""
    given = experiment({"family": "pca"}, {"family": "som", "rows": 8, "columns": 8})
    looker = look_at(given, digits, 60)
    shares = []
    for model in (0, 1):
        look = messages.ScoreHoles(1, 7, "score", model, Layer.REALISM, Region.BOX, 400)
        [scored] = [each for each in answers(looker, look) if isinstance(each, messages.HolesScored)]
        shares.append(scored.share)
        for layer in Layer:
            mapped = answers(looker, map_of(layer, model))[-1]
            assert isinstance(mapped, messages.HolesMapped) and np.isfinite(mapped.values).all()
    assert shares[1] < 0.6 < 0.8 < shares[0]
