"""A command that was copied trains the same experiment, bit for bit, whatever was changed."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import pytest
import torch

from trainers.cli.main import main
from trainers.dataset import LoadContext
from trainers.experiment import Experiment, read_toml
from trainers.exports.command import PROGRAM, quoted, train_arguments
from trainers.places import data_dir
from trainers.presets import list_presets, preset_path
from trainers.runs.checkpoint import read_checkpoint
from trainers.runs.starting import start_run


def changed(preset: str, **settings: Any) -> Experiment:
    experiment = read_toml(preset_path(preset))
    for path, value in settings.items():
        experiment = experiment.with_setting(path.replace("__", "."), value)
    return experiment


def other_models() -> Experiment:
    table = read_toml(preset_path("vae-digits")).to_table()
    models = [{"family": "ae", "label": 'it\'s "mine"', "layers": [9]}, {"family": "vae", "label": "β 4", "beta": 4.0}]
    named = {"title": "Ünder $HOME `now` %PATH%", "opens_in": 'a "b" c'}
    return Experiment.parse({**table, **named, "models": models})


def others_data() -> Experiment:
    table = read_toml(preset_path("vae-digits")).to_table()
    return Experiment.parse({**table, "dataset": {"name": "moons", "count": 500}})


def parsed(arguments: list[str]) -> Experiment:
    """What the command line makes of it."""
    import tyro

    from trainers.cli.main import Command
    from trainers.cli.train import read_experiment

    return read_experiment(tyro.cli(Command, args=[*arguments, "--out", "x"], config=(tyro.conf.FlagCreatePairsOff,)))


@pytest.mark.parametrize("name", [preset.name for preset in list_presets()])
def test_a_preset_as_it_is_needs_only_its_name(name: str) -> None:
    assert train_arguments(read_toml(preset_path(name)), name) == ["train", "--preset", name]


def test_what_was_changed_is_in_the_command() -> None:
    wanted = changed("vae-digits", seed=7, steps=30, models__0__beta=2.5, batch_size=32)
    arguments = train_arguments(wanted, "vae-digits")
    assert arguments[:3] == ["train", "--preset", "vae-digits"]
    assert {"--seed", "7", "--steps", "30", "batch_size=32", "models.0.beta=2.5"} <= set(arguments)


@pytest.mark.parametrize("preset", ["vae-digits", "", "no-such-preset"])
@pytest.mark.parametrize("make", [other_models, others_data])
def test_any_experiment_comes_back_through_a_shell(make: Any, preset: str) -> None:
    line = quoted([PROGRAM, *train_arguments(make(), preset)], windows=False)
    assert "\n" not in line
    assert parsed(shlex.split(line)[1:]) == make()


def test_windows_gets_double_quotes() -> None:
    assert quoted([PROGRAM, "--set", "models.0.label=my model"], windows=True) == (
        'latent-explorer --set "models.0.label=my model"'
    )


def test_the_command_trains_the_same_bits(tmp_path: Path) -> None:
    wanted = changed("vae-digits", seed=7, steps=4, models__0__layers=[12], models__0__beta=2.5)
    training = start_run(wanted, tmp_path / "window", LoadContext(data_dir()), "cpu")
    training.train(lambda: False, lambda progress: None, keyframes=False)
    training.save()
    training.close()
    line = quoted(
        [
            *train_arguments(wanted, "vae-digits"),
            "--device",
            "cpu",
            "--no-keyframes",
            "--out",
            str(tmp_path / "copied"),
        ],
        False,
    )
    assert main(shlex.split(line)) == 0
    ours, copied = (read_checkpoint(tmp_path / name).tensors for name in ("window", "copied"))
    assert ours.keys() == copied.keys() and all(torch.equal(ours[key], copied[key]) for key in ours)
