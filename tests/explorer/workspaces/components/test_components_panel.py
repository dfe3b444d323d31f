"""The workspace bound to a session whose worker says what the test makes it say: what is asked, when, and what for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from explorer.state.looks import Looks
from explorer.state.room import Room
from explorer.state.session import Session
from explorer.style.theme import DARK
from explorer.workspaces import WORKSPACES
from explorer.workspaces.components.components_panel import ComponentsPanel
from explorer.workspaces.components.sites import Cover
from explorer.workspaces.components.state import base_picture, choose, components_of
from tests.explorer.state.test_session import FakeWorker
from tests.explorer.workspaces.components.constructed import completed, expected, field, picture
from trainers import messages
from trainers.examples import UInt8
from trainers.experiment import Experiment
from trainers.kinds import Pictures
from trainers.messages import Complete, Expect, FindField, Phase

PROBE = np.concatenate([picture(seed=seed) for seed in range(3)])
MADE = {"family": "made", "layers": [8], "label": "MADE"}
TWO = [MADE, {"family": "vae", "layers": [8], "label": "VAE"}, {**MADE, "label": "Other"}]


class Bench:
    """A panel, its session and its worker."""

    def __init__(self, qtbot: QtBot, folder: Path, models: list[dict[str, Any]]) -> None:
        self.workers: list[FakeWorker] = []
        self.session = Session(folder / "data", folder / "runs", "cpu", make_worker=self._make, workspaces=WORKSPACES)
        self.room = Room(self.session, Looks(self.session), DARK, lambda *_: None)
        self.panel = ComponentsPanel(self.room)
        self.session.state_changed.connect(self.panel.show_state)
        for part in self.panel.parts:
            qtbot.addWidget(part.widget)
            part.widget.resize(900, 400)
        table = {"title": "t", "dataset": {"name": "digits"}, "models": models}
        self.session.begin(Experiment.parse(table))
        self.models = len(models)
        self.session.set_workspace("components")
        self.take()
        self.ready()

    def _make(self, wake: Callable[[], None]) -> Any:
        self.workers.append(FakeWorker(wake))
        return self.workers[0]

    def ready(self) -> None:
        dims = tuple(2 if spec.capabilities & {"encodes"} else None for spec in self.session.state.model_specs)
        run = self.session.state.run_id
        state = self.session.state
        self.say(
            messages.Catalogued(state.families, state.datasets, ()),
            messages.DataReady(run, "t", Pictures(1, 4, 4), 9, 3, (), (), PROBE, PROBE, None, "CPU", dims),
            messages.PhaseChanged(run, Phase.READY, ""),
        )

    def say(self, *events: Any) -> None:
        self.workers[0].say(*events)
        QCoreApplication.processEvents()

    def take(self, kind: type = object) -> list[Any]:
        return [sent for sent in self.workers[0].take() if isinstance(sent, kind)]

    def pictures(self, step: int, keyframe: bool = False) -> None:
        """A new snapshot has been looked at."""
        run = self.session.state.run_id
        empty = messages.ModelPictures(None, None, None, None, {"test_nats": 12.5, "test_neg_elbo": 20.25})
        self.say(messages.PicturesDrawn(run, step, (empty,) * self.models, keyframe=keyframe))


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path, [MADE])
    yield made
    made.session.deleteLater()


@pytest.fixture
def three(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(qtbot, tmp_path, TWO)
    yield made
    made.session.deleteLater()


def asked(bench: Bench, channel: str, kind: type = Complete) -> list[Any]:
    return [look for look in bench.take(kind) if look.channel == channel]


def seen(drawn: UInt8, given: UInt8 = PROBE[:1], lines: int = 2) -> UInt8:
    """An ending as it is seen: what is not covered, the first *lines*, is as it was given."""
    return np.concatenate([given[:, :, :lines], drawn[:, :, lines:]], axis=2)


def answer_all(bench: Bench, endings: UInt8 | None = None, on: float = 0.25) -> None:
    """Answers the newest looks."""
    newest = {look.channel: look for look in bench.take() if isinstance(look, messages.Look)}
    drawn = np.concatenate([picture(seed=seed) for seed in range(20, 36)]) if endings is None else endings
    for look in newest.values():
        if isinstance(look, Complete):
            bench.say(replace(completed(drawn, request=look.request_id), channel=look.channel))
        elif isinstance(look, Expect):
            answer = expected(look.picture, on, request=look.request_id, channel=look.channel)
            bench.say(replace(answer, model=look.model))


def test_entering_asks_for_endings_samples_and_what_was_expected(bench: Bench) -> None:
    sent = bench.take(messages.Look)
    by_channel = {look.channel: look for look in sent}
    endings, grown = by_channel["endings"], by_channel["grown"]
    assert endings.count == 16 and grown.count == 24 and not grown.known.any()
    assert endings.known.astype(int).tolist() == [[1] * 4, [1] * 4, [0] * 4, [0] * 4]
    assert np.array_equal(endings.picture, PROBE[:1]) and endings.temperature == 1.0
    assert isinstance(by_channel["expected truth"], Expect)
    assert len([look for look in sent if look.channel == "endings"]) == 1


def test_every_choice_asks_with_what_was_chosen(bench: Bench) -> None:
    bench.take()
    session = bench.session
    choose(session, cover=Cover.TOP)
    (look,) = asked(bench, "endings")
    assert look.known.astype(int).tolist() == [[0] * 4, [0] * 4, [1] * 4, [1] * 4]
    choose(session, seed=4)
    assert asked(bench, "endings")[0].seed == 4
    choose(session, index=4)
    sent = bench.take(messages.Look)
    assert all(np.array_equal(look.picture, PROBE[1:2]) for look in sent if look.channel != "grown")
    assert {"endings", "expected truth"} <= {look.channel for look in sent}
    choose(session, truth=True)
    choose(session, speed=0.2)
    assert bench.take(messages.Look) == []  # nothing that a model has to know of


def test_what_is_pulled_is_asked_for_at_the_pace_of_answers(bench: Bench, qtbot: QtBot) -> None:
    bench.take()
    for share in (0.4, 0.3, 0.2):
        choose(bench.session, share=share)
    assert asked(bench, "endings") == []
    qtbot.waitUntil(lambda: bool(bench.workers[0].sent), timeout=3000)
    (look,) = asked(bench, "endings")
    assert (~look.known).sum() == 4


def test_older_answers_are_to_another_question(bench: Bench) -> None:
    (first,) = asked(bench, "endings")
    choose(bench.session, seed=1)
    (second,) = asked(bench, "endings")
    endings = np.concatenate([picture(seed=seed) for seed in range(16)])
    bench.say(completed(endings, request=first.request_id))
    assert bench.panel.finish.answer is None
    bench.say(completed(endings, request=second.request_id))
    assert bench.panel.finish.answer is not None


def test_training_draws_anew_only_what_is_answered_and_long_enough_ago(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [1000.0]
    monkeypatch.setattr("explorer.workspaces.components.looks.time.monotonic", lambda: now[0])
    choose(bench.session, seed=1)
    run = bench.session.state.run_id
    bench.say(messages.PhaseChanged(run, Phase.TRAINING, ""))
    bench.take()
    now[0] += 60
    bench.pictures(10)
    assert asked(bench, "endings") == []  # the one before is still being drawn
    choose(bench.session, seed=2)
    answer_all(bench)
    bench.pictures(20)
    assert asked(bench, "endings") == []  # it is too early
    now[0] += 5
    bench.pictures(30)
    assert len(asked(bench, "endings")) == 1


def test_looking_back_asks_at_once(bench: Bench) -> None:
    bench.take()
    bench.pictures(10)
    channels = [look.channel for look in bench.take(messages.Look)]
    assert {"endings", "grown", "expected truth"} <= set(channels)


def test_leaving_lets_long_draws_go(bench: Bench) -> None:
    bench.take()
    bench.session.set_workspace("explore")
    assert {"endings", "grown"} <= set(bench.take(str))
    assert not {"endings", "grown"} & bench.session.unanswered
    bench.pictures(10)
    assert [look for look in bench.take(messages.Look) if look.channel in ("endings", "grown")] == []
    bench.session.set_workspace("components")
    assert len(asked(bench, "endings")) == 1


def test_an_ending_is_picked_and_looked_into(bench: Bench) -> None:
    answer_all(bench)
    finish, session = bench.panel.finish, bench.session
    choose(session, speed=1.0)
    finish.ending_picked.emit(3)
    own = components_of(session.state)
    assert own.place == 3 and own.picked is not None and np.array_equal(own.picked, seen(picture(seed=23)))
    (look,) = asked(bench, "expected ending", Expect)
    assert np.array_equal(look.picture, seen(picture(seed=23)))
    bench.say(expected(look.picture, request=look.request_id, channel="expected ending"))
    assert bench.panel.pixel.expected is not None
    assert np.array_equal(bench.panel.pixel.expected.picture, seen(picture(seed=23)))
    nats = finish.findChild(QLabel, "ending_nats").whole_text  # type: ignore[union-attr,attr-defined]
    assert nats.startswith("ending 4: ") and "the truth: " in nats
    finish.ending_picked.emit(3)  # once more: back to the picture itself
    assert components_of(session.state).picked is None
    assert np.array_equal(bench.panel.pixel.expected.picture, PROBE[:1])


def test_a_changed_pixel_keeps_all_before_it(bench: Bench) -> None:
    answer_all(bench)
    finish, session = bench.panel.finish, bench.session
    finish.ending_picked.emit(2)
    answer_all(bench)
    before = components_of(session.state).picked
    assert before is not None
    finish.pixel_chosen.emit(2, 1)
    own = components_of(session.state)
    assert own.cover is Cover.AFTER and own.changed is not None and own.picked is None
    assert np.argwhere(own.changed != before).tolist() == [[0, 0, 2, 1]]
    (look,) = asked(bench, "endings")
    assert look.known.astype(int).tolist() == [[1] * 4, [1] * 4, [1, 1, 0, 0], [0] * 4]
    assert np.array_equal(look.picture, own.changed)
    finish.pixel_chosen.emit(3, 3)  # which is covered
    assert components_of(session.state).changed is own.changed
    finish.controls.cover_chosen.emit("bottom")
    assert np.array_equal(base_picture(session.state), PROBE[:1])  # type: ignore[arg-type]


def nats_words(bench: Bench) -> str:
    return bench.panel.finish.findChild(QLabel, "ending_nats").whole_text  # type: ignore[union-attr,attr-defined,no-any-return]


def subtitle(bench: Bench, card: str) -> str:
    """Of pictures so small that all there are can be listed: the held-out ones are the same."""
    at = ("finish_card", "pixel_card").index(card)
    return bench.panel.middle._cards[at]._subtitle.whole_text


def test_a_changed_picture_is_not_the_truth(bench: Bench) -> None:
    choose(bench.session, index=1)
    answer_all(bench)
    assert subtitle(bench, "finish_card") == "image 2"
    assert subtitle(bench, "pixel_card") == "the picture"
    told = expected(PROBE[1:2]).nats
    assert nats_words(bench).endswith(f"the truth: {told:.1f} nats")
    bench.panel.finish.pixel_chosen.emit(0, 0)
    newest = {look.channel: look for look in bench.take(Expect)}
    own = components_of(bench.session.state)
    assert own.changed is not None and np.array_equal(newest["expected original"].picture, PROBE[1:2])
    for look in newest.values():
        bench.say(expected(look.picture, request=look.request_id, channel=look.channel))
    other = expected(own.changed).nats
    assert other != told
    assert nats_words(bench) == f"the changed picture: {other:.1f} nats · the truth: {told:.1f} nats"
    assert subtitle(bench, "finish_card") == "image 2, with a changed pixel"
    assert subtitle(bench, "pixel_card") == "with a changed pixel"
    bench.panel.finish.controls.picture_wanted.emit(1)
    assert subtitle(bench, "finish_card") == "image 3"


def test_nothing_is_said_of_an_ending_before_it_is_known(bench: Bench) -> None:
    answer_all(bench)
    finish = bench.panel.finish
    finish.ending_picked.emit(3)
    (first,) = asked(bench, "expected ending", Expect)
    bench.say(expected(first.picture, request=first.request_id, channel="expected ending"))
    assert subtitle(bench, "pixel_card") == "ending 4" and nats_words(bench).startswith("ending 4: ")
    finish.ending_picked.emit(5)
    assert subtitle(bench, "pixel_card") == "ending 4"  # whose pixels are still to be seen
    assert "ending" not in nats_words(bench).replace("endings", "")
    finish.pixel_pointed.emit(7, 0, 0)
    (peek,) = asked(bench, "expected peek", Expect)
    bench.say(expected(peek.picture, request=peek.request_id, channel="expected peek"))
    assert subtitle(bench, "pixel_card") == "ending 8"
    finish.pixel_pointed.emit(8, 0, 0)
    assert subtitle(bench, "pixel_card") == "ending 8"


@pytest.mark.parametrize("levels", [2, 3, 16])
def test_a_click_goes_to_the_other_end_and_steps_go_by_one(bench: Bench, levels: int) -> None:
    values = np.linspace(0, 1, levels, dtype=np.float32)[:, None]
    newest = [look for look in bench.take(Expect) if look.channel == "expected truth"][-1]
    shown = PROBE[:1].copy()
    shown[0, 0, 0, 0] = 0
    odds = np.full((16, levels), 1 / levels, np.float32)
    bench.say(replace(expected(shown, request=newest.request_id), values=values, odds=odds))
    finish, session = bench.panel.finish, bench.session

    def there() -> int:
        changed = components_of(session.state).changed
        assert changed is not None
        return int(changed[0, 0, 0, 0])

    finish.pixel_chosen.emit(0, 0)
    assert there() == 255  # at once, whatever the model has answered
    finish.pixel_stepped.emit(0, 0, -1)
    assert there() == round(255 * (levels - 2) / (levels - 1))
    finish.pixel_stepped.emit(0, 0, -levels)
    assert there() == 0
    finish.pixel_chosen.emit(0, 0)
    finish.pixel_chosen.emit(0, 0)
    assert there() == 0
    assert components_of(session.state).changed_at == (0, 0)


def test_a_rewind_keeps_what_was_chosen_and_nothing_that_was_drawn(bench: Bench) -> None:
    answer_all(bench)
    finish, session = bench.panel.finish, bench.session
    choose(session, index=2, cover=Cover.LEFT, speed=1.0, temperature=0.5)
    answer_all(bench)
    finish.ending_picked.emit(3)
    answer_all(bench)
    assert finish.endings.picture() is not None and bench.panel.samples.picture() is not None
    session.rewind()
    own = components_of(session.state)
    assert (own.index, own.cover, own.speed, own.temperature) == (2, Cover.LEFT, 1.0, 0.5)
    assert own.picked is None and own.place == -1
    assert finish.endings.picture() is None and bench.panel.samples.picture() is None
    assert bench.panel.pixel.expected is None and "nats" not in nats_words(bench)
    session.begin(Experiment.parse({"title": "t", "dataset": {"name": "digits"}, "models": [{**MADE, "layers": [9]}]}))
    assert components_of(session.state).index == 0  # other models, another beginning


def test_what_a_changed_pixel_left_is_not_kept_by_a_rewind(bench: Bench) -> None:
    answer_all(bench)
    bench.panel.finish.pixel_chosen.emit(0, 0)
    assert components_of(bench.session.state).cover is Cover.AFTER
    bench.session.rewind()
    own = components_of(bench.session.state)
    assert own.changed is None and own.known is None and own.cover is Cover.BOTTOM


def test_another_run_is_announced_on_the_button_that_opens_it(bench: Bench) -> None:
    wanted: list[str] = []
    bench.room.preset_requested.connect(wanted.append)
    answer_all(bench)
    choose(bench.session, cover=Cover.TOP)
    answer_all(bench)
    button = bench.panel.finish.findChild(QPushButton, "cover_offer_0")
    assert button is not None and button.text().startswith("Open “") and "Opens another run" in button.toolTip()
    button.click()
    assert len(wanted) == 1


def test_a_pixel_under_the_pointer_asks_what_it_looks_at(bench: Bench, qtbot: QtBot) -> None:
    answer_all(bench)
    qtbot.wait(200)
    bench.take()
    bench.panel.finish.pixel_pointed.emit(-1, 1, 2)
    assert bench.panel.pixel.pixel == (1, 2)
    qtbot.waitUntil(lambda: any(isinstance(sent, FindField) for sent in bench.workers[0].sent), timeout=3000)
    (look,) = bench.take(FindField)
    assert look.site == 6 and np.array_equal(look.picture, PROBE[:1])
    bench.say(replace(field(6), request_id=look.request_id))


def test_an_ending_under_the_pointer_is_asked_about_once_and_left_again(bench: Bench) -> None:
    answer_all(bench)
    finish, pixel = bench.panel.finish, bench.panel.pixel
    bench.take()
    finish.pixel_pointed.emit(7, 0, 0)
    finish.pixel_pointed.emit(7, 0, 1)
    (look,) = asked(bench, "expected peek", Expect)
    bench.say(expected(look.picture, request=look.request_id, channel="expected peek"))
    assert pixel.expected is not None and np.array_equal(pixel.expected.picture, seen(picture(seed=27)))
    finish.pixel_pointed.emit(-1, -1, -1)
    assert np.array_equal(pixel.expected.picture, PROBE[:1])


def test_a_cover_that_leaves_something_behind_is_spoken_of(three: Bench) -> None:
    answer_all(three)
    note = three.panel.finish.findChild(QLabel, "cover_note")
    assert note is not None and note.whole_text == ""  # type: ignore[attr-defined]
    choose(three.session, cover=Cover.TOP)
    answer_all(three)
    assert "MADE draws one pixel after the other" in note.whole_text  # type: ignore[attr-defined]
    assert "no covered one can use: 8." in note.whole_text  # type: ignore[attr-defined]


def test_a_brush_covers_and_wipes(bench: Bench) -> None:
    finish, session = bench.panel.finish, bench.session
    finish.controls.cover_chosen.emit("brush")
    known = components_of(session.state).known
    assert known is not None and known.sum() == 8  # it begins with the cover that was there
    finish.painted.emit(0, 0, True)
    finish.painted.emit(3, 3, False)
    known = components_of(session.state).known
    assert known is not None and not known[0, 0] and known[3, 3] and known.sum() == 8


def test_a_dropped_picture_is_finished_and_the_next_one_leaves_it(bench: Bench) -> None:
    own = picture(seed=99)
    bench.room.image_dropped.emit(own)
    assert base_picture(bench.session.state) is own
    answer_all(bench)
    bench.panel.finish.pixel_chosen.emit(0, 0)
    assert (base_picture(bench.session.state) != own).sum() == 1
    bench.panel.finish.controls.cover_chosen.emit("left")
    assert base_picture(bench.session.state) is own
    bench.panel.finish.controls.picture_wanted.emit(1)
    assert np.array_equal(base_picture(bench.session.state), PROBE[:1])  # type: ignore[arg-type]
    bench.panel.finish.controls.picture_wanted.emit(-1)
    assert np.array_equal(base_picture(bench.session.state), PROBE[2:])  # type: ignore[arg-type]


def test_several_models_say_what_they_can_say(three: Bench) -> None:
    three.pictures(10)
    words = three.panel.bar.findChild(QLabel, "likelihoods").whole_text  # type: ignore[union-attr,attr-defined]
    assert words == "MADE: 12.5 nats · VAE: at most 20.2 nats, a bound · Other: 12.5 nats"
    bar = three.panel.bar
    assert [action.text() for action in bar.model.menu().actions()] == ["MADE", "Other"]
    three.take()
    bar.model_chosen.emit(2)
    sent = three.take(messages.Look)
    assert sent and all(look.model == 2 for look in sent)


@pytest.mark.parametrize("odd", [{"levels": "4"}, {"binarize": "nearest"}])
def test_a_bound_of_another_measure_is_not_beside_nats(qtbot: QtBot, tmp_path: Path, odd: dict[str, Any]) -> None:
    bench = Bench(qtbot, tmp_path, [MADE, {**MADE, **odd, "label": "Odd"}, {"family": "vae", "layers": [8]}])
    bench.pictures(10)
    words = bench.panel.bar.findChild(QLabel, "likelihoods")
    assert words is not None
    assert words.whole_text == "MADE: 12.5 nats · Odd: 12.5 nats · VAE: another measure"  # type: ignore[attr-defined]
    assert "measure something else" in words.accessibleDescription()
    bench.session.deleteLater()


def test_how_pictures_are_seen_is_said(qtbot: QtBot, tmp_path: Path) -> None:
    nearest, greys = {**MADE, "binarize": "nearest"}, {**MADE, "levels": "16"}
    bench = Bench(qtbot, tmp_path, [MADE, nearest, greys, {**MADE, "levels": "palette"}])
    said = []
    for model in range(4):
        choose(bench.session, model=model)
        answer_all(bench)
        said.append(bench.panel.bar.findChild(QLabel, "seen_as").whole_text)  # type: ignore[union-attr,attr-defined]
    assert said == ["two levels, drawn by chance", "two levels, the nearer", "16 levels", "palette of 2 colours"]
    bench.session.deleteLater()


def test_figures_of_an_earlier_step_say_so(bench: Bench) -> None:
    bench.pictures(10, keyframe=True)
    bench.pictures(20)
    words = bench.panel.bar.findChild(QLabel, "likelihoods")
    assert words is not None and "step" not in words.whole_text  # type: ignore[attr-defined]
    bench.session.scrub(10)
    QCoreApplication.processEvents()
    assert words.whole_text == "MADE: 12.5 nats · at step 10"  # type: ignore[attr-defined]


def test_a_model_for_any_order_and_a_player_say_what_theirs_is(qtbot: QtBot, tmp_path: Path) -> None:
    models = [{"family": "any-order", "layers": [8], "label": "Any"}, {"family": "gan", "label": "GAN"}]
    bench = Bench(qtbot, tmp_path, models)
    words = bench.panel.bar.findChild(QLabel, "likelihoods")
    assert words is not None and words.whole_text == "Any: nats to come · GAN: no likelihood"  # type: ignore[attr-defined]
    bench.pictures(10)
    assert words.whole_text == "Any: at most 12.5 nats, a bound · GAN: no likelihood"  # type: ignore[attr-defined]
    bench.session.deleteLater()


def test_what_is_seen_of_a_cover_is_said_of_a_model_for_any_order(qtbot: QtBot, tmp_path: Path) -> None:
    bench = Bench(qtbot, tmp_path, [MADE, {"family": "any-order", "layers": [8], "label": "Any"}])
    where = bench.panel.pixel.findChild(QLabel, "pixel_where")
    assert where is not None
    for model, covers in ((0, False), (1, True)):
        choose(bench.session, model=model)
        answer_all(bench)
        assert ("in this order" in where.whole_text) is covers  # type: ignore[attr-defined]
        assert ("all 8 uncovered pixels" in where.accessibleDescription()) is covers
    bench.session.deleteLater()


def test_nothing_that_is_covered_is_given_away_until_it_is_asked_for(bench: Bench) -> None:
    answer_all(bench)
    drawn = bench.panel.pixel.findChild(QLabel, "pixel_drawn")
    assert drawn is not None
    bench.panel.finish.pixel_pointed.emit(-1, 3, 1)
    assert drawn.whole_text.startswith("covered")  # type: ignore[attr-defined]
    choose(bench.session, truth=True)
    assert drawn.whole_text.startswith("was ")  # type: ignore[attr-defined]
    choose(bench.session, truth=False)
    assert drawn.whole_text.startswith("covered")  # type: ignore[attr-defined]
    bench.panel.finish.ending_picked.emit(3)  # of which all is seen
    answer_all(bench)
    assert drawn.whole_text.startswith("was ")  # type: ignore[attr-defined]


def test_orders_that_a_model_knows_are_offered(bench: Bench) -> None:
    box = bench.panel.bar.findChild(QComboBox, "components_order")
    assert box is not None and box.isHidden()
    newest = [look for look in bench.take(Expect) if look.channel == "expected truth"][-1]
    answer = expected(newest.picture, request=newest.request_id)
    bench.say(replace(answer, orders=("natural", "reversed")))
    assert not box.isHidden() and box.count() == 2
    box.activated.emit(1)
    assert components_of(bench.session.state).order == "reversed"
    assert asked(bench, "endings")[-1].order == "reversed"


def test_a_model_that_cannot_is_said_so(bench: Bench) -> None:
    (look,) = asked(bench, "endings")
    bench.say(messages.LookFailed(1, look.request_id, "endings", 0, "It does not complete."))
    note = bench.panel.finish.findChild(QLabel, "cover_note")
    assert note is not None and note.whole_text == "It does not complete."  # type: ignore[attr-defined]
    assert bench.panel.is_answered(bench.session.state)
