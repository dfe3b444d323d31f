"""Experiments: parsed, refused with one sentence, written and read again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from trainers.disk.atomic_file import write_atomically
from trainers.experiment import Experiment, read_toml
from trainers.knobs import ConfigError

TABLE: dict[str, Any] = {
    "title": 'Quotes " and 数字',
    "seed": 7,
    "steps": 100,
    "dataset": {"name": "digits", "size": 16},
    "models": [{"family": "ae", "layers": []}, {"family": "vae", "label": "β", "beta": 4}],
}


def changed(**changes: Any) -> dict[str, Any]:
    return {**TABLE, **changes}


def test_parse() -> None:
    experiment = Experiment.parse(TABLE)
    assert (experiment.plan.seed, experiment.plan.steps, experiment.plan.batch_size) == (7, 100, 128)
    assert [(m.family, m.label) for m in experiment.models] == [("ae", "AE"), ("vae", "β")]
    assert experiment.models[1].config.model_dump()["beta"] == 4.0


def test_parsing_leaves_the_table_alone() -> None:
    before = repr(TABLE)
    Experiment.parse(TABLE)
    assert repr(TABLE) == before


def test_toml_round_trip(tmp_path: Path) -> None:
    experiment = Experiment.parse(TABLE)
    path = tmp_path / "experiment.toml"
    path.write_text(experiment.to_toml(), encoding="utf-8")
    assert read_toml(path) == experiment
    assert Experiment.parse(experiment.to_table()) == experiment


def test_where_it_is_first_seen_is_kept_and_older_files_do_not_say_it() -> None:
    assert Experiment.parse(TABLE).plan.opens_in == ""
    named = Experiment.parse(changed(opens_in="nowhere"))  # whether there is such a workspace is for the window to know
    assert named.plan.opens_in == "nowhere" and Experiment.parse(named.to_table()) == named
    with pytest.raises(ConfigError, match="opens_in: expected a text, found 7"):
        Experiment.parse(changed(opens_in=7))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (changed(models=[]), "models: expected 1 to 4 models, found 0"),
        (changed(models=[{"family": "ae"}] * 5), "models: expected 1 to 4 models, found 5"),
        (changed(models="ae"), "models: expected 1 to 4 models, found 'ae'"),
        (changed(models=["ae"]), "models.0: expected a table with a family, found 'ae'"),
        (
            changed(models=[{"family": "rbm"}]),
            "models.0.family: expected a family (one of ae, any-order, cgan, char-cnn, char-rnn, char-transformer, "
            "gan, gaussian-mixture, made, museum-codes, museum-exam, museum-gan, museum-mixture, museum-pixelcnn, "
            "museum-vae, museum-wgan, ngram, pca, pixel-rnn, pixel-table, pixelcnn, seqgan, som, switch-vae, "
            "vae, wgan), found 'rbm'",
        ),
        (changed(models=[{"family": "ae", "label": ""}]), "models.0.label: expected a text, found ''"),
        (
            changed(models=[{"family": "ae"}, {"family": "vae", "beta": -1}]),
            "models.1.beta: expected 0 to 50, found -1",
        ),
        (changed(dataset="digits"), "dataset: expected a table with a name, found 'digits'"),
        (changed(dataset={"name": "digits", "size": "12"}), "dataset.size: expected one of 8, 16, found '12'"),
        (changed(steps=0), "steps: expected 1 to 1000000, found 0"),
        (
            changed(speed=3),
            "speed: unknown setting; known ones are title, summary, seed, steps, batch_size, pace, opens_in",
        ),
    ],
)
def test_refusals(table: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        Experiment.parse(table)
    assert str(refusal.value) == message
    assert refusal.value.where == message.split(":")[0]


def test_with_setting() -> None:
    experiment = Experiment.parse(TABLE)
    changed = experiment.with_setting("models.1.beta", 0.5).with_setting("dataset.size", 8).with_setting("seed", 3)
    assert changed.to_table()["models"][1]["beta"] == 0.5
    assert changed.to_table()["dataset"]["size"] == "8"
    assert changed.plan.seed == 3
    assert experiment == Experiment.parse(TABLE)


def test_settings_are_checked_together() -> None:
    """The number that may stand beside one loss may not beside the other: no order of the two would do one by one."""
    game = {"family": "gan", "loss": "non-saturating", "label_smoothing": 0.2}
    experiment = Experiment.parse(changed(models=[game]))
    hinge = {"models.0.loss": "hinge", "models.0.label_smoothing": 0.0}
    for values in (hinge, dict(reversed(hinge.items()))):
        config = experiment.with_settings(values).models[0].config.model_dump()
        assert (config["loss"], config["label_smoothing"]) == ("hinge", 0.0)
    with pytest.raises(ConfigError, match="label_smoothing"):
        experiment.with_settings({"models.0.loss": "hinge"})


def test_another_dataset_begins_with_its_own_settings() -> None:
    other = Experiment.parse(TABLE).with_settings({"dataset.count": 700, "dataset.name": "moons"})
    assert (other.dataset, other.dataset_config.model_dump()["count"]) == ("moons", 700)
    assert other.models == Experiment.parse(TABLE).models


def test_settings_leave_what_they_are_given_alone() -> None:
    models = [{"family": "vae"}]
    experiment = Experiment.parse(TABLE).with_settings({"models": models, "models.0.beta": 3})
    assert experiment.models[0].config.model_dump()["beta"] == 3 and models == [{"family": "vae"}]


@pytest.mark.parametrize(
    "path", ["models.7.beta", "models.x.beta", "model.0.beta", "models.0", "title.x", "models.1.gamma", "seed.0.1"]
)
def test_with_setting_refuses_places_that_are_not_there(path: str) -> None:
    with pytest.raises(ConfigError, match=path.replace(".", r"\.")):
        Experiment.parse(TABLE).with_setting(path, 1)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title = ", "broken.toml: "),
        (b"\xff\xfe\x00", "broken.toml: "),
        (b"", "broken.toml: models: expected 1 to 4 models, found 0"),
        (b"steps = 5\n[dataset]\nname = 'digits'\n[[models]]\nfamily = 'ae'\nbeta = 1\n", "models.0.beta: unknown"),
    ],
)
def test_a_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(ConfigError) as refusal:
        read_toml(path)
    assert message in str(refusal.value) and str(refusal.value).startswith("broken.toml: ")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: No such file"):
        read_toml(tmp_path / "none.toml")


def test_writing_is_all_or_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file.toml"
    write_atomically(path, b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_atomically(path, b"new and longer")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file.toml"]
