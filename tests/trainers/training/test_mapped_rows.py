"""Training on pictures in a file is the training on pictures in memory, bit for bit."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from trainers import messages
from trainers.dataset import LoadContext
from trainers.examples import Examples
from trainers.experiment import Experiment
from trainers.exports.exported import make_looker
from trainers.files import mapped
from trainers.looking.answers import Answers
from trainers.runs.starting import load_examples
from trainers.training import mapped_rows
from trainers.training.loop import Loop
from trainers.training.mapped_rows import MappedRows, rows_on, to_prepare

MODELS = [{"family": "vae", "label": "VAE", "layers": [8]}, {"family": "pca", "label": "PCA"}]
CPU = torch.device("cpu")


@pytest.fixture(scope="module")
def experiment() -> Experiment:
    data = {"name": "digits", "size": 8}
    return Experiment.parse({"steps": 40, "batch_size": 48, "dataset": data, "models": MODELS})


@pytest.fixture
def pair(experiment: Experiment, tmp_path: Path) -> tuple[Examples, Examples]:
    """The same examples in memory and in files."""
    examples = load_examples(experiment, LoadContext(tmp_path))
    for name in ("train", "test"):
        np.save(tmp_path / f"{name}.npy", getattr(examples, name))
    parts = {name: mapped.map_array(tmp_path / f"{name}.npy") for name in ("train", "test")}
    return examples, replace(examples, **parts)


def test_losses_weights_and_test_values_are_the_same_bits(
    experiment: Experiment, pair: tuple[Examples, Examples], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go: list[object] = []
    monkeypatch.setattr(mapped_rows, "KEPT_BYTES", 10 * 2**20)  # every few steps
    monkeypatch.setattr(mapped_rows, "let_go", lambda mapping: (let_go.append(mapping), mapped.let_go(mapping)))
    loops = [Loop(experiment, examples, CPU) for examples in pair]
    assert isinstance(loops[1]._train, MappedRows) and isinstance(loops[0]._train, torch.Tensor)
    for _ in range(40):  # more than one pass
        one, other = (loop.step() for loop in loops)
        assert all(a[name] == b[name] for a, b in zip(one, other, strict=True) for name in a)
    assert loops[0].evaluate() == loops[1].evaluate() and loops[0].evaluate(100) == loops[1].evaluate(100)
    one, other = (loop.state().tensors for loop in loops)
    assert one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)
    assert len(let_go) > 5 and loops[0].notes == loops[1].notes


def test_codes_of_all_examples_come_piece_by_piece(experiment: Experiment, pair: tuple[Examples, Examples]) -> None:
    found = []
    for examples in pair:
        looker = make_looker(Loop(experiment, examples, CPU), examples)
        look = messages.EncodeData(0, 0, "all", limit=10**6)
        (answer,) = (item for item in Answers(looker).answer(look) if item is not None)
        assert isinstance(answer, messages.Codes)
        found.append(answer)
    for one, other in zip(found[0].codes, found[1].codes, strict=True):
        assert one is not None and other is not None and np.array_equal(one, other) and len(one) == len(pair[0].train)


def test_models_are_prepared_with_some_of_many(
    experiment: Experiment, pair: tuple[Examples, Examples], monkeypatch: pytest.MonkeyPatch
) -> None:
    """1438 examples, at most 500: every third. The note says so; in memory all are taken, and nothing is said."""
    monkeypatch.setattr(mapped_rows, "MOST_PREPARED", 500)
    rows = [rows_on(examples.train, CPU) for examples in pair]
    assert len(pair[0].train) == 1438
    assert torch.equal(to_prepare(rows[1]), torch.tensor(pair[0].train[::3])) and to_prepare(rows[0]) is rows[0]
    assert [len(mapped_rows.mapped_notes(each)) for each in rows] == [0, 1]
    note = "Where models begin is worked out from 500 of the 1,438 examples, evenly spaced, as they are not in memory"
    assert Loop(experiment, pair[1], CPU).notes[0].startswith(note)


def test_rows_are_copies_in_the_order_that_is_asked_for(pair: tuple[Examples, Examples]) -> None:
    rows = rows_on(pair[1].train, CPU)
    chosen = torch.tensor([5, 0, 5])
    taken = rows.index_select(0, chosen)
    taken[0] = 0
    assert torch.equal(rows.index_select(0, chosen)[0], torch.tensor(pair[0].train[5]))
    parts = list(rows[10:35].split(10))
    assert [len(part) for part in parts] == [10, 10, 5]
    assert torch.equal(torch.cat(parts), torch.tensor(pair[0].train[10:35]))


def test_rows_are_taken_with_nothing_else_left_in_memory(
    pair: tuple[Examples, Examples], monkeypatch: pytest.MonkeyPatch
) -> None:
    let_go: list[object] = []
    monkeypatch.setattr(mapped, "let_go", let_go.append)
    chosen = np.random.default_rng(0).integers(0, len(pair[0].train), 1000)
    for examples, count in zip(pair, (0, 4), strict=True):
        taken = mapped.take_rows(examples.train, chosen)
        assert np.array_equal(taken, pair[0].train[chosen]) and taken.flags.writeable
        assert len(let_go) == count
