"""Models out of finished runs side by side: which can, under which labels, and that they are what their runs show."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from tests.trainers.runs.finished_runs import train, train_four
from tests.trainers.worker.listener import Listener
from trainers import messages
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.messages import Phase
from trainers.runs.beside import curves, gathering
from trainers.runs.beside.composing import ChosenModel, compose, usual_choice
from trainers.runs.beside.curves import curves_beside
from trainers.runs.beside.finished_run import FinishedRun, read_finished
from trainers.runs.beside.gathering import gather
from trainers.runs.beside.labels import LabelWords, telling_labels
from trainers.runs.checkpoint import read_model, read_weights
from trainers.runs.files import RunFolderError
from trainers.runs.starting import load_examples


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Runs that no test changes."""
    return train_four(tmp_path_factory.mktemp("finished"))


def runs(home: Path, *names: str) -> list[FinishedRun]:
    return [read_finished(home / name) for name in names]


def pictures_of(listener: Listener, run_id: int) -> messages.PicturesDrawn:
    return listener.wait_for(
        messages.PicturesDrawn, lambda found: found.run_id == run_id and bool(found.models[0].test)
    )


def open_alone(listener: Listener, path: Path, run_id: int) -> messages.PicturesDrawn:
    """What the window shows of a run that is opened to go on."""
    experiment = read_finished(path).contents.experiment
    listener.begin(experiment, run_id, resume_from=str(path))
    return pictures_of(listener, run_id)


def same_pictures(one: messages.ModelPictures, other: messages.ModelPictures) -> bool:
    for name in ("reconstructions", "samples", "codes", "spread"):
        a, b = getattr(one, name), getattr(other, name)
        count = min(len(a), len(b))  # how many codes are shown follows the time that they take
        if not count or not np.array_equal(a[:count], b[:count]):
            return False
    return one.test == other.test


def test_side_by_side_each_model_shows_bit_for_bit_what_it_shows_alone(listener: Listener, home: Path) -> None:
    composed = compose([ChosenModel(run, 0) for run in runs(home, "gentle", "strict")])
    alone = [open_alone(listener, home / name, run_id).models[0] for run_id, name in ((1, "gentle"), (2, "strict"))]
    listener.begin(composed.experiment, 3, beside=composed.models)
    together = pictures_of(listener, 3).models
    assert [same_pictures(a, b) for a, b in zip(alone, together, strict=True)] == [True, True]
    assert not same_pictures(*together)


def test_of_equal_weights_the_same_noise_makes_equal_samples(listener: Listener, home: Path, tmp_path: Path) -> None:
    """Also where the runs had other seeds: what is drawn does not depend on them."""
    twin = Path(shutil.copytree(home / "gentle", tmp_path / "twin"))
    rewrite(twin, lambda index: index["experiment"].update(seed=8))
    composed = compose([ChosenModel(run, 0) for run in (read_finished(home / "gentle"), read_finished(twin))])
    listener.begin(composed.experiment, 1, beside=composed.models)
    one, other = pictures_of(listener, 1).models
    assert same_pictures(one, other)


def said_beside(listener: Listener) -> int:
    return sum(event.phase is Phase.BESIDE for event in listener.of(messages.PhaseChanged))


def test_they_stand_and_say_so_whatever_is_asked_of_them(listener: Listener, home: Path) -> None:
    composed = compose([ChosenModel(run, 0) for run in runs(home, "gentle", "strict")])
    listener.begin(composed.experiment, 1, beside=composed.models, play=True)
    said = listener.wait_for_phase(Phase.BESIDE)
    assert said.action == "What differs" and "open its run" in said.message
    assert [m.step for m in listener.wait_for(messages.StoodBeside).models] == [6, 9]
    before = pictures_of(listener, 1)
    commands = (
        messages.Play(1), messages.Advance(1, 2), messages.SetKnob(1, 0, "beta", 9.0), messages.TakeBack(1, 0),
        messages.Save(1, str(home / "new")), messages.Adjust(1, 0, {}),
    )  # fmt: skip
    for count, command in enumerate(commands, 2):
        listener.worker.send(command)
        listener.wait(lambda count=count: said_beside(listener) == count)  # type: ignore[misc]
    assert listener.of(messages.Ticked)[-1].step == before.step == 9
    assert not (home / "new").exists() and not listener.of(messages.Scalars) and not listener.of(messages.Saved)


def test_what_cannot_be_had_is_refused_and_the_run_before_goes_on(
    listener: Listener, home: Path, tmp_path: Path
) -> None:
    gone = Path(shutil.copytree(home / "gentle", tmp_path / "gone"))
    composed = compose([ChosenModel(read_finished(home / "strict"), 0), ChosenModel(read_finished(gone), 0)])
    shutil.rmtree(gone)
    alone = open_alone(listener, home / "gentle", 1)
    listener.begin(composed.experiment, 2, beside=composed.models)
    refused = listener.wait_for(messages.Refused)
    assert (refused.run_id, refused.kept, refused.for_data) == (2, 1, False)
    assert str(refused.values["reason"]).startswith("gone: there is no resume.json")
    listener.worker.send(messages.Advance(1))
    listener.wait_for(messages.Ticked, lambda tick: tick.run_id == 1 and tick.step == alone.step + 1)


def test_too_little_memory_for_them_leaves_the_run_before_going_on(
    listener: Listener, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    composed = compose([ChosenModel(run, 0) for run in runs(home, "gentle", "strict")])
    alone = open_alone(listener, home / "gentle", 1)

    def no_room(*_: object) -> None:
        raise RuntimeError("can't allocate memory")

    monkeypatch.setattr(gathering, "gather", no_room)
    listener.begin(composed.experiment, 2, beside=composed.models)
    refused = listener.wait_for(messages.Refused)
    assert (refused.run_id, refused.kept) == (2, 1) and "memory" in str(refused.values["reason"])
    listener.worker.send(messages.Advance(1))
    listener.wait_for(messages.Ticked, lambda tick: tick.run_id == 1 and tick.step == alone.step + 1)


def test_steps_that_lie_too_far_from_each_other_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An edited run may begin at any step; what lies between would take memory without bounds."""
    chosen = [ChosenModel(run, 0) for run in runs(home, "gentle", "strict")]
    together = curves_beside(chosen)
    assert together is not None and together.count == 9
    monkeypatch.setattr(curves, "MOST_VALUES", 10)
    with pytest.raises(RunFolderError, match="too far from each other"):
        curves_beside(chosen)


# --------------------------------------------------------------------------- composing


def test_models_that_are_called_alike_are_told_apart_by_what_differs(home: Path, tmp_path: Path) -> None:
    gentle, strict, pair = runs(home, "gentle", "strict", "pair")
    assert [m.label for m in compose([ChosenModel(gentle, 0), ChosenModel(strict, 0)]).experiment.models] == [
        "β 0.5",
        "β 4",
    ]
    assert [m.label for m in compose([ChosenModel(pair, 0), ChosenModel(gentle, 0)]).experiment.models] == ["AE", "VAE"]
    again = train(tmp_path / "again", models=[{"family": "vae", "layers": [12], "beta": 0.5}], seed=4)
    seeds = compose([ChosenModel(gentle, 0), ChosenModel(read_finished(again), 0)])
    assert [m.label for m in seeds.experiment.models] == ["seed 3", "seed 4"]
    three = compose([ChosenModel(run, 0) for run in (gentle, read_finished(again), strict)])
    assert [m.label for m in three.experiment.models] == ["β 0.5 · seed 3", "β 0.5 · seed 4", "β 4 · seed 3"]
    every = usual_choice([pair, gentle, strict])
    labels = [m.label for m in compose(every).experiment.models]
    assert labels[0] == "AE" and len(set(labels)) == 4 and all("β" in label for label in labels[1:])
    twin = Path(shutil.copytree(home / "gentle", tmp_path / "twin"))
    alike = compose([ChosenModel(gentle, 0), ChosenModel(read_finished(twin), 0)])
    assert [m.label for m in alike.experiment.models] == ["gentle", "twin"]
    assert [m.label for m in compose([ChosenModel(gentle, 0)] * 2).experiment.models] == [
        "VAE gentle",
        "VAE gentle (2)",
    ]


def test_all_models_are_taken_where_there_is_room_else_the_first_of_each(home: Path) -> None:
    pair, gentle, strict = runs(home, "pair", "gentle", "strict")
    assert [(c.run.name, c.model) for c in usual_choice([pair, gentle])] == [("pair", 0), ("pair", 1), ("gentle", 0)]
    assert [c.run.name for c in usual_choice([pair, pair, gentle, strict])] == ["pair", "pair", "gentle", "strict"]


def test_of_runs_that_are_alike_but_for_one_model_that_one_is_taken(home: Path, tmp_path: Path) -> None:
    models = [{"family": "ae", "layers": [8]}, {"family": "vae", "layers": [8], "beta": 0.5, "learning_rate": 0.01}]
    several = [models]
    for beta, rate in ((0.5, 0.001), (4.0, 0.01), (4.0, 0.001)):
        several.append([models[0], {**models[1], "beta": beta, "learning_rate": rate}])
    found = [read_finished(train(tmp_path / str(place), models=each)) for place, each in enumerate(several)]
    assert [(each.run.name, each.model) for each in usual_choice(found[:2])] == [("0", 1), ("1", 1)]
    every = usual_choice(found)
    assert [each.model for each in every] == [1, 1, 1, 1]
    labels = [each.label for each in compose(every).experiment.models]
    assert labels == ["lr 0.01 · β 0.5", "lr 0.001 · β 0.5", "lr 0.01 · β 4", "lr 0.001 · β 4"]
    other_seed = read_finished(train(tmp_path / "seed", models=several[2], seed=8))
    assert len(usual_choice([found[0], other_seed])) == 4, "the AE is another, too"


def test_labels_and_names_are_in_the_words_that_are_given(home: Path, tmp_path: Path) -> None:
    gentle, strict = runs(home, "gentle", "strict")
    words = LabelWords(lambda label: f"<{label}>", "种子 {0}", "步 {0}", lambda run: (run.name[0], f"run {run.name}"))
    assert [each.name for each in compose([ChosenModel(gentle, 0), ChosenModel(strict, 0)], words).models] == [
        "run gentle",
        "run strict",
    ]
    wide = read_finished(train(tmp_path / "wide", models=[{"family": "vae", "layers": [14], "beta": 0.5}]))
    assert telling_labels([ChosenModel(gentle, 0), ChosenModel(wide, 0)], words) == ("<Layers> 12", "<Layers> 14")
    twin = read_finished(Path(shutil.copytree(home / "gentle", tmp_path / "twin")))
    assert telling_labels([ChosenModel(gentle, 0), ChosenModel(twin, 0)], words) == ("g", "t"), (
        "the shortest that will do"
    )


def test_the_experiment_is_on_the_data_of_the_first_and_planned_as_the_longest(home: Path) -> None:
    gentle, strict = runs(home, "gentle", "strict")
    composed = compose([ChosenModel(gentle, 0), ChosenModel(strict, 0)])
    assert (composed.experiment.plan.steps, composed.experiment.plan.title) == (9, "β 0.5, β 4")
    of_second = composed.models[1]
    assert (of_second.folder, of_second.model, of_second.step) == (str(strict.path), 0, 9)
    assert of_second.seconds == strict.seconds > 0
    assert of_second.settings[0] == ("Data", "Digits") and ("Seed", "3") in of_second.settings
    assert Experiment.parse(composed.experiment.to_table()) == composed.experiment


def test_how_many_and_of_which_data(home: Path, tmp_path: Path) -> None:
    gentle, strict, points = runs(home, "gentle", "strict", "points")
    for count in (1, 5):
        with pytest.raises(RunFolderError, match=f"stand 2 to 4 models, not {count}"):
            compose([ChosenModel(gentle, 0)] * count)
    with pytest.raises(
        RunFolderError, match="points learned from points of the plane, gentle from images of 1 x 8 x 8"
    ):
        compose([ChosenModel(gentle, 0), ChosenModel(points, 0)])
    np.savez(tmp_path / "own.npz", x_train=np.tile(np.arange(64, dtype=np.uint8), (80, 1)).reshape(80, 8, 8))
    own = {"name": "array-file", "file": str(tmp_path / "own.npz")}
    other = read_finished(train(tmp_path / "other", dataset=own))
    remarks = [
        m.remark for m in compose([ChosenModel(gentle, 0), ChosenModel(strict, 0), ChosenModel(other, 0)]).models
    ]
    assert remarks[:2] == ["", ""] and "learned from other data" in remarks[2]


def test_data_that_have_changed_since_are_told(home: Path, tmp_path: Path) -> None:
    changed = Path(shutil.copytree(home / "strict", tmp_path / "changed"))
    with np.load(changed / "data.npz") as arrays:
        kept = dict(arrays)
    kept["probe"] = 255 - kept["probe"]
    np.savez_compressed(changed / "data.npz", **kept)
    models = compose([ChosenModel(read_finished(home / "gentle"), 0), ChosenModel(read_finished(changed), 0)]).models
    assert "have changed since" in models[1].remark


def test_a_mixture_of_codes_stands_only_beside_the_model_whose_codes_they_are(home: Path, tmp_path: Path) -> None:
    joined = read_finished(
        train(
            tmp_path / "joined", models=[{"family": "ae", "layers": [8]}, {"family": "gaussian-mixture", "of": "codes"}]
        )
    )
    assert len(compose([ChosenModel(joined, 0), ChosenModel(joined, 1)]).models) == 2
    with pytest.raises(RunFolderError, match="joined: GAUSSIAN-MIXTURE goes by another model"):
        compose([ChosenModel(read_finished(home / "gentle"), 0), ChosenModel(joined, 1)])


# --------------------------------------------------------------------------- folders


def rewrite(run: Path, change: Any) -> None:
    index = json.loads((run / "resume.json").read_text())
    change(index)
    (run / "resume.json").write_text(json.dumps(index))


def test_a_folder_without_anything_to_look_at_is_named(home: Path, tmp_path: Path) -> None:
    with pytest.raises(RunFolderError, match="expected a run folder, found nothing"):
        read_finished(tmp_path / "none")
    bare = Path(shutil.copytree(home / "gentle", tmp_path / "bare"))
    (bare / "resume.json").unlink()
    with pytest.raises(RunFolderError, match=r"bare: nothing was saved to look at: resume.json is missing"):
        read_finished(bare)
    damaged = Path(shutil.copytree(home / "gentle", tmp_path / "damaged"))
    next((damaged / "weights").iterdir()).write_bytes(b"no tensors")
    with pytest.raises(RunFolderError, match=r"damaged: nothing was saved to look at: weights/.*not what was saved"):
        read_finished(damaged)
    blank = Path(shutil.copytree(home / "gentle", tmp_path / "blank"))
    (blank / "data.npz").unlink()
    with pytest.raises(RunFolderError, match=r"blank: data.npz is missing"):
        read_finished(blank)


def test_weights_of_other_networks_are_refused_by_name(home: Path, tmp_path: Path) -> None:
    odd = Path(shutil.copytree(home / "gentle", tmp_path / "odd"))
    rewrite(odd, lambda index: index["experiment"]["models"][0].update(layers=[13]))
    composed = compose([ChosenModel(run, 0) for run in (read_finished(home / "strict"), read_finished(odd))])
    examples = load_examples(composed.experiment, LoadContext(Path()))
    with pytest.raises(RunFolderError, match="odd: its weights do not fit these data: expected "):
        gather(composed.experiment, composed.models, examples, torch.device("cpu"))


def test_a_run_that_is_saved_once_more_is_read_as_it_is_now(home: Path, tmp_path: Path) -> None:
    run = Path(shutil.copytree(home / "gentle", tmp_path / "run"))
    composed = compose([ChosenModel(read_finished(home / "strict"), 0), ChosenModel(read_finished(run), 0)])
    shutil.rmtree(run)
    shutil.copytree(home / "strict", run)
    loop, found = gather(
        composed.experiment,
        composed.models,
        load_examples(composed.experiment, LoadContext(Path())),
        torch.device("cpu"),
    )
    assert [m.step for m in found] == [9, 9] and loop.step_count == 9
    one, other = loop.display_weights()
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_the_weights_of_one_model_are_those_of_all(home: Path) -> None:
    every = read_weights(home / "pair")
    for model, weights in enumerate(every):
        step, own = read_model(home / "pair", model)
        assert step == 6 and own.keys() == weights.keys() and all(torch.equal(own[n], weights[n]) for n in own)
    with pytest.raises(RunFolderError, match="weights of more than 2 models"):
        read_model(home / "pair", 2)
