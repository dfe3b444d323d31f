"""How many modes are present is one figure: verdict, figures and bars count alike, now and looking back."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from explorer.pictures.figure_words import PRESENT, figure_texts
from explorer.pictures.mode_bars import ModeBars
from explorer.state.curves_data import Curves
from explorer.state.reduce import reduce
from explorer.state.state import KEYFRAME_BYTES, AppState
from explorer.workspaces import WORKSPACES
from explorer.workspaces.adversarial.channels import MEASURED
from explorer.workspaces.adversarial.verdicts import judged, verdict_shown
from trainers import messages
from trainers.catalog import dataset_specs, family_specs
from trainers.examples import Modes
from trainers.experiment import Experiment
from trainers.looking.sample_quality import _shares
from trainers.messages import Phase
from trainers.metrics.modes import count_modes
from trainers.timeline import Timeline

RUN = 3
ANGLES = np.arange(8) * np.pi / 4
CENTRES = (0.5 + 0.3 * np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)).astype(np.float32)
RING = Modes(CENTRES, 0.01)


def points(shares: list[int], off: float = 0.0) -> np.ndarray:
    """So many points at each mode, *off* its centre."""
    return np.concatenate([np.tile(centre + off, (n, 1)) for centre, n in zip(CENTRES, shares, strict=True)])


def measured(step: int, shares: list[int], off: float = 0.0, run_id: int = RUN) -> messages.SamplesMeasured:
    """What the worker says of such samples: as ``trainers.looking.sample_quality`` counts them."""
    counts = count_modes(points(shares, off).astype(np.float32), RING)
    figures = {**counts.figures(), "coverage": 0.8, "duplicate_share": 0.01}
    hit, nearest = counts.shares.astype(np.float32), _shares(counts.nearest)
    return messages.SamplesMeasured(run_id, step, MEASURED.of(0).name, step, 0, figures, hit, nearest)


def state(*answers: messages.SamplesMeasured) -> AppState:
    table: dict[str, Any] = {"dataset": {"name": "ring"}, "models": [{"family": "gan"}]}
    given = Experiment.parse(table)
    found = AppState(
        families=family_specs(), datasets=dataset_specs(), run_id=RUN, experiment=given, draft=given, curves=Curves(),
        timeline=Timeline(KEYFRAME_BYTES), phase=Phase.PAUSED,
    )  # fmt: skip
    for answer in answers:
        found = reduce(found, answer, WORKSPACES)
    return found


def counted(qtbot: QtBot, given: AppState) -> tuple[str, str, int]:
    """(verdict, figure, modes that the bars call missing)."""
    verdict = verdict_shown(given, judged(given)[0], 0)
    assert verdict is not None
    answer = given.answer(MEASURED, 0)
    assert answer is not None
    figure = next(each for each in figure_texts(answer.figures, 8) if each.name == PRESENT)
    bars = ModeBars()
    qtbot.addWidget(bars)
    bars.show_modes([str(mode) for mode in range(8)], [answer.mode_shares], ["GAN"])
    missing = sum(bars.canvas.is_missing(0, mode) for mode in range(8))
    return verdict.text, figure.value, missing


@pytest.mark.parametrize("off", [0.0, 0.02, 0.05])  # each way: on the modes, just within three sigma, and beyond
@pytest.mark.parametrize(
    ("shares", "present"),
    [
        ([125] * 8, 8),
        ([980, 20, 0, 0, 0, 0, 0, 0], 2),  # 2 % exactly, which float32 does not hold
        ([140, 140, 140, 140, 140, 140, 141, 19], 7),
        ([300, 300, 397, 1, 1, 1, 0, 0], 3),  # stray hits
    ],
)
def test_all_that_count_modes_say_the_same(qtbot: QtBot, shares: list[int], present: int, off: float) -> None:
    """The known answer of science: a mode counts where it is hit within three sigma, however many are near it."""
    present = present if off * np.sqrt(2) < 3 * RING.sigma else 0
    given = state(*(measured(step, shares, off) for step in range(100, 1000, 100)))
    text, figure, missing = counted(qtbot, given)
    assert f"{present} of 8" in text and figure == f"{present} of 8" and missing == 8 - present
    found = given.answer(MEASURED, 0)
    assert found is not None and found.mode_shares is not None
    assert found.mode_shares.sum() == pytest.approx(found.figures["high_quality_share"])
    assert found.mode_shares.min() == pytest.approx(found.figures["smallest_mode_share"])
    names = {each.name for each in figure_texts(given.answers[MEASURED.of(0).name].figures, 8)}  # type: ignore[attr-defined]
    assert "modes_covered" not in names, "a second count under another name"


def keyframe(step: int) -> messages.PicturesDrawn:
    return messages.PicturesDrawn(RUN, step, (messages.ModelPictures(None, None, None, None, {}),), keyframe=True)


def test_looking_back_verdict_and_figures_are_of_the_keyframe(qtbot: QtBot) -> None:
    few, all_ = [300, 300, 400, 0, 0, 0, 0, 0], [125] * 8
    given = state(*(measured(step, few) for step in range(50, 550, 50)), *(
        measured(step, all_) for step in range(550, 1050, 50)
    ))  # fmt: skip
    given = reduce(reduce(given, keyframe(520), WORKSPACES), keyframe(1000), WORKSPACES)
    text, figure, missing = counted(qtbot, given)
    assert "8 of 8" in text and figure == "8 of 8" and missing == 0
    back = replace(given, scrubbed=520)
    asked = measured(520, few)
    back = replace(back, answers=MappingProxyType({**back.answers, MEASURED.of(0).name: asked}))
    text, figure, missing = counted(qtbot, back)
    assert "3 of 8" in text and figure == "3 of 8" and missing == 5
    assert judged(back)[0].remedy is None and judged(back)[0].kind == "partial"
    assert judged(replace(back, scrubbed=None))[0].kind == judged(given)[0].kind == "healthy"
