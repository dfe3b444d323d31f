"""The session with a worker that only writes down what it is told: which wish sends which command."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.state.channels import CURSOR, DATA, DRAWN, GRID, NEAREST
from explorer.state.map_state import MapState
from explorer.state.session import Session
from explorer.state.state import AppState
from explorer.workspaces import WORKSPACES
from explorer.workspaces.compare.channels import HOLES
from trainers import messages
from trainers.catalog import dataset_specs, family_specs, find_family
from trainers.experiment import Experiment
from trainers.kinds import Pictures, Tokens
from trainers.knobs import ConfigError
from trainers.messages import Phase


class FakeWorker:
    """Keeps commands and looks; ``say`` is what the real one does when something happens."""

    def __init__(self, wake: Callable[[], None]) -> None:
        self._wake = wake
        self.sent: list[Any] = []
        self.events: list[Any] = []
        self.started = self.closed = False

    def start(self) -> None:
        self.started = True

    def send(self, command: messages.Command) -> None:
        self.sent.append(command)

    def look(self, look: messages.Look) -> None:
        self.sent.append(look)

    def forget(self, channel: str) -> None:
        self.sent.append(channel)

    def hold(self, channel: str, held: bool) -> None:
        self.sent.append((channel, held))

    def look_back(self, wish: messages.LookBack) -> None:
        self.sent.append(wish)

    def drain(self) -> list[Any]:
        events, self.events = self.events, []
        return events

    def close(self) -> bool:
        self.closed = True
        return True

    def say(self, *events: Any) -> None:
        self.events += events
        self._wake()

    def take(self) -> list[Any]:
        sent, self.sent = self.sent, []
        return sent


class Told(list[tuple[AppState, AppState]]):
    """Every state_changed of a session."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        session.state_changed.connect(lambda new, old: self.append((new, old)))


def experiment(**changes: Any) -> Experiment:
    table: dict[str, Any] = {
        "title": "Two: a/b",
        "dataset": {"name": "digits"},
        "models": [{"family": "ae", "layers": [24]}, {"family": "vae", "layers": [24]}],
    }
    return Experiment.parse({**table, **changes})


@pytest.fixture
def fake() -> list[FakeWorker]:
    return []


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path, fake: list[FakeWorker]) -> Iterator[Session]:
    def make(wake: Callable[[], None]) -> Any:
        fake.append(FakeWorker(wake))
        return fake[0]

    made = Session(tmp_path / "data", tmp_path / "runs", "cpu", make_worker=make, workspaces=WORKSPACES)
    yield made
    made.deleteLater()


@pytest.fixture
def worker(session: Session, fake: list[FakeWorker]) -> FakeWorker:
    return fake[0]


def data_ready(run_id: int, *dims: int) -> messages.DataReady:
    images = np.zeros((4, 1, 8, 8), np.uint8)
    return messages.DataReady(
        run_id, "digits", Pictures(1, 8, 8), 4, 4, ("0",), (), images, images, np.zeros(4, np.int64), "CPU", dims
    )


def stand(qtbot: QtBot, session: Session, worker: FakeWorker, *events: Any, phase: Phase = Phase.READY) -> None:
    """A run begun, ready and its commands forgotten."""
    session.begin(experiment())
    run_id = session.state.run_id
    catalogue = messages.Catalogued(family_specs(), dataset_specs(), ())
    worker.say(catalogue, data_ready(run_id, 2, 2), messages.PhaseChanged(run_id, phase, "Here."), *events)
    qtbot.waitUntil(lambda: session.state.phase is phase)
    worker.take()


def test_it_begins_with_the_catalogue_known_and_nothing_running(session: Session, worker: FakeWorker) -> None:
    assert {spec.name for spec in session.state.families} >= {"ae", "vae"}
    assert session.state.phase is Phase.STARTING and not session.state.can_train
    for wish in (session.play, session.advance, session.restart, session.fork, session.rewind, session.undo):
        wish()  # type: ignore[operator]
    session.edit(1, "seed")
    assert worker.sent == []
    session.start()
    assert worker.started and session.close() and worker.closed


def test_beginning(session: Session, worker: FakeWorker, tmp_path: Path) -> None:
    told = Told(session)
    session.begin(experiment(), "some-preset", play=True, may_download=True)
    (command,) = worker.take()
    assert command.run_id == 1 and command.experiment == experiment() and command.play and command.may_download
    assert command.data_dir == str(tmp_path / "data") and command.device == "cpu" and command.resume_from is None
    assert Path(command.run_folder).parent == tmp_path / "runs"
    assert not set(Path(command.run_folder).name) & set(':/\\*?"<>|') and "Two" in command.run_folder
    state = session.state
    assert len(told) == 1 and told[0][0] is state
    assert state.preset == "some-preset" and state.draft == state.experiment == experiment()
    assert state.curves is not None and state.timeline is not None and state.phase is Phase.STARTING


def test_two_runs_of_one_second_have_two_folders(session: Session, worker: FakeWorker) -> None:
    session.begin(experiment())
    (first,) = worker.take()
    session.begin(experiment())  # although nothing has been saved into the first
    (second,) = worker.take()
    assert second.run_folder != first.run_folder and second.run_id == 2


def test_a_new_run_keeps_the_old_pictures_only_for_the_same_data_and_number_of_models(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    model = messages.ModelPictures(None, None, np.zeros((4, 2), np.float32), None, {})
    stand(qtbot, session, worker, messages.PicturesDrawn(1, 0, (model, model)))
    shown, maps = session.state.pictures, session.state.maps
    assert shown is not None and len(maps) == 2
    session.begin(experiment(seed=5))
    assert session.state.pictures is shown and session.state.maps is maps
    session.begin(experiment(models=[{"family": "ae"}]))
    assert session.state.pictures is None and session.state.maps == ()


def test_opening_an_experiment(session: Session, worker: FakeWorker, tmp_path: Path) -> None:
    path = tmp_path / "two.toml"
    path.write_text(experiment(seed=11).to_toml(), encoding="utf-8")
    session.open_preset(path, "two", play=True)
    (command,) = worker.take()
    assert command.experiment.plan.seed == 11 and command.play
    before = session.state
    path.write_text("seed = 'x'\n[dataset]\nname = 'digits'\n[[models]]\nfamily = 'ae'", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"two\.toml.*seed"):
        session.open_preset(path, "two")
    assert session.state is before and worker.take() == []


def test_play_pause_stop_step_and_save(qtbot: QtBot, session: Session, worker: FakeWorker, tmp_path: Path) -> None:
    stand(qtbot, session, worker)
    session.play()
    session.advance()
    session.advance(7)
    session.pause()
    session.stop()
    session.save()
    session.save(tmp_path / "there")
    session.cancel_loading()
    assert worker.take() == [
        messages.Play(1), messages.Advance(1, 1), messages.Advance(1, 7), messages.Pause(1),
        messages.Pause(1, save=True), messages.Save(1), messages.Save(1, str(tmp_path / "there")),
        messages.CancelLoading(1),
    ]  # fmt: skip


def test_what_does_not_stand_cannot_be_played(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    session.begin(experiment())
    worker.take()
    for phase in (Phase.NO_DATA, Phase.FAILED, Phase.DEVICE_LOST):  # before there are data
        worker.say(messages.PhaseChanged(1, phase, "No."))
        qtbot.waitUntil(lambda phase=phase: session.state.phase is phase)
        session.play()
        session.advance()
        assert worker.take() == []


def test_restart_runs_the_draft_and_rewind_what_ran(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    session.edit(7, "models.0.latent_dim")
    assert worker.take() == [] and session.state.restart_paths == {"models.0.latent_dim"}
    session.rewind()
    (rewound,) = worker.take()
    assert rewound.experiment == experiment() and not rewound.play
    assert session.state.restart_paths == {"models.0.latent_dim"}  # the draft stays
    session.restart()
    (restarted,) = worker.take()
    assert restarted.experiment.models[0].config.latent_dim == 7 and restarted.play and restarted.run_id == 3
    assert restarted.run_folder != rewound.run_folder
    assert session.state.opened == experiment(), "what was opened stays what one can go back to"
    assert session.state.restart_paths == frozenset()


def test_forking_goes_on_from_what_was_saved(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    session.begin(experiment())
    (begun,) = worker.take()
    stand(qtbot, session, worker)
    folder = session.folder
    session.edit(400, "steps")
    session.scrub(0)
    worker.take()
    told = Told(session)
    session.fork()
    save, forked = worker.take()
    assert save == messages.Save(2) and begun.run_folder is not None
    assert forked.resume_from == str(folder) and forked.run_folder != forked.resume_from and forked.play
    assert forked.experiment.plan.steps == 400
    state = session.state
    assert len(told) == 1 and state.experiment == state.draft == forked.experiment
    assert state.scrubbed is None and state.phase is Phase.STARTING and state.data is not None


def test_a_fork_that_fails_can_be_tried_again_from_the_same_weights(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    stand(qtbot, session, worker)
    session.edit(7, "models.0.latent_dim")
    session.fork()
    source = worker.take()[-1].resume_from
    worker.say(messages.PhaseChanged(session.state.run_id, Phase.FAILED, "They do not fit.", "Restart"))
    qtbot.waitUntil(lambda: session.state.phase is Phase.FAILED)
    assert not session.state.can_train
    session.edit(2, "models.0.latent_dim")
    session.fork()
    assert worker.take()[-1].resume_from == source


def test_an_event_that_cannot_be_taken_in_takes_no_other_with_it(
    qtbot: QtBot, session: Session, worker: FakeWorker, caplog: pytest.LogCaptureFixture
) -> None:
    stand(qtbot, session, worker)
    told = Told(session)
    run_id = session.state.run_id
    first, last = messages.Ticked(run_id, 1, 10, 0.1, 1.0, 1.0), messages.Ticked(run_id, 2, 10, 0.1, 1.0, 1.0)
    wrong = messages.KnobSet(run_id, 7, "beta", 1.0)  # of a model that there is not
    unheard = messages.Decode(run_id, 1, "cursor 0", 0, np.zeros((1, 2), np.float32))  # not even an event
    saved = messages.Saved(run_id, str(session.runs_dir / "here"), 2)
    with qtbot.captureExceptions() as raised:
        worker.say(first, wrong, last, unheard, saved)  # type: ignore[arg-type]
        qtbot.waitUntil(lambda: session.state.saved is saved)
    assert len(told) == 1, "still one change for all of a batch"
    state = session.state
    assert state.ticked is last and session.folder == Path(saved.folder)
    assert state.failed is not None and state.failed.step == 2 and "TypeError" in state.failed.traceback
    assert state.failed.experiment_toml == experiment().to_toml()
    assert [kind.__name__ for kind, _, _ in raised] == ["ConfigError"], "the user is told once"
    said = [record.getMessage() for record in caplog.records]
    assert said == ["KnobSet could not be taken in", "Decode could not be taken in"]


def test_an_event_that_cannot_be_taken_in_leaves_the_run_that_may_be_come_back_to(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    stand(qtbot, session, worker)
    session.begin(experiment(seed=4))
    former, run_id = 1, session.state.run_id
    with qtbot.captureExceptions() as raised:
        worker.say(
            messages.KnobSet(former, 7, "beta", 1.0),
            messages.Ticked(former, 5, 10, 0.1, 1.0, 1.0),
            messages.Refused(run_id, former, "No such data."),
        )
        qtbot.waitUntil(lambda: session.state.run_id == former)
    assert len(raised) == 1 and session.state.ticked is not None and session.state.ticked.step == 5
    assert session.state.experiment == experiment() and session.state.refused is not None


def test_a_live_knob_goes_into_draft_and_run(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    session.edit(4.0, "models.1.beta")
    assert worker.take() == [messages.SetKnob(1, 1, "beta", 4.0)]
    assert session.state.draft is not None and session.state.draft.models[1].config.beta == 4.0
    assert session.state.restart_paths == {"models.1.beta"}  # until the worker says so
    worker.say(messages.KnobSet(1, 1, "beta", 4.0))
    qtbot.waitUntil(lambda: session.state.restart_paths == frozenset())


def test_what_is_moved_by_hand_is_sent_as_the_arrays_are_now(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    session.adjust(0, {"means": np.zeros((3, 2))})
    assert worker.take() == [], "there is no run to move anything in"
    stand(qtbot, session, worker)
    means = np.arange(6, dtype=np.float32).reshape(3, 2)
    session.scrub(0)
    worker.take()
    session.adjust(1, {"means": means})
    back, command = worker.take()
    assert back == messages.LookBack(1, None) and session.state.scrubbed is None, "what is moved is what is live"
    means[:] = 7
    assert isinstance(command, messages.Adjust) and (command.run_id, command.model) == (1, 1)
    sent = command.values["means"]
    assert sent.dtype == np.float64 and sent.tolist() == [[0, 1], [2, 3], [4, 5]] and not sent.flags.writeable


def test_the_pace_lasts_as_long_as_the_models_do(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    session.begin(experiment(pace=4), "preset")
    assert worker.take()[-1].pace is None and session.state.steps_a_second == 4
    session.set_pace(2)
    assert worker.take() == [messages.SetPace(1, 2.0)] and session.state.steps_a_second == 2
    session.rewind()
    assert worker.take()[-1].pace == 2.0
    session.set_pace(None)
    assert worker.take() == [messages.SetPace(2, 0.0)] and session.state.steps_a_second == 0
    session.restart()
    assert worker.take()[-1].pace == 0.0
    for wrong, taken in ((-3.0, 0.0), (1e9, 1000.0), (float("nan"), 0.0)):
        session.set_pace(wrong)
        assert worker.take()[-1].steps_per_second == taken
    session.begin(experiment(), "another preset")
    assert worker.take()[-1].pace is None and session.state.steps_a_second == 0


def test_one_value_for_several_models(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    told = Told(session)
    session.edit(0.01, "models.0.learning_rate", "models.1.learning_rate")
    assert worker.take() == [messages.SetKnob(1, i, "learning_rate", 0.01) for i in (0, 1)]
    assert len(told) == 1
    session.edit([8, 8], "models.0.layers", "models.1.layers")
    assert worker.take() == []
    draft = session.state.draft
    assert draft is not None and [model.config.layers for model in draft.models] == [(8, 8), (8, 8)]


def test_a_bad_value_is_said_at_its_place_and_nothing_else_happens(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    stand(qtbot, session, worker)
    before = session.state
    session.edit(-3, "models.1.latent_dim")
    assert session.state.draft is before.draft and session.state.experiment is before.experiment
    assert list(session.state.knob_errors) == ["models.1.latent_dim"]
    assert "1 to 128" in session.state.knob_errors["models.1.latent_dim"]
    session.edit("x", "models.0.learning_rate", "models.1.learning_rate")  # half of several is nothing either
    assert session.state.draft is before.draft
    session.restart()
    session.fork()
    assert worker.take() == []
    session.edit(3, "models.1.latent_dim")
    session.edit(0.01, "models.0.learning_rate", "models.1.learning_rate")
    assert session.state.knob_errors == {}
    worker.take()
    session.restart()
    assert len(worker.take()) == 1


def test_a_knob_that_the_worker_refuses_is_said_too(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker, messages.KnobRefused(1, 1, "beta", "no"))
    assert session.state.knob_errors == {"models.1.beta": "no"}


def test_other_data(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    session.edit(9, "seed")
    session.choose_data("moons", {"seed": 4}, may_download=True)
    (command,) = worker.take()
    assert command.experiment.dataset == "moons" and command.experiment.plan.seed == 9 and command.may_download
    before = session.state
    for name, values in (("nothing", {}), ("digits", {"size": "9"}), ("digits", {"colour": 1})):
        with pytest.raises(ConfigError):
            session.choose_data(name, values)
    assert session.state is before and worker.take() == []


def test_other_data_are_told_by_the_title(qtbot: QtBot, session: Session, worker: FakeWorker, tmp_path: Path) -> None:
    """A title that speaks of data which are not there any more would lie; settings of the same data change nothing."""
    stand(qtbot, session, worker)
    before = session.state.experiment
    assert before is not None and before.dataset != "moons"
    labels = ", ".join(model.label for model in before.models)
    session.choose_data(before.dataset, before.dataset_config.model_dump())
    session.choose_data("moons", {})
    session.choose_data("moons", {"jitter": 0.02})
    session.choose_data("image-folder", {"folder": str(tmp_path / "my cats")})
    session.choose_data("image-folder", {"folder": str(tmp_path / "my cats"), "size": 16})
    session.choose_data("image-folder", {"folder": str(tmp_path / "my dogs")})
    titles = [command.experiment.plan.title for command in worker.take()]
    assert titles[0] == before.plan.title
    data = ["Moon phases", "Moon phases", "my cats", "my cats", "my dogs"]
    assert titles[1:] == [f"{labels} · {each}" for each in data]


def test_data_of_another_kind_come_with_models_that_learn_from_them(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    stand(qtbot, session, worker)
    before = session.state.draft
    session.choose_data("sums", {"words": "digits"})
    (command,) = worker.take()
    assert (command.experiment.dataset, command.experiment.dataset_config.words) == ("sums", "digits")
    assert all(Tokens in find_family(model.family).takes for model in command.experiment.models)
    assert session.state.opened == command.experiment and session.state.draft != before
    session.choose_data("digits", {})
    (command,) = worker.take()
    assert command.experiment.dataset == "digits"
    assert all(Pictures in find_family(model.family).takes for model in command.experiment.models)


def moved(value: MapState, *z: float) -> MapState:
    return value.with_cursor(np.array(z, np.float32))


def cursor(session: Session, model: int = 0) -> list[float]:
    return session.state.maps[model].cursor.tolist()


def test_what_is_done_on_a_map_can_be_undone_and_done_again(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    first = session.state.maps[0]
    session.set_map(0, moved(first, 1, 1))
    session.set_map(0, moved(first, 2, 2), undoable=False)  # the rest of the drag
    session.set_map(1, session.state.maps[1].with_pin(np.zeros(2, np.float32)))
    assert cursor(session) == [2, 2] and len(session.state.maps[1].pins) == 1
    session.undo()
    assert cursor(session) == [2, 2] and session.state.maps[1].pins == ()
    session.undo()
    assert cursor(session) == [0, 0]
    session.undo()  # there is nothing left
    assert cursor(session) == [0, 0]
    session.redo()
    session.redo()
    assert cursor(session) == [2, 2] and len(session.state.maps[1].pins) == 1
    session.undo()
    session.set_map(0, moved(first, 5, 5))  # another future
    session.redo()
    assert cursor(session) == [5, 5] and session.state.maps[1].pins == ()


def test_undo_brings_back_no_peek(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    start = session.state.maps[0]
    session.set_map(0, start.with_peek(np.ones(2, np.float32)), undoable=False)
    session.set_map(0, session.state.maps[0].with_pin(np.ones(2, np.float32)))
    session.undo()
    assert session.state.maps[0].pins == () and session.state.maps[0].peek is None
    session.redo()
    assert len(session.state.maps[0].pins) == 1 and session.state.maps[0].peek is None


def test_another_run_has_its_own_undo(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    session.set_map(0, moved(session.state.maps[0], 1, 1))
    session.rewind()
    session.undo()
    assert cursor(session) == [1, 1]


def test_scrubbing_and_going_live(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker, phase=Phase.PAUSED)
    session.scrub(10)
    assert session.state.scrubbed == 10 and worker.take() == [messages.LookBack(1, 10)]
    session.play()
    assert session.state.scrubbed is None
    assert worker.take() == [messages.LookBack(1, None), messages.Play(1)]
    session.scrub(10)
    session.advance(2)
    assert worker.take()[1:] == [messages.LookBack(1, None), messages.Advance(1, 2)]


def test_looks_carry_their_run_and_rising_numbers(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    images, z = np.zeros((1, 1, 8, 8), np.uint8), np.array([1.0, 2.0], np.float64)
    session.decode(1, z, CURSOR.of(1))
    session.find_nearest(1, z, NEAREST.of(1), 4)
    session.encode(images, DRAWN)
    session.ask(messages.EncodeData, DATA, limit=100)
    unit = np.eye(2, dtype=np.float32)
    plane = {"origin": z, "u": unit[0], "v": unit[1], "extent": (0, 0, 1, 1), "columns": 3, "rows": 2}
    session.ask(messages.DecodeGrid, GRID.of(0), model=0, **plane)
    looks = worker.take()
    kinds = (messages.Decode, messages.Nearest, messages.Encode, messages.EncodeData, messages.DecodeGrid)
    assert [type(look) for look in looks] == list(kinds)
    numbers = [look.request_id for look in looks]
    assert numbers == sorted(set(numbers)) and {look.run_id for look in looks} == {1}
    decode, nearest, encode, data, grid = looks
    assert decode.z.shape == (1, 2) and decode.z.dtype == np.float32 and decode.channel == "cursor 1"
    assert nearest.k == 4 and encode.images is images and data.limit == 100 and (grid.columns, grid.rows) == (3, 2)


def test_a_batch_of_events_is_told_once(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    stand(qtbot, session, worker)
    told = Told(session)
    ticks = [messages.Ticked(1, step, 60, 0.0, 0.0, 0.0) for step in range(5)]
    worker.say(*ticks)
    worker.say(messages.Saved(1, "here", 4))
    qtbot.waitUntil(lambda: session.state.saved is not None)
    assert len(told) == 1 and told[0][0].ticked is ticks[-1]
    worker.say(replace(ticks[0], run_id=0))  # stale: nothing changes, so nothing is told
    qtbot.waitUntil(lambda: not worker.events)
    assert len(told) == 1


def test_changes_within_changes_are_told_in_order_and_once_to_everybody(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    stand(qtbot, session, worker)
    seen: dict[str, list[tuple[object, object]]] = {"before": [], "after": []}
    session.state_changed.connect(lambda new, old: seen["before"].append((old.scrubbed, new.scrubbed)))

    def interfere(new: AppState, old: AppState) -> None:
        if new.scrubbed == 1:
            session.scrub(2)

    session.state_changed.connect(interfere)
    session.state_changed.connect(lambda new, old: seen["after"].append((old.scrubbed, new.scrubbed)))
    session.scrub(1)
    assert seen["before"] == seen["after"] == [(None, 1), (1, 2)]


def test_the_engine_is_announced_once(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    catalogue = messages.Catalogued(family_specs(), dataset_specs(), (messages.DeviceInfo("cpu", "CPU"),))
    with qtbot.waitSignal(session.engine_started):
        worker.say(catalogue)
    with qtbot.assertNotEmitted(session.engine_started):
        worker.say(catalogue)
        qtbot.waitUntil(lambda: not worker.events)


def test_a_failure_goes_to_the_log(
    qtbot: QtBot, session: Session, worker: FakeWorker, caplog: pytest.LogCaptureFixture
) -> None:
    stand(qtbot, session, worker, messages.Failed(1, "training", 12, "Traceback: seven", "seed = 3"))
    assert session.state.failed is not None
    assert all(text in caplog.text for text in ("training", "step 12", "Traceback: seven", "seed = 3"))


def test_training_on_with_older_weights_tells_the_verdicts_where_they_came_back(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    stand(qtbot, session, worker, messages.Ticked(1, 40, 60, 0.0, 0.0, 0.0), phase=Phase.PAUSED)
    worker.take()
    session.train_on(20)
    assert worker.take() == [messages.TakeBack(1, 20), messages.Play(1)]
    assert session.state.came_back == (1, 40)


# --------------------------------------------------------------------------- quick users


def test_any_number_of_runs_of_one_second_have_a_folder_each(session: Session, worker: FakeWorker) -> None:
    for _ in range(5):
        session.begin(experiment())
    assert len({command.run_folder for command in worker.take()}) == 5


def test_the_folder_of_a_run_with_a_long_title_can_be_made(
    session: Session, worker: FakeWorker, tmp_path: Path
) -> None:
    session.begin(experiment(title="学习生成模型" * 60))
    (command,) = worker.take()
    Path(command.run_folder).mkdir(parents=True)
    assert "学习生成模型" in command.run_folder


def test_a_look_waits_for_the_last_word_on_the_newest_of_its_channel(
    qtbot: QtBot, session: Session, worker: FakeWorker
) -> None:
    stand(qtbot, session, worker)
    code, extent = np.zeros((1, 2), np.float32), (-1.0, -1.0, 1.0, 1.0)
    for _ in range(2):
        session.decode(0, code, CURSOR.of(0))
    plane = {"origin": code[0], "u": code[0], "v": code[0], "extent": extent, "columns": 2, "rows": 2}
    session.ask(messages.MapHoles, HOLES.of(0), model=0, layer=messages.Layer.REALISM, **plane)
    first, newest, holes = worker.take()
    assert session.unanswered == {"cursor 0", "holes 0"}

    def say(answer: messages.Answer) -> None:
        worker.say(answer)
        qtbot.waitUntil(lambda: session.state.answers.get(answer.channel) is answer)

    images = np.zeros((1, 1, 8, 8), np.uint8)
    say(messages.Decoded(1, first.request_id, "cursor 0", 0, 0, code, images))
    assert session.unanswered == {"cursor 0", "holes 0"}, "that was the answer to another one"
    say(messages.Decoded(1, newest.request_id, "cursor 0", 0, 0, code, images))
    values = np.zeros((2, 2), np.float32)
    for done in (False, True):
        assert session.unanswered == {"holes 0"}, "a coarse map is followed by a fine one"
        say(messages.HolesMapped(1, holes.request_id, "holes 0", 0, 0, holes.layer, extent, values, 1.0, False, done))
    assert not session.unanswered
    session.decode(0, code, CURSOR.of(0))
    session.restart()
    assert not session.unanswered, "what was asked of another run is answered by nobody"


def test_what_nobody_waits_for_is_said_once(session: Session, worker: FakeWorker) -> None:
    session.begin(experiment())
    channel = messages.Channel("drawn", messages.Drawn)
    first = session.ask(messages.Draw, channel, model=0, count=4)
    assert session.ask(messages.Draw, channel, model=1, count=4) == first + 1 and session.unanswered == {"drawn"}
    worker.take()
    session.forget(channel)
    session.forget(channel)
    assert worker.take() == ["drawn"] and not session.unanswered


def test_runs_begin_where_one_may_not_look(
    session: Session, worker: FakeWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The folder of runs may be on a drive that is gone; that is said when something is to be saved."""

    def refuse(self: Path, *more: Any, **named: Any) -> Any:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "stat", refuse)
    monkeypatch.setattr(Path, "exists", refuse)
    session.begin(experiment())
    assert len(worker.take()) == 1


def test_when_training_goes_on_looks_see_what_is_shown(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    """The user looks back just before the worker says that it trains."""
    stand(qtbot, session, worker, phase=Phase.PAUSED)
    session.play()
    session.scrub(10)
    worker.take()
    worker.say(messages.PhaseChanged(1, Phase.TRAINING, "Training."))
    qtbot.waitUntil(lambda: session.state.phase is Phase.TRAINING)
    assert session.state.scrubbed is None and worker.take() == [messages.LookBack(1, None)]


def test_a_place_that_was_refused_is_not_what_a_fork_goes_on_from(
    qtbot: QtBot, session: Session, worker: FakeWorker, tmp_path: Path
) -> None:
    stand(qtbot, session, worker)
    before = session.folder
    session.save(tmp_path / "taken")
    worker.say(messages.Saved(1, str(before), 5, "taken could not be saved: it is not empty"))
    qtbot.waitUntil(lambda: session.state.saved is not None)
    worker.take()
    session.fork()
    assert worker.take()[-1].resume_from == str(before)


def test_undo_brings_back_no_maps_of_other_widths(qtbot: QtBot, session: Session, worker: FakeWorker) -> None:
    """What is done on the maps of the run before while one with wider codes is still loading."""
    stand(qtbot, session, worker)
    session.edit(3, "models.0.latent_dim")
    session.restart()
    session.set_map(0, moved(session.state.maps[0], 1, 1))
    worker.say(data_ready(2, 3, 2), messages.PhaseChanged(2, Phase.READY, "Here."))
    qtbot.waitUntil(lambda: session.state.phase is Phase.READY)
    session.undo()
    assert [len(each.cursor) for each in session.state.maps] == [3, 2]
