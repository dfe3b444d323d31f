"""What is asked of models that make pictures component by component, with known answers."""

from __future__ import annotations

import math
import pickle
from typing import Any

import numpy as np
import pytest
import torch

from tests.small_families import SMALL
from trainers import messages
from trainers.catalog import families
from trainers.dataset import LoadContext
from trainers.datasets.digits import Digits
from trainers.examples import Examples, UInt8
from trainers.experiment import Experiment
from trainers.looking.answers import Answers
from trainers.looking.looker import Looker
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
SIDE = 8
HALF = np.arange(SIDE)[:, None] < SIDE // 2
TOP = np.broadcast_to(HALF, (SIDE, SIDE))


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Examples:
    return Digits.load(Digits.Config(), LoadContext(tmp_path_factory.mktemp("data")))


def answers(images: Examples, *models: dict[str, Any], steps: int = 20) -> Answers:
    """What answers about such models after a few *steps*."""
    table = {"steps": 20, "batch_size": 16, "dataset": {"name": "digits"}, "models": list(models)}
    experiment = Experiment.parse(table)
    loop = Loop(experiment, images, CPU)
    for _ in range(steps):
        loop.step()
    looker = Looker(experiment, images, CPU)
    looker.load(Snapshot(1, 20, tuple(loop.display_weights()), tuple(model.config for model in loop.models)))
    return Answers(looker)


@pytest.fixture(scope="module")
def given(images: Examples) -> Answers:
    """A MADE of two orders, one that is told classes at four levels, a family of the tests, and one that cannot."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(families(), "raster", SMALL["raster"])  # type: ignore[arg-type]
        return answers(
            images,
            {"family": "made", "layers": [70, 70], "orders": 2, "label": "MADE"},
            {"family": "made", "layers": [40], "levels": "4", "told_class": True, "label": "told"},
            {"family": "raster", "label": "raster"},
            {"family": "vae", "layers": [4], "label": "VAE"},
        )


def ask(given: Answers, look: messages.Look) -> list[Any]:
    with torch.inference_mode():
        return [pickle.loads(pickle.dumps(each)) for each in given.answer(look) if each is not None]


def picture(images: Examples, index: int = 0) -> UInt8:
    return images.test[index : index + 1]


@pytest.mark.parametrize("model", range(3))
def test_what_is_expected_adds_up_to_the_probability_of_the_picture(
    given: Answers, images: Examples, model: int
) -> None:
    [told] = ask(given, messages.Expect(0, 1, "expect", model, picture(images), label=3 if model == 1 else -1))
    assert isinstance(told, messages.Expected)
    family = given.looker.models[model]
    with torch.no_grad():
        exact = family.log_prob(given.looker.inputs(told.picture), torch.tensor([3]) if model == 1 else None)
    assert told.nats == pytest.approx(-float(exact), rel=1e-5)
    np.testing.assert_allclose(told.odds.sum(1), 1, rtol=1e-5)
    steps = len(told.values) - 1
    np.testing.assert_array_equal(np.rint(told.picture.flatten() / 255 * steps), told.found)
    assert (told.entropy <= math.log(len(told.values)) + 1e-6).all() and (told.entropy >= 0).all()
    assert sorted(told.order.tolist()) == list(range(SIDE * SIDE)) and told.orders[0] in family.orders


def test_another_order_gives_other_odds_and_an_unknown_one_is_refused(given: Answers, images: Examples) -> None:
    usual, reverse = (
        ask(given, messages.Expect(0, 1, "expect", 0, picture(images), order=order))[0]
        for order in ("natural", "reversed")
    )
    assert usual.order.tolist() == reverse.order.tolist()[::-1]
    assert not np.allclose(usual.odds, reverse.odds)
    # The first of an order is told nothing: its odds are the same in any picture.
    other = ask(given, messages.Expect(0, 1, "expect", 0, picture(images, 5), order="reversed"))[0]
    np.testing.assert_array_equal(other.odds[-1], reverse.odds[-1])
    [refused] = ask(given, messages.Expect(0, 1, "expect", 0, picture(images), order="spiral"))
    assert refused.reason == "order: expected one of natural, reversed, found 'spiral'"


def test_a_model_that_is_told_no_class_mixes_them_by_what_was_seen_so_far(given: Answers, images: Examples) -> None:
    [told] = ask(given, messages.Expect(0, 1, "expect", 1, picture(images)))
    family, shares = given.looker.models[1], images.class_shares(10)
    x = given.looker.inputs(told.picture)
    with torch.no_grad():
        each = torch.stack([family.log_prob(x, torch.tensor([label])) for label in range(10)])
    exact = float((each[:, 0] + torch.tensor(shares).log()).logsumexp(0))
    assert told.nats == pytest.approx(-exact, rel=1e-5)
    np.testing.assert_allclose(told.odds.sum(1), 1, rtol=1e-5)
    likeliest = int((each[:, 0] + torch.tensor(shares).log()).argmax())
    fields = [ask(given, messages.FindField(0, 1, "f", 1, picture(images), 40, label))[0] for label in (-1, likeliest)]
    np.testing.assert_array_equal(fields[0].pull, fields[1].pull)


@pytest.mark.parametrize("order", ["natural", "reversed"])
def test_a_site_looks_only_where_its_order_lets_it(given: Answers, images: Examples, order: str) -> None:
    site = 3 * SIDE + 5
    [field] = ask(given, messages.FindField(0, 1, "field", 0, picture(images), site, order=order))
    assert isinstance(field, messages.FieldFound)
    before = np.arange(SIDE * SIDE).reshape(SIDE, SIDE) < site
    after = np.arange(SIDE * SIDE).reshape(SIDE, SIDE) > site
    np.testing.assert_array_equal(field.allowed, before if order == "natural" else after)
    assert field.pull.max() == 1 and not field.pull[~field.allowed].any()
    assert not field.blind.any()  # a perceptron sees all that it may
    [first] = ask(given, messages.FindField(0, 1, "field", 0, picture(images), 0))
    assert not first.pull.any() and not first.allowed.any()
    [refused] = ask(given, messages.FindField(0, 1, "field", 0, picture(images), SIDE * SIDE))
    assert refused.reason == "expected a site from 0 to 63, found 64"


def test_a_table_is_blind_to_all_but_the_pixels_that_choose_its_row(images: Examples) -> None:
    looks = answers(images, {"family": "pixel-table", "label": "table"}, steps=1)
    for site, seen in ((4 * SIDE + 1, {(3, 1), (4, 0)}), (2 * SIDE + 5, {(1, 5), (2, 4)})):
        [field] = ask(looks, messages.FindField(0, 1, "field", 0, picture(images), site))
        assert isinstance(field, messages.FieldFound)
        found = np.argwhere(field.allowed & ~field.blind)
        assert {(int(row), int(column)) for row, column in found} == seen


def test_a_deep_network_of_gates_is_blind_only_where_no_wire_leads(images: Examples) -> None:
    """Through many layers of gates a pull gets small, but not nothing. Twelve windows of one pixel and one of three
    reach fifteen columns to the left."""
    wide = np.random.default_rng(0).integers(0, 256, (20, 1, 2, 24), dtype=np.uint8)
    model = {"family": "pixelcnn", "network": "gated", "channels": 4, "blocks": 12, "made": 0, "label": "deep"}
    looks = answers(Examples("wide", wide, wide), model, steps=1)
    [field] = ask(looks, messages.FindField(0, 1, "field", 0, wide[:1], 2 * 24 - 1))
    np.testing.assert_array_equal(np.argwhere(field.blind), [[row, column] for row in range(2) for column in range(8)])


def test_a_table_is_blind_but_to_its_context_whatever_was_counted(images: Examples) -> None:
    looks = answers(images, {"family": "pixel-table", "context": "left and above", "label": "table"})
    for row, column in ((0, 7), (3, 5), (7, 0)):  # in corners nearly all is black: most contexts were never found
        [field] = ask(looks, messages.FindField(0, 1, "field", 0, picture(images), row * SIDE + column))
        seen = [[row - 1, column]] * (row > 0) + [[row, column - 1]] * (column > 0)
        np.testing.assert_array_equal(np.argwhere(field.allowed & ~field.blind), seen)


@pytest.mark.parametrize("model", range(3))
def test_what_is_known_stays_and_the_same_noise_ends_it_the_same_way(
    given: Answers, images: Examples, model: int
) -> None:
    asked = messages.Complete(0, 1, "complete", model, picture(images), TOP, count=5, seed=3)
    stages = ask(given, asked)
    assert [stage.last for stage in stages] == [False] * (len(stages) - 1) + [True]
    assert [stage.filled for stage in stages] == sorted({stage.filled for stage in stages})
    for stage in stages:
        undone = np.ones(SIDE * SIDE, bool)
        undone[stage.order[: stage.filled]] = False
        hidden = undone.reshape(SIDE, SIDE) & ~TOP
        assert not stage.images[..., hidden].any()
        np.testing.assert_array_equal(stage.images[:, :, : SIDE // 2], np.repeat(picture(images)[:, :, :4], 5, 0))
    end = stages[-1].images
    np.testing.assert_array_equal(ask(given, asked)[-1].images, end)
    assert len({image.tobytes() for image in end}) == 5
    other = messages.Complete(0, 1, "complete", model, picture(images), TOP, count=5, seed=4)
    assert not np.array_equal(ask(given, other)[-1].images, end)


def test_a_changed_pixel_changes_only_what_comes_after_it(given: Answers, images: Examples) -> None:
    """With the same noise, and what lies before it known."""
    nothing = np.zeros((SIDE, SIDE), bool)
    [*_, whole] = ask(given, messages.Complete(0, 1, "complete", 0, picture(images), nothing, count=1))
    changed, place = whole.images.copy(), 20
    changed[0, 0].flat[place] = 255 - changed[0, 0].flat[place]
    known = np.arange(SIDE * SIDE).reshape(SIDE, SIDE) <= place
    [*_, again] = ask(given, messages.Complete(0, 1, "complete", 0, changed, known, count=1))
    np.testing.assert_array_equal(again.images.flat[: place + 1], changed.flat[: place + 1])
    kept = whole.images.copy()
    kept[0, 0].flat[place + 1 :] = 0
    [*_, same] = ask(given, messages.Complete(0, 1, "complete", 0, kept, known, count=1))
    np.testing.assert_array_equal(same.images, whole.images)


def test_covers_of_nothing_and_of_everything(given: Answers, images: Examples) -> None:
    everything = np.ones((SIDE, SIDE), bool)
    [only] = ask(given, messages.Complete(0, 1, "complete", 0, picture(images), everything, count=2))
    np.testing.assert_array_equal(only.images, np.repeat(picture(images), 2, 0))
    assert only.last and only.filled == SIDE * SIDE
    [*_, cold] = ask(given, messages.Complete(0, 1, "complete", 0, picture(images), ~everything, 3, temperature=0.0))
    assert len({image.tobytes() for image in cold.images}) == 1  # the likeliest of each site, whatever the noise


def test_what_does_not_fit_is_refused_in_one_sentence(given: Answers, images: Examples) -> None:
    seven = np.zeros((1, 1, 7, 7), np.uint8)
    for look, reason in (
        (messages.Expect(0, 1, "c", 3, picture(images)), "VAE does not make pictures component by component"),
        (messages.Expect(0, 1, "c", 0, seven), "expected a picture of shape (1, 1, 8, 8), found (1, 1, 7, 7)"),
        (messages.Expect(0, 1, "c", 1, picture(images), label=10), "expected a class from 0 to 9, found 10"),
        (messages.Complete(0, 1, "c", 0, picture(images), TOP[:7]), "expected a cover of shape (8, 8), found (7, 8)"),
        (messages.Complete(0, 1, "c", 0, picture(images), TOP, count=0), "MADE: expected 1 to 256 pictures, found 0"),
        (
            messages.Complete(0, 1, "c", 0, picture(images), TOP, temperature=math.nan),
            "temperature: expected at least 0, found nan",
        ),
    ):
        [refused] = ask(given, look)
        assert isinstance(refused, messages.LookFailed) and refused.reason == reason


def test_baselines_of_the_digits(given: Answers, images: Examples) -> None:
    [told] = ask(given, messages.MeasureBaselines(0, 1, "baselines", 0))
    assert isinstance(told, messages.BaselinesMeasured)
    # Independent pixels by hand: binary cross-entropy of the held-out greys under the mean training greys.
    train, test = images.train / 255, images.test / 255
    odds = (train.sum(0) + 0.5) / (len(train) + 1)
    by_hand = -(test * np.log(odds) + (1 - test) * np.log(1 - odds)).sum((1, 2, 3)).mean()
    assert told.independent == pytest.approx(by_hand, rel=0.02)  # binarised by chance
    assert told.independent < told.order_0 < SIDE * SIDE * math.log(2) + 1e-3
    assert told.zlib > 0.5 * told.independent and told.png > told.zlib


def test_what_is_told_may_cross_a_thread(given: Answers, images: Examples) -> None:
    with torch.inference_mode():
        [told] = [each for each in given.answer(messages.Expect(0, 1, "c", 0, picture(images))) if each is not None]
    assert isinstance(told, messages.Expected)
    assert not told.odds.flags.writeable and not told.picture.flags.writeable
