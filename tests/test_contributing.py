"""What CONTRIBUTING.md shows how to write works as it is printed there: a dataset and a family, of one file each."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
import torch

from trainers import catalog
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.schedules import Clock, learning_rate_factor
from trainers.training.loop import Loop

PAGE = Path(__file__).resolve().parents[1] / "CONTRIBUTING.md"


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> list[ModuleType]:
    """The examples as modules; the catalog knows them for the time of the test."""
    monkeypatch.setattr(catalog, "_FAMILIES", dict(catalog.families()))
    monkeypatch.setattr(catalog, "_DATASETS", dict(catalog.datasets()))
    blocks = re.findall(r"^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    made = []
    for index, block in enumerate(blocks):
        module = ModuleType(f"contributing_{index}")
        monkeypatch.setitem(sys.modules, module.__name__, module)  # where pydantic looks for annotations
        exec(compile(block, module.__name__, "exec"), module.__dict__)
        made.append(module)
    return made


def test_the_printed_family_learns_the_printed_dataset(examples: list[ModuleType]) -> None:
    assert len(examples) == 2
    table = {
        "title": "as printed", "seed": 0, "steps": 40, "batch_size": 50,
        "dataset": {"name": "stripes", "count": 500}, "models": [{"family": "linear-ae", "latent_dim": 8}],
    }  # fmt: skip
    experiment = Experiment.parse(table)
    images = catalog.find_dataset("stripes").load(experiment.dataset_config, LoadContext(Path()))
    assert (images.train.shape, images.test.shape) == ((450, 1, 16, 16), (50, 1, 16, 16))
    loop = Loop(experiment, images, torch.device("cpu"))
    before = loop.evaluate()[0]["test_mse"]
    for _ in range(40):
        loop.step()
    assert loop.evaluate()[0]["test_mse"] < 0.95 * before
    family = loop.models[0]
    [group] = family.optimizers["adam"].param_groups
    assert group["lr"] == pytest.approx(learning_rate_factor(Clock(39, 40), family.decay) * family.config.learning_rate)
    assert family.decode(torch.zeros(3, 8), torch.tensor([0, 1, 2])).shape == (3, 1, 16, 16)  # labels are ignored
