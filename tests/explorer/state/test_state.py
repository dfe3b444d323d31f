"""The state and what each event makes of it: a pure function, so every case is a value in and a value out."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pytest

from explorer.state.changes import changed
from explorer.state.curves_data import Curves
from explorer.state.map_state import make_map_state
from explorer.state.reduce import MOST_TESTS, reduce
from explorer.state.room import Parts
from explorer.state.state import KEYFRAME_BYTES, AppState
from explorer.state.workspace import SHOWN, Workspace, shown_kinds
from explorer.workspaces import WORKSPACES
from explorer.workspaces.adversarial.channels import MEASURED
from trainers import messages
from trainers.catalog import dataset_specs, family_specs
from trainers.experiment import Experiment
from trainers.kinds import Pictures, Points, Tokens
from trainers.marks import Mark
from trainers.messages import Phase
from trainers.timeline import Timeline

RUN = 3


def experiment(**changes: Any) -> Experiment:
    table: dict[str, Any] = {
        "dataset": {"name": "digits"},
        "models": [{"family": "ae", "layers": [24]}, {"family": "vae", "layers": [24]}],
    }
    return Experiment.parse({**table, **changes})


@pytest.fixture
def state() -> AppState:
    given = experiment()
    return AppState(
        families=family_specs(), run_id=RUN, experiment=given, draft=given, curves=Curves(),
        timeline=Timeline(KEYFRAME_BYTES),
    )  # fmt: skip


def scalars(first_step: int, *mse: float, run_id: int = RUN) -> messages.Scalars:
    values = np.array(mse, np.float32)
    return messages.Scalars(run_id, first_step, ({"mse": values}, {"neg_elbo": values}))


def pictures(
    step: int, keyframe: bool = False, run_id: int = RUN, dims: tuple[int, ...] = (2, 2), **test: float
) -> messages.PicturesDrawn:
    def model(dim: int) -> messages.ModelPictures:
        return messages.ModelPictures(None, None, np.zeros((5, dim), np.float32), None, test)

    return messages.PicturesDrawn(run_id, step, tuple(model(dim) for dim in dims), keyframe)


def data_ready(*latent_dims: int, run_id: int = RUN) -> messages.DataReady:
    images = np.zeros((4, 1, 8, 8), np.uint8)
    return messages.DataReady(
        run_id, "digits", Pictures(1, 8, 8), 4, 4, ("0", "1"), (), images, images, np.zeros(4, np.int64), "CPU",
        latent_dims,
    )  # fmt: skip


def decoded(request_id: int, channel: str = "cursor 0", run_id: int = RUN) -> messages.Decoded:
    return messages.Decoded(
        run_id, request_id, channel, 7, 0, np.zeros((1, 2), np.float32), np.zeros((1, 1, 8, 8), np.uint8)
    )


EVENTS: list[Any] = [
    messages.PhaseChanged(RUN, Phase.READY, "Ready to train.", "Play"),
    messages.LoadProgress(RUN, 0.5, "half"),
    data_ready(2, 2),
    scalars(1, 0.5, 0.4),
    messages.Ticked(RUN, 2, 60, 0.1, 0.2, 10.0),
    messages.KnobSet(RUN, 1, "beta", 4.0),
    messages.KnobsFound(RUN, experiment()),
    messages.ThreadsChanged(RUN, 12, 1, 2),
    messages.KnobRefused(RUN, 1, "beta", "models.1.beta: expected 0 to 50, found -1.0"),
    messages.Adjusted(RUN, 1, 2),
    messages.AdjustRefused(RUN, 1, "VAE cannot be adjusted by hand"),
    messages.Saved(RUN, "/somewhere", 2),
    messages.Marked(RUN, (Mark(1, "knob", (("models.1.beta", 1.0, 4.0),)),)),
    messages.Refused(RUN, RUN - 1, "{reason}", {"reason": "nothing there"}),
    messages.Failed(RUN, "training", 2, "Traceback", ""),
    messages.StoodBeside(RUN, (messages.ModelOfRun("/runs/one", 0, 6, 1.5),)),
    pictures(2, keyframe=True, test_mse=0.1),
    decoded(1),
    messages.JudgeChanged(RUN, "judge", 1.0, 0.98, 0.3),
]


def kind(event: object) -> str:
    return type(event).__name__


@pytest.mark.parametrize("event", EVENTS, ids=kind)
def test_an_event_of_an_older_run_changes_nothing(state: AppState, event: Any) -> None:
    assert reduce(state, replace(event, run_id=RUN - 1)) is state


@pytest.mark.parametrize("event", EVENTS, ids=kind)
def test_the_state_before_an_event_stays_what_it_was(state: AppState, event: Any) -> None:
    before = dict(vars(state))
    after = reduce(state, event)
    assert after is not state
    assert all(value is before[name] for name, value in vars(state).items())
    assert state.curves is not None and state.curves.count == 0 and not state.answers and not state.knob_errors
    assert state.timeline is not None and len(state.timeline) == 0
    assert state.experiment == experiment()


def test_every_event_of_the_conversation_is_known(state: AppState) -> None:
    assert reduce(state, messages.TakenUp(RUN)) is state
    link = messages.LinkChanged("there", messages.LinkPhase.LIVE, 0.02, controls=True)
    assert state.link is None and reduce(state, link).link is link
    assert reduce(state, messages.Declined("Another window has the controls.")) is state
    of_links = {messages.LinkChanged, messages.Declined, messages.RunServed}  # the session takes the last
    handled = {type(event) for event in EVENTS} | {messages.Catalogued, messages.TakenUp} | of_links
    answers = {kind for kind in messages.Event.__args__ if issubclass(kind, messages.Answer)}
    assert set(messages.Event.__args__) - answers == handled - {messages.Decoded}

    class Surprise:
        run_id = RUN

    with pytest.raises(TypeError, match="Surprise"):
        reduce(state, Surprise())  # type: ignore[arg-type]


def test_knobs_that_were_found_are_how_the_run_was_opened_and_leave_the_draft_that_was_changed(state: AppState) -> None:
    assert state.experiment is not None
    found = state.experiment.with_setting("models.1.beta", 2.5)
    after = reduce(replace(state, draft=state.experiment), messages.KnobsFound(RUN, found))
    assert after.experiment == after.draft == after.opened == found
    draft = state.experiment.with_setting("batch_size", 32)
    after = reduce(replace(state, draft=draft), messages.KnobsFound(RUN, found))
    assert after.experiment == found and after.draft == draft


def test_a_move_by_hand_takes_the_reason_away_why_the_one_before_could_not_be(state: AppState) -> None:
    refused = messages.AdjustRefused(RUN, 0, "no")
    after = reduce(state, refused)
    assert after.unmoved is refused and after.adjusted is None
    after = reduce(after, messages.Adjusted(RUN, 0, 7))
    assert after.unmoved is None and after.adjusted == messages.Adjusted(RUN, 0, 7)


def test_the_pace_is_that_of_the_plan_until_the_user_chooses_one(state: AppState) -> None:
    assert AppState().steps_a_second == 0.0 and state.steps_a_second == 0.0
    slow = replace(state, experiment=experiment(pace=4))
    assert slow.steps_a_second == 4.0 and replace(slow, pace=0.0).steps_a_second == 0.0


def test_the_catalogue_belongs_to_no_run(state: AppState) -> None:
    devices = (messages.DeviceInfo("cpu", "CPU"),)
    after = reduce(state, messages.Catalogued(family_specs(), dataset_specs(), devices))
    assert after.engine_ready and after.devices == devices and after.run_id == RUN


def test_a_phase_ends_loading_and_training_ends_looking_back(state: AppState) -> None:
    loading = replace(state, loading=messages.LoadProgress(RUN, 0.5, "half"), scrubbed=10)
    still = reduce(loading, messages.PhaseChanged(RUN, Phase.STARTING, "Loading the data…"))
    assert still.loading is loading.loading and still.scrubbed == 10
    ready = reduce(loading, messages.PhaseChanged(RUN, Phase.READY, "Ready to train."))
    assert ready.loading is None and ready.scrubbed == 10
    training = reduce(loading, messages.PhaseChanged(RUN, Phase.TRAINING, "Training."))
    assert training.phase is Phase.TRAINING and training.scrubbed is None


def test_progress_that_is_overtaken_by_what_it_led_to_begins_nothing(state: AppState) -> None:
    half = messages.LoadProgress(RUN, 0.5, "half")
    assert reduce(state, half).loading is not None
    built = reduce(state, data_ready(2, 2))
    ready = reduce(built, messages.PhaseChanged(RUN, Phase.READY, "Ready to train."))
    without = reduce(state, messages.PhaseChanged(RUN, Phase.NO_DATA, "{reason}", "", {"reason": "gone"}))
    for ended in (built, ready, without):
        assert reduce(ended, half) is ended


def test_curves_grow_and_a_roll_back_cuts_them(state: AppState) -> None:
    grown = reduce(reduce(state, scalars(1, 0.5, 0.4, 0.3)), scalars(4, 0.2))
    assert grown.curves is not None
    assert grown.curves.values(0, "mse").tolist() == pytest.approx([0.5, 0.4, 0.3, 0.2])
    back = reduce(grown, scalars(3, 0.9))
    assert back.curves is not None and back.curves.values(1, "neg_elbo").tolist() == pytest.approx([0.5, 0.4, 0.9])
    assert grown.curves.count == 4  # the older value still sees its own history


def test_maps_whose_code_keeps_its_width_stay_as_the_user_left_them(state: AppState) -> None:
    first = reduce(state, data_ready(2, 3))
    assert [len(one.cursor) for one in first.maps] == [2, 3]
    pinned = first.maps[0].with_pin(np.array([1.0, 2.0], np.float32))
    left = replace(first, maps=(pinned, first.maps[1].with_pin(np.zeros(3, np.float32))))
    again = reduce(left, data_ready(2, 5))
    assert again.maps[0] is pinned
    assert len(again.maps[1].cursor) == 5 and again.maps[1].pins == ()
    fewer = reduce(again, data_ready(2))
    assert fewer.maps == (pinned,)


def test_pictures_whose_codes_no_longer_fit_the_maps_go(state: AppState) -> None:
    """A restart with another number of latents keeps the old pictures until then, and not a moment longer."""
    shown = reduce(reduce(state, data_ready(2, 2)), pictures(5))
    assert reduce(shown, data_ready(2, 2)).pictures is shown.pictures
    assert reduce(shown, data_ready(2, 3)).pictures is None


def test_what_a_run_folder_shows_goes_where_its_data_turn_out_to_be_others(state: AppState) -> None:
    """Pictures of a folder whose data could not be read are shown, and their kind is not known before the data are."""
    drawn = messages.ModelPictures(np.zeros((3, 1, 8, 8), np.uint8), None, np.zeros((3, 2), np.float32), None, {})
    two = (drawn, replace(drawn, reconstructions=None, samples=np.zeros((9, 1, 8, 8), np.uint8)))
    of_folder = reduce(state, messages.PicturesDrawn(RUN, 5, two, keyframe=True))
    assert of_folder.data is None and of_folder.timeline is not None and of_folder.timeline.steps == (5,)
    kept = reduce(of_folder, data_ready(2, 2))
    assert kept.pictures is of_folder.pictures and kept.timeline == of_folder.timeline
    for other in (Points(), Pictures(1, 28, 28), Pictures(3, 8, 8), Tokens(("a", "b"), 4)):
        known = reduce(of_folder, replace(data_ready(2, 2), kind=other))
        assert known.pictures is None and known.timeline is not None and known.timeline.steps == ()
    written = replace(drawn, reconstructions=None, codes=None, texts=np.array(["ab"]))
    texts = reduce(state, messages.PicturesDrawn(RUN, 5, (written, written), keyframe=True))
    assert reduce(texts, replace(data_ready(2, 2), kind=Tokens(("a", "b"), 4))).pictures is texts.pictures
    assert reduce(texts, data_ready(2, 2)).pictures is None


def test_ticks_with_weights_are_the_same_until_there_are_others(state: AppState) -> None:
    """Or the timeline would be drawn anew whenever anything else of the state changes."""
    ready = reduce(state, data_ready(2, 2))
    own = reduce(reduce(ready, pictures(5, keyframe=True)), pictures(8, keyframe=True))
    assert own.steps_with_weights == (5, 8)
    later = reduce(own, messages.Ticked(RUN, 9, 60, 0.1, 0.2, 10.0))
    assert not changed(later, own, "steps_with_weights")
    without = reduce(later, replace(pictures(9, keyframe=True), weights=False))
    assert without.steps_with_weights == (5, 8, 9), "training stands at the last"
    gone_on = reduce(without, messages.Ticked(RUN, 10, 60, 0.1, 0.2, 10.0))
    assert gone_on.steps_with_weights == (5, 8) and changed(gone_on, without, "steps_with_weights")


def test_pictures_of_another_kind_of_data_go(state: AppState) -> None:
    """Those of digits would else be shown as points, beside the points that the same models are now given."""
    shown = reduce(reduce(state, data_ready(2, 2)), pictures(5))
    for other in (Points(), Pictures(1, 12, 12), Pictures(3, 8, 8)):
        assert reduce(shown, replace(data_ready(2, 2), kind=other)).pictures is None


def test_pictures_that_come_before_their_data_are_not_taken_for_those_of_the_data_before(state: AppState) -> None:
    """As of a run that was built while the window looked at another one."""
    images = np.zeros((3, 1, 8, 8), np.uint8)
    early = replace(pictures(5), models=(messages.ModelPictures(images, None, None, None, {}),) * 2)
    before = reduce(replace(state, run_id=RUN - 1), replace(data_ready(2, 2, run_id=RUN - 1), kind=Points()))
    asked = replace(before, run_id=RUN)
    assert reduce(asked, early) is asked
    known = reduce(asked, data_ready(2, 2))
    assert reduce(known, early).pictures is early
    alike = reduce(replace(state, run_id=RUN - 1), data_ready(2, 2, run_id=RUN - 1))
    assert reduce(replace(alike, run_id=RUN), early).pictures is early, "the same data may be told once more"


def test_models_with_codes_of_another_width_are_others(state: AppState) -> None:
    """What was said of the old ones lies on a plane that is no longer there."""
    first = replace(reduce(state, data_ready(2, 2)), lineage=RUN - 1)
    assert reduce(first, data_ready(2, 2)).lineage == RUN - 1
    assert reduce(first, data_ready(2, 3)).lineage == RUN


def test_a_live_knob_reaches_the_running_experiment_and_the_draft_keeps_what_the_user_went_on_to(
    state: AppState,
) -> None:
    draft = experiment().with_setting("models.1.beta", 9.0)
    after = reduce(replace(state, draft=draft), messages.KnobSet(RUN, 1, "beta", 4.0))
    assert after.experiment is not None and after.experiment.models[1].config.beta == 4.0
    assert after.draft is draft and after.restart_paths == {"models.1.beta"}


def test_a_refused_knob_is_said_at_its_place(state: AppState) -> None:
    busy = replace(state, knob_errors={"seed": "other"})
    after = reduce(busy, messages.KnobRefused(RUN, 1, "beta", "no"))
    assert after.knob_errors == {"seed": "other", "models.1.beta": "no"}


def test_what_waits_for_a_restart(state: AppState) -> None:
    assert state.restart_paths == frozenset()
    assert AppState().restart_paths == frozenset()
    draft = experiment(seed=9, dataset={"name": "digits", "size": "16"})
    draft = draft.with_setting("models.1.latent_dim", 7).with_setting("models.0.layers", [8, 8])
    waiting = replace(state, draft=draft).restart_paths
    assert waiting == {"seed", "dataset.size", "models.1.latent_dim", "models.0.layers"}
    fewer = replace(state, draft=experiment(models=[{"family": "ae"}]))
    assert fewer.restart_paths == {"models"}


def test_the_newest_answer_of_a_channel_stays(state: AppState) -> None:
    newer = reduce(state, decoded(8))
    assert reduce(newer, decoded(7)) is newer
    assert reduce(newer, decoded(9)).answers["cursor 0"].request_id == 9
    other = reduce(newer, decoded(2, "walk 0"))
    assert {channel: answer.request_id for channel, answer in other.answers.items()} == {"cursor 0": 8, "walk 0": 2}
    with pytest.raises(TypeError):
        other.answers["x"] = decoded(1)  # type: ignore[index]


def test_keyframes_are_kept_and_shown_while_scrubbed(state: AppState) -> None:
    for event in (pictures(0, True), pictures(10, True), pictures(13), pictures(20, True), pictures(25)):
        state = reduce(state, event)
    assert state.timeline is not None and state.timeline.steps == (0, 10, 20)
    assert state.shown_pictures is state.pictures and state.pictures is not None and state.pictures.step == 25
    back = replace(state, scrubbed=10)
    assert back.shown_pictures is not None and back.shown_pictures.step == 10
    newer = reduce(back, pictures(30))
    assert newer.shown_pictures is back.shown_pictures and newer.pictures is not None and newer.pictures.step == 30


def test_test_values_follow_the_steps_and_a_roll_back_thins_them(state: AppState) -> None:
    for step, value in ((5, 0.9), (10, 0.8), (15, 0.7)):
        state = reduce(state, pictures(step, test_mse=value))
    state = reduce(state, pictures(17))  # pictures without test values leave them alone
    assert [[step for step, _ in points] for points in state.tests] == [[5, 10, 15], [5, 10, 15]]
    back = reduce(state, pictures(10, test_mse=0.5))
    assert [(step, values["test_mse"]) for step, values in back.tests[0]] == [(5, 0.9), (10, 0.5)]


def test_shown_test_values_are_the_pictures_own_or_the_last_before(state: AppState) -> None:
    for event in (pictures(5, True, test_mse=0.9), pictures(10, test_mse=0.8), pictures(12)):
        state = reduce(state, event)
    assert state.shown_test(0) == {"test_mse": 0.8}
    assert replace(state, scrubbed=5).shown_test(0) == {"test_mse": 0.9}
    assert state.shown_test(7) == AppState().shown_test(0) == {}


def test_a_roll_back_also_ends_the_timeline_there(state: AppState) -> None:
    for step in (0, 10, 20):
        state = reduce(state, pictures(step, True))
    back = reduce(state, pictures(10, True))
    assert back.timeline is not None and back.timeline.steps == (0, 10)


def test_only_a_run_that_stands_can_go_on(state: AppState) -> None:
    failed = messages.PhaseChanged(RUN, Phase.FAILED, "A step failed.")
    assert not reduce(state, failed).can_train  # it never came to be
    stands = reduce(reduce(state, data_ready(2, 2)), failed)
    assert stands.can_train and not replace(stands, phase=Phase.TRAINING).can_train
    assert not replace(stands, run_id=RUN + 1).can_train  # the data are those of the run before


def test_labels_and_specs_come_from_the_experiment(state: AppState) -> None:
    assert state.labels == ("AE", "VAE") and [spec.name for spec in state.model_specs] == ["ae", "vae"]
    assert AppState().labels == () and AppState().model_specs == () and AppState().shown_pictures is None


def test_saved_failed_and_the_clock_are_kept(state: AppState) -> None:
    saved, failed = messages.Saved(RUN, "run", 4, "the disk is full"), messages.Failed(RUN, "looking", 4, "t", "")
    tick = messages.Ticked(RUN, 4, 60, 0.5, 1.0, 4.0)
    for event in (saved, failed, tick):
        state = reduce(state, event)
    assert (state.saved, state.failed, state.ticked) == (saved, failed, tick)


def test_maps_start_at_the_origin() -> None:
    assert make_map_state(1).plane.is_line and make_map_state(20).cursor.tolist() == [0.0] * 20


# --------------------------------------------------------------------------- going back, and looking back


def measured(step: int) -> messages.SamplesMeasured:
    return messages.SamplesMeasured(RUN, step, "measured 0", step, 0, {"coverage": 0.5}, None)


def tick(step: int, run_id: int = RUN) -> messages.Ticked:
    return messages.Ticked(run_id, step, 60, 0.1, 0.2, 10.0)


def test_where_training_goes_back_nothing_is_left_of_what_came_after(state: AppState) -> None:
    for step in (0, 10, 20):
        state = reduce(reduce(state, pictures(step, True)), tick(step))
    looking = replace(state, scrubbed=20)
    back = reduce(looking, tick(15))
    assert back.ticked == tick(15) and back.timeline is not None and back.timeline.steps == (0, 10)
    assert back.scrubbed is None
    assert reduce(replace(state, scrubbed=10), tick(15)).scrubbed == 10


def test_the_first_clock_of_a_run_that_was_opened_leaves_what_was_read(state: AppState) -> None:
    """Its weights may be lost; then it stands at step 0, and what is known of it is seen all the same."""
    shown = replace(reduce(state, pictures(20, True)), ticked=tick(20, run_id=0))
    again = reduce(shown, tick(0))
    assert again.timeline is not None and again.timeline.steps == (20,)


@dataclass(frozen=True)
class Heard:
    names: tuple[str, ...] = ()


def listen(own: Heard, before: AppState, event: messages.Event | messages.Answer) -> Heard:
    clock = -1 if before.ticked is None else before.ticked.step
    return Heard((*own.names, f"{type(event).__name__} after {clock}"))


def test_a_workspace_keeps_its_own_of_the_events_that_count(state: AppState) -> None:
    hears = Workspace("hears", "Hears", "decodes", "", "", Heard, Parts, listen)
    for event in (tick(5), tick(6, run_id=RUN - 1), measured(6), replace(measured(6), request_id=1), tick(7)):
        state = reduce(state, event, [hears])
    assert state.own("hears", Heard).names == ("Ticked after -1", "SamplesMeasured after 5", "Ticked after 5")
    assert state.own("other", Heard) == Heard() and reduce(state, tick(8)).workspaces is state.workspaces


def test_a_look_is_answered_once_its_answer_is_of_the_newest_weights(state: AppState) -> None:
    assert not reduce(state, measured(10)).is_answered(MEASURED.of(0))  # of no pictures yet
    state = reduce(reduce(state, pictures(10)), measured(10))
    assert state.is_answered(MEASURED.of(0)) and not state.is_answered(MEASURED.of(1))
    later = reduce(state, pictures(20))
    assert not later.is_answered(MEASURED.of(0)) and reduce(later, measured(20)).is_answered(MEASURED.of(0))
    failed = messages.LookFailed(RUN, 11, "measured 0", 10, reason="there are no samples")
    assert reduce(later, failed).is_answered(MEASURED.of(0))


def test_whose_weights_decode_what_is_shown(state: AppState) -> None:
    old = replace(state, run_id=0)
    for step in (0, 10):
        old = reduce(old, pictures(step, True, run_id=0))
    opened = replace(old, run_id=RUN)
    later = reduce(opened, pictures(20, True))
    assert later.weights_are_kept and replace(later, scrubbed=20).weights_are_kept
    assert not replace(later, scrubbed=10).weights_are_kept


def test_test_values_of_a_long_run_are_thinned(state: AppState) -> None:
    for step in range(1, MOST_TESTS + 3):
        state = reduce(state, pictures(step, test_mse=0.5))
    points = [step for step, _ in state.tests[0]]
    assert len(points) <= MOST_TESTS // 2 + 3 and points[0] == 1 and points[-1] == MOST_TESTS + 2
    assert points == sorted(set(points))


def test_only_data_that_some_family_learns_from_and_some_workspace_shows_are_offered() -> None:
    state = AppState(families=family_specs(), datasets=dataset_specs(), shown_kinds=frozenset({*SHOWN, Tokens}))
    kinds = {spec.kind for spec in state.datasets}
    assert kinds == {Pictures, Points, Tokens} and AppState(datasets=state.datasets).usable_datasets == ()
    assert {spec.kind for spec in state.usable_datasets} == {kind for spec in state.families for kind in spec.takes}
    reader = replace(state.families[0], name="reader", takes=frozenset({Tokens}))
    assert replace(state, families=(*state.families, reader)).usable_datasets == state.datasets
    assert replace(state, families=(reader,)).usable_datasets == tuple(s for s in state.datasets if s.kind is Tokens)
    seen = replace(state, shown_kinds=SHOWN)
    assert seen.usable_datasets == tuple(spec for spec in state.datasets if spec.kind in SHOWN)
    assert seen.shows_data("digits") and not seen.shows_data("text-file") and not seen.shows_data("nothing")
    assert {preset.name for preset in seen.shown_presets} <= {preset.name for preset in state.shown_presets}


def test_kinds_are_shown_that_one_of_the_workspaces_shows() -> None:
    explore, *others = WORKSPACES
    assert shown_kinds(WORKSPACES) >= shown_kinds(()) == shown_kinds((explore,)) == SHOWN
    reads = replace(explore, shows=frozenset({Tokens}))
    assert shown_kinds((reads,)) == {Tokens} and shown_kinds((reads, *others)) >= {*SHOWN, Tokens}


def test_the_kind_is_that_of_the_data_and_before_they_are_there_that_of_their_dataset(state: AppState) -> None:
    assert AppState().kind is Pictures
    ring = replace(state, datasets=dataset_specs(), experiment=experiment(dataset={"name": "ring"}))
    assert ring.data is None and ring.kind is Points
    assert replace(ring, data=replace(data_ready(2), kind=Pictures(1, 1, 2))).kind is Pictures
