"""A run trained again by its command: the same bits, or it is said what is not repeated."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import torch

from trainers.cli.main import main
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.exports.repeating import repeat_of
from trainers.marks import ALONE, BRANCH, FORK, HAND, KNOB, Mark
from trainers.reports.reported_run import read_reported_run
from trainers.reports.run_report import command_of, write_run_report
from trainers.reports.words import Words
from trainers.runs.checkpoint import read_checkpoint
from trainers.runs.headless import Training
from trainers.runs.starting import open_run, start_run
from trainers.training.snapshot import Snapshot

BETA = "models.0.beta"
EXPERIMENT = Experiment.parse(
    {"title": "again", "seed": 3, "steps": 8, "batch_size": 32, "dataset": {"name": "digits"},
     "models": [{"family": "vae", "layers": [12]}]}
)  # fmt: skip
GAME = Experiment.parse(
    {"title": "game", "steps": 8, "batch_size": 32, "dataset": {"name": "ring"},
     "models": [{"family": "gan", "g_layers": [8], "d_layers": [8]}]}
)  # fmt: skip
SAME = "This trains the same run again"


def made(path: Path, until: int, then: Callable[[Training], None] = lambda training: None) -> Path:
    """A run that was trained so far, and to which something was done *then*."""
    training = start_run(EXPERIMENT, path, LoadContext(Path()), "cpu", threads=1)
    training.train(keyframes=False, until=until)
    then(training)
    training.save()
    training.close()
    return path


def turn(training: Training) -> None:
    training.run.turn(0, "beta", 11.8)


def turn_and_go_on(training: Training) -> None:
    turn(training)
    training.train(keyframes=False, until=7)


def come_back(training: Training) -> None:
    weights = tuple(training.loop.display_weights())
    training.train(keyframes=False, until=7)
    configs = tuple(spec.config for spec in training.loop.experiment.models)
    training.run.take_back(Snapshot(0, 4, weights, configs, True))


def said_in_report(run: Path) -> str:
    return write_run_report(read_reported_run(run), Words()).decode()


def command_line(run: Path, capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    """What ``export --only command`` prints, and what it says beside it."""
    capsys.readouterr()
    assert main(["export", str(run), "--only", "command"]) == 0
    told = capsys.readouterr()
    return told.out.strip(), told.err


@pytest.mark.skipif("os.name == 'nt'", reason="reads the line as a POSIX shell does")
@pytest.mark.parametrize(("until", "then"), [(8, turn), (5, lambda training: None), (11, turn)])
def test_a_run_that_was_only_trained_is_repeated_bit_for_bit(
    until: int, then: Callable[[Training], None], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """To the end of its plan, stopped before it, gone on beyond it; a knob turned afterwards changes nothing."""
    run = made(tmp_path / "run", until, then)
    line, told = command_line(run, capsys)
    assert SAME in told and SAME in said_in_report(run)
    reported = command_of(read_reported_run(run))
    assert "--threads 1" in line and "--threads 1" in reported
    assert ("--until" in line) == ("--until" in reported) == (until != 8) and "11.8" not in line + reported
    assert main([*shlex.split(line)[1:-1], str(tmp_path / "again"), "--no-keyframes"]) == 0
    ours, again = (read_checkpoint(path).tensors for path in (run, tmp_path / "again"))
    assert ours.keys() == again.keys() and all(torch.equal(ours[name], again[name]) for name in ours)


@pytest.mark.parametrize(
    ("then", "what"),
    [(turn_and_go_on, "step 4: Beta: 1 → 11.8"), (come_back, "step 7: went on with the weights of step 4")],
)
def test_what_is_not_repeated_is_said(
    then: Callable[[Training], None], what: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = made(tmp_path / "run", 4, then)
    line, told = command_line(run, capsys)
    page = said_in_report(run)
    for said in (told, page):
        assert SAME not in said and "does not repeat what happened on the way" in said and what in said
    assert "--until 7" in line and "--until 7" in command_of(read_reported_run(run))


def test_the_report_shows_the_settings_that_its_figures_were_trained_with(tmp_path: Path) -> None:
    page = said_in_report(made(tmp_path / "after", 8, turn))
    row = page.partition('<th scope="row">Beta</th>')[2].partition("</tr>")[0]
    assert ">1<" in row and "beta = 11.8" not in page
    page = said_in_report(made(tmp_path / "between", 4, turn_and_go_on))
    row = page.partition('<th scope="row">Beta</th>')[2].partition("</tr>")[0]
    assert ">11.8 (from step 4 on)<" in row


def test_another_plan_on_the_way_is_remembered(tmp_path: Path) -> None:
    run = made(tmp_path / "run", 8)
    training, _ = open_run(run, LoadContext(Path()), "cpu", steps=10, threads=1)
    training.train(keyframes=False)
    training.close()
    found = read_reported_run(run)
    assert (found.step, found.marks) == (10, (Mark(8, KNOB, (("steps", 8, 10),)),))
    assert "8 → 10" in said_in_report(run) and SAME not in said_in_report(run)


def test_moves_of_one_player_and_a_halved_batch_leave_a_mark() -> None:
    training = start_run(GAME, None, LoadContext(Path()), "cpu", threads=1)
    run = training.run
    for players in ((), ("discriminator",), ("generator",), (), ("generator",)):
        run.step(players)
    assert run.marks == (Mark(1, ALONE), Mark(4, ALONE)), "one for moves that follow each other"
    run.halve_batch()
    assert run.marks[-1] == Mark(5, KNOB, (("batch_size", 32, 16),)) and run.loop.batch_size == 16
    assert repeat_of(GAME, run.marks, 6).unlike == run.marks
    training.close()


def test_moves_of_one_player_after_training_went_back_leave_a_mark_again() -> None:
    training = start_run(GAME, None, LoadContext(Path()), "cpu", threads=1, good_every=1e6)
    run = training.run
    run.step()  # which is the last good state
    run.step()
    run.step(("discriminator",))
    assert run.marks == (Mark(2, ALONE),)
    assert run.roll_back() == 1 and run.marks == ()
    run.step(("discriminator",))
    assert run.marks == (Mark(1, ALONE),)
    training.close()


def test_a_batch_that_was_halved_before_the_first_step_is_repeated_with_the_half() -> None:
    """There is too little memory for the first step already, most often."""
    training = start_run(EXPERIMENT, None, LoadContext(Path()), "cpu", threads=1)
    training.run.halve_batch()
    training.train(keyframes=False)
    again = repeat_of(EXPERIMENT, training.run.marks, 8)
    assert again.unlike == () and again.experiment == EXPERIMENT.with_setting("batch_size", 16)
    other = start_run(again.experiment, None, LoadContext(Path()), "cpu", threads=1)
    other.train(keyframes=False)
    for one, two in zip(training.loop.display_weights(), other.loop.display_weights(), strict=True):
        assert one.keys() == two.keys() and all(torch.equal(one[name], two[name]) for name in one)
    for each in (training, other):
        each.close()


@pytest.mark.parametrize(
    ("mark", "unlike"),
    [
        (Mark(0, KNOB, ((BETA, 1.0, 4.0),)), False), (Mark(1, KNOB, ((BETA, 1.0, 4.0),)), True),
        (Mark(8, KNOB, ((BETA, 1.0, 4.0),)), False), (Mark(8, BRANCH, (), 2), True), (Mark(0, HAND, model=0), True),
        (Mark(4, FORK, (), source="a"), False), (Mark(0, FORK, (("seed", 0, 3),), source="a"), True),
        (Mark(3, ALONE), True), (Mark(8, ALONE), False),
    ],
)  # fmt: skip
def test_which_marks_make_another_run(mark: Mark, unlike: bool) -> None:
    experiment = EXPERIMENT.with_setting(BETA, 4.0)
    repeat = repeat_of(experiment, (mark,), 8)
    assert repeat.unlike == ((mark,) if unlike else ()) and repeat.until is None
    trained = 1.0 if mark.kind == KNOB and mark.step == 8 else 4.0
    assert repeat.experiment == experiment.with_setting(BETA, trained)


def test_a_drawing_is_read_again() -> None:
    table = {**GAME.to_table(), "dataset": {"name": "drawing", "file": "/home/me/my drawing.csv"}}
    assert repeat_of(Experiment.parse(table), (), 8).files == ("/home/me/my drawing.csv",)
    assert repeat_of(GAME, (), 8).files == ()
