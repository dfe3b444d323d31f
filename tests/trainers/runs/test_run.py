"""One run, driven by hand: what it tells, and what its folder holds, with nobody but lists to listen."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch

from trainers import messages
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.looking.looker import Looker
from trainers.looking.pictures import PictureMaker
from trainers.marks import ALONE, MOST_MARKS, Mark
from trainers.runs.describe import describe
from trainers.runs.folder import read_checkpoint, read_run, read_weights
from trainers.runs.run import Pace, Run, is_keyframe
from trainers.runs.starting import load_examples, open_run, start_run
from trainers.training.loop import Loop
from trainers.training.loop_state import LoopState, StateError
from trainers.training.scalars import NonFiniteError, check_finite
from trainers.training.sharing import Threads
from trainers.training.snapshot import Snapshot

EXPERIMENT = Experiment.parse(
    {"title": "by hand", "steps": 12, "batch_size": 16, "dataset": {"name": "digits"},
     "models": [{"family": "ae", "layers": [4]}, {"family": "vae", "layers": [4]}]}
)  # fmt: skip


GAME = Experiment.parse(
    {"title": "game", "steps": 400, "batch_size": 16, "dataset": {"name": "digits"},
     "models": [{"family": "gan", "g_layers": [8], "d_layers": [8], "latent_dim": 2}, {"family": "ae", "layers": [4]}]}
)  # fmt: skip


class Listener:
    """A run and all that it says; ``latest`` is what counts of what is soon out of date."""

    def __init__(self, pace: Pace | None = None, experiment: Experiment = EXPERIMENT) -> None:
        images, device = load_examples(experiment, LoadContext(Path())), torch.device("cpu")
        loop = Loop(experiment, images, device)
        self.looker = Looker(experiment, images, device)
        self.pictures = PictureMaker(self.looker)
        self.shown: list[Snapshot] = []
        self.said: list[messages.Event] = []
        self.latest: dict[str, messages.Event] = {}
        self.run = Run(
            loop, describe(3, loop, images, "CPU"), self.shown.append, self.said.append, self.latest.__setitem__,
            Threads(1, apply=lambda count: None), pace,
        )  # fmt: skip

    def saved(self) -> list[messages.Saved]:
        return [event for event in self.said if isinstance(event, messages.Saved)]

    def draw(self, snapshot: Snapshot) -> messages.PicturesDrawn:
        self.looker.load(snapshot)
        made = self.pictures.make(3, keyframe=True)
        (drawn,) = (each for each in made if isinstance(each, messages.PicturesDrawn))
        return drawn


def shown(listener: Listener) -> dict[str, torch.Tensor]:
    """The weights that were published last, by model and name."""
    newest = listener.shown[-1]
    return {f"{model}.{name}": value for model, each in enumerate(newest.weights) for name, value in each.items()}


def alike(first: Mapping[str, torch.Tensor], second: Mapping[str, torch.Tensor]) -> bool:
    """Whether all of the first are in the second, bit for bit."""
    return all(torch.equal(value, second[name]) for name, value in first.items())


def test_metrics_come_in_order_without_gaps_and_keyframes_are_shown() -> None:
    listener = Listener(Pace(flush=0.0, snapshot=math.inf, good=math.inf, save=math.inf))
    listener.run.resume_clock()
    for _ in range(12):
        listener.run.step()
    listener.run.halt()
    parts = [event for event in listener.said if isinstance(event, messages.Scalars)]
    assert [(part.run_id, part.first_step, part.count) for part in parts] == [(3, step, 1) for step in range(1, 13)]
    assert [(each.step, each.keyframe) for each in listener.shown] == [
        *((step, True) for step in (1, 2, 5, 10)),
        (12, False),
    ]
    ticked = listener.latest["ticked"]
    assert isinstance(ticked, messages.Ticked) and ticked.step == 12 and listener.saved() == []


def test_what_waits_for_its_next_step_does_not_call_the_machine_busy() -> None:
    """A run that is followed step by step uses little of a machine because it waits."""
    listener = Listener(Pace(0.0, math.inf, math.inf, math.inf))
    listener.run._threads.share = 0.1
    told = []
    for listener.run.keeps_pace in (False, True):
        listener.run.resume_clock()
        listener.run.step()
        listener.run.halt()
        ticked = listener.latest["ticked"]
        assert isinstance(ticked, messages.Ticked)
        told.append(ticked.share)
    assert told == [0.1, None]


def test_the_same_numbers_at_any_pace() -> None:
    """How often metrics are fetched, states kept and weights shown changes no step."""
    found = []
    for pace in (None, Pace(0.0, 0.0, 0.0, 0.0), Pace(math.inf, math.inf, math.inf, math.inf, keyframes=False)):
        listener = Listener(pace)
        listener.run.resume_clock()
        for _ in range(12):
            listener.run.step()
        listener.run.halt()
        found.append(listener.run.loop.state().tensors)
    for other in found[1:]:
        assert found[0].keys() == other.keys() and all(torch.equal(found[0][name], other[name]) for name in other)


def test_a_game_saved_among_single_moves_is_shown_alike_when_it_is_opened_again(tmp_path: Path) -> None:
    """To the last bit; and so is what is shown after the next move."""
    listener = Listener(Pace(0.0, 0.0, 0.0, math.inf), GAME)
    run = listener.run
    run.place(tmp_path / "run")
    run.resume_clock()
    for _ in range(8):
        run.step()
    for player in ("discriminator", "generator", "generator"):
        run.resume_clock(slow=True)
        run.step([player])
        run.halt()
    run.save()
    stood = shown(listener)
    averages = {f"0.{name}": value for name, value in run.loop.display_weights()[0].items()}
    assert not alike(averages, {name: stood[name] for name in averages}), "moves are shown as they are made"
    assert alike({f"0.{name}": value for name, value in read_weights(tmp_path / "run")[0].items()}, stood)

    again = Listener(Pace(0.0, 0.0, 0.0, math.inf), GAME)
    again.run.resume(read_checkpoint(tmp_path / "run"), tmp_path / "run", in_place=True)
    again.run.publish()
    assert again.shown[-1].step == 11 and alike(shown(again), stood)
    for each in (run, again.run):
        each.resume_clock(slow=True)
        each.step(["generator"])
        each.halt()
    assert alike(shown(again), shown(listener)) and not alike(shown(again), stood)
    for each in (run, again.run):
        each.resume_clock()
        each.step()
        each.halt()
    assert alike(shown(again), shown(listener))
    assert not [name for name in again.run._state().tensors if "standing" in name]


def test_going_back_and_again_shows_single_moves_as_they_were() -> None:
    listener = Listener(Pace(0.0, 0.0, 0.0, math.inf), GAME)
    run = listener.run
    run.resume_clock()
    run.step()
    run.halt()
    first = listener.shown[-1]
    run.resume_clock(slow=True)
    run.step(["generator"])
    run.halt()
    stood = shown(listener)
    run.take_back(first)
    assert not alike(shown(listener), stood)
    run.take_back(None)
    assert alike(shown(listener), stood)


@pytest.mark.parametrize("edit", ["shape", "kind", "missing"])
def test_a_saved_beginning_of_single_moves_that_does_not_fit_is_refused(edit: str) -> None:
    listener = Listener(Pace(0.0, 0.0, 0.0, math.inf), GAME)
    listener.run.resume_clock(slow=True)
    listener.run.step(["generator"])
    state = listener.run._state()
    name = next(name for name in state.tensors if "standing.live" in name)
    tensors = dict(state.tensors)
    if edit == "missing":
        del tensors[name]
    else:
        tensors[name] = tensors[name].double() if edit == "kind" else torch.zeros(3)
    before = {name: value.clone() for name, value in listener.run.loop.state().tensors.items()}
    with pytest.raises(StateError, match=f"saved state: expected {name}"):
        listener.run.resume(LoopState(tensors, {**state.position, "step": 77}), Path(), in_place=True)
    assert listener.run.loop.step_count == 1 and alike(before, listener.run.loop.state().tensors)


def test_without_keyframes_none_is_shown_on_the_way() -> None:
    listener = Listener(Pace(0.0, math.inf, math.inf, math.inf, keyframes=False))
    listener.run.resume_clock()
    for _ in range(6):
        listener.run.step()
    assert listener.shown == []
    listener.run.halt(keyframe=True)
    assert [(each.step, each.keyframe, each.settled) for each in listener.shown] == [(6, True, True)]


def test_keyframes_that_were_drawn_before_there_was_a_folder_go_into_it(tmp_path: Path) -> None:
    listener = Listener()
    run = listener.run
    run.publish(keyframe=True)
    run.resume_clock()
    for _ in range(5):
        run.step()
    for snapshot in (each for each in listener.shown if each.keyframe):
        assert run.write_keyframe(listener.draw(snapshot)) == ""
    run.save()
    assert listener.saved() == [], "it is kept nowhere yet"
    run.move(tmp_path / "run")
    run.close()
    assert listener.saved() == [messages.Saved(3, str(tmp_path / "run"), 5)]
    contents = read_run(tmp_path / "run")
    assert contents.problems == () and contents.keyframe_steps == (0, 1, 2, 5)
    assert (contents.first_step, contents.newest_step, contents.checkpoint_step) == (1, 5, 5)


def test_a_place_that_cannot_be_had_leaves_the_run_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "thesis.txt").write_text("mine")
    listener = Listener()
    run = listener.run
    run.place(tmp_path / "run")
    run.resume_clock()
    run.step()
    run.save()
    run.step()
    run.move(tmp_path / "taken")
    _, refused = listener.saved()
    assert refused.problem.startswith("taken could not be saved: ") and "expected a new or empty folder" in run.trouble
    assert refused.folder == str(tmp_path / "run") == str(run.folder_path)
    run.save()
    run.close()
    assert listener.saved()[-1].problem == run.trouble == "" and read_run(tmp_path / "run").checkpoint_step == 2
    assert [each.name for each in (tmp_path / "taken").iterdir()] == ["thesis.txt"]


def test_a_run_goes_back_to_its_last_good_state() -> None:
    listener = Listener(Pace(flush=0.0, snapshot=math.inf, good=1e9, save=math.inf))  # however slow the machine is
    run = listener.run
    run.resume_clock()
    for _ in range(3):
        run.step()
    assert run.roll_back() == 0 and run.loop.step_count == 0
    assert [each.step for each in listener.shown if not each.keyframe] == [0]


def test_no_more_is_remembered_than_can_be_read_again(tmp_path: Path) -> None:
    listener = Listener()
    listener.run.place(tmp_path / "run")
    for _ in range(MOST_MARKS + 1):  # as where players train alone, again and again
        listener.run.remember(Mark(0, ALONE))
    listener.run.save()
    listener.run.close()
    assert len(read_run(tmp_path / "run").marks) == MOST_MARKS


def test_marks_that_cannot_be_read_are_kept_as_they_are(tmp_path: Path) -> None:
    """Of a newer version, say, which knows more of them."""
    training = start_run(EXPERIMENT, tmp_path / "run", LoadContext(tmp_path), "cpu")
    training.train(stopped=lambda: training.loop.step_count >= 3, keyframes=False)
    training.close()
    index = tmp_path / "run" / "resume.json"
    content = json.loads(index.read_text())
    assert "marks" not in content["position"], "nothing has happened on the way"
    strange = [{"step": 2, "kind": "sang a song", "tune": "unknown"}]
    content["position"]["marks"] = strange
    index.write_text(json.dumps(content))
    again, _ = open_run(tmp_path / "run", LoadContext(tmp_path), "cpu")
    again.train(keyframes=False)
    again.close()
    position = json.loads(index.read_text())["position"]
    assert (position["marks"], position["step"]) == (strange, 12)


def test_keyframes_are_the_early_steps_and_one_in_forty_of_the_plan() -> None:
    assert [step for step in range(60) if is_keyframe(step, 400)] == [0, 1, 2, 5, 10, 20, 30, 40, 50]
    assert [step for step in range(51, 400) if is_keyframe(step, 4000)] == [100, 200, 300]


def test_the_first_value_that_is_no_number_is_named() -> None:
    good, bad = np.zeros(4, np.float32), np.array([0, 1, math.inf, math.nan], np.float32)
    check_finite(["A"], messages.Scalars(1, 7, ({"loss": good},)))
    with pytest.raises(NonFiniteError, match=r"^loss of B became not a number or infinite at step 9$") as caught:
        check_finite(["A", "B"], messages.Scalars(1, 7, ({"loss": good}, {"loss": bad})))
    assert (caught.value.label, caught.value.metric, caught.value.step) == ("B", "loss", 9)
