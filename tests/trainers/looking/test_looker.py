"""What who looks has in common with who trains: what is never learned, and nothing else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from trainers.catalog import find_dataset
from trainers.dataset import LoadContext
from trainers.experiment import Experiment
from trainers.looking.looker import Looker
from trainers.training.loop import Loop
from trainers.training.snapshot import Snapshot

CPU = torch.device("cpu")
MODELS: list[dict[str, Any]] = [
    {"family": "made", "layers": [24, 24], "orders": 2},
    {"family": "pixelcnn", "channels": 4, "blocks": 1, "made": 16},
    {"family": "pixel-rnn"},
    {"family": "vae", "layers": [8]},
]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model["family"])
def test_masks_are_there_once_and_weights_twice(model: dict[str, Any]) -> None:
    digits = find_dataset("digits")
    images = digits.load(digits.Config(), LoadContext(Path()))
    experiment = Experiment.parse(
        {"steps": 20, "batch_size": 8, "dataset": {"name": "digits"}, "models": [model, model]}
    )
    loop, looker = Loop(experiment, images, CPU), Looker(experiment, images, CPU)
    looker.share_constants(loop.models)
    for own, other in zip(looker.models, loop.models, strict=True):
        learned, theirs = own.nets.state_dict(), dict(other.nets.named_buffers())
        for name, buffer in own.nets.named_buffers():
            assert (buffer is theirs[name]) == (name not in learned), name
        assert not {each.data_ptr() for each in learned.values()} & {
            each.data_ptr() for each in other.nets.state_dict().values()
        }
    loop.step()
    weights, configs = tuple(loop.display_weights()), tuple(each.config for each in loop.models)
    looker.load(Snapshot(1, 1, weights, configs))
    apart = Looker(experiment, images, CPU)
    apart.load(looker.snapshot)  # type: ignore[arg-type]
    x = looker.inputs(images.test[:3])
    for own, other in zip(looker.models, apart.models, strict=True):
        if "predicts" in own.capabilities:
            found, expected = own.predict(x), other.predict(x)
        else:
            found, expected = own.reconstruct(x), other.reconstruct(x)
        assert torch.equal(found, expected)
