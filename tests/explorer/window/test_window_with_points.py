"""The window with points of the plane in the place of images: nothing in it may stumble over pictures of two pixels."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtWidgets import QPushButton

from explorer.map.overlays.decode_inset import DecodeInset
from explorer.pixels.point_pictures import SIDE
from tests.explorer.program import Program, experiment
from trainers.messages import Phase

MODELS = [{"family": "ae", "layers": [12], "latent_dim": 2}, {"family": "vae", "layers": [12], "latent_dim": 2}]


@pytest.mark.parametrize("dataset", ["ring", "spiral"])
def test_points_are_explored_and_trained(program: Program, dataset: str) -> None:
    program.start(experiment(dataset={"name": dataset, "count": 400}, models=MODELS))
    data = program.state.data
    assert data is not None and data.points is not None and data.points.shape == (400, 2)
    assert (data.modes is None) == (dataset == "spiral")
    program.wait(lambda: len(program.map().picture.cloud.codes) == 400)
    program.click(program.map(), program.at(0.7, 0.3))
    program.wait(program.decode_shown)
    program.wait(lambda: program.state.answers.get("nearest 0"))
    decode = program.map().findChild(DecodeInset)
    assert decode is not None and (decode.image.width(), decode.image.height()) == (SIDE, SIDE)  # a dot in a frame
    program.click(program.find(QPushButton, "play"))
    program.wait(lambda: program.step > 20)
    program.click(program.find(QPushButton, "stop"))
    program.wait_for(Phase.PAUSED)
    assert program.state.pictures is not None
    assert all(model.codes is not None and np.isfinite(model.codes).all() for model in program.state.pictures.models)
