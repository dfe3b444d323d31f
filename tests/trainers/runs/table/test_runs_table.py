"""The table of runs: what its rows say, that only what has changed is read again, and what the user says of runs."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from trainers.experiment import Experiment, read_toml
from trainers.marks import FORK, KNOB, Mark, to_json
from trainers.messages import ModelPictures, PicturesDrawn, Scalars
from trainers.presets import preset_path
from trainers.runs.about import ABOUT, MOST_NAME, About, read_about, write_about
from trainers.runs.folder import RunFolder
from trainers.runs.listing import RunSummary, recent_runs
from trainers.runs.table import reading_rows
from trainers.runs.table.differences import Difference
from trainers.runs.table.row import RunRow
from trainers.runs.table.rows_csv import csv_of
from trainers.runs.table.runs_index import RunsIndex
from trainers.runs.table.thumbnail import SIDE, read_thumbnail
from trainers.runs.table.tree import lineage, parents
from trainers.training.loop_state import LoopState


def make_run(
    path: Path,
    experiment: Experiment | None = None,
    steps: int = 5,
    seconds: float = 12.5,
    fork_of: tuple[str, int] = ("", 0),
    turned: tuple[Mark, ...] = (),
) -> Path:
    """A run as the program writes it: its losses at step s are s and 2 s."""
    experiment = experiment or read_toml(preset_path("vae-digits"))
    folder = RunFolder.create(path, experiment, "CPU")
    ramp = np.arange(1, steps + 1, dtype=np.float32)
    folder.append_metrics(Scalars(1, 1, tuple({"neg_elbo": ramp, "kl": 2 * ramp} for _ in experiment.models)))
    position: dict[str, Any] = {"step": steps, "device": "cpu", "live_knobs": [], "seconds": seconds}
    if fork_of[0]:
        position["marks"] = to_json([Mark(fork_of[1], FORK, source=fork_of[0])])
    if turned:
        position["marks"] = to_json(turned)
    weights = [{"w": torch.zeros(2)} for _ in experiment.models]
    folder.write_checkpoint(LoopState({"w": torch.zeros(3)}, position), weights, experiment)
    folder.close()
    return path


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "runs").mkdir()
    return tmp_path / "runs"


def rows_of(place: Path) -> dict[str, RunRow]:
    return {row.run.path.name: row for row in RunsIndex(place).refresh().rows}


# --------------------------------------------------------------------------- what a row says


def test_a_row_says_what_a_run_is(place: Path) -> None:
    preset = read_toml(preset_path("vae-digits"))
    path = make_run(place / "a", preset.with_settings({"models.0.beta": 4.0, "models.0.layers": [64, 32], "seed": 7}))
    row = rows_of(place)["a"]
    assert (row.run.path, row.run.title, row.run.dataset, row.run.families) == (path, "Digits: VAE", "digits", ("vae",))
    assert (row.run.step, row.run.steps, row.seconds, row.seed, row.preset) == (5, 2500, 12.5, 7, "vae-digits")
    assert row.differs == (
        Difference("models.0.layers", "64, 32", "256, 128"),
        Difference("models.0.beta", 4.0, 1.0),
        Difference("seed", 7, 0),
    )
    assert (row.figures, row.judged_at) == (((("neg_elbo", 5.0), ("kl", 10.0)),), -1)
    assert row.size == sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
    assert not row.run.problem and not row.writing and row.about == About()


def test_a_setting_that_was_turned_says_since_when(place: Path) -> None:
    """So that nobody takes figures of beta 1 for those of beta 11.8."""
    experiment = read_toml(preset_path("vae-digits")).with_settings(
        {"models.0.beta": 11.8, "models.0.learning_rate": 0.1}
    )
    rate = experiment.with_setting("models.0.learning_rate", 0.002).models[0].config
    turned = (
        Mark(0, KNOB, (("models.0.learning_rate", 0.002, 0.1),)), Mark(2, KNOB, (("models.0.beta", 1.0, 4.0),)),
        Mark(5, KNOB, (("models.0.beta", 4.0, 11.8),)),
    )  # fmt: skip
    make_run(place / "turned", experiment, turned=turned)
    make_run(
        place / "back", experiment.with_model_config(0, rate).with_setting("models.0.beta", 1.0), turned=turned[1:2]
    )
    rows = rows_of(place)
    assert {each.path: each.since for each in rows["turned"].differs} == {
        "models.0.learning_rate": 0,
        "models.0.beta": 5,
    }
    assert rows["back"].differs == (Difference("models.0.beta", 1.0, 1.0, since=2),)
    assert "models.0.beta from step 5" in csv_of([rows["turned"]])


def test_a_preset_as_it_is_differs_in_nothing_and_other_data_are_named(place: Path) -> None:
    preset = read_toml(preset_path("ae-digits"))
    make_run(place / "same", preset)
    moved = Experiment.parse({**preset.to_table(), "dataset": {"name": "sprites"}})
    make_run(place / "titled", moved)
    make_run(place / "untitled", moved.with_setting("title", "AE · Sprites"))
    make_run(place / "own", preset.with_settings({"title": "Mine", "models.0.latent_dim": 3}))
    rows = rows_of(place)
    assert (rows["same"].preset, rows["same"].differs) == ("ae-digits", ())
    for name in ("titled", "untitled"):
        assert rows[name].preset == "ae-digits"
        assert rows[name].differs == (Difference("dataset.name", "sprites", "digits"),)
    assert (rows["own"].preset, rows["own"].differs) == ("", ())


def test_figures_count_at_their_step_only(place: Path) -> None:
    path = make_run(place / "a")
    found = {"label": "VAE", "family": "vae", "steps": 5, "seconds": 1, "steps_per_second": 5, "test_mse": 0.25}

    def figures(step: object, *models: object) -> tuple[object, int]:
        (path / "figures.json").write_text(json.dumps({"format": 1, "step": step, "models": models}))
        row = rows_of(place)["a"]
        return row.figures, row.judged_at

    newest = ((("neg_elbo", 5.0), ("kl", 10.0)),)
    assert figures(5, found) == (((("test_mse", 0.25),),), 5)
    assert figures(4, found) == (newest, -1), "the run was trained on since"
    for models in ((), (found, found), ("VAE",), ({**found, "test_mse": True},), ({**found, "test_mse": 10**400},)):
        assert figures(5, *models) == (newest, -1)


def draw(path: Path, step: int, **test: float) -> None:
    """A keyframe of a run with one model."""
    folder = RunFolder.open_for_writing(path)
    folder.write_keyframe(PicturesDrawn(1, step, (ModelPictures(None, None, None, None, test),), keyframe=True))
    folder.close()


def test_before_it_ended_a_run_is_worth_what_was_measured_with_its_pictures(place: Path) -> None:
    """Not the loss of whichever batch came last, by which runs are in another order than by what they are worth."""
    path = make_run(place / "a")
    draw(path, 2, test_neg_elbo=96.0, test_kl=4.5)
    assert rows_of(place)["a"].figures == ((("test_neg_elbo", 96.0), ("test_kl", 4.5)),)
    assert rows_of(place)["a"].judged_at == 2
    draw(path, 4)  # pictures alone
    draw(path, 9, test_neg_elbo=1.0)  # of what was trained after the last save
    row = rows_of(place)["a"]
    assert (row.figures, row.judged_at) == (((("test_neg_elbo", 96.0), ("test_kl", 4.5)),), 2)
    (path / "keyframes" / "00000002.npz").unlink()
    (path / "keyframes" / "00000002.npz").write_bytes(b"PK")
    assert rows_of(place)["a"].judged_at == -1


def test_a_damaged_run_is_listed_with_the_reason_and_what_is_no_run_is_not(place: Path) -> None:
    make_run(place / "whole")
    make_run(place / "broken")
    (place / "broken" / "experiment.toml").write_text("[[[")
    (place / "broken" / "resume.json").write_text("{}")
    (place / "no run").mkdir()
    (place / "file").write_text("")
    rows = rows_of(place)
    assert set(rows) == {"whole", "broken"}
    assert rows["broken"].run.problem.startswith("experiment.toml: cannot be read")
    assert not rows["whole"].run.problem
    gone, blocked = RunsIndex(place / "gone").refresh(), RunsIndex(place / "file").refresh()
    assert (gone.rows, gone.problem) == ((), "") and (blocked.rows, blocked.problem) == ((), "Not a directory")


def test_what_is_written_now_and_what_was_left_behind(place: Path) -> None:
    index = RunsIndex(place)
    folder = RunFolder.open_for_writing(make_run(place / "a"))
    (row,) = index.refresh().rows
    assert row.writing and not row.run.unfinished
    folder.close()
    (place / "a" / "run.lock").write_text("{}")
    (row,) = index.refresh().rows
    assert not row.writing and row.run.unfinished
    assert index.read == 0, "a lock is no reason to read anything again"


# --------------------------------------------------------------------------- the small file


def test_only_what_has_changed_is_read_again(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abc":
        make_run(place / name)
    first, index = RunsIndex(place), RunsIndex(place)
    before = first.refresh()
    assert first.read == 3
    assert index.refresh() == before and index.read == 0, "another program knows what the first one has read"
    folder = RunFolder.open_for_writing(place / "b")
    folder.append_metrics(Scalars(1, 6, ({"neg_elbo": np.float32([9]), "kl": np.float32([8])},)))
    folder.close()
    rows = {row.run.path.name: row for row in index.refresh().rows}
    assert index.read == 1 and rows["b"].run.step == 6
    assert rows["b"].figures == ((("neg_elbo", 9.0), ("kl", 8.0)),)
    write_about(place / "c", About(star=True))
    shutil.rmtree(place / "a")
    assert {row.run.path.name: row.about.star for row in index.refresh().rows} == {"b": False, "c": True}
    assert index.read == 1
    monkeypatch.setattr(reading_rows, "_read", None)  # a fresh index reads nothing at all
    assert {row.run.title for row in RunsIndex(place).refresh().rows} == {"Digits: VAE"}


@pytest.mark.parametrize("damage", ["gone", "empty", "garbage", "cut", "a line", "other version", "a folder"])
def test_a_damaged_file_costs_time_only(place: Path, damage: str) -> None:
    for name in "abc":
        make_run(place / name)
    index = RunsIndex(place)
    before = index.refresh()
    content = index.file.read_bytes()
    lines = content.split(b"\n")
    index.file.unlink()
    if damage == "a folder":
        index.file.mkdir()
    elif damage != "gone":
        damaged = {
            "empty": b"", "garbage": b"\xff\x00" * 500, "cut": content[:-20],
            "a line": b"\n".join((lines[0], b'{"name": 5}', *lines[2:])),
            "other version": b"\n".join((b"0", *lines[1:])),
        }  # fmt: skip
        index.file.write_bytes(damaged[damage])
    again = RunsIndex(place)
    assert again.refresh() == before
    assert again.read == {"cut": 1, "a line": 1}.get(damage, 3)
    assert damage == "a folder" or index.file.read_bytes().count(b"\n") == 3, "and it is whole again"


def test_rows_follow_a_place_that_was_moved_and_hostile_names(place: Path) -> None:
    make_run(place / "a\u202eb")
    odd = Path(os.fsdecode(os.fsencode(place) + b"/\xff"))
    try:
        make_run(odd)
    except OSError:  # no such name on this system
        odd.mkdir(exist_ok=True)
    make_run(place / "c")
    assert len(RunsIndex(place).refresh().rows) == len([*place.iterdir()])
    index = RunsIndex(place)
    index.refresh()
    assert index.read <= 1, "a name that no file can hold keeps nothing of the others from being kept"
    moved = place.rename(place.with_name("elsewhere"))
    assert {row.run.path.parent for row in RunsIndex(moved).refresh().rows} == {moved}


def test_stopped_it_reads_no_more_and_keeps_what_it_knows(place: Path) -> None:
    for name in "abc":
        make_run(place / name)
    index = RunsIndex(place)
    answers = iter([False, True, True, True])
    assert len(index.refresh(lambda: next(answers, True)).rows) == 1 and index.read == 1
    assert len(index.refresh().rows) == 3 and index.read == 2


# --------------------------------------------------------------------------- what the user says


def test_name_note_and_star_lie_in_the_run_folder(place: Path) -> None:
    path = make_run(place / "a")
    kept = About("  my \n best ", " why\nnot ", True)
    open_elsewhere = RunFolder.open_for_writing(path)  # another program trains it
    write_about(path, kept)
    open_elsewhere.append_metrics(Scalars(1, 6, ({"kl": np.float32([1])},)))
    open_elsewhere.close()
    assert read_about(path) == About("my best", "why\nnot", True)
    shutil.copytree(path, place / "copy")
    rows = rows_of(place)
    assert rows["copy"].about == rows["a"].about == read_about(path)
    assert {run.own_name for run in recent_runs(place)} == {"my best"}
    write_about(path, About())
    assert not (path / ABOUT).exists() and (place / "copy" / ABOUT).exists()


def test_what_cannot_be_used_says_nothing(place: Path, tmp_path: Path) -> None:
    path = make_run(place / "a")
    for content in ("", "[]", "{", '{"name": 5, "note": null, "star": "yes"}', "[" * 10_000):
        (path / ABOUT).write_text(content)
        assert read_about(path) == About()
    (path / ABOUT).write_text(json.dumps({"name": "x" * 9999, "star": True}))
    assert read_about(path) == About("x" * MOST_NAME, "", True)
    (path / ABOUT).unlink()
    (tmp_path / "outside").write_text("mine")
    (path / ABOUT).symlink_to(tmp_path / "outside")
    assert read_about(path) == About()
    with pytest.raises(OSError, match="link"):
        write_about(path, About("name"))
    assert (tmp_path / "outside").read_text() == "mine"


def test_half_a_character_is_kept_as_a_question_mark(place: Path) -> None:
    path = make_run(place / "a")
    write_about(path, About("half \ud83d"))
    assert read_about(path).name == "half ?"


# --------------------------------------------------------------------------- branches


def row(name: str, parent: str = "") -> RunRow:
    return RunRow(RunSummary(Path("/runs") / name, name, forked_from=parent))


def test_forks_stand_below_their_parents(place: Path) -> None:
    make_run(place / "root")
    make_run(place / "fork", fork_of=("root", 3))
    found = rows_of(place)["fork"].run
    assert (found.forked_from, found.forked_at) == ("root", 3)
    rows = [row("b"), row("a2", "a"), row("a"), row("a1", "a"), row("a21", "a2"), row("lost", "gone")]
    assert [(each.run.path.name, depth) for each, depth in lineage(rows)] == [
        ("b", 0), ("a", 0), ("a2", 1), ("a21", 2), ("a1", 1), ("lost", 0),
    ]  # fmt: skip


def test_a_circle_hides_nobody() -> None:
    rows = [row("a", "b"), row("b", "a"), row("self", "self"), row("of a", "a")]
    assert parents(rows) == {"of a": "a"}
    assert {each.run.path.name for each, _ in lineage(rows)} == {"a", "b", "self", "of a"}


# --------------------------------------------------------------------------- pictures


def keyframe(path: Path, **arrays: np.ndarray) -> None:
    folder = RunFolder.open_for_writing(path)
    model = replace(ModelPictures(None, None, None, None, {}), **arrays)
    folder.write_keyframe(PicturesDrawn(1, 5, (model,), keyframe=True))
    folder.close()


def test_a_thumbnail_shows_samples_then_reconstructions_then_codes(place: Path) -> None:
    path = make_run(place / "a")
    assert read_thumbnail(path, 5, 1) is None
    black, white = np.zeros((9, 1, 8, 8), np.uint8), np.full((9, 1, 8, 8), 255, np.uint8)
    black[4] = 200  # the middle one
    keyframe(path, samples=black, reconstructions=white)
    found = read_thumbnail(path, 5, 1)
    assert isinstance(found, np.ndarray) and found.shape == (SIDE, SIDE, 3) and found.dtype == np.uint8
    middle = found[SIDE // 3 : SIDE * 2 // 3, SIDE // 3 : SIDE * 2 // 3]
    assert found.max() == 200 and (middle == 200).sum() == (found == 200).sum() == 3 * (SIDE // 3 - 1) ** 2
    keyframe(path, reconstructions=white)
    found = read_thumbnail(path, 5, 1)
    assert isinstance(found, np.ndarray) and (found == 255).mean() > 0.8
    keyframe(path, samples=np.uint8([[[[0, 0]]], [[[255, 255]]]]))  # two points, in opposite corners
    found = read_thumbnail(path, 5, 1)
    assert isinstance(found, np.ndarray) and found[-1, 0].tolist() == found[0, -1].tolist() == [255] * 3
    assert (found > 0).sum() == 2 * 3 * 3, "a point is seen: a dot of five pixels, of which a corner cuts two"
    keyframe(path, codes=np.float32([[0, 0], [1, 1], [0, 1], [1, 0]]))
    found = read_thumbnail(path, 5, 1)
    assert isinstance(found, np.ndarray) and (found > 0).any()
    keyframe(path, codes=np.zeros((0, 2), np.float32))
    assert read_thumbnail(path, 5, 1) is None
    keyframe(path, texts=np.array(["anna\n", "a name that is long", "", "four"]))
    assert read_thumbnail(path, 5, 1) == "anna\na name that \n"
